"""A generator and a discriminator that learn from each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..activations import sigmoid
from ..extras import extra
from ..validate import as_floats, generator, positive, whole
from .checks import choice
from .layers import mlp_backward, mlp_forward, mlp_start
from .optimisers import Memory, adam_direction

__all__ = ["GAN", "fit_gan"]

Floats = NDArray[np.floating[Any]]
Seed = int | np.random.Generator


@dataclass(frozen=True, eq=False)
class GAN:
    """A generative adversarial network: what was learnt, and no density.

    Attributes
    ----------
    generator, discriminator : tuple of arrays
        Parameters of two networks with one hidden layer of tanh units (`mlp_forward`).
    output : {"identity", "sigmoid"}
        What the generator's scores go through.
    """

    generator: tuple[Floats, ...]
    discriminator: tuple[Floats, ...]
    output: str = "identity"

    def sample(self, n: int, *, seed: Seed = 0) -> Floats:
        """Return n examples that the generator makes of standard normal noise."""
        noise = generator(seed).standard_normal((whole("n", n, 1), len(self.generator[0])))
        scores, _ = mlp_forward(self.generator, noise)
        return sigmoid(scores) if self.output == "sigmoid" else scores

    def logits(self, x: ArrayLike) -> Floats:
        """Return the discriminator's score of each row, ln D/(1 − D)."""
        return mlp_forward(self.discriminator, as_floats("x", x))[0][:, 0]


def fit_gan(
    x: ArrayLike,
    *,
    loss: str = "non-saturating",
    noise: int = 2,
    hidden: int = 32,
    steps: int = 2000,
    generator_steps: int = 1,
    learning_rate: float = 0.002,
    batch_size: int = 64,
    output: str = "identity",
    seed: Seed = 0,
) -> GAN:
    r"""Train a generator against a discriminator, by steps of Adam in turn (β₁ = 0.5).

    The discriminator minimises its binary cross-entropy, real against made. With s its score of a made example, the
    generator minimises ln(1 − D) ("minimax", gradient −D in s) or −ln D ("non-saturating", gradient D − 1).

    Parameters
    ----------
    x : array_like, shape (n, d)
        Real examples.
    loss : {"non-saturating", "minimax"}
        The generator's.
    noise, hidden : int
        Coordinates of the noise; hidden units of either network.
    steps, generator_steps : int
        Steps of the discriminator, and of the generator for each of them.
    learning_rate, batch_size
        Of both.
    output : {"identity", "sigmoid"}
        What the generator's scores go through; "sigmoid" for examples between 0 and 1.
    seed : int or numpy Generator
        Decides start, batches and noise.

    Returns
    -------
    GAN

    Raises
    ------
    ValueError
        If a setting is unknown or out of its range.

    References
    ----------
    Goodfellow, I. J., et al., *Generative adversarial nets*, NeurIPS 27 (2014).

    Examples
    --------
    >>> x = 3 + 0.5 * np.random.default_rng(0).standard_normal((500, 1))
    >>> print(abs(fit_gan(x, hidden=8, steps=1500).sample(500).mean() - 3) < 1)
    True
    """
    with extra("learn", "training needs"):
        from threadpoolctl import threadpool_limits
        from tqdm import trange

    x = as_floats("x", x)
    if x.ndim != 2 or x.size == 0:
        raise ValueError(f"x has shape {x.shape}; give (n, features), one row an example")
    choice("loss", loss, ("non-saturating", "minimax"))
    choice("output", output, ("identity", "sigmoid"))
    positive("learning_rate", learning_rate)
    whole("generator_steps", generator_steps, 1)
    rng, d, k, n = generator(seed), x.shape[1], whole("noise", noise, 1), whole("batch_size", batch_size, 1)
    maker = mlp_start([k, whole("hidden", hidden, 1), d], seed=rng)
    critic = mlp_start([d, hidden, 1], seed=rng)
    memories: list[list[Memory]] = [[(0, 0)] * 4, [(0, 0)] * 4]

    def step(which: int, parameters: list[Floats], gradients: Sequence[Floats], t: int) -> list[Floats]:
        for i, gradient in enumerate(gradients):
            move, memories[which][i] = adam_direction(gradient, memories[which][i], t, decay=0.5)
            parameters[i] = parameters[i] - learning_rate * move
        return parameters

    with threadpool_limits(1, user_api="blas"):
        for t in trange(1, whole("steps", steps, 1) + 1, desc="training", delay=2, leave=False):
            scores, _ = mlp_forward(maker, rng.standard_normal((n, k)))
            made = sigmoid(scores) if output == "sigmoid" else scores
            both = np.concatenate([x[rng.integers(0, len(x), n)], made])
            s, seen = mlp_forward(critic, both)
            real = np.repeat([1.0, 0.0], n)[:, None]
            critic = step(1, critic, mlp_backward(critic, seen, (sigmoid(s) - real) / n)[0], t)

            for turn in range(generator_steps):
                scores, used = mlp_forward(maker, rng.standard_normal((n, k)))
                made = sigmoid(scores) if output == "sigmoid" else scores
                s, seen = mlp_forward(critic, made)
                push = -sigmoid(s) if loss == "minimax" else sigmoid(s) - 1
                _, in_made = mlp_backward(critic, seen, push / n)
                slope = made * (1 - made) if output == "sigmoid" else 1.0
                count = (t - 1) * generator_steps + turn + 1
                maker = step(0, maker, mlp_backward(maker, used, in_made * slope)[0], count)
    return GAN(tuple(maker), tuple(critic), output)
