const LETTERS = "abcdefghijklmnopqrstuvwxyz", NARROW = 0.03;

export default ({ entropy, crossEntropy, kl, sum }) => {
  const lengthsOf = ({ code, whole, tables, lengths }) => (whole ? lengths[code] : tables[code].map((q) => -Math.log2(q)));
  // letters in falling order of their share of the text; Array.sort is stable, as NumPy's is asked to be
  const orderOf = (p) => p.map((_, k) => k).sort((a, b) => p[b] - p[a]);
  return {
    compute(s) {
      const p = s.tables[s.text], q = s.tables[s.code], at = Math.round(s.letter) - 1, lengths = lengthsOf(s);
      const cross = crossEntropy(p, q) / Math.LN2, mean = s.whole ? sum(p.map((x, k) => x * lengths[k])) : cross;
      return {
        floor: entropy(p) / Math.LN2, gap: kl(p, q) / Math.LN2, cross, mean, rounding: mean - cross,
        name: LETTERS[at], kind: s.whole ? "Its word" : "Its ideal length", share: p[at], belief: q[at], length: lengths[at], own: -Math.log2(p[at]),
      };
    },

    draw(view, s, { mean }) {
      const p = s.tables[s.text], lengths = lengthsOf(s), stairs = [];
      let left = 0;
      const order = orderOf(p);
      order.forEach((k, rank) => {
        const right = left + p[k], middle = left + p[k] / 2;
        view.bar(`bar-${rank}`, left, right, 0, lengths[k]);
        view.text(`name-${rank}`, p[k] > NARROW ? LETTERS[k] : " ", middle, 0.25);
        if (k === Math.round(s.letter) - 1) {
          view.bar("picked", left, right, 0, lengths[k]);
          // the name of a narrow bar stands above its neighbours too
          const near = p[k] < NARROW ? order.slice(Math.max(0, rank - 3), rank + 4) : [k];
          view.text("picked-name", LETTERS[k], middle, Math.max(...near.flatMap((j) => [lengths[j], -Math.log2(p[j])])) + 0.2);
        }
        stairs.push([left, -Math.log2(p[k])], [right, -Math.log2(p[k])]);
        left = right;
      });
      view.line("own", stairs);
      view.line("mean", [[0, mean], [1, mean]]);
      view.text("mean-name", mean.toFixed(2), 1.01, mean);
    },

    picks: {
      axes0({ x }, { text, tables }) {
        let right = 0;
        const order = orderOf(tables[text]);
        return { letter: 1 + (order.find((k) => (right += tables[text][k]) > x) ?? order.at(-1)) };
      },
    },
    lights: { letter: "picked" },
  };
};
