"""Chapter 6, Logits, sigmoid, softmax: quick questions."""

from __future__ import annotations

import math

from ...activations import softmax
from ..predict import Prediction
from ..quiz import NumberQuestion, Option, Question

__all__ = ["QUESTIONS"]


QUESTIONS = [
    Prediction(
        name="slope-far-out",
        text="The answer is no, and the model’s <i>p</i> goes to 1. The slope of the loss in <i>p</i> grows without "
        "bound. What becomes of its slope in the score <i>z</i>, where <i>p</i> = σ(<i>z</i>)?",
        options=[
            Option(
                "It also grows without bound.",
                False,
                "That would be so if <i>p</i> moved as fast as <i>z</i>. But out there the sigmoid is nearly flat: a "
                "unit of score changes <i>p</i> by hardly anything.",
            ),
            Option(
                "It tends to 1.",
                True,
                "The slope in <i>p</i> is 1/(1 − <i>p</i>), and the sigmoid’s own slope <i>p</i>(1 − <i>p</i>). Their "
                "product is <i>p</i>.",
            ),
            Option(
                "It tends to 0.",
                False,
                "The flat sigmoid does pull it down, by the factor <i>p</i>(1 − <i>p</i>). But the slope in <i>p</i> "
                "grows just as fast, and the two balance. (Squared error, which lacks that growth, does fade.)",
            ),
            Option(
                "It tends to ½.",
                False,
                "That is its value at <i>p</i> = ½. The product of 1/(1 − <i>p</i>) and <i>p</i>(1 − <i>p</i>) is "
                "<i>p</i>, which goes on growing.",
            ),
        ],
    ),
    Prediction(
        name="ten-and-twenty",
        text="The scores (1, 2) give the second class the probability 0.731. What do the scores (10, 20) give it?",
        answer=lambda: float(softmax([10.0, 20.0])[1]),
        tolerance=0.002,
        digits=6,
        feedback="The log-odds are 20 − 10 = 10, so the odds are <i>e</i><sup>10</sup>, about 22,000 to 1.",
        wrong={
            "ratio": (
                lambda: float(softmax([1.0, 2.0])[1]),
                "It would stay so if the ratio of the scores counted. By the equation above it is their difference, "
                "and that has gone from 1 to 10.",
            ),
            "share": (2 / 3, "That is 20/(10 + 20), the share of the score itself; softmax takes exponentials first."),
            "odds": (10 / 11, "That takes 10 for the odds. It is the <i>log</i>-odds, so the odds are e to the 10."),
        },
    ),
    Prediction(
        name="trained-through",
        text="Two runs from the same start, at the same rate, 50 steps each. With one softmax the model then reads "
        "nine test digits in ten. What of the run that is trained through two?",
        options=[
            Option(
                "As many: softmax keeps the order of the scores.",
                False,
                "It keeps the order of scores that are there. But these scores were <i>learnt</i>, and each step of "
                "learning went through both softmaxes.",
            ),
            Option(
                "Clearly fewer.",
                True,
                "The slope has to pass through one softmax more, and comes out smaller: after as many steps it has "
                "learnt less.",
            ),
            Option(
                "About one in ten: it learns nothing.",
                False,
                "Its slopes are smaller and not zero, and they still point to the right class; the log above "
                "was trained so.",
            ),
        ],
    ),
    NumberQuestion(
        name="slope-in-the-score",
        text="The model says <i>p</i> = 0.9 and the answer is no. What is the slope of the loss in the score <i>z</i>?",
        answer=lambda: 0.9 - 0.0,
        unit="nats per unit of z",
        tolerance=0.005,
        feedback="<i>p</i> − <i>y</i> = 0.9 − 0. It is positive, so the loss falls when the score falls.",
        wrong={
            "sign": (
                -0.9,
                "The size is right. Raising the score raises <i>p</i>, and here that raises the loss: plus.",
            ),
            "in p": (10.0, "That is the slope in <i>p</i>, 1/(1 − <i>p</i>). In the score it is <i>p</i> − <i>y</i>."),
            "loss": (
                lambda: float(-math.log(0.1)),
                "That is the loss, −ln 0.1. Its slope in the score is <i>p</i> − <i>y</i>.",
            ),
            "y = 1": (-0.1, "That would be right if the answer were yes: <i>p</i> − 1."),
        },
    ),
    Question(
        name="shift-of-scores",
        text="You add 100 to every score of a softmax layer. What happens to the probabilities?",
        options=[
            Option(
                "Nothing.",
                True,
                "e<sup>100</sup> stands above and below the line and cancels: only differences of scores count.",
            ),
            Option(
                "They all move towards 1.",
                False,
                "That is what separate <i>sigmoids</i> would do. Probabilities of a softmax must still sum to 1.",
            ),
            Option(
                "They become more equal, since the scores are now relatively closer.",
                False,
                "Relative closeness means nothing to a softmax. (1, 2) and (101, 102) differ by 1, both of them.",
            ),
            Option(
                "The largest takes everything.",
                False,
                "<i>Multiplying</i> the scores would do that (a low temperature). Adding leaves their gaps alone.",
            ),
        ],
    ),
    Question(
        name="cooling",
        text="You halve the temperature of a trained classifier. Which of these can change?",
        options=[
            Option(
                "Its loss, but not its accuracy.",
                True,
                "The order of the scores stays, and so does the predicted class; how sure it is of it does not.",
            ),
            Option(
                "Its accuracy, but not its loss.",
                False,
                "The other way round: division by T > 0 keeps the order of the scores.",
            ),
            Option("Both.", False, "The class with the largest <i>z</i> also has the largest <i>z</i>/T."),
            Option("Neither.", False, "All gaps of the scores double, so the probabilities move, and the loss too."),
        ],
    ),
    Question(
        name="tags-or-classes",
        text="A photograph may show a dog, a beach, both or neither. What belongs at the end of the network?",
        options=[
            Option(
                "A sigmoid for each tag, and binary cross-entropy.",
                True,
                "Two questions with two answers: neither probability takes anything from the other.",
            ),
            Option(
                "A softmax over (dog, beach), and categorical cross-entropy.",
                False,
                "It would have to share 1 between them: both at 95% could not be said, nor neither.",
            ),
            Option(
                "A sigmoid for each tag, and categorical cross-entropy.",
                False,
                "That loss looks at tags that are present alone; saying 100% to everything would cost nothing.",
            ),
        ],
    ),
    Question(
        name="what-the-loss-wants",
        text="You call PyTorch’s <code>CrossEntropyLoss</code>. What do you pass as the first argument?",
        options=[
            Option(
                "The logits, as they leave the last linear layer.",
                True,
                "It applies log-softmax itself. An activation before it would be one too many.",
            ),
            Option(
                "<code>softmax(logits)</code>",
                False,
                "Then softmax acts twice, and the second takes probabilities for scores.",
            ),
            Option(
                "<code>log(softmax(logits))</code>",
                False,
                "On paper this is harmless: it only shifts the logits, and softmax ignores shifts. In a computer a "
                "probability that rounds to 0 becomes −∞, and the loss of that class with it (Chapter 7).",
            ),
            Option(
                "The index of the largest logit.",
                False,
                "A decision has no slope. The loss needs the scores; indices are for the <i>target</i>.",
            ),
        ],
    ),
]
