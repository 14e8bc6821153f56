"""Chapter 7, Numbers that do not break: exercises."""

from __future__ import annotations

import weakref
from decimal import Decimal, localcontext
from functools import partial
from typing import Any

import numpy as np

from ...activations import log_softmax, logsumexp, sigmoid, softmax, softplus
from ...losses import cross_entropy_with_logits
from ..by_hand import by_hand
from ..exercise import Exercise
from ..matching import matching
from ..products import Products, plain
from ..usual import epsilons
from . import solutions, thresholds, wrong

__all__ = ["EXERCISES"]


def _to_the_last_digit(answer: Any, right: Any, least: float = 0.0) -> bool:
    """Compare by relative error, of all that is above `least`: 4e-18 and 0 are worlds apart here."""
    a, b = np.asarray(answer, float), np.asarray(right, float)
    return a.shape == b.shape and bool(np.allclose(a, b, rtol=1e-9, atol=least, equal_nan=True))


# --- log-sum-exp ------------------------------------------------------------------------------------------------------


def _lse(z: Any) -> Any:
    return logsumexp(z)


def _lse_cases(rng: np.random.Generator) -> list[Any]:
    plain = [np.array([0.0, 0.0]), np.array([1.0, 2.0, 3.0]), np.array([1000.0, 1000.0]), np.array([-1000.0, -1001.0])]
    masked = np.array([-np.inf, 2.0, 3.0])
    return [*plain, masked, np.array([5.0]), np.array([700.0, 720.0]), *(rng.normal(0, 4, k) for k in range(2, 9)),
            *(rng.normal(0, 400, k) for k in range(2, 6)), np.array([0.0, 0.0, 0.0, 30000.0]),
            np.array([-3000.0, -3001.0]), np.array([-3e9, -np.inf, -3e9]),
            np.array([0.0, -30 * np.log(2)])]  # fmt: skip  # 1 + 2^−30 is exact: an epsilon beside it is seen


def _naive_lse(z: Any) -> Any:
    return np.log(np.sum(np.exp(z)))


# --- binary cross-entropy from the score, to 50 digits ----------------------------------------------------------------


def _bce(z: Any, y: Any) -> Any:
    """Return the loss computed with 50 decimal digits and rounded once, at the end."""
    with localcontext() as context:
        context.prec = 50
        scores, targets = np.broadcast_arrays(np.asarray(z, float), np.asarray(y, float))
        found = []
        for score, target in zip(scores.ravel(), targets.ravel(), strict=True):
            s = Decimal(float(score)) * (-1 if target == 1 else 1)  # the loss is ln(1 + e^s)
            e = (-abs(s)).exp()
            tail = (1 + e).ln() if e > Decimal("1e-30") else e
            found.append(float(max(s, Decimal(0)) + tail))
        return np.array(found).reshape(scores.shape)[()]


def _bce_cases(rng: np.random.Generator) -> list[Any]:
    z = np.array([-800.0, -40.0, -3.0, 0.0, 3.0, 40.0, 800.0])
    plain = [
        (2.0, 1.0),
        (2.0, 0.0),
        (-40.0, 1.0),
        (40.0, 1.0),
        (40.0, 0.0),
        (-800.0, 1.0),
        (100.0, 1.0),
        (15.5, 0.0),
        (-17.2, 1.0),
    ]
    sevens = [(z, np.ones(7)), (z[1:], np.zeros(6))]
    return [*plain, *sevens, *((rng.normal(0, 5, 6), rng.integers(0, 2, 6).astype(float)) for _ in range(5))]


def _clipped(eps: float) -> Any:
    def loss(z: Any, y: Any) -> Any:
        p = np.clip(1 / (1 + np.exp(-np.asarray(z))), eps, 1 - eps)
        return -(y * np.log(p) + (1 - np.asarray(y)) * np.log(1 - p))

    return loss


def _late_logarithm(z: Any, y: Any) -> Any:
    z = np.asarray(z)
    return np.maximum(z, 0) - z * y + np.log(1 + np.exp(-np.abs(z)))


# --- the gradient that an epsilon leaves ------------------------------------------------------------------------------


def _epsilon_gradient(z: Any, eps: Any) -> Any:
    return -sigmoid(z) * sigmoid(-np.asarray(z)) / (sigmoid(z) + eps)


def _epsilon_cases(rng: np.random.Generator) -> list[Any]:
    plain = [(-40.0, 1e-15), (-40.0, 0.0), (0.0, 1e-15), (-20.0, 1e-7), (3.0, 1e-3), (0.0, 0.5), (-2.0, 0.1),
             (40.0, 1e-15), (45.0, 1e-7), (720.0, 1e-3), (-400.0, 0.0)]  # fmt: skip
    return [*plain, *((float(z), float(e)) for z, e in zip(rng.normal(0, 6, 10), rng.uniform(0.001, 0.3, 10),
                                                          strict=True))]  # fmt: skip


# --- a mask -----------------------------------------------------------------------------------------------------------


_LOWEST = float(np.finfo(float).min)  # a score that some programs mask with


def _masked(z: Any, keep: Any) -> Any:
    return softmax(np.where(keep, z, -np.inf))


def _masked_cases(rng: np.random.Generator) -> list[Any]:
    plain = [
        (np.array([1.0, 2.0, 3.0]), np.array([1, 1, 0])),
        (np.array([1.0, 2.0, 3.0]), np.array([1, 1, 1])),
        (np.array([-1.0, -2.0, 5.0]), np.array([0, 1, 0])),
        (np.array([1000.0, 1001.0, 2000.0]), np.array([1, 1, 0])),
        (np.array([1000.0, 1001.0, 900.0]), np.array([1, 1, 0])),
        (np.array([-400.0, -401.0, 400.0]), np.array([1, 1, 0])),
        (np.array([[-1.0, -2.0, -3.0], [0.0, 1.0, 9.0]]), np.array([[1, 1, 0], [1, 0, 1]])),
        (np.array([-20000.0, -20001.0, 5.0]), np.array([1, 1, 0])),
        (np.array([-3e9, -3e9, 5.0]), np.array([1, 1, 0])),
        (np.array([-1e32, -1e32, 0.0]), np.array([1, 1, 0])),
        (np.array([0.0, 1.0, 720.0]), np.array([1, 1, 0])),
        (np.array([_LOWEST, _LOWEST, 5.0]), np.array([1, 1, 0])),
        (np.array([[1000.0, 1001.0, 5.0], [-1.0, 1.0, 3000.0]]), np.array([[1, 1, 0], [1, 1, 0]])),
    ]
    for n in range(2, 7):
        keep = rng.integers(0, 2, (n, 5))
        keep[:, 0] = 1
        plain.append((rng.normal(-1, 3, (n, 5)), keep))
    return plain


def _unshifted(z: Any, keep: Any) -> Any:
    e = np.exp(z) * keep
    return e / e.sum(axis=-1, keepdims=True)


def _shifted_as_one(z: Any, keep: Any) -> Any:
    kept = np.where(keep, z, -np.inf)
    e = np.exp(kept - kept.max())
    return e / e.sum(axis=-1, keepdims=True)


def _kept_share(z: Any, keep: Any) -> Any:
    p = softmax(z) * keep
    return p / p.sum(axis=-1, keepdims=True)


# --- in chunks --------------------------------------------------------------------------------------------------------


class _Rationed(Products):
    """Hidden states that refuse to be made into more than `most` rows of logits at once, or to have three chunks kept.

    While a chunk is made the one before it still has its name, so two may be there.
    """

    most: int
    alive: list[weakref.ref[Any]]

    def __array_finalize__(self, parent: Any) -> None:
        self.most = getattr(parent, "most", 0)
        self.alive = getattr(parent, "alive", [])

    def __deepcopy__(self, memo: Any) -> Any:
        return _rationed(plain(self).copy(), self.most)

    def made(self, product: Any) -> Any:
        """Return the logits that were made, unless they are too many rows; each row has 6 or 2, and a state 3 or 1."""
        rows = np.shape(product)[0] if np.ndim(product) > 1 and np.shape(product)[-1] in (2, 6) else 1
        if np.ndim(product) > 1 and np.shape(product)[0] in (2, 6) and np.shape(product)[-1] not in (2, 3, 6):
            rows = np.shape(product)[-1]  # rows and columns exchanged
        if rows > self.most:
            raise ValueError(f"{rows} rows of logits are made at once; rows = {self.most} is the most for a chunk")
        found = _logits(product, self.most)
        self.alive[:] = [one for one in self.alive if one() is not None]
        if isinstance(found, _Logits):
            self.alive.append(weakref.ref(found))
        kept = sum(one().size for one in self.alive) // max(1, np.size(product) // rows)  # type: ignore[union-attr]
        if kept > 2 * self.most:
            raise ValueError(f"{kept} rows of logits are kept, and rows = {self.most}: add up each chunk's loss first")
        return found


class _Logits(np.ndarray[Any, Any]):
    """Logits that refuse to be put together again with more of them than `most` rows."""

    most: int

    def __array_finalize__(self, parent: Any) -> None:
        self.most = getattr(parent, "most", 0)

    def __array_function__(self, function: Any, types: Any, args: Any, options: Any) -> Any:
        made = super().__array_function__(function, types, args, options)
        if function in (np.concatenate, np.vstack, np.stack, np.append) and np.ndim(made) > 1:
            rows = int(np.prod(np.shape(made)[:-1]))
            if rows > self.most:
                raise ValueError(f"{rows} rows of logits are put together, and rows = {self.most}")
        return made


def _logits(made: Any, most: int) -> Any:
    if np.ndim(made) < 1:
        return made
    found = np.asarray(made).view(_Logits)
    found.most = most
    return found


def _rationed(hidden: Any, rows: int) -> Any:
    given = np.asarray(hidden, float).view(_Rationed)
    given.most, given.alive = rows, []
    return given


def _chunked(hidden: Any, w: Any, y: Any, rows: Any) -> Any:
    return cross_entropy_with_logits(np.asarray(hidden) @ w, y)


def _chunked_cases(rng: np.random.Generator) -> list[Any]:
    found: list[Any] = [([[1.0], [2.0], [0.0]], np.array([[1.0, 0.0]]), np.array([0, 1, 1]), 2)]
    # every score near 1000: exp overflows, and no probability underflows
    high = [np.array([[1.0, 0.5], [1.0, -1.0], [1.0, 2.0]]), np.array([[1e3] * 2, [1.0, -1.0]]), np.array([0, 1, 1]), 2]
    for n, rows in ((4, 2), (5, 2), (7, 3), (6, 6), (3, 10), (9, 4), (1, 1), (10, 7), (12, 3), (11, 2)):
        found.append((rng.normal(0, 1, (n, 3)), rng.normal(0, 2, (3, 6)), rng.integers(0, 6, n), rows))
    h, w, y, rows = found[3]
    return [(_rationed(hidden, most), *rest, most) for hidden, *rest, most in [*found, (h * 1000, w, y, rows), high]]


def _pieces(hidden: Any, w: Any, y: Any, rows: int) -> list[Any]:
    hidden = np.asarray(hidden)
    starts = range(0, len(hidden), rows)
    return [-log_softmax(hidden[i : i + rows] @ w)[np.arange(len(y[i : i + rows])), y[i : i + rows]] for i in starts]


def _naive_rows(z: Any) -> Any:
    return np.log(np.exp(z).sum(axis=1))


EXERCISES = [
    Exercise(
        name="stable-logsumexp",
        task="write logsumexp(z), the logarithm of the sum of the exponentials of a one-dimensional array of scores",
        reference=_lse,
        solution=solutions.logsumexp,
        cases=_lse_cases,
        compare=_to_the_last_digit,
        mistakes={
            "right for small scores, but exp overflows at 710 and underflows at −746: subtract the largest first.": (
                _naive_lse
            ),
            "the largest score was subtracted and never added back.": (
                lambda z: logsumexp(np.asarray(z) - np.max(z)),
                lambda z: np.log(np.exp(np.asarray(z) - np.max(z)).sum()),
            ),
            "the largest score is subtracted once more at the end; it was taken out of the sum, so it is added back.": (
                lambda z: logsumexp(z) - 2 * np.max(z)
            ),
            "the largest score is added back twice, or the scores were not shifted before.": (
                lambda z: np.max(z) + logsumexp(z)
            ),
            "the smallest score is subtracted: that makes overflow worse; take the largest.": (
                lambda z: np.min(z) + _naive_lse(np.asarray(z) - np.min(z))
            ),
            "the mean is subtracted: one score of −∞ makes it −∞, and one far above it overflows; take the largest.": (
                lambda z: np.mean(z) + _naive_lse(np.asarray(z) - np.mean(z))
            ),
            "this is the largest score; the logarithm of the shifted sum is missing.": lambda z: np.max(z),
            "this is the log-softmax, one number a score; one number is asked for in all.": log_softmax,
            "the mean of the exponentials stands where their sum belongs.": (
                lambda z: logsumexp(z) - np.log(np.size(z))
            ),
            **wrong.LOGSUMEXP,
        },
    ),
    Exercise(
        name="bce-fifty-digits",
        task="write bce(z, y), the binary cross-entropy of scores z and answers y (0 or 1), one loss per score",
        reference=_bce,
        solution=solutions.bce,
        cases=_bce_cases,
        compare=_to_the_last_digit,
        mistakes={
            "it is the logarithm of a sigmoid, which is exactly 1 from a score of 37 on: take softplus of the score.": (
                lambda z, y: -np.log(sigmoid(np.where(np.asarray(y) == 1, z, -np.asarray(z)))),
            ),
            "ln(1 + e^z) − y·z cancels: at z = 40 it is 40 − 40. Where y is 1, take softplus(−z) instead.": (
                lambda z, y: softplus(z) - np.asarray(z) * y
            ),
            "almost: ln(1 + e) loses e once it is smaller than 1e-16; np.log1p(e) keeps it.": (
                _late_logarithm,
                lambda z, y: np.where(
                    np.asarray(y) == 1,
                    *(np.maximum(s * np.asarray(z), 0) + np.log(1 + np.exp(-np.abs(z))) for s in (-1, 1)),
                ),
            ),
            "log1p keeps small losses, but e^z still overflows: max(z, 0) + log1p(e^−|z|) only ever takes e^−|z|.": (
                lambda z, y: np.log1p(np.exp(np.where(np.asarray(y) == 1, -1, 1) * np.asarray(z)))
            ),
            "the two answers are exchanged: y = 1 costs softplus(−z), and y = 0 costs softplus(z).": (
                lambda z, y: softplus(np.where(np.asarray(y) == 1, z, -np.asarray(z)))
            ),
            "the probability is clipped, which caps the losses of the worst scores; use the score itself.": (
                *epsilons(_clipped),
            ),
            "the mean is taken; one loss per score is asked for.": lambda z, y: np.mean(_bce(z, y)),
            "y is not used: this is the loss of a yes at every score.": lambda z, y: softplus(-np.asarray(z)),
            "y is not used: this is the loss of a no at every score.": lambda z, y: softplus(np.asarray(z)),
            "only the loss of a yes is there; where y is 0 it must be softplus(z).": (
                lambda z, y: softplus(-np.asarray(z)) * y
            ),
            **wrong.BCE,
        },
    ),
    Exercise(
        name="epsilon-gradient",
        task="write epsilon_gradient(z, eps), the slope in the score z of −ln(σ(z) + eps)",
        reference=_epsilon_gradient,
        solution=solutions.epsilon_gradient,
        cases=_epsilon_cases,
        compare=partial(_to_the_last_digit, least=1e-300),
        unit=None,
        mistakes=wrong.EPSILON_GRADIENT,
    ),
    Exercise(
        name="masked-softmax",
        task="write masked_softmax(z, keep), the softmax over the last axis in which only classes with keep = 1 count",
        reference=_masked,
        solution=solutions.masked_softmax,
        cases=_masked_cases,
        unit=None,
        mistakes={
            "a masked class is given the score 0, which is a score like any other; −∞ is none.": (
                lambda z, keep: softmax(np.asarray(z) * keep)
            ),
            "the masked probabilities are set to 0 after the softmax, and the others no longer sum to 1.": (
                lambda z, keep: softmax(z) * keep
            ),
            "the mask is right, but exp overflows at scores of 1000: subtract the largest of the kept scores first.": (
                _unshifted
            ),
            "right unless a masked score is far ahead: it then takes all the probability before it is removed.": (
                _kept_share
            ),
            "the mask is the wrong way round: keep says which classes stay.": (
                lambda z, keep: softmax(np.where(keep, -1e30, z))
            ),
            "the mask is ignored.": lambda z, keep: softmax(z),
            "a masked score of −1000, −1e9 or the format's lowest number is low and not impossible; −∞ is.": tuple(
                lambda z, keep, low=low: softmax(np.where(keep, z, low))
                for low in (
                    *(-10.0, -50.0, -100.0, -500.0, *(-(10.0**k) for k in range(3, 11)), -1e30, -1e38, -1e300),
                    *(float(np.finfo(kind).min) for kind in (np.float16, np.float32, np.float64)),
                )
            ),
            "the largest score of all rows is subtracted, and a row far below it becomes 0/0: take each row's own.": (
                _shifted_as_one
            ),
            **wrong.MASKED,
        },
    ),
    Exercise(
        name="chunked-loss",
        task="write chunked_loss(hidden, w, y, rows), the mean cross-entropy of the logits hidden @ w, never making "
        "more than `rows` rows of them at once",
        reference=_chunked,
        solution=solutions.chunked_loss,
        cases=_chunked_cases,
        mistakes={
            "the means of the chunks are averaged: the last chunk may be shorter; add up sums and divide by N once.": (
                lambda hidden, w, y, rows: np.mean([piece.mean() for piece in _pieces(hidden, w, y, rows)])
            ),
            "the last, shorter chunk is left out.": (
                lambda hidden, w, y, rows: (
                    sum(piece.sum() for piece in _pieces(hidden, w, y, rows) if len(piece) == rows) / len(y)
                )
            ),
            "only the first chunk is counted.": lambda hidden, w, y, rows: _pieces(hidden, w, y, rows)[0].mean(),
            "the sum is returned; divide by the number of rows.": (
                lambda hidden, w, y, rows: _chunked(hidden, w, y, rows) * len(y)
            ),
            "the sum is divided by `rows`, the size of a chunk; it belongs divided by the number of examples.": (
                lambda hidden, w, y, rows: _chunked(hidden, w, y, rows) * len(y) / rows
            ),
            "right for small logits; at large ones exp overflows: use ce.cross_entropy_with_logits on each chunk.": (
                lambda hidden, w, y, rows: np.mean(
                    _naive_rows(np.asarray(hidden) @ w) - (np.asarray(hidden) @ w)[np.arange(len(y)), y]
                )
            ),
            "every chunk is compared with the first `rows` answers; the answers go in chunks too, y[i : i + rows].": (
                lambda hidden, w, y, rows: (
                    sum(
                        cross_entropy_with_logits(np.asarray(hidden)[i : i + rows] @ w, y[: len(y[i : i + rows])])
                        * len(y[i : i + rows])
                        for i in range(0, len(y), rows)
                    )
                    / len(y)
                )
            ),
            **wrong.CHUNKED,
        },
    ),
    by_hand(
        "eight-bits",
        "put the three thresholds and the excess of log-sum-exp into the list",
        thresholds.PARTS,
        whole=thresholds.WHOLE,
    ),
    matching(
        "five-wrecks",
        "give each of the five runs A to E its fault",
        {"A": "overflow", "B": "epsilon", "C": "absorption", "D": "product", "E": "underflow"},
        thresholds.CLUES,
    ),
    Exercise(
        name="log-complement",
        task="write log_complement(x), ln(1 − e^−x) for an array of x above 0, every digit right",
        reference=thresholds.complement,
        solution=solutions.log_complement,
        cases=thresholds.cases,
        compare=_to_the_last_digit,
        unit=None,
        mistakes=thresholds.MISTAKES,
    ),
]
