"""Chapter 11, Why the logarithm: the exercise on Murphy's three parts of the Brier score."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...information import entropy
from ...scoring import brier_decomposition, brier_score

__all__ = ["MISTAKES", "murphy", "murphy_cases"]


def murphy(y: Any, q: Any) -> Any:
    """Return reliability, resolution and uncertainty, every distinct forecast being a bin."""
    parts = brier_decomposition(y, q)
    return parts.reliability, parts.resolution, parts.uncertainty


def murphy_cases(rng: np.random.Generator) -> list[Any]:
    """Return the outcomes and forecasts that answers are tried on."""
    plain = [([0, 0, 1, 1, 1, 0], [0.2, 0.2, 0.2, 0.9, 0.9, 0.9]), ([0, 1, 1, 1], [0.25, 0.25, 0.75, 0.75]),
             ([1, 0, 0, 0], [0.3, 0.3, 0.3, 0.3]), ([0, 1, 1, 0, 1], [0.0, 1.0, 1.0, 0.5, 0.5]),
             ([0, 1, 0, 1, 1, 0], [0.31, 0.31, 0.34, 0.34, 0.39, 0.39])]  # fmt: skip
    drawn = [(rng.integers(0, 2, n), rng.choice([0.1, 0.3, 0.6, 0.8], n)) for n in (12, 20, 35, 60)]
    return [(np.array(y), np.array(q)) for y, q in [*plain, *drawn]]


def _by_bins(weigh: Any = lambda share, n: share, size: Any = np.square) -> Any:
    """Return the answer with weights `weigh(shares of the bins, n)` in place of the shares, and `size` of distances."""

    def parts(y: Any, q: Any) -> Any:
        said, index, count = np.unique(q, return_inverse=True, return_counts=True)
        seen, mean = np.bincount(index, weights=y) / count, np.mean(y)
        w = weigh(count / count.sum(), count.sum())
        return (w * size(said - seen)).sum(), (w * size(seen - mean)).sum(), mean * (1 - mean)

    return parts


def _seen(y: Any, q: Any) -> Any:
    """Return for each forecast the frequency of the event among the forecasts equal to it."""
    return np.array([np.mean(np.asarray(y)[np.asarray(q) == x]) for x in q])


def _with(place: int, part: Any) -> Any:
    """Return the answer whose part at `place` is `part(y, q)`, the others being right."""
    return lambda y, q: tuple(part(y, q) if i == place else x for i, x in enumerate(murphy(y, q)))


def _in_runs(y: Any, q: Any) -> Any:
    """Return the parts with a bin for each run of equal forecasts, as groupby makes them of a list not sorted."""
    y, q = np.asarray(y), np.asarray(q)
    run = np.cumsum(np.diff(q, prepend=q[0]) != 0)
    seen = (np.bincount(run, weights=y) / np.bincount(run))[run]
    return np.mean((q - seen) ** 2), np.mean((seen - y.mean()) ** 2), y.mean() * (1 - y.mean())


def _bin_means(q: Any, bins: int) -> Any:
    """Return the mean forecast of the bin of equal width that each forecast falls into."""
    index = np.minimum((np.asarray(q) * bins).astype(int), bins - 1)
    return np.array([np.mean(np.asarray(q)[index == i]) for i in index])


MISTAKES: dict[str, Any] = {
    "every bin counts alike; weight each by its share of the forecasts.": _by_bins(
        lambda share, n: np.full_like(share, 1 / share.size)
    ),
    "forecasts that differ share a bin of equal width; every distinct forecast is a bin of its own.": (
        *(lambda y, q, bins=bins: murphy(y, _bin_means(q, bins)) for bins in (5, 10, 20)),
        lambda y, q: murphy(y, np.round(q, 1)),
    ),
    "the bins are added without weights; weight each by its share of the forecasts.": _by_bins(
        lambda share, n: np.ones_like(share)
    ),
    "the bins are weighted by their number of forecasts; divide by n, so that the weights are shares.": _by_bins(
        lambda share, n: n * share
    ),
    "the distances are not squared.": (
        _by_bins(size=np.abs),
        *(_with(i, lambda y, q, i=i: _by_bins(size=np.abs)(y, q)[i]) for i in (0, 1)),
    ),
    "the parts are added up, which gives the whole score; a triple is asked for, each part by itself.": (
        brier_score,
        lambda y, q: (*murphy(y, q), brier_score(y, q)),
    ),
    "a dictionary comes back; a triple is asked for: reliability, resolution, uncertainty.": (
        lambda y, q: dict(zip(("reliability", "resolution", "uncertainty"), murphy(y, q), strict=True))
    ),
    "reliability and resolution stand in each other's place.": (
        lambda y, q: (murphy(y, q)[1], murphy(y, q)[0], murphy(y, q)[2])
    ),
    "these are the parts of the two-column form, twice as large; q is one column here.": (
        lambda y, q: tuple(2 * part for part in murphy(y, q))
    ),
    "the resolution has a minus; that stands in the sum of the three, and the part itself is a variance.": _with(
        1, lambda y, q: -murphy(y, q)[1]
    ),
    "the resolution is taken from the forecasts; it is about the frequencies that followed them.": (
        _with(1, lambda y, q: np.mean((np.asarray(q) - np.mean(y)) ** 2)),
        _with(1, lambda y, q: np.var(q)),
    ),
    "the resolution is the variance within the bins; it is that of the bins' frequencies, about the overall one.": (
        _with(1, lambda y, q: np.mean(_seen(y, q) * (1 - _seen(y, q))))
    ),
    "the resolution is taken about the plain mean of the bins' frequencies; ȳ is the mean over all forecasts.": _with(
        1, lambda y, q: np.mean((_seen(y, q) - np.mean([np.mean(y[q == x]) for x in np.unique(q)])) ** 2)
    ),
    "the resolution is taken about the mean of the forecasts; ȳ is the mean of the outcomes.": _with(
        1, lambda y, q: np.mean((_seen(y, q) - np.mean(q)) ** 2)
    ),
    "the resolution is the uncertainty less the whole score; that difference still holds the reliability.": _with(
        1, lambda y, q: murphy(y, q)[2] - brier_score(y, q)
    ),
    "the parts are rounded; give all digits.": tuple(
        lambda y, q, digits=digits: tuple(round(float(part), digits) for part in murphy(y, q)) for digits in (2, 3, 4)
    ),
    "only neighbours with the same forecast are put together; sort first, or compare all with each value.": _in_runs,
    "the resolution is taken about ½; ȳ stands there.": _with(1, lambda y, q: np.mean((_seen(y, q) - 0.5) ** 2)),
    "the resolution is 0: the bins' frequencies are to be compared with ȳ.": _with(1, lambda y, q: 0.0),
    "the reliability is the whole Brier score; compare each forecast with its bin's frequency, not with y.": (
        _with(0, brier_score),
        lambda y, q: (brier_score(y, q), 0.0, murphy(y, q)[2]),
        lambda y, q: (brier_score(y, q), murphy(y, q)[2], murphy(y, q)[2]),
    ),
    "the reliability is the square of the overall bias; compare bin by bin, so that opposite faults do not cancel.": (
        _with(0, lambda y, q: (np.mean(q) - np.mean(y)) ** 2)
    ),
    "the reliability is the mean distance from y; compare with the frequency in the bin, and square.": _with(
        0, lambda y, q: np.mean(np.abs(np.asarray(q) - y))
    ),
    "square roots are taken; the parts of the Brier score are squares.": (
        lambda y, q: (murphy(y, q)[0] ** 0.5, murphy(y, q)[1] ** 0.5, murphy(y, q)[2]),
        lambda y, q: tuple(part**0.5 for part in murphy(y, q)),
    ),
    "the three stand in another order: reliability, resolution, uncertainty.": tuple(
        lambda y, q, places=places: tuple(murphy(y, q)[i] for i in places)
        for places in ((2, 0, 1), (1, 2, 0), (0, 2, 1))
    ),
    "the resolution is the whole uncertainty; only what lies between the bins counts.": _with(
        1, lambda y, q: murphy(y, q)[2]
    ),
    "the uncertainty is the whole Brier score; it is the score of one who says ȳ each time.": _with(2, brier_score),
    "the uncertainty is ¼, right for ȳ = ½ alone.": _with(2, lambda y, q: 0.25),
    "the reliability is taken about ȳ; compare each forecast with the frequency in its own bin.": _with(
        0, lambda y, q: np.mean((np.asarray(q) - np.mean(y)) ** 2)
    ),
    "the uncertainty is a standard deviation; ȳ(1 − ȳ) is the variance.": _with(2, lambda y, q: np.std(y)),
    "the uncertainty is ȳ alone; multiply it by 1 − ȳ.": _with(2, lambda y, q: np.mean(y)),
    "the uncertainty is that of the forecasts; it belongs to the outcomes y.": (
        _with(2, lambda y, q: np.mean(q) * (1 - np.mean(q))),
        _with(2, lambda y, q: np.var(q)),
    ),
    "the uncertainty is an entropy, that of the log score; the Brier score's is ȳ(1 − ȳ).": (
        _with(2, lambda y, q: entropy([np.mean(y), 1 - np.mean(y)]))
    ),
    "the uncertainty is divided by n − 1; ȳ(1 − ȳ) divides by n.": _with(2, lambda y, q: np.var(y, ddof=1)),
    "the uncertainty is what is left within the bins; ȳ(1 − ȳ) knows no bins.": _with(
        2, lambda y, q: np.mean(_seen(y, q) * (1 - _seen(y, q)))
    ),
}
