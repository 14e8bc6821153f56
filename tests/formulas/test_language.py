"""Chapter 17's models: what is stored agrees with what is trained, the coder with what the network predicts."""

import numpy as np
import pytest

import ce_helpers as ce
from ce_helpers import learning as le
from ce_helpers.coding import predictors


def network(history):
    window = le.letter_windows(le.letter_codes(history.decode()[-6:] + " "), 6)[-1:]
    return ce.softmax(le.bengio_scores(le.letter_net(), window))[0]


def test_a_network_codes_a_text_and_the_text_comes_back():
    model, text = predictors.model_from_function(network, le.LETTERS), "the data set has a zebra in it"
    code = ce.arithmetic_encode(text, model)
    assert ce.arithmetic_decode(code, model).decode() == text
    assert ce.bits_of(text, model) <= len(code.bits) <= ce.bits_of(text, model) + 2
    z = le.bengio_scores(le.letter_net(), le.letter_windows(le.letter_codes(text), 6))
    nats = ce.cross_entropy_with_logits(z, le.letter_codes(text), reduction="sum")
    assert ce.bits_of(text, model) == pytest.approx(nats / np.log(2), rel=1e-4)
    assert model.probabilities("the da")[b"t"] == pytest.approx(network(b"the da")[20], abs=1e-6)


def test_a_static_model_as_a_function_costs_what_it_costs():
    static = ce.static_model("abracadabra", alphabet="abcdr")
    asked = predictors.model_from_function(lambda history: list(static.probabilities().values()), "abcdr")
    assert ce.bits_of("cab", asked) == pytest.approx(ce.bits_of("cab", static), abs=1e-6)
    assert ce.bits_of("x", asked) == np.inf


def test_what_is_stored_is_what_training_finds():
    _, bits = le.train_on_letters("pairs", steps=600)
    stored = le.recorded_on_letters()["pairs"]["1"]
    assert len(stored) == 5
    assert bits["test"] == pytest.approx(stored[0][2], abs=0.03)
    z = le.bengio_scores(le.letter_net(), le.letter_windows(le.letter_codes(le.letter_texts()[2]), 6))
    rounded = ce.cross_entropy_with_logits(z, le.letter_codes(le.letter_texts()[2])) / np.log(2)
    assert rounded == pytest.approx(le.recorded_on_letters()["network"]["1"][0][2], abs=0.005)


@pytest.mark.parametrize("model", ["network", "masked", "attention"])
def test_a_short_run_learns_something(model):
    _, bits = le.train_on_letters(model, steps=30)
    assert bits["test"] < 4.5


def test_structures_are_trained_as_they_are_stored():
    _, found = le.train_on_structures(16.0)
    np.testing.assert_allclose(
        list(found.values()), le.recorded_on_structures()["penalty"]["20"]["16"][0], atol=0.02, rtol=0.1
    )


def test_divergence_of_neighbours_is_the_mean_over_pairs_and_autograd_follows_it():
    z = np.random.default_rng(0).normal(size=(2, 5, 3))
    q = ce.softmax(z)
    assert le.neighbour_divergence(z) == pytest.approx(ce.js_divergence(q[:, :-1], q[:, 1:]).mean())
    value, (g,) = le.differentiated(lambda p, rows: le.neighbour_divergence(p[0]))([z], None)
    step = np.zeros_like(z)
    step[1, 2, 0] = 1e-6
    slope = (le.neighbour_divergence(z + step) - le.neighbour_divergence(z - step)) / 2e-6
    assert (value, g[1, 2, 0]) == pytest.approx((le.neighbour_divergence(z), slope), abs=1e-8)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: predictors.model_from_function(3, "ab"), "predict = 3 is no function"),
        (lambda: predictors.model_from_function(network, ""), "names no bytes"),
        (lambda: ce.bits_of("a", predictors.model_from_function(lambda h: [0.5, 0.4], "ab")), "sums to 0.9"),
        (lambda: ce.bits_of("a", predictors.model_from_function(lambda h: [1.0], "ab")), "give 2 probabilities"),
        (lambda: le.letter_codes("Aa"), r"text\[0\] = 'A' is neither a to z nor a space"),
        (lambda: le.letter_codes(b"a"), "is no string"),
        (lambda: le.letter_windows([], 2), "codes is empty"),
        (lambda: le.letter_windows([1], -1), "before = -1"),
        (lambda: le.attention_scores([np.ones((27, 4)), np.ones((3, 4)), *[0] * 7], np.zeros((1, 2), int)), "takes"),
        (lambda: le.train_on_letters("gpt"), "model = 'gpt'"),
        (lambda: le.train_on_letters(share=0), "share = 0"),
        (lambda: le.train_on_letters(steps=1), "steps = 1"),
        (lambda: le.train_on_structures(-1), "penalty = -1"),
        (lambda: le.train_on_structures(l2=-1), "l2 = -1"),
        (lambda: le.train_on_structures(n=3), "n = 3"),
        (lambda: le.neighbour_divergence(np.zeros((1, 3))), "two neighbours"),
        (lambda: le.fragments([]), "at least one"),
    ],
)
def test_bad_input_is_refused_with_its_value(call, message):
    with pytest.raises(ValueError, match=message):
        call()
