const MOST = 25;

export default ({ binomialBand, mean, range, rounded, sum, told }) => {
  // what does not depend on the controls is computed once: all gaps in a row, the gap of the true class, what is right
  const kept = new WeakMap();
  function digits({ gaps, labels }) {
    if (!kept.has(gaps)) {
      const right = gaps.map((row, i) => Number(row.indexOf(0) === labels[i]));
      kept.set(gaps, { flat: Float64Array.from(gaps.flat()), own: gaps.map((row, i) => row[labels[i]]), right, share: mean(right) });
    }
    return kept.get(gaps);
  }
  /** What is said of every digit at a temperature, and the mean loss: 1 and the gap over softmax's denominator. */
  function spoken(state) {
    const { flat, own } = digits(state), scale = -10 * state.t, k = flat.length / own.length;
    let loss = 0;
    const said = own.map((gap, i) => {
      let whole = 0;
      for (let j = i * k; j < (i + 1) * k; j += 1) whole += flat[j] < -40 * scale ? Math.exp(flat[j] / scale) : 0;
      loss += Math.log(whole) - gap / scale;
      return rounded(1 / whole, 9);
    });
    return { t: state.t, said, nll: loss / own.length, says_mean: mean(said) };
  }
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
  function filled(state, said) {
    const { right } = digits(state), ends = inner(said, Math.floor(state.bins + 0.5), state.edges);
    const bins = range(ends.length + 1, () => [0, 0, 0]);
    said.forEach((q, i) => {
      let low = 0, high = ends.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (q > ends[middle]) low = middle + 1;
        else high = middle;
      }
      bins[low][0] += q;
      bins[low][1] += right[i];
      bins[low][2] += 1;
    });
    return bins.filter((bin) => bin[2]).map(([q, y, n]) => ({ said: q / n, seen: y / n, n, band: binomialBand(n, q / n) }));
  }
  let voice = { t: null }, last = { state: null };
  function now(state) {
    if (last.state !== state) {
      if (voice.t !== state.t || voice.gaps !== state.gaps) voice = { ...spoken(state), gaps: state.gaps };
      last = { state, bins: filled(state, voice.said) };
    }
    return { ...voice, bins: last.bins };
  }

  return {
    compute(s) {
      const { bins, nll, says_mean } = now(s), n = s.labels.length;
      return {
        says_mean, right: digits(s).share, nll, uniform: Math.log(10), filled: bins.length,
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
