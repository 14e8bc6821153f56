"""Chapter 16, Classifiers in science and medicine: exercises."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...activations import sigmoid, softmax
from ..by_hand import Part, by_hand
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
        (np.array([[0.6, 0.4], [0.2, 0.8]]), np.array([[0.0, 6.0], [9.0, 6.0]])),  # the worst case and the sum differ
    ]  # more actions than classes, and the last of them best
    draws = [(rng.dirichlet(np.ones(3), 12), rng.uniform(0, 20, (3, 3))) for _ in range(6)]
    # a rare disease whose miss costs much: the third digit of a probability decides
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
    constant = np.column_stack([draws[0], np.ones((60, 1), dtype=int), np.zeros((60, 1), dtype=int)])
    return [*plain, *draws, constant, np.ones((4, 2), dtype=int)]  # labels that all have, and none


def _pairs(y: Any) -> float:
    total = 0.0
    for i in range(y.shape[1]):
        for j in range(i):
            total += _entropy(y[:, [i]]) + _entropy(y[:, [j]]) - _entropy(y[:, [i, j]])
    return total


def _quiet(function: Any) -> Any:
    def called(*args: Any) -> Any:
        with np.errstate(all="ignore"):
            return function(*args)

    return called


def _nearly(more: float) -> Any:
    def dependence(y: Any) -> float:
        p = y.mean(axis=0)
        alone = -(p * np.log(p + more) + (1 - p) * np.log(1 - p + more)).sum()
        return float(alone - _entropy(y))

    return dependence


# --- the costliest examples --------------------------------------------------------------------------------


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
    by_hand(
        "exactly-one",
        "give four numbers, by hand: the two losses in nats, their difference, and P(exactly one)",
        [
            Part(
                "loss of the sigmoids",
                np.log(9 / 2),
                "the probability of the whole row is 1/2 · (1 − 1/3) · (1 − 1/3), and the loss is −ln of it",
                {
                    "this charges the first label alone; the sigmoids must also say no to the other two": np.log(2),
                    "1/3 is the probability of yes; the other two labels are absent, which has 2/3 each": np.log(18),
                    "this is the probability of the row; the loss is −ln of it": 2 / 9,
                    "this is the mean over the three labels; the surprise of the row is their sum": np.log(9 / 2) / 3,
                    "this is in bits; nats are asked for": np.log2(9 / 2),
                    "only one of the two absent labels is charged": np.log(3),
                },
            ),
            Part(
                "loss of the softmax",
                np.log(2),
                "the exponentials of the scores are the odds, 1, 1/2 and 1/2; softmax divides by their sum",
                {
                    "softmax takes scores: its shares are those of the odds, 1, 1/2 and 1/2": (np.log(7 / 3)),
                    "this is the softmax of the probabilities; it is taken of the scores, the log odds": np.log1p(
                        2 * np.exp(-1 / 6)
                    ),
                    "this is the uniform guess; the first score is the largest": np.log(3),
                    "this is the probability; the loss is −ln of it": 0.5,
                    "this is in bits; nats are asked for": 1.0,
                    "the other two are left out of the sum of the odds": 0.0,
                },
            ),
            Part(
                "the difference",
                np.log(9 / 4),
                "it is the first number minus the second, ln(9/2) − ln 2",
                {
                    "this is P(exactly one) itself; the difference is −ln of it": 4 / 9,
                    "this is the quotient of the two losses; their difference is asked for": np.log(9 / 2) / np.log(2),
                    "this is in bits; nats are asked for": np.log2(9 / 4),
                },
            ),
            Part(
                "P(exactly one)",
                4 / 9,
                "its −ln is the difference; or add up the three rows with exactly one label",
                {
                    "this is the probability of the first label and no other; a single one can be any of them": 2 / 9,
                    "this is −ln P(exactly one); the probability itself is asked for": np.log(9 / 4),
                    "this is the probability that there is at least one; two or three labels are not exactly one": 7
                    / 9,
                    "this adds the three probabilities; they are no rows": 7 / 6,
                    "this is the probability of none or several, 1 − P(exactly one)": 5 / 9,
                },
            ),
        ],
        whole={
            "the two losses are exchanged: the sigmoids spread over more rows, and cost more.": (
                [np.log(2), np.log(9 / 2), -np.log(9 / 4), 4 / 9]
            ),
            "these are bits; nats are asked for.": [np.log2(9 / 2), 1.0, np.log2(9 / 4), 4 / 9],
            "a loss is positive: it is minus the logarithm of a probability.": (
                [-np.log(9 / 2), -np.log(2), -np.log(9 / 4), 4 / 9]
            ),
        },
        tolerance=0.012,
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
            "this is the costliest action; the cheapest is asked for.": lambda probs, costs: (probs @ costs).argmax(
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
            "this has one answer for all; each patient has an action of their own.": (
                lambda probs, costs: (probs @ costs).mean(axis=0).argmin(),
                lambda probs, costs: (probs @ costs).argmin(),
                lambda probs, costs: np.full(len(probs), (probs @ costs).mean(axis=0).argmin()),
            ),
            "the costs are divided by the probabilities, or the other way round; weigh them: multiply, and add up.": (
                _quiet(lambda probs, costs: ((1 / probs) @ costs).argmin(axis=1))
            ),
            "this is the costliest that may follow an action, each weighted by its probability; add them up instead.": (
                lambda probs, costs: (probs[:, :, None] * costs).max(axis=1).argmin(axis=1)
            ),
            "the costs are added over the classes with equal weights; weigh them by the probabilities.": (
                lambda probs, costs: np.full(len(probs), costs.sum(axis=0).argmin())
            ),
            "the squares of the probabilities weigh the costs; the probabilities themselves do.": (
                lambda probs, costs: (probs**2 @ costs).argmin(axis=1)
            ),
            "logarithms weigh the costs; an expectation is weighed by the probabilities.": (
                _quiet(lambda probs, costs: (-np.log(probs) @ costs).argmin(axis=1)),
                _quiet(lambda probs, costs: (np.log(probs) @ costs).argmin(axis=1)),
            ),
            "the number counts from 1; actions are numbered from 0.": (
                lambda probs, costs: (probs @ costs).argmin(axis=1) + 1
            ),
            "rounded probabilities lose the rare disease, whose miss costs much.": (
                lambda probs, costs: (np.round(probs, 1) @ costs).argmin(axis=1),
                lambda probs, costs: (np.round(probs, 2) @ costs).argmin(axis=1),
            ),
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
                _quiet(lambda y: np.corrcoef(y, rowvar=False)[0, 1]),
                _quiet(lambda y: abs(np.corrcoef(y, rowvar=False)[0, 1])),
            ),
            "0·ln 0 came out as NaN: a label that all rows have, or none, has the entropy 0.": _quiet(
                lambda y: sum(-p * np.log(p) - (1 - p) * np.log(1 - p) for p in y.mean(axis=0)) - _entropy(y)
            ),
            "the rows' entropy is divided by the number of labels; take it whole.": (
                lambda y: _alone(y) - _entropy(y) / y.shape[1]
            ),
            "the difference is divided by the number of labels; it is that of the whole row.": (
                lambda y: (_alone(y) - _entropy(y)) / y.shape[1]
            ),
            "a small number inside the logarithm shifts the entropy of labels that all rows have, or none.": (
                *(_nearly(more) for more in (1e-10, 1e-9, 1e-8, 1e-7, 1e-6)),
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
        name="costliest-share",
        task="write costliest_share(probs, labels, k), the share of the total loss that the k costliest examples make",
        reference=solutions.costliest_share,
        solution=solutions.costliest_share,
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
            "this is the mean loss of the costliest over the mean of all; shares compare sums.": (
                lambda probs, labels, k: _top(_each(probs, labels), k).mean() / _each(probs, labels).mean()
            ),
            "this is the loss of the k costliest in nats; divide by the loss of all.": (
                lambda probs, labels, k: _top(_each(probs, labels), k).sum()
            ),
            "this is the share of the examples; that of the loss is asked for.": lambda probs, labels, k: (
                k / len(labels)
            ),
            "this is the k-th costliest loss alone, in nats.": (
                lambda probs, labels, k: _top(_each(probs, labels), k)[-1]
            ),
            "this is the mean of the k costliest, in nats; add them, and divide by the loss of all.": (
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
            "this is the k-th costliest alone; all k are asked for.": (
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
            "the loss of the k costliest is divided by the number of examples; divide it by the loss of all.": (
                lambda probs, labels, k: _top(_each(probs, labels), k).sum() / len(labels)
            ),
            "the last k examples are taken, or the order itself is added up; sort the losses, and add those up.": (
                lambda probs, labels, k: _each(probs, labels)[-k:].sum() / _each(probs, labels).sum(),
                lambda probs, labels, k: np.argsort(_each(probs, labels))[-k:].sum() / _each(probs, labels).sum(),
            ),
            "all the shares are returned, of one, two, three …; that of the k costliest is asked for.": (
                lambda probs, labels, k: _top(_each(probs, labels), len(labels)).cumsum() / _each(probs, labels).sum()
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
            "A": "0.004 is far below what anybody has reached, 0.9 in the clinic far above: what its largest weight "
            "counts, follow-up visits, is not known on the first day there",
            "B": "it calls as many right as before, and the loss went up by 0.5: what is paid for beside it is that "
            "exactly one organ is there, which the new last layer does not know",
            "C": "where two things are there, both should pass one half, and four numbers of sum 1 do not allow it",
            "D": "its loss on birds is low, so that it tells birds apart; it has no word for a bat",
        },
    ),
]
