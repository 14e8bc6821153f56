"""An exercise done on paper: a few numbers, each judged by itself and told the slip that it comes from."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from .exercise import Exercise
from .telling import show

__all__ = ["Place", "by_hand"]

_PLACES = ("first", "second", "third", "fourth", "fifth")


class Place(NamedTuple):
    """One of the numbers: what is right, what to look at, and the sentence for each slip with what it gives."""

    right: float
    hint: str
    slips: Mapping[str, float | Sequence[float]]


def by_hand(
    name: str,
    task: str,
    places: Sequence[Place],
    *,
    whole: Mapping[str, Sequence[float]] | None = None,
    near: float = 1e-3,
) -> Exercise:
    """Return the exercise of giving a list of numbers.

    Parameters
    ----------
    name, task : str
        As in `Exercise`.
    places : list of Place
        The numbers in their order.
    whole : mapping, optional
        Sentence → list, for slips that show in several numbers at once.
    near : float
        How far off a number may be, relative where it is above 1: readers round.

    Raises
    ------
    ValueError
        If a slip gives the right number, or two slips of one place give the same.

    Examples
    --------
    >>> two = by_hand(
    ...     "halves",
    ...     "give ½ + ¼ and ½ · ¼",
    ...     [
    ...         Place(0.75, "use quarters", {"the parts are added one by one there: 2/6.": 1 / 3}),
    ...         Place(0.125, "multiply above and below", {}),
    ...     ],
    ... )
    >>> print(two.examine([1 / 3, 0.125]))
    ✗ halves: the first is 0.333333: the parts are added one by one there: 2/6. (1 of 2 are right.)
    >>> print(two.examine(["0.75", 0.5]))
    ✗ halves: numbers are asked for, and '0.75' is none: write them without quotes.
    """

    def close(value: float, wanted: float) -> bool:
        return abs(value - wanted) <= near * max(1.0, abs(wanted))

    for place in places:
        given = [x for told in place.slips.values() for x in _listed(told)]
        for i, x in enumerate(given):
            if close(x, place.right) or any(close(x, y) for y in given[:i]):
                raise ValueError(f"exercise {name!r}: the slip {x!r} is right, or there twice; leave it out")

    def told(answer: Any) -> str | None:
        if isinstance(answer, str) or not hasattr(answer, "__len__"):
            return f"{len(places)} numbers are asked for, in a list."
        if all(a is ... for a in answer):
            raise NotImplementedError
        if len(answer) != len(places):
            return f"{len(places)} numbers are asked for; there are {len(answer)}."
        values = []
        for a, word in zip(answer, _PLACES, strict=False):
            if a is ...:
                return f"the {word} is still open."
            try:
                values.append(math.nan if isinstance(a, str) else float(a))
            except (TypeError, ValueError):
                values.append(math.nan)
            if math.isnan(values[-1]):
                return f"numbers are asked for, and {a!r:.40} is none: write them without quotes."
        good = [close(v, p.right) for v, p in zip(values, places, strict=True)]
        if all(good):
            return None
        i = good.index(False)
        place = places[i]
        slips = (s for s, wrong in place.slips.items() if any(close(values[i], x) for x in _listed(wrong)))
        why = next(slips, f"{place.hint}.")
        return f"the {_PLACES[i]} is {show(values[i])}: {why} ({sum(good)} of {len(good)} are right.)"

    right = [place.right for place in places]
    mistakes: dict[str, Any] = {sentence: list(wrong) for sentence, wrong in (whole or {}).items()}
    for i, place in enumerate(places):
        for wrong in place.slips.values():
            answer = [*right[:i], _listed(wrong)[0], *right[i + 1 :]]
            mistakes[str(told(answer))] = answer
    return Exercise(name=name, task=task, reference=right, checker=told, mistakes=mistakes, unit=None)


def _listed(numbers: float | Sequence[float]) -> Sequence[float]:
    return [float(numbers)] if isinstance(numbers, int | float) else numbers
