// A mark that the reader sets on an axis of a plot, by pointer or by the slider below it; the markup comes from mark.py.

const shown = (x) => String(Number(x.toPrecision(3))).replace("-", "−");

/** Let the plot be marked; `changed` is told what there is to say to the mark. */
export function marked(root, [near, low, high], changed) {
  const plot = root.querySelector(".quiz-plot"), svg = plot.querySelector("svg"), ask = root.querySelector(".quiz-ask");
  const { axis, scale, start, slope } = JSON.parse(plot.dataset.axis), log = scale === "log";
  const slider = root.querySelector("input"), told = root.querySelector("output"), unit = root.querySelector(".quiz-unit")?.textContent ?? "";
  const [truth, hand] = ["truth", "hand"].map((kind) => svg.querySelector(`.quiz-at-${kind}`));
  const value = Number(near.dataset.value), tolerance = Number(root.dataset.tolerance);
  const move = (part, t) => {
    const pixel = start + slope * t;
    part.setAttribute("transform", axis === "x" ? `translate(${pixel} 0)` : `translate(0 ${pixel})`);
    part.dataset.set = "1";
  };
  const judged = () => {
    const t = Number(slider.value), x = log ? 10 ** t : t, right = Math.abs(x - value) <= tolerance * (1 + 1e-9);
    const entry = right ? near : x < value ? low : high;
    move(hand, t);
    told.textContent = shown(x);
    slider.setAttribute("aria-valuetext", `${shown(x)} ${unit}`.trim());
    return {
      right, head: entry.querySelector("b").textContent.slice(0, -1), chosen: String(Number(x.toPrecision(6))), entry: right ? near : null,
      words: `Your mark is at ${shown(x)}. ${entry.querySelector(".quiz-feedback").innerHTML}`, sign: root.querySelector(".quiz-mark"),
    };
  };
  const here = (event) => {
    const box = svg.getBoundingClientRect(), { width, height } = svg.viewBox.baseVal;
    const pixel = axis === "x" ? ((event.clientX - box.left) / box.width) * width : ((event.clientY - box.top) / box.height) * height;
    slider.value = (pixel - start) / slope; // which the slider keeps within its ends and on its steps
    changed(judged());
  };
  slider.addEventListener("input", () => changed(judged()));
  plot.addEventListener("pointerdown", (event) => {
    if (ask.disabled || event.button) return;
    plot.setPointerCapture(event.pointerId);
    slider.focus({ preventScroll: true }); // the arrow keys go on from there
    event.preventDefault();
    here(event);
  });
  plot.addEventListener("pointermove", (event) => !ask.disabled && plot.hasPointerCapture(event.pointerId) && here(event));
  plot.dataset.ready = axis;
  return {
    /** Set the mark again where it was. */
    place(x) {
      if (!Number.isFinite(x)) return null;
      slider.value = log ? Math.log10(x) : x;
      return judged();
    },
    /** Show the right place too. */
    tell: () => move(truth, log ? Math.log10(value) : value),
  };
}
