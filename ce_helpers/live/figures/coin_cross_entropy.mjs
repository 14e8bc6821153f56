export default ({ coin, crossEntropy, entropy }) => ({
  compute({ p, q }) {
    const P = coin(p), Q = coin(q), heights = Q.map((x) => -Math.log(x)), nats = crossEntropy(P, Q);
    return {
      p_tails: P[1], height_heads: heights[0], height_tails: heights[1],
      heads: P[0] * heights[0], tails: P[1] * heights[1],
      nats, bits: nats / Math.LN2, floor: entropy(P),
    };
  },

  draw(view, { p }, v) {
    view.bar("heads", 0, p, 0, v.height_heads);
    view.bar("tails", p, 1, 0, v.height_tails);
    view.line("mean", [[0, v.nats], [1, v.nats]]);
    view.line("floor", [[0, v.floor], [1, v.floor]]);
    view.move("border", p, 0);
    view.move("top-heads", p / 2, v.height_heads);
    view.move("top-tails", (1 + p) / 2, v.height_tails);
    view.text("name-heads", p > 0 ? "heads" : "", p / 2, -0.62);
    view.text("name-tails", p < 1 ? "tails" : "", (1 + p) / 2, -0.62);
    view.text("name-mean", "H(P, Q)", 1.025, v.nats);
  },

  drag: {
    border: ({ x }) => ({ p: x }),
    "top-heads": ({ y }) => ({ q: Math.exp(-y) }),
    "top-tails": ({ y }) => ({ q: 1 - Math.exp(-y) }),
  },
  lights: { p: "border", q: "top-heads" },
});
