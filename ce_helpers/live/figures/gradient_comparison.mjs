const LOSSES = ["squared", "cross", "hinge"];

export default ({ sigmoid, softplus }) => ({
  compute({ z, y }) {
    // p is what goes to the truth, q = 1 − p what is missing; both without cancellation
    const s = y === "1" ? z : -z, p = sigmoid(s), q = sigmoid(-s), squared_push = 2 * q * p * q;
    return {
      p: sigmoid(z), squared: q ** 2, cross: softplus(-s), hinge: Math.max(0, 1 - s),
      squared_push, cross_push: q, hinge_push: s < 1 ? 1 : 0, ratio: q / squared_push,
    };
  },

  draw(view, { z }, v) {
    for (const [gid, here] of [["p", v.p], ["z", z]]) {
      view.line(`${gid}-level`, [[here, 0], [here, 1.14]]);
      for (const name of LOSSES) view.move(`${gid}-${name}-point`, here, v[`${name}_push`]);
    }
  },

  drag: Object.fromEntries(LOSSES.flatMap((name) => [
    [`p-${name}-point`, ({ x }) => ({ z: Math.log(Math.max(x, 1e-6)) - Math.log(Math.max(1 - x, 1e-6)) })],
    [`z-${name}-point`, ({ x }) => ({ z: x })],
  ])),
  lights: { z: ["p-cross-point", "z-cross-point"] },
});
