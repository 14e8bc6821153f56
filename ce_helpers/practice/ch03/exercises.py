"""Chapter 3, Inevitable and avoidable: exercises."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...activations import softmax
from ...information import (
    conditional_entropy,
    cross_entropy,
    entropy,
    joint_entropy,
    js_distance,
    js_divergence,
    kl_divergence,
    mutual_information,
)
from ..by_hand import Part, by_hand
from ..exercise import Exercise
from ..matching import matching
from ..usual import epsilons
from . import solutions

__all__ = ["EXERCISES"]


def _pairs(rng: np.random.Generator) -> list[Any]:
    plain = [([0.9, 0.1], [0.7, 0.3]), ([0.5, 0.5], [0.1, 0.9]), ([0.2, 0.3, 0.5], [0.2, 0.3, 0.5])]
    edges = [([1.0, 0.0], [0.5, 0.5]), ([0.5, 0.5, 0.0], [0.4, 0.6, 0.0]), ([0.5, 0.5], [1.0, 0.0])]
    drawn = [tuple(rng.dirichlet(np.ones(k), 2)) for k in range(2, 12)]
    return [*((np.array(p), np.array(q)) for p, q in [*plain, *edges]), *drawn]


def _terms(p: Any, q: Any) -> Any:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(np.asarray(p) > 0, p * np.log(p / q), 0)


def _is_infinite(p: Any, q: Any) -> bool:
    return bool(np.any((np.asarray(p) > 0) & (np.asarray(q) == 0)))


def _infinite_cases(rng: np.random.Generator) -> list[Any]:
    plain = [([0.5, 0.5], [1.0, 0.0]), ([1.0, 0.0], [0.5, 0.5]), ([0.9, 0.1], [0.7, 0.3]), ([1.0, 0.0], [1.0, 0.0])]
    edges = [([1.0, 0.0], [0.0, 1.0]), ([0.5, 0.5], [1.0, 1e-300]), ([1.0, 1e-300], [1.0, 0.0]),
             ([0.5, 0.5, 0.0], [0.2, 0.8, 0.0]), ([0.2, 0.3, 0.5], [0.0, 0.5, 0.5]),
             ([0.5, 0.0, 0.5], [0.0, 0.5, 0.5])]  # fmt: skip
    return [
        *((np.array(p), np.array(q)) for p, q in [*plain, *edges]),
        *(tuple(x) for x in rng.dirichlet([1, 1, 1], (4, 2))),
    ]


def _coin(a: float) -> Any:
    return np.array([a, 1 - a])


def _triangle_fault(coins: Any) -> str | None:
    """Say what is wrong with three biases as a triangle that fails by half a nat."""
    try:
        a, b, c = (float(x) for x in coins)
    except (TypeError, ValueError):
        return "three numbers are asked for, the probability of heads of A, B and C: coins = (0.5, 0.25, 0.1), say."
    if not all(0 < x < 1 for x in (a, b, c)):
        return "all three probabilities must lie between 0 and 1, without the ends: no infinities, please."
    direct = float(kl_divergence(_coin(a), _coin(c)))
    detour = float(kl_divergence(_coin(a), _coin(b)) + kl_divergence(_coin(b), _coin(c)))
    sums = f"KL(A‖C) = {direct:.4f}, KL(A‖B) + KL(B‖C) = {detour:.4f}"
    if direct <= detour:
        return f"this triangle holds: {sums}. Put B between A and C, and C near an end of the scale."
    if direct < detour + 0.5:
        return f"this triangle fails, but by less than half a nat: {sums}. Move C nearer to 0 or 1."
    return None


def _joint_cases(rng: np.random.Generator) -> list[Any]:
    plain = [[[0.56, 0.04], [0.16, 0.24]], [[0.25, 0.25], [0.25, 0.25]], [[0.7, 0.0], [0.0, 0.3]],
             [[0.3, 0.3, 0.0], [0.1, 0.1, 0.2]], [[0.2, 0.6], [0.0, 0.0], [0.1, 0.1]]]  # fmt: skip
    shapes = [(2, 2), (2, 5), (3, 2), (4, 3), (6, 6)]
    return [*map(np.array, plain), *(rng.dirichlet(np.ones(m * n)).reshape(m, n) for m, n in shapes)]


def _rows(pxy: Any) -> Any:
    """Return the entropy of every row that can occur, as a distribution of its own."""
    table = np.asarray(pxy, float)
    table = table[table.sum(axis=1) > 0]
    return entropy(table / table.sum(axis=1, keepdims=True))


def _jeffreys(p: Any, q: Any) -> Any:
    return (kl_divergence(p, q) + kl_divergence(q, p)) / 2


def _js_cases(rng: np.random.Generator) -> list[Any]:
    plain = [([0.9, 0.1], [0.7, 0.3]), ([1.0, 0.0], [0.0, 1.0]), ([0.5, 0.5], [0.5, 0.5]), ([1.0, 0.0], [0.5, 0.5])]
    edges = [([0.5, 0.5, 0.0], [0.2, 0.8, 0.0]), ([0.3, 0.7, 0.0], [0.0, 0.4, 0.6])]
    drawn = [tuple(rng.dirichlet(np.ones(k), 2)) for k in range(2, 10)]
    return [*((np.array(p), np.array(q)) for p, q in [*plain, *edges]), *drawn]


def _soft_cases(rng: np.random.Generator) -> list[Any]:
    plain = [([[0.9, 0.1], [0.5, 0.5]], [[0.7, 0.3], [0.5, 0.5]]), ([[0.2, 0.3, 0.5]], [[0.4, 0.4, 0.2]])]
    edges = [([[0.0, 1.0], [0.9, 0.1]], [[0.4, 0.6], [0.9, 0.1]]),
             ([[1.0, 0.0, 0.0], [0.5, 0.5, 0.0]], [[1.0, 0.0, 0.0], [0.25, 0.5, 0.25]])]  # fmt: skip
    edges.append(([[0.5, 0.5], [0.5, 0.5]], [[1.0, 0.0], [0.5, 0.5]]))  # ruled out, and it comes: ∞
    drawn = [tuple(rng.dirichlet(np.ones(k), (2, n))) for n, k in ((3, 2), (4, 3), (2, 5), (6, 4), (5, 10))]
    return [*((np.array(p), np.array(q)) for p, q in [*plain, *edges]), *drawn]


def _avoidable(targets: Any, probs: Any) -> Any:
    return kl_divergence(targets, probs).mean()


_LN2 = float(np.log(2))


EXERCISES = [
    Exercise(
        name="kl",
        task="write kl(p, q), the divergence KL(P‖Q) = Σ p ln(p/q) in nats, with 0 ln 0 = 0 and ∞ where q = 0 < p",
        reference=kl_divergence,
        solution=solutions.kl,
        cases=_pairs,
        mistakes={
            "this is the cross-entropy H(P, Q), the whole cost; take H(P) away from it.": (
                cross_entropy,
                lambda p, q: -np.sum(p * np.log(q)),
            ),
            "p and q are swapped: this is KL(Q‖P).": (
                lambda p, q: kl_divergence(q, p),
                lambda p, q: np.sum(q * np.log(q / p)),
            ),
            "the ratio is upside down: it is ln(p/q), not ln(q/p).": lambda p, q: np.sum(p * np.log(q / p)),
            "this is in bits; take the natural logarithm, np.log, and mind the outcomes with p = 0.": (
                lambda p, q: np.sum(p * np.log2(p / q))
            ),
            "the terms are averaged over the outcomes; p is the weight already, so add them up.": (
                lambda p, q: np.mean(p * np.log(p / q)),
                lambda p, q: np.mean(np.where(p > 0, p * np.log(p / q), 0)),
            ),
            "one term for each outcome is returned; add them up.": (
                lambda p, q: p * np.log(p / q),
                lambda p, q: np.where(p > 0, p * np.log(p / q), 0),
            ),
            "outcomes with q = 0 are left out although p > 0: there the divergence is ∞.": (
                lambda p, q: (
                    kl_divergence(p, q)
                    if not _is_infinite(p, q)
                    else float(np.sum(p[(p > 0) & (q > 0)] * np.log(p[(p > 0) & (q > 0)] / q[(p > 0) & (q > 0)])))
                )
            ),
            "0 ln 0 comes out as NaN: an outcome with p = 0 adds nothing, whatever q is.": (
                lambda p, q: np.sum(np.asarray(p) * np.log(np.asarray(p) / q))
            ),
            "absolute values are taken: some terms are negative, and they count.": (
                lambda p, q: float(np.sum(np.abs(_terms(p, q))))
            ),
            "p does not weight the terms: this sums ln(p/q) over the outcomes.": (
                lambda p, q: np.sum(np.log(np.asarray(p) / q))
            ),
            "this is the mean of KL(P‖Q) and KL(Q‖P); one direction is asked for.": _jeffreys,
            "an epsilon stands inside the logarithm: where q = 0 and p > 0 the divergence is ∞.": (
                *epsilons(lambda eps: lambda p, q: np.sum(p * np.log((p + eps) / (q + eps)))),
                *epsilons(lambda eps: lambda p, q: np.sum(p * np.log(np.clip(p, eps, 1) / np.clip(q, eps, 1)))),
            ),
        },
    ),
    Exercise(
        name="kl-infinite",
        task="write is_infinite(p, q), True exactly where KL(P‖Q) = ∞, and without computing a logarithm",
        reference=_is_infinite,
        solution=solutions.is_infinite,
        forbidden=(
            r"i?log\w*|isinf|isfinite|kl\w*|\w*entropy\w*|\w*divergence\w*",
            "it asks for a logarithm, or for a divergence that takes one; comparing p and q with 0 is enough.",
        ),
        cases=_infinite_cases,
        unit=None,
        mistakes={
            "a zero of q does no harm where p is zero too.": lambda p, q: bool(np.any(np.asarray(q) == 0)),
            "p and q are swapped: this tells when KL(Q‖P) is infinite.": lambda p, q: _is_infinite(q, p),
            "a zero of p does no harm: that outcome never comes.": (
                lambda p, q: bool(np.any(np.asarray(p) == 0)),
                lambda p, q: bool(np.any((np.asarray(p) == 0) | (np.asarray(q) == 0))),
            ),
            "one answer for each outcome is returned; np.any makes one of them.": (
                lambda p, q: (np.asarray(p) > 0) & (np.asarray(q) == 0)
            ),
            "small is not zero: with q = 1e-300 the divergence is large and finite.": (
                *epsilons(lambda eps: lambda p, q: bool(np.any((np.asarray(p) > 0) & (np.asarray(q) <= eps)))),
            ),
            "one such outcome is enough: any, not all.": (
                lambda p, q: bool(np.all(np.asarray(q)[np.asarray(p) > 0] == 0))
            ),
            "True and False are exchanged.": lambda p, q: not _is_infinite(p, q),
        },
    ),
    Exercise(
        name="broken-triangle",
        task="find coins = (a, b, c), three probabilities of heads strictly between 0 and 1, with KL(A‖C) at least "
        "half a nat greater than KL(A‖B) + KL(B‖C)",
        reference=(0.5, 0.1, 0.001),
        checker=_triangle_fault,
        mistakes={
            "that is the triangle of the text; it fails, but by less than half a nat. Move C nearer to 0.": (
                0.5,
                0.25,
                0.1,
            ),
        },
    ),
    Exercise(
        name="conditional-entropy",
        task="write conditional_entropy(pxy), H(Y|X) in nats from a joint table with x down the rows and y along them",
        reference=conditional_entropy,
        solution=solutions.conditional_entropy,
        cases=_joint_cases,
        mistakes={
            "this is the entropy of the whole table, the joint entropy H(X, Y); H(X) is to be taken away.": (
                joint_entropy,
                lambda pxy: -np.sum(pxy * np.log(pxy)),
            ),
            "this is H(X|Y): x runs down the rows here.": (
                lambda pxy: conditional_entropy(np.asarray(pxy).T),
                lambda pxy: -np.sum(pxy * np.log(pxy / pxy.sum(axis=0))),
            ),
            "the sums of the rows lie along the columns; pxy.sum(axis=1, keepdims=True) keeps each beside its row.": (
                lambda pxy: -np.nansum(pxy * np.log(pxy / pxy.sum(axis=1))),
                lambda pxy: -np.sum(pxy * np.log(pxy / pxy.sum(axis=1))),
            ),
            "this is H(Y), the surprise of y before x is known.": lambda pxy: entropy(np.sum(pxy, axis=0)),
            "this is H(X); it is to be taken away from H(X, Y).": lambda pxy: entropy(np.sum(pxy, axis=1)),
            "this is I(X; Y), the part of H(Y) that x removes; the part that is left is asked for.": mutual_information,
            "the rows count equally here; each is to be weighted by its probability p(x).": lambda pxy: _rows(
                pxy
            ).mean(),
            "the rows' entropies are summed; each is to be weighted by its probability p(x).": lambda pxy: _rows(
                pxy
            ).sum(),
            "the largest of the rows' entropies is taken; their average under p(x) is asked for.": (
                lambda pxy: _rows(pxy).max()
            ),
        },
    ),
    Exercise(
        name="jensen-shannon",
        task="write js(p, q), the Jensen–Shannon divergence ½ KL(P‖M) + ½ KL(Q‖M) in nats, M the mean of the two",
        reference=js_divergence,
        solution=solutions.js,
        cases=_js_cases,
        mistakes={
            "M is the mean of the two, (p + q)/2; here it is their sum, which is no distribution.": (
                lambda p, q: js_divergence(p, q) - np.log(2)
            ),
            "this is the square root, the distance; the divergence is asked for.": js_distance,
            "the two halves are missing: the divergences are added and not averaged.": lambda p, q: (
                2 * js_divergence(p, q)
            ),
            "this is the mean of KL(P‖Q) and KL(Q‖P), which can be infinite; compare both with M.": _jeffreys,
            "only P is compared with M; Q counts as much.": lambda p, q: kl_divergence(p, (np.asarray(p) + q) / 2),
            "only Q is compared with M; P counts as much.": lambda p, q: kl_divergence(q, (np.asarray(p) + q) / 2),
            "M comes first here, KL(M‖P) and KL(M‖Q); those can be infinite.": (
                lambda p, q: (
                    kl_divergence((np.asarray(p) + q) / 2, p) / 2 + kl_divergence((np.asarray(p) + q) / 2, q) / 2
                )
            ),
            "H(P) and H(Q) are taken away whole; half of each is, so that for P = Q nothing is left.": (
                lambda p, q: entropy((np.asarray(p) + q) / 2) - entropy(p) - entropy(q)
            ),
            "this is the entropy of the mixture alone; the mean of H(P) and H(Q) is to be taken away.": (
                lambda p, q: entropy((np.asarray(p) + q) / 2)
            ),
        },
    ),
    by_hand(
        name="two-urns",
        task="give H(Y), H(Y|X), the model's expected loss and the avoidable part of it, in bits",
        parts=[
            Part(
                "H(Y)",
                1.5,
                "without X the three letters have the probabilities 1/2, 1/4 and 1/4",
                {"the three letters are not equally likely: a comes half the time": float(np.log2(3))},
            ),
            Part(
                "H(Y|X)",
                0.5,
                "urn 1 costs 0 bits and urn 2 costs 1 bit, and each is drawn from half the time",
                {
                    "the two urns' entropies are added; weight each with the probability of its urn": 1.0,
                    "this is I(X;Y) + H(Y|X), the whole H(Y)": 1.5,
                },
            ),
            Part(
                "expected loss",
                1.25,
                "urn 1 costs −log₂(1/2); of urn 2 the letters b and c cost 2 bits and 1 bit, half the time each",
                {
                    "the losses at the two urns are added; weight each with the probability of its urn": 2.5,
                    "that is the model's own entropy at each urn; the letters come as the urns give them": 1.5,
                    "the model says 1/4 for b and 1/2 for c in urn 2: its letters do not cost 1 bit each": 1.0,
                },
            ),
            Part(
                "avoidable part",
                0.75,
                "take H(Y|X) from the expected loss",
                {
                    "H(Y) is taken away; a model that sees X has the floor H(Y|X)": -0.25,
                    "this is the whole loss; part of it no model that sees X can avoid": 1.25,
                    "this is H(Y) − H(Y|X), what X is worth; the model's fault is asked for": 1.0,
                },
            ),
        ],
        whole={"these are nats; the exercise asks for bits.": [x * _LN2 for x in (1.5, 0.5, 1.25, 0.75)]},
    ),
    matching(
        name="logs-and-floor",
        task="say what happened in each of the five runs",
        right={
            "A": "by heart",
            "B": "at the floor",
            "C": "does not look",
            "D": "can improve",
            "E": "leak",
        },
        clues={
            "A": "its training loss is far below 0.40, and its loss on other examples above ln 3",
            "B": "both losses are 0.40 to 0.41, and no model that sees X can expect less on new examples",
            "C": "1.10 is ln 3, what the shares of the labels cost",
            "D": "on new examples it pays 0.63, below H(Y) and 0.23 above the floor, and memorises nothing",
            "E": "a loss far below 0.40 on many examples that are called new: new they cannot be",
        },
    ),
    Exercise(
        name="avoidable-of-soft-labels",
        task="write avoidable(targets, probs), the mean over the rows of what a better model could save, in nats",
        reference=_avoidable,
        solution=solutions.avoidable,
        cases=_soft_cases,
        mistakes={
            "this is the whole loss; the entropy of each row's target is to be taken away.": (
                lambda t, q: cross_entropy(t, q).mean(),
                lambda t, q: -np.sum(t * np.log(q), axis=1).mean(),
            ),
            "this is the mean entropy of the targets, the part that no model can save.": lambda t, q: entropy(t).mean(),
            "the mean is taken over all entries; add up the entries of a row, and average over the rows.": (
                lambda t, q: _terms(t, q).mean()
            ),
            "the rows are added up; their mean is asked for.": lambda t, q: _terms(t, q).sum(),
            "the rows are averaged before they are compared; compare each target with its own prediction.": (
                lambda t, q: kl_divergence(t.mean(axis=0), q.mean(axis=0))
            ),
            "the entropy of the mean target is taken away; each row has a floor of its own.": (
                lambda t, q: cross_entropy(t, q).mean() - entropy(t.mean(axis=0))
            ),
            "targets and predictions are exchanged: this is KL(Q‖P).": lambda t, q: kl_divergence(q, t).mean(),
            "only the likeliest class of each target is charged; the others come, too.": (
                lambda t, q: -np.log(q[np.arange(len(t)), t.argmax(axis=1)]).mean()
            ),
            "one number for each row is returned; take their mean.": lambda t, q: kl_divergence(t, q),
            "0 ln 0 comes out as NaN: an entry with target 0 adds nothing.": (
                lambda t, q: (t * np.log(t / q)).sum(axis=1).mean(),
                lambda t, q: (t * (np.log(t) - np.log(q))).sum(axis=1).mean(),
            ),
            "absolute values are taken: some terms are negative, and they count.": (
                lambda t, q: np.abs(_terms(t, q)).sum(axis=1).mean()
            ),
            "a softmax is taken of what are probabilities already.": lambda t, q: kl_divergence(t, softmax(q)).mean(),
            "the median row is returned; their mean is asked for.": lambda t, q: float(np.median(kl_divergence(t, q))),
            "this is Jensen–Shannon; a loss weights with the targets alone.": lambda t, q: js_divergence(t, q).mean(),
            "the model's own entropy is taken away; the floor is made of the targets.": (
                lambda t, q: (cross_entropy(t, q) - entropy(q)).mean()
            ),
            "an epsilon stands inside the logarithm: what was ruled out and comes costs ∞.": (
                *epsilons(lambda eps: lambda t, q: (t * np.log((t + eps) / (q + eps))).sum(axis=1).mean()),
            ),
        },
    ),
]
