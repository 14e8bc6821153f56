"""Lay what is new: `make new-figure NAME=…`, `make new-exercise CHAPTER=… NAME=…`, `make new-chapter N=… NAME=…`.

What is laid works and passes the tests; it is there to be changed. Nothing is overwritten.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import nbformat

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from tools.new_chapter import QUESTIONS, chapter_cells

ROOT = Path(__file__).resolve().parents[1]

FIGURE = '''"""TITLE: say in one line what the figure shows."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from ...figures import colours, figure
from ...information import surprise
from ..controls import Slider
from ..figure import LiveFigure, Values
from ..parts import handle


class CLASS(LiveFigure):
    """Say what the reader does, and sees."""

    p = Slider(0.25, 0.01, 1.0, step=0.01, label="Probability p")

    presets = {"Coin": {"p": 0.5}}
    key = "loss <b>{nats:.3f} nats</b>"
    readouts = "<p>−ln {p:.2f} = <strong>{nats:.6f} nats</strong></p>"
    says = "At p = {p:.2f} the loss is {nats:.3f} nats."
    alt = "A curve falls from high on the left to 0 at p = 1; the marked point stands at p = {p:.2f}, {nats:.3f} nats."
    caption = "Say in a sentence or two what is to be seen here, and what can be dragged."
    hint = "drag the point"

    def values(self) -> Values:
        """Return the loss."""
        return {"nats": float(surprise(self.p))}

    def draw(self) -> Figure:
        """Draw the curve and the point on it."""
        fig, ax = figure(460, 320)
        grid = np.linspace(0.01, 1, 200)
        ax.plot(grid, -np.log(grid), color=colours.model)
        handle(ax, "point", self.p, float(surprise(self.p)))
        ax.set(xlim=(0, 1.02), ylim=(0, 5), xlabel="probability p", ylabel="loss, nats")
        return fig
'''
MODULE = """export default () => ({
  compute: ({ p }) => ({ nats: -Math.log(p) }),

  draw() {}, // the point is a handle, and moves by itself

  handles: { point: ["p", "nats"] },
});
"""
EXERCISE = """    Exercise(
        name="NAME",
        task="write FUNCTION(p), the odds p/(1 − p)",
        reference=lambda p: p / (1 - p),
        cases=[0.5, 0.2, 0.9],
        unit=None,
        mistakes={
            "this is the inverse, the odds against.": lambda p: (1 - p) / p,
            "this is the probability itself.": lambda p: p,
            "this is the probability of the contrary.": lambda p: 1 - p,
            "this is p(1 − p): divide instead.": lambda p: p * (1 - p),
        },
    ),
"""


def new_figure(name: str, root: Path = ROOT) -> list[Path]:
    """Lay ``name.py`` and ``name.mjs`` among the live figures and return where they are."""
    if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name):
        raise ValueError(f"NAME={name!r}: a figure is named in small letters with underscores, as my_figure")
    folder = root / "ce_helpers" / "live" / "figures"
    called = "".join(word.capitalize() for word in name.split("_"))
    title = name.replace("_", " ").capitalize()
    return _lay(
        {folder / f"{name}.py": FIGURE.replace("CLASS", called).replace("TITLE", title), folder / f"{name}.mjs": MODULE}
    )


def new_exercise(chapter: str, name: str, root: Path = ROOT) -> list[Path]:
    """Put an exercise at the end of a chapter's list (laid anew where there is none) and return the list's file."""
    if not re.fullmatch(r"ch\d\d", chapter):
        raise ValueError(f"CHAPTER={chapter!r}: a chapter is named as ch05")
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name):
        raise ValueError(f"NAME={name!r}: an exercise is named in small letters with hyphens, as my-exercise")
    path = root / "ce_helpers" / "practice" / chapter / "exercises.py"
    entry = EXERCISE.replace("NAME", name).replace("FUNCTION", name.replace("-", "_"))
    if not path.is_file():
        head = f'"""Exercises of Chapter {int(chapter[2:])}."""\n\nfrom __future__ import annotations\n\n'
        start = f'"""Exercises and questions of Chapter {int(chapter[2:])}."""\n'
        body = f"{head}from ..exercise import Exercise\n\nEXERCISES = [\n{entry}]\n"
        package = {} if (path.parent / "__init__.py").is_file() else {path.parent / "__init__.py": start}
        return _lay(package | {path: body})
    text = path.read_text(encoding="utf-8")
    if f'name="{name}"' in text:
        raise ValueError(f"NAME={name!r}: {path.relative_to(root)} has an exercise of that name")
    listed = re.search(r"^EXERCISES\b.*?^\]", text, re.M | re.S)
    if not listed:
        raise ValueError(f"{path.relative_to(root)} has no list EXERCISES that ends in a line of its own")
    path.write_text(f"{text[: listed.end() - 1]}{entry}{text[listed.end() - 1 :]}", encoding="utf-8")
    return [path]


def new_chapter(number: str, name: str, root: Path = ROOT) -> list[Path]:
    """Lay a chapter, marked as a draft: its notebook, its practice, its line in the contents; return where they are."""
    if not re.fullmatch(r"[1-9]\d?", number):
        raise ValueError(f"N={number!r}: a chapter has a number from 1 to 99")
    if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name):
        raise ValueError(f"NAME={name!r}: a chapter is named in small letters with underscores, as my_chapter")
    chapter, hyphens = f"ch{int(number):02}", name.replace("_", "-")
    taken = [*root.glob(f"chapters/{chapter}_*.ipynb"), *root.glob(f"ce_helpers/practice/{chapter}")]
    if taken:
        raise ValueError(f"N={number!r}: there is {taken[0].relative_to(root)} already")
    contents = root / "_toc.yml"
    text = contents.read_text(encoding="utf-8")
    lines = re.findall(r"^ *- file: chapters/ch\d\d_.*\n", text, re.M)
    before = [line for line in lines if line.split("/ch")[1] < chapter[2:]]
    if not before:
        raise ValueError(f"{contents.name} lists no chapter before {chapter}: put its line there by hand")
    indent = before[-1][: before[-1].index("-")]
    entry = f"{indent}- file: chapters/{chapter}_{name}\n"
    notebook = nbformat.v4.new_notebook(metadata={"ce_draft": True})
    for source, metadata in chapter_cells(name.replace("_", " ").capitalize(), hyphens, chapter):
        kind = (
            nbformat.v4.new_code_cell if source.startswith(("import", "ce.", "def")) else nbformat.v4.new_markdown_cell
        )
        notebook.cells.append(kind(source, metadata=metadata))
    (practice, *_) = new_exercise(chapter, f"{hyphens}-odds", root)
    questions = QUESTIONS.replace("CHAPTER", str(int(number))).replace("NAME", hyphens)
    path = root / "chapters" / f"{chapter}_{name}.ipynb"
    laid = _lay({practice.parent / "questions.py": questions, path: f"{nbformat.writes(notebook)}\n"})
    contents.write_text(text.replace(before[-1], before[-1] + entry, 1), encoding="utf-8")
    return [path, practice.parent / "exercises.py", laid[0], contents]


def _lay(files: dict[Path, str]) -> list[Path]:
    for path in files:
        if path.exists():
            raise ValueError(f"{path.name} is there already, in {path.parent}")
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return list(files)


if __name__ == "__main__":
    try:
        kind, *names = sys.argv[1:]
        for laid in {"figure": new_figure, "exercise": new_exercise, "chapter": new_chapter}[kind](*names):
            print(f"here it is: {laid.relative_to(ROOT)}")
    except ValueError as problem:
        sys.exit(str(problem))
