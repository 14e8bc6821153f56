"""Chapter 14, Soft and noisy labels: quick questions and predictions."""

from __future__ import annotations

import math

import numpy as np

from ...data import flip_matrix
from ...information import entropy
from ..predict import Prediction
from ..quiz import NumberQuestion, Option, Question

__all__ = ["QUESTIONS"]


def _floor(on: float, k: int) -> float:
    return float(entropy(np.array([on, *[(1 - on) / (k - 1)] * (k - 1)])))


QUESTIONS = [
    Prediction(
        name="thousand-class-floor",
        text="A classifier of 1,000 classes is trained in PyTorch with <code>label_smoothing=0.1</code>. What is the "
        "least training loss that it can reach?",
        answer=lambda: _floor(0.9 + 0.1 / 1000, 1000),
        unit="nats",
        tolerance=0.06,
        feedback="The right class keeps 0.9001 and 999 wrong ones share the rest: most of the floor is the price of "
        "not knowing <i>which</i> of them a label was smoothed to, about 0.1 · ln 1000.",
        wrong={
            "two classes": (
                0.325,
                "That is the entropy of 0.9 and 0.1, with one wrong class. Here 999 share the tenth.",
            ),
            "hard": (0.0, "That is the floor of hard labels. A soft target has an entropy, and nobody can beat it."),
            "epsilon": (
                0.1,
                "That is the weight taken from the right class, or about −ln 0.9: what the right class alone costs.",
            ),
            "uniform": (
                lambda: math.log(1000),
                "That is the uniform guess. The target is far from uniform: 0.9 of it lies on one class.",
            ),
        },
    ),
    Question(
        name="certain-on-soft",
        text="A target of 0.9 and 0.1. During training the model grows ever more confident on this example: 0.9, 0.99, "
        "0.999. Its loss on it …",
        options=[
            Option(
                "rises from the floor without bound",
                True,
                "0.9 was the best. Beyond it the tenth that lies on the other class costs −ln of something that goes "
                "to 0: 0.1 nats more for each unit of lead.",
            ),
            Option(
                "falls towards 0",
                False,
                "That is what hard labels would do. A tenth of this target lies on the other class, and its surprise "
                "grows.",
            ),
            Option(
                "falls towards the floor",
                False,
                "The floor is reached at 0.9 itself, where the prediction is the target. Beyond it the loss rises.",
            ),
            Option(
                "rises, but to no more than 0.1",
                False,
                "A weight of 0.1 bounds nothing: it is multiplied by a surprise that has no bound.",
            ),
        ],
    ),
    NumberQuestion(
        name="undo-smoothing",
        text="Two classes, trained with PyTorch’s smoothing ε = 0.2. On a new example the model, perfectly fitted, "
        "says "
        "0.66. How probable is the class?",
        answer=lambda: (0.66 - 0.1) / 0.8,
        unit="",
        tolerance=0.004,
        feedback="Every class was given ε/<i>K</i> = 0.1, and the rest shrunk by 0.8: (0.66 − 0.1)/0.8.",
        wrong={
            "as it stands": (0.66, "That is what was learnt: the smoothed probability, 0.8·<i>p</i> + 0.1."),
            "divided": (0.825, "You divided by 0.8. First take off the 0.1 that every class was given."),
            "smoothed again": (0.628, "That smooths once more; it is to be undone."),
            "other convention": (
                0.575,
                "You took off ε and not ε/<i>K</i>: PyTorch gives every class its share of ε, here 0.1.",
            ),
        },
    ),
    Prediction(
        name="smoothing-on-test",
        text="The same small network on handwritten digits, with hard labels and with ε = 0.1. On test images, whose "
        "labels are hard, what does smoothing do?",
        options=[
            Option(
                "accuracy hardly changes, the test loss rises",
                True,
                "The order of the scores is left nearly alone. The probabilities are those of another population, one "
                "with a tenth of the labels drawn at random.",
            ),
            Option(
                "accuracy rises, the test loss falls",
                False,
                "A regulariser can do that to a network that is far too confident. This one is asked to be less "
                "confident than it has reason to be.",
            ),
            Option(
                "accuracy falls, the test loss rises",
                False,
                "Smoothing takes the same share from every class; which class leads is left nearly alone.",
            ),
            Option(
                "nothing: test labels are not smoothed",
                False,
                "The test labels are hard, but the scores were learnt from soft ones.",
            ),
        ],
    ),
    Prediction(
        name="target-for-another-person",
        text="Five raters are for training; the other five judge. Three copies of one model learn from (a) the "
        "answer of "
        "one rater, (b) the majority of the five, (c) the shares of the five. Whose loss on the answers of the other "
        "raters is least?",
        options=[
            Option(
                "(c), the shares",
                True,
                "The judges’ answers come in shares too: −ln <i>q</i> averaged over people asks for the probability of "
                "an answer.",
            ),
            Option(
                "(b), the majority: it removes the noise",
                False,
                "It removes the disagreement, and that is what the judges will show. A word of 60% becomes one of "
                "100%.",
            ),
            Option(
                "(a), one rater: that is what a judge is",
                False,
                "One rater is right on average, a sample of the same probabilities. But five answers a word are a less "
                "noisy sample than one.",
            ),
            Option(
                "all the same",
                False,
                "They have different minimisers, (b) from (a) and (c), and different noise, (a) from (c).",
            ),
        ],
    ),
    Question(
        name="majority-of-sixty",
        text="Of every word of some kind, 60% of all people say “positive”. A large model is trained on the majority "
        "of "
        "101 raters. What does it say of a new word of that kind?",
        options=[
            Option(
                "almost surely positive",
                True,
                "101 raters of whom 60% are expected to say so have a positive majority in about 98 cases of 100. That "
                "is the probability it learns.",
            ),
            Option("positive, 60%", False, "The shares would teach that. The vote turns 61 of 101 into 1."),
            Option(
                "positive, 50%, as the raters disagree",
                False,
                "Their disagreement never reached the model: the vote removed it.",
            ),
            Option(
                "positive, 60%, with a larger spread",
                False,
                "The labels it saw were 1 in about 98 cases of 100, and a model learns the share of its labels.",
            ),
        ],
    ),
    NumberQuestion(
        name="measured-against-flips",
        text="Test labels of 10 classes are flipped with probability 0.2, evenly among the wrong classes. A model "
        "finds "
        "the true class always. Which accuracy do the flipped labels show?",
        answer=lambda: float(flip_matrix(0.2, 10)[0, 0]),
        unit="",
        tolerance=0.004,
        feedback="It agrees with a label exactly where the label was not flipped: 0.8.",
        wrong={
            "certain": (
                1.0,
                "Against the true classes. The labels it is measured by are wrong in a fifth of the cases.",
            ),
            "with luck": (
                lambda: 0.8 + 0.2 / 10,
                "A flipped label is never the true class, and the model says the true class: there is no lucky tenth.",
            ),
            "both": (0.64, "Only the labels are flipped, and once; the model makes no mistake."),
        },
    ),
    Prediction(
        name="longer-on-flips",
        text="After 50 steps the network gets 88% of the clean test images right. It trains on for 550 steps more, and "
        "its training loss falls all the time. What share of the clean test images is right then?",
        options=[
            Option(
                "about 95%",
                False,
                "It has seen every image more often, and every wrong label, too.",
            ),
            Option(
                "about 88%",
                False,
                "So it would be if flips in all directions cancelled. In an average over many they do; a network that "
                "can tell every single image apart does not average.",
            ),
            Option(
                "about 65%",
                True,
                "What the loss gains after that time it gains on flipped rows, and each of them pulls its neighbours "
                "to a wrong class.",
            ),
            Option(
                "about 10%",
                False,
                "That is one class in ten by chance. Six of ten labels are still right, and no wrong class gets more "
                "than one in twenty.",
            ),
        ],
        in_order=True,
    ),
    Question(
        name="flips-below-the-floor",
        text="You know that three of ten labels (two classes) are flipped: the floor is 0.611. The training loss "
        "stands "
        "at 0.35. What follows?",
        options=[
            Option(
                "the model has memorised some of the flips",
                True,
                "No forecast of fresh labels averages below 0.611; on these rows the model knows the labels "
                "themselves.",
            ),
            Option(
                "the model is better than the labels, as it should be",
                False,
                "A model that is right about the truth disagrees with the flips, and pays for them: 0.611.",
            ),
            Option(
                "the flip rate must be lower than was thought",
                False,
                "It might be; but a training loss cannot show it. Ask fresh labels, which nobody can have memorised.",
            ),
            Option("nothing: the floor is only an average", False, "So is 0.35, and over the same labels."),
        ],
    ),
    Question(
        name="who-can-flip-the-winner",
        text="Ten classes, flipped evenly among the wrong ones at rate ρ. From which ρ on is the true class no longer "
        "the most frequent label of an example whose class is certain?",
        options=[
            Option(
                "0.9",
                True,
                "The true class keeps 1 − ρ, each wrong one gets ρ/9; they meet at ρ = 0.9.",
            ),
            Option("0.5", False, "That is for two classes. Nine wrong classes share the flips: ρ/9 each."),
            Option("0.1", False, "Then nine labels in ten are still right."),
            Option(
                "from any ρ above 0", False, "At ρ = 0.4 the true class still has 0.6, and no other more than 0.05."
            ),
        ],
    ),
    Prediction(
        name="best-after-600-steps",
        text="40% of the labels flipped, the rate known, 600 steps, nobody stops early. Which loss ends with the best "
        "accuracy on clean test images?",
        options=[
            Option(
                "absolute error, 1 − <i>q</i>",
                True,
                "Its pull on a label that the model does not believe vanishes, so that it memorises the flips "
                "last. It knows nothing of the rate.",
            ),
            Option(
                "the forward correction: it knows the rate",
                False,
                "Its minimiser in the population is right; with 1,006 images and a network that can memorise them, "
                "that says little. It does better than plain.",
            ),
            Option(
                "the backward correction: it is unbiased",
                False,
                "Unbiased and of large variance: single losses go below 0 without bound, and descent runs after them.",
            ),
            Option(
                "plain cross-entropy: flips cancel",
                False,
                "In an average they do; a network that memorises does not average.",
            ),
        ],
    ),
]
