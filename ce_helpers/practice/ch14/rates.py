"""Chapter 14, Soft and noisy labels: rates of flips and raters left out, and what people write instead."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ..usual import epsilons

__all__ = ["FLIP_RATE", "LEFT_OUT", "entropy_of", "flip_rate", "left_out", "rate_cases", "target", "vote_cases"]


def target(on: float, off: float, k: int) -> Any:
    """Return a target with so much on the first class, and so much on each other."""
    t = np.full(int(k), off)
    t[0] = on
    return t


def entropy_of(t: Any) -> float:
    """Return the entropy in nats."""
    t = t[t > 0]
    return float(-(t * np.log(t)).sum())


def _level(rho: float, k: int) -> float:
    return entropy_of(target(1 - rho, rho / (k - 1), k))


def rate_cases(rng: np.random.Generator) -> list[Any]:
    """Return floors and numbers of classes."""
    plain = [(_level(0.1, 2), 2), (_level(0.4, 10), 10), (_level(0.3, 3), 3), (_level(0.02, 100), 100)]
    plain += [(_level(0.7, 10), 10), (_level(0.6, 3), 3)]  # most labels wrong, and still to be found
    return [*plain, *((_level(float(rng.uniform(0.02, 0.45)), k), k) for k in (2, 3, 5, 8, 20, 50))]


def _bisected(level: Any, k: Any, height: Any, top: float) -> float:
    low, high = 0.0, top
    for _ in range(60):
        rho = (low + high) / 2
        low, high = (rho, high) if height(rho) < level else (low, rho)
    return rho


def _by_steps(level: Any, k: Any, step: float) -> float:
    every = np.arange(step, 1 - 1 / k, step)
    return float(min(every, key=lambda rho: abs(_level(rho, k) - level)))


def _binary_entropy(rho: float) -> float:
    return entropy_of(np.array([1 - rho, rho]))


def _smoothing_for(level: Any, k: Any) -> float:
    return _bisected(level, k, lambda e: entropy_of(target(1 - e + e / k, e / k, k)), 1.0)


def _counts(votes: Any, k: int) -> Any:
    return (votes[:, :, None] == np.arange(k)).sum(1)


def left_out(votes: Any, k: int, alpha: float = 1.0, drop: float = 1.0) -> float:
    """Return the mean surprise of each vote under the counts of the others."""
    raters = votes.shape[1]
    losses = []
    for j in range(raters):
        others = _counts(votes, k) - drop * np.eye(k)[votes[:, j]]
        q = (others + alpha) / (raters - drop + alpha * k)
        with np.errstate(divide="ignore"):
            losses.append(-np.log(q[np.arange(len(q)), votes[:, j]]))
    return float(np.mean(losses))


def _pooled(votes: Any, k: int) -> float:
    return entropy_of(_counts(votes, k).sum(0) / votes.size)


def _plug_in(votes: Any, k: int) -> float:
    return float(np.mean([entropy_of(row / row.sum()) for row in _counts(votes, k)]))


def _words_left_out(votes: Any, k: int) -> float:
    losses = []
    for i in range(len(votes)):
        rest = np.delete(votes, i, axis=0).ravel()
        losses.append(-np.log((np.bincount(rest, minlength=k) + 1) / (len(rest) + k))[votes[i]].mean())
    return float(np.mean(losses))


def _of_forecasts(votes: Any, k: int) -> float:
    found = []
    for j in range(votes.shape[1]):
        q = (_counts(np.delete(votes, j, axis=1), k) + 1) / (votes.shape[1] - 1 + k)
        found.append(-(q * np.log(q)).sum(axis=1).mean())
    return float(np.mean(found))


def vote_cases(rng: np.random.Generator) -> list[Any]:
    """Return votes and numbers of classes."""
    plain = [(np.array([[0, 0, 1]]), 2), (np.array([[0, 0, 1]]), 3), (np.array([[2, 2, 2, 2], [0, 1, 2, 1]]), 3)]
    return [*plain, *((rng.integers(0, k, (n, m)), k) for n, m, k in ((5, 10, 3), (8, 4, 2), (3, 6, 5), (20, 10, 3)))]


def flip_rate(level: Any, K: Any) -> float:
    """Return the rate of even flips whose floor is `level`."""
    return _bisected(level, K, lambda rho: _level(rho, K), 1 - 1 / K)


FLIP_RATE: dict[str, Any] = {
    "the wrong classes are taken as one: with K > 2 a flip also says to which of the K − 1.": (
        lambda level, K: _bisected(level, K, _binary_entropy, 0.5)
    ),
    "this is PyTorch's ε with that floor; the share of flipped labels is ε(K − 1)/K.": _smoothing_for,
    "this is 1 − e^(−level), as if all labels cost the same; the floor is a mean over right and wrong ones.": (
        lambda level, K: 1 - math.exp(-level)
    ),
    "the floor itself is no share of labels; find the share whose entropy it is.": lambda level, K: level,
    "this is the share of right labels; the flipped ones are the rest.": (
        lambda level, K: 1 - _bisected(level, K, lambda rho: _level(rho, K), 1 - 1 / K)
    ),
    "only the right label's part, −(1 − ρ)·ln(1 − ρ), was counted; the flipped ones cost too.": (
        lambda level, K: _bisected(level, K, lambda r: -(1 - r) * math.log(1 - r), 1 - math.exp(-1)),
        lambda level, K: _bisected(level, K, lambda r: -(1 - r) * math.log(1 - r), 1 - 1 / K),
    ),
    "the search ends at one half; with more than two classes more labels than that may be flipped.": (
        lambda level, K: _bisected(level, K, lambda rho: _level(rho, K), 0.5)
    ),
    "the search went in steps that are too large; halve an interval instead.": (
        lambda level, K: _by_steps(level, K, 0.001),
        lambda level, K: _by_steps(level, K, 0.01),
        lambda level, K: _by_steps(level, K, 0.0001),
    ),
    "the entropy has the wrong sign there, so that the search runs to one end.": (
        lambda level, K: _bisected(level, K, lambda rho: -_level(rho, K), 1 - 1 / K)
    ),
    "each of the K − 1 flips was charged with the whole of ρ; they share it.": (
        lambda level, K: _bisected(
            level,
            K,
            lambda r: -(1 - r) * math.log(1 - r) - r * math.log(r / (K - 1)) * (K - 1),
            1 - 1 / K,
        )
    ),
    "the rate was multiplied by (K − 1)/K at the end; ρ is the share of flipped labels already.": (
        lambda level, K: (K - 1) / K * _bisected(level, K, lambda rho: _level(rho, K), 1 - 1 / K)
    ),
    "the floor was divided by K − 1; it is an entropy and no share.": lambda level, K: level / (K - 1),
    "the entropy was taken in bits; the floor is in nats.": lambda level, K: _bisected(
        level, K, lambda r: _level(r, K) / math.log(2), 1 - 1 / K
    ),
    "this is e^(−level), a mean probability; the floor is a mean over right and wrong labels.": (
        lambda level, K: math.exp(-level)
    ),
    "floor ÷ ln K is no rate: the entropy is not proportional to the share of flips.": (
        lambda level, K: level / math.log(K)
    ),
    "the flips are spread over K classes; a flipped label never is the right one, so K − 1 share them.": (
        lambda level, K: _bisected(level, K, lambda r: -(1 - r) * math.log(1 - r) - r * math.log(r / K), 1 - 1 / K)
    ),
}

LEFT_OUT: dict[str, Any] = {
    "the judged vote is among the counts: it has helped to forecast itself.": lambda votes, K: left_out(
        votes, K, drop=0.0
    ),
    "without the add-one a vote that nobody else gave costs ∞.": lambda votes, K: left_out(votes, K, alpha=0.0),
    "this comes to the entropy of each word's own votes, as if the judged vote were among the counts. Adding "
    "one to "
    "each of the K counts raises their sum by K.": _plug_in,
    "the words are left out in turn, and it is the raters that are to be: count for each word by itself.": (
        _words_left_out
    ),
    "this is the entropy of the forecasts; charge each with the vote that came.": _of_forecasts,
    "2 was added to each count; add one.": lambda votes, K: left_out(votes, K, alpha=2.0),
    "a tiny number was added to each count; Laplace's rule adds one.": (
        *epsilons(lambda e: lambda votes, K: left_out(votes, K, alpha=e)),
    ),
    "the words are thrown together: count for each row of votes by itself.": _pooled,
    "only the last rater is judged; each of them is to be left out in turn.": lambda votes, K: float(
        np.mean(
            -np.log((_counts(votes[:, :-1], K) + 1)[np.arange(len(votes)), votes[:, -1]] / (votes.shape[1] - 1 + K))
        )
    ),
    "the counts are divided by the number of all raters; one of them is left out.": lambda votes, K: (
        left_out(votes, K) + math.log((votes.shape[1] + K) / (votes.shape[1] - 1 + K))
    ),
    "½ was added to each count; add one.": lambda votes, K: left_out(votes, K, alpha=0.5),
    "1/K was added to each count; add one.": lambda votes, K: left_out(votes, K, alpha=1 / K),
    "one number is asked for: the mean over all words and raters.": (
        lambda votes, K: np.array([left_out(row[None], K) for row in votes]),
    ),
    "this is the entropy of smoothed shares of all raters; each vote is to be judged by the others.": (
        lambda votes, K: float(np.mean([entropy_of((r + 1) / (r.sum() + K)) for r in _counts(votes, K)]))
    ),
    "the losses are added up; their mean is asked for.": lambda votes, K: left_out(votes, K) * votes.size,
    "one was added to each count and the sum was not raised by K: the forecasts do not sum to 1.": (
        lambda votes, K: left_out(votes, K) - math.log((votes.shape[1] - 1 + K) / (votes.shape[1] - 1))
    ),
}
