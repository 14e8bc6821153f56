"""What predictions tell about a group: the formula, its gradient, and what a penalty on it does."""

import numpy as np
import pytest

import ce_helpers as ce

RNG = np.random.default_rng(0)
P, GROUP = RNG.random(40), np.append([0, 1], RNG.integers(0, 2, 38))


def test_it_is_the_mutual_information_of_drawn_answers():
    joint = np.array([[(P * (a == GROUP)).sum(), ((1 - P) * (a == GROUP)).sum()] for a in (0, 1)]) / 40
    assert ce.group_information(P, GROUP) == pytest.approx(ce.mutual_information(joint), rel=1e-12)


def test_it_is_zero_where_the_means_are_equal_and_at_most_the_entropy_of_the_group():
    assert ce.group_information([0.1, 0.5, 0.3], [0, 0, 1]) == pytest.approx(0, abs=1e-15)
    shares = np.bincount(GROUP) / 40
    assert ce.group_information(GROUP.astype(float), GROUP) == pytest.approx(float(ce.entropy(shares)))


def test_the_gradient_is_the_slope():
    step = 1e-6
    for i in (0, 1, 7):
        nudge = step * (np.arange(40) == i)
        slope = (ce.group_information(P + nudge, GROUP) - ce.group_information(P - nudge, GROUP)) / (2 * step)
        assert ce.group_information_grad(P, GROUP)[i] == pytest.approx(slope, abs=1e-8)


def test_without_a_penalty_it_is_logistic_regression():
    data = ce.load_mortgages()
    x, group = data.x_train[:, :-1], data.x_train[:, -1].astype(int)
    how = {"steps": 50, "learning_rate": 1.0}
    fair, plain = (
        ce.fit_fair_logistic(x, data.y_train, group, penalty=0, **how),
        ce.fit_logistic(x, data.y_train, **how),
    )
    np.testing.assert_allclose(fair.weights, plain.weights, rtol=1e-9)
    np.testing.assert_allclose(fair.losses, plain.losses, rtol=1e-12)


def test_a_penalty_costs_loss_and_takes_information():
    data = ce.load_mortgages(test_size=0)
    x, group = data.x_train[:, :-1], data.x_train[:, -1].astype(int)
    loss, told = [], []
    for penalty in (0, 2, 8):
        fit = ce.fit_fair_logistic(x, data.y_train, group, penalty=penalty, steps=200, learning_rate=0.5)
        p = fit.predict_proba(x)
        loss.append(ce.binary_cross_entropy(p, data.y_train))
        told.append(ce.group_information(p, group))
        assert loss[-1] + penalty * told[-1] <= fit.losses[-1]
    assert loss[0] < loss[1] < loss[2]
    assert told[0] > told[1] > told[2]
