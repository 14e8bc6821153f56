"""What the tests ask a page in a browser: pieces of JavaScript."""

#: Runs before the page: sums up the layout shifts that no input caused.
WATCH_SHIFTS = """
window.__shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.__shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""

RUN_AXE = """async (options) => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"], ...options });
  return violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(" ")).join(" | ")}`);
}"""

#: What is drawn of formulas, which screen readers do not hear, is two fifths of a page's elements.
EMPTY_FORMULAS = "document.querySelectorAll('.katex-html').forEach((drawn) => drawn.replaceChildren())"

#: axe on a part of the page: what it finds, and the rules that something there keeps.
RUN_AXE_ON = """async (part) => {
  const { violations, passes } = await axe.run(part, { resultTypes: ["violations", "passes"] });
  const where = (nodes) => nodes.slice(0, 3).map((n) => n.target.join(" ")).join(" | ");
  return [violations.map((v) => `${v.id}: ${where(v.nodes)}`), passes.map((rule) => rule.id)];
}"""

#: The rules whose verdict a change of colours alone can change.
ONLY_COLOURS = '{ runOnly: ["color-contrast", "link-in-text-block"] }'
ALL_BUT_COLOURS = '{ rules: { "color-contrast": { enabled: false }, "link-in-text-block": { enabled: false } } }'

#: Parts of the chapter that the first paint leaves for later.
LEFT_OUT = """
[...document.querySelectorAll(".bd-article > section > section, .bd-article > section > section > *")]
  .filter((e) => getComputedStyle(e).contentVisibility !== "visible").map((e) => e.id || e.localName)
"""

#: The page's scripts come after its first paint, and its sections are laid out in the frames that follow.
SETTLED = f"""(async () => {{
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  const figures = () => document.querySelector("figure.live:not([data-ready])");
  const left = () => {LEFT_OUT.strip()};
  const ready = () => document.documentElement.dataset.settled;
  for (const start = Date.now(); !ready() || figures() || left().length; await pause(20))
    if (Date.now() - start > 30000) throw `after 30 s: figures ${{figures()?.id}}, left ${{left()}}`;
  await document.fonts.ready;
  await new Promise((done) => requestAnimationFrame(done));
  await pause(60);
}})()"""

#: Punctuation that starts a line of its own, the formula before it being left on the line above.
STRANDED = r"""
[...document.querySelectorAll("p .math, li .math, td .math")].flatMap((formula) => {
  const after = formula.nextSibling, last = [...formula.querySelectorAll(".base")].at(-1);
  if (after?.nodeType !== Node.TEXT_NODE || !/^[.,:;?!)]/.test(after.data) || !last?.checkVisibility()) return [];
  const range = document.createRange();
  range.setStart(after, 0);
  range.setEnd(after, 1);
  const below = range.getBoundingClientRect().top >= last.getBoundingClientRect().bottom;
  return below ? [`${last.textContent}${after.data.slice(0, 20)}`] : [];
})
"""

#: Text in drawings that is shown smaller than eight pixels; an exponent may be.
TINY_TEXT = """
[...document.querySelectorAll(":is(figure.live svg, svg.still) text:not(:has(tspan))")]
  .filter((e) => e.textContent.trim() && e.checkVisibility({ visibilityProperty: true }))
  .map((e) => {
    const { a, b } = e.getScreenCTM();
    return [parseFloat(getComputedStyle(e).fontSize) * Math.hypot(a, b), e.textContent];
  })
  .filter(([size]) => size < 8)
"""

#: Fonts that the page asked for only when its text was laid out.
LATE_FONTS = """
performance.getEntriesByType("resource")
  .filter((e) => e.name.endsWith(".woff2") && e.initiatorType !== "link").map((e) => e.name.split("/").pop())
"""

#: Those of some selectors that match something, in templates too.
FOUND = """(selectors) => {
  const parts = [document, ...[...document.querySelectorAll("template")].map((template) => template.content)];
  return selectors.filter((selector) => parts.some((part) => part.querySelector(selector)));
}"""

#: Controls that are seen; live figures whose drawing or caption is not (in no fold, and not locked by a prediction).
SHOWN_CONTROLS = """
[...document.querySelectorAll("button, input, select, textarea")]
  .filter((e) => e.checkVisibility({ visibilityProperty: true }) && e.getBoundingClientRect().height)
  .map((e) => e.outerHTML.slice(0, 120))
"""
HIDDEN_FIGURES = """
[...document.querySelectorAll("figure.live")]
  .filter((f) => !f.closest("details:not([open]), [data-locked]"))
  .filter((f) => ["svg", "figcaption"].map((part) => f.querySelector(part)).some((e) =>
    !e.checkVisibility({ visibilityProperty: true }) || e.getBoundingClientRect().height < 10))
  .map((f) => f.id)
"""

#: The largest height without anything on the first 1000 pixels; what no page break goes through counts where it ends.
WHITE_OF_THE_FIRST_SHEET = """
(() => {
  const blocks = [...document.querySelectorAll(".bd-article :is(h1, h2, p, li, pre, table, figure, svg.still)")]
    .filter((e) => e.checkVisibility()).map((e) => e.getBoundingClientRect())
    .map((box) => [box.top + scrollY, box.bottom + scrollY]).filter(([top, bottom]) => bottom > top && bottom <= 1000)
    .sort((a, b) => a[0] - b[0]);
  let reached = 0, white = 0;
  for (const [top, bottom] of [...blocks, [1000, 1000]]) {
    white = Math.max(white, top - reached);
    reached = Math.max(reached, bottom);
  }
  return white;
})()
"""

#: Every text of a drawing whose contrast with what is painted behind it is below 4.5.
SVG_CONTRAST = r"""
() => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    brush.clearRect(0, 0, 1, 1);
    brush.fillStyle = colour;
    brush.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = brush.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => ((v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ground = (element) => {
    const layers = [];
    for (let e = element; e; e = e.parentElement) layers.push(rgba(getComputedStyle(e).backgroundColor));
    return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255, 1]);
  };
  const behind = (text, svg) => {
    // shapes drawn before the text whose box holds the text's middle
    const box = text.getBoundingClientRect(), x = box.x + box.width / 2, y = box.y + box.height / 2;
    let paint = ground(svg);
    for (const shape of svg.querySelectorAll("path, rect, circle, polygon")) {
      if (!(shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING)) continue;
      const style = getComputedStyle(shape), b = shape.getBoundingClientRect();
      if (style.fill === "none" || style.fill.startsWith("url") || shape.closest("defs, clipPath")) continue;
      if (x < b.left || x > b.right || y < b.top || y > b.bottom) continue;
      if (shape.closest('[style*="display: none"]') || style.visibility === "hidden") continue;
      const p = new DOMPoint(x, y).matrixTransform(shape.getScreenCTM().inverse());
      if (!shape.isPointInFill(p)) continue;
      const fill = rgba(style.fill);
      fill[3] *= Number(style.fillOpacity) * Number(style.opacity);
      paint = over(fill, paint);
    }
    return paint;
  };
  const poor = [];
  for (const svg of document.querySelectorAll("main svg[role=img]"))
    for (const text of svg.querySelectorAll("text")) {
      const style = getComputedStyle(text);
      if (!text.textContent.trim() || style.display === "none" || !text.getClientRects().length) continue;
      const ink = rgba(style.fill);
      ink[3] *= Number(style.fillOpacity) * Number(style.opacity);
      const paint = behind(text, svg), a = light(over(ink, paint)), b = light(paint);
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      if (ratio < 4.5) poor.push(`${text.textContent.trim()}: ${ratio.toFixed(2)}`);
    }
  return poor;
}
"""
