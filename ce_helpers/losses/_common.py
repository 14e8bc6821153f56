"""What all the losses share: reductions, targets and weights, checked in one place."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..validate import as_floats, as_labels, as_logits, as_probabilities, same_shape

Floats = NDArray[np.floating[Any]]


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
    with np.errstate(over="ignore"):
        total: Floats = losses.sum()
    return total if reduction == "sum" else total / losses.dtype.type(divisor or losses.size)


def reduced_grad(grads: Floats, reduction: str, divisor: float) -> Floats:
    """Return the gradient of the reduced loss; for "none", each row is the gradient of that row's own loss."""
    check_reduction(reduction)
    grads = np.asarray(grads)
    return (grads / grads.dtype.type(divisor) if reduction == "mean" else grads)[()]


def scores_and_binary(logits: ArrayLike, target: ArrayLike) -> tuple[Floats, Floats]:
    """Return scores and targets in [0, 1] of the same shape and dtype."""
    z = as_floats("logits", logits)
    if np.isinf(z).any():
        raise ValueError(f"logits hold {z[np.isinf(z)][0]:g}; a binary score must be finite")
    y = as_probabilities("target", target).astype(z.dtype, copy=False)
    same_shape(logits=z, target=y)
    return z, y


def scores_and_labels(logits: ArrayLike, target: ArrayLike) -> tuple[Floats, NDArray[np.intp]]:
    """Return scores (..., K) and class indices (...)."""
    z = rows_of_scores(logits)
    y = as_labels("target", target, z.shape[-1])
    if y.shape != z.shape[:-1]:
        raise ValueError(
            f"shapes do not fit: logits {z.shape} need one class index per row, target of shape {z.shape[:-1]}, "
            f"got {y.shape}"
        )
    return z, y


def rows_of_scores(logits: ArrayLike, name: str = "logits") -> Floats:
    """Return scores (..., K) with at least one class left open in every row."""
    z = as_logits(name, logits)
    if z.ndim == 0:
        raise ValueError(f"{name} = {z:g} is a single score; pass one score per class, such as [0, {z:g}]")
    masked = np.isneginf(z).all(-1)
    if masked.any():
        raise ValueError(f"{name} mask every class of {int(masked.sum())} row(s) with −∞; leave one open in each")
    return z


def as_weights(name: str, weight: ArrayLike | None, shape: tuple[int, ...], dtype: np.dtype[Any]) -> Floats:
    """Return non-negative finite weights broadcast to `shape`, or a single 1 for None."""
    if weight is None:
        return np.ones((), dtype)
    w = as_floats(name, weight).astype(dtype, copy=False)
    bad = (w < 0) | np.isinf(w)
    if bad.any():
        raise ValueError(f"{name} holds {w[bad][0]:g}; weights are finite and not negative")
    return _spread(name, w, shape, "one weight per entry")


def positive(name: str, value: ArrayLike, shape: tuple[int, ...], dtype: np.dtype[Any]) -> Floats:
    """Return `value` as finite numbers above 0, such as a scale, broadcast to `shape`."""
    v = as_floats(name, value).astype(dtype, copy=False)
    bad = (v <= 0) | np.isinf(v)
    if bad.any():
        raise ValueError(f"{name} = {v[bad][0]:g} must be a finite number above 0")
    return _spread(name, v, shape, "one value per entry, or a single one")


def _spread(name: str, a: Floats, shape: tuple[int, ...], remedy: str) -> Floats:
    try:
        return np.broadcast_to(a, shape)
    except ValueError:
        raise ValueError(f"{name} of shape {a.shape} does not broadcast to {shape}; {remedy}") from None


def one_number(name: str, value: Any, usable: Callable[[float], bool], told: str) -> float:
    """Return an option such as γ or T as a plain float, which leaves dtypes alone; `told` says what it must be."""
    try:
        if isinstance(value, str | bytes) or np.ndim(value):
            raise TypeError
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if not usable(number):
        raise ValueError(f"{name} = {value!r:.80} {told}")
    return number


def focusing(gamma: Any) -> float:
    """Return the γ of a focal loss."""
    told = "must be a finite number, 0 or more; 0 gives cross-entropy"
    return one_number("gamma", gamma, lambda number: 0 <= number < math.inf, told)


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
