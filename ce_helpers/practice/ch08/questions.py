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
                "Rounding is about 4 · 10<sup>−17</sup>/<i>h</i>, which at 10<sup>−2</sup> is far below the error of "
                "the formula, which goes with <i>h</i>².",
            ),
            Option(
                "near 10<sup>−5</sup>",
                True,
                "The error of the formula is about 0.01 <i>h</i>², that of rounding about "
                "4 · 10<sup>−17</sup>/<i>h</i>. They meet near 10<sup>−5</sup>.",
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
        name="which-gradient-is-wrong",
        text="Which of the two is wrong? And why are their losses the same at step 1, at the rates 1 and 4?",
        options=[
            Option(
                "B: at zero its gradient is a quarter of the right one",
                True,
                "It has kept the slope, which is ½ · ½ = ¼ while every ŷ is ½; and the rate 4 makes up for that.",
            ),
            Option(
                "A: it has lost the slope, and at zero that makes no difference",
                False,
                "At zero the slope is ¼, so the two differ there as well. And with cross-entropy the slope cancels.",
            ),
            Option(
                "neither: a constant factor between two gradients is no fault",
                False,
                "It is ¼ for all examples only where every ŷ is ½. After one step the ŷ differ, and so do the factors.",
            ),
        ],
    ),
    Prediction(
        name="check-at-random-weights",
        text="Both programs are now checked at random weights, where the ŷ differ. The factor ŷ(1 − ŷ) is at most ¼ "
        "for every example. What can the ratio <i>numerical / by hand</i> be in an entry of B's gradient?",
        options=[
            Option(
                "any number, even a negative one",
                True,
                "An entry is a sum of positive and negative terms. Each is made smaller by its own factor, and the sum "
                "can even change its sign.",
            ),
            Option(
                "4 or more, another one in each entry",
                False,
                "So it is for one example. An entry sums positive and negative terms, each cut differently.",
            ),
            Option(
                "4 in each entry, as at zero",
                False,
                "At zero every ŷ is ½. At random weights each example has a factor of its own.",
            ),
            Option(
                "1: at random weights the check passes",
                False,
                "The gradient is wrong there too, and the differences are taken of the true loss: they show it.",
            ),
        ],
    ),
    Prediction(
        name="two-measurements",
        text="Two of the thirty measurements, and a straight line between the two kinds. What share of the tumours "
        "held back is classified correctly?",
        in_order=True,
        options=[
            Option("about 63%", False, "That is the guess <i>benign</i> for all; radius and texture tell more."),
            Option("about 75%", False, "Radius and texture tell more than that."),
            Option("about 90%", True, "Two numbers classify nine in ten of them."),
            Option("about 99%", False, "The two kinds overlap in radius and texture; no line separates them so well."),
        ],
    ),
    Prediction(
        name="beyond-the-safe-rate",
        text="How many steps does η = 11 need from the same start, at nearly three times the safe rate?",
        options=[
            Option(
                "8",
                True,
                "Along the floor of the valley a large rate is fast. Across it the path jumps from side to side, each "
                "time a little nearer.",
            ),
            Option(
                "about 26 as well: the zigzag costs what the larger rate gains",
                False,
                "It does zigzag. But the jumps stay small, and along the floor it gains more than they cost.",
            ),
            Option(
                "about 100: it zigzags",
                False,
                "It does zigzag, and for long. But it arrives before any step leads up, and later ones hardly lift "
                "the loss.",
            ),
            Option(
                "it never stays there",
                False,
                "A rate below the safe one is certain to go down; one above it may. In this valley 11.5 never stays.",
            ),
        ],
    ),
    Prediction(
        name="first-step-of-a-class",
        text="One step of gradient descent on the mean loss of all training digits, from weights of zero. Where does "
        "it change the weights of class 0 most?",
        options=[
            Option(
                "in the middle, where a 0 has no ink",
                True,
                "All other digits have ink there. A tenth of everybody's ink is subtracted, and no 0 adds to it.",
            ),
            Option(
                "at the top and bottom of the ring",
                False,
                "A 0 has much ink there, and so have most other digits: little is left of the difference.",
            ),
            Option(
                "at the two sides of the ring",
                False,
                "These rise most. But the largest change of all is one downwards.",
            ),
            Option(
                "nowhere: all classes get the same step",
                False,
                "From zero they have the same <i>p</i>, 0.1, but not the same <i>y</i>.",
            ),
        ],
    ),
    Question(
        name="soft-truth",
        text="The target is soft, (0.8, 0.2, 0), and the model says (0.9, 0.06, 0.04). Which scores does a step of "
        "descent <i>raise</i>?",
        options=[
            Option("only the second", True, "p − y = (+0.1, −0.14, +0.04), and descent goes against it."),
            Option(
                "only the first", False, "It is the likeliest class; but 0.9 is <i>more</i> than the 0.8 asked for."
            ),
            Option(
                "the first and the second", False, "Both have y > 0; what counts is p − y, and 0.9 − 0.8 is positive."
            ),
            Option("none", False, "p is not y here, and the entries of p − y sum to 0, so one is negative."),
        ],
    ),
    Question(
        name="who-moves-the-weight",
        text="Three examples with one feature each. P: x = 0.5, y = 0, ŷ = 0.98. Q: x = 2, y = 1, ŷ = 0.4. R: x = 30, "
        "y = 1, ŷ = 0.99. Which one contributes most to the gradient with respect to the weight?",
        options=[
            Option("Q", True, "(0.4 − 1) · 2 = −1.2, against 0.98 · 0.5 = 0.49 and −0.01 · 30 = −0.3."),
            Option("P, which is most wrong", False, "0.98 is the largest ŷ − y, but it is multiplied by x = 0.5."),
            Option("R, whose feature is largest", False, "Its ŷ − y is only −0.01; times 30 that is −0.3."),
            Option("all three the same", False, "(ŷ − y)x is 0.49, −1.2 and −0.3."),
        ],
    ),
    Question(
        name="shapes-of-a-batch",
        text="X holds 32 examples of 20 features, W is 20 × 10, and G = (P − Y)/32 is 32 × 10. Which product has, in "
        "row <i>j</i> and column <i>k</i>, the mean over examples of (p<sub>k</sub> − y<sub>k</sub>) x<sub>j</sub>?",
        options=[
            Option("Xᵀ G", True, "20 × 32 times 32 × 10: the examples are summed over, and the shape of W is left."),
            Option("X G", False, "32 × 20 times 32 × 10 does not fit; the index to be summed must stand inside."),
            Option("Gᵀ X", False, "That is the transpose: 10 × 20, with classes in the rows."),
            Option("G Wᵀ", False, "It is 32 × 20, one row for each example: the gradient with respect to X, not to W."),
        ],
    ),
    NumberQuestion(
        name="gradient-in-a-hidden-value",
        text="A hidden value reaches three scores through the weights (1, 2, 3). The probabilities are (0.2, 0.3, "
        "0.5), and the <i>first</i> class is true. What is the gradient of the loss with respect to that hidden value?",
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
    NumberQuestion(
        name="mean-prediction-at-the-end",
        text="A logistic regression with a bias has been trained until the mean gradient is 0. Of its 200 training "
        "examples 30 are of class 1. What is the mean of the predictions ŷ over the 200?",
        answer=lambda: 30 / 200,
        unit="",
        tolerance=0.005,
        feedback="The gradient of the bias is the mean of ŷ − y. Where it is 0, the mean ŷ is the mean y: 30/200.",
        wrong={
            "half": (0.5, "½ is what it says before training, from zero. The bias moves until the mean of ŷ − y is 0."),
            "zero": (0.0, "The mean of ŷ − y is 0, and not that of ŷ."),
            "sum": (30.0, "That is the sum of the predictions; their mean is asked for."),
            "other": (0.85, "That is the share of class 0; ŷ is the probability of class 1."),
        },
    ),
    NumberQuestion(
        name="safe-rate",
        text="A softmax regression of ten classes has seven standardised features and a bias. Below which rate does "
        "every step lower the loss, from any start?",
        answer=lambda: 4 / 8,
        unit="",
        tolerance=0.005,
        feedback="The mean of |x|² is 7 for the features, each with the mean square 1, and 1 for the bias. 4/8 = ½.",
        wrong={
            "bias": (4 / 7, "The bias is missing: it counts as a feature that is always 1."),
            "two": (1.0, "8 over the mean is for two classes; a softmax has 4 over it."),
            "both": (8 / 7, "8 is for two classes, a softmax has 4; and the bias counts as a feature that is 1."),
        },
    ),
    Prediction(
        name="thirty-two-times-the-safe-rate",
        text="The rate 0.25 ends 200 steps at a training loss of 0.40. The uniform guess has 2.30. And the rate 8?",
        options=[
            Option(
                "it climbs far beyond 2.30, and ends far below 0.40",
                True,
                "A few steps lead up, to 7, three times the uniform guess. The others are large, and lead down.",
            ),
            Option(
                "it falls at every step, and ends far below 0.40",
                False,
                "At 32 times the safe rate some steps do lead up.",
            ),
            Option(
                "it climbs far beyond 2.30, and stays there",
                False,
                "It does climb far beyond it. But where the predictions become confident, the curvature falls.",
            ),
            Option(
                "it climbs far beyond 2.30, and on until it is not a number",
                False,
                "In a parabola it would. The slope of this loss is bounded, since no p − y is larger than 1.",
            ),
        ],
    ),
]
