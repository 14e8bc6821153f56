"""Chapter 4: the canonical code, its cases, and the slips that readers make in it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from ...coding import huffman_lengths, kraft_sum, letter_frequencies

__all__ = ["MISTAKES", "canonical", "cases"]


def canonical(lengths: Any) -> list[str]:
    """Return the words of the canonical code, in the order of the lengths."""
    lengths = [int(n) for n in lengths]
    words, number, previous = [""] * len(lengths), 0, 0
    if sum(Fraction(1, 2**n) for n in lengths) > 1:
        raise ValueError(f"lengths {lengths} break Kraft's inequality; no prefix code has them")
    for i in sorted(range(len(lengths)), key=lengths.__getitem__):
        number <<= lengths[i] - previous
        words[i] = format(number, f"0{lengths[i]}b")
        number, previous = number + 1, lengths[i]
    return words


def cases(rng: np.random.Generator) -> list[Any]:
    """Return lengths in and out of order, too many, and longer than a float can count."""
    plain = [[1, 2, 3, 3], [2, 2, 2, 3, 3], [3, 1, 3, 2], [2, 2, 2, 2], [3, 3, 1], [1, 1, 2], [4, 2, 2, 3]]
    letters = huffman_lengths(list(letter_frequencies("french").values())).tolist()
    long = [*range(1, 71), 70]  # 2^-70 is lost beside ½ in floating point
    shuffled = [rng.permutation(huffman_lengths(rng.dirichlet(np.ones(k)))).tolist() for k in range(3, 9)]
    return [*plain, *shuffled, letters, long, [*long, 70]]  # the last is too much by 2^-70


def _in_given_order(lengths: Any) -> list[str]:
    """Lay the words side by side without sorting, which breaks as soon as a short one follows a long one."""
    left, words = 0.0, []
    for n in lengths:
        words.append(format(int(left * 2.0**n), f"0{n}b"))
        left += 2.0**-n
    return words


def _counted_in_given_order(lengths: Any) -> list[str]:
    canonical(lengths)
    words, number, previous = [], -1, 0
    for n in lengths:
        number = (number + 1) << max(0, n - previous)
        words.append(format(number, f"0{n}b"))
        previous = n
    return words


def _by_floats(lengths: Any) -> list[str]:
    if kraft_sum(lengths) > 1:
        raise ValueError("too short")
    left, words = 0.0, [""] * len(lengths)
    for i in np.argsort(lengths, kind="stable"):
        words[i] = format(int(left * 2.0 ** lengths[i]), f"0{lengths[i]}b")
        left += 2.0 ** -lengths[i]
    return words


def _by_cumsum(lengths: Any) -> list[str]:
    """Lay the shares side by side as an array, the form of the chapter's own lines."""
    order = np.argsort(lengths, kind="stable")
    share = 2.0 ** -np.asarray(lengths)[order]
    if share.sum() > 1:
        raise ValueError("too short")
    words = [""] * len(lengths)
    for i, x in zip(order, np.cumsum(share) - share, strict=True):
        words[i] = format(int(x * 2 ** int(lengths[i])), f"0{lengths[i]}b")
    return words


def _unchecked(lengths: Any) -> list[str]:
    words, number, previous = [""] * len(lengths), 0, 0
    for i in sorted(range(len(lengths)), key=lengths.__getitem__):
        number <<= lengths[i] - previous
        words[i] = format(number, f"0{lengths[i]}b")
        number, previous = number + 1, lengths[i]
    return words


def _checked_by_floats(lengths: Any) -> list[str]:
    if kraft_sum(lengths) > 1:
        raise ValueError("too short")
    return _unchecked(lengths)


def _unsorted_and_cut(lengths: Any) -> list[str]:
    """Count on in the order given, and cut the number where a word is shorter than the last."""
    words, number, previous = [], 0, 0
    for n in lengths:
        number = number << (n - previous) if n >= previous else number >> (previous - n)
        if number >= 2**n:
            raise ValueError("too short")
        words.append(format(number, f"0{n}b"))
        number, previous = number + 1, n
    return words


def _unsorted(lengths: Any) -> list[str]:
    """Count on in the order given; the number is never cut, so that words can be too long."""
    if kraft_sum(lengths) > 1:
        raise ValueError("too short")
    words, number, previous = [], 0, 0
    for n in lengths:
        number <<= max(0, n - previous)
        words.append(format(number, f"0{n}b"))
        number, previous = number + 1, n
    return words


def _at_the_first_place(lengths: Any) -> list[str]:
    """Put each word where list.index finds its length, which is the first of equal ones."""
    lengths, words = [int(n) for n in lengths], [""] * len(lengths)
    for word in sorted(canonical(lengths), key=lambda w: (len(w), w)):
        words[lengths.index(len(word))] = word
    return words


def _ranked(lengths: Any) -> list[tuple[int, int]]:
    """Return each length with its place among the sorted lengths."""
    canonical(lengths)  # which refuses lengths that no code has
    places = np.argsort(np.argsort(lengths, kind="stable"), kind="stable").tolist()
    return list(zip(places, [int(n) for n in lengths], strict=True))


def _without_zeros(lengths: Any) -> list[str]:
    return [word.lstrip("0") or "0" for word in canonical(lengths)]


def _shift_then_add(lengths: Any) -> list[str]:
    canonical(lengths)
    words, number, previous = [""] * len(lengths), -1, 0
    for i in sorted(range(len(lengths)), key=lengths.__getitem__):
        number = 0 if number < 0 else (number << (lengths[i] - previous)) + 1
        words[i] = format(number, f"0{lengths[i]}b")
        previous = lengths[i]
    return words


def _ties_reversed(lengths: Any) -> list[str]:
    return canonical(list(lengths)[::-1])[::-1]


def _long_first(lengths: Any) -> list[str]:
    """Go from long to short, counting up."""
    canonical(lengths)
    words, number, previous = [""] * len(lengths), 0, max(lengths)
    for i in sorted(range(len(lengths)), key=lambda i: -lengths[i]):
        number >>= previous - lengths[i]
        words[i] = format(number, f"0{lengths[i]}b")
        number, previous = number + 1, lengths[i]
    return words


#: What is said to whoever builds the words so.
MISTAKES: dict[str, Any] = {
    "the words are laid out in the order given; sort by length first, and return them in the order given.": (
        _in_given_order,
        _counted_in_given_order,
        _unsorted,
        _unsorted_and_cut,
    ),
    "of equal lengths only the first gets a word: list.index finds no other. Go through the positions instead.": (
        _at_the_first_place
    ),
    "the words come in the order of their lengths; return each in the place of its length.": (
        lambda lengths: sorted(canonical(lengths), key=lambda w: (len(w), w))
    ),
    "words of one length stand in the wrong order; the one given first has the smaller number.": _ties_reversed,
    "floating point has run out of digits on the long words; count in whole numbers.": (_by_floats, _by_cumsum),
    "the sum of the shares is a float, which loses 2^-70 beside 1; compare whole numbers.": _checked_by_floats,
    "lengths that break Kraft's inequality must raise a ValueError; here they are given words.": _unchecked,
    "the number is not shifted where the words grow longer: number <<= by how much longer they are.": (
        lambda lengths: [format(i, f"0{n}b") for i, n in _ranked(lengths)]
    ),
    "zeros are appended first and 1 is added then; add 1 to the last word, and append zeros to the result.": (
        _shift_then_add
    ),
    "the words are built from long to short; begin with the shortest.": _long_first,
    "leading zeros are lost; format(number, f'0{length}b') keeps them.": _without_zeros,
    "the bits of each word are the wrong way round; the words now end alike and need not begin apart.": (
        lambda lengths: [w[::-1] for w in canonical(lengths)]
    ),
    "0 and 1 are exchanged; the first word is all zeros.": (
        lambda lengths: [w.translate(str.maketrans("01", "10")) for w in canonical(lengths)]
    ),
    "these are the words as whole numbers; a word is a string of zeros and ones, with its leading zeros.": (
        lambda lengths: [int(w, 2) for w in canonical(lengths)],
        lambda lengths: [int(w) for w in canonical(lengths)],
    ),
    "this is one string; return a list of words.": lambda lengths: "".join(canonical(lengths)),
    "this is a dictionary; return a list of words, one for each length.": (
        lambda lengths: dict(enumerate(canonical(lengths))),
        lambda lengths: dict(zip(lengths, canonical(lengths), strict=True)),
    ),
}
