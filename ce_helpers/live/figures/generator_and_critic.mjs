const STEPS = 60, RATE = 0.05, SPREAD = 0.5, LEAST = 0.25, MOST = 4, ROOT = Math.sqrt(2 * Math.PI);
const HILLS = { one: [[1, 0]], two: [[0.5, -2.5], [0.5, 2.5]] };

export default ({ range, sum, sigmoid, softplus, clamp, rounded }) => {
  const xs = range(601, (i) => -12 + 0.04 * i), drawn = xs.slice(145, 456);
  const noise = range(81, (i) => -4 + 0.1 * i), raw = noise.map((e) => Math.exp((-e * e) / 2)), all = sum(raw), weight = raw.map((w) => w / all);
  const bell = (x, m, s) => Math.exp(-(((x - m) / s) ** 2) / 2) / (s * ROOT);
  const truth = (x, hills) => sum(HILLS[hills].map(([share, m]) => share * bell(x, m, SPREAD)));

  function score(x, hills, middle, spread) {
    const parts = HILLS[hills].map(([share, m]) => Math.log(share) - ((x - m) / SPREAD) ** 2 / 2 - Math.log(SPREAD)), top = Math.max(...parts);
    const w = parts.map((part) => Math.exp(part - top)), total = sum(w), u = (x - middle) / spread;
    const slope = sum(w.map((one, i) => (one * (HILLS[hills][i][1] - x)) / SPREAD ** 2)) / total;
    return [top + Math.log(total) + (u * u) / 2 + Math.log(spread), slope + u / spread];
  }
  function pull(hills, loss, middle, spread) {
    const push = noise.map((e, i) => {
      const [s, slope] = score(middle + spread * e, hills, middle, spread);
      return weight[i] * slope * (loss === "minimax" ? -sigmoid(s) : -sigmoid(-s));
    });
    return [sum(push), sum(push.map((g, i) => g * noise[i])) * spread];
  }

  const kept = {};
  function walk({ hills, loss, start, width }) {
    const name = [hills, loss, start, width];
    if (kept[name]) return kept[name];
    let middle = start, spread = width;
    const path = [[middle, spread]];
    for (let k = 0; k < STEPS; k++) {
      const [a, b] = pull(hills, loss, middle, spread);
      middle = rounded(clamp(middle - RATE * a, -5, 5), 9); // as in Python, or last digits would drift apart
      spread = rounded(clamp(spread * Math.exp(-RATE * b), LEAST, MOST), 9);
      path.push([middle, spread]);
    }
    return (kept[name] = path);
  }

  return {
    compute(state) {
      const { hills, k } = state, [middle, spread] = walk(state)[k];
      const value = 0.04 * sum(xs.map((x) => {
        const [s] = score(x, hills, middle, spread);
        return truth(x, hills) * softplus(-s) + bell(x, middle, spread) * softplus(s);
      }));
      const [minimax, other] = ["minimax", "other"].map((loss) => rounded(pull(hills, loss, middle, spread)[0], 9));
      return { middle, spread, value: rounded(value, 9), js: rounded(Math.LN2 - value / 2, 9), minimax, other };
    },

    draw(view, { hills }, { middle, spread }) {
      if (view.changed("hills", hills)) view.area("truth", [[drawn[0], 0], ...drawn.map((x) => [x, truth(x, hills)]), [drawn.at(-1), 0]]);
      view.line("made", drawn.map((x) => [x, Math.min(1.6, bell(x, middle, spread))]));
      view.line("critic", drawn.map((x) => [x, sigmoid(score(x, hills, middle, spread)[0])]));
    },

    handles: { begin: ["start", 0] },
    lights: { width: "made", k: "made" },
  };
};
