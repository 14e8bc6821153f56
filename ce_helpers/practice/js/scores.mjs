// How a reader's forecasts are scored; the formulas are those of scores.py.

import { binomialBand } from "../../live/js/formulas.mjs";

const entropy = (p) => (p <= 0 || p >= 1 ? 0 : -p * Math.log(p) - (1 - p) * Math.log1p(-p));
const divergence = (p, q) => (p > 0 ? p * Math.log(p / q) : 0) + (p < 1 ? (1 - p) * Math.log((1 - p) / (1 - q)) : 0);

/** Mean loss in nats, its parts and the levels, of answers [{ confidence, right }]; null where there is none. */
export function forecastScores(answers) {
  const n = answers.length;
  if (!n) return null;
  const hits = (some) => some.filter((answer) => answer.right).length;
  const share = hits(answers) / n;
  const levels = [...new Set(answers.map((answer) => answer.confidence))].sort((a, b) => a - b).map((confidence) => {
    const some = answers.filter((answer) => answer.confidence === confidence), [low, high] = binomialBand(some.length, confidence);
    return { confidence, n: some.length, right: hits(some), low, high };
  });
  const mean = (f) => levels.reduce((sum, level) => sum + level.n * f(level), 0) / n;
  const reliability = mean((level) => divergence(level.right / level.n, level.confidence));
  const resolution = mean((level) => divergence(level.right / level.n, share)), uncertainty = entropy(share);
  const loss = mean(({ confidence: c, right, n: m }) => (-right * Math.log(c) - (m - right) * Math.log1p(-c)) / m);
  return { n, loss, guess: Math.LN2, floor: uncertainty - resolution, reliability, resolution, uncertainty, levels };
}
