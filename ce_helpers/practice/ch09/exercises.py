"""Chapter 9, Against squared error and hinge: exercises."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ...activations import logit, sigmoid
from ...losses import multiclass_hinge_loss
from ..by_hand import Part, by_hand
from ..exercise import Exercise
from ..matching import matching
from . import solutions

__all__ = ["EXERCISES"]


def _slopes(p: Any, y: Any) -> Any:
    return np.array([2 * (p - y) * p * (1 - p), p - y])


def _slope_cases(rng: np.random.Generator) -> list[Any]:
    plain = [(0.2, 1), (0.99, 1), (0.7, 0), (1e-5, 1)]
    return [*plain, *((float(p), int(y)) for p, y in zip(rng.uniform(size=12), rng.integers(0, 2, 12), strict=True))]


def _height(z: float) -> float:
    return float(sigmoid(-z)) ** 2


def _depth(z: float) -> float:
    """Return how far the curve lies below 1; near the top this keeps the digits that the height itself loses."""
    return float(sigmoid(z)) * (1 + float(sigmoid(-z)))


def _chord_fault(answer: Any) -> str | None:
    if not isinstance(answer, tuple | list | np.ndarray) or len(answer) != 2:
        return "two scores are asked for: (a, b)."
    try:
        a, b = float(answer[0]), float(answer[1])
    except (TypeError, ValueError):
        return "two numbers are asked for, the scores alone; the heights follow from them."
    if not (math.isfinite(a) and math.isfinite(b)):
        return "both scores must be finite."
    if a == b:
        return "between two equal scores there is no chord."
    chord, curve = (_height(a) + _height(b)) / 2, _height((a + b) / 2)
    deep = (_depth(a) + _depth(b)) / 2
    if max(a, b) <= -math.log(2) or deep - _depth((a + b) / 2) > 1e-12 * deep:  # left of −ln 2 it is all concave
        return None
    told = (
        f"between z = {a:g} and z = {b:g} the chord's midpoint lies at {chord:.4f} and the curve at {curve:.4f}: the "
        "chord is not below. Go where the model is sure and wrong."
    )
    return told.replace("-", "−")


def _weight(steps: Any, rate: Any) -> float:
    return _climb(steps, rate, lambda w: float(sigmoid(-w)))


def _climb(steps: Any, rate: Any, push: Any, w: float = 0.0) -> float:
    for _ in range(int(steps)):
        w += rate * push(w)
    return w


def _multi_hinge(z: Any, y: Any) -> float:
    return float(multiclass_hinge_loss(z, y))


def _rivals(z: Any, y: Any) -> Any:
    return np.delete(np.asarray(z, float), y)


def _multi_cases(rng: np.random.Generator) -> list[Any]:
    plain = [([3.0, 1.0, 0.0], 0), ([3.0, 2.5, 0.0], 0), ([1.0, 1.0, 1.0], 2), ([-2.0, 5.0], 0)]
    more = [(rng.normal(0, 2, k), int(rng.integers(k))) for k in (2, 3, 4, 5, 6, 8, 10) for _ in range(2)]
    ties = [
        ([0.5, -3.0, -4.0], 0),
        ([2.0, 2.0, 0.0], 0),
        ([0.0, 1.5, 1.5, -1.0], 2),
        ([1.0, 3.0, 3.0], 0),
    ]  # with the true class, and without
    return [(np.array(z), y) for z, y in plain + ties] + more


def _sign(y: Any) -> Any:
    return 2 * np.asarray(y) - 1


def _log_odds(P: Any) -> Any:
    with np.errstate(all="ignore"):
        return np.log(np.asarray(P) / (1 - np.asarray(P)))


def _odds(P: Any) -> Any:
    with np.errstate(all="ignore"):
        return np.asarray(P, float) / (1 - np.asarray(P))


EXERCISES = [
    Exercise(
        name="sigmoid-slopes",
        task="write slopes(p, y), an array of the gradients in z of squared error and of cross-entropy at p = σ(z)",
        reference=_slopes,
        solution=solutions.slopes,
        cases=_slope_cases,
        unit=None,
        mistakes={
            "the first is the gradient in p; in z the chain rule multiplies it by p(1 − p).": (
                lambda p, y: np.array([2 * (p - y), p - y])
            ),
            "the second is the gradient in p; in z the factor 1/(p(1 − p)) cancels and p − y is left.": (
                lambda p, y: np.array([2 * (p - y) * p * (1 - p), (p - y) / (p * (1 - p))])
            ),
            "the second keeps a factor p(1 − p); with cross-entropy it cancels, and p − y is left.": (
                lambda p, y: np.array([2 * (p - y) * p * (1 - p), (p - y) * p * (1 - p)])
            ),
            "the slope of the sigmoid is p(1 − p), and not p(p − 1).": (
                lambda p, y: np.array([2 * (p - y) * p * (p - 1), p - y])
            ),
            "both are gradients in p; multiply each by p(1 − p), the slope of the sigmoid.": (
                lambda p, y: np.array([2 * (p - y), (p - y) / (p * (1 - p))])
            ),
            "the two stand in the other order: squared error first.": lambda p, y: _slopes(p, y)[::-1],
            "the factor 2 of the square is missing in the first.": lambda p, y: _slopes(p, y) * np.array([0.5, 1]),
            "the factor p of the sigmoid's slope is missing: it is p(1 − p).": (
                lambda p, y: np.array([2 * (p - y) * (1 - p), p - y])
            ),
            "the signs are lost: a gradient below 0 says that a higher score lowers the loss.": (
                lambda p, y: np.abs(_slopes(p, y))
            ),
            "p is the prediction already; no sigmoid is to be taken of it.": (
                lambda p, y: _slopes(float(sigmoid(p)), y),
                lambda p, y: (lambda q: np.array([2 * (p - y) * q * (1 - q), p - y]))(float(sigmoid(p))),
            ),
            "this is for y = 1 alone; y may be 0.": (
                lambda p, y: _slopes(p, 1),
                lambda p, y: np.array([2 * (1 - p) * p * (1 - p), p - 1]),
            ),
            "y(1 − y) stands for the sigmoid's slope and is 0 for y = 0 and for y = 1; it is p(1 − p).": (
                lambda p, y: np.array([0.0, p - y])
            ),
            "these are the losses, not their gradients.": (
                lambda p, y: np.array([(p - y) ** 2, -math.log(p if y else 1 - p)])
            ),
        },
    ),
    Exercise(
        name="broken-chord",
        task="find two scores (a, b) such that the chord of (1 − σ(z))² from a to b has its midpoint below the curve",
        reference=(-8.0, -1.0),
        checker=_chord_fault,
        unit=None,
        mistakes={"between two equal scores there is no chord.": (0.0, 0.0)},
    ),
    Exercise(
        name="separable-weight",
        task="write weight_after(steps, rate), the weight w after gradient descent from w = 0 on ln(1 + e^(−w))",
        reference=_weight,
        solution=solutions.weight_after,
        cases=[(1, 1.0), (0, 1.0), (2, 1.0), (10, 0.5), (100, 1.0), (1000, 2.0), (7, 0.1)],
        unit=None,
        mistakes={
            "the learning rate is missing.": lambda steps, rate: _weight(steps, 1.0),
            "the step goes uphill: w falls, and it must rise.": lambda steps, rate: _climb(
                steps, -rate, lambda w: float(sigmoid(-w))
            ),
            "this takes one step too many.": lambda steps, rate: _weight(steps + 1, rate),
            "this takes one step too few.": lambda steps, rate: _weight(steps - 1, rate),
            "this descends on squared error; on ln(1 + e^(−w)) minus the gradient is σ(−w).": (
                lambda steps, rate: _climb(steps, rate, lambda w: 2 * float(sigmoid(-w)) ** 2 * float(sigmoid(w)))
            ),
            "the step is σ(w) and grows with w; minus the gradient is σ(−w) = 1 − σ(w).": (
                lambda steps, rate: _climb(steps, rate, lambda w: float(sigmoid(w)))
            ),
            "this is the asymptote ln(rate·steps); the weight itself comes from the steps one by one.": (
                lambda steps, rate: math.log(rate * steps) if steps else 0.0
            ),
            "only one step shows: return stands inside the loop, or w is set to 0 anew in each round.": (
                lambda steps, rate: rate * 0.5 if steps else 0.0,
                lambda steps, rate: rate * 0.5,
            ),
            "the step is e^(−w), its limit for large w; minus the gradient is 1/(1 + e^w).": lambda steps, rate: _climb(
                steps, rate, lambda w: math.exp(-w)
            ),
            "the step is the loss itself; its gradient is asked for.": lambda steps, rate: _climb(
                steps, rate, lambda w: math.log1p(math.exp(-w))
            ),
            "the step has σ(w) as a factor; the logarithm has divided it out: σ(−w) alone.": lambda steps, rate: _climb(
                steps, rate, lambda w: float(sigmoid(-w)) * float(sigmoid(w))
            ),
            "the rate is divided by the number of steps; each step is a whole one.": lambda steps, rate: (
                _weight(steps, rate / steps) if steps else 0.0
            ),
            "this is an estimate for many steps, ln(1 + rate·steps); the weight itself comes from the steps one by "
            "one.": (lambda steps, rate: math.log(1 + rate * steps)),
            "this is ln(steps), an estimate for many steps at rate 1; the weight itself comes from the steps.": (
                lambda steps, rate: math.log(steps) if steps else 0.0
            ),
            "each step starts from w = 0 again: recompute the gradient at the new w.": (
                lambda steps, rate: steps * rate * 0.5
            ),
        },
    ),
    Exercise(
        name="crammer-singer",
        task="write multi_hinge(z, y), max(0, 1 + the best rival's score − z[y]), for one row of scores z",
        reference=_multi_hinge,
        solution=solutions.multi_hinge,
        cases=_multi_cases,
        unit=None,
        mistakes={
            "the maximum runs over all classes, the true one among them; leave it out of the rivals.": (
                lambda z, y: max(0.0, 1 + np.max(z) - z[y])
            ),
            "the shortfalls of all rivals are added; Crammer and Singer take the strongest rival alone.": (
                lambda z, y: np.maximum(0, 1 + _rivals(z, y) - z[y]).sum()
            ),
            "rivals with the same score as the true class are dropped with it; leave out the index y, not the value.": (
                lambda z, y: max(0.0, 1 + np.max(z[z != z[y]]) - z[y]),
                lambda z, y: max(0.0, 1 + np.max(z[z != z[y]], initial=-np.inf) - z[y]),
            ),
            "where the true class has the highest score, or shares it, this gives 0; a lead below 1 costs something.": (
                lambda z, y: max(0.0, 1 + np.max(z) - z[y]) if np.argmax(z) != y else 0.0
            ),
            "the sum runs over all classes, the true one among them, which adds 1.": (
                lambda z, y: np.maximum(0, 1 + np.asarray(z) - z[y]).sum(),
                lambda z, y: np.maximum(0, 1 + np.asarray(z) - z[y]).mean(),
            ),
            "the shortfalls of all rivals are averaged; Crammer and Singer take the strongest rival alone.": (
                lambda z, y: np.maximum(0, 1 + _rivals(z, y) - z[y]).mean()
            ),
            "one shortfall for each rival is returned; one number is asked for, that of the strongest.": (
                lambda z, y: np.maximum(0, 1 + _rivals(z, y) - z[y])
            ),
            "the absolute value of the lead is taken; a large lead costs nothing.": (
                lambda z, y: max(0.0, 1 + abs(_rivals(z, y).max() - z[y]))
            ),
            "this is the zero-one loss; hinge also says how far the lead falls short.": (
                lambda z, y: float(np.argmax(z) != y)
            ),
            "the margin of 1 is missing.": lambda z, y: max(0.0, _rivals(z, y).max() - z[y]),
            "without the outer maximum it becomes negative beyond the margin.": lambda z, y: (
                1 + _rivals(z, y).max() - z[y]
            ),
            "a bracket is missing: the maximum runs over the whole of 1 + rival − z[y].": (
                lambda z, y: max(0.0, 1 + _rivals(z, y).max()) - z[y]
            ),
            "the second-highest score of all is taken; where the true class is not first, its rival is the first.": (
                lambda z, y: max(0.0, 1 + np.sort(z)[-2] - z[y])
            ),
            "the difference is the wrong way round: the rival's score minus the true one's, plus 1.": (
                lambda z, y: max(0.0, 1 + z[y] - _rivals(z, y).max())
            ),
            "it compares with the average rival, not with the best one.": (
                lambda z, y: max(0.0, 1 + _rivals(z, y).mean() - z[y])
            ),
            "it compares with the weakest rival, not with the best one.": (
                lambda z, y: max(0.0, 1 + _rivals(z, y).min() - z[y])
            ),
        },
    ),
    by_hand(
        "four-hinges",
        "put the four hinge losses into the list",
        [
            Part(
                "the first",
                0.0,
                "its margin is 2, more than 1",
                {
                    "beyond the margin the loss is 0; it is never negative": -1.0,
                    "this is the margin; the loss is what it lacks to 1": 2.0,
                    "the sign is the wrong way round: 1 − sz, and not 1 + sz": 3.0,
                    "its margin is 2 and lacks nothing to 1": 1.0,
                },
            ),
            Part(
                "the second",
                0.5,
                "its margin is ½; what does it lack to 1?",
                {
                    "a right answer inside the margin costs something too: 1 − ½": 0.0,
                    "this is the squared hinge loss": 0.25,
                    "the sign is the wrong way round: 1 − sz, and not 1 + sz": 1.5,
                    "its margin is ½; that much is there already": 1.0,
                    "a loss is not negative: it lacks ½": -0.5,
                },
            ),
            Part(
                "the third",
                0.0,
                "its target is 0, so s = −1, and the margin is (−1)(−1) = 1",
                {
                    "the target is 0, so the margin is minus the score: (−1)(−1) = 1": 2.0,
                    "a target of 0 was multiplied in as it is; it stands for s = −1": 1.0,
                    "this is the score; its margin is 1, which lacks nothing": -1.0,
                },
            ),
            Part(
                "the fourth",
                4.0,
                "its margin is −3; what does it lack to 1?",
                {
                    "the margin of 1 was forgotten: the loss is what is missing to 1, not to 0": 3.0,
                    "this is the margin; the loss is what it lacks to 1": -3.0,
                    "this is the zero-one loss; hinge also says how far an answer is off": 1.0,
                    "this is the squared hinge loss": 16.0,
                    "the sign of the score is lost: 1 − (−3) is 4": -2.0,
                    "1 was subtracted from 3; 1 − (−3) is 4": 2.0,
                    "the target is 1 and the score −3: this answer is wrong": 0.0,
                },
            ),
        ],
        whole={
            "the margin of 1 was forgotten: the loss is what is missing to 1, not to 0.": [0.0, 0.0, 0.0, 3.0],
            "these are the margins; the loss is what each lacks to 1.": [2.0, 0.5, 1.0, -3.0],
            "these are zero-one losses; hinge also says how far an answer is off.": [0.0, 0.0, 0.0, 1.0],
            "these are squared hinge losses.": [0.0, 0.25, 0.0, 16.0],
            "these are losses of logistic regression, ln(1 + e^(−sz)); hinge has no logarithm.": [
                0.126928,
                0.474077,
                0.313262,
                3.048587,
            ],
        },
    ),
    matching(
        "four-causes",
        "give each of the four reports A, B, C and D its cause",
        {"A": "saturated", "B": "separable", "C": "targets", "D": "hinge"},
        {
            "A": "0.37 is what a squared error costs when every prediction is 0 and 37% of the truths are 1",
            "B": "every training example is right, and longer weights still lower the training loss",
            "C": "with y = 0 the score drops out of 1 − y·z",
            "D": "only one of these losses is exactly 0 for a right answer, and asks for a score of 1 and no more",
        },
    ),
    Exercise(
        name="squared-hinge-best",
        task="write best_score(P), the score whose expected squared hinge loss is least",
        reference=lambda P: 2 * np.asarray(P) - 1,
        solution=solutions.best_score,
        cases=[0.75, 0.5, 0.1, 0.99, 0.0, 1.0, np.array([0.2, 0.6, 0.9])],
        tolerance=1e-3,
        unit=None,
        mistakes={
            "this is hinge's best score, ±1 by the majority; the square changes it.": (
                lambda P: np.sign(np.asarray(P) - 0.5),
                lambda P: np.where(np.asarray(P) > 0.5, 1.0, -1.0),
                lambda P: np.where(np.asarray(P) >= 0.5, 1.0, -1.0),
            ),
            "this says which side is likelier, as 1 or 0; a score is asked for, and it depends on how likely.": (
                lambda P: np.where(np.asarray(P) > 0.5, 1.0, 0.0),
                lambda P: np.where(np.asarray(P) >= 0.5, 1.0, 0.0),
            ),
            "this is the log-odds, cross-entropy's best score.": (
                lambda P: logit(np.clip(P, 1e-300, 1 - 1e-16)),
                lambda P: logit(P),
                _log_odds,
            ),
            "these are the odds P/(1 − P); set the slope of the expected loss to zero.": _odds,
            "this is half of the log-odds, the best score of an exponential loss.": lambda P: _log_odds(P) / 2,
            "this is (1 + P)/2: from 2z = 2(2P − 1) follows z = 2P − 1.": lambda P: (1 + np.asarray(P)) / 2,
            "this is 1 + P: the −(1 − P) of the second term is P − 1, and P stands in the first as well.": (
                lambda P: 1 + np.asarray(P)
            ),
            "a sigmoid makes a probability of it; a score is asked for.": (
                lambda P: sigmoid(P),
                lambda P: sigmoid(2 * np.asarray(P) - 1),
            ),
            "the score is cut off at ±1 after a slope of 4; it is 2P − 1 and needs no cutting.": (
                lambda P: np.clip(4 * np.asarray(P) - 2, -1, 1)
            ),
            "this is the same for every P; how probable yes is decides where the best score lies.": (
                lambda P: np.ones(np.shape(P)),
                lambda P: np.zeros(np.shape(P)),
            ),
            "this is P itself, the best output for squared error with targets 0 and 1.": lambda P: np.asarray(P) * 1.0,
            "the sign is the wrong way round: yes, with probability P, wants a score near +1.": lambda P: (
                1 - 2 * np.asarray(P)
            ),
            "the factor 2 was lost: at P = 1 the best score is 1.": lambda P: np.asarray(P) - 0.5,
            "this is 2P; at P = ½ neither side is favoured and the best score is 0.": lambda P: 2 * np.asarray(P),
        },
    ),
]
