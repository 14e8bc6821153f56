const LETTERS = "abcde", SHARES = [0.3, 0.24, 0.2, 0.16, 0.1];

export default ({ clamp, sum, told }) => {
  /** Letter, length and left edge of each word, shorter words first; Array.sort is stable, as Python's is. */
  function laid(state) {
    let left = 0;
    return [...LETTERS]
      .map((letter) => ({ letter, bits: Math.floor(state[letter] + 0.5) }))
      .sort((one, other) => one.bits - other.bits)
      .map((word) => {
        left += 2 ** -word.bits;
        return { ...word, left: left - 2 ** -word.bits, right: left };
      });
  }
  const longer = (letter) => ({ y }) => ({ [letter]: clamp(Math.round(-y), letter === "a" ? 1 : 2, 5) });

  return {
    compute(state) {
      const words = laid(state), total = sum(words.map(({ bits }) => 2 ** -bits));
      const out = {
        total,
        mean: total > 1 ? "no such code" : `${told(sum(words.map(({ letter, bits }) => SHARES[LETTERS.indexOf(letter)] * bits)), ".2f")} bits`,
        verdict: total > 1 ? "overdrawn" : total === 1 ? "spent" : `${told(1 - total, ".4f")} left`,
      };
      for (const { letter, bits, left, right } of words) {
        out[`bits_${letter}`] = bits;
        out[`word_${letter}`] = right <= 1 ? (left * 2 ** bits).toString(2).padStart(bits, "0") : "no room";
      }
      return out;
    },

    draw(view, state, { total, verdict }) {
      for (const { letter, bits, left, right } of laid(state)) {
        view.bar(`bar-${letter}`, left, right, -bits, 0);
        view.text(`name-${letter}`, letter, (left + right) / 2, 0.12);
        view.move(`end-${letter}`, (left + right) / 2, -bits);
      }
      view.text("verdict", `Kraft sum ${told(total, ".3f")}: ${verdict}`);
    },

    drag: Object.fromEntries([...LETTERS].map((letter) => [`end-${letter}`, longer(letter)])),
    lights: Object.fromEntries([...LETTERS].map((letter) => [letter, `end-${letter}`])),
  };
};
