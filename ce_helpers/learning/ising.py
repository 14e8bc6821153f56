"""A small lattice of spins: its exact distribution by counting, and mean field beside it."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..activations import logsumexp
from ..information import entropy
from ..validate import as_floats, positive, whole

__all__ = ["ising_levels", "ising_log_z", "mean_field_free_energy"]

Floats = NDArray[np.floating[Any]]
Counts = NDArray[np.intp]
SIDES = (3, 4)


@cache
def ising_levels(side: int = 4) -> tuple[Counts, Counts, Counts]:
    r"""Return how many states of a square lattice of spins have each energy and magnetisation, by counting them all.

    Spins are −1 or +1, each with four neighbours (the lattice closes upon itself):

    .. math:: E(s) = -\sum_{\text{neighbours } i, j} s_i s_j, \qquad M(s) = \sum_i s_i

    Parameters
    ----------
    side : int
        3 or 4: 512 or 65,536 states.

    Returns
    -------
    energies, magnetisations, counts : arrays of int
        One entry for each pair that occurs.

    Raises
    ------
    ValueError
        If the side is not 3 or 4.

    References
    ----------
    MacKay, *Information Theory, Inference, and Learning Algorithms* (2003), chapter 31; Chapter 21.

    Examples
    --------
    >>> energies, _, counts = ising_levels(4)
    >>> print(counts.sum(), energies.min(), counts[energies == energies.min()].sum())
    65536 -32 2
    """
    if whole("side", side, 1) not in SIDES:
        raise ValueError(f"side = {side} cannot be counted here; take 3 or 4 (512 or 65,536 states)")
    n = side * side
    spins = (((np.arange(2**n)[:, None] >> np.arange(n)) & 1) * 2 - 1).astype(np.int8).reshape(-1, side, side)
    pairs = spins * np.roll(spins, 1, axis=1) + spins * np.roll(spins, 1, axis=2)
    energy, up = -pairs.sum(axis=(1, 2), dtype=np.intp), spins.sum(axis=(1, 2), dtype=np.intp)
    levels, counts = np.unique(np.stack([energy, up]), axis=1, return_counts=True)
    return levels[0], levels[1], counts


def ising_log_z(temperature: float, side: int = 4) -> float:
    """Return ln Z, the logarithm of the sum of e^(−E/T) over all states of the lattice of `ising_levels`.

    Parameters
    ----------
    temperature : float
        T, above 0, in units of the coupling.
    side : int
        As for `ising_levels`.

    Returns
    -------
    float
        Nats.

    Raises
    ------
    ValueError
        If the temperature is not positive or the side unknown.

    References
    ----------
    Chapter 21.

    Examples
    --------
    At a high temperature all states are alike, and only their number counts.

    >>> print(round(ising_log_z(1e9) / np.log(2), 6))
    16.0
    """
    positive("temperature", temperature)
    energies, _, counts = ising_levels(side)
    return float(logsumexp(np.log(counts) - energies / temperature))


def mean_field_free_energy(m: ArrayLike, temperature: float, side: int = 4) -> Floats:
    r"""Return E_q[E]/T − H(q) for independent spins of mean m: an upper bound of −ln Z, in nats.

    .. math:: F(m) = n \Big(-\frac{2 m^2}{T} - H\big(\tfrac{1 + m}{2}\big)\Big)

    The gap to −ln Z is exactly KL(q‖p) from the independent spins q to the lattice's distribution p.

    Parameters
    ----------
    m : array
        Means of a spin, −1 to 1.
    temperature, side
        As for `ising_log_z`.

    Returns
    -------
    array or scalar
        In the shape of `m`.

    Raises
    ------
    ValueError
        If a mean lies outside −1 to 1, the temperature is not positive, or the side unknown.

    References
    ----------
    Wainwright and Jordan (2008), section 5; Chapter 21.

    Examples
    --------
    >>> print(mean_field_free_energy(0.0, 3.0) / np.log(2))
    -16.0
    """
    a = as_floats("m", m)
    positive("temperature", temperature)
    if whole("side", side, 1) not in SIDES:
        raise ValueError(f"side = {side} cannot be counted here; take 3 or 4 (512 or 65,536 states)")
    if not (np.abs(a) <= 1).all():
        worst = a.ravel()[np.abs(a).argmax()]
        raise ValueError(f"m = {worst:.6g} is no mean of spins of −1 and +1; use numbers from −1 to 1")
    up = (1 + a) / 2
    return side * side * (-2 * a * a / temperature - entropy(np.stack([up, 1 - up], axis=-1)))
