"""Forecasts beside what happened, read and checked in one way for every score and every curve.

A forecast is a row of class probabilities, or the probability of class 1 alone. What happened is a class index; class
names are read through `labels`, which gives them in the order of the columns. Examples of weight 0 count for nothing
and are not looked at.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .validate import as_distribution, as_floats, as_probabilities, plain, same_shape

Doubles = NDArray[np.float64]
Labels = Sequence[Any] | NDArray[Any] | None


class Forecasts(NamedTuple):
    """What `read` returns.

    Attributes
    ----------
    y : ndarray of int, shape (n,)
        Class indices.
    q : ndarray, shape (n,) or (n, K)
        Probability of class 1, or of every class, in the precision in which it was given.
    weight : ndarray, shape (n,)
        Weight of every example; ones unless given.
    """

    y: NDArray[np.intp]
    q: NDArray[np.floating[Any]]
    weight: Doubles

    @property
    def n_classes(self) -> int:
        """Number of classes, 2 where the forecast is one probability."""
        return self.q.shape[1] if self.q.ndim == 2 else 2

    @property
    def both(self) -> Doubles:
        """Return the forecasts as rows, (n, K), also where one probability was given."""
        q = self.q.astype(np.float64)
        return np.column_stack([1 - q, q]) if q.ndim == 1 else q


def read(
    y_true: ArrayLike, y_proba: ArrayLike, *, labels: Labels = None, sample_weight: ArrayLike | None = None
) -> Forecasts:
    """Return outcomes, forecasts and weights, checked, without the examples of weight 0."""
    y, q = plain("y_true", y_true), plain("y_proba", y_proba)
    if q.ndim == 2 and q.shape[1] == 1:
        raise ValueError(
            f"y_proba has shape {q.shape}, a single column; pass y_proba[:, 0] if that is the probability of class 1, "
            "else one column for each class"
        )
    if q.ndim > 2:
        raise ValueError(f"y_proba has shape {q.shape}; pass (n, K), or (n,) for the probability of class 1")
    if y.ndim == 1 and q.ndim and y.shape != q.shape[:1]:
        if q.ndim == 1:
            same_shape(y_true=y, y_proba=q)
        raise ValueError(f"y_true {y.shape} and y_proba {q.shape} do not fit; give one label for each row")
    weight = as_weights(sample_weight, y.size)
    if y.ndim == 1 and q.ndim and not weight.all():
        y, q, weight = y[weight > 0], q[weight > 0], weight[weight > 0]
    if q.ndim == 2:
        p = as_distribution("y_proba", q)
        return Forecasts(as_outcomes("y_true", y, p.shape[1], labels), p, weight)
    if q.dtype.kind in "biuf" and y.dtype.kind == "f" and not np.isin(y, (0, 1)).all() and np.isin(q, (0, 1)).all():
        raise ValueError(
            f"y_true holds {y.ravel()[~np.isin(y, (0, 1)).ravel()][0]} and y_proba nothing but 0 and 1; they look "
            "swapped: the order is (y_true, y_proba)"
        )
    p = as_probabilities("y_proba", q)
    if p.ndim != 1:
        raise ValueError(f"y_proba has shape {p.shape}; pass (n, K), or (n,) for the probability of class 1")
    outcomes = as_outcomes("y_true", y, 2, labels)
    return Forecasts(outcomes, p, weight)


def read_binary(
    y_true: ArrayLike, y_proba: ArrayLike, *, labels: Labels = None, sample_weight: ArrayLike | None = None
) -> Forecasts:
    """Return what `read` does, for forecasts of class 1 alone."""
    shape = plain("y_proba", y_proba).shape
    if len(shape) > 1 and shape[1:] != (1,):
        raise ValueError(
            f"y_proba has shape {shape}; pass the probability of class 1 alone, shape (n,), such as y_proba[:, 1]"
        )
    return read(y_true, y_proba, labels=labels, sample_weight=sample_weight)


def read_rows(
    y_true: ArrayLike, y_proba: ArrayLike, *, labels: Labels = None, sample_weight: ArrayLike | None = None
) -> Forecasts:
    """Return what `read` does, for rows of class probabilities."""
    shape = plain("y_proba", y_proba).shape
    if len(shape) != 2:
        raise ValueError(f"y_proba has shape {shape}; pass one row of class probabilities per sample, shape (n, K)")
    return read(y_true, y_proba, labels=labels, sample_weight=sample_weight)


def as_outcomes(name: str, y: ArrayLike, n_classes: int, labels: Labels = None) -> NDArray[np.intp]:
    """Return class indices 0 … n_classes − 1 of shape (n,); booleans are two classes, and names are looked up."""
    a = plain(name, y)
    if a.size == 0:
        raise ValueError(f"{name} is empty (shape {a.shape}); pass at least one label")
    if a.ndim == 0:
        raise ValueError(
            f"{name} = {y!r:.60} is no row of labels; pass one class index per sample, shape (n,): a list, or "
            "list(…) of what is read one by one"
        )
    if a.ndim != 1:
        remedy = f"{name}[:, 0]" if a.ndim == 2 and a.shape[1] == 1 else f"{name}.argmax(axis=1) of one-hot rows"
        raise ValueError(f"{name} has shape {a.shape}; pass one class index per sample, shape (n,), such as {remedy}")
    if labels is not None:
        return _look_up(name, a, n_classes, labels)
    if a.dtype == np.bool_ and n_classes == 2:
        a = a.astype(np.intp)
    if not np.issubdtype(a.dtype, np.integer):
        raise ValueError(_no_index(name, a))
    bad = (a < 0) | (a >= n_classes)
    if bad.any():
        raise ValueError(
            f"{name}[{int(np.argmax(bad))}] = {a[bad][0]} is no class index; with {n_classes} classes they run from 0 "
            f"to {n_classes - 1} (where labels count otherwise, from 1 or as −1 and 1, subtract or compare first: "
            f"{name} - 1, {name} == 1)"
        )
    return a.astype(np.intp, copy=False)


def as_weights(sample_weight: ArrayLike | None, n: int) -> Doubles:
    """Return the weight of every example: finite, not negative, not all 0; ones unless given."""
    if sample_weight is None:
        return np.ones(n)
    w = as_floats("sample_weight", sample_weight).astype(np.float64)
    if w.shape != (n,):
        raise ValueError(f"sample_weight has shape {w.shape} for {n} examples; give one weight for each, shape ({n},)")
    bad = (w < 0) | np.isinf(w)
    if bad.any():
        raise ValueError(
            f"sample_weight[{int(np.argmax(bad))}] = {w[bad][0]:g} weighs nothing; weights are finite and not negative"
        )
    if not w.any():
        raise ValueError("sample_weight is 0 for every example; give at least one a weight above 0")
    out: Doubles = w / w.max()  # only the ratios matter, and sums of these cannot overflow
    return out


def _look_up(name: str, a: NDArray[Any], n_classes: int, labels: Sequence[Any] | NDArray[Any]) -> NDArray[np.intp]:
    if isinstance(labels, str | bytes) or not isinstance(labels, Sequence | np.ndarray):
        raise ValueError(f"labels = {labels!r:.60} is no list of class names; pass them in the order of the columns")
    names = list(labels)
    try:
        index = {label: k for k, label in enumerate(names)}
    except TypeError:
        raise ValueError(f"labels = {names!r:.80} are no names; pass strings or whole numbers") from None
    if len(names) != n_classes or len(index) != n_classes:
        raise ValueError(
            f"labels = {names!r:.80} names {len(index)} different classes of {n_classes}; name every class once, in "
            "the order of the columns (of two, the second is class 1)"
        )
    values = a.tolist()
    for i, value in enumerate(values):
        if not isinstance(value, Hashable) or value not in index:
            raise ValueError(f"{name}[{i}] = {value!r} is none of the labels {names!r:.80}; add it, or mend the label")
    return np.array([index[value] for value in values], dtype=np.intp)


def _no_index(name: str, a: NDArray[Any]) -> str:
    told = f"{name} must hold whole-number class indices, got dtype {a.dtype}, such as {a.tolist()[0]!r:.40}; "
    if a.dtype.kind == "f":
        if np.isin(a, np.arange(1000)).all():
            return told + "convert with .astype(int)"
        return told + "the order is (y_true, y_proba), labels first and probabilities second"
    if a.dtype.kind == "b":
        return told + "True and False tell two classes apart, and here are more"
    return told + "pass labels=[…], the class names in the order of the columns, if these are names"
