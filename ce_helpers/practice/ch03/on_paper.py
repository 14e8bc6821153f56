"""Chapter 3, Inevitable and avoidable: what is said to numbers that were found on paper."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...information import kl_divergence
from ..by_hand import Part

__all__ = ["A_LOG", "RUNS", "URNS", "triangle_fault"]


def _coin(a: float) -> Any:
    return np.array([a, 1 - a])


def triangle_fault(coins: Any) -> str | None:
    """Say what is wrong with three biases as a triangle that fails by half a nat."""
    try:
        if isinstance(coins, dict):
            coins = [{str(name).upper(): x for name, x in coins.items()}[name] for name in "ABC"]
        a, b, c = (float(x) for x in coins)
    except (KeyError, TypeError, ValueError):
        return "three numbers are asked for, the probability of heads of A, B and C: coins = (0.5, 0.25, 0.1), say."
    if 1 < max(a, b, c) <= 100 and min(a, b, c) >= 0:
        return "these are percentages, it seems; give probabilities, (0.5, 0.25, 0.1) for 50, 25 and 10%."
    if not all(0 < x < 1 for x in (a, b, c)):
        return "all three probabilities must lie between 0 and 1, without the ends: no infinities, please."
    direct = float(kl_divergence(_coin(a), _coin(c)))
    detour = float(kl_divergence(_coin(a), _coin(b)) + kl_divergence(_coin(b), _coin(c)))
    sums = f"KL(A‖C) = {direct:.4f}, KL(A‖B) + KL(B‖C) = {detour:.4f}"
    if direct <= detour:
        return f"this triangle holds: {sums}. Put B between A and C, and let C nearly rule out what A throws."
    if direct < detour + 0.5:
        return f"this triangle fails, but by less than half a nat: {sums}. What makes the direct way long, and B’s not?"
    return None


URNS = [
    Part(
        "H(Y)",
        1.5,
        "without X the three letters have the probabilities 1/2, 1/4 and 1/4",
        {
            "the three letters are not equally likely: a comes half the time": float(np.log2(3)),
            "this is H(Y|X), what is left when the urn is told; it comes next": 1.0,
            "this is H(X,Y), the urn's bit and the letter's; of Y alone is asked": 2.0,
        },
    ),
    Part(
        "H(Y|X)",
        1.0,
        "each urn costs 1 bit, and each is drawn from half the time",
        {
            "this is H(X,Y), and the sum of the two urns' entropies too; weight each with its probability": 2.0,
            "this is H(Y), the cost without being told the urn": 1.5,
            "this is I(X;Y), what the urn tells; what is left is asked for": 0.5,
        },
    ),
    Part(
        "expected loss",
        1.75,
        "at urn 1 the letters a and b cost 1 bit and 2 bits, at urn 2 a and c cost 2 bits each",
        {
            "the losses at the two urns are added; weight each with the probability of its urn": 3.5,
            "that is the loss at urn 1 alone, and the model's own entropy too; average the losses at both urns": 1.5,
            "urn 2 alone is counted; urn 1 is drawn from half the time": 2.0,
        },
    ),
    Part(
        "avoidable part",
        0.75,
        "take H(Y|X) from the expected loss",
        {
            "H(Y) is taken away; a model that sees X has the floor H(Y|X)": 0.25,
            "this is the whole loss; part of it no model that sees X can avoid": 1.75,
            "this is H(Y) − H(Y|X), what X is worth; the model's fault is asked for": 0.5,
            "this is in nats; the exercise asks for bits": 0.75 * float(np.log(2)),
        },
    ),
]

A_LOG = [
    Part(
        "bound",
        0.52,
        "every loss on new examples with true labels bounds the floor from above, up to chance; take the least",
        {
            "that bounds the floor too, and the larger model's loss on new examples bounds it lower": 0.64,
            "that is a training loss; memorising takes it below the floor, so it is no upper bound": 0.02,
            "that is a training loss of true labels; memorising may have taken it below the floor": 0.31,
            "H(Y) bounds the floor too, but a model that looks has paid less": 1.05,
            "one standard error is added; the estimate itself is asked for, and its error next": 0.536,
            "two standard errors are added; the estimate itself is asked for, and its error next": 0.552,
            "nothing puts the floor in the middle: it may lie anywhere below 0.52": 0.27,
            "this is the gap between training and new examples; it tells what was memorised, and bounds nothing": 0.5,
            "that loss was reached on shuffled labels, where the floor is H(Y); look at the true ones": 1.17,
            "that is a training loss, and of shuffled labels: it bounds no floor": 0.945,
        },
    ),
    Part(
        "standard error",
        0.016,
        "a mean of n losses scatters by their standard deviation divided by √n",
        {
            "that is the scatter of single losses; their mean scatters by it divided by √n": 0.8,
            "it is divided by n; divide by √n": 0.8 / 2500,
            "it is multiplied by √n; divide": 40.0,
            "two standard errors are given; one is asked for": 0.032,
        },
    ),
    Part(
        "worth of the inputs",
        0.53,
        "I(X;Y) = H(Y) − H(Y|X), and H(Y|X) is at most the bound",
        {
            "this follows from the smaller model; the larger one shows that more is there": 0.41,
            "the training loss is taken for the floor": 1.03,
            "the other training loss is taken for the floor": 0.74,
            "this starts from the loss with shuffled labels; without looking one pays H(Y)": 0.65,
            "this is the gap between training and new examples, which is no information about Y": 0.50,
            "this starts from a bound with two standard errors added; take the estimate": 0.498,
            "the difference is the wrong way round": -0.53,
        },
    ),
    Part(
        "share by heart",
        0.1,
        "with shuffled labels the floor is H(Y); what the training loss lies below it was memorised",
        {
            "that is in nats; its share of H(Y) is asked for": 0.105,
            "this compares with the training loss; the share of H(Y) is asked for": 0.105 / 0.945,
            "this counts what the model loses on new examples, too": 0.225 / 1.05,
            "that is the loss on new examples above H(Y), the price of what was memorised": 0.12 / 1.05,
            "that is the share that was not learnt by heart": 0.9,
            "10 is the percentage; give the share, a number between 0 and 1": 10.0,
        },
    ),
]

#: Run → what happened in it, and what tells.
RUNS = {
    "A": (
        "by heart",
        "its training loss is far below 0.40, and that is memory: on other examples it pays more than ln 3",
    ),
    "B": (
        "at the floor",
        "both losses are 0.40 to 0.41, and no model that sees X can expect less on new examples. To learn by heart "
        "would put its training loss below 0.40, and a leak its loss on the new ones too",
    ),
    "C": (
        "does not look",
        "both losses are 1.10 = ln 3, what it costs to state the three shares whatever the input is; that is the "
        "likeliest cause, and a look at its outputs would settle it",
    ),
    "D": (
        "can improve",
        "on new examples it pays 0.63, below H(Y) and 0.23 above the floor, and on the training set no less",
    ),
    "E": ("leak", "a loss far below 0.40 on many examples that are called new: new they cannot be"),
}
