"""Two small networks that say how a picture was turned, trained beforehand, and scores of a teacher and a student."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..validate import as_floats
from .checks import choice
from .fitted import Fit

__all__ = ["turn_net", "turn_scores", "without_labels_table"]

CELLS, TURNS, FAINT = 64, 4, 0.03


@cache
def without_labels_table() -> dict[str, Any]:
    """Return what the live figures of Chapter 20 are given: networks, pictures, scores; all in whole numbers.

    Under ``digits`` and ``patches`` stand the weights of the two networks in hundredths, under ``pictures`` some
    pictures with the network that reads them and their ink, 0 to 255, under ``scores`` a teacher's and a student's
    scores of some digits in hundredths.

    Examples
    --------
    >>> table = without_labels_table()
    >>> sorted(table), len(table["digits"]["w2"]) == 4 * len(table["digits"]["b1"])
    (['digits', 'patches', 'pictures', 'scores'], True)
    """
    text = (files("ce_helpers.data") / "without_labels.json").read_text(encoding="utf-8")
    table: dict[str, Any] = json.loads(text)
    return table


def turn_net(name: str) -> Fit:
    """Return a small network that says by how many quarter turns a picture of 8 × 8 cells was turned.

    It takes what `turn_scores` makes of a picture: 64 numbers of mean 0, divided by their spread.

    Parameters
    ----------
    name : {"digits", "patches"}
        What it was trained on, as in Chapter 20: the digits, or patches of two photographs.

    Returns
    -------
    Fit
        Weights rounded to hundredths; the losses and the path of the training are not kept.

    Raises
    ------
    ValueError
        If there is no such network.

    References
    ----------
    Trained by ``tools/without_labels.py``; Gidaris, Singh & Komodakis (2018).

    Examples
    --------
    >>> [p.shape for p in turn_net("digits").parameters][2:]
    [(32, 4), (4,)]
    """
    choice("name", name, ("digits", "patches"))
    table = without_labels_table()[name]
    hidden = len(table["b1"])
    shapes = {"w1": (CELLS, hidden), "b1": (hidden,), "w2": (hidden, TURNS), "b2": (TURNS,)}
    parameters = tuple(np.array(table[key]).reshape(shape) / 100 for key, shape in shapes.items())
    path, kept = np.zeros((0, sum(p.size for p in parameters))), np.zeros(0, dtype=np.intp)
    return Fit(parameters, np.zeros(0), path, kept, output="softmax", activation="relu")


def turn_scores(name: str, pictures: ArrayLike) -> NDArray[np.floating[Any]]:
    """Return the four scores that the network gives to each picture: no turn, one, two or three quarter turns.

    Parameters
    ----------
    name : {"digits", "patches"}
        As for `turn_net`.
    pictures : array_like, shape (n, 8, 8) or (n, 64)
        Ink from 0 to 1.

    Returns
    -------
    array, shape (n, 4)
        Scores.

    Raises
    ------
    ValueError
        If there is no such network, or the pictures have not 64 cells.

    Examples
    --------
    >>> print(turn_scores("patches", np.zeros((1, 8, 8))).shape)
    (1, 4)
    """
    x = as_floats("pictures", pictures)
    if x.ndim < 2 or x[0].size != CELLS:
        raise ValueError(f"pictures have shape {x.shape}; give (n, 8, 8) or (n, 64), one picture a row")
    x = x.reshape(len(x), CELLS)
    x = x - x.mean(axis=1, keepdims=True)
    return turn_net(name).logits(x / (np.sqrt((x**2).mean(axis=1, keepdims=True)) + FAINT))
