"""Bounded losses, focal loss of K classes, gradients in a scale, and losses over candidates."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ce_helpers import losses as L
from ce_helpers.activations import sigmoid, softmax

NAN, INF = float("nan"), float("inf")
RNG = np.random.default_rng(17)
Z, INDEX = RNG.normal(scale=2, size=(6, 4)), np.array([0, 3, 1, 2, 2, 0])
ROWS = RNG.dirichlet(np.ones(4), size=6)


# --- between cross-entropy and absolute error -----------------------------------------------------------------------


def test_generalised_cross_entropy_lies_between_the_two():
    for target in (INDEX, ROWS):
        for f in (L.generalised_cross_entropy_with_logits, L.generalised_cross_entropy_with_logits_grad):
            ce = getattr(L, f.__name__.replace("generalised_", ""))
            np.testing.assert_allclose(f(Z, target, q=0), ce(Z, target), rtol=1e-14)
            np.testing.assert_allclose(f(Z, target, q=1e-9), ce(Z, target), rtol=1e-7)
    half = L.absolute_error_with_logits(Z, INDEX, reduction="none") / 2
    np.testing.assert_allclose(L.generalised_cross_entropy_with_logits(Z, INDEX, q=1, reduction="none"), half)
    half = L.absolute_error_with_logits_grad(Z, INDEX) / 2
    np.testing.assert_allclose(L.generalised_cross_entropy_with_logits_grad(Z, INDEX, q=1), half)
    p = softmax(Z)[np.arange(6), INDEX]
    expected = (1 - p**0.7) / 0.7
    np.testing.assert_allclose(L.generalised_cross_entropy_with_logits(Z, INDEX, reduction="none"), expected)


@given(st.floats(0.01, 1), st.floats(0, 700))
@settings(max_examples=50)
def test_bounded_losses_keep_their_bounds_and_their_digits(q, gap):
    wrong = L.generalised_cross_entropy_with_logits([-gap, 0.0], 0, q=q)
    assert 0 < wrong <= 1 / q
    assert 0 < L.absolute_error_with_logits([-gap, 0.0], 0) <= 2
    right = L.generalised_cross_entropy_with_logits([gap, 0.0], 0, q=q)
    assert right == pytest.approx(-np.expm1(-q * np.log1p(np.exp(-gap))) / q, rel=1e-13)
    assert L.absolute_error_with_logits([gap, 0.0], 0) == pytest.approx(2 * sigmoid(-gap), rel=1e-14)
    assert L.absolute_error_with_logits_grad([gap, 0.0], 0)[1] == pytest.approx(2 * sigmoid(gap) * sigmoid(-gap))


def test_a_confident_wrong_row_is_pulled_even_where_its_probability_has_vanished():
    pull = L.generalised_cross_entropy_with_logits_grad([-800.0, 0.0], 0, q=0.1)
    np.testing.assert_allclose(pull, [-np.exp(-80.0), np.exp(-80.0)], rtol=1e-13)  # p itself is 0


def test_absolute_error_tolerates_even_flips():
    """Summed over all labels it is the same for every prediction (Ghosh et al. 2017): even noise only scales it."""
    every = np.arange(4)
    for z in Z:
        total = L.absolute_error_with_logits(np.tile(z, (4, 1)), every, reduction="sum")
        assert total == pytest.approx(2 * 3)


@pytest.mark.parametrize("q", [-0.1, 1.1, NAN, None, "0.7"])
def test_the_exponent_of_generalised_cross_entropy(q):
    with pytest.raises(ValueError, match=r"^q = .* must be a finite number, at least 0 and at most 1; 0 gives cross-"):
        L.generalised_cross_entropy_with_logits(Z, INDEX, q=q)


def test_focal_loss_of_distributions_and_with_class_factors():
    p, gamma, alpha = softmax(Z), 1.7, np.array([1.0, 2.0, 0.5, 0.0])
    expected = -(alpha * ROWS * (1 - p) ** gamma * np.log(p)).sum(-1)
    each = L.multiclass_focal_loss_with_logits(Z, ROWS, gamma=gamma, alpha=alpha, reduction="none")
    np.testing.assert_allclose(each, expected)
    assert L.multiclass_focal_loss_with_logits(Z, ROWS, gamma=gamma, alpha=alpha) == pytest.approx(expected.mean())
    by_index = L.multiclass_focal_loss_with_logits(Z, INDEX, alpha=alpha, reduction="none")
    plain = L.multiclass_focal_loss_with_logits(Z, INDEX, reduction="none")
    np.testing.assert_allclose(by_index, alpha[INDEX] * plain)
    np.testing.assert_allclose(
        L.multiclass_focal_loss_with_logits(Z, INDEX, alpha=alpha), by_index.mean()
    )  # and not over Σα
    two, y = np.stack([np.zeros(6), Z[:, 0]], -1), (INDEX > 1).astype(int)
    ours = L.multiclass_focal_loss_with_logits(two, y, alpha=[0.75, 0.25])
    assert ours == pytest.approx(L.focal_loss_with_logits(Z[:, 0], y, alpha=0.25))
    for bad, told in (([1, 2], r"alpha of shape \(2,\) .* one factor per class"), ([1, -2, 1, 1], r"alpha holds -2")):
        with pytest.raises(ValueError, match=told):
            L.multiclass_focal_loss_with_logits(Z, INDEX, alpha=bad)


# --- scales ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("loss", "grad", "name"),
    [
        (L.gaussian_nll, L.gaussian_nll_sigma_grad, "sigma"),
        (L.laplace_nll, L.laplace_nll_scale_grad, "scale"),
    ],
)
@pytest.mark.parametrize("shape", [(), (1,), (4,), (6, 1), (1, 4), (6, 4)])
def test_the_gradient_in_the_scale_is_a_central_difference(loss, grad, name, shape):
    scale = RNG.uniform(0.5, 2, shape)
    for reduction in ("mean", "sum"):
        got = grad(Z, ROWS, **{name: scale}, reduction=reduction)
        assert np.shape(got) == shape
        for i in np.ndindex(shape):
            step = np.zeros(shape)
            step[i] = 1e-5
            ends = (loss(Z, ROWS, **{name: scale + sign * step}, reduction=reduction) for sign in (1, -1))
            assert np.asarray(got)[i] == pytest.approx((next(ends) - next(ends)) / 2e-5, rel=1e-7, abs=1e-8)
    each = grad(Z, ROWS, **{name: scale}, reduction="none")
    assert each.shape == (6, 4)
    assert each.sum() == pytest.approx(np.sum(got))
    assert grad(np.float32(Z), ROWS, **{name: scale}).dtype == np.float32


def test_the_best_scale_is_the_spread_of_the_errors():
    errors = Z.ravel()
    assert L.gaussian_nll_sigma_grad(0 * errors, errors, sigma=np.sqrt((errors**2).mean())) == pytest.approx(
        0, abs=1e-15
    )
    assert L.laplace_nll_scale_grad(0 * errors, errors, scale=np.abs(errors).mean()) == pytest.approx(0, abs=1e-15)


# --- candidates -----------------------------------------------------------------------------------------------------


def test_symmetric_info_nce_is_the_mean_of_both_directions():
    s = RNG.normal(size=(5, 5))
    there, back = (L.info_nce_loss(a, temperature=0.3, reduction="none") for a in (s, s.T))
    np.testing.assert_allclose(
        L.info_nce_loss(s, temperature=0.3, symmetric=True, reduction="none"), (there + back) / 2, rtol=1e-13
    )
    both = L.info_nce_loss(s, temperature=0.3, symmetric=True)
    assert both == pytest.approx(L.info_nce_loss(s.T, temperature=0.3, symmetric=True))
    grad = L.info_nce_loss_grad(s, symmetric=True)
    np.testing.assert_allclose(grad, L.info_nce_loss_grad(s.T, symmetric=True).T)
    with pytest.raises(
        ValueError, match=r"similarity has shape \(2, 3\); for a symmetric loss each candidate needs its"
    ):
        L.info_nce_loss(np.zeros((2, 3)), symmetric=True)


@pytest.mark.parametrize("score", [5.0, -INF, NAN, INF])
def test_a_padded_item_is_no_item_of_its_list(score):
    assert L.listnet_loss([0.0, 1.0, score], [2, 1, -INF]) == pytest.approx(1.0443202661482278)
    grad = L.listnet_loss_grad([0.0, 1.0, score], [2, 1, -INF])
    np.testing.assert_allclose(grad, [*L.listnet_loss_grad([0.0, 1.0], [2, 1]), 0], rtol=1e-15)
    with pytest.raises(ValueError, match=r"scores\[0\] is NaN"):
        L.listnet_loss([NAN, 1.0, 0.0], [2, 1, -INF])
