"""Write the exercises of each chapter as an assignment, and as the instructor's notebook: `make course`.

    python tools/course.py [FOLDER] [chNN …]

An assignment holds the exercises' texts, an empty cell for each answer, the check that says what is wrong, and a cell
that raises unless the answer is right, which is what is marked. The instructor's notebook has the solutions in place of
the empty cells. Both carry nbgrader's metadata (version 3): the instructor's is nbgrader's source, whose solutions
`nbgrader generate_assignment` takes out. Both need the installed package, and nothing else of the book.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import nbformat
import yaml
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

import ce_helpers as ce
from ce_helpers.page.running import needed

ROOT = Path(__file__).resolve().parents[1]
SITE = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))["sphinx"]["config"]["html_baseurl"]
MARK = """\
from ce_helpers.practice import result

found = result("{name}", {answer})
assert found.status == "right", found.message"""
OPENING = """\
# {title}: exercises

Write your answer in place of the dots, run the cell, then the check below it, as often as you like: it says what is \
wrong. The cell after the check is for the marker. [The chapter]({address}) has the text and the figures.

The exercises need the book's package, version {version}, beside Python 3.11 or later."""


class Task(NamedTuple):
    """One exercise of a notebook: its text, its cells' sources, and what the check is given."""

    name: str
    text: str
    stub: str
    check: str
    solution: str
    answer: str


def tasks(cells: Sequence[NotebookNode]) -> Iterator[Task]:
    """Yield the exercises of a chapter, in their order."""
    for i, cell in enumerate(cells):
        if cell.cell_type != "code" or "hide-cell" in cell.metadata.get("tags", []):
            continue
        given = _checked(cell.source)
        if given is None:
            continue
        text = next(c.source for c in reversed(cells[:i]) if c.cell_type == "markdown" and "### " in c.source)
        later = (c for c in cells[i + 1 :] if c.cell_type == "code" and (_checked(c.source) or ("",))[0] == given[0])
        solution = next(c.source for c in later if "hide-cell" in c.metadata.get("tags", []))
        text = text[text.index("### ") :]
        yield Task(given[0], text, cells[i - 1].source, cell.source, _without_check(solution), given[1])


def _checked(source: str) -> tuple[str, str] | None:
    """Return the name and the answer of the cell's ``ce.check("name", answer)``, if it has one."""
    if not re.search(r"^ce\.check\(", source, re.M):
        return None
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "ce.check":
            name = node.args[0]
            assert isinstance(name, ast.Constant)
            return str(name.value), ast.unparse(node.args[1])
    return None


def _without_check(source: str) -> str:
    """Return a solution without its check, which may run over several lines."""
    lines = source.splitlines()
    for node in ast.parse(source).body:
        if ast.unparse(node).startswith("ce.check("):
            lines[node.lineno - 1 : node.end_lineno] = [""] * (node.end_lineno - node.lineno + 1)
    return "\n".join(lines).strip()


def _linked(text: str) -> str:
    """Return a text whose links lead to the site, and whose references are words."""
    text = re.sub(r"\]\((ch\d\d_\w+|\w+)\.(?:ipynb|md)", rf"]({SITE}chapters/\1.html", text)
    text = re.sub(r"\{(?:num)?ref\}`([^`<]+?) *<[^`]*>`", r"\1", text)
    text = re.sub(r"\{numref\}`fig-ch(\d\d)-[^`]*`", lambda m: f"the figure of Chapter {int(m[1])}", text)
    text = re.sub(r"\{ref\}`ex-([\w-]+)`", r"the exercise `\1`", text)
    text = re.sub(r"\{(?:term|cite:?\w*)\}`([^`<]+?)(?: *<[^`]*>)?`", r"\1", text)
    return re.sub(r"\(?\{eq\}`[^`]*`\)?", "the chapter's formula", text)


def _cell(source: str, **nbgrader: Any) -> NotebookNode:
    told = {"schema_version": 3, "grade": False, "locked": False, "solution": False, "task": False, **nbgrader}
    return new_code_cell(source, id=told["grade_id"], metadata={"nbgrader": told})


def notebook(chapter: Path, solved: bool) -> NotebookNode:
    """Return the exercises of a chapter as a notebook: the instructor's where `solved`, an assignment otherwise."""
    cells = nbformat.read(chapter, as_version=4).cells
    found = list(tasks(cells))
    own = {part for task in found for part in (task.stub, task.check)}
    earlier = [
        c.source for c in cells
        if c.cell_type == "code" and c.source not in own and "hide-cell" not in c.metadata.get("tags", [])
    ]  # fmt: skip
    start = ["import ce_helpers as ce", "import numpy as np"]
    for task in found:
        wanted = needed(f"{task.stub}\n{task.check}", earlier)
        wanted += [part for part in needed(task.solution, earlier) if part.startswith(("import ", "from "))]
        start += [part for part in wanted if part not in start]
    title = cells[0].source.splitlines()[0].removeprefix("# ")
    address = f"{SITE}chapters/{chapter.stem}.html"
    made = [new_markdown_cell(OPENING.format(title=title, address=address, version=ce.__version__), id="opening")]
    made.append(new_code_cell("\n".join(start), id="start"))
    for task in found:
        name = task.name
        made.append(new_markdown_cell(_linked(task.text), id=f"{name}-text"))
        answer = f"### BEGIN SOLUTION\n{task.solution}\n### END SOLUTION" if solved else task.stub
        made.append(_cell(answer, grade_id=name, solution=True))
        made.append(new_code_cell(task.check, id=f"{name}-check"))
        mark = MARK.format(name=name, answer=task.answer)
        made.append(_cell(mark, grade_id=f"{name}-mark", grade=True, locked=True, points=1))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return new_notebook(cells=made, metadata={"kernelspec": kernel, "language_info": {"name": "python"}})


def write(folder: Path, wanted: Sequence[str] = ()) -> list[Path]:
    """Write both notebooks of each chapter (of those named) and return their paths."""
    chapters = sorted((ROOT / "chapters").glob("ch[0-9][0-9]_*.ipynb"))
    unknown = [name for name in wanted if name not in {path.stem[:4] for path in chapters}]
    if unknown:
        raise ValueError(f"{unknown[0]!r} is no chapter; name them as ch01, ch02, …")
    written = []
    for chapter in chapters:
        if wanted and chapter.stem[:4] not in wanted:
            continue
        for kind, solved in (("assignments", False), ("instructor", True)):
            path = folder / kind / f"{chapter.stem}.ipynb"
            path.parent.mkdir(parents=True, exist_ok=True)
            nbformat.write(notebook(chapter, solved), path)
            written.append(path)
    return written


def main(arguments: Sequence[str]) -> None:
    """Write what is asked for and say where it is."""
    names = [a for a in arguments if re.fullmatch(r"ch\d\d", a)]
    folder = Path(next((a for a in arguments if a not in names), ROOT / "_build" / "course"))
    written = write(folder, names)
    print(f"{len(written) // 2} assignments in {folder / 'assignments'}, the instructor's in {folder / 'instructor'}")


if __name__ == "__main__":
    main(sys.argv[1:])
