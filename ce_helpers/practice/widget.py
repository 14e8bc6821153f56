"""The widget that shows a quick question in JupyterLab."""

from __future__ import annotations

from typing import Any

import anywidget
import traitlets

from ..live.bundle import STYLE_SHEET
from .quiz import NumberQuestion, Question, quiz_style, widget_module

__all__ = ["Quiz"]


class Quiz(anywidget.AnyWidget):
    """A quick question; ``quiz.answered`` tells ``"right"``, ``"wrong"`` or ``""``."""

    answered = traitlets.Unicode("").tag(sync=True)
    _markup = traitlets.Unicode().tag(sync=True)

    def __init__(self, question: Question | NumberQuestion) -> None:
        self._esm = widget_module()
        self._css = STYLE_SHEET.read_text(encoding="utf-8") + quiz_style()  # the colours are those of the figures
        self._name = question.name
        super().__init__()
        self._markup = question.markup(f"quiz-{question.name}")

    @property
    def html(self) -> str:
        """Return the markup, for a page without a kernel."""
        return str(self._markup)

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = super()._repr_mimebundle_(**kwargs) or ({}, {})
        return {**data, "text/plain": repr(self), "text/html": self.html}, metadata

    def __repr__(self) -> str:
        """Name the question, and no memory address."""
        return f"Quiz({self._name!r})"
