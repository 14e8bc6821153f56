"""Logistic and softmax regression by gradient descent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .checks import as_classes, as_examples, as_importance, as_start, as_yes_or_no, not_negative
from .descent import Objective, descend
from .fitted import Fit
from .objectives import BINARY, CATEGORICAL, Loss, each
from .optimisers import Optimiser

__all__ = ["fit_logistic", "fit_softmax"]

Floats = NDArray[np.floating[Any]]
Seed = int | np.random.Generator
Targets = NDArray[Any]


def fit_logistic(
    x: ArrayLike,
    y: ArrayLike,
    *,
    steps: int,
    learning_rate: float,
    l2: float = 0.0,
    batch_size: int | None = None,
    optimiser: str | Optimiser = "sgd",
    seed: Seed = 0,
    start: Sequence[ArrayLike] | None = None,
    sample_weight: ArrayLike | None = None,
    loss: Loss | None = None,
    keep_every: int = 1,
) -> Fit:
    r"""Fit ŷ = σ(x·w + b) by gradient descent.

    .. math:: \frac1n \sum_i \ell(x_i \cdot w + b,\, y_i) + \frac{\lambda}{2} \lVert w \rVert^2

    .. math:: \text{gradient} = \frac1n \sum_i (\hat y_i - y_i)\, x_i + \lambda w

    Parameters
    ----------
    x : array, shape (n, features)
        Examples.
    y : array, shape (n,) or (n, K)
        Targets in [0, 1]. With K columns there are K independent sigmoids, and their losses are added.
    steps, learning_rate, batch_size, optimiser, seed, keep_every
        As in `descend`; without `batch_size` every step sees all examples.
    l2 : float
        Weight λ of the penalty. scikit-learn's ``C`` is 1 / (λn).
    start : (weights, bias), optional
        Where to start; zeros otherwise, so that the first loss is ln 2.
    sample_weight : array, shape (n,), optional
        Importance of each example; the loss is the weighted mean Σwℓ / Σw of each batch.
    loss : function
        ``loss(z, y)`` → (values, gradients) of every example, not averaged (`trainable` makes one); the binary
        cross-entropy unless given.
    keep_every : int
        As in `descend`. The columns of the path are the weights and then the bias.

    Returns
    -------
    Fit

    Raises
    ------
    ValueError
        For shapes that do not match, targets outside [0, 1], or settings out of their range.

    References
    ----------
    Chapter 8 derives the gradient; C. M. Bishop, *Pattern Recognition and Machine Learning* (2006), section 4.3.

    Examples
    --------
    >>> x, y = np.array([[-2.0], [-1.0], [1.0], [2.0]]), np.array([0, 1, 0, 1])
    >>> fit = fit_logistic(x, y, steps=200, learning_rate=0.5)
    >>> p = fit.predict_proba(x)
    >>> print(np.allclose(x.T @ p, x.T @ y), fit.losses[0].round(6))
    True 0.693147

    Another loss in its place, here the squared error of the probability:

    >>> def squared(z, y):
    ...     p = 1 / (1 + np.exp(-z))
    ...     return (p - y) ** 2, 2 * (p - y) * p * (1 - p)
    >>> print(fit_logistic(x, y, steps=200, learning_rate=0.5, loss=squared).losses[0])
    0.25
    """
    x, y = as_examples(x, as_yes_or_no(y))
    objective = _linear(x, y, as_importance(sample_weight, len(x)), loss or BINARY, not_negative("l2", l2))
    begin = as_start(start, [(x.shape[1], *y.shape[1:]), y.shape[1:]])
    walk = descend(
        objective,
        begin,
        steps=steps,
        learning_rate=learning_rate,
        n_examples=len(x),
        batch_size=batch_size,
        optimiser=optimiser,
        seed=seed,
        keep_every=keep_every,
    )
    return Fit(walk.parameters, walk.losses, walk.path, walk.kept, output="sigmoid")


def fit_softmax(
    x: ArrayLike,
    y: ArrayLike,
    *,
    steps: int,
    learning_rate: float,
    l2: float = 0.0,
    batch_size: int | None = None,
    optimiser: str | Optimiser = "sgd",
    seed: Seed = 0,
    start: Sequence[ArrayLike] | None = None,
    sample_weight: ArrayLike | None = None,
    loss: Loss | None = None,
    keep_every: int = 1,
    n_classes: int | None = None,
) -> Fit:
    r"""Fit ŷ = softmax(x·W + b) by gradient descent.

    .. math:: \frac1n \sum_i \ell(x_i W + b,\, y_i) + \frac{\lambda}{2} \lVert W \rVert^2

    .. math:: \text{gradient} = \frac1n \sum_i x_i^{\mathsf T} (\hat y_i - y_i) + \lambda W

    Parameters
    ----------
    x : array, shape (n, features)
        Examples.
    y : array, shape (n,) of class indices, or (n, K) of probabilities
        Targets; rows of probabilities must sum to 1.
    steps, learning_rate, l2, batch_size, optimiser, seed, start, sample_weight, keep_every
        As in `fit_logistic`; the weights have shape (features, K). From zeros the first loss is ln K.
    loss : function
        ``loss(z, y)`` → (values of shape (n,), gradients of shape (n, K)), not averaged (`trainable` makes
        one); the cross-entropy unless given. The targets reach it as they were given, as indices or as rows.
    n_classes : int, optional
        Number of classes K, at least 2; needed only if some class does not occur in `y`.

    Returns
    -------
    Fit

    Raises
    ------
    ValueError
        For shapes that do not match, labels or probabilities that are none, or settings out of their range.

    References
    ----------
    Chapter 8 derives the gradient; C. M. Bishop, *Pattern Recognition and Machine Learning* (2006), section 4.3.4.

    Examples
    --------
    >>> x, y = np.array([[-1.0], [0.0], [1.0], [2.0]]), np.array([0, 1, 2, 2])
    >>> fit = fit_softmax(x, y, steps=300, learning_rate=1.0)
    >>> print(fit.losses[0].round(6), fit.predict(x))
    1.098612 [0 1 2 2]
    """
    classes, k = as_classes(y, n_classes)
    x, y = as_examples(x, classes)
    objective = _linear(x, y, as_importance(sample_weight, len(x)), loss or CATEGORICAL, not_negative("l2", l2))
    begin = as_start(start, [(x.shape[1], k), (k,)])
    walk = descend(
        objective,
        begin,
        steps=steps,
        learning_rate=learning_rate,
        n_examples=len(x),
        batch_size=batch_size,
        optimiser=optimiser,
        seed=seed,
        keep_every=keep_every,
    )
    return Fit(walk.parameters, walk.losses, walk.path, walk.kept, output="softmax")


def _linear(x: Floats, y: Targets, importance: Floats, loss: Loss, l2: float) -> Objective:
    """Return the objective of a model whose scores are x·w + b."""

    def loss_and_gradient(parameters: Sequence[Floats], rows: Any) -> tuple[float, list[Floats]]:
        w, b = parameters
        share = importance[rows] / importance[rows].sum()  # 1/n each, unless weights are given
        values, push = each(loss, x[rows] @ w + b, y[rows])  # push is ŷ − y under cross-entropy
        push = (push.T * share).T
        objective = (share @ values).sum() + l2 / 2 * (w * w).sum()
        return objective, [x[rows].T @ push + l2 * w, push.sum(axis=0)]

    return loss_and_gradient
