"""Large arrays are summed in pieces by `fast.sums`; the plain body is what they are held to."""

import math
import tracemalloc
from unittest import mock

import numpy as np
import pytest
from drawn import normalised, some

import ce_helpers.information as ce
from ce_helpers.fast import sums

EPS = np.finfo(float).eps
LN2 = math.log(2)


def by_the_plain_body(f, *args):
    """Return f(*args) with nothing handed over to `fast`."""
    with mock.patch.object(sums, "SMALLEST", math.inf):
        return f(*args)


IN_PIECES = [ce.cross_entropy, ce.kl_divergence, ce.js_divergence]
SHAPES = [(200_000,), (3, 70_000), (700, 2, 100), (20_000, 7), (70_000, 1)]


def peak_memory(f):
    tracemalloc.start()
    f()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("zeros", ["no zeros", "zeros in both", "zeros in the model"])
@pytest.mark.parametrize("shape", SHAPES)
def test_pieces_give_what_the_plain_body_gives(shape, zeros, dtype):
    rng = np.random.default_rng(1)
    p, q = rng.exponential(size=(2, *shape))
    if zeros == "zeros in both":
        gone = (rng.random(shape) < 0.3) & (np.arange(shape[-1]) > 0)
        p[gone] = 0
        q[gone & (rng.random(shape) < 0.5)] = 0
    elif zeros == "zeros in the model" and shape[-1] > 1:
        q[..., -1] = 0
    p, q = normalised(p).astype(dtype), normalised(q).astype(dtype)
    tolerance = 64 * float(np.finfo(dtype).eps)
    for f in IN_PIECES:
        quick, plain = f(p, q), by_the_plain_body(f, p, q)
        assert quick.dtype == plain.dtype == dtype
        assert np.shape(quick) == np.shape(plain) == shape[:-1]
        np.testing.assert_allclose(quick, plain, rtol=tolerance, atol=tolerance / 64)
        np.testing.assert_allclose(f(p, q, base=2), quick / dtype(LN2), rtol=tolerance)
    np.testing.assert_allclose(ce.entropy(p), by_the_plain_body(ce.entropy, p), rtol=tolerance)


@pytest.mark.parametrize("f", IN_PIECES)
def test_pieces_set_one_distribution_against_many(f):
    one, many = some(500), some(300, 500, seed=1)
    np.testing.assert_allclose(f(one, many), by_the_plain_body(f, one, many), rtol=64 * EPS)
    np.testing.assert_allclose(f(many, one), by_the_plain_body(f, many, one), rtol=64 * EPS)


@pytest.mark.parametrize("f", [ce.kl_divergence, ce.js_divergence])
@pytest.mark.parametrize("shape", [(200_000,), (2_000, 100)])
@pytest.mark.parametrize("size", [0, 1e-12, 1e-6, 1e-2, 0.1, 0.4])
def test_pieces_keep_small_divergences(f, shape, size):
    p = some(*shape)
    q = normalised(p * (1 + size * np.random.default_rng(1).uniform(-0.9, 0.9, shape)))
    np.testing.assert_allclose(f(p, q), by_the_plain_body(f, p, q), rtol=64 * EPS)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("shape", [(200_000,), (2_000, 100), (20_000, 7)])
def test_pieces_of_every_kind_in_one_array(shape, dtype):
    """Rows or stretches that are near, far, equal and empty follow one another; every guess fails once."""
    p, other = some(*shape), some(*shape, seed=1)
    near = p * (1 + 1e-6 * np.random.default_rng(2).uniform(-1, 1, shape))
    kind = np.arange(p.size).reshape(shape) * 5 // p.size if len(shape) == 1 else np.arange(shape[0])[:, None] % 5
    q = np.choose(kind, [near, other, p, np.where(other > other.mean(), near, other), near])
    p, q = np.where(kind == 4, p * (other > other.mean()), p), np.where(kind == 4, q * (other > other.mean()), q)
    p, q = normalised(p).astype(dtype), normalised(q).astype(dtype)
    for f in IN_PIECES:
        tolerance = 64 * float(np.finfo(dtype).eps)
        np.testing.assert_allclose(f(p, q), by_the_plain_body(f, p, q), rtol=tolerance, atol=0)
        np.testing.assert_allclose(f(p, p), by_the_plain_body(f, p, p), rtol=tolerance, atol=0)


@pytest.mark.parametrize("value", [math.nan, -1e-9])
def test_a_bad_number_is_refused_after_a_piece_of_neighbours(value):
    p = some(200_000)
    for at in (3, 150_000):
        q = normalised(p * (1 + 1e-9 * np.random.default_rng(2).uniform(-1, 1, p.size)))
        q[at] = value
        for pair in ((p, q), (q, p), (q, q)):
            with pytest.raises(ValueError, match=r"NaN|not a probability"):
                ce.kl_divergence(*pair)


@pytest.mark.parametrize(("a", "b"), [(5e-324, 0), (0, 1e-6), (1e-6, 5e-324), (5e-324, 1e-6), (1e-6, 0), (0, 0)])
def test_neighbours_but_for_an_outcome(a, b):
    p = some(200_000)
    q = p * (1 + 1e-9 * np.random.default_rng(2).uniform(-1, 1, p.size))
    p[150_000], q[150_000] = a, b
    p, q = normalised(p), normalised(q)
    for f in IN_PIECES:
        assert f(p, q) == pytest.approx(by_the_plain_body(f, p, q), rel=1e-13)


@pytest.mark.parametrize("value", [-1e-9, math.nan, math.inf, 1.5, 1e-6])
@pytest.mark.parametrize("shape", [(200_000,), (2_000, 100)])
def test_pieces_refuse_what_the_plain_body_refuses(shape, value):
    p, bad = some(*shape), some(*shape)
    bad.flat[-7] = value if value != 1e-6 else bad.flat[-7] + value
    for call in (lambda f: f(p, bad), lambda f: f(bad, p)):
        for f in IN_PIECES:
            with pytest.raises(ValueError, match=r"NaN|not a probability|sums to"):
                call(f)
    with pytest.raises(ValueError, match=r"NaN|not a probability|sums to"):
        ce.entropy(bad)


def test_large_arrays_that_are_laid_out_otherwise_take_the_plain_way():
    p, q = some(400, 500), some(400, 500, seed=1)
    for f in IN_PIECES:
        np.testing.assert_allclose(f(p.T.copy(), q.T.copy(), axis=0), f(p, q), rtol=1e-13)
        np.testing.assert_allclose(f(p.T, q.T, axis=0), f(p, q), rtol=1e-13)
        np.testing.assert_allclose(f(p.tolist(), q), f(p, q), rtol=1e-13)
        np.testing.assert_allclose(f(p=p, q=q), f(p, q), rtol=1e-13)


@pytest.mark.parametrize("f", IN_PIECES)
def test_a_large_table_of_all_pairs_takes_the_plain_way(f):
    a, b = some(300, 300), some(2, 300, seed=1)
    table = f(a[:, None], b[None])
    assert table.shape == (300, 2)
    np.testing.assert_allclose(table[:, 1], f(a, b[1]), rtol=1e-13)


@pytest.mark.parametrize("f", IN_PIECES)
def test_pieces_need_next_to_no_memory(f):
    p, q = some(500_000), some(500_000, seed=1)
    assert peak_memory(lambda: f(p, q)) < 2**20 < p.nbytes


def test_a_missing_model_is_an_error_however_large_the_truth():
    with pytest.raises(TypeError, match="'q'"):
        ce.cross_entropy(some(100_000))
    with pytest.raises(TypeError, match="positional"):
        ce.entropy(some(100_000), some(100_000))
