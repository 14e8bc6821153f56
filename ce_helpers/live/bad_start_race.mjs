const LONGEST = 20000, LOSSES = ["squared", "cross", "hinge"];

export default ({ range, sigmoid }) => {
  const shown = [...new Set(range(161, (i) => Math.round(10 ** ((Math.log10(LONGEST) * i) / 160))))];
  const known = new Map(); // the last few races, so that moving along the steps costs nothing

  function push(name, z) {
    if (name === "hinge") return z < 1 ? 1 : 0;
    const small = Math.exp(-Math.abs(z)), large = 1 / (1 + small), little = small / (1 + small);
    const [right, wrong] = z >= 0 ? [large, little] : [little, large];
    return name === "cross" ? wrong : 2 * wrong * wrong * right;
  }
  function run(name, z0, rate) {
    const key = `${name} ${z0} ${rate}`;
    if (!known.has(key)) {
      const path = new Float64Array(LONGEST + 1);
      path[0] = z0;
      for (let k = 1, z = z0; k <= LONGEST; k++) path[k] = z += rate * push(name, z);
      if (known.size > 30) known.clear();
      known.set(key, path);
    }
    return known.get(key);
  }

  return {
    compute({ z0, rate, t }) {
      const steps = Math.floor(t), found = { start: sigmoid(z0), steps };
      for (const name of LOSSES) {
        const path = run(name, z0, rate), first = path.findIndex((z) => z >= 0);
        found[name] = sigmoid(path[steps]);
        found[`${name}_half`] = first < 0 || first > steps ? "not yet" : String(first);
      }
      return found;
    },

    draw(view, { z0, rate }, v) {
      for (const name of LOSSES) {
        const path = run(name, z0, rate), done = [...shown.filter((k) => k <= v.steps), v.steps];
        view.line(`${name}-trace`, done.map((k) => [k, sigmoid(path[k])]));
        view.move(`${name}-point`, v.steps, v[name]);
      }
    },

    drag: Object.fromEntries(LOSSES.map((name) => [`${name}-point`, ({ x }) => ({ t: x })])),
    lights: { t: "squared-point" },
  };
};
