"""Chapter 9, Against squared error and hinge: quick questions."""

from __future__ import annotations

from ..quiz import NumberQuestion, Option, Question

__all__ = ["QUESTIONS"]


QUESTIONS = [
    Question(
        name="squared-both-ends",
        text="The true answer is 1. Where does the gradient of squared error in the score vanish?",
        options=[
            Option(
                "at both ends, <i>ŷ</i> → 0 and <i>ŷ</i> → 1",
                True,
                "2(<i>ŷ</i> − 1)<i>ŷ</i>(1 − <i>ŷ</i>) has the factor <i>ŷ</i> too: 0 where it is needed most.",
            ),
            Option(
                "only at <i>ŷ</i> → 1",
                False,
                "That is cross-entropy. Squared error carries the sigmoid's slope, 0 at both ends.",
            ),
            Option(
                "only at <i>ŷ</i> → 0", False, "There too; but also at <i>ŷ</i> → 1, where nothing is left to learn."
            ),
            Option(
                "nowhere",
                False,
                "Each of its factors has a zero: <i>ŷ</i> − 1 at the right end, <i>ŷ</i> at the left.",
            ),
        ],
    ),
    NumberQuestion(
        name="squared-hardest-push",
        text="The true answer is 1. At which prediction <i>ŷ</i> does squared error push the score hardest?",
        answer=lambda: 1 / 3,
        unit="",
        tolerance=0.006,
        feedback="2<i>ŷ</i>(1 − <i>ŷ</i>)² has the slope 2(1 − <i>ŷ</i>)(1 − 3<i>ŷ</i>), which is 0 at <i>ŷ</i> = 1/3.",
        wrong={
            "half": (
                0.5,
                "There the sigmoid is steepest; the error itself, 1 − <i>ŷ</i>, pulls the maximum to the left.",
            ),
            "zero": (0.0, "That would be cross-entropy's answer; at <i>ŷ</i> = 0 squared error does not push at all."),
        },
    ),
    Question(
        name="doubled-weights",
        text="A linear model without bias has every training example right. Double its weights. The cross-entropy?",
        options=[
            Option(
                "It falls, and would fall again the next time.",
                True,
                "Every score doubles on the right side, so every −ln <i>ŷ</i> falls. There is no best <i>w</i>.",
            ),
            Option(
                "It stays: the decisions are the same.",
                False,
                "The decisions stay; the probabilities move towards 0 and 1, and the loss reads probabilities.",
            ),
            Option(
                "It rises: the weights are larger.",
                False,
                "Only a penalty on the weights could make it rise, and there is none here.",
            ),
            Option(
                "It falls, until the weights reach their optimum.",
                False,
                "There is no finite optimum: the loss comes as close to 0 as you like and never gets there.",
            ),
        ],
    ),
    Question(
        name="beyond-the-margin",
        text="The true answer is 1 and the score is <i>z</i> = 2. What does hinge ask of the model?",
        options=[
            Option("nothing", True, "Beyond the margin of 1 the loss is 0 and so is its gradient."),
            Option(
                "a larger score, as always",
                False,
                "That is cross-entropy, which never stops asking. Hinge is silent beyond its margin.",
            ),
            Option(
                "a score of exactly 1",
                False,
                "Hinge is one-sided: it punishes falling short of the margin and never exceeding it.",
            ),
            Option(
                "a probability of 1",
                False,
                "Hinge knows no probabilities; its scores are margins, not log-odds.",
            ),
        ],
    ),
]
