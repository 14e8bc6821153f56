"""Chapter 3, Inevitable and avoidable: quick questions."""

from __future__ import annotations

import numpy as np

from ...information import cross_entropy, entropy, kl_divergence
from ..predict import Prediction
from ..quiz import NumberQuestion, Option, Question

__all__ = ["QUESTIONS"]


QUESTIONS = [
    Prediction(
        name="under-the-coin",
        text="The coin’s entropy is 0.3251 nats, and no model can expect less on new tosses. The loss of task A, on "
        "the 1,257 tosses that it was trained on, is 0.3186. Why does it lie <i>below</i>?",
        options=[
            Option(
                "Mostly luck: the coin’s own probability would cost about as little on these tosses.",
                True,
                "Tails came a little more seldom than one time in ten, and the true 0.1 pays less for that as well.",
            ),
            Option(
                "Mostly learning: the model fits these tosses better than the coin’s own probability does.",
                False,
                "It does fit them better, but with one number to learn from 1,257 tosses that is hardly visible.",
            ),
            Option(
                "There is an error: no cross-entropy can be less than the entropy of the coin.",
                False,
                "No <i>expected</i> loss can. A mean over some tosses lies on either side of it.",
            ),
            Option(
                "The model is better than the coin’s own probability, on new tosses too.",
                False,
                "On new tosses the coin’s own probability is the best there is, as the next section proves.",
            ),
        ],
    ),
    Question(
        name="what-training-lowers",
        text="Two models of one source cost 1.50 and 1.35 nats a symbol. Nobody knows the source’s entropy. What can "
        "be said of their divergences from the source?",
        options=[
            Option(
                "The second is less by 0.15 nats; the percentage is unknown.",
                True,
                "H(<i>P</i>) is the same in both losses and leaves their difference. For a percentage one needs the "
                "divergences themselves.",
            ),
            Option(
                "The second is less by 10%; the amount in nats is unknown.",
                False,
                "The <i>loss</i> is. If the entropy were 1.30, the divergence would have fallen from 0.20 to 0.05.",
            ),
            Option(
                "Nothing: to compare them, one needs the entropy.",
                False,
                "Neither divergence by itself. In the difference of the two the entropy cancels.",
            ),
            Option(
                "They are 1.50 and 1.35 nats, the same as the losses.",
                False,
                "Only if the entropy is 0. Each loss is the entropy plus the divergence.",
            ),
        ],
    ),
    NumberQuestion(
        name="avoidable-part",
        text="A model states (0.9, 0.1) for a <i>fair</i> coin, and pays 1.204 nats a toss. How much of that could "
        "it avoid?",
        answer=lambda: float(kl_divergence([0.5, 0.5], [0.9, 0.1])),
        unit="nats",
        tolerance=0.002,
        feedback="The best model of a fair coin pays ln 2 = 0.693 nats. What lies above is avoidable.",
        wrong={
            "all": (1.204, "That is the whole cost. The best model of a fair coin pays something, too."),
            "floor": (
                lambda: float(entropy([0.5, 0.5])),
                "That is the inevitable part. What lies above it is avoidable.",
            ),
            "model": (
                lambda: float(cross_entropy([0.5, 0.5], [0.9, 0.1]) - entropy([0.9, 0.1])),
                "The entropy of the <i>model</i> is taken away. The floor is made of the coin.",
            ),
            "reverse": (
                lambda: float(kl_divergence([0.9, 0.1], [0.5, 0.5])),
                "That is the other divergence, as if the tosses came from the model.",
            ),
            "bits": (lambda: float(kl_divergence([0.5, 0.5], [0.9, 0.1], base=2)), "That is in bits."),
        },
    ),
    Question(
        name="which-is-infinite",
        text="<i>P</i> = (½, ½, 0) and <i>Q</i> = (⅓, ⅓, ⅓). Which divergence is infinite?",
        options=[
            Option(
                "KL(<i>Q</i>‖<i>P</i>) only",
                True,
                "With <i>Q</i> as the truth the third outcome comes, and <i>P</i> called it impossible.",
            ),
            Option(
                "KL(<i>P</i>‖<i>Q</i>) only",
                False,
                "<i>Q</i> allows all that <i>P</i> does, so this one is finite: ln 1.5.",
            ),
            Option(
                "both", False, "KL(<i>P</i>‖<i>Q</i>) is ln 1.5: nothing that <i>P</i> does is ruled out by <i>Q</i>."
            ),
            Option("neither", False, "One of them weighs the third outcome by ⅓, and divides by 0 in the logarithm."),
        ],
    ),
    Question(
        name="below-the-floor",
        text="For some task H(<i>Y</i>|<i>X</i>) is known to be 0.50 nats. On 200 <i>new</i> examples, which it has "
        "surely never seen, a model’s mean loss is 0.47. The losses of single examples have a standard deviation of "
        "0.6. What do you conclude?",
        options=[
            Option(
                "Nothing yet: chance alone may do this.",
                True,
                "0.6 / √200 = 0.042. The floor is one of the expected loss, and a mean of 200 can lie below it, as "
                "task A did.",
            ),
            Option(
                "The model has learnt these examples by heart.",
                False,
                "It has never seen them. What is below the floor on new examples is chance, or the examples were not "
                "new.",
            ),
            Option(
                "The model beats the floor, so H(<i>Y</i>|<i>X</i>) must have been wrong.",
                False,
                "Not on this evidence: 0.03 is less than one standard error, 0.6 / √200 = 0.042.",
            ),
            Option(
                "The labels are one-hot, so their floor is 0 and nothing is remarkable.",
                False,
                "For one example the floor is 0. The <i>expected</i> loss on new examples is still at least 0.50.",
            ),
        ],
    ),
    Prediction(
        name="shuffled-labels",
        text="The labels are shuffled, so that the inputs tell nothing, and a softmax regression is trained on them. "
        "Where do its losses lie?",
        options=[
            Option(
                "training below H(<i>Y</i>), test above it",
                True,
                "It learns some of the chance of its file. That helps there and harms everywhere else.",
            ),
            Option(
                "both at H(<i>Y</i>)",
                False,
                "So it would be if the model saw that there is nothing to learn. But in a file of some hundred "
                "examples chance looks like a pattern.",
            ),
            Option(
                "both above H(<i>Y</i>)",
                False,
                "To ignore the inputs costs H(<i>Y</i>) on the training set. A fit that has gone on long enough pays "
                "less, and these have.",
            ),
            Option(
                "both below H(<i>Y</i>)",
                False,
                "On new examples the floor is H(<i>Y</i>|<i>X</i>) = H(<i>Y</i>), and what it has learnt is "
                "wrong there.",
            ),
        ],
    ),
    Question(
        name="what-bounds-the-floor",
        text="A classifier has a training loss of 0.02 nats. On very many new examples its loss is 0.05. What follows "
        "for the floor H(<i>Y</i>|<i>X</i>)?",
        options=[
            Option(
                "It is at most about 0.05.",
                True,
                "The loss on new examples is floor plus avoidable part, and the latter is never negative.",
            ),
            Option(
                "It is at most about 0.02.",
                False,
                "A model that learns its file by heart reaches 0 there, whatever the floor is. A training loss is no "
                "upper bound.",
            ),
            Option(
                "It is between 0.02 and 0.05.",
                False,
                "So it was with shuffled labels, where the model could express the truth. If it cannot, the training "
                "loss may lie above the floor as well: only the 0.05 is sure.",
            ),
            Option(
                "It is about 0.03, the difference.",
                False,
                "The difference says how much was memorised. Neither loss is the floor.",
            ),
        ],
    ),
    Question(
        name="one-more-input",
        text="In a file some inputs come several times, with different labels. A column of random numbers, independent "
        "of all else, is added to the inputs. What becomes of H(<i>Y</i>|<i>X</i>), and of the least training loss "
        "that a table of <i>Q</i>(<i>y</i>|<i>x</i>) can reach?",
        options=[
            Option(
                "H(<i>Y</i>|<i>X</i>) stays, the training loss falls.",
                True,
                "The column says nothing about <i>Y</i>. But it gives every example in the file an input of its own, "
                "so that a table can store its label.",
            ),
            Option(
                "Both stay: noise cannot help.",
                False,
                "It cannot help on new examples. In the file it makes equal inputs different.",
            ),
            Option(
                "Both fall: one more input.",
                False,
                "One more input <i>may</i> lower H(<i>Y</i>|<i>X</i>), if it says something about <i>Y</i>. This one "
                "does not.",
            ),
            Option(
                "H(<i>Y</i>|<i>X</i>) rises: there is more noise.",
                False,
                "The best model may ignore the column, so the floor cannot rise.",
            ),
        ],
    ),
    Prediction(
        name="thousandth-error",
        text="A model of a fair coin says 0.501. Training goes on, and it says 0.500001: its error is now a thousand "
        "times smaller. How many times smaller is the avoidable part?",
        answer=1e6,
        unit="times",
        digits=7,
        tolerance=2e4,
        feedback="A thousand squared. Near its lowest point the avoidable part is <i>quadratic</i> in the error.",
        wrong={
            "linear": (
                1e3,
                "That would be a divergence in proportion to the error, with a corner at <i>Q</i> = "
                "<i>P</i>. Look at the curve in the figure: it is round there.",
            ),
            "cubic": (1e9, "That falls too fast: the curve is a bowl, and a bowl is quadratic at its bottom."),
        },
    ),
    Prediction(
        name="one-hump",
        text="The humps begin at one place and are pulled apart, slowly. What do the two best bells do?",
        options=[
            Option(
                "KL(<i>P</i>‖<i>Q</i>): ever wider. KL(<i>Q</i>‖<i>P</i>): wider, then a jump to one hump.",
                True,
                "With <i>P</i> as the weight no hump may be left out. With <i>Q</i> as the weight the empty middle "
                "costs more and more, until dropping 40% is cheaper.",
            ),
            Option(
                "KL(<i>P</i>‖<i>Q</i>): wider, then a jump to one hump. KL(<i>Q</i>‖<i>P</i>): ever wider.",
                False,
                "The other way round: with <i>P</i> as the weight, 40% of what comes would fall where <i>Q</i> is "
                "almost 0.",
            ),
            Option(
                "Both grow ever wider and stay over both humps.",
                False,
                "One does. The other pays for the empty middle, which <i>Q</i> fills and <i>P</i> does not.",
            ),
            Option(
                "KL(<i>P</i>‖<i>Q</i>): ever wider. KL(<i>Q</i>‖<i>P</i>): on one hump from the beginning.",
                False,
                "While the humps overlap, a bell over both costs less in this direction too.",
            ),
        ],
    ),
    Prediction(
        name="finer-cells",
        text="The model cuts <i>x</i> into 1, 2, 4, … and at last 64 cells; there are 80 tosses. Where does its mean "
        "loss go, in the population and on the sample, on average over many samples?",
        options=[
            Option(
                "population: down once, at 2 cells, then up; sample: down, through H(<i>Y</i>|<i>X</i>)",
                True,
                "Two cells catch the shape of the coin. Every further cut finds more numbers from fewer tosses each.",
            ),
            Option(
                "population: down as far as about 16 cells, then up; sample: down, through H(<i>Y</i>|<i>X</i>)",
                False,
                "Sixteen cells <i>could</i> fit the wave better. But each has five tosses, and what a frequency "
                "of five tosses costs is more than what the better shape saves.",
            ),
            Option(
                "both: down to H(<i>Y</i>|<i>X</i>) and not below, the population more slowly",
                False,
                "So it would be with endless data. Eighty tosses lie in 64 cells mostly by ones, twos and "
                "threes, few enough to be learnt by heart, and H(<i>Y</i>|<i>X</i>) is no floor of their mean.",
            ),
            Option(
                "both: down, through H(<i>Y</i>|<i>X</i>)",
                False,
                "In the population none can: its expected loss is H(<i>Y</i>|<i>X</i>) plus divergences.",
            ),
        ],
    ),
    Prediction(
        name="a-cloudy-morning",
        text="You look, and it is cloudy: the entropy of rain is now 0.673 nats. What was it before you looked, "
        "H(<i>Y</i>)?",
        options=[
            Option(
                "less than 0.673",
                True,
                "Most mornings are clear, and most are dry. The cloud has made rain and no rain nearly as likely.",
            ),
            Option(
                "more than 0.673",
                False,
                "To look lowers the uncertainty <i>on average</i>. This one look has raised it.",
            ),
        ],
    ),
    NumberQuestion(
        name="smoothing-floor",
        text="Ten classes, and every input has one right class. You train with label smoothing of 0.1: the target is "
        "0.91 for the right class and 0.01 for each other. The training loss has stood at 0.520 nats since yesterday. "
        "How much could it still save?",
        answer=lambda: 0.52 - float(entropy([0.91] + [0.01] * 9)),
        unit="nats",
        tolerance=0.002,
        feedback="The targets’ own entropy is 0.500 nats, and no model can pay less. The run is nearly done.",
        wrong={
            "all": (0.52, "So it would be with one-hot targets. These have an entropy, and it is the floor."),
            "floor": (
                lambda: float(entropy([0.91] + [0.01] * 9)),
                "That is the floor, the entropy of a target. What lies above it can be saved.",
            ),
            "right-term": (
                0.52 + 0.91 * float(np.log(0.91)),
                "That counts the right class alone. The other nine are charged, too, 0.01 of −ln 0.01 each.",
            ),
            "bits": (
                lambda: 0.52 - float(entropy([0.91] + [0.01] * 9, base=2)),
                "The entropy is in bits there, and the loss in nats.",
            ),
        },
    ),
]
