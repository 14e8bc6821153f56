"""The mistakes that every formula invites, as changes of the right result."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from .comparing import is_numeric
from .running import Function, Outcome

__all__ = ["Change", "changed_by", "epsilons", "is_family", "usual"]

Change = Callable[[Any, tuple[Any, ...]], Any]

# unit → how many nats it is, the logarithm that gives it, and the base of that
_UNITS = {
    "nats": (1.0, "natural logarithm, np.log", "e"),
    "bits": (math.log(2), "logarithm to base 2, np.log2", "2"),
    "bans": (math.log(10), "logarithm to base 10, np.log10", "10"),
}


def usual(unit: str | None, of_function: bool) -> Iterator[tuple[str, Change]]:
    """Yield sentence and the change that the mistake makes to the right result (given the arguments too)."""
    yield "the sign is the wrong way round.", lambda r, args: -r
    if unit is not None:
        nats, logarithm, base = _UNITS[unit]
        for other, (other_nats, _, _) in _UNITS.items():
            if other != unit:
                by = nats / other_nats
                yield f"this is in {other}; {unit} are asked for, so take the {logarithm}.", _times(by)
                yield f"this is in {other}, and its sign is the wrong way round; {unit} are asked for.", _times(-by)
        yield (
            f"this is {base} to the minus what is asked for: the logarithm is missing.",
            lambda r, args: np.exp(-r * nats),
        )
        yield (
            f"this is {base} to the power of what is asked for: an exponential too many.",
            (lambda r, args: np.exp(r * nats)),
        )
    else:
        yield "this is 1 minus what is asked for: the complement.", lambda r, args: 1 - r
        yield "this is the logarithm of what is asked for.", lambda r, args: np.log(r)
    if of_function:
        yield (
            "this is n times what is asked for, with n the number of entries: a sum stands where a mean belongs.",
            lambda r, args: r * _entries(r, args),
        )
        yield (
            "this is what is asked for divided by n, the number of entries: a mean stands where a sum belongs.",
            lambda r, args: r / _entries(r, args),
        )
        yield "the result is cut to whole numbers: // or int() stands where / belongs.", lambda r, args: np.floor(r)
        yield "rows and columns of the result are exchanged.", lambda r, args: r.T


def _times(by: float) -> Change:
    return lambda r, args: r * by


def changed_by(change: Change, right: Outcome, args: tuple[Any, ...]) -> Outcome:
    """Return what becomes of the right outcome by the change."""
    if right.error is not None:
        return right
    with np.errstate(all="ignore"):
        return Outcome(change(np.asarray(right.value, float), args))


def _entries(r: Any, args: tuple[Any, ...]) -> float:
    """Return how many entries went into each entry of `r`."""
    sizes = [np.size(a) for a in args if is_numeric(a) and np.ndim(a) > np.ndim(r)]
    return sizes[0] / max(1, np.size(r)) if sizes else 1.0


def is_family(wrong: Any) -> bool:
    """Tell whether several functions make the one mistake."""
    return isinstance(wrong, tuple) and len(wrong) > 0 and all(callable(w) for w in wrong)


def epsilons(make: Callable[[float], Function], *, least: float = 0.0) -> tuple[Function, ...]:
    """Return ``make(ε)`` for the values of ε that people add inside a logarithm, to be given as one mistake.

    With `least`, smaller values are left out: those that change the result by less than the exercise's tolerance.

    Examples
    --------
    >>> len(epsilons(lambda eps: lambda p: -np.log(p + eps)))
    8
    """
    return tuple(make(eps) for eps in (1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-16, 1e-6) if eps >= least)
