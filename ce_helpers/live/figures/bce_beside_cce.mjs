export default ({ told }) => {
  const signed = (pull) => (pull > 0 ? "+" : "") + told(pull, ".2f");
  return {
    compute({ p, y }) {
      const rest = 1 - p, yes = y === "1";
      return {
        yes: yes ? "1" : "0", no: yes ? "0" : "1", rest, pull_0: (yes ? 0 : 1) - rest, pull_1: (yes ? 1 : 0) - p,
        bce: yes ? -Math.log(p) : -Math.log1p(-p), cce: -Math.log(yes ? p : rest),
      };
    },

    draw(view, { p, y }, { rest, bce, pull_0, pull_1 }) {
      [rest, p].forEach((q, k) => {
        for (const gid of [`true-${k}`, `plain-${k}`]) view.column(gid, k, q);
        view.text(`value-${k}`, q.toFixed(2), k - 0.08, q + 0.06);
        const t = Number(k === Number(y));
        view.line(`pull-${k}`, [[k + 0.2, q], [k + 0.2, t]]);
        view.move(`target-${k}`, k + 0.2, t);
        view.text(`pull-name-${k}`, signed(k ? pull_1 : pull_0));
      });
      view.line("pull", [[p, 0], [Number(y), 0]]);
      view.move("target", Number(y), 0);
      view.text("pull-name", `y − p = ${signed(pull_1)}`);
      view.line("drop", [[p, 0], [p, bce]]);
      view.text("bce-name", `${bce.toFixed(4)} nats`);
    },

    handles: { point: ["p", "bce"], "top-1": [1, "p"], "top-0": [0, "rest"] },
    drag: { "top-0": ({ y }) => ({ p: 1 - y }) },
  };
};
