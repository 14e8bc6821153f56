"""The network of the digits that travels in pages: what it is worth, and the program that makes it."""

import numpy as np
import pytest
from sklearn.metrics import log_loss

import ce_helpers as ce
from tools import digit_net


@pytest.fixture(scope="module")
def digits():
    return ce.load("digits", seed=0, standardise=False)


def test_the_stored_network_reads_digits_that_it_has_not_seen(digits):
    q = ce.digit_net().predict_proba(digits.x_test / 16)
    assert log_loss(digits.y_test, q) < 0.08
    assert (q.argmax(axis=1) == digits.y_test).mean() > 0.97


def test_it_reads_them_a_pixel_to_the_side_as_well(digits):
    x = digit_net.shifted(digits.x_test / 16)
    assert (ce.digit_net().predict(x) == np.tile(digits.y_test, 5)).mean() > 0.95


def test_a_picture_is_moved_by_one_pixel_to_each_side():
    picture = np.zeros((1, 64))
    picture[0, 8 * 3 + 4] = 1  # row 3, column 4
    places = [tuple(np.argwhere(p.reshape(8, 8))[0]) for p in digit_net.shifted(picture)]
    assert sorted(places) == [(2, 4), (3, 3), (3, 4), (3, 5), (4, 4)]


def test_what_leaves_the_frame_is_cut_off():
    corner = np.zeros((1, 64))
    corner[0, 0] = 1
    assert digit_net.shifted(corner).sum() == 3


def test_the_program_trains_a_network_of_the_stored_form():
    fit = digit_net.trained(steps=300, hidden=8)
    numbers = digit_net.hundredths(fit)
    assert [len(n) for n in numbers] == [64 * 8, 8, 8 * 10, 10]
    assert all(isinstance(n, int) for n in numbers[0])
    assert fit.losses[-50:].mean() < np.log(10) / 2
    for kept, p in zip(numbers, fit.parameters, strict=True):
        assert np.abs(np.array(kept) / 100 - p.ravel()).max() <= 0.005 + 1e-12
