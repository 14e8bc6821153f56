"""Cross-entropy for one yes-or-no question per score, each form beside its gradient.

Targets are 1 for yes and 0 for no, or a probability in between where the truth itself is uncertain. p = σ(z) is the
model's probability of a yes. All losses are in nats and take ``reduction`` "mean" (over all entries), "sum" or "none".
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ..activations import sigmoid, softplus
from ..fast import rows as fast
from ..validate import as_probabilities, plain
from ._common import Floats, check_reduction, times
from .entries import entries, sigmoid_in_parts

__all__ = [
    "binary_cross_entropy",
    "binary_cross_entropy_grad",
    "binary_cross_entropy_with_logits",
    "binary_cross_entropy_with_logits_and_grad",
    "binary_cross_entropy_with_logits_grad",
    "binary_cross_entropy_with_logits_hessian",
]


# --- cross-entropy from probabilities -------------------------------------------------------------------------------


def binary_cross_entropy(
    p: ArrayLike,
    y: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    pos_weight: ArrayLike | None = None,
    sample_weight: ArrayLike | None = None,
    label_smoothing: float = 0.0,
    reduction: str = "mean",
) -> Floats:
    """Return −[β·y·ln p + (1 − y)·ln(1 − p)], the cost in nats of having said p when y came.

    A certain and wrong prediction costs infinity: nothing is clipped (PyTorch stops at 100). What has weight 0 costs 0
    all the same. Where the scores are at hand, `binary_cross_entropy_with_logits` keeps more digits.

    Parameters
    ----------
    p : array_like
        Predicted probabilities of a yes.
    y : array_like
        Targets in [0, 1], in the shape of `p`.
    weight : array_like, optional
        Factor on each entry's loss (broadcast). The mean still divides by the number of entries, as PyTorch's does.
    pos_weight : array_like, optional
        β, a factor on the yes-branch alone (weighted cross-entropy, Chapter 13); 1 by default.
    sample_weight : array_like, optional
        Factor on each row's loss, in the shape of the first axes of the scores; the mean divides by the sum of these,
        as scikit-learn's does. What has weight 0 (or False) is not looked at.
    label_smoothing : float
        ε in [0, 1]: the target becomes (1 − ε)·y + ε/2.
    reduction : {"mean", "sum", "none"}
        What to return of the losses.

    Returns
    -------
    ndarray or scalar
        One number, or one per entry for "none". Nats.

    Raises
    ------
    ValueError
        If probabilities or targets leave [0, 1], shapes differ, or a weight is negative, or all weights are 0 and a
        mean is asked for.

    References
    ----------
    Chapter 6; the likelihood behind it: Chapter 10.

    Examples
    --------
    >>> print(f"{binary_cross_entropy(0.7, 1):.6f} {binary_cross_entropy(0.7, 0):.6f}")
    0.356675 1.203973
    >>> print(binary_cross_entropy(0.0, 1))  # not 100, not 34.5: the true cost
    inf
    """
    e = entries(
        p,
        y,
        weight=weight,
        pos_weight=pos_weight,
        sample_weight=sample_weight,
        label_smoothing=label_smoothing,
        reduction=reduction,
        names=("p", "y"),
        check=as_probabilities,
    )
    with np.errstate(divide="ignore"):
        return e.reduced(times(e.yes, -np.log(e.x)) + times(e.no, -np.log1p(-e.x)))


def binary_cross_entropy_grad(
    p: ArrayLike,
    y: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    pos_weight: ArrayLike | None = None,
    sample_weight: ArrayLike | None = None,
    label_smoothing: float = 0.0,
    reduction: str = "mean",
) -> Floats:
    """Return the gradient of `binary_cross_entropy` in p: (1 − y)/(1 − p) − β·y/p.

    At β = 1 this is (p − y) / (p·(1 − p)): the gradient in the *probability*, which explodes near 0 and 1. The one in
    the score is p − y (`binary_cross_entropy_with_logits_grad`).

    Parameters
    ----------
    p, y, weight, pos_weight, sample_weight, label_smoothing, reduction
        As for `binary_cross_entropy`.

    Returns
    -------
    ndarray or scalar
        Gradient in the shape of `p`; for "none", each entry is the slope of its own loss.

    Raises
    ------
    ValueError
        As `binary_cross_entropy`.

    References
    ----------
    Chapter 8.

    Examples
    --------
    >>> print(f"{binary_cross_entropy_grad(0.2, 1):.1f}")
    -5.0
    """
    e = entries(
        p,
        y,
        weight=weight,
        pos_weight=pos_weight,
        sample_weight=sample_weight,
        label_smoothing=label_smoothing,
        reduction=reduction,
        names=("p", "y"),
        check=as_probabilities,
    )
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        yes, no = np.where(e.yes > 0, -e.yes / e.x, 0), np.where(e.no > 0, e.no / (1 - e.x), 0)
        return e.reduced_grad(no + yes)


# --- cross-entropy from scores --------------------------------------------------------------------------------------


def binary_cross_entropy_with_logits(
    logits: ArrayLike,
    target: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    pos_weight: ArrayLike | None = None,
    sample_weight: ArrayLike | None = None,
    label_smoothing: float = 0.0,
    reduction: str = "mean",
) -> Floats:
    """Return β·y·softplus(−z) + (1 − y)·softplus(z), binary cross-entropy from the score z.

    Parameters
    ----------
    logits : array_like
        Scores z; σ(z) is the probability of a yes, so −∞ and +∞ stand for 0 and 1.
    target : array_like
        Targets y in [0, 1], in the shape of `logits`.
    weight : array_like, optional
        Factor on each entry's loss (broadcast). The mean still divides by the number of entries, as PyTorch's does.
    pos_weight : array_like, optional
        β, a factor on the yes-branch alone (broadcast); 1 by default.
    sample_weight : array_like, optional
        Factor on each row's loss, in the shape of the first axes of the scores; the mean divides by the sum of these,
        as scikit-learn's does. What has weight 0 (or False) is not looked at.
    label_smoothing : float
        ε in [0, 1]: the target becomes (1 − ε)·y + ε/2.
    reduction : {"mean", "sum", "none"}
        What to return of the losses.

    Returns
    -------
    ndarray or scalar
        One number, or one per entry for "none". Nats.

    Raises
    ------
    ValueError
        If a score is NaN, a target leaves [0, 1], shapes differ, or a weight is negative, or all weights are 0 and a
        mean is asked for.

    References
    ----------
    Chapters 6 and 7; pos_weight: Chapter 13.

    Examples
    --------
    >>> print(f"{binary_cross_entropy_with_logits(-1000.0, 1):.1f}")  # -ln(sigmoid(-1000)) is -ln 0
    1000.0
    >>> print(f"{binary_cross_entropy_with_logits(40.0, 1):.6e}")  # -ln(sigmoid(40)) is -ln 1
    4.248354e-18
    """
    options = (weight, pos_weight, sample_weight, label_smoothing or None)
    if (large := _in_blocks(logits, target, options, reduction, want_grad=False)) is not None:
        return large[0]
    e = entries(
        logits,
        target,
        weight=weight,
        pos_weight=pos_weight,
        sample_weight=sample_weight,
        label_smoothing=label_smoothing,
        reduction=reduction,
    )
    return e.reduced(times(e.yes, softplus(-e.x)) + times(e.no, softplus(e.x)))


def binary_cross_entropy_with_logits_grad(
    logits: ArrayLike,
    target: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    pos_weight: ArrayLike | None = None,
    sample_weight: ArrayLike | None = None,
    label_smoothing: float = 0.0,
    reduction: str = "mean",
) -> Floats:
    """Return the gradient in the score: (1 − y)·σ(z) − β·y·σ(−z), which at β = 1 is p − y.

    Written this way it keeps its digits where p − y would round to 0.

    Parameters
    ----------
    logits, target, weight, pos_weight, sample_weight, label_smoothing, reduction
        As for `binary_cross_entropy_with_logits`.

    Returns
    -------
    ndarray or scalar
        Gradient in the shape of `logits`; for "none", each entry is the slope of its own loss.

    Raises
    ------
    ValueError
        As `binary_cross_entropy_with_logits`.

    References
    ----------
    Chapter 8.

    Examples
    --------
    >>> print(f"{binary_cross_entropy_with_logits_grad(40.0, 1):.6e}")
    -4.248354e-18
    """
    options = (weight, pos_weight, sample_weight, label_smoothing or None)
    if (large := _in_blocks(logits, target, options, reduction, want_grad=True)) is not None:
        return large[1]
    e = entries(
        logits,
        target,
        weight=weight,
        pos_weight=pos_weight,
        sample_weight=sample_weight,
        label_smoothing=label_smoothing,
        reduction=reduction,
    )
    return e.reduced_grad(e.no * sigmoid(e.x) - e.yes * sigmoid(-e.x))


def binary_cross_entropy_with_logits_and_grad(
    logits: ArrayLike,
    target: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    pos_weight: ArrayLike | None = None,
    sample_weight: ArrayLike | None = None,
    label_smoothing: float = 0.0,
    reduction: str = "mean",
) -> tuple[Floats, Floats]:
    """Return the loss and its gradient from one evaluation of the exponential.

    Parameters
    ----------
    logits, target, weight, pos_weight, sample_weight, label_smoothing, reduction
        As for `binary_cross_entropy_with_logits`.

    Returns
    -------
    tuple of ndarray
        What `binary_cross_entropy_with_logits` and `binary_cross_entropy_with_logits_grad` return.

    Raises
    ------
    ValueError
        As `binary_cross_entropy_with_logits`.

    References
    ----------
    Chapter 8.

    Examples
    --------
    >>> loss, grad = binary_cross_entropy_with_logits_and_grad([0.0, 0.0], [1, 0])
    >>> print(f"{loss:.6f}", grad)
    0.693147 [-0.25  0.25]
    """
    options = (weight, pos_weight, sample_weight, label_smoothing or None)
    if (large := _in_blocks(logits, target, options, reduction, want_grad=True)) is not None:
        return large
    e = entries(
        logits,
        target,
        weight=weight,
        pos_weight=pos_weight,
        sample_weight=sample_weight,
        label_smoothing=label_smoothing,
        reduction=reduction,
    )
    p, q, cost_of_no, cost_of_yes = sigmoid_in_parts(e.x)
    return e.reduced(times(e.yes, cost_of_yes) + times(e.no, cost_of_no)), e.reduced_grad(e.no * p - e.yes * q)


def binary_cross_entropy_with_logits_hessian(
    logits: ArrayLike,
    target: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    pos_weight: ArrayLike | None = None,
    sample_weight: ArrayLike | None = None,
    label_smoothing: float = 0.0,
    reduction: str = "mean",
) -> Floats:
    """Return the second derivative in each score, (βy + 1 − y)·σ(z)·σ(−z): never negative, so the loss is convex.

    Entries do not interact, so this is the diagonal of the Hessian; the rest is 0.

    Parameters
    ----------
    logits, target, weight, pos_weight, sample_weight, label_smoothing, reduction
        As for `binary_cross_entropy_with_logits`.

    Returns
    -------
    ndarray or scalar
        Second derivatives in the shape of `logits`.

    Raises
    ------
    ValueError
        As `binary_cross_entropy_with_logits`.

    References
    ----------
    Chapters 8 and 9.

    Examples
    --------
    >>> print(binary_cross_entropy_with_logits_hessian(0.0, 1))
    0.25
    """
    e = entries(
        logits,
        target,
        weight=weight,
        pos_weight=pos_weight,
        sample_weight=sample_weight,
        label_smoothing=label_smoothing,
        reduction=reduction,
    )
    return e.reduced_grad((e.yes + e.no) * sigmoid(e.x) * sigmoid(-e.x))


def _in_blocks(
    logits: ArrayLike, target: ArrayLike, options: tuple[object, ...], reduction: str, want_grad: bool
) -> tuple[Floats, Floats] | None:
    """Return loss and gradient of many finite scores; None where the plain body is as good, or must speak."""
    check_reduction(reduction)
    z, y = plain("logits", logits), plain("target", target)
    usable = z.shape == y.shape and y.dtype.kind in "fiub" and fast.worthwhile(z)
    if not usable or any(option is not None for option in options):
        return None
    each, mean = reduction == "none", reduction == "mean"
    found = fast.binary_entries(z.ravel(), y.ravel(), 1 / z.size if mean else 1, each, want_grad)
    if found is None:
        return None
    losses, total, grads = found
    with np.errstate(over="ignore"):
        one: Any = z.dtype.type(total / z.size if mean else total)
    return losses.reshape(z.shape) if each else one, grads.reshape(z.shape) if want_grad else grads
