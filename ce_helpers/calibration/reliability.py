"""The reliability diagram, and the calibration errors drawn from its bins."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..forecasts import Forecasts, Labels, read, read_binary, read_rows
from .bins import Bins, Strategy, fill_bins

__all__ = [
    "ReliabilityCurve",
    "classwise_calibration_error",
    "expected_calibration_error",
    "maximum_calibration_error",
    "reliability_curve",
    "squared_calibration_error",
]

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


def reliability_curve(
    y_true: ArrayLike,
    y_proba: ArrayLike,
    *,
    n_bins: int = 10,
    strategy: Strategy = "uniform",
    labels: Labels = None,
    sample_weight: ArrayLike | None = None,
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
    labels : sequence of two, optional
        Names of class 0 and class 1, where `y_true` holds names.
    sample_weight : array_like, shape (n,), optional
        Weights, 0 or more: means and frequencies are weighted by them. Examples of weight 0 are not looked at.

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
    y, p, weight = read_binary(y_true, y_proba, labels=labels, sample_weight=sample_weight)
    bins = fill_bins(y, p, weight, n_bins, strategy)
    return ReliabilityCurve(bins.mean_forecast, bins.frequency, np.bincount(bins.member), bins.low, bins.high)


def expected_calibration_error(
    y_true: ArrayLike,
    y_proba: ArrayLike,
    *,
    n_bins: int = 15,
    strategy: Strategy = "uniform",
    norm: Literal["l1", "l2"] = "l1",
    labels: Labels = None,
    sample_weight: ArrayLike | None = None,
) -> float:
    """Compute the expected calibration error Σ_b (n_b/n)·|frequency_b − mean forecast_b| (smaller is better).

    For several classes it is the *confidence* error: the forecast is the largest probability, the event that the class
    it names is right; the other probabilities do not enter. For two classes given as one probability it is about
    the event y = 1. The value depends on the bins, and is biased upwards when they hold few forecasts;
    `squared_calibration_error` can be had without that bias.

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
    norm : {"l1", "l2"}
        "l1" is the sum above; "l2" the root of the mean square, √(Σ_b (n_b/n)(frequency_b − mean forecast_b)²), which
        is never smaller.
    labels : sequence, optional
        Class names in the order of the columns, where `y_true` holds names.
    sample_weight : array_like, shape (n,), optional
        Weights, 0 or more; n_b and n become sums of weights. Examples of weight 0 are not looked at.

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
    bins = _confidence_bins(read(y_true, y_proba, labels=labels, sample_weight=sample_weight), n_bins, strategy)
    gap = np.abs(bins.frequency - bins.mean_forecast)
    if norm == "l1":
        return float(np.sum(bins.share * gap))
    if norm == "l2":
        return float(np.sqrt(np.sum(bins.share * gap**2)))
    raise ValueError(f"norm = {norm!r} is unknown; use 'l1' (mean distance) or 'l2' (root of the mean square)")


def squared_calibration_error(
    y_true: ArrayLike,
    y_proba: ArrayLike,
    *,
    n_bins: int = 15,
    strategy: Strategy = "uniform",
    debias: bool = True,
    labels: Labels = None,
    sample_weight: ArrayLike | None = None,
) -> float:
    """Compute the squared calibration error Σ_b (n_b/n)(ȳ_b − q̄_b)², less what chance alone puts into it.

    The frequency ȳ_b of a bin strays from the true one even if the forecasts are calibrated, and its square is never
    negative: the plain sum is too large by the variance of ȳ_b, which ȳ_b(1 − ȳ_b)/(n_b − 1) estimates without bias.
    Taken off,

        Σ_b (n_b/n) [(ȳ_b − q̄_b)² − ȳ_b(1 − ȳ_b)/(n_b − 1)]

    has the squared error of the binned forecasts as its expectation, and can be negative. It is the debiased
    estimator of Kumar, Liang and Ma (2019) for the ℓ₂ error, and the reliability of Bröcker (2012) and of Ferro and
    Fricker (2012). For several classes it is about the confidence, as `expected_calibration_error`.

    Parameters
    ----------
    y_true, y_proba, n_bins, strategy, labels
        As for `expected_calibration_error`.
    debias : bool
        Whether to take the share of chance off; without it the value is the square of the error with ``norm="l2"``.
    sample_weight : array_like, shape (n,), optional
        Weights of importance, 0 or more; in the correction n_b becomes (Σw)²/Σw², the number of equally weighted
        forecasts whose mean is as unsteady.

    Returns
    -------
    float
        At most 1; below 0 where chance alone would have put in more.

    Raises
    ------
    ValueError
        As for `expected_calibration_error`; or if a bin holds a single forecast, whose variance cannot be estimated.

    References
    ----------
    Kumar, A., P. Liang and T. Ma, "Verified uncertainty calibration", NeurIPS 2019; J. Bröcker, Climate Dynamics 39
    (2012) 655–667; C. A. T. Ferro and T. E. Fricker, Quarterly Journal of the Royal Meteorological Society 138 (2012)
    1954–1960.

    Examples
    --------
    >>> y, p = [1, 0, 1, 0], [0.5, 0.5, 0.5, 0.5]  # calibrated, and by chance without any gap
    >>> squared_calibration_error(y, p, debias=False), round(squared_calibration_error(y, p), 6)
    (0.0, -0.083333)
    """
    bins = _confidence_bins(read(y_true, y_proba, labels=labels, sample_weight=sample_weight), n_bins, strategy)
    square = np.square(bins.frequency - bins.mean_forecast)
    if debias:
        square = square - variance_of_frequency(bins.frequency, bins.size)
    return float(np.sum(bins.share * square))


def maximum_calibration_error(
    y_true: ArrayLike,
    y_proba: ArrayLike,
    *,
    n_bins: int = 15,
    strategy: Strategy = "uniform",
    labels: Labels = None,
    sample_weight: ArrayLike | None = None,
) -> float:
    """Compute the largest gap max_b |frequency_b − mean forecast_b| over the non-empty bins (smaller is better).

    A bin with a single forecast counts as much as any other, so the value is unsteady on small samples.

    Parameters
    ----------
    y_true, y_proba, n_bins, strategy, labels, sample_weight
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
    bins = _confidence_bins(read(y_true, y_proba, labels=labels, sample_weight=sample_weight), n_bins, strategy)
    return float(np.max(np.abs(bins.frequency - bins.mean_forecast)))


def classwise_calibration_error(
    y_true: ArrayLike,
    y_proba: ArrayLike,
    *,
    n_bins: int = 15,
    strategy: Strategy = "uniform",
    labels: Labels = None,
    sample_weight: ArrayLike | None = None,
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
    labels, sample_weight
        As for `expected_calibration_error`.

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
    y, p, weight = read_rows(y_true, y_proba, labels=labels, sample_weight=sample_weight)
    errors = []
    for k in range(p.shape[1]):
        bins = fill_bins(y == k, p[:, k], weight, n_bins, strategy)
        errors.append(np.sum(bins.share * np.abs(bins.frequency - bins.mean_forecast)))
    return float(np.mean(errors))


def variance_of_frequency(frequency: Doubles, size: Doubles) -> Doubles:
    """Return ȳ(1 − ȳ)/(n − 1), an unbiased estimate of the variance of the frequency ȳ among n outcomes."""
    if (size <= 1 + 1e-12).any():
        raise ValueError(
            f"{int((size <= 1 + 1e-12).sum())} of {size.size} bins hold one forecast, whose variance cannot be "
            "estimated; use fewer bins, strategy='quantile', or debias=False"
        )
    out: Doubles = frequency * (1 - frequency) / (size - 1)
    return out


def _confidence_bins(forecasts: Forecasts, n_bins: int, strategy: Strategy) -> Bins:
    y, p, weight = forecasts
    if p.ndim == 1:
        return fill_bins(y, p, weight, n_bins, strategy)
    return fill_bins(p.argmax(axis=1) == y, p.max(axis=1), weight, n_bins, strategy)
