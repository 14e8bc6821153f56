"""Metrics: the mean loss of forecasts."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..forecasts import Forecasts, Labels, read
from .rules import SCORING_RULES, apply_rule, as_rule

__all__ = [
    "absolute_score",
    "brier_score",
    "linear_score",
    "log_score",
    "score_examples",
    "spherical_score",
    "zero_one_score",
]

Doubles = NDArray[np.float64]


def score_examples(y_true: ArrayLike, y_proba: ArrayLike, rule: str = "log", *, labels: Labels = None) -> Doubles:
    """Compute the loss of every single forecast, of which the metrics are the means.

    Parameters
    ----------
    y_true : array_like of int, shape (n,)
        Class indices, or 0 and 1.
    y_proba : array_like, shape (n, K) or (n,)
        Class probabilities, rows summing to 1; or the probability of class 1.
    rule : str
        A name from `SCORING_RULES`. For one probability per sample, brier and absolute are (q − y)² and abs(q − y),
        half of what two columns give.
    labels : sequence, optional
        Class names in the order of the columns, where `y_true` holds names; of two, the second is class 1.

    Returns
    -------
    ndarray, shape (n,)
        Losses, smaller is better; in nats for the log rule.

    Raises
    ------
    ValueError
        If labels or probabilities are not what they should be, the shapes do not fit, or the rule is unknown.

    Examples
    --------
    >>> score_examples([1, 0], [0.8, 0.4], "brier").round(4)
    array([0.04, 0.16])
    """
    if not isinstance(rule, str) or rule not in SCORING_RULES:
        raise ValueError(f"rule = {rule!r:.60} is unknown; use one of {list(SCORING_RULES)}")
    return losses_of(read(y_true, y_proba, labels=labels), rule)


def log_score(
    y_true: ArrayLike, y_proba: ArrayLike, *, labels: Labels = None, sample_weight: ArrayLike | None = None
) -> float:
    """Compute the mean logarithmic score −ln q(y), in nats: the empirical cross-entropy (smaller is better).

    Parameters
    ----------
    y_true : array_like of int, shape (n,)
        Class indices, or 0 and 1.
    y_proba : array_like, shape (n, K) or (n,)
        Class probabilities, rows summing to 1; or the probability of class 1.
    labels : sequence, optional
        Class names in the order of the columns, where `y_true` holds names; of two, the second is class 1.
    sample_weight : array_like, shape (n,), optional
        Weights, 0 or more: the weighted mean Σwℓ/Σw is returned. Examples of weight 0 are not looked at.

    Returns
    -------
    float
        Mean over the samples; ∞ if something happened that had probability 0 (nothing is clipped).

    Raises
    ------
    ValueError
        If labels or probabilities are not what they should be, or the shapes do not fit.

    References
    ----------
    Good, I. J., "Rational decisions", Journal of the Royal Statistical Society B 14 (1952) 107–114.

    Examples
    --------
    >>> round(log_score([1, 0], [0.8, 0.4]), 4)
    0.367
    """
    return _mean("log", read(y_true, y_proba, labels=labels, sample_weight=sample_weight))


def brier_score(
    y_true: ArrayLike, y_proba: ArrayLike, *, labels: Labels = None, sample_weight: ArrayLike | None = None
) -> float:
    """Compute the mean Brier score (smaller is better).

    For one probability per sample it is the mean of (q − y)², from 0 to 1; for a row of K probabilities it is the mean
    of Σ_k (q_k − [k = y])², from 0 to 2, as Brier wrote it. Two classes written as two columns thus score twice as
    much as written as one.

    Parameters
    ----------
    y_true : array_like of int, shape (n,)
        Class indices, or 0 and 1.
    y_proba : array_like, shape (n, K) or (n,)
        Class probabilities, rows summing to 1; or the probability of class 1.
    labels : sequence, optional
        Class names in the order of the columns, where `y_true` holds names; of two, the second is class 1.
    sample_weight : array_like, shape (n,), optional
        Weights, 0 or more: the weighted mean Σwℓ/Σw is returned. Examples of weight 0 are not looked at.

    Returns
    -------
    float
        Mean over the samples.

    Raises
    ------
    ValueError
        If labels or probabilities are not what they should be, or the shapes do not fit.

    References
    ----------
    Brier, G. W., "Verification of forecasts expressed in terms of probability", Monthly Weather Review 78 (1950) 1–3.

    Examples
    --------
    >>> round(brier_score([1, 0], [0.8, 0.4]), 4), round(brier_score([1, 0], [[0.2, 0.8], [0.6, 0.4]]), 4)
    (0.1, 0.2)
    """
    return _mean("brier", read(y_true, y_proba, labels=labels, sample_weight=sample_weight))


def spherical_score(
    y_true: ArrayLike, y_proba: ArrayLike, *, labels: Labels = None, sample_weight: ArrayLike | None = None
) -> float:
    """Compute the mean spherical score 1 − q_y/‖q‖ (smaller is better; 0 to 1).

    Parameters
    ----------
    y_true : array_like of int, shape (n,)
        Class indices, or 0 and 1.
    y_proba : array_like, shape (n, K) or (n,)
        Class probabilities, rows summing to 1; or the probability of class 1, the norm then being that of (1 − q, q).
    labels : sequence, optional
        Class names in the order of the columns, where `y_true` holds names; of two, the second is class 1.
    sample_weight : array_like, shape (n,), optional
        Weights, 0 or more: the weighted mean Σwℓ/Σw is returned. Examples of weight 0 are not looked at.

    Returns
    -------
    float
        Mean over the samples.

    Raises
    ------
    ValueError
        If labels or probabilities are not what they should be, or the shapes do not fit.

    References
    ----------
    Gneiting and Raftery (2007), as for `score_outcomes`; the sign is turned and 1 added, so that 0 is perfect.

    Examples
    --------
    >>> round(spherical_score([1], [0.8]), 4)
    0.0299
    """
    return _mean("spherical", read(y_true, y_proba, labels=labels, sample_weight=sample_weight))


def zero_one_score(
    y_true: ArrayLike, y_proba: ArrayLike, *, labels: Labels = None, sample_weight: ArrayLike | None = None
) -> float:
    """Compute the share of wrong decisions, if the most probable class is named (smaller is better).

    Where m classes share the largest probability, the right one among them counts as 1/m right.

    Parameters
    ----------
    y_true : array_like of int, shape (n,)
        Class indices, or 0 and 1.
    y_proba : array_like, shape (n, K) or (n,)
        Class probabilities, rows summing to 1; or the probability of class 1.
    labels : sequence, optional
        Class names in the order of the columns, where `y_true` holds names; of two, the second is class 1.
    sample_weight : array_like, shape (n,), optional
        Weights, 0 or more: the weighted mean Σwℓ/Σw is returned. Examples of weight 0 are not looked at.

    Returns
    -------
    float
        Between 0 and 1. Proper, but not strictly: any report with the same largest class scores the same.

    Raises
    ------
    ValueError
        If labels or probabilities are not what they should be, or the shapes do not fit.

    Examples
    --------
    >>> zero_one_score([1, 0, 1], [0.8, 0.4, 0.5])
    0.16666666666666666
    """
    return _mean("zero-one", read(y_true, y_proba, labels=labels, sample_weight=sample_weight))


def absolute_score(
    y_true: ArrayLike, y_proba: ArrayLike, *, labels: Labels = None, sample_weight: ArrayLike | None = None
) -> float:
    """Compute the mean absolute error of the forecasts (smaller is better). **Not proper**: it rewards exaggeration.

    For one probability per sample it is the mean of abs(q − y); for a row, of Σ_k abs(q_k − [k = y]), which equals
    2(1 − q_y). It is thus the linear score over again, up to the factor.

    Parameters
    ----------
    y_true : array_like of int, shape (n,)
        Class indices, or 0 and 1.
    y_proba : array_like, shape (n, K) or (n,)
        Class probabilities, rows summing to 1; or the probability of class 1.
    labels : sequence, optional
        Class names in the order of the columns, where `y_true` holds names; of two, the second is class 1.
    sample_weight : array_like, shape (n,), optional
        Weights, 0 or more: the weighted mean Σwℓ/Σw is returned. Examples of weight 0 are not looked at.

    Returns
    -------
    float
        Mean over the samples.

    Raises
    ------
    ValueError
        If labels or probabilities are not what they should be, or the shapes do not fit.

    Examples
    --------
    >>> truth = [1, 1, 1, 0]  # 75 % of the time, and yet 1.0 is charged less than 0.75
    >>> absolute_score(truth, [0.75] * 4), absolute_score(truth, [1.0] * 4)
    (0.375, 0.25)
    """
    return _mean("absolute", read(y_true, y_proba, labels=labels, sample_weight=sample_weight))


def linear_score(
    y_true: ArrayLike, y_proba: ArrayLike, *, labels: Labels = None, sample_weight: ArrayLike | None = None
) -> float:
    """Compute the mean of 1 − q_y, the probability withheld from what happened (smaller is better); **not proper**.

    Parameters
    ----------
    y_true : array_like of int, shape (n,)
        Class indices, or 0 and 1.
    y_proba : array_like, shape (n, K) or (n,)
        Class probabilities, rows summing to 1; or the probability of class 1.
    labels : sequence, optional
        Class names in the order of the columns, where `y_true` holds names; of two, the second is class 1.
    sample_weight : array_like, shape (n,), optional
        Weights, 0 or more: the weighted mean Σwℓ/Σw is returned. Examples of weight 0 are not looked at.

    Returns
    -------
    float
        Mean over the samples.

    Raises
    ------
    ValueError
        If labels or probabilities are not what they should be, or the shapes do not fit.

    Examples
    --------
    >>> linear_score([0, 1], [[0.5, 0.5], [0.25, 0.75]])
    0.375
    """
    return _mean("linear", read(y_true, y_proba, labels=labels, sample_weight=sample_weight))


def binary_log(y: NDArray[np.intp], q: Doubles) -> Doubles:
    """Return −ln q where y = 1 and −ln(1 − q) where y = 0."""
    with np.errstate(divide="ignore"):
        return -np.where(y == 1, np.log(q), np.log1p(-q))


# one probability per sample: the same losses, with nothing lost where the probability is near 0 or 1
_ONE_COLUMN: dict[str, Callable[[NDArray[np.intp], Doubles], Doubles]] = {
    "log": binary_log,
    "brier": lambda y, q: np.square(q - y),
    "absolute": lambda y, q: np.abs(q - y),
    "linear": lambda y, q: np.abs(q - y),
}


def losses_of(forecasts: Forecasts, rule: str) -> Doubles:
    """Return the loss of each forecast under a rule of `SCORING_RULES`."""
    y = forecasts.y
    if forecasts.q.ndim == 1 and rule in _ONE_COLUMN:
        return _ONE_COLUMN[rule](y, forecasts.q.astype(np.float64))
    out: Doubles = apply_rule(as_rule(rule), forecasts.both)[np.arange(y.size), y]
    return out


def weighted_mean(values: Doubles, weight: Doubles) -> float:
    """Return Σwx/Σw; weights are above 0, so that an infinite value stays one."""
    return float((weight * values).sum() / weight.sum())


def _mean(rule: str, forecasts: Forecasts) -> float:
    return weighted_mean(losses_of(forecasts, rule), forecasts.weight)
