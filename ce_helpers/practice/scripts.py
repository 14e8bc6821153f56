"""The script and the style sheet that bring questions and predictions to life, in the site and in JupyterLab."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..live.bundle import Script

__all__ = ["mark_script", "quiz_script", "quiz_style", "record_script", "widget_module"]

SHEETS = ("quiz.css", "predict.css", "record.css")

HERE = Path(__file__).parent


def quiz_script() -> str:
    """Return the classic script that brings the questions and predictions of a built page to life."""
    return _light(_bundled("page", "{module}.boot();").text)


def mark_script() -> str:
    """Return the classic script that pages with a mark on a plot have besides, before the other."""
    return _light(_bundled("mark", "globalThis.ceMarked = {module}.marked;").text)


def record_script() -> str:
    """Return the classic script of the page *Your record*."""
    return _light(_bundled("record_page", 'document.querySelectorAll("[data-record]").forEach({module}.boot);').text)


@cache
def quiz_style() -> str:
    """Return the style sheet; its colours are the variables of the live figures' sheet."""
    return "".join((HERE / name).read_text(encoding="utf-8") for name in SHEETS)


def widget_module() -> str:
    """Return the ECMAScript module for JupyterLab."""
    return _bundled("lab", "export default {{ render: {module}.render }};", wrapped=False).with_map()


def _bundled(name: str, last: str, *, wrapped: bool = True) -> Script:
    from ..live.bundle import bundle, variable  # late: it brings matplotlib and anywidget

    path = HERE / "js" / f"{name}.mjs"
    return bundle([path], last.format(module=variable(path)), wrapped=wrapped)


def _light(script: str) -> str:
    """Return the script without indentation and without comments of whole lines: every page loads it."""
    return re.sub(r"^\s*(?://.*|/\*\*.*\*/)?\s*", "", script, flags=re.M)
