"""Chapter 16, Classifiers in science and medicine: predictions and quick questions."""

from __future__ import annotations

import math

from ..predict import Prediction
from ..quiz import NumberQuestion, Option, Question

__all__ = ["QUESTIONS"]

QUESTIONS = [
    Prediction(
        name="half-the-loss",
        text="The network has lost 36 nats on 539 test digits, and calls 528 of them right. How many of its costliest "
        "pictures make up half of that sum?",
        answer=6.0,
        unit="pictures",
        tolerance=3.2,
        feedback="A handful. The loss of a good model is made by a few confident mistakes: look at those.",
        wrong={
            "errors": (11.0, "That is all of its mistakes. Even among those, a few cost far more than the others."),
            "half": (270.0, "Half of the pictures; so it would be if all cost alike. Most cost next to nothing."),
        },
    ),
    Prediction(
        name="sigmoids-on-nothing",
        text="Ten probabilities that must sum to 1 cannot all be small. Train the same network with ten sigmoids, "
        "which can. What is the largest of the ten on an empty page, on average over five networks?",
        options=[
            Option(
                "about 0.4: higher than under softmax",
                True,
                "They may all say no, and do not: an empty page is outside of what they were trained on, and there "
                "nothing was asked of them.",
            ),
            Option(
                "below 0.1: each says no",
                False,
                "They may say no to everything. But nobody showed them a picture to which they had to.",
            ),
            Option(
                "exactly one half: scores of 0",
                False,
                "The inputs are 0, but the biases are not, and no two networks agree.",
            ),
        ],
    ),
    Prediction(
        name="price-of-sigmoids",
        text="Every protein lives in exactly one of four compartments. Softmax costs 0.49 nats a protein, its floor is "
        "0.48. Four sigmoids, trained on the same proteins, must announce the whole row of yes and no. What do they "
        "cost?",
        options=[
            Option(
                "about 1.15 nats, although they call the compartment nearly as well",
                True,
                "They do not know that exactly one is true, and pay for it with every protein.",
            ),
            Option(
                "about 0.49 nats as well",
                False,
                "They rank the compartments nearly as well. But part of their probability lies on none and on several.",
            ),
            Option(
                "about 1.15 nats, and they call far fewer right",
                False,
                "The loss is right. But the largest score is nearly always the same; the calls hardly suffer.",
            ),
            Option("less than 0.48 nats", False, "Nothing costs less than the floor, but for luck of the draw."),
        ],
    ),
    Prediction(
        name="when-the-chain-pays",
        text="Sky and water often come together. A chain may use the labels before; independent sigmoids may not. "
        "Where does the chain gain more: on clear photographs or on noisy ones?",
        options=[
            Option(
                "on the noisy ones",
                True,
                "What the picture leaves open, the other labels can tell. What it shows need not be inferred.",
            ),
            Option(
                "on the clear ones",
                False,
                "There the picture has already told nearly all there is to know of each label.",
            ),
            Option(
                "equally: the dependence of the labels is the same",
                False,
                "The labels depend on one another equally, as long as nobody looks at the picture. What counts is what "
                "is left once it is seen.",
            ),
        ],
    ),
    Prediction(
        name="leak-in-the-clinic",
        text="Without the visits the model pays about 0.09 nats on held-out tumours, with them about 0.03. Then it is "
        "used on new patients, all with 0 visits. What does it pay there?",
        options=[
            Option(
                "clearly more than 0.09",
                True,
                "It has learnt to rely on the visits, and 0 of them says “benign” of everybody.",
            ),
            Option(
                "about 0.09: the thirty measurements are still there",
                False,
                "They are, but with smaller weights: the visits had made them nearly superfluous.",
            ),
            Option(
                "about 0.03, as on the held-out tumours",
                False,
                "Those came from the same files, where the visits are known. In the clinic they are not.",
            ),
        ],
    ),
    Question(
        name="which-output",
        text="A chest image may show a fracture, an effusion, both or neither. Which output, which loss?",
        options=[
            Option("two sigmoids, a binary cross-entropy each", True, "Two questions with an answer each."),
            Option(
                "softmax over two classes",
                False,
                "It can say neither “both” nor “neither”: its two probabilities sum to 1.",
            ),
            Option(
                "two sigmoids, scaled to sum to 1",
                False,
                "Scaled so, they deny that both can be there. What is independent must be left so.",
            ),
        ],
    ),
    Question(
        name="colder-hairpins",
        text="The same hairpins, with the same energies, are tried at half the temperature. What happens to the "
        "weights that are learnt, and to the least loss that anybody can reach?",
        options=[
            Option(
                "the weights double, and the floor falls",
                True,
                "A weight is an energy over the temperature. Larger scores mean outcomes that are more certain.",
            ),
            Option(
                "the weights halve, and the floor rises",
                False,
                "That is what heat does: it divides the scores by more, so that they lie nearer to 0.",
            ),
            Option(
                "the weights double, and the floor stays",
                False,
                "The scores double too, so that outcomes are more certain and surprise less.",
            ),
            Option(
                "nothing: the energies are the same",
                False,
                "The energies are. But what decides is energy over temperature, in the truth as in the model.",
            ),
        ],
    ),
    NumberQuestion(
        name="baseline-of-a-row",
        text="A photograph may show sky (in 1/2 of them), water (1/4), tree (1/4) and car (1/2). A program that never "
        "looks at the picture gives each label its share. What does it pay for a whole row of four labels, in nats?",
        answer=lambda: 2 * math.log(2) + 2 * (math.log(4) - 0.75 * math.log(3)),
        unit="nats",
        tolerance=0.006,
        feedback="The entropies of the labels, added up: ln 2 + 0.562 + 0.562 + ln 2. That is the baseline of the row.",
        wrong={
            "mean": (
                (2 * math.log(2) + 2 * (math.log(4) - 0.75 * math.log(3))) / 4,
                "That is the mean over the labels; the row pays their sum.",
            ),
            "coin": (
                4 * math.log(2),
                "That is one half for each label, sixteen rows equally likely. Two of the shares are 1/4.",
            ),
            "yes": (
                math.log(2) + math.log(4),
                "Half of each share's surprise of a yes is there; a label that is absent costs as well.",
            ),
            "uniform": (math.log(4), "That is one of four. Each of the four labels may be there or not."),
            "bits": (
                2 + 2 * (math.log(4) - 0.75 * math.log(3)) / math.log(2),
                "That is in bits; nats are asked for.",
            ),
        },
    ),
    NumberQuestion(
        name="act-from",
        text="A missed tumour costs as much as 20 needless biopsies. From which probability on is a biopsy "
        "worth its cost?",
        answer=lambda: 1 / 21,
        unit="",
        tolerance=0.0012,
        feedback="Biopsy costs 1·(1 − p) in vain, waiting costs 20·p: equal at p = 1/21.",
        wrong={
            "half": (0.5, "That is right if both mistakes cost the same."),
            "ratio": (0.05, "Nearly: 1/20 compares costs with odds. As a probability, odds of 1 to 20 are 1/21."),
            "other": (20 / 21, "That is the other way round: whoever fears a miss acts early."),
        },
    ),
    Question(
        name="too-good",
        text="A model of a rare illness has a validation loss of 0.003 nats, and doctors disagree on one case in "
        "ten. What do you check first?",
        options=[
            Option(
                "which feature would not be known at the time of the diagnosis",
                True,
                "Where experts disagree the labels have a floor, and a loss far below it comes from the label itself.",
            ),
            Option("whether the model is large enough", False, "It is: it has learnt more than can be known."),
            Option(
                "whether the learning rate is too low", False, "A loss that is too low is not cured by more training."
            ),
            Option("nothing: the loss is excellent", False, "It is below what the labels themselves allow."),
        ],
    ),
]
