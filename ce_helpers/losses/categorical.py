"""Losses for one answer out of K classes, each beside its gradient.

The classes lie along the last axis. The target is the index of the true class, or a distribution over the classes.
p = softmax(z) is the model's distribution. All losses are in nats unless a docstring says otherwise.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..activations import softmax_jacobian
from ..activations.exponentials import exp_of_difference
from ..fast import rows
from ..validate import as_distribution, as_labels, plain, same_shape
from ._common import (
    Floats,
    as_weights,
    check_reduction,
    focusing,
    one_number,
    pick,
    put,
    reduced,
    reduced_grad,
    rows_of_scores,
    scores_and_labels,
)

__all__ = [
    "categorical_cross_entropy",
    "categorical_cross_entropy_grad",
    "cross_entropy_with_logits",
    "cross_entropy_with_logits_and_grad",
    "cross_entropy_with_logits_grad",
    "cross_entropy_with_logits_hessian",
    "multiclass_focal_loss_with_logits",
    "multiclass_focal_loss_with_logits_grad",
    "multiclass_hinge_loss",
    "multiclass_hinge_loss_grad",
]


# --- cross-entropy from probabilities -------------------------------------------------------------------------------


def categorical_cross_entropy(probs: ArrayLike, target: ArrayLike, *, reduction: str = "mean") -> Floats:
    """Return −Σ_k y_k·ln p_k, which for a class index is −ln p_y.

    Parameters
    ----------
    probs : array_like, shape (..., K)
        Predicted distributions, each summing to 1. For scores use `cross_entropy_with_logits`.
    target : array_like, shape (...) or (..., K)
        Class indices (whole numbers), or distributions (a one-hot vector is one).
    reduction : {"mean", "sum", "none"}
        "mean" divides by the number of rows.

    Returns
    -------
    ndarray
        One number, or one per row for "none". Nats; infinite where what came was given probability 0.

    Raises
    ------
    ValueError
        If a row is no distribution, a class index is out of range, or shapes do not fit.

    References
    ----------
    Chapters 2 and 6.

    Examples
    --------
    >>> print(f"{categorical_cross_entropy([0.8, 0.2], [1, 0]):.6f} {categorical_cross_entropy([0.8, 0.2], 0):.6f}")
    0.223144 0.223144
    """
    p = as_distribution("probs", probs)
    t = _class_targets(target, p, "probs")
    with np.errstate(divide="ignore", invalid="ignore"):
        if t.ndim < p.ndim:
            return reduced(-np.log(pick(p, t)), reduction)
        return reduced(np.where(t > 0, -t * np.log(p), 0).sum(-1), reduction)


def categorical_cross_entropy_grad(probs: ArrayLike, target: ArrayLike, *, reduction: str = "mean") -> Floats:
    """Return the gradient in the probabilities, −y_k/p_k: 0 for every class that did not come.

    The probabilities are taken one by one, as if they need not sum to 1. It is softmax that couples them, and that
    gives each wrong class the gradient p_k (`cross_entropy_with_logits_grad`).

    Parameters
    ----------
    probs, target, reduction
        As for `categorical_cross_entropy`.

    Returns
    -------
    ndarray, shape (..., K)
        Gradient in the shape of `probs`.

    Raises
    ------
    ValueError
        As `categorical_cross_entropy`.

    References
    ----------
    Chapter 8.

    Examples
    --------
    >>> print(categorical_cross_entropy_grad([0.8, 0.2], 0))
    [-1.25  0.  ]
    """
    p = as_distribution("probs", probs)
    t = _class_targets(target, p, "probs")
    if t.ndim < p.ndim:
        t = _one_hot(t, p)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        return reduced_grad(np.where(t > 0, -t / p, 0), reduction, p[..., 0].size)


# --- cross-entropy from scores --------------------------------------------------------------------------------------


def cross_entropy_with_logits(
    logits: ArrayLike,
    target: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    ignore_index: int | None = None,
    label_smoothing: float = 0.0,
    reduction: str = "mean",
    axis: int = -1,
) -> Floats:
    """Return −ln softmax(z)_y, the cost in nats of scoring the classes z when class y came.

    With m the largest score it is computed as (m − z_y) + ln(1 + Σ_{k≠argmax} e^(z_k − m)): two parts that are never
    negative, so no digit cancels, and a very sure, right row costs e^−gap and not 0. For a distribution y the loss is
    −Σ_k y_k·ln softmax(z)_k. With class weights and smoothing ε it is −Σ_k w_k·((1 − ε)·y_k + ε/K)·ln softmax(z)_k.

    Parameters
    ----------
    logits : array_like, shape (..., K)
        Scores; the classes lie along `axis`. −∞ masks a class.
    target : array_like, shape (...) or (..., K)
        Class indices (whole numbers), or distributions in the shape of `logits`.
    weight : array_like, shape (K,), optional
        One factor per class.
    ignore_index : int, optional
        Rows with this target count for nothing, where targets are indices. There is no default: a stray negative
        label is an error.
    label_smoothing : float
        ε in [0, 1): the target becomes (1 − ε)·y + ε/K.
    reduction : {"mean", "sum", "none"}
        As in PyTorch, "mean" divides by the sum of w_y over the rows that count when targets are indices, and by the
        number of rows when they are distributions. "none" gives ignored rows a loss of 0.
    axis : int
        The axis of the classes. PyTorch puts them on axis 1.

    Returns
    -------
    ndarray
        One number, or one per row for "none". Nats.

    Raises
    ------
    ValueError
        If a score is NaN or +∞, a row is masked entirely, an index is out of range, a target row is no distribution,
        shapes do not fit, `ignore_index` is no whole number or comes with distributions, `label_smoothing` leaves
        [0, 1), or nothing is left to average: every target ignored or of weight 0 (PyTorch returns NaN).

    References
    ----------
    Bridle (1990); Blanchard, Higham & Higham (2021); smoothing: Szegedy et al. (2016). Chapters 6, 7 and 14.

    Examples
    --------
    >>> print(f"{cross_entropy_with_logits([40.0, 0.0], 0):.6e}")  # log(softmax) gives 0 here
    4.248354e-18
    >>> print(f"{cross_entropy_with_logits([[1.0, 2.0, 3.0], [0.0, 0.0, 0.0]], [2, 0]):.6f}")
    0.753109
    """
    return _cross_entropy(logits, target, weight, ignore_index, label_smoothing, reduction, axis, want_grad=False)[0]


def cross_entropy_with_logits_grad(
    logits: ArrayLike,
    target: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    ignore_index: int | None = None,
    label_smoothing: float = 0.0,
    reduction: str = "mean",
    axis: int = -1,
) -> Floats:
    """Return the gradient in the scores, softmax(z) − y: prediction minus truth.

    At the true class it is formed as −Σ_{k≠y} p_k, which survives where p_y − 1 rounds to 0.

    Parameters
    ----------
    logits, target, weight, ignore_index, label_smoothing, reduction, axis
        As for `cross_entropy_with_logits`.

    Returns
    -------
    ndarray, shape (..., K)
        Gradient in the shape of `logits`, of the reduced loss; for "none", each row is that of its own loss.

    Raises
    ------
    ValueError
        As `cross_entropy_with_logits`.

    References
    ----------
    Chapter 8.

    Examples
    --------
    >>> print(cross_entropy_with_logits_grad([1.0, 2.0, 3.0], 2).round(6))
    [ 0.090031  0.244728 -0.334759]
    >>> print(cross_entropy_with_logits_grad([40.0, 0.0], 0))
    [-4.24835426e-18  4.24835426e-18]
    """
    return _cross_entropy(logits, target, weight, ignore_index, label_smoothing, reduction, axis, want_grad=True)[1]


def cross_entropy_with_logits_and_grad(
    logits: ArrayLike,
    target: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    ignore_index: int | None = None,
    label_smoothing: float = 0.0,
    reduction: str = "mean",
    axis: int = -1,
) -> tuple[Floats, Floats]:
    """Return the loss and its gradient from one evaluation of the exponentials.

    Parameters
    ----------
    logits, target, weight, ignore_index, label_smoothing, reduction, axis
        As for `cross_entropy_with_logits`.

    Returns
    -------
    tuple of ndarray
        What `cross_entropy_with_logits` and `cross_entropy_with_logits_grad` return.

    Raises
    ------
    ValueError
        As `cross_entropy_with_logits`.

    References
    ----------
    Chapter 8.

    Examples
    --------
    >>> loss, grad = cross_entropy_with_logits_and_grad([0.0, 0.0], 1)
    >>> print(f"{loss:.6f}", grad)
    0.693147 [ 0.5 -0.5]
    """
    return _cross_entropy(logits, target, weight, ignore_index, label_smoothing, reduction, axis, want_grad=True)


def cross_entropy_with_logits_hessian(logits: ArrayLike) -> Floats:
    """Return the matrix of second derivatives, diag(p) − p·pᵀ: the same whatever the target.

    It is the covariance of the one-hot vector of a class drawn from p, hence positive semi-definite: the loss is
    convex in the scores. Adding a constant to all scores changes nothing, so (1, …, 1) is always in its null space.

    Parameters
    ----------
    logits : array_like, shape (..., K)
        Scores; the classes lie along the last axis.

    Returns
    -------
    ndarray, shape (..., K, K)
        One matrix per row, of that row's own loss.

    Raises
    ------
    ValueError
        If a score is NaN or +∞, or a row is masked entirely.

    References
    ----------
    Chapters 8 and 9.

    Examples
    --------
    >>> print(cross_entropy_with_logits_hessian([0.0, 0.0]))
    [[ 0.25 -0.25]
     [-0.25  0.25]]
    """
    return softmax_jacobian(logits)


def _cross_entropy(
    logits: ArrayLike,
    target: ArrayLike,
    weight: ArrayLike | None,
    ignore_index: int | None,
    label_smoothing: float,
    reduction: str,
    axis: int,
    want_grad: bool,
) -> tuple[Floats, Floats]:
    """Return loss and gradient; without `want_grad` the second is of no meaning."""
    check_reduction(reduction)
    told = "must lie in [0, 1); 0.1 is a usual value"
    label_smoothing = one_number("label_smoothing", label_smoothing, lambda number: 0 <= number < 1, told)
    z: Any = plain("logits", logits)
    z = z if axis == -1 else np.moveaxis(z, axis, -1)
    by_index = np.ndim(target) < z.ndim
    _check_ignore_index(ignore_index, by_index)
    in_blocks = by_index and not label_smoothing and rows.worthwhile(z)
    if not in_blocks:  # the blocks are checked as they are met
        z = rows_of_scores(z)
    t = _class_targets(target, z, "logits", axis, ignore_index)
    shape, classes = z.shape[:-1], z.shape[-1]
    w = None if weight is None else as_weights("weight", weight, (classes,), z.dtype)
    z, t = z.reshape(-1, classes), t.reshape(-1, *t.shape[len(shape) :])
    divisor = rows.total_weight(t, w, ignore_index, z.dtype) if by_index else float(len(z))
    if divisor == 0 and reduction == "mean":
        raise ValueError(
            f"nothing to average: all {len(z)} targets are ignored or have weight 0 "
            f"(ignore_index = {ignore_index}); skip such a batch, or ask for reduction='sum'"
        )
    factor = 1 / divisor if reduction == "mean" else 1.0

    if in_blocks:
        each = reduction == "none"
        losses, total, grads = rows.index_rows(z, t, w, ignore_index, factor, each, want_grad, rows_of_scores)
        loss = losses.reshape(shape) if each else z.dtype.type(total / divisor if reduction == "mean" else total)
    else:
        losses, grads = _plain_rows(z, t, w, ignore_index, label_smoothing, factor, want_grad)
        loss = reduced(losses.reshape(shape), reduction, divisor)
    return loss, np.moveaxis(grads.reshape(*shape, classes), -1, axis) if want_grad else grads


def _plain_rows(
    z: Floats,
    t: NDArray[Any],
    w: Floats | None,
    ignore_index: int | None,
    label_smoothing: float,
    factor: float,
    want_grad: bool,
) -> tuple[Floats, Floats]:
    """Return losses (N,) and `factor` × gradients (N, K) for scores (N, K) and indices (N,) or distributions (N, K)."""
    kept = np.ones(len(z), bool) if ignore_index is None or t.ndim == 2 else t != ignore_index
    w = np.ones(z.shape[-1], z.dtype) if w is None else w
    if t.ndim == 1 and not label_smoothing:
        y = np.where(kept, t, 0)
        w_y = np.where(kept, w[y], 0)
        losses, grads = _rows_of_indices(z, y, w_y * z.dtype.type(factor), want_grad)
        losses = np.where(w_y > 0, losses, 0) * w_y
    else:
        if t.ndim == 1:
            t = _one_hot(np.where(kept, t, 0), z)
        a = w * _smoothed(t, label_smoothing) * kept[:, None]
        losses, grads = _rows_of_distributions(z, a, z.dtype.type(factor), want_grad)
    if want_grad:
        grads[~kept] = 0
    return losses, grads


def _rows_of_indices(z: Floats, y: NDArray[np.intp], factor: Floats, want_grad: bool) -> tuple[Floats, Floats]:
    """Return losses (N,) and `factor` × gradients (N, K) for scores (N, K) and class indices (N,)."""
    m = z.max(-1)
    e = exp_of_difference(z, m[:, None])
    e_y = pick(e, y)
    put(e, y, 0)
    others = e.sum(-1)
    losses = (m - pick(z, y)) + np.log1p(others - (1 - e_y))
    if want_grad:
        put(e, y, -others)
        e *= (factor / (e_y + others))[:, None]
    return losses, e


def _rows_of_distributions(z: Floats, a: Floats, factor: Any, want_grad: bool) -> tuple[Floats, Floats]:
    """Return losses −Σ_k a_k·ln p_k (N,) and `factor` × their gradients, for scores and coefficients a (N, K)."""
    top = z.argmax(-1)
    m = pick(z, top)[:, None]
    e = exp_of_difference(z, m)
    put(e, top, 0)
    others = e.sum(-1)
    whole = a.sum(-1, keepdims=True)
    with np.errstate(invalid="ignore"):
        losses = np.where(a > 0, a * (m - z), 0).sum(-1) + whole[:, 0] * np.log1p(others)
    if want_grad:
        put(e, top, 1)
        p = e / (1 + others)[:, None]
        not_p = 1 - p
        put(not_p, top, others / (1 + others))
        e = factor * ((whole - a) * p - a * not_p)  # Σa·p − a, in a form that does not cancel for one-hot targets
    return losses, e


def _class_targets(
    target: ArrayLike, z: Floats, name: str, axis: int = -1, ignore_index: int | None = None
) -> NDArray[Any]:
    """Return class indices (...) or distributions (..., K), whichever the target's number of axes says it is."""
    t = plain("target", target)
    if t.ndim == z.ndim:
        t = np.moveaxis(as_distribution("target", t, axis), axis, -1)
        same_shape(**{name: z, "target": t})
        return t.astype(z.dtype, copy=False)
    y = as_labels("target", t, z.shape[-1], ignore_index)
    if y.shape != z.shape[:-1]:
        raise ValueError(
            f"shapes do not fit: {name} {z.shape} with the classes last need indices of shape {z.shape[:-1]} "
            f"or distributions of shape {z.shape}, got a target of shape {y.shape}"
        )
    return y


def _check_ignore_index(ignore_index: Any, by_index: bool) -> None:
    if ignore_index is None:
        return
    if isinstance(ignore_index, bool | np.bool_) or not isinstance(ignore_index, int | np.integer):
        raise ValueError(f"ignore_index = {ignore_index!r} must be a whole number, such as -100, or None")
    if not by_index:
        raise ValueError(
            f"ignore_index = {ignore_index!r} needs class indices, and the target holds distributions; leave it out, "
            "and drop the rows that should not count"
        )


def _one_hot(y: NDArray[np.intp], like: Floats) -> Floats:
    t = np.zeros_like(like)
    put(t, y, 1)
    return t


def _smoothed(t: Floats, epsilon: float) -> Floats:
    return (1 - epsilon) * t + epsilon / t.shape[-1] if epsilon else t


# --- hinge ----------------------------------------------------------------------------------------------------------


def multiclass_hinge_loss(logits: ArrayLike, target: ArrayLike, *, reduction: str = "mean") -> Floats:
    """Return max(0, 1 + max_{k≠y} z_k − z_y): the true class must lead every other by a margin of 1.

    Parameters
    ----------
    logits : array_like, shape (..., K)
        Scores; the classes lie along the last axis.
    target : array_like of int, shape (...)
        Class indices.
    reduction : {"mean", "sum", "none"}
        What to return of the losses.

    Returns
    -------
    ndarray
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
    _, _, _, shortfall = _rivals(logits, target)
    return reduced(np.maximum(0, shortfall), reduction)


def multiclass_hinge_loss_grad(logits: ArrayLike, target: ArrayLike, *, reduction: str = "mean") -> Floats:
    """Return the gradient in the scores: inside the margin +1 at the strongest rival and −1 at y, otherwise 0.

    Parameters
    ----------
    logits, target, reduction
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
    z, y, rival, shortfall = _rivals(logits, target)
    inside = (shortfall > 0).astype(z.dtype)
    grad = np.zeros_like(z)
    put(grad, rival, inside)
    put(grad, y, -inside)
    return reduced_grad(grad, reduction, y.size)


def _rivals(logits: ArrayLike, target: ArrayLike) -> tuple[Floats, NDArray[np.intp], NDArray[np.intp], Floats]:
    """Return scores, classes, the best other class of each row, and by how much the margin of 1 is missed."""
    z, y = scores_and_labels(logits, target)
    if z.shape[-1] < 2:
        raise ValueError(f"logits of shape {z.shape} have one class; a margin needs at least two")
    others = z.copy()
    put(others, y, -math.inf)
    with np.errstate(over="ignore"):  # the difference first: added to a large score, the 1 would be rounded away
        return z, y, others.argmax(-1), 1 - (pick(z, y) - others.max(-1))


# --- focal ----------------------------------------------------------------------------------------------------------


def multiclass_focal_loss_with_logits(
    logits: ArrayLike, target: ArrayLike, *, gamma: float = 2.0, reduction: str = "mean"
) -> Floats:
    """Return −(1 − p_y)^γ·ln p_y with p = softmax(z); γ = 0 is cross-entropy.

    Parameters
    ----------
    logits : array_like, shape (..., K)
        Scores; the classes lie along the last axis.
    target : array_like of int, shape (...)
        Class indices.
    gamma : float
        γ ≥ 0, how fast easy examples fade.
    reduction : {"mean", "sum", "none"}
        What to return of the losses.

    Returns
    -------
    ndarray
        One number, or one per row for "none". Weighted nats.

    Raises
    ------
    ValueError
        As `cross_entropy_with_logits`, or if γ is negative.

    References
    ----------
    Lin et al. (2017); Chapter 13.

    Examples
    --------
    >>> print(f"{multiclass_focal_loss_with_logits([0.0, 0.0], 0):.6f}")  # ln 2 / 4
    0.173287
    """
    losses, _, q, _, gamma = _focal(logits, target, gamma)
    return reduced(q**gamma * losses, reduction)


def multiclass_focal_loss_with_logits_grad(
    logits: ArrayLike, target: ArrayLike, *, gamma: float = 2.0, reduction: str = "mean"
) -> Floats:
    """Return the gradient of cross-entropy times (1 − p_y)^γ·(1 − γ·p_y·ln p_y / (1 − p_y)).

    Parameters
    ----------
    logits, target, gamma, reduction
        As for `multiclass_focal_loss_with_logits`.

    Returns
    -------
    ndarray, shape (..., K)
        Gradient in the shape of `logits`.

    Raises
    ------
    ValueError
        As `multiclass_focal_loss_with_logits`.

    References
    ----------
    Chapter 13.

    Examples
    --------
    >>> print(multiclass_focal_loss_with_logits_grad([0.0, 0.0], 0).round(6))
    [-0.298287  0.298287]
    """
    losses, grads, q, p_y, gamma = _focal(logits, target, gamma)
    with np.errstate(invalid="ignore"):  # as q → 0 the quotient goes to 1; a masked class has loss ∞ and p_y = 0
        quotient = np.divide(losses, q, out=np.ones_like(q), where=q > 0)
        turned_down = q**gamma * (1 + gamma * np.where(p_y > 0, p_y * quotient, 0))
    return reduced_grad(turned_down[..., None] * grads, reduction, q.size)


def _focal(logits: ArrayLike, target: ArrayLike, gamma: float) -> tuple[Floats, Floats, Floats, Floats, float]:
    """Return per row: cross-entropy, its gradient, 1 − p_y and p_y; and γ."""
    gamma = focusing(gamma)
    z, y = scores_and_labels(logits, target)
    losses, grads = cross_entropy_with_logits_and_grad(z, y, reduction="none")
    return losses, grads, np.asarray(-pick(grads, y)), np.exp(-losses), gamma
