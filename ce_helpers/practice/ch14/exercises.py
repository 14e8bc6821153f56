"""Chapter 14, Soft and noisy labels: exercises."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ..by_hand import Part, by_hand
from ..exercise import Exercise
from ..matching import matching
from ..usual import epsilons
from . import rates, solutions
from .rates import entropy_of, target

__all__ = ["EXERCISES"]


def _smoothed(eps: float, k: int) -> Any:
    return target(1 - eps + eps / k, eps / k, k)


def _floor_cases(rng: np.random.Generator) -> list[Any]:
    plain = [(0.2, 2), (0.1, 10), (0.1, 1000), (0.5, 3), (0.0, 5), (1.0, 4)]
    return [*plain, *((float(rng.uniform(0.01, 0.9)), int(rng.integers(2, 60))) for _ in range(8))]


def _quiet(f: Any) -> Any:
    def wrong(*args: Any) -> Any:
        with np.errstate(all="ignore"):
            return f(*args)

    return wrong


def _unsmooth_cases(rng: np.random.Generator) -> list[Any]:
    plain = [(np.array([0.9, 0.1]), 0.2), (np.array([0.66, 0.34]), 0.2), (np.array([0.5, 0.3, 0.2]), 0.0)]
    return [*plain, *((rng.dirichlet(np.ones(k)), float(rng.uniform(0.02, 0.6))) for k in (2, 3, 4, 5, 10, 12))]


def _lopsided(rng: np.random.Generator, k: int) -> Any:
    """Return a matrix of flips that is not symmetric, well away from singular."""
    return 0.6 * np.eye(k) + 0.4 * rng.dirichlet(np.ones(k), k)


def _forward_cases(rng: np.random.Generator) -> list[Any]:
    plain = [
        (np.array([0.9, 0.1]), 0, np.array([[0.8, 0.2], [0.3, 0.7]])),
        (np.array([1.0, 0.0]), 1, np.array([[0.6, 0.4], [0.4, 0.6]])),
        (np.array([0.2, 0.5, 0.3]), 2, np.eye(3)),
        (np.array([1 - 1e-12, 1e-12]), 1, np.eye(2)),  # where an epsilon shows
    ]
    more = [
        (rng.dirichlet(np.ones(k)), int(rng.integers(k)), _lopsided(rng, k)) for k in (2, 3, 4, 5, 10) for _ in "ab"
    ]
    return plain + more


def _backward_cases(rng: np.random.Generator) -> list[Any]:
    plain = [
        (np.array([0.9, 0.1]), np.array([[0.8, 0.2], [0.3, 0.7]])),
        (np.array([0.9, 0.1]), np.array([[0.6, 0.4], [0.4, 0.6]])),
        (np.array([0.2, 0.5, 0.3]), np.eye(3)),
    ]
    return plain + [(rng.dirichlet(np.ones(k)), _lopsided(rng, k)) for k in (2, 3, 4, 5, 6, 8, 10)]


EXERCISES = [
    Exercise(
        name="smoothing-floor",
        task="write floor(eps, K), the least mean loss under PyTorch's smoothing by eps over K classes",
        reference=lambda eps, K: entropy_of(_smoothed(eps, K)),
        solution=solutions.floor,
        cases=_floor_cases,
        mistakes={
            "eps is shared among the K − 1 wrong classes; PyTorch shares it among all K, the right one too.": (
                lambda eps, K: entropy_of(target(1 - eps, eps / (K - 1), K))
            ),
            "the wrong classes are missing: each of the K − 1 costs something as well.": (
                lambda eps, K: -(1 - eps + eps / K) * math.log(1 - eps + eps / K)
            ),
            "one wrong class was counted; there are K − 1 of them.": (
                _quiet(lambda eps, K: -sum(t * np.log(t) for t in (1 - eps + eps / K, eps / K))),
                lambda eps, K: entropy_of(np.array([1 - eps + eps / K, eps / K])),
            ),
            "this is the entropy of 1 − eps and eps alone; K − 1 classes share eps, each at a price.": _quiet(
                lambda eps, K: entropy_of(np.array([1 - eps, eps]))
            ),
            "this is −ln(1 − eps), the right class alone, and without its own share eps/K.": _quiet(
                lambda eps, K: -np.log(1 - eps)
            ),
            "this is what is missing to the uniform guess, ln K − floor.": lambda eps, K: (
                math.log(K) - entropy_of(_smoothed(eps, K))
            ),
            "eps itself is no loss; the floor is the entropy of the target.": lambda eps, K: eps,
            "1 − eps and K shares of eps are K + 1 parts; the right class has two of them, 1 − eps + eps/K.": (
                lambda eps, K: entropy_of(np.array([1 - eps, *[eps / K] * int(K)]))
            ),
            "K wrong classes are counted; there are K − 1, and the right one.": (
                lambda eps, K: entropy_of(np.array([1 - eps + eps / K, *[eps / K] * int(K)]))
            ),
            "the weight is 1 − eps + eps/K as well, and not 1 − eps: the target weighs and the target is forecast.": (
                lambda eps, K: entropy_of(_smoothed(eps, K)) + eps / K * math.log(1 - eps + eps / K)
            ),
            "the right class has 1 − eps + eps/K and the K − 1 wrong ones eps/K each; these weights do not sum to 1.": (
                lambda eps, K: entropy_of(np.array([1 - eps, *[eps / K] * (int(K) - 1)])),
                _quiet(lambda eps, K: -(1 - eps) * np.log(1 - eps + eps / K) - (eps * np.log(eps / K) if eps else 0)),
            ),
            "this is what the best prediction pays for the right class alone, −ln t; the floor is the mean over the "
            "whole target.": lambda eps, K: -math.log(1 - eps + eps / K),
            "this is the loss of a certain and right prediction on hard labels, 0; the targets are soft.": (
                lambda eps, K: 0.0
            ),
            "this is eps·ln K, the second part of the mixture, priced by a uniform guess.": (
                lambda eps, K: eps * math.log(K)
            ),
            "this is the loss of the uniform guess; the floor is what the best prediction pays.": (
                lambda eps, K: math.log(K)
            ),
            "the division by K makes a mean over the classes; the targets weigh them already.": lambda eps, K: (
                entropy_of(_smoothed(eps, K)) / K
            ),
            "0·ln 0 came out as NaN at eps = 0: a target of 0 costs nothing.": _quiet(
                lambda eps, K: (
                    -((1 - eps + eps / K) * np.log(1 - eps + eps / K) + (K - 1) * (eps / K) * np.log(eps / K))
                )
            ),
            "an epsilon stands inside the logarithm and shifts the floor; leave out the targets that are 0.": (
                *epsilons(
                    lambda e: lambda eps, K: float(-(_smoothed(eps, K) * np.log(_smoothed(eps, K) + e)).sum()),
                    least=1e-9,
                ),
            ),
        },
    ),
    by_hand(
        "smoothed-by-hand",
        "put the four targets into the list: right and wrong class by PyTorch, right and wrong class by ε/(K − 1)",
        [
            Part(
                "PyTorch, right class",
                0.85,
                "it is 1 − ε and its own share, ε/4",
                {
                    "the right class also gets its share ε/K back: 1 − ε + ε/K": 0.8,
                    "the right class keeps 1 − ε, and gets ε/4 back; ε/2 is for two classes": 0.9,
                    "ε is 0.2, and a quarter of it comes back, not three quarters": 0.95,
                    "these are all classes but the right one": 0.15,
                    "this is ε; the right class has the rest, and its share of ε": 0.2,
                    "smoothing takes ε from the right class; this is the hard target": 1.0,
                    "ε/4 is taken off once more; it is given back": 0.75,
                },
            ),
            Part(
                "PyTorch, one wrong class",
                0.05,
                "the four classes share ε, the right one too: ε/4",
                {
                    "four classes share ε here, the right one too, and not three": 0.2 / 3,
                    "these are the three wrong classes together; one of them is asked for": 0.15,
                    "this is the whole of ε; four classes share it": 0.2,
                    "this is ε/2, for two classes; here four share it": 0.1,
                    "smoothing gives the wrong classes something; this is the hard target": 0.0,
                },
            ),
            Part(
                "the other convention, right class",
                0.8,
                "it is what is left when ε is taken away, 1 − ε",
                {
                    "nothing of ε comes back to the right class here": 0.85,
                    "the shares of the wrong classes are taken off again; 1 − ε is left": 0.8 - 0.2 / 3,
                    "ε/4 has no place here; the right class keeps 1 − ε": 0.75,
                    "this is ε; the right class has the rest": 0.2,
                    "smoothing takes ε from the right class; this is the hard target": 1.0,
                },
            ),
            Part(
                "the other convention, one wrong class",
                0.2 / 3,
                "the three wrong classes share ε: ε/3",
                {
                    "three classes share ε here, and not four": 0.05,
                    "this is the whole of ε; three classes share it": 0.2,
                    "two of the classes were taken to share it; there are three wrong ones": 0.1,
                    "smoothing gives the wrong classes something; this is the hard target": 0.0,
                },
            ),
        ],
        whole={
            "the two conventions stand in the other order.": [0.8, 0.2 / 3, 0.85, 0.05],
            "the right class has the small number and the wrong one the large: exchange them.": [
                0.05,
                0.85,
                0.2 / 3,
                0.8,
            ],
        },
        tolerance=6e-3,
    ),
    Exercise(
        name="unsmooth",
        task="write unsmooth(q, eps), the probabilities p of which q is PyTorch's smoothed version",
        reference=lambda q, eps: (q - eps / len(q)) / (1 - eps),
        solution=solutions.unsmooth,
        cases=_unsmooth_cases,
        unit=None,
        mistakes={
            "this smooths once more; it is to be undone.": lambda q, eps: (1 - eps) * q + eps / len(q),
            "the share eps/K that every class was given is not taken off.": lambda q, eps: q / (1 - eps),
            "the division by 1 − eps is missing: the result sums to 1 − eps.": lambda q, eps: q - eps / len(q),
            "eps/(K − 1) is taken off; PyTorch gave every class eps/K.": (
                lambda q, eps: (q - eps / (len(q) - 1)) / (1 - eps)
            ),
            "the whole of eps is taken off every class; each was given eps/K.": lambda q, eps: (q - eps) / (1 - eps),
            "the order is turned round: take eps/K off first, then divide.": lambda q, eps: (
                q / (1 - eps) - eps / len(q)
            ),
            "rescaling to a sum of 1 does nothing here: q sums to 1 already.": lambda q, eps: q / q.sum(),
            "each class was given eps/K, and K is the number of entries, not always 2.": lambda q, eps: (
                (q - eps / 2) / (1 - eps)
            ),
            "the division is by 1 − eps: the right labels kept that share, and every class was given eps/K.": (
                lambda q, eps: (q - eps / len(q)) / (1 - eps / len(q)),
                lambda q, eps: (q - eps / len(q)) / (1 - eps - eps / len(q)),
                lambda q, eps: (q - eps / len(q)) / (1 - eps + eps / len(q)),
            ),
            "this keeps the leading class alone; the probabilities of the others are asked for as well.": (
                lambda q, eps: np.eye(len(q))[np.argmax(q)]
            ),
            "what came out below 0 was cut off and the rest stretched to a sum of 1. Return it as it is.": (
                lambda q, eps: (lambda p: p / p.sum())(np.maximum(0, q - eps / len(q)))
            ),
            "eps and 1 − eps are exchanged: the labels kept the share 1 − eps.": _quiet(
                lambda q, eps: (q - (1 - eps) / len(q)) / eps,
            ),
            "it is multiplied by 1 − eps where it should be divided.": lambda q, eps: (q - eps / len(q)) * (1 - eps),
            "what came out below 0 was cut off; then the sum is no longer 1. Return it as it is.": (
                lambda q, eps: np.maximum(0, (q - eps / len(q)) / (1 - eps))
            ),
            "the inverse of another map, (q − eps/K)/(1 + eps): smoothing shrank by 1 − eps.": (
                lambda q, eps: (q - eps / len(q)) / (1 + eps)
            ),
        },
    ),
    Exercise(
        name="forward-corrected",
        task="write forward_loss(p, label, T), the surprise of the given label under the clean forecast p and flips T",
        reference=lambda p, label, T: float(-np.log(p @ T[:, label])),
        solution=solutions.forward_loss,
        cases=_forward_cases,
        mistakes={
            "T is the wrong way round: column `label` holds how each true class comes to be called so.": (
                lambda p, label, T: -np.log(T[label] @ p),
                lambda p, label, T: -np.log((T @ p)[label]),
            ),
            "this is plain cross-entropy with the given label; the flips never enter.": _quiet(
                lambda p, label, T: -np.log(p[label])
            ),
            "the logarithm stands inside the sum; mix the probabilities first, then take one logarithm.": _quiet(
                lambda p, label, T: -(T[:, label] * np.log(p)).sum()
            ),
            "this averages −ln p over the row of T, as smoothing would; mix the probabilities instead.": _quiet(
                lambda p, label, T: -(T[label] * np.log(p)).sum()
            ),
            "this is the backward correction: T⁻¹ times the losses.": _quiet(
                lambda p, label, T: float((np.linalg.inv(T) @ -np.log(p))[label])
            ),
            "the forecast was unmixed, p T⁻¹; it is to be passed through the flips, p T.": _quiet(
                lambda p, label, T: -np.log((p @ np.linalg.inv(T))[label])
            ),
            "only p[label]·T[label, label] is counted; a label can also come from another class.": _quiet(
                lambda p, label, T: -np.log(p[label] * T[label, label])
            ),
            "the logarithm stands inside the sum, over T; mix the probabilities first, then take one logarithm.": (
                lambda p, label, T: -(p * np.log(T[:, label])).sum()
            ),
            "this is the surprise averaged over all labels; one label was given.": (
                lambda p, label, T: -np.log(p @ T).mean(),
                lambda p, label, T: -(T[:, label] * np.log(p @ T)).sum(),
                lambda p, label, T: -(T[label] * np.log(p @ T)).sum(),
            ),
            "this adds the surprises of all labels; one label was given.": lambda p, label, T: -np.log(p @ T).sum(),
            "an epsilon stands inside the logarithm and shifts the loss of a label that is hardly possible.": (
                *epsilons(lambda e: lambda p, label, T: float(-np.log(p @ T[:, label] + e)), least=1e-15),
            ),
            "only the likeliest way to the label is counted; it can come from every class.": _quiet(
                lambda p, label, T: -np.log((p * T[:, label]).max())
            ),
            "this is the surprise of the class that the model says first; the label that was given is charged.": _quiet(
                lambda p, label, T: -np.log((p @ T)[np.argmax(p)])
            ),
            "the products are averaged; they are the ways to one label, and are added.": _quiet(
                lambda p, label, T: -np.log((p * T[:, label]).mean())
            ),
            "p holds probabilities already; no softmax is to be taken of them.": (
                lambda p, label, T: -np.log(np.exp(p) @ T[:, label] / np.exp(p).sum())
            ),
            "this is the probability of the label; its surprise is minus the logarithm.": lambda p, label, T: (
                p @ T[:, label]
            ),
        },
    ),
    Exercise(
        name="backward-corrected",
        task="write backward_losses(p, T), the K corrected losses, one for each label that may be given",
        reference=lambda p, T: np.linalg.inv(T) @ -np.log(p),
        solution=solutions.backward_losses,
        cases=_backward_cases,
        mistakes={
            "T itself is applied and mixes the losses once more; its inverse unmixes them.": lambda p, T: (
                T @ -np.log(p)
            ),
            "the inverse is the wrong way round: entry [label, j] of T⁻¹ weighs the loss of class j.": (
                lambda p, T: np.linalg.inv(T).T @ -np.log(p),
                lambda p, T: -np.log(p) @ np.linalg.inv(T),
            ),
            "these are the plain losses; T never enters.": lambda p, T: -np.log(p),
            "these are the forward-corrected losses, −ln(p T).": lambda p, T: -np.log(p @ T),
            "1/T entry by entry is no inverse of a matrix.": _quiet(lambda p, T: (1 / T) @ -np.log(p)),
            "the inverse is applied to the probabilities; apply it to the losses −ln p.": _quiet(
                lambda p, T: -np.log(np.linalg.inv(T) @ p)
            ),
            "negative losses were cut off at 0; without them the mean over the flips is not the clean loss.": (
                lambda p, T: np.maximum(0, np.linalg.inv(T) @ -np.log(p))
            ),
            "the diagonal of T⁻¹ alone does not unmix: the other classes' losses enter with minus signs.": (
                lambda p, T: np.diag(np.linalg.inv(T)) * -np.log(p)
            ),
            "the K losses were averaged; return one for each label.": lambda p, T: (
                np.linalg.inv(T) @ -np.log(p)
            ).mean(),
            "T⁻¹ is applied to the forward-corrected losses; the plain ones, −ln p, are to be unmixed.": (
                lambda p, T: np.linalg.inv(T) @ -np.log(p @ T)
            ),
            "T is applied, and the wrong way round; its inverse unmixes the losses.": lambda p, T: T.T @ -np.log(p),
            "the forecast is unmixed, p T⁻¹; it is the losses −ln p that are.": _quiet(
                lambda p, T: -np.log(p @ np.linalg.inv(T))
            ),
            "the K losses were added up; return one for each label.": lambda p, T: (
                np.linalg.inv(T) @ -np.log(p)
            ).sum(),
            "T⁻¹ is applied to the probabilities; apply it to the losses −ln p.": (
                lambda p, T: np.linalg.inv(T) @ p,
                lambda p, T: p @ np.linalg.inv(T),
            ),
            "negative losses were made positive; the correction needs them as they are.": lambda p, T: np.abs(
                np.linalg.inv(T) @ -np.log(p)
            ),
            "dividing by the diagonal corrects the size and does not unmix.": lambda p, T: -np.log(p) / np.diag(T),
        },
    ),
    Exercise(
        name="flip-rate-from-floor",
        task="write flip_rate(level, K), the share of labels flipped evenly to the wrong classes with the floor level",
        reference=rates.flip_rate,
        solution=solutions.flip_rate,
        cases=rates.rate_cases,
        tolerance=1e-6,
        unit=None,
        mistakes=rates.FLIP_RATE,
    ),
    matching(
        "four-stuck-losses",
        "give each of the four runs A, B, C and D its cause",
        {"A": "smoothing", "B": "flips", "C": "memorising", "D": "raters"},
        {
            "A": "every training example is right, and 0.5003 is the entropy of a target of 0.91 and nine of 0.01",
            "B": "one label in five is contradicted, in training and test alike, and the loss stops at the floor "
            "of that share",
            "C": "a training loss below the floor of the flips, and a held-out loss that rises: who knows the labels?",
            "D": "each example has several answers, and the loss on the shares cannot fall below their entropy",
        },
    ),
    Exercise(
        name="left-out-rater",
        task="write left_out(votes, K), the mean surprise of each vote under add-one counts of the other raters' votes",
        reference=rates.left_out,
        solution=solutions.left_out,
        cases=rates.vote_cases,
        mistakes=rates.LEFT_OUT,
    ),
]
