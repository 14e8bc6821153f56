"""From one score to a probability: sigmoid, softplus, log-odds, each beside its slope."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..validate import as_floats, as_probabilities

__all__ = [
    "log_sigmoid",
    "log_sigmoid_grad",
    "logit",
    "logit_grad",
    "sigmoid",
    "sigmoid_grad",
    "softplus",
    "softplus_grad",
]

Floats = NDArray[np.floating[Any]]


def sigmoid(z: ArrayLike) -> Floats:
    """Return the probability that a score (a log-odds) stands for: σ(z) = 1 / (1 + e^−z).

    Only e^−|z| is ever computed, so nothing overflows, and small probabilities keep all their digits.

    Parameters
    ----------
    z : array_like
        Scores of any shape; ±∞ give 1 and 0.

    Returns
    -------
    ndarray or scalar
        Probabilities, in the shape of `z`.

    Raises
    ------
    ValueError
        If `z` is empty or holds NaN.

    References
    ----------
    Chapter 6. Inverse: `logit`.

    Examples
    --------
    >>> print(sigmoid([-800.0, 0.0, 800.0]))  # 1 / (1 + exp(800)) would overflow on the way
    [0.  0.5 1. ]
    """
    z = as_floats("z", z)
    e: Floats = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def sigmoid_grad(z: ArrayLike) -> Floats:
    """Return the slope of the sigmoid, σ′(z) = σ(z)·(1 − σ(z)) = e^−|z| / (1 + e^−|z|)².

    Parameters
    ----------
    z : array_like
        Scores of any shape.

    Returns
    -------
    ndarray or scalar
        Slopes, in the shape of `z`; ¼ at 0, and e^−|z| far out, where 1 − σ(z) would have rounded to 0.

    Raises
    ------
    ValueError
        If `z` is empty or holds NaN.

    References
    ----------
    Chapter 8; why this factor stalls squared error: Chapter 9.

    Examples
    --------
    >>> print(f"{sigmoid_grad(50.0):.4e}, and not {sigmoid(50.0) * (1 - sigmoid(50.0)):.4e}")
    1.9287e-22, and not 0.0000e+00
    """
    e: Floats = np.exp(-np.abs(as_floats("z", z)))
    return e / (1 + e) ** 2


def softplus(z: ArrayLike) -> Floats:
    """Return ln(1 + e^z) = max(z, 0) + ln(1 + e^−|z|), the loss of calling a 0 with score z (nats).

    Parameters
    ----------
    z : array_like
        Scores of any shape; −∞ gives 0, +∞ gives +∞.

    Returns
    -------
    ndarray or scalar
        Values above 0, in the shape of `z`.

    Raises
    ------
    ValueError
        If `z` is empty or holds NaN.

    References
    ----------
    Chapter 7.

    Examples
    --------
    >>> print(f"{softplus(-40.0):.6e}, and not {np.log(1 + np.exp(-40.0)):.6e}")
    4.248354e-18, and not 0.000000e+00
    """
    z = as_floats("z", z)
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))


def softplus_grad(z: ArrayLike) -> Floats:
    """Return the slope of `softplus`, which is the sigmoid.

    Parameters
    ----------
    z : array_like
        Scores of any shape.

    Returns
    -------
    ndarray or scalar
        σ(z), in the shape of `z`.

    Raises
    ------
    ValueError
        If `z` is empty or holds NaN.

    References
    ----------
    Chapter 8.

    Examples
    --------
    >>> print(softplus_grad(0.0))
    0.5
    """
    return sigmoid(z)


def log_sigmoid(z: ArrayLike) -> Floats:
    """Return ln σ(z) = −softplus(−z), finite for every finite score.

    Parameters
    ----------
    z : array_like
        Scores of any shape.

    Returns
    -------
    ndarray or scalar
        Log-probabilities (nats), in the shape of `z`.

    Raises
    ------
    ValueError
        If `z` is empty or holds NaN.

    References
    ----------
    Chapter 7.

    Examples
    --------
    >>> print(log_sigmoid(-1000.0))  # ln(sigmoid(-1000)) is ln 0
    -1000.0
    """
    return -softplus(-as_floats("z", z))


def log_sigmoid_grad(z: ArrayLike) -> Floats:
    """Return the slope of ln σ(z), which is 1 − σ(z) = σ(−z).

    Parameters
    ----------
    z : array_like
        Scores of any shape.

    Returns
    -------
    ndarray or scalar
        σ(−z), in the shape of `z`.

    Raises
    ------
    ValueError
        If `z` is empty or holds NaN.

    References
    ----------
    Chapter 8.

    Examples
    --------
    >>> print(f"{log_sigmoid_grad(40.0):.6e}")
    4.248354e-18
    """
    return sigmoid(-as_floats("z", z))


def logit(p: ArrayLike) -> Floats:
    """Return the log-odds ln(p / (1 − p)) in nats, the inverse of `sigmoid`.

    Near ½ the two logarithms would cancel, so there the form 2·artanh(2p − 1) is used, whose argument is exact.

    Parameters
    ----------
    p : array_like
        Probabilities of any shape; 0 and 1 give −∞ and +∞.

    Returns
    -------
    ndarray or scalar
        Scores, in the shape of `p`.

    Raises
    ------
    ValueError
        If `p` is empty or holds anything outside [0, 1].

    References
    ----------
    Chapters 1 and 6.

    Examples
    --------
    >>> print(f"{logit(0.9):.6f}, {logit(0.5 + 1e-15):.4e}")
    2.197225, 3.9968e-15
    """
    p = as_probabilities("p", p)
    with np.errstate(divide="ignore"):
        apart = np.log(p) - np.log1p(-p)
    near = np.abs(p - p.dtype.type(0.5)) < 0.25
    return np.where(near, 2 * np.arctanh(np.where(near, 2 * p - 1, 0)), apart)[()]


def logit_grad(p: ArrayLike) -> Floats:
    """Return the slope of the log-odds, 1 / (p·(1 − p)).

    Parameters
    ----------
    p : array_like
        Probabilities of any shape; 0 and 1 give +∞.

    Returns
    -------
    ndarray or scalar
        Slopes, in the shape of `p`; 4 at ½, the least there is.

    Raises
    ------
    ValueError
        If `p` is empty or holds anything outside [0, 1].

    References
    ----------
    Chapter 8.

    Examples
    --------
    >>> print(logit_grad(0.5))
    4.0
    """
    p = as_probabilities("p", p)
    with np.errstate(divide="ignore", over="ignore"):
        return 1 / (p * (1 - p))
