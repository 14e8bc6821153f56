"""Notebooks are committed as they were last run; an edit after that is caught, of the code or of an output.

That every cell still prints what is saved is nbval's part (`make nbval`).
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

from tools import notebooks

ROOT = Path(__file__).resolve().parents[2]


def small() -> Any:
    """Return a notebook as an editor might leave it."""
    v4 = nbformat.v4
    cells = [v4.new_markdown_cell("# A title"), v4.new_code_cell("print(1 + 1)"), v4.new_code_cell("[1, 2]")]
    notebook = v4.new_notebook(cells=cells)
    notebook.metadata["widgets"] = {"state": {}}
    notebook.metadata["kernelspec"] = {"display_name": "mine", "name": "my-kernel"}
    notebook.cells[1].metadata = nbformat.from_dict(
        {"execution": {"iopub.status.busy": "2020-01-01"}, "tags": ["hide-input"], "mystnb": {"image": {"alt": "two"}}}
    )
    return notebook


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a notebook that the book's command has run."""
    path = tmp_path_factory.mktemp("notebooks") / "small.ipynb"
    nbformat.write(small(), path)
    trouble, _ = notebooks.run(path)
    assert trouble == ""
    return path


@pytest.fixture
def copy(executed: Path, tmp_path: Path) -> Path:
    """Return a copy of it to spoil."""
    path = tmp_path / "small.ipynb"
    path.write_bytes(executed.read_bytes())
    return path


def spoil(path: Path, old: str, new: str) -> list[str]:
    """Return the faults that are found once `old` is replaced in the file."""
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    return notebooks.faults(path)


def test_a_notebook_just_run_has_no_faults(executed: Path) -> None:
    assert notebooks.faults(executed) == []
    notebook = nbformat.read(executed, as_version=4)
    assert notebook.cells[1].outputs[0].text == "2\n"
    assert [cell.execution_count for cell in notebook.cells[1:]] == [1, 2]
    assert dict(notebook.cells[1].metadata) == {"tags": ["hide-input"], "mystnb": {"image": {"alt": "two"}}}
    assert notebook.metadata.kernelspec == notebooks.KERNEL
    assert "widgets" not in notebook.metadata


def test_running_twice_gives_the_same_file(executed: Path, copy: Path) -> None:
    assert notebooks.run(copy)[0] == ""
    assert copy.read_bytes() == executed.read_bytes()


def test_code_edited_after_the_run_is_caught(copy: Path) -> None:
    (fault,) = spoil(copy, "print(1 + 1)", "print(1 + 2)")
    assert "was edited after it was last run" in fault
    assert "make notebooks CHAPTERS=small" in fault


def test_an_output_edited_by_hand_is_caught(copy: Path) -> None:
    (fault,) = spoil(copy, r'"2\n"', r'"3\n"')
    assert "has outputs that its last run did not make" in fault


def test_a_notebook_never_run_is_caught(tmp_path: Path) -> None:
    path = tmp_path / "new.ipynb"
    nbformat.write(small(), path)
    assert "was never run by the book's command" in notebooks.faults(path)[0]


@pytest.mark.parametrize(
    ("old", "new"), [('"tags"', '"scrolled": true, "tags"'), ('"python3"', '"conda-env"'), ("]\n}\n", "]\n}")]
)
def test_another_form_of_the_file_is_caught(copy: Path, old: str, new: str) -> None:
    text = copy.read_text()
    old = old if old in text else "}\n"
    (fault,) = spoil(copy, old, new if old != "}\n" else "}\n\n")
    assert "is not in normal form" in fault


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("import warnings; warnings.warn('careful')", "writes to standard error"),
        ("object()", "memory address"),
        ("import pathlib; pathlib.Path.home() / 'x'", "a path of this machine"),
    ],
)
def test_what_no_chapter_may_print_is_caught(tmp_path: Path, code: str, told: str) -> None:
    path = tmp_path / "odd.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)]), path)
    assert told in notebooks.run(path)[0]


def test_a_cell_that_raises_is_told_and_the_file_is_left(tmp_path: Path) -> None:
    path = tmp_path / "bad.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 / 0")]), path)
    before = path.read_bytes()
    assert "ZeroDivisionError" in notebooks.run(path)[0]
    assert path.read_bytes() == before


def test_widget_views_go_and_the_picture_stays() -> None:
    data = {notebooks.WIDGET_VIEW: {"model_id": "1"}, "image/png": "iVBORw==", "text/plain": "Surprise()"}
    metadata = {"image/png": {"width": 460, "alt": "A curve"}, "other": 1}
    cell = nbformat.v4.new_code_cell("x", outputs=[nbformat.v4.new_output("display_data", data, metadata=metadata)])
    notebook = nbformat.v4.new_notebook(cells=[cell])
    notebooks.normalise(notebook)
    (output,) = notebook.cells[0].outputs
    assert set(output.data) == {"image/png", "text/plain"}
    assert output.metadata == {"image/png": {"width": 460, "alt": "A curve"}}


@pytest.mark.filterwarnings("ignore::nbformat.warnings.DuplicateCellId")
def test_cell_ids_are_kept_made_sound_and_never_twice() -> None:
    cells = [nbformat.v4.new_code_cell("1", id="kept-1") for _ in range(3)]
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebooks.normalise(notebook)
    ids = [cell.id for cell in notebook.cells]
    assert ids[0] == "kept-1"
    assert len(set(ids)) == 3


def test_the_sanitiser_blanks_drawings_and_keeps_numbers() -> None:
    text = (ROOT / "tests" / "notebooks" / "nbval_sanitize.cfg").read_text(encoding="utf-8")
    ((pattern, replacement),) = re.findall(r"^regex: (.*)$\n^replace: (.*)$", text, flags=re.M)
    one = '<svg width="460"><path d="M 1.25 2" style="fill: none"/><text x="1.5">0.25</text></svg>'
    clean = re.sub(pattern, replacement, one)
    assert clean == "<svg><path/><text>0.25</text></svg>"
    placeholder = "<figure class=\"live\" data-state='{&quot;p&quot;:0.5}'><p>0.693 nats</p></figure>"
    assert re.sub(pattern, replacement, placeholder) == placeholder


@pytest.mark.parametrize("path", sorted((ROOT / "chapters").glob("*.ipynb")), ids=lambda path: path.stem)
def test_every_chapter_was_run_and_normalised(path: Path) -> None:
    assert notebooks.faults(path) == []
    saved = json.loads(path.read_text(encoding="utf-8"))
    assert saved["metadata"]["ce_book"]["code"]
