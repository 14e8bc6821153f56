"""Losses that ask for a margin: hinge, squared hinge, multi-class hinge, each beside its gradient (Chapter 9).

Scores are margins here, not log-odds, and a case that lies far enough on its side costs nothing.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ._common import Floats, pick, put
from .classes import Rows, class_rows
from .entries import Entries, entries

__all__ = [
    "hinge_loss",
    "hinge_loss_grad",
    "multiclass_hinge_loss",
    "multiclass_hinge_loss_grad",
    "squared_hinge_loss",
    "squared_hinge_loss_grad",
]


def hinge_loss(
    logits: ArrayLike, target: ArrayLike, *, sample_weight: ArrayLike | None = None, reduction: str = "mean"
) -> Floats:
    """Return max(0, 1 − s·z) with s = +1 for a yes and −1 for a no: no cost beyond a margin of 1.

    Parameters
    ----------
    logits : array_like
        Scores z; here they are margins, not log-odds.
    target : array_like
        Targets 0 or 1, in the shape of `logits`; labels −1 and +1 become (y + 1)/2.
    sample_weight : array_like, optional
        Factor on each row's loss, in the shape of the first axes of the scores; the mean divides by the sum of these.
    reduction : {"mean", "sum", "none"}
        What to return of the losses.

    Returns
    -------
    ndarray or scalar
        One number, or one per entry for "none". Units of the score.

    Raises
    ------
    ValueError
        If a score is NaN, a target is neither 0 nor 1, or shapes differ.

    References
    ----------
    Cortes & Vapnik (1995); Chapter 9.

    Examples
    --------
    >>> print(hinge_loss([2.0, 0.5, -1.0], [1, 1, 1], reduction="none"))  # right, right within the margin, wrong
    [0.  0.5 2. ]
    """
    e, s = _signs(logits, target, sample_weight, reduction)
    return e.reduced(np.maximum(0, 1 - s * e.x))


def hinge_loss_grad(
    logits: ArrayLike, target: ArrayLike, *, sample_weight: ArrayLike | None = None, reduction: str = "mean"
) -> Floats:
    """Return the gradient in the score: −s inside the margin, 0 beyond it (and 0 at the kink, a subgradient).

    Parameters
    ----------
    logits, target, sample_weight, reduction
        As for `hinge_loss`.

    Returns
    -------
    ndarray or scalar
        Gradient in the shape of `logits`.

    Raises
    ------
    ValueError
        As `hinge_loss`.

    References
    ----------
    Chapter 9.

    Examples
    --------
    >>> print(hinge_loss_grad([2.0, 0.5, -1.0], [1, 1, 1], reduction="none"))
    [ 0. -1. -1.]
    """
    e, s = _signs(logits, target, sample_weight, reduction)
    return e.reduced_grad(np.where(s * e.x < 1, -s, e.x.dtype.type(0)))


def squared_hinge_loss(
    logits: ArrayLike, target: ArrayLike, *, sample_weight: ArrayLike | None = None, reduction: str = "mean"
) -> Floats:
    """Return max(0, 1 − s·z)², the hinge without its kink: s = +1 for a yes and −1 for a no.

    Its minimiser is 2·P(yes) − 1, so that, unlike the hinge's, it can be turned into a probability.

    Parameters
    ----------
    logits, target, sample_weight, reduction
        As for `hinge_loss`.

    Returns
    -------
    ndarray or scalar
        One number, or one per entry for "none". Squared units of the score.

    Raises
    ------
    ValueError
        As `hinge_loss`.

    References
    ----------
    Zhang (2004), "Statistical behavior and consistency of classification methods based on convex risk minimization";
    Chapter 9.

    Examples
    --------
    >>> print(squared_hinge_loss([2.0, 0.5, -1.0], [1, 1, 1], reduction="none"))
    [0.   0.25 4.  ]
    """
    e, s = _signs(logits, target, sample_weight, reduction)
    with np.errstate(over="ignore"):
        return e.reduced(np.maximum(0, 1 - s * e.x) ** 2)


def squared_hinge_loss_grad(
    logits: ArrayLike, target: ArrayLike, *, sample_weight: ArrayLike | None = None, reduction: str = "mean"
) -> Floats:
    """Return the gradient in the score, −2·s·max(0, 1 − s·z): the further inside the margin, the stronger.

    Parameters
    ----------
    logits, target, sample_weight, reduction
        As for `hinge_loss`.

    Returns
    -------
    ndarray or scalar
        Gradient in the shape of `logits`.

    Raises
    ------
    ValueError
        As `hinge_loss`.

    References
    ----------
    Chapter 9.

    Examples
    --------
    >>> print(squared_hinge_loss_grad([2.0, 0.5, -1.0], [1, 0, 1], reduction="none"))
    [ 0.  3. -4.]
    """
    e, s = _signs(logits, target, sample_weight, reduction)
    with np.errstate(over="ignore"):
        return e.reduced_grad(np.where(s * e.x < 1, -2 * s * (1 - s * e.x), e.x.dtype.type(0)))


def _signs(
    logits: ArrayLike, target: ArrayLike, sample_weight: ArrayLike | None, reduction: str
) -> tuple[Entries, Floats]:
    """Return the entries, and +1 for every yes, −1 for every no."""
    e = entries(logits, target, sample_weight=sample_weight, reduction=reduction)
    between = (e.y > 0) & (e.y < 1)
    if between.any():
        raise ValueError(f"target holds {e.y[between][0]:g}; hinge loss takes 0 and 1, and no probabilities")
    return e, 2 * e.y - 1


def multiclass_hinge_loss(
    logits: ArrayLike,
    target: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    sample_weight: ArrayLike | None = None,
    ignore_index: int | None = None,
    reduction: str = "mean",
    axis: int = -1,
) -> Floats:
    """Return max(0, 1 + max_{k≠y} z_k − z_y): the true class must lead every other by a margin of 1.

    Parameters
    ----------
    logits : array_like, shape (..., K)
        Scores; the classes lie along `axis`.
    target : array_like of int, shape (...)
        Class indices; a margin has no use for distributions or smoothing.
    weight, sample_weight, ignore_index, reduction, axis
        As for `cross_entropy_with_logits`.

    Returns
    -------
    ndarray or scalar
        One number, or one per row for "none". Units of the score.

    Raises
    ------
    ValueError
        If a score is NaN or +∞, a row is masked entirely, an index is out of range, or shapes do not fit.

    References
    ----------
    Crammer & Singer (2001); Chapter 9.

    Examples
    --------
    >>> print(multiclass_hinge_loss([[3.0, 1.0, 0.0], [3.0, 2.5, 0.0]], [0, 0], reduction="none"))
    [0.  0.5]
    """
    rows, _, _, shortfall = _rivals(logits, target, weight, sample_weight, ignore_index, reduction, axis)
    return rows.reduced(np.maximum(0, shortfall))


def multiclass_hinge_loss_grad(
    logits: ArrayLike,
    target: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    sample_weight: ArrayLike | None = None,
    ignore_index: int | None = None,
    reduction: str = "mean",
    axis: int = -1,
) -> Floats:
    """Return the gradient in the scores: inside the margin +1 at the strongest rival and −1 at y, otherwise 0.

    Parameters
    ----------
    logits, target, weight, sample_weight, ignore_index, reduction, axis
        As for `multiclass_hinge_loss`.

    Returns
    -------
    ndarray, shape (..., K)
        A subgradient where rivals tie (the first of them) or the margin is exactly 1 (zero).

    Raises
    ------
    ValueError
        As `multiclass_hinge_loss`.

    References
    ----------
    Crammer & Singer (2001); Chapter 9.

    Examples
    --------
    >>> print(multiclass_hinge_loss_grad([3.0, 2.5, 0.0], 0))
    [-1.  1.  0.]
    """
    rows, y, rival, shortfall = _rivals(logits, target, weight, sample_weight, ignore_index, reduction, axis)
    inside = (shortfall > 0).astype(rows.z.dtype)
    grads = np.zeros_like(rows.z)
    put(grads, rival, inside)
    put(grads, y, -inside)
    return rows.reduced_grad(grads)


def _rivals(
    logits: ArrayLike,
    target: ArrayLike,
    weight: ArrayLike | None,
    sample_weight: ArrayLike | None,
    ignore_index: int | None,
    reduction: str,
    axis: int,
) -> tuple[Rows, NDArray[np.intp], NDArray[np.intp], Floats]:
    """Return the rows, their classes, the best other class of each, and by how much the margin of 1 is missed."""
    rows = class_rows(
        logits,
        target,
        weight=weight,
        sample_weight=sample_weight,
        ignore_index=ignore_index,
        reduction=reduction,
        axis=axis,
        soft=False,
    )
    y = rows.indices
    others = rows.z.copy()
    put(others, y, -math.inf)
    with np.errstate(over="ignore"):  # the difference first: added to a large score, the 1 would be rounded away
        return rows, y, others.argmax(-1), 1 - (pick(rows.z, y) - others.max(-1))
