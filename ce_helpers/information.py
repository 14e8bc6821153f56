"""Surprise, entropy, cross-entropy, divergence: the quantities of Chapters 1 to 5, one function each.

Every function of distributions is called ``f(p, q, *, base=None, axis=-1)``: the truth P first, then the model Q;
nats unless `base` says otherwise (2 for bits, 10 for bans); the outcomes run along `axis`. One of the two may be a
single distribution of shape ``(K,)`` and is then set against every distribution in the other.

Three conventions hold throughout. 0·ln 0 = 0, the limit of x ln x. An outcome with q = 0 and p > 0 costs ∞, as it
should: nothing is clipped and nothing is renormalised. And float32 goes in, float32 comes out.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from typing import Any, ParamSpec, Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ce_helpers import validate as check
from ce_helpers.fast import sums

__all__ = [
    "conditional_entropy",
    "convert_units",
    "cross_entropy",
    "entropy",
    "from_counts",
    "from_odds",
    "joint_entropy",
    "js_distance",
    "js_divergence",
    "kl_divergence",
    "mutual_information",
    "odds",
    "perplexity",
    "surprise",
    "total_variation",
]

Floats = NDArray[np.floating[Any]]
_Args = ParamSpec("_Args")


class _Decorator(Protocol):
    def __call__(self, plain: Callable[_Args, Floats], /) -> Callable[_Args, Floats]: ...


_NATS_PER = {"nats": 1.0, "bits": math.log(2), "bans": math.log(10), "decibans": math.log(10) / 10}


# The bodies that the functions below sum. Each is the term of one outcome, so that what may be 0·∞ is settled here.


def _costs(p: Floats, q: Floats) -> Floats:
    """Return p·(−ln q), and 0 where p = 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(p > 0, p * (0 - np.log(q)), 0)


def _excesses(p: Floats, q: Floats, d: Floats | None = None) -> Floats:
    """Return p ln(p/q) − p + q, which is never negative, and accurate for p ≈ q and for p ≫ q.

    Pass d = q − p if it is known better than p and q themselves, which may have been rounded.
    """
    with np.errstate(divide="ignore", invalid="ignore", over="ignore", under="ignore"):
        d = q - p if d is None else d
        u = d / (p + q)
        far = p * _log_ratio(p, q) + d
        near = d * u * _near_excess(u)
        return np.where(p == 0, q, np.where(np.abs(u) < 0.5, near, far))


def _product_excesses(p: Floats, a: Floats, b: Floats) -> Floats:
    """Return the excesses of p over q = a·b, also where the product is too small for the format."""
    q = a * b
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = p * ((np.log(p) - np.log(a)) - np.log(b)) - p + q
    return np.where((p > 0) & (q < np.finfo(p.dtype).tiny), apart, _excesses(p, q))


def _conditional_costs(p: Floats, axis: int) -> Floats:
    """Return p ln(whole/p), whole being the sum along `axis`; for the largest entry from the sum of the others."""
    top = p.argmax(axis=axis, keepdims=True)
    largest, others = np.take_along_axis(p, top, axis), p.copy()
    np.put_along_axis(others, top, 0, axis)
    costs = _costs(p, _divide(p, p.sum(axis=axis, keepdims=True)))
    rest = others.sum(axis=axis, keepdims=True)
    np.put_along_axis(costs, top, largest * np.log1p(_divide(rest, largest)), axis)
    return costs


def _middle_excesses(p: Floats, q: Floats) -> Floats:
    """Return ½ [p ln(p/m) + q ln(q/m)] with m = (p + q)/2, where p and q lie apart as half the excesses over m."""
    with np.errstate(divide="ignore", invalid="ignore", under="ignore"):
        d: Floats = q - p
        u = d / (p + q)
        terms: Floats = d * u / 4 * _near_middle_excess(u)
        far = np.abs(u) >= 0.5
        p, q, d = (np.broadcast_to(a, far.shape)[far] for a in (p, q, d))
        terms[far] = (_excesses(p, p + d / 2, d / 2) + _excesses(q, p + d / 2, -d / 2)) / 2
        return np.where(np.isnan(u), 0, terms)


def _log_ratio(p: Floats, q: Floats) -> Floats:
    """Return ln(p/q), also where p/q is too large for the format."""
    ratio = p / q
    limits = np.finfo(ratio.dtype)
    fits = (ratio >= limits.tiny) & (ratio <= limits.max)
    return np.where(fits, np.log(ratio), np.log(p) - np.log(q))


def _near_excess(u: Floats) -> Floats:
    """Return [u − (1 − u) artanh u]/u² for |u| < 1/2, by its series 1 − u (1 − u) (1/3 + u²/5 + u⁴/7 + …)."""
    v, series = u * u, np.zeros_like(u)
    for k in range(26, 0, -1):
        series = series * v + 1 / (2 * k + 1)
    return 1 - u * (1 - u) * series


def _near_middle_excess(u: Floats) -> Floats:
    """Return [(1 + u) ln(1 + u) + (1 − u) ln(1 − u)]/u² for |u| < 1/2, by its series 1 + u²/6 + u⁴/15 + u⁶/28 + …."""
    v, series = u * u, np.zeros_like(u)
    for k in range(24, 0, -1):
        series = series * v + 1 / (k * (2 * k - 1))
    return series


def _total(terms: Floats, axis: int | tuple[int, ...], base: float | None = None) -> Floats:
    """Return the sum of the terms along `axis`, in the unit of `base`.

    NumPy adds in pairs, so that rounding does not add up, only along an axis whose entries lie side by side.
    """
    axes = axis if isinstance(axis, tuple) else (axis,)
    moved = np.moveaxis(terms, axes, range(-len(axes), 0))
    nats: Floats = np.ascontiguousarray(moved).reshape(*moved.shape[: -len(axes)], -1).sum(axis=-1)
    return nats / check.log_base(base)


def _large_in_blocks(inputs: int, lean: sums.Lean, terms: sums.Terms) -> _Decorator:
    """Let large arrays be summed piece by piece; the decorated body stays the reference, as ``f.__wrapped__``."""

    def decorate(plain: Callable[_Args, Floats]) -> Callable[_Args, Floats]:
        @functools.wraps(plain)
        def f(*args: _Args.args, **options: _Args.kwargs) -> Floats:
            if len(args) == inputs and options.keys() <= {"base", "axis"}:
                nats = sums.total(lean, terms, args[0], args[-1], options.get("axis", -1))
                if nats is not None:
                    base: Any = options.get("base")
                    return nats / check.log_base(base)
            return plain(*args, **options)

        return f

    return decorate


def surprise(p: ArrayLike, *, base: float | None = None) -> Floats:
    """Return the surprise −ln p of an event of probability `p`.

    Parameters
    ----------
    p : array_like
        Probabilities, any shape; they need not sum to 1.
    base : float, optional
        Base of the logarithm: nats by default, 2 for bits, 10 for bans.

    Returns
    -------
    ndarray or scalar
        Surprise, shaped as `p`: 0 for a certain event, ∞ for an impossible one.

    Raises
    ------
    ValueError
        If an entry is NaN or outside [0, 1], or `p` is empty.

    References
    ----------
    Shannon, C. E., "A mathematical theory of communication", 1948. Derived in Chapter 1.

    Examples
    --------
    >>> print(surprise([1.0, 0.5, 0.1, 0.0]))
    [0.         0.69314718 2.30258509        inf]
    """
    p = check.as_probabilities("p", p)
    with np.errstate(divide="ignore"):
        return (0 - np.log(p)) / check.log_base(base)


@_large_in_blocks(1, sums.costs, _costs)
def entropy(p: ArrayLike, *, base: float | None = None, axis: int = -1) -> Floats:
    """Return Shannon's entropy H(P) = −Σ p ln p, the average surprise in a world one knows.

    Parameters
    ----------
    p : array_like
        Distribution(s); the entries along `axis` sum to 1.
    base : float, optional
        Base of the logarithm: nats by default, 2 for bits.
    axis : int
        Axis that runs over the outcomes.

    Returns
    -------
    ndarray or scalar
        Entropy, shaped as `p` without `axis`: from 0 (a certain outcome) to ln K (K equally likely ones).

    Raises
    ------
    ValueError
        If an entry is NaN or negative, or a sum differs from 1 by more than √eps.

    References
    ----------
    Shannon, C. E., "A mathematical theory of communication", 1948. Derived in Chapter 3.

    Examples
    --------
    >>> print(entropy([0.5, 0.5], base=2), entropy([1.0, 0.0], base=2))
    1.0 0.0
    """
    p = check.as_distribution("p", p, axis)
    return _total(_costs(p, p), axis, base)


@_large_in_blocks(2, sums.costs, _costs)
def cross_entropy(p: ArrayLike, q: ArrayLike, *, base: float | None = None, axis: int = -1) -> Floats:
    """Return the cross-entropy H(P, Q) = −Σ p ln q: what Q's surprise costs on average when P is the truth.

    Parameters
    ----------
    p, q : array_like
        The truth and the model: distributions over the same outcomes, of one shape, or one of them of shape ``(K,)``.
    base : float, optional
        Base of the logarithm: nats by default, 2 for bits.
    axis : int
        Axis that runs over the outcomes.

    Returns
    -------
    ndarray or scalar
        Cross-entropy, shaped as the larger input without `axis`; ∞ where Q rules out what P allows.

    Raises
    ------
    ValueError
        If an entry is NaN or negative, a sum differs from 1 by more than √eps, or the shapes do not pair up.

    References
    ----------
    Good, I. J., "Rational decisions", 1952; T. Cover and J. Thomas, *Elements of Information Theory*, 2006, chapter 5.
    Derived in Chapter 2.

    Examples
    --------
    A coin, the outcome that is certain, and the model that called it impossible:

    >>> print(cross_entropy([0.9, 0.1], [0.7, 0.3]).round(6))
    0.441405
    >>> print(cross_entropy([1.0, 0.0], [[0.8, 0.2], [0.0, 1.0]]))
    [0.22314355        inf]
    """
    p, q = check.as_distribution_pair(p, q, axis)
    return _total(_costs(p, q), axis, base)


@_large_in_blocks(2, sums.excesses, _excesses)
def kl_divergence(p: ArrayLike, q: ArrayLike, *, base: float | None = None, axis: int = -1) -> Floats:
    """Return the Kullback–Leibler divergence KL(P‖Q) = Σ p ln(p/q) = H(P, Q) − H(P).

    Computed as Σ [p ln(p/q) − p + q]. The added Σ (q − p) is 0, but every bracket is now non-negative, and where
    p ≈ q it is computed from the difference q − p, so that nothing cancels: a divergence of 1e-18 keeps its digits.

    Parameters
    ----------
    p, q : array_like
        The truth and the model: distributions over the same outcomes, of one shape, or one of them of shape ``(K,)``.
    base : float, optional
        Base of the logarithm: nats by default, 2 for bits.
    axis : int
        Axis that runs over the outcomes.

    Returns
    -------
    ndarray or scalar
        Divergence, shaped as the larger input without `axis`: 0 exactly when P = Q, ∞ where q = 0 and p > 0.

    Raises
    ------
    ValueError
        If an entry is NaN or negative, a sum differs from 1 by more than √eps, or the shapes do not pair up.

    References
    ----------
    Kullback, S., and R. A. Leibler, "On information and sufficiency", 1951. Derived in Chapter 3.

    Examples
    --------
    Not symmetric; and the textbook sum would lose the last of these three among its rounding errors:

    >>> print(kl_divergence([0.9, 0.1], [0.7, 0.3]).round(6), kl_divergence([0.7, 0.3], [0.9, 0.1]).round(6))
    0.116322 0.153664
    >>> print(f"{kl_divergence([0.5, 0.5], [0.5 + 1e-9, 0.5 - 1e-9]):.4g}")
    2e-18
    """
    p, q = check.as_distribution_pair(p, q, axis)
    return _total(_excesses(p, q), axis, base)


@_large_in_blocks(2, sums.middle_excesses, _middle_excesses)
def js_divergence(p: ArrayLike, q: ArrayLike, *, base: float | None = None, axis: int = -1) -> Floats:
    """Return the Jensen–Shannon divergence JS = ½ KL(P‖M) + ½ KL(Q‖M), with M the mean of P and Q.

    Parameters
    ----------
    p, q : array_like
        Distributions over the same outcomes, of one shape, or one of them of shape ``(K,)``; their order is immaterial.
    base : float, optional
        Base of the logarithm: nats by default, 2 for bits.
    axis : int
        Axis that runs over the outcomes.

    Returns
    -------
    ndarray or scalar
        Divergence, shaped as the larger input without `axis`: from 0 (P = Q) to ln 2, or 1 bit (no outcome shared).

    Raises
    ------
    ValueError
        If an entry is NaN or negative, a sum differs from 1 by more than √eps, or the shapes do not pair up.

    See Also
    --------
    js_distance : its square root, which is a metric.

    References
    ----------
    Lin, J., "Divergence measures based on the Shannon entropy", 1991. Derived in Chapter 3.

    Examples
    --------
    Always finite, and exact where subtracting entropies would leave nothing but rounding errors:

    >>> print(js_divergence([1, 0], [0, 1], base=2))
    1.0
    >>> print(f"{js_divergence([0.5, 0.5], [0.5 + 1e-9, 0.5 - 1e-9]):.4g}")
    5e-19
    """
    p, q = check.as_distribution_pair(p, q, axis)
    nats = _total(_middle_excesses(p, q), axis)
    return np.minimum(nats, nats.dtype.type(math.log(2))) / check.log_base(base)  # rounding may pass ln 2 by an ulp


def js_distance(p: ArrayLike, q: ArrayLike, *, base: float | None = None, axis: int = -1) -> Floats:
    """Return the Jensen–Shannon distance, the square root of the Jensen–Shannon divergence.

    Unlike any divergence here it is a metric: symmetric, zero only between equals, and obeying the triangle inequality.

    Parameters
    ----------
    p, q : array_like
        Distributions over the same outcomes, of one shape, or one of them of shape ``(K,)``; their order is immaterial.
    base : float, optional
        Base of the logarithm under the root: nats by default, 2 for bits.
    axis : int
        Axis that runs over the outcomes.

    Returns
    -------
    ndarray or scalar
        Distance, shaped as the larger input without `axis`, from 0 to √ln 2 (1 with base 2).

    Raises
    ------
    ValueError
        If an entry is NaN or negative, a sum differs from 1 by more than √eps, or the shapes do not pair up.

    References
    ----------
    Endres, D. M., and J. E. Schindelin, "A new metric for probability distributions", 2003. Used in Chapter 3.

    Examples
    --------
    >>> print(js_distance([1, 0], [0, 1], base=2), js_distance([0.5, 0.5], [0.5, 0.5]))
    1.0 0.0
    """
    return np.sqrt(js_divergence(p, q, base=base, axis=axis))


def perplexity(p: ArrayLike, q: ArrayLike | None = None, *, base: float | None = None, axis: int = -1) -> Floats:
    """Return the perplexity exp H(P, Q), the number of equally likely outcomes that would surprise as much.

    Parameters
    ----------
    p : array_like
        The truth.
    q : array_like, optional
        The model; left out, the perplexity is that of `p` itself, exp H(P).
    base : float, optional
        Unit in which H is measured. It is raised to the power H, so the perplexity is the same in every unit.
    axis : int
        Axis that runs over the outcomes.

    Returns
    -------
    ndarray or scalar
        Perplexity, a pure number of at least 1, shaped as the larger input without `axis`; ∞ where H(P, Q) is.

    Raises
    ------
    ValueError
        If an entry is NaN or negative, a sum differs from 1 by more than √eps, or the shapes do not pair up.

    References
    ----------
    Jelinek, F., et al., "Perplexity, a measure of the difficulty of speech recognition tasks", 1977.
    Derived in Chapter 5.

    Examples
    --------
    >>> print(perplexity([1, 0, 0], [0.7, 0.2, 0.1]).round(6), perplexity([0.25, 0.25, 0.25, 0.25]).round(6))
    1.428571 4.0
    """
    check.log_base(base)
    nats = entropy(p, axis=axis) if q is None else cross_entropy(p, q, axis=axis)
    return np.exp(nats)


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
    p = check.as_distribution("pxy", pxy, tuple(axis))
    return _total(_costs(p, p), tuple(axis), base)


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
    return _total(_conditional_costs(p, py_axis), tuple(axis), base)


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
    return _total(_product_excesses(p, px, py), tuple(axis), base)


def total_variation(p: ArrayLike, q: ArrayLike, *, axis: int = -1) -> Floats:
    """Return the total variation distance ½ Σ |p − q|, the most by which P and Q can differ on any event.

    Pinsker's inequality ties it to the divergence: KL(P‖Q) ≥ 2 TV², in nats.

    Parameters
    ----------
    p, q : array_like
        Distributions over the same outcomes, of one shape, or one of them of shape ``(K,)``.
    axis : int
        Axis that runs over the outcomes.

    Returns
    -------
    ndarray or scalar
        Distance (a probability, so without a unit), shaped as the larger input without `axis`, from 0 to 1.

    Raises
    ------
    ValueError
        If an entry is NaN or negative, a sum differs from 1 by more than √eps, or the shapes do not pair up.

    References
    ----------
    Cover, T., and J. Thomas, *Elements of Information Theory*, 2006, section 11.6. Used in Chapters 2 and 3.

    Examples
    --------
    >>> print(total_variation([0.9, 0.1], [0.7, 0.3]).round(6))
    0.2
    """
    p, q = check.as_distribution_pair(p, q, axis)
    return _total(np.abs(p - q), axis) / 2


def odds(p: ArrayLike) -> Floats:
    """Return the odds p/(1 − p) of an event.

    Parameters
    ----------
    p : array_like
        Probabilities, any shape.

    Returns
    -------
    ndarray or scalar
        Odds from 0 to ∞, shaped as `p`. Their logarithm, the log-odds, is the surprise of "not" less that of "yes".

    Raises
    ------
    ValueError
        If an entry is NaN or outside [0, 1], or `p` is empty.

    References
    ----------
    Good, I. J., *Probability and the Weighing of Evidence*, 1950. Used in Chapter 1.

    Examples
    --------
    >>> print(odds([0.5, 0.75, 1.0]))
    [ 1.  3. inf]
    """
    p = check.as_probabilities("p", p)
    with np.errstate(divide="ignore"):
        return p / (1 - p)


def from_odds(o: ArrayLike) -> Floats:
    """Return the probability o/(1 + o) that belongs to the odds `o`; the inverse of `odds`.

    Parameters
    ----------
    o : array_like
        Odds from 0 to ∞, any shape.

    Returns
    -------
    ndarray or scalar
        Probabilities, shaped as `o`.

    Raises
    ------
    ValueError
        If an entry is NaN or negative, or `o` is empty.

    References
    ----------
    Good, I. J., *Probability and the Weighing of Evidence*, 1950. Used in Chapter 1.

    Examples
    --------
    >>> print(from_odds([1, 3, float("inf")]))
    [0.5  0.75 1.  ]
    """
    o = check.as_floats("o", o)
    if (o < 0).any():
        raise ValueError(f"odds of {o[o < 0][0]} are impossible; odds run from 0 to ∞ (log-odds go through sigmoid)")
    with np.errstate(invalid="ignore"):  # ∞/∞ for a certain event
        return np.where(np.isinf(o), 1, o / (1 + o))[()]


def convert_units(value: ArrayLike, from_: str, to: str) -> Floats:
    """Convert an amount of information between nats, bits, bans and decibans.

    Parameters
    ----------
    value : array_like
        Amounts of information, any shape; ∞ stays ∞.
    from_ : {"nats", "bits", "bans", "decibans"}
        The unit of `value`: one nat is the surprise of an event of probability 1/e, one bit of 1/2, one ban of 1/10.
    to : {"nats", "bits", "bans", "decibans"}
        The unit that is wanted.

    Returns
    -------
    ndarray or scalar
        The amounts in the unit `to`.

    Raises
    ------
    ValueError
        If a unit is unknown, or a value is NaN.

    References
    ----------
    MacKay, D., *Information Theory, Inference, and Learning Algorithms*, 2003, section 18.3. Used in Chapter 1.

    Examples
    --------
    >>> print(convert_units(1, "bits", "nats").round(6), convert_units(1, "bans", "bits").round(6))
    0.693147 3.321928
    """
    for unit in (from_, to):
        if unit not in _NATS_PER:
            raise ValueError(f"unit {unit!r} is not known; choose one of {', '.join(_NATS_PER)}")
    return check.as_floats("value", value) * (_NATS_PER[from_] / _NATS_PER[to])


def from_counts(counts: ArrayLike, *, alpha: float = 0.0, axis: int = -1) -> Floats:
    """Return the distribution (n + α)/(N + αK) that counts suggest: frequencies, or Laplace's rule with α = 1.

    Parameters
    ----------
    counts : array_like
        How often each outcome was seen.
    alpha : float
        Imaginary sightings added to every outcome. With 0, an outcome never seen gets probability 0, and its
        surprise, should it come, is ∞.
    axis : int
        Axis that runs over the K outcomes.

    Returns
    -------
    ndarray
        Probabilities, shaped as `counts`; they sum to 1 along `axis`.

    Raises
    ------
    ValueError
        If a count is negative, infinite or NaN, `alpha` is negative, or there is nothing to divide by.

    References
    ----------
    Laplace, P. S., *Essai philosophique sur les probabilités*, 1814. Used in Chapters 1 and 5.

    Examples
    --------
    >>> print(from_counts([3, 1, 0]), from_counts([3, 1, 0], alpha=1).round(6))
    [0.75 0.25 0.  ] [0.571429 0.285714 0.142857]
    """
    n = check.as_counts("counts", counts)
    extra = check.number("alpha", alpha, 0, float(np.finfo(n.dtype).max), "use 0 (frequencies), 1 (Laplace) or between")
    n = np.atleast_1d(n)
    check.one_axis("counts", n, axis)
    n, total = _with_total(n, n.dtype.type(extra), axis)
    if not (total > 0).all():
        raise ValueError("counts are 0 for every outcome; give at least one count, or alpha above 0")
    p: Floats = n / total
    return p


def _with_total(n: Floats, extra: Any, axis: int) -> tuple[Floats, Floats]:
    """Return n + extra and the sums along `axis`, both made smaller by a power of 2 where a sum would be too large."""
    with np.errstate(over="ignore"):
        total = (n + extra).sum(axis=axis, keepdims=True)
    if np.isfinite(total).all():
        return n + extra, total
    halvings = -1 - n.shape[axis].bit_length()
    n = np.ldexp(n, halvings) + np.ldexp(extra, halvings)
    return n, n.sum(axis=axis, keepdims=True)


def _divide(p: Floats, whole: Floats) -> Floats:
    """Return p/whole, and 0 where whole (and so p) is 0."""
    return np.divide(p, whole, out=np.zeros_like(p), where=whole > 0)


def _joint(pxy: ArrayLike, axis: tuple[int, int]) -> tuple[Floats, int, int]:
    """Return the checked joint table, the axis of X and the axis of Y."""
    try:
        x_axis, y_axis = axis
    except (TypeError, ValueError):
        raise ValueError(f"axis = {axis!r} must name two axes, that of X and that of Y, such as (-2, -1)") from None
    return check.as_distribution("pxy", pxy, (x_axis, y_axis)), x_axis, y_axis
