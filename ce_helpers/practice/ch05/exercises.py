"""Chapter 5, Compression is prediction: exercises."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ...information import surprise
from ..by_hand import Part, by_hand
from ..exercise import Exercise
from ..matching import matching
from . import contexts, decoders, guessing, solutions

__all__ = ["EXERCISES"]


def _tokens_perplexity(q: Any) -> Any:
    return np.exp(np.mean(surprise(q)))


def _times_surprise(q: Any) -> Any:
    return np.where(q > 0, q * surprise(np.where(q > 0, q, 1.0)), 0.0)


def _perplexity_cases(rng: np.random.Generator) -> list[Any]:
    plain = [np.array([0.5, 0.25, 0.125]), np.array([0.7, 0.7]), np.array([0.1, 0.9]), np.array([0.3])]
    plain += [np.array([0.5, 0.0])]  # what cannot happen happened: ∞
    return [*plain, *(rng.uniform(0.01, 1, n) for n in range(2, 12)), np.full(3000, 0.2)]


def _bits_per_byte(nats: float, tokens: float, size: float) -> float:
    return nats * tokens / (size * math.log(2))


def _rate_cases(rng: np.random.Generator) -> list[Any]:
    plain = [(math.log(2), 1, 1), (2.5, 1000, 4200), (3.1, 250, 900)]
    return [*plain, *((float(rng.uniform(0.5, 6)), int(rng.integers(50, 500)), int(rng.integers(600, 4000)))
                      for _ in range(8))]  # fmt: skip


def _other_tokens(perplexity: float, tokens: int, others: int) -> float:
    return float(perplexity ** (tokens / others))


def _other_cases(rng: np.random.Generator) -> list[Any]:
    plain = [(20.0, 1000, 500), (9.0, 300, 600), (1.9, 8000, 1000), (5.0, 700, 700), (31.0, 40_000, 52_000)]
    drawn = [(rng.uniform(2, 30), int(rng.integers(300, 900)), int(rng.integers(200, 1500))) for _ in range(8)]
    # NumPy's floats overflow to ∞, where Python's raise an error that says little
    return [(np.float64(perplexity), tokens, others) for perplexity, tokens, others in plain + drawn]


EXERCISES = [
    Exercise(
        name="tokens-perplexity",
        task="write tokens_perplexity(q), the perplexity of a model that gave the tokens that came the probabilities "
        "q, of which there may be thousands",
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
            "the power is of 10 and the logarithm is not to base 10; use one base for both.": (
                lambda q: 10 ** np.mean(surprise(q)),
                lambda q: 10 ** np.mean(surprise(q, base=2)),
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
                lambda q: np.exp(np.sum(_times_surprise(q))),
                lambda q: np.exp(-np.sum(q * np.log(q))),
            ),
            "tokens of probability 0 cost nothing here; they came, so the surprise is infinite and the perplexity ∞.": (
                lambda q: np.exp(np.mean(surprise(q[q > 0]))),
                lambda q: np.exp(np.mean(np.where(q > 0, surprise(np.where(q > 0, q, 1.0)), 0.0))),
            ),
            "a small number keeps the probabilities away from 0; a token of probability 0 came, so it is ∞.": (
                *(
                    lambda q, e=e: np.exp(np.mean(surprise(np.clip(q, e, 1))))
                    for e in (1e-15, 1e-12, 1e-10, 1e-9, 1e-8)
                ),
                *(lambda q, e=e: np.exp(-np.mean(np.log(q + e))) for e in (1e-15, 1e-12, 1e-10, 1e-9, 1e-8)),
            ),
            "the sum is divided by one token fewer; all the tokens of q were predicted, the first too.": (
                lambda q: np.exp(np.sum(surprise(q)) / max(1, len(q) - 1))
            ),
            "q is divided by its sum; it is one probability for each of several tokens, and no distribution.": (
                lambda q: np.exp(np.mean(surprise(q / np.sum(q))))
            ),
            "this is the perplexity of a typical token, with the median; take the mean.": (
                lambda q: np.exp(np.median(surprise(q))),
                lambda q: 1 / np.median(q),
            ),
            "float32 keeps seven digits; leave the dtype out, and float64 keeps sixteen.": (
                lambda q: float(np.exp(-np.mean(np.log(np.asarray(q, np.float32))))),
                lambda q: np.exp(-np.mean(np.log(np.asarray(q, np.float32)), dtype=np.float64)),
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
            "the nats are taken to an exponential; that is a perplexity, and the total is nats times tokens.": (
                lambda nats, tokens, size: math.exp(nats) * tokens / size,
                lambda nats, tokens, size: 2**nats * tokens / size,
                lambda nats, tokens, size: math.exp(nats) * tokens / size / math.log(2),
            ),
            "one token is left out; `tokens` is how many the mean was over.": (
                lambda nats, tokens, size: nats * (tokens - 1) / size / math.log(2)
            ),
            "the logarithm is to base 10; a bit is ln 2 nats.": (
                lambda nats, tokens, size: nats * tokens / size / math.log(10),
                lambda nats, tokens, size: nats * tokens / size / math.log10(2),
            ),
            "the bits are multiplied by 8; bits of surprise are shared among bytes as they are.": (
                lambda nats, tokens, size: 8 * nats * tokens / size / math.log(2)
            ),
            "the tokens a byte are cut to a whole number; divide with / and not with //.": (
                lambda nats, tokens, size: nats * (tokens // size) / math.log(2)
            ),
            "ln 2 is rounded, or 1/ln 2 is; write np.log(2).": tuple(
                lambda nats, tokens, size, ln2=ln2: nats * tokens / size / ln2
                for ln2 in (0.693, 0.6931, 0.69, 0.7, 0.693147, 0.69315, 1 / 1.4427, 1 / 1.443, 1 / 1.44, 1 / 1.442695)
            ),
            "this is bytes of text for each byte of the file; bits per byte are 8 over that.": (
                lambda nats, tokens, size: 8 * size * math.log(2) / (nats * tokens)
            ),
            "the result is rounded.": (
                lambda nats, tokens, size: round(nats * tokens / size / math.log(2), 2),
                lambda nats, tokens, size: round(nats * tokens / size / math.log(2), 3),
                lambda nats, tokens, size: round(nats * tokens / size / math.log(2), 4),
            ),
            "2 is raised to the bits per byte; that is a perplexity, and the bits themselves are asked for.": (
                lambda nats, tokens, size: 2 ** (nats * tokens / size / math.log(2))
            ),
            "the bytes are counted as 8 bits each; bits of surprise are shared among bytes, not among their bits.": (
                lambda nats, tokens, size: nats * tokens / (8 * size) / math.log(2)
            ),
        },
    ),
    by_hand(
        name="three-letters-coded",
        task="give the width, the lower end, the number of bits of the shortest address and the perplexity a letter",
        parts=[
            Part(
                "width of the piece",
                1 / 12,
                "it is the product of three predictions, each made from the letters before it",
                {
                    "the three predictions stay at ½; they change with what was read": 1 / 8,
                    "each letter was counted before it was predicted; the decoder does not have it yet": 1 / 5,
                    "these are shares of the whole text, as if it were known beforehand": 4 / 27,
                    "this is the lower end; the width is asked for first": 5 / 12,
                    "this is the prediction for the last letter; the width is the product of all three": 1 / 2,
                    "the second b had been seen once: (1 + 1)/(2 + 2), and not as if it were new": 1 / 24,
                    "this is the width after two letters; the third has a factor of its own": 1 / 6,
                    "the third letter is predicted as the second was; b has been seen once by then, so it has ½": 1
                    / 18,
                },
            ),
            Part(
                "lower end of the piece",
                5 / 12,
                "a lies below b: for each b, go up by the width so far times the share of a",
                {
                    "this is the width; the lower end is asked for second": 1 / 12,
                    "this is where the first b leads; the second one goes up once more": 1 / 3,
                    "this is the upper end; it is the lower one only where b lies below a": 1 / 2,
                    "this is where the address begins; the piece begins a little lower": 7 / 16,
                    "b lies above a, so for b one moves up; these are all the lower parts": 0.0,
                    "this is the end for predictions that stay at ½": 3 / 8,
                },
            ),
            Part(
                "number of bits of the shortest address",
                4,
                "look for a multiple of 1/8 and of 1/16 whose piece of that width lies inside",
                {
                    "this is the address; give how many bits it has": 111,
                    "this is the address as a number; give how many bits it has": 7 / 16,
                    "this is the address after its point; give how many bits it has": 0.0111,
                    "no eighth lies wholly inside: 3/8 is below the piece, and 4/8 is its upper end": 3,
                    "⌈B⌉ + 1 is always enough; here one bit fewer will do": 5,
                    "this is B itself; an address has whole bits": math.log2(12),
                },
            ),
            Part(
                "perplexity a letter",
                12 ** (1 / 3),
                "it is 2 to the power of B/3",
                {
                    "this is the perplexity of the text as one token; three letters share it": 12.0,
                    "this is e to the power of the bits a letter; bits go with 2": math.exp(math.log2(12) / 3),
                    "these are the 4 bits that are sent; perplexity is of the surprise B itself": 2 ** (4 / 3),
                    "this is 12/3; perplexities multiply, so take the third root": 4.0,
                    "this is the bits a letter; perplexity is 2 to this power": math.log2(12) / 3,
                    "these are the nats a letter; perplexity is e to this power": math.log(12) / 3,
                    "2.28 is cut and not rounded; the next digit is a 9": 2.28,
                    "this is e to the number of bits that are sent; take 2 to B/3": math.exp(4),
                    "this is the geometric mean of the probabilities; perplexity is 1 over it": 12 ** (-1 / 3),
                },
            ),
        ],
    ),
    matching(
        name="five-perplexities",
        task="name what each of the five programs did",
        right={
            "P1": "exp of bits",
            "P2": "2 to the nats",
            "P3": "mean of batch means",
            "P4": "padding counted",
            "P5": "words as tokens",
        },
        clues={
            "P1": "ln 13.8 is 2.625, the number of bits a letter",
            "P2": "log₂ 3.53 is 1.820, the number of nats a letter",
            "P3": "it is off by little, and right as soon as there is one batch",
            "P4": "it is far too low, and right as soon as no sentence is filled up to the length of another",
            "P5": "its total number of bits is right; it is shared by fewer tokens",
        },
    ),
    Exercise(
        name="context-probability",
        task="write context_probability(history, symbol, alphabet, alpha, order), the adaptive prediction",
        reference=contexts.context_probability,
        solution=solutions.context_probability,
        cases=contexts.cases,
        unit=None,
        mistakes=contexts.MISTAKES,
    ),
    Exercise(
        name="fraction-decoder",
        task="write decode(x, n, p), the n letters of the text whose interval holds x",
        reference=decoders.decode,
        solution=solutions.decode,
        cases=decoders.cases,
        unit=None,
        mistakes=decoders.MISTAKES,
    ),
    Exercise(
        name="other-tokens",
        task="write other_tokens(perplexity, tokens, others), the perplexity if `others` tokens shared the surprise",
        reference=_other_tokens,
        solution=solutions.other_tokens,
        cases=_other_cases,
        unit=None,
        mistakes={
            "the perplexity does not stay: the same surprise is shared by another number of tokens.": (
                lambda perplexity, tokens, others: perplexity
            ),
            "the ratio belongs in the exponent: surprises add, so perplexities multiply.": (
                lambda perplexity, tokens, others: perplexity * tokens / others,
                lambda perplexity, tokens, others: perplexity * others / tokens,
            ),
            "there is a minus too many: this is 1 over the perplexity.": (
                lambda perplexity, tokens, others: perplexity ** (-tokens / others)
            ),
            "the ratio is the wrong way up: with fewer tokens each carries more, and the perplexity rises.": (
                lambda perplexity, tokens, others: perplexity ** (others / tokens),
            ),
            "the perplexity of the whole text is beyond what a float holds; divide the exponents first.": (
                lambda perplexity, tokens, others: float(np.power(float(perplexity), tokens)) ** (1 / others),
                lambda perplexity, tokens, others: (perplexity**tokens) ** (1 / others),
            ),
            "the power is taken before the division: write brackets, perplexity ** (tokens / others).": (
                lambda perplexity, tokens, others: perplexity**tokens / others,
            ),
            "one token is taken off both numbers; they are given as numbers of predicted tokens.": (
                lambda perplexity, tokens, others: perplexity ** ((tokens - 1) / (others - 1))
            ),
            "this is the mean surprise of the other tokens in nats; perplexity is its exponential.": (
                lambda perplexity, tokens, others: math.log(perplexity) * tokens / others
            ),
            "this is the mean surprise of the other tokens in bits; perplexity is 2 to this power.": (
                lambda perplexity, tokens, others: math.log2(perplexity) * tokens / others
            ),
            "the logarithm is to base 2 and the exponential to base e; use one base for both.": (
                lambda perplexity, tokens, others: math.exp(math.log2(perplexity) * tokens / others)
            ),
            "the logarithm is natural and the power is of 2; use one base for both.": (
                lambda perplexity, tokens, others: 2 ** (math.log(perplexity) * tokens / others)
            ),
            "the perplexity is taken for a loss: its logarithm is the mean surprise.": (
                lambda perplexity, tokens, others: math.exp(min(700.0, perplexity * tokens / others))
            ),
            "the difference of the numbers of tokens is taken; it is their ratio that counts.": (
                lambda perplexity, tokens, others: perplexity ** ((tokens - others) / tokens),
                lambda perplexity, tokens, others: perplexity ** (1 + (tokens - others) / tokens),
            ),
        },
    ),
    Exercise(
        name="guess-bounds",
        task="write guess_bounds(ranks), the lower and the upper number in bits from how many guesses each letter took",
        reference=guessing.guess_bounds,
        solution=solutions.guess_bounds,
        cases=guessing.cases,
        unit="bits",
        mistakes=guessing.MISTAKES,
    ),
]
