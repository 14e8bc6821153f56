const WIDTH = 0.8, TOP = 1 / Math.sqrt(2 * Math.PI);

export default ({ clamp, range, rounded, sigmoid, softplus, sum, told }) => {
  const nodes = range(97, (i) => (i - 48) / 8), raw = nodes.map((z) => Math.exp((-z * z) / 2));
  const weights = raw.map((x) => x / sum(raw)), places = range(181, (i) => (i - 90) / 10);
  const drawn = range(71, (i) => (i - 35) / 5); // inside the axes
  const shape = range(41, (i) => (i - 20) / 6); // of a bell, in its widths from its centre

  const logOdds = ({ a, b, w }, x) => Math.log(w / (1 - w)) + ((x - b) ** 2 - (x - a) ** 2) / (2 * WIDTH ** 2);
  const logTruth = (state, x) =>
    Math.log((state.w * TOP) / WIDTH) - (x - state.a) ** 2 / (2 * WIDTH ** 2) + softplus(-logOdds(state, x));
  const reverse = (state, [centre, width]) =>
    Math.log(TOP / width) - 0.5 - sum(nodes.map((z, i) => weights[i] * logTruth(state, centre + width * z)));

  /** Go down in KL(Q‖P) from here: at rest the mean slope of ln P is 0, its mean curvature −1/width². */
  function settled(state, centre, width) {
    const { a, b } = state;
    let precision = width ** -2;
    for (let step = 0; step < 60; step += 1) {
      let slope = 0, mixed = 0;
      nodes.forEach((z, i) => {
        const x = centre + z / Math.sqrt(precision), part = sigmoid(logOdds(state, x));
        slope += weights[i] * (part * a + (1 - part) * b - x);
        mixed += weights[i] * part * (1 - part);
      });
      const bend = WIDTH ** -2 - (mixed * (a - b) ** 2) / WIDTH ** 4;
      precision = Math.max((precision + bend) / 2, 0.02);
      centre += (0.5 * slope) / WIDTH ** 2 / precision;
    }
    return [centre, precision ** -0.5];
  }

  return {
    compute(state) {
      const { a, b, w } = state, mean = w * a + (1 - w) * b, variance = WIDTH ** 2 + w * (1 - w) * (a - b) ** 2;
      const entropy = -0.1 * sum(places.map((x) => Math.exp(logTruth(state, x)) * logTruth(state, x)));
      let best = [0, 1], least = Infinity;
      for (const start of [[a, WIDTH], [b, WIDTH], [mean, Math.sqrt(variance)]]) {
        const model = settled(state, ...start), cost = reverse(state, model);
        if (cost < least - 1e-9) [best, least] = [model, cost]; // of two that are as good the first stands
      }
      const out = {};
      for (const [name, [centre, width]] of [["wide", [mean, Math.sqrt(variance)]], ["narrow", best]]) {
        const cost = (variance + (mean - centre) ** 2) / (2 * width ** 2) - Math.log(TOP / width);
        const found = { centre, width, forward: cost - entropy, reverse: reverse(state, [centre, width]) };
        for (const key in found) out[`${name}_${key}`] = rounded(found[key], 9);
      }
      return out;
    },

    draw(view, state, v) {
      const { a, b, w } = state;
      view.area("truth", [[-7, 0], ...drawn.map((x) => [x, Math.exp(logTruth(state, x))]), [7, 0]]);
      [["wide", "— KL(P‖Q)", v.wide_forward, 0.71], ["narrow", "– – KL(Q‖P)", v.narrow_reverse, 0.63]].forEach(([name, measure, least, y]) => {
        const centre = v[`${name}_centre`], width = v[`${name}_width`];
        view.line(`${name}-curve`, shape.map((z) => [centre + width * z, (TOP / width) * Math.exp((-z * z) / 2)]));
        const numbers = `centre ${told(centre, ".2f")}, width ${told(width, ".2f")}`;
        view.text(`${name}-name`, `${measure} ${told(least, ".3f")} nats: ${numbers}`, -6.8, y);
      });
      view.move("left", a, (w * TOP) / WIDTH);
      view.move("right", b, ((1 - w) * TOP) / WIDTH);
    },

    drag: {
      left: ({ x, y }) => ({ a: x, w: clamp((y * WIDTH) / TOP, 0.05, 0.95) }),
      right: ({ x, y }) => ({ b: x, w: clamp(1 - (y * WIDTH) / TOP, 0.05, 0.95) }),
    },
    lights: { a: "left", b: "right", w: ["left", "right"] },
  };
};
