"""Chapter 6, Logits, sigmoid, softmax: the loss of many labels, and what goes wrong in it."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...activations import log_softmax, sigmoid, softmax
from ...losses import binary_cross_entropy_with_logits

__all__ = ["MISTAKES", "cases", "multi_label"]


def multi_label(z: Any, y: Any) -> Any:
    """Return the sum over the labels, averaged over the examples."""
    return binary_cross_entropy_with_logits(z, y, reduction="none").sum(axis=1).mean()


def cases(rng: np.random.Generator) -> list[Any]:
    """Return scores and targets, the photograph of the text first."""
    z, y = np.array([[2.0, 1.5, -3.0]]), np.array([[1.0, 1.0, 0.0]])
    two = (np.array([[2.0, 1.5, -3.0], [0.0, -1.0, 4.0]]), np.array([[1.0, 1.0, 0.0], [0.0, 0.0, 0.0]]))
    random = [(rng.normal(0, 2, (n, 4)), rng.integers(0, 2, (n, 4)).astype(float)) for n in range(2, 8)]
    return [(z, y), two, (np.zeros((2, 3)), np.ones((2, 3))), *random]


MISTAKES: dict[str, Any] = {
    "it is averaged over the labels too; sum over the labels and average over the examples only.": (
        lambda z, y: binary_cross_entropy_with_logits(z, y)
    ),
    "argmax takes one label of each example, as if they excluded each other; every label costs its own.": (
        lambda z, y: -np.log(softmax(z)[np.arange(len(z)), np.argmax(y, axis=1)]).mean(),
        lambda z, y: -np.log(sigmoid(z)[np.arange(len(z)), np.argmax(y, axis=1)]).mean(),
    ),
    "the branch y = 0 is missing: a label that is absent costs −ln(1 − p).": (
        lambda z, y: -(np.asarray(y) * np.log(sigmoid(z))).sum(axis=1).mean()
    ),
    "the branch y = 1 is missing: a label that is present costs −ln p.": (
        lambda z, y: -((1 - np.asarray(y)) * np.log1p(-sigmoid(z))).sum(axis=1).mean()
    ),
    "a sigmoid acts twice: the loss with logits applies one itself, and took the probabilities for scores.": (
        lambda z, y: multi_label(sigmoid(z), y)
    ),
    "a sigmoid is missing inside: this is the loss of rounded decisions, or of scores cut to [0, 1].": (
        lambda z, y: multi_label(np.clip(z, 0, 1), y)
    ),
    "one sign inside the bracket is turned: both terms, y·ln p and (1 − y)·ln(1 − p), are added.": (
        lambda z, y: -(y * np.log(sigmoid(z)) - (1 - y) * np.log1p(-sigmoid(z))).sum(axis=1).mean(),
        lambda z, y: (y * np.log(sigmoid(z)) - (1 - y) * np.log1p(-sigmoid(z))).sum(axis=1).mean(),
    ),
    "this is the hinge loss; the loss asked for is ln(1 + e^−s), with s the score in favour of what is true.": (
        lambda z, y: np.maximum(0, 1 - np.where(y == 1, z, -z)).sum(axis=1).mean()
    ),
    "each label pays ln(1 + eᶻ), whatever the target; a label that is present pays ln(1 + e⁻ᶻ).": (
        lambda z, y: np.logaddexp(0, z).sum(axis=1).mean()
    ),
    "the logarithm is missing: probabilities of what is true are added; each label costs −ln of its own.": (
        lambda z, y: -np.abs(1 - np.asarray(y) - sigmoid(z)).sum(axis=1).mean(),
        lambda z, y: np.abs(1 - np.asarray(y) - sigmoid(z)).sum(axis=1).mean(),
        lambda z, y: -(np.asarray(y) * sigmoid(z)).sum(axis=1).mean(),
    ),
    "the logarithm is missing: 1 − p of what is true is added up.": (
        lambda z, y: np.abs(np.asarray(y) - sigmoid(z)).sum(axis=1).mean()
    ),
    "this is squared error; each label costs −ln of the probability of what is true.": (
        lambda z, y: ((np.asarray(y) - sigmoid(z)) ** 2).sum(axis=1).mean()
    ),
    "one number per example is given; average them.": (
        lambda z, y: binary_cross_entropy_with_logits(z, y, reduction="none").sum(axis=1)
    ),
    "softmax makes the labels compete for one probability; here each label has a sigmoid of its own.": (
        lambda z, y: -(np.asarray(y) * log_softmax(z)).sum(axis=1).mean(),
        lambda z, y: -(np.asarray(y) * log_softmax(z) + (1 - np.asarray(y)) * np.log1p(-softmax(z))).sum(axis=1).mean(),
    ),
    "z is taken for a probability; it is a score, so put it through a sigmoid first.": (
        lambda z, y: -(np.asarray(y) * np.log(z) + (1 - np.asarray(y)) * np.log(1 - np.asarray(z))).sum(axis=1).mean()
    ),
    "both branches cost −ln p; a label that is absent costs −ln(1 − p).": (
        lambda z, y: -np.log(sigmoid(z)).sum(axis=1).mean()
    ),
    "the targets are the wrong way round, or the sign of z: y = 1 pays −ln p, y = 0 pays −ln(1 − p).": (
        lambda z, y: multi_label(z, 1 - np.asarray(y))
    ),
    "it is summed over labels and examples; divide by the number of examples.": (
        lambda z, y: binary_cross_entropy_with_logits(z, y, reduction="sum")
    ),
    "it is divided by the number of labels that are present; divide by the number of examples.": (
        lambda z, y: binary_cross_entropy_with_logits(z, y, reduction="sum") / np.sum(y)
    ),
    "it is summed over the examples and averaged over the labels; it should be the other way round.": (
        lambda z, y: binary_cross_entropy_with_logits(z, y, reduction="sum") / np.shape(z)[1]
    ),
}
