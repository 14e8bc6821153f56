"""Synthetic sets of rows with one label each."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..activations import sigmoid
from ..validate import generator, number, positive
from .dataset import Dataset, synthetic, total_rows

__all__ = ["make_binding_screen", "make_blobs", "make_hairpins", "make_loans"]

Floats = NDArray[np.floating[Any]]
Seed = int | np.random.Generator


def make_blobs(
    n: int = 200,
    n_test: int = 200,
    *,
    distance: float = 2.0,
    share: float = 0.5,
    separable: bool = False,
    seed: Seed = 0,
) -> Dataset:
    """Return two clouds of points in a plane. Synthetic.

    Class 1 has probability `share`. Its points are normal with unit variance around (c, c), those of class 0 around
    (−c, −c), where the centres are `distance` apart. The true probability is σ(distance·u + ln(share/(1 − share))),
    with u the coordinate along the line through the centres; with equal shares the best error is Φ(−distance/2).

    Parameters
    ----------
    n, n_test : int
        Training and test examples.
    distance : float
        Distance of the centres; 0 makes the classes the same.
    share : float
        Probability of class 1, between 0 and 1.
    separable : bool
        Keep the classes `distance` apart instead: along the line each point lies |normal| beyond its centre, so that
        some straight line makes no mistake.
    seed : int or numpy Generator
        Decides the draw.

    Returns
    -------
    Dataset

    Raises
    ------
    ValueError
        If a parameter is outside its range.

    Examples
    --------
    >>> make_blobs(100, 50, distance=3)
    <blobs, synthetic: 100 train, 50 test, x (2,)>
    """
    total = total_rows(n, n_test)
    number("distance", distance, 0, np.inf)
    if not 0 < number("share", share, 0, 1) < 1:
        raise ValueError(f"share = {share!r} leaves one class empty; use a share between 0 and 1")
    rng = generator(seed)
    y = (rng.random(total) < share).astype(np.intp)
    side = 2 * y - 1
    across, noise = rng.standard_normal((2, total))
    along = side * (distance / 2 + np.abs(noise)) if separable else side * distance / 2 + noise
    x = np.column_stack([along - across, along + across]) / np.sqrt(2)
    truth = y.astype(float) if separable else sigmoid(distance * along + np.log(share / (1 - share)))
    return synthetic("blobs", make_blobs, n, x, y, truth, ("x1", "x2"), ("class 0", "class 1"))


def make_hairpins(n: int = 400, n_test: int = 400, *, temperature: float = 1.0, seed: Seed = 0) -> Dataset:
    """Return DNA hairpins, functional or not. Synthetic: the energies are invented, only their signs are chemistry.

    A stem of 4 to 12 base pairs, each G–C with probability ½ and mismatched with probability 0.1, closes a loop of 3
    to 10 bases. The energy is E = −0.5·(A–T pairs) − 1.0·(G–C pairs) + 1.0·(mismatches) + 0.4·(loop − 3), and a
    hairpin is functional with probability σ(−(E + 3.5)/temperature).

    Parameters
    ----------
    n, n_test : int
        Training and test examples.
    temperature : float
        Above 0; the higher, the more chance decides.
    seed : int or numpy Generator
        Decides the draw.

    Returns
    -------
    Dataset

    Raises
    ------
    ValueError
        If a parameter is outside its range.

    Examples
    --------
    >>> data = make_hairpins()
    >>> data.feature_names
    ('A–T pairs', 'G–C pairs', 'mismatches', 'loop length')
    """
    total = total_rows(n, n_test)
    positive("temperature", temperature)
    rng = generator(seed)
    stem, loop = rng.integers(4, 13, total), rng.integers(3, 11, total)
    mismatches = rng.binomial(stem, 0.1)
    strong = rng.binomial(stem - mismatches, 0.5)
    x = np.column_stack([stem - mismatches - strong, strong, mismatches, loop]).astype(float)
    energy = x @ [-0.5, -1.0, 1.0, 0.4] - 0.4 * 3
    truth = sigmoid(-(energy + 3.5) / temperature)
    y = (rng.random(total) < truth).astype(np.intp)
    names = ("A–T pairs", "G–C pairs", "mismatches", "loop length")
    return synthetic("hairpins", make_hairpins, n, x, y, truth, names, ("not functional", "functional"))


def make_binding_screen(
    n: int = 4000, n_test: int = 4000, *, rate: float = 0.03, strength: float = 2.0, seed: Seed = 0
) -> Dataset:
    """Return a screen of compounds against a target, of which few bind. Synthetic.

    Ten descriptors are standard normal. A compound binds with probability σ(strength·x·w + b), where w is a fixed
    direction of length 1 whose entries fall off as 1, 1/2, …, 1/10 with alternating signs, and b is chosen so that
    the mean probability over the draw is `rate`.

    Parameters
    ----------
    n, n_test : int
        Training and test examples.
    rate : float
        Expected share of binders, between 0 and 1.
    strength : float
        How much the descriptors tell; at 0 they tell nothing.
    seed : int or numpy Generator
        Decides the draw.

    Returns
    -------
    Dataset

    Raises
    ------
    ValueError
        If a parameter is outside its range.

    Examples
    --------
    >>> data = make_binding_screen(rate=0.03)
    >>> print(0.02 < data.y_train.mean() < 0.04, data.class_names)
    True ('no binding', 'binding')
    """
    total = total_rows(n, n_test)
    if not 0 < number("rate", rate, 0, 1) < 1:
        raise ValueError(f"rate = {rate!r} leaves one class empty; use a rate between 0 and 1")
    number("strength", strength, 0, np.inf)
    rng = generator(seed)
    x = rng.standard_normal((total, 10))
    w = (-1.0) ** np.arange(10) / np.arange(1, 11)
    score = strength * x @ (w / np.linalg.norm(w))
    truth = sigmoid(score + _offset(score, rate))
    y = (rng.random(total) < truth).astype(np.intp)
    names = tuple(f"descriptor {i}" for i in range(1, 11))
    return synthetic("binding screen", make_binding_screen, n, x, y, truth, names, ("no binding", "binding"))


def make_loans(
    n: int = 1000, n_test: int = 1000, *, gap: float = 0.8, prejudice: float = 0.5, seed: Seed = 0
) -> Dataset:
    """Return applications for a loan with the decisions of an unfair past. Synthetic; no real person or bank.

    Half of the applicants belong to group 1. Income is normal with mean 0, lowered by `gap` in group 1; debt and
    years of history are standard normal. The loan was approved with probability
    σ(0.3 + 1.2·income − 0.8·debt + 0.6·history − prejudice·group).

    Parameters
    ----------
    n, n_test : int
        Training and test examples.
    gap : float
        How much lower the mean income of group 1 is, in standard deviations.
    prejudice : float
        How much the score of group 1 was lowered for no reason of its own.
    seed : int or numpy Generator
        Decides the draw.

    Returns
    -------
    Dataset
        The last column of x is the group, 0 or 1: ``data.x_train[:, -1]``.

    Raises
    ------
    ValueError
        If a parameter is outside its range.

    Examples
    --------
    >>> data = make_loans()
    >>> group = data.x_train[:, -1]
    >>> print(data.y_train[group == 0].mean() > data.y_train[group == 1].mean())
    True
    """
    total = total_rows(n, n_test)
    number("gap", gap, -np.inf, np.inf)
    number("prejudice", prejudice, -np.inf, np.inf)
    rng = generator(seed)
    group = rng.integers(0, 2, total)
    income, debt, history = rng.standard_normal((3, total))
    x = np.column_stack([income - gap * group, debt, history, group])
    truth = sigmoid(0.3 + x @ [1.2, -0.8, 0.6, -prejudice])
    y = (rng.random(total) < truth).astype(np.intp)
    names = ("income", "debt", "history", "group")
    return synthetic("loans", make_loans, n, x, y, truth, names, ("refused", "approved"))


def _offset(score: Floats, rate: float) -> float:
    """Return b with mean(σ(score + b)) = rate, by halving an interval that must hold it."""
    middle = np.log(rate / (1 - rate))
    low, high = middle - score.max(), middle - score.min()
    for _ in range(60):
        b = (low + high) / 2
        low, high = (low, b) if sigmoid(score + b).mean() > rate else (b, high)
    return float((low + high) / 2)
