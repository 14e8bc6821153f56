// How a reader's forecasts are scored; the formulas are those of scores.py.

const entropy = (p) => (p <= 0 || p >= 1 ? 0 : -p * Math.log(p) - (1 - p) * Math.log1p(-p));
const divergence = (p, q) => (p > 0 ? p * Math.log(p / q) : 0) + (p < 1 ? (1 - p) * Math.log((1 - p) / (1 - q)) : 0);

/** Between which shares of right answers among n a well calibrated reader falls, with 90% or more. */
export function hitBand(n, p, coverage = 0.9) {
  const tail = (1 - coverage) / 2;
  let logarithm = n * Math.log1p(-p), total = 0, low = null;
  for (let k = 0; k <= n; k += 1) {
    total += Math.exp(logarithm);
    if (low === null && total >= tail) low = k / n;
    if (low !== null && total >= 1 - tail) return [low, k / n];
    logarithm += Math.log((n - k) / (k + 1)) + Math.log(p) - Math.log1p(-p);
  }
  return [low ?? 0, 1];
}

/** Mean loss in nats, its parts and the levels, of answers [{ confidence, right }]; null where there is none. */
export function forecastScores(answers) {
  const n = answers.length;
  if (!n) return null;
  const hits = (some) => some.filter((answer) => answer.right).length;
  const share = hits(answers) / n;
  const levels = [...new Set(answers.map((answer) => answer.confidence))].sort((a, b) => a - b).map((confidence) => {
    const some = answers.filter((answer) => answer.confidence === confidence), [low, high] = hitBand(some.length, confidence);
    return { confidence, n: some.length, right: hits(some), low, high };
  });
  const mean = (f) => levels.reduce((sum, level) => sum + level.n * f(level), 0) / n;
  const reliability = mean((level) => divergence(level.right / level.n, level.confidence));
  const resolution = mean((level) => divergence(level.right / level.n, share)), uncertainty = entropy(share);
  const loss = mean(({ confidence: c, right, n: m }) => (-right * Math.log(c) - (m - right) * Math.log1p(-c)) / m);
  return { n, loss, guess: Math.LN2, floor: uncertainty - resolution, reliability, resolution, uncertainty, levels };
}
