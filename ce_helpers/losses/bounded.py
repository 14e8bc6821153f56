"""Losses that cannot exceed a bound, however wrong the model: squared error, absolute error, and what lies between.

That makes them patient with wrong labels, and it makes learning stall where the model is confident and wrong
(Chapters 9 and 14).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ..activations import log_softmax, sigmoid
from ..activations.exponentials import softmax_and_complement, softmax_in_parts
from ..validate import number
from ._common import Floats, times
from .classes import class_rows, prediction_minus_truth
from .entries import entries

__all__ = [
    "absolute_error_with_logits",
    "absolute_error_with_logits_grad",
    "generalised_cross_entropy_with_logits",
    "generalised_cross_entropy_with_logits_grad",
    "squared_error_with_logits",
    "squared_error_with_logits_grad",
]


# --- two classes ----------------------------------------------------------------------------------------------------


def squared_error_with_logits(
    logits: ArrayLike,
    target: ArrayLike,
    *,
    sample_weight: ArrayLike | None = None,
    label_smoothing: float = 0.0,
    reduction: str = "mean",
) -> Floats:
    """Return (σ(z) − y)², squared error through a sigmoid (without the ½ that some books put in front).

    It never exceeds 1, however wrong and however confident the model is, and it is not convex in z.

    Parameters
    ----------
    logits : array_like
        Scores z.
    target : array_like
        Targets y in [0, 1], in the shape of `logits`.
    sample_weight, label_smoothing, reduction
        As for `binary_cross_entropy_with_logits`.

    Returns
    -------
    ndarray or scalar
        One number, or one per entry for "none". A squared probability, not nats.

    Raises
    ------
    ValueError
        If a score is NaN, a target leaves [0, 1], or shapes differ.

    References
    ----------
    Chapter 9; as a scoring rule: Brier (1950), Chapter 11.

    Examples
    --------
    >>> print(f"{squared_error_with_logits(0.0, 1):.2f} {squared_error_with_logits(-6.0, 1):.4f}")
    0.25 0.9951
    """
    e = entries(logits, target, sample_weight=sample_weight, label_smoothing=label_smoothing, reduction=reduction)
    p, q = sigmoid(e.x), sigmoid(-e.x)
    return e.reduced(((1 - e.y) * p - e.y * q) ** 2)


def squared_error_with_logits_grad(
    logits: ArrayLike,
    target: ArrayLike,
    *,
    sample_weight: ArrayLike | None = None,
    label_smoothing: float = 0.0,
    reduction: str = "mean",
) -> Floats:
    """Return the gradient in the score, 2·(p − y)·p·(1 − p): the last two factors are what makes learning stall.

    Parameters
    ----------
    logits, target, sample_weight, label_smoothing, reduction
        As for `squared_error_with_logits`.

    Returns
    -------
    ndarray or scalar
        Gradient in the shape of `logits`.

    Raises
    ------
    ValueError
        As `squared_error_with_logits`.

    References
    ----------
    Chapter 9.

    Examples
    --------
    >>> from ce_helpers.losses import binary_cross_entropy_with_logits_grad
    >>> stalled, awake = (f(-10.0, 1) for f in (squared_error_with_logits_grad, binary_cross_entropy_with_logits_grad))
    >>> print(f"{stalled:.6e} {awake:.6f}")  # confident, wrong, and hardly moved; cross-entropy moves
    -9.078749e-05 -0.999955
    """
    e = entries(logits, target, sample_weight=sample_weight, label_smoothing=label_smoothing, reduction=reduction)
    p, q = sigmoid(e.x), sigmoid(-e.x)
    return e.reduced_grad(2 * ((1 - e.y) * p - e.y * q) * p * q)


# --- K classes ------------------------------------------------------------------------------------------------------


def absolute_error_with_logits(
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
    """Return Σ_k |p_k − y_k| with p = softmax(z): for a class index 2·(1 − p_y), at most 2.

    It treats all mistakes alike, and for that reason tolerates labels that are flipped evenly among the wrong classes.
    (Keras takes the mean over the K entries of a row instead of their sum.)

    Parameters
    ----------
    logits : array_like, shape (..., K)
        Scores; the classes lie along `axis`.
    target : array_like, shape (...) or (..., K)
        Class indices, or distributions.
    weight : array_like, shape (K,), optional
        One factor per class, by which a row of class y counts; for class indices alone.
    sample_weight, ignore_index, label_smoothing, reduction, axis
        As for `cross_entropy_with_logits`.

    Returns
    -------
    ndarray or scalar
        One number, or one per row for "none". A sum of probabilities, not nats.

    Raises
    ------
    ValueError
        As `cross_entropy_with_logits`, or if `weight` comes with distributions.

    References
    ----------
    Ghosh, Kumar & Sastry (2017), "Robust loss functions under label noise for deep neural networks"; Chapter 14.

    Examples
    --------
    >>> print(f"{absolute_error_with_logits([0.0, 0.0], 0):.1f} {absolute_error_with_logits([-50.0, 0.0], 0):.1f}")
    1.0 2.0
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
        by_class=False,
    )
    p, not_p = softmax_and_complement(rows.z)
    return rows.reduced(np.abs(p * (1 - rows.t) - rows.t * not_p).sum(-1))


def absolute_error_with_logits_grad(
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
    """Return p_k·Σ_j p_j·(s_k − s_j) with s_k the sign of p_k − y_k: for an index ∓2·p_y·p_k, gone as p_y → 0.

    Parameters
    ----------
    logits, target, weight, sample_weight, ignore_index, label_smoothing, reduction, axis
        As for `absolute_error_with_logits`.

    Returns
    -------
    ndarray, shape (..., K)
        Gradient in the shape of `logits`; a subgradient where p_k = y_k.

    Raises
    ------
    ValueError
        As `absolute_error_with_logits`.

    References
    ----------
    Chapter 14.

    Examples
    --------
    >>> print(absolute_error_with_logits_grad([0.0, 0.0], 0))  # pulled up, and down
    [-0.5  0.5]
    >>> print(absolute_error_with_logits_grad([-50.0, 0.0], 0))  # confident, wrong, and hardly moved
    [-3.8574997e-22  3.8574997e-22]
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
        by_class=False,
    )
    p, not_p = softmax_and_complement(rows.z)
    s = np.sign(p * (1 - rows.t) - rows.t * not_p)
    above, equal, below = (np.where(s == sign, p, 0).sum(-1, keepdims=True) for sign in (1, 0, -1))
    away = np.where(s > 0, 2 * below + equal, np.where(s < 0, -2 * above - equal, below - above))
    return rows.reduced_grad(p * away)


def generalised_cross_entropy_with_logits(
    logits: ArrayLike,
    target: ArrayLike,
    *,
    q: float = 0.7,
    weight: ArrayLike | None = None,
    sample_weight: ArrayLike | None = None,
    ignore_index: int | None = None,
    label_smoothing: float = 0.0,
    reduction: str = "mean",
    axis: int = -1,
) -> Floats:
    """Return Σ_k y_k·(1 − p_k^q)/q with p = softmax(z), which lies between cross-entropy and absolute error.

    As q → 0 it becomes −ln p_y, and at q = 1 it is 1 − p_y, half the absolute error. It never exceeds 1/q.

    Parameters
    ----------
    logits : array_like, shape (..., K)
        Scores; the classes lie along `axis`.
    target : array_like, shape (...) or (..., K)
        Class indices, or distributions.
    q : float
        From 0 (cross-entropy itself) to 1; 0.7 is the authors' choice.
    weight, sample_weight, ignore_index, label_smoothing, reduction, axis
        As for `cross_entropy_with_logits`.

    Returns
    -------
    ndarray or scalar
        One number, or one per row for "none". Nats at q = 0, a probability at q = 1.

    Raises
    ------
    ValueError
        As `cross_entropy_with_logits`, or if q leaves [0, 1].

    References
    ----------
    Zhang & Sabuncu (2018), "Generalized cross entropy loss for training deep neural networks with noisy labels";
    Chapter 14.

    Examples
    --------
    >>> z = [-5.0, 0.0]  # confident and wrong
    >>> print([f"{generalised_cross_entropy_with_logits(z, 0, q=q):.3f}" for q in (0.0, 0.5, 1.0)])
    ['5.007', '1.836', '0.993']
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
    q, log_p = _power(q), log_softmax(rows.z)
    return rows.reduced(times(rows.a, -np.expm1(q * log_p) / q if q else -log_p).sum(-1))


def generalised_cross_entropy_with_logits_grad(
    logits: ArrayLike,
    target: ArrayLike,
    *,
    q: float = 0.7,
    weight: ArrayLike | None = None,
    sample_weight: ArrayLike | None = None,
    ignore_index: int | None = None,
    label_smoothing: float = 0.0,
    reduction: str = "mean",
    axis: int = -1,
) -> Floats:
    """Return p·Σa − a, as for cross-entropy, with a_k = y_k·p_k^q: a label that is not believed pulls little.

    Parameters
    ----------
    logits, target, q, weight, sample_weight, ignore_index, label_smoothing, reduction, axis
        As for `generalised_cross_entropy_with_logits`.

    Returns
    -------
    ndarray, shape (..., K)
        Gradient in the shape of `logits`.

    Raises
    ------
    ValueError
        As `generalised_cross_entropy_with_logits`.

    References
    ----------
    Zhang & Sabuncu (2018); Chapter 14.

    Examples
    --------
    >>> print(generalised_cross_entropy_with_logits_grad([0.0, 0.0], 0, q=1.0))
    [-0.25  0.25]
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
    q = _power(q)
    log_p, p, not_p = softmax_in_parts(rows.z)
    believed = np.exp(q * log_p) if q else np.ones_like(p)
    return rows.reduced_grad(prediction_minus_truth(p, not_p, rows.a * believed))


def _power(q: float) -> float:
    return number("q", q, 0, 1, "0 gives cross-entropy, 1 gives 1 − p")
