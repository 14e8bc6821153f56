"""Chapter 17, Language and sequences: exercises."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...activations import logsumexp, softmax
from ...information import js_divergence, kl_divergence
from ..exercise import Exercise
from ..matching import matching
from ..products import Products, plain
from . import solutions

__all__ = ["EXERCISES"]


#: For each place of the answer: wrong number → what it is.
_SLIPS: tuple[tuple[str, dict[float, str]], ...] = (
    (
        "perplexity a token",
        {
            3.0: "3 is the mean in bits; the perplexity is 2 to that power",
            6.4: "6.4 is the inverse of the mean probability; the mean is taken of the logarithms",
            0.125: "this is the mean probability of a token; the perplexity is its inverse",
            64.0: "64 is the inverse probability of the whole text; take its root, for there are two tokens",
            float(np.exp(3)): "e was raised to a number of bits; with bits the base is 2",
            4.0: "4 is the inverse probability of the second token alone",
            16.0: "16 is the inverse probability of the first token alone",
            2.0: "this is the perplexity a letter; here tokens are counted",
            6.0: "6 is the sum in bits; the mean over two tokens, and 2 to that power",
            float(np.log(8)): "this is the mean in nats; the perplexity is e to that power",
            5 / 32: "this is the mean of the two probabilities; the mean is taken of the logarithms",
        },
    ),
    (
        "bits a letter",
        {
            3.0: "3 are the bits a token; divide the sum by the six letters",
            6.0: "6 is the sum; divide it by the six letters",
            float(np.log(2)): "this is in nats; bits are asked for",
            0.5: "the three bits a token were divided by six; it is the sum of the bits that the letters share",
            1.5: "divide by the letters of the text, six, and not by four",
            2.0: "the sum of the bits is 4 + 2, and there are six letters",
        },
    ),
    (
        "perplexity a letter",
        {
            8.0: "8 is the perplexity a token; a letter has fewer bits",
            1.0: "1 is the number of bits; the perplexity is 2 to that power",
            8 / 3: "perplexity a token was divided by the letters a token; bits may be divided, perplexities may not",
            4 / 3: "the perplexity a token was divided by six; bits may be divided, perplexities may not",
            float(np.e): "e was raised to a number of bits; with bits the base is 2",
            64.0: "64 is the inverse probability of the whole text; take its sixth root",
            0.5: "this is the mean probability of a letter; the perplexity is its inverse",
            4.0: "2 is raised to the bits a letter, which are 1",
        },
    ),
)


def _two_cuts(answer: Any) -> str | None:
    """Return what is wrong with [perplexity a token, bits a letter, perplexity a letter], or nothing."""
    if not isinstance(answer, list | tuple | np.ndarray) or len(answer) != 3:
        return "a list of three numbers is asked for."
    if any(number is ... for number in answer):
        raise NotImplementedError
    for number, right, (name, slips) in zip(answer, (8.0, 1.0, 2.0), _SLIPS, strict=True):
        try:
            given = float(number)
        except (TypeError, ValueError):
            return f"the {name} is {number!r:.40}; write a number."
        if abs(given - right) <= 1e-3 * right:
            continue
        known = [told for wrong, told in slips.items() if abs(given - wrong) <= 5e-3 * wrong]
        return f"the {name}: {known[0]}." if known else f"the {name} is not {given:g}."
    return None


def _temperatures(rng: np.random.Generator) -> list[Any]:
    plain = [
        (np.array([0.5, 0.25, 0.25]), 0.5),
        (np.array([0.7, 0.2, 0.1]), 2.0),
        (np.array([0.6, 0.4, 0.0]), 0.8),
        (np.array([0.5, 0.3, 0.2]), 0.0005),  # powers underflow
        (np.array([0.9, 0.1, 0.0]), 20.0),  # what is impossible stays so, however hot
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


def _zeros_not_left_out(q: Any) -> Any:
    a, b = np.asarray(q)[:-1], np.asarray(q)[1:]
    m = (a + b) / 2
    with np.errstate(all="ignore"):
        return np.sum(a * np.log(a / m) + b * np.log(b / m)) / 2 / len(a)


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
        (np.array([1.0]), np.array([[0.0], [1.0], [900.0], [899.0]]), 3, 2),
        (np.array([1.0]), np.array([[5.0], [800.0], [801.0], [3.0], [799.0]]), 3, 2),
    ]
    drawn = [
        (rng.normal(size=4), rng.normal(size=(v, 4)), int(rng.integers(v)), s) for v, s in ((7, 3), (10, 5), (6, 9))
    ]
    return [*plain, *drawn]


class _Watched(Products):
    """A table that notes how many numbers a product with it has made in one step."""

    most = 0

    def made(self, product: Any) -> Any:
        _Watched.most = max(_Watched.most, np.size(product))
        return product


def _all_at_once(answer: Any) -> str | None:
    """Say so where more scores are made at a time than is allowed. A word has one number: a product is a score."""
    words, size = 12, 3
    _Watched.most = 0
    answer(np.array([0.5]), np.linspace(-1.0, 1.0, words)[:, None].view(_Watched), 4, size)
    if _Watched.most <= size:
        return None
    made = f"for size = {size} it makes {_Watched.most} scores at a time"
    return f"the loss is right, but {made}; take size rows of W, then the next."


def _naive(h: Any, W: Any, y: int, size: int) -> Any:
    with np.errstate(all="ignore"):
        return np.log(np.exp(W @ h).sum()) - W[y] @ h


def _last_chunk_lost(h: Any, W: Any, y: int, size: int) -> Any:
    whole = len(W) // size * size
    return logsumexp((W @ h)[: whole or len(W)]) - W[y] @ h


def _per_chunk(h: Any, W: Any, y: int, size: int) -> Any:
    z = W @ h
    return sum(logsumexp(z[i : i + size]) for i in range(0, len(z), size)) - z[y]


def _first_top(h: Any, W: Any, y: int, size: int) -> Any:
    z = W @ h
    with np.errstate(all="ignore"):
        return z[:size].max() + np.log(np.exp(z - z[:size].max()).sum()) - z[y]


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
        checker=_two_cuts,
        mistakes={
            str(_two_cuts(answer)): answer
            for answer in ([3.0, 1.0, 2.0], [8.0, 3.0, 2.0], [8.0, 1.0, 8.0], [6.4, 1.0, 2.0])
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
            "q is unchanged: T has no part in it, or cancels.": lambda q, T: np.asarray(q),
            "powers of probabilities underflow to 0 at a low temperature, and 0/0 follows; take off the largest "
            "logarithm first.": _powers,
            "a small number stands in for probability 0, and grows at a high temperature; 0 stays 0.": (
                lambda q, T: softmax(np.log(np.asarray(q) + 1e-12) / T)
            ),
            "these are the scores divided by T; their softmax is still to be taken.": lambda q, T: np.log(q) / T,
            "this is the softmax of the probabilities; they are probabilities already, and their scores are ln q.": (
                lambda q, T: softmax(np.asarray(q))
            ),
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
            "this is KL from each row to the one before: not symmetric, and infinite where one has a 0.": lambda q: (
                np.mean(_pairs(q, lambda a, b: kl_divergence(b, a)))
            ),
            "only one of the two divergences from the middle is there; JS is the mean of both.": lambda q: np.mean(
                _pairs(q, lambda a, b: kl_divergence(a, (a + b) / 2))
            ),
            "0·ln 0 is NaN for a computer, and counts 0 here; leave such terms out.": _zeros_not_left_out,
            "this is one number a pair of neighbours; their mean is asked for.": lambda q: _pairs(q, js_divergence),
            "this is a squared difference, no divergence with logarithms.": lambda q: np.mean(np.diff(q, axis=0) ** 2),
            "the mean was taken over the classes too; a divergence is a sum over them.": lambda q: (
                np.mean(_pairs(q, js_divergence)) / np.shape(q)[1]
            ),
            "every second pair of neighbours is missing: each row has one on either side.": lambda q: np.mean(
                _pairs(q, js_divergence)[::2]
            ),
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
        reference=lambda h, W, y, size: logsumexp(plain(W) @ h) - W[y] @ h,
        solution=solutions.running_loss,
        manner=_all_at_once,
        cases=_vocabularies,
        mistakes={
            "scores of some hundreds overflow, or all exponentials underflow; keep the largest score so far and take "
            "it off.": _naive,
            "the last chunk is smaller, and was left out.": _last_chunk_lost,
            "the logarithms of the chunks are added; it is their sums of exponentials that add up.": _per_chunk,
            "when a larger score comes, what was summed before must be scaled down to it.": _no_rescaling,
            "the largest score of the first chunk is not the largest of all: a later one may overflow.": _first_top,
            "the logarithm is missing: these are sums of exponentials.": lambda h, W, y, size: sum(
                np.exp((W @ h)[i : i + size] - (W @ h)[i : i + size].max()).sum() for i in range(0, len(W), size)
            ),
            "this takes the logarithm of the mean over the words; softmax divides by the sum.": lambda h, W, y, size: (
                logsumexp(W @ h) - np.log(len(W)) - W[y] @ h
            ),
            "the true word is left out of the sum; softmax runs over all words.": lambda h, W, y, size: (
                logsumexp(np.delete(W @ h, y)) - W[y] @ h
            ),
            "this is how far the true word is below the best one; the softmax asks for all of them.": (
                lambda h, W, y, size: (W @ h).max() - W[y] @ h
            ),
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
            "these are squares of the joint; two conditionals are multiplied.": lambda joint: np.sum(joint**2),
            "this is the mutual information, a mean of logarithms; sum the products.": lambda joint: np.sum(
                joint * np.log((joint + 1e-300) / (joint.sum(1, keepdims=True) * joint.sum(0, keepdims=True)))
            ),
            "this is the sum over equal letters alone; it runs over all pairs.": lambda joint: np.trace(
                _first(joint) * _second(joint)
            ),
            "this takes the mean over the table; the sum is asked for.": lambda joint: np.mean(
                _first(joint) * _second(joint)
            ),
        },
    ),
]
