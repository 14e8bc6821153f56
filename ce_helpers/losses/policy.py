"""Losses of reinforcement learning: cross-entropy weighted by what came of an action, each beside its gradient."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ..validate import as_floats, number, same_shape
from ._common import Floats, reduced, reduced_grad
from .categorical import cross_entropy_with_logits, cross_entropy_with_logits_grad

__all__ = [
    "clipped_policy_loss",
    "clipped_policy_loss_grad",
    "policy_gradient_loss",
    "policy_gradient_loss_grad",
]


def policy_gradient_loss(
    logits: ArrayLike, action: ArrayLike, advantage: ArrayLike, *, reduction: str = "mean"
) -> Floats:
    """Return −A·ln π(a): the cross-entropy of the action taken, weighted by how much better it went than expected.

    The weight has a sign. For A < 0 the loss has no lower bound: it falls without end as π(a) → 0.

    Parameters
    ----------
    logits : array_like, shape (..., K)
        The policy's scores of K actions; π = softmax(logits).
    action : array_like of int, shape (...)
        The actions taken.
    advantage : array_like, shape (...)
        A, the return less a baseline; held fixed, no gradient flows through it.
    reduction : {"mean", "sum", "none"}
        What to return of the losses.

    Returns
    -------
    ndarray or scalar
        One number, or one per action for "none". Nats times the unit of the return.

    Raises
    ------
    ValueError
        As `cross_entropy_with_logits`, or if an advantage is not finite or shapes do not fit.

    References
    ----------
    Williams (1992); Chapter 18.

    Examples
    --------
    Of two actions the second was taken: praised, then blamed.

    >>> print(policy_gradient_loss([[0.0, 0.0], [0.0, 0.0]], [1, 1], [1.0, -1.0], reduction="none").round(6))
    [ 0.693147 -0.693147]
    """
    costs = cross_entropy_with_logits(logits, action, reduction="none")
    return reduced(_advantages(advantage, costs) * costs, reduction)


def policy_gradient_loss_grad(
    logits: ArrayLike, action: ArrayLike, advantage: ArrayLike, *, reduction: str = "mean"
) -> Floats:
    """Return the gradient in the scores, A·(π − e_a): cross-entropy's push, times the advantage.

    Parameters
    ----------
    logits, action, advantage, reduction
        As for `policy_gradient_loss`.

    Returns
    -------
    ndarray, shape (..., K)
        Gradient in the shape of `logits`.

    Raises
    ------
    ValueError
        As `policy_gradient_loss`.

    References
    ----------
    Williams (1992); Chapter 18.

    Examples
    --------
    >>> print(policy_gradient_loss_grad([0.0, 0.0], 1, -1.0))
    [-0.5  0.5]
    """
    pushes = cross_entropy_with_logits_grad(logits, action, reduction="none")
    weights = _advantages(advantage, pushes[..., 0])
    return reduced_grad(weights[..., None] * pushes, reduction, weights.size)


def clipped_policy_loss(
    logits: ArrayLike,
    action: ArrayLike,
    advantage: ArrayLike,
    old_log_prob: ArrayLike,
    *,
    clip: float = 0.2,
    reduction: str = "mean",
) -> Floats:
    """Return −min(r·A, clamp(r, 1 − ε, 1 + ε)·A) with r = π(a)/π_old(a): PPO's clipped surrogate.

    Moving π(a) further in the direction that A asks for gains nothing beyond the clip; moving it back costs in full.

    Parameters
    ----------
    logits, action, advantage, reduction
        As for `policy_gradient_loss`.
    old_log_prob : array_like, shape (...)
        ln π_old(a), nats: the log-probabilities under the policy that acted.
    clip : float
        ε in (0, 1).

    Returns
    -------
    ndarray or scalar
        One number, or one per action for "none". Units of the return: a ratio is no logarithm.

    Raises
    ------
    ValueError
        As `policy_gradient_loss`, or if a log-probability is above 0, or ε is not in (0, 1).

    References
    ----------
    Schulman et al. (2017); Chapter 18.

    Examples
    --------
    >>> print(clipped_policy_loss([0.0, 0.0], 1, 1.0, np.log(0.25)))  # r = 2, of which 1.2 count
    -1.2
    """
    ratio, a, low, high = _ratios(logits, action, advantage, old_log_prob, clip)
    return reduced(-np.minimum(ratio * a, np.clip(ratio, low, high) * a), reduction)


def clipped_policy_loss_grad(
    logits: ArrayLike,
    action: ArrayLike,
    advantage: ArrayLike,
    old_log_prob: ArrayLike,
    *,
    clip: float = 0.2,
    reduction: str = "mean",
) -> Floats:
    """Return the gradient in the scores: r·A·(π − e_a) where the clip does not hold, and 0 where it does.

    Parameters
    ----------
    logits, action, advantage, old_log_prob, clip, reduction
        As for `clipped_policy_loss`.

    Returns
    -------
    ndarray, shape (..., K)
        Gradient in the shape of `logits`.

    Raises
    ------
    ValueError
        As `clipped_policy_loss`.

    References
    ----------
    Schulman et al. (2017); Chapter 18.

    Examples
    --------
    >>> print(clipped_policy_loss_grad([0.0, 0.0], 1, 1.0, np.log([0.5])[0]))
    [ 0.5 -0.5]
    >>> print(clipped_policy_loss_grad([0.0, 0.0], 1, 1.0, np.log(0.25)) + 0.0)  # clipped
    [0. 0.]
    """
    ratio, a, low, high = _ratios(logits, action, advantage, old_log_prob, clip)
    free = np.where(a > 0, ratio < high, ratio > low)
    pushes = cross_entropy_with_logits_grad(logits, action, reduction="none")
    return reduced_grad(np.asarray(free * ratio * a)[..., None] * pushes, reduction, np.size(a))


def _advantages(advantage: ArrayLike, costs: Floats) -> Floats:
    a = as_floats("advantage", advantage).astype(np.asarray(costs).dtype, copy=False)
    if np.isinf(a).any():
        raise ValueError(f"advantage holds {a[np.isinf(a)][0]}; advantages are finite, look at the returns")
    same_shape(advantage=a, action=np.asarray(costs))
    return a


def _ratios(
    logits: ArrayLike, action: ArrayLike, advantage: ArrayLike, old_log_prob: ArrayLike, clip: float
) -> tuple[Floats, Floats, float, float]:
    """Return π(a)/π_old(a), the advantages, and the ends of the clip."""
    epsilon = number("clip", clip, 0, 1, "0.2 is a usual value")
    if not 0 < epsilon < 1:
        raise ValueError(f"clip = {clip!r} must lie between 0 and 1, both left out; 0.2 is a usual value")
    costs = np.asarray(cross_entropy_with_logits(logits, action, reduction="none"))
    a, old = _advantages(advantage, costs), as_floats("old_log_prob", old_log_prob)
    same_shape(old_log_prob=old, action=costs)
    if (old > 0).any():
        raise ValueError(f"old_log_prob holds {old[old > 0][0]:g}; pass ln π_old(a), which is not above 0")
    return np.exp(-costs - old), a, 1 - epsilon, 1 + epsilon
