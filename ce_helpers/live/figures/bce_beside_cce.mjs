export default () => ({
  compute({ p, y }) {
    const rest = 1 - p, yes = y === "1";
    return {
      yes: yes ? "1" : "0", no: yes ? "0" : "1", rest, share: yes ? p : rest,
      bce: yes ? -Math.log(p) : -Math.log1p(-p), cce: -Math.log(yes ? p : rest),
    };
  },

  draw(view, { p }, { rest, bce }) {
    [rest, p].forEach((q, k) => {
      for (const gid of [`true-${k}`, `plain-${k}`]) view.column(gid, k, q);
      view.text(`value-${k}`, q.toFixed(2), k, q + 0.06);
    });
    view.line("drop", [[p, 0], [p, bce]]);
    view.text("bce-name", `${bce.toFixed(4)} nats`);
  },

  handles: { point: ["p", "bce"], "top-1": [1, "p"], "top-0": [0, "rest"] },
  drag: { "top-0": ({ y }) => ({ p: 1 - y }) },
});
