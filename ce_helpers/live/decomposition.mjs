export default ({ crossEntropy, entropy, kl, linspace }) => {
  const grid = linspace(0, Math.PI / 2, 201).map((t) => Math.min(1 - 1e-12, Math.max(1e-12, Math.sin(t) ** 2)));
  const pair = (x) => [x, 1 - x];
  return {
    compute({ p, q }) {
      const P = pair(p), Q = pair(q);
      const terms = { floor: entropy(P), gap: kl(P, Q), total: crossEntropy(P, Q) };
      return { ...terms, ...Object.fromEntries(Object.entries(terms).map(([k, x]) => [`${k}_bits`, x / Math.LN2])) };
    },

    draw(view, { p, q }, { floor, gap, total }) {
      const side = p > 0.5 ? 1 : -1, at = 0.5 - 0.25 * side;
      view.line("curve", grid.map((x) => [x, crossEntropy(pair(p), pair(x))]));
      view.text("curve-name", "H(P, Q)", at + 0.1 * side, crossEntropy(pair(p), pair(at)) + 0.06);
      view.line("floor", [[0, floor], [1, floor]]);
      view.text("floor-name", "floor H(P)", 0.5 - 0.39 * side, floor + 0.03);
      view.line("gap", [[q, floor], [q, total]]);
      view.move("p-mark", p, 0);
      view.move("q-mark", q, total);
      view.bar("bar-floor", -0.35, 0.35, 0, floor);
      view.bar("bar-gap", -0.35, 0.35, floor, total);
      view.text("name-floor", floor > 0.12 && total > 0.3 ? "H(P)" : "", 0.42, floor / 2);
      view.text("name-gap", gap > 0.05 ? "KL" : "", 0.42, Math.min(floor + gap / 2, 2.5));
    },

    drag: { "q-mark": ({ x }) => ({ q: x }), "p-mark": ({ x }) => ({ p: x }) },
    lights: { p: "p-mark", q: "q-mark" },
  };
};
