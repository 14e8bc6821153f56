"""What the losses have in common: weights, ignored targets, smoothing, axes and masks mean one thing in all of them."""

import numpy as np
import pytest
import sklearn.metrics as skm
from hypothesis import given, settings
from hypothesis import strategies as st

from ce_helpers import losses as L
from ce_helpers.activations import sigmoid, softmax

NAN, INF = float("nan"), float("inf")
RNG = np.random.default_rng(17)
Z, INDEX = RNG.normal(scale=2, size=(6, 4)), np.array([0, 3, 1, 2, 2, 0])
PROBS, ROWS = softmax(RNG.normal(size=(6, 4))), RNG.dirichlet(np.ones(4), size=6)
W, S = RNG.uniform(0.5, 2, 4), np.array([1.0, 0.5, 2.0, 0.0, 1.5, 3.0])

BY_CLASS = [
    (L.cross_entropy_with_logits, Z),
    (L.categorical_cross_entropy, PROBS),
    (L.multiclass_focal_loss_with_logits, Z),
    (L.generalised_cross_entropy_with_logits, Z),
]
BY_ROW = [(L.kl_loss_with_logits, Z), (L.js_loss_with_logits, Z), (L.absolute_error_with_logits, Z)]
HARD = [
    (L.multiclass_hinge_loss, Z),
    (lambda z, y, **o: L.forward_corrected_with_logits(z, y, FLIPS, **o), Z),
    (lambda z, y, **o: L.backward_corrected_with_logits(z, y, FLIPS, **o), Z),
]
FLIPS = 0.7 * np.eye(4) + 0.3 / 4
WEIGHED = [*BY_CLASS, *BY_ROW, HARD[0]]
REDUCTIONS = ["mean", "sum", "none"]


def ids(losses):
    return [getattr(loss, "__name__", "loss") for loss, _ in losses]


def named(losses):
    return pytest.mark.parametrize(("loss", "x"), losses, ids=ids(losses))


def grad_of(loss):
    if loss.__name__ == "<lambda>":
        which = {id(HARD[1][0]): L.forward_corrected_with_logits_grad}.get(
            id(loss), L.backward_corrected_with_logits_grad
        )
        return lambda z, y, **o: which(z, y, FLIPS, **o)
    return getattr(L, loss.__name__ + "_grad")


# --- rows -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("reduction", REDUCTIONS)
@named([*BY_CLASS, *BY_ROW, *HARD])
def test_what_does_not_count_is_as_if_absent_and_may_be_nonsense(loss, x, reduction, dtype):
    x = x.astype(dtype)
    out = np.array([False, True, False, False, True, True])
    broken = x.copy()
    broken[out] = [[NAN] * 4, [INF] * 4, [-INF] * 4]
    strange = np.where(out, [0, 99, 0, 0, -7, 0], INDEX)
    for target, options in (
        (np.where(out, -100, INDEX), {"ignore_index": -100}),
        (strange, {"sample_weight": ~out}),
        (strange, {"sample_weight": np.where(out, 0, 2.5)}),
    ):
        scale = 2.5 if "sample_weight" in options and options["sample_weight"].dtype != bool else 1
        got = loss(broken, target, **options, reduction=reduction)
        rest = loss(x[~out], INDEX[~out], reduction=reduction)
        rest_grad = grad_of(loss)(x[~out], INDEX[~out], reduction=reduction)
        scale = 1 if reduction == "mean" else scale
        assert np.asarray(got).dtype == dtype
        kept = got if reduction != "none" else got[~out]
        np.testing.assert_allclose(kept, scale * rest, rtol=4e-6 if dtype == np.float32 else 1e-14)
        grad = grad_of(loss)(broken, target, **options, reduction=reduction)
        np.testing.assert_allclose(grad[~out], scale * rest_grad, rtol=4e-6 if dtype == np.float32 else 1e-14)
        assert not grad[out].any()
        if reduction == "none":
            assert not got[out].any()


@pytest.mark.parametrize("reduction", REDUCTIONS)
@named([*BY_CLASS, *BY_ROW])
def test_rows_of_distributions_are_masked_too(loss, x, reduction):
    out = S == 0
    broken, soft = x.copy(), ROWS.copy()
    broken[out], soft[out] = NAN, [3, -1, NAN, 0]
    for f in (loss, grad_of(loss)):
        got, whole = (f(a, t, sample_weight=S, reduction=reduction) for a, t in ((broken, soft), (x, ROWS)))
        np.testing.assert_array_equal(got, whole)
    assert not grad_of(loss)(broken, soft, sample_weight=S)[out].any()


@named([*BY_CLASS, *BY_ROW, *HARD])
def test_a_weight_of_a_row_is_a_factor_and_the_mean_divides_by_their_sum(loss, x):
    each = loss(x, INDEX, reduction="none")
    np.testing.assert_allclose(loss(x, INDEX, sample_weight=S, reduction="none"), S * each)
    np.testing.assert_allclose(loss(x, INDEX, sample_weight=S), (S * each).sum() / S.sum())
    whole = np.array([1, 0, 2, 3, 1, 1])
    again = np.repeat(np.arange(6), whole)
    np.testing.assert_allclose(loss(x, INDEX, sample_weight=whole), loss(x[again], INDEX[again]))


@named(WEIGHED)
def test_a_weight_of_a_class_counts_its_rows(loss, x):
    each = loss(x, INDEX, reduction="none")
    np.testing.assert_allclose(loss(x, INDEX, weight=W, reduction="none"), W[INDEX] * each)
    np.testing.assert_allclose(loss(x, INDEX, weight=W), (W[INDEX] * each).sum() / W[INDEX].sum())
    both = loss(x, INDEX, weight=W, sample_weight=S)
    np.testing.assert_allclose(both, loss(x, INDEX, sample_weight=S * W[INDEX]))
    never = np.where(np.arange(4) == 2, 0, W)
    broken = np.where((INDEX == 2)[:, None], NAN, x)
    np.testing.assert_allclose(loss(broken, INDEX, weight=never), loss(x, INDEX, weight=never))


@named(BY_CLASS)
def test_a_row_all_of_whose_classes_weigh_nothing_is_not_looked_at(loss, x):
    soft = ROWS.copy()
    soft[1] = [0, 0, 1, 0]
    never, broken = np.array([1.0, 2.0, 0.0, 1.0]), x.copy()
    broken[1] = NAN
    for f in (loss, grad_of(loss)):
        np.testing.assert_allclose(f(broken, soft, weight=never), f(x, soft, weight=never))


@named(BY_ROW)
def test_class_weights_of_distributions_are_refused_where_they_mean_nothing(loss, x):
    for f in (loss, grad_of(loss)):
        with pytest.raises(ValueError, match=r"weight needs class indices here.*weigh its rows with sample_weight"):
            f(x, ROWS, weight=W)


@named([*BY_CLASS, *BY_ROW])
def test_an_index_is_its_one_hot_row(loss, x):
    one_hot = np.eye(4)[INDEX]
    for options in ({}, {"sample_weight": S}, {"label_smoothing": 0.1}):
        for f in (loss, grad_of(loss)):
            np.testing.assert_allclose(f(x, one_hot, **options), f(x, INDEX, **options), rtol=1e-14, atol=1e-17)


@named([*BY_CLASS, *BY_ROW])
def test_smoothing_is_a_smoothed_target(loss, x):
    soft = 0.8 * np.eye(4)[INDEX] + 0.2 / 4
    for f in (loss, grad_of(loss)):
        np.testing.assert_allclose(f(x, INDEX, label_smoothing=0.2), f(x, soft), rtol=1e-13)
        np.testing.assert_array_equal(f(x, INDEX, label_smoothing=0.0), f(x, INDEX))
    uniform = np.full((6, 4), 0.25)
    np.testing.assert_allclose(loss(x, INDEX, label_smoothing=1), loss(x, uniform))


@pytest.mark.parametrize("axis", [0, 1, 2, -2])
@named([*BY_CLASS, *BY_ROW, *HARD])
def test_axis_is_moveaxis(loss, x, axis):
    x = x.reshape(3, 2, 4)
    y, s = INDEX.reshape(3, 2), S.reshape(3, 2)
    moved = np.moveaxis(x, -1, axis)
    for options in ({}, {"sample_weight": s}, {"ignore_index": 2}):
        for reduction in REDUCTIONS:
            o = options | {"reduction": reduction}
            np.testing.assert_array_equal(loss(moved, y, axis=axis, **o), loss(x, y, **o))
            grad = grad_of(loss)(moved, y, axis=axis, **o)
            np.testing.assert_array_equal(np.moveaxis(grad, axis, -1), grad_of(loss)(x, y, **o))


@named([*BY_CLASS, *BY_ROW])
def test_axis_moves_soft_targets_too(loss, x):
    np.testing.assert_array_equal(loss(x.T, ROWS.T, axis=0), loss(x, ROWS))
    np.testing.assert_array_equal(grad_of(loss)(x.T, ROWS.T, axis=0).T, grad_of(loss)(x, ROWS))


@named([*BY_CLASS, *BY_ROW, *HARD])
def test_half_precision_is_computed_in_float32(loss, x):
    half = x.astype(np.float16)
    got, grad = loss(half, INDEX), grad_of(loss)(half, INDEX)
    assert (np.asarray(got).dtype, grad.dtype) == (np.float32, np.float32)
    np.testing.assert_array_equal(got, loss(half.astype(np.float32), INDEX))
    broken = half.copy()
    broken[3] = NAN
    np.testing.assert_array_equal(loss(broken, INDEX, sample_weight=S), loss(half, INDEX, sample_weight=S))


def test_targets_in_half_precision():
    p = RNG.dirichlet(np.ones(50), size=20).astype(np.float16)  # their sums are off by up to 1e-3
    z = np.zeros((20, 50), np.float16)
    for options in ({}, {"sample_weight": np.arange(20)}):
        np.testing.assert_allclose(L.cross_entropy_with_logits(z, p, **options), np.log(50), rtol=1e-3)
        assert L.kl_loss_with_logits(z, p, **options).dtype == np.float32


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (
            lambda f: f(Z, INDEX, sample_weight=W),
            r"sample_weight has shape \(4,\); give one weight per row, shape \(6,\)",
        ),
        (lambda f: f(Z, INDEX, sample_weight=-S), r"sample_weight holds -1; weights are finite and not negative"),
        (lambda f: f(Z, INDEX, sample_weight=0 * S), r"nothing to average: all 6 targets are ignored or have weight 0"),
        (lambda f: f(Z, INDEX, sample_weight=2.0), r"sample_weight has shape \(\)"),
        (
            lambda f: f(Z, INDEX[:, None]),
            r"target of shape \(6, 1\); target\[..., 0\] has the shape|takes one class index",
        ),
        (lambda f: f(INDEX, Z), r"logits come first, then the target|takes one class index per row"),
        (lambda f: f(Z[:, :1], INDEX), r"have one class, and one class is always right.*binary losses"),
        (lambda f: f(Z, INDEX, axis=2), r"axis = 2 does not exist in logits of shape \(6, 4\)"),
        (lambda f: f(Z, INDEX, axis=None), r"axis = None does not exist"),
        (lambda f: f(Z, None), r"target must hold real numbers, got None"),
        (lambda f: f(Z, (k for k in INDEX)), r"target must hold real numbers, got <generator"),
    ],
)
@named([x for x in [*BY_CLASS, *BY_ROW, *HARD] if x[0] is not L.categorical_cross_entropy])
def test_what_is_refused_in_all_of_them(loss, x, call, told):
    for f in (loss, grad_of(loss)):
        with pytest.raises(ValueError, match=told):
            call(f)


@named(HARD)
def test_what_takes_classes_says_so_of_distributions(loss, x):
    for f in (loss, grad_of(loss)):
        with pytest.raises(ValueError, match=r"one class index per row, of shape \(6,\): target.argmax\(-1\)"):
            f(x, ROWS)


def test_weights_of_rows_are_those_of_scikit_learn():
    expected = skm.log_loss(INDEX, PROBS, sample_weight=S, labels=range(4))
    assert L.categorical_cross_entropy(PROBS, INDEX, sample_weight=S) == pytest.approx(expected)
    expected = skm.hinge_loss(INDEX, Z, sample_weight=S, labels=range(4))
    assert L.multiclass_hinge_loss(Z, INDEX, sample_weight=S) == pytest.approx(expected)
    y = (INDEX > 1).astype(int)
    p = sigmoid(Z[:, 0])
    assert L.binary_cross_entropy(p, y, sample_weight=S) == pytest.approx(skm.log_loss(y, p, sample_weight=S))
    assert L.hinge_loss(Z[:, 0], y, sample_weight=S) == pytest.approx(skm.hinge_loss(y, Z[:, 0], sample_weight=S))
    brier = skm.brier_score_loss(y, p, sample_weight=S)
    assert L.squared_error_with_logits(Z[:, 0], y, sample_weight=S) == pytest.approx(brier)


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


# --- yes or no ------------------------------------------------------------------------------------------------------

X, Y = np.array([0.3, -1.2, 2.0, -0.5, 4.0, -3.0]), np.array([1, 0, 0, 1, 1, 0])
YES_NO = [
    (L.binary_cross_entropy_with_logits, X),
    (L.binary_cross_entropy, sigmoid(X)),
    (L.squared_error_with_logits, X),
    (L.focal_loss_with_logits, X),
    (L.hinge_loss, X),
    (L.squared_hinge_loss, X),
]
SMOOTHED = YES_NO[:4]


@pytest.mark.parametrize("reduction", REDUCTIONS)
@named(YES_NO)
def test_entries_of_weight_0_may_be_nonsense(loss, x, reduction):
    broken, y = np.where(S == 0, NAN, x), np.where(S == 0, 7.0, Y)
    for f in (loss, grad_of(loss)):
        got, whole = (f(a, t, sample_weight=S, reduction=reduction) for a, t in ((broken, y), (x, Y)))
        np.testing.assert_array_equal(got, whole)
    kept = S > 0
    np.testing.assert_allclose(loss(broken, y, sample_weight=kept), loss(x[kept], Y[kept]))
    each = loss(x, Y, reduction="none")
    assert loss(x, Y, sample_weight=S) == pytest.approx((S * each).sum() / S.sum())


@named(YES_NO)
def test_a_row_of_several_questions_has_one_weight(loss, x):
    table, y, s = x.reshape(3, 2), Y.reshape(3, 2), np.array([2.0, 0.0, 1.0])
    spread = np.repeat(s[:, None], 2, axis=1)
    for f in (loss, grad_of(loss)):
        np.testing.assert_array_equal(f(table, y, sample_weight=s), f(table, y, sample_weight=spread))
    with pytest.raises(ValueError, match=r"sample_weight has shape \(2,\); give one weight per row, shape \(3,\)"):
        loss(table, y, sample_weight=[1, 2])
    with pytest.raises(ValueError, match=r"nothing to average: all 6 entries are ignored or have weight 0"):
        loss(table, y, sample_weight=[0, 0, 0])


@named(SMOOTHED)
def test_smoothing_of_two_classes_is_the_target_pulled_towards_a_half(loss, x):
    for f in (loss, grad_of(loss)):
        np.testing.assert_allclose(f(x, Y, label_smoothing=0.2), f(x, 0.8 * Y + 0.1), rtol=1e-14)
    two = np.stack([np.zeros(6), X], -1)
    ours = L.binary_cross_entropy_with_logits(X, Y, label_smoothing=0.2)
    assert ours == pytest.approx(L.cross_entropy_with_logits(two, Y, label_smoothing=0.2))


@named(YES_NO)
def test_true_and_false_are_yes_and_no_and_1_and_minus_1_are_not(loss, x):
    for f in (loss, grad_of(loss)):
        np.testing.assert_array_equal(f(x, Y == 1), f(x, Y))
        for signs in (2 * Y - 1, 2.0 * Y - 1):
            with pytest.raises(ValueError, match=r"holds -1; .*: turn −1, \+1 into \(y\+1\)/2"):
                f(x, signs)
        with pytest.raises(ValueError, match=r"shapes differ: .* \(6,\), .* \(6, 1\).*reshape"):
            f(x, Y[:, None])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_infinite_scores_are_certainties(dtype):
    z, yes, no, half = dtype([INF, -INF]), [1, 1], [0, 0], [0.5, 0.5]
    for loss, values in (
        (L.binary_cross_entropy_with_logits, ([0, INF], [INF, 0], [INF, INF])),
        (L.focal_loss_with_logits, ([0, INF], [INF, 0], [INF, INF])),
        (L.squared_error_with_logits, ([0, 1], [1, 0], [0.25, 0.25])),
        (L.hinge_loss, ([0, INF], [INF, 0], None)),
        (L.squared_hinge_loss, ([0, INF], [INF, 0], None)),
    ):
        for target, value in zip((yes, no, half), values, strict=True):
            if value is not None:
                got = loss(z, target, reduction="none")
                assert (got.tolist(), got.dtype) == (value, dtype)
    grads = [L.binary_cross_entropy_with_logits_grad(z, t, reduction="none").tolist() for t in (yes, no, half)]
    assert grads == [[0, -1], [1, 0], [0.5, -0.5]]
    assert L.focal_loss_with_logits_grad(z, yes, reduction="none").tolist() == [0, -1]
    assert L.squared_error_with_logits_grad(z, no).tolist() == [0, 0]
    assert L.binary_cross_entropy_with_logits_hessian(z, yes).tolist() == [0, 0]
    assert L.binary_cross_entropy_with_logits(z, yes, weight=[1, 0]) == 0
    assert L.binary_cross_entropy_with_logits(z, yes, pos_weight=0) == 0


def test_a_weight_that_may_be_meant_two_ways_is_refused():
    table, y = X[:4].reshape(2, 2), Y[:4].reshape(2, 2)
    with pytest.raises(ValueError, match=r"for the rows or for the columns of logits \(2, 2\); give weight\[:, None\]"):
        L.binary_cross_entropy_with_logits(table, y, weight=[1, 2])
    each = L.binary_cross_entropy_with_logits(table, y, reduction="none")
    rows = L.binary_cross_entropy_with_logits(table, y, weight=np.array([1, 2])[:, None])
    assert rows == pytest.approx((each * [[1], [2]]).mean())
    assert L.binary_cross_entropy_with_logits(table, y, sample_weight=[1, 2]) == pytest.approx(rows * 4 / 6)


def test_squared_hinge_is_least_at_twice_the_rate_less_1():
    for rate in (0.1, 0.5, 0.8):
        z = np.full(10, 2 * rate - 1)
        y = np.arange(10) < 10 * rate
        assert L.squared_hinge_loss_grad(z, y).sum() == pytest.approx(0, abs=1e-15)
    np.testing.assert_array_equal(
        L.squared_hinge_loss(X, Y, reduction="none"), L.hinge_loss(X, Y, reduction="none") ** 2
    )
    with pytest.raises(ValueError, match=r"target holds 0.5; hinge loss takes 0 and 1, and no probabilities"):
        L.squared_hinge_loss(0.0, 0.5)


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
