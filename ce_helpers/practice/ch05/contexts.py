"""Chapter 5: the adaptive model after a context, its cases, and the slips that readers make in it."""

from __future__ import annotations

import math
import re
from typing import Any

import numpy as np

__all__ = ["MISTAKES", "cases", "context_probability"]


def _share(symbol: str, followers: Any, symbols: float, alpha: float) -> float:
    """Return the probability of a symbol that was seen so often among these followers."""
    return float((list(followers).count(symbol) + alpha) / (len(followers) + alpha * symbols))


def _followers(history: str, context: str) -> list[str]:
    k = len(context)
    return [history[i] for i in range(k, len(history)) if history[i - k : i] == context]


def _after(history: str, order: int) -> list[str]:
    """Return what followed the last `order` letters wherever they stood before."""
    return _followers(history, history[len(history) - order :])


def context_probability(history: str, symbol: str, alphabet: str, alpha: float, order: int) -> float:
    """Return the probability that the adaptive model gives to the symbol after the history."""
    return _share(symbol, _after(history, order), len(alphabet), alpha)


def _late(history: str, order: int) -> list[str]:
    """Return what followed the context, looked for from one place too late on."""
    context = history[len(history) - order :]
    return [history[i] for i in range(order + 1, len(history)) if history[i - order : i] == context]


def _blended(history: str, symbol: str, alphabet: str, order: int, lowest: int = 0) -> float:
    """Return what Witten and Bell's blend predicts, from the lowest of the orders on."""
    q = 1 / len(alphabet)
    for k in range(max(lowest, 0), order + 1):
        followers = _after(history, k)
        different = len(set(followers))
        if followers:
            q = (followers.count(symbol) + different * q) / (len(followers) + different)
    return q


def _after_any_order(history: str, order: int) -> list[str]:
    last = sorted(history[len(history) - order :])
    return [history[i] for i in range(order, len(history)) if sorted(history[i - order : i]) == last]


def _before_the_context(history: str, symbol: str, alphabet: str, alpha: float, order: int) -> float:
    context = history[len(history) - order :]
    at = [i for i in range(len(history) - order + 1) if history[i : i + order] == context]
    before = sum(i > 0 and history[i - 1] == symbol for i in at)
    return (before + alpha) / (len(at) + alpha * len(alphabet))


def _with_str_count_each(history: str, symbol: str, alphabet: str, alpha: float, order: int) -> float:
    context = history[len(history) - order :]
    seen = sum(history.count(context + other) for other in alphabet)
    return (history.count(context + symbol) + alpha) / (seen + alpha * len(alphabet))


def _with_str_count(history: str, symbol: str, alphabet: str, alpha: float, order: int) -> float:
    context = history[len(history) - order :]
    seen = history[:-1].count(context) if order else len(history)
    return (history.count(context + symbol) + alpha) / (seen + alpha * len(alphabet))


def _at_end(history: str, order: int, always: int) -> int:
    """Return how often the context came, the place at the end of the history with it."""
    return len(_after(history, order)) + (1 if order else always)


def _end_counted(history: str, symbol: str, alphabet: str, alpha: float, order: int, always: int = 0) -> float:
    return (_after(history, order).count(symbol) + alpha) / (_at_end(history, order, always) + alpha * len(alphabet))


def _end_counted_by_str(history: str, symbol: str, alphabet: str, alpha: float, order: int, cut: int = 0) -> float:
    context = history[-order:] if cut else history[len(history) - order :]
    return (history.count(context + symbol) + alpha) / (history.count(context) + alpha * len(alphabet))


_END_COUNTED: list[Any] = [
    _end_counted,
    lambda history, symbol, alphabet, alpha, order: _end_counted(history, symbol, alphabet, alpha, order, 1),
    _end_counted_by_str,
    lambda history, symbol, alphabet, alpha, order: _end_counted_by_str(history, symbol, alphabet, alpha, order, 1),
    lambda history, symbol, alphabet, alpha, order: (
        (history.count(history[len(history) - order :] + symbol) + alpha)
        / ((history.count(history[-order:]) if order else len(history)) + alpha * len(alphabet))
    ),
]


def cases(rng: np.random.Generator) -> list[Any]:
    """Return histories of small alphabets, with orders 0 to 3 and places that overlap."""
    plain: list[Any] = [
        ("abaab", "a", "abc", 1.0, 1),
        ("abaab", "c", "abc", 1.0, 1),
        ("abaab", "a", "ab", 0.5, 0),
        ("aaaaaa", "a", "ab", 0.25, 2),
        ("abcabcab", "c", "abcd", 0.5, 2),
        ("abc", "a", "abcd", 0.5, 3),
    ]
    drawn = []
    for alphabet in ("ab", "abc", "abcdefgh"):
        for alpha in (0.125, 0.5, 2.0):
            for order in (0, 1, 2):
                history = "".join(rng.choice(list(alphabet), size=int(rng.integers(9, 40))))
                drawn.append((history, str(rng.choice(list(alphabet))), alphabet, alpha, order))
    return [*plain, *drawn]


def _to_order_0(history: str, symbol: str, alphabet: str, alpha: float, order: int) -> float:
    return _share(symbol, _after(history, order) or list(history), len(alphabet), alpha)


def _shorter(history: str, symbol: str, alphabet: str, alpha: float, order: int) -> float:
    while order and not _after(history, order):
        order -= 1
    return _share(symbol, _after(history, order), len(alphabet), alpha)


def _apart(history: str, symbol: str, alphabet: str, alpha: float, order: int) -> float:
    """Return what comes of places that do not overlap, context and follower together."""
    found = re.findall(re.escape(history[len(history) - order :]) + "(.)", history)
    return _share(symbol, found, len(alphabet), alpha)


#: What is said to whoever predicts so.
MISTAKES: dict[str, Any] = {
    "the context is left out: all letters of the history are counted, as for order 0.": (
        lambda history, symbol, alphabet, alpha, order: _share(symbol, history, len(alphabet), alpha)
    ),
    "history[-0:] is the whole history; for order 0 the context must be empty.": (
        lambda history, symbol, alphabet, alpha, order: _share(
            symbol, _followers(history, history[-order:]), len(alphabet), alpha
        )
    ),
    "str.count leaves out overlapping places: 'aaa' holds 'aa' twice, and it finds one.": (
        _with_str_count,
        _with_str_count_each,
    ),
    "re.findall leaves out places that overlap; go through the history letter by letter.": _apart,
    "where the context is new a shorter one is asked; this model gives every symbol the same share there.": (
        _shorter,
        _to_order_0,
    ),
    "the first letter is left out at order 0; the empty context stands before it too.": (
        lambda history, symbol, alphabet, alpha, order: _share(
            symbol, _after(history, order) if order else history[1:], len(alphabet), alpha
        )
    ),
    "a context that is new gives 0 here; α alone is left then, and every symbol has the same share.": (
        lambda history, symbol, alphabet, alpha, order: (
            context_probability(history, symbol, alphabet, alpha, order) if _after(history, order) else 0.0
        )
    ),
    "α is counted once for each context there could be; below the line it is once for each symbol.": (
        lambda history, symbol, alphabet, alpha, order: _share(
            symbol, _after(history, order), len(alphabet) ** (order + 1), alpha
        )
    ),
    "above the line stands how often the symbol came anywhere; count it after the context alone.": (
        lambda history, symbol, alphabet, alpha, order: (
            (history.count(symbol) + alpha) / (len(_after(history, order)) + alpha * len(alphabet))
        )
    ),
    "n(c) counts the context at the end too, which nothing has followed yet.": tuple(_END_COUNTED),
    "alpha is added to nothing; it belongs above the line once, and below once for each symbol.": (
        lambda history, symbol, alphabet, alpha, order: (
            _after(history, order).count(symbol) / len(_after(history, order))
            if _after(history, order)
            else 1 / len(alphabet)
        )
    ),
    "alpha is shared among the symbols here; each symbol gets a whole alpha.": (
        lambda history, symbol, alphabet, alpha, order: _share(
            symbol, _after(history, order), len(alphabet), alpha / len(alphabet)
        )
    ),
    "the letters of the context count in any order here; they must stand in the same order.": (
        lambda history, symbol, alphabet, alpha, order: _share(
            symbol, _after_any_order(history, order), len(alphabet), alpha
        )
    ),
    "this is the surprise of the symbol; its probability is asked for.": (
        lambda *given: -math.log2(context_probability(*given)),
        lambda *given: -math.log(context_probability(*given)),
    ),
    "below the line stands the length of the history; it must be how often this context was followed.": (
        lambda history, symbol, alphabet, alpha, order: (
            (_after(history, order).count(symbol) + alpha) / (len(history) + alpha * len(alphabet))
        ),
        lambda history, symbol, alphabet, alpha, order: (
            (_after(history, order).count(symbol) + alpha) / (len(history) - order + alpha * len(alphabet))
        ),
    ),
    "this counts what stood before the context; it must be what followed it.": (
        lambda history, symbol, alphabet, alpha, order: _share(
            symbol, _followers(history[::-1], history[len(history) - order :][::-1]), len(alphabet), alpha
        ),
        _before_the_context,
    ),
    "this counts the letters within the last `order` ones; it must be those that followed them before.": (
        lambda history, symbol, alphabet, alpha, order: _share(
            symbol, history[len(history) - order :], len(alphabet), alpha
        ),
        lambda history, symbol, alphabet, alpha, order: _share(symbol, history[-order:], len(alphabet), alpha),
    ),
    "the search starts one place late, so the first letter that has a context before it is left out.": (
        lambda history, symbol, alphabet, alpha, order: _share(symbol, _late(history, order), len(alphabet), alpha)
    ),
    "S is taken as how many different letters followed the context; it is the size of the alphabet.": (
        lambda history, symbol, alphabet, alpha, order: (
            _share(symbol, _after(history, order), len(set(_after(history, order))), alpha)
            if _after(history, order)
            else 1 / len(alphabet)
        )
    ),
    "this is the blend of several orders, which begins from the shorter context; one order begins from equal shares.": (
        lambda history, symbol, alphabet, alpha, order: _blended(history, symbol, alphabet, order),
        lambda history, symbol, alphabet, alpha, order: _blended(history, symbol, alphabet, order, order),
        lambda history, symbol, alphabet, alpha, order: _blended(history, symbol, alphabet, order, order - 1),
    ),
    "the last letter of the history is left out as a follower; it has been read, so it counts.": (
        lambda history, symbol, alphabet, alpha, order: _share(
            symbol, _followers(history[:-1], history[len(history) - order :]), len(alphabet), alpha
        )
    ),
    "this is the plain frequency; what has not been seen yet would have probability 0.": (
        lambda history, symbol, alphabet, alpha, order: (
            _after(history, order).count(symbol) / max(1, len(_after(history, order)))
        )
    ),
    "alpha is added once below the line; every one of the symbols got it, so it is alpha times their number.": (
        lambda history, symbol, alphabet, alpha, order: _share(symbol, _after(history, order), 1, alpha)
    ),
    "alpha is 1 here whatever is asked for; that is Laplace's rule.": (
        lambda history, symbol, alphabet, alpha, order: _share(symbol, _after(history, order), len(alphabet), 1.0)
    ),
    "below the line stands the alphabet's size without alpha; the imaginary sightings are alpha each.": (
        lambda history, symbol, alphabet, alpha, order: (
            (_after(history, order).count(symbol) + alpha) / (len(_after(history, order)) + len(alphabet))
        )
    ),
    "nothing is counted here: every symbol gets the same share.": (
        lambda history, symbol, alphabet, alpha, order: 1 / len(alphabet)
    ),
    "alpha is one half here whatever is asked for.": (
        lambda history, symbol, alphabet, alpha, order: _share(symbol, _after(history, order), len(alphabet), 0.5)
    ),
    "the context is one letter too short.": (
        lambda history, symbol, alphabet, alpha, order: _share(
            symbol, _after(history, max(order - 1, 0)), len(alphabet), alpha
        )
    ),
    "the different followers are counted below the line; it must be all of them, as often as they came.": (
        lambda history, symbol, alphabet, alpha, order: (
            (_after(history, order).count(symbol) + alpha) / (len(set(_after(history, order))) + alpha * len(alphabet))
        )
    ),
    "256 symbols are counted, as for bytes; this model has those of its alphabet.": (
        lambda history, symbol, alphabet, alpha, order: _share(symbol, _after(history, order), 256, alpha)
    ),
    "the number of symbols is taken from the history; those of the alphabet that have not come count too.": (
        lambda history, symbol, alphabet, alpha, order: _share(symbol, _after(history, order), len(set(history)), alpha)
    ),
    "the symbol is counted before it is predicted; the decoder does not have it yet.": (
        lambda history, symbol, alphabet, alpha, order: context_probability(
            history + symbol, symbol, alphabet, alpha, order
        ),
        lambda history, symbol, alphabet, alpha, order: _share(
            symbol, [*_after(history, order), symbol], len(alphabet), alpha
        ),
    ),
    "the context is the first letters of the history; it is the last ones.": (
        lambda history, symbol, alphabet, alpha, order: _share(
            symbol, _followers(history, history[:order]), len(alphabet), alpha
        )
    ),
    "the context is one letter too long.": (
        lambda history, symbol, alphabet, alpha, order: context_probability(
            history, symbol, alphabet, alpha, min(order + 1, len(history))
        )
    ),
    "alpha is missing above the line, so the probabilities sum to less than 1.": (
        lambda history, symbol, alphabet, alpha, order: (
            _after(history, order).count(symbol) / (len(_after(history, order)) + alpha * len(alphabet))
        )
    ),
}
