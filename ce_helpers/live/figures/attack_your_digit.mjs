const SIDE = 8, FULL = 16, STEPS = 10;

export default ({ clamp, digitScores, digitSlope, inkOn, isInk, range, softmax, stroked, sum, told }) => {
  const EMPTY = Array(SIDE * SIDE).fill(0);
  const here = ({ row, column }) => ({ x: column - 1, y: row - 1 });
  const cost = (z, meant) => Math.log1p(sum(z.filter((_, k) => k !== meant).map((x) => Math.exp(x - z[meant]))));

  /** The grey values, 0 to 1, that the network is given: the same as `seen` in Python. */
  function seen({ ink, net, meant, way, size, signs }) {
    const x = ink.map((grey) => grey / FULL);
    if (way === "random") return x.map((g, i) => clamp(g + size * (signs[i] === "+" ? 1 : -1), 0, 1));
    const floor = x.map((g) => Math.max(g - size, 0)), ceiling = x.map((g) => Math.min(g + size, 1));
    const steps = way === "ten" ? STEPS : 1, step = steps === 1 ? size : (2.5 * size) / steps;
    let moved = x;
    for (let i = 0; i < steps; i += 1) {
      const slope = digitSlope(net, moved, Number(meant));
      moved = moved.map((g, j) => clamp(g + step * Math.sign(slope[j]), floor[j], ceiling[j]));
    }
    return moved;
  }
  const scaled = (x) => x.map((g) => g * FULL);

  return {
    compute(state) {
      const meant = Number(state.meant), before = digitScores(state.net, state.ink), after = digitScores(state.net, scaled(seen(state)));
      const p = softmax(before), q = softmax(after);
      const norm = sum(digitSlope(state.net, state.ink.map((grey) => grey / FULL), meant).map(Math.abs));
      return {
        ...Object.fromEntries(p.map((x, k) => [`p${k}`, x])), ...Object.fromEntries(q.map((x, k) => [`q${k}`, x])),
        first: String(after.indexOf(Math.max(...after))), most: Math.max(...q), q_clean: p[meant], q: q[meant],
        clean: cost(before, meant), loss: cost(after, meant), norm, line: state.size * norm,
      };
    },

    possible: ({ ink }) => isInk(ink),

    draw(view, state, v) {
      inkOn(view, state.ink);
      inkOn(view, scaled(seen(state)), "seen");
      view.move("pen", here(state).x, here(state).y);
      for (const k of range(10, (i) => i)) {
        view.column(`before-${k}`, k - 0.2, v[`p${k}`], 0.4);
        view.column(`after-${k}`, k + 0.2, v[`q${k}`], 0.4);
      }
      view.move("meant", Number(state.meant), -0.04);
      view.text("climb", `loss ${told(v.clean, ".3f")} → ${told(v.loss, ".3f")} nats`);
    },

    drag: { pad: (point, { ink, pen }, before) => ({ ink: stroked(ink, before ?? point, point, pen === "rub") }) },
    lights: { row: "pen", column: "pen" },

    actions: {
      press: (state) => ({ ink: stroked(state.ink, here(state), here(state), state.pen === "rub") }),
      clear: () => ({ ink: EMPTY }),
    },
  };
};
