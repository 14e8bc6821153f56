"""The same numbers as the plain bodies in `losses`, in blocks that stay in the processor's cache.

What a reader should read is the plain body, the last line of `losses.cross_entropy_with_logits` and of
`losses.binary_cross_entropy_with_logits`. The functions here stand in for it on large arrays. They work block by block
in place, write the gradient once into its final memory, and keep no other array of the input's size. The tests hold
them to the plain bodies; ``benchmarks/bench.py`` says what they gain.

One more thing differs. Where all scores of a block are moderate, no row needs its own maximum subtracted before the
exponential, which saves two passes and a rounding: the loss is then ln(1 + Σ_{k≠y} e^z_k / e^z_y).
"""

from __future__ import annotations

import functools
import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..activations.exponentials import exp_of_difference

__all__ = ["binary_entries", "index_rows", "worthwhile"]

Floats = NDArray[np.floating[Any]]

BLOCK_BYTES = 1 << 19
"""Working memory of a block: it should fit in the second-level cache, twice."""
PAGE_BYTES = 4096


def worthwhile(z: NDArray[Any]) -> bool:
    """Whether there are enough scores, of a kind that needs no conversion, for the blocks to pay."""
    return z.size >= 4096 and z.dtype in (np.float32, np.float64)


def index_rows(
    z: Floats, y: NDArray[np.intp], w: Floats | None, factor: float, want_each: bool, want_grad: bool
) -> tuple[Floats, float, Floats] | None:
    """Return cross-entropies, their sum, and `factor` × gradients of scores (N, K) at the class indices y (N,).

    Row i counts w[i] times; where that is 0, nothing in the row is looked at. The losses (N,) come only with
    `want_each`, the gradients (N, K) only with `want_grad`. Return None where a row that counts holds NaN, +∞ or
    nothing but −∞: the plain body has the words for that.
    """
    n, classes = z.shape
    per_block = BLOCK_BYTES // z.itemsize
    step = max(1, per_block // (classes + 16))  # 16: what is kept besides for every row
    long_rows = classes > per_block and not want_grad
    losses, total = np.empty(n if want_each else 0, z.dtype), 0.0
    grads = _empty_beside(z) if want_grad else np.empty((0 if long_rows else min(step, n), classes), z.dtype)
    as_they_are = False  # whether the block before was moderate without a shift: then the next one is likely to be
    for i in range(0, n, step):
        rows = slice(i, min(i + step, n))
        zb, yb, wb = z[rows], y[rows], None if w is None else w[rows]
        if wb is not None and not wb.any():
            losses[rows if want_each else slice(0)] = 0
            grads[rows if want_grad else slice(0)] = 0
            continue
        if long_rows:
            found = _long_row(zb[0], int(yb[0]), per_block)
        else:
            e = grads[rows] if want_grad else grads[: rows.stop - i]
            found = _unshifted_rows(zb, yb, e) if as_they_are else None
            as_they_are = found is not None
            if found is None:
                shift = _common_shift(zb)
                found = _rows(zb, yb, e, shift)
                as_they_are = want_grad and shift == 0  # without, all happens in the cache, and nothing is saved
        if found is None and wb is not None and not wb.all():  # perhaps for the sake of a row that does not count
            zb = np.where((wb == 0)[:, None], z.dtype.type(0), zb)
            found = _rows(zb, yb, e, _common_shift(zb))
        if found is None:
            return None
        loss, others, whole = found
        with np.errstate(over="ignore", under="ignore"):
            loss = loss if wb is None else np.where(wb > 0, loss, 0) * wb
            if want_each:
                losses[rows] = loss
            else:
                total += float(loss.sum(dtype=np.float64))
            if want_grad:
                scale = z.dtype.type(factor) / whole
                e.reshape(-1)[_places(yb, classes)] = -others
                np.multiply(e, (scale if wb is None else scale * wb)[:, None], out=e)
    return losses, total, grads


def _empty_beside(z: Floats) -> Floats:
    """Return an empty array like z that begins 64 bytes further on in its page of memory than z does in its own.

    Large arrays all begin at the same place of a page. An exponential read from one and written to the other took 1.4
    times as long then, on the machine of benchmarks/README.md, as at this distance.
    """
    room = np.empty(z.size + PAGE_BYTES // z.itemsize, z.dtype)
    first = (z.ctypes.data + 64 - room.ctypes.data) % PAGE_BYTES // z.itemsize
    return room[first : first + z.size].reshape(z.shape)


def _unshifted_rows(z: Floats, y: NDArray[np.intp], e: Floats) -> tuple[Floats, Floats, Floats] | None:
    """Do what `_rows` does with e^z itself; return None where that turns out not to be moderate.

    To look at the exponentials afterwards is quicker than to look at the scores before: it saves a walk through z.
    """
    limit = _limit(z.dtype, z.shape[-1])
    with np.errstate(over="ignore", invalid="ignore"):
        np.exp(z, out=e)
        if not e.min() > math.exp(-limit):  # or a NaN
            return None
        e_y, others = _take_out(e, y)
        whole = others + e_y
        return (np.log1p(others / e_y), others, whole) if whole.max() < math.exp(limit) else None


def _rows(z: Floats, y: NDArray[np.intp], e: Floats, shift: Any) -> tuple[Floats, Floats, Floats] | None:
    """Fill e with multiples of e^z, and 0 at y; return losses, the sums of e, and the same with what was at y.

    `shift` is what `_common_shift` found. Return None where there are rows that no loss is defined for.
    """
    if shift is not None:
        return _moderate_rows(z, y, e, shift)
    m = _row_max(z)
    if not np.isfinite(m).all():
        return None
    axis = 0 if len(z) >= 8 else 1  # in eight pieces: the correction needs several arrays of their size
    cuts = [z.shape[axis] * k // 8 for k in range(9)]
    for k in range(8):
        part = slice(cuts[k], cuts[k + 1])
        if axis == 0:
            e[part] = exp_of_difference(z[part], m[part, None])
        else:
            e[:, part] = exp_of_difference(z[:, part], m[:, None])
    e_y, others = _take_out(e, y)
    with np.errstate(over="ignore"):  # a gap too large for the format is ∞
        return (m - z[np.arange(len(y)), y]) + np.log1p(others - (1 - e_y)), others, others + e_y


def _moderate_rows(z: Floats, y: NDArray[np.intp], e: Floats, shift: Any) -> tuple[Floats, Floats, Floats]:
    """Do the same with e^(z − shift), one shift for the whole block."""
    if shift:
        np.subtract(z, shift, out=e)
        z = e
    np.exp(z, out=e)
    e_y, others = _take_out(e, y)
    return np.log1p(others / e_y), others, others + e_y


@functools.cache
def _limit(dtype: np.dtype[Any], classes: int) -> float:
    """Return how far from 0 moderate scores may be: e^z, its sums over a row, and quotients of them are normal."""
    return (math.log(np.finfo(dtype).max) - math.log(classes)) / 2 - 1


def _common_shift(z: Floats) -> Any:
    """Return a number whose subtraction is exact and makes all scores moderate; None where there is none (or a NaN)."""
    limit = _limit(z.dtype, z.shape[-1])
    low, high = z.min(), z.max()
    if -limit < low and high < limit:
        return z.dtype.type(0)
    if not (np.isfinite(low) and np.isfinite(high)):
        return None
    middle = low / 2 + high / 2
    exact = low >= middle / 2 if middle > 0 else high <= middle / 2  # then middle/2 ≤ z ≤ 2·middle (Sterbenz)
    return middle if exact and high - middle < limit else None


def _take_out(e: Floats, y: NDArray[np.intp]) -> tuple[Floats, Floats]:
    """Set e[row, y] = 0; return what stood there, and the sums of what is left."""
    at_y = _places(y, e.shape[-1])
    e_y: Floats = e.reshape(-1)[at_y]
    e.reshape(-1)[at_y] = 0
    return e_y, _row_sum(e)


def _places(y: NDArray[np.intp], classes: int) -> NDArray[np.intp]:
    """Return where the entries (row, y) stand in the flattened block."""
    places: NDArray[np.intp] = np.arange(0, len(y) * classes, classes) + y
    return places


def _row_max(z: Floats) -> Floats:
    """Return z.max(-1); for short rows column by column, as NumPy is slow over many short rows."""
    m: Floats
    if z.shape[-1] > 32:
        m = z.max(-1)
        return m
    m = z[:, 0].copy()
    for k in range(1, z.shape[-1]):
        np.maximum(m, z[:, k], out=m)
    return m


def _row_sum(e: Floats, piece: int = 1024) -> Floats:
    """Return e.sum(-1) as a product with ones, three times as fast; in pieces, so that rounding does not add up."""
    classes = e.shape[-1]
    if classes <= piece:
        sums: Floats = e @ np.ones(classes, e.dtype)
        return sums
    whole = classes - classes % piece
    sums = (e[:, :whole].reshape(len(e), -1, piece) @ np.ones(piece, e.dtype)).sum(-1)
    total: Floats = sums + e[:, whole:].sum(-1)
    return total


def _long_row(z: Floats, y: int, step: int) -> tuple[Floats, Floats, Floats] | None:
    """Return for one row that is larger than a block what `_rows` returns, without keeping its exponentials."""
    shift = _common_shift(z[None])
    m = z.max()
    if not math.isfinite(m):
        return None
    step = step if shift is not None else step // 8
    work = np.empty((1, step), z.dtype)
    sums, e_y = [], z.dtype.type(0)
    for k in range(0, z.size, step):
        part = z[None, k : k + step]
        e = work[:, : part.size]
        if shift is None:
            e[...] = exp_of_difference(part, m)
        else:
            np.exp(np.subtract(part, shift, out=e), out=e)
        if k <= y < k + step:
            e_y = e[0, y - k]
            e[0, y - k] = 0
        sums.append(_row_sum(e)[0])
    others = np.asarray(sums).sum()
    with np.errstate(over="ignore"):
        loss = np.log1p(others / e_y) if shift is not None else (m - z[y]) + np.log1p(others - (1 - e_y))
    return np.array([loss], z.dtype), others, others + e_y


def binary_entries(
    z: Floats, y: NDArray[Any], factor: float, want_each: bool, want_grad: bool
) -> tuple[Floats, float, Floats] | None:
    """Return binary cross-entropies, their sum, and `factor` × gradients of scores z and targets y, both (N,).

    The losses come only with `want_each`, the gradients only with `want_grad`. Return None where a score is not finite
    or a target lies outside [0, 1]: the plain body knows what to do.

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
            return None
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
            with np.errstate(over="ignore"):
                total += float(np.dot(zb, v)) + float(np.dot(near_0, ones[:size]))
        if want_grad:
            np.add(e, 1, out=share)
            np.divide(e, share, out=share)
            np.bitwise_and(bits, sign, out=e.view(whole))
            np.bitwise_or(e.view(whole), share.view(whole), out=e.view(whole))
            np.subtract(v, e, out=v)
            np.multiply(v, dtype.type(factor), out=grads[part])
    return losses, total, grads
