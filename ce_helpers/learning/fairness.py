"""Logistic regression that may say little about a group, and the price of that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..activations import logit, sigmoid
from ..information import mutual_information
from ..losses import binary_cross_entropy_with_logits
from ..validate import as_labels, as_probabilities, same_shape
from .checks import as_examples, as_yes_or_no, not_negative
from .descent import descend
from .fitted import Fit

__all__ = ["fit_fair_logistic", "group_information", "group_information_grad"]

Floats = NDArray[np.floating[Any]]
Rows = NDArray[np.intp]


def group_information(p: ArrayLike, group: ArrayLike) -> float:
    r"""Return what a yes or no drawn with the model's probabilities tells about the group, in nats.

    .. math:: I(\hat Y; A) = H(\bar p) - \sum_a w_a\, H(\bar p_a)

    with the groups' shares :math:`w_a`, their mean probabilities :math:`\bar p_a`, the mean :math:`\bar p` of all, and
    H the entropy of a coin. It is 0 exactly where all groups have the same mean: demographic parity of the drawn
    answers.

    Parameters
    ----------
    p : array, shape (n,)
        The model's probabilities.
    group : array of int, shape (n,)
        Each example's group, 0 or 1; both must occur.

    Returns
    -------
    float
        From 0 to the entropy of the group.

    Raises
    ------
    ValueError
        If a probability or a group is none, the shapes differ, or a group is empty.

    References
    ----------
    Kamishima et al. (2012) call it the prejudice index; Chapter 21.

    Examples
    --------
    >>> print(group_information([0.1, 0.3, 0.2, 0.2], [0, 0, 1, 1]))
    0.0
    >>> print(round(group_information([0.0, 0.0, 1.0, 1.0], [0, 0, 1, 1]), 6))
    0.693147
    """
    shares, means = _by_group(*_both(p, group))
    return float(mutual_information(np.stack([shares * means, shares * (1 - means)])))


def group_information_grad(p: ArrayLike, group: ArrayLike) -> Floats:
    r"""Return the gradient of `group_information` in the probabilities.

    .. math:: \frac{\partial I}{\partial p_i} = \frac1n \big(\operatorname{logit}\bar p_{a(i)}
              - \operatorname{logit}\bar p\big)

    Parameters
    ----------
    p, group
        As for `group_information`; no group's mean may be 0 or 1.

    Returns
    -------
    array, shape (n,)
        Nats per unit of probability.

    Raises
    ------
    ValueError
        As `group_information`, or if a group's mean is 0 or 1, where the slope is infinite.

    References
    ----------
    Chapter 21.

    Examples
    --------
    >>> print(group_information_grad([0.2, 0.2, 0.5, 0.5], [0, 0, 1, 1]).round(4))
    [-0.1918 -0.1918  0.1548  0.1548]
    """
    q, groups = _both(p, group)
    shares, means = _by_group(q, groups)
    if not ((means > 0) & (means < 1)).all():
        raise ValueError(
            f"the means of the groups are {means[0]:.6g} and {means[1]:.6g}; at 0 or 1 the slope is infinite, start "
            "from probabilities between them"
        )
    slope: Floats = (logit(means) - logit(means @ shares))[groups] / len(q)
    return slope


def fit_fair_logistic(
    x: ArrayLike, y: ArrayLike, group: ArrayLike, *, penalty: float, steps: int, learning_rate: float
) -> Fit:
    r"""Fit ŷ = σ(x·w + b) to cross-entropy plus λ times what the predictions tell about the group.

    .. math:: \frac1n \sum_i \ell(x_i \cdot w + b,\, y_i) + \lambda\, I(\hat Y; A)

    The group need not be among the inputs: the penalty needs it in training, the model not in use.

    Parameters
    ----------
    x : array, shape (n, features)
        Examples.
    y : array, shape (n,)
        Targets in [0, 1].
    group : array of int, shape (n,)
        Groups, 0 or 1.
    penalty : float
        λ, at least 0.
    steps, learning_rate
        As in `descend`.

    Returns
    -------
    Fit
        Its losses are those of the objective, in nats.

    Raises
    ------
    ValueError
        For shapes that do not match, targets outside [0, 1], an empty group, or settings out of their range.

    References
    ----------
    Kamishima et al. (2012); Chapter 21.

    Examples
    --------
    >>> x, y, group = np.array([[-1.0], [0.0], [1.0], [2.0]]), [0, 0, 1, 1], [0, 0, 1, 1]
    >>> for penalty in (0, 10):
    ...     fit = fit_fair_logistic(x, y, group, penalty=penalty, steps=100, learning_rate=0.5)
    ...     print(fit.predict_proba(x).round(2))
    [0.   0.17 0.9  1.  ]
    [0.43 0.48 0.52 0.57]
    """
    x, y = as_examples(x, as_yes_or_no(y))
    rate, groups = not_negative("penalty", penalty), _both(np.full(len(x), 0.5), group)[1]
    if y.ndim != 1:
        raise ValueError(f"y has shape {y.shape}; give one target a row, shape (n,)")

    def objective(parameters: Sequence[Floats], _rows: Any) -> tuple[float, list[Floats]]:
        w, b = parameters
        z = x @ w + b
        p = sigmoid(z)
        loss = binary_cross_entropy_with_logits(z, y) + rate * group_information(p, groups)
        push = (p - y) / len(y) + rate * group_information_grad(p, groups) * p * (1 - p)
        return float(loss), [x.T @ push, push.sum()]

    start = [np.zeros(x.shape[1]), np.zeros(())]
    walk = descend(objective, start, steps=steps, learning_rate=learning_rate, keep_every=0)
    return Fit(walk.parameters, walk.losses, walk.path, walk.kept, output="sigmoid")


def _both(p: ArrayLike, group: ArrayLike) -> tuple[Floats, Rows]:
    q = as_probabilities("p", p)
    groups = as_labels("group", group, 2)
    same_shape(p=q, group=groups)
    if q.ndim != 1:
        raise ValueError(f"p has shape {q.shape}; give one probability an example, shape (n,)")
    if groups.min() == groups.max():
        raise ValueError(f"every group = {groups[0]}; give examples of both groups, 0 and 1")
    return q, groups


def _by_group(p: Floats, groups: Rows) -> tuple[Floats, Floats]:
    """Return the groups' shares and their mean probabilities."""
    counts = np.bincount(groups, minlength=2)
    return counts / len(p), np.bincount(groups, weights=p, minlength=2) / counts
