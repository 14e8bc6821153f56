"""Chapter 4, Codes: exercises."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise, permutations
from typing import Any

import numpy as np

from ...coding import (
    expected_length,
    huffman_lengths,
    is_prefix_free,
    is_uniquely_decodable,
    kraft_sum,
    shannon_lengths,
)
from ...information import cross_entropy, entropy, kl_divergence
from ..by_hand import Part, by_hand
from ..exercise import Exercise
from ..matching import matching
from . import canonical, lengths, questions_asked, solutions

__all__ = ["EXERCISES"]


def _kraft_cases(rng: np.random.Generator) -> list[Any]:
    plain = [[1, 2, 3, 3], [1, 1, 2], [1, 2, 2, 3], [2, 2, 2, 2], [5], [0]]
    return [*plain, *(rng.integers(1, 12, n).tolist() for n in range(2, 12))]


def _decodable_cases(rng: np.random.Generator) -> list[Any]:
    plain = [["0", "10", "110", "111"], ["0", "01", "011", "111"], ["0", "1", "00", "11"], ["00", "01", "10", "11"]]
    plain += [
        ["10", "110", "0"],
        ["111", "0", "11"],
        ["010", "1", "01", "00"],
        ["1", "1"],
        ["0"],
        ["01", "1", "101"],
        ["", "0"],
    ]
    random = [["".join(rng.choice(["0", "1"], rng.integers(1, 5))) for _ in range(4)] for _ in range(20)]
    return [*plain, *random]


def _begins_next(words: list[str]) -> bool:
    return not any(b.startswith(a) for a, b in pairwise(words))


def _excess(p: Any, q: Any) -> float:
    return expected_length(p, shannon_lengths(q)) - float(entropy(p, base=2))


def _with_nan(p: Any) -> float:
    """Return the entropy as it comes out where 0 · log 0 is not thought of."""
    p = np.asarray(p)
    return -float((p * np.log2(p)).sum())


def _less(length: Callable[[Any, Any], float], sign: float = -1) -> tuple[Callable[[Any, Any], float], ...]:
    """Return `length` less H(P), with and without the NaN that a 0 in p makes."""
    return (
        lambda p, q: length(p, q) + sign * float(entropy(p, base=2)),
        lambda p, q: length(p, q) + sign * _with_nan(p),
    )


def _own_length(p: Any) -> float:
    """Return the mean length of Shannon's code for P itself."""
    comes = np.asarray(p)[np.asarray(p) > 0]
    return float(comes @ np.ceil(-np.log2(comes)))


def _excess_cases(rng: np.random.Generator) -> list[Any]:
    half = np.array([0.5, 0.25, 0.125, 0.125])
    plain = [(half, half[::-1].copy()), (half, np.full(4, 0.25)), (np.array([0.9, 0.1]), np.array([0.7, 0.3]))]
    drawn = [(rng.dirichlet(np.ones(k)), rng.dirichlet(np.ones(k))) for k in range(2, 14)]
    return [*plain, *drawn, (np.array([0.5, 0.5, 0.0]), np.array([0.4, 0.4, 0.2])), (np.eye(3)[1], np.full(3, 1 / 3))]


_CHAIN = "the nodes are joined in a chain; take the two lightest of all nodes each time, single ones and made ones"
#: Words that e can have, by how the 0 and 1 are written; read as a number, 001 is 1.
_WORDS_OF_E = ("111", "110", "101", "100", "011", "010", "000")

EXERCISES = [
    Exercise(
        name="kraft-sum",
        task="write kraft(lengths), the sum of 2^(−l) over a list of code-word lengths",
        reference=kraft_sum,
        solution=solutions.kraft,
        cases=_kraft_cases,
        unit=None,
        mistakes={
            "this is Σ 2^(+l); a longer word takes a smaller share, 2^(−l).": (
                lambda lengths: np.sum(2.0 ** np.asarray(lengths))
            ),
            "this is Σ 1/l; a word of l bits takes the share 2^(−l) of all strings.": (
                lambda lengths: np.sum(1 / np.asarray(lengths, float)),
                lambda lengths: sum(1 / n for n in lengths if n),
            ),
            "this is Σ e^(−l); bits take powers of 2.": lambda lengths: np.sum(np.exp(-np.asarray(lengths, float))),
            "in Python ^ is no power, it compares bits; write 2.0**-n.": lambda lengths: sum(2 ^ -n for n in lengths),
            "1/2*n and 1/(2*n) are products; the share of a word is the power 1/2**n.": (
                lambda lengths: sum(1 / 2 * n for n in lengths),
                lambda lengths: sum(1 / (2 * n) for n in lengths if n),
                lambda lengths: np.sum(1 / (2 * np.asarray(lengths, float))),
            ),
            "only the first length is counted: does return stand inside the loop?": lambda lengths: 2.0 ** -lengths[0],
            "the sum is cut off at 1; a sum above 1 tells that no decodable code has these lengths.": (
                lambda lengths: min(1.0, kraft_sum(lengths))
            ),
            "this is 2^(−Σ l): the power of the sum. Take the power of each length, then add.": (
                lambda lengths: 2.0 ** -np.sum(lengths)
            ),
            "each share is doubled; a word of l bits takes 2^(−l), not 2^(1 − l).": (
                lambda lengths: 2 * kraft_sum(lengths)
            ),
            "each share is halved; a word of l bits takes 2^(−l), not 2^(−l − 1).": (
                lambda lengths: kraft_sum(lengths) / 2
            ),
            "this is what is left of the budget; what is spent is asked for.": lambda lengths: 1 - kraft_sum(lengths),
            "this is the share of one word with the mean length; take each word's share, then add.": (
                lambda lengths: 2.0 ** -np.mean(lengths),
                lambda lengths: len(lengths) * 2.0 ** -np.mean(lengths),
            ),
            "equal lengths are counted once; each word takes its share.": lambda lengths: kraft_sum(
                sorted(set(lengths))
            ),
            "this is the share of the shortest or longest word alone; add the shares of all.": (
                lambda lengths: 2.0 ** -max(lengths),
                lambda lengths: 2.0 ** -min(lengths),
            ),
            "the shares are not yet added; one number is asked for.": lambda lengths: (
                2.0 ** -np.asarray(lengths, float)
            ),
            "this answers whether the sum is at most 1; the sum itself is asked for.": (
                lambda lengths: float(kraft_sum(lengths) <= 1)
            ),
        },
    ),
    Exercise(
        name="code-prefix-free",
        task="write prefix_free(words), True if no word of the list begins another one, or equals it",
        reference=lambda words: is_prefix_free(words),
        solution=solutions.prefix_free,
        cases=_decodable_cases,
        unit=None,
        mistakes={
            "only whether the words differ is tested; 0 and 01 differ, and 0 begins 01.": (
                lambda words: len(set(words)) == len(words)
            ),
            "only neighbours in the list are compared; any word may begin any other.": (
                _begins_next,
                lambda words: not any(b.startswith(a) or a.startswith(b) for a, b in pairwise(words)),
            ),
            "only a word and the later ones are compared; a later word may begin an earlier one.": (
                lambda words: (
                    not any(words[j].startswith(words[i]) for i in range(len(words)) for j in range(i + 1, len(words)))
                )
            ),
            "all words are compared with the first one only; any word may begin any other.": (
                lambda words: not any(w.startswith(words[0]) for w in words[1:]),
                lambda words: not any(w.startswith(words[0]) or words[0].startswith(w) for w in words[1:]),
            ),
            "only the first bits of the words are compared; 10 and 11 begin alike, and neither begins the other.": (
                lambda words: len({w[:1] for w in words}) == len(words)
            ),
            "this asks whether the words have different lengths; 0 and 01 have, and 0 begins 01.": (
                lambda words: len({len(w) for w in words}) == len(words)
            ),
            "this is True whatever the words are: does return True stand inside a loop, which then ends at once?": (
                lambda words: True
            ),
            "an empty word is passed over; it begins every other word, and a decoder never sees it.": (
                lambda words: is_prefix_free([w for w in words if w])
            ),
            "only the first two words are compared: does a return stand inside the inner loop?": (
                lambda words: len(words) < 2 or not words[1].startswith(words[0])
            ),
            "two equal words are passed over; a code that gives two symbols one word cannot be decoded: False.": (
                lambda words: is_prefix_free(list(dict.fromkeys(words)))
            ),
            "this asks whether the code is decodable at all; 0, 01 is, though the first word begins the second.": (
                lambda words: is_uniquely_decodable(words)
            ),
            "every word begins itself; compare each with the others only.": (
                lambda words: not any(b.startswith(a) for a in words for b in words)
            ),
            "this finds a word anywhere inside another; only its beginning counts.": (
                lambda words: not any(a in b for a, b in permutations(words, 2))
            ),
            "this tests the ends of the words; a decoder reads from the front.": (
                lambda words: not any(b.endswith(a) for a, b in permutations(words, 2))
            ),
            "Kraft's sum tells whether *some* prefix code has these lengths, not whether this is one.": (
                lambda words: kraft_sum([len(w) for w in words]) <= 1
            ),
            "the answer is the wrong way round: True means that no word begins another.": (
                lambda words: not is_prefix_free(words)
            ),
        },
    ),
    Exercise(
        name="code-lengths",
        task="write lengths(p): whole numbers of bits that a prefix code can have, with mean below H(P) + 1",
        reference=shannon_lengths,
        solution=solutions.lengths,
        checker=lengths.check,
        unit=None,
    ),
    Exercise(
        name="code-excess",
        task="write excess(p, q): mean length of P's symbols under Shannon's code for Q, less H(P), in bits",
        reference=_excess,
        solution=solutions.excess,
        cases=_excess_cases,
        unit="bits",
        mistakes={
            "0 · log₂ 0 is NaN in NumPy; a symbol that does not come adds 0 to H(P), so leave it out there.": (
                lambda p, q: expected_length(p, shannon_lengths(q)) - _with_nan(p)
            ),
            "this is KL(P‖Q), without the rounding: the words have whole lengths ⌈−log₂ q⌉.": (
                lambda p, q: kl_divergence(p, q, base=2),
                lambda p, q: cross_entropy(p, q, base=2) - _with_nan(p),
            ),
            "this is the whole length; what is in excess of H(P) is asked for.": (
                lambda p, q: expected_length(p, shannon_lengths(q))
            ),
            "q is not used: these are the lengths of Shannon's code for P itself.": (
                *_less(lambda p, q: _own_length(p)),
                lambda p, q: float(np.dot(p, np.ceil(-np.log2(p)))) - _with_nan(p),
            ),
            "the entropy of Q is subtracted; the least that P's symbols can cost is H(P).": (
                lambda p, q: expected_length(p, shannon_lengths(q)) - float(entropy(q, base=2))
            ),
            "the mean is taken under Q; the symbols come from P, whatever the code expects.": (
                *_less(lambda p, q: expected_length(q, shannon_lengths(q))),
            ),
            "P and Q are exchanged: the code is made for Q, and the symbols come from P.": (
                lambda p, q: float(np.dot(q, np.ceil(-np.log2(p)))) - float(entropy(q, base=2)),
                *_less(lambda p, q: float(np.dot(q, np.ceil(-np.log2(p))))),
            ),
            "this is KL(Q‖P), with P and Q exchanged and without the rounding to whole bits.": (
                lambda p, q: kl_divergence(q, p, base=2)
            ),
            "the products p · (−log₂ q) are rounded; round each length −log₂ q, then weight it with p.": (
                *_less(lambda p, q: float(np.ceil(-np.asarray(p) * np.log2(q)).sum())),
            ),
            "the cross-entropy is subtracted, so that only the rounding is left; subtract H(P).": (
                lambda p, q: expected_length(p, shannon_lengths(q)) - float(cross_entropy(p, q, base=2))
            ),
            "the entropy is in nats and the lengths are in bits; they cannot be subtracted.": (
                lambda p, q: expected_length(p, shannon_lengths(q)) - float(entropy(p)),
                lambda p, q: expected_length(p, shannon_lengths(q)) - _with_nan(p) * np.log(2),
            ),
            "the length of P's own Shannon code is subtracted; its words are rounded too, and H(P) is the least.": (
                lambda p, q: expected_length(p, shannon_lengths(q)) - _own_length(p),
                lambda p, q: expected_length(p, shannon_lengths(q)) - float(np.dot(p, np.ceil(-np.log2(p)))),
            ),
            "H(P) is added; Σ p log₂ p is −H(P) already, so it comes with a plus.": (
                *_less(lambda p, q: expected_length(p, shannon_lengths(q)), sign=1),
            ),
            "the lengths are those of Huffman's code for Q; Shannon's are ⌈−log₂ q⌉.": (
                *_less(lambda p, q: expected_length(p, huffman_lengths(q))),
            ),
            "the lengths are ⌈−ln q⌉; a word is counted in bits, so take log₂.": (
                *_less(lambda p, q: float(np.dot(p, np.ceil(-np.log(q))))),
            ),
            "the mean length is rounded up once; the length of each word is rounded.": (
                *_less(lambda p, q: float(np.ceil(cross_entropy(p, q, base=2)))),
            ),
            "this is KL(P‖Q), rounded up; round the length of each word, and subtract H(P) from their mean.": (
                lambda p, q: np.ceil(kl_divergence(p, q, base=2))
            ),
            "one bit is added, which is the bound; round each length up and take the mean.": (
                lambda p, q: kl_divergence(p, q, base=2) + 1,
                *_less(lambda p, q: expected_length(p, shannon_lengths(q) + 1)),
            ),
            "the lengths are averaged without weights; weight each with p.": (
                *_less(lambda p, q: float(np.mean(shannon_lengths(q)))),
            ),
            "the lengths are not rounded up; words so short can break Kraft's inequality.": (
                *_less(lambda p, q: expected_length(p, np.maximum(shannon_lengths(q) - 1, 0))),
                *_less(lambda p, q: expected_length(p, np.round(-np.log2(q)))),
                *_less(lambda p, q: expected_length(p, np.floor(-np.log2(q)))),
            ),
        },
    ),
    Exercise(
        name="code-canonical",
        task="write canonical(lengths): the canonical prefix code, one word for each length, in the order given",
        reference=canonical.canonical,
        solution=solutions.canonical,
        cases=canonical.cases,
        unit=None,
        mistakes=canonical.MISTAKES,
    ),
    by_hand(
        name="huffman-by-hand",
        task="give the bits of a, the bits of e, and the mean length of Huffman's code; then that of Shannon's",
        parts=[
            Part(
                "bits of a",
                1,
                "write all nodes down again after each join, and count the joins on the way from a to the root",
                {
                    "0 is a word; its number of bits is asked for": 0.0,
                    "in the chapter's example it is so; here weigh a against the nodes that were made": 2,
                    "a is the likeliest symbol and has the shortest word; the two lightest are joined first": 3,
                    "a word has a whole number of bits; −log₂ 0.36 is the ideal length": float(-np.log2(0.36)),
                },
            ),
            Part(
                "bits of e",
                3,
                "count the joins on the way from e to the root",
                {
                    _CHAIN: 4,
                    **{f"{w} is a word; its number of bits is asked for": float(w) for w in _WORDS_OF_E},
                    "e is joined again after its first join; count all joins up to the root": 2,
                    "a word has a whole number of bits; −log₂ 0.14 is the ideal length": float(-np.log2(0.14)),
                },
            ),
            Part(
                "Huffman's mean",
                2.28,
                "add up the weights of all nodes that were made by joining, or the products of weight and bits",
                {
                    "the root is left out: its weight, 1, counts as well": 1.28,
                    _CHAIN: 2.38,
                    "those are the lengths of the chapter's example; this tree is another": 2.29,
                    "that is the mean of the five lengths; weight each with its probability": 2.6,
                    "those are the words of a fixed length; join the lightest instead": 3,
                    "that is the entropy, which no code beats; weight the bits of the words": 2.21651,
                    "that is the entropy in nats; weight the bits of the words": 1.53637,
                    "that is H + 1, the bound; weight the bits of the words": 3.21651,
                    "that is the mean of Shannon's code, which is asked for last": 2.64,
                },
            ),
            Part(
                "Shannon's mean",
                2.64,
                "round −log₂ p up to a whole number for each symbol, and weight it with p",
                {
                    "that is the mean of Huffman's code; here round −log₂ p up": 2.28,
                    "−log₂ p is rounded to the nearest whole number; it is to be rounded up": 2.09,
                    "−log₂ p is rounded down; it is to be rounded up": 1.64,
                    "those are ⌈−ln p⌉; a word is counted in bits, so take log₂": 2.0,
                    "those are the lengths of the chapter's example; here none is below 1/8": 2.78,
                    "that is the mean of the five lengths; weight each with its probability": 2.8,
                    "that is the entropy, without the rounding; a word has whole bits": 2.21651,
                    "that is H + 1, the bound; round each length up, and weight it with p": 3.21651,
                },
            ),
        ],
    ),
    matching(
        name="five-codes",
        task="say of each of the five codes what it is",
        right={
            "A": "ideal",
            "B": "fixed length",
            "C": "for another source",
            "D": "not decodable",
            "E": "wastes budget",
        },
        clues={
            "A": "its mean is the entropy, 1/2 + 1/2 + 3/8 + 3/8 = 1.75 bits",
            "B": "four symbols of 2 bits each cost 2.00 bits, whatever the source",
            "C": "it spends its whole budget and is longer than plain words of 2 bits: it bets on other symbols",
            "D": "its Kraft sum is above 1, and its mean is below the entropy",
            "E": "a quarter of its budget is not spent, so that some word could be shorter",
        },
    ),
    Exercise(
        name="best-questions",
        task="write questions(p), the least mean number of yes-or-no questions that find which symbol it was",
        reference=questions_asked.questions,
        solution=solutions.questions,
        cases=questions_asked.cases,
        unit=None,
        mistakes=questions_asked.MISTAKES,
    ),
]
