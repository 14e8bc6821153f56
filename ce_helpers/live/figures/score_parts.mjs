const RAIN = 0.95;

export default ({ told }) => ({
  compute({ q }) {
    const followed = q > 0.5 ? RAIN : 0.5, resolution = (followed - 0.5) ** 2, reliability = (q - followed) ** 2;
    return {
      followed, resolution, reliability, score: 0.25 - resolution + reliability,
      sharpness: (q - 0.5) ** 2,
    };
  },

  draw(view, { q }, { followed, resolution, reliability, score }) {
    const low = 0.25 - resolution;
    const signed = (sign, part) => (told(part, ".4f") === "0.0000" ? "" : sign) + told(part, ".4f");
    for (const [gid, said, seen] of [["rainy", q, followed], ["dry", 1 - q, 1 - followed]]) {
      view.line(`${gid}-gap`, [[said, seen], [seen, seen]]);
      view.move(gid, said, seen);
    }
    view.bar("resolution", 0.64, 1.36, low, 0.25);
    view.bar("reliability", 1.64, 2.36, low, score);
    view.bar("score", 2.64, 3.36, 0, score);
    view.text("less", signed("−", resolution), 1, low - 0.02);
    view.text("more", signed("+", reliability), 2, score + 0.012);
    view.text("total", told(score, ".4f"), 3, score + 0.012);
  },

  drag: { rainy: ({ x }) => ({ q: x }), dry: ({ x }) => ({ q: 1 - x }) },
  lights: { q: ["rainy", "dry"] },
});
