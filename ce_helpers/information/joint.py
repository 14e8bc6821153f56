"""Two variables and one table: joint and conditional entropy, and mutual information (Chapter 3)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .. import validate as check
from .terms import conditional_costs, costs, excesses, product_excesses, total

__all__ = [
    "conditional_entropy",
    "joint_entropy",
    "mutual_information",
    "mutual_information_from_labels",
]

Floats = NDArray[np.floating[Any]]


def joint_entropy(pxy: ArrayLike, *, base: float | None = None, axis: tuple[int, ...] = (-2, -1)) -> Floats:
    """Return the entropy H(X, Y) = −Σ p(x, y) ln p(x, y) of a joint table.

    Parameters
    ----------
    pxy : array_like
        Joint probabilities, X down the rows and Y along the columns; they sum to 1 over `axis`.
    base : float, optional
        Base of the logarithm: nats by default, 2 for bits.
    axis : tuple of int
        Axes of the variables, two or more.

    Returns
    -------
    ndarray or scalar
        Entropy, shaped as `pxy` without `axis`.

    Raises
    ------
    ValueError
        If an entry is NaN or negative, the sum differs from 1 by more than √eps, or an axis does not exist.

    References
    ----------
    Cover, T., and J. Thomas, *Elements of Information Theory*, 2006, section 2.2. Used in Chapter 3.

    Examples
    --------
    >>> print(joint_entropy([[0.25, 0.25], [0.25, 0.25]], base=2))
    2.0
    """
    if not isinstance(axis, tuple | list) or len(axis) < 2:
        raise ValueError(f"axis = {axis!r} must name the axes of two or more variables, such as (-2, -1)")
    p = check.as_distribution("pxy", pxy, tuple(axis))
    return total(costs(p, p), tuple(axis), base)


def conditional_entropy(pxy: ArrayLike, *, base: float | None = None, axis: tuple[int, int] = (-2, -1)) -> Floats:
    """Return H(Y|X) = Σ p(x, y) ln [p(x)/p(x, y)]: the surprise of Y that is left once X is known.

    It is the floor under the cross-entropy of every model that predicts Y from X.

    Parameters
    ----------
    pxy : array_like
        Joint probabilities, X down the rows and Y along the columns; they sum to 1 over `axis`.
    base : float, optional
        Base of the logarithm: nats by default, 2 for bits.
    axis : tuple of two int
        Axis of X, then axis of Y. Swap them for H(X|Y).

    Returns
    -------
    ndarray or scalar
        Conditional entropy, shaped as `pxy` without `axis`: 0 if X settles Y, H(Y) if the two are independent.

    Raises
    ------
    ValueError
        If an entry is NaN or negative, the sum differs from 1 by more than √eps, or an axis does not exist.

    References
    ----------
    Cover, T., and J. Thomas, *Elements of Information Theory*, 2006, section 2.2. Used in Chapter 3.

    Examples
    --------
    >>> print(conditional_entropy([[0.5, 0.0], [0.25, 0.25]], base=2))
    0.5
    """
    p, _, py_axis = _joint(pxy, axis)
    return total(conditional_costs(p, py_axis), tuple(axis), base)


def mutual_information(pxy: ArrayLike, *, base: float | None = None, axis: tuple[int, int] = (-2, -1)) -> Floats:
    """Return I(X; Y) = KL(p(x, y) ‖ p(x) p(y)) = H(Y) − H(Y|X): what X tells about Y, and Y about X.

    Parameters
    ----------
    pxy : array_like
        Joint probabilities, X down the rows and Y along the columns; they sum to 1 over `axis`.
    base : float, optional
        Base of the logarithm: nats by default, 2 for bits.
    axis : tuple of two int
        Axes of X and Y, in either order.

    Returns
    -------
    ndarray or scalar
        Mutual information, shaped as `pxy` without `axis`; 0 for independent variables, and never below.

    Raises
    ------
    ValueError
        If an entry is NaN or negative, the sum differs from 1 by more than √eps, or an axis does not exist.

    References
    ----------
    Cover, T., and J. Thomas, *Elements of Information Theory*, 2006, section 2.3. Used in Chapters 3 and 20.

    Examples
    --------
    >>> print(mutual_information([[0.5, 0.0], [0.0, 0.5]], base=2).round(6))
    1.0
    >>> print(mutual_information([[0.25, 0.25], [0.25, 0.25]]))
    0.0
    """
    p, px_axis, py_axis = _joint(pxy, axis)
    px, py = p.sum(axis=py_axis, keepdims=True), p.sum(axis=px_axis, keepdims=True)
    return total(product_excesses(p, px, py), tuple(axis), base)


def mutual_information_from_labels(x: ArrayLike, y: ArrayLike, *, base: float | None = None) -> Floats:
    """Return the mutual information of two columns of labels, each pair taken to be as likely as it is frequent.

    It is `mutual_information` of the table that counts the pairs, without the table: only pairs that occur are looked
    at. Of n pairs drawn at random it is too high on average, by about (K_X − 1)·(K_Y − 1)/(2n) nats where the two are
    independent.

    Parameters
    ----------
    x, y : array_like, shape (n,)
        The labels of each example: numbers, names or booleans, such as clusters and classes.
    base : float, optional
        Base of the logarithm: nats by default, 2 for bits.

    Returns
    -------
    scalar
        Mutual information, from 0 to the smaller of the two entropies.

    Raises
    ------
    ValueError
        If the two are empty or differ in length, a label is NaN or None, or labels of one column do not compare.

    See Also
    --------
    mutual_information : of a table of probabilities.

    References
    ----------
    Cover, T., and J. Thomas, *Elements of Information Theory*, 2006, section 2.3; Miller, G. A., "Note on the bias of
    information estimates", 1955. Used in Chapter 20.

    Examples
    --------
    >>> print(mutual_information_from_labels(["a", "a", "b", "b"], [0, 0, 1, 1], base=2).round(6))
    1.0
    >>> print(mutual_information_from_labels(["a", "a", "b", "b"], [0, 1, 0, 1]))
    0.0
    """
    i, of_x = _numbered("x", x)
    j, of_y = _numbered("y", y)
    check.same_shape(x=i, y=j)
    pairs, seen = np.unique(i * len(of_y) + j, return_counts=True)
    n, chance = i.size, of_x[pairs // len(of_y)] * of_y[pairs % len(of_y)]  # n² times the product of the margins
    never = (n * n - int(chance.sum())) / (n * n)  # the part of the pairs that did not occur: for them p = 0
    present = excesses(seen / n, chance / (n * n), (chance - n * seen) / (n * n))
    return (total(present, -1) + never) / check.log_base(base)


def _numbered(name: str, labels: ArrayLike) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the number of the label of each example, and how often each label occurs."""
    a = check.plain(name, labels)
    if a.ndim != 1 or a.size == 0:
        raise ValueError(f"{name} has shape {a.shape}; pass one label for each example, shape (n,)")
    try:
        values, numbered, counts = np.unique(a, return_inverse=True, return_counts=True)
    except TypeError as error:
        raise ValueError(
            f"{name} holds labels that do not compare, {a.tolist()!r:.80}: {error}; use one type"
        ) from None
    if values.dtype.kind == "f" and np.isnan(values[-1]):
        raise ValueError(f"{name} holds NaN, which is no label; fill it in, or leave such examples out")
    return numbered.astype(np.int64), counts.astype(np.int64)


def _joint(pxy: ArrayLike, axis: Any) -> tuple[Floats, int, int]:
    """Return the checked joint table, the axis of X and the axis of Y."""
    if not isinstance(axis, tuple | list) or len(axis) != 2:
        raise ValueError(f"axis = {axis!r} must name two axes, that of X and that of Y, such as (-2, -1)")
    x_axis, y_axis = axis
    return check.as_distribution("pxy", pxy, (x_axis, y_axis)), x_axis, y_axis
