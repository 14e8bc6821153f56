const LEVELS = [0.5, 0.6, 0.7, 0.8, 0.9, 0.99];
const SOURCES = ["an invented reader", "your own answers", "your record"];
const percent = (c) => `${Math.round(100 * c)}%`;
const logit = (p) => Math.log(p / (1 - p));

/** [answers, right ones] at each level of the record that the book keeps on this device; null where there is none. */
function recorded() {
  const tally = LEVELS.map(() => [0, 0]);
  try {
    for (const { confidence: c, right } of Object.values(JSON.parse(localStorage.getItem("ce:record")).entries)) {
      if (!(c >= 0.5 && c < 1)) continue;
      const far = LEVELS.map((level) => Math.abs(level - c)), pair = tally[far.indexOf(Math.min(...far))];
      pair[0] += 1;
      pair[1] += Number(right === true);
    }
  } catch {
    return null; // no storage, no record, or one that cannot be read
  }
  return tally.some(([n]) => n) ? tally : null;
}

export default ({ binomialBand, clamp, coin, entropy, kl, sigmoid, softplus, sum, told }) => {
  const levels = ({ tally, t }) => tally.map(([n, right], i) => {
    const z = logit(LEVELS[i]) / t, q = sigmoid(z);
    return { i, z, q, n, right, seen: n ? right / n : 0, band: n ? binomialBand(n, q) : [0, 0] };
  });
  /** One answer more; the first of the reader's own takes the place of the example. */
  const with_one = ({ tally, said, source }, right) => {
    const fresh = source === "your own answers" || source === "your record" ? tally : LEVELS.map(() => [0, 0]);
    return {
      tally: fresh.map(([n, r], i) => (i === Number(said) ? [n + 1, r + right] : [n, r])),
      source: source === "your record" ? source : "your own answers",
    };
  };

  return {
    compute(s) {
      const all = levels(s), used = all.filter((l) => l.n), n = sum(all.map((l) => l.n)), total = Math.max(n, 1);
      const share = sum(all.map((l) => l.right)) / total, mean = (f) => sum(used.map((l) => (l.n / total) * f(l)));
      const out = used.filter(({ seen, band: [low, high] }) => seen < low || seen > high);
      return {
        n, guess: Math.LN2, uncertainty: entropy(coin(share)), source: s.source,
        loss: sum(all.map((l) => l.right * softplus(-l.z) + (l.n - l.right) * softplus(l.z))) / total,
        resolution: mean((l) => kl(coin(l.seen), coin(share))), reliability: mean((l) => kl(coin(l.seen), coin(l.q))),
        outside: out.map((l) => percent(LEVELS[l.i])).join(", ") || "none",
        counts: used.map((l) => `${percent(LEVELS[l.i])}: ${l.right} of ${l.n}`).join(" · ") || "no answers yet",
      };
    },

    possible: ({ source, tally }) => SOURCES.includes(source) && tally.every(([n, r]) => Number.isInteger(n) && Number.isInteger(r) && r >= 0 && r <= n && n <= 5000),

    hidden: ({ tally }) => tally.flatMap(([n], i) => (n ? [] : [`band-${i}`, `level-${i}`])),

    draw(view, s, { loss, reliability }) {
      for (const { i, q, seen, band } of levels(s)) {
        view.line(`band-${i}`, band.map((y) => [q, y]));
        view.move(`level-${i}`, q, seen);
      }
      view.move("means", sigmoid(logit(0.99) / s.t), 0);
      view.bar("floor", 0, loss - reliability, 0.2, 0.8);
      view.bar("reliability", loss - reliability, loss, 0.2, 0.8);
      view.text("total", `${told(loss, ".3f")} nats`);
    },

    actions: {
      so: (s) => with_one(s, 1),
      not_so: (s) => with_one(s, 0),
      mine: () => {
        const tally = recorded();
        return tally ? { tally, source: "your record" } : {};
      },
    },
    drag: { means: ({ x }) => ({ t: logit(0.99) / logit(clamp(x, 0.51, 0.9999)) }) },
    lights: { t: "means" },
  };
};
