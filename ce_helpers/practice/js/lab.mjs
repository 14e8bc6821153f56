// Questions and predictions in JupyterLab: the widget brings the markup, and the kernel keeps what was answered.

import { marked } from "./mark.mjs";
import { hydrate } from "./quiz.mjs";

let copies = 0;

/** Each view of the widget has its own names, since the saved form may stand beside it. */
export function render({ model, el }) {
  const copy = `copy${(copies += 1)}-`;
  el.innerHTML = model.get("_markup");
  const root = el.querySelector(".quiz");
  root.id = copy + root.id;
  for (const radio of root.querySelectorAll("input[type=radio]")) radio.name = copy + radio.name;
  const set = (name, value) => {
    model.set(name, value);
    model.save_changes();
  };
  hydrate(root, {
    marked,
    first: () => model.get("_first") ?? undefined,
    quiet: () => model.get("_quiet"),
    hush: (on) => set("_quiet", on),
    note: (detail) => set("outcome", detail),
    answered: (verdict) => set("answered", verdict),
  });
}
