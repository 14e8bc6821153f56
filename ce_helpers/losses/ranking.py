"""Cross-entropy over candidates: contrastive learning, ranking and preferences, each beside its gradient."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from ..activations import sigmoid, softmax, softplus
from ..activations.exponentials import tempered
from ..validate import as_floats, positive, same_shape
from ._common import Floats, floating, reduced, reduced_grad
from .categorical import cross_entropy_with_logits, cross_entropy_with_logits_grad
from .classes import rows_of_scores

__all__ = [
    "dpo_loss",
    "dpo_loss_grad",
    "info_nce_loss",
    "info_nce_loss_grad",
    "listnet_loss",
    "listnet_loss_grad",
]


def info_nce_loss(
    similarity: ArrayLike, *, temperature: float = 1.0, symmetric: bool = False, reduction: str = "mean"
) -> Floats:
    """Return −ln softmax(s_i/T)_i: of N candidates, query i must pick its own, the i-th.

    The bound on mutual information that it gives, ln N − loss, can never exceed ln N.

    Parameters
    ----------
    similarity : array_like, shape (N, M) with M ≥ N
        Row i scores query i against every candidate; its match is column i, columns beyond N are more negatives.
    temperature : float
        T > 0.
    symmetric : bool
        Whether each candidate must also pick its query, down its column; the loss is then the mean of the two (as in
        CLIP), and the matrix square.
    reduction : {"mean", "sum", "none"}
        What to return of the N losses.

    Returns
    -------
    ndarray or scalar
        One number, or one per query for "none". Nats.

    Raises
    ------
    ValueError
        If `similarity` is no such matrix, holds NaN or +∞, or T is not positive.

    References
    ----------
    van den Oord, Li & Vinyals (2018); Poole et al. (2019); symmetric: Radford et al. (2021). Chapter 20.

    Examples
    --------
    >>> import numpy as np
    >>> print(f"{info_nce_loss(np.zeros((8, 8))):.6f}")  # no information: ln 8
    2.079442
    """
    s = _matches(similarity, symmetric)
    cost = cross_entropy_with_logits(tempered(s, temperature, 1), np.arange(len(s)), reduction=reduction)
    if not symmetric:
        return cost
    back = cross_entropy_with_logits(tempered(s, temperature, 0), np.arange(len(s)), reduction=reduction, axis=0)
    return (cost + back) / 2


def info_nce_loss_grad(
    similarity: ArrayLike, *, temperature: float = 1.0, symmetric: bool = False, reduction: str = "mean"
) -> Floats:
    """Return (softmax(s_i/T)_j − [i = j]) / T: the match is pulled, each negative pushed by its probability.

    Parameters
    ----------
    similarity, temperature, symmetric, reduction
        As for `info_nce_loss`.

    Returns
    -------
    ndarray, shape (N, M)
        Gradient in the similarities. A symmetric loss reads a row and a column: for "none" this is then the gradient of
        the sum of the losses.

    Raises
    ------
    ValueError
        As `info_nce_loss`.

    References
    ----------
    Chapter 20.

    Examples
    --------
    >>> print(info_nce_loss_grad([[0.0, 0.0], [0.0, 0.0]], reduction="sum"))
    [[-0.5  0.5]
     [ 0.5 -0.5]]
    """
    s = _matches(similarity, symmetric)
    grad = cross_entropy_with_logits_grad(tempered(s, temperature, 1), np.arange(len(s)), reduction=reduction)
    if symmetric:
        cooled = tempered(s, temperature, 0)
        grad = (grad + cross_entropy_with_logits_grad(cooled, np.arange(len(s)), reduction=reduction, axis=0)) / 2
    with np.errstate(over="ignore"):
        return grad / s.dtype.type(temperature)


def _matches(similarity: ArrayLike, symmetric: bool) -> Floats:
    """Return the checked scores; `tempered` then takes off a constant before its division could round it away."""
    s = rows_of_scores("similarity", similarity)
    if s.ndim != 2 or s.shape[0] > s.shape[1]:
        raise ValueError(f"similarity has shape {s.shape}; N queries need an (N, M) matrix with M ≥ N candidates")
    if s.shape[1] == 1:
        raise ValueError(
            "similarity has shape (1, 1), and a single candidate is always right; give the query a negative, or leave "
            "out a batch of one"
        )
    if symmetric and s.shape[0] != s.shape[1]:
        raise ValueError(f"similarity has shape {s.shape}; for a symmetric loss each candidate needs its own query")
    return s


def listnet_loss(scores: ArrayLike, relevance: ArrayLike, *, reduction: str = "mean") -> Floats:
    """Return −Σ_k softmax(r)_k·ln softmax(s)_k: which item comes first, by relevance and by score.

    Parameters
    ----------
    scores : array_like, shape (..., K)
        The model's scores of the K items of a list.
    relevance : array_like, shape (..., K)
        How relevant each item is; −∞ marks padding, which is no item of the list, whatever its score.
    reduction : {"mean", "sum", "none"}
        "mean" divides by the number of lists.

    Returns
    -------
    ndarray or scalar
        One number, or one per list for "none". Nats; least, but not 0, where the scores equal the relevances up to a
        constant.

    Raises
    ------
    ValueError
        If a value is NaN or +∞, a row is masked entirely, or shapes differ.

    References
    ----------
    Cao et al. (2007), top-one probabilities; Chapter 18.

    Examples
    --------
    >>> right, wrong = listnet_loss([2.0, 1.0, 0.0], [2, 1, 0]), listnet_loss([0.0, 1.0, 2.0], [2, 1, 0])
    >>> print(f"{right:.6f} {wrong:.6f}")
    0.832396 1.982816
    """
    s, t = _lists(scores, relevance)
    return cross_entropy_with_logits(s, t, reduction=reduction)


def listnet_loss_grad(scores: ArrayLike, relevance: ArrayLike, *, reduction: str = "mean") -> Floats:
    """Return softmax(s) − softmax(r), the gradient in the scores.

    Parameters
    ----------
    scores, relevance, reduction
        As for `listnet_loss`.

    Returns
    -------
    ndarray, shape (..., K)
        Gradient in the shape of `scores`.

    Raises
    ------
    ValueError
        As `listnet_loss`.

    References
    ----------
    Cao et al. (2007); Chapter 18.

    Examples
    --------
    >>> print(listnet_loss_grad([0.0, 0.0], [0, 0]))
    [0. 0.]
    """
    s, t = _lists(scores, relevance)
    return cross_entropy_with_logits_grad(s, t, reduction=reduction)


def _lists(scores: ArrayLike, relevance: ArrayLike) -> tuple[Floats, Floats]:
    """Return the scores, with padded items masked, and the probabilities of coming first by relevance."""
    s, r = floating("scores", scores), rows_of_scores("relevance", relevance)
    same_shape(scores=s, relevance=r)
    if s.shape[-1] == 1:
        raise ValueError(
            f"scores of shape {s.shape} are of one item a list, which is always first; leave such lists out"
        )
    s = rows_of_scores("scores", np.where(np.isneginf(r), -math.inf, s).astype(s.dtype))
    return s, softmax(r.astype(s.dtype, copy=False))


def dpo_loss(
    chosen: ArrayLike,
    rejected: ArrayLike,
    reference_chosen: ArrayLike,
    reference_rejected: ArrayLike,
    *,
    beta: float = 0.1,
    reduction: str = "mean",
) -> Floats:
    """Return −ln σ(β·h) with h = (ln π_w − ln ρ_w) − (ln π_l − ln ρ_l): binary cross-entropy on a preference.

    The differences are taken in this order, which rounds nothing while the policy is near its reference; what is
    rounded elsewhere is put right.

    Parameters
    ----------
    chosen, rejected : array_like
        Log-probabilities that the policy π gives to the preferred answer w and to the other, l (nats).
    reference_chosen, reference_rejected : array_like
        The same under the reference ρ. All four have one shape.
    beta : float
        β > 0, how dearly the policy pays for leaving the reference.
    reduction : {"mean", "sum", "none"}
        What to return of the losses.

    Returns
    -------
    ndarray or scalar
        One number, or one per pair for "none". Nats; ln 2 while the policy still is the reference.

    Raises
    ------
    ValueError
        If a log-probability is not finite, shapes differ, or β is not positive.

    References
    ----------
    Rafailov et al. (2023); Chapter 18.

    Examples
    --------
    >>> print(f"{dpo_loss(-3.0, -5.0, -3.0, -5.0):.6f}")
    0.693147
    """
    return reduced(softplus(-_preference(chosen, rejected, reference_chosen, reference_rejected, beta)), reduction)


def dpo_loss_grad(
    chosen: ArrayLike,
    rejected: ArrayLike,
    reference_chosen: ArrayLike,
    reference_rejected: ArrayLike,
    *,
    beta: float = 0.1,
    reduction: str = "mean",
) -> tuple[Floats, Floats]:
    """Return the gradients in `chosen` and in `rejected`, −β·σ(−β·h) and +β·σ(−β·h).

    Parameters
    ----------
    chosen, rejected, reference_chosen, reference_rejected, beta, reduction
        As for `dpo_loss`.

    Returns
    -------
    tuple of ndarray
        Two gradients, in the shape of the inputs: unlike the other losses this one has two arguments that learn.

    Raises
    ------
    ValueError
        As `dpo_loss`.

    References
    ----------
    Rafailov et al. (2023); Chapter 18.

    Examples
    --------
    >>> print(*dpo_loss_grad(-3.0, -5.0, -3.0, -5.0))
    -0.05 0.05
    """
    h = _preference(chosen, rejected, reference_chosen, reference_rejected, beta)
    pull = reduced_grad(h.dtype.type(beta) * sigmoid(-h), reduction, h.size)
    return -pull, pull


def _preference(
    chosen: ArrayLike, rejected: ArrayLike, reference_chosen: ArrayLike, reference_rejected: ArrayLike, beta: float
) -> Floats:
    """Return β·h."""
    beta = positive("beta", beta, "0.1 is a usual value")
    names = ("chosen", "rejected", "reference_chosen", "reference_rejected")
    values = (chosen, rejected, reference_chosen, reference_rejected)
    logs = {name: as_floats(name, value) for name, value in zip(names, values, strict=True)}
    same_shape(**logs)
    for name, a in logs.items():
        if np.isinf(a).any():
            raise ValueError(f"{name} holds {a[np.isinf(a)][0]:g}; log-probabilities must be finite to be compared")
    w, l, ref_w, ref_l = logs.values()  # noqa: E741
    (up, up_lost), (down, down_lost) = _difference(w, ref_w), _difference(l, ref_l)
    h, lost = _difference(up, down)
    with np.errstate(over="ignore"):
        return (h + (lost + (up_lost - down_lost))) * h.dtype.type(beta)


def _difference(a: Floats, b: Floats) -> tuple[Floats, Floats]:
    """Return a − b as it is rounded, and what the rounding took away (Knuth's sum)."""
    with np.errstate(over="ignore", invalid="ignore"):
        d = a - b
        back = d - a
        lost = (a - (d - back)) - (b + back)
    return d, np.where(np.isfinite(lost), lost, 0)
