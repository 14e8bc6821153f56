"""Run the chapters' notebooks anew and normalise them, or check that this was done.

    .venv/bin/python tools/notebooks.py [ch01 ch05_entropy …]     run and write (all, if none is named)
    .venv/bin/python tools/notebooks.py --check                   run nothing; say what is not as it should be

A notebook is committed with its outputs, so that the numbers can be read and compared; so its file must be the same
whoever ran it: no execution times, no widget state, fixed cell ids and one form of JSON. Two fingerprints in the
metadata, of the cells' code and of their outputs, show an edit after the last run, of either.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

ROOT = Path(__file__).resolve().parents[1]
CHAPTERS = ROOT / "chapters"
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
LANGUAGE = {"name": "python", "pygments_lexer": "ipython3"}
#: What Jupyter's programs leave behind in a cell that says nothing about the cell.
TRACES = ("execution", "ExecuteTime", "collapsed", "scrolled", "trusted", "vscode", "outputId", "colab")

#: What a downloaded notebook says of the package that it needs.
PACKAGE_ID = "get-the-package"
PACKAGE = (
    "*If the next cell does not find `ce_helpers`: run "
    '`%pip install "ce_helpers[all] @ git+https://github.com/cross-entropy-book/cross-entropy-book"` '
    "in a cell of its own, then restart the kernel.*"
)


def code_of(notebook: Any) -> list[Any]:
    """Return the code cells."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def fingerprints(notebook: Any) -> dict[str, str]:
    """Return digests of the code and of the outputs, 16 hexadecimal digits each."""
    texts = {
        "code": [cell.source for cell in code_of(notebook)],
        "outputs": [cell.outputs for cell in code_of(notebook)],
    }
    return {
        name: hashlib.sha256(json.dumps(text, sort_keys=True).encode()).hexdigest()[:16] for name, text in texts.items()
    }


def normalise(notebook: Any) -> None:
    """Bring `notebook` into the committed form, in place; the fingerprints are left as they are."""
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    notebook.metadata.pop("widgets", None)
    notebook.metadata["kernelspec"] = nbformat.from_dict(KERNEL)
    notebook.metadata["language_info"] = nbformat.from_dict(LANGUAGE)
    ids: set[str] = set()
    for cell in notebook.cells:
        cell["id"] = _cell_id(cell, ids)
        for trace in TRACES:
            cell.metadata.pop(trace, None)
        if "hide-cell" in cell.metadata.get("tags", []):  # folded on the site by the tag, in JupyterLab by this
            cell.metadata["jupyter"] = nbformat.from_dict({"source_hidden": True, "outputs_hidden": True})
    _name_solutions(notebook)
    _say_how_to_get_the_package(notebook)
    for cell in notebook.cells:
        cell.pop("attachments", None) if not cell.get("attachments") else None
    for count, cell in enumerate((c for c in code_of(notebook) if c.source.strip()), start=1):
        cell.execution_count = count
    for cell in code_of(notebook):
        cell.outputs = _joined(cell.outputs)
        for output in cell.outputs:
            output.get("data", {}).pop(WIDGET_VIEW, None)
            if "execution_count" in output:
                output.execution_count = cell.execution_count
            if output.output_type in ("display_data", "execute_result"):
                shown = {"image/png"} & {*output.metadata}  # the size and the text of a live figure's picture
                output.metadata = nbformat.from_dict({name: output.metadata[name] for name in shown})


def _name_solutions(notebook: Any) -> None:
    """Let each solution begin with the line that says so: of a folded cell JupyterLab shows the first line."""
    number = ""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            headings = re.findall(r"^#{2,4} +(?:(\d+)\. )?", cell.source, flags=re.M)
            number = headings[-1] if headings else number
        elif number and cell.metadata.get("mystnb", {}).get("code_prompt_show") == "Show the solution":
            source = re.sub(r"\A# Solution of Exercise \d+\n", "", cell.source)
            cell.source = f"# Solution of Exercise {number}\n{source}"


def _say_how_to_get_the_package(notebook: Any) -> None:
    """Put the line `PACKAGE`, which no page of the site has, above the first cell that needs the package."""
    cells = [cell for cell in notebook.cells if cell.get("id") != PACKAGE_ID and cell.source != PACKAGE]
    first = next((i for i, c in enumerate(cells) if c.cell_type == "code" and "import ce_helpers" in c.source), None)
    if first is not None:
        note = nbformat.v4.new_markdown_cell(PACKAGE, id=PACKAGE_ID, metadata={"tags": ["remove-cell"]})
        notebook.cells = [*cells[:first], note, *cells[first:]]


def _cell_id(cell: Any, taken: set[str]) -> str:
    """Return the cell's own id where it has a sound one, else one made from its text; never one twice."""
    name, count = cell.get("id", ""), 0
    while not re.fullmatch(r"[\w-]{1,64}", name, flags=re.ASCII) or name in taken:
        name = hashlib.sha256(f"{cell.cell_type}\0{cell.source}\0{count}".encode()).hexdigest()[:8]
        count += 1
    taken.add(name)
    return str(name)


def _joined(outputs: list[Any]) -> list[Any]:
    """Return the outputs with the pieces of one stream in one, since where a kernel cuts them is chance."""
    streams: dict[str, Any] = {}
    kept = []
    for output in outputs:
        if output.output_type != "stream":
            streams = {}
        elif output.name in streams:
            streams[output.name].text += output.text
            continue
        else:
            streams[output.name] = output
        kept.append(output)
    return kept


def text_of(notebook: Any) -> str:
    """Return the one form of the file's text."""
    return str(nbformat.writes(notebook, version=4)).rstrip("\n") + "\n"


def oddities(notebook: Any) -> list[str]:
    """Return what no chapter may print: a warning, an error, a memory address, a path of somebody's machine."""
    found = []
    for number, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            continue
        where, tags = f"cell {number}", cell.metadata.get("tags", [])
        for output in cell.outputs:
            if output.output_type == "stream" and output.name == "stderr" and "allow-stderr" not in tags:
                found.append(f"{where} writes to standard error: {output.text.strip()[:300]!r}")
            if output.output_type == "error" and "raises-exception" not in tags:
                found.append(f"{where} raises {output.ename}: {output.evalue[:300]}")
            printed = json.dumps(output, ensure_ascii=False)
            if re.search(r"\bat 0x[0-9a-f]{6,}", printed):
                found.append(f"{where} prints a memory address, which changes from run to run")
            if str(ROOT) in printed or str(Path.home()) + "/" in printed:
                found.append(f"{where} prints a path of this machine")
    return found


def faults(path: Path) -> list[str]:
    """Return what is wrong with a committed notebook, each with its remedy; nothing where all is well."""
    text = path.read_text(encoding="utf-8")
    notebook = nbformat.reads(text, as_version=4)
    remedy = f"run `make notebooks CHAPTERS={path.stem}`"
    said, true = dict(notebook.metadata.get("ce_book", {})), fingerprints(notebook)
    found = []
    if set(said) != set(true):
        found.append(f"was never run by the book's command: {remedy}")
    elif said["code"] != true["code"]:
        found.append(f"was edited after it was last run: {remedy}")
    elif said["outputs"] != true["outputs"]:
        found.append(f"has outputs that its last run did not make: {remedy}")
    found += oddities(notebook)
    normalise(notebook)
    if not found and text_of(notebook) != text:
        found.append(f"is not in normal form (execution times, widget state, cell ids, key order …): {remedy}")
    return found


def run(path: Path, kernel_timeout: int = 120) -> tuple[str, float]:
    """Run one notebook in a fresh kernel and write it; return what went wrong (or nothing), and the seconds it took."""
    start = time.perf_counter()
    notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
    normalise(notebook)
    os.environ["TQDM_DISABLE"] = "1"  # how long a training takes is the machine's affair, and no output of the book's
    client = NotebookClient(
        notebook,
        timeout=kernel_timeout,
        kernel_name="python3",
        record_timing=False,
        store_widget_state=False,
        resources={"metadata": {"path": str(path.parent)}},
    )
    try:
        client.execute()
    except CellExecutionError as error:
        return re.sub(r"\x1b\[[0-9;]*m", "", str(error)), time.perf_counter() - start
    normalise(notebook)
    notebook.metadata["ce_book"] = nbformat.from_dict(fingerprints(notebook))
    path.write_text(text_of(notebook), encoding="utf-8", newline="\n")
    return "; ".join(oddities(notebook)), time.perf_counter() - start


def chosen(names: list[str]) -> list[Path]:
    """Return the notebooks of the given names or beginnings of names (``ch01``), or all."""
    every = sorted(CHAPTERS.glob("*.ipynb"))
    if not names:
        return every
    found = []
    for name in names:
        stem = Path(name).stem
        match = [path for path in every if path.stem == stem or path.stem.split("_")[0] == stem]
        if not match:
            sys.exit(f"there is no notebook {name!r}; there are {', '.join(path.stem for path in every)}")
        found += match
    return found


def main() -> int:
    """Run or check; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("names", nargs="*", help="ch01, or chapters/ch01_surprise.ipynb; all if none is named")
    parser.add_argument("--check", action="store_true", help="run nothing; say what is not as it should be")
    options = parser.parse_args()
    paths = chosen(options.names)
    if options.check:
        wrong = [f"{path.relative_to(ROOT)} {fault}" for path in paths for fault in faults(path)]
        print("\n".join(wrong) or f"{len(paths)} notebooks: run after their last edit, and in normal form")
        return bool(wrong)
    failed = 0
    with ProcessPoolExecutor(2) as pool:
        for path, (trouble, seconds) in zip(paths, pool.map(run, paths), strict=True):
            failed += bool(trouble)
            print(f"{seconds:6.1f} s  {path.stem}" + (f"\n{trouble}" if trouble else ""), flush=True)
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
