const ROUNDS = 400, MOST = 20, ROWS = ["all", "granted", "refused"];

export default ({ coin, kl, linspace, range, sum, told }) => {
  const rates = linspace(0, MOST, 41);
  const logit = (p) => Math.log(p / (1 - p));
  const both = (f) => [0, 1].map(f);
  const ofGroup = (table, g) => sum(table.map((cell) => cell[g]));
  const whole = (table) => sum(table.flat());

  /** The probabilities that minimise cross-entropy plus λ·I, that cross-entropy, its price, and I: the same as `penalised` in Python. */
  function penalised({ people, refused }, rate, sees) {
    const n = people.map(sum), share = refused.map((r, k) => (sees ? both((g) => r[g] / people[k][g]) : both(() => sum(r) / n[k])));
    let pull = [0, 0], p, means, mean;
    for (let round = 0; round < ROUNDS; round += 1) {
      p = people.map((cell, k) => {
        const joint = (cell[0] / n[k]) * pull[0] + (cell[1] / n[k]) * pull[1];
        return both((g) => {
          const t = sees ? pull[g] : joint, b = 1 + rate * t;
          return (2 * share[k][g]) / (b + Math.sqrt(b * b - 4 * rate * t * share[k][g]));
        });
      });
      const expected = people.map((cell, k) => both((g) => cell[g] * p[k][g]));
      means = both((g) => ofGroup(expected, g) / ofGroup(people, g));
      mean = whole(expected) / whole(people);
      pull = both((g) => pull[g] + (logit(means[g]) - logit(mean) - pull[g]) / (1 + 0.6 * rate));
    }
    const cells = (f) => sum(people.map((cell, k) => sum(both((g) => f(cell[g], k, g))))) / whole(people);
    return {
      p,
      loss: -cells((m, k, g) => refused[k][g] * Math.log(p[k][g]) + (m - refused[k][g]) * Math.log(1 - p[k][g])),
      price: cells((m, k, g) => m * kl(coin(share[k][g]), coin(p[k][g]))),
      tells: cells((m, k, g) => m * kl(coin(means[g]), coin(mean))),
    };
  }

  return {
    compute({ counts, rate, sees }) {
      const { people, refused } = counts, { p, loss, price, tells } = penalised(counts, rate, sees === "yes");
      const granted = people.map((cell, k) => both((g) => cell[g] - refused[k][g]));
      const found = {};
      [people, granted, refused].forEach((many, i) => both((g) => {
        found[`${ROWS[i]}_${g}`] = sum(many.map((cell, k) => cell[g] * p[k][g])) / ofGroup(many, g);
      }));
      return {
        ...found, record_0: ofGroup(refused, 0) / ofGroup(people, 0), record_1: ofGroup(refused, 1) / ofGroup(people, 1),
        gap: 100 * (found.all_1 - found.all_0), tells, loss, price, thousandths: 1000 * price,
      };
    },

    draw(view, { counts, rate, sees }, v) {
      ROWS.forEach((row, i) => {
        const a = v[`${row}_0`], b = v[`${row}_1`];
        view.line(`span-${row}`, [[a, i], [b, i]]);
        view.move(`white-${row}`, a, i);
        view.move(`black-${row}`, b, i);
        view.text(`gap-${row}`, `${told(100 * (b - a), ".1f")} points`);
      });
      if (view.changed("sees", sees)) {
        view.line("curve", rates.map((x) => [x, 1000 * penalised(counts, x, sees === "yes").price]));
      }
      view.move("point", rate, v.thousandths);
      view.text("price", `${told(v.price, ".4f")} nats`);
    },

    handles: { point: ["rate", "thousandths"] },
    possible: ({ counts: { people, refused } }) => people.every((cell, k) => range(2, (g) => refused[k][g] > 0 && refused[k][g] < cell[g]).every(Boolean)),
  };
};
