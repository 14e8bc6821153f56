"""Chapter 2, Cross-entropy: exercises."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ...activations import softmax
from ...information import cross_entropy, entropy, surprise, total_variation
from ...losses import categorical_cross_entropy
from ..by_hand import Part, by_hand
from ..exercise import Exercise
from ..matching import matching
from ..usual import epsilons
from . import shares, solutions

__all__ = ["EXERCISES"]


def _cross_entropy(p: Any, q: Any) -> Any:
    return cross_entropy(p, q)


def _pairs(rng: np.random.Generator) -> list[Any]:
    plain = [
        (np.array([0.9, 0.1]), np.array([0.7, 0.3])),
        (np.array([0.5, 0.5]), np.array([0.5, 0.5])),
        (np.array([1.0, 0.0, 0.0]), np.array([0.8, 0.15, 0.05])),
    ]
    edges = [
        (np.array([1.0, 0.0]), np.array([1.0, 0.0])),  # 0·ln 0 is 0
        (np.array([0.5, 0.5]), np.array([1.0, 0.0])),  # and what was called impossible costs ∞
    ]
    return [*plain, *((rng.dirichlet(np.ones(k)), rng.dirichlet(np.ones(k))) for k in range(2, 12)), *edges]


def _naive(log: Any) -> Any:
    def wrong(p: Any, q: Any) -> Any:
        with np.errstate(all="ignore"):
            return -np.sum(np.asarray(p) * log(np.asarray(q)))

    return wrong


def _batch_loss(probs: Any, labels: Any) -> Any:
    return categorical_cross_entropy(probs, labels)


def _batches(rng: np.random.Generator) -> list[Any]:
    plain = [
        (np.array([[0.8, 0.15, 0.05], [0.3, 0.5, 0.2]]), np.array([0, 0])),
        (np.array([[0.33, 0.42, 0.25], [0.7, 0.2, 0.1], [0.95, 0.03, 0.02]]), np.array([0, 1, 0])),
    ]
    more = [
        (rng.dirichlet(np.ones(k), n), rng.integers(0, k, n)) for n, k in ((5, 3), (8, 4), (20, 10), (1, 2), (7, 5))
    ]
    edges = [
        (np.array([[0.4, 0.6, 0.0], [0.2, 0.3, 0.5]]), np.array([0, 1])),  # a wrong class with probability 0
        (np.array([[1.0, 0.0], [0.5, 0.5]]), np.array([1, 0])),
    ]
    return [*plain, *more, *edges]


def _true_probabilities(probs: Any, labels: Any) -> Any:
    return np.asarray(probs)[np.arange(len(labels)), labels]


def _pooled(means: Any, sizes: Any) -> Any:
    return float(np.sum(np.asarray(means) * np.asarray(sizes)) / np.sum(sizes))


def _pooled_cases(rng: np.random.Generator) -> list[Any]:
    plain = [(np.array([0.2, 1.0]), np.array([32, 8])), (np.array([0.5]), np.array([10]))]
    return [*plain, *((rng.uniform(0.05, 3, k), rng.integers(1, 65, k)) for k in range(2, 12))]


def _examine_tie(answer: Any) -> str | None:
    try:
        right, wrong = (np.asarray(q, dtype=float) for q in answer)
    except (TypeError, ValueError):
        return "two forecasts are asked for: a pair (right, wrong), each of three probabilities."
    for name, q in (("right", right), ("wrong", wrong)):
        if q.shape != (3,):
            return f"the {name} call needs three probabilities; it has the shape {q.shape}."
        if np.isnan(q).any():
            return f"the {name} call holds NaN, which is no number: look at what it is computed from."
        if not np.all((q >= 0) & (q <= 1)) or abs(q.sum() - 1) > 1e-9:
            return (
                f"the probabilities of the {name} call must lie between 0 and 1 and sum to 1; they sum to {q.sum():g}."
            )
    if right[0] == max(right[1:]):
        return (
            f"in the first forecast outcome 0 shares the first place, at {right[0]:g}; a tie counts as a wrong call "
            "here, so give outcome 0 more than each of the others."
        )
    if not right[0] > max(right[1:]):
        return "the first forecast must be a right call: its outcome 0 must have the largest probability."
    if not wrong[0] <= max(wrong[1:]):
        return (
            "the second forecast must be a wrong call: some other outcome must be more probable than outcome 0, or as "
            "probable (a tie counts as a wrong call)."
        )
    one, other = (float(surprise(q[0])) for q in (right, wrong))
    if abs(one - other) > 1e-9:
        return f"the right call costs {one:.6f} nats and the wrong one {other:.6f}; they must cost the same."
    return None


_LN2 = math.log(2)


EXERCISES = [
    Exercise(
        name="cross-entropy",
        task="write cross_entropy(p, q), −Σ p ln q in nats, where an outcome with p = 0 costs nothing whatever q says",
        reference=_cross_entropy,
        solution=solutions.cross_entropy,
        cases=_pairs,
        mistakes={
            "the roles are exchanged: P weights and Q stands under the logarithm.": lambda p, q: cross_entropy(q, p),
            "this is H(P), the entropy of the truth: the model q never enters.": (
                lambda p, q: entropy(p),
                lambda p, q: -np.sum(p * np.log(p)),
            ),
            "this is H(Q), the model's own entropy: the weights must be those of the world.": lambda p, q: entropy(q),
            "this is the excess H(P, Q) − H(P), a divergence; the cross-entropy is the whole cost.": (
                lambda p, q: cross_entropy(p, q) - entropy(p)
            ),
            "an epsilon stands inside the logarithm: what was called impossible and happens must cost ∞.": (
                *epsilons(lambda eps: _naive(lambda q: np.log(q + eps))),
                *epsilons(lambda eps: _naive(lambda q: np.log(np.clip(q, eps, 1)))),
            ),
            "0·ln 0 came out as NaN: leave out the outcomes with p = 0, they cost nothing.": _naive(np.log),
            "outcomes with q = 0 are left out although p > 0: there the cost is ∞.": (
                lambda p, q: -np.sum(p[q > 0] * np.log(q[q > 0]))
            ),
            "(1 − p) ln(1 − q) is for a single probability; p and q hold those of all the outcomes already.": (
                lambda p, q: -np.sum(p * np.log(q) + (1 - p) * np.log(1 - q))
            ),
            "one term for each outcome is returned; add them up.": (
                lambda p, q: -p * np.log(q),
                lambda p, q: np.where(p > 0, -p * np.log(q), 0),
            ),
            "every surprise counts alike; weight each by the p of its outcome.": (
                lambda p, q: np.sum(surprise(q)),
                lambda p, q: np.sum(surprise(q[p > 0])),
            ),
            "the logarithm is taken of the mean probability Σ p q; take each outcome's, and average those.": (
                lambda p, q: -np.log(np.sum(p * q))
            ),
            "this is the surprise of the likeliest outcome alone; the others happen, too.": (
                lambda p, q: surprise(q[np.argmax(p)])
            ),
            "q holds probabilities already; no softmax is to be taken of them.": lambda p, q: cross_entropy(
                p, softmax(q)
            ),
            "this is a squared difference, the Brier score of the two; the surprise is a logarithm.": (
                lambda p, q: np.sum((p - q) ** 2)
            ),
            "every outcome that q rules out makes it ∞ there; one that never happens costs nothing.": (
                lambda p, q: math.inf if (np.asarray(q) == 0).any() else cross_entropy(p, q)
            ),
            "this is the total variation ½ Σ |p − q|; it has no logarithm and does not add up over events.": (
                lambda p, q: total_variation(p, q)
            ),
        },
    ),
    Exercise(
        name="batch-loss",
        task="write batch_loss(probs, labels), the mean over the rows of the true class's surprise",
        reference=_batch_loss,
        solution=solutions.batch_loss,
        cases=_batches,
        mistakes={
            "0 · ln 0 is NaN where a wrong class has probability 0: gather the true class's, multiply nothing.": (
                lambda probs, labels: -(np.eye(np.shape(probs)[1])[labels] * np.log(probs)).sum(axis=1).mean()
            ),
            "this is the logarithm of the mean probability; take the logarithm of each row first and then the mean.": (
                lambda probs, labels: -np.log(np.mean(_true_probabilities(probs, labels)))
            ),
            "a softmax is taken of what are probabilities already; it is for scores.": (
                lambda probs, labels: -np.log(_true_probabilities(softmax(probs), labels)).mean(),
                lambda probs, labels: -np.log(_true_probabilities(softmax(softmax(probs)), labels)).mean(),
            ),
            "row and column are exchanged: probs[np.arange(n), labels].": (
                lambda probs, labels: -np.log(np.asarray(probs)[labels, np.arange(len(labels))]).mean()
            ),
            "only the first row is charged: move the return out of the loop.": (
                lambda probs, labels: -np.log(_true_probabilities(probs, labels)[0])
            ),
            "this is the mean of 1 − q, how far the true class is from certain; the surprise is −ln q.": (
                lambda probs, labels: (1 - _true_probabilities(probs, labels)).mean()
            ),
            "−ln(1 − q) is added; with one probability for each class only −ln q of the true one is charged.": (
                lambda probs, labels: (
                    -(
                        np.log(_true_probabilities(probs, labels)) + np.log(1 - _true_probabilities(probs, labels))
                    ).mean()
                )
            ),
            "this is minus the mean probability of the true class; the logarithm is missing.": (
                lambda probs, labels: -_true_probabilities(probs, labels).mean()
            ),
            "the surprises are summed; the loss of a batch is their mean.": (
                lambda probs, labels: categorical_cross_entropy(probs, labels, reduction="sum")
            ),
            "the mean runs over all n·K entries; K − 1 zeros a row dilute it, so divide by the number of rows alone.": (
                lambda probs, labels: categorical_cross_entropy(probs, labels) / np.shape(probs)[1],
                lambda probs, labels: -(np.eye(np.shape(probs)[1])[labels] * np.log(probs)).mean(),
            ),
            "one surprise per row is returned; one number is asked for, their mean.": (
                lambda probs, labels: categorical_cross_entropy(probs, labels, reduction="none")
            ),
            "each row is charged for its most probable class; charge it for the class that came.": (
                lambda probs, labels: np.mean(-np.log(np.max(probs, axis=1)))
            ),
            "probs[:, labels] pairs every row with every label; probs[np.arange(n), labels] takes one of each row.": (
                lambda probs, labels: -np.log(np.asarray(probs)[:, labels]).mean()
            ),
            "probs[labels] takes rows, not entries; probs[np.arange(n), labels] takes the true class of each row.": (
                lambda probs, labels: -np.log(np.asarray(probs)[labels]).mean()
            ),
            "the surprises of all classes are averaged; only that of the true class is charged.": (
                lambda probs, labels: -np.log(probs).mean()
            ),
            "this is the entropy of the model's own forecasts; the labels do not enter.": (
                lambda probs, labels: -(probs * np.log(probs)).sum(axis=1).mean(),
                lambda probs, labels: entropy(probs).mean(),
            ),
            "this is the mean probability of the true class; the surprise of each, −ln q, is missing.": (
                lambda probs, labels: _true_probabilities(probs, labels).mean()
            ),
            "this is the share of wrong calls; the loss looks at the probabilities, not only at the largest.": (
                lambda probs, labels: np.mean(np.argmax(probs, axis=1) != labels)
            ),
            "an epsilon stands inside the logarithm: a row that ruled out its true class makes the mean ∞.": (
                *epsilons(lambda eps: lambda probs, labels: -np.mean(np.log(_true_probabilities(probs, labels) + eps))),
            ),
        },
    ),
    Exercise(
        name="pooled-mean",
        task="write pooled_mean(means, sizes), the mean loss over all examples, from each batch's mean and size",
        reference=_pooled,
        solution=solutions.pooled_mean,
        cases=_pooled_cases,
        unit=None,
        mistakes={
            "this is the mean of the means; a small last batch then counts as much as a full one.": (
                lambda means, sizes: np.mean(means)
            ),
            "this is the total over all examples; divide it by their number.": (
                lambda means, sizes: np.sum(np.asarray(means) * sizes)
            ),
            "the total is divided by the number of batches; divide it by the number of examples.": (
                lambda means, sizes: np.sum(np.asarray(means) * sizes) / len(sizes)
            ),
            "the means are summed and divided by the number of examples; weight each by the size of its batch.": (
                lambda means, sizes: np.sum(means) / np.sum(sizes)
            ),
            "the last batch is left out; weighted by its size, it counts like any other.": (
                lambda means, sizes: _pooled(means[:-1], sizes[:-1]) if len(means) > 1 else means[0]
            ),
            "only one batch is counted: weight each batch with its size.": (
                lambda means, sizes: means[0],
                lambda means, sizes: means[-1],
                lambda means, sizes: means[0] * sizes[0] / np.sum(sizes),
            ),
            "all batches are taken to be as large as the first, or the largest; divide by the number of examples.": (
                lambda means, sizes: np.sum(np.asarray(means) * sizes) / (sizes[0] * len(sizes)),
                lambda means, sizes: np.sum(np.asarray(means) * sizes) / (np.max(sizes) * len(sizes)),
            ),
            "the means are divided by the sizes; a batch of more examples counts for more.": (
                lambda means, sizes: np.sum(np.asarray(means) / sizes),
                lambda means, sizes: np.sum(np.asarray(means) / sizes) / np.sum(1 / np.asarray(sizes)),
            ),
            "this is a geometric or a harmonic mean; losses are added.": (
                lambda means, sizes: np.exp(_pooled(np.log(means), sizes)),
                lambda means, sizes: np.sum(sizes) / np.sum(np.asarray(sizes) / means),
            ),
            "the first batch is left out; weighted by its size, it counts like any other.": (
                lambda means, sizes: _pooled(means[1:], sizes[1:]) if len(means) > 1 else means[0]
            ),
            "the number of examples is Σ sizes, and not one less.": (
                lambda means, sizes: np.sum(np.asarray(means) * sizes) / (np.sum(sizes) - 1)
            ),
            "this is the median of the means; it has no fixed relation to the mean.": (
                lambda means, sizes: np.median(means)
            ),
        },
    ),
    Exercise(
        name="right-wrong-tie",
        task="give a pair (right, wrong) of forecasts over three outcomes that cost the same when outcome 0 happens, "
        "though the first calls it and the second does not",
        reference=([0.4, 0.3, 0.3], [0.4, 0.6, 0.0]),
        checker=_examine_tie,
        mistakes={},
    ),
    by_hand(
        "four-outcomes-in-bits",
        "put H(P, Q), H(P) and H(Q, P), in bits, into the list",
        [
            Part(
                "H(P, Q)",
                2.0,
                "under Q every outcome costs 2 bits; P weights",
                {
                    "this is in nats: use the logarithm to base 2": 2 * _LN2,
                    "this is H(P), what the truth itself pays; Q pays here": 1.75,
                    "this is H(Q, P): P weights, Q pays": 2.25,
                    "this is the excess over the entropy; the whole cost is asked for": 0.25,
                    "this is the sum of the four costs without weights": 8.0,
                    "this is one outcome's part, ½ of 1 or ¼ of 2 bits; add all four": 0.5,
                    "a quarter costs log₂ 4 = 2 bits, and not 4": 4.0,
                    "the sign is the wrong way round": -2.0,
                },
            ),
            Part(
                "H(P)",
                1.75,
                "the four outcomes cost 1, 2, 3 and 3 bits; weight them with ½, ¼, ⅛ and ⅛",
                {
                    "this is in nats: use the logarithm to base 2": 1.75 * _LN2,
                    "this is H(Q), the entropy of the model; H(P) is asked for": 2.0,
                    "this was weighted with quarters; P itself gives the weights 1/2, 1/4, 1/8, 1/8": 2.25,
                    "this is the sum of the four costs without weights": 9.0,
                    "one outcome of probability ⅛ is left out; there are two": 1.375,
                    "⅛ costs 3 bits, and not 2": 1.5,
                    "the sign is the wrong way round": -1.75,
                },
            ),
            Part(
                "H(Q, P)",
                2.25,
                "under P the outcomes cost 1, 2, 3 and 3 bits; Q weights, a quarter each",
                {
                    "this is in nats: use the logarithm to base 2": 2.25 * _LN2,
                    "this was summed without weights: Q gives each outcome a quarter": 9.0,
                    "this is the excess H(Q, P) − H(Q); the whole cost is asked for": 0.25,
                    "this is H(P, Q) once more; with the roles exchanged the weights are Q's": 2.0,
                    "this is H(P); the costs are P's, but Q weights them": 1.75,
                    "⅛ costs 3 bits, and not 4": 2.75,
                    "one outcome is missing: (1 + 2 + 3 + 3)/4": 1.5,
                    "the sign is the wrong way round": -2.25,
                },
            ),
        ],
        whole={
            "these are nats: use the logarithm to base 2.": [2 * _LN2, 1.75 * _LN2, 2.25 * _LN2],
            "the first and the third are exchanged: P weights, Q pays.": [2.25, 1.75, 2.0],
            "the first two are exchanged: the cross-entropy cannot lie below the entropy.": [1.75, 2.0, 2.25],
            "the first and the third are excesses over the entropy; the whole cost is asked for.": [0.25, 1.75, 0.25],
        },
    ),
    matching(
        "four-logs",
        "give each of the four programs A, B, C and D the slip that it made",
        {"A": "sum", "B": "bits", "C": "softmax twice", "D": "swapped"},
        {
            "A": "31.4 is 53 times the mean, and there are 53 test wines",
            "B": "0.855 is 1.443 times the mean, and 1/ln 2 is 1.443",
            "C": "even a perfect forecast costs something there, as it does where no class ever gets all the "
            "probability",
            "D": "a loss is infinite where something that came had been given 0; a one-hot vector gives 0 to all but "
            "one",
        },
    ),
    Exercise(
        name="share-learnt",
        task="write share_learnt(loss, labels), 1 − loss/H(Y), with H(Y) the entropy of the labels' own shares",
        reference=shares.share_learnt,
        solution=solutions.share_learnt,
        cases=shares.share_cases,
        unit=None,
        mistakes=shares.MISTAKES,
    ),
]
