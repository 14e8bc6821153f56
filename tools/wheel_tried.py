"""Use the installed package as a reader does who has nothing else; `tools/wheel.py` runs this in an empty environment.

It needs no extra: every live figure is drawn, every exercise checks its own solution, every question is shown. What
does need an extra says so, and names it.
"""

from __future__ import annotations

import importlib
import sys
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import ce_helpers as ce


def main() -> None:
    """Try everything; raise what goes wrong."""
    here = Path(ce.__file__).parent
    assert "site-packages" in here.parts, f"this is not the installed package, but {here}"
    assert version("ce_helpers") == ce.__version__
    assert (here / "py.typed").is_file()
    assert ce.surprise(0.5, base=2) == 1

    missing = [name for name in ("sklearn", "autograd", "tqdm", "scipy", "vaderSentiment") if not find_spec(name)]
    needs = {}
    for name in ce.live.names():
        try:
            figure = ce.live.by_name(name)()
            assert "<svg" in figure.html
            assert figure._repr_mimebundle_()[0]["image/png"]
        except ModuleNotFoundError as error:
            needs[name] = str(error)
    print(f"{len(ce.live.names())} live figures; need more: {needs or 'none'}")

    index: Any = importlib.import_module("ce_helpers.practice.index")
    checked, needs_too = 0, []
    for chapter in index.chapters():
        for exercise in index.entries(chapter, "EXERCISES"):
            try:
                told = ce.practice.result(exercise.name, exercise.solution or exercise.reference)
                assert told.status == "right", (exercise.name, told)
                checked += 1
            except ModuleNotFoundError as error:
                if "ce_helpers[" not in str(error):
                    raise
                needs_too.append(exercise.name)
        for question in index.entries(chapter, "QUESTIONS"):
            assert question.name in question.markup(f"try-{question.name}")
    print(f"{checked} exercises accept their own solutions; need more: {', '.join(needs_too) or 'none'}")

    for call, module, name in (
        (lambda: ce.load("iris"), "sklearn", "data"),
        (ce.load_ratings, "vaderSentiment", "data"),
        (lambda: ce.learning.differentiated(abs), "autograd", "learn"),
    ):
        if module in missing:
            try:
                call()
            except ModuleNotFoundError as error:
                if f"ce_helpers[{name}]" not in str(error):
                    raise
            else:
                raise AssertionError(f"{module} is not installed, and nothing said so")
    print(f"ce_helpers {ce.__version__} works on Python {sys.version.split()[0]}, without {', '.join(missing)}")


if __name__ == "__main__":
    main()
