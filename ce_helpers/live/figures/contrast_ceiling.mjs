const TOP = 7.2;

export default ({ clamp, range, sum, told }) => {
  const sizes = [...range(15, (i) => i + 2), ...range(12, (i) => Math.floor(2 ** ((i + 9) / 2) + 0.5))];
  const leastLoss = (n, things, t) => {
    const share = 1 / things, low = Math.exp(-1 / t), terms = [];
    let chance = (1 - share) ** (n - 1);
    for (let k = 0; k < n; k += 1) {
      if (k) chance *= ((n - k) / k) * (share / (1 - share));
      terms.push(chance * Math.log1p(k + (n - 1 - k) * low));
    }
    return sum(terms);
  };

  return {
    compute({ n, things, t }) {
      const loss = leastLoss(n, things, t), uniform = Math.log(n), cold = 1 / t, world = Math.log(things);
      const lowest = uniform <= cold && uniform <= world ? "batch" : cold <= world ? "temperature" : "world";
      return { loss, bound: uniform - loss, uniform, cold, world, lowest };
    },

    draw(view, { n, things, t }, v) {
      view.line("world", [[2, v.world], [1024, v.world]]);
      view.text("world-name", `world: ln M = ${told(v.world, ".2f")}`, 2.15, v.world + 0.1);
      const cold = Math.min(v.cold, TOP);
      view.line("cold", [[2, cold], [1024, cold]]);
      view.text("cold-name", `temperature: 1/T = ${told(v.cold, ".2f")}${v.cold > TOP ? " ↑" : ""}`, 24, cold + 0.1);
      view.line("curve", sizes.map((m) => [m, Math.log(m) - leastLoss(m, things, t)]));
      view.line("loss", [[n, v.bound], [n, v.uniform]]);
      view.move("point", n, v.bound);
      view.text("loss-name", `loss ${told(v.loss, ".2f")}`, clamp(n, 4, 500), v.bound - 0.45);
    },

    handles: { point: ["n", "bound"] },
    lights: { things: "world", t: "cold" },
  };
};
