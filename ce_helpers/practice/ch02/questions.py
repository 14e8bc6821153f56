"""Chapter 2, Cross-entropy: quick questions."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ...information import cross_entropy, entropy, surprise
from ..predict import Prediction
from ..quiz import NumberQuestion, Option, Question

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["QUESTIONS"]


def _between_half_and_certain() -> Figure:
    """Draw what is known of the loss of one who is right 95 times in 100: at one half, and at certainty."""
    from ...figures import colours, figure  # late: matplotlib

    fig, ax = figure(360, 220)
    half = float(cross_entropy([0.95, 0.05, 0], [0.5, 0.25, 0.25]))
    ax.set(xlim=(0.4, 1.0), ylim=(0, 1), xlabel="probability that A says", ylabel="mean loss, nats")
    ax.plot(0.5, half, "o", color=colours.model)
    ax.text(0.515, half, f"one half: {half:.2f}", va="bottom")
    ax.annotate("", (0.993, 1), (0.993, 0.6), arrowprops={"arrowstyle": "->", "color": colours.model})
    ax.text(0.935, 0.86, "certain: ∞", ha="right")
    return fig


QUESTIONS = [
    Prediction(
        name="hesitant-or-narrow",
        text="It was sunny. One forecaster had said 0.34, 0.33, 0.33 and called it right. Another had said 0.49, "
        "0.51, 0 "
        "and called it wrong. Who pays more?",
        options=[
            Option(
                "The one who called it right",
                True,
                "That one gave the sun 0.34, the other 0.49. The loss asks how much was given to what came, and not "
                "whether it came first.",
            ),
            Option(
                "The one who called it wrong",
                False,
                "So it feels, since a wrong call is a failure. But the loss never asks which bar was the largest: the "
                "wrong call had given the sun 0.49, the right one only 0.34.",
            ),
            Option(
                "Both the same",
                False,
                "They would, had both given the sun the same probability. They gave it 0.34 and 0.49.",
            ),
        ],
    ),
    Prediction(
        name="heads-or-tails-area",
        text="Which rectangle has the larger area: heads, which is frequent and expected, or tails, which is rare and "
        "costs more?",
        options=[
            Option(
                "heads",
                True,
                "Heads costs little at each toss, and is paid nine times in ten: together more than tails.",
            ),
            Option(
                "tails",
                False,
                "Each tails costs more than three times as much. But it comes nine times less often, and that weighs "
                "more here.",
            ),
            Option(
                "both the same",
                False,
                "They would be the same if the cost rose as fast as the frequency falls. It rises by a logarithm only.",
            ),
        ],
    ),
    Prediction(
        name="constant-forecast",
        text="In a data set 99 of 100 labels are “no”. A model never looks at an example and announces 0.99 and 0.01 "
        "every "
        "time. What is its mean loss, in nats? (A uniform guess has 0.693.)",
        answer=lambda: float(entropy([0.99, 0.01])),
        unit="nats",
        tolerance=0.008,
        feedback="0.99·(−ln 0.99) + 0.01·(−ln 0.01): the entropy of the labels. The rare label costs 4.6 nats, but "
        "once in "
        "a hundred times.",
        wrong={
            "uniform": (math.log(2), "That is the uniform guess. This model uses what it knows of the shares."),
            "common": (
                lambda: float(surprise(0.99)),
                "That is what each “no” costs. One time in a hundred it is −ln 0.01, and that is most of the mean.",
            ),
            "rare": (lambda: float(surprise(0.01)), "That is what the one “yes” costs; it is paid once in a hundred."),
            "bits": (lambda: float(entropy([0.99, 0.01], base=2)), "Those are bits; the question asks for nats."),
        },
    ),
    Prediction(
        name="best-announcement",
        text="Heads has probability 0.9, and you are charged |<i>y</i> − <i>q</i>| for each toss. Which announcement "
        "<i>q</i> costs you least on average?",
        answer=1.0,
        tolerance=0.004,
        feedback="The mean cost 0.9 − 0.8·<i>q</i> falls all the way to the end: the cheapest announcement is a lie.",
        wrong={
            "honest": (0.9, "That is the truth, and it costs 0.18 a toss. There is something cheaper."),
            "half": (0.5, "That costs 0.5 a toss, whatever the coin does. There is something cheaper."),
        },
    ),
    Prediction(
        name="certain-neighbour",
        text="A calls about 95% of the test wines right. Now it says “certainly”, probability 1, for its cultivar each "
        "time. What becomes of its mean loss?",
        options=[
            Option(
                "it becomes infinite in most splits",
                True,
                "One wine in the test set that was called impossible is enough, and 5% of some fifty wines are two or "
                "three.",
            ),
            Option(
                "it falls to about 0.05",
                False,
                "0.05 is about −ln 0.95, what a model that says 0.95 pays for a <i>right</i> call. One that says 1 "
                "pays nothing for the right calls, and without limit for each wrong one.",
            ),
            Option(
                "it rises a little",
                False,
                "Saying 0.99 would even lower it. At exactly 1 a wrong call costs ∞, and no mean recovers from that.",
            ),
            Option(
                "it stays, since all calls are the same",
                False,
                "The accuracy stays. The loss reads the probabilities, and they have changed.",
            ),
        ],
    ),
    Prediction(
        name="how-bold",
        text="A must say one probability for its cultivar, the same for every wine, and shares the rest between the "
        "two others. At one half its mean loss is known, and at 1 it is infinite. Where between them is "
        "the loss least? Set your mark on the axis.",
        plot=_between_half_and_certain,
        alt="An axis for the probability that A says, from 0.4 to 1, and above it the mean loss: a point at one half, "
        "and at 1 an arrow up to infinity. Between them nothing is drawn.",
        answer=0.95,
        tolerance=0.02,
        feedback="About its share of right calls. That is where the slope of cross-entropy is zero: <i>q</i> = "
        "<i>p</i>.",
        too_low="Bolder than one half, and still too timid: it is right more often than it says.",
        too_high="Too bold: it is wrong about five times in a hundred, and pays too much for each of them.",
    ),
    Question(
        name="who-weights-who-pays",
        text="In this cellar a fifth of the bottles is corked. Taster A says so of every bottle: corked with 1/5. "
        "Taster B "
        "says 1/2 each time. Who is more surprised at a corked bottle, and who pays more on average?",
        options=[
            Option(
                "A is more surprised at a corked one, and B pays more.",
                True,
                "A corked bottle costs A ln 5 and B ln 2. But four bottles in five are not corked, and each of those "
                "costs "
                "A ln 1.25 only: 0.50 against 0.69 on average.",
            ),
            Option(
                "A is more surprised at a corked one, and A pays more.",
                False,
                "Weight each surprise with how often it is met. Corked bottles come once in five times; the others "
                "cost A "
                "less than a third of what they cost B.",
            ),
            Option(
                "B is more surprised at a corked one, and B pays more.",
                False,
                "B had given a corked one 1/2, A only 1/5: −ln 1/5 is the larger.",
            ),
            Option(
                "A is more surprised at a corked one; both pay the same.",
                False,
                "Only an honest A pays H(P), 0.50 nats; nobody who says something else pays as little.",
            ),
        ],
    ),
    NumberQuestion(
        name="one-hot-loss",
        text="A model gives four classes 0.1, 0.6, 0.2 and 0.1. The third is the true one. What is the loss?",
        answer=lambda: float(cross_entropy([0, 0, 1, 0], [0.1, 0.6, 0.2, 0.1])),
        unit="nats",
        tolerance=0.01,
        feedback="Only the true class is weighted: −ln 0.2 = ln 5. The loss does not ask how the other 0.8 is divided.",
        wrong={
            "the largest": (
                lambda: float(surprise(0.6)),
                "That is −ln 0.6, the surprise of the class that was called. Another one came.",
            ),
            "bits": (lambda: float(surprise(0.2, base=2)), "Those are bits. The loss is asked in nats: ln 5."),
            "distance": (0.8, "That is 1 − 0.2. The loss is the logarithm, −ln 0.2."),
            "probability": (0.2, "That is the probability of the true class. The loss is its surprise, −ln 0.2."),
            "sign": (lambda: -float(surprise(0.2)), "The size is right. A probability below 1 has a surprise above 0."),
            "sum": (
                lambda: float(surprise([0.1, 0.6, 0.2, 0.1]).sum()),
                "All four surprises are summed there. Three of them have the weight 0.",
            ),
        },
    ),
    NumberQuestion(
        name="know-nothing-loss",
        text="A new classifier of the ten digits gives each of them 1/10. What is its mean loss?",
        answer=lambda: math.log(10),
        unit="nats",
        tolerance=0.01,
        feedback="ln 10, whatever the labels are. A new model whose loss is far from ln <i>K</i> is not guessing "
        "uniformly.",
        wrong={
            "bits": (lambda: math.log2(10), "Those are bits; in nats it is ln 10."),
            "accuracy": (0.9, "That is the share of wrong answers. The loss is −ln 0.1."),
            "probability": (0.1, "That is the probability. Its surprise is −ln 0.1."),
        },
    ),
    Question(
        name="higher-accuracy-lower-loss",
        text="Two classes. Model A gives its first choice 0.6 each time and is right 99 times in 100. Model B gives "
        "it 0.9 "
        "each time and is right 90 times in 100. Which has the smaller cross-entropy?",
        options=[
            Option(
                "B",
                True,
                "A pays 0.99·(−ln 0.6) + 0.01·(−ln 0.4) = 0.51, B 0.9·(−ln 0.9) + 0.1·(−ln 0.1) = 0.33. B says about "
                "what "
                "comes true, A far less.",
            ),
            Option(
                "A: it is right more often",
                False,
                "It is, and it pays −ln 0.6 = 0.51 for each right call. B pays 0.11 for most of its calls.",
            ),
            Option(
                "It cannot be known: accuracy and loss measure different things",
                False,
                "From the accuracy alone it could not. Here you also know what each of them says.",
            ),
            Option(
                "Both the same",
                False,
                "Weight −ln q of the right and of the wrong calls with their shares, for each model.",
            ),
        ],
    ),
    NumberQuestion(
        name="one-confident-mistake",
        text="The mean loss over 100 examples is 0.2. One more example comes, to which the model had given "
        "e<sup>−10</sup>, "
        "less than one in twenty thousand. What is the mean loss over all 101?",
        answer=lambda: (100 * 0.2 + 10) / 101,
        unit="nats",
        tolerance=0.004,
        feedback="(100·0.2 + 10)/101: one example in a hundred has raised the loss by half.",
        wrong={
            "added": (10.2, "That adds the new loss to the mean. Add it to the sum, 20, and divide by 101."),
            "mean of two": (5.1, "That is the mean of 0.2 and 10. The 0.2 stands for a hundred examples."),
            "as before": (0.2, "One example of 10 nats weighs as much as fifty of the others."),
        },
    ),
]
