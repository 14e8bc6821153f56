"""Chapter 7, Numbers that do not break: what goes wrong in the exercises on thresholds and on the complement."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.random import Generator

from ..by_hand import Part
from ..usual import epsilons

__all__ = ["CLUES", "MISTAKES", "PARTS", "WHOLE", "cases", "complement"]

_LN2 = math.log(2)

PARTS = [
    Part(
        "overflow",
        math.log(448),
        "e^z reaches the largest number, 448, at its logarithm",
        {
            "this is the logarithm to base 10; the exponential is e": math.log10(448),
            "this is the logarithm to base 2; the exponential is e": math.log2(448),
            "this is the largest number itself; z is its logarithm": 448.0,
            "this is ln 512, the power of two above; the largest number is 448": math.log(512),
            "this is ln 480; the largest number is 448": math.log(480),
            "this is ln 464, from where rounding goes up to ∞; asked is where e^z passes 448": math.log(464),
            "half belongs to the other end: 448 itself is the largest number": math.log(224),
        },
    ),
    Part(
        "absorption",
        4 * _LN2,
        "1 + x is 1 for x up to half of eps, 1/16",
        {
            "this is where e^−z is eps; numbers down to half of it are still rounded up": 3 * _LN2,
            "this is the power of two; the exponential is e, so multiply by ln 2": 4.0,
            "this is where e^−z itself is lost; the 1 absorbs far earlier": 10 * _LN2,
            "this is twice eps; half of it is the limit": 2 * _LN2,
            "this is a quarter of eps; half of it is the limit, 1/16": 5 * _LN2,
            "this is 1/16, the number that is absorbed; z is minus its logarithm": 1 / 16,
            "this is the logarithm to base 10; the exponential is e": math.log10(16),
        },
    ),
    Part(
        "underflow",
        10 * _LN2,
        "below half the smallest number, 2^−10, rounding goes to 0",
        {
            "this is where e^−z is the smallest number; down to half of it it is still rounded up": 9 * _LN2,
            "this is the power of two; the exponential is e, so multiply by ln 2": 10.0,
            "this is ln 448, where e^z overflows": math.log(448),
            "this is where e^−z is twice the smallest number; half of it is the limit": 8 * _LN2,
            "this is where e^−z is a quarter of the smallest number; half of it is the limit": 11 * _LN2,
            "this is the logarithm to base 10; the exponential is e": 10 * math.log10(2),
        },
    ),
    Part(
        "log-sum-exp",
        math.log(4),
        "the maximum comes out of the logarithm, and four terms of 1 are left",
        {
            "this is log-sum-exp itself; asked is by how much it exceeds 1000": 1000 + math.log(4),
            "this is the maximum, which comes out of the logarithm; asked is what is left": 1000.0,
            "this is the logarithm to base 10; the logarithm of log-sum-exp is natural": math.log10(4),
            "this is 4, the sum of the shifted exponentials; take its logarithm": 4.0,
            "this is 2 bits; the logarithm is natural": 2.0,
            "two terms would give ln 2; there are four": _LN2,
            "this is the sum of the scores above 1000; exponentials are summed, not scores": 3000.0,
            "the four terms leave something over: the maximum alone is 1000, the sum is four times e^1000": 0.0,
        },
    ),
]

WHOLE = {
    "the first and the third are exchanged: overflow comes from e^z, underflow from e^−z.": [
        10 * _LN2,
        4 * _LN2,
        math.log(448),
        math.log(4),
    ],
    "these are logarithms to base 2; the exponential is e.": [math.log2(448), 4.0, 10.0, 2.0],
}

CLUES = {
    "overflow": "that takes a score near 88.7, and leaves NaN, or a row of ŷ that is 0 everywhere",
    "underflow": "then −ln 0 stands in the log as inf, while ŷ − y, computed by itself, stays right",
    "epsilon": "then no loss passes −ln 10⁻⁷ = 16.1, and those that reach it have hardly a slope",
    "absorption": "then 1 + e^−lead is rounded to 1, and only losses below 10⁻⁷ change: they become 0",
    "product": "0 times NaN is NaN, so a weight of 0 does not remove the loss of a row",
}


def complement(x: Any) -> Any:
    """Return ln(1 − e^−x), each x by the form that keeps its digits."""
    x = np.asarray(x, float)
    with np.errstate(all="ignore"):
        return np.where(x < _LN2, np.log(-np.expm1(-x)), np.log1p(-np.exp(-x)))


def cases(rng: Generator) -> list[Any]:
    """Return arrays of x, the plainest first."""
    plain = [np.array([_LN2, 1.0, 2.0]), np.array([0.1, 0.5]), np.array([1e-12, 1e-6]), np.array([40.0, 700.0])]
    both = [
        np.array([1e-9, 0.3, 3.0, 50.0, 300.0]),
        np.array([11.5, 13.5, 16.0]),
        np.array([4.9, 9.9, 17.9, 19.9, 24.9, 29.9, 34.9, 35.9]),
    ]
    return [
        *plain,
        *both,
        *(rng.exponential(1.0, 5) for _ in range(4)),
        *(10.0 ** rng.uniform(-12, 2.8, 6) for _ in range(3)),
    ]


def _near(x: Any) -> Any:
    return np.log(-np.expm1(-x))


def _far(x: Any) -> Any:
    return np.log1p(-np.exp(-x))


MISTAKES: dict[str, Any] = {
    "−e^−x stands for ln(1 − e^−x), which it is to nine digits from x = 20 on only: between take log1p(−e^−x).": (
        *(lambda x, cut=cut: np.where(np.asarray(x) < cut, _near(x), -np.exp(-x)) for cut in (10, 5, 12, 15, 3, 2, 1)),
        *(
            lambda x, cut=cut: np.where(np.asarray(x) < cut, complement(x), -np.exp(-x))
            for cut in (10, 5, 12, 15, 3, 2)
        ),
    ),
    "ln(e^x − 1) − x is the same on paper; for large x its two parts cancel, and 0 is left.": (
        lambda x: np.log(np.exp(x) - 1) - x,
        lambda x: np.log(np.expm1(x)) - x,
    ),
    "one form is chosen for the whole array; each x has its own, as with np.where.": (
        *(
            lambda x, of=of: _near(x) if of(np.asarray(x)) < _LN2 else _far(x)
            for of in (np.max, np.min, lambda x: x.flat[0])
        ),
    ),
    "of the two forms the larger or the smaller is taken; which one has the digits depends on x and not on that.": (
        lambda x: np.maximum(_near(x), _far(x)),
        lambda x: np.minimum(_near(x), _far(x)),
    ),
    "digits are lost at both ends, as in ln(1 − e^−x) itself or in branches that are exchanged: small x want expm1.": (
        lambda x: np.log(1 - np.exp(-x)),
        *(
            lambda x, change=change: np.where(np.asarray(x) < change, np.log1p(-np.exp(-x)), np.log(-np.expm1(-x)))
            for change in (_LN2, 1.0, 0.5, 0.1, 2.0)
        ),
    ),
    "this is the log-sigmoid, −ln(1 + e^−x); the complement is 1 − e^−x.": (
        lambda x: -np.log1p(np.exp(-np.asarray(x)))
    ),
    "expm1 is left too early: at x = 1e-9 the difference 1 − e^−x has lost digits; change between 0.1 and 17.": (
        lambda x: np.where(np.asarray(x) < 1e-9, _near(x), _far(x))
    ),
    "both ends are right. Between them the change to log1p comes too late: from x = 17 on expm1 rounds to −1.": tuple(
        lambda x, change=change: np.where(np.asarray(x) < change, np.log(-np.expm1(-x)), np.log1p(-np.exp(-x)))
        for change in (18.0, 20.0, 25.0, 30.0, 35.0, 36.0, 37.0, 40.0, 50.0, 100.0)
    ),
    "for small x it is right, and for large x the 0 is not: −e^−x is what log1p keeps.": (
        lambda x: np.where(np.asarray(x) < 1, np.log(-np.expm1(-x)), 0.0),
        lambda x: np.where(np.asarray(x) < 30, np.log(-np.expm1(-x)), 0.0),
    ),
    "ln x is nearly right for the smallest x; between them and the large ones take ln(−expm1(−x)).": tuple(
        lambda x, change=change: np.where(np.asarray(x) < change, np.log(x), np.log1p(-np.exp(-x)))
        for change in (1e-3, 1e-4, 1e-5)
    ),
    "1 + e^−x stands where 1 − e^−x belongs, in the branch for large x.": (
        lambda x: np.where(np.asarray(x) < _LN2, np.log(-np.expm1(-x)), np.log1p(np.exp(-x)))
    ),
    "this is in base 2; the logarithm is natural.": lambda x: complement(x) / _LN2,
    "this is in base 10; the logarithm is natural.": lambda x: complement(x) / math.log(10),
    "expm1(−x) is the probability with a minus already: log1p of it is ln e^−x, that is −x.": (
        lambda x: np.log1p(np.expm1(-x))
    ),
    "this is ln(2 − e^−x): expm1 has taken off a 1 already, and log1p adds another.": (
        lambda x: np.log1p(-np.expm1(-x))
    ),
    "for small x, e^−x lies so near 1 that rounding has taken its digits before the logarithm: take expm1 there.": (
        lambda x: np.log1p(-np.exp(-x))
    ),
    "for large x, 1 − e^−x is rounded to 1 and its logarithm is 0, where −e^−x is right: take log1p there.": (
        lambda x: np.log(-np.expm1(-x))
    ),
    "this is ln(1 + e^−x), a softplus; the complement is 1 − e^−x.": (
        lambda x: np.log1p(np.exp(-x)),
        lambda x: np.log(1 + np.exp(-x)),
    ),
    "this is the probability of the complement; its logarithm is asked for.": (
        lambda x: -np.expm1(-x),
        lambda x: 1 - np.exp(-x),
    ),
    "the logarithm of a probability is not above 0; a minus stands before it that does not belong there.": (
        lambda x: -complement(x),
        lambda x: -np.log(1 - np.exp(-x)),
        lambda x: -np.log(-np.expm1(-x)),
        lambda x: -np.log1p(-np.exp(-x)),
    ),
    "a logarithm is taken of a negative number, which is NaN: 1 − e^−x is above 0, and expm1(−x) is minus that.": (
        lambda x: np.where(np.asarray(x) < _LN2, np.log(np.expm1(-x)), np.log1p(-np.exp(-x))),
        lambda x: np.log(np.expm1(-x)),
        lambda x: np.log(1 - np.exp(x)),
    ),
    "this is −x, the logarithm of the probability itself.": lambda x: -np.asarray(x),
    "this is ln(1 − x), as if x were the probability; the probability is e^−x.": lambda x: np.log(1 - np.asarray(x)),
    "−e^−x is right for large x only, where ln(1 − t) is nearly −t.": lambda x: -np.exp(-x),
    "ln x is right for small x only, where 1 − e^−x is nearly x.": lambda x: np.log(x),
    "this is the log-odds against the sentence, ln(e^x − 1); subtract x.": lambda x: complement(x) + np.asarray(x),
    "an epsilon stands inside the logarithm: it caps what small x give.": (
        *epsilons(lambda eps: lambda x: np.log(1 - np.exp(-x) + eps), least=1e-15),
    ),
    "one number is returned; one is asked for each x.": lambda x: np.sum(complement(x)),
}
