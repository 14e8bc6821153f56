"""Chapter 20, Without labels: exercises."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...activations import log_softmax, softmax
from ...losses import distillation_loss_grad, info_nce_loss
from ..exercise import Exercise
from ..matching import matching
from . import solutions

__all__ = ["EXERCISES"]


def _scores(rng: np.random.Generator) -> list[Any]:
    plain = [
        (np.array([[2.0, 0.0], [1.0, 1.0]]), 1.0),
        (np.array([[2.0, 0.0, 1.0], [0.5, 1.0, 0.0], [1.5, 0.0, 3.0]]), 0.5),
        (np.array([[900.0, -900.0], [0.0, 850.0]]), 0.5),
        (np.array([[0.0, 900.0], [-900.0, 0.0]]), 1.0),
    ]
    return [*plain, *((rng.normal(size=(n, n)), T) for n, T in ((3, 2.0), (5, 0.3), (8, 1.0)))]


def _rows(s: Any, T: float) -> Any:
    return info_nce_loss(s, temperature=T)


def _naive(s: Any, T: float) -> Any:
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        e = np.exp(np.asarray(s) / T)
        match = np.diag(e)
        return -(np.log(match / e.sum(1)).mean() + np.log(match / e.sum(0)).mean()) / 2


def _naive_sums(s: Any, T: float) -> Any:
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        z = np.asarray(s) / T
        e = np.exp(z)
        return (np.log(e.sum(1)) + np.log(e.sum(0)) - 2 * np.diag(z)).mean() / 2


def _shifted_together(s: Any, T: float) -> Any:
    return _naive(np.asarray(s) - np.max(s), T)


def _others_only(s: Any, T: float) -> Any:
    z = np.asarray(s) / T
    others = np.where(np.eye(len(z), dtype=bool), -np.inf, z)
    tops = others.max(axis=1), others.max(axis=0)
    rows = np.log(np.exp(others - tops[0][:, None]).sum(1)) + tops[0]
    columns = np.log(np.exp(others - tops[1]).sum(0)) + tops[1]
    return ((rows + columns) / 2 - np.diag(z)).mean()


def _naive_push(z: Any, v: Any, T: float) -> Any:
    with np.errstate(over="ignore", invalid="ignore"):
        e, target = np.exp(z / T), np.exp(v / T)
        return T * (e / e.sum(-1, keepdims=True) - target / target.sum(-1, keepdims=True))


def _reverse_push(z: Any, v: Any, T: float) -> Any:
    q = softmax(z, temperature=T)
    gap = log_softmax(z, temperature=T) - log_softmax(v, temperature=T)
    return T * q * (gap - (q * gap).sum(-1, keepdims=True))


def _whole_matrix(s: Any, T: float) -> Any:
    z = np.asarray(s) / T
    top = z.max()
    return (np.log(np.exp(z - top).sum()) + top - np.diag(z)).mean()


def _batches(rng: np.random.Generator) -> list[Any]:
    plain = [(2, 1.0), (256, 1.0), (256, 0.1), (2, 0.5), (32768, 0.07)]
    return [*plain, *((int(rng.integers(3, 500)), float(rng.uniform(0.2, 2))) for _ in range(4))]


def _pairs(rng: np.random.Generator) -> list[Any]:
    plain = [
        (np.array([[1.0, 0.0, -1.0]]), np.array([[4.0, 1.0, -2.0]]), 2.0),
        (np.array([[0.0, 0.0], [1.0, -1.0]]), np.array([[2.0, -2.0], [1.0, -1.0]]), 1.0),
        (np.array([[900.0, 0.0]]), np.array([[0.0, 900.0]]), 1.0),
    ]
    draws = [(2 * rng.normal(size=(n, k)), 2 * rng.normal(size=(n, k)), T) for n, k, T in ((2, 3, 4.0), (4, 10, 0.5))]
    return [*plain, *draws]


def _batch(rng: np.random.Generator) -> list[Any]:
    plain = [np.array([7, 7, 3, 5]), np.array([1, 2, 3]), np.array([4, 4, 4, 4]), np.array([0, 0, 1, 1])]
    return [
        *plain,
        np.array([9, 9, 9, 2, 2, 5]),
        *(rng.integers(0, k, n).astype(np.intp) for k, n in ((3, 7), (5, 12))),
    ]


def _counts(things: Any) -> Any:
    return np.unique(np.asarray(things), return_counts=True)[1]


def _copies(things: Any) -> Any:
    t = np.asarray(things)
    return (t[:, None] == t[None, :]).sum(axis=1)


EXERCISES = [
    Exercise(
        name="colder-push",
        task="put the three numbers of the gradient into the list",
        reference=[-4 / 11, 2 / 11, 2 / 11],
        unit=None,
        mistakes={
            "this is the gradient at T = 1; at T = ½ the scores are doubled first.": [-0.4, 0.2, 0.2],
            "the division by T is missing: the softmax is right, ŷ − y must still be divided by ½.": [
                -2 / 11,
                1 / 11,
                1 / 11,
            ],
            "ŷ − y was multiplied by T; it is divided by it.": [-1 / 11, 1 / 22, 1 / 22],
            "the sign is reversed: this is truth minus prediction.": [4 / 11, -2 / 11, -2 / 11],
            "these are the probabilities; the truth (1, 0, 0) was not subtracted, nor T divided by.": [
                9 / 11,
                1 / 11,
                1 / 11,
            ],
            "1 was not subtracted at the partner.": [18 / 11, 2 / 11, 2 / 11],
            "T divides ŷ − y only; the scores in the softmax are divided by it too.": [-0.8, 0.4, 0.4],
            "the scores were multiplied by T inside the softmax; they are divided by it.": [
                2 * (3**0.5 / (3**0.5 + 2) - 1),
                2 / (3**0.5 + 2),
                2 / (3**0.5 + 2),
            ],
            "only the partner was pushed; all candidates are in the softmax.": [-4 / 11, 0.0, 0.0],
            "2·ln 3 was taken for ln 6; it is ln 9.": [-0.5, 0.25, 0.25],
            "this is rounded to two places; write the fractions, such as 2/11.": [-0.36, 0.18, 0.18],
            "all three have the sign of a push away; the partner is pulled, and the three add up to 0.": [
                4 / 11,
                2 / 11,
                2 / 11,
            ],
        },
    ),
    Exercise(
        name="both-ways",
        task="write both_ways(s, T), the mean of the cross-entropies of the rows and of the columns at temperature T",
        reference=lambda s, T: info_nce_loss(s, temperature=T, symmetric=True),
        solution=solutions.both_ways,
        cases=_scores,
        mistakes={
            "this asks each row for its column only; each column must find its row, too.": _rows,
            "this asks each column for its row only; each row must find its column, too.": lambda s, T: _rows(
                np.asarray(s).T, T
            ),
            "the two are added; the symmetric form is their mean.": lambda s, T: (
                _rows(s, T) + _rows(np.asarray(s).T, T)
            ),
            "the scores are multiplied by T; they are divided by it.": lambda s, T: info_nce_loss(
                s, temperature=1 / T, symmetric=True
            ),
            "T is not used.": lambda s, T: info_nce_loss(s, symmetric=True),
            "the softmax runs over the whole matrix; it runs over each row, and over each column.": _whole_matrix,
            "the exponentials overflow where scores are large; subtract each row’s (column’s) maximum first.": _naive,
            "this is summed over the batch; the mean is asked for.": lambda s, T: (
                len(s) * info_nce_loss(s, temperature=T, symmetric=True)
            ),
            "the scores are made symmetric and asked once; two softmaxes are asked for, of rows and of columns.": (
                lambda s, T: _rows((np.asarray(s) + np.asarray(s).T) / 2, T)
            ),
            "the loss is divided by T at the end; T belongs inside the softmax.": lambda s, T: (
                info_nce_loss(s, symmetric=True) / T
            ),
            "the exponentials overflow where scores are large; take the logarithm of a sum, shifted by its maximum.": (
                _naive_sums
            ),
            "one maximum was subtracted for the whole matrix; each row (column) needs its own.": _shifted_together,
            "the loss is multiplied by T at the end; it is the cross-entropy as it stands.": lambda s, T: (
                T * info_nce_loss(s, temperature=T, symmetric=True)
            ),
            "the partner is missing in the sum of the softmax; it is one of the candidates.": _others_only,
            "this is one loss for each place; their mean is asked for.": lambda s, T: info_nce_loss(
                s, temperature=T, symmetric=True, reduction="none"
            ),
        },
    ),
    Exercise(
        name="least-cosine-loss",
        task="write least_loss(n, T), the least loss of a query among n candidates whose cosines lie from −1 to 1",
        reference=solutions.least_loss,
        solution=solutions.least_loss,
        cases=_batches,
        mistakes={
            "the candidates stand at 0 here; they may go down to −1, a gap of 2/T.": lambda n, T: np.log1p(
                (n - 1) * np.exp(-1 / T)
            ),
            "n others are counted; the partner is one of the n candidates.": lambda n, T: np.log1p(n * np.exp(-2 / T)),
            "the partner’s own term, 1, is missing in the sum of the softmax.": lambda n, T: np.log(
                (n - 1) * np.exp(-2 / T)
            ),
            "the cosines were multiplied by T; they are divided by it.": lambda n, T: np.log1p(
                (n - 1) * np.exp(-2 * T)
            ),
            "this is the probability of the partner; the loss is −ln of it.": lambda n, T: (
                1 / (1 + (n - 1) * np.exp(-2 / T))
            ),
            "this is the greatest loss, with the partner at −1 and all others at 1.": lambda n, T: np.log1p(
                (n - 1) * np.exp(2 / T)
            ),
            "this is a uniform guess, ln n; the partner may score higher than the others.": lambda n, T: np.log(n),
            "this is what is gained, ln n minus the loss.": lambda n, T: np.log(n) - np.log1p((n - 1) * np.exp(-2 / T)),
            "T is not used.": lambda n, T: np.log1p((n - 1) * np.exp(-2.0)),
            "ln n − 2/T is only a lower bound on it, and may be negative.": lambda n, T: np.log(n) - 2 / T,
            "one other candidate is counted; there are n − 1.": lambda n, T: np.log1p(np.exp(-2 / T)),
            "this is the floor of the mean over a batch; one query alone may have all others at −1.": lambda n, T: (
                np.log1p((n - 1) * np.exp(-n / (n - 1) / T))
            ),
            "this is 0, which no cosines reach: the others keep e^(−2/T) each of the softmax’s sum.": lambda n, T: 0.0,
            "ln n − 2/T is only a lower bound on it, and cutting it at 0 does not change that.": lambda n, T: max(
                np.log(n) - 2 / T, 0.0
            ),
        },
    ),
    Exercise(
        name="teacher-push",
        task="write teacher_push(z, v, T), the gradient of T²·KL in the student’s scores z, one row an example",
        reference=lambda z, v, T: distillation_loss_grad(z, v, temperature=T, reduction="none"),
        solution=solutions.teacher_push,
        cases=_pairs,
        unit=None,
        mistakes={
            "T² is missing: this is the gradient of KL alone.": lambda z, v, T: (
                (softmax(z, temperature=T) - softmax(v, temperature=T)) / T
            ),
            "the chain rule through z/T is missing: T² times 1/T leaves T.": lambda z, v, T: (
                T**2 * (softmax(z, temperature=T) - softmax(v, temperature=T))
            ),
            "this is without any factor; T² times 1/T leaves T.": lambda z, v, T: (
                softmax(z, temperature=T) - softmax(v, temperature=T)
            ),
            "the teacher’s scores are not divided by T.": lambda z, v, T: T * (softmax(z, temperature=T) - softmax(v)),
            "the student’s scores are not divided by T.": lambda z, v, T: T * (softmax(z) - softmax(v, temperature=T)),
            "neither the teacher’s nor the student’s scores are divided by T.": lambda z, v, T: (
                T * (softmax(z) - softmax(v))
            ),
            "the sign is reversed: prediction minus truth, and the teacher is the truth.": lambda z, v, T: (
                T * (softmax(v, temperature=T) - softmax(z, temperature=T))
            ),
            "this is averaged over the examples; one row each is asked for.": lambda z, v, T: (
                T * (softmax(z, temperature=T) - softmax(v, temperature=T)) / len(z)
            ),
            "this is the limit at high T, matching centred scores; T is given here.": lambda z, v, T: (
                (z - z.mean(-1, keepdims=True) - v + v.mean(-1, keepdims=True)) / z.shape[-1]
            ),
            "this matches the scores themselves; the softmax at T is missing.": lambda z, v, T: (z - v) / z.shape[-1],
            "the truth is hard here, the teacher’s first class; its probabilities are the target.": lambda z, v, T: (
                T * (softmax(z, temperature=T) - np.eye(z.shape[-1])[np.argmax(v, -1)])
            ),
            "the scores are multiplied by T; they are divided by it.": lambda z, v, T: (
                T * (softmax(z, temperature=1 / T) - softmax(v, temperature=1 / T))
            ),
            "the exponentials overflow where scores are large; subtract each row’s maximum first.": _naive_push,
            "the rows are summed; one row each is asked for.": lambda z, v, T: (
                T * (softmax(z, temperature=T) - softmax(v, temperature=T)).sum(axis=0)
            ),
            "this is the gradient of the other KL, with student and teacher exchanged.": _reverse_push,
            "the softmax runs over the whole array; each row is an example.": lambda z, v, T: (
                T * (softmax(z.ravel(), temperature=T) - softmax(v.ravel(), temperature=T)).reshape(z.shape)
            ),
            "the softmax runs down the columns; each row is an example.": lambda z, v, T: (
                T * (softmax(z, temperature=T, axis=0) - softmax(v, temperature=T, axis=0))
            ),
        },
    ),
    matching(
        "five-reports",
        "give each of the five reports A to E its cause",
        {"A": "alike", "B": "harder question", "C": "by heart", "D": "twice", "E": "no square"},
        {
            "A": "5.545 is ln 256, which is what knowing nothing costs among 256",
            "B": "3.02 − 2.35 is about ln 2, and ln N has grown by just that",
            "C": "what was gained on training pairs is not there on new ones",
            "D": "0.693 is ln 2, and it does not change with N",
            "E": "at T = 20 the gradient of KL alone is smaller by a factor of about 400",
        },
    ),
    Exercise(
        name="batch-floor",
        task="write batch_floor(things), the mean loss that no scores can get below",
        reference=lambda things: float(np.log(_copies(things)).mean()),
        solution=solutions.batch_floor,
        cases=_batch,
        mistakes={
            "this is the logarithm of the mean number of copies; the mean of the logarithms is asked for.": lambda t: (
                np.log(_copies(t).mean())
            ),
            "this is the mean over the things; each query counts, and a thing with two copies has two.": lambda t: (
                np.log(_counts(t)).mean()
            ),
            "this is summed over the batch; the mean is asked for.": lambda t: np.log(_copies(t)).sum(),
            "this is a uniform guess, ln N.": lambda t: np.log(len(t)),
            "this is the entropy of the things, what the views can share; the floor is what is missing to ln N.": (
                lambda t: np.log(len(t)) - np.log(_copies(t)).mean()
            ),
            "this is ln of the number of different things.": lambda t: np.log(len(_counts(t))),
            "ln N less ln of the number of things is the floor only if all have equally many copies.": lambda t: (
                np.log(len(t)) - np.log(len(_counts(t)))
            ),
            "0 is the floor of a batch without doubles.": lambda t: 0.0,
            "the copies besides the query’s own partner were counted; the partner is a candidate too.": lambda t: (
                np.log(np.maximum(_copies(t) - 1, 1)).mean()
            ),
            "this is the mean number of copies, without the logarithm.": lambda t: _copies(t).mean(),
            "these are the copies besides the partner, on average; the loss is ln of all that look right.": lambda t: (
                _copies(t) - 1
            ).mean(),
            "this is the probability that the partner does not get; the loss is −ln of the one it gets.": lambda t: (
                1 - 1 / _copies(t)
            ).mean(),
            "every thing with copies costs ln 2 here; three copies cost ln 3.": lambda t: (
                np.log(2) * (_copies(t) > 1).mean()
            ),
            "this is the floor of the query with most copies; each query has its own, and their mean is asked for.": (
                lambda t: np.log(_copies(t).max())
            ),
            "this is the probability that the partner gets, on average; the loss is −ln of it.": lambda t: (
                1 / _copies(t)
            ).mean(),
        },
    ),
]
