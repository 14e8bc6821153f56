"""Chapter 12, Calibration: exercises."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np

from ...activations import softmax
from ...calibration import fit_temperature
from ...losses import binary_cross_entropy
from ..exercise import Exercise
from ..matching import matching
from . import solutions

__all__ = ["EXERCISES"]

QUARTERS = np.array([0.0, 0.25, 0.5, 0.75, 1.0])


def _binned(
    confidence: Any,
    right: Any,
    edges: Any,
    *,
    left: bool = False,
    weight: str = "share",
    gap: Callable[[Any, Any, float, float], float] | None = None,
) -> float:
    """Return an expected calibration error, right by default; what differs is what people write instead."""
    c, y, e = np.asarray(confidence, float), np.asarray(right, float), np.asarray(edges, float)
    parts, sizes = [], []
    for low, high in pairwise(e):
        here = (c >= low) & (c < high) if left else (c > low) & (c <= high)
        if here.any():
            parts.append(gap(c[here], y[here], low, high) if gap else abs(y[here].mean() - c[here].mean()))
            sizes.append(float(here.sum()))
    if weight == "equal":
        return float(np.mean(parts))
    if weight == "bins":
        return float(np.sum(parts) / (len(e) - 1))
    if weight == "largest":
        return float(np.max(parts))
    if weight == "sum":
        return float(np.dot(parts, sizes))
    if weight == "square":
        return float(math.sqrt(np.dot(np.square(parts), sizes) / len(c)))
    return float(np.dot(parts, sizes) / len(c))


def _records(rng: np.random.Generator) -> list[Any]:
    plain = [
        (np.array([0.9, 0.8, 0.9, 0.6, 0.7]), np.array([1, 0, 1, 1, 0]), QUARTERS),
        (np.array([0.3, 0.3, 0.9, 0.9]), np.array([0, 1, 1, 1]), np.array([0.0, 0.5, 1.0])),
    ]
    edge = [  # 0.5 and 0.75 belong to the bins that end there; one bin stays empty
        (np.array([0.5, 0.6, 0.75, 0.3, 0.9]), np.array([1, 0, 1, 0, 1]), QUARTERS),
        (np.array([0.5, 0.6, 0.9, 1.0]), np.array([0, 1, 1, 0]), np.array([0.0, 0.5, 0.7, 1.0])),
    ]
    more = [(rng.uniform(0.2, 1, n), rng.integers(0, 2, n), np.linspace(0, 1, b + 1)) for n, b in ((9, 3), (30, 10))]
    return [*plain, *edge, *more]


def _temperature(logits: Any, labels: Any) -> float:
    return fit_temperature(logits, labels)


def _searched(judge: Callable[[Any, Any], float]) -> Callable[[Any, Any], float]:
    """Return the search for the temperature at which `judge` of probabilities and labels is least."""

    def found(logits: Any, labels: Any) -> float:
        # a fine search; it need not be exact, as it finds another temperature than the likelihood's
        betas = np.geomspace(0.02, 50, 400)
        return float(1 / min(betas, key=lambda b: judge(softmax(b * np.asarray(logits)), np.asarray(labels))))

    return found


def _gap_of_means(p: Any, y: Any) -> float:
    return float(abs(p.max(axis=1).mean() - (p.argmax(axis=1) == y).mean()))


def _brier(p: Any, y: Any) -> float:
    return float(((p - np.eye(p.shape[1])[y]) ** 2).sum())


def _grid(logits: Any, labels: Any, step: float) -> float:
    z, y = np.asarray(logits), np.asarray(labels)
    every = np.arange(step, 10 + step / 2, step)
    return float(min(every, key=lambda t: -np.log(softmax(z / t)[np.arange(len(y)), y]).sum()))


def _one_step(logits: Any, labels: Any) -> float:
    z, y = np.asarray(logits), np.asarray(labels)
    p = softmax(z)
    mean = (p * z).sum(axis=1)
    slope, curvature = (mean - z[np.arange(len(y)), y]).mean(), ((p * z * z).sum(axis=1) - mean**2).mean()
    return float(1 / (1 - slope / curvature))


def _score_cases(rng: np.random.Generator) -> list[Any]:
    """Return scores whose labels are drawn at a temperature of their own, so that the best one is finite."""
    plain = [(np.log([[0.9, 0.1]] * 4), np.array([0, 0, 0, 1]))]
    for n, k, t in ((40, 3, 2.5), (60, 4, 0.6), (80, 10, 1.7), (50, 2, 4.0)):
        z = 2 * rng.normal(size=(n, k))
        labels = (softmax(z / t).cumsum(axis=1) > rng.random((n, 1))).argmax(axis=1)
        plain.append((z, labels))
    return [*plain, (plain[1][0] + 800.0, plain[1][1])]  # exp overflows there


def _calibrated_pair(answer: Any) -> str | None:
    rain = np.array([1, 1, 1, 1, 0, 0, 0, 0])
    try:
        pair = [np.asarray(q, dtype=float) for q in answer]
    except (TypeError, ValueError):
        return "two lists of eight forecasts are asked for: a pair (better, worse)."
    if len(pair) != 2 or any(q.shape != (8,) for q in pair):
        return f"two lists of eight forecasts are asked for; these have the shapes {[q.shape for q in pair]}."
    for name, q in zip(("first", "second"), pair, strict=True):
        if not ((q > 0) & (q < 1)).all():
            return (
                f"the {name} list says {q[(q <= 0) | (q >= 1)][0]:g}; forecasts must lie between 0 and 1, without them."
            )
        for said in np.unique(q):
            there = q == said
            if abs(rain[there].mean() - said) > 1e-9:
                return (
                    f"the {name} list is not calibrated: it says {said:g} on {there.sum()} days, and it rains on "
                    f"{rain[there].sum()} of them."
                )
    better, worse = (float(binary_cross_entropy(q, rain)) for q in pair)
    if better - worse > 0.1 - 1e-9:
        return (
            f"the two are exchanged: the first loses {better:.4f} nats, the second {worse:.4f}; put the better first."
        )
    if worse - better < 0.1:
        return (
            f"both are calibrated, and they lose {better:.4f} and {worse:.4f} nats: a difference of 0.1 is asked for, "
            "so let one of them see more."
        )
    return None


def _needed(said: float, true: float) -> float:
    return 4 * true * (1 - true) / (said - true) ** 2


def _old_threshold(cost_alarm: float, cost_miss: float, old: float, new: float) -> float:
    odds = cost_alarm / cost_miss * old / (1 - old) * (1 - new) / new
    return odds / (1 + odds)


def _shifted(odds: float, old: float, new: float) -> float:
    moved = odds * old / (1 - old) * (1 - new) / new
    return moved / (1 + moved)


BETTER = [0.75, 0.75, 0.75, 0.25, 0.75, 0.25, 0.25, 0.25]
HALF = [0.5] * 8


EXERCISES = [
    Exercise(
        name="ece",
        task="write ece(confidence, right, edges), the mean gap of the bins, weighted by their numbers of forecasts; "
        "a forecast on an edge is of the bin that ends there",
        reference=_binned,
        solution=solutions.ece,
        cases=_records,
        unit=None,
        mistakes={
            "a forecast on an edge went into the bin that begins there; here bins are closed on the right.": (
                lambda c, y, e: _binned(c, y, e, left=True)
            ),
            "every bin counts alike; weight each by its share of the forecasts.": (
                lambda c, y, e: _binned(c, y, e, weight="equal")
            ),
            "the gaps are divided by the number of bins, empty ones too; weight each by its share of the forecasts.": (
                lambda c, y, e: _binned(c, y, e, weight="bins")
            ),
            "this is the largest gap, the maximum calibration error; the mean over the forecasts is asked for.": (
                lambda c, y, e: _binned(c, y, e, weight="largest")
            ),
            "the gaps are weighted by the numbers of forecasts and never divided by their total.": (
                lambda c, y, e: _binned(c, y, e, weight="sum")
            ),
            "the gaps are squared: this is the root of their mean square, the ℓ₂ form.": (
                lambda c, y, e: _binned(c, y, e, weight="square")
            ),
            "the middle of the bin stands for the mean confidence in it; take the mean of what was said.": (
                lambda c, y, e: _binned(c, y, e, gap=lambda q, r, low, high: abs(r.mean() - (low + high) / 2))
            ),
            "the absolute value stands inside the bin, at each forecast; take it of the bin's mean gap.": (
                lambda c, y, e: _binned(c, y, e, gap=lambda q, r, low, high: float(np.abs(r - q).mean()))
            ),
            "gaps of opposite signs cancel: take the absolute value in each bin before they are added.": (
                lambda c, y, e: _binned(c, y, e, gap=lambda q, r, low, high: r.mean() - q.mean()),
                lambda c, y, e: _binned(c, y, e, gap=lambda q, r, low, high: q.mean() - r.mean()),
                lambda c, y, e: abs(np.mean(y) - np.mean(c)),
            ),
            "this is the Brier score, the mean square of outcome minus forecast; the bins do not enter.": (
                lambda c, y, e: np.mean((np.asarray(y) - np.asarray(c)) ** 2)
            ),
        },
    ),
    Exercise(
        name="temperature-by-hand",
        task="put the ECE, the temperature of greatest likelihood, and the mean of what is then said into the list",
        reference=[0.075, 2.0, 0.625],
        unit=None,
        mistakes={
            "the first is the gap of the 0.9 alone; the other half of the cases has none, and counts too.": [
                0.15,
                2.0,
                0.625,
            ],
            "the second is β = 1/T; the score is divided by T.": [0.075, 0.5, 0.625],
            "the second is 0.9/0.75: it is the score that is divided by T, and not the probability.": [
                0.075,
                1.2,
                0.625,
            ],
            "the third is what was said before, the mean of 0.9 and 0.5.": [0.075, 2.0, 0.7],
            "the third divides the probabilities by 2, to 0.45 and 0.25; divide the scores.": [0.075, 2.0, 0.35],
            "the third is that of the 0.9 alone; 0.5 is said twenty times as well, and stays.": [0.075, 2.0, 0.75],
            "the second is ln 9/ln 1.5, the odds of 15 to 10; of the twenty cases 15 came and 5 did not.": [
                0.075,
                math.log(9) / math.log(1.5),
                0.625,
            ],
            "the second is ln 9: it is what must be divided; what must come out is the score of 15 in 20, ln 3.": [
                0.075,
                math.log(9),
                0.625,
            ],
            "the second is ln 3, the score that must come out; T is what ln 9 is divided by to get there.": [
                0.075,
                math.log(3),
                0.625,
            ],
            "the first has the gaps squared; take their absolute values.": [0.01125, 2.0, 0.625],
        },
    ),
    Exercise(
        name="best-temperature",
        task="write best_temperature(logits, labels), the T at which the mean cross-entropy of softmax(z/T) is least",
        reference=_temperature,
        solution=solutions.best_temperature,
        cases=_score_cases,
        tolerance=1e-4,
        unit=None,
        mistakes={
            "this is β = 1/T, the factor of the scores; T is asked for.": lambda z, y: 1 / _temperature(z, y),
            "this T brings the mean confidence to the share right; that is no maximum of the likelihood.": _searched(
                _gap_of_means
            ),
            "this T makes the Brier score least; it is another judge, and it finds another T.": _searched(_brier),
            "the search went in steps that are too large: four digits are asked for. Halve an interval instead.": (
                lambda z, y: _grid(z, y, 0.1),
                lambda z, y: _grid(z, y, 0.01),
                lambda z, y: _grid(z, y, 0.05),
            ),
            "a single step of Newton from T = 1 is not enough; go on until the slope is 0.": _one_step,
            "the labels do not enter there: T is fitted to the model's own calls, and would be 0 in the end.": (
                lambda z, y: 0.01,
            ),
            "this is T = 1, the model as it is.": lambda z, y: 1.0,
        },
    ),
    matching(
        "four-diagrams",
        "give each of the four forecasters its remedy",
        {"A": "T above 1", "B": "T below 1", "C": "lower all scores alike", "D": "wait for more days"},
        {
            "A": "what comes true lies nearer to one half than what is said, on both sides of it",
            "B": "what comes true lies farther from one half than what is said, on both sides of it",
            "C": "it rains more rarely than is said in every bin, those below one half too, and no T moves all one way",
            "D": "with ten days a bin, two of its standard errors are about 0.3, and no gap is larger than 0.1",
        },
    ),
    Exercise(
        name="equal-calibration",
        task="give a pair (better, worse) of calibrated forecasts of the eight days whose losses differ by 0.1 or more",
        reference=(BETTER, HALF),
        checker=_calibrated_pair,
        mistakes={
            "the first is not calibrated: where it says 0.9, it should rain on nine days of ten, and not on all.": (
                [0.9, 0.9, 0.9, 0.9, 0.1, 0.1, 0.1, 0.1],
                HALF,
            ),
            "the two are exchanged: the first is the base rate, and loses more. Put the better first.": (HALF, BETTER),
            "both lists are the same, and so are their losses.": (HALF, HALF),
            "the first says 0 and 1: it is calibrated and loses nothing, but here neither may be said.": (
                [1, 1, 1, 1, 0, 0, 0, 0],
                HALF,
            ),
            "the second says 3/4 each time, and it rains on half of the days.": (BETTER, [0.75] * 8),
        },
    ),
    Exercise(
        name="forecasts-needed",
        task="write forecasts_needed(said, true), the number n at which |said − true| is two standard errors of the "
        "share right",
        reference=_needed,
        solution=solutions.forecasts_needed,
        cases=[(0.9, 0.8), (0.99, 0.95), (0.8, 0.9), (0.6, 0.5), (0.7, 0.55), (0.95, 0.97)],
        unit=None,
        mistakes={
            "the variance is that of what was said; the answers scatter with the true share.": lambda c, p: (
                4 * c * (1 - c) / (c - p) ** 2
            ),
            "this is for one standard error; two are asked for, and n grows with the square.": lambda c, p: (
                p * (1 - p) / (c - p) ** 2
            ),
            "the factor 2 was not squared with the rest.": lambda c, p: 2 * p * (1 - p) / (c - p) ** 2,
            "the difference is not squared: the standard error falls with the root of n.": lambda c, p: (
                4 * p * (1 - p) / abs(c - p)
            ),
            "the root was not undone: this is the root of n.": lambda c, p: 2 * math.sqrt(p * (1 - p)) / abs(c - p),
            "it is rounded up; leave it as it is.": lambda c, p: float(math.ceil(_needed(c, p))),
            "it is rounded; leave it as it is.": (
                lambda c, p: float(round(_needed(c, p))),
                lambda c, p: float(math.floor(_needed(c, p))),
            ),
            "1.96 stands for 2; here two standard errors are asked for.": lambda c, p: (
                1.96**2 * p * (1 - p) / (c - p) ** 2
            ),
            "p stands for the variance p(1 − p).": lambda c, p: 4 * p / (c - p) ** 2,
            "both shares were given an error of their own; what was said is a fixed number.": lambda c, p: (
                4 * (p * (1 - p) + c * (1 - c)) / (c - p) ** 2
            ),
            "the standard deviation √(p(1 − p)) stands where the variance belongs.": lambda c, p: (
                4 * math.sqrt(p * (1 - p)) / (c - p) ** 2
            ),
        },
    ),
    matching(
        "four-repairs",
        "give each of the four logs its fault",
        {
            "A": "fitted on the training digits",
            "B": "divided the probabilities by T and normalised",
            "C": "multiplied the logits by T",
            "D": "took a softmax of probabilities",
        },
        {
            "A": "its T stands at the end of the range that was searched",
            "B": "its log shows the loss and the confidence of the network as it was",
            "C": "T is above 1, and yet the confidence has risen",
            "D": "its confidence is near 1/10, the uniform guess: the numbers that went in differed by less than 1",
        },
    ),
    Exercise(
        name="old-threshold",
        task="write old_threshold(cost_alarm, cost_miss, old, new), the probability of the uncorrected model from "
        "which on treating costs less in the new place",
        reference=_old_threshold,
        solution=solutions.old_threshold,
        cases=[
            (1.0, 10.0, 0.4, 0.2),
            (1.0, 10.0, 0.4, 0.4),
            (1.0, 4.0, 0.5, 0.05),
            (3.0, 1.0, 0.2, 0.6),
            (1.0, 99.0, 0.1, 0.01),
            (2.0, 5.0, 0.3, 0.1),
        ],
        unit=None,
        mistakes={
            "this is the threshold on correct probabilities; the old model says too much or too little there.": (
                lambda a, m, old, new: a / (a + m)
            ),
            "the odds are shifted the wrong way: where the illness is rarer, more must be asked of the old number.": (
                lambda a, m, old, new: _shifted(a / m, new, old)
            ),
            "the costs are exchanged: the dearer a miss, the lower the threshold.": lambda a, m, old, new: _shifted(
                m / a, old, new
            ),
            "these are odds; p = odds/(1 + odds) is asked for.": lambda a, m, old, new: (
                a / m * old / (1 - old) * (1 - new) / new
            ),
            "the probability is multiplied by a ratio of shares; it is the odds that are, by a ratio of odds.": (
                lambda a, m, old, new: a / (a + m) * old / new,
                lambda a, m, old, new: a / (a + m) * new / old,
                lambda a, m, old, new: a / (a + m) * old / (1 - old) * (1 - new) / new,
            ),
            "the ratio of shares stands for the ratio of odds: (1 − new)/(1 − old) is missing.": (
                lambda a, m, old, new: a / m * old / new / (1 + a / m * old / new)
            ),
            "the threshold of the costs was taken for its odds, which are cost_alarm/cost_miss.": (
                lambda a, m, old, new: _shifted(a / (a + m), old, new)
            ),
            "the costs do not enter there.": lambda a, m, old, new: _shifted(1.0, old, new),
        },
    ),
]
