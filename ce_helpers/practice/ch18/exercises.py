"""Chapter 18, Ranking and reinforcement: exercises."""

from __future__ import annotations

import warnings
from functools import partial
from typing import Any

import numpy as np

from ...activations import softplus
from ..by_hand import Part, by_hand
from ..exercise import Exercise
from ..matching import matching
from . import solutions

__all__ = ["EXERCISES"]


def _rewards(rng: np.random.Generator) -> list[Any]:
    plain = [np.array([-0.04, -0.04, 1.0]), np.array([0.5]), np.array([1.0, 2.0, 3.0, 4.0])]
    return [*plain, *(rng.normal(size=n) for n in (2, 5, 8))]


def _discounted(rewards: Any, by: float) -> Any:
    r = np.asarray(rewards, float)
    return np.array([(by ** np.arange(len(r) - t) * r[t:]).sum() for t in range(len(r))])


def _moves(rng: np.random.Generator) -> list[Any]:
    plain = [(1.0, 1.0, 0.2), (1.0, 2.0, 0.2), (1.5, 1.0, 0.2), (0.5, 1.0, 0.2), (0.5, -1.0, 0.2), (1.5, -1.0, 0.2)]
    arrays = (rng.uniform(0, 2.5, 9), rng.normal(size=9), 0.3)
    return [*plain, arrays, (np.array([0.0, 3.0]), np.array([-2.0, 2.0]), 0.1)]


def _pairs(scores: Any, relevance: Any) -> Any:
    s, r = np.asarray(scores, float), np.asarray(relevance)
    return (s[:, None] - s[None, :])[r[:, None] > r[None, :]]


def _ranknet(scores: Any, relevance: Any) -> float:
    margins = _pairs(scores, relevance)
    return float(np.mean(softplus(-margins))) if margins.size else 0.0


def _some(change: Any) -> Any:
    """Return a wrong RankNet: what `change` makes of the margins of the pairs, and 0 where there are none."""

    def wrong(scores: Any, relevance: Any) -> float:
        margins = _pairs(scores, relevance)
        return float(change(margins, np.asarray(scores, float))) if margins.size else 0.0

    return wrong


def _naive(margins: Any, _scores: Any) -> Any:
    with np.errstate(over="ignore"):
        return np.log(1 + np.exp(-margins)).mean()


def _all_pairs(scores: Any, relevance: Any) -> float:
    s, r = np.asarray(scores, float), np.asarray(relevance)
    every = (s[:, None] - s[None, :])[r[:, None] >= r[None, :]]
    return float(np.mean(softplus(-every)))


def _quietly(function: Any) -> Any:
    def called(*args: Any) -> Any:
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return function(*args)

    return called


def _weighted(scores: Any, relevance: Any) -> float:
    r = np.asarray(relevance, float)
    apart, margins = (r[:, None] - r[None, :])[r[:, None] > r[None, :]], _pairs(scores, relevance)
    return float((apart * softplus(-margins)).mean()) if margins.size else 0.0


def _scored(rng: np.random.Generator) -> list[Any]:
    plain = [
        (np.array([2.0, 0.0]), np.array([1, 0])),
        (np.array([0.0, 1.0, 2.0]), np.array([2, 1, 0])),
        (np.array([0.3, -0.2]), np.array([1, 1])),  # no pair
        (np.array([0.0, 900.0]), np.array([1, 0])),
    ]
    return [*plain, *((rng.normal(size=k), rng.integers(0, 4, k)) for k in (4, 5, 7))]


def _logs(rng: np.random.Generator) -> list[Any]:
    p, q = np.array([0.7, 0.2, 0.1]), np.array([0.2, 0.3, 0.5])
    plain = [(np.array([0, 1, 2, 2]), np.array([1.0, 0.0, 2.0, 1.0]), p, q), (np.array([0]), np.array([3.0]), p, q)]
    draws = []
    for k in (2, 4, 5):
        one, other = rng.dirichlet(np.ones(k)), rng.dirichlet(3 * np.ones(k))
        draws.append((rng.integers(0, k, 12), rng.normal(1, 1, 12), one, other))
    return [*plain, *draws]


def _ratio(actions: Any, p: Any, q: Any) -> Any:
    return np.asarray(p)[actions] / np.asarray(q)[actions]


EXERCISES = [
    by_hand(
        "blamed-step",
        "put the three numbers of the gradient into the list",
        [
            Part(
                "first score",
                -1.0,
                "that action was not taken: its probability, 0.5, times the advantage, −2",
                {
                    "only the action taken was pushed; all three scores are in the softmax": 0.0,
                    "1 is taken from the first score; the second action was taken": 1.0,
                    "the advantage, −2, is missing": 0.5,
                    "the advantage is used twice": 2.0,
                    "1 is taken off, or added, where the action was not taken": -3.0,
                },
            ),
            Part(
                "second score",
                1.4,
                "that action was taken: its probability less 1, times the advantage, −2 · (0.3 − 1)",
                {
                    "1 is added at the action taken; it is subtracted": -2.6,
                    "this is 1 − 2 · 0.3 plus a 1 that the advantage does not weigh; it weighs the 1 as well": -1.6,
                    "the sign of 1 − π and the advantage are mixed up: −2 · (0.3 − 1) is positive": -1.4,
                    "this takes 2 − (−2) · 0.3; the 1 is subtracted before the advantage multiplies": 2.6,
                },
            ),
            Part(
                "third score",
                -0.4,
                "that action was not taken: its probability, 0.2, times the advantage, −2",
                {
                    "only the action taken was pushed; all three scores are in the softmax": 0.0,
                    "1 is subtracted there; the action was not taken": 1.6,
                    "the advantage, −2, is missing": 0.2,
                },
            ),
        ],
        whole={
            "the weight −2 is missing: this is π − e_a.": [0.5, -0.7, 0.2],
            "the weight is missing, and the sign is turned: this is e_a − π.": [-0.5, 0.7, -0.2],
            "the sign is turned: this is A·(e_a − π), the direction of a step, and not the gradient.": [
                1.0,
                -1.4,
                0.4,
            ],
            "1 is taken from the first score; the second action was taken.": [1.0, -0.6, -0.4],
            "the places of the first two actions are exchanged; the second action was taken.": [-1.4, 1.0, -0.4],
            "1 was not subtracted at the action taken, and the sign is turned.": [1.0, 0.6, 0.4],
            "1 was not subtracted at the action taken.": [-1.0, -0.6, -0.4],
            "only the score of the action taken was pushed; all three scores are in the softmax.": [0.0, 1.4, 0.0],
            "this is the advantage at the action taken; it is multiplied by π − e_a.": [0.0, -2.0, 0.0],
            "this is the advantage at the action taken, with its sign turned; it is multiplied by π − e_a.": [
                0.0,
                2.0,
                0.0,
            ],
            "this is the gradient in the probability, −A/π; the one in the scores is asked for.": [0.0, 2 / 0.3, 0.0],
            "this is the gradient of the probability's logarithm, with its sign turned: −A/π has a plus here.": (
                [0.0, -2 / 0.3, 0.0]
            ),
            "this is the loss itself, −A·ln 0.3, or a part of it; its gradient is asked for.": [0.0, -2.408, 0.0],
            "the weight is used twice.": [2.0, -2.8, 0.8],
            "the weight is used twice, with one sign turned.": [-2.0, 2.8, -0.8],
        },
    ),
    Exercise(
        name="returns-to-go",
        task="write returns_to_go(rewards), for each step the sum of the rewards from it on",
        reference=lambda rewards: np.flip(np.cumsum(np.flip(np.asarray(rewards)))),
        solution=solutions.returns_to_go,
        cases=_rewards,
        unit=None,
        mistakes={
            "this sums the rewards up to each step; those from it on are asked for.": lambda r: np.cumsum(r),
            "this gives every step the whole return; what came before a step is not its doing.": lambda r: np.full(
                len(r), np.sum(r)
            ),
            "the step's own reward is left out.": lambda r: np.flip(np.cumsum(np.flip(r))) - r,
            "the order is reversed: the first entry belongs to the first step.": lambda r: np.cumsum(np.flip(r)),
            "these are means of what is still to come; the sum is asked for.": lambda r: (
                np.flip(np.cumsum(np.flip(r))) / np.arange(len(r), 0, -1)
            ),
            "this is one number, the return of the whole episode; one for each step is asked for.": lambda r: np.sum(r),
            "these are the rewards before each step; those from it on are asked for.": lambda r: np.cumsum(r) - r,
            "later rewards are discounted; here they count in full.": (
                *(partial(_discounted, by=by) for by in (0.99, 0.9, 0.95, 0.5)),
            ),
            "these are the rewards in reverse, not summed.": lambda r: np.flip(r),
            "only two rewards are added, the step's own and the next; all those to come count.": (
                lambda r: np.asarray(r) + np.append(np.asarray(r)[1:], 0)
            ),
            "this is the largest reward to come; the sum is asked for.": (
                lambda r: np.flip(np.maximum.accumulate(np.flip(r)))
            ),
            "the last reward is left out.": lambda r: np.flip(np.cumsum(np.flip(r))) - r[-1],
            "a mean is subtracted; the plain sum is asked for, without a baseline.": (
                lambda r: np.flip(np.cumsum(np.flip(r))) - np.mean(r),
                lambda r: np.flip(np.cumsum(np.flip(r))) - np.mean(np.cumsum(np.flip(r))),
            ),
            "the return of the whole episode is subtracted; what is left is minus what came before.": (
                lambda r: np.flip(np.cumsum(np.flip(r))) - np.sum(r)
            ),
            "the sums are divided by the length of the episode; they are asked for as they are.": (
                lambda r: np.flip(np.cumsum(np.flip(r))) / len(r)
            ),
        },
    ),
    Exercise(
        name="clipped-surrogate",
        task="write clipped(r, A, eps), min(r·A, clip(r, 1 − ε, 1 + ε)·A)",
        reference=lambda r, A, eps: np.minimum(np.asarray(r) * A, np.clip(r, 1 - eps, 1 + eps) * A),
        solution=solutions.clipped,
        cases=_moves,
        unit=None,
        mistakes={
            "without the minimum, a blamed action that became likelier costs too little.": lambda r, A, eps: (
                np.clip(r, 1 - eps, 1 + eps) * A
            ),
            "the larger of the two is taken; the clip must never add to what is gained.": lambda r, A, eps: np.maximum(
                np.asarray(r) * A, np.clip(r, 1 - eps, 1 + eps) * A
            ),
            "the minimum is taken of the ratios, before the advantage gives the sign.": lambda r, A, eps: (
                np.minimum(r, np.clip(r, 1 - eps, 1 + eps)) * A
            ),
            "the product r·A is clipped; the clip belongs to the ratio.": lambda r, A, eps: np.minimum(
                np.asarray(r) * A, np.clip(np.asarray(r) * A, 1 - eps, 1 + eps)
            ),
            "this is the loss; the surrogate is its negative.": lambda r, A, eps: (
                -np.minimum(np.asarray(r) * A, np.clip(r, 1 - eps, 1 + eps) * A)
            ),
            "the ratio is clipped to (−ε, ε); it lies around 1.": lambda r, A, eps: np.minimum(
                np.asarray(r) * A, np.clip(r, -eps, eps) * A
            ),
            "below 1 a blamed action's ratio is held from above; it is held from below, at 1 − ε.": lambda r, A, eps: (
                np.where(np.asarray(A) > 0, np.minimum(r, 1 + eps), np.minimum(r, 1 - eps)) * A
            ),
            "the clipped ratio has lost its advantage: clip(r, 1 − ε, 1 + ε)·A stands in the minimum.": (
                lambda r, A, eps: np.minimum(np.asarray(r) * A, np.clip(r, 1 - eps, 1 + eps))
            ),
            "r·A itself is clipped, and no minimum is taken.": (
                lambda r, A, eps: np.clip(np.asarray(r) * A, 1 - eps, 1 + eps)
            ),
            "this is r·A, without a clip.": lambda r, A, eps: np.asarray(r) * A,
        },
    ),
    matching(
        "four-agents",
        "give each of the four reports A, B, C and D its cause",
        {"A": "stale batch", "B": "collapsed", "C": "policy is its own reference", "D": "position"},
        {
            "A": "the return falls while the loss goes to −2,700, in 1,000 steps on each batch: after the first steps "
            "another policy acts than the one that played it",
            "B": "the entropy of the policy is 0.0001: it always does the same, and cannot find anything better",
            "C": "0.6931 is ln 2, which is −ln σ(0): for every pair the two ratios of the loss are equal",
            "D": "the loss is measured on the log, in which the old order decided what was seen",
        },
    ),
    Exercise(
        name="ranknet",
        task="write ranknet(scores, relevance), the mean of −ln σ(s_i − s_j) over the pairs where i is more relevant "
        "than j",
        reference=_ranknet,
        solution=solutions.ranknet,
        cases=_scored,
        mistakes={
            "the pairs are the wrong way round: the more relevant item's score comes first.": _some(
                lambda m, s: np.mean(softplus(m))
            ),
            "this is the sum over the pairs; their mean is asked for.": _some(lambda m, s: np.sum(softplus(-m))),
            "this divides by the number of items squared, not by the number of pairs.": _some(
                lambda m, s: np.sum(softplus(-m)) / s.size**2
            ),
            "this divides by the number of items, not by the number of pairs.": _some(
                lambda m, s: np.sum(softplus(-m)) / s.size
            ),
            "e^−margin overflows for scores that lie far apart; use np.logaddexp(0, −margin).": _some(_naive),
            "pairs of equal relevance, and each item with itself, are counted too.": _all_pairs,
            "where there is no pair, 0 is asked for; a mean of nothing is NaN.": _quietly(
                lambda scores, relevance: np.mean(np.logaddexp(0, -_pairs(scores, relevance)))
            ),
            "pairs are weighted by how far apart their relevances lie; each counts once.": _weighted,
            "a probability is held away from 0, or a loss from above: a score of any size must count.": (
                _some(lambda m, s: np.minimum(softplus(-m), 30).mean()),
                _some(lambda m, s: -np.log(np.maximum(1 / (1 + np.exp(-np.maximum(m, -700))), 1e-12)).mean()),
                _some(lambda m, s: -np.log(1 / (1 + np.exp(-np.maximum(m, -700))) + 1e-12).mean()),
            ),
            "this is the logarithm of a mean probability; the mean of the logarithms is asked for.": _some(
                lambda m, s: -np.log((1 / (1 + np.exp(-np.maximum(m, -700)))).mean())
            ),
            "this is the probability of a wrong order; its loss is a logarithm.": _some(
                lambda m, s: (1 / (1 + np.exp(np.minimum(m, 700)))).mean()
            ),
            "this is minus the mean margin; −ln σ stands around each of them.": _some(lambda m, s: -m.mean()),
            "this takes neighbours in the order of the scores; the pairs are made by relevance.": _some(
                lambda m, s: np.mean(softplus(-np.diff(np.sort(s))))
            ),
            "this is a hinge on the margins, max(0, 1 − margin).": _some(lambda m, s: np.maximum(0, 1 - m).mean()),
            "this is the share of pairs in the wrong order; it has no gradient.": _some(lambda m, s: (m < 0).mean()),
        },
    ),
    Exercise(
        name="off-policy",
        task="write off_policy(actions, returns, p, q), the mean of p(a)/q(a) times the return",
        reference=lambda actions, returns, p, q: (_ratio(actions, p, q) * np.asarray(returns)).mean(),
        solution=solutions.off_policy,
        cases=_logs,
        unit=None,
        mistakes={
            "the ratio is upside down: weight what p would do more often than q did.": lambda a, g, p, q: (
                _ratio(a, q, p) * np.asarray(g)
            ).mean(),
            "this is the plain mean of the log, the return of the policy q.": lambda a, g, p, q: np.mean(g),
            "the weight is p(a) alone; q has already decided how often an action is in the log.": lambda a, g, p, q: (
                np.asarray(p)[a] * np.asarray(g)
            ).mean(),
            "this divides by the sum of the weights; that is another estimate, and not unbiased.": lambda a, g, p, q: (
                (_ratio(a, p, q) * np.asarray(g)).sum() / _ratio(a, p, q).sum()
            ),
            "the logarithm of the ratio is the weight there; the ratio itself is asked for.": lambda a, g, p, q: (
                np.log(_ratio(a, p, q)) * np.asarray(g)
            ).mean(),
            "the ratios are clipped; that bounds the noise, and the estimate is no longer unbiased.": (
                lambda a, g, p, q: (np.minimum(_ratio(a, p, q), 1) * np.asarray(g)).mean(),
                lambda a, g, p, q: (np.clip(_ratio(a, p, q), 0.8, 1.2) * np.asarray(g)).mean(),
            ),
            "this gives each action's mean return the weight p(a), and an action that the log lacks none; use each "
            "logged return, weighted by p(a)/q(a).": lambda a, g, p, q: sum(
                p[k] * np.mean(np.asarray(g)[a == k]) for k in range(len(p)) if np.any(a == k)
            ),
            "this divides by the number of actions; divide by the number of logged steps.": (
                lambda a, g, p, q: (_ratio(a, p, q) * np.asarray(g)).sum() / len(p)
            ),
            "a mean return is subtracted; the return itself is to be estimated.": (
                lambda a, g, p, q: (_ratio(a, p, q) * (np.asarray(g) - np.mean(g))).mean()
            ),
            "the ratios are averaged over the actions; each logged step has the ratio of its own action.": (
                lambda a, g, p, q: (p / q).mean() * np.mean(g)
            ),
            "this is the sum over the log; its mean is asked for.": lambda a, g, p, q: (
                _ratio(a, p, q) * np.asarray(g)
            ).sum(),
        },
    ),
]
