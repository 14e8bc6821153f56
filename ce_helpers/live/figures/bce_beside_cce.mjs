export default ({ told }) => {
  const signed = (slope) => (slope > 0 ? "+" : "") + told(slope, ".2f");
  return {
    compute({ p, y }) {
      const rest = 1 - p, yes = y === "1";
      return {
        yes: yes ? "1" : "0", no: yes ? "0" : "1", rest, slope_0: rest - (yes ? 0 : 1), slope_1: p - (yes ? 1 : 0),
        bce: yes ? -Math.log(p) : -Math.log1p(-p), cce: -Math.log(yes ? p : rest),
      };
    },

    draw(view, { p, y }, { rest, bce, slope_0, slope_1 }) {
      [rest, p].forEach((q, k) => {
        for (const gid of [`true-${k}`, `plain-${k}`]) view.column(gid, k, q);
        view.text(`value-${k}`, q.toFixed(2), k - 0.08, q + 0.06);
        const t = Number(k === Number(y));
        view.line(`pull-${k}`, [[k + 0.2, q], [k + 0.2, t]]);
        view.move(`target-${k}`, k + 0.2, t);
        view.text(`pull-name-${k}`, signed(k ? slope_1 : slope_0));
      });
      view.line("pull", [[p, 0], [Number(y), 0]]);
      view.move("target", Number(y), 0);
      view.text("pull-name", `p − y = ${signed(slope_1)}`);
      view.line("drop", [[p, 0], [p, bce]]);
      view.text("bce-name", `${bce.toFixed(4)} nats`);
    },

    handles: { point: ["p", "bce"], "top-1": [1, "p"], "top-0": [0, "rest"] },
    drag: { "top-0": ({ y }) => ({ p: 1 - y }) },
  };
};
