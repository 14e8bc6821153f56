"""Chapter 5, Compression is prediction: exercises."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np

from ...coding import huffman_lengths, interval_steps, shannon_lengths
from ...information import entropy, surprise
from ..exercise import Exercise
from . import solutions

__all__ = ["EXERCISES"]


def _tokens_perplexity(q: Any) -> Any:
    return np.exp(np.mean(surprise(q)))


def _perplexity_cases(rng: np.random.Generator) -> list[Any]:
    plain = [np.array([0.5, 0.25, 0.125]), np.array([0.7, 0.7]), np.array([0.1, 0.9]), np.array([0.3])]
    plain += [np.array([0.5, 1e-300])]
    return [*plain, *(rng.uniform(0.01, 1, n) for n in range(2, 12)), np.full(3000, 0.2)]


def _bits_per_byte(nats: float, tokens: float, size: float) -> float:
    return nats * tokens / (size * math.log(2))


def _rate_cases(rng: np.random.Generator) -> list[Any]:
    plain = [(math.log(2), 1, 1), (2.5, 1000, 4200), (3.1, 250, 900)]
    return [*plain, *((float(rng.uniform(0.5, 6)), int(rng.integers(50, 500)), int(rng.integers(600, 4000)))
                      for _ in range(8))]  # fmt: skip


def _next_probability(history: str, symbol: str, alphabet: str, alpha: float) -> float:
    return (history.count(symbol) + alpha) / (len(history) + alpha * len(alphabet))


def _next_cases(rng: np.random.Generator) -> list[Any]:
    plain = [("aab", "a", "abc", 1.0), ("aab", "c", "abc", 1.0), ("", "b", "abcd", 0.5), ("abba", "b", "ab", 0.5)]
    plain += [("aaab", "a", "ab", 0.5), ("aaaaaaab", "a", "ab", 0.25)]
    drawn = []
    for alphabet in ("ab", "abc", "abcdefgh", "abcdefghijklmnopqrstuvwxyz"):
        for alpha in (0.125, 0.5, 2.0):
            history = "".join(rng.choice(list(alphabet), size=int(rng.integers(4, 30))))
            drawn.append((history, str(rng.choice(list(alphabet))), alphabet, alpha))
    return [*plain, *drawn]


def _enough_bits(q: Any) -> Any:
    return np.ceil(np.sum(surprise(q, base=2))) + 1


def _enough_cases(rng: np.random.Generator) -> list[Any]:
    plain = [
        np.array([0.9, 0.9, 0.05]),
        np.array([0.5, 0.25]),
        np.array([0.3]),
        np.full(5000, 0.4),
        np.array([0.5, 1e-300]),
    ]
    return [*plain, *(rng.uniform(0.05, 1, n) for n in range(2, 14))]


def _decode(x: Fraction, n: int, p: dict[str, Fraction]) -> str:
    text = ""
    for _ in range(n):
        start = Fraction(0)
        for letter, width in p.items():
            if start <= x < start + width:
                text, x = text + letter, (x - start) / width
                break
            start += width
    return text


_TABLES = (
    {"a": Fraction(1, 2), "b": Fraction(1, 6), "n": Fraction(1, 3)},
    {"a": Fraction(3, 5), "b": Fraction(2, 5)},
    {"n": Fraction(1, 10), "o": Fraction(1, 5), "t": Fraction(3, 10), "e": Fraction(2, 5)},
)


def _decode_cases(rng: np.random.Generator) -> list[Any]:
    cases: list[Any] = []
    for p, words in zip(
        _TABLES, (("banana", "nab", "b", "aaaa"), ("ab", "bba", "b"), ("note", "tone", "e")), strict=True
    ):
        drawn = ["".join(rng.choice(list(p), size=int(rng.integers(3, 9)))) for _ in range(10)]
        for word in (*words, *drawn):
            # the lower end itself belongs to the interval, and so does its middle
            low, high = interval_steps(word, p)[-1][1:]
            cases += [((low + high) / 2, len(word), p), (low, len(word), p)]
    return [*cases, (Fraction(1, 3), 0, _TABLES[0])]


def _decode_unstretched(x: Fraction, n: int, p: dict[str, Fraction]) -> str:
    return _decode(x, 1, p) * n


def _decode_undivided(x: Fraction, n: int, p: dict[str, Fraction]) -> str:
    text = ""
    for _ in range(n):
        start = Fraction(0)
        for letter, width in p.items():
            if start <= x < start + width:
                text, x = text + letter, x - start
                break
            start += width
    return text


def _decode_unshifted(x: Fraction, n: int, p: dict[str, Fraction]) -> str:
    text = ""
    for _ in range(n):
        start = Fraction(0)
        for letter, width in p.items():
            if start <= x < start + width:
                text, x = text + letter, (x / width) % 1
                break
            start += width
    return text


def _decode_upper_end(x: Fraction, n: int, p: dict[str, Fraction]) -> str:
    text = ""
    for _ in range(n):
        start = Fraction(0)
        for letter, width in p.items():
            if start < x <= start + width:
                text, x = text + letter, (x - start) / width
                break
            start += width
    return text


def _decode_both_ends(x: Fraction, n: int, p: dict[str, Fraction]) -> str:
    text = ""
    for _ in range(n):
        start = Fraction(0)
        for letter, width in p.items():
            if start <= x <= start + width:
                text, x = text + letter, (x - start) / width
                break
            start += width
    return text


def _decode_without_break(x: Fraction, n: int, p: dict[str, Fraction]) -> str:
    text = ""
    for _ in range(n):
        start = Fraction(0)
        for letter, width in p.items():
            if start <= x < start + width:
                text, x = text + letter, (x - start) / width
            start += width
    return text


def _decode_in_floats(x: Fraction, n: int, p: dict[str, Fraction]) -> str:
    text, y = "", float(x)
    for _ in range(n):
        start = 0.0
        for letter, width in p.items():
            if start <= y < start + float(width):
                text, y = text + letter, (y - start) / float(width)
                break
            start += float(width)
    return text


def _blocks(p: float, k: int) -> Any:
    block = np.array([1.0])
    for _ in range(k):
        block = np.outer(block, [p, 1 - p]).ravel()
    return block


def _block_bits(p: float, k: int) -> Any:
    block = _blocks(p, k)
    return np.sum(block * huffman_lengths(block)) / k


def _block_cases(rng: np.random.Generator) -> list[Any]:
    plain = [(0.99, 1), (0.99, 2), (0.9, 3), (0.5, 4)]
    return [*plain, *((float(rng.uniform(0.6, 0.98)), k) for k in (2, 3, 4, 5, 6, 7))]


EXERCISES = [
    Exercise(
        name="tokens-perplexity",
        task="write tokens_perplexity(q), the perplexity of a model that gave the tokens that came the probabilities q",
        reference=_tokens_perplexity,
        solution=solutions.tokens_perplexity,
        cases=_perplexity_cases,
        unit=None,
        mistakes={
            "the exponential is of the sum over the tokens; perplexity is of their mean.": (
                lambda q: np.exp(np.sum(surprise(q)))
            ),
            "the logarithm is to base 2 and the exponential to base e; use one base for both.": (
                lambda q: np.exp(np.mean(surprise(q, base=2)))
            ),
            "the logarithm is natural and the power is of 2; use one base for both.": (
                lambda q: 2 ** np.mean(surprise(q))
            ),
            "this is the mean surprise in nats; perplexity is its exponential.": lambda q: np.mean(surprise(q)),
            "this is the mean surprise in bits; perplexity is 2 to this power.": (
                lambda q: np.mean(surprise(q, base=2))
            ),
            "the product of thousands of probabilities underflows to 0; take the mean of their logarithms.": (
                lambda q: np.prod(q) ** (-1 / np.size(q))
            ),
            "this is the mean of 1/q; take the mean of the logarithms, and then the exponential.": (
                lambda q: np.mean(1 / np.asarray(q))
            ),
            "this is 1 over the mean of q; it is the geometric mean that counts, not the arithmetic one.": (
                lambda q: 1 / np.mean(q)
            ),
            "this is the geometric mean of the probabilities; perplexity is 1 over it, so a minus is missing.": (
                lambda q: np.exp(-np.mean(surprise(q)))
            ),
            "the surprises are weighted by q; each token came once, so each counts the same.": (
                lambda q: np.exp(np.sum(np.asarray(q) * surprise(q)))
            ),
        },
    ),
    Exercise(
        name="bits-per-byte",
        task="write bits_per_byte(nats, tokens, size), from the mean nats per token, the number of tokens and of bytes",
        reference=_bits_per_byte,
        solution=solutions.bits_per_byte,
        cases=_rate_cases,
        unit=None,
        mistakes={
            "these are nats per byte; divide by ln 2 for bits.": lambda nats, tokens, size: nats * tokens / size,
            "nats are multiplied by ln 2; a nat is more than a bit, so divide.": (
                lambda nats, tokens, size: nats * tokens * math.log(2) / size
            ),
            "these are bits per token; multiply by the tokens and divide by the bytes.": (
                lambda nats, tokens, size: nats / math.log(2)
            ),
            "tokens and bytes are the wrong way up: the total is nats times tokens, shared among the bytes.": (
                lambda nats, tokens, size: nats * size / tokens / math.log(2)
            ),
            "these are the bits of the whole text; share them among its bytes.": (
                lambda nats, tokens, size: nats * tokens / math.log(2)
            ),
            "the number of tokens is missing: nats is a mean over them.": (
                lambda nats, tokens, size: nats / size / math.log(2)
            ),
            "the bytes are counted as 8 bits each; bits of surprise are shared among bytes, not among their bits.": (
                lambda nats, tokens, size: nats * tokens / (8 * size) / math.log(2)
            ),
        },
    ),
    Exercise(
        name="next-probability",
        task="write next_probability(history, symbol, alphabet, alpha), the adaptive prediction after a history",
        reference=_next_probability,
        solution=solutions.next_probability,
        cases=_next_cases,
        unit=None,
        mistakes={
            "this is the plain frequency; what has not been seen yet would have probability 0.": (
                lambda history, symbol, alphabet, alpha: history.count(symbol) / max(1, len(history))
            ),
            "alpha is added once below the line; every one of the symbols got it, so it is alpha times their number.": (
                lambda history, symbol, alphabet, alpha: (history.count(symbol) + alpha) / (len(history) + alpha)
            ),
            "alpha is 1 here whatever is asked for; that is Laplace's rule.": (
                lambda history, symbol, alphabet, alpha: _next_probability(history, symbol, alphabet, 1.0)
            ),
            "below the line stands the alphabet's size without alpha; the imaginary sightings are alpha each.": (
                lambda history, symbol, alphabet, alpha: (
                    (history.count(symbol) + alpha) / (len(history) + len(alphabet))
                )
            ),
            "256 symbols are counted, as for bytes; this model has those of its alphabet.": (
                lambda history, symbol, alphabet, alpha: (history.count(symbol) + alpha) / (len(history) + 256 * alpha)
            ),
            "alpha is missing above the line, so the probabilities sum to less than 1.": (
                lambda history, symbol, alphabet, alpha: (
                    history.count(symbol) / max(1e-9, len(history) + alpha * len(alphabet))
                )
            ),
            "the number of symbols is taken from the history; those of the alphabet that have not come count too.": (
                lambda history, symbol, alphabet, alpha: (
                    (history.count(symbol) + alpha) / (len(history) + alpha * max(1, len(set(history))))
                )
            ),
            "the symbol is counted before it is predicted; the decoder does not have it yet.": (
                lambda history, symbol, alphabet, alpha: _next_probability(history + symbol, symbol, alphabet, alpha)
            ),
        },
    ),
    Exercise(
        name="enough-bits",
        task="write enough_bits(q), the whole number ⌈B⌉ + 1 of bits, with B the sum of −log₂ q over the letters",
        reference=_enough_bits,
        solution=solutions.enough_bits,
        cases=_enough_cases,
        unit=None,
        mistakes={
            "this is ⌈B⌉, which can be one too few: a binary interval of nearly that width may straddle the end.": (
                lambda q: np.ceil(np.sum(surprise(q, base=2)))
            ),
            "every letter is rounded up by itself; that is Shannon's code, and the interval is rounded once.": (
                lambda q: np.sum(np.ceil(surprise(q, base=2))) + 1
            ),
            "this is B + 1 without rounding up; a number of bits is whole.": (
                lambda q: np.sum(surprise(q, base=2)) + 1
            ),
            "the sum is in nats; take the logarithm to base 2.": lambda q: np.ceil(np.sum(surprise(q))) + 1,
            "B is rounded down; that leaves too few bits.": lambda q: np.floor(np.sum(surprise(q, base=2))) + 1,
            "one bit is added for each letter; the interval needs it once.": (
                lambda q: np.ceil(np.sum(surprise(q, base=2))) + np.size(q)
            ),
            "the mean over the letters is rounded; the whole message has one interval, so add them.": (
                lambda q: np.ceil(np.mean(surprise(q, base=2))) + 1
            ),
            "the product of thousands of probabilities underflows to 0; add logarithms instead.": (
                lambda q: np.ceil(-np.log2(np.prod(q))) + 1,
                lambda q: np.floor(-np.log2(np.prod(q))) + 2,
            ),
            "this is ⌊B⌋ + 2, which is one too many where B is a whole number.": (
                lambda q: np.floor(np.sum(surprise(q, base=2))) + 2
            ),
            "this is ⌈B⌉ + 2; one bit more than ⌈B⌉ is enough for a binary interval inside.": (
                lambda q: _enough_bits(q) + 1
            ),
            "B is rounded to the nearest whole number; it must be rounded up.": (
                lambda q: np.round(np.sum(surprise(q, base=2))) + 1
            ),
        },
    ),
    Exercise(
        name="fraction-decoder",
        task="write decode(x, n, p), the n letters of the text whose interval holds x",
        reference=_decode,
        solution=solutions.decode,
        cases=_decode_cases,
        unit=None,
        mistakes={
            "x stays where it is, so the first letter comes again and again; stretch its piece to the whole line.": (
                _decode_unstretched
            ),
            "the start of the piece is taken off x, but x is not divided by the piece's width.": _decode_undivided,
            "x is divided by the width of the piece, but the start of the piece is not taken off first.": (
                _decode_unshifted
            ),
            "the ends are the wrong way round: a piece holds its lower end and not its upper one.": _decode_upper_end,
            "a piece holds its lower end and not its upper one; with ≤ at both ends the letter before takes x.": (
                _decode_both_ends
            ),
            "the search goes on after a letter is found, with x moved already; leave the loop with break.": (
                _decode_without_break
            ),
            "floating point rounds x and the ends; with fractions, start = Fraction(0), every step is exact.": (
                _decode_in_floats
            ),
            "the letters come out in the wrong order; the first one found is the first of the text.": (
                lambda x, n, p: _decode(x, n, p)[::-1]
            ),
            "one letter too few comes out.": lambda x, n, p: _decode(x, n - 1, p),
            "the pieces lie in alphabetical order here; they lie in the order of p.": (
                lambda x, n, p: _decode(x, n, dict(sorted(p.items())))
            ),
        },
    ),
    Exercise(
        name="block-bits",
        task="write block_bits(p, k), the mean bits a symbol of Huffman's code on blocks of k symbols",
        reference=_block_bits,
        solution=solutions.block_bits,
        cases=_block_cases,
        unit=None,
        mistakes={
            "these are bits a block; divide by k for bits a symbol.": lambda p, k: k * _block_bits(p, k),
            "this is the entropy, what an arithmetic coder spends; Huffman's words have whole bits.": (
                lambda p, k: float(entropy([p, 1 - p], base=2))
            ),
            "the lengths are averaged as if all blocks were equally likely; weigh each by its probability.": (
                lambda p, k: np.mean(huffman_lengths(_blocks(p, k))) / k
            ),
            "these are Shannon's lengths ⌈−log₂ p⌉; Huffman's code is shorter.": (
                lambda p, k: np.sum(_blocks(p, k) * shannon_lengths(_blocks(p, k))) / k
            ),
            "the blocks are ignored: one symbol at a time costs a bit each.": lambda p, k: 1.0,
            "all blocks get words of the same length, k bits.": lambda p, k: float(k),
        },
    ),
]
