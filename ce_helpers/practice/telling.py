"""Say in words what a value is, in what two values differ, and what an error means."""

from __future__ import annotations

import math
import re
import traceback
from typing import Any

import numpy as np

from .comparing import equal, is_numeric

__all__ = ["hint", "hint_error", "last_line", "show", "show_apart", "without_dust"]


def show(value: Any, digits: int = 6) -> str:
    """Return a value as a reader would write it, with six significant digits."""
    if isinstance(value, str):
        return repr(value)
    if isinstance(value, bool | np.bool_):
        return str(bool(value))
    if isinstance(value, int | np.integer):
        return str(value).replace("-", "−")
    if isinstance(value, float | np.floating):
        return _number(float(value), digits)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k!r}: {show(v, digits)}" for k, v in value.items()) + "}"
    if isinstance(value, np.ndarray) and value.ndim == 0:
        return show(value.item(), digits)
    if isinstance(value, np.ndarray | list | tuple):
        items = [show(v, digits) for v in list(value)[:8]]
        if len(value) > 8:
            items.append(f"… ({len(value)} in all)")
        left, right = "()" if isinstance(value, tuple) else "[]"
        return left + ", ".join(items) + right
    if callable(value):
        return f"the function {getattr(value, '__name__', type(value).__name__)}"
    return re.sub(r" at 0x[0-9a-f]+", "", repr(value))[:80]


def without_dust(value: Any) -> Any:
    """Return numbers with a 0 for what rounding leaves beside larger ones: 3e-17 beside 0.5."""
    if not is_numeric(value) or np.asarray(value).dtype.kind != "f" or not np.size(value):
        return value
    size = np.abs(np.asarray(value, float))
    dust = (size > 0) & (size < 1e-15 * np.max(size, initial=0, where=np.isfinite(size)))
    return np.where(dust, 0.0, np.asarray(value)) if dust.any() else value


def show_apart(one: Any, other: Any) -> tuple[str, str]:
    """Return both values with as many digits as it takes to see that they differ."""
    for digits in range(7, 18):
        told = show(one, digits), show(other, digits)
        if told[0] != told[1]:
            return told
    return show(one), f"{show(other)}, of another kind"


def _number(x: float, digits: int) -> str:
    if math.isnan(x):
        return "NaN"
    if math.isinf(x):
        return "∞" if x > 0 else "−∞"
    text = f"{x:.{digits}g}"
    return "0" if float(text) == 0 else f"−{text[1:]}" if text[0] == "-" else text


def last_line(error: Exception) -> str:
    """Return the last line of the traceback."""
    text = "".join(traceback.format_exception_only(error)).strip().splitlines()[-1]
    return re.sub(r" at 0x[0-9a-f]+", "", text).rstrip(".")


def hint_error(error: Exception | None) -> str:
    """Say what an error usually means, or nothing."""
    text = str(error)
    if re.search(r"math domain error|expected a positive input", text):
        return "math.log refuses 0; np.log(0) is −∞. Is the 0 given, or a product of many that became too small?"
    if isinstance(error, ZeroDivisionError):
        return "Python refuses to divide by 0; what stands below the line? Some divisions can go: −log(p) for log(1/p)."
    if re.search(r"math range error", text):
        return "math.exp and math.pow end at 10^308; shift or divide the exponents before the power."
    if isinstance(error, OverflowError) and re.search(r"out of range|too large", text):
        return "A float ends at 10^308; shift or divide the exponents before the power."
    if re.search(r"only (length-1|size-1|0-dimensional) arrays|must be real number, not (list|ndarray)", text):
        return "The functions of math take one number; those of NumPy (np.log, np.exp) take arrays too."
    if re.search(r"matmul: Input operand", text):
        return "In A @ B the rows of A must be as long as the columns of B; is a transpose, .T, missing?"
    if re.search(r"[Ii]ntegers to negative integer powers", text):
        return "A power of whole numbers is whole to NumPy; write the base as 2.0."
    if re.search(r"arrays used as indices must be", text):
        return "Indices are whole numbers; rows of zeros with one 1 become indices by argmax(axis=1)."
    if re.search(r"could not be broadcast", text):
        return (
            "The shapes do not fit: look at the axis along which each sum, maximum or argmax runs. A sum or a maximum "
            "over a row stands beside the row again with keepdims=True."
        )
    if re.search(r"truth value of an array", text):
        return "An if or max() on an array is ambiguous; np.where and np.maximum choose entry by entry."
    if re.search(r"bad operand type for unary -: 'list'|can't multiply sequence|unsupported operand.*'list'", text):
        return "The input may be a list; np.asarray(x) turns it into an array."
    if re.search(r"positional argument", text):
        return "Keep the parameters as the exercise names them, in that order."
    return ""


def hint(got: Any, expected: Any) -> str:
    """Say in what way the two differ, where it is more than the number."""
    if got is None:
        return "It returns nothing here; does every branch end with return?"
    if is_numeric(expected) and isinstance(got, str):
        wanted = "True or False" if isinstance(expected, bool | np.bool_) else "A number"
        return f"{wanted} is expected and this is text."
    if isinstance(expected, dict) and isinstance(got, dict):
        missing, extra = [k for k in expected if k not in got], [k for k in got if k not in expected]
        if missing or extra:
            return f"Keys missing: {missing}; keys too many: {extra}."
        wrong = [k for k in expected if not equal(got[k], expected[k], 1e-3)]
        return f"Look again at {', '.join(map(repr, wrong))}." if wrong else ""
    if not (is_numeric(got) and is_numeric(expected)):
        return "" if type(got) is type(expected) else f"It is of type {type(got).__name__}."
    a, b = np.asarray(got, float), np.asarray(expected, float)
    if a.shape != b.shape:
        return f"{_shape(b)} is expected and this is {_shape(a)[0].lower()}{_shape(a)[1:]}."
    nan = np.isnan(a) & ~np.isnan(b)
    if nan.any():
        return "NaN comes from 0·∞, ∞ − ∞, ∞/∞, 0/0 or the logarithm of a negative number; treat that case by itself."
    capped = np.isposinf(b) & np.isfinite(a)
    if capped.any():
        return "The answer there is infinite; an epsilon or a clip hides that, or the outcome was left out."
    overflowed = np.isinf(a) & np.isfinite(b)
    if overflowed.any():
        return "∞ comes from an overflow, a division by 0 or a logarithm of 0; the answer is finite."
    if b.dtype.kind != "b" and np.allclose(a, b, rtol=1e-3, atol=0):
        return "That is close but not equal: is something rounded, clipped, or a small number added?"
    return ""


def _shape(a: np.ndarray[Any, Any]) -> str:
    return "A single number" if a.ndim == 0 else f"An array of shape {a.shape}"
