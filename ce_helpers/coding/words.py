"""Code words: Kraft's sum, Shannon's lengths, Huffman's code."""

from __future__ import annotations

import heapq
import math
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..validate import as_distribution, as_floats, same_shape
from .checks import as_words, check_bits, vector

__all__ = [
    "expected_length",
    "huffman_code",
    "huffman_decode",
    "huffman_encode",
    "huffman_lengths",
    "is_prefix_free",
    "is_uniquely_decodable",
    "kraft_sum",
    "shannon_lengths",
]

Symbol = TypeVar("Symbol", bound=Hashable)


_LONGEST = 100_000  # letters of a word whose share in Kraft's sum is still computed


def kraft_sum(lengths: ArrayLike, alphabet: int = 2) -> float:
    """Return Kraft's sum Σ D^(−lᵢ) over the code-word lengths lᵢ.

    A prefix-free code with these lengths exists exactly when the sum is at most 1, and no uniquely decodable code can
    have a larger one (McMillan).

    Parameters
    ----------
    lengths : array_like of int
        Code-word lengths, 0 or more; any shape, flattened.
    alphabet : int
        Number D of code letters, 2 for bits.

    Returns
    -------
    float
        The sum, added up exactly and rounded once.

    Raises
    ------
    ValueError
        If a length is negative, no whole number or above 100,000, or the alphabet has fewer than 2 letters.

    References
    ----------
    Kraft, L. G., MSc thesis, MIT, 1949; B. McMillan, IRE Trans. Inf. Theory 2 (1956) 115–116.

    Examples
    --------
    >>> kraft_sum([1, 2, 3, 3])
    1.0
    >>> kraft_sum([1, 1, 2])  # too short: no decodable code has these lengths
    1.25
    """
    if isinstance(alphabet, bool) or not isinstance(alphabet, int | np.integer) or alphabet < 2:
        raise ValueError(f"alphabet = {alphabet!r} letters make no code; use 2 for bits, or a larger whole number")
    numbers = Counter(_whole_lengths(lengths))
    longest = max(numbers)
    if longest > _LONGEST:
        raise ValueError(f"length {longest:.6g} is longer than any code word here; use lengths up to {_LONGEST:,}")
    letters = int(alphabet)
    exact = sum(n * letters ** (longest - k) for k, n in numbers.items())
    return float(exact / letters**longest)


def is_prefix_free(code: Mapping[Any, str] | Iterable[str]) -> bool:
    """Tell whether no code word begins another (or equals it), so that each is recognised as soon as it ends.

    Parameters
    ----------
    code : mapping or iterable of str
        Code words; of a mapping, its values.

    Returns
    -------
    bool
        True if the code can be decoded word by word, without looking ahead.

    Raises
    ------
    ValueError
        If there is no word, or one is not a string.

    Examples
    --------
    >>> is_prefix_free(["0", "10", "11"]), is_prefix_free(["0", "01", "11"])
    (True, False)
    """
    words = sorted(as_words(code))
    # after sorting, a prefix stands directly before some word that it begins
    return all(not later.startswith(earlier) for earlier, later in pairwise(words))


def is_uniquely_decodable(code: Mapping[Any, str] | Iterable[str]) -> bool:
    """Tell whether every string of code words can be cut into words in only one way (Sardinas–Patterson test).

    Start from what remains when one word is taken from the front of another; keep taking words off remainders and
    remainders off words. The code is ambiguous exactly when a remainder is itself a word.

    Parameters
    ----------
    code : mapping or iterable of str
        Code words; of a mapping, its values.

    Returns
    -------
    bool
        True if no two messages share a code string.

    Raises
    ------
    ValueError
        If there is no word, or one is not a string.

    References
    ----------
    Sardinas, A. A., and G. W. Patterson, IRE Convention Record, part 8 (1953) 104–108.

    Examples
    --------
    >>> is_uniquely_decodable(["0", "01", "11"])  # not prefix-free, decodable all the same
    True
    >>> is_uniquely_decodable(["0", "01", "10"])  # 010 is 0·10 and 01·0
    False
    """
    words = as_words(code)
    distinct = set(words)
    if len(distinct) < len(words) or "" in distinct:
        return False
    new = {a[len(b) :] for a in distinct for b in distinct if a != b and a.startswith(b)}
    seen: set[str] = set()
    while new:
        if new & distinct:
            return False
        seen |= new
        remainders = {w[len(r) :] for r in new for w in distinct if w.startswith(r)}
        remainders |= {r[len(w) :] for r in new for w in distinct if r.startswith(w)}
        new = remainders - seen
    return True


def shannon_lengths(p: ArrayLike) -> NDArray[np.intp]:
    """Return Shannon's code-word lengths ⌈−log₂ pᵢ⌉, in bits.

    They satisfy Kraft's inequality, so a prefix-free code has them, and their mean lies in [H, H + 1).

    Parameters
    ----------
    p : array_like, shape (n,)
        A distribution, every probability above 0.

    Returns
    -------
    ndarray of int, shape (n,)
        Lengths in bits; 0 for an outcome that is certain.

    Raises
    ------
    ValueError
        If `p` is not one distribution, or has a probability 0 (its length would be infinite).

    References
    ----------
    Shannon, C. E., Bell System Technical Journal 27 (1948), section 9.

    Examples
    --------
    >>> shannon_lengths([0.5, 0.25, 0.15, 0.1])
    array([1, 2, 3, 4])
    """
    a = vector("p", as_distribution("p", p))
    if (a == 0).any():
        raise ValueError(
            f"p[{int(np.argmin(a))}] = 0 would need an infinitely long word; leave outcomes that never occur out"
        )
    # p = m·2^e with ½ ≤ m < 1, so −log₂ p lies in (−e, 1 − e] and rounds up to 1 − e, exactly
    exponent = np.frexp(a)[1].astype(np.intp)
    lengths: NDArray[np.intp] = 1 - exponent
    return lengths


def huffman_lengths(p: ArrayLike) -> NDArray[np.intp]:
    """Return the code-word lengths of Huffman's code: the two lightest nodes are joined until one is left.

    No prefix-free code has a smaller expected length L, and H ≤ L < H + 1 bits. A single outcome is given one bit,
    because a code word must be seen to be counted; it is the only case with L = H + 1.

    Parameters
    ----------
    p : array_like, shape (n,)
        Probabilities or counts, all above 0; only their ratios matter.

    Returns
    -------
    ndarray of int, shape (n,)
        Lengths in bits.

    Raises
    ------
    ValueError
        If a weight is 0, negative or infinite, or there is none.

    References
    ----------
    Huffman, D. A., Proceedings of the IRE 40 (1952) 1098–1101.

    Examples
    --------
    >>> huffman_lengths([0.5, 0.25, 0.15, 0.1])
    array([1, 2, 3, 3])
    """
    weights = vector("p", as_floats("p", p)).astype(np.float64)
    bad = ~((weights > 0) & np.isfinite(weights))
    if bad.any():
        raise ValueError(
            f"p[{int(np.argmax(bad))}] = {weights[bad][0]:g} cannot be weighed; give positive probabilities or counts "
            "and leave outcomes that never occur out"
        )
    n = weights.size
    if n == 1:
        return np.ones(1, dtype=np.intp)
    parent = np.zeros(2 * n - 1, dtype=np.intp)
    heap = [(float(w), i) for i, w in enumerate(weights)]  # the index breaks ties, so the result is reproducible
    heapq.heapify(heap)
    for node in range(n, 2 * n - 1):
        (w1, a), (w2, b) = heapq.heappop(heap), heapq.heappop(heap)
        parent[a] = parent[b] = node
        heapq.heappush(heap, (w1 + w2, node))
    depth = np.zeros(2 * n - 1, dtype=np.intp)
    for node in range(2 * n - 3, -1, -1):  # parents have larger indices than their children
        depth[node] = depth[parent[node]] + 1
    return depth[:n]


def huffman_code(weights: Mapping[Symbol, float]) -> dict[Symbol, str]:
    """Build the canonical Huffman code: a bit string for every symbol.

    The lengths are those of `huffman_lengths`; the words are numbered upwards by length and, within a length, in the
    order of `weights`, so that the lengths alone are enough to rebuild the code.

    Parameters
    ----------
    weights : mapping of symbol to number
        Probabilities or counts, all above 0.

    Returns
    -------
    dict of symbol to str
        Code words of "0" and "1", in the order of `weights`.

    Raises
    ------
    ValueError
        If there is no symbol, or a weight is not a positive number.

    References
    ----------
    Schwartz, E. S., and B. Kallick, Communications of the ACM 7 (1964) 166–169 (canonical form).

    Examples
    --------
    >>> huffman_code({"a": 0.5, "b": 0.25, "c": 0.15, "d": 0.1})
    {'a': '0', 'b': '10', 'c': '110', 'd': '111'}
    """
    if not isinstance(weights, Mapping) or not weights:
        raise ValueError(f"weights = {weights!r:.80} names no symbol; pass a dict such as {{'a': 3, 'b': 1}}")
    symbols = list(weights)
    lengths = huffman_lengths(list(weights.values()))
    words: dict[int, str] = {}
    number, previous = -1, 0
    for i in sorted(range(len(symbols)), key=lambda j: int(lengths[j])):
        length = int(lengths[i])
        number = (number + 1) << (length - previous)
        previous = length
        words[i] = format(number, f"0{length}b")
    return {symbol: words[i] for i, symbol in enumerate(symbols)}


def huffman_encode(symbols: Iterable[Symbol], code: Mapping[Symbol, str]) -> str:
    """Replace each symbol by its code word.

    Parameters
    ----------
    symbols : iterable
        The message, for example a string; an empty one becomes the empty bit string.
    code : mapping of symbol to str
        A prefix-free code, as from `huffman_code`.

    Returns
    -------
    str
        The bits; their number is ``len(...)``.

    Raises
    ------
    ValueError
        If a symbol has no code word, or the code is not prefix-free.

    Examples
    --------
    >>> huffman_encode("abad", {"a": "0", "b": "10", "d": "11"})
    '010011'
    """
    _check_prefix_code(code)
    out = []
    for position, symbol in enumerate(symbols):
        if symbol not in code:
            raise ValueError(f"symbol {symbol!r} at position {position} has no code word; give it a weight above 0")
        out.append(code[symbol])
    return "".join(out)


def huffman_decode(bits: str, code: Mapping[Symbol, str]) -> list[Symbol]:
    """Read code words off the front of a bit string until it is used up.

    Parameters
    ----------
    bits : str
        A string of "0" and "1" as written by `huffman_encode`.
    code : mapping of symbol to str
        The same prefix-free code.

    Returns
    -------
    list
        The symbols; ``"".join(...)`` turns characters back into a string.

    Raises
    ------
    ValueError
        If the bits hold another character, end inside a word or match none, or the code is not prefix-free.

    Examples
    --------
    >>> "".join(huffman_decode("010011", {"a": "0", "b": "10", "d": "11"}))
    'abad'
    """
    _check_prefix_code(code)
    check_bits(bits)
    back = {word: symbol for symbol, word in code.items()}
    longest = max(map(len, back))
    out: list[Symbol] = []
    start = 0
    for end in range(1, len(bits) + 1):
        word = bits[start:end]
        if word in back:
            out.append(back[word])
            start = end
        elif end - start >= longest:
            raise ValueError(f"bits[{start}:{end}] = {word!r} begins no code word; decode with the code that encoded")
    if start < len(bits):
        raise ValueError(f"the bits end inside a code word: {bits[start:]!r:.40} is left over; pass the whole message")
    return out


def expected_length(p: ArrayLike, lengths: ArrayLike) -> float:
    """Return the expected code length Σ pᵢ·lᵢ, in bits per symbol when the lengths are in bits.

    With the ideal lengths lᵢ = −log₂ qᵢ this is the cross-entropy H(P, Q).

    Parameters
    ----------
    p : array_like, shape (n,)
        The distribution of the symbols.
    lengths : array_like, shape (n,)
        Code lengths, 0 or more; need not be whole. Infinite is allowed, and costs nothing where pᵢ = 0.

    Returns
    -------
    float
        The mean length.

    Raises
    ------
    ValueError
        If `p` is not one distribution, a length is negative, or the shapes differ.

    Examples
    --------
    >>> expected_length([0.5, 0.25, 0.15, 0.1], [1, 2, 3, 3])
    1.75
    """
    a = vector("p", as_distribution("p", p)).astype(np.float64)
    ell = vector("lengths", as_floats("lengths", lengths)).astype(np.float64)
    same_shape(p=a, lengths=ell)
    if (ell < 0).any():
        raise ValueError(f"lengths[{int(np.argmax(ell < 0))}] = {ell[ell < 0][0]:g} is negative; lengths start at 0")
    some = a > 0
    return math.fsum(a[some] * ell[some])


def _whole_lengths(lengths: ArrayLike) -> list[int]:
    a = as_floats("lengths", lengths).ravel()
    bad = (a < 0) | (a != np.floor(a)) | np.isinf(a)
    if bad.any():
        raise ValueError(f"length {a[bad][0]:g} is no number of code letters; lengths are whole and 0 or more")
    return [int(n) for n in a]


def _check_prefix_code(code: Mapping[Any, str]) -> None:
    if not isinstance(code, Mapping):
        raise ValueError(f"code = {code!r:.60} is no mapping; pass a dict symbol → code word (see huffman_code)")
    words = as_words(code)
    if "" in words:
        raise ValueError("one code word is empty and could not be counted; give it at least one bit")
    for word in words:
        check_bits(word)
    if not is_prefix_free(words):
        raise ValueError(f"code {dict(code)!r:.80} is not prefix-free; use huffman_code to make one that is")
