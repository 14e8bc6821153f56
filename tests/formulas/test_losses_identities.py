"""The losses: identities between them, and what other libraries say."""

import math

import numpy as np
import pytest
import scipy.special as sp
import scipy.stats as stats
import sklearn.metrics as skm
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ce_helpers import losses as L
from ce_helpers.activations import log_softmax, logit, sigmoid, softmax

CE, CE_GRAD = L.cross_entropy_with_logits, L.cross_entropy_with_logits_grad
BCE, BCE_GRAD = L.binary_cross_entropy_with_logits, L.binary_cross_entropy_with_logits_grad


def near(figure, digits=6):
    """The figure as printed: right to half a unit of its last digit."""
    return pytest.approx(figure, abs=0.5 * 10.0**-digits)


RNG = np.random.default_rng(7)
Z1, Z2 = RNG.normal(scale=2, size=6), RNG.normal(scale=2, size=(4, 5))
SOFT, HARD = RNG.uniform(size=6), np.array([0, 1, 1, 0, 1, 0])
INDEX, ROWS = np.array([0, 4, 2, 2]), RNG.dirichlet(np.ones(5), size=4)
PROBS, W5 = RNG.dirichlet(np.ones(5), size=4), RNG.uniform(0.5, 2, size=5)
FLIPS = 0.7 * np.eye(5) + 0.3 / 5
TEACHER = RNG.normal(size=(4, 5))

# --- identities -----------------------------------------------------------------------------------------------------

tables = arrays(np.float64, (3, 4), elements=st.floats(-30, 30))
targets = st.lists(st.integers(0, 3), min_size=3, max_size=3)


@given(tables, targets, st.integers(-(2**20), 2**20))
@settings(max_examples=50)
def test_a_constant_offset_changes_nothing(z, y, offset):
    z = np.round(z * 1024) / 1024  # so that z + offset is exact
    assert CE(z + offset, y) == pytest.approx(CE(z, y), rel=1e-14)
    assert CE_GRAD(z + offset, y) == pytest.approx(CE_GRAD(z, y), rel=1e-13)


@given(tables, targets)
@settings(max_examples=50)
def test_an_index_is_a_one_hot_row(z, y):
    one_hot = np.eye(4)[y]
    assert CE(z, one_hot) == pytest.approx(CE(z, y), rel=1e-14)
    assert CE_GRAD(z, one_hot) == pytest.approx(CE_GRAD(z, y), rel=1e-13)


@given(tables, targets)
@settings(max_examples=50)
def test_gradient_rows_sum_to_0_and_each_wrong_class_gets_its_probability(z, y):
    grad = CE_GRAD(z, y, reduction="none")
    assert np.abs(grad.sum(-1)).max() < 1e-15
    wrong = np.eye(4)[y] == 0
    assert grad[wrong] == pytest.approx(softmax(z)[wrong], rel=1e-13)
    assert -grad[~wrong] == pytest.approx(np.where(wrong, softmax(z), 0).sum(-1), rel=1e-13)


@given(tables, tables, targets, st.floats(0, 1))
@settings(max_examples=50)
def test_cross_entropy_is_convex_along_every_line_of_scores(a, b, y, t):
    assert CE(t * a + (1 - t) * b, y) <= t * CE(a, y) + (1 - t) * CE(b, y) + 1e-12


@given(tables, targets, st.permutations(range(4)))
@settings(max_examples=30)
def test_renaming_the_classes_changes_nothing(z, y, order):
    renamed = np.argsort(order)[y]
    assert CE(z[:, order], renamed) == pytest.approx(CE(z, y), rel=1e-14)
    assert CE_GRAD(z[:, order], renamed) == pytest.approx(CE_GRAD(z, y)[:, order], rel=1e-13)


@given(
    arrays(np.float64, 5, elements=st.floats(-700, 700)), arrays(np.float64, 5, elements=st.sampled_from([0.0, 1.0]))
)
@settings(max_examples=50)
def test_binary_cross_entropy_is_two_class_cross_entropy(z, y):
    two = np.stack([np.zeros(5), z], -1)
    assert BCE(z, y, reduction="none") == pytest.approx(CE(two, y.astype(int), reduction="none"), rel=1e-14, abs=0)
    slope = CE_GRAD(two, y.astype(int), reduction="none")[:, 1]
    assert BCE_GRAD(z, y, reduction="none") == pytest.approx(slope, rel=1e-14, abs=0)


def test_two_class_softmax_is_not_the_sum_of_two_sigmoids():
    z = np.array([0.4, -1.3])
    assert CE(z, 0) == pytest.approx(BCE(z[0] - z[1], 1))
    assert CE(z, 0) == near(0.168, 3)
    assert BCE(z, [1, 0], reduction="sum") == near(0.754, 3)


@given(tables, targets, st.floats(0.01, 0.9))
@settings(max_examples=30)
def test_smoothing_mixes_in_the_uniform_distribution(z, y, epsilon):
    uniform = np.full((3, 4), 0.25)
    mixed = (1 - epsilon) * CE(z, y) + epsilon * CE(z, uniform)
    assert CE(z, y, label_smoothing=epsilon) == pytest.approx(mixed, rel=1e-13)
    mixed = (1 - epsilon) * CE_GRAD(z, y) + epsilon * CE_GRAD(z, uniform)
    assert CE_GRAD(z, y, label_smoothing=epsilon) == pytest.approx(mixed, rel=1e-12, abs=1e-15)


@given(tables, targets)
@settings(max_examples=30)
def test_gamma_0_and_epsilon_0_are_cross_entropy(z, y):
    assert CE(z, y, label_smoothing=0.0) == CE(z, y)
    assert L.multiclass_focal_loss_with_logits(z, y, gamma=0) == pytest.approx(CE(z, y), rel=1e-14)
    assert L.multiclass_focal_loss_with_logits_grad(z, y, gamma=0) == pytest.approx(CE_GRAD(z, y), rel=1e-14)
    hard = (z[0] > 0).astype(float)
    assert L.focal_loss_with_logits(z[0], hard, gamma=0) == pytest.approx(BCE(z[0], hard), rel=1e-14)
    assert L.focal_loss_with_logits_grad(z[0], hard, gamma=0) == pytest.approx(BCE_GRAD(z[0], hard), rel=1e-14)


def test_two_class_focal_loss_is_the_binary_one():
    two = np.stack([np.zeros(6), Z1], -1)
    for f, g in (
        (L.multiclass_focal_loss_with_logits, L.focal_loss_with_logits),
        (lambda *a, **k: L.multiclass_focal_loss_with_logits_grad(*a, **k)[:, 1], L.focal_loss_with_logits_grad),
    ):
        assert f(two, HARD, gamma=2.0, reduction="none") == pytest.approx(g(Z1, HARD, gamma=2.0, reduction="none"))


def test_focal_loss_of_a_very_sure_right_answer_is_not_lost():
    q = math.exp(-40)
    assert L.focal_loss_with_logits(40.0, 1, gamma=1.0) == pytest.approx(q * q, rel=1e-14)
    assert L.multiclass_focal_loss_with_logits([40.0, 0.0], 0, gamma=0.5) == pytest.approx(q**1.5, rel=1e-14)
    assert L.multiclass_focal_loss_with_logits_grad([800.0, 0.0], 0, gamma=0.5).tolist() == [0, 0]


def test_weights_scale_loss_and_gradient():
    weighted = {"weight": np.full(5, 3.0)}
    assert CE(Z2, INDEX, **weighted) == pytest.approx(CE(Z2, INDEX))  # a mean over Σw does not see a common factor
    assert CE(Z2, INDEX, **weighted, reduction="sum") == pytest.approx(3 * CE(Z2, INDEX, reduction="sum"))
    assert CE_GRAD(Z2, INDEX, **weighted, reduction="sum") == pytest.approx(3 * CE_GRAD(Z2, INDEX, reduction="sum"))
    assert CE(Z2, ROWS, **weighted) == pytest.approx(3 * CE(Z2, ROWS))  # one over N does
    assert BCE(Z1, SOFT, weight=3.0) == pytest.approx(3 * BCE(Z1, SOFT))
    assert BCE_GRAD(Z1, SOFT, weight=3.0) == pytest.approx(3 * BCE_GRAD(Z1, SOFT))


def test_the_weighted_mean_divides_by_the_weights_for_indices_and_by_n_for_distributions():
    each = CE(Z2, INDEX, reduction="none")
    assert CE(Z2, INDEX, weight=W5) == pytest.approx((W5[INDEX] * each).sum() / W5[INDEX].sum())
    each = -(W5 * ROWS * log_softmax(Z2)).sum(-1)
    assert CE(Z2, ROWS, weight=W5) == pytest.approx(each.mean())


def test_a_whole_weight_is_a_repeated_row():
    repeated = np.repeat([0, 1, 2, 3], np.array([1, 2, 3, 3]))
    weight = np.array([1, 1, 3, 1, 2])
    assert CE(Z2, INDEX, weight=weight) == pytest.approx(CE(Z2[repeated], INDEX[repeated]))


def test_ignored_rows_are_as_if_absent():
    y = np.array([0, -100, 2, -100])
    kept = y >= 0
    for options in ({}, {"weight": W5}, {"label_smoothing": 0.1}):
        assert CE(Z2, y, ignore_index=-100, **options) == CE(Z2[kept], y[kept], **options)
        grad = CE_GRAD(Z2, y, ignore_index=-100, **options)
        assert np.array_equal(grad[kept], CE_GRAD(Z2[kept], y[kept], **options))
        assert not grad[~kept].any()
    each = CE(Z2, y, ignore_index=-100, reduction="none")
    assert not each[~kept].any()
    assert CE(Z2, np.full(4, -100), ignore_index=-100, reduction="sum") == 0


def test_a_masked_class_is_an_absent_class():
    z = Z2.copy()
    z[:, 3] = -np.inf
    without, renumbered = np.delete(Z2, 3, axis=1), np.where(INDEX > 3, INDEX - 1, INDEX)
    assert CE(z, INDEX) == pytest.approx(CE(without, renumbered), rel=1e-15)
    assert np.delete(CE_GRAD(z, INDEX), 3, axis=1) == pytest.approx(CE_GRAD(without, renumbered), rel=1e-15)
    assert not CE_GRAD(z, INDEX)[:, 3].any()
    assert CE([0.0, -np.inf], 1) == np.inf
    assert CE_GRAD([0.0, -np.inf], 1).tolist() == [1, -1]
    assert CE([0.0, -np.inf], [1.0, 0.0]) == 0
    assert CE([0.0, -np.inf], 0, label_smoothing=0.1) == np.inf
    assert CE([[0.0, -np.inf], [0.0, 0.0]], [1, 0], weight=[1.0, 0.0]) == pytest.approx(math.log(2))


@pytest.mark.parametrize("axis", [0, 1, 2, -1])
def test_axis_is_moveaxis(axis):
    z, y = RNG.normal(size=(3, 4, 5)), RNG.integers(0, 3, size=(3, 4, 5))
    y = y.take(0, axis)
    rows = np.moveaxis(z, axis, -1)
    assert CE(z, y, axis=axis) == pytest.approx(CE(rows, y))
    assert np.allclose(np.moveaxis(CE_GRAD(z, y, axis=axis), axis, -1), CE_GRAD(rows, y), rtol=1e-14, atol=0)
    soft = softmax(RNG.normal(size=z.shape), axis=axis)
    assert CE(z, soft, axis=axis) == pytest.approx(CE(rows, np.moveaxis(soft, axis, -1)))


def test_scores_of_a_thousand_million():
    z = np.array([[1e9, -1e9], [-1e9, 1e9]])
    assert CE(z, [0, 0], reduction="none").tolist() == [0, 2e9]
    assert CE_GRAD(z, [0, 0], reduction="none").tolist() == [[0, 0], [-1, 1]]
    assert BCE([1e9, -1e9], [1, 1], reduction="none").tolist() == [0, 1e9]
    assert BCE_GRAD([1e9, -1e9], [1, 1], reduction="none").tolist() == [0, -1]
    assert CE(z.astype(np.float32), [0, 0], reduction="none").tolist() == [0, 2e9]
    assert CE([1e308, -1e308], 0) == 0
    for loss in (L.focal_loss_with_logits, L.squared_error_with_logits, L.hinge_loss):
        assert np.isfinite(loss([1e9, -1e9], [1, 1]))


def test_the_intercept_that_fits_best_is_the_frequency_of_the_classes():
    y = np.array([0, 0, 0, 1, 1, 2])
    log_frequency = np.log(np.bincount(y) / len(y))
    assert CE_GRAD(np.tile(log_frequency, (6, 1)), y).sum(0) == pytest.approx(0, abs=1e-16)
    assert BCE_GRAD(np.full(6, logit(0.5)), y == 0).sum() == pytest.approx(0, abs=1e-16)


def test_squared_error_is_the_gaussian_and_absolute_error_the_laplace_likelihood():
    prediction, y = RNG.normal(size=8), RNG.normal(size=8)
    gap = L.gaussian_nll(prediction, y) - L.gaussian_nll(y, y)
    assert gap == pytest.approx(((prediction - y) ** 2).mean() / 2)
    gap = L.laplace_nll(prediction, y) - L.laplace_nll(y, y)
    assert gap == pytest.approx(np.abs(prediction - y).mean())


def test_likelihoods_agree_with_scipy_stats():
    p, mu, y = RNG.uniform(size=6), RNG.normal(size=6), RNG.normal(size=6)
    each = {"reduction": "none"}
    assert L.bernoulli_nll(p, HARD, **each) == pytest.approx(-stats.bernoulli(p).logpmf(HARD))
    assert L.gaussian_nll(mu, y, sigma=2.5, **each) == pytest.approx(-stats.norm(mu, 2.5).logpdf(y))
    assert L.laplace_nll(mu, y, scale=0.3, **each) == pytest.approx(-stats.laplace(mu, 0.3).logpdf(y))
    counts = np.array([0, 1, 2, 5, 40, 300])
    assert L.poisson_nll(mu, counts, **each) == pytest.approx(-stats.poisson(np.exp(mu)).logpmf(counts))


def test_bernoulli_and_categorical_likelihoods_are_the_cross_entropies():
    p = RNG.uniform(size=6)
    assert L.bernoulli_nll(p, HARD) == pytest.approx(L.binary_cross_entropy(p, HARD))
    assert L.bernoulli_nll_grad(p, HARD) == pytest.approx(L.binary_cross_entropy_grad(p, HARD))
    assert L.categorical_nll(PROBS, INDEX) == L.categorical_cross_entropy(PROBS, INDEX)
    assert L.binary_cross_entropy(sigmoid(Z1), SOFT) == pytest.approx(BCE(Z1, SOFT))
    assert L.categorical_cross_entropy(softmax(Z2), ROWS) == pytest.approx(CE(Z2, ROWS))


def test_certain_and_wrong_costs_infinity_and_certain_and_right_nothing():
    assert L.binary_cross_entropy([0, 1, 0, 1], [1, 0, 0, 1], reduction="none").tolist() == [np.inf, np.inf, 0, 0]
    assert L.categorical_cross_entropy([[0, 1], [0, 1]], [0, 1], reduction="none").tolist() == [np.inf, 0]
    assert L.categorical_cross_entropy([0.0, 1.0], [0.5, 0.5]) == np.inf
    assert L.binary_cross_entropy_grad([0.0, 1.0], [0, 1]).tolist() == [0.5, -0.5]


def test_undoing_label_noise():
    y = np.arange(5)
    z = np.tile(Z2[0], (5, 1))
    backward = L.backward_corrected_with_logits(z, y, FLIPS, reduction="none")
    assert FLIPS @ backward == pytest.approx(CE(z, y, reduction="none"))  # unbiased for every clean class
    clean = RNG.dirichlet(np.ones(5))
    noisy = clean @ FLIPS  # what the labels look like; the clean distribution is where the forward loss is least
    grad = L.forward_corrected_with_logits_grad(np.tile(np.log(clean), (5, 1)), y, FLIPS, reduction="none")
    assert noisy @ grad == pytest.approx(np.zeros(5), abs=1e-15)
    identity = np.eye(5)
    for f in (L.forward_corrected_with_logits, L.backward_corrected_with_logits):
        assert f(Z2, INDEX, identity) == pytest.approx(CE(Z2, INDEX))


def test_kl_is_cross_entropy_minus_entropy_and_survives_near_agreement():
    assert L.kl_loss_with_logits(Z2, ROWS) == pytest.approx(CE(Z2, ROWS) - stats.entropy(ROWS, axis=-1).mean())
    p = np.array([0.25, 0.75])
    for step in (1e-6, 1e-9, 1e-12):
        q = p + np.array([step, -step])
        step = q[0] - p[0]
        assert L.kl_loss_with_logits(np.log(q), p) == pytest.approx(step**2 / 2 * (1 / 0.25 + 1 / 0.75), rel=1e-3)
        assert L.js_loss_with_logits(np.log(q), p) == pytest.approx(step**2 / 8 * (1 / 0.25 + 1 / 0.75), rel=1e-3)
    assert L.kl_loss_with_logits([0.0, -np.inf], [0.5, 0.5]) == np.inf
    assert L.kl_loss_with_logits([0.0, -800.0], [0.5, 0.5]) == pytest.approx(400 - math.log(2))


def test_js_is_symmetric_and_bounded():
    for a, b in ((Z2, TEACHER), (50 * Z2, 50 * TEACHER)):
        there, back = L.js_loss_with_logits(a, softmax(b)), L.js_loss_with_logits(b, softmax(a))
        assert there == pytest.approx(back)
        assert 0 <= there <= math.log(2)


def test_distillation_at_high_temperature_matches_centred_scores():
    def centre(z):
        return z - z.mean(-1, keepdims=True)

    grad = L.distillation_loss_grad(Z2, TEACHER, temperature=1e4, reduction="sum")
    assert grad == pytest.approx((centre(Z2) - centre(TEACHER)) / 5, rel=1e-2, abs=1e-4)
    assert L.distillation_loss(Z2, TEACHER, temperature=1.0) == pytest.approx(
        L.kl_loss_with_logits(Z2, softmax(TEACHER))
    )


def test_info_nce_never_claims_more_than_ln_n():
    similarity = 1000 * np.eye(64) + RNG.normal(size=(64, 64))
    assert L.info_nce_loss(similarity) >= 0
    assert math.log(64) - L.info_nce_loss(similarity) <= math.log(64)
    assert L.info_nce_loss(np.zeros((4, 100))) == pytest.approx(math.log(100))


def test_listnet_is_least_where_scores_equal_relevance():
    r = np.array([3.0, 1.0, 0.0])
    assert L.listnet_loss_grad(r + 5, r) == pytest.approx(0, abs=1e-16)
    assert L.listnet_loss(r, r) == pytest.approx(stats.entropy(softmax(r)))
    assert L.listnet_loss(r, [0, 1, 3]) > L.listnet_loss(r, r)


def test_dpo_is_binary_cross_entropy_of_a_difference():
    w, l, rw, rl = -RNG.uniform(1, 9, size=(4, 6))  # noqa: E741
    assert L.dpo_loss(w, l, rw, rl, beta=0.3) == pytest.approx(BCE(0.3 * ((w - l) - (rw - rl)), np.ones(6)))


def test_hinge_losses():
    assert L.hinge_loss([0.0, 0.0], [1, 0]) == 1
    assert L.multiclass_hinge_loss(np.stack([np.zeros(6), Z1], -1), HARD) == pytest.approx(L.hinge_loss(Z1, HARD))
    assert L.multiclass_hinge_loss([5.0, -np.inf, -np.inf], 0) == 0


# --- other libraries ------------------------------------------------------------------------------------------------


def test_agreement_with_scikit_learn():
    assert L.categorical_cross_entropy(PROBS, INDEX) == pytest.approx(skm.log_loss(INDEX, PROBS, labels=range(5)))
    p = RNG.uniform(0.01, 0.99, size=6)
    assert L.binary_cross_entropy(p, HARD) == pytest.approx(skm.log_loss(HARD, p))
    assert L.hinge_loss(Z1, HARD) == pytest.approx(skm.hinge_loss(HARD, Z1))
    assert L.multiclass_hinge_loss(Z2, INDEX) == pytest.approx(skm.hinge_loss(INDEX, Z2, labels=range(5)))


def test_agreement_with_scipy():
    assert CE(Z2, ROWS) == pytest.approx(-(ROWS * sp.log_softmax(Z2, axis=-1)).sum(-1).mean())
    assert BCE(Z1, SOFT) == pytest.approx(-(SOFT * sp.log_expit(Z1) + (1 - SOFT) * sp.log_expit(-Z1)).mean())


TORCH_CASES = [
    ({}, "index"),
    ({"weight": W5}, "index"),
    ({"label_smoothing": 0.1}, "index"),
    ({"weight": W5, "label_smoothing": 0.1, "ignore_index": 4}, "index"),
    ({"weight": W5, "label_smoothing": 0.1}, "rows"),
    ({}, "rows"),
]


@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
@pytest.mark.parametrize(("options", "kind"), TORCH_CASES)
def test_agreement_with_pytorch(options, kind, reduction):
    torch = pytest.importorskip("torch")
    target = INDEX if kind == "index" else ROWS
    z = torch.tensor(Z2, requires_grad=True)
    theirs = torch.nn.functional.cross_entropy(
        z,
        torch.tensor(target),
        **{k: torch.tensor(v) if k == "weight" else v for k, v in options.items()},
        reduction=reduction,
    )
    theirs.sum().backward()
    assert CE(Z2, target, **options, reduction=reduction) == pytest.approx(theirs.detach().numpy())
    assert CE_GRAD(Z2, target, **options, reduction=reduction) == pytest.approx(z.grad.numpy())


def test_agreement_of_the_others_with_pytorch():
    torch = pytest.importorskip("torch")
    f, t = torch.nn.functional, torch.tensor
    options = {"weight": t(SOFT), "pos_weight": t(3.0)}
    theirs = f.binary_cross_entropy_with_logits(t(Z1), t(SOFT), **options)
    assert BCE(Z1, SOFT, weight=SOFT, pos_weight=3.0) == pytest.approx(theirs.item())
    theirs = f.kl_div(f.log_softmax(t(Z2), -1), t(ROWS), reduction="batchmean")
    assert L.kl_loss_with_logits(Z2, ROWS) == pytest.approx(theirs.item())
    theirs = f.gaussian_nll_loss(t(Z1), t(SOFT), t(np.full(6, 4.0)), full=True)
    assert L.gaussian_nll(Z1, SOFT, sigma=2.0) == pytest.approx(theirs.item())
    counts = np.arange(6.0)
    theirs = f.poisson_nll_loss(t(Z1), t(counts))
    assert L.poisson_nll(Z1, counts) - np.vectorize(math.lgamma)(counts + 1).mean() == pytest.approx(theirs.item())
