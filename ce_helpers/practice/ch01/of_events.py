"""Chapter 1, Surprise: the surprise of one event, of all of several and of any: inputs and named mistakes."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...information import surprise
from ..usual import epsilons

__all__ = [
    "OF_ALL",
    "OF_ANY",
    "OF_ONE",
    "at_least_one",
    "joint_cases",
    "joint_surprise",
    "machine_cases",
    "surprise_cases",
]


def surprise_cases(rng: np.random.Generator) -> list[Any]:
    """Return probabilities, single and in arrays, from 0 to 1."""
    return [0.5, 0.1, 1.0, 0.0, 1e-300, 3e-308, np.array([0.5, 0.25, 0.25]), np.array([1.0, 0.0]),
            np.array([[0.2, 0.8]]), *rng.uniform(size=12), rng.uniform(size=7), rng.uniform(size=(3, 4))]  # fmt: skip


def joint_surprise(p: Any) -> Any:
    """Return the surprise that all of the events happen."""
    return surprise(p).sum()


def joint_cases(rng: np.random.Generator) -> list[Any]:
    """Return arrays of probabilities, also such as have a product of 0 in floating point."""
    plain = [
        np.array([0.5, 0.5]),
        np.array([0.5, 0.25, 0.1]),
        np.array([0.3]),
        np.array([1.0, 1.0, 0.2]),
        np.array([1.0, 1.0]),
    ]
    # products that are 0 in floating point, taken in parts or in long double too; the surprises have a finite sum
    many = [np.full(2000, 0.5), np.full(2000, 0.1), np.full(20_000, 0.5), np.full(60_000, 0.1)]
    # products that are not 0 in floating point, and have lost digits there
    plain += [np.array([1e-160, 1e-163]), np.array([3e-155, 7e-158, 0.3])]
    return [*plain, np.array([0.5, 0.0]), *(rng.uniform(0.01, 1, n) for n in range(2, 12)), *many]


def _product_in_parts(size: int) -> Any:
    return lambda p: sum(-np.log(np.prod(p[i : i + size])) for i in range(0, len(p), size))


def _product_in_halves(p: Any) -> Any:
    return -np.log(np.prod(p[: len(p) // 2])) - np.log(np.prod(p[len(p) // 2 :]))


def at_least_one(p: float, n: int) -> Any:
    """Return the surprise that at least one of n machines fails, to the last digits for any p and n."""
    none = n * np.log1p(-p)
    return -np.log(-np.expm1(none)) if none > -np.log(2) else -np.log1p(-np.exp(none))


def machine_cases(rng: np.random.Generator) -> list[Any]:
    """Return probabilities of failing, down to 1e-18, and numbers of machines, so that none fails with 1e-6 or more."""
    plain = [(0.5, 1), (0.5, 2), (0.1, 3), (0.01, 100)]
    # n·p a little below 1e-7, 1e-6 and so on: nearly, and not quite, the probability
    nearly = [(9e-11, 1000), (9e-10, 1000), (9e-9, 1000), (9e-8, 1000), (9e-6, 100), (9e-4, 10)]
    small = [(1e-9, 1000), (1e-18, 1), (1e-18, 1_000_000), (3e-13, 7), *nearly]
    drawn = [(float(10 ** rng.uniform(-6, -0.5)), int(rng.integers(2, 400))) for _ in range(6)]
    drawn = [(p, min(n, int(np.log(1e-6) / np.log1p(-p)))) for p, n in drawn]
    return [*plain, *drawn, *small]


OF_ONE: dict[str, Any] = {
    "an epsilon stands inside the logarithm: an impossible event must cost ∞, and a certain one exactly 0.": (
        *epsilons(lambda eps: lambda p: -np.log(np.asarray(p) + eps)),
        *epsilons(lambda eps: lambda p: -np.log(np.clip(p, eps, 1))),
        *epsilons(lambda eps: lambda p: -np.log(np.clip(p, eps, 1 - eps))),
    ),
    "a certain event carries exactly 0; here a least surprise stands in its place.": (
        *epsilons(lambda eps: lambda p: np.maximum(-np.log(p), eps)),
        *epsilons(lambda eps: lambda p: np.where(np.asarray(p) == 1, eps, -np.log(p))),
    ),
    "this is −p ln p, one term of the entropy; the surprise of one event is not weighted by p.": (
        lambda p: -np.asarray(p) * np.log(p),
        lambda p: surprise(p) * np.where(np.asarray(p) > 0, p, 0) if np.all(np.asarray(p) > 0) else 0.0 * np.asarray(p),
    ),
    "this is −ln(1 − p), the surprise of the event failing to happen.": (
        lambda p: -np.log(1 - np.asarray(p)),
        lambda p: -np.log1p(-np.asarray(p)),
        lambda p: np.log(1 - np.asarray(p)),
    ),
    "this is 1/p: rarer is larger, but independent events would multiply and not add; take its logarithm.": (
        lambda p: 1 / np.asarray(p)
    ),
    "the logarithm is missing: this is p itself, and surprise is −ln p.": (lambda p: -np.asarray(p), np.asarray),
    "these are the odds against, (1 − p)/p: they grow, but do not add over independent events.": (
        lambda p: (1 - np.asarray(p)) / np.asarray(p),
        lambda p: 1 / np.asarray(p) - 1,
    ),
    "this is (1 − p)², a squared error: it is never more than 1, however improbable the event was.": (
        lambda p: (1 - np.asarray(p)) ** 2
    ),
    "this is e to the minus p; the logarithm is asked for, −ln p.": lambda p: np.exp(-np.asarray(p)),
    "for p = 0 the sign is wrong: an impossible event that happens costs ∞, not −∞.": (
        lambda p: np.where(np.asarray(p) == 0, -np.inf, -np.log(p))
    ),
    "the probabilities are turned into float32, where 3e-308 is 0; leave the dtype out.": (
        lambda p: -np.log(np.asarray(p, np.float32))
    ),
    "these are decibans, −10 log₁₀ p; nats are asked for.": lambda p: -10 * np.log10(p),
    "this is ln(1 + 1/p); the 1 does not belong there, a certain event carries 0.": (
        lambda p: np.log(1 + 1 / np.asarray(p))
    ),
    "this is 1 − p: it does not grow without limit, nor add up over independent events.": (lambda p: 1 - np.asarray(p)),
    "the surprises are summed; one number is asked for each probability.": lambda p: np.sum(surprise(p)),
    "these are log-odds, the difference of two surprises; the surprise of the event alone is asked for.": (
        lambda p: np.log(np.asarray(p) / (1 - np.asarray(p))),
        lambda p: np.log((1 - np.asarray(p)) / np.asarray(p)),
        lambda p: np.log(p) - np.log(1 - np.asarray(p)),
        lambda p: np.log(1 - np.asarray(p)) - np.log(p),
    ),
    "what is infinite is given a finite price: an event that was called impossible costs ∞ when it happens.": (
        *(lambda p, most=most: np.minimum(-np.log(p), most) for most in (10, 36, 50, 100, 1000)),
        lambda p: np.nan_to_num(-np.log(p)),
        *(lambda p, to=to: np.nan_to_num(-np.log(p), posinf=to) for to in (0, 100, 1e3, 1e6, 1e308)),
    ),
    "small probabilities are cut off: p = 3e-308 costs 708.1 nats, and only p = 0 costs ∞.": (
        *(
            lambda p, least=least: np.where(np.asarray(p) < least, np.inf, -np.log(p))
            for least in (1e-12, 1e-15, 1e-300, 1e-307)
        ),
    ),
}

OF_ALL: dict[str, Any] = {
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
        lambda p: -np.log(np.prod(p)),
        # a longdouble, as it is where it has 80 bits; elsewhere, as in the page, it has 64
        lambda p: np.inf if (s := np.sum(surprise(p))) > 11399 else s,
        _product_in_halves,
        *(_product_in_parts(size) for size in (1000, 500, 400)),
    ),
    "the product is taken where it is not 0; just above 0 it has lost digits already. Add surprises.": (
        lambda p: -np.log(np.prod(p)) if np.prod(p) > 0 else -np.log(p).sum(),
    ),
    "these are bits, and the product of many probabilities underflows to 0; add surprises, in nats.": (
        lambda p: -np.log2(np.prod(p)),
        lambda p: -np.log10(np.prod(p)),
    ),
    "this is −Σ p ln p: the surprises are weighted by p, which belongs to an average, not to a joint event.": (
        lambda p: -np.sum(np.asarray(p) * np.log(p)),
        lambda p: np.sum(np.where(np.asarray(p) > 0, np.asarray(p) * -np.log(np.where(np.asarray(p) > 0, p, 1)), 0)),
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
    "this is the mean of the surprises; the joint event costs their sum.": (
        lambda p: np.mean(surprise(p)),
        lambda p: -np.log(np.prod(p)) / len(p),
    ),
    "the surprise of one event is taken n times; each has its own.": (
        lambda p: len(p) * surprise(p)[0],
        lambda p: len(p) * surprise(np.max(p)),
        lambda p: len(p) * surprise(np.min(p)),
    ),
    "the surprise of the mean probability is taken n times; each event has its own.": (
        lambda p: len(p) * surprise(np.mean(p))
    ),
    "this is 1 minus the product; the surprise is minus its logarithm, or the sum of the surprises.": (
        lambda p: 1 - np.prod(p)
    ),
    "only the last event counts here.": lambda p: surprise(p)[-1],
    "only the first event counts here; does the return stand inside the loop?": lambda p: surprise(p)[0],
    "only the first two events count; there may be any number.": lambda p: surprise(p)[:2].sum(),
    "what is infinite is left out: if one event was given 0, the joint surprise is ∞.": (
        lambda p: surprise(p)[np.isfinite(surprise(p))].sum()
    ),
    "an epsilon stands inside the logarithm: if one event is impossible, the joint surprise is ∞.": (
        *epsilons(lambda eps: lambda p: -np.sum(np.log(np.asarray(p) + eps))),
        *epsilons(lambda eps: lambda p: -np.sum(np.log(np.clip(p, eps, 1)))),
        *(lambda p, eps=eps: -np.log(np.prod(p) + eps) for eps in (1e-300, 1e-15, 1e-12, 1e-9, 1e-8)),
    ),
}

OF_ANY: dict[str, Any] = {
    "this is the logarithm of a negative number: look at each sign. With log1p(−p), expm1 is negative too.": (
        lambda p, n: -np.log(np.expm1(n * np.log1p(-p))),
        lambda p, n: np.log(np.expm1(n * np.log1p(-p))),
        lambda p, n: -np.log(-np.expm1(n * np.log1p(p))),
    ),
    "log1p(p) stands where log1p(−p) belongs: that is (1 + p)^n.": (lambda p, n: -np.log(np.expm1(n * np.log1p(p)))),
    "this is one machine too few: n − 1 stands where n belongs.": (
        lambda p, n: -np.log(-np.expm1((n - 1) * np.log1p(-p)))
    ),
    "1 − p is rounded for the small p, and what is left of p is lost; work with log1p(−p) and expm1.": (
        lambda p, n: -np.log(1 - (1 - p) ** n),
        lambda p, n: -np.log(1 - np.power(1 - p, n)),
        lambda p, n: -np.log1p(-((1 - p) ** n)),
        lambda p, n: -np.log(-np.expm1(n * np.log(1 - p))),
        lambda p, n: -np.log(np.abs(1 - (1 - p) ** n)),
    ),
    "the last difference loses its digits for the small p: 1 − e^x is −expm1(x).": (
        lambda p, n: -np.log(1 - np.exp(n * np.log1p(-p))),
        lambda p, n: -np.log1p(-np.exp(n * np.log1p(-p))),
    ),
    "this is −ln(n·p): it counts days with two failures twice, and n·p can exceed 1.": (
        lambda p, n: -np.log(n * p),
        lambda p, n: -np.log(np.minimum(1, n * p)),
    ),
    "this is the surprise that at least one of them works; at least one *failure* is asked for.": (
        lambda p, n: -np.log(1 - p**n),
        lambda p, n: -np.log1p(-(p**n)),
    ),
    "e^(−n·p) stands where (1 − p)^n belongs: they agree for small p alone.": (
        lambda p, n: -np.log(1 - np.exp(-n * p)),
        lambda p, n: -np.log1p(-np.exp(-n * p)),
        lambda p, n: -np.log(-np.expm1(-n * p)),
    ),
    "n·p stands in for small p: near enough at one end, but not the number that is asked for.": (
        *(
            lambda p, n, least=least: -np.log(n * p) if p < least else -np.log(1 - (1 - p) ** n)
            for least in (1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3)
        ),
        *(
            lambda p, n, least=least: -np.log(n * p) if n * p < least else -np.log(1 - (1 - p) ** n)
            for least in (1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3)
        ),
        *(
            lambda p, n, least=least: -np.log(n * p) if n * p < least else at_least_one(p, n)
            for least in (1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.1)
        ),
        *(
            lambda p, n, least=least: -np.log(n * p) if p < least else at_least_one(p, n)
            for least in (1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 0.01)
        ),
    ),
    "this is the surprise that two or more fail; one is enough.": (
        lambda p, n: -np.log(1 - (1 - p) ** n - n * p * (1 - p) ** (n - 1))
    ),
    "this is the surprise that all n fail.": (lambda p, n: -n * np.log(p), lambda p, n: -np.log(p**n)),
    "this is the surprise that none fails.": lambda p, n: -n * np.log1p(-p),
    "this is the surprise that one given machine fails; n is not used.": lambda p, n: -np.log(p),
    "this is −ln(p/n): with more machines a failure is more probable, and so less surprising.": (
        lambda p, n: -np.log(p / n)
    ),
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
}
