"""Chapter 11, Why the logarithm: exercises."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...activations import sigmoid
from ...scoring import brier_score, expected_score
from ..by_hand import Part, by_hand
from ..exercise import Exercise
from ..matching import matching
from . import orders, parts, solutions

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


def _log_score(y: Any, q: Any) -> Any:
    with np.errstate(divide="ignore"):
        return -np.log(_of_truth(y, q)).mean()


def _at_odds(power: Any) -> Any:
    """Return the report whose odds are those of the belief to `power(a)`; by logarithms, which do not overflow."""
    return lambda p, a: sigmoid(power(a) * np.log(p / (1 - p)))


_best_report = _at_odds(lambda a: 1 / (a - 1))


def _on_a_grid(steps: int, choose: Any = np.argmin) -> Any:
    """Return the report of least expected cost among `steps` + 1 of equal distance."""

    def report(p: Any, a: Any) -> Any:
        q = np.linspace(0, 1, steps + 1)
        return q[choose(_expected_power(p, a, q))]

    return report


def _expected_power(p: Any, a: Any, q: Any) -> Any:
    return p * (1 - q) ** a + (1 - p) * q**a


def _belief_cases(rng: np.random.Generator) -> list[Any]:
    plain = [
        (0.9, 3.0),
        (0.9, 2.0),
        (0.5, 4.0),
        (0.2, 1.5),
        (0.7, 1.2),
        (0.6, 10.0),
        (0.45, 1.0005),
        (0.3, 1.001),
        (0.8, 1.001),
    ]
    return [*plain, *((float(p), float(a)) for p, a in zip(rng.uniform(0.05, 0.95, 10), rng.uniform(1.3, 6, 10),
                                                           strict=True))]  # fmt: skip


def _winners_fault(answer: Any) -> str | None:
    """Say what is wrong with a belief and two reports of which the log rule and Brier are to prefer one each."""
    try:
        numbers = [float(x) for x in answer]
    except (TypeError, ValueError):
        return "three numbers are asked for: (belief, first report, second report), each the probability of the event."
    if len(numbers) != 3:
        return f"three numbers are asked for, and these are {len(numbers)}: (belief, first report, second report)."
    for name, x in zip(("belief", "first report", "second report"), numbers, strict=True):
        if not 0 <= x <= 1:
            return f"the {name} is {x:.4g}; a probability lies between 0 and 1. (70% is 0.7.)".replace("-", "−")
    p, *reports = numbers
    if p in reports:
        which = ("first", "second")[reports.index(p)]
        return f"the {which} report is honest, and an honest report wins under every proper rule. Both must differ."
    log, brier = (
        [float(expected_score((p, 1 - p), (q, 1 - q), rule)) / half for q in reports]
        for rule, half in (("log", 1), ("brier", 2))
    )
    costs = f"log {log[0]:.4f} and {log[1]:.4f} nats, Brier {brier[0]:.4f} and {brier[1]:.4f}"
    log_first, brier_second = log[0] < log[1], brier[1] < brier[0]
    if abs(log[0] - log[1]) < 1e-9 or abs(brier[0] - brier[1]) < 1e-9:
        return f"both reports cost the same by one of the rules: {costs}. One of them has to be nearer to p."
    if log[0] > log[1] and brier[1] > brier[0]:
        return f"the reports stand in the wrong order, {costs}: the first is to win by the log score."
    if not (log_first and brier_second):
        return f"one report wins by both: {costs}. Put the first between ½ and p, and the second near certainty."
    if log[1] - log[0] < 0.01 or brier[0] - brier[1] < 0.01:
        return f"the right idea, and too close: {costs}. Both are to differ by 0.01 or more."
    return None


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
        if not np.all(x >= -1e-9):  # rounding is forgiven
            return (
                f"{name} has the entry {x.min():.4g}, and a probability is 0 or more. If solving gives a negative "
                "entry, set it to 0 and solve for the other two."
            ).replace("-", "−")
        if abs(x.sum() - 1) > 1e-6:
            return f"{name} is no distribution: its entries must sum to 1, and these sum to {x.sum():.4g}."
    belief, report = (np.maximum(x, 0) / np.maximum(x, 0).sum() for x in (belief, report))
    honest, other = (float(expected_score(belief, x, _square_of_one)) for x in (belief, report))
    costs = f"honesty is expected to cost {honest:.4f}, this report {other:.4f}"
    if other >= honest:
        return f"{costs}: no gain. A lie pays where p(1 − p) is not the same for all three; move towards the largest."
    if other > honest - 0.005:
        return f"a lie that pays, but by less than 0.005: {costs}. Solve for the report with p(1 − q) the same for all."
    return None


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
            "the probability of what happened is squared; a good forecast must cost little: (1 − q_y)², and the other "
            "classes' squares.": (
                lambda y, q: np.mean(_of_truth(y, q) ** 2),
                lambda y, q: np.sum(np.asarray(q) ** 2, axis=1).mean(),
            ),
            "the differences are added up before they are squared, and they add up to 0; square each first.": (
                lambda y, q: np.mean(_errors(y, q).sum(axis=1) ** 2)
            ),
            "the one in each row stands at another class than y; index k is column k, counted from 0.": tuple(
                lambda y, q, by=by: (_errors((np.asarray(y) + by) % np.shape(q)[1], q) ** 2).sum(axis=1).mean()
                for by in (1, -1)
            ),
            "the forecasts are compared with their own largest class; compare them with what happened, y.": (
                lambda y, q: (_errors(np.argmax(q, axis=1), q) ** 2).sum(axis=1).mean()
            ),
            "this is the error rate; it sees which class is largest, not how large.": (
                lambda y, q: np.mean(np.argmax(q, axis=1) != y)
            ),
            "this is the log score; the squares of the differences are asked for.": (lambda y, q: _log_score(y, q)),
            "this is 2(1 − q_y)², right for two classes alone; with more, each other class has a square of its own.": (
                lambda y, q: np.mean(2 * (1 - _of_truth(y, q)) ** 2)
            ),
            "this is the linear rule 1 − q_y, not squared, and of one class alone.": (
                lambda y, q: np.mean(1 - _of_truth(y, q))
            ),
            "1 − q_y² stands where (1 − q_y)² belongs, and the other classes are missing.": (
                lambda y, q: np.mean(1 - _of_truth(y, q) ** 2)
            ),
            "a single column is counted; each of the K columns has a square of its own.": (
                lambda y, q: np.mean(_errors(y, q)[:, 0] ** 2),
                lambda y, q: np.mean(_errors(y, q)[:, 1] ** 2),
            ),
            "the class that happened is left out; its square (1 − q_y)² counts, too.": (
                lambda y, q: np.mean((_errors(y, q) ** 2).sum(axis=1) - (1 - _of_truth(y, q)) ** 2)
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
        name="best-report",
        task="write best_report(p, a), the report q that is expected to cost least if |y − q|ᵃ is charged, a > 1",
        reference=_best_report,
        solution=solutions.best_report,
        cases=_belief_cases,
        tolerance=1e-4,  # a search by numbers is as good as the derivative
        unit=None,
        mistakes={
            "this is honest whatever a is; only a = 2 makes honesty cheapest for every p. Set the derivative by q to "
            "0.": lambda p, a: p,
            "the odds are raised to a − 1; they are to be raised to 1/(a − 1).": _at_odds(lambda a: a - 1),
            "the odds are raised to 1/a; differentiating took one from the power, so it is 1/(a − 1).": (
                _at_odds(lambda a: 1 / a)
            ),
            "the odds are raised to a; solve p(1 − q)ᵃ⁻¹ = (1 − p)qᵃ⁻¹ for the odds of q.": _at_odds(lambda a: a),
            "the odds are raised to 1/(a + 1); the power of the derivative is a − 1.": _at_odds(lambda a: 1 / (a + 1)),
            "the odds are squared, whatever a is; the power depends on a: 1/(a − 1).": _at_odds(lambda a: 2),
            "the odds are upside down: p and 1 − p exchanged, or the power with the wrong sign. A higher belief "
            "needs a higher report.": _at_odds(lambda a: -1 / (a - 1)),
            "these are the odds of the report; the report itself is odds/(1 + odds).": (
                lambda p, a: np.exp(np.minimum(np.log(p / (1 - p)) / (a - 1), 700))
            ),
            "p to the power is not yet a report: divide by the sum of that of p and that of 1 − p.": (
                lambda p, a: p ** (1 / (a - 1)),
                lambda p, a: p ** (a - 1),
            ),
            "this rounds to certainty, which is best only as a → 1.": lambda p, a: float(p > 0.5),
            "this is ½ whatever is believed; a belief of 0.9 is worth a higher report.": lambda p, a: 0.5,
            "this is the least expected cost; the report that has it is asked for.": (
                lambda p, a: _expected_power(p, a, _best_report(p, a))
            ),
            "this is the report that costs most; the one that costs least is asked for.": (
                _on_a_grid(1000, np.argmax),
                _on_a_grid(100, np.argmax),
            ),
            "this is the nearest point of a grid; a finer grid or the derivative gives the fourth decimal.": tuple(
                _on_a_grid(steps) for steps in (10, 20, 50, 99, 100, 200, 500, 999, 1000, 2000)
            ),
            "the odds are multiplied or the belief divided by a; the power a changes the exponent of the odds.": (
                lambda p, a: a * p / (a * p + 1 - p),
                lambda p, a: p / a,
                lambda p, a: p / (a - 1),
                lambda p, a: min(1.0, p * (a - 1)),
                lambda p, a: (a - 1) * p / ((a - 1) * p + 1 - p),
            ),
        },
    ),
    Exercise(
        name="two-winners",
        task="find a belief and two reports such that the first is expected to cost at least 0.01 less by the log "
        "score, and the second at least 0.01 less by Brier, (y − q)²",
        reference=(0.9, 0.7, 0.999),
        checker=_winners_fault,
        unit=None,
        mistakes={
            "the reports stand in the wrong order, log 0.7271 and 0.4414 nats, Brier 0.1000 and 0.1300: the first is "
            "to win by the log score.": (0.9, 0.9995, 0.7),
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
        reference=parts.murphy,
        solution=solutions.murphy,
        cases=parts.murphy_cases,
        unit=None,
        mistakes=parts.MISTAKES,
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
                    "this is twice as much: two columns in place of one (or |y − q| is charged)": 0.32,
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
                    "this is twice as much: two columns are added up where one is asked for": 0.4,
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
                    "this is one of the costs; their difference is asked for": 0.16,
                },
            ),
            Part(
                "|y − 1|",
                0.2,
                "the report 1 costs nothing if the event comes and 1 if it does not",
                {
                    "with probability 0.8 the event comes, and then the report 1 costs nothing": 0.8,
                    "this is the honest report under the absolute rule": 0.32,
                    "this is the honest report's cost, squared; the report is 1 and nothing is squared": 0.16,
                    "certainty is not free: the event may fail to come": 0.0,
                    "this is the bill if the event does not come; that has probability 0.2": 1.0,
                },
            ),
        ],
        {
            "these are twice as much as asked for: two columns are added up where the rule has one.": [
                0.32,
                0.4,
                0.08,
                0.2,
            ]
        },
    ),
    matching(
        "five-forecasters-three-numbers",
        "say which of the five each forecaster is",
        {
            "A": "timid",
            "B": "base rate",
            "C": "boastful",
            "D": "reversed",
            "E": "honest",
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
