const LAMBDAS = [0, 1, 2, 4, 8, 16, 32, 64], HIGHEST = 5;

export default ({ range, sum, mean, jensenShannon }) => {
  /** The predicted probabilities, a row a residue; what was rounded to 0 counts as a tenth of a thousandth. */
  function chances({ protein, strength }) {
    const flat = protein.chances[Math.round(strength)].map((q) => Math.max(q, 0.1));
    return range(protein.truth.length, (t) => {
      const row = flat.slice(3 * t, 3 * t + 3), total = sum(row);
      return row.map((q) => q / total);
    });
  }
  const likeliest = (q) => q.map((row) => row.indexOf(Math.max(...row)));
  const fragments = (states) => 1 + states.slice(1).filter((state, t) => state !== states[t]).length;
  const costs = (q, truth) => truth.map((state, t) => -Math.log(q[t][state]));

  return {
    compute(s) {
      const q = chances(s), { truth } = s.protein, states = likeliest(q);
      return {
        lam: LAMBDAS[Math.round(s.strength)], fragments: fragments(states), true: fragments(truth), n: truth.length,
        loss: mean(costs(q, truth)), right: states.filter((state, t) => state === truth[t]).length,
        divergence: mean(q.slice(1).map((row, t) => jensenShannon(q[t], row))),
      };
    },

    draw(view, s) {
      const q = chances(s), { truth } = s.protein;
      view.line("predicted", likeliest(q).flatMap((state, t) => [[t, state + 0.07], [t + 1, state + 0.07]]));
      const tops = costs(q, truth).flatMap((cost, t) => [[t, Math.min(cost, HIGHEST)], [t + 1, Math.min(cost, HIGHEST)]]);
      view.area("surprise", [[0, 0], ...tops, [truth.length, 0]]);
    },

    lights: { strength: "predicted" },
  };
};
