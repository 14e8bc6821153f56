"""From K scores to a distribution: softmax, its logarithm and the smooth maximum, each beside its derivative."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .exponentials import peak, scores_along, softmax_and_complement, tempered

__all__ = [
    "log_softmax",
    "log_softmax_jacobian",
    "logsumexp",
    "logsumexp_grad",
    "softmax",
    "softmax_jacobian",
]

Floats = NDArray[np.floating[Any]]


def softmax(z: ArrayLike, *, temperature: float = 1.0, axis: int = -1) -> Floats:
    """Turn scores into a distribution: p_k = e^(z_k/T) / Σ_j e^(z_j/T).

    Parameters
    ----------
    z : array_like, shape (..., K)
        Scores; the K classes lie along `axis`. −∞ masks a class.
    temperature : float
        T > 0. Below 1 it sharpens, above 1 it flattens.
    axis : int
        The axis that runs over the classes.

    Returns
    -------
    ndarray
        Probabilities, in the shape of `z`, that sum to 1 along `axis`.

    Raises
    ------
    ValueError
        If `z` is empty, holds NaN or +∞, or masks every class of a row; if `axis` is not one of its axes; if
        `temperature` is not positive, or so small or large that the format of the scores turns it into 0 or ∞.

    References
    ----------
    Bridle (1990); Chapter 6. Subtracting the maximum: Blanchard, Higham & Higham (2021), Chapter 7.

    Examples
    --------
    >>> print(softmax([1.0, 2.0, 3.0]).round(6))
    [0.090031 0.244728 0.665241]
    >>> print(softmax([1001.0, 1002.0, 1003.0]).round(6))  # exp(1001) would overflow
    [0.090031 0.244728 0.665241]
    """
    _, _, e, rest = peak(tempered(z, temperature, axis), axis)
    return e / (1 + rest)


def softmax_jacobian(z: ArrayLike, *, temperature: float = 1.0) -> Floats:
    """Return ∂p_i/∂z_j = (p_i·[i = j] − p_i·p_j) / T of the softmax over the last axis.

    At T = 1 it is also the Hessian of softmax cross-entropy. The diagonal p_i·(1 − p_i) is formed from the sum of
    the other probabilities, so it stays right where p_i rounds to 1.

    Parameters
    ----------
    z : array_like, shape (..., K)
        Scores; the K classes lie along the last axis.
    temperature : float
        T > 0.

    Returns
    -------
    ndarray, shape (..., K, K)
        Symmetric, positive semi-definite, with rows that sum to 0.

    Raises
    ------
    ValueError
        As `softmax`.

    References
    ----------
    Chapter 8.

    Examples
    --------
    >>> print(softmax_jacobian([0.0, 0.0]))
    [[ 0.25 -0.25]
     [-0.25  0.25]]
    """
    p, q = softmax_and_complement(tempered(z, temperature, -1))
    outer = -p[..., :, None] * p[..., None, :]
    k = np.arange(p.shape[-1])
    outer[..., k, k] = p * q
    with np.errstate(over="ignore"):
        return outer / p.dtype.type(temperature)


def log_softmax(z: ArrayLike, *, temperature: float = 1.0, axis: int = -1) -> Floats:
    """Return ln softmax(z/T) = (z_k − m)/T − ln(1 + Σ_{j≠argmax} e^((z_j − m)/T)), with m the largest score.

    Parameters
    ----------
    z : array_like, shape (..., K)
        Scores; the K classes lie along `axis`. −∞ masks a class.
    temperature : float
        T > 0.
    axis : int
        The axis that runs over the classes.

    Returns
    -------
    ndarray
        Log-probabilities (nats), in the shape of `z`.

    Raises
    ------
    ValueError
        As `softmax`.

    References
    ----------
    Blanchard, Higham & Higham (2021); Chapter 7.

    Examples
    --------
    >>> print(log_softmax([0.0, -40.0]))  # the first is -exp(-40), not 0
    [-4.24835426e-18 -4.00000000e+01]
    """
    s = tempered(z, temperature, axis)
    m, _, _, rest = peak(s, axis)
    with np.errstate(over="ignore"):  # a gap too large for the format is −∞
        return (s - m) - np.log1p(rest)


def log_softmax_jacobian(z: ArrayLike, *, temperature: float = 1.0) -> Floats:
    """Return ∂(ln p_i)/∂z_j = ([i = j] − p_j) / T over the last axis.

    Row i is minus the gradient of cross-entropy when class i is the true one.

    Parameters
    ----------
    z : array_like, shape (..., K)
        Scores; the K classes lie along the last axis.
    temperature : float
        T > 0.

    Returns
    -------
    ndarray, shape (..., K, K)
        Rows sum to 0.

    Raises
    ------
    ValueError
        As `softmax`.

    References
    ----------
    Chapter 8.

    Examples
    --------
    >>> print(log_softmax_jacobian([0.0, 0.0]))
    [[ 0.5 -0.5]
     [-0.5  0.5]]
    """
    p, q = softmax_and_complement(tempered(z, temperature, -1))
    jacobian = np.repeat(-p[..., None, :], p.shape[-1], axis=-2)
    k = np.arange(p.shape[-1])
    jacobian[..., k, k] = q
    with np.errstate(over="ignore"):
        return jacobian / p.dtype.type(temperature)


def logsumexp(z: ArrayLike, *, axis: int = -1, keepdims: bool = False) -> Floats:
    """Return ln Σ_k e^(z_k) = m + ln(1 + Σ_{k≠argmax} e^(z_k − m)), a smooth maximum.

    Parameters
    ----------
    z : array_like, shape (..., K)
        Scores; −∞ adds nothing, and a row of −∞ gives −∞.
    axis : int
        The axis that is summed over.
    keepdims : bool
        Whether that axis is kept, with length 1.

    Returns
    -------
    ndarray or scalar
        One value per row (nats, when the scores are log-probabilities in nats).

    Raises
    ------
    ValueError
        If `z` is empty or holds NaN or +∞, or `axis` is not one of its axes.

    References
    ----------
    Blanchard, Higham & Higham (2021); Chapter 7.

    Examples
    --------
    >>> print(f"{logsumexp([1000.0, 1000.0]):.6f}")  # log(exp(1000) + exp(1000)) is inf
    1000.693147
    """
    s = scores_along(z, axis)
    m, _, _, rest = peak(s, axis)
    total = m + np.log1p(rest)
    return total if keepdims else np.squeeze(total, axis)[()]


def logsumexp_grad(z: ArrayLike, *, axis: int = -1) -> Floats:
    """Return the gradient of `logsumexp`, which is `softmax`.

    Parameters
    ----------
    z : array_like, shape (..., K)
        Scores; the K terms lie along `axis`.
    axis : int
        The axis that is summed over.

    Returns
    -------
    ndarray
        softmax(z), in the shape of `z`.

    Raises
    ------
    ValueError
        As `softmax`.

    References
    ----------
    Chapter 8.

    Examples
    --------
    >>> print(logsumexp_grad([1000.0, 1000.0]))
    [0.5 0.5]
    """
    return softmax(z, axis=axis)
