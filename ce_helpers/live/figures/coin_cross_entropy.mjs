const TOP = 2.6;

export default ({ clamp, coin, crossEntropy, entropy, told }) => ({
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
    for (const [side, middle, there] of [["heads", p / 2, p > 0], ["tails", (1 + p) / 2, p < 1]]) {
      const high = v[`height_${side}`], out = there && high > TOP;
      view.move(`top-${side}`, middle, Math.min(high, TOP));
      view.text(`name-${side}`, there ? side : "", middle, -0.36);
      view.text(`beyond-${side}`, out ? `↑ ${told(high, ".2f")}` : "", clamp(middle, 0.1, 0.9), TOP + 0.2);
    }
    view.text("name-mean", `– – H(P, Q) = ${told(v.nats, ".3f")} nats, mean`);
    view.text("name-floor", `··· H(P) = ${told(v.floor, ".3f")}, the least`);
  },

  drag: {
    border: ({ x }) => ({ p: x }),
    "top-heads": ({ y }) => ({ q: Math.exp(-y) }),
    "top-tails": ({ y }) => ({ q: 1 - Math.exp(-y) }),
  },
  lights: { p: "border", q: "top-heads" },
});
