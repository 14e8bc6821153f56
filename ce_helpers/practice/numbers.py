"""Numbers as people type them: ``ln 10``, ``log2(5)``, ``2^3``, ``3/10``, ``1,638.4``, ``1000+ln2``, ``∞``, ``50%``.

The quick questions read them in the front end, by ``js/numbers.mjs``; this is the same grammar in Python, to which the
tests hold it. Nothing is evaluated but numbers, four operations, powers, and the functions and constants listed here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable

import numpy as np

__all__ = ["read_number"]

FUNCTIONS: dict[str, Callable[[float], float]] = {
    "ln": np.log,
    "log": np.log,
    "log2": np.log2,
    "log₂": np.log2,
    "log10": np.log10,
    "log₁₀": np.log10,
    "exp": np.exp,
    "sqrt": np.sqrt,
    "√": np.sqrt,
}
CONSTANTS = {"pi": math.pi, "π": math.pi, "e": math.e, "inf": math.inf, "infinity": math.inf, "∞": math.inf}
TOKEN = re.compile(
    r"\s*((?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[-+]?[0-9]+)?|log_?(?:10|2)(?![0-9])|log₁₀|log₂|ln|log|exp|sqrt|√|pi|π"
    r"|infinity|inf|∞|e|[-+*/^()%])"
)
LONGEST = 100


def read_number(text: str) -> list[float]:
    """Return all that `text` may mean as a number, the likeliest first; nothing where it cannot be read.

    ``log`` is the natural logarithm, as in NumPy. A comma before three digits separates thousands, or, as in much of
    the world, is the decimal point: both readings are returned.

    Parameters
    ----------
    text : str
        What was typed, at most 100 characters.

    Returns
    -------
    list of float
        One number, two where a comma can be read in two ways, or none.

    Examples
    --------
    >>> read_number("3/10"), read_number("2^3"), read_number("1,638.4"), read_number("50%")
    ([0.3], [8.0], [1638.4], [0.5])
    >>> read_number("2,303"), read_number("0,693")
    ([2303.0, 2.303], [0.693])
    >>> read_number("two")
    []
    """
    found = [_value(_plain(text, grouped)) for grouped in (True, False)]
    return [x for x in dict.fromkeys(found) if not math.isnan(x)]


def _plain(text: str, grouped: bool) -> str:
    """Write the operations in one way, and the digits of each number as Python would."""
    text = text.lower()
    for pattern, sign in ((r"[−–]", "-"), (r"[×·∙]", "*"), ("÷", "/"), (r"\*\*", "^"), ("²", "^2"), ("³", "^3")):
        text = re.sub(pattern, sign, text)
    text = re.sub(r"\s*\b(?:nats?|bits?)\s*$", "", re.sub(r"^\s*[=≈~]", "", text))
    text = re.sub("([0-9])['’_\u00a0\u2009\u202f](?=[0-9]{3}(?![0-9]))", r"\1", text)
    if not re.search("[a-zπ√∞₂₁]", text):
        text = re.sub("([0-9]) (?=[0-9]{3}(?![0-9]))", r"\1", text)

    def written(match: re.Match[str]) -> str:
        digits = match[0]
        if grouped and re.fullmatch(r"[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?", digits):
            return digits.replace(",", "")
        if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3})+,[0-9]+", digits):
            return digits.replace(".", "").replace(",", ".")
        return digits.replace(",", ".") if re.fullmatch(r"[0-9]*,[0-9]+", digits) else digits

    return re.sub("[0-9.,]+", written, text)


def _tokens(text: str) -> list[str] | None:
    found, at = [], 0
    while text[at:].strip():
        token = TOKEN.match(text, at)
        if token is None:
            return None
        found.append(token[1].replace("_", ""))
        at = token.end()
    return found


def _value(text: str) -> float:
    tokens = _tokens(text) if len(text) <= LONGEST else None
    if not tokens:
        return math.nan
    with np.errstate(all="ignore"):  # 1/0 is ∞ and ln(−1) is not a number: IEEE's rules, as in JavaScript
        parser = _Parser(tokens)
        found = parser.sum()
    return math.nan if parser.rest else float(found)


class _Parser:
    """Recursive descent; each method reads as much of `rest` as belongs to it, NaN where it cannot."""

    def __init__(self, rest: list[str]) -> None:
        self.rest = rest

    def next(self, *signs: str) -> str:
        return self.rest.pop(0) if self.rest and self.rest[0] in signs else ""

    def sum(self) -> np.float64:
        total = self.product()
        while sign := self.next("+", "-"):
            total = total + self.product() if sign == "+" else total - self.product()
        return total

    def product(self) -> np.float64:
        total = self.signed()
        while (sign := self.next("*", "/")) or (self.rest and re.match(r"[^-+*/^)%0-9.]", self.rest[0])):
            total = total / self.signed() if sign == "/" else total * self.signed()
        return total

    def signed(self) -> np.float64:
        if self.next("-"):
            return -self.signed()
        return self.signed() if self.next("+") else self.power()

    def power(self) -> np.float64:
        base = self.single()
        while self.next("%"):
            base = base / 100
        if not self.next("^"):
            return base
        exponent = self.signed()
        if abs(base) == 1 and not np.isfinite(
            exponent
        ):  # C says 1, JavaScript and analysis that there is no such number
            return np.float64(math.nan)
        return np.float64(base**exponent)

    def single(self) -> np.float64:
        token = self.rest.pop(0) if self.rest else ""
        if token == "(":
            inner = self.sum()
            return inner if self.next(")") else np.float64(math.nan)
        if token in FUNCTIONS:
            return np.float64(FUNCTIONS[token](self.single() if self.rest[:1] == ["("] else self.signed()))
        if token in CONSTANTS:
            return np.float64(CONSTANTS[token])
        return np.float64(token) if re.match(r"[0-9.]", token) else np.float64(math.nan)
