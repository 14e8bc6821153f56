// A formula or a table that is wider than its column scrolls; whatever scrolls can be reached by keyboard.
(() => {
  const mark = () => {
    for (const box of document.querySelectorAll("div.math .katex-display, .pst-scrollable-table-container, .live-readouts, pre")) {
      if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  };
  let timer;
  addEventListener("resize", () => {
    clearTimeout(timer);
    timer = setTimeout(mark, 200);
  });
  document.addEventListener("toggle", mark, true);
  document.fonts.ready.then(mark);
  mark();
})();
