"""Chapter 1, Surprise: exercises."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ...information import convert_units, from_counts, surprise
from ..by_hand import Part, by_hand
from ..exercise import Exercise
from ..matching import matching
from ..usual import epsilons
from . import solutions

__all__ = ["EXERCISES"]


def _surprise_cases(rng: np.random.Generator) -> list[Any]:
    return [0.5, 0.1, 1.0, 0.0, 1e-300, np.array([0.5, 0.25, 0.25]), np.array([1.0, 0.0]), np.array([[0.2, 0.8]]),
            *rng.uniform(size=12), rng.uniform(size=7), rng.uniform(size=(3, 4))]  # fmt: skip


def _unit_cases(rng: np.random.Generator) -> list[Any]:
    units = ("nats", "bits", "bans")
    pairs = [(a, b) for a in units for b in units]
    plain = [(1.0, "bits", "nats"), (1.0, "nats", "bits"), (2.0, "bans", "bits")]
    return [*plain, *((float(x), a, b) for x in rng.uniform(0, 20, 3) for a, b in pairs), (0.0, "nats", "bans")]


_PER = {"nats": 1.0, "bits": math.log(2), "bans": math.log(10)}


def _joint_surprise(p: Any) -> Any:
    return surprise(p).sum()


def _joint_cases(rng: np.random.Generator) -> list[Any]:
    plain = [
        np.array([0.5, 0.5]),
        np.array([0.5, 0.25, 0.1]),
        np.array([0.3]),
        np.array([1.0, 1.0, 0.2]),
        np.array([1.0, 1.0]),
    ]
    many = np.full(2000, 0.5)  # the product of these is 0 in floating point, the sum of their surprise is not inf
    return [*plain, np.array([0.5, 0.0]), *(rng.uniform(0.01, 1, n) for n in range(2, 12)), many]


def _laplace(counts: Any) -> Any:
    return from_counts(counts, alpha=1)


def _laplace_cases(rng: np.random.Generator) -> list[Any]:
    plain = [np.array([3, 1, 0]), np.array([9, 1]), np.array([0, 0, 0, 0]), np.array([7])]
    return [*plain, *(rng.integers(0, 20, k) for k in range(2, 10))]


def _odds(p_a: Any, p_b: Any) -> Any:
    return surprise(p_b, base=2) - surprise(p_a, base=2)


def _odds_cases(rng: np.random.Generator) -> list[Any]:
    plain = [(0.8, 0.2), (0.5, 0.5), (0.1, 0.4), (1e-200, 1e-100), (1e-300, 1.0), (1.0, 1e-310)]
    return [*plain, *((float(a), float(b)) for a, b in rng.uniform(0.01, 1, (12, 2)))]


def _at_least_one(p: float, n: int) -> Any:
    return -np.log(-np.expm1(n * np.log1p(-p)))


def _machine_cases(rng: np.random.Generator) -> list[Any]:
    plain = [(0.5, 1), (0.5, 2), (0.1, 3), (0.01, 100)]
    drawn = [(float(10 ** rng.uniform(-6, -0.5)), int(rng.integers(2, 400))) for _ in range(6)]
    return [*plain, *drawn, (1e-9, 1000), (1e-18, 1), (1e-18, 1_000_000), (3e-13, 7)]


EXERCISES = [
    Exercise(
        name="surprise",
        task="write surprise(p), the surprise −ln p in nats of a probability or an array of them",
        reference=surprise,
        solution=solutions.surprise,
        cases=_surprise_cases,
        mistakes={
            "an epsilon stands inside the logarithm: an impossible event must cost ∞, and a certain one exactly 0.": (
                *epsilons(lambda eps: lambda p: -np.log(np.asarray(p) + eps)),
                *epsilons(lambda eps: lambda p: -np.log(np.clip(p, eps, 1))),
                *epsilons(lambda eps: lambda p: -np.log(np.clip(p, eps, 1 - eps))),
            ),
            "this is −p ln p, one term of the entropy; the surprise of one event is not weighted by p.": (
                lambda p: -np.asarray(p) * np.log(p),
                lambda p: (
                    surprise(p) * np.where(np.asarray(p) > 0, p, 0)
                    if np.all(np.asarray(p) > 0)
                    else 0.0 * np.asarray(p)
                ),
            ),
            "this is −ln(1 − p), the surprise of the event failing to happen.": (
                lambda p: -np.log(1 - np.asarray(p)),
                lambda p: -np.log1p(-np.asarray(p)),
            ),
            "this is 1/p: rarer is larger, but independent events would multiply and not add; take its logarithm.": (
                lambda p: 1 / np.asarray(p)
            ),
            "this is ln(1 + 1/p); the 1 does not belong there, a certain event carries 0.": (
                lambda p: np.log(1 + 1 / np.asarray(p))
            ),
            "this is 1 − p: it does not grow without limit, nor add up over independent events.": (
                lambda p: 1 - np.asarray(p)
            ),
            "the surprises are summed; one number is asked for each probability.": lambda p: np.sum(surprise(p)),
        },
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
            "it returns the value unchanged.": lambda value, from_, to: value,
            "the names of the units are not looked at: every value meets the same factor.": (
                *(lambda value, from_, to, by=by: value * by for by in (math.log(2), math.log(10))),
                *(lambda value, from_, to, by=by: value / by for by in (math.log(2), math.log(10))),
            ),
        },
    ),
    Exercise(
        name="joint-surprise",
        task="write joint_surprise(p), the surprise in nats of independent events all happening together",
        reference=_joint_surprise,
        solution=solutions.joint_surprise,
        cases=_joint_cases,
        mistakes={
            "the surprises are multiplied; it is probabilities that multiply, and their surprises add.": (
                lambda p: np.prod(surprise(p))
            ),
            "this is the surprise of the mean probability; add the surprises of the single events.": (
                lambda p: surprise(np.mean(p))
            ),
            "this is the surprise of the sum of the probabilities; probabilities of independent events multiply.": (
                lambda p: -np.log(np.sum(p))
            ),
            "the product of many probabilities underflows to 0; add surprises instead of multiplying probabilities.": (
                lambda p: -np.log(np.prod(p))
            ),
            "this is −Σ p ln p: the surprises are weighted by p, which belongs to an average, not to a joint event.": (
                lambda p: -np.sum(np.asarray(p) * np.log(p)),
                lambda p: np.sum(
                    np.where(np.asarray(p) > 0, np.asarray(p) * -np.log(np.where(np.asarray(p) > 0, p, 1)), 0)
                ),
            ),
            "this is the largest of the surprises; the others count too.": lambda p: np.max(surprise(p)),
            "this is the surprise that not all of them happen; they do, with probability p₁·p₂·…": (
                lambda p: -np.log(1 - np.prod(p)),
                lambda p: -np.log1p(-np.prod(p)),
            ),
            "this is the surprise that at least one of them happens; all of them are asked for.": (
                lambda p: -np.log(1 - np.prod(1 - np.asarray(p)))
            ),
            "one surprise per event is returned; the joint event has one, their sum.": surprise,
            "an epsilon stands inside the logarithm: if one event is impossible, the joint surprise is ∞.": (
                *epsilons(lambda eps: lambda p: -np.sum(np.log(np.asarray(p) + eps))),
                *epsilons(lambda eps: lambda p: -np.sum(np.log(np.clip(p, eps, 1)))),
            ),
        },
    ),
    Exercise(
        name="laplace",
        task="write laplace(counts), the probabilities by add-one smoothing: one imaginary sighting of every outcome",
        reference=_laplace,
        solution=solutions.laplace,
        cases=_laplace_cases,
        unit=None,
        mistakes={
            "these are the plain frequencies; an outcome that was never seen keeps the probability 0.": (
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
                lambda counts: np.where(counts == 0, 1, counts) / np.sum(np.where(counts == 0, 1, counts))
            ),
            "these are counts, each with its sighting; divide them by their sum, n + k.": (
                lambda counts: np.asarray(counts) + 1
            ),
            "half a sighting is added to every outcome (the rule of Krichevsky and Trofimov); Laplace adds 1.": (
                lambda counts: from_counts(counts, alpha=0.5)
            ),
        },
    ),
    Exercise(
        name="odds",
        task="write odds_in_bits(p_a, p_b), the bits by which data favour A, who gave them p_a, over B with p_b",
        reference=_odds,
        solution=solutions.odds_in_bits,
        cases=_odds_cases,
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
                lambda p_a, p_b: np.abs(_odds(p_a, p_b))
            ),
            "the quotient of the two can overflow; take the logarithms first and subtract them.": (
                lambda p_a, p_b: np.log2(np.asarray(p_a) / np.asarray(p_b))
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
                "how often must 1 be halved to give 1/32?",
                {
                    "this is its probability": 1 / 32,
                    "this is in nats": 5 * math.log(2),
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
                    "this is the mean of the three": 8 / 3,
                    "this is the largest of the three; the others count too": 5,
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
                },
            ),
        ],
    ),
    matching(
        "four-means",
        "give each of the four programs A, B, C and D the slip that it made",
        {"A": "epsilon", "B": "mean first", "C": "dropped", "D": "dropped, bits"},
        {
            "A": "a tenth of −ln 1e-15 is 3.454, and the other nine add 0.154",
            "B": "the mean of the ten probabilities is 0.77",
            "C": "the nine that are finite sum to 1.536 nats",
            "D": "it is 1.443 times the number of another program, and 1/ln 2 is 1.443",
        },
    ),
    Exercise(
        name="at-least-one",
        task="write at_least_one(p, n), the surprise in nats of hearing that at least one of n machines failed",
        reference=_at_least_one,
        solution=solutions.at_least_one,
        cases=_machine_cases,
        mistakes={
            "1 − p is rounded for the small p, and what is left of p is lost; work with log1p(−p) and expm1.": (
                lambda p, n: -np.log(1 - (1 - p) ** n),
                lambda p, n: -np.log(1 - np.power(1 - p, n)),
                lambda p, n: -np.log1p(-((1 - p) ** n)),
                lambda p, n: -np.log(-np.expm1(n * np.log(1 - p))),
            ),
            "the last difference loses its digits for the small p: 1 − e^x is −expm1(x).": (
                lambda p, n: -np.log(1 - np.exp(n * np.log1p(-p))),
                lambda p, n: -np.log1p(-np.exp(n * np.log1p(-p))),
            ),
            "this is −ln(n·p): it counts days with two failures twice, and n·p can exceed 1.": (
                lambda p, n: -np.log(n * p),
                lambda p, n: -np.log(np.minimum(1, n * p)),
            ),
            "this is the surprise that all n fail.": lambda p, n: -n * np.log(p),
            "this is the surprise that none fails.": lambda p, n: -n * np.log1p(-p),
            "this is the surprise of one certain machine failing; n is not used.": lambda p, n: -np.log(p),
            "the surprise of one is divided by n: surprises add for *all* of several events, and for one of "
            "them there is "
            "no such rule.": lambda p, n: -np.log(p) / n,
            "this is the surprise that exactly one fails; two or more count as well.": (
                lambda p, n: -(np.log(n * p) + (n - 1) * np.log1p(-p))
            ),
            "an epsilon stands inside the logarithm.": (
                *epsilons(lambda eps: lambda p, n: -np.log(1 - (1 - p) ** n + eps), least=1e-20),
                *epsilons(lambda eps: lambda p, n: -np.log(-np.expm1(n * np.log1p(-p)) + eps), least=1e-20),
            ),
        },
    ),
]
