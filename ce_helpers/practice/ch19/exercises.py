"""Chapter 19, Generative models: exercises."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..exercise import Exercise
from . import solutions

__all__ = ["EXERCISES"]


def _weights(rng: np.random.Generator) -> list[Any]:
    plain = [np.log([[0.5], [0.125]]), np.array([[-3.0, -700.0]]), np.array([[-900.0, -20.0], [-905.0, -21.0]])]
    return [*plain, *(rng.normal(-25, 3, (k, n)) for k, n in ((3, 2), (10, 4), (50, 3)))]


def _naive(log_w: Any) -> Any:
    with np.errstate(divide="ignore"):
        return -np.log(np.mean(np.exp(log_w), axis=0))


EXERCISES = [
    Exercise(
        name="importance-bound",
        task="write importance_bound(log_w), −ln of the mean of the K weights in each column",
        reference=lambda log_w: -(np.logaddexp.reduce(log_w, axis=0) - np.log(len(log_w))),
        solution=solutions.importance_bound,
        cases=_weights,
        mistakes={
            "this is the mean of the logarithms, which is −ELBO; the logarithm of the mean is asked for.": lambda w: (
                -np.mean(w, axis=0)
            ),
            "ln K is missing: this is −ln of the sum of the weights, not of their mean.": lambda w: (
                -np.logaddexp.reduce(w, axis=0)
            ),
            "ln K has the wrong sign.": lambda w: -np.logaddexp.reduce(w, axis=0) - np.log(len(w)),
            "e^−900 is 0 in floating point, and its logarithm −∞: use np.logaddexp.": _naive,
            "this averages over the examples (columns) too or instead; the K draws are the rows.": lambda w: (
                np.log(w.shape[1]) - np.logaddexp.reduce(w, axis=1)
            ),
            "this takes the largest weight alone.": lambda w: -np.max(w, axis=0),
            "the sign is that of the bound on ln p(x); an upper bound on −ln p(x) is asked for.": lambda w: (
                np.logaddexp.reduce(w, axis=0) - np.log(len(w))
            ),
        },
    ),
]
