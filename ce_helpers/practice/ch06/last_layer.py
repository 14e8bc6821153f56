"""Chapter 6, Logits, sigmoid, softmax: what goes wrong in the exercises on the last layer and its loss."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ...activations import logit
from ...information import entropy
from ..by_hand import Part

__all__ = ["CLUES", "MISTAKES", "PARTS", "WHOLE", "sigmoid_floor"]

_LN5, _LN30 = math.log(5), math.log(30)

PARTS = [
    Part(
        "the probability",
        0.5,
        "the exponentials of the scores are 2, 3 and 5; divide by their sum",
        {
            "this is 5, the exponential alone; divide it by the sum of all three": 5.0,
            "these are shares of the scores; the exponentials 2, 3 and 5 are to be shared": _LN5 / _LN30,
            "this is the sum of the two others against 5; the sum runs over all three classes": 1.0,
            "this is the probability of the first class": 0.2,
            "this is the probability of the second class": 0.3,
            "this is a third, as if all scores were equal": 1 / 3,
            "this is the sigmoid of ln 5; with three classes the exponentials of all count": 5 / 6,
        },
    ),
    Part(
        "the loss",
        _LN5,
        "the first class has the probability 2/10",
        {
            "this is in bits; nats are asked for": math.log2(5),
            "this is ln 2: the loss of the third class, or the score of the first, and not its loss": (math.log(2)),
            "this is the loss of the second class; the first one is the true one": -math.log(0.3),
            "the logarithm is missing: this is the probability of the first class": 0.2,
            "this is the score of the third class less that of the first; subtract from ln 10": math.log(2.5),
            "this is ln of the sum alone; subtract the score of the true class, ln 2": math.log(10),
            "the right answer has other terms too here; −ln 0.2 is the whole loss": -math.log(0.2 * 0.7 * 0.5),
        },
    ),
    Part(
        "at T = 1/2",
        25 / 38,
        "dividing by 1/2 doubles the scores, and that squares the exponentials: 4, 9 and 25",
        {
            "the scores were halved; a temperature of 1/2 divides them, so they double": (
                math.sqrt(5) / (math.sqrt(2) + math.sqrt(3) + math.sqrt(5))
            ),
            "the exponentials were doubled, which cancels; the scores double, and these are squared": (0.5),
            "this is 25, without the sum": 25.0,
            "this is 25/100, the square of the probability; the squares must be divided by their own sum": 0.25,
            "this is 25/34; the first class still counts": 25 / 34,
        },
    ),
    Part(
        "without the first",
        5 / 8,
        "only the exponentials 3 and 5 are left to share 1",
        {
            "the sum still holds the first class; take it out of the sum": 0.5,
            "this is the second class": 3 / 8,
            "the first class went on with the score 0, that is, with the exponential 1": 5 / 9,
            "the share of the first class was given to the third alone; the two others divide it 3 to 5": 0.7,
            "this is 3/5: either the third class was ruled out, or the share of the first was halved between the "
            "others; rule out the first, and let the others share 3 to 5": 0.6,
            "this is still at T = 1/2; go back to T = 1": 25 / 34,
        },
    ),
]

WHOLE = {
    "the probabilities are given in percent; write them as numbers between 0 and 1.": [50.0, _LN5, 2500 / 38, 62.5],
    "the probabilities of the first class are given; the third is asked for.": [0.2, _LN5, 4 / 38, 5 / 8],
    "the shares of the scores are given; take their exponentials, 2, 3 and 5, first.": [
        _LN5 / _LN30,
        -math.log(math.log(2) / _LN30),
        _LN5 / _LN30,
        _LN5 / math.log(15),
    ],
}

CLUES = {
    "A": "divide what it printed by the number of test digits",
    "B": "equal scores stay equal there, but good ones lose most of their lead; compare 1.518 with the floor for ten "
    "classes",
    "C": "scores that are all 0 cost ln 10 = 2.30 with a softmax; what do they cost with a yes-or-no question "
    "for each class",
    "D": "divide it by the mean loss: 1/ln 2 is 1.443",
    "E": "it is negative and does not pass −1, as minus a probability does",
}


def sigmoid_floor(share: float) -> float:
    """Return what the best outputs of a first sigmoid cost at the second."""
    return share * math.log1p(math.exp(-1)) + (1 - share) * math.log(2)


def best_constant(share: float) -> float:
    """Return what the best single output between 0 and 1 costs at the second sigmoid, given to all answers."""
    best = min(max(float(logit(share)), 0.0), 1.0) if 0 < share < 1 else float(share)
    return share * math.log1p(math.exp(-best)) + (1 - share) * math.log1p(math.exp(best))


MISTAKES: dict[str, Any] = {
    "every answer is charged like a yes; the best output for a no is 0, and a score of 0 costs ln 2.": (
        lambda share: math.log1p(math.exp(-1)) + 0 * share
    ),
    "every answer is charged as a no; a yes can have the output 1, and costs ln(1 + 1/e).": (
        lambda share: math.log(2) + 0 * share
    ),
    "yes and no are exchanged: `share` is the share of the answers that are yes.": (
        lambda share: sigmoid_floor(1 - share)
    ),
    "this is the best *constant* output for all answers; a model may give the yes answers 1 and the no answers 0.": (
        best_constant,
        lambda share: min(share * math.log1p(math.exp(-1)) + (1 - share) * math.log(1 + math.e), math.log(2)),
    ),
    "yes and no are weighted equally; weight them by their shares.": lambda share: sigmoid_floor(0.5),
    "the two costs are added without weights; weight them by share and 1 − share.": (
        lambda share: 2 * sigmoid_floor(0.5) + 0 * share
    ),
    "this is 0, which one sigmoid can approach; the second takes numbers between 0 and 1 for scores.": (
        lambda share: 0.0 * share
    ),
    "this is the entropy of the answers, the loss of a model that announces the share.": (
        lambda share: float(entropy([share, 1 - share])),
        lambda share: -(share * np.log(np.float64(share)) + (1 - share) * np.log(1 - np.float64(share))),
    ),
    "this is the share itself as the output for every answer; a yes can have the output 1, and a no the output 0.": (
        lambda share: share * math.log1p(math.exp(-share)) + (1 - share) * math.log1p(math.exp(share))
    ),
    "this is the output ½ for every answer; a yes can have the output 1, and a no the output 0.": (
        lambda share: share * math.log1p(math.exp(-0.5)) + (1 - share) * math.log1p(math.exp(0.5))
    ),
    "a no is charged as if its output were ½; its best output is 0, and costs ln 2.": (
        lambda share: share * math.log1p(math.exp(-1)) + (1 - share) * math.log1p(math.exp(0.5))
    ),
    "the part of the answers that are no is missing.": lambda share: share * math.log1p(math.exp(-1)),
    "the part of the answers that are yes is missing.": lambda share: (1 - share) * math.log(2),
    "share is not used, and the score of a yes has the wrong sign: a yes has the score 1, and costs ln(1 + 1/e).": (
        lambda share: math.log(1 + math.e) + 0 * share
    ),
    "the two are subtracted; the mean weights each with its share and adds.": (
        lambda share: abs(share * math.log1p(math.exp(-1)) - (1 - share) * math.log(2))
    ),
    "a no is charged ln(1 + e), as if its best output were 1; for a no the best is 0.": (
        lambda share: share * math.log1p(math.exp(-1)) + (1 - share) * math.log(1 + math.e)
    ),
    "a yes is charged ln(1 + e); its score is +1, so it costs ln(1 + 1/e).": (
        lambda share: share * math.log(1 + math.e) + (1 - share) * math.log(2)
    ),
    "this is a probability, the mean of what the second sigmoid says at best; the loss is −ln of each.": (
        lambda share: share / (1 + math.exp(-1)) + (1 - share) / 2
    ),
    "the logarithm is taken of the mean probability; take −ln of each answer's, and the mean of those.": (
        lambda share: -math.log(share / (1 + math.exp(-1)) + (1 - share) / 2)
    ),
}
