"""Chapter 21, Fairness, physics, attacks: predictions and quick questions."""

from __future__ import annotations

import math

from ..predict import Prediction
from ..quiz import NumberQuestion, Option, Question

__all__ = ["QUESTIONS"]


QUESTIONS = [
    Prediction(
        name="price-of-leaving-out",
        text="In the figure’s model, with one input, leaving the group out costs a hundredth of a nat (compare the two "
        "choices of inputs at λ = 0). With all twelve inputs, on new applicants: what does leaving the group out cost?",
        options=[
            Option(
                "a third of that",
                True,
                "The twelve inputs tell about the group, so that most of its weight is carried by others.",
            ),
            Option(
                "about as much",
                False,
                "It would, if the other eleven inputs told nothing about the group that credit history does not.",
            ),
            Option(
                "three times that",
                False,
                "What is left out is the same one column; with more inputs beside it, more of it can be guessed.",
            ),
            Option(
                "nothing at all: it is lower without",
                False,
                "That would be so if the weight of the group were fitted to noise. It is found in all ten splits.",
            ),
        ],
    ),
    Prediction(
        name="best-against-fair-decisions",
        text="All models learn from prejudiced decisions. Which of them has the lowest loss against fair ones?",
        options=[
            Option(
                "the group is an input, and 0 for all in use",
                True,
                "Its weight takes the prejudice, and is then the same for all; the other weights stay clean.",
            ),
            Option(
                "the group is left out",
                False,
                "Then income, which is lower in group 1, takes over a part of the prejudice.",
            ),
            Option(
                "the group is left out, and λ is large",
                False,
                "A large penalty also takes out what income rightly says about who can pay.",
            ),
            Option(
                "the group is an input, in training and in use",
                False,
                "That is best against the past: it repeats the prejudice, person by person.",
            ),
        ],
    ),
    Prediction(
        name="cold-mean-field",
        text="The colder the lattice, the more surely all spins are equal. To which number does the gap KL(q‖p) of the "
        "best independent spins go as T goes to 0?",
        answer=lambda: math.log(2),
        unit="nats",
        tolerance=0.01,
        feedback="Of two states with probability one half each, q takes one: ln(1/½) = ln 2.",
        wrong={
            "zero": (
                0.0,
                "It would be 0 if all up were the only cold state. All down has the same energy, and independent "
                "spins cannot be either.",
            ),
            "all spins": (
                lambda: 16 * math.log(2),
                "That is the entropy of spins which stay undecided, m = 0; their gap grows without end, as 1/T.",
            ),
            "bits": (1.0, "One bit, yes; the question asks for nats."),
        },
    ),
    Prediction(
        name="signs-of-the-gradient",
        text="Now the signs are not random: each grey value moves by the same tenth, up or down as the gradient of the "
        "loss says. How many of the 539 digits are still read rightly?",
        options=[
            Option("about 90%", False, "Random signs cost less than that. These all push the same way."),
            Option("about 70%", False, "It is worse: 64 small pushes that agree add up, and do not average out."),
            Option(
                "fewer than 50%",
                True,
                "A score moves by ε times the sum of the sizes of the slopes, and most margins are smaller.",
            ),
            Option(
                "none",
                False,
                "Twice the step, looked at anew on the way, comes to that. One step of a tenth leaves some.",
            ),
        ],
    ),
    Prediction(
        name="price-of-a-defence",
        text="Nets are trained on attacked digits, ε = 0.1 and ε = 0.2. What does that do to the loss on digits that "
        "nobody attacks?",
        options=[
            Option(
                "it rises a little at 0.1, and several-fold at 0.2",
                True,
                "A small ε moves few pictures far enough to matter; a large one forbids features that are useful.",
            ),
            Option(
                "it doubles at 0.1, and trebles at 0.2",
                False,
                "That would be about in proportion to ε. The larger size costs far more than twice as much.",
            ),
            Option(
                "it falls at both: the net has seen more pictures",
                False,
                "That can happen where data are few. Here attacked pictures of two digits come to look alike.",
            ),
            Option(
                "nothing that five splits would show, at either",
                False,
                "Steps of 0.2 on 64 pixels are no small change for a net of this size.",
            ),
        ],
    ),
    Question(
        name="drop-the-proxies",
        text="An auditor finds that the inputs tell about the group, and asks to drop every input that does. What "
        "remains a problem even then?",
        options=[
            Option(
                "two that tell nothing alone may tell together",
                True,
                "As with exclusive or: each bit is independent of the third, and both together determine it.",
            ),
            Option(
                "nothing: the means of the groups are then equal",
                False,
                "Only inputs that are independent of the group jointly would ensure that, and not one by one.",
            ),
            Option(
                "the model then cannot be trained",
                False,
                "It can be trained on what is left, and be it nothing: then it predicts the share.",
            ),
            Option(
                "the loss on the training rows must fall",
                False,
                "With fewer inputs the least training loss cannot fall; it stays or rises.",
            ),
        ],
    ),
    NumberQuestion(
        name="equal-errors-and-calibration",
        text="In a group a fifth of the people are recorded as yes. A score has equal odds: its mean is 0.8 among the "
        "yes and 0.3 among the no, in every group. What is its mean in this group?",
        answer=lambda: 0.2 * 0.8 + 0.8 * 0.3,
        unit="",
        tolerance=0.004,
        feedback="0.2·0.8 + 0.8·0.3 = 0.4, twice the share: with these odds it can fit one share only, "
        "0.6 = v/(1 − u + v).",
        wrong={
            "half": (0.55, "That is the mean for a group in which yes and no are equally frequent."),
            "exchanged": (0.7, "The shares of yes and no are exchanged."),
            "share": (0.2, "That would be calibration. Count: a fifth of 0.8 and four fifths of 0.3."),
            "yes only": (0.16, "The four fifths recorded as no have scores as well."),
        },
    ),
    Question(
        name="free-energy-below",
        text="You replace independent spins by pairs of neighbours that are free to agree, a larger family that "
        "contains the first. What can happen to the least F?",
        options=[
            Option(
                "it falls or stays, and is never below −ln Z",
                True,
                "A minimum over more candidates is no higher, and the gap is a divergence, which is never negative.",
            ),
            Option(
                "it may fall below −ln Z",
                False,
                "Then KL(q‖p) would be negative. Such a log shows an error in the energy or the entropy.",
            ),
            Option(
                "it rises, since the pairs have more parameters",
                False,
                "Nothing is charged for parameters here; the old candidates are still there.",
            ),
            Option(
                "it reaches −ln Z",
                False,
                "Only if p itself is in the family; on this lattice pairs are still dependent on one another.",
            ),
        ],
    ),
    Question(
        name="which-direction",
        text="You fit one Gaussian to data with two far-apart clusters by maximum likelihood. What do you get, and "
        "which divergence was least?",
        options=[
            Option(
                "a wide one that covers both; forward, KL(data‖model)",
                True,
                "The expectation runs over the data, and a cluster that the model does not cover costs very much.",
            ),
            Option(
                "a narrow one on one cluster; reverse, KL(model‖data)",
                False,
                "That is what mean field does. Likelihood has its expectation over the data.",
            ),
            Option(
                "a wide one that covers both; reverse, KL(model‖data)",
                False,
                "The reverse one charges for mass where there are no data, such as between the clusters.",
            ),
            Option(
                "a narrow one on one cluster; forward, KL(data‖model)",
                False,
                "The points of the other cluster would then cost enormously, and they are half of the mean.",
            ),
        ],
    ),
    NumberQuestion(
        name="linear-attack",
        text="A linear score has the weights 3, −1 and 0.5, and the margin of an example is 0.3. Every input may "
        "move by 0.1. What is the smallest margin that can be left?",
        answer=lambda: 0.3 - 0.1 * (3 + 1 + 0.5),
        unit="",
        tolerance=0.002,
        feedback="The margin falls by ε‖w‖₁ = 0.1·4.5 = 0.45. The example is then on the wrong side.",
        wrong={
            "two": (lambda: 0.3 - 0.1 * math.sqrt(10.25), "That is ‖w‖₂, for a ball; here every input moves by ε."),
            "sum": (0.05, "The signs were kept: 3 − 1 + 0.5. Each input moves to the side where it harms."),
            "largest": (0.0, "Only the largest weight was used; all three inputs may move."),
            "the fall": (0.45, "That is the fall; the margin that is left is asked for."),
            "raised": (0.75, "That is the largest margin, with the signs turned."),
        },
    ),
    Question(
        name="robust-to-noise",
        text="A weight vector has d entries of the same size. How much further do chosen signs move its score than a "
        "typical draw of random signs?",
        options=[
            Option(
                "√d times as far",
                True,
                "‖w‖₁/‖w‖₂ = d·a/(a·√d). Noise becomes weaker, compared with an attack, the more inputs there are.",
            ),
            Option("twice as far", False, "That holds for four inputs. The ratio grows with their number."),
            Option("d times as far", False, "Random signs do not cancel completely: their sum is about √d."),
            Option("as far", False, "Random signs disagree with the weights half of the time."),
        ],
    ),
]
