"""Calibration: do events that were given 70 % happen 70 % of the time, and how to mend it when they do not.

Bins are closed on the right: bin b holds the forecasts with e_b < p ≤ e_{b+1}, and the first bin holds p = e_0 too.
This is the choice of scikit-learn and of Guo et al. (2017). Metrics take ``(y_true, y_proba)``; the fits take
``(logits, target)``, as losses do.
"""

from __future__ import annotations

import math
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .activations import sigmoid, softmax
from .validate import as_distribution, as_floats, as_labels, as_probabilities, number, plain, positive, same_shape

__all__ = [
    "PlattScaling",
    "ReliabilityCurve",
    "apply_platt",
    "apply_temperature",
    "bin_edges",
    "classwise_calibration_error",
    "expected_calibration_error",
    "fit_platt",
    "fit_temperature",
    "maximum_calibration_error",
    "reliability_curve",
]

Strategy = Literal["uniform", "quantile"]
Doubles = NDArray[np.float64]


class ReliabilityCurve(NamedTuple):
    """The non-empty bins of a reliability diagram, from the lowest forecasts to the highest.

    Attributes
    ----------
    mean_forecast : ndarray, shape (bins,)
        Mean forecast in the bin: the abscissa.
    frequency : ndarray, shape (bins,)
        Share of forecasts in the bin that came true: the ordinate.
    counts : ndarray of int, shape (bins,)
        Number of forecasts in the bin.
    low : ndarray, shape (bins,)
        Lower end of the bin, which holds low < p ≤ high (the very first also p = low).
    high : ndarray, shape (bins,)
        Upper end of the bin.
    """

    mean_forecast: Doubles
    frequency: Doubles
    counts: NDArray[np.intp]
    low: Doubles
    high: Doubles


class PlattScaling(NamedTuple):
    """The two numbers of Platt scaling: p = sigmoid(slope · score + intercept)."""

    slope: float
    intercept: float


# --- measuring --------------------------------------------------------------------------------------------------------


def bin_edges(y_proba: ArrayLike, *, n_bins: int = 10, strategy: Strategy = "uniform") -> Doubles:
    """Return the edges e₀ < e₁ < … < e_B that divide forecasts into bins (e_b, e_{b+1}], the first closed at e₀ too.

    Parameters
    ----------
    y_proba : array_like, shape (n,)
        Forecast probabilities.
    n_bins : int
        Number of bins asked for.
    strategy : {"uniform", "quantile"}
        "uniform": equal width, e_b = b/B from 0 to 1. "quantile": equal mass, e_b the b/B quantile of the forecasts
        (linear interpolation), the ends set to 0 and 1. Equal forecasts always share a bin, so edges that coincide
        are merged and fewer bins may be left.

    Returns
    -------
    ndarray, shape (number of bins + 1,)
        Ascending edges from 0 to 1.

    Raises
    ------
    ValueError
        If a forecast is no probability, `n_bins` is not a positive whole number, or the strategy is unknown.

    Examples
    --------
    >>> bin_edges([0.1, 0.2, 0.3, 0.9], n_bins=2, strategy="quantile")
    array([0.  , 0.25, 1.  ])
    """
    p = _forecasts(y_proba)
    if isinstance(n_bins, bool) or not isinstance(n_bins, int | np.integer) or n_bins < 1:
        raise ValueError(f"n_bins = {n_bins!r} divides nothing; use a whole number of at least 1")
    inner = np.arange(1, n_bins) / n_bins
    if strategy == "quantile":
        inner = np.quantile(p, inner)
    elif strategy != "uniform":
        raise ValueError(f"strategy = {strategy!r} is unknown; use 'uniform' (equal width) or 'quantile' (equal mass)")
    return np.unique(np.concatenate([[0.0], inner, [1.0]]))


def reliability_curve(
    y_true: ArrayLike, y_proba: ArrayLike, *, n_bins: int = 10, strategy: Strategy = "uniform"
) -> ReliabilityCurve:
    """Bin the forecasts and compare, in each bin, the mean forecast with the observed frequency.

    Parameters
    ----------
    y_true : array_like of {0, 1}, shape (n,)
        Whether the event happened.
    y_proba : array_like, shape (n,)
        Forecast probability of the event.
    n_bins : int
        Number of bins asked for; empty ones are left out.
    strategy : {"uniform", "quantile"}
        Equal width or equal mass, see `bin_edges`.

    Returns
    -------
    ReliabilityCurve
        mean_forecast, frequency, counts, low, high.

    Raises
    ------
    ValueError
        If the labels are not 0 and 1, a forecast is no probability, or the shapes differ.

    References
    ----------
    Niculescu-Mizil, A., and R. Caruana, "Predicting good probabilities with supervised learning", ICML 2005.

    Examples
    --------
    >>> curve = reliability_curve([0, 0, 1, 1, 1], [0.1, 0.2, 0.2, 0.8, 1.0], n_bins=5)
    >>> curve.frequency, curve.counts  # 0.2 belongs to the first bin, which is closed on the right
    (array([0.33333333, 1.        , 1.        ]), array([3, 1, 1]))
    """
    y, p = _binary(y_true, y_proba)
    return _curve(y, p, n_bins, strategy)


def expected_calibration_error(
    y_true: ArrayLike, y_proba: ArrayLike, *, n_bins: int = 15, strategy: Strategy = "uniform"
) -> float:
    """Compute the expected calibration error Σ_b (n_b/n)·|frequency_b − mean forecast_b| (smaller is better).

    For several classes it is the *confidence* error: the forecast is the largest probability, the event that the class
    it names is right; the other probabilities do not enter. For two classes given as one probability it is about
    the event y = 1. The value depends on the bins, and is biased upwards when they hold few forecasts.

    Parameters
    ----------
    y_true : array_like of int, shape (n,)
        Class indices, or 0 and 1.
    y_proba : array_like, shape (n, K) or (n,)
        Class probabilities, rows summing to 1; or the probability of class 1. Of equally probable classes the first
        is taken.
    n_bins : int
        Number of bins, 15 as in Guo et al.
    strategy : {"uniform", "quantile"}
        Equal width or equal mass, see `bin_edges`.

    Returns
    -------
    float
        Between 0 and 1, a difference of probabilities.

    Raises
    ------
    ValueError
        If labels or probabilities are not what they should be, or the shapes do not fit.

    References
    ----------
    Naeini, M. P., G. F. Cooper and M. Hauskrecht, AAAI 2015; C. Guo, G. Pleiss, Y. Sun and K. Q. Weinberger, "On
    calibration of modern neural networks", ICML 2017.

    Examples
    --------
    >>> round(expected_calibration_error([0, 0, 1, 0], [0.9, 0.9, 0.9, 0.9]), 12)  # says 90 %, happens in 25 %
    0.65
    """
    curve = _confidence_curve(y_true, y_proba, n_bins, strategy)
    return float(np.sum(curve.counts * np.abs(curve.frequency - curve.mean_forecast)) / np.sum(curve.counts))


def maximum_calibration_error(
    y_true: ArrayLike, y_proba: ArrayLike, *, n_bins: int = 15, strategy: Strategy = "uniform"
) -> float:
    """Compute the largest gap max_b |frequency_b − mean forecast_b| over the non-empty bins (smaller is better).

    A bin with a single forecast counts as much as any other, so the value is unsteady on small samples.

    Parameters
    ----------
    y_true, y_proba, n_bins, strategy
        As for `expected_calibration_error`.

    Returns
    -------
    float
        Between 0 and 1.

    Raises
    ------
    ValueError
        As for `expected_calibration_error`.

    References
    ----------
    Guo et al. (2017), as for `expected_calibration_error`.

    Examples
    --------
    >>> round(maximum_calibration_error([1, 0, 1, 1], [0.5, 0.5, 0.8, 0.8]), 12)
    0.2
    """
    curve = _confidence_curve(y_true, y_proba, n_bins, strategy)
    return float(np.max(np.abs(curve.frequency - curve.mean_forecast)))


def classwise_calibration_error(
    y_true: ArrayLike, y_proba: ArrayLike, *, n_bins: int = 15, strategy: Strategy = "uniform"
) -> float:
    """Average over the classes the calibration error of each class's probability against all others.

    Unlike the confidence error it looks at every probability: (1/K) Σ_k Σ_b (n_bk/n)·|frequency_bk − mean forecast_bk|.

    Parameters
    ----------
    y_true : array_like of int, shape (n,)
        Class indices 0 … K − 1.
    y_proba : array_like, shape (n, K)
        Class probabilities, rows summing to 1.
    n_bins : int
        Number of bins for each class.
    strategy : {"uniform", "quantile"}
        Equal width or equal mass, see `bin_edges`.

    Returns
    -------
    float
        Between 0 and 1.

    Raises
    ------
    ValueError
        If labels or probabilities are not what they should be, or the shapes do not fit.

    References
    ----------
    Kull, M., et al., "Beyond temperature scaling", NeurIPS 2019.

    Examples
    --------
    >>> round(classwise_calibration_error([0, 1], [[0.9, 0.1], [0.9, 0.1]]), 12)
    0.4
    """
    y, p = _several(y_true, y_proba)
    errors = []
    for k in range(p.shape[1]):
        curve = _curve((y == k).astype(np.float64), p[:, k], n_bins, strategy)
        errors.append(np.sum(curve.counts * np.abs(curve.frequency - curve.mean_forecast)) / y.size)
    return float(np.mean(errors))


# --- mending ----------------------------------------------------------------------------------------------------------


def fit_temperature(logits: ArrayLike, target: ArrayLike) -> float:
    """Find the temperature T > 0 that minimises the mean negative log-likelihood of softmax(z/T).

    In β = 1/T the loss is convex, with derivative

        dNLL/dβ = mean over the samples of (Σ_k p_k z_k − z_y),   p = softmax(βz),

    and second derivative the mean variance of z under p. Its zero is found by Newton's method, kept inside a bracket
    that is halved where Newton's step leaves it. One number for all classes leaves the most probable class, and with
    it the accuracy, as it was. Fit it on data the model was not trained on.

    Parameters
    ----------
    logits : array_like, shape (n, K) or (n,)
        Finite scores; one column per class, or one score per sample for class 1 against class 0.
    target : array_like of int, shape (n,)
        Class indices.

    Returns
    -------
    float
        T: above 1 where the model was too sure, below 1 where it was not sure enough.

    Raises
    ------
    ValueError
        If every sample is predicted right (T would go to 0), or the scores are no better than none (T would go to
        infinity), or the input is not finite scores with fitting class indices.

    References
    ----------
    Guo et al. (2017), section 4.2.

    Examples
    --------
    >>> z = np.log([[0.9, 0.1]] * 4)  # says 90 % each time, is right in three of four
    >>> T = fit_temperature(z, [0, 0, 0, 1])
    >>> apply_temperature(z, T)[0].round(6)
    array([0.75, 0.25])
    """
    z, y = _scores_and_target(logits, target)
    gap = z - z[np.arange(y.size), y][:, None]  # z_k − z_y: what the derivative averages
    scale = float(np.ptp(z, axis=1).max())
    if gap.mean(axis=1).mean() >= 0:
        raise ValueError(
            "the logits are no better than equal ones for these targets, so that the loss falls for ever as T → ∞; "
            "check that logits and targets belong together"
        )
    if gap.max() <= 0:
        raise ValueError(
            f"all {y.size} targets have the largest logit, so that the loss falls for ever as T → 0; fit T on held-out "
            "data that holds errors"
        )
    gap /= scale  # the unit of β, so that β near 1 is neither huge nor tiny

    def slope(beta: float) -> tuple[float, float]:
        p = softmax(beta * gap)
        mean = np.sum(p * gap, axis=1)
        variance = np.sum(p * np.square(gap - mean[:, None]), axis=1)
        return float(mean.mean()), float(variance.mean())

    low, high = 0.0, 1.0
    while slope(high)[0] < 0:
        low, high = high, 2 * high
    beta = (low + high) / 2
    for _ in range(200):
        first, second = slope(beta)
        low, high = (beta, high) if first < 0 else (low, beta)
        step = beta - first / second if second > 0 else math.inf
        new = step if low < step < high else (low + high) / 2
        if abs(new - beta) <= 2e-16 * beta or high - low <= 2e-16 * high:
            break
        beta = new
    return scale / beta


def apply_temperature(logits: ArrayLike, temperature: float) -> Doubles:
    """Turn logits into probabilities at a temperature: softmax(z/T), or sigmoid(z/T) for one score per sample.

    Parameters
    ----------
    logits : array_like, shape (n, K) or (n,)
        Finite scores.
    temperature : float
        T, above 0 and finite.

    Returns
    -------
    ndarray, shape of `logits`
        Probabilities: of each class, or of class 1.

    Raises
    ------
    ValueError
        If the temperature is not a positive finite number, or the logits are not finite scores of that shape.

    Examples
    --------
    >>> apply_temperature([[2.0, 0.0]], 2.0).round(4), apply_temperature([2.0], 2.0).round(4)
    (array([[0.7311, 0.2689]]), array([0.7311]))
    """
    z = _finite("logits", logits)
    if z.ndim not in (1, 2):
        raise ValueError(f"logits have shape {z.shape}; pass (n, K), or (n,) for the score of class 1")
    t = positive("temperature", temperature, "1 leaves the logits as they are")
    with np.errstate(over="ignore"):  # a quotient of ±∞ is a certain class
        p = softmax(z, temperature=t) if z.ndim == 2 else sigmoid(z / t)
    return np.asarray(p, dtype=np.float64)


def fit_platt(scores: ArrayLike, target: ArrayLike, *, smooth: bool = True) -> PlattScaling:
    """Fit p = sigmoid(a·s + b) to binary targets by minimising the log loss (Platt scaling).

    Newton's method with step halving, as in Lin, Lin and Weng; the loss is convex in (a, b). Platt writes
    1/(1 + exp(As + B)): his A and B are −a and −b.

    Parameters
    ----------
    scores : array_like, shape (n,)
        Any finite scores, larger for class 1.
    target : array_like of {0, 1}, shape (n,)
        Whether the sample is of class 1; both must occur.
    smooth : bool
        True (Platt's choice): aim at (n₁ + 1)/(n₁ + 2) for class 1 and 1/(n₀ + 2) for class 0, so that there is a
        minimum even for separable scores. False: aim at 1 and 0, which is plain logistic regression.

    Returns
    -------
    PlattScaling
        slope a and intercept b.

    Raises
    ------
    ValueError
        If only one class occurs, all scores are equal or differ by so little that the slope would be infinite, or
        (without smoothing) the scores separate the classes, or all but do because some lie far from all others.

    References
    ----------
    Platt, J. C., in *Advances in Large Margin Classifiers*, MIT Press, 1999; H.-T. Lin, C.-J. Lin and R. C. Weng,
    Machine Learning 68 (2007) 267–276.

    Examples
    --------
    >>> platt = fit_platt([-2.0, -1.0, 0.0, 1.0, 2.0], [0, 0, 1, 0, 1])
    >>> apply_platt([-2.0, 2.0], platt).round(3)
    array([0.211, 0.646])
    """
    s = _finite("scores", scores)
    if s.ndim != 1:
        raise ValueError(f"scores have shape {s.shape}; pass one score per sample, shape (n,)")
    y = _labels("target", target, 2)
    same_shape(scores=s, target=y)
    ones = int(y.sum())
    zeros = y.size - ones
    if ones == 0 or zeros == 0:
        raise ValueError(f"all {y.size} targets are of class {int(ones > 0)}; fit on data that holds both classes")
    if s.max() == s.min():
        raise ValueError(f"all scores equal {s[0]:g} and tell nothing; pass scores that differ between samples")
    if not smooth and (s[y == 0].max() <= s[y == 1].min() or s[y == 1].max() <= s[y == 0].min()):
        raise ValueError(
            "the scores separate the classes, so that the loss falls for ever as the slope grows; use smooth=True, or "
            "held-out data that holds errors"
        )
    t = np.where(y == 1, (ones + 1) / (ones + 2), 1 / (zeros + 2)) if smooth else y.astype(np.float64)
    # standardised scores keep the two equations well conditioned whatever the unit of s; the power of 2 is for units
    # whose squares would be too large or too small for the format
    power = int(np.frexp(np.abs(s).max())[1])
    s = np.ldexp(s, -power)
    centre, spread = float(s.mean()), float(s.std())
    x = np.column_stack([(s - centre) / spread, np.ones_like(s)])
    w = np.array([0.0, math.log((ones + 1) / (zeros + 1))])

    def loss(v: Doubles) -> float:
        z = x @ v
        return float(np.mean(np.logaddexp(0, z) - t * z))

    present = loss(w)
    for _ in range(100):
        p = np.asarray(sigmoid(x @ w))
        gradient = x.T @ (p - t) / y.size
        curvature = (x * (p * (1 - p))[:, None]).T @ x / y.size
        try:
            step = np.linalg.solve(curvature, gradient)
        except np.linalg.LinAlgError:
            raise ValueError(
                f"the scores reach from {np.ldexp(s.min(), power):g} to {np.ldexp(s.max(), power):g}, too far apart "
                "for a slope to be found; use smooth=True, or leave out those far from all others"
            ) from None
        decrease = float(gradient @ step)  # Newton's decrement squared, twice the gain still expected
        if decrease <= 1e-30:
            break
        factor = 1.0
        # close to the minimum the gain drowns in the rounding of the loss, and Newton's whole step is right
        while decrease > 1e-12 and loss(w - factor * step) > present - 1e-4 * factor * decrease:
            factor /= 2
        w = w - factor * step
        present = loss(w)
    slope = float(w[0]) / spread
    with np.errstate(over="ignore"):
        in_their_unit = float(np.ldexp(slope, -power))
    if not math.isfinite(in_their_unit):
        raise ValueError(f"the scores differ by so little that the slope is {in_their_unit:g}; multiply them by 2**200")
    return PlattScaling(in_their_unit, float(w[1]) - slope * centre)


def apply_platt(scores: ArrayLike, platt: tuple[float, float]) -> Doubles:
    """Turn scores into probabilities of class 1: sigmoid(slope · s + intercept).

    Parameters
    ----------
    scores : array_like
        Finite scores of any shape.
    platt : PlattScaling or (slope, intercept)
        As returned by `fit_platt`.

    Returns
    -------
    ndarray, shape of `scores`
        Probabilities of class 1.

    Raises
    ------
    ValueError
        If a score is not finite, or `platt` is not two finite numbers.

    Examples
    --------
    >>> apply_platt([0.0, 1.0], (1.0, 0.0)).round(4)
    array([0.5   , 0.7311])
    """
    s = _finite("scores", scores)
    try:
        slope, intercept = (number("platt", v, -math.inf, math.inf) for v in platt)
    except (TypeError, ValueError):
        raise ValueError(f"platt = {platt!r:.60} is not two finite numbers; pass what fit_platt() returned") from None
    with np.errstate(over="ignore"):  # a score of ±∞ is a certain class
        return np.asarray(sigmoid(slope * s + intercept), dtype=np.float64)


# --- shared -----------------------------------------------------------------------------------------------------------


def _curve(y: Doubles, p: Doubles, n_bins: int, strategy: Strategy) -> ReliabilityCurve:
    edges = bin_edges(p, n_bins=n_bins, strategy=strategy)
    # side="left" counts the inner edges below p: a forecast on an edge belongs to the bin that ends there
    index = np.searchsorted(edges[1:-1], p, side="left")
    bins = edges.size - 1
    count = np.bincount(index, minlength=bins)
    some = count > 0
    n = count[some]
    mean_forecast = np.bincount(index, weights=p, minlength=bins)[some] / n
    frequency = np.bincount(index, weights=y, minlength=bins)[some] / n
    return ReliabilityCurve(mean_forecast, frequency, n, edges[:-1][some], edges[1:][some])


def _confidence_curve(y_true: ArrayLike, y_proba: ArrayLike, n_bins: int, strategy: Strategy) -> ReliabilityCurve:
    if np.ndim(y_proba) == 2:
        y, p = _several(y_true, y_proba)
        named = p.argmax(axis=1)
        return _curve((named == y).astype(np.float64), p.max(axis=1), n_bins, strategy)
    return _curve(*_binary(y_true, y_proba), n_bins, strategy)


def _labels(name: str, y: ArrayLike, n_classes: int) -> NDArray[np.intp]:
    """Return class indices; booleans count as 0 and 1."""
    a = plain(name, y)
    labels = as_labels(name, a.astype(np.intp) if a.dtype == np.bool_ else a, n_classes)
    if labels.ndim != 1:
        raise ValueError(f"{name} has shape {labels.shape}; pass one class index per sample, shape (n,)")
    return labels


def _forecasts(y_proba: ArrayLike) -> Doubles:
    p = as_probabilities("y_proba", y_proba).astype(np.float64)
    if p.ndim != 1:
        raise ValueError(f"y_proba has shape {p.shape}; pass the probability of class 1 alone, shape (n,)")
    return p


def _binary(y_true: ArrayLike, y_proba: ArrayLike) -> tuple[Doubles, Doubles]:
    p = _forecasts(y_proba)
    y = _labels("y_true", y_true, 2)
    same_shape(y_true=y, y_proba=p)
    return y.astype(np.float64), p


def _several(y_true: ArrayLike, y_proba: ArrayLike) -> tuple[NDArray[np.intp], Doubles]:
    p = as_distribution("y_proba", y_proba).astype(np.float64)
    if p.ndim != 2:
        raise ValueError(f"y_proba has shape {p.shape}; pass one row of class probabilities per sample, shape (n, K)")
    y = _labels("y_true", y_true, p.shape[1])
    if y.size != p.shape[0]:
        raise ValueError(f"y_true has {y.size} labels and y_proba {p.shape[0]} rows; give both the same length")
    return y, p


def _finite(name: str, x: ArrayLike) -> Doubles:
    a: NDArray[Any] = as_floats(name, x).astype(np.float64)
    if not np.isfinite(a).all():
        raise ValueError(f"{name} holds {a[~np.isfinite(a)][0]}; scores must be finite, so leave masked classes out")
    return a


def _scores_and_target(logits: ArrayLike, target: ArrayLike) -> tuple[Doubles, NDArray[np.intp]]:
    z = _finite("logits", logits)
    if z.ndim == 1:
        z = np.column_stack([np.zeros_like(z), z])
    if z.ndim != 2 or z.shape[1] < 2:
        raise ValueError(f"logits have shape {z.shape}; pass (n, K) with K ≥ 2, or (n,) for the score of class 1")
    y = _labels("target", target, z.shape[1])
    if y.size != z.shape[0]:
        raise ValueError(f"target has {y.size} labels and logits {z.shape[0]} rows; give both the same length")
    return z, y
