"""What the learners take: examples, classes, weights, starting points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..validate import as_distribution, as_floats, as_labels, as_probabilities, number, plain, same_shape, whole

Floats = NDArray[np.floating[Any]]
Targets = NDArray[Any]


def as_examples(x: ArrayLike, y: Targets) -> tuple[Floats, Targets]:
    """Return the examples as finite rows, and the targets, one (or one row) an example."""
    a = as_floats("x", x)
    if a.ndim != 2:
        raise ValueError(f"x has shape {a.shape}; give (n, features), a single feature as x[:, None]")
    if not np.isfinite(a).all():
        raise ValueError("x holds infinite values; remove or replace them before training")
    _no_column(y)
    if y.ndim not in (1, 2) or len(y) != len(a):
        raise ValueError(f"y has shape {y.shape}, x {a.shape}; give one target (or one row of targets) an example")
    return a, y


def as_classes(y: ArrayLike, n_classes: int | None) -> tuple[Targets, int]:
    """Return checked class indices or rows of probabilities, and the number of classes."""
    a = plain("y", y)
    _no_column(a)
    if a.ndim == 2:
        p = as_distribution("y", a)
        if n_classes not in (None, p.shape[1]):
            raise ValueError(f"n_classes = {n_classes}, but y has {p.shape[1]} columns; leave n_classes out")
        return p, p.shape[1]
    if a.dtype.kind in "USO":
        raise ValueError(
            f"y holds {a.tolist()[:1]!r:.60}, no class indices; number the classes by "
            "names, y = numpy.unique(y, return_inverse=True)"
        )
    if n_classes is not None:
        k = whole("n_classes", n_classes, 2)
        return as_labels("y", a, k), k
    if a.size == 0 or not np.issubdtype(a.dtype, np.integer):
        return as_labels("y", a, 2), 2  # which tells what is wrong
    present = np.unique(a)
    k = present.size
    if k < 2 or not np.array_equal(present, np.arange(k)):
        absent = next(j for j in range(k + 1) if j not in present)
        raise ValueError(
            f"y runs from {present[0]} to {present[-1]} and holds no {absent}; class indices run from 0 without a gap: "
            "number the classes by names, y = numpy.unique(y, return_inverse=True), or pass n_classes if one is only "
            "missing here"
        )
    return as_labels("y", a, k), k


def as_yes_or_no(y: ArrayLike) -> Targets:
    """Return targets in [0, 1]; −1 and 1 are told from scores."""
    a = plain("y", y)
    _no_column(a)
    if a.dtype.kind in "if" and a.size and np.isin(a, (-1, 1)).all() and (a == -1).any():
        raise ValueError("y holds −1 and 1; targets are 0 and 1 here: pass (y + 1) / 2")
    return as_probabilities("y", a)


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


def _no_column(y: Targets) -> None:
    if y.shape[1:] == (1,):
        raise ValueError(
            f"y has shape {y.shape}, a single column; pass y[:, 0] (predictions have shape (n,), and against a column "
            "== would compare each of them with every target)"
        )
