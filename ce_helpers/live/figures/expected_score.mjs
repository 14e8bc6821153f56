const TOP = 1.25;

export default ({ bothLosses, clamp, dense, expectedLoss, rules, told }) => ({
  compute({ p, q, rule }) {
    const [yes, no] = bothLosses(rule, q), best = rule !== "absolute" || p === 0.5 ? p : Number(p > 0.5);
    return {
      if_yes: yes + 0, if_no: no + 0, report: expectedLoss(rule, p, q), honest: expectedLoss(rule, p, p),
      price: rules[rule].price(p, q), best,
      cheapest: rule === "absolute" && p === 0.5 ? "any, all cost the same" : told(best, ".2f"),
      unit: rule === "log" ? "nats" : "points",
    };
  },

  draw(view, { p, q, rule }, { report, honest, best }) {
    view.line("curve", dense.map((x) => [x, Math.min(99, expectedLoss(rule, p, x))]));
    view.line("belief", [[p, 0], [p, 1.02]]);
    view.line("level", [[0, honest], [1, honest]]);
    view.line("price", [[q, honest], [q, Math.min(report, TOP)]]);
    view.move("best", best, expectedLoss(rule, p, best));
    view.move("point", q, Math.min(report, TOP));
    const aside = Math.min(0.93, q + 0.1 * (q < 0.18 || (q >= 0.5 && q <= 0.82) ? 1 : -1));
    view.text("beyond", report > TOP ? `↑ ${told(report, ".2f")}` : " ", aside, 1.19);
    view.text("belief-name", "belief", clamp(p, 0.07, 0.93), 1.08);
  },

  handles: { "belief-mark": ["p", 0] },
  drag: { point: ({ x }) => ({ q: x }) },
  lights: { q: "point" },
});
