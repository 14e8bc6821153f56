const PIXELS = 64, ORDERS = ["scattered", "rows", "surest"];

export default ({ range, sum, sigmoid, softplus, told }) => {
  const chances = (seed) => {
    let x = seed; // Park and Miller's generator, as in Python
    return range(PIXELS, () => (x = (x * 16807) % 2147483647) / 2147483647);
  };
  const turn = chances(19), scattered = range(PIXELS, (i) => i).sort((i, j) => turn[i] - turn[j]);

  const kept = {};
  function history(net, shown, order) {
    if (kept[[shown, order]]) return kept[[shown, order]];
    const [w1, b1, w2, b2] = net.weights, n = b1.length, made = shown[0] === "m";
    const picture = made ? Array(PIXELS).fill(-1) : [...net.pictures[shown[1]]].map(Number), draws = made && chances(1000 + 7 * shown[1]);
    const seen = Array(PIXELS).fill(0), moments = [];
    let cost = 0;
    for (let k = 0; k <= PIXELS; k++) {
      const h = range(n, (j) => Math.tanh(b1[j] / 20 + sum(seen.map((s, i) => (s * w1[i * n + j]) / 20))));
      const z = range(PIXELS, (i) => b2[i] / 20 + sum(h.map((x, j) => (x * w2[j * PIXELS + i]) / 20)));
      moments.push({ z, seen: [...seen], bits: cost / Math.LN2 });
      if (k === PIXELS) break;
      const hidden = range(PIXELS, (i) => i).filter((i) => !seen[i]);
      const at = order === "rows" ? k : order === "scattered" ? scattered[k] : hidden.reduce((best, i) => (Math.abs(z[i]) > Math.abs(z[best]) ? i : best));
      if (made) picture[at] = draws[k] < sigmoid(z[at]) ? 1 : 0;
      cost += softplus(picture[at] ? -z[at] : z[at]);
      seen[at] = picture[at] ? 1 : -1;
    }
    return (kept[[shown, order]] = moments);
  }
  const square = (view, gid, i, half) => {
    if (!view.changed(`${gid}-${i}`, half)) return;
    const x = i % 8, y = Math.floor(i / 8);
    view.bar(`${gid}-${i}`, x - half, x + half, y - half, y + half);
  };

  return {
    compute({ net, shown, order, k }) {
      const { z, bits } = history(net, shown, order)[k];
      const all = ORDERS.map((name) => history(net, shown, name)[PIXELS].bits);
      return {
        bits, ...Object.fromEntries(ORDERS.flatMap((name, i) => [[name, all[i]], [`each_${name}`, all[i] / PIXELS]])),
        ...Object.fromEntries(z.map((s, i) => [`p${i}`, sigmoid(s)])),
      };
    },

    draw(view, { net, shown, order, k }, values) {
      const moments = history(net, shown, order);
      moments[k].seen.forEach((s, i) => {
        square(view, "hidden", i, s ? 0 : Math.sqrt(values[`p${i}`]) / 2);
        square(view, "seen", i, s ? (s > 0 ? 0.47 : 0.1) : 0);
      });
      view.line("paid", moments.slice(0, k + 1).map(({ bits }, i) => [i, bits]));
      view.move("now", k, values.bits);
      view.text("told", `${told(values.bits, ".1f")} bits`);
    },

    drag: { now: ({ x }) => ({ k: x }) },
    lights: { k: "now" },
  };
};
