"""The one path into every loss on yes-or-no questions: what each entry weighs, and how the losses become a number.

What counts for nothing, because its weight is 0, is never looked at: such an entry may hold NaN.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..validate import as_floats, as_probabilities, plain, same_shape
from ._common import (
    Floats,
    as_weights,
    check_reduction,
    floating,
    reduced,
    reduced_grad,
    smoothing,
    something_left,
    times,
    weights_of_rows,
)


@dataclass(frozen=True)
class Entries:
    """Scores (or probabilities) x, targets y, and the coefficients yes = β·y and no = 1 − y of the two branches."""

    x: Floats
    y: Floats
    yes: Floats
    no: Floats
    w: Floats | None
    divisor: float
    reduction: str

    def reduced(self, losses: Floats) -> Floats:
        """Return the losses of the entries, weighted and reduced."""
        return reduced(losses if self.w is None else times(self.w, losses), self.reduction, self.divisor)

    def reduced_grad(self, grads: Floats) -> Floats:
        """Return the slopes of the entries, weighted and reduced."""
        with np.errstate(over="ignore", under="ignore"):
            return reduced_grad(grads if self.w is None else times(self.w, grads), self.reduction, self.divisor)


def entries(
    x: ArrayLike,
    target: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    pos_weight: ArrayLike | None = None,
    sample_weight: ArrayLike | None = None,
    label_smoothing: float = 0.0,
    reduction: str = "mean",
    names: tuple[str, str] = ("logits", "target"),
    check: Callable[[str, ArrayLike], Floats] = as_floats,
) -> Entries:
    """Return the entries of a loss, from the arguments that all losses on yes-or-no questions have in common."""
    check_reduction(reduction)
    epsilon = smoothing(label_smoothing)
    x, y = floating(names[0], x), plain(names[1], target)
    if x.size == 0:
        raise ValueError(f"{names[0]} is empty (shape {x.shape}); pass at least one value")
    same_shape(**{names[0]: x, names[1]: y})
    w, divisor = None, float(x.size)
    if weight is not None:
        w = as_weights("weight", weight, x.shape, x.dtype, "one weight per entry (one per row is `sample_weight`)")
        if np.ndim(weight) == 1 and x.ndim == 2 and x.shape[0] == x.shape[1] > 1:
            raise ValueError(
                f"weight of shape {np.shape(weight)} may be meant for the rows or for the columns of {names[0]} "
                f"{x.shape}; give weight[:, None] or weight[None, :]"
            )
    if sample_weight is not None:
        rows = _rows_like(sample_weight, x)
        w, divisor = rows if w is None else w * rows, float(rows.sum(dtype=np.float64))
    if reduction == "mean":
        something_left(divisor, x.size, "entries")
    if w is not None and not w.all():
        x, y = np.where(w == 0, x.dtype.type(0.5), x), np.where(w == 0, 0, y)
    y = _yes_or_no(names[1], y).astype(x.dtype, copy=False)
    y = (1 - epsilon) * y + epsilon / 2 if epsilon else y
    yes, no = y, 1 - y
    if pos_weight is not None:
        yes = y * as_weights("pos_weight", pos_weight, x.shape, x.dtype, "one weight per entry, or a single one")
        x = np.where((yes == 0) & (no == 0), x.dtype.type(0.5), x)
    return Entries(check(names[0], x), y, yes, no, w, divisor, reduction)


def sigmoid_in_parts(z: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Return σ(z), σ(−z), softplus(z) and softplus(−z) from one evaluation of e^−|z|."""
    e = np.exp(-np.abs(z))
    large, small, near_0 = 1 / (1 + e), e / (1 + e), np.log1p(e)
    p, q = np.where(z >= 0, large, small), np.where(z >= 0, small, large)
    return p, q, np.maximum(z, 0) + near_0, np.maximum(-z, 0) + near_0


def _rows_like(sample_weight: ArrayLike, x: Floats) -> Floats:
    """Return the weights of rows (the first axes of x), repeated for every entry of their row."""
    axes = np.ndim(sample_weight)
    w = weights_of_rows(sample_weight, x.shape[: axes or x.ndim], x.dtype)
    return np.broadcast_to(w.reshape(w.shape + (1,) * (x.ndim - axes)), x.shape)


def _yes_or_no(name: str, y: NDArray[Any]) -> Floats:
    """Return targets in [0, 1]; labels −1 and +1 are another convention."""
    if y.dtype.kind in "if" and (y == -1).any() and np.isin(y, (-1, 0, 1)).all():
        raise ValueError(f"{name} holds -1; the losses take 0 for no and 1 for yes: turn −1, +1 into (y+1)/2")
    return as_probabilities(name, y)
