// Python in a worker of its own, so that the page stays responsive. page.js starts it and hands over every file but the
// scripts; nothing is fetched from here. Needs of a content-security policy: 'wasm-unsafe-eval' in script-src, no
// 'unsafe-eval'; worker-src 'self' (and blob: for pages from the file system, which have no origin to load from).
"use strict";
const WHEEL = "@WHEEL@"; // NumPy's, named by Pyodide's lock file; put in by the build
const tell = (kind, more) => postMessage({ kind, ...more });
let runner;

const unpacked = (bytes) => new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
const asScript = async (bytes) =>
  URL.createObjectURL(new Blob([await new Response(unpacked(bytes)).arrayBuffer()], { type: "text/javascript" }));

async function start({ base, files }) {
  // Pyodide asks for its parts by name: they are here already. What a reader's own code asks for goes the usual way.
  const native = self.fetch;
  self.fetch = async (address, ...rest) => {
    const name = String(address.url ?? address).split("/").pop();
    if (name in files) return new Response(files[name]);
    if (!(`${name}.gz` in files)) return native(address, ...rest);
    const type = name.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
    return new Response(unpacked(files[`${name}.gz`]), { headers: { "content-type": type } });
  };
  if (base) importScripts(`${base}pyodide.js`);
  else {
    importScripts(await asScript(files["pyodide.js.gz"]));
    importScripts(await asScript(files["pyodide.asm.js.gz"])); // defines what loadPyodide would load by address
  }
  const python = await loadPyodide({
    indexURL: base ?? "https://files.invalid/", // only names are taken from it, see above
    env: { HOME: "/book", PYTHONDONTWRITEBYTECODE: "1" },
    stdin: () => undefined,
  });
  // not loadPyodide's own `packages`: where a wheel is not the one of the lock file, that waits for ever (0.27.7)
  python.unpackArchive(files[WHEEL], "wheel");
  python.unpackArchive(files["ce_helpers.zip"], "zip", { extractDir: "/book" });
  runner = python.pyimport("ce_helpers.page.running");
  tell("ready");
}

function run({ id, code, check, earlier }) {
  tell("begun", { id });
  const state = runner.run(code, check, earlier, (text) => tell("printed", { id, text }));
  tell("done", { id, state });
}

onmessage = async ({ data }) => {
  try {
    await (data.kind === "start" ? start(data) : run(data));
  } catch (error) {
    tell("failed", { id: data.id, text: String(error.message ?? error).split("\n")[0] });
  }
};
