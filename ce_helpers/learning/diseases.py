"""Training runs with one fault each: the network, the data and the start are the same, one line is not (Chapter 15)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..activations import softmax
from ..data import load
from ..losses import cross_entropy_with_logits_and_grad
from ..validate import generator, whole
from .checks import choice
from .network import fit_mlp
from .objectives import CATEGORICAL, Loss, each

__all__ = ["TRAINING_FAULTS", "TrainingRun", "softmax_twice", "training_run"]

Floats = NDArray[np.floating[Any]]

#: Faults that `training_run` knows, the healthy run first.
TRAINING_FAULTS = (
    "none",
    "wide start",
    "rate too low",
    "rate too high",
    "sum for mean",
    "unscaled inputs",
    "softmax twice",
    "shuffled labels",
    "one-based labels",
    "too few examples",
    "leaked label",
)


@dataclass(frozen=True, eq=False)
class TrainingRun:
    """What the log of a run says, one entry every `every` steps.

    Attributes
    ----------
    fault : str
        Which fault it has.
    steps : array of int
        0, every, 2·every, …
    train : array
        The loss of the first batch, before any step; then the mean of the batch losses of the last `every` steps, as
        the program computes them.
    validation : array
        Loss on the validation examples, as the program computes it.
    accuracy : array
        Share of validation examples whose first choice is right.
    """

    fault: str
    steps: NDArray[np.intp]
    train: Floats
    validation: Floats
    accuracy: Floats


def softmax_twice(z: Floats, y: NDArray[Any]) -> tuple[Floats, Floats]:
    """Return loss and gradient, in the scores, of a program that hands probabilities to a loss that wants scores.

    It is −ln softmax(softmax(z)) of the true class, one value and one row for each example: what `fit_mlp` takes as
    ``loss``. However good the model, it stays above ln(1 + (K − 1)/e).

    Examples
    --------
    >>> values, _ = softmax_twice(np.array([[50.0] + 9 * [0.0]]), np.array([0]))
    >>> print(values.round(4), np.log(1 + 9 / np.e).round(4))
    [1.4612] 1.4612
    """
    p = softmax(z)
    values, push = cross_entropy_with_logits_and_grad(p, y, reduction="none")
    return values, p * (push - (push * p).sum(axis=1, keepdims=True))


def _summed(z: Floats, y: NDArray[Any]) -> tuple[Floats, Floats]:
    """Return what makes the mean over the batch its sum."""
    values, push = CATEGORICAL(z, y)
    return len(z) * values, len(z) * push


def training_run(fault: str = "none", *, seed: int = 0, steps: int = 200, every: int = 5) -> TrainingRun:
    """Train a small network on the digits with one fault, and return what its log says.

    64 inputs, 32 relu units, 10 classes; batches of 64 out of 1258 digits, plain descent at rate 0.3.

    Parameters
    ----------
    fault : str
        One of `TRAINING_FAULTS`.
    seed : int
        Decides the split, the start, the batches and the shuffle.
    steps, every : int
        Number of updates, and how often the log is written.

    Returns
    -------
    TrainingRun

    Raises
    ------
    ValueError
        If the fault is unknown, or a number is no positive whole number.

    Examples
    --------
    >>> run = training_run("softmax twice", steps=40, every=10)
    >>> print(run.steps, bool(run.validation[-1] < run.validation[0]))
    [ 0 10 20 30 40] True
    """
    choice("fault", fault, TRAINING_FAULTS)
    steps, every = whole("steps", steps, 1), whole("every", every, 1)
    data = load("digits", seed=seed, standardise=fault != "unscaled inputs")
    x, y, x_val, y_val = data.x_train, data.y_train, data.x_test, data.y_test
    loss: Loss = {"softmax twice": softmax_twice, "sum for mean": _summed}.get(fault, CATEGORICAL)
    rate = {"rate too low": 0.003, "rate too high": 2.0}.get(fault, 0.3)
    if fault == "shuffled labels":
        y = generator(seed).permutation(y)
    elif fault == "one-based labels":
        y = y + 1  # and the validation labels start at 0
    elif fault == "too few examples":
        x, y = x[:64], y[:64]
    elif fault == "leaked label":
        x, x_val = (np.hstack([a, 3 * np.eye(10)[b]]) for a, b in ((x, y), (x_val, y_val)))
    fit = fit_mlp(
        x,
        y,
        hidden=(32,),
        activation="relu",
        steps=steps,
        learning_rate=rate,
        batch_size=64,
        scale=4.0 if fault == "wide start" else 1.0,
        seed=seed,
        loss=loss,
        keep_every=every,
        n_classes=11 if fault == "one-based labels" else 10,
    )
    validation, accuracy = [], []
    with np.errstate(over="ignore", invalid="ignore"):
        for i in range(len(fit.kept)):
            model = fit.at(i)
            z = model.logits(x_val) if np.isfinite(fit.path[i]).all() else np.full((len(x_val), 10), np.nan)
            validation.append(float(each(loss, z, y_val)[0].mean()))
            accuracy.append(float((z.argmax(axis=1) == y_val).mean()))
        train = [fit.losses[0], *(fit.losses[max(0, step - every) : step].mean() for step in fit.kept[1:])]
    return TrainingRun(fault, fit.kept, np.array(train), np.array(validation), np.array(accuracy))
