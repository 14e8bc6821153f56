"""Chapter 7, Numbers that do not break: quick questions."""

from __future__ import annotations

import math

from ...activations import logsumexp
from ..predict import Prediction
from ..quiz import NumberQuestion, Option, Question

__all__ = ["QUESTIONS"]


QUESTIONS = [
    Prediction(
        name="step-after-inf",
        text="The program goes on, and takes the step of step 4. What are the weights after it?",
        options=[
            Option(
                "finite, as after any other step",
                True,
                "The update holds ŷ − <i>y</i> and no logarithm. The ∞ is −ln 0, and where ŷ is 0 at the true class, "
                "ŷ − <i>y</i> is −1.",
            ),
            Option(
                "NaN, every one of them",
                False,
                "So it will be, but not yet, and not by this ∞: the loss is printed beside the update and is no part "
                "of it.",
            ),
            Option(
                "infinite: an infinite loss has an infinite slope",
                False,
                "In the probability it has, −1/ŷ. In the score the slope is ŷ − <i>y</i>, which is never beyond 1 in "
                "size.",
            ),
            Option(
                "the same as before: there is no slope at ∞",
                False,
                "The slope is taken from the probabilities, and these are there: at the true class it is 0 − 1.",
            ),
        ],
    ),
    Prediction(
        name="right-loss-which-gradient",
        text="The loss is 40.0. Which gradient arrives at the score −40?",
        options=[
            Option(
                "−1, which is ŷ − <i>y</i>",
                False,
                "That is the truth, and the loss of the score would give it. Here the slope goes through the "
                "probability.",
            ),
            Option(
                "−0.04", False, "It is far less: <i>p</i> is 4·10<sup>−18</sup>, and it is divided by 10<sup>−12</sup>."
            ),
            Option(
                "−0.000004",
                True,
                "The slope in <i>p</i> is divided by 10<sup>−12</sup> in place of <i>p</i>(1 − <i>p</i>) = "
                "4·10<sup>−18</sup>, and then multiplied by it.",
            ),
            Option(
                "0: the loss is capped",
                False,
                "The cap is at 100, far away. All the same you are nearly right: next to nothing arrives.",
            ),
        ],
    ),
    Prediction(
        name="bfloat16-absorbs",
        text="Look at the row of bfloat16. From which score <i>z</i> on is 1 + <i>e</i><sup>−<i>z</i></sup> exactly 1 "
        "in it? Two decimals. (ln 2 is about 0.6931, and 1/128 is 2<sup>−7</sup>.)",
        answer=lambda: 8 * math.log(2),
        tolerance=0.011,
        feedback="Half of <code>eps</code> is 2<sup>−8</sup>, and −ln 2<sup>−8</sup> = 8 ln 2. A lead "
        "of 5.55 leaves nothing.",
        wrong={
            "rounded down": (
                5.5,
                "That is 8 ln 2 with one decimal, and too small: at 5.5, <i>e</i><sup>−<i>z</i></sup> is still more "
                "than half of <code>eps</code>.",
            ),
            "rounded up": (5.6, "It is absorbed there, but also earlier: from 8 ln 2 on. Give two decimals."),
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
        name="discarded-row",
        text="The loss of the batch is finite now. The weights <i>w</i> are shared by both rows. What is their "
        "gradient?",
        options=[
            Option(
                "the gradient of the first row: the second is discarded",
                False,
                "That is what was meant. But the way back still goes through the second row’s loss: a slope of 0 is "
                "sent "
                "there, and multiplied by NaN.",
            ),
            Option(
                "0: a NaN stops the update",
                False,
                "Nothing stops it. A NaN is added like any other value, and the sum is NaN.",
            ),
            Option(
                "NaN in the columns of the padded row’s class, and right in the others",
                False,
                "The row’s whole softmax is NaN, each class of it, and each weight gets a part of each row.",
            ),
            Option(
                "NaN, in every weight",
                True,
                "A slope of 0 goes back to the discarded loss, and 0 times its slope, which is NaN, is NaN; the sum "
                "over "
                "the rows carries it into every weight.",
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
        name="rows-at-zero",
        text="A log in float32 (maximum subtracted, then ln) shows a loss of exactly 0 for 40% of the rows, two "
        "classes "
        "each. What can be said of these rows?",
        options=[
            Option(
                "Their right class leads by 17 or so, or by more; by how much is lost.",
                True,
                "From a lead of 16.6 on, 1 + <i>e</i><sup>−lead</sup> is rounded to 1, whose logarithm is 0. A lead "
                "of 17 "
                "and one of 70 look alike.",
            ),
            Option(
                "Their right class leads by 104 or more, for there <i>e</i><sup>−lead</sup> is 0.",
                False,
                "It need not come to that. It is <i>added to 1</i>, and there it is lost much earlier, at 16.6.",
            ),
            Option(
                "Their right class has the probability 1: they are learnt perfectly.",
                False,
                "No finite lead gives the probability 1; the 1 is a rounding, as the 0 is.",
            ),
            Option(
                "A score has passed 88.7, and its exponential has overflowed.",
                False,
                "With the maximum subtracted no exponential is above 1.",
            ),
        ],
    ),
    Question(
        name="guard-against-nan",
        text="Four programs shall stop when the loss is NaN. Which of them runs on?",
        options=[
            Option(
                "<code>if loss &gt; 100: stop()</code>",
                True,
                "NaN is not larger than 100: the comparison is false, and nothing stops.",
            ),
            Option(
                "<code>if not loss &lt;= 100: stop()</code>",
                False,
                "It stops: NaN &lt;= 100 is false as well, and <code>not</code> makes it true. The two programs differ "
                "for NaN alone.",
            ),
            Option(
                "<code>if loss != loss: stop()</code>",
                False,
                "It stops: NaN is not equal to itself, and it is the only number for which this holds.",
            ),
            Option("<code>if not np.isfinite(loss): stop()</code>", False, "It stops, for NaN and for ∞."),
        ],
    ),
    Question(
        name="epsilon-push",
        text="Which of the two scores is pushed harder towards yes by the gradient?",
        options=[
            Option(
                "that of <i>p</i> = 10<sup>−20</sup>, by far",
                True,
                "The slope is about −<i>p</i>/ε there: 10<sup>−5</sup> against 10<sup>−15</sup>. The one that is more "
                "wrong gets the smaller push, and both get next to none: the true one is 1.",
            ),
            Option(
                "that of <i>p</i> = 10<sup>−30</sup>, by far",
                False,
                "One would hope so. But both losses stand on the flat stretch that ε makes, and the worse one further "
                "out on it.",
            ),
            Option(
                "both equally: ŷ − <i>y</i> is −1",
                False,
                "That is the gradient without ε. With it the loss is nearly the same, 34.5, for every such <i>p</i>: "
                "it is flat.",
            ),
            Option(
                "neither: 10<sup>−15</sup> is too small to matter",
                False,
                "Beside 10<sup>−20</sup> it is a hundred thousand times as large.",
            ),
        ],
    ),
    Question(
        name="masked-piece",
        text="The first piece holds nothing but −∞, the pieces after it have ordinary scores. What does the formula "
        "give "
        "for the row?",
        options=[
            Option(
                "NaN",
                True,
                "<i>M</i> is −∞ as well, and <i>m</i> − <i>M</i> is −∞ − (−∞). The NaN stays in <i>S</i>, though the "
                "row "
                "has scores.",
            ),
            Option(
                "the log-sum-exp of the other scores",
                False,
                "That is the right answer, and a piece further on it would come out. But at this piece the exponents "
                "are −∞ − (−∞).",
            ),
            Option(
                "−∞",
                False,
                "That would be the log-sum-exp of the first piece alone; the formula does not give even that.",
            ),
            Option(
                "∞",
                False,
                "An ∞ would need a division by 0 or an exponent above 0. The trouble is a difference of two "
                "infinities.",
            ),
        ],
    ),
]
