"""The walk downhill: batches, seeds, what is kept of the path, a run that diverges, and when to stop."""

import itertools
from functools import partial

import numpy as np
import pytest

from ce_helpers import learning as le
from ce_helpers import losses

# ------------------------------------------------------------------------------- batches, seeds, paths


@pytest.mark.parametrize(("n", "size"), [(10, 3), (12, 4), (5, 5), (7, 1)])
def test_every_epoch_shows_each_example_once(n, size):
    batches, in_epoch = le.minibatches(n, size, seed=1), -(-n // size)
    epochs = [np.concatenate(list(itertools.islice(batches, in_epoch))) for _ in range(3)]
    for epoch in epochs:
        np.testing.assert_array_equal(np.sort(epoch), np.arange(n))
    if n > 5:
        assert any((epochs[0] != later).any() for later in epochs[1:])


def test_a_batch_of_everything_is_the_full_gradient(cancer):
    x, y = cancer
    a = le.fit_logistic(x, y, steps=10, learning_rate=0.5)
    b = le.fit_logistic(x, y, steps=10, learning_rate=0.5, batch_size=len(y))
    np.testing.assert_allclose(a.path, b.path, rtol=1e-10, atol=1e-14)


@pytest.mark.parametrize("optimiser", ["sgd", "momentum", "adam"])
def test_the_seed_decides_everything(iris, optimiser):
    x, y = iris
    options = {"steps": 12, "learning_rate": 0.05, "batch_size": 16, "optimiser": optimiser, "keep_every": 1}
    for fit in (partial(le.fit_softmax, x, y), partial(le.fit_mlp, x, y, hidden=(5,), dropout=0.3)):
        one, again, other = fit(seed=7, **options), fit(seed=7, **options), fit(seed=8, **options)
        np.testing.assert_array_equal(one.path, again.path)
        np.testing.assert_array_equal(one.losses, again.losses)
        assert (one.path[-1] != other.path[-1]).any()
    generator = le.fit_mlp(x, y, seed=np.random.default_rng(7), **options)
    np.testing.assert_array_equal(generator.losses, le.fit_mlp(x, y, seed=7, **options).losses)


def test_path_keeps_what_was_asked_for(iris):
    x, y = iris
    full = le.fit_softmax(x, y, steps=10, learning_rate=0.5)
    some = le.fit_softmax(x, y, steps=10, learning_rate=0.5, keep_every=4)
    ends = le.fit_softmax(x, y, steps=10, learning_rate=0.5, keep_every=0)
    assert (full.path.shape, full.losses.shape) == ((11, 15), (10,))
    np.testing.assert_array_equal(some.kept, [0, 4, 8, 10])
    np.testing.assert_array_equal(some.path, full.path[[0, 4, 8, 10]])
    np.testing.assert_array_equal(ends.kept, [0, 10])


def test_a_model_of_the_past_can_be_had_back(iris):
    x, y = iris
    fit = le.fit_mlp(x, y, hidden=(4,), steps=20, learning_rate=0.5, keep_every=5, seed=1)
    np.testing.assert_array_equal(fit.at(-1).predict_proba(x), fit.predict_proba(x))
    short = le.fit_mlp(x, y, hidden=(4,), steps=10, learning_rate=0.5, seed=1)
    np.testing.assert_array_equal(fit.at(2).predict_proba(x), short.predict_proba(x))
    p = fit.at(2).predict_proba(x)
    assert -np.log(p[np.arange(len(y)), y]).mean() == pytest.approx(fit.losses[10], rel=1e-12)
    with pytest.raises(ValueError, match="outside the path"):
        fit.at(9)


def test_start_is_not_changed():
    start = [np.zeros(1), np.zeros(())]
    le.fit_logistic([[1.0], [2.0]], [0, 1], steps=3, learning_rate=1.0, start=start)
    assert start[0][0] == 0
    assert start[1] == 0


def test_divergence_is_told_and_ends_the_run():
    bowl = lambda parameters, rows: (parameters[0] ** 2, [2 * parameters[0]])  # noqa: E731
    walk = le.descend(bowl, [1.0], steps=10_000, learning_rate=1e3)
    assert walk.diverged
    assert np.isinf(walk.losses[-1])
    assert np.isfinite(walk.losses[:-1]).all()
    assert len(walk.losses) < 100
    assert walk.kept[-1] == len(walk.losses) - 1 == len(walk.path) - 1
    assert le.descend(bowl, [1e200], steps=1, learning_rate=1e200).diverged
    assert not le.descend(bowl, [1.0], steps=1, learning_rate=0.1).diverged


def test_scores_that_overflow_end_the_run_too():
    x = np.array([[1.0], [2.0]])
    for fit in (
        le.fit_logistic(x, [0, 1], steps=5000, learning_rate=1e6, l2=1.0),
        le.fit_softmax(x, [0, 1], steps=5000, learning_rate=1e6, l2=1.0),
        le.fit_mlp(x, [5.0, 6.0], output="identity", activation="relu", hidden=(4,), steps=5000, learning_rate=1e3),
    ):
        assert fit.diverged
        assert np.isfinite(fit.losses[:-1]).all()
        assert len(fit.losses) < 200


def test_short_runs_print_nothing(iris, capfd):
    le.fit_mlp(*iris, steps=5, learning_rate=0.1)
    assert capfd.readouterr() == ("", "")


def test_a_long_run_shows_its_progress(capfd):
    import time

    slow = lambda parameters, rows: (time.sleep(0.6) or 0.0, [np.zeros(())])  # noqa: E731
    le.descend(slow, [0.0], steps=4, learning_rate=1.0)
    assert "training" in capfd.readouterr().err


# ------------------------------------------------------------------------------- stopping early


def noisy_classes(n, seed):
    """Twenty features of which one tells something, and labels that are wrong in a third of the cases."""
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((n, 20))
    return x, np.where(rng.random(n) < 1 / 3, x[:, 0] <= 0, x[:, 0] > 0).astype(int)


@pytest.mark.parametrize("output", ["softmax", "sigmoid"])
def test_the_early_stopped_model_has_the_smallest_held_out_loss_of_the_path(output):
    x, y = noisy_classes(60, 0)
    held_x, held_y = noisy_classes(400, 1)
    fit = le.fit_mlp(x, y, hidden=(16,), steps=300, learning_rate=0.5, keep_every=20, output=output)
    loss = losses.cross_entropy_with_logits if output == "softmax" else losses.binary_cross_entropy_with_logits
    curve = [loss(fit.at(i).logits(held_x), held_y) for i in range(len(fit.kept))]
    stopped = fit.early_stopped(held_x, held_y)
    assert loss(stopped.logits(held_x), held_y) == min(curve) < curve[-1]
    assert stopped.kept[-1] == fit.kept[np.argmin(curve)]
    assert len(stopped.losses) == max(stopped.kept[-1], 1)
    assert not stopped.diverged


X4 = np.array([[-1.0], [0.0], [1.0], [2.0]])


def test_patience_ends_the_search_at_the_first_rise_that_lasts():
    fit = le.fit_mlp(X4, X4[:, 0], hidden=(), steps=4, learning_rate=0.1, output="identity", keep_every=1)
    values = [3.0, 2.0, 2.5, 2.6, 1.0]
    script = iter(values)
    found = fit.early_stopped(X4, X4[:, 0], patience=2, loss=lambda z, y: (np.full(4, next(script)), z))
    assert found.kept.tolist() == [0, 1]
    script = iter(values)
    assert fit.early_stopped(X4, X4[:, 0], loss=lambda z, y: (np.full(4, next(script)), z)).kept[-1] == 4
    with pytest.raises(ValueError, match="patience = 0"):
        fit.early_stopped(X4, X4[:, 0], patience=0)
    with pytest.raises(ValueError, match="keep_every"):
        le.fit_mlp(X4, X4[:, 0], steps=4, learning_rate=0.1, output="identity").early_stopped(X4, X4[:, 0])
