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

__all__ = ["generation_run", "recorded_generation"]

BITS = 64 * float(np.log(2))  #: nats of a picture → bits a pixel
Pictures = NDArray[Any]


def generation_run(seed: int = 0, *, effort: float = 1.0) -> dict[str, list[float | None]]:
    """Train every model on black-and-white digits, and return what each says of held-out ones.

    Pixels are ink where the grey value is 8 or more of 16; 70% of the digits are for training, and the seed decides the
    split, too. The networks have one hidden layer of 64 tanh units and learn by Adam at 0.003 in batches of 64.

    Parameters
    ----------
    seed : int
        Decides split, starts, batches and draws.
    effort : float
        Factor on all numbers of steps, draws and orders; 1 is what was stored.

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


@cache
def recorded_generation() -> list[dict[str, list[float | None]]]:
    """Return what `generation_run` found with the seeds 0 to 9.

    Examples
    --------
    >>> len(recorded_generation())
    10
    """
    text = files("ce_helpers.learning").joinpath("generation.json").read_text(encoding="utf-8")
    found: list[dict[str, list[float | None]]] = json.loads(text)
    return found
