// Pyodide in node, for tests: what the book's checks say there to every listed wrong answer, as JSON.
// node page_python_node.mjs PYODIDE_FOLDER WHEEL CODE_ZIP PYTHON_FILE
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
const [folder, wheel, zip, program] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`).href);
const bytes = (file) => new Uint8Array(readFileSync(file)); // Pyodide takes no Buffer
const python = await loadPyodide({ indexURL: folder, env: { HOME: "/book" } });
python.unpackArchive(bytes(wheel), "wheel");
python.unpackArchive(bytes(zip), "zip", { extractDir: "/book" });
python.pyimport("ce_helpers.page.running"); // as in a page: integers of 64 bits are taken there
console.log(python.runPython(readFileSync(program, "utf8")));
