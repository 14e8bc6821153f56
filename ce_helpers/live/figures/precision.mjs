const KINDS = ["half", "brain", "single", "double"], SIDES = ["wrong", "right"], END = 4000, LOW = -0.42, HIGH = 0.28, MIDDLE = -0.07;

/** The nearest number with so many binary digits after the first, ties to even; subnormal below 2^least, ∞ above the largest. */
const rounding = (digits, least, largest) => (x) => {
  if (x === 0 || !Number.isFinite(x)) return x;
  // the spacing of such numbers at x; adding and subtracting 1.5·2⁵² rounds a double to a whole number of spacings
  const spacing = 2 ** (Math.max(least, Math.floor(Math.log2(Math.abs(x)))) - digits), whole = 1.5 * 2 ** 52;
  const y = (x / spacing + whole - whole) * spacing;
  return Math.abs(y) > largest ? Math.sign(y) * Infinity : y;
};

const FORMATS = {
  half: rounding(10, -14, 65504), brain: rounding(7, -126, (2 - 2 ** -7) * 2 ** 127), single: Math.fround, double: (x) => x,
};

/** e^x by the steps that precision.py takes, to the same last bit in every browser. */
function exp(x) {
  const k = Math.floor(x / Math.LN2 + 0.5), r = x - k * 0.6931471803691238 - k * 1.9082149292705877e-10;
  let total = 1;
  for (let i = 17; i > 0; i--) total = 1 + (r * total) / i;
  const a = Math.floor(k / 2);
  return total * 2 ** a * 2 ** (k - a);
}

function losses(gap, format) {
  const to = FORMATS[format], z = to(gap / 2), g = 2 * z;
  const large = to(exp(z)), small = to(exp(-z)), total = to(large + small), shifted = to(exp(-g));
  const late = to(Math.log(to(1 + shifted))), tail = to(Math.log1p(shifted)), exact = Math.log1p(exp(-g));
  return {
    naive_right: to(-Math.log(to(large / total))) + 0, naive_wrong: to(-Math.log(to(small / total))),
    shifted_right: late, shifted_wrong: to(to(g) + late),
    stable_right: tail, stable_wrong: to(to(g) + tail),
    true_right: exact, true_wrong: g + exact,
  };
}

function fate(loss, exact, name) {
  if (Number.isNaN(loss)) return `${name} NaN`;
  if (loss === Infinity) return `${name} ∞`;
  if (loss === 0) return `${name} exactly 0`;
  return Math.abs(loss - exact) <= 0.01 * exact ? `${name} within 1%` : `${name} digits lost`;
}

export default ({ clamp, told }) => ({
  compute({ gap, format }) {
    const v = losses(gap, format);
    for (const side of ["right", "wrong"])
      for (const [word, name] of [["fate", "naive"], ["hope", "stable"]])
        v[`${word}_${side}`] = fate(v[`${name}_${side}`], v[`true_${side}`], name);
    return v;
  },

  draw(view, { gap, format }, v) {
    const here = KINDS.indexOf(format);
    for (const side of SIDES) {
      view.bar(`frame-${side}`, 1, END, here + LOW, here + HIGH);
      view.line(`gap-${side}`, [[gap, -0.5], [gap, 3.5]]);
      view.move(`point-${side}`, gap, here + MIDDLE);
      view.text(`naive-${side}`, `naive ${told(v[`naive_${side}`], ".3g")}`);
      view.text(`stable-${side}`, `stable ${told(v[`stable_${side}`], ".3g")} nats`);
    }
  },

  drag: Object.fromEntries(SIDES.map((side) => [`point-${side}`, ({ x, y }) => ({ gap: x, format: KINDS[clamp(Math.round(y), 0, 3)] })])),
  lights: { gap: SIDES.map((side) => `point-${side}`), format: SIDES.map((side) => `frame-${side}`) },
});
