"""Negative log-likelihoods: what each loss assumes about how the data came about (Chapter 10).

All are complete densities, with every constant, so that they integrate to 1 and may be compared with one another.
Units are nats.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from ..validate import as_distribution, as_floats, as_probabilities, same_shape
from ._common import Floats, pick, put, reduced, reduced_grad, spread
from .classes import class_rows

__all__ = [
    "bernoulli_nll",
    "bernoulli_nll_grad",
    "categorical_nll",
    "categorical_nll_grad",
    "gaussian_nll",
    "gaussian_nll_grad",
    "gaussian_nll_sigma_grad",
    "laplace_nll",
    "laplace_nll_grad",
    "laplace_nll_scale_grad",
]


def bernoulli_nll(p: ArrayLike, y: ArrayLike, *, reduction: str = "mean") -> Floats:
    """Return −ln of the Bernoulli likelihood p^y·(1 − p)^(1−y): −ln p after a 1, −ln(1 − p) after a 0.

    Averaged, it is binary cross-entropy; the outcomes here are outcomes, 0 or 1.

    Parameters
    ----------
    p : array_like
        Probability of a 1.
    y : array_like
        Outcomes 0 or 1, in the shape of `p`.
    reduction : {"mean", "sum", "none"}
        "sum" is minus the log-likelihood of the whole sample.

    Returns
    -------
    ndarray or scalar
        One number, or one per outcome for "none". Nats.

    Raises
    ------
    ValueError
        If `p` leaves [0, 1], an outcome is neither 0 nor 1, or shapes differ.

    References
    ----------
    Chapter 10.

    Examples
    --------
    >>> print(f"{bernoulli_nll(0.7, 1):.6f}")
    0.356675
    """
    p, came = _bernoulli(p, y)
    with np.errstate(divide="ignore"):
        return reduced(-np.where(came, np.log(p), np.log1p(-p)), reduction)


def bernoulli_nll_grad(p: ArrayLike, y: ArrayLike, *, reduction: str = "mean") -> Floats:
    """Return the gradient in p: −1/p after a 1, 1/(1 − p) after a 0.

    Parameters
    ----------
    p, y, reduction
        As for `bernoulli_nll`.

    Returns
    -------
    ndarray or scalar
        Gradient in the shape of `p`.

    Raises
    ------
    ValueError
        As `bernoulli_nll`.

    References
    ----------
    Chapter 10.

    Examples
    --------
    >>> print(bernoulli_nll_grad(0.5, 1))
    -2.0
    """
    p, came = _bernoulli(p, y)
    with np.errstate(divide="ignore", over="ignore"):
        return reduced_grad(np.where(came, -1 / p, 1 / (1 - p)), reduction, p.size)


def _bernoulli(p: ArrayLike, y: ArrayLike) -> tuple[Floats, Floats]:
    p, y = as_probabilities("p", p), as_probabilities("y", y)
    same_shape(p=p, y=y)
    between = (y > 0) & (y < 1)
    if between.any():
        raise ValueError(f"y holds {y[between][0]:g}, no outcome of a Bernoulli trial; use binary_cross_entropy for it")
    return p, y == 1


def categorical_nll(probs: ArrayLike, target: ArrayLike, *, reduction: str = "mean") -> Floats:
    """Return −ln of the probability given to the class that came: −ln p_y.

    Parameters
    ----------
    probs : array_like, shape (..., K)
        Distributions over K classes, along the last axis.
    target : array_like of int, shape (...)
        The class that came, 0 … K − 1.
    reduction : {"mean", "sum", "none"}
        "sum" is minus the log-likelihood of the whole sample.

    Returns
    -------
    ndarray or scalar
        One number, or one per row for "none". Nats.

    Raises
    ------
    ValueError
        If a row is no distribution, a class is out of range, or shapes do not fit.

    References
    ----------
    Chapter 10.

    Examples
    --------
    >>> print(f"{categorical_nll([0.8, 0.2], 0):.6f}")
    0.223144
    """
    rows = class_rows(probs, target, reduction=reduction, name="probs", check=as_distribution, soft=False)
    with np.errstate(divide="ignore"):
        return rows.reduced(-np.log(pick(rows.z, rows.indices)))


def categorical_nll_grad(probs: ArrayLike, target: ArrayLike, *, reduction: str = "mean") -> Floats:
    """Return the gradient in the probabilities: −1/p_y at the class that came, 0 elsewhere.

    Parameters
    ----------
    probs, target, reduction
        As for `categorical_nll`.

    Returns
    -------
    ndarray, shape (..., K)
        Gradient in each probability taken by itself, as if they need not sum to 1.

    Raises
    ------
    ValueError
        As `categorical_nll`.

    References
    ----------
    Chapter 10.

    Examples
    --------
    >>> print(categorical_nll_grad([0.8, 0.2], 0))
    [-1.25  0.  ]
    """
    rows = class_rows(probs, target, reduction=reduction, name="probs", check=as_distribution, soft=False)
    grad = np.zeros_like(rows.z)
    with np.errstate(divide="ignore", over="ignore"):
        put(grad, rows.indices, -1 / pick(rows.z, rows.indices))
    return rows.reduced_grad(grad)


def gaussian_nll(mean: ArrayLike, target: ArrayLike, *, sigma: ArrayLike = 1.0, reduction: str = "mean") -> Floats:
    """Return ½·ln(2πσ²) + (y − μ)²/(2σ²): squared error, once σ is fixed.

    Parameters
    ----------
    mean : array_like
        Predicted mean μ.
    target : array_like
        Observations y, in the shape of `mean`.
    sigma : array_like
        Standard deviation σ > 0 (broadcast), not the variance that PyTorch asks for.
    reduction : {"mean", "sum", "none"}
        "sum" is minus the log-likelihood of the whole sample.

    Returns
    -------
    ndarray or scalar
        One number, or one per observation for "none". Nats; a density may exceed 1, so this may be negative.

    Raises
    ------
    ValueError
        If a value is NaN or infinite, shapes differ, or σ is not positive or does not broadcast to them.

    References
    ----------
    Chapter 10.

    Examples
    --------
    >>> print(f"{gaussian_nll(0.0, 0.0):.6f} {gaussian_nll(0.0, 2.0) - gaussian_nll(0.0, 0.0):.6f}")
    0.918939 2.000000
    """
    mu, y, scale = _located(mean, target, "sigma", sigma)
    with np.errstate(over="ignore"):
        return reduced(0.5 * math.log(2 * math.pi) + np.log(scale) + ((y - mu) / scale) ** 2 / 2, reduction)


def gaussian_nll_grad(mean: ArrayLike, target: ArrayLike, *, sigma: ArrayLike = 1.0, reduction: str = "mean") -> Floats:
    """Return the gradient in the mean, (μ − y)/σ²: prediction minus truth again.

    Parameters
    ----------
    mean, target, sigma, reduction
        As for `gaussian_nll`.

    Returns
    -------
    ndarray or scalar
        Gradient in the shape of `mean`.

    Raises
    ------
    ValueError
        As `gaussian_nll`.

    References
    ----------
    Chapter 10.

    Examples
    --------
    >>> print(gaussian_nll_grad(3.0, 1.0, sigma=2.0))
    0.5
    """
    mu, y, scale = _located(mean, target, "sigma", sigma)
    with np.errstate(over="ignore"):
        return reduced_grad((mu - y) / scale / scale, reduction, mu.size)


def gaussian_nll_sigma_grad(
    mean: ArrayLike, target: ArrayLike, *, sigma: ArrayLike = 1.0, reduction: str = "mean"
) -> Floats:
    """Return the gradient of `gaussian_nll` in σ, (1 − ((y − μ)/σ)²)/σ: 0 where the spread is as large as the errors.

    Where the network gives ln σ, as it does in heteroscedastic regression, multiply by σ.

    Parameters
    ----------
    mean, target, sigma, reduction
        As for `gaussian_nll`.

    Returns
    -------
    ndarray or scalar
        Gradient in the shape of `sigma`, summed over the observations that share a σ; for "none", one slope per
        observation.

    Raises
    ------
    ValueError
        As `gaussian_nll`.

    References
    ----------
    Nix & Weigend (1994), "Estimating the mean and variance of the target probability distribution"; Chapter 10.

    Examples
    --------
    >>> print(gaussian_nll_sigma_grad([0.0, 0.0], [1.0, 3.0], sigma=[1.0, 2.0]))  # as told; more spread needed
    [ 0.     -0.3125]
    """
    mu, y, scale = _located(mean, target, "sigma", sigma)
    with np.errstate(over="ignore"):
        return _of_the_scale((1 - ((y - mu) / scale) ** 2) / scale, sigma, reduction, mu.size)


def laplace_nll(location: ArrayLike, target: ArrayLike, *, scale: ArrayLike = 1.0, reduction: str = "mean") -> Floats:
    """Return ln(2b) + |y − μ|/b: absolute error, once b is fixed.

    Parameters
    ----------
    location : array_like
        Predicted median μ.
    target : array_like
        Observations y, in the shape of `location`.
    scale : array_like
        b > 0 (broadcast).
    reduction : {"mean", "sum", "none"}
        "sum" is minus the log-likelihood of the whole sample.

    Returns
    -------
    ndarray or scalar
        One number, or one per observation for "none". Nats.

    Raises
    ------
    ValueError
        If a value is NaN or infinite, shapes differ, or b is not positive or does not broadcast to them.

    References
    ----------
    Chapter 10.

    Examples
    --------
    >>> print(f"{laplace_nll(0.0, 0.0):.6f} {laplace_nll(0.0, 2.0) - laplace_nll(0.0, 0.0):.6f}")
    0.693147 2.000000
    """
    mu, y, b = _located(location, target, "scale", scale)
    with np.errstate(over="ignore"):
        return reduced(math.log(2) + np.log(b) + np.abs(y - mu) / b, reduction)


def laplace_nll_grad(
    location: ArrayLike, target: ArrayLike, *, scale: ArrayLike = 1.0, reduction: str = "mean"
) -> Floats:
    """Return the gradient in the location, sign(μ − y)/b, and 0 where they are equal (a subgradient).

    Parameters
    ----------
    location, target, scale, reduction
        As for `laplace_nll`.

    Returns
    -------
    ndarray or scalar
        Gradient in the shape of `location`: the same pull from near and far, which is why outliers matter less.

    Raises
    ------
    ValueError
        As `laplace_nll`.

    References
    ----------
    Chapter 10.

    Examples
    --------
    >>> print(laplace_nll_grad([3.0, 300.0], [1.0, 1.0], reduction="none"))
    [1. 1.]
    """
    mu, y, b = _located(location, target, "scale", scale)
    with np.errstate(over="ignore"):
        return reduced_grad(np.sign(mu - y) / b, reduction, mu.size)


def laplace_nll_scale_grad(
    location: ArrayLike, target: ArrayLike, *, scale: ArrayLike = 1.0, reduction: str = "mean"
) -> Floats:
    """Return the gradient of `laplace_nll` in b, (1 − |y − μ|/b)/b: 0 where b is the mean absolute error.

    Parameters
    ----------
    location, target, scale, reduction
        As for `laplace_nll`.

    Returns
    -------
    ndarray or scalar
        Gradient in the shape of `scale`, summed over the observations that share a b; for "none", one slope per
        observation.

    Raises
    ------
    ValueError
        As `laplace_nll`.

    References
    ----------
    Chapter 10.

    Examples
    --------
    >>> print(laplace_nll_scale_grad([0.0, 0.0], [1.0, 3.0], scale=2.0))
    0.0
    """
    mu, y, b = _located(location, target, "scale", scale)
    with np.errstate(over="ignore"):
        return _of_the_scale((1 - np.abs(y - mu) / b) / b, scale, reduction, mu.size)


def _of_the_scale(grads: Floats, scale: ArrayLike, reduction: str, n: int) -> Floats:
    """Return the gradients in the scale: each entry's own for "none", and else summed over all that share a scale."""
    if reduction == "none":
        return reduced_grad(grads, reduction, n)
    shape = np.shape(scale)
    shared = tuple(
        k for k in range(grads.ndim) if k < grads.ndim - len(shape) or shape[k - grads.ndim] < grads.shape[k]
    )
    return reduced_grad(grads.sum(shared).reshape(shape), reduction, n)


def _located(location: ArrayLike, target: ArrayLike, name: str, scale: ArrayLike) -> tuple[Floats, Floats, Floats]:
    mu = as_floats("mean" if name == "sigma" else "location", location)
    y = as_floats("target", target).astype(mu.dtype, copy=False)
    same_shape(location=mu, target=y)
    for what, a in (("mean" if name == "sigma" else "location", mu), ("target", y)):
        if np.isinf(a).any():
            raise ValueError(f"{what} holds {a[np.isinf(a)][0]:g}; a density needs finite values, drop the others")
    v = as_floats(name, scale).astype(mu.dtype, copy=False)
    bad = (v <= 0) | np.isinf(v)
    if bad.any():
        raise ValueError(f"{name} = {v[bad][0]:g} must be a finite number above 0")
    return mu, y, spread(name, v, mu.shape, "one value per entry, or a single one")
