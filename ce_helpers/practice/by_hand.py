"""An exercise on paper: a few numbers, each told what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .comparing import equal
from .exercise import Exercise
from .numbers import read_number
from .telling import show

__all__ = ["Part", "by_hand"]


@dataclass(frozen=True)
class Part:
    """One number: its label and value, what to look at where it is wrong, and wrong numbers with their slips."""

    label: str
    right: float
    clue: str
    slips: Mapping[str, float] = field(default_factory=dict)


def _number(given: Any) -> float:
    """Return a number that is given as one, or written as people write it: "1/8", "ln 10"."""
    return float(read_number(given)[0] if isinstance(given, str) else given)


def _is_rounded(number: float, right: float) -> bool:
    """Tell whether a number is the right one with too few decimals: 1.4 for 1.386, but not 1 for 1.386."""
    return any(number == round(right, decimals) for decimals in range(1, 6))


def by_hand(
    name: str,
    task: str,
    parts: Sequence[Part],
    whole: Mapping[str, Sequence[float]] | None = None,
    tolerance: float = 2e-3,
) -> Exercise:
    """Return the exercise of giving a list of numbers that were computed on paper.

    Parameters
    ----------
    name, task : str
        As in `Exercise`.
    parts : list of Part
        The numbers in their order.
    whole : mapping, optional
        Sentence → wrong list, for slips that befall all the numbers: "these are bits; nats are asked for."
    tolerance : float
        Relative; readers round.

    Raises
    ------
    ValueError
        If a wrong number is the right one within the tolerance.

    Examples
    --------
    >>> area = Part("area", 12.0, "it is 3 by 4 metres", {"this is the way round": 14.0})
    >>> room = by_hand("room", "give area and height", [area, Part("height", 2.5, "look up")])
    >>> print(room.examine([14, 2.5]))
    ✗ room: area: this is the way round. (1 of 2 is right.)
    >>> print(room.examine(["24/2", 3]))
    ✗ room: height: 3 is not it: look up. (1 of 2 is right.)
    >>> print(by_hand("third", "give 1/3", [Part("a third", 1 / 3, "divide")]).examine([0.33]))
    ✗ third: a third: 0.33 is right as far as it goes; give a digit more. (0 of 1 are right.)
    """

    def same(a: Any, b: Any) -> bool:
        return equal(a, b, tolerance)

    for part in parts:
        for slip, wrong in part.slips.items():
            if same(wrong, part.right):
                raise ValueError(f"exercise {name!r}: {slip!r} has {wrong!r}, which passes for {part.right!r}")

    def told(answer: Any) -> str | None:
        try:
            numbers = [_number(x) for x in answer if x is not ...]
            open_ones = sum(x is ... for x in answer)
        except (TypeError, ValueError, IndexError):
            return f"a list of {len(parts)} numbers is asked for."
        if open_ones:
            return f"{len(numbers)} of {len(parts)} numbers are given; the others are still open."
        if len(numbers) != len(parts):
            return f"{len(parts)} numbers are asked for, and these are {len(numbers)}."
        wrong = [i for i, part in enumerate(parts) if not same(numbers[i], part.right)]
        if not wrong:
            return None
        part, number = parts[wrong[0]], numbers[wrong[0]]
        why = next((slip for slip, other in part.slips.items() if same(number, other)), None)
        if why is None and same(number, -part.right):
            why = "the sign is the wrong way round"
        if why is None and _is_rounded(number, part.right):
            why = f"{show(number)} is right as far as it goes; give a digit more"
        good = len(parts) - len(wrong)
        score = f"({good} of {len(parts)} {'is' if good == 1 else 'are'} right.)"
        return f"{part.label}: {why or f'{show(number)} is not it: {part.clue}'}. {score}"

    right = [part.right for part in parts]
    mistakes = {sentence: list(wrong) for sentence, wrong in (whole or {}).items()}
    for i, part in enumerate(parts):
        for other in part.slips.values():
            answer = [*right[:i], other, *right[i + 1 :]]
            mistakes[str(told(answer))] = answer
    return Exercise(
        name=name, task=task, reference=right, checker=told, mistakes=mistakes, tolerance=tolerance, unit=None
    )
