"""The one path into every loss over K classes: which rows count and how much, and how their losses become a number.

A loss asks `class_rows` for its rows and then is its formula: it reads `z`, `t` or `a`, and ends in `reduced` or
`reduced_grad`. What counts for nothing (an ignored target, a weight of 0) is never looked at: such a row may hold NaN.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..validate import as_distribution, as_floats, as_labels, as_logits, one_axis, plain
from ._common import (
    Floats,
    as_weights,
    check_reduction,
    floating,
    put,
    reduced,
    reduced_grad,
    smoothing,
    something_left,
    times,
    weights_of_rows,
)

TO_CLASSES = "for yes-or-no questions there are the binary losses"


@dataclass(frozen=True)
class Rows:
    """N rows of K scores with their targets; each has the weight `w` (None where all weigh 1)."""

    raw: Floats
    """The scores (N, K) as they came: not checked, and of rows that do not count perhaps nonsense."""
    y: NDArray[np.intp] | None
    """Class indices (N,), or None where the targets are distributions."""
    soft: Floats | None
    """Distributions (N, K), or None where the targets are indices."""
    epsilon: float
    per_class: Floats | None
    w: Floats | None
    divisor: float
    reduction: str
    shape: tuple[int, ...]
    axis: int
    name: str
    check: Callable[[str, ArrayLike], Floats]

    @cached_property
    def z(self) -> Floats:
        """The scores (N, K), checked; a row that does not count is replaced by (1, 0, …, 0)."""
        z, classes = self.raw, self.raw.shape[-1]
        if self.w is not None and not self.w.all():
            z = _one_hot_where(self.w == 0, z)
        return self.check(self.name, z.reshape(*self.shape, classes)).reshape(z.shape)

    @property
    def indices(self) -> NDArray[np.intp]:
        """The class indices (N,), for a loss that takes nothing else."""
        if self.y is None:
            raise TypeError("these rows have distributions as targets; ask class_rows for soft=False")
        return self.y

    @cached_property
    def t(self) -> Floats:
        """The target distributions (N, K), smoothed: (1 − ε)·y + ε/K."""
        t = one_hot(self.indices, self.raw) if self.soft is None else self.soft
        return (1 - self.epsilon) * t + self.epsilon / t.shape[-1] if self.epsilon else t

    @cached_property
    def a(self) -> Floats:
        """The coefficients (N, K) of the classes: the targets, times the weights of the classes."""
        return self.t if self.per_class is None else self.t * self.per_class

    def reduced(self, losses: Floats) -> Floats:
        """Return the losses (N,) of the rows, weighted and reduced."""
        losses = losses if self.w is None else times(self.w, losses)
        return reduced(losses.reshape(self.shape), self.reduction, self.divisor)

    def reduced_grad(self, grads: Floats) -> Floats:
        """Return the gradients (N, K) of the rows, weighted, reduced, and in the shape of the scores."""
        with np.errstate(over="ignore", under="ignore"):
            grads = grads if self.w is None else times(self.w[:, None], grads)
            grads = reduced_grad(grads, self.reduction, self.divisor)
        return self.as_scores(grads)

    def as_scores(self, a: Floats) -> Floats:
        """Return an array (N, K) in the shape of the scores."""
        return np.moveaxis(a.reshape(*self.shape, a.shape[-1]), -1, self.axis)


def class_rows(
    logits: ArrayLike,
    target: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    sample_weight: ArrayLike | None = None,
    ignore_index: int | None = None,
    label_smoothing: float = 0.0,
    reduction: str = "mean",
    axis: int = -1,
    name: str = "logits",
    check: Callable[[str, ArrayLike], Floats] | None = None,
    by_class: bool = True,
    soft: bool = True,
) -> Rows:
    """Return the rows of a loss, from the arguments that all losses over classes have in common.

    `by_class` says that the loss is a sum over classes, so that class weights are factors of its terms; in another
    they can only weigh whole rows, by their class. A loss that is not `soft` takes class indices alone.
    """
    check_reduction(reduction)
    epsilon = smoothing(label_smoothing)
    z, check = floating(name, logits), check or rows_of_scores
    if check is as_distribution:
        check = partial(as_distribution, rounded_in=np.asarray(logits).dtype)
    if z.ndim == 0:
        check(name, z)  # has the words for it
    z = _classes_last(z, axis, name)
    shape, classes = z.shape[:-1], z.shape[-1]
    t, by_index = _target(target, z.shape, axis, name, soft)
    w = None if sample_weight is None else weights_of_rows(sample_weight, shape, z.dtype).reshape(-1)
    t = t.reshape(-1, *t.shape[len(shape) :])
    if ignore_index is not None:
        check_ignore_index(ignore_index, by_index)
        w = times(np.ones(len(t), z.dtype) if w is None else w, (t != ignore_index).astype(z.dtype))
    if w is not None and not w.all():  # nothing is asked of targets that do not count
        t = np.where(w == 0, t.dtype.type(0), t) if by_index else _one_hot_where(w == 0, t)
    told = "one weight per class (one per row is `sample_weight`)"
    per_class = None if weight is None else as_weights("weight", weight, (classes,), z.dtype, told)
    y = dist = None
    if by_index:
        y = as_labels("target", t.reshape(shape), classes, ignore_index).reshape(-1)
        w_y = w if per_class is None else per_class[y] if w is None else w * per_class[y]
        total = w_y
        if not (epsilon and by_class):  # then the weight of its class is the weight of the row
            w, per_class = w_y, None
    else:
        dist = as_distribution("target", t.reshape(*shape, classes)).astype(z.dtype, copy=False).reshape(-1, classes)
        total = w
        if per_class is not None and not by_class:
            raise ValueError(
                "weight needs class indices here, as this loss is no sum over the classes of a target distribution; "
                "weigh its rows with sample_weight"
            )
        if per_class is not None:  # a row all of whose classes weigh nothing does not count either
            w = (np.ones(len(dist), z.dtype) if w is None else w) * (dist * per_class + epsilon * per_class).any(-1)
    divisor = float(len(t)) if total is None else math.fsum(total) if len(t) < 4096 else float(total.sum(dtype=float))
    if reduction == "mean":
        something_left(divisor, len(t), "targets", ignore_index)
    return Rows(
        raw=z.reshape(-1, classes),
        y=y,
        soft=dist,
        epsilon=epsilon,
        per_class=per_class,
        w=w,
        divisor=divisor,
        reduction=reduction,
        shape=shape,
        axis=axis,
        name=name,
        check=check,
    )


def rows_of_scores(name: str, logits: ArrayLike) -> Floats:
    """Return scores (..., K) with at least one class left open in every row."""
    z = as_logits(name, logits)
    if z.ndim == 0:
        raise ValueError(f"{name} = {z:g} is a single score; pass one score per class, such as [0, {z:g}]")
    masked = np.isneginf(z).all(-1)
    if masked.any():
        raise ValueError(f"{name} mask every class of {int(masked.sum())} row(s) with −∞; leave one open in each")
    return z


def one_hot(y: NDArray[np.intp], like: Floats) -> Floats:
    """Return an array like `like` that is 1 at the class of each row, and else 0."""
    t = np.zeros_like(like)
    put(t, y, 1)
    return t


def _one_hot_where(dead: NDArray[np.bool_], a: NDArray[Any]) -> NDArray[Any]:
    """Return `a` with (1, 0, …, 0) for the rows that do not count: valid as scores and as a distribution."""
    a = a.copy()
    a[dead] = 0
    a[dead, 0] = 1
    return a


def prediction_minus_truth(p: Floats, not_p: Floats, a: Floats) -> Floats:
    """Return p·Σa − a, the gradient of −Σ_k a_k·ln p_k in the scores, as p_k·Σ_{j≠k} a_j − a_k·(1 − p_k).

    In this form nothing cancels where a is one-hot: a confident, right row keeps its small gradient. `not_p` is 1 − p.
    """
    gradient: Floats = p * (a.sum(-1, keepdims=True) - a) - a * not_p
    return gradient


def check_ignore_index(ignore_index: Any, by_index: bool) -> None:
    """Raise unless `ignore_index` is a whole number that can be met among class indices."""
    if isinstance(ignore_index, bool | np.bool_) or not isinstance(ignore_index, int | np.integer):
        raise ValueError(f"ignore_index = {ignore_index!r} must be a whole number, such as -100, or None")
    if not by_index:
        raise ValueError(
            f"ignore_index = {ignore_index!r} needs class indices, and the target holds distributions; leave it out, "
            "and give the rows that should not count the sample_weight 0"
        )


def _classes_last(z: Floats, axis: int, name: str) -> Floats:
    if z.size == 0:
        raise ValueError(f"{name} is empty (shape {z.shape}); pass at least one value")
    one_axis(name, z, axis)
    z = np.moveaxis(z, axis, -1)
    if z.shape[-1] == 1:
        raise ValueError(
            f"{name} of shape {z.shape} have one class, and one class is always right; a choice needs at least two "
            f"({TO_CLASSES})"
        )
    return z


def _target(target: ArrayLike, shape: tuple[int, ...], axis: int, name: str, soft: bool) -> tuple[NDArray[Any], bool]:
    """Return the targets, classes last, and whether they are class indices: their number of axes says it."""
    t = plain("target", target)
    if t.dtype.kind == "O":
        as_floats("target", t)  # has the words for what is no number
    by_index = t.ndim < len(shape)
    if t.ndim == len(shape):
        t = np.moveaxis(t, axis, -1)
    if t.size == 0:
        raise ValueError(f"target is empty (shape {t.shape}); pass one per row")
    if not by_index and not soft:
        raise ValueError(
            f"target has shape {t.shape}, as distributions have; this loss takes one class index per row, of shape "
            f"{shape[:-1]}: target.argmax(-1) if the rows are one-hot"
        )
    if t.shape not in (shape, shape[:-1]):
        remedy = ""
        if t.shape == (*shape[:-1], 1):
            remedy = "; target[..., 0] has the shape of indices"
        elif t.ndim > len(shape):
            remedy = f"; {name} come first, then the target"
        raise ValueError(
            f"shapes do not fit: {name} {shape} with the classes last need indices of shape {shape[:-1]} "
            f"or distributions of shape {shape}, got a target of shape {t.shape}{remedy}"
        )
    return t, by_index
