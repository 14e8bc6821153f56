"""Chapter 6, Logits, sigmoid, softmax: exercises."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ...activations import log_softmax, sigmoid, softmax
from ...losses import binary_cross_entropy_with_logits, categorical_cross_entropy
from ..by_hand import by_hand
from ..exercise import Exercise
from ..matching import matching
from ..usual import epsilons
from . import last_layer, solutions

__all__ = ["EXERCISES"]


# --- softmax with a temperature, and its limits ---------------------------------------------------------------------


def _softmax(z: Any, T: float) -> Any:
    return softmax(z, temperature=T)


def _softmax_cases(rng: np.random.Generator) -> list[Any]:
    plain = np.array([1.0, 2.0, 3.0])
    rows = np.array([[1.0, 2.0, 3.0], [0.0, 0.0, 5.0]])
    return [(plain, 1.0), (plain, 0.5), (plain, 2.0), (rows, 1.0), (rows, 3.0), (np.array([0.0, 0.0]), 1.0),
            *((rng.normal(0, 2, (4, 3)), float(t)) for t in rng.uniform(0.3, 4, 5)),
            (plain + 1000, 1.0), (plain - 1000, 0.5), (np.array([0.0, -800.0, -900.0]), 100.0),
            (np.array([1000.0, -1000.0, -1000.0]), 1.0),
            (np.array([[1000.0, 999.0, 998.0], [0.0, 1.0, 2.0]]), 1.0)]  # fmt: skip


def _shifted(z: Any, T: float, by: Callable[..., Any], **axis: Any) -> Any:
    """Return the softmax with some other number subtracted than each row's largest score."""
    e = np.exp((np.asarray(z) - by(z, **axis)) / T)
    return e / e.sum(axis=-1, keepdims=True)


def _plain_softmax(z: Any, T: float) -> Any:
    e = np.exp(np.asarray(z) / T)
    return e / e.sum(axis=-1, keepdims=True)


def _limits(z: Any) -> Any:
    z = np.asarray(z)
    top = z == z.max()
    return np.array([top / top.sum(), np.full(z.size, 1 / z.size)])


def _limit_cases(rng: np.random.Generator) -> list[Any]:
    plain = [np.array([1.0, 2.0, 3.0]), np.array([3.0, 1.0, 3.0, 0.0]), np.array([0.0, 0.0]), np.array([-5.0, -7.0])]
    plain += [np.array([0.0, 1e-17]), np.array([1e20, 0.0])]  # no T is small or large enough for these
    return [*plain, *(rng.normal(size=k) for k in range(2, 8)), np.array([2.0, 2.0, 2.0, -1.0])]


def _at_extremes(big: float) -> Callable[[Any], Any]:
    return lambda z: np.array([softmax(z, temperature=1 / big), softmax(z, temperature=big)])


def _one_hot_of(z: Any, k: int) -> Any:
    return np.eye(np.size(z))[k]


# --- two classes, K classes, many labels ----------------------------------------------------------------------------


def _one_score(z: Any) -> Any:
    z = np.asarray(z)
    return z[:, 1] - z[:, 0]


def _pair_cases(rng: np.random.Generator) -> list[Any]:
    plain = [np.array([[0.0, 2.0]]), np.array([[1.0, 2.0], [11.0, 12.0]]), np.array([[-0.4, 1.3], [3.0, 3.0]])]
    plain += [np.array([[0.0, 800.0], [1000.0, -1000.0]]), np.array([[-30.0, 20.0], [5.0, 50.0]])]
    return [*plain, *(rng.normal(0, 3, (n, 2)) for n in range(2, 8))]


def _mean_loss(probs: Any, target: Any) -> Any:
    return categorical_cross_entropy(probs, target)


def _mean_loss_cases(rng: np.random.Generator) -> list[Any]:
    p = np.array([[0.7, 0.2, 0.1], [0.1, 0.3, 0.6]])
    y = np.array([0, 2])
    rare = np.array([[1e-300, 1.0], [0.5, 0.5]])
    ruled_out = np.array([[0.0, 1.0], [0.5, 0.5]])
    sure = np.array([[1.0, 0.0, 0.0], [0.5, 0.5, 0.0]])
    found: list[Any] = [(p, y), (p, np.eye(3)[y]), (p, np.array([1, 1])), (sure, np.array([0, 1])),
                        (sure, np.eye(3)[[0, 1]]), (rare, np.array([0, 1])), (rare, np.eye(2)),
                        (ruled_out, np.array([0, 1])), (ruled_out, np.eye(2))]  # fmt: skip
    for n in range(2, 7):
        p, y = softmax(rng.normal(0, 2, (n, 4))), rng.integers(0, 4, n)
        found += [(p, y), (p, np.eye(4)[y])]
    return found


def _rows(target: Any, k: int) -> Any:
    t = np.asarray(target)
    return t if t.ndim == 2 else np.eye(k)[t]


def _multi_label(z: Any, y: Any) -> Any:
    return binary_cross_entropy_with_logits(z, y, reduction="none").sum(axis=1).mean()


def _multi_label_cases(rng: np.random.Generator) -> list[Any]:
    z, y = np.array([[2.0, 1.5, -3.0]]), np.array([[1.0, 1.0, 0.0]])
    two = (np.array([[2.0, 1.5, -3.0], [0.0, -1.0, 4.0]]), np.array([[1.0, 1.0, 0.0], [0.0, 0.0, 0.0]]))
    random = [(rng.normal(0, 2, (n, 4)), rng.integers(0, 2, (n, 4)).astype(float)) for n in range(2, 8)]
    return [(z, y), two, (np.zeros((2, 3)), np.ones((2, 3))), *random]


# --- softmax applied twice --------------------------------------------------------------------------------------------


def _looks_like_probabilities(batch: Any) -> bool:
    b = np.asarray(batch)
    return bool((b >= 0).all() and np.allclose(b.sum(axis=-1), 1, atol=1e-5))


def _batches(rng: np.random.Generator) -> list[Any]:
    probabilities = [softmax(rng.normal(0, s, (n, k))) for s, n, k in ((1, 4, 3), (3, 2, 10), (0.1, 5, 2), (2, 6, 7))]
    scores = [rng.normal(0, 2, (n, k)) for n, k in ((4, 3), (2, 10), (5, 2))]
    balanced = np.array([[3.0, -2.0, 0.0], [0.5, 1.5, -1.0]])  # scores that happen to sum to 1
    small = rng.uniform(0, 1, (5, 4))  # scores that happen to lie between 0 and 1
    lucky = np.array([[0.2, 0.3, 0.5], [2.0, -1.0, 4.0]])  # only the first row looks like probabilities
    quarter = np.full((4, 4), 1 / 16)  # sums to 1 over the whole batch, not in each row
    single = softmax(rng.normal(0, 2, (8, 5)).astype(np.float32))
    evened = np.array([[0.9, 0.5], [0.2, 0.4]])  # as many in all as there are rows
    nearly = [np.array([[0.5, 0.5], [0.5, 0.5 + by]]) for by in (0.05, -0.05, 0.01, 0.003)]
    return [*probabilities, *scores, balanced, small, lucky, lucky[::-1].copy(), quarter, single, np.eye(3), evened,
            *nearly]  # fmt: skip


EXERCISES = [
    Exercise(
        name="softmax-temperature",
        task="write softmax(z, T), the probabilities over the last axis of the scores z at temperature T",
        reference=_softmax,
        solution=solutions.softmax,
        cases=_softmax_cases,
        unit=None,
        mistakes={
            "right for small scores, but exp overflows or underflows at scores of ±1000: subtract the largest first.": (
                _plain_softmax
            ),
            "the largest score of all rows is subtracted, and a row far below becomes 0/0: take each row's own.": (
                lambda z, T: _shifted(z, T, np.max)
            ),
            "the mean is subtracted, and a score far above it still overflows: subtract the largest.": (
                lambda z, T: _shifted(z, T, np.mean, axis=-1, keepdims=True)
            ),
            "T multiplies the scores; a temperature divides them.": lambda z, T: _softmax(z, 1 / T),
            "the probabilities are raised to 1/T and scaled anew; one that has become 0 stays 0: divide the scores.": (
                lambda z, T: softmax(z) ** (1 / T) / (softmax(z) ** (1 / T)).sum(axis=-1, keepdims=True)
            ),
            "T is forgotten, or stands above and below the line and cancels: this is right at T = 1 only.": (
                lambda z, T: softmax(z),
                lambda z, T: _plain_softmax(z, 1.0),
            ),
            "the probabilities are raised to the power T; dividing the scores by T takes the power 1/T.": (
                lambda z, T: softmax(z) ** T,
            ),
            "T stands in the exponentials and not in their sum, so the results do not sum to 1.": (
                lambda z, T: (lambda s: np.exp(s / T) / np.exp(s).sum(axis=-1, keepdims=True))(
                    np.asarray(z) - np.max(z, axis=-1, keepdims=True)
                )
            ),
            "the signs of the scores are changed: the lowest score gets most.": lambda z, T: _softmax(
                -np.asarray(z), T
            ),
            "only the exponentials are divided by T, and their sum is missing.": (
                lambda z, T: np.exp(np.asarray(z) - np.max(z, axis=-1, keepdims=True)) / T
            ),
            "the probabilities are divided by T after the exponential; T belongs inside, z/T.": (
                lambda z, T: softmax(z) / T
            ),
            "the sum runs over the whole array; each row is a distribution of its own (axis=-1, keepdims=True).": (
                lambda z, T: (lambda e: e / e.sum())(np.exp((np.asarray(z) - np.max(z)) / T)),
                lambda z, T: (lambda e: e / e.sum())(np.exp(np.asarray(z) / T)),
            ),
            "the sum runs down the columns (axis 0); the classes lie along the last axis.": (
                lambda z, T: softmax(z, temperature=T, axis=0)
            ),
            "the scores are divided by their sum; they may be negative, so take exponentials first.": (
                lambda z, T: np.asarray(z) / T / np.sum(np.asarray(z) / T, axis=-1, keepdims=True)
            ),
            "these are the logarithms of the probabilities.": lambda z, T: log_softmax(z, temperature=T),
            "these are the exponentials alone; divide them by their sum.": lambda z, T: np.exp(np.asarray(z) / T),
            "the scores are divided by the largest, and only differences may count: subtract it.": (
                lambda z, T: softmax(np.asarray(z) / np.max(z, axis=-1, keepdims=True), temperature=T)
            ),
            "the largest score is subtracted after the division by T; then it must be divided by T too.": (
                lambda z, T: (lambda e: e / e.sum(axis=-1, keepdims=True))(
                    np.exp(np.asarray(z) / T - np.max(z, axis=-1, keepdims=True))
                )
            ),
            "this is the sigmoid of each score: the results do not sum to 1.": lambda z, T: sigmoid(np.asarray(z) / T),
        },
    ),
    Exercise(
        name="temperature-limits",
        task="write limits(z), an array of two rows: softmax(z/T) as T → 0, and as T → ∞",
        reference=_limits,
        solution=solutions.limits,
        cases=_limit_cases,
        unit=None,
        mistakes={
            "a tie is lost: where several scores are largest they share the probability equally.": (
                lambda z: np.array([_one_hot_of(z, int(np.argmax(z))), _limits(z)[1]])
            ),
            "the tied classes all get 1, so that the first row sums to more than 1; let them share.": (
                lambda z: np.array([(np.asarray(z) == np.max(z)).astype(float), _limits(z)[1]])
            ),
            "a very small and a very large T stand in for the limits; these can be written down exactly.": (
                *(_at_extremes(big) for big in (1e2, 1e3, 1e4, 1e5, 1e6, 1e8, 1e9, 1e10, 1e12)),
            ),
            "the rows are swapped: cold is the first, and cold is sharp.": lambda z: _limits(z)[::-1],
            "the second row is softmax at T = 1; as T → ∞ all scores z/T go to 0 and the classes become equal.": (
                lambda z: np.array([_limits(z)[0], softmax(z)])
            ),
            "the first row picks the smallest score; as T → 0 the largest wins.": (
                lambda z: np.array([_limits(-np.asarray(z))[0], _limits(z)[1]])
            ),
        },
    ),
    Exercise(
        name="two-way-softmax",
        task="write one_score(z), which turns scores of shape (N, 2) into N scores with sigmoid equal to P(class 1)",
        reference=_one_score,
        solution=solutions.one_score,
        cases=_pair_cases,
        unit=None,
        mistakes={
            "this is z₀ − z₁: its sigmoid is the probability of class 0.": lambda z: -_one_score(z),
            "this is z₁ alone; the score of class 0 counts as well, since only the difference matters.": (
                lambda z: np.asarray(z)[:, 1]
            ),
            "the scores are added; add 1 to both and the result would change, but the softmax does not.": (
                lambda z: np.sum(z, axis=1)
            ),
            "this is the probability itself; what is asked for is the score whose sigmoid it is.": (
                lambda z: softmax(z)[:, 1],
                lambda z: np.exp(np.asarray(z)[:, 1]) / np.exp(z).sum(axis=1),
            ),
            "this is the decision; what is asked for is the score behind it, z₁ − z₀.": lambda z: np.argmax(z, axis=1),
            "these are the logarithms of a ratio of scores; the scores are logarithms already, so subtract them.": (
                lambda z: np.log(np.asarray(z)[:, 1] / np.asarray(z)[:, 0])
            ),
            "this is the mean of the two scores; it changes with a shift, and the softmax does not.": (
                lambda z: np.mean(z, axis=1)
            ),
            "the difference is doubled; z₁ − z₀ itself is the log-odds.": (lambda z: 2 * _one_score(z)),
            "the score is computed back from the probability, which rounds to 0 or 1; subtract the scores.": (
                lambda z: np.log(softmax(z)[:, 1] / (1 - softmax(z)[:, 1])),
                lambda z: np.log(softmax(z)[:, 1] / softmax(z)[:, 0]),
                lambda z: np.log(softmax(z)[:, 1]) - np.log(softmax(z)[:, 0]),
                lambda z: np.log(softmax(z)[:, 1]) - np.log1p(-softmax(z)[:, 1]),
            ),
            "this is the larger score of each row; only the difference of the two counts.": (
                lambda z: np.max(z, axis=1)
            ),
            "the difference is halved; that is for the hyperbolic tangent, not for the sigmoid.": (
                lambda z: _one_score(z) / 2
            ),
            "this is the ratio z₁/z₀; a shift of both scores would change it.": (
                lambda z: np.asarray(z)[:, 1] / np.asarray(z)[:, 0]
            ),
        },
    ),
    Exercise(
        name="index-or-one-hot",
        task="write mean_loss(probs, target), the mean cross-entropy, for class indices (N,) or one-hot rows (N, K)",
        reference=_mean_loss,
        solution=solutions.mean_loss,
        cases=_mean_loss_cases,
        mistakes={
            "it divides by N·K where it should divide by N: one loss belongs to a row, not to an entry.": (
                lambda probs, target: _mean_loss(probs, target) / np.shape(probs)[1]
            ),
            "one-hot rows are divided by N·K; np.mean over all entries counts the zeros too.": (
                lambda probs, target: _mean_loss(probs, target) / (np.shape(probs)[1] if np.ndim(target) == 2 else 1)
            ),
            "0 · ln 0 is NaN where a wrong class has probability 0: gather the true class’s, multiply nothing.": (
                lambda probs, target: (
                    -(_rows(target, np.shape(probs)[1]) * np.log(probs)).sum() / len(np.asarray(probs))
                )
            ),
            "np.nan_to_num makes −∞ finite: where the true class had probability 0, the loss is ∞.": (
                lambda probs, target: (
                    -np.nan_to_num(_rows(target, np.shape(probs)[1]) * np.log(probs)).sum() / len(probs)
                ),
                lambda probs, target: (
                    -(_rows(target, np.shape(probs)[1]) * np.nan_to_num(np.log(probs))).sum() / len(probs)
                ),
            ),
            "probs[:, target] gathers every column for every row, (N, N) numbers; use probs[np.arange(N), target].": (
                lambda probs, target: (
                    -np.log(np.asarray(probs)[:, _rows(target, np.shape(probs)[1]).argmax(axis=1)]).mean()
                )
            ),
            "this is the sum over the rows; divide by N for the mean.": (
                lambda probs, target: _mean_loss(probs, target) * len(np.asarray(probs))
            ),
            "this is the loss of the class that the model prefers; the target says which class counts.": (
                lambda probs, target: -np.log(np.max(probs, axis=1)).mean()
            ),
            "this is the logarithm of the mean probability; take the logarithms first, then the mean.": (
                lambda probs, target: (
                    -np.log((np.asarray(probs) * _rows(target, np.shape(probs)[1])).sum(axis=1).mean())
                )
            ),
            "an epsilon or a clip stands inside the logarithm; what had the probability 1e-300 costs −ln 1e-300.": (
                *epsilons(
                    lambda eps: (
                        lambda probs, target: (
                            -(_rows(target, np.shape(probs)[1]) * np.log(np.asarray(probs) + eps)).sum()
                            / len(np.asarray(probs))
                        )
                    )
                ),
                *epsilons(
                    lambda eps: (
                        lambda probs, target: (
                            -np.log(
                                np.clip((np.asarray(probs) * _rows(target, np.shape(probs)[1])).sum(axis=1), eps, 1)
                            ).mean()
                        )
                    ),
                    least=1e-15,
                ),
            ),
        },
    ),
    Exercise(
        name="multi-label-loss",
        task="write multi_label_loss(z, y), binary cross-entropies summed over the labels, averaged over the examples",
        reference=_multi_label,
        solution=solutions.multi_label_loss,
        cases=_multi_label_cases,
        mistakes={
            "it is averaged over the labels too; sum over the labels and average over the examples only.": (
                lambda z, y: binary_cross_entropy_with_logits(z, y)
            ),
            "the branch y = 0 is missing: a label that is absent costs −ln(1 − p).": (
                lambda z, y: -(np.asarray(y) * np.log(sigmoid(z))).sum(axis=1).mean()
            ),
            "softmax makes the labels compete for one probability; here each label has a sigmoid of its own.": (
                lambda z, y: -(np.asarray(y) * log_softmax(z)).sum(axis=1).mean(),
                lambda z, y: (
                    -(np.asarray(y) * log_softmax(z) + (1 - np.asarray(y)) * np.log1p(-softmax(z))).sum(axis=1).mean()
                ),
            ),
            "z is taken for a probability; it is a score, so put it through a sigmoid first.": (
                lambda z, y: (
                    -(np.asarray(y) * np.log(z) + (1 - np.asarray(y)) * np.log(1 - np.asarray(z))).sum(axis=1).mean()
                )
            ),
            "both branches cost −ln p; a label that is absent costs −ln(1 − p).": (
                lambda z, y: -np.log(sigmoid(z)).sum(axis=1).mean()
            ),
            "the targets are the wrong way round: y = 1 pays −ln p, y = 0 pays −ln(1 − p).": (
                lambda z, y: _multi_label(z, 1 - np.asarray(y))
            ),
            "it is summed over labels and examples; divide by the number of examples.": (
                lambda z, y: binary_cross_entropy_with_logits(z, y, reduction="sum")
            ),
            "it is summed over the examples and averaged over the labels; it should be the other way round.": (
                lambda z, y: binary_cross_entropy_with_logits(z, y, reduction="sum") / np.shape(z)[1]
            ),
        },
    ),
    by_hand(
        "three-scores",
        "put the probability, the loss, the probability at T = 1/2 and the one after the mask into the list",
        last_layer.PARTS,
        whole=last_layer.WHOLE,
    ),
    matching(
        "five-programs",
        "give each of the five programs A to E the slip that it made",
        {"A": "sum", "B": "softmax twice", "C": "sigmoids", "D": "bits", "E": "no logarithm"},
        last_layer.CLUES,
    ),
    Exercise(
        name="sigmoid-floor",
        task="write sigmoid_floor(share), the least mean loss when a sigmoid stands before a loss that applies one, "
        "and a share of the answers is yes",
        reference=last_layer.sigmoid_floor,
        solution=solutions.sigmoid_floor,
        cases=[0.5, 1.0, 0.0, 0.25, 0.9, 0.01, 0.75, 0.6, 1 / 3],
        mistakes=last_layer.MISTAKES,
    ),
    Exercise(
        name="double-softmax",
        task="write looks_like_probabilities(batch), True if every row of the array is a distribution, else False",
        reference=_looks_like_probabilities,
        solution=solutions.looks_like_probabilities,
        cases=_batches,
        unit=None,
        mistakes={
            "only the total is compared with the number of rows; one row may have too much and another too little.": (
                lambda batch: bool((np.asarray(batch) >= 0).all() and np.isclose(np.sum(batch), len(batch), atol=1e-4))
            ),
            "only the sums are looked at: the scores (3, −2, 0) sum to 1 as well, and one of them is negative.": (
                lambda batch: bool(np.allclose(np.sum(batch, axis=-1), 1, atol=1e-5))
            ),
            "too much is let pass: a row that sums to 1.003 is no distribution; rounding misses by 1e-6.": tuple(
                lambda batch, off=off: bool(
                    (np.asarray(batch) >= 0).all() and np.allclose(np.sum(batch, axis=-1), 1, atol=off)
                )
                for off in (0.1, 0.05, 0.01, 0.005)
            ),
            "only the range 0 to 1 is looked at; probabilities also sum to 1 in each row.": (
                lambda batch: bool(np.min(batch) >= 0 and np.max(batch) <= 1)
            ),
            "only the first row is looked at.": lambda batch: _looks_like_probabilities(np.asarray(batch)[:1]),
            "one good row is enough for it; all rows must be distributions.": (
                lambda batch: any(_looks_like_probabilities(row) for row in np.asarray(batch))
            ),
            "it compares with 1 exactly; sums of rounded numbers miss 1 by a little, so use np.allclose.": (
                lambda batch: bool((np.asarray(batch) >= 0).all() and (np.sum(batch, axis=-1) == 1).all())
            ),
            "a probability may be exactly 0, as in a one-hot row; forbid what is negative, and no more.": (
                lambda batch: bool((np.asarray(batch) > 0).all()) and _looks_like_probabilities(batch)
            ),
            "it sums down the columns (axis 0); each row must sum to 1 (axis=-1).": (
                lambda batch: bool((np.asarray(batch) >= 0).all() and np.allclose(np.sum(batch, axis=0), 1, atol=1e-5))
            ),
            "it sums over the whole batch; each row must sum to 1 (axis=-1).": (
                lambda batch: bool((np.asarray(batch) >= 0).all() and np.isclose(np.sum(batch), 1))
            ),
            "the answer is the wrong way round: True means that the rows are distributions.": (
                lambda batch: not _looks_like_probabilities(batch)
            ),
        },
    ),
]
