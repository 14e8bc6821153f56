"""The gatekeepers: what they let through unchanged, and what they refuse."""

import numpy as np
import pytest

from ce_helpers import validate as check


def test_good_input_is_passed_on_and_not_copied():
    for dtype in (np.float32, np.float64):
        a = np.array([0.25, 0.75], dtype)
        for f in (check.as_floats, check.as_probabilities, check.as_distribution, check.as_counts, check.as_logits):
            assert f("a", a) is a


@pytest.mark.parametrize("a", [[1, 0], [True, False], np.float16([1, 0]), np.array([1, 0], ">f8"), np.uint8([1, 0])])
def test_other_numbers_become_float64(a):
    assert check.as_distribution("a", a).dtype == np.dtype("=f8")


def test_a_sum_may_be_off_by_the_root_of_the_machine_epsilon():
    check.as_distribution("p", [0.5, 0.5 + 1e-8])
    check.as_distribution("p", np.float32([0.5, 0.5003]))
    check.as_distribution("p", [0.0, 1 + 1e-15])
    with pytest.raises(ValueError, match="sums to"):
        check.as_distribution("p", [0.5, 0.5 + 2e-8])


def test_the_sum_of_many_float32_is_judged_in_float64():
    check.as_distribution("p", np.full((1_000_000, 2), 1e-6, np.float32), axis=0)


def test_pairs_are_laid_along_the_axis():
    p, q = check.as_distribution_pair([0.2, 0.8], np.full((2, 3), 0.5), axis=0)
    assert (p.shape, q.shape) == ((2, 1), (2, 3))


def test_labels():
    y = check.as_labels("y", [0, 2, -100], 3, ignore_index=-100)
    assert y.tolist() == [0, 2, -100]
    assert y.dtype == np.intp
    for bad, told in (([3], r"y\[0\] = 3"), ([0, -1], r"y\[1\] = -1"), ([], "empty"), ([1.0], "astype")):
        with pytest.raises(ValueError, match=told):
            check.as_labels("y", bad, 3)


def test_logits_may_be_masked_but_not_infinite():
    assert check.as_logits("z", [-np.inf, 0.0])[0] == -np.inf
    for bad, told in (([np.inf], r"z\[0\] is \+∞"), ([np.nan], "NaN"), ([], "empty")):
        with pytest.raises(ValueError, match=told):
            check.as_logits("z", bad)


def test_shapes_must_agree():
    check.same_shape(a=np.zeros(3), b=np.ones(3))
    with pytest.raises(ValueError, match=r"a \(3,\), b \(1,\)"):
        check.same_shape(a=np.zeros(3), b=np.ones(1))
