"""Chapter 5: the decoder in exact fractions, its cases, and the slips that readers make in it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from ...coding import interval_steps

__all__ = ["MISTAKES", "cases", "decode"]


def _decoder(
    move: Any = lambda x, start, width: (x - start) / width,
    holds: Any = lambda x, start, end: start <= x < end,
    *,
    leaves: bool = True,
    until_zero: bool = False,
    advances: bool = True,
    number: Any = Fraction,
) -> Any:
    """Return a decoder that differs from the right one as told.

    `move` is what becomes of x, `holds` whether a piece holds it, `leaves` whether the search ends there, `advances`
    whether the next piece begins where this one ends, and `number` the kind of numbers it computes with.
    """

    def decoded(x: Any, n: int, p: dict[str, Fraction]) -> str:
        text, x = "", number(x)
        for _ in range(n):
            if until_zero and x == 0:
                break
            start = number(0)
            for letter, width in p.items():
                end = start + number(width)
                if holds(x, start, end):
                    text, x = text + letter, move(x, start, number(width))
                    if leaves:
                        break
                start = end if advances else start
        return text

    return decoded


decode = _decoder()


def _walker(
    *, moves: bool = True, scaled: bool = True, product: bool = True, steps: bool = True, bounded: bool = True
) -> Any:
    """Return a decoder that leaves x alone and narrows the interval, but for what is told."""

    def decoded(x: Any, n: int, p: dict[str, Fraction]) -> str:
        text, low, width = "", Fraction(0), Fraction(1)
        for _ in range(n):
            start = low
            for letter, q in p.items():
                end = start + (q * width if scaled else q)
                if x < end and (start <= x or not bounded):
                    text += letter
                    low, width = start if moves else low, width * q if product else q
                    break
                start = end if steps else start + q  # by the letter's share of the whole line
        return text

    return decoded


def _with_starts(starts: dict[str, Fraction]) -> Any:
    """Return a decoder that takes the lower ends of the pieces from one alphabet, whatever p is."""

    def decoded(x: Any, n: int, p: dict[str, Fraction]) -> str:
        text = ""
        for _ in range(n):
            for letter in p:
                if starts[letter] <= x < starts[letter] + p[letter]:
                    text, x = text + letter, (x - starts[letter]) / p[letter]
                    break
        return text

    return decoded


def _never_again(x: Any, n: int, p: dict[str, Fraction]) -> str:
    text, start = "", Fraction(0)
    for _ in range(n):
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


def cases(rng: np.random.Generator) -> list[Any]:
    """Return texts of three tables, each by the lower end and by the middle of its interval, and the empty text."""
    found: list[Any] = []
    for p, words in zip(
        _TABLES, (("banana", "nab", "b", "aaaa"), ("ab", "bba", "b"), ("note", "tone", "e")), strict=True
    ):
        drawn = ["".join(rng.choice(list(p), size=int(rng.integers(3, 9)))) for _ in range(10)]
        for word in (*words, *drawn):
            # the lower end itself belongs to the interval, and so does its middle
            low, high = interval_steps(word, p)[-1][1:]
            found += [((low + high) / 2, len(word), p), (low, len(word), p)]
    return [*found, (Fraction(1, 3), 0, _TABLES[0])]


#: What is said to whoever decodes so.
MISTAKES: dict[str, Any] = {
    "x stays where it is, so the first letter comes again and again; stretch its piece to the whole line.": (
        lambda x, n, p: decode(x, 1, p) * n
    ),
    "the pieces keep their first size: after each letter divide x by the piece's width, or narrow the pieces by it.": (
        _decoder(lambda x, start, width: x - start),
        _walker(scaled=False),
        _walker(steps=False),
        _walker(steps=False, bounded=False),
    ),
    "the start of the piece is left out: take it off x before you divide, or move the lower end up to it.": (
        _decoder(lambda x, start, width: x / width),
        _decoder(lambda x, start, width: (x / width) % 1),
        _walker(moves=False),
    ),
    "the interval becomes as wide as the letter's probability; its width is the product of all of them.": (
        _walker(product=False)
    ),
    "start is not set to 0 again for each letter; the pieces of every letter begin at 0.": _never_again,
    "x is compared with the width of the piece; compare it with the piece's upper end, start + width.": (
        _decoder(holds=lambda x, start, end: x < end - start),
        _decoder(holds=lambda x, start, end: x <= end - start),
    ),
    "x is multiplied by the width of the piece; to stretch the piece to the whole line, divide.": (
        _decoder(lambda x, start, width: (x - start) * width)
    ),
    "the pieces begin where `start` of this page has them; for another alphabet add up the widths in p.": (
        _with_starts({"a": Fraction(0), "b": Fraction(1, 2), "n": Fraction(2, 3)})
    ),
    "x is divided by the upper end of the piece; divide by its width.": (
        _decoder(lambda x, start, width: (x - start) / (start + width)),
        _decoder(lambda x, start, width: x / (start + width)),
    ),
    "x is measured from the upper end of the piece; measure it from the lower one.": (
        _decoder(lambda x, start, width: (start + width - x) / width),
        _decoder(lambda x, start, width: (x - start - width) / width, lambda x, start, end: x < end),
        _decoder(lambda x, start, width: (x - start - width) / width),
    ),
    "start does not move on from letter to letter, so all pieces begin at 0.": _decoder(advances=False),
    "the pieces lie the other way round here; the first letter of p begins at 0.": (
        lambda x, n, p: decode(x, n, dict(reversed(p.items())))
    ),
    "this is a list of letters; join them to a string.": lambda x, n, p: list(decode(x, n, p)),
    "the ends are the wrong way round: a piece holds its lower end and not its upper one.": (
        _decoder(holds=lambda x, start, end: start < x <= end)
    ),
    "a piece holds its lower end and not its upper one; with ≤ at both ends the letter before takes x.": (
        _decoder(holds=lambda x, start, end: start <= x <= end)
    ),
    "the search goes on after a letter is found, with x moved already; leave the loop with break.": _decoder(
        leaves=False
    ),
    "floating point rounds x and the ends; with fractions, start = Fraction(0), every step is exact.": (
        _decoder(number=float),
        _decoder(lambda x, start, width: float((x - start) / width)),
        lambda x, n, p: decode(Fraction(float(x)), n, p),
    ),
    "the letters come out in the wrong order; the first one found is the first of the text.": (
        lambda x, n, p: decode(x, n, p)[::-1]
    ),
    "one letter too few comes out.": lambda x, n, p: decode(x, n - 1, p),
    "the likeliest letter lies first here; the pieces lie in the order of p.": (
        lambda x, n, p: decode(x, n, dict(sorted(p.items(), key=lambda item: -item[1])))
    ),
    "it stops when x is 0; 0 lies in the piece of the first letter, and n letters are asked for.": _decoder(
        until_zero=True
    ),
    "the piece is divided by 1 minus its start; its width is asked for.": (
        _decoder(lambda x, start, width: (x - start) / (1 - start))
    ),
    "all pieces have the same width here; each is as wide as its letter is probable.": (
        lambda x, n, p: decode(x, n, dict.fromkeys(p, Fraction(1, len(p))))
    ),
    "this is the likeliest letter each time; x tells which one came.": (
        lambda x, n, p: max(p, key=lambda letter: p[letter]) * n
    ),
    "the pieces lie in alphabetical order here; they lie in the order of p.": (
        lambda x, n, p: decode(x, n, dict(sorted(p.items())))
    ),
}
