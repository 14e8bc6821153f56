"""Quick questions: one accessible markup, alive in JupyterLab and in the built site, readable without JavaScript.

The answer and what there is to say about every option stand once, in a ``<details>`` of the markup; the script reads
them from there. So a page without scripts shows the question, and the answer on request.
"""

from __future__ import annotations

import html
import re
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .index import find

if TYPE_CHECKING:
    from ..live.bundle import Script

__all__ = ["NumberQuestion", "Option", "Question", "quiz", "quiz_script", "quiz_style"]

HERE = Path(__file__).parent

#: JupyterLab takes the arrow keys and letters for itself unless each input says that it wants them.
_LAB = 'data-lm-suppress-shortcuts="true"'

Number = float | Callable[[], float]


@dataclass(frozen=True)
class Option:
    """One answer to choose: its text, whether it is right, and what is said to whoever chooses it (simple HTML)."""

    text: str
    correct: bool
    feedback: str


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question with one right answer among a few.

    Parameters
    ----------
    name : str
        By which ``ce.quiz`` knows it; unique in the whole book.
    text : str
        The question, with simple inline HTML (``<i>``, ``<sub>``, ``<code>``).
    options : sequence of Option
        Exactly one of them correct; each wrong one says which thought leads there, and why it fails. They may be
        written with the right one first: readers see them in an order of their own, always the same.
    in_order : bool
        Keep the options as they are written, as for numbers that rise.

    Raises
    ------
    ValueError
        If not exactly one option is correct.

    Examples
    --------
    >>> options = [Option("yes", True, "So it is."), Option("no", False, "Look again.")]
    >>> question = Question(name="coin", text="Heads?", options=options)
    >>> question.markup("quiz-coin").count("radio")
    2
    """

    name: str
    text: str
    options: Sequence[Option]
    in_order: bool = False

    def __post_init__(self) -> None:
        right = sum(option.correct for option in self.options)
        if right != 1:
            raise ValueError(f"question {self.name!r} has {right} correct options; mark exactly one as correct")

    def shown(self) -> list[Option]:
        """Return the options in the order in which readers see them."""
        if self.in_order:
            return list(self.options)
        return sorted(self.options, key=lambda option: zlib.crc32(f"{self.name} {option.text}".encode()))

    def markup(self, uid: str) -> str:
        """Return the question as HTML; `uid` must be its own on the page."""
        choices = "".join(
            f'<label class="quiz-option"><input type="radio" name="{uid}-option" value="{i}" {_LAB}> '
            f'<span>{option.text}</span> <span class="quiz-mark"></span></label>'
            for i, option in enumerate(self.shown())
        )
        told = "".join(
            f'<li data-right="{int(option.correct)}"><b>{_verdict(option.correct)}:</b> {option.text}<br>'
            f'<span class="quiz-feedback">{option.feedback}</span></li>'
            for option in self.shown()
        )
        return _whole(uid, self.name, "choice", self.text, choices, f"<ul>{told}</ul>")


@dataclass(frozen=True, kw_only=True)
class NumberQuestion:
    """A question whose answer is a number.

    Parameters
    ----------
    name, text : str
        As in `Question`.
    answer : function
        Computes the answer with the book's formulas, so that it is not typed: ``lambda: float(ce.surprise(0.1))``.
    unit : str
        What stands behind the number: "nats", or "" for none.
    tolerance : float
        How far off an answer may be, in that unit.
    feedback : str
        What is said to the right answer, and in the folded explanation.
    wrong : dict
        Label → (number or function that computes it, what is said to it), for numbers that betray how they came about.
    digits : int
        Significant digits with which the answer is printed.

    Examples
    --------
    >>> two = NumberQuestion(name="two", text="1 + 1?", answer=lambda: 2.0, unit="", tolerance=0.1, feedback="Two.")
    >>> two.value, two.accepts(2.05), two.accepts(3)
    (2.0, True, False)
    """

    name: str
    text: str
    answer: Number
    unit: str
    tolerance: float
    feedback: str
    wrong: dict[str, tuple[Number, str]] = field(default_factory=dict)
    digits: int = 4

    @property
    def value(self) -> float:
        """The right number."""
        return _value(self.answer)

    def wrong_values(self) -> dict[str, float]:
        """Return label → wrong number."""
        return {label: _value(number) for label, (number, _) in self.wrong.items()}

    def accepts(self, number: float) -> bool:
        """Return whether `number` counts as right."""
        return abs(number - self.value) <= self.tolerance

    def markup(self, uid: str) -> str:
        """Return the question as HTML; `uid` must be its own on the page."""
        unit = f' <span class="quiz-unit">{self.unit}</span>' if self.unit else ""
        field_ = (
            f'<label class="quiz-number">Your answer '
            f'<input type="text" inputmode="decimal" autocomplete="off" size="10" '
            f'{_LAB}></label>{unit} <button type="button" class="quiz-check" disabled {_LAB}>Check</button> '
            '<span class="quiz-mark"></span>'
        )
        shown = f"{self.value:.{self.digits}g}".replace("-", "−") + (f" {self.unit}" if self.unit else "")
        values = self.wrong_values()
        told = f'<li data-right="1" data-value="{self.value:.12g}"><b>Right:</b> {shown}<br>' + (
            f'<span class="quiz-feedback">{self.feedback}</span></li>'
        )
        for label, (_, feedback) in self.wrong.items():
            number = f"{values[label]:.{self.digits}g}".replace("-", "−")
            told += (
                f'<li data-right="0" data-value="{values[label]:.12g}"><b>Not right:</b> {number}<br>'
                f'<span class="quiz-feedback">{feedback}</span></li>'
            )
        attributes = f' data-tolerance="{self.tolerance!r}"'
        return _whole(uid, self.name, "number", self.text, field_, f"<ul>{told}</ul>", attributes)


def quiz(name: str) -> Any:
    """Show the quick question `name`; let the call be the last line of a cell.

    Parameters
    ----------
    name : str
        Name of the question.

    Returns
    -------
    Quiz
        An anywidget; its saved form is plain HTML.

    Raises
    ------
    ValueError
        If there is no such question; the names most like it are listed.

    Examples
    --------
    >>> quiz("bits-or-nats")
    Quiz('bits-or-nats')
    """
    from .widget import Quiz  # late, so that checking an exercise imports no widgets

    return Quiz(find(name, "QUESTIONS"))


def quiz_markup(name: str) -> str:
    """Return the question `name` as HTML, for a page that is not a notebook."""
    return str(find(name, "QUESTIONS").markup(f"quiz-{name}"))


def quiz_script() -> str:
    """Return the classic script that brings the questions of a built page to life."""
    return _bundled("{quiz}.boot();").text


@cache
def quiz_style() -> str:
    """Return the style sheet of the questions; its colours are the variables of the live figures' sheet."""
    return (HERE / "quiz.css").read_text(encoding="utf-8")


def widget_module() -> str:
    """Return the ECMAScript module for JupyterLab."""
    return _bundled("export default {{ render: {quiz}.render }};", wrapped=False).with_map()


def _bundled(last: str, *, wrapped: bool = True) -> Script:
    from ..live.bundle import bundle, variable  # late: it brings matplotlib and anywidget

    path = HERE / "quiz.mjs"
    return bundle([path], last.format(quiz=f"{variable(path)}.default"), wrapped=wrapped)


def _value(number: Number) -> float:
    return float(number() if callable(number) else number)


def _verdict(correct: bool) -> str:
    return "Right" if correct else "Not right"


def _whole(uid: str, name: str, kind: str, text: str, controls: str, answers: str, attributes: str = "") -> str:
    name = html.escape(name, quote=True)
    plain = re.sub(r"<[^>]+>", "", text)
    if "<" in plain or ">" in plain:
        raise ValueError(f"question {name!r}: write &lt; and &gt; for the signs themselves in {text!r}")
    return (
        f'<div class="quiz" id="{uid}" data-quiz="{name}" data-kind="{kind}"{attributes}>'
        f'<fieldset class="quiz-ask"><legend>{text}</legend>{controls}</fieldset>'
        '<p class="quiz-says" role="status"></p>'
        f'<details class="quiz-answers"><summary>Show the answer</summary>{answers}</details></div>'
    )
