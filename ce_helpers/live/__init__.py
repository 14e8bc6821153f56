"""The live figures of the book, one class each; `by_name` finds the class that a page's markup names."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from .base import LiveFigure, site_script

__all__ = ["LiveFigure", "by_name", "names", "site_script"]


def names() -> list[str]:
    """Return the names of all figures, as ``["kl_both_ways", …]``: one for each module in `figures`."""
    return sorted(p.stem for p in Path(__file__).with_name("figures").glob("*.mjs"))


def by_name(name: str) -> type[LiveFigure]:
    """Return the class of the figure called `name` (``"kl-both-ways"`` or ``"kl_both_ways"``)."""
    name = name.replace("-", "_")
    if name not in names():
        raise ValueError(f"there is no live figure {name!r}; there are {', '.join(names())}")
    module = import_module(f"{__name__}.figures.{name}")
    figures: list[type[LiveFigure]] = [c for c in vars(module).values() if _is_figure(c)]
    return next(c for c in figures if c.name() == name)


def _is_figure(thing: Any) -> bool:
    return isinstance(thing, type) and issubclass(thing, LiveFigure) and thing is not LiveFigure


def __getattr__(name: str) -> type[LiveFigure]:
    for stem in names():
        figure = by_name(stem)
        if figure.__name__ == name:
            return figure
    raise AttributeError(
        f"there is no live figure {name!r}; there are {', '.join(by_name(n).__name__ for n in names())}"
    )


def __dir__() -> list[str]:
    return [*__all__, *(by_name(n).__name__ for n in names())]
