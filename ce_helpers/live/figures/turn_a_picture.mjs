const FULL = 255, FAINT = 0.03, DEGREES = ["0°", "90°", "180°", "270°"];

export default ({ mean, range, softmax, sum, told }) => {
  const quarter = (x) => range(64, (i) => x[8 * (i % 8) + 7 - Math.floor(i / 8)]); // against the clock
  const lying = (ink, turn) => range(turn, () => quarter).reduce((x, f) => f(x), ink.map((v) => v / FULL));

  function scores(net, ink) {
    const middle = mean(ink), x = ink.map((v) => v - middle), n = net.b1.length;
    const spread = Math.sqrt(mean(x.map((v) => v * v))) + FAINT;
    const h = range(n, (j) => Math.max(0, net.b1[j] / 100 + sum(x.map((v, i) => ((v / spread) * net.w1[i * n + j]) / 100))));
    return range(4, (k) => net.b2[k] / 100 + sum(h.map((v, j) => (v * net.w2[4 * j + k]) / 100)));
  }

  return {
    compute({ picture, turn, nets, pictures }) {
      const { net, ink } = pictures[picture], t = Number(turn);
      const all = range(4, (k) => scores(nets[net], lying(ink, k)));
      const losses = all.map((z, k) => Math.log1p(sum(z.filter((_, j) => j !== k).map((x) => Math.exp(x - z[k]))))), q = softmax(all[t]);
      return {
        ...Object.fromEntries(q.map((x, k) => [`q${k}`, x])),
        degrees: DEGREES[t], q: q[t], loss: losses[t], mean: mean(losses), uniform: Math.log(4),
      };
    },

    draw(view, { picture, turn, pictures }, values) {
      const t = Number(turn);
      lying(pictures[picture].ink, t).forEach((ink, i) => {
        if (!view.changed(`cell-${i}`, ink)) return;
        const x = i % 8, y = Math.floor(i / 8), half = Math.sqrt(ink) / 2;
        view.bar(`cell-${i}`, x - half, x + half, y - half, y + half);
      });
      view.move("turn", -0.06, t);
      for (let k = 0; k < 4; k += 1) {
        const q = values[`q${k}`];
        view.bar(`bar-${k}`, 0, q, k - 0.32, k + 0.32);
        view.text(`value-${k}`, told(q, ".2f"), Math.max(q, 0.26) + 0.03, k);
      }
    },

    picks: { pad: (_, { turn }) => ({ turn: String((Number(turn) + 1) % 4) }) },
    lights: { turn: "turn" },
  };
};
