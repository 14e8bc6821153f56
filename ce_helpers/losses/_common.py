"""What all the losses share: reductions, weights and options, checked in one place, and three small formulas."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..validate import as_floats, number, plain

Floats = NDArray[np.floating[Any]]


def floating(name: str, x: ArrayLike) -> Floats:
    """Return `x` as a floating-point array; its values are not looked at, as some of them may count for nothing."""
    a = plain(name, x)
    if a.dtype.name in ("float16", "bfloat16"):
        return a.astype(np.float32)
    return a if a.dtype in (np.float32, np.float64) else as_floats(name, a)


def check_reduction(reduction: str) -> None:
    """Raise unless `reduction` is one of the three names."""
    if reduction not in ("mean", "sum", "none"):
        raise ValueError(f"reduction = {reduction!r} is unknown; use 'mean', 'sum' or 'none'")


def reduced(losses: Floats, reduction: str, divisor: float | None = None) -> Floats:
    """Return the losses as they are, their sum, or their sum over `divisor` (the number of losses by default)."""
    check_reduction(reduction)
    losses = np.asarray(losses)
    if reduction == "none":
        return losses[()]
    with np.errstate(over="ignore", under="ignore"):
        total: Floats = losses.sum()
        return total if reduction == "sum" else total / losses.dtype.type(divisor or losses.size)


def reduced_grad(grads: Floats, reduction: str, divisor: float) -> Floats:
    """Return the gradient of the reduced loss; for "none", each row is the gradient of that row's own loss."""
    check_reduction(reduction)
    grads = np.asarray(grads)
    return (grads / grads.dtype.type(divisor) if reduction == "mean" else grads)[()]


def something_left(divisor: float, n: int, what: str, ignore_index: Any = None) -> None:
    """Raise where a mean would divide by 0, because nothing counts."""
    if divisor == 0:
        ignored = "" if ignore_index is None else f" (ignore_index = {ignore_index})"
        raise ValueError(
            f"nothing to average: all {n} {what} are ignored or have weight 0{ignored}; "
            "skip such a batch, or ask for reduction='sum'"
        )


def as_weights(name: str, weight: ArrayLike, shape: tuple[int, ...], dtype: np.dtype[Any], remedy: str) -> Floats:
    """Return non-negative finite weights broadcast to `shape`; the `remedy` says of what there should be one."""
    w = as_floats(name, weight).astype(dtype, copy=False)
    bad = (w < 0) | np.isinf(w)
    if bad.any():
        raise ValueError(f"{name} holds {w[bad][0]:g}; weights are finite and not negative")
    return spread(name, w, shape, remedy)


def spread(name: str, a: Floats, shape: tuple[int, ...], remedy: str) -> Floats:
    """Return `a` broadcast to `shape`."""
    try:
        return np.broadcast_to(a, shape)
    except ValueError:
        raise ValueError(f"{name} of shape {a.shape} does not broadcast to {shape}; {remedy}") from None


def weights_of_rows(weight: ArrayLike, shape: tuple[int, ...], dtype: np.dtype[Any]) -> Floats:
    """Return `sample_weight`, one weight for each of the rows that `shape` counts; True and False are 1 and 0."""
    w = as_weights("sample_weight", weight, np.shape(weight), dtype, "")
    if w.shape != shape:
        raise ValueError(
            f"sample_weight has shape {w.shape}; give one weight per row, shape {shape} (one per class is `weight`)"
        )
    return w


def focusing(gamma: Any) -> float:
    """Return the γ of a focal loss."""
    return number("gamma", gamma, 0, math.inf, "0 gives cross-entropy")


def smoothing(epsilon: Any) -> float:
    """Return the ε of label smoothing."""
    return number("label_smoothing", epsilon, 0, 1, "0.1 is a usual value")


def times(a: Floats, x: Floats) -> Floats:
    """Return a·x, in which 0·∞ is 0: what has weight 0 does not count, whatever it costs."""
    with np.errstate(invalid="ignore", over="ignore", under="ignore"):
        product: Floats = np.where(a == 0, 0, a * x)
    return product


def exp_excess(d: Floats) -> Floats:
    """Return e^d − 1 − d, which is never negative; near 0, where the parts cancel, by its series d²/2 + d³/6 + …."""
    with np.errstate(over="ignore", invalid="ignore"):
        excess = np.asarray(np.expm1(d) - d)
    near = np.abs(d) < 0.5
    d = np.asarray(d)[near]
    series = np.ones_like(d)
    for k in range(17, 2, -1):
        series = 1 + d / k * series
    excess[near] = d * d / 2 * series
    return excess


def pick(a: Floats, y: NDArray[np.intp]) -> Floats:
    """Return a[..., y]: from each row, the entry of its class."""
    return np.take_along_axis(a, y[..., None], -1)[..., 0]


def put(a: Floats, y: NDArray[np.intp], values: Floats | float) -> None:
    """Set a[..., y] = values, in place."""
    np.put_along_axis(a, y[..., None], np.asarray(values, a.dtype)[..., None], -1)
