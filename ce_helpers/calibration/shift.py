"""Probabilities that answer another question than the one asked: other class shares, weighted and focal losses."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..activations import logit, sigmoid, softplus
from ..validate import as_distribution, as_probabilities, number, positive

__all__ = [
    "estimate_prior",
    "focal_minimiser",
    "pos_weight_minimiser",
    "prior_shift",
    "undo_focal",
    "undo_pos_weight",
]

Doubles = NDArray[np.float64]


def prior_shift(y_proba: ArrayLike, old_prior: ArrayLike, new_prior: ArrayLike) -> Doubles:
    """Carry probabilities over to a population with other class shares: p′_k ∝ p_k · π′_k / π_k.

    Right if the examples of a class look as they did before, p(x | k) unchanged, and only the shares have moved
    (label shift); also what undoes training on a balanced sample.

    Parameters
    ----------
    y_proba : array_like, shape (n, K) or (n,)
        Class probabilities under the old shares; or the probability of class 1.
    old_prior, new_prior : array_like, shape (K,), or float
        Share of each class; a single number is the share of class 1 of two. The old shares are above 0.

    Returns
    -------
    ndarray, shape of `y_proba`
        Probabilities under the new shares.

    Raises
    ------
    ValueError
        If something is no distribution, the classes do not fit, an old share is 0, or all of a row's classes are
        impossible under the new shares.

    References
    ----------
    Saerens, M., P. Latinne and C. Decaestecker, "Adjusting the outputs of a classifier to new a priori
    probabilities", Neural Computation 14 (2002) 21–41; C. Elkan, IJCAI 2001.

    Examples
    --------
    >>> prior_shift([0.5, 0.9], 0.5, 0.1).round(4)  # trained on equal numbers, used where one in ten is of class 1
    array([0.1, 0.5])
    """
    q = _rows(y_proba)
    old, new = _prior("old_prior", old_prior, q.shape[1]), _prior("new_prior", new_prior, q.shape[1])
    ratio = _ratio(new, old)
    moved = q * (ratio / ratio.max())
    total = moved.sum(axis=1, keepdims=True)
    if (total == 0).any():
        row = int(np.argmax(total == 0))
        raise ValueError(
            f"y_proba[{row}] = {q[row]} gives all its probability to classes that new_prior = {new} excludes; give "
            "those a share above 0"
        )
    out: Doubles = moved / total
    return out[:, 1] if np.ndim(y_proba) == 1 else out


def estimate_prior(y_proba: ArrayLike, old_prior: ArrayLike, *, tolerance: float = 1e-9) -> Doubles:
    """Estimate the class shares of a new population from the old model's probabilities there, without a label.

    Expectation–maximisation: carry the probabilities over to the present guess (`prior_shift`), take their mean as
    the next guess. Each step raises the mean log-likelihood L(π′) = mean ln Σ_k π′_k q_k/π_k, which is concave; its
    distance from the maximum is at most max_k mean(r_k) − 1, r_k the factor by which the shift multiplies the
    share of k, and the steps end once that bound is below the tolerance. The estimate is as good as the calibration
    of the model.

    Parameters
    ----------
    y_proba : array_like, shape (n, K) or (n,)
        Class probabilities of the new examples by the old model; or the probability of class 1.
    old_prior : array_like, shape (K,), or float
        Class shares where the model was trained, above 0; a single number is the share of class 1 of two.
    tolerance : float
        Largest distance of the log-likelihood from its maximum, in nats an example; above 0.

    Returns
    -------
    ndarray, shape (K,)
        Estimated shares (of both classes, where one probability was given).

    Raises
    ------
    ValueError
        If something is no distribution, the classes do not fit, an old share is 0, or twenty thousand steps do not
        reach the tolerance.

    References
    ----------
    Saerens, Latinne and Decaestecker (2002), as for `prior_shift`.

    Examples
    --------
    >>> estimate_prior([0.9, 0.9, 0.1, 0.9], 0.5).round(3)
    array([0.188, 0.812])
    """
    q = _rows(y_proba)
    old = _prior("old_prior", old_prior, q.shape[1])
    limit = positive("tolerance", tolerance, "such as 1e-9")
    likelihood = _ratio(q, old)
    prior = old.copy()
    for _ in range(20_000):
        factor = (likelihood / (likelihood @ prior)[:, None]).mean(axis=0)
        if factor.max() - 1 <= limit:
            return prior
        prior = prior * factor
        prior /= prior.sum()
    raise ValueError(
        f"the shares have not settled to tolerance = {tolerance:g}: some classes can hardly be told apart; use a "
        "larger tolerance, or join them"
    )


def pos_weight_minimiser(p: ArrayLike, pos_weight: float) -> float | Doubles:
    """Return what a weighted loss asks for where class 1 has probability p: q* = βp/(βp + 1 − p).

    It minimises −β p ln q − (1 − p) ln(1 − q): with `pos_weight` β the odds of a perfectly trained model are β times
    too large.

    Parameters
    ----------
    p : array_like
        True probability of class 1, any shape.
    pos_weight : float
        β, above 0 and finite.

    Returns
    -------
    float or ndarray, shape of `p`
        q*.

    Raises
    ------
    ValueError
        If `p` holds no probability, or `pos_weight` is not positive and finite.

    Examples
    --------
    >>> pos_weight_minimiser(0.1, 9.0)
    0.5
    """
    a = as_probabilities("p", p).astype(np.float64)
    beta = positive("pos_weight", pos_weight, "1 weighs both classes alike")
    return _tilted(a, beta, 1.0)


def undo_pos_weight(q: ArrayLike, pos_weight: float) -> float | Doubles:
    """Return the probability p behind a model trained with `pos_weight` β: p = q/(q + β(1 − q)).

    The inverse of `pos_weight_minimiser`; on logits it is the subtraction z − ln β.

    Parameters
    ----------
    q : array_like
        Probability of class 1 by the model, any shape.
    pos_weight : float
        β of its training, above 0 and finite.

    Returns
    -------
    float or ndarray, shape of `q`
        p.

    Raises
    ------
    ValueError
        If `q` holds no probability, or `pos_weight` is not positive and finite.

    Examples
    --------
    >>> round(undo_pos_weight(0.5, 9.0), 12)
    0.1
    """
    a = as_probabilities("q", q).astype(np.float64)
    return _tilted(a, 1.0, positive("pos_weight", pos_weight, "1 weighs both classes alike"))


def undo_focal(q: ArrayLike, gamma: float) -> float | Doubles:
    """Return the probability p of class 1 at which the expected focal loss is smallest at q.

    With a(q) = (1 − q)^γ/q − γ(1 − q)^(γ−1) ln q, minus the slope of −(1 − q)^γ ln q, the expected loss
    −p(1 − q)^γ ln q − (1 − p) q^γ ln(1 − q) is stationary where p·a(q) = (1 − p)·a(1 − q), that is

        p = a(1 − q) / (a(q) + a(1 − q)).

    It turns the outputs of a well-trained focal model into probabilities: focal loss asks for less than is true.

    Parameters
    ----------
    q : array_like
        Probability of class 1 by the model, any shape.
    gamma : float
        γ of its training, from 0 (cross-entropy, p = q) to 100.

    Returns
    -------
    float or ndarray, shape of `q`
        p, farther from ½ than q.

    Raises
    ------
    ValueError
        If `q` holds no probability, or `gamma` is outside its range.

    References
    ----------
    Charoenphakdee, N., J. Vongkulbhisal, N. Chairatanakul and M. Sugiyama, "On focal loss for class-posterior
    probability estimation: a theoretical perspective", CVPR 2021.

    Examples
    --------
    >>> round(undo_focal(0.7, 2.0), 4)
    0.9064
    """
    a = as_probabilities("q", q).astype(np.float64)
    g = _gamma(gamma)
    z = np.asarray(logit(a))
    certain = np.isinf(z)
    return _plain(np.asarray(sigmoid(np.where(certain, z, _true_logit(np.where(certain, 0.0, z), g)))))


def focal_minimiser(p: ArrayLike, gamma: float) -> float | Doubles:
    """Return the output that minimises the expected focal loss where class 1 has probability p.

    The inverse of `undo_focal`, found by halving an interval of logits; it has no closed form.

    Parameters
    ----------
    p : array_like
        True probability of class 1, any shape.
    gamma : float
        γ, from 0 (cross-entropy, q = p) to 100.

    Returns
    -------
    float or ndarray, shape of `p`
        q*, nearer to ½ than p, and on the same side of it.

    Raises
    ------
    ValueError
        If `p` holds no probability, or `gamma` is outside its range.

    References
    ----------
    Charoenphakdee et al. (2021), as for `undo_focal`.

    Examples
    --------
    >>> round(focal_minimiser(0.9, 2.0), 4)
    0.6942
    """
    a = as_probabilities("p", p).astype(np.float64)
    g = _gamma(gamma)
    goal = np.asarray(logit(a))
    certain = np.isinf(goal)
    aim = np.where(certain, 0.0, goal)
    low, high = np.minimum(aim, 0.0), np.maximum(aim, 0.0)  # q* lies between ½ and p
    for _ in range(1100):  # 60 halvings for ordinary p, more for tiny distances from ½
        middle = (low + high) / 2
        if ((middle == low) | (middle == high)).all():
            break
        less = _true_logit(middle, g) < aim
        low, high = np.where(less, middle, low), np.where(less, high, middle)
    return _plain(np.asarray(sigmoid(np.where(certain, goal, high))))


def _true_logit(z: Doubles, gamma: float) -> Doubles:
    """Return the logit of p for the logit z of q: ln a(1 − q) − ln a(q)."""
    return _log_slope(-z, gamma) - _log_slope(z, gamma)


def _log_slope(z: Doubles, gamma: float) -> Doubles:
    """Return ln a(q) at q = σ(z): (γ − 1) ln(1 − q) + ln((1 − q)/q − γ ln q)."""
    if gamma == 0:
        return np.asarray(softplus(-z))  # a = 1/q
    # ln(−ln q) = ln softplus(−z), which is −z to every digit from z = 37 on
    pull = math.log(gamma) + np.where(z > 37, -z, np.log(np.asarray(softplus(-np.minimum(z, 37)))))
    return np.asarray((1 - gamma) * softplus(z) + np.logaddexp(-z, pull), dtype=np.float64)


def _rows(y_proba: ArrayLike) -> Doubles:
    if np.ndim(y_proba) == 1:
        p = as_probabilities("y_proba", y_proba).astype(np.float64)
        return np.column_stack([1 - p, p])
    q = as_distribution("y_proba", y_proba).astype(np.float64)
    if q.ndim != 2 or q.shape[1] < 2:
        raise ValueError(f"y_proba has shape {q.shape}; pass (n, K) with K ≥ 2, or (n,) for the probability of class 1")
    return q


def _prior(name: str, prior: ArrayLike, n_classes: int) -> Doubles:
    if np.ndim(prior) == 0 and n_classes == 2:
        share = number(name, prior, 0, 1, "it is the share of class 1")
        return np.array([1 - share, share])
    p = as_distribution(name, prior).astype(np.float64)
    if p.shape != (n_classes,):
        raise ValueError(f"{name} has shape {p.shape} for {n_classes} classes; give one share for each class")
    return p


def _ratio(share: Doubles, old: Doubles) -> Doubles:
    if (old == 0).any():
        raise ValueError(
            f"old_prior[{int(np.argmin(old))}] = 0: the model has never seen this class and cannot tell of it; leave "
            "its column out"
        )
    out: Doubles = share / old
    return out


def _tilted(p: Doubles, up: float, down: float) -> float | Doubles:
    """Return up·p/(up·p + down·(1 − p)); the larger factor is divided out first, so that nothing overflows."""
    most = max(up, down)
    up, down = up / most, down / most
    return _plain(up * p / (up * p + down * (1 - p)))


def _gamma(gamma: float) -> float:
    return number("gamma", gamma, 0, 100, "0 is the cross-entropy, 2 the usual value")


def _plain(x: Doubles) -> float | Doubles:
    return float(x) if np.ndim(x) == 0 else x
