"""Chapter 4, Codes: exercises."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise, permutations
from typing import Any

import numpy as np

from ...coding import (
    expected_length,
    huffman_lengths,
    is_prefix_free,
    is_uniquely_decodable,
    kraft_sum,
    letter_frequencies,
    shannon_lengths,
)
from ...information import cross_entropy, entropy, kl_divergence
from ..by_hand import Part, by_hand
from ..exercise import Exercise
from ..matching import matching
from . import solutions

__all__ = ["EXERCISES"]


def _kraft_cases(rng: np.random.Generator) -> list[Any]:
    plain = [[1, 2, 3, 3], [1, 1, 2], [1, 2, 2, 3], [2, 2, 2, 2], [5], [0]]
    return [*plain, *(rng.integers(1, 12, n).tolist() for n in range(2, 12))]


def _decodable_cases(rng: np.random.Generator) -> list[Any]:
    plain = [["0", "10", "110", "111"], ["0", "01", "011", "111"], ["0", "1", "00", "11"], ["00", "01", "10", "11"]]
    plain += [["10", "110", "0"], ["111", "0", "11"], ["010", "1", "01", "00"], ["1", "1"], ["0"], ["01", "1", "101"]]
    random = [["".join(rng.choice(["0", "1"], rng.integers(1, 5))) for _ in range(4)] for _ in range(20)]
    return [*plain, *random]


def _begins_next(words: list[str]) -> bool:
    return not any(b.startswith(a) for a, b in pairwise(words))


def _distributions() -> list[list[float]]:
    rng = np.random.default_rng(4)
    plain = [[0.5, 0.25, 0.125, 0.125], [0.3, 0.24, 0.2, 0.16, 0.1], [0.9, 0.1], [0.97, 0.01, 0.01, 0.01], [1 / 3] * 3]
    return [*plain, *(rng.dirichlet(np.ones(k)).tolist() for k in (2, 3, 5, 8, 26) for _ in range(4))]


def _check_lengths(answer: Callable[[Any], Any]) -> str | None:
    """Say what is wrong with a rule for code-word lengths: whole, payable by Kraft, and within one bit of H."""
    for p in _distributions():
        told = f"For p = [{', '.join(f'{x:.4g}' for x in p[:5])}{', …' if len(p) > 5 else ''}]"
        found = answer(np.array(p))
        if found is None:
            return "it returns nothing; end the function with return and the lengths."
        if any(isinstance(x, str) for x in np.ravel(found).tolist()):
            return "these are words; their lengths are asked for, whole numbers of bits."
        lengths = np.asarray(found, float)
        if lengths.shape != (len(p),):
            return f"one length for each probability is asked for. {told} the result has shape {lengths.shape}."
        if np.isnan(lengths).any():
            return f"a length is NaN, which is no number. {told} it gives {lengths}."
        if not np.isfinite(lengths).all() or (lengths < 0).any() or (lengths != np.round(lengths)).any():
            return f"a length is a whole number of bits, 0 or more; round −log₂ p *up*. {told} it gives {lengths}."
        total, mean, least = kraft_sum(lengths), expected_length(p, lengths), float(entropy(p, base=2))
        if total > 1 and np.array_equal(lengths, np.ceil(-np.log(p))):
            return f"−ln p is in nats, and a word is counted in bits: take log₂. {told} Kraft's sum is {total:.4g} > 1."
        if total > 1:
            return (
                f"no decodable code has these lengths. {told} Kraft's sum is {total:.4g} > 1; with every −log₂ p "
                "rounded up it cannot be."
            )
        if mean >= least + 1:
            return f"the code is a bit or more too long. {told} L = {mean:.4f} and H + 1 = {least + 1:.4f} bits."
    return None


def _excess(p: Any, q: Any) -> float:
    return expected_length(p, shannon_lengths(q)) - float(entropy(p, base=2))


def _excess_cases(rng: np.random.Generator) -> list[Any]:
    half = np.array([0.5, 0.25, 0.125, 0.125])
    plain = [(half, half[::-1].copy()), (half, np.full(4, 0.25)), (np.array([0.9, 0.1]), np.array([0.7, 0.3]))]
    return [*plain, *((rng.dirichlet(np.ones(k)), rng.dirichlet(np.ones(k))) for k in range(2, 14))]


def _canonical(lengths: Any) -> list[str]:
    lengths = [int(n) for n in lengths]
    words, number, previous = [""] * len(lengths), 0, 0
    if sum(Fraction(1, 2**n) for n in lengths) > 1:
        raise ValueError(f"lengths {lengths} break Kraft's inequality; no prefix code has them")
    for i in sorted(range(len(lengths)), key=lengths.__getitem__):
        number <<= lengths[i] - previous
        words[i] = format(number, f"0{lengths[i]}b")
        number, previous = number + 1, lengths[i]
    return words


def _canonical_cases(rng: np.random.Generator) -> list[Any]:
    plain = [[1, 2, 3, 3], [2, 2, 2, 3, 3], [3, 1, 3, 2], [2, 2, 2, 2], [3, 3, 1], [1, 1, 2], [4, 2, 2, 3]]
    letters = huffman_lengths(list(letter_frequencies("french").values())).tolist()
    long = [*range(1, 71), 70]  # 2^-70 is lost beside ½ in floating point
    shuffled = [rng.permutation(huffman_lengths(rng.dirichlet(np.ones(k)))).tolist() for k in range(3, 9)]
    return [*plain, *shuffled, letters, long, [*long, 70]]  # the last is too much by 2^-70


def _in_given_order(lengths: Any) -> list[str]:
    """Lay the words side by side without sorting, which breaks as soon as a short one follows a long one."""
    left, words = 0.0, []
    for n in lengths:
        words.append(format(int(left * 2.0**n), f"0{n}b"))
        left += 2.0**-n
    return words


def _by_floats(lengths: Any) -> list[str]:
    if kraft_sum(lengths) > 1:
        raise ValueError("too short")
    left, words = 0.0, [""] * len(lengths)
    for i in np.argsort(lengths, kind="stable"):
        words[i] = format(int(left * 2.0 ** lengths[i]), f"0{lengths[i]}b")
        left += 2.0 ** -lengths[i]
    return words


def _unchecked(lengths: Any) -> list[str]:
    words, number, previous = [""] * len(lengths), 0, 0
    for i in sorted(range(len(lengths)), key=lengths.__getitem__):
        number <<= lengths[i] - previous
        words[i] = format(number, f"0{lengths[i]}b")
        number, previous = number + 1, lengths[i]
    return words


def _ranked(lengths: Any) -> list[tuple[int, int]]:
    """Return each length with its place among the sorted lengths."""
    _canonical(lengths)  # which refuses lengths that no code has
    places = np.argsort(np.argsort(lengths, kind="stable"), kind="stable").tolist()
    return list(zip(places, [int(n) for n in lengths], strict=True))


def _without_zeros(lengths: Any) -> list[str]:
    return [word.lstrip("0") or "0" for word in _canonical(lengths)]


def _questions(p: Any) -> float:
    return 0.0 if len(p) == 1 else expected_length(p, huffman_lengths(p))


def _question_cases(rng: np.random.Generator) -> list[Any]:
    plain = [[0.5, 0.25, 0.125, 0.125], [0.3, 0.24, 0.2, 0.16, 0.1], [0.9, 0.1], [0.97, 0.01, 0.01, 0.01], [1.0]]
    plain += [[0.1, 0.16, 0.3, 0.2, 0.24], [0.2] * 5]
    return [np.array(p) for p in [*plain, *(rng.dirichlet(np.ones(k)).tolist() for k in range(2, 12))]]


def _joined(p: Any, order: Callable[[list[float]], list[float]], last: bool = True) -> float:
    """Join the first two of `order` until one is left; add up the joined weights, the `last` one or not."""
    nodes, total = order([float(x) for x in p]), 0.0
    while len(nodes) > 1:
        joined = nodes[0] + nodes[1]
        total += joined if last or len(nodes) > 2 else 0.0
        nodes = order([*nodes[2:], joined])
    return total


def _one_by_one(p: Any) -> float:
    """Ask for the likeliest symbol, then for the next: the last question settles two."""
    ranks = np.minimum(np.arange(1, len(p) + 1), len(p) - 1)
    return float(np.dot(np.sort(p)[::-1], ranks))


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
                lambda lengths: np.sum(1 / np.asarray(lengths, float))
            ),
            "this is Σ e^(−l); bits take powers of 2.": lambda lengths: np.sum(np.exp(-np.asarray(lengths, float))),
            "this is 2^(−Σ l): the power of the sum. Take the power of each length, then add.": (
                lambda lengths: 2.0 ** -np.sum(lengths)
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
        checker=_check_lengths,
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
            "this is KL(P‖Q), without the rounding: the words have whole lengths ⌈−log₂ q⌉.": (
                lambda p, q: kl_divergence(p, q, base=2)
            ),
            "this is the whole length; what is in excess of H(P) is asked for.": (
                lambda p, q: expected_length(p, shannon_lengths(q))
            ),
            "the entropy of Q is subtracted; the least that P's symbols can cost is H(P).": (
                lambda p, q: expected_length(p, shannon_lengths(q)) - float(entropy(q, base=2))
            ),
            "the mean is taken under Q; the symbols come from P, whatever the code expects.": (
                lambda p, q: expected_length(q, shannon_lengths(q)) - float(entropy(p, base=2))
            ),
            "the cross-entropy is subtracted, so that only the rounding is left; subtract H(P).": (
                lambda p, q: expected_length(p, shannon_lengths(q)) - float(cross_entropy(p, q, base=2))
            ),
            "the entropy is in nats and the lengths are in bits; they cannot be subtracted.": (
                lambda p, q: expected_length(p, shannon_lengths(q)) - float(entropy(p))
            ),
            "the length of P's own Shannon code is subtracted; its words are rounded too, and H(P) is the least.": (
                lambda p, q: expected_length(p, shannon_lengths(q)) - expected_length(p, shannon_lengths(p))
            ),
            "H(P) is added; Σ p log₂ p is −H(P) already, so it comes with a plus.": (
                lambda p, q: expected_length(p, shannon_lengths(q)) + float(entropy(p, base=2))
            ),
            "the lengths are those of Huffman's code for Q; Shannon's are ⌈−log₂ q⌉.": (
                lambda p, q: expected_length(p, huffman_lengths(q)) - float(entropy(p, base=2))
            ),
            "the lengths are ⌈−ln q⌉; a word is counted in bits, so take log₂.": (
                lambda p, q: float(np.dot(p, np.ceil(-np.log(q)))) - float(entropy(p, base=2))
            ),
            "the lengths are not rounded up; words so short can break Kraft's inequality.": (
                lambda p, q: expected_length(p, np.maximum(shannon_lengths(q) - 1, 0)) - float(entropy(p, base=2)),
                lambda p, q: expected_length(p, np.round(-np.log2(q))) - float(entropy(p, base=2)),
                lambda p, q: expected_length(p, np.floor(-np.log2(q))) - float(entropy(p, base=2)),
            ),
        },
    ),
    Exercise(
        name="code-canonical",
        task="write canonical(lengths): the canonical prefix code, one word for each length, in the order given",
        reference=_canonical,
        solution=solutions.canonical,
        cases=_canonical_cases,
        unit=None,
        mistakes={
            "the words are laid out in the order given; sort by length first, and return them in the order given.": (
                _in_given_order
            ),
            "the words come in the order of their lengths; return each in the place of its length.": (
                lambda lengths: sorted(_canonical(lengths), key=lambda w: (len(w), w))
            ),
            "floating point has run out of digits on the long words; count in whole numbers.": _by_floats,
            "lengths that break Kraft's inequality must raise a ValueError; here they are given words.": _unchecked,
            "the number is not shifted where the words grow longer: number <<= by how much longer they are.": (
                lambda lengths: [format(i, f"0{n}b") for i, n in _ranked(lengths)]
            ),
            "leading zeros are lost; format(number, f'0{length}b') keeps them.": _without_zeros,
        },
    ),
    by_hand(
        name="huffman-by-hand",
        task="give the bits of a, the bits of e, and the mean length of Huffman's code; then that of Shannon's",
        parts=[
            Part(
                "bits of a",
                2,
                "a, 0.29, is joined only after e with d and c with b, and then once more at the root",
                {"a is joined twice: with the node of e and d, and at the root": 1},
            ),
            Part(
                "bits of e",
                3,
                "count the joins on the way from e to the root",
                {"the nodes are joined in a chain; after e and d, the two lightest are c and b": 4},
            ),
            Part(
                "Huffman's mean",
                2.28,
                "add up the weights of all nodes that were made by joining",
                {
                    "the root is left out: its weight, 1, counts as well": 1.28,
                    "the nodes are joined in a chain; after e and d, the two lightest are c and b": 2.47,
                    "that is the mean of the five lengths; weight each with its probability": 2.4,
                    "those are the words of a fixed length; join the lightest instead": 3,
                },
            ),
            Part(
                "Shannon's mean",
                2.82,
                "round −log₂ p up for each symbol: a has 2 bits, b to d have 3, e has 4",
                {
                    "−log₂ p is rounded to the nearest whole number; it is to be rounded up": 2.28,
                    "e has a word of 4 bits: 0.11 is less than 1/8": 2.71,
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
        reference=_questions,
        solution=solutions.questions,
        cases=_question_cases,
        unit=None,
        mistakes={
            "this is the entropy, a bound; a question is asked whole, so the mean is often above it.": (
                lambda p: float(entropy(p, base=2))
            ),
            "this is the entropy in nats; it bounds the questions only in bits, and they are often more.": (
                lambda p: float(entropy(p))
            ),
            "this is the entropy rounded up; a mean number need not be whole.": (
                lambda p: float(np.ceil(entropy(p, base=2)))
            ),
            "these are Shannon's lengths, ⌈−log₂ p⌉; fewer questions will do.": (
                lambda p: expected_length(p, shannon_lengths(p))
            ),
            "this halves the number of symbols each time; ask so that the probability is halved.": (
                lambda p: float(np.log2(len(p))),
                lambda p: float(np.ceil(np.log2(len(p)))),
            ),
            "this is a chain, one symbol after another; ask for several at once, or sort again after each join.": (
                _one_by_one,
                lambda p: float(np.dot(np.sort(p)[::-1], np.arange(1, len(p) + 1))),
            ),
            "the first question is left out: the root, of weight 1, is asked each time.": (
                lambda p: _joined(p, sorted, last=False)
            ),
            "the nodes are not sorted again after a join; a joined node may be heavier than others.": (
                lambda p: _joined(sorted(p), lambda nodes: nodes)
            ),
            "the heaviest are joined; the last question should tell the two lightest apart.": (
                lambda p: _joined(p, lambda nodes: sorted(nodes, reverse=True))
            ),
            "the nodes are joined in the order given; take the two lightest each time.": (
                lambda p: _joined(p, lambda nodes: nodes)
            ),
            "this is the number of questions in the worst case; their mean is asked for.": (
                lambda p: 0.0 if len(p) == 1 else float(np.max(huffman_lengths(p)))
            ),
            "the lengths are averaged without weights; weight each with its probability.": (
                lambda p: float(np.mean(huffman_lengths(p)))
            ),
            "if there is one symbol only, nothing needs to be asked: 0.": (
                lambda p: expected_length(p, huffman_lengths(p))
            ),
        },
    ),
]
