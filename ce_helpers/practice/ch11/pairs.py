"""Chapter 11, Why the logarithm: the exercise on the interval of a mean paired difference."""

from __future__ import annotations

from typing import Any

import numpy as np

__all__ = ["MISTAKES", "loss_cases", "paired_interval", "to_the_quantile"]


#: Quantiles at 0.975 of Student's t for n examples, from tables: the page's Python has no SciPy.
STUDENT = {2: 12.706205, 3: 4.302653, 4: 3.182446, 5: 2.776445, 7: 2.446912, 12: 2.200985, 30: 2.04523, 100: 1.984217}


def _interval(middle: Any, error: Any, times: Any = 1.96) -> Any:
    return middle - times * error, middle + times * error


def _differences(a: Any, b: Any) -> Any:
    return np.asarray(a) - np.asarray(b)


def _error(d: Any, ddof: int = 1) -> Any:
    return np.std(d, ddof=ddof) / np.sqrt(len(d))


def paired_interval(a: Any, b: Any) -> Any:
    """Return the ends of the 95% interval for the mean of a − b, by d̄ ± 1.96·s/√n."""
    d = _differences(a, b)
    return _interval(d.mean(), _error(d))


def loss_cases(rng: np.random.Generator) -> list[Any]:
    """Return the pairs of losses that answers are tried on: hard examples are hard for both."""
    plain = [
        (np.array([0.2, 0.5, 0.1, 0.9]), np.array([0.4, 0.4, 0.3, 1.2])),
        (np.array([3.0, 0.1]), np.array([2.0, 0.3])),
        (np.array([28.5, 0.0, 0.0, 0.1, 0.0]), np.array([2.2, 0.3, 0.2, 0.5, 0.3])),  # one decides
        (np.array([1.5, 0.5, 2.5]), np.array([1.0, 0.0, 2.0])),  # all differences alike: no width
    ]
    drawn = []
    for n in (3, 7, 12, 30, 100):
        hard = rng.exponential(1, n)
        drawn.append((hard + rng.uniform(0, 0.6, n), hard + rng.uniform(0, 0.4, n)))
    return [*plain, *drawn]


def to_the_quantile(one: Any, other: Any) -> bool:
    """Tell whether two intervals agree; 1.95996 in place of 1.96 will do."""
    return np.shape(one) == np.shape(other) and bool(np.allclose(one, other, rtol=5e-5, atol=1e-4, equal_nan=True))


def _of_differences(error: Any, times: Any = 1.96) -> Any:
    """Return the answer with `error(d)` in place of the standard error, and `times` of it."""

    def answer(a: Any, b: Any) -> Any:
        d = _differences(a, b)
        return _interval(d.mean(), error(d), times)

    return answer


def _unpaired(ddof: int) -> Any:
    def answer(a: Any, b: Any) -> Any:
        d = _differences(a, b)
        return _interval(d.mean(), np.sqrt((np.var(a, ddof=ddof) + np.var(b, ddof=ddof)) / len(d)))

    return answer


MISTAKES: dict[str, Any] = {
    "the errors of two separate means are put together; take the differences first, and the deviation of those.": (
        _unpaired(1),
        _unpaired(0),
        lambda a, b: _interval(np.mean(a) - np.mean(b), _error(a) + _error(b)),
        lambda a, b: _interval(np.mean(a) - np.mean(b), np.sqrt((np.var(a, ddof=1) + np.var(b, ddof=1)) / 2 / len(a))),
    ),
    "a deviation of a less one of b is taken; take the differences first, and their deviation.": (
        lambda a, b: _interval(np.mean(a) - np.mean(b), _error(a) - _error(b)),
        lambda a, b: _interval(np.mean(a) - np.mean(b), abs(_error(a) - _error(b))),
    ),
    "s is not divided by √n: so far single differences scatter, not their mean.": _of_differences(
        lambda d: np.std(d, ddof=1)
    ),
    "s is divided by n; the error of a mean falls with √n.": _of_differences(lambda d: np.std(d, ddof=1) / len(d)),
    "the squares are divided by n; in s they are divided by n − 1, ddof=1 in NumPy, whose default is 0.": (
        _of_differences(lambda d: _error(d, 0))
    ),
    "the squares are divided by n, and s not by √n.": _of_differences(lambda d: np.std(d)),
    "the squares are divided by n, and s by n in place of √n.": _of_differences(lambda d: np.std(d) / len(d)),
    "s is divided by √(n − 1), and its squares by n − 1 as well; once is enough.": _of_differences(
        lambda d: np.std(d, ddof=1) / np.sqrt(len(d) - 1)
    ),
    "this is the interval for b − a; a − b is asked for.": lambda a, b: paired_interval(b, a),
    "the ends are in the wrong order: (low, high).": lambda a, b: paired_interval(a, b)[::-1],
    "the variance stands in place of the standard deviation s; take its root.": (
        _of_differences(lambda d: np.var(d, ddof=1) / np.sqrt(len(d))),
        _of_differences(lambda d: np.var(d, ddof=1) / len(d)),
        _of_differences(lambda d: np.var(d, ddof=1)),
    ),
    "this is one standard error to each side; 95% asks for 1.96.": _of_differences(_error, 1),
    "this is two standard errors to each side; 1.96 is asked for.": _of_differences(_error, 2),
    "1.645 leaves 5% on each side, an interval of 90%; 1.96 is asked for.": _of_differences(_error, 1.645),
    "this is wider, by Student's t, which is better for few examples; here 1.96 is asked for.": lambda a, b: _interval(
        _differences(a, b).mean(), _error(_differences(a, b)), STUDENT[len(a)]
    ),
    "this is three standard errors to each side; 1.96 is asked for.": _of_differences(_error, 3),
    "2.576 makes an interval of 99%; 1.96 is asked for.": _of_differences(_error, 2.576),
    "this is half as wide as it should be: 1.96 standard errors to each side, not in all.": (
        _of_differences(_error, 1.96 / 2)
    ),
    "this is the mean and the half width; the two ends are asked for.": lambda a, b: (
        _differences(a, b).mean(),
        1.96 * _error(_differences(a, b)),
    ),
    "this is the mean difference and its standard error; the two ends are asked for.": lambda a, b: (
        _differences(a, b).mean(),
        _error(_differences(a, b)),
    ),
    "the interval has its middle at 0; its middle is the mean difference.": lambda a, b: _interval(
        0, _error(_differences(a, b))
    ),
    "only a is looked at; the differences a − b are asked for.": lambda a, b: _interval(np.mean(a), _error(a)),
    "only b is looked at; the differences a − b are asked for.": lambda a, b: _interval(np.mean(b), _error(b)),
    "the differences lose their sign; keep it, so that they can cancel.": (
        lambda a, b: paired_interval(np.abs(_differences(a, b)), 0)
    ),
    "the differences are added up; the interval is for their mean.": lambda a, b: _interval(
        _differences(a, b).sum(), _error(_differences(a, b))
    ),
    "the middle is the median of the differences; their mean is asked for.": lambda a, b: _interval(
        np.median(_differences(a, b)), _error(_differences(a, b))
    ),
    "the squares are taken from 0; s takes them from the mean of the differences.": _of_differences(
        lambda d: np.sqrt(np.sum(d**2) / (len(d) - 1) / len(d))
    ),
    "these are quantiles of the differences, where 95% of the examples lie; the interval is for their mean.": (
        lambda a, b: tuple(np.quantile(_differences(a, b), [0.025, 0.975]))
    ),
    "losses are added here; subtract b from a.": lambda a, b: paired_interval(a, -np.asarray(b)),
}
