"""Refuse bad input with a sentence that quotes the value and names the remedy.

Nothing here repairs anything: no clipping, no renormalising, no epsilon. The functions return the input as a
floating-point array (float32 and float64 are kept, everything else becomes float64) or raise ``ValueError``.
"""

from __future__ import annotations

import math
import numbers
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = [
    "as_counts",
    "as_distribution",
    "as_distribution_pair",
    "as_floats",
    "as_labels",
    "as_logits",
    "as_probabilities",
    "check_axis",
    "generator",
    "log_base",
    "number",
    "one_axis",
    "plain",
    "positive",
    "same_shape",
    "whole",
]

Floats = NDArray[np.floating[Any]]


def plain(name: str, x: Any) -> NDArray[Any]:
    """Return `x` as an array of whatever it holds; a mask that hides something, or rows of unequal length, are refused.

    `numpy.asarray` alone would read a masked array through its mask.
    """
    if isinstance(x, np.ma.MaskedArray) and np.ma.is_masked(x):
        raise ValueError(f"{name} is a masked array with hidden entries; pass {name}.compressed() or fill them first")
    try:
        return np.asarray(x)
    except (TypeError, ValueError, OverflowError) as error:
        raise _no_numbers(name, x, error) from None


def as_floats(name: str, x: ArrayLike) -> Floats:
    """Return `x` as a non-empty floating-point array without NaN."""
    a = _convert(name, x)
    nan = np.isnan(a)
    if nan.any():
        raise _is_nan(name, nan)
    return a


def as_probabilities(name: str, p: ArrayLike) -> Floats:
    """Return `p` as an array whose every entry lies in [0, 1]."""
    a = as_floats(name, p)
    bad = (a < 0) | (a > 1)
    if bad.any():
        raise _no_probability(name, a, bad)
    return a


def as_distribution(name: str, p: ArrayLike, axis: int | tuple[int, ...] = -1) -> Floats:
    """Return `p` as an array of probabilities that sum to 1 along `axis`, to the square root of the machine epsilon."""
    a = _convert(name, p)
    if a.ndim == 0:
        if not 0 <= a <= 1:
            as_probabilities(name, a)
        raise ValueError(f"{name} = {a:g} is a single number; pass a distribution such as [{a:g}, {1 - a:g}]")
    check_axis(name, a, axis)
    if not a.min() >= 0:  # written so that NaN, which min passes on, is caught too
        as_probabilities(name, a)
    with np.errstate(over="ignore"):  # a sum of ∞ is told below
        sums = np.asarray(a.sum(axis=axis, dtype=np.float64))
    off = ~(np.abs(sums - 1) <= math.sqrt(np.finfo(a.dtype).eps))
    if off.any():
        as_probabilities(name, a)  # an entry above 1 is the better thing to name
        raise ValueError(
            f"{name}{_first(off)} sums to {sums[off][0]:.10g} along axis {axis}, not to 1; "
            "divide counts by their sum, or choose the axis that runs over the outcomes"
        )
    return a


def as_distribution_pair(p: ArrayLike, q: ArrayLike, axis: int = -1) -> tuple[Floats, Floats]:
    """Return `p` and `q` as distributions over the same outcomes, shaped so that NumPy's broadcasting pairs them.

    Both must have the same length along `axis`. One of them may be a single distribution of shape ``(K,)``: it is
    then set against every distribution in the other, whichever axis holds the outcomes there. Other axes must agree
    or have length 1.
    """
    a, b = _convert("p", p), _convert("q", q)
    many, name = (a, "p") if a.ndim >= b.ndim else (b, "q")
    one_axis(name, many, axis)
    a = as_distribution("p", a, -1 if a.ndim == 1 else axis)
    b = as_distribution("q", b, -1 if b.ndim == 1 else axis)
    if a.ndim == 1 < b.ndim:
        a = _lay_along(a, b.ndim, axis)
    elif b.ndim == 1 < a.ndim:
        b = _lay_along(b, a.ndim, axis)
    elif a.ndim != b.ndim and axis >= 0:
        raise ValueError(
            f"p {a.shape} and q {b.shape} differ in dimension; name the axis from the end, such as axis=-1"
        )
    if a.shape[axis] != b.shape[axis]:
        raise ValueError(
            f"p has {a.shape[axis]} outcomes and q has {b.shape[axis]} along axis {axis}; "
            "both must describe the same outcomes (give an outcome that one of them lacks the probability 0)"
        )
    try:
        np.broadcast_shapes(a.shape, b.shape)
    except ValueError:
        raise ValueError(
            f"p {a.shape} and q {b.shape} do not pair up; give both the same shape, or one of them as a single "
            "distribution of shape (K,)"
        ) from None
    return a, b


def as_counts(name: str, n: ArrayLike) -> Floats:
    """Return `n` as an array of counts: finite and not negative (fractions are allowed, as weights are)."""
    a = as_floats(name, n)
    bad = (a < 0) | np.isinf(a)
    if bad.any():
        raise ValueError(f"{name}{_first(bad)} = {a[bad][0]:g} is no count; counts are finite and not negative")
    return a


def as_logits(name: str, z: ArrayLike) -> Floats:
    """Return `z` as an array of scores; −∞ is a mask and allowed, +∞ and NaN are not."""
    a = as_floats(name, z)
    if np.isposinf(a).any():
        raise ValueError(f"{name}{_first(np.isposinf(a))} is +∞; scores must be finite, or −∞ for a masked class")
    return a


def as_labels(name: str, y: ArrayLike, n_classes: int, ignore_index: int | None = None) -> NDArray[np.intp]:
    """Return `y` as class indices 0 … n_classes − 1; entries equal to `ignore_index` pass unchanged."""
    a = plain(name, y)
    if a.size == 0:
        raise ValueError(f"{name} is empty (shape {a.shape}); pass at least one label")
    if not np.issubdtype(a.dtype, np.integer):
        raise ValueError(f"{name} must hold whole-number class indices, got dtype {a.dtype}; convert with .astype(int)")
    bad = (a < 0) | (a >= n_classes)
    if ignore_index is not None:
        bad &= a != ignore_index
    if bad.any():
        raise ValueError(
            f"{name}{_first(bad)} = {a[bad][0]} is no class index; with {n_classes} classes they run from 0 to "
            f"{n_classes - 1}"
        )
    return a.astype(np.intp, copy=False)


def same_shape(**arrays: NDArray[Any]) -> None:
    """Raise unless all arrays have one shape; nothing is broadcast silently."""
    shapes = {name: a.shape for name, a in arrays.items()}
    if len(set(shapes.values())) > 1:
        told = ", ".join(f"{name} {shape}" for name, shape in shapes.items())
        raise ValueError(f"shapes differ: {told}; give both the same shape (numpy.broadcast_to if that is meant)")


def check_axis(name: str, a: NDArray[Any], axis: int | tuple[int, ...]) -> None:
    """Raise unless `a` has the axis, or every one of the axes, and no axis is named twice."""
    axes = axis if isinstance(axis, tuple) else (axis,)
    for k in axes:
        if not isinstance(k, (int, np.integer)) or not -a.ndim <= k < a.ndim:
            raise ValueError(
                f"axis = {k!r} does not exist in {name} of shape {a.shape}; "
                f"choose a whole number from {-a.ndim} to {a.ndim - 1}"
            )
    if len({k % a.ndim for k in axes}) < len(axes):
        raise ValueError(f"axis = {axis!r} names one axis of {name} twice; name different ones")


def one_axis(name: str, a: NDArray[Any], axis: int) -> None:
    """Raise unless `axis` is a single axis, and one that `a` has."""
    if isinstance(axis, tuple):
        raise ValueError(
            f"axis = {axis!r} names {len(axis)} axes of {name}; name one axis, and reshape so that it runs over all "
            "the outcomes"
        )
    check_axis(name, a, axis)


def log_base(base: float | None) -> float:
    """Return ln(base), the divisor that turns nats into the unit asked for; 1 for nats."""
    if base is None:
        return 1.0
    try:
        usable = math.isfinite(base) and base > 1
    except (TypeError, OverflowError):
        usable = False
    if not usable:
        raise ValueError(f"base = {base!r} is no unit of information; use None (nats), 2 (bits) or 10 (bans)")
    return math.log(base)


def _convert(name: str, x: ArrayLike) -> Floats:
    """Return `x` as a non-empty floating-point array; NaN is not looked for here."""
    a = plain(name, x)
    try:
        if a.dtype.kind not in "biufO":
            raise TypeError(f"dtype {a.dtype} is not a real number type, convert it first")
        if a.dtype not in (np.float32, np.float64):
            a = a.astype(np.float64)
    except (TypeError, ValueError, OverflowError) as error:
        raise _no_numbers(name, x, error) from None
    if a.size == 0:
        raise ValueError(f"{name} is empty (shape {a.shape}); pass at least one value")
    return a


def _no_numbers(name: str, x: Any, error: Exception) -> ValueError:
    return ValueError(f"{name} must hold real numbers, got {x!r:.80}: {error}")


def _lay_along(a: Floats, ndim: int, axis: int) -> Floats:
    """Return the vector `a` with `ndim` axes, its entries running along `axis`."""
    shape = [1] * ndim
    shape[axis] = a.size
    return a.reshape(shape)


def _is_nan(name: str, nan: NDArray[np.bool_]) -> ValueError:
    return ValueError(
        f"{name}{_first(nan)} is NaN; find where it arose (often 0·∞ or log of a negative) before this call"
    )


def _no_probability(name: str, a: Floats, bad: NDArray[np.bool_]) -> ValueError:
    return ValueError(
        f"{name}{_first(bad)} = {_exact(a[bad][0])} is not a probability; probabilities lie between 0 and 1 "
        "(scores go through sigmoid or softmax first)"
    )


def _first(bad: NDArray[np.bool_]) -> str:
    """Return the index of the first True, as it would be written behind the array's name."""
    return "" if bad.ndim == 0 else "[" + ", ".join(str(i) for i in np.argwhere(bad)[0]) + "]"


def _exact(value: Any) -> str:
    """Return the number as Python prints it, so that 1.0000001 is not shown as 1."""
    return str(value)


def whole(name: str, value: Any, least: int) -> int:
    """Return `value` as an int of at least `least`; a bool or a float is no whole number here."""
    if isinstance(value, bool | np.bool_) or not isinstance(value, int | np.integer) or value < least:
        raise ValueError(f"{name} = {value!r} must be a whole number, at least {least}")
    return int(value)


def number(name: str, value: Any, low: float, high: float, remedy: str = "") -> float:
    """Return `value` as a finite float from `low` to `high`; the `remedy` ends the sentence that refuses another."""
    if isinstance(value, numbers.Real) or (
        isinstance(value, np.ndarray) and value.ndim == 0 and value.dtype.kind in "iuf"
    ):
        try:
            x = float(value)
        except OverflowError:
            x = math.inf
        if math.isfinite(x) and low <= x <= high:
            return x
    told = "a finite number" + (f", at least {low:g}" if math.isfinite(low) else "")
    told += f" and at most {high:g}" if math.isfinite(high) else ""
    raise ValueError(f"{name} = {value!r:.80} must be {told}" + (f"; {remedy}" if remedy else ""))


def positive(name: str, value: Any, remedy: str = "") -> float:
    """Return `value` as a finite float above 0."""
    try:
        x = number(name, value, 0, math.inf)
    except ValueError:
        x = 0.0
    if x == 0:
        raise ValueError(
            f"{name} = {value!r:.80} must be a positive number, and finite" + (f"; {remedy}" if remedy else "")
        )
    return x


def generator(seed: int | np.random.Generator) -> np.random.Generator:
    """Return the random generator that `seed` names, or is."""
    if isinstance(seed, np.random.Generator):
        return seed
    return np.random.default_rng(whole("seed", seed, 0))
