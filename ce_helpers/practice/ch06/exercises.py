"""Chapter 6, Logits, sigmoid, softmax: exercises."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ...activations import log_softmax, sigmoid, softmax
from ...losses import categorical_cross_entropy
from ..by_hand import by_hand
from ..exercise import Exercise
from ..matching import matching
from ..usual import epsilons
from . import detector, last_layer, many_labels, solutions

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
            (np.array([[1000.0, 999.0, 998.0], [0.0, 1.0, 2.0]]), 1.0),
            (np.array([-1000.0, 0.0, 0.5]), 1.0), (np.array([-1000.0, 1000.0]), 1.0),
            (np.array([1000.0, 999.9, 0.0]), 0.05), (rng.normal(0, 2, (2, 3, 4)), 0.7)]  # fmt: skip


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
    plain += [
        np.array([0.0, 1e-17]),
        np.array([1e20, 0.0]),
        np.array([0.0, 1e-200]),
        np.array([1e6, 1e6 + 1]),
        np.array([1e200, 0.0]),
        *(np.array([0.0, gap]) for gap in (3e-7, 3e-9, 3e-11, 3e-13)),
    ]  # no T is small or large enough for these
    return [*plain, *(rng.normal(size=k) for k in range(2, 8)), np.array([2.0, 2.0, 2.0, -1.0])]


_POWERS = (1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 15, 20, 100)


def _at_extremes(cold: float, hot: float) -> Callable[[Any], Any]:
    return lambda z: np.array([softmax(z, temperature=1 / cold), softmax(z, temperature=hot)])


def _shares(top: Any) -> Any:
    return top / top.sum()


def _one_hot_of(z: Any, k: int) -> Any:
    return np.eye(np.size(z))[k]


# --- two classes, K classes ------------------------------------------------------------------------------------------


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
    whole = np.eye(3, dtype=int)
    sure = np.array([[1.0, 0.0, 0.0], [0.5, 0.5, 0.0]])
    three = np.vstack([p, p[:1, ::-1]])  # as many rows as columns, and labels that are no one-hot rows
    found: list[Any] = [(p, y), (p, np.eye(3)[y]), (p, np.array([1, 1])), (three, np.array([0, 1, 1])),
                        (sure, np.array([0, 1])), (sure, np.eye(3)[[0, 1]]), (p, whole[y]), (p, whole[[1, 1]]),
                        (rare, np.array([0, 1])), (rare, np.eye(2)),
                        (np.array([[0.4, 0.3, 0.2, 0.1]]), np.eye(4)[[1]]),
                        (ruled_out, np.array([0, 1])), (ruled_out, np.eye(2))]  # fmt: skip
    for n in range(2, 7):
        p, y = softmax(rng.normal(0, 2, (n, 4))), rng.integers(0, 4, n)
        found += [(p, y), (p, np.eye(4)[y])]
    return found


def _rows(target: Any, k: int) -> Any:
    t = np.asarray(target)
    return t if t.ndim == 2 else np.eye(k)[t]


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
            "the mean, median or smallest score is subtracted; the largest can lie far above it: subtract that.": tuple(
                lambda z, T, by=by: _shifted(z, T, by, axis=-1, keepdims=True) for by in (np.mean, np.median, np.min)
            ),
            "one score at a fixed place is subtracted, and the largest may stand elsewhere: subtract the largest.": (
                lambda z, T: _shifted(z, T, lambda z: np.asarray(z)[..., :1]),
                lambda z, T: _shifted(z, T, lambda z: np.asarray(z)[..., -1:]),
            ),
            "the largest absolute value is subtracted; where all scores are far below 0 everything underflows.": (
                lambda z, T: _shifted(z, T, lambda z: np.max(np.abs(z), axis=-1, keepdims=True)),
                lambda z, T: _shifted(z, T, lambda z: np.max(np.abs(z))),
            ),
            "T divides only the largest score here, and not z: subtract first, (z − largest)/T.": (
                lambda z, T: _plain_softmax(np.asarray(z) - np.max(z, axis=-1, keepdims=True) / T, 1),
                lambda z, T: _plain_softmax(np.asarray(z) - np.max(z) / T, 1),
            ),
            "T divides the largest score once more than the others: subtract first, then divide, (z − largest)/T.": (
                lambda z, T: _plain_softmax(np.asarray(z) - np.max(z, axis=-1, keepdims=True) / T, T),
                lambda z, T: _plain_softmax(np.asarray(z) - np.max(z) / T, T),
            ),
            "T multiplies the scores; a temperature divides them.": lambda z, T: _softmax(z, 1 / T),
            "the probabilities are raised to 1/T and scaled anew; one that has become 0 stays 0: divide the scores.": (
                lambda z, T: softmax(z) ** (1 / T) / (softmax(z) ** (1 / T)).sum(axis=-1, keepdims=True)
            ),
            "T is forgotten, is subtracted, or stands above and below the line and cancels: right at T = 1 only.": (
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
                ),
                lambda z, T: (lambda e: e / e.sum(axis=-1, keepdims=True))(np.exp(np.asarray(z) / T - np.max(z))),
            ),
            "right for one row or for rows, but it sums over axis 1 or 0; the last axis is asked for, axis=-1.": tuple(
                lambda z, T, axis=axis: (lambda e: e / e.sum(axis=axis, keepdims=True))(
                    np.exp((np.asarray(z) - np.max(z, axis=-1, keepdims=True)) / T)
                    if np.ndim(z) > 1
                    else np.exp((z - np.max(z)) / T)[None]
                ).reshape(np.shape(z))
                for axis in (1, 0)
            ),
            "this is the sigmoid of each score: the results do not sum to 1.": lambda z, T: sigmoid(np.asarray(z) / T),
            "these are sigmoids, divided by their sum; the softmax divides exponentials by theirs.": (
                lambda z, T: (lambda e: e / e.sum(axis=-1, keepdims=True))(sigmoid(np.asarray(z) / T))
            ),
            "the exponentials are divided by the largest of them; divide by their sum.": (
                lambda z, T: np.exp((np.asarray(z) - np.max(z, axis=-1, keepdims=True)) / T)
            ),
            "all goes to the largest score, which is the limit T → 0.": (
                lambda z, T: np.eye(np.shape(z)[-1])[np.argmax(z, axis=-1)]
            ),
            "a fixed number is subtracted, and scores far from it overflow or vanish: subtract each row's largest.": (
                *((lambda z, T, by=by: _shifted(z, T, lambda z: by)) for by in (500.0, 700.0, 1000.0)),
            ),
            "the scores are cut off, so that far ones become equal: subtract the largest, and cut nothing.": (
                *((lambda z, T, at=at: _plain_softmax(np.clip(z, -at, at), T)) for at in (100, 500, 700)),
                *(
                    (lambda z, T, at=at: _plain_softmax(np.clip(np.asarray(z) / T, -at, at), 1))
                    for at in (100, 500, 700)
                ),
            ),
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
                lambda z: np.array([_one_hot_of(z, int(np.argmax(z))), _limits(z)[1]]),
                lambda z: np.array([_one_hot_of(z, int(np.flatnonzero(z == np.max(z))[-1])), _limits(z)[1]]),
            ),
            "a tolerance or a rounding makes a tie of what is none; compare the scores with the largest exactly.": (
                lambda z: np.array([_shares(np.isclose(z, np.max(z))), _limits(z)[1]]),
                *(
                    (lambda z, n=n: np.array([_shares(np.round(z, n) == np.max(np.round(z, n))), _limits(z)[1]]))
                    for n in (6, 8, 10, 12)
                ),
            ),
            "a tie makes all classes equal in the first row; only those share that have the largest score.": (
                lambda z: np.array(
                    [_limits(z)[int((np.asarray(z) == np.max(z)).sum() > 1)], np.full(np.size(z), 1 / np.size(z))]
                )
            ),
            "the second row holds zeros; probabilities sum to 1 at every temperature, and in the limit too.": (
                lambda z: np.array([_limits(z)[0], np.zeros(np.size(z))])
            ),
            "the second row holds ones; it is a distribution, so divide them by K.": (
                lambda z: np.array([_limits(z)[0], np.ones(np.size(z))])
            ),
            "the tied classes all get 1, so that the first row sums to more than 1; let them share.": (
                lambda z: np.array([(np.asarray(z) == np.max(z)).astype(float), _limits(z)[1]])
            ),
            "a very small and a very large T stand in for the limits; these can be written down exactly.": (
                *(_at_extremes(10.0**cold, 10.0**hot) for cold in _POWERS for hot in _POWERS),
                *((lambda z, T=10.0**-cold: np.array([softmax(z, temperature=T), _limits(z)[1]])) for cold in _POWERS),
                *((lambda z, T=10.0**hot: np.array([_limits(z)[0], softmax(z, temperature=T)])) for hot in _POWERS),
                *(
                    (lambda z, c=10.0**-cold, h=10.0**hot: np.array([_plain_softmax(z, c), _plain_softmax(z, h)]))
                    for cold in _POWERS[:4]
                    for hot in _POWERS
                ),
                *((lambda z, c=10.0**-cold: np.array([_plain_softmax(z, c), _limits(z)[1]])) for cold in _POWERS[:4]),
            ),
            "the rows are swapped: cold is the first, and cold is sharp.": lambda z: _limits(z)[::-1],
            "the second row is softmax at T = 1; as T → ∞ all scores z/T go to 0 and the classes become equal.": (
                lambda z: np.array([_limits(z)[0], softmax(z)])
            ),
            "both rows hold equal shares; as T → 0 the largest score wins.": lambda z: np.array([_limits(z)[1]] * 2),
            "the second row holds 1/2 or 1/3 whatever K is; as T → ∞ each of the K classes gets 1/K.": (
                *((lambda z, k=k: np.array([_limits(z)[0], np.full(np.size(z), 1 / k)])) for k in (2, 3)),
            ),
            "what is tied is divided by 2, but more than two classes may tie; divide by their number.": (
                lambda z: np.array([(lambda top: top / (2 if top.sum() > 1 else 1))(z == np.max(z)), _limits(z)[1]])
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
            "this is the logarithm of the probability; the score is the log-odds, z₁ − z₀.": (
                lambda z: log_softmax(z)[:, 1],
                lambda z: np.log(sigmoid(_one_score(z))),
                lambda z: np.asarray(z)[:, 1] - np.log(np.exp(z).sum(axis=1)),
            ),
            "this is the sigmoid of z₁ alone; the score is z₁ − z₀, without a sigmoid.": (
                lambda z: sigmoid(np.asarray(z)[:, 1])
            ),
            "this is the odds; the score is their logarithm, z₁ − z₀.": lambda z: np.exp(_one_score(z)),
            "the difference is taken without its sign, so that class 1 always wins.": (lambda z: np.abs(_one_score(z))),
            "this is the decision; what is asked for is the score behind it, z₁ − z₀.": lambda z: np.argmax(z, axis=1),
            "these are the logarithms of a ratio of scores; the scores are logarithms already, so subtract them.": (
                lambda z: np.log(np.asarray(z)[:, 1] / np.asarray(z)[:, 0])
            ),
            "this is the mean of the two scores; it changes with a shift, and the softmax does not.": (
                lambda z: np.mean(z, axis=1)
            ),
            "the difference is doubled; z₁ − z₀ itself is the log-odds.": (lambda z: 2 * _one_score(z)),
            "exp turns the scores into odds or a probability, and large ones into 0, 1 or ∞: subtract the scores.": (
                lambda z: np.log(np.exp(z[:, 1]) / np.exp(z[:, 0])),
                lambda z: np.log(np.exp(z[:, 1])) - np.log(np.exp(z[:, 0])),
                lambda z: np.log(softmax(z)[:, 1] / (1 - softmax(z)[:, 1])),
                lambda z: np.log(softmax(z)[:, 1] / softmax(z)[:, 0]),
                lambda z: np.log(softmax(z)[:, 1]) - np.log(softmax(z)[:, 0]),
                lambda z: np.log(softmax(z)[:, 1]) - np.log1p(-softmax(z)[:, 1]),
                lambda z: (lambda p: np.log(p / (1 - p)))(_plain_softmax(z, 1)[:, 1]),
                lambda z: (lambda p: np.log(p[:, 1] / p[:, 0]))(_plain_softmax(z, 1)),
                lambda z: (lambda p: np.log(p / (1 - p)))(1 / (1 + np.exp(-_one_score(z)))),
            ),
            "this is the larger score of each row; only the difference of the two counts.": (
                lambda z: np.max(z, axis=1)
            ),
            "the difference is halved, as when the mean of both is subtracted from z₁; subtract z₀.": (
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
            "np.mean runs over all N·K entries, the zeros included, and 0 · ln 0 is NaN: gather, then average.": (
                lambda probs, target: -(_rows(target, np.shape(probs)[1]) * np.log(probs)).mean()
            ),
            "the target is used as indices, and it may be one-hot rows: take their argmax(axis=1) first.": (
                lambda probs, target: -np.log(probs[np.arange(len(probs)), np.asarray(target).astype(int)]).mean()
            ),
            "this is squared error; the loss is −ln of the probability of the true class.": (
                lambda probs, target: ((probs - _rows(target, np.shape(probs)[1])) ** 2).sum(axis=1).mean(),
                lambda probs, target: ((probs - _rows(target, np.shape(probs)[1])) ** 2).mean(),
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
            "the logarithm is missing: this is minus the mean probability of the true class.": (
                lambda probs, target: -(_rows(target, np.shape(probs)[1]) * np.asarray(probs)).sum(axis=1).mean(),
            ),
            "the logarithm is missing: this is the mean of 1 − p, or of p, of the true class.": (
                lambda probs, target: (_rows(target, np.shape(probs)[1]) * np.asarray(probs)).sum(axis=1).mean(),
                lambda probs, target: 1 - (_rows(target, np.shape(probs)[1]) * np.asarray(probs)).sum(axis=1).mean(),
            ),
            "targets that are class indices are not handled; target.ndim tells them from one-hot rows.": (
                lambda probs, target: -np.where(target > 0, np.log(probs), 0).sum(axis=1).mean(),
                lambda probs, target: -np.log(np.where(target == 1, probs, 1)).sum(axis=1).mean(),
                lambda probs, target: -np.log((probs * target).sum(axis=1)).mean(),
                lambda probs, target: -np.log(probs[np.asarray(target) == 1]).mean(),
                lambda probs, target: -np.log(probs[np.asarray(target).astype(bool)]).mean(),
            ),
            "the classes are counted from 1; their numbers begin at 0.": (
                lambda probs, target: (
                    -np.log(probs[np.arange(len(probs)), _rows(target, np.shape(probs)[1]).argmax(axis=1) - 1]).mean()
                )
            ),
            "softmax acts once more: the loss took the probabilities for scores.": (
                lambda probs, target: _mean_loss(softmax(probs), target)
            ),
            "the loss of each row is given; their mean is asked for.": (
                lambda probs, target: -np.log((np.asarray(probs) * _rows(target, np.shape(probs)[1])).sum(axis=1))
            ),
            "this adds binary cross-entropies: classes that exclude each other cost −ln of the true one alone.": (
                lambda probs, target: (
                    -np.log(np.abs(1 - _rows(target, np.shape(probs)[1]) - np.asarray(probs))).sum(axis=1).mean()
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
        reference=many_labels.multi_label,
        solution=solutions.multi_label_loss,
        cases=many_labels.cases,
        mistakes=many_labels.MISTAKES,
    ),
    by_hand(
        "three-scores",
        "put the probability, the loss, the probability at T = 1/2 and the one without the first class into the list",
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
        reference=detector.looks_like_probabilities,
        solution=solutions.looks_like_probabilities,
        cases=detector.batches,
        unit=None,
        mistakes=detector.MISTAKES,
    ),
]
