"""What every set here is: two parts, names, a description, and the truth where it is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..validate import whole

__all__ = ["Dataset"]

Floats = NDArray[np.floating[Any]]
Rows = NDArray[np.intp]
Seed = int | np.random.Generator


@dataclass(frozen=True, eq=False)
class Dataset:
    """A data set in two parts, one to learn from and one to be judged by.

    Attributes
    ----------
    name : str
        What the set is called.
    x_train : array, shape (n, features)
        Examples to learn from.
    x_test : array, shape (m, features)
        Examples to be judged by.
    y_train : array
        Class indices of shape (n,); numbers for a regression; 0 and 1 of shape (n, labels) if several may hold.
    y_test : array
        The same for the examples of `x_test`.
    feature_names : tuple of str
        Names of the columns of x.
    class_names : tuple of str
        Names of the classes (or labels); a regression has none.
    description : str
        What it is, or how it was made.
    real : bool
        False if the set is synthetic.
    source : str
        Where it comes from.
    truth_train : array or None
        Synthetic sets only: the true probability from which each label was drawn, of class 1 or of every class (or
        label). Its cross-entropy with the labels is the floor no model can expect to pass.
    truth_test : array or None
        The same for the examples of `x_test`.
    """

    name: str
    x_train: NDArray[Any]
    y_train: NDArray[Any]
    x_test: NDArray[Any]
    y_test: NDArray[Any]
    feature_names: tuple[str, ...]
    class_names: tuple[str, ...]
    description: str
    real: bool
    source: str
    truth_train: Floats | None = None
    truth_test: Floats | None = None

    def __repr__(self) -> str:
        """Return one line that tells the sizes, and whether the set is synthetic."""
        kind = "real" if self.real else "synthetic"
        return f"<{self.name}, {kind}: {len(self.x_train)} train, {len(self.x_test)} test, x {self.x_train.shape[1:]}>"


def synthetic(
    name: str,
    maker: Any,
    n: int,
    x: NDArray[Any],
    y: NDArray[Any],
    truth: Floats | None,
    feature_names: tuple[str, ...],
    class_names: tuple[str, ...],
) -> Dataset:
    """Return the first n examples for training and the others for the test; all are independent draws."""
    told = (maker.__doc__ or "").split("\n\n    Parameters")[0].removeprefix("Return ")
    paragraphs = (told[:1].upper() + told[1:]).split("\n\n")
    description = "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)
    known = (None, None) if truth is None else (truth[:n], truth[n:])
    source = f"synthetic, ce_helpers.{maker.__name__}"
    return Dataset(name, x[:n], y[:n], x[n:], y[n:], feature_names, class_names, description, False, source, *known)


def draw(p: Floats, rng: np.random.Generator) -> Rows:
    """Return one class index for each distribution along the last axis of `p`."""
    below = rng.random((*p.shape[:-1], 1)) >= np.cumsum(p, axis=-1)[..., :-1]
    drawn: Rows = below.sum(axis=-1).astype(np.intp)
    return drawn


def total_rows(n: int, n_test: int) -> int:
    """Return the number of training and test examples together."""
    return whole("n", n, 1) + whole("n_test", n_test, 0)
