"""Surprise, entropy, cross-entropy and divergences: shapes and formats, zeros and infinities, and fifty digits."""

import math

import mpmath
import numpy as np
import pytest
from drawn import PAIRS, SINGLES, TABLES, distributions, normalised, some
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import jensenshannon

import ce_helpers.information as ce

mpmath.mp.dps = 50
EPS = np.finfo(float).eps
LN2 = math.log(2)


# --- shapes, axes, dtypes -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("f", PAIRS)
@pytest.mark.parametrize("axis", [-3, -2, -1, 0, 1, 2])
def test_the_axis_moves_with_moveaxis(f, axis):
    p, q = some(3, 4, 5), some(3, 4, 5, seed=1)
    moved = f(np.moveaxis(p, -1, axis), np.moveaxis(q, -1, axis), axis=axis)
    np.testing.assert_allclose(moved, f(p, q), rtol=1e-14)


@pytest.mark.parametrize("f", SINGLES)
@pytest.mark.parametrize("axis", [-3, -2, -1, 0, 1, 2])
def test_the_axis_of_a_single_distribution_moves_too(f, axis):
    p = some(3, 4, 5)
    np.testing.assert_allclose(f(np.moveaxis(p, -1, axis), axis=axis), f(p), rtol=1e-14)


@pytest.mark.parametrize("f", TABLES)
def test_a_stack_of_tables_gives_one_number_each(f):
    stack = some(6, 12).reshape(6, 3, 4)
    each = [f(table) for table in stack]
    np.testing.assert_allclose(f(stack), each, rtol=1e-14)
    np.testing.assert_allclose(f(np.moveaxis(stack, 0, -1), axis=(0, 1)), each, rtol=1e-14)


@pytest.mark.parametrize("f", PAIRS)
def test_one_distribution_is_set_against_many(f):
    p, many = some(5), some(3, 4, 5, seed=1)
    each = [[f(p, q) for q in row] for row in many]
    np.testing.assert_allclose(f(p, many), each, rtol=1e-14)
    np.testing.assert_allclose(f(p, np.moveaxis(many, -1, 0), axis=0), each, rtol=1e-14)
    np.testing.assert_allclose(f(many, p), [[f(q, p) for q in row] for row in many], rtol=1e-14)


@pytest.mark.parametrize("f", PAIRS)
def test_axes_of_length_1_make_a_table_of_all_pairs(f):
    a, b = some(3, 5), some(4, 5, seed=1)
    table = f(a[:, None], b[None])
    assert table.shape == (3, 4)
    assert table[2, 1] == pytest.approx(f(a[2], b[1]), rel=1e-14)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_dtype_is_kept(dtype):
    p, q = some(7, 4).astype(dtype), some(7, 4, seed=1).astype(dtype)
    for f in PAIRS:
        assert f(p, q).dtype == f(p[0], q[0]).dtype == dtype
    for f in SINGLES:
        assert f(p).dtype == f(p[0]).dtype == dtype
    for f in TABLES:
        assert f((p / 7).astype(dtype)).dtype == dtype
    for f in (ce.surprise, ce.odds, ce.from_odds):
        assert f(p).dtype == f(p[0, 0]).dtype == dtype
    for base in (None, 2, 10.0):
        assert ce.entropy(p, base=base).dtype == ce.surprise(p, base=base).dtype == dtype
    assert ce.convert_units(p, "nats", "bits").dtype == dtype
    assert ce.from_counts(p, alpha=1).dtype == dtype


def test_lists_and_whole_numbers_become_float64():
    assert ce.entropy([1, 0]).dtype == ce.entropy(np.array([1, 0], np.int8)).dtype == np.float64
    assert ce.cross_entropy(np.float32([1, 0]), [0.5, 0.5]).dtype == np.float64


def test_the_input_is_left_as_it_was():
    p, q = some(50, 4), some(50, 4, seed=1)
    before = p.copy(), q.copy()
    for f in PAIRS:
        f(p, q)
    assert np.array_equal(p, before[0])
    assert np.array_equal(q, before[1])


# --- zeros and infinities -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(
    ("f", "p", "q", "expected"),
    [
        (ce.cross_entropy, [1, 0], [0, 1], math.inf),
        (ce.cross_entropy, [0, 1], [0, 1], 0),
        (ce.cross_entropy, [0.5, 0.5], [1, 0], math.inf),
        (ce.kl_divergence, [1, 0], [0, 1], math.inf),
        (ce.kl_divergence, [0.5, 0.5], [1, 0], math.inf),
        (ce.kl_divergence, [1, 0], [0.5, 0.5], LN2),
        (ce.kl_divergence, [1, 0], [1, 0], 0),
        (ce.kl_divergence, [0.5, 0.5, 0], [0.5, 0.5, 0], 0),
        (ce.js_divergence, [1, 0], [0, 1], LN2),
        (ce.js_divergence, [1, 0, 0], [1, 0, 0], 0),
        (ce.js_distance, [1, 0], [0, 1], math.sqrt(LN2)),
        (ce.js_distance, [0, 1], [0, 1], 0),
        (ce.perplexity, [1, 0], [0, 1], math.inf),
        (ce.total_variation, [1, 0], [0, 1], 1),
    ],
)
@pytest.mark.filterwarnings("error")
def test_zeros_cost_nothing_or_everything_and_nobody_warns(f, p, q, expected, dtype):
    assert f(np.array(p, dtype), np.array(q, dtype)) == pytest.approx(expected, rel=2 * float(np.finfo(dtype).eps))


@pytest.mark.filterwarnings("error")
def test_the_ends_of_the_pointwise_functions():
    assert ce.surprise(0) == math.inf
    assert str(ce.surprise(1.0)) == str(ce.entropy([0, 1])) == "0.0", "not −0.0"
    assert ce.odds(1) == math.inf
    assert ce.odds(0) == ce.from_odds(0) == 0
    assert ce.from_odds(math.inf) == 1
    assert ce.convert_units(math.inf, "nats", "bits") == math.inf


@given(st.floats(0, 1, exclude_max=True))
def test_from_odds_undoes_odds(p):
    assert ce.from_odds(ce.odds(p)) == pytest.approx(p, rel=4 * EPS, abs=1e-307)


@given(st.floats(1e-6, 1 - 1e-6))
def test_log_odds_are_the_surprise_of_no_less_that_of_yes(p):
    assert np.log(ce.odds(p)) == pytest.approx(ce.surprise(1 - p) - ce.surprise(p), abs=1e-9)


@given(st.floats(0, 1e9), *[st.sampled_from(["nats", "bits", "bans", "decibans"])] * 2)
def test_units_convert_there_and_back(value, here, there):
    assert ce.convert_units(ce.convert_units(value, here, there), there, here) == pytest.approx(value, rel=4 * EPS)


def test_units_agree_with_bases():
    for unit, base in (("bits", 2), ("bans", 10), ("nats", math.e)):
        assert ce.convert_units(ce.surprise(0.3), "nats", unit) == pytest.approx(
            ce.surprise(0.3, base=base), rel=4 * EPS
        )


def test_laplaces_rule_leaves_no_outcome_impossible():
    counts = [[3, 0, 1], [0, 0, 0]]
    assert np.array_equal(ce.from_counts(counts, alpha=1), [[4 / 7, 1 / 7, 2 / 7], [1 / 3, 1 / 3, 1 / 3]])
    assert np.array_equal(ce.from_counts(np.transpose(counts), alpha=1, axis=0), ce.from_counts(counts, alpha=1).T)
    assert ce.surprise(ce.from_counts([3, 0, 1]))[1] == math.inf


# --- fifty digits ---------------------------------------------------------------------------------------------------


def exactly(a):
    a = [mpmath.mpf(float(x)) for x in a]
    return [x / mpmath.fsum(a) for x in a]


def exact_kl(p, q):
    pairs = zip(exactly(p), exactly(q), strict=True)
    return mpmath.fsum(a * mpmath.log(a / b) for a, b in pairs if a > 0)


def exact_js(p, q):
    p, q = exactly(p), exactly(q)
    pairs = [(a, b, (a + b) / 2) for a, b in zip(p, q, strict=True)]
    one = mpmath.fsum(a * mpmath.log(a / m) for a, b, m in pairs if a > 0)
    two = mpmath.fsum(b * mpmath.log(b / m) for a, b, m in pairs if b > 0)
    return (one + two) / 2


def relative_error(found, exact):
    return float(abs(mpmath.mpf(float(found)) - exact) / exact)


def on_a_grid(p):
    """Round to multiples of 2^-50 so that the sum is 1 exactly: then only the formula is on trial, not the sums."""
    p = np.round(p * 2.0**50)
    p[p.argmax()] += 2.0**50 - p.sum()
    return p / 2.0**50


@pytest.mark.parametrize("size", [10.0**-k for k in range(13)])
@pytest.mark.parametrize("n", [2, 10, 100])
def test_near_equality_keeps_all_its_digits(size, n):
    p = some(n, seed=n)
    q = on_a_grid(normalised(p * (1 + size * np.random.default_rng(n).uniform(-0.9, 0.9, n))))
    p = on_a_grid(p)
    assert relative_error(ce.kl_divergence(p, q), exact_kl(p, q)) < 40 * EPS
    assert relative_error(ce.js_divergence(p, q), exact_js(p, q)) < 10 * EPS


def test_near_equality_is_where_scipy_is_off_by_several_hundred_per_cent():
    p, q = np.array([0.3, 0.7]), np.array([0.3 + 1e-9, 0.7 - 1e-9])
    exact = mpmath.sqrt(exact_js(p, q))
    assert relative_error(ce.js_distance(p, q), exact) < 1e-15
    assert not relative_error(jensenshannon(p, q), exact) < 1e-3


@pytest.mark.parametrize(
    ("p", "q"),
    [
        ([1e-300, 1], [1e-10, 1 - 1e-10]),
        ([1e-10, 1 - 1e-10], [1e-300, 1]),
        ([0.3, 0.7], [5e-324, 1]),
        ([5e-324, 1], [0.3, 0.7]),
        ([1e-310, 1], [3e-310, 1]),
        ([1, 1e-20], [1, 2e-20]),
        ([0.5, 0.5, 1e-320], [0.25, 0.75 - 1e-5, 1e-5]),
    ],
)
def test_tiny_probabilities(p, q):
    assert relative_error(ce.kl_divergence(p, q), exact_kl(p, q)) < 40 * EPS or exact_kl(p, q) < 1e-300
    assert relative_error(ce.js_divergence(p, q), exact_js(p, q)) < 10 * EPS or exact_js(p, q) < 1e-300


@settings(max_examples=60)
@given(distributions(count=2, positive=True))
def test_any_pair_agrees_with_fifty_digits(pq):
    p, q = pq
    assume(not np.array_equal(p, q))
    exact = exact_kl(p, q), exact_js(p, q)
    assume(min(exact) > 1e-28)  # below that, the rounding of the two sums is what differs
    assert relative_error(ce.kl_divergence(p, q), exact[0]) < 64 * EPS
    assert relative_error(ce.js_divergence(p, q), exact[1]) < 64 * EPS


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("base", [None, 2])
def test_the_distance_of_neighbours_too_near_for_the_format_of_the_divergence(dtype, base):
    least = np.finfo(dtype).smallest_subnormal
    unit = mpmath.log(base) if base else 1
    for a, b in ((0, least), (least, 3 * least), (1000 * least, 1003 * least)):
        p, q = np.array([[a, 1], [b, 1]], dtype)
        exact = mpmath.sqrt(exact_js(p, q) / unit)
        found = ce.js_distance(p, q, base=base)
        assert found.dtype == dtype
        assert relative_error(found, exact) < 8 * float(np.finfo(dtype).eps)
        rows = ce.js_distance([p, p], [q, [0.5, 0.5]], base=base)
        assert rows[0] == pytest.approx(float(exact), rel=1e-6)
        assert rows[1] == ce.js_distance(p, [0.5, 0.5], base=base)
    assert ce.js_distance([0, 1], [5e-324, 1]) == pytest.approx(1.3085492146e-162, rel=1e-10)


@pytest.mark.filterwarnings("error")
def test_a_perplexity_too_large_for_the_format_is_infinite():
    assert ce.perplexity([1, 0], [5e-324, 1]) == math.inf
    assert ce.perplexity(np.float32([1, 0]), np.float32([1e-45, 1])) == math.inf
    assert ce.perplexity([1, 0], [1e-308, 1]) == pytest.approx(1e308, rel=1e-12)


@pytest.mark.parametrize("f", [*PAIRS, ce.entropy, ce.surprise])
def test_half_precision_is_computed_in_float32(f):
    p, q = some(7, 4).astype(np.float16), some(7, 4, seed=1).astype(np.float16)
    inputs = (p, q) if f in PAIRS else (p,)
    found = f(*inputs)
    assert found.dtype == np.float32
    exact = f(*(normalised(a.astype(float)) for a in inputs)) if f is not ce.surprise else f(p.astype(float))
    np.testing.assert_allclose(found, exact, atol=0.01, rtol=2e-3)


def test_float32_is_as_good_as_float32_can_be():
    p, q = np.float32([0.3, 0.7]), np.float32([0.3001, 0.6999])
    assert relative_error(ce.kl_divergence(p, q), exact_kl(p, q)) < 1e-5
    assert relative_error(ce.js_divergence(p, q), exact_js(p, q)) < 1e-5
