"""The edges of the formats and of what may be asked: digits kept where they were lost, refusals with a remedy."""

import math
import re
import time
import tracemalloc
from fractions import Fraction

import mpmath as mp
import numpy as np
import pytest

import ce_helpers as ce
from ce_helpers import activations as act
from ce_helpers import calibration as cal
from ce_helpers import coding, learning, scoring
from ce_helpers import data as da
from ce_helpers import information as info
from ce_helpers import validate as check
from ce_helpers.information import terms

DTYPES = [np.float32, np.float64]
INF = math.inf


pytestmark = pytest.mark.usefixtures("fifty_digits")


def exactly(a):
    """Return the numbers of an array as mpmath's."""
    return [mp.mpf(float(x)) for x in np.ravel(a)]


def ulps(got, true):
    """Return how far a number is from the truth, in units of the last place of its own format."""
    dtype = np.asarray(got).dtype.type
    return float(abs(mp.mpf(float(got)) - true) / mp.mpf(float(np.spacing(abs(dtype(float(true)))))))


def xlogy(x, y):
    return x * mp.log(y) if x else mp.mpf(0)


# --- tables ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "table",
    [
        np.float32([[1, 0], [0, 1e-23]]),
        np.float64([[1, 0], [0, 1e-200]]),
        np.float64([[1e-170, 1e-180], [1e-190, 1]]),
        np.float64([[0.25, 0.25], [0.25, 0.25]]),
        np.float32([[0.5, 1e-30], [1e-30, 0.5]]),
    ],
)
def test_mutual_information_is_finite_where_the_product_of_the_margins_is_too_small_for_the_format(table):
    p = np.array(exactly(table)).reshape(2, 2)
    x, y = p.sum(axis=1), p.sum(axis=0)
    true = mp.fsum(xlogy(p[i, j], p[i, j] / (x[i] * y[j])) - p[i, j] + x[i] * y[j] for i in (0, 1) for j in (0, 1))
    got = info.mutual_information(table)
    assert got.dtype == table.dtype
    assert float(got) == pytest.approx(float(true), rel=20 * float(np.finfo(table.dtype).eps), abs=0)


@pytest.mark.parametrize("axis", [(-2, -1), (-1, -2)])
@pytest.mark.parametrize(
    "table",
    [
        np.float64([[0.5, 1e-20], [0.5, 0]]),
        np.float32([[0.5, 1e-9], [0.5, 0]]),
        np.float64([[0.2, 0.3], [0.1, 0.4]]),
        np.float64([[1 - 1e-12, 1e-12], [0, 0]]),
        np.float32([[0.3, 1e-12, 1e-10], [0.7, 0, 1e-20]]),
    ],
)
def test_conditional_entropy_keeps_the_share_of_the_nearly_certain_cells(table, axis):
    p = np.array(exactly(table)).reshape(table.shape)
    p = p if axis == (-2, -1) else p.T
    true = mp.fsum(-xlogy(cell, cell / row.sum()) for row in p for cell in row if cell)
    got = info.conditional_entropy(table, axis=axis)
    assert got.dtype == table.dtype
    assert ulps(got, true) <= 4


def test_the_largest_cell_is_looked_for_in_every_table_of_a_stack():
    rng = np.random.default_rng(0)
    tables = rng.dirichlet(np.ones(12), 5).reshape(5, 3, 4)
    each = [info.conditional_entropy(t) for t in tables]
    assert info.conditional_entropy(tables) == pytest.approx(each, rel=1e-15)
    assert info.conditional_entropy(tables.transpose(2, 1, 0), axis=(1, 0)) == pytest.approx(each, rel=1e-15)


# --- divergences ----------------------------------------------------------------------------------------------------


def divergences(p, q):
    """Return the sums of the excesses, and of those over the mean: P and Q sum to 1 only as well as the format can."""
    pairs = list(zip(exactly(p), exactly(q), strict=True))
    kl = mp.fsum(a * mp.log(a / b) - a + b for a, b in pairs)
    js = mp.fsum((a * mp.log(2 * a / (a + b)) + b * mp.log(2 * b / (a + b))) / 2 for a, b in pairs)
    return kl, js


@pytest.mark.parametrize("dtype", DTYPES)
def test_divergences_of_short_distributions_are_right_to_four_units_in_the_last_place(dtype):
    rng = np.random.default_rng(1)
    pairs = [rng.dirichlet(np.full(k, a), 2) for a in (0.7, 2, 20) for k in (2, 3, 5) for _ in range(60)]
    pairs.append(([0.36239143, 0.37107179, 0.26653677], [0.26826762, 0.41843133, 0.31330106]))
    worst = [0.0, 0.0]
    for pair in pairs:
        p, q = np.asarray(pair, dtype)
        for i, (got, true) in enumerate(
            zip((info.kl_divergence(p, q), info.js_divergence(p, q)), divergences(p, q), strict=True)
        ):
            worst[i] = max(worst[i], ulps(got, true))
    assert max(worst) <= 4


def test_jensen_shannon_needs_no_common_outcome_and_no_large_number():
    assert info.js_divergence([1.0, 0.0], [0.0, 1.0]) == pytest.approx(math.log(2), rel=1e-16)
    assert info.js_divergence([1.0, 0.0, 0.0], [1.0, 0.0, 0.0]) == 0
    got = info.js_divergence([1.0, 1e-300], [1.0, 1e-290])
    assert got == pytest.approx(float(divergences([1.0, 1e-300], [1.0, 1e-290])[1]), rel=1e-15)
    rows = info.js_divergence([0.9, 0.1], [[0.9, 0.1], [0.1, 0.9]])
    assert rows[0] == 0 < rows[1]


# --- sums that do not run along memory --------------------------------------------------------------------------------


@pytest.mark.parametrize("dtype", DTYPES)
def test_the_sum_is_as_good_along_every_axis_and_in_either_order_of_memory(dtype):
    k = 100_000
    p = np.random.default_rng(2).dirichlet(np.ones(k), 2).astype(dtype)
    z = np.log(p)
    for other, axis in ((np.ascontiguousarray(p.T), 0), (np.asfortranarray(p), 1)):
        assert np.array_equal(info.entropy(other, axis=axis), terms.total(terms.costs(p, p), -1))
    for other, axis in ((np.ascontiguousarray(z.T), 0), (np.asfortranarray(z), 1)):
        assert np.array_equal(np.moveaxis(act.softmax(other, axis=axis), axis, -1), act.softmax(z))
        assert np.array_equal(act.logsumexp(other, axis=axis), act.logsumexp(z))
        assert act.logsumexp(other, axis=axis, keepdims=True).size == 2
    table = p[0].reshape(250, 400)
    assert info.joint_entropy(table.T) == pytest.approx(info.joint_entropy(table), rel=4 * float(np.finfo(dtype).eps))


@pytest.mark.parametrize("dtype", DTYPES)
def test_entropy_along_the_first_axis_of_many_outcomes(dtype):
    p = np.random.default_rng(3).dirichlet(np.ones(100_000)).astype(dtype)
    true = -mp.fsum(xlogy(x, x) for x in exactly(p))
    assert ulps(info.entropy(p[:, None], axis=0)[0], true) <= 4


# --- masks and ragged lists -------------------------------------------------------------------------------------------

MASKED = np.ma.masked_greater([0, 1, 9], 5)
RAGGED = [[0], [0, 1]]


@pytest.mark.parametrize(
    "call",
    [
        lambda y: scoring.log_score(y, [0.1, 0.9, 0.5]),
        lambda y: scoring.brier_score([0, 1, 0], y),
        lambda y: cal.reliability_curve(y, [0.1, 0.9, 0.5]),
        lambda y: cal.fit_platt([0.0, 1.0, 2.0], y),
        lambda y: learning.fit_softmax([[0.0], [1.0], [2.0]], y, steps=1, learning_rate=1.0),
        lambda y: da.keep_share(y, 1, 0.5),
        lambda y: da.flip_labels(y, 0.1, 10, 0),
        lambda y: check.plain("y", y),
    ],
)
def test_nothing_is_read_through_a_mask_and_ragged_rows_are_named(call):
    with pytest.raises(ValueError, match=r"is a masked array with hidden entries; pass .*compressed"):
        call(MASKED)
    with pytest.raises(ValueError, match=r"must hold real numbers, got \[\[0\], \[0, 1\]\]"):
        call(RAGGED)


def test_a_mask_that_hides_nothing_is_no_obstacle():
    y = np.ma.masked_greater([0, 1, 1], 5)
    assert scoring.log_score(y, [0.5, 0.5, 0.5]) == pytest.approx(math.log(2))


# --- scores -----------------------------------------------------------------------------------------------------------

REPORTS = [[1 - 1e-9, 1e-9], [1.0, 1e-20], [0.2, 0.3, 0.5], [1e-12, 1 - 2e-12, 1e-12], [0.5, 0.5], [0.0, 1.0]]


@pytest.mark.parametrize("q", REPORTS)
@pytest.mark.parametrize("rule", ["brier", "spherical", "absolute"])
def test_scores_of_nearly_certain_reports_keep_their_digits(rule, q):
    x = exactly(q)
    norm = mp.sqrt(mp.fsum(a * a for a in x))
    for k, got in enumerate(scoring.score_outcomes(q, rule)):
        others = x[:k] + x[k + 1 :]
        true = {
            "brier": (1 - x[k]) ** 2 + mp.fsum(a * a for a in others),
            "spherical": mp.fsum(a * a for a in others) / (norm * (norm + x[k])),  # 1 − x_k/norm
            "absolute": 1 - x[k] + mp.fsum(others),
        }[rule]
        assert float(got) == pytest.approx(float(true), rel=2e-15, abs=0)


def test_the_linear_score_of_one_probability_is_what_was_withheld():
    assert scoring.linear_score([0], [1e-20]) == 1e-20
    assert scoring.spherical_score([0], [1e-9]) == pytest.approx(5e-19, rel=1e-8)


def test_the_parts_of_a_tiny_score_add_up_to_it():
    parts = scoring.log_score_decomposition([0, 0], [1e-20, 1e-20])
    assert parts.score == 1e-20
    assert parts.reliability - parts.resolution + parts.uncertainty + parts.within_bins == 1e-20


@pytest.mark.parametrize(
    ("y", "q"), [([0, 1, 0, 1], 0.5 + 1e-9), ([0, 1, 0, 0], 0.25 + 1e-9), ([1, 1, 1, 1], 1 - 1e-9)]
)
def test_reliability_of_nearly_calibrated_forecasts(y, q):
    f, x = mp.mpf(sum(y)) / len(y), mp.mpf(q)
    true = xlogy(f, f / x) + xlogy(1 - f, (1 - f) / (1 - x))
    assert scoring.log_score_decomposition(y, [q] * 4).reliability == pytest.approx(float(true), rel=1e-14, abs=0)


def test_a_forecast_that_forbids_what_happened_is_infinitely_unreliable():
    assert scoring.log_score_decomposition([1, 0], [0.0, 0.0]).reliability == INF
    assert scoring.log_score_decomposition([1, 0], [1.0, 1.0]).reliability == INF
    assert scoring.log_score_decomposition([1, 1], [1.0, 1.0]).reliability == 0


@pytest.mark.parametrize("score", [scoring.brier_score, scoring.absolute_score, scoring.spherical_score])
def test_many_classes_need_memory_for_the_forecasts_only(score):
    k = 100_000
    q = np.full((2, k), 1 / k)
    tracemalloc.start()
    got = score([3, k - 1], q)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20 * q.nbytes
    want = {"brier_score": 1 - 1 / k, "absolute_score": 2 - 2 / k, "spherical_score": 1 - k**-0.5}[score.__name__]
    assert got == pytest.approx(want, rel=1e-12)


# --- odds, counts, bits -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("o", [0.0, 5e-324, 1e-310, 1e-20, 0.3, 1.0, 3.0, 1e20, 1.7e308, INF])
def test_probabilities_of_odds(o):
    true = 1 if o == INF else mp.mpf(o) / (1 + mp.mpf(o))
    assert ulps(info.from_odds(o), true) <= 2
    assert info.from_odds(np.float32([1.0, INF])).dtype == np.float32


@pytest.mark.parametrize(
    ("counts", "alpha", "want"),
    [
        ([1e308, 1e308], 0, [0.5, 0.5]),
        ([1.7e308, 1.7e308, 1.7e308, 0], 0, [1 / 3, 1 / 3, 1 / 3, 0]),
        ([1e308, 0], 1e308, [2 / 3, 1 / 3]),
        (np.float32([3e38, 3e38]), 0, [0.5, 0.5]),
        (np.float32([3, 1]), Fraction(1, 2), [0.7, 0.3]),
    ],
)
def test_frequencies_of_counts_whose_sum_is_too_large_for_the_format(counts, alpha, want):
    got = info.from_counts(counts, alpha=alpha)
    assert got.dtype == getattr(counts, "dtype", np.float64)
    assert got == pytest.approx(want, rel=1e-7 if got.dtype == np.float32 else 1e-15)


def test_bits_of_a_nearly_certain_symbol():
    model = coding.static_model("a" * 10**6, alpha=0.001)
    others = 255 * mp.mpf(1) / 1000
    true = mp.log1p(others / (10**6 + mp.mpf(1) / 1000)) / mp.log(2)
    assert ulps(coding.symbol_bits("a", model)[0], true) <= 4


def test_krafts_sum_is_exact_and_comes_soon():
    start = time.perf_counter()
    assert coding.kraft_sum([2000] * 3 + [1]) == 0.5
    assert coding.kraft_sum([1, 2, 3], alphabet=3) == float(Fraction(13, 27))
    with pytest.raises(ValueError, match=r"length 1e\+308 is longer .* up to 100,000"):
        coding.kraft_sum([1e308])
    assert time.perf_counter() - start < 2


# --- refusals ---------------------------------------------------------------------------------------------------------

BLOB_X, BLOB_Y = [[0.0], [1.0]], [0, 1]
HUGE = 10**400
REFUSED = [
    (lambda: act.softmax(np.float32([1, 2]), temperature=1e-50), "temperature = 1e-50 is 0 in float32; pass z"),
    (lambda: act.softmax(np.float32([1, 2]), temperature=1e50), "temperature = 1e+50 is inf in float32"),
    (lambda: act.softmax([1, 2], temperature=None), "temperature = None must be a positive number"),
    (lambda: act.softmax([1, 2], temperature="x"), "temperature = 'x' must be a positive number"),
    (lambda: act.softmax([1, 2], axis=3), "axis = 3 does not exist in z of shape (2,); choose"),
    (lambda: act.log_softmax([1, 2], axis=3), "axis = 3 does not exist in z of shape (2,); choose"),
    (lambda: act.logsumexp([1, 2], axis=3), "axis = 3 does not exist in z of shape (2,); choose"),
    (lambda: act.softmax([1, 2], axis=1.5), "axis = 1.5 does not exist"),
    (lambda: act.log_softmax([1, 2], axis=1.5), "axis = 1.5 does not exist"),
    (lambda: act.logsumexp([1, 2], axis=1.5), "axis = 1.5 does not exist"),
    (lambda: act.logsumexp([[1, 2]], axis=(0, 1)), "axis = (0, 1) names 2 axes of z; name one axis"),
    (lambda: ce.cross_entropy([[0.5, 0.5]], [[0.5, 0.5]], axis=(0, 1)), "axis = (0, 1) names 2 axes of p; name one"),
    (lambda: ce.from_counts([1, 2], alpha=None), "alpha = None must be a finite number, at least 0"),
    (lambda: ce.from_counts(np.float32([1, 2]), alpha=1e300), "alpha = 1e+300 must be"),
    (lambda: scoring.check_propriety("log", tolerance=None), "tolerance = None must be"),
    (lambda: scoring.check_propriety("log", tolerance="x"), "tolerance = 'x' must be"),
    (lambda: ce.surprise(HUGE), "p must hold real numbers"),
    (lambda: ce.surprise(0.5, base=HUGE), "is no unit of information"),
    (lambda: cal.apply_temperature([1.0], HUGE), "must be a positive number"),
    (lambda: learning.fit_mlp(BLOB_X, BLOB_Y, hidden=8, steps=1, learning_rate=1.0), "hidden = 8 is no sequence"),
    (lambda: learning.fit_logistic(BLOB_X, BLOB_Y, steps=1, learning_rate=1, l2=-1), "l2 = -1 must be a finite number"),
    (lambda: learning.fit_logistic(BLOB_X, BLOB_Y, steps=1, learning_rate=HUGE), "must be a positive number"),
    (lambda: learning.mlp_start(5), "sizes = 5 is no sequence"),
    (lambda: learning.mlp_start("53"), "sizes = '53' is no sequence"),
    (lambda: learning.mlp_forward([np.eye(2), np.zeros(2)], [[1.0]]), "x has shape (1, 1)"),
    (lambda: learning.descend(None, [], steps=1, learning_rate=1.0), "start = [] holds no parameter"),
    (lambda: learning.mlp_backward([np.eye(2), np.zeros(2)], [(np.ones((3, 2)), 1.0)], np.ones(2)), "push has shape"),
    (lambda: coding.is_prefix_free(None), "code = None holds no code words"),
    (lambda: cal.apply_platt([1.0], np.array([1j, 2])), "is not two finite numbers"),
    (lambda: da.keep_share([0] * 100 + [1] * 5, 1, 0.001), "share = 0.001 of label 1 cannot be had from 5 rows"),
    (lambda: da.keep_share([0] * 5 + [1] * 100, 1, 0.999), "share = 0.999 of label 1 cannot be had"),
    (lambda: da.keep_share([[0, 1], [1, 0]], 1, 0.5), "y has shape (2, 2)"),
    (lambda: da.flip_matrix(1j, 3), "rate = 1j must be a finite number"),
    (lambda: ce.entropy([1e308, 1e308]), "p[0] = 1e+308 is not a probability"),
]  # fmt: skip


@pytest.mark.parametrize(("call", "told"), REFUSED, ids=[told for _, told in REFUSED])
def test_what_cannot_be_answered_is_refused_with_a_remedy(call, told):
    with pytest.raises(ValueError, match=re.escape(told)) as refusal:
        call()
    assert type(refusal.value) is ValueError


# --- legal, and so without a warning ----------------------------------------------------------------------------------


def test_a_large_slope_and_a_large_gap_are_answers():
    assert act.logit_grad(1e-310) == INF
    assert act.logit_grad([0.5, 0.0]).tolist() == [4.0, INF]
    assert act.log_softmax([1e308, -1e308]).tolist() == [0.0, -INF]
    assert act.softmax([1e308, -1e308]).tolist() == [1.0, 0.0]
    assert act.softmax_jacobian([0.0, 0.0], temperature=1e-310)[0].tolist() == [INF, -INF]
    assert cal.apply_temperature([[1e300, 0.0]], 1e-300).tolist() == [[1.0, 0.0]]
    assert cal.apply_temperature([1e300, -1e300], 1e-300).tolist() == [1.0, 0.0]
    assert cal.apply_platt([1e300, -1e300], (1e300, 0.0)).tolist() == [1.0, 0.0]


@pytest.mark.parametrize("unit", [1e-200, 1.0, 1e200, 1e300])
def test_platts_scaling_does_not_depend_on_the_unit_of_the_scores(unit):
    s, y = np.array([-2.0, -1.0, 0.0, 1.0, 2.0]), [0, 0, 1, 0, 1]
    plain, other = cal.fit_platt(s, y), cal.fit_platt(s * unit, y)
    assert other.slope * unit == pytest.approx(plain.slope, rel=1e-12)
    assert other.intercept == pytest.approx(plain.intercept, rel=1e-12)


def test_one_score_far_from_all_others():
    platt = cal.fit_platt([0, 1, 0, 1, 1e200], [0, 1, 1, 0, 1])
    near, far = cal.apply_platt([0.0, 1e200], platt)
    assert near == pytest.approx(0.5, abs=0.05)  # the four others cannot be told apart, and are half and half
    assert far > near


def test_a_slope_that_cannot_be_found_is_refused():
    s, y = [0, 1, 0, 1, 1e200], [0, 1, 1, 0, 1]
    with pytest.raises(ValueError, match=r"reach from 0 to 1e\+200, too far apart .* use smooth=True"):
        cal.fit_platt(s, y, smooth=False)
    with pytest.raises(ValueError, match=r"differ by so little that the slope is -inf; multiply"):
        cal.fit_platt([0, 0, 0, 1e-320], [0, 1, 1, 0])
    assert math.isfinite(cal.fit_platt([1e308, -1e308, 0, 1e308], [0, 1, 1, 0]).slope)


@pytest.mark.parametrize("value", [1, 0.5, np.float32(0.5), np.int64(1), Fraction(1, 2), np.array(0.5)])
def test_every_real_number_is_a_number(value):
    assert check.number("x", value, 0, 1) == float(value)
    assert check.positive("x", value) == float(value)


@pytest.mark.parametrize("value", [None, "1", 1j, np.complex128(1), [1.0], math.nan, INF, HUGE, 2, -0.1])
def test_what_is_no_number_in_the_range_is_quoted(value):
    with pytest.raises(ValueError, match=r"^x = .* must be a finite number, at least 0 and at most 1; try ½$"):
        check.number("x", value, 0, 1, "try ½")
