const TOP = 1.25;

export default ({ kl, linspace }) => {
  const grid = linspace(0, Math.PI / 2, 201).map((t) => Math.sin(t) ** 2);
  const norm = (x) => Math.sqrt(x * x + (1 - x) * (1 - x));
  const loss = {
    log: (q) => -Math.log(q),
    brier: (q) => (1 - q) * (1 - q),
    spherical: (q, other) => 1 - q / Math.sqrt(q * q + other * other),
  };
  const price = {
    log: (p, q) => kl([p, 1 - p], [q, 1 - q]),
    brier: (p, q) => (p - q) ** 2,
    spherical(p, q) {
      const a = norm(p), b = norm(q), cosine = (p * q + (1 - p) * (1 - q)) / (a * b);
      return (p - q) ** 2 / (a * b * b) / (1 + cosine);
    },
  };
  const honest = (rule, p) =>
    (p ? p * loss[rule](p, 1 - p) : 0) + (p < 1 ? (1 - p) * loss[rule](1 - p, p) : 0);
  return {
    compute({ p, q, rule }) {
      const if_yes = loss[rule](q, 1 - q), if_no = loss[rule](1 - q, q);
      return {
        if_yes, if_no, report: p * if_yes + (1 - p) * if_no, honest: honest(rule, p), price: price[rule](p, q),
        unit: rule === "log" ? "nats" : "points",
      };
    },

    draw(view, { p, q, rule }, v) {
      view.line("arch", grid.map((x) => [x, honest(rule, x)]));
      view.line("tangent", [[0, v.if_no], [1, v.if_yes]]);
      view.line("belief", [[p, 0], [p, v.honest]]);
      view.line("gap", [[p, v.honest], [p, v.report]]);
      view.move("end-no", 0, Math.min(v.if_no, TOP));
      view.move("end-yes", 1, Math.min(v.if_yes, TOP));
      const high = Math.max(v.if_no, v.if_yes);
      view.text("beyond", high > TOP ? `↑ ${high.toFixed(2)}` : " ", v.if_no > v.if_yes ? 0.09 : 0.91, 1.32);
      view.move("belief-mark", p, 0);
      view.move("point", q, honest(rule, q));
    },

    drag: { point: ({ x }) => ({ q: x }), "belief-mark": ({ x }) => ({ p: x }) },
    lights: { p: "belief-mark", q: "point" },
  };
};
