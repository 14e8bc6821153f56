"""What every score and curve takes: weights, names of classes, precisions; and what it refuses, with what remedy."""

import itertools
import warnings

import numpy as np
import pytest
import sklearn.metrics
from hypothesis import given
from hypothesis import strategies as st

import ce_helpers as ce

BINARY = {
    "log": ce.log_score,
    "brier": ce.brier_score,
    "spherical": ce.spherical_score,
    "zero-one": ce.zero_one_score,
    "absolute": ce.absolute_score,
    "linear": ce.linear_score,
    "ece": ce.expected_calibration_error,
    "ece of equal mass": lambda y, p, **k: ce.expected_calibration_error(y, p, n_bins=5, strategy="quantile", **k),
    "ece l2": lambda y, p, **k: ce.expected_calibration_error(y, p, norm="l2", **k),
    "squared": lambda y, p, **k: ce.squared_calibration_error(y, p, debias=False, **k),
    "mce": ce.maximum_calibration_error,
    "brier parts": lambda y, p, **k: np.array(ce.brier_decomposition(y, p, **k)),
    "log parts": lambda y, p, **k: np.array(ce.log_score_decomposition(y, p, **k)),
}
SINGLE = {
    "curve": lambda y, p, **k: np.stack(ce.reliability_curve(y, p, **k)[:2]),
    "binned parts": lambda y, p, **k: np.array(ce.brier_decomposition(y, p, n_bins=4, **k)),
    "binned log parts": lambda y, p, **k: np.array(ce.log_score_decomposition(y, p, n_bins=4, **k)),
}
ROWS = {
    "classwise": ce.classwise_calibration_error,
    "binned parts": lambda y, p, **k: np.array(ce.brier_decomposition(y, p, n_bins=4, **k)),
}


def sample(k, n=120, seed=0):
    """Forecasts on a grid of 1/16, so that many coincide, and outcomes; one column if k is 1."""
    rng = np.random.default_rng(seed)
    p = rng.multinomial(12, np.full(max(k, 2), 1 / max(k, 2)), n) / 16 + 1 / 4 / max(k, 2)
    y = np.array([rng.choice(max(k, 2), p=row) for row in p])
    return y, p[:, 1] if k == 1 else p


EVERYTHING = [
    pytest.param(score, k, id=f"{name}-{k}")
    for k in (1, 2, 3)
    for name, score in {**BINARY, **(SINGLE if k == 1 else ROWS)}.items()
]
# edges between weighted forecasts of equal mass are not interpolated, those of repeated ones are
REPEATABLE = [case for case in EVERYTHING if "equal mass" not in str(case.id)]


# --- weights ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("score", "k"), REPEATABLE)
def test_whole_weights_are_repetitions(score, k):
    y, p = sample(k)
    times = np.random.default_rng(1).integers(0, 4, y.size)
    np.testing.assert_allclose(
        score(y, p, sample_weight=times),
        score(np.repeat(y, times), np.repeat(p, times, axis=0)),
        rtol=1e-12,
        atol=1e-15,
    )


@pytest.mark.parametrize(("score", "k"), EVERYTHING)
def test_only_the_ratios_of_weights_matter_and_equal_ones_are_none(score, k):
    y, p = sample(k)
    w = np.random.default_rng(2).random(y.size) + 0.1
    np.testing.assert_allclose(score(y, p, sample_weight=1e300 * w), score(y, p, sample_weight=w), rtol=1e-12)
    np.testing.assert_allclose(score(y, p, sample_weight=np.full(y.size, 7)), score(y, p), rtol=1e-13)


@pytest.mark.parametrize(("score", "k"), EVERYTHING)
def test_examples_of_weight_zero_are_not_looked_at(score, k):
    y, p = sample(k)
    bad = np.full_like(p[:2], np.nan)
    more = score(np.append(y, [99, -3]), np.concatenate([p, bad]), sample_weight=np.append(np.ones(y.size), [0, 0]))
    np.testing.assert_array_equal(more, score(y, p))


def test_weighted_scores_agree_with_scikit_learn():
    w = np.random.default_rng(3).random(120)
    y, p = sample(3)
    assert ce.log_score(y, p, sample_weight=w) == pytest.approx(
        sklearn.metrics.log_loss(y, p, sample_weight=w), rel=1e-12
    )
    y, p = sample(1)
    assert ce.brier_score(y, p, sample_weight=w) == pytest.approx(
        sklearn.metrics.brier_score_loss(y, p, sample_weight=w), rel=1e-12
    )
    assert ce.zero_one_score(y[p != 0.5], p[p != 0.5], sample_weight=w[p != 0.5]) == pytest.approx(
        sklearn.metrics.zero_one_loss(y[p != 0.5], p[p != 0.5] > 0.5, sample_weight=w[p != 0.5]), rel=1e-12
    )


def test_weighted_bins_of_equal_mass_hold_equal_weight():
    rng = np.random.default_rng(4)
    p, w = rng.random(5000), rng.random(5000)
    edges = ce.bin_edges(p, n_bins=5, strategy="quantile", sample_weight=w)
    held = [w[(p > low) & (p <= high)].sum() / w.sum() for low, high in itertools.pairwise(edges)]
    np.testing.assert_allclose(held, 0.2, atol=2 / 5000)


def test_an_infinite_loss_stays_one_under_any_weight():
    assert ce.log_score([1, 0], [0.0, 0.5], sample_weight=[1e-300, 1]) == np.inf
    assert ce.log_score([1, 0], [0.0, 0.5], sample_weight=[0, 1]) == pytest.approx(np.log(2))


# --- names of classes ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("score", "k"), EVERYTHING)
def test_names_are_read_in_the_order_of_the_columns(score, k):
    y, p = sample(k)
    names = ("wolf", "ant", "hen")[: max(k, 2)]  # not the alphabet's order
    expected = score(y, p)
    np.testing.assert_array_equal(score(np.array(names)[y], p, labels=names), expected)
    np.testing.assert_array_equal(score([names[i] for i in y], p, labels=list(names)), expected)
    np.testing.assert_array_equal(score(y + 1, p, labels=range(1, max(k, 2) + 1)), expected)


@pytest.mark.parametrize("score", BINARY.values(), ids=list(BINARY))
def test_booleans_are_outcomes_and_signs_need_names(score):
    y, p = sample(1)
    np.testing.assert_array_equal(score(y == 1, p), score(y, p))
    np.testing.assert_array_equal(score(2 * y - 1, p, labels=[-1, 1]), score(y, p))


# --- precision -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [np.float32, np.float64])
@pytest.mark.parametrize("form", [np.asarray, np.ndarray.tolist, lambda a: a.astype(np.float64)])
def test_a_forecast_on_an_edge_is_in_one_bin_in_every_precision(kind, form):
    p = form(np.array([0.3, 0.35], kind))
    assert ce.expected_calibration_error([1, 0], p, n_bins=10) == pytest.approx(0.525, abs=1e-7)


@pytest.mark.parametrize("kind", [np.float16, np.float32])
@pytest.mark.parametrize("n_bins", [3, 7, 10, 15])
def test_every_edge_belongs_to_the_bin_below_it(kind, n_bins):
    edges = (np.arange(1, n_bins + 1) / n_bins).astype(kind)
    assert ce.reliability_curve(np.ones(n_bins, int), edges, n_bins=n_bins).counts.tolist() == [1] * n_bins


# --- bad input -------------------------------------------------------------------------------------------------------

SCORES = {**BINARY, "curve": ce.reliability_curve}
BAD = {
    "one column": ([1, 0], [[0.5], [0.5]], {}, r"y_proba\[:, 0\]"),
    "one column of ones": ([0, 0], [[1], [1]], {}, "a single column"),
    "labels from 1": ([1, 2, 2], [0.5, 0.5, 0.5], {}, "= 2 is no class index.*from 1"),
    "signs": ([-1, 1], [0.5, 0.5], {}, "= -1 is no class index.*y_true == 1"),
    "a column of labels": ([[1], [0]], [0.5, 0.5], {}, r"y_true\[:, 0\]"),
    "one-hot labels": ([[1, 0], [0, 1]], [0.5, 0.5], {}, "argmax"),
    "names": (["a", "b"], [0.5, 0.5], {}, r"'a'; pass labels="),
    "None": ([None, 1], [0.5, 0.5], {}, "labels="),
    "whole floats": ([1.0, 0.0], [0.5, 0.5], {}, r"\.astype\(int\)"),
    "swapped": ([0.9, 0.2], [1, 0], {}, "0.9.*swapped"),
    "probabilities for labels": ([0.9, 0.2], [0.8, 0.1], {}, "labels first"),
    "no forecast": ([1], 0.5, {}, "shape"),
    "a generator": ((i for i in (1, 0)), [0.5, 0.5], {}, "generator.*list"),
    "no outcome": (None, [0.5], {}, "None"),
    "rows of unequal length": ([1, 0], [[0.5, 0.5], [1]], {}, "differ in length"),
    "True of three": ([True, False], [[0.2, 0.3, 0.5]] * 2, {}, "two classes apart|class 1 alone"),
    "labels that are lists": (["a"], [0.5], {"labels": [["a"], ["b"]]}, "no names"),
    "a label that is a list": (
        np.array([["a"], "b"], object),
        [0.5, 0.5],
        {"labels": ["a", "b"]},
        "none of the labels",
    ),
    "weight count": ([1, 0], [0.5, 0.5], {"sample_weight": [1]}, r"shape \(1,\) for 2"),
    "weight below 0": ([1, 0], [0.5, 0.5], {"sample_weight": [1, -2]}, "= -2"),
    "weight infinite": ([1, 0], [0.5, 0.5], {"sample_weight": [1, np.inf]}, "inf"),
    "weight NaN": ([1, 0], [0.5, 0.5], {"sample_weight": [1, np.nan]}, "NaN"),
    "no weight": ([1, 0], [0.5, 0.5], {"sample_weight": [0, 0]}, "every example"),
    "unknown name": (["a", "c"], [0.5, 0.5], {"labels": ["a", "b"]}, "'c' is none of"),
    "names too many": (["a", "b"], [0.5, 0.5], {"labels": ["a", "b", "c"]}, "order of the columns"),
    "name twice": (["a", "a"], [0.5, 0.5], {"labels": ["a", "a"]}, "1 different classes of 2"),
    "one string": (["a", "b"], [0.5, 0.5], {"labels": "ab"}, "no list of class names"),
    "set": (["a", "b"], [0.5, 0.5], {"labels": {"a", "b"}}, "no list of class names"),
}


@pytest.mark.parametrize("case", BAD)
@pytest.mark.parametrize("name", SCORES)
def test_bad_input_is_refused_with_the_value_and_a_remedy(name, case):
    y, p, how, told = BAD[case]
    with pytest.raises(ValueError, match=told):
        SCORES[name](y, p, **how)


@given(
    st.lists(st.one_of(st.none(), st.booleans(), st.floats(), st.text(max_size=2), st.integers()), max_size=4),
    st.lists(st.one_of(st.none(), st.floats(), st.text(max_size=2)), max_size=4),
)
def test_whatever_is_passed_there_is_a_score_or_a_sentence(y, p):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for score in (ce.log_score, ce.expected_calibration_error):
            try:
                value = score(y, p)
            except ValueError:
                continue  # any other error, or a warning, fails
            assert value >= 0
