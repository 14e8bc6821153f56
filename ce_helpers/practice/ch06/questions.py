"""Chapter 6, Logits, sigmoid, softmax: quick questions."""

from __future__ import annotations

import math

from ..quiz import NumberQuestion, Option, Question

__all__ = ["QUESTIONS"]


QUESTIONS = [
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
                "Then softmax acts twice; the loss stays above a floor and the gradients fade.",
            ),
            Option(
                "<code>log(softmax(logits))</code>",
                False,
                "Harmless, since log-softmax is a shift of the logits and softmax ignores shifts; but needless.",
            ),
            Option(
                "The index of the largest logit.",
                False,
                "A decision has no slope. The loss needs the scores; indices are for the <i>target</i>.",
            ),
        ],
    ),
]
