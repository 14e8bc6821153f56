"""Synthetic sets of more structure: several labels an example, images, sequences, result pages."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ..activations import sigmoid
from ..validate import as_binary, generator, number, whole
from .dataset import Dataset, draw, synthetic, total_rows

__all__ = [
    "fingerprint_costs",
    "make_clicks",
    "make_compartments",
    "make_fingerprints",
    "make_photographs",
    "make_structures",
]

Seed = int | np.random.Generator


# rows: hydrophobicity, net charge, signal at the start, nuclear signal, length; columns: the four compartments
_COMPARTMENTS = ("nucleus", "cytosol", "membrane", "mitochondrion")

_COMPARTMENT_SCORES = np.array(
    [
        [-0.8, -0.4, 2.0, 0.2],
        [0.8, -0.6, 0.0, 0.9],
        [-0.6, -0.8, 0.9, 2.0],
        [2.2, -0.5, -0.8, -0.6],
        [0.3, -0.2, 0.6, -0.7],
    ]
)


def make_compartments(
    n: int = 600, n_test: int = 600, *, multi_label: bool = False, strength: float = 1.5, seed: Seed = 0
) -> Dataset:
    """Return proteins and the compartments of the cell they are found in. Synthetic.

    Five standard normal features give each of four compartments a score, strength·x·W, with an invented W (kept
    beside this function). Either a protein lives in exactly one compartment, drawn from the softmax of the scores, or,
    with `multi_label`, in each compartment independently with probability σ(score − 0.5), possibly in none.

    Parameters
    ----------
    n, n_test : int
        Training and test examples.
    multi_label : bool
        Whether a protein may live in several compartments; then y has one column for each.
    strength : float
        How much the features tell; at 0 they tell nothing.
    seed : int or numpy Generator
        Decides the draw; the features are the same for both kinds of label.

    Returns
    -------
    Dataset
        `truth_train` and `truth_test` have one column for each compartment.

    Raises
    ------
    ValueError
        If a parameter is outside its range.

    Examples
    --------
    >>> make_compartments().y_train.shape, make_compartments(multi_label=True).y_train.shape
    ((600,), (600, 4))
    """
    total = total_rows(n, n_test)
    number("strength", strength, 0, np.inf)
    rng = generator(seed)
    x = rng.standard_normal((total, 5))
    score = strength * x @ _COMPARTMENT_SCORES
    if multi_label:
        truth = sigmoid(score - 0.5)
        y = (rng.random(truth.shape) < truth).astype(np.intp)
    else:
        truth = np.exp(score - score.max(axis=1, keepdims=True))
        truth /= truth.sum(axis=1, keepdims=True)
        y = draw(truth, rng)
    names = ("hydrophobicity", "net charge", "signal at the start", "nuclear signal", "length")
    return synthetic("compartments", make_compartments, n, x, y, truth, names, _COMPARTMENTS)


_SCENES = np.array([[0.9, 0.8, 0.2, 0.1], [0.7, 0.1, 0.9, 0.1], [0.5, 0.1, 0.3, 0.9]])  # beach, forest, street


def make_photographs(n: int = 600, n_test: int = 300, *, noise: float = 0.5, seed: Seed = 0) -> Dataset:
    """Return stand-ins for photographs in which several things may be seen at once. Synthetic.

    One of three scenes (beach, forest, street), equally likely, says how probable each of the labels sky, water, tree
    and car is; given the scene the labels are independent, and therefore not so without it. The 8 × 8 image is the
    sum of a fixed pattern for each label present (bright rows above, stripes below, a column, a box), each with its
    own contrast between 0.5 and 1.5, plus normal noise.

    Parameters
    ----------
    n, n_test : int
        Training and test examples.
    noise : float
        Standard deviation of the noise in each pixel.
    seed : int or numpy Generator
        Decides the draw.

    Returns
    -------
    Dataset
        x has 64 columns, ``x.reshape(-1, 8, 8)`` are the images; y has a column for each label. The true
        probabilities given the image are not known.

    Raises
    ------
    ValueError
        If a parameter is outside its range.

    Examples
    --------
    >>> data = make_photographs()
    >>> data.class_names, data.y_train.shape
    (('sky', 'water', 'tree', 'car'), (600, 4))
    """
    total = total_rows(n, n_test)
    number("noise", noise, 0, np.inf)
    rng = generator(seed)
    patterns = np.zeros((4, 8, 8))
    patterns[0, :3], patterns[1, 4::2], patterns[2, :, 2], patterns[3, 4:7, 4:7] = 1, 1, 1, 1
    y = (rng.random((total, 4)) < _SCENES[rng.integers(0, 3, total)]).astype(np.intp)
    contrast = rng.uniform(0.5, 1.5, y.shape)
    x = (y * contrast) @ patterns.reshape(4, 64) + noise * rng.standard_normal((total, 64))
    names = tuple(f"pixel {row} {column}" for row in range(8) for column in range(8))
    return synthetic("photographs", make_photographs, n, x, y, None, names, ("sky", "water", "tree", "car"))


_RESIDUES = "ACDEFGHIKLMNPQRSTVWY"

_FAVOURITES = ("AELMQKRH", "VIYCWFT", "GNPSD")  # of helix, strand, coil: textbook tendencies

NEXT_STATE = np.array([[0.90, 0.01, 0.09], [0.01, 0.85, 0.14], [0.08, 0.08, 0.84]])


def make_structures(
    n: int = 100, n_test: int = 50, *, length: int = 60, preference: float = 4.0, seed: Seed = 0
) -> Dataset:
    """Return sequences of residues with their helix–strand–coil states, from a Markov chain. Synthetic.

    The state starts as coil and moves on by a fixed matrix that favours staying (kept beside this function), so that
    neighbours mostly agree. Each state then draws one of the 20 residues; its favourites (helix AELMQKRH, strand
    VIYCWFT, coil GNPSD) are `preference` times as probable as the others.

    Parameters
    ----------
    n, n_test : int
        Training and test sequences.
    length : int
        Residues in each.
    preference : float
        At least 1; at 1 the residues tell nothing about the state.
    seed : int or numpy Generator
        Decides the draw.

    Returns
    -------
    Dataset
        x and y have shape (n, length); the whole numbers in x stand for the residues in `feature_names`.

    Raises
    ------
    ValueError
        If a parameter is outside its range.

    Examples
    --------
    >>> data = make_structures()
    >>> print(data.x_train.shape, data.class_names)
    (100, 60) ('helix', 'strand', 'coil')
    """
    total = total_rows(n, n_test)
    length = whole("length", length, 1)
    number("preference", preference, 1, np.inf)
    rng = generator(seed)
    y = np.full((total, length), 2, dtype=np.intp)
    for t in range(1, length):
        y[:, t] = draw(NEXT_STATE[y[:, t - 1]], rng)
    emit = np.array([[preference if r in liked else 1.0 for r in _RESIDUES] for liked in _FAVOURITES])
    emit /= emit.sum(axis=1, keepdims=True)
    x = draw(emit[y], rng)
    return synthetic("structures", make_structures, n, x, y, None, tuple(_RESIDUES), ("helix", "strand", "coil"))


def make_clicks(n: int = 400, n_test: int = 400, *, items: int = 6, seed: Seed = 0) -> Dataset:
    """Return a log of result pages: what was shown where, clicked and bought. Synthetic.

    Each page lists `items` results with standard normal relevance, quality and price, in random order. A reader looks
    at place i (from 1) with probability 1/i; what is looked at is clicked with probability
    σ(1.5·relevance + 0.5·quality − 0.5); what is clicked is bought with probability σ(quality − price − 1).

    Parameters
    ----------
    n, n_test : int
        Training and test pages.
    items : int
        Results on a page.
    seed : int or numpy Generator
        Decides the draw.

    Returns
    -------
    Dataset
        x has shape (n, items, 4), with the place as its last feature; y has shape (n, items, 2): click, purchase.

    Raises
    ------
    ValueError
        If a parameter is outside its range.

    Examples
    --------
    >>> data = make_clicks()
    >>> print(data.y_train.shape, (data.y_train[..., 1] <= data.y_train[..., 0]).all())
    (400, 6, 2) True
    """
    total, items = total_rows(n, n_test), whole("items", items, 1)
    rng = generator(seed)
    relevance, quality, price = rng.standard_normal((3, total, items))
    place = np.broadcast_to(np.arange(1.0, items + 1), (total, items))
    click = sigmoid(1.5 * relevance + 0.5 * quality - 0.5) / place
    buy = click * sigmoid(quality - price - 1)
    chance = rng.random((total, items))  # one draw decides both: who buys has clicked
    y = np.stack([chance < click, chance < buy], axis=-1).astype(np.intp)
    x = np.stack([relevance, quality, price, place], axis=-1)
    names = ("relevance", "quality", "price", "place")
    return synthetic("clicks", make_clicks, n, x, y, np.stack([click, buy], axis=-1), names, ("click", "purchase"))


_GROUPS = ("ring", "acid", "amine", "chain")

_GROUP_SHARES = np.array([0.6, 0.35, 0.3, 0.5])

_ALONE = 0.05  # a bit is set without any reason


def _leaves_unset() -> np.ndarray:
    """Return for each group and bit the probability that the group, where present, does not set the bit."""
    spare = np.random.default_rng(19)
    unset = np.ones((4, 48))
    for k in range(4):
        unset[k, 10 * k : 10 * k + 16] = 1 - spare.uniform(0.5, 0.95, min(16, 48 - 10 * k))  # neighbours share six bits
    return unset


def _bit_chances() -> tuple[np.ndarray, np.ndarray]:
    """Return the sixteen combinations of groups with their probabilities, and the chances of all bits in each."""
    which = (np.arange(16)[:, None] >> np.arange(4)) & 1
    share = np.prod(np.where(which, _GROUP_SHARES, 1 - _GROUP_SHARES), axis=1)
    unset = (1 - _ALONE) * np.exp(which @ np.log(_leaves_unset()))
    return share, 1 - unset


def make_fingerprints(n: int = 1000, n_test: int = 1000, *, seed: Seed = 0) -> Dataset:
    """Return binary fingerprints of molecules, 48 bits each. Synthetic.

    A molecule has each of four groups (ring, acid, amine, chain) or not, independently, with probability 0.6, 0.35,
    0.3 and 0.5. Each group that is present sets each of sixteen neighbouring bits with a probability between 0.5 and
    0.95; groups share bits, and every bit is set without any reason with probability 0.05. All of it is invented; the
    exact probability of a fingerprint is the sum over sixteen combinations of groups (`fingerprint_costs`).

    Parameters
    ----------
    n, n_test : int
        Training and test examples.
    seed : int or numpy Generator
        Decides the draw.

    Returns
    -------
    Dataset
        x holds the bits, y the four groups. A model of x alone does not see y.

    Raises
    ------
    ValueError
        If a parameter is outside its range.

    Examples
    --------
    >>> data = make_fingerprints()
    >>> print(data.x_train.shape, data.class_names)
    (1000, 48) ('ring', 'acid', 'amine', 'chain')
    """
    total = total_rows(n, n_test)
    rng = generator(seed)
    y = (rng.random((total, 4)) < _GROUP_SHARES).astype(np.intp)
    chances = _bit_chances()[1][y @ (1 << np.arange(4))]
    x = (rng.random(chances.shape) < chances).astype(float)
    names = tuple(f"bit {i}" for i in range(48))
    return synthetic("fingerprints", make_fingerprints, n, x, y, None, names, _GROUPS)


def fingerprint_costs(x: ArrayLike) -> np.ndarray:
    """Return −ln p(x) of each fingerprint under the rule of `make_fingerprints`, exactly, in nats.

    Parameters
    ----------
    x : array_like, shape (n, 48)
        Zeros and ones.

    Returns
    -------
    array, shape (n,)
        Their mean is the floor that no model can expect to pass on new fingerprints.

    Raises
    ------
    ValueError
        If x has another shape, or holds anything but 0 and 1.

    Examples
    --------
    >>> print(fingerprint_costs(make_fingerprints().x_test).mean() < 48 * np.log(2))
    True
    """
    bits = as_binary(x)
    if bits.shape[1] != 48:
        raise ValueError(f"x has shape {bits.shape}; give (n, 48), one fingerprint a row")
    share, chances = _bit_chances()
    each = np.log(share) + bits @ np.log(chances).T + (1 - bits) @ np.log1p(-chances).T
    top = each.max(axis=1)
    costs: np.ndarray = -(top + np.log(np.exp(each - top[:, None]).sum(axis=1)))
    return costs
