const PUSH = 0.5, WEIGHT = 1 / 3, ALONG = 1.9;

export default ({ mean, range, clamp, rounded, sigmoid, softplus, told }) => {
  const score = ({ w1, w2, b }, [x1, x2]) => w1 * x1 + w2 * x2 + b;
  /** ŷ − y, with 1 − σ(z) as σ(−z); B keeps the slope. */
  const pushOf = (z, y, program) => (y ? -sigmoid(-z) : sigmoid(z)) * (program === "B" ? sigmoid(z) * sigmoid(-z) : 1);
  const pushes = (s) => s.points.map((point) => pushOf(score(s, point), point[2], s.program));
  function gradient(s) {
    const f = pushes(s);
    return [mean(f.map((a, i) => a * s.points[i][0])), mean(f.map((a, i) => a * s.points[i][1])), mean(f)];
  }
  const chosen = ({ example, points }) => points[Math.floor(example + 0.5) - 1];

  function walk(state, count) {
    const clip = (x) => clamp(x, -10, 10);
    let { w1, w2, b, steps } = state;
    for (const _ of range(count, (i) => i)) {
      const [g1, g2, gb] = gradient({ ...state, w1, w2, b });
      [w1, w2, b] = [clip(w1 - state.eta * g1), clip(w2 - state.eta * g2), clip(b - state.eta * gb)];
    }
    return { w1, w2, b, steps: steps + count };
  }

  /** An arrow as one line: shaft, barb, tip, barb. */
  function arrow(x, y, dx, dy) {
    const tip = [x + dx, y + dy], barb = Math.min(0.12, 0.4 * Math.hypot(dx, dy)), angle = Math.atan2(dy, dx);
    const [left, right] = [2.6, -2.6].map((a) => [tip[0] + barb * Math.cos(angle + a), tip[1] + barb * Math.sin(angle + a)]);
    return [[x, y], tip, left, tip, right];
  }

  return {
    compute(s) {
      const [g1, g2, gb] = gradient(s).map((x) => rounded(x, 6)), [x1, x2, y] = chosen(s), z = score(s, [x1, x2]);
      const loss = mean(s.points.map((point) => softplus(point[2] ? -score(s, point) : score(s, point))));
      return { loss, g1, g2, gb, x1, x2, y, p: sigmoid(z), push: pushOf(z, y, s.program) };
    },

    hidden: ({ w1, w2 }) => (w1 === 0 && w2 === 0 ? ["boundary", "border", "border-name"] : []),

    draw(view, s, { loss, push }) {
      const { w1, w2, b, eta, points } = s, [g1, g2] = gradient(s), size = Math.max(w1 * w1 + w2 * w2, 1e-300);
      pushes(s).forEach((f, i) => {
        const [x, y] = points[i];
        view.line(`push-${i}`, arrow(x, y, -PUSH * f * x, -PUSH * f * y));
      });
      const root = Math.sqrt(size), at = (t) => [(-b * w1) / size - (t * w2) / root, (-b * w2) / size + (t * w1) / root];
      const tip = [WEIGHT * w1, WEIGHT * w2], border = at(ALONG);
      view.line("boundary", [at(-9), at(9)]);
      view.line("weights", arrow(0, 0, ...tip));
      view.line("step", arrow(...tip, -WEIGHT * eta * g1, -WEIGHT * eta * g2));
      view.move("tip", ...tip);
      view.move("border", ...border);
      view.move("ring", ...chosen(s));
      view.text("tip-name", "w", tip[0] - 0.12, tip[1] - 0.2);
      view.text("border-name", "ŷ = ½", border[0] + 0.18, border[1]);
      view.text("ring-name", `in the ring: ${push > 0 ? "+" : ""}${told(push, ".2g")}`);
      view.text("loss", `mean loss ${told(loss, ".4f")} nats`);
    },

    actions: { one: (s) => walk(s, 1), ten: (s) => walk(s, 10) },
    drag: {
      tip: ({ x, y }) => ({ w1: x / WEIGHT, w2: y / WEIGHT, steps: 0 }),
      border: ({ x, y }, { w1, w2 }) => ({ b: -w1 * x - w2 * y, steps: 0 }),
      ring({ x, y }, { points }) {
        const far = points.map((p) => Math.hypot(p[0] - x, p[1] - y));
        return { example: far.indexOf(Math.min(...far)) + 1 };
      },
    },
    lights: { w1: "tip", w2: "tip", b: "border", eta: "step", example: "ring" },
  };
};
