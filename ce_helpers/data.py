"""Data for the chapters: the real sets that come with scikit-learn, and synthetic ones made here.

Real sets need no download. Synthetic sets are drawn from a rule that is written down in the docstring of its
generator, so that most of them also carry the true probabilities, which no real set can tell. None of their numbers
is a measurement: the names of the features only say what the rule has been modelled on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .activations import sigmoid
from .validate import as_floats, as_labels, generator, number, plain, whole

__all__ = [
    "Dataset",
    "description_names",
    "description_text",
    "flip_labels",
    "flip_matrix",
    "keep_share",
    "load",
    "make_binding_screen",
    "make_blobs",
    "make_clicks",
    "make_compartments",
    "make_hairpins",
    "make_loans",
    "make_photographs",
    "make_structures",
    "split_rows",
]

Floats = NDArray[np.floating[Any]]
Rows = NDArray[np.intp]
Seed = int | np.random.Generator


@dataclass(frozen=True, eq=False)
class Dataset:
    """A data set in two parts, one to learn from and one to be judged by.

    Attributes
    ----------
    name : str
        What the set is called.
    x_train : array, shape (n, features)
        Examples to learn from.
    x_test : array, shape (m, features)
        Examples to be judged by.
    y_train : array
        Class indices of shape (n,); numbers for a regression; 0 and 1 of shape (n, labels) if several may hold.
    y_test : array
        The same for the examples of `x_test`.
    feature_names : tuple of str
        Names of the columns of x.
    class_names : tuple of str
        Names of the classes (or labels); a regression has none.
    description : str
        What it is, or how it was made.
    real : bool
        False if the set is synthetic.
    source : str
        Where it comes from.
    truth_train : array or None
        Synthetic sets only: the true probability from which each label was drawn, of class 1 or of every class (or
        label). Its cross-entropy with the labels is the floor no model can expect to pass.
    truth_test : array or None
        The same for the examples of `x_test`.
    """

    name: str
    x_train: NDArray[Any]
    y_train: NDArray[Any]
    x_test: NDArray[Any]
    y_test: NDArray[Any]
    feature_names: tuple[str, ...]
    class_names: tuple[str, ...]
    description: str
    real: bool
    source: str
    truth_train: Floats | None = None
    truth_test: Floats | None = None

    def __repr__(self) -> str:
        """Return one line that tells the sizes, and whether the set is synthetic."""
        kind = "real" if self.real else "synthetic"
        return f"<{self.name}, {kind}: {len(self.x_train)} train, {len(self.x_test)} test, x {self.x_train.shape[1:]}>"


# ------------------------------------------------------------------------------- real sets

_REAL = ("iris", "wine", "breast_cancer", "digits", "diabetes")


def load(
    name: str,
    *,
    test_size: float = 0.3,
    seed: Seed = 0,
    standardise: bool = True,
    features: Sequence[str | int] | None = None,
    positive: str | None = None,
) -> Dataset:
    """Return one of scikit-learn's bundled real data sets, split into training and test examples.

    Parameters
    ----------
    name : {"iris", "wine", "breast_cancer", "digits", "diabetes"}
        Which set. Digits are 8 × 8 images of grey values 0 to 16; diabetes is a regression.
    test_size : float
        Share of the test examples, from 0 to below 1; with 0 all are for training.
    seed : int or numpy Generator
        Decides the split; every class is split in the same proportion (`split_rows`).
    standardise : bool
        Subtract the mean and divide by the standard deviation of each feature, both of the training examples alone.
        A feature that never varies in training, such as a pixel in a corner, is only centred.
    features : sequence of names or numbers, optional
        Columns to keep, in this order; two of them make a picture.
    positive : str, optional
        Name of a class that becomes class 1, all others together being class 0. scikit-learn calls malignant 0 and
        benign 1 in breast_cancer; ``positive="malignant"`` turns this into the physician's sense of positive.

    Returns
    -------
    Dataset

    Raises
    ------
    ValueError
        If the name, a feature or the class is unknown, or `test_size` outside its range.

    References
    ----------
    Pedregosa, F., et al., *Scikit-learn: Machine Learning in Python*, JMLR 12 (2011); each set's own sources stand in
    its `description`.

    Examples
    --------
    >>> data = load("breast_cancer", features=("mean radius", "mean texture"), positive="malignant")
    >>> data
    <breast_cancer, real: 398 train, 171 test, x (2,)>
    >>> data.class_names
    ('benign', 'malignant')
    """
    if name not in _REAL:
        raise ValueError(f"name = {name!r} is no bundled set; there are {', '.join(_REAL)}")
    from sklearn import datasets

    bunch = getattr(datasets, f"load_{name}")()
    x, y = np.asarray(bunch.data, dtype=float), np.asarray(bunch.target)
    names = tuple(str(f) for f in bunch.feature_names)
    classes = () if name == "diabetes" else tuple(str(c) for c in bunch.target_names)
    if positive is not None:
        index = _index("positive", positive, classes)
        y = (y == index).astype(np.intp)
        others = [c for c in classes if c != classes[index]]
        classes = (others[0] if len(others) == 1 else f"not {classes[index]}", classes[index])
    if features is not None and len(features) == 0:
        raise ValueError(f"features = {features!r} is empty; name at least one of {', '.join(names)}")
    if features is not None:
        columns = [_index("features", f, names) for f in features]
        x, names = x[:, columns], tuple(names[c] for c in columns)
    train, test = split_rows(y, test_size=test_size, seed=seed, stratify=bool(classes))
    if standardise:
        spread = x[train].std(axis=0)
        x = (x - x[train].mean(axis=0)) / np.where(spread > 0, spread, 1.0)
    source = f"scikit-learn, sklearn.datasets.load_{name}"
    return Dataset(name, x[train], y[train], x[test], y[test], names, classes, str(bunch.DESCR), True, source)


def split_rows(y: ArrayLike, *, test_size: float = 0.3, seed: Seed = 0, stratify: bool = True) -> tuple[Rows, Rows]:
    """Divide the rows of a data set at random into training and test rows.

    Parameters
    ----------
    y : array, shape (n,)
        Targets.
    test_size : float
        Share of the test rows, from 0 to below 1; of each class the nearest whole number is taken.
    seed : int or numpy Generator
        Decides the split.
    stratify : bool
        Whether to take the same share of each class; for a regression say False.

    Returns
    -------
    train, test : arrays of int
        Row numbers, ascending; together they are all rows, and no row is in both.

    Raises
    ------
    ValueError
        If `test_size` is outside its range or leaves no training example.

    Examples
    --------
    >>> train, test = split_rows([0, 0, 0, 0, 1, 1, 1, 1], test_size=0.25)
    >>> len(train), len(test)
    (6, 2)
    """
    targets = as_floats("y", y)
    if targets.ndim != 1:
        raise ValueError(f"y has shape {targets.shape}; give one target a row, shape (n,)")
    share = number("test_size", test_size, 0, 1)
    if share == 1:
        raise ValueError("test_size = 1 leaves nothing to learn from; use a share below 1")
    rng = generator(seed)
    groups = np.unique(targets, return_inverse=True)[1] if stratify else np.zeros(len(targets), dtype=np.intp)
    is_test = np.zeros(len(targets), dtype=bool)
    for group in range(groups.max() + 1):
        rows = rng.permutation(np.flatnonzero(groups == group))
        is_test[rows[: round(share * len(rows))]] = True
    if is_test.all():
        raise ValueError(f"test_size = {test_size} of {len(targets)} rows leaves nothing to learn from; take less")
    return np.flatnonzero(~is_test), np.flatnonzero(is_test)


def description_names() -> tuple[str, ...]:
    """Return the names of the data sets whose descriptions scikit-learn carries, in alphabetical order.

    Examples
    --------
    >>> "iris" in description_names()
    True
    """
    from importlib.resources import files

    texts = [f.name for f in files("sklearn.datasets.descr").iterdir() if f.name.endswith(".rst")]
    return tuple(sorted(text.removesuffix(".rst").removesuffix("_data") for text in texts))


def description_text(name: str) -> str:
    """Return the description of a data set as it comes with scikit-learn: some pages of English, written by people.

    Parameters
    ----------
    name : str
        One of `description_names`: the sets of `load`, and some whose data would have to be downloaded.

    Returns
    -------
    str
        The text with its markup (reStructuredText), tables included; ASCII, but for a multiplication sign in covtype.

    Raises
    ------
    ValueError
        If there is no such description.

    Examples
    --------
    >>> description_text("iris").splitlines()[2]
    'Iris plants dataset'
    """
    from importlib.resources import files

    known = description_names()
    if name not in known:
        raise ValueError(f"name = {name!r} has no description; there are {', '.join(known)}")
    folder = files("sklearn.datasets.descr")
    file = folder / f"{name}.rst"
    return (file if file.is_file() else folder / f"{name}_data.rst").read_text(encoding="utf-8")


# ------------------------------------------------------------------------------- what is done to labels


def keep_share(y: ArrayLike, label: int, share: float, seed: Seed = 0) -> Rows:
    """Return rows in which one class has the share asked for, by leaving out examples of it (or of the others).

    Nothing is invented or repeated: as many rows are kept as that allows.

    Parameters
    ----------
    y : array of int, shape (n,)
        Class indices.
    label : int
        The class whose share is set.
    share : float
        Between 0 and 1, both excluded; reached to the nearest whole example.
    seed : int or numpy Generator
        Decides who is left out.

    Returns
    -------
    array of int
        Row numbers, ascending.

    Raises
    ------
    ValueError
        If `y` is not one row of labels, or lacks the class or any other; if the share is outside its range, or so near
        its ends that no row of one kind would be left.

    Examples
    --------
    >>> y = np.repeat([0, 1], [90, 60])
    >>> rows = keep_share(y, label=1, share=0.1)
    >>> print(len(rows), y[rows].mean())
    100 0.1
    """
    labels = plain("y", y)
    if labels.ndim != 1:
        raise ValueError(f"y has shape {labels.shape}; give one class index a row, shape (n,)")
    if not 0 < number("share", share, 0, 1) < 1:
        raise ValueError(f"share = {share!r} would leave one class alone; use a share between 0 and 1")
    inside, outside = np.flatnonzero(labels == label), np.flatnonzero(labels != label)
    if len(inside) == 0 or len(outside) == 0:
        raise ValueError(
            f"label = {label!r} is the class of {len(inside)} of {labels.size} rows; both kinds are needed"
        )
    rng = generator(seed)
    keep_inside = min(len(inside), round(len(outside) * share / (1 - share)))
    keep_outside = min(len(outside), round(len(inside) * (1 - share) / share))
    if keep_inside == 0 or keep_outside == 0:
        raise ValueError(
            f"share = {share!r} of label {label!r} cannot be had from {len(inside)} rows of it and {len(outside)} "
            "others: one of the two would be left without any; use a share nearer to ½, or more rows"
        )
    kept = [rng.permutation(inside)[:keep_inside], rng.permutation(outside)[:keep_outside]]
    return np.sort(np.concatenate(kept))


def flip_labels(y: ArrayLike, rate: float, n_classes: int, rng: Seed) -> Rows:
    """Return the labels of an imagined careless annotator: each is wrong with probability `rate`. Synthetic noise.

    A wrong label is any of the other classes, all equally likely; whether it is wrong depends on nothing else.

    Parameters
    ----------
    y : array of int
        Class indices, any shape.
    rate : float
        Probability of a wrong label, 0 to 1.
    n_classes : int
        Number of classes, at least 2.
    rng : numpy Generator or int
        Source of chance.

    Returns
    -------
    array of int
        A new array of the same shape.

    Raises
    ------
    ValueError
        If a label is no class index or `rate` no probability.

    References
    ----------
    Angluin, D., and P. Laird, *Learning from noisy examples*, Machine Learning 2 (1988).

    Examples
    --------
    >>> y = np.zeros(10_000, dtype=int)
    >>> noisy = flip_labels(y, rate=0.4, n_classes=10, rng=0)
    >>> print(np.abs((noisy != y).mean() - 0.4) < 0.02)
    True
    """
    labels = as_labels("y", y, whole("n_classes", n_classes, 2))
    number("rate", rate, 0, 1)
    source = generator(rng)
    shift = source.integers(1, n_classes, size=labels.shape)
    wrong = source.random(labels.shape) < rate
    return np.where(wrong, (labels + shift) % n_classes, labels)


def flip_matrix(rate: float, n_classes: int) -> Floats:
    """Return T with T[i, j] the probability that `flip_labels` turns class i into class j.

    Parameters
    ----------
    rate : float
        Probability of a wrong label, 0 to 1.
    n_classes : int
        Number of classes, at least 2.

    Returns
    -------
    array, shape (n_classes, n_classes)
        Rows sum to 1: 1 − rate on the diagonal, and the rate shared equally beside it.

    Raises
    ------
    ValueError
        If `rate` is no probability or there are fewer than two classes.

    Examples
    --------
    >>> print(flip_matrix(0.2, 3))
    [[0.8 0.1 0.1]
     [0.1 0.8 0.1]
     [0.1 0.1 0.8]]
    """
    k = whole("n_classes", n_classes, 2)
    off = number("rate", rate, 0, 1) / (k - 1)
    return np.where(np.eye(k, dtype=bool), 1 - rate, off)


# ------------------------------------------------------------------------------- synthetic sets


def make_blobs(
    n: int = 200,
    n_test: int = 200,
    *,
    distance: float = 2.0,
    share: float = 0.5,
    separable: bool = False,
    seed: Seed = 0,
) -> Dataset:
    """Return two clouds of points in a plane. Synthetic.

    Class 1 has probability `share`. Its points are normal with unit variance around (c, c), those of class 0 around
    (−c, −c), where the centres are `distance` apart. The true probability is σ(distance·u + ln(share/(1 − share))),
    with u the coordinate along the line through the centres; with equal shares the best error is Φ(−distance/2).

    Parameters
    ----------
    n, n_test : int
        Training and test examples.
    distance : float
        Distance of the centres; 0 makes the classes the same.
    share : float
        Probability of class 1, between 0 and 1.
    separable : bool
        Keep the classes `distance` apart instead: along the line each point lies |normal| beyond its centre, so that
        some straight line makes no mistake.
    seed : int or numpy Generator
        Decides the draw.

    Returns
    -------
    Dataset

    Raises
    ------
    ValueError
        If a parameter is outside its range.

    Examples
    --------
    >>> make_blobs(100, 50, distance=3)
    <blobs, synthetic: 100 train, 50 test, x (2,)>
    """
    total = _total(n, n_test)
    number("distance", distance, 0, np.inf)
    if not 0 < number("share", share, 0, 1) < 1:
        raise ValueError(f"share = {share!r} leaves one class empty; use a share between 0 and 1")
    rng = generator(seed)
    y = (rng.random(total) < share).astype(np.intp)
    side = 2 * y - 1
    across, noise = rng.standard_normal((2, total))
    along = side * (distance / 2 + np.abs(noise)) if separable else side * distance / 2 + noise
    x = np.column_stack([along - across, along + across]) / np.sqrt(2)
    truth = y.astype(float) if separable else sigmoid(distance * along + np.log(share / (1 - share)))
    return _synthetic("blobs", make_blobs, n, x, y, truth, ("x1", "x2"), ("class 0", "class 1"))


def make_hairpins(n: int = 400, n_test: int = 400, *, temperature: float = 1.0, seed: Seed = 0) -> Dataset:
    """Return DNA hairpins, functional or not. Synthetic: the energies are invented, only their signs are chemistry.

    A stem of 4 to 12 base pairs, each G–C with probability ½ and mismatched with probability 0.1, closes a loop of 3
    to 10 bases. The energy is E = −0.5·(A–T pairs) − 1.0·(G–C pairs) + 1.0·(mismatches) + 0.4·(loop − 3), and a
    hairpin is functional with probability σ(−(E + 3.5)/temperature).

    Parameters
    ----------
    n, n_test : int
        Training and test examples.
    temperature : float
        Above 0; the higher, the more chance decides.
    seed : int or numpy Generator
        Decides the draw.

    Returns
    -------
    Dataset

    Raises
    ------
    ValueError
        If a parameter is outside its range.

    Examples
    --------
    >>> data = make_hairpins()
    >>> data.feature_names
    ('A–T pairs', 'G–C pairs', 'mismatches', 'loop length')
    """
    total = _total(n, n_test)
    _positive("temperature", temperature)
    rng = generator(seed)
    stem, loop = rng.integers(4, 13, total), rng.integers(3, 11, total)
    mismatches = rng.binomial(stem, 0.1)
    strong = rng.binomial(stem - mismatches, 0.5)
    x = np.column_stack([stem - mismatches - strong, strong, mismatches, loop]).astype(float)
    energy = x @ [-0.5, -1.0, 1.0, 0.4] - 0.4 * 3
    truth = sigmoid(-(energy + 3.5) / temperature)
    y = (rng.random(total) < truth).astype(np.intp)
    names = ("A–T pairs", "G–C pairs", "mismatches", "loop length")
    return _synthetic("hairpins", make_hairpins, n, x, y, truth, names, ("not functional", "functional"))


def make_binding_screen(
    n: int = 4000, n_test: int = 4000, *, rate: float = 0.03, strength: float = 2.0, seed: Seed = 0
) -> Dataset:
    """Return a screen of compounds against a target, of which few bind. Synthetic.

    Ten descriptors are standard normal. A compound binds with probability σ(strength·x·w + b), where w is a fixed
    direction of length 1 whose entries fall off as 1, 1/2, …, 1/10 with alternating signs, and b is chosen so that
    the mean probability over the draw is `rate`.

    Parameters
    ----------
    n, n_test : int
        Training and test examples.
    rate : float
        Expected share of binders, between 0 and 1.
    strength : float
        How much the descriptors tell; at 0 they tell nothing.
    seed : int or numpy Generator
        Decides the draw.

    Returns
    -------
    Dataset

    Raises
    ------
    ValueError
        If a parameter is outside its range.

    Examples
    --------
    >>> data = make_binding_screen(rate=0.03)
    >>> print(0.02 < data.y_train.mean() < 0.04, data.class_names)
    True ('no binding', 'binding')
    """
    total = _total(n, n_test)
    if not 0 < number("rate", rate, 0, 1) < 1:
        raise ValueError(f"rate = {rate!r} leaves one class empty; use a rate between 0 and 1")
    number("strength", strength, 0, np.inf)
    rng = generator(seed)
    x = rng.standard_normal((total, 10))
    w = (-1.0) ** np.arange(10) / np.arange(1, 11)
    score = strength * x @ (w / np.linalg.norm(w))
    truth = sigmoid(score + _offset(score, rate))
    y = (rng.random(total) < truth).astype(np.intp)
    names = tuple(f"descriptor {i}" for i in range(1, 11))
    return _synthetic("binding screen", make_binding_screen, n, x, y, truth, names, ("no binding", "binding"))


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
    total = _total(n, n_test)
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
        y = _draw(truth, rng)
    names = ("hydrophobicity", "net charge", "signal at the start", "nuclear signal", "length")
    return _synthetic("compartments", make_compartments, n, x, y, truth, names, _COMPARTMENTS)


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
    total = _total(n, n_test)
    number("noise", noise, 0, np.inf)
    rng = generator(seed)
    patterns = np.zeros((4, 8, 8))
    patterns[0, :3], patterns[1, 4::2], patterns[2, :, 2], patterns[3, 4:7, 4:7] = 1, 1, 1, 1
    y = (rng.random((total, 4)) < _SCENES[rng.integers(0, 3, total)]).astype(np.intp)
    contrast = rng.uniform(0.5, 1.5, y.shape)
    x = (y * contrast) @ patterns.reshape(4, 64) + noise * rng.standard_normal((total, 64))
    names = tuple(f"pixel {row} {column}" for row in range(8) for column in range(8))
    return _synthetic("photographs", make_photographs, n, x, y, None, names, ("sky", "water", "tree", "car"))


def make_loans(
    n: int = 1000, n_test: int = 1000, *, gap: float = 0.8, prejudice: float = 0.5, seed: Seed = 0
) -> Dataset:
    """Return applications for a loan with the decisions of an unfair past. Synthetic; no real person or bank.

    Half of the applicants belong to group 1. Income is normal with mean 0, lowered by `gap` in group 1; debt and
    years of history are standard normal. The loan was approved with probability
    σ(0.3 + 1.2·income − 0.8·debt + 0.6·history − prejudice·group).

    Parameters
    ----------
    n, n_test : int
        Training and test examples.
    gap : float
        How much lower the mean income of group 1 is, in standard deviations.
    prejudice : float
        How much the score of group 1 was lowered for no reason of its own.
    seed : int or numpy Generator
        Decides the draw.

    Returns
    -------
    Dataset
        The last column of x is the group, 0 or 1: ``data.x_train[:, -1]``.

    Raises
    ------
    ValueError
        If a parameter is outside its range.

    Examples
    --------
    >>> data = make_loans()
    >>> group = data.x_train[:, -1]
    >>> print(data.y_train[group == 0].mean() > data.y_train[group == 1].mean())
    True
    """
    total = _total(n, n_test)
    number("gap", gap, -np.inf, np.inf)
    number("prejudice", prejudice, -np.inf, np.inf)
    rng = generator(seed)
    group = rng.integers(0, 2, total)
    income, debt, history = rng.standard_normal((3, total))
    x = np.column_stack([income - gap * group, debt, history, group])
    truth = sigmoid(0.3 + x @ [1.2, -0.8, 0.6, -prejudice])
    y = (rng.random(total) < truth).astype(np.intp)
    names = ("income", "debt", "history", "group")
    return _synthetic("loans", make_loans, n, x, y, truth, names, ("refused", "approved"))


_RESIDUES = "ACDEFGHIKLMNPQRSTVWY"
_FAVOURITES = ("AELMQKRH", "VIYCWFT", "GNPSD")  # of helix, strand, coil: textbook tendencies
_NEXT_STATE = np.array([[0.90, 0.01, 0.09], [0.01, 0.85, 0.14], [0.08, 0.08, 0.84]])


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
    total = _total(n, n_test)
    length = whole("length", length, 1)
    number("preference", preference, 1, np.inf)
    rng = generator(seed)
    y = np.full((total, length), 2, dtype=np.intp)
    for t in range(1, length):
        y[:, t] = _draw(_NEXT_STATE[y[:, t - 1]], rng)
    emit = np.array([[preference if r in liked else 1.0 for r in _RESIDUES] for liked in _FAVOURITES])
    emit /= emit.sum(axis=1, keepdims=True)
    x = _draw(emit[y], rng)
    return _synthetic("structures", make_structures, n, x, y, None, tuple(_RESIDUES), ("helix", "strand", "coil"))


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
    total, items = _total(n, n_test), whole("items", items, 1)
    rng = generator(seed)
    relevance, quality, price = rng.standard_normal((3, total, items))
    place = np.broadcast_to(np.arange(1.0, items + 1), (total, items))
    click = sigmoid(1.5 * relevance + 0.5 * quality - 0.5) / place
    buy = click * sigmoid(quality - price - 1)
    chance = rng.random((total, items))  # one draw decides both: who buys has clicked
    y = np.stack([chance < click, chance < buy], axis=-1).astype(np.intp)
    x = np.stack([relevance, quality, price, place], axis=-1)
    names = ("relevance", "quality", "price", "place")
    return _synthetic("clicks", make_clicks, n, x, y, np.stack([click, buy], axis=-1), names, ("click", "purchase"))


# ------------------------------------------------------------------------------- shared work and checks


def _synthetic(
    name: str,
    maker: Any,
    n: int,
    x: NDArray[Any],
    y: NDArray[Any],
    truth: Floats | None,
    feature_names: tuple[str, ...],
    class_names: tuple[str, ...],
) -> Dataset:
    """Return the first n examples for training and the others for the test; all are independent draws."""
    told = (maker.__doc__ or "").split("\n\n    Parameters")[0].removeprefix("Return ")
    paragraphs = (told[:1].upper() + told[1:]).split("\n\n")
    description = "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)
    known = (None, None) if truth is None else (truth[:n], truth[n:])
    source = f"synthetic, ce_helpers.{maker.__name__}"
    return Dataset(name, x[:n], y[:n], x[n:], y[n:], feature_names, class_names, description, False, source, *known)


def _draw(p: Floats, rng: np.random.Generator) -> Rows:
    """Return one class index for each distribution along the last axis of `p`."""
    below = rng.random((*p.shape[:-1], 1)) >= np.cumsum(p, axis=-1)[..., :-1]
    drawn: Rows = below.sum(axis=-1).astype(np.intp)
    return drawn


def _offset(score: Floats, rate: float) -> float:
    """Return b with mean(σ(score + b)) = rate, by halving an interval that must hold it."""
    middle = np.log(rate / (1 - rate))
    low, high = middle - score.max(), middle - score.min()
    for _ in range(60):
        b = (low + high) / 2
        low, high = (low, b) if sigmoid(score + b).mean() > rate else (b, high)
    return float((low + high) / 2)


def _total(n: int, n_test: int) -> int:
    return whole("n", n, 1) + whole("n_test", n_test, 0)


def _positive(name: str, value: Any) -> float:
    if number(name, value, 0, np.inf) == 0:
        raise ValueError(f"{name} = {value!r} must be above 0")
    return float(value)


def _index(name: str, value: str | int, known: tuple[str, ...]) -> int:
    if isinstance(value, str) and value in known:
        return known.index(value)
    if isinstance(value, int | np.integer) and not isinstance(value, bool) and 0 <= value < len(known):
        return int(value)
    raise ValueError(f"{name} holds {value!r}; known are {', '.join(known) or 'none, for this is a regression'}")
