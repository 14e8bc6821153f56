"""Cross-entropy when labels are flipped at known rates: two corrections, each beside its gradient (Chapter 14).

``transition[i, j]`` is the probability that a case of class i is labelled j; its rows sum to 1.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..activations import log_softmax, logsumexp
from ..activations.exponentials import peak, softmax_and_complement
from ..validate import as_distribution
from ._common import Floats, times
from .classes import Rows, class_rows, prediction_minus_truth

__all__ = [
    "backward_corrected_with_logits",
    "backward_corrected_with_logits_grad",
    "forward_corrected_with_logits",
    "forward_corrected_with_logits_grad",
]


def forward_corrected_with_logits(
    logits: ArrayLike,
    target: ArrayLike,
    transition: ArrayLike,
    *,
    sample_weight: ArrayLike | None = None,
    ignore_index: int | None = None,
    reduction: str = "mean",
    axis: int = -1,
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
    sample_weight, ignore_index, reduction, axis
        As for `cross_entropy_with_logits`.

    Returns
    -------
    ndarray or scalar
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
    >>> print(f"{forward_corrected_with_logits([50.0, 0.0], 0, flips):.6f}")  # confident, and 60% of labels agree
    0.510826
    """
    rows, t = _noisy(logits, target, transition, sample_weight, ignore_index, reduction, axis)
    return rows.reduced(-logsumexp(log_softmax(rows.z) + _seen_as(rows, t)))


def forward_corrected_with_logits_grad(
    logits: ArrayLike,
    target: ArrayLike,
    transition: ArrayLike,
    *,
    sample_weight: ArrayLike | None = None,
    ignore_index: int | None = None,
    reduction: str = "mean",
    axis: int = -1,
) -> Floats:
    """Return p − r, where r_i ∝ p_i·T[i, ỹ] is the model's belief about the true class once the label is seen.

    It is formed as p·(1 − r) − r·(1 − p), which survives where p and r both round to 1.

    Parameters
    ----------
    logits, target, transition, sample_weight, ignore_index, reduction, axis
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
    rows, t = _noisy(logits, target, transition, sample_weight, ignore_index, reduction, axis)
    p, not_p = softmax_and_complement(rows.z)
    r, not_r = _belief(rows, t)
    return rows.reduced_grad(p * not_r - r * not_p)


def backward_corrected_with_logits(
    logits: ArrayLike,
    target: ArrayLike,
    transition: ArrayLike,
    *,
    sample_weight: ArrayLike | None = None,
    ignore_index: int | None = None,
    reduction: str = "mean",
    axis: int = -1,
) -> Floats:
    """Return Σ_j T⁻¹[ỹ, j]·(−ln p_j): its mean over the label noise is the loss under the clean label.

    Unbiased, at the price of variance: T⁻¹ has negative entries, so single losses can be negative without bound.

    Parameters
    ----------
    logits, target, transition, sample_weight, ignore_index, reduction, axis
        As for `forward_corrected_with_logits`; T must be invertible.

    Returns
    -------
    ndarray or scalar
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
    rows, t = _noisy(logits, target, transition, sample_weight, ignore_index, reduction, axis)
    return rows.reduced(_mixed_surprise(_coefficients(rows, t), rows.z))


def backward_corrected_with_logits_grad(
    logits: ArrayLike,
    target: ArrayLike,
    transition: ArrayLike,
    *,
    sample_weight: ArrayLike | None = None,
    ignore_index: int | None = None,
    reduction: str = "mean",
    axis: int = -1,
) -> Floats:
    """Return p·Σ_j T⁻¹[ỹ, j] − T⁻¹[ỹ, ·]; that sum is 1.

    It is formed as p_k·Σ_{j≠k} T⁻¹[ỹ, j] − T⁻¹[ỹ, k]·(1 − p_k), which survives where p_k rounds to 1.

    Parameters
    ----------
    logits, target, transition, sample_weight, ignore_index, reduction, axis
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
    rows, t = _noisy(logits, target, transition, sample_weight, ignore_index, reduction, axis)
    return rows.reduced_grad(prediction_minus_truth(*softmax_and_complement(rows.z), _coefficients(rows, t)))


def _noisy(
    logits: ArrayLike,
    target: ArrayLike,
    transition: ArrayLike,
    sample_weight: ArrayLike | None,
    ignore_index: int | None,
    reduction: str,
    axis: int,
) -> tuple[Rows, NDArray[np.float64]]:
    """Return the rows, with their labels, and T."""
    rows = class_rows(
        logits,
        target,
        sample_weight=sample_weight,
        ignore_index=ignore_index,
        reduction=reduction,
        axis=axis,
        soft=False,
    )
    t, classes = as_distribution("transition", transition), rows.z.shape[-1]
    if t.shape != (classes, classes):
        raise ValueError(f"transition has shape {t.shape}; {classes} classes need ({classes}, {classes})")
    return rows, t.astype(np.float64)


def _seen_as(rows: Rows, t: NDArray[np.float64]) -> Floats:
    """Return ln T[·, ỹ] for every row."""
    with np.errstate(divide="ignore"):
        return np.log(t.T[rows.indices]).astype(rows.z.dtype)


def _belief(rows: Rows, t: NDArray[np.float64]) -> tuple[Floats, Floats]:
    """Return r ∝ p·T[·, ỹ] and 1 − r; from ln p, because z + ln T would lose T under a large common offset."""
    joint = log_softmax(rows.z) + _seen_as(rows, t)
    barred = np.isneginf(joint).all(-1)
    if rows.w is not None and (rows.w == 0).any():
        barred &= rows.w > 0
        joint[rows.w == 0] = 0
    if barred.any():
        raise ValueError(
            f"no open class can have produced the label {rows.indices[barred][0]} of {int(barred.sum())} row(s): "
            "transition gives it probability 0 there; unmask a class, or give the flip a rate above 0"
        )
    return softmax_and_complement(joint)


def _coefficients(rows: Rows, t: NDArray[np.float64]) -> Floats:
    """Return T⁻¹[ỹ, ·] for every row."""
    if np.linalg.matrix_rank(t) < len(t):
        raise ValueError(
            f"transition is singular, so labels cannot be unmixed: {t.tolist()}; use the forward correction"
        )
    mix: Floats = np.linalg.inv(t).astype(rows.z.dtype)[rows.indices]
    masked = np.isneginf(rows.z)
    unclear = (masked & (mix > 0)).any(-1) & (masked & (mix < 0)).any(-1)
    if unclear.any():
        raise ValueError(
            f"logits mask classes whose infinite losses enter {int(unclear.sum())} row(s) with both signs, and ∞ − ∞ "
            f"has no value (label {rows.indices[unclear][0]}); leave these classes open, or use the forward correction"
        )
    return mix


def _mixed_surprise(mix: Floats, z: Floats) -> Floats:
    """Return −Σ_k mix_k·ln p_k, whose terms have both signs: −ln p_k = (m − z_k) + ln(1 + rest).

    The gaps m − z_k are summed at 2⁻³² of their size: two that are too large for the format may differ by one that is
    not.
    """
    small = z.dtype.type(2.0**-32)
    m, _, _, rest = peak(z)
    gaps = times(mix, m * small - z * small).sum(-1)
    with np.errstate(over="ignore"):
        mixed: Floats = gaps / small + mix.sum(-1) * np.log1p(rest[:, 0])
    return mixed
