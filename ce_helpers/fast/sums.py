"""Sums over large arrays, piece by piece: the same numbers as the plain bodies in `information`, only sooner.

A plain body makes several temporary arrays as large as its input, and memory is what it then waits for. Here the input
is read once, in pieces that stay in the processor's cache, and every array that is written is one of three of a
piece's size. `_total` cuts the input up and adds the pieces up; `_piece` checks a piece and sums its terms, by one of

- the quick forms `_costs`, `_excesses` and `_middle_excesses`, which do where the sum is not much smaller than they;
- `_near_excesses`, for Kullback–Leibler divergences near P = Q: a series in q − p, so that no digit is lost;
- the plain terms, for small Jensen–Shannon divergences and for whatever a quick form cannot express.

Nothing is decided here about bad input: whatever looks unusual makes `_total` return None, and the plain body has the
word.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, TypeGuard

import numpy as np
from numpy.typing import NDArray

from ..information import terms as plain

__all__ = ["SMALLEST", "cross_entropy", "entropy", "js_divergence", "kl_divergence"]

Floats = NDArray[np.floating[Any]]
Terms = Callable[[Floats, Floats], Floats]
Lean = Callable[[Floats, Floats, Floats, Floats], None]

PIECE = 1 << 15  # numbers in a piece: five float64 arrays of them are 1.3 MB, for a second-level cache of 2 MB
SMALLEST = 1 << 16  # below this many numbers the plain body is as fast
SMALL = 0.05  # a divergence below this many nats has lost too many digits in its quick form
NEAR = 0.25  # the series is for |q − p| below this part of p + q


def entropy(p: object, axis: object) -> Floats | None:
    """Return −Σ p ln p in nats along the last axis, or None where the plain body has to do it."""
    return _total(_costs, plain.costs, p, p, axis)


def cross_entropy(p: object, q: object, axis: object) -> Floats | None:
    """Return −Σ p ln q in nats along the last axis, or None where the plain body has to do it."""
    return _total(_costs, plain.costs, p, q, axis)


def kl_divergence(p: object, q: object, axis: object) -> Floats | None:
    """Return Σ p ln(p/q) in nats along the last axis, or None where the plain body has to do it."""
    return _total(_excesses, plain.excesses, p, q, axis)


def js_divergence(p: object, q: object, axis: object) -> Floats | None:
    """Return Σ ½ [p ln(p/m) + q ln(q/m)] in nats along the last axis, or None where the plain body has to do it."""
    return _total(_middle_excesses, plain.middle_excesses, p, q, axis)


def _total(lean: Lean, terms: Terms, p: object, q: object, axis: object) -> Floats | None:
    """Return the sums, in nats, of ``terms(p, q)`` along the last axis; None for small, unusual or bad input.

    `lean` is the quick form of the terms, which it writes into a work array. Of `p` and `q`, which come as the caller
    was given them, only C-contiguous float32 or float64 arrays of one shape are taken on, or one of them as a single
    distribution.
    """
    if not (_is_plain(p) and _is_plain(q)) or p.dtype != q.dtype or p.shape[-1] != q.shape[-1]:
        return None
    shape = max(p.shape, q.shape, key=len)
    if not isinstance(axis, int) or axis not in (-1, len(shape) - 1) or math.prod(shape) < SMALLEST:
        return None
    if p.shape != q.shape and min(p.ndim, q.ndim) > 1:
        return None
    rows, k = math.prod(shape[:-1]), shape[-1]
    height, width = max(1, PIECE // k), min(k, PIECE)  # a piece is several whole rows, or a part of one
    same = q is p
    p = np.broadcast_to(p.reshape(-1, k), (rows, k))
    q = p if same else np.broadcast_to(q.reshape(-1, k), (rows, k))
    sums, work, small = np.empty(rows, p.dtype), _aligned((3, height, width), p.dtype), False
    with np.errstate(divide="ignore", invalid="ignore", over="ignore", under="ignore"):
        for i in range(0, rows, height):
            parts = []
            for j in range(0, k, width):
                a = p[i : i + height, j : j + width]
                b = a if same else q[i : i + height, j : j + width]
                found = _piece(lean, terms, a, b, work[:, : a.shape[0], : a.shape[1]], small)
                if found is None:
                    return None
                part, small = found  # pieces resemble each other: what the last one was decides what is tried first
                parts.append(part)
            s, of_p, of_q = np.stack(parts, axis=-1).sum(axis=-1, dtype=np.float64)
            if not (_near_one(of_p, p.dtype) and _near_one(of_q, p.dtype)):
                return None
            sums[i : i + height] = s
    if lean is _middle_excesses:
        np.minimum(sums, math.log(2), out=sums)  # rounding may pass the bound by an ulp
    result: Floats = sums.reshape(shape[:-1])[()]
    return result


def _costs(p: Floats, q: Floats, w: Floats, _: Floats) -> None:
    """Write p ln q into `w`; the sign is changed once, in the sum."""
    np.log(q, out=w)
    np.multiply(w, p, out=w)


def _excesses(p: Floats, q: Floats, w: Floats, _: Floats) -> None:
    """Write p ln(p/q) into `w`; Σ (q − p) is added once, to the sum."""
    np.divide(p, q, out=w)
    np.log(w, out=w)
    np.multiply(w, p, out=w)


def _middle_excesses(p: Floats, q: Floats, w: Floats, v: Floats) -> None:
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


def _piece(
    lean: Lean, terms: Terms, p: Floats, q: Floats, work: Floats, small: bool
) -> tuple[tuple[Floats, Floats, Floats], bool] | None:
    """Return per row the sums of the terms, of p and of q, and whether most of the first are small.

    None if a number is negative, NaN or above 1. `small` is a guess: then the quick form would be computed in vain.
    """
    quick = not (small and lean is _excesses)
    least = p.min()
    if quick:
        lean(p, q, work[0], work[1])
    else:
        s = _near_excesses(terms, p, q, work)
    least_q = least if q is p else q.min()
    if not (least >= 0 and least_q >= 0):
        return None
    of_p = _sum(p)
    of_q = of_p if q is p else _sum(q)
    if _passes_one(p, of_p) or (q is not p and _passes_one(q, of_q)):
        return None
    if quick:
        if least == 0 and lean is not _middle_excesses:
            np.copyto(work[0], 0, where=p == 0)
        s = 0 - _sum(work[0]) if lean is _costs else _sum(work[0])
        if lean is _excesses:
            roughly = s + (of_q - of_p)
            if (roughly < 5 * SMALL * of_p).any():  # the rounding of the last two sums would show
                s += _sum(np.subtract(q, p, out=work[1]))
            else:
                s = roughly
        if not math.isfinite(s.sum()):
            odd = ~np.isfinite(s)  # q = 0, or a quotient beyond the format, or 0·∞: the plain terms know what to do
            s[odd] = terms(p[odd], q[odd]).sum(axis=-1)
    if lean is _costs:
        return (s, of_p, of_q), False
    lost = s < SMALL * of_p
    n = int(np.count_nonzero(lost))
    if quick and n:
        p, q = p[lost], q[lost]
        s[lost] = _near_excesses(terms, p, q, work[:, :n]) if lean is _excesses else terms(p, q).sum(axis=-1)
    return (s, of_p, of_q), 2 * n > len(s)


def _near_excesses(terms: Terms, p: Floats, q: Floats, work: Floats) -> Floats:
    """Return the row sums of the excesses, near P = Q by the series of `information.terms`, as far as it takes.

    With d = q − p, u = d/(p + q), and v = u², the excess is d·u − d·v·(1 − u)·(1/3 + v/5 + v²/7 + …).
    """
    d, u, v = work
    np.subtract(q, p, out=d)
    np.add(p, q, out=u)
    np.divide(d, u, out=u)
    np.multiply(u, u, out=v)
    largest = float(v.max())
    apart: Floats | float = 0
    if not largest < NEAR**2:  # which NaN is not either, from 0/0
        far = ~(v < NEAR**2)
        apart = _far_excesses(terms, p, q, np.flatnonzero(far & (d != 0)))
        for a in work:
            np.copyto(a, 0, where=far)
        largest = NEAR**2
    sums = _products(d, u) + apart
    enough = float(np.finfo(u.dtype).eps) / 4
    if largest < enough:
        return sums - _products(d, v) / 3
    n = 2
    while largest ** (n + 0.5) > enough * (2 * n + 3):
        n += 1
    np.multiply(d, v, out=d)
    np.subtract(1, u, out=u)
    np.multiply(d, u, out=d)
    np.multiply(v, 1 / (2 * n + 1), out=u)
    for k in range(n - 1, 0, -1):
        np.add(u, 1 / (2 * k + 1), out=u)
        if k > 1:
            np.multiply(u, v, out=u)
    return sums - _products(d, u)


def _far_excesses(terms: Terms, p: Floats, q: Floats, places: NDArray[np.intp]) -> Floats:
    """Return the row sums of the excesses at `places` of the flattened piece."""
    a, b = p.reshape(-1)[places], q.reshape(-1)[places]
    w = np.empty_like(a)
    _excesses(a, b, w, w)
    w += b - a
    if not np.isfinite(w).all():
        w = terms(a, b)
    sums: Floats = np.bincount(places // p.shape[1], w, minlength=len(p)).astype(p.dtype)
    return sums


def _aligned(shape: tuple[int, ...], dtype: np.dtype[Any], line: int = 64) -> Floats:
    """Return an uninitialised array that starts with a line of the cache: arithmetic on it is up to twice as fast."""
    size = math.prod(shape) * dtype.itemsize
    raw = np.empty(size + line, np.uint8)
    start = -raw.ctypes.data % line
    return raw[start : start + size].view(dtype).reshape(shape)


def _sum(a: Floats) -> Floats:
    """Return the row sums: NumPy's pairwise sum for long rows, and for short ones, where it is slow, a product."""
    sums: Floats = a.sum(axis=-1) if a.shape[-1] >= 128 else a @ np.ones(a.shape[-1], a.dtype)
    return sums


def _products(a: Floats, b: Floats, run: int = 512) -> Floats:
    """Return Σ a·b of every row; of long rows in runs, so that rounding does not add up."""
    rows, k = a.shape
    if k < 64:
        sums: Floats = np.einsum("ij,ij->i", a, b)
        return sums
    whole = k - k % run
    if whole:
        sums = _inner(a[:, :whole].reshape(rows, -1, run), b[:, :whole].reshape(rows, -1, run)).sum(axis=-1)
        return sums if whole == k else sums + _inner(a[:, whole:], b[:, whole:])
    return _inner(a, b)


def _inner(a: Floats, b: Floats) -> Floats:
    """Return Σ a·b along the last axis."""
    sums: Floats = (a[..., None, :] @ b[..., None])[..., 0, 0]
    return sums


def _passes_one(a: Floats, sums: Floats) -> bool:
    """Whether a number is above 1; only where a sum is are they looked through."""
    return bool(sums.max() > 1 and a.max() > 1)


def _near_one(sums: NDArray[np.float64], dtype: np.dtype[Any]) -> bool:
    off = math.sqrt(np.finfo(dtype).eps)
    return bool(1 - off <= sums.min() and sums.max() <= 1 + off)
