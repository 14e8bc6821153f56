"""Chapter 8, Prediction minus truth: exercises."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...activations import sigmoid, softmax
from ...losses import (
    binary_cross_entropy_with_logits_grad,
    cross_entropy_with_logits,
    cross_entropy_with_logits_grad,
)
from ..by_hand import Part, by_hand
from ..exercise import Exercise
from ..matching import matching
from . import backward, behind, checking, curvature, solutions

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
        (np.array([0.0, 0.0]), np.array([1.0, 2.0]), 0.9, 1.0),  # a soft target
        (np.array([400.0, 0.0]), np.array([2.0, 1.0]), 0, 0.5),  # a score of 800
        # a large feature, and a score of −60: a prediction that is cut off at 1e-12 moves the weight
        (np.array([-1e-10, 0.0]), np.array([6e11, 1.0]), 0, 1.0),
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


def _soft_as_hard(w: Any, x: Any, y: Any, eta: Any) -> Any:
    """Return the update with y = 1 in one branch and all else in the other."""
    return np.asarray(w) + eta * ((1 - _y_hat(w, x)) if y == 1 else -_y_hat(w, x)) * np.asarray(x)


def _by_overflow(w: Any, x: Any, y: Any, eta: Any) -> Any:
    e = np.exp(np.asarray(x) @ np.asarray(w))
    return np.asarray(w) - eta * (e / (1 + e) - y) * np.asarray(x)


def _loss_times_x(w: Any, x: Any, y: Any, eta: Any, sign: int) -> Any:
    z = np.asarray(x) @ np.asarray(w)
    return np.asarray(w) - sign * eta * (np.logaddexp(0, z) - y * z) * np.asarray(x)


def _naive_loss_times_x(w: Any, x: Any, y: Any, eta: Any) -> Any:
    p = _y_hat(w, x)
    return np.asarray(w) - eta * (-y * np.log(p) - (1 - y) * np.log(1 - p)) * np.asarray(x)


def _moved_by(prediction: Any) -> Any:
    """Return the update with another prediction in the place of σ(w·x); `prediction` takes the score."""
    return lambda w, x, y, eta: np.asarray(w) - eta * (prediction(np.asarray(x) @ np.asarray(w)) - y) * np.asarray(x)


# --- the gradient of softmax and cross-entropy ------------------------------------------------------------------------


def _softmax_grad(z: Any, y: Any) -> Any:
    return cross_entropy_with_logits_grad(z, y)


def _softmax_cases(rng: np.random.Generator) -> list[Any]:
    plain = [
        (np.array([[1.0, 2.0, 3.0]]), np.array([2])),
        (np.zeros((2, 4)), np.array([0, 3])),
        (np.array([[1.0, 2.0, 3.0], [0.0, 5.0, 0.0]]), np.array([0, 1])),
        (np.array([[1.0, 2.0, 3.0], [0.0, 5.0, 0.0]]), np.array([0, 0])),  # the largest index is not the last class
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


def _to_the_largest(z: Any, y: Any) -> Any:
    """Return the gradient with one-hot rows that are as long as the largest index in the batch asks for."""
    return (softmax(z) - np.eye(max(y) + 1)[y]) / len(z)


def _whole_rows(z: Any, y: Any) -> Any:
    p = softmax(z)
    p[y] -= 1
    return p / len(p)


def _squared_error(z: Any, y: Any) -> Any:
    p = softmax(z)
    d = p - _one_hot(y, np.shape(z)[1])
    return p * (d - (d * p).sum(axis=1, keepdims=True)) / len(p)


def _every_row(z: Any, y: Any) -> Any:
    p = softmax(z)
    p[:, y] -= 1
    return p / len(p)


def _mean_push(p: Any, z: Any, y: Any) -> Any:
    return (p - _one_hot(y, np.shape(z)[1])) / len(z)


def _slope_kept(z: Any, y: Any) -> Any:
    p = softmax(z)
    return _mean_push(p, z, y) * p * (1 - p)


def _if_wrong(z: Any, y: Any) -> Any:
    return _softmax_grad(z, y) * (np.argmax(z, axis=1) != y)[:, None]


def _plain_softmax(z: Any) -> Any:
    e = np.exp(np.asarray(z))
    return e / e.sum(axis=-1, keepdims=True)


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
            "the sigmoid is missing: ŷ is σ(w·x), not the score w·x itself.": _moved_by(lambda z: z),
            "the prediction is cut to 0 or 1, as by a threshold; ŷ is the probability itself.": (
                _moved_by(lambda z: float(z > 0)),
                _moved_by(lambda z: float(z >= 0)),
            ),
            "tanh stands in the place of the sigmoid.": _moved_by(np.tanh),
            "this is the sigmoid of 2z: z stands inside tanh where z/2 belongs, or e^−z is squared.": _moved_by(
                lambda z: (1 + np.tanh(z)) / 2
            ),
            "the prediction is cut off near 0 and 1; no logarithm is taken here, so leave it as it is.": tuple(
                _moved_by(lambda z, least=least: np.clip(sigmoid(z), least, 1 - least))
                for least in (1e-12, 1e-15, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6)
            ),
            "the learning rate is inside the sigmoid; it multiplies the step.": (
                lambda w, x, y, eta: np.asarray(w) - eta * (sigmoid(eta * (x @ w)) - y) * np.asarray(x),
                lambda w, x, y, eta: np.asarray(w) - (sigmoid(eta * (x @ w)) - y) * np.asarray(x),
            ),
            "the softmax of the single terms w·x is taken; here is one score, their sum, and its sigmoid.": (
                lambda w, x, y, eta: np.asarray(w) - eta * (softmax(np.asarray(w) * x) - y) * np.asarray(x)
            ),
            "the weights are not used: ŷ is ½ only where the score is 0.": _moved_by(lambda z: 0.5),
            "this is right for y = 1 alone; an example with y = 0 subtracts a multiple of itself.": (
                lambda w, x, y, eta: np.asarray(w) + eta * y * sigmoid(-y * (np.asarray(x) @ np.asarray(w))) * x
            ),
            "ŷ − y is not multiplied by x; the weight of a feature moves in proportion to the feature.": (
                lambda w, x, y, eta: np.asarray(w) - eta * (_y_hat(w, x) - y) * np.ones(np.size(x))
            ),
            "y = 0.9 is treated as 1 or as 0: a soft target is subtracted as it is, ŷ − y.": (
                _soft_as_hard,
                lambda w, x, y, eta: _update(w, x, round(y), eta),
            ),
            "right for small scores, but e^z overflows at 800: 1/(1 + e^−z) does not.": _by_overflow,
            "the loss is multiplied by x; its derivative ŷ − y is.": (
                lambda w, x, y, eta: _loss_times_x(w, x, y, eta, 1),
                lambda w, x, y, eta: _loss_times_x(w, x, y, eta, -1),
                _naive_loss_times_x,
            ),
            "the truth is missing: ŷ stands where ŷ − y belongs.": (
                lambda w, x, y, eta: np.asarray(w) - eta * _y_hat(w, x) * np.asarray(x)
            ),
            "the factor of an example with y = 1 is 1 here; it is 1 − ŷ, how wrong the model was.": (
                lambda w, x, y, eta: np.asarray(w) - eta * (-1 if y == 1 else _y_hat(w, x) - y) * np.asarray(x),
                lambda w, x, y, eta: np.asarray(w) - eta * (_y_hat(w, x) if y == 0 else -1) * np.asarray(x),
            ),
            "y is taken for −1 or +1; it is 0 or 1.": (
                lambda w, x, y, eta: np.asarray(w) - eta * (_y_hat(w, x) - (2 * y - 1)) * np.asarray(x)
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
        task="write softmax_gradient(z, y), the gradient of the mean cross-entropy with respect to z; y holds indices",
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
            "a factor p(1 − p) is left over, as in program B; with cross-entropy it cancels.": _slope_kept,
            "this is the gradient of the squared error, Σ(p − y)²; that of cross-entropy is p − y.": tuple(
                lambda z, y, k=k: k * _squared_error(z, y) for k in (1, 2)
            ),
            "1 is subtracted from every class; from row i only the entry y[i] loses 1.": (
                lambda z, y: (softmax(z) - 1) / len(z)
            ),
            "np.eye(max(y) + 1) has a column for each class up to the largest y; np.eye(z.shape[1]) has all.": (
                _to_the_largest
            ),
            "p[y] takes whole rows; one entry of each row is meant, p[np.arange(len(y)), y].": _whole_rows,
            "the sigmoid stands in the place of the softmax.": lambda z, y: _mean_push(sigmoid(z), z, y),
            "the exponentials are missing: these are the scores less the truth.": lambda z, y: _mean_push(z, z, y),
            "the logarithm of p stands where p belongs.": (
                lambda z, y: _mean_push(np.log(np.maximum(softmax(z), 1e-300)), z, y)
            ),
            "the softmax runs down the columns; each row holds the scores of one example, axis=1.": (
                lambda z, y: _mean_push(softmax(z, axis=0), z, y)
            ),
            "the class index itself is subtracted; from row i only the entry y[i] loses 1.": (
                lambda z, y: (softmax(z) - np.asarray(y)[:, None]) / len(z)
            ),
            "the 1 is subtracted one class too far; y counts from 0, as the columns do.": (
                lambda z, y: _softmax_grad(z, (np.asarray(y) + 1) % np.shape(z)[1])
            ),
            "it is divided by the number of classes; the mean is over rows.": (
                lambda z, y: (softmax(z) - _one_hot(y, np.shape(z)[1])) / np.shape(z)[1]
            ),
            "the mean over the rows is taken; each row keeps its own gradient, divided by their number.": (
                lambda z, y: _softmax_grad(z, y).sum(axis=0)
            ),
            "only one of the two terms is divided by the number of rows; p − y is, as a whole.": (
                lambda z, y: softmax(z) / len(z) - _one_hot(y, np.shape(z)[1]),
                lambda z, y: softmax(z) - _one_hot(y, np.shape(z)[1]) / len(z),
            ),
            "scores are cut off, and 1000 and 999 become equal; subtract the largest of each row instead.": tuple(
                lambda z, y, most=most: _mean_push(_plain_softmax(np.clip(z, -most, most)), z, y)
                for most in (500, 700, 709, 100, 50)
            ),
            "rows that are classified correctly get no gradient here; they have one as long as p is not y.": _if_wrong,
            "p[:, y] takes the columns y in every row; one entry of each row is meant, p[np.arange(len(y)), y].": (
                _every_row
            ),
            "the exponentials are divided by the sum of the whole table; each row has a sum of its own.": (
                lambda z, y: (softmax(np.ravel(z)).reshape(np.shape(z)) - _one_hot(y, np.shape(z)[1])) / len(z)
            ),
            "it is divided by the number of entries; the mean is over rows.": (
                lambda z, y: (softmax(z) - _one_hot(y, np.shape(z)[1])) / np.size(z)
            ),
            "this is the gradient with respect to the probabilities, −1/p at the true class; go on to the scores.": (
                lambda z, y: -_one_hot(y, np.shape(z)[1]) / np.maximum(softmax(z), 1e-300) / len(z),
                lambda z, y: -_one_hot(y, np.shape(z)[1]) / softmax(z) / len(z),
                lambda z, y: -_one_hot(y, np.shape(z)[1]) / softmax(z),
            ),
            "this is the loss; its derivatives in the scores are asked for.": (
                lambda z, y: cross_entropy_with_logits(z, y),
                lambda z, y: cross_entropy_with_logits(z, y, reduction="none"),
            ),
            "each row holds the mean of all rows; each keeps its own gradient, divided by their number.": (
                lambda z, y: np.broadcast_to(_softmax_grad(z, y).sum(axis=0), np.shape(z))
            ),
            "it is divided by n − 1; the mean divides by n.": (
                lambda z, y: _softmax_grad(z, y) * len(z) / max(len(z) - 1, 1)
            ),
        },
    ),
    Exercise(
        name="gradient-check",
        task="write numerical_gradient(f, x), the central differences of f at the vector x with a step of 1e-5",
        reference=checking.central,
        solution=solutions.numerical_gradient,
        cases=checking.cases,
        unit=None,
        tolerance=1e-7,
        mistakes=checking.MISTAKES,
    ),
    Exercise(
        name="softmax-hessian",
        task="write hessian(z), the matrix of second derivatives of the cross-entropy in the scores of one example",
        reference=curvature.hessian,
        solution=solutions.hessian,
        cases=curvature.cases,
        unit=None,
        tolerance=1e-7,  # so that central differences of the softmax are right
        mistakes=curvature.MISTAKES,
    ),
    by_hand(
        "three-scores-by-hand",
        "put the gradient with respect to the three scores, and to the first weight of the second class, into the list",
        [
            Part(
                "the first score",
                1 / 8,
                "e⁰ = 1, and the three exponentials sum to 8",
                {
                    "0.13 is rounded; give the fraction, or three decimals": 0.13,
                    "this is 1/3, as if the scores were equal; take the exponentials first": 1 / 3,
                    "a wrong class is not left out: it has its own probability": 0.0,
                    "this is p − 1; the first class is not the true one": -7 / 8,
                    "this is p(1 − p), the slope; in the gradient it cancels": 7 / 64,
                },
            ),
            Part(
                "the second score",
                -3 / 4,
                "its probability is 2/8, and it is the true class",
                {
                    "this is the probability; the 1 of the true class has yet to be subtracted": 1 / 4,
                    "this is −ln p, the loss; its derivative is asked for": 2 * float(np.log(2)),
                    "this is −1/p, the gradient with respect to the probability; go on to the score": -4.0,
                    "a factor p(1 − p) is left over; it cancels": -3 / 4 * 3 / 16,
                },
            ),
            Part(
                "the third score",
                5 / 8,
                "its exponential is 5, of 8 in all",
                {
                    "0.63 is rounded; give the fraction, or three decimals": 0.63,
                    "this is p − 1; the third class is not the true one": -3 / 8,
                    "a wrong class is not left out: it has its own probability": 0.0,
                    "this is p(1 − p), the curvature": 15 / 64,
                },
            ),
            Part(
                "the first weight of the second class",
                -3.0,
                "multiply the gradient with respect to the second score by the first feature, 4",
                {
                    "this is multiplied by the second feature; the first is 4": 3 / 4,
                    "this is the gradient with respect to the score; multiply it by the feature": -3 / 4,
                    "this belongs to the first class; the second is asked for": 1 / 2,
                    "the truth is missing: ¼ · 4": 1.0,
                    "this is multiplied by both features; the first is 4": -9 / 4,
                    "this belongs to the third class; the second is asked for": 5 / 2,
                    "this is the feature less the gradient; multiply the two": 19 / 4,
                    "this is the loss, −ln p; the gradient is asked for": 2 * float(np.log(2)),
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
            "the third class is taken for the true one; the second is.": [1 / 8, 1 / 4, -3 / 8, 1.0],
            "the first class is taken for the true one; the second is.": [-7 / 8, 1 / 4, 5 / 8, 1.0],
            "these are logarithms of p; p itself, less the truth, is asked for.": [
                -float(np.log(8)),
                -float(np.log(4)),
                -float(np.log(8 / 5)),
                -4 * float(np.log(4)),
            ],
            "the order is another: the three scores, then the weight.": [-3.0, 1 / 8, -3 / 4, 5 / 8],
            "the exponentials are missing: these are shares of the scores themselves.": [
                0.0,
                float(np.log(2) / np.log(10)) - 1,
                float(np.log(5) / np.log(10)),
                4 * (float(np.log(2) / np.log(10)) - 1),
            ],
            "e⁰ is taken for 0; it is 1, so the exponentials are 1, 2 and 5.": [0.0, -5 / 7, 5 / 7, -20 / 7],
            "the scores stand where the probabilities belong: take the softmax first.": [
                0.0,
                float(np.log(2)) - 1,
                float(np.log(5)),
                4 * (float(np.log(2)) - 1),
            ],
            "each score went through a sigmoid of its own; in a softmax the three share one sum.": [
                1 / 2,
                -1 / 3,
                5 / 6,
                -4 / 3,
            ],
            "the exponentials are not divided by their sum, 8.": [1.0, 1.0, 5.0, 4.0],
            "a factor p(1 − p) is left over; with cross-entropy it cancels.": [7 / 512, -9 / 64, 75 / 512, -9 / 16],
            "these are divided by the number of classes; the loss is of one example, and no mean is taken.": [
                1 / 24,
                -1 / 4,
                5 / 24,
                -1.0,
            ],
            "these are per cent; the plain numbers are asked for.": [12.5, -75.0, 62.5, -300.0],
            "these are losses, −ln p; their derivatives in the scores are asked for.": [
                float(np.log(8)),
                float(np.log(4)),
                float(np.log(8 / 5)),
                4 * float(np.log(4)),
            ],
        },
    ),
    matching(
        "five-failed-checks",
        "give each of the five programs R, S, T, U and V its slip",
        {
            "R": "sum",
            "S": "truth minus prediction",
            "T": "no bias",
            "U": "slope kept",
            "V": "step too small",
        },
        {
            "R": "the same factor everywhere, and it is the number of examples",
            "S": "the sizes are right and the direction is not",
            "T": "one entry alone is wrong, and it is the one that has no feature",
            "U": "a factor of at most 1/4, another for each example, so the sums fit no one factor: 1.9 is possible",
            "V": "if the numerical values move with h, the check is at fault and not the gradient",
        },
    ),
    Exercise(
        name="broken-backward",
        task="mend backward(X, V, a, W, c, y), the four gradients of a network with one hidden layer of tanh",
        reference=backward.backward,
        solution=solutions.backward,
        cases=backward.backward_cases,
        unit=None,
        mistakes=backward.MISTAKES,
    ),
    Exercise(
        name="hidden-relu-gradient",
        task="write hidden_gradient(X, V, W, y), the gradient of the mean loss with respect to V, behind a ReLU",
        reference=behind.hidden_gradient,
        solution=solutions.hidden_gradient,
        cases=behind.hidden_cases,
        unit=None,
        mistakes=behind.MISTAKES,
    ),
]
