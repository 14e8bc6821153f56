// The page "Your record": what was done, how well the reader's forecasts were, and the record as a file.

import * as record from "./record.mjs";
import { forecastScores } from "./scores.mjs";

const percent = (x) => `${Math.round(100 * x)}%`;
const nats = (x) => x.toFixed(3);
const day = (t) => new Date(t).toISOString().slice(0, 10);

/** An element with its attributes, and text or elements in it; text is never read as markup. */
function make(tag, attributes, ...inside) {
  const space = /^(?:svg|g|path|line|circle|text|rect|title)$/.test(tag) ? "http://www.w3.org/2000/svg" : "http://www.w3.org/1999/xhtml";
  const made = document.createElementNS(space, tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== false && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...inside.flat());
  return made;
}
const table = (head, rows, caption) =>
  make("table", { class: "record-table" }, make("caption", { class: "record-caption" }, caption), make("thead", {}, make("tr", {}, head.map((h) => make("th", { scope: "col" }, h)))),
    make("tbody", {}, rows.map(([first, ...rest]) => make("tr", {}, make("th", { scope: "row" }, first), rest.map((cell) => make("td", {}, cell))))));

/** What was done in each chapter, of the list that the page carries. */
function chapters(book, entries) {
  const has = (kind, name) => entries[`${kind}:${name}`];
  const rows = book.map((chapter) => {
    const count = (kind, list, good) => {
      const well = list.filter(([name]) => has(kind, name) && good(has(kind, name)));
      return list.length ? `${well.length} of ${list.length}` : "–";
    };
    return [
      make("a", { href: `${chapter.page}.html` }, chapter.title),
      has("chapter", chapter.page) ? "✓" : "–",
      count("exercise", chapter.exercises, (entry) => entry.passed !== undefined),
      count("question", chapter.questions, (entry) => entry.right),
      count("prediction", chapter.predictions, (entry) => entry.right),
    ];
  });
  return table(["Chapter", "Read", "Exer\u00adcises", "Ques\u00adtions", "Predic\u00adtions"], rows, "What is done: exercises passed, questions and predictions right at the first answer");
}

/** Share of right answers over confidence, with the band in which a well calibrated reader falls. */
function diagram(levels) {
  const x = (c) => 50 + (c - 0.45) * 460, y = (share) => 225 - share * 200;
  const words = levels.map((l) => `${percent(l.confidence)} sure: ${l.right} of ${l.n} right`).join("; ");
  const svg = make("svg", { viewBox: "0 0 320 270", role: "img", class: "record-diagram", "aria-label": `Reliability diagram. ${words}.` });
  svg.append(make("line", { x1: x(0.5), y1: y(0.5), x2: x(1), y2: y(1), class: "record-ideal" }));
  for (const share of [0, 0.5, 1]) svg.append(make("text", { x: 44, y: y(share) + 4, "text-anchor": "end" }, percent(share)));
  for (const c of [0.5, 0.6, 0.7, 0.8, 0.9, 1]) svg.append(make("text", { x: x(c), y: 245, "text-anchor": "middle" }, percent(c)));
  svg.append(make("path", { d: `M${x(0.47)} ${y(1)}V${y(0)}H${x(1.02)}`, class: "record-axis" }));
  svg.append(make("text", { x: x(0.75), y: 264, "text-anchor": "middle" }, "how sure you said you were"), make("text", { x: 50, y: 14 }, "share that was right"));
  for (const { confidence, low, high, right, n } of levels) {
    svg.append(make("path", { d: `M${x(confidence) - 6} ${y(high)}h12M${x(confidence)} ${y(high)}V${y(low)}M${x(confidence) - 6} ${y(low)}h12`, class: "record-band" }));
    svg.append(make("circle", { cx: x(confidence), cy: y(right / n), r: Math.min(9, 3 + Math.sqrt(n)), class: "record-point" }));
  }
  return svg;
}

function forecasts(entries) {
  const answers = Object.values(entries).filter((entry) => entry.confidence !== undefined), scores = forecastScores(answers);
  if (!scores) return [make("p", {}, "No answer was given with a confidence yet. Say how sure you are when you answer a quick question or make a prediction; ten answers make a first picture.")];
  const { loss, guess, floor, reliability, resolution, uncertainty, levels, n } = scores;
  const verdict = loss < guess
    ? `Less than the ${nats(guess)} nats (ln 2) of somebody who says 50% each time: your confidence tells something.`
    : `No less than the ${nats(guess)} nats (ln 2) of somebody who says 50% each time: so far your confidence costs you.`;
  const dear = levels.filter((l) => l.right / l.n < l.low), modest = levels.filter((l) => l.right / l.n > l.high);
  const list = (some) => some.map((l) => percent(l.confidence)).join(", ");
  const lean = dear.length ? `Overconfident at ${list(dear)}: fewer were right than chance explains.`
    : modest.length ? `Too modest at ${list(modest)}: more were right than chance explains.`
    : "At no level is the share of right answers further off than chance explains.";
  return [
    make("p", {}, make("b", {}, `Your mean loss is ${nats(loss)} nats`), ` over ${n} ${n === 1 ? "answer" : "answers"}. ${verdict} The floor is ${nats(floor)} nats: what the same answers would have cost, had you said at each level the share that was right.`),
    make("p", {}, `${lean}${n < 20 ? " With so few answers the bands are wide." : ""}`),
    make("div", { class: "record-both" }, diagram(levels),
      table(["Confidence", "Right", "Band"], levels.map((l) => [percent(l.confidence), `${l.right} of ${l.n}`, `${percent(l.low)} to ${percent(l.high)}`]), "The same in numbers; 90% of well calibrated readers fall in the band")),
    table(["Part", "Nats", "What it says"], [
      ["uncertainty", nats(uncertainty), "the entropy of right and wrong: how hard it was to know whether you were right"],
      ["− resolution", nats(resolution), "what your levels tell apart; more is better"],
      ["+ reliability", nats(reliability), "what it costs that the levels are not the shares; 0 is best"],
      ["= loss", nats(loss), "what you paid for an answer, on average"],
    ], "What your loss is made of (Murphy’s parts)"),
  ];
}

/** What to look at again: the costliest wrong answers first, then exercises that were tried and not passed. */
function again(book, entries) {
  const items = [];
  for (const chapter of book)
    for (const [kind, list, id] of [["question", chapter.questions, "quiz"], ["prediction", chapter.predictions, "predict"], ["exercise", chapter.exercises, "answer"]])
      for (const [name, text] of list) {
        const entry = entries[`${kind}:${name}`];
        if (!entry || (kind === "exercise" ? entry.passed !== undefined : entry.right)) continue;
        const cost = entry.confidence === undefined ? (kind === "exercise" ? 0 : Math.LN2) : -Math.log1p(-entry.confidence);
        items.push({ cost, link: make("a", { href: `${chapter.page}.html#${id}-${name}` }, text), said: entry.confidence, kind, chapter });
      }
  items.sort((a, b) => b.cost - a.cost);
  if (!items.length) return [make("p", {}, "Nothing: no wrong answer, and no exercise left half way.")];
  return [make("ul", {}, items.slice(0, 12).map(({ link, said, kind, chapter }) =>
    make("li", {}, link, ` (${chapter.title}${kind === "exercise" ? ", not passed yet" : said === undefined ? "" : `; you were ${percent(said)} sure`})`)))];
}

function download(text) {
  const link = make("a", { href: URL.createObjectURL(new Blob([text], { type: "application/json" })), download: "cross-entropy-record.json" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** Draw the page, and again when the record changes, in this tab or another. */
export function boot(root) {
  const book = JSON.parse(root.dataset.book), view = make("div", { class: "record-view" }), status = make("p", { role: "status", class: "record-status" });
  const say = (words) => (status.textContent = words);
  const file = make("input", { type: "file", accept: ".json,application/json", id: "record-file", onchange: async () => {
    if (!file.files.length) return;
    const text = await file.files[0].text().catch(() => ""), why = record.take(text);
    say(why ? `Nothing was imported. ${why}` : `Imported: ${file.files[0].name}. ${record.load().why}`);
    file.value = "";
  } });
  const press = (text, does, attributes) => make("button", { type: "button", onclick: does, ...attributes }, text);
  let armed = null;
  const eraser = press("Erase the record", () => {
    if (armed) {
      clearTimeout(armed);
      armed = null;
      record.erase();
      eraser.textContent = "Erase the record";
      return say("The record is erased. The code that you wrote in exercises is kept; “Start over” there removes it.");
    }
    eraser.textContent = "Press again to erase; this cannot be undone";
    armed = setTimeout(() => {
      armed = null;
      eraser.textContent = "Erase the record";
    }, 8000);
  });
  const asks = make("input", { type: "checkbox", onchange: () => record.hush(!asks.checked) });
  const name = make("input", { type: "text", autocomplete: "name", maxlength: 120 });
  const tools = make("div", { class: "record-tools d-print-none" },
    make("p", {}, press("Export as a file", () => {
      const { text, broken } = record.load();
      download(broken ? text : JSON.stringify(record.clean(record.load().record), null, 1));
    }), press("Print a sheet", () => print()), eraser),
    make("p", {}, make("label", { for: "record-file" }, "Import a file (from another browser, or from JupyterLab by "), make("code", {}, "ce.record()"), "): ", file),
    make("p", {}, make("label", {}, asks, " Ask how sure I am when I answer")));
  const sheet = make("p", { class: "record-name" }, make("label", {}, "Name on the printed sheet: ", name));

  function draw() {
    const { record: found, broken, why } = record.load(), entries = found.entries, all = Object.values(entries);
    asks.checked = !found.quiet;
    const notes = [];
    if (why) notes.push(why);
    if (broken) notes.push(`The record on this device cannot be read. ${broken} ${/newer/.test(broken) ? "It is left as it is; nothing is added to it here." : "It is set aside when something new is done; “Export” gives it to you as it is."}`);
    const since = all.length ? `Since ${day(Math.min(...all.map((entry) => entry.at)))}, on this device alone.` : "";
    view.replaceChildren(...notes.map((note) => make("p", { class: "record-note" }, note)));
    if (!all.length) return view.append(make("p", {}, make("b", {}, "Nothing is recorded yet."), " Answer a quick question, make a prediction or pass an exercise in any chapter, and come back."));
    view.append(make("p", {}, since), chapters(book, entries), make("h2", {}, "Your forecasts"), ...forecasts(entries), make("h2", {}, "To look at again"), ...again(book, entries));
  }
  record.follow(draw);
  root.replaceChildren(status, sheet, view, make("h2", { class: "d-print-none" }, "The record as a file"), tools);
  draw();
  root.dataset.ready = "1";
}
