const LETTERS = " abcdefghijklmnopqrstuvwxyz", BACK = 6, MOST = 44, ROW = 22, BEST = 8, TALL = 13;
const UNIFORM = Math.log2(LETTERS.length);

export default ({ range, sum, softmax, logsumexp, told: printed }) => {
  const told = (c) => (c === " " ? "the space" : c);

  /** The 27 scores of the letter after `codes`; `net` holds weights and biases in whole hundredths. */
  function scores({ table, w, b, v, c }, codes) {
    const d = table.length / LETTERS.length, h = b.length, k = c.length;
    const x = codes.flatMap((code) => table.slice(code * d, code * d + d).map((n) => n / 100));
    const hidden = range(h, (j) => Math.tanh(b[j] / 100 + sum(x.map((value, i) => (value * w[i * h + j]) / 100))));
    return range(k, (letter) => c[letter] / 100 + sum(hidden.map((value, j) => (value * v[j * k + letter]) / 100)));
  }

  /** What each letter of the text costs, in bits, and the probabilities of the one that comes next. */
  function surprises({ net, text, temperature }) {
    const codes = [...Array(BACK).fill(0), ...[...text].map((letter) => LETTERS.indexOf(letter))];
    const bits = [];
    for (let i = 0; ; i += 1) {
      const z = scores(net, codes.slice(i, i + BACK)).map((score) => score / temperature);
      if (i === text.length) return [bits, softmax(z)];
      bits.push((logsumexp(z) - z[codes[i + BACK]]) / Math.LN2);
    }
  }
  /** A number from 0 to below 1 that looks random, the same for everybody who presses for the n-th time. */
  function chance(n) {
    let x = Math.imul(n + 1, 0x9e3779b1);
    x = Math.imul(x ^ (x >>> 15), 0x85ebca6b);
    x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
    return ((x ^ (x >>> 16)) >>> 0) / 2 ** 32;
  }
  const likeliest = (q) => range(q.length, (c) => c).sort((a, b) => q[b] - q[a]).slice(0, BEST);

  return {
    compute(s) {
      const [bits, q] = surprises(s), n = bits.length, [first] = likeliest(q);
      const mean = n ? sum(bits) / n : 0, top = bits.indexOf(Math.max(...bits));
      return {
        n, total: sum(bits), mean, perplexity: 2 ** mean, uniform: UNIFORM,
        costliest: n ? told(s.text[top]) : "none yet", most: n ? bits[top] : 0,
        next: told(LETTERS[first]), p_next: q[first],
      };
    },

    draw(view, s) {
      const [bits, q] = surprises(s);
      range(MOST, (i) => {
        const x = i % ROW, on = i < bits.length, height = on ? Math.min(bits[i], TALL) : 0, dear = on && bits[i] > UNIFORM;
        const letter = on ? s.text[i].replace(" ", "_") : "·";
        if (!view.changed(i, `${letter}${bits[i]}`)) return;
        view.column(`bar-${i}`, x, height, 0.8);
        view.text(`cheap-${i}`, dear ? " " : letter);
        view.text(`dear-${i}`, dear ? letter : " ");
        view.text(`cost-${i}`, dear ? String(Math.floor(bits[i] + 0.5)) : " ", x, height + 0.4);
      });
      likeliest(q).forEach((c, k) => {
        view.column(`p-${k}`, k, q[c], 0.8);
        view.text(`best-${k}`, LETTERS[c].replace(" ", "_"));
        view.text(`chance-${k}`, printed(q[c], ".2f"), k, q[c] + 0.05);
      });
    },

    possible: ({ drawn }) => Number.isInteger(drawn) && drawn >= 0,

    actions: {
      /** One letter, drawn with the probabilities that are shown; a full line moves on. */
      write(s) {
        const [, q] = surprises(s);
        let left = chance(s.drawn), letter = 0;
        while (letter < q.length - 1 && left >= q[letter]) left -= q[letter++];
        return { text: (s.text + LETTERS[letter]).slice(-MOST), drawn: s.drawn + 1 };
      },
      clear: () => ({ text: "" }),
    },
  };
};
