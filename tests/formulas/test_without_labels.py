"""Pictures without labels, the networks that travel in Chapter 20's page, and the program that makes them."""

import json
import re

import numpy as np
import pytest

import ce_helpers as ce
from tools import without_labels


@pytest.mark.parametrize(
    ("call", "quoted", "remedy"),
    [
        (lambda: ce.load_patches(0), "n = 0", "1"),
        (lambda: ce.load_patches(2.5), "n = 2.5", "whole"),
        (lambda: ce.load_patches(3, part="all"), "part = 'all'", '"train" or "test"'),
        (lambda: ce.turned(np.zeros((3, 64))), "(3, 64)", "reshape"),
        (lambda: ce.turned(np.zeros((3, 8, 7))), "(3, 8, 7)", "reshape"),
        (lambda: ce.turned("pictures"), "'pictures'", "real numbers"),
        (lambda: ce.turn_net("faces"), "'faces'", "digits"),
        (lambda: ce.turn_scores("digits", np.zeros((2, 63))), "(2, 63)", "one picture a row"),
        (lambda: ce.turn_scores("digits", np.zeros(64)), "(64,)", "one picture a row"),
        (lambda: ce.turn_scores("digits", np.zeros((0, 64))), "(0, 64)", "at least one"),
    ],
)
def test_bad_input_is_quoted_and_a_remedy_named(call, quoted, remedy):
    with pytest.raises(ValueError, match=re.escape(quoted)) as error:
        call()
    assert remedy in str(error.value)


def test_patches_are_the_same_for_a_seed_and_differ_between_the_parts():
    one, photograph = ce.load_patches(40, seed=3)
    again, _ = ce.load_patches(40, seed=3)
    new, _ = ce.load_patches(40, part="test", seed=3)
    assert (one == again).all()
    assert not (one == new).all(axis=(1, 2)).any()
    assert one.min() >= 0
    assert one.max() <= 1
    assert np.bincount(photograph).tolist() == [40, 40]
    assert one[photograph == 0].mean() < one[photograph == 1].mean()  # the temple is the lighter photograph


def test_four_turns_bring_a_picture_back_and_go_against_the_clock():
    picture = np.arange(9.0).reshape(1, 3, 3)
    turns, label = ce.turned(picture)
    assert label.tolist() == [0, 1, 2, 3]
    assert turns[1, :, 0].tolist() == [2, 1, 0]  # what was the upper row stands at the left
    np.testing.assert_array_equal(ce.turned(turns[3:])[0][1], picture[0])


@pytest.fixture(scope="module")
def digits():
    return ce.load("digits", seed=0, standardise=False)


def test_the_network_of_digits_says_how_new_ones_were_turned(digits):
    turns, label = ce.turned(digits.x_test.reshape(-1, 8, 8) / 16)
    z = ce.turn_scores("digits", turns)
    assert ce.cross_entropy_with_logits(z, label) < 0.15
    assert (z.argmax(axis=1) == label).mean() > 0.94
    np.testing.assert_array_equal(z, ce.turn_scores("digits", turns.reshape(-1, 64)))


def test_the_network_of_patches_is_right_more_often_than_chance_and_pays_more():
    turns, label = ce.turned(ce.load_patches(400, part="test", seed=9)[0])
    z = ce.turn_scores("patches", turns)
    assert (z.argmax(axis=1) == label).mean() > 0.3
    assert ce.cross_entropy_with_logits(z, label) > np.log(4)


def test_the_pictures_on_offer_are_what_they_are_called():
    table = ce.without_labels_table()
    mean = {}
    for name, picture in table["pictures"].items():
        turns, label = ce.turned(np.array(picture["ink"]).reshape(1, 8, 8) / 255)
        mean[name] = ce.cross_entropy_with_logits(ce.turn_scores(picture["net"], turns), label)
    assert mean["seven"] < 0.1
    assert abs(mean["zero"] - np.log(2)) < 0.1
    assert abs(mean["sky"] - np.log(4)) < 0.1
    assert mean["roof"] < 0.6
    assert mean["flower"] > 3
    for name, row in table["scores"].items():
        first = int(np.argmax(row["teacher"]))
        assert (first == row["digit"]) == (name != "wrong")


def test_the_program_trains_a_network_of_the_stored_form(digits):
    fit = without_labels.trained(digits.x_train[:300].reshape(-1, 8, 8) / 16, steps=150, hidden=8)
    start = fit.at(0)
    x, turn = ce.turned(digits.x_test[:50].reshape(-1, 8, 8) / 16)
    x = without_labels.scaled(x)
    assert np.isclose(ce.cross_entropy_with_logits(start.logits(x), turn), np.log(4))
    assert ce.cross_entropy_with_logits(fit.logits(x), turn) < 0.9
    numbers = [without_labels.hundredths(p) for p in fit.parameters]
    assert [len(n) for n in numbers] == [64 * 8, 8, 8 * 4, 4]


def test_the_program_chooses_and_scores_what_the_figures_are_given(digits):
    patches, photograph = ce.load_patches(100, part="test", seed=1)
    x, y = digits.x_test.reshape(-1, 8, 8) / 16, digits.y_test
    fit = without_labels.trained(x[:100], steps=30, hidden=4)
    offered = without_labels.chosen((fit, x, y), (fit, patches, photograph))
    assert set(offered) == set(ce.without_labels_table()["pictures"])
    scores = without_labels.scores(digits, steps=60)
    assert json.loads(json.dumps(scores)).keys() == ce.without_labels_table()["scores"].keys()
