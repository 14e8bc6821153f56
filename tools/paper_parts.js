// The built pages made fit for paper and for e-books, in a browser's own DOM: it reads HTML, SVG and MathML as they are
// meant, runs no script of them, and writes well-formed XHTML. tools/paper_parts.py calls these functions.

const $ = (root, selector) => [...root.querySelectorAll(selector)];
const made = (name, className = "", ...children) => {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...children);
  return element;
};

const FORMULA = "formula: ";
const SITE = { parts: [], known: new Set(), ebook: false, home: "" };
const idOf = (page, id) => (id ? `${page}--${id}`.replaceAll(/[^\w.-]/g, "-") : page);

// What a page of paper cannot do, and what only helps a script.
const NEEDLESS = `.book-still, a.headerlink, .code-offer, .answer-else, .live-room, .live-hint, .live-says, .live fieldset,
  .quiz-says, .quiz-mark, .quiz-check, .toctree-wrapper, p:has(> a.book-start), div.sd-container-fluid, script, style,
  button, .live-plot > .live-key:empty`;

function start(options) {
  Object.assign(SITE, options, { parts: [], known: new Set(options.pages) });
}

// Take one built page: its article goes into the book; what is to be turned to later goes into `solutions` and `listings`.
function take({ name, path, html }) {
  const article = new DOMParser().parseFromString(html, "text/html").querySelector("article.bd-article");
  if (!article) throw new Error(`${path} has no article`);
  for (const element of $(article, NEEDLESS)) element.remove();
  if (path === "index.html") article.querySelector("h1").textContent = "About this book"; // the cover has the title
  const number = article.querySelector("h1 > .section-number")?.textContent.trim() ?? "";
  const page = { name, path, number, title: words(article.querySelector("h1")), solutions: [], listings: [] };
  for (const section of $(article, "section:not(:has(> :not(h1, h2, h3)))")) section.remove(); // the grid of chapters was all it had
  for (const element of $(article, "figure.live")) liveFigure(element, page);
  for (const quiz of $(article, ".quiz.predict")) prediction(quiz);
  $(article, ".quiz").forEach((quiz, i) => question(quiz, page, i + 1));
  for (const record of $(article, "[data-record]")) {
    record.replaceWith(made("p", "", "The record is kept by your browser; open the page there."));
  }
  for (const details of $(article, "details")) fold(details, page);
  for (const after of $(article, "div.after, div.answer, div.answer-still")) after.replaceWith(...after.childNodes);
  const ends = [...page.solutions, ...page.listings].map((end) => end.body);
  for (const root of [article, ...ends]) finish(root, page);
  page.article = article;
  SITE.parts.push(page);
  return { name, number, title: page.title };
}

const words = (element) => element.textContent.replaceAll(/\s+/g, " ").trim();

function liveFigure(figure, page) {
  for (const output of $(figure, "output")) output.replaceWith(...output.childNodes);
  const own = figure.closest("[id^='fig-']")?.id;
  const address = `${SITE.home}${own ? `${page.path}#${own}` : page.path}`;
  const short = own ? `f/${own.replace(/^fig-/, "")}` : "";
  const link = made("a", "short", (SITE.home + short).replace(/^https:\/\/|\/$/g, ""));
  link.setAttribute("href", address);
  const plot = figure.querySelector(".live-plot");
  plot.removeAttribute("style");
  for (const child of $(figure, ".live-key, .live-readouts")) {
    if (!child.textContent.trim()) child.remove();
  }
  figure.querySelector("figcaption").append(made("span", "live-note", " Live at ", link, "."));
  for (const attribute of [...figure.attributes]) {
    if (attribute.name.startsWith("data-")) figure.removeAttribute(attribute.name);
  }
}

// A question keeps its options; the answer of a prediction follows it, that of a quick question stands at the end.
function asked(quiz) {
  const box = made("div", "question", made("p", "asked", ...quiz.querySelector("legend").childNodes));
  box.id = quiz.id;
  const plot = quiz.querySelector(".quiz-plot");
  if (plot) box.append(made("div", "question-plot", ...$(plot, "svg")));
  const options = $(quiz, ".quiz-option").map((option) => made("li", "", ...option.querySelector("span").childNodes));
  if (options.length) box.append(made("ul", "options", ...options));
  return { box, answers: made("ul", "answers", ...$(quiz, ".quiz-answers > ul > li")) };
}

function prediction(quiz) {
  const { box, answers } = asked(quiz);
  box.append(answers);
  quiz.replaceWith(box);
}

function question(quiz, page, count) {
  const { box, answers } = asked(quiz);
  const label = `Question ${page.number ? `${page.number}.` : ""}${count}`;
  box.firstChild.prepend(made("span", "question-label", `${label}. `));
  box.append(toEnd(page, page.solutions, { label, from: quiz.id, nodes: [answers], said: "Answer" }));
  quiz.replaceWith(box);
}

function fold(details, page) {
  const summary = details.querySelector("summary");
  const cell = details.classList.contains("hide");
  if (!cell) {
    const body = details.querySelector(":scope > .admonition-body");
    const title = made("p", "admonition-title", ...summary.childNodes);
    const box = made("div", details.className, title, ...(body ?? made("div")).childNodes);
    if (details.id) box.id = details.id;
    details.replaceWith(box);
    return;
  }
  const said = words(summary.querySelector(".collapsed") ?? summary);
  const solution = said === "Show the solution";
  summary.remove();
  const whole = solution || details.closest(".tag_hide-cell") !== null;
  const parts = [...details.childNodes];
  if (!solution) {
    const what = said.replace(/^Show /, "").replace(/^./, (letter) => letter.toUpperCase());
    const label = `Listing ${page.number ? `${page.number}.` : ""}${page.listings.length + 1}`;
    const from = `from-${page.listings.length + 1}`;
    const link = toEnd(page, page.listings, { label, what, from, nodes: parts, said: label });
    link.id = from;
    details.replaceWith(link);
    return;
  }
  const heading = headingBefore(whole ? details.closest(".cell") : details);
  const label = words(heading);
  const from = heading.parentElement.matches("section") ? heading.parentElement.id : heading.id;
  const same = page.solutions.find((end) => end.from === from);
  if (same) {
    same.body.append(...parts);
    details.remove();
  } else {
    details.replaceWith(toEnd(page, page.solutions, { label, from, nodes: parts, said: "Solution" }));
  }
}

function headingBefore(element) {
  for (let at = element; at; at = at.previousElementSibling ?? at.parentElement) {
    if (/^H[234]$/.test(at.tagName)) return at;
  }
  throw new Error("a solution stands under no heading");
}

// Move nodes to the end of the book and return the line that stands in their place.
function toEnd(page, list, { label, what = "", from, nodes, said }) {
  const id = `end-${list === page.listings ? "listing" : "answer"}-${list.length + 1}`;
  list.push({ id: idOf(page.name, id), label, what, from, page, body: made("div", "moved", ...nodes) });
  const link = made("a", "", said);
  link.setAttribute("href", `#${id}`);
  const number = made("span", "page-of");
  number.dataset.page = idOf(page.name, id);
  return made("p", "to-end", link, what ? `. ${what}` : "", number);
}

function finish(root, page) {
  if (!SITE.ebook) { // the parts of the printed book are its first headings
    for (const heading of $(root, "h1, h2, h3, h4, h5")) {
      heading.replaceWith(renamed(heading, `h${Number(heading.tagName[1]) + 1}`));
    }
  }
  formulas(root);
  tidyTables(root);
  for (const figure of $(root, "figure")) figure.setAttribute("role", "group"); // the drawing in it is the figure that is told
  for (const element of $(root, "*")) attributes(element, page);
  for (const image of $(root, "[image-rendering]")) { // as an attribute it may not say "pixelated"
    image.style.imageRendering = image.getAttribute("image-rendering");
    image.removeAttribute("image-rendering");
  }
  for (const path of $(root, "path:not([d])")) path.setAttribute("d", "M0 0"); // a line that is not there yet
  for (const pre of $(root, "pre")) pre.querySelector(":scope > span:empty")?.remove();
  for (const empty of $(root, "div.cell, div.cell_output, div.cell_input, div.highlight")) {
    if (!words(empty) && !empty.querySelector("svg, img")) empty.remove();
  }
}

function renamed(element, name) {
  const other = made(name, element.className, ...element.childNodes);
  if (element.id) other.id = element.id;
  return other;
}

function formulas(root) {
  for (const formula of $(root, ".katex")) {
    const tex = formula.dataset.tex ?? "";
    if (SITE.ebook) {
      const math = formula.querySelector("math");
      math.setAttribute("alttext", tex);
      (formula.closest(".katex-display") ?? formula).replaceWith(math);
    } else {
      formula.querySelector(".katex-mathml").remove();
      formula.querySelector(".katex-html").removeAttribute("aria-hidden"); // Chromium leaves out what has nothing to be told
      formula.setAttribute("role", "img"); // which tools/paper.py makes a Formula of, for Chromium has no tag for it
      formula.setAttribute("aria-label", `${FORMULA}${tex}`);
    }
  }
}

function tidyTables(root) {
  for (const box of $(root, ".pst-scrollable-table-container")) box.replaceWith(...box.childNodes);
  for (const table of $(root, "table")) {
    for (const cell of $(table, "thead th")) cell.setAttribute("scope", "col");
    for (const column of $(table, "colgroup")) column.remove();
  }
}

// Names become those of the whole book, and links lead to its places.
function attributes(element, page) {
  for (const { name, value } of [...element.attributes]) {
    if (name === "id") element.id = idOf(page.name, value);
    else if (name === "href" && element.localName === "a") link(element, value, page);
    else if (/^(xlink:)?href$/.test(name) && value.startsWith("#")) {
      element.setAttribute("href", `#${idOf(page.name, value.slice(1))}`);
      if (name !== "href") element.removeAttribute(name);
    } else if (/url\(["']?#/.test(value)) {
      element.setAttribute(name, value.replaceAll(/url\(["']?#([^"')]+)["']?\)/g, (_, id) => `url(#${idOf(page.name, id)})`));
    } else if (name.startsWith("data-") && name !== "data-page") element.removeAttribute(name);
    else if (name === "src") element.setAttribute("src", new URL(value, `${SITE.home}${page.path}`).pathname);
    else if (["aria-labelledby", "aria-describedby", "for", "download", "translate", "title"].includes(name)) element.removeAttribute(name);
  }
}

function link(element, value, page) {
  const to = new URL(value, `${SITE.home}${page.path}`);
  if (!to.href.startsWith(SITE.home) || element.classList.contains("short")) {
    element.setAttribute("href", to.href); // some of the sources' addresses hold "<", which a browser mends in silence
    return;
  }
  const path = to.pathname.slice(new URL(SITE.home).pathname.length).replace(/^$/, "index.html");
  const name = path.replace(/^.*\//, "").replace(/\.html$/, "");
  if (path.endsWith(".html") && SITE.known.has(name)) {
    element.setAttribute("href", `#${idOf(name, decodeURIComponent(to.hash.slice(1)))}`);
  } else {
    element.setAttribute("href", to.href);
  }
}

// --- the whole book ---------------------------------------------------------------------------------------------------

// The end of the book: for each page with something to turn to, a section of it.
function ends(kind, title) {
  const top = SITE.ebook ? 1 : 2;
  return SITE.parts.filter((page) => page[kind].length).map((page) => {
    const of = page.number ? `of Chapter ${page.number}` : `of “${page.title}”`;
    const section = made("section", `page ${kind}`, made(`h${top}`, "", `${title} ${of}`));
    section.id = idOf(page.name, kind);
    for (const end of page[kind]) {
      const back = made("a", "", kind === "listings" ? "where it belongs" : "to the question");
      back.setAttribute("href", `#${idOf(page.name, end.from)}`);
      const number = made("span", "page-of");
      number.dataset.page = idOf(page.name, end.from);
      const heading = made(`h${top + 1}`, "", end.what ? `${end.label}. ${end.what}` : end.label);
      const part = made("section", "end", heading, made("p", "back", back, number), ...end.body.childNodes);
      part.id = end.id;
      section.append(part);
    }
    return section;
  });
}

// The sections of the book in their order, each with the group that begins with it, or nothing.
function assemble(groups) {
  const named = new Map(SITE.parts.map((page) => [page.name, page]));
  const chapter = (name) => {
    const section = made("section", "page", ...named.get(name).article.childNodes);
    section.id = name;
    return section;
  };
  const all = [
    ...groups.map(({ caption, pages }) => [caption, pages.map(chapter)]),
    ...["Solutions", "Listings"].map((title) => [title, ends(title.toLowerCase(), title)]),
  ].filter(([, sections]) => sections.length);
  const level = SITE.ebook ? 2 : 3;
  const book = all.flatMap(([group, sections]) => sections.map((section, i) => ({
    section,
    id: section.id,
    group: i ? "" : group,
    title: words(section.querySelector(`h${level - 1}`)),
    sections: section.matches(".solutions, .listings") ? [] : $(section, `:scope > section > section > h${level}`)
      .map((heading) => ({ title: words(heading), id: heading.parentElement.id })),
  })));
  const ids = new Map(book.flatMap(({ section, id }) => [section, ...$(section, "[id]")].map((e) => [e.id, id])));
  const links = book.flatMap(({ section }) => $(section, "a[href^='#']"));
  const lost = links.filter((a) => !ids.has(a.getAttribute("href").slice(1)));
  if (lost.length) throw new Error(`lead nowhere: ${lost.map((a) => `${a.getAttribute("href")} (${words(a)})`).join(", ")}`);
  return { book, ids, links };
}

// --- on paper -----------------------------------------------------------------------------------------------------------

function lay(groups) {
  const { book } = assemble(groups);
  const body = made("main", "bd-article");
  const list = made("nav", "contents", made("h1", "part", "Contents"));
  list.id = "contents";
  let inner;
  for (const { section, group, title, id, sections } of book) {
    if (group) {
      section.prepend(made("h1", "part", group));
      inner = made("ul", section.matches(".solutions, .listings") ? "contents-ends" : "");
      list.append(made("p", "contents-part", group), inner);
    }
    const below = made("ul", "", ...sections.map((one) => made("li", "", entry(one.title, one.id))));
    inner.append(made("li", "", entry(title, id), ...(sections.length ? [below] : [])));
    for (const one of $(section, "section[id]")) { // a section may begin at the foot of a page, and its heading on the next
      const heading = one.querySelector(":scope > :is(h2, h3, h4, h5):not([id])");
      if (!heading) continue;
      heading.id = one.id;
      one.removeAttribute("id");
    }
    body.append(section);
  }
  document.body.replaceChildren(list, body);
  return book.map(({ title, id }) => ({ title, id }));
}

function entry(title, id) {
  const link = made("a", "", made("span", "contents-title", title), made("span", "contents-dots"));
  link.setAttribute("href", `#${id}`);
  const number = made("span", "contents-page");
  number.dataset.page = id;
  link.append(number);
  return link;
}

function dress(sheet, front) {
  document.head.append(made("style", "", sheet));
  document.body.insertAdjacentHTML("afterbegin", front);
  for (const number of $(document, "[data-page]")) number.textContent = told(number, "000");
}

const told = (place, number) => (place.matches(".page-of") ? `, page ${number}` : `${number}`);

// Write the page numbers where they belong; return the places that have none.
function number(places) {
  const lost = [];
  for (const place of $(document, "[data-page]")) {
    const found = places[place.dataset.page];
    if (found === undefined) lost.push(place.dataset.page);
    else place.textContent = told(place, found);
  }
  // printed again as it is, a paragraph or two go over to another page, and back the next time: laid out anew, none does
  const all = [...document.body.childNodes];
  document.body.replaceChildren();
  document.body.append(...all);
  return lost;
}

// What is wider than the text, or higher than a page. Asked with the print's style and the width of its text.
function misfits(height) {
  const right = document.querySelector("main").getBoundingClientRect().right;
  const wide = $(document, "main :is(pre, table, svg, img, p, .katex, .katex-display, .admonition, dt)")
    .filter((e) => e.getBoundingClientRect().right > right + 1 || (e.matches("pre") && e.scrollWidth > e.clientWidth + 1));
  const high = $(document, "main :is(figure, svg, .question, tr)").filter((e) => e.getBoundingClientRect().height > height);
  const where = (e) => `${e.closest("section.page").id}: ${e.localName} ${words(e).slice(0, 60)}`;
  return [...wide, ...high].map(where);
}

// --- in e-readers -------------------------------------------------------------------------------------------------------

// Each section as XHTML of its own, with what its entry in the list of files must say of it.
function files(groups) {
  const { book, ids, links } = assemble(groups);
  for (const link of links) {
    const id = link.getAttribute("href").slice(1);
    link.setAttribute("href", `${ids.get(id)}.xhtml#${id}`);
  }
  for (const { section } of book) {
    for (const number of $(section, ".page-of")) number.remove();
    for (const element of $(section, "[style], [fill], [stroke], [font-size]")) inColour(element);
  }
  return book.map(({ section, ...told }) => ({
    ...told,
    properties: [["mathml", "math"], ["svg", "svg"]].filter(([, part]) => section.querySelector(part)).map(([name]) => name),
    xhtml: new XMLSerializer().serializeToString(section),
  }));
}

// Few e-readers know variables and max() in a style.
function inColour(element) {
  for (const { name, value } of [...element.attributes]) {
    const plain = value
      .replaceAll(/var\(--ce-(?!least)([\w-]+)[^)]*\)/g, (_, colour) => SITE.colours[colour])
      .replaceAll(/max\(var\(--ce-least, ([\d.]+)px\), ([\d.]+)px\)/g, (_, least, size) => `${Math.max(least, size)}px`);
    if (plain !== value) element.setAttribute(name, plain);
  }
}

window.paper = { start, take, lay, dress, number, misfits, files };
