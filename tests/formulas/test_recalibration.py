"""Isotonic calibration, scores far from all others, other class shares, and losses that ask for something else."""

import itertools
import math

import mpmath
import numpy as np
import pytest
import scipy.optimize
import scipy.special
import sklearn.isotonic
from hypothesis import given, settings
from hypothesis import strategies as st

import ce_helpers as ce

# --- Platt scaling with far scores -----------------------------------------------------------------------------------


def newton_step(s, t, fit):
    """Return Newton's next step in slope (relative) and height from the point found, at sixty digits."""
    with mpmath.workdps(60):
        s, t = [mpmath.mpf(float(x)) for x in s], [mpmath.mpf(float(x)) for x in t]
        p = [1 / (1 + mpmath.exp(-(mpmath.mpf(fit.slope) * x + mpmath.mpf(fit.intercept)))) for x in s]
        h = [q * (1 - q) for q in p]
        centre = mpmath.fdot(h, s) / mpmath.fsum(h)
        turn = -mpmath.fsum((q - r) * (x - centre) for q, r, x in zip(p, t, s, strict=True))
        turn /= mpmath.fsum(q * (x - centre) ** 2 for q, x in zip(h, s, strict=True))
        rise = -mpmath.fsum(q - r for q, r in zip(p, t, strict=True)) / mpmath.fsum(h)
        return float(abs(turn / fit.slope)), float(abs(rise))


@pytest.mark.parametrize("far", [1e6, 1e9, 1e15, 1e30, 1e100])
@pytest.mark.parametrize("sign", [1, -1])
def test_a_far_score_does_not_move_the_minimum(far, sign):
    fit = ce.fit_platt([1, 2, 3, 4, sign * far], [0, 1, 0, 1, int(sign > 0)], smooth=False)
    assert fit.slope == pytest.approx(0.9081842626, abs=1e-10)
    assert fit.intercept == pytest.approx(-2.2704606564, abs=1e-10)
    p = ce.apply_platt([1, 2, 3, 4], fit)
    assert -np.log([1 - p[0], p[1], 1 - p[2], p[3]]).sum() / 5 == pytest.approx(0.469497, abs=1e-6)


def test_scores_farther_apart_than_the_format_can_hold_are_refused():
    with pytest.raises(ValueError, match=r"from 1 to 1e\+300, too far apart.*smooth"):
        ce.fit_platt([1, 2, 3, 4, 1e300], [0, 1, 0, 1, 1], smooth=False)


@settings(max_examples=80)
@given(
    st.lists(st.tuples(st.floats(-3, 3), st.integers(0, 14), st.booleans()), min_size=4, max_size=25),
    st.sampled_from([1e-200, 1e-5, 1, 1e8, 1e200]),
    st.booleans(),
)
def test_platt_finds_the_minimum_or_refuses(samples, unit, smooth):
    s = np.array([m * 10.0**e for m, e, _ in samples]) * unit
    y = np.array([int(one) for _, _, one in samples])
    try:
        fit = ce.fit_platt(s, y, smooth=smooth)
    except ValueError:
        return
    n1, n0 = y.sum(), (1 - y).sum()
    turn, rise = newton_step(s, np.where(y == 1, (n1 + 1) / (n1 + 2), 1 / (n0 + 2)) if smooth else y, fit)
    assert turn * min(abs(fit.slope) * np.ptp(s), 1) <= 1e-9
    assert rise <= 1e-9


def test_temperature_with_a_far_logit_is_that_without():
    z, y = np.array([[1.0, 0], [2.0, 0], [3.0, 0], [4.0, 0]]), [0, 0, 1, 0]
    far = np.vstack([z, [1e12, 0]])
    assert ce.fit_temperature(far, [*y, 0]) == pytest.approx(ce.fit_temperature(z, y), rel=1e-9)


# --- isotonic --------------------------------------------------------------------------------------------------------

pairs = st.lists(st.tuples(st.integers(-5, 5), st.integers(0, 1), st.integers(1, 4)), min_size=1, max_size=40)


@given(pairs, st.booleans())
def test_isotonic_agrees_with_scikit_learn(samples, weighted):
    s, y, w = (np.array(column) for column in zip(*samples, strict=True))
    weight = w if weighted else None
    theirs = sklearn.isotonic.IsotonicRegression(out_of_bounds="clip", y_min=0, y_max=1).fit(s, y, sample_weight=weight)
    grid = np.linspace(-6, 6, 97)
    ours = ce.apply_isotonic(grid, ce.fit_isotonic(s, y, sample_weight=weight))
    np.testing.assert_allclose(ours, theirs.predict(grid), atol=1e-12)


def test_isotonic_has_the_smallest_loss_of_all_rising_functions_under_both_scores():
    """Every monotone step function on a grid of values is tried."""
    s, y = np.arange(5), np.array([0, 1, 0, 0, 1])
    fitted = ce.apply_isotonic(s, ce.fit_isotonic(s, y))
    values = np.linspace(0, 1, 13)
    rising = list(itertools.combinations_with_replacement(values, 5))
    for score in (ce.brier_score, ce.log_score):
        assert score(y, fitted) <= min(score(y, p) for p in rising) + 1e-12


@given(pairs)
def test_isotonic_rises_and_keeps_the_mean(samples):
    s, y, _ = (np.array(column) for column in zip(*samples, strict=True))
    fit = ce.fit_isotonic(s, y)
    assert (np.diff(fit.scores) > 0).all()
    assert (np.diff(fit.probabilities) >= 0).all()
    p = ce.apply_isotonic(s, fit)
    assert p.mean() == pytest.approx(y.mean(), abs=1e-12)
    assert ce.brier_decomposition(y, p).reliability == pytest.approx(0, abs=1e-12)


def test_isotonic_leaves_samples_of_weight_zero_out_and_takes_booleans():
    fit = ce.fit_isotonic([1, 2, np.inf], [False, True, False], sample_weight=[1, 1, 0])
    assert fit.scores.tolist() == [1, 2]
    assert fit.probabilities.tolist() == [0, 1]


def test_isotonic_is_quick_on_many_samples_in_the_worst_order():
    s = np.arange(200_000)
    fit = ce.fit_isotonic(s, (s < 100_000).astype(int))  # all are pooled
    assert fit.probabilities.tolist() == [0.5, 0.5]


# --- other class shares ----------------------------------------------------------------------------------------------


def two_bells(n, share, seed):
    """Return y, x of two normal classes and the exact probability of class 1 at equal shares."""
    rng = np.random.default_rng(seed)
    y = (rng.random(n) < share).astype(int)
    x = rng.standard_normal(n) + 2 * y - 1
    return y, x, scipy.special.expit(2 * x)


@pytest.mark.parametrize("share", [0.01, 0.3, 0.9])
def test_prior_shift_is_bayes_rule(share):
    _, x, q = two_bells(50, share, 0)
    exact = scipy.special.expit(2 * x + math.log(share / (1 - share)))
    np.testing.assert_allclose(ce.prior_shift(q, 0.5, share), exact, rtol=1e-12)
    rows = ce.prior_shift(np.column_stack([1 - q, q]), [0.5, 0.5], [1 - share, share])
    np.testing.assert_allclose(rows, np.column_stack([1 - exact, exact]), rtol=1e-12)


def test_prior_shift_goes_back_and_to_the_same_shares_changes_nothing():
    rng = np.random.default_rng(1)
    q, a, b = rng.dirichlet(np.ones(4), 30), *rng.dirichlet(np.ones(4), 2)
    np.testing.assert_allclose(ce.prior_shift(ce.prior_shift(q, a, b), b, a), q, rtol=1e-12)
    np.testing.assert_allclose(ce.prior_shift(q, a, a), q, rtol=1e-12)
    assert (ce.prior_shift(q, a, [0, 0.5, 0.5, 0])[:, [0, 3]] == 0).all()


@pytest.mark.parametrize("share", [0.05, 0.5, 0.8])
def test_estimated_shares_are_right_to_sampling_error_and_the_most_likely(share):
    y, _, q = two_bells(4000, share, 2)
    found = ce.estimate_prior(q, 0.5)
    assert found.sum() == pytest.approx(1, abs=1e-14)
    assert found[1] == pytest.approx(y.mean(), abs=0.03)

    def loss(pi):
        return -np.mean(np.log(pi * q / 0.5 + (1 - pi) * (1 - q) / 0.5))

    best = scipy.optimize.minimize_scalar(loss, bounds=(0, 1), method="bounded", options={"xatol": 1e-12})
    assert loss(found[1]) <= best.fun + 1e-9
    assert ce.prior_shift(q, 0.5, found).mean() == pytest.approx(found[1], abs=1e-5)  # the fixed point


def test_estimated_shares_of_three_classes():
    rng = np.random.default_rng(3)
    true, old = np.array([0.6, 0.1, 0.3]), np.array([0.2, 0.5, 0.3])
    means = np.array([[2.0, 0], [0, 2], [-2, -2]])
    x = means[rng.choice(3, 5000, p=true)] + rng.standard_normal((5000, 2))
    density = old * np.exp(-((x[:, None] - means) ** 2).sum(-1) / 2)
    found = ce.estimate_prior(density / density.sum(1, keepdims=True), old)
    np.testing.assert_allclose(found, true, atol=0.03)


def test_shares_that_cannot_be_settled_are_told():
    q = 0.5 + 1e-9 * np.random.default_rng(0).standard_normal(20)
    assert ce.estimate_prior(q, 0.5).shape == (2,)  # within the tolerance anything is as likely
    with pytest.raises(ValueError, match="larger tolerance"):
        ce.estimate_prior(0.5 + 1e3 * (q - 0.5), 0.5, tolerance=1e-16)


# --- what weighted and focal losses ask for --------------------------------------------------------------------------

probability = st.one_of(st.floats(1e-6, 1 - 1e-6), st.sampled_from([0.0, 0.5, 1.0, 1e-12]))


def minimiser(loss):
    return scipy.optimize.minimize_scalar(loss, bounds=(1e-12, 1 - 1e-12), method="bounded", options={"xatol": 1e-12}).x


@pytest.mark.parametrize("p", [0.03, 0.4, 0.9])
@pytest.mark.parametrize("beta", [0.2, 1.0, 10.0])
def test_weighted_minimiser_minimises_the_weighted_loss_of_the_book(p, beta):
    def loss(q):
        both = ce.binary_cross_entropy_with_logits([ce.logit(q)] * 2, [0.0, 1.0], pos_weight=beta, reduction="none")
        return both @ [1 - p, p]

    assert ce.pos_weight_minimiser(p, beta) == pytest.approx(minimiser(loss), abs=1e-6)


@given(probability, st.floats(1e-6, 1e6))
def test_weights_are_undone(p, beta):
    q = ce.pos_weight_minimiser(p, beta)
    assert ce.undo_pos_weight(q, beta) == pytest.approx(p, rel=1e-9, abs=1e-9 if q > 0.5 else 1e-300)


def test_undoing_a_weight_moves_the_logit_by_its_logarithm():
    z = np.array([-30.0, -1, 0, 3])
    np.testing.assert_allclose(ce.undo_pos_weight(ce.sigmoid(z), 8.0), scipy.special.expit(z - math.log(8)), rtol=1e-12)
    assert ce.pos_weight_minimiser([0.0, 0.5, 1.0], 1e308).tolist() == [0, 1, 1]
    assert ce.undo_pos_weight([0.0, 0.5, 1.0], 1e-320).tolist() == [0, 1, 1]


@pytest.mark.parametrize("p", [0.03, 0.4, 0.5, 0.9])
@pytest.mark.parametrize("gamma", [0.0, 0.5, 1.0, 2.0, 5.0])
def test_focal_minimiser_minimises_the_focal_loss_of_the_book(p, gamma):
    def loss(q):
        both = ce.focal_loss_with_logits([ce.logit(q)] * 2, [0, 1], gamma=gamma, reduction="none")
        return both @ [1 - p, p]

    assert ce.focal_minimiser(p, gamma) == pytest.approx(minimiser(loss), abs=1e-6)


@given(probability, st.one_of(st.just(0.0), st.floats(1e-3, 50)))
def test_focal_is_undone(p, gamma):
    q = ce.focal_minimiser(p, gamma)
    assert abs(q - 0.5) <= abs(p - 0.5) + 1e-15
    assert ce.undo_focal(q, gamma) == pytest.approx(p, rel=1e-8, abs=1e-8 if p > 0.5 else 1e-300)


@pytest.mark.parametrize("gamma", [0.01, 1, 2, 20, 100])
def test_focal_outputs_rise_with_the_probability_and_are_even_about_one_half(gamma):
    q = np.linspace(0, 1, 2001)
    p = ce.undo_focal(q, gamma)
    assert (np.diff(p) >= 0).all()
    np.testing.assert_allclose(p + p[::-1], 1, atol=1e-12)
    assert (p[0], p[1000], p[-1]) == (0, 0.5, 1)


def test_undoing_focal_loss_against_sixty_digits():
    with mpmath.workdps(60):
        for q in (1e-15, 1e-3, 0.2, 0.7, 0.999):
            for gamma in (0.5, 2, 7):
                a = [
                    (1 - x) ** gamma / x - gamma * (1 - x) ** (gamma - 1) * mpmath.log(x)
                    for x in (mpmath.mpf(q), 1 - mpmath.mpf(q))
                ]
                assert ce.undo_focal(q, gamma) == pytest.approx(float(a[1] / (a[0] + a[1])), rel=1e-13)


# --- bad input -------------------------------------------------------------------------------------------------------

BAD = {
    "isotonic columns": (lambda: ce.fit_isotonic([[0.0]], [0]), "shape"),
    "isotonic lengths": (lambda: ce.fit_isotonic([0.0, 1.0], [0]), "shapes differ"),
    "isotonic infinite": (lambda: ce.fit_isotonic([0.0, math.inf], [0, 1]), "inf"),
    "isotonic label": (lambda: ce.fit_isotonic([0.0, 1.0], [0, 2]), "= 2"),
    "isotonic weight": (lambda: ce.fit_isotonic([0.0], [0], sample_weight=[-1]), "-1"),
    "apply isotonic": (lambda: ce.apply_isotonic([0.0], (1, 2)), r"fit_isotonic\(\)"),
    "apply isotonic NaN": (lambda: ce.apply_isotonic([math.nan], ce.fit_isotonic([0.0], [0])), "NaN"),
    "shift of one column": (lambda: ce.prior_shift([[1.0]], 0.5, 0.5), "K ≥ 2"),
    "shift from nothing": (lambda: ce.prior_shift([0.5], 0.0, 0.5), r"old_prior\[1\] = 0"),
    "shift to nothing": (lambda: ce.prior_shift([0.0, 1.0], 0.5, 0.0), r"y_proba\[1\].*share above 0"),
    "shift number": (lambda: ce.prior_shift([0.5], 1.5, 0.5), "1.5.*share of class 1"),
    "shift classes": (lambda: ce.prior_shift([0.5], 0.5, [0.2, 0.3, 0.5]), "for 2 classes"),
    "shift sum": (lambda: ce.prior_shift([0.5], [0.5, 0.6], 0.5), "1.1"),
    "estimate tolerance": (lambda: ce.estimate_prior([0.5], 0.5, tolerance=0), "tolerance = 0"),
    "weight 0": (lambda: ce.pos_weight_minimiser(0.5, 0), "pos_weight = 0"),
    "undo weight": (lambda: ce.undo_pos_weight(0.5, math.inf), "inf"),
    "weighted p": (lambda: ce.pos_weight_minimiser(1.5, 2), "1.5"),
    "gamma": (lambda: ce.focal_minimiser(0.5, -1), "gamma = -1"),
    "undo gamma": (lambda: ce.undo_focal(0.5, 101), "gamma = 101"),
    "focal p": (lambda: ce.undo_focal(-0.5, 1), "-0.5"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_refused_with_the_value_and_a_remedy(case):
    call, message = BAD[case]
    with pytest.raises(ValueError, match=message):
        call()
