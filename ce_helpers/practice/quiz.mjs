// Quick questions. The markup comes from quiz.py; what is said to each answer stands in its <details>, once.

let copies = 0;

/** Read a number as people type it: "2.30", "2,30", "−2.3", "1/3", "50%". */
function typed(text) {
  const plain = text.trim().replace(/[−–]/g, "-").replace(/^(-?\d*),(\d+)$/, "$1.$2");
  const [, top, bottom, percent] = /^([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)(?:\s*\/\s*(\d+\.?\d*|\.\d+))?\s*(%)?$/i.exec(plain) ?? [];
  return top === undefined ? NaN : (Number(top) / Number(bottom ?? 1)) * (percent ? 0.01 : 1);
}

/** Which entry of the explanations speaks to this number; the right one comes first. */
function entryFor(x, entries, tolerance) {
  const near = (entry) => Math.abs(x - Number(entry.dataset.value)) <= tolerance;
  return entries.find((entry) => entry.dataset.right === "1" && near(entry)) ?? entries.find(near);
}

function hydrate(root, answered = () => {}) {
  const all = (selector) => [...root.querySelectorAll(selector)];
  const entries = all(".quiz-answers li"), says = root.querySelector(".quiz-says");
  const spoken = (entry) => entry.querySelector(".quiz-feedback").innerHTML;

  function say(right, words, mark) {
    const verdict = right ? "right" : "wrong";
    for (const other of all(".quiz-mark")) if (root.dataset.kind === "number") other.textContent = "";
    if (mark) mark.textContent = right ? "✓" : "✗";
    says.innerHTML = `<b>${right ? "✓ Right." : "✗ Not right."}</b> ${words}`;
    root.dataset.verdict = verdict;
    answered(verdict);
  }
  function clear(words = "") {
    says.textContent = words;
    delete root.dataset.verdict;
  }

  if (root.dataset.kind === "choice") {
    let arrowed = false;
    const answer = (radio) => {
      const entry = entries[Number(radio.value)], right = entry.dataset.right === "1";
      radio.closest("label").dataset.verdict = right ? "right" : "wrong";
      say(right, spoken(entry), radio.closest("label").querySelector(".quiz-mark"));
    };
    for (const radio of all("input[type=radio]")) {
      radio.checked = false; // browsers restore a choice over a reload, but not what was said to it
      radio.addEventListener("keydown", (event) => {
        arrowed = event.key.startsWith("Arrow");
        if ((event.key === "Enter" || event.key === " ") && radio.checked) {
          event.preventDefault();
          answer(radio);
        }
      });
      radio.addEventListener("pointerdown", () => (arrowed = false));
      // the arrow keys choose as they pass; what is said must not give the answer away to whoever passes it
      radio.addEventListener("change", () => (arrowed ? clear("Press Enter to check this answer.") : answer(radio)));
    }
    for (const label of all("label")) label.addEventListener("pointerdown", () => (arrowed = false));
  } else {
    const input = root.querySelector("input"), button = root.querySelector(".quiz-check"), mark = root.querySelector(".quiz-mark");
    const answer = () => {
      const x = typed(input.value);
      if (Number.isNaN(x)) return clear("Type a number, such as 0.25.");
      const tolerance = Number(root.dataset.tolerance), entry = entryFor(x, entries, tolerance);
      const wanted = Number(entries[0].dataset.value);
      if (entry) say(entry.dataset.right === "1", spoken(entry), mark);
      else if (wanted !== 0 && Math.abs(x + wanted) <= tolerance) say(false, "The size is right, the sign is not.", mark);
      else say(false, x > wanted ? "That is too large." : "That is too small.", mark);
    };
    button.addEventListener("click", answer);
    input.addEventListener("keydown", (event) => event.key === "Enter" && answer());
    input.addEventListener("input", () => {
      mark.textContent = "";
      clear();
    });
    button.disabled = false;
  }
  root.dataset.ready = "1";
}

/** JupyterLab: each view of the widget has its own names, since the saved form may stand beside it. */
function render({ model, el }) {
  const copy = `copy${(copies += 1)}-`;
  el.innerHTML = model.get("_markup");
  const root = el.querySelector(".quiz");
  root.id = copy + root.id;
  for (const radio of root.querySelectorAll("input[type=radio]")) radio.name = copy + radio.name;
  hydrate(root, (verdict) => {
    model.set("answered", verdict);
    model.save_changes();
  });
}

/** The built site: the markup is on the page. */
function boot() {
  for (const root of document.querySelectorAll(".quiz[id]:not([data-ready])")) {
    try {
      hydrate(root);
    } catch (error) {
      console.error(error); // the folded answer stays
    }
  }
}

export default { boot, render, typed };
