"""Chapter 4: the least mean number of questions, its cases, and the slips that readers make in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ...coding import expected_length, huffman_lengths, shannon_lengths
from ...information import entropy

__all__ = ["MISTAKES", "cases", "questions"]


def questions(p: Any) -> float:
    """Return the mean length of Huffman's code; one symbol needs no question."""
    return 0.0 if len(p) == 1 else expected_length(p, huffman_lengths(p))


def cases(rng: np.random.Generator) -> list[Any]:
    """Return probabilities in and out of order, one symbol alone, and rows where halving is not best."""
    plain = [[0.5, 0.25, 0.125, 0.125], [0.3, 0.24, 0.2, 0.16, 0.1], [0.9, 0.1], [0.97, 0.01, 0.01, 0.01], [1.0]]
    plain += [[0.1, 0.16, 0.3, 0.2, 0.24], [0.2] * 5, [0.35, 0.17, 0.17, 0.16, 0.15], [0.15, 0.38, 0.17, 0.15, 0.15]]
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


def _by_halves(p: Any, cut: Callable[[Any], int]) -> float:
    """Cut the sorted row, ask which part it is, and go on with the part: Shannon and Fano's way."""
    row = np.sort(np.asarray(p, float))[::-1]
    if len(row) == 1:
        return 0.0
    k = cut(row)
    return float(row.sum()) + _by_halves(row[:k], cut) + _by_halves(row[k:], cut)


def _nearest(row: Any) -> int:
    left = np.cumsum(row)[:-1]
    return int(np.argmin(np.round(np.abs(2 * left - row.sum()), 12))) + 1


def _at_least_half(row: Any) -> int:
    return min(int(np.searchsorted(np.cumsum(row), row.sum() / 2 - 1e-12)) + 1, len(row) - 1)


def _in_order(p: Any) -> float:
    """Return the best mean if every question cuts the row as it is given."""
    p, k = np.asarray(p, float), len(p)
    best = np.zeros((k + 1, k + 1))
    for size in range(2, k + 1):
        for i in range(k - size + 1):
            cuts = [best[i, m] + best[m, i + size] for m in range(i + 1, i + size)]
            best[i, i + size] = min(cuts) + p[i : i + size].sum()
    return float(best[0, k])


#: What is said to whoever counts the questions so.
MISTAKES: dict[str, Any] = {
    "this is your colleague's way, cutting the sorted row in halves (Shannon–Fano); Huffman begins with the rarest.": (
        lambda p: _by_halves(p, _nearest),
        lambda p: _by_halves(p, _at_least_half),
        lambda p: _by_halves(p, lambda row: len(row) // 2),
    ),
    "each question cuts the row as it is given; any set of symbols may be asked for.": _in_order,
    "this is the entropy, a bound; a question is asked whole, so the mean is often above it.": (
        lambda p: float(entropy(p, base=2))
    ),
    "this is the entropy in nats; it bounds the questions only in bits, and they are often more.": (
        lambda p: float(entropy(p))
    ),
    "this is H + 1, the bound; the best mean lies below it.": lambda p: float(entropy(p, base=2)) + 1,
    "this is the entropy rounded up; a mean number need not be whole.": (lambda p: float(np.ceil(entropy(p, base=2)))),
    "these are Shannon's lengths, ⌈−log₂ p⌉; fewer questions will do.": (
        lambda p: expected_length(p, shannon_lengths(p))
    ),
    "this counts the symbols only, as if all were equally probable; a likely one can be found with fewer questions.": (
        lambda p: float(np.log2(len(p))),
        lambda p: float(np.ceil(np.log2(len(p)))),
    ),
    "this is a chain, one symbol after another; ask for several at once, or sort again after each join.": (
        _one_by_one,
        lambda p: float(np.dot(np.sort(p)[::-1], np.arange(1, len(p) + 1))),
    ),
    "this counts the joins, len(p) − 1; add up the weights of the nodes that they make.": lambda p: float(len(p) - 1),
    "this is 0: the weight of each node that is made has to be added to the total, total += joined.": lambda p: 0.0,
    "only the last join is counted, the root of weight 1; add the weights of all nodes that are made.": (
        lambda p: 0.0 if len(p) == 1 else 1.0,
        lambda p: 1.0,
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
        lambda p: float(np.mean(huffman_lengths(p))),
        lambda p: 0.0 if len(p) == 1 else float(np.mean(huffman_lengths(p))),
    ),
    "if there is one symbol only, nothing needs to be asked: 0.": (lambda p: expected_length(p, huffman_lengths(p))),
}
