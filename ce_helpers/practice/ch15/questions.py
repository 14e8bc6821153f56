"""Chapter 15, When training goes wrong: predictions and quick questions."""

from __future__ import annotations

import math

from ..predict import Prediction
from ..quiz import NumberQuestion, Option, Question

__all__ = ["QUESTIONS"]


QUESTIONS = [
    Prediction(
        name="first-loss-of-wide-scores",
        text="Ten classes, and a network whose untrained scores are random: mean 0, spread (standard deviation) 3. "
        "What is its mean loss before the first step, in nats?",
        answer=5.08,
        unit="nats",
        tolerance=0.08,
        feedback="More than twice ln 10: the wide scores make confident bets, and nine of ten are on a wrong class.",
        wrong={
            "uniform": (
                math.log(10),
                "That holds for scores that are all alike. Random scores are bets, most of them on a wrong class, and "
                "a confident wrong bet costs more than a lucky one saves.",
            ),
            "spread": (
                3.0,
                "That is the spread of the scores. The loss adds what the largest of ten wrong ones takes.",
            ),
            "bound": (
                math.log(10) + 4.5,
                "That is ln 10 + 3²/2, which turns out to be a ceiling; the mean stays below it.",
            ),
            "largest": (
                1.54 * 3,
                "That is the mean of the largest of the ten scores. The loss is −z of the true class, 0 on average, "
                "plus the logarithm of the sum of all ten exponentials, which is more than the largest alone.",
            ),
        },
    ),
    Prediction(
        name="softmax-twice-accuracy",
        text="Softmax applied twice does not change which class comes first. Trained for 50 steps, from five seeds, "
        "the right program has 93% of the validation digits right. And the program with softmax twice?",
        options=[
            Option(
                "between 45% and 65%",
                True,
                "The order of the classes is untouched. The steps are not: they are shorter, and each example's by "
                "another factor.",
            ),
            Option(
                "93% too, only the loss differs",
                False,
                "It would, if the fault stood in the report alone. It stands in training: the second softmax shrinks "
                "every gradient that passes through the first.",
            ),
            Option(
                "about 10%",
                False,
                "That is a network that learns nothing. This one learns, by gradients that are many times smaller.",
            ),
        ],
    ),
    Prediction(
        name="raw-pixels-smaller-rate",
        text="The network that was fed raw pixels (0 to 16) died at rate 0.3. What becomes of it at rate 0.003, with "
        "the pixels still raw?",
        options=[
            Option(
                "it lives and learns, but far less in the same 200 steps",
                True,
                "Not the raw pixels alone killed it, but raw pixels times the rate.",
            ),
            Option(
                "it dies too, only later",
                False,
                "The units died of one long step at the start. A step a hundredth as long does not carry them so far.",
            ),
            Option(
                "it learns as well as with scaled pixels",
                False,
                "The rate that the large inputs allow is too small for everything else: biases and upper layer crawl.",
            ),
        ],
    ),
    Prediction(
        name="which-cure",
        text="150 digits, a network that learns them by heart, and five cures. Which takes the test loss down most?",
        options=[
            Option(
                "L2 on the weights",
                True,
                "On these data and at this strength it does, in every split. Some of the others even raise it.",
            ),
            Option(
                "dropout",
                False,
                "A plausible guess: it was made for this. At this strength it raises the test loss, in every split.",
            ),
            Option(
                "early stopping", False, "It helps in most splits, by little: it cuts off only the last, slow rise."
            ),
            Option(
                "label smoothing",
                False,
                "It bounds the confidence on the training digits. On new ones ten splits show no gain and no harm.",
            ),
            Option("few steps", False, "That raises the test loss in most splits: the calls themselves are worse."),
        ],
    ),
    Question(
        name="two-stuck-runs",
        text="Four classes with shares 0.7, 0.1, 0.1, 0.1. One run stands at 1.386, another at 0.940. Which of them "
        "has learnt how common the classes are?",
        options=[
            Option(
                "the one at 0.940", True, "0.940 is the entropy of the shares. Its biases learn; nothing else does."
            ),
            Option(
                "the one at 1.386", False, "1.386 is ln 4: each class gets a quarter. Not even the shares are learnt."
            ),
            Option("both", False, "Both are constant forecasts, but only one of the constants is the shares."),
            Option(
                "neither", False, "A forecast of the shares pays their entropy, and one of the runs pays just that."
            ),
        ],
    ),
    NumberQuestion(
        name="logged-as-a-sum",
        text="The first line of a log says 294.7. Ten classes, batches of 128, a new network. What is the loss of an "
        "example, if a sum was logged?",
        answer=lambda: 294.7 / 128,
        unit="nats",
        tolerance=0.01,
        feedback="294.7/128 = 2.302: ln 10, as it should be. Report, and perhaps gradient, are 128 times too large.",
        wrong={
            "classes": (29.47, "That divides by the ten classes. A sum over a batch has one term an example."),
            "log": (math.log(294.7), "No logarithm is wanted: a sum becomes a mean by division."),
        },
    ),
    Question(
        name="ten-examples-at-zero",
        text="Trained on ten examples alone, a network reaches the loss 0.0001. Which fault is <i>not</i> ruled out?",
        options=[
            Option(
                "labels that belong to other examples",
                True,
                "Ten wrong labels are learnt by heart as easily as ten right ones. Look at the examples themselves.",
            ),
            Option("softmax twice", False, "That one cannot go below 1.461 for ten classes, whatever the examples."),
            Option("dead units", False, "With nothing but biases ten different labels cannot be told apart."),
            Option("a sign that is wrong in the gradient", False, "Uphill no loss reaches 0."),
        ],
    ),
    Question(
        name="loss-up-accuracy-up",
        text="From epoch 20 to 60 the validation loss rises from 0.50 to 0.62 and accuracy from 84% to 86%. What "
        "happened?",
        options=[
            Option(
                "the few mistakes became more confident",
                True,
                "A mistake at probability 0.001 costs 6.9 nats. Many small gains do not pay for a few of these.",
            ),
            Option(
                "one of the two is computed wrongly", False, "They may part: one counts calls, the other probabilities."
            ),
            Option("the labels are numbered differently", False, "Then accuracy would be near 0 from the start."),
            Option("the learning rate is too low", False, "Then both would improve, slowly."),
        ],
    ),
    Question(
        name="validation-below-training",
        text="Validation loss 0.31, training loss 0.45 in the same line of the log, with dropout, for fresh random "
        "splits too. The first thing to check?",
        options=[
            Option(
                "training is measured with dropout on, and before the epoch's updates",
                True,
                "The two numbers are not of the same model. Measure both after the epoch, with dropout off.",
            ),
            Option(
                "the validation set is too easy",
                False,
                "That may happen in one split. Fresh random splits would not all be easier.",
            ),
            Option("overfitting", False, "That is the opposite sign: training below validation."),
            Option("a learning rate that is too high", False, "Jumps would be seen in both, not a constant gap."),
        ],
    ),
]
