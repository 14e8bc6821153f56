"""Chapter 10, From likelihood to loss: exercises."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...activations import softplus
from ...losses import gaussian_nll, poisson_nll
from ..exercise import Exercise
from . import solutions

__all__ = ["EXERCISES"]


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


def _map_cases(rng: np.random.Generator) -> list[Any]:
    plain = [(5, 5, 10.0, 0.5), (0, 5, 10.0, 0.5), (7, 10, 0.0, 0.3), (0, 5, 0.0, 0.3), (60, 60, 10.0, 0.5)]
    draws = [
        (int(n), float(m), float(c))
        for n, m, c in zip(range(3, 13), rng.uniform(1, 30, 10), rng.uniform(0.1, 0.9, 10), strict=True)
    ]
    return [*plain, *((int(rng.integers(0, n + 1)), n, m, c) for n, m, c in draws)]


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
    Exercise(
        name="map-coin",
        task=(
            "write map_coin(k, n, m, c), the posterior mode after k heads in n tosses with a prior worth m "
            "tosses of share c"
        ),
        reference=map_coin,
        solution=solutions.map_coin,
        cases=_map_cases,
        unit=None,
        mistakes={
            "this is the share of heads in the data alone; the prior has no effect.": lambda k, n, m, c: k / n,
            "this is the mean of the two shares, whatever their number; weigh each by its number of tosses.": (
                lambda k, n, m, c: (k / n + c) / 2
            ),
            "the imaginary tosses are missing from the denominator.": lambda k, n, m, c: (k + m * c) / n,
            "this counts every imaginary toss as a head: only the share c of them were.": (
                lambda k, n, m, c: (k + m) / (n + m)
            ),
            "k is taken for a share; it is the number of heads.": lambda k, n, m, c: (k * n + m * c) / (n + m),
            "this adds the share c itself to the heads; m tosses of that share are m·c heads.": (
                lambda k, n, m, c: (k + c) / (n + m)
            ),
            "this takes the prior for Beta(mc, m(1 − c)) and subtracts 1 from its exponents; here mc and m(1 − c) are "
            "the exponents themselves.": lambda k, n, m, c: (k + m * c - 1) / (n + m - 2),
            "this is the mean of the posterior; its peak is asked for.": (
                lambda k, n, m, c: (k + m * c + 1) / (n + m + 2)
            ),
            "this is Laplace's rule, one head and one tail added, and not the prior that was given.": (
                lambda k, n, m, c: (k + 1) / (n + 2)
            ),
        },
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
]
