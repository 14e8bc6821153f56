"""One experiment of Chapter 14: handwritten digits, 40% of the labels flipped, a network that can learn them by heart.

It takes minutes for all its losses and seeds, so that its results are kept beside it, in ``on_flips.json``. They are
made anew by ``python -m ce_helpers.learning.on_flips``; a test makes one of them anew and compares.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from .. import losses as ls
from ..activations import log_softmax
from ..data import flip_labels, flip_matrix, load, split_rows
from ..validate import whole
from .network import fit_mlp
from .objectives import trainable

__all__ = ["recorded_on_flips", "train_on_flips"]

RATE = 0.4
_T = flip_matrix(RATE, 10)
#: Name → what the learner is given besides, and whether its labels are flipped.
_LOSSES: dict[str, Any] = {
    "plain": None,
    "forward": trainable(ls.forward_corrected_with_logits, ls.forward_corrected_with_logits_grad, transition=_T),
    "backward": trainable(ls.backward_corrected_with_logits, ls.backward_corrected_with_logits_grad, transition=_T),
    "generalised": trainable(
        ls.generalised_cross_entropy_with_logits, ls.generalised_cross_entropy_with_logits_grad, q=0.7
    ),
    "absolute": trainable(ls.absolute_error_with_logits, ls.absolute_error_with_logits_grad),
    "clean": None,
}
#: Optimiser → learning rate: the confounder that is switched once.
_RATES = {"adam": 0.01, "sgd": 0.3}


def train_on_flips(loss: str = "plain", *, seed: int = 0, steps: int = 600, optimiser: str = "adam") -> dict[str, Any]:
    """Train a small network on digits of which 40% are labelled wrongly, and watch the two kinds of rows apart.

    A fifth of the training images, with labels as noisy, is held out to choose a step by. The network is 64–32–10 with
    tanh; batches of 64; Adam at 0.01, or plain descent at 0.3. Every tenth step is looked at.

    Parameters
    ----------
    loss : {"plain", "forward", "backward", "generalised", "absolute", "clean"}
        Cross-entropy, its two corrections by the true matrix of flips, generalised cross-entropy (q = 0.7), absolute
        error; "clean" is cross-entropy on labels that are all right.
    seed : int
        Decides split, flips, start and batches.
    steps : int
        A multiple of 10.
    optimiser : {"adam", "sgd"}
        Which of the two.

    Returns
    -------
    dict
        ``step``; at each step ``right`` and ``flipped``, the mean surprise at the given labels of the rows labelled
        rightly and wrongly, in nats; ``test``, the accuracy on test images with right labels; ``held_out``, that on the
        held-out noisy labels. And ``share``, of the flipped rows.

    Raises
    ------
    ValueError
        For an unknown loss or optimiser, or steps that are no multiple of 10.

    Examples
    --------
    >>> run = train_on_flips(steps=20)
    >>> run["step"], len(run["test"])
    ([0, 10, 20], 3)
    """
    for name, value, known in (("loss", loss, _LOSSES), ("optimiser", optimiser, _RATES)):
        if value not in known:
            raise ValueError(f"{name} = {value!r} is none of {', '.join(known)}")
    if whole("steps", steps, 10) % 10:
        raise ValueError(f"steps = {steps} is no multiple of 10; every tenth is looked at")
    data = load("digits", seed=seed)
    given = flip_labels(data.y_train, RATE, 10, rng=100 + seed)
    if loss == "clean":
        given = data.y_train
    train, held_out = split_rows(data.y_train, test_size=0.2, seed=seed)
    x, y = data.x_train[train], given[train]
    fit = fit_mlp(
        x,
        y,
        steps=steps,
        learning_rate=_RATES[optimiser],
        optimiser=optimiser,
        batch_size=64,
        seed=seed,
        loss=_LOSSES[loss],
        keep_every=10,
    )
    flipped = y != data.y_train[train]
    told: dict[str, Any] = {"step": [int(k) for k in fit.kept], "share": float(flipped.mean())}
    told |= {"right": [], "flipped": [], "test": [], "held_out": []}
    for i in range(len(fit.kept)):
        model = fit.at(i)
        surprise = -log_softmax(model.logits(x))[np.arange(len(y)), y]
        told["right"].append(float(surprise[~flipped].mean()))
        told["flipped"].append(float(surprise[flipped].mean()) if flipped.any() else 0.0)
        told["test"].append(float((model.predict(data.x_test) == data.y_test).mean()))
        told["held_out"].append(float((model.predict(data.x_train[held_out]) == given[held_out]).mean()))
    return told


@cache
def recorded_on_flips() -> dict[str, Any]:
    """Return what `train_on_flips` found with ten seeds, every loss and both optimisers, 600 steps each.

    Returns
    -------
    dict
        ``runs``: optimiser → loss → one row a seed of three test accuracies, at the last step, at the step where the
        held-out noisy labels are met best, and at the best step of all (which nobody can know), and of the mean
        surprise at the given training labels at the end. ``traces``: loss → the whole run of seed 0 by Adam.

    Examples
    --------
    >>> runs = recorded_on_flips()["runs"]
    >>> len(runs["adam"]["plain"])
    10
    """
    text = files("ce_helpers.learning").joinpath("on_flips.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def summary(run: dict[str, Any]) -> list[float]:
    """Return the three accuracies and the loss that are stored of a run."""
    held_out = int(np.argmax(run["held_out"]))
    end = run["share"] * run["flipped"][-1] + (1 - run["share"]) * run["right"][-1]
    return [round(x, 4) for x in (run["test"][-1], run["test"][held_out], max(run["test"]), end)]


def record(seeds: int = 10, steps: int = 600) -> dict[str, Any]:
    """Train with every loss and seed, and return what is stored."""
    runs: dict[str, Any] = {}
    traces: dict[str, Any] = {}
    for optimiser in _RATES:
        runs[optimiser] = {}
        for loss in _LOSSES:
            found = [train_on_flips(loss, seed=seed, steps=steps, optimiser=optimiser) for seed in range(seeds)]
            runs[optimiser][loss] = [summary(run) for run in found]
            if optimiser == "adam" and loss != "clean":
                kept = {name: np.round(found[0][name], 3).tolist() for name in ("right", "flipped", "test")}
                traces[loss] = {**kept, "share": round(found[0]["share"], 4)}
    return {"runs": runs, "traces": traces}


if __name__ == "__main__":
    target = Path(__file__).with_suffix(".json")
    target.write_text(json.dumps(record(), separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{target.name}: {target.stat().st_size} bytes")
