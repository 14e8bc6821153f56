const MIDDLE = -5.6565, SPREAD = 1.5, COMPOUNDS = 10000, LEFT = -8, RIGHT = 3;

export default ({ sum, range, linspace, sigmoid, told }) => {
  const z = range(1000, (i) => (i - 499.5) / 100), height = z.map((x) => Math.exp((-x * x) / 2)), all = sum(height);
  const share = height.map((h) => h / all), score = z.map((x) => MIDDLE + SPREAD * x), p = score.map(sigmoid);
  const count = (cut, of) => COMPOUNDS * sum(score.map((s, i) => (s > cut ? share[i] * of(p[i]) : 0)));
  const grid = linspace(LEFT, RIGHT, 221), binder = (x) => x, other = (x) => 1 - x;

  return {
    compute({ t, beta }) {
      const cut = Math.log(t) - Math.log1p(-t), moved = -Math.log(beta), up = beta * t, down = 1 - t;
      return {
        found: count(cut, binder), alarms: count(cut, other),
        found_weighted: count(moved, binder), alarms_weighted: count(moved, other),
        up, down, says_weighted: up / (up + down),
        mean_plain: sum(share.map((w, i) => w * p[i])),
        mean_weighted: sum(share.map((w, i) => w * sigmoid(score[i] - moved))),
        cut, moved,
      };
    },

    draw(view, { t }, { cut, moved, found, found_weighted }) {
      view.line("weighted", grid.map((x) => [x, sigmoid(x - moved)]));
      view.line("line-plain", [[cut, 0], [cut, t]]);
      view.line("line-weighted", [[moved, 0], [moved, 0.5]]);
      view.text("name-weighted", "weighted", Math.max(moved - 0.3, LEFT + 2.4), 0.62);
      const counts = `plain finds ${told(found, ".0f")}, weighted ${told(found_weighted, ".0f")}`;
      view.text("count", `of 100 binders: ${counts}`, LEFT + 0.1, 1.08);
    },

    handles: { point: ["cut", "t"], square: ["moved", 0.5] },
    drag: {
      point: ({ x }) => ({ t: sigmoid(x) }),
      square: ({ x }) => ({ beta: Math.exp(-x) }),
    },
    lights: { t: "point", beta: "square" },
  };
};
