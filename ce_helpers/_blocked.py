"""Sums over large arrays, piece by piece: the same numbers as the plain bodies in `information`, only sooner.

A plain body makes several temporary arrays as large as its input, and memory is what it then waits for. Here the input
is read once, in pieces that stay in the processor's cache; a piece is checked, its terms are computed in place, and
summed. Nothing is decided here about bad input: whatever looks unusual makes `total` return None, and the plain body
has the word. Nor is anything lost near P = Q: a divergence that comes out small is computed again from the plain terms.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, TypeGuard

import numpy as np
from numpy.typing import NDArray

__all__ = ["SMALLEST", "costs", "excesses", "middle_excesses", "total"]

Floats = NDArray[np.floating[Any]]
Terms = Callable[[Floats, Floats], Floats]
Lean = Callable[[Floats, Floats, Floats, Floats], None]

PIECE = 1 << 15  # numbers in a piece: four float64 arrays of them are 1 MB, half of a common second-level cache
SMALLEST = 1 << 16  # below this many numbers the plain body is as fast
SMALL = 0.05  # divergences below this many nats are computed again from the plain terms


def total(lean: Lean, terms: Terms, p: object, q: object, axis: object) -> Floats | None:
    """Return the sums, in nats, of ``terms(p, q)`` along the last axis, or None if the plain body has to do it.

    Parameters
    ----------
    lean : callable
        One of `costs`, `excesses`, `middle_excesses`: writes the quick form of the terms into a work array.
    terms : callable
        The plain form of the terms.
    p, q : object
        What the caller was given, unchecked. Only C-contiguous float32 or float64 arrays of one shape are taken on,
        or one of them as a single distribution.
    axis : object
        Must be the last axis.

    Returns
    -------
    ndarray, scalar or None
        The sums, or None for small, unusual or bad input.
    """
    if not (_is_plain(p) and _is_plain(q)) or p.dtype != q.dtype or p.shape[-1] != q.shape[-1]:
        return None
    shape = max(p.shape, q.shape, key=len)
    if not isinstance(axis, int) or axis not in (-1, len(shape) - 1) or math.prod(shape) < SMALLEST:
        return None
    if p.shape != q.shape and min(p.ndim, q.ndim) > 1:
        return None
    k = shape[-1]
    rows = math.prod(shape[:-1])
    same = q is p
    p = np.broadcast_to(p.reshape(-1, k), (rows, k))
    q = p if same else np.broadcast_to(q.reshape(-1, k), (rows, k))
    with np.errstate(divide="ignore", invalid="ignore", over="ignore", under="ignore"):
        sums = _long_rows(lean, terms, p, q) if k > PIECE else _short_rows(lean, terms, p, q)
    if sums is None:
        return None
    if lean is middle_excesses:
        np.minimum(sums, math.log(2), out=sums)  # rounding may pass the bound by an ulp
    result: Floats = sums.reshape(shape[:-1])[()]
    return result


def costs(p: Floats, q: Floats, w: Floats, _: Floats) -> None:
    """Write p ln q into `w`; the sign is changed once, in the sum."""
    np.log(q, out=w)
    np.multiply(w, p, out=w)


def excesses(p: Floats, q: Floats, w: Floats, _: Floats) -> None:
    """Write p ln(p/q) into `w`; Σ (q − p) is added once, to the sum."""
    np.divide(p, q, out=w)
    np.log(w, out=w)
    np.multiply(w, p, out=w)


def middle_excesses(p: Floats, q: Floats, w: Floats, v: Floats) -> None:
    """Write ½ [p ln(p/m) + q ln(q/m)] with m = (p + q)/2 into `w`, given no zero in `p` or `q`."""
    np.add(p, q, out=v)
    np.multiply(v, 0.5, out=v)
    np.divide(p, v, out=w)
    np.log(w, out=w)
    np.multiply(w, p, out=w)
    np.divide(q, v, out=v)
    np.log(v, out=v)
    np.multiply(v, q, out=v)
    np.add(w, v, out=w)
    np.multiply(w, 0.5, out=w)


def _is_plain(a: object) -> TypeGuard[Floats]:
    return (
        type(a) is np.ndarray
        and a.dtype in (np.float32, np.float64)
        and a.dtype.isnative
        and a.ndim > 0
        and a.size > 0
        and a.flags.c_contiguous
    )


def _short_rows(lean: Lean, terms: Terms, p: Floats, q: Floats) -> Floats | None:
    """Return the sum of each row, several rows to a piece."""
    rows, k = p.shape
    sums = np.empty(rows, p.dtype)
    step = max(1, PIECE // k)
    work = np.empty((2, step, k), p.dtype)
    for i in range(0, rows, step):
        a = p[i : i + step]
        b = a if q is p else q[i : i + step]
        found = _piece(lean, terms, a, b, work[:, : len(a)])
        if found is None:
            return None
        s, of_p, of_q = found
        if not (_near_one(of_p) and _near_one(of_q)):
            return None
        if lean is not costs:
            if lean is excesses:
                s += of_q - of_p
            small = s < SMALL
            if small.any():
                s[small] = _careful(lean, terms, a[small], b[small]).sum(axis=-1)
        sums[i : i + step] = s
    return sums


def _long_rows(lean: Lean, terms: Terms, p: Floats, q: Floats) -> Floats | None:
    """Return the sum of each row, several pieces to a row."""
    rows, k = p.shape
    sums = np.empty(rows, p.dtype)
    work = np.empty((2, 1, PIECE), p.dtype)
    for i in range(rows):
        parts: list[tuple[float, float, float]] = []
        for j in range(0, k, PIECE):
            a = p[i : i + 1, j : j + PIECE]
            b = a if q is p else q[i : i + 1, j : j + PIECE]
            found = _piece(lean, terms, a, b, work[:, :, : a.shape[1]])
            if found is None:
                return None
            parts.append((float(found[0][0]), float(found[1][0]), float(found[2][0])))
        of_p, of_q = (np.array([math.fsum(part[n] for part in parts)], p.dtype) for n in (1, 2))
        if not (_near_one(of_p) and _near_one(of_q)):
            return None
        s = math.fsum(part[0] for part in parts) if all(part[0] < math.inf for part in parts) else math.inf
        if lean is excesses:
            s += math.fsum(part[2] for part in parts) - math.fsum(part[1] for part in parts)
        if lean is not costs and s < SMALL:
            s = math.fsum(
                float(_careful(lean, terms, p[i, j : j + PIECE], q[i, j : j + PIECE]).sum()) for j in range(0, k, PIECE)
            )
        sums[i] = s
    return sums


def _piece(lean: Lean, terms: Terms, p: Floats, q: Floats, work: Floats) -> tuple[Floats, Floats, Floats] | None:
    """Return per row the sum of the terms, of p and of q, or None if a number is negative or NaN."""
    least = p.min()
    least_q = least if q is p else q.min()
    if not (least >= 0 and least_q >= 0):
        return None
    of_p = _sum(p)
    of_q = of_p if q is p else _sum(q)
    w = work[0]
    lean(p, q, w, work[1])
    if least == 0 and lean is not middle_excesses:
        np.copyto(w, 0, where=p == 0)
    s = 0 - _sum(w) if lean is costs else _sum(w)
    odd = ~np.isfinite(s)  # q = 0, or a quotient beyond the format, or 0·∞: the plain terms know what to do
    if odd.any():
        s[odd] = terms(p[odd], q[odd]).sum(axis=-1)
        if lean is excesses:
            s[odd] += of_p[odd] - of_q[odd]
    return s, of_p, of_q


def _careful(lean: Lean, terms: Terms, p: Floats, q: Floats) -> Floats:
    """Return the plain terms; for KL with p ≈ q throughout, by the same series with no more terms than it takes."""
    if lean is not excesses:
        return terms(p, q)
    u, whole = q - p, p + q
    u /= whole
    largest = float(max(u.max(), -u.min()))
    if not largest < 0.125:
        return terms(p, q)
    n = 1
    while largest ** (2 * n) > np.finfo(u.dtype).eps / 8:
        n += 1
    v = u * u
    even, odd = np.full_like(u, 1 / (2 * n - 1)), np.full_like(u, 1 / (2 * n + 1))
    for k in range(n - 1, 0, -1):
        even *= v
        even += 1 / (2 * k - 1)
        odd *= v
        odd += 1 / (2 * k + 1)
    odd *= u
    even -= odd
    even *= v
    even *= whole
    return even


def _sum(a: Floats) -> Floats:
    """Return the row sums: NumPy's pairwise sum for long rows, and for short ones, where it is slow, a product."""
    sums: Floats = a.sum(axis=-1) if a.shape[-1] >= 128 else a @ np.ones(a.shape[-1], a.dtype)
    return sums


def _near_one(sums: Floats) -> bool:
    return bool((np.abs(sums - 1) <= math.sqrt(np.finfo(sums.dtype).eps)).all())
