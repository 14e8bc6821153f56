"""The losses at the ends of the format warn of nothing, and a mask that hides something is not read through."""

import numpy as np
import pytest

from ce_helpers import losses as L

INF = float("inf")

pytestmark = pytest.mark.usefixtures("fifty_digits")


@pytest.mark.parametrize(
    ("value", "call"),
    [
        (-INF, lambda: L.binary_cross_entropy_grad(1e-310, 1)),
        (-INF, lambda: L.bernoulli_nll_grad(1e-310, 1)),
        (-INF, lambda: L.categorical_nll_grad([1e-310, 1.0], 0)[0]),
        (-INF, lambda: L.categorical_cross_entropy_grad([1e-310, 1.0], 0)[0]),
        (-INF, lambda: L.categorical_cross_entropy_grad([1e-310, 1.0], [1.0, 0.0])[0]),
        (INF, lambda: L.gaussian_nll(0.0, 1e200)),
        (INF, lambda: L.gaussian_nll([0.0, 0.0], [1.8e154, 1.8e154], reduction="sum")),
        (-INF, lambda: L.gaussian_nll_grad(0.0, 1.0, sigma=1e-200)),
        (INF, lambda: L.laplace_nll(-1e308, 1e308)),
        (1.0, lambda: L.laplace_nll_grad(1e308, -1e308)),
    ],
)
def test_what_is_too_large_for_the_format_is_infinite_and_warns_of_nothing(value, call):
    assert call() == value


ON_SCORES = [
    L.cross_entropy_with_logits,
    L.multiclass_focal_loss_with_logits,
    L.kl_loss_with_logits,
    L.js_loss_with_logits,
    L.generalised_cross_entropy_with_logits,
    L.absolute_error_with_logits,
]


@pytest.mark.parametrize("rows", [2, 3000])
@pytest.mark.parametrize("f", ON_SCORES)
@pytest.mark.parametrize(("dtype", "large"), [(np.float32, 3e38), (np.float64, 1e308)])
def test_scores_at_the_ends_of_the_format_warn_of_nothing(f, rows, dtype, large):
    z = np.resize(np.array([[large, -large], [0, 1]], dtype), (rows, 2))
    hard, soft = np.ones(rows, int), np.tile([0.25, 0.75], (rows, 1))
    for target in (hard, soft):
        for options in ({}, {"label_smoothing": 0.1}, {"sample_weight": np.full(rows, 2.0)}):
            for reduction in ("mean", "sum", "none"):
                loss = f(z, target, **options, reduction=reduction)
                grad = getattr(L, f.__name__ + "_grad")(z, target, **options, reduction=reduction)
                assert np.isfinite(grad).all()
                bounded = f in ON_SCORES[3:]
                assert (np.isfinite(loss) if bounded else np.max(loss) == INF).all()


@pytest.mark.parametrize(("dtype", "large"), [(np.float32, 3e38), (np.float64, 1e308)])
def test_other_losses_at_the_ends_of_the_format(dtype, large):
    a, b = np.array([large, -large], dtype), np.array([-large, large], dtype)
    assert L.distillation_loss(a, b) == INF
    assert L.distillation_loss_grad(a, b).tolist() == [2, -2]
    assert L.info_nce_loss(np.stack([b, a]), temperature=0.5, symmetric=True) == INF
    assert L.info_nce_loss_grad(np.stack([a, b]), temperature=0.5, symmetric=True).tolist() == [[0, 0], [0, 0]]
    assert L.listnet_loss(a, b) == INF
    assert L.dpo_loss(*b, *a) == INF
    assert L.dpo_loss(*a, *b) == 0
    assert L.gaussian_nll_sigma_grad(a, b) == -INF
    assert L.binary_cross_entropy_with_logits(a, [0, 1], reduction="sum") == INF
    assert L.squared_hinge_loss(a, [0, 1]) == INF
    assert L.squared_hinge_loss_grad(a, [1, 0]).tolist() == [0, 0]


HIDDEN = np.ma.masked_array([0, 1], mask=[False, True])


@pytest.mark.parametrize(
    ("loss", "scores", "target"),
    [
        (L.cross_entropy_with_logits, np.ma.masked_array(np.eye(2), mask=[[0, 0], [1, 1]]), [0, 1]),
        (L.cross_entropy_with_logits, np.eye(2), HIDDEN),
        (L.cross_entropy_with_logits, np.eye(2), np.ma.masked_array(np.eye(2), mask=[[0, 0], [1, 1]])),
        (L.binary_cross_entropy_with_logits, HIDDEN * 1.0, [0, 1]),
        (L.binary_cross_entropy_with_logits, [1.0, 2.0], HIDDEN),
        (L.hinge_loss, [1.0, 2.0], HIDDEN),
    ],
)
def test_a_masked_array_is_not_read_through_its_mask(loss, scores, target):
    with pytest.raises(ValueError, match="masked array with hidden entries"):
        loss(scores, target)
