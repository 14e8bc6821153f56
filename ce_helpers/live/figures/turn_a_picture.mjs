const FULL = 255, FAINT = 0.03, DEGREES = ["0°", "90°", "180°", "270°"];
const UP = [[3.5, -1.2], [-1.2, 3.5], [3.5, 8.2], [8.2, 3.5]];

export default ({ mean, range, softmax, sum, told }) => {
  const quarter = (x) => range(64, (i) => x[8 * (i % 8) + 7 - Math.floor(i / 8)]); // against the clock
  const lying = (ink, turn) => range(turn, () => quarter).reduce((x, f) => f(x), ink.map((v) => v / FULL));

  const angle = ({ x, y }) => (180 / Math.PI) * Math.atan2(3.5 - y, x - 3.5);
  const away = (a, b) => ((a - b + 540) % 360) - 180;

  function scores(net, ink) {
    const middle = mean(ink), x = ink.map((v) => v - middle), n = net.b1.length;
    const spread = Math.sqrt(mean(x.map((v) => v * v))) + FAINT;
    const h = range(n, (j) => Math.max(0, net.b1[j] / 100 + sum(x.map((v, i) => ((v / spread) * net.w1[i * n + j]) / 100))));
    return range(4, (k) => net.b2[k] / 100 + sum(h.map((v, j) => (v * net.w2[4 * j + k]) / 100)));
  }

  return {
    compute({ picture, turn, nets, pictures }) {
      const { net, ink } = pictures[picture];
      const all = range(4, (k) => scores(nets[net], lying(ink, k)));
      const losses = all.map((z, k) => Math.log1p(sum(z.filter((_, j) => j !== k).map((x) => Math.exp(x - z[k]))))), q = softmax(all[turn]);
      return {
        ...Object.fromEntries(q.map((x, k) => [`q${k}`, x])),
        degrees: DEGREES[turn], q: q[turn], loss: losses[turn], mean: mean(losses), uniform: Math.log(4),
      };
    },

    draw(view, { picture, turn, pictures }, values) {
      lying(pictures[picture].ink, turn).forEach((ink, i) => {
        if (!view.changed(`cell-${i}`, ink)) return;
        const x = i % 8, y = Math.floor(i / 8), half = Math.sqrt(ink) / 2;
        view.bar(`cell-${i}`, x - half, x + half, y - half, y + half);
      });
      view.move("up", ...UP[turn]);
      view.move("turn", -0.05, turn);
      for (let k = 0; k < 4; k += 1) {
        const q = values[`q${k}`];
        view.bar(`bar-${k}`, 0, q, k - 0.32, k + 0.32);
        view.text(`value-${k}`, told(q, ".2f"), Math.max(q, 0.26) + 0.03, k);
      }
    },

    drag: {
      up(point, { turn }, before) { // a step once the pointer is well on its way, and not back while it goes on
        const off = away(angle(point), 90 + 90 * turn), moved = before ? away(angle(point), angle(before)) : 0;
        const step = off > 10 && moved > 0 ? 1 : off < -10 && moved < 0 ? -1 : 0;
        return { turn: (turn + step + 4) % 4 };
      },
    },
    lights: { turn: "up" },
  };
};
