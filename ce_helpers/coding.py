"""Codes: from a distribution to code words, and from a model's predictions to the bits on the wire.

Everything here is measured in **bits**. Three kinds of code stand side by side: Shannon's rounded-up lengths, Huffman's
optimal code words, and the arithmetic coder, which spends a fraction of a bit where a fraction is due and so lets
−Σ log₂ q be measured on a real file.
"""

from __future__ import annotations

import heapq
import math
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .validate import as_distribution, as_floats, same_shape

__all__ = [
    "ENGLISH_LETTER_PERCENT",
    "FRENCH_LETTER_COUNTS",
    "ArithmeticCode",
    "IntervalStep",
    "SymbolModel",
    "adaptive_model",
    "arithmetic_decode",
    "arithmetic_encode",
    "bits_of",
    "expected_length",
    "fold_letters",
    "huffman_code",
    "huffman_decode",
    "huffman_encode",
    "huffman_lengths",
    "interval_steps",
    "is_prefix_free",
    "is_uniquely_decodable",
    "kraft_sum",
    "letter_counts",
    "letter_frequencies",
    "model_from_probabilities",
    "shannon_lengths",
    "shortest_binary",
    "static_model",
    "symbol_bits",
]

Symbol = TypeVar("Symbol", bound=Hashable)

# --- code words -------------------------------------------------------------------------------------------------------


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
    words = sorted(_words(code))
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
    words = _words(code)
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
    a = _vector("p", as_distribution("p", p))
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
    weights = _vector("p", as_floats("p", p)).astype(np.float64)
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
    _check_bits(bits)
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
    a = _vector("p", as_distribution("p", p)).astype(np.float64)
    ell = _vector("lengths", as_floats("lengths", lengths)).astype(np.float64)
    same_shape(p=a, lengths=ell)
    if (ell < 0).any():
        raise ValueError(f"lengths[{int(np.argmax(ell < 0))}] = {ell[ell < 0][0]:g} is negative; lengths start at 0")
    some = a > 0
    return math.fsum(a[some] * ell[some])


# --- models of a text -------------------------------------------------------------------------------------------------

_LARGEST_TOTAL = 2**32  # of a model's integer weights; keeps the coder's rounding below 2.2e-8 bits a symbol
_BYTES = tuple(bytes([i]) for i in range(256))

# What a model has counted after one context: ranks of the symbols seen (ascending), how often, and the sum.
_Counts = tuple[list[int], list[int], int]


@dataclass(frozen=True)
class SymbolModel:
    """A model that predicts each byte of a text from the bytes before it, with integer weights.

    After a context c in which symbol s was counted n(s|c) times out of n(c), the probability of s is

        q(s | c) = (n(s|c) + α) / (n(c) + α·A),

    A being the size of the alphabet. The context is the last `order` bytes (at the start of the text: those there
    are). The fractions are kept exact as integers, so what the coder uses is what `bits_of` sums. Build one with
    `adaptive_model`, `static_model` or `model_from_probabilities`; the object itself never changes.

    Attributes
    ----------
    order : int
        Number of preceding bytes looked at.
    alpha : Fraction
        The count added to every symbol: ½ is Krichevsky–Trofimov, 1 is Laplace.
    alphabet : bytes
        The symbols that can occur, ascending.
    learns : bool
        True if the counts grow with the text (adaptive), False if they are fixed (static).
    """

    order: int
    alpha: Fraction
    alphabet: bytes
    learns: bool
    _counts: Mapping[bytes, _Counts] = field(repr=False)

    def probabilities(self, history: str | bytes = b"") -> dict[bytes, float]:
        """Return the model's prediction for the byte that follows `history` (an adaptive model first learns it).

        Parameters
        ----------
        history : str or bytes
            The text so far, within the alphabet; a string is encoded as UTF-8.

        Returns
        -------
        dict of bytes to float
            One probability for each symbol of the alphabet; all 0 after a context that a model with alpha = 0 has
            never seen.

        Raises
        ------
        ValueError
            If the history leaves the alphabet, or is neither str nor bytes.

        Examples
        --------
        >>> adaptive_model(alpha=1, alphabet="ab").probabilities("aab")
        {b'a': 0.6, b'b': 0.4}
        """
        data = _as_bytes("history", history)
        state = _State(self, len(data))
        _learn("history", data, state)
        out = {}
        for symbol in self.alphabet:
            start, stop, total = state.interval(symbol)
            out[_BYTES[symbol]] = (stop - start) / total if total else 0.0
        return out


def adaptive_model(order: int = 0, alpha: float | Fraction = 0.5, alphabet: str | bytes | None = None) -> SymbolModel:
    """Make a model that starts from nothing and learns from every byte it has coded.

    Encoder and decoder see the same past, so nothing but the bits has to be sent.

    Parameters
    ----------
    order : int
        0 to 3: how many preceding bytes predict the next one.
    alpha : float or Fraction
        Count added to every symbol, above 0: ½ (Krichevsky–Trofimov) by default, 1 is Laplace's rule. With all 256
        bytes as alphabet and little text, smaller values such as 1/64 suit the higher orders.
    alphabet : str or bytes, optional
        The bytes that can occur; all 256 when not given.

    Returns
    -------
    SymbolModel
        For `bits_of`, `arithmetic_encode` and `arithmetic_decode`.

    Raises
    ------
    ValueError
        If the order is not 0 to 3, alpha is not a positive fraction with a denominator up to 1000, or the alphabet
        is empty.

    References
    ----------
    Krichevsky, R. E., and V. K. Trofimov, IEEE Trans. Inf. Theory 27 (1981) 199–207.

    Examples
    --------
    >>> round(bits_of("aaaaaaaa", adaptive_model(alpha=1, alphabet="ab")), 12)  # log₂ 9: the model has learnt
    3.169925001442
    """
    smoothing = _as_alpha(alpha)
    if smoothing == 0:
        raise ValueError("alpha = 0 lets an adaptive model code nothing, as every symbol is new once; use 0.5 or 1")
    return SymbolModel(_as_order(order), smoothing, _as_alphabet(alphabet), True, MappingProxyType({}))


def static_model(
    training_text: str | bytes,
    order: int = 0,
    alpha: float | Fraction = 0.5,
    alphabet: str | bytes | None = None,
) -> SymbolModel:
    """Make a model whose counts come from a training text and then stay as they are.

    The decoder must have the same model; its size is not counted in the bits.

    Parameters
    ----------
    training_text : str or bytes
        Text to count; a string is encoded as UTF-8. It may be empty if alpha is above 0.
    order : int
        0 to 3: how many preceding bytes predict the next one.
    alpha : float or Fraction
        Count added to every symbol. With 0 whatever was not counted has probability 0, and costs infinitely much.
    alphabet : str or bytes, optional
        The bytes that can occur; all 256 when not given.

    Returns
    -------
    SymbolModel
        For `bits_of`, `arithmetic_encode` and `arithmetic_decode`.

    Raises
    ------
    ValueError
        For a bad order, alpha or alphabet (see `adaptive_model`), a training text that leaves the alphabet, or an
        empty one with alpha = 0.

    Examples
    --------
    >>> model = static_model("aaab", alpha=0, alphabet="ab")
    >>> round(bits_of("ab", model), 4)  # log₂(4/3) + log₂ 4
    2.415
    """
    data = _as_bytes("training_text", training_text)
    smoothing = _as_alpha(alpha)
    if not data and smoothing == 0:
        raise ValueError("training_text is empty and alpha = 0, so that no symbol has a probability; give either")
    empty = SymbolModel(_as_order(order), smoothing, _as_alphabet(alphabet), True, MappingProxyType({}))
    state = _State(empty, len(data))
    _learn("training_text", data, state)
    return SymbolModel(empty.order, smoothing, empty.alphabet, False, MappingProxyType(state.counts))


def model_from_probabilities(probabilities: Mapping[str, float] | Mapping[bytes, float]) -> SymbolModel:
    """Make a static model of order 0 with given probabilities.

    The coder works with integers, so each probability is rounded to a whole number of 2⁻²⁴ (at least one, where it is
    above 0); it is the rounded model that both `bits_of` and the coder use.

    Parameters
    ----------
    probabilities : mapping of str or bytes to float
        For each one-byte symbol its probability; they sum to 1. A probability 0 stays 0.

    Returns
    -------
    SymbolModel
        For `bits_of`, `arithmetic_encode` and `arithmetic_decode`.

    Raises
    ------
    ValueError
        If the values are no distribution, or a key is not one byte long (in UTF-8).

    Examples
    --------
    >>> bits_of("abad", model_from_probabilities({"a": 0.5, "b": 0.25, "d": 0.25}))
    6.0
    """
    if not isinstance(probabilities, Mapping) or not probabilities:
        raise ValueError(f"probabilities = {probabilities!r:.80} names no symbol; pass a dict such as {{'a': 1.0}}")
    p = as_distribution("probabilities", list(probabilities.values()))
    weights: dict[int, int] = {}
    for key, value in zip(probabilities, p, strict=True):
        raw = key.encode() if isinstance(key, str) else key
        if not isinstance(raw, bytes) or len(raw) != 1 or raw[0] in weights:
            raise ValueError(f"key {key!r} is not one new byte; use single ASCII characters (see fold_letters)")
        weights[raw[0]] = max(1, round(float(value) * 2**24)) if value > 0 else 0
    alphabet = bytes(sorted(weights))
    seen = [(rank, weights[s]) for rank, s in enumerate(alphabet) if weights[s]]
    counts: _Counts = ([r for r, _ in seen], [w for _, w in seen], sum(w for _, w in seen))
    return SymbolModel(0, Fraction(0), alphabet, False, MappingProxyType({b"": counts}))


class _State:
    """A model's view of the text coded so far; hands out integer slots and learns if the model does."""

    def __init__(self, model: SymbolModel, length: int) -> None:
        self.order, self.learns = model.order, model.learns
        self.num, self.den = model.alpha.numerator, model.alpha.denominator
        self.size = len(model.alphabet)
        self.rank = [-1] * 256
        for rank, symbol in enumerate(model.alphabet):
            self.rank[symbol] = rank
        self.symbols = model.alphabet
        # a fixed model is only read, so its table is shared; a learning one starts with its own empty table
        self.counts: dict[bytes, _Counts] = {} if model.learns else model._counts  # type: ignore[assignment]
        self.key = b""
        if model.learns and self.num * self.size + self.den * length > _LARGEST_TOTAL:
            raise ValueError(
                f"{length} symbols with alpha = {model.alpha} make weights above 2^32; use an alpha with a smaller "
                "denominator, or code the text in parts"
            )

    def interval(self, symbol: int) -> tuple[int, int, int]:
        """Return the symbol's slot [start, stop) out of total; an empty slot means probability 0."""
        rank = self.rank[symbol]
        if rank < 0:
            return 0, 0, 1
        counted = self.counts.get(self.key)
        if counted is None:
            return self.num * rank, self.num * (rank + 1), self.num * self.size
        ranks, times, n = counted
        i = bisect_left(ranks, rank)
        start = self.num * rank + self.den * sum(times[:i])
        here = times[i] if i < len(ranks) and ranks[i] == rank else 0
        return start, start + self.num + self.den * here, self.num * self.size + self.den * n

    def total(self) -> int:
        """Return the sum of the weights after the present context."""
        counted = self.counts.get(self.key)
        return self.num * self.size + (self.den * counted[2] if counted else 0)

    def locate(self, value: int) -> tuple[int, int, int]:
        """Return the symbol whose slot holds `value`, and the slot."""
        num, den, start = self.num, self.den, 0
        rank = 0  # the first symbol not yet passed; `start` is where its slot begins
        counted = self.counts.get(self.key)
        if counted is not None:
            for seen, times in zip(counted[0], counted[1], strict=True):
                slot = start + num * (seen - rank)  # where the slot of the next counted symbol begins
                if value < slot:
                    break
                start = slot + num + den * times
                rank = seen + 1
                if value < start:
                    return self.symbols[seen], slot, start
        skipped = (value - start) // num
        start += num * skipped
        return self.symbols[rank + skipped], start, start + num

    def advance(self, symbol: int) -> None:
        """Count the symbol (if the model learns, and has a place for it) and move the context on."""
        rank = self.rank[symbol]
        if self.learns and rank >= 0:
            counted = self.counts.get(self.key)
            if counted is None:
                self.counts[self.key] = ([rank], [1], 1)
            else:
                ranks, times, n = counted
                i = bisect_left(ranks, rank)
                if i < len(ranks) and ranks[i] == rank:
                    times[i] += 1
                else:
                    ranks.insert(i, rank)
                    times.insert(i, 1)
                self.counts[self.key] = (ranks, times, n + 1)
        if self.order:
            self.key = (self.key + _BYTES[symbol])[-self.order :]


def _learn(name: str, data: bytes, state: _State) -> None:
    for position, symbol in enumerate(data):
        if state.rank[symbol] < 0:
            raise ValueError(
                f"{name} has {_BYTES[symbol]!r} at position {position}, which is not in the alphabet; add it there, or "
                "take it out of the text"
            )
        state.advance(symbol)


def symbol_bits(text: str | bytes, model: SymbolModel) -> NDArray[np.float64]:
    """Return the ideal cost −log₂ q(xₜ | x₁…xₜ₋₁) of each byte, in bits.

    Parameters
    ----------
    text : str or bytes
        The text; a string is encoded as UTF-8, and its bytes are what is coded.
    model : SymbolModel
        The model that predicts.

    Returns
    -------
    ndarray, shape (number of bytes,)
        Bits per byte of the text; ``inf`` where the model says a byte is impossible.

    Raises
    ------
    ValueError
        If `text` is neither str nor bytes, or too long for the model's alpha.

    Examples
    --------
    >>> symbol_bits("aab", adaptive_model(alpha=1, alphabet="ab"))
    array([1.       , 0.5849625, 2.       ])
    """
    data = _as_bytes("text", text)
    _check_model(model)
    state = _State(model, len(data))
    out = np.empty(len(data))
    for t, symbol in enumerate(data):
        start, stop, total = state.interval(symbol)
        slot = stop - start
        out[t] = _bits(total, slot) if slot else math.inf
        state.advance(symbol)
    return out


def _bits(total: int, slot: int) -> float:
    """Return log₂(total/slot), with nothing lost where the quotient is near 1."""
    return math.log2(total / slot) if total >= 2 * slot else math.log1p((total - slot) / slot) / math.log(2)


def bits_of(text: str | bytes, model: SymbolModel) -> float:
    """Return the ideal code length −Σₜ log₂ q(xₜ | x₁…xₜ₋₁) of a text under a model, in bits (a sum, not a mean).

    Divided by the number of bytes it is the empirical cross-entropy in bits per byte. The end of the text is not part
    of it: `arithmetic_encode` sends the length separately.

    Parameters
    ----------
    text : str or bytes
        The text; a string is encoded as UTF-8, and its bytes are what is coded.
    model : SymbolModel
        The model that predicts.

    Returns
    -------
    float
        Bits; 0 for the empty text, ``inf`` if the model calls some byte impossible.

    Raises
    ------
    ValueError
        If `text` is neither str nor bytes, or too long for the model's alpha.

    Examples
    --------
    >>> bits_of("abad", static_model("", alphabet="abcd"))  # nothing known: 2 bits for each of 4 letters
    8.0
    """
    return math.fsum(symbol_bits(text, model))


# --- the arithmetic coder ---------------------------------------------------------------------------------------------

# The coder narrows an interval of integers. With the 32 bits of the original paper, rounding alone would cost a
# 50 kB text several bits; with 60 the interval is never shorter than 2^58, and a slot never than 2^26 of its units.
_REGISTER = 60
_TOP = 2**_REGISTER - 1
_QUARTER, _HALF, _THREE_QUARTERS = 2 ** (_REGISTER - 2), 2 ** (_REGISTER - 1), 3 * 2 ** (_REGISTER - 2)


@dataclass(frozen=True)
class ArithmeticCode:
    """A text as the arithmetic coder leaves it: the bits, and the number of bytes they stand for.

    Attributes
    ----------
    bits : str
        The payload, "0" and "1". Its length is what −Σ log₂ q is compared with.
    length : int
        Number of bytes of the text. The coder has no end marker: the decoder stops after this many symbols.
    """

    bits: str
    length: int

    @property
    def header_bits(self) -> int:
        """Bits that send the length in front: Elias's gamma code of length + 1, 2⌊log₂(length + 1)⌋ + 1 bits."""
        return 2 * (self.length + 1).bit_length() - 1

    @property
    def total_bits(self) -> int:
        """Bits of header and payload together; `to_bytes` pads them to whole bytes."""
        return self.header_bits + len(self.bits)

    def to_bytes(self) -> bytes:
        """Write header and payload as bytes, the last one padded with zeros.

        Examples
        --------
        >>> code = arithmetic_encode("aab", adaptive_model(alpha=1, alphabet="ab"))
        >>> ArithmeticCode.from_bytes(code.to_bytes()).length
        3
        """
        number = format(self.length + 1, "b")
        bits = "0" * (len(number) - 1) + number + self.bits
        size = (len(bits) + 7) // 8
        return int(bits.ljust(8 * size, "0"), 2).to_bytes(size, "big")

    @classmethod
    def from_bytes(cls, raw: bytes) -> ArithmeticCode:
        """Read what `to_bytes` wrote; the padding stays at the end of the payload, where it does no harm.

        Raises
        ------
        ValueError
            If the bytes do not begin with a complete header.
        """
        if not isinstance(raw, bytes):
            raise ValueError(f"raw = {raw!r:.60} is no bytes object; pass what to_bytes() returned")
        bits = "".join(f"{byte:08b}" for byte in raw)
        zeros = len(bits) - len(bits.lstrip("0"))
        end = 2 * zeros + 1
        if end > len(bits):
            raise ValueError(f"{len(raw)} bytes end inside the header; pass everything that to_bytes() returned")
        return cls(bits[end:], int(bits[zeros:end], 2) - 1)


def arithmetic_encode(text: str | bytes, model: SymbolModel) -> ArithmeticCode:
    """Code a text by narrowing an interval once per byte, by integer arithmetic.

    Each byte shrinks the interval to the slot the model gives it; leading bits on which both ends agree are sent and
    shifted out; where the ends close in on the middle from both sides, the decision is put off and counted. At the
    end one or two more bits name a binary interval inside the last one. With B = −Σ log₂ q from `bits_of`, the
    payload has at least B and at most B + 2 bits (up to the coder's rounding, below 2.2·10⁻⁸ bits a symbol).

    Where the text ends is told by its length, sent as a header that is counted apart (`ArithmeticCode.header_bits`).
    An end marker would instead take a little probability away from every symbol. The empty text has an empty payload.

    Parameters
    ----------
    text : str or bytes
        The text; a string is encoded as UTF-8.
    model : SymbolModel
        Model that predicts each byte; the decoder needs the same one.

    Returns
    -------
    ArithmeticCode
        The payload bits and the length.

    Raises
    ------
    ValueError
        If the model gives some byte of the text probability 0, or `text` is neither str nor bytes.

    References
    ----------
    Witten, I. H., R. M. Neal and J. G. Cleary, "Arithmetic coding for data compression", Communications of the ACM 30
    (1987) 520–540.

    Examples
    --------
    >>> model = adaptive_model(order=1, alpha=1, alphabet="abn")
    >>> code = arithmetic_encode("bananabanana", model)
    >>> len(code.bits), round(bits_of("bananabanana", model), 2)
    (16, 14.79)
    >>> arithmetic_decode(code, model)
    b'bananabanana'
    """
    data = _as_bytes("text", text)
    _check_model(model)
    state = _State(model, len(data))
    low, high, pending = 0, _TOP, 0
    out: list[str] = []
    for position, symbol in enumerate(data):
        start, stop, total = state.interval(symbol)
        if start == stop:
            raise ValueError(
                f"byte {_BYTES[symbol]!r} at position {position} has probability 0 under this model and cannot be "
                "coded; give it a place in the alphabet, and alpha above 0"
            )
        width = high - low + 1
        high = low + width * stop // total - 1
        low += width * start // total
        while True:
            if high < _HALF:
                out.append("0" + "1" * pending)
                pending = 0
            elif low >= _HALF:
                out.append("1" + "0" * pending)
                pending = 0
                low -= _HALF
                high -= _HALF
            elif low >= _QUARTER and high < _THREE_QUARTERS:
                pending += 1  # the ends straddle the middle: the next bit decides this one, as its opposite
                low -= _QUARTER
                high -= _QUARTER
            else:
                break
            low *= 2
            high = 2 * high + 1
        state.advance(symbol)
    if low > 0 and high < _TOP:  # neither half fits: name the second or third quarter
        pending += 1
        out.append("0" + "1" * pending if low < _QUARTER else "1" + "0" * pending)
    elif low > 0:
        out.append("1" + "0" * pending)
    elif high < _TOP or pending:
        out.append("0" + "1" * pending)
    return ArithmeticCode("".join(out), len(data))


def arithmetic_decode(code: ArithmeticCode, model: SymbolModel) -> bytes:
    """Recover the text: the same narrowing, driven by the bits.

    Parameters
    ----------
    code : ArithmeticCode
        As returned by `arithmetic_encode` (or `ArithmeticCode.from_bytes`).
    model : SymbolModel
        The model the text was coded with.

    Returns
    -------
    bytes
        The text, exactly; ``.decode()`` turns it into a string.

    Raises
    ------
    ValueError
        If the bits are too few for the length, or are not "0" and "1". (A wrong model is not always noticed: it
        decodes to another text.)

    References
    ----------
    Witten, Neal and Cleary (1987), as for `arithmetic_encode`.

    Examples
    --------
    >>> model = static_model("abracadabra")
    >>> arithmetic_decode(arithmetic_encode("cab", model), model)
    b'cab'
    """
    if not isinstance(code, ArithmeticCode):
        raise ValueError(f"code = {code!r:.60} is no ArithmeticCode; pass what arithmetic_encode() returned")
    _check_bits(code.bits)
    if isinstance(code.length, bool) or not isinstance(code.length, int) or code.length < 0:
        raise ValueError(f"length = {code.length!r} is no number of bytes; use 0 or more")
    _check_model(model)
    state = _State(model, code.length)
    stream = code.bits + "0" * _REGISTER  # what is read beyond the payload does not matter
    value, position = int(stream[:_REGISTER], 2), _REGISTER
    low, high = 0, _TOP
    out = bytearray()
    for _ in range(code.length):
        width, total = high - low + 1, state.total()
        if total == 0:
            raise ValueError("the decoded text led to a context the model has never seen; use the model that encoded")
        symbol, start, stop = state.locate(((value - low + 1) * total - 1) // width)
        high = low + width * stop // total - 1
        low += width * start // total
        while True:
            if high < _HALF:
                pass
            elif low >= _HALF:
                low -= _HALF
                high -= _HALF
                value -= _HALF
            elif low >= _QUARTER and high < _THREE_QUARTERS:
                low -= _QUARTER
                high -= _QUARTER
                value -= _QUARTER
            else:
                break
            if position >= len(stream):
                raise ValueError(
                    f"{len(code.bits)} bits are too few for {code.length} bytes under this model; pass the whole code "
                    "and the model that encoded"
                )
            low *= 2
            high = 2 * high + 1
            value = 2 * value + (stream[position] == "1")
            position += 1
        out.append(symbol)
        state.advance(symbol)
    return bytes(out)


class IntervalStep(NamedTuple):
    """One step of arithmetic coding: after `symbol` the code lies in [low, high)."""

    symbol: str
    low: Fraction
    high: Fraction


def interval_steps(text: str, probabilities: Mapping[str, float | Fraction]) -> list[IntervalStep]:
    """Return the narrowing intervals of arithmetic coding, in exact fractions.

    The unit interval is divided in the order of `probabilities`; the width after the whole text is the product of its
    symbols' probabilities.

    Parameters
    ----------
    text : str
        A short string; the empty one has no steps.
    probabilities : mapping of str to float or Fraction
        For each character its probability. Floats are read as the decimal fractions they print as (0.1 is 1/10), and
        the sum must be 1 exactly.

    Returns
    -------
    list of IntervalStep
        (symbol, low, high) after each symbol.

    Raises
    ------
    ValueError
        If the probabilities do not sum to 1 exactly, one is negative, or a symbol of the text has none above 0.

    Examples
    --------
    >>> for step in interval_steps("ba", {"a": 0.6, "b": 0.4}):
    ...     print(step.symbol, step.low, step.high)
    b 3/5 1
    a 3/5 21/25
    """
    if not isinstance(text, str):
        raise ValueError(f"text = {text!r:.60} is no string; decode bytes first")
    if not isinstance(probabilities, Mapping) or not probabilities:
        raise ValueError(f"probabilities = {probabilities!r:.80} names no symbol; pass a dict such as {{'a': 1.0}}")
    slots: dict[str, tuple[Fraction, Fraction]] = {}
    edge = Fraction(0)
    for key, value in probabilities.items():
        p = _as_fraction(f"probabilities[{key!r}]", value)
        if p < 0:
            raise ValueError(f"probabilities[{key!r}] = {value} is negative; probabilities lie between 0 and 1")
        slots[key] = (edge, edge + p)
        edge += p
    if edge != 1:
        raise ValueError(
            f"the probabilities sum to {float(edge):.17g}, not to 1 exactly; give fractions.Fraction(count, total)"
        )
    low, width = Fraction(0), Fraction(1)
    steps = []
    for symbol in text:
        start, stop = slots.get(symbol, (Fraction(0), Fraction(0)))
        if start == stop:
            raise ValueError(f"symbol {symbol!r} has no probability above 0; add it to the probabilities")
        low, width = low + width * start, width * (stop - start)
        steps.append(IntervalStep(symbol, low, low + width))
    return steps


def shortest_binary(low: float | Fraction, high: float | Fraction) -> str:
    """Find the shortest bit string b₁…b_k with all of [0.b₁…b_k, 0.b₁…b_k + 2^(−k)) inside [low, high).

    Whatever bits follow, the number stays in the interval, so these bits name it. At most ⌈−log₂(high − low)⌉ + 1 are
    needed, and never fewer than −log₂(high − low).

    Parameters
    ----------
    low, high : float or Fraction
        Ends of the interval, 0 ≤ low < high ≤ 1; floats are read as the decimal fractions they print as.

    Returns
    -------
    str
        The bits; the lowest such interval if several are shortest, and "" for the whole of [0, 1).

    Raises
    ------
    ValueError
        If the ends are not in order within [0, 1].

    Examples
    --------
    >>> shortest_binary(Fraction(3, 5), Fraction(21, 25))  # 5/8 to 6/8
    '101'
    """
    a, b = _as_fraction("low", low), _as_fraction("high", high)
    if not 0 <= a < b <= 1:
        raise ValueError(f"[{low}, {high}) is no part of [0, 1); give 0 ≤ low < high ≤ 1")
    k = 0
    while True:
        first = -(-a * 2**k // 1)  # the first multiple of 2^(−k) at or above low, in units of 2^(−k)
        if Fraction(first + 1, 2**k) <= b:
            return format(int(first), f"0{k}b") if k else ""
        k += 1


# --- letters ----------------------------------------------------------------------------------------------------------

# fmt: off
ENGLISH_LETTER_PERCENT: Mapping[str, float] = MappingProxyType({
    "a": 8.167, "b": 1.492, "c": 2.782, "d": 4.253, "e": 12.702, "f": 2.228, "g": 2.015, "h": 6.094, "i": 6.966,
    "j": 0.153, "k": 0.772, "l": 4.025, "m": 2.406, "n": 6.749, "o": 7.507, "p": 1.929, "q": 0.095, "r": 5.987,
    "s": 6.327, "t": 9.056, "u": 2.758, "v": 0.978, "w": 2.360, "x": 0.150, "y": 1.974, "z": 0.074,
})
"""Letters of English text in percent, after Lewand (2000), p. 36; not normalised (see `letter_frequencies`)."""

FRENCH_LETTER_COUNTS: Mapping[str, int] = MappingProxyType({
    "a": 117110, "b": 13822, "c": 50003, "d": 56269, "e": 225947, "f": 16351, "g": 13288, "h": 11298, "i": 115465,
    "j": 8351, "k": 745, "l": 83668, "m": 45521, "n": 108812, "o": 82762, "p": 46335, "q": 20889, "r": 100500,
    "s": 121895, "t": 111103, "u": 96785, "v": 24975, "w": 1747, "x": 5928, "y": 4725, "z": 2093,
    "à": 7449, "ç": 1306, "è": 4160, "é": 29206, "ê": 3445, "î": 695, "ï": 84, "ù": 890, "œ": 108,
})
# fmt: on
"""Letters counted in the Corpus de Thomas Tempé (1 616 343 characters of French text of several kinds), accented ones
apart, as listed by the Bépo project; letters counted 20 times or fewer are left out, and â, ô, û are not in its list.
Not folded (see `letter_frequencies`)."""

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})


def fold_letters(text: str) -> str:
    """Reduce a text to the letters a–z.

    Capitals become small, accents are taken off (é to e, ç to c), œ, æ and ß become two letters; everything else,
    spaces included, is left out.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        Letters a–z only.

    Raises
    ------
    ValueError
        If `text` is not a string.

    Examples
    --------
    >>> fold_letters("L'œuvre, ça va?")
    'loeuvrecava'
    """
    if not isinstance(text, str):
        raise ValueError(f"text = {text!r:.60} is no string; decode bytes first")
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LIGATURES))
    return "".join(c for c in plain if "a" <= c <= "z")


def letter_counts(text: str) -> dict[str, int]:
    """Count the letters a–z of a text, folded as by `fold_letters`.

    Parameters
    ----------
    text : str
        Any text; an empty one has 26 counts of 0.

    Returns
    -------
    dict of str to int
        26 counts, a to z.

    Raises
    ------
    ValueError
        If `text` is not a string.

    Examples
    --------
    >>> {c: n for c, n in letter_counts("Élève").items() if n}
    {'e': 3, 'l': 1, 'v': 1}
    """
    folded = fold_letters(text)
    return {c: folded.count(c) for c in "abcdefghijklmnopqrstuvwxyz"}


def letter_frequencies(language: str) -> dict[str, float]:
    """Return published letter frequencies of running text, as a distribution over a–z.

    Parameters
    ----------
    language : {"english", "french"}
        French accented letters are added to their plain letters, and œ to both o and e, as `fold_letters` does.

    Returns
    -------
    dict of str to float
        26 probabilities that sum to 1.

    Raises
    ------
    ValueError
        For another language.

    References
    ----------
    English: R. E. Lewand, *Cryptological Mathematics*, Mathematical Association of America, 2000, p. 36, as transcribed
    at http://cs.wellesley.edu/~fturbak/codman/letterfreq.html. French: counts of the Corpus de Thomas Tempé, listed by
    the Bépo project, https://bepo.fr/wiki/Fréquence_des_caractères (revision 11642). Wikipedia's French column once
    held the same shares; its later revisions differ in several letters.

    Examples
    --------
    >>> round(letter_frequencies("english")["e"], 3), round(letter_frequencies("french")["e"], 3)
    (0.127, 0.171)
    """
    tables: dict[str, Mapping[str, float]] = {"english": ENGLISH_LETTER_PERCENT, "french": FRENCH_LETTER_COUNTS}
    if not isinstance(language, str) or language not in tables:
        raise ValueError(f"language = {language!r} has no table here; choose from {sorted(tables)}")
    folded = dict.fromkeys("abcdefghijklmnopqrstuvwxyz", 0.0)
    for letter, share in tables[language].items():
        for plain in fold_letters(letter):
            folded[plain] += share
    # Counts sum to the size of the corpus, and the printed percentages, being rounded, near 100: divide by the sum.
    total = math.fsum(folded.values())
    return {letter: share / total for letter, share in folded.items()}


# --- checks -----------------------------------------------------------------------------------------------------------


def _vector(name: str, a: NDArray[Any]) -> NDArray[Any]:
    if a.ndim != 1:
        raise ValueError(f"{name} has shape {a.shape}; pass one row of numbers, shape (n,)")
    return a


def _whole_lengths(lengths: ArrayLike) -> list[int]:
    a = as_floats("lengths", lengths).ravel()
    bad = (a < 0) | (a != np.floor(a)) | np.isinf(a)
    if bad.any():
        raise ValueError(f"length {a[bad][0]:g} is no number of code letters; lengths are whole and 0 or more")
    return [int(n) for n in a]


def _words(code: Mapping[Any, str] | Iterable[str]) -> list[str]:
    if isinstance(code, str):
        raise ValueError(f"code = {code!r:.60} is one string; pass a list of code words or a dict symbol → word")
    if not isinstance(code, Iterable):
        raise ValueError(f"code = {code!r:.60} holds no code words; pass a list of them or a dict symbol → word")
    words = list(code.values() if isinstance(code, Mapping) else code)
    if not words:
        raise ValueError("the code has no word; pass at least one")
    for word in words:
        if not isinstance(word, str):
            raise ValueError(f"code word {word!r} is no string; write it as text, such as '010'")
    return words


def _check_prefix_code(code: Mapping[Any, str]) -> None:
    if not isinstance(code, Mapping):
        raise ValueError(f"code = {code!r:.60} is no mapping; pass a dict symbol → code word (see huffman_code)")
    words = _words(code)
    if "" in words:
        raise ValueError("one code word is empty and could not be counted; give it at least one bit")
    for word in words:
        _check_bits(word)
    if not is_prefix_free(words):
        raise ValueError(f"code {dict(code)!r:.80} is not prefix-free; use huffman_code to make one that is")


def _check_bits(bits: str) -> None:
    if not isinstance(bits, str) or bits.strip("01"):
        raise ValueError(f"bits = {bits!r:.60} hold more than '0' and '1'; pass a bit string such as '0110'")


def _check_model(model: SymbolModel) -> None:
    if not isinstance(model, SymbolModel):
        raise ValueError(f"model = {model!r:.60} is no SymbolModel; build one with adaptive_model() or static_model()")


def _as_bytes(name: str, text: str | bytes) -> bytes:
    if isinstance(text, str):
        return text.encode()
    if not isinstance(text, bytes):
        raise ValueError(f"{name} = {text!r:.60} is neither str nor bytes; convert it first")
    return text


def _as_order(order: int) -> int:
    if isinstance(order, bool) or not isinstance(order, int | np.integer) or not 0 <= order <= 3:
        raise ValueError(f"order = {order!r} is not supported; use 0, 1, 2 or 3 preceding bytes")
    return int(order)


def _as_alphabet(alphabet: str | bytes | Sequence[int] | None) -> bytes:
    if alphabet is None:
        return bytes(range(256))
    if not isinstance(alphabet, str | bytes) or len(alphabet) == 0:
        raise ValueError(f"alphabet = {alphabet!r:.60} names no bytes; pass a string such as 'abc', or None for all")
    return bytes(sorted(set(_as_bytes("alphabet", alphabet))))


def _as_alpha(alpha: float | Fraction) -> Fraction:
    value = _as_fraction("alpha", alpha)
    if not (0 <= value <= 1000 and value.denominator <= 1000):
        raise ValueError(
            f"alpha = {alpha!r} is no small fraction; use 0.5, 1 or fractions.Fraction(1, 64), with a denominator "
            "up to 1000, and at most 1000"
        )
    return value


def _as_fraction(name: str, value: float | Fraction) -> Fraction:
    """Return the number as the decimal fraction it prints as, so that 0.1 is 1/10."""
    try:
        return value if isinstance(value, Fraction) else Fraction(str(value))
    except ValueError:
        raise ValueError(f"{name} = {value!r:.60} is no finite number; give a float or a Fraction") from None
