"""What the tests of formulas share: two sets of measurements, each column with mean 0 and variance 1."""

import pytest
from sklearn.datasets import load_breast_cancer, load_iris


@pytest.fixture(scope="module")
def cancer():
    x, y = load_breast_cancer(return_X_y=True)
    x = x[:, [0, 1, 4]]
    return (x - x.mean(axis=0)) / x.std(axis=0), y


@pytest.fixture(scope="module")
def iris():
    x, y = load_iris(return_X_y=True)
    return (x - x.mean(axis=0)) / x.std(axis=0), y
