"""Reliability, calibration errors, temperature and Platt scaling."""

import math

import numpy as np
import pytest
import scipy.optimize
import scipy.special
import scipy.stats
import sklearn.calibration
import sklearn.linear_model
from hypothesis import given, settings
from hypothesis import strategies as st

from ce_helpers import calibration as c


def binary(n=2000, seed=0):
    rng = np.random.default_rng(seed)
    p = rng.random(n)
    return (rng.random(n) < p**1.5).astype(int), p


def multiclass(n=1000, k=4, sharpness=3.0, seed=0):
    """Logits that are right on average but `sharpness` times too large."""
    rng = np.random.default_rng(seed)
    z = rng.normal(size=(n, k)) * 1.5
    p = scipy.special.softmax(z, axis=1)
    y = np.array([rng.choice(k, p=row) for row in p])
    return sharpness * z, y


# --- bins and curves -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("strategy", ["uniform", "quantile"])
@pytest.mark.parametrize("n_bins", [1, 2, 7, 10, 15])
def test_curve_agrees_with_scikit_learn(strategy, n_bins):
    y, p = binary()
    curve = c.reliability_curve(y, p, n_bins=n_bins, strategy=strategy)
    frequency, mean_forecast = sklearn.calibration.calibration_curve(y, p, n_bins=n_bins, strategy=strategy)
    np.testing.assert_allclose(curve.frequency, frequency, rtol=1e-12)
    np.testing.assert_allclose(curve.mean_forecast, mean_forecast, rtol=1e-12)
    assert curve.counts.sum() == y.size


def test_bins_are_closed_on_the_right_and_the_first_on_both_sides():
    p = np.array([0.0, 0.25, 0.2500001, 0.5, 0.75, 1.0])
    curve = c.reliability_curve(np.ones(6, int), p, n_bins=4)
    assert curve.counts.tolist() == [2, 2, 1, 1]
    assert curve.low.tolist() == [0, 0.25, 0.5, 0.75]
    assert curve.high.tolist() == [0.25, 0.5, 0.75, 1.0]


@given(st.lists(st.sampled_from([0.0, 0.1, 0.2, 0.3, 0.6, 0.7, 0.9, 1.0]), min_size=1, max_size=50), st.integers(1, 12))
def test_every_forecast_is_in_the_bin_that_says_so(p, n_bins):
    for strategy in ("uniform", "quantile"):
        curve = c.reliability_curve(np.zeros(len(p), int), p, n_bins=n_bins, strategy=strategy)
        members = [
            [x for x in p if low < x <= high or x == low == 0] for low, high in zip(curve.low, curve.high, strict=True)
        ]
        assert [len(m) for m in members] == curve.counts.tolist()
        np.testing.assert_allclose([np.mean(m) for m in members], curve.mean_forecast, atol=1e-15)


def test_equal_width_edges_are_the_decimal_fractions():
    assert c.bin_edges([0.5], n_bins=10).tolist() == [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]


def test_equal_mass_bins_hold_equal_numbers_and_never_divide_a_tie():
    _, p = binary(1000)
    assert set(c.reliability_curve(np.zeros(1000, int), p, strategy="quantile").counts) == {100}
    tied = c.reliability_curve([0, 1, 0, 1, 1], [0.3, 0.3, 0.3, 0.3, 0.9], n_bins=5, strategy="quantile")
    assert tied.counts.tolist() == [4, 1]


def test_empty_bins_are_left_out():
    curve = c.reliability_curve([0, 1], [0.05, 0.95], n_bins=10)
    assert curve.counts.tolist() == [1, 1]
    assert curve.low.tolist() == [0.0, 0.9]


# --- errors ----------------------------------------------------------------------------------------------------------


def ece_by_hand(correct, confidence, n_bins):
    total = 0.0
    for b in range(n_bins):
        inside = (confidence > b / n_bins) & (confidence <= (b + 1) / n_bins)
        if inside.any():
            total += inside.mean() * abs(correct[inside].mean() - confidence[inside].mean())
    return total


@pytest.mark.parametrize("n_bins", [1, 5, 15])
def test_confidence_error_follows_the_definition(n_bins):
    z, y = multiclass()
    p = scipy.special.softmax(z, axis=1)
    by_hand = ece_by_hand((p.argmax(1) == y).astype(float), p.max(1), n_bins)
    assert c.expected_calibration_error(y, p, n_bins=n_bins) == pytest.approx(by_hand, rel=1e-12)


def test_classwise_error_is_the_mean_over_one_against_all():
    z, y = multiclass()
    p = scipy.special.softmax(z, axis=1)
    each = [c.expected_calibration_error((y == k).astype(int), p[:, k]) for k in range(4)]
    assert c.classwise_calibration_error(y, p) == pytest.approx(np.mean(each), rel=1e-12)


def test_maximum_error_bounds_the_expected_one():
    for seed in range(10):
        z, y = multiclass(200, seed=seed)
        p = scipy.special.softmax(z, axis=1)
        assert c.maximum_calibration_error(y, p) >= c.expected_calibration_error(y, p)


def test_calibrated_forecasts_have_no_error():
    y, p = [0, 0, 0, 1, 1, 1, 1, 0], [0.25] * 4 + [0.75] * 4
    assert c.expected_calibration_error(y, p) == 0
    assert c.maximum_calibration_error(y, p) == 0


def test_confidence_error_does_not_see_the_other_classes_but_classwise_does():
    y = [0, 0, 1, 2] * 5
    fair, swapped = [[0.5, 0.25, 0.25]] * 20, [[0.5, 0.5 - 1e-9, 1e-9]] * 20
    assert c.expected_calibration_error(y, fair) == pytest.approx(0, abs=1e-12)
    assert c.expected_calibration_error(y, swapped) == pytest.approx(0, abs=1e-12)
    assert c.classwise_calibration_error(y, fair) == pytest.approx(0, abs=1e-12)
    assert c.classwise_calibration_error(y, swapped) == pytest.approx(1 / 6, abs=1e-6)


def test_overconfidence_shows_and_temperature_mends_it():
    z, y = multiclass(4000)
    before = c.expected_calibration_error(y, c.apply_temperature(z, 1.0))
    after = c.expected_calibration_error(y, c.apply_temperature(z, c.fit_temperature(z, y)))
    assert before > 0.1
    assert after < 0.03


def test_squared_error_is_the_square_of_the_second_norm_and_that_is_the_larger():
    z, y = multiclass(300)
    p = scipy.special.softmax(z, axis=1)
    root = c.expected_calibration_error(y, p, norm="l2")
    assert c.squared_calibration_error(y, p, debias=False) == pytest.approx(root**2, rel=1e-12)
    assert c.expected_calibration_error(y, p) < root < c.maximum_calibration_error(y, p)


def test_debiased_error_follows_kumars_formula():
    y, p = binary(200)
    curve = c.reliability_curve(y, p, n_bins=8)
    n, f = curve.counts, curve.frequency
    expected = np.sum(n / 200 * ((f - curve.mean_forecast) ** 2 - f * (1 - f) / (n - 1)))
    assert c.squared_calibration_error(y, p, n_bins=8) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("gap", [0.0, 0.1])
def test_debiased_error_is_right_on_average_where_the_plain_one_is_too_large(gap, weighted):
    """Four forecasts, each off by the gap; 3000 samples of 40 outcomes, three standard errors allowed."""
    p = np.repeat([0.2, 0.4, 0.6, 0.8], 10)
    w = np.tile(np.linspace(0.5, 1.5, 10), 4) if weighted else None
    found = []
    for seed in range(3000):
        y = (np.random.default_rng(seed).random(40) < p + gap).astype(int)
        found.append([c.squared_calibration_error(y, p, debias=d, sample_weight=w) for d in (False, True)])
    (plain, fair), (_, error) = np.mean(found, axis=0), np.std(found, axis=0) / math.sqrt(3000)
    assert fair == pytest.approx(gap**2, abs=3 * error)
    assert plain > gap**2 + 20 * error


# --- temperature -----------------------------------------------------------------------------------------------------


def nll(beta, z, y):
    return float(np.mean(scipy.special.logsumexp(beta * z, axis=1) - beta * z[np.arange(len(y)), y]))


@pytest.mark.parametrize("sharpness", [0.01, 0.5, 1.0, 3.0, 1e4])
def test_temperature_recovers_the_sharpness_and_agrees_with_scipy(sharpness):
    z, y = multiclass(sharpness=sharpness)
    T = c.fit_temperature(z, y)
    assert pytest.approx(sharpness, rel=0.15) == T
    best = scipy.optimize.minimize_scalar(
        lambda t: nll(math.exp(-t), z, y), bracket=(math.log(sharpness) - 1, math.log(sharpness) + 1)
    )
    assert nll(1 / T, z, y) <= best.fun + 1e-15
    assert math.log(T) == pytest.approx(best.x, abs=1e-6)


@settings(max_examples=30)
@given(st.integers(0, 10**6), st.floats(0.1, 10), st.floats(-1e3, 1e3))
def test_temperature_scales_with_the_logits_and_ignores_shifts(seed, factor, shift):
    z, y = multiclass(60, 3, seed=seed)
    try:
        T = c.fit_temperature(z, y)
    except ValueError:
        return
    assert c.fit_temperature(factor * z + shift, y) == pytest.approx(factor * T, rel=1e-8)
    expected_logit = np.sum(c.apply_temperature(z, T) * z, axis=1)
    assert np.mean(expected_logit - z[np.arange(60), y]) == pytest.approx(0, abs=1e-10)  # the optimum's equation


def test_temperature_leaves_the_decisions_alone():
    z, y = multiclass()
    assert (c.apply_temperature(z, c.fit_temperature(z, y)).argmax(1) == z.argmax(1)).all()


def test_one_score_is_two_logits():
    z, y = multiclass(k=2)
    T = c.fit_temperature(z, y)
    score = z[:, 1] - z[:, 0]
    assert c.fit_temperature(score, y) == pytest.approx(T, rel=1e-12)
    np.testing.assert_allclose(c.apply_temperature(score, T), c.apply_temperature(z, T)[:, 1], rtol=1e-12)


def test_a_single_error_among_many_is_enough():
    z = np.tile([50.0, 0.0], (1000, 1))
    T = c.fit_temperature(z, [1] + [0] * 999)
    np.testing.assert_allclose(c.apply_temperature(z, T)[0], [0.999, 0.001], rtol=1e-9)


def test_temperature_limits():
    z = np.array([[2.0, 1.0, 0.0]])
    np.testing.assert_allclose(c.apply_temperature(z, 1e9), 1 / 3, atol=1e-8)
    np.testing.assert_allclose(c.apply_temperature(z, 1e-9), [[1, 0, 0]], atol=0)


# --- Platt -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("scale", "centre"), [(1, 0), (1e-6, 0), (1e5, 3e5), (1, -100)])
def test_platt_agrees_with_scikit_learn_and_with_scipy(scale, centre):
    rng = np.random.default_rng(0)
    y = rng.integers(0, 2, 400)
    s = scale * (rng.normal(size=400) + 1.2 * y) + centre
    fit = c.fit_platt(s, y)
    n1, n0 = y.sum(), (1 - y).sum()
    t = np.where(y == 1, (n1 + 1) / (n1 + 2), 1 / (n0 + 2))
    x = (s - centre) / scale

    def loss(v):
        z = v[0] * x + v[1]
        return np.mean(np.logaddexp(0, z) - t * z)

    best = scipy.optimize.minimize(loss, [0, 0], tol=1e-12)
    np.testing.assert_allclose([fit.slope * scale, fit.intercept + fit.slope * centre], best.x, atol=1e-5)
    theirs = sklearn.calibration._SigmoidCalibration().fit(x, y)
    np.testing.assert_allclose(c.apply_platt(s, fit), theirs.predict(x), atol=1e-4)


def test_platt_equations_hold_at_the_optimum():
    y, p = binary(300)
    s = scipy.special.logit(p)
    fit = c.fit_platt(s, y, smooth=False)
    residual = c.apply_platt(s, fit) - y
    assert np.mean(residual) == pytest.approx(0, abs=1e-12)  # mean forecast = frequency
    assert np.mean(residual * s) == pytest.approx(0, abs=1e-12)


def test_platt_without_smoothing_is_logistic_regression():
    y, p = binary(300)
    s = scipy.special.logit(p)
    fit = c.fit_platt(s, y, smooth=False)
    theirs = sklearn.linear_model.LogisticRegression(C=np.inf, tol=1e-10, max_iter=1000).fit(s[:, None], y)
    assert fit.slope == pytest.approx(theirs.coef_[0, 0], rel=1e-4)
    assert fit.intercept == pytest.approx(theirs.intercept_[0], rel=1e-4, abs=1e-5)


def test_platt_copes_with_outliers_of_any_size():
    rng = np.random.default_rng(2)
    for _ in range(100):
        s = rng.standard_t(0.7, 30) * 10 ** rng.uniform(-5, 5)
        y = np.r_[0, 1, (rng.random(28) < rng.choice([0.03, 0.5, 0.9])).astype(int)]
        n1, n0 = y.sum(), (1 - y).sum()
        residual = c.apply_platt(s, c.fit_platt(s, y)) - np.where(y == 1, (n1 + 1) / (n1 + 2), 1 / (n0 + 2))
        assert np.mean(residual) == pytest.approx(0, abs=1e-11)
        assert np.mean(residual * (s - s.mean()) / s.std()) == pytest.approx(0, abs=1e-11)


def test_platt_smooths_separable_scores():
    fit = c.fit_platt([-2.0, -1.0, 1.0, 2.0], [0, 0, 1, 1])
    assert 0 < fit.slope < 10
    assert fit.intercept == pytest.approx(0, abs=1e-12)


def test_platt_slope_is_negative_for_scores_that_point_the_wrong_way():
    y, p = binary()
    assert c.fit_platt(-p, y).slope == pytest.approx(-c.fit_platt(p, y).slope, rel=1e-9)
    assert c.fit_platt(-p, y).slope < 0


def test_apply_platt_keeps_the_shape_and_never_overflows():
    out = c.apply_platt([[-1e4, 0.0], [0.0, 1e4]], (1.0, 0.0))
    assert out.tolist() == [[0, 0.5], [0.5, 1]]


# --- bad input -------------------------------------------------------------------------------------------------------

CURVES = {
    "curve": c.reliability_curve,
    "ece": c.expected_calibration_error,
    "mce": c.maximum_calibration_error,
}
BAD = {
    **{f"{n} label": (lambda f=f: f([2], [0.5]), "= 2") for n, f in CURVES.items()},
    **{f"{n} probability": (lambda f=f: f([1], [1.2]), "1.2") for n, f in CURVES.items()},
    **{f"{n} lengths": (lambda f=f: f([1, 0], [0.5]), "shapes differ") for n, f in CURVES.items()},
    **{f"{n} empty": (lambda f=f: f([], []), "empty") for n, f in CURVES.items()},
    **{f"{n} bins": (lambda f=f: f([1], [0.5], n_bins=0), "n_bins = 0") for n, f in CURVES.items()},
    **{f"{n} strategy": (lambda f=f: f([1], [0.5], strategy="equal"), "'equal'") for n, f in CURVES.items()},
    **{f"{n} NaN": (lambda f=f: f([1], [math.nan]), "NaN") for n, f in CURVES.items()},
    "ece norm": (lambda: c.expected_calibration_error([1], [0.5], norm="l3"), "'l3'"),
    "debiased single forecasts": (lambda: c.squared_calibration_error([1, 0], [0.1, 0.9]), "2 of 2 bins.*fewer bins"),
    "debiased weights": (
        lambda: c.squared_calibration_error([1, 0], [0.1, 0.1], sample_weight=[1, 0]),
        "hold one forecast",
    ),
    "edges columns": (lambda: c.bin_edges([[0.5, 0.5]]), "shape"),
    "edges bins": (lambda: c.bin_edges([0.5], n_bins=2.5), "2.5"),
    "curve columns": (lambda: c.reliability_curve([1], [[0.5, 0.5]]), "class 1 alone"),
    "ece rows": (lambda: c.expected_calibration_error([1], [[0.5, 0.4]]), "0.9"),
    "ece count": (lambda: c.expected_calibration_error([1, 0], [[0.5, 0.5]]), "one label for each row"),
    "classwise one column": (lambda: c.classwise_calibration_error([1], [1.0]), "shape"),
    "classwise label": (lambda: c.classwise_calibration_error([2], [[0.5, 0.5]]), "= 2"),
    "temperature all right": (lambda: c.fit_temperature([[1.0, 0.0]], [0]), "T → 0"),
    "temperature no better": (lambda: c.fit_temperature([[1.0, 0.0]], [1]), "T → ∞"),
    "temperature equal": (lambda: c.fit_temperature([[0.0, 0.0]], [1]), "T → ∞"),
    "temperature mask": (lambda: c.fit_temperature([[0.0, -math.inf]], [0]), "finite"),
    "temperature label": (lambda: c.fit_temperature([[0.0, 1.0]], [2]), "= 2"),
    "temperature count": (lambda: c.fit_temperature([[0.0, 1.0]], [1, 1]), "same length"),
    "temperature column": (lambda: c.fit_temperature([[0.0], [1.0]], [0, 0]), "K ≥ 2"),
    "temperature float labels": (lambda: c.fit_temperature([[0.0, 1.0]], [1.0]), "dtype"),
    "apply zero": (lambda: c.apply_temperature([[0.0, 1.0]], 0), "temperature = 0"),
    "apply negative": (lambda: c.apply_temperature([[0.0, 1.0]], -1), "-1"),
    "apply inf": (lambda: c.apply_temperature([[0.0, 1.0]], math.inf), "inf"),
    "apply text": (lambda: c.apply_temperature([[0.0, 1.0]], "1"), "'1'"),
    "apply shape": (lambda: c.apply_temperature(0.5, 1), "shape"),
    "platt one class": (lambda: c.fit_platt([0.0, 1.0], [1, 1]), "class 1"),
    "platt constant": (lambda: c.fit_platt([1.0, 1.0], [0, 1]), "equal 1"),
    "platt separable": (lambda: c.fit_platt([0.0, 1.0], [0, 1], smooth=False), "separate"),
    "platt separable backwards": (lambda: c.fit_platt([1.0, 0.0], [0, 1], smooth=False), "separate"),
    "platt lengths": (lambda: c.fit_platt([0.0, 1.0], [1]), "shapes differ"),
    "platt infinite": (lambda: c.fit_platt([0.0, math.inf], [0, 1]), "inf"),
    "platt columns": (lambda: c.fit_platt([[0.0, 1.0]], [1]), "shape"),
    "platt label columns": (lambda: c.fit_platt([0.0, 1.0], [[0, 1]]), "shape"),
    "platt labels": (lambda: c.fit_platt([0.0, 1.0], [-1, 1]), "-1"),
    "apply platt": (lambda: c.apply_platt([0.0], (1.0,)), "two finite numbers"),
    "apply platt nan": (lambda: c.apply_platt([0.0], (math.nan, 0.0)), "two finite numbers"),
    "apply platt score": (lambda: c.apply_platt([math.nan], (1.0, 0.0)), "NaN"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_refused_with_the_value_and_a_remedy(case):
    call, message = BAD[case]
    with pytest.raises(ValueError, match=message):
        call()


# --- bands -----------------------------------------------------------------------------------------------------------


@given(st.integers(1, 300), st.floats(0.001, 0.999), st.floats(0.1, 0.99))
@settings(max_examples=60, deadline=None)
def test_a_band_holds_at_least_its_share_and_no_narrower_one_does(n, p, coverage):
    low, high = c.binomial_band(n, p, coverage)
    inside = scipy.stats.binom.cdf(round(n * high), n, p) - scipy.stats.binom.cdf(round(n * low) - 1, n, p)
    assert inside >= coverage - 1e-9
    tail = (1 - coverage) / 2
    assert scipy.stats.binom.cdf(round(n * low) - 1, n, p) <= tail + 1e-9
    assert scipy.stats.binom.sf(round(n * high), n, p) <= tail + 1e-9


def test_a_band_of_certainty_is_a_point_and_bad_input_is_refused():
    assert c.binomial_band(5, 0.0) == (0, 0)
    assert c.binomial_band(5, 1.0) == (1, 1)
    for n, p, quoted in ((0, 0.5, "n = 0"), (2.5, 0.5, "n = 2.5"), (5, 1.2, "p = 1.2"), (5, math.nan, "p = nan")):
        with pytest.raises(ValueError, match=quoted):
            c.binomial_band(n, p)
