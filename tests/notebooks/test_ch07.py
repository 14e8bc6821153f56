"""Chapter 7: the numbers break where the chapter says, in each format, in NumPy and in the live figure alike."""

import math

import numpy as np
import pytest

import ce_helpers as ce
from ce_helpers.live.figures.precision import FORMATS, exp, losses

BREAKS = {  # absorption, overflow, underflow: the largest e^z, the smallest, and where 1 + e^−z is 1
    "half": (np.float16, 7.624619, 11.090, 17.328680),
    "single": (np.float32, 16.635532, 88.722839, 103.972077),
    "double": (np.float64, 36.736801, 709.782713, 745.133219),
}
every_format = pytest.mark.parametrize("name", BREAKS)


@every_format
@np.errstate(all="ignore")
def test_exponentials_break_at_the_logarithms_of_the_limits(name):
    kind, absorbed, overflow, underflow = BREAKS[name]
    step = 0.02
    before, after = (lambda z: kind(z - step)), (lambda z: kind(z + step))
    assert 1 + np.exp(-before(absorbed)) > 1
    assert 1 + np.exp(-after(absorbed)) == 1
    assert np.isfinite(np.exp(before(overflow)))
    assert np.isinf(np.exp(after(overflow)))
    assert np.exp(-before(underflow)) > 0
    assert np.exp(-after(underflow)) == 0


@pytest.mark.parametrize("name", [*BREAKS, "brain"])
def test_the_figure_breaks_there_and_its_stable_form_does_not(name):
    _, absorbed, overflow, underflow = BREAKS.get(name, (None, 5.545177, 88.718925, 92.881722))  # bfloat16
    wide = 1.0 if name == "brain" else 0.1  # its scores are a quarter apart there
    assert losses(absorbed - 0.1, name)["naive_right"] > 0
    # the 1 of ln(1 + e^−gap) is e^(gap/2) here, and half of the spacing around it is eps/2 to eps/4 of it
    assert losses(absorbed + 0.8, name)["naive_right"] == 0
    assert losses(underflow - wide, name)["naive_wrong"] < math.inf
    quotient = losses(underflow + wide, name)
    assert quotient["naive_wrong"] == math.inf
    assert quotient["naive_right"] == 0  # nothing has overflowed: that takes a score, half the gap, beyond the limit
    assert math.isnan(losses(2 * (overflow + wide), name)["naive_right"])
    for gap in (absorbed + 0.8, overflow + 0.1):
        found = losses(gap, name)
        assert found["stable_right"] == pytest.approx(found["true_right"], rel=0.05)
        near = 4e-3 if name == "brain" else 1e-3  # eight bits of digits
        assert found["stable_wrong"] == pytest.approx(found["true_wrong"], rel=near)


def test_bfloat16_is_rounded_to_the_nearest_and_ties_to_the_even_one():
    brain = FORMATS["brain"]
    assert brain(1 + 2.0**-8) == 1
    assert brain(1 + 3 * 2.0**-8) == 1 + 2.0**-6
    assert [brain(x) for x in (100.3, 0.0, math.inf)] == [100.5, 0, math.inf]
    assert brain(2.0**-134) == 0
    assert brain(1.01 * 2.0**-134) == 2.0**-133
    assert brain(-(2.0**128)) == -math.inf


@pytest.mark.parametrize("gap", [0.5, 5.0, 17.0, 37.0, 200.0, 700.0])
def test_the_figure_agrees_with_the_library(gap):
    found = losses(gap, "double")
    assert found["stable_right"] == pytest.approx(ce.cross_entropy_with_logits([gap, 0.0], 0), rel=1e-14)
    assert found["stable_wrong"] == pytest.approx(ce.cross_entropy_with_logits([gap, 0.0], 1), rel=1e-14)
    assert exp(-gap) == pytest.approx(math.exp(-gap), rel=4e-16)


def test_an_epsilon_caps_the_loss_and_kills_the_gradient():
    p = ce.sigmoid(-40.0)
    assert -math.log(1e-15) == pytest.approx(34.538776, abs=5e-7)
    assert -p * (1 - p) / (p + 1e-15) == pytest.approx(-0.0042, abs=5e-5)
    assert ce.binary_cross_entropy_with_logits_grad(-40.0, 1) == -1
    assert np.float16(1e-15) == 0
    assert -math.log(1 + 1e-15) < 0


@np.errstate(all="ignore")
def test_a_quotient_of_exponentials_underflows_where_neither_of_them_does():
    small, large = np.exp(np.float32(-63.2)), np.exp(np.float32(41.6))
    assert small > 0
    assert np.isfinite(large)
    assert small / large == 0


def test_an_overflow_spoils_one_class_first_and_every_class_a_step_later():
    def softmax(z):
        e = np.exp(z)
        return e / e.sum(axis=1, keepdims=True)

    x, y = np.ones((1, 1), np.float32), np.array([[0, 1]], np.float32)
    w = np.array([[90, 0]], np.float32)
    with np.errstate(all="ignore"):
        for nans in ([[True, False]], [[True, True]]):
            w = w - x.T @ (softmax(x @ w) - y)
            assert np.isnan(w).tolist() == nans


@np.errstate(all="ignore")
@pytest.mark.parametrize(
    ("scores", "total"), [((46, -60), 1), ((88.5, 88.5), 0), ((90, 0), np.nan), ((-200,) * 2, np.nan)]
)
def test_a_row_of_probabilities_tells_which_fault_made_its_loss_infinite(scores, total):
    e = np.exp(np.array(scores, np.float32))
    p = e / e.sum()
    assert np.array_equal(p.sum(), total, equal_nan=True)
    assert not np.isfinite(-np.log(p[1]))


@np.errstate(all="ignore")
@pytest.mark.parametrize(("kind", "classes", "limit"), [(np.float32, 100_000, 77.2), (np.float16, 1000, 4.2)])
def test_a_sum_overflows_before_any_exponential_in_it(kind, classes, limit):
    for z, finite in ((limit - 0.1, True), (limit + 0.1, False)):
        e = np.exp(np.full(classes, z, kind))
        assert np.isfinite(e).all()
        assert np.isfinite(e.sum()) == finite


@np.errstate(all="ignore")
def test_the_slope_in_two_steps_is_lost_before_the_loss_is():
    y = np.array([0, 1], np.float32)
    for behind, kept in ((88, True), (90, False)):
        e = np.exp(np.array([0, -behind], np.float32))
        p = e / e.sum()
        g = np.where(y > 0, -1 / p, 0)
        slope = p * (g - (p * g).sum())
        assert -np.log(p[1]) == pytest.approx(behind, rel=1e-5)
        assert np.isfinite(slope).all() == kept
