const TOP = 2.53;

export default ({ coin, crossEntropy, dense, entropy, kl, told, withBits }) => ({
  compute({ p, q }) {
    const P = coin(p), Q = coin(q);
    return withBits({ floor: entropy(P), gap: kl(P, Q), total: crossEntropy(P, Q) });
  },

  draw(view, { p, q }, { floor, gap, total }) {
    const side = p > 0.5 ? 1 : -1, at = 0.5 - 0.25 * side, out = total > TOP;
    view.line("curve", dense.map((x) => [x, crossEntropy(coin(p), coin(x))]));
    view.text("curve-name", "H(P, Q)", at + 0.1 * side, crossEntropy(coin(p), coin(at)) + 0.06);
    view.line("floor", [[0, floor], [1, floor]]);
    view.text("floor-name", "floor H(P)", 0.5 - 0.37 * side, floor + (floor < 0.25 ? 0.03 : -0.16));
    view.line("gap", [[q, floor], [q, total]]);
    view.bar("bar-floor", -0.35, 0.35, 0, floor);
    view.bar("bar-gap", -0.35, 0.35, floor, total);
    view.text("name-floor", floor > 0.12 && total > 0.3 ? "H(P)" : "", 0.42, floor / 2);
    view.text("name-gap", out ? "KL ↑" : gap > 0.05 ? "KL" : "", 0.42, out ? TOP : floor + gap / 2);
    view.move("q-mark", q, Math.min(total, TOP));
    view.text("beyond", out ? `${told(total, ".2f")} nats ↑` : "", q < 0.5 ? 0.26 : 0.74, TOP);
  },

  handles: { "q-mark": ["q", "total"], "p-mark": ["p", 0] },
});
