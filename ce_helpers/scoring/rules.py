"""Scoring rules: from a report to the loss under each outcome, and whether honesty is the best report."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..validate import as_distribution, number, whole

__all__ = ["SCORING_RULES", "ProprietyCheck", "check_propriety", "expected_score", "score_outcomes"]

Doubles = NDArray[np.float64]
Rule = str | Callable[[Doubles], Doubles]


def log_rule(q: Doubles) -> Doubles:
    with np.errstate(divide="ignore"):  # −ln 0 = ∞ is the rule, not an accident
        return -np.log(q)


def _brier(q: Doubles) -> Doubles:
    # Σ_j (q_j − [j = k])² = (1 − q_k)² + Σ_{j≠k} q_j²; written so, nothing cancels when q_k is near 1
    return np.square(1 - q) + _sums_of_others(np.square(q))


def _spherical(q: Doubles) -> Doubles:
    # 1 − q_k/‖q‖ = (‖q‖² − q_k²) / (‖q‖ (‖q‖ + q_k)), where the numerator is Σ_{j≠k} q_j²
    norm = np.sqrt(np.square(q).sum(axis=-1, keepdims=True))
    out: Doubles = _sums_of_others(np.square(q)) / (norm * (norm + q))
    return out


def _absolute(q: Doubles) -> Doubles:
    return (1 - q) + _sums_of_others(q)


def _linear(q: Doubles) -> Doubles:
    return 1 - q


def _zero_one(q: Doubles) -> Doubles:
    best = q == q.max(axis=-1, keepdims=True)
    out: Doubles = 1 - best / best.sum(axis=-1, keepdims=True)
    return out


def _sums_of_others(x: Doubles) -> Doubles:
    """Return Σ_{j≠k} x_j for every k, given x ≥ 0, with nothing lost where x_k is nearly the whole sum."""
    top = x.argmax(axis=-1, keepdims=True)
    without = x.copy()
    np.put_along_axis(without, top, 0, axis=-1)
    out: Doubles = x.sum(axis=-1, keepdims=True) - x  # no other than the largest exceeds half the sum
    np.put_along_axis(out, top, without.sum(axis=-1, keepdims=True), axis=-1)
    return out


_RULES: dict[str, Callable[[Doubles], Doubles]] = {
    "log": log_rule,
    "brier": _brier,
    "spherical": _spherical,
    "zero-one": _zero_one,
    "absolute": _absolute,
    "linear": _linear,
}

SCORING_RULES: tuple[str, ...] = tuple(_RULES)
"""Names that `score_outcomes`, `expected_score` and `check_propriety` understand."""


def score_outcomes(q: ArrayLike, rule: Rule = "log") -> Doubles:
    """Compute the loss S(q, k) of a report q under every outcome k.

    ========= =================================== ======================
    rule      S(q, k)                             proper?
    ========= =================================== ======================
    log       −ln q_k, in nats                    strictly, and local
    brier     Σ_j (q_j − [j = k])²                strictly
    spherical 1 − q_k / √(Σ_j q_j²)               strictly
    zero-one  1 − [q_k is largest] / (how many)   yes, but not strictly
    absolute  Σ_j abs(q_j − [j = k]) = 2(1 − q_k) no
    linear    1 − q_k                             no
    ========= =================================== ======================

    Local means that only the probability of what happened matters; with three or more outcomes the log rule is the
    only strictly proper one of that kind.

    Parameters
    ----------
    q : array_like, shape (..., K)
        Reports, each summing to 1.
    rule : str or callable
        A name from `SCORING_RULES`, or your own function from an array (..., K) to the losses (..., K).

    Returns
    -------
    ndarray, shape (..., K)
        The loss if outcome k happens; ∞ for the log rule where q_k = 0.

    Raises
    ------
    ValueError
        If `q` is no distribution, the rule is unknown, or a rule of your own returns another shape or NaN.

    References
    ----------
    Gneiting, T., and A. E. Raftery, "Strictly proper scoring rules, prediction, and estimation", Journal of the
    American Statistical Association 102 (2007) 359–378; L. J. Savage, ibid. 66 (1971) 783–801.

    Examples
    --------
    >>> score_outcomes([0.5, 0.25, 0.25], "brier")
    array([0.375, 0.875, 0.875])
    """
    a = as_distribution("q", q).astype(np.float64)
    return apply_rule(as_rule(rule), a)


def expected_score(p: ArrayLike, q: ArrayLike, rule: Rule = "log") -> float | Doubles:
    """Compute the loss expected by someone who believes p and reports q: S(p, q) = Σ_k p_k S(q, k).

    With the log rule it is the cross-entropy H(P, Q) in nats. What cannot happen (p_k = 0) costs nothing, even where
    S(q, k) is infinite.

    Parameters
    ----------
    p : array_like, shape (..., K)
        Belief.
    q : array_like, shape (..., K)
        Report; broadcast against `p`.
    rule : str or callable
        As for `score_outcomes`.

    Returns
    -------
    float or ndarray, shape (...)
        Expected loss, smaller is better.

    Raises
    ------
    ValueError
        If belief or report is no distribution, they have different numbers of outcomes, or the rule is unknown.

    References
    ----------
    Gneiting and Raftery (2007), as for `score_outcomes`.

    Examples
    --------
    >>> round(expected_score([0.7, 0.3], [0.7, 0.3], "absolute"), 12)
    0.84
    >>> round(expected_score([0.7, 0.3], [1.0, 0.0], "absolute"), 12)  # exaggerating pays: the rule is not proper
    0.6
    """
    belief = as_distribution("p", p).astype(np.float64)
    report = as_distribution("q", q).astype(np.float64)
    if belief.shape[-1] != report.shape[-1]:
        raise ValueError(
            f"p has {belief.shape[-1]} outcomes and q {report.shape[-1]}; give both the same outcomes in the same order"
        )
    try:
        np.broadcast_shapes(belief.shape, report.shape)
    except ValueError:
        raise ValueError(
            f"p {belief.shape} and q {report.shape} do not fit together; give both the same shape"
        ) from None
    losses = apply_rule(as_rule(rule), report)
    with np.errstate(invalid="ignore"):  # 0·∞, which the next line sets to 0
        out = np.where(belief > 0, belief * losses, 0.0).sum(axis=-1)
    return float(out) if np.ndim(out) == 0 else out


class ProprietyCheck(NamedTuple):
    """What `check_propriety` found on its grid.

    Attributes
    ----------
    proper : bool
        Whether no report beats the honest one, at any belief on the grid.
    strictly_proper : bool
        Whether no other report even equals it.
    gain : float
        Largest amount by which a dishonest report lowers the expected loss; 0 or less if the rule is proper.
    belief : tuple of float
        The belief where that happens; for a strictly proper rule, where dishonesty costs least.
    report : tuple of float
        The report there.
    """

    proper: bool
    strictly_proper: bool
    gain: float
    belief: tuple[float, ...]
    report: tuple[float, ...]


def check_propriety(rule: Rule, n_outcomes: int = 2, *, steps: int = 20, tolerance: float = 1e-12) -> ProprietyCheck:
    """Try every report against every belief on a grid, and say whether honesty is the best (and only best) policy.

    A counter-example on the grid is a proof that the rule is not proper; finding none is evidence, not proof.

    Parameters
    ----------
    rule : str or callable
        As for `score_outcomes`.
    n_outcomes : int
        Number of outcomes, 2 or more.
    steps : int
        The grid holds all distributions whose probabilities are multiples of 1/steps (at most 3000 of them).
    tolerance : float
        Differences in expected loss up to this size count as equal.

    Returns
    -------
    ProprietyCheck
        proper, strictly_proper, gain, belief, report.

    Raises
    ------
    ValueError
        If the rule is unknown, the grid is empty or too large, or the tolerance is no finite number from 0 up.

    References
    ----------
    Gneiting and Raftery (2007), as for `score_outcomes`.

    Examples
    --------
    >>> check_propriety("brier").strictly_proper, check_propriety("zero-one").strictly_proper
    (True, False)
    >>> check_propriety("linear", steps=10).report  # the best lie is to be sure
    (0.0, 1.0)
    """
    whole("n_outcomes", n_outcomes, 2)
    whole("steps", steps, 1)
    size = math.comb(steps + n_outcomes - 1, n_outcomes - 1)
    if size > 3000:
        raise ValueError(f"steps = {steps} for {n_outcomes} outcomes make {size} reports, above 3000; use fewer steps")
    tolerance = number("tolerance", tolerance, 0, math.inf, "use a small number such as 1e-12")
    grid = np.array(_compositions(steps, n_outcomes), dtype=np.float64) / steps
    losses = apply_rule(as_rule(rule), grid)
    expected = np.zeros((size, size))  # [belief, report]
    for k in range(n_outcomes):
        possible = grid[:, k] > 0
        expected[possible] += grid[possible, k][:, None] * losses[:, k]
    gains = np.diag(expected)[:, None] - expected
    np.fill_diagonal(gains, -np.inf)
    belief, report = np.unravel_index(int(np.argmax(gains)), gains.shape)
    gain = float(gains[belief, report])
    return ProprietyCheck(
        gain <= tolerance, gain < -tolerance, gain, tuple(grid[belief].tolist()), tuple(grid[report].tolist())
    )


def as_rule(rule: Rule) -> Callable[[Doubles], Doubles]:
    if callable(rule):
        return rule
    if not isinstance(rule, str) or rule not in _RULES:
        raise ValueError(f"rule = {rule!r:.60} is unknown; use one of {list(_RULES)}, or a function")
    return _RULES[rule]


def apply_rule(rule: Callable[[Doubles], Doubles], q: Doubles) -> Doubles:
    losses = np.asarray(rule(q), dtype=np.float64)
    if losses.shape != q.shape:
        raise ValueError(
            f"the rule returned shape {losses.shape} for reports of shape {q.shape}; it must give one loss per outcome"
        )
    if np.isnan(losses).any():
        where = tuple(int(i) for i in np.argwhere(np.isnan(losses))[0])
        raise ValueError(f"the rule returned NaN at index {where}; give a number or ∞ for every report and outcome")
    return losses


def _compositions(total: int, parts: int) -> list[tuple[int, ...]]:
    """Return all ways to write `total` as an ordered sum of `parts` numbers from 0 up, in ascending order."""
    if parts == 1:
        return [(total,)]
    return [(first, *rest) for first in range(total + 1) for rest in _compositions(total - first, parts - 1)]
