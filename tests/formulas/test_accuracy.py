"""The losses against 50 digits, and the blocks of `fast.rows` against the plain bodies they stand in for."""

import runpy
import tracemalloc
from pathlib import Path

import mpmath as mp
import numpy as np
import pytest

from ce_helpers import activations as act
from ce_helpers import losses as L
from ce_helpers.fast import rows as fast_rows
from ce_helpers.information import kl_divergence

BENCHMARK = runpy.run_path(str(Path(__file__).parents[2] / "benchmarks" / "accuracy.py"))
CASES = [(dtype, *case) for dtype in (np.float32, np.float64) for case in BENCHMARK["cases"](dtype)]
IDS = [f"{dtype.__name__}, {name}" for dtype, name, *_ in CASES]
DTYPES = [np.float32, np.float64]
CE_AND_GRAD, BCE_AND_GRAD = L.cross_entropy_with_logits_and_grad, L.binary_cross_entropy_with_logits_and_grad


# --- units in the last place ----------------------------------------------------------------------------------------


METHODS = {"plain": ("ours", "binary_ours"), "blocks": ("ours_in_blocks", "binary_in_blocks")}


@pytest.mark.parametrize("path", METHODS)
@pytest.mark.parametrize(("dtype", "name", "z", "y", "truth"), CASES, ids=IDS)
def test_loss_and_gradient_keep_their_digits(dtype, name, z, y, truth, path):
    """Bars: loss ≤ 4 ulp + gap/2, gradient ≤ 8 ulp + gap/2. They hold even without the allowance for the gap."""
    method = BENCHMARK[METHODS[path][z.ndim == 1]]
    in_loss, in_grad = BENCHMARK["measure"](method, z, y, truth)
    assert in_loss.worst <= 4
    assert in_loss.false_zeros == 0
    assert in_grad.false_zeros == 0
    if "soft" in name:  # p − y cancels where p is near y, so what counts is the error against p and y themselves
        grads = np.array([float(g) for _, g in truth])
        assert np.abs(method(z, y)[1] - grads).max() <= 4 * np.finfo(dtype).eps
    else:
        assert in_grad.worst <= 8


@pytest.mark.skipif(np.finfo(np.longdouble).nmant < 60, reason="needs a long double with more digits than a double")
@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("classes", [10**5, 10**6])
def test_a_million_classes(dtype, classes):
    z, y, loss, grad = BENCHMARK["large"](dtype, classes)
    ours, our_grad = CE_AND_GRAD(z, y, reduction="none")
    forward_only = L.cross_entropy_with_logits(z, y, reduction="none")
    for got, true, bar in ((ours, loss, 4), (forward_only, loss, 4), (our_grad, grad, 8)):
        assert (np.abs(got - true) <= bar * np.spacing(np.abs(true.astype(dtype)))).all()
    assert (our_grad != 0).all()


NEIGHBOURS = [(dtype, *case) for dtype in DTYPES for case in BENCHMARK["neighbours"](dtype)]


@pytest.mark.parametrize(("dtype", "name", "p", "q", "true"), NEIGHBOURS)
def test_divergences_of_neighbours_keep_their_digits(dtype, name, p, q, true):
    """In one long row, and in rows of which several make a piece; nothing is lost where P and Q agree to 1e-9."""
    assert BENCHMARK["ulps"](kl_divergence(p, q), true, dtype) <= 4
    for rows in (256, 32):  # a power of two, so that nothing is rounded
        each = kl_divergence(rows * p.reshape(rows, -1), rows * q.reshape(rows, -1))
        assert max(BENCHMARK["ulps"](got, true, dtype) for got in each) <= 4


def test_fixtures_of_fifty_digits():
    """A few values that any reader can check with a computer algebra system."""
    with mp.workdps(60):
        assert L.cross_entropy_with_logits([17.0, 0.0], 0) == float(mp.log1p(mp.exp(-17)))
        assert L.cross_entropy_with_logits([0.0, 1.0, 2.0], 0) == pytest.approx(
            float(mp.log(1 + mp.e + mp.e**2)), rel=3e-16
        )
        assert L.binary_cross_entropy_with_logits(-40.0, 0) == pytest.approx(float(mp.log1p(mp.exp(-40))), rel=3e-16)
    assert L.cross_entropy_with_logits(np.float32([30.0, 0.0]), 0) == pytest.approx(np.exp(-30.0), rel=3e-7)


@pytest.mark.parametrize("dtype", DTYPES)
def test_activations_keep_their_digits(dtype):
    rng = np.random.default_rng(3)
    edge = 85 if dtype is np.float32 else 700
    z = np.concatenate([rng.normal(scale=3, size=200), rng.uniform(-edge, edge, size=200)]).astype(dtype)
    exact = [mp.mpf(float(x)) for x in z]
    with mp.workdps(60):
        for f, true in (
            (act.sigmoid, lambda x: 1 / (1 + mp.exp(-x))),
            (act.softplus, lambda x: mp.log1p(mp.exp(x))),
            (act.log_sigmoid, lambda x: -mp.log1p(mp.exp(-x))),
            (act.sigmoid_grad, lambda x: mp.exp(-x) / (1 + mp.exp(-x)) ** 2),
        ):
            assert max(BENCHMARK["ulps"](g, true(x), dtype) for g, x in zip(f(z), exact, strict=True)) <= 4, f.__name__
        rows = z.reshape(-1, 8)
        for row, p, log_p in zip(rows, act.softmax(rows), act.log_softmax(rows), strict=True):
            e = [mp.exp(mp.mpf(float(x))) for x in row]
            for k, x in enumerate(e):
                assert BENCHMARK["ulps"](p[k], x / mp.fsum(e), dtype) <= 8
                true = -mp.log1p(mp.fsum(o for j, o in enumerate(e) if j != k) / x)
                assert BENCHMARK["ulps"](log_p[k], true, dtype) <= 4
        p = np.concatenate([rng.uniform(size=200), rng.normal(0.5, 1e-4, size=50), 10.0 ** -rng.uniform(1, 30, 50)])
        p = p.astype(dtype)
        true = [mp.log(mp.mpf(float(x)) / (1 - mp.mpf(float(x)))) for x in p]
        assert max(BENCHMARK["ulps"](g, t, dtype) for g, t in zip(act.logit(p), true, strict=True)) <= 4


# --- blocks and plain bodies ----------------------------------------------------------------------------------------

SHAPES = [(1, 5000), (3000, 2), (700, 10), (200, 33), (64, 1024), (9, 3001), (2, 140_000)]
SCALES = {"ordinary": (3, 0), "wide": (400, 0), "offset": (3, 3e4), "below": (3, -3e4), "huge": (1e6, 1e8)}


@pytest.fixture
def plainly(monkeypatch):
    """Call a loss so that its plain body does the work, however large the array."""

    def call(loss, *args, **options):
        with monkeypatch.context() as patch:
            patch.setattr(fast_rows, "worthwhile", lambda z: False)
            return loss(*args, **options)

    return call


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("dtype", DTYPES)
def test_rows_in_blocks_are_the_plain_rows(shape, scale, dtype, plainly):
    rng = np.random.default_rng(11)
    width, offset = SCALES[scale]
    z = (width * rng.normal(size=shape) + offset).astype(dtype)
    z[rng.random(shape) < 0.01] = -np.inf if scale == "wide" else offset
    z[:, 0] = offset
    y = rng.integers(0, shape[1], shape[0])
    tolerance = {"rtol": 24 * np.finfo(dtype).eps, "atol": 4 * float(np.finfo(dtype).smallest_subnormal)}
    plain_loss, plain_grad = plainly(CE_AND_GRAD, z, y, reduction="none")
    for want_grad in (True, False):
        loss, _, grad = fast_rows.index_rows(z, y, None, 0.37, True, want_grad)
        _, total, _ = fast_rows.index_rows(z, y, None, 0.37, False, want_grad)
        assert (loss.dtype, grad.dtype) == (dtype, dtype)
        assert np.allclose(loss, plain_loss, **tolerance)
        assert np.allclose(total, plain_loss.astype(np.float64).sum(), **tolerance)
        if want_grad:
            assert np.allclose(grad, dtype(0.37) * plain_grad, **tolerance)


@pytest.mark.parametrize("odd", [100, -100, 1000, -np.inf, np.nan])
@pytest.mark.parametrize("dtype", DTYPES)
def test_a_block_unlike_the_one_before_is_noticed(odd, dtype, plainly):
    rng = np.random.default_rng(13)
    z = rng.normal(size=(500, 1000)).astype(dtype)  # several blocks
    z[300, 10:20] = odd
    y = rng.integers(0, 1000, 500)
    y[300] = 12
    found = fast_rows.index_rows(z, y, None, 1, True, True)
    if np.isnan(odd):
        assert found is None
        return
    loss, _, grad = found
    plain_loss, plain_grad = plainly(CE_AND_GRAD, z, y, reduction="none")
    assert np.allclose(loss, plain_loss, rtol=24 * np.finfo(dtype).eps, atol=0)
    assert np.allclose(grad, plain_grad, rtol=24 * np.finfo(dtype).eps, atol=float(np.finfo(dtype).smallest_subnormal))


NONSENSE = [np.nan, np.inf, -np.inf]


@pytest.mark.parametrize("shape", [(900, 10), (40, 1000), (3, 140_000)])
@pytest.mark.parametrize("dtype", DTYPES)
def test_rows_that_do_not_count_are_not_looked_at_in_large_arrays(shape, dtype, plainly):
    rng = np.random.default_rng(14)
    z, y = rng.normal(scale=3, size=shape).astype(dtype), rng.integers(1, shape[1], shape[0])
    out = np.arange(shape[0]) % 3 == 1
    z[out] = np.resize(NONSENSE, out.sum())[:, None]
    weight = np.where(out, 0, rng.uniform(0.5, 2, shape[0]))
    eps = np.finfo(dtype).eps
    for options in ({"ignore_index": -100}, {"sample_weight": weight}, {"sample_weight": ~out}):
        t = np.where(out, -100, y)
        t = np.where(out, 10**9, y) if "ignore_index" not in options else t
        for reduction in ("mean", "sum", "none"):
            loss, grad = CE_AND_GRAD(z, t, **options, reduction=reduction)
            forward = L.cross_entropy_with_logits(z, t, **options, reduction=reduction)
            plain_loss, plain_grad = plainly(CE_AND_GRAD, z, t, **options, reduction=reduction)
            assert (loss.dtype, grad.dtype) == (dtype, dtype)
            np.testing.assert_allclose(loss, plain_loss, rtol=24 * eps)
            np.testing.assert_allclose(forward, plain_loss, rtol=24 * eps)
            np.testing.assert_allclose(grad, plain_grad, rtol=40 * eps, atol=1e-44)
            assert not grad[out].any()
    by_class = rng.uniform(0.5, 2, shape[1])
    by_class[0] = 0
    loss, grad = CE_AND_GRAD(z, np.where(out, 0, y), weight=by_class)
    kept = L.cross_entropy_with_logits(z[~out], y[~out], weight=by_class)
    np.testing.assert_allclose(loss, kept, rtol=24 * eps)
    assert not grad[out].any()


@pytest.mark.parametrize("n", [1, 100, 40_000])
@pytest.mark.parametrize("kind", [np.float32, np.float64, np.int64, bool])
@pytest.mark.parametrize("dtype", DTYPES)
def test_binary_entries_in_blocks_are_the_plain_entries(n, kind, dtype, plainly):
    rng = np.random.default_rng(12)
    z = rng.normal(scale=30, size=n).astype(dtype)
    z[: n // 2 : 7] = 0
    z[: n // 2 : 9] = -0.0
    y = rng.uniform(size=n).astype(kind) if np.issubdtype(kind, np.floating) else rng.integers(0, 2, n).astype(kind)
    plain_loss, plain_grad = plainly(BCE_AND_GRAD, z, y, reduction="none")
    each, _, grad = fast_rows.binary_entries(z, y, 0.5, True, True)
    _, total, _ = fast_rows.binary_entries(z, y, 0.5, False, False)
    eps = float(np.finfo(dtype).eps)
    assert (each.dtype, grad.dtype) == (dtype, dtype)
    assert np.allclose(each, plain_loss, rtol=8 * eps, atol=0)
    assert np.allclose(grad, plain_grad / 2, rtol=8 * eps, atol=2 * eps)
    assert total == pytest.approx(float(plain_loss.astype(np.float64).sum()), rel=8 * eps)


@pytest.mark.parametrize("dtype", DTYPES)
def test_infinite_binary_scores_are_certainties_in_large_arrays_too(dtype):
    z = np.linspace(-5, 5, 9000).astype(dtype)
    z[100], z[200] = np.inf, -np.inf
    y = (z > 0).astype(dtype)
    loss, grad = BCE_AND_GRAD(z, y, reduction="none")
    assert [loss[100], loss[200], grad[100], grad[200]] == [0, 0, 0, 0]
    assert L.binary_cross_entropy_with_logits(z, 1 - y) == np.inf
    assert BCE_AND_GRAD(z, 1 - y, reduction="sum")[1][100] == 1


@pytest.mark.parametrize("dtype", DTYPES)
def test_large_inputs_are_refused_like_small_ones(dtype):
    for bad, told in ((np.nan, "NaN"), (np.inf, r"\+∞")):
        z = np.zeros((900, 10), dtype)
        z[700, 3] = bad
        for f in (L.cross_entropy_with_logits, CE_AND_GRAD):
            with pytest.raises(ValueError, match=rf"logits\[700, 3\] is {told}"):
                f(z, np.zeros(900, int))
        flat = z[:, 3].repeat(9)
        if np.isnan(bad):
            with pytest.raises(ValueError, match=r"logits\[6300\] is NaN"):
                L.binary_cross_entropy_with_logits(flat, np.zeros(flat.size))
    z = np.zeros((900, 10), dtype)
    z[5] = -np.inf
    with pytest.raises(ValueError, match=r"mask every class of 1 row"):
        L.cross_entropy_with_logits(z, np.zeros(900, int))
    with pytest.raises(ValueError, match=r"mask every class of 1 row"):
        L.cross_entropy_with_logits(np.full((1, 200_000), -np.inf, dtype), [0])
    y = np.zeros(9000)
    y[8000] = 1.5
    with pytest.raises(ValueError, match=r"target\[8000\] = 1.5 is not a probability"):
        L.binary_cross_entropy_with_logits(np.zeros(9000, dtype), y)


OPTIONS = [
    {},
    {"weight": np.arange(1, 11)},
    {"ignore_index": 3},
    {"weight": np.arange(10), "ignore_index": 3},
    {"sample_weight": np.arange(600) % 5},
    {"sample_weight": np.arange(600) % 5, "weight": np.arange(10), "ignore_index": 3},
    {"axis": 0},
]


@pytest.mark.parametrize("options", OPTIONS)
@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
def test_large_and_small_inputs_follow_the_same_rules(options, reduction):
    rng = np.random.default_rng(13)
    z, y = rng.normal(size=(600, 10)), rng.integers(0, 10, 600)
    large = CE_AND_GRAD(z.T if "axis" in options else z, y, **options, reduction=reduction)
    rows = {k: v for k, v in options.items() if k not in ("axis", "sample_weight")}
    s = options.get("sample_weight", np.ones(600))
    losses = [s[i] * L.cross_entropy_with_logits(z[i], y[i], **rows, reduction="sum") for i in range(600)]
    grads = np.array([s[i] * L.cross_entropy_with_logits_grad(z[i], y[i], **rows, reduction="sum") for i in range(600)])
    weight = s * (options["weight"][y] if "weight" in options else np.ones(600))
    count = weight[y != options.get("ignore_index", -1)].sum()
    value = {"none": losses, "sum": sum(losses), "mean": sum(losses) / count}[reduction]
    assert large[0] == pytest.approx(value, rel=1e-13)
    got = large[1].T if "axis" in options else large[1]
    assert got == pytest.approx(grads / (count if reduction == "mean" else 1), rel=1e-12)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shape", [(40_000, 10), (400, 1000), (4, 131_072)])
@pytest.mark.parametrize("width", [3, 3000])
def test_memory_stays_within_the_bars(shape, width, dtype):
    """With its gradient at most 1.05 times the input and a block; the loss alone at most 1 MB."""
    z, y = np.random.default_rng(1).normal(scale=width, size=shape).astype(dtype), np.zeros(shape[0], int)

    def peak(f):
        f(z, y)
        tracemalloc.start()
        f(z, y)
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used

    assert peak(L.cross_entropy_with_logits) <= 2**20
    assert peak(CE_AND_GRAD) <= 1.05 * z.nbytes + 2**20
    flat = z.ravel()
    target = (flat > 0).astype(dtype)
    tracemalloc.start()
    L.binary_cross_entropy_with_logits(flat, target)
    assert tracemalloc.get_traced_memory()[1] <= 2**20
    tracemalloc.stop()
