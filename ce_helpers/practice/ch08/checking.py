"""The gradient check: functions to check, the right differences, and the ways to get them wrong."""

from __future__ import annotations

from typing import Any

import numpy as np

__all__ = ["MISTAKES", "cases", "central"]


def sum_of_exponentials(v: Any) -> Any:
    """Return Σ eᵛ, whose gradient is eᵛ."""
    return np.exp(v).sum()


def product_of_entries(v: Any) -> Any:
    """Return the product of the entries."""
    return np.prod(v)


def sum_of_cubes(v: Any) -> Any:
    """Return Σ v³, whose gradient is 3v²."""
    return (np.asarray(v) ** 3).sum()


def loss_of_class_0(v: Any) -> Any:
    """Return the cross-entropy of the scores `v` when class 0 is true."""
    return np.log(np.exp(v - np.max(v)).sum()) + np.max(v) - v[0]


def staircase_to_see_h(v: Any) -> Any:
    """Return the number of whole steps of 7e-6 below the entries: how far from `x` it is asked shows in the result."""
    return np.floor(np.asarray(v) / 7e-6).sum()


def central(f: Any, x: Any, h: float = 1e-5) -> Any:
    """Return the central differences of `f` at the vector `x`."""
    x = np.asarray(x, dtype=float)
    return np.array([(f(x + h * e) - f(x - h * e)) / (2 * h) for e in np.eye(x.size)])


def _forward(f: Any, x: Any) -> Any:
    x = np.asarray(x, dtype=float)
    return np.array([(f(x + 1e-5 * e) - f(x)) / 1e-5 for e in np.eye(x.size)])


def _backward(f: Any, x: Any) -> Any:
    x = np.asarray(x, dtype=float)
    return np.array([(f(x) - f(x - 1e-5 * e)) / 1e-5 for e in np.eye(x.size)])


def _all_at_once(f: Any, x: Any) -> Any:
    x = np.asarray(x, dtype=float)
    return np.full(x.size, (f(x + 1e-5) - f(x - 1e-5)) / 2e-5)


def _all_in_one(f: Any, x: Any) -> Any:
    return (f(np.asarray(x) + 1e-5) - f(np.asarray(x) - 1e-5)) / 2e-5


def _kept_whole(f: Any, x: Any) -> Any:
    """Return the gradient with steps in the numbers' own type: whole numbers do not move."""
    x, found = np.asarray(x), []
    for i in range(len(x)):
        step = np.zeros_like(x)
        step[i] = 1e-5
        found.append((f(x + step) - f(x - step)) / 2e-5)
    return np.array(found).astype(x.dtype)


def _stored_whole(f: Any, x: Any) -> Any:
    return central(f, x).astype(np.asarray(x).dtype)


def _moved_whole(f: Any, x: Any) -> Any:
    """Return the gradient with moved copies in the numbers' own type: 1 + h is cut to 1, and 1 − h to 0."""
    found = []
    for i in range(len(x)):
        up, down = np.array(x), np.array(x)
        up[i] += 1e-5
        down[i] -= 1e-5
        found.append((f(up) - f(down)) / 2e-5)
    return np.array(found)


def _left_below(f: Any, x: Any) -> Any:
    """Return the gradient with each entry left at x − h."""
    x, found = np.array(x, float), []
    for i in range(len(x)):
        x[i] += 1e-5
        up = f(x)
        x[i] -= 2e-5
        found.append((up - f(x)) / 2e-5)
    return np.array(found)


def _relative(f: Any, x: Any) -> Any:
    x = np.asarray(x, dtype=float)
    return np.array(
        [(f(x + 1e-5 * a * e) - f(x - 1e-5 * a * e)) / (2e-5 * a) for a, e in zip(x, np.eye(x.size), strict=True)]
    )


def _nearly_relative(f: Any, x: Any) -> Any:
    x = np.asarray(x, dtype=float)
    steps = 1e-5 * abs(x) + 1e-30
    return np.array([(f(x + h * e) - f(x - h * e)) / (2 * h) for h, e in zip(steps, np.eye(x.size), strict=True)])


def _kept_in_float32(f: Any, x: Any) -> Any:
    """Return the gradient with moved copies of a vector that is stored in float32."""
    x = np.asarray(x, dtype=np.float32)
    found = np.zeros(len(x))
    for i in range(len(x)):
        up, down = x.copy(), x.copy()
        up[i] += 1e-5
        down[i] -= 1e-5
        found[i] = (f(up) - f(down)) / 2e-5
    return found


def _in_float32(f: Any, x: Any) -> Any:
    x = np.asarray(x, dtype=float)
    pairs = [(np.float32(x + 1e-5 * e), np.float32(x - 1e-5 * e)) for e in np.eye(x.size)]
    return np.array([(f(up) - f(down)) / 2e-5 for up, down in pairs])


def _left_moved(f: Any, x: Any) -> Any:
    """Return the gradient with entries that are moved one after another and never put back."""
    up, down, found = np.array(x, float), np.array(x, float), []
    for i in range(len(up)):
        up[i] += 1e-5
        down[i] -= 1e-5
        found.append((f(up) - f(down)) / 2e-5)
    return np.array(found)


def _second(f: Any, x: Any) -> Any:
    x = np.asarray(x, dtype=float)
    return np.array([(f(x + e) - 2 * f(x) + f(x - e)) / 1e-10 for e in 1e-5 * np.eye(x.size)])


def _sum_of_both(f: Any, x: Any) -> Any:
    x = np.asarray(x, dtype=float)
    return np.array([(f(x + e) + f(x - e)) / 2e-5 for e in 1e-5 * np.eye(x.size)])


def _alone(f: Any, x: Any) -> Any:
    x = np.asarray(x, dtype=float)
    return np.array([(f(x[i : i + 1] + 1e-5) - f(x[i : i + 1] - 1e-5)) / 2e-5 for i in range(x.size)])


def cases(rng: np.random.Generator) -> list[Any]:
    """Five functions at plain places, whole numbers, and four of them at random."""
    plain = [
        (sum_of_cubes, np.array([1.0, 2.0])),
        (sum_of_exponentials, np.array([0.0, 1.0, 2.0])),
        (loss_of_class_0, np.array([1.0, 2.0, 3.0])),
        (product_of_entries, np.array([2.0, 3.0, 0.5, 1.0])),
        (staircase_to_see_h, np.array([1e-6])),
        (sum_of_cubes, np.array([1, 2])),  # whole numbers, in which a step of 1e-5 is lost
        (loss_of_class_0, np.array([2, 3, 1])),  # whole numbers with a gradient that is not whole
    ]
    chosen = (sum_of_cubes, sum_of_exponentials, loss_of_class_0, product_of_entries)
    return [*plain, *((f, rng.uniform(0.5, 2, int(k))) for f in chosen for k in rng.integers(2, 6, 2))]


MISTAKES: dict[str, Any] = {
    "this is a one-sided difference, whose error is of the order of the step: take f on both sides.": (
        _forward,
        _backward,
    ),
    "the step is not 1e-5: a larger one leaves an error of its square, a smaller one loses digits.": tuple(
        lambda f, x, h=h: central(f, x, h)
        for h in (1.0, 1e-1, 1e-2, 1e-3, 1e-4, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12, 1e-13, 1e-14)
    ),
    "/ 2 * h divides by 2 and multiplies by h; brackets, / (2 * h), divide by both.": (
        lambda f, x: 1e-10 * central(f, x)
    ),
    "the difference is divided by h; from x − h to x + h it is 2h.": lambda f, x: 2 * central(f, x),
    "all entries are moved at once; the gradient asks for each entry alone.": _all_at_once,
    "this is one number: the entries are summed, or all are moved at once; a gradient keeps an entry for each.": (
        lambda f, x: central(f, x).sum(),
        _all_in_one,
    ),
    "the difference of f at x + h and at x is divided by 2h: one side is missing, and half of the gradient.": (
        lambda f, x: _forward(f, x) / 2,
        lambda f, x: _backward(f, x) / 2,
    ),
    "the step is stored as a whole number and becomes 0: make it of floats, np.zeros(len(x)).": _kept_whole,
    "the gradient is stored in whole numbers, as np.zeros_like(x) makes it of whole x: np.zeros(len(x)).": (
        _stored_whole
    ),
    "the copy of x holds whole numbers, so x − h is cut to a whole number: copy x as floats.": _moved_whole,
    "an entry that was moved is not put back before the next one is moved.": (_left_moved, _left_below),
    "the step is h times the entry; it is 1e-5 itself.": (_relative, _nearly_relative),
    "x ± h is stored in float32, which keeps about two digits of such a step: leave float64.": (
        _in_float32,
        _kept_in_float32,
        lambda f, x: _kept_in_float32(f, x).astype(np.float32),
    ),
    "f is asked half a step away, at x ± h/2; with a step of 1e-5 it is asked at x ± h, over 2h.": (
        lambda f, x: central(f, x, 5e-6)
    ),
    "it is asked half a step away and divided by the whole 2h: half of the gradient is left.": (
        lambda f, x: central(f, x, 5e-6) / 2
    ),
    "it is divided by 4h; from x − h to x + h it is 2h.": lambda f, x: central(f, x) / 2,
    "the sizes alone are here, without their signs.": lambda f, x: abs(central(f, x)),
    "np.gradient takes differences of neighbours in a list; here f is asked at moved x.": (
        lambda f, x: np.gradient(np.asarray(x, dtype=float)) if np.size(x) > 1 else np.zeros(1)
    ),
    "both calls of f see the same x, so nothing is left: the two moved vectors need a copy each.": (
        lambda f, x: np.zeros(np.size(x))
    ),
    "this is the second derivative, f(x + h) − 2f(x) + f(x − h) over h².": _second,
    "the two values are added; the gradient takes their difference.": _sum_of_both,
    "f is given one entry alone; it takes the whole vector, with that entry moved.": _alone,
    "it is divided by the number of entries; each entry is a derivative of its own.": (
        lambda f, x: central(f, x) / np.size(x)
    ),
    "it is scaled to length 1; the derivatives themselves are asked for.": (
        lambda f, x: central(f, x) / np.linalg.norm(central(f, x))
    ),
}
