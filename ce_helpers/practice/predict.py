"""Committed predictions: a guess is made before anything shows the answer, and what follows opens with it.

``ce.predict("name")`` shows one. What it guards is marked in the notebook: by the tag ``after-name`` of a code cell, or
by a fence ``:::{after} name`` around text. In the built page that stays shut until the reader has committed to a guess;
without scripts, in print and in JupyterLab everything is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from .index import find
from .mark import MarkQuestion
from .markup import Number, whole
from .quiz import NumberQuestion, Option, Question

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["Prediction", "predict", "predict_markup"]


@dataclass(frozen=True, kw_only=True)
class Prediction:
    """A guess to commit to: one of some options, a number, or a mark on the axis of a plot.

    Parameters
    ----------
    name : str
        By which ``ce.predict`` knows it; unique among the questions of the whole book.
    text : str
        What is to be predicted, with simple inline HTML.
    options : sequence of Option
        To choose from, exactly one correct; what is said to each says which thought leads there.
    answer : float or function
        In place of `options`: the number, or the function that computes it.
    unit, tolerance, feedback, wrong, digits
        For a number, as in `NumberQuestion`.
    in_order : bool
        Keep the options as they are written, as for numbers that rise.
    plot, alt, axis, too_low, too_high
        For a number that is guessed by a mark on a plot: a function that draws it (begun with `ce.figure`, the mark is
        set on its first axes), what is seen in it, the axis that is marked ("x" unless said otherwise), and what is
        said to a mark too far below and above.

    Raises
    ------
    ValueError
        If there are both options and a number, or neither, or not exactly one correct option; if a plot lacks its
        texts.

    Examples
    --------
    >>> options = [Option("up", False, "It falls."), Option("down", True, "It falls.")]
    >>> 'data-predict="way"' in Prediction(name="way", text="Which way?", options=options).markup("predict-way")
    True
    """

    name: str
    text: str
    options: Sequence[Option] = ()
    answer: Number | None = None
    unit: str = ""
    tolerance: float = 0.0
    feedback: str = ""
    wrong: dict[str, tuple[Number, str]] = field(default_factory=dict)
    digits: int = 4
    in_order: bool = False
    plot: Callable[[], Figure] | None = None
    alt: str = ""
    axis: Literal["x", "y"] = "x"
    too_low: str = ""
    too_high: str = ""

    def __post_init__(self) -> None:
        if bool(self.options) == (self.answer is not None):
            raise ValueError(f"prediction {self.name!r} needs either options or an answer, a number")
        if self.answer is not None and not (self.feedback and self.tolerance > 0):
            raise ValueError(f"prediction {self.name!r} asks for a number: give it a tolerance above 0 and a feedback")
        if self.plot is not None and not (self.answer is not None and self.alt and self.too_low and self.too_high):
            raise ValueError(
                f"prediction {self.name!r} has a plot: give it an answer, an alt, a too_low and a too_high"
            )
        self.asked()  # its own demands: exactly one correct option

    def asked(self) -> Question | NumberQuestion | MarkQuestion:
        """Return the question that is asked, without what makes it a prediction."""
        if self.answer is None:
            return Question(name=self.name, text=self.text, options=self.options, in_order=self.in_order)
        if self.plot is not None:
            return MarkQuestion(
                name=self.name,
                text=self.text,
                answer=self.answer,
                unit=self.unit,
                tolerance=self.tolerance,
                feedback=self.feedback,
                digits=self.digits,
                plot=self.plot,
                alt=self.alt,
                axis=self.axis,
                too_low=self.too_low,
                too_high=self.too_high,
            )
        return NumberQuestion(
            name=self.name,
            text=self.text,
            answer=self.answer,
            unit=self.unit,
            tolerance=self.tolerance,
            feedback=self.feedback,
            wrong=self.wrong,
            digits=self.digits,
        )

    def markup(self, uid: str) -> str:
        """Return the prediction as HTML; `uid` must be its own on the page."""
        asked = self.asked()
        controls, told = asked.controls(uid, "Commit"), asked.told()
        return whole(uid, self.name, asked.kind, self.text, controls, told, asked.attributes(), predict=True)


def predict(name: str) -> Any:
    """Ask the reader to commit to the prediction `name`; let the call be the last line of a cell.

    Parameters
    ----------
    name : str
        Name of the prediction.

    Returns
    -------
    Quiz
        An anywidget; its saved form is plain HTML.

    Raises
    ------
    ValueError
        If there is no such prediction; the names most like it are listed.

    Examples
    --------
    >>> predict("certain-neighbour")
    Predict('certain-neighbour')
    """
    from .widget import Quiz  # late, so that checking an exercise imports no widgets

    return Quiz(_prediction(name))


def predict_markup(name: str) -> str:
    """Return the prediction `name` as HTML, for a page that is not a notebook."""
    return _prediction(name).markup(f"predict-{name}")


def _prediction(name: str) -> Prediction:
    found = find(name, "QUESTIONS")
    if not isinstance(found, Prediction):
        raise ValueError(f"{name!r} is a quick question and no prediction; show it by ce.quiz({name!r})")
    return found
