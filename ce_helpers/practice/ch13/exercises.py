"""Chapter 13, Rare classes: exercises."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ...activations import sigmoid, softplus
from ...losses import binary_cross_entropy_with_logits, focal_loss_with_logits, focal_loss_with_logits_grad
from ..exercise import Exercise
from ..matching import matching
from . import solutions

__all__ = ["EXERCISES"]


def _weighted(z: Any, y: Any, beta: float) -> float:
    return float(_terms(z, y, beta).mean())


def _terms(z: Any, y: Any, yes: float, no: float = 1.0) -> Any:
    z, y = np.asarray(z, float), np.asarray(y)
    return np.where(y == 1, yes * np.asarray(softplus(-z)), no * np.asarray(softplus(z)))


def _naive_weighted(z: Any, y: Any, beta: float) -> Any:
    with np.errstate(all="ignore"):
        q = 1 / (1 + np.exp(-np.asarray(z, float)))
        return np.mean(-(beta * y * np.log(q) + (1 - y) * np.log(1 - q)))


def _clipped_weighted(eps: float) -> Any:
    def wrong(z: Any, y: Any, beta: float) -> Any:
        q = np.clip(np.asarray(sigmoid(np.asarray(z, float))), eps, 1 - eps)
        return np.mean(-(beta * y * np.log(q) + (1 - y) * np.log(1 - q)))

    return wrong


def _weighted_cases(rng: np.random.Generator) -> list[Any]:
    plain = [
        (np.array([0.0, 0.0]), np.array([1, 0]), 9.0),
        (np.array([2.0, -1.0, 0.5, -3.0]), np.array([1, 0, 0, 1]), 4.0),
    ]
    more = [(rng.normal(0, 3, n), rng.integers(0, 2, n), float(rng.uniform(0.2, 50))) for n in (3, 5, 8, 12)]
    return [*plain, *more, (np.array([800.0, -800.0, -800.0, 800.0]), np.array([1, 0, 1, 0]), 3.0)]


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


def _slope(z: float, gamma: float) -> float:
    return float(focal_loss_with_logits_grad(z, 1, gamma=gamma))


def _slope_cases(rng: np.random.Generator) -> list[Any]:
    plain = [(0.0, 2.0), (0.0, 0.0), (2.0, 1.0), (-3.0, 2.0), (-30.0, 2.0)]
    return [*plain, *((float(rng.normal(0, 2)), float(rng.uniform(0.2, 5))) for _ in range(10))]


def _with_q(f: Any) -> Any:
    return lambda z, gamma: f(float(sigmoid(z)), gamma)


def _unweighted(q: Any, w: Any) -> Any:
    p = np.asarray(q, float) / np.asarray(w, float)
    return p / p.sum(axis=1, keepdims=True)


def _class_cases(rng: np.random.Generator) -> list[Any]:
    plain = [
        (np.array([[0.5, 0.3, 0.2]]), np.array([10.0, 3.0, 1.0])),
        (np.array([[0.5, 0.5], [0.9, 0.1]]), np.array([1.0, 9.0])),
    ]
    return [*plain, *((rng.dirichlet(np.ones(k), n), rng.uniform(0.2, 30, k)) for k, n in ((3, 4), (4, 2), (5, 6)))]


def _normal(a: Any) -> Any:
    return a / a.sum(axis=1, keepdims=True)


#: Of each of the three answers: what it is, and the wrong numbers that betray how they came about.
_NINE: list[tuple[float, dict[str, list[float]]]] = [
    (
        1 / 2,
        {
            "this is the probability times 9; the odds, 1/9, are multiplied.": [0.9],
            "this is what the odds become; a probability is odds/(1 + odds).": [1.0],
            "the odds are divided there; a weight raises what is said.": [1 / 82, 1 / 81, 1 / 90],
            "this is p itself; the weight has not entered.": [1 / 10, 1 / 9],
            "this is the weight as a share, 9/10; p has not entered.": [9 / 10],
        },
    ),
    (
        3 / 4,
        {
            "this is the probability times 9; the odds, 1/3, are multiplied.": [9 / 4],
            "this is what the odds become; a probability is odds/(1 + odds).": [3.0],
            "the odds are divided there; a weight raises what is said.": [1 / 28, 1 / 27, 1 / 36],
            "this is p itself; the weight has not entered.": [1 / 4, 1 / 3],
            "1/4 was taken for the odds; the odds are 1/4 to 3/4.": [9 / 13],
            "one half is right where p = 1/(1 + β) = 1/10.": [1 / 2],
        },
    ),
    (
        1 / 3,
        {
            "this is 9/11 divided by 9; the odds, 9/2, are divided.": [1 / 11],
            "these are the odds of p; the probability is odds/(1 + odds).": [1 / 2],
            "the odds are multiplied there; the p behind it is smaller than what is said.": [81 / 83, 81 / 2],
            "this is what the model says; the weight is not taken back.": [9 / 11],
            "this is the probability that it does not bind.": [2 / 3],
            "these are the odds of what is said; they are still to be divided by 9.": [9 / 2],
            "9/11 was taken for the odds; the odds are 9 to 2.": [1 / 12],
        },
    ),
]


def _nine(answer: Any) -> str | None:
    if isinstance(answer, list | tuple) and all(a is ... for a in answer):
        raise NotImplementedError
    try:
        got = np.array([float(a) for a in answer])
    except (TypeError, ValueError):
        return "three numbers are asked for, in a list."
    if got.shape != (3,):
        return f"three numbers are asked for; there are {got.size}."
    for place, value, (right, slips) in zip(("first", "second", "third"), got, _NINE, strict=True):
        if abs(value - right) > 1e-3:
            why = (told for told, wrong in slips.items() if np.isclose(value, wrong, atol=1e-3).any())
            return f"the {place} is {value:.4g}: " + next(why, "multiply or divide the odds p/(1 − p), and go back.")
    return None


EXERCISES = [
    Exercise(
        name="weighted-loss",
        task="write weighted_loss(z, y, beta), the mean of −[βy ln q + (1 − y) ln(1 − q)] over the examples, q = σ(z)",
        reference=_weighted,
        solution=solutions.weighted_loss,
        cases=_weighted_cases,
        mistakes={
            "the weight stands on the examples with y = 0; β multiplies those with y = 1.": (
                lambda z, y, beta: _terms(z, y, 1.0, beta).mean()
            ),
            "both branches are weighted; β multiplies the examples with y = 1 alone.": (
                lambda z, y, beta: _terms(z, y, beta, beta).mean()
            ),
            "no weight has entered: this is plain binary cross-entropy.": (
                lambda z, y, beta: binary_cross_entropy_with_logits(z, y)
            ),
            "the sum is divided by the sum of the weights; pos_weight divides by the number of examples.": (
                lambda z, y, beta: _terms(z, y, beta).sum() / np.where(np.asarray(y) == 1, beta, 1.0).sum()
            ),
            "one loss per example is returned; one number is asked for, their mean.": (
                lambda z, y, beta: _terms(z, y, beta)
            ),
            "the losses are summed; divide by the number of examples.": lambda z, y, beta: _terms(z, y, beta).sum(),
            "q = σ(z) rounds to 0 or 1 at ±800, and the logarithm breaks; compute ln(1 + e^(−z)) from the score.": (
                _naive_weighted,
                _clipped_weighted(1e-7),
                _clipped_weighted(1e-12),
                _clipped_weighted(1e-15),
            ),
            "the examples with y = 0 are left out; they cost −ln(1 − q).": (
                lambda z, y, beta: np.mean(np.asarray(y) * beta * np.asarray(softplus(-np.asarray(z, float))))
            ),
            "ln β is added to the score instead; that is what the weight makes of a trained model, not its loss.": (
                lambda z, y, beta: binary_cross_entropy_with_logits(np.asarray(z, float) + math.log(beta), y)
            ),
            "β stands inside the logarithm; it multiplies the loss.": (
                lambda z, y, beta: np.mean(_terms(z, y, 1.0) - np.asarray(y) * math.log(beta))
            ),
            "the weights are made to sum to 1 there; the others keep the weight 1.": (
                lambda z, y, beta: _terms(z, y, beta / (1 + beta), 1 / (1 + beta)).mean()
            ),
            "the weights are 1 + β; the loss of a positive counts β times.": (
                lambda z, y, beta: _terms(z, y, 1 + beta).mean()
            ),
            "the weights are β and 1 − β; the others keep the weight 1.": (
                lambda z, y, beta: _terms(z, y, beta, 1 - beta).mean()
            ),
        },
    ),
    Exercise(
        name="nine-times-the-odds",
        task="put what the model says at p = 1/10 and at p = 1/4, and the p where it says 9/11, into the list",
        reference=[1 / 2, 3 / 4, 1 / 3],
        checker=_nine,
        unit=None,
        mistakes={},
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
            "the two mistakes are exchanged: a dear miss makes the threshold low.": (
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
        reference=_slope,
        solution=solutions.focal_slope,
        cases=_slope_cases,
        unit=None,
        mistakes={
            "(1 − q)^γ was treated as a constant; it depends on z as well.": _with_q(
                lambda q, g: -((1 - q) ** (g + 1))
            ),
            "the second term has the wrong sign: ln q is negative, so −γ q ln q makes the push larger.": _with_q(
                lambda q, g: -((1 - q) ** g) * (1 - q + g * q * math.log(q))
            ),
            "this is cross-entropy's slope, q − 1.": _with_q(lambda q, g: q - 1),
            "γ is missing before q ln q; it comes down from the exponent.": _with_q(
                lambda q, g: -((1 - q) ** g) * (1 - q - (q * math.log(q) if g else 0))
            ),
            "this is the slope in q; in z the chain rule multiplies it by q(1 − q).": _with_q(
                lambda q, g: -((1 - q) ** g) * (1 - q - g * q * math.log(q)) / (q * (1 - q))
            ),
            "this is the loss, not its slope.": lambda z, g: focal_loss_with_logits(z, 1, gamma=g),
            "the factor q before ln q is missing.": _with_q(lambda q, g: -((1 - q) ** g) * (1 - q - g * math.log(q))),
            "the first term has lost its 1 − q.": _with_q(lambda q, g: -((1 - q) ** g) * (1 - g * q * math.log(q))),
            "the exponent of 1 − q is γ here: one factor too many came down.": _with_q(
                lambda q, g: -((1 - q) ** (g - 1)) * (1 - q - g * q * math.log(q)) if g else q - 1
            ),
            "this is the slope for y = 0, where q and 1 − q change places.": (
                lambda z, g: focal_loss_with_logits_grad(z, 0, gamma=g)
            ),
            "the factor is q^γ; the loss fades where the model is right, so it is (1 − q)^γ.": _with_q(
                lambda q, g: -(q**g) * (1 - q - g * q * math.log(q))
            ),
            "z is used as a probability: q = σ(z) is.": (
                lambda z, g: -((1 - z) ** g) * (1 - z - g * z * math.log(z)) if 0 < z < 1 else 0.0
            ),
            "only the part of the factor's slope is left; the logarithm has a slope of its own, q − 1.": _with_q(
                lambda q, g: ((1 - q) ** g) * g * q * math.log(q)
            ),
        },
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
            "the weights divide twice.": lambda q, w: _normal(np.asarray(q) / np.asarray(w) ** 2),
            "w stands in the reverse order.": lambda q, w: _normal(np.asarray(q) / np.asarray(w)[::-1]),
            "the class with the largest weight is taken as known: 1 is divided by the weights, without q.": (
                lambda q, w: _normal(np.ones(np.shape(q)) / w)
            ),
        },
    ),
]
