"""Compare a result with what is expected: numbers within a tolerance, arrays, texts, tables, any mixture of them."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["equal", "has_nan", "is_numeric"]


def is_numeric(value: Any) -> bool:
    """Tell whether the value is a number or an array (or list) of numbers of one shape."""
    if value is None or isinstance(value, str | dict | bytes):
        return False
    try:
        return np.asarray(value).dtype.kind in "biuf"
    except (ValueError, TypeError):
        return False


def has_nan(value: Any) -> bool:
    """Tell whether one of the numbers is NaN."""
    return is_numeric(value) and bool(np.isnan(np.asarray(value, float)).any())


def equal(a: Any, b: Any, tolerance: float) -> bool:
    """Tell whether `a` is `b`: in kind, shape and length, and numbers within the relative tolerance."""
    if a is None or b is None:
        return a is b
    if isinstance(b, str) or isinstance(a, str):
        return isinstance(a, str) and isinstance(b, str) and a.strip() == b.strip()
    if isinstance(b, dict):
        return isinstance(a, dict) and a.keys() == b.keys() and all(equal(a[k], b[k], tolerance) for k in b)
    if isinstance(a, Fraction) and is_numeric(b):
        a = float(a)
    if is_numeric(a) and is_numeric(b):
        x, y = np.asarray(a, float), np.asarray(b, float)
        if x.shape != y.shape:
            return False
        return _close(float(x), float(y), tolerance) if x.ndim == 0 else _all_close(x, y, tolerance)
    if isinstance(a, np.ndarray) and isinstance(b, np.ndarray):
        return np.array_equal(a, b)  # of text, say
    if isinstance(b, list | tuple):
        same_length = isinstance(a, list | tuple | np.ndarray) and len(a) == len(b)
        return same_length and all(equal(x, y, tolerance) for x, y in zip(a, b, strict=True))
    try:
        return bool(a == b)
    except (ValueError, TypeError):
        return False


def _close(x: float, y: float, tolerance: float) -> bool:
    """Tell whether x is y, both NaN included, or within the tolerance of a finite y."""
    if x == y or (x != x and y != y):
        return True
    return math.isfinite(y) and abs(x - y) <= tolerance * (1e-3 + abs(y))


def _all_close(x: NDArray[np.float64], y: NDArray[np.float64], tolerance: float) -> bool:
    """Tell the same of every pair."""
    same = (x == y) | (np.isnan(x) & np.isnan(y))
    if same.all() or not tolerance:
        return bool(same.all())
    with np.errstate(all="ignore"):
        return bool((same | (np.isfinite(y) & (np.abs(x - y) <= tolerance * (1e-3 + np.abs(y))))).all())
