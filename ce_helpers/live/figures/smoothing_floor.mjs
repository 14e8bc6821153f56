const TOP = 2.5;

export default ({ clamp, crossEntropy, linspace, range, told }) => {
  const gaps = linspace(-1, 12, 131);
  const loss = (gap, target, k) => Math.log1p((k - 1) * Math.exp(-gap)) + (1 - target) * gap;

  return {
    compute({ gap, epsilon, flips, classes: k }) {
      const target = (1 - epsilon) * (1 - flips) + epsilon / k, others = (1 - target) / (k - 1);
      const mix = [target, ...range(Math.floor(k + 0.5) - 1, () => others)];
      return {
        target,
        floor: crossEntropy(mix, mix),
        best_gap: others > 1e-12 ? told(Math.log(target / others), ".2f") : "∞",
        loss: loss(gap, target, k),
        p: 1 / (1 + (k - 1) * Math.exp(-gap)),
        uniform: Math.log(k),
      };
    },

    draw(view, { gap, classes }, v) {
      view.line("plain", gaps.map((g) => [g, loss(g, 1, classes)]));
      view.line("curve", gaps.map((g) => [g, loss(g, v.target, classes)]));
      view.line("floor", [[-1, v.floor], [12, v.floor]]);
      view.text("floor-name", `floor ${told(v.floor, ".3f")}${v.floor > TOP ? " ↑" : ""}`, 11.9, clamp(v.floor - 0.05, 0.62, TOP));
      const high = Math.min(v.uniform, TOP), at = Math.min(v.loss, TOP);
      view.move("uniform", 0, high);
      view.text("uniform-name", `uniform guess ${told(v.uniform, ".2f")}${v.uniform > TOP ? " ↑" : ""}`, 0.35, high - 0.02);
      view.move("point", gap, at);
      view.text("point-name", told(v.loss, ".3f") + (v.loss > TOP ? " ↑" : ""), clamp(gap, 0.4, 10.8), at + 0.2);
    },

    handles: { point: ["gap", "loss"] },
    lights: { epsilon: "curve", flips: "curve" },
  };
};
