const SURE = 0.9, LONGEST = 0.35;

export default () => ({
  compute({ p, y }) {
    const yes = y === "1", q = yes ? p : 1 - p, sure = Math.max(p, 1 - p) >= SURE;
    const verdict = (q > 0.5 ? "right" : "wrong") + (sure ? " and sure" : ", but unsure");
    return {
      inside: yes ? "p" : "1 − p", q,
      z: Math.abs(p - 0.5) < 0.25 ? 2 * Math.atanh(2 * p - 1) : Math.log(p) - Math.log1p(-p),
      loss: yes ? -Math.log(p) : -Math.log1p(-p),
      slope_p: yes ? -1 / p : 1 / (1 - p), slope_z: p - Number(y), push: 1 - q,
      verdict: q === 0.5 ? "undecided" : verdict,
      advice: yes ? "raise the score" : "lower the score",
    };
  },

  draw(view, { p, y }, { loss }) {
    const tip = p + LONGEST * (Number(y) - p);
    view.move(`head-${y}`, tip, loss);
    view.line("arrow", [[p, loss], [tip, loss]]);
    view.line("drop", [[p, 0], [p, loss]]);
  },

  handles: { point: ["p", "loss"] },
});
