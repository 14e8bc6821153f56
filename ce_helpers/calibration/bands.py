"""How far a calibrated forecaster's frequencies stray by chance."""

from __future__ import annotations

import math

from ..validate import number, whole

__all__ = ["binomial_band"]


def binomial_band(n: int, p: float, coverage: float = 0.9) -> tuple[float, float]:
    """Return the frequencies among n events of probability p between which chance keeps them.

    The ends are binomial quantiles, (1 − coverage)/2 and (1 + coverage)/2, divided by n: with probability `coverage` or
    more the frequency lies between them, ends included. Around the diagonal of a reliability diagram these are the
    consistency bars of Bröcker and Smith, with the bin's mean forecast in place of the forecasts themselves.

    Parameters
    ----------
    n : int
        Number of events, 1 or more.
    p : float
        Probability of each, from 0 to 1.
    coverage : float
        From 0 to below 1.

    Returns
    -------
    (float, float)
        Lowest and highest frequency.

    Raises
    ------
    ValueError
        If an argument is outside its range.

    References
    ----------
    Bröcker, J., and L. A. Smith, "Increasing the reliability of reliability diagrams", Weather and Forecasting 22
    (2007) 651–661.

    Examples
    --------
    >>> binomial_band(10, 0.8)
    (0.6, 1.0)
    """
    n = whole("n", n, 1)
    p = number("p", p, 0, 1, "it is a probability")
    tail = (1 - number("coverage", coverage, 0, 1, "0.9 leaves one point in ten outside")) / 2
    if p in (0, 1):
        return p, p
    total, low = 0.0, None
    for k in range(n + 1):
        total += math.exp(_log_binomial(n, k, p))
        if low is None and total >= tail:
            low = k / n
        if low is not None and total >= 1 - tail:
            return low, k / n
    return low or 0.0, 1.0


def _log_binomial(n: int, k: int, p: float) -> float:
    ways = math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
    return ways + k * math.log(p) + (n - k) * math.log1p(-p)
