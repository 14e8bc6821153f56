const TOP = 1.25;

export default ({ kl, linspace }) => {
  const grid = linspace(0, Math.PI / 2, 201).map((t) => Math.min(1 - 1e-12, Math.max(1e-12, Math.sin(t) ** 2)));
  const norm = (x) => Math.sqrt(x * x + (1 - x) * (1 - x));
  // what a report costs if that happens to which it gave q
  const loss = {
    log: (q) => -Math.log(q),
    brier: (q) => (1 - q) * (1 - q),
    spherical: (q, other) => 1 - q / Math.sqrt(q * q + other * other),
    absolute: (q) => 1 - q,
  };
  const both = (rule, q) => [loss[rule](q, 1 - q), loss[rule](1 - q, q)];
  const weighted = (p, cost) => (p === 0 ? 0 : p * cost);
  const expected = (rule, p, q) => {
    const [yes, no] = both(rule, q);
    return weighted(p, yes) + weighted(1 - p, no);
  };
  const price = {
    log: (p, q) => kl([p, 1 - p], [q, 1 - q]),
    brier: (p, q) => (p - q) ** 2,
    absolute: (p, q) => (q - p) * (1 - 2 * p),
    spherical(p, q) {
      const a = norm(p), b = norm(q), cosine = (p * q + (1 - p) * (1 - q)) / (a * b);
      return (p - q) ** 2 / (a * b * b) / (1 + cosine);
    },
  };
  return {
    compute({ p, q, rule }) {
      const [yes, no] = both(rule, q);
      return {
        if_yes: yes + 0, if_no: no + 0, report: expected(rule, p, q), honest: expected(rule, p, p),
        price: price[rule](p, q), best: rule !== "absolute" || p === 0.5 ? p : Number(p > 0.5),
        unit: rule === "log" ? "nats" : "points",
      };
    },

    draw(view, { p, q, rule }, { report, honest, best }) {
      view.line("curve", grid.map((x) => [x, Math.min(99, expected(rule, p, x))]));
      view.line("belief", [[p, 0], [p, 1.02]]);
      view.line("level", [[0, honest], [1, honest]]);
      view.line("price", [[q, honest], [q, Math.min(report, TOP)]]);
      view.move("best", best, expected(rule, p, best));
      view.move("belief-mark", p, 0);
      view.move("point", q, Math.min(report, TOP));
      const aside = q + 0.1 * (q < 0.1 || (q >= 0.5 && q <= 0.9) ? 1 : -1), amount = report === Infinity ? "∞" : report.toFixed(2);
      view.text("beyond", report > TOP ? `↑ ${amount}` : " ", aside, 1.19);
      view.text("belief-name", "belief", Math.min(0.93, Math.max(0.07, p)), 1.08);
    },

    drag: { point: ({ x }) => ({ q: x }), "belief-mark": ({ x }) => ({ p: x }) },
    lights: { p: "belief-mark", q: "point" },
  };
};
