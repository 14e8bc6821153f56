"""Chapter 10, From likelihood to loss: what is right in its exercises, the cases, and what people write instead."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...activations import sigmoid, softplus
from ...losses import gaussian_nll
from ..running import Function

__all__ = [
    "EPSILONS",
    "SMALLEST",
    "best_log_likelihood",
    "clipped",
    "density",
    "deviance",
    "failure_rate",
    "gaussian",
    "gaussian_cases",
    "gaussian_floors",
    "given",
    "in_pieces",
    "log_density",
    "log_likelihood",
    "log_of",
    "log_of_product",
    "long_product",
    "of_difference",
    "over_running",
    "penalised",
    "penalised_cases",
    "penalised_clipped",
    "penalised_from_probabilities",
    "penalised_shifted",
    "poisson",
    "poisson_cases",
    "poisson_log",
    "scores_clipped",
    "shifted",
    "toss_cases",
    "two_rates",
    "waiting_cases",
    "with_stirling",
]


def log_likelihood(p: Any, y: Any) -> Any:
    """Return the sum of the logarithms."""
    return np.log(given(np.asarray(p, dtype=float), y)).sum()


def toss_cases(rng: np.random.Generator) -> list[Any]:
    """Return predictions and labels, short and long."""
    plain = [
        (np.array([0.7]), np.array([1])),
        (np.array([0.7]), np.array([0])),
        (np.array([0.9, 0.2]), np.array([1, 0])),
        (np.array([1e-300, 0.5]), np.array([1, 0])),
        (np.array([0.25, 1e-305]), np.array([0, 1])),
    ]
    some = [(rng.uniform(0.05, 0.95, n), rng.integers(0, 2, n)) for n in range(2, 10)]
    # The products of these are 0 in floating point, that of the last but one in 80 bits as well, and that of the last
    # even in pieces of a hundred.
    long = [(np.full(n, 0.4), rng.integers(0, 2, n)) for n in (3000, 20_000)]
    return [*plain, *some, *long, (np.full(120, 1e-60), np.ones(120, dtype=int))]


def given(p: Any, y: Any) -> Any:
    """Return the probability given to each label."""
    return np.where(np.asarray(y) == 1, p, 1 - np.asarray(p))


def log_of_product(p: Any, y: Any) -> Any:
    """Multiply first."""
    with np.errstate(divide="ignore"):
        return np.log(np.prod(given(p, y)))


def of_difference(p: Any, y: Any) -> Any:
    """Subtract the distance of p from the label from 1."""
    with np.errstate(divide="ignore"):
        return np.log1p(-np.abs(np.asarray(y) - np.asarray(p))).sum()


SMALLEST = (5e-324, 1e-308, 1e-300, 1e-100, 1e-30, 1e-15, 1e-12, 1e-10)


def log_of(p: Any, y: Any, label: int) -> Any:
    """Return the log-likelihood of those labels alone."""
    return np.log(given(p, y)[np.asarray(y) == label]).sum()


def long_product(p: Any, y: Any) -> Any:
    """Multiply first, in the 80 bits of a longdouble, which in the page has 64: beyond e to the −11,399 all is 0."""
    with np.errstate(divide="ignore"):
        total = float(np.log(given(p, y)).sum())
    return -np.inf if total < -11399 else total


def in_pieces(p: Any, y: Any) -> Any:
    """Multiply a hundred at a time."""
    one_by_one = given(p, y)
    with np.errstate(divide="ignore"):
        return sum(np.log(np.prod(one_by_one[i : i + 100])) for i in range(0, len(one_by_one), 100))


def clipped(smallest: float, upper: bool = True) -> Function:
    """Return the sum that clips what was given to each label."""
    return lambda p, y: np.log(np.clip(given(p, y), smallest, 1 - smallest if upper else 1)).sum()


def shifted(shift: float) -> Function:
    """Return the sum that adds a small number to what was given to each label."""
    return lambda p, y: np.log(given(p, y) + shift).sum()


def failure_rate(times: Any, ended: Any) -> Any:
    """Return failures over hours."""
    return np.sum(ended) / np.sum(times)


def best_log_likelihood(times: Any, ended: Any) -> Any:
    """Return the log-likelihood at its maximum."""
    rate = failure_rate(times, ended)
    return np.sum(ended) * np.log(rate) - rate * np.sum(times)


def over_running(times: Any, ended: Any) -> Any:
    """Divide by the hours of the machines that still run."""
    with np.errstate(divide="ignore"):
        return np.sum(ended) / np.sum(np.asarray(times)[np.asarray(ended) == 0])


def two_rates(times: Any, ended: Any) -> Any:
    """Add the rate of the machines that failed and that of those that still run."""
    t, e = np.asarray(times), np.asarray(ended)
    return sum(np.sum(e == one) / np.sum(t[e == one]) for one in (1, 0) if np.any(e == one))


def waiting_cases(rng: np.random.Generator) -> list[Any]:
    """Return times and which of them ended."""
    plain = [
        (np.array([2.0, 3.0, 5.0]), np.array([1, 1, 0])),
        (np.array([4.0]), np.array([1])),
        (np.array([10.0, 1.0, 7.0, 2.0]), np.array([0, 1, 0, 0])),
    ]
    drawn = [(rng.exponential(3.0, n), np.r_[1, rng.integers(0, 2, n - 1)]) for n in range(3, 11)]
    return [*plain, *drawn]


EPSILONS = (1e-300, 1e-100, 1e-30, 1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7)


def density(m: Any, y: Any, s: float) -> Any:
    """Return the Gaussian density."""
    return np.exp(-((y - m) ** 2) / (2 * s**2)) / np.sqrt(2 * np.pi * s**2)


def gaussian(mean: Any, y: Any, sigma: float) -> Any:
    """Return the mean negative log-likelihood."""
    return gaussian_nll(mean, y, sigma=sigma)


def log_density(m: Any, y: Any, s: float) -> Any:
    """Return the logarithm of the Gaussian density of each example."""
    return -0.5 * np.log(2 * np.pi * s**2) - (np.asarray(y) - np.asarray(m)) ** 2 / (2 * s**2)


gaussian_floors: tuple[Function, ...] = (
    lambda m, y, s: max(0.0, gaussian(m, y, s)),
    lambda m, y, s: np.maximum(0, -log_density(m, y, s)).mean(),
    lambda m, y, s: abs(gaussian(m, y, s)),
    lambda m, y, s: np.abs(log_density(m, y, s)).mean(),
)


def gaussian_cases(rng: np.random.Generator) -> list[Any]:
    """Return means, targets and one sigma each, the third far out."""
    plain = [(np.array([0.0]), np.array([0.0]), 1.0), (np.array([0.0, 1.0]), np.array([2.0, 1.0]), 1.0)]
    plain += [(np.array([0.0, 1.0]), np.array([50.0, 1.0]), 0.5)]  # a density of e^−5000 is 0 in floating point
    # densities above 1: the loss of both is negative, of the second example alone, and of one far below a clip of σ
    plain += [
        (np.array([1.7, 1.8]), np.array([1.72, 1.8]), 0.02),
        (np.array([0.0, 0.0]), np.array([1.5, 0.0]), 0.25),
        (np.array([0.0]), np.array([0.00001]), 0.00001),
    ]
    return [
        *plain,
        *(
            (rng.normal(size=n), rng.normal(size=n), float(s))
            for n, s in zip(range(2, 12), rng.uniform(0.2, 4, 10), strict=True)
        ),
    ]


def poisson(z: Any, y: Any) -> Any:
    """Return the mean of e^z − y·z."""
    z, y = np.asarray(z, dtype=float), np.asarray(y)
    return (np.exp(z) - y * z).mean()


def poisson_log(z: Any, y: Any) -> Any:
    """Take the logarithm of the rate."""
    rate = np.exp(np.asarray(z, dtype=float))
    with np.errstate(divide="ignore", invalid="ignore"):
        return (rate - np.asarray(y) * np.log(rate)).mean()


def deviance(z: Any, y: Any) -> Any:
    """Subtract the loss of a rate equal to the count."""
    y = np.asarray(y, dtype=float)
    return poisson(z, y) + (y * np.log(np.maximum(y, 1)) - y).mean()


def with_stirling(z: Any, y: Any) -> Any:
    """Add Stirling's approximation of ln y!."""
    y = np.asarray(y, dtype=float)
    more = np.maximum(y, 1)
    stirling = np.where(y > 1, more * np.log(more) - more + 0.5 * np.log(2 * np.pi * more), 0)
    return poisson(z, y) + stirling.mean()


def poisson_cases(rng: np.random.Generator) -> list[Any]:
    """Return log-rates and counts."""
    plain = [(np.array([0.0]), np.array([2])), (np.array([1.0, -1.0]), np.array([0, 3]))]
    plain += [
        (np.array([2.0, 0.7]), np.array([1, 4])),
        (np.array([4.0, 3.0, 0.6]), np.array([2, 0, 1])),
        (np.array([-30.0]), np.array([0])),
        (np.array([np.log(10.0)]), np.array([10])),  # e^z − y·z is 10 − 23.03: negative
        (np.array([6.0, 5.5]), np.array([300, 260])),
        (np.array([-800.0, 0.0, -800.0]), np.array([0, 1, 1])),
        (np.array([120.0]), np.array([1])),
    ]
    return [*plain, *((rng.normal(size=n), rng.poisson(2.0, n)) for n in range(2, 12))]


def penalised(w: Any, x: Any, y: Any, l2: float) -> Any:
    """Return the mean logistic loss and the penalty."""
    z = np.asarray(x) @ np.asarray(w)
    return (softplus(z) - np.asarray(y) * z).mean() + l2 / 2 * (np.asarray(w) ** 2).sum()


def penalised_cases(rng: np.random.Generator) -> list[Any]:
    """Return weights, examples, labels and l2; some scores are too large for a sigmoid."""

    def one(n: int, d: int) -> Any:
        return rng.normal(size=d), rng.normal(size=(n, d)), rng.integers(0, 2, n), float(rng.uniform(0.05, 2))

    # a score of 40, for which σ is 1 in floating point and ln(1 − σ) would be −∞
    sure = np.array([8.0, -4.0]), np.array([[4.0, -2.0], [0.5, 1.0]]), np.array([0, 1]), 0.1
    far = np.array([400.0, -1.0]), np.array([[2.0, 0.0], [-2.0, 1.0]]), np.array([0, 1]), 0.1
    # to check by hand: one score of 0, then scores of 2 and −2
    single = np.array([2.0]), np.array([[0.0]]), np.array([1]), 0.5
    simple = np.array([2.0, -1.0]), np.array([[1.0, 0.0], [0.0, 2.0]]), np.array([1, 1]), 0.5
    return [
        single,
        simple,
        one(4, 2),
        one(5, 3),
        sure,
        far,
        *(one(int(n), int(d)) for n, d in rng.integers(2, 9, (10, 2))),
    ]


def penalised_clipped(smallest: float) -> Function:
    """Return the loss that clips the probability."""

    def loss(w: Any, x: Any, y: Any, l2: float) -> Any:
        p = np.clip(sigmoid(np.asarray(x) @ np.asarray(w)), smallest, 1 - smallest)
        return -np.log(given(p, y)).mean() + l2 / 2 * (np.asarray(w) ** 2).sum()

    return loss


def scores_clipped(furthest: float) -> Function:
    """Return the loss that clips the scores."""

    def loss(w: Any, x: Any, y: Any, l2: float) -> Any:
        z = np.clip(np.asarray(x) @ np.asarray(w), -furthest, furthest)
        return (softplus(z) - np.asarray(y) * z).mean() + l2 / 2 * (np.asarray(w) ** 2).sum()

    return loss


def penalised_shifted(shift: float) -> Function:
    """Return the loss that adds a small number inside the logarithm."""

    def loss(w: Any, x: Any, y: Any, l2: float) -> Any:
        p = given(sigmoid(np.asarray(x) @ np.asarray(w)), y)
        return -np.log(p + shift).mean() + l2 / 2 * (np.asarray(w) ** 2).sum()

    return loss


def penalised_from_probabilities(w: Any, x: Any, y: Any, l2: float) -> Any:
    """Go by way of the probabilities."""
    p = 1 / (1 + np.exp(-np.asarray(x) @ w))
    return -np.log(np.where(np.asarray(y) == 1, p, 1 - p)).mean() + l2 / 2 * (np.asarray(w) ** 2).sum()
