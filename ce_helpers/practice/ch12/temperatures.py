"""Chapter 12, Calibration: the searches for a temperature that people write, and the cases on which they differ."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from ...activations import softmax
from ...calibration import fit_temperature

__all__ = ["MISTAKES", "score_cases", "temperature"]


def temperature(logits: Any, labels: Any) -> float:
    """Return the temperature of greatest likelihood."""
    return fit_temperature(logits, labels)


#: What is least at the temperature that is sought: of the probabilities at many temperatures, and of the labels.
Judge = Callable[[Any, Any], Any]


def _at_least(temperatures: Any, judge: Judge, logits: Any, labels: Any) -> float:
    p = softmax(np.asarray(logits) / temperatures[:, None, None])
    return float(temperatures[np.argmin(judge(p, np.asarray(labels)))])


def _searched(judge: Judge) -> Callable[[Any, Any], float]:
    """Return a fine search; it need not be exact, as it finds another temperature than the likelihood's."""
    return lambda logits, labels: _at_least(1 / np.geomspace(0.02, 50, 400), judge, logits, labels)


def _gap_of_means(p: Any, y: Any) -> Any:
    return abs(p.max(axis=2).mean(axis=1) - (p.argmax(axis=2) == y).mean(axis=1))


def _brier(p: Any, y: Any) -> Any:
    return ((p - np.eye(p.shape[2])[y]) ** 2).sum(axis=(1, 2))


def _loss(p: Any, y: Any) -> Any:
    return -np.log(p[:, np.arange(len(y)), y]).sum(axis=1)


def _grid(logits: Any, labels: Any, step: float) -> float:
    return _at_least(np.arange(step, 10 + step / 2, step), _loss, logits, labels)


def _slope_of(z: Any, y: Any, p: Any) -> float:
    return float(((p * z).sum(axis=1) - z[np.arange(len(y)), y]).mean())


def _halved(
    slope: Callable[[Any, Any, float], float] = lambda z, y, beta: _slope_of(z, y, softmax(beta * z)),
    low: float = 0.01,
    high: float = 100.0,
    halvings: int = 60,
    turned: bool = False,
) -> Callable[[Any, Any], float]:
    """Return the search of the solution, right by default; what differs is what people write instead."""

    def found(logits: Any, labels: Any) -> float:
        z, y = np.asarray(logits), np.asarray(labels)
        z, left, right = z - z.max(axis=1, keepdims=True), low, high
        for _ in range(halvings):
            beta = math.sqrt(left * right)
            left, right = (beta, right) if (slope(z, y, beta) < 0) != turned else (left, beta)
        return 1 / beta

    return found


def _stopped(halvings: int) -> Callable[[Any, Any], float]:
    return _halved(halvings=halvings)


def _unshifted(logits: Any, labels: Any) -> float:
    def slope(z: Any, y: Any, beta: float) -> float:
        with np.errstate(all="ignore"):
            e = np.exp(beta * (z + np.max(logits, axis=1, keepdims=True)))
            p = e / e.sum(axis=1, keepdims=True)
            return float(((p - np.eye(z.shape[1])[y]) * (z + np.max(logits, axis=1, keepdims=True))).sum(axis=1).mean())

    return _halved(slope)(logits, labels)


def _one_step(logits: Any, labels: Any) -> float:
    z, y = np.asarray(logits), np.asarray(labels)
    p = softmax(z)
    mean = (p * z).sum(axis=1)
    slope, curvature = (mean - z[np.arange(len(y)), y]).mean(), ((p * z * z).sum(axis=1) - mean**2).mean()
    return float(1 / (1 - slope / curvature))


def score_cases(rng: np.random.Generator) -> list[Any]:
    """Return scores whose labels are drawn at a temperature of their own, so that the best one is finite."""
    plain = [(np.log([[0.9, 0.1]] * 4), np.array([0, 0, 0, 1]))]
    for n, k, t in ((40, 3, 2.5), (60, 4, 0.6), (80, 10, 1.7), (50, 2, 4.0)):
        z = 2 * rng.normal(size=(n, k))
        labels = (softmax(z / t).cumsum(axis=1) > rng.random((n, 1))).argmax(axis=1)
        plain.append((z, labels))
    far = [(plain[1][0] / 50, plain[1][1]), (plain[2][0] * 50, plain[2][1])]  # T = 0.05 and 30, or so
    return [*plain, *far, (plain[1][0] + 800.0, plain[1][1])]  # exp overflows in the last


MISTAKES: dict[str, Any] = {
    "this is β = 1/T, the factor of the scores; T is asked for.": lambda z, y: 1 / temperature(z, y),
    "this T brings the mean confidence to the share right; that is no maximum of the likelihood.": _searched(
        _gap_of_means
    ),
    "this T brings the mean confidence to the share right; the slope of the likelihood weights with scores.": (
        _halved(lambda z, y, beta: float(softmax(beta * z).max(axis=1).mean() - (z.argmax(axis=1) == y).mean()))
    ),
    "this T makes the Brier score least; it is another judge, and it finds another T.": _searched(_brier),
    "the search went in steps that are too large: four digits are asked for. Halve an interval instead.": (
        lambda z, y: _grid(z, y, 0.1),
        lambda z, y: _grid(z, y, 0.01),
        lambda z, y: _grid(z, y, 0.05),
    ),
    "the interval is halved to the wrong side: where the slope is negative, the best β is larger.": _halved(
        turned=True
    ),
    "exp overflows where the scores are large: subtract each row's largest score first.": _unshifted,
    "the slope is not that of β: take the probabilities softmax(βz), anew in each step.": (
        _halved(lambda z, y, beta: _slope_of(z, y, softmax(z / beta))),
        _halved(lambda z, y, beta: _slope_of(z, y, softmax(z))),
        _halved(lambda z, y, beta: float(((softmax(z) * z).sum(axis=1) - beta * z[np.arange(len(y)), y]).mean())),
    ),
    "the range that was searched is too narrow: β lies between 0.01 and 100.": (
        _halved(low=0.1, high=10.0),
        _halved(low=0.2, high=5.0),
        _halved(low=0.5, high=2.0),
        _halved(low=0.2, high=2.0),
        _halved(low=0.01, high=1.0),
        _halved(low=0.01, high=5.0),
        _halved(low=0.01, high=10.0),
        _halved(low=0.1, high=100.0),
        _halved(low=0.05, high=20.0),
    ),
    "the probabilities were passed to the softmax; it is the logits that are divided by T.": (
        lambda z, y: _halved()(softmax(z), y),
        lambda z, y: _searched(_loss)(softmax(z), y),
    ),
    "too few halvings: the slope is not yet 0 to four digits.": tuple(map(_stopped, range(5, 16))),
    "a single step of Newton from T = 1 is not enough; go on until the slope is 0.": _one_step,
    "this is the end of the range: the slope that was used has one sign for every β. It is Σ p z minus the "
    "score of the *true* class, averaged.": (
        _halved(lambda z, y, beta: _slope_of(z, z.argmax(axis=1), softmax(beta * z))),
        _halved(lambda z, y, beta: float((softmax(beta * z)[np.arange(len(y)), y] - 1).mean())),
    ),
    "this is T = 1, the model as it is.": lambda z, y: 1.0,
}
