"""Chapter 5: bits from guesses alone, the cases, and the slips that readers make in it."""

from __future__ import annotations

from typing import Any

import numpy as np

__all__ = ["MISTAKES", "cases", "guess_bounds"]


def _shares(ranks: Any, *, falling: bool = True) -> Any:
    r = np.bincount(np.asarray(ranks, dtype=int))[1:] / len(ranks)
    return np.sort(r)[::-1] if falling else r


def _lower(r: Any, log: Any = np.log2, *, first: int = 1, times: bool = True, last: float = 0.0) -> float:
    """Return the lower number, from the shares; what is left out or put in is told by the arguments."""
    i = np.arange(first, len(r) + first)
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(np.sum((i if times else 1) * (r - np.append(r[1:], last)) * log(i)))


def _upper(r: Any, log: Any = np.log2) -> float:
    return float(-np.sum(r[r > 0] * log(r[r > 0])))


def guess_bounds(ranks: Any) -> tuple[float, float]:
    """Return Shannon's lower and upper number, in bits a letter, from the number of guesses of each letter."""
    r = _shares(ranks)
    return _lower(r), _upper(r)


def cases(rng: np.random.Generator) -> list[Any]:
    """Return lists of guesses: a plain one, one letter, shares that do not fall, gaps, and longer ones."""
    plain = [[1, 1, 1, 1, 2, 2, 3, 1], [1], [2, 2, 4], [1, 3, 3, 3, 7], [1, 2, 3, 4], [27, 1, 1, 5, 5, 5]]
    drawn = [np.minimum(27, rng.geometric(share, 60)).tolist() for share in (0.3, 0.5, 0.7, 0.2)]
    return [(ranks,) for ranks in [*plain, *drawn]]


def _dropped(r: Any) -> float:
    i = np.arange(1, len(r))
    return float(np.sum(i * (r[:-1] - r[1:]) * np.log2(i)))


#: What is said to whoever estimates so.
MISTAKES: dict[str, Any] = {
    "the lower number stands first and the upper one second.": lambda ranks: guess_bounds(ranks)[::-1],
    "the shares are not sorted; the lower bound asks for shares that fall.": (
        lambda ranks: (_lower(_shares(ranks, falling=False)), _upper(_shares(ranks)))
    ),
    "the last share is left out of the lower number; what comes after it is 0.": (
        lambda ranks: (_dropped(_shares(ranks)), _upper(_shares(ranks)))
    ),
    "the factor i is missing in the lower number: the mixture has the weights i (rᵢ − rᵢ₊₁).": (
        lambda ranks: (_lower(_shares(ranks), times=False), _upper(_shares(ranks)))
    ),
    "i begins at 0 here; the first share belongs to i = 1, whose logarithm is 0.": (
        lambda ranks: (_lower(_shares(ranks), first=0), _upper(_shares(ranks)))
    ),
    "i begins at 2 here; the first share belongs to i = 1.": (
        lambda ranks: (_lower(_shares(ranks), first=2), _upper(_shares(ranks)))
    ),
    "the lower number weighs log₂ i with the shares themselves; take the differences of the shares, times i.": (
        lambda ranks: (float(np.mean(np.log2(ranks))), _upper(_shares(ranks))),
        lambda ranks: (
            float(np.sum(_shares(ranks) * np.log2(np.arange(1, len(_shares(ranks)) + 1)))),
            _upper(_shares(ranks)),
        ),
    ),
    "the first number is log₂ of the mean number of guesses; take the formula with the shares.": (
        lambda ranks: (float(np.log2(np.mean(ranks))), _upper(_shares(ranks)))
    ),
    "the shares are of the letters: divide the counts by how many letters there are, and not by the guesses.": (
        lambda ranks: (
            _lower(_shares(ranks) * len(ranks) / np.sum(ranks)),
            _upper(_shares(ranks) * len(ranks) / np.sum(ranks)),
        )
    ),
    "these are counts; divide them by how many letters there are.": (
        lambda ranks: (_lower(_shares(ranks) * len(ranks)), _upper(_shares(ranks) * len(ranks))),
    ),
    "the numbers of guesses themselves are divided by their sum; count first how often each number came.": (
        lambda ranks: (
            _lower(np.sort(np.asarray(ranks) / np.sum(ranks))[::-1]),
            _upper(np.asarray(ranks) / np.sum(ranks)),
        )
    ),
    "both are given as the upper number.": lambda ranks: (_upper(_shares(ranks)), _upper(_shares(ranks))),
    "both are given as the lower number.": lambda ranks: (_lower(_shares(ranks)), _lower(_shares(ranks))),
    "these are nats; bits are asked for.": (
        lambda ranks: (_lower(_shares(ranks), np.log), _upper(_shares(ranks), np.log)),
    ),
    "the lower number is in nats, the upper one in bits.": (
        lambda ranks: (_lower(_shares(ranks), np.log), _upper(_shares(ranks)))
    ),
    "the upper number is in nats, the lower one in bits.": (
        lambda ranks: (_lower(_shares(ranks)), _upper(_shares(ranks), np.log))
    ),
    "the upper number has the wrong sign.": lambda ranks: (_lower(_shares(ranks)), -_upper(_shares(ranks))),
}
