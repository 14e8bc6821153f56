// Quick questions and predictions. The markup comes from markup.py; what is said to each answer stands in its <details>,
// once. A prediction is handed in once; then what it guards opens, and what is said speaks to the guess that was made.

import * as numbers from "./numbers.mjs";

const LEVELS = [50, 60, 70, 80, 90, 99];

const spoken = (entry) => entry.querySelector(".quiz-feedback").innerHTML;
const isRight = (entry) => entry.dataset.right === "1";
const valueOf = ({ dataset: { value } }) => (/inf/.test(value) ? Infinity * (value[0] === "-" ? -1 : 1) : Number(value));

/** What there is to say to a number that may be read in several ways. */
function judged(root, entries, text) {
  const readings = numbers.read(text), tolerance = Number(root.dataset.tolerance);
  const entry = entries[numbers.listed(readings, entries.map(valueOf), tolerance)];
  if (entry) return { right: isRight(entry), words: spoken(entry), chosen: text.trim() };
  const unit = root.querySelector(".quiz-unit")?.textContent ?? "";
  return { right: false, words: numbers.hint(readings[0], valueOf(entries[0]), tolerance, unit), chosen: text.trim() };
}

/** Bring one question to life; `host` keeps what was answered (the record, or in JupyterLab the kernel), and has `marked` for plots. */
export function hydrate(root, host, opened = () => {}) {
  const all = (selector) => [...root.querySelectorAll(selector)];
  const predict = "predict" in root.dataset, kind = predict ? "prediction" : "question", name = root.dataset.predict ?? root.dataset.quiz;
  const mark = root.dataset.kind === "mark", number = mark || root.dataset.kind === "number", says = root.querySelector(".quiz-says"), ask = root.querySelector(".quiz-ask");
  const details = root.querySelector(".quiz-answers"), entries = all(".quiz-answers li");
  let before = host.first(kind, name), answer = null, plot = null;

  // find-in-page would open a closed <details>; what is hidden in it cannot be found
  const list = details.querySelector("ul");
  list.hidden = !details.open;
  details.addEventListener("toggle", () => {
    list.hidden = !details.open;
    if (!predict && details.open && !before) {
      before = {}; // who has seen the answer makes no forecast any more
      offer(answer);
    }
    if (predict && details.open && !root.dataset.open) {
      ask.disabled = true;
      open("Opened without a guess, which leaves no mark in your record.");
    }
  });

  const row = document.createElement("div");
  row.className = "quiz-sure";
  row.setAttribute("role", "group");
  row.setAttribute("aria-label", "How sure are you?");
  row.hidden = true;
  const button = (text, does) => {
    const made = Object.assign(document.createElement("button"), { type: "button", textContent: text });
    made.dataset.lmSuppressShortcuts = "true";
    made.addEventListener("click", does);
    return made;
  };
  const asked = Object.assign(document.createElement("span"), { textContent: "How sure are you?" });
  const levels = LEVELS.map((level) => Object.assign(button(`${level}%`, () => settle(level / 100)), { value: level / 100 }));
  const plain = button(predict ? "Just commit" : "Just check", () => settle());
  const never = button("Do not ask again", () => {
    host.hush(true);
    never.hidden = true;
    offer(answer);
  });
  never.className = "quiz-never";
  row.append(asked, ...levels, plain, never);
  ask.after(row);

  const asks = () => !before && !host.quiet();
  /** An answer stands; it waits for how sure the reader is, unless nobody asks. */
  function offer(found) {
    answer = found;
    const wants = found && asks();
    for (const part of [asked, never, ...levels]) part.hidden = !wants;
    plain.hidden = number && !wants;
    row.setAttribute("aria-label", wants ? "How sure are you?" : "Commit");
    row.hidden = !found || !(wants || predict);
    if (found && !wants && !predict && !number) settle();
  }
  function settle(confidence) {
    if (!answer) return;
    const { right, chosen } = answer;
    row.hidden = true;
    say(answer);
    if (!before) {
      before = { right, chosen, confidence };
      host.note({ kind, name, right, chosen, ...(confidence !== undefined && { confidence }) });
    }
    if (predict) close();
  }
  function say({ right, words, sign, entry, head = right ? "Right" : "Not right" }) {
    const verdict = right ? "right" : "wrong";
    if (number || predict) for (const other of all(".quiz-mark")) other.textContent = "";
    if (sign) {
      sign.textContent = right ? "✓" : "✗";
      sign.parentElement.dataset.verdict = verdict;
    }
    const truth = entries.find(isRight);
    const also = predict && !right && truth !== entry ? ` <b>${truth.innerHTML.replace(/^<b>.*?<\/b>/, "The answer:</b>").replace(/\.?<br>/, ". ")}` : "";
    says.innerHTML = `<b>${right ? "✓" : "✗"} ${head}.</b> ${words}${also}`;
    root.dataset.verdict = verdict;
    host.answered?.(verdict);
  }
  function clear(words = "") {
    says.textContent = words;
    delete root.dataset.verdict;
  }
  function open(words) {
    if (words) says.textContent = words;
    plot?.tell();
    root.dataset.open = "1";
    details.querySelector("summary").textContent = "What each guess is told";
    opened(name);
  }
  function close() {
    ask.disabled = true;
    open();
  }

  if (mark) {
    const check = root.querySelector(".quiz-check");
    plot = host.marked(root, entries, (found) => {
      check.disabled = false;
      offer(found);
    });
    check.addEventListener("click", () => settle());
    if (before) answer = plot.place(Number(before.chosen));
  } else if (number) {
    const input = root.querySelector("input"), check = root.querySelector(".quiz-check"), sign = root.querySelector(".quiz-mark");
    const read = () => (numbers.read(input.value).length ? { ...judged(root, entries, input.value), sign } : null);
    const hand = () => {
      answer = read();
      if (answer) settle();
      else clear("Type a number, such as 0.25, 3/10 or ln 2.");
    };
    check.addEventListener("click", hand);
    input.addEventListener("keydown", (event) => event.key === "Enter" && hand());
    input.addEventListener("input", () => {
      if (predict && before) return; // a browser that restores what was typed says so after the reload
      sign.textContent = "";
      clear();
      offer(read());
    });
    check.disabled = false;
    if (predict && before) {
      input.value = before.chosen ?? "";
      answer = read();
    }
  } else {
    let arrowed = false;
    const chosen = (radio) => {
      const entry = entries[Number(radio.value)], label = radio.closest("label");
      return { right: isRight(entry), words: spoken(entry), sign: label.querySelector(".quiz-mark"), entry, chosen: label.querySelector("span").textContent.slice(0, 200) };
    };
    for (const radio of all("input[type=radio]")) {
      radio.checked = false; // browsers restore a choice over a reload, but not what was said to it
      radio.addEventListener("keydown", (event) => {
        arrowed = event.key.startsWith("Arrow");
        if ((event.key === "Enter" || (event.key === " " && !asks())) && radio.checked) {
          event.preventDefault();
          answer = chosen(radio);
          settle();
        }
      });
      radio.addEventListener("pointerdown", () => (arrowed = false));
      // the arrow keys choose as they pass; what is said must not give the answer away to whoever passes it
      radio.addEventListener("change", () => {
        if (predict && before) return;
        if (arrowed || asks()) clear(arrowed ? `Press Enter to ${predict ? "commit to" : "check"} this answer.` : "");
        if (predict || asks() || !arrowed) offer(chosen(radio));
      });
      if (predict && before?.chosen === chosen(radio).chosen) {
        radio.checked = true;
        answer = chosen(radio);
      }
    }
    for (const label of all("label")) label.addEventListener("pointerdown", () => (arrowed = false));
  }
  if (predict && before) {
    if (answer) say(answer);
    close();
  }
  root.dataset.ready = "1";
}
