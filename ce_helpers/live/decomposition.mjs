export default ({ crossEntropy, entropy, kl, linspace }) => {
  const grid = linspace(0.001, 0.999, 200);
  return {
    compute({ p, q }) {
      const P = [p, 1 - p], Q = [q, 1 - q];
      const terms = { floor: entropy(P), gap: kl(P, Q), total: crossEntropy(P, Q) };
      return { ...terms, ...Object.fromEntries(Object.entries(terms).map(([k, x]) => [`${k}_bits`, x / Math.LN2])) };
    },

    draw(view, { p, q }, { floor, gap, total }) {
      view.line("curve", grid.map((x) => [x, crossEntropy([p, 1 - p], [x, 1 - x])]));
      const at = p > 0.5 ? 0.25 : 0.75;
      view.text("curve-name", "H(P, Q)", at + (p > 0.5 ? 0.09 : -0.09), crossEntropy([p, 1 - p], [at, 1 - at]) + 0.06);
      view.line("floor", [[0, floor], [1, floor]]);
      view.text("floor-name", "floor H(P)", 0.99, floor);
      view.line("gap", [[q, floor], [q, total]]);
      view.move("p-mark", p, 0);
      view.move("q-mark", q, total);
      view.bar("bar-floor", -0.35, 0.35, 0, floor);
      view.bar("bar-gap", -0.35, 0.35, floor, total);
      view.text("name-floor", floor > 0.1 ? "H(P)" : "", 0.42, floor / 2);
      view.text("name-gap", gap > 0.02 ? "KL" : "", 0.42, Math.min(floor + gap / 2, 2.5));
    },

    drag: { "q-mark": ({ x }) => ({ q: x }), "p-mark": ({ x }) => ({ p: x }) },
    lights: { p: "p-mark", q: "q-mark" },
  };
};
