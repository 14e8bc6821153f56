"""Small pictures for learning without labels: patches of two photographs, and pictures turned by quarter turns."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..extras import extra
from ..validate import as_floats, generator, whole

__all__ = ["load_patches", "turned"]

Floats = NDArray[np.floating[Any]]
Rows = NDArray[np.intp]
Seed = int | np.random.Generator

SIDE, SHRINK, STRIPS = 8, 4, 4


def load_patches(n: int, *, part: str = "train", seed: Seed = 0) -> tuple[Floats, Rows]:
    """Return patches of two real photographs, a temple and a flower, each 8 × 8 from 32 × 32 pixels.

    The photographs are those that come with scikit-learn. Each is made grey, shrunk four times by averaging, and cut
    into four upright strips; patches for training lie in the first and third strip, patches for the test in the second
    and fourth, so that no pixel is in both. Within a part patches may overlap.

    Parameters
    ----------
    n : int
        Patches of each photograph; the two are returned one after the other.
    part : {"train", "test"}
        Which strips they lie in.
    seed : int or numpy Generator
        Decides their places.

    Returns
    -------
    patches : array, shape (2n, 8, 8)
        How dark each cell is, from 0 (white) to 1 (black), as digits are stored; rounded to thousandths.
    photograph : array of int, shape (2n,)
        0 for the temple, 1 for the flower.

    Raises
    ------
    ValueError
        If `n` is not a positive whole number or the part unknown.

    References
    ----------
    ``sklearn.datasets.load_sample_images``; reading the pictures needs the package Pillow.

    Examples
    --------
    >>> patches, photograph = load_patches(3)
    >>> print(patches.shape, photograph)
    (6, 8, 8) [0 0 0 1 1 1]
    """
    n = whole("n", n, 1)
    if part not in ("train", "test"):
        raise ValueError(f'part = {part!r} is unknown; use "train" or "test"')
    rng, found = generator(seed), []
    for small in _photographs():
        high, width = len(small), small.shape[1] // STRIPS
        for i in range(n):
            strip = 2 * (i % (STRIPS // 2)) + (part == "test")
            top = rng.integers(0, high - SIDE + 1)
            left = strip * width + rng.integers(0, width - SIDE + 1)
            found.append(small[top : top + SIDE, left : left + SIDE])
    return np.round(found, 3), np.repeat(np.arange(2), n)


@cache
def _photographs() -> list[Floats]:
    """Return the two photographs, shrunk, as darkness from 0 to 1."""
    with extra("data", "the photographs need"):
        from sklearn.datasets import load_sample_images

    small = []
    for picture in load_sample_images().images:
        dark = 1 - np.asarray(picture, dtype=float).mean(axis=2) / 255
        high, wide = (length // SHRINK for length in dark.shape)
        cells = dark[: high * SHRINK, : wide * SHRINK].reshape(high, SHRINK, wide, SHRINK)
        small.append(cells.mean(axis=(1, 3)))
    return small


def turned(pictures: ArrayLike) -> tuple[Floats, Rows]:
    """Return every picture in its four quarter turns, and the turn: labels that cost nothing.

    Parameters
    ----------
    pictures : array_like, shape (n, side, side)
        Square pictures.

    Returns
    -------
    all_turns : array, shape (4n, side, side)
        First the n pictures as they are, then all of them turned by 90°, by 180°, by 270°, against the clock.
    turn : array of int, shape (4n,)
        0, 1, 2 or 3 quarter turns.

    Raises
    ------
    ValueError
        If the pictures are not square.

    References
    ----------
    Gidaris, Singh & Komodakis (2018); Chapter 20.

    Examples
    --------
    >>> all_turns, turn = turned([[[1, 2], [3, 4]]])
    >>> print(all_turns[1].tolist(), turn)
    [[2.0, 4.0], [1.0, 3.0]] [0 1 2 3]
    """
    p = as_floats("pictures", pictures)
    if p.ndim != 3 or p.shape[1] != p.shape[2]:
        raise ValueError(f"pictures have shape {p.shape}; give (n, side, side), for digits x.reshape(-1, 8, 8)")
    return np.concatenate([np.rot90(p, k, axes=(1, 2)) for k in range(4)]), np.repeat(np.arange(4), len(p))
