// The moving parts of a drawing: what they are called, where they are, and how they are moved.

import { clamp } from "./formulas.mjs";

export function makeView(root) {
  const plot = root.querySelector(".live-plot"), svg = plot.querySelector("svg");
  const maps = JSON.parse(plot.dataset.axes);
  const parts = new Map();
  const short = (id) => id.slice(root.id.length + 1);
  const seen = new Map();
  let gone = new Set([...svg.querySelectorAll("[id]")].filter((group) => group.style.display === "none").map((group) => short(group.id)));
  const T = (scale, v) => (scale === "log" ? Math.log10(v) : v);
  const pixel = ([scale, a, b], v) => clamp(a + b * T(scale, v), -1e4, 1e4);
  const data = ([scale, a, b], px) => (scale === "log" ? 10 ** ((px - a) / b) : (px - a) / b);

  function part(gid) {
    if (!parts.has(gid)) {
      const group = svg.querySelector(`[id="${root.id}-${gid}"]`);
      if (!group) throw new Error(`${root.id}: the drawing has no part with gid "${gid}"`);
      let axes = group;
      while (axes !== svg && !maps[short(axes.id)]) axes = axes.parentNode;
      const name = axes === svg ? Object.keys(maps)[0] : short(axes.id);
      const inner = group.matches("path, use, text") ? group : group.querySelector("use") ?? group.querySelector("path, text");
      parts.set(gid, { gid, group, map: maps[name], inner, uses: group.querySelectorAll("use") });
    }
    return parts.get(gid);
  }
  function at({ map, gid }, x, y) {
    const place = [pixel(map.x, x), pixel(map.y, y)];
    if (place.some(Number.isNaN)) throw new Error(`${root.id}: "${gid}" cannot be put at (${x}, ${y})`);
    return place;
  }
  const d = (p, points) => points.map(([x, y], i) => `${i ? "L" : "M"}${at(p, x, y).map((v) => v.toFixed(2)).join(" ")}`).join("");

  return {
    svg, maps, part, data,
    /** Put a marker (or several, from a list of points) at data coordinates. */
    move(gid, x, y) {
      const p = part(gid), points = Array.isArray(x) ? x : [[x, y]];
      if (points.length !== p.uses.length)
        throw new Error(`${root.id}: "${gid}" was drawn with ${p.uses.length} markers and is given ${points.length} points`);
      p.uses.forEach((use, i) => {
        const [px, py] = at(p, ...points[i]);
        use.setAttribute("x", px.toFixed(2));
        use.setAttribute("y", py.toFixed(2));
      });
    },
    /** Draw a line through data points. */
    line(gid, points) {
      const p = part(gid);
      p.inner.setAttribute("d", d(p, points));
    },
    /** Draw a closed shape through data points. */
    area(gid, points) {
      const p = part(gid);
      p.inner.setAttribute("d", `${d(p, points)}Z`);
    },
    /** Draw a rectangle between two data corners. */
    bar(gid, x0, x1, y0, y1) {
      this.area(gid, [[x0, y0], [x1, y0], [x1, y1], [x0, y1]]);
    },
    /** Draw a column that stands on 0, its middle at x. */
    column(gid, x, height, width = 0.62) {
      this.bar(gid, x - width / 2, x + width / 2, 0, height);
    },
    /** Set a text, and where x and y are given, move it there, its offset from the data kept. */
    text(gid, string, x, y) {
      const p = part(gid), text = p.inner;
      if (text.textContent !== string) text.textContent = string;
      if (x === undefined) return;
      // the offset stands on the element too: a page that was saved after a move is drawn where that left it
      p.offset ??= text.dataset.offset?.split(" ").map(Number) ?? [0, 1].map((i) => text.getAttribute("xy"[i]) - p.map.texts[gid][i]);
      text.dataset.offset = p.offset.join(" ");
      const [px, py] = at(p, x, y);
      text.setAttribute("x", (px + p.offset[0]).toFixed(2));
      text.setAttribute("y", (py + p.offset[1]).toFixed(2));
      text.removeAttribute("transform");
    },
    /** Whether a value is not what it was when this was last asked: what stands as it stood need not be drawn again. */
    changed(key, value) {
      const news = seen.get(key) !== value;
      seen.set(key, value);
      return news;
    },
    /** Show all parts but those with these gids. */
    hide(gids) {
      const now = new Set(gids);
      for (const gid of gone) if (!now.has(gid)) part(gid).group.style.display = "";
      for (const gid of now) if (!gone.has(gid)) part(gid).group.style.display = "none";
      gone = now;
    },
  };
}
