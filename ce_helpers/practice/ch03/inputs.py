"""Chapter 3, Inevitable and avoidable: the inputs on which answers are tried, the plainest first."""

from __future__ import annotations

from typing import Any

import numpy as np

__all__ = ["infinite_cases", "joint_cases", "pairs", "soft_cases"]


def pairs(rng: np.random.Generator) -> list[Any]:
    """Return pairs (p, q) for a divergence: zeros in either, tiny probabilities, two zeros."""
    plain = [([0.9, 0.1], [0.7, 0.3]), ([0.5, 0.5], [0.1, 0.9]), ([0.2, 0.3, 0.5], [0.2, 0.3, 0.5])]
    edges = [([1.0, 0.0], [0.5, 0.5]), ([0.5, 0.5, 0.0], [0.4, 0.6, 0.0]), ([0.5, 0.5], [1.0, 0.0]),
             ([0.5, 0.5], [1.0, 1e-15]), ([1.0, 1e-300], [1.0, 0.0]), ([0.5, 0.25, 0.25], [0.5, 0.5, 0.0]),
             ([0.0, 0.5, 0.5], [0.0, 0.0, 1.0]), ([0.5, 0.5], [1.0, 1e-300]),
             ([0.5, 0.5], [1.0, 1e-310])]  # fmt: skip
    drawn = [tuple(rng.dirichlet(np.ones(k), 2)) for k in range(2, 12)]
    return [*((np.array(p), np.array(q)) for p, q in [*plain, *edges]), *drawn]


def infinite_cases(rng: np.random.Generator) -> list[Any]:
    """Return pairs (p, q) of which some have an infinite divergence, at any place and by any zero."""
    plain = [([0.5, 0.5], [1.0, 0.0]), ([1.0, 0.0], [0.5, 0.5]), ([0.9, 0.1], [0.7, 0.3]), ([1.0, 0.0], [1.0, 0.0])]
    edges = [([1.0, 0.0], [0.0, 1.0]), ([0.5, 0.5], [1.0, 1e-300]), ([1.0, 1e-300], [1.0, 0.0]),
             ([0.5, 0.5, 0.0], [0.2, 0.8, 0.0]), ([0.2, 0.3, 0.5], [0.0, 0.5, 0.5]),
             ([0.5, 0.0, 0.5], [0.0, 0.5, 0.5]), ([0.5, 0.25, 0.25], [0.5, 0.5, 0.0]), ([0.95, 0.05], [1.0, 0.0]),
             ([0.0, 0.5, 0.5], [0.0, 0.0, 1.0]), ([0.5, 0.0, 0.5], [0.0, 0.0, 1.0]),
             ([0.25] * 4, [0.5, 0.25, 0.0, 0.25]), ([0.5, 0.5], [1.0, 1e-310]),
             ([0.5, 0.0, 0.5, 0.0], [0.5, 0.0, 0.5, 0.0]),
             ([0.5, 0.25, 0.25], [1.0, 1e-200, 1e-200])]  # fmt: skip
    return [
        *((np.array(p), np.array(q)) for p, q in [*plain, *edges]),
        *(tuple(x) for x in rng.dirichlet([1, 1, 1], (4, 2))),
    ]


def joint_cases(rng: np.random.Generator) -> list[Any]:
    """Return joint tables, some with empty cells or rows, one with rows that are nearly certain."""
    plain = [[[0.56, 0.04], [0.16, 0.24]], [[0.25, 0.25], [0.25, 0.25]], [[0.7, 0.0], [0.0, 0.3]],
             [[0.3, 0.3, 0.0], [0.1, 0.1, 0.2]], [[0.2, 0.6], [0.0, 0.0], [0.1, 0.1]]]  # fmt: skip
    shapes = [(2, 2), (2, 5), (3, 2), (4, 3), (6, 6)]
    rare = np.full((4, 20), 1e-9)  # nearly certain rows: whatever is added inside a logarithm shows
    rare[:, 0] = 0.25 - 19e-9
    row = np.array([[1 - 19e-9, *[1e-9] * 19]])  # and where it shows in one row, one row is enough to print
    return [*map(np.array, plain), *(rng.dirichlet(np.ones(m * n)).reshape(m, n) for m, n in shapes), row, rare]


def soft_cases(rng: np.random.Generator) -> list[Any]:
    """Return (targets, probs): soft and one-hot rows, outcomes that were ruled out, and nearly."""
    plain = [([[0.9, 0.1], [0.5, 0.5]], [[0.7, 0.3], [0.5, 0.5]]), ([[0.2, 0.3, 0.5]], [[0.4, 0.4, 0.2]])]
    edges = [([[0.0, 1.0], [0.9, 0.1]], [[0.4, 0.6], [0.9, 0.1]]),
             ([[1.0, 0.0, 0.0], [0.5, 0.5, 0.0]], [[1.0, 0.0, 0.0], [0.25, 0.5, 0.25]])]  # fmt: skip
    edges.append(([[0.5, 0.5], [0.5, 0.5]], [[1.0, 0.0], [0.5, 0.5]]))  # ruled out, and it comes: ∞
    edges.append(([[0.5, 0.5], [0.5, 0.5]], [[1.0, 1e-15], [0.5, 0.5]]))  # nearly ruled out: finite
    edges.append(([[1.0, 1e-300]], [[1.0, 0.0]]))
    drawn = [tuple(rng.dirichlet(np.ones(k), (2, n))) for n, k in ((3, 2), (4, 3), (2, 5), (6, 4), (5, 10))]
    return [*((np.array(p), np.array(q)) for p, q in [*plain, *edges]), *drawn]
