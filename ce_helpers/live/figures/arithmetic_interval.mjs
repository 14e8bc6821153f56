const LETTERS = [..."abn"], MOST = 6;

export default ({ range, sum }) => {
  const textOf = ({ word, coded }) => word.slice(0, Math.round(coded));

  // the intervals in exact whole numbers: [low, width, all], with low/all and width/all as the fractions
  function intervals(s) {
    const w = s.tables[s.model], total = sum(w), before = [0, w[0], w[0] + w[1]];
    const found = [[0, 1, 1]];
    for (const c of textOf(s)) {
      const [low, width, all] = found.at(-1), k = LETTERS.indexOf(c);
      found.push([low * total + width * before[k], width * w[k], all * total]);
    }
    return found;
  }

  // the shortest b₁…b_k with [0.b, 0.b + 2^−k) inside: whole numbers too large for a double, hence BigInt
  function name([low, width, all]) {
    const a = BigInt(low), b = BigInt(low + width), d = BigInt(all);
    for (let k = 0n; ; k++) {
      const first = (a * 2n ** k + d - 1n) / d;
      if ((first + 1n) * d <= b * 2n ** k) return { code: k ? first.toString(2).padStart(Number(k), "0") : "", first: Number(first), scale: 2 ** Number(k) };
    }
  }
  const gcd = (a, b) => (b ? gcd(b, a % b) : a);

  // the letters further on stay in the word, so that the slider always finds six
  const pick = (c, row) => (_, s) =>
    row <= textOf(s).length && row < MOST ? { word: s.word.slice(0, row) + c + s.word.slice(row + 1), coded: row + 1 } : {};
  const put = (c) => (s) => pick(c, textOf(s).length)(null, s);

  return {
    compute(s) {
      const text = textOf(s), w = s.tables[s.model], total = sum(w), last = intervals(s).at(-1), [low, width, all] = last;
      const { code } = name(last), common = gcd(all, width);
      const whole = w.map((x) => {
        let bits = 0;
        while (x * 2 ** bits < total) bits++;
        return bits;
      });
      // Huffman joins the two lightest, of letters alike the first ones; the third has a word of one bit
      const single = LETTERS[[0, 1, 2].sort((i, j) => w[i] - w[j])[2]];
      const fraction = all === common ? `${width / common}` : `${width / common}/${all / common}`;
      return {
        text: text || "nothing yet", low: low / all, high: (low + width) / all, width: width / all,
        fraction, exact: text ? `${fraction} = ` : "",
        ideal: Math.log2(all / width), name: code || "none needed", bits: code.length,
        huffman: sum([...text].map((c) => 2 - (c === single))),
        rounded: sum([...text].map((c) => whole[LETTERS.indexOf(c)])),
      };
    },

    hidden(s) {
      const n = textOf(s).length, parts = ["low", "high", ...LETTERS.flatMap((c) => [`seg-${c}`, `name-${c}`])];
      const later = range(MOST - n, (i) => parts.map((part) => `${part}-${n + 1 + i}`));
      return [...later, ...range(MOST - n, (i) => [`zoom-${n + i}`, `picked-${n + i}`])].flat();
    },

    draw(view, s) {
      const text = textOf(s), all = intervals(s), w = s.tables[s.model], total = sum(w);
      const edges = [0, w[0] / total, (w[0] + w[1]) / total, 1];
      range(MOST + 1, (row) => {
        const top = MOST - row;
        if (row > text.length) return;
        LETTERS.forEach((c, k) => {
          view.bar(`seg-${c}-${row}`, edges[k], edges[k + 1], top - 0.5, top);
          view.text(`name-${c}-${row}`, c, (edges[k] + edges[k + 1]) / 2, top - 0.25);
        });
        const [low, width, of] = all[row];
        const start = (low / of).toFixed(5), end = ((low + width) / of).toFixed(5);
        view.text(`low-${row}`, start);
        view.text(`high-${row}`, end !== start ? end : `+${(width / of).toExponential(1).replace("-", "−")}`);
        if (row === text.length) return;
        const at = LETTERS.indexOf(text[row]), [x0, x1] = [edges[at], edges[at + 1]];
        view.area(`zoom-${row}`, [[x0, top - 0.5], [x1, top - 0.5], [1, top - 1], [0, top - 1]]);
        view.bar(`picked-${row}`, x0, x1, top - 0.5, top);
      });
      const [low, width, of] = all.at(-1), { first, scale } = name(all.at(-1)), y = MOST - text.length;
      const inside = (k) => ((k * of) / scale - low) / width;
      view.bar("code", inside(first), inside(first + 1), y - 0.64, y - 0.5);
    },

    picks: Object.fromEntries(
      range(MOST, (row) => LETTERS.map((c) => [`seg-${c}-${row}`, pick(c, row)])).flat(),
    ),
    actions: {
      ...Object.fromEntries(LETTERS.map((c) => [`put_${c}`, put(c)])),
      cut: (s) => ({ coded: Math.max(0, textOf(s).length - 1) }),
    },
    lights: { coded: "code" },
  };
};
