const MOST = 25;

export default ({ binomialBand, mean, range, rounded, sum, told }) => {
  // what does not depend on the controls is computed once
  const kept = new WeakMap();
  function calls({ gaps, labels }) {
    if (!kept.has(gaps)) kept.set(gaps, gaps.map((row, i) => Number(row.indexOf(0) === labels[i])));
    return kept.get(gaps);
  }
  /** Softmax's denominator, divided by its largest term: the confidence is 1 through it. */
  const whole = (row, t) => sum(row.map((gap) => Math.exp(gap / (-10 * t))));
  const confidence = ({ gaps, t }) => gaps.map((row) => rounded(1 / whole(row, t), 9));
  const loss = ({ gaps, labels, t }) => mean(gaps.map((row, i) => Math.log(whole(row, t)) + row[labels[i]] / (10 * t)));
  /** The inner edges of the bins: equal width, or quantiles by linear interpolation. */
  function inner(said, bins, edges) {
    if (edges === "uniform") return range(bins - 1, (i) => (i + 1) / bins);
    const sorted = Float64Array.from(said).sort();
    const at = range(bins - 1, (i) => {
      const h = (sorted.length - 1) * ((i + 1) / bins), k = Math.floor(h), w = h - k, gap = sorted[k + 1] - sorted[k];
      return w < 0.5 ? sorted[k] + gap * w : sorted[k + 1] - gap * (1 - w);
    });
    return at.filter((x, i) => x !== at[i - 1] && x < 1);
  }
  /** Mean confidence, share right, number and band of every bin that is not empty; a forecast on an edge is of the bin that ends there. */
  function filled(state) {
    const said = confidence(state), right = calls(state), ends = inner(said, Math.floor(state.bins + 0.5), state.edges);
    const bins = range(ends.length + 1, () => [0, 0, 0]);
    said.forEach((q, i) => {
      let b = 0;
      while (b < ends.length && q > ends[b]) b += 1;
      bins[b][0] += q;
      bins[b][1] += right[i];
      bins[b][2] += 1;
    });
    return bins.filter((bin) => bin[2]).map(([q, y, n]) => ({ said: q / n, seen: y / n, n, band: binomialBand(n, q / n) }));
  }
  let last = { state: null };
  const now = (state) => (last.state === state ? last : (last = { state, bins: filled(state) }));

  return {
    compute(s) {
      const { bins } = now(s), n = s.labels.length;
      return {
        says_mean: mean(confidence(s)), right: mean(calls(s)), nll: loss(s), uniform: Math.log(10), filled: bins.length,
        ece: sum(bins.map((b) => (b.n / n) * Math.abs(b.seen - b.said))),
        outside: bins.filter(({ seen, band: [low, high] }) => seen < low || seen > high).length,
      };
    },

    draw(view, s, { ece, nll }) {
      const { bins } = now(s), all = range(MOST, (i) => bins[Math.min(i, bins.length - 1)]), points = all.map((b) => [b.said, b.seen]);
      all.forEach(({ said, band }, i) => view.line(`band-${i}`, band.map((y) => [said, y])));
      view.line("line", points);
      view.move("points", points);
      view.move("point", s.t, nll);
      view.text("ece", `ECE ${told(ece, ".3f")}`);
      view.text("loss", `loss ${told(nll, ".3f")} nats`);
    },

    drag: { point: ({ x }) => ({ t: x }) },
    lights: { t: "point", bins: "points" },
  };
};
