"""The widget that shows a quick question or a prediction in JupyterLab."""

from __future__ import annotations

from typing import Any

import anywidget
import traitlets

from ..live.bundle import STYLE_SHEET
from .predict import Prediction
from .quiz import NumberQuestion, Question
from .record import first_answer, hush, is_quiet, note_outcome
from .scripts import quiz_style, widget_module

__all__ = ["Quiz"]


class Quiz(anywidget.AnyWidget):
    """A quick question or a prediction; ``quiz.answered`` tells ``"right"``, ``"wrong"`` or ``""``."""

    answered = traitlets.Unicode("").tag(sync=True)
    #: What was answered first: kind, name, right, chosen, and confidence if it was given.
    outcome = traitlets.Dict().tag(sync=True)
    _markup = traitlets.Unicode().tag(sync=True)
    _first = traitlets.Dict(None, allow_none=True).tag(sync=True)
    _quiet = traitlets.Bool(False).tag(sync=True)

    def __init__(self, question: Question | NumberQuestion | Prediction) -> None:
        self._esm = widget_module()
        self._css = STYLE_SHEET.read_text(encoding="utf-8") + quiz_style()  # the colours are those of the figures
        self._question = question
        kind = "prediction" if isinstance(question, Prediction) else "question"
        super().__init__(_first=first_answer(kind, question.name), _quiet=is_quiet())
        self.observe(self._note, "outcome")
        self.observe(lambda change: hush(change["new"]), "_quiet")
        self._markup = question.markup(f"{self._called().lower()}-{question.name}")

    @property
    def html(self) -> str:
        """Return the markup, for a page without a kernel."""
        return str(self._markup)

    def _note(self, change: Any) -> None:
        told = change["new"]
        sure, chosen = told.get("confidence"), told.get("chosen")
        note_outcome(told["kind"], told["name"], told["right"], confidence=sure, chosen=chosen, cell=False)

    def _called(self) -> str:
        return "Predict" if isinstance(self._question, Prediction) else "Quiz"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = super()._repr_mimebundle_(**kwargs) or ({}, {})
        return {**data, "text/plain": repr(self), "text/html": self.html}, metadata

    def __repr__(self) -> str:
        """Name the question, and no memory address."""
        return f"{self._called()}({self._question.name!r})"
