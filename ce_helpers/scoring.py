"""Scoring rules: what a probability forecast is charged once the truth is known.

Every score here is a **loss: smaller is better** (the literature also writes scores to be maximised; turn the sign).
Metrics take ``(y_true, y_proba)`` and return the mean over the samples. A rule is *proper* if nobody can lower the
loss they expect by reporting something else than they believe, *strictly proper* if every other report raises it. The
logarithmic, Brier and spherical rules are strictly proper; the zero-one rule is only proper; the absolute and linear
rules are not proper, and are here to be found out.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .calibration import Strategy, bin_edges
from .information.terms import excesses
from .validate import as_distribution, as_labels, as_probabilities, number, plain, same_shape

__all__ = [
    "SCORING_RULES",
    "ProprietyCheck",
    "ScoreDecomposition",
    "absolute_score",
    "brier_decomposition",
    "brier_score",
    "check_propriety",
    "expected_score",
    "linear_score",
    "log_score",
    "log_score_decomposition",
    "score_outcomes",
    "spherical_score",
    "zero_one_score",
]

Doubles = NDArray[np.float64]
Rule = str | Callable[[Doubles], Doubles]


# --- the rules: from a report q to the loss under each outcome --------------------------------------------------------


def _log(q: Doubles) -> Doubles:
    with np.errstate(divide="ignore"):  # −ln 0 = ∞ is the rule, not an accident
        return -np.log(q)


def _brier(q: Doubles) -> Doubles:
    # Σ_j (q_j − [j = k])² = (1 − q_k)² + Σ_{j≠k} q_j²; written so, nothing cancels when q_k is near 1
    return np.square(1 - q) + _sums_of_others(np.square(q))


def _spherical(q: Doubles) -> Doubles:
    # 1 − q_k/‖q‖ = (‖q‖² − q_k²) / (‖q‖ (‖q‖ + q_k)), where the numerator is Σ_{j≠k} q_j²
    norm = np.sqrt(np.square(q).sum(axis=-1, keepdims=True))
    out: Doubles = _sums_of_others(np.square(q)) / (norm * (norm + q))
    return out


def _absolute(q: Doubles) -> Doubles:
    return (1 - q) + _sums_of_others(q)


def _linear(q: Doubles) -> Doubles:
    return 1 - q


def _zero_one(q: Doubles) -> Doubles:
    best = q == q.max(axis=-1, keepdims=True)
    out: Doubles = 1 - best / best.sum(axis=-1, keepdims=True)
    return out


def _sums_of_others(x: Doubles) -> Doubles:
    """Return Σ_{j≠k} x_j for every k, given x ≥ 0, with nothing lost where x_k is nearly the whole sum."""
    top = x.argmax(axis=-1, keepdims=True)
    without = x.copy()
    np.put_along_axis(without, top, 0, axis=-1)
    out: Doubles = x.sum(axis=-1, keepdims=True) - x  # no other than the largest exceeds half the sum
    np.put_along_axis(out, top, without.sum(axis=-1, keepdims=True), axis=-1)
    return out


_RULES: dict[str, Callable[[Doubles], Doubles]] = {
    "log": _log,
    "brier": _brier,
    "spherical": _spherical,
    "zero-one": _zero_one,
    "absolute": _absolute,
    "linear": _linear,
}

SCORING_RULES: tuple[str, ...] = tuple(_RULES)
"""Names that `score_outcomes`, `expected_score` and `check_propriety` understand."""


def score_outcomes(q: ArrayLike, rule: Rule = "log") -> Doubles:
    """Compute the loss S(q, k) of a report q under every outcome k.

    ========= =================================== ======================
    rule      S(q, k)                             proper?
    ========= =================================== ======================
    log       −ln q_k, in nats                    strictly, and local
    brier     Σ_j (q_j − [j = k])²                strictly
    spherical 1 − q_k / √(Σ_j q_j²)               strictly
    zero-one  1 − [q_k is largest] / (how many)   yes, but not strictly
    absolute  Σ_j abs(q_j − [j = k]) = 2(1 − q_k) no
    linear    1 − q_k                             no
    ========= =================================== ======================

    Local means that only the probability of what happened matters; with three or more outcomes the log rule is the
    only strictly proper one of that kind.

    Parameters
    ----------
    q : array_like, shape (..., K)
        Reports, each summing to 1.
    rule : str or callable
        A name from `SCORING_RULES`, or your own function from an array (..., K) to the losses (..., K).

    Returns
    -------
    ndarray, shape (..., K)
        The loss if outcome k happens; ∞ for the log rule where q_k = 0.

    Raises
    ------
    ValueError
        If `q` is no distribution, the rule is unknown, or a rule of your own returns another shape or NaN.

    References
    ----------
    Gneiting, T., and A. E. Raftery, "Strictly proper scoring rules, prediction, and estimation", Journal of the
    American Statistical Association 102 (2007) 359–378; L. J. Savage, ibid. 66 (1971) 783–801.

    Examples
    --------
    >>> score_outcomes([0.5, 0.25, 0.25], "brier")
    array([0.375, 0.875, 0.875])
    """
    a = as_distribution("q", q).astype(np.float64)
    return _apply(_rule(rule), a)


def expected_score(p: ArrayLike, q: ArrayLike, rule: Rule = "log") -> float | Doubles:
    """Compute the loss expected by someone who believes p and reports q: S(p, q) = Σ_k p_k S(q, k).

    With the log rule it is the cross-entropy H(P, Q) in nats. What cannot happen (p_k = 0) costs nothing, even where
    S(q, k) is infinite.

    Parameters
    ----------
    p : array_like, shape (..., K)
        Belief.
    q : array_like, shape (..., K)
        Report; broadcast against `p`.
    rule : str or callable
        As for `score_outcomes`.

    Returns
    -------
    float or ndarray, shape (...)
        Expected loss, smaller is better.

    Raises
    ------
    ValueError
        If belief or report is no distribution, they have different numbers of outcomes, or the rule is unknown.

    References
    ----------
    Gneiting and Raftery (2007), as for `score_outcomes`.

    Examples
    --------
    >>> round(expected_score([0.7, 0.3], [0.7, 0.3], "absolute"), 12)
    0.84
    >>> round(expected_score([0.7, 0.3], [1.0, 0.0], "absolute"), 12)  # exaggerating pays: the rule is not proper
    0.6
    """
    belief = as_distribution("p", p).astype(np.float64)
    report = as_distribution("q", q).astype(np.float64)
    if belief.shape[-1] != report.shape[-1]:
        raise ValueError(
            f"p has {belief.shape[-1]} outcomes and q {report.shape[-1]}; give both the same outcomes in the same order"
        )
    try:
        np.broadcast_shapes(belief.shape, report.shape)
    except ValueError:
        raise ValueError(
            f"p {belief.shape} and q {report.shape} do not fit together; give both the same shape"
        ) from None
    losses = _apply(_rule(rule), report)
    with np.errstate(invalid="ignore"):  # 0·∞, which the next line sets to 0
        out = np.where(belief > 0, belief * losses, 0.0).sum(axis=-1)
    return float(out) if np.ndim(out) == 0 else out


class ProprietyCheck(NamedTuple):
    """What `check_propriety` found on its grid.

    Attributes
    ----------
    proper : bool
        Whether no report beats the honest one, at any belief on the grid.
    strictly_proper : bool
        Whether no other report even equals it.
    gain : float
        Largest amount by which a dishonest report lowers the expected loss; 0 or less if the rule is proper.
    belief : tuple of float
        The belief where that happens; for a strictly proper rule, where dishonesty costs least.
    report : tuple of float
        The report there.
    """

    proper: bool
    strictly_proper: bool
    gain: float
    belief: tuple[float, ...]
    report: tuple[float, ...]


def check_propriety(rule: Rule, n_outcomes: int = 2, *, steps: int = 20, tolerance: float = 1e-12) -> ProprietyCheck:
    """Try every report against every belief on a grid, and say whether honesty is the best (and only best) policy.

    A counter-example on the grid is a proof that the rule is not proper; finding none is evidence, not proof.

    Parameters
    ----------
    rule : str or callable
        As for `score_outcomes`.
    n_outcomes : int
        Number of outcomes, 2 or more.
    steps : int
        The grid holds all distributions whose probabilities are multiples of 1/steps (at most 3000 of them).
    tolerance : float
        Differences in expected loss up to this size count as equal.

    Returns
    -------
    ProprietyCheck
        proper, strictly_proper, gain, belief, report.

    Raises
    ------
    ValueError
        If the rule is unknown, the grid is empty or too large, or the tolerance is no finite number from 0 up.

    References
    ----------
    Gneiting and Raftery (2007), as for `score_outcomes`.

    Examples
    --------
    >>> check_propriety("brier").strictly_proper, check_propriety("zero-one").strictly_proper
    (True, False)
    >>> check_propriety("linear", steps=10).report  # the best lie is to be sure
    (0.0, 1.0)
    """
    _whole("n_outcomes", n_outcomes, 2)
    _whole("steps", steps, 1)
    size = math.comb(steps + n_outcomes - 1, n_outcomes - 1)
    if size > 3000:
        raise ValueError(f"steps = {steps} for {n_outcomes} outcomes make {size} reports, above 3000; use fewer steps")
    tolerance = number("tolerance", tolerance, 0, math.inf, "use a small number such as 1e-12")
    grid = np.array(_compositions(steps, n_outcomes), dtype=np.float64) / steps
    losses = _apply(_rule(rule), grid)
    expected = np.zeros((size, size))  # [belief, report]
    for k in range(n_outcomes):
        possible = grid[:, k] > 0
        expected[possible] += grid[possible, k][:, None] * losses[:, k]
    gains = np.diag(expected)[:, None] - expected
    np.fill_diagonal(gains, -np.inf)
    belief, report = np.unravel_index(int(np.argmax(gains)), gains.shape)
    gain = float(gains[belief, report])
    return ProprietyCheck(
        gain <= tolerance, gain < -tolerance, gain, tuple(grid[belief].tolist()), tuple(grid[report].tolist())
    )


# --- metrics: the mean loss of forecasts ------------------------------------------------------------------------------


def log_score(y_true: ArrayLike, y_proba: ArrayLike) -> float:
    """Compute the mean logarithmic score −ln q(y), in nats: the empirical cross-entropy (smaller is better).

    Parameters
    ----------
    y_true : array_like of int, shape (n,)
        Class indices, or 0 and 1.
    y_proba : array_like, shape (n, K) or (n,)
        Class probabilities, rows summing to 1; or the probability of class 1.

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
    y, q = _pair(y_true, y_proba)
    return float(np.mean(_binary_log(y, q) if q.ndim == 1 else _log(q[np.arange(y.size), y])))


def brier_score(y_true: ArrayLike, y_proba: ArrayLike) -> float:
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
    y, q = _pair(y_true, y_proba)
    if q.ndim == 1:
        return float(np.mean(np.square(q - y)))
    return float(np.mean(np.square(_misses(y, q)).sum(axis=1)))


def spherical_score(y_true: ArrayLike, y_proba: ArrayLike) -> float:
    """Compute the mean spherical score 1 − q_y/‖q‖ (smaller is better; 0 to 1).

    Parameters
    ----------
    y_true : array_like of int, shape (n,)
        Class indices, or 0 and 1.
    y_proba : array_like, shape (n, K) or (n,)
        Class probabilities, rows summing to 1; or the probability of class 1, the norm then being that of (1 − q, q).

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
    return _mean_of(_spherical, y_true, y_proba)


def zero_one_score(y_true: ArrayLike, y_proba: ArrayLike) -> float:
    """Compute the share of wrong decisions, if the most probable class is named (smaller is better).

    Where m classes share the largest probability, the right one among them counts as 1/m right.

    Parameters
    ----------
    y_true : array_like of int, shape (n,)
        Class indices, or 0 and 1.
    y_proba : array_like, shape (n, K) or (n,)
        Class probabilities, rows summing to 1; or the probability of class 1.

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
    return _mean_of(_zero_one, y_true, y_proba)


def absolute_score(y_true: ArrayLike, y_proba: ArrayLike) -> float:
    """Compute the mean absolute error of the forecasts (smaller is better). **Not proper**: it rewards exaggeration.

    For one probability per sample it is the mean of abs(q − y); for a row, of Σ_k abs(q_k − [k = y]), which equals
    2(1 − q_y). It is thus the linear score over again, up to the factor.

    Parameters
    ----------
    y_true : array_like of int, shape (n,)
        Class indices, or 0 and 1.
    y_proba : array_like, shape (n, K) or (n,)
        Class probabilities, rows summing to 1; or the probability of class 1.

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
    y, q = _pair(y_true, y_proba)
    if q.ndim == 1:
        return float(np.mean(np.abs(q - y)))
    return float(np.mean(np.abs(_misses(y, q)).sum(axis=1)))


def linear_score(y_true: ArrayLike, y_proba: ArrayLike) -> float:
    """Compute the mean of 1 − q_y, the probability withheld from what happened (smaller is better); **not proper**.

    Parameters
    ----------
    y_true : array_like of int, shape (n,)
        Class indices, or 0 and 1.
    y_proba : array_like, shape (n, K) or (n,)
        Class probabilities, rows summing to 1; or the probability of class 1.

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
    y, q = _pair(y_true, y_proba)
    return float(np.mean(np.abs(q - y) if q.ndim == 1 else 1 - q[np.arange(y.size), y]))


# --- decompositions ---------------------------------------------------------------------------------------------------


class ScoreDecomposition(NamedTuple):
    """A mean score taken apart: score = reliability − resolution + uncertainty + within_bins.

    Attributes
    ----------
    reliability : float
        How far the forecasts are from the frequencies that followed them; 0 when calibrated, smaller is better.
    resolution : float
        How far those frequencies are from the overall one; larger is better.
    uncertainty : float
        Score of always forecasting the overall frequency; no merit or fault of the forecaster.
    within_bins : float
        What is left because a bin's forecasts were replaced by their mean; 0 when each bin holds one value.
    score : float
        The mean score itself, computed from the forecasts directly.
    """

    reliability: float
    resolution: float
    uncertainty: float
    within_bins: float
    score: float


def brier_decomposition(
    y_true: ArrayLike, y_proba: ArrayLike, *, n_bins: int | None = None, strategy: Strategy = "uniform"
) -> ScoreDecomposition:
    """Take the Brier score of binary forecasts apart (Murphy's decomposition).

    With n_b forecasts in bin b, their mean q̄_b, the frequency ȳ_b that followed them and the overall frequency ȳ,

        reliability = Σ_b (n_b/n)(q̄_b − ȳ_b)²,  resolution = Σ_b (n_b/n)(ȳ_b − ȳ)²,  uncertainty = ȳ(1 − ȳ).

    Parameters
    ----------
    y_true : array_like of {0, 1}, shape (n,)
        Whether the event happened.
    y_proba : array_like, shape (n,)
        Forecast probability of the event.
    n_bins : int, optional
        Number of bins. By default every distinct forecast is a bin of its own, and nothing is left within bins.
    strategy : {"uniform", "quantile"}
        Equal width or equal mass, see `bin_edges`.

    Returns
    -------
    ScoreDecomposition
        reliability, resolution, uncertainty, within_bins, score.

    Raises
    ------
    ValueError
        If the labels are not 0 and 1, a forecast is no probability, or the shapes differ.

    References
    ----------
    Murphy, A. H., "A new vector partition of the probability score", Journal of Applied Meteorology 12 (1973) 595–600.

    Examples
    --------
    >>> parts = brier_decomposition([0, 1, 1, 1], [0.25, 0.25, 0.75, 0.75])
    >>> [round(float(part), 4) for part in parts]
    [0.0625, 0.0625, 0.1875, 0.0, 0.1875]
    """
    return _decompose(y_true, y_proba, n_bins, strategy, _binary_square, _binary_variance, _binary_square)


def log_score_decomposition(
    y_true: ArrayLike, y_proba: ArrayLike, *, n_bins: int | None = None, strategy: Strategy = "uniform"
) -> ScoreDecomposition:
    """Take the logarithmic score of binary forecasts apart, as `brier_decomposition` does, in nats.

    The squared differences become Kullback–Leibler divergences of two-outcome distributions, the uncertainty the
    entropy of the overall frequency:

        reliability = Σ_b (n_b/n) KL(ȳ_b ‖ q̄_b),  resolution = Σ_b (n_b/n) KL(ȳ_b ‖ ȳ),  uncertainty = H(ȳ).

    The resolution is the mutual information between bin and event.

    Parameters
    ----------
    y_true, y_proba, n_bins, strategy
        As for `brier_decomposition`.

    Returns
    -------
    ScoreDecomposition
        reliability, resolution, uncertainty, within_bins, score. If something happened that had probability 0, the
        score is ∞, and so is the reliability or the part within bins.

    Raises
    ------
    ValueError
        As for `brier_decomposition`.

    References
    ----------
    Weijs, S. V., R. van Nooijen and N. van de Giesen, Monthly Weather Review 138 (2010) 3387–3399; J. Bröcker,
    Quarterly Journal of the Royal Meteorological Society 135 (2009) 1512–1519.

    Examples
    --------
    >>> parts = log_score_decomposition([0, 1, 1, 1], [0.25, 0.25, 0.75, 0.75])
    >>> [round(float(part), 4) for part in parts]
    [0.2158, 0.2158, 0.5623, 0.0, 0.5623]
    """
    return _decompose(y_true, y_proba, n_bins, strategy, _binary_kl, _binary_entropy, _binary_log)


def _decompose(
    y_true: ArrayLike,
    y_proba: ArrayLike,
    n_bins: int | None,
    strategy: Strategy,
    divergence: Callable[[Doubles, Doubles], Doubles],
    uncertainty: Callable[[Doubles], Doubles],
    loss: Callable[[Doubles, Doubles], Doubles],
) -> ScoreDecomposition:
    labels, q = _pair(y_true, y_proba)
    if q.ndim != 1:
        raise ValueError(f"y_proba has shape {q.shape}; pass the probability of class 1 alone, shape (n,)")
    y = labels.astype(np.float64)
    if n_bins is None:
        forecast, index = np.unique(q, return_inverse=True)
        n = np.bincount(index)
    else:
        edges = bin_edges(q, n_bins=n_bins, strategy=strategy)
        _, index = np.unique(np.searchsorted(edges[1:-1], q, side="left"), return_inverse=True)  # empty bins go
        n = np.bincount(index)
        forecast = np.bincount(index, weights=q) / n
    frequency = np.bincount(index, weights=y) / n
    overall = np.full_like(frequency, y.mean())
    share = n / y.size
    reliability = float(np.sum(share * divergence(frequency, forecast)))
    resolution = float(np.sum(share * divergence(frequency, overall)))
    base = float(uncertainty(overall)[0])
    score = float(np.mean(loss(y, q)))
    # what changes when each forecast is replaced by its bin's: nothing where the two are equal (and ∞ − ∞ is avoided)
    moved = forecast[index] != q
    change = loss(y[moved], q[moved]) - loss(y[moved], forecast[index][moved])
    within = float(np.sum(change)) / y.size
    return ScoreDecomposition(reliability, resolution, base, within, score)


def _binary_square(y: NDArray[Any], q: Doubles) -> Doubles:
    out: Doubles = np.square(q - y)
    return out


def _binary_variance(p: Doubles) -> Doubles:
    return p * (1 - p)


def _binary_log(y: NDArray[Any], q: Doubles) -> Doubles:
    with np.errstate(divide="ignore"):
        return -np.where(y == 1, np.log(q), np.log1p(-q))


def _binary_kl(p: Doubles, q: Doubles) -> Doubles:
    """Return KL((1 − p, p) ‖ (1 − q, q)), elementwise, in nats; 0·ln 0 = 0, and ∞ where q forbids p."""
    with np.errstate(divide="ignore"):
        never = -np.log1p(-q)
    return np.where(p == 0, never, excesses(p, q) + excesses(1 - p, 1 - q, p - q))


def _binary_entropy(p: Doubles) -> Doubles:
    with np.errstate(divide="ignore", invalid="ignore"):  # 0·∞, which is 0 here
        return np.where((p == 0) | (p == 1), 0, -p * np.log(p) - (1 - p) * np.log1p(-p))


# --- shared -----------------------------------------------------------------------------------------------------------


def _rule(rule: Rule) -> Callable[[Doubles], Doubles]:
    if callable(rule):
        return rule
    if not isinstance(rule, str) or rule not in _RULES:
        raise ValueError(f"rule = {rule!r:.60} is unknown; use one of {list(_RULES)}, or a function")
    return _RULES[rule]


def _apply(rule: Callable[[Doubles], Doubles], q: Doubles) -> Doubles:
    losses = np.asarray(rule(q), dtype=np.float64)
    if losses.shape != q.shape:
        raise ValueError(
            f"the rule returned shape {losses.shape} for reports of shape {q.shape}; it must give one loss per outcome"
        )
    if np.isnan(losses).any():
        where = tuple(int(i) for i in np.argwhere(np.isnan(losses))[0])
        raise ValueError(f"the rule returned NaN at index {where}; give a number or ∞ for every report and outcome")
    return losses


def _pair(y_true: ArrayLike, y_proba: ArrayLike) -> tuple[NDArray[np.intp], Doubles]:
    """Return class indices (n,), and probabilities as (n,) for two classes or (n, K)."""
    labels, y_proba = plain("y_true", y_true), plain("y_proba", y_proba)
    if labels.dtype == np.bool_:
        labels = labels.astype(np.intp)
    if y_proba.ndim == 2:
        q = as_distribution("y_proba", y_proba).astype(np.float64)
        y = as_labels("y_true", labels, q.shape[1])
        if y.shape != q.shape[:1]:
            raise ValueError(f"y_true {y.shape} and y_proba {q.shape} do not fit; give one label for each row")
        return y, q
    q = as_probabilities("y_proba", y_proba).astype(np.float64)
    if q.ndim != 1:
        raise ValueError(f"y_proba has shape {q.shape}; pass (n, K), or (n,) for the probability of class 1")
    y = as_labels("y_true", labels, 2)
    same_shape(y_true=y, y_proba=q)
    return y, q


def _misses(y: NDArray[np.intp], q: Doubles) -> Doubles:
    """Return q_k − [k = y] for every class."""
    d = q.copy()
    d[np.arange(y.size), y] -= 1
    return d


def _mean_of(rule: Callable[[Doubles], Doubles], y_true: ArrayLike, y_proba: ArrayLike) -> float:
    y, q = _pair(y_true, y_proba)
    both = np.column_stack([1 - q, q]) if q.ndim == 1 else q
    return float(np.mean(rule(both)[np.arange(y.size), y]))


def _compositions(total: int, parts: int) -> list[tuple[int, ...]]:
    """Return all ways to write `total` as an ordered sum of `parts` numbers from 0 up, in ascending order."""
    if parts == 1:
        return [(total,)]
    return [(first, *rest) for first in range(total + 1) for rest in _compositions(total - first, parts - 1)]


def _whole(name: str, n: int, least: int) -> None:
    if isinstance(n, bool) or not isinstance(n, int | np.integer) or n < least:
        raise ValueError(f"{name} = {n!r} will not do; use a whole number of at least {least}")
