"""A saved notebook where nothing runs: nbconvert, GitHub, an editor's preview, and a copy without the package."""

from __future__ import annotations

import base64
import io
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbconvert import HTMLExporter, MarkdownExporter
from PIL import Image

from ce_helpers.live.figure import LIVE_MIME
from tools import notebooks

ROOT = Path(__file__).resolve().parents[2]
CHAPTERS = sorted((ROOT / "chapters").glob("*.ipynb"))
chapters = pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)


def read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)


def live_outputs(notebook: Any) -> list[Any]:
    outputs = [output for cell in notebooks.code_of(notebook) for output in cell.outputs]
    return [output for output in outputs if LIVE_MIME in output.get("data", {})]


@chapters
def test_each_live_figure_is_saved_as_a_picture(path: Path) -> None:
    notebook = read(path)
    shown = re.findall(r"^ce\.live\.\w+\(", "\n".join(c.source for c in notebooks.code_of(notebook)), flags=re.M)
    found = live_outputs(notebook)
    assert len(found) == len(shown)
    for output in found:
        # a program that shows HTML or SVG would take those, and clean them away
        assert {*output.data} == {LIVE_MIME, "image/png", "text/plain"}
        png, told = base64.b64decode(output.data["image/png"]), output.metadata["image/png"]
        assert len(png) < 30_000
        assert len(told["alt"]) > 40
        image = Image.open(io.BytesIO(png))
        assert image.width / told["width"] == pytest.approx(image.height / told["height"], rel=0.02)


@chapters
def test_nbconvert_shows_a_picture_for_each(path: Path) -> None:
    notebook = read(path)
    figures = len(live_outputs(notebook))
    made, files = MarkdownExporter().from_notebook_node(notebook)
    assert sum(name.endswith(".png") for name in files["outputs"]) == made.count("![png]") == figures
    page, _ = HTMLExporter(template_name="basic").from_notebook_node(notebook)
    pictures = re.findall(r'<img[^>]*src="data:image/png;base64[^>]*>', page)
    assert len(pictures) == figures
    assert all(re.search(r'alt="[^"]{40}', picture, flags=re.S) for picture in pictures)


@chapters
def test_still_figures_have_colours_where_styles_are_cleaned_away(path: Path) -> None:
    for cell in notebooks.code_of(read(path)):
        for output in cell.outputs:
            if svg := output.get("data", {}).get("image/svg+xml"):
                assert not re.search(r"\bstyle=|<style", svg)
                assert 'fill="none"' in svg


@chapters
def test_a_copy_says_how_to_get_the_package(path: Path) -> None:
    cells = read(path).cells
    needs = next((i for i, c in enumerate(cells) if c.cell_type == "code" and "import ce_helpers" in c.source), None)
    if needs is not None:
        assert cells[needs - 1].source == notebooks.PACKAGE
        assert cells[needs - 1].metadata.tags == ["remove-cell"], "the site needs no such line"
    assert sum(cell.source == notebooks.PACKAGE for cell in cells) == (needs is not None)


@chapters
def test_each_solution_says_which_exercise_it_solves(path: Path) -> None:
    number = ""
    for cell in read(path).cells:
        if cell.cell_type == "markdown":
            number = (re.findall(r"^### (\d+)\. ", cell.source, flags=re.M) or [number])[-1]
        elif cell.metadata.get("mystnb", {}).get("code_prompt_show") == "Show the solution":
            assert cell.source.startswith(f"# Solution of Exercise {number}\n")


def test_the_package_is_where_the_readme_says() -> None:
    address = re.search(r"git clone (\S+)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert address
    assert f'%pip install "ce_helpers[all] @ git+{address[1]}"`' in notebooks.PACKAGE


def test_a_label_follows_its_exercise_when_numbers_change() -> None:
    v4 = nbformat.v4
    solution = v4.new_code_cell("# Solution of Exercise 7\nx = 1", metadata={"tags": ["hide-cell"]})
    solution.metadata["mystnb"] = {"code_prompt_show": "Show the solution"}
    cells = [v4.new_code_cell("import ce_helpers as ce"), v4.new_markdown_cell("### 2. Odds (core)"), solution]
    notebook = v4.new_notebook(cells=cells)
    for _ in range(2):
        notebooks.normalise(notebook)
        assert [cell.source for cell in notebook.cells][2:] == ["### 2. Odds (core)", "# Solution of Exercise 2\nx = 1"]
        assert [cell.source for cell in notebook.cells][:2] == [notebooks.PACKAGE, "import ce_helpers as ce"]
