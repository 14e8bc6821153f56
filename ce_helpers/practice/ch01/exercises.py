"""Chapter 1, Surprise: exercises."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ...information import convert_units, from_counts, surprise
from ..by_hand import Part, by_hand
from ..comparing import equal
from ..exercise import Exercise
from ..matching import matching
from ..usual import epsilons
from . import solutions
from .of_events import OF_ALL, OF_ANY, OF_ONE, at_least_one, joint_cases, joint_surprise, machine_cases, surprise_cases

__all__ = ["EXERCISES"]


def _unit_cases(rng: np.random.Generator) -> list[Any]:
    units = ("nats", "bits", "bans")
    pairs = [(a, b) for a in units for b in units]
    plain = [(1.0, "bits", "nats"), (1.0, "nats", "bits"), (2.0, "bans", "bits")]
    drawn = [(float(x), a, b) for x in rng.uniform(0, 20, 3) for a, b in pairs]
    # a difference of two surprises may be negative
    return [*plain, *drawn, (0.0, "nats", "bans"), (-3.0, "bits", "nats"), (-0.5, "nats", "bans")]


_PER = {"nats": 1.0, "bits": math.log(2), "bans": math.log(10)}


def _by_factors(nats: dict[str, float]) -> Any:
    """Return the conversion with a table of what each unit is in nats."""
    return lambda value, from_, to: value * nats[from_] / nats[to]


def _exact_at_zero(got: Any, expected: Any) -> bool:
    """Compare as usual, and take nothing but 0 where 0 is expected."""
    if not equal(got, expected, 1e-9):
        return False
    return bool(np.all((np.asarray(got) == 0) == (np.asarray(expected) == 0)))


def _laplace(counts: Any) -> Any:
    return from_counts(counts, alpha=1)


def _laplace_cases(rng: np.random.Generator) -> list[Any]:
    plain = [np.array([3, 1, 0]), np.array([9, 1]), np.array([0, 0, 0, 0]), np.array([7])]
    return [*plain, *(rng.integers(0, 20, k) for k in range(2, 10))]


def _evidence(p_a: Any, p_b: Any) -> Any:
    return surprise(p_b, base=2) - surprise(p_a, base=2)


def _evidence_cases(rng: np.random.Generator) -> list[Any]:
    plain = [(0.8, 0.2), (0.5, 0.5), (0.1, 0.4), (1e-200, 1e-100), (1e-300, 1.0), (1.0, 1e-310), (1e-310, 1.0)]
    return [*plain, *((float(a), float(b)) for a, b in rng.uniform(0.01, 1, (12, 2)))]


EXERCISES = [
    Exercise(
        name="surprise",
        task="write surprise(p), the surprise −ln p in nats of a probability or an array of them",
        reference=surprise,
        solution=solutions.surprise,
        cases=surprise_cases,
        compare=_exact_at_zero,
        mistakes=OF_ONE,
    ),
    Exercise(
        name="units",
        task='write units(value, from_, to), which converts between "nats", "bits" and "bans"',
        reference=convert_units,
        solution=solutions.units,
        cases=_unit_cases,
        unit=None,
        mistakes={
            "the conversion runs the wrong way: one bit is ln 2 = 0.693 nats, one nat is 1.443 bits.": (
                lambda value, from_, to: value * _PER[to] / _PER[from_]
            ),
            "bits and nats are right, bans are not: one ban is ln 10 nats.": (
                lambda value, from_, to: convert_units(value, *(u.replace("bans", "nats") for u in (from_, to)))
            ),
            "bans and nats are right, bits are not: one bit is ln 2 nats.": (
                lambda value, from_, to: convert_units(value, *(u.replace("bits", "nats") for u in (from_, to)))
            ),
            "the result is in nats whatever unit is asked for: the second step, out of nats, is missing.": (
                lambda value, from_, to: value * _PER[from_]
            ),
            "both factors multiply; from nats to the new unit one divides.": (
                lambda value, from_, to: value * _PER[from_] * _PER[to]
            ),
            "nats are given the base 1, and log 1 is 0; their base is e, and one nat is ln e = 1 nat.": (
                _by_factors({**_PER, "nats": np.float64(0.0)}),
                lambda value, from_, to: value * _PER[from_] / np.float64({**_PER, "nats": 0.0}[to]),
            ),
            "the sign is lost: a difference of two surprises may be negative, and stays so in another unit.": (
                lambda value, from_, to: abs(value) * _PER[from_] / _PER[to],
                lambda value, from_, to: max(value, 0.0) * _PER[from_] / _PER[to],
            ),
            "it returns the value unchanged.": lambda value, from_, to: value,
            "the names of the units are not looked at: every value meets the same factor.": (
                *(
                    lambda value, from_, to, by=by: value * by
                    for by in (math.log(2), math.log(10), math.log2(10), 2, 10)
                ),
                *(
                    lambda value, from_, to, by=by: value / by
                    for by in (math.log(2), math.log(10), math.log2(10), 2, 10)
                ),
            ),
            "a tenth of a ban stands where a ban belongs (that is a deciban): one ban is ln 10 = 2.303 nats.": (
                _by_factors({**_PER, "bans": math.log(10) / 10})
            ),
            "the factors are 2 and 10; what a bit is in nats is the logarithm, ln 2, and for a ban it is ln 10.": (
                _by_factors({"nats": 1.0, "bits": 2.0, "bans": 10.0}),
                _by_factors({"nats": math.e, "bits": 2.0, "bans": 10.0}),
            ),
            "a bit is right; a ban in nats is not 10 but its logarithm, ln 10.": _by_factors({**_PER, "bans": 10.0}),
            "a ban is right; a bit in nats is not 2 but its logarithm, ln 2.": _by_factors({**_PER, "bits": 2.0}),
            "the factors are added or subtracted; a change of unit multiplies.": (
                lambda value, from_, to: value + _PER[from_] - _PER[to],
                lambda value, from_, to: value + _PER[to] - _PER[from_],
                lambda value, from_, to: value + _PER[from_],
            ),
            "the value is raised to a power; a change of unit multiplies.": (
                lambda value, from_, to: value ** (_PER[from_] / _PER[to])
            ),
            "bits and bans stand in each other's place: one bit is ln 2 nats, one ban is ln 10.": (
                _by_factors({"nats": 1.0, "bits": math.log(10), "bans": math.log(2)})
            ),
            "log₂ 10 stands where ln 10 belongs: that is a ban in bits; this table counts in nats.": (
                _by_factors({**_PER, "bans": math.log2(10)})
            ),
            "log₁₀ 2 stands where ln 2 belongs: that is a bit in bans; this table counts in nats.": (
                _by_factors({"nats": 1.0, "bits": math.log10(2), "bans": math.log(10)}),
                _by_factors({"nats": 1.0, "bits": math.log10(2), "bans": 1.0}),
            ),
            "the exponential of the value is taken; the value is a surprise already, and is only multiplied.": (
                lambda value, from_, to: np.exp(value),
                lambda value, from_, to: np.exp(-value),
            ),
            "one factor only, and the wrong way: one divides by 1.443, or multiplies by ln 2, to have nats.": (
                lambda value, from_, to: value / _PER[from_]
            ),
            "the constants are rounded; write np.log(2) and np.log(10), which have all their digits.": (
                *(_by_factors({"nats": 1.0, "bits": round(math.log(2), d), "bans": math.log(10)}) for d in range(1, 7)),
                *(
                    _by_factors({"nats": 1.0, "bits": round(math.log(2), d), "bans": round(math.log(10), d)})
                    for d in range(1, 7)
                ),
            ),
            "the logarithm of the value is taken; the value is a surprise already, and is only multiplied.": (
                lambda value, from_, to: np.log(value) * _PER[from_] / _PER[to],
                lambda value, from_, to: np.log(value) / _PER[to],
                lambda value, from_, to: -np.log(value) / _PER[to],
                lambda value, from_, to: -np.log(value),
                lambda value, from_, to: -np.log(value) * _PER[from_] / _PER[to],
            ),
            "the unit that the value came in is not used: it is taken for nats.": (
                (lambda value, from_, to: value / _PER[to], lambda value, from_, to: value * _PER[to])
            ),
        },
    ),
    Exercise(
        name="joint-surprise",
        task="write joint_surprise(p), the surprise in nats of independent events all happening together",
        reference=joint_surprise,
        solution=solutions.joint_surprise,
        cases=joint_cases,
        mistakes=OF_ALL,
    ),
    Exercise(
        name="laplace",
        task="write laplace(counts), the probabilities by add-one smoothing: one imaginary sighting of every outcome",
        reference=_laplace,
        solution=solutions.laplace,
        cases=_laplace_cases,
        unit=None,
        mistakes={
            "these are the shares, with next to nothing (or 0) where nothing was seen, as from raising; add 1.": (
                lambda counts: np.asarray(counts) / np.sum(counts)
            ),
            "1 is added to the counts, but the total is divided by n and not by n + k, so they sum to more than 1.": (
                lambda counts: (np.asarray(counts) + 1) / np.sum(counts)
            ),
            "the total is n + 1; every one of the k outcomes got a sighting, so it is n + k.": (
                lambda counts: (np.asarray(counts) + 1) / (np.sum(counts) + 1)
            ),
            "the total is n + k, but the 1 is missing above the line, so they sum to less than 1.": (
                lambda counts: np.asarray(counts) / (np.sum(counts) + len(counts))
            ),
            "the total is n + 2; that is Laplace's rule for two outcomes, and for k of them it is n + k.": (
                lambda counts: (np.asarray(counts) + 1) / (np.sum(counts) + 2)
            ),
            "an epsilon keeps the zeros away; smoothing adds a whole sighting to every outcome.": (
                *epsilons(lambda eps: lambda counts: (np.asarray(counts) + eps) / np.sum(np.asarray(counts) + eps)),
                *epsilons(lambda eps: lambda counts: np.asarray(counts) / np.sum(counts) + eps, least=1e-10),
                *epsilons(lambda eps: lambda counts: np.clip(np.asarray(counts) / np.sum(counts), eps, 1), least=1e-10),
                *epsilons(lambda eps: lambda counts: np.asarray(counts) / (np.sum(counts) + eps)),
            ),
            "only the outcomes never seen get a sighting; Laplace gives one to every outcome.": (
                lambda counts: np.where(counts == 0, 1, counts) / np.sum(np.where(counts == 0, 1, counts)),
                lambda counts: np.where(counts == 0, 1, counts) / (np.sum(counts) + len(counts)),
                lambda counts: np.where(counts == 0, 1, counts) / (np.sum(counts) + np.sum(np.asarray(counts) == 0)),
            ),
            "these are counts, each with its sighting; divide them by their sum, n + k.": (
                lambda counts: np.asarray(counts) + 1
            ),
            "k is the number of outcomes that were *seen*; Laplace's k counts the unseen ones as well.": (
                lambda counts: (np.asarray(counts) + 1) / (np.sum(counts) + np.sum(np.asarray(counts) > 0)),
                lambda counts: np.where(
                    np.asarray(counts) > 0,
                    (np.asarray(counts) + 1) / (np.sum(counts) + np.sum(np.asarray(counts) > 0)),
                    0,
                ),
            ),
            "the total is n + 30, as for the ruler; k is how many counts are given, and here that need not be 30.": (
                lambda counts: (np.asarray(counts) + 1) / (np.sum(counts) + 30)
            ),
            "the total is 2k, where n + k belongs: n is the sum of the counts, not how many there are.": (
                lambda counts: (np.asarray(counts) + 1) / (2 * len(counts))
            ),
            "the total is k alone; the n sightings that were counted belong to it too.": (
                lambda counts: (np.asarray(counts) + 1) / len(counts)
            ),
            "k is taken from the largest count; it is how many outcomes there are.": (
                lambda counts: (np.asarray(counts) + 1) / (np.sum(counts) + np.max(counts)),
                lambda counts: (np.asarray(counts) + 1) / (np.sum(counts) + np.max(counts) + 1),
            ),
            "this is a softmax of the counts: the counts themselves are shares of a whole, and need no exponential.": (
                lambda counts: np.exp(np.asarray(counts) - np.max(counts)) / np.exp(counts - np.max(counts)).sum(),
                lambda counts: np.exp(counts) / np.exp(counts).sum(),
            ),
            "1 is added to the *shares*; it is a sighting, and belongs to the counts.": (
                lambda counts: (np.asarray(counts) / np.sum(counts) + 1) / (1 + len(counts)),
                lambda counts: np.asarray(counts) / np.sum(counts) + 1,
                lambda counts: (np.asarray(counts) / np.sum(counts) + 1) / len(counts),
            ),
            "one sighting is shared by all the outcomes, 1/k each; Laplace gives every outcome a whole one.": (
                lambda counts: (np.asarray(counts) + 1 / len(counts)) / (np.sum(counts) + 1)
            ),
            "this is the average of the shares and a uniform guess; Laplace adds 1 to each *count*.": (
                *(
                    lambda counts, w=w: (1 - w) * np.asarray(counts) / np.sum(counts) + w / len(counts)
                    for w in (0.5, 0.1, 0.01)
                ),
            ),
            "the counts are taken for observations, and counted again.": (
                lambda counts: (np.bincount(counts) + 1) / (len(counts) + np.max(counts) + 1)
            ),
            "the shares are raised to a least value; Laplace adds a sighting to every outcome, seen or not.": (
                lambda counts: np.maximum(np.asarray(counts) / np.sum(counts), 1 / np.sum(counts)),
                lambda counts: np.maximum(counts, 1) / np.sum(counts),
                *(
                    lambda counts, eps=eps: (
                        np.maximum(np.asarray(counts) / np.sum(counts), eps)
                        / np.maximum(np.asarray(counts) / np.sum(counts), eps).sum()
                    )
                    for eps in (0.003, 0.001, 1e-4, 1e-6)
                ),
            ),
            "two sightings are added to every outcome; Laplace adds 1.": lambda counts: from_counts(counts, alpha=2),
            "half a sighting is added to every outcome (the rule of Krichevsky and Trofimov); Laplace adds 1.": (
                lambda counts: from_counts(counts, alpha=0.5)
            ),
        },
    ),
    Exercise(
        name="weight-of-evidence",
        task="write weight_of_evidence(p_a, p_b), the bits by which data favour A, who gave them p_a, over B with p_b",
        reference=_evidence,
        solution=solutions.weight_of_evidence,
        cases=_evidence_cases,
        unit="bits",
        mistakes={
            "this is the ratio p_a/p_b; its logarithm to base 2 is the difference in surprise.": (
                lambda p_a, p_b: np.asarray(p_a) / p_b
            ),
            "this is the ratio of the surprises; it is their difference that counts as evidence.": (
                lambda p_a, p_b: np.log2(p_a) / np.log2(p_b),
                lambda p_a, p_b: np.log2(p_b) / np.log2(p_a),
            ),
            "this is the surprise of the difference p_a − p_b; take the logarithms first and subtract then.": (
                lambda p_a, p_b: -np.log2(np.asarray(p_a) - p_b)
            ),
            "these are the log-odds of p_a alone, log₂ p_a/(1 − p_a); the rival is p_b, not 1 − p_a.": (
                lambda p_a, p_b: np.log2(np.asarray(p_a) / (1 - np.asarray(p_a)))
            ),
            "this is the difference of two log-odds; no odds of p_a itself are asked for, only log₂ p_a − log₂ p_b.": (
                lambda p_a, p_b: (
                    np.log2(p_a) - np.log2(1 - np.asarray(p_a)) - np.log2(p_b) + np.log2(1 - np.asarray(p_b))
                ),
                lambda p_a, p_b: (
                    np.log2(np.asarray(p_a) / (1 - np.asarray(p_a))) - np.log2(np.asarray(p_b) / (1 - np.asarray(p_b)))
                ),
            ),
            "the size is right, the direction is lost: without the absolute value, minus says that B is favoured.": (
                lambda p_a, p_b: np.abs(_evidence(p_a, p_b))
            ),
            "the quotient of the two can overflow; take the logarithms first and subtract them.": (
                lambda p_a, p_b: np.log2(np.asarray(p_a) / np.asarray(p_b)),
                lambda p_a, p_b: -np.log2(np.asarray(p_b) / np.asarray(p_a)),
            ),
            "these are nats, and the quotient of the two can overflow: subtract the logarithms to base 2.": (
                lambda p_a, p_b: np.log(np.asarray(p_a) / np.asarray(p_b)),
                lambda p_a, p_b: -np.log(np.asarray(p_b) / np.asarray(p_a)),
            ),
            "the larger is divided by the smaller: the direction is lost, and the quotient can overflow.": (
                lambda p_a, p_b: np.log2(np.maximum(p_a, p_b) / np.minimum(p_a, p_b)),
                lambda p_a, p_b: np.log(np.maximum(p_a, p_b) / np.minimum(p_a, p_b)),
            ),
            "the probabilities are turned into float32, where 1e-310 and 1e-100 are 0; leave the dtype out.": (
                lambda p_a, p_b: np.log2(np.float32(p_a)) - np.log2(np.float32(p_b)),
                lambda p_a, p_b: np.log(np.float32(p_a)) - np.log(np.float32(p_b)),
            ),
            "a small number is added or a probability is clipped; with probabilities of 1e-310 that number decides.": (
                *(
                    lambda p_a, p_b, eps=eps: np.log2(p_a + eps) - np.log2(p_b + eps)
                    for eps in (1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-300)
                ),
                *(
                    lambda p_a, p_b, eps=eps: np.log2(np.maximum(p_a, eps)) - np.log2(np.maximum(p_b, eps))
                    for eps in (1e-15, 1e-12, 1e-9, 1e-8, 1e-300)
                ),
                *(
                    lambda p_a, p_b, eps=eps: np.log2((p_a + eps) / (p_b + eps))
                    for eps in (1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-300)
                ),
            ),
            "this is log₂ of A's share p_a/(p_a + p_b), a probability that A is right; evidence is log₂ p_a/p_b.": (
                lambda p_a, p_b: np.log2(p_a / (p_a + p_b)),
                lambda p_a, p_b: -np.log2(p_a / (p_a + p_b)),
            ),
            "the surprise of p_a alone is no evidence: what counts is how much more it surprised B.": (
                lambda p_a, p_b: -np.log2(p_a),
                lambda p_a, p_b: np.log2(p_a),
                lambda p_a, p_b: -np.log2(p_b),
            ),
            "this is log₂ of the difference; take the logarithms first and subtract then.": (
                lambda p_a, p_b: np.log2(p_a - p_b),
                lambda p_a, p_b: np.log2(np.abs(p_a - p_b)),
                lambda p_a, p_b: -np.log2(np.abs(p_a - p_b)),
            ),
            "this is the difference of the probabilities; take their logarithms first.": lambda p_a, p_b: p_a - p_b,
            "this is weighted by p_a, as in a mean over many observations; there is one observation.": (
                lambda p_a, p_b: p_a * (np.log2(p_a) - np.log2(p_b)),
                lambda p_a, p_b: p_a * np.log2(p_a / p_b),
            ),
            "what speaks for B is cut off at 0; it is evidence too, and negative.": (
                lambda p_a, p_b: np.maximum(0, np.log2(p_a) - np.log2(p_b))
            ),
            "these are decibans, ten times log₁₀ of the ratio; bits are log₂ of it.": (
                lambda p_a, p_b: 10 * (np.log10(p_a) - np.log10(p_b)),
                lambda p_a, p_b: 10 * np.log10(np.asarray(p_a) / p_b),
            ),
            "1 − p stands where p belongs: these are the surprises that it did not happen.": (
                lambda p_a, p_b: np.log2(1 - np.asarray(p_a)) - np.log2(1 - np.asarray(p_b))
            ),
            "this is the difference as a share of p_b; evidence is a difference of logarithms.": (
                lambda p_a, p_b: (np.asarray(p_a) - p_b) / p_b
            ),
            "from nats to bits one divides by ln 2; this multiplies by it.": (
                lambda p_a, p_b: (np.log(p_a) - np.log(p_b)) * np.log(2)
            ),
            "the surprises are added; that is the surprise of both, and evidence is their difference.": (
                lambda p_a, p_b: surprise(p_a, base=2) + surprise(p_b, base=2)
            ),
        },
    ),
    by_hand(
        "three-events",
        "put the bits of the third event, the bits of all three, the N of “one in N” and the factor into the list",
        [
            Part(
                "third",
                5,
                "count how often 1 is halved to give 1/32",
                {
                    "this is its probability": 1 / 32,
                    "this is in nats": 5 * math.log(2),
                    "this is in bans": 5 * math.log10(2),
                    "4 halvings give 1/16": 4,
                    "this is one in how many; its logarithm to base 2 is asked for": 32,
                },
            ),
            Part(
                "all",
                8,
                "independent surprises add: 1, 2 and the third",
                {
                    "this is the product of the three; surprises add": 10,
                    "this is in nats": 8 * math.log(2),
                    "this is in bans": 8 * math.log10(2),
                    "this is the mean of the three": 8 / 3,
                    "this is the largest of the three; the others count too": 5,
                    "one event is left out": 7,
                    "only the first two are added": 3,
                    "the second event is left out": 6,
                    "this is the surprise of the sum of the probabilities; they multiply": -math.log2(25 / 32),
                },
            ),
            Part(
                "one in",
                256,
                "the probabilities multiply; or take 2 to the bits of all three",
                {
                    "the numbers are added; probabilities of independent events multiply": 38,
                    "this is the probability; the number below the line is asked for": 1 / 256,
                    "this is e to the bits": math.exp(8),
                    "this is the third event alone": 32,
                    "this is 2 · 32, without the second event (or the square of the bits)": 64,
                    "this is 4 · 32; the first event is left out": 128,
                    "this is 2 · 4; the third event is left out": 8,
                    "this is the factor, which comes next": 16,
                },
            ),
            Part(
                "factor",
                16,
                "a difference of bits is a ratio of probabilities",
                {
                    "this is the difference of the bits; the ratio is 2 to it": 4,
                    "this is the quotient of the bits": 7 / 3,
                    "bits are powers of 2, not of e": math.exp(4),
                    "this is the other way round: how much less probable": 1 / 16,
                    "this is twice the difference; the ratio is 2 to it": 8,
                    "this is minus the difference; the ratio is 2 to the difference": -4,
                    "this is 2 to the 7 bits; take 2 to the difference": 128,
                    "this is 2 to the sum of the bits; take 2 to the difference": 1024,
                },
            ),
        ],
    ),
    matching(
        "four-means",
        "give each of the four programs A, B, C and D the slip that it made",
        {"A": "epsilon", "B": "mean first", "C": "dropped", "D": "bits"},
        {
            "epsilon": "with it the 0 costs 34.5, one of ten surprises in the mean",
            "mean first": "with it the ten probabilities are averaged, the 0 too, and then one logarithm is taken",
            "dropped": "with it nine surprises are left, eight of them small; take their sum and divide by nine",
            "bits": "with it another program's number is divided by ln 2 = 0.693, and so is larger",
        },
    ),
    Exercise(
        name="at-least-one",
        task="write at_least_one(p, n), the surprise in nats of hearing that at least one of n machines failed",
        reference=at_least_one,
        solution=solutions.at_least_one,
        cases=machine_cases,
        mistakes=OF_ANY,
    ),
]
