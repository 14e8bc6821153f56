"""Cross-entropy over one answer out of K classes, each form beside its gradient.

The classes lie along `axis`, the last one by default. The target is the index of the true class, or a distribution over
the classes. p = softmax(z) is the model's distribution. All losses are in nats.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ..activations import log_softmax, softmax_jacobian
from ..activations.exponentials import softmax_and_complement, softmax_in_parts
from ..fast import rows as fast
from ..validate import as_distribution
from ._common import Floats, times
from .classes import Rows, class_rows, prediction_minus_truth

__all__ = [
    "categorical_cross_entropy",
    "categorical_cross_entropy_grad",
    "cross_entropy_with_logits",
    "cross_entropy_with_logits_and_grad",
    "cross_entropy_with_logits_grad",
    "cross_entropy_with_logits_hessian",
]


# --- cross-entropy from probabilities -------------------------------------------------------------------------------


def categorical_cross_entropy(
    probs: ArrayLike,
    target: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    sample_weight: ArrayLike | None = None,
    ignore_index: int | None = None,
    label_smoothing: float = 0.0,
    reduction: str = "mean",
    axis: int = -1,
) -> Floats:
    """Return −Σ_k y_k·ln p_k, which for a class index is −ln p_y.

    Parameters
    ----------
    probs : array_like, shape (..., K)
        Predicted distributions, each summing to 1. For scores use `cross_entropy_with_logits`.
    target : array_like, shape (...) or (..., K)
        Class indices (whole numbers), or distributions (a one-hot vector is one).
    weight, sample_weight, ignore_index, label_smoothing, reduction, axis
        As for `cross_entropy_with_logits`.

    Returns
    -------
    ndarray or scalar
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
    rows = class_rows(
        probs,
        target,
        weight=weight,
        sample_weight=sample_weight,
        ignore_index=ignore_index,
        label_smoothing=label_smoothing,
        reduction=reduction,
        axis=axis,
        name="probs",
        check=as_distribution,
    )
    with np.errstate(divide="ignore"):
        return rows.reduced(times(rows.a, -np.log(rows.z)).sum(-1))


def categorical_cross_entropy_grad(
    probs: ArrayLike,
    target: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    sample_weight: ArrayLike | None = None,
    ignore_index: int | None = None,
    label_smoothing: float = 0.0,
    reduction: str = "mean",
    axis: int = -1,
) -> Floats:
    """Return the gradient in the probabilities, −y_k/p_k: 0 for every class that did not come.

    The probabilities are taken one by one, as if they need not sum to 1. It is softmax that couples them, and that
    gives each wrong class the gradient p_k (`cross_entropy_with_logits_grad`).

    Parameters
    ----------
    probs, target, weight, sample_weight, ignore_index, label_smoothing, reduction, axis
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
    rows = class_rows(
        probs,
        target,
        weight=weight,
        sample_weight=sample_weight,
        ignore_index=ignore_index,
        label_smoothing=label_smoothing,
        reduction=reduction,
        axis=axis,
        name="probs",
        check=as_distribution,
    )
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        return rows.reduced_grad(np.where(rows.a > 0, -rows.a / rows.z, 0))


# --- cross-entropy from scores --------------------------------------------------------------------------------------


def cross_entropy_with_logits(
    logits: ArrayLike,
    target: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    sample_weight: ArrayLike | None = None,
    ignore_index: int | None = None,
    label_smoothing: float = 0.0,
    reduction: str = "mean",
    axis: int = -1,
) -> Floats:
    """Return −ln softmax(z)_y, the cost in nats of scoring the classes z when class y came.

    With m the largest score, −ln softmax(z)_k is (m − z_k) + ln(1 + Σ_{j≠argmax} e^(z_j − m)): two parts that are never
    negative, so no digit cancels, and a confident, right row costs e^−gap and not 0. For a distribution y the loss is
    −Σ_k y_k·ln softmax(z)_k. With class weights and smoothing ε it is −Σ_k a_k·ln softmax(z)_k, where
    a_k = w_k·((1 − ε)·y_k + ε/K).

    Parameters
    ----------
    logits : array_like, shape (..., K)
        Scores; the classes lie along `axis`. −∞ masks a class.
    target : array_like, shape (...) or (..., K)
        Class indices (whole numbers), or distributions in the shape of `logits`.
    weight : array_like, shape (K,), optional
        One factor w_k per class, also where there are as many rows as classes. (In the binary losses, as in
        PyTorch's, `weight` is one per entry.)
    sample_weight : array_like, shape (...), optional
        One factor s per row; a row of weight 0 (or False) is not looked at, whatever it holds.
    ignore_index : int, optional
        Rows with this target are not looked at, where targets are indices. There is no default: a stray negative
        label is an error.
    label_smoothing : float
        ε in [0, 1]: the target becomes (1 − ε)·y + ε/K.
    reduction : {"mean", "sum", "none"}
        "mean" divides by the sum of s·w_y over the rows that count when targets are indices, and by the sum of s when
        they are distributions: PyTorch's rule, which scikit-learn's `sample_weight` agrees with. "none" gives rows
        that do not count a loss of 0.
    axis : int
        The axis of the classes. PyTorch puts them on axis 1.

    Returns
    -------
    ndarray or scalar
        One number, or one per row for "none". Nats.

    Raises
    ------
    ValueError
        If a score is NaN or +∞, a row is masked entirely, an index is out of range, a target row is no distribution,
        shapes do not fit, `ignore_index` is no whole number or comes with distributions, `label_smoothing` leaves
        [0, 1], or nothing is left to average: every target ignored or of weight 0 (PyTorch returns NaN).

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
    rows = class_rows(
        logits,
        target,
        weight=weight,
        sample_weight=sample_weight,
        ignore_index=ignore_index,
        label_smoothing=label_smoothing,
        reduction=reduction,
        axis=axis,
    )
    if (large := _in_blocks(rows, want_grad=False)) is not None:
        return large[0]
    return rows.reduced(times(rows.a, -log_softmax(rows.z)).sum(-1))


def cross_entropy_with_logits_grad(
    logits: ArrayLike,
    target: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    sample_weight: ArrayLike | None = None,
    ignore_index: int | None = None,
    label_smoothing: float = 0.0,
    reduction: str = "mean",
    axis: int = -1,
) -> Floats:
    """Return the gradient in the scores, softmax(z) − y: prediction minus truth.

    At the true class it is formed as −Σ_{k≠y} p_k, which survives where p_y − 1 rounds to 0.

    Parameters
    ----------
    logits, target, weight, sample_weight, ignore_index, label_smoothing, reduction, axis
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
    rows = class_rows(
        logits,
        target,
        weight=weight,
        sample_weight=sample_weight,
        ignore_index=ignore_index,
        label_smoothing=label_smoothing,
        reduction=reduction,
        axis=axis,
    )
    if (large := _in_blocks(rows, want_grad=True)) is not None:
        return large[1]
    return rows.reduced_grad(prediction_minus_truth(*softmax_and_complement(rows.z), rows.a))


def cross_entropy_with_logits_and_grad(
    logits: ArrayLike,
    target: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    sample_weight: ArrayLike | None = None,
    ignore_index: int | None = None,
    label_smoothing: float = 0.0,
    reduction: str = "mean",
    axis: int = -1,
) -> tuple[Floats, Floats]:
    """Return the loss and its gradient from one evaluation of the exponentials.

    Parameters
    ----------
    logits, target, weight, sample_weight, ignore_index, label_smoothing, reduction, axis
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
    rows = class_rows(
        logits,
        target,
        weight=weight,
        sample_weight=sample_weight,
        ignore_index=ignore_index,
        label_smoothing=label_smoothing,
        reduction=reduction,
        axis=axis,
    )
    if (large := _in_blocks(rows, want_grad=True)) is not None:
        return large
    log_p, p, not_p = softmax_in_parts(rows.z)
    loss = rows.reduced(times(rows.a, -log_p).sum(-1))
    return loss, rows.reduced_grad(prediction_minus_truth(p, not_p, rows.a))


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


def _in_blocks(rows: Rows, want_grad: bool) -> tuple[Floats, Floats] | None:
    """Return loss and gradient of many scores at class indices; None where the plain body is as good, or must speak."""
    if rows.y is None or rows.per_class is not None or rows.epsilon or not fast.worthwhile(rows.raw):
        return None
    mean, each = rows.reduction == "mean", rows.reduction == "none"
    found = fast.index_rows(rows.raw, rows.y, rows.w, 1 / rows.divisor if mean else 1.0, each, want_grad)
    if found is None:
        return None
    losses, total, grads = found
    with np.errstate(over="ignore"):
        one: Any = rows.raw.dtype.type(total / rows.divisor if mean else total)
    return losses.reshape(rows.shape) if each else one, rows.as_scores(grads) if want_grad else grads
