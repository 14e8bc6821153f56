// The controls of a figure: what the reader sets goes out by `update`, and what is set is shown by `show`.

import { clamp } from "./formulas.mjs";
import { told } from "./printed.mjs";

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const isLog = (input) => input.dataset.scale === "log";
const isWhole = (input) => input.step >= 1 && !isLog(input);
const fromRange = (input, at) => (isLog(input) ? 10 ** at : Number(at));
/** A value as the number field shows it, and as it is said of the slider. */
const short = (input, value) => {
  if (!isLog(input)) return value.toFixed(input.dataset.digits);
  const near = Number(value.toPrecision(input.dataset.digits));
  return near > 0 && near < 1e-4 ? near.toExponential() : String(near); // as Python does: 7.6294e-6
};
const spoken = (input, value) => told(value, `.${input.dataset.digits}${isLog(input) ? "g" : "f"}`);

/**
 * Bind the controls in `root`. `get` gives a trait's value; `update(change, exact)` takes what the reader set; `say(text)`
 * shows a sentence until the next move, or none; `lit(name, on)` lights up what a control moves.
 */
export function makeControls(root, { get, update, say, lit }) {
  const all = (selector) => [...root.querySelectorAll(selector)];
  const ranges = Object.fromEntries(all("input[type=range]").map((input) => [input.name, input]));
  const fields = Object.fromEntries(all("input[type=number]").map((input) => [input.dataset.for, input]));
  const boxes = all("input[type=checkbox]"), radios = all("input[type=radio]"), selects = all("select"), lines = all("input[type=text]");

  for (const [name, input] of Object.entries(ranges)) {
    const field = fields[name];
    input.addEventListener("input", () => update({ [name]: fromRange(input, input.value) }));
    typed(input, field, name);
    for (const target of [input, field]) {
      target.addEventListener("focus", () => lit(name, true));
      target.addEventListener("blur", () => lit(name, false));
    }
  }
  for (const box of boxes) box.addEventListener("change", () => update({ [box.name]: box.checked }));
  for (const radio of radios) radio.addEventListener("change", () => update({ [radio.dataset.name]: radio.value }));
  for (const select of selects) select.addEventListener("change", () => update({ [select.name]: select.value }));
  for (const line of lines)
    line.addEventListener("input", () => {
      const text = [...line.value.toLowerCase()].filter((c) => line.dataset.letters.includes(c)).join("");
      if (text !== line.value) line.value = text;
      update({ [line.name]: text });
    });
  for (const button of all("[data-play]")) playable(button, ranges[button.dataset.play], update);

  function typed(input, field, name) {
    const low = Number(field.min), high = Number(field.max), whole = isWhole(input);
    field.addEventListener("input", () => {
      const value = Number(field.value), fits = value >= low && value <= high && !(whole && value % 1);
      if (field.value === "" || !fits) return;
      update({ [name]: value }, true);
      say(""); // what was said of the number before it
    });
    field.addEventListener("change", () => {
      if (field.value === "") {
        field.value = short(input, get(name)); // emptied: the number that holds comes back
        return;
      }
      const value = Number(field.value), kept = clamp(whole ? Math.round(value) : value, low, high);
      update({ [name]: kept }, true);
      field.value = String(kept);
      const [from, to, now] = [low, high, kept].map((x) => told(x, ""));
      if (kept !== value) say(`This runs from ${from} to ${to}${whole ? " in whole numbers" : ""}; it is now ${now}.`);
    });
    field.addEventListener("keydown", (event) => { // a number field's own step is 1, whatever the slider's is
      if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
      event.preventDefault();
      if (event.key === "ArrowUp") input.stepUp();
      else input.stepDown();
      input.dispatchEvent(new Event("input"));
      field.value = short(input, get(name));
    });
  }

  return {
    /** A value as its control can hold it: inside the range, and on a step. */
    held(name, value) {
      const input = ranges[name], field = fields[name];
      if (!input) return value;
      const low = Number(field.min), high = Number(field.max), digits = Number(input.dataset.digits);
      value = clamp(value, low, high);
      if (isLog(input)) return clamp(Number(value.toPrecision(digits)), low, high);
      const step = Number(input.step), from = Number(input.min); // more may be typed than the slider runs over
      return clamp(Number((from + Math.round((value - from) / step) * step).toFixed(digits + 2)), low, high);
    },
    /** Whether a value is one that the reader could have set. */
    allowed(name, value) {
      const field = fields[name], offered = [...radios.filter((radio) => radio.dataset.name === name).map((radio) => radio.value),
        ...selects.filter((select) => select.name === name).flatMap((select) => [...select.options].map((option) => option.value))];
      const line = lines.find((one) => one.name === name);
      if (line) return value.length <= line.maxLength && [...value].every((c) => line.dataset.letters.includes(c));
      if (field) return value >= Number(field.min) && value <= Number(field.max) && !(isWhole(ranges[name]) && value % 1);
      return !offered.length || offered.includes(value);
    },
    /** Let those controls rest that do nothing at a state. */
    rest(needs, s) {
      for (const [name, at] of Object.entries(needs)) {
        const idle = Object.entries(at).some(([other, value]) => s[other] !== value);
        const own = [ranges[name], fields[name], ...boxes, ...radios, ...selects, ...lines, ...all("[data-play]")];
        for (const input of own)
          if (input && (input.dataset.name ?? input.dataset.for ?? input.dataset.play ?? input.name) === name) input.disabled = idle;
      }
    },
    /** Show a state in all controls. */
    show(s) {
      for (const [name, input] of Object.entries(ranges)) {
        const value = s[name], field = fields[name];
        input.value = isLog(input) ? Math.max(Math.log10(value), input.min) : value; // typed: 0
        input.setAttribute("aria-valuetext", spoken(input, value));
        if (document.activeElement !== field) field.value = short(input, value);
      }
      for (const box of boxes) box.checked = s[box.name];
      for (const radio of radios) radio.checked = s[radio.dataset.name] === radio.value;
      for (const select of selects) select.value = s[select.name];
      for (const line of lines) if (line.value !== s[line.name]) line.value = s[line.name];
    },
  };
}

/** Run a slider to its end, a step a frame; those who asked for less motion are taken to the end at once. */
function playable(button, input, update) {
  let running = false;
  const stop = () => {
    running = false;
    button.textContent = "Play";
  };
  const set = (at) => update({ [input.name]: fromRange(input, at) });
  const tick = () => {
    if (!running) return;
    const next = Number(input.value) + Math.max(Number(input.step), (input.max - input.min) / 240);
    set(Math.min(next, Number(input.max)));
    if (next >= Number(input.max)) stop();
    else requestAnimationFrame(() => requestAnimationFrame(tick));
  };
  button.addEventListener("click", () => {
    if (running) return stop();
    const over = Number(input.value) > input.max - input.step; // an end between two steps is not reached itself
    if (calm()) return set(Number(over ? input.min : input.max));
    if (over) set(Number(input.min));
    running = true;
    button.textContent = "Pause";
    requestAnimationFrame(() => requestAnimationFrame(tick));
  });
}