"""Chapter 10, From likelihood to loss: exercises."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ...activations import softplus
from ...losses import gaussian_nll, poisson_nll
from ..by_hand import Part, by_hand
from ..exercise import Exercise
from ..matching import matching
from . import solutions

__all__ = ["EXERCISES"]

_LN2 = math.log(2)


def _log_likelihood(p: Any, y: Any) -> Any:
    p, y = np.asarray(p, dtype=float), np.asarray(y)
    return np.log(np.where(y == 1, p, 1 - p)).sum()


def _toss_cases(rng: np.random.Generator) -> list[Any]:
    plain = [
        (np.array([0.7]), np.array([1])),
        (np.array([0.7]), np.array([0])),
        (np.array([0.9, 0.2]), np.array([1, 0])),
        (np.array([1e-300, 0.5]), np.array([1, 0])),
    ]
    some = [(rng.uniform(0.05, 0.95, n), rng.integers(0, 2, n)) for n in range(2, 10)]
    return [
        *plain,
        *some,
        (np.full(3000, 0.4), rng.integers(0, 2, 3000)),
    ]  # the product of these is 0 in floating point


def _product(p: Any, y: Any) -> Any:
    with np.errstate(divide="ignore"):
        return np.log(np.prod(np.where(np.asarray(y) == 1, p, 1 - np.asarray(p))))


def map_coin(k: int, n: int, m: float, c: float) -> float:
    return (k + m * c) / (n + m)


def _rate(times: Any, ended: Any) -> Any:
    return np.sum(ended) / np.sum(times)


def _waiting_cases(rng: np.random.Generator) -> list[Any]:
    plain = [
        (np.array([2.0, 3.0, 5.0]), np.array([1, 1, 0])),
        (np.array([4.0]), np.array([1])),
        (np.array([10.0, 1.0, 7.0, 2.0]), np.array([0, 1, 0, 0])),
    ]
    drawn = [(rng.exponential(3.0, n), np.r_[1, rng.integers(0, 2, n - 1)]) for n in range(3, 11)]
    return [*plain, *drawn]


def _gaussian(mean: Any, y: Any, sigma: float) -> Any:
    return gaussian_nll(mean, y, sigma=sigma)


def _gaussian_cases(rng: np.random.Generator) -> list[Any]:
    plain = [(np.array([0.0]), np.array([0.0]), 1.0), (np.array([0.0, 1.0]), np.array([2.0, 1.0]), 1.0)]
    plain += [(np.array([0.0, 1.0]), np.array([50.0, 1.0]), 0.5)]  # a density of e^−5000 is 0 in floating point
    return [
        *plain,
        *(
            (rng.normal(size=n), rng.normal(size=n), float(s))
            for n, s in zip(range(2, 12), rng.uniform(0.2, 4, 10), strict=True)
        ),
    ]


def _poisson(z: Any, y: Any) -> Any:
    z, y = np.asarray(z, dtype=float), np.asarray(y)
    return (np.exp(z) - y * z).mean()


def _poisson_cases(rng: np.random.Generator) -> list[Any]:
    plain = [(np.array([0.0]), np.array([2])), (np.array([1.0, -1.0]), np.array([0, 3]))]
    plain += [
        (np.array([2.0, 0.7]), np.array([1, 4])),
        (np.array([4.0, 3.0, 0.6]), np.array([2, 0, 1])),
        (np.array([-30.0]), np.array([0])),
    ]
    return [*plain, *((rng.normal(size=n), rng.poisson(2.0, n)) for n in range(2, 12))]


def _penalised(w: Any, x: Any, y: Any, l2: float) -> Any:
    z = np.asarray(x) @ np.asarray(w)
    return (softplus(z) - np.asarray(y) * z).mean() + l2 / 2 * (np.asarray(w) ** 2).sum()


def _penalised_cases(rng: np.random.Generator) -> list[Any]:
    def one(n: int, d: int) -> Any:
        return rng.normal(size=d), rng.normal(size=(n, d)), rng.integers(0, 2, n), float(rng.uniform(0.05, 2))

    # a score of 40, for which σ is 1 in floating point and ln(1 − σ) would be −∞
    sure = np.array([8.0, -4.0]), np.array([[4.0, -2.0], [0.5, 1.0]]), np.array([0, 1]), 0.1
    far = np.array([400.0, -1.0]), np.array([[2.0, 0.0], [-2.0, 1.0]]), np.array([0, 1]), 0.1
    return [one(4, 2), one(5, 3), sure, far, *(one(int(n), int(d)) for n, d in rng.integers(2, 9, (10, 2)))]


def _penalised_from_probabilities(w: Any, x: Any, y: Any, l2: float) -> Any:
    p = 1 / (1 + np.exp(-np.asarray(x) @ w))
    return -np.log(np.where(np.asarray(y) == 1, p, 1 - p)).mean() + l2 / 2 * (np.asarray(w) ** 2).sum()


EXERCISES = [
    Exercise(
        name="log-likelihood",
        task="write log_likelihood(p, y), the logarithm of the probability of all the labels y given the predictions p",
        reference=_log_likelihood,
        solution=solutions.log_likelihood,
        cases=_toss_cases,
        mistakes={
            "this takes the logarithm of the product; for long lists the product underflows to 0 and its logarithm "
            "is −∞. "
            "Add the logarithms instead.": _product,
            "this is the loss, minus the mean; the log-likelihood is the plain sum of the logarithms.": (
                lambda p, y: -_log_likelihood(p, y) / len(y)
            ),
            "this looks at the ones alone: a label 0 has probability 1 − p, and it counts as well.": (
                lambda p, y: (np.asarray(y) * np.log(p)).sum(),
                lambda p, y: np.log(p).sum(),
            ),
            "p and 1 − p are swapped.": lambda p, y: _log_likelihood(1 - np.asarray(p), y),
            "this is the probability of one label at a time, added up; probabilities of independent labels multiply.": (
                lambda p, y: np.where(np.asarray(y) == 1, p, 1 - np.asarray(p)).sum()
            ),
        },
    ),
    by_hand(
        "three-heads-of-four",
        "give the maximum-likelihood estimate, the mean loss and its slope at p = ½, and the MAP estimate",
        [
            Part(
                "maximum likelihood",
                0.75,
                "it is the share of heads",
                {
                    "this is the number of heads; p is their share": 3.0,
                    "this is the share of tails": 0.25,
                    "this is Laplace's rule, (k + 1)/(n + 2)": 2 / 3,
                    "this is the largest likelihood, (3/4)³·(1/4), and not the p where it is reached": 27 / 256,
                    "this is the fair coin; the data say something else": 0.5,
                },
            ),
            Part(
                "mean loss at p = ½",
                _LN2,
                "each of the four tosses had probability ½",
                {
                    "this is in bits: use the natural logarithm": 1.0,
                    "this is the sum over the four tosses; divide by 4": 4 * _LN2,
                    "this is the likelihood at ½; take minus the logarithm, and divide by 4": 1 / 16,
                    "this counts the heads alone: the tail had probability 1 − p, and it costs as well": 0.75 * _LN2,
                    "the sign is the wrong way round": -_LN2,
                    "this is the loss at p = ¾, the entropy of the sample": -0.75 * math.log(0.75)
                    - 0.25 * math.log(0.25),
                    "with the binomial coefficient, ln 4, and the sum; this very sequence is asked for": 2 * _LN2,
                },
            ),
            Part(
                "slope at p = ½",
                -1.0,
                "it is (p − k/n)/(p(1 − p))",
                {
                    "the slope of the sum of the losses; divide by 4": -4.0,
                    "the denominator p(1 − p) is forgotten": -0.25,
                    "the sign is the wrong way round: at ½ the loss still falls towards ¾": 1.0,
                    "this is the part of the heads alone; the tail adds to it": -1.5,
                    "this is the part of the tail alone; the heads add to it": 0.5,
                    "this has k in place of k/n": -10.0,
                },
            ),
            Part(
                "MAP",
                0.625,
                "three real heads and two imaginary ones, in eight tosses",
                {
                    "the prior has no effect here; it is worth four tosses": 0.75,
                    "every imaginary toss is counted as a head; half of them were": 7 / 8,
                    "the imaginary tosses are missing from the denominator": 5 / 4,
                    "the imaginary heads are missing: two of the four fell heads": 3 / 8,
                    "this is the mean of the posterior; its peak is asked for": 0.6,
                    "the prior is read as Beta(2, 2), and 1 taken from its exponents; here mc = 2 is the exponent": 2
                    / 3,
                    "the share ½ is added to the heads; it is half of four tosses": 3.5 / 8,
                },
            ),
        ],
    ),
    Exercise(
        name="gaussian-nll",
        task=(
            "write gaussian_nll(mean, y, sigma), the mean negative log-likelihood of y under Gaussians of that "
            "mean and sigma"
        ),
        reference=_gaussian,
        solution=solutions.gaussian_nll,
        cases=_gaussian_cases,
        mistakes={
            "the constant ½·ln(2πσ²) is missing; it does not move the best mean, but it is part of the likelihood.": (
                lambda m, y, s: ((y - m) ** 2).mean() / (2 * s**2)
            ),
            "the density underflows to 0 far from the mean, and its logarithm is −∞: take the logarithm by hand.": (
                lambda m, y, s: -np.log(np.exp(-((y - m) ** 2) / (2 * s**2)) / np.sqrt(2 * np.pi * s**2)).mean()
            ),
            "the constant lacks its factor ½: it is ½·ln(2πσ²).": (
                lambda m, y, s: np.log(2 * np.pi * s**2) + ((y - m) ** 2).mean() / (2 * s**2)
            ),
            "/ 2 * s**2 divides by 2 and multiplies by σ²; brackets, / (2 * s**2), divide by both.": (
                lambda m, y, s: 0.5 * np.log(2 * np.pi * s**2) + ((y - m) ** 2).mean() / 2 * s**2
            ),
            "the constant is that of σ = 1; it is ½·ln(2πσ²).": (
                lambda m, y, s: 0.5 * np.log(2 * np.pi) + ((y - m) ** 2).mean() / (2 * s**2)
            ),
            "the squares are added up and the constant is not; take the mean of the squares.": (
                lambda m, y, s: 0.5 * np.log(2 * np.pi * s**2) + ((y - m) ** 2).sum() / (2 * s**2)
            ),
            "this is the mean squared error.": lambda m, y, s: ((y - m) ** 2).mean(),
            "the constant lacks its part with π: it is ½·ln(2πσ²), which is ln σ + ½·ln 2π.": (
                lambda m, y, s: np.log(s) + ((y - m) ** 2).mean() / (2 * s**2)
            ),
            "the squares are subtracted; minus the logarithm turns their sign, and they add.": (
                lambda m, y, s: 0.5 * np.log(2 * np.pi * s**2) - ((y - m) ** 2).mean() / (2 * s**2)
            ),
            "the factor ½ of the exponent is missing.": (
                lambda m, y, s: 0.5 * np.log(2 * np.pi * s**2) + ((y - m) ** 2).mean() / s**2
            ),
            "the deviation is divided by σ where σ² belongs.": (
                lambda m, y, s: 0.5 * np.log(2 * np.pi * s**2) + ((y - m) ** 2).mean() / (2 * s)
            ),
            "σ is taken for the variance.": (
                lambda m, y, s: 0.5 * np.log(2 * np.pi * s) + ((y - m) ** 2).mean() / (2 * s)
            ),
        },
    ),
    Exercise(
        name="poisson-nll",
        task=(
            "write poisson_nll(z, y), the mean of e^z − y·z over the examples (the term with y factorial left "
            "out), for log-rates z and counts y"
        ),
        reference=_poisson,
        solution=solutions.poisson_nll,
        cases=_poisson_cases,
        mistakes={
            "this takes z for the rate itself; it is its logarithm.": (
                lambda z, y: (z - y * np.log(z)).mean(),
                lambda z, y: (z - y * np.log(np.abs(z) + 1e-300)).mean(),
            ),
            "the exponential is missing.": lambda z, y: (z - y * z).mean(),
            "the sign of the second term is turned: −ln(λ^y·e^−λ) is λ − y·ln λ.": lambda z, y: (
                np.exp(z) + y * z
            ).mean(),
            "ln y! is added as well; the task leaves it out, since no parameter moves it.": (
                lambda z, y: poisson_nll(np.asarray(z, float), y)
            ),
            "this is squared error between rate and count.": lambda z, y: ((np.exp(z) - y) ** 2).mean(),
        },
    ),
    Exercise(
        name="penalised-loss",
        task=(
            "write penalised_loss(w, x, y, l2), the mean logistic loss of the scores x @ w plus l2/2 times the "
            "sum of w²"
        ),
        reference=_penalised,
        solution=solutions.penalised_loss,
        cases=_penalised_cases,
        mistakes={
            "ln(1 + e^z) overflows at a score of 710; np.logaddexp(0, z) is the same and does not.": (
                lambda w, x, y, l2: (np.log(1 + np.exp(x @ w)) - y * (x @ w)).mean() + l2 / 2 * (w**2).sum()
            ),
            "the first weight is not penalised; x @ w has no bias, so every weight is.": (
                lambda w, x, y, l2: _penalised(w, x, y, 0.0) + l2 / 2 * (np.asarray(w)[1:] ** 2).sum()
            ),
            "the last weight is not penalised; x @ w has no bias, so every weight is.": (
                lambda w, x, y, l2: _penalised(w, x, y, 0.0) + l2 / 2 * (np.asarray(w)[:-1] ** 2).sum()
            ),
            "the penalty lacks its factor ½.": lambda w, x, y, l2: _penalised(w, x, y, 2 * l2),
            "the losses are added up; take their mean, and add the penalty once.": (
                lambda w, x, y, l2: (softplus(x @ w) - y * (x @ w)).sum() + l2 / 2 * (w**2).sum()
            ),
            "the penalty takes the norm of w; it is the norm's square, the sum of w².": (
                lambda w, x, y, l2: _penalised(w, x, y, 0.0) + l2 / 2 * np.sqrt((np.asarray(w) ** 2).sum())
            ),
            "the penalty takes the mean of w²; the sum is asked for.": (
                lambda w, x, y, l2: _penalised(w, x, y, 0.0) + l2 / 2 * (np.asarray(w) ** 2).mean()
            ),
            "this goes by way of the probabilities: for a logit of 40 the sigmoid is 1 in floating point, and the "
            "logarithm of 1 − 1 is −∞. Work from the logits, with ln(1 + e^z) − y·z.": _penalised_from_probabilities,
            "the penalty is missing.": lambda w, x, y, l2: _penalised(w, x, y, 0.0),
            "the penalty is divided by the number of examples as well.": (
                lambda w, x, y, l2: _penalised(w, x, y, l2 / len(y))
            ),
            "the penalty is the sum of |w|, a Laplace prior; the Gaussian prior squares.": (
                lambda w, x, y, l2: _penalised(w, x, y, 0.0) + l2 / 2 * np.abs(w).sum()
            ),
            "the penalty has the wrong sign: it rewards large weights.": lambda w, x, y, l2: _penalised(w, x, y, -l2),
        },
    ),
    matching(
        "five-likelihood-reports",
        "give each of the five reports its cause",
        {"A": "product", "B": "unit", "C": "same lambda", "D": "wrong family", "E": "inverse"},
        {
            "A": "0.0 is what double precision makes of anything below about e^−744, whatever the model is worth",
            "B": "one and the same number at every step and for every patient is a constant, and 6.908 is ln 1000",
            "C": "a mean loss does not grow with the data, so a fixed penalty weighs as much as before; the "
            "variance of the prior is 1/(nλ)",
            "D": "what the data leave uncertain shrinks as they grow, and this gap did not; it is the divergence to "
            "the nearest that the model can say",
            "E": "a penalty makes weights smaller, so a parameter that makes them larger is no penalty; the C of "
            "scikit-learn is 1/(nλ)",
        },
    ),
    Exercise(
        name="failure-rate",
        task="write failure_rate(times, ended), the maximum-likelihood rate of exponential times, of which those with "
        "ended = 0 are only known to be longer",
        reference=_rate,
        solution=solutions.failure_rate,
        cases=_waiting_cases,
        unit=None,
        mistakes={
            "the machines that still run are dropped; each contributes −λt, the logarithm of e^−λt.": (
                lambda t, e: np.sum(e) / np.sum(np.asarray(t)[np.asarray(e) == 1])
            ),
            "the machines that still run are counted as failures; they contribute no ln λ.": (
                lambda t, e: len(t) / np.sum(t),
                lambda t, e: 1 / np.mean(t),
            ),
            "this is the mean time to failure; the rate is its inverse.": (
                lambda t, e: np.sum(t) / np.sum(e),
                lambda t, e: np.mean(t),
                lambda t, e: np.mean(np.asarray(t)[np.asarray(e) == 1]),
            ),
            "this is the mean of 1/t; the sums come first, then the division.": (
                lambda t, e: np.mean(1 / np.asarray(t)),
                lambda t, e: np.mean(1 / np.asarray(t)[np.asarray(e) == 1]),
                lambda t, e: np.sum(np.asarray(e) / np.asarray(t)),
                lambda t, e: np.mean(np.asarray(e) / np.asarray(t)),
            ),
            "ended is the wrong way round: 1 is a failure, 0 still runs.": (
                lambda t, e: np.sum(1 - np.asarray(e)) / np.sum(t)
            ),
            "this is the share of machines that failed; the hours do not enter.": lambda t, e: np.mean(e),
            "the hours of the failed machines alone stand below; those of all belong there.": (
                lambda t, e: len(t) / np.sum(np.asarray(t)[np.asarray(e) == 1])
            ),
            "this is ln λ; λ itself is asked for.": lambda t, e: np.log(_rate(t, e)),
            "ln 2 belongs to the half-life; the slope d/λ − Σt is 0 at d/Σt.": (
                lambda t, e: _LN2 * _rate(t, e),
                lambda t, e: _LN2 / np.median(t),
            ),
            "one is added to the failures, or one taken away; that is a prior or a correction, and the "
            "maximum-likelihood estimate is asked for.": (
                lambda t, e: (np.sum(e) + 1) / np.sum(t),
                lambda t, e: (np.sum(e) - 1) / np.sum(t),
            ),
        },
    ),
]
