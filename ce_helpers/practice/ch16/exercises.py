"""Chapter 16, Classifiers in science and medicine: exercises."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...activations import sigmoid, softmax
from ..exercise import Exercise
from ..matching import matching
from . import solutions

__all__ = ["EXERCISES"]


# --- the loss of a set of labels -----------------------------------------------------------------------------------


def _scores(rng: np.random.Generator) -> list[Any]:
    plain = [
        (np.array([2.0, -1.0, 0.5, -3.0]), np.array([1, 0, 1, 0])),
        (np.array([2.0, -1.0, 0.5, -3.0]), np.array([0, 0, 0, 0])),
        (np.array([0.0, 0.0, 0.0]), np.array([1, 1, 1])),
        (np.array([1.5, -0.5]), np.array([1, 0])),
    ]
    steep = [(np.array([800.0, -800.0, 1.0]), np.array([0, 1, 1]))]  # naive forms give ∞ here
    return [*plain, *((rng.normal(0, 2, k), rng.integers(0, 2, k)) for k in (3, 5, 6)), *steep]


def _naive_present(z: Any, y: Any) -> Any:
    with np.errstate(all="ignore"):
        return -np.log((1 / (1 + np.exp(-z)))[y == 1]).sum()


def _naive_set(z: Any, y: Any) -> Any:
    with np.errstate(all="ignore"):
        p = 1 / (1 + np.exp(-z))
        return -(y * np.log(p) + (1 - y) * np.log(1 - p)).sum()


# --- the action of least expected cost -----------------------------------------------------------------------------


def _decisions(rng: np.random.Generator) -> list[Any]:
    costs = np.array([[0.0, 2.0, 5.0], [20.0, 1.0, 5.0], [50.0, 30.0, 2.0]])
    plain = [(np.array([[0.9, 0.08, 0.02], [0.6, 0.3, 0.1], [0.97, 0.02, 0.01]]), costs)]
    wide = [
        (np.array([[0.5, 0.5], [0.9, 0.1]]), np.array([[0.0, 1.0, 2.0], [9.0, 1.0, 0.5]])),
        (np.array([[0.2, 0.8], [0.99, 0.01]]), np.array([[0.0, 3.0, 1.0], [9.0, 4.0, 0.5]])),
    ]  # more actions than classes, and the last of them best
    draws = [(rng.dirichlet(np.ones(3), 12), rng.uniform(0, 20, (3, 3))) for _ in range(6)]
    # a rare disease whose miss is dear: the third digit of a probability decides
    draws += [(rng.dirichlet([40, 0.3, 0.2], 40), np.array([[0, 1.0, 2], [300, 1, 9], [900, 40, 2]])) for _ in range(3)]
    return [*plain, *wide, *draws]


# --- what labels say of one another --------------------------------------------------------------------------------


def _entropy(rows: Any, base: float | None = None) -> float:
    shares = np.unique(rows, axis=0, return_counts=True)[1] / len(rows)
    nats = float(-(shares * np.log(shares)).sum())
    return nats / np.log(base) if base else nats


def _alone(y: Any) -> float:
    return sum(_entropy(y[:, [k]]) for k in range(y.shape[1]))


def _label_tables(rng: np.random.Generator) -> list[Any]:
    plain = [
        np.array([[0, 0], [1, 1], [0, 0], [1, 1]]),  # two labels that are one
        np.array([[0, 0], [0, 1], [1, 0], [1, 1]]),  # independent
        np.array([[1, 0, 0], [1, 1, 0], [0, 1, 1], [1, 1, 1], [0, 0, 0]]),
    ]
    draws = []
    for k in (2, 3, 4):
        first = rng.integers(0, 2, (60, 1))
        draws.append(np.where(rng.random((60, k)) < 0.7, first, 1 - first))
    return [*plain, *draws]


def _pairs(y: Any) -> float:
    total = 0.0
    for i in range(y.shape[1]):
        for j in range(i):
            total += _entropy(y[:, [i]]) + _entropy(y[:, [j]]) - _entropy(y[:, [i, j]])
    return total


# --- the dearest examples --------------------------------------------------------------------------------------------


def _true(probs: Any, labels: Any) -> Any:
    return probs[np.arange(len(labels)), labels]


def _each(probs: Any, labels: Any) -> Any:
    return -np.log(probs[np.arange(len(labels)), labels])


def _top(each: Any, k: int) -> Any:
    return np.sort(each)[::-1][:k]


def _batches(rng: np.random.Generator) -> list[Any]:
    plain = [
        (np.array([[0.7, 0.2, 0.1], [0.05, 0.9, 0.05], [0.6, 0.3, 0.1], [0.2, 0.3, 0.5]]), np.array([0, 1, 2, 2]), 1)
    ]
    draws = [(rng.dirichlet(np.ones(4) * 0.5, 20) * 0.98 + 0.005, rng.integers(0, 4, 20), k) for k in (1, 2, 5, 9)]
    return [*plain, *draws]


EXERCISES = [
    Exercise(
        name="set-loss",
        task="write set_loss(z, y), the loss in nats of a whole set of labels under independent sigmoids, from the "
        "scores z",
        reference=solutions.set_loss,
        solution=solutions.set_loss,
        cases=_scores,
        mistakes={
            "this is the mean over the labels; the surprise of the whole set is their sum.": (
                lambda z, y: solutions.set_loss(z, y) / len(z)
            ),
            "this charges only the labels that are there; those that are not must be predicted as well.": (
                lambda z, y: (np.logaddexp(0, -z) * y).sum(),
                _naive_present,
            ),
            "this charges only the labels that are absent; those that are there cost as well.": (
                lambda z, y: (np.logaddexp(0, z) * (1 - y)).sum()
            ),
            "present and absent are exchanged: a label that is there costs −ln σ(z).": (
                lambda z, y: (np.logaddexp(0, z) - (1 - y) * z).sum()
            ),
            "these are independent sigmoids, and this is a softmax over the labels.": (
                lambda z, y: -(y * (z - np.logaddexp.reduce(z))).sum(),
                lambda z, y: -(y * np.log(np.maximum(softmax(z), 1e-300))).sum() / max(y.sum(), 1),
            ),
            "the scores are taken for probabilities; σ stands between.": (
                lambda z, y: -(y * np.log(np.clip(z, 1e-12, 1)) + (1 - y) * np.log(np.clip(1 - z, 1e-12, 1))).sum()
            ),
            "a large score overflows: use ln(1 + eᶻ) − yz, in a form that does not raise e to z.": (
                _naive_set,
                lambda z, y: (np.log(1 + np.exp(z)) - y * z).sum(),
                lambda z, y: -np.log(np.prod(np.where(y == 1, sigmoid(z), 1 - sigmoid(z)))),
            ),
            "the probabilities are clipped: so large a score costs more than any clipped logarithm.": (
                lambda z, y: -np.log(np.clip(np.where(y == 1, sigmoid(z), 1 - sigmoid(z)), 1e-12, 1)).sum(),
                lambda z, y: -np.log(np.clip(np.where(y == 1, sigmoid(z), 1 - sigmoid(z)), 1e-7, 1)).sum(),
                lambda z, y: -np.log(np.where(y == 1, sigmoid(z), 1 - sigmoid(z)) + 1e-12).sum(),
            ),
            "this is the squared error of the probabilities; the surprise is a logarithm.": (
                lambda z, y: ((sigmoid(z) - y) ** 2).sum()
            ),
            "this is how far the probabilities are from the labels; the surprise is a logarithm.": (
                lambda z, y: np.abs(sigmoid(z) - y).sum()
            ),
            "one loss for each label is returned; add them up.": lambda z, y: np.logaddexp(0, z) - y * z,
        },
    ),
    Exercise(
        name="exactly-one",
        task="give four numbers, by hand: the two losses in nats, their difference, and P(exactly one)",
        reference=[np.log(9 / 2), np.log(2), np.log(9 / 4), 4 / 9],
        tolerance=0.012,
        mistakes={
            "the sigmoids must also say no to the other two labels, and that costs as well.": (
                [np.log(2), np.log(2), 0.0, 1.0]
            ),
            "the two losses are exchanged: the sigmoids spread over more sets, and cost more.": (
                [np.log(2), np.log(9 / 2), -np.log(9 / 4), 4 / 9]
            ),
            "softmax takes scores: its shares are those of the odds, 1, 1/2 and 1/2, and not of the probabilities.": (
                [np.log(9 / 2), np.log(7 / 3), np.log(27 / 14), 4 / 9]
            ),
            "the last number is −ln P(exactly one); the probability itself is asked for.": (
                [np.log(9 / 2), np.log(2), np.log(9 / 4), np.log(9 / 4)]
            ),
            "that is the probability of the first label and no other; a single one of three can be any of them.": (
                [np.log(9 / 2), np.log(2), np.log(9 / 4), 2 / 9]
            ),
            "a loss is positive: it is minus the logarithm of a probability.": (
                [-np.log(9 / 2), -np.log(2), -np.log(9 / 4), 4 / 9]
            ),
            "these are bits; nats are asked for.": [np.log2(9 / 2), 1.0, np.log2(9 / 4), 4 / 9],
        },
    ),
    Exercise(
        name="best-action",
        task="write best_action(probs, costs), for each patient the number of the action of least expected cost",
        reference=solutions.best_action,
        solution=solutions.best_action,
        cases=_decisions,
        unit=None,
        mistakes={
            "this is the likeliest class; the costs never enter.": lambda probs, costs: probs.argmax(axis=1),
            "the costs are read along the wrong side: row = what is the case, column = what is done.": (
                lambda probs, costs: (probs @ costs.T).argmin(axis=1) if costs.shape[0] == costs.shape[1] else None
            ),
            "this is the dearest action; the cheapest is asked for.": lambda probs, costs: (probs @ costs).argmax(
                axis=1
            ),
            "this is cheapest if the likeliest class is taken for certain; the other classes have their share.": (
                lambda probs, costs: costs[probs.argmax(axis=1)].argmin(axis=1)
            ),
            "this guards against the worst that could happen, and the probabilities never enter.": (
                lambda probs, costs: np.full(len(probs), costs.max(axis=0).argmin())
            ),
            "this is the expected cost itself; the number of the action is asked for.": (
                lambda probs, costs: (probs @ costs).min(axis=1)
            ),
            "all the expected costs are returned; choose the least of each row.": lambda probs, costs: probs @ costs,
            "the smallest is looked for down the patients; it is asked for along the actions.": (
                lambda probs, costs: (probs @ costs).argmin(axis=0)
            ),
        },
    ),
    Exercise(
        name="dependence",
        task="write dependence(y), in nats, what the labels say of one another: ΣH(Yₖ) − H(Y₁, …, Y_K)",
        reference=solutions.dependence,
        solution=solutions.dependence,
        cases=_label_tables,
        mistakes={
            "this is the sum of the labels' entropies; take away that of the whole row.": _alone,
            "this is the entropy of the whole rows; it is what is taken away.": _entropy,
            "this is the difference the other way round; labels together are never harder than one by one.": (
                lambda y: _entropy(y) - _alone(y)
            ),
            "this sums over the pairs: of three labels, pairs count some dependence twice and miss some.": _pairs,
            "this takes the rows for numbers of present labels: (1, 0) and (0, 1) are different rows.": (
                lambda y: _alone(y) - _entropy(y.sum(axis=1, keepdims=True))
            ),
            "this is the mean of the labels' entropies less that of the rows; their sum is needed.": (
                lambda y: _alone(y) / y.shape[1] - _entropy(y)
            ),
            "this compares the first two labels only; all columns count.": lambda y: (
                _alone(y[:, :2]) - _entropy(y[:, :2])
            ),
            "this is a correlation; a difference of entropies is asked for.": (
                lambda y: np.corrcoef(y, rowvar=False)[0, 1],
                lambda y: abs(np.corrcoef(y, rowvar=False)[0, 1]),
            ),
            "this is the entropy of how many labels there are; whole rows are asked for.": (
                lambda y: _entropy(y.sum(axis=1, keepdims=True))
            ),
            "ln 2 a label is the entropy of a fair coin; each label has shares of its own.": (
                lambda y: y.shape[1] * np.log(2) - _entropy(y)
            ),
            "a label has two values: add (1 − p) ln(1 − p) of the rows where it is absent.": (
                lambda y: -sum(p * np.log(p) for p in y.mean(axis=0) if p > 0) - _entropy(y)
            ),
            "all cells are counted as one label; each label has its own share.": (
                lambda y: y.shape[1] * _entropy(y.reshape(-1, 1)) - _entropy(y)
            ),
        },
    ),
    Exercise(
        name="dearest-share",
        task="write dearest_share(probs, labels, k), the share of the total loss that the k dearest examples make",
        reference=solutions.dearest_share,
        solution=solutions.dearest_share,
        cases=_batches,
        unit=None,
        mistakes={
            "this is the share of the cheapest examples; sort the other way round.": (
                lambda probs, labels, k: np.sort(_each(probs, labels))[:k].sum() / _each(probs, labels).sum()
            ),
            "this is the share of the first k examples; sort them by their loss.": (
                lambda probs, labels, k: _each(probs, labels)[:k].sum() / _each(probs, labels).sum()
            ),
            "the sum of k losses is compared with the mean loss; compare it with the sum.": (
                lambda probs, labels, k: _top(_each(probs, labels), k).sum() / _each(probs, labels).mean()
            ),
            "this is the mean loss of the dearest over the mean of all; shares compare sums.": (
                lambda probs, labels, k: _top(_each(probs, labels), k).mean() / _each(probs, labels).mean()
            ),
            "this is the loss of the k dearest in nats; divide by the loss of all.": (
                lambda probs, labels, k: _top(_each(probs, labels), k).sum()
            ),
            "this is the share of the examples; that of the loss is asked for.": lambda probs, labels, k: (
                k / len(labels)
            ),
            "this is the k-th dearest loss alone, in nats.": (
                lambda probs, labels, k: _top(_each(probs, labels), k)[-1]
            ),
            "this is the mean of the k dearest, in nats; add them, and divide by the loss of all.": (
                lambda probs, labels, k: _top(_each(probs, labels), k).mean()
            ),
            "this adds up 1 − q, what was missing from the true class; its loss is −ln q.": (
                lambda probs, labels, k: _top(1 - _true(probs, labels), k).sum() / (1 - _true(probs, labels)).sum()
            ),
            "probs[:, labels] pairs every row with every label; each row has one label of its own.": (
                lambda probs, labels, k: (
                    _top(-np.log(probs[:, labels]).ravel(), k).sum() / -np.log(probs[:, labels]).sum()
                )
            ),
            "this is the k-th dearest alone; all k are asked for.": (
                lambda probs, labels, k: _top(_each(probs, labels), k)[-1] / _each(probs, labels).sum()
            ),
            "the probability of the first choice is charged; the loss asks for the true class.": (
                lambda probs, labels, k: _top(-np.log(probs.max(axis=1)), k).sum() / (-np.log(probs.max(axis=1))).sum()
            ),
            "the least confident examples are taken, and not those that cost most.": (
                lambda probs, labels, k: (
                    _each(probs, labels)[np.argsort(probs.max(axis=1))[:k]].sum() / _each(probs, labels).sum()
                )
            ),
            "probabilities are added up, and not losses.": (
                lambda probs, labels, k: (
                    np.sort(probs[np.arange(len(labels)), labels])[:k].sum()
                    / probs[np.arange(len(labels)), labels].sum()
                )
            ),
        },
    ),
    matching(
        "four-studies",
        "give each study its fault",
        {"A": "leaked feature", "B": "sigmoids, one class", "C": "softmax, several labels", "D": "no such class"},
        {
            "A": "a validation loss below the floor of the labels cannot be skill, and it is gone in the clinic",
            "B": "the classes are called as well as by softmax, and most of the loss is −ln P(exactly one)",
            "C": "its four probabilities sum to 1 for every picture, so that no two can pass one half",
            "D": "the model is confident where every answer that it may give is wrong",
        },
    ),
]
