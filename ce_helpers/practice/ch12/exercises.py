"""Chapter 12, Calibration: exercises."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np

from ...losses import binary_cross_entropy
from ..by_hand import Part, by_hand
from ..exercise import Exercise
from ..matching import matching
from . import solutions, temperatures

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
    if weight == "added":
        return float(np.sum(parts))
    if weight == "first":
        return float(parts[0] * sizes[0] / len(c))
    if weight == "both":
        return float(np.dot(parts, sizes) / len(c) / (len(e) - 1))
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
            "the gaps are added up, each in full; weight each by its share of the forecasts.": (
                lambda c, y, e: _binned(c, y, e, weight="added")
            ),
            "it returns after the first bin that is not empty: move the return out of the loop.": (
                lambda c, y, e: _binned(c, y, e, weight="first")
            ),
            "the shares of the bins add up to 1 already; the number of bins does not enter.": (
                lambda c, y, e: _binned(c, y, e, weight="both")
            ),
            "an empty bin has no mean, 0/0, and makes the sum NaN; leave it out.": (
                lambda c, y, e: (
                    _binned(c, y, e) if np.histogram(-np.asarray(c), -np.asarray(e)[::-1])[0].all() else math.nan
                )
            ),
            "only bins in which too much is said are counted; a gap the other way counts as much.": (
                lambda c, y, e: _binned(c, y, e, gap=lambda q, r, low, high: max(0.0, q.mean() - r.mean()))
            ),
            "only bins in which too little is said are counted; a gap the other way counts as much.": (
                lambda c, y, e: _binned(c, y, e, gap=lambda q, r, low, high: max(0.0, r.mean() - q.mean()))
            ),
            "an end of the bin stands for the mean confidence in it; take the mean of what was said.": (
                lambda c, y, e: _binned(c, y, e, gap=lambda q, r, low, high: abs(r.mean() - low)),
                lambda c, y, e: _binned(c, y, e, gap=lambda q, r, low, high: abs(r.mean() - high)),
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
    by_hand(
        "temperature-by-hand",
        "put the ECE, the temperature of greatest likelihood, and the mean of what is then said into the list",
        [
            Part(
                "the ECE",
                0.075,
                "it is ½ · |0.75 − 0.9| + ½ · |0.5 − 0.5|",
                {
                    "this is the gap of the 0.9 alone; the other half of the cases has none, and counts too": 0.15,
                    "the two gaps are 0.15 and 0; each counts for half of the cases": 0.3,
                    "these are cases, 18 − 15; the gap is one of shares, 0.15, and counts for half": 3.0,
                    "the gap is squared; take its absolute value": 0.01125,
                    "this is in per cent; write it as a share": 7.5,
                    "the gap of the 0.9 is 0.9 − 15/20; 15 came and 5 did not, and 15/5 is no share": 0.05,
                    "the forecasts of 0.9 are not right 18 times in 20 but 15": 0.0,
                    "this is the mean of the shares right; the gap of each to what was said is asked for": 0.625,
                },
            ),
            Part(
                "the temperature",
                2.0,
                "the score ln 9 divided by T must become the score of 15 in 20, ln 3",
                {
                    "this is β = 1/T; the score is divided by T": 0.5,
                    "this is 0.9/0.75: it is the score that is divided by T, and not the probability": 1.2,
                    "this is ln 9/ln 1.5, the odds of 15 to 10; of the twenty cases 15 came and 5 did not": (
                        math.log(9) / math.log(1.5)
                    ),
                    "this is ln 9: it is what must be divided; what must come out is the score of 15 in 20, ln 3": (
                        math.log(9)
                    ),
                    "this is ln 3, the score that must come out; T is what ln 9 is divided by to get there": (
                        math.log(3)
                    ),
                    "this is the ratio of the odds, 9 to 3; it is their logarithms that are divided": 3.0,
                    "this is 9 − 3, the difference of the odds; divide their logarithms": 6.0,
                    "with T = 1 the scores stay as they are, and 0.9 was too much": 1.0,
                    "this T halves the score twice; once is enough: ln 9 is 2 ln 3": 4.0,
                },
            ),
            Part(
                "the mean",
                0.625,
                "0.75 and 0.5 are then said, twenty times each",
                {
                    "this is what was said before, the mean of 0.9 and 0.5": 0.7,
                    "this divides the probabilities by 2, to 0.45 and 0.25; divide the scores": 0.35,
                    "this is that of the 0.9 alone; 0.5 is said twenty times as well, and stays": 0.75,
                    "this is that of the 0.5 alone; the 0.9 has become 0.75": 0.5,
                    "0.9 was divided by 2 and 0.5 left; it is the score of 0.9 that is halved: 0.75": 0.475,
                    "0.9 was moved half way to one half; half way in scores is 0.75": 0.6,
                    "the scores were multiplied by 2: odds of 81": (81 / 82 + 0.5) / 2,
                },
            ),
        ],
    ),
    Exercise(
        name="best-temperature",
        task="write best_temperature(logits, labels), the T at which the mean cross-entropy of softmax(z/T) is least",
        reference=temperatures.temperature,
        solution=solutions.best_temperature,
        cases=temperatures.score_cases,
        tolerance=1e-4,
        unit=None,
        mistakes=temperatures.MISTAKES,
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
            "1/4 stands for the variance: that is its largest value, for p = ½; it is p(1 − p).": lambda c, p: (
                1 / (c - p) ** 2
            ),
            "the variance p(1 − p) was squared with the rest; it is the standard error that is squared, p(1 − p)/n.": (
                lambda c, p: (2 * p * (1 - p) / (c - p)) ** 2
            ),
            "the squares are subtracted; subtract first, then square.": lambda c, p: 4 * p * (1 - p) / (c**2 - p**2),
            "the variance is taken half way between the two; the answers scatter with the true share.": (
                lambda c, p: 4 * ((c + p) / 2) * (1 - (c + p) / 2) / (c - p) ** 2
            ),
            "this is for four standard errors; two are asked for.": lambda c, p: 16 * p * (1 - p) / (c - p) ** 2,
            "this is for three standard errors; two are asked for.": lambda c, p: 9 * p * (1 - p) / (c - p) ** 2,
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
            "the costs are exchanged: the more a miss costs, the lower the threshold.": (
                lambda a, m, old, new: _shifted(m / a, old, new)
            ),
            "the share in the new place does not enter there.": (
                lambda a, m, old, new: _shifted(a / m, old, 0.5),
                lambda a, m, old, new: a / m * old / (1 - old),
            ),
            "the share in the old place does not enter there: how far the odds moved depends on both.": (
                lambda a, m, old, new: _shifted(a / m, 0.5, new),
                lambda a, m, old, new: a / m * (1 - new) / new,
            ),
            "only the shares of the healthy enter there; odds have the ill above the line as well, old/new.": (
                lambda a, m, old, new: a / m * (1 - new) / (1 - old) / (1 + a / m * (1 - new) / (1 - old))
            ),
            "both shares stand the same way round: one of them is to be undone.": (
                lambda a, m, old, new: _shifted(a / m, 1 - old, new),
                lambda a, m, old, new: _shifted(a / m, old, 1 - new),
            ),
            "the odds at the threshold are multiplied by the ratio of shares, and the wrong way round.": (
                lambda a, m, old, new: a / m * new / old / (1 + a / m * new / old)
            ),
            "the difference of the shares is added; odds are multiplied.": lambda a, m, old, new: (
                a / (a + m) + old - new
            ),
            "these are odds; p = odds/(1 + odds) is asked for.": lambda a, m, old, new: (
                a / m * old / (1 - old) * (1 - new) / new
            ),
            "the probability is multiplied by a ratio of shares; it is the odds that are, by a ratio of odds.": (
                lambda a, m, old, new: a / (a + m) * old / new,
                lambda a, m, old, new: a / (a + m) * new / old,
            ),
            "the probability a/(a + m) is multiplied by a ratio of odds; it is its odds, a/m, that are.": (
                lambda a, m, old, new: a / (a + m) * old / (1 - old) * (1 - new) / new
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
