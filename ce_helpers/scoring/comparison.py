"""Whether one forecaster is charged less than another by more than chance."""

from __future__ import annotations

import math
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..extras import extra
from ..validate import as_floats, generator, number, same_shape, whole

__all__ = ["PairedComparison", "compare_scores"]

Doubles = NDArray[np.float64]
_AT_ONCE = 2**20  # entries of the resamples that are held in memory


class PairedComparison(NamedTuple):
    """What `compare_scores` found.

    Attributes
    ----------
    difference : float
        Mean of the losses of a less those of b: below 0 if a is the better.
    standard_error : float
        Of that mean.
    low, high : float
        Ends of the confidence interval of the difference.
    p_value : float
        How often a difference at least as large, of either sign, would come up if the true one were 0.
    """

    difference: float
    standard_error: float
    low: float
    high: float
    p_value: float


def compare_scores(
    losses_a: ArrayLike,
    losses_b: ArrayLike,
    *,
    confidence: float = 0.95,
    method: Literal["t", "bootstrap"] = "t",
    n_resamples: int = 2000,
    seed: int | np.random.Generator = 0,
) -> PairedComparison:
    """Compare two forecasters on the same examples, by the differences of their losses example by example.

    What is hard for one forecaster is mostly hard for the other, so the differences d_i = a_i − b_i scatter far less
    than the losses: a paired test sees what a comparison of two means with their own errors would not. Both methods
    take the examples to be independent and the models as given; that another training run would have given others
    is not in the interval.

    "t": d̄ ± t·s/√n with Student's t of n − 1 degrees of freedom; good where the mean of the differences is nearly
    normal, so for many examples without a few that decide everything. "bootstrap": the mean of n differences drawn
    with replacement, many times; the interval is made of the quantiles of these means, the p-value of the share of
    them that lie at least abs(d̄) from d̄.

    Parameters
    ----------
    losses_a, losses_b : array_like, shape (n,)
        Loss of each example, as from `score_examples`; in the same order of the examples.
    confidence : float
        Of the interval, between 0 and 1.
    method : {"t", "bootstrap"}
        As above.
    n_resamples : int
        Number of bootstrap samples.
    seed : int or numpy Generator
        Decides the bootstrap samples.

    Returns
    -------
    PairedComparison
        difference, standard_error, low, high, p_value.

    Raises
    ------
    ValueError
        If the losses differ in number, are fewer than two or infinite, or a setting is outside its range.

    References
    ----------
    Diebold, F. X., and R. S. Mariano, "Comparing predictive accuracy", Journal of Business & Economic Statistics 13
    (1995) 253–263, without serial correlation; B. Efron and R. J. Tibshirani, *An Introduction to the Bootstrap*,
    Chapman & Hall, 1993.

    Examples
    --------
    >>> found = compare_scores([0.2, 0.9, 0.4, 0.6], [0.3, 1.1, 0.4, 0.9])
    >>> print(f"{found.difference:.2f}, from {found.low:.2f} to {found.high:.2f}, p = {found.p_value:.2f}")
    -0.15, from -0.36 to 0.06, p = 0.10
    """
    a, b = (_losses(name, x) for name, x in (("losses_a", losses_a), ("losses_b", losses_b)))
    same_shape(losses_a=a, losses_b=b)
    d = a - b
    if d.size < 2:
        raise ValueError("one example shows no scatter; compare on two or more, better on a hundred")
    if not 0 < number("confidence", confidence, 0, 1) < 1:
        raise ValueError(f"confidence = {confidence!r} leaves no interval; use a share such as 0.95")
    mean, error = float(d.mean()), float(d.std(ddof=1) / math.sqrt(d.size))
    if method == "t":
        return PairedComparison(mean, error, *_by_t(mean, error, d.size - 1, confidence))
    if method == "bootstrap":
        means = _resampled_means(d, whole("n_resamples", n_resamples, 100), generator(seed))
        low, high = np.quantile(means, [(1 - confidence) / 2, (1 + confidence) / 2])
        # the least rounding of a mean must not decide whether it lies as far out as the one seen
        farther = np.abs(means - mean) >= abs(mean) * (1 - 1e-9)
        return PairedComparison(mean, error, float(low), float(high), float((1 + farther.sum()) / (1 + means.size)))
    raise ValueError(f"method = {method!r} is unknown; use 't' or 'bootstrap'")


def _by_t(mean: float, error: float, freedom: int, confidence: float) -> tuple[float, float, float]:
    with extra("learn", "Student's distribution comes with"):
        from scipy.special import stdtr, stdtrit

    if error == 0:
        return mean, mean, float(mean == 0)
    reach = float(stdtrit(freedom, (1 + confidence) / 2)) * error
    return mean - reach, mean + reach, float(2 * stdtr(freedom, -abs(mean) / error))


def _resampled_means(d: Doubles, n_resamples: int, rng: np.random.Generator) -> Doubles:
    rows = max(1, _AT_ONCE // d.size)
    means = [
        d[rng.integers(0, d.size, (min(rows, n_resamples - done), d.size))].mean(axis=1)
        for done in range(0, n_resamples, rows)
    ]
    return np.concatenate(means)


def _losses(name: str, x: ArrayLike) -> Doubles:
    losses = as_floats(name, x).astype(np.float64)
    if losses.ndim != 1:
        raise ValueError(f"{name} has shape {losses.shape}; pass the loss of each example, shape (n,)")
    if not np.isfinite(losses).all():
        i = int(np.argmin(np.isfinite(losses)))
        raise ValueError(
            f"{name}[{i}] = {losses[i]:g}: its mean is infinite whatever the others are; compare by a bounded score "
            "such as brier, or look at that example"
        )
    return losses
