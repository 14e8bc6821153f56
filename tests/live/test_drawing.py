# ruff: noqa: E501 (the script that runs in the page)
"""Both languages draw the same figure: at the first state, at every preset, and at the ends of every range."""

from __future__ import annotations

import json
from typing import Any

import pytest
from live_states import figures
from pages import ChromiumPage

from ce_helpers import live
from ce_helpers.live.markup import drawing

pytestmark = pytest.mark.browser

#: Moves the first drawing to each state and holds every named part to Python's drawing of that state: whether it is
#: there, what it says, and where it stands, as far as it lies within its axes; pixels of a drawing at its own size.
COMPARE = """
/** The box of what a path of straight lines draws inside of its axes, or null: matplotlib leaves out what lies far beyond. */
const inside = (d, { x, y, width, height }) => {
  const points = [...d.matchAll(/([ML])\\s*(-?[\\d.]+)[ ,]+(-?[\\d.]+)/g)].map(([, kind, a, b]) => [kind, Number(a), Number(b)]), kept = [];
  points.slice(1).forEach(([kind, x1, y1], i) => {
    if (kind === "M") return;
    const [, x0, y0] = points[i], dx = x1 - x0, dy = y1 - y0;
    let from = 0, to = 1;
    for (const [step, distance] of [[-dx, x0 - x], [dx, x + width - x0], [-dy, y0 - y], [dy, y + height - y0]]) {
      const room = distance + 0.02; // a drawing is rounded to a hundredth of a pixel: a flat line along an edge lies within
      if (step === 0 && room < 0) return;
      if (step < 0) from = Math.max(from, room / step);
      if (step > 0) to = Math.min(to, room / step);
    }
    if (from <= to) kept.push([x0 + from * dx, y0 + from * dy], [x0 + to * dx, y0 + to * dy]);
  });
  if (!kept.length) return null;
  const [xs, ys] = [0, 1].map((k) => kept.map((point) => point[k]));
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
};
window.compare = ([figureName, shownAt, cases]) => {
  const figure = figures[figureName](), root = document.getElementById("live-1"), view = runtime.makeView(root);
  const other = document.getElementById("other"), wrong = [];
  const size = root.querySelector("svg").viewBox.baseVal;
  for (const svg of [root.querySelector("svg")]) Object.assign(svg.style, { width: `${size.width}px`, height: `${size.height}px` });
  for (const [what, state, svg] of cases) {
    other.innerHTML = svg;
    Object.assign(other.firstChild.style, { width: `${size.width}px`, height: `${size.height}px` });
    runtime.paintDrawing(figure, view, shownAt, state);
    const corner = [root.querySelector("svg"), other.firstChild].map((e) => e.getBoundingClientRect());
    for (const theirs of other.querySelectorAll('[id^="live-2-"]')) {
      const gid = theirs.id.slice(7), ours = document.getElementById(`live-1-${gid}`);
      if (!ours) { if (!theirs.closest("defs")) wrong.push(`${what}: no ${gid}`); continue; }
      if (ours.closest("defs")) continue;
      const seen = [ours, theirs].map((e) => !e.closest('[style*="display: none"]'));
      if (seen[0] !== seen[1]) { wrong.push(`${what}: ${gid} is ${seen[0] ? "shown" : "hidden"} by the module alone`); continue; }
      if (!seen[0] || view.maps[gid]) continue;
      const map = view.part(gid).map.box, leaves = [ours, theirs].map((e) => e.matches("path, use, text") ? [e] : [...e.querySelectorAll("path, use, text")].filter((x) => !x.closest("defs")));
      const shown = (e) => !e.matches("use") || (e.getAttribute("x") >= map.x - 1 && e.getAttribute("x") <= map.x + map.width + 1 && e.getAttribute("y") >= map.y - 1 && e.getAttribute("y") <= map.y + map.height + 1);
      if (leaves[0].length > 1) leaves.forEach((list, k) => (leaves[k] = list.filter(shown)));
      if (leaves[0].length !== leaves[1].length) { wrong.push(`${what}: ${gid} has ${leaves[0].length} pieces, in Python ${leaves[1].length}`); continue; }
      leaves[0].forEach((leaf, i) => {
        const pair = [leaf, leaves[1][i]];
        if (leaf.matches("text") && pair[0].textContent.trim() !== pair[1].textContent.trim()) wrong.push(`${what}: ${gid} says ${pair[0].textContent}, in Python ${pair[1].textContent}`);
        if (leaf.matches("text") && !leaf.textContent.trim()) return;
        const box = pair.map((e, k) => {
          const b = e.getBoundingClientRect(), x = b.left - corner[k].left, y = b.top - corner[k].top;
          return e.matches("path") ? inside(e.getAttribute("d") ?? "", map) : [x, y, x + b.width, y + b.height];
        });
        if (!box[0] !== !box[1]) wrong.push(`${what}: ${gid} lies within its axes by one language alone`);
        else if (box[0]?.some((v, k) => Math.abs(v - box[1][k]) > 1.01)) wrong.push(`${what}: ${gid} stands at ${box[0].map((v) => v.toFixed(1))}, in Python at ${box[1].map((v) => v.toFixed(1))}`);
      });
    }
  }
  return wrong;
};
"""


@figures
def test_both_languages_draw_the_same_figure(name: str, chromium: Any) -> None:
    figure = live.by_name(name)(uid="live-1")
    changes = {"the first state": {}, **figure.presets}
    for trait, control in figure.controls().items():
        for end in {control.ends()[0], control.ends()[-1]}:
            changes[f"{trait} = {end}"] = {trait: end}
    cases = []
    for what, change in changes.items():
        with figure.trying(change):
            cases.append([what, figure.state(), drawing(figure, "live-2")[0]])
    page = ChromiumPage(chromium, viewport={"width": 760, "height": 900}).page
    script = live.site_script([name], COMPARE).text
    page.set_content(f"<body>{figure.html}<div id='other'></div><script>{script}</script>")
    given = json.dumps([name.replace("_", "-"), figure.shown_at, cases], default=float)
    wrong = page.evaluate(f"compare({given})")
    assert not wrong, f"{len(wrong)} parts differ; the first: " + "\n".join(wrong[:6])
