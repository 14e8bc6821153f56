// The two hosts of a figure: JupyterLab, where the widget's model is the kernel's, and the built site, where a few lines are.

import { hydrate } from "./figure.mjs";

/** JupyterLab: the widget's model is the kernel's; the markup comes with it. */
let copies = 0;
export function render(figure, { model, el }) {
  const markup = model.get("_markup"), [, uid] = / id="([^"]+)"/.exec(markup);
  el.innerHTML = markup.replaceAll(uid, `${uid}-${(copies += 1)}`); // each view has its own names
  el.style.width = "100%"; // a figure asks for no width of its own, and would get none beside another
  return hydrate(figure, el.querySelector("figure.live"), model);
}

/** The built site: the markup is on the page; the model is a few lines. */
function pageModel(values) {
  const listeners = {};
  return {
    get: (name) => values[name],
    set(name, value) {
      if (values[name] === value) return;
      values[name] = value;
      (listeners[`change:${name}`] ?? []).forEach((listener) => listener());
    },
    save_changes() {},
    on: (event, listener) => (listeners[event] ??= []).push(listener),
  };
}

/**
 * Bring a page's figures to life in their order, each in a task of its own, so that the page answers meanwhile. `drawn`
 * says that each stands on the page at its state, and need not be drawn before the first move.
 */
export function boot(figures, drawn = true) {
  const waiting = [...document.querySelectorAll("figure.live[id]")];
  const next = () => {
    const root = waiting.shift();
    if (!root) return;
    setTimeout(next);
    try {
      hydrate(figures[root.dataset.live](), root, pageModel({ ...JSON.parse(root.dataset.state), ...JSON.parse(root.dataset.now ?? "{}") }), drawn);
    } catch (error) {
      root.classList.add("live-failed"); // the still figure and its caption stay
      console.error(error);
    }
  };
  next();
}
