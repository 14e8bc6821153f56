const LENGTH = 63, ROW = 21, BEST = 6, LETTERS = "abcdefghijklmnopqrstuvwxyz_";

export default ({ range, sum, entropy, told: printed }) => {
  const told = (c) => (c === "_" ? "space" : c);
  const shownOf = (s) => Math.round(s.shown);
  const modelOf = (s) => s.game.orders[Number(s.order)];
  const lineOf = (s) => s.game.line;
  const zeros = () => Array(LENGTH).fill(0);
  const placeOf = (s) => (s.peek ? Math.min(shownOf(s), LENGTH - 1) : shownOf(s) - 1);

  // Shannon's lower and upper estimate from how many guesses each letter took
  function bounds(ranks) {
    if (!ranks.length) return [0, 0];
    const counts = new Map();
    for (const r of ranks) counts.set(r, (counts.get(r) ?? 0) + 1);
    const q = [...counts.values()].sort((a, b) => b - a).map((n) => n / ranks.length);
    return [sum(q.map((x, i) => (i + 1) * (x - (q[i + 1] ?? 0)) * Math.log2(i + 1))), entropy(q) / Math.LN2];
  }

  const between = (lower, upper) => `${printed(lower, ".2f")} to ${printed(upper, ".2f")}`;

  function feedback(s) {
    const n = shownOf(s), line = lineOf(s);
    if (s.tried && n < LENGTH) return `Not ${[...s.tried].map(told).join(", not ")}`;
    const model = `${told(line[n - 1])}, number ${modelOf(s).rank[n - 1]} on the model’s list`;
    return s.tries[n - 1] ? `Right at guess ${s.tries[n - 1]}: ${model}` : `The last letter was ${model}`;
  }

  /** A guess at the letter that comes next; one made before, or at the end of the line, changes nothing. */
  function ask(s, letter) {
    const n = shownOf(s);
    if (n >= LENGTH || s.tried.includes(letter)) return {};
    if (letter !== lineOf(s)[n]) return { tried: s.tried + letter };
    return { tries: s.tries.map((t, i) => (i === n ? s.tried.length + 1 : t)), shown: n + 1 };
  }

  /** A letter of the keyboard is a guess while the focus is in the figure. */
  function typed(root, act) {
    let typing = false; // the space bar types where letters are typed, and presses a button that was reached by Tab
    const keyed = (event) => {
      const { key, target } = event, letter = key === " " ? "_" : key.toLowerCase();
      if (key === "Tab") typing = false;
      if (key.length > 1 || !LETTERS.includes(letter) || event.ctrlKey || event.metaKey || event.altKey || target.matches("input[type=number], select")) return;
      if (key === " ") {
        if (!typing || target.matches("input, a, summary")) return;
        event.preventDefault(); // Firefox presses a button when the key comes up
      } else typing = true;
      event.stopPropagation(); // JupyterLab has commands on letters
      if (event.type === "keydown") act(told(letter));
    };
    root.addEventListener("pointerdown", () => (typing = true));
    for (const type of ["keydown", "keyup"]) root.addEventListener(type, keyed);
  }

  return {
    compute(s) {
      const n = shownOf(s), model = modelOf(s), ranks = model.rank.slice(0, n);
      const total = sum(model.p.slice(0, n).map((p) => -Math.log2(p)));
      const mine = s.tries.slice(0, n).filter((t) => t);
      const average = mine.length ? sum(mine) / mine.length : 0;
      const [lower_model, upper_model] = bounds(ranks), [lower, upper] = bounds(mine);
      return {
        feedback: feedback(s), mean: total / n, total,
        first_model: ranks.filter((r) => r === 1).length, guesses_model: sum(ranks) / n, bounds_model: between(lower_model, upper_model),
        solved: mine.length, first: mine.filter((t) => t === 1).length,
        guesses: mine.length ? printed(average, ".2f") : "–", bounds: mine.length ? between(lower, upper) : "–",
        yours: mine.length ? `you took ${printed(average, ".2f")} guesses on average` : "you have not guessed yet",
      };
    },

    possible: ({ tried, tries }) => /^[a-z_]{0,27}$/.test(tried) && tries.every((t) => Number.isInteger(t) && t >= 0 && t <= 27),

    hidden: (s) => (modelOf(s).rank[placeOf(s)] <= BEST && placeOf(s) < shownOf(s) ? [] : ["picked"]),

    draw(view, s) {
      const n = shownOf(s), model = modelOf(s), line = lineOf(s), place = placeOf(s);
      range(LENGTH, (i) => {
        const x = i % ROW, on = i < n, height = on ? -Math.log2(model.p[i]) : 0;
        const letter = on ? line[i] : i === n ? "?" : "·", count = on && s.tries[i] ? `${s.tries[i]}` : " ";
        if (!view.changed(i, `${letter}${count}${height}`)) return;
        view.column(`bar-${i}`, x, height, 0.8);
        view.text(`letter-${i}`, letter);
        if (count === " ") view.text(`count-${i}`, count);
        else view.text(`count-${i}`, count, x, height + 0.4);
      });
      range(BEST, (k) => {
        const p = model.p_best[place * BEST + k];
        view.column(`p-${k}`, k, p, 0.8);
        view.text(`best-${k}`, told(model.best[place * BEST + k]));
        view.text(`chance-${k}`, p.toFixed(3), k, p + 0.04);
      });
      view.move("picked", model.rank[place] - 1, -0.53);
      const back = Number(s.order), after = back ? `after “${line.slice(Math.max(0, place - back), place)}”` : "whatever came before";
      view.text("heading", `model’s first six for the ${place === n ? "letter at “?”" : "last letter shown"}, ${after}`);
    },

    adjust: (_, name) => (name === "shown" ? { tried: "" } : {}),

    actions: {
      ...Object.fromEntries([...LETTERS].map((letter) => [told(letter), (s) => ask(s, letter)])),
      reveal: (s) => ({ tries: s.tries.map((t, i) => (i === shownOf(s) ? 0 : t)), shown: Math.min(LENGTH, shownOf(s) + 1) }),
      again: () => ({ tries: zeros(), shown: 1 }),
    },
    listen: typed,
    lights: { shown: "heading" },
  };
};
