"""Chapter 14, Soft and noisy labels: exercises."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ..exercise import Exercise
from ..matching import matching
from ..usual import epsilons
from . import solutions

__all__ = ["EXERCISES"]


def _target(on: float, off: float, k: int) -> Any:
    t = np.full(int(k), off)
    t[0] = on
    return t


def _smoothed(eps: float, k: int) -> Any:
    return _target(1 - eps + eps / k, eps / k, k)


def _entropy(t: Any) -> float:
    t = t[t > 0]
    return float(-(t * np.log(t)).sum())


def _floor_cases(rng: np.random.Generator) -> list[Any]:
    plain = [(0.2, 2), (0.1, 10), (0.1, 1000), (0.5, 3), (0.0, 5), (1.0, 4)]
    return [*plain, *((float(rng.uniform(0.01, 0.9)), int(rng.integers(2, 60))) for _ in range(8))]


def _quiet(f: Any) -> Any:
    def wrong(*args: Any) -> Any:
        with np.errstate(all="ignore"):
            return f(*args)

    return wrong


def _by_hand_fault(answer: Any) -> str | None:
    try:
        a = [float(x) for x in answer]
    except (TypeError, ValueError):
        raise NotImplementedError from None
    if len(a) != 4:
        return f"four numbers are asked for, and these are {len(a)}."
    told = (
        "the first, PyTorch's target of the right class, is 1 − ε and its own share ε/K",
        "the second, PyTorch's target of one wrong class, is ε/K: the K classes share ε, the right one too",
        "the third, the right class in the other convention, is what is left when ε is taken away: 1 − ε",
        "the fourth, one wrong class in the other convention, is ε/(K − 1): three classes share ε",
    )
    for value, right, sentence in zip(a, (0.85, 0.05, 0.8, 0.2 / 3), told, strict=True):
        if not abs(value - right) <= 1e-3:
            return f"{sentence}; here it is {value:g}. (One right class and three wrong ones sum to 1.)"
    return None


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


def _level(rho: float, k: int) -> float:
    return _entropy(_target(1 - rho, rho / (k - 1), k))


def _rate_cases(rng: np.random.Generator) -> list[Any]:
    plain = [(_level(0.1, 2), 2), (_level(0.4, 10), 10), (_level(0.3, 3), 3), (_level(0.02, 100), 100)]
    plain += [(_level(0.7, 10), 10), (_level(0.6, 3), 3)]  # most labels wrong, and still to be found
    return [*plain, *((_level(float(rng.uniform(0.02, 0.45)), k), k) for k in (2, 3, 5, 8, 20, 50))]


def _bisected(level: Any, k: Any, height: Any, top: float) -> float:
    low, high = 0.0, top
    for _ in range(60):
        rho = (low + high) / 2
        low, high = (rho, high) if height(rho) < level else (low, rho)
    return rho


def _binary_entropy(rho: float) -> float:
    return _entropy(np.array([1 - rho, rho]))


def _smoothing_for(level: Any, k: Any) -> float:
    return _bisected(level, k, lambda e: _entropy(_target(1 - e + e / k, e / k, k)), 1.0)


def _counts(votes: Any, k: int) -> Any:
    return (votes[:, :, None] == np.arange(k)).sum(1)


def _left_out(votes: Any, k: int, alpha: float = 1.0, drop: float = 1.0) -> float:
    raters = votes.shape[1]
    losses = []
    for j in range(raters):
        others = _counts(votes, k) - drop * np.eye(k)[votes[:, j]]
        q = (others + alpha) / (raters - drop + alpha * k)
        with np.errstate(divide="ignore"):
            losses.append(-np.log(q[np.arange(len(q)), votes[:, j]]))
    return float(np.mean(losses))


def _pooled(votes: Any, k: int) -> float:
    return _entropy(_counts(votes, k).sum(0) / votes.size)


def _plug_in(votes: Any, k: int) -> float:
    return float(np.mean([_entropy(row / row.sum()) for row in _counts(votes, k)]))


def _vote_cases(rng: np.random.Generator) -> list[Any]:
    plain = [(np.array([[0, 0, 1]]), 2), (np.array([[0, 0, 1]]), 3), (np.array([[2, 2, 2, 2], [0, 1, 2, 1]]), 3)]
    return [*plain, *((rng.integers(0, k, (n, m)), k) for n, m, k in ((5, 10, 3), (8, 4, 2), (3, 6, 5), (20, 10, 3)))]


EXERCISES = [
    Exercise(
        name="smoothing-floor",
        task="write floor(eps, K), the least mean loss under PyTorch's smoothing by eps over K classes",
        reference=lambda eps, K: _entropy(_smoothed(eps, K)),
        solution=solutions.floor,
        cases=_floor_cases,
        mistakes={
            "eps is shared among the K − 1 wrong classes; PyTorch shares it among all K, the right one too.": (
                lambda eps, K: _entropy(_target(1 - eps, eps / (K - 1), K))
            ),
            "the wrong classes are missing: each of the K − 1 costs something as well.": (
                lambda eps, K: -(1 - eps + eps / K) * math.log(1 - eps + eps / K)
            ),
            "one wrong class was counted; there are K − 1 of them.": (
                _quiet(lambda eps, K: -sum(t * np.log(t) for t in (1 - eps + eps / K, eps / K))),
                lambda eps, K: _entropy(np.array([1 - eps + eps / K, eps / K])),
            ),
            "this is the entropy of 1 − eps and eps alone; K − 1 classes share eps, each at a price.": _quiet(
                lambda eps, K: _entropy(np.array([1 - eps, eps]))
            ),
            "this is −ln(1 − eps), the right class alone, and without its own share eps/K.": _quiet(
                lambda eps, K: -np.log(1 - eps)
            ),
            "this is what is missing to the uniform guess, ln K − floor.": lambda eps, K: (
                math.log(K) - _entropy(_smoothed(eps, K))
            ),
            "eps itself is no loss; the floor is the entropy of the target.": lambda eps, K: eps,
            "the right class has 1 − eps + eps/K and the K − 1 wrong ones eps/K each; these weights do not sum to 1.": (
                lambda eps, K: _entropy(np.array([1 - eps, *[eps / K] * int(K)])),
                lambda eps, K: _entropy(np.array([1 - eps, *[eps / K] * (int(K) - 1)])),
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
                _entropy(_smoothed(eps, K)) / K
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
    Exercise(
        name="smoothed-by-hand",
        task="put the four targets into the list: right and wrong class by PyTorch, right and wrong class by ε/(K − 1)",
        reference=[0.85, 0.05, 0.8, 0.2 / 3],
        checker=_by_hand_fault,
        unit=None,
        mistakes={
            "the two conventions stand in the other order.": [0.8, 0.2 / 3, 0.85, 0.05],
            "the right class has the small number and the wrong one the large: exchange them.": [
                0.05,
                0.85,
                0.2 / 3,
                0.8,
            ],
            "PyTorch's right class also gets its share ε/K back: 1 − ε + ε/K.": [0.8, 0.05, 0.8, 0.2 / 3],
            "in the second convention nothing of ε comes back to the right class.": [0.85, 0.05, 0.85, 0.2 / 3],
            "these are hard targets; smoothing takes ε from the right class.": [1, 0, 1, 0],
        },
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
        reference=lambda level, K: _bisected(level, K, lambda rho: _level(rho, K), 1 - 1 / K),
        solution=solutions.flip_rate,
        cases=_rate_cases,
        tolerance=1e-6,
        unit=None,
        mistakes={
            "the wrong classes are taken as one: with K > 2 a flip also says to which of the K − 1.": (
                lambda level, K: _bisected(level, K, _binary_entropy, 0.5)
            ),
            "this is PyTorch's ε with that floor; the share of flipped labels is ε(K − 1)/K.": _smoothing_for,
            "this is 1 − e^(−level), as if all labels cost the same; the floor is a mean over right and wrong ones.": (
                lambda level, K: 1 - math.exp(-level)
            ),
            "the floor itself is no share of labels; find the share whose entropy it is.": lambda level, K: level,
            "this is the share of right labels; the flipped ones are the rest.": (
                lambda level, K: 1 - _bisected(level, K, lambda rho: _level(rho, K), 1 - 1 / K)
            ),
            "only the right label's part, −(1 − ρ)·ln(1 − ρ), was counted; the flipped ones cost too.": (
                lambda level, K: _bisected(level, K, lambda r: -(1 - r) * math.log(1 - r), 1 - math.exp(-1))
            ),
            "the entropy was taken in bits; the floor is in nats.": lambda level, K: _bisected(
                level, K, lambda r: _level(r, K) / math.log(2), 1 - 1 / K
            ),
            "this is e^(−level), a mean probability; the floor is a mean over right and wrong labels.": (
                lambda level, K: math.exp(-level)
            ),
            "floor ÷ ln K is no rate: the entropy is not proportional to the share of flips.": (
                lambda level, K: level / math.log(K)
            ),
            "the flips are spread over K classes; a flipped label never is the right one, so K − 1 share them.": (
                lambda level, K: _bisected(
                    level, K, lambda r: -(1 - r) * math.log(1 - r) - r * math.log(r / K), 1 - 1 / K
                )
            ),
        },
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
        reference=_left_out,
        solution=solutions.left_out,
        cases=_vote_cases,
        mistakes={
            "the judged vote is among the counts: it has helped to forecast itself.": lambda votes, K: _left_out(
                votes, K, drop=0.0
            ),
            "without the add-one a vote that nobody else gave costs ∞.": lambda votes, K: _left_out(
                votes, K, alpha=0.0
            ),
            "this is the entropy of each word's own votes: it is judged by what it was counted from.": _plug_in,
            "the words are thrown together: count for each row of votes by itself.": _pooled,
            "only the last rater is judged; each of them is to be left out in turn.": lambda votes, K: float(
                np.mean(
                    -np.log(
                        (_counts(votes[:, :-1], K) + 1)[np.arange(len(votes)), votes[:, -1]] / (votes.shape[1] - 1 + K)
                    )
                )
            ),
            "the counts are divided by the number of all raters; one of them is left out.": lambda votes, K: (
                _left_out(votes, K) + math.log((votes.shape[1] + K) / (votes.shape[1] - 1 + K))
            ),
            "½ was added to each count; add one.": lambda votes, K: _left_out(votes, K, alpha=0.5),
            "1/K was added to each count; add one.": lambda votes, K: _left_out(votes, K, alpha=1 / K),
            "one number is asked for: the mean over all words and raters.": (
                lambda votes, K: np.array([_left_out(row[None], K) for row in votes]),
            ),
            "this is the entropy of smoothed shares of all raters; each vote is to be judged by the others.": (
                lambda votes, K: float(np.mean([_entropy((r + 1) / (r.sum() + K)) for r in _counts(votes, K)]))
            ),
            "the losses are added up; their mean is asked for.": lambda votes, K: _left_out(votes, K) * votes.size,
            "one was added to each count and the sum was not raised by K: the forecasts do not sum to 1.": (
                lambda votes, K: _left_out(votes, K) - math.log((votes.shape[1] - 1 + K) / (votes.shape[1] - 1))
            ),
        },
    ),
]
