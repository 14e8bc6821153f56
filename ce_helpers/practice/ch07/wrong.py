"""Chapter 7, Numbers that do not break: wrong answers that readers write, with the sentence that says what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, localcontext
from typing import Any

import numpy as np

from ...activations import logsumexp, sigmoid, softmax, softplus
from ...losses import cross_entropy_with_logits
from ..usual import epsilons

__all__ = ["BCE", "CHUNKED", "EPSILON_GRADIENT", "LOGSUMEXP", "MASKED"]


def _shifted_sum(z: Any) -> Any:
    return np.exp(np.asarray(z) - np.max(z)).sum()


def _naive_p(z: Any) -> Any:
    return 1 / (1 + np.exp(-np.asarray(z)))


LOGSUMEXP: dict[str, Any] = {
    "right while the largest score is above 0. Where all are far below, each exponential is 0: subtract it too.": (
        lambda z: (lambda m: m + np.log(np.exp(np.asarray(z) - m).sum()))(np.maximum(np.max(z), 0.0))
    ),
    "the largest score is subtracted only where all are far below 0; above 709 exp overflows without it.": (
        lambda z: logsumexp(z) if np.max(z) < -700 else np.log(np.exp(z).sum())
    ),
    "a number stands in place of what is lower, and where every other score is lower still, it is taken for one.": (
        *(lambda z, low=low: logsumexp(np.maximum(z, low)) for low in (-1e3, -2e3, -1e4, -1e5, -1e6, -1e9, -700, -745)),
        *(lambda z, low=low: logsumexp(np.nan_to_num(z, neginf=low)) for low in (-1e3, -1e4, -1e5, -1e6, -1e9)),
    ),
    "more digits move the limits and do not remove them: exp of a longdouble overflows as well, from 11,357 on.": (
        lambda z: np.where(np.max(z) > 11356, np.inf, np.where(np.max(z) < -11400, -np.inf, logsumexp(z)))
    ),
    "the largest score is added and was never subtracted: exp is to see the differences z − max.": (
        lambda z: np.max(z) + np.log(np.exp(z).sum())
    ),
    "any score may be subtracted on paper; here one of −∞, or one far below the largest, makes NaN or ∞ of it.": (
        lambda z: z[0] + np.log(np.exp(z - z[0]).sum()),
        lambda z: z[-1] + np.log(np.exp(z - z[-1]).sum()),
    ),
    "the signs of the scores are lost before exp.": (
        lambda z: np.log(np.exp(np.abs(z)).sum()),
        lambda z: logsumexp(np.abs(z)),
    ),
    "the largest score is subtracted from the exponentials; it belongs inside them, exp(z − m).": (
        lambda z: np.log((np.exp(z) - np.max(z)).sum()) + np.max(z),
        lambda z: np.log(np.exp(z).sum() - np.max(z)) + np.max(z),
    ),
    "the logarithm of the shifted sum is missing.": lambda z: np.max(z) + _shifted_sum(z),
    "not all scores are in the sum.": (
        lambda z: logsumexp(z[z > 0]) if np.any(z > 0) else 0.0,
        lambda z: np.logaddexp(z[0], z[-1]),
        lambda z: logsumexp(z[1:]),
        lambda z: logsumexp(z[:-1]),
    ),
    "an epsilon stands inside the logarithm. The sum is at least 1 there, so nothing is gained, and digits are lost.": (
        *epsilons(lambda eps: lambda z: np.max(z) + np.log(_shifted_sum(z) + eps), least=1e-15),
    ),
    "an epsilon stands inside the logarithm in place of the shift: it hides −∞ at one end, and ∞ stays at the other.": (
        *epsilons(lambda eps: lambda z: np.log(np.exp(z).sum() + eps)),
    ),
    "the scores are clipped so that exp survives; scores beyond that are then taken for others.": tuple(
        lambda z, far=far: np.log(np.exp(np.clip(z, -far, far)).sum()) for far in (700, 709, 500, 100, 50, 30)
    ),
    "log1p is given a sum that still holds the 1 of the largest score, which is then counted twice.": (
        lambda z: np.max(z) + np.log1p(_shifted_sum(z))
    ),
    "each score that equals the largest is left out, and only one of them belongs left out beside log1p.": (
        lambda z: np.max(z) + np.log1p(np.exp(np.asarray(z)[z < np.max(z)] - np.max(z)).sum())
    ),
    "the largest score in size is subtracted, and a far negative one is no upper limit: take the largest, np.max(z).": (
        lambda z: np.max(np.abs(z)) + np.log(np.exp(np.asarray(z) - np.max(np.abs(z))).sum())
    ),
    "this is a sum of scores: the logarithm of a product of exponentials and not of their sum.": (
        lambda z: np.sum(z),
        lambda z: np.max(z) + np.sum(np.asarray(z) - np.max(z)),
    ),
    "the logarithm of each exponential is the score again: add up first, and take one logarithm.": (
        lambda z: np.log(np.exp(z)).sum()
    ),
    "this is the log-softmax, one number a score; one number is asked for in all.": lambda z: z - logsumexp(z),
    "a mean stands where the sum belongs.": (
        lambda z: logsumexp(z) - np.log(np.isfinite(z).sum()),
        lambda z: np.log(np.exp(z).mean()),
    ),
    "a score of −∞ is taken for 0; its exponential is 0, and it needs no special case.": (
        lambda z: logsumexp(np.where(np.isneginf(z), 0, z)),
        lambda z: logsumexp(np.nan_to_num(z, neginf=0.0)),
    ),
}


def _plain_decimals(digits: int) -> Any:
    """Return ln(1 + e^∓z) computed with so many decimal digits, the 1 not kept apart."""

    def loss(z: Any, y: Any) -> Any:
        z, y = np.broadcast_arrays(np.asarray(z, float), np.asarray(y, float))
        with localcontext() as context:
            context.prec = digits
            sides = [Decimal(float(-a if b == 1 else a)) for a, b in zip(z.ravel(), y.ravel(), strict=True)]
            return np.array([float((1 + side.exp()).ln()) for side in sides]).reshape(z.shape)[()]

    return loss


def _with_both_logs(log_p: Any, log_q: Any) -> Any:
    return lambda z, y: -(y * log_p(np.asarray(z, float)) + (1 - np.asarray(y)) * log_q(np.asarray(z, float)))


def _with_epsilons(p: Callable[[Any], Any]) -> tuple[Any, ...]:
    return epsilons(lambda eps: _with_both_logs(lambda z: np.log(p(z) + eps), lambda z: np.log(1 - p(z) + eps)))


def _sides(z: Any, y: Any) -> Any:
    return np.where(np.asarray(y) == 1, -1, 1) * np.asarray(z, float)


def _one_of(log_p: Any, log_q: Any) -> Any:
    return lambda z, y: -np.where(np.asarray(y) == 1, log_p(np.asarray(z, float)), log_q(np.asarray(z, float)))


BCE: dict[str, Any] = {
    "it goes through the probability, which rounds to 1 from a score of 37 on and to 0 at −800: take softplus.": (
        *(_one_of(lambda z, p=p: np.log(p(z)), lambda z, p=p: np.log(1 - p(z))) for p in (_naive_p, sigmoid)),
        *(_one_of(lambda z, p=p: np.log(p(z)), lambda z, p=p: np.log1p(-p(z))) for p in (_naive_p, sigmoid)),
        *(_with_both_logs(lambda z, p=p: np.log(p(z)), lambda z, p=p: np.log1p(-p(z))) for p in (_naive_p, sigmoid)),
        *(_with_both_logs(lambda z, p=p: np.log(p(z)), lambda z, p=p: np.log(1 - p(z))) for p in (_naive_p, sigmoid)),
    ),
    "ln(1 + e^s) is cut to s too early: for nine digits e^−s counts up to s = 18.": tuple(
        lambda z, y, cut=cut: (lambda s: np.where(s > cut, s, np.log1p(np.exp(s))))(_sides(z, y))
        for cut in (15, 10, 17, 16, 12, 8, 5)
    ),
    "the numbers become float32 inside and keep seven digits; nine are asked for.": (
        lambda z, y: np.asarray(softplus(_sides(z, y).astype(np.float32)), float)
    ),
    "the exponent has the wrong sign: e^−|s| is at most 1, and e^|s| overflows.": (
        lambda z, y: np.maximum(_sides(z, y), 0) + np.log1p(np.exp(np.abs(_sides(z, y))))
    ),
    "only max(s, 0) is there; the loss has log1p(e^−|s|) beside it.": lambda z, y: np.maximum(_sides(z, y), 0),
    "an epsilon stands inside the logarithms. It caps the loss, at 34.5 for 1e-15; take softplus of the score.": (
        *_with_epsilons(_naive_p),
        *_with_epsilons(sigmoid),
    ),
    "the logarithm is cut at −100, as in PyTorch's binary_cross_entropy: the loss stops at 100; use the score.": tuple(
        _with_both_logs(
            lambda z, p=p: np.maximum(np.log(p(z)), -100), lambda z, p=p: np.maximum(np.log(1 - p(z)), -100)
        )
        for p in (_naive_p, sigmoid)
    ),
    "e^z overflows at 710, and where y is 1 the difference cancels: take softplus(−z) there.": (
        lambda z, y: np.log(1 + np.exp(z)) - np.asarray(y) * z,
        lambda z, y: np.log1p(np.exp(z)) - np.asarray(y) * z,
    ),
    "max(z, 0) − y·z + log1p(e^−z) lacks an absolute value: the exponent is −|z|.": (
        lambda z, y: np.maximum(z, 0) - np.asarray(y) * z + np.log1p(np.exp(-np.asarray(z))),
        lambda z, y: (lambda s: np.maximum(s, 0) + np.log1p(np.exp(-s)))(_sides(z, y)),
        lambda z, y: (lambda s: s + np.log1p(np.exp(-s)))(_sides(z, y)),
    ),
    "the minus is missing: this is the logarithm of the probability, through the probability; take softplus.": (
        *(
            lambda z, y, p=p: _with_both_logs(lambda z: np.log(p(z)), lambda z: np.log(1 - p(z)))(z, y) * -1
            for p in (_naive_p, sigmoid)
        ),
    ),
    "y is −1 or +1 in ln(1 + e^−yz); here it is 0 or 1, so the sign is 2y − 1.": (
        lambda z, y: np.logaddexp(0, -np.asarray(y) * z),
        lambda z, y: np.log1p(np.exp(-np.asarray(y) * z)),
    ),
    "digits alone do not suffice where the 1 is not kept apart: at z = 100 even 50 leave only six of the loss.": (
        *map(_plain_decimals, (50, 28, 30, 40)),
    ),
    "e^z overflows for large scores: max(z, 0) + log1p(e^−|z|) only ever takes e^−|z|.": (
        lambda z, y: y * np.log1p(np.exp(-np.asarray(z))) + (1 - np.asarray(y)) * np.log1p(np.exp(z))
    ),
    "y·z is added; −y·z belongs there, so that a yes at a high score costs little.": (
        lambda z, y: softplus(z) + np.asarray(y) * z
    ),
    "the scores are clipped, and beyond that the loss does not grow.": tuple(
        lambda z, y, far=far: softplus(np.clip(np.where(np.asarray(y) == 1, -1, 1) * np.asarray(z), -far, far))
        for far in (500, 700, 709, 100, 50, 30, 20)
    ),
}


def _no(z: Any) -> Any:
    return sigmoid(-np.asarray(z))


def _ratio(z: Any) -> Any:
    return np.exp(z) / (1 + np.exp(z))


#: σ(z) and 1 − σ(z), as readers write them; the first pair alone keeps all digits
_PAIRS = ((sigmoid, _no), (_naive_p, _no), *((p, lambda z, p=p: 1 - p(z)) for p in (_naive_p, sigmoid)))


def _with(make: Callable[..., Any], pairs: Any = _PAIRS) -> tuple[Any, ...]:
    """Return ``make(p, q, eps)`` as a function of z and eps, for each way to write p and its complement q."""
    return tuple(lambda z, eps, p=p, q=q: make(p(np.asarray(z)), q(np.asarray(z)), eps) for p, q in pairs)


EPSILON_GRADIENT: dict[str, Any] = {
    "(1 + e^−z)² overflows from z = −355 on: σ(z)·σ(−z) is the same slope, and neither factor overflows.": tuple(
        lambda z, eps, p=p: -(np.exp(-z) / (1 + np.exp(-z)) ** 2) / (p(z) + eps) for p in (_naive_p, sigmoid)
    ),
    "eps is taken twice, or by half.": (
        *_with(lambda p, q, eps: -p * q / (p + 2 * eps)),
        *_with(lambda p, q, eps: -p * q / (p + eps / 2)),
    ),
    "1 − σ(z) + eps stands below the line; inside the logarithm it is σ(z) + eps.": (
        _with(lambda p, q, eps: -p * q / (q + eps))
    ),
    "σ′(z) is σ(z)(1 − σ(z)), and not a square.": (
        *_with(lambda p, q, eps: -(p**2) / (p + eps)),
        *_with(lambda p, q, eps: -(q**2) / (p + eps)),
    ),
    "1 + eps stands below the line, as if σ(z) had been divided out of both; it is 1 + eps/σ(z) then.": (
        _with(lambda p, q, eps: -q / (1 + eps))
    ),
    "1 − σ(z) is rounded to 0 from a score of 37 on, and the slope with it: σ(−z) is the same and keeps its digits.": (
        _with(lambda p, q, eps: -p * q / (p + eps), _PAIRS[2:])
    ),
    "e^z/(1 + e^z) is ∞/∞ at large scores: take 1/(1 + e^−z), and σ(−z) for its complement.": (
        _with(lambda p, q, eps: -p * q / (p + eps), ((_ratio, lambda z: 1 - _ratio(z)), (_ratio, _no)))
    ),
    "the sign is the wrong way round: more score means less loss, so the slope is negative.": (
        _with(lambda p, q, eps: p * q / (p + eps))
    ),
    "this is the slope without the epsilon, σ(z) − 1.": _with(lambda p, q, eps: -q),
    "this is the slope in the probability, −1/(σ(z) + eps); the chain rule adds the factor σ′(z).": (
        _with(lambda p, q, eps: -1 / (p + eps))
    ),
    "the factor 1 − σ(z) is missing from σ′(z).": _with(lambda p, q, eps: -p / (p + eps)),
    "the factor σ(z) is missing from σ′(z).": _with(lambda p, q, eps: -q / (p + eps)),
    "this is the loss and not its slope.": _with(lambda p, q, eps: -np.log(p + eps)),
    "the epsilon is added to the slope; it stands inside the logarithm, so it lands under the fraction.": (
        *_with(lambda p, q, eps: -q + eps),
        *_with(lambda p, q, eps: -p * q / p + eps),
    ),
    "this is the slope for an answer of no; −ln(σ(z) + eps) is the loss of a yes.": (
        _with(lambda p, q, eps: p * q / (q + eps))
    ),
    "−p/eps holds only where p is far below eps.": (
        *_with(lambda p, q, eps: -p / eps),
        *_with(lambda p, q, eps: -p * q / eps),
    ),
    "the two cases of the approximation are taken for the slope; between them neither is right.": (
        _with(lambda p, q, eps: np.where(p > eps, -q, -p / eps))
    ),
    "this is the slope of a clipped loss, which is 0 below eps; with eps inside the logarithm it fades.": (
        *_with(lambda p, q, eps: np.where(p > eps, -q, 0.0)),
        *_with(lambda p, q, eps: np.where(p < eps, 0.0, p - 1)),
    ),
    "the probability is clipped at eps; here eps is added to it, inside the logarithm alone.": (
        *_with(lambda p, q, eps: -p * q / np.maximum(p, eps)),
        *(
            lambda z, eps, p=p, more=more: (lambda c: -c * (1 - c) / (c + more * eps))(np.clip(p(z), eps, 1 - eps))
            for p in (sigmoid, _naive_p)
            for more in (0, 1)
        ),
    ),
    "e^z stands where σ(z) belongs.": (
        lambda z, eps: -np.exp(z) / (np.exp(z) + eps),
        lambda z, eps: -np.exp(z) * (1 - np.exp(z)) / (np.exp(z) + eps),
    ),
    "the division by σ(z) + eps is missing.": _with(lambda p, q, eps: -p * q),
    "σ(z) + eps is squared; the slope of a logarithm is 1 over what stands in it.": (
        _with(lambda p, q, eps: -p * q / (p + eps) ** 2)
    ),
    "eps is taken for a part of the probability: it stands beside σ(z) in the logarithm and not in σ′(z).": (
        _with(lambda p, q, eps: -p * (q + eps) / (p + eps))
    ),
    "eps is multiplied or subtracted; it is added to σ(z).": (
        *_with(lambda p, q, eps: -p * q / (p * eps)),
        *_with(lambda p, q, eps: -p * q / (p - eps)),
    ),
    "a difference quotient has about half of the digits, and nine are asked for; derive the slope.": tuple(
        lambda z, eps, h=h, p=p: (np.log(p(z - h) + eps) - np.log(p(z + h) + eps)) / (2 * h)
        for h in (1e-5, 1e-6, 1e-4, 1e-3, 1e-7, 1e-8)
        for p in (sigmoid, _naive_p)
    ),
}


def _kept(z: Any, keep: Any) -> Any:
    return np.where(keep, np.asarray(z, float), -np.inf)


def _along_first(z: Any) -> Any:
    e = np.exp(z - z.max(axis=0))
    return e / e.sum(axis=0)


def _as_one(z: Any) -> Any:
    e = np.exp(z - z.max())
    return e / e.sum()


def _shifted(z: Any) -> Any:
    return np.exp(z - z.max(axis=-1, keepdims=True))


def _share(e: Any, axis: Any = -1) -> Any:
    return e / e.sum(axis=axis, keepdims=True)


def _without_keepdims(z: Any, keep: Any) -> Any:
    kept = _kept(z, keep)
    e = np.exp(kept - kept.max(axis=-1))
    return e / e.sum(axis=-1)


MASKED: dict[str, Any] = {
    "the exponentials are not divided by their sum.": (
        lambda z, keep: _shifted(_kept(z, keep)),
        lambda z, keep: np.exp(z) * keep,
        lambda z, keep: _shifted(np.asarray(z)) * keep,
    ),
    "the largest score of all is looked for before the mask: a masked one far ahead makes all others 0, and 0/0.": (
        lambda z, keep: _share(np.exp(np.asarray(z) - np.max(z)) * keep)
    ),
    "max and sum along the last axis want keepdims=True, so that a table of rows can be divided by them.": (
        _without_keepdims
    ),
    "the axis is the first; the classes of a row lie along the last, axis=-1.": (
        lambda z, keep: _along_first(_kept(z, keep))
    ),
    "the sum runs over the whole table; each row has a distribution of its own.": (
        lambda z, keep: _as_one(_kept(z, keep))
    ),
    "every score is NaN or −∞: 0·(−∞) is NaN, and ~keep is true for 0 and 1 alike. Take np.where(keep, z, −∞).": (
        lambda z, keep: _share(_shifted(np.where(~np.asarray(keep), -np.inf, z))),
        lambda z, keep: _share(_shifted(np.asarray(z) + (1 - np.asarray(keep)) * -np.inf)),
        lambda z, keep: _share(np.exp(np.asarray(z) + (1 - np.asarray(keep)) * -np.inf)),
    ),
    "an epsilon in ln(keep + ε) leaves a masked class a score above −∞: without it ln 0 is −∞, as is wanted.": (
        *epsilons(lambda eps: lambda z, keep: softmax(np.asarray(z) + np.log(np.asarray(keep) + eps)), least=1e-15),
    ),
    "the scores are not used: this is the same share for each class that is kept.": (
        lambda z, keep: _share(np.asarray(keep, float))
    ),
    "exp of a masked score far above the kept ones is ∞, and ∞·0 is NaN: put −∞ in its place before exp.": (
        lambda z, keep: _share(np.exp(np.asarray(z) - _kept(z, keep).max(axis=-1, keepdims=True)) * keep)
    ),
    "m + ln Σ is rounded at the size of m: beside −3e9 the ln loses its digits. Divide exponentials by their sum.": (
        lambda z, keep: (lambda k, m: np.exp(k - (m + np.log(np.exp(k - m).sum(-1, keepdims=True)))))(
            _kept(z, keep), _kept(z, keep).max(axis=-1, keepdims=True)
        ),
        lambda z, keep: np.exp(_kept(z, keep) - logsumexp(_kept(z, keep), axis=-1, keepdims=True)),
    ),
    "0/0 is hidden: a row far below its masked class becomes 0 everywhere. Take the largest of the kept scores.": (
        lambda z, keep: np.nan_to_num(_share(_shifted(np.asarray(z)) * keep)),
        lambda z, keep: np.nan_to_num(_share(np.exp(np.asarray(z) - np.max(z)) * keep)),
        lambda z, keep: np.nan_to_num(_share(softmax(z) * keep)),
    ),
    "an epsilon stands below the fraction line: a row that is far below its masked class becomes 0.": (
        *epsilons(
            lambda eps: (
                lambda z, keep: (lambda e: e / (e.sum(axis=-1, keepdims=True) + eps))(
                    np.exp(np.asarray(z) - np.max(z, axis=-1, keepdims=True)) * keep
                )
            )
        ),
    ),
    "the mask is right, but exp overflows at scores of 1000. Subtract the largest of the kept scores first.": (
        lambda z, keep: _share(np.where(keep, np.exp(z), 0)),
        lambda z, keep: _share(np.exp(_kept(z, keep))),
    ),
    "the masked classes are cut out; they stay in their places, with the probability 0.": (
        lambda z, keep: (lambda e: e / e.sum())(_shifted(np.asarray(z)[np.asarray(keep) > 0])),
        lambda z, keep: (
            softmax(z[keep == 1]) if np.ndim(z) == 1 else [softmax(a[b == 1]) for a, b in zip(z, keep, strict=True)]
        ),
    ),
    "the masked exponentials stay in the sum: leave them out above and below the fraction line.": (
        lambda z, keep: np.where(keep, np.exp(z), 0) / np.exp(z).sum(axis=-1, keepdims=True)
    ),
}


def _sums(hidden: Any, w: Any, y: Any, rows: int) -> list[Any]:
    starts = range(0, len(y), rows)
    whole = np.asarray(hidden) @ w
    return [cross_entropy_with_logits(whole[i : i + rows], y[i : i + rows], reduction="sum") for i in starts]


def _naive_mean(hidden: Any, w: Any, y: Any, rows: int) -> Any:
    z = np.asarray(hidden) @ w
    return -np.log(_share(np.exp(z), 1)[np.arange(len(y)), y]).mean()


def _whole(hidden: Any, y: Any, rows: int) -> int:
    return len(y) // rows * rows


def _shifted_as_one(hidden: Any, w: Any, y: Any, rows: int) -> Any:
    total, whole = 0.0, np.asarray(hidden) @ w
    for i in range(0, len(y), rows):
        z, t = whole[i : i + rows], y[i : i + rows]
        total += (np.log(np.exp(z - z.max()).sum(axis=1)) + z.max() - z[np.arange(len(t)), t]).sum()
    return total / len(y)


def _softmax_as_one(hidden: Any, w: Any, y: Any, rows: int) -> Any:
    total, whole = 0.0, np.asarray(hidden) @ w
    for i in range(0, len(y), rows):
        z, t = whole[i : i + rows], y[i : i + rows]
        total -= np.log(_share(np.exp(z - z.max()))[np.arange(len(t)), t]).sum()
    return total / len(y)


def _log_of_softmax(hidden: Any, w: Any, y: Any, rows: int) -> Any:
    return -np.log(softmax(np.asarray(hidden) @ w)[np.arange(len(y)), y]).mean()


def _along_chunk(hidden: Any, w: Any, y: Any, rows: int) -> Any:
    total, whole = 0.0, np.asarray(hidden) @ w
    for i in range(0, len(y), rows):
        p, t = _along_first(whole[i : i + rows]), y[i : i + rows]
        total -= np.log(p[np.arange(len(t)), t]).sum()
    return total / len(y)


def _means(hidden: Any, w: Any, y: Any, rows: int) -> Any:
    return sum(total / (min(i + rows, len(y)) - i) for i, total in _started(hidden, w, y, rows))


def _started(hidden: Any, w: Any, y: Any, rows: int) -> Any:
    return zip(range(0, len(y), rows), _sums(hidden, w, y, rows), strict=True)


CHUNKED: dict[str, Any] = {
    "the mean of every chunk counts `rows` times, and the last one may be shorter: add up sums.": (
        lambda hidden, w, y, rows: _means(hidden, w, y, rows) * rows / len(y)
    ),
    "the softmax runs along the rows of a chunk; the classes lie along the last axis.": _along_chunk,
    "the chunks begin one row apart, and most rows are counted several times: a step of `rows` is missing in range.": (
        lambda hidden, w, y, rows: (
            sum(
                cross_entropy_with_logits(np.asarray(hidden)[i : i + rows] @ w, y[i : i + rows], reduction="sum")
                for i in range(len(y))
            )
            / len(y)
        )
    ),
    "the largest score of the whole chunk is subtracted; a row far below it is then ln 0: take each row's own.": (
        _shifted_as_one,
        _softmax_as_one,
    ),
    "the softmax is safe, but its logarithm is not: a probability that underflows is 0. Take ce.log_softmax.": (
        _log_of_softmax
    ),
    "the shorter last chunk is left out of the sum and of the count: its examples belong to the mean.": (
        lambda hidden, w, y, rows: sum(_sums(hidden, w, y, rows)[: len(y) // rows]) / _whole(hidden, y, rows)
    ),
    "the sum is divided by the number of chunks; divide by the number of examples.": (
        lambda hidden, w, y, rows: np.mean(_sums(hidden, w, y, rows))
    ),
    "the sum is divided by the number of classes.": (
        lambda hidden, w, y, rows: sum(_sums(hidden, w, y, rows)) / np.shape(w)[1],
        lambda hidden, w, y, rows: sum(_sums(hidden, w, y, rows)) / len(y) / np.shape(w)[1],
    ),
    "right for small logits; at large ones the softmax as written is 0 or NaN: use ce.cross_entropy_with_logits.": (
        _naive_mean
    ),
    "only the last chunk is counted: add each one to the total.": (
        lambda hidden, w, y, rows: _sums(hidden, w, y, rows)[-1] / len(y),
        lambda hidden, w, y, rows: _sums(hidden, w, y, rows)[-1] / (len(y) - (len(y) - 1) // rows * rows),
    ),
    "chunks overlap by a row: they end before i + rows.": (
        lambda hidden, w, y, rows: (
            sum(
                cross_entropy_with_logits(
                    np.asarray(hidden)[i : i + rows + 1] @ w, y[i : i + rows + 1], reduction="sum"
                )
                for i in range(0, len(y), rows)
            )
            / len(y)
        )
    ),
}
