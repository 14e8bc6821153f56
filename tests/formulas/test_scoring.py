"""Scoring rules, their propriety and their decompositions."""

import math

import numpy as np
import pytest
import scipy.optimize
import scipy.stats
import sklearn.metrics
from hypothesis import given
from hypothesis import strategies as st

from ce_helpers import scoring as s

STRICT = ("log", "brier", "spherical")
IMPROPER = ("absolute", "linear")
METRICS = {
    "log": s.log_score,
    "brier": s.brier_score,
    "spherical": s.spherical_score,
    "zero-one": s.zero_one_score,
    "absolute": s.absolute_score,
    "linear": s.linear_score,
}


@st.composite
def distributions(draw, k=None, least=1):
    n = k or draw(st.integers(2, 5))
    w = np.array(draw(st.lists(st.integers(least, 1000), min_size=n, max_size=n)), dtype=float)
    w[0] += 1
    return w / w.sum()


def forecasts(n=200, k=4, seed=0):
    rng = np.random.default_rng(seed)
    return rng.integers(0, k, n), rng.dirichlet(np.ones(k), n)


# --- values ----------------------------------------------------------------------------------------------------------


def test_binary_metrics_agree_with_scikit_learn():
    y, p = forecasts(k=2)
    q = p[:, 1]
    assert s.log_score(y, q) == pytest.approx(sklearn.metrics.log_loss(y, q), rel=1e-12)
    assert s.brier_score(y, q) == pytest.approx(sklearn.metrics.brier_score_loss(y, q), rel=1e-12)
    assert s.absolute_score(y, q) == pytest.approx(sklearn.metrics.mean_absolute_error(y, q), rel=1e-12)
    assert s.zero_one_score(y, q) == pytest.approx(1 - sklearn.metrics.accuracy_score(y, q > 0.5), rel=1e-12)


def test_multiclass_metrics_agree_with_scikit_learn():
    y, p = forecasts()
    assert s.log_score(y, p) == pytest.approx(sklearn.metrics.log_loss(y, p), rel=1e-12)
    full = sklearn.metrics.brier_score_loss(y, p, labels=range(4), scale_by_half=False)
    assert s.brier_score(y, p) == pytest.approx(full, rel=1e-12)
    assert s.zero_one_score(y, p) == pytest.approx(1 - sklearn.metrics.accuracy_score(y, p.argmax(1)), rel=1e-12)


@pytest.mark.parametrize("rule", s.SCORING_RULES)
def test_metric_is_the_mean_of_the_rule_at_what_happened(rule):
    y, p = forecasts(k=3)
    losses = s.score_outcomes(p, rule)
    assert METRICS[rule](y, p) == pytest.approx(losses[np.arange(y.size), y].mean(), rel=1e-12)


@pytest.mark.parametrize(("rule", "factor"), [(r, 2 if r in ("brier", "absolute") else 1) for r in s.SCORING_RULES])
def test_one_column_against_two(rule, factor):
    y, p = forecasts(k=2)
    assert METRICS[rule](y, p) == pytest.approx(factor * METRICS[rule](y, p[:, 1]), rel=1e-12)


@pytest.mark.parametrize("rule", s.SCORING_RULES)
def test_a_perfect_forecast_scores_zero(rule):
    assert METRICS[rule]([0, 1, 2], np.eye(3)) == 0
    assert METRICS[rule]([0, 1], [0.0, 1.0]) == 0


def test_nothing_is_clipped():
    assert s.log_score([1, 0], [0.0, 0.5]) == math.inf
    assert s.log_score([0], [[0.0, 1.0]]) == math.inf
    assert s.log_score([0], [1e-300]) == pytest.approx(1e-300, rel=1e-12)


def test_booleans_are_labels_and_ties_are_shared():
    assert s.brier_score([True, False], [0.5, 0.5]) == 0.25
    assert s.zero_one_score([0, 2], [[0.4, 0.4, 0.2], [0.4, 0.4, 0.2]]) == 0.75


def test_float32_forecasts_are_accepted():
    y, p = forecasts()
    assert s.brier_score(y, p.astype(np.float32)) == pytest.approx(s.brier_score(y, p), rel=1e-5)


@given(distributions())
def test_absolute_is_twice_linear(q):
    np.testing.assert_allclose(s.score_outcomes(q, "absolute"), 2 * s.score_outcomes(q, "linear"), atol=1e-12)


@given(distributions())
def test_brier_outcomes_follow_the_definition(q):
    direct = [np.sum((q - np.eye(q.size)[k]) ** 2) for k in range(q.size)]
    np.testing.assert_allclose(s.score_outcomes(q, "brier"), direct, rtol=1e-9, atol=1e-12)


# --- propriety -------------------------------------------------------------------------------------------------------


@given(distributions(4), distributions(4))
def test_expected_log_score_is_the_cross_entropy(p, q):
    cross = scipy.stats.entropy(p) + scipy.stats.entropy(p, q)
    assert s.expected_score(p, q, "log") == pytest.approx(cross, rel=1e-10)


@given(distributions(3), distributions(3))
def test_the_price_of_a_dishonest_report(p, q):
    assert s.expected_score(p, q, "brier") - s.expected_score(p, p, "brier") == pytest.approx(
        np.sum((p - q) ** 2), abs=1e-12
    )
    for rule in STRICT:
        assert s.expected_score(p, q, rule) >= s.expected_score(p, p, rule) - 1e-12


@pytest.mark.parametrize("n_outcomes", [2, 3, 4])
@pytest.mark.parametrize("rule", s.SCORING_RULES)
def test_the_grid_finds_out_the_improper_rules(rule, n_outcomes):
    found = s.check_propriety(rule, n_outcomes, steps=10)
    assert found.proper is (rule not in IMPROPER)
    assert found.strictly_proper is (rule in STRICT)
    assert sum(found.belief) == pytest.approx(1)
    if rule in IMPROPER:
        gained = s.expected_score(found.belief, found.belief, rule) - s.expected_score(found.belief, found.report, rule)
        assert found.gain == pytest.approx(gained, rel=1e-12)
        assert max(found.report) == 1  # the best lie is to be sure


@pytest.mark.parametrize("rule", STRICT)
@pytest.mark.parametrize("belief", [0.1, 0.37, 0.5, 0.92])
def test_the_best_report_is_the_belief(rule, belief):
    best = scipy.optimize.minimize_scalar(
        lambda q: s.expected_score([1 - belief, belief], [1 - q, q], rule), bounds=(1e-9, 1 - 1e-9), method="bounded"
    )
    assert best.x == pytest.approx(belief, abs=1e-4)


@pytest.mark.parametrize("rule", STRICT)
def test_the_slope_at_the_honest_report_is_zero(rule):
    p, h = 0.3, 1e-6
    slope = (
        s.expected_score([1 - p, p], [1 - p - h, p + h], rule) - s.expected_score([1 - p, p], [1 - p + h, p - h], rule)
    ) / (2 * h)
    assert slope == pytest.approx(0, abs=1e-8)


def test_a_rule_of_your_own():
    assert s.check_propriety(lambda q: -np.log2(np.maximum(q, 1e-300)), 3, steps=8).strictly_proper
    assert not s.check_propriety(np.sqrt).proper  # a loss that rises with the probability given
    constant = s.check_propriety(np.zeros_like)
    assert constant.proper
    assert not constant.strictly_proper


def test_only_log_is_local():
    q, r = [0.5, 0.4, 0.1], [0.5, 0.25, 0.25]  # same probability for outcome 0
    for rule in STRICT:
        same = s.score_outcomes(q, rule)[0] == s.score_outcomes(r, rule)[0]
        assert same is np.True_ if rule == "log" else not same


def test_what_cannot_happen_costs_nothing():
    assert s.expected_score([1.0, 0.0], [1.0, 0.0], "log") == 0
    assert s.expected_score([0.5, 0.5], [1.0, 0.0], "log") == math.inf


def test_reports_are_broadcast_against_a_belief():
    grid = np.linspace(0.1, 0.9, 9)
    reports = np.column_stack([grid, 1 - grid])
    out = s.expected_score([0.3, 0.7], reports, "brier")
    assert out.shape == (9,)
    assert out.argmin() == 2


# --- decompositions --------------------------------------------------------------------------------------------------


binary = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from([0.05, 0.1, 0.25, 1 / 3, 0.5, 0.8, 0.95])), min_size=1, max_size=60
)


@pytest.mark.parametrize("decompose", [s.brier_decomposition, s.log_score_decomposition])
@given(pairs=binary)
def test_parts_add_up_exactly_when_each_forecast_is_a_bin(decompose, pairs):
    y, q = map(np.array, zip(*pairs, strict=True))
    parts = decompose(y, q)
    assert parts.within_bins == 0
    assert parts.score == pytest.approx(parts.reliability - parts.resolution + parts.uncertainty, abs=1e-12)
    assert min(parts.reliability, parts.resolution, parts.uncertainty) >= 0
    assert parts.resolution <= parts.uncertainty + 1e-12


@pytest.mark.parametrize("decompose", [s.brier_decomposition, s.log_score_decomposition])
def test_nine_that_all_happened_leave_nothing_uncertain(decompose):
    """5/9 + 1/9 + 1/9 + 1/9 + 1/9 is a little more than 1."""
    q = np.array([0.05] * 5 + [0.1, 0.25, 1 / 3, 0.5])
    parts = decompose(np.ones(9, int), q)
    assert (parts.resolution, parts.uncertainty) == (0, 0)


@pytest.mark.parametrize("strategy", ["uniform", "quantile"])
@pytest.mark.parametrize("decompose", [s.brier_decomposition, s.log_score_decomposition])
def test_parts_add_up_with_bins_too(decompose, strategy):
    y, p = forecasts(500, 2)
    parts = decompose(y, p[:, 1], n_bins=7, strategy=strategy)
    assert parts.within_bins != 0
    total = parts.reliability - parts.resolution + parts.uncertainty + parts.within_bins
    assert parts.score == pytest.approx(total, rel=1e-12)


def test_decomposed_scores_are_the_scores():
    y, p = forecasts(300, 2)
    assert s.brier_decomposition(y, p[:, 1]).score == s.brier_score(y, p[:, 1])
    assert s.log_score_decomposition(y, p[:, 1]).score == s.log_score(y, p[:, 1])


def test_parts_against_scipy_and_the_formulas():
    y = np.array([0, 1, 1, 0, 0, 1, 1, 1])
    q = np.array([0.2, 0.2, 0.2, 0.2, 0.9, 0.9, 0.9, 0.9])
    log, brier = s.log_score_decomposition(y, q), s.brier_decomposition(y, q)

    def kl(a, b):
        return scipy.stats.entropy([1 - a, a], [1 - b, b])

    assert log.reliability == pytest.approx((kl(0.5, 0.2) + kl(0.75, 0.9)) / 2, rel=1e-12)
    assert log.resolution == pytest.approx((kl(0.5, 0.625) + kl(0.75, 0.625)) / 2, rel=1e-12)
    assert log.uncertainty == pytest.approx(scipy.stats.entropy([0.375, 0.625]), rel=1e-12)
    assert brier.reliability == pytest.approx((0.3**2 + 0.15**2) / 2, rel=1e-12)
    assert brier.resolution == pytest.approx(0.125**2, rel=1e-12)
    assert brier.uncertainty == 0.375 * 0.625


def test_forecasting_the_overall_frequency_has_neither_fault_nor_merit():
    y = np.array([1, 0, 0, 0])
    for decompose in (s.brier_decomposition, s.log_score_decomposition):
        parts = decompose(y, np.full(4, 0.25))
        assert (parts.reliability, parts.resolution, parts.within_bins) == (0, 0, 0)
        assert parts.score == pytest.approx(parts.uncertainty, rel=1e-12)


def test_a_certain_and_wrong_forecast_is_infinitely_unreliable():
    parts = s.log_score_decomposition([1, 0], [0.0, 0.0])
    assert parts.score == parts.reliability == math.inf
    binned = s.log_score_decomposition([1, 0, 0], [0.0, 0.1, 0.1], n_bins=1)
    assert binned.score == binned.within_bins == math.inf
    assert math.isfinite(binned.reliability)


@given(pairs=binary)
def test_one_bin_has_no_resolution(pairs):
    y, q = map(np.array, zip(*pairs, strict=True))
    for decompose in (s.brier_decomposition, s.log_score_decomposition):
        assert decompose(y, q, n_bins=1).resolution == pytest.approx(0, abs=1e-15)


# --- several classes -------------------------------------------------------------------------------------------------


def coarse(n=300, k=3, seed=0):
    """Forecasts of which many are the same row."""
    rng = np.random.default_rng(seed)
    p = (rng.multinomial(4, np.ones(k) / k, n) + 0.5) / (4 + k / 2)
    return np.array([rng.choice(k, p=row) for row in p]), p


def test_parts_of_rows_follow_murphys_vectors():
    y, q = coarse()
    brier, log = s.brier_decomposition(y, q), s.log_score_decomposition(y, q)
    base = np.bincount(y) / y.size
    sums = np.zeros((2, 2))
    for row in np.unique(q, axis=0):
        inside = (q == row).all(axis=1)
        frequency = np.bincount(y[inside], minlength=3) / inside.sum()
        sums += inside.mean() * np.array(
            [
                [np.sum((row - frequency) ** 2), np.sum((frequency - base) ** 2)],
                [scipy.stats.entropy(frequency, row), scipy.stats.entropy(frequency, base)],
            ]
        )
    np.testing.assert_allclose([brier[:3], log[:3]], np.c_[sums, [1 - base @ base, scipy.stats.entropy(base)]])
    for parts, score in ((brier, s.brier_score(y, q)), (log, s.log_score(y, q))):
        assert parts.score == score == pytest.approx(parts.reliability - parts.resolution + parts.uncertainty)
        assert parts.within_bins == 0


def test_two_columns_have_the_parts_of_one_twice_under_brier_and_once_under_log():
    y, q = coarse(k=2)
    np.testing.assert_allclose(s.brier_decomposition(y, q), 2 * np.array(s.brier_decomposition(y, q[:, 1])), atol=1e-15)
    np.testing.assert_allclose(s.log_score_decomposition(y, q), s.log_score_decomposition(y, q[:, 1]), atol=1e-15)


def test_binned_rows_add_up_class_by_class():
    y, q = forecasts(400, 4)
    parts = s.brier_decomposition(y, q, n_bins=5)
    each = [s.brier_decomposition((y == k).astype(int), q[:, k], n_bins=5) for k in range(4)]
    np.testing.assert_allclose(parts, np.sum(each, axis=0), rtol=1e-12)
    total = parts.reliability - parts.resolution + parts.uncertainty + parts.within_bins
    assert parts.score == pytest.approx(s.brier_score(y, q), rel=1e-12) == pytest.approx(total, rel=1e-12)


def test_a_row_that_excludes_what_happened_is_infinitely_unreliable():
    parts = s.log_score_decomposition([0, 1, 2], [[0.5, 0.5, 0]] * 3)
    assert parts.score == parts.reliability == math.inf


# --- without what chance puts in -------------------------------------------------------------------------------------


@pytest.mark.parametrize("k", [1, 3])
def test_debiased_parts_add_up_to_the_same_score(k):
    y, q = coarse(k=max(k, 2))
    q = q[:, 1] if k == 1 else q
    plain, fair = s.brier_decomposition(y, q), s.brier_decomposition(y, q, debias=True)
    assert fair.score == plain.score == pytest.approx(fair.reliability - fair.resolution + fair.uncertainty)
    assert fair.reliability < plain.reliability
    assert fair.resolution < plain.resolution
    assert fair.uncertainty == pytest.approx(plain.uncertainty * y.size / (y.size - 1))


@pytest.mark.parametrize("k", [1, 3])
def test_debiased_reliability_of_calibrated_forecasts_is_zero_on_average(k):
    """Three hundred samples of a calibrated forecaster."""
    found = []
    for seed in range(300):
        y, q = coarse(60, max(k, 2), seed)
        many = np.unique(q, axis=0, return_inverse=True)[1].ravel()
        kept = np.bincount(many)[many] > 1
        y, q = y[kept], (q[:, 1] if k == 1 else q)[kept]
        found.append([s.brier_decomposition(y, q, debias=debias).reliability for debias in (False, True)])
    plain, fair = np.mean(found, axis=0)
    assert abs(fair) < 5 * np.std(found, axis=0)[1] / math.sqrt(300) < plain / 2


# --- comparing two forecasters ---------------------------------------------------------------------------------------


@given(st.integers(0, 10**6), st.sampled_from([0.5, 0.9, 0.99]))
def test_comparison_by_t_is_scipys_paired_test(seed, confidence):
    rng = np.random.default_rng(seed)
    a, b = rng.exponential(size=(2, rng.integers(2, 40)))
    found = s.compare_scores(a, b, confidence=confidence)
    theirs = scipy.stats.ttest_rel(a, b)
    assert found.p_value == pytest.approx(theirs.pvalue, rel=1e-9)
    np.testing.assert_allclose([found.low, found.high], theirs.confidence_interval(confidence), rtol=1e-9)
    assert found.difference == pytest.approx(a.mean() - b.mean(), rel=1e-9, abs=1e-12)


def test_both_methods_agree_on_many_examples_and_the_seed_decides():
    rng = np.random.default_rng(0)
    a = rng.exponential(size=3000)
    b = a + 0.05 + rng.normal(size=3000)
    by_t, by_bootstrap = s.compare_scores(a, b), s.compare_scores(a, b, method="bootstrap")
    np.testing.assert_allclose(by_bootstrap, by_t, atol=0.01)
    assert s.compare_scores(a, b, method="bootstrap", seed=0) == by_bootstrap
    assert s.compare_scores(a, b, method="bootstrap", seed=1) != by_bootstrap


@pytest.mark.parametrize("method", ["t", "bootstrap"])
def test_the_interval_holds_the_true_difference_as_often_as_it_says(method):
    """300 pairs of equally good forecasters, of 60 examples each; three standard errors are allowed."""
    inside = 0
    for seed in range(300):
        a, b = np.random.default_rng(seed).exponential(size=(2, 60))
        found = s.compare_scores(a, b, method=method, n_resamples=400, confidence=0.9)
        inside += found.low <= 0 <= found.high
    assert abs(inside / 300 - 0.9) <= 0.02 + 3 * math.sqrt(0.9 * 0.1 / 300)


def test_pairing_sees_what_two_separate_means_do_not():
    y, q = forecasts(200, 2)
    sharper = s.score_examples(y, q[:, 1], "brier")
    a, b = sharper, sharper + 0.01 + 0.005 * np.sin(np.arange(200))
    assert s.compare_scores(a, b).p_value < 1e-10
    assert scipy.stats.ttest_ind(a, b).pvalue > 0.3


@pytest.mark.parametrize("method", ["t", "bootstrap"])
def test_the_same_forecaster_twice_is_no_different(method):
    found = s.compare_scores([0.1, 0.7], [0.1, 0.7], method=method)
    assert found == (0, 0, 0, 0, 1)
    assert s.compare_scores([0.5, 0.75], [0.25, 0.5], method="t").p_value == 0  # always worse by the same


@pytest.mark.parametrize("rule", s.SCORING_RULES)
@pytest.mark.parametrize("k", [2, 4])
def test_the_metric_is_the_mean_of_the_examples(rule, k):
    y, p = forecasts(k=k)
    for q in (p, p[:, 1]) if k == 2 else (p,):
        assert METRICS[rule](y, q) == pytest.approx(s.score_examples(y, q, rule).mean(), rel=1e-13)


# --- bad input -------------------------------------------------------------------------------------------------------

BAD = {
    **{f"{name} label": (lambda m=m: m([2], [0.5]), r"= 2") for name, m in METRICS.items()},
    **{f"{name} above one": (lambda m=m: m([1], [1.5]), "1.5") for name, m in METRICS.items()},
    **{f"{name} row sum": (lambda m=m: m([1], [[0.5, 0.4]]), "sums to 0.9") for name, m in METRICS.items()},
    **{f"{name} lengths": (lambda m=m: m([1, 0], [0.5]), "shapes differ") for name, m in METRICS.items()},
    **{f"{name} rows": (lambda m=m: m([1, 0], [[0.5, 0.5]]), "one label for each row") for name, m in METRICS.items()},
    **{f"{name} empty": (lambda m=m: m([], []), "empty") for name, m in METRICS.items()},
    **{f"{name} NaN": (lambda m=m: m([1], [math.nan]), "NaN") for name, m in METRICS.items()},
    **{f"{name} cube": (lambda m=m: m([1], [[[0.5, 0.5]]]), "shape") for name, m in METRICS.items()},
    "float labels": (lambda: s.brier_score([1.0], [0.5]), "dtype float64"),
    "negative label": (lambda: s.log_score([-1], [[0.5, 0.5]]), "= -1"),
    "outcomes sum": (lambda: s.score_outcomes([0.5, 0.6]), "1.1"),
    "outcomes rule": (lambda: s.score_outcomes([0.5, 0.5], "quadratic"), "quadratic"),
    "outcomes shape": (lambda: s.score_outcomes([0.5, 0.5], np.sum), "one loss per outcome"),
    "outcomes NaN": (lambda: s.score_outcomes([0.5, 0.5], lambda q: q * math.nan), "NaN"),
    "expected lengths": (lambda: s.expected_score([0.5, 0.5], [1, 0, 0]), "2 outcomes and q 3"),
    "expected shapes": (lambda: s.expected_score(np.full((3, 2), 0.5), np.full((4, 2), 0.5)), "same shape"),
    "expected belief": (lambda: s.expected_score([0.5, 0.4], [0.5, 0.5]), "0.9"),
    "expected rule": (lambda: s.expected_score([0.5, 0.5], [0.5, 0.5], 3), "rule = 3"),
    "propriety outcomes": (lambda: s.check_propriety("log", 1), "n_outcomes = 1"),
    "propriety steps": (lambda: s.check_propriety("log", steps=0), "steps = 0"),
    "propriety size": (lambda: s.check_propriety("log", 6, steps=40), "fewer steps"),
    "propriety tolerance": (lambda: s.check_propriety("log", tolerance=-1), "-1"),
    "propriety rule": (lambda: s.check_propriety("cubic"), "cubic"),
    "brier parts of single forecasts": (lambda: s.brier_decomposition([1, 0], [0.5, 0.6], debias=True), "one forecast"),
    "log parts of binned rows": (lambda: s.log_score_decomposition([1], [[0.5, 0.5]], n_bins=3), "n_bins = 3"),
    "examples rule": (lambda: s.score_examples([1], [0.5], "quadratic"), "quadratic"),
    "examples own rule": (lambda: s.score_examples([1], [0.5], np.sqrt), "is unknown"),
    "compare lengths": (lambda: s.compare_scores([1.0, 2.0], [1.0]), "shapes differ"),
    "compare one": (lambda: s.compare_scores([1.0], [1.0]), "one example"),
    "compare infinite": (lambda: s.compare_scores([1.0, math.inf], [1.0, 2.0]), r"losses_a\[1\] = inf"),
    "compare rows": (lambda: s.compare_scores([[1.0]], [[1.0]]), "shape"),
    "compare method": (lambda: s.compare_scores([1.0, 2.0], [1.0, 2.0], method="z"), "'z'"),
    "compare confidence": (lambda: s.compare_scores([1.0, 2.0], [1.0, 2.0], confidence=1), "confidence = 1"),
    "compare resamples": (
        lambda: s.compare_scores([1.0, 2.0], [1.0, 2.0], method="bootstrap", n_resamples=5),
        "n_resamples = 5",
    ),
    "brier parts bins": (lambda: s.brier_decomposition([1], [0.5], n_bins=0), "n_bins = 0"),
    "log parts strategy": (lambda: s.log_score_decomposition([1], [0.5], n_bins=2, strategy="log"), "'log'"),
    "log parts label": (lambda: s.log_score_decomposition([3], [0.5]), "= 3"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_refused_with_the_value_and_a_remedy(case):
    call, message = BAD[case]
    with pytest.raises(ValueError, match=message):
        call()
