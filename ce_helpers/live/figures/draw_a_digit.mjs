export default ({ digitScores, inkOn, isInk, stroked, softmax, sum, told }) => {
  const EMPTY = Array(64).fill(0);
  const here = ({ row, column }) => ({ x: column - 1, y: row - 1 });

  return {
    compute({ ink, net, meant }) {
      const z = digitScores(net, ink), q = softmax(z);
      return {
        ...Object.fromEntries(q.map((x, k) => [`q${k}`, x])),
        first: String(z.indexOf(Math.max(...z))), most: Math.max(...q), q: q[meant], loss: Math.log1p(sum(z.filter((_, k) => k !== Number(meant)).map((x) => Math.exp(x - z[meant])))),
        uniform: Math.log(10), cells: ink.filter((grey) => grey > 0).length,
      };
    },

    possible: ({ ink }) => isInk(ink),

    draw(view, state, values) {
      inkOn(view, state.ink);
      const { x, y } = here(state), meant = Number(state.meant);
      view.move("pen", x, y);
      view.move("meant", -0.2, meant);
      for (let k = 0; k < 10; k += 1) {
        const q = values[`q${k}`];
        view.bar(`bar-${k}`, 0, q, k - 0.36, k + 0.36);
        const text = k === meant ? `${told(values.loss, ".2f")} nats` : q >= 0.005 ? told(q, ".2f") : " ";
        view.text(`value-${k}`, text, Math.max(q, 0.11) + 0.03, k);
      }
    },

    drag: { pad: (point, { ink, pen }, before) => ({ ink: stroked(ink, before ?? point, point, pen === "rub") }) },
    lights: { row: "pen", column: "pen" },

    actions: {
      press: (state) => ({ ink: stroked(state.ink, here(state), here(state), state.pen === "rub") }),
      clear: () => ({ ink: EMPTY }),
    },
  };
};
