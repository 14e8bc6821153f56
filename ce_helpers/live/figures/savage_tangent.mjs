const TOP = 1.25;

export default ({ bothLosses, dense, expectedLoss, rules }) => ({
  compute({ p, q, rule }) {
    const [if_yes, if_no] = bothLosses(rule, q);
    return {
      if_yes, if_no, report: expectedLoss(rule, p, q), honest: expectedLoss(rule, p, p), price: rules[rule].price(p, q),
      unit: rule === "log" ? "nats" : "points",
    };
  },

  draw(view, { p, q, rule }, v) {
    view.line("arch", dense.map((x) => [x, expectedLoss(rule, x, x)]));
    view.line("tangent", [[0, v.if_no], [1, v.if_yes]]);
    view.line("belief", [[p, 0], [p, v.honest]]);
    view.line("gap", [[p, v.honest], [p, v.report]]);
    view.move("end-no", 0, Math.min(v.if_no, TOP));
    view.move("end-yes", 1, Math.min(v.if_yes, TOP));
    const high = Math.max(v.if_no, v.if_yes);
    view.text("beyond", high > TOP ? `↑ ${high.toFixed(2)}` : " ", v.if_no > v.if_yes ? 0.09 : 0.91, 1.32);
    view.move("point", q, expectedLoss(rule, q, q));
  },

  handles: { "belief-mark": ["p", 0] },
  drag: { point: ({ x }) => ({ q: x }) },
  lights: { q: "point" },
});
