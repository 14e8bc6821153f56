"""Chapter 2, Cross-entropy: what a loss is set in proportion to, and what people write instead."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ...information import entropy
from ..usual import epsilons

__all__ = ["MISTAKES", "share_cases", "share_learnt"]


def _entropy_of(labels: Any) -> float:
    return float(entropy(np.unique(labels, return_counts=True)[1] / len(labels)))


def _counted(change: Any, shift: float = 0.0) -> Any:
    """Return the wrong answer that counts with all numbers up to the largest, missing classes too."""

    def wrong(loss: float, labels: Any) -> Any:
        shares = np.bincount(labels) / len(labels)
        with np.errstate(all="ignore"):
            return change(loss, shares, np.log(shares + shift))

    return wrong


def _of_shares(change: Any) -> Any:
    return lambda loss, labels: change(loss, np.unique(labels, return_counts=True)[1] / len(labels))


def share_learnt(loss: float, labels: Any) -> float:
    """Return the part of the loss of the shares that is removed."""
    return 1 - loss / _entropy_of(labels)


def share_cases(rng: np.random.Generator) -> list[Any]:
    """Return losses and labels."""
    plain = [(0.05, np.array([0] * 99 + [1])), (0.2, np.array([0, 1, 1, 0])), (0.9, np.array([0, 0, 0, 1]))]
    gap = [
        (0.3, np.array([0, 0, 2, 2, 2])),  # class 1 is missing
        (1e-4, np.repeat([0, 1], [50_000, 1])),  # an epsilon inside the logarithm shows
    ]
    draws = ((float(rng.uniform(0.01, 1.5)), rng.integers(0, k, 40)) for k in (2, 3, 5, 8))
    return [*plain, *gap, *draws]


MISTAKES: dict[str, Any] = {
    "the baseline is ln K there, the uniform guess; with unequal shares H(Y) is lower.": lambda loss, labels: (
        1 - loss / math.log(len(set(labels)))
    ),
    "this is what is left over, loss/H(Y); what was learnt is one minus that.": lambda loss, labels: (
        loss / _entropy_of(labels)
    ),
    "H(Y) is in bits there, and the loss in nats.": lambda loss, labels: 1 - loss * math.log(2) / _entropy_of(labels),
    "the loss is subtracted from H(Y) and not set in proportion to it.": lambda loss, labels: (
        _entropy_of(labels) - loss
    ),
    "the quotient is upside down: the loss is measured against H(Y).": lambda loss, labels: (
        1 - _entropy_of(labels) / loss
    ),
    "negative results were raised to 0; a model worse than the shares must show.": lambda loss, labels: max(
        0.0, 1 - loss / _entropy_of(labels)
    ),
    "0·ln 0 is NaN where a class is missing; leave out shares of 0.": _counted(
        lambda loss, shares, logs: 1 - loss / -(shares * logs).sum()
    ),
    "an epsilon stands inside the logarithm; leave out shares of 0 instead.": (
        *epsilons(lambda eps: _counted(lambda loss, shares, logs: 1 - loss / -(shares * logs).sum(), eps), least=1e-12),
    ),
    "the baseline is the logarithm of the largest class number plus 1; it is H(Y).": (
        lambda loss, labels: 1 - loss / math.log(max(labels) + 1)
    ),
    "the baseline is ln n, n the number of examples; it is H(Y), over the classes.": (
        lambda loss, labels: 1 - loss / math.log(len(labels))
    ),
    "what was learnt is set in proportion to the loss; it is a part of H(Y).": lambda loss, labels: (
        (_entropy_of(labels) - loss) / loss
    ),
    "the surprises of the classes are averaged, each counted alike; weight them with the shares.": _of_shares(
        lambda loss, shares: 1 - loss / -np.log(shares).mean()
    ),
    "the baseline is the surprise of the most frequent class alone; H(Y) is the mean over all.": _of_shares(
        lambda loss, shares: 1 - loss / -math.log(shares.max())
    ),
    "the baseline is the share of wrong calls; it is a loss, H(Y).": _of_shares(
        lambda loss, shares: 1 - loss / (1 - shares.max())
    ),
    "the baseline is Σ s(1 − s), of squared errors; it is the entropy, with a logarithm.": _of_shares(
        lambda loss, shares: 1 - loss / (shares @ (1 - shares))
    ),
    "H(Y) is divided by the number of classes; it is a sum over them, weighted already.": _of_shares(
        lambda loss, shares: 1 - loss / -(shares * np.log(shares)).mean()
    ),
    "these are ratios of probabilities, e^(−loss); the losses themselves are compared.": (
        lambda loss, labels: math.exp(_entropy_of(labels) - loss),
        lambda loss, labels: 1 - math.exp(loss - _entropy_of(labels)),
    ),
    "H(Y) was summed over the examples and not over the classes.": lambda loss, labels: (
        1 - loss / (_entropy_of(labels) * len(labels))
    ),
}
