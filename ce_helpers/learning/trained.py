"""Small networks that are trained beforehand: what the pages compute with while a reader draws or walks."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from .fitted import Fit

__all__ = ["digit_net", "digit_table", "generative_table"]

FEATURES, CLASSES = 64, 10


@cache
def digit_table() -> dict[str, list[int]]:
    """Return the stored weights and biases, w1, b1, w2, b2, row by row, in whole hundredths.

    Examples
    --------
    >>> {name: len(numbers) for name, numbers in digit_table().items()}
    {'w1': 3072, 'b1': 48, 'w2': 480, 'b2': 10}
    """
    text = (files("ce_helpers.data") / "digit_net.json").read_text(encoding="utf-8")
    table: dict[str, list[int]] = json.loads(text)
    return table


def digit_net() -> Fit:
    """Return a small network that reads 8 × 8 digits, trained beforehand, its weights rounded to hundredths.

    It takes grey values from 0 to 1 in 64 columns (the values of ``load("digits", standardise=False)`` over 16), has
    one hidden layer of 48 tanh units, and gives ten probabilities. It has learnt from the training digits of that set
    (seed 0), each also moved by a pixel to every side, so that a hand-drawn digit need not stand in the middle.

    Returns
    -------
    Fit
        The losses and the path of the training are not kept.

    References
    ----------
    Trained by ``tools/digit_net.py`` on the digits of Alpaydin and Kaynak (1998), as bundled with scikit-learn.

    Examples
    --------
    >>> from ce_helpers.data import load
    >>> data, net = load("digits", standardise=False), digit_net()
    >>> print((net.predict(data.x_test / 16) == data.y_test).mean() > 0.97)
    True
    """
    table = digit_table()
    hidden = len(table["b1"])
    shapes = {"w1": (FEATURES, hidden), "b1": (hidden,), "w2": (hidden, CLASSES), "b2": (CLASSES,)}
    parameters = [np.array(table[name]).reshape(shape) / 100 for name, shape in shapes.items()]
    empty = np.zeros((0, sum(p.size for p in parameters)))
    return Fit(tuple(parameters), np.zeros(0), empty, np.zeros(0, dtype=np.intp), output="softmax")


@cache
def generative_table() -> dict[str, Any]:
    """Return the stored networks of Chapter 19's figures, their weights in whole twentieths.

    Returns
    -------
    dict
        ``vae``: the decoders of two variational autoencoders, trained on the sum and on the mean over pixels, and where
        they put some held-out digits (codes in hundredths). ``unmasker``: a masked diffusion model. Made by
        ``tools/generative_nets.py``.

    Examples
    --------
    >>> [len(weights) for weights in generative_table()["vae"]["sum"]["weights"]]
    [48, 24, 1536, 64]
    """
    text = (files("ce_helpers.data") / "generative_nets.json").read_text(encoding="utf-8")
    table: dict[str, Any] = json.loads(text)
    return table
