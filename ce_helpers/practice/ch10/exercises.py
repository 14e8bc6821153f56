"""Chapter 10, From likelihood to loss: exercises."""

from __future__ import annotations

import math

import numpy as np

from ...activations import sigmoid, softplus
from ...losses import poisson_nll
from ..by_hand import Part, by_hand
from ..exercise import Exercise
from ..matching import matching
from . import slips, solutions

__all__ = ["EXERCISES"]

_LN2 = math.log(2)

EXERCISES = [
    Exercise(
        name="log-likelihood",
        task="write log_likelihood(p, y), the logarithm of the probability of all the labels y given the predictions p",
        reference=slips.log_likelihood,
        solution=solutions.log_likelihood,
        cases=slips.toss_cases,
        mistakes={
            "this takes the logarithm of the product; for long lists the product underflows to 0 and its logarithm "
            "is −∞. "
            "Add the logarithms instead.": (
                slips.log_of_product,
                lambda p, y: np.log(max(np.prod(slips.given(p, y)), 1e-300)),
            ),
            "this still multiplies, with more digits or in pieces; a longer list, or smaller probabilities, take the "
            "product to 0. Add the logarithms.": (slips.long_product, slips.in_pieces),
            "the probabilities are clipped, and one of 1e-300 then costs too little; ln 1e-300 is an ordinary "
            "number.": tuple(
                slips.clipped(c, upper)
                for c in (1e-3, 1e-5, 1e-6, 1e-7, 1e-8, 1e-10, 1e-12, 1e-15)
                for upper in (True, False)
            ),
            "a sign between the two terms is wrong: both are logarithms of probabilities, and both are added.": (
                lambda p, y: (np.asarray(y) * np.log(p) - (1 - np.asarray(y)) * np.log1p(-np.asarray(p))).sum(),
                lambda p, y: (-np.asarray(y) * np.log(p) + (1 - np.asarray(y)) * np.log1p(-np.asarray(p))).sum(),
            ),
            "the product is 0 in floating point, and a smallest number in its place hides that; add the logarithms.": (
                lambda p, y: np.log(max(np.prod(slips.given(p, y)), 5e-324)),
                lambda p, y: np.nan_to_num(slips.log_of_product(p, y)),
            ),
            "ln(1 − p) is not 1 − ln p.": (
                lambda p, y: (np.asarray(y) * np.log(p) + (1 - np.asarray(y)) * (1 - np.log(p))).sum()
            ),
            "this takes the larger of p and 1 − p, whatever the label was.": (
                lambda p, y: np.log(np.maximum(p, 1 - np.asarray(p))).sum()
            ),
            "this is the logarithm of the mean, n times; take the logarithms first.": (
                lambda p, y: np.log(slips.given(p, y).mean()) * len(y)
            ),
            "ln p is added for every label; a label 0 had the probability 1 − p.": lambda p, y: np.log(p).sum(),
            "this is the loss, minus the mean; the log-likelihood is the plain sum of the logarithms.": (
                lambda p, y: -slips.log_likelihood(p, y) / len(y)
            ),
            "this looks at the ones alone: a label 0 has probability 1 − p, and it counts as well.": (
                lambda p, y: (np.asarray(y) * np.log(p)).sum()
            ),
            "this is the logarithm of a sum; probabilities of independent labels multiply.": (
                lambda p, y: np.log(slips.given(p, y).sum())
            ),
            "the mean of p stands in for every p; each label has its own prediction.": (
                lambda p, y: slips.log_likelihood(np.full(len(y), np.mean(p)), y)
            ),
            "the binomial coefficient counts other sequences too; these very labels are asked for.": (
                lambda p, y: (
                    slips.log_likelihood(p, y)
                    + math.lgamma(len(y) + 1)
                    - math.lgamma(np.sum(y) + 1)
                    - math.lgamma(len(y) - np.sum(y) + 1)
                )
            ),
            "p and 1 − p are swapped.": lambda p, y: slips.log_likelihood(1 - np.asarray(p), y),
            "this is the probability of one label at a time, added up; probabilities of independent labels multiply.": (
                lambda p, y: slips.given(p, y).sum()
            ),
        },
    ),
    by_hand(
        "three-heads-of-four",
        "give the maximum-likelihood estimate, the mean loss and its slope at p = ½, and the MAP estimate",
        [
            Part(
                "maximum likelihood",
                0.75,
                "it is the share of heads",
                {
                    "this is the number of heads; p is their share": 3.0,
                    "this is the share of tails": 0.25,
                    "this is Laplace's rule, (k + 1)/(n + 2)": 2 / 3,
                    "this is the largest likelihood, (3/4)³·(1/4), and not the p where it is reached": 27 / 256,
                    "this is the fair coin; the data say something else": 0.5,
                },
            ),
            Part(
                "mean loss at p = ½",
                _LN2,
                "each of the four tosses had probability ½",
                {
                    "this is in bits: use the natural logarithm": 1.0,
                    "this is the sum over the four tosses; divide by 4": 4 * _LN2,
                    "this is the likelihood at ½; take minus the logarithm, and divide by 4": 1 / 16,
                    "this counts the heads alone: the tail had probability 1 − p, and it costs as well": 0.75 * _LN2,
                    "the sign is the wrong way round": -_LN2,
                    "this is the loss at p = ¾, the entropy of the sample": -0.75 * math.log(0.75)
                    - 0.25 * math.log(0.25),
                    "with the binomial coefficient, ln 4, and the sum; this very sequence is asked for": 2 * _LN2,
                },
            ),
            Part(
                "slope at p = ½",
                -1.0,
                "it is (p − k/n)/(p(1 − p))",
                {
                    "the slope of the sum of the losses; divide by 4": -4.0,
                    "the denominator p(1 − p) is forgotten": -0.25,
                    "the sign is the wrong way round: at ½ the loss still falls towards ¾": 1.0,
                    "this is the part of the heads alone; the tail adds to it": -1.5,
                    "this is the part of the tail alone; the heads add to it": 0.5,
                    "this has k in place of k/n": -10.0,
                },
            ),
            Part(
                "MAP",
                0.625,
                "three real heads and two imaginary ones, in eight tosses",
                {
                    "the prior has no effect here; it is worth four tosses": 0.75,
                    "every imaginary toss is counted as a head; half of them were": 7 / 8,
                    "the imaginary tosses are missing from the denominator": 5 / 4,
                    "the imaginary heads are missing: two of the four fell heads": 3 / 8,
                    "this is the mean of the posterior; its peak is asked for": 0.6,
                    "this is Laplace's rule, (k + 1)/(n + 2), a prior worth two tosses; this one is worth four": 2 / 3,
                    "the share ½ is added to the heads; it is half of four tosses": 3.5 / 8,
                },
            ),
        ],
    ),
    Exercise(
        name="gaussian-nll",
        task=(
            "write gaussian_nll(mean, y, sigma), the mean negative log-likelihood of y under Gaussians of that "
            "mean and sigma"
        ),
        reference=slips.gaussian,
        solution=solutions.gaussian_nll,
        cases=slips.gaussian_cases,
        mistakes={
            "the constant ½·ln(2πσ²) is missing; it does not move the best mean, but it is part of the likelihood.": (
                lambda m, y, s: ((y - m) ** 2).mean() / (2 * s**2)
            ),
            "the density underflows to 0 far from the mean, and its logarithm is −∞: take the logarithm by hand.": (
                lambda m, y, s: -np.log(np.exp(-((y - m) ** 2) / (2 * s**2)) / np.sqrt(2 * np.pi * s**2)).mean()
            ),
            "the constant lacks its factor ½: it is ½·ln(2πσ²).": (
                lambda m, y, s: np.log(2 * np.pi * s**2) + ((y - m) ** 2).mean() / (2 * s**2)
            ),
            "/ 2 * s**2 divides by 2 and multiplies by σ²; brackets, / (2 * s**2), divide by both.": (
                lambda m, y, s: 0.5 * np.log(2 * np.pi * s**2) + ((y - m) ** 2).mean() / 2 * s**2
            ),
            "the constant is that of σ = 1; it is ½·ln(2πσ²).": (
                lambda m, y, s: 0.5 * np.log(2 * np.pi) + ((y - m) ** 2).mean() / (2 * s**2)
            ),
            "the squares are added up and the constant is not; take the mean of the squares.": (
                lambda m, y, s: 0.5 * np.log(2 * np.pi * s**2) + ((y - m) ** 2).sum() / (2 * s**2)
            ),
            "this is the mean squared error.": lambda m, y, s: ((y - m) ** 2).mean(),
            "this is Laplacian noise, ln 2b + |y − μ|/b; Gaussian noise squares the deviation.": (
                lambda m, y, s: (np.log(2 * s) + np.abs(y - m) / s).mean()
            ),
            "the deviation is not squared.": (
                lambda m, y, s: (0.5 * np.log(2 * np.pi * s**2) + np.abs(y - m) / (2 * s**2)).mean()
            ),
            "σ stands outside the logarithm; the constant is ln(√(2π)·σ).": (
                lambda m, y, s: (np.log(np.sqrt(2 * np.pi)) * s + (y - m) ** 2 / (2 * s**2)).mean()
            ),
            "this takes the logarithm of the mean density; take the logarithms first, then their mean.": (
                lambda m, y, s: -np.log(slips.density(m, y, s).mean())
            ),
            "the density underflows to 0 far from the mean, and a small number added or a clip hides it: the loss "
            "there is ordinary. Take the logarithm by hand.": (
                *(lambda m, y, s, e=e: -np.log(slips.density(m, y, s) + e).mean() for e in slips.EPSILONS),
                *(lambda m, y, s, e=e: -np.log(np.maximum(slips.density(m, y, s), e)).mean() for e in slips.EPSILONS),
            ),
            "the deviations are averaged before they are squared; square first.": (
                lambda m, y, s: 0.5 * np.log(2 * np.pi * s**2) + (y - m).mean() ** 2 / (2 * s**2),
                lambda m, y, s: 0.5 * np.log(2 * np.pi * s**2) + np.abs(y - m).mean() ** 2 / (2 * s**2),
            ),
            "the constant is added up and the squares are not; each example has it once, and the mean is asked for.": (
                lambda m, y, s: len(y) * 0.5 * np.log(2 * np.pi * s**2) + ((y - m) ** 2).mean() / (2 * s**2)
            ),
            "1/σ² stands where σ² belongs: the density has σ² below.": (
                lambda m, y, s: 0.5 * np.log(2 * np.pi / s**2) + ((y - m) ** 2).mean() * s**2 / 2
            ),
            "σ is estimated from the residuals; it is given.": (
                lambda m, y, s: slips.gaussian(m, y, np.sqrt(((y - m) ** 2).mean()))
            ),
            "the constant lacks its part with π: it is ½·ln(2πσ²), which is ln σ + ½·ln 2π.": (
                lambda m, y, s: np.log(s) + ((y - m) ** 2).mean() / (2 * s**2)
            ),
            "the squares are subtracted; minus the logarithm turns their sign, and they add.": (
                lambda m, y, s: 0.5 * np.log(2 * np.pi * s**2) - ((y - m) ** 2).mean() / (2 * s**2)
            ),
            "the factor ½ of the exponent is missing.": (
                lambda m, y, s: 0.5 * np.log(2 * np.pi * s**2) + ((y - m) ** 2).mean() / s**2
            ),
            "the deviation is divided by σ where σ² belongs.": (
                lambda m, y, s: 0.5 * np.log(2 * np.pi * s**2) + ((y - m) ** 2).mean() / (2 * s)
            ),
            "σ is taken for the variance.": (
                lambda m, y, s: 0.5 * np.log(2 * np.pi * s) + ((y - m) ** 2).mean() / (2 * s)
            ),
        },
    ),
    Exercise(
        name="poisson-nll",
        task=(
            "write poisson_nll(z, y), the mean of e^z − y·z over the examples (the term with y factorial left "
            "out), for log-rates z and counts y"
        ),
        reference=slips.poisson,
        solution=solutions.poisson_nll,
        cases=slips.poisson_cases,
        mistakes={
            "this takes z for the rate itself; it is its logarithm.": (
                lambda z, y: (z - y * np.log(z)).mean(),
                lambda z, y: (z - y * np.log(np.abs(z) + 1e-300)).mean(),
            ),
            "the exponential is missing.": lambda z, y: (z - y * z).mean(),
            "the sign of the second term is turned: −ln(λ^y·e^−λ) is λ − y·ln λ.": lambda z, y: (
                np.exp(z) + y * z
            ).mean(),
            "ln y! is added as well; the task leaves it out, since no parameter moves it.": (
                lambda z, y: poisson_nll(np.asarray(z, float), y)
            ),
            "this is squared error between rate and count.": lambda z, y: ((np.exp(z) - y) ** 2).mean(),
            "ln y! has the wrong sign, and the task leaves it out.": (
                lambda z, y: 2 * slips.poisson(z, y) - poisson_nll(np.asarray(z, float), y)
            ),
            "Stirling's approximation of ln y! is added; the task leaves ln y! out.": slips.with_stirling,
            "the counts 0 are left out; each of them costs e^z.": (
                lambda z, y: (np.exp(z) - y * z)[np.asarray(y) > 0].mean(),
                lambda z, y: (np.exp(z) - y * z)[np.asarray(y) > 0].sum() / len(y),
            ),
            "this divides by the sum of the counts; the mean is over the examples.": (
                lambda z, y: (np.exp(z) - y * z).sum() / np.sum(y)
            ),
            "this is ln(1 + e^z) − y·z, the loss of a label 0 or 1; a count has e^z.": (
                lambda z, y: (softplus(np.asarray(z, dtype=float)) - y * z).mean()
            ),
            "this multiplies means: the mean of y·z is asked for, and not the product of two means.": (
                lambda z, y: np.exp(z).mean() - np.mean(y) * np.mean(z)
            ),
            "this is the exponential of the mean; the mean of the exponentials is asked for.": (
                lambda z, y: np.exp(np.mean(z)) - (y * z).mean()
            ),
            "the exponential of the difference is taken; only the rate is one, e^z.": lambda z, y: np.exp(
                z - y * z
            ).mean(),
            "z is clipped; a log-rate of 4 is an ordinary one, and e^4 counts.": (
                lambda z, y: (np.exp(np.clip(z, -20, 3)) - y * z).mean(),
                lambda z, y: (np.exp(np.minimum(z, 2)) - y * z).mean(),
            ),
            "e^y stands where e^z belongs.": lambda z, y: (np.exp(y) - y * z).mean(),
            "the power is one of 2; it is e^z.": lambda z, y: (2.0 ** np.asarray(z) - y * z).mean(),
            "this is the gradient in z, predicted mean minus observation; the loss is asked for.": (
                lambda z, y: (np.exp(z) - y).mean()
            ),
        },
    ),
    Exercise(
        name="penalised-loss",
        task=(
            "write penalised_loss(w, x, y, l2), the mean logistic loss of the scores x @ w plus l2/2 times the "
            "sum of w²"
        ),
        reference=slips.penalised,
        solution=solutions.penalised_loss,
        cases=slips.penalised_cases,
        mistakes={
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
            "logarithm of 1 − 1 is −∞. Work from the logits, with ln(1 + e^z) − y·z.": (
                slips.penalised_from_probabilities
            ),
            "the penalty is missing.": lambda w, x, y, l2: slips.penalised(w, x, y, 0.0),
            "this is the form for labels −1 and 1; with 0 and 1, a label 0 costs ln 2 whatever its score.": (
                lambda w, x, y, l2: softplus(-np.asarray(y) * (x @ w)).mean() + l2 / 2 * (w**2).sum()
            ),
            "the probability is clipped, so a score of −800 costs no more than the clip allows; its loss is 800. "
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
            "the penalty has the wrong sign: it rewards large weights.": lambda w, x, y, l2: slips.penalised(
                w, x, y, -l2
            ),
        },
    ),
    matching(
        "five-likelihood-reports",
        "give each of the five reports its cause",
        {"A": "product", "B": "unit", "C": "same lambda", "D": "wrong family", "E": "inverse"},
        {
            "A": "0.0 is what double precision makes of anything below about e^−744, whatever the model is worth",
            "B": "one and the same number for every patient is a constant, and 6.908 is ln 1000",
            "C": "λ, the loss and the model are what they were; ask what λ = 1/(nτ²) says of τ when n grows tenfold",
            "D": "what the data leave uncertain shrinks as they grow, and this gap did not; a richer "
            "model does not have it, so the features are not to blame",
            "E": "a penalty makes weights smaller, so a parameter that makes them larger is no λ; look for one that is "
            "1/(nλ)",
        },
    ),
    Exercise(
        name="failure-rate",
        task="write failure_rate(times, ended), the maximum-likelihood rate of exponential times, of which those with "
        "ended = 0 are only known to be longer",
        reference=slips.failure_rate,
        solution=solutions.failure_rate,
        cases=slips.waiting_cases,
        tolerance=1e-6,  # who maximises by search is as close as that
        unit=None,
        mistakes={
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
            "the share that failed is divided by the mean life of those alone; the mean of all times belongs there.": (
                lambda t, e: np.mean(e) / np.mean(np.asarray(t)[np.asarray(e) == 1])
            ),
            "the rate is 1 over a mean, with the failures counted, and not over the median or the longest time.": (
                lambda t, e: 1 / np.median(t),
                lambda t, e: 1 / np.max(t),
            ),
            "the hours of the machines that still run alone stand below; those of all belong there.": (
                slips.over_running
            ),
            "this is a probability to fail within one hour, 1 − e^−λ; λ itself is asked for.": (
                lambda t, e: 1 - np.exp(-slips.failure_rate(t, e))
            ),
            "this is rounded; give the estimate as it is.": (lambda t, e: round(slips.failure_rate(t, e), 2),),
            "the number of machines has not cancelled: a sum is divided by a mean, or 1 by a sum.": (
                lambda t, e: np.sum(e) / np.mean(t),
                lambda t, e: 1 / np.sum(t),
            ),
            "ended is the wrong way round: 1 is a failure, 0 still runs.": (
                lambda t, e: np.sum(1 - np.asarray(e)) / np.sum(t)
            ),
            "this is the share of machines that failed; the hours do not enter.": lambda t, e: np.mean(e),
            "the number of all stands above and the hours of the failed ones below; it is the other way round.": (
                lambda t, e: len(t) / np.sum(np.asarray(t)[np.asarray(e) == 1])
            ),
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
        },
    ),
]
