"""What the losses have in common: weights, ignored targets, smoothing, axes and masks mean one thing in all of them."""

import numpy as np
import pytest
import sklearn.metrics as skm

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
