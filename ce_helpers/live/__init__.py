"""The live figures of the book, one class each; `by_name` finds the class that a page's markup names."""

from __future__ import annotations

import re
from difflib import get_close_matches
from importlib import import_module

from .bundle import FIGURES
from .figure import LiveFigure, file_name, names, site_script

__all__ = ["LiveFigure", "by_name", "names", "site_script"]


def by_name(name: str) -> type[LiveFigure]:
    """Return the class of the figure called `name` (``"kl-both-ways"`` or ``"kl_both_ways"``).

    Raises
    ------
    ValueError
        If there is no figure of that name.
    TypeError
        If its file has no class of that name, or one of its two files is missing: the message names the file.
    """
    name = name.replace("-", "_")
    if name not in names():
        close = get_close_matches(name, names(), cutoff=0.5) or names()
        raise ValueError(f"there is no live figure {name!r}; did you mean {' or '.join(close)}?")
    for file in (f"{name}.py", f"{name}.mjs"):
        if not (FIGURES / file).is_file():
            raise TypeError(f"the live figure {name!r} has no figures/{file}; a figure is two files of one name")
    module = import_module(f"{__name__}.figures.{name}")
    own = [c for c in vars(module).values() if isinstance(c, type) and c.__module__ == module.__name__]
    figures = [c for c in own if issubclass(c, LiveFigure)]
    for figure in figures:
        if figure.name() == name:
            return figure
    there = ", ".join(f"{c.__name__} (which belongs into {c.name()}.py)" for c in figures) or "none"
    raise TypeError(f"figures/{name}.py must define a LiveFigure with the name that belongs to its own; it has {there}")


def _classes() -> dict[str, str]:
    """Return the classes of all figures with their files' names, read and not imported: a broken one hides no other."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in FIGURES.glob("*.py")}
    found = {name: re.findall(r"^class (\w+)\(", text, re.M) for name, text in texts.items()}
    return {c: name for name, classes in found.items() for c in classes if file_name(c) == name}


def __getattr__(name: str) -> type[LiveFigure]:
    if not name.startswith("_") and file_name(name) in names():
        figure = by_name(file_name(name))
        if figure.__name__ == name:
            return figure
    close = get_close_matches(name, _classes(), cutoff=0.5) or sorted(_classes())
    raise AttributeError(f"there is no live figure {name!r}; did you mean {' or '.join(close)}?")


def __dir__() -> list[str]:
    return [*__all__, *sorted(_classes())]
