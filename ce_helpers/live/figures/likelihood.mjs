const LOW = -4, TOP = 2.5;

export default ({ clamp, linspace, told, xlogy }) => {
  const grid = linspace(0.012, Math.PI / 2 - 0.012, 66).map((u) => Math.sin(u) ** 2);
  const nll = (p, k, n) => -(xlogy(k, p) + xlogy(n - k, 1 - p)) / n;
  return {
    compute({ p, n, k }) {
      const total = -(xlogy(k, p) + xlogy(n - k, 1 - p)), best = k / n, least = nll(best, k, n);
      return { likelihood: p ** k * (1 - p) ** (n - k), log_likelihood: -total, loss: total / n, best, best_log: 0 - n * least, least };
    },

    adjust: ({ n, k }, changed) => (k <= n ? {} : changed === "k" ? { n: k } : { k: n }),
    possible: ({ n, k }) => k <= n,

    draw(view, { p, n, k }, { best, least, loss }) {
      const curves = {
        product: [(x) => Math.exp(n * (least - nll(x, k, n))), 0, 1.1],
        sum: [(x) => n * (least - nll(x, k, n)), LOW, 0.6],
        loss: [(x) => nll(x, k, n), 0, TOP],
      };
      for (const [gid, [f, low, high]] of Object.entries(curves)) {
        view.line(`${gid}-curve`, grid.map((x) => [x, f(x)]));
        view.line(`${gid}-best`, [[best, low], [best, high]]);
        view.move(`${gid}-point`, p, clamp(f(p), LOW, TOP));
      }
      const error = Math.sqrt(best * (1 - best) / n), reach = Math.exp(-0.5 / n);
      const [from, to] = error ? [best - error, best + error] : k ? [reach, 1] : [0, 1 - reach];
      view.line("half", [[from, -0.5], [to, -0.5]]);
      view.text("loss-name", `${told(loss, ".4f")} nats${loss > TOP ? " ↑" : ""}`);
      const here = n * (least - nll(p, k, n));
      view.text("beyond", here < LOW ? `${told(here, ".2f")} ↓` : "", clamp(p, 0.1, 0.9), -0.6);
    },

    drag: Object.fromEntries(["product", "sum", "loss"].map((gid) => [`${gid}-point`, ({ x }) => ({ p: x })])),
    lights: { p: "loss-point" },
  };
};
