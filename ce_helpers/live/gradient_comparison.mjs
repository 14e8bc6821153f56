const WIDEST = 12, LOSSES = ["squared", "cross", "hinge"];
const NAMES = {
  squared: [[0.36, 0.34], [-5.2, 0.21]],
  cross: [[0.62, 0.56], [-6.8, 0.88]],
  hinge: [[0.36, 1.04], [-6, 1.04]],
};

export default ({ linspace, sigmoid, softplus }) => {
  // p goes to the truth, q = 1 − p is how far it is from it; both without cancellation
  function pushes(z, y) {
    const s = y === "1" ? z : -z, p = sigmoid(s), q = sigmoid(-s);
    return { squared: 2 * q * p * q, cross: q, hinge: s < 1 ? 1 : 0 };
  }
  const edge = 1 - 1e-9; // a point just inside hinge's margin, on either side, makes its edge upright
  const scores = [...linspace(-WIDEST, WIDEST, 481), -edge, edge].sort((a, b) => a - b);
  return {
    compute({ z, y }) {
      const s = y === "1" ? z : -z, f = pushes(z, y);
      return {
        p: sigmoid(z), squared: sigmoid(-s) ** 2, cross: softplus(-s), hinge: Math.max(0, 1 - s),
        squared_push: f.squared, cross_push: f.cross, hinge_push: f.hinge, ratio: f.cross / f.squared,
      };
    },

    draw(view, { z, y, scores: byScore }, v) {
      view.show("by-p", !byScore);
      view.show("by-z", byScore);
      const yes = y === "1";
      for (const [gid, x, here] of [["p", sigmoid, v.p], ["z", (s) => s, z]]) {
        view.line(`${gid}-level`, [[here, 0], [here, 1.14]]);
        for (const name of LOSSES) {
          view.line(`${gid}-${name}`, scores.map((s) => [x(s), pushes(s, y)[name]]));
          view.move(`${gid}-${name}-point`, here, v[`${name}_push`]);
          const [u, height] = NAMES[name][gid === "p" ? 0 : 1], part = `${gid}-${name}-name`;
          view.text(part, view.part(part).inner.textContent, yes ? u : gid === "p" ? 1 - u : -u, height);
        }
      }
    },

    drag: Object.fromEntries(LOSSES.flatMap((name) => [
      [`p-${name}-point`, ({ x }) => ({ z: Math.log(Math.max(x, 1e-6)) - Math.log(Math.max(1 - x, 1e-6)) })],
      [`z-${name}-point`, ({ x }) => ({ z: x })],
    ])),
    lights: { z: "p-cross-point" },
  };
};
