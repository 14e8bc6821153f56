"""Chapter 19, Generative models: predictions and quick questions."""

from __future__ import annotations

import math

import numpy as np

from ...learning import recorded_generation
from ..predict import Prediction
from ..quiz import NumberQuestion, Option, Question

__all__ = ["QUESTIONS"]

QUESTIONS = [
    Prediction(
        name="what-a-collapsed-code-costs",
        text="The collapsed model draws the same grey average for every digit. What does a held-out digit cost it, its "
        "64 pixels and its code together?",
        options=[
            Option(
                "just what independent pixels cost",
                True,
                "A decoder that ignores its code can only give each pixel its share of ink, and the code is free.",
            ),
            Option(
                "more: the code must be paid for as well",
                False,
                "A code that is the prior, whatever the picture, has a KL of 0. It tells nothing and costs nothing.",
            ),
            Option(
                "less: it is a network with a hidden code, after all",
                False,
                "The network may be of any size. If what it is given is the same for each picture, it can learn the "
                "pixels’ shares and no more.",
            ),
            Option(
                "64 ln 2, a coin toss for each pixel",
                False,
                "The grey average is not ½ everywhere: the corners never have ink, and the decoder knows that.",
            ),
        ],
    ),
    Prediction(
        name="more-draws",
        text="The bound is estimated with one draw of the code for each digit. Now the weights of K = 500 draws are "
        "averaged inside the logarithm. What does that do to the mean over 539 digits?",
        options=[
            Option(
                "it falls, towards the exact loss",
                True,
                "The logarithm stands outside the average now: what random draws lose on the way becomes less.",
            ),
            Option(
                "it stays, and only its noise becomes less",
                False,
                "That is what an average of 500 bounds would do. Here the weights are averaged, and the logarithm of a "
                "mean is more than the mean of the logarithms.",
            ),
            Option(
                "it rises, since 500 codes must be paid for",
                False,
                "The draws are no 500 codes that are sent; they estimate one integral better.",
            ),
        ],
    ),
    Prediction(
        name="five-steps-for-one",
        text="A generator learns eight hills in the plane. Trained in turn with the discriminator, one step each, it "
        "finds six to eight of them. Now it makes five steps for each step of the discriminator. How many of the eight "
        "does it find, on average over ten seeds?",
        answer=lambda: float(np.mean([hills for hills, _ in recorded_generation()["ring"]["5 for 1"]])),
        unit="",
        tolerance=1.2,
        feedback="A discriminator that stands still has one best answer for the generator: the place that it holds "
        "to be most real. All points go there.",
        wrong={
            "all": (8.0, "More steps are not more learning here: what it runs after does not move as fast as it does."),
            "half": (
                4.0,
                "Fewer than that: nothing in its loss asks for a second hill while the discriminator stands.",
            ),
        },
    ),
    Prediction(
        name="which-is-lowest",
        text="Bits a pixel of held-out digits, networks of about the same size. The chain of logistic regressions is "
        "exact; the autoencoder (8 numbers) and the masked diffusion have bounds from above. Which "
        "number is lowest, in ten splits of the digits?",
        options=[
            Option(
                "a bound: one of them lies below the exact number of the chain",
                True,
                "A bound is above the loss of its own model. Nothing keeps it above the loss of another.",
            ),
            Option(
                "the exact number: a bound is always higher",
                False,
                "Higher than the exact loss of the same model. The chain is another model, and a linear one.",
            ),
            Option(
                "now this one, now that: it changes from split to split",
                False,
                "They are near one another, but compared split by split, on the same held-out digits, the lowest is "
                "the same one each time.",
            ),
        ],
    ),
    Question(
        name="free-code",
        text="After training, the KL of every picture’s code is 0. How much does the decoder know of the picture that "
        "it is to redraw?",
        options=[
            Option(
                "nothing",
                True,
                "A KL of 0 says that the code is drawn from the prior, whatever the picture: it is independent of it.",
            ),
            Option(
                "everything, at no cost: the best case",
                False,
                "What tells pictures apart must depend on the picture, and then some code differs from the prior.",
            ),
            Option(
                "that depends on the size of the decoder",
                False,
                "A larger decoder of the same noise knows no more of the picture.",
            ),
            Option(
                "one bit for each coordinate",
                False,
                "With KL 0 not even that: on average the KL is at least what the code tells of the picture, in nats.",
            ),
        ],
    ),
    NumberQuestion(
        name="grey-redrawn",
        text="A pixel has the grey value 0.3, and the decoder answers exactly 0.3. What binary cross-entropy does your "
        "framework report for it, in nats?",
        answer=lambda: -(0.3 * math.log(0.3) + 0.7 * math.log(0.7)),
        unit="nats",
        tolerance=0.006,
        feedback="−0.3 ln 0.3 − 0.7 ln 0.7: the entropy of a coin. A perfect redrawing has no loss of 0 here, and the "
        "number is no −ln of a density either.",
        wrong={
            "zero": (
                0.0,
                "That would be so for squared error. Cross-entropy with a target of 0.3 is least at 0.3, and "
                "positive there.",
            ),
            "one term": (lambda: -0.3 * math.log(0.3), "The term of the other 0.7 is missing."),
            "surprise": (lambda: -math.log(0.3), "That is the surprise of a full 1; the target is 0.3."),
            "bits": (lambda: -(0.3 * math.log2(0.3) + 0.7 * math.log2(0.7)), "That is in bits; nats are asked for."),
        },
    ),
    NumberQuestion(
        name="push-on-the-score",
        text="Early in training the discriminator gives a made point D = 0.02. How large, without its sign, is the "
        "gradient of −ln D in the discriminator’s score of that point?",
        answer=lambda: 1 - 0.02,
        unit="",
        tolerance=0.006,
        feedback="D − 1 = −0.98: prediction minus “real”. The other loss, ln(1 − D), has −D = −0.02 there.",
        wrong={
            "other loss": (0.02, "That is the gradient of ln(1 − D), which hardly pushes where D is small."),
            "in D": (50.0, "That is 1/D, the gradient in D itself. The score goes through a sigmoid first."),
            "loss": (lambda: -math.log(0.02), "That is the loss −ln 0.02; its gradient is asked for."),
            "product": (0.0196, "D(1 − D) is the slope of the sigmoid alone; it is divided by D."),
        },
    ),
    Question(
        name="a-coin-for-a-judge",
        text="A GAN’s discriminator has lost 1.386 = 2 ln 2 for a thousand steps (real and made points together). What "
        "follows for the generator?",
        options=[
            Option(
                "nothing certain: this discriminator cannot tell, another might",
                True,
                "2 ln 2 is the loss of the answer ½. Only for the best discriminator does it mean that the two "
                "distributions agree.",
            ),
            Option(
                "it makes points as real ones are distributed",
                False,
                "That would follow if the discriminator were the best of all. One that is too small, or stuck, "
                "answers ½ as well.",
            ),
            Option(
                "it has failed: a discriminator should reach 0",
                False,
                "A loss of 0 says that the two are told apart without an error, which is the worst for a generator.",
            ),
            Option(
                "its own loss is 0",
                False,
                "With D = ½ its loss is ln ½ or ln 2, by which of the two it has.",
            ),
        ],
    ),
    NumberQuestion(
        name="one-hidden-pixel",
        text="Masked diffusion, 64 pixels: a draw has hidden just one of them, and its cross-entropy is 0.2 nats. What "
        "does this draw contribute to the estimate of the bound, in nats a picture?",
        answer=lambda: 64 * 0.2,
        unit="nats",
        tolerance=0.01,
        feedback="d/m = 64/1 times 0.2. A draw with many hidden pixels has a small factor and many terms.",
        wrong={
            "bare": (0.2, "The factor d/m is missing: each number m of hidden pixels stands for a whole picture."),
            "divided": (0.003125, "0.2 is divided by 64 there; it is multiplied by d/m = 64/1."),
            "bits": (lambda: 12.8 / math.log(2), "That is in bits; nats are asked for."),
        },
    ),
    Question(
        name="two-bounds-compared",
        text="Model A’s exact loss on held-out digits is 0.41 bits a pixel. Model B’s bound, from above, is 0.43. "
        "Which describes the digits better?",
        options=[
            Option(
                "that cannot be said",
                True,
                "B’s exact loss is at most 0.43; whether it is below 0.41 the bound does not tell. Tighten it.",
            ),
            Option(
                "A, since 0.41 is less than 0.43",
                False,
                "0.43 is not B’s loss. B’s loss lies somewhere below it.",
            ),
            Option(
                "B, since a bound is always too high",
                False,
                "It is too high by an unknown amount, and that may be less than 0.02.",
            ),
        ],
    ),
    Question(
        name="loss-of-0-03",
        text="The log of a Gaussian diffusion says “loss 0.03” (mean squared error of the noise, every step weighted "
        "alike). How many nats does a picture cost?",
        options=[
            Option(
                "that is not in the number",
                True,
                "The bound weights the steps by β²/(2σ²α(1 − ᾱ)) and sums them over pixels and steps; this mean drops "
                "the weights.",
            ),
            Option("0.03 for each pixel", False, "A squared error is no −ln of a probability until it has its weight."),
            Option(
                "0.03 times the number of steps",
                False,
                "The steps count differently: their weights are what this mean has dropped.",
            ),
        ],
    ),
]
