const LEAST = 1e-50, GRID_SIZE = 241;
const MARKS = [
  ["endless", "wrong", 2e3, (loss) => loss === Infinity],
  ["zero", "right", 1e-48, (loss) => loss === 0],
  ["undefined", "right", 1e5, Number.isNaN],
];

/** The nearest number that half precision has: ties to even, subnormal below 2⁻¹⁴, ∞ from 65520. */
function half(x) {
  if (x === 0 || !Number.isFinite(x)) return x;
  // the spacing of halves at x; adding and subtracting 1.5·2⁵² rounds a double to a whole number of spacings
  const spacing = 2 ** (Math.max(-14, Math.floor(Math.log2(Math.abs(x)))) - 10), whole = 1.5 * 2 ** 52;
  const y = (x / spacing + whole - whole) * spacing;
  return Math.abs(y) > 65504 ? Math.sign(y) * Infinity : y;
}

const FORMATS = { half, single: Math.fround, double: (x) => x };

/** e^x by the steps that precision.py takes, to the same last bit in every browser. */
function exp(x) {
  const k = Math.floor(x / Math.LN2 + 0.5), r = x - k * 0.6931471803691238 - k * 1.9082149292705877e-10;
  let total = 1;
  for (let i = 17; i > 0; i--) total = 1 + (r * total) / i;
  const a = Math.floor(k / 2);
  return total * 2 ** a * 2 ** (k - a);
}

function losses(gap, format) {
  const to = FORMATS[format], g = to(gap);
  const large = to(exp(g)), small = to(exp(-g)), total = to(large + 1), rest = to(1 + small);
  const late = to(Math.log(rest)), tail = to(Math.log1p(small)), exact = Math.log1p(exp(-g));
  return {
    naive_right: to(-Math.log(to(large / total))) + 0, naive_wrong: to(-Math.log(to(1 / total))),
    shifted_right: late, shifted_wrong: to(g + late),
    stable_right: tail, stable_wrong: to(g + tail),
    true_right: exact, true_wrong: g + exact,
  };
}

function fate(loss, exact, name) {
  if (Number.isNaN(loss)) return `${name} NaN`;
  if (loss === Infinity) return `${name} ∞`;
  if (loss === 0) return `${name} exactly 0`;
  return Math.abs(loss - exact) <= 0.01 * exact ? `${name} within 1%` : `${name} digits lost`;
}

export default ({ range, told }) => ({
  compute({ gap, format }) {
    const v = losses(gap, format);
    for (const side of ["right", "wrong"])
      for (const [word, name] of [["fate", "naive"], ["hope", "stable"]])
        v[`${word}_${side}`] = fate(v[`${name}_${side}`], v[`true_${side}`], name);
    return v;
  },

  draw(view, { gap, format }, v) {
    if (view.changed("format", format)) {
      const rows = range(GRID_SIZE, (i) => [10 ** (i / 80), losses(10 ** (i / 80), format)]);
      for (const side of ["right", "wrong"])
        for (const name of ["stable", "naive"])
          view.line(`${name}-${side}`, rows.map(([g, r]) => [g, r[`${name}_${side}`]]).filter(([, y]) => y > 0 && y < Infinity));
      for (const [mark, side, level, holds] of MARKS) {
        const naive = rows.map(([g, r]) => [g, r[`naive_${side}`]]);
        const last = naive.findLastIndex(([, loss]) => loss > 0 && loss < Infinity);
        const [g] = naive.slice(last).find(([, loss]) => holds(loss));
        view.move(mark, g, level);
        view.text(`${mark}-text`, view.part(`${mark}-text`).inner.textContent, g, level);
      }
    }
    view.text("beyond", v.stable_right < LEAST ? `↓ ${told(v.stable_right, ".2g")}` : " ");
    for (const side of ["right", "wrong"]) view.move(`point-${side}`, gap, Math.max(v[`stable_${side}`], LEAST));
  },

  drag: { "point-wrong": ({ x }) => ({ gap: x }), "point-right": ({ x }) => ({ gap: x }) },
  lights: { gap: "point-right" },
});
