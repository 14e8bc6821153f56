"""Numbers as the book's figures print them: the same rules as in ``js/printed.mjs``, to the last digit."""

from __future__ import annotations

import math
import re
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

__all__ = ["PLACE", "told"]

#: A place in a sentence where a number or word stands: ``{name:.3f}``.
PLACE = re.compile(r"\{(?P<name>\w+)(?::(?P<form>[^}]*))?\}")


def told(value: Any, form: str) -> str:
    """Return `value` as it is printed: ``.4f`` and ``.3g`` as in Python, ∞ and − as a typographer sets them."""
    if isinstance(value, str):
        return value
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    text = _half_up(float(value), form or ".6g")
    if float(text.rstrip("%")) == 0:
        text = text.removeprefix("-")
    head, _, power = text.partition("e")
    tail = "·10" + str(int(power)).translate(_SUPERSCRIPT) if power else ""
    return head.replace("-", "−") + tail


def _half_up(value: float, form: str) -> str:
    """Format as Python does, but with exact ties away from zero, as JavaScript's ``toFixed`` rounds them."""
    digits, kind = int(form[1:-1]), form[-1]
    if kind == "g":
        exact = Context(prec=digits or 1, rounding=ROUND_HALF_UP).create_decimal(Decimal(value))
        return format(float(exact), form)
    scaled = Decimal(100 * value if kind == "%" else value)
    text = format(scaled.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP, Context(prec=400)), "f")
    return f"{text}%" if kind == "%" else text


_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
