"""What the learners take: examples, classes, weights, starting points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..validate import as_distribution, as_floats, as_labels, number, plain, same_shape, whole

Floats = NDArray[np.floating[Any]]
Targets = NDArray[Any]


def as_examples(x: ArrayLike, y: Targets) -> tuple[Floats, Targets]:
    """Return the examples as finite rows, and the targets, one (or one row) an example."""
    a = as_floats("x", x)
    if a.ndim != 2:
        raise ValueError(f"x has shape {a.shape}; give (n, features), a single feature as x[:, None]")
    if not np.isfinite(a).all():
        raise ValueError("x holds infinite values; remove or replace them before training")
    if y.ndim not in (1, 2) or len(y) != len(a):
        raise ValueError(f"y has shape {y.shape}, x {a.shape}; give one target (or one row of targets) an example")
    return a, y


def as_classes(y: ArrayLike, n_classes: int | None) -> tuple[Targets, int]:
    """Return checked class indices or rows of probabilities, and the number of classes."""
    a = plain("y", y)
    if a.ndim == 2:
        p = as_distribution("y", a)
        if n_classes not in (None, p.shape[1]):
            raise ValueError(f"n_classes = {n_classes}, but y has {p.shape[1]} columns; leave n_classes out")
        return p, p.shape[1]
    if n_classes is None:
        n_classes = max(int(a.max()) + 1, 1) if a.size and np.issubdtype(a.dtype, np.integer) else 1
    k = whole("n_classes", n_classes, 1)
    return as_labels("y", a, k), k


def as_importance(sample_weight: ArrayLike | None, n: int) -> Floats:
    """Return the weight of every example, 1 unless given."""
    if sample_weight is None:
        return np.ones(n)
    w = as_floats("sample_weight", sample_weight)
    same_shape(sample_weight=w, examples=np.empty(n))
    if (w <= 0).any() or not np.isfinite(w).all():
        bad = w[(w <= 0) | ~np.isfinite(w)][0]
        raise ValueError(f"sample_weight holds {bad:g}; weights are positive and finite (leave an example out instead)")
    return w


def as_start(start: Sequence[ArrayLike] | None, shapes: Sequence[tuple[int, ...]]) -> list[Floats]:
    """Return the parameters to start from: those given, in the shapes wanted, or zeros."""
    if start is None:
        return [np.zeros(shape) for shape in shapes]
    given = [as_floats(f"start[{i}]", p) for i, p in enumerate(several("start", start, "such as [w, b]"))]
    if [p.shape for p in given] != list(shapes):
        raise ValueError(f"start has shapes {[p.shape for p in given]}; this model needs {list(shapes)}")
    return given


def choice(name: str, value: str, known: Sequence[str]) -> str:
    """Return `value` if it is one of those known."""
    if value not in known:
        raise ValueError(f"{name} = {value!r} is unknown; use one of {', '.join(map(repr, known))}")
    return value


def several(name: str, value: Any, example: str) -> Any:
    """Return `value` if it is a sequence."""
    row = value.ndim > 0 if isinstance(value, np.ndarray) else isinstance(value, Sequence)
    if row and not isinstance(value, str | bytes):
        return value
    raise ValueError(f"{name} = {value!r:.60} is no sequence; give a list or tuple {example}")


def not_negative(name: str, value: Any) -> float:
    """Return `value` as a finite float from 0 up."""
    return number(name, value, 0, np.inf)
