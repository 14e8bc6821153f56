"""Chapter 2, Cross-entropy: quick questions."""

from __future__ import annotations

import math

from ...information import cross_entropy, surprise
from ..predict import Prediction
from ..quiz import NumberQuestion, Option, Question

__all__ = ["QUESTIONS"]


QUESTIONS = [
    Prediction(
        name="most-right-least-surprised",
        text="Which model calls the most wines right, and which has the smallest cross-entropy?",
        options=[
            Option(
                "The neighbour calls the most right; the one measurement has the smallest cross-entropy.",
                True,
                "One sees thirteen measurements and never says more than one half; the other sees one, and says how "
                "far it can be trusted.",
            ),
            Option(
                "The neighbour, on both counts.",
                False,
                "Thirteen measurements do give the most right calls. But whoever says one half each time pays at least "
                "ln 2 for each of them, however right.",
            ),
            Option(
                "The one measurement, on both counts.",
                False,
                "Its probabilities are worth more, and its calls are not: one measurement mistakes cultivars that "
                "thirteen keep apart.",
            ),
            Option(
                "The one measurement calls the most right; the neighbour has the smallest cross-entropy.",
                False,
                "The other way round. More measurements make better calls; they do not by themselves make better "
                "probabilities.",
            ),
        ],
    ),
    Question(
        name="who-weights-who-pays",
        text="A taster holds corked bottles to be rare: Q(corked) = 0.001. In this cellar a fifth of them are corked. "
        "Which number multiplies −ln 0.001 in the cross-entropy?",
        options=[
            Option("0.2", True, "The world decides how often a surprise is met, the model how large it is."),
            Option(
                "0.001",
                False,
                "That is how often the <i>taster</i> expects the surprise; weighting with it gives H(Q).",
            ),
            Option("0.2 − 0.001", False, "No difference enters: one distribution weights, the other is charged."),
            Option("1", False, "That would hold if every bottle were corked. Four in five are not."),
        ],
    ),
    NumberQuestion(
        name="one-hot-loss",
        text="A model gives four classes 0.1, 0.6, 0.2 and 0.1. The third is the true one. What is the loss?",
        answer=lambda: float(cross_entropy([0, 0, 1, 0], [0.1, 0.6, 0.2, 0.1])),
        unit="nats",
        tolerance=0.01,
        feedback="Only the true class is weighted: −ln 0.2 = ln 5. The loss does not ask how the other 0.8 is divided.",
        wrong={
            "the largest": (
                lambda: float(surprise(0.6)),
                "That is −ln 0.6, the surprise of the class that was called. Another one came.",
            ),
            "bits": (lambda: float(surprise(0.2, base=2)), "Those are bits. The loss is asked in nats: ln 5."),
            "distance": (0.8, "That is 1 − 0.2. The loss is the logarithm, −ln 0.2."),
            "probability": (0.2, "That is the probability of the true class. The loss is its surprise, −ln 0.2."),
            "sign": (lambda: -float(surprise(0.2)), "The size is right. A probability below 1 has a surprise above 0."),
            "sum": (
                lambda: float(surprise([0.1, 0.6, 0.2, 0.1]).sum()),
                "All four surprises are summed there. Three of them have the weight 0.",
            ),
        },
    ),
    NumberQuestion(
        name="know-nothing-loss",
        text="A new classifier of the ten digits gives each of them 1/10. What is its mean loss?",
        answer=lambda: math.log(10),
        unit="nats",
        tolerance=0.01,
        feedback="ln 10, whatever the labels are. A new model whose loss is far from ln <i>K</i> is not guessing "
        "uniformly.",
        wrong={
            "bits": (lambda: math.log2(10), "Those are bits; in nats it is ln 10."),
            "accuracy": (0.9, "That is the share of wrong answers. The loss is −ln 0.1."),
            "probability": (0.1, "That is the probability. Its surprise is −ln 0.1."),
        },
    ),
    Question(
        name="higher-accuracy-lower-loss",
        text="Model A is right more often than model B on the same test examples. Which has the smaller cross-entropy?",
        options=[
            Option(
                "It cannot be known from this.",
                True,
                "Accuracy asks whether the true class came first, cross-entropy how much probability it got. "
                "One sure mistake can cost more than ten hesitant ones.",
            ),
            Option("A, always", False, "Think of an A that gives its few mistakes probability 0: its mean loss is ∞."),
            Option(
                "B, always",
                False,
                "Often the more accurate model has the smaller loss too; neither follows from the other.",
            ),
            Option(
                "They must be equal",
                False,
                "They measure different things; a model can raise its loss tenfold and change no decision.",
            ),
        ],
    ),
]
