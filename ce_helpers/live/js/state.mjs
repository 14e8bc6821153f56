// A figure's state as text: in the address of the page, and in a page that is saved after a move.

/** Whether two values of a state are the same. */
export const same = (a, b) => a === b || (typeof a === "object" && JSON.stringify(a) === JSON.stringify(b));

/** The entries of a state that are not those of another. */
export const changes = (s, start) => Object.fromEntries(Object.entries(s).filter(([name, value]) => !same(value, start[name])));

/** What a figure is called in an address: its name, and where a page has several of a kind, its place among them. */
function called(root) {
  const twins = [...document.querySelectorAll(`figure.live[data-live="${root.dataset.live}"]`)], place = twins.indexOf(root);
  return place > 0 ? `${root.dataset.live}.${place + 1}` : root.dataset.live;
}

/** The part of an address that leads to this figure in this state. */
export const toHash = (root, change) =>
  `#${new URLSearchParams([["fig", called(root)], ...Object.entries(change).map(([name, value]) => [name, JSON.stringify(value)])])}`;

/** Whether a value from outside is one that this entry can have: of its kind, of its length, and within its limits. */
function fits(value, now) {
  if (Array.isArray(now)) return Array.isArray(value) && value.length === now.length && value.every((x, i) => fits(x, now[i]));
  if (typeof now === "number") return Number.isFinite(value);
  return typeof value === typeof now && typeof now !== "object";
}

/** What an address says of this figure: a change of its state, or null if it speaks of none, or of what cannot be. */
export function fromHash(root, hash, start, allowed) {
  const said = new URLSearchParams(hash.slice(1));
  if (said.get("fig") !== called(root) || hash.length > 2000) return null;
  try {
    const change = Object.fromEntries([...said].filter(([name]) => name !== "fig").map(([name, text]) => [name, JSON.parse(text)]));
    return Object.entries(change).every(([name, value]) => name in start && fits(value, start[name]) && allowed(name, value))
      ? change : null;
  } catch {
    return null;
  }
}
