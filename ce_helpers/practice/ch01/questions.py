"""Chapter 1, Surprise: quick questions and predictions."""

from __future__ import annotations

import math

from ..predict import Prediction
from ..quiz import NumberQuestion, Option, Question

__all__ = ["QUESTIONS"]


QUESTIONS = [
    Prediction(
        name="nine-in-ten",
        text="Let your surprise at heads, an event of probability ½, be one unit. Now something happens to which you "
        "gave 0.9. How many units of surprise is that?",
        answer=lambda: -math.log2(0.9),
        tolerance=0.02,
        feedback="About a seventh. Seven such events in a row have the probability 0.9<sup>7</sup> = 0.48, which is "
        "nearly that of heads, and their seven equal surprises add up to about one unit.",
        wrong={
            "miss": (
                0.1,
                "That is 1 − 0.9. Ten would make a unit, but 0.9<sup>10</sup> is 0.35, less than ½.",
            ),
            "linear": (
                0.2,
                "That is on a straight line from 1 at ½ to 0 at 1. But five in a row have probability 0.59, not yet ½.",
            ),
            "ratio": (
                5 / 9,
                "That is ½ divided by 0.9. Two in a row would be 1.11, more than heads, but 0.81 is more probable.",
            ),
            "times": (1.8, "That is 0.9 divided by ½: the more probable event should surprise less, not more."),
            "nats": (lambda: -math.log(0.9), "That is −ln 0.9: right, had the unit not been heads."),
        },
    ),
    Question(
        name="which-measure",
        in_order=True,
        text="Three measures are 0 at <i>p</i> = 1 and grow as <i>p</i> falls. Which one is twice as large for a "
        "double six (1/36) as for one six (1/6)?",
        options=[
            Option("1 − <i>p</i>", False, "5/6 = 0.83 and 35/36 = 0.97: the second six adds 0.14 only."),
            Option("1/<i>p</i> − 1", False, "5 and 35: seven times as large. It would not add, it grows too fast."),
            Option("(ln <i>p</i>)²", False, "3.21 and 12.84: four times as large, twice squared."),
            Option(
                "none of the three",
                True,
                "They give 1.17, 7 and 4 times as much, in this order: none adds.",
            ),
        ],
    ),
    Question(
        name="whose-fault",
        text="The figure shows the model, and crosses at the widths that broke it. What has to change, so that the "
        "mean loss stays finite and still tells how well a model predicts <i>new</i> flowers?",
        options=[
            Option(
                "the model: widths that it never saw get some probability too",
                True,
                "The loss was right: what the model had called impossible did happen.",
            ),
            Option(
                "the formula: <code>-np.log(p + 1e-15)</code> takes the place of <code>-np.log(p)</code>",
                False,
                "Then 1e-15 decides: three flowers (one of 5 mm, two of 17 mm) at 34.5 nats each add 2.3 to "
                "the mean of 45, and 1e-30 would add twice as much.",
            ),
            Option(
                "the data: the flowers at the crosses are outliers, and are left out",
                False,
                "Both widths, 5 and 17 mm, lie between widths that were seen. They were missing among 105 by chance.",
            ),
            Option(
                "the mean: the median is finite, and takes its place",
                False,
                "It is, and it does not notice a claim of impossibility that concerns less than half of the flowers.",
            ),
        ],
    ),
    Prediction(
        name="better-raised",
        text="In how many of the 20 splits does raising to 10<sup>−15</sup> cost <i>less</i> than Laplace's rule?",
        answer=6.0,
        tolerance=2.0,
        unit="of 20",
        feedback="Six (4 to 8 counts as right). In 14 splits the loss was infinite without a cure. In the other six no "
        "test flower has a width never seen, and there raising costs a little less.",
        wrong={
            "none": (0.0, "So the two means suggest. But in the third of the five lines it costs less already."),
            "bell": (
                3.0,
                "So it would be, about, if the losses lay around their mean on a normal curve. They stand in groups.",
            ),
            "half": (10.0, "So it would be without any difference between the two."),
            "contrary": (14.0, "In so many it costs <i>more</i>: there a flower has a width never seen."),
        },
    ),
    Prediction(
        name="mean-in-float16",
        text="The 17,000 losses stand in <code>losses_16</code>, an array of float16. What does "
        "<code>losses_16.sum() / losses_16.size</code> give?",
        in_order=True,
        options=[
            Option(
                "0.48",
                False,
                "So it is if the losses are added one after another: between 8,192 and 16,384 float16 has every eighth "
                "whole number only, and 3.91 more is rounded away. NumPy adds up parts first.",
            ),
            Option("3.91", False, "So the exact mean is. But first comes the sum, 17,000 · 3.91 = 66,500."),
            Option(
                "inf",
                True,
                "NumPy adds up parts, and then these. The sum would be 66,500; float16 ends at 65,504.",
            ),
            Option("nan", False, "That would come of ∞ − ∞ or 0 · ∞. Here one number grew too large, and was divided."),
        ],
    ),
    Prediction(
        name="gradient-of-zero",
        text="A target gives the first of two classes the probability 1: <i>y</i> = (1, 0). The scores are "
        "(200, 0), of which softmax makes (1, 0) in float32. The loss −∑ <i>y</i> ln <i>q</i> has a term 0 · ln 0. "
        "<code>torch.xlogy</code> takes 0 for it, so that the loss is 0. What is the gradient in the two scores?",
        options=[
            Option("0 and 0", False, "So it should be. But the slope of ln <i>q</i> at 0 is ∞, and 0 · ∞ is not 0."),
            Option("nan and nan", True, "The loss looks right; the way back from it multiplies 0 by the slope ∞."),
            Option("0 and inf", False, "The slope of ln <i>q</i> at 0 is ∞, but it is multiplied by the target's 0."),
            Option(
                "−1 and 1",
                False,
                "That is the gradient for a model that gave the truth 0. This one gave it everything.",
            ),
        ],
    ),
    Question(
        name="bits-or-nats",
        text="A report says: 3.32 bits a letter. You look into its program, and find <code>np.log</code>. How many "
        "bits a letter is it?",
        in_order=True,
        options=[
            Option("2.30", False, "That is 3.32 · ln 2. A nat is more than a bit, so that there are more bits."),
            Option("3.32", False, "NumPy's <code>log</code> is natural, so 3.32 is in nats."),
            Option("4.79", True, "3.32 nats, divided by the ln 2 = 0.693 nats of one bit."),
            Option("11.03", False, "That is 3.32 · log<sub>2</sub> 10, as if they had been bans. They are nats."),
        ],
    ),
    Prediction(
        name="pin-in-coins",
        text="The PIN of your bank card is four digits, drawn at random. A stranger guesses it at the first try. How "
        "many coins, all falling heads, are as surprising as that? Give a decimal.",
        answer=lambda: math.log2(10_000),
        tolerance=0.35,
        feedback="One in 10,000, and 2<sup>13</sup> = 8,192: a little more than 13 heads in a row.",
        wrong={
            "up": (14.0, "2<sup>14</sup> = 16,384 is too many: 14 heads in a row are rarer than the guess."),
            "half": (5000.0, "Each further coin halves the probability; far fewer halvings lead to one in 10,000."),
            "nats": (
                lambda: math.log(10_000),
                "That is the natural logarithm, nats. A coin is one bit: take log<sub>2</sub>.",
            ),
            "bans": (4.0, "A digit is a ban. A coin is one bit, and a ban is log<sub>2</sub> 10 = 3.32 of them."),
            "digits": (40.0, "Ten coins a digit? A digit has ten values, and 2<sup>10</sup> is a thousand already."),
        },
    ),
    Prediction(
        name="one-wrong",
        text="You answer three such questions, and say 95% each time. Your neighbour gives the same answers, and says "
        "51%. Two of the three are right. Who pays less in all?",
        options=[
            Option(
                "you",
                False,
                "Twice much less, 0.05 nats each; but the third time you had left 5% to the truth: 3.00 nats.",
            ),
            Option(
                "your neighbour", True, "0.673 + 0.673 + 0.713 = 2.06 nats, against your 0.05 + 0.05 + 3.00 = 3.10."
            ),
            Option(
                "both the same: the same answers were right",
                False,
                "So it is if right answers are counted. Surprise counts what was given to the answer that was right.",
            ),
        ],
    ),
    Prediction(
        name="two-in-three",
        text="Two of three answers will be right, and one wrong, and you say the same number with each. Which of these "
        "costs least in all?",
        in_order=True,
        options=[
            Option("51%", False, "It is cheap when you are wrong. But you know more than a toss of a coin, twice."),
            Option("67%", True, "The share that is right: 0.40 + 0.40 + 1.11 = 1.91 nats."),
            Option("80%", False, "Twice 0.223 is less, but the wrong one costs 1.609: 2.06 in all, against 1.91."),
            Option("95%", False, "Twice 0.05, and 3.00 for the wrong one: you saw it above."),
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
    Prediction(
        name="first-positive",
        text="Somebody, taken at random, has one positive test. With what probability do they have the condition?",
        answer=lambda: 0.01 * 0.9 / (0.01 * 0.9 + 0.99 * 0.05),
        tolerance=0.005,
        feedback="Of 10,000 people 100 have it, and 90 of these are positive; of the 9,900 others 495 are. 90 of 585. "
        "(18/118 = 0.1525 takes prior odds of 1 to 100; they are 1 to 99.)",
        wrong={
            "hit": (0.9, "That is how often the test is positive for those who have it. The condition itself is rare."),
            "true": (0.95, "That is how often the test is negative for those who do not have it."),
            "prior": (
                0.01,
                "That was so before the test. It was positive, which is 18 times as probable with the condition.",
            ),
            "percent": (15.38, "The size is right; a probability lies between 0 and 1, so write 0.1538 or 15.38%."),
            "times": (
                0.18,
                "The likelihood ratio multiplies the <i>odds</i>: 18/99, which is a probability of 18/117.",
            ),
        },
    ),
    NumberQuestion(
        name="no-six",
        text="A die is thrown twelve times, and no six falls. How many nats of surprise is that?",
        answer=lambda: 12 * math.log(6 / 5),
        unit="nats",
        tolerance=0.015,
        feedback="Twelve independent events of probability 5/6 each: 12 · ln(6/5). It is more than one six in "
        "one throw, ln 6 = 1.79.",
        wrong={
            "sixes": (lambda: 12 * math.log(6), "That is twelve sixes. Each throw is <i>no</i> six, probability 5/6."),
            "one": (lambda: math.log(6 / 5), "That is one throw. The surprises of twelve independent ones add."),
            "six": (lambda: math.log(6), "That is one six in one throw."),
            "bits": (lambda: 12 * math.log2(6 / 5), "Those are bits. In nats take the natural logarithm."),
            "bans": (lambda: 12 * math.log10(6 / 5), "Those are bans. In nats take the natural logarithm."),
            "any": (
                lambda: -math.log(1 - (5 / 6) ** 12),
                "That is the surprise that at least one six falls, the contrary.",
            ),
            "probability": (lambda: (5 / 6) ** 12, "That is the probability; take minus its logarithm."),
            "sign": (lambda: 12 * math.log(5 / 6), "The size is right, and the sign is not: no surprise is negative."),
        },
    ),
]
