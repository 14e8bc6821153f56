"""Chapter 10, From likelihood to loss: named mistakes of the penalised loss and of the failure rate."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ...activations import sigmoid, softplus
from . import slips

__all__ = ["PENALISED", "WAITING"]

_LN2 = math.log(2)

PENALISED: dict[str, Any] = {
    "this is one number for each example; take the mean of the losses, and add the penalty once.": (
        lambda w, x, y, l2: softplus(x @ w) - y * (x @ w) + l2 / 2 * (w**2).sum()
    ),
    "ln(1 + e^z) overflows at a score of 710; np.logaddexp(0, z) is the same and does not.": (
        lambda w, x, y, l2: (np.log(1 + np.exp(x @ w)) - y * (x @ w)).mean() + l2 / 2 * (w**2).sum()
    ),
    "the first weight is not penalised; x @ w has no bias, so every weight is.": (
        lambda w, x, y, l2: slips.penalised(w, x, y, 0.0) + l2 / 2 * (np.asarray(w)[1:] ** 2).sum()
    ),
    "the last weight is not penalised; x @ w has no bias, so every weight is.": (
        lambda w, x, y, l2: slips.penalised(w, x, y, 0.0) + l2 / 2 * (np.asarray(w)[:-1] ** 2).sum()
    ),
    "the penalty lacks its factor ½.": lambda w, x, y, l2: slips.penalised(w, x, y, 2 * l2),
    "the losses are added up; take their mean, and add the penalty once.": (
        lambda w, x, y, l2: (softplus(x @ w) - y * (x @ w)).sum() + l2 / 2 * (w**2).sum()
    ),
    "the penalty takes the norm of w; it is the norm's square, the sum of w².": (
        lambda w, x, y, l2: slips.penalised(w, x, y, 0.0) + l2 / 2 * np.sqrt((np.asarray(w) ** 2).sum())
    ),
    "the penalty takes the mean of w²; the sum is asked for.": (
        lambda w, x, y, l2: slips.penalised(w, x, y, 0.0) + l2 / 2 * (np.asarray(w) ** 2).mean()
    ),
    "this goes by way of the probabilities: for a logit of 40 the sigmoid is 1 in floating point, and the "
    "logarithm of 1 − 1 is −∞. Work from the logits, with ln(1 + e^z) − y·z.": (slips.penalised_from_probabilities),
    "the penalty is on the scores; it is on the weights.": (
        lambda w, x, y, l2: slips.penalised(w, x, y, 0.0) + l2 / 2 * ((x @ w) ** 2).sum(),
        lambda w, x, y, l2: slips.penalised(w, x, y, 0.0) + l2 / 2 * ((x @ w) ** 2).mean(),
    ),
    "the penalty multiplies the loss; it is added.": (
        lambda w, x, y, l2: slips.penalised(w, x, y, 0.0) * l2 / 2 * (w**2).sum(),
        lambda w, x, y, l2: slips.penalised(w, x, y, 0.0) * (1 + l2 / 2 * (w**2).sum()),
    ),
    "l2 stands under a root; it is a factor as it is.": (
        lambda w, x, y, l2: slips.penalised(w, x, y, np.sqrt(l2)),
        lambda w, x, y, l2: slips.penalised(w, x, y, 0.0) + np.sqrt(l2 / 2 * (w**2).sum()),
    ),
    "a single weight is not penalised; every weight is.": (
        lambda w, x, y, l2: slips.penalised(w, x, y, l2 if len(w) > 1 else 0.0)
    ),
    "the penalty is missing.": lambda w, x, y, l2: slips.penalised(w, x, y, 0.0),
    "this is the form for labels −1 and 1; with 0 and 1, a label 0 costs ln 2 whatever its score.": (
        lambda w, x, y, l2: softplus(-np.asarray(y) * (x @ w)).mean() + l2 / 2 * (w**2).sum()
    ),
    "the probability is clipped, so a far score on the wrong side costs no more than the clip allows. "
    "Work from the logits.": tuple(slips.penalised_clipped(c) for c in (1e-6, 1e-7, 1e-8, 1e-10, 1e-12, 1e-15)),
    "the penalty is added once for every example; add it once.": (
        lambda w, x, y, l2: slips.penalised(w, x, y, len(y) * l2)
    ),
    "this is squared error of the probabilities; the logistic loss is asked for.": (
        lambda w, x, y, l2: ((sigmoid(x @ w) - y) ** 2).mean() + l2 / 2 * (w**2).sum()
    ),
    "this is squared error of the scores; the logistic loss is asked for.": (
        lambda w, x, y, l2: ((x @ w - y) ** 2).mean() + l2 / 2 * (w**2).sum()
    ),
    "the labels are the wrong way round.": lambda w, x, y, l2: slips.penalised(w, x, 1 - np.asarray(y), l2),
    "ln(1 + e^−z) goes with (1 − y)·z, and ln(1 + e^z) with −y·z.": (
        lambda w, x, y, l2: slips.penalised(w, x, np.asarray(y) + 1, l2)
    ),
    "the penalty takes the norm of w, without ½; it is half of the norm's square.": (
        lambda w, x, y, l2: slips.penalised(w, x, y, 0.0) + l2 * np.sqrt((np.asarray(w) ** 2).sum())
    ),
    "the penalty takes the mean of w², without ½; half of the sum is asked for.": (
        lambda w, x, y, l2: slips.penalised(w, x, y, 0.0) + l2 * (np.asarray(w) ** 2).mean()
    ),
    "the scores are clipped, so a far one costs too little; np.logaddexp needs no clip.": tuple(
        slips.scores_clipped(c) for c in (10, 20, 30, 50, 100, 500, 700)
    ),
    "a small number is added inside the logarithm, so a score of −800 costs too little. Work from logits.": (
        tuple(slips.penalised_shifted(c) for c in (1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15))
    ),
    "this is the hinge loss; the logistic loss is asked for.": (
        lambda w, x, y, l2: np.maximum(0, 1 - (2 * y - 1) * (x @ w)).mean() + l2 / 2 * (w**2).sum()
    ),
    "the loss is in bits and the penalty is not; leave both in nats.": (
        lambda w, x, y, l2: slips.penalised(w, x, y, 0.0) / _LN2 + l2 / 2 * (w**2).sum()
    ),
    "the sum of the weights is squared; square each, then add.": (
        lambda w, x, y, l2: slips.penalised(w, x, y, 0.0) + l2 / 2 * np.sum(w) ** 2
    ),
    "l2 is squared; the weights are.": lambda w, x, y, l2: slips.penalised(w, x, y, l2**2),
    "the penalty is divided by the number of examples as well.": (
        lambda w, x, y, l2: slips.penalised(w, x, y, l2 / len(y))
    ),
    "the penalty is the sum of |w|, a Laplace prior; the Gaussian prior squares.": (
        lambda w, x, y, l2: slips.penalised(w, x, y, 0.0) + l2 / 2 * np.abs(w).sum()
    ),
    "the penalty has the wrong sign: it rewards large weights.": lambda w, x, y, l2: slips.penalised(w, x, y, -l2),
}

WAITING: dict[str, Any] = {
    "this is the share of the hours that belongs to the machines that failed; the failures are counted, not their "
    "hours.": (lambda t, e: np.sum(np.asarray(t) * np.asarray(e)) / np.sum(t)),
    "two rates are added, one of the machines that failed and one of those that still run; there is one λ for all.": (
        slips.two_rates
    ),
    "the machines that still run are dropped; each contributes −λt, the logarithm of e^−λt.": (
        lambda t, e: np.sum(e) / np.sum(np.asarray(t)[np.asarray(e) == 1])
    ),
    "the machines that still run are counted as failures; they contribute no ln λ.": (
        lambda t, e: len(t) / np.sum(t),
        lambda t, e: 1 / np.mean(t),
    ),
    "this is the mean time to failure; the rate is its inverse.": (
        lambda t, e: np.sum(t) / np.sum(e),
        lambda t, e: np.mean(t),
        lambda t, e: np.mean(np.asarray(t)[np.asarray(e) == 1]),
    ),
    "this is the mean of 1/t; the sums come first, then the division.": (
        lambda t, e: np.mean(1 / np.asarray(t)),
        lambda t, e: np.mean(1 / np.asarray(t)[np.asarray(e) == 1]),
    ),
    "every time is divided into its own ended; the sums come first, then one division.": (
        lambda t, e: np.sum(np.asarray(e) / np.asarray(t)),
        lambda t, e: np.mean(np.asarray(e) / np.asarray(t)),
    ),
    "the hours of the machines that still run are counted by half or twice; each contributes −λt, once.": (
        lambda t, e: np.sum(e) / np.sum(np.where(np.asarray(e) == 1, t, 0.5 * np.asarray(t))),
        lambda t, e: np.sum(e) / np.sum(np.where(np.asarray(e) == 1, t, 2 * np.asarray(t))),
    ),
    "a machine that still runs is counted as half a failure, or as another part of one; it contributes no ln λ.": tuple(
        lambda t, e, c=c: (np.sum(e) + c * np.sum(1 - np.asarray(e))) / np.sum(t) for c in (0.5, 0.25, 0.1)
    ),
    "the longest time stands in for all; each contributes its own −λt.": (
        lambda t, e: np.sum(e) / np.max(t),
        lambda t, e: np.sum(e) / (len(t) * np.max(t)),
        lambda t, e: np.mean(e) / np.max(t),
    ),
    "the share that failed is divided by the mean life of those alone; the mean of all times belongs there.": (
        lambda t, e: np.mean(e) / np.mean(np.asarray(t)[np.asarray(e) == 1])
    ),
    "the rate is 1 over a mean, with the failures counted, and not over the median or the longest time.": (
        lambda t, e: 1 / np.median(t),
        lambda t, e: 1 / np.max(t),
    ),
    "the hours of the machines that still run alone stand below; those of all belong there.": (slips.over_running),
    "this is a probability to fail within one hour, 1 − e^−λ; λ itself is asked for.": (
        lambda t, e: 1 - np.exp(-slips.failure_rate(t, e))
    ),
    "this is rounded; give the estimate as it is.": (lambda t, e: round(slips.failure_rate(t, e), 2),),
    "the number of machines has not cancelled: a sum is divided by a mean, or 1 by a sum.": (
        lambda t, e: np.sum(e) / np.mean(t),
        lambda t, e: 1 / np.sum(t),
    ),
    "ended is the wrong way round: 1 is a failure, 0 still runs.": (lambda t, e: np.sum(1 - np.asarray(e)) / np.sum(t)),
    "this is the share of machines that failed; the hours do not enter.": lambda t, e: np.mean(e),
    "the number of all stands above and the hours of the failed ones below; it is the other way round.": (
        lambda t, e: len(t) / np.sum(np.asarray(t)[np.asarray(e) == 1])
    ),
    "this is the largest log-likelihood; the λ where it is reached is asked for.": (
        slips.best_log_likelihood,
        lambda t, e: -slips.best_log_likelihood(t, e),
    ),
    "a machine that runs on is given the longest time in the table; what is known is its own time.": (
        lambda t, e: np.sum(e) / np.sum(np.where(np.asarray(e) == 1, t, np.max(t)))
    ),
    "the sign is the wrong way round; a rate is positive.": lambda t, e: -slips.failure_rate(t, e),
    "this is ln λ; λ itself is asked for.": lambda t, e: np.log(slips.failure_rate(t, e)),
    "ln 2 belongs to the half-life; the slope d/λ − Σt is 0 at d/Σt.": (
        lambda t, e: _LN2 * slips.failure_rate(t, e),
        lambda t, e: _LN2 / np.median(t),
    ),
    "one is added to the failures, or one taken away; that is a prior or a correction, and the "
    "maximum-likelihood estimate is asked for.": (
        lambda t, e: (np.sum(e) + 1) / np.sum(t),
        lambda t, e: (np.sum(e) - 1) / np.sum(t),
    ),
}
