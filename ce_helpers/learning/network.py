"""A small fully connected network by gradient descent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..validate import as_floats, generator
from .checks import as_classes, as_examples, as_importance, as_start, as_yes_or_no, choice, not_negative, several
from .descent import descend
from .fitted import Fit
from .layers import mlp_backward, mlp_forward, mlp_start
from .objectives import BINARY, CATEGORICAL, Loss, each, half_square
from .optimisers import Optimiser

__all__ = ["fit_mlp"]

Floats = NDArray[np.floating[Any]]
Seed = int | np.random.Generator


def fit_mlp(
    x: ArrayLike,
    y: ArrayLike,
    *,
    hidden: Sequence[int] = (32,),
    steps: int,
    learning_rate: float,
    activation: Literal["tanh", "relu"] = "tanh",
    output: Literal["softmax", "sigmoid", "identity"] = "softmax",
    l2: float = 0.0,
    dropout: float = 0.0,
    scale: float = 1.0,
    batch_size: int | None = None,
    optimiser: str | Optimiser = "sgd",
    seed: Seed = 0,
    start: Sequence[ArrayLike] | None = None,
    sample_weight: ArrayLike | None = None,
    loss: Loss | None = None,
    keep_every: int = 0,
    n_classes: int | None = None,
) -> Fit:
    """Fit a small fully connected network by gradient descent.

    Parameters
    ----------
    x : array, shape (n, features)
        Examples.
    y : array
        As in `fit_softmax`; for ``output="sigmoid"`` as in `fit_logistic`; for ``output="identity"`` any numbers of
        shape (n,) or (n, K).
    hidden : sequence of int
        Units of the hidden layers; ``()`` gives the linear model.
    activation : {"tanh", "relu"}
        Of the hidden layers.
    output : {"softmax", "sigmoid", "identity"}
        What the scores mean; decides the loss (cross-entropy, binary cross-entropy, half the squared error).
    dropout : float
        Probability with which a hidden unit is silenced in a training step; the others are scaled up by
        1/(1 − dropout), so that predictions need no change (Srivastava et al. 2014).
    scale : float
        Of the random start, see `mlp_start`.
    steps, learning_rate, l2, batch_size, optimiser, sample_weight, loss, n_classes
        As in `fit_softmax`.
    seed : int or numpy Generator
        Decides the start, the batches and the dropout, each by a stream of its own.
    start : sequence of arrays, optional
        Parameters W₁, b₁, W₂, b₂, … to start from, instead of random ones.
    keep_every : int
        As in `descend`; 0 here, because a path of all weights may be large. Give 10, say, to stop early afterwards.

    Returns
    -------
    Fit

    Raises
    ------
    ValueError
        For shapes that do not match, targets that are none, or settings out of their range.

    Examples
    --------
    No straight line separates these classes; four hidden units do:

    >>> x, y = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0, 1, 1, 0])
    >>> fit = fit_mlp(x, y, hidden=(4,), steps=500, learning_rate=0.1, optimiser="adam")
    >>> print(fit.predict(x), fit.losses[-1] < 0.05)
    [0 1 1 0] True
    """
    choice("output", output, ("softmax", "sigmoid", "identity"))
    hidden = several("hidden", hidden, "such as (32,), or () for none")
    rate = not_negative("dropout", dropout)
    if rate >= 1:
        raise ValueError(f"dropout = {dropout!r} silences everything; use a probability from 0 to below 1")
    if output == "softmax":
        classes, k = as_classes(y, n_classes)
        x, t = as_examples(x, classes)
    else:
        x, t = as_examples(x, as_yes_or_no(y) if output == "sigmoid" else as_floats("y", y))
        t = t.reshape(len(t), -1)
        k = t.shape[1]
    example_loss = loss or {"softmax": CATEGORICAL, "sigmoid": BINARY, "identity": half_square}[output]
    importance, l2 = as_importance(sample_weight, len(x)), not_negative("l2", l2)
    start_rng, batch_rng, dropout_rng = generator(seed).spawn(3)
    begin = mlp_start([x.shape[1], *hidden, k], seed=start_rng, activation=activation, scale=scale)

    def loss_and_gradient(parameters: Sequence[Floats], rows: Any) -> tuple[float, list[Floats]]:
        share = importance[rows] / importance[rows].sum()
        masks = [(dropout_rng.random((len(share), units)) >= rate) / (1 - rate) for units in hidden] if rate else []
        z, memory = mlp_forward(parameters, x[rows], activation, masks)
        values, push = each(example_loss, z, t[rows])
        gradients, _ = mlp_backward(parameters, memory, push * share[:, None])
        penalty = sum((w * w).sum() for w in parameters[::2])
        gradients[::2] = [g + l2 * w for g, w in zip(gradients[::2], parameters[::2], strict=True)]
        return (share @ values).sum() + l2 / 2 * penalty, gradients

    walk = descend(
        loss_and_gradient,
        as_start(start, [p.shape for p in begin]) if start is not None else begin,
        steps=steps,
        learning_rate=learning_rate,
        n_examples=len(x),
        batch_size=batch_size,
        optimiser=optimiser,
        seed=batch_rng,
        keep_every=keep_every,
    )
    return Fit(walk.parameters, walk.losses, walk.path, walk.kept, output=output, activation=activation)
