"""Chapter 11, Why the logarithm: the baker's order, the exercise on absolute error."""

from __future__ import annotations

from typing import Any

import numpy as np

__all__ = ["MISTAKES", "best_order", "order_cases"]


def best_order(demand: Any, too_few: float, too_many: float) -> Any:
    """Return the smallest past demand of least mean cost as an order."""
    d = np.sort(np.asarray(demand))
    gap = d - d[:, None]
    cost = (too_few * np.maximum(gap, 0) + too_many * np.maximum(-gap, 0)).mean(axis=1)
    return d[cost.argmin()]


def _cost(d: Any, q: Any, few: float, many: float) -> Any:
    return np.mean(few * np.maximum(np.asarray(d) - q, 0) + many * np.maximum(q - np.asarray(d), 0))


def order_cases(rng: np.random.Generator) -> list[Any]:
    """Return the demands and costs that answers are tried on."""
    plain = [
        (np.array([30, 10, 20, 50, 90]), 3.0, 1.1),
        (np.array([30, 10, 20, 50, 90]), 1.0, 1.0),
        (np.array([7, 1, 4]), 1.0, 9.0),
        (np.array([7.2, 1.5, 2.5]), 1.0, 1.0),  # no whole kilograms
        (np.array([40, 10, 30, 20]), 1.0, 1.0),  # 20 and 30 cost the same
        (np.array([52, 11, 80, 34, 67, 29, 95, 43, 76]), 1.0, 9.0),  # the rank is floor(0.9), not round(0.8)
        (np.array([52, 11, 80, 34, 67, 29, 95, 43, 76]), 9.0, 1.0),
        (np.array([0.9, 0.2, 0.4, 0.55, 0.75, 0.3]), 3.0, 1.1),  # costs that whole numbers do not tell apart
    ]
    drawn = [
        (rng.choice(400, n, replace=False) / (1 if n % 2 else 100), float(a), float(b))
        for n, a, b in zip(range(5, 14), rng.uniform(0.5, 9, 9), rng.uniform(0.5, 9, 9), strict=True)
    ]
    return [*plain, *drawn]


def _quantile(share: Any, method: Any = "inverted_cdf") -> Any:
    return lambda d, few, many: np.quantile(np.asarray(d), share(few, many), method=method)


def _rank(place: Any) -> Any:
    """Return the order at the rank `place(n · share)`, from 0, within the sample."""

    def order(d: Any, few: float, many: float) -> Any:
        i = int(place(len(d) * few / (few + many)))
        return np.sort(np.asarray(d))[min(max(i, 0), len(d) - 1)]

    return order


MISTAKES: dict[str, Any] = {
    "this is the median, which is best only if too little costs as much as too much.": (
        lambda d, few, many: np.median(d),
        lambda d, few, many: np.sort(d)[len(d) // 2],
        lambda d, few, many: np.sort(d)[(len(d) - 1) // 2],
    ),
    "this is the mean demand, which squares would ask for.": lambda d, few, many: np.mean(d),
    "the two costs are exchanged: an expensive shortage calls for a larger order.": (
        lambda d, few, many: best_order(d, many, few),
        _quantile(lambda few, many: many / (few + many)),
        _quantile(lambda few, many: many / (few + many), "linear"),
    ),
    "the quantile is interpolated between two demands; one of the past demands is asked for.": (
        _quantile(lambda few, many: few / (few + many), "linear"),
        _quantile(lambda few, many: few / (few + many), "midpoint"),
        lambda d, few, many: np.round(np.quantile(d, few / (few + many))),
    ),
    "this is the demand one place too low in the sorted list.": _rank(lambda place: np.ceil(place) - 2),
    "this is the demand one place too high in the sorted list.": _rank(lambda place: np.ceil(place)),
    "where n times the share is a whole number, two orders cost the same, and the smaller is asked for.": (
        _rank(np.floor)
    ),
    "the rank is rounded and one too high: the smallest demand that covers the share is asked for.": _rank(np.round),
    '"lower", "higher" and "nearest" divide the n − 1 gaps between the demands; a share of the n days is asked '
    'for, method="inverted_cdf".': (
        _quantile(lambda few, many: few / (few + many), "lower"),
        _quantile(lambda few, many: few / (few + many), "higher"),
        _quantile(lambda few, many: few / (few + many), "nearest"),
    ),
    "the rank is rounded; a share of the days at least as large as too_few/(too_few + too_many) must be covered.": (
        _rank(lambda place: np.round(place) - 1),
    ),
    "the share is one cost divided by the other; it is too_few/(too_few + too_many).": (
        _quantile(lambda few, many: min(1, few / many)),
        _quantile(lambda few, many: min(1, few / many), "linear"),
        _quantile(lambda few, many: min(1, many / few)),
        _quantile(lambda few, many: min(1, many / few), "linear"),
    ),
    "these are whole numbers; one of the past demands is asked for, and it may be 2.5 kg.": (
        lambda d, few, many: int(best_order(d, few, many)),
        lambda d, few, many: min(
            np.arange(np.floor(np.max(d)) + 2),
            key=lambda q: np.mean(few * np.maximum(d - q, 0) + many * np.maximum(q - d, 0)),
        ),
    ),
    "always the largest or the smallest demand; how the costs compare moves the order through the demands between.": (
        lambda d, few, many: np.max(d) if few > many else np.min(d),
        lambda d, few, many: np.max(d) if few >= many else np.min(d),
    ),
    "this is the largest demand: no day is short, and on most days bread is left over.": (
        lambda d, few, many: np.max(d)
    ),
    "this is the smallest demand: nothing is left over, and most days are short.": (lambda d, few, many: np.min(d)),
    "this is the least mean cost; the order that has it is asked for.": (
        lambda d, few, many: min(np.mean(few * np.maximum(d - q, 0) + many * np.maximum(q - d, 0)) for q in d)
    ),
    "this is the place of the order in the list; the order itself is asked for.": (
        lambda d, few, many: int(np.flatnonzero(np.sort(d) == best_order(d, few, many))[0]),
        lambda d, few, many: int(np.flatnonzero(np.asarray(d) == best_order(d, few, many))[0]),
        lambda d, few, many: int(np.argmin([_cost(d, q, few, many) for q in d])),
    ),
    "the demands are not sorted; the rank belongs to the sorted list.": (
        lambda d, few, many: np.asarray(d)[int(np.ceil(len(d) * few / (few + many))) - 1]
    ),
    "this is the share that should be covered; the demand at that share is asked for.": (
        lambda d, few, many: few / (few + many)
    ),
    "this is that share of the largest demand; it is a share of the days that counts.": (
        lambda d, few, many: few / (few + many) * np.max(d),
        lambda d, few, many: np.min(d) + few / (few + many) * (np.max(d) - np.min(d)),
    ),
    "a mean or median is moved by the costs; the answer is a quantile.": (
        lambda d, few, many: np.mean(d) * few / many,
        lambda d, few, many: np.mean(d) * few / (few + many),
        lambda d, few, many: np.mean(d) * 2 * few / (few + many),
        lambda d, few, many: np.mean(d) + few - many,
        lambda d, few, many: np.median(d) * few / many,
    ),
    "squares are charged here; each kilogram costs the same.": (
        lambda d, few, many: min(
            d, key=lambda q: np.mean(few * np.maximum(d - q, 0) ** 2 + many * np.maximum(q - d, 0) ** 2)
        ),
        lambda d, few, many: np.sort(d)[
            np.argmin([np.mean(few * np.maximum(d - q, 0) ** 2 + many * np.maximum(q - d, 0) ** 2) for q in np.sort(d)])
        ],
    ),
}
