"""The broken backward pass: its reference, its cases, and what comes out while it is mended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ...activations import softmax
from ...losses import cross_entropy_with_logits_grad

__all__ = ["MISTAKES", "backward", "backward_cases"]

Four = tuple[Any, Any, Any, Any]


def _passed_back(slope_of_v: Callable[[Any, Any], Any], slope_of_a: Callable[[Any, Any], Any]) -> Any:
    """Return a backward pass with two slopes of the hidden layer, made of its sums and its values."""

    def found(X: Any, V: Any, a: Any, W: Any, c: Any, y: Any) -> Four:
        X, W = np.asarray(X), np.asarray(W)
        s = X @ V + a
        h = np.tanh(s)
        g = cross_entropy_with_logits_grad(h @ W + c, y)
        in_h = g @ W.T
        return X.T @ (in_h * slope_of_v(s, h)), (in_h * slope_of_a(s, h)).sum(axis=0), h.T @ g, g.sum(axis=0)

    return found


def _right(s: Any, h: Any) -> Any:
    return 1 - h**2


def _of_sums(s: Any, h: Any) -> Any:
    return 1 - s**2


def _none(s: Any, h: Any) -> Any:
    return np.ones_like(h)


_exact = _passed_back(_right, _right)


def backward(X: Any, V: Any, a: Any, W: Any, c: Any, y: Any) -> Four:
    """Return the gradients in V, a, W and c of the mean cross-entropy of softmax(tanh(XV + a)·W + c)."""
    found: Four = _exact(X, V, a, W, c, y)
    return found


def backward_cases(rng: np.random.Generator) -> list[Any]:
    """One small case, one with all weights 0, where the broken program is right, and six of random shapes."""
    X = np.array([[1.0, 0.5], [-1.0, 2.0]])
    V, W = np.array([[0.5, -1.0], [1.0, 0.25]]), np.array([[1.0, 0.0, -1.0], [0.5, 2.0, 1.0]])
    a, c, y = np.array([0.1, -0.2]), np.array([0.0, 0.5, -0.5]), np.array([2, 0])
    shapes = ((4, 3, 5, 2), (6, 2, 3, 4), (5, 4, 2, 3), (1, 3, 4, 5), (7, 5, 3, 3))
    return [
        (X, V, a, W, c, y),
        (X, 0 * V, 0 * a, 0 * W, 0 * c, y),
        (X, V, a, 800 * W, c, y),
        *(
            (*(rng.normal(size=shape) for shape in ((n, d), (d, m), m, (m, k), k)), rng.integers(0, k, n))
            for n, d, m, k in shapes
        ),
    ]


def _changed(change: Callable[..., Any]) -> Any:
    """Return the right four after `change`, which takes them and then the six arguments."""
    return lambda X, V, a, W, c, y: change(backward(X, V, a, W, c, y), X, V, a, W, c, y)


def _with_scores(change: Callable[[Any, Any], Any]) -> Any:
    """Return the backward pass with `change`, of probabilities and their one-hot truth, in the place of p − y."""

    def found(X: Any, V: Any, a: Any, W: Any, c: Any, y: Any) -> Four:
        h = np.tanh(np.asarray(X) @ V + a)
        p = softmax(h @ W + c)
        g = change(p, np.eye(p.shape[1])[y]) / len(p)
        in_s = (g @ np.asarray(W).T) * (1 - h**2)
        return np.asarray(X).T @ in_s, in_s.sum(axis=0), h.T @ g, g.sum(axis=0)

    return found


def _with_columns(X: Any, V: Any, a: Any, W: Any, c: Any, y: Any) -> Four:
    def columns(p: Any, _: Any) -> Any:
        p[:, y] -= 1
        return p

    found: Four = _with_scores(columns)(X, V, a, W, c, y)
    return found


def _plain(X: Any, V: Any, a: Any, W: Any, c: Any, y: Any) -> Four:
    h = np.tanh(np.asarray(X) @ V + a)
    e = np.exp(h @ W + c)
    g = (e / e.sum(axis=1, keepdims=True) - np.eye(e.shape[1])[y]) / len(e)
    in_s = (g @ np.asarray(W).T) * (1 - h**2)
    return np.asarray(X).T @ in_s, in_s.sum(axis=0), h.T @ g, g.sum(axis=0)


def _push(X: Any, V: Any, a: Any, W: Any, c: Any, y: Any) -> Any:
    return cross_entropy_with_logits_grad(np.tanh(np.asarray(X) @ V + a) @ W + c, y)


def _changed_at(i: int, other: Any, *args: Any) -> Four:
    r = list(backward(*args))
    r[i] = other
    return r[0], r[1], r[2], r[3]


def _with_a(change: Callable[..., Any]) -> Any:
    """Return the right four but for the gradient in a, made by `change` of X, sums, values and their gradient."""

    def found(X: Any, V: Any, a: Any, W: Any, c: Any, y: Any) -> Four:
        X = np.asarray(X)
        s = X @ V + a
        in_h = _push(X, V, a, W, c, y) @ np.asarray(W).T
        return _changed_at(1, change(X, s, np.tanh(s), in_h), X, V, a, W, c, y)

    return found


def _with_slope_of(sums: Callable[[Any, Any, Any], Any]) -> Any:
    """Return the right four but for the gradient in a, whose slope is taken of other sums."""

    def found(X: Any, V: Any, a: Any, W: Any, c: Any, y: Any) -> Four:
        in_h = _push(X, V, a, W, c, y) @ np.asarray(W).T
        return _changed_at(1, (in_h * (1 - np.tanh(sums(X, V, a)) ** 2)).sum(axis=0), X, V, a, W, c, y)

    return found


MISTAKES: dict[str, Any] = {
    "this is the program as it stood: at random weights the gradients in V and in a fail.": (
        _passed_back(_of_sums, _none)
    ),
    "V is mended; the gradient with respect to a still fails: what reaches a has passed the tanh as well.": (
        _passed_back(_right, _none)
    ),
    "a is mended; the gradient with respect to V still fails: is the slope of tanh made of sums or of values?": (
        _passed_back(_of_sums, _right)
    ),
    "both now have one slope, 1 − s², and it is not that of tanh: make it of the values h.": (
        _passed_back(_of_sums, _of_sums)
    ),
    "V is right; a still has the slope 1 − s²: make it of the values h.": _passed_back(_right, _of_sums),
    "the slope of tanh is gone from both; it belongs into both.": _passed_back(_none, _none),
    "the slope of tanh is in a and is gone from V; it belongs into both.": _passed_back(_none, _right),
    "this is the slope of a sigmoid, h(1 − h); that of tanh is 1 − h².": (
        _passed_back(*[lambda s, h: h * (1 - h)] * 2),
        _passed_back(lambda s, h: h * (1 - h), _none),
    ),
    "this is the slope of a ReLU, 1 or 0; that of tanh is 1 − h².": (
        _passed_back(*[lambda s, h: s > 0] * 2),
        _passed_back(lambda s, h: s > 0, _none),
    ),
    "1 − h stands where the slope of tanh belongs, 1 − h².": (
        _passed_back(*[lambda s, h: 1 - h] * 2),
        _passed_back(lambda s, h: 1 - h, _none),
    ),
    "h² stands where the slope of tanh belongs, 1 − h².": (
        _passed_back(*[lambda s, h: h**2] * 2),
        _passed_back(lambda s, h: h**2, _none),
    ),
    "tanh is taken twice in the slope: h is tanh(s) already.": (
        _passed_back(*[lambda s, h: 1 - np.tanh(h) ** 2] * 2),
        _passed_back(lambda s, h: 1 - np.tanh(h) ** 2, _none),
    ),
    "the sign of the slope is turned: that of tanh is 1 − h², not h² − 1.": (
        _passed_back(*[lambda s, h: h**2 - 1] * 2),
        _passed_back(lambda s, h: h**2 - 1, _right),
        _passed_back(_right, lambda s, h: h**2 - 1),
    ),
    "1 − |h| stands where the slope of tanh belongs, 1 − h².": (
        _passed_back(*[lambda s, h: 1 - abs(h)] * 2),
        _passed_back(lambda s, h: 1 - abs(h), _none),
    ),
    "the slope is taken twice, in V and in a; each gradient has it once.": _passed_back(
        *[lambda s, h: (1 - h**2) ** 2] * 2
    ),
    "1 + h² stands where the slope of tanh belongs, 1 − h².": _passed_back(*[lambda s, h: 1 + h**2] * 2),
    "this is the root of the slope of tanh, 1 − h².": _passed_back(*[lambda s, h: np.sqrt(1 - h**2)] * 2),
    "the gradient with respect to W is made of slopes; that line was right with the values h.": (
        lambda X, V, a, W, c, y: _changed_at(
            2, (1 - np.tanh(np.asarray(X) @ V + a) ** 2).T @ _push(X, V, a, W, c, y), X, V, a, W, c, y
        )
    ),
    "the gradient with respect to W is transposed: W has the shape (m, K).": _changed(
        lambda r, *_: (*r[:2], r[2].T, r[3])
    ),
    "three gradients are returned; four are asked for: V, a, W and c.": _changed(lambda r, *_: r[:3]),
    "the gradient with respect to c is a table with one row; c is a vector: sum without keepdims.": _changed(
        lambda r, *_: (*r[:3], r[3][None, :])
    ),
    "the gradient with respect to a is a table with one row; a is a vector: sum without keepdims.": _changed(
        lambda r, *_: (r[0], r[1][None, :], *r[2:])
    ),
    "the gradients in a and c are tables with one row; a and c are vectors: sum without keepdims.": _changed(
        lambda r, *_: (r[0], r[1][None, :], r[2], r[3][None, :])
    ),
    "V and a are divided by n once more; it is in g already.": _changed(
        lambda r, X, *_: (r[0] / len(X), r[1] / len(X), *r[2:])
    ),
    "V is divided by n once more; it is in g already.": _changed(lambda r, X, *_: (r[0] / len(X), *r[1:])),
    "g[:, y] takes the columns y in every row; the line of g was right, g[np.arange(len(y)), y].": (_with_columns),
    "the values h stand where their slope belongs, 1 − h².": (
        _passed_back(*[lambda s, h: h] * 2),
        _passed_back(lambda s, h: h, _none),
    ),
    "V is mended; in the gradient with respect to a the slope is missing, and its rows are summed, not averaged.": (
        _with_a(lambda X, s, h, in_h: in_h.mean(axis=0))
    ),
    "the slope of a is averaged by itself; each row has its own and is multiplied by it before the sum.": (
        _with_a(lambda X, s, h, in_h: in_h.sum(axis=0) * (1 - h**2).mean(axis=0)),
        _with_a(lambda X, s, h, in_h: in_h.sum(axis=0) * (1 - h**2).sum(axis=0)),
        _with_a(lambda X, s, h, in_h: in_h.sum(axis=0) * (1 - h.mean(axis=0) ** 2)),
    ),
    "the slope is taken of a alone; it is that of the whole sum s.": (
        _with_slope_of(lambda X, V, a: np.broadcast_to(a, (len(X), np.size(a))))
    ),
    "the gradient with respect to a is the sum of that in V; a has the feature 1, and not the sum of all features.": (
        _with_a(lambda X, s, h, in_h: (X.T @ (in_h * (1 - h**2))).sum(axis=0))
    ),
    "the slope is in the gradient with respect to a twice.": _with_a(
        lambda X, s, h, in_h: (in_h * (1 - h**2) ** 2).sum(axis=0)
    ),
    "the gradient with respect to W is made of the sums s; that line was right with the values h.": (
        lambda X, V, a, W, c, y: _changed_at(2, (np.asarray(X) @ V + a).T @ _push(X, V, a, W, c, y), X, V, a, W, c, y)
    ),
    "a slope of the softmax came into the gradient with respect to W; that line was right.": (
        lambda X, V, a, W, c, y: _changed_at(
            2,
            np.tanh(X @ V + a).T @ (_push(X, V, a, W, c, y) * (p := softmax(np.tanh(X @ V + a) @ W + c)) * (1 - p)),
            *(X, V, a, W, c, y),
        )
    ),
    "the gradient with respect to V is transposed: V has the shape (d, m).": _changed(lambda r, *_: (r[0].T, *r[1:])),
    "V and a are n times too large; the division by n was in g already.": (
        _changed(lambda r, X, *_: (len(X) * r[0], len(X) * r[1], *r[2:]))
    ),
    "the 1 is subtracted one class too far; that line was right.": (
        lambda X, V, a, W, c, y: backward(X, V, a, W, c, (np.asarray(y) + 1) % np.shape(W)[1])
    ),
    "the gradient with respect to a is a mean; the division by n is in g already, so the rows are summed.": _changed(
        lambda r, X, *_: (r[0], r[1] / len(X), *r[2:])
    ),
    "the gradients in a and c are means; the division by n is in g already, so the rows are summed.": _changed(
        lambda r, X, *_: (r[0], r[1] / len(X), r[2], r[3] / len(X))
    ),
    "the gradient with respect to c was right; it is divided by n twice now.": _changed(
        lambda r, X, *_: (*r[:3], r[3] / len(X))
    ),
    "the mean is gone: all four are n times too large.": _changed(lambda r, X, *_: tuple(len(X) * x for x in r)),
    "all four are divided by n once more; it is in g already.": _changed(lambda r, X, *_: tuple(x / len(X) for x in r)),
    "these are truth minus prediction; the line of g was right.": _changed(lambda r, *_: tuple(-x for x in r)),
    "the order is another: V, a, W, c are asked for.": (
        _changed(lambda r, *_: (r[2], r[3], r[0], r[1])),
        _changed(lambda r, *_: (r[0], r[2], r[1], r[3])),
        _changed(lambda r, *_: (r[1], r[0], r[3], r[2])),
    ),
    "only V and a are returned; all four are asked for.": _changed(lambda r, *_: r[:2]),
    "only the gradient with respect to V is returned; all four are asked for.": _changed(lambda r, *_: r[0]),
    "these are new weights, after a step; the gradients are asked for.": _changed(
        lambda r, X, V, a, W, c, y: tuple(old - new for old, new in zip((V, a, W, c), r, strict=True))
    ),
    "a factor p(1 − p) came in at the scores; with cross-entropy it cancels, and that line was right.": (
        _with_scores(lambda p, y: (p - y) * p * (1 - p))
    ),
    "the truth is gone from g: p stands where p − y belongs.": _with_scores(lambda p, y: p),
    "only the true class sends something back; every score does.": _with_scores(lambda p, y: (p - 1) * y),
    "right for small scores, but exp overflows at 1000: the line of g, with ce's softmax, was safe.": _plain,
}
