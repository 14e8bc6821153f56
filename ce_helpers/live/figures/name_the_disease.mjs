export default ({ told }) => {
  const steps = Array.from({ length: 26 }, (_, i) => 8 * i);
  const words = (loss) => (loss >= 800 ? "above 800" : told(loss, ".3g"));
  const hidden = ({ diagnosis }) => (diagnosis === "open" ? ["plum-train", "plum-validation", "plum-right"] : []);

  return {
    hidden,

    compute({ run, diagnosis, seen, runs, faults, order }) {
      const [train, validation, right] = runs[order[run]][0].map((column) => column[Math.floor(seen / 8 + 0.5)]);
      const said = { train: words(train), validation: words(validation), right };
      if (diagnosis === "open") return { ...said, verdict: "Which fault does this run have?", reason: "Choose one from the list." };
      const [label, sign, test] = faults[diagnosis];
      if (diagnosis === order[run]) return { ...said, verdict: `Yes: ${label}. Its sign: ${sign}.`, reason: test };
      return {
        ...said,
        verdict: `No. The sign of “${label}”: ${sign}.`,
        reason: "The plum run has that fault. Where does this run differ?",
      };
    },

    draw(view, { run, diagnosis, seen, runs, order }) {
      const shown = steps.map((_, i) => Math.min(i, Math.floor(seen / 8 + 0.5)));
      const mine = runs[order[run]][0], other = runs[diagnosis === "open" ? "none" : diagnosis][1];
      ["train", "validation", "right"].forEach((name, at) => {
        view.line(name, shown.map((i) => [steps[i], mine[at][i]]));
        view.line(`plum-${name}`, shown.map((i) => [steps[i], other[at][i]]));
      });
    },

    // another run is another question
    adjust: (state, name) => (name === "run" ? { diagnosis: "open" } : {}),
  };
};
