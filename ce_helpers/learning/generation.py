"""The experiment of Chapter 19: five kinds of model, the same held-out digits, one column of bits a pixel.

All seeds take minutes, so that their results are kept beside this file, in ``generation.json``, written by
``tools/generative_runs.py``.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..data import load
from ..losses import binary_cross_entropy, binary_cross_entropy_with_logits
from ..validate import positive
from .adversarial import fit_gan
from .network import fit_mlp
from .pixels import fit_pixel_chain, fit_unmasker
from .vae import fit_vae

__all__ = ["generation_run", "recorded_generation", "ring_run"]

BITS = 64 * float(np.log(2))  #: nats of a picture → bits a pixel
Pictures = NDArray[Any]


def generation_run(
    seed: int = 0, *, effort: float = 1.0, pictures: dict[str, Pictures] | None = None
) -> dict[str, list[float | None]]:
    """Train every model on black-and-white digits, and return what each says of held-out ones.

    Pixels are ink where the grey value is 8 or more of 16; 70% of the digits are for training, and the seed decides the
    split, too. The networks have one hidden layer of 64 tanh units and learn by Adam at 0.003 in batches of 64.

    Parameters
    ----------
    seed : int
        Decides split, starts, batches and draws.
    effort : float
        Factor on all numbers of steps, draws and orders; 1 is what was stored.
    pictures : dict, optional
        Is filled with what each model has made, shape (n, 64).

    Returns
    -------
    dict
        Name of the model → three numbers, None where there is none: bits a pixel of the held-out digits (exact, or a
        bound from above), the tighter bound by several draws or orders, and the least Jensen–Shannon divergence from
        the digits, in bits, that a fresh classifier can show (`_told_apart`).

    Raises
    ------
    ValueError
        If `effort` is not positive.

    Examples
    --------
    >>> run = generation_run(effort=0.005)
    >>> print(run["uniform"][0], run["GAN"][:2])
    1.0 [None, None]
    """
    positive("effort", effort)
    data = load("digits", seed=seed, standardise=False)
    x, held_out = (data.x_train >= 8) * 1, (data.x_test >= 8) * 1
    rng = np.random.default_rng(seed)
    n, m = len(x), len(held_out)

    def times(count: int) -> int:
        return max(1, round(count * effort))

    found: dict[str, list[float | None]] = {}

    def note(name: str, first: Any, tighter: Any, made: Pictures) -> None:
        if pictures is not None:
            pictures[name] = made
        numbers = [None if costs is None else float(np.mean(costs)) / BITS for costs in (first, tighter)]
        found[name] = [*numbers, _told_apart(x, made[:n], held_out, made[n:], times(1500), seed)]

    note("uniform", np.full(m, BITS), None, rng.integers(0, 2, (n + m, 64)))
    share = (x.sum(axis=0) + 1) / (n + 2)
    alone = 64 * binary_cross_entropy(np.broadcast_to(share, held_out.shape), held_out)
    note("independent", alone, None, (rng.random((n + m, 64)) < share) * 1)
    chain = fit_pixel_chain(x, l2=0.002, steps=times(300))
    note("chain", chain.costs(held_out), None, chain.sample(n + m, seed=seed))
    for latent in (2, 8):
        vae = fit_vae(x, latent=latent, steps=times(6000), seed=seed)
        loose, tight = (vae.bound(held_out, samples=k, seed=seed) for k in (1, times(500)))
        note(f"VAE {latent}", loose, tight, vae.sample(n + m, seed=seed))
    unmasker = fit_unmasker(x, steps=times(8000), seed=seed)
    costs = unmasker.costs(held_out, orders=times(20), seed=seed)
    tighter = np.log(len(costs)) - np.logaddexp.reduce(-costs, axis=0)
    note("masked diffusion", costs, tighter, unmasker.sample(n + m, seed=seed))
    gan = fit_gan(x, noise=8, hidden=64, steps=times(6000), output="sigmoid", learning_rate=0.001, seed=seed)
    note("GAN", None, None, (gan.sample(n + m, seed=seed) >= 0.5) * 1)
    return found


def _told_apart(real: Pictures, made: Pictures, new_real: Pictures, new_made: Pictures, steps: int, seed: int) -> float:
    """Return 1 bit less what a classifier of real and made pictures loses on new ones: at most the divergence."""
    x, y = np.concatenate([real, made]) - 0.5, np.repeat([1, 0], [len(real), len(made)])
    new, truth = np.concatenate([new_real, new_made]) - 0.5, np.repeat([1.0, 0.0], [len(new_real), len(new_made)])
    judge = fit_mlp(
        x,
        y,
        hidden=(64,),
        activation="relu",
        output="sigmoid",
        l2=0.002,
        steps=steps,
        learning_rate=0.003,
        optimiser="adam",
        batch_size=128,
        seed=seed,
        keep_every=0,
    )
    loss = float(binary_cross_entropy_with_logits(judge.logits(new), truth))
    return 1 - loss / float(np.log(2))


def ring_run(
    seed: int = 0, *, steps: int = 800, generator_steps: int = 1
) -> tuple[NDArray[np.floating[Any]], list[float]]:
    """Train a generator on eight hills that lie on a circle, and count how many it finds. Synthetic.

    The hills lie at distance 2 from the origin, with spread 0.1; 2,000 points to learn from. Both networks have 32 tanh
    units and learn by Adam (β₁ = 0.5) at 0.01 in batches of 64; the generator minimises −ln D.

    Parameters
    ----------
    seed : int
        Decides the data, the start and the noise.
    steps, generator_steps : int
        Steps of the discriminator, and of the generator for each of them.

    Returns
    -------
    made : array, shape (1000, 2)
        What the generator makes in the end.
    told : list of two numbers
        The number of hills that get at least 2% of these points, and the share of points within 0.4 of any hill.

    Examples
    --------
    >>> made, (hills, near) = ring_run(steps=10)
    >>> made.shape, 0 <= hills <= 8
    ((1000, 2), True)
    """
    angle = 2 * np.pi * np.arange(8) / 8
    hills = 2 * np.column_stack([np.cos(angle), np.sin(angle)])
    rng = np.random.default_rng(seed)
    ring = hills[rng.integers(0, 8, 2000)] + 0.1 * rng.standard_normal((2000, 2))
    gan = fit_gan(ring, steps=steps, generator_steps=generator_steps, learning_rate=0.01, seed=seed)
    made = gan.sample(1000)
    away = np.linalg.norm(made[:, None] - hills, axis=2)
    near = away.min(axis=1) < 0.4
    counts = np.bincount(away.argmin(axis=1)[near], minlength=8)
    return made, [float((counts >= 20).sum()), float(near.mean())]


@cache
def recorded_generation() -> dict[str, Any]:
    """Return what `generation_run` found with the seeds 0 to 9.

    Returns
    -------
    dict
        ``runs``: a dictionary a seed, as `generation_run` returns it. ``made``: for each model the first eight pictures
        that it made with seed 0, rows of 64 characters 0 and 1. ``ring``: for "1 for 1", "5 for 1" and "5 for 1, a
        fifth of the steps" what `ring_run` told with the seeds 0 to 9; ``points``: 300 points of seed 0 in each case.

    Examples
    --------
    >>> len(recorded_generation()["runs"])
    10
    """
    text = files("ce_helpers.learning").joinpath("generation.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found
