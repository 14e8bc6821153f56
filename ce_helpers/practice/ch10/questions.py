"""Chapter 10, From likelihood to loss: quick questions."""

from __future__ import annotations

from ..quiz import NumberQuestion, Option, Question
from .exercises import map_coin

__all__ = ["QUESTIONS"]


QUESTIONS = [
    Question(
        name="why-log-likelihood",
        text="Why may the likelihood be replaced by its logarithm when one looks for the best parameter?",
        options=[
            Option(
                "The logarithm increases, so both are largest at the same place.",
                True,
                "Only the order of the values matters for the place of the maximum.",
            ),
            Option(
                "The logarithm of a product of many terms is close to the product.",
                False,
                "It is far from it. The values differ; only the place of the maximum is the same.",
            ),
            Option(
                "Both have the same value at the maximum.",
                False,
                "For 7 heads of 10 the likelihood is .0022 at its maximum, and its logarithm −6.1.",
            ),
            Option(
                "The logarithm makes every likelihood concave.",
                False,
                "It does so for exponential families in their natural parameter, not always, and it is not needed.",
            ),
        ],
    ),
    NumberQuestion(
        name="toss-posterior",
        text=(
            "A coin fell heads 3 times of 3. The prior is worth 3 tosses, half of them heads. What is the "
            "posterior mode?"
        ),
        answer=lambda: map_coin(3, 3, 3.0, 0.5),
        unit="",
        tolerance=0.001,
        feedback="(3 + 1.5)/(3 + 3): the two shares, weighted by their numbers of tosses, which are equal here.",
        wrong={
            "the data alone": (1.0, "That is k/n; the prior has had no say."),
            "Laplace": (0.8, "That is (k + 1)/(n + 2), another prior."),
        },
    ),
    Question(
        name="squared-error-assumes",
        text="Which assumption turns maximum likelihood into least squares?",
        options=[
            Option(
                "Errors are Gaussian, all with the same σ.",
                True,
                "Then the exponent is the squared error, and everything else is a constant.",
            ),
            Option("Errors are small.", False, "Their size does not matter, only the shape of their distribution."),
            Option("The model is linear.", False, "Any model will do; it is the noise that is Gaussian."),
            Option("Errors are Laplacian.", False, "Then the exponent is |y − μ|, and the median is what one fits."),
        ],
    ),
    Question(
        name="weight-decay-is",
        text="To minimise the loss plus (λ/2)·‖w‖² is to take the most probable weights after…",
        options=[
            Option(
                "assuming a Gaussian prior on the weights, centred at 0.",
                True,
                "Minus the logarithm of its density is the penalty, up to a constant.",
            ),
            Option(
                "assuming Gaussian errors in y.",
                False,
                "That turns the first term into squared error; the penalty is about the weights.",
            ),
            Option("assuming a Laplace prior on the weights.", False, "That gives λ·Σ|w|, the lasso."),
            Option("stopping early.", False, "The two behave alike, but they are not the same."),
        ],
    ),
]
