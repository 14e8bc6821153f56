"""What is done to labels: classes thinned out, labels flipped, and the flips found out."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..validate import as_distribution, as_labels, generator, number, plain, same_shape, whole

__all__ = ["estimate_flip_matrix", "flip_labels", "flip_matrix", "flip_matrix_from_anchors", "keep_share"]

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


def estimate_flip_matrix(y_clean: ArrayLike, y_noisy: ArrayLike, n_classes: int) -> Floats:
    """Estimate T from examples that were labelled twice, once with care: T̂[i, j] is the share of j among those of i.

    This is the estimate of largest likelihood. An entry t from n examples of its class has a standard error of
    √(t(1 − t)/n).

    Parameters
    ----------
    y_clean, y_noisy : array of int, shape (n,)
        Class indices of the same examples.
    n_classes : int
        Number of classes, at least 2.

    Returns
    -------
    array, shape (n_classes, n_classes)
        Rows sum to 1.

    Raises
    ------
    ValueError
        If a label is no class index, the numbers of labels differ, or a class has no careful label.

    Examples
    --------
    >>> estimate_flip_matrix([0, 0, 0, 0, 1, 1], [0, 0, 0, 1, 1, 1], 2)
    array([[0.75, 0.25],
           [0.  , 1.  ]])
    """
    k = whole("n_classes", n_classes, 2)
    clean, noisy = as_labels("y_clean", y_clean, k), as_labels("y_noisy", y_noisy, k)
    same_shape(y_clean=clean, y_noisy=noisy)
    counts = np.zeros((k, k))
    np.add.at(counts, (clean, noisy), 1)
    total = counts.sum(axis=1, keepdims=True)
    if (total == 0).any():
        raise ValueError(
            f"no example of class {int(np.argmin(total))} was labelled with care, so that its row cannot be told; add "
            "some, or leave the class out"
        )
    out: Floats = counts / total
    return out


def flip_matrix_from_anchors(y_proba: ArrayLike, *, quantile: float = 1.0) -> Floats:
    """Estimate T from a model that was trained on noisy labels, without a clean one.

    Where an example belongs to class i beyond doubt (an anchor), the noisy label is j with probability T[i, j], and so
    says a model that knows the noisy labels well. The anchor of class i is taken to be the example with the largest
    probability of label i: T̂[i, j] = q_j(x_i). Right if every class has such examples, T is larger on its diagonal
    than beside it, and the model is calibrated; a model that is too confident makes T̂ too clean.

    Parameters
    ----------
    y_proba : array_like, shape (n, K)
        Probabilities of the noisy labels, rows summing to 1.
    quantile : float
        From above 0 to 1: the anchor's rank among the probabilities of label i. 1 takes the largest; 0.97 is less
        at the mercy of a single example.

    Returns
    -------
    array, shape (K, K)
        Rows sum to 1.

    Raises
    ------
    ValueError
        If the rows are no distributions over two classes or more, or the quantile is outside its range.

    References
    ----------
    Patrini, G., A. Rozza, A. K. Menon, R. Nock and L. Qu, "Making deep neural networks robust to label noise: a loss
    correction approach", CVPR 2017, section 4.3.

    Examples
    --------
    >>> flip_matrix_from_anchors([[0.8, 0.2], [0.5, 0.5], [0.1, 0.9]])
    array([[0.8, 0.2],
           [0.1, 0.9]])
    """
    q = as_distribution("y_proba", y_proba)
    if q.ndim != 2 or q.shape[1] < 2:
        raise ValueError(f"y_proba has shape {q.shape}; pass one row of class probabilities an example, (n, K), K ≥ 2")
    share = number("quantile", quantile, 0, 1)
    rank = max(int(np.ceil(share * len(q))) - 1, 0)
    anchors = np.argsort(q, axis=0, kind="stable")[rank]
    out: Floats = q[anchors]
    return out
