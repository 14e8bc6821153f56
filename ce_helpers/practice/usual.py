"""The mistakes that every formula invites, as changes of the right result or of the arguments."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from .comparing import is_numeric
from .running import Function, Outcome
from .slips import EPSILONS

__all__ = ["Change", "changed_by", "epsilons", "is_family", "of_arguments", "of_arguments_too", "of_results"]

Change = Callable[[Any, tuple[Any, ...]], Any]

# unit → how many nats it is, the logarithm that gives it, and the base of that
_UNITS = {
    "nats": (1.0, "natural logarithm, np.log", "e"),
    "bits": (math.log(2), "logarithm to base 2, np.log2", "2"),
    "bans": (math.log(10), "logarithm to base 10, np.log10", "10"),
}


def of_results(unit: str | None, right: list[Any], of_function: bool) -> Iterator[tuple[str, Change]]:
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
            (lambda r, args: np.exp(-r * nats)),
        )
        yield (
            f"this is {base} to the power of what is asked for: a logarithm is missing, or an exponential too many.",
            (lambda r, args: np.exp(r * nats)),
        )
    else:
        yield "this is 1 minus what is asked for: the complement.", lambda r, args: 1 - r
        yield "this is the logarithm of what is asked for.", lambda r, args: np.log(r)
    yield "the signs are lost: this is the absolute value of what is asked for.", lambda r, args: np.abs(r)
    yield "this is the square of what is asked for.", lambda r, args: r**2
    yield "this is the square root of what is asked for.", lambda r, args: np.sqrt(r)
    yield "this is 1 more than what is asked for.", lambda r, args: r + 1
    yield "this is 1 less than what is asked for.", lambda r, args: r - 1
    yield from _of_outputs(right)
    if of_function:
        yield (
            "this is n times what is asked for, with n how many are averaged: a sum stands where a mean belongs.",
            lambda r, args: r * _entries(r, args),
        )
        yield (
            "this is what is asked for divided by n, how many are summed: a mean stands where a sum belongs.",
            lambda r, args: r / _entries(r, args),
        )
        for axis, what in ((0, "rows"), (1, "columns")):
            yield f"this is multiplied by the number of {what}.", _scaled_along(axis, 1)
            yield f"this is divided by the number of {what}.", _scaled_along(axis, -1)
        yield "the result is rounded.", lambda r, args: np.round(r)
        yield "the result is cut to whole numbers: // or int() stands where / belongs.", lambda r, args: np.floor(r)
        yield "rows and columns of the result are exchanged.", lambda r, args: r.T


def _of_outputs(right: list[Any]) -> Iterator[tuple[str, Change]]:
    """Yield what can befall one of the several numbers that are asked for, if they are two to four in every case."""
    shapes = {np.shape(r) for r in right}
    if len(shapes) != 1 or len(shape := shapes.pop()) != 1 or not 2 <= shape[0] <= 4:
        return
    for i in range(shape[0]):
        sign = np.ones(shape[0])
        sign[i] = -1
        yield f"number {i + 1} of the {shape[0]} has the wrong sign.", _times(sign)
        for j in range(i):
            order = list(range(shape[0]))
            order[i], order[j] = j, i
            told = f"numbers {j + 1} and {i + 1} of the {shape[0]} stand in each other's place."
            yield told, _in_order(order)


def _scaled_along(axis: int, power: int) -> Change:
    return lambda r, args: r * _along(args, axis) ** power


def _in_order(order: list[int]) -> Change:
    return lambda r, args: r[order]


def _constant(value: float) -> Callable[[Any], Any]:
    return lambda x: np.full(np.shape(x), value, np.asarray(x).dtype)[()]


Arguments = Callable[..., tuple[Any, ...]]


def of_arguments(names: list[str], cases: list[tuple[Any, ...]]) -> Iterator[tuple[str, Arguments]]:
    """Yield sentence and the arguments with which the right function does what the mistake does."""
    count = _count(names, cases)
    for j in range(count):
        for i in range(j):
            yield f"{names[i]} and {names[j]} are swapped.", _swapping(i, j)
    for i in range(count):
        name, given = names[i], [args[i] for args in cases]
        if not all(is_numeric(value) for value in given):
            continue
        every = np.concatenate([np.ravel(np.asarray(value, float)) for value in given])
        with np.errstate(invalid="ignore"):
            whole = bool(np.all(every == np.round(every)))
        zero_one = bool(np.isin(every, (0, 1)).all())
        if zero_one:
            yield f"{name} is taken for −1 or +1; it is 0 or 1.", _changing(i, lambda x: 2 * x - 1)
            yield f"{name} is turned round: 0 and 1 stand in each other's place.", _changing(i, lambda x: 1 - x)
        if whole:
            yield f"{name} is taken to start at 1; it starts at 0.", _changing(i, lambda x: x - 1)
            yield f"{name} is taken one too large.", _changing(i, lambda x: x + 1)
        if not zero_one and bool(np.all((every >= 0) & (every <= 1))):
            yield f"1 − {name} stands where {name} belongs.", _changing(i, lambda x: 1 - x)


def of_arguments_too(names: list[str], cases: list[tuple[Any, ...]]) -> Iterator[tuple[str, Arguments]]:
    """Yield more of the same that is less likely, to be tried last."""
    for i in range(_count(names, cases)):
        name, given = names[i], [args[i] for args in cases]
        if not all(is_numeric(value) for value in given):
            continue
        whole = all(bool(np.all(np.asarray(value) == np.round(np.asarray(value, float)))) for value in given)
        if any(np.ndim(value) for value in given):
            yield f"the entries of {name} stand in the opposite order.", _changing(i, lambda x: np.asarray(x)[::-1])
        yield f"{name} is doubled.", _changing(i, lambda x: 2 * x)
        if not whole:
            yield f"1 is added to {name}.", _changing(i, lambda x: x + 1)
            yield f"the logarithm of {name} is taken, and should not be.", _changing(i, np.log)
            yield f"the exponential of {name} is taken, and should not be.", _changing(i, np.exp)
            yield f"{name} is rounded.", _changing(i, np.round)
            yield f"the signs of {name} are lost.", _changing(i, np.abs)
            yield f"{name} has the wrong sign.", _changing(i, lambda x: -x)
            yield f"{name} is squared, and should not be.", _changing(i, lambda x: x**2)
            yield f"the square root of {name} is taken, and should not be.", _changing(i, np.sqrt)
        for value in (1, 0):
            told = f"{name} has no effect here: {value} stands in its place."
            yield told, _changing(i, _constant(value))
        if all(np.ndim(value) == 2 for value in given):
            yield f"{name} is transposed.", _changing(i, np.transpose)
    for told, part in (("last", slice(None, -1)), ("first", slice(1, None))):
        yield f"the {told} entry is left out.", _cutting(part)


def _count(names: list[str], cases: list[tuple[Any, ...]]) -> int:
    return min([len(names), *(len(args) for args in cases)]) if cases else 0


def _swapping(i: int, j: int) -> Arguments:
    def swapped(*args: Any) -> tuple[Any, ...]:
        order = list(range(len(args)))
        order[i], order[j] = j, i
        return tuple(args[k] for k in order)

    return swapped


def _changing(i: int, change: Callable[[Any], Any]) -> Arguments:
    def changed(*args: Any) -> tuple[Any, ...]:
        value = args[i]
        return (*args[:i], change(np.asarray(value) if isinstance(value, list) else value), *args[i + 1 :])

    return changed


def _cutting(part: slice) -> Arguments:
    def cut(*args: Any) -> tuple[Any, ...]:
        return tuple(x[part] if isinstance(x, list | np.ndarray) and np.ndim(x) else x for x in args)

    return cut


def _along(args: tuple[Any, ...], axis: int) -> float:
    """Return how many rows or columns the first table among the arguments has."""
    tables = [a for a in args if is_numeric(a) and np.ndim(a) == 2]
    return float(np.shape(tables[0])[axis]) if tables else 1.0


def _times(by: Any) -> Change:
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
    13
    """
    return tuple(make(eps) for eps in EPSILONS if eps >= least)
