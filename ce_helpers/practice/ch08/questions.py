"""Chapter 8, Prediction minus truth: quick questions."""

from __future__ import annotations

from ..quiz import NumberQuestion, Option, Question

__all__ = ["QUESTIONS"]


QUESTIONS = [
    Question(
        name="push-on-a-wrong-class",
        text="Three classes, probabilities (0.7, 0.2, 0.1), and the first is true. What is the gradient of the loss in "
        "the score of the <i>second</i>?",
        in_order=True,
        options=[
            Option("+0.2", True, "p<sub>k</sub> − y<sub>k</sub> = 0.2 − 0. A descent step lowers that score."),
            Option("0", False, "The <i>value</i> −ln 0.7 does not mention it, but all scores share one denominator."),
            Option("−0.8", False, "That is 0.2 − 1, the push it would get if the second class were the true one."),
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
    Question(
        name="halve-the-difference-step",
        text="A central difference with h = 10<sup>−2</sup> is off by some error. What happens to the error with half "
        "that h?",
        options=[
            Option("It falls to about a quarter.", True, "The leading error is h²f‴/6, and (1/2)² = 1/4."),
            Option("It falls to about a half.", False, "So it would with the one-sided difference, of error hf″/2."),
            Option(
                "It grows, by rounding.",
                False,
                "Rounding takes over much further down, where h is near 10<sup>−5</sup>: the other arm of the U.",
            ),
            Option("Nothing.", False, "At this h it is the cut-off Taylor series that makes the error, not rounding."),
        ],
    ),
    NumberQuestion(
        name="largest-curvature",
        text="The second derivative of binary cross-entropy in the score is p(1 − p). What is the largest it can be?",
        answer=lambda: 0.25,
        unit="",
        tolerance=0.001,
        feedback="At p = ½, that is at z = 0: where the model is undecided, its push changes fastest.",
        wrong={
            "half": (0.5, "That is p where it is largest; the value there is ½ · ½."),
            "one": (1.0, "p and 1 − p cannot both be near 1. Their product is largest where they are equal."),
        },
    ),
    Question(
        name="zero-of-the-mean-gradient",
        text="A logistic regression on overlapping classes has been trained to the end: the mean gradient is 0. What "
        "are the pushes ŷ − y of the single examples?",
        options=[
            Option(
                "None is 0; together, each times its x, they cancel.",
                True,
                "A sigmoid of a finite score is neither 0 nor 1, so each example pulls on, and the pulls balance.",
            ),
            Option("All are 0.", False, "That would need ŷ = 0 or 1 exactly, which no finite score gives."),
            Option(
                "0 for those classified correctly.",
                False,
                "So it is with the perceptron. Here a correct example still pulls, by 1 − ŷ or ŷ.",
            ),
            Option("All are equal.", False, "They differ in size and sign; only their weighted sum is fixed, at 0."),
        ],
    ),
]
