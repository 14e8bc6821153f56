"""Chapter 8, Prediction minus truth: quick questions."""

from __future__ import annotations

from ..predict import Prediction
from ..quiz import NumberQuestion, Option, Question

__all__ = ["QUESTIONS"]


QUESTIONS = [
    Prediction(
        name="shrinking-step",
        text="Let <i>h</i> shrink from 10<sup>−2</sup> to 10<sup>−14</sup>, in ordinary double precision. Where is the "
        "central difference most accurate?",
        in_order=True,
        options=[
            Option(
                "near 10<sup>−2</sup>: smaller steps only add rounding",
                False,
                "Rounding is about 10<sup>−16</sup>/<i>h</i>, which at 10<sup>−2</sup> is far below the error of the "
                "formula, about <i>h</i>².",
            ),
            Option(
                "near 10<sup>−5</sup>",
                True,
                "There the two errors are about equal: <i>h</i>² of the formula, and 10<sup>−16</sup>/<i>h</i> of "
                "rounding.",
            ),
            Option(
                "near 10<sup>−8</sup>, the root of the machine's precision",
                False,
                "That is the place for a <i>one-sided</i> difference, whose error is in proportion to <i>h</i>. The "
                "central one gains earlier.",
            ),
            Option(
                "at 10<sup>−14</sup>: the smaller, the better",
                False,
                "So it would be with exact numbers. Here two losses that agree in nearly all digits are subtracted.",
            ),
        ],
    ),
    Prediction(
        name="ten-times-the-rate",
        text="What do ten times that rate, 3, and a hundred times, 30, do to the number of steps?",
        options=[
            Option(
                "3 needs about a tenth; 30 does not arrive",
                True,
                "Small steps add up in proportion to the rate, until one step overshoots the bottom by more than it "
                "came.",
            ),
            Option(
                "3 needs about a tenth, 30 about a hundredth",
                False,
                "That would hold if a step could not overshoot. With the rate, the step past the bottom grows too.",
            ),
            Option(
                "both arrive, 30 after a zigzag that costs time",
                False,
                "A zigzag that shrinks is slow and arrives. Beyond a certain rate it does not shrink.",
            ),
            Option(
                "neither arrives: 0.3 was about the limit",
                False,
                "At 0.3 the run was far from the limit; the next section computes where that is.",
            ),
        ],
    ),
    Prediction(
        name="first-step-of-a-class",
        text="One step of gradient descent on the mean loss of all training digits, from weights of zero. What is "
        "written into the image of class 0?",
        options=[
            Option(
                "a ring, with the opposite sign in its middle",
                True,
                "The gradient of a class is the mean of (<i>p</i> − <i>y</i>)<i>x</i>: zeros add their ink, and all "
                "digits together, a tenth each, take theirs away.",
            ),
            Option(
                "nothing: from zero weights all classes get the same step",
                False,
                "They have the same <i>p</i>, 0.1, but not the same <i>y</i>.",
            ),
            Option(
                "noise, until many steps have been taken",
                False,
                "A step on one example would draw that example. The mean over hundreds is already smooth.",
            ),
            Option(
                "a ring alone: only the zeros of the data count",
                False,
                "The other digits have <i>y</i> = 0 and <i>p</i> = 0.1 there, so each is subtracted a little.",
            ),
        ],
    ),
    NumberQuestion(
        name="gradient-in-a-hidden-value",
        text="A hidden value reaches three scores through the weights (1, 2, 3). The probabilities are (0.2, 0.3, "
        "0.5), and the <i>first</i> class is true. What is the gradient of the loss in that hidden value?",
        answer=lambda: 1 * (0.2 - 1) + 2 * 0.3 + 3 * 0.5,
        unit="",
        tolerance=0.005,
        feedback="−0.8·1 + 0.3·2 + 0.5·3: each score sends back its own prediction minus truth, times its weight.",
        wrong={
            "truth": (2.3, "That is the sum of weight times probability; from the first, 1 is to be subtracted."),
            "one": (-0.8, "That is what the true class alone sends back. The other two scores hold the value as well."),
            "sign": (-1.3, "It is prediction minus truth, and the sum is positive."),
            "weights": (0.0, "The three ŷ − y sum to zero; but each is multiplied by its own weight first."),
        },
    ),
    Question(
        name="push-on-a-wrong-class",
        text="Three classes, probabilities (0.7, 0.2, 0.1), and the first is true. What is the gradient of the loss in "
        "the score of the <i>second</i>?",
        in_order=True,
        options=[
            Option("+0.2", True, "p<sub>k</sub> − y<sub>k</sub> = 0.2 − 0. A descent step lowers that score."),
            Option("0", False, "The <i>value</i> −ln 0.7 does not mention it, but all scores share one denominator."),
            Option("−0.8", False, "That is 0.2 − 1, as it would be if the second class were the true one."),
            Option("−0.2", False, "The sign is turned: raising a wrong score raises the loss."),
        ],
    ),
    NumberQuestion(
        name="logistic-weight-gradient",
        text="A logistic regression says ŷ = 0.3 of an example with y = 0, and its only feature is x = 2. What is the "
        "gradient of the loss in the weight?",
        answer=lambda: (0.3 - 0.0) * 2.0,
        unit="",
        tolerance=0.001,
        feedback="(ŷ − y)·x = 0.3 · 2. The weight will fall, and with it the score of this example.",
        wrong={
            "score": (0.3, "That is the gradient in the <i>score</i>; multiply it by the feature."),
            "sign": (-0.6, "It is prediction minus truth, 0.3 − 0, and that is positive."),
            "slope": (0.126, "A factor ŷ(1 − ŷ) is left over. In cross-entropy it cancels."),
            "truth": (-1.4, "That would be right for y = 1: (0.3 − 1)·2."),
        },
    ),
    NumberQuestion(
        name="largest-curvature",
        text="The second derivative of binary cross-entropy in the score is p(1 − p). What is the largest it can be?",
        answer=lambda: 0.25,
        unit="",
        tolerance=0.001,
        feedback="At p = ½, that is at z = 0: where the model is undecided, ŷ − y changes fastest.",
        wrong={
            "half": (0.5, "That is p where it is largest; the value there is ½ · ½."),
            "one": (1.0, "p and 1 − p cannot both be near 1. Their product is largest where they are equal."),
        },
    ),
    Question(
        name="zero-of-the-mean-gradient",
        text="A logistic regression on overlapping classes has been trained to the end: the mean gradient is 0. What "
        "is ŷ − y for the single examples?",
        options=[
            Option(
                "None is 0; together, each times its x, they cancel.",
                True,
                "A sigmoid of a finite score is neither 0 nor 1, so ŷ − y is never 0; with both signs they balance.",
            ),
            Option("All are 0.", False, "That would need ŷ = 0 or 1 exactly, which no finite score gives."),
            Option(
                "0 for those classified correctly.",
                False,
                "So it is with the perceptron. Here an example that is classified correctly still has ŷ − y ≠ 0.",
            ),
            Option("All are equal.", False, "They differ in size and sign; only their weighted sum is fixed, at 0."),
        ],
    ),
]
