const KEYS = ["a", "b", "c"];

export default ({ named, sum }) => ({
  compute(s) {
    const z = KEYS.map((k) => s[k]), m = Math.max(...z), top = z.indexOf(m);
    const gaps = z.map((x) => (x - m) / s.t), e = gaps.map(Math.exp);
    const rest = sum(e.filter((_, i) => i !== top)), p = e.map((x) => x / (1 + rest));
    return {
      ...named("z", z), ...named("s", gaps), ...named("p", p), ...named("cost", gaps.map((x) => Math.log1p(rest) - x)),
      entropy: sum(p.map((x, i) => (x > 0 ? -x * gaps[i] : 0))) + Math.log1p(rest), most: Math.log(3),
    };
  },

  draw(view, s, v) {
    KEYS.forEach((k, i) => {
      view.column(`score-${k}`, i, s[k]);
      view.column(`bar-${k}`, i, v[`p_${k}`]);
      const p = v[`p_${k}`];
      view.text(`value-${k}`, p.toFixed(3), i, p > 0.23 && p < 0.32 ? 0.35 : p + 0.03); // not on the dotted line
    });
  },

  handles: { "top-a": [0, "a"], "top-b": [1, "b"], "top-c": [2, "c"] },
});
