"""Focal loss, cross-entropy turned down where the model is already right, for two classes and for K (Chapter 13)."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ..activations import sigmoid, softplus
from ..activations.exponentials import softmax_in_parts
from ..validate import number
from ._common import Floats, as_weights, focusing, times
from .classes import Rows, class_rows, prediction_minus_truth
from .entries import Entries, entries

__all__ = [
    "focal_loss_with_logits",
    "focal_loss_with_logits_grad",
    "multiclass_focal_loss_with_logits",
    "multiclass_focal_loss_with_logits_grad",
]


# --- two classes ----------------------------------------------------------------------------------------------------


def focal_loss_with_logits(
    logits: ArrayLike,
    target: ArrayLike,
    *,
    gamma: float = 2.0,
    alpha: float | None = None,
    sample_weight: ArrayLike | None = None,
    label_smoothing: float = 0.0,
    reduction: str = "mean",
) -> Floats:
    """Return −α_t·(1 − p_t)^γ·ln p_t, cross-entropy turned down where the model is already right.

    p_t is the probability given to what came. γ = 0 without α is binary cross-entropy. A target between 0 and 1 takes
    the average of the two branches. The minimiser is *not* the true probability (Chapter 13 inverts the map).

    Parameters
    ----------
    logits : array_like
        Scores z.
    target : array_like
        Targets y in [0, 1], in the shape of `logits`.
    gamma : float
        γ ≥ 0, how fast easy examples fade.
    alpha : float, optional
        Weight α of the yes-branch, with 1 − α for the no-branch; no weights by default.
    sample_weight, label_smoothing, reduction
        As for `binary_cross_entropy_with_logits`.

    Returns
    -------
    ndarray or scalar
        One number, or one per entry for "none". Weighted nats.

    Raises
    ------
    ValueError
        As `binary_cross_entropy_with_logits`, or if γ is negative or α leaves [0, 1].

    References
    ----------
    Lin et al. (2017); Charoenphakdee et al. (2021); Chapter 13.

    Examples
    --------
    >>> print(f"{focal_loss_with_logits(0.0, 1):.6f}")  # ln 2 / 4
    0.173287
    """
    e, gamma, yes, no = _binary(logits, target, gamma, alpha, sample_weight, label_smoothing, reduction)
    p, q = sigmoid(e.x), sigmoid(-e.x)
    return e.reduced(times(yes, q**gamma * softplus(-e.x)) + times(no, p**gamma * softplus(e.x)))


def focal_loss_with_logits_grad(
    logits: ArrayLike,
    target: ArrayLike,
    *,
    gamma: float = 2.0,
    alpha: float | None = None,
    sample_weight: ArrayLike | None = None,
    label_smoothing: float = 0.0,
    reduction: str = "mean",
) -> Floats:
    """Return the gradient in the score; for a yes it is −α·(1 − p)^γ·(1 − p − γ·p·ln p).

    For a no, p and 1 − p change places and so does the sign.

    Parameters
    ----------
    logits, target, gamma, alpha, sample_weight, label_smoothing, reduction
        As for `focal_loss_with_logits`.

    Returns
    -------
    ndarray or scalar
        Gradient in the shape of `logits`.

    Raises
    ------
    ValueError
        As `focal_loss_with_logits`.

    References
    ----------
    Chapter 13.

    Examples
    --------
    >>> print(f"{focal_loss_with_logits_grad(0.0, 1, gamma=0.0):.2f} {focal_loss_with_logits_grad(0.0, 1):.6f}")
    -0.50 -0.298287
    """
    e, gamma, yes, no = _binary(logits, target, gamma, alpha, sample_weight, label_smoothing, reduction)
    p, q = sigmoid(e.x), sigmoid(-e.x)
    when_yes = -(q**gamma) * (q + gamma * times(p, softplus(-e.x)))
    when_no = p**gamma * (p + gamma * times(q, softplus(e.x)))
    return e.reduced_grad(yes * when_yes + no * when_no)


def _binary(
    logits: ArrayLike,
    target: ArrayLike,
    gamma: float,
    alpha: float | None,
    sample_weight: ArrayLike | None,
    label_smoothing: float,
    reduction: str,
) -> tuple[Entries, float, Floats, Floats]:
    """Return the entries, γ, and the coefficients α·y and (1 − α)·(1 − y) of the two branches."""
    gamma = focusing(gamma)
    e = entries(logits, target, sample_weight=sample_weight, label_smoothing=label_smoothing, reduction=reduction)
    if alpha is None:
        return e, gamma, e.yes, e.no
    alpha = number("alpha", alpha, 0, 1, "it weights yes by alpha and no by 1 − alpha")
    return e, gamma, alpha * e.yes, (1 - alpha) * e.no


# --- K classes ------------------------------------------------------------------------------------------------------


def multiclass_focal_loss_with_logits(
    logits: ArrayLike,
    target: ArrayLike,
    *,
    gamma: float = 2.0,
    alpha: ArrayLike | None = None,
    weight: ArrayLike | None = None,
    sample_weight: ArrayLike | None = None,
    ignore_index: int | None = None,
    label_smoothing: float = 0.0,
    reduction: str = "mean",
    axis: int = -1,
) -> Floats:
    """Return −Σ_k α_k·y_k·(1 − p_k)^γ·ln p_k with p = softmax(z), for a class index −α_y·(1 − p_y)^γ·ln p_y.

    γ = 0 without α is cross-entropy. As there, a distribution as target takes the average of what its classes cost.

    Parameters
    ----------
    logits : array_like, shape (..., K)
        Scores; the classes lie along `axis`.
    target : array_like, shape (...) or (..., K)
        Class indices, or distributions.
    gamma : float
        γ ≥ 0, how fast easy examples fade.
    alpha : array_like, shape (K,), optional
        α_k, one factor per class. The mean does not divide by it, as in the paper; by `weight` it does.
    weight, sample_weight, ignore_index, label_smoothing, reduction, axis
        As for `cross_entropy_with_logits`.

    Returns
    -------
    ndarray or scalar
        One number, or one per row for "none". Weighted nats.

    Raises
    ------
    ValueError
        As `cross_entropy_with_logits`, or if γ or an α is negative.

    References
    ----------
    Lin et al. (2017); Chapter 13.

    Examples
    --------
    >>> print(f"{multiclass_focal_loss_with_logits([0.0, 0.0], 0):.6f}")  # ln 2 / 4
    0.173287
    """
    rows, gamma, a = _classes(
        logits,
        target,
        gamma,
        alpha,
        weight=weight,
        sample_weight=sample_weight,
        ignore_index=ignore_index,
        label_smoothing=label_smoothing,
        reduction=reduction,
        axis=axis,
    )
    log_p, _, q = softmax_in_parts(rows.z)
    return rows.reduced(times(a, q**gamma * -log_p).sum(-1))


def multiclass_focal_loss_with_logits_grad(
    logits: ArrayLike,
    target: ArrayLike,
    *,
    gamma: float = 2.0,
    alpha: ArrayLike | None = None,
    weight: ArrayLike | None = None,
    sample_weight: ArrayLike | None = None,
    ignore_index: int | None = None,
    label_smoothing: float = 0.0,
    reduction: str = "mean",
    axis: int = -1,
) -> Floats:
    """Return p·Σa − a, as for cross-entropy, with a_k = α_k·y_k·(1 − p_k)^γ·(1 − γ·p_k·ln p_k / (1 − p_k)).

    Parameters
    ----------
    logits, target, gamma, alpha, weight, sample_weight, ignore_index, label_smoothing, reduction, axis
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
    rows, gamma, a = _classes(
        logits,
        target,
        gamma,
        alpha,
        weight=weight,
        sample_weight=sample_weight,
        ignore_index=ignore_index,
        label_smoothing=label_smoothing,
        reduction=reduction,
        axis=axis,
    )
    log_p, p, q = softmax_in_parts(rows.z)
    cost = times(p, -log_p)
    per_miss = np.divide(cost, q, out=np.ones_like(q), where=q > 0)  # as q → 0 the quotient goes to 1
    return rows.reduced_grad(prediction_minus_truth(p, q, a * q**gamma * (1 + gamma * per_miss)))


def _classes(
    logits: ArrayLike,
    target: ArrayLike,
    gamma: float,
    alpha: ArrayLike | None,
    *,
    weight: ArrayLike | None,
    sample_weight: ArrayLike | None,
    ignore_index: int | None,
    label_smoothing: float,
    reduction: str,
    axis: int,
) -> tuple[Rows, float, Floats]:
    """Return the rows, γ, and the coefficients α_k·y_k of the classes."""
    gamma = focusing(gamma)
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
    if alpha is None:
        return rows, gamma, rows.a
    return rows, gamma, rows.a * as_weights("alpha", alpha, rows.a.shape[-1:], rows.a.dtype, "one factor per class")
