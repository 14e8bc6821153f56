"""From scores to probabilities: sigmoid, softmax and their logarithms, each beside its derivative.

Every function keeps float32 and float64, works where the textbook formula overflows or loses its digits, and refuses
NaN. A score of −∞ is a mask: the class has probability 0. Chapter 6 introduces these functions, Chapter 7 shows what
goes wrong in the naive forms, and Chapter 8 derives the derivatives.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .fast.rows import exp_of_difference
from .validate import as_floats, as_logits, as_probabilities, one_axis, positive

__all__ = [
    "log_sigmoid",
    "log_sigmoid_grad",
    "log_softmax",
    "log_softmax_jacobian",
    "logit",
    "logit_grad",
    "logsumexp",
    "logsumexp_grad",
    "sigmoid",
    "sigmoid_grad",
    "softmax",
    "softmax_jacobian",
    "softplus",
    "softplus_grad",
]

Floats = NDArray[np.floating[Any]]


# --- one score ------------------------------------------------------------------------------------------------------


def sigmoid(z: ArrayLike) -> Floats:
    """Return the probability that a score (a log-odds) stands for: σ(z) = 1 / (1 + e^−z).

    Only e^−|z| is ever computed, so nothing overflows, and small probabilities keep all their digits.

    Parameters
    ----------
    z : array_like
        Scores of any shape; ±∞ give 1 and 0.

    Returns
    -------
    ndarray
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
    ndarray
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
    ndarray
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
    ndarray
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
    ndarray
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
    ndarray
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
    ndarray
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
    ndarray
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


# --- K scores -------------------------------------------------------------------------------------------------------


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
    _, _, e, rest = _peak(_scores(z, temperature, axis), axis)
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
    p, q = _softmax_and_complement(_scores(z, temperature, -1))
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
    s = _scores(z, temperature, axis)
    m, _, _, rest = _peak(s, axis)
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
    p, q = _softmax_and_complement(_scores(z, temperature, -1))
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
    ndarray
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
    s = _at_least_1d(as_logits("z", z))
    one_axis("z", s, axis)
    m, _, _, rest = _peak(s, axis)
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


def _scores(z: ArrayLike, temperature: float, axis: int) -> Floats:
    """Return the checked scores divided by the temperature (and shifted, which softmax does not notice)."""
    positive("temperature", temperature, "1 leaves the scores as they are")
    s = _at_least_1d(as_logits("z", z))
    one_axis("z", s, axis)
    with np.errstate(over="ignore"):
        t = s.dtype.type(temperature)
    if not 0 < t < math.inf:
        raise ValueError(
            f"temperature = {temperature!r} is {t:g} in {s.dtype}; pass z as float64, or another temperature"
        )
    masked = np.isneginf(s).all(axis=axis)
    if masked.any():
        raise ValueError(f"z masks every class of {int(masked.sum())} row(s) with −∞; leave at least one class in each")
    if temperature == 1:
        return s
    with np.errstate(over="ignore"):  # towards T = 0 the losing scores go to −∞, the winner stays at 0
        cooled: Floats = (s - s.max(axis=axis, keepdims=True)) / t
    return cooled


def _at_least_1d(z: Floats) -> Floats:
    if z.ndim == 0:
        raise ValueError(f"z = {z:g} is a single score; pass one score per class, such as [0, {z:g}]")
    return z


def _peak(s: Floats, axis: int = -1) -> tuple[Floats, NDArray[np.intp], Floats, Floats]:
    """Return the largest score m, its place, e = e^(s − m), and Σ e over all places but that one.

    The sum leaves out the 1 that the largest score contributes: added to it, small terms would be rounded away, and
    ln(1 + rest) is what `log1p` computes without that loss. NumPy adds in pairs, so that rounding does not add up, only
    along an axis whose entries lie side by side.
    """
    top = s.argmax(axis=axis, keepdims=True)
    m = np.take_along_axis(s, top, axis)
    e = exp_of_difference(s, np.where(np.isneginf(m), 0, m))
    np.put_along_axis(e, top, 0, axis)
    rest = np.expand_dims(np.ascontiguousarray(np.moveaxis(e, axis, -1)).sum(axis=-1), axis)
    np.put_along_axis(e, top, 1, axis)
    return m, top, e, rest


def _softmax_and_complement(s: Floats) -> tuple[Floats, Floats]:
    """Return p and 1 − p over the last axis, the latter without cancellation where p is near 1."""
    _, top, e, rest = _peak(s)
    p = e / (1 + rest)
    q = 1 - p
    np.put_along_axis(q, top, rest / (1 + rest), -1)
    return p, q
