"""Chapter 11, Why the logarithm: exercises."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...activations import softmax
from ...scoring import brier_score
from ..by_hand import by_hand
from ..exercise import Exercise
from ..matching import matching
from . import arches, examples, orders, pairs, parts, powers, solutions

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


def _whole_columns(y: Any, q: Any) -> Any:
    happened = np.zeros(np.shape(q))
    happened[:, y] = 1
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
            "the one-hot rows have too few columns where a class did not occur; there are K of them, q.shape[1].": (
                lambda y, q: np.mean(np.sum((q - np.eye(np.max(y) + 1)[y]) ** 2, axis=1)),
                lambda y, q: np.mean(np.sum((q - np.eye(len(np.unique(y)))[y]) ** 2, axis=1)),
            ),
            "the sum is divided by K; the mean is over the n samples. (K comes of axis=0 where axis=1 belongs, too.)": (
                lambda y, q: np.sum(_errors(y, q) ** 2) / np.shape(q)[1]
            ),
            "q[:, y] takes whole columns, those of all labels for each row; one entry of each row is "
            "q[np.arange(n), y].": (
                lambda y, q: np.mean(np.sum(np.asarray(q) ** 2, axis=1) - 2 * np.asarray(q)[:, y] + 1),
                _whole_columns,
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
        "arch-of-your-own",
        "for the arch √(p(1 − p)) give its slope at 0.8, what the report 0.8 pays if the event happens and if not, its "
        "expected cost under the belief 0.5, and the price",
        arches.PARTS,
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
        name="paired-interval",
        task="write paired_interval(a, b), the ends (low, high) of d̄ ± 1.96·s/√n, d being the differences a − b of the "
        "losses, s divided by n − 1",
        reference=pairs.paired_interval,
        solution=solutions.paired_interval,
        cases=pairs.loss_cases,
        compare=pairs.to_the_quantile,
        mistakes=pairs.MISTAKES,
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
