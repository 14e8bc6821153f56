"""Chapter 6, Logits, sigmoid, softmax: the detector of probabilities where scores belong, and what it overlooks."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...activations import softmax

__all__ = ["MISTAKES", "batches", "looks_like_probabilities"]


def looks_like_probabilities(batch: Any) -> bool:
    """Tell whether every row is a distribution, up to rounding."""
    b = np.asarray(batch)
    return bool((b >= 0).all() and _all_one(b.sum(axis=-1)))


def batches(rng: np.random.Generator) -> list[Any]:
    """Return batches of probabilities and of scores, some of which look alike at first sight."""
    probabilities = [softmax(rng.normal(0, s, (n, k))) for s, n, k in ((1, 4, 3), (3, 2, 10), (0.1, 5, 2), (2, 6, 7))]
    scores = [rng.normal(0, 2, (n, k)) for n, k in ((4, 3), (2, 10), (5, 2))]
    balanced = np.array([[3.0, -2.0, 0.0], [0.5, 1.5, -1.0]])  # scores that happen to sum to 1
    small = rng.uniform(0, 1, (5, 4))  # scores that happen to lie between 0 and 1
    lucky = np.array([[0.2, 0.3, 0.5], [2.0, -1.0, 4.0]])  # only the first row looks like probabilities
    quarter = np.full((4, 4), 1 / 16)  # sums to 1 over the whole batch, not in each row
    single = softmax(rng.normal(0, 2, (8, 5)).astype(np.float32))
    evened = np.array([[0.9, 0.5], [0.2, 0.4]])  # as many in all as there are rows
    nearly = [np.array([[0.5, 0.5], [0.5, 0.5 + by]]) for by in (0.05, -0.05, 0.01, 0.003, 0.0005)]
    turned = np.array([[-0.5, 0.5], [0.5, 0.5]])  # absolute values sum to 1
    below_one = np.array([[-1.0, 1.0, 1.0], [0.2, 0.3, 0.5]])  # sums to 1, nothing above 1
    half_good = np.array([[0.5, 0.5], [2.0, -1.0]])  # all sum to 1, only the first row has nothing negative
    positive = np.array([[1.5, 0.2], [3.0, 0.0]])  # nothing negative
    mixed = np.array([[0.5, 0.5], [0.9, 0.6]])  # one good row, and nothing negative
    without_one = np.array([[0.0, 0.5, 0.5], [0.3, 0.3, 0.4]])  # a class is ruled out, and none is certain
    slightly = np.array([[-0.0005, 1.0005], [0.5, 0.5]])
    equal = np.full((2, 4), 1 / 4)
    grains = [np.array([[-by, 1 + by], [0.5, 0.5]]) for by in (5e-5, 5e-7)]  # less than any rounding of float64
    one_bad = np.vstack([np.full((19, 2), 0.5), [[2.0, -1.0]]])
    broken = np.array([[np.nan, 0.5], [0.5, 0.5]])
    seen = [balanced, small, lucky, lucky[::-1].copy(), quarter, single, np.eye(3), evened, turned, below_one]
    return [*probabilities, *scores, *seen, half_good, half_good[::-1].copy(), slightly, positive, mixed,
            mixed[::-1].copy(), without_one, equal, *nearly, *grains,
            one_bad, one_bad[::-1].copy(), broken]  # fmt: skip


def _all_one(sums: Any, off: float = 1e-5) -> bool:
    return bool(np.allclose(sums, 1, atol=off))


def _rows_of(batch: Any, good: Any, off: float = 1e-5) -> bool:
    """Tell whether all sums are 1 and `good` holds of the numbers."""
    b = np.asarray(batch)
    return bool(np.all(good(b))) and _all_one(b.sum(axis=-1), off)


MISTAKES: dict[str, Any] = {
    "only the total is compared with the number of rows; one row may have too much and another too little.": (
        lambda batch: bool((np.asarray(batch) >= 0).all() and np.isclose(np.sum(batch), len(batch), atol=1e-4))
    ),
    "only the sums are looked at: the scores (3, −2, 0) sum to 1 as well, and one of them is negative.": (
        lambda batch: _rows_of(batch, lambda b: b == b)
    ),
    "the sums, and that nothing exceeds 1, are not enough: (−1, 1, 1) passes, and one number is negative.": (
        lambda batch: _rows_of(batch, lambda b: b <= 1)
    ),
    "the absolute values are summed: (−0.5, 0.5) passes, and a probability is not negative.": (
        lambda batch: _all_one(np.abs(batch).sum(axis=-1)),
        lambda batch: bool(np.max(batch) <= 1) and _all_one(np.abs(batch).sum(axis=-1)),
    ),
    "negative numbers are forbidden in one row and let pass in another.": (
        lambda batch: bool((batch[0] >= 0).all()) and _all_one(batch.sum(axis=-1)),
        lambda batch: bool((batch[-1] >= 0).all()) and _all_one(batch.sum(axis=-1)),
        lambda batch: bool((batch.min(axis=1) >= 0).any()) and _all_one(batch.sum(axis=-1)),
    ),
    "some negative numbers are let pass: −0.00005 is no rounding error: a probability is never negative.": tuple(
        lambda batch, off=off: _rows_of(batch, lambda b: b >= -off) for off in (1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1)
    ),
    "NaN passes: every comparison with NaN is False, so ask whether what must hold does, and not for the contrary.": (
        *(
            (lambda batch, off=off: not (batch < 0).any() and not (np.abs(batch.sum(axis=-1) - 1) > off).any())
            for off in (1e-4, 1e-5, 1e-6)
        ),
        lambda batch: not ((batch < 0).any() or (np.abs(batch.sum(axis=-1) - 1) > 1e-5).any()),
    ),
    "most good rows are enough for it; all rows must be distributions.": tuple(
        lambda batch, share=share: bool(
            np.mean((batch >= 0).all(axis=-1) & np.isclose(batch.sum(axis=-1), 1, atol=1e-5)) > share
        )
        for share in (0.5, 0.9)
    ),
    "too much is let pass: a row that sums to 1.0005 is no distribution; float32 misses by some 1e-7.": tuple(
        lambda batch, off=off: _rows_of(batch, lambda b: b >= 0, off) for off in (0.1, 0.05, 0.01, 0.005, 0.001, 0.0005)
    ),
    "this is one answer for each row; one for the batch is asked for: all rows must be distributions, so add .all().": (
        lambda batch: (batch >= 0).all(axis=1) & np.isclose(batch.sum(axis=1), 1, atol=1e-5)
    ),
    "only the spread is looked at: scores may lie within 1 of each other too; ask for the signs and the sums.": (
        lambda batch: bool((np.ptp(batch, axis=1) <= 1).all()),
        lambda batch: bool(np.ptp(batch) <= 1),
    ),
    "only the range 0 to 1 is looked at; probabilities also sum to 1 in each row.": (
        lambda batch: bool(np.min(batch) >= 0 and np.max(batch) <= 1)
    ),
    "only the signs are looked at; probabilities also sum to 1 in each row.": lambda batch: bool(np.min(batch) >= 0),
    "only the first row is looked at.": lambda batch: looks_like_probabilities(np.asarray(batch)[:1]),
    "only the sum of the first row is looked at; each row must sum to 1.": (
        lambda batch: bool((batch >= 0).all()) and _all_one(batch[0].sum())
    ),
    "a sum below 1 is let pass; it is no distribution either.": (
        lambda batch: bool((batch >= 0).all() and (batch.sum(axis=-1) <= 1 + 1e-5).all())
    ),
    "a sum above 1 is let pass; it is no distribution either.": (
        lambda batch: bool((batch >= 0).all() and (batch.sum(axis=-1) >= 1 - 1e-5).all())
    ),
    "only the last row is looked at.": lambda batch: looks_like_probabilities(np.asarray(batch)[-1:]),
    "one good row is enough for it; all rows must be distributions.": (
        lambda batch: any(looks_like_probabilities(row) for row in np.asarray(batch)),
        lambda batch: bool((batch >= 0).all() and np.isclose(batch.sum(axis=-1), 1, atol=1e-5).any()),
    ),
    "it compares with 1 exactly; sums of rounded numbers miss 1 by a little, so use np.allclose.": (
        lambda batch: bool((np.asarray(batch) >= 0).all() and (np.sum(batch, axis=-1) == 1).all())
    ),
    "it allows too little: in float32 the sum of a distribution misses 1 by 1e-7 and more.": tuple(
        lambda batch, off=off: bool((batch >= 0).all() and (np.abs(batch.sum(axis=-1) - 1) < off).all())
        for off in (1e-8, 1e-9, 1e-10, 1e-12, 1e-15)
    ),
    "a probability may be exactly 0, as in a one-hot row; forbid what is negative, and no more.": (
        lambda batch: _rows_of(batch, lambda b: b > 0),
        lambda batch: _rows_of(batch, lambda b: (b > 0) & (b < 1)),
    ),
    "a probability may be exactly 1, as in a one-hot row.": lambda batch: _rows_of(batch, lambda b: (b >= 0) & (b < 1)),
    "it sums down the columns (axis 0); each row must sum to 1 (axis=-1).": (
        lambda batch: bool((np.asarray(batch) >= 0).all() and _all_one(np.sum(batch, axis=0)))
    ),
    "it sums over the whole batch; each row must sum to 1 (axis=-1).": (
        lambda batch: bool((np.asarray(batch) >= 0).all() and np.isclose(np.sum(batch), 1))
    ),
    "the answer is the wrong way round: True means that the rows are distributions.": (
        lambda batch: not looks_like_probabilities(batch)
    ),
    "it answers False to every batch.": lambda batch: False,
    "it answers True to every batch.": lambda batch: True,
    "it asks whether softmax leaves the numbers as they are; it does so to equal shares only.": (
        lambda batch: bool(np.allclose(softmax(batch), batch))
    ),
}
