"""Chapter 1, Surprise: quick questions."""

from __future__ import annotations

import math

from ...information import surprise
from ..predict import Prediction
from ..quiz import NumberQuestion, Option, Question

__all__ = ["QUESTIONS"]


QUESTIONS = [
    Prediction(
        name="ten-heads",
        text="A coin falls heads, and the surprise of that is one unit. How many units is it when ten coins all fall "
        "heads, an event of probability 1/1024?",
        answer=10.0,
        tolerance=0.2,
        feedback="Ten independent events, each of one unit, and the third wish adds them.",
        wrong={
            "inverse": (
                1024.0,
                "That is 1 divided by the probability. It multiplies where the third wish wants a sum.",
            ),
            "ratio": (512.0, "That is how many times less probable it is. The third wish asks for a sum of ten ones."),
            "one": (1.0, "Then nine of the ten coins would surprise nobody. Each is independent of the others."),
            "root": (math.log(1024), "That is ln 1024: right, had the unit been a nat. Here one coin is the unit."),
        },
    ),
    Prediction(
        name="lottery-in-coins",
        text="One of 13,983,816 tickets wins. How many coins, all falling heads, are as surprising as that?",
        answer=lambda: math.log2(13_983_816),
        tolerance=2.0,
        feedback="2<sup>24</sup> is about 17 million: nearly 24 heads in a row, some 24 bits.",
        wrong={
            "half": (
                13_983_816 / 2,
                "Each further coin halves the probability; far fewer halvings lead to one in 14 million.",
            ),
            "nats": (
                lambda: math.log(13_983_816),
                "That is the natural logarithm, nats. A coin is one bit: take log<sub>2</sub>.",
            ),
            "bans": (lambda: math.log10(13_983_816), "That is the logarithm to base 10, bans. A coin is one bit."),
        },
    ),
    Prediction(
        name="first-positive",
        text="Somebody, taken at random, has one positive test. With what probability do they have the condition?",
        answer=lambda: 0.01 * 0.9 / (0.01 * 0.9 + 0.99 * 0.05),
        tolerance=0.02,
        feedback="Of 10,000 people 100 have it, and 90 of these are positive; of the 9,900 others 495 are. 90 of 585.",
        wrong={
            "hit": (0.9, "That is how often the test is positive for those who have it. The condition itself is rare."),
            "true": (0.95, "That is how often the test is negative for those who do not have it."),
            "prior": (
                0.01,
                "That was so before the test. It was positive, which is 18 times as probable with the condition.",
            ),
            "times": (
                0.18,
                "The likelihood ratio multiplies the <i>odds</i>: 18/99, which is a probability of 18/117.",
            ),
        },
    ),
    Question(
        name="whose-fault",
        text="Three of the 45 flowers had a width that the model had given 0. What must be changed so that "
        "the mean loss of "
        "<i>such</i> models means something?",
        options=[
            Option(
                "the model: it must not give 0 to what can happen",
                True,
                "The loss reported, correctly, that a claim was refuted.",
            ),
            Option(
                "the formula: <code>-np.log(p + 1e-15)</code>",
                False,
                "Then the mean would be decided by the number 1e-15: each such flower would add 34.5/45 = 0.77.",
            ),
            Option(
                "the data: such flowers are outliers",
                False,
                "The width is an ordinary one, between widths that were seen. It was missing among 97 "
                "flowers by chance.",
            ),
            Option(
                "the mean: the median would be finite",
                False,
                "It would, and it would be blind to every claim of impossibility that concerns less than half "
                "of the flowers.",
            ),
        ],
    ),
    Question(
        name="bits-or-nats",
        text="A program prints <code>-np.log(p)</code> and calls the unit bits. Which line would give bits?",
        options=[
            Option(
                "<code>-np.log2(p)</code>",
                True,
                "One bit is the surprise of a fair coin, and log<sub>2</sub> of ½ is −1.",
            ),
            Option(
                "<code>-np.log(p)</code>",
                False,
                "NumPy's <code>log</code> is natural, so these are nats: a coin gives 0.693.",
            ),
            Option(
                "<code>-np.log10(p)</code>",
                False,
                "Base 10 gives bans: one for an event of probability 1/10.",
            ),
            Option(
                "<code>-np.log(p) * np.log(2)</code>",
                False,
                "The factor is on the wrong side. A nat is more than a bit, so <i>divide</i> by ln 2.",
            ),
        ],
    ),
    NumberQuestion(
        name="tenfold",
        text="An event becomes ten times less probable. By how many nats does its surprise rise?",
        answer=lambda: float(surprise(0.01) - surprise(0.1)),
        unit="nats",
        tolerance=0.01,
        feedback="It is ln 10 from wherever you start: −ln(<i>p</i>/10) = −ln <i>p</i> + ln 10.",
        wrong={
            "ten": (10.0, "A ratio of probabilities becomes a <i>difference</i> of surprises, and that is ln 10."),
            "bans": (
                lambda: float(surprise(0.1, base=10)),
                "That is one ban, since log<sub>10</sub> 10 = 1. In nats it is ln 10.",
            ),
            "bits": (
                lambda: float(surprise(0.1, base=2)),
                "Those are bits, log<sub>2</sub> 10. In nats it is ln 10.",
            ),
            "falls": (lambda: -float(surprise(0.1)), "The size is right; but a rarer event surprises more, not less."),
        },
    ),
    Question(
        name="certain-event",
        text="How much surprise does an event carry that is certain to happen?",
        in_order=True,
        options=[
            Option("none: 0", True, "−ln 1 = 0. What had to happen tells you nothing that you did not know."),
            Option("1", False, "1 is its probability. Its surprise is −ln 1, and the logarithm of 1 is 0."),
            Option("∞", False, "∞ is the surprise of an impossible event: −ln <i>p</i> has no bound as <i>p</i> → 0."),
            Option("it depends on the unit", False, "0 nats, 0 bits, 0 bans: 0 is the one amount all units agree on."),
        ],
    ),
    Question(
        name="twice-as-surprising",
        text="The probability of an event falls to half of what it was. What happens to its surprise?",
        options=[
            Option(
                "It rises by one bit, whatever it was before.",
                True,
                "−log<sub>2</sub>(<i>p</i>/2) = −log<sub>2</sub> <i>p</i> + 1. Equal ratios cost equal steps.",
            ),
            Option(
                "It doubles.",
                False,
                "That holds from <i>p</i> = ½ to ¼ alone: 1 bit, then 2. From ¼ to ⅛ it goes from 2 bits to 3.",
            ),
            Option(
                "It grows exponentially.",
                False,
                "The reverse: it is a <i>logarithm</i>. For equal steps up, <i>p</i> must fall by equal factors.",
            ),
            Option(
                "It rises, and by more the smaller <i>p</i> was.",
                False,
                "True of equal <i>differences</i> in <i>p</i>. Halving is an equal <i>ratio</i>: one bit everywhere.",
            ),
        ],
    ),
]
