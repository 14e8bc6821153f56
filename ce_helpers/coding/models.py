"""Models of a text: which byte comes next, in exact integer weights."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from ..validate import as_distribution
from .checks import as_bytes, as_fraction

__all__ = [
    "SymbolModel",
    "adaptive_model",
    "bits_of",
    "model_from_probabilities",
    "static_model",
    "symbol_bits",
]


LARGEST_TOTAL = 2**32  # of a model's integer weights; keeps the coder's rounding below 2.2e-8 bits a symbol

BYTES = tuple(bytes([i]) for i in range(256))

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

    def state(self, length: int) -> State:
        """Return the model's view of a text of so many bytes, of which nothing has been coded yet."""
        return State(self, length)

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
        data = as_bytes("history", history)
        state = self.state(len(data))
        _learn("history", data, state)
        out = {}
        for symbol in self.alphabet:
            start, stop, total = state.interval(symbol)
            out[BYTES[symbol]] = (stop - start) / total if total else 0.0
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
    data = as_bytes("training_text", training_text)
    smoothing = _as_alpha(alpha)
    if not data and smoothing == 0:
        raise ValueError("training_text is empty and alpha = 0, so that no symbol has a probability; give either")
    empty = SymbolModel(_as_order(order), smoothing, _as_alphabet(alphabet), True, MappingProxyType({}))
    state = State(empty, len(data))
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
        raw = as_bytes("key", key) if isinstance(key, str) else key
        if not isinstance(raw, bytes) or len(raw) != 1 or raw[0] in weights:
            raise ValueError(f"key {key!r} is not one new byte; use single ASCII characters (see fold_letters)")
        weights[raw[0]] = max(1, round(float(value) * 2**24)) if value > 0 else 0
    alphabet = bytes(sorted(weights))
    seen = [(rank, weights[s]) for rank, s in enumerate(alphabet) if weights[s]]
    counts: _Counts = ([r for r, _ in seen], [w for _, w in seen], sum(w for _, w in seen))
    return SymbolModel(0, Fraction(0), alphabet, False, MappingProxyType({b"": counts}))


class State:
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
        if model.learns and self.num * self.size + self.den * length > LARGEST_TOTAL:
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
            self.key = (self.key + BYTES[symbol])[-self.order :]


def _learn(name: str, data: bytes, state: State) -> None:
    for position, symbol in enumerate(data):
        if state.rank[symbol] < 0:
            raise ValueError(
                f"{name} has {BYTES[symbol]!r} at position {position}, which is not in the alphabet; add it there, or "
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
    data = as_bytes("text", text)
    check_model(model)
    state = model.state(len(data))
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


def check_model(model: SymbolModel) -> None:
    """Raise unless `model` is a `SymbolModel`."""
    if not isinstance(model, SymbolModel):
        raise ValueError(f"model = {model!r:.60} is no SymbolModel; build one with adaptive_model() or static_model()")


def _as_order(order: int) -> int:
    if isinstance(order, bool) or not isinstance(order, int | np.integer) or not 0 <= order <= 3:
        raise ValueError(f"order = {order!r} is not supported; use 0, 1, 2 or 3 preceding bytes")
    return int(order)


def _as_alphabet(alphabet: str | bytes | Sequence[int] | None) -> bytes:
    if alphabet is None:
        return bytes(range(256))
    if not isinstance(alphabet, str | bytes) or len(alphabet) == 0:
        raise ValueError(f"alphabet = {alphabet!r:.60} names no bytes; pass a string such as 'abc', or None for all")
    return bytes(sorted(set(as_bytes("alphabet", alphabet))))


def _as_alpha(alpha: float | Fraction) -> Fraction:
    value = as_fraction("alpha", alpha)
    if not (0 <= value <= 1000 and value.denominator <= 1000):
        raise ValueError(
            f"alpha = {alpha!r} is no small fraction; use 0.5, 1 or fractions.Fraction(1, 64), with a denominator "
            "up to 1000, and at most 1000"
        )
    return value
