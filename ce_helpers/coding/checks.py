"""What the functions of this package take: words, bits, texts, fractions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from numpy.typing import NDArray


def vector(name: str, a: NDArray[Any]) -> NDArray[Any]:
    """Return `a` if it is one row of numbers."""
    if a.ndim != 1:
        raise ValueError(f"{name} has shape {a.shape}; pass one row of numbers, shape (n,)")
    return a


def as_words(code: Mapping[Any, str] | Iterable[str]) -> list[str]:
    """Return the code words as a list of strings."""
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


def check_bits(bits: str) -> None:
    """Raise unless `bits` is a string of "0" and "1"."""
    if not isinstance(bits, str) or bits.strip("01"):
        raise ValueError(f"bits = {bits!r:.60} hold more than '0' and '1'; pass a bit string such as '0110'")


def as_bytes(name: str, text: str | bytes) -> bytes:
    """Return the bytes of a text; a string is encoded as UTF-8."""
    if isinstance(text, str):
        try:
            return text.encode()
        except UnicodeEncodeError as error:
            raise ValueError(
                f"{name} holds half a character, {text[error.start]!r} at position {error.start} (a lone surrogate), "
                "which has no bytes; read the text with the encoding it was written in, or pass bytes"
            ) from None
    if not isinstance(text, bytes):
        raise ValueError(f"{name} = {text!r:.60} is neither str nor bytes; convert it first")
    return text


def as_fraction(name: str, value: float | Fraction) -> Fraction:
    """Return the number as the decimal fraction it prints as, so that 0.1 is 1/10."""
    try:
        return value if isinstance(value, Fraction) else Fraction(str(value))
    except ValueError:
        raise ValueError(f"{name} = {value!r:.60} is no finite number; give a float or a Fraction") from None
