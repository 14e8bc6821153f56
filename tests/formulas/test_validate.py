"""The gatekeepers: what they let through unchanged, and what they refuse."""

import math
import re

import numpy as np
import pytest
import scipy.sparse

import ce_helpers as ce
from ce_helpers import validate as check


def test_good_input_is_passed_on_and_not_copied():
    for dtype in (np.float32, np.float64):
        a = np.array([0.25, 0.75], dtype)
        for f in (check.as_floats, check.as_probabilities, check.as_distribution, check.as_counts, check.as_logits):
            assert f("a", a) is a


@pytest.mark.parametrize("a", [[1, 0], [True, False], np.array([1, 0], ">f8"), np.uint8([1, 0])])
def test_other_numbers_become_float64(a):
    assert check.as_distribution("a", a).dtype == np.dtype("=f8")


def test_half_precision_becomes_float32():
    for f in (check.as_floats, check.as_probabilities, check.as_distribution, check.as_counts, check.as_logits):
        assert f("a", np.float16([1, 0])).dtype == np.float32


def test_bfloat16_becomes_float32():
    ml_dtypes = pytest.importorskip("ml_dtypes")
    rows = ROWS.astype(ml_dtypes.bfloat16)
    assert check.as_distribution("p", rows).dtype == np.float32
    assert [a.dtype for a in check.as_distribution_pair(rows[0], rows)] == [np.float32, np.float32]


# --- how far a sum may be from 1 ------------------------------------------------------------------------------------

ROWS = np.random.default_rng(0).dirichlet(np.ones(10), 1000)


def in_bfloat16(a):
    """Return float32 numbers with the eight binary digits of bfloat16."""
    return ((np.float32(a).view(np.uint32) + 0x8000) & 0xFFFF0000).view(np.float32)


def test_a_sum_may_be_off_by_the_root_of_the_machine_epsilon():
    check.as_distribution("p", [0.5, 0.5 + 1e-8])
    check.as_distribution("p", np.float32([0.5, 0.5003]))
    check.as_distribution("p", [0.0, 1 + 1e-15])
    check.as_distribution("p", np.float16([0.5, 0.53]))
    for bad in ([0.5, 0.5 + 2e-8], np.float32([0.5, 0.5004]), np.float16([0.5, 0.54])):
        with pytest.raises(ValueError, match="sums to"):
            check.as_distribution("p", bad)


def test_rounded_rows_are_taken_in_the_type_that_rounded_them():
    check.as_distribution("p", ROWS.astype(np.float32))
    check.as_distribution("p", ROWS.astype(np.float16))
    check.as_distribution_pair(ROWS[0].astype(np.float16), ROWS.astype(np.float16))


def test_losses_and_scores_take_rows_rounded_to_half_precision():
    p = np.full((4, 1000), np.float16(0.001))
    for f in (ce.categorical_cross_entropy, ce.categorical_cross_entropy_grad):
        assert f(p, [0, 1, 2, 3]).dtype == np.float32
    assert ce.cross_entropy_with_logits(np.zeros((4, 1000)), p) == pytest.approx(math.log(1000), rel=1e-3)
    assert ce.categorical_cross_entropy(p, [0, 1, 2, 3]) == pytest.approx(-math.log(np.float16(0.001)), rel=1e-6)
    assert ce.log_score([0, 1, 2, 3], p) == pytest.approx(-math.log(np.float16(0.001)), rel=1e-12)


@pytest.mark.parametrize("wider", [lambda p: p.tolist(), lambda p: p.astype(np.float64)])
def test_float32_rows_are_known_in_float64_by_their_numbers(wider):
    rows = wider(ROWS.astype(np.float32))
    assert (np.abs(np.sum(rows, axis=-1) - 1) > 1.5e-8).sum() > 100, "or there is nothing to be known by"
    assert check.as_distribution("p", rows).dtype == np.float64
    assert check.as_distribution("p", np.transpose(rows), axis=0).dtype == np.float64
    assert ce.entropy(rows) == pytest.approx(ce.entropy(ROWS), rel=1e-6)
    bad = np.array(rows)
    bad[7] = [0.25, 0.25, 0.5 + 2**-11] + [0] * 7
    with pytest.raises(ValueError, match=r"p\[7\] sums to 1.000488"):
        check.as_distribution("p", bad)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (np.full((2, 1000), np.float16(0.001), np.float64), "half precision"),
        (in_bfloat16(ROWS), "half precision"),
        (in_bfloat16(ROWS).astype(np.float64), "half precision"),
        (np.round(ROWS, 7), "as in float32"),
        (np.round(ROWS, 3), "divide counts"),
        (ROWS * 7, "divide counts"),
    ],
)
def test_a_sum_that_rounding_explains_is_told_so_and_the_remedy_works(rows, told):
    with pytest.raises(ValueError, match=told) as refusal:
        check.as_distribution("p", np.minimum(rows, 1))
    p = np.minimum(rows, 1)
    remedy = re.search(r"p / p\.sum\(.*?\)", str(refusal.value))[0]
    check.as_distribution("p", eval(remedy, {"p": p}))
    if "float32" in str(refusal.value):
        check.as_distribution("p", p.astype(np.float32))


@pytest.mark.parametrize("f", [ce.entropy, ce.perplexity])
@pytest.mark.parametrize("shape", [(2,), (40_000, 2)])
def test_an_entry_that_rounding_put_above_1_is_1(f, shape):
    for dtype, above in ((np.float64, 1 + 1e-9), (np.float32, 1 + 1e-4)):
        p = np.broadcast_to(np.array([above, 0], dtype), shape).copy()
        certain = 0 if f is ce.entropy else 1
        assert np.all(f(p) == certain)
        for pair in (ce.cross_entropy, ce.kl_divergence, ce.js_divergence, ce.js_distance, ce.total_variation):
            assert np.all(pair(p, np.minimum(p, 1)) == 0)
            assert np.all(pair(np.minimum(p, 1), p) == 0)
    assert ce.joint_entropy([[1 + 1e-9, 0]]) == ce.conditional_entropy([[1 + 1e-9], [0]]) == 0
    assert ce.mutual_information([[1 + 1e-9, 0], [0, 0]]) == 0


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


def test_labels_of_two_classes_may_be_booleans():
    assert check.as_labels("y", [True, False], 2).tolist() == [1, 0]


class Tensor:
    """What NumPy cannot read, as tensors of other libraries are."""

    def __init__(self, error):
        self.error = error

    def __array__(self, dtype=None, copy=None):
        raise self.error


SPARSE = scipy.sparse.csr_matrix([[0.5, 0.5]])
DETACH = "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead."


@pytest.mark.parametrize(
    ("p", "quoted", "remedy"),
    [
        (None, "got None", "fill it in"),
        ([0.5, None], "p[1] = None", "fill it in"),
        (np.array([0.5, "0.5"], object), "p[1] = '0.5'", "fill it in"),
        ("half", "got 'half'", "text is no number"),
        (["spam", "ham"], "['spam', 'ham']", "numpy.unique"),
        (["0.5", "0.5"], "['0.5', '0.5']", "numpy.asarray"),
        (np.array(["2026-01-01"], "M8[D]"), "2026", "convert it first"),
        ((x for x in [0.5, 0.5]), "<generator", "list(p)"),
        ({"a": 0.5, "b": 0.5}, "{'a': 0.5, 'b': 0.5}", "list(p.values())"),
        (SPARSE, "sparse", "p.toarray()"),
        (object(), "<object", "real number"),
        (Tensor(RuntimeError(DETACH)), "Tensor", "detach()"),
        (Tensor(TypeError("Got unsupported ScalarType BFloat16")), "Tensor", "p.float()"),
        ([[1], [0.5, 0.5]], "[[1], [0.5, 0.5]]", "differ in length"),
        ([-1, 1], "p[0] = -1.0", "(y + 1) / 2"),
        ([0.5, -1e-17], "p[1] = -1e-17", "numpy.clip"),
        ([0, 1, 2], "p[2] = 2.0", "several classes"),
        ([70, 29.5], "p[0] = 70.0", "percentages"),
        ([2.5, -1], "p[0] = 2.5", "sigmoid"),
    ],
)
def test_what_is_no_probability_is_quoted_and_the_remedy_fits(p, quoted, remedy):
    with pytest.raises(ValueError, match=re.escape(quoted)) as refusal:
        check.as_probabilities("p", p)
    assert remedy in str(refusal.value)


@pytest.mark.parametrize(
    ("p", "quoted", "remedy"),
    [
        ([70, 30], "p[0] = 70.0", "softmax first, counts are divided"),
        ([1, -1], "p[1] = -1.0", "softmax first"),
        ([[0.3], [0.4]], "p[0] sums to 0.3", "[1 − p, p]"),
        ([0.3, 0.3], "sums to 0.6", "divide counts by their sum"),
        (0.3, "p = 0.3", "[0.3, 0.7]"),
        (30, "p = 30.0", "between 0 and 1"),
        ([math.nan, 1], "p[0] is NaN", "find where"),
    ],
)
def test_what_is_no_distribution_is_quoted_and_the_remedy_fits(p, quoted, remedy):
    for call in (lambda: check.as_distribution("p", p), lambda: check.as_distribution_pair(p, p)):
        with pytest.raises(ValueError, match=re.escape(quoted)) as refusal:
            call()
        assert remedy in str(refusal.value)


@pytest.mark.parametrize(
    ("y", "classes", "quoted", "remedy"),
    [
        ([1, 2, 3], 3, "y[2] = 3", "y - 1"),
        ([1, 2, 4], 3, "y[2] = 4", "from 0 to 2"),
        ([-1, 1], 2, "y[0] = -1", "(y + 1) // 2"),
        ([0, -100], 2, "y[1] = -100", "ignore_index"),
        ([1.0, 2.0], 3, "if 1.0 is a class", ".astype(int)"),
        ([0.2, 0.8], 2, "got 0.2", "the other way round"),
        (["spam"], 2, "spam", "numpy.unique(y, return_inverse=True)[1]"),
        ([None, 1], 2, "None", "numpy.unique"),
        ([True, False], 3, "True and False", "from 0 to 2"),
    ],
)
def test_labels_of_another_kind_are_quoted_and_the_remedy_fits(y, classes, quoted, remedy):
    with pytest.raises(ValueError, match=re.escape(quoted)) as refusal:
        check.as_labels("y", y, classes)
    assert remedy in str(refusal.value)
    assert ("astype(int)" in str(refusal.value)) == (y == [1.0, 2.0])


@pytest.mark.parametrize("axis", [None, 2, -3, True, 1.5, "0", [0], (), (0, 0)])
def test_an_axis_that_is_not_there_is_quoted(axis):
    with pytest.raises(ValueError, match=re.escape(f"axis = {axis!r}")):
        check.as_distribution("p", [[0.5, 0.5]], axis)
    for f in (ce.joint_entropy, ce.conditional_entropy, ce.mutual_information):
        with pytest.raises(ValueError, match=re.escape(f"axis = {axis!r}")):
            f([[0.5, 0.5]], axis=axis)
    with pytest.raises(ValueError, match=r"a = 0.5 is a single number and has no axis"):
        check.check_axis("a", np.array(0.5), axis)


@pytest.mark.parametrize("seed", [None, -1, 1.0, True, "1"])
def test_a_seed_is_a_whole_number_or_a_generator(seed):
    with pytest.raises(ValueError, match=re.escape(f"seed = {seed!r} must be a whole number, at least 0")):
        check.generator(seed)
    generator = check.generator(3)
    assert check.generator(generator) is generator
    assert check.generator(3).random() == generator.random()


def test_shapes_must_agree():
    check.same_shape(a=np.zeros(3), b=np.ones(3))
    for a, b, told in (
        ((3,), (1,), r"a \(3,\), b \(1,\); give both one shape"),
        ((3, 1), (3,), r"a \(3, 1\), b \(3,\); numpy.reshape\(a, \(3,\)\)"),
        ((3,), (3, 1), r"; numpy.reshape\(b, \(3,\)\) drops the axis of length 1"),
        ((3, 2), (6,), "give both one shape"),
        ((3, 1), (1, 3), "give both one shape"),
    ):
        with pytest.raises(ValueError, match=told):
            check.same_shape(a=np.zeros(a), b=np.ones(b))
