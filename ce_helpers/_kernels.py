"""The same numbers as the plain bodies in `losses`, in blocks that stay in the processor's cache.

What a reader should read is the plain body: `losses.categorical._rows_of_indices` and
`losses.binary._entries_of_scores`. The functions here stand in for them on large arrays. They work block by block in
place, write the gradient once into its final memory, and keep no other array of the input's size. The tests hold them
to the plain bodies; ``benchmarks/bench.py`` says what they gain.

One more thing differs. Where all scores of a block are moderate, nothing needs to be subtracted before the exponential,
which saves two passes and a rounding: the loss is then ln(1 + Σ_{k≠y} e^z_k / e^z_y).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["binary_entries", "index_rows", "worthwhile"]

Floats = NDArray[np.floating[Any]]

BLOCK_BYTES = 1 << 19
"""Working memory of a block: it should fit in the second-level cache, twice."""


def worthwhile(z: NDArray[Any]) -> bool:
    """Whether there are enough scores, of a kind that needs no conversion, for the blocks to pay."""
    return z.size >= 4096 and z.dtype in (np.float32, np.float64)


def index_rows(
    z: Floats, y: NDArray[np.intp], factor: Floats, want_grad: bool, refuse: Callable[[Floats], Any]
) -> tuple[Floats, Floats]:
    """Return cross-entropies (N,) and `factor` × gradients (N, K) of scores (N, K) at the class indices y (N,).

    `refuse` is called with all of z where a row holds NaN, +∞ or nothing but −∞, and must raise.
    """
    n, classes = z.shape
    per_block = BLOCK_BYTES // z.itemsize
    losses = np.empty(n, z.dtype)
    if classes > per_block and not want_grad:
        for i in range(n):
            losses[i] = _long_row(z[i], int(y[i]), per_block, lambda: refuse(z))
        return losses, losses
    step = max(1, per_block // classes)
    grads = np.empty(z.shape if want_grad else (min(step, n), classes), z.dtype)
    try_moderate = True
    for i in range(0, n, step):
        rows = slice(i, min(i + step, n))
        e = grads[rows] if want_grad else grads[: rows.stop - i]
        parts = _moderate_block(z[rows], y[rows], e) if try_moderate else None
        if parts is None:
            try_moderate = False  # blocks are much alike: do not pay for the attempt again
            parts = _block(z[rows], y[rows], e, lambda: refuse(z))
        losses[rows], others, total = parts
        if want_grad:
            e.reshape(-1)[_places(y[rows], classes)] = -others
            np.multiply(e, (factor[rows] / total)[:, None], out=e)
    return losses, grads


def _block(z: Floats, y: NDArray[np.intp], e: Floats, refuse: Callable[[], Any]) -> tuple[Floats, Floats, Floats]:
    """Fill e with e^(z − m), 0 at y; return losses, the sums over the other classes, and the sums over all."""
    m = _row_max(z)
    if not np.isfinite(m).all():
        refuse()
    np.subtract(z, m[:, None], out=e)
    np.exp(e, out=e)
    at_y = _places(y, z.shape[-1])
    e_y = e.reshape(-1)[at_y]
    e.reshape(-1)[at_y] = 0
    others = _row_sum(e)
    return (m - z[np.arange(len(y)), y]) + np.log1p(others - (1 - e_y)), others, others + e_y


def _moderate_block(z: Floats, y: NDArray[np.intp], e: Floats) -> tuple[Floats, Floats, Floats] | None:
    """Do the same with e^z, or return None where e^z, its sums or their quotients may leave the normal numbers."""
    limit = (math.log(np.finfo(z.dtype).max) - math.log(z.shape[-1])) / 2 - 1
    if not z.min() > -limit:
        return None
    with np.errstate(over="ignore"):
        np.exp(z, out=e)
    at_y = _places(y, z.shape[-1])
    e_y = e.reshape(-1)[at_y]
    e.reshape(-1)[at_y] = 0
    others = _row_sum(e)
    total = others + e_y
    if not total.max() < math.exp(limit):
        return None
    return np.log1p(others / e_y), others, total


def _places(y: NDArray[np.intp], classes: int) -> NDArray[np.intp]:
    """Return where the entries (row, y) stand in the flattened block."""
    return np.arange(0, len(y) * classes, classes) + y


def _row_max(z: Floats) -> Floats:
    """Return z.max(-1); for short rows column by column, as NumPy is slow over many short rows."""
    if z.shape[-1] > 32:
        return z.max(-1)
    m = z[:, 0].copy()
    for k in range(1, z.shape[-1]):
        np.maximum(m, z[:, k], out=m)
    return m


def _row_sum(e: Floats, piece: int = 1024) -> Floats:
    """Return e.sum(-1) as a product with ones, three times as fast; in pieces, so that rounding does not add up."""
    classes = e.shape[-1]
    if classes <= piece:
        return e @ np.ones(classes, e.dtype)
    whole = classes - classes % piece
    sums = e[:, :whole].reshape(len(e), -1, piece) @ np.ones(piece, e.dtype)
    total: Floats = sums.sum(-1) + e[:, whole:].sum(-1)
    return total


def _long_row(z: Floats, y: int, step: int, refuse: Callable[[], Any]) -> Any:
    """Return the loss of one row that is larger than a block."""
    m = z.max()
    if not math.isfinite(m):
        refuse()
    work = np.empty(step, z.dtype)
    sums = []
    for k in range(0, z.size, step):
        part = z[k : k + step]
        e = work[: part.size]
        np.subtract(part, m, out=e)
        np.exp(e, out=e)
        if k <= y < k + step:
            e_y = e[y - k]
            e[y - k] = 0
        sums.append(_row_sum(e[None])[0])
    others = np.asarray(sums).sum()
    return (m - z[y]) + np.log1p(others - (1 - e_y))


def binary_entries(
    z: Floats, y: NDArray[Any], factor: float, want_each: bool, want_grad: bool, refuse: Callable[[Any, Any], Any]
) -> tuple[Floats, float, Floats]:
    """Return binary cross-entropies, their sum, and `factor` × gradients of scores z and targets y, both (N,).

    The losses come only with `want_each`, the gradients only with `want_grad`. `refuse` is called with all of z
    and y where a score is not finite or a target lies outside [0, 1], and must raise.

    With v = [z ≥ 0] − y the loss is z·v + ln(1 + e^−|z|), a sum of two positive numbers, and its gradient is
    v ∓ e^−|z| / (1 + e^−|z|), with the sign of −z.
    """
    n, dtype = z.size, z.dtype
    whole: Any = np.int32 if dtype == np.float32 else np.int64
    sign = whole(np.iinfo(whole).min)  # the sign bit alone; −0 counts as negative throughout
    step = min(n, BLOCK_BYTES // 4 // dtype.itemsize)
    losses, grads = np.empty(n if want_each else 0, dtype), np.empty(n if want_grad else 0, dtype)
    buffers = np.empty((4, step), dtype)
    positive, ones, total = np.empty(step, bool), np.ones(step, dtype), 0.0
    for i in range(0, n, step):
        part = slice(i, min(i + step, n))
        size = part.stop - i
        e, v, near_0, share = (b[:size] for b in buffers)
        zb, yb = z[part], y[part]
        if not (yb.min() >= 0 and yb.max() <= 1 and np.isfinite(zb.min()) and np.isfinite(zb.max())):
            refuse(z, y)
        bits = zb.view(whole)
        np.greater_equal(bits, 0, out=positive[:size])
        np.subtract(positive[:size], yb.astype(dtype, copy=False), out=v)
        np.bitwise_or(bits, sign, out=e.view(whole))  # −|z|
        np.exp(e, out=e)
        np.log1p(e, out=near_0)
        if want_each:
            np.multiply(zb, v, out=losses[part])
            losses[part] += near_0
        else:
            total += float(np.dot(zb, v)) + float(np.dot(near_0, ones[:size]))
        if want_grad:
            np.add(e, 1, out=share)
            np.divide(e, share, out=share)
            np.bitwise_and(bits, sign, out=e.view(whole))
            np.bitwise_or(e.view(whole), share.view(whole), out=e.view(whole))
            np.subtract(v, e, out=v)
            np.multiply(v, dtype.type(factor), out=grads[part])
    return losses, total, grads
