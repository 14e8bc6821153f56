"""A small network forward and backward, written out by hand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..validate import generator, plain, whole
from .checks import choice, not_negative, several

__all__ = ["mlp_backward", "mlp_forward", "mlp_start"]

Floats = NDArray[np.floating[Any]]
Seed = int | np.random.Generator


def mlp_start(sizes: Sequence[int], *, seed: Seed = 0, activation: str = "tanh", scale: float = 1.0) -> list[Floats]:
    """Return random parameters [W₁, b₁, W₂, b₂, …] of a network with layers of the given sizes.

    Weights are normal with variance scale²/fan-in (tanh) or 2·scale²/fan-in (into relu units), where fan-in is the
    number of inputs of the layer, so that with scale 1 the signal keeps its size from layer to layer (LeCun et al.
    1998; He et al. 2015). Biases are zero.

    Parameters
    ----------
    sizes : sequence of int
        Inputs, hidden layers, outputs.
    seed : int or numpy Generator
        Decides the weights.
    activation : {"tanh", "relu"}
        Of the hidden layers.
    scale : float
        Factor on all weights; Chapter 15 shows what 10 does to the first loss.

    Returns
    -------
    list of arrays
        Weights of shape (fan-in, fan-out) and biases of shape (fan-out,), in turn.

    Raises
    ------
    ValueError
        If there are fewer than two sizes, a size is not positive, the activation is unknown, or the scale negative.

    Examples
    --------
    >>> [p.shape for p in mlp_start([4, 8, 3])]
    [(4, 8), (8,), (8, 3), (3,)]
    """
    sizes = several("sizes", sizes, "such as [4, 3]")
    if len(sizes) < 2:
        raise ValueError(f"sizes = {sizes!r} needs at least the inputs and the outputs, such as [4, 3]")
    counts = [whole(f"sizes[{i}]", size, 1) for i, size in enumerate(sizes)]
    choice("activation", activation, ("tanh", "relu"))
    not_negative("scale", scale)
    rng, parameters = generator(seed), []
    for layer, (fan_in, fan_out) in enumerate(pairwise(counts), start=2):
        gain = 2.0 if activation == "relu" and layer < len(counts) else 1.0
        parameters.append(scale * np.sqrt(gain / fan_in) * rng.standard_normal((fan_in, fan_out)))
        parameters.append(np.zeros(fan_out))
    return parameters


def mlp_forward(
    parameters: Sequence[Floats], x: Floats, activation: str = "tanh", masks: Sequence[Floats] = ()
) -> tuple[Floats, list[tuple[Floats, Floats | float]]]:
    """Run a network forward, and remember what the way back will need.

    Parameters
    ----------
    parameters : sequence of arrays
        W₁, b₁, W₂, b₂, …; each layer computes input·W + b, and all but the last apply the activation.
    x : array, shape (n, inputs)
        Examples.
    activation : {"tanh", "relu"}
        Of the hidden layers.
    masks : sequence of arrays, optional
        Factors on the outputs of the hidden layers, one array for each layer: dropout.

    Returns
    -------
    z : array, shape (n, outputs)
        Scores.
    memory : list
        For each layer its input and the slope of the activation that made this input.

    Raises
    ------
    ValueError
        If the number of features is not what the first layer takes, or the activation is unknown.

    Examples
    --------
    >>> z, memory = mlp_forward([np.eye(2), np.zeros(2), np.ones((2, 1)), np.zeros(1)], np.array([[1.0, -3.0]]), "relu")
    >>> print(z, memory[1][0], memory[1][1])
    [[1.]] [[1. 0.]] [[1. 0.]]
    """
    choice("activation", activation, ("tanh", "relu"))
    x = plain("x", x)
    if x.ndim != 2 or x.shape[1] != parameters[0].shape[0]:
        raise ValueError(
            f"x has shape {x.shape}, but the model takes (n, {parameters[0].shape[0]}): one row an example"
        )
    memory: list[tuple[Floats, Floats | float]] = [(x, 1.0)]
    for layer in range(len(parameters) // 2 - 1):
        s = memory[-1][0] @ parameters[2 * layer] + parameters[2 * layer + 1]
        h = np.tanh(s) if activation == "tanh" else np.where(s > 0, s, 0.0)
        slope = 1 - h * h if activation == "tanh" else (s > 0) * 1.0
        mask = masks[layer] if len(masks) else 1.0
        memory.append((h * mask, slope * mask))
    return memory[-1][0] @ parameters[-2] + parameters[-1], memory


def mlp_backward(
    parameters: Sequence[Floats], memory: Sequence[tuple[Floats, Floats | float]], push: Floats
) -> tuple[list[Floats], Floats]:
    r"""Send the gradient in the scores back through the network.

    With h the input of a layer and δ the gradient in its result, the gradients are hᵀδ in the weights and Σδ in the
    bias, and the layer below receives δWᵀ times the slope of its activation.

    Parameters
    ----------
    parameters, memory
        What `mlp_forward` took and returned.
    push : array, shape (n, outputs)
        Gradient of the objective in the scores; softmax(z) − y over n, for the mean cross-entropy.

    Returns
    -------
    gradients : list of arrays
        In the order and shapes of `parameters`.
    gradient_x : array, shape (n, inputs)
        Gradient in the examples themselves (adversarial examples, generators).

    Raises
    ------
    ValueError
        If `push` has not the shape of the scores.

    References
    ----------
    Rumelhart, D. E., G. E. Hinton and R. J. Williams, *Learning representations by back-propagating errors*, Nature
    323 (1986); Chapter 8.

    Examples
    --------
    >>> parameters = [np.array([[2.0]]), np.array([0.0])]
    >>> z, memory = mlp_forward(parameters, np.array([[3.0]]))
    >>> mlp_backward(parameters, memory, np.array([[1.0]]))
    ([array([[3.]]), array([1.])], array([[2.]]))
    """
    push = plain("push", push)
    outputs = (len(memory[0][0]), *parameters[-1].shape)
    if push.shape != outputs:
        raise ValueError(f"push has shape {push.shape}, the scores {outputs}; give the gradient in every score")
    gradients: list[Floats] = []
    for layer in reversed(range(len(memory))):
        h, slope = memory[layer]
        gradients = [h.T @ push, push.sum(axis=0), *gradients]
        push = push @ parameters[2 * layer].T * slope
    return gradients, push
