export default ({ clamp, linspace, told, xlogy }) => {
  const grid = linspace(0.005, 0.995, 160);
  const curve = (ones, zeros) => {
    const logs = grid.map((x) => ones * Math.log(x) + zeros * Math.log(1 - x)), top = Math.max(...logs);
    return grid.map((x, i) => [x, Math.exp(logs[i] - top)]);
  };
  const counts = ({ n, k, m, c }) => [k, n - k, m * c, m - m * c];
  const mode = ({ n, k, m, c }) => (k + m * c) / (n + m);
  const cost = (p, ones, zeros) => -xlogy(ones, p) - xlogy(zeros, 1 - p);
  return {
    compute(s) {
      const [ones, zeros, a, b] = counts(s), p = mode(s);
      const prior_shape = s.m ? `with its peak at ${told(s.c, ".2f")}` : "flat";
      return { share: s.k / s.n, mode: p, prior_shape, alone: s.m ? s.c.toFixed(4) : "flat", weight: s.n / (s.n + s.m), loss: cost(p, ones, zeros), penalty: cost(p, a, b) };
    },

    adjust: ({ n, k }, changed) => (k <= n ? {} : changed === "k" ? { n: k } : { k: n }),
    possible: ({ n, k }) => k <= n,

    draw(view, s, { share }) {
      const [ones, zeros, a, b] = counts(s), p = mode(s);
      view.line("data-curve", curve(ones, zeros));
      view.line("prior-curve", curve(a, b));
      view.line("posterior-curve", curve(ones + a, zeros + b));
      view.line("mode-line", [[p, 0], [p, 1]]);
      view.text("mode-name", `— posterior ${told(p, ".3f")}`, clamp(p, 0.18, 0.82), 1.04);
      view.text("prior-name", "··· prior", clamp(s.c, 0.18, 0.82), 1.16);
      view.text("data-name", "– – data", clamp(share, 0.18, 0.82), 1.28);
    },

    handles: { "data-mark": ["share", 0], "prior-mark": ["c", 0] },
    drag: { "data-mark": ({ x }, { n }) => ({ k: clamp(Math.round(x * n), 0, n) }) },
    lights: { k: "data-mark" },
  };
};
