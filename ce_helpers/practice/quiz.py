"""Quick questions: one accessible markup, alive in JupyterLab and in the built site, readable without JavaScript.

The answer and what there is to say about every option stand once, in a ``<details>`` of the markup; the script reads
them from there. So a page without scripts shows the question, and the answer on request.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from .index import find
from .markup import Number, choices, number_field, told_numbers, told_options, value_of, whole

__all__ = ["NumberQuestion", "Option", "Question", "mixed", "quiz", "quiz_markup"]


@dataclass(frozen=True)
class Option:
    """One answer to choose: its text, whether it is right, and what is said to whoever chooses it (simple HTML)."""

    text: str
    correct: bool
    feedback: str


def mixed(name: str, options: Sequence[Option]) -> list[Option]:
    """Return the options in an order of their own, always the same for the question `name`."""
    return sorted(options, key=lambda option: zlib.crc32(f"{name} {option.text}".encode()))


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
    kind: ClassVar[str] = "choice"

    def __post_init__(self) -> None:
        right = sum(option.correct for option in self.options)
        if right != 1:
            raise ValueError(f"question {self.name!r} has {right} correct options; mark exactly one as correct")

    def shown(self) -> list[Option]:
        """Return the options in the order in which readers see them."""
        return list(self.options) if self.in_order else mixed(self.name, self.options)

    def markup(self, uid: str) -> str:
        """Return the question as HTML; `uid` must be its own on the page."""
        return whole(uid, self.name, self.kind, self.text, self.controls(uid), self.told())

    def attributes(self) -> str:
        """Return what the script must know besides: nothing."""
        return ""

    def controls(self, uid: str, _button: str = "") -> str:
        """Return what the reader answers with: radio buttons, which need no button to hand in."""
        return choices(uid, self.shown())

    def told(self) -> str:
        """Return what is said to each option."""
        return told_options(self.shown())


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
    kind: ClassVar[str] = "number"

    @property
    def value(self) -> float:
        """The right number."""
        return value_of(self.answer)

    def wrong_values(self) -> dict[str, float]:
        """Return label → wrong number."""
        return {label: value_of(number) for label, (number, _) in self.wrong.items()}

    def accepts(self, number: float) -> bool:
        """Return whether `number` counts as right."""
        return abs(number - self.value) <= self.tolerance

    def markup(self, uid: str) -> str:
        """Return the question as HTML; `uid` must be its own on the page."""
        return whole(uid, self.name, self.kind, self.text, self.controls(uid), self.told(), self.attributes())

    def controls(self, _uid: str, button: str = "Check") -> str:
        """Return what the reader answers with: a field, and the button that hands it in."""
        return number_field(self.unit, button)

    def told(self) -> str:
        """Return what is said to the right number and to those that betray a slip."""
        return told_numbers(self.value, self.feedback, self.wrong, self.digits, self.unit)

    def attributes(self) -> str:
        """Return what the script must know besides."""
        return f' data-tolerance="{self.tolerance!r}"'


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

    return Quiz(_question(name))


def quiz_markup(name: str) -> str:
    """Return the question `name` as HTML, for a page that is not a notebook."""
    return _question(name).markup(f"quiz-{name}")


def _question(name: str) -> Question | NumberQuestion:
    found = find(name, "QUESTIONS")
    if not isinstance(found, Question | NumberQuestion):
        raise ValueError(f"{name!r} is a prediction and no quick question; show it by ce.predict({name!r})")
    return found
