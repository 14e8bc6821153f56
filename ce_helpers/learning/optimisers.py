"""Directions: how an optimiser turns a gradient into a step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["adam_direction", "momentum_direction", "sgd_direction"]

Floats = NDArray[np.floating[Any]]
Memory = tuple[Any, Any]
Optimiser = Callable[[Floats, Memory, int], tuple[Floats, Memory]]


def sgd_direction(gradient: Floats, memory: Memory, t: int) -> tuple[Floats, Memory]:
    """Return the gradient itself: plain gradient descent remembers nothing.

    Parameters
    ----------
    gradient : array
        Gradient of the objective in one parameter array.
    memory : tuple
        What the optimiser remembers of earlier steps; (0, 0) before the first.
    t : int
        Number of the step, from 1.

    Returns
    -------
    direction : array
        The parameter moves by −(learning rate) · direction.
    memory : tuple
        To be handed to the next step.

    Examples
    --------
    >>> sgd_direction(np.array([2.0]), (0, 0), 1)[0]
    array([2.])
    """
    return gradient, memory


def momentum_direction(gradient: Floats, memory: Memory, t: int, *, decay: float = 0.9) -> tuple[Floats, Memory]:
    r"""Return the velocity v ← decay·v + gradient: a ball that rolls on (Polyak 1964).

    For another decay than 0.9 pass ``functools.partial(momentum_direction, decay=0.5)`` as the optimiser.

    Parameters
    ----------
    gradient : array
        Gradient of the objective in one parameter array.
    memory : tuple
        (velocity, 0); (0, 0) before the first step.
    t : int
        Number of the step, from 1.
    decay : float
        What is left of the velocity after a step, 0 (plain gradient descent) to below 1.

    Returns
    -------
    direction : array
        The parameter moves by −(learning rate) · direction.
    memory : tuple
        The new velocity and 0, to be handed to the next step.

    Raises
    ------
    ValueError
        If the shape of the gradient does not fit what is remembered.

    Examples
    --------
    >>> first, memory = momentum_direction(np.array([2.0]), (0, 0), 1)
    >>> second, memory = momentum_direction(np.array([2.0]), memory, 2)
    >>> print(first, second)
    [2.] [3.8]
    """
    velocity = decay * memory[0] + gradient
    return velocity, (velocity, 0)


def adam_direction(
    gradient: Floats,
    memory: Memory,
    t: int,
    *,
    decay: float = 0.9,
    square_decay: float = 0.999,
    epsilon: float = 1e-8,
) -> tuple[Floats, Memory]:
    r"""Return Adam's direction: a running mean of gradients over the root of a running mean of their squares.

    .. math:: m \leftarrow \beta_1 m + (1 - \beta_1) g, \quad v \leftarrow \beta_2 v + (1 - \beta_2) g^2

    .. math:: \text{direction} = \frac{m / (1 - \beta_1^t)}{\sqrt{v / (1 - \beta_2^t)} + \epsilon}

    Epsilon belongs to the published method (Kingma & Ba 2015, Algorithm 1); it keeps a parameter whose gradient is
    exactly zero where it is.

    Parameters
    ----------
    gradient : array
        Gradient of the objective in one parameter array.
    memory : tuple
        (m, v); (0, 0) before the first step.
    t : int
        Number of the step, from 1.
    decay, square_decay : float
        β₁ and β₂, from 0 to below 1: what is left of the running means after a step.
    epsilon : float
        Added to the root.

    Returns
    -------
    direction : array
        The parameter moves by −(learning rate) · direction.
    memory : tuple
        The new m and v, to be handed to the next step.

    Raises
    ------
    ValueError
        If the shape of the gradient does not fit what is remembered.

    Examples
    --------
    The first step has the size of the learning rate, whatever the size of the gradient:

    >>> print(adam_direction(np.array([2.0, -0.001]), (0, 0), 1)[0].round(4))
    [ 1. -1.]
    """
    mean = decay * memory[0] + (1 - decay) * gradient
    square = square_decay * memory[1] + (1 - square_decay) * gradient**2
    direction = mean / (1 - decay**t) / (np.sqrt(square / (1 - square_decay**t)) + epsilon)
    return direction, (mean, square)


OPTIMISERS: dict[str, Optimiser] = {
    "sgd": sgd_direction,
    "momentum": momentum_direction,
    "adam": adam_direction,
}
