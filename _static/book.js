// A formula or a table that is wider than its column scrolls; whatever scrolls can be reached by keyboard.
(() => {
  const boxes = document.querySelectorAll("div.math .katex-display, .pst-scrollable-table-container, .live-readouts, pre");
  const mark = (box) => {
    if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  };
  // an observer is told after the layout, so that looking costs none of its own; what unfolds has a new size too
  const sizes = new ResizeObserver((seen) => seen.forEach(({ target }) => mark(target)));
  boxes.forEach((box) => sizes.observe(box));
  document.fonts.ready.then(() => boxes.forEach(mark));
})();
