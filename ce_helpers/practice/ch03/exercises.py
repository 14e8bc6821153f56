"""Chapter 3, Inevitable and avoidable: exercises."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...activations import softmax
from ...information import (
    conditional_entropy,
    cross_entropy,
    entropy,
    joint_entropy,
    js_divergence,
    kl_divergence,
    mutual_information,
)
from ..by_hand import by_hand
from ..exercise import Exercise
from ..matching import matching
from ..usual import epsilons
from . import solutions
from .inputs import infinite_cases, joint_cases, pairs, soft_cases
from .on_paper import A_LOG, RUNS, URNS, triangle_fault

__all__ = ["EXERCISES"]


def _terms(p: Any, q: Any) -> Any:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(np.asarray(p) > 0, p * np.log(p / q), 0)


def _no_logarithm(p: Any, q: Any) -> Any:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(p > 0, p * (np.log(p) - q), 0)


def _is_infinite(p: Any, q: Any) -> bool:
    return bool(np.any((np.asarray(p) > 0) & (np.asarray(q) == 0)))


def _rows(pxy: Any) -> Any:
    """Return the entropy of every row that can occur, as a distribution of its own."""
    table = np.asarray(pxy, float)
    table = table[table.sum(axis=1) > 0]
    return entropy(table / table.sum(axis=1, keepdims=True))


def _rows_with_nan(pxy: Any) -> Any:
    """Return the entropy of every row, and NaN for a row that cannot occur."""
    given = pxy / pxy.sum(axis=1, keepdims=True)
    return -np.where(given == 0, 0, given * np.log(given)).sum(axis=1)


def _plogp(p: Any) -> Any:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(p == 0, 0, p * np.log(p))


def _jeffreys(p: Any, q: Any) -> Any:
    return (kl_divergence(p, q) + kl_divergence(q, p)) / 2


def _finite_part(p: Any, q: Any, lost: Any) -> float:
    """Return the divergence without the outcomes that are `lost`."""
    kept = (p > 0) & ~lost
    with np.errstate(divide="ignore"):
        return float(np.sum(p[kept] * np.log(p[kept] / q[kept])))


def _constants(*values: Any) -> dict[str, Any]:
    """Return the mistake of a function that looks at nothing."""

    def constant(value: Any) -> Any:
        return lambda *inputs: value

    return {"it returns the same for every input.": tuple(map(constant, values))}


def _first_zero(p: Any, q: Any) -> bool:
    """Tell whether the first zero of q is one of p > 0; later zeros are not looked at."""
    return bool(q.min() == 0 and p[q.argmin()] > 0)


def _likeliest(t: Any, values: Any) -> Any:
    """Return of each row of values the one at the likeliest class of the target."""
    return values[np.arange(len(t)), t.argmax(axis=1)]


def _soft(t: Any) -> Any:
    """Return which targets are not one-hot."""
    return (t > 0).sum(axis=1) > 1


def _avoidable(targets: Any, probs: Any) -> Any:
    return kl_divergence(targets, probs).mean()


#: What is added inside logarithms; 1e-15 is lost in the rounding of a sum over a table.
_SMALL = (1e-12, 1e-9, 1e-6)
#: Where probabilities are usually cut off.
_CLIPS = (1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6)

EXERCISES = [
    Exercise(
        name="kl",
        task="write kl(p, q), the divergence KL(P‖Q) = Σ p ln(p/q) in nats, with 0 ln 0 = 0 and ∞ where q = 0 < p",
        reference=kl_divergence,
        solution=solutions.kl,
        cases=pairs,
        mistakes={
            "this is the cross-entropy H(P, Q), the whole cost; take H(P) away from it.": (
                cross_entropy,
                lambda p, q: -np.sum(p * np.log(q)),
            ),
            "p and q are swapped: this is KL(Q‖P).": (
                lambda p, q: kl_divergence(q, p),
                lambda p, q: np.sum(q * np.log(q / p)),
            ),
            "this is −KL(P‖Q): either the ratio is upside down (it is ln(p/q)), or there is a minus too many.": (
                lambda p, q: np.sum(p * np.log(q / p)),
                lambda p, q: -np.sum(p * np.log(p / q)),
                lambda p, q: -kl_divergence(p, q),
            ),
            "this is in bits; take the natural logarithm, np.log, and mind the outcomes with p = 0.": (
                lambda p, q: np.sum(p * np.log2(p / q))
            ),
            "the terms are averaged over the outcomes; p is the weight already, so add them up.": (
                lambda p, q: np.mean(p * np.log(p / q)),
                lambda p, q: np.mean(np.where(p > 0, p * np.log(p / q), 0)),
            ),
            "one term for each outcome is returned; add them up.": (
                lambda p, q: p * np.log(p / q),
                lambda p, q: np.where(p > 0, p * np.log(p / q), 0),
            ),
            "outcomes with q = 0 are left out although p > 0: there the divergence is ∞.": (
                lambda p, q: (
                    kl_divergence(p, q)
                    if not _is_infinite(p, q)
                    else float(np.sum(p[(p > 0) & (q > 0)] * np.log(p[(p > 0) & (q > 0)] / q[(p > 0) & (q > 0)])))
                )
            ),
            "0 ln 0 comes out as NaN: an outcome with p = 0 adds nothing, whatever q is.": (
                lambda p, q: np.sum(np.asarray(p) * np.log(np.asarray(p) / q))
            ),
            "absolute values are taken: some terms are negative, and they count.": (
                lambda p, q: float(np.sum(np.abs(_terms(p, q))))
            ),
            "p does not weight the terms: this sums ln(p/q) over the outcomes.": (
                lambda p, q: np.sum(np.log(np.asarray(p) / q)),
                lambda p, q: np.sum(np.where(p > 0, np.log(p / q), 0)),
                lambda p, q: np.sum(np.log(p[p > 0] / q[p > 0])),
            ),
            "this is the mean of KL(P‖Q) and KL(Q‖P); one direction is asked for.": _jeffreys,
            "this is Jensen–Shannon, a comparison with the mixture; compare p with q itself.": js_divergence,
            "this is H(P), the part that no model can avoid; the other part is asked for.": lambda p, q: entropy(p),
            "only the first term is returned; return the sum, after the loop.": (
                lambda p, q: float(_terms(p, q)[0]),
                lambda p, q: p[0] * np.log(p[0] / q[0]),
            ),
            "q itself stands where ln q belongs, as when kl_div is given probabilities.": (
                lambda p, q: float(np.sum(_no_logarithm(p, q))),
                lambda p, q: np.sum(p * (np.log(p) - q)),
                lambda p, q: np.nansum(p * (np.log(p) - q)),
            ),
            "the quotient p/q overflows to ∞ where q is positive and tiny, as 1e-310; take ln p − ln q.": (
                lambda p, q: np.nansum(p * np.log(p / q)),
                lambda p, q: float(np.sum(_terms(p, q))),
            ),
            "the brackets p ln(p/q) − p + q are summed where p > 0 alone; where p is 0, the + q counts too.": (
                lambda p, q: float(np.sum(np.where(p > 0, _terms(p, q) - p + q, 0)))
            ),
            "this is KL(P‖Q) + KL(Q‖P), the sum of both directions; one is asked for.": lambda p, q: (
                2 * _jeffreys(p, q)
            ),
            "q stands where p belongs, and the sign is turned: this is −KL(Q‖P).": (
                lambda p, q: -kl_divergence(q, p),
                lambda p, q: np.sum(np.where(q > 0, q * np.log(p / q), 0)),
            ),
            "this divides two logarithms; the logarithm of the quotient p/q is asked for.": (
                lambda p, q: np.sum(p * np.log(p) / np.log(q)),
            ),
            "the model's entropy H(Q) is taken from the cross-entropy; H(P) is the floor.": (
                lambda p, q: cross_entropy(p, q) - entropy(q)
            ),
            "this compares two entropies, H(Q) − H(P); the surprise of Q is to be weighted with P.": (
                lambda p, q: entropy(q) - entropy(p)
            ),
            "this is the bowl ½ Σ (q − p)²/p, which is near the divergence only where q is near p.": (
                lambda p, q: np.sum((q - p) ** 2 / p) / 2
            ),
            "only one zero of q is looked at, the first: there may be more.": (
                lambda p, q: np.inf if _first_zero(p, q) else _finite_part(p, q, q == 0)
            ),
            "small is not zero: as long as q is positive, the divergence is finite.": (
                *(
                    lambda p, q, eps=eps: np.inf if np.any((p > 0) & (q < eps)) else kl_divergence(p, q)
                    for eps in (1e-3, 1e-6, 1e-9, 1e-12, 1e-20, 1e-100)
                ),
            ),
            "small is not zero: an outcome that comes with a tiny p > 0 counts, and makes it ∞ where q = 0.": (
                *(lambda p, q, eps=eps: _finite_part(p, q, p <= eps) for eps in (1e-6, 1e-8)),
            ),
            "this is ∞ wherever q = 0; where p = 0 too, that outcome adds nothing.": (
                lambda p, q: np.inf if np.any(q == 0) else kl_divergence(p, q)
            ),
            "this is ∞ where p = 0 < q; the outcome never comes, and adds nothing.": (
                lambda p, q: np.inf if np.any((p == 0) & (q > 0)) else kl_divergence(p, q)
            ),
            **_constants(0.0, 1.0, np.inf),
            "an epsilon stands inside the logarithm: where q = 0 and p > 0 the divergence is ∞.": (
                *epsilons(lambda eps: lambda p, q: np.sum(p * np.log((p + eps) / (q + eps)))),
                *epsilons(lambda eps: lambda p, q: np.sum(p * np.log(np.clip(p, eps, 1) / np.clip(q, eps, 1)))),
            ),
        },
    ),
    Exercise(
        name="kl-infinite",
        task="write is_infinite(p, q), True exactly where KL(P‖Q) = ∞, and without computing a logarithm",
        reference=_is_infinite,
        solution=solutions.is_infinite,
        forbidden=(
            r"i?log\w*|isinf|isfinite|kl\w*|\w*entropy\w*|\w*divergence\w*",
            "it asks for a logarithm, a divergence or whether something is ∞; comparing p and q with 0 is enough.",
        ),
        cases=infinite_cases,
        unit=None,
        mistakes={
            "a zero of q does no harm where p is zero too.": lambda p, q: bool(np.any(np.asarray(q) == 0)),
            "p and q are swapped: this tells when KL(Q‖P) is infinite.": lambda p, q: _is_infinite(q, p),
            "a zero of p does no harm: that outcome never comes.": (
                lambda p, q: bool(np.any(np.asarray(p) == 0)),
                lambda p, q: bool(np.any((np.asarray(p) == 0) | (np.asarray(q) == 0))),
            ),
            "one answer for each outcome is returned; np.any makes one of them.": (
                lambda p, q: (np.asarray(p) > 0) & (np.asarray(q) == 0)
            ),
            "small is not zero: with q = 1e-300 the divergence is large and finite.": (
                *epsilons(lambda eps: lambda p, q: bool(np.any((np.asarray(p) > 0) & (np.asarray(q) <= eps)))),
                lambda p, q: bool(np.any((p > 0) & (q < 1e-200))),
            ),
            "small is not zero: an outcome that comes with a tiny p, and that q rules out, makes it ∞.": (
                *epsilons(lambda eps: lambda p, q: bool(np.any((p > eps) & (q == 0)))),
                lambda p, q: bool(np.any((p >= 0.1) & (q == 0))),
                lambda p, q: bool(np.any((p > 0.01) & (q == 0))),
            ),
            "small is not zero, for p and for q: compare both with 0 itself.": (
                *epsilons(lambda eps: lambda p, q: bool(np.any((p > eps) & (q < eps)))),
            ),
            "the quotient p/q is ∞ also where it overflows, as with q = 1e-310: compare p and q with 0.": (
                lambda p, q: bool(np.nansum(p * np.log(p / q)) == np.inf),
                lambda p, q: bool(np.any(p / q == np.inf)),
            ),
            "where both are 0 the quotient 0/0 is no number, and that outcome never comes; where q is tiny, p/q "
            "overflows: compare p and q with 0.": (
                lambda p, q: not bool(np.all(np.isfinite(p / q))),
                lambda p, q: not bool(np.all(p / q < np.inf)),
            ),
            "the quotient p/q is compared with a large number; compare p and q with 0.": (
                lambda p, q: bool(np.max(p / q) > 1e308),
            ),
            "an outcome that both rule out never comes, and does no harm.": (
                lambda p, q: bool(np.any((p == 0) & (q == 0)))
            ),
            "only one zero of q is looked at, the first: there may be more.": _first_zero,
            "not every outcome is looked at: compare all of p and q.": (
                lambda p, q: bool(np.any((p[:2] > 0) & (q[:2] == 0))),
                lambda p, q: bool(p[-1] > 0 and q[-1] == 0),
                lambda p, q: bool(p[0] > 0 and q[0] == 0),
                lambda p, q: bool(q[p.argmax()] == 0),
                lambda p, q: bool((p[-1] > 0 and q[-1] == 0) or (p[0] > 0 and q[0] == 0)),
            ),
            "the zeros are counted; what matters is whether q is 0 where p is not.": (
                lambda p, q: bool((q == 0).sum() > (p == 0).sum()),
                lambda p, q: bool(q.min() == 0 and p.min() > 0),
            ),
            "either of the two having a zero is not enough: q = 0 must meet p > 0.": (
                lambda p, q: bool(np.any((p == 0) != (q == 0)))
            ),
            "True or False is asked for, and this is ∞ or a number.": (
                lambda p, q: np.inf if _is_infinite(p, q) else 0.0,
                kl_divergence,
            ),
            "it is False for every input. One outcome with p > 0 and q = 0 is enough (any, not all), and NumPy raises "
            "no error where it divides by 0.": lambda p, q: False,
            "a product of small numbers becomes 0 though none of them is 0; compare each q with 0.": (
                lambda p, q: bool(np.prod(q[p > 0]) == 0)
            ),
            **_constants(True),
            "one such outcome is enough: any, not all.": (
                lambda p, q: bool(np.all(np.asarray(q)[np.asarray(p) > 0] == 0))
            ),
            "with no zero in q there is nothing to look at, and all() of nothing is True; use any.": (
                lambda p, q: bool(np.all(p[q == 0] > 0)),
                lambda p, q: bool(np.all(p[q == 0])),
            ),
            "this asks where p exceeds q; q may be smaller, as long as it is not 0.": lambda p, q: bool(np.any(p > q)),
            "this looks where q is least, and not whether it is 0 there.": lambda p, q: bool(p[q.argmin()] > 0),
            "True and False are exchanged.": lambda p, q: not _is_infinite(p, q),
        },
    ),
    Exercise(
        name="conditional-entropy",
        task="write conditional_entropy(pxy), H(Y|X) in nats from a joint table with x down the rows and y along them",
        reference=conditional_entropy,
        solution=solutions.conditional_entropy,
        cases=joint_cases,
        mistakes={
            "this is the entropy of the whole table, the joint entropy H(X, Y); H(X) is to be taken away.": (
                joint_entropy,
                lambda pxy: -np.sum(pxy * np.log(pxy)),
            ),
            "this is H(X|Y): x runs down the rows here.": (
                lambda pxy: conditional_entropy(np.asarray(pxy).T),
                lambda pxy: -np.sum(pxy * np.log(pxy / pxy.sum(axis=0))),
            ),
            "the sums of the rows lie along the columns; pxy.sum(axis=1, keepdims=True) keeps each beside its row.": (
                lambda pxy: -np.nansum(pxy * np.log(pxy / pxy.sum(axis=1))),
                lambda pxy: -np.sum(pxy * np.log(pxy / pxy.sum(axis=1))),
            ),
            "the columns are divided by their sums and then weighted by p(x); divide each row by its own sum.": (
                lambda pxy: -np.nansum(pxy.sum(1, keepdims=True) * _plogp(pxy / pxy.sum(axis=0))),
                lambda pxy: float(pxy.sum(axis=1) @ -_plogp(pxy / np.maximum(pxy.sum(axis=0), 1e-300)).sum(axis=1)),
            ),
            "this is H(Y), the surprise of y before x is known.": lambda pxy: entropy(np.sum(pxy, axis=0)),
            "this is H(X); it is to be taken away from H(X, Y).": lambda pxy: entropy(np.sum(pxy, axis=1)),
            "this is I(X; Y), the part of H(Y) that x removes; the part that is left is asked for.": mutual_information,
            "the rows count equally here; each is to be weighted by its probability p(x).": (
                lambda pxy: _rows(pxy).mean(),
                lambda pxy: _rows(pxy).sum() / len(pxy),
                lambda pxy: np.mean([entropy(row / row.sum()) for row in pxy]),
            ),
            "a row that never comes has no entropy of its own, 0/0: leave it out, its weight is 0.": (
                lambda pxy: np.sum(pxy.sum(axis=1) * _rows_with_nan(pxy)),
            ),
            "the rows' entropies are summed; each is to be weighted by its probability p(x).": lambda pxy: _rows(
                pxy
            ).sum(),
            "the largest of the rows' entropies is taken; their average under p(x) is asked for.": (
                lambda pxy: _rows(pxy).max()
            ),
            "the rows are weighted, but not divided by their sums p(x) before their entropy is taken.": (
                lambda pxy: -np.sum(pxy.sum(1, keepdims=True) * pxy * np.log(np.where(pxy > 0, pxy, 1)))
            ),
            "ln of the number of rows is taken away; that is H(X) only where all x are equally likely.": (
                lambda pxy: joint_entropy(pxy) - np.log(len(pxy))
            ),
            "this is H(Y) − H(X|Y): two orders are mixed. H(Y|X) = H(X, Y) − H(X).": (
                lambda pxy: entropy(pxy.sum(axis=0)) - conditional_entropy(pxy.T)
            ),
            "H(X) is added to H(X, Y); it is to be taken away.": (
                lambda pxy: joint_entropy(pxy) + entropy(np.sum(pxy, axis=1))
            ),
            "this is H(X) + H(Y), in which neither is told the other.": (
                lambda pxy: entropy(np.sum(pxy, axis=0)) + entropy(np.sum(pxy, axis=1))
            ),
            "the entropy of each row is returned; average them, each weighted by its probability p(x).": (
                _rows,
                lambda pxy: _rows(pxy) * pxy.sum(axis=1)[pxy.sum(axis=1) > 0],
                lambda pxy: -np.nansum(pxy * np.log(pxy / pxy.sum(axis=1, keepdims=True)), axis=1),
            ),
            "this is a difference of H(X) and H(Y); take H(X) from the entropy of the whole table.": (
                lambda pxy: entropy(np.sum(pxy, axis=1)) - entropy(np.sum(pxy, axis=0)),
                lambda pxy: entropy(np.sum(pxy, axis=0)) - entropy(np.sum(pxy, axis=1)),
            ),
            "ln p(y|x) is weighted with p(x) alone; its weight is p(x, y).": (
                lambda pxy: -np.nansum(pxy.sum(1, keepdims=True) * np.log(pxy / pxy.sum(1, keepdims=True)))
            ),
            "the rows' entropies are weighted by p(x) twice.": (
                lambda pxy: np.sum(_rows(pxy) * pxy.sum(axis=1)[pxy.sum(axis=1) > 0] ** 2)
            ),
            "rows with a zero in them are left out; their other entries count.": (
                lambda pxy: sum(row.sum() * entropy(row / row.sum()) for row in pxy if (row > 0).all())
            ),
            "the weights and the logarithm are exchanged: p(x, y) weights, and ln p(y|x) is weighted.": (
                lambda pxy: -np.nansum(pxy / pxy.sum(axis=1, keepdims=True) * np.log(pxy))
            ),
            "0 ln 0 comes out as NaN: a cell with p(x, y) = 0 adds nothing.": (
                lambda pxy: -np.sum(pxy * np.log(pxy / pxy.sum(axis=1, keepdims=True)))
            ),
            "an epsilon stands inside the logarithm; leave out the cells with p(x, y) = 0.": (
                *(lambda t, e=e: -np.sum(t * np.log(t / (t.sum(1, keepdims=True) + e) + e)) for e in _SMALL),
                *(lambda t, e=e: -np.sum(t * np.log((t + e) / (t.sum(1, keepdims=True) + e))) for e in _SMALL),
            ),
            **_constants(0.0),
        },
    ),
    Exercise(
        name="broken-triangle",
        task="find coins = (a, b, c), three probabilities of heads strictly between 0 and 1, with KL(A‖C) at least "
        "half a nat greater than KL(A‖B) + KL(B‖C)",
        reference=(0.5, 0.1, 0.001),
        checker=triangle_fault,
        mistakes={
            "that is the triangle of the text; it fails, but by less than half a nat. What makes KL(A‖C) large?": (
                0.5,
                0.25,
                0.1,
            ),
        },
    ),
    by_hand(
        name="two-urns",
        task="give H(Y), H(Y|X), the model's expected loss and the avoidable part of it, in bits",
        parts=URNS,
        whole={"these are nats; the exercise asks for bits.": [x * np.log(2) for x in (1.5, 1.0, 1.75, 0.75)]},
    ),
    by_hand(
        name="floor-from-a-log",
        task="give the bound on H(Y|X), its standard error, the least worth of the inputs, and the share by heart",
        parts=A_LOG,
        whole={"these are bits; the exercise asks for nats.": [*(x / np.log(2) for x in (0.52, 0.016, 0.53)), 0.1]},
    ),
    matching(
        name="logs-and-floor",
        task="say what happened in each of the five runs",
        right={letter: word for letter, (word, _) in RUNS.items()},
        clues={letter: clue for letter, (_, clue) in RUNS.items()},
    ),
    Exercise(
        name="avoidable-of-soft-labels",
        task="write avoidable(targets, probs), the mean over the rows of what a better model could save, in nats",
        reference=_avoidable,
        solution=solutions.avoidable,
        cases=soft_cases,
        mistakes={
            "this is the whole loss; the entropy of each row's target is to be taken away.": (
                lambda t, q: cross_entropy(t, q).mean(),
                lambda t, q: -np.sum(t * np.log(q), axis=1).mean(),
            ),
            "this is the mean entropy of the targets, the part that no model can save.": lambda t, q: entropy(t).mean(),
            "the mean is taken over all entries; add up the entries of a row, and average over the rows.": (
                lambda t, q: _terms(t, q).mean()
            ),
            "the rows are added up; their mean is asked for.": lambda t, q: _terms(t, q).sum(),
            "the sum is divided by the number of classes; divide by the number of rows.": (
                lambda t, q: _terms(t, q).sum() / t.shape[1]
            ),
            "this is ∞ wherever a probability is 0; an entry with target 0 adds nothing.": (
                lambda t, q: np.inf if np.any(q == 0) else kl_divergence(t, q).mean()
            ),
            "the columns are compared, each as one distribution; a row is one.": (
                lambda t, q: kl_divergence((t / t.sum(axis=0)).T, (q / q.sum(axis=0)).T).mean()
            ),
            "this is a share of the loss; the nats themselves are asked for.": (
                lambda t, q: kl_divergence(t, q).mean() / cross_entropy(t, q).mean()
            ),
            "the rows are averaged before they are compared; compare each target with its own prediction.": (
                lambda t, q: kl_divergence(t.mean(axis=0), q.mean(axis=0))
            ),
            "the entropy of the mean target is taken away; each row has a floor of its own.": (
                lambda t, q: cross_entropy(t, q).mean() - entropy(t.mean(axis=0))
            ),
            "targets and predictions are exchanged: this is KL(Q‖P).": lambda t, q: kl_divergence(q, t).mean(),
            "only the likeliest class of each target is charged; the others come, too.": (
                lambda t, q: -np.log(q[np.arange(len(t)), t.argmax(axis=1)]).mean(),
                lambda t, q: _likeliest(t, np.log(t / q)).mean(),
                lambda t, q: _likeliest(t, _terms(t, q)).mean(),
                lambda t, q: -_likeliest(t, t * np.log(q)).mean(),
            ),
            "one number for each row is returned; take their mean.": lambda t, q: kl_divergence(t, q),
            "0 ln 0 comes out as NaN: an entry with target 0 adds nothing.": (
                lambda t, q: (t * np.log(t / q)).sum(axis=1).mean(),
                lambda t, q: (t * (np.log(t) - np.log(q))).sum(axis=1).mean(),
            ),
            "absolute values are taken: some terms are negative, and they count.": (
                lambda t, q: np.abs(_terms(t, q)).sum(axis=1).mean()
            ),
            "q itself stands where ln q belongs, as when kl_div is given probabilities.": (
                lambda t, q: _no_logarithm(t, q).sum(axis=1).mean(),
                lambda t, q: (t * (np.log(t) - q)).sum(axis=1).mean(),
                lambda t, q: np.nansum(t * (np.log(t) - q), axis=1).mean(),
            ),
            "a softmax is taken of what are probabilities already.": lambda t, q: kl_divergence(t, softmax(q)).mean(),
            "the median row is returned; their mean is asked for.": lambda t, q: float(np.median(kl_divergence(t, q))),
            "this is Jensen–Shannon; a loss weights with the targets alone.": lambda t, q: js_divergence(t, q).mean(),
            "the model's own entropy is taken away; the floor is made of the targets.": (
                lambda t, q: (cross_entropy(t, q) - entropy(q)).mean()
            ),
            "the entropy of the targets is added; it is to be taken away.": (
                lambda t, q: (cross_entropy(t, q) + entropy(t)).mean()
            ),
            "ln K is taken away, the entropy of a uniform target; each row has a floor of its own.": (
                lambda t, q: cross_entropy(t, q).mean() - np.log(t.shape[1])
            ),
            "one-hot rows are left out; they count too, and their floor is 0.": (
                lambda t, q: kl_divergence(t[_soft(t)], q[_soft(t)]).mean(),
                lambda t, q: np.where(_soft(t), kl_divergence(t, q), 0).mean(),
                lambda t, q: kl_divergence(t[_soft(t)], q[_soft(t)]).sum() / len(t),
                lambda t, q: kl_divergence(t[t.max(axis=1) < 1], q[t.max(axis=1) < 1]).mean(),
                lambda t, q: _terms(t, q)[t.max(axis=1) < 1].sum(axis=1).mean(),
                lambda t, q: np.where(t.max(axis=1) == 1, 0, kl_divergence(t, q)).mean(),
            ),
            "a row with a 0 among its targets is NaN and is left out; that entry adds 0, and the row counts.": (
                lambda t, q: np.nanmean((t * np.log(t / q)).sum(axis=1)),
            ),
            "the largest row is returned; their mean is asked for.": lambda t, q: kl_divergence(t, q).max(),
            "small is not zero: as long as the probability is positive, the loss is finite.": (
                *(
                    lambda t, q, eps=eps: np.inf if np.any((t > 0) & (q < eps)) else kl_divergence(t, q).mean()
                    for eps in (1e-6, 1e-8, 1e-12)
                ),
            ),
            "what was ruled out is left out although it comes: that row costs ∞.": (
                lambda t, q: np.where((t > 0) & (q > 0), _terms(t, q), 0).sum(axis=1).mean()
            ),
            "small is not zero: an entry with a tiny target counts.": (
                *(lambda t, q, eps=eps: np.where(t > eps, _terms(t, q), 0).sum(axis=1).mean() for eps in (1e-6, 1e-8)),
            ),
            **_constants(0.0),
            "an epsilon stands inside the logarithm: what was ruled out and comes costs ∞.": (
                *epsilons(lambda eps: lambda t, q: (t * np.log((t + eps) / (q + eps))).sum(axis=1).mean()),
                *(lambda t, q, e=e: _terms(t, np.clip(q, e, 1)).sum(axis=1).mean() for e in _CLIPS),
                *(lambda t, q, e=e: _terms(t, np.clip(q, e, 1 - e)).sum(axis=1).mean() for e in _CLIPS),
            ),
        },
    ),
]
