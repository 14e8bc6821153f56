"""Chapter 13, Rare classes: exercises."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ...activations import sigmoid
from ..by_hand import Part, by_hand
from ..exercise import Exercise
from ..matching import matching
from . import losses, solutions

__all__ = ["EXERCISES"]


def _precision(recall: float, alarms: float, share: float) -> float:
    right, wrong = share * recall, (1 - share) * alarms
    return right / (right + wrong) if right + wrong > 0 else math.nan


def _precision_cases(rng: np.random.Generator) -> list[Any]:
    plain = [(0.95, 0.05, 0.5), (0.95, 0.05, 0.001), (0.8, 0.1, 0.02), (0.3, 0.0, 0.1), (0.0, 0.2, 0.1)]
    draws = [tuple(float(x) for x in rng.uniform(0.02, 0.98, 3)) for _ in range(8)]
    return [*plain, *draws, (0.0, 0.0, 0.3)]


def _or_nan(f: Any) -> Any:
    """Return f with NaN where nothing is called, so that a mistake differs from the right answer in itself alone."""
    return lambda recall, alarms, share: f(recall, alarms, share) if recall + alarms > 0 else math.nan


def _before(z: Any, kept: float) -> Any:
    return sigmoid(np.asarray(z, float) + math.log(kept))


def _before_cases(rng: np.random.Generator) -> list[Any]:
    plain = [(np.array([0.0, 2.0, -1.0]), 0.02), (np.array([4.0, -4.0]), 0.1), (np.array([1.0, -2.0]), 1.0)]
    return [*plain, *((rng.normal(0, 3, k), float(rng.uniform(0.005, 0.9))) for k in (2, 4, 6, 8))]


def _cut(costs: Any) -> float:
    c = np.asarray(costs, float)
    alarm, miss = c[1, 0] - c[0, 0], c[0, 1] - c[1, 1]
    return float(alarm / (alarm + miss))


def _cut_cases(rng: np.random.Generator) -> list[Any]:
    plain = [
        np.array([[0.0, 2000.0], [50.0, 50.0]]),
        np.array([[0.0, 99.0], [1.0, 0.0]]),
        np.array([[0.0, 1.0], [1.0, 0.0]]),
        np.array([[1.0, 30.0], [4.0, -10.0]]),  # a right call earns something
        np.array([[2.0, 12.0], [7.0, 3.0]]),
    ]
    draws = []
    for _ in range(6):
        saved, right = rng.uniform(0, 3, 2)
        draws.append(np.array([[saved, right + rng.uniform(1, 40)], [saved + rng.uniform(1, 20), right]]))
    return [(c,) for c in [*plain, *draws]]


def _unweighted(q: Any, w: Any) -> Any:
    p = np.asarray(q, float) / np.asarray(w, float)
    return p / p.sum(axis=1, keepdims=True)


def _class_cases(rng: np.random.Generator) -> list[Any]:
    plain = [
        (np.array([[0.5, 0.3, 0.2]]), np.array([10.0, 3.0, 1.0])),
        (np.array([[0.5, 0.5], [0.9, 0.1]]), np.array([1.0, 9.0])),
        (np.array([[0.2, 0.8], [0.6, 0.4]]), np.array([1e-8, 3e-8])),  # only the weights' ratio counts
    ]
    return [*plain, *((rng.dirichlet(np.ones(k), n), rng.uniform(0.2, 30, k)) for k, n in ((3, 4), (4, 2), (5, 6)))]


def _normal(a: Any) -> Any:
    return a / a.sum(axis=1, keepdims=True)


EXERCISES = [
    Exercise(
        name="weighted-loss",
        task="write weighted_loss(z, y, beta), the mean of −[βy ln q + (1 − y) ln(1 − q)] over the examples, q = σ(z)",
        reference=losses.weighted,
        solution=solutions.weighted_loss,
        cases=losses.weighted_cases,
        mistakes=losses.WEIGHTED,
    ),
    by_hand(
        "nine-times-the-odds",
        "put what the model says at p = 1/10 and at p = 1/4, and the p where it says 9/11, into the list",
        [
            Part(
                "the first",
                1 / 2,
                "the odds of 1/10 are 1/9; multiply them by 9, and go back",
                {
                    "this is the probability times 9; the odds, 1/9, are multiplied": 0.9,
                    "this is what the odds become; a probability is odds/(1 + odds)": 1.0,
                    "the odds are divided by 9 there; a weight raises what is said": 1 / 82,
                    "these are the odds divided by 9; a weight multiplies them": 1 / 81,
                    "this is p divided by 9; the odds are multiplied": 1 / 90,
                    "this is p itself; the weight has not entered": 1 / 10,
                    "these are the odds of p; the weight has not entered": 1 / 9,
                    "1/10 was taken for the odds; the odds are 1 to 9": 9 / 19,
                    "the odds were multiplied by 10": 10 / 19,
                },
            ),
            Part(
                "the second",
                3 / 4,
                "the odds of 1/4 are 1/3; multiply them by 9, and go back",
                {
                    "this is the probability times 9; the odds, 1/3, are multiplied": 9 / 4,
                    "this is what the odds become; a probability is odds/(1 + odds)": 3.0,
                    "the odds are divided by 9 there; a weight raises what is said": 1 / 28,
                    "these are the odds divided by 9; a weight multiplies them": 1 / 27,
                    "this is p divided by 9; the odds are multiplied": 1 / 36,
                    "this is p itself; the weight has not entered": 1 / 4,
                    "these are the odds of p; the weight has not entered": 1 / 3,
                    "1/4 was taken for the odds; the odds are 1 to 3": 9 / 13,
                    "one half is what is said where p = 1/(1 + β) = 1/10": 1 / 2,
                    "this is the weight as a share, 9/10; p has not entered": 9 / 10,
                    "this belongs to odds of 4; the odds of 1/4 are 1/3, and nine times those are 3": 4 / 5,
                },
            ),
            Part(
                "the third",
                1 / 3,
                "the odds of 9/11 are 9/2; divide them by 9, and go back",
                {
                    "this is 9/11 divided by 9; the odds, 9/2, are divided": 1 / 11,
                    "these are the odds of p; the probability is odds/(1 + odds)": 1 / 2,
                    "the odds are multiplied by 9 there; the p behind it is smaller than what is said": 81 / 83,
                    "these are the odds times 9; a weight is undone by dividing": 81 / 2,
                    "this is what the model says; the weight is not taken back": 9 / 11,
                    "this is the probability that it does not bind": 2 / 3,
                    "these are the odds of what is said; they are still to be divided by 9": 9 / 2,
                    "9/11 was taken for the odds; the odds are 9 to 2": 1 / 12,
                    "this is the weight as a share, 9/10; what the model says has not entered": 9 / 10,
                },
            ),
        ],
    ),
    Exercise(
        name="precision-at",
        task="write precision_at(recall, alarms, share), the share of calls that are right, nan if nothing is called",
        reference=_precision,
        solution=solutions.precision_at,
        cases=_precision_cases,
        unit=None,
        mistakes={
            "the base rate has not entered: this is right among even shares only.": _or_nan(
                lambda recall, alarms, share: recall / (recall + alarms)
            ),
            "the false alarms are not weighted: they come from the 1 − share of the others.": _or_nan(
                lambda recall, alarms, share: share * recall / (share * recall + alarms)
            ),
            "share and 1 − share are exchanged: recall belongs to the positives.": _or_nan(
                lambda recall, alarms, share: _precision(recall, alarms, 1 - share)
            ),
            "the right calls are recall of the positives alone: share is missing above the line.": _or_nan(
                lambda recall, alarms, share: recall / (share * recall + (1 - share) * alarms)
            ),
            "share stands above the line alone; the calls below it come in these shares as well.": _or_nan(
                lambda recall, alarms, share: share * recall / (recall + alarms)
            ),
            "this is recall: among the positives, the share that is called.": _or_nan(
                lambda recall, alarms, share: recall
            ),
            "1 − alarms stands for the recall; they are shares of different groups.": _or_nan(
                lambda recall, alarms, share: share * (1 - alarms) / (share * (1 - alarms) + (1 - share) * alarms)
            ),
            "recall and false-alarm rate are exchanged: this is the share of the calls that are wrong.": _or_nan(
                lambda recall, alarms, share: 1 - _precision(recall, alarms, share)
            ),
            "this is the share that is called, right or wrong; divide the right calls by it.": (
                lambda recall, alarms, share: share * recall + (1 - share) * alarms
            ),
            "this is the share of all that is called rightly; divide it by the share that is called.": (
                lambda recall, alarms, share: share * recall
            ),
            "this is the accuracy; precision looks at the calls alone.": (
                lambda recall, alarms, share: share * recall + (1 - share) * (1 - alarms)
            ),
            "the others that were rightly left are counted as calls: with 1 − alarms the wrong group stands below.": (
                lambda recall, alarms, share: share * recall / (share * recall + (1 - share) * (1 - alarms))
            ),
            "the missed positives stand below the line; they were not called.": (
                lambda recall, alarms, share: share * recall / (share * recall + share * (1 - recall))
            ),
            "these are odds, right calls for each wrong one; divide the right ones by both together.": (
                lambda recall, alarms, share: share * recall / ((1 - share) * alarms) if alarms else math.inf
            ),
            "this is the mean of precision and recall's formula for F1: it mixes recall in.": (
                lambda recall, alarms, share: (
                    2 * _precision(recall, alarms, share) * recall / (_precision(recall, alarms, share) + recall)
                    if recall > 0
                    else 0.0
                )
            ),
            "where nothing is called this gives 0; no call was wrong either, so return nan.": (
                lambda recall, alarms, share: _precision(recall, alarms, share) if recall + alarms > 0 else 0.0
            ),
            "where nothing is called this gives 1; no call was right either, so return nan.": (
                lambda recall, alarms, share: _precision(recall, alarms, share) if recall + alarms > 0 else 1.0
            ),
        },
    ),
    Exercise(
        name="before-sampling",
        task="write true_probability(z, kept), the probabilities before a share kept of the negatives was drawn",
        reference=_before,
        solution=solutions.true_probability,
        cases=_before_cases,
        unit=None,
        mistakes={
            "the shift goes the wrong way: fewer negatives made the model say more, so ln(kept) < 0 is added.": (
                lambda z, kept: sigmoid(np.asarray(z, float) - math.log(kept))
            ),
            "the probability is multiplied by kept; it is the odds that are.": (
                lambda z, kept: kept * np.asarray(sigmoid(np.asarray(z, float)))
            ),
            "the probability is divided by kept; the odds are multiplied by it.": (
                lambda z, kept: np.asarray(sigmoid(np.asarray(z, float))) / kept
            ),
            "the sampling is not undone: this is what the model says of its sample.": (
                lambda z, kept: sigmoid(np.asarray(z, float))
            ),
            "p·kept/(p·kept + 1): beside the positives stand the 1 − p others, and not 1.": (
                lambda z, kept: (lambda p: p * kept / (p * kept + 1))(np.asarray(sigmoid(np.asarray(z, float))))
            ),
            "kept enters twice there: once is enough.": (
                lambda z, kept: kept * np.asarray(_before(z, kept)),
                lambda z, kept: sigmoid(np.asarray(z, float) + 2 * math.log(kept)),
            ),
            "the logit is divided by kept; ln(kept) is added to it.": (
                lambda z, kept: sigmoid(np.asarray(z, float) / kept)
            ),
            "kept itself is subtracted from the logit; its logarithm is added.": (
                lambda z, kept: sigmoid(np.asarray(z, float) - kept)
            ),
            "the share thrown away is subtracted from the logit; ln(kept) is added.": (
                lambda z, kept: sigmoid(np.asarray(z, float) - (1 - kept))
            ),
            "these are logits; a sigmoid makes them probabilities.": (
                lambda z, kept: np.asarray(z, float) + math.log(kept)
            ),
            "these are odds; divide them by 1 + odds.": lambda z, kept: kept * np.exp(np.asarray(z, float)),
            "kept itself is added to the logit; its logarithm is.": (
                lambda z, kept: sigmoid(np.asarray(z, float) + kept)
            ),
            "the logit is multiplied by kept; ln(kept) is added to it.": (
                lambda z, kept: sigmoid(np.asarray(z, float) * kept)
            ),
            "this takes kept for the share thrown away; the shift is ln(kept), not ln(1 − kept).": (
                lambda z, kept: sigmoid(np.asarray(z, float) + (math.log1p(-kept) if kept < 1 else -math.inf)),
                lambda z, kept: sigmoid(np.asarray(z, float) + (math.log1p(-kept) if kept < 1 else 0.0)),
            ),
            "kept is taken for a base rate there; the shift is ln(kept), not its logit.": (
                lambda z, kept: sigmoid(np.asarray(z, float) + (math.log(kept / (1 - kept)) if kept < 1 else math.inf))
            ),
            "the logarithm has another base; logits are natural.": (
                lambda z, kept: sigmoid(np.asarray(z, float) + math.log2(kept)),
                lambda z, kept: sigmoid(np.asarray(z, float) + math.log10(kept)),
            ),
            "this is the probability of the negative class.": lambda z, kept: 1 - np.asarray(_before(z, kept)),
            "z is taken for a probability: it is a logit already.": (
                lambda z, kept: kept * np.asarray(z, float) / (kept * np.asarray(z, float) + 1 - np.asarray(z, float))
            ),
        },
    ),
    matching(
        "four-screens",
        "give each of the four runs A, B, C and D what was done in it",
        {"A": "nothing special", "B": "pos_weight", "C": "focal", "D": "weight on the wrong class"},
        {
            "A": "its first loss is ln 2, and on average it says the base rate",
            "B": "its first loss is ln 2 · (0.02 · 49 + 0.98), and it says far more than the base rate",
            "C": "its first loss is a quarter of ln 2, and (1 − ½)² is a quarter",
            "D": "its first loss is ln 2, and on average it says a fortieth of the base rate",
        },
    ),
    Exercise(
        name="threshold-from-costs",
        task="write threshold(costs), the probability above which calling is cheaper, for a table costs[d, y]",
        reference=_cut,
        solution=solutions.threshold,
        cases=_cut_cases,
        unit=None,
        mistakes={
            "the right decisions are taken to cost nothing; subtract their costs from those of the mistakes.": (
                lambda c: c[1, 0] / (c[1, 0] + c[0, 1])
            ),
            "these are sums of costs; what counts is how the two decisions differ for each truth.": (
                lambda c: (c[1, 0] + c[1, 1]) / np.sum(c),
                lambda c: (c[0, 0] + c[0, 1]) / np.sum(c),
            ),
            "a miss is compared with the cost of leaving the healthy; compare it with calling the ill, costs[1, 1].": (
                lambda c: (c[1, 0] - c[0, 0]) / (c[0, 1] - c[0, 0]),
                lambda c: (c[1, 0] - c[0, 0]) / (c[1, 0] - c[0, 0] + c[0, 1] - c[0, 0]),
            ),
            "below the line stand the differences as well, what a needless call adds and what a missing one adds.": (
                lambda c: (c[1, 0] - c[0, 0]) / np.sum(c),
                lambda c: (c[1, 0] - c[0, 0]) / (c[1, 0] + c[0, 1]),
                lambda c: (c[1, 0] - c[0, 0]) / (c[0, 1] + c[1, 1]),
            ),
            "the cost of testing the ill stands for that of testing the healthy.": (
                lambda c: c[1, 1] / (c[1, 1] + c[0, 1])
            ),
            "these are odds, and with a minus; p = odds/(1 + odds), and a needless call adds to the cost.": (
                lambda c: (c[0, 0] - c[1, 0]) / (c[0, 1] - c[1, 1])
            ),
            "the two mistakes are exchanged: the more a miss costs, the lower the threshold.": (
                lambda c: 1 - _cut(c),
                lambda c: c[0, 1] / (c[1, 0] + c[0, 1]),
            ),
            "this is the ratio of the two mistakes, the odds at the threshold; p = odds/(1 + odds).": (
                lambda c: (c[1, 0] - c[0, 0]) / (c[0, 1] - c[1, 1])
            ),
            "the table is read as costs[y, d]: the first index is the decision.": lambda c: _cut(np.asarray(c).T),
            "one half is right only where both mistakes cost the same.": lambda c: 0.5,
            "a miss is compared with a right rejection; compare the two decisions for the same truth.": (
                lambda c: (c[1, 0] - c[1, 1]) / ((c[1, 0] - c[1, 1]) + (c[0, 1] - c[0, 0]))
            ),
            "the cost of a right call is forgotten: the ill who are called pay as well.": (
                lambda c: (c[1, 0] - c[0, 0]) / ((c[1, 0] - c[0, 0]) + c[0, 1])
            ),
            "the cost of a right rejection is forgotten: subtract it from the false alarm.": (
                lambda c: c[1, 0] / (c[1, 0] + c[0, 1] - c[1, 1])
            ),
            "this is the ratio of the raw costs; subtract the right decisions' costs, and make a probability of it.": (
                lambda c: c[1, 0] / c[0, 1]
            ),
            "the costs of right decisions are added; they are subtracted.": (
                lambda c: (c[1, 0] + c[0, 0]) / (c[1, 0] + c[0, 0] + c[0, 1] + c[1, 1])
            ),
            "this is the cost of a false alarm as a share of all four; compare the decisions for each truth.": (
                lambda c: c[1, 0] / np.sum(c)
            ),
            "this is the weight β that such a threshold stands for; the threshold is 1/(1 + β).": (
                lambda c: (c[0, 1] - c[1, 1]) / (c[1, 0] - c[0, 0])
            ),
        },
    ),
    Exercise(
        name="focal-slope",
        task="write focal_slope(z, gamma), the slope in z of −(1 − q)^γ ln q with q = σ(z)",
        reference=losses.slope,
        solution=solutions.focal_slope,
        cases=losses.slope_cases,
        unit=None,
        mistakes=losses.FOCAL,
    ),
    Exercise(
        name="class-weights-undone",
        task="write unweighted(q, w), the true class probabilities behind the rows q of a model trained with weights w",
        reference=_unweighted,
        solution=solutions.unweighted,
        cases=_class_cases,
        unit=None,
        mistakes={
            "this weights once more; divide by the weights.": lambda q, w: _normal(np.asarray(q) * w),
            "the rows no longer sum to 1: divide each by its sum.": (
                lambda q, w: np.asarray(q) / w,
                lambda q, w: np.asarray(q) / (np.asarray(w) / np.sum(w)),
            ),
            "all rows are divided by one total; each row has a sum of its own.": (
                lambda q, w: np.asarray(q) / w / (np.asarray(q) / w).sum()
            ),
            "the columns are normalised; each row is a distribution.": (
                lambda q, w: (np.asarray(q) / w) / (np.asarray(q) / w).sum(axis=0)
            ),
            "nothing was undone: these are the model's rows.": lambda q, w: np.asarray(q),
            "the weights are normalised and subtracted; they divide.": (
                lambda q, w: np.asarray(q) - np.asarray(w) / np.sum(w)
            ),
            "the logarithm of the weights divides; the weights themselves do.": (
                lambda q, w: _normal(np.asarray(q) / np.log1p(w))
            ),
            "a softmax is taken of probabilities: subtract ln w from ln q, not from q.": (
                lambda q, w: _normal(np.exp(np.asarray(q) - np.log(w)))
            ),
            "the roots of the weights divide; the weights themselves do.": (
                lambda q, w: _normal(np.asarray(q) / np.sqrt(w))
            ),
            "the weights are subtracted; they divide.": lambda q, w: _normal(np.asarray(q) - np.asarray(w) / np.sum(w)),
            "each class's odds are divided, as for two classes; several classes share one sum.": (
                lambda q, w: (lambda odds: odds / (1 + odds))(np.asarray(q) / (1 - np.asarray(q)) / w)
            ),
            "the rows are multiplied by the mean weight; divide each row by its sum.": (
                lambda q, w: np.asarray(q) / w * np.mean(w)
            ),
            "the probabilities are raised to the power 1/w; they are divided by w.": (
                lambda q, w: _normal(np.asarray(q) ** (1 / np.asarray(w)))
            ),
            "the columns come out in the reverse order.": lambda q, w: _unweighted(q, w)[:, ::-1],
            "this is the most probable class of each row; its probabilities are asked for.": (
                lambda q, w: np.argmax(_unweighted(q, w), axis=1)
            ),
            "the weights divide twice.": lambda q, w: _normal(np.asarray(q) / np.asarray(w) ** 2),
            "w stands in the reverse order.": lambda q, w: _normal(np.asarray(q) / np.asarray(w)[::-1]),
            "the class with the largest weight is taken as known: 1 is divided by the weights, without q.": (
                lambda q, w: _normal(np.ones(np.shape(q)) / w)
            ),
        },
    ),
]
