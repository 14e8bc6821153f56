const LEAST = 0.5, TOP = 5.4; // where the axis of accuracies begins, and that of losses ends

export default ({ clamp, entropy, range, told }) => {
  const floor = entropy([0.6, ...range(9, () => 0.4 / 9)]), steps = range(61, (i) => 10 * i);
  const at = (step) => Math.floor(step / 10 + 0.5);
  const all = ({ right, flipped, share }) => right.map((x, i) => share * flipped[i] + (1 - share) * x);

  return {
    compute({ loss, step, traces }) {
      const run = traces[loss], i = at(step), all_rows = all(run)[i], best = Math.max(...run.test);
      return {
        right: run.right[i],
        flipped: run.flipped[i],
        all_rows,
        test: run.test[i],
        best,
        best_step: 10 * run.test.indexOf(best),
        floor,
        sign: all_rows < floor ? "below" : "above",
      };
    },

    draw(view, { loss, step, traces }, v) {
      const run = traces[loss], curves = { right: run.right, flipped: run.flipped, all: all(run), test: run.test };
      for (const [name, ys] of Object.entries(curves)) view.line(`${name}-curve`, steps.map((s, i) => [s, ys[i]]));
      const high = run.flipped[30] + 0.55;
      view.text("flipped-name", `labelled wrongly${high > TOP - 0.25 ? " ↑" : ""}`, 300, Math.min(high, TOP - 0.25));
      view.text("all-name", "all rows", 235, curves.all[23] - 0.27);
      view.move("test-point", step, Math.max(v.test, LEAST));
      view.move("best", v.best_step, v.best);
      view.text("best-name", `best ${told(v.best, ".3f")}`, v.best_step + 14, 0.985);
      view.text("now", told(v.test, ".3f"), clamp(step, 40, 560), Math.max(v.test, LEAST + 0.1) - 0.06);
    },

    handles: { point: ["step", "all_rows"] },
  };
};
