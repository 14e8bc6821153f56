"""Chapter 12, Calibration: exercises."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np

from ..exercise import Exercise
from . import solutions

__all__ = ["EXERCISES"]

QUARTERS = np.array([0.0, 0.25, 0.5, 0.75, 1.0])


def _binned(
    confidence: Any,
    right: Any,
    edges: Any,
    *,
    left: bool = False,
    weight: str = "share",
    gap: Callable[[Any, Any, float, float], float] | None = None,
) -> float:
    """Return an expected calibration error, right by default; what differs is what people write instead."""
    c, y, e = np.asarray(confidence, float), np.asarray(right, float), np.asarray(edges, float)
    parts, sizes = [], []
    for low, high in pairwise(e):
        here = (c >= low) & (c < high) if left else (c > low) & (c <= high)
        if here.any():
            parts.append(gap(c[here], y[here], low, high) if gap else abs(y[here].mean() - c[here].mean()))
            sizes.append(float(here.sum()))
    if weight == "equal":
        return float(np.mean(parts))
    if weight == "bins":
        return float(np.sum(parts) / (len(e) - 1))
    if weight == "largest":
        return float(np.max(parts))
    if weight == "sum":
        return float(np.dot(parts, sizes))
    if weight == "square":
        return float(math.sqrt(np.dot(np.square(parts), sizes) / len(c)))
    return float(np.dot(parts, sizes) / len(c))


def _records(rng: np.random.Generator) -> list[Any]:
    plain = [
        (np.array([0.9, 0.8, 0.9, 0.6, 0.7]), np.array([1, 0, 1, 1, 0]), QUARTERS),
        (np.array([0.3, 0.3, 0.9, 0.9]), np.array([0, 1, 1, 1]), np.array([0.0, 0.5, 1.0])),
    ]
    edge = [  # 0.5 and 0.75 belong to the bins that end there; one bin stays empty
        (np.array([0.5, 0.6, 0.75, 0.3, 0.9]), np.array([1, 0, 1, 0, 1]), QUARTERS),
        (np.array([0.5, 0.6, 0.9, 1.0]), np.array([0, 1, 1, 0]), np.array([0.0, 0.5, 0.7, 1.0])),
    ]
    more = [(rng.uniform(0.2, 1, n), rng.integers(0, 2, n), np.linspace(0, 1, b + 1)) for n, b in ((9, 3), (30, 10))]
    return [*plain, *edge, *more]


EXERCISES = [
    Exercise(
        name="ece",
        task="write ece(confidence, right, edges), the mean gap of the bins, weighted by their numbers of forecasts; "
        "a forecast on an edge is of the bin that ends there",
        reference=_binned,
        solution=solutions.ece,
        cases=_records,
        unit=None,
        mistakes={
            "a forecast on an edge went into the bin that begins there; here bins are closed on the right.": (
                lambda c, y, e: _binned(c, y, e, left=True)
            ),
            "every bin counts alike; weight each by its share of the forecasts.": (
                lambda c, y, e: _binned(c, y, e, weight="equal")
            ),
            "the gaps are divided by the number of bins, empty ones too; weight each by its share of the forecasts.": (
                lambda c, y, e: _binned(c, y, e, weight="bins")
            ),
            "this is the largest gap, the maximum calibration error; the mean over the forecasts is asked for.": (
                lambda c, y, e: _binned(c, y, e, weight="largest")
            ),
            "the gaps are weighted by the numbers of forecasts and never divided by their total.": (
                lambda c, y, e: _binned(c, y, e, weight="sum")
            ),
            "the gaps are squared: this is the root of their mean square, the ℓ₂ form.": (
                lambda c, y, e: _binned(c, y, e, weight="square")
            ),
            "the middle of the bin stands for the mean confidence in it; take the mean of what was said.": (
                lambda c, y, e: _binned(c, y, e, gap=lambda q, r, low, high: abs(r.mean() - (low + high) / 2))
            ),
            "the absolute value stands inside the bin, at each forecast; take it of the bin's mean gap.": (
                lambda c, y, e: _binned(c, y, e, gap=lambda q, r, low, high: float(np.abs(r - q).mean()))
            ),
            "gaps of opposite signs cancel: take the absolute value in each bin before they are added.": (
                lambda c, y, e: _binned(c, y, e, gap=lambda q, r, low, high: r.mean() - q.mean()),
                lambda c, y, e: _binned(c, y, e, gap=lambda q, r, low, high: q.mean() - r.mean()),
                lambda c, y, e: abs(np.mean(y) - np.mean(c)),
            ),
            "this is the Brier score, the mean square of outcome minus forecast; the bins do not enter.": (
                lambda c, y, e: np.mean((np.asarray(y) - np.asarray(c)) ** 2)
            ),
        },
    ),
]
