"""Where probabilities come from and what information is measured in: odds, counts and units (Chapter 1)."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .. import validate as check

__all__ = [
    "convert_units",
    "from_counts",
    "from_odds",
    "odds",
]

Floats = NDArray[np.floating[Any]]


_NATS_PER = {"nats": 1.0, "bits": math.log(2), "bans": math.log(10), "decibans": math.log(10) / 10}


def odds(p: ArrayLike) -> Floats:
    """Return the odds p/(1 − p) of an event.

    Parameters
    ----------
    p : array_like
        Probabilities, any shape.

    Returns
    -------
    ndarray or scalar
        Odds from 0 to ∞, shaped as `p`. Their logarithm, the log-odds, is the surprise of "not" less that of "yes".

    Raises
    ------
    ValueError
        If an entry is NaN or outside [0, 1], or `p` is empty.

    References
    ----------
    Good, I. J., *Probability and the Weighing of Evidence*, 1950. Used in Chapter 1.

    Examples
    --------
    >>> print(odds([0.5, 0.75, 1.0]))
    [ 1.  3. inf]
    """
    p = check.as_probabilities("p", p)
    with np.errstate(divide="ignore"):
        return p / (1 - p)


def from_odds(o: ArrayLike) -> Floats:
    """Return the probability o/(1 + o) that belongs to the odds `o`; the inverse of `odds`.

    Parameters
    ----------
    o : array_like
        Odds from 0 to ∞, any shape.

    Returns
    -------
    ndarray or scalar
        Probabilities, shaped as `o`.

    Raises
    ------
    ValueError
        If an entry is NaN or negative, or `o` is empty.

    References
    ----------
    Good, I. J., *Probability and the Weighing of Evidence*, 1950. Used in Chapter 1.

    Examples
    --------
    >>> print(from_odds([1, 3, float("inf")]))
    [0.5  0.75 1.  ]
    """
    o = check.as_floats("o", o)
    if (o < 0).any():
        raise ValueError(f"odds of {o[o < 0][0]} are impossible; odds run from 0 to ∞ (log-odds go through sigmoid)")
    with np.errstate(invalid="ignore"):  # ∞/∞ for a certain event
        return np.where(np.isinf(o), 1, o / (1 + o))[()]


def convert_units(value: ArrayLike, from_: str, to: str) -> Floats:
    """Convert an amount of information between nats, bits, bans and decibans.

    Parameters
    ----------
    value : array_like
        Amounts of information, any shape; ∞ stays ∞.
    from_ : {"nats", "bits", "bans", "decibans"}
        The unit of `value`: one nat is the surprise of an event of probability 1/e, one bit of 1/2, one ban of 1/10.
    to : {"nats", "bits", "bans", "decibans"}
        The unit that is wanted.

    Returns
    -------
    ndarray or scalar
        The amounts in the unit `to`.

    Raises
    ------
    ValueError
        If a unit is unknown, or a value is NaN.

    References
    ----------
    MacKay, D., *Information Theory, Inference, and Learning Algorithms*, 2003, section 18.3. Used in Chapter 1.

    Examples
    --------
    >>> print(convert_units(1, "bits", "nats").round(6), convert_units(1, "bans", "bits").round(6))
    0.693147 3.321928
    """
    for unit in (from_, to):
        if unit not in _NATS_PER:
            raise ValueError(f"unit {unit!r} is not known; choose one of {', '.join(_NATS_PER)}")
    return check.as_floats("value", value) * (_NATS_PER[from_] / _NATS_PER[to])


def from_counts(counts: ArrayLike, *, alpha: float = 0.0, axis: int = -1) -> Floats:
    """Return the distribution (n + α)/(N + αK) that counts suggest: frequencies, or Laplace's rule with α = 1.

    Parameters
    ----------
    counts : array_like
        How often each outcome was seen.
    alpha : float
        Imaginary sightings added to every outcome. With 0, an outcome never seen gets probability 0, and its
        surprise, should it come, is ∞.
    axis : int
        Axis that runs over the K outcomes.

    Returns
    -------
    ndarray
        Probabilities, shaped as `counts`; they sum to 1 along `axis`.

    Raises
    ------
    ValueError
        If a count is negative, infinite or NaN, `alpha` is negative, or there is nothing to divide by.

    References
    ----------
    Laplace, P. S., *Essai philosophique sur les probabilités*, 1814. Used in Chapters 1 and 5.

    Examples
    --------
    >>> print(from_counts([3, 1, 0]), from_counts([3, 1, 0], alpha=1).round(6))
    [0.75 0.25 0.  ] [0.571429 0.285714 0.142857]
    """
    n = check.as_counts("counts", counts)
    extra = check.number("alpha", alpha, 0, float(np.finfo(n.dtype).max), "use 0 (frequencies), 1 (Laplace) or between")
    n = np.atleast_1d(n)
    check.one_axis("counts", n, axis)
    n, total = _with_total(n, n.dtype.type(extra), axis)
    if not (total > 0).all():
        raise ValueError("counts are 0 for every outcome; give at least one count, or alpha above 0")
    p: Floats = n / total
    return p


def _with_total(n: Floats, extra: Any, axis: int) -> tuple[Floats, Floats]:
    """Return n + extra and the sums along `axis`, both made smaller by a power of 2 where a sum would be too large."""
    with np.errstate(over="ignore"):
        total = (n + extra).sum(axis=axis, keepdims=True)
    if np.isfinite(total).all():
        return n + extra, total
    halvings = -1 - n.shape[axis].bit_length()
    n = np.ldexp(n, halvings) + np.ldexp(extra, halvings)
    return n, n.sum(axis=axis, keepdims=True)
