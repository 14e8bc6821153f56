// A formula or a table that is wider than its column scrolls; whatever scrolls can be reached by keyboard.
(() => {
  const boxes = [
    ...document.querySelectorAll("div.math .katex-display, .pst-scrollable-table-container, .live-readouts, .cell_output > .output, pre"),
  ];
  // all are measured before the first is changed, or each would be laid out anew
  const mark = (some) => {
    const wide = some.map((box) => box.scrollWidth > box.clientWidth + 1);
    some.forEach((box, i) => {
      if (wide[i] === (box.getAttribute("tabindex") === "0")) return;
      if (wide[i]) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    });
  };
  // an observer is told after the layout, so that looking costs none of its own
  const sizes = new ResizeObserver((seen) => mark(seen.map(({ target }) => target)));
  boxes.forEach((box) => sizes.observe(box));
  // fonts change what is in a box and not its size; a box that is not laid out yet is told by the observer, and must not
  // be laid out for the asking
  const isLaidOut = (box) => box.checkVisibility?.({ contentVisibilityAuto: true }) ?? true; // Safari asks so since 17.4
  document.fonts.ready.then(() => requestAnimationFrame(() => setTimeout(() => mark(boxes.filter(isLaidOut)))));
})();
