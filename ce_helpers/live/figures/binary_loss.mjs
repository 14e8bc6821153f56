const SURE = 0.9, TALL = 8.8, HALF = 0.17;
const sigmoid = (z) => 1 / (1 + Math.exp(-z));

function tangent(x, y, slope, width) {
  const dx = HALF * width / Math.hypot(1, slope * width / TALL);
  return [[x - dx, y - slope * dx], [x + dx, y + slope * dx]];
}

export default ({ told }) => ({
  compute({ z, y }) {
    const yes = y === "1", p = sigmoid(z), s = yes ? z : -z, q = sigmoid(s);
    const verdict = (q > 0.5 ? "right" : "wrong") + (Math.max(q, 1 - q) >= SURE ? " and confident" : ", not confident");
    return {
      p, inside: yes ? "p" : "1 − p", q,
      loss: Math.max(-s, 0) + Math.log1p(Math.exp(-Math.abs(s))),
      slope_p: (yes ? -1 : 1) / q, slope_z: yes ? -sigmoid(-z) : p,
      verdict: z === 0 ? "undecided" : verdict,
      advice: yes ? "raise the score" : "lower the score",
    };
  },

  draw(view, { z }, { p, loss, slope_p, slope_z }) {
    view.move("mark", p, loss);
    view.line("tangent-p", tangent(p, loss, slope_p, 1));
    view.line("tangent-z", tangent(z, loss, slope_z, 17));
    view.text("slope-p", `slope ${told(slope_p, ".1f")}`);
    view.text("slope-z", `slope ${told(slope_z, ".4f")}`);
  },

  handles: { point: ["z", "loss"] },
});
