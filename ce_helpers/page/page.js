// The code of a page, edited and run in the page. Nothing more is asked for before the reader presses a button: python.js
// comes then, and with it Python.
"use strict";
(() => {
  const here = new URL(".", document.currentScript.src).href;
  const kept = {
    get: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
    set: (key, text) => { try { text === null ? localStorage.removeItem(key) : localStorage.setItem(key, text); return true; } catch { return false; } },
  };
  let python = null;
  const engine = () => python ??= new Promise((done, fail) => {
    const tag = Object.assign(document.createElement("script"), { src: `${here}python.js`, onload: () => done(window.cePython) });
    tag.onerror = () => { python = null; fail(); };
    document.head.append(tag);
  });
  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  // ce.check turns its lines at 80 columns; a turn in a <span> of its own becomes a space where the screen is narrower
  const turned = (text) => text.split(/([^\n]{60,}[^\n-])\n {4}(?=\S)/)
    .flatMap((piece, i) => i % 2 ? [piece, make("span", { className: "code-turn", textContent: "\n    " })] : [piece]);
  const source = (cell) => cell.querySelector("textarea")?.value ?? cell.querySelector(".cell_input pre")?.textContent ?? "";
  // what a notebook would have run by then, solutions in the place of stubs
  const before = (place) => [...document.querySelectorAll(".bd-article .cell")]
    .filter((cell) => cell !== place && !cell.closest("[data-answer]") && cell.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING)
    .map(source);

  const keyboard = (area, go) => {
    const type = (text) => { if (!document.execCommand("insertText", false, text)) area.setRangeText(text, area.selectionStart, area.selectionEnd, "end"); };
    let leaving = false;
    area.addEventListener("keydown", (event) => {
      const { key } = event;
      if (event.isComposing || key === "Shift") return;
      const free = leaving, head = area.value.slice(0, area.selectionStart), row = head.slice(head.lastIndexOf("\n") + 1);
      leaving = key === "Escape";
      let instead = null;
      if (key === "Enter") {
        if (event.ctrlKey || event.metaKey || event.shiftKey) instead = () => go.click();
        else instead = () => type(`\n${/^ */.exec(row)[0]}${/:\s*(#.*)?$/.test(row) ? "    " : ""}`);
      } else if (key === "Tab" && !event.shiftKey && !free) instead = () => type(" ".repeat(4 - (row.length % 4)));
      else if (key === "Backspace" && area.selectionStart === area.selectionEnd && /^( {4})+$/.test(row))
        instead = () => { area.setSelectionRange(area.selectionStart - 4, area.selectionEnd); document.execCommand("delete"); };
      if (!instead) return;
      event.preventDefault();
      instead();
    });
    return type;
  };

  // root: the element that carries the state; stub: the code to begin with; told: what hears how a run ended
  const editor = (root, { stub, check, verb, label, key, seconds, told }) => {
    const id = `code-${key}`;
    const value = (check && kept.get(`ce:answer:${key}`)) || stub;
    const area = make("textarea", { id, value, className: "code-area", spellcheck: false, autocomplete: "off", wrap: "off", translate: false });
    for (const [name, text] of Object.entries({ "aria-label": label, "aria-describedby": `${id}-keys`, autocapitalize: "off", autocorrect: "off" })) area.setAttribute(name, text);
    const button = (name, text) => make("button", { type: "button", name, textContent: text });
    const go = button(verb.toLowerCase(), verb), stop = button("stop", "Stop"), back = button("reset", "Start over");
    const keys = make("span", { id: `${id}-keys`, className: "code-keys", textContent: `Ctrl+Enter: ${verb.toLowerCase()}. Tab indents; Esc, then Tab, moves on.` });
    const said = make("output", { name: "result", htmlFor: id });
    // what streams in is not read aloud piece by piece; what it came to is
    const show = (state, text, streaming = false) => {
      const busy = state === "running" || state === "loading";
      root.dataset.state = said.dataset.state = state;
      said.setAttribute("aria-busy", String(streaming));
      go.setAttribute("aria-disabled", String(busy));
      if (!busy && document.activeElement === stop) go.focus();
      stop.hidden = !busy;
      if (busy || state === "error") said.textContent = text;
      else said.replaceChildren(...turned(text));
    };
    const type = keyboard(area, go);
    const fit = () => { area.rows = Math.max(4, area.value.split("\n").length + 1); };
    let dropped = null, run = null;
    area.addEventListener("input", () => {
      fit();
      if (dropped !== null) { dropped = null; back.textContent = "Start over"; }
      if (!check || kept.set(`ce:answer:${key}`, area.value === stub ? null : area.value)) return;
      keys.textContent = "This browser lets the page keep nothing: your code is gone when you leave.";
      keys.classList.add("code-warning");
    });
    back.addEventListener("click", () => {
      const mine = dropped, now = area.value;
      area.focus();
      area.select();
      type(mine ?? stub);
      if (mine === null && now !== stub) { dropped = now; back.textContent = "Bring mine back"; }
      if (!stop.hidden) return;
      show("idle", "");
      told?.("idle", true);
    });
    stop.addEventListener("click", () => run && window.cePython ? window.cePython.halt(run) : run?.finish("stopped", "Stopped."));
    go.addEventListener("click", async () => {
      if (!stop.hidden) return;
      const mine = run = {
        code: area.value, check, earlier: before(root), seconds, show,
        finish: (state, text) => { if (mine.over) return; mine.over = true; show(state, text); told?.(state, false); },
      };
      show("loading", "Loading Python …");
      try { const found = await engine(); if (!mine.over) found.submit(mine); } catch {
        mine.finish("error", "Python could not be loaded: python.js is not on this site, or the connection is gone. Press the button again when it is back. Your code is as you wrote it.");
      }
    });
    fit();
    show("idle", "");
    return make("div", { className: "code" }, area, make("div", { className: "code-bar" }, go, stop, back, keys), said);
  };

  for (const root of document.querySelectorAll("[data-answer]")) {
    const name = root.dataset.answer, still = root.querySelector(".answer-still");
    const [stub, check] = [...still.querySelectorAll(".cell")].map((cell) => source(cell).trimEnd());
    const told = (state, cleared) => cleared || document.dispatchEvent(new CustomEvent("ce:done", { detail: { kind: "exercise", name, right: state === "right", state } }));
    root.append(editor(root, { stub, check, told, key: name, verb: "Check", label: `Your answer to “${name}”, in Python`, seconds: Number(root.dataset.seconds) }));
    still.hidden = true;
  }
  for (const row of document.querySelectorAll(".code-offer")) {
    const offer = make("button", { type: "button", textContent: "Make this page’s code editable" });
    offer.addEventListener("click", () => {
      const found = [...document.querySelectorAll(".cell.runs")];
      for (const [i, cell] of found.entries()) {
        const written = cell.querySelector(".cell_input"), printed = cell.querySelector(".cell_output");
        const told = (state, cleared) => { if (printed) printed.hidden = !cleared; };
        const box = editor(cell, { stub: source(cell).trimEnd(), check: "", told, key: `cell-${i + 1}`, verb: "Run", label: `Code ${i + 1} of this page, in Python`, seconds: Number(row.dataset.seconds) });
        cell.dataset.cell = String(i + 1);
        written.hidden = true;
        written.after(box);
      }
      row.remove();
      found[0]?.querySelector("textarea").focus({ preventScroll: true });
    });
    row.replaceChildren(offer);
  }
})();
