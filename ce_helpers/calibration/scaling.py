"""Scaling: one temperature for all classes, or a slope and an intercept for one score."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..activations import sigmoid, softmax, softplus
from ..forecasts import as_outcomes
from ..validate import as_floats, number, positive, same_shape

__all__ = ["PlattScaling", "apply_platt", "apply_temperature", "fit_platt", "fit_temperature"]

Doubles = NDArray[np.float64]


class PlattScaling(NamedTuple):
    """The two numbers of Platt scaling: p = sigmoid(slope · score + intercept)."""

    slope: float
    intercept: float


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
    z = finite_scores("logits", logits)
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
    s = finite_scores("scores", scores)
    if s.ndim != 1:
        raise ValueError(f"scores have shape {s.shape}; pass one score per sample, shape (n,)")
    y = as_outcomes("target", target, 2)
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
    # a power of 2 takes away units whose squares would be too large or too small for the format
    power = int(np.frexp(np.abs(s).max())[1])
    line = _logistic_line(np.ldexp(s, -power), t)
    if line is None:
        raise ValueError(
            f"the scores reach from {s.min():g} to {s.max():g}, too far apart for a slope to be found; use "
            "smooth=True, or leave out those far from all others"
        )
    slope, intercept = line
    with np.errstate(over="ignore"):
        in_their_unit = float(np.ldexp(slope, -power))
    if not math.isfinite(in_their_unit):
        raise ValueError(f"the scores differ by so little that the slope is {in_their_unit:g}; multiply them by 2**200")
    return PlattScaling(in_their_unit, intercept)


def _logistic_line(s: Doubles, t: Doubles) -> tuple[float, float] | None:
    """Return the slope a and the intercept b that minimise Σ t·softplus(−z) + (1 − t)·softplus(z), z = a·s + b.

    Newton's method, written around the centre c of the scores, each weighted by its curvature p(1 − p): there the two
    equations fall apart, and scores that are far from all others stop to count as soon as they are decided. None if
    the differences of the scores span more than the format can hold.
    """
    slope, centre, height = 0.0, float(s.mean()), float(np.log(t.sum() / (1 - t).sum()))

    def loss(a: float, h: float) -> float:
        z = a * (s - centre) + h
        return float(np.sum(t * softplus(-z) + (1 - t) * softplus(z)))

    for _ in range(5000):
        z = slope * (s - centre) + height
        p, q = np.asarray(sigmoid(z)), np.asarray(sigmoid(-z))
        curvature = p * q
        total = curvature.sum()
        if not total > 0:
            break
        move = float(curvature @ (s - centre) / total)
        centre, height = centre + move, height + slope * move
        d = s - centre
        spread = float(curvature @ d**2)
        if not spread > 0:
            break
        residual = (1 - t) * p - t * q  # p − t, with nothing lost where p is near 1
        rise, turn = -float(residual.sum() / total), -float(residual @ d) / spread
        decrease = rise**2 * total + turn**2 * spread  # Newton's decrement squared, twice the gain still expected
        factor, present = 1.0, loss(slope, height)
        # close to the minimum the gain drowns in the rounding of the loss, and Newton's whole step is right
        while (
            decrease > 1e-9 * (1 + present)
            and loss(slope + factor * turn, height + factor * rise) > present - 1e-4 * factor * decrease
        ):
            factor /= 2
        slope, height = slope + factor * turn, height + factor * rise
        if (np.abs(turn * d + rise) <= 1e-13 * (1 + np.abs(slope * d + height))).all():
            return slope, height - slope * centre
    return None


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
    s = finite_scores("scores", scores)
    try:
        slope, intercept = (number("platt", v, -math.inf, math.inf) for v in platt)
    except (TypeError, ValueError):
        raise ValueError(f"platt = {platt!r:.60} is not two finite numbers; pass what fit_platt() returned") from None
    with np.errstate(over="ignore"):  # a score of ±∞ is a certain class
        return np.asarray(sigmoid(slope * s + intercept), dtype=np.float64)


def finite_scores(name: str, x: ArrayLike) -> Doubles:
    """Return the scores as finite float64 numbers."""
    a: NDArray[Any] = as_floats(name, x).astype(np.float64)
    if not np.isfinite(a).all():
        raise ValueError(f"{name} holds {a[~np.isfinite(a)][0]}; scores must be finite, so leave masked classes out")
    return a


def _scores_and_target(logits: ArrayLike, target: ArrayLike) -> tuple[Doubles, NDArray[np.intp]]:
    z = finite_scores("logits", logits)
    if z.ndim == 1:
        z = np.column_stack([np.zeros_like(z), z])
    if z.ndim != 2 or z.shape[1] < 2:
        raise ValueError(f"logits have shape {z.shape}; pass (n, K) with K ≥ 2, or (n,) for the score of class 1")
    y = as_outcomes("target", target, z.shape[1])
    if y.size != z.shape[0]:
        raise ValueError(f"target has {y.size} labels and logits {z.shape[0]} rows; give both the same length")
    return z, y
