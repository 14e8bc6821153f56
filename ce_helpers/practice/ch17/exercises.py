"""Chapter 17, Language and sequences: exercises."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...activations import logsumexp, softmax
from ...information import js_divergence, kl_divergence
from ..exercise import Exercise
from ..matching import matching
from . import solutions

__all__ = ["EXERCISES"]


def _temperatures(rng: np.random.Generator) -> list[Any]:
    plain = [
        (np.array([0.5, 0.25, 0.25]), 0.5),
        (np.array([0.7, 0.2, 0.1]), 2.0),
        (np.array([0.6, 0.4, 0.0]), 0.8),
        (np.array([0.5, 0.3, 0.2]), 0.0005),  # powers underflow
    ]
    return [*plain, *((rng.dirichlet(np.ones(k)), float(rng.uniform(0.3, 3))) for k in (3, 5, 27))]


def _cooled(q: Any, T: float) -> Any:
    with np.errstate(divide="ignore"):
        return softmax(np.log(np.asarray(q)) / T)


def _powers(q: Any, T: float) -> Any:
    with np.errstate(all="ignore"):
        power = np.asarray(q) ** (1 / T)
        return power / power.sum()


def _chains(rng: np.random.Generator) -> list[Any]:
    plain = [
        np.array([[0.5, 0.5], [0.9, 0.1]]),
        np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 1.0, 0.0]]),
        np.array([[0.2, 0.3, 0.5]] * 3),
    ]
    return [*plain, *(rng.dirichlet(np.ones(3), size=n) for n in (3, 6, 9))]


def _pairs(q: Any, f: Any) -> Any:
    a, b = np.asarray(q)[:-1], np.asarray(q)[1:]
    return np.array([f(x, y) for x, y in zip(a, b, strict=True)])


def _one_way(q: Any) -> Any:
    return np.mean(_pairs(q, kl_divergence))


def _joints(rng: np.random.Generator) -> list[Any]:
    plain = [np.array([[0.5, 0.0], [0.0, 0.5]]), np.array([[0.4, 0.1], [0.2, 0.3]]), np.full((3, 3), 1 / 9)]
    return [*plain, *(rng.dirichlet(np.ones(k * j)).reshape(k, j) for k, j in ((2, 2), (3, 3), (3, 4)))]


def _first(joint: Any) -> Any:
    return joint / joint.sum(axis=0, keepdims=True)


def _second(joint: Any) -> Any:
    return joint / joint.sum(axis=1, keepdims=True)


def _vocabularies(rng: np.random.Generator) -> list[Any]:
    plain = [
        (np.array([1.0]), np.array([[0.0], [0.0], [0.0], [0.0]]), 2, 2),
        (np.array([1.0]), np.array([[1.0], [2.0], [3.0]]), 0, 2),
        (np.array([1.0]), np.array([[-900.0], [-901.0], [-900.5]]), 1, 1),
        (np.array([1.0]), np.array([[5.0], [800.0], [801.0], [3.0], [799.0]]), 3, 2),
    ]
    drawn = [
        (rng.normal(size=4), rng.normal(size=(v, 4)), int(rng.integers(v)), s) for v, s in ((7, 3), (10, 5), (6, 9))
    ]
    return [*plain, *drawn]


def _naive(h: Any, W: Any, y: int, size: int) -> Any:
    with np.errstate(all="ignore"):
        return np.log(np.exp(W @ h).sum()) - W[y] @ h


def _last_chunk_lost(h: Any, W: Any, y: int, size: int) -> Any:
    whole = len(W) // size * size
    return logsumexp((W @ h)[: whole or len(W)]) - W[y] @ h


def _per_chunk(h: Any, W: Any, y: int, size: int) -> Any:
    z = W @ h
    return sum(logsumexp(z[i : i + size]) for i in range(0, len(z), size)) - z[y]


def _no_rescaling(h: Any, W: Any, y: int, size: int) -> Any:
    z, top, total = W @ h, -np.inf, 0.0
    for i in range(0, len(z), size):
        top = max(top, z[i : i + size].max())
        total += np.exp(z[i : i + size] - top).sum()
    return top + np.log(total) - z[y]


EXERCISES = [
    Exercise(
        name="two-cuts",
        task="put the three numbers into the list",
        reference=[8.0, 1.0, 2.0],
        unit=None,
        mistakes={
            "the first number is the mean in bits, not its perplexity; 2 to that power is asked for.": [3.0, 1.0, 2.0],
            "bits a letter are all the bits over the six letters, not the bits a token.": [8.0, 3.0, 2.0],
            "perplexity a letter belongs to the bits a letter; take 2 to that power.": [8.0, 1.0, 8.0],
            "the two probabilities were averaged; it is their logarithms that are.": [6.4, 1.0, 2.0],
            "the perplexity was divided by the letters a token; bits may be divided, perplexities may not.": [
                8.0,
                1.0,
                8 / 3,
            ],
            "e was raised to a number of bits; with bits the base is 2.": [float(np.exp(3)), 1.0, float(np.exp(1))],
            "these are sums over the text, 6 bits; the means are asked for.": [64.0, 6.0, 64.0],
        },
    ),
    Exercise(
        name="at-temperature",
        task="write at_temperature(q, T), the distribution proportional to q to the power 1/T",
        reference=_cooled,
        solution=solutions.at_temperature,
        cases=_temperatures,
        unit=None,
        mistakes={
            "this divides probabilities by T and takes their softmax; scores are divided, and scores are ln q.": (
                lambda q, T: softmax(np.asarray(q) / T)
            ),
            "T multiplies the scores there: a low temperature must sharpen, not flatten.": lambda q, T: _powers(
                q, 1 / T
            ),
            "these do not sum to 1: divide by the sum of the powers.": lambda q, T: np.asarray(q) ** (1 / T),
            "q is unchanged; T has no part in it.": lambda q, T: np.asarray(q),
            "powers of probabilities underflow to 0 at a low temperature, and 0/0 follows; take off the largest "
            "logarithm first.": _powers,
            "only the likeliest is left; that is the limit of T → 0.": lambda q, T: np.eye(len(q))[np.argmax(q)],
        },
    ),
    matching(
        "five-logs",
        "give each of the five reports A to E its cause",
        {"A": "other tokens", "B": "all O", "C": "padding counted", "D": "sees both sides", "E": "table of scores"},
        {
            "A": "perplexity belongs to the tokens; nothing else was changed",
            "B": "most tokens are of one kind, and to name it always is right for all of them",
            "C": "what is certain costs nothing, and a mean over it too is smaller",
            "D": "a letter that is hidden has neighbours on both sides",
            "E": "multiply tokens, words and bytes a number",
        },
    ),
    Exercise(
        name="neighbour-js",
        task="write neighbour_js(q), the mean Jensen–Shannon divergence of neighbouring rows, in nats",
        reference=lambda q: np.mean(_pairs(q, js_divergence)),
        solution=solutions.neighbour_js,
        cases=_chains,
        mistakes={
            "this is the sum over the pairs of neighbours; their mean is asked for.": lambda q: np.sum(
                _pairs(q, js_divergence)
            ),
            "this divides by the number of rows; there is one pair of neighbours fewer.": lambda q: (
                np.sum(_pairs(q, js_divergence)) / len(q)
            ),
            "the last row is compared with the first; they are no neighbours.": lambda q: np.mean(
                [js_divergence(a, b) for a, b in zip(q, np.roll(q, -1, axis=0), strict=True)]
            ),
            "this is KL from one neighbour to the other: not symmetric, and infinite where one has a 0.": _one_way,
            "½ is missing: JS is the mean of two KL divergences, not their sum.": lambda q: (
                2 * np.mean(_pairs(q, js_divergence))
            ),
            "this is the distance, its square root; the divergence is asked for.": lambda q: np.mean(
                np.sqrt(_pairs(q, js_divergence))
            ),
            "this is in bits; nats are asked for.": lambda q: np.mean(_pairs(q, js_divergence)) / np.log(2),
            "this is half the absolute difference, no divergence with logarithms.": lambda q: np.mean(
                _pairs(q, lambda a, b: np.abs(a - b).sum() / 2)
            ),
        },
    ),
    Exercise(
        name="running-loss",
        task="write running_loss(h, W, y, size), −ln softmax(W·h)_y with at most `size` scores at a time",
        reference=lambda h, W, y, size: logsumexp(W @ h) - W[y] @ h,
        solution=solutions.running_loss,
        cases=_vocabularies,
        mistakes={
            "scores of some hundreds overflow, or all exponentials underflow; keep the largest score so far and take "
            "it off.": _naive,
            "the last chunk is smaller, and was left out.": _last_chunk_lost,
            "the logarithms of the chunks are added; it is their sums of exponentials that add up.": _per_chunk,
            "when a larger score comes, what was summed before must be scaled down to it.": _no_rescaling,
            "this is ln softmax; the loss is its negative.": lambda h, W, y, size: W[y] @ h - logsumexp(W @ h),
            "this is the logarithm of the sum alone; the score of the true word is to be taken off.": (
                lambda h, W, y, size: logsumexp(W @ h)
            ),
            "this divides by the number of words; there is one true word, and one loss.": lambda h, W, y, size: (
                (logsumexp(W @ h) - W[y] @ h) / len(W)
            ),
            "only the chunk of the true word is normalised; the softmax runs over all words.": (
                lambda h, W, y, size: logsumexp((W @ h)[y // size * size : y // size * size + size]) - W[y] @ h
            ),
        },
    ),
    Exercise(
        name="masked-mass",
        task="write masked_mass(joint), the sum over both letters of q(x | y)·q(y | x)",
        reference=lambda joint: np.sum(_first(joint) * _second(joint)),
        solution=solutions.masked_mass,
        cases=_joints,
        unit=None,
        mistakes={
            "each conditional alone sums to 1 over its own letter; the product of the two is asked for.": (
                lambda joint: np.sum(_first(joint))
            ),
            "this sums the joint, which is 1 for every table; multiply the two conditionals.": lambda joint: np.sum(
                joint
            ),
            "this weights the products by the joint: their expectation, and not their sum.": lambda joint: np.sum(
                joint * _first(joint) * _second(joint)
            ),
            "both conditionals are the same one: one divides by the sums of the columns, the other of the rows.": (
                lambda joint: np.sum(_first(joint) ** 2)
            ),
            "this is the sum of the two conditionals; they are multiplied.": lambda joint: np.sum(
                _first(joint) + _second(joint)
            ),
            "this takes the mean over the table; the sum is asked for.": lambda joint: np.mean(
                _first(joint) * _second(joint)
            ),
        },
    ),
]
