"""Chapter 3, Inevitable and avoidable: quick questions."""

from __future__ import annotations

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
                "The labels are one-hot, their entropy is 0, so 0.31 is all avoidable.",
                False,
                "Against each one-hot label, yes; but nobody who sees only <i>x</i> can avoid it on new examples.",
            ),
        ],
    ),
]
