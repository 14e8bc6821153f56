"""Losses for one yes-or-no question per score, each beside its gradient.

Targets are 1 for yes and 0 for no, or a probability in between where the truth itself is uncertain. p = σ(z) is the
model's probability of a yes. All losses are in nats and take ``reduction`` "mean" (over all entries), "sum" or "none".
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ..fast import rows
from ..validate import as_probabilities, plain, same_shape
from ._common import (
    Floats,
    as_weights,
    check_reduction,
    focusing,
    one_number,
    reduced,
    reduced_grad,
    scores_and_binary,
)

__all__ = [
    "binary_cross_entropy",
    "binary_cross_entropy_grad",
    "binary_cross_entropy_with_logits",
    "binary_cross_entropy_with_logits_and_grad",
    "binary_cross_entropy_with_logits_grad",
    "binary_cross_entropy_with_logits_hessian",
    "focal_loss_with_logits",
    "focal_loss_with_logits_grad",
    "hinge_loss",
    "hinge_loss_grad",
    "squared_error_with_logits",
    "squared_error_with_logits_grad",
]


# --- cross-entropy from probabilities -------------------------------------------------------------------------------


def binary_cross_entropy(
    p: ArrayLike,
    y: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    pos_weight: ArrayLike | None = None,
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
        Factor on each entry's loss. The mean still divides by the number of entries, as PyTorch's does.
    pos_weight : array_like, optional
        β, a factor on the yes-branch alone (weighted cross-entropy, Chapter 13); 1 by default.
    reduction : {"mean", "sum", "none"}
        What to return of the losses.

    Returns
    -------
    ndarray
        One number, or one per entry for "none". Nats.

    Raises
    ------
    ValueError
        If probabilities or targets leave [0, 1], shapes differ, or a weight is negative.

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
    p, y, w, beta = _probabilities(p, y, weight, pos_weight)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        yes = np.where((y > 0) & (beta > 0), -beta * y * np.log(p), 0)
        no = np.where(y < 1, -(1 - y) * np.log1p(-p), 0)
        return reduced(np.where(w > 0, w * (yes + no), 0), reduction)


def binary_cross_entropy_grad(
    p: ArrayLike,
    y: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    pos_weight: ArrayLike | None = None,
    reduction: str = "mean",
) -> Floats:
    """Return the gradient of `binary_cross_entropy` in p: (1 − y)/(1 − p) − β·y/p.

    At β = 1 this is (p − y) / (p·(1 − p)): the gradient in the *probability*, which explodes near 0 and 1. The one in
    the score is p − y (`binary_cross_entropy_with_logits_grad`).

    Parameters
    ----------
    p, y, weight, pos_weight, reduction
        As for `binary_cross_entropy`.

    Returns
    -------
    ndarray
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
    p, y, w, beta = _probabilities(p, y, weight, pos_weight)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        yes = np.where((y > 0) & (beta > 0), -beta * y / p, 0)
        no = np.where(y < 1, (1 - y) / (1 - p), 0)
        return reduced_grad(np.where(w > 0, w * (yes + no), 0), reduction, p.size)


def _probabilities(
    p: ArrayLike, y: ArrayLike, weight: ArrayLike | None, pos_weight: ArrayLike | None
) -> tuple[Floats, Floats, Floats, Floats]:
    p = as_probabilities("p", p)
    y = as_probabilities("y", y).astype(p.dtype, copy=False)
    same_shape(p=p, y=y)
    return p, y, as_weights("weight", weight, p.shape, p.dtype), as_weights("pos_weight", pos_weight, p.shape, p.dtype)


# --- cross-entropy from scores --------------------------------------------------------------------------------------


def binary_cross_entropy_with_logits(
    logits: ArrayLike,
    target: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    pos_weight: ArrayLike | None = None,
    reduction: str = "mean",
) -> Floats:
    """Return β·y·softplus(−z) + (1 − y)·softplus(z), binary cross-entropy from the score z.

    Parameters
    ----------
    logits : array_like
        Scores z; σ(z) is the probability of a yes.
    target : array_like
        Targets y in [0, 1], in the shape of `logits`.
    weight : array_like, optional
        Factor on each entry's loss (broadcast). The mean still divides by the number of entries, as PyTorch's does.
    pos_weight : array_like, optional
        β, a factor on the yes-branch alone (broadcast); 1 by default.
    reduction : {"mean", "sum", "none"}
        What to return of the losses.

    Returns
    -------
    ndarray
        One number, or one per entry for "none". Nats.

    Raises
    ------
    ValueError
        If a score is not finite, a target leaves [0, 1], shapes differ, or a weight is negative.

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
    return _binary_ce(logits, target, weight, pos_weight, reduction, want_grad=False)[0]


def binary_cross_entropy_with_logits_grad(
    logits: ArrayLike,
    target: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    pos_weight: ArrayLike | None = None,
    reduction: str = "mean",
) -> Floats:
    """Return the gradient in the score: (1 − y)·σ(z) − β·y·σ(−z), which at β = 1 is p − y.

    Written this way it keeps its digits where p − y would round to 0.

    Parameters
    ----------
    logits, target, weight, pos_weight, reduction
        As for `binary_cross_entropy_with_logits`.

    Returns
    -------
    ndarray
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
    return _binary_ce(logits, target, weight, pos_weight, reduction, want_grad=True)[1]


def binary_cross_entropy_with_logits_and_grad(
    logits: ArrayLike,
    target: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    pos_weight: ArrayLike | None = None,
    reduction: str = "mean",
) -> tuple[Floats, Floats]:
    """Return the loss and its gradient from one evaluation of the exponential.

    Parameters
    ----------
    logits, target, weight, pos_weight, reduction
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
    return _binary_ce(logits, target, weight, pos_weight, reduction, want_grad=True)


def binary_cross_entropy_with_logits_hessian(
    logits: ArrayLike,
    target: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    pos_weight: ArrayLike | None = None,
    reduction: str = "mean",
) -> Floats:
    """Return the second derivative in each score, (βy + 1 − y)·σ(z)·σ(−z): never negative, so the loss is convex.

    Entries do not interact, so this is the diagonal of the Hessian; the rest is 0.

    Parameters
    ----------
    logits, target, weight, pos_weight, reduction
        As for `binary_cross_entropy_with_logits`.

    Returns
    -------
    ndarray
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
    z, y = scores_and_binary(logits, target)
    w, beta = (as_weights("weight", weight, z.shape, z.dtype), as_weights("pos_weight", pos_weight, z.shape, z.dtype))
    p, q = _sigmoids(z)
    return reduced_grad(w * (beta * y + (1 - y)) * p * q, reduction, z.size)


def _binary_ce(
    logits: ArrayLike,
    target: ArrayLike,
    weight: ArrayLike | None,
    pos_weight: ArrayLike | None,
    reduction: str,
    want_grad: bool,
) -> tuple[Floats, Floats]:
    """Return loss and gradient; without `want_grad` the second is of no meaning."""
    check_reduction(reduction)
    z, y = plain("logits", logits), plain("target", target)
    if weight is None and pos_weight is None and rows.worthwhile(z) and z.shape == y.shape and y.dtype.kind in "fiub":
        each, mean = reduction == "none", reduction == "mean"
        losses, total, grads = rows.binary_entries(
            z.ravel(), y.ravel(), 1 / z.size if mean else 1, each, want_grad, scores_and_binary
        )
        loss = losses.reshape(z.shape) if each else z.dtype.type(total / z.size if mean else total)
        return loss, grads.reshape(z.shape) if want_grad else grads
    z, y = scores_and_binary(z, y)
    w, beta = (as_weights("weight", weight, z.shape, z.dtype), as_weights("pos_weight", pos_weight, z.shape, z.dtype))
    losses, grads = _entries_of_scores(z, y, beta)
    with np.errstate(over="ignore"):
        return reduced(w * losses, reduction), reduced_grad(w * grads, reduction, z.size)


def _entries_of_scores(z: Floats, y: Floats, beta: Floats | float) -> tuple[Floats, Floats]:
    """Return the loss of every entry and its slope: β·y·softplus(−z) + (1 − y)·softplus(z), (1 − y)·p − β·y·q."""
    e = np.exp(-np.abs(z))
    p, q = _sigmoids(z, e)
    near_0 = np.log1p(e)
    losses = beta * y * (np.maximum(-z, 0) + near_0) + (1 - y) * (np.maximum(z, 0) + near_0)
    return losses, (1 - y) * p - beta * y * q


def _sigmoids(z: Floats, e: Floats | None = None) -> tuple[Floats, Floats]:
    """Return σ(z) and σ(−z) = 1 − σ(z), both to full precision; `e` is exp(−|z|), if it is known."""
    e = np.exp(-np.abs(z)) if e is None else e
    large, small = 1 / (1 + e), e / (1 + e)
    return np.where(z >= 0, large, small), np.where(z >= 0, small, large)


# --- squared error --------------------------------------------------------------------------------------------------


def squared_error_with_logits(logits: ArrayLike, target: ArrayLike, *, reduction: str = "mean") -> Floats:
    """Return (σ(z) − y)², squared error through a sigmoid (without the ½ that some books put in front).

    It never exceeds 1, however wrong and however sure the model is, and it is not convex in z.

    Parameters
    ----------
    logits : array_like
        Scores z.
    target : array_like
        Targets y in [0, 1], in the shape of `logits`.
    reduction : {"mean", "sum", "none"}
        What to return of the losses.

    Returns
    -------
    ndarray
        One number, or one per entry for "none". A squared probability, not nats.

    Raises
    ------
    ValueError
        If a score is not finite, a target leaves [0, 1], or shapes differ.

    References
    ----------
    Chapter 9; as a scoring rule: Brier (1950), Chapter 11.

    Examples
    --------
    >>> print(f"{squared_error_with_logits(0.0, 1):.2f} {squared_error_with_logits(-6.0, 1):.4f}")
    0.25 0.9951
    """
    z, y = scores_and_binary(logits, target)
    p, q = _sigmoids(z)
    return reduced(((1 - y) * p - y * q) ** 2, reduction)


def squared_error_with_logits_grad(logits: ArrayLike, target: ArrayLike, *, reduction: str = "mean") -> Floats:
    """Return the gradient in the score, 2·(p − y)·p·(1 − p): the last two factors are what makes learning stall.

    Parameters
    ----------
    logits, target, reduction
        As for `squared_error_with_logits`.

    Returns
    -------
    ndarray
        Gradient in the shape of `logits`.

    Raises
    ------
    ValueError
        As `squared_error_with_logits`.

    References
    ----------
    Chapter 9.

    Examples
    --------
    >>> stalled, awake = (f(-10.0, 1) for f in (squared_error_with_logits_grad, binary_cross_entropy_with_logits_grad))
    >>> print(f"{stalled:.6e} {awake:.6f}")  # sure, wrong, and hardly moved; cross-entropy moves
    -9.078749e-05 -0.999955
    """
    z, y = scores_and_binary(logits, target)
    p, q = _sigmoids(z)
    return reduced_grad(2 * ((1 - y) * p - y * q) * p * q, reduction, z.size)


# --- hinge ----------------------------------------------------------------------------------------------------------


def hinge_loss(logits: ArrayLike, target: ArrayLike, *, reduction: str = "mean") -> Floats:
    """Return max(0, 1 − s·z) with s = +1 for a yes and −1 for a no: no cost beyond a margin of 1.

    Parameters
    ----------
    logits : array_like
        Scores z; here they are margins, not log-odds.
    target : array_like
        Targets 0 or 1, in the shape of `logits`; labels −1 and +1 become (y + 1)/2.
    reduction : {"mean", "sum", "none"}
        What to return of the losses.

    Returns
    -------
    ndarray
        One number, or one per entry for "none". Units of the score.

    Raises
    ------
    ValueError
        If a score is not finite, a target is neither 0 nor 1, or shapes differ.

    References
    ----------
    Cortes & Vapnik (1995); Chapter 9.

    Examples
    --------
    >>> print(hinge_loss([2.0, 0.5, -1.0], [1, 1, 1], reduction="none"))  # right, right within the margin, wrong
    [0.  0.5 2. ]
    """
    z, s = _signs(logits, target)
    return reduced(np.maximum(0, 1 - s * z), reduction)


def hinge_loss_grad(logits: ArrayLike, target: ArrayLike, *, reduction: str = "mean") -> Floats:
    """Return the gradient in the score: −s inside the margin, 0 beyond it (and 0 at the kink, a subgradient).

    Parameters
    ----------
    logits, target, reduction
        As for `hinge_loss`.

    Returns
    -------
    ndarray
        Gradient in the shape of `logits`.

    Raises
    ------
    ValueError
        As `hinge_loss`.

    References
    ----------
    Chapter 9.

    Examples
    --------
    >>> print(hinge_loss_grad([2.0, 0.5, -1.0], [1, 1, 1], reduction="none"))
    [ 0. -1. -1.]
    """
    z, s = _signs(logits, target)
    return reduced_grad(np.where(s * z < 1, -s, z.dtype.type(0)), reduction, z.size)


def _signs(logits: ArrayLike, target: ArrayLike) -> tuple[Floats, Floats]:
    y = plain("target", target)
    if y.size and not np.isin(y, (0, 1)).all():
        odd = y[~np.isin(y, (0, 1))][0]
        raise ValueError(f"target holds {odd}; hinge loss takes 0 and 1; turn −1, +1 into (y+1)/2")
    z, y = scores_and_binary(logits, y)
    return z, 2 * y - 1


# --- focal ----------------------------------------------------------------------------------------------------------


def focal_loss_with_logits(
    logits: ArrayLike, target: ArrayLike, *, gamma: float = 2.0, alpha: float | None = None, reduction: str = "mean"
) -> Floats:
    """Return −α_t·(1 − p_t)^γ·ln p_t, cross-entropy turned down where the model is already right.

    p_t is the probability given to what came. γ = 0 without α is binary cross-entropy. A target between 0 and 1 takes
    the average of the two branches. The minimiser is *not* the true probability (Chapter 13 inverts the map).

    Parameters
    ----------
    logits : array_like
        Scores z.
    target : array_like
        Targets y in [0, 1], in the shape of `logits`.
    gamma : float
        γ ≥ 0, how fast easy examples fade.
    alpha : float, optional
        Weight α of the yes-branch, with 1 − α for the no-branch; no weights by default.
    reduction : {"mean", "sum", "none"}
        What to return of the losses.

    Returns
    -------
    ndarray
        One number, or one per entry for "none". Weighted nats.

    Raises
    ------
    ValueError
        As `binary_cross_entropy_with_logits`, or if γ is negative or α leaves [0, 1].

    References
    ----------
    Lin et al. (2017); Charoenphakdee et al. (2021); Chapter 13.

    Examples
    --------
    >>> print(f"{focal_loss_with_logits(0.0, 1):.6f}")  # ln 2 / 4
    0.173287
    """
    z, y, gamma, yes, no = _focal(logits, target, gamma, alpha)
    p, q = _sigmoids(z)
    near_0 = np.log1p(np.exp(-np.abs(z)))
    when_yes = q**gamma * (np.maximum(-z, 0) + near_0)
    when_no = p**gamma * (np.maximum(z, 0) + near_0)
    return reduced(yes * y * when_yes + no * (1 - y) * when_no, reduction)


def focal_loss_with_logits_grad(
    logits: ArrayLike, target: ArrayLike, *, gamma: float = 2.0, alpha: float | None = None, reduction: str = "mean"
) -> Floats:
    """Return the gradient in the score; for a yes it is −α·(1 − p)^γ·(1 − p − γ·p·ln p).

    For a no, p and 1 − p change places and so does the sign.

    Parameters
    ----------
    logits, target, gamma, alpha, reduction
        As for `focal_loss_with_logits`.

    Returns
    -------
    ndarray
        Gradient in the shape of `logits`.

    Raises
    ------
    ValueError
        As `focal_loss_with_logits`.

    References
    ----------
    Chapter 13.

    Examples
    --------
    >>> print(f"{focal_loss_with_logits_grad(0.0, 1, gamma=0.0):.2f} {focal_loss_with_logits_grad(0.0, 1):.6f}")
    -0.50 -0.298287
    """
    z, y, gamma, yes, no = _focal(logits, target, gamma, alpha)
    p, q = _sigmoids(z)
    near_0 = np.log1p(np.exp(-np.abs(z)))
    when_yes = -(q**gamma) * (q + gamma * p * (np.maximum(-z, 0) + near_0))
    when_no = p**gamma * (p + gamma * q * (np.maximum(z, 0) + near_0))
    return reduced_grad(yes * y * when_yes + no * (1 - y) * when_no, reduction, z.size)


def _focal(
    logits: ArrayLike, target: ArrayLike, gamma: float, alpha: float | None
) -> tuple[Floats, Floats, float, float, float]:
    z, y = scores_and_binary(logits, target)
    gamma = focusing(gamma)
    if alpha is None:
        return z, y, gamma, 1.0, 1.0
    told = "must lie between 0 and 1; it weights yes by alpha and no by 1 − alpha"
    alpha = one_number("alpha", alpha, lambda number: 0 <= number <= 1, told)
    return z, y, gamma, alpha, 1 - alpha
