"""Chapter 11, Why the logarithm: exercises."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...activations import softmax
from ...scoring import brier_score
from ..by_hand import Part, by_hand
from ..exercise import Exercise
from ..matching import matching
from . import examples, orders, parts, powers, solutions

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


def _columns_of_the_classes_seen(y: Any, q: Any) -> Any:
    happened = (np.asarray(y)[:, None] == np.unique(y)).astype(float)
    return ((np.asarray(q) - happened) ** 2).sum(axis=1).mean()


def _log_score(y: Any, q: Any) -> Any:
    with np.errstate(divide="ignore"):
        return -np.log(_of_truth(y, q)).mean()


EXERCISES = [
    Exercise(
        name="brier-rows",
        task="write brier(y, q), the mean over the samples of Σ_k (q_k − 1[k = y])², q of shape (n, K)",
        reference=lambda y, q: brier_score(y, q),
        solution=solutions.brier,
        cases=_brier_cases,
        tolerance=1e-6,  # float32 will do
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
            "this is 0 for every forecast; differences added up before they are squared cancel: square each first.": (
                lambda y, q: np.mean(_errors(y, q).sum(axis=1) ** 2)
            ),
            "the samples are added up; the mean over them is asked for.": lambda y, q: np.sum(_errors(y, q) ** 2),
            "the sum over the samples is divided by n − 1; their mean divides by n.": (
                lambda y, q: np.sum(_errors(y, q) ** 2) / (len(y) - 1),
                lambda y, q: np.sum(_errors(y, q) ** 2) / max(len(y) - 1, 1),
            ),
            "the one-hot rows have max(y) + 1 columns, too few where the last class did not occur; K is q.shape[1].": (
                lambda y, q: np.mean(np.sum((q - np.eye(np.max(y) + 1)[y]) ** 2, axis=1))
            ),
            "q[:, y] takes whole columns, those of all labels for each row; q[np.arange(n), y] takes one entry of a "
            "row. And the other classes' squares are missing.": lambda y, q: np.mean((1 - np.asarray(q)[:, y]) ** 2),
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
            "the forecasts are rounded to their largest class, which gives twice the error rate; their numbers "
            "count.": lambda y, q: 2 * np.mean(np.argmax(q, axis=1) != y),
            "the rows of q go through a softmax; they are probabilities already.": lambda y, q: brier_score(
                y, softmax(q)
            ),
            "the one-hot columns are counted among the classes that occur in y; column k belongs to class k.": (
                _columns_of_the_classes_seen,
                lambda y, q: brier_score(np.unique(y, return_inverse=True)[1].ravel(), q),
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
        reference=powers.best_report,
        solution=solutions.best_report,
        cases=powers.belief_cases,
        compare=powers.to_four_decimals,  # a search by numbers is as good as the derivative
        unit=None,
        mistakes=powers.MISTAKES,
    ),
    Exercise(
        name="two-winners",
        task="find a belief and two reports such that the first is expected to cost at least 0.01 less by the log "
        "score, and the second at least 0.01 less by Brier, (y − q)²",
        reference=(0.9, 0.7, 0.999),
        checker=examples.winners_fault,
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
        checker=examples.exposure_fault,
        unit=None,
        mistakes={
            "honesty is expected to cost 0.4350, this report 0.6000: no gain. Certainty goes too far: squares reward a "
            "smaller step than |q − y| does. A small step pays if it goes from the outcome with the smallest p(1 − p) "
            "to the one with the largest.": (
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
        tolerance=1e-6,  # float32 will do
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
                    "this is the cost of the report 0.6, which stands second; here the report is 0.8": 0.2,
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
            "A": "its resolution is 0.09, like that of C, D and E, so it tells the days apart; its forecasts vary less "
            "than what follows them, 0.01 against 0.09",
            "B": "its forecasts do not vary at all, and its resolution is 0: nothing is told apart",
            "C": "its forecasts vary more than what follows them, 0.2304 against 0.09",
            "D": "its forecasts vary by 0.09, like those of E, and its reliability is 0.36, or 0.6²: each forecast is "
            "0.6 from what follows it",
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
