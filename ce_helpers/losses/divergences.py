"""Divergences between a target distribution and softmax(z), as losses on the scores, each beside its gradient.

The mean divides by the number (or weight) of the rows; PyTorch's ``KLDivLoss`` calls that "batchmean", and its "mean"
divides by the number of entries.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..activations import log_softmax, softmax
from ..activations.exponentials import softmax_and_complement, softmax_in_parts, tempered
from ..information.terms import middle_excesses
from ..validate import positive, same_shape
from ._common import Floats, exp_excess, pick, reduced, reduced_grad
from .classes import class_rows, prediction_minus_truth, rows_of_scores

__all__ = [
    "distillation_loss",
    "distillation_loss_grad",
    "js_loss_with_logits",
    "js_loss_with_logits_grad",
    "kl_loss_with_logits",
    "kl_loss_with_logits_grad",
]


def kl_loss_with_logits(
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
    """Return KL(y ‖ softmax(z)) = Σ_k y_k·ln(y_k / p_k), cross-entropy minus the entropy of the target.

    It is summed as Σ_k (y_k·ln(y_k/p_k) − y_k + p_k), whose terms are all positive, so that it does not drown in
    rounding (or turn negative) where the two distributions nearly agree.

    Parameters
    ----------
    logits : array_like, shape (..., K)
        Scores; the classes lie along `axis`.
    target : array_like, shape (..., K) or (...)
        Distributions, or class indices.
    weight : array_like, shape (K,), optional
        One factor per class, by which a row of class y counts; for class indices alone.
    sample_weight, ignore_index, label_smoothing, reduction, axis
        As for `cross_entropy_with_logits`.

    Returns
    -------
    ndarray or scalar
        One number, or one per row for "none". Nats.

    Raises
    ------
    ValueError
        As `cross_entropy_with_logits`, or if `weight` comes with distributions.

    References
    ----------
    Kullback & Leibler (1951); Chapter 3.

    Examples
    --------
    >>> import numpy as np
    >>> print(f"{kl_loss_with_logits(np.log([0.7, 0.3]), [0.9, 0.1]):.6f}")
    0.116322
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
    return rows.reduced(_kl_rows(rows.t, _log(rows.t), log_softmax(rows.z)))


def kl_loss_with_logits_grad(
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
    """Return softmax(z) − y: the same as for cross-entropy, since the target's entropy does not depend on z.

    It is formed as p·(1 − y) − y·(1 − p), with 1 − p the sum of the other probabilities, so that a confident, right
    row keeps its small gradient.

    Parameters
    ----------
    logits, target, weight, sample_weight, ignore_index, label_smoothing, reduction, axis
        As for `kl_loss_with_logits`.

    Returns
    -------
    ndarray, shape (..., K)
        Gradient in the shape of `logits`.

    Raises
    ------
    ValueError
        As `kl_loss_with_logits`.

    References
    ----------
    Chapters 3 and 8.

    Examples
    --------
    >>> print(kl_loss_with_logits_grad([0.0, 0.0], [0.9, 0.1]))
    [-0.4  0.4]
    >>> print(kl_loss_with_logits_grad([40.0, 0.0], [1.0, 0.0]))  # softmax(z) - y would be 0 at the first
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
        by_class=False,
    )
    return rows.reduced_grad(prediction_minus_truth(*softmax_and_complement(rows.z), rows.t))


def js_loss_with_logits(
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
    """Return the Jensen–Shannon divergence between softmax(z) and y, between 0 and ln 2.

    It is symmetric: to pull two predictions together, call it twice, with each one's softmax as the other's target.

    Parameters
    ----------
    logits : array_like, shape (..., K)
        Scores; the classes lie along `axis`.
    target : array_like, shape (..., K) or (...)
        Distributions, or class indices.
    weight : array_like, shape (K,), optional
        One factor per class, by which a row of class y counts; for class indices alone.
    sample_weight, ignore_index, label_smoothing, reduction, axis
        As for `cross_entropy_with_logits`.

    Returns
    -------
    ndarray or scalar
        One number, or one per row for "none". Nats.

    Raises
    ------
    ValueError
        As `kl_loss_with_logits`.

    References
    ----------
    Lin (1991); Chapters 3 and 17.

    Examples
    --------
    >>> print(f"{js_loss_with_logits([800.0, 0.0], [0.0, 1.0]):.6f}")  # ln 2: as far apart as can be
    0.693147
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
    divergences = middle_excesses(rows.t, softmax(rows.z)).sum(-1)
    return rows.reduced(np.minimum(divergences, divergences.dtype.type(math.log(2))))  # rounding may pass ln 2


def js_loss_with_logits_grad(
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
    """Return ½·Σ_j p_k·p_j·(g_k − g_j) with g_k = ln(2·p_k / (p_k + y_k)).

    The differences are taken from the g of the likeliest class, so that nothing cancels where p is nearly one-hot.

    Parameters
    ----------
    logits, target, weight, sample_weight, ignore_index, label_smoothing, reduction, axis
        As for `js_loss_with_logits`.

    Returns
    -------
    ndarray, shape (..., K)
        Gradient in the shape of `logits`; it fades where the two disagree entirely.

    Raises
    ------
    ValueError
        As `js_loss_with_logits`.

    References
    ----------
    Chapters 3 and 17.

    Examples
    --------
    >>> print(js_loss_with_logits_grad([0.0, 0.0], [0.5, 0.5]))
    [0. 0.]
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
    log_p, p, not_p = softmax_in_parts(rows.z)
    g = _log_shares(p, not_p, rows.t, log_p)
    g = g - pick(g, p.argmax(-1))[:, None]
    return rows.reduced_grad(p * (g - (p * g).sum(-1, keepdims=True)) / 2)


def distillation_loss(
    logits: ArrayLike, teacher_logits: ArrayLike, *, temperature: float = 2.0, reduction: str = "mean"
) -> Floats:
    """Return T²·KL(softmax(v/T) ‖ softmax(z/T)), for a student's scores z and a teacher's v.

    T² keeps the size of the gradient while T changes. Add cross-entropy with the true labels as you see fit.

    Parameters
    ----------
    logits : array_like, shape (..., K)
        The student's scores.
    teacher_logits : array_like, shape (..., K)
        The teacher's scores.
    temperature : float
        T > 0; high temperatures show which wrong classes the teacher finds plausible.
    reduction : {"mean", "sum", "none"}
        "mean" divides by the number of rows.

    Returns
    -------
    ndarray or scalar
        One number, or one per row for "none". T² nats.

    Raises
    ------
    ValueError
        If a score is NaN or +∞, a row is masked entirely, shapes differ, or T is not positive.

    References
    ----------
    Hinton, Vinyals & Dean (2015); Chapter 20.

    Examples
    --------
    >>> print(distillation_loss([1.0, 2.0, 3.0], [11.0, 12.0, 13.0]))  # a constant offset changes nothing
    0.0
    """
    z, v, temperature = _student_and_teacher(logits, teacher_logits, temperature)
    return reduced(temperature * (temperature * _cooled_kl(z, v, temperature)), reduction)


def distillation_loss_grad(
    logits: ArrayLike, teacher_logits: ArrayLike, *, temperature: float = 2.0, reduction: str = "mean"
) -> Floats:
    """Return T·(softmax(z/T) − softmax(v/T)), the gradient in the student's scores.

    Neither where both are confident nor where both are nearly flat does the difference drown in rounding.

    Parameters
    ----------
    logits, teacher_logits, temperature, reduction
        As for `distillation_loss`.

    Returns
    -------
    ndarray, shape (..., K)
        Gradient in the shape of `logits`; for large T it tends to the difference of the centred scores over K.

    Raises
    ------
    ValueError
        As `distillation_loss`.

    References
    ----------
    Hinton, Vinyals & Dean (2015); Chapter 20.

    Examples
    --------
    >>> print(distillation_loss_grad([0.0, 0.0], [1.0, -1.0], temperature=1000.0).round(4))
    [-0.5  0.5]
    """
    z, v, temperature = _student_and_teacher(logits, teacher_logits, temperature)
    return reduced_grad(temperature * _cooled_difference(z, v, temperature), reduction, z[..., 0].size)


def _log_shares(p: Floats, not_p: Floats, t: Floats, log_p: Floats) -> Floats:
    """Return ln(2p/(p + t)): by ln(1 + (p − t)/(p + t)) where p is not far below t, else from ln p, which is finite.

    Where a class is masked the result is of no meaning, since its factor p is 0; it is 0 there.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = (p * (1 - t) - t * not_p) / (p + t)
        far = math.log(2) + log_p - np.log(p + t)
        shares: Floats = np.where(apart > -0.5, np.log1p(np.maximum(apart, -0.5)), far)
    return np.where(np.isfinite(shares), shares, 0)


def _student_and_teacher(
    logits: ArrayLike, teacher_logits: ArrayLike, temperature: float
) -> tuple[Floats, Floats, float]:
    z = rows_of_scores("logits", logits)
    v = rows_of_scores("teacher_logits", teacher_logits).astype(z.dtype, copy=False)
    same_shape(logits=z, teacher_logits=v)
    return z, v, positive("temperature", temperature, "1 leaves the scores as they are")


def _log(t: Floats) -> Floats:
    with np.errstate(divide="ignore"):
        return np.log(t)


def _kl_rows(t: Floats, log_t: Floats, log_p: Floats) -> Floats:
    """Return Σ_k t_k·(v_k + e^−v_k − 1) with v = ln t − ln p; a class with t_k = 0 adds p_k.

    Far from v = 0 the middle term is written as p_k, since e^−v alone may overflow.
    """
    with np.errstate(invalid="ignore", over="ignore", under="ignore"):
        v, p = log_t - log_p, np.exp(log_p)
        terms = np.where(t > 0, np.where(np.abs(v) < 1, t * exp_excess(-v), t * v - t + p), p)
    rows: Floats = np.where(((t > 0) & np.isneginf(log_p)).any(-1), math.inf, terms.sum(-1))
    return rows


def _cooled_kl(z: Floats, v: Floats, temperature: float) -> Floats:
    """Return KL(softmax(v/T) ‖ softmax(z/T)) of every row; with u = ln p − ln t it is Σ_k t_k·(e^u_k − 1 − u_k)."""
    t, log_t = softmax(v, temperature=temperature), log_softmax(v, temperature=temperature)
    rows = np.asarray(_kl_rows(t, log_t, log_softmax(z, temperature=temperature)))
    near, u = _near_log_ratios(z, v, t, temperature)
    rows[near] = (t[near] * exp_excess(u)).sum(-1)
    return rows


def _cooled_difference(z: Floats, v: Floats, temperature: float) -> Floats:
    """Return p − t, p = softmax(z/T) and t = softmax(v/T), as p·(1 − t) − t·(1 − p); as t·(e^u − 1) for small u."""
    p, not_p = softmax_and_complement(tempered(z, temperature, -1))
    t, not_t = softmax_and_complement(tempered(v, temperature, -1))
    difference: Floats = p * not_t - t * not_p
    near, u = _near_log_ratios(z, v, t, temperature)
    difference[near] = t[near] * np.expm1(u)
    return difference


def _near_log_ratios(z: Floats, v: Floats, t: Floats, temperature: float) -> tuple[NDArray[np.bool_], Floats]:
    """Return which rows have |z − v| < T/2 throughout, and u = ln(p/t) there: d − ln Σ t·e^d with d = (z − v)/T."""
    with np.errstate(invalid="ignore", over="ignore"):
        d = np.where(z == v, 0, z - v) / z.dtype.type(temperature)  # a class that both mask does not differ
    near = np.asarray((np.abs(d) < 0.5).all(-1))
    d = d[near]
    return near, d - np.log1p((t[near] * np.expm1(d)).sum(-1, keepdims=True))
