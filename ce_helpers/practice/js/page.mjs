// Questions and predictions in the built page, and the record of what was done on it.

import { hydrate } from "./quiz.mjs";
import * as record from "./record.mjs";

/** Shut what a prediction guards, and open it. */
const guarded = (name) => document.querySelectorAll(`[data-after="${name}"]`);
const shut = (name) => guarded(name).forEach((box, i) => {
  box.inert = true;
  box.dataset.locked = i ? "more" : "first"; // one line says for all of them that they wait
});
const unlock = (name) => guarded(name).forEach((box) => {
  box.inert = false;
  delete box.dataset.locked;
  box.dataset.open = "1";
});

/** A page's name without its folder and ending; "" where there is none. */
const stem = (address) => /([\w-]+)\.html$/.exec(address.split(/[?#]/)[0])?.[1] ?? "";

/** Tick in the list of chapters what was read, and offer to go on where the reader left. */
function sidebar(page) {
  const list = document.querySelector(".bd-docs-nav");
  if (!list) return;
  const links = [...list.querySelectorAll("a[href]")], { entries, last } = record.load().record;
  const linkTo = (name) => links.find((link) => name && stem(link.getAttribute("href")) === name);
  for (const tick of list.querySelectorAll(".record-tick")) tick.remove();
  for (const link of links) {
    const name = stem(link.getAttribute("href") === "#" ? location.pathname : link.getAttribute("href"));
    if (!entries[`chapter:${name}`]) continue;
    const tick = Object.assign(document.createElement("span"), { className: "record-tick", textContent: " ✓" });
    tick.append(Object.assign(document.createElement("span"), { className: "visually-hidden", textContent: " read" }));
    link.append(tick);
  }
  list.querySelector(".record-continue")?.remove();
  const to = last && last.page !== page && linkTo(last.page);
  if (!to) return;
  const offer = Object.assign(document.createElement("a"), { className: "record-continue", href: `${to.getAttribute("href")}#${encodeURIComponent(last.place)}` });
  offer.textContent = `Continue where you left: ${last.title}`;
  list.append(offer);
}

/** A chapter is read when its end was seen and nothing in it is shut; where it was left is kept when the page is. */
function chapter(page) {
  const end = document.querySelector(".prev-next-footer");
  if (!/^ch\d\d/.test(page) || !end) return;
  if (!record.first("chapter", page) && "IntersectionObserver" in window)
    new IntersectionObserver((seen, observer) => {
      if (!seen.some((one) => one.isIntersecting) || document.querySelector("[data-locked]")) return;
      observer.disconnect();
      record.done({ kind: "chapter", name: page, right: true });
    }).observe(end);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden") return;
    const sections = [...document.querySelectorAll(".bd-article section[id]")].filter((section) => section.getBoundingClientRect().top < innerHeight / 2);
    const section = sections.pop();
    if (!section || scrollY < innerHeight) return;
    const title = section.querySelector("h1, h2, h3").firstChild.textContent.trim().slice(0, 200);
    record.change((found) => void (found.last = { at: Date.now(), page, title, place: section.id.slice(0, 200) }));
  });
}

/** The built site: the markup is on the page. */
export function boot() {
  const page = stem(location.pathname);
  record.follow(() => sidebar(page));
  sidebar(page);
  chapter(page);
  record.listen(page);
  const host = { ...record, note: record.done, marked: globalThis.ceMarked }; // the last from mark.js, where a plot is marked
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
  const target = document.querySelector(":target");
  const lock = target && target.closest("[data-locked]");
  if (lock) document.querySelector(`[data-predict="${lock.dataset.after}"]`)?.scrollIntoView();
}
