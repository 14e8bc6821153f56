"""Chapter 21, Fairness, physics, attacks: exercises."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ...activations import softmax, softplus
from ...information import cross_entropy, entropy, kl_divergence
from ...learning import group_information
from ..exercise import Exercise
from ..matching import matching
from . import solutions

__all__ = ["EXERCISES"]


# --- what predictions tell about a group -----------------------------------------------------------------------------


def _people(rng: np.random.Generator) -> list[Any]:
    plain = [
        (np.array([0.1, 0.3, 0.5, 0.7]), np.array([0, 0, 1, 1])),
        (np.array([0.2, 0.4, 0.3, 0.9, 0.8]), np.array([0, 0, 0, 0, 1])),
        (np.array([0.0, 0.0, 1.0, 0.5]), np.array([0, 0, 1, 1])),
        (np.array([0.1, 0.5, 0.3, 0.3]), np.array([1, 1, 0, 0])),  # equal means
    ]
    drawn = [(rng.random(n), np.append([0, 1], rng.integers(0, 2, n - 2))) for n in (7, 12)]
    return [*plain, *drawn]


def _means(p: Any, group: Any) -> tuple[Any, Any, float]:
    """Return the groups' means, their shares, and the mean of all."""
    p, group = np.asarray(p, float), np.asarray(group)
    means = np.array([p[group == a].mean() for a in (0, 1)])
    return means, np.array([(group == a).mean() for a in (0, 1)]), float(p.mean())


def _coin(m: Any) -> Any:
    m = np.asarray(m)
    return entropy(np.stack([m, 1 - m], axis=-1))


def _by_means(change: Callable[[Any, Any, float], Any]) -> Callable[..., Any]:
    """Return a wrong answer that is made of means, shares and the mean of all."""
    return lambda p, group: change(*_means(p, group))


def _with_single_people(p: Any, group: Any) -> Any:
    p = np.asarray(p, float)
    return _coin(p.mean()) - _coin(p).mean()


def _naive_single(p: Any, group: Any) -> Any:
    p = np.asarray(p, float)
    with np.errstate(all="ignore"):
        return _coin(p.mean()) + (p * np.log(p) + (1 - p) * np.log(1 - p)).mean()


def _decided(p: Any, group: Any) -> Any:
    return group_information((np.asarray(p) > 0.5).astype(float), group)


def _other_way(p: Any, group: Any) -> Any:
    means, w, all_ = _means(p, group)
    with np.errstate(all="ignore"):
        return w @ (all_ * np.log(all_ / means) + (1 - all_) * np.log((1 - all_) / (1 - means)))


def _yes_only(m: Any, w: Any, all_: float) -> Any:
    return -all_ * np.log(all_) + w @ np.where(m > 0, m * np.log(np.where(m > 0, m, 1)), 0)


def _broken(p: Any, group: Any) -> Any:
    means, w, all_ = _means(p, group)

    def coin(m: Any) -> Any:
        with np.errstate(all="ignore"):
            return -m * np.log(m) - (1 - m) * np.log(1 - m)

    return coin(np.float64(all_)) - w @ coin(means)


# --- free energies ---------------------------------------------------------------------------------------------------


def _states(rng: np.random.Generator) -> list[Any]:
    plain = [
        (np.array([0.5, 0.5]), np.array([0.0, 1.0]), 2.0),
        (np.array([1.0, 0.0]), np.array([-1.0, 3.0]), 0.5),
        (np.array([0.7, 0.2, 0.1, 0.0]), np.array([-2.0, 0.0, 1.0, 5.0]), 3.0),
    ]
    return [*plain, *((rng.dirichlet(np.ones(k)), rng.normal(0, 2, k), rng.uniform(0.3, 4)) for k in (3, 5, 9))]


def _free(change: Callable[[float, float, float], float]) -> Callable[..., Any]:
    """Return what `change` makes of the mean energy, the entropy and the temperature."""
    return lambda q, energies, T: change(float(np.asarray(q) @ np.asarray(energies)), float(entropy(q)), T)


def _naive_free(q: Any, energies: Any, T: float) -> Any:
    with np.errstate(all="ignore"):
        return (q * (np.asarray(energies) / T + np.log(q))).sum()


def _gibbs(energies: Any, T: float) -> Any:
    return softmax(-np.asarray(energies) / T)


def _log_z(q: Any, energies: Any, T: float) -> Any:
    return -np.log(np.exp(-np.asarray(energies) / T).sum())


# --- the worst loss --------------------------------------------------------------------------------------------------


def _scores(rng: np.random.Generator) -> list[Any]:
    plain = [
        (np.array([2.0, -1.0]), 0.0, np.array([1.0, 0.5]), 1, 0.1),
        (np.array([2.0, -1.0]), 0.5, np.array([1.0, 0.5]), -1, 0.1),
        (np.array([0.5, 0.0, -3.0]), -0.2, np.array([0.0, 1.0, 1.0]), 1, 0.0),
        (np.array([400.0, -700.0]), 0.0, np.array([0.0, 2.0]), 1, 0.5),
    ]
    drawn = [
        (rng.normal(size=k), rng.normal(), rng.normal(size=k), int(rng.choice([-1, 1])), rng.uniform(0.05, 0.6))
        for k in (3, 5, 8)
    ]
    return [*plain, *drawn]


def _margin(change: Callable[[float, Any, float], Any]) -> Callable[..., Any]:
    """Return the loss at what `change` makes of the margin, the weights and ε."""

    def wrong(w: Any, b: float, x: Any, y: int, eps: float) -> Any:
        return softplus(-change(y * float(np.asarray(w) @ np.asarray(x) + b), np.asarray(w, float), eps))

    return wrong


def _naive_loss(w: Any, b: float, x: Any, y: int, eps: float) -> Any:
    with np.errstate(over="ignore"):
        return np.log(1 + np.exp(-(y * (np.asarray(w) @ np.asarray(x) + b) - eps * np.abs(w).sum())))


def _step_without_y(w: Any, b: float, x: Any, y: int, eps: float) -> Any:
    moved = np.asarray(x) - eps * np.sign(w)
    return softplus(-y * (np.asarray(w) @ moved + b))


def _shrunk_label(w: Any, b: float, x: Any, y: int, eps: float) -> Any:
    score = float(np.asarray(w) @ np.asarray(x) + b)
    return softplus(-(score - eps * np.abs(w).sum()))


def _linear(w: Any, b: float, x: Any, y: int, eps: float) -> Any:
    margin = y * float(np.asarray(w) @ np.asarray(x) + b)
    return softplus(-margin) + eps * np.abs(w).sum() * np.exp(-softplus(margin))


def _all_raised(w: Any, b: float, x: Any, y: int, eps: float) -> Any:
    return softplus(-y * (np.asarray(w) @ (np.asarray(x) + eps) + b))


# --- another shape ---------------------------------------------------------------------------------------------------


def _slopes(rng: np.random.Generator) -> list[Any]:
    plain = [
        (np.array([1.0, -3.0, 2.0]), 0.5),
        (np.array([0.2, 0.1]), 2.0),
        (np.array([-1.0, 1.0]), 1.0),
        (np.array([-4.0]), 0.3),
    ]
    return [*plain, *((rng.normal(size=k), rng.uniform(0.1, 3)) for k in (4, 6, 9))]


def _only_at(j: Callable[[Any], Any], step: Callable[[Any, float], Any]) -> Callable[..., Any]:
    """Return a step in one entry, chosen by `j`, of a size that `step` gives."""

    def wrong(g: Any, eps: float) -> Any:
        g = np.asarray(g, float)
        out = np.zeros_like(g)
        out[j(g)] = step(g[j(g)], eps)
        return out

    return wrong


EXERCISES = [
    Exercise(
        name="false-positive-rates",
        task="put the two shares, of group 0 and of group 1, into the list",
        reference=[0.375, 0.09375],
        unit=None,
        mistakes={
            "these are the wrong decisions among all people; divide by the true negatives.": [0.1875, 0.075],
            "the two groups are exchanged.": [0.09375, 0.375],
            "these are the wrong decisions among the positive ones; that share is one third in both groups.": [
                1 / 3,
                1 / 3,
            ],
            "the missed quarter was not taken off: only three quarters of the positives are found.": [0.5, 0.125],
            "a third of the found positives was taken; the wrong decisions are a third of all positive ones.": [
                0.25,
                0.0625,
            ],
            "there are half as many wrong decisions as found positives, not twice as many.": [1.5, 0.375],
            "a quarter is missed, so three quarters are found, not one.": [0.125, 0.03125],
            "these are shares of the true negatives that are decided negative, one minus what is asked for.": [
                0.625,
                0.90625,
            ],
            "these are percentages; shares between 0 and 1 are asked for.": [37.5, 9.375],
            "these are people out of 100; divide them by the true negatives among the 100.": [18.75, 7.5],
            "these are the found positives for each true negative; half as many decisions are wrong.": [0.75, 0.1875],
            "both are equal: the second group was taken like the first, or the wrong decisions were divided by the "
            "positives; divide them by each group's own true negatives.": [0.375, 0.375],
            "both shares are the missed quarter; that is the error among the true positives.": [0.25, 0.25],
        },
    ),
    Exercise(
        name="told-about-the-group",
        task="write told(p, group), H of the mean of all less the weighted mean of H of the groups' means, in nats",
        reference=group_information,
        solution=solutions.told,
        cases=_people,
        mistakes={
            "the groups' entropies are weighted by one half each; take the groups' shares.": _by_means(
                lambda m, w, all_: _coin(all_) - _coin(m).mean()
            ),
            "the mean of the two groups' means stands for the mean of all; the groups may differ in size.": _by_means(
                lambda m, w, all_: _coin(m.mean()) - w @ _coin(m)
            ),
            "H is taken of every single probability; take it of each group's mean.": _with_single_people,
            "H is taken of every single probability, and breaks at 0; take it of each group's mean.": _naive_single,
            "the mean of the two groups' means stands for the mean of all, and one half for each share.": _by_means(
                lambda m, w, all_: _coin(m.mean()) - _coin(m).mean()
            ),
            "the groups' shares are exchanged.": _by_means(lambda m, w, all_: _coin(all_) - w[::-1] @ _coin(m)),
            "the groups' entropies are added without their shares.": _by_means(
                lambda m, w, all_: _coin(all_) - _coin(m).sum()
            ),
            "this counts decisions at one half; the answers are drawn with the probabilities.": _decided,
            "this counts decisions at one half or above; the answers are drawn with the probabilities.": (
                lambda p, group: group_information((np.asarray(p) >= 0.5).astype(float), group)
            ),
            "this is a divergence of the mean from the groups' means; it runs the other way.": _other_way,
            "this is the difference of the groups' means, not what a prediction tells.": _by_means(
                lambda m, w, all_: m[1] - m[0]
            ),
            "this is the size of the difference of the groups' means.": _by_means(lambda m, w, all_: abs(m[1] - m[0])),
            "this is the square of the difference of the means: another penalty, which is not in nats.": _by_means(
                lambda m, w, all_: (m[1] - m[0]) ** 2
            ),
            "this is the entropy that is left once the group is known; subtract it from that of the mean.": _by_means(
                lambda m, w, all_: w @ _coin(m)
            ),
            "this is the entropy of the mean of all; what is left within the groups is to be subtracted.": _by_means(
                lambda m, w, all_: _coin(all_)
            ),
            "the entropy of a coin has two terms; that of the no is missing.": _by_means(_yes_only),
            "a mean of 0 or 1 gives 0·ln 0, which is NaN; its entropy is 0.": _broken,
            "this is the entropy of the group itself, the most that could be told.": _by_means(
                lambda m, w, all_: entropy(w)
            ),
            "the order is reversed: first the mean of all, then what is left within the groups.": _by_means(
                lambda m, w, all_: w @ _coin(m) - _coin(all_)
            ),
        },
    ),
    Exercise(
        name="free-energy",
        task="write free_energy(q, energies, T), the mean energy over T less the entropy of q, in nats",
        reference=lambda q, energies, T: float(np.asarray(q) @ np.asarray(energies)) / T - float(entropy(q)),
        solution=solutions.free_energy,
        cases=_states,
        mistakes={
            "the entropy is added; it lowers the free energy.": _free(lambda e, h, T: e / T + h),
            "this is the mean energy less T times the entropy: right but for the unit; divide by T.": _free(
                lambda e, h, T: e - T * h
            ),
            "the temperature is missing.": _free(lambda e, h, T: e - h),
            "the entropy is divided by T as well.": _free(lambda e, h, T: (e - h) / T),
            "the energy is multiplied by T; it is divided.": _free(lambda e, h, T: e * T - h),
            "the entropy is left out.": _free(lambda e, h, T: e / T),
            "the entropy is averaged over the states; it is a sum.": lambda q, energies, T: (
                float(np.asarray(q) @ np.asarray(energies)) / T - float(entropy(q)) / len(q)
            ),
            "ln q is summed without the weights q.": lambda q, energies, T: (
                float(np.asarray(q) @ np.asarray(energies)) / T + np.log(np.asarray(q)[np.asarray(q) > 0]).sum()
            ),
            "0·ln 0 gives NaN here; a state with q = 0 adds nothing.": _naive_free,
            "this is −ln Z, the least value; it does not depend on q.": _log_z,
            "this is −T·ln Z, the least value in units of energy; it does not depend on q.": lambda q, energies, T: (
                T * _log_z(q, energies, T)
            ),
            "the entropy is that of e^(−E/T)/Z; that of q is asked for.": lambda q, energies, T: (
                float(np.asarray(q) @ np.asarray(energies)) / T - float(entropy(_gibbs(energies, T)))
            ),
            "this is the cross-entropy H(q, p); its part ln Z is not in F, and the entropy of q is.": (
                lambda q, energies, T: float(cross_entropy(q, _gibbs(energies, T)))
            ),
            "this is the gap KL(q‖p), F and ln Z together.": lambda q, energies, T: float(
                kl_divergence(q, _gibbs(energies, T))
            ),
            "the energies are not weighted by q.": lambda q, energies, T: (
                float(np.sum(energies)) / T - float(entropy(q))
            ),
            "this is the mean of the energies with equal weights; weight them by q.": lambda q, energies, T: (
                float(np.mean(energies)) / T - float(entropy(q))
            ),
            "the sign of the energy is turned; it is q that is tried, and a high energy costs.": _free(
                lambda e, h, T: -e / T - h
            ),
        },
    ),
    Exercise(
        name="worst-loss",
        task="write worst_loss(w, b, x, y, eps), the largest loss with no entry of x moved by more than eps",
        reference=_margin(lambda m, w, eps: m - eps * np.abs(w).sum()),
        solution=solutions.worst_loss,
        cases=_scores,
        mistakes={
            "this is ‖w‖₂; with every entry free to move by ε, the score moves by ε‖w‖₁.": _margin(
                lambda m, w, eps: m - eps * np.sqrt((w * w).sum())
            ),
            "this is the best loss: the margin was raised.": _margin(lambda m, w, eps: m + eps * np.abs(w).sum()),
            "this is the loss before anything is moved.": _margin(lambda m, w, eps: m),
            "√d·‖w‖₂ is the most that ‖w‖₁ can be; take the sum of the sizes itself.": _margin(
                lambda m, w, eps: m - eps * np.sqrt(len(w) * (w * w).sum())
            ),
            "this is the loss plus slope times step; the loss is curved, so take it at the new margin.": _linear,
            "only the entry with the largest weight was moved; all may be.": _margin(
                lambda m, w, eps: m - eps * np.abs(w).max()
            ),
            "the weights are summed with their signs; each entry moves to the side where it harms.": _margin(
                lambda m, w, eps: m - eps * w.sum()
            ),
            "all entries were moved to the same side; each moves to the side where it harms.": _margin(
                lambda m, w, eps: m - eps * abs(w.sum())
            ),
            "the margin falls by ε for each entry, whatever its weight; weigh each by its size.": _margin(
                lambda m, w, eps: m - eps * len(w)
            ),
            "the bias is no input; it does not move.": lambda w, b, x, y, eps: softplus(
                -(y * (np.asarray(w) @ np.asarray(x) + b) - eps * (np.abs(w).sum() + abs(b)))
            ),
            "the sizes of x are summed; the score moves by the sizes of the weights.": lambda w, b, x, y, eps: softplus(
                -(y * (np.asarray(w) @ np.asarray(x) + b) - eps * np.abs(x).sum())
            ),
            "the margin falls by ε alone; it falls by ε times the sum of the sizes of the weights.": _margin(
                lambda m, w, eps: m - eps
            ),
            "the step does not depend on y: for y = −1 it lowers the loss.": _step_without_y,
            "the label y is missing from the margin.": _shrunk_label,
            "every entry was raised by ε, whatever the sign of its weight.": _all_raised,
            "e^−margin overflows for large scores; use np.logaddexp(0, −margin).": _naive_loss,
            "this is the margin that is left; the loss of it is asked for.": lambda w, b, x, y, eps: (
                y * (np.asarray(w) @ np.asarray(x) + b) - eps * np.abs(w).sum()
            ),
            "this is the gradient's size added, as if the loss were linear in the score.": lambda w, b, x, y, eps: (
                float(softplus(-y * (np.asarray(w) @ np.asarray(x) + b))) + eps * np.abs(w).sum()
            ),
        },
    ),
    matching(
        "five-audits",
        "give each of the five reports A, B, C, D and E its cause",
        {
            "A": "proxies",
            "B": "not the worst direction",
            "C": "the slope is hidden at the start",
            "D": "an error in the entropy or the energy",
            "E": "unequal shares",
        },
        {
            "A": "what is left in the model tells about what was taken out",
            "B": "random changes move a score by ε‖w‖₂ at a time, and one that is chosen by ε‖w‖₁",
            "C": "one step follows the gradient at the picture itself, forty look again on the way",
            "D": "every distribution lies above −ln Z, so no better q could do this",
            "E": "means that fit the record in both groups, and errors that differ: ask what the record has",
        },
    ),
    Exercise(
        name="best-step-in-total",
        task="write best_step(g, eps), the step of total size eps that raises a linear loss most",
        reference=_only_at(lambda g: np.abs(g).argmax(), lambda x, eps: eps * np.sign(x)),
        solution=solutions.best_step,
        cases=_slopes,
        unit=None,
        mistakes={
            "this moves every entry by ε; their sizes add up to more than ε.": lambda g, eps: eps * np.sign(g),
            "the total is shared equally; a unit of it gains most in the steepest entry.": lambda g, eps: (
                eps * np.sign(g) / len(g)
            ),
            "this has length ε, as for a ball; the sum of the sizes is limited here.": lambda g, eps: (
                eps * np.asarray(g) / np.sqrt((np.asarray(g) ** 2).sum())
            ),
            "the total is shared in proportion to the slopes; all of it belongs to one entry.": lambda g, eps: (
                eps * np.asarray(g) / np.abs(g).sum()
            ),
            "this lowers the loss: the sign is turned.": _only_at(
                lambda g: np.abs(g).argmax(), lambda x, eps: -eps * np.sign(x)
            ),
            "the largest entry was taken; a steep negative one is as good, with a step down.": _only_at(
                np.argmax, lambda x, eps: eps * np.sign(x)
            ),
            "the largest entry was taken and raised; a steep negative one is as good, with a step down.": _only_at(
                np.argmax, lambda x, eps: eps
            ),
            "the smallest entry was taken and lowered; a steep positive one is as good, with a step up.": _only_at(
                np.argmin, lambda x, eps: -eps
            ),
            "two entries that tie were both moved; take the first alone.": lambda g, eps: np.where(
                np.abs(g) == np.abs(g).max(), eps * np.sign(g), 0.0
            ),
            "two entries that tie share the total; take the first alone.": lambda g, eps: (
                eps * np.where(np.abs(g) == np.abs(g).max(), np.sign(g), 0.0) / (np.abs(g) == np.abs(g).max()).sum()
            ),
            "this is ε times the slopes; their sizes do not add up to ε.": lambda g, eps: eps * np.asarray(g),
            "the largest size is ε here, and the sum of the sizes is more.": lambda g, eps: eps * g / np.abs(g).max(),
            "this is the number of the steepest entry; the step itself is asked for.": lambda g, eps: float(
                np.abs(g).argmax()
            ),
            "where two entries tie, the first is to be taken.": _only_at(
                lambda g: len(g) - 1 - np.abs(g[::-1]).argmax(), lambda x, eps: eps * np.sign(x)
            ),
            "the slopes themselves were cut at ε; they are not the step.": lambda g, eps: np.clip(g, -eps, eps),
            "the slope was cut at ε; the step has the full size ε however flat the slope.": _only_at(
                lambda g: np.abs(g).argmax(), lambda x, eps: np.clip(x, -eps, eps)
            ),
            "the step goes up whatever the sign of the slope.": _only_at(
                lambda g: np.abs(g).argmax(), lambda x, eps: eps
            ),
            "the step is ε times the slope; its size is to be ε.": _only_at(
                lambda g: np.abs(g).argmax(), lambda x, eps: eps * x
            ),
            "the flattest entry was moved.": _only_at(lambda g: np.abs(g).argmin(), lambda x, eps: eps * np.sign(x)),
            "this is the gain, ε times the largest slope; the step itself is asked for.": lambda g, eps: (
                eps * np.abs(g).max()
            ),
            "this is the direction without its size ε.": _only_at(
                lambda g: np.abs(g).argmax(), lambda x, eps: np.sign(x)
            ),
        },
    ),
]
