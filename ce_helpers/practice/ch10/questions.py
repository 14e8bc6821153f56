"""Chapter 10, From likelihood to loss: quick predictions and quick questions."""

from __future__ import annotations

import math

from ...losses import gaussian_nll
from ..predict import Prediction
from ..quiz import NumberQuestion, Option, Question

__all__ = ["QUESTIONS"]


QUESTIONS = [
    Prediction(
        name="worthless-feature",
        text="Put random numbers in the place of the credit history, and fit again. By how much does the "
        "log-likelihood of all the decisions rise above A's, on average?",
        options=[
            Option(
                "by about half a nat",
                True,
                "One more weight always finds something to fit, in whatever it is given, and it is little.",
            ),
            Option(
                "not at all: random numbers explain nothing",
                False,
                "They explain nothing on new decisions. But the weight is chosen to suit these ones, and chance gives "
                "it something to suit: 0 is hardly ever the best.",
            ),
            Option(
                "by about 6 nats, a tenth of the 63",
                False,
                "Not in 2,380 decisions nor in 238: what one worthless weight gains hardly depends on their number.",
            ),
            Option(
                "by about 60 nats: the 63 are what one more weight brings",
                False,
                "Then every feature would look as good as the credit history. A single weight has little freedom.",
            ),
        ],
    ),
    Prediction(
        name="same-share-more-tosses",
        text="From 7 ones of 10 to 35 of 50, the same share. Which of the three curves change?",
        options=[
            Option(
                "the likelihood and its logarithm; the mean loss stays",
                True,
                "The likelihood is raised to the fifth power and its logarithm multiplied by five. Divided by n, five "
                "times as many tosses of the same share give the same mean.",
            ),
            Option(
                "all three",
                False,
                "More tosses do say more about p, and the likelihood shows it. But in a mean the number of tosses "
                "cancels.",
            ),
            Option(
                "the likelihood alone",
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
    NumberQuestion(
        name="rows-four-times",
        text="An export wrote each of 500 patients into the table four times. Computed from its 2,000 rows, "
        "the standard error of a weight is 0.10. What is it for the 500 patients?",
        answer=lambda: 0.1 * math.sqrt(4),
        unit="",
        tolerance=0.002,
        feedback="2,000 rows, and 500 independent labels: n times the bend is counted four times, and 1/√4 of the "
        "error is left. (The sandwich has the same fault, and a worthless weight seems to gain 2 nats in place of half "
        "a nat: a likelihood multiplies what is independent.)",
        wrong={
            "as it stands": (0.1, "Then three copies of a table would teach as much as three more tables."),
            "factor of four": (0.4, "The error goes with the root of n, and n is four times too large."),
            "other way": (0.05, "The right factor, the other way: fewer independent labels leave more uncertain."),
            "root of two": (
                lambda: 0.1 * math.sqrt(2),
                "That is the root of two; the table has four times the rows.",
            ),
            "quarter": (0.025, "Fewer independent labels leave more uncertain; and the factor is a root."),
        },
        digits=2,
    ),
    Prediction(
        name="noise-of-patients",
        text="Which noise gives the held-out patients the smaller loss, by how much a patient, and does the two-σ "
        "check see a difference?",
        options=[
            Option(
                "Gaussian, by about 0.07 nats; the check hardly sees it",
                True,
                "Over the 133 patients of a test that is about 9 nats. Within two σ a Gaussian and a Laplacian of the "
                "same standard deviation have nearly the same share.",
            ),
            Option(
                "Laplacian, by about 0.07 nats; the check hardly sees it",
                False,
                "Absolute error pays where large errors come now and then. These patients have few, and a "
                "Laplacian keeps much of its probability near 0 and far out.",
            ),
            Option(
                "Laplacian, by about 0.7 nats, as the check shows: far fewer than 95%",
                False,
                "That takes far outliers, as the 21 among five. And 0.7 nats a patient would be a factor of two in "
                "probability for each.",
            ),
            Option(
                "neither: the predictions are the same, so the losses are",
                False,
                "The predictions are the same. But the loss is that of a density, and the two shapes differ.",
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
            "rounded": (2.1, "Right as far as it goes; give a digit more."),
            "change": (lambda: math.log(100), "That is what the unit adds, ln 100; the loss was −2.493 before."),
            "ten": (lambda: -2.493 + math.log(10), "That adds ln 10; a metre has 100 centimetres."),
        },
        digits=3,
    ),
    Prediction(
        name="wrong-model-more-data",
        text="What becomes of the straight line as the sample grows from a hundred to ten thousand? (Loss on new "
        "data.)",
        options=[
            Option(
                "its weights settle, and its loss stays well above 0.353",
                True,
                "There is one line that is nearest to the truth. The data find it, and the distance remains.",
            ),
            Option(
                "its loss approaches 0.353: maximum likelihood finds the truth",
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
        name="group-not-in-the-model",
        text="How many refusals of Black applicants does model B, fitted to all 2,380 decisions, expect (the sum of "
        "its probabilities over the 339)?",
        options=[
            Option(
                "clearly fewer: about 60",
                True,
                "By its two features these applicants are worse than all, so it expects more than 12% of them. Nothing "
                "makes it expect all 96: the equation speaks of the features that a model has.",
            ),
            Option(
                "96, as many as there were",
                False,
                "That holds for a feature of the model, by the equation above. The group is none.",
            ),
            Option(
                "about 41, the 339 times the share of refusals in all",
                False,
                "So it would be if the two features were alike in both groups. They are not, and carry part of the "
                "difference.",
            ),
            Option(
                "clearly more: about 130",
                False,
                "The equation does not exclude that. But then the lenders would have judged these applicants more "
                "mildly than others with such payments and histories.",
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
    NumberQuestion(
        name="toss-posterior",
        text="Six tosses, six heads. Your prior is worth m tosses, half of them heads, and the MAP estimate is 0.8. "
        "What is m?",
        answer=lambda: 4.0,
        unit="tosses",
        tolerance=0.01,
        feedback="(6 + 4/2)/(6 + 4) = 0.8. The data weigh n/(n + m) = 0.6, and 0.6·1 + 0.4·½ = 0.8.",
        wrong={
            "weights exchanged": (9.0, "The weights are exchanged: it is the data that weigh 0.6."),
            "share of n": (2.4, "The prior weighs 0.4 of all the n + m tosses, and not of the six."),
            "heads alone": (2.0, "Those are the imaginary heads, m/2; m counts the tails as well."),
            "tails alone": (3.0, "That adds the imaginary tails alone, 1.5; the imaginary heads count as well."),
            "prior twice": (12.0, "Then the prior weighs twice as much as the data, and the estimate is 2/3."),
            "n": (6.0, "Then both weigh ½, and the estimate is 0.75."),
            "Laplace's rule": (1.5, "Six heads in 7.5 tosses: the imaginary tosses hold heads as well, half of them."),
        },
    ),
    Question(
        name="weight-decay-is",
        text="A model is trained on its loss plus (λ/2)·‖w‖². The result is the most probable weights, if one "
        "believes beforehand…",
        options=[
            Option(
                "that each weight is normally distributed around 0.",
                True,
                "Minus the logarithm of that density is the penalty, up to a constant.",
            ),
            Option(
                "that the errors in y are normally distributed.",
                False,
                "That turns the first term into squared error; the penalty is about the weights.",
            ),
            Option(
                "that each weight is Laplacian around 0.",
                False,
                "Minus the logarithm of e^−|w|/b is |w|/b: that penalty is λ·Σ|w|, the lasso.",
            ),
            Option(
                "that no weight is larger than 1/√λ.",
                False,
                "Such a prior has density zero beyond its limits: a wall, and no penalty within.",
            ),
        ],
    ),
]
