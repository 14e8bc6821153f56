const START = -0.2, END = 1.6;

export default ({ coin, entropy, told }) => {
  const whole = (x) => Math.floor(x + 0.5);
  /** Nats an example for one of what the log prints. */
  const worth = ({ unit, batch }) => (unit === "bits" ? Math.LN2 : 1) / whole(batch);

  function verdict(nats, { uniform, shares, floor, twice }) {
    const near = (mark) => Math.abs(nats - mark) <= 0.02 * mark;
    if (nats < 0)
      return "Below 0: no cross-entropy of probabilities is negative. A density's may be, for a density can exceed 1. Else: targets outside 0 to 1 (pixels up to 255, labels 1 and 2), a loss of log-probabilities that was given probabilities, or a weight with a sign, as an advantage is.";
    if (nats > 8 * uniform)
      return `${told(nats / uniform, ".3g")} times a uniform guess: a new model is there if the loss is a sum over about so many examples (set the last control). A mean so large: a learning rate far too high, scores far too wide, or confident mistakes.`;
    if (nats > 1.02 * uniform)
      return "Worse than a uniform guess. In the first steps: scores too wide. Later: learning rate too high, labels numbered differently, a sum taken for a mean, or confident mistakes on new data.";
    if (near(uniform) && !(near(shares) && shares < 0.98 * uniform))
      return "At the uniform guess: right for an untrained model. Later: dead units, a learning rate too low, or labels that do not belong to the inputs.";
    if (near(shares)) return "At the class shares: the model knows how common each class is, and has not looked at an example.";
    if (near(twice)) return "At the floor of a program that applies softmax twice; most stop a little above it. Give the loss perfect scores: it must say 0.";
    if (nats < 0.98 * floor) return "Below label noise: on training examples learnt by heart, on new ones a leak or easier examples.";
    if (nats > shares) return "Between the class shares and the uniform guess: a constant forecast would do better.";
    if (nats < 0.002) return "Next to 0: learnt by heart, or the label is among the inputs. Look at new examples.";
    const learnt = shares > floor ? (shares - nats) / (shares - floor) : 1;
    return `Of what looking at the inputs can gain at most, ${told(100 * learnt, ".0f")}% is gained.`;
  }

  return {
    compute(state) {
      const nats = state.loss * worth(state), k = whole(state.k), rest = Math.log(k - 1);
      const top = Math.max(state.common, 1 / k), flips = Math.min(state.flips, 1 - 1 / k);
      const marks = {
        uniform: Math.log(k),
        shares: entropy(coin(top)) + (1 - top) * rest,
        floor: entropy(coin(flips)) + flips * rest,
        twice: Math.log1p((k - 1) / Math.E),
      };
      const [perplexity, probability] = nats < 0 ? ["none", "none"] : [Math.exp(nats), Math.exp(-nats)];
      return { nats, bits: nats / Math.LN2, perplexity, probability, ...marks, verdict: verdict(nats, marks) };
    },

    draw(view, state, v) {
      const names = { uniform: ["uniform guess", 4], shares: ["class shares", 3], twice: ["softmax twice", 2], floor: ["label noise", 1] };
      for (const [gid, [label, height]] of Object.entries(names)) {
        const at = v[gid] / v.uniform;
        view.line(gid, [[at, 0], [at, height]]);
        view.text(`${gid}-name`, `${label}, ${told(v[gid], ".3f")}`, Math.max(at - 0.01, 0.5), height + 0.1);
      }
      const at = v.nats / v.uniform, held = Math.min(Math.max(at, START), END);
      view.line("length", [[0, 0], [held, 0]]);
      view.move("point", held, 0);
      view.text("beyond", at > END ? `${told(v.nats, ".3g")} nats →` : at < START ? `← ${told(v.nats, ".3g")} nats` : "", at > END ? 1.3 : 0.16, 0.45);
    },

    drag: { point: ({ x }, state) => ({ loss: (Math.max(x, START) * Math.log(whole(state.k))) / worth(state) }) },
    lights: { loss: "point", common: "shares", flips: "floor", k: "uniform" },
  };
};
