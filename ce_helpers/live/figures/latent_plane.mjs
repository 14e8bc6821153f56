export default ({ range, sum, sigmoid, softplus, linspace, told }) => {
  const TURN = linspace(0, 2 * Math.PI, 41);
  const code = ({ nets, model, digit }) => nets[model].codes[digit].map((x) => x / 100);
  const pixels = ({ nets, digit }) => [...nets.pictures[digit]].map(Number);

  function logits({ nets, model, z1, z2 }) {
    const [w1, b1, w2, b2] = nets[model].weights, n = b1.length;
    const h = range(n, (j) => Math.tanh((z1 * w1[j]) / 20 + (z2 * w1[n + j]) / 20 + b1[j] / 20));
    return b2.map((b, i) => b / 20 + sum(h.map((x, j) => (x * w2[64 * j + i]) / 20)));
  }
  const square = (view, gid, i, half) => {
    const x = i % 8, y = Math.floor(i / 8);
    view.bar(gid, x - half, x + half, y - half, y + half);
  };

  return {
    compute(state) {
      const z = logits(state), x = pixels(state), [m1, m2, s1, s2] = code(state);
      const rebuilt = sum(z.map((s, i) => softplus(x[i] ? -s : s)));
      const one = (m, s) => (m * m + (Math.expm1(2 * Math.log(s)) - 2 * Math.log(s))) / 2;
      const kl = one(m1, s1) + one(m2, s2), total = rebuilt + kl;
      return {
        rebuilt, kl, total, bits: total / 64 / Math.LN2, half: 64 * Math.LN2, m1, m2, s1, s2,
        ...Object.fromEntries(z.map((s, i) => [`p${i}`, sigmoid(s)])),
      };
    },

    draw(view, state, values) {
      const { nets, model } = state, { m1, m2, s1, s2 } = values;
      if (view.changed("model", model))
        range(10, (k) => view.move(`class-${k}`, nets[model].cloud.filter((_, i) => nets.labels[i] === k).map(([x, y]) => [x / 100, y / 100])));
      view.line("code", TURN.map((t) => [m1 + 2 * s1 * Math.cos(t), m2 + 2 * s2 * Math.sin(t)]));
      range(64, (i) => square(view, `cell-${i}`, i, Math.sqrt(values[`p${i}`]) / 2));
      if (view.changed("digit", state.digit)) pixels(state).forEach((ink, i) => square(view, `real-${i}`, i, 0.46 * ink));
      view.text("sum", `${told(values.total, ".1f")} nats`);
    },

    handles: { place: ["z1", "z2"] },
    lights: { digit: "code" },
    actions: { home: (state) => Object.fromEntries(code(state).slice(0, 2).map((x, i) => [`z${i + 1}`, x])) },
  };
};
