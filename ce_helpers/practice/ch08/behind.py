"""The exercise behind a ReLU: its reference, its cases, and the ways to get it wrong."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...activations import sigmoid, softmax
from ...losses import cross_entropy_with_logits_grad

__all__ = ["MISTAKES", "hidden_cases", "hidden_gradient"]


def _parts(X: Any, V: Any, W: Any, y: Any) -> tuple[Any, Any, Any]:
    """Return the sums before the ReLU, the hidden values, and the gradient of the mean loss in the scores."""
    s = np.asarray(X) @ np.asarray(V)
    h = np.maximum(s, 0)
    return s, h, cross_entropy_with_logits_grad(h @ W, y)


def hidden_gradient(X: Any, V: Any, W: Any, y: Any) -> Any:
    """Return the gradient with respect to `V` of the mean cross-entropy of softmax(max(XV, 0)·W)."""
    s, _, g = _parts(X, V, W, y)
    return np.asarray(X).T @ (g @ np.asarray(W).T * (s > 0))


def hidden_cases(rng: np.random.Generator) -> list[Any]:
    """Four small cases: a unit that is exactly 0, scores of 1000, rows 1200 apart; and five of random shapes."""
    V = np.array([[1.0, -1.0], [0.5, 2.0]])
    W = np.array([[1.0, 0.0, -1.0], [0.5, 2.0, 1.0]])
    plain = [
        (np.array([[1.0, 2.0]]), V, W, np.array([2])),
        (np.array([[1.0, 0.5], [-1.0, 1.0], [2.0, -0.5]]), V, W, np.array([0, 1, 1])),
        (np.array([[1.0, 0.5], [-1.0, 1.0]]), V, 800 * W, np.array([0, 1])),
        (np.eye(2), np.eye(2), np.array([[600.0, 599.0, 598.0], [-600.0, -601.0, -602.0]]), np.array([1, 0])),
    ]
    shapes = ((4, 3, 5, 2), (6, 2, 3, 4), (5, 4, 2, 3), (1, 3, 4, 5), (7, 5, 3, 3))
    return [
        *plain,
        *(
            (rng.normal(size=(n, d)), rng.normal(size=(d, m)), rng.normal(size=(m, k)), rng.integers(0, k, n))
            for n, d, m, k in shapes
        ),
    ]


def _without_relu(X: Any, V: Any, W: Any, y: Any) -> Any:
    return np.asarray(X).T @ (cross_entropy_with_logits_grad(X @ V @ W, y) @ W.T)


def _without_relu_at_first(X: Any, V: Any, W: Any, y: Any) -> Any:
    s = X @ V
    return np.asarray(X).T @ (cross_entropy_with_logits_grad(s @ W, y) @ W.T * (s > 0))


def _masked_by(mask: Any) -> Any:
    """Return the gradient with another table in the place of the ReLU's slope; `mask` takes X and V."""

    def wrong(X: Any, V: Any, W: Any, y: Any) -> Any:
        return np.asarray(X).T @ (_parts(X, V, W, y)[2] @ W.T * mask(np.asarray(X), np.asarray(V)))

    return wrong


def _with_push(change: Any) -> Any:
    """Return the gradient with `change`, of the scores and their gradient, in the place of the latter."""

    def wrong(X: Any, V: Any, W: Any, y: Any) -> Any:
        s, h, g = _parts(X, V, W, y)
        return np.asarray(X).T @ (change(h @ W, g, y) @ W.T * (s > 0))

    return wrong


def _plain(z: Any, g: Any, y: Any) -> Any:
    e = np.exp(z)
    return (e / e.sum(axis=1, keepdims=True) - np.eye(z.shape[1])[y]) / len(z)


def _shifted_as_one(z: Any, g: Any, y: Any) -> Any:
    return _plain(z - np.max(z), g, y)


def _down_the_columns(z: Any, g: Any, y: Any) -> Any:
    return (softmax(z, axis=0) - np.eye(z.shape[1])[y]) / len(z)


def _every_row(z: Any, g: Any, y: Any) -> Any:
    p = softmax(z)
    p[:, y] -= 1
    return p / len(p)


def _whole_rows(z: Any, g: Any, y: Any) -> Any:
    p = softmax(z)
    p[y] -= 1
    return p / len(p)


def _of_positive_features(X: Any, V: Any, W: Any, y: Any) -> Any:
    return np.maximum(X, 0).T @ (_parts(X, V, W, y)[2] @ np.asarray(W).T)


def _by_means(X: Any, V: Any, W: Any, y: Any) -> Any:
    return np.outer(np.mean(X, axis=0), _in_the_sums(X, V, W, y).sum(axis=0))


def _by_mean_sum(X: Any, V: Any, W: Any, y: Any) -> Any:
    s, _, g = _parts(X, V, W, y)
    return (np.asarray(X).T @ (g @ W.T)) * (s.mean(axis=0) > 0)


def _relu_of_gradient(X: Any, V: Any, W: Any, y: Any) -> Any:
    return np.asarray(X).T @ np.maximum(_parts(X, V, W, y)[2] @ W.T, 0)


def _slope_of_values(slope: Any) -> Any:
    """Return the gradient with another slope in the place of the ReLU's; `slope` takes the sums and the values."""

    def wrong(X: Any, V: Any, W: Any, y: Any) -> Any:
        s, h, g = _parts(X, V, W, y)
        return np.asarray(X).T @ (g @ W.T * slope(s, h))

    return wrong


def _tanh(X: Any, V: Any, W: Any, y: Any) -> Any:
    h = np.tanh(X @ V)
    return np.asarray(X).T @ (cross_entropy_with_logits_grad(h @ W, y) @ W.T * (1 - h**2))


def _no_truth(X: Any, V: Any, W: Any, y: Any) -> Any:
    s, h, _ = _parts(X, V, W, y)
    return np.asarray(X).T @ (softmax(h @ W) @ W.T * (s > 0)) / len(X)


def _true_class_alone(X: Any, V: Any, W: Any, y: Any) -> Any:
    s, _, g = _parts(X, V, W, y)
    return np.asarray(X).T @ ((g * np.eye(W.shape[1])[y]) @ W.T * (s > 0))


def _outer_weights(X: Any, V: Any, W: Any, y: Any) -> Any:
    _, h, g = _parts(X, V, W, y)
    return h.T @ g


def _in_the_sums(X: Any, V: Any, W: Any, y: Any) -> Any:
    s, _, g = _parts(X, V, W, y)
    return g @ W.T * (s > 0)


def _in_the_values(X: Any, V: Any, W: Any, y: Any) -> Any:
    return _parts(X, V, W, y)[2] @ W.T


MISTAKES: dict[str, Any] = {
    "the mean is missing: divide by the number of examples.": lambda X, V, W, y: len(X) * hidden_gradient(X, V, W, y),
    "it is divided by the number of examples twice.": lambda X, V, W, y: hidden_gradient(X, V, W, y) / len(X),
    "this is truth minus prediction; the gradient is prediction minus truth.": (
        lambda X, V, W, y: -hidden_gradient(X, V, W, y)
    ),
    "the slope of the ReLU is missing, or made of h ≥ 0, which is always true: ask where XV > 0.": _slope_of_values(
        lambda s, h: 1.0
    ),
    "the ReLU itself stands where its slope belongs: the slope is 1 or 0.": _slope_of_values(lambda s, h: h),
    "this is the slope of tanh, 1 − h²; that of the ReLU is 1 where the sum is positive, else 0.": (
        _slope_of_values(lambda s, h: 1 - h**2),
        _tanh,
    ),
    "this is the slope of a sigmoid, h(1 − h); that of the ReLU is 1 where the sum is positive, else 0.": (
        _slope_of_values(lambda s, h: h * (1 - h))
    ),
    "the slope is taken where the sum is negative; it is 1 where the sum is positive.": _slope_of_values(
        lambda s, h: s < 0
    ),
    "the scores are computed without the ReLU.": (_without_relu, _without_relu_at_first),
    "right for small scores, but exp overflows at 1000: subtract the largest score of each row first.": (
        _with_push(_plain)
    ),
    "the largest score of all rows is subtracted, and a row far below becomes 0/0: take each row's own.": (
        _with_push(_shifted_as_one)
    ),
    "the softmax runs down the columns; each row holds the scores of one example, axis=1.": (
        _with_push(_down_the_columns)
    ),
    "p[:, y] takes the columns y in every row; one entry of each row is meant, p[np.arange(len(y)), y].": (
        _with_push(_every_row)
    ),
    "p[y] takes whole rows; one entry of each row is meant, p[np.arange(len(y)), y].": _with_push(_whole_rows),
    "the sign of the sum stands where the slope belongs: where the sum is negative the slope is 0, not −1.": (
        _slope_of_values(lambda s, h: np.sign(s))
    ),
    "negative features are cut; the slope belongs to the sums XV.": _of_positive_features,
    "the two means are multiplied; take the product for each example first, and then the mean.": _by_means,
    "it is divided by the number of examples and by that of the classes; the mean is over examples.": (
        lambda X, V, W, y: hidden_gradient(X, V, W, y) / np.shape(W)[1]
    ),
    "a factor p(1 − p) is left over at the scores; with cross-entropy it cancels there.": _with_push(
        lambda z, g, y: g * softmax(z) * (1 - softmax(z))
    ),
    "the sigmoid stands in the place of the softmax.": _with_push(
        lambda z, g, y: (sigmoid(z) - np.eye(z.shape[1])[y]) / len(z)
    ),
    "the sums XV stand where their slope belongs: the slope is 1 or 0.": _slope_of_values(lambda s, h: s),
    "the slope is taken where V is positive; it depends on the sums XV, and so on the example.": _masked_by(
        lambda X, V: (V > 0).any(axis=0)
    ),
    "the result is cut where V is negative; the slope belongs to the sums XV, before Xᵀ.": (
        lambda X, V, W, y: _masked_by(lambda X, V: 1.0)(X, V, W, y) * (np.asarray(V) > 0)
    ),
    "the slope is taken once, of the mean sum; each example has its own.": _by_mean_sum,
    "the ReLU is applied to the gradient; what passes is decided by the sums of the forward pass.": _relu_of_gradient,
    "where the sum is exactly 0 the slope is ½ here; the task takes 0.": _slope_of_values(
        lambda s, h: (s > 0) + 0.5 * (s == 0)
    ),
    "this is a leaky slope; that of the ReLU is 0 where the sum is negative.": tuple(
        _slope_of_values(lambda s, h, low=low: np.where(s > 0, 1.0, low)) for low in (0.01, 0.1, 0.2)
    ),
    "it is divided by the number of hidden units; the mean is over examples.": (
        lambda X, V, W, y: len(X) * hidden_gradient(X, V, W, y) / np.shape(V)[1],
        lambda X, V, W, y: hidden_gradient(X, V, W, y) / np.shape(V)[1],
    ),
    "it is divided by the number of features; the mean is over examples.": (
        lambda X, V, W, y: len(X) * hidden_gradient(X, V, W, y) / np.shape(V)[0],
        lambda X, V, W, y: hidden_gradient(X, V, W, y) / np.shape(V)[0],
    ),
    "it is divided by the number of classes; the mean is over examples.": (
        lambda X, V, W, y: len(X) * hidden_gradient(X, V, W, y) / np.shape(W)[1]
    ),
    "this is the gradient of a bias; each row is to be multiplied by its example, Xᵀ from the left.": (
        lambda X, V, W, y: _in_the_sums(X, V, W, y).sum(axis=0)
    ),
    "the truth is missing: p stands where p − y belongs.": _no_truth,
    "only the true class sends something back; every score does.": _true_class_alone,
    "this is the gradient with respect to W, of the outer layer; V is asked for.": _outer_weights,
    "this is the gradient with respect to the sums XV, a row for each example; multiply Xᵀ by it.": _in_the_sums,
    "this is the gradient with respect to the hidden values; the slope and Xᵀ have yet to follow.": _in_the_values,
    "this is the transpose: it has the shape (m, d), and V has (d, m).": (
        lambda X, V, W, y: hidden_gradient(X, V, W, y).T
    ),
}
