"""Chapter 7, Numbers that do not break: quick questions."""

from __future__ import annotations

import math

import numpy as np

from ...activations import logsumexp
from ..predict import Prediction
from ..quiz import NumberQuestion, Option, Question

__all__ = ["QUESTIONS"]


QUESTIONS = [
    Prediction(
        name="bfloat16-absorbs",
        text="Look at the row of bfloat16. From which score <i>z</i> on is 1 + <i>e</i><sup>−<i>z</i></sup> exactly 1 "
        "in it? (ln 2 is about 0.693, and 1/128 is 2<sup>−7</sup>.)",
        answer=lambda: 8 * math.log(2),
        tolerance=0.06,
        feedback="Half of <code>eps</code> is 2<sup>−8</sup>, and −ln 2<sup>−8</sup> = 8 ln 2. A lead "
        "of 5.6 leaves nothing.",
        wrong={
            "eps": (
                lambda: 7 * math.log(2),
                "That is where <i>e</i><sup>−<i>z</i></sup> is <code>eps</code>. Numbers "
                "down to half of it are still rounded up.",
            ),
            "float32": (lambda: 24 * math.log(2), "That is float32. bfloat16 has its range, but not its digits."),
            "float16": (lambda: 11 * math.log(2), "That is float16, whose <code>eps</code> is 2<sup>−10</sup>."),
            "overflow": (
                lambda: 128 * math.log(2),
                "That is where <i>e</i><sup><i>z</i></sup> overflows. The 1 absorbs far earlier.",
            ),
            "base 10": (lambda: 8 * math.log10(2), "That is the logarithm to base 10; the exponential is <i>e</i>."),
            "base 2": (8.0, "That is the power of 2. The score stands in an exponential of <i>e</i>: times ln 2."),
        },
    ),
    Prediction(
        name="where-gradient",
        text="What slope does automatic differentiation give at <i>x</i> = 0?",
        options=[
            Option(
                "0, the slope of the branch that was chosen",
                False,
                "That is what one means. But the other branch is differentiated too, and is sent a slope of 0, which "
                "the logarithm multiplies by ∞.",
            ),
            Option(
                "∞, the slope of the logarithm",
                False,
                "It would be, were the logarithm’s branch chosen. It is multiplied by a slope of 0 that comes in.",
            ),
            Option(
                "NaN",
                True,
                "0 · ∞. The branch that was not chosen is sent a slope of 0, and the logarithm multiplies it by "
                "1/<i>x</i>.",
            ),
            Option(
                "an error: the logarithm of 0",
                False,
                "Floating point has an answer to ln 0, −∞, and no error is raised; that is why it is found so late.",
            ),
        ],
    ),
    Prediction(
        name="growth-of-scores",
        text="How much larger is the largest score after 2,000 steps, compared with 200?",
        options=[
            Option(
                "less than twice as large",
                True,
                "As the digits are told apart, the slopes ŷ − y die away, and each further unit of score takes "
                "several times as long as the one before.",
            ),
            Option(
                "about ten times as large",
                False,
                "That would be so if every step added as much. But the steps are ŷ − y, and these shrink as the "
                "predictions become right.",
            ),
            Option(
                "about a hundred times as large",
                False,
                "Nothing feeds such a growth: the better the predictions, the smaller the steps.",
            ),
            Option(
                "exactly as large: it has converged",
                False,
                "It would converge with weight decay, or if the digits overlapped. They can be separated, and then "
                "every larger score lowers the loss a little.",
            ),
        ],
    ),
    NumberQuestion(
        name="thousand-twice",
        text="What is ln(<i>e</i><sup>1000</sup> + <i>e</i><sup>1000</sup>)? A pencil is enough.",
        answer=lambda: float(logsumexp([1000.0, 1000.0])),
        unit="",
        tolerance=0.01,
        digits=7,
        feedback="The maximum, 1000, comes out of the logarithm; what is left is ln(1 + 1) = ln 2.",
        wrong={
            "maximum": (1000.0, "That is the maximum. Two equal terms add ln 2 to it."),
            "sum": (2000.0, "Logarithms turn products into sums; this is a sum of exponentials: 1000 + ln 2."),
            "bits": (1001.0, "One bit is ln 2 nats, and the logarithm here is natural."),
        },
    ),
    Question(
        name="exactly-zero",
        text="In float32, the right class leads by 20 and the loss comes out as exactly 0. What has happened?",
        options=[
            Option(
                "1 + <i>e</i><sup>−20</sup> was rounded to 1 before the logarithm was taken.",
                True,
                "The spacing of float32 above 1 is 1.2·10<sup>−7</sup>, and <i>e</i><sup>−20</sup> is "
                "2.1·10<sup>−9</sup>. <code>log1p</code> is given the small number itself.",
            ),
            Option(
                "<i>e</i><sup>−20</sup> underflowed to 0.",
                False,
                "Float32 goes down to 1.4·10<sup>−45</sup>. It was <i>added to 1</i>, and lost there.",
            ),
            Option(
                "The true loss is 0.", False, "It is <i>e</i><sup>−20</sup>, nearly: no finite lead makes a loss 0."
            ),
            Option(
                "<i>e</i><sup>20</sup> overflowed.",
                False,
                "It is 4.9·10<sup>8</sup>; float32 holds numbers up to 3.4·10<sup>38</sup>.",
            ),
        ],
    ),
    Question(
        name="which-is-nan",
        text="Which of these is NaN?",
        options=[
            Option("∞ − ∞", True, "It could be anything, so it is not a number. So are 0·∞ and ∞/∞."),
            Option("<code>exp(−∞)</code>", False, "That is 0, exactly, which is why −∞ makes a good mask."),
            Option("<code>log(0)</code>", False, "That is −∞: wrong only if the 0 was."),
            Option("1/∞", False, "That is 0."),
        ],
    ),
    Question(
        name="epsilon-price",
        text="A program computes <code>-log(p + 1e-15)</code>. What does it tell a model whose <i>p</i> has become 0?",
        options=[
            Option(
                "A loss of 34.5, and no direction to move in.",
                True,
                "The slope in the score is −<i>p</i>(1 − <i>p</i>)/(<i>p</i> + ε), and the numerator is 0.",
            ),
            Option(
                "A loss of 34.5, and the same gradient as before.",
                False,
                "The cap on the loss is a flat stretch of it: the slope goes to 0 with <i>p</i>.",
            ),
            Option("An infinite loss.", False, "The ε prevents this: −ln 10<sup>−15</sup> is 34.5."),
            Option(
                "Nothing wrong: 10<sup>−15</sup> is too small to matter.",
                False,
                "It matters where <i>p</i> is smaller still.",
            ),
        ],
    ),
    NumberQuestion(
        name="vocabulary-memory",
        text="4096 tokens, a vocabulary of 100,000, float32: how many megabytes (10<sup>6</sup> bytes) are the logits?",
        answer=lambda: 4096 * 100_000 * np.dtype(np.float32).itemsize / 1e6,
        unit="MB",
        tolerance=1.0,
        digits=5,
        feedback="4096 · 100,000 · 4 bytes, and their gradient takes as much again.",
        wrong={
            "numbers": (4096 * 100_000 / 1e6, "That many million <i>numbers</i>; each is four bytes."),
            "double": (4096 * 100_000 * 8 / 1e6, "Eight bytes a number is float64."),
            "half": (4096 * 100_000 * 2 / 1e6, "Two bytes a number is float16."),
            "gib": (math.prod((4096, 100_000, 4)) / 2**20, "Those are mebibytes, of 2<sup>20</sup> bytes."),
        },
    ),
]
