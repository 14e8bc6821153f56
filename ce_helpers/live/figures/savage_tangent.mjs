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
    const left = v.if_no > v.if_yes, near = left ? p : 1 - p, inwards = Math.abs(near - 0.09) >= 0.085 ? 0.09 : near + 0.1;
    const x = left ? inwards : 1 - inwards, far = left ? x + 0.07 : x - 0.07; // beneath the tangent, beside the gap
    const y = Math.min(1.17, v.if_no + (v.if_yes - v.if_no) * far - 0.09);
    view.text("beyond", high > TOP ? `↑ ${high.toFixed(2)}` : " ", x, y);
    view.move("gap-beyond", p, v.report > TOP ? 1.215 : -1); // out of sight
    view.move("point", q, expectedLoss(rule, q, q));
  },

  handles: { "belief-mark": ["p", 0] },
  drag: { point: ({ x }) => ({ q: x }) },
  lights: { q: "point" },
});
