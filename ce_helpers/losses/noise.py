"""Cross-entropy when labels are flipped at known rates: two corrections, each beside its gradient (Chapter 14).

``transition[i, j]`` is the probability that a case of class i is labelled j; its rows sum to 1.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..activations import log_softmax, logsumexp
from ..activations.exponentials import softmax_and_complement
from ..validate import as_distribution
from ._common import Floats, reduced, reduced_grad, scores_and_labels

__all__ = [
    "backward_corrected_with_logits",
    "backward_corrected_with_logits_grad",
    "forward_corrected_with_logits",
    "forward_corrected_with_logits_grad",
]


def forward_corrected_with_logits(
    logits: ArrayLike, target: ArrayLike, transition: ArrayLike, *, reduction: str = "mean"
) -> Floats:
    """Return −ln Σ_i p_i·T[i, ỹ]: cross-entropy of the *label* under the model passed through the noise.

    Its minimiser over the noisy data is the clean distribution p.

    Parameters
    ----------
    logits : array_like, shape (..., K)
        Scores of the clean classes.
    target : array_like of int, shape (...)
        Observed, possibly flipped, class indices ỹ.
    transition : array_like, shape (K, K)
        T, from true class (row) to label (column).
    reduction : {"mean", "sum", "none"}
        What to return of the losses.

    Returns
    -------
    ndarray
        One number, or one per row for "none". Nats.

    Raises
    ------
    ValueError
        As `cross_entropy_with_logits`, or if the rows of T are no distributions.

    References
    ----------
    Patrini et al. (2017); Chapter 14.

    Examples
    --------
    >>> flips = [[0.6, 0.4], [0.4, 0.6]]
    >>> print(f"{forward_corrected_with_logits([50.0, 0.0], 0, flips):.6f}")  # sure, and still only 60% of labels agree
    0.510826
    """
    z, _, seen_as = _noisy(logits, target, transition)
    return reduced(-logsumexp(log_softmax(z) + seen_as), reduction)


def forward_corrected_with_logits_grad(
    logits: ArrayLike, target: ArrayLike, transition: ArrayLike, *, reduction: str = "mean"
) -> Floats:
    """Return p − r, where r_i ∝ p_i·T[i, ỹ] is the model's belief about the true class once the label is seen.

    It is formed as p·(1 − r) − r·(1 − p), which survives where p and r both round to 1.

    Parameters
    ----------
    logits, target, transition, reduction
        As for `forward_corrected_with_logits`.

    Returns
    -------
    ndarray, shape (..., K)
        Gradient in the shape of `logits`.

    Raises
    ------
    ValueError
        As `forward_corrected_with_logits`, or if no open class can have produced the label.

    References
    ----------
    Patrini et al. (2017); Chapter 14.

    Examples
    --------
    >>> print(forward_corrected_with_logits_grad([0.0, 0.0], 0, [[0.6, 0.4], [0.4, 0.6]]).round(6))
    [-0.1  0.1]
    """
    z, y, seen_as = _noisy(logits, target, transition)
    p, not_p = softmax_and_complement(z)
    r, not_r = _belief(z, y, seen_as)
    return reduced_grad(p * not_r - r * not_p, reduction, y.size)


def backward_corrected_with_logits(
    logits: ArrayLike, target: ArrayLike, transition: ArrayLike, *, reduction: str = "mean"
) -> Floats:
    """Return Σ_j T⁻¹[ỹ, j]·(−ln p_j): its mean over the label noise is the loss under the clean label.

    Unbiased, at the price of variance: T⁻¹ has negative entries, so single losses can be negative without bound.

    Parameters
    ----------
    logits, target, transition, reduction
        As for `forward_corrected_with_logits`; T must be invertible.

    Returns
    -------
    ndarray
        One number, or one per row for "none". Nats.

    Raises
    ------
    ValueError
        As `forward_corrected_with_logits`, if T is singular, or if masked classes enter the sum with both signs
        (∞ − ∞).

    References
    ----------
    Natarajan et al. (2013); Patrini et al. (2017); Chapter 14.

    Examples
    --------
    >>> flips = [[0.6, 0.4], [0.4, 0.6]]
    >>> both = [backward_corrected_with_logits([2.0, 0.0], label, flips) for label in (0, 1)]
    >>> print(f"{0.6 * both[0] + 0.4 * both[1]:.6f}")  # a clean label 0 costs ln(1 + e^-2)
    0.126928
    """
    z, y, _ = _noisy(logits, target, transition)
    mix = _coefficients(z, y, transition)
    with np.errstate(invalid="ignore", over="ignore"):
        return reduced(np.where(mix != 0, -mix * log_softmax(z), 0).sum(-1), reduction)


def backward_corrected_with_logits_grad(
    logits: ArrayLike, target: ArrayLike, transition: ArrayLike, *, reduction: str = "mean"
) -> Floats:
    """Return p·Σ_j T⁻¹[ỹ, j] − T⁻¹[ỹ, ·]; that sum is 1.

    It is formed as p_k·Σ_{j≠k} T⁻¹[ỹ, j] − T⁻¹[ỹ, k]·(1 − p_k), which survives where p_k rounds to 1.

    Parameters
    ----------
    logits, target, transition, reduction
        As for `backward_corrected_with_logits`.

    Returns
    -------
    ndarray, shape (..., K)
        Gradient in the shape of `logits`.

    Raises
    ------
    ValueError
        As `backward_corrected_with_logits`.

    References
    ----------
    Patrini et al. (2017); Chapter 14.

    Examples
    --------
    >>> print(backward_corrected_with_logits_grad([0.0, 0.0], 0, [[0.6, 0.4], [0.4, 0.6]]).round(6))
    [-2.5  2.5]
    """
    z, y, _ = _noisy(logits, target, transition)
    mix = _coefficients(z, y, transition)
    p, not_p = softmax_and_complement(z)
    return reduced_grad(p * (mix.sum(-1, keepdims=True) - mix) - mix * not_p, reduction, y.size)


def _noisy(logits: ArrayLike, target: ArrayLike, transition: ArrayLike) -> tuple[Floats, NDArray[np.intp], Floats]:
    """Return scores, labels, and ln T[·, ỹ] for every row."""
    z, y = scores_and_labels(logits, target)
    t = as_distribution("transition", transition).astype(z.dtype)
    if t.shape != (z.shape[-1],) * 2:
        raise ValueError(f"transition has shape {t.shape}; {z.shape[-1]} classes need ({z.shape[-1]}, {z.shape[-1]})")
    with np.errstate(divide="ignore"):
        return z, y, np.log(t.T[y])


def _belief(z: Floats, y: NDArray[np.intp], seen_as: Floats) -> tuple[Floats, Floats]:
    """Return r ∝ p·T[·, ỹ] and 1 − r; from ln p, because z + ln T would lose T under a large common offset."""
    joint = log_softmax(z) + seen_as
    barred = np.isneginf(joint).all(-1)
    if barred.any():
        raise ValueError(
            f"no open class can have produced the label {y[barred][0]} of {int(barred.sum())} row(s): "
            "transition gives it probability 0 there; unmask a class, or give the flip a rate above 0"
        )
    return softmax_and_complement(joint)


def _coefficients(z: Floats, y: NDArray[np.intp], transition: ArrayLike) -> Floats:
    """Return T⁻¹[ỹ, ·] for every row."""
    mix: Floats = _inverse(transition, z.dtype)[y]
    masked = np.isneginf(z)
    unclear = (masked & (mix > 0)).any(-1) & (masked & (mix < 0)).any(-1)
    if unclear.any():
        raise ValueError(
            f"logits mask classes whose infinite losses enter {int(unclear.sum())} row(s) with both signs, and ∞ − ∞ "
            f"has no value (label {y[unclear][0]}); leave these classes open, or use the forward correction"
        )
    return mix


def _inverse(transition: ArrayLike, dtype: np.dtype[np.floating]) -> Floats:
    t = np.asarray(transition, np.float64)
    if np.linalg.matrix_rank(t) < len(t):
        raise ValueError(
            f"transition is singular, so labels cannot be unmixed: {t.tolist()}; use the forward correction"
        )
    return np.linalg.inv(t).astype(dtype)
