"""Chapter 19, Generative models: exercises."""

from __future__ import annotations

import math
from functools import partial
from typing import Any

import numpy as np

from ...activations import sigmoid, softplus
from ..exercise import Exercise
from ..matching import matching
from . import solutions

__all__ = ["EXERCISES"]


def _codes(rng: np.random.Generator) -> list[Any]:
    x = np.array([[1.0, 0.0, 1.0]])
    plain = [
        (np.zeros((1, 3)), x, np.zeros((1, 2)), np.zeros((1, 2))),
        (np.zeros((1, 3)), x, np.array([[1.0, -2.0]]), np.array([[0.0, -1.0]])),
        (
            np.array([[2.0, -1.0, 0.5], [0.0, 3.0, -2.0]]),
            np.array([[1.0, 0, 0], [0, 1, 1]]),
            *rng.normal(size=(2, 2, 2)),
        ),
    ]
    draws = []
    for n, d, latent in ((3, 5, 2), (4, 8, 3)):
        z, picture = 2 * rng.normal(size=(n, d)), (rng.random((n, d)) < 0.4) * 1.0
        draws.append((z, picture, rng.normal(size=(n, latent)), rng.normal(size=(n, latent)) - 1))
    far = (np.array([[800.0, -800.0]]), np.array([[0.0, 0.0]]), np.ones((1, 1)), np.zeros((1, 1)))
    return [*plain, *draws, far]


def _bce(z: Any, x: Any) -> Any:
    return softplus(z) - x * z


def _kl(m: Any, lv: Any) -> Any:
    return (m * m + np.exp(lv) - 1 - lv) / 2


def _naive(z: Any, x: Any) -> Any:
    with np.errstate(all="ignore"):
        p = 1 / (1 + np.exp(-z))
        return -(x * np.log(p) + (1 - x) * np.log(1 - p))


def _overflowing(z: Any, x: Any) -> Any:
    with np.errstate(all="ignore"):
        return np.log(1 + np.exp(z)) - x * z


def _clipped(z: Any, x: Any, least: float = 1e-7) -> Any:
    p = np.clip(np.asarray(sigmoid(z)), least, 1 - least)
    return -(x * np.log(p) + (1 - x) * np.log(1 - p))


def _softened(z: Any, x: Any, small: float = 1e-9) -> Any:
    p = np.asarray(sigmoid(z))
    return -(x * np.log(p + small) + (1 - x) * np.log(1 - p + small))


def _bound(rebuilt: Any = _bce, kl: Any = _kl, sign: float = 1.0, join: Any = None) -> Any:
    """Return a wrong −ELBO, of other parts or joined in another way."""

    def wrong(z: Any, x: Any, m: Any, lv: Any) -> Any:
        if join is not None:
            return join(rebuilt(z, x), kl(m, lv))
        return (rebuilt(z, x).sum(1) + sign * kl(m, lv).sum(1)).mean()

    return wrong


def _weights(rng: np.random.Generator) -> list[Any]:
    plain = [np.log([[0.5], [0.125]]), np.array([[-3.0, -700.0]]), np.array([[-900.0, -20.0], [-905.0, -21.0]])]
    return [*plain, *(rng.normal(-25, 3, (k, n)) for k, n in ((3, 2), (10, 4), (50, 3)))]


def _exponentials(log_w: Any, small: float = 0.0) -> Any:
    with np.errstate(divide="ignore"):
        return -np.log(np.mean(np.exp(log_w), axis=0) + small)


def _pairs(rng: np.random.Generator) -> list[Any]:
    plain = [
        (np.array([0.5, 0.5]), np.array([0.5, 0.5])),
        (np.array([0.9, 0.1]), np.array([0.2, 0.8])),
        (np.array([1.0, 0.0]), np.array([0.0, 1.0])),
        (np.array([0.5, 0.5, 0.0]), np.array([0.25, 0.0, 0.75])),
    ]
    return [*plain, *((rng.dirichlet(np.ones(k)), rng.dirichlet(np.ones(k))) for k in (3, 4, 6))]


def _each(p: Any, q: Any) -> tuple[Any, Any]:
    """Return what the best discriminator loses on the real and on the made points."""
    p, q = np.asarray(p, float), np.asarray(q, float)
    return tuple(
        sum(a * math.log((a + b) / a) for a, b in zip(x, y, strict=True) if a > 0) for x, y in ((p, q), (q, p))
    )


def _with_nan(p: Any, q: Any) -> Any:
    with np.errstate(all="ignore"):
        return -(p * np.log(p / (p + q)) + q * np.log(q / (p + q))).sum()


def _epsilon(p: Any, q: Any) -> Any:
    return -(p * np.log(p / (p + q + 1e-9) + 1e-9) + q * np.log(q / (p + q + 1e-9) + 1e-9)).sum()


def _one_sided(p: Any, q: Any) -> Any:
    with np.errstate(all="ignore"):
        return np.where(p > 0, p * np.log(p / q), 0.0).sum()


def _greys(rng: np.random.Generator) -> list[Any]:
    plain = [
        (np.array([0.0]), np.array([8])),
        (np.array([1.0, -1.0]), np.array([16, 4])),
        (np.array([0.0, 0.0]), np.array([0, 16])),
        (np.array([900.0, -900.0]), np.array([15, 1])),
    ]
    return [*plain, *((rng.normal(size=d), rng.integers(0, 17, d)) for d in (4, 9))]


_LOG_WAYS = np.array([math.log(math.comb(16, j)) for j in range(17)])


def _grey(change: Any) -> Any:
    """Return a wrong loss of grey values: what `change` makes of scores, counts and ln C(16, k)."""

    def wrong(z: Any, k: Any) -> Any:
        with np.errstate(all="ignore"):
            return change(np.asarray(z, float), np.asarray(k), _LOG_WAYS[k])

    return wrong


EXERCISES = [
    Exercise(
        name="cost-of-a-code",
        task="give the KL of the code, in nats",
        reference=2.818147,
        unit=None,
        mistakes={
            "both halves are missing: the sum is to be halved.": 5.636294,
            "ln σ stands where ln σ² belongs.": 2.471574,
            "σ stands where σ² belongs.": 2.943147,
            "this is the mean over the two coordinates; a code pays for both.": 1.409074,
            "the 1 that each coordinate gives back was not subtracted.": 3.818147,
            "+ ln σ² has the wrong sign: the narrower code costs more.": 1.431853,
            "only the means are paid for there; the width costs as well.": 2.5,
            "only the second coordinate is counted; the first is off by 1.": 2.318147,
            "μ stands where μ² belongs.": -0.181853,
            "(−2)² is 4; −4 was counted.": -1.181853,
            "the second coordinate gives back a 1 as well: −1 is missing there.": 3.318147,
            "σ stands where σ² belongs, inside the logarithm and outside.": 2.596574,
            "ln σ² is missing: what a narrow code costs.": 2.125,
            "this is the divergence the other way round, from prior to code.": 9.306853,
            "that is in bits; nats are asked for.": 4.065727,
        },
    ),
    Exercise(
        name="negative-elbo",
        task="write negative_elbo(logits, x, mean, log_variance), the mean over the examples of redrawing plus KL",
        reference=lambda z, x, m, lv: (_bce(z, x).sum(1) + _kl(m, lv).sum(1)).mean(),
        solution=solutions.negative_elbo,
        cases=_codes,
        mistakes={
            "the redrawing is averaged over the pixels and the KL is not: that is β = number of pixels.": _bound(
                join=lambda r, k: r.mean() + k.sum(1).mean()
            ),
            "both parts are averaged, over pixels and over coordinates; a picture pays their sums.": _bound(
                join=lambda r, k: r.mean() + k.mean()
            ),
            "the KL is averaged over the coordinates; a code pays for all of them.": _bound(
                join=lambda r, k: r.sum(1).mean() + k.mean()
            ),
            "this is the sum over the examples; their mean is asked for.": _bound(join=lambda r, k: r.sum() + k.sum()),
            "the KL is summed over the examples, the redrawing averaged.": _bound(
                join=lambda r, k: r.sum(1).mean() + k.sum()
            ),
            "the KL is missing.": _bound(sign=0.0),
            "the KL is subtracted; both parts are costs.": _bound(sign=-1.0),
            "the KL is not halved.": _bound(sign=2.0),
            "this gives a number for each example; their mean is asked for.": _bound(
                join=lambda r, k: r.sum(1) + k.sum(1)
            ),
            "log_variance is taken for ln σ: the variance is e^(ln σ²), without a factor 2.": _bound(
                kl=lambda m, lv: (m * m + np.exp(2 * lv) - 1 - 2 * lv) / 2
            ),
            "e^(ln σ²/2) is σ; the KL has the variance σ² itself.": _bound(
                kl=lambda m, lv: (m * m + np.exp(lv / 2) - 1 - lv) / 2
            ),
            "the mean is not squared in the KL.": _bound(kl=lambda m, lv: (m + np.exp(lv) - 1 - lv) / 2),
            "the sign of ln σ² is wrong in the KL.": _bound(kl=lambda m, lv: (m * m + np.exp(lv) - 1 + lv) / 2),
            "log(1 − p) meets p = 1, and 0·∞ is no number: stay with the logits, ln(1 + e^z) − x·z.": _bound(_naive),
            "e^z overflows at z = 800: ln(1 + e^z) is np.logaddexp(0, z).": _bound(_overflowing),
            "a clip of p changes what a very wrong pixel costs: stay with the logits.": tuple(
                _bound(partial(_clipped, least=least)) for least in (1e-7, 1e-12, 1e-15)
            ),
            "the small number inside the logarithm changes the loss: stay with the logits.": tuple(
                _bound(partial(_softened, small=small)) for small in (1e-9, 1e-8, 1e-12)
            ),
            "this is squared error of the probabilities; cross-entropy is asked for.": _bound(
                lambda z, x: (sigmoid(z) - x) ** 2
            ),
            "only the pixels with ink are charged: the term of 1 − x is missing.": _bound(
                lambda z, x: x * softplus(-z)
            ),
            "x and 1 − x are exchanged.": _bound(lambda z, x: softplus(z) - (1 - x) * z),
            "the sign of the redrawing is wrong.": _bound(lambda z, x: -_bce(z, x)),
        },
    ),
    Exercise(
        name="importance-bound",
        task="write importance_bound(log_w), −ln of the mean of the K weights in each column",
        reference=lambda log_w: -(np.logaddexp.reduce(log_w, axis=0) - np.log(len(log_w))),
        solution=solutions.importance_bound,
        cases=_weights,
        mistakes={
            "this is the mean of the logarithms, which is −ELBO; the logarithm of the mean is asked for.": lambda w: (
                -np.mean(w, axis=0)
            ),
            "ln K is missing: this is −ln of the sum of the weights, not of their mean.": lambda w: (
                -np.logaddexp.reduce(w, axis=0)
            ),
            "ln K has the wrong sign.": lambda w: -np.logaddexp.reduce(w, axis=0) - np.log(len(w)),
            "e^−900 is 0 in floating point, and its logarithm −∞: use np.logaddexp.": _exponentials,
            "the K draws are the rows: average over axis 0.": lambda w: (
                np.log(w.shape[1]) - np.logaddexp.reduce(w, axis=1)
            ),
            "the mean over the examples is taken as well; one number for each column is asked for.": lambda w: (
                np.log(len(w)) - np.logaddexp.reduce(w, axis=0)
            ).mean(),
            "this takes the largest weight alone.": lambda w: -np.max(w, axis=0),
            "this takes the smallest weight alone.": lambda w: -np.min(w, axis=0),
            "this takes the largest weight for their sum; the others count as well.": lambda w: (
                np.log(len(w)) - np.max(w, axis=0)
            ),
            "the small number inside the logarithm stands in for weights that underflow: use np.logaddexp.": tuple(
                partial(_exponentials, small=small) for small in (1e-12, 1e-9, 1e-8, 1e-300)
            ),
            "the sign is that of the bound on ln p(x); an upper bound on −ln p(x) is asked for.": lambda w: (
                np.logaddexp.reduce(w, axis=0) - np.log(len(w))
            ),
            "this divides the logarithm by K; the mean is taken inside the logarithm.": lambda w: (
                -np.logaddexp.reduce(w, axis=0) / len(w)
            ),
            "ln K is taken of the number of columns; K is the number of rows.": lambda w: (
                np.log(w.shape[1]) - np.logaddexp.reduce(w, axis=0)
            ),
        },
    ),
    matching(
        "four-generators",
        "give each of the four reports A, B, C and D its cause",
        {"A": "mean for sum", "B": "grey values", "C": "lost modes", "D": "another objective"},
        {
            "mean for sum": "the two parts of the loss would be counted in different numbers of pixels",
            "grey values": "the loss would stay above the entropy of the targets, however good the picture",
            "lost modes": "single pictures would be good, and whole kinds of them missing",
            "another objective": "what was trained would not be what is compared",
            "over-fitting": "pictures of the training set would come out better than new ones",
            "a generator at rest": "the discriminator would tell all pictures apart, and the generator stand still",
        },
        besides=["over-fitting", "a generator at rest"],
    ),
    Exercise(
        name="best-discriminator",
        task="write best_discriminator_loss(p, q), what the best discriminator loses on real and made points together",
        reference=lambda p, q: sum(_each(p, q)),
        solution=solutions.best_discriminator_loss,
        cases=_pairs,
        mistakes={
            "0·ln 0 is no number in floating point; an outcome that does not occur costs nothing.": _with_nan,
            "an epsilon changes the answer; leave out the outcomes of probability 0.": _epsilon,
            "this is the mean of the two parts; their sum is asked for.": lambda p, q: sum(_each(p, q)) / 2,
            "this is the loss on the real points alone.": lambda p, q: _each(p, q)[0],
            "this is the loss on the made points alone.": lambda p, q: _each(p, q)[1],
            "this is the Jensen–Shannon divergence; the loss is 2 ln 2 less twice that.": lambda p, q: (
                math.log(2) - sum(_each(p, q)) / 2
            ),
            "this is 2 ln 2 − JS; twice the divergence is subtracted.": lambda p, q: (
                2 * math.log(2) - (math.log(2) - sum(_each(p, q)) / 2)
            ),
            "this is 2 ln 2 + 2·JS: the easier they are told apart, the less is lost.": lambda p, q: (
                4 * math.log(2) - sum(_each(p, q))
            ),
            "this is the value that the discriminator maximises; its loss is minus that.": lambda p, q: (
                -sum(_each(p, q))
            ),
            "this is twice the divergence; the loss is 2 ln 2 less that.": lambda p, q: (
                2 * math.log(2) - sum(_each(p, q))
            ),
            "this is the divergence of p from q; the discriminator compares each with their sum.": _one_sided,
            "2 ln 2 less the divergence of p from q: JS compares each with the mean of both.": lambda p, q: (
                2 * math.log(2) - _one_sided(p, q)
            ),
            "D = ½ everywhere loses this; the best discriminator knows p and q.": lambda p, q: 2 * math.log(2),
            "D = q/(p + q) is the probability of a made point; it is used for the real ones.": lambda p, q: (
                -sum(a * math.log(max(b, 1e-300) / (a + b)) for a, b in zip([*p, *q], [*q, *p], strict=True) if a > 0)
            ),
            "that is in bits; nats are asked for.": lambda p, q: sum(_each(p, q)) / math.log(2),
        },
    ),
    Exercise(
        name="binomial-nll",
        task="write binomial_nll(z, k), −ln of the binomial probability of the grey values k out of 16, summed",
        reference=lambda z, k: (16 * softplus(np.asarray(z)) - np.asarray(k) * z - _LOG_WAYS[k]).sum(),
        solution=solutions.binomial_nll,
        cases=_greys,
        mistakes={
            "the binomial coefficient is missing: without it the 17 probabilities do not sum to 1.": _grey(
                lambda z, k, ways: (16 * softplus(z) - k * z).sum()
            ),
            "this is the cross-entropy of k/16: a sixteenth of the exponents, and no normaliser.": _grey(
                lambda z, k, ways: (softplus(z) - k / 16 * z).sum()
            ),
            "the exponents are those of one throw; there are 16.": _grey(
                lambda z, k, ways: (softplus(z) - k / 16 * z - ways).sum()
            ),
            "ln of the coefficient has the wrong sign: more ways make a value more probable.": _grey(
                lambda z, k, ways: (16 * softplus(z) - k * z + ways).sum()
            ),
            "this is the mean over the pixels; their sum is asked for.": _grey(
                lambda z, k, ways: (16 * softplus(z) - k * z - ways).mean()
            ),
            "this gives one number a pixel; their sum is asked for.": _grey(
                lambda z, k, ways: 16 * softplus(z) - k * z - ways
            ),
            "at z = ±900 e^z overflows, or a logarithm meets 0: use np.logaddexp(0, z).": (
                _grey(lambda z, k, ways: (16 * np.log(1 + np.exp(z)) - k * z - ways).sum()),
                _grey(
                    lambda z, k, ways: (
                        -(k * np.log(1 / (1 + np.exp(-z))) + (16 - k) * np.log(1 - 1 / (1 + np.exp(-z))) + ways).sum()
                    )
                ),
            ),
            "a clip of p changes what a very wrong pixel costs: stay with the logits.": tuple(
                _grey(lambda z, k, ways, least=least: (16 * _clipped(z, k / 16, least) - ways).sum())
                for least in (1e-7, 1e-12)
            ),
            "the small number inside the logarithm changes the loss: stay with the logits.": tuple(
                _grey(lambda z, k, ways, small=small: (16 * _softened(z, k / 16, small) - ways).sum())
                for small in (1e-9, 1e-12)
            ),
            "k and 16 − k are exchanged.": _grey(lambda z, k, ways: (16 * softplus(z) - (16 - k) * z - ways).sum()),
            "this is the log-probability; the loss is minus that.": _grey(
                lambda z, k, ways: -(16 * softplus(z) - k * z - ways).sum()
            ),
            "z is a logit; it was taken for a probability or put through no sigmoid.": _grey(
                lambda z, k, ways: -(k * np.log(np.abs(z)) + (16 - k) * np.log(np.abs(1 - z)) + ways).sum()
            ),
            "the coefficient itself is added; its logarithm belongs there.": _grey(
                lambda z, k, ways: (16 * softplus(z) - k * z - np.exp(ways)).sum()
            ),
            "there are 17 values, and 16 throws.": _grey(lambda z, k, ways: (17 * softplus(z) - k * z - ways).sum()),
            "this divides by 16; a picture pays for all its throws.": _grey(
                lambda z, k, ways: (16 * softplus(z) - k * z - ways).sum() / 16
            ),
        },
    ),
]
