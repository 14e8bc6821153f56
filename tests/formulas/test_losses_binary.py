"""What the losses on yes-or-no questions have in common, and what infinite scores cost."""

import numpy as np
import pytest

from ce_helpers import losses as L
from ce_helpers.activations import sigmoid

NAN, INF = float("nan"), float("inf")
RNG = np.random.default_rng(17)
Z, INDEX = RNG.normal(scale=2, size=(6, 4)), np.array([0, 3, 1, 2, 2, 0])
ROWS = RNG.dirichlet(np.ones(4), size=6)


S = np.array([1.0, 0.5, 2.0, 0.0, 1.5, 3.0])
REDUCTIONS = ["mean", "sum", "none"]


def named(losses):
    return pytest.mark.parametrize(("loss", "x"), losses, ids=[loss.__name__ for loss, _ in losses])


def grad_of(loss):
    return getattr(L, loss.__name__ + "_grad")


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
