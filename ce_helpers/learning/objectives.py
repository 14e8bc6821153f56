"""Losses of single examples, as the learners want them: value and gradient side by side."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..losses import binary_cross_entropy_with_logits_and_grad, cross_entropy_with_logits_and_grad

__all__ = ["trainable"]

Floats = NDArray[np.floating[Any]]
Targets = NDArray[Any]
Loss = Callable[..., tuple[Floats, Floats]]


# (scores, targets) → loss and gradient of every example
BINARY: Loss = partial(binary_cross_entropy_with_logits_and_grad, reduction="none")
CATEGORICAL: Loss = partial(cross_entropy_with_logits_and_grad, reduction="none")


def trainable(loss: Callable[..., Any], grad: Callable[..., Any], **options: Any) -> Loss:
    """Join a loss of the book and its gradient into what the ``loss`` argument of the learners wants.

    Parameters
    ----------
    loss, grad : functions
        Called as ``loss(z, y, reduction="none", **options)``; every loss on scores in `ce_helpers.losses` has a
        ``<loss>_grad`` beside it.
    **options
        What both are to be told besides: ``gamma``, ``label_smoothing``, ``pos_weight``, ``transition``, …

    Returns
    -------
    function
        (scores, targets) → (losses, gradients) of every example, not averaged.

    Raises
    ------
    ValueError
        When the function is called, what the loss refuses.

    Examples
    --------
    >>> from ce_helpers.learning import fit_logistic
    >>> from ce_helpers.losses import focal_loss_with_logits, focal_loss_with_logits_grad
    >>> focal = trainable(focal_loss_with_logits, focal_loss_with_logits_grad, gamma=2.0)
    >>> fit = fit_logistic([[0.0], [1.0]], [0, 1], steps=10, learning_rate=1.0, loss=focal)
    >>> print(fit.losses[0].round(6))  # a quarter of ln 2
    0.173287
    """

    def loss_and_gradient(z: Floats, y: Targets) -> tuple[Floats, Floats]:
        return loss(z, y, reduction="none", **options), grad(z, y, reduction="none", **options)

    return loss_and_gradient


def each(loss: Loss, z: Floats, y: Targets) -> tuple[Floats, Floats]:
    """Return loss and gradient of every example; NaN once scores have overflowed, which ends the descent."""
    if not np.isfinite(z).all():
        return np.full(len(z), np.nan), np.full_like(z, np.nan)
    return loss(z, y)


def half_square(z: Floats, y: Targets) -> tuple[Floats, Floats]:
    """Return ½(z − y)² and its gradient: the Gaussian's negative log-likelihood, up to a constant."""
    return (z - y) ** 2 / 2, z - y
