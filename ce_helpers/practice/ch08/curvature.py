"""The Hessian in the scores: the right one, scores to try, and the ways to get it wrong."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...activations import sigmoid, softmax
from ...losses import cross_entropy_with_logits_hessian

__all__ = ["MISTAKES", "cases", "hessian"]


def hessian(z: Any) -> Any:
    """Return the matrix of second derivatives in the scores of one example."""
    return cross_entropy_with_logits_hessian(z)


def cases(rng: np.random.Generator) -> list[Any]:
    """Four plain sets of scores, one of them large, and six at random."""
    plain = [np.array([0.0, 0.0]), np.array([1.0, 2.0, 3.0]), np.array([1000.0, 999.0, 0.0]), np.array([5.0, 0, -5, 0])]
    return [*plain, *(rng.normal(0, 2, k) for k in range(2, 8))]


def _plain_softmax(z: Any) -> Any:
    e = np.exp(np.asarray(z))
    return e / e.sum()


MISTAKES: dict[str, Any] = {
    "the outer product p pᵀ is missing; off the diagonal stands −p_i p_j.": lambda z: np.diag(softmax(z)),
    "this is diag(p) + p pᵀ; the outer product is subtracted.": (
        lambda z: np.diag(softmax(z)) + np.outer(softmax(z), softmax(z))
    ),
    "only the diagonal p(1 − p) is there; the scores share one sum, so the others are not zero.": (
        lambda z: np.diag(softmax(z) * (1 - softmax(z)))
    ),
    "p @ p.T of two vectors is one number; np.outer(p, p) is the table of the products p_i p_j.": (
        lambda z: np.diag(softmax(z)) - softmax(z) @ softmax(z)
    ),
    "this is p pᵀ alone.": tuple(lambda z, sign=sign: sign * np.outer(softmax(z), softmax(z)) for sign in (1, -1)),
    "right for small scores, but exp overflows at 1000: subtract the largest score first.": (
        lambda z: np.diag(_plain_softmax(z)) - np.outer(_plain_softmax(z), _plain_softmax(z))
    ),
    "on the diagonal p² is subtracted twice: it is diag(p), and p pᵀ brings −p² with it.": (
        lambda z: np.diag(softmax(z) * (1 - softmax(z))) - np.outer(softmax(z), softmax(z))
    ),
    "the identity stands where diag(p) belongs.": (lambda z: np.eye(np.size(z)) - np.outer(softmax(z), softmax(z))),
    "this is the diagonal alone, as a vector; a table with a row for each score is asked for.": (
        lambda z: softmax(z) * (1 - softmax(z))
    ),
    "this is p(1 − p)ᵀ, of which only the diagonal is right; elsewhere stands −p_i p_j.": (
        lambda z: np.outer(softmax(z), 1 - softmax(z))
    ),
    "these are the curvatures, its eigenvalues; the matrix itself is asked for.": (
        lambda z: np.linalg.eigvalsh(hessian(z))
    ),
    "only one half of the table is filled; it is symmetric.": (
        lambda z: np.diag(softmax(z)) - np.triu(np.outer(softmax(z), softmax(z))),
        lambda z: np.diag(softmax(z)) - np.tril(np.outer(softmax(z), softmax(z))),
    ),
    "it is divided by the number of scores; here is one example, and no mean is taken.": (
        lambda z: hessian(z) / np.size(z)
    ),
    "the identity less p is here; it is diag(p) less p pᵀ.": (lambda z: np.eye(np.size(z)) - softmax(z)),
    "the diagonal is 0; there stands p(1 − p).": (
        lambda z: -np.outer(softmax(z), softmax(z)) * (1 - np.eye(np.size(z)))
    ),
    "this is one number, made of the matrix; the matrix itself is asked for.": (
        lambda z: np.linalg.det(hessian(z)),
        lambda z: np.trace(hessian(z)),
    ),
    "scores are cut off, and 1000 and 999 become equal; subtract the largest instead.": tuple(
        lambda z, most=most: hessian(np.clip(z, -most, most)) for most in (700, 709, 500, 100, 50)
    ),
    "these are logarithms; the matrix itself is asked for.": (lambda z: np.log(hessian(z))),
    "a pair is returned; the matrix alone is checked, and v is for you.": lambda z: (hessian(z), np.ones(np.size(z))),
    "the softmax is missing: the scores stand where p belongs.": (lambda z: np.diag(np.asarray(z)) - np.outer(z, z)),
    "this is the gradient times itself; differentiate the gradient once more.": tuple(
        lambda z, k=k: np.outer(softmax(z) - np.eye(np.size(z))[k], softmax(z) - np.eye(np.size(z))[k]) for k in (0, -1)
    ),
    "the sigmoid stands in the place of the softmax.": (
        lambda z: np.diag(sigmoid(z)) - np.outer(sigmoid(z), sigmoid(z)),
        lambda z: np.diag(sigmoid(z) * (1 - sigmoid(z))),
    ),
    "p − y stands where p belongs: the truth is a constant, and no derivative of p contains it.": tuple(
        lambda z, k=k: np.diag(d := softmax(z) - np.eye(np.size(z))[k]) - np.outer(d, d) for k in (0, -1)
    ),
    "p − p pᵀ subtracts from every row: numpy spreads p over all rows; it belongs on the diagonal.": (
        lambda z: softmax(z) - np.outer(softmax(z), softmax(z))
    ),
}
