const LONGEST = 12600, LOSSES = ["squared", "cross", "hinge"];

export default ({ range, sigmoid }) => {
  const shown = [...new Set(range(161, (i) => Math.round(10 ** ((Math.log10(LONGEST) * i) / 160))))];
  const known = new Map(); // the last few races, so that moving along the steps costs nothing

  // a loop for each loss, as plain as can be, and no further than is asked for
  const descents = {
    hinge(path, from, to, rate) {
      for (let k = from; k < to; k++) path[k + 1] = path[k] + (path[k] < 1 ? rate : 0);
    },
    cross(path, from, to, rate) {
      for (let k = from; k < to; k++) {
        const z = path[k], small = Math.exp(-Math.abs(z));
        path[k + 1] = z + rate * ((z >= 0 ? small : 1) / (1 + small));
      }
    },
    squared(path, from, to, rate) {
      for (let k = from; k < to; k++) {
        const z = path[k], small = Math.exp(-Math.abs(z)), most = 1 / (1 + small), least = small / (1 + small);
        path[k + 1] = z + rate * (z >= 0 ? 2 * least * least * most : 2 * most * most * least);
      }
    },
  };
  function run(name, z0, rate, steps) {
    const key = `${name} ${z0} ${rate}`;
    if (known.size > 30) known.clear();
    if (!known.has(key)) known.set(key, { path: new Float64Array(LONGEST + 1).fill(z0), done: 0 });
    const race = known.get(key);
    descents[name](race.path, race.done, steps, rate);
    race.done = Math.max(race.done, steps);
    return race.path;
  }

  return {
    compute({ z0, rate, t }) {
      const steps = Math.floor(t + 0.5), found = { start: sigmoid(z0), steps };
      for (const name of LOSSES) {
        const path = run(name, z0, rate, steps);
        let first = 0; // the path only ever rises
        while (first <= steps && path[first] < 0) first++;
        found[name] = sigmoid(path[steps]);
        found[`${name}_half`] = first > steps ? "not yet" : String(first);
      }
      return found;
    },

    draw(view, { z0, rate }, v) {
      for (const name of LOSSES) {
        const path = run(name, z0, rate, v.steps), done = [...shown.filter((k) => k <= v.steps), v.steps];
        view.line(`${name}-trace`, done.map((k) => [k, sigmoid(path[k])]));
        view.move(`${name}-point`, v.steps, v[name]);
      }
    },

    drag: Object.fromEntries(LOSSES.map((name) => [`${name}-point`, ({ x }) => ({ t: x })])),
    lights: { t: LOSSES.map((name) => `${name}-point`) },
  };
};
