"""Chapter 3, Inevitable and avoidable: quick questions."""

from __future__ import annotations

from ..predict import Prediction
from ..quiz import NumberQuestion, Option, Question

__all__ = ["QUESTIONS"]


QUESTIONS = [
    Question(
        name="what-training-lowers",
        text="The truth <i>P</i> stays as it is, and training moves the model <i>Q</i>. What happens to the "
        "three terms of H(<i>P</i>, <i>Q</i>) = H(<i>P</i>) + KL(<i>P</i>‖<i>Q</i>)?",
        options=[
            Option(
                "H(<i>P</i>, <i>Q</i>) and KL fall by the same amount, H(<i>P</i>) stays.",
                True,
                "<i>Q</i> does not occur in H(<i>P</i>), so every nat won is a nat of divergence.",
            ),
            Option(
                "All three fall.",
                False,
                "H(<i>P</i>) is made of <i>P</i> alone; no training of <i>Q</i> can move it.",
            ),
            Option(
                "KL falls, H(<i>P</i>) rises, their sum stays.",
                False,
                "The sum is the loss, and training lowers it. H(<i>P</i>) does not move.",
            ),
            Option(
                "H(<i>P</i>, <i>Q</i>) falls towards 0, and so does KL.",
                False,
                "KL can reach 0. Then H(<i>P</i>, <i>Q</i>) = H(<i>P</i>), which is 0 only for a certain outcome.",
            ),
        ],
    ),
    NumberQuestion(
        name="avoidable-part",
        text="A source has an entropy of 1.2 nats a symbol, and a model's cross-entropy on it is 1.5 nats. How "
        "much of that could a better model avoid?",
        answer=lambda: 1.5 - 1.2,
        unit="nats",
        tolerance=0.001,
        feedback="The avoidable part is KL = H(<i>P</i>, <i>Q</i>) − H(<i>P</i>).",
        wrong={
            "all": (1.5, "That is the whole cost. The 1.2 nats are the world's, and stay with the best of models."),
            "floor": (1.2, "That is the inevitable part. What lies above it is avoidable."),
            "sum": (2.7, "The entropy is contained in the cross-entropy; do not add it again."),
            "sign": (-0.3, "The size is right. A divergence is never negative."),
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
        text="For some task H(<i>Y</i>|<i>X</i>) is known to be 0.50 nats. After long training on 1000 examples a "
        "model's loss on these examples is 0.31. What do you conclude?",
        options=[
            Option(
                "It has learnt part of the labels' chance by heart; on new examples it will not average below 0.50.",
                True,
                "The floor holds for the population. On the examples trained on, it binds nobody.",
            ),
            Option(
                "The model beats the floor, so H(<i>Y</i>|<i>X</i>) must have been wrong.",
                False,
                "The floor bounds the expected loss on new examples, not the mean over those the model was fitted to.",
            ),
            Option(
                "The program has an error: no cross-entropy can lie below the conditional entropy.",
                False,
                "No <i>population</i> cross-entropy can. A mean over the training examples can go down to 0.",
            ),
            Option(
                "The labels are one-hot, so the floor is 0; with more training the loss on new examples nears 0, too.",
                False,
                "The entropy of each one-hot label is 0, and so is the floor of the <i>training</i> loss, if no input "
                "comes twice. The floor on new examples is H(<i>Y</i>|<i>X</i>) = 0.50, one-hot labels or not.",
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
                "A model that learns its file by heart reaches 0 there, whatever the floor is: a training loss bounds "
                "nothing.",
            ),
            Option(
                "It is about 0.05.",
                False,
                "That would take a perfect model. Any part of the 0.05 may be the model's fault.",
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
        text="A column of random numbers that have to do with nothing is added to the inputs. What becomes of "
        "H(<i>Y</i>|<i>X</i>), and of the training loss that a flexible model can reach?",
        options=[
            Option(
                "H(<i>Y</i>|<i>X</i>) stays, the training loss can fall.",
                True,
                "The column says nothing about <i>Y</i>. But it gives every example in the file a mark of its own, by "
                "which it can be remembered.",
            ),
            Option(
                "Both stay: noise cannot help.",
                False,
                "It cannot help on new examples. In the file it tells otherwise equal examples apart.",
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
        tolerance=2e4,
        feedback="A thousand squared. Near its lowest point the avoidable part is <i>quadratic</i> in the error.",
        wrong={
            "linear": (
                1e3,
                "That would be a divergence in proportion to the error, with a corner at <i>Q</i> = "
                "<i>P</i>. Look at the curve in the figure: it is round there.",
            ),
            "cubic": (1e9, "That falls too fast: the curve is a bowl, and a bowl is quadratic at its bottom."),
            "logarithm": (
                3,
                "There is a logarithm in each term, but the terms of heads and tails cancel to first order.",
            ),
        },
    ),
    Prediction(
        name="one-hump",
        text="Which of the two best models with one hump stretches over both humps of the truth?",
        options=[
            Option(
                "the one with the least KL(<i>P</i>‖<i>Q</i>)",
                True,
                "With <i>P</i> as the weight, a hump that the model leaves out is charged dearly.",
            ),
            Option(
                "the one with the least KL(<i>Q</i>‖<i>P</i>)",
                False,
                "With <i>Q</i> as the weight only the places where the <i>model</i> is count, and in the empty middle "
                "a wide model is charged. So this one stays on one hump.",
            ),
            Option("both", False, "Each weights with another distribution, and that decides where an error costs."),
            Option(
                "neither",
                False,
                "One of them must: under its weight, leaving out 40% of what comes would cost more than the empty "
                "middle.",
            ),
        ],
    ),
    Prediction(
        name="finer-cells",
        text="The model cuts <i>x</i> into more and more cells, up to more than there are tosses. Where does its mean "
        "loss go, on the sample and in the population?",
        options=[
            Option(
                "sample: below H(<i>Y</i>|<i>X</i>); population: down, then up",
                True,
                "A few cells catch the shape of the coin, and both losses fall. Then the table begins to learn single "
                "tosses.",
            ),
            Option(
                "sample: down to H(<i>Y</i>|<i>X</i>); population: the same",
                False,
                "So it would be with endless data. With eighty tosses the finest table knows each toss, and "
                "H(<i>Y</i>|<i>X</i>) binds nobody on the sample.",
            ),
            Option(
                "both fall below H(<i>Y</i>|<i>X</i>)",
                False,
                "In the population none can: its expected loss is H(<i>Y</i>|<i>X</i>) plus divergences.",
            ),
            Option(
                "sample: down; population: down as well, more slowly",
                False,
                "At first. But a cell with one toss in it states what that toss was, and new tosses differ.",
            ),
        ],
    ),
]
