"""Minus the log-likelihood of counts under a Poisson law, beside its gradient (Chapter 10)."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from ..validate import as_floats, same_shape
from ._common import Floats, exp_excess, reduced, reduced_grad

__all__ = ["poisson_nll", "poisson_nll_grad"]


def poisson_nll(log_rate: ArrayLike, target: ArrayLike, *, reduction: str = "mean") -> Floats:
    """Return e^z − y·z + ln y!, for a count y with rate λ = e^z.

    For large counts these three nearly cancel; there it is summed as y·(e^d − 1 − d), d = z − ln y, plus what is left
    of Stirling's series, and nothing cancels.

    Parameters
    ----------
    log_rate : array_like
        z = ln λ, the natural score of a count.
    target : array_like
        Counts 0, 1, 2, …, in the shape of `log_rate`.
    reduction : {"mean", "sum", "none"}
        "sum" is minus the log-likelihood of the whole sample.

    Returns
    -------
    ndarray or scalar
        One number, or one per count for "none". Nats. (PyTorch leaves out ln y! unless ``full=True``.)

    Raises
    ------
    ValueError
        If a score is not finite, a count is negative or not whole, or shapes differ.

    References
    ----------
    McCullagh & Nelder (1989); large counts: Loader (2000). Chapter 10.

    Examples
    --------
    >>> print(f"{poisson_nll(0.0, 2):.6f}")  # 1 + ln 2
    1.693147
    >>> import numpy as np
    >>> print(f"{poisson_nll(np.log(1e15), 1e15):.4f}")  # the three terms, added up in this order, give 20
    18.1883
    """
    z, y = _counts(log_rate, target)
    with np.errstate(over="ignore"):
        return reduced(np.where(y < _MANY, _few(z, y), _many(z, y)).astype(z.dtype), reduction)


def poisson_nll_grad(log_rate: ArrayLike, target: ArrayLike, *, reduction: str = "mean") -> Floats:
    """Return the gradient in the log-rate, e^z − y: prediction minus truth again.

    Parameters
    ----------
    log_rate, target, reduction
        As for `poisson_nll`.

    Returns
    -------
    ndarray or scalar
        Gradient in the shape of `log_rate`.

    Raises
    ------
    ValueError
        As `poisson_nll`.

    References
    ----------
    Chapter 10.

    Examples
    --------
    >>> print(poisson_nll_grad(0.0, 3))
    -2.0
    """
    z, y = _counts(log_rate, target)
    with np.errstate(over="ignore"):
        return reduced_grad(np.exp(z) - y, reduction, z.size)


def _counts(log_rate: ArrayLike, target: ArrayLike) -> tuple[Floats, Floats]:
    z = as_floats("log_rate", log_rate)
    if np.isinf(z).any():
        raise ValueError(f"log_rate holds {z[np.isinf(z)][0]:g}; the logarithm of a rate must be finite")
    y = as_floats("target", target).astype(z.dtype, copy=False)
    same_shape(log_rate=z, target=y)
    bad = (y < 0) | (y != np.floor(y)) | np.isinf(y)
    if bad.any():
        raise ValueError(f"target holds {y[bad][0]:g}; counts are whole numbers from 0 on")
    return z, y


# ln Poisson for few counts and for many. Both work in float64, since y·z may cost float32 all its digits.

_MANY = 16
_LN_FACTORIALS = np.array([math.log(math.factorial(k)) for k in range(_MANY + 1)])
_LN_2 = (0.6931471805601177, -1.7239444525614835e-13)  # in two parts, the first so short that its multiples are exact


def _few(z: Floats, y: Floats) -> Floats:
    """Return e^z − y·z + ln y!, for y < 16 (elsewhere something of no meaning)."""
    z, y = z.astype(np.float64), np.minimum(y, _MANY).astype(np.float64)
    nll: Floats = np.exp(z) - y * np.minimum(z, 1000) + _LN_FACTORIALS[y.astype(np.intp)]  # beyond 1000 it is ∞
    return nll


def _many(z: Floats, y: Floats) -> Floats:
    """Return y·(e^d − 1 − d) + ½·ln(2πy) + 1/(12y) − …, d = z − ln y, for y ≥ 16 (elsewhere the value at 16)."""
    z, y = z.astype(np.float64), np.maximum(y, _MANY).astype(np.float64)
    fraction, power = np.frexp(y)
    d = z - power * _LN_2[0] - (power * _LN_2[1] + np.log(fraction))  # z − ln y, with no large rounded logarithm
    w = 1 / y
    stirling = w * (1 / 12 - w * w * (1 / 360 - w * w * (1 / 1260 - w * w * (1 / 1680 - w * w / 1188))))
    nll: Floats = y * exp_excess(d) + (math.log(2 * math.pi) + np.log(y)) / 2 + stirling
    return nll
