"""Chapter 10, From likelihood to loss: quick predictions and quick questions."""

from __future__ import annotations

import math

from ...losses import gaussian_nll
from ..predict import Prediction
from ..quiz import NumberQuestion, Option, Question
from .exercises import map_coin

__all__ = ["QUESTIONS"]


QUESTIONS = [
    Prediction(
        name="same-share-more-tosses",
        text="From 7 ones of 10 to 35 of 50, the same share. Which of the three curves change their shape?",
        options=[
            Option(
                "the upper two; the lowest stays",
                True,
                "The likelihood is raised to the fifth power and its logarithm multiplied by five. Divided by n, five "
                "times as many tosses of the same share give the same mean.",
            ),
            Option(
                "all three become narrower",
                False,
                "More tosses do say more about p, and the likelihood shows it. But the lowest curve is a mean, in "
                "which the number of tosses cancels.",
            ),
            Option(
                "the highest alone",
                False,
                "Its logarithm is a sum of fifty terms in place of ten, so it is five times as steep.",
            ),
            Option(
                "none: only the share matters",
                False,
                "Only the share matters for the best p. How fast the likelihood falls beside it depends on n.",
            ),
        ],
    ),
    Question(
        name="which-assumption",
        text="A data set holds four photographs of each of 500 patients, and each photograph is a row with the "
        "patient's label. Which assumption of the loss fails?",
        options=[
            Option(
                "that the labels are independent given the features",
                True,
                "Four rows share one label and one disease. The product counts that evidence four times, as if there "
                "were 2,000 patients.",
            ),
            Option(
                "that each label is 0 or 1",
                False,
                "Each of them still is. What is wrong is that one label was written down four times.",
            ),
            Option(
                "that some weights make the probabilities true",
                False,
                "That may fail as well, but repeating the patients does not make it fail.",
            ),
            Option(
                "none: more rows are more data",
                False,
                "They are more rows. The likelihood multiplies their probabilities, and that is right for independent "
                "labels only.",
            ),
        ],
    ),
    Prediction(
        name="two-noises-one-outlier",
        text="Which μ do Gaussian noise and Laplacian noise (each of one width) find for 1, 2, 2.5, 3 and 21?",
        options=[
            Option(
                "Gaussian 5.9, Laplacian 2.5",
                True,
                "The mean and the median: squares are pulled by the distance, absolute values only by the side.",
            ),
            Option(
                "Gaussian 2.5, Laplacian 5.9",
                False,
                "The right numbers, exchanged. The square makes a distance of 18 count 324, so the square goes to the "
                "outlier.",
            ),
            Option(
                "both 2.5, since the outlier is improbable",
                False,
                "Under Gaussian noise it is so improbable that μ moves to make it less so.",
            ),
            Option(
                "both 5.9, the mean",
                False,
                "Under absolute error only the side counts: two points below, two above, so the middle one.",
            ),
        ],
    ),
    NumberQuestion(
        name="loss-in-another-unit",
        text="Its loss is −2.493 nats. The same height and the same prediction in centimetres: what is the loss, in "
        "nats?",
        answer=lambda: float(gaussian_nll(170.0, 172.0, sigma=2.0)),
        unit="nats",
        tolerance=0.006,
        feedback="σ is now 2 in place of 0.02. The squared term (in units of σ) stays, and ln σ "
        "grows by ln 100 = 4.605.",
        wrong={
            "same": (-2.493, "The prediction is as good as before, but a density is probability <i>per unit</i>."),
            "factor": (-249.3, "The loss is a logarithm: a factor of 100 in the unit adds ln 100 to it."),
            "other way": (
                lambda: -2.493 - math.log(100),
                "The right amount, the other way: per centimetre the density is 100 times lower.",
            ),
            "ten": (lambda: -2.493 + math.log(10), "That adds ln 10; a metre has 100 centimetres."),
        },
        digits=3,
    ),
    Prediction(
        name="wrong-model-more-data",
        text="What becomes of the straight line as the sample grows from a hundred to a million? (Loss on new data.)",
        options=[
            Option(
                "its weights settle; its loss stays well above 0.352",
                True,
                "There is one line that is nearest to the truth. The data find it, and the distance remains.",
            ),
            Option(
                "its loss approaches 0.352: maximum likelihood finds the truth",
                False,
                "It does so if some weights make the model true. No line is that curve.",
            ),
            Option(
                "its weights go on moving, since no weights are right",
                False,
                "None is right, and one pair is the least wrong: the loss of a large sample has one minimum.",
            ),
            Option(
                "its loss grows, as more and more contradictions come in",
                False,
                "The mean loss approaches a fixed number; contradictions are a fixed share of the data.",
            ),
        ],
    ),
    Prediction(
        name="unit-and-prior",
        text="The radius is recorded in numbers a thousand times smaller. What does that do to the test loss of the "
        "fit without a prior, and of the fit with τ = 0.3?",
        options=[
            Option(
                "nothing to the first; it makes the second much worse",
                True,
                "Without a prior the weight becomes a thousand times larger. The prior forbids that, and the radius is "
                "lost.",
            ),
            Option(
                "nothing to either: it is the same information",
                False,
                "The same to the likelihood. The prior speaks of weights, and their size depends on the unit.",
            ),
            Option(
                "it makes both worse",
                False,
                "Maximum likelihood does not depend on the unit: the weight makes up for it.",
            ),
            Option(
                "nothing to the first; the second improves",
                False,
                "That would need numbers a thousand times <i>larger</i>, which a small weight can use.",
            ),
        ],
    ),
    Prediction(
        name="loosen-the-prior",
        text="τ grows from 0.03 to 3. What happens to the loss on the tumours that the model was fitted to, and on "
        "others?",
        options=[
            Option(
                "the first only falls; the second falls and then rises",
                True,
                "A looser prior always fits the training data better. On other data it stops paying at some point.",
            ),
            Option(
                "both only fall",
                False,
                "That holds for the training tumours. On others the large weights that fit the last of them cost more "
                "than they save.",
            ),
            Option(
                "both fall and then rise",
                False,
                "On the training tumours the loss cannot rise: a looser prior leaves it more weights to choose from.",
            ),
            Option(
                "the first falls; the second only rises",
                False,
                "That would be so if the tightest prior were already loose enough. At 0.03 the model can hardly speak.",
            ),
        ],
    ),
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
