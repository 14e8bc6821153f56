// Python for page.js, which loads this when the reader first presses a button: the files, the worker, one run at a time.
// It offers window.cePython: submit(run), halt(run). A run has code, check, earlier, seconds, and is told by its
// show(state, text, streaming) and finish(state, text).
"use strict";
(() => {
  const here = new URL(".", document.currentScript.src).href;
  const FILES = "@FILES@"; // name → digest of what Python is made of; put in by the build
  const SIZE = "@SIZE@"; // megabytes that are fetched
  const ANSWERS_WITHIN = 5000; // ms in which a worker that is there says that it has begun
  const onDisk = location.protocol === "file:";
  const kept = "Your code is as you wrote it.";
  const sentences = {
    loading: `Loading Python (${SIZE} MB, once) …`,
    running: "Running …",
    waiting: "Waiting: other code on this page is still running.",
    stopped: `Stopped. ${kept}`,
    slow: (seconds) => `Stopped after ${seconds} seconds: is there a loop that never ends? ${kept}`,
    lost: (why) => `Python came to an end (${why}). Too much memory does that, or functions that call each other without end. It starts anew when you press the button again. ${kept}`,
    failed: (why) => `Python could not be loaded: ${why} Until then the notebook of this chapter, in JupyterLab, does the same. ${kept}`,
    old: "this browser is too old for it; one of the last two years runs it.",
    worker: "the site did not send worker.js. Look at the connection and press the button again.",
    network: (name) => `${name} is not on this site, or could not be fetched, or is not the file that this page was built with. Look at the connection, then reload the page.`,
    alone: (name) => `${name} is not beside this page. Was the whole folder of the book copied?`,
    altered: (name) => `${name} is not the file that this page was built with.`,
    nothing: "It printed nothing.",
  };

  // --- the files, fetched once and kept, so that a worker can be started anew without the network -------------------

  const fetched = async (name) => {
    const answer = await fetch(here + name, { integrity: FILES[name] }).catch(() => null); // an error page fails it too
    if (!answer) throw new Error(sentences.network(name));
    return [name, await answer.arrayBuffer()];
  };
  // a page from the file system may fetch nothing, but it may load a script
  const fromDisk = async () => {
    await new Promise((done, fail) => {
      const tag = Object.assign(document.createElement("script"), { src: `${here}files.js`, onload: done });
      tag.onerror = () => fail(new Error(sentences.alone("files.js")));
      document.head.append(tag);
    });
    const texts = Object.entries(window.ceFiles);
    delete window.ceFiles;
    return Promise.all(texts.map(async ([name, text]) => {
      const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer;
      const sum = FILES[name] && window.crypto.subtle && new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
      if (sum && FILES[name] !== `sha256-${btoa(String.fromCharCode(...sum))}`) throw new Error(sentences.altered(name));
      return [name, bytes];
    }));
  };
  let files = null;
  const load = () => files ??= (onDisk ? fromDisk() : Promise.all(Object.keys(FILES).map(fetched)))
    .then(Object.fromEntries).catch((error) => { files = null; throw error; });

  // --- the worker -----------------------------------------------------------------------------------------------------

  let worker = null, ready = null, up = false, current = null;
  const end = () => { worker?.terminate(); worker = ready = null; up = false; };
  const start = () => ready ??= (async () => {
    if (!window.WebAssembly || !window.DecompressionStream) throw new Error(sentences.old);
    const all = await load();
    const address = onDisk ? URL.createObjectURL(new Blob([all["worker.js"]], { type: "text/javascript" })) : `${here}worker.js`;
    worker = new Worker(address);
    await new Promise((done, fail) => {
      worker.onerror = (event) => fail(new Error(event.message ? `${event.message}.` : sentences.worker));
      worker.onmessage = ({ data }) => data.kind === "ready" ? done() : fail(new Error(`${data.text}.`));
      worker.postMessage({ kind: "start", base: onDisk ? null : here, files: all });
    });
    worker.onmessage = ({ data }) => current?.id === data.id && current.heard(data);
    worker.onerror = (event) => current?.heard ? current.heard({ kind: "failed", text: event.message }) : end();
    up = true;
  })().catch((error) => { end(); throw error; });

  // --- one run at a time ------------------------------------------------------------------------------------------------

  // resolves with [state, text], or ["gone"] where no worker answers, or ["lost", why] where Python itself failed
  const ran = (run) => new Promise((done) => {
    let printed = "", timer = setTimeout(() => done(["gone"]), ANSWERS_WITHIN);
    run.halt = () => { clearTimeout(timer); done(["stopped", sentences.stopped]); };
    run.heard = ({ kind, text, state }) => {
      if (kind === "printed") { run.show("running", printed += text, true); return; }
      clearTimeout(timer);
      if (kind === "begun") timer = setTimeout(() => done(["stopped", sentences.slow(run.seconds)]), run.seconds * 1000);
      else done(kind === "done" ? [state, printed.trimEnd() || sentences.nothing] : ["lost", text]);
    };
    worker.postMessage({ kind: "run", id: run.id, code: run.code, check: run.check, earlier: run.earlier });
  });

  const line = [];
  let count = 0;
  const attempt = async (run) => {
    run.id = ++count;
    run.show(up ? "running" : "loading", up ? sentences.running : sentences.loading);
    try { await start(); } catch (error) { run.finish("error", sentences.failed(error.message)); return; }
    if (run.over) return; // stopped while it was loading
    run.show("running", sentences.running);
    const [state, text] = await ran(run);
    if (["gone", "lost", "stopped"].includes(state)) end();
    if (state === "gone") return attempt(run);
    if (state === "lost") run.finish("error", sentences.lost(text));
    else run.finish(state, text);
    if (state === "stopped") start().catch(() => {}); // so that Python is there when the loop is mended
  };
  const next = async () => {
    if (current || !line.length) return;
    current = line.shift();
    await attempt(current);
    current = null;
    next();
  };
  window.cePython = {
    submit: (run) => {
      line.push(run);
      if (current) run.show("running", sentences.waiting);
      next();
    },
    halt: (run) => {
      if (run === current && run.halt) { run.halt(); return; }
      if (line.includes(run)) line.splice(line.indexOf(run), 1);
      run.finish("stopped", sentences.stopped);
    },
  };
})();
