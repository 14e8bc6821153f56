"""Chapter 10, From likelihood to loss: exercises."""

from __future__ import annotations

import math

import numpy as np

from ...activations import softplus
from ...losses import poisson_nll
from ..by_hand import Part, by_hand
from ..exercise import Exercise
from ..matching import matching
from . import slips, solutions
from .mistakes import PENALISED, WAITING

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
            "this is one logarithm for each label; the sum of them all is asked for.": (
                lambda p, y: np.log(slips.given(p, y)),
            ),
            "this goes by way of 1 − |y − p|; for a label 1 and p = 1e-300 that difference is 0 in floating point. ln "
            "p itself is an ordinary number.": (lambda p, y: slips.of_difference(p, y),),
            "this takes the logarithm of the product; for long lists the product underflows to 0 and its logarithm "
            "is −∞. "
            "Add the logarithms instead.": slips.log_of_product,
            "this still multiplies, with more digits or in pieces; a longer list, or smaller probabilities, take the "
            "product to 0. Add the logarithms.": (slips.long_product, slips.in_pieces),
            "the probabilities are clipped, or a small number is added, and one of 1e-300 then costs too little; ln "
            "1e-300 is an ordinary number.": tuple(
                f
                for c in (0.1, 0.05, 0.01, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15, 1e-300)
                for f in (slips.clipped(c), slips.clipped(c, upper=False), slips.shifted(c))
            ),
            "a sign between the two terms is wrong: both are logarithms of probabilities, and both are added.": (
                lambda p, y: (np.asarray(y) * np.log(p) - (1 - np.asarray(y)) * np.log1p(-np.asarray(p))).sum(),
                lambda p, y: (-np.asarray(y) * np.log(p) + (1 - np.asarray(y)) * np.log1p(-np.asarray(p))).sum(),
            ),
            "the product is 0 in floating point, and a smallest number in its place hides that; add the logarithms.": (
                *(lambda p, y, c=c: np.log(max(np.prod(slips.given(p, y)), c)) for c in slips.SMALLEST),
                *(lambda p, y, c=c: np.log(np.prod(slips.given(p, y)) + c) for c in slips.SMALLEST),
                lambda p, y: np.nan_to_num(slips.log_of_product(p, y)),
            ),
            "ln(1 − p) is not 1 − ln p.": (
                lambda p, y: (np.asarray(y) * np.log(p) + (1 - np.asarray(y)) * (1 - np.log(p))).sum()
            ),
            "this takes the larger of p and 1 − p, whatever the label was.": (
                lambda p, y: np.log(np.maximum(p, 1 - np.asarray(p))).sum()
            ),
            "the logarithm of the heads' product and that of the tails' are multiplied; they are added.": (
                lambda p, y: slips.log_of(p, y, 1) * slips.log_of(p, y, 0),
                lambda p, y: (np.log(p) * np.log1p(-np.asarray(p))).sum(),
                lambda p, y: (np.asarray(y) * np.log(p) * (1 - np.asarray(y)) * np.log1p(-np.asarray(p))).sum(),
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
                    "this is the likelihood at ½, rounded; take minus the logarithm, and divide by 4": 0.063,
                    "this is the likelihood at ½; take minus the logarithm, and divide by 4": 1 / 16,
                    "this counts the heads alone: the tail had probability 1 − p, and it costs as well": 0.75 * _LN2,
                    "the sign is the wrong way round": -_LN2,
                    "with the binomial coefficient, ln 4 divided by 4; this very sequence is asked for": _LN2 / 2,
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
                    "the slope of the sum of the losses, with the sign the wrong way round; divide by 4": 4.0,
                    "the sum is divided by 2; there are four tosses": -2.0,
                    "the denominator is p; it is p(1 − p)": -0.5,
                    "the denominator p(1 − p) is forgotten": -0.25,
                    "the denominator p(1 − p) is forgotten, and the sign is the wrong way round": 0.25,
                    "the denominator is p, it is p(1 − p), and the sign is the wrong way round": 0.5,
                    "the slope is 0 at the best p, which is ¾": 0.0,
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
                    "here the prior is worth one toss; it is worth m = 4": 0.7,
                    "here the prior is worth three tosses; it is worth m = 4": 4.5 / 7,
                    "the two imaginary heads are counted, and one of the two imaginary tails; m = 4": 5 / 7,
                    "data and prior are averaged with the weights ¾ and ¼; they have four tosses each": 11 / 16,
                    "every imaginary toss is counted as a head; half of them were": 7 / 8,
                    "the imaginary tosses are missing from the denominator": 5 / 4,
                    "the imaginary heads are missing: two of the four fell heads": 3 / 8,
                    "this is the mean of the posterior; its peak is asked for": 0.6,
                    "this is (k + 1)/(n + 2), Laplace's rule, with m = 2. Some call Beta(2, 2) worth 4 tosses; here "
                    "the prior p^mc·(1 − p)^m(1−c) is worth m, and m = 4 is Beta(3, 3)": 2 / 3,
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
            "a negative loss is cut off at 0, or its sign is turned; a density can exceed 1, and then minus its "
            "logarithm is negative.": slips.gaussian_floors,
            "σ is kept from being small, or something is added to it; a small σ is as good as any here.": (
                *(lambda m, y, s, e=e: slips.gaussian(m, y, max(s, e)) for e in (0.02, 0.05, 0.1)),
                *(lambda m, y, s, e=e: slips.gaussian(m, y, max(s, e)) for e in (1e-4, 1e-3, 0.01)),
                *(lambda m, y, s, e=e: slips.gaussian(m, y, np.sqrt(s**2 + e)) for e in (1e-8, 1e-6, 1e-4)),
                *(lambda m, y, s, e=e: slips.gaussian(m, y, s + e) for e in (1e-8, 1e-6, 1e-4, 1e-3)),
            ),
            "ln 2π lacks its factor ½: the constant is ½·ln 2π + ln σ.": (
                lambda m, y, s: np.log(2 * np.pi) + np.log(s) + ((y - m) ** 2).mean() / (2 * s**2)
            ),
            "the logarithm of the constant is missing: it is ln(√(2π)·σ), which is ½·ln(2πσ²).": (
                lambda m, y, s: np.sqrt(2 * np.pi) * s + ((y - m) ** 2).mean() / (2 * s**2),
                lambda m, y, s: np.pi * s**2 + ((y - m) ** 2).mean() / (2 * s**2),
                lambda m, y, s: 2 * np.pi * s**2 + ((y - m) ** 2).mean() / (2 * s**2),
            ),
            "this is one loss for each example; their mean is asked for.": lambda m, y, s: -slips.log_density(m, y, s),
            "this is the median of the losses; their mean is asked for.": (
                lambda m, y, s: np.median(-slips.log_density(m, y, s)),
                lambda m, y, s: 0.5 * np.log(2 * np.pi * s**2) + np.median((y - m) ** 2) / (2 * s**2),
            ),
            "the constant lacks its factor ½: it is ½·ln(2πσ²).": (
                lambda m, y, s: np.log(2 * np.pi * s**2) + ((y - m) ** 2).mean() / (2 * s**2)
            ),
            "/ 2 * s**2 divides by 2 and multiplies by σ²; brackets, / (2 * s**2), divide by both.": (
                lambda m, y, s: 0.5 * np.log(2 * np.pi * s**2) + ((y - m) ** 2).mean() / 2 * s**2
            ),
            "ln σ² lacks its factor ½: the constant is ½·ln 2π + ½·ln σ², which is ½·ln 2π + ln σ.": (
                lambda m, y, s: 0.5 * np.log(2 * np.pi) + np.log(s**2) + ((y - m) ** 2).mean() / (2 * s**2)
            ),
            "this is the mean of the densities; minus their logarithm is asked for.": (
                lambda m, y, s: slips.density(m, y, s).mean(),
                lambda m, y, s: -slips.density(m, y, s).mean(),
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
            "this is one loss for each example; their mean is asked for.": lambda z, y: np.exp(z) - y * z,
            "the exponential is missing.": lambda z, y: (z - y * z).mean(),
            "the rate e^z stands in the second term as well; there its logarithm belongs, z.": (
                lambda z, y: (np.exp(z) - y * np.exp(z)).mean()
            ),
            "a small number is added inside the logarithm of the rate; ln(e^z) is z itself.": tuple(
                lambda z, y, e=e: (np.exp(z) - y * np.log(np.exp(z) + e)).mean() for e in slips.EPSILONS
            ),
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
            "z is clipped; log-rates of 6 and of −800 are allowed, and each counts as it is.": tuple(
                f
                for c in (2, 3, 4, 5, 10, 20, 30, 50, 100)
                for f in (
                    lambda z, y, c=c: (np.exp(np.minimum(z, c)) - y * z).mean(),
                    lambda z, y, c=c: slips.poisson(np.clip(z, -c, c), y),
                    lambda z, y, c=c: (np.exp(np.clip(z, -c, c)) - y * z).mean(),
                    lambda z, y, c=c: slips.poisson(np.minimum(z, c), y),
                )
            ),
            "a negative loss is cut off at 0, or its sign is turned; without ln y! this loss is negative for most "
            "ordinary counts.": (
                lambda z, y: max(0.0, slips.poisson(z, y)),
                lambda z, y: np.maximum(0, np.exp(z) - y * z).mean(),
                lambda z, y: abs(slips.poisson(z, y)),
                lambda z, y: np.abs(np.exp(z) - y * z).mean(),
            ),
            "ln(e^z) is taken, and for z = −800 e^z is 0 in floating point; it is z itself.": slips.poisson_log,
            "the counts do not fit into 8 bits; 300 is an ordinary count.": (
                lambda z, y: (np.exp(z) - np.asarray(y).astype(np.uint8) * z).mean(),
                lambda z, y: (np.exp(z) - np.asarray(y).astype(np.int8) * z).mean(),
            ),
            "z and the rate are exchanged: it is e^z − y·z.": lambda z, y: (z - y * np.exp(z)).mean(),
            "the counts are cut to 0 or 1; a count of 3 counts three times.": (
                lambda z, y: (np.exp(z) - np.minimum(y, 1) * z).mean()
            ),
            "y·ln y − y is in it, as in the deviance; it does not contain z, and the task leaves it out.": (
                slips.deviance,
                lambda z, y: 2 * slips.deviance(z, y),
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
        mistakes=PENALISED,
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
        mistakes=WAITING,
    ),
]
