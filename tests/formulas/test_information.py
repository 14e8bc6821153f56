"""Surprise, entropy, cross-entropy and divergences: the theorems, the book's figures, SciPy and fifty digits."""

import math
import tracemalloc
from unittest import mock

import mpmath
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import special, stats
from scipy.spatial.distance import jensenshannon
from sklearn.metrics import mutual_info_score

import ce_helpers.information as ce
from ce_helpers.fast import sums

mpmath.mp.dps = 50
EPS = np.finfo(float).eps
LN2 = math.log(2)


# --- what hypothesis draws ------------------------------------------------------------------------------------------


def normalised(weights):
    weights = np.asarray(weights, float)
    return weights / weights.sum(axis=-1, keepdims=True)


def weights(n, smallest=0.0):
    """Draw n weights over many orders of magnitude, exact zeros among them unless `smallest` forbids it."""
    one = st.floats(-30, 0).map(math.exp)
    return st.lists(one if smallest else st.one_of(st.just(0.0), one), min_size=n, max_size=n)


@st.composite
def distributions(draw, count=1, positive=False):
    """Draw `count` distributions over the same 2 to 8 outcomes."""
    n = draw(st.integers(2, 8))
    found = []
    for _ in range(count):
        w = draw(weights(n, smallest=positive))
        assume(sum(w) > 0)
        found.append(normalised(w))
    return found[0] if count == 1 else found


@st.composite
def tables(draw):
    """Draw a joint distribution of X (rows) and Y (columns)."""
    rows, columns = draw(st.integers(2, 4)), draw(st.integers(2, 4))
    w = draw(weights(rows * columns))
    assume(sum(w) > 0)
    return normalised(w).reshape(rows, columns)


# --- the figures of the book ----------------------------------------------------------------------------------------

COIN_P, COIN_Q = [0.9, 0.1], [0.7, 0.3]


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        # surprise: ln 1, ln .5, ln .1, ln .01 and the loss they give
        (lambda: ce.surprise(1), "0.000000"),
        (lambda: ce.surprise(0.5), "0.693147"),
        (lambda: ce.surprise(0.1), "2.302585"),
        (lambda: ce.surprise(0.01), "4.605170"),
        (lambda: ce.surprise(0.001), "6.907755"),
        (lambda: ce.surprise(0.9), "0.105361"),
        (lambda: ce.surprise(0.92), "0.083382"),
        # the examination: 95% and 51% sure
        (lambda: ce.surprise(0.95), "0.051293"),
        (lambda: ce.surprise(0.51), "0.673345"),
        # the coin
        (lambda: ce.cross_entropy(COIN_P, COIN_Q), "0.441405"),
        (lambda: ce.cross_entropy(COIN_P, COIN_Q, base=2), "0.636812"),
        (lambda: ce.entropy(COIN_P), "0.325083"),
        (lambda: ce.entropy(COIN_P, base=2), "0.468996"),
        (lambda: ce.kl_divergence(COIN_P, COIN_Q), "0.116322"),
        (lambda: ce.kl_divergence(COIN_P, COIN_Q, base=2), "0.167817"),
        (lambda: ce.kl_divergence(COIN_Q, COIN_P), "0.153664"),
        # the forecaster; Sunny happens
        (lambda: ce.cross_entropy([1, 0, 0], [0.80, 0.15, 0.05]), "0.223144"),
        (lambda: ce.cross_entropy([1, 0, 0], [0.30, 0.50, 0.20]), "1.203973"),
        # cat, dog, bird over training, and the uniform guess
        (lambda: ce.cross_entropy([1, 0, 0], [0.33, 0.42, 0.25]), "1.108663"),
        (lambda: ce.cross_entropy([1, 0, 0], [0.70, 0.20, 0.10]), "0.356675"),
        (lambda: ce.cross_entropy([1, 0, 0], [0.95, 0.03, 0.02]), "0.051293"),
        (lambda: ce.cross_entropy([1, 0, 0], [1 / 3, 1 / 3, 1 / 3]), "1.098612"),
        (lambda: ce.cross_entropy([1, 0], [0.8, 0.2]), "0.223144"),
        # fair coin, double-headed coin
        (lambda: ce.entropy([0.5, 0.5]), "0.693147"),
        (lambda: ce.entropy([0.5, 0.5], base=2), "1.000000"),
        (lambda: ce.entropy([1, 0]), "0.000000"),
        # perplexity
        (lambda: ce.perplexity([1, 0, 0], [0.70, 0.20, 0.10]), "1.428571"),
    ],
)
def test_the_figures_of_the_book(value, printed):
    assert f"{value():.6f}" == printed


def test_the_minimum_of_the_cross_entropy_lies_exactly_at_the_truth():
    q = np.linspace(0.001, 0.999, 999)
    losses = ce.cross_entropy([0.9, 0.1], np.stack([q, 1 - q], axis=-1))
    assert q[losses.argmin()] == pytest.approx(0.9, abs=1e-12)


def test_kl_is_no_distance_because_a_triangle_fails():
    a, b, c = [0.5, 0.5], [0.25, 0.75], [0.1, 0.9]
    assert ce.kl_divergence(a, c) > ce.kl_divergence(a, b) + ce.kl_divergence(b, c)


# --- theorems -------------------------------------------------------------------------------------------------------


@given(distributions(count=2))
def test_gibbs_inequality_with_equality_only_at_p_equals_q(pq):
    p, q = pq
    assert ce.kl_divergence(p, q) >= 0
    assert ce.kl_divergence(p, p) == 0
    assert (ce.kl_divergence(p, q) == 0) == np.array_equal(p, q)


@given(distributions(count=2))
def test_cross_entropy_is_entropy_plus_divergence(pq):
    p, q = pq
    assert ce.cross_entropy(p, q) == pytest.approx(ce.entropy(p) + ce.kl_divergence(p, q), rel=1e-13, abs=1e-14)


@given(distributions())
def test_entropy_lies_between_0_and_ln_k(p):
    assert 0 <= ce.entropy(p) <= math.log(p.size) * (1 + 4 * EPS)
    assert ce.cross_entropy(p, p) == ce.entropy(p)


@given(distributions(count=2))
def test_js_lies_between_0_and_ln_2_and_is_symmetric(pq):
    p, q = pq
    assert 0 <= ce.js_divergence(p, q) <= LN2
    assert (ce.js_divergence(p, q) == 0) == np.array_equal(p, q)
    assert ce.js_divergence(p, q) == pytest.approx(ce.js_divergence(q, p), rel=1e-14)
    assert ce.js_distance(p, q) ** 2 == pytest.approx(ce.js_divergence(p, q), rel=1e-15)


@given(distributions(count=2))
def test_js_is_the_mean_divergence_from_the_middle(pq):
    p, q = pq
    m = (p + q) / 2
    mean = (ce.kl_divergence(p, m) + ce.kl_divergence(q, m)) / 2
    assert ce.js_divergence(p, q) == pytest.approx(mean, rel=1e-12, abs=1e-15)


@given(distributions(count=3))
def test_the_root_of_js_obeys_the_triangle_inequality(pqr):
    p, q, r = pqr
    assert ce.js_distance(p, r) <= (ce.js_distance(p, q) + ce.js_distance(q, r)) * (1 + 8 * EPS)


@given(distributions(count=2))
def test_pinsker(pq):
    p, q = pq
    assert 0 <= ce.total_variation(p, q) <= 1 + 2 * EPS
    assert ce.kl_divergence(p, q) >= 2 * ce.total_variation(p, q) ** 2 * (1 - 16 * EPS)


@given(distributions(count=2), st.data())
def test_processing_the_data_never_makes_them_easier_to_tell_apart(pq, data):
    p, q = pq
    rows = [data.draw(weights(3, smallest=1)) for _ in range(p.size)]
    channel = normalised(rows)  # channel[x, y] is the probability that x is seen as y
    for divergence in (ce.kl_divergence, ce.js_divergence):
        before, after = divergence(p, q), divergence(normalised(p @ channel), normalised(q @ channel))
        assert after <= before * (1 + 1e-12) + 1e-30


@given(tables())
def test_chain_rule(joint):
    px, py = joint.sum(1), joint.sum(0)
    assert ce.joint_entropy(joint) == pytest.approx(
        ce.entropy(px) + ce.conditional_entropy(joint), rel=1e-13, abs=1e-14
    )
    swapped = ce.conditional_entropy(joint, axis=(-1, -2))
    assert ce.joint_entropy(joint) == pytest.approx(ce.entropy(py) + swapped, rel=1e-13, abs=1e-14)
    assert ce.joint_entropy(joint) == ce.entropy(joint.ravel())


@given(tables())
def test_mutual_information_is_what_conditioning_takes_away(joint):
    information = ce.mutual_information(joint)
    assert information >= 0
    assert information == pytest.approx(ce.entropy(joint.sum(0)) - ce.conditional_entropy(joint), abs=1e-14)
    assert information == pytest.approx(ce.mutual_information(joint.T), rel=1e-13)


@given(distributions(count=2))
def test_independent_variables_share_no_information(pq):
    joint = np.outer(*pq)
    assert 0 <= ce.mutual_information(joint) < 1e-30
    assert ce.conditional_entropy(joint) == pytest.approx(ce.entropy(pq[1]), rel=1e-13, abs=1e-14)


@given(st.tuples(distributions(count=2), distributions(count=2)))
def test_independent_parts_add(pairs):
    (p, q), (r, s) = pairs
    both = ce.kl_divergence(np.outer(p, r).ravel(), np.outer(q, s).ravel())
    assert both == pytest.approx(ce.kl_divergence(p, q) + ce.kl_divergence(r, s), rel=1e-12, abs=1e-15)


@given(distributions(count=2), st.randoms(use_true_random=False))
def test_renaming_the_outcomes_changes_nothing(pq, random):
    p, q = pq
    order = random.sample(range(p.size), p.size)
    for f in PAIRS:
        assert f(p[order], q[order]) == pytest.approx(f(p, q), rel=1e-14, abs=1e-300)
    assert ce.entropy(p[order]) == pytest.approx(ce.entropy(p), rel=1e-14)


@given(distributions(count=2, positive=True), st.floats(0, 1))
def test_cross_entropy_is_convex_in_the_model(pq, t):
    p, q = pq
    between = ce.cross_entropy(p, t * p + (1 - t) * q)
    # 1 − t, two products and a sum are rounded: 3 units of 2⁻⁵³ of an entry at most, and Σ p times as much of the total
    assert between <= (t * ce.cross_entropy(p, p) + (1 - t) * ce.cross_entropy(p, q)) * (1 + 1e-13) + 3 * 2**-53


@given(distributions(count=2), st.floats(1.01, 100))
def test_change_of_base(pq, base):
    p, q = pq
    for f in (ce.cross_entropy, ce.kl_divergence, ce.js_divergence):
        assert f(p, q, base=base) == pytest.approx(f(p, q) / math.log(base), rel=1e-15)
    assert ce.js_distance(p, q, base=base) == pytest.approx(ce.js_distance(p, q) / math.sqrt(math.log(base)), rel=1e-15)
    assert ce.entropy(p, base=base) == pytest.approx(ce.entropy(p) / math.log(base), rel=1e-15)
    assert ce.perplexity(p, q, base=base) == ce.perplexity(p, q)


@given(distributions(count=2))
def test_perplexity_is_the_base_to_the_power_of_the_cross_entropy(pq):
    p, q = pq
    assert ce.perplexity(p, q) == pytest.approx(2 ** ce.cross_entropy(p, q, base=2), rel=1e-12)
    assert ce.perplexity(p) == ce.perplexity(p, p) >= 1


@given(st.floats(0, 1), st.floats(0, 1))
def test_the_surprise_of_independent_events_adds(a, b):
    assume(min(a, b) == 0 or a * b > 1e-300)  # the product itself must not underflow
    assert ce.surprise(a * b) == pytest.approx(ce.surprise(a) + ce.surprise(b), rel=1e-14, abs=4 * EPS)


@given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from("abc")), min_size=1, max_size=40))
def test_mutual_information_of_labels_is_that_of_their_table(pairs):
    x, y = zip(*pairs, strict=True)
    table = np.zeros((5, 3))
    for a, b in pairs:
        table[a, "abc".index(b)] += 1 / len(pairs)
    found = ce.mutual_information_from_labels(x, y)
    assert 0 <= found <= min(ce.entropy(table.sum(0)), ce.entropy(table.sum(1))) + 1e-15
    assert found == pytest.approx(ce.mutual_information(table), rel=1e-12, abs=1e-15)
    assert found == pytest.approx(mutual_info_score(x, y), rel=1e-12, abs=1e-15)
    assert found == pytest.approx(ce.mutual_information_from_labels(y, x), rel=1e-14, abs=1e-16)
    assert ce.mutual_information_from_labels(x, y, base=2) == pytest.approx(found / LN2, rel=1e-15)


def test_labels_that_say_next_to_nothing_of_each_other_keep_their_digits():
    x = np.repeat([0, 0, 1, 1], [250_000, 250_001, 250_000, 250_000])
    y = np.repeat([0, 1, 0, 1], [250_000, 250_001, 250_000, 250_000])
    p = [[mpmath.mpf(250_000 + (a == 0 and b == 1)) / 1_000_001 for b in (0, 1)] for a in (0, 1)]
    margins = [[sum(p[a]) * (p[0][b] + p[1][b]) for b in (0, 1)] for a in (0, 1)]
    exact = mpmath.fsum(p[a][b] * mpmath.log(p[a][b] / margins[a][b]) for a in (0, 1) for b in (0, 1))
    assert relative_error(ce.mutual_information_from_labels(x, y), exact) < 1e-14


def test_labels_need_no_table():
    names = np.arange(300_000)
    assert ce.mutual_information_from_labels(names, names) == pytest.approx(math.log(300_000), rel=1e-14)
    assert ce.mutual_information_from_labels(names, names % 2 == 0, base=2) == pytest.approx(1, rel=1e-14)


# --- shapes, axes, dtypes -------------------------------------------------------------------------------------------

PAIRS = [ce.cross_entropy, ce.kl_divergence, ce.js_divergence, ce.js_distance, ce.perplexity, ce.total_variation]
SINGLES = [ce.entropy, ce.perplexity]
TABLES = [ce.joint_entropy, ce.conditional_entropy, ce.mutual_information]


def some(*shape, seed=0):
    return normalised(np.random.default_rng(seed).exponential(size=shape))


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


# --- beside SciPy ---------------------------------------------------------------------------------------------------


@settings(max_examples=50)
@given(distributions(count=2))
def test_agrees_with_scipy(pq):
    p, q = pq
    assert ce.entropy(p) == pytest.approx(stats.entropy(p), rel=1e-12, abs=1e-14)
    assert ce.entropy(p, base=2) == pytest.approx(stats.entropy(p, base=2), rel=1e-12, abs=1e-14)
    assert ce.kl_divergence(p, q) == pytest.approx(special.rel_entr(p, q).sum(), rel=1e-12, abs=1e-14)
    assert ce.kl_divergence(p, q) == pytest.approx(special.kl_div(p, q).sum(), rel=1e-12, abs=1e-14)
    assert ce.js_distance(p, q) == pytest.approx(jensenshannon(p, q), rel=1e-7, abs=1e-7)
    assert ce.js_distance(p, q, base=2) == pytest.approx(jensenshannon(p, q, base=2), rel=1e-7, abs=1e-7)


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


# --- large arrays: summed in pieces, with the plain body as the reference -------------------------------------------


def by_the_plain_body(f, *args):
    """Return f(*args) with nothing handed over to `fast`."""
    with mock.patch.object(sums, "SMALLEST", math.inf):
        return f(*args)


IN_PIECES = [ce.cross_entropy, ce.kl_divergence, ce.js_divergence]
SHAPES = [(200_000,), (3, 70_000), (700, 2, 100), (20_000, 7), (70_000, 1)]


def peak_memory(f):
    tracemalloc.start()
    f()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("zeros", ["no zeros", "zeros in both", "zeros in the model"])
@pytest.mark.parametrize("shape", SHAPES)
def test_pieces_give_what_the_plain_body_gives(shape, zeros, dtype):
    rng = np.random.default_rng(1)
    p, q = rng.exponential(size=(2, *shape))
    if zeros == "zeros in both":
        gone = (rng.random(shape) < 0.3) & (np.arange(shape[-1]) > 0)
        p[gone] = 0
        q[gone & (rng.random(shape) < 0.5)] = 0
    elif zeros == "zeros in the model" and shape[-1] > 1:
        q[..., -1] = 0
    p, q = normalised(p).astype(dtype), normalised(q).astype(dtype)
    tolerance = 64 * float(np.finfo(dtype).eps)
    for f in IN_PIECES:
        quick, plain = f(p, q), by_the_plain_body(f, p, q)
        assert quick.dtype == plain.dtype == dtype
        assert np.shape(quick) == np.shape(plain) == shape[:-1]
        np.testing.assert_allclose(quick, plain, rtol=tolerance, atol=tolerance / 64)
        np.testing.assert_allclose(f(p, q, base=2), quick / dtype(LN2), rtol=tolerance)
    np.testing.assert_allclose(ce.entropy(p), by_the_plain_body(ce.entropy, p), rtol=tolerance)


@pytest.mark.parametrize("f", IN_PIECES)
def test_pieces_set_one_distribution_against_many(f):
    one, many = some(500), some(300, 500, seed=1)
    np.testing.assert_allclose(f(one, many), by_the_plain_body(f, one, many), rtol=64 * EPS)
    np.testing.assert_allclose(f(many, one), by_the_plain_body(f, many, one), rtol=64 * EPS)


@pytest.mark.parametrize("f", [ce.kl_divergence, ce.js_divergence])
@pytest.mark.parametrize("shape", [(200_000,), (2_000, 100)])
@pytest.mark.parametrize("size", [0, 1e-12, 1e-6, 1e-2, 0.1, 0.4])
def test_pieces_keep_small_divergences(f, shape, size):
    p = some(*shape)
    q = normalised(p * (1 + size * np.random.default_rng(1).uniform(-0.9, 0.9, shape)))
    np.testing.assert_allclose(f(p, q), by_the_plain_body(f, p, q), rtol=64 * EPS)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("shape", [(200_000,), (2_000, 100), (20_000, 7)])
def test_pieces_of_every_kind_in_one_array(shape, dtype):
    """Rows or stretches that are near, far, equal and empty follow one another; every guess fails once."""
    p, other = some(*shape), some(*shape, seed=1)
    near = p * (1 + 1e-6 * np.random.default_rng(2).uniform(-1, 1, shape))
    kind = np.arange(p.size).reshape(shape) * 5 // p.size if len(shape) == 1 else np.arange(shape[0])[:, None] % 5
    q = np.choose(kind, [near, other, p, np.where(other > other.mean(), near, other), near])
    p, q = np.where(kind == 4, p * (other > other.mean()), p), np.where(kind == 4, q * (other > other.mean()), q)
    p, q = normalised(p).astype(dtype), normalised(q).astype(dtype)
    for f in IN_PIECES:
        tolerance = 64 * float(np.finfo(dtype).eps)
        np.testing.assert_allclose(f(p, q), by_the_plain_body(f, p, q), rtol=tolerance, atol=0)
        np.testing.assert_allclose(f(p, p), by_the_plain_body(f, p, p), rtol=tolerance, atol=0)


@pytest.mark.parametrize("value", [math.nan, -1e-9])
def test_a_bad_number_is_refused_after_a_piece_of_neighbours(value):
    p = some(200_000)
    for at in (3, 150_000):
        q = normalised(p * (1 + 1e-9 * np.random.default_rng(2).uniform(-1, 1, p.size)))
        q[at] = value
        for pair in ((p, q), (q, p), (q, q)):
            with pytest.raises(ValueError, match=r"NaN|not a probability"):
                ce.kl_divergence(*pair)


@pytest.mark.parametrize(("a", "b"), [(5e-324, 0), (0, 1e-6), (1e-6, 5e-324), (5e-324, 1e-6), (1e-6, 0), (0, 0)])
def test_neighbours_but_for_an_outcome(a, b):
    p = some(200_000)
    q = p * (1 + 1e-9 * np.random.default_rng(2).uniform(-1, 1, p.size))
    p[150_000], q[150_000] = a, b
    p, q = normalised(p), normalised(q)
    for f in IN_PIECES:
        assert f(p, q) == pytest.approx(by_the_plain_body(f, p, q), rel=1e-13)


@pytest.mark.parametrize("value", [-1e-9, math.nan, math.inf, 1.5, 1e-6])
@pytest.mark.parametrize("shape", [(200_000,), (2_000, 100)])
def test_pieces_refuse_what_the_plain_body_refuses(shape, value):
    p, bad = some(*shape), some(*shape)
    bad.flat[-7] = value if value != 1e-6 else bad.flat[-7] + value
    for call in (lambda f: f(p, bad), lambda f: f(bad, p)):
        for f in IN_PIECES:
            with pytest.raises(ValueError, match=r"NaN|not a probability|sums to"):
                call(f)
    with pytest.raises(ValueError, match=r"NaN|not a probability|sums to"):
        ce.entropy(bad)


def test_large_arrays_that_are_laid_out_otherwise_take_the_plain_way():
    p, q = some(400, 500), some(400, 500, seed=1)
    for f in IN_PIECES:
        np.testing.assert_allclose(f(p.T.copy(), q.T.copy(), axis=0), f(p, q), rtol=1e-13)
        np.testing.assert_allclose(f(p.T, q.T, axis=0), f(p, q), rtol=1e-13)
        np.testing.assert_allclose(f(p.tolist(), q), f(p, q), rtol=1e-13)
        np.testing.assert_allclose(f(p=p, q=q), f(p, q), rtol=1e-13)


@pytest.mark.parametrize("f", IN_PIECES)
def test_a_large_table_of_all_pairs_takes_the_plain_way(f):
    a, b = some(300, 300), some(2, 300, seed=1)
    table = f(a[:, None], b[None])
    assert table.shape == (300, 2)
    np.testing.assert_allclose(table[:, 1], f(a, b[1]), rtol=1e-13)


@pytest.mark.parametrize("f", IN_PIECES)
def test_pieces_need_next_to_no_memory(f):
    p, q = some(500_000), some(500_000, seed=1)
    assert peak_memory(lambda: f(p, q)) < 2**20 < p.nbytes


def test_a_missing_model_is_an_error_however_large_the_truth():
    with pytest.raises(TypeError, match="'q'"):
        ce.cross_entropy(some(100_000))
    with pytest.raises(TypeError, match="positional"):
        ce.entropy(some(100_000), some(100_000))
