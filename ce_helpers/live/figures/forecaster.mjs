const NAMES = { weather: ["sunny", "cloudy", "rainy"], picture: ["cat", "dog", "bird"] };
const KEYS = ["a", "b", "c"];

export default ({ named, told }) => ({
  compute(s) {
    const names = NAMES[s.story], q = s[s.happened], nats = -Math.log(q);
    return {
      q, nats, bits: nats / Math.LN2, uniform: -Math.log(1 / 3), outcome: names[KEYS.indexOf(s.happened)],
      ...named("if", KEYS.map((k) => -Math.log(s[k]))), ...named("name", names),
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
    KEYS.forEach((k, i) => {
      for (const gid of [`${k}-bar`, `${k}-struck`]) view.column(gid, i, s[k]);
      view.text(`${k}-value`, told(s[k], s[k] < 0.01 ? ".2g" : ".2f"), i, Math.max(s[k] + 0.055, s[k] > 0.23 ? 0.35 : 0)); // not on the dotted line
      view.text(`${k}-name`, v[`name_${k}`]);
    });
  },

  handles: { "a-top": [0, "a"], "b-top": [1, "b"], "c-top": [2, "c"] },
});
