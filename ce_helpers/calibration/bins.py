"""Bins: forecasts that are close together, and what followed them."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..forecasts import as_weights
from ..validate import as_probabilities, whole

__all__ = ["bin_edges"]

Strategy = Literal["uniform", "quantile"]
Doubles = NDArray[np.float64]


class Bins(NamedTuple):
    """The non-empty bins of some forecasts, from the lowest to the highest.

    Attributes
    ----------
    member : ndarray of int, shape (n,)
        The bin of each forecast.
    mean_forecast, frequency, share : ndarray, shape (bins,)
        Weighted means of the forecasts and of the outcomes in a bin, and the bin's part of the whole weight.
    size : ndarray, shape (bins,)
        Effective number of forecasts in the bin, (Σw)²/Σw²; the number itself where all weights are equal.
    low, high : ndarray, shape (bins,)
        Ends of the bin.
    """

    member: NDArray[np.intp]
    mean_forecast: Doubles
    frequency: Doubles
    share: Doubles
    size: Doubles
    low: Doubles
    high: Doubles


def bin_edges(
    y_proba: ArrayLike,
    *,
    n_bins: int = 10,
    strategy: Strategy = "uniform",
    sample_weight: ArrayLike | None = None,
) -> Doubles:
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
    sample_weight : array_like, shape (n,), optional
        Weights, for bins of equal mass: if they differ, e_b is the smallest forecast at or below which the share b/B
        of the weight lies, without interpolation.

    Returns
    -------
    ndarray, shape (number of bins + 1,)
        Ascending edges from 0 to 1.

    Raises
    ------
    ValueError
        If a forecast is no probability, `n_bins` is not a positive whole number, the strategy is unknown, or a weight
        is negative or infinite.

    Examples
    --------
    >>> bin_edges([0.1, 0.2, 0.3, 0.9], n_bins=2, strategy="quantile")
    array([0.  , 0.25, 1.  ])
    """
    p = as_probabilities("y_proba", y_proba)
    if p.ndim != 1:
        raise ValueError(f"y_proba has shape {p.shape}; pass the probability of class 1 alone, shape (n,)")
    return _edges(p.astype(np.float64), as_weights(sample_weight, p.size), n_bins, strategy)


def _edges(p: Doubles, weight: Doubles, n_bins: int, strategy: Strategy) -> Doubles:
    inner = np.arange(1, whole("n_bins", n_bins, 1)) / n_bins
    if strategy == "quantile":
        some = weight > 0
        if (weight[some] == weight.max()).all():
            inner = np.quantile(p[some], inner)
        else:
            inner = np.quantile(p, inner, weights=weight, method="inverted_cdf")
    elif strategy != "uniform":
        raise ValueError(f"strategy = {strategy!r} is unknown; use 'uniform' (equal width) or 'quantile' (equal mass)")
    return np.unique(np.concatenate([[0.0], inner, [1.0]]))


def fill_bins(
    outcome: NDArray[Any], forecast: NDArray[np.floating[Any]], weight: Doubles, n_bins: int, strategy: Strategy
) -> Bins:
    """Sort forecasts (n,) and their outcomes, 0 or 1, into bins.

    Equal-width edges are rounded to the precision of the forecasts before they are compared: 0.3 belongs to the bin
    that ends at 3/10 in float32 as in float64, though the float32 nearest to 0.3 is larger.
    """
    p = forecast.astype(np.float64)
    edges = _edges(p, weight, n_bins, strategy)
    inner = edges[1:-1].astype(_precision(forecast)) if strategy == "uniform" else edges[1:-1]
    # side="left" counts the inner edges below p: a forecast on an edge belongs to the bin that ends there
    used, index = np.unique(np.searchsorted(inner, p, side="left"), return_inverse=True)
    mass = np.bincount(index, weights=weight)
    return Bins(
        index,
        np.bincount(index, weights=weight * p) / mass,
        np.bincount(index, weights=weight * outcome) / mass,
        mass / mass.sum(),
        np.square(mass) / np.bincount(index, weights=np.square(weight)),
        edges[:-1][used],
        edges[1:][used],
    )


def _precision(forecast: NDArray[np.floating[Any]]) -> type[np.floating[Any]]:
    """Return the coarsest precision that holds every forecast: float32 ones may come as lists or as float64."""
    for kind in (np.float16, np.float32):
        if (forecast.astype(kind) == forecast).all():
            return kind
    return np.float64
