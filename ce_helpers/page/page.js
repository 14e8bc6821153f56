// The code of a page, run in the page. Nothing is asked for before the reader presses a button.
"use strict";
(() => {
  const here = new URL(".", document.currentScript.src).href;
  const FILES = "@FILES@"; // name → digest of what Python is made of; put in by the build
  const SIZE = "@SIZE@"; // megabytes that are fetched
  const onDisk = location.protocol === "file:";
  const sentences = {
    loading: `Loading Python (${SIZE} MB, once) …`,
    running: "Running …",
    waiting: "Waiting: other code on this page is still running.",
    stopped: "Stopped. Your code is as you wrote it.",
    slow: (seconds) => `Stopped after ${seconds} seconds: is there a loop that never ends? Your code is as you wrote it.`,
    lost: (why) => `Python came to an end (${why}): too much memory, or functions that call each other too deeply, do that. It starts anew when you press the button again; your code is as you wrote it.`,
    failed: (why) => `Python could not be loaded: ${why} The exercise can be done in JupyterLab too, with the notebook of this chapter.`,
    old: "this browser has no WebAssembly or is too old to unpack it.",
    notKept: "This browser lets the page keep nothing: your code is gone when you leave.",
    nothing: "It printed nothing.",
  };
  const kept = {
    get: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
    set: (key, text) => { try { text === null ? localStorage.removeItem(key) : localStorage.setItem(key, text); return true; } catch { return false; } },
  };

  // --- Python: its files, and the worker --------------------------------------------------------------------------

  const fetched = async (name) => {
    let answer;
    try { answer = await fetch(here + name, { integrity: FILES[name] }); } catch {
      throw new Error(`${name} could not be fetched, or is not the file that this page was built with. Look at the connection and reload the page.`);
    }
    if (!answer.ok) throw new Error(`${name} is not on this site (${answer.status}).`);
    return [name, await answer.arrayBuffer()];
  };
  const script = (name) => new Promise((done, fail) => {
    const tag = Object.assign(document.createElement("script"), { src: here + name, onload: done });
    tag.onerror = () => fail(new Error(`${name} is not beside this page; was the whole folder of the book copied?`));
    document.head.append(tag);
  });
  // a page from the file system may fetch nothing, but it may load a script
  const fromDisk = async () => {
    await script("files.js");
    const texts = Object.entries(window.ceFiles);
    delete window.ceFiles;
    return Promise.all(texts.map(async ([name, text]) => {
      const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer;
      const sum = FILES[name] && crypto.subtle && new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
      if (sum && FILES[name] !== `sha256-${btoa(String.fromCharCode(...sum))}`) throw new Error(`${name} is not the file that this page was built with.`);
      return [name, bytes];
    }));
  };
  let files = null;
  const load = () => files ??= (onDisk ? fromDisk() : Promise.all(Object.keys(FILES).map(fetched)))
    .then(Object.fromEntries).catch((error) => { files = null; throw error; });

  let worker = null, ready = null, job = null;
  const end = () => { worker?.terminate(); worker = ready = null; };
  const start = () => ready ??= (async () => {
    if (!window.WebAssembly || !window.DecompressionStream) throw new Error(sentences.old);
    const all = await load();
    worker = onDisk ? new Worker(URL.createObjectURL(new Blob([all["worker.js"]], { type: "text/javascript" }))) : new Worker(`${here}worker.js`);
    await new Promise((done, fail) => {
      worker.onerror = (event) => fail(new Error(event.message || "the worker did not start."));
      worker.onmessage = ({ data }) => data.kind === "ready" ? done() : fail(new Error(data.text));
      worker.postMessage({ kind: "start", base: onDisk ? null : here, files: all });
    });
    worker.onmessage = ({ data }) => job?.id === data.id && job.heard(data);
    worker.onerror = (event) => job?.heard ? job.heard({ kind: "failed", text: event.message }) : end();
  })().catch((error) => { end(); throw error; });

  // --- one thing at a time ----------------------------------------------------------------------------------------

  const line = [];
  let count = 0;
  const next = async () => {
    if (job || !line.length) return;
    job = line.shift();
    const mine = job;
    mine.id = ++count;
    let up = !!worker;
    for (let again = true; again && !mine.over;) {
      again = false;
      mine.show(up ? "running" : "loading", up ? sentences.running : sentences.loading);
      try { await start(); } catch (error) { mine.finish("error", sentences.failed(error.message)); }
      if (mine.over) break;
      up = true;
      mine.show("running", sentences.running);
      const [kind, text] = await new Promise((done) => {
        const { seconds } = mine;
        let printed = "", timer = setTimeout(() => done(["gone"]), 5000); // a worker that is there answers at once
        mine.halt = (state, said) => done([state, said]);
        mine.heard = (data) => {
          if (data.kind === "begun") {
            clearTimeout(timer);
            timer = setTimeout(() => done(["stopped", sentences.slow(seconds)]), seconds * 1000);
          } else if (data.kind === "printed") mine.show("running", printed += data.text);
          else { clearTimeout(timer); done(data.kind === "done" ? [data.state, printed] : ["lost", data.text]); }
        };
        worker.postMessage({ kind: "run", id: mine.id, code: mine.code, check: mine.check, earlier: mine.earlier });
      });
      if (kind === "gone" || kind === "lost" || kind === "stopped") end();
      if (kind === "gone") again = !(up = false);
      else if (kind === "lost") mine.finish("error", sentences.lost(text));
      else mine.finish(kind, text.trimEnd() || sentences.nothing);
      if (kind === "stopped") start().catch(() => {}); // so that Python is there when the reader has mended the loop
    }
    job = null;
    next();
  };
  const submit = (mine) => {
    line.push(mine);
    if (job) mine.show("running", sentences.waiting);
    next();
  };
  const halt = (mine) => {
    const at = line.indexOf(mine);
    if (at >= 0) line.splice(at, 1);
    if (at < 0 && mine.halt) mine.halt("stopped", sentences.stopped);
    else mine.finish("stopped", sentences.stopped);
  };

  // --- the editor -------------------------------------------------------------------------------------------------

  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const source = (cell) => cell.querySelector("textarea")?.value ?? cell.querySelector(".cell_input pre")?.textContent ?? "";
  const cells = () => [...document.querySelectorAll(".bd-article .cell")].filter((cell) => cell.querySelector(".cell_input") && !cell.closest("[data-answer]"));
  const before = (place) => cells().filter((cell) => cell !== place && cell.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING).map(source);

  // root: the element of the contract; stub: the code to begin with; verb: what the button says
  const editor = (root, { stub, check, verb, label, key, seconds, told }) => {
    const id = `code-${key}`;
    const area = make("textarea", { id, value: (check && kept.get(`ce:answer:${key}`)) ?? stub, spellcheck: false, autocomplete: "off", wrap: "off", translate: false });
    for (const [name, value] of Object.entries({ "aria-label": label, "aria-describedby": `${id}-keys`, autocapitalize: "off", autocorrect: "off" })) area.setAttribute(name, value);
    const button = (name, text) => make("button", { type: "button", name, textContent: text });
    const go = button(verb.toLowerCase(), verb), stop = button("stop", "Stop"), back = button("reset", "Start over");
    const keys = make("span", { id: `${id}-keys`, className: "code-keys", textContent: `Ctrl+Enter: ${verb.toLowerCase()}. Tab indents; Esc, then Tab, moves on.` });
    const said = make("output", { name: "result", htmlFor: id });
    const show = (state, text) => {
      root.dataset.state = said.dataset.state = state;
      const busy = state === "running" || state === "loading";
      said.setAttribute("aria-busy", String(state === "running"));
      go.setAttribute("aria-disabled", String(busy));
      if (!busy && document.activeElement === stop) go.focus();
      stop.hidden = !busy;
      if (said.textContent !== text) said.textContent = text;
    };
    const fit = () => { area.rows = Math.max(4, area.value.split("\n").length + 1); };
    const type = (text) => { if (!document.execCommand("insertText", false, text)) area.setRangeText(text, area.selectionStart, area.selectionEnd, "end"); };
    let leaving = false, dropped = null, mine = null;
    area.addEventListener("input", () => {
      fit();
      if (dropped !== null) { dropped = null; back.textContent = "Start over"; }
      if (check && !kept.set(`ce:answer:${key}`, area.value === stub ? null : area.value)) keys.textContent = sentences.notKept;
    });
    area.addEventListener("keydown", (event) => {
      const head = area.value.slice(0, area.selectionStart), row = head.slice(head.lastIndexOf("\n") + 1);
      const instead = (what) => { event.preventDefault(); what(); };
      if (event.key === "Escape") { leaving = true; return; }
      if (event.isComposing || event.key === "Shift") return;
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey || event.shiftKey)) instead(() => go.click());
      else if (event.key === "Tab" && !event.shiftKey && !leaving) instead(() => type(" ".repeat(4 - (row.length % 4))));
      else if (event.key === "Enter") instead(() => type(`\n${/^ */.exec(row)[0]}${/:\s*(#.*)?$/.test(row) ? "    " : ""}`));
      else if (event.key === "Backspace" && area.selectionStart === area.selectionEnd && /^( {4})+$/.test(row))
        instead(() => { area.setSelectionRange(area.selectionStart - 4, area.selectionEnd); document.execCommand("delete"); });
      leaving = false;
    });
    back.addEventListener("click", () => {
      const undo = dropped, now = area.value;
      area.focus();
      area.select();
      type(undo ?? stub);
      if (undo === null && now !== stub) { dropped = now; back.textContent = "Bring mine back"; }
      if (go.getAttribute("aria-disabled") !== "true") { show("idle", ""); told?.(null); }
    });
    stop.addEventListener("click", () => mine && halt(mine));
    go.addEventListener("click", () => {
      if (go.getAttribute("aria-disabled") === "true") return;
      const answered = mine = {
        code: area.value, check, earlier: before(root), seconds, show,
        finish: (state, text) => { if (answered.over) return; answered.over = true; show(state, text); told?.(state); },
      };
      submit(answered);
    });
    fit();
    show("idle", "");
    return make("div", { className: "code" }, area, make("div", { className: "code-bar" }, go, stop, back, keys), said);
  };

  // --- the exercises, and on request the other cells -----------------------------------------------------------------

  for (const root of document.querySelectorAll("[data-answer]")) {
    const name = root.dataset.answer, still = root.querySelector(".answer-still");
    const [stub, check] = [...still.querySelectorAll(".cell")].map((cell) => source(cell).trimEnd());
    const told = (state) => state && document.dispatchEvent(new CustomEvent("ce:done", { detail: { kind: "exercise", name, right: state === "right", state } }));
    root.append(editor(root, { stub, check, told, key: name, verb: "Check", label: `Your answer to “${name}”, in Python`, seconds: Number(root.dataset.seconds) }));
    still.hidden = true;
  }
  for (const row of document.querySelectorAll(".code-offer")) {
    const offer = make("button", { type: "button", textContent: "Make this page’s code editable" });
    offer.addEventListener("click", () => {
      let first = null;
      document.querySelectorAll(".cell.runs").forEach((cell, i) => {
        const stub = source(cell).trimEnd(), printed = cell.querySelector(".cell_output"), written = cell.querySelector(".cell_input");
        const told = (state) => { if (printed) printed.hidden = state !== null; };
        const box = editor(cell, { stub, check: "", told, key: `cell-${i + 1}`, verb: "Run", label: `Code ${i + 1} of this page, in Python`, seconds: Number(row.dataset.seconds) });
        cell.dataset.cell = String(i + 1);
        written.hidden = true;
        written.after(box);
        if (printed) box.lastChild.before(printed);
        first ??= box.querySelector("textarea");
      });
      row.remove();
      first?.focus({ preventScroll: true });
    });
    row.replaceChildren(offer);
  }
})();
