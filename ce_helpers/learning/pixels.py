"""Two models that predict pixels from pixels: in one order, with an exact loss, and in every order, with a bound."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..activations import sigmoid, softplus
from ..validate import as_binary, generator, number, positive, whole
from .descent import descend
from .layers import mlp_backward, mlp_forward, mlp_start

__all__ = ["PixelChain", "Unmasker", "fit_pixel_chain", "fit_unmasker"]

Floats = NDArray[np.floating[Any]]
Seed = int | np.random.Generator


@dataclass(frozen=True, eq=False)
class PixelChain:
    """An autoregressive model: each pixel is a logistic regression on those before it, from left to right, downwards.

    Attributes
    ----------
    weights : array, shape (d, d)
        weights[i, j] is that of pixel i in the logit of pixel j; zero unless i < j.
    bias : array, shape (d,)
    """

    weights: Floats
    bias: Floats

    def logits(self, x: ArrayLike) -> Floats:
        """Return the logit of each pixel given those before it, shape (n, d)."""
        logits: Floats = (as_binary(x) - 0.5) @ self.weights + self.bias
        return logits

    def costs(self, x: ArrayLike) -> Floats:
        """Return −ln p(x) of each row, exactly, in nats: the chain rule of probability."""
        z = self.logits(x)
        cost: Floats = np.sum(softplus(z) - as_binary(x) * z, axis=1)
        return cost

    def sample(self, n: int, *, seed: Seed = 0) -> NDArray[np.intp]:
        """Return n rows drawn from the model, pixel by pixel."""
        rng = generator(seed)
        x = np.zeros((whole("n", n, 1), len(self.bias)), dtype=np.intp)
        for j in range(x.shape[1]):
            z = (x - 0.5) @ self.weights[:, j] + self.bias[j]
            x[:, j] = rng.random(n) < sigmoid(z)
        return x


def fit_pixel_chain(x: ArrayLike, *, l2: float = 0.003, steps: int = 300, learning_rate: float = 0.03) -> PixelChain:
    r"""Train all the logistic regressions of a `PixelChain` at once, by Adam on all examples.

    Parameters
    ----------
    x : array_like, shape (n, d)
        Zeros and ones.
    l2 : float
        Half the weight of the sum of the squared weights.
    steps, learning_rate
        Of the descent. The objective is convex, and the start (independent pixels) fixed.

    Returns
    -------
    PixelChain

    Raises
    ------
    ValueError
        If x holds anything but 0 and 1, or a setting is out of its range.

    References
    ----------
    Neal, R. M., *Connectionist learning of belief networks*, Artificial Intelligence 56 (1992).

    Examples
    --------
    >>> x = np.repeat([[0, 0], [1, 1]], 50, axis=0)
    >>> model = fit_pixel_chain(x)
    >>> print(model.costs(x).mean() < 1.2 * np.log(2))  # the second pixel is told by the first
    True
    """
    x = as_binary(x)
    number("l2", l2, 0, np.inf)
    before = np.triu(np.ones((x.shape[1], x.shape[1])), 1)
    share = (x.sum(axis=0) + 1) / (len(x) + 2)

    def loss(parameters: Sequence[Floats], _: Any) -> tuple[float, list[Floats]]:
        weights, bias = parameters
        z = (x - 0.5) @ weights + bias
        push = (sigmoid(z) - x) / len(x)
        value = (softplus(z) - x * z).sum() / len(x) + l2 / 2 * (weights**2).sum()
        return float(value), [((x - 0.5).T @ push + l2 * weights) * before, push.sum(axis=0)]

    start = [np.zeros_like(before), np.log(share / (1 - share))]
    found = descend(loss, start, steps=steps, learning_rate=learning_rate, optimiser="adam", keep_every=0)
    return PixelChain(*found.parameters)


@dataclass(frozen=True, eq=False)
class Unmasker:
    """A masked diffusion model: one network that predicts every hidden pixel from any set of seen ones.

    Attributes
    ----------
    parameters : tuple of arrays
        A network with one hidden layer of tanh units; it takes +1 for ink, −1 for none, 0 for a hidden pixel.
    """

    parameters: tuple[Floats, ...]

    def logits(self, x: ArrayLike, hidden: ArrayLike) -> Floats:
        """Return the logits of all pixels, given those of x that are not hidden (both of shape (n, d))."""
        seen = np.where(np.asarray(hidden, dtype=bool), 0.0, 2 * as_binary(x) - 1)
        return mlp_forward(self.parameters, seen)[0]

    def costs(self, x: ArrayLike, *, orders: int = 1, seed: Seed = 0) -> Floats:
        """Return what each row costs, in nats, when its pixels are unmasked one by one, in each of some random orders.

        Parameters
        ----------
        x : array_like, shape (n, d)
            Zeros and ones.
        orders : int
            Every row is given its own random order, this many times.
        seed : int or numpy Generator
            Decides the orders.

        Returns
        -------
        array, shape (orders, n)
            The mean over the orders estimates an upper bound on −ln p(x), where p draws the order, then the pixels.
            −ln of the mean of e^(−cost) is a tighter bound, in expectation.

        Raises
        ------
        ValueError
            If x holds anything but 0 and 1.
        """
        x, rng = as_binary(x), generator(seed)
        total = np.zeros((whole("orders", orders, 1), len(x)))
        for cost in total:
            place = _places(rng, x.shape)
            for i in range(x.shape[1]):
                z = self.logits(x, place >= i)
                cost += ((softplus(z) - x * z) * (place == i)).sum(axis=1)
        return total

    def sample(self, n: int, *, seed: Seed = 0) -> NDArray[np.intp]:
        """Return n rows drawn from the model, pixel by pixel, each row in an order of its own."""
        rng, d = generator(seed), len(self.parameters[-1])
        x = np.zeros((whole("n", n, 1), d), dtype=np.intp)
        place = _places(rng, x.shape)
        for i in range(d):
            drawn = rng.random(x.shape) < sigmoid(self.logits(x, place >= i))
            x = np.where(place == i, drawn, x)
        return x


def fit_unmasker(
    x: ArrayLike,
    *,
    hidden: int = 64,
    steps: int = 4000,
    learning_rate: float = 0.003,
    batch_size: int = 64,
    seed: Seed = 0,
) -> Unmasker:
    r"""Train a network to fill in hidden pixels, by cross-entropy.

    Of each example a number m, drawn from 1 to d, of pixels is hidden; the loss is d/m times the sum of the
    cross-entropies of these pixels. Its expectation is the mean cost of unmasking one by one in a random order.

    Parameters
    ----------
    x : array_like, shape (n, d)
        Zeros and ones.
    hidden : int
        Hidden units.
    steps, learning_rate, batch_size
        Of the descent, by Adam.
    seed : int or numpy Generator
        Decides start, batches and masks.

    Returns
    -------
    Unmasker

    Raises
    ------
    ValueError
        If x holds anything but 0 and 1, or a setting is out of its range.

    References
    ----------
    Sahoo, S. S., et al., *Simple and effective masked diffusion language models*, NeurIPS 37 (2024); Uria, B.,
    I. Murray and H. Larochelle, *A deep and tractable density estimator*, ICML (2014).

    Examples
    --------
    >>> x = np.repeat([[0, 0, 0], [1, 1, 1]], 50, axis=0)
    >>> model = fit_unmasker(x, hidden=8, steps=400, learning_rate=0.02)
    >>> print(model.costs(x).mean() < 1.1 * np.log(2))  # one pixel tells the others
    True
    """
    x = as_binary(x)
    positive("learning_rate", learning_rate)
    rng, d = generator(seed), x.shape[1]

    def loss(parameters: Sequence[Floats], rows: Any) -> tuple[float, list[Floats]]:
        y = x[rows]
        m = rng.integers(1, d + 1, len(y))[:, None]
        masked = _places(rng, y.shape) < m
        z, seen = mlp_forward(parameters, np.where(masked, 0.0, 2 * y - 1))
        weight = masked * (d / m) / len(y)
        value = (weight * (softplus(z) - y * z)).sum()
        return float(value), mlp_backward(parameters, seen, weight * (sigmoid(z) - y))[0]

    found = descend(
        loss,
        mlp_start([d, whole("hidden", hidden, 1), d], seed=rng),
        steps=steps,
        learning_rate=learning_rate,
        n_examples=len(x),
        batch_size=batch_size,
        optimiser="adam",
        seed=rng,
        keep_every=0,
    )
    return Unmasker(found.parameters)


def _places(rng: np.random.Generator, shape: tuple[int, ...]) -> NDArray[np.intp]:
    """Return the place of each pixel in a random order, one order a row."""
    places: NDArray[np.intp] = rng.random(shape).argsort(axis=1).argsort(axis=1)
    return places
