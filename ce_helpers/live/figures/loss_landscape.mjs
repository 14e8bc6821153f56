const MOST = 40, FLOOR = 1e-6, RISE = 1e-9;

export default ({ mean, range, rounded, sigmoid, softplus }) => {
  const loss = (points, [w1, w2]) => mean(points.map(([x1, x2, y]) => softplus((y ? -1 : 1) * (w1 * x1 + w2 * x2))));
  function gradient(points, [w1, w2]) {
    let g1 = 0, g2 = 0;
    for (const [x1, x2, y] of points) {
      const push = sigmoid(w1 * x1 + w2 * x2) - y;
      g1 += push * x1;
      g2 += push * x2;
    }
    return [g1 / points.length, g2 / points.length];
  }
  /** The weights from the start on, each step kept to nine decimals. */
  function path({ start1, start2, eta, steps, points }) {
    const all = [[start1, start2]];
    for (const _ of range(Math.floor(steps + 0.5), (i) => i)) {
      const w = all.at(-1), g = gradient(points, w);
      all.push(w.map((v, i) => rounded(v - eta * g[i], 9)));
    }
    return all;
  }
  /** The loss at the bottom, by Newton's method; the points never change. */
  let bottom = null;
  function least(points) {
    if (bottom !== null) return bottom;
    let w = [0, 0];
    for (const _ of range(30, (i) => i)) {
      let a = 0, b = 0, d = 0;
      for (const [x1, x2] of points) {
        const p = sigmoid(w[0] * x1 + w[1] * x2), v = p * (1 - p) / points.length;
        a += v * x1 * x1;
        b += v * x1 * x2;
        d += v * x2 * x2;
      }
      const [g1, g2] = gradient(points, w), det = a * d - b * b;
      w = [w[0] - (d * g1 - b * g2) / det, w[1] - (a * g2 - b * g1) / det];
    }
    return (bottom = rounded(loss(points, w), 9));
  }

  // what is computed for the readouts is drawn as well, and not computed twice
  let kept = { state: null };
  function trace(state) {
    if (kept.state !== state) {
      const all = path(state);
      kept = { state, all, losses: all.map((w) => loss(state.points, w)) };
    }
    return kept;
  }

  return {
    compute(s) {
      const { all, losses } = trace(s), [w1, w2] = all.at(-1), lowest = least(s.points);
      return {
        w1, w2, loss: losses.at(-1), norm: rounded(Math.hypot(...gradient(s.points, [w1, w2])), 6),
        least: lowest, excess: Math.max(0, rounded(losses.at(-1) - lowest, 9)),
        uphill: losses.filter((l, i) => i > 0 && l - losses[i - 1] > RISE).length,
      };
    },

    draw(view, s) {
      const { all, losses } = trace(s), last = all.length - 1, lowest = least(s.points);
      const above = losses.map((l) => Math.max(l - lowest, FLOOR));
      view.line("path", all);
      view.move("stops", range(MOST + 1, (i) => all[Math.min(i, last)]));
      view.line("losses", above.map((a, i) => [i, a]));
      view.move("last", last, above[last]);
    },

    handles: { start: ["start1", "start2"] },
    lights: { eta: "path", steps: "last" },
  };
};
