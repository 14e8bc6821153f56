"""What is done to labels: classes thinned out, labels flipped."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..validate import as_labels, generator, number, plain, whole

__all__ = ["flip_labels", "flip_matrix", "keep_share"]

Floats = NDArray[np.floating[Any]]
Rows = NDArray[np.intp]
Seed = int | np.random.Generator


def keep_share(y: ArrayLike, label: int, share: float, seed: Seed = 0) -> Rows:
    """Return rows in which one class has the share asked for, by leaving out examples of it (or of the others).

    Nothing is invented or repeated: as many rows are kept as that allows.

    Parameters
    ----------
    y : array of int, shape (n,)
        Class indices.
    label : int
        The class whose share is set.
    share : float
        Between 0 and 1, both excluded; reached to the nearest whole example.
    seed : int or numpy Generator
        Decides who is left out.

    Returns
    -------
    array of int
        Row numbers, ascending.

    Raises
    ------
    ValueError
        If `y` is not one row of labels, or lacks the class or any other; if the share is outside its range, or so near
        its ends that no row of one kind would be left.

    Examples
    --------
    >>> y = np.repeat([0, 1], [90, 60])
    >>> rows = keep_share(y, label=1, share=0.1)
    >>> print(len(rows), y[rows].mean())
    100 0.1
    """
    labels = plain("y", y)
    if labels.ndim != 1:
        raise ValueError(f"y has shape {labels.shape}; give one class index a row, shape (n,)")
    if not 0 < number("share", share, 0, 1) < 1:
        raise ValueError(f"share = {share!r} would leave one class alone; use a share between 0 and 1")
    inside, outside = np.flatnonzero(labels == label), np.flatnonzero(labels != label)
    if len(inside) == 0 or len(outside) == 0:
        raise ValueError(
            f"label = {label!r} is the class of {len(inside)} of {labels.size} rows; both kinds are needed"
        )
    rng = generator(seed)
    keep_inside = min(len(inside), round(len(outside) * share / (1 - share)))
    keep_outside = min(len(outside), round(len(inside) * (1 - share) / share))
    if keep_inside == 0 or keep_outside == 0:
        raise ValueError(
            f"share = {share!r} of label {label!r} cannot be had from {len(inside)} rows of it and {len(outside)} "
            "others: one of the two would be left without any; use a share nearer to ½, or more rows"
        )
    kept = [rng.permutation(inside)[:keep_inside], rng.permutation(outside)[:keep_outside]]
    return np.sort(np.concatenate(kept))


def flip_labels(y: ArrayLike, rate: float, n_classes: int, rng: Seed) -> Rows:
    """Return the labels of an imagined careless annotator: each is wrong with probability `rate`. Synthetic noise.

    A wrong label is any of the other classes, all equally likely; whether it is wrong depends on nothing else.

    Parameters
    ----------
    y : array of int
        Class indices, any shape.
    rate : float
        Probability of a wrong label, 0 to 1.
    n_classes : int
        Number of classes, at least 2.
    rng : numpy Generator or int
        Source of chance.

    Returns
    -------
    array of int
        A new array of the same shape.

    Raises
    ------
    ValueError
        If a label is no class index or `rate` no probability.

    References
    ----------
    Angluin, D., and P. Laird, *Learning from noisy examples*, Machine Learning 2 (1988).

    Examples
    --------
    >>> y = np.zeros(10_000, dtype=int)
    >>> noisy = flip_labels(y, rate=0.4, n_classes=10, rng=0)
    >>> print(np.abs((noisy != y).mean() - 0.4) < 0.02)
    True
    """
    labels = as_labels("y", y, whole("n_classes", n_classes, 2))
    number("rate", rate, 0, 1)
    source = generator(rng)
    shift = source.integers(1, n_classes, size=labels.shape)
    wrong = source.random(labels.shape) < rate
    return np.where(wrong, (labels + shift) % n_classes, labels)


def flip_matrix(rate: float, n_classes: int) -> Floats:
    """Return T with T[i, j] the probability that `flip_labels` turns class i into class j.

    Parameters
    ----------
    rate : float
        Probability of a wrong label, 0 to 1.
    n_classes : int
        Number of classes, at least 2.

    Returns
    -------
    array, shape (n_classes, n_classes)
        Rows sum to 1: 1 − rate on the diagonal, and the rate shared equally beside it.

    Raises
    ------
    ValueError
        If `rate` is no probability or there are fewer than two classes.

    Examples
    --------
    >>> print(flip_matrix(0.2, 3))
    [[0.8 0.1 0.1]
     [0.1 0.8 0.1]
     [0.1 0.1 0.8]]
    """
    k = whole("n_classes", n_classes, 2)
    off = number("rate", rate, 0, 1) / (k - 1)
    return np.where(np.eye(k, dtype=bool), 1 - rate, off)
