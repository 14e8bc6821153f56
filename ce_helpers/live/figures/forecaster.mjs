const NAMES = ["sunny", "cloudy", "rainy"], KEYS = ["a", "b", "c"], FAR = 4;

export default ({ named, told }) => {
  const short = (q) => told(q, q < 0.01 ? ".2g" : ".2f");
  return {
    compute(s) {
      const q = s[s.happened], nats = -Math.log(q);
      return {
        q, nats, bits: nats / Math.LN2, uniform: -Math.log(1 / 3), outcome: NAMES[KEYS.indexOf(s.happened)],
        ...named("if", KEYS.map((k) => -Math.log(s[k]))),
      };
    },

    adjust(s, changed) {
      if (!KEYS.includes(changed) || Math.abs(s.a + s.b + s.c - 1) < 1e-12) return {};
      const [one, two] = KEYS.filter((k) => k !== changed);
      const rest = 1 - s[changed], others = s[one] + s[two];
      const first = others > 0 ? Math.min(rest, (rest * s[one]) / others) : rest / 2; // by an ulp it may be more
      return { [one]: first, [two]: rest - first };
    },

    possible: (s) => Math.abs(s.a + s.b + s.c - 1) < 1e-9,

    draw(view, s, v) {
      const { q, nats } = v, far = Math.min(nats, FAR);
      KEYS.forEach((k, i) => {
        for (const gid of [`${k}-bar`, `${k}-struck`]) view.column(gid, i, s[k]);
        view.text(`${k}-value`, short(s[k]), i, Math.max(s[k] + 0.05, s[k] > 0.23 ? 0.36 : 0)); // not on the dotted line
        view.move(`${k}-cost`, Math.min(v[`if_${k}`], FAR), s[k]);
      });
      view.line("lead", [[KEYS.indexOf(s.happened), q], [2.5, q]]);
      view.line("loss", [[0, q], [far, q]]);
      view.move("point", far, q);
      view.text("formula", `−ln ${short(q)}`);
      view.text("number", `= ${told(nats, ".3f")} nats${nats > FAR ? " →" : ""}`);
    },

    handles: { "a-top": [0, "a"], "b-top": [1, "b"], "c-top": [2, "c"] },
    drag: { point: ({ y }, { happened }) => ({ [happened]: y }) },
    picks: Object.fromEntries(KEYS.map((k) => [`${k}-name`, () => ({ happened: k })])),
  };
};
