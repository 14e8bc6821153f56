const LETTERS = "abcdefghijklmnopqrstuvwxyz", NARROW = 0.033, NAMED = 0.04, MOST = 0.3;

export default ({ sum, told }) => {
  const lengthsOf = ({ whole, tables, lengths }, name) => (whole ? lengths[name] : tables[name].map((q) => -Math.log2(q)));
  const addsOf = (s) => {
    const own = lengthsOf(s, s.text), lengths = lengthsOf(s, s.code);
    return s.tables[s.text].map((p, k) => p * (lengths[k] - own[k]));
  };
  // letters in falling order of their share of the text; Array.sort is stable, as NumPy's is asked to be
  const orderOf = (p) => p.map((_, k) => k).sort((a, b) => p[b] - p[a]);
  return {
    compute(s) {
      const p = s.tables[s.text], at = LETTERS.indexOf(s.letter), lengths = lengthsOf(s, s.code), own = lengthsOf(s, s.text);
      const mean = sum(p.map((x, k) => x * lengths[k])), least = sum(p.map((x, k) => x * own[k]));
      return {
        mean, least, extra: mean - least,
        kind: s.whole ? "Both codes are Huffman’s, in whole bits." : "Lengths −log₂ q and −log₂ p: H(P, Q) − H(P) = KL(P‖Q).",
        share: p[at], length: lengths[at], own: own[at], adds: addsOf(s)[at],
      };
    },

    draw(view, s, { mean }) {
      const p = s.tables[s.text], lengths = lengthsOf(s, s.code), own = lengthsOf(s, s.text), stairs = [];
      const order = orderOf(p), at = LETTERS.indexOf(s.letter), adds = addsOf(s);
      // a name stands above its bar and, if that is narrow, above its neighbours
      const overBar = (rank, reach) => Math.max(...order.slice(Math.max(0, rank - reach), rank + reach + 1).flatMap((k) => [lengths[k], own[k]]), mean) + 0.25;
      let left = 0;
      order.forEach((k, rank) => {
        const right = left + p[k], middle = left + p[k] / 2;
        view.bar(`bar-${rank}`, left, right, 0, lengths[k]);
        const over = p[k] <= NARROW && adds[k] > NAMED && k !== at;
        view.text(`name-${rank}`, over || p[k] > NARROW ? LETTERS[k] : " ", middle, over ? overBar(rank, 1) : 0.25);
        if (k === at) {
          view.bar("picked", left, right, 0, lengths[k]);
          view.text("picked-name", s.letter, middle, overBar(rank, p[k] < NARROW ? 3 : 0));
        }
        stairs.push([left, own[k]], [right, own[k]]);
        left = right;
      });
      view.line("own", stairs);
      view.line("mean", [[0, mean], [1, mean]]);
      view.text("mean-name", mean.toFixed(2), 1.01, mean);
      adds.forEach((height, k) => view.column(`adds-${k}`, k, Math.min(height, MOST)));
      view.column("adds-picked", at, Math.min(adds[at], MOST));
      const most = Math.max(...adds), top = adds.indexOf(most);
      view.text("adds-beyond", most > MOST ? `${told(most, ".2f")} ↑` : " ", top + 2.4, 0.24);
    },

    picks: {
      axes0({ x }, { text, tables }) {
        let right = 0;
        const order = orderOf(tables[text]);
        return { letter: LETTERS[order.find((k) => (right += tables[text][k]) > x) ?? order.at(-1)] };
      },
      axes1: ({ x }) => ({ letter: LETTERS[Math.max(0, Math.min(25, Math.round(x)))] }),
    },
    lights: { letter: ["picked", "adds-picked"] },
  };
};
