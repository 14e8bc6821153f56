"""Chapter 8, Prediction minus truth: exercises."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...activations import sigmoid, softmax
from ...losses import (
    binary_cross_entropy_with_logits_grad,
    cross_entropy_with_logits_grad,
    cross_entropy_with_logits_hessian,
)
from ..by_hand import Part, by_hand
from ..exercise import Exercise
from ..matching import matching
from . import behind, solutions

__all__ = ["EXERCISES"]


# --- one update of a logistic regression ------------------------------------------------------------------------------


def _update(w: Any, x: Any, y: Any, eta: Any) -> Any:
    w, x = np.asarray(w, dtype=float), np.asarray(x, dtype=float)
    return w - eta * binary_cross_entropy_with_logits_grad(x @ w, float(y)) * x


def _update_cases(rng: np.random.Generator) -> list[Any]:
    plain = [
        (np.array([0.0, 0.0]), np.array([1.0, 2.0]), 1, 0.1),
        (np.array([0.5, -1.0]), np.array([2.0, 1.0]), 0, 1.0),
        (np.array([1.0]), np.array([0.0]), 1, 0.5),
    ]
    return [
        *plain,
        *(
            (rng.normal(size=k), rng.normal(size=k), int(y), float(eta))
            for k in range(2, 6)
            for y, eta in zip((0, 1), rng.uniform(0.05, 2, 2), strict=True)
        ),
    ]


def _y_hat(w: Any, x: Any) -> Any:
    return sigmoid(np.asarray(x) @ np.asarray(w))


# --- the gradient of softmax and cross-entropy ------------------------------------------------------------------------


def _softmax_grad(z: Any, y: Any) -> Any:
    return cross_entropy_with_logits_grad(z, y)


def _softmax_cases(rng: np.random.Generator) -> list[Any]:
    plain = [
        (np.array([[1.0, 2.0, 3.0]]), np.array([2])),
        (np.zeros((2, 4)), np.array([0, 3])),
        (np.array([[1.0, 2.0, 3.0], [0.0, 5.0, 0.0]]), np.array([0, 1])),
    ]
    return [
        *plain,
        *((rng.normal(0, 2, (n, 4)), rng.integers(0, 4, n)) for n in range(2, 8)),
        (np.array([[1000.0, 0.0, -1000.0]]), np.array([1])),
        (np.array([[1000.0, 999.0, 998.0], [0.0, 1.0, 2.0]]), np.array([1, 2])),
    ]


def _one_hot(y: Any, k: int) -> Any:
    return np.eye(k)[np.asarray(y)]


def _shifted_as_one(z: Any, y: Any) -> Any:
    return (_plain_softmax(z - np.max(z)) - _one_hot(y, np.shape(z)[1])) / len(z)


def _every_row(z: Any, y: Any) -> Any:
    p = softmax(z)
    p[:, y] -= 1
    return p / len(p)


def _plain_softmax(z: Any) -> Any:
    e = np.exp(np.asarray(z))
    return e / e.sum(axis=-1, keepdims=True)


# --- a gradient check -------------------------------------------------------------------------------------------------


def sum_of_exponentials(v: Any) -> Any:
    """Return Σ eᵛ, whose gradient is eᵛ."""
    return np.exp(v).sum()


def product_of_entries(v: Any) -> Any:
    """Return the product of the entries."""
    return np.prod(v)


def sum_of_cubes(v: Any) -> Any:
    """Return Σ v³, whose gradient is 3v²."""
    return (np.asarray(v) ** 3).sum()


def loss_of_class_0(v: Any) -> Any:
    """Return the cross-entropy of the scores `v` when class 0 is true."""
    return np.log(np.exp(v - np.max(v)).sum()) + np.max(v) - v[0]


def staircase(v: Any) -> Any:
    """Return the number of whole steps of 7e-6 below the entries: how far from `x` it is asked shows in the result."""
    return np.floor(np.asarray(v) / 7e-6).sum()


def _central(f: Any, x: Any, h: float = 1e-5) -> Any:
    x = np.asarray(x, dtype=float)
    return np.array([(f(x + h * e) - f(x - h * e)) / (2 * h) for e in np.eye(x.size)])


def _forward(f: Any, x: Any) -> Any:
    x = np.asarray(x, dtype=float)
    return np.array([(f(x + 1e-5 * e) - f(x)) / 1e-5 for e in np.eye(x.size)])


def _backward(f: Any, x: Any) -> Any:
    x = np.asarray(x, dtype=float)
    return np.array([(f(x) - f(x - 1e-5 * e)) / 1e-5 for e in np.eye(x.size)])


def _all_at_once(f: Any, x: Any) -> Any:
    x = np.asarray(x, dtype=float)
    return np.full(x.size, (f(x + 1e-5) - f(x - 1e-5)) / 2e-5)


def _check_cases(rng: np.random.Generator) -> list[Any]:
    plain = [
        (sum_of_cubes, np.array([1.0, 2.0])),
        (sum_of_exponentials, np.array([0.0, 1.0, 2.0])),
        (loss_of_class_0, np.array([1.0, 2.0, 3.0])),
        (product_of_entries, np.array([2.0, 3.0, 0.5, 1.0])),
        (staircase, np.array([1e-6])),
    ]
    chosen = (sum_of_cubes, sum_of_exponentials, loss_of_class_0, product_of_entries)
    return [*plain, *((f, rng.uniform(0.5, 2, int(k))) for f in chosen for k in rng.integers(2, 6, 2))]


# --- the Hessian and the weights --------------------------------------------------------------------------------------


def _hessian(z: Any) -> Any:
    return cross_entropy_with_logits_hessian(z)


def _hessian_cases(rng: np.random.Generator) -> list[Any]:
    plain = [np.array([0.0, 0.0]), np.array([1.0, 2.0, 3.0]), np.array([5.0, 0.0, -5.0, 0.0])]
    return [*plain, *(rng.normal(0, 2, k) for k in range(2, 8))]


def _weights_gradient(X: Any, W: Any, b: Any, y: Any) -> Any:
    X = np.asarray(X)
    return X.T @ cross_entropy_with_logits_grad(X @ W + b, y)


def _weights_cases(rng: np.random.Generator) -> list[Any]:
    X = np.array([[1.0, 0.0], [0.0, 2.0], [1.0, 1.0]])
    plain = [
        (X, np.zeros((2, 3)), np.zeros(3), np.array([0, 1, 2])),
        (X, np.array([[1.0, 0.0, -1.0], [0.5, 2.0, 0.0]]), np.array([0.1, 0.0, -0.3]), np.array([2, 1, 1])),
    ]
    shapes = ((4, 3, 5), (6, 2, 3), (5, 4, 2), (1, 3, 4), (7, 5, 3))
    return [
        *plain,
        *(
            (rng.normal(size=(n, d)), rng.normal(size=(d, k)), rng.normal(size=k), rng.integers(0, k, n))
            for n, d, k in shapes
        ),
    ]


EXERCISES = [
    Exercise(
        name="one-update",
        task="write one_update(w, x, y, eta), the weights after one step on one example of a logistic regression",
        reference=_update,
        solution=solutions.one_update,
        cases=_update_cases,
        unit=None,
        mistakes={
            "the step goes uphill: subtract the learning rate times the gradient.": (
                lambda w, x, y, eta: 2 * np.asarray(w, dtype=float) - _update(w, x, y, eta)
            ),
            "this is the gradient (ŷ − y)x alone; the new weights are w − η(ŷ − y)x.": (
                lambda w, x, y, eta: (_y_hat(w, x) - y) * np.asarray(x)
            ),
            "this is the step alone; the new weights are w minus η(ŷ − y)x.": tuple(
                lambda w, x, y, eta, sign=sign: sign * eta * (_y_hat(w, x) - y) * np.asarray(x) for sign in (1, -1)
            ),
            "the sigmoid is missing: ŷ is σ(w·x), not the score w·x itself.": (
                lambda w, x, y, eta: np.asarray(w) - eta * (np.asarray(x) @ np.asarray(w) - y) * np.asarray(x)
            ),
            "ŷ − y is not multiplied by x; the weight of a feature moves in proportion to the feature.": (
                lambda w, x, y, eta: np.asarray(w) - eta * (_y_hat(w, x) - y) * np.ones(np.size(x))
            ),
            "the learning rate is missing.": lambda w, x, y, eta: _update(w, x, y, 1.0),
            "a factor ŷ(1 − ŷ) is left over, as with squared error; with cross-entropy it cancels.": tuple(
                lambda w, x, y, eta, k=k: (
                    np.asarray(w) - k * eta * (_y_hat(w, x) - y) * _y_hat(w, x) * (1 - _y_hat(w, x)) * np.asarray(x)
                )
                for k in (1, 2)
            ),
            "the step is divided by the number of features; a mean is taken over examples, and here is one.": (
                lambda w, x, y, eta: np.asarray(w) + (_update(w, x, y, eta) - np.asarray(w)) / np.size(x)
            ),
            "w * x multiplies entry by entry; the score is their sum, one number: w @ x.": (
                lambda w, x, y, eta: np.asarray(w) - eta * (sigmoid(np.asarray(w) * x) - y) * np.asarray(x)
            ),
        },
    ),
    Exercise(
        name="softmax-gradient",
        task="write softmax_gradient(z, y), the gradient in the scores z of the mean cross-entropy; y holds indices",
        reference=_softmax_grad,
        solution=solutions.softmax_gradient,
        cases=_softmax_cases,
        unit=None,
        mistakes={
            "right for small scores, but exp overflows at 1000: subtract the largest score of each row first.": (
                lambda z, y: (_plain_softmax(z) - _one_hot(y, np.shape(z)[1])) / len(z)
            ),
            "the largest score of all rows is subtracted, and a row far below becomes 0/0: take each row's own.": (
                _shifted_as_one
            ),
            "the mean is missing: divide by the number of rows.": (
                lambda z, y: softmax(z) - _one_hot(y, np.shape(z)[1])
            ),
            "this is truth minus prediction; the gradient is prediction minus truth.": (
                lambda z, y: (_one_hot(y, np.shape(z)[1]) - softmax(z)) / len(z)
            ),
            "these are the probabilities; the 1 at the true class has yet to be subtracted.": (
                lambda z, y: softmax(z) / len(z)
            ),
            "only the true class receives a gradient here; every wrong class receives its own p.": (
                lambda z, y: (softmax(z) - 1) * _one_hot(y, np.shape(z)[1]) / len(z)
            ),
            "p[:, y] takes the columns y in every row; one entry of each row is meant, p[np.arange(len(y)), y].": (
                _every_row
            ),
            "the exponentials are divided by the sum of the whole table; each row has a sum of its own.": (
                lambda z, y: (softmax(np.ravel(z)).reshape(np.shape(z)) - _one_hot(y, np.shape(z)[1])) / len(z)
            ),
            "it is divided by the number of entries; the mean is over rows.": (
                lambda z, y: (softmax(z) - _one_hot(y, np.shape(z)[1])) / np.size(z)
            ),
            "this is the gradient in the probabilities, −1/p at the true class; go on to the scores.": (
                lambda z, y: -_one_hot(y, np.shape(z)[1]) / np.maximum(softmax(z), 1e-300) / len(z)
            ),
        },
    ),
    Exercise(
        name="gradient-check",
        task="write numerical_gradient(f, x), the central differences of f at the vector x with a step of 1e-5",
        reference=_central,
        solution=solutions.numerical_gradient,
        cases=_check_cases,
        unit=None,
        tolerance=1e-7,
        mistakes={
            "this is a one-sided difference, whose error is of the order of the step: take f on both sides.": (
                _forward,
                _backward,
            ),
            "the step is not 1e-5: a larger one leaves an error of its square, a smaller one loses digits.": tuple(
                lambda f, x, h=h: _central(f, x, h) for h in (1e-1, 1e-2, 1e-3, 1e-4, 1e-6, 1e-7, 1e-8, 1e-12)
            ),
            "/ 2 * h divides by 2 and multiplies by h; brackets, / (2 * h), divide by both.": (
                lambda f, x: 1e-10 * _central(f, x)
            ),
            "the difference is divided by h; from x − h to x + h it is 2h.": lambda f, x: 2 * _central(f, x),
            "all entries are moved at once; the gradient asks for each entry alone.": _all_at_once,
        },
    ),
    Exercise(
        name="softmax-hessian",
        task="write hessian(z), the matrix of second derivatives of the cross-entropy in the scores of one example",
        reference=_hessian,
        solution=solutions.hessian,
        cases=_hessian_cases,
        unit=None,
        mistakes={
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
            "this is p pᵀ alone.": lambda z: np.outer(softmax(z), softmax(z)),
            "the sigmoid stands in the place of the softmax.": (
                lambda z: np.diag(sigmoid(z)) - np.outer(sigmoid(z), sigmoid(z))
            ),
            "p − p pᵀ subtracts from every row: numpy spreads p over all rows; it belongs on the diagonal.": (
                lambda z: softmax(z) - np.outer(softmax(z), softmax(z))
            ),
        },
    ),
    Exercise(
        name="softmax-weights-gradient",
        task="write weights_gradient(X, W, b, y), the gradient in W of the mean cross-entropy of softmax(XW + b)",
        reference=_weights_gradient,
        solution=solutions.weights_gradient,
        cases=_weights_cases,
        unit=None,
        mistakes={
            "the mean is missing: divide by the number of examples.": (
                lambda X, W, b, y: len(X) * _weights_gradient(X, W, b, y)
            ),
            "the bias is left out of the scores.": lambda X, W, b, y: _weights_gradient(X, W, np.zeros(np.size(b)), y),
            "this is the gradient in the bias, the mean of p − y; each p − y is to be multiplied by its example.": (
                lambda X, W, b, y: cross_entropy_with_logits_grad(X @ W + b, y).sum(axis=0)
            ),
            "this is p − y, one row for each example; multiply by Xᵀ from the left.": (
                lambda X, W, b, y: cross_entropy_with_logits_grad(X @ W + b, y)
            ),
            "the truth is missing: Xᵀ times the probabilities alone.": (
                lambda X, W, b, y: np.asarray(X).T @ softmax(X @ W + b) / len(X)
            ),
            "only the true class of each example has a gradient here; every wrong class has its own p.": (
                lambda X, W, b, y: np.asarray(X).T @ ((softmax(X @ W + b) - 1) * _one_hot(y, np.size(b))) / len(X)
            ),
        },
    ),
    by_hand(
        "three-scores-by-hand",
        "put the gradient in the three scores, and in the first weight of the second class, into the list",
        [
            Part(
                "the first score",
                1 / 8,
                "e⁰ = 1, and the three exponentials sum to 8",
                {
                    "this is 1/3, as if the scores were equal; take the exponentials first": 1 / 3,
                    "a wrong class is not left out: it has its own probability": 0.0,
                    "this is p − 1; the first class is not the true one": -7 / 8,
                },
            ),
            Part(
                "the second score",
                -3 / 4,
                "its probability is 2/8, and it is the true class",
                {
                    "this is the probability; the 1 of the true class has yet to be subtracted": 1 / 4,
                    "this is −ln p, the loss; its derivative is asked for": 2 * float(np.log(2)),
                    "this is −1/p, the gradient in the probability; go on to the score": -4.0,
                    "a factor p(1 − p) is left over; it cancels": -3 / 4 * 3 / 16,
                },
            ),
            Part(
                "the third score",
                5 / 8,
                "its exponential is 5, of 8 in all",
                {
                    "this is p − 1; the third class is not the true one": -3 / 8,
                    "a wrong class is not left out: it has its own probability": 0.0,
                    "this is p(1 − p), the curvature": 15 / 64,
                },
            ),
            Part(
                "the first weight of the second class",
                -3.0,
                "multiply the gradient in the second score by the first feature, 4",
                {
                    "this is multiplied by the second feature; the first is 4": 3 / 4,
                    "this is the gradient in the score; multiply it by the feature": -3 / 4,
                    "this belongs to the first class; the second is asked for": 1 / 2,
                    "the truth is missing: ¼ · 4": 1.0,
                },
            ),
        ],
        {
            "these are truth minus prediction; it is prediction minus truth.": [-1 / 8, 3 / 4, -5 / 8, 3.0],
            "these are the probabilities; the 1 of the true class has yet to be subtracted.": [
                1 / 8,
                1 / 4,
                5 / 8,
                1.0,
            ],
            "the exponentials are missing: these are shares of the scores themselves.": [
                0.0,
                float(np.log(2) / np.log(10)) - 1,
                float(np.log(5) / np.log(10)),
                4 * (float(np.log(2) / np.log(10)) - 1),
            ],
        },
    ),
    matching(
        "five-failed-checks",
        "give each of the five programs A, B, C, D and E its slip",
        {
            "A": "sum",
            "B": "truth minus prediction",
            "C": "no bias",
            "D": "slope kept",
            "E": "step too small",
        },
        {
            "A": "the same factor everywhere, and it is the number of examples",
            "B": "the sizes are right and the direction is not",
            "C": "one entry alone is wrong, and it is the one that has no feature",
            "D": "a factor that is 1/4 at a score of 0 and differs from example to example elsewhere",
            "E": "if the numerical values move with h, the check is at fault and not the gradient",
        },
    ),
    Exercise(
        name="hidden-relu-gradient",
        task="write hidden_gradient(X, V, W, y), the gradient in V of the mean cross-entropy behind a ReLU",
        reference=behind.hidden_gradient,
        solution=solutions.hidden_gradient,
        cases=behind.hidden_cases,
        unit=None,
        mistakes=behind.MISTAKES,
    ),
]
