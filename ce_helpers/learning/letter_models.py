"""Small models of English letters: a table of pairs, Bengio's network, one attention head. Chapter 17 trains them.

The text is what scikit-learn tells of its data sets, reduced to 26 letters and the space; one letter is one byte of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..data import description_names, description_text
from ..validate import whole
from .parts import _numpy, causal_attention, dense, embedding

__all__ = [
    "LETTERS",
    "attention_scores",
    "bengio_scores",
    "letter_codes",
    "letter_net",
    "letter_table",
    "letter_texts",
    "letter_windows",
]

Floats = NDArray[np.floating[Any]]
Codes = NDArray[np.intp]

#: The 27 letters that the models know; the space is the first.
LETTERS = " abcdefghijklmnopqrstuvwxyz"
#: Descriptions that are not learnt from.
VALIDATION, TEST = ("digits", "rcv1"), ("lfw", "olivetti_faces")
#: Letters that the stored network looks back on, numbers a letter becomes, hidden units.
BACK, WIDTH, HIDDEN = 6, 8, 64


def letter_texts() -> tuple[str, str, str]:
    """Return a text to learn from, one to choose by, and one to test on, in 26 letters and the space.

    Returns
    -------
    train, validation, test : str
        Ten, two and two of scikit-learn's descriptions of data sets (`description_text`); every run of other signs has
        become one space.

    Examples
    --------
    >>> [len(text) for text in letter_texts()]
    [24337, 3539, 4998]
    """
    kept = [name for name in description_names() if name not in VALIDATION + TEST]
    train, validation, test = ("".join(_letters(name) for name in names) for names in (kept, VALIDATION, TEST))
    return train, validation, test


def _letters(name: str) -> str:
    return re.sub("[^a-z]+", " ", description_text(name).lower()).strip() + " "


def letter_codes(text: str) -> Codes:
    """Return 0 for the space and 1 to 26 for the letters a to z.

    Parameters
    ----------
    text : str
        Small letters and spaces.

    Returns
    -------
    array of int, shape (len(text),)

    Raises
    ------
    ValueError
        If the text holds anything else.

    Examples
    --------
    >>> print(letter_codes("a cab"))
    [1 0 3 1 2]
    """
    if not isinstance(text, str):
        raise ValueError(f"text = {text!r:.60} is no string; decode bytes first")
    for place, letter in enumerate(text):
        if letter not in LETTERS:
            raise ValueError(f"text[{place}] = {letter!r} is neither a to z nor a space; see fold_letters")
    return np.array([LETTERS.index(letter) for letter in text], dtype=np.intp)


def letter_windows(codes: Sequence[int] | Codes, before: int, after: int = 0) -> Codes:
    """Return, for each place of a text, the letters before it, and after it; beyond the ends stand spaces.

    Parameters
    ----------
    codes : sequence of int
        As `letter_codes` returns them.
    before, after : int
        How many letters to look at on either side; the letter itself is left out.

    Returns
    -------
    array of int, shape (n, before + after)

    Raises
    ------
    ValueError
        If `before` or `after` is negative or no whole number, or there is no text.

    Examples
    --------
    >>> print(letter_windows([1, 2, 3], 2))
    [[0 0]
     [0 1]
     [1 2]]
    >>> print(letter_windows([1, 2, 3], 1, 1))
    [[0 2]
     [1 3]
     [2 0]]
    """
    before, after = whole("before", before, 0), whole("after", after, 0)
    n = len(codes)
    if n == 0:
        raise ValueError("codes is empty; give at least one letter")
    padded = np.concatenate([np.zeros(before, np.intp), np.asarray(codes, np.intp), np.zeros(after, np.intp)])
    places = np.arange(before + after + 1)
    found: Codes = padded[np.arange(n)[:, None] + places[places != before]]
    return found


def bengio_scores(parameters: Sequence[Floats], windows: Codes) -> Floats:
    """Return the scores of the letter that is sought: embeddings side by side, one hidden layer of tanh, a dense layer.

    Parameters
    ----------
    parameters : list of five arrays
        Embedding (27, d), weights (k·d, h) and bias (h,), weights (h, 27) and bias (27,).
    windows : array of int, shape (n, k)
        From `letter_windows`.

    Returns
    -------
    array, shape (n, 27)

    Raises
    ------
    ValueError
        If the window has another length than the weights take.

    References
    ----------
    Bengio, Y., R. Ducharme, P. Vincent and C. Jauvin, *A neural probabilistic language model*, JMLR 3 (2003).

    Examples
    --------
    >>> bengio_scores(letter_net(), letter_windows(letter_codes("the cat"), 6)).shape
    (7, 27)
    """
    anp = _numpy()
    table, w, b, v, c = parameters
    seen = embedding(table, windows)
    side_by_side = anp.reshape(seen, (len(windows), -1))
    return dense(anp.tanh(dense(side_by_side, w, b)), v, c)


def attention_scores(parameters: Sequence[Floats], sequences: Codes) -> Floats:
    """Return the scores of the letter after each place: embedding and position, one head, one hidden layer.

    Parameters
    ----------
    parameters : list of nine arrays
        Embedding (27, d), positions (T, d), query and key (d, m), value (d, d), weights (d, h) and bias (h,), weights
        (h, 27) and bias (27,).
    sequences : array of int, shape (n, T)
        Stretches of text.

    Returns
    -------
    array, shape (n, T, 27)
        Row t sees the letters 0 to t.

    Raises
    ------
    ValueError
        If the sequences are not as long as the table of positions.

    Examples
    --------
    >>> shapes = [(27, 4), (3, 4), (4, 2), (4, 2), (4, 4), (4, 5), (5,), (5, 27), (27,)]
    >>> attention_scores([np.ones(shape) for shape in shapes], np.array([[0, 1, 2]])).shape
    (1, 3, 27)
    """
    anp = _numpy()
    table, positions, query, key, value, w, b, v, c = parameters
    if np.ndim(sequences) != 2 or np.shape(sequences)[1] != positions.shape[0]:
        raise ValueError(f"sequences has shape {np.shape(sequences)}; this model takes (n, {positions.shape[0]})")
    x = embedding(table, sequences) + positions
    return dense(anp.tanh(dense(x + causal_attention(x, query, key, value), w, b)), v, c)


@cache
def letter_table() -> dict[str, list[int]]:
    """Return the stored parameters of `letter_net`, row by row, in whole hundredths.

    Examples
    --------
    >>> {name: len(numbers) for name, numbers in letter_table().items()}
    {'table': 216, 'w': 3072, 'b': 64, 'v': 1728, 'c': 27}
    """
    text = (files("ce_helpers.data") / "letter_net.json").read_text(encoding="utf-8")
    table: dict[str, list[int]] = json.loads(text)
    return table


def letter_net() -> list[Floats]:
    """Return the parameters of a network that predicts the next letter from six, trained beforehand, in hundredths.

    For `bengio_scores`. It learnt from the first text of `letter_texts`: run 0 of the model "network" of
    `train_on_letters`.

    Returns
    -------
    list of five arrays

    Examples
    --------
    >>> from ce_helpers.activations import softmax
    >>> q = softmax(bengio_scores(letter_net(), letter_windows(letter_codes("the dat"), 6)))
    >>> LETTERS[q[-1].argmax()]  # after "the da"
    't'
    """
    shapes = ((len(LETTERS), WIDTH), (BACK * WIDTH, HIDDEN), (HIDDEN,), (HIDDEN, len(LETTERS)), (len(LETTERS),))
    return [np.array(x).reshape(shape) / 100 for x, shape in zip(letter_table().values(), shapes, strict=True)]
