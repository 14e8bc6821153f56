"""Chapter 18, Ranking and reinforcement: predictions and quick questions."""

from __future__ import annotations

import math

from ...losses import dpo_loss
from ..predict import Prediction
from ..quiz import NumberQuestion, Option, Question

__all__ = ["QUESTIONS"]


QUESTIONS = [
    Prediction(
        name="weight-of-the-price",
        text="Readers do not look at the price. A logistic regression of the click on relevance, quality and price, "
        "without the place: which weight does it give to the price?",
        options=[
            Option(
                "a clearly negative one",
                True,
                "Cheap offers stood first and were seen more often; without the place, the price speaks for it.",
            ),
            Option(
                "about 0, since price plays no part",
                False,
                "It plays no part in the click. But it decided the place, the place decided who looked, and the model "
                "can see only the price.",
            ),
            Option(
                "a clearly positive one",
                False,
                "Expensive offers stood last and were hardly seen: that pulls the weight down.",
            ),
            Option(
                "one of either sign, from draw to draw",
                False,
                "The order is the same on every page, cheapest first; the effect does not average out.",
            ),
        ],
    ),
    Prediction(
        name="which-ranking-loss",
        text="A linear model of five inputs, 200 lists to learn from. Which loss gives the best NDCG on new lists?",
        options=[
            Option(
                "no difference that ten seeds would show",
                True,
                "There is one direction to find, and each of the three finds it.",
            ),
            Option(
                "listwise, by a clear margin",
                False,
                "It is the nearest to what NDCG judges, and in larger problems it may lead. Here nothing is left to "
                "win.",
            ),
            Option(
                "pairwise, by a clear margin",
                False,
                "It trains on the order itself. But the order of a linear model is one direction, which the others "
                "find "
                "as well.",
            ),
            Option(
                "pointwise falls far behind",
                False,
                "It asks only “relevant at all?”, and throws degrees away. The direction of the weights survives that.",
            ),
        ],
    ),
    Prediction(
        name="what-a-baseline-buys",
        text="Subtracting the square's average return divides the variance of the gradient by about six. What does "
        "that do to thirty agents, after 60 batches?",
        options=[
            Option(
                "little: the typical agent is no better for it",
                True,
                "The medians are alike. Two or three agents fewer end badly, which is too little to judge by.",
            ),
            Option(
                "all of them learn several times faster",
                False,
                "They would, if the noise of the gradient were what held them up. Here it was not.",
            ),
            Option(
                "they learn less: a part of the signal was subtracted",
                False,
                "A baseline that does not depend on the action changes the expected push by nothing.",
            ),
        ],
    ),
    Prediction(
        name="does-the-clip-save-it",
        text="Twenty agents each make 300 steps on one batch, with and without the clip. What does the clip change?",
        options=[
            Option(
                "no agent ends worse than it began; the mean stays",
                True,
                "Most batches lead the right way, with or without a clip; the few that harmed an agent no longer do.",
            ),
            Option(
                "the mean return, by a lot",
                False,
                "The example at the top was chosen because it goes wrong. Most batches lead the right way.",
            ),
            Option(
                "nothing: the loss is unbounded with the clip too",
                False,
                "The clipped surrogate is bounded on the side towards which it pushes; beyond the clip its slope is 0.",
            ),
            Option(
                "it makes all twenty learn less",
                False,
                "It stops steps that would have helped, too, and yet on average the two end alike.",
            ),
        ],
    ),
    Prediction(
        name="first-preference-loss",
        text="Six answers, thousands of compared pairs, and β = 0.1. What is the loss in the very first step, in nats?",
        answer=lambda: math.log(2),
        unit="nats",
        tolerance=0.006,
        feedback="Both logarithms are 0, and −ln σ(0) = ln 2, whatever the model, the data and β.",
        wrong={
            "zero": (0.0, "That would be certainty about every pair. Nothing has been learnt: σ(0) is one half."),
            "half": (0.5, "σ(0) is one half; the loss is −ln of it."),
            "bits": (1.0, "One bit, yes; the question asks for nats."),
            "six": (lambda: math.log(6), "That is a uniform guess among the six answers; each question is about two."),
        },
    ),
    Question(
        name="negative-policy-loss",
        text="The policy loss of an agent is −12 and falling. What does that say about its return?",
        options=[
            Option(
                "nothing",
                True,
                "With signed weights the loss has no floor and no fixed meaning. Plot the return itself.",
            ),
            Option(
                "it must be rising",
                False,
                "The loss falls for any policy that makes blamed actions of the batch unlikely, good or bad.",
            ),
            Option(
                "it must be falling",
                False,
                "A negative loss is no sign of harm either; it only says that blamed actions have become unlikely.",
            ),
            Option(
                "there is an error: a cross-entropy cannot be negative",
                False,
                "A cross-entropy cannot. This is one times an advantage, and that has a sign.",
            ),
        ],
    ),
    NumberQuestion(
        name="preference-margin",
        text="The policy has made the preferred answer twice as probable as under the reference, and the other half as "
        "probable. With β = 0.5, what is the preference loss of this pair?",
        answer=lambda: float(dpo_loss(math.log(2), math.log(0.5), 0.0, 0.0, beta=0.5)),
        unit="nats",
        tolerance=0.004,
        feedback="The margin is 0.5·(ln 2 + ln 2) = ln 2, so the loss is −ln σ(ln 2) = ln(3/2).",
        wrong={
            "without beta": (
                lambda: float(dpo_loss(math.log(2), math.log(0.5), 0.0, 0.0, beta=1.0)),
                "β is missing: it multiplies both logarithms.",
            ),
            "start": (math.log(2), "That is the loss at the start, when policy and reference are one."),
            "one side": (
                lambda: float(dpo_loss(math.log(2), 0.0, 0.0, 0.0, beta=0.5)),
                "Only one of the two ratios is counted there.",
            ),
            "exchanged": (
                lambda: float(dpo_loss(math.log(0.5), math.log(2), 0.0, 0.0, beta=0.5)),
                "The two answers are exchanged: the preferred one comes first.",
            ),
        },
    ),
    NumberQuestion(
        name="order-of-equals",
        text="All six items of a list have the relevance 2. A ranker puts them in a random order. What is the NDCG of "
        "that order?",
        answer=lambda: 1.0,
        unit="",
        tolerance=0.004,
        feedback="Every order of equal items is the best one: its sum is the best order's, and the share is 1. (Were "
        "all six relevances 0, it would be 0/0; such lists are left out.)",
        wrong={
            "half": (0.5, "A random order is as good as any where all items are equal."),
            "zero": (0.0, "The gains are 2² − 1 = 3 at every place, and as large in the best order."),
            "gain": (3.0, "That is the gain of one item. NDCG is a share of the best order's sum."),
        },
    ),
    NumberQuestion(
        name="floor-of-a-list",
        text="Two of three items of a list are equally relevant, and the third has relevance −∞ (it does not belong "
        "to the "
        "list). What is the least value of ListNet's loss?",
        answer=lambda: math.log(2),
        unit="nats",
        tolerance=0.006,
        feedback="The entropy of who comes first: one half each, ln 2. A cross-entropy is never below the entropy of "
        "its "
        "truth.",
        wrong={
            "zero": (0.0, "That would need a truth that is certain. Here either of two may come first."),
            "three": (
                lambda: math.log(3),
                "The third item comes first with probability 0; it has no share in the mean.",
            ),
            "bits": (1.0, "One bit, yes; the question asks for nats."),
        },
    ),
    Question(
        name="blamed-and-rarer",
        text="A blamed action has become less likely by the ratio 0.3, with ε = 0.2. What does the clip do with it "
        "now?",
        options=[
            Option("it pushes it no further", True, "Below 1 − ε = 0.8 the surrogate of a blamed action is level."),
            Option(
                "it pushes it back to 0.8",
                False,
                "The clip is no spring: beyond it the slope is 0, in either direction.",
            ),
            Option(
                "it pushes it down at full strength",
                False,
                "That is the surrogate without a clip, or a blamed action that became likelier.",
            ),
            Option(
                "it takes the action out of the policy",
                False,
                "Nothing is taken out: the action keeps its probability until something else changes it.",
            ),
        ],
    ),
]
