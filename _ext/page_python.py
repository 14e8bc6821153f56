"""The reader's code, in the page: which cells can be run there, and the files that Python is started from.

The stub and the check of an exercise become one answer, which ``page.js`` makes editable; without scripts both stay as
they are written, with a sentence on what else to do. Cells that need NumPy alone carry the class ``runs``. The files
lie in ``_static/python``, and no page asks for them before its reader does.
"""

from __future__ import annotations

import ast
import base64
import gzip
import hashlib
import inspect
import io
import json
import re
import shutil
import sys
import textwrap
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

from docutils import nodes
from minified import minified
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging

import ce_helpers as ce
from ce_helpers.page.running import needed

HERE = Path(ce.__file__).parent
#: Seconds that an exercise and a cell may run.
EXERCISE, CELL = 20, 60
#: What Pyodide consists of; the scripts are loaded by their addresses, the others fetched, the first of them packed:
#: not every host compresses WebAssembly.
PACKED, WHOLE, SCRIPTS = ["pyodide.asm.wasm"], ["python_stdlib.zip"], ["pyodide.js", "pyodide.asm.js"]
#: What stands in the page where the script cannot put something better.
_INSTEAD = 'To have it checked, run <a href="{}" download>the notebook</a> in JupyterLab (<a href="{}">how</a>).'
_OFFER = 'The code of this page can be changed and run in JupyterLab (<a href="{}">how</a>).'
_CHECK = re.compile(r'^ce\.check\("([\w-]+)"', re.M)


# --- the pages -------------------------------------------------------------------------------------------------------


def join_answers(app: Sphinx, doctree: nodes.document) -> None:
    """Put each stub and its check into one answer, without the saved "Not attempted yet"; mark what can be run."""
    cells = [n for n in doctree.findall(nodes.container) if n.get("nb_element") == "cell_code"]
    sources = [_source(cell) for cell in cells]
    notebook = app.builder.get_relative_uri(app.env.docname, "index").rpartition("/")[0] or "."
    study = app.builder.get_relative_uri(app.env.docname, "chapters/how_to_study")
    instead = _INSTEAD.format(f"{notebook}/_sources/{app.env.docname}.ipynb", study)
    for i, (cell, source) in enumerate(zip(cells, sources, strict=True)):
        tags = " ".join(cell.get("classes", []))
        found = _CHECK.search(source)
        if found and "tag_hide-cell" not in tags:
            stub = cells[i - 1]
            place = cell.parent.index(cell)
            if i == 0 or cell.parent is not stub.parent or cell.parent.index(stub) != place - 1:
                logging.getLogger(__name__).warning("the check of %r has no stub before it", found[1], location=cell)
                continue
            stub["classes"] = [c for c in stub["classes"] if c != "runs"]
            for output in list(cell.findall(nodes.container)):
                if output.get("nb_element") == "cell_code_output":
                    output.parent.remove(output)
            lines = max(4, sources[i - 1].rstrip().count("\n") + 2)
            start = (
                f'<div class="answer" id="answer-{found[1]}" data-answer="{found[1]}" data-seconds="{EXERCISE}" '
                f'style="--answer-height:{1.5 * lines + 4.8:g}rem"><div class="answer-still">'
            )
            end = f'<p class="answer-else">{instead}</p></div></div>'
            cell.parent[place - 1 : place + 1] = [
                nodes.raw("", start, format="html"), stub, cell, nodes.raw("", end, format="html")
            ]  # fmt: skip
        elif not found and "tag_remove" not in tags and "tag_hide" not in tags and runs_here(source, sources[:i]):
            cell["classes"].append("runs")
    run_here = [cell for cell in cells if "runs" in cell["classes"]]
    # the offer stands before the first of them, but not between a prediction and what it opens, if that can be helped
    free = [cell for cell in run_here if not any("after-" in name for name in cell["classes"])]
    for cell in (free or run_here)[:1]:
        offer = f'<p class="code-offer" data-seconds="{CELL}">{_OFFER.format(study)}</p>'
        cell.parent.insert(cell.parent.index(cell), nodes.raw("", offer, format="html"))


def _source(cell: nodes.Element) -> str:
    found = next(
        (n for n in cell.findall(nodes.literal_block) if n.parent.get("nb_element") == "cell_code_source"), None
    )
    return found.astext() if found is not None else ""


def runs_here(source: str, earlier: list[str]) -> bool:
    """Say whether the code, and what it needs of the cells before it, runs with NumPy and Python's library alone."""
    if not source.strip():
        return False
    return not any(
        _modules(part) - _at_hand() or _asked(part) & _elsewhere() for part in [source, *needed(source, earlier)]
    )


@cache
def _at_hand() -> set[str]:
    return {"numpy", "ce_helpers", *sys.stdlib_module_names} - {"tkinter", "multiprocessing", "subprocess", "threading"}


def _modules(source: str) -> set[str]:
    """Return the packages that the code imports."""
    found: set[str] = set()
    for node in ast.walk(_parsed(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add(str(node.module).partition(".")[0])
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("files", "import_module") and node.args:
            named = node.args[0]
            found |= {str(named.value).partition(".")[0]} if isinstance(named, ast.Constant) else set()
    return found - {""}


def _asked(source: str) -> set[str]:
    """Return the names that the code takes from ``ce``."""
    return {
        node.attr
        for node in ast.walk(_parsed(source))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "ce"
    }


def _parsed(source: str) -> ast.AST:
    try:
        return ast.parse(source)
    except SyntaxError:  # a line of IPython's own, `%timeit` say
        return ast.parse("import IPython")


@cache
def _elsewhere() -> set[str]:
    """Return the names of ``ce`` that need more than NumPy: those imported when first used, and what imports more."""
    more = {
        name for name in dir(ce) if inspect.isfunction(vars(ce).get(name)) and _brought(vars(ce)[name]) - _at_hand()
    }
    later = {name for name in dir(ce) if name not in vars(ce) or inspect.ismodule(vars(ce)[name])}
    return more | later | {"check", "quiz", "live", "figure", "show", "colours"}


@cache
def _brought(function: Any) -> set[str]:
    """Return the packages that a function of the book imports when it is called, it or a function that it names."""
    found, todo, seen = set(), [function], {function}
    while todo:
        one = todo.pop()
        source = textwrap.dedent(inspect.getsource(one))
        found |= _modules(source)
        for node in ast.walk(_parsed(source)):
            other = one.__globals__.get(node.id) if isinstance(node, ast.Name) else None
            other = inspect.unwrap(other) if callable(other) else other  # a cache, say
            if inspect.isfunction(other) and other.__module__.startswith(f"{ce.__name__}.") and other not in seen:
                seen.add(other)
                todo.append(other)
    return found


def name_script(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Give the script to the pages with code that can be run, where Python can be started."""
    body = context.get("body", "")
    if app.config.page_python and ("data-answer=" in body or 'class="code-offer"' in body):
        context["page_scripts"].append(context["pathto"]("_static/python/page.js", 1))


# --- the files -------------------------------------------------------------------------------------------------------


def core(app: Sphinx) -> Path:
    """Return the folder of Pyodide's own files."""
    return Path(app.srcdir) / "node_modules" / "pyodide"


def numpy_of(folder: Path) -> dict[str, str]:
    """Return what Pyodide's lock file says of NumPy's wheel: ``file_name``, ``sha256``."""
    lock = json.loads((folder / "pyodide-lock.json").read_text(encoding="utf-8"))
    return dict(lock["packages"]["numpy"])


def look(app: Sphinx, config: Config) -> None:
    """See whether Python can be put beside the pages; `tools/build.py` has fetched it, and told it if not."""
    wheel = Path(app.srcdir) / "_build" / "pyodide"
    config.page_python = (core(app) / "pyodide-lock.json").is_file() and (
        wheel / numpy_of(core(app))["file_name"]
    ).is_file()


def write_sheet(app: Sphinx) -> None:
    """Write sheet and script where the pages' other sheets are joined and cut down to what is used."""
    target = Path(app.srcdir) / "_build" / "generated"
    target.mkdir(parents=True, exist_ok=True)
    for name in ("page.css", "page.js"):
        _write(target / name, (HERE / "page" / name).read_bytes())


def write_files(app: Sphinx, exception: Exception | None) -> None:
    """Write ``_static/python``, or remove it where there is nothing to start."""
    if exception or app.builder.name != "html":
        return
    out = Path(app.outdir) / "_static" / "python"
    if not app.config.page_python:
        shutil.rmtree(out, ignore_errors=True)
        return
    out.mkdir(parents=True, exist_ok=True)
    files = python_files(core(app), Path(app.srcdir) / "_build" / "pyodide")
    for name, data in files.items():
        _write(out / name, data)
    for path in out.iterdir():
        if path.name not in files:
            path.unlink()


def python_files(folder: Path, wheels: Path) -> dict[str, bytes]:
    """Return name → content of all files of ``_static/python``."""
    numpy = numpy_of(folder)
    lock = json.loads((folder / "pyodide-lock.json").read_text(encoding="utf-8"))
    fetched = {f"{name}.gz": _packed((folder / name).read_bytes()) for name in PACKED}
    fetched |= {name: (folder / name).read_bytes() for name in WHOLE}
    fetched[numpy["file_name"]] = (wheels / numpy["file_name"]).read_bytes()
    fetched["ce_helpers.zip"] = code_zip()
    fetched["pyodide-lock.json"] = json.dumps({"info": lock["info"], "packages": {}}).encode()
    worker = _script("worker.js").replace("@WHEEL@", numpy["file_name"]).encode()
    scripts = {name: (folder / name).read_bytes() for name in SCRIPTS}
    size = sum(map(len, fetched.values())) + sum(len(_packed(text)) for text in scripts.values())
    digests = {name: f"sha256-{_base64(hashlib.sha256(data).digest())}" for name, data in fetched.items()}
    python = _script("python.js").replace('"@FILES@"', json.dumps(digests)).replace('"@SIZE@"', f"{size / 1e6:.0f}")
    # a page from the file system can fetch nothing, but load a script: this one holds all
    packed = {f"{name}.gz": _packed(text) for name, text in scripts.items()}
    disk = {name: _base64(data) for name, data in (fetched | packed | {"worker.js": worker}).items()}
    whole = f"window.ceFiles = {json.dumps(disk, separators=(',', ':'))};\n"
    page = minified({"page.js": _script("page.js")}, HERE.parent)["page.js"]
    own = {"page.js": page.encode(), "python.js": python.encode(), "worker.js": worker}
    return {**fetched, **scripts, **own, "files.js": whole.encode()}


def _script(name: str) -> str:
    """Return a script without its comments and indents."""
    text = (HERE / "page" / name).read_text(encoding="utf-8")
    return re.sub(r"^(?:\s*//.*\n|[ \t]+)", "", text, flags=re.M)


def code_zip() -> bytes:
    """Return ``ce_helpers`` and its tables, without what draws or asks: the same bytes for the same code."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(p for kind in ("py", "csv", "json") for p in HERE.rglob(f"*.{kind}")):
            name = path.relative_to(HERE)
            if name.parts[0] in ("live", "figures", "figures.py") or name.name in ("questions.py", "widget.py"):
                continue
            entry = zipfile.ZipInfo((Path(HERE.name) / name).as_posix(), (1980, 1, 1, 0, 0, 0))
            archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED, 9)
    return kept.getvalue()


@cache
def _packed(data: bytes) -> bytes:
    return gzip.compress(data, 9, mtime=0)


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _write(path: Path, data: bytes) -> None:
    if not path.is_file() or path.read_bytes() != data:
        path.write_bytes(data)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the steps."""
    app.add_config_value("page_python", False, "html", [bool])
    app.connect("config-inited", look)
    app.connect("builder-inited", write_sheet, priority=100)
    app.connect("doctree-read", join_answers, priority=400)
    app.connect("html-page-context", name_script, priority=950)
    app.connect("build-finished", write_files, priority=950)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
