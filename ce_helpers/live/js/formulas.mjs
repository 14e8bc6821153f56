// Formulas that several figures use; the tests hold each figure's numbers to Python's.

export const sum = (xs) => xs.reduce((a, b) => a + b, 0);
export const range = (n, f) => Array.from({ length: n }, (_, i) => f(i));
export const linspace = (a, b, n) => range(n, (i) => a + ((b - a) * i) / (n - 1));
export const mean = (xs) => sum(xs) / xs.length;
export const clamp = (x, low, high) => Math.min(high, Math.max(low, x));
/** Round halves up: the same as `rounded` in parts.py. */
export const rounded = (x, digits) => Math.floor(x * 10 ** digits + 0.5) / 10 ** digits;
/** Places on [0, 1], dense at both ends, where surprise is steep, and neither 0 nor 1: the same as `DENSE` in parts.py. */
export const dense = linspace(0, Math.PI / 2, 201).map((t) => clamp(Math.sin(t) ** 2, 1e-12, 1 - 1e-12));
/** The distribution of two outcomes of which the first has probability p. */
export const coin = (p) => [p, 1 - p];
/** Readouts of three outcomes a, b and c under names of their own. */
export const named = (prefix, xs) => Object.fromEntries(xs.map((x, i) => [`${prefix}_${"abc"[i]}`, x]));
/** Readouts in nats, and the same in bits under names that end in `_bits`. */
export const withBits = (nats) => ({ ...nats, ...Object.fromEntries(Object.entries(nats).map(([k, x]) => [`${k}_bits`, x / Math.LN2])) });
/** x·ln y with 0·ln 0 = 0. */
export const xlogy = (x, y) => (x === 0 ? 0 : x * Math.log(y));
export const entropy = (p) => sum(p.map((x) => -xlogy(x, x)));
export const crossEntropy = (p, q) => sum(p.map((x, i) => -xlogy(x, q[i])));
/** u − (1 − u) artanh u for |u| < 1/8, by its series; `_near_excess` in information/terms.py goes further out. */
const nearExcess = (u) => {
  let even = 0, odd = 0;
  for (let k = 9; k > 0; k--) [even, odd] = [even * u * u + 1 / (2 * k - 1), odd * u * u + 1 / (2 * k + 1)];
  return u * u * (even - u * odd);
};
/** KL(p‖q) as a sum of p·ln(p/q) − p + q, each ≥ 0 and with nothing cancelling near p = q. */
export const kl = (p, q) =>
  sum(
    p.map((x, i) => {
      const y = q[i], u = (y - x) / (x + y);
      if (x === 0) return y;
      return Math.abs(u) < 0.125 ? (x + y) * nearExcess(u) : x * Math.log(x / y) + (y - x);
    }),
  );
export const jensenShannon = (p, q) => {
  const m = p.map((x, i) => (x + q[i]) / 2);
  return (kl(p, m) + kl(q, m)) / 2;
};
/** The frequencies, among n events of probability p, between which chance keeps them: binomial quantiles. */
export function binomialBand(n, p, coverage = 0.9) {
  if (p <= 0 || p >= 1) return [p, p];
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
export const sigmoid = (z) => (z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z)));
export const softplus = (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
export const logsumexp = (z) => {
  const m = Math.max(...z);
  return m + Math.log(sum(z.map((x) => Math.exp(x - m))));
};
export const softmax = (z) => {
  const m = Math.max(...z), e = z.map((x) => Math.exp(x - m)), total = sum(e);
  return e.map((x) => x / total);
};

/**
 * What a probability q given to what happens costs, `other` the rest; and what a report q is expected to cost a belief p
 * above honesty, in forms where nothing cancels.
 */
export const rules = {
  log: { loss: (q) => -Math.log(q), price: (p, q) => kl(coin(p), coin(q)) },
  brier: { loss: (q) => (1 - q) * (1 - q), price: (p, q) => (p - q) ** 2 },
  absolute: { loss: (q) => 1 - q, price: (p, q) => (q - p) * (1 - 2 * p) },
  spherical: {
    loss: (q, other) => 1 - q / Math.sqrt(q * q + other * other),
    price(p, q) {
      const [a, b] = [p, q].map((x) => Math.sqrt(x * x + (1 - x) * (1 - x)));
      return (p - q) ** 2 / (a * b * b) / (1 + (p * q + (1 - p) * (1 - q)) / (a * b));
    },
  },
};
/** What the report q costs by a rule if the event happens, and if it does not. */
export const bothLosses = (rule, q) => [rules[rule].loss(q, 1 - q), rules[rule].loss(1 - q, q)];
/** What the report q is expected to cost a belief p; what is believed impossible costs nothing. */
export const expectedLoss = (rule, p, q) => sum(bothLosses(rule, q).map((cost, i) => coin(p)[i] && coin(p)[i] * cost));
