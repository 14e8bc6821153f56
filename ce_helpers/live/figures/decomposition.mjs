const TOP = 1.26;

export default ({ coin, crossEntropy, dense, entropy, kl, told, withBits }) => ({
  compute({ p, q }) {
    const P = coin(p), Q = coin(q);
    return withBits({ floor: entropy(P), gap: kl(P, Q), total: crossEntropy(P, Q) });
  },

  draw(view, { p, q }, { floor, gap, total }) {
    const side = p > 0.5 ? 1 : -1, out = total > TOP, high = Math.min(total, 99); // it may be ∞
    view.line("curve", dense.map((x) => [x, crossEntropy(coin(p), coin(x))]));
    view.text("curve-name", "H(P, Q)", 0.375 + 0.25 * p, Math.LN2 + 0.15 - 0.2 * Math.abs(p - 0.5));
    view.line("floor", [[0, floor], [1, floor]]);
    view.text("floor-name", "floor H(P)", 0.5 - 0.32 * side, floor + (floor < 0.13 ? 0.02 : -0.08));
    view.line("gap", [[q, floor], [q, high]]);
    view.bar("bar-floor", -0.35, 0.35, 0, floor);
    view.bar("bar-gap", -0.35, 0.35, floor, high);
    view.text("name-floor", floor > 0.06 ? "H(P)" : "", 0.42, floor / 2);
    view.text("name-gap", out ? "KL ↑" : gap > 0.06 ? "KL" : "", 0.42, out ? TOP : floor + gap / 2);
    view.move("q-mark", q, Math.min(total, TOP));
    view.text("beyond", out ? `${told(total, ".2f")} nats ↑` : "", 0.5, TOP);
  },

  handles: { "q-mark": ["q", "total"], "p-mark": ["p", 0] },
});
