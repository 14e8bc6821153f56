"""Surprise, entropy, cross-entropy and divergences: the theorems, the book's figures, and SciPy."""

import math

import mpmath
import numpy as np
import pytest
from drawn import PAIRS, distributions, normalised, tables, weights
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import special, stats
from scipy.spatial.distance import jensenshannon
from sklearn.metrics import mutual_info_score

import ce_helpers.information as ce

EPS = np.finfo(float).eps
LN2 = math.log(2)


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


@pytest.mark.usefixtures("fifty_digits")
def test_labels_that_say_next_to_nothing_of_each_other_keep_their_digits():
    x = np.repeat([0, 0, 1, 1], [250_000, 250_001, 250_000, 250_000])
    y = np.repeat([0, 1, 0, 1], [250_000, 250_001, 250_000, 250_000])
    p = [[mpmath.mpf(250_000 + (a == 0 and b == 1)) / 1_000_001 for b in (0, 1)] for a in (0, 1)]
    margins = [[sum(p[a]) * (p[0][b] + p[1][b]) for b in (0, 1)] for a in (0, 1)]
    exact = mpmath.fsum(p[a][b] * mpmath.log(p[a][b] / margins[a][b]) for a in (0, 1) for b in (0, 1))
    assert ce.mutual_information_from_labels(x, y) == pytest.approx(float(exact), rel=1e-14, abs=0)


def test_labels_need_no_table():
    names = np.arange(300_000)
    assert ce.mutual_information_from_labels(names, names) == pytest.approx(math.log(300_000), rel=1e-14)
    assert ce.mutual_information_from_labels(names, names % 2 == 0, base=2) == pytest.approx(1, rel=1e-14)


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
