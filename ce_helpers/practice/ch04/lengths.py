"""Chapter 4: the check of code-word lengths within one bit of the entropy, and the slips that readers make in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ...coding import expected_length, huffman_lengths, kraft_sum, shannon_lengths
from ...information import entropy
from ..running import quiet

__all__ = ["check"]


def _distributions() -> list[list[float]]:
    rng = np.random.default_rng(4)
    plain = [[0.5, 0.25, 0.125, 0.125], [0.3, 0.24, 0.2, 0.16, 0.1], [0.9, 0.1], [0.97, 0.01, 0.01, 0.01], [1 / 3] * 3]
    plain += [[0.125, 0.5, 0.125, 0.25], [0.01, 0.01, 0.97, 0.01]]
    return [*plain, *(rng.dirichlet(np.ones(k)).tolist() for k in (2, 3, 5, 8, 26) for _ in range(4))]


#: What is said to whoever makes these lengths; the same for every distribution.
SLIPS: dict[str, tuple[Callable[[Any], Any], ...]] = {
    "−ln p is in nats, and a word is counted in bits: take log₂.": (
        lambda p: np.ceil(-np.log(p)),
        lambda p: np.maximum(np.ceil(-np.log(p)), 1),
        lambda p: -np.log(p),
    ),
    "the minus is missing: log₂ p is negative, and −log₂ p is what is rounded up.": (
        lambda p: np.ceil(np.log2(p)),
        lambda p: np.log2(p),
        lambda p: np.floor(np.log2(p)),
    ),
    "−log₂ p is rounded down; rounded up, the words fit into Kraft's budget.": (
        lambda p: np.floor(-np.log2(p)),
        lambda p: np.maximum(np.floor(-np.log2(p)), 1),
    ),
    "−log₂ p is rounded to the nearest whole number; rounded up, the words fit into Kraft's budget.": (
        lambda p: np.round(-np.log2(p)),
        lambda p: np.maximum(np.round(-np.log2(p)), 1),
    ),
    "these are the ideal lengths, −log₂ p; a word has a whole number of bits, so round them up.": (
        lambda p: -np.log2(p),
    ),
    "⌊−log₂ p⌋ + 1 is a bit too long where −log₂ p is a whole number; round up with np.ceil.": (
        lambda p: np.floor(-np.log2(p)) + 1,
    ),
    "these are right lengths with a bit more each; then the mean is not below H + 1.": (
        lambda p: shannon_lengths(p) + 1,
        lambda p: huffman_lengths(p) + 1,
    ),
    "the lengths are sorted; the first is to belong to the first probability, and so on.": (
        lambda p: np.sort(shannon_lengths(p)),
        lambda p: np.sort(huffman_lengths(p)),
        lambda p: np.sort(shannon_lengths(p))[::-1],
        lambda p: np.sort(huffman_lengths(p))[::-1],
        lambda p: shannon_lengths(np.sort(p)[::-1]),
    ),
    "these are words of a fixed length; a frequent symbol is to have a shorter one.": (
        lambda p: np.full(len(p), np.ceil(np.log2(len(p)))),
        lambda p: np.full(len(p), np.ceil(np.log2(len(p)) + 1e-9)),
    ),
    "all words have the entropy, rounded up, for their length; each symbol has a length of its own.": (
        lambda p: np.full(len(p), np.ceil(entropy(p, base=2))),
    ),
    "⌈1/p⌉ grows much faster than ⌈log₂ 1/p⌉; take the logarithm first.": (lambda p: np.ceil(1 / p),),
    "the words grow by one bit from symbol to symbol; of many symbols that come equally often most are far too long.": (
        lambda p: np.arange(1, len(p) + 1),
        lambda p: np.minimum(np.arange(1, len(p) + 1), len(p) - 1),
        lambda p: np.argsort(np.argsort(-p, kind="stable"), kind="stable") + 1,
        lambda p: np.minimum(np.argsort(np.argsort(-p, kind="stable"), kind="stable") + 1, len(p) - 1),
    ),
    "all words have one bit, and there are only two such words. (So does ⌈−p log₂ p⌉: leave the p to the mean.)": (
        lambda p: np.ceil(-p * np.log2(p)),
    ),
    "the length is weighted with p here; give each word's own length, and leave the mean to the check.": (
        lambda p: -p * np.log2(p),
        lambda p: p * np.ceil(-np.log2(p)),
    ),
}


def _named(cases: list[Any], found: list[Any]) -> str | None:
    """Return the slip that makes all of these lengths."""
    with quiet():
        for sentence, slips in SLIPS.items():
            for slip in slips:
                if all(
                    np.array_equal(slip(p), n) or np.allclose(slip(p), n, 1e-12)
                    for p, n in zip(cases, found, strict=True)
                ):
                    return sentence
    return None


def check(answer: Callable[[Any], Any]) -> str | None:
    """Say what is wrong with a rule for code-word lengths: whole, payable by Kraft, and within one bit of H."""
    cases = [np.array(p) for p in _distributions()]
    found, faults = [], []
    for p in cases:
        told = f"For p = [{', '.join(f'{x:.4g}' for x in p[:5])}{', …' if len(p) > 5 else ''}]"
        made = answer(p.copy())
        if made is None:
            return "it returns nothing; end the function with return and the lengths."
        if any(isinstance(x, str) for x in np.ravel(made).tolist()):
            return "these are words; their lengths are asked for, whole numbers of bits."
        lengths = np.asarray(made, float)
        if lengths.shape == () and len(p) > 1:
            return f"one length for each probability is asked for; this is a single number. {told} it gives {lengths}."
        if lengths.shape != (len(p),):
            return f"one length for each probability is asked for. {told} the result has shape {lengths.shape}."
        found.append(lengths)
        if fault := _fault(p, lengths):
            faults.append((told, fault))
    if not faults:
        return None
    told, (general, detail) = faults[0]
    return f"{_named(cases, found) or general} {told} {detail}"


def _fault(p: Any, lengths: Any) -> tuple[str, str] | None:
    """Return what is wrong with the lengths for one p, in general and in numbers."""
    if np.isnan(lengths).any():
        return "a length is NaN, which is no number.", f"it gives {lengths}."
    if not np.isfinite(lengths).all() or (lengths < 0).any() or (lengths != np.round(lengths)).any():
        return "a length is a whole number of bits, 0 or more.", f"it gives {lengths}."
    total, mean, least = kraft_sum(lengths), expected_length(p, lengths), float(entropy(p, base=2))
    if total > 1:
        return "no decodable code has these lengths.", f"Kraft's sum is {total:.4g} > 1."
    if mean >= least + 1:
        return "the code is a bit or more too long.", f"L = {mean:.4f} and H + 1 = {least + 1:.4f} bits."
    return None
