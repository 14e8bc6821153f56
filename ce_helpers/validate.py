"""Refuse bad input with a sentence that quotes the value and names the remedy.

Nothing here repairs anything: no renormalising, no epsilon, and no clipping, but that of an entry of a distribution
that rounding has put a hair above 1. The functions return the input as a floating-point array or raise ``ValueError``.
float32 and float64 are kept; half precision (float16, bfloat16) becomes float32, in which it is computed and returned;
everything else becomes float64.

How far a sum may be from 1 follows the precision in which the numbers were rounded: the square root of the machine
epsilon of the type they come in, and of float32 also for float64 rows whose every entry is a float32, as
``.tolist()`` and ``.astype(float)`` leave them.
"""

from __future__ import annotations

import math
import numbers
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = [
    "as_binary",
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

_EPS_OF_HALF = {"float16": 2.0**-10, "bfloat16": 2.0**-7}
_FLOAT32_TOLERANCE = math.sqrt(np.finfo(np.float32).eps)
_ROUNDING = 1e-6  # what rounding in float32, or printing seven digits, adds up to in a sum


def plain(name: str, x: Any) -> NDArray[Any]:
    """Return `x` as an array of whatever it holds; a mask that hides something, or rows of unequal length, are refused.

    `numpy.asarray` alone would read a masked array through its mask.
    """
    if isinstance(x, np.ma.MaskedArray) and np.ma.is_masked(x):
        raise ValueError(f"{name} is a masked array with hidden entries; pass {name}.compressed() or fill them first")
    try:
        return np.asarray(x)
    except (TypeError, ValueError, OverflowError, RuntimeError) as error:  # the last from tensors that require grad
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
        raise _no_probability(name, a, bad, _remedy_for_probabilities(a))
    return a


def as_distribution(
    name: str, p: ArrayLike, axis: int | tuple[int, ...] = -1, rounded_in: np.dtype[Any] | None = None
) -> Floats:
    """Return `p` as an array of probabilities that sum to 1 along `axis`, as well as its precision lets them.

    An entry that rounding has put above 1, within the same tolerance, is returned as 1. `rounded_in` is the type in
    which the numbers came, where `p` is not of that type any more.
    """
    given = plain(name, p)
    a = _convert(name, given)
    if a.ndim == 0:
        if not 0 <= a <= 1:
            as_probabilities(name, a)
        raise ValueError(f"{name} = {a:g} is a single number; pass a distribution such as [{a:g}, {1 - a:g}]")
    check_axis(name, a, axis)
    if not a.min() >= 0:  # written so that NaN, which min passes on, is caught too
        _refuse_entries(name, a, 0.0)
    with np.errstate(over="ignore"):  # a sum of ∞ is told below
        sums = np.asarray(a.sum(axis=axis, dtype=np.float64))
    tolerance = math.sqrt(_EPS_OF_HALF.get((rounded_in or given.dtype).name, float(np.finfo(a.dtype).eps)))
    distance = np.abs(sums - 1)
    off = ~(distance <= tolerance)
    if off.any() and a.dtype == np.float64:
        off &= ~(_hold(a, np.float32, axis) & (distance <= _FLOAT32_TOLERANCE))
    if off.any():
        _refuse_entries(name, a, _FLOAT32_TOLERANCE)  # an entry above 1 is the better thing to name
        raise _no_sum(name, a, sums, off, axis)
    return np.minimum(a, 1) if a.max() > 1 else a


def as_distribution_pair(p: ArrayLike, q: ArrayLike, axis: int = -1) -> tuple[Floats, Floats]:
    """Return `p` and `q` as distributions over the same outcomes, shaped so that NumPy's broadcasting pairs them.

    Both must have the same length along `axis`. One of them may be a single distribution of shape ``(K,)``: it is
    then set against every distribution in the other, whichever axis holds the outcomes there. Other axes must agree
    or have length 1.
    """
    a, b = plain("p", p), plain("q", q)
    if a.ndim == b.ndim == 0:
        as_distribution("p", a)  # which says what to pass instead of a number
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


def as_binary(x: ArrayLike) -> Floats:
    """Return rows of zeros and ones as floats, or say what else they hold."""
    a = as_floats("x", x)
    if a.ndim != 2 or a.size == 0:
        raise ValueError(f"x has shape {a.shape}; give (n, pixels), one row an example")
    bad = (a != 0) & (a != 1)
    if bad.any():
        raise ValueError(f"x holds {a[bad][0]:g}; give zeros and ones, such as (x >= 8).astype(int) of grey values")
    return a


def as_logits(name: str, z: ArrayLike) -> Floats:
    """Return `z` as an array of scores; −∞ is a mask and allowed, +∞ and NaN are not."""
    a = as_floats(name, z)
    if np.isposinf(a).any():
        raise ValueError(f"{name}{_first(np.isposinf(a))} is +∞; scores must be finite, or −∞ for a masked class")
    return a


def as_labels(name: str, y: ArrayLike, n_classes: int, ignore_index: int | None = None) -> NDArray[np.intp]:
    """Return `y` as class indices 0 … n_classes − 1; entries equal to `ignore_index` pass unchanged.

    Of two classes, False and True are 0 and 1; of more they say too little, and are refused.
    """
    a = plain(name, y)
    if a.size == 0:
        raise ValueError(f"{name} is empty (shape {a.shape}); pass at least one label")
    if a.dtype == np.bool_ and n_classes == 2:
        return a.astype(np.intp)
    if not np.issubdtype(a.dtype, np.integer):
        raise _no_labels(name, a, n_classes)
    bad = (a < 0) | (a >= n_classes)
    if ignore_index is not None:
        bad &= a != ignore_index
    if bad.any():
        told = f"{name}{_first(bad)} = {a[bad][0]} is no class index; with {n_classes} classes they run from 0 to "
        raise ValueError(f"{told}{n_classes - 1}{_remedy_for_labels(a, n_classes, ignore_index)}")
    return a.astype(np.intp, copy=False)


def same_shape(**arrays: NDArray[Any]) -> None:
    """Raise unless all arrays have one shape; nothing is broadcast silently."""
    shapes = {name: a.shape for name, a in arrays.items()}
    if len(set(shapes.values())) > 1:
        told = ", ".join(f"{name} {shape}" for name, shape in shapes.items())
        short = min(shapes.values(), key=len)
        long = next((name for name, shape in shapes.items() if len(shape) > len(short)), None)
        alike = len({tuple(k for k in shape if k != 1) for shape in shapes.values()}) == 1 and short
        remedy = (
            f"numpy.reshape({long}, {short}) drops the axis of length 1" if long and alike else "give both one shape"
        )
        raise ValueError(f"shapes differ: {told}; {remedy}")


def check_axis(name: str, a: NDArray[Any], axis: int | tuple[int, ...]) -> None:
    """Raise unless `a` has the axis, or every one of the axes, and no axis is named twice."""
    if a.ndim == 0:
        raise ValueError(f"{name} = {a} is a single number and has no axis {axis!r}; pass a list or an array")
    axes = axis if isinstance(axis, tuple) else (axis,)
    for k in axes:
        if isinstance(k, bool) or not isinstance(k, int | np.integer) or not -a.ndim <= k < a.ndim:
            raise ValueError(
                f"axis = {k!r} does not exist in {name} of shape {a.shape}; "
                f"choose a whole number from {-a.ndim} to {a.ndim - 1}"
            )
    if not axes or len({k % a.ndim for k in axes}) < len(axes):
        raise ValueError(f"axis = {axis!r} must name axes of {name}, each of them once; name different ones")


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
        raise ValueError(f"base = {base!r:.80} is no unit of information; use None (nats), 2 (bits) or 10 (bans)")
    return math.log(base)


def whole(name: str, value: Any, least: int) -> int:
    """Return `value` as an int of at least `least`; a bool or a float is no whole number here."""
    if isinstance(value, bool | np.bool_) or not isinstance(value, int | np.integer) or value < least:
        raise ValueError(f"{name} = {value!r:.80} must be a whole number, at least {least}")
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


def _convert(name: str, x: ArrayLike) -> Floats:
    """Return `x` as a non-empty floating-point array; NaN is not looked for here."""
    a = plain(name, x)
    if a.dtype.name in _EPS_OF_HALF:
        a = a.astype(np.float32)
    try:
        if a.dtype.kind == "O":
            _refuse_objects(name, a)
        elif a.dtype.kind not in "biuf":
            raise TypeError(_remedy_for_kind(a))
        if a.dtype not in (np.float32, np.float64):
            a = a.astype(np.float64)
    except (TypeError, ValueError, OverflowError) as error:
        raise _no_numbers(name, x, error) from None
    if a.size == 0:
        raise ValueError(f"{name} is empty (shape {a.shape}); pass at least one value")
    return a


def _hold(a: Floats, dtype: type, axis: int | tuple[int, ...]) -> NDArray[np.bool_]:
    """Return, for each distribution along `axis`, whether every entry is a number of the format `dtype`."""
    with np.errstate(over="ignore"):
        held: NDArray[np.bool_] = (a == a.astype(dtype)).all(axis=axis)
    return held


def _lay_along(a: Floats, ndim: int, axis: int) -> Floats:
    """Return the vector `a` with `ndim` axes, its entries running along `axis`."""
    shape = [1] * ndim
    shape[axis] = a.size
    return a.reshape(shape)


# --- what is said of what is refused ----------------------------------------------------------------------------------


def _no_numbers(name: str, x: Any, error: Exception) -> ValueError:
    told, x = str(error), x.tolist() if isinstance(x, np.ndarray) and x.size < 100 else x
    if "inhomogeneous" in told:
        told = "its rows differ in length; give each as many entries as the first"
    elif "BFloat16" in told:  # what torch says
        told += f"; pass {name}.float()"
    return ValueError(f"{name} must hold real numbers, got {x!r:.80}: {told}")


def _refuse_objects(name: str, a: NDArray[Any]) -> None:
    """Raise if an array of Python objects holds what `float` would misread, or is no array at all."""
    for place, entry in np.ndenumerate(a):
        if isinstance(entry, numbers.Real):
            continue
        if entry is None or isinstance(entry, str | bytes | complex):
            raise TypeError(f"{name}{_index(place)} = {entry!r} is no number; fill it in, or leave its row out")
        if a.ndim == 0 and hasattr(entry, "toarray"):
            raise TypeError(f"this is a sparse matrix; pass {name}.toarray()")
        if a.ndim == 0 and isinstance(entry, Iterable):
            raise TypeError(f"pass list({name}), or list({name}.values()) of a dictionary")


def _remedy_for_kind(a: NDArray[Any]) -> str:
    if a.dtype.kind in "US":
        try:
            a.astype(np.float64)
        except ValueError:
            return "text is no number; of labels, y == 'yes' or numpy.unique(y, return_inverse=True)[1] makes numbers"
        return "text is no number; convert it by numpy.asarray(…, dtype=float)"
    return f"dtype {a.dtype} is not a real number type, convert it first"


def _is_nan(name: str, nan: NDArray[np.bool_]) -> ValueError:
    return ValueError(
        f"{name}{_first(nan)} is NaN; find where it arose (often 0·∞ or log of a negative) before this call"
    )


def _no_probability(name: str, a: Floats, bad: NDArray[np.bool_], remedy: str) -> ValueError:
    value = a[bad][0]
    if -_ROUNDING <= value <= 1 + _ROUNDING:
        remedy = "if only rounding put it there, numpy.clip(…, 0, 1) takes it back"
    return ValueError(
        f"{name}{_first(bad)} = {value!s} is not a probability; probabilities lie between 0 and 1 ({remedy})"
    )


def _remedy_for_probabilities(a: Floats) -> str:
    if np.isin(a, (-1, 1)).all():
        return "labels −1 and 1 become 0 and 1 by (y + 1) / 2"
    if (a < 0).any():
        return "scores go through sigmoid or softmax first"
    if (a == np.floor(a)).all():
        return "labels other than 0 and 1 are those of several classes, counts are divided by their sum"
    return "percentages are divided by 100, scores go through sigmoid or softmax first"


def _refuse_entries(name: str, a: Floats, tolerance: float) -> None:
    """Raise if an entry of distributions is NaN, negative, or above 1 by more than the tolerance."""
    as_floats(name, a)
    bad = (a < 0) | (a > 1 + tolerance)
    if bad.any():
        raise _no_probability(name, a, bad, "scores go through softmax first, counts are divided by their sum")


def _no_sum(
    name: str, a: Floats, sums: NDArray[np.float64], off: NDArray[np.bool_], axis: int | tuple[int, ...]
) -> ValueError:
    total, divide = sums[off][0], f"{name} / {name}.sum(axis={axis}, keepdims=True)"
    told = f"{name}{_first(off)} sums to {total:.10g} along axis {axis}, not to 1; "
    if a.size == sums.size:
        return ValueError(f"{told}there is one entry only: a yes-or-no question has two outcomes, [1 − p, p]")
    if abs(total - 1) <= _ROUNDING:
        return ValueError(
            f"{told}rounding, as in float32, leaves such sums: pass {name} as float32, or divide by them, {divide}"
        )
    if abs(total - 1) <= math.sqrt(_EPS_OF_HALF["bfloat16"]) and bool((_holds_half(a, axis) & off)[off][0]):
        return ValueError(f"{told}half precision, where its numbers may come from, leaves such sums: divide, {divide}")
    return ValueError(
        f"{told}divide counts by their sum, {divide}; scores go through softmax; the axis is that of the outcomes"
    )


def _holds_half(a: Floats, axis: int | tuple[int, ...]) -> NDArray[np.bool_]:
    """Return, for each distribution along `axis`, whether every entry is a float16, or a bfloat16 (8 binary digits)."""
    digits = np.frexp(a)[0] * 256
    half: NDArray[np.bool_] = _hold(a, np.float16, axis) | (digits == np.floor(digits)).all(axis=axis)
    return half


def _no_labels(name: str, a: NDArray[Any], n_classes: int) -> ValueError:
    told = f"{name} must hold whole-number class indices, got "
    if a.dtype == np.bool_:
        told += (
            f"True and False, which tell two classes apart; here are {n_classes}, numbered from 0 to {n_classes - 1}"
        )
    elif a.dtype.kind == "f" and (a == np.floor(a)).all():
        told += f"dtype {a.dtype}; convert with .astype(int) if {a.flat[0]} is a class, and not a prediction"
    elif a.dtype.kind == "f":
        told += f"{a[a != np.floor(a)][0]}; are labels and predictions the other way round?"
    else:
        told += f"{a.flat[0]!r}; number the classes by numpy.unique({name}, return_inverse=True)[1]"
    return ValueError(told)


def _remedy_for_labels(a: NDArray[Any], n_classes: int, ignore_index: int | None) -> str:
    """Return what to do about labels that another convention numbers, or nothing."""
    used = np.unique(a if ignore_index is None else a[a != ignore_index])
    if n_classes == 2 and np.isin(used, (-1, 1)).all():
        return "; labels −1 and 1 become 0 and 1 by (y + 1) // 2"
    if used[0] == 1 and used[-1] == n_classes:
        return f"; labels from 1 to {n_classes} become these by y - 1"
    return "; rows marked −100 are left out by ignore_index, where there is one, or dropped" if used[0] == -100 else ""


def _first(bad: NDArray[np.bool_]) -> str:
    """Return the index of the first True, as it would be written behind the array's name."""
    return _index(tuple(np.argwhere(bad)[0]))


def _index(place: tuple[Any, ...]) -> str:
    return f"[{', '.join(str(i) for i in place)}]" if place else ""
