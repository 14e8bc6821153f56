"""A mean score taken apart: reliability, resolution, uncertainty."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..calibration.bins import Strategy, fill_bins
from ..calibration.reliability import variance_of_frequency
from ..forecasts import Forecasts, Labels, read
from ..information.terms import excesses
from .metrics import losses_of, weighted_mean

__all__ = ["ScoreDecomposition", "brier_decomposition", "log_score_decomposition"]

Doubles = NDArray[np.float64]


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


class _Groups(NamedTuple):
    """Forecasts that are judged together: rows of mean forecast and frequency, shares and sizes.

    The rows have one column for every class, or one for class 1 where the forecast is its probability alone.
    """

    member: NDArray[np.intp]
    forecast: Doubles
    frequency: Doubles
    share: Doubles
    size: Doubles


def brier_decomposition(
    y_true: ArrayLike,
    y_proba: ArrayLike,
    *,
    n_bins: int | None = None,
    strategy: Strategy = "uniform",
    debias: bool = False,
    labels: Labels = None,
    sample_weight: ArrayLike | None = None,
) -> ScoreDecomposition:
    """Take the Brier score apart (Murphy's decomposition).

    With n_b forecasts in bin b, their mean q̄_b, the frequency ȳ_b that followed them and the overall frequency ȳ,

        reliability = Σ_b (n_b/n)(q̄_b − ȳ_b)²,  resolution = Σ_b (n_b/n)(ȳ_b − ȳ)²,  uncertainty = ȳ(1 − ȳ).

    For rows of K probabilities these are vectors, the squares are summed over the classes, and the uncertainty is
    Σ_k ȳ_k(1 − ȳ_k), as in Murphy's paper.

    Parameters
    ----------
    y_true : array_like of int, shape (n,)
        Whether the event happened, 0 or 1; or class indices.
    y_proba : array_like, shape (n,) or (n, K)
        Forecast probability of the event; or of every class.
    n_bins : int, optional
        Number of bins. By default every distinct forecast (every distinct row) is a bin of its own, and nothing is
        left within bins. With rows and a number, each class is binned by its own probability and the parts of the
        classes are added up.
    strategy : {"uniform", "quantile"}
        Equal width or equal mass, see `bin_edges`.
    debias : bool
        Take off what chance alone puts into the parts (Ferro and Fricker 2012): c = Σ_b (n_b/n) ȳ_b(1 − ȳ_b)/(n_b − 1)
        off the reliability, c − ȳ(1 − ȳ)/(n − 1) off the resolution; the latter's second term is added to the
        uncertainty, so that the sum stays. Every bin needs two forecasts; parts may come out negative.
    labels : sequence, optional
        Class names in the order of the columns, where `y_true` holds names; of two, the second is class 1.
    sample_weight : array_like, shape (n,), optional
        Weights, 0 or more; counts become sums of weights. Examples of weight 0 are not looked at.

    Returns
    -------
    ScoreDecomposition
        reliability, resolution, uncertainty, within_bins, score.

    Raises
    ------
    ValueError
        If the labels are no class indices, a forecast is no probability, the shapes differ, or a bin holds one
        forecast and `debias` is asked for.

    References
    ----------
    Murphy, A. H., "A new vector partition of the probability score", Journal of Applied Meteorology 12 (1973) 595–600;
    C. A. T. Ferro and T. E. Fricker, Quarterly Journal of the Royal Meteorological Society 138 (2012) 1954–1960.

    Examples
    --------
    >>> parts = brier_decomposition([0, 1, 1, 1], [0.25, 0.25, 0.75, 0.75])
    >>> [round(float(part), 4) for part in parts]
    [0.0625, 0.0625, 0.1875, 0.0, 0.1875]
    """
    forecasts = read(y_true, y_proba, labels=labels, sample_weight=sample_weight)
    if forecasts.q.ndim == 2 and n_bins is not None:
        classes = [
            Forecasts((forecasts.y == k).astype(np.intp), forecasts.q[:, k], forecasts.weight)
            for k in range(forecasts.n_classes)
        ]
        each = [_decompose(f, n_bins, strategy, "brier", _squares, _variance, debias) for f in classes]
        return ScoreDecomposition(*(float(sum(parts)) for parts in zip(*each, strict=True)))
    return _decompose(forecasts, n_bins, strategy, "brier", _squares, _variance, debias)


def log_score_decomposition(
    y_true: ArrayLike,
    y_proba: ArrayLike,
    *,
    n_bins: int | None = None,
    strategy: Strategy = "uniform",
    labels: Labels = None,
    sample_weight: ArrayLike | None = None,
) -> ScoreDecomposition:
    """Take the logarithmic score apart, as `brier_decomposition` does, in nats.

    The squared differences become Kullback–Leibler divergences, the uncertainty the entropy of the overall frequency:

        reliability = Σ_b (n_b/n) KL(ȳ_b ‖ q̄_b),  resolution = Σ_b (n_b/n) KL(ȳ_b ‖ ȳ),  uncertainty = H(ȳ).

    The resolution is the mutual information between bin and event.

    Parameters
    ----------
    y_true, y_proba, strategy, labels, sample_weight
        As for `brier_decomposition`.
    n_bins : int, optional
        As for `brier_decomposition`, with one probability per sample; rows of K probabilities are taken apart by
        distinct rows alone.

    Returns
    -------
    ScoreDecomposition
        reliability, resolution, uncertainty, within_bins, score. If something happened that had probability 0, the
        score is ∞, and so is the reliability or the part within bins.

    Raises
    ------
    ValueError
        As for `brier_decomposition`; or if rows are to be binned.

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
    forecasts = read(y_true, y_proba, labels=labels, sample_weight=sample_weight)
    if forecasts.q.ndim == 2 and n_bins is not None:
        raise ValueError(
            f"n_bins = {n_bins!r} for rows of {forecasts.n_classes} probabilities: the log score does not fall apart "
            "by classes; leave n_bins out, or pass the probability of class 1 alone"
        )
    if forecasts.q.ndim == 1:
        return _decompose(forecasts, n_bins, strategy, "log", _binary_kl, _binary_entropy, False)
    return _decompose(forecasts, n_bins, strategy, "log", _kl, _entropy, False)


def _decompose(
    forecasts: Forecasts,
    n_bins: int | None,
    strategy: Strategy,
    rule: str,
    divergence: Callable[[Doubles, Doubles], Doubles],
    uncertainty: Callable[[Doubles], float],
    debias: bool,
) -> ScoreDecomposition:
    groups = _distinct(forecasts) if n_bins is None else _binned(forecasts, n_bins, strategy)
    weight, losses = forecasts.weight, losses_of(forecasts, rule)
    mean = np.minimum(groups.share @ groups.frequency, 1)  # shares of a ninth may sum to 1 + 2e-16
    overall = np.broadcast_to(mean, groups.frequency.shape)
    reliability = float(groups.share @ divergence(groups.frequency, groups.forecast))
    resolution = float(groups.share @ divergence(groups.frequency, overall))
    base = uncertainty(overall[0])
    if debias:
        chance = float(groups.share @ variance_of_frequency(groups.frequency, groups.size[:, None]).sum(axis=1))
        spread = base / (np.square(weight.sum()) / np.square(weight).sum() - 1)
        reliability, resolution, base = reliability - chance, resolution - chance + spread, base + spread
    score = weighted_mean(losses, weight)
    if n_bins is None:
        return ScoreDecomposition(reliability, resolution, base, 0.0, score)
    # what changes when each forecast is replaced by its bin's: nothing where the two are equal (and ∞ − ∞ is avoided)
    replaced = groups.forecast[groups.member, 0]
    moved = replaced != forecasts.q
    change = losses[moved] - losses_of(Forecasts(forecasts.y[moved], replaced[moved], weight[moved]), rule)
    within = float((weight[moved] * change).sum() / weight.sum())
    return ScoreDecomposition(reliability, resolution, base, within, score)


def _distinct(forecasts: Forecasts) -> _Groups:
    """Return one group for each distinct forecast."""
    y, q, weight = forecasts
    rows, index = np.unique(q.reshape(y.size, -1).astype(np.float64), axis=0, return_inverse=True)
    index = index.ravel()
    mass = np.bincount(index, weights=weight)
    happened = np.zeros((len(rows), forecasts.n_classes))
    np.add.at(happened, (index, y), weight)
    frequency = (happened if q.ndim == 2 else happened[:, 1:]) / mass[:, None]
    size = np.square(mass) / np.bincount(index, weights=np.square(weight))
    return _Groups(index, rows, frequency, mass / mass.sum(), size)


def _binned(forecasts: Forecasts, n_bins: int, strategy: Strategy) -> _Groups:
    bins = fill_bins(forecasts.y, forecasts.q, forecasts.weight, n_bins, strategy)
    return _Groups(bins.member, bins.mean_forecast[:, None], bins.frequency[:, None], bins.share, bins.size)


def _squares(p: Doubles, q: Doubles) -> Doubles:
    out: Doubles = np.square(p - q).sum(axis=-1)
    return out


def _variance(p: Doubles) -> float:
    return float((p * (1 - p)).sum())


def _kl(p: Doubles, q: Doubles) -> Doubles:
    out: Doubles = excesses(p, q).sum(axis=-1)
    return out


def _entropy(p: Doubles) -> float:
    some = p[p > 0]
    return float(-(some * np.log(some)).sum())


def _binary_kl(p: Doubles, q: Doubles) -> Doubles:
    """Return KL((1 − p, p) ‖ (1 − q, q)) of the probabilities of class 1; 0·ln 0 = 0, and ∞ where q forbids p."""
    with np.errstate(divide="ignore"):
        never = -np.log1p(-q)
    return np.where(p == 0, never, excesses(p, q) + excesses(1 - p, 1 - q, p - q))[..., 0]


def _binary_entropy(p: Doubles) -> float:
    y = float(p[0])
    return 0.0 if y in (0, 1) else -y * math.log(y) - (1 - y) * math.log1p(-y)
