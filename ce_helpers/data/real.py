"""The real sets that come with scikit-learn, and the words that ten people rated."""

from __future__ import annotations

import json
from collections.abc import Sequence, Sized

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..extras import extra
from ..validate import as_floats, generator, number
from .dataset import Dataset

__all__ = ["description_names", "description_text", "load", "load_ratings", "split_rows"]

Rows = NDArray[np.intp]
Seed = int | np.random.Generator


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
    with extra("data", "the real sets come with"):
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
    if features is not None and (isinstance(features, str) or not isinstance(features, Sized) or len(features) == 0):
        raise ValueError(f"features = {features!r:.60} is no list of features; name at least one of {', '.join(names)}")
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

    with extra("data", "the descriptions come with"):
        folder = files("sklearn.datasets.descr")
    texts = [f.name for f in folder.iterdir() if f.name.endswith(".rst")]
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


def load_ratings() -> tuple[tuple[str, ...], NDArray[np.int_]]:
    """Return 7,520 words and emoticons, and what ten people each said of their sentiment: −4 to +4.

    The lexicon of VADER, as it comes with the package `vaderSentiment`. The authors kept the words whose mean rating is
    not 0 and whose standard deviation is below 2.5, so that the raters agree more here than on words at large. The
    ratings were collected from many paid raters; a column is the order of the answers and need not be one person.

    Returns
    -------
    words : tuple of str
        In the order of the file; a few stand there twice.
    ratings : array of int, shape (7520, 10)
        Ten answers a word.

    Raises
    ------
    ModuleNotFoundError
        If the package is not installed.

    References
    ----------
    Hutto, C. J., and E. Gilbert, "VADER: A parsimonious rule-based model for sentiment analysis of social media text",
    ICWSM 2014.

    Examples
    --------
    >>> words, ratings = load_ratings()
    >>> ratings[words.index("sick")]
    array([-1, -2, -3, -2, -2, -4, -3, -2, -2, -2])
    """
    from importlib.resources import files

    with extra("data", "the ratings come with"):
        text = files("vaderSentiment").joinpath("vader_lexicon.txt").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line]
    return tuple(row[0] for row in rows), np.array([json.loads(row[3]) for row in rows])


def _index(name: str, value: str | int, known: tuple[str, ...]) -> int:
    if isinstance(value, str) and value in known:
        return known.index(value)
    if isinstance(value, int | np.integer) and not isinstance(value, bool) and 0 <= value < len(known):
        return int(value)
    raise ValueError(f"{name} holds {value!r}; known are {', '.join(known) or 'none, for this is a regression'}")
