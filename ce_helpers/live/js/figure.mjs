// A figure's life: a state, the controls and the pointer that change it, and the drawing, readouts and words that follow.

import { makeControls } from "./controls.mjs";
import { draggable, wired } from "./drag.mjs";
import { fill, told } from "./printed.mjs";
import { changes, fromHash, same, toHash } from "./state.mjs";
import { makeView } from "./view.mjs";

/** The gids of the parts that are not shown at a state. */
export const hidden = (figure, shownAt, s) =>
  figure.hidden?.(s) ?? Object.keys(shownAt).filter((gid) => Object.entries(shownAt[gid]).some(([name, value]) => s[name] !== value));

/** Move the parts of a drawing to a state; return all that can be printed of it. */
export function paintDrawing(figure, view, shownAt, s) {
  const v = figure.compute(s), known = { ...s, ...v };
  view.hide(hidden(figure, shownAt, s));
  for (const [gid, place] of Object.entries(figure.handles ?? {})) view.move(gid, ...place.map((at) => known[at] ?? at));
  figure.draw(view, s, v);
  return known;
}

/**
 * Give the markup in `root` life: `model` has get, set, save_changes and on, as an ipywidget's has. `drawn` says that the
 * markup is at the model's state, as it is on a built page: then nothing is drawn before the reader's first move.
 */
export function hydrate(figure, root, model, drawn = false) {
  const start = JSON.parse(root.dataset.state), needs = JSON.parse(root.dataset.needs), names = Object.keys(start);
  const state = () => Object.fromEntries(names.map((n) => [n, model.get(n)]));
  const view = makeView(root), shownAt = JSON.parse(root.dataset.shownAt), { drag, picks, lights } = wired(figure);
  const all = (selector) => [...root.querySelectorAll(selector)];
  const outputs = all("output"), said = root.querySelector(".live-says");
  const presets = all("[data-set]").map((button) => [button, JSON.parse(button.dataset.set)]), actions = all("[data-action]");
  const reset = root.querySelector("[data-reset]"), link = root.querySelector("[data-link]");
  let pending = false, timer = 0, note = "";

  function update(change, exact = false) {
    note = "";
    for (const [name, value] of Object.entries(change)) model.set(name, exact ? value : controls.held(name, value));
    if (figure.adjust)
      for (const name of Object.keys(change))
        for (const [other, value] of Object.entries(figure.adjust(state(), name))) model.set(other, value);
    model.save_changes();
    root.dataset.touched = "1";
    schedule();
  }

  function paint() {
    pending = false;
    const s = state(), known = paintDrawing(figure, view, shownAt, s);
    for (const out of outputs) {
      const value = known[out.name], text = told(value, out.dataset.form);
      if (out.textContent !== text) out.textContent = text;
      if (typeof value !== "string") out.dataset.value = String(Number(value));
    }
    show(s);
    if (root.dataset.ready)
      timer = setTimeout(() => {
        view.svg.setAttribute("aria-label", fill(root.dataset.alt, known));
        if (!note) say(fill(root.dataset.says, known));
        note = "";
      }, 500);
  }
  /** Show in the controls and buttons where the figure is, and which of them can do something now. */
  function show(s) {
    controls.show(s);
    controls.rest(needs, s);
    for (const [button, change] of presets)
      button.setAttribute("aria-pressed", Object.entries(change).every(([name, value]) => same(value, s[name])));
    for (const button of actions) idle(button, !Object.keys(changes(figure.actions[button.name](s), s)).length);
    const change = changes(s, start);
    idle(reset, !Object.keys(change).length);
    root.dataset.now = JSON.stringify(change); // a page that is saved now opens as it stands
  }
  // not `disabled`: the button that was pressed must not lose the focus by it
  const idle = (button, on) => button.setAttribute("aria-disabled", on);
  const press = (button, act) => button.addEventListener("click", () => button.getAttribute("aria-disabled") === "true" || act());
  /** Go to a state from outside, if the figure can: what it cannot compute or draw it does not take. */
  function restore(change) {
    const s = { ...start, ...change };
    try {
      if (figure.possible && !figure.possible(s)) throw new Error("not possible");
      paintDrawing(figure, view, shownAt, s);
    } catch {
      change = {};
      paintDrawing(figure, view, shownAt, start);
    }
    for (const [name, value] of Object.entries({ ...start, ...change })) model.set(name, value);
    model.save_changes();
    schedule();
  }
  function copyLink() {
    const hash = toHash(root, changes(state(), start));
    history.replaceState(null, "", hash);
    const done = () => say((note = "The link to this state is copied."), true);
    const failed = () => say((note = "The address of this page now leads to this state."), true);
    navigator.clipboard?.writeText(location.href).then(done, failed) ?? failed();
  }
  function schedule() {
    clearTimeout(timer); // at once, not in paint: what is said for the move before must not take this move's note
    if (!pending) requestAnimationFrame(paint);
    pending = true;
  }
  function say(text, shown = false) {
    said.textContent = text;
    said.classList.toggle("live-shown", shown);
  }

  const controls = makeControls(root, {
    get: (name) => model.get(name),
    update,
    say: (text) => say((note = text), text !== ""),
    lit: (name, on) => [lights[name] ?? []].flat().forEach((gid) => view.part(gid).group.classList.toggle("live-lit", on)),
  });
  for (const [button, change] of presets) button.addEventListener("click", () => update(change, true));
  for (const button of actions) press(button, () => update(figure.actions[button.name](state()), true));
  figure.listen?.(root, (name) => update(figure.actions[name](state()), true));
  press(reset, () => {
    root.dataset.touched = "1";
    for (const name of names) model.set(name, start[name]);
    model.save_changes();
    schedule();
  });
  link.addEventListener("click", copyLink);
  if (Object.keys(drag).length) draggable(drag, picks, view, state, update);

  const listen = () => schedule();
  for (const name of names) model.on(`change:${name}`, listen);
  for (const set of all("fieldset:disabled")) set.disabled = false;
  if (drawn) {
    figure.compute(state()); // a figure that cannot compute says so now, while the still one is whole
    show(state());
  } else paint();
  root.dataset.ready = "1";
  const visit = () => {
    const change = fromHash(root, location.hash, start, controls.allowed);
    if (!change) return;
    restore(change);
    root.scrollIntoView({ block: "center" });
  };
  if (drawn) {
    addEventListener("hashchange", visit);
    visit();
  } else link.hidden = true; // a notebook's address is not the reader's to give away
  return () => names.forEach((name) => model.off?.(`change:${name}`, listen));
}
