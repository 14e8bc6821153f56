const RAIN = 0.95;

export default ({ rules, told }) => ({
  compute({ q }) {
    const followed = q > 0.5 ? RAIN : 0.5, resolution = (followed - 0.5) ** 2, reliability = (q - followed) ** 2;
    return {
      followed, resolution, reliability, score: 0.25 - resolution + reliability,
      sharpness: (q - 0.5) ** 2, price: rules.log.price(RAIN, q),
    };
  },

  draw(view, { q }, { followed, resolution, reliability, score }) {
    const low = 0.25 - resolution;
    for (const [gid, said, seen] of [["rainy", q, followed], ["dry", 1 - q, 1 - followed]]) {
      view.line(`${gid}-gap`, [[said, seen], [seen, seen]]);
      view.move(gid, said, seen);
    }
    view.bar("resolution", 0.64, 1.36, low, 0.25);
    view.bar("reliability", 1.64, 2.36, low, score);
    view.bar("score", 2.64, 3.36, 0, score);
    view.text("less", `−${told(resolution, ".4f")}`);
    view.text("more", `+${told(reliability, ".4f")}`, 2, score + 0.012);
    view.text("total", told(score, ".4f"), 3, score + 0.012);
  },

  drag: { rainy: ({ x }) => ({ q: x }), dry: ({ x }) => ({ q: 1 - x }) },
  lights: { q: ["rainy", "dry"] },
});
