"""Chapter 6, Logits, sigmoid, softmax: quick questions."""

from __future__ import annotations

import numpy as np

from ...activations import softmax
from ..predict import Prediction
from ..quiz import NumberQuestion, Option, Question

__all__ = ["QUESTIONS"]


QUESTIONS = [
    Prediction(
        name="slope-far-out",
        text="The answer is no, and the model’s <i>p</i> goes to 1. The slope of the loss in <i>p</i> grows without "
        "bound. What becomes of its slope in the score <i>z</i>, where <i>p</i> = σ(<i>z</i>)?",
        options=[
            Option(
                "It also grows without bound.",
                False,
                "That would be so if <i>p</i> moved as fast as <i>z</i>. But out there the sigmoid is nearly flat: a "
                "unit of score changes <i>p</i> by hardly anything.",
            ),
            Option(
                "It tends to 1.",
                True,
                "The sigmoid becomes flat exactly as fast as the slope in <i>p</i> grows. The text below computes it.",
            ),
            Option(
                "It tends to 0.",
                False,
                "The flat sigmoid does pull it down, by the factor <i>p</i>(1 − <i>p</i>). But the slope in <i>p</i> "
                "grows just as fast, and the two balance. (Squared error, which lacks that growth, does fade.)",
            ),
            Option(
                "It tends to ½.",
                False,
                "That is its value at <i>p</i> = ½. Multiply the slope in <i>p</i> by that of the sigmoid, and let "
                "<i>p</i> go on to 1.",
            ),
        ],
    ),
    Prediction(
        name="ten-and-twenty",
        text="The scores (1, 2) give the first class the probability 0.269. What do the scores (10, 20) give it? Two "
        "significant digits are enough.",
        answer=lambda: float(softmax([10.0, 20.0])[0]),
        tolerance=6e-7,
        digits=7,
        feedback="The log-odds are 10 − 20 = −10, so the odds are <i>e</i><sup>−10</sup>, about 1 to 22,000. Before "
        "rounding, a softmax gives no class the probability 0.",
        wrong={
            "nothing": (
                0.0,
                "It comes near 0, and no further: an exponential is positive. How near is asked for.",
            ),
            "the other class": (
                lambda: float(softmax([10.0, 20.0])[1]),
                "That is the second class. The first has what is left.",
            ),
            "ratio": (
                lambda: float(softmax([1.0, 2.0])[0]),
                "It would stay so if the ratio of the scores counted. By the equation above it is their difference, "
                "and that has gone from 1 to 10.",
            ),
            "share": (1 / 3, "That is 10/(10 + 20), the share of the score itself; softmax takes exponentials first."),
            "odds": (1 / 11, "That takes 10 for the odds. It is the <i>log</i>-odds, so the odds are e to the 10."),
            "base ten": (1e-10, "The exponential has the base e: the odds are e to the −10, not 10 to the −10."),
            "a score of ten": (
                lambda: float(np.exp(-20)),
                "That is e to the −20. The difference of the scores counts, and it is 10.",
            ),
        },
    ),
    Prediction(
        name="floor-of-two",
        text="A perfect model of ten digits: its softmax gives, rounded, 1 to the right digit and 0 to the others. The "
        "loss takes these ten numbers for scores and applies a softmax of its own. What does it report?",
        answer=lambda: float(-np.log(softmax(np.eye(10)[0])[0])),
        unit="nats",
        tolerance=0.006,
        feedback="The exponentials are <i>e</i> for the right digit and 1 for each of the nine others, so the second "
        "softmax says <i>e</i>/(<i>e</i> + 9) = 0.232, and −ln 0.232 is 1.461.",
        wrong={
            "none": (
                0.0,
                "That is −ln 1, what the first softmax deserves. The loss does not know that these are probabilities.",
            ),
            "share": (
                lambda: float(softmax(np.eye(10)[0])[0]),
                "That is the probability of the right digit at the second softmax. The loss is minus its logarithm.",
            ),
            "two classes": (
                lambda: float(np.log1p(np.exp(-1))),
                "That is right for two classes. Here nine others share with the right one.",
            ),
            "three classes": (
                lambda: float(-np.log(softmax(np.eye(3)[0])[0])),
                "That is right for three classes, as in the figure at the top. Here there are ten.",
            ),
            "equal": (
                lambda: float(np.log(10)),
                "That is the loss of ten equal scores. One of these is ahead by 1.",
            ),
            "where the record ends": (
                1.485,
                "That is where the record at the top ends, and training had not finished. Compute the least value: "
                "which scores does the loss see?",
            ),
            "the record, rounded": (
                1.5,
                "That is near the end of the record at the top. A perfect model comes a little lower: compute it.",
            ),
            "sum alone": (
                lambda: float(np.log(np.e + 9)),
                "That is ln of the sum of the exponentials; the score of the right digit, 1, is still to be "
                "subtracted.",
            ),
        },
    ),
    Prediction(
        name="trained-through",
        text="Plain gradient descent at the rate 0.1, from weights 0, on the digits of the record at the top. After 50 "
        "steps the model with one softmax reads 91% of the test digits. And the model that is trained through two?",
        in_order=True,
        options=[
            Option(
                "Also 91%.",
                False,
                "Softmax keeps the order of scores that are there. But these scores were <i>learnt</i>, and each step "
                "of learning went through both softmaxes.",
            ),
            Option(
                "One to five points less.",
                False,
                "It is further behind. The slopes have passed through one softmax more: at the start they are ten "
                "times smaller, and later by another factor for each example.",
            ),
            Option(
                "More than ten points less, and far above guessing.",
                True,
                "The slopes have passed through one softmax more. They still point to the right class, but at the "
                "start they are ten times smaller, and later something else goes wrong too.",
            ),
            Option(
                "About 10%, as if it guessed.",
                False,
                "The slopes are smaller and not zero, and they still point to the right class.",
            ),
        ],
    ),
    Prediction(
        name="through-adam",
        text="The same two runs with Adam at the rate 0.01. Compare the accuracy of two softmaxes with that of one.",
        options=[
            Option(
                "Far behind at step 10, and far behind at step 200.",
                False,
                "Adam divides the steps of each weight by the size that its slopes have had, so the tenth cancels. "
                "Some points are missing at first, and they return.",
            ),
            Option(
                "Level from the first steps on.",
                False,
                "A common factor of the slopes cancels in Adam. But the factors differ between examples, and at step "
                "10 the doubled run is behind.",
            ),
            Option(
                "Behind by some points at step 10, level later.",
                True,
                "Adam divides each slope by its running size, so a common factor cancels; what is not common costs a "
                "few points at first.",
            ),
            Option(
                "Behind all the time: the loss cannot fall below its least value.",
                False,
                "The loss cannot. The order of the scores, which decides what is read, can be right far above that "
                "value.",
            ),
        ],
    ),
    Prediction(
        name="makes-it-fall",
        text="In which of the two runs does the accuracy <i>fall</i> after the first step, by some points?",
        options=[
            Option(
                "All slopes divided by ten.",
                False,
                "That run goes nearly the way of one softmax, ten times as slowly. What climbs there climbs here too.",
            ),
            Option(
                "Ten times a factor of its own for each example.",
                True,
                "Digits that are favoured already keep most of their push, and the others lose most of theirs.",
            ),
            Option(
                "In neither: it takes both.",
                False,
                "The fall takes one of them; that it lasts fifty steps takes both. Which changes not only the length "
                "of a step, but its direction?",
            ),
        ],
    ),
    Prediction(
        name="how-confident",
        text="A fifth of the labels are wrong, in the training and in the test part. The model that Adam trains "
        "through two softmaxes, 500 steps, agrees with 74% of the test labels. Take its own softmax (one): which "
        "probability does it give to the digit that it chooses, on average?",
        answer=0.967,
        tolerance=0.025,
        digits=3,
        feedback="It states 97%, and 74% of the labels agree. No plot of the accuracy shows that.",
        wrong={
            "calibrated": (
                0.74,
                "That would be a model that knows how often the label agrees with it. This one does not.",
            ),
            "right labels": (0.8, "That is the share of right labels, the most that anybody could expect to reach."),
            "modest": (
                0.232,
                "That is what the <i>second</i> softmax says at best. The model’s own is the first, and its scores are "
                "free.",
            ),
            "one": (1.0, "Nearly: there are a few digits of which it is not certain."),
            "between": (0.9, "It is more."),
        },
    ),
    NumberQuestion(
        name="slope-in-the-score",
        text="The answer is yes, and the slope of the loss in the score <i>z</i> is −0.2. How large is the loss?",
        answer=lambda: float(-np.log(0.8)),
        unit="nats",
        tolerance=0.0035,
        feedback="<i>p</i> − 1 = −0.2, so <i>p</i> = 0.8, and the loss is −ln 0.8.",
        wrong={
            "the other branch": (
                lambda: float(-np.log(0.2)),
                "That is −ln 0.2. The slope is <i>p</i> − <i>y</i>, and <i>y</i> is 1: which <i>p</i> is it?",
            ),
            "p": (0.8, "That is the prediction <i>p</i>. The loss is −ln <i>p</i>."),
            "slope in p": (-1.25, "That is the slope in <i>p</i>, −1/<i>p</i>. The loss is asked for."),
            "sign": (
                lambda: float(np.log(0.8)),
                "The size is right. A loss of this kind is a surprise, and not negative.",
            ),
            "1.2": (
                lambda: float(np.log(1.2)),
                "That takes <i>p</i> = 1.2. The slope is <i>p</i> − <i>y</i>, with <i>y</i> = 1.",
            ),
        },
    ),
    Question(
        name="shift-of-scores",
        text="Which of these changes to the scores of a softmax layer leaves every probability as it is, whatever "
        "the scores are?",
        options=[
            Option(
                "100 is added to every score.",
                True,
                "All differences stay, so all odds stay, and the probabilities still sum to 1.",
            ),
            Option(
                "Every score is doubled.",
                False,
                "The ratios of the scores stay, but every difference doubles (unless it is 0), and every ratio of two "
                "probabilities is squared.",
            ),
            Option(
                "100 is added to the largest score.",
                False,
                "The predicted class stays. Its lead grows by 100, and it takes nearly all.",
            ),
            Option(
                "Every score is divided by the sum of the scores.",
                False,
                "The differences are divided too, so the probabilities move, unless that sum is 1 or all scores are "
                "equal.",
            ),
        ],
    ),
    Question(
        name="cooling",
        text="You halve the temperature of a trained classifier, which predicts the class of the largest score. Which "
        "of these can change?",
        options=[
            Option(
                "Its loss, but not its accuracy.",
                True,
                "The order of the scores stays, and so does the predicted class; how confident it is does not.",
            ),
            Option(
                "Its accuracy, but not its loss.",
                False,
                "The other way round: division by T > 0 keeps the order of the scores.",
            ),
            Option("Both.", False, "The class with the largest <i>z</i> also has the largest <i>z</i>/T."),
            Option("Neither.", False, "All gaps of the scores double, so the probabilities move, and the loss too."),
        ],
    ),
    Question(
        name="tags-or-classes",
        text="A photograph may show a dog, a beach, both or neither. What belongs at the end of the network?",
        options=[
            Option(
                "A sigmoid for each tag, and binary cross-entropy.",
                True,
                "Two questions with two answers: neither probability takes anything from the other.",
            ),
            Option(
                "A softmax over (dog, beach), and categorical cross-entropy.",
                False,
                "It would have to share 1 between them: both at 95% could not be said, nor neither.",
            ),
            Option(
                "A sigmoid for each tag, and categorical cross-entropy.",
                False,
                "That loss looks at tags that are present alone; saying 100% to everything would cost nothing.",
            ),
        ],
    ),
    Question(
        name="what-the-loss-wants",
        text="One of these four has an activation that is not needed, and reports the right loss all the same. Which?",
        options=[
            Option(
                "log-softmax, then <code>CrossEntropyLoss</code>",
                True,
                "The logarithms of probabilities are the scores, all shifted by the same number, and a shift changes "
                "nothing.",
            ),
            Option(
                "softmax, then <code>CrossEntropyLoss</code>",
                False,
                "Probabilities are no shifted scores. This is the run at the top.",
            ),
            Option(
                "softmax, then <code>NLLLoss</code>",
                False,
                "The softmax is not superfluous; the logarithm is missing. This is minus the probability, between −1 "
                "and 0.",
            ),
            Option(
                "sigmoid, then <code>BCEWithLogitsLoss</code>",
                False,
                "The second sigmoid takes numbers between 0 and 1 for scores, so that a certain yes counts as 73%.",
            ),
        ],
    ),
]
