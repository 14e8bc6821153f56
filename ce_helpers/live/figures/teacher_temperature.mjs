export default ({ kl, mean, range, softmax, sum, told }) => {
  const warmths = range(41, (i) => 10 ** (i / 20));
  const both = ({ scores, picture }) => ["student", "teacher"].map((who) => scores[picture][who].map((x) => x / 100));
  const warm = (z, t) => softmax(z.map((x) => x / t));
  const long = (xs) => Math.sqrt(sum(xs.map((x) => x * x)));
  const push = (z, v, t) => {
    const q = warm(z, t), p = warm(v, t);
    return long(q.map((x, k) => (x - p[k]) / t));
  };

  return {
    compute(state) {
      const [z, v] = both(state), { t } = state, p = warm(v, t), q = warm(z, t);
      const order = range(10, (k) => k).sort((a, b) => v[b] - v[a]), plain = push(z, v, t), apart = kl(p, q);
      const [low, high] = [mean(z), mean(v)];
      return {
        plain, square: t ** 2, scaled: t ** 2 * plain,
        limit: long(z.map((x, k) => (x - low - (v[k] - high)) / 10)),
        first: String(order[0]), second: String(order[1]), most: p[order[0]], next: p[order[1]],
        kl: apart, loss: t ** 2 * apart,
      };
    },

    draw(view, state, n) {
      const [z, v] = both(state), { t } = state, p = warm(v, t), q = warm(z, t);
      p.forEach((x, k) => view.column(`teacher-${k}`, k, x));
      view.move("student", q.map((x, k) => [k, x]));
      const plain = warmths.map((w) => [w, push(z, v, w)]);
      view.line("plain", plain);
      view.line("scaled", plain.map(([w, x]) => [w, x * w * w]));
      view.line("limit", [[1, n.limit], [100, n.limit]]);
      view.move("square", t, n.scaled);
      view.move("point", t, n.plain);
      view.text("t-name", `T = ${told(t, ".3g")}`);
    },

    handles: { point: ["t", "plain"], square: ["t", "scaled"] },
  };
};
