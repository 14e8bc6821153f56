"""Modules of JavaScript as one script, without Node: for the built site, and for a widget in JupyterLab.

Module scripts do not run from ``file://``, and a widget brings its front end as one text. So each module becomes a
function that returns what it exports, after the modules that it imports, every line staying a line: a source map then
leads from an error to the line of the file that a person wrote. What is understood is what our modules need: at the
start of a line ``import { a, b } from "./other.mjs"``, ``import * as all from …``, ``import one from …``, and before a
declaration ``export``, or ``export default`` before an expression, or ``export { a, b };``.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

__all__ = ["FIGURES", "RUNTIME", "STYLE_SHEET", "Script", "bundle", "variable"]

HERE = Path(__file__).parent
#: Where each live figure has its two files.
FIGURES = HERE / "figures"
#: What all live figures share.
RUNTIME = HERE / "js" / "runtime.mjs"
#: The look of live figures; its variables are the colours of whatever else moves on a page.
STYLE_SHEET = HERE / "live.css"
ROOT = HERE.parents[1]

_IMPORT = re.compile(r'^import\s+(?P<what>\{[^}]*\}|\*\s+as\s+\w+|\w+)\s+from\s+"(?P<path>\.[^"]+)";', re.M)
_LIST = re.compile(r"^export\s+\{(?P<names>[^}]*)\};", re.M)
_DECLARED = re.compile(r"^export\s+(?=(?:const|let|function|class)\s+(?P<name>\w+))", re.M)
_DEFAULT = re.compile(r"^export\s+default\b", re.M)


@dataclass(frozen=True)
class Module:
    """One file: its body as the inside of a function, what it imports, and the names that it exports."""

    path: Path
    body: str
    imports: tuple[tuple[Path, frozenset[str]], ...]
    exports: tuple[str, ...]


@dataclass(frozen=True)
class Script:
    """A script, and for each of its lines the file and the line that it came from, if any."""

    text: str
    origins: tuple[tuple[Path, int] | None, ...]

    def source_map(self, *, texts: bool = False) -> str:
        """Return the source map as JSON; with `texts` the files themselves are in it, else their names alone."""
        paths = list(dict.fromkeys(origin[0] for origin in self.origins if origin))
        rows, before = [], (0, 0)
        for origin in self.origins:
            if origin is None:
                rows.append("")
                continue
            here = (paths.index(origin[0]), origin[1])
            rows.append("".join(map(_vlq, (0, here[0] - before[0], here[1] - before[1], 0))))
            before = here
        content = {"sourcesContent": [path.read_text(encoding="utf-8") for path in paths]} if texts else {}
        named = [told_path(path) for path in paths]
        return json.dumps({"version": 3, "sources": named, "names": [], "mappings": ";".join(rows), **content})

    def with_map(self, *, texts: bool = False) -> str:
        """Return the script with its source map inside, for where no second file can stand beside it."""
        data = base64.b64encode(self.source_map(texts=texts).encode()).decode()
        return f"{self.text}//# sourceMappingURL=data:application/json;base64,{data}\n"


def bundle(entries: Iterable[Path], last: str, *, wrapped: bool = True) -> Script:
    """Return one script: the modules `entries` with all that they import, then the lines `last`.

    In `last` a module is the variable `variable(path)`, an object of its exports. A script that is `wrapped` leaves no
    name behind on the page; one that is not may be a module itself, as a widget's.

    Raises
    ------
    ValueError
        If a file has a form of import or export that is not understood, imports what the other does not export, or
        imports itself by way of others: the message names the file.
    """
    lines: list[tuple[str, tuple[Path, int] | None]] = [("(() => {", None)] if wrapped else []
    for module in _in_order(entries):
        lines.append((f"const {variable(module.path)} = (() => {{", None))
        lines += [(line, (module.path, i)) for i, line in enumerate(module.body.splitlines())]
        names = ", ".join(f"default: {_ONE}" if name == "default" else name for name in module.exports)
        lines.append((f"return {{ {names} }}; }})();", None))
    lines += [(line, None) for line in last.splitlines()]
    lines += [("})();", None)] if wrapped else []
    return Script("".join(f"{line}\n" for line, _ in lines), tuple(origin for _, origin in lines))


def variable(path: Path) -> str:
    """Return what a module is called within a script: ``js/view.mjs`` is ``$js_view``."""
    return "$" + re.sub(r"\W", "_", f"{path.parent.name}_{path.stem}")


def told_path(path: Path) -> str:
    """Return a file's path as messages and source maps name it, seen from the repository where it is in there."""
    path = path.resolve()
    return (path.relative_to(ROOT) if path.is_relative_to(ROOT) else Path(path.name)).as_posix()


_ONE = "$default"


@cache
def _module(path: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    imports: list[tuple[Path, frozenset[str]]] = []
    exports: list[str] = []

    def imported(match: re.Match[str]) -> str:
        other = (path.parent / match["path"]).resolve()
        what, name = match["what"], variable(other)
        wanted: list[str] = []
        if what.startswith("{"):
            pairs = [re.split(r"\s+as\s+", entry.strip()) for entry in what[1:-1].split(",") if entry.strip()]
            wanted = [pair[0] for pair in pairs]
            put = f"const {{ {', '.join(': '.join(pair) for pair in pairs)} }} = {name};"
        elif what.startswith("*"):
            put = f"const {what.split()[-1]} = {name};"
        else:
            wanted = ["default"]
            put = f"const {what} = {name}.default;"
        imports.append((other, frozenset(wanted)))
        return put + "\n" * match[0].count("\n")  # every line stays where it was

    def listed(match: re.Match[str]) -> str:
        exports.extend(name.strip() for name in match["names"].split(",") if name.strip())
        return "\n" * match[0].count("\n")

    def declared(match: re.Match[str]) -> str:
        exports.append(match["name"])
        return ""

    def default(match: re.Match[str]) -> str:
        exports.append("default")
        return f"const {_ONE} ="

    body = _IMPORT.sub(imported, text)
    for pattern, put in ((_LIST, listed), (_DECLARED, declared), (_DEFAULT, default)):
        body = pattern.sub(put, body)
    if left := re.search(r"^[ \t]*(?:import\b(?!\()|export\b).*", body, re.M):
        line = body.count("\n", 0, left.start()) + 1
        raise ValueError(f"{told_path(path)}, line {line}: the bundler does not understand {left[0].strip()!r}")
    if not exports:
        raise ValueError(f"{told_path(path)} exports nothing")
    return Module(path, body, tuple(imports), tuple(exports))


def _in_order(entries: Iterable[Path]) -> Sequence[Module]:
    """Return the modules with all that they import, each after those that it imports."""
    done: dict[Path, Module] = {}
    named: dict[str, Path] = {}

    def take(path: Path, way: tuple[Path, ...]) -> Module:
        if path in way:
            raise ValueError(f"modules import each other: {' → '.join(map(told_path, (*way, path)))}")
        if path not in done:
            if not path.is_file():
                by = f", which {told_path(way[-1])} imports" if way else ""
                raise ValueError(f"there is no {told_path(path)}{by}")
            module = _module(path)
            for other, wanted in module.imports:
                lacks = sorted(wanted - {*take(other, (*way, path)).exports})
                if lacks:
                    raise ValueError(f"{told_path(path)} imports {', '.join(lacks)}: {told_path(other)} has none")
            twin = named.setdefault(variable(path), path)
            if twin != path:
                raise ValueError(f"{told_path(path)} and {told_path(twin)} would have one name in the script")
            done[path] = module
        return done[path]

    for entry in entries:
        take(entry.resolve(), ())
    return list(done.values())


_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def _vlq(number: int) -> str:
    """Return a number as source maps write it: base 64, five bits a digit, the sign in the last bit."""
    rest, text = abs(number) << 1 | (number < 0), ""
    while True:
        rest, digit = rest >> 5, rest & 31
        text += _DIGITS[digit | (32 if rest else 0)]
        if not rest:
            return text
