"""Isotonic calibration: the rising step function that fits best, and nothing else assumed."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..forecasts import as_outcomes, as_weights
from ..validate import as_floats, same_shape
from .scaling import finite_scores

__all__ = ["IsotonicCalibration", "apply_isotonic", "fit_isotonic"]

Doubles = NDArray[np.float64]


class IsotonicCalibration(NamedTuple):
    """Corners of a rising curve: between two of them it is a straight line, beyond the ends it is level.

    Attributes
    ----------
    scores : ndarray, shape (corners,)
        Ascending scores, the first and last of every level piece.
    probabilities : ndarray, shape (corners,)
        The probability of class 1 at each, never falling.
    """

    scores: Doubles
    probabilities: Doubles


def fit_isotonic(
    scores: ArrayLike, target: ArrayLike, *, sample_weight: ArrayLike | None = None
) -> IsotonicCalibration:
    """Fit the rising function of the score that has the smallest squared error (pool adjacent violators).

    Scores are sorted, and each starts as a block of its own, whose value is the frequency of class 1. Wherever a
    block has no larger value than the one before it, the two are pooled, and take their common frequency. The result
    minimises Σ w (p − y)² among all functions that never fall, and so does it the log loss (and every other proper
    score). It needs more data than Platt's two numbers, and gives exact zeros and ones at the ends.

    Parameters
    ----------
    scores : array_like, shape (n,)
        Finite scores, larger for class 1; probabilities are scores too.
    target : array_like of {0, 1}, shape (n,)
        Whether the sample is of class 1.
    sample_weight : array_like, shape (n,), optional
        Weights, 0 or more; samples of weight 0 are left out.

    Returns
    -------
    IsotonicCalibration
        scores and probabilities at the corners, for `apply_isotonic`.

    Raises
    ------
    ValueError
        If a score is not finite, the targets are not 0 and 1, or the shapes differ.

    References
    ----------
    Ayer, M., et al., Annals of Mathematical Statistics 26 (1955) 641–647; B. Zadrozny and C. Elkan, KDD 2002.

    Examples
    --------
    >>> fit = fit_isotonic([1, 2, 3, 4, 5], [0, 1, 0, 1, 1])
    >>> apply_isotonic([1, 2, 3, 4, 5], fit)
    array([0. , 0.5, 0.5, 1. , 1. ])
    """
    s = as_floats("scores", scores).astype(np.float64)
    if s.ndim != 1:
        raise ValueError(f"scores have shape {s.shape}; pass one score per sample, shape (n,)")
    y = as_outcomes("target", target, 2)
    same_shape(scores=s, target=y)
    weight = as_weights(sample_weight, s.size)
    s, y, weight = finite_scores("scores", s[weight > 0]), y[weight > 0], weight[weight > 0]
    level, index = np.unique(s, return_inverse=True)  # equal scores are one block from the start
    mass = np.bincount(index, weights=weight)
    ones = np.bincount(index, weights=weight * y)

    blocks: list[tuple[float, float, int]] = []  # weight, weight of class 1, first score
    for k in range(level.size):
        block = (float(mass[k]), float(ones[k]), k)
        while blocks and blocks[-1][1] * block[0] >= block[1] * blocks[-1][0]:
            before = blocks.pop()
            block = (before[0] + block[0], before[1] + block[1], before[2])
        blocks.append(block)

    first = np.array([block[2] for block in blocks])
    last = np.append(first[1:], level.size) - 1
    value = np.array([block[1] / block[0] for block in blocks])
    corners = np.column_stack([first, last]).ravel()
    twice = np.append(True, np.diff(corners) > 0)  # a block of one score has one corner
    return IsotonicCalibration(level[corners[twice]], np.repeat(value, 2)[twice])


def apply_isotonic(scores: ArrayLike, isotonic: IsotonicCalibration) -> Doubles:
    """Turn scores into probabilities of class 1 by the curve that `fit_isotonic` found.

    Parameters
    ----------
    scores : array_like
        Finite scores of any shape.
    isotonic : IsotonicCalibration
        As returned by `fit_isotonic`.

    Returns
    -------
    ndarray, shape of `scores`
        Probabilities of class 1: between two corners by linear interpolation, beyond the ends the nearest value.

    Raises
    ------
    ValueError
        If a score is not finite, or `isotonic` is not what `fit_isotonic` returned.

    Examples
    --------
    >>> apply_isotonic([-9.0, 1.5, 9.0], IsotonicCalibration(np.array([1.0, 2.0]), np.array([0.2, 0.6])))
    array([0.2, 0.4, 0.6])
    """
    s = finite_scores("scores", scores)
    if not isinstance(isotonic, IsotonicCalibration):
        raise ValueError(f"isotonic = {isotonic!r:.60} holds no curve; pass what fit_isotonic() returned")
    return np.asarray(np.interp(s, isotonic.scores, isotonic.probabilities), dtype=np.float64)
