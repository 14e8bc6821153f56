"""Chapter 11, Why the logarithm: exercises."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...information import cross_entropy, entropy, kl_divergence
from ...scoring import brier_decomposition, brier_score, expected_score
from ..by_hand import Part, by_hand
from ..exercise import Exercise
from ..matching import matching
from ..usual import epsilons
from . import orders, solutions

__all__ = ["EXERCISES"]


def _brier_cases(rng: np.random.Generator) -> list[Any]:
    plain = [(np.array([0]), np.array([[0.7, 0.2, 0.1]])), (np.array([1, 0]), np.array([[0.2, 0.8], [0.6, 0.4]])),
             (np.array([2, 2, 0]), np.eye(3)), (np.array([1]), np.array([[0.25, 0.25, 0.25, 0.25]]))]  # fmt: skip
    shapes = [(2, 3), (5, 3), (4, 4), (8, 2), (10, 5)]
    return [*plain, *((rng.integers(0, k, n), rng.dirichlet(np.ones(k), n)) for n, k in shapes)]


def _errors(y: Any, q: Any) -> Any:
    return np.asarray(q) - np.eye(np.shape(q)[1])[np.asarray(y)]


def _of_truth(y: Any, q: Any) -> Any:
    return np.asarray(q)[np.arange(len(y)), y]


def _floor_and_price(p: Any, q: Any) -> Any:
    return entropy(p), kl_divergence(p, q)


def _pairs(rng: np.random.Generator) -> list[Any]:
    plain = [
        ([0.9, 0.1], [0.6, 0.4]),
        ([0.5, 0.3, 0.2], [0.2, 0.2, 0.6]),
        ([0.5, 0.5], [0.5, 0.5]),
        ([0.5, 0.5], [1.0, 1e-300]),
    ]
    drawn = [tuple(rng.dirichlet(np.full(k, 2.0), 2)) for k in range(2, 9)]
    return [(np.array(p), np.array(q)) for p, q in [*plain, *drawn]]


def _best_report(p: Any, a: Any) -> Any:
    odds = (p / (1 - p)) ** (1 / (a - 1))
    return odds / (1 + odds)


def _at_odds(power: Any) -> Any:
    """Return the report whose odds are those of the belief to `power(a)`."""
    return lambda p, a: 1 / (1 + ((1 - p) / p) ** power(a))


def _belief_cases(rng: np.random.Generator) -> list[Any]:
    plain = [(0.9, 3.0), (0.9, 2.0), (0.5, 4.0), (0.2, 1.5), (0.7, 1.2), (0.6, 10.0)]
    return [*plain, *((float(p), float(a)) for p, a in zip(rng.uniform(0.05, 0.95, 10), rng.uniform(1.3, 6, 10),
                                                           strict=True))]  # fmt: skip


def _square_of_one(q: Any) -> Any:
    return (1 - q) ** 2


def _exposure_fault(answer: Any) -> str | None:
    """Say what is wrong with a belief and a report that are to show (1 − q_k)² improper."""
    try:
        belief, report = (np.asarray(x, float) for x in answer)
    except (TypeError, ValueError):
        return "two lists of three probabilities are asked for: (belief, report)."
    for name, x in (("belief", belief), ("report", report)):
        if x.shape != (3,):
            return f"{name} has shape {x.shape}; three outcomes are asked for, since with two the rule is proper."
        if np.isnan(x).any():
            return f"{name} holds NaN, which is no number: look at what it is computed from."
        if not np.all(x >= 0):
            return (
                f"{name} has the entry {x.min():.4g}, and a probability is 0 or more. If solving gives a negative "
                "entry, set it to 0 and solve for the other two."
            ).replace("-", "−")
        if abs(x.sum() - 1) > 1e-6:
            return f"{name} is no distribution: its entries must sum to 1, and these sum to {x.sum():.4g}."
    belief, report = belief / belief.sum(), report / report.sum()
    honest, other = (float(expected_score(belief, x, _square_of_one)) for x in (belief, report))
    costs = f"honesty is expected to cost {honest:.4f}, this report {other:.4f}"
    if other >= honest:
        return f"{costs}: no gain. A lie pays where p(1 − p) is not the same for all three; move towards the largest."
    if other > honest - 0.005:
        return f"a lie that pays, but by less than 0.005: {costs}. Solve for the report with p(1 − q) the same for all."
    return None


def _murphy(y: Any, q: Any) -> Any:
    parts = brier_decomposition(y, q)
    return parts.reliability, parts.resolution, parts.uncertainty


def _murphy_cases(rng: np.random.Generator) -> list[Any]:
    plain = [([0, 0, 1, 1, 1, 0], [0.2, 0.2, 0.2, 0.9, 0.9, 0.9]), ([0, 1, 1, 1], [0.25, 0.25, 0.75, 0.75]),
             ([1, 0, 0, 0], [0.3, 0.3, 0.3, 0.3]), ([0, 1, 1, 0, 1], [0.0, 1.0, 1.0, 0.5, 0.5]),
             ([0, 1, 0, 1, 1, 0], [0.31, 0.31, 0.34, 0.34, 0.39, 0.39])]  # fmt: skip
    drawn = [(rng.integers(0, 2, n), rng.choice([0.1, 0.3, 0.6, 0.8], n)) for n in (12, 20, 35, 60)]
    return [(np.array(y), np.array(q)) for y, q in [*plain, *drawn]]


def _by_bins(y: Any, q: Any, weigh: Any) -> Any:
    """Return the three parts with the weights `weigh(share of each bin)` in place of the shares."""
    y, q = np.asarray(y), np.asarray(q)
    said, index, count = np.unique(q, return_inverse=True, return_counts=True)
    seen = np.bincount(index, weights=y) / count
    w = weigh(count / count.sum())
    return (w * (said - seen) ** 2).sum(), (w * (seen - y.mean()) ** 2).sum(), y.mean() * (1 - y.mean())


def _bin_means(q: Any, bins: int) -> Any:
    """Return the mean forecast of the bin of equal width that each forecast falls into."""
    index = np.minimum((np.asarray(q) * bins).astype(int), bins - 1)
    return np.array([np.mean(np.asarray(q)[index == i]) for i in index])


def _resolution_of_forecasts(y: Any, q: Any) -> Any:
    a, _, c = _murphy(y, q)
    return a, float(np.mean((np.asarray(q) - np.mean(y)) ** 2)), c


EXERCISES = [
    Exercise(
        name="brier-rows",
        task="write brier(y, q), the mean over the samples of Σ_k (q_k − 1[k = y])², q of shape (n, K)",
        reference=lambda y, q: brier_score(y, q),
        solution=solutions.brier,
        cases=_brier_cases,
        unit=None,
        mistakes={
            "the classes are averaged; Brier sums over the classes and takes the mean over the samples only.": (
                lambda y, q: np.mean(_errors(y, q) ** 2)
            ),
            "only the class that happened is counted, (1 − q_y)²; the others' squares belong to it.": (
                lambda y, q: np.mean((1 - _of_truth(y, q)) ** 2)
            ),
            "q is compared with the number of the class; compare it with the class's one-hot row.": (
                lambda y, q: ((np.asarray(q) - np.asarray(y)[:, None]) ** 2).sum(axis=1).mean()
            ),
            "these are absolute differences; square them. As they stand the score is not proper.": (
                lambda y, q: np.abs(_errors(y, q)).sum(axis=1).mean()
            ),
            "a square root is taken; the Brier score has none.": (
                lambda y, q: np.sqrt((_errors(y, q) ** 2).sum(axis=1).mean()),
                lambda y, q: np.sqrt((_errors(y, q) ** 2).sum(axis=1)).mean(),
            ),
            "one score per sample is returned; their mean is asked for.": lambda y, q: (_errors(y, q) ** 2).sum(axis=1),
            "this is half of it; the sum over all K columns is asked for.": lambda y, q: brier_score(y, q) / 2,
        },
    ),
    Exercise(
        name="floor-and-price",
        task="write floor_and_price(p, q), the pair H(P) and KL(P‖Q) in nats: what honesty is expected to cost, and "
        "what the report Q costs on top",
        reference=_floor_and_price,
        solution=solutions.floor_and_price,
        cases=_pairs,
        mistakes={
            "the second number is the whole cross-entropy H(P, Q); only what it exceeds H(P) by is asked for.": (
                lambda p, q: (entropy(p), cross_entropy(p, q))
            ),
            "the second number is KL(Q‖P): the belief P weights, the report Q pays.": (
                lambda p, q: (entropy(p), kl_divergence(q, p))
            ),
            "the first number is H(Q); an honest report of P is expected to cost H(P).": (
                lambda p, q: (entropy(q), kl_divergence(p, q))
            ),
            "the second number has the wrong sign: it is the sum of p·ln(p/q), and never negative.": (
                lambda p, q: (entropy(p), -kl_divergence(p, q))
            ),
            "the two numbers stand in the wrong order: the floor first, then the price.": (
                lambda p, q: (kl_divergence(p, q), entropy(p))
            ),
            "the price is H(Q) − H(P); two entropies do not say how far Q is from P.": (
                lambda p, q: (entropy(p), entropy(q) - entropy(p))
            ),
            "an epsilon stands inside a logarithm; nothing here is 0, so nothing needs it.": (
                *epsilons(
                    lambda eps: lambda p, q: (entropy(p), np.sum(p * np.log(p / (np.asarray(q) + eps)))), least=1e-20
                ),
            ),
        },
    ),
    Exercise(
        name="best-report",
        task="write best_report(p, a), the report q that is expected to cost least if |y − q|ᵃ is charged, a > 1",
        reference=_best_report,
        solution=solutions.best_report,
        cases=_belief_cases,
        tolerance=1e-4,  # a search by numbers is as good as the derivative
        unit=None,
        mistakes={
            "this is honest whatever a is; only for a = 2 is honesty cheapest. Set the derivative by q to 0.": (
                lambda p, a: p
            ),
            "the odds are raised to a − 1; they are to be raised to 1/(a − 1).": _at_odds(lambda a: a - 1),
            "the odds are raised to 1/a; differentiating took one from the power, so it is 1/(a − 1).": (
                _at_odds(lambda a: 1 / a)
            ),
            "the odds are raised to a; solve p(1 − q)ᵃ⁻¹ = (1 − p)qᵃ⁻¹ for the odds of q.": _at_odds(lambda a: a),
            "p and 1 − p stand in each other's place: with probability p the event happens and 1 − q is charged.": (
                _at_odds(lambda a: -1 / (a - 1))
            ),
            "these are the odds of the report; the report itself is odds/(1 + odds).": (
                lambda p, a: (p / (1 - p)) ** (1 / (a - 1))
            ),
            "p to the power is not yet a report: divide by the sum of that of p and that of 1 − p.": (
                lambda p, a: p ** (1 / (a - 1))
            ),
            "this rounds to certainty, which is best only as a → 1.": lambda p, a: float(p > 0.5),
        },
    ),
    Exercise(
        name="expose-improper",
        task="find belief and report, three probabilities each, for which (1 − q_k)² makes the report at least 0.005 "
        "cheaper than honesty",
        reference=([0.6, 0.2, 0.2], [5 / 7, 1 / 7, 1 / 7]),
        checker=_exposure_fault,
        unit=None,
        mistakes={
            "that is the lie absolute error likes; squares go less far, and here it costs more than honesty.": (
                [0.4, 0.35, 0.25],
                [1.0, 0.0, 0.0],
            ),
        },
    ),
    Exercise(
        name="murphy-parts",
        task="write murphy(y, q), the triple reliability, resolution, uncertainty of the Brier score, every distinct "
        "forecast being a bin",
        reference=_murphy,
        solution=solutions.murphy,
        cases=_murphy_cases,
        unit=None,
        mistakes={
            "every bin counts alike; weight each by its share of the forecasts.": (
                lambda y, q: _by_bins(y, q, lambda share: np.full_like(share, 1 / share.size))
            ),
            "forecasts that differ share a bin of equal width; every distinct forecast is a bin of its own.": tuple(
                lambda y, q, bins=bins: _murphy(y, _bin_means(q, bins)) for bins in (5, 10, 20)
            ),
            "the bins are added without weights; weight each by its share of the forecasts.": (
                lambda y, q: _by_bins(y, q, np.ones_like)
            ),
            "reliability and resolution stand in each other's place.": (
                lambda y, q: (_murphy(y, q)[1], _murphy(y, q)[0], _murphy(y, q)[2])
            ),
            "the resolution has a minus; that stands in the sum of the three, and the part itself is a variance.": (
                lambda y, q: (_murphy(y, q)[0], -_murphy(y, q)[1], _murphy(y, q)[2])
            ),
            "the resolution is taken from the forecasts; it is about the frequencies that followed them.": (
                _resolution_of_forecasts
            ),
            "the reliability is the whole Brier score; compare each forecast with its bin's frequency, not with y.": (
                lambda y, q: (brier_score(y, q), *_murphy(y, q)[1:])
            ),
            "the uncertainty is a standard deviation; ȳ(1 − ȳ) is the variance.": (
                lambda y, q: (*_murphy(y, q)[:2], _murphy(y, q)[2] ** 0.5)
            ),
        },
    ),
    by_hand(
        "one-belief-three-bills",
        "give the expected cost of honesty and of the report 0.6, the price, and the expected |y − q| of the report 1",
        [
            Part(
                "honest report",
                0.16,
                "with probability 0.8 you pay 0.2², with probability 0.2 you pay 0.8²",
                {
                    "the squares are not weighted; the belief weighs them with 0.8 and 0.2": 0.68,
                    "this is the absolute rule, 0.8·0.2 + 0.2·0.8; the rule squares": 0.32,
                    "the two weights are exchanged: 0.2² is paid if the event comes, which has probability 0.8": 0.52,
                    "this is the bill if the event comes; it may also fail to come": 0.04,
                    "this is the bill if the event does not come; mostly it comes": 0.64,
                    "an honest report is not free: the event remains uncertain": 0.0,
                    "this is the log score, the entropy; the rule is (y − q)²": 0.500402,
                    "this is the part of the other outcome alone; the event costs, too": 0.128,
                    "this is the part of the event alone, 0.8·0.2²; the other outcome costs, too": 0.032,
                },
            ),
            Part(
                "report 0.6",
                0.2,
                "with probability 0.8 you pay 0.4², with probability 0.2 you pay 0.6²",
                {
                    "the report weighs here; the belief, 0.8 and 0.2, has to weigh": 0.24,
                    "this is the absolute rule, 0.8·0.4 + 0.2·0.6; the rule squares": 0.44,
                    "the two weights are exchanged": 0.32,
                    "this is the price alone, (p − q)²; the whole expected cost is asked for": 0.04,
                    "the squares are not weighted": 0.52,
                    "this is the bill if the event comes": 0.16,
                    "this is the part of the event alone; the other outcome costs, too": 0.128,
                },
            ),
            Part(
                "price",
                0.04,
                "it is the second number less the first",
                {
                    "the sign is turned; the dishonest report costs more": -0.04,
                    "this is |p − q|, or the whole cost; the price is what that exceeds the cost of honesty by": 0.2,
                    "this is twice as much, the two-column form": 0.08,
                    "this is the ratio of the two costs; their difference is asked for": 1.25,
                    "this is KL, the price under the log rule": 0.091516,
                },
            ),
            Part(
                "|y − 1|",
                0.2,
                "the report 1 costs nothing if the event comes and 1 if it does not",
                {
                    "with probability 0.8 the event comes, and then the report 1 costs nothing": 0.8,
                    "this is the honest report under the absolute rule": 0.32,
                    "certainty is not free: the event may fail to come": 0.0,
                    "this is the bill if the event does not come; that has probability 0.2": 1.0,
                },
            ),
        ],
    ),
    matching(
        "five-forecasters-three-numbers",
        "say which of the five each forecaster is",
        {
            "A": "timid",
            "B": "knows the base rate",
            "C": "boastful",
            "D": "the wrong way round",
            "E": "honest and informed",
        },
        {
            "A": "its days differ as much as anybody's, and its forecasts differ less than the days: variance 0.01 "
            "against 0.09",
            "B": "its forecasts do not vary at all, and nothing is told apart",
            "C": "its forecasts lie further apart than the days do: variance 0.2304 against 0.09",
            "D": "it is as sharp as the days are, and its reliability is 0.6²: 0.6 lies between forecast and frequency",
            "E": "its reliability is 0, so what it says comes true as often as it says, and it tells the days apart",
        },
    ),
    Exercise(
        name="best-order",
        task="write best_order(demand, too_few, too_many), the smallest of the past demands that, as an order, has the "
        "least mean cost",
        reference=orders.best_order,
        solution=solutions.best_order,
        cases=orders.order_cases,
        unit=None,
        mistakes=orders.MISTAKES,
    ),
]
