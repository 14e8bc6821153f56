const SPINS = 16, HIGH = 15;

export default ({ clamp, coin, entropy, linspace, logsumexp, range, sum, told }) => {
  const ms = linspace(-1, 1, 81);
  const comb = range(SPINS + 1, (k) => range(k, (i) => (SPINS - i) / (i + 1)).reduce((a, b) => a * b, 1));
  const free = (m, t) => SPINS * ((-2 * m * m) / t - entropy(coin((1 + m) / 2)));
  const logZ = ([energies, , counts], t) => logsumexp(counts.map((n, i) => Math.log(n) - energies[i] / t));
  const exact = (levels, t, z) => levels[2].map((n, i) => n * Math.exp(-levels[0][i] / t - z));

  return {
    compute({ m, temperature: t, levels }) {
      const [energies, magnets] = levels, z = logZ(levels, t), f = free(m, t), p = exact(levels, t, z);
      const cross = -sum(p.map((x, i) => x * (((SPINS + magnets[i]) / 2) * Math.log((1 + m) / 2) + ((SPINS - magnets[i]) / 2) * Math.log((1 - m) / 2))));
      const energy = (-2 * SPINS * m * m) / t;
      return {
        free: f, exact: -z, gap: f + z, other: cross - (sum(p.map((x, i) => x * energies[i])) / t + z),
        energy, entropy: energy - f, next: Math.tanh((4 * m) / t), height: Math.min(f + z, HIGH),
      };
    },

    draw(view, { m, temperature: t, levels }, v) {
      if (view.changed("t", t)) {
        const p = exact(levels, t, -v.exact), columns = Array(SPINS + 1).fill(0);
        p.forEach((x, i) => { columns[(levels[1][i] + SPINS) / 2] += x; });
        columns.forEach((x, k) => view.column(`exact-${k}`, k - 0.2, x, 0.4));
        view.line("curve", ms.map((x) => [x, Math.min(free(x, t) - v.exact, 2 * HIGH)]));
      }
      if (view.changed("m", m)) {
        const up = (1 + m) / 2;
        comb.forEach((n, k) => view.column(`mean-${k}`, k + 0.2, n * up ** k * (1 - up) ** (SPINS - k), 0.4));
      }
      view.line("gap", [[m, 0], [m, v.height]]);
      view.move("point", m, v.height);
      view.text("value", `KL ${told(v.gap, ".3f")}`, clamp(m, 0, 0.8), -1.4);
    },

    handles: { point: ["m", "height"] },
    lights: { temperature: "curve" },
  };
};
