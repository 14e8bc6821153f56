"""The arithmetic coder: a fraction of a bit where a fraction is due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from .checks import as_bytes, as_fraction, check_bits
from .models import BYTES, SymbolModel, check_model

__all__ = [
    "ArithmeticCode",
    "IntervalStep",
    "arithmetic_decode",
    "arithmetic_encode",
    "interval_steps",
    "shortest_binary",
]


# The coder narrows an interval of integers. With the 32 bits of the original paper, rounding alone would cost a
# 50 kB text several bits; with 60 the interval is never shorter than 2^58, and a slot never than 2^26 of its units.
_REGISTER = 60
_TOP = 2**_REGISTER - 1
QUARTER, _HALF, _THREE_QUARTERS = 2 ** (_REGISTER - 2), 2 ** (_REGISTER - 1), 3 * 2 ** (_REGISTER - 2)


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
        >>> from ce_helpers.coding import adaptive_model
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
    >>> from ce_helpers.coding import adaptive_model, bits_of
    >>> model = adaptive_model(order=1, alpha=1, alphabet="abn")
    >>> code = arithmetic_encode("bananabanana", model)
    >>> len(code.bits), round(bits_of("bananabanana", model), 2)
    (16, 14.79)
    >>> arithmetic_decode(code, model)
    b'bananabanana'
    """
    data = as_bytes("text", text)
    check_model(model)
    state = model.state(len(data))
    low, high, pending = 0, _TOP, 0
    out: list[str] = []
    for position, symbol in enumerate(data):
        start, stop, total = state.interval(symbol)
        if start == stop:
            raise ValueError(
                f"byte {BYTES[symbol]!r} at position {position} has probability 0 under this model and cannot be "
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
            elif low >= QUARTER and high < _THREE_QUARTERS:
                pending += 1  # the ends straddle the middle: the next bit decides this one, as its opposite
                low -= QUARTER
                high -= QUARTER
            else:
                break
            low *= 2
            high = 2 * high + 1
        state.advance(symbol)
    if low > 0 and high < _TOP:  # neither half fits: name the second or third quarter
        pending += 1
        out.append("0" + "1" * pending if low < QUARTER else "1" + "0" * pending)
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
    >>> from ce_helpers.coding import static_model
    >>> model = static_model("abracadabra")
    >>> arithmetic_decode(arithmetic_encode("cab", model), model)
    b'cab'
    """
    if not isinstance(code, ArithmeticCode):
        raise ValueError(f"code = {code!r:.60} is no ArithmeticCode; pass what arithmetic_encode() returned")
    check_bits(code.bits)
    if isinstance(code.length, bool) or not isinstance(code.length, int) or code.length < 0:
        raise ValueError(f"length = {code.length!r} is no number of bytes; use 0 or more")
    check_model(model)
    state = model.state(code.length)
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
            elif low >= QUARTER and high < _THREE_QUARTERS:
                low -= QUARTER
                high -= QUARTER
                value -= QUARTER
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
        p = as_fraction(f"probabilities[{key!r}]", value)
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
    a, b = as_fraction("low", low), as_fraction("high", high)
    if not 0 <= a < b <= 1:
        raise ValueError(f"[{low}, {high}) is no part of [0, 1); give 0 ≤ low < high ≤ 1")
    k = 0
    while True:
        first = -(-a * 2**k // 1)  # the first multiple of 2^(−k) at or above low, in units of 2^(−k)
        if Fraction(first + 1, 2**k) <= b:
            return format(int(first), f"0{k}b") if k else ""
        k += 1
