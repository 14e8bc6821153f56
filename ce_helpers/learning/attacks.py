"""Inputs that are moved uphill: the gradient of the loss in the input, and the steps that use its sign."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..losses import cross_entropy_with_logits_grad
from ..validate import as_floats, number, whole
from .checks import not_negative
from .layers import mlp_backward, mlp_forward

__all__ = ["attacked", "input_gradient"]

Floats = NDArray[np.floating[Any]]


def input_gradient(parameters: Sequence[Floats], x: ArrayLike, y: ArrayLike, activation: str = "tanh") -> Floats:
    r"""Return the gradient of each example's own loss in its input: (ŷ − y) sent back through the network.

    Parameters
    ----------
    parameters : sequence of arrays
        W₁, b₁, W₂, b₂, … as of `mlp_forward`; a linear model has the first two.
    x : array, shape (n, inputs)
        Examples.
    y : array of int, shape (n,)
        Their classes.
    activation : {"tanh", "relu"}
        Of the hidden layers.

    Returns
    -------
    array, shape (n, inputs)
        Nats per unit of input; not averaged over the examples.

    Raises
    ------
    ValueError
        As `mlp_forward` and `cross_entropy_with_logits`.

    References
    ----------
    Chapter 21.

    Examples
    --------
    >>> w, b = np.array([[1.0, -1.0], [0.5, 0.0]]), np.zeros(2)
    >>> print(input_gradient([w, b], [[0.0, 0.0]], [0]))
    [[-1.   -0.25]]
    """
    z, memory = mlp_forward(parameters, as_floats("x", x), activation)
    push = cross_entropy_with_logits_grad(z, y, reduction="none")
    return mlp_backward(parameters, memory, push)[1]


def attacked(
    parameters: Sequence[Floats],
    x: ArrayLike,
    y: ArrayLike,
    size: float,
    *,
    steps: int = 1,
    low: float = 0.0,
    high: float = 1.0,
    activation: str = "tanh",
) -> Floats:
    r"""Return the examples moved uphill in their loss, no input by more than `size`.

    .. math:: x \leftarrow \Pi\big(x + \alpha\,\operatorname{sign}\nabla_x \ell\big)

    With one step α = size: the fast gradient sign method. With more, α = 2.5·size/steps, and Π brings every input
    back to within `size` of where it began and between `low` and `high`: projected gradient ascent.

    Parameters
    ----------
    parameters, x, y, activation
        As for `input_gradient`.
    size : float
        ε, at least 0, in the unit of the inputs.
    steps : int
        Number of steps.
    low, high : float
        What an input can be.

    Returns
    -------
    array, shape (n, inputs)

    Raises
    ------
    ValueError
        As `input_gradient`, or if a setting is out of its range, or an example outside `low` to `high`.

    References
    ----------
    Goodfellow, Shlens and Szegedy (2015); Madry et al. (2018); Chapter 21.

    Examples
    --------
    >>> w, b = np.array([[1.0, -1.0], [0.5, 0.0]]), np.zeros(2)
    >>> print(attacked([w, b], [[0.5, 0.5]], [0], 0.25))
    [[0.25 0.25]]
    """
    start, size, steps = as_floats("x", x), not_negative("size", size), whole("steps", steps, 1)
    low, high = number("low", low, -np.inf, np.inf), number("high", high, -np.inf, np.inf)
    if not low < high:
        raise ValueError(f"low = {low:g} is not below high = {high:g}; give the range of what an input can be")
    if start.min() < low or start.max() > high:
        raise ValueError(
            f"x goes from {start.min():.6g} to {start.max():.6g}, outside {low:g} to {high:g}; say by low and "
            "high what an input can be"
        )
    step = size if steps == 1 else 2.5 * size / steps
    floor, ceiling = np.maximum(start - size, low), np.minimum(start + size, high)
    moved = start
    for _ in range(steps):
        moved = np.clip(moved + step * np.sign(input_gradient(parameters, moved, y, activation)), floor, ceiling)
    return moved
