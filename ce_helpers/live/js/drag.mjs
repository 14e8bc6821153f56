// What the pointer does on a drawing: it drags the nearest part, or picks one.

/** What can be dragged in a figure and what its controls light up, the handles among them. */
export function wired({ handles = {}, drag, picks = {}, lights }) {
  const all = { drag: {}, lights: {} };
  for (const [gid, [across, up]] of Object.entries(handles)) {
    all.drag[gid] = ({ x, y }, state) => Object.fromEntries([[across, x], [up, y]].filter(([name]) => name in state));
    for (const name of [across, up]) all.lights[name] = [...(all.lights[name] ?? []), gid];
  }
  return { drag: { ...all.drag, ...drag, ...picks }, picks, lights: { ...all.lights, ...lights } };
}

/**
 * Let the pointer take the nearest part that can be dragged, within a fingertip of it, or else the axes under it. A
 * finger that sweeps over a part to be picked scrolls the page; its tap picks.
 */
export function draggable(drag, picks, view, state, update) {
  const { svg, maps } = view, reach = 26, parts = Object.entries(drag);
  let taken = null, before = null;
  const where = (event) => {
    const box = svg.getBoundingClientRect(), unit = svg.viewBox.baseVal.width / box.width;
    return { x: (event.clientX - box.left) * unit, y: (event.clientY - box.top) * unit, unit };
  };
  function nearest(event) {
    const { x, y, unit } = where(event);
    let best = null, least = [reach * unit, Infinity];
    for (const [gid, change] of parts) {
      const p = view.part(gid);
      if (p.group.style.display === "none" || p.group.closest('[style*="display: none"]')) continue;
      const whole = maps[gid]?.box, b = whole ?? p.group.getBBox();
      const away = Math.hypot(Math.max(b.x - x, 0, x - b.x - b.width), Math.max(b.y - y, 0, y - b.y - b.height));
      const off = Math.hypot(b.x + b.width / 2 - x, b.y + b.height / 2 - y); // decides between parts one over the other
      if (whole ? best === null && away === 0 : away < least[0] || (away === least[0] && off <= least[1])) {
        best = { gid, change, p };
        if (!whole) least = [away, off];
      }
    }
    return best;
  }
  const pull = (event) => {
    const { x, y } = where(event);
    const point = { x: view.data(taken.p.map.x, x), y: view.data(taken.p.map.y, y) };
    update(taken.change(point, state(), before));
    before = point;
  };
  svg.addEventListener("pointerdown", (event) => {
    [taken, before] = [nearest(event), null];
    if (taken?.gid in picks && event.pointerType === "touch") taken = null;
    if (!taken) return;
    svg.setPointerCapture(event.pointerId);
    svg.style.cursor = "grabbing";
    event.preventDefault();
    pull(event);
  });
  svg.addEventListener("pointermove", (event) => {
    if (taken) pull(event);
    else if (event.pointerType === "mouse") svg.style.cursor = nearest(event) ? "grab" : "";
  });
  for (const name of ["pointerup", "pointercancel"]) svg.addEventListener(name, () => {
    taken = null;
    svg.style.cursor = "";
  });
  svg.addEventListener("click", (event) => {
    [taken, before] = [nearest(event), null];
    if (taken?.gid in picks) pull(event);
    taken = null;
  });
  // a finger that takes a handle must not scroll the page as well
  const held = ({ gid } = {}) => gid && !(gid in picks);
  svg.addEventListener("touchstart", (event) => held(nearest(event.touches[0]) ?? {}) && event.preventDefault(), { passive: false });
}
