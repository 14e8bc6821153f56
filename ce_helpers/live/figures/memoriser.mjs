const ALPHA = 0.1;

export default ({ clamp, coin, crossEntropy, entropy, mean, range }) => {
  const grid = range(1024, (i) => (i + 0.5) / 1024);
  const truth = grid.map((x) => 0.5 + 0.4 * Math.sin(2 * Math.PI * x));
  const floor = mean(truth.map((p) => entropy(coin(p))));

  /** The model's probability of heads in each cell, and its loss on the sample and in the population. */
  function fit([x, y], depth) {
    const cells = 2 ** depth, heads = Array(cells).fill(0), tosses = [...heads], cell = (a) => Math.floor(a * cells);
    x.forEach((a, i) => {
      heads[cell(a)] += y[i];
      tosses[cell(a)] += 1;
    });
    const model = heads.map((h, c) => (h + ALPHA) / (tosses[c] + 2 * ALPHA));
    const at = (a) => model[cell(a)];
    return {
      model,
      train: mean(x.map((a, i) => -Math.log(y[i] ? at(a) : 1 - at(a)))),
      population: mean(truth.map((p, i) => crossEntropy(coin(p), coin(at(grid[i]))))),
    };
  }
  // each table is counted once: a drag passes the same ones many times
  const kept = new WeakMap();
  function table(tosses, depth) {
    const found = kept.get(tosses) ?? [];
    kept.set(tosses, found);
    return (found[depth] ??= fit(tosses, depth));
  }
  const whole = ({ depth, sample, samples }) => [samples[Math.floor(sample + 0.5) - 1], Math.floor(depth + 0.5)];

  return {
    compute(state) {
      const [tosses, depth] = whole(state), { train, population } = table(tosses, depth);
      return { cells: 2 ** depth, train, population, floor, sign: train < floor ? "below the floor" : "above the floor" };
    },

    draw(view, state, v) {
      const [tosses, depth] = whole(state), { model } = table(tosses, depth), { cells } = v;
      // the trace ends where the reader stands
      const seen = range(8, (d) => Math.min(d, depth)), all = seen.map((d) => table(tosses, d));
      view.line("model", model.flatMap((q, c) => [[c / cells, q], [(c + 1) / cells, q]]));
      view.move("tosses", tosses[0].map((a, i) => [a, tosses[1][i] ? 1.1 : -0.1]));
      for (const name of ["train", "population"]) view.line(`${name}-curve`, all.map((found, i) => [seen[i], found[name]]));
      view.move("population-point", depth, v.population);
      // to the right of its point, where no trace has come yet, as long as there is room
      const [right, up] = depth < 5.5 ? [depth + 0.9, 0.03] : [6.4, 0.07];
      view.text("population-name", "population", right, v.population + up);
      view.text("train-name", "sample", clamp(depth, 0.7, 6.4), v.train + (v.train > 0.25 ? -0.14 : 0.09));
    },

    handles: { "train-point": ["depth", "train"] },
    lights: { sample: "tosses" },
  };
};
