"""A variational autoencoder of yes-and-no pictures, its gradient written out by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..activations import sigmoid, softplus
from ..validate import as_binary, as_floats, generator, number, positive, same_shape, whole
from .descent import descend
from .layers import mlp_backward, mlp_forward, mlp_start

__all__ = ["VAE", "fit_vae", "latent_kl"]

Floats = NDArray[np.floating[Any]]
Seed = int | np.random.Generator


def latent_kl(mean: ArrayLike, log_variance: ArrayLike) -> Floats:
    r"""Return what a Gaussian code costs: its Kullback–Leibler divergence from the standard normal prior.

    .. math:: D(\mathcal N(\mu, \sigma^2) \,\|\, \mathcal N(0, 1)) = \tfrac12 \sum_j (\mu_j^2 + \sigma_j^2 - 1 -
        \ln \sigma_j^2)

    Its gradients are μ in the mean and (σ² − 1)/2 in the logarithm of the variance.

    Parameters
    ----------
    mean, log_variance : array_like, shape (..., d)
        μ and ln σ² of the d independent coordinates.

    Returns
    -------
    array, shape (...)
        Nats; 0 exactly where the code is the prior.

    Raises
    ------
    ValueError
        If the shapes differ, or a value is no number.

    References
    ----------
    Kingma, D. P., and M. Welling, *Auto-encoding variational Bayes*, ICLR (2014), appendix B.

    Examples
    --------
    >>> print(latent_kl([[0.0, 0.0], [1.0, 0.0]], np.zeros((2, 2))))
    [0.  0.5]
    """
    mu, lv = as_floats("mean", mean), as_floats("log_variance", log_variance)
    same_shape(mean=mu, log_variance=lv)
    # e^u − 1 − u loses its digits near u = 0, where expm1 keeps them
    cost: Floats = 0.5 * np.sum(mu * mu + (np.expm1(lv) - lv), axis=-1)
    return cost


@dataclass(frozen=True, eq=False)
class VAE:
    """A model of binary vectors with a hidden Gaussian code, z ~ N(0, I) and x ~ Bernoulli(σ(decoder(z))).

    Attributes
    ----------
    encoder, decoder : tuple of arrays
        Parameters of two networks with one hidden layer of tanh units (`mlp_forward`).
    """

    encoder: tuple[Floats, ...]
    decoder: tuple[Floats, ...]

    @property
    def latent(self) -> int:
        """Return the number of coordinates of the code."""
        return len(self.decoder[0])

    def encode(self, x: ArrayLike) -> tuple[Floats, Floats]:
        """Return mean and log-variance of the code of each row, shape (n, latent) each."""
        scores, _ = mlp_forward(self.encoder, as_binary(x))
        return scores[:, : self.latent], scores[:, self.latent :]

    def decode(self, z: ArrayLike) -> Floats:
        """Return the logits of all pixels, one row for each code."""
        return mlp_forward(self.decoder, as_floats("z", z))[0]

    def parts(self, x: ArrayLike, *, seed: Seed = 0) -> tuple[Floats, Floats]:
        """Return reconstruction loss and KL of each row, in nats, with one draw of the code; their sum is −ELBO."""
        x, rng = as_binary(x), generator(seed)
        mean, log_variance = self.encode(x)
        z = mean + np.exp(log_variance / 2) * rng.standard_normal(mean.shape)
        return _surprise(self.decode(z), x), latent_kl(mean, log_variance)

    def bound(self, x: ArrayLike, *, samples: int = 1, seed: Seed = 0) -> Floats:
        r"""Return an importance-weighted upper bound on −ln p(x) for each row, in nats.

        .. math:: -\ln \frac1K \sum_{k=1}^K \frac{p(x, z_k)}{q(z_k \mid x)}, \qquad z_k \sim q(z \mid x)

        Parameters
        ----------
        x : array_like, shape (n, d)
            Zeros and ones.
        samples : int
            K. With 1 its expectation is −ELBO; it falls towards −ln p(x) as K grows.
        seed : int or numpy Generator
            Decides the draws.

        Raises
        ------
        ValueError
            If x holds anything but 0 and 1, or K is not positive.

        References
        ----------
        Burda, Y., R. Grosse and R. Salakhutdinov, *Importance weighted autoencoders*, ICLR (2016).
        """
        x, rng = as_binary(x), generator(seed)
        mean, log_variance = self.encode(x)
        total = np.full(len(x), -np.inf)
        for _ in range(whole("samples", samples, 1)):
            noise = rng.standard_normal(mean.shape)
            z = mean + np.exp(log_variance / 2) * noise
            log_ratio = 0.5 * np.sum(noise * noise + log_variance - z * z, axis=1)  # ln p(z) − ln q(z | x)
            total = np.logaddexp(total, log_ratio - _surprise(self.decode(z), x))
        bound: Floats = np.log(samples) - total
        return bound

    def sample(self, n: int, *, seed: Seed = 0) -> NDArray[np.intp]:
        """Return n binary vectors drawn from the model."""
        rng = generator(seed)
        q = sigmoid(self.decode(rng.standard_normal((whole("n", n, 1), self.latent))))
        return (rng.random(q.shape) < q).astype(np.intp)


def fit_vae(
    x: ArrayLike,
    *,
    latent: int = 2,
    hidden: int = 64,
    beta: float = 1.0,
    steps: int = 3000,
    learning_rate: float = 0.003,
    batch_size: int = 64,
    seed: Seed = 0,
) -> VAE:
    r"""Train a variational autoencoder by Adam on −ln p(x | z) + β·KL, one draw of the code for each example.

    Parameters
    ----------
    x : array_like, shape (n, d)
        Zeros and ones.
    latent, hidden : int
        Coordinates of the code; hidden units of either network.
    beta : float
        Weight of the KL. 1 is the bound; another number is another objective (Higgins et al. 2017).
    steps, learning_rate, batch_size
        Of the descent.
    seed : int or numpy Generator
        Decides start, batches and draws.

    Returns
    -------
    VAE

    Raises
    ------
    ValueError
        If x holds anything but 0 and 1, or a setting is out of its range.

    References
    ----------
    Kingma and Welling (2014); Chapter 19 derives the gradient.

    Examples
    --------
    >>> x = np.repeat(np.eye(4), 20, axis=0)
    >>> model = fit_vae(x, hidden=8, steps=600, learning_rate=0.02, batch_size=16)
    >>> print(model.bound(x, samples=50).mean() < 4 * np.log(2))  # a guess of 1/2 a pixel
    True
    """
    x = as_binary(x)
    latent, hidden = whole("latent", latent, 1), whole("hidden", hidden, 1)
    number("beta", beta, 0, np.inf)
    positive("learning_rate", learning_rate)
    rng, inputs = generator(seed), x.shape[1]
    start = [
        *mlp_start([inputs, hidden, 2 * latent], seed=rng),
        *mlp_start([latent, hidden, inputs], seed=rng),
    ]
    found = descend(
        lambda parameters, rows: vae_loss(parameters, x[rows], beta, rng),
        start,
        steps=steps,
        learning_rate=learning_rate,
        n_examples=len(x),
        batch_size=batch_size,
        optimiser="adam",
        seed=rng,
        keep_every=0,
    )
    return VAE(found.parameters[:4], found.parameters[4:])


def vae_loss(
    parameters: Sequence[Floats], x: Floats, beta: float, rng: np.random.Generator
) -> tuple[float, list[Floats]]:
    """Return the loss of a batch, a mean over examples in nats, and its gradient in the eight parameters."""
    encoder, decoder, n = parameters[:4], parameters[4:], len(x)
    scores, seen = mlp_forward(encoder, x)
    mean, log_variance = np.split(scores, 2, axis=1)
    spread = np.exp(log_variance / 2)
    noise = rng.standard_normal(mean.shape)
    logits, used = mlp_forward(decoder, mean + spread * noise)
    loss = (_surprise(logits, x) + beta * latent_kl(mean, log_variance)).mean()
    in_decoder, in_z = mlp_backward(decoder, used, (sigmoid(logits) - x) / n)
    in_mean = in_z + beta * mean / n
    in_log_variance = in_z * noise * spread / 2 + beta * np.expm1(log_variance) / 2 / n
    in_encoder, _ = mlp_backward(encoder, seen, np.hstack([in_mean, in_log_variance]))
    return float(loss), in_encoder + in_decoder


def _surprise(logits: Floats, x: Floats) -> Floats:
    """Return the cross-entropy of each row, summed over its pixels."""
    cost: Floats = np.sum(softplus(logits) - x * logits, axis=1)
    return cost
