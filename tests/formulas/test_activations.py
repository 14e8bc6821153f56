"""Sigmoid, softmax and their logarithms: values, derivatives, limits, and agreement with SciPy."""

import itertools

import mpmath
import numpy as np
import pytest
import scipy.special as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ce_helpers import activations as act

DTYPES = [np.float32, np.float64]
ONE_SCORE = [act.sigmoid, act.softplus, act.log_sigmoid]
GRADS = [
    (act.sigmoid, act.sigmoid_grad),
    (act.softplus, act.softplus_grad),
    (act.log_sigmoid, act.log_sigmoid_grad),
]
rows = arrays(np.float64, st.tuples(st.integers(1, 4), st.integers(1, 6)), elements=st.floats(-50, 50))


def test_rows_a21_and_a22_of_the_plan():
    z = [1, 2, 3]
    assert act.softmax(z) == pytest.approx([0.090031, 0.244728, 0.665241], abs=5e-7)
    assert act.softmax(z, temperature=0.5) == pytest.approx([0.015876, 0.117310, 0.866813], abs=5e-7)
    assert act.softmax(z, temperature=2) == pytest.approx([0.186324, 0.307196, 0.506480], abs=5e-7)
    assert act.sigmoid(-10) == pytest.approx(4.539787e-5, abs=5e-12)


def test_only_differences_of_scores_matter():
    assert act.softmax([1, 2]) == pytest.approx([0.268941, 0.731059], abs=5e-7)
    assert np.array_equal(act.softmax([1.0, 2.0]), act.softmax([11.0, 12.0]))
    assert act.softmax([10, 20])[0] == pytest.approx(4.5e-5, abs=5e-7)
    assert act.softmax([2.0, 2.1]) == pytest.approx([0.475, 0.525], abs=5e-4)


@pytest.mark.parametrize(("ours", "theirs"), [(act.sigmoid, sp.expit), (act.log_sigmoid, sp.log_expit)])
def test_one_score_functions_agree_with_scipy(ours, theirs):
    z = np.concatenate([np.linspace(-800, 800, 4001), np.linspace(-1, 1, 999)])
    assert ours(z) == pytest.approx(theirs(z), rel=4e-15)


def test_logit_agrees_with_scipy_and_undoes_the_sigmoid():
    p = np.concatenate([np.geomspace(1e-300, 0.5, 500), 1 - np.geomspace(1e-15, 0.5, 500)])
    assert act.logit(p) == pytest.approx(sp.logit(p), rel=1e-14)
    z = np.linspace(-30, 15, 1001)
    assert act.logit(act.sigmoid(z)) == pytest.approx(z, rel=1e-8, abs=1e-15)
    assert act.logit([0.0, 1.0]).tolist() == [-np.inf, np.inf]


@given(rows)
@settings(max_examples=50)
def test_softmax_family_agrees_with_scipy(z):
    assert act.softmax(z) == pytest.approx(sp.softmax(z, axis=-1), rel=1e-13)
    assert act.log_softmax(z) == pytest.approx(sp.log_softmax(z, axis=-1), rel=1e-13, abs=1e-15)
    assert act.logsumexp(z) == pytest.approx(sp.logsumexp(z, axis=-1), rel=1e-13, abs=1e-15)


@given(rows)
@settings(max_examples=50)
def test_softmax_rows_are_distributions_and_exp_of_log_softmax(z):
    p = act.softmax(z)
    assert p.sum(-1) == pytest.approx(1, abs=1e-15 * z.shape[-1])
    assert np.exp(act.log_softmax(z)) == pytest.approx(p, rel=1e-13)


@given(rows, st.integers(-(2**20), 2**20))
@settings(max_examples=50)
def test_a_constant_offset_changes_nothing(z, offset):
    z = np.round(z * 1024) / 1024  # so that z + offset is exact
    assert np.array_equal(act.softmax(z + offset), act.softmax(z))
    assert np.array_equal(act.log_softmax(z + offset), act.log_softmax(z))
    assert act.logsumexp(z + offset) == pytest.approx(act.logsumexp(z) + offset, rel=1e-15, abs=1e-13)


@pytest.mark.parametrize("z", [1e9, -1e9, 1e308, -1e308])
def test_one_score_at_the_ends_of_the_range(z):
    assert act.sigmoid(z) == (z > 0)
    assert act.softplus(z) == max(z, 0)
    assert act.log_sigmoid(z) == min(z, 0)
    assert act.sigmoid_grad(z) == 0


def test_infinite_scores_are_limits():
    ends = np.array([-np.inf, np.inf])
    assert act.sigmoid(ends).tolist() == [0, 1]
    assert act.softplus(ends).tolist() == [0, np.inf]
    assert act.log_sigmoid(ends).tolist() == [-np.inf, 0]
    assert act.sigmoid_grad(ends).tolist() == [0, 0]


def test_k_scores_at_the_ends_of_the_range():
    assert act.softmax([1e9, -1e9, 0]).tolist() == [1, 0, 0]
    assert act.log_softmax([1e9, -1e9]).tolist() == [0, -2e9]
    assert act.logsumexp([1e9, -1e9]) == 1e9


def ends(dtype):
    """Return the scores at which a format does something of its own."""
    limits = np.finfo(dtype)
    largest = [limits.max, limits.max / 2, 800, 50, 1, limits.tiny, limits.smallest_subnormal]
    return [s * min(x, limits.max) for x in largest for s in (1, -1)] + [0.0, -0.0]


HALF_TOO = [*DTYPES, np.float16]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("dtype", HALF_TOO)
def test_one_score_at_the_ends_of_every_format_gives_a_number_and_no_warning(dtype):
    z = np.array([*ends(dtype), np.inf, -np.inf], dtype)
    for f in (*ONE_SCORE, act.sigmoid_grad, act.softplus_grad, act.log_sigmoid_grad):
        with mpmath.workdps(60):
            exact = np.array([float(EXACT[f](mpmath.mpf(float(x)))) for x in z], np.float64)
        eps = float(np.finfo(f(z).dtype).eps)
        with np.errstate(over="ignore", under="ignore"):  # of the comparison, not of the function
            np.testing.assert_allclose(
                f(z), exact.astype(f(z).dtype), rtol=4 * eps, atol=1e-38 if eps > 1e-10 else 1e-307
            )
    p = np.array(
        [0, np.finfo(dtype).tiny, np.finfo(dtype).smallest_subnormal, 0.5, 1 - np.finfo(dtype).epsneg, 1], dtype
    )
    for f in (act.logit, act.logit_grad):
        assert not np.isnan(f(p)).any()


EXACT = {
    act.sigmoid: lambda z: 1 / (1 + mpmath.exp(-z)),
    act.softplus: lambda z: z if z == mpmath.inf else mpmath.log1p(mpmath.exp(z)) if z < 900 else z,
    act.log_sigmoid: lambda z: z if z < -900 else -mpmath.log1p(mpmath.exp(-z)),
    act.sigmoid_grad: lambda z: mpmath.exp(-abs(z)) / (1 + mpmath.exp(-abs(z))) ** 2,
    act.softplus_grad: lambda z: 1 / (1 + mpmath.exp(-z)),
    act.log_sigmoid_grad: lambda z: 1 / (1 + mpmath.exp(z)),
}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("dtype", HALF_TOO)
@pytest.mark.parametrize("temperature", [1, 1e-3, 1e3])
def test_scores_at_the_ends_of_every_format_give_distributions_and_no_warning(dtype, temperature):
    pairs = np.array(list(itertools.product([*ends(dtype), -np.inf], ends(dtype))), dtype)
    for third in (0, -np.inf, np.finfo(dtype).max):
        z = np.column_stack([pairs, np.full(len(pairs), third, dtype)])
        p = act.softmax(z, temperature=temperature)
        assert p.dtype == (np.float32 if dtype == np.float16 else dtype)
        assert p.sum(-1) == pytest.approx(1, abs=1e-6)
        for f in (act.log_softmax, act.softmax_jacobian, act.log_softmax_jacobian):
            assert not np.isnan(f(z, temperature=temperature)).any()
        assert (act.logsumexp(z) >= z.max(-1)).all()
        assert (act.log_softmax(z, temperature=temperature) <= 0).all()


def test_a_mask_of_minus_infinity_is_the_subset():
    z = np.array([0.3, -np.inf, 1.2, -np.inf, -2.0])
    kept = np.isfinite(z)
    assert np.array_equal(act.softmax(z)[kept], act.softmax(z[kept]))
    assert not act.softmax(z)[~kept].any()
    assert np.array_equal(act.log_softmax(z)[kept], act.log_softmax(z[kept]))
    assert np.isneginf(act.log_softmax(z)[~kept]).all()
    assert act.logsumexp(z) == act.logsumexp(z[kept])
    assert act.logsumexp([-np.inf, -np.inf]) == -np.inf


@pytest.mark.parametrize("dtype", DTYPES)
def test_dtype_and_shape_are_kept(dtype):
    z = np.linspace(-3, 3, 24).reshape(2, 3, 4).astype(dtype)
    for f in (*ONE_SCORE, act.sigmoid_grad, act.softmax, act.log_softmax, act.logsumexp_grad):
        assert (f(z).dtype, f(z).shape) == (dtype, z.shape)
    assert act.softmax(z, temperature=2.0).dtype == dtype
    assert act.logsumexp(z).dtype == dtype
    assert act.logsumexp(z).shape == (2, 3)
    assert act.logsumexp(z, keepdims=True).shape == (2, 3, 1)
    assert act.logit(act.sigmoid(z)).dtype == dtype
    assert act.softmax_jacobian(z).shape == act.log_softmax_jacobian(z).shape == (2, 3, 4, 4)
    assert act.softmax_jacobian(z, temperature=0.5).dtype == dtype


def test_whole_numbers_are_converted():
    assert act.softmax([1, 2, 3]).dtype == np.float64
    assert act.sigmoid(np.arange(3)).dtype == np.float64


@pytest.mark.parametrize("f", [act.softmax, act.log_softmax, act.logsumexp])
@pytest.mark.parametrize("axis", [0, 1, 2, -2])
def test_axis_is_moveaxis(f, axis):
    z = np.random.default_rng(0).normal(size=(3, 4, 5))
    moved = f(np.moveaxis(z, axis, -1))
    assert np.allclose(f(z, axis=axis), np.moveaxis(moved, -1, axis) if moved.ndim == 3 else moved, rtol=1e-15, atol=0)


def test_the_input_is_left_as_it_was():
    z = np.array([[1.0, 2.0], [3.0, -4.0]])
    before = z.copy()
    for f in (*ONE_SCORE, act.softmax, act.log_softmax, act.logsumexp, act.softmax_jacobian):
        f(z)
    assert np.array_equal(z, before)


def slope(f, x, h=1e-3):
    """Fourth-order central difference: its error is of order h⁴."""
    return (8 * (f(x + h) - f(x - h)) - (f(x + 2 * h) - f(x - 2 * h))) / (12 * h)


@pytest.mark.parametrize(("f", "grad"), GRADS)
def test_slopes_are_central_differences(f, grad):
    z = np.linspace(-4, 4, 41)
    assert grad(z) == pytest.approx(slope(f, z), rel=1e-9)


def test_slope_of_logit_is_a_central_difference():
    p = np.linspace(0.1, 0.9, 17)
    assert act.logit_grad(p) == pytest.approx(slope(act.logit, p, 1e-4), rel=1e-9)
    assert np.isposinf(act.logit_grad([0.0, 1.0])).all()


@pytest.mark.parametrize("temperature", [0.5, 1.0, 3.0])
@pytest.mark.parametrize(
    ("f", "jacobian"), [(act.softmax, act.softmax_jacobian), (act.log_softmax, act.log_softmax_jacobian)]
)
def test_jacobians_are_central_differences(f, jacobian, temperature):
    z = np.random.default_rng(1).normal(size=5)
    columns = [slope(lambda t, u=unit: f(z + t * u, temperature=temperature), 0.0) for unit in np.eye(5)]
    assert jacobian(z, temperature=temperature) == pytest.approx(np.stack(columns, -1), rel=1e-9, abs=1e-12)


def test_derivatives_by_complex_step():
    z, h = np.linspace(-5, 5, 21), 1e-30
    assert act.sigmoid_grad(z) == pytest.approx((1 / (1 + np.exp(-(z + 1j * h)))).imag / h, rel=1e-13)
    row = np.array([0.5, -1.0, 2.0])
    for k, unit in enumerate(np.eye(3)):
        e = np.exp(row + 1j * h * unit)
        assert act.softmax_jacobian(row)[:, k] == pytest.approx((e / e.sum()).imag / h, rel=1e-13)


def test_the_diagonal_of_the_jacobian_survives_where_p_rounds_to_1():
    assert act.softmax_jacobian([40.0, 0.0])[0, 0] == pytest.approx(np.exp(-40), rel=1e-15)
    assert act.log_softmax_jacobian([40.0, 0.0])[0, 0] == pytest.approx(np.exp(-40), rel=1e-15)


@given(rows)
@settings(max_examples=30)
def test_the_jacobian_is_symmetric_positive_semidefinite_with_rows_that_sum_to_0(z):
    j = act.softmax_jacobian(z)
    assert np.array_equal(j, np.swapaxes(j, -1, -2))
    assert np.abs(j.sum(-1)).max() < 1e-15
    assert np.linalg.eigvalsh(j).min() > -1e-15


def test_temperature_has_its_limits():
    z = np.array([1.0, 2.0, 2.5])
    assert act.softmax(z, temperature=1e-300).tolist() == [0, 0, 1]
    assert act.softmax(z, temperature=1e300) == pytest.approx(np.full(3, 1 / 3))
    assert np.array_equal(act.softmax(z, temperature=2.0), act.softmax(z / 2))


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: act.sigmoid([0.0, np.nan]), r"z\[1\] is NaN"),
        (lambda: act.sigmoid([]), r"z is empty"),
        (lambda: act.sigmoid("high"), r"real numbers"),
        (lambda: act.logit([0.5, 1.5]), r"p\[1\] = 1.5 is not a probability"),
        (lambda: act.logit(-0.1), r"p = -0.1 is not a probability"),
        (lambda: act.softmax([0.0, np.inf]), r"z\[1\] is \+∞"),
        (lambda: act.softmax([0.0, np.nan]), r"z\[1\] is NaN"),
        (lambda: act.softmax([[-np.inf, -np.inf], [0.0, 0.0]]), r"every class of 1 row"),
        (lambda: act.softmax(3.0), r"single score"),
        (lambda: act.softmax([]), r"z is empty"),
        (lambda: act.softmax([1.0, 2.0], temperature=0.0), r"temperature = 0.0 must be a positive number"),
        (lambda: act.softmax([1.0, 2.0], temperature=np.nan), r"temperature = nan"),
        (lambda: act.log_softmax([1.0, 2.0], temperature=-1), r"temperature = -1"),
        (lambda: act.logsumexp([np.nan]), r"z\[0\] is NaN"),
        (lambda: act.logsumexp(1.0), r"single score"),
    ],
)
def test_bad_input_is_refused_with_the_value_and_the_remedy(call, told):
    with pytest.raises(ValueError, match=told):
        call()
