"""Inputs moved uphill: the gradient is the slope, the step stays where it may be, and is best for a linear score."""

import numpy as np
import pytest

import ce_helpers as ce

RNG = np.random.default_rng(0)
NET = ce.mlp_start([5, 7, 3], seed=1)
X, Y = RNG.random((6, 5)), RNG.integers(0, 3, 6)


def losses(parameters, x):
    return ce.cross_entropy_with_logits(ce.mlp_forward(parameters, x)[0], Y[: len(x)], reduction="none")


def test_the_gradient_is_the_slope_of_each_examples_own_loss():
    step, gradient = 1e-6, ce.input_gradient(NET, X, Y)
    for j in range(5):
        nudge = step * (np.arange(5) == j)
        slopes = (losses(NET, X + nudge) - losses(NET, X - nudge)) / (2 * step)
        np.testing.assert_allclose(gradient[:, j], slopes, atol=1e-8)


@pytest.mark.parametrize("steps", [1, 7])
def test_no_input_moves_too_far_or_out_of_its_range(steps):
    moved = ce.attacked(NET, X, Y, 0.3, steps=steps)
    assert np.abs(moved - X).max() <= 0.3 + 1e-15
    assert moved.min() >= 0
    assert moved.max() <= 1


def test_on_a_linear_score_the_signs_are_the_best_corner_of_the_box():
    w = RNG.normal(size=4)
    pair, x = [np.column_stack([-w, w]), np.zeros(2)], np.full((1, 4), 0.5)
    corners = 0.5 + 0.1 * (((np.arange(16)[:, None] >> np.arange(4)) & 1) * 2 - 1)
    z = ce.mlp_forward(pair, corners)[0]
    worst = ce.cross_entropy_with_logits(z, np.ones(16, dtype=int), reduction="none").max()
    moved = ce.attacked(pair, x, [1], 0.1)
    assert ce.cross_entropy_with_logits(ce.mlp_forward(pair, moved)[0], [1]) == pytest.approx(worst)


def test_a_size_of_zero_changes_nothing():
    np.testing.assert_array_equal(ce.attacked(NET, X, Y, 0.0), X)
