"""What the functions of K scores are made of: exponentials of differences, and sums of them, that keep their digits."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..validate import as_logits, one_axis, positive

__all__ = [
    "exp_of_difference",
    "peak",
    "scores_along",
    "softmax_and_complement",
    "softmax_in_parts",
    "tempered",
]

Floats = NDArray[np.floating[Any]]


def exp_of_difference(z: Floats, m: Floats) -> Floats:
    """Return e^(z − m) as if z − m had not been rounded.

    A rounding error δ in z − m is a relative error δ in the exponential, half a unit in the last place for each unit
    of z − m. Knuth's sum gives δ exactly, and the first two terms of e^δ put it right.
    """
    with np.errstate(invalid="ignore", over="ignore"):  # −∞ − (−∞) for a masked class; −∞ for the largest gaps
        d = z - m
        e: Floats = np.exp(d)
        back = d - z
        delta = (z - (d - back)) - (m + back)
    np.multiply(e, 1 + delta, out=e, where=e > 0)
    return e


def tempered(z: ArrayLike, temperature: float, axis: int) -> Floats:
    """Return the checked scores divided by the temperature (and shifted, which softmax does not notice)."""
    positive("temperature", temperature, "1 leaves the scores as they are")
    s = scores_along(z, axis)
    with np.errstate(over="ignore"):
        t = s.dtype.type(temperature)
    if not 0 < t < math.inf:
        raise ValueError(
            f"temperature = {temperature!r} is {t:g} in {s.dtype}; pass z as float64, or another temperature"
        )
    masked = np.isneginf(s).all(axis=axis)
    if masked.any():
        raise ValueError(f"z masks every class of {int(masked.sum())} row(s) with −∞; leave at least one class in each")
    if temperature == 1:
        return s
    with np.errstate(over="ignore"):  # towards T = 0 the losing scores go to −∞, the winner stays at 0
        cooled: Floats = (s - s.max(axis=axis, keepdims=True)) / t
    return cooled


def scores_along(z: ArrayLike, axis: int) -> Floats:
    """Return the checked scores, one for each class along `axis`."""
    s = as_logits("z", z)
    if s.ndim == 0:
        raise ValueError(f"z = {s:g} is a single score; pass one score per class, such as [0, {s:g}]")
    one_axis("z", s, axis)
    return s


def peak(s: Floats, axis: int = -1) -> tuple[Floats, NDArray[np.intp], Floats, Floats]:
    """Return the largest score m, its place, e = e^(s − m), and Σ e over all places but that one.

    The sum leaves out the 1 that the largest score contributes: added to it, small terms would be rounded away, and
    ln(1 + rest) is what `log1p` computes without that loss. NumPy adds in pairs, so that rounding does not add up, only
    along an axis whose entries lie side by side.
    """
    top = s.argmax(axis=axis, keepdims=True)
    m = np.take_along_axis(s, top, axis)
    e = exp_of_difference(s, np.where(np.isneginf(m), 0, m))
    np.put_along_axis(e, top, 0, axis)
    rest = np.expand_dims(np.ascontiguousarray(np.moveaxis(e, axis, -1)).sum(axis=-1), axis)
    np.put_along_axis(e, top, 1, axis)
    return m, top, e, rest


def softmax_and_complement(s: Floats) -> tuple[Floats, Floats]:
    """Return p and 1 − p over the last axis, the latter without cancellation where p is near 1."""
    return softmax_in_parts(s)[1:]


def softmax_in_parts(s: Floats) -> tuple[Floats, Floats, Floats]:
    """Return ln p, p and 1 − p over the last axis from one evaluation of the exponentials, each to its last digits."""
    m, top, e, rest = peak(s)
    with np.errstate(over="ignore"):  # a gap too large for the format is −∞
        log_p = (s - m) - np.log1p(rest)
    p = e / (1 + rest)
    q = 1 - p
    np.put_along_axis(q, top, rest / (1 + rest), -1)
    return log_p, p, q
