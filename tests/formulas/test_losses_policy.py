"""Losses of reinforcement learning: their gradients by differences, their signs, and what the clip does."""

import numpy as np
import pytest

from ce_helpers import losses as L
from ce_helpers.activations import log_softmax, softmax

RNG = np.random.default_rng(18)
Z = RNG.normal(scale=1.5, size=(7, 4))
ACTION, ADVANTAGE = RNG.integers(0, 4, 7), RNG.normal(size=7)
TAKEN = log_softmax(Z)[np.arange(7), ACTION]
OLD = np.minimum(0, TAKEN + RNG.uniform(-0.6, 0.6, 7))  # ratios on both sides of the clip, and between
CASES = [
    (L.policy_gradient_loss, L.policy_gradient_loss_grad, ()),
    (L.clipped_policy_loss, L.clipped_policy_loss_grad, (OLD,)),
]
both = pytest.mark.parametrize(("loss", "grad", "more"), CASES, ids=["plain", "clipped"])


@both
@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_gradient_by_differences(loss, grad, more, reduction):
    h, got = 1e-6, grad(Z, ACTION, ADVANTAGE, *more, reduction=reduction)
    for i in np.ndindex(Z.shape):
        up, down = Z.copy(), Z.copy()
        up[i] += h
        down[i] -= h
        ends = [loss(z, ACTION, ADVANTAGE, *more, reduction=reduction) for z in (up, down)]
        assert got[i] == pytest.approx((ends[0] - ends[1]) / (2 * h), abs=1e-8)


@both
def test_rows_of_the_gradient_sum_to_nothing(loss, grad, more):
    assert np.allclose(grad(Z, ACTION, ADVANTAGE, *more, reduction="none").sum(-1), 0, atol=1e-15)


def test_an_advantage_of_one_is_cross_entropy():
    ones = np.ones(7)
    assert L.policy_gradient_loss(Z, ACTION, ones) == pytest.approx(L.cross_entropy_with_logits(Z, ACTION))


def test_blame_has_no_lower_bound():
    losses = [L.policy_gradient_loss([0.0, -s], 1, -1.0) for s in (1, 10, 100, 1000)]
    assert losses == sorted(losses, reverse=True)
    assert losses[-1] == pytest.approx(-1000)


def test_the_clip_bounds_blame_and_praise():
    old = np.log(0.5)
    for score in (-1000.0, -5.0, 5.0, 1000.0):
        assert L.clipped_policy_loss([0.0, score], 1, 1.0, old) >= -1.2 - 1e-12
    assert L.clipped_policy_loss([0.0, -1000.0], 1, -1.0, old) == pytest.approx(0.8)
    assert L.clipped_policy_loss([0.0, 1000.0], 1, -1.0, old) == pytest.approx(2.0), "what got worse costs in full"


def test_at_the_old_policy_both_push_alike():
    plain = L.policy_gradient_loss_grad(Z, ACTION, ADVANTAGE)
    assert np.allclose(L.clipped_policy_loss_grad(Z, ACTION, ADVANTAGE, TAKEN), plain, atol=1e-15)


def test_the_expected_push_of_a_baseline_is_nothing():
    p = softmax(Z[0])
    pushes = [p[a] * L.policy_gradient_loss_grad(Z[0], a, 3.7) for a in range(4)]
    assert np.allclose(np.sum(pushes, axis=0), 0, atol=1e-15)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (([0.0, 0.0], 1, np.inf), "advantages are finite"),
        (([[0.0, 0.0]] * 2, [0, 1], [1.0]), "shapes differ"),
        (([0.0, 0.0], 2, 1.0), "no class index"),
    ],
)
def test_bad_input_is_refused(arguments, told):
    with pytest.raises(ValueError, match=told):
        L.policy_gradient_loss(*arguments)


@pytest.mark.parametrize(
    ("old", "clip", "told"), [(0.3, 0.2, "not above 0"), (-0.3, 0.0, "clip = 0.0"), (-0.3, 1, "clip = 1")]
)
def test_bad_clips_are_refused(old, clip, told):
    with pytest.raises(ValueError, match=told):
        L.clipped_policy_loss([0.0, 0.0], 1, 1.0, old, clip=clip)
