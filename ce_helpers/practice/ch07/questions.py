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
        text="The program goes on, and takes the step of step 4. It subtracts ŷ − <i>y</i> itself; no framework "
        "differentiates anything. What are the weights after it?",
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
                "of it. (With a framework that differentiates −ln ŷ you would be right: see below.)",
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
        name="two-steps-back",
        text="No exponential overflows now, and on paper the slope is the same. What becomes of the run?",
        options=[
            Option(
                "it recovers, as the run before it",
                False,
                "So it would with ŷ − <i>y</i>. Here the slope goes through the logarithm, and at step 4 one ŷ is 0.",
            ),
            Option(
                "it breaks at step 7, where a score passes 88.7",
                False,
                "With the maximum subtracted that score does no harm. The run does not come so far.",
            ),
            Option(
                "it breaks after step 4, where the first <code>inf</code> stands",
                True,
                "There −1/ŷ is −∞, the softmax multiplies it by ŷ = 0, and the NaN of one row is added into each "
                "weight.",
            ),
            Option(
                "the rows with ŷ = 0 are skipped, and it recovers late",
                False,
                "Nothing skips them: 0 times ∞ is not 0 but NaN.",
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
                "−0.04",
                False,
                "It is less: 4·10<sup>−18</sup> divided by 10<sup>−12</sup> is 4·10<sup>−6</sup>.",
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
        name="bfloat16-sum",
        text="The true sum is 3.48, and the loss of the first class ln 3.48 = 1.25. Which sum does the program get, "
        "with each partial sum rounded to bfloat16?",
        options=[
            Option(
                "about 3.5: a sum of 8 binary digits",
                False,
                "So it would be if the exact sum were rounded once, at the end. It is rounded a thousand times.",
            ),
            Option(
                "about 2: it grows until the terms are too small beside it",
                False,
                "So it would stop somewhere, with larger terms. These are too small beside the 1 already.",
            ),
            Option(
                "exactly 1",
                True,
                "Half of <code>eps</code> is 1/256, about 0.0039, and each term is 0.0025: the first one vanishes in "
                "the 1, and so does each after it.",
            ),
            Option(
                "about 8.8: each term is rounded up to <code>eps</code>, 1/128",
                False,
                "A term above half of <code>eps</code> would be; 0.0025 is below it and is rounded down.",
            ),
        ],
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
        name="gigabytes-of-loss",
        text="The matrix takes 0.31 GB. How much does the loss take at its peak?",
        options=[
            Option(
                "0.00003 GB: one number for each position",
                False,
                "So much its <i>result</i> takes. But each is computed from the 100,000 scores of its position.",
            ),
            Option(
                "1.2 GB: four arrays such as the matrix",
                False,
                "They are as wide, but have a row for each of 8,192 positions, and the matrix one for each of 768 "
                "numbers.",
            ),
            Option(
                "13 GB",
                True,
                "Each array has 8,192 rows where the matrix has 768, which is eleven times as many; and there are "
                "four.",
            ),
            Option(
                "3.3 GB: 100,000 scores for each position",
                False,
                "So much the scores take. Their log-softmax and the two gradients are as large.",
            ),
        ],
    ),
    Prediction(
        name="growth-of-scores",
        text="By about which factor is the largest score larger after 2,000 steps than after 200?",
        options=[
            Option(
                "less than 2",
                True,
                "As the digits are told apart, the slopes ŷ − y die away: each further unit of score takes about "
                "a fifth more steps than the one before (from step 200 on), and these fifths add up.",
            ),
            Option(
                "about 10, as the steps",
                False,
                "That would be so if every step added as much. But the steps are ŷ − y, and these shrink as the "
                "predictions become right.",
            ),
            Option(
                "about 100",
                False,
                "Nothing feeds such a growth: the better the predictions, the smaller the steps.",
            ),
            Option(
                "about 3, the square root of 10",
                False,
                "A root belongs to steps that point now one way, now the other. From step 20 on these point nearly the "
                "same way, and become smaller and smaller.",
            ),
        ],
    ),
    NumberQuestion(
        name="thousand-twice",
        text="What is ln(<i>e</i><sup>−1000</sup> + <i>e</i><sup>−1000</sup>)? A pencil is enough.",
        answer=lambda: float(logsumexp([-1000.0, -1000.0])),
        unit="",
        tolerance=0.01,
        digits=7,
        feedback="The maximum, −1000, comes out of the logarithm; what is left is ln(1 + 1) = ln 2, and it is added.",
        wrong={
            "maximum": (-1000.0, "That is the maximum. Two equal terms add ln 2 to it."),
            "minus": (lambda: -1000 - math.log(2), "The sum of two is larger than one of them: ln 2 is added."),
            "sum": (-2000.0, "Logarithms turn products into sums; this is a sum of exponentials: −1000 + ln 2."),
            "bits": (-999.0, "One bit is ln 2 nats, and the logarithm here is natural."),
            "sign": (lambda: 1000 + math.log(2), "That is for scores of +1000; these are −1000."),
        },
    ),
    NumberQuestion(
        name="sum-overflows",
        text="A softmax as written, e<sup><i>z</i></sup> over the sum, gets 50,000 equal scores in float32, whose "
        "largest number is 3.40·10<sup>38</sup>. From which score on is every ŷ 0?",
        answer=lambda: math.log(3.4028234663852886e38) - math.log(50_000),
        unit="",
        tolerance=0.1,
        digits=3,
        feedback="The sum is 50,000·e<sup><i>z</i></sup>, so it passes the largest number ln 50,000 = 10.8 before a "
        "single exponential does: 88.7 − 10.8. A finite number divided by ∞ is 0.",
        wrong={
            "one": (
                lambda: math.log(3.4028234663852886e38),
                "There one exponential is ∞, and ∞/∞ is NaN. The sum of 50,000 of them is ∞ earlier.",
            ),
            "later": (
                lambda: math.log(3.4028234663852886e38) + math.log(50_000),
                "The sum is larger than one exponential, so it overflows earlier: subtract ln 50,000.",
            ),
            "never": (104.0, "That is where an exponential below 1 becomes 0; here they are large."),
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
                "At every finite lead the probability is below 1. It was rounded to 1, and the loss to 0.",
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
        text="Four programs are meant to stop when the loss is NaN. Which of them runs on?",
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
                "That is the right answer, and the formula would give it if the masked piece came later. Here it comes "
                "first, and the exponents are −∞ − (−∞).",
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
