// The reader's record: one small JSON text on this device. Scripts of the page say what was done by an event,
// document.dispatchEvent(new CustomEvent("ce:done", { detail: { kind, name, right, confidence, chosen } })),
// and this keeps the first answer to each thing. Every access to the storage is guarded: without it the page works too.

const KEY = "ce:record";
const FORMAT = "cross-entropy-record", VERSION = 1;
const KINDS = ["chapter", "exercise", "question", "prediction"];
const plainObject = (x) => typeof x === "object" && x !== null && !Array.isArray(x);
const isTime = (t) => Number.isFinite(t) && t >= 0 && t <= Date.now() + 864e5;
const isText = (x, longest) => typeof x === "string" && x.length <= longest;
const empty = () => ({ format: FORMAT, version: VERSION, entries: {} });
let memory = null; // what could not be stored
let mine = {}; // what was done on this page

/** What is wrong with a record from outside, in a sentence; "" where nothing is. */
export function fault(record) {
  if (!plainObject(record) || record.format !== FORMAT) return "This is no record of this book.";
  if (!Number.isInteger(record.version) || record.version < 1) return `Its version, ${short(record.version)}, is none.`;
  if (record.version > VERSION) return `It was written by a newer version of the book (format ${record.version}; this page knows ${VERSION}).`;
  if (!plainObject(record.entries)) return "It has no list of entries.";
  const names = Object.keys(record.entries);
  if (names.length > 5000) return `It has ${names.length} entries; 5000 are the most.`;
  for (const name of names) {
    const entry = record.entries[name], [kind, ...rest] = name.split(":");
    if (!KINDS.includes(kind) || !/^[a-z0-9][\w-]{0,79}$/i.test(rest.join(":"))) return `The name ${short(name)} cannot be one of this book.`;
    if (!plainObject(entry) || typeof entry.right !== "boolean") return `The entry ${short(name)} does not say whether it was right.`;
    for (const key of ["at", "passed"])
      if ((key in entry || key === "at") && !isTime(entry[key])) return `The entry ${short(name)} has the time ${short(entry[key])}.`;
    const sure = entry.confidence;
    if (sure !== undefined && !(Number.isFinite(sure) && sure >= 0.5 && sure < 1)) return `The entry ${short(name)} has the confidence ${short(sure)}; it must be from 0.5 to below 1.`;
    if (entry.chosen !== undefined && !isText(entry.chosen, 200)) return `The entry ${short(name)} has an answer that is no short text.`;
    if (entry.page !== undefined && !/^[\w-]{1,80}$/.test(entry.page)) return `The entry ${short(name)} names the page ${short(entry.page)}.`;
  }
  const last = record.last;
  if (last !== undefined && !(plainObject(last) && isTime(last.at) && /^[\w-]{1,80}$/.test(last.page) && isText(last.title, 200) && isText(last.place, 200)))
    return "The place where you left is not one of this book.";
  return "";
}
const short = (x) => String(JSON.stringify(x)).slice(0, 40);

/** The record as it stands, and why it cannot be read or written, if so. */
export function load() {
  let text = null, why = "";
  try {
    text = localStorage.getItem(KEY);
  } catch {
    why = "This browser keeps nothing for this page; the record lasts until the page is left.";
  }
  let record = empty(), broken = "";
  if (text !== null)
    try {
      const found = JSON.parse(text);
      broken = fault(found);
      if (!broken) record = found;
    } catch {
      broken = "It is no JSON.";
    }
  return { record: memory ? merged(record, memory) : record, text, broken, why, newer: /newer version/.test(broken) };
}

/** Change what is stored now, which another tab may have changed since; say whether it could be stored. */
export function change(how) {
  const { record, text, broken, newer } = load();
  const after = how(record) ?? record;
  try {
    if (newer) throw new Error(broken); // an older page must not spoil a newer record
    if (broken) localStorage.setItem(`${KEY}:unreadable`, text);
    localStorage.setItem(KEY, JSON.stringify(after));
    memory = null;
  } catch {
    memory = after;
  }
  told();
  return memory === null;
}

/** Two records as one, whichever comes first: of each thing the earlier first answer, and the earlier success. */
export function merged(one, other) {
  const both = { ...empty(), ...other, ...one, entries: { ...one.entries } };
  for (const [name, entry] of Object.entries(other.entries))
    both.entries[name] = name in one.entries ? earlier(one.entries[name], entry) : entry;
  if (one.last && other.last) both.last = one.last.at >= other.last.at ? one.last : other.last;
  return both;
}
function earlier(a, b) {
  const order = a.at - b.at || (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
  const first = { ...(order < 0 ? a : b) }, passed = [a.passed, b.passed].filter((t) => t !== undefined);
  return passed.length ? { ...first, passed: Math.min(...passed) } : first;
}

export function note({ kind, name, right, confidence, chosen }, page) {
  if (!KINDS.includes(kind) || typeof name !== "string") return;
  change((record) => {
    const key = `${kind}:${name}`, at = Math.round(Date.now());
    const entry = (record.entries[key] ??= {
      at, right: Boolean(right), ...(page && { page }),
      ...(confidence !== undefined && { confidence }), ...(chosen !== undefined && { chosen: String(chosen).slice(0, 200) }),
    });
    if (right) entry.passed ??= at;
    mine[key] = entry;
  });
}

/** Call `follower` when the record changes, in this tab or another. */
export function follow(follower) {
  document.addEventListener("ce:record", follower);
  addEventListener("storage", (event) => (event.key === KEY || event.key === null) && follower());
}
const told = () => document.dispatchEvent(new Event("ce:record"));
export const first = (kind, name) => load().record.entries[`${kind}:${name}`];
export const quiet = () => Boolean(load().record.quiet);
export const hush = (on) => change((record) => void (record.quiet = on));
export const done = (detail) => document.dispatchEvent(new CustomEvent("ce:done", { detail }));
export function listen(page) {
  document.addEventListener("ce:done", (event) => note(event.detail ?? {}, page));
  // a tab may have written before it heard of what this one wrote: then it is added again, unless all was erased
  addEventListener("storage", ({ key, newValue }) => {
    if (key !== null && key !== KEY) return;
    if (newValue === null) mine = {};
    const { record, broken } = load();
    if (!broken && Object.keys(mine).some((name) => !(name in record.entries))) change((found) => merged(found, { entries: mine }));
  });
}
/** Take in the text of a file; say what is wrong with it, or "" when it was taken in. */
export function take(text) {
  if (text.length > 2e6) return "The file is larger than two megabytes.";
  try {
    const other = JSON.parse(text), why = fault(other);
    if (!why) change((record) => merged(record, clean(other)));
    return why;
  } catch {
    return "The file is no JSON.";
  }
}
/** Only what the format knows. */
export function clean({ entries, last }) {
  const only = (from, names) => Object.fromEntries(names.filter((name) => from[name] !== undefined).map((name) => [name, from[name]]));
  const kept = Object.entries(entries).map(([name, entry]) => [name, only(entry, ["at", "right", "passed", "confidence", "chosen", "page"])]);
  return { ...empty(), entries: Object.fromEntries(kept), ...(last && { last: only(last, ["at", "page", "title", "place"]) }) };
}
export function erase() {
  memory = null;
  mine = {};
  try {
    for (const key of [KEY, `${KEY}:unreadable`]) localStorage.removeItem(key);
  } catch {
    // nothing was kept
  }
  told();
}
