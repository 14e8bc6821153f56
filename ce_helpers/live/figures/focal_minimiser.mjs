const TOP = 2.5;

export default ({ dense, told }) => {
  const grid = dense.slice(1, -1);
  // minus the slope of −(1 − q)^γ ln q in q, with r = 1 − q
  const pull = (q, r, g) => r ** g / q - (g === 0 ? 0 : g * r ** (g - 1) * Math.log(q));
  const behind = (q, g) => {
    const a = pull(q, 1 - q, g), b = pull(1 - q, q, g);
    return b / (a + b);
  };
  return {
    compute({ q, gamma }) {
      const plain = -Math.log(q), factor = (1 - q) ** gamma;
      return {
        plain, plain_slope: q - 1, factor, loss: factor * plain,
        slope: -factor * (1 - q + gamma * q * plain), p: behind(q, gamma),
      };
    },

    draw(view, { q, gamma }, { loss, p }) {
      view.line("loss", grid.map((x) => [x, (1 - x) ** gamma * -Math.log(x)]));
      view.line("map", grid.map((x) => [behind(x, gamma), x]));
      view.line("drop", [[p, 0], [p, q]]);
      view.move("loss-point", q, Math.min(loss, TOP));
      view.move("map-point", p, q);
      view.text("beyond", loss > TOP ? `↑ ${told(loss, ".2f")}` : " ", 0.5, 1.6);
      view.text("behind", `p = ${told(p, ".3f")}`, 0.05, 0.93);
    },

    drag: { "loss-point": ({ x }) => ({ q: x }), "map-point": ({ y }) => ({ q: y }) },
    lights: { q: ["loss-point", "map-point"] },
  };
};
