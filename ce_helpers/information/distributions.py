"""Surprise, entropy, cross-entropy and the divergences between two distributions (Chapters 1 to 5)."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .. import validate as check
from ..fast import sums
from .terms import costs, excesses, middle_excesses, total

__all__ = [
    "cross_entropy",
    "entropy",
    "js_distance",
    "js_divergence",
    "kl_divergence",
    "perplexity",
    "surprise",
    "total_variation",
]

Floats = NDArray[np.floating[Any]]


def surprise(p: ArrayLike, *, base: float | None = None) -> Floats:
    """Return the surprise −ln p of an event of probability `p`.

    Parameters
    ----------
    p : array_like
        Probabilities, any shape; they need not sum to 1.
    base : float, optional
        Base of the logarithm: nats by default, 2 for bits, 10 for bans.

    Returns
    -------
    ndarray or scalar
        Surprise, shaped as `p`: 0 for a certain event, ∞ for an impossible one.

    Raises
    ------
    ValueError
        If an entry is NaN or outside [0, 1], or `p` is empty.

    References
    ----------
    Shannon, C. E., "A mathematical theory of communication", 1948. Derived in Chapter 1.

    Examples
    --------
    >>> print(surprise([1.0, 0.5, 0.1, 0.0]))
    [0.         0.69314718 2.30258509        inf]
    """
    p = check.as_probabilities("p", p)
    with np.errstate(divide="ignore"):
        return (0 - np.log(p)) / check.log_base(base)


def entropy(p: ArrayLike, *, base: float | None = None, axis: int = -1) -> Floats:
    """Return Shannon's entropy H(P) = −Σ p ln p, the average surprise in a world one knows.

    Parameters
    ----------
    p : array_like
        Distribution(s); the entries along `axis` sum to 1.
    base : float, optional
        Base of the logarithm: nats by default, 2 for bits.
    axis : int
        Axis that runs over the outcomes.

    Returns
    -------
    ndarray or scalar
        Entropy, shaped as `p` without `axis`: from 0 (a certain outcome) to ln K (K equally likely ones).

    Raises
    ------
    ValueError
        If an entry is NaN or negative, or a sum differs from 1 by more than √eps.

    References
    ----------
    Shannon, C. E., "A mathematical theory of communication", 1948. Derived in Chapter 3.

    Examples
    --------
    >>> print(entropy([0.5, 0.5], base=2), entropy([1.0, 0.0], base=2))
    1.0 0.0
    """
    if (nats := sums.entropy(p, axis)) is not None:  # a large array, in pieces
        return nats / check.log_base(base)
    p = check.as_distribution("p", p, axis)
    return total(costs(p, p), axis, base)  # Σ p·(−ln p)


def cross_entropy(p: ArrayLike, q: ArrayLike, *, base: float | None = None, axis: int = -1) -> Floats:
    """Return the cross-entropy H(P, Q) = −Σ p ln q: what Q's surprise costs on average when P is the truth.

    Parameters
    ----------
    p, q : array_like
        The truth and the model: distributions over the same outcomes, of one shape, or one of them of shape ``(K,)``.
    base : float, optional
        Base of the logarithm: nats by default, 2 for bits.
    axis : int
        Axis that runs over the outcomes.

    Returns
    -------
    ndarray or scalar
        Cross-entropy, shaped as the larger input without `axis`; ∞ where Q rules out what P allows.

    Raises
    ------
    ValueError
        If an entry is NaN or negative, a sum differs from 1 by more than √eps, or the shapes do not pair up.

    References
    ----------
    Good, I. J., "Rational decisions", 1952; T. Cover and J. Thomas, *Elements of Information Theory*, 2006, chapter 5.
    Derived in Chapter 2.

    Examples
    --------
    A coin, the outcome that is certain, and the model that called it impossible:

    >>> print(cross_entropy([0.9, 0.1], [0.7, 0.3]).round(6))
    0.441405
    >>> print(cross_entropy([1.0, 0.0], [[0.8, 0.2], [0.0, 1.0]]))
    [0.22314355        inf]
    """
    if (nats := sums.cross_entropy(p, q, axis)) is not None:  # large arrays, in pieces
        return nats / check.log_base(base)
    p, q = check.as_distribution_pair(p, q, axis)
    return total(costs(p, q), axis, base)  # Σ p·(−ln q)


def kl_divergence(p: ArrayLike, q: ArrayLike, *, base: float | None = None, axis: int = -1) -> Floats:
    """Return the Kullback–Leibler divergence KL(P‖Q) = Σ p ln(p/q) = H(P, Q) − H(P).

    Computed as Σ [p ln(p/q) − p + q]. The added Σ (q − p) is 0, but every bracket is now non-negative, and where
    p ≈ q it is computed from the difference q − p, so that nothing cancels: a divergence of 1e-18 keeps its digits.

    Parameters
    ----------
    p, q : array_like
        The truth and the model: distributions over the same outcomes, of one shape, or one of them of shape ``(K,)``.
    base : float, optional
        Base of the logarithm: nats by default, 2 for bits.
    axis : int
        Axis that runs over the outcomes.

    Returns
    -------
    ndarray or scalar
        Divergence, shaped as the larger input without `axis`: 0 exactly when P = Q, ∞ where q = 0 and p > 0.

    Raises
    ------
    ValueError
        If an entry is NaN or negative, a sum differs from 1 by more than √eps, or the shapes do not pair up.

    References
    ----------
    Kullback, S., and R. A. Leibler, "On information and sufficiency", 1951. Derived in Chapter 3.

    Examples
    --------
    Not symmetric; and the textbook sum would lose the last of these three among its rounding errors:

    >>> print(kl_divergence([0.9, 0.1], [0.7, 0.3]).round(6), kl_divergence([0.7, 0.3], [0.9, 0.1]).round(6))
    0.116322 0.153664
    >>> print(f"{kl_divergence([0.5, 0.5], [0.5 + 1e-9, 0.5 - 1e-9]):.4g}")
    2e-18
    """
    if (nats := sums.kl_divergence(p, q, axis)) is not None:  # large arrays, in pieces
        return nats / check.log_base(base)
    p, q = check.as_distribution_pair(p, q, axis)
    return total(excesses(p, q), axis, base)  # Σ [p ln(p/q) − p + q]


def js_divergence(p: ArrayLike, q: ArrayLike, *, base: float | None = None, axis: int = -1) -> Floats:
    """Return the Jensen–Shannon divergence JS = ½ KL(P‖M) + ½ KL(Q‖M), with M the mean of P and Q.

    Parameters
    ----------
    p, q : array_like
        Distributions over the same outcomes, of one shape, or one of them of shape ``(K,)``; their order is immaterial.
    base : float, optional
        Base of the logarithm: nats by default, 2 for bits.
    axis : int
        Axis that runs over the outcomes.

    Returns
    -------
    ndarray or scalar
        Divergence, shaped as the larger input without `axis`: from 0 (P = Q) to ln 2, or 1 bit (no outcome shared).

    Raises
    ------
    ValueError
        If an entry is NaN or negative, a sum differs from 1 by more than √eps, or the shapes do not pair up.

    See Also
    --------
    js_distance : its square root, which is a metric.

    References
    ----------
    Lin, J., "Divergence measures based on the Shannon entropy", 1991. Derived in Chapter 3.

    Examples
    --------
    Always finite, and exact where subtracting entropies would leave nothing but rounding errors:

    >>> print(js_divergence([1, 0], [0, 1], base=2))
    1.0
    >>> print(f"{js_divergence([0.5, 0.5], [0.5 + 1e-9, 0.5 - 1e-9]):.4g}")
    5e-19
    """
    if (nats := sums.js_divergence(p, q, axis)) is not None:  # large arrays, in pieces
        return nats / check.log_base(base)
    p, q = check.as_distribution_pair(p, q, axis)
    nats = total(middle_excesses(p, q), axis)  # Σ ½ [p ln(p/m) + q ln(q/m)]
    return np.minimum(nats, nats.dtype.type(math.log(2))) / check.log_base(base)  # rounding may pass ln 2 by an ulp


def js_distance(p: ArrayLike, q: ArrayLike, *, base: float | None = None, axis: int = -1) -> Floats:
    """Return the Jensen–Shannon distance, the square root of the Jensen–Shannon divergence.

    Unlike any divergence here it is a metric: symmetric, zero only between equals, and obeying the triangle inequality.

    Parameters
    ----------
    p, q : array_like
        Distributions over the same outcomes, of one shape, or one of them of shape ``(K,)``; their order is immaterial.
    base : float, optional
        Base of the logarithm under the root: nats by default, 2 for bits.
    axis : int
        Axis that runs over the outcomes.

    Returns
    -------
    ndarray or scalar
        Distance, shaped as the larger input without `axis`, from 0 to √ln 2 (1 with base 2).

    Raises
    ------
    ValueError
        If an entry is NaN or negative, a sum differs from 1 by more than √eps, or the shapes do not pair up.

    References
    ----------
    Endres, D. M., and J. E. Schindelin, "A new metric for probability distributions", 2003. Used in Chapter 3.

    Examples
    --------
    >>> print(js_distance([1, 0], [0, 1], base=2), js_distance([0.5, 0.5], [0.5, 0.5]))
    1.0 0.0
    """
    js = js_divergence(p, q, base=base, axis=axis)
    limits = np.finfo(js.dtype)
    tiny = js < limits.tiny / limits.eps
    if tiny.any():  # digits are lost where the divergence is too small for the format, though its root is not
        return np.where(tiny, _js_distance_of_neighbours(p, q, base, axis), np.sqrt(js))[()]
    return np.sqrt(js)


def _js_distance_of_neighbours(p: ArrayLike, q: ArrayLike, base: float | None, axis: int) -> Floats:
    """Return the distance from the terms of 2¹⁰⁰·P and 2¹⁰⁰·Q, which are as many times larger."""
    p, q = check.as_distribution_pair(p, q, axis)
    larger: Floats = np.sqrt(total(middle_excesses(p * 2.0**100, q * 2.0**100), axis, base))
    return larger / 2.0**50


def perplexity(p: ArrayLike, q: ArrayLike | None = None, *, base: float | None = None, axis: int = -1) -> Floats:
    """Return the perplexity exp H(P, Q), the number of equally likely outcomes that would surprise as much.

    Parameters
    ----------
    p : array_like
        The truth.
    q : array_like, optional
        The model; left out, the perplexity is that of `p` itself, exp H(P).
    base : float, optional
        Unit in which H is measured. It is raised to the power H, so the perplexity is the same in every unit.
    axis : int
        Axis that runs over the outcomes.

    Returns
    -------
    ndarray or scalar
        Perplexity, a pure number of at least 1, shaped as the larger input without `axis`; ∞ where H(P, Q) is.

    Raises
    ------
    ValueError
        If an entry is NaN or negative, a sum differs from 1 by more than √eps, or the shapes do not pair up.

    References
    ----------
    Jelinek, F., et al., "Perplexity, a measure of the difficulty of speech recognition tasks", 1977.
    Derived in Chapter 5.

    Examples
    --------
    >>> print(perplexity([1, 0, 0], [0.7, 0.2, 0.1]).round(6), perplexity([0.25, 0.25, 0.25, 0.25]).round(6))
    1.428571 4.0
    """
    check.log_base(base)
    nats = entropy(p, axis=axis) if q is None else cross_entropy(p, q, axis=axis)
    with np.errstate(over="ignore"):  # a perplexity too large for the format is ∞
        return np.exp(nats)


def total_variation(p: ArrayLike, q: ArrayLike, *, axis: int = -1) -> Floats:
    """Return the total variation distance ½ Σ |p − q|, the most by which P and Q can differ on any event.

    Pinsker's inequality ties it to the divergence: KL(P‖Q) ≥ 2 TV², in nats.

    Parameters
    ----------
    p, q : array_like
        Distributions over the same outcomes, of one shape, or one of them of shape ``(K,)``.
    axis : int
        Axis that runs over the outcomes.

    Returns
    -------
    ndarray or scalar
        Distance (a probability, so without a unit), shaped as the larger input without `axis`, from 0 to 1.

    Raises
    ------
    ValueError
        If an entry is NaN or negative, a sum differs from 1 by more than √eps, or the shapes do not pair up.

    References
    ----------
    Cover, T., and J. Thomas, *Elements of Information Theory*, 2006, section 11.6. Used in Chapters 2 and 3.

    Examples
    --------
    >>> print(total_variation([0.9, 0.1], [0.7, 0.3]).round(6))
    0.2
    """
    p, q = check.as_distribution_pair(p, q, axis)
    return np.minimum(total(np.abs(p - q), axis) / 2, 1)  # rounding may pass 1
