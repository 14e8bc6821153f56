"""The terms that the functions beside this file add up, one for each outcome, so that what may be 0·∞ is settled here.

Each is written for the digits it keeps: a sum of numbers that are never negative loses none.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..validate import log_base

__all__ = [
    "conditional_costs",
    "costs",
    "excesses",
    "middle_excesses",
    "product_excesses",
    "total",
]

Floats = NDArray[np.floating[Any]]


def costs(p: Floats, q: Floats) -> Floats:
    """Return p·(−ln q), and 0 where p = 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(p > 0, p * (0 - np.log(q)), 0)


def excesses(p: Floats, q: Floats, d: Floats | None = None) -> Floats:
    """Return p ln(p/q) − p + q, which is never negative, and accurate for p ≈ q and for p ≫ q.

    Pass d = q − p if it is known better than p and q themselves, which may have been rounded.
    """
    with np.errstate(divide="ignore", invalid="ignore", over="ignore", under="ignore"):
        d = q - p if d is None else d
        u = d / (p + q)
        far = p * _log_ratio(p, q) + d
        near = d * u * _near_excess(u)
        return np.where(p == 0, q, np.where(np.abs(u) < 0.5, near, far))


def product_excesses(p: Floats, a: Floats, b: Floats) -> Floats:
    """Return the excesses of p over q = a·b, also where the product is too small for the format."""
    q = a * b
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = p * ((np.log(p) - np.log(a)) - np.log(b)) - p + q
    return np.where((p > 0) & (q < np.finfo(p.dtype).tiny), apart, excesses(p, q))


def conditional_costs(p: Floats, axis: int) -> Floats:
    """Return p ln(whole/p), whole being the sum along `axis`; for the largest entry from the sum of the others."""
    top = p.argmax(axis=axis, keepdims=True)
    largest, others = np.take_along_axis(p, top, axis), p.copy()
    np.put_along_axis(others, top, 0, axis)
    each = costs(p, _divide(p, p.sum(axis=axis, keepdims=True)))
    rest = others.sum(axis=axis, keepdims=True)
    np.put_along_axis(each, top, largest * np.log1p(_divide(rest, largest)), axis)
    return each


def middle_excesses(p: Floats, q: Floats) -> Floats:
    """Return ½ [p ln(p/m) + q ln(q/m)] with m = (p + q)/2, where p and q lie apart as half the excesses over m."""
    with np.errstate(divide="ignore", invalid="ignore", under="ignore"):
        d: Floats = q - p
        u = d / (p + q)
        terms: Floats = d * u / 4 * _near_middle_excess(u)
        far = np.abs(u) >= 0.5
        p, q, d = (np.broadcast_to(a, far.shape)[far] for a in (p, q, d))
        terms[far] = (excesses(p, p + d / 2, d / 2) + excesses(q, p + d / 2, -d / 2)) / 2
        return np.where(np.isnan(u), 0, terms)


def _log_ratio(p: Floats, q: Floats) -> Floats:
    """Return ln(p/q), also where p/q is too large for the format."""
    ratio = p / q
    limits = np.finfo(ratio.dtype)
    fits = (ratio >= limits.tiny) & (ratio <= limits.max)
    return np.where(fits, np.log(ratio), np.log(p) - np.log(q))


def _near_excess(u: Floats) -> Floats:
    """Return [u − (1 − u) artanh u]/u² for |u| < 1/2, by its series 1 − u (1 − u) (1/3 + u²/5 + u⁴/7 + …)."""
    v, series = u * u, np.zeros_like(u)
    for k in range(26, 0, -1):
        series = series * v + 1 / (2 * k + 1)
    return 1 - u * (1 - u) * series


def _near_middle_excess(u: Floats) -> Floats:
    """Return [(1 + u) ln(1 + u) + (1 − u) ln(1 − u)]/u² for |u| < 1/2, by its series 1 + u²/6 + u⁴/15 + u⁶/28 + …."""
    v, series = u * u, np.zeros_like(u)
    for k in range(24, 0, -1):
        series = series * v + 1 / (k * (2 * k - 1))
    return series


def _divide(p: Floats, whole: Floats) -> Floats:
    """Return p/whole, and 0 where whole (and so p) is 0."""
    return np.divide(p, whole, out=np.zeros_like(p), where=whole > 0)


def total(terms: Floats, axis: int | tuple[int, ...], base: float | None = None) -> Floats:
    """Return the sum of the terms along `axis`, in the unit of `base`.

    NumPy adds in pairs, so that rounding does not add up, only along an axis whose entries lie side by side.
    """
    axes = axis if isinstance(axis, tuple) else (axis,)
    moved = np.moveaxis(terms, axes, range(-len(axes), 0))
    nats: Floats = np.ascontiguousarray(moved).reshape(*moved.shape[: -len(axes)], -1).sum(axis=-1)
    return nats / log_base(base)
