const MOST = 25;
// from # to }: those that neither HTML nor JSON writes as several
const SIGNS = Array.from({ length: 91 }, (_, i) => String.fromCharCode(35 + i)).filter((sign) => !"&'<>\\".includes(sign));

export default ({ binomialBand, mean, range, rounded, sum, told }) => {
  // what does not depend on the controls is computed once: all gaps in a row, the gap of the true class, what is right
  const kept = new WeakMap();
  function digits({ digits: given }) {
    if (!kept.has(given)) {
      const { steps, places } = given;
      const each = steps.match(/~*[^~]/g), n = places.length, k = each.length / n + 1, flat = new Float64Array(k * n);
      each.forEach((sign, at) => {
        const i = (at % n) * k + Math.floor(at / n);
        flat[i + 1] = flat[i] + SIGNS.length * (sign.length - 1) + SIGNS.indexOf(sign.at(-1));
      });
      const right = places.map((place) => Number(place === 0));
      kept.set(given, { k, flat, own: places.map((place, i) => flat[i * k + place]), right, share: mean(right) });
    }
    return kept.get(given);
  }
  /** What is said of every digit at a temperature, and the mean loss: 1 and the gap over softmax's denominator. */
  function spoken(state) {
    const { k, flat, own } = digits(state), scale = -10 * state.t;
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
      if (voice.t !== state.t || voice.digits !== state.digits) voice = { ...spoken(state), digits: state.digits };
      last = { state, bins: filled(state, voice.said) };
    }
    return { ...voice, bins: last.bins };
  }

  return {
    compute(s) {
      const { bins, nll, says_mean } = now(s), n = s.digits.places.length;
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
