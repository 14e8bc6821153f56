export default () => ({
  compute({ p, y }) {
    const rest = 1 - p, yes = y === "1";
    return {
      yes: yes ? "1" : "0", no: yes ? "0" : "1", rest, share: yes ? p : rest,
      bce: yes ? -Math.log(p) : -Math.log1p(-p), cce: -Math.log(yes ? p : rest),
    };
  },

  draw(view, { p, y }, { rest, bce }) {
    for (const [k, q] of [["0", rest], ["1", p]]) {
      view.show(`curve-${k}`, k === y);
      view.show(`true-${k}`, k === y);
      view.show(`plain-${k}`, k !== y);
      for (const gid of [`true-${k}`, `plain-${k}`]) view.bar(gid, k - 0.31, Number(k) + 0.31, 0, q);
      view.move(`top-${k}`, k, q);
      view.text(`value-${k}`, q.toFixed(2), Number(k), q + 0.06);
    }
    view.line("drop", [[p, 0], [p, bce]]);
    view.move("point", p, bce);
    view.text("bce-name", `${bce.toFixed(4)} nats`);
  },

  drag: {
    point: ({ x }) => ({ p: x }),
    "top-1": ({ y }) => ({ p: y }),
    "top-0": ({ y }) => ({ p: 1 - y }),
  },
  lights: { p: "point" },
});
