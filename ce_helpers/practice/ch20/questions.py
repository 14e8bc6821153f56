"""Chapter 20, Without labels: predictions and quick questions."""

from __future__ import annotations

import math

from ..predict import Prediction
from ..quiz import NumberQuestion, Option, Question

__all__ = ["QUESTIONS"]


QUESTIONS = [
    NumberQuestion(
        name="zero-turned",
        text="A handwritten 0 looks the same after half a turn, and after a quarter turn it lies on its side. For such "
        "a picture, averaged over its four turns: what is the least loss that any network can reach?",
        answer=lambda: math.log(2),
        unit="nats",
        tolerance=0.006,
        feedback="Upright from lying can be told, but not which of two turns: ½ and ½ is the best answer, and costs "
        "−ln ½ in each of the four turns.",
        wrong={
            "nothing known": (
                lambda: math.log(4),
                "That is a guess among all four turns. Two of them can be told from the other two.",
            ),
            "zero": (
                0.0,
                "That would be certainty. Half a turn gives the same picture and another label.",
            ),
            "half": (0.5, "½ is the probability that the right turn gets; the loss is −ln of it."),
            "bits": (1.0, "One bit, yes; the question asks for nats."),
            "weighted": (
                lambda: math.log(2) / 2,
                "The doubt is there in all four turns: also the picture that lies on its side could be turned either "
                "way.",
            ),
        },
    ),
    Prediction(
        name="turned-features",
        text="The network tells the turn of a new digit in 19 of 20 cases. A softmax regression now has to learn from "
        "5 or 20 labels a class which digit it is. On which features is its loss least?",
        options=[
            Option(
                "the raw pixels",
                True,
                "The turns ask for other things than the digits do. Units made for them need not keep what the pixels "
                "hold.",
            ),
            Option(
                "the features learnt from turns",
                False,
                "That is the hope, and in published work on large photographs it came true. Here it does not: who "
                "tells up from down need not tell a 3 from a 5.",
            ),
            Option(
                "random features",
                False,
                "They mix the pixels without purpose and lose a little; but they are the baseline that most reports "
                "leave out, and here it matters.",
            ),
            Option(
                "no difference that could be seen",
                False,
                "One of the three is clearly ahead of the two others, by more than the spread of the seeds.",
            ),
        ],
    ),
    NumberQuestion(
        name="clip-first-loss",
        text="A model is to match 32,768 pictures with their 32,768 captions, in one batch. At its start all scores "
        "are equal. What is the first loss?",
        answer=lambda: math.log(32768),
        unit="nats",
        tolerance=0.02,
        feedback="A uniform guess among 32,768 candidates: ln 2¹⁵ = 15 ln 2.",
        wrong={
            "two": (lambda: math.log(2), "That is one caption against one other. Each picture has 32,768 candidates."),
            "bits": (15.0, "That is in bits; the question asks for nats."),
            "pairs": (
                lambda: 2 * math.log(32768),
                "That counts all pairs as classes, or adds the two directions; each query chooses among 32,768.",
            ),
            "zero": (0.0, "That would be certainty. With equal scores every candidate gets 1/32,768."),
        },
    ),
    Prediction(
        name="eight-nats",
        text="The two views share 8 nats, and the scores are the best there are. In batches of N = 64, what is "
        "ln N minus the loss, on average?",
        answer=4.09,
        unit="nats",
        tolerance=0.09,
        feedback="Nearly all of ln 64 = 4.16, and never more than that: the loss cannot be negative. The other half of "
        "the 8 nats is invisible at this N.",
        wrong={
            "true": (
                8.0,
                "That is what the views share. But the loss is at least 0, so ln N minus the loss cannot exceed ln 64 "
                "= 4.16.",
            ),
            "overshoot": (
                lambda: 8 - math.log(64),
                "The difference of the two is what stays hidden, not what is seen.",
            ),
            "half": (2.0, "The scores are the best there are: they find the partner among 64 nearly always."),
            "zero": (0.0, "That is a model that knows nothing. This one finds the partner among 64 nearly always."),
        },
    ),
    Prediction(
        name="as-many-pairs",
        text="N = 16 is trained again for four times as many steps, so that it has seen as many pairs as N = 64. "
        "Among the same 256 candidates, its gain was about 1.9 nats and that of N = 64 about 2.4. What is it now?",
        options=[
            Option(
                "as high as that of N = 64, or a little higher",
                True,
                "What looked like an effect of the batch was an effect of how much had been seen.",
            ),
            Option(
                "still near 1.9: it has never been asked among more than 16",
                False,
                "ln 16 bounds what 16 candidates can show, not what the encoders can learn: their scores serve among "
                "256 as well.",
            ),
            Option(
                "half way between",
                False,
                "A plausible guess; but here the pairs seen account for all of the difference.",
            ),
            Option(
                "lower than before: small batches overfit",
                False,
                "Four times the steps on small batches helped, on new pairs as well.",
            ),
        ],
    ),
    Question(
        name="batch-doubled",
        text="The validation loss of a contrastive model is 3.1 in batches of 128. The same model, not trained any "
        "further, is evaluated in batches of 256. Its loss is then most likely …",
        options=[
            Option(
                "higher, by at most about ln 2",
                True,
                "There are twice as many candidates to confuse the partner with. ln N grows by ln 2 = 0.69, and the "
                "gain ln N − loss can only stay or grow for ideal scores; a model that is sure and wrong may pay "
                "more than ln 2.",
            ),
            Option(
                "the same: nothing about the model has changed",
                False,
                "The model has not changed, but the question has: one partner among 256.",
            ),
            Option(
                "half, since it is a mean over twice as many rows",
                False,
                "A mean does not shrink with the number of rows. Each row has become harder.",
            ),
            Option(
                "lower, since there are more negatives to learn from",
                False,
                "It is only evaluated. More candidates make the choice harder, not easier.",
            ),
        ],
    ),
    Question(
        name="every-picture-twice",
        text="By a slip every pair stands in the batch twice: 128 different pairs fill 256 places. The model is "
        "perfect otherwise, and T is small. Where does its loss end?",
        options=[
            Option(
                "at ln 2",
                True,
                "Each query finds two candidates that cannot be told apart, and one of them counts as wrong: ½ for "
                "each.",
            ),
            Option("at 0", False, "It would, if the copy did not stand there as a wrong candidate."),
            Option("at ln 128", False, "That is the gain, ln 256 − ln 2; the loss is what is missing to ln 256."),
            Option("at ln 256", False, "That is a model that knows nothing."),
        ],
    ),
    NumberQuestion(
        name="without-the-square",
        text="Without T² in front of it, the gradient of the KL at T = 10 has some size. About how many times smaller "
        "is it at T = 40?",
        answer=lambda: (40 / 10) ** 2,
        unit="times",
        tolerance=0.8,
        feedback="For scores well below T the gradient goes as 1/T²: four times the temperature, a sixteenth of the "
        "push.",
        wrong={
            "once": (4.0, "That is the 1/T of the chain rule. The two softmaxes come closer by another factor 4."),
            "same": (1.0, "Without T² it does shrink; T² is there to prevent it."),
            "cube": (64.0, "One power of T from the chain rule, one from the softmax: two in all."),
        },
    ),
    Prediction(
        name="what-helps-the-student",
        text="The student sees 100 pictures. On 539 new ones, which targets make its loss clearly lower than the "
        "hard labels do? Smoothing is at ε = 0.1.",
        options=[
            Option(
                "the teacher’s at T = 4, but not smoothed labels",
                True,
                "What helps is which wrong digits this picture resembles. Smoothed labels do not say.",
            ),
            Option(
                "any soft targets, smoothed labels as well",
                False,
                "Then softness would be what helps. Smoothing is soft in the same way for every picture, and here it "
                "does not lower the loss.",
            ),
            Option(
                "none: the labels are right, and nothing beats the truth",
                False,
                "A hard label says which class it was. The teacher says how near the others were, and that is more to "
                "learn from than one class.",
            ),
            Option(
                "the teacher’s, and even more so with the wrong classes shuffled",
                False,
                "Shuffled, the same numbers say that this 3 resembles some other digit, and they harm.",
            ),
        ],
    ),
    Question(
        name="hot-targets",
        text="T goes to infinity. The targets of distillation, softmax(v/T), then tend to …",
        options=[
            Option(
                "the uniform distribution, and still the student learns",
                True,
                "Each target comes as near to 1/K as one likes; what still differs from it is of order 1/T, and T² "
                "in front of the gradient keeps just that: a difference of centred scores.",
            ),
            Option(
                "the uniform distribution, so that the student learns nothing",
                False,
                "The targets do. But the student’s own softmax is divided by T as well, and T² magnifies what is left: "
                "matching logits.",
            ),
            Option(
                "one-hot vectors, as hard labels",
                False,
                "That is T → 0. A high temperature flattens.",
            ),
            Option(
                "the teacher’s scores themselves",
                False,
                "Targets are probabilities. The scores appear in the gradient’s limit, centred and over K.",
            ),
        ],
    ),
]
