"""Chapter 16, Classifiers in science and medicine: predictions and quick questions."""

from __future__ import annotations

from ..predict import Prediction
from ..quiz import NumberQuestion, Option, Question

__all__ = ["QUESTIONS"]

QUESTIONS = [
    Prediction(
        name="half-the-loss",
        text="The network has lost 36 nats on 539 test digits, and calls 528 of them right. How many of its dearest "
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
        text="Every protein lives in exactly one of four compartments. Softmax costs 0.50 nats a protein, its floor is "
        "0.49. Four sigmoids, trained on the same proteins, must announce the whole row of yes and no. What do they "
        "cost?",
        options=[
            Option(
                "about 1.16 nats, although they call the compartment nearly as well",
                True,
                "They do not know that exactly one is true, and pay for it with every protein.",
            ),
            Option(
                "about 0.50 nats as well",
                False,
                "They rank the compartments nearly as well. But part of their probability lies on none and on several.",
            ),
            Option(
                "about 1.16 nats, and they call far fewer right",
                False,
                "The loss is right. But the largest score is nearly always the same; the calls hardly suffer.",
            ),
            Option("less than 0.49 nats", False, "Nothing costs less than the floor, but for luck of the draw."),
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
        text="The same hairpins are tried at twice the temperature. What happens to the weights that are learnt?",
        options=[
            Option("they halve", True, "A weight is an energy over the temperature. The chapter’s runs show it."),
            Option("they double", False, "Heat makes the outcome less certain, so that scores lie nearer to 0."),
            Option(
                "nothing: the energies are the same",
                False,
                "The energies are. But the model learns energy over temperature; it cannot tell the two apart.",
            ),
        ],
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
