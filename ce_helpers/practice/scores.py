"""How a reader's forecasts are scored: each answer given with a confidence is a forecast that the answer is right.

The page *Your record* computes the same by ``js/scores.mjs``; the tests hold it to this.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from ..calibration import binomial_band as hit_band
from ..scoring import log_score_decomposition

__all__ = ["ForecastScores", "Level", "forecast_scores", "hit_band"]


class Level(NamedTuple):
    """The answers given with one confidence: how many, how many of them right, and the band of `hit_band`."""

    confidence: float
    n: int
    right: int
    low: float
    high: float


class ForecastScores(NamedTuple):
    """Scores of a reader's forecasts, in nats: loss = reliability + floor, and floor = uncertainty − resolution.

    ``guess`` is what saying 50% each time costs, ln 2; ``floor`` what the same answers would have cost, had each level
    of confidence been the share of right answers that was reached with it.
    """

    n: int
    loss: float
    guess: float
    floor: float
    reliability: float
    resolution: float
    uncertainty: float
    levels: tuple[Level, ...]


def forecast_scores(confidence: Sequence[float], right: Sequence[bool]) -> ForecastScores:
    """Score answers that were given with a confidence.

    An answer that was right costs −ln c, one that was wrong −ln(1 − c), where c is the confidence.

    Parameters
    ----------
    confidence : sequence of float
        How sure the reader was that the answer is right, from 0.5 to below 1; at least one.
    right : sequence of bool
        Whether it was, of the same length.

    Returns
    -------
    ForecastScores
        The mean loss, what it is made of (`ce.log_score_decomposition`), and the levels of confidence, rising.

    Raises
    ------
    ValueError
        If there is no answer, the lengths differ, or a confidence is none.

    References
    ----------
    Murphy, A. H., Journal of Applied Meteorology 12 (1973) 595–600, for the parts.

    Examples
    --------
    >>> scores = forecast_scores([0.6, 0.6, 0.9, 0.9], [True, False, True, True])
    >>> round(scores.loss, 4), round(scores.reliability + scores.floor, 4)
    (0.4095, 0.4095)
    """
    for c in confidence:
        if not 0.5 <= c < 1:
            raise ValueError(f"the confidence {c!r} is out of range; it must be from 0.5 to below 1, as 0.8 for 80%")
    if len(confidence) != len(right) or not confidence:
        raise ValueError(
            f"there are {len(confidence)} confidences and {len(right)} answers; pass one confidence for each answer, "
            "and at least one"
        )
    parts = log_score_decomposition([int(r) for r in right], list(confidence))
    levels = []
    for c in sorted(set(confidence)):
        hits = [r for said, r in zip(confidence, right, strict=True) if said == c]
        levels.append(Level(c, len(hits), sum(hits), *hit_band(len(hits), c)))
    return ForecastScores(
        n=len(confidence),
        loss=float(parts.score),
        guess=math.log(2),
        floor=float(parts.uncertainty - parts.resolution),
        reliability=float(parts.reliability),
        resolution=float(parts.resolution),
        uncertainty=float(parts.uncertainty),
        levels=tuple(levels),
    )
