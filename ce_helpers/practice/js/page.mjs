// Questions and predictions in the built page, and the record of what was done on it.

import { hydrate } from "./quiz.mjs";
import * as record from "./record.mjs";

/** Shut what a prediction guards, and open it. */
const guarded = (name) => document.querySelectorAll(`[data-after="${name}"]`);
const shut = (name) => guarded(name).forEach((box) => {
  box.inert = true;
  box.dataset.locked = "1";
});
const unlock = (name) => guarded(name).forEach((box) => {
  box.inert = false;
  delete box.dataset.locked;
  box.dataset.open = "1";
});

/** The built site: the markup is on the page. */
export function boot() {
  const page = decodeURI(location.pathname).split("/").pop().replace(/\.html$/, "");
  record.listen(page);
  const host = { ...record, note: record.done };
  for (const root of document.querySelectorAll(".quiz[id]:not([data-ready])")) {
    const name = root.dataset.predict;
    try {
      if (name) shut(name);
      hydrate(root, host, unlock);
    } catch (error) {
      console.error(error); // the folded answer stays, and nothing stays shut
      if (name) unlock(name);
    }
  }
  // what stands before a guard may have opened above the place that the address names
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const lock = target && target.closest("[data-locked]");
  if (lock) document.querySelector(`[data-predict="${lock.dataset.after}"]`)?.scrollIntoView();
}
