"""Chapter 9, Against squared error and hinge: quick questions."""

from __future__ import annotations

from ..predict import Prediction
from ..quiz import NumberQuestion, Option, Question

__all__ = ["QUESTIONS"]


QUESTIONS = [
    Prediction(
        name="steps-of-squared-error",
        text="And squared error, from the same start at the same learning rate: about how many steps until "
        "<i>ŷ</i> = ½?",
        options=[
            Option(
                "about 16",
                False,
                "Twice as many would be a constant handicap. But the push itself is small out there: "
                "2·<i>e</i><sup>−8</sup>, less than a thousandth a step.",
            ),
            Option(
                "about 64",
                False,
                "The square of 8. The first step moves the score by less than a thousandth, and it must move by 8.",
            ),
            Option(
                "about 1,500",
                True,
                "The first step moves the score by 2·<i>e</i><sup>−8</sup>, less than a thousandth: about "
                "<i>e</i><sup>8</sup>/2 steps in all.",
            ),
            Option(
                "it never gets there",
                False,
                "Every step is small, and none is zero: it gets there, after about <i>e</i><sup>8</sup>/2 steps.",
            ),
        ],
        in_order=True,
    ),
    Prediction(
        name="best-score-for-hinge",
        text="At one input “yes” is true with probability 0.6, at another with 0.99. Which scores does <i>hinge</i> "
        "find "
        "best?",
        options=[
            Option(
                "1 at both",
                True,
                "Its expected loss is a straight line between −1 and 1; any majority, small or large, puts the "
                "minimum at the "
                "end.",
            ),
            Option(
                "0.2 and 0.98",
                False,
                "Another loss would choose that; see Exercise 6.",
            ),
            Option(
                "0.4 and 4.6",
                False,
                "Those are the log-odds, ln <i>P</i>/(1 − <i>P</i>): cross-entropy's choice.",
            ),
            Option(
                "0.6 and 0.99",
                False,
                "Squared error on a plain output would say so. Hinge knows margins and no probabilities.",
            ),
        ],
        in_order=True,
    ),
    Prediction(
        name="weight-after-ten-thousand",
        text="Where is it after 10,000 steps?",
        options=[
            Option(
                "near 70",
                False,
                "Ten times the steps, ten times the way: that holds at constant speed. The step is σ(−<i>w</i>), and "
                "that "
                "shrinks like <i>e</i><sup>−<i>w</i></sup>.",
            ),
            Option(
                "near 14",
                False,
                "A doubling is still too much: the step at <i>w</i> = 7 is a thousandth, and it shrinks further.",
            ),
            Option(
                "near 9",
                True,
                "The weight grows like the logarithm of the steps, so ten times the steps add ln 10 ≈ 2.3.",
            ),
            Option(
                "still 7: it has arrived",
                False,
                "The gradient is never zero, and there is no finite minimiser to arrive at.",
            ),
        ],
        in_order=True,
    ),
    Prediction(
        name="adam-or-descent",
        text="Squared error through sigmoids against cross-entropy, from a fresh start. Under plain descent at a small "
        "rate squared error falls behind. What does Adam change?",
        options=[
            Option(
                "nearly all of the difference goes",
                True,
                "Adam divides by the gradient's own size, so a loss whose gradients are smaller by a constant factor "
                "loses nothing by it.",
            ),
            Option(
                "nothing: the gradient vanishes all the same",
                False,
                "Adam divides by the gradient's own size, however small that is. And a fresh network starts near "
                "<i>ŷ</i> = ½, where squared error's push is weaker by a factor and not gone.",
            ),
            Option(
                "squared error now wins",
                False,
                "It draws level; nothing makes it better than cross-entropy here.",
            ),
            Option(
                "both diverge",
                False,
                "Not at these rates; the printout shows what does diverge, and where.",
            ),
        ],
    ),
    Question(
        name="squared-both-ends",
        text="The true answer is 1. Where does the gradient of squared error in the score vanish?",
        options=[
            Option(
                "at both ends, <i>ŷ</i> → 0 and <i>ŷ</i> → 1",
                True,
                "2(<i>ŷ</i> − 1)<i>ŷ</i>(1 − <i>ŷ</i>) has the factor <i>ŷ</i> too: 0 where it is needed most.",
            ),
            Option(
                "only at <i>ŷ</i> → 1",
                False,
                "That is cross-entropy. Squared error carries the sigmoid's slope, 0 at both ends.",
            ),
            Option(
                "only at <i>ŷ</i> → 0", False, "There too; but also at <i>ŷ</i> → 1, where nothing is left to learn."
            ),
            Option(
                "nowhere",
                False,
                "Each of its factors has a zero: <i>ŷ</i> − 1 at the right end, <i>ŷ</i> at the left.",
            ),
        ],
    ),
    NumberQuestion(
        name="squared-hardest-push",
        text="The true answer is 1. At which prediction <i>ŷ</i> does squared error push the score hardest?",
        answer=lambda: 1 / 3,
        unit="",
        tolerance=0.006,
        feedback="2<i>ŷ</i>(1 − <i>ŷ</i>)² has the slope 2(1 − <i>ŷ</i>)(1 − 3<i>ŷ</i>), which is 0 at <i>ŷ</i> = 1/3.",
        wrong={
            "half": (
                0.5,
                "There the sigmoid is steepest; the error itself, 1 − <i>ŷ</i>, pulls the maximum to the left.",
            ),
            "zero": (0.0, "That would be cross-entropy's answer; at <i>ŷ</i> = 0 squared error does not push at all."),
        },
    ),
    Question(
        name="doubled-weights",
        text="A linear model without bias has 99 of 100 training examples right, and the last one clearly wrong. Its "
        "weights "
        "are doubled, and doubled again, without end. What does the mean cross-entropy do?",
        options=[
            Option(
                "It may fall at first, and rises without bound in the end.",
                True,
                "The 99 losses fall towards 0; that of the wrong one grows in proportion to the weights, and takes "
                "over. "
                "So there is a best length.",
            ),
            Option(
                "It falls every time, as on separable data.",
                False,
                "It would if the last example were right as well. Its loss is about its own score, and that doubles.",
            ),
            Option(
                "It stays: the decisions are the same.",
                False,
                "The decisions stay; the probabilities move towards 0 and 1, and the loss reads probabilities.",
            ),
            Option(
                "It rises every time: the weights are larger.",
                False,
                "Where weights are small, 99 losses that fall may outweigh one that rises.",
            ),
        ],
    ),
    Question(
        name="beyond-the-margin",
        text="The true answer is 0. On which of the scores <i>z</i> = 0.5 and <i>z</i> = 20 does hinge push harder?",
        options=[
            Option(
                "on both alike",
                True,
                "The margins are −0.5 and −20, both below 1: the slope is 1 each time. Only the losses differ, 1.5 "
                "and 21.",
            ),
            Option(
                "on <i>z</i> = 20: its loss is much larger",
                False,
                "Its loss is 21 against 1.5. But a straight line has the same slope everywhere.",
            ),
            Option(
                "on <i>z</i> = 0.5: there is still something to be won",
                False,
                "So would squared error through a sigmoid push, which is flat at 20. Hinge is a straight line there.",
            ),
            Option(
                "on neither: both lie beyond the margin",
                False,
                "Beyond the margin means right by 1 or more. With the answer 0 the margin is −<i>z</i>; both are "
                "wrong.",
            ),
        ],
    ),
    Question(
        name="a-feature-of-one-class",
        text="A feature is 1 for three patients, who are all ill, and 0 for two hundred others, some ill and some "
        "healthy, "
        "whom no other feature tells apart without error. What does its weight do in logistic regression without a "
        "penalty?",
        options=[
            Option(
                "It grows without end.",
                True,
                "A larger weight changes the three losses alone, and each of them falls. So there is no best weight, "
                "though the data are not separable.",
            ),
            Option(
                "It settles: the data are not separable.",
                False,
                "The other weights may settle. This one meets three patients who are all ill, and nobody pulls it "
                "back.",
            ),
            Option(
                "It stays near 0: three patients are too few.",
                False,
                "They pull slowly, with a small share of the gradient, and always the same way.",
            ),
            Option(
                "It goes to the log-odds of the share of the ill among all patients.",
                False,
                "That is what the bias would do without any feature. Where this feature is 1, all are ill.",
            ),
        ],
    ),
]
