"""The HTML that quick questions and predictions share: what is asked, and folded below it what there is to say."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

__all__ = [
    "LAB",
    "Number",
    "choices",
    "number_field",
    "shown_number",
    "told_numbers",
    "told_options",
    "value_of",
    "whole",
]

#: JupyterLab takes the arrow keys and letters for itself unless each input says that it wants them.
LAB = 'data-lm-suppress-shortcuts="true"'

#: A number, or a function that computes it, so that nobody types what the book's formulas give.
Number = float | Callable[[], float]


class Told(Protocol):
    """An option: its text, whether it is right, and what is said to whoever chooses it."""

    @property
    def text(self) -> str:
        """What is chosen."""

    @property
    def correct(self) -> bool:
        """Whether it is right."""

    @property
    def feedback(self) -> str:
        """What is said to it."""


def value_of(number: Number) -> float:
    """Return the number itself."""
    return float(number() if callable(number) else number)


def shown_number(value: float, digits: int, unit: str = "") -> str:
    """Return a number as the page prints it, with a true minus and its unit."""
    return f"{value:.{digits}g}".replace("-", "−") + (f" {unit}" if unit else "")


def choices(uid: str, options: Sequence[Told]) -> str:
    """Return a radio button for each option."""
    return "".join(
        f'<label class="quiz-option"><input type="radio" name="{uid}-option" value="{i}" {LAB}> '
        f'<span>{option.text}</span> <span class="quiz-mark"></span></label>'
        for i, option in enumerate(options)
    )


def told_options(options: Sequence[Told]) -> str:
    """Return what is said to each option, in the same order."""
    return "".join(
        f'<li data-right="{int(option.correct)}"><b>{_verdict(option.correct)}:</b> {option.text}<br>'
        f'<span class="quiz-feedback">{option.feedback}</span></li>'
        for option in options
    )


def number_field(unit: str, button: str) -> str:
    """Return a field for a number, with its unit and the button that hands it in."""
    shown = f' <span class="quiz-unit">{unit}</span>' if unit else ""
    return (
        f'<label class="quiz-number">Your answer '
        f'<input type="text" inputmode="decimal" autocomplete="off" size="10" '
        f'{LAB}></label>{shown} <button type="button" class="quiz-check" disabled {LAB}>{button}</button> '
        '<span class="quiz-mark"></span>'
    )


def told_numbers(value: float, feedback: str, wrong: Mapping[str, tuple[Number, str]], digits: int, unit: str) -> str:
    """Return what is said to the right number, which comes first, and to the numbers that betray a slip."""
    rows = [(True, value, shown_number(value, digits, unit), feedback)]
    for number, said in wrong.values():
        rows.append((False, value_of(number), shown_number(value_of(number), digits), said))
    return "".join(
        f'<li data-right="{int(right)}" data-value="{x:.12g}"><b>{_verdict(right)}:</b> {shown}<br>'
        f'<span class="quiz-feedback">{said}</span></li>'
        for right, x, shown, said in rows
    )


def whole(
    uid: str,
    name: str,
    kind: str,
    text: str,
    controls: str,
    answers: str,
    attributes: str = "",
    *,
    predict: bool = False,
) -> str:
    """Return the whole question; `kind` is ``"choice"`` or ``"number"``, and `uid` its own on the page.

    Raises
    ------
    ValueError
        If the text has a bare < or >, which a browser would take for the beginning of a tag.
    """
    name = html.escape(name, quote=True)
    plain = re.sub(r"<[^>]+>", "", text)
    if "<" in plain or ">" in plain:
        raise ValueError(f"question {name!r}: write &lt; and &gt; for the signs themselves in {text!r}")
    which, summary = ("predict", "Show without guessing") if predict else ("quiz", "Show the answer")
    names = 'class="quiz predict"' if predict else 'class="quiz"'
    head = '<span class="predict-head">Predict first.</span> ' if predict else ""
    return (
        f'<div {names} id="{uid}" data-{which}="{name}" data-kind="{kind}"{attributes}>'
        f'<fieldset class="quiz-ask"><legend>{head}{text}</legend>{controls}</fieldset>'
        '<p class="quiz-says" role="status"></p>'
        f'<details class="quiz-answers"><summary>{summary}</summary><ul>{answers}</ul></details></div>'
    )


def _verdict(correct: bool) -> str:
    return "Right" if correct else "Not right"
