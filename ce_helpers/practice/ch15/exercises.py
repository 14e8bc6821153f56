"""Chapter 15, When training goes wrong: exercises."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..exercise import Exercise
from . import solutions

__all__ = ["EXERCISES"]


def _masked_mean(losses: Any, real: Any) -> Any:
    losses, real = np.asarray(losses), np.asarray(real, dtype=bool)
    return float(losses[real].mean())


def _sentences(rng: np.random.Generator) -> list[Any]:
    """Return losses of words, one row a sentence, and which of them are real; the rest is padding."""
    plain = [
        (np.array([[2.0, 3.0, 1.0], [4.0, 0.1, 0.1]]), np.array([[1, 1, 1], [1, 0, 0]])),
        (np.array([[1.0, 2.0]]), np.array([[1, 1]])),
    ]
    more = []
    for n, longest in ((3, 4), (5, 7), (8, 3), (2, 9)):
        lengths = rng.integers(1, longest + 1, n)
        more.append((rng.uniform(0.05, 4, (n, longest)), (np.arange(longest) < lengths[:, None]).astype(int)))
    infinite = np.array([[1.0, np.nan], [2.0, 3.0]]), np.array([[1, 0], [1, 1]])  # what is padding may be anything
    return [*plain, *more, infinite]


EXERCISES = [
    Exercise(
        name="masked-mean",
        task="write masked_mean(losses, real), the mean loss over the words for which real is 1",
        reference=_masked_mean,
        solution=solutions.masked_mean,
        cases=_sentences,
        mistakes={
            "padding counts in the denominator: divide by the number of real words.": (
                lambda losses, real: np.where(real == 1, losses, 0).mean(),
                lambda losses, real: np.where(real == 1, losses, 0).sum() / np.size(losses),
            ),
            "padding is not left out at all.": (
                lambda losses, real: losses.mean(),
                lambda losses, real: np.nanmean(losses),
            ),
            "0 times NaN is NaN: choose the real words first, and multiply nothing.": (
                lambda losses, real: (losses * real).sum() / real.sum()
            ),
            "this is the mean of the sentences' means: words of short sentences count more than others.": (
                lambda losses, real: np.mean(np.where(real == 1, losses, 0).sum(axis=1) / real.sum(axis=1))
            ),
            "the losses are summed; divide by the number of real words.": (
                lambda losses, real: losses[real == 1].sum()
            ),
            "this divides by the number of sentences; divide by the number of real words.": (
                lambda losses, real: losses[real == 1].sum() / len(losses)
            ),
            "this is the mean over the padding; the real words are those with a 1.": (
                lambda losses, real: losses[real == 0].mean()
            ),
        },
    ),
]
