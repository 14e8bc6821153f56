"""The learners against finite differences, scikit-learn, steps done by hand, and the laws of the optimum."""

from functools import partial

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from ce_helpers import learning as le
from ce_helpers import losses
from ce_helpers.activations import softmax
from ce_helpers.data import flip_labels, flip_matrix
from ce_helpers.learning import objectives

# ------------------------------------------------------------------------------- the network's gradient


def _complex_objective(parameters, x, y):
    """Mean softmax cross-entropy plus a penalty, written so that it also accepts complex parameters."""
    z, _ = le.mlp_forward(parameters, x)
    return (np.log(np.exp(z).sum(axis=1)) - (y * z).sum(axis=1)).mean()


def test_backward_pass_agrees_with_the_complex_step_to_rounding():
    rng = np.random.default_rng(2)
    x, y = rng.standard_normal((7, 4)), np.eye(3)[rng.integers(0, 3, 7)]
    parameters = [p + 0.1 * rng.standard_normal(p.shape) for p in le.mlp_start([4, 6, 5, 3], seed=3)]
    z, memory = le.mlp_forward(parameters, x)
    gradients, gradient_x = le.mlp_backward(parameters, memory, objectives.CATEGORICAL(z, y)[1] / len(x))
    for which, (p, g) in enumerate(zip(parameters, gradients, strict=True)):
        assert g.shape == p.shape
        for entry in np.ndindex(p.shape):
            shifted = [q.astype(complex) for q in parameters]
            shifted[which][entry] += 1e-100j
            slope = _complex_objective(shifted, x, y).imag / 1e-100
            assert abs(slope - g[entry]) <= 1e-12 * max(abs(slope), 0.01)
    for entry in np.ndindex(x.shape):
        moved = x.astype(complex)
        moved[entry] += 1e-100j
        slope = _complex_objective(parameters, moved, y).imag / 1e-100
        assert abs(slope - gradient_x[entry]) <= 1e-12 * max(abs(slope), 0.01)


@pytest.mark.parametrize("activation", ["tanh", "relu"])
@pytest.mark.parametrize("loss", [objectives.CATEGORICAL, objectives.BINARY, objectives.half_square])
def test_backward_pass_agrees_with_central_differences(activation, loss):
    """A fourth-order difference: relative error of the whole gradient at most 1e-9, with dropout masks in place."""
    rng = np.random.default_rng(4)
    x, y = rng.standard_normal((9, 4)), rng.dirichlet(np.ones(3), 9)
    parameters = [p + 0.1 * rng.standard_normal(p.shape) for p in le.mlp_start([4, 6, 5, 3], activation=activation)]
    masks = [2.0 * rng.integers(0, 2, (9, 6)), 2.0 * rng.integers(0, 2, (9, 5))]

    def objective():
        z, memory = le.mlp_forward(parameters, x, activation, masks)
        values, push = loss(z, y)
        return values.sum() / 9, memory, push / 9

    _, memory, push = objective()
    gradients, _ = le.mlp_backward(parameters, memory, push)
    for p, g in zip(parameters, gradients, strict=True):
        numeric = np.empty_like(g)
        for entry in np.ndindex(p.shape):
            centre, h, at = p[entry], 1e-3, {}
            for k in (-2, -1, 1, 2):
                p[entry] = centre + k * h
                at[k] = objective()[0]
            p[entry] = centre
            numeric[entry] = (at[-2] - 8 * at[-1] + 8 * at[1] - at[2]) / (12 * h)
        assert np.linalg.norm(numeric - g) <= 1e-9 * np.linalg.norm(g)


def test_fit_descends_its_own_objective(iris):
    """One plain step equals start minus rate times the numerical gradient of the stated objective, penalty included."""
    x, y = iris[0][::10], iris[1][::10]
    start = le.mlp_start([4, 3, 3], seed=0)
    fit = le.fit_mlp(x, y, hidden=(3,), steps=1, learning_rate=1.0, l2=0.3, start=start)

    def objective(parameters):
        z, _ = le.mlp_forward(parameters, x)
        penalty = sum((w**2).sum() for w in parameters[::2])
        return np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(y)), y]) + 0.15 * penalty

    np.testing.assert_allclose(fit.losses, [objective(start)], rtol=1e-12)
    for which, p in enumerate(start):
        for entry in np.ndindex(p.shape):
            shifted = [q.astype(complex) for q in start]
            shifted[which][entry] += 1e-100j
            slope = objective(shifted).imag / 1e-100
            assert p[entry] - fit.parameters[which][entry] == pytest.approx(slope, rel=1e-10, abs=1e-14)


# ------------------------------------------------------------------------------- optima


@pytest.mark.parametrize("c", [0.01, 1.0])
def test_logistic_optimum_is_that_of_scikit_learn(cancer, c):
    x, y = cancer
    ours = le.fit_logistic(x, y, steps=3000, learning_rate=0.5, optimiser="momentum", l2=1 / (c * len(y)), keep_every=0)
    theirs = LogisticRegression(C=c, tol=1e-12, max_iter=10_000).fit(x, y)
    np.testing.assert_allclose(ours.weights, theirs.coef_[0], rtol=1e-6)
    np.testing.assert_allclose(ours.bias, theirs.intercept_[0], rtol=1e-6)
    np.testing.assert_allclose(ours.predict_proba(x), theirs.predict_proba(x)[:, 1], rtol=1e-6)
    np.testing.assert_array_equal(ours.predict(x), theirs.predict(x))


def test_softmax_optimum_is_that_of_scikit_learn(iris):
    x, y = iris
    ours = le.fit_softmax(x, y, steps=3000, learning_rate=0.5, optimiser="momentum", l2=1 / len(y), keep_every=0)
    theirs = LogisticRegression(C=1.0, tol=1e-12, max_iter=10_000).fit(x, y)
    np.testing.assert_allclose(ours.weights, theirs.coef_.T, rtol=1e-6, atol=1e-8)
    np.testing.assert_allclose(ours.predict_proba(x), theirs.predict_proba(x), rtol=1e-5, atol=1e-9)


def test_at_the_optimum_the_model_reproduces_the_sums_of_the_features(cancer):
    x, y = cancer
    fit = le.fit_logistic(x, y, steps=4000, learning_rate=2.0, optimiser="momentum", keep_every=0)
    p = fit.predict_proba(x)
    np.testing.assert_allclose(x.T @ p, x.T @ y, atol=1e-8)
    assert p.sum() == pytest.approx(y.sum(), abs=1e-8)


def test_intercept_only_optimum_is_the_class_frequencies():
    y = np.repeat([0, 1, 2, 3], [5, 10, 25, 60])
    nothing = np.zeros((100, 1))
    fit = le.fit_softmax(nothing, y, steps=2000, learning_rate=1.0, keep_every=0)
    np.testing.assert_allclose(fit.predict_proba(nothing[:1])[0], [0.05, 0.10, 0.25, 0.60], atol=1e-9)
    fit = le.fit_logistic(nothing, y == 3, steps=500, learning_rate=2.0, keep_every=0)
    np.testing.assert_allclose(fit.predict_proba(nothing[:1]), [0.60], atol=1e-9)


def test_weights_act_as_repetitions(cancer):
    x, y = cancer[0][:60], cancer[1][:60]
    times = 1 + np.arange(60) % 3
    options = {"steps": 50, "learning_rate": 0.5, "l2": 0.01}
    weighted = le.fit_logistic(x, y, sample_weight=times, **options)
    repeated = le.fit_logistic(np.repeat(x, times, axis=0), np.repeat(y, times), **options)
    np.testing.assert_allclose(weighted.path, repeated.path, rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(weighted.losses, repeated.losses, rtol=1e-12)


def test_index_and_one_hot_targets_train_alike(iris):
    x, y = iris
    a, b = (le.fit_softmax(x, target, steps=20, learning_rate=0.5) for target in (y, np.eye(3)[y]))
    np.testing.assert_allclose(a.path, b.path, rtol=1e-9, atol=1e-13)


def test_columns_of_sigmoids_are_independent_regressions(cancer):
    x, y = cancer
    columns = np.column_stack([y, x[:, 0] > 0.3])
    both = le.fit_logistic(x, columns, steps=30, learning_rate=0.5)
    single = [le.fit_logistic(x, columns[:, k], steps=30, learning_rate=0.5) for k in range(2)]
    for k in range(2):
        np.testing.assert_allclose(both.predict_proba(x)[:, k], single[k].predict_proba(x), rtol=1e-12)
    np.testing.assert_allclose(both.losses, single[0].losses + single[1].losses, rtol=1e-12)


def test_network_without_hidden_layer_is_the_regression(cancer, iris):
    options = {"steps": 40, "learning_rate": 0.5, "l2": 0.01, "optimiser": "adam"}
    x, y = iris
    zeros = [np.zeros((4, 3)), np.zeros(3)]
    a, b = le.fit_softmax(x, y, **options), le.fit_mlp(x, y, hidden=(), start=zeros, **options)
    np.testing.assert_allclose(a.predict_proba(x), b.predict_proba(x), rtol=1e-12)
    x, y = cancer
    zeros = [np.zeros((3, 1)), np.zeros(1)]
    a = le.fit_logistic(x, y, **options)
    b = le.fit_mlp(x, y, hidden=(), output="sigmoid", start=zeros, **options)
    assert b.predict_proba(x).shape == a.predict_proba(x).shape == y.shape
    np.testing.assert_allclose(a.predict_proba(x), b.predict_proba(x), rtol=1e-12)


def test_identity_output_is_least_squares():
    rng = np.random.default_rng(5)
    x = rng.standard_normal((40, 3))
    y = x @ [1.0, -2.0, 0.5] + 3 + rng.standard_normal(40)
    fit = le.fit_mlp(x, y, hidden=(), output="identity", steps=500, learning_rate=0.3)
    best, *_ = np.linalg.lstsq(np.column_stack([x, np.ones(40)]), y, rcond=None)
    np.testing.assert_allclose(np.append(fit.weights[:, 0], fit.bias), best, rtol=1e-9)
    np.testing.assert_allclose(fit.predict(x), x @ best[:3] + best[3], rtol=1e-9)


def test_first_losses_are_ln_of_the_number_of_classes(cancer, iris):
    assert le.fit_logistic(*cancer, steps=1, learning_rate=1).losses[0] == pytest.approx(np.log(2), rel=1e-14)
    assert le.fit_softmax(*iris, steps=1, learning_rate=1).losses[0] == pytest.approx(np.log(3), rel=1e-14)


def test_losses_of_the_book_can_be_trained_with(cancer, iris):
    """β on the positives is a weight on their examples (up to the mean's divisor); smoothing is a change of target."""
    x, y = cancer
    beta = partial(losses.binary_cross_entropy_with_logits_and_grad, pos_weight=3.0, reduction="none")
    weights = np.where(y == 1, 3.0, 1.0)
    a = le.fit_logistic(x, y, steps=20, learning_rate=0.1, loss=beta)
    b = le.fit_logistic(x, y, steps=20, learning_rate=0.1 * weights.mean(), sample_weight=weights)
    np.testing.assert_allclose(a.path, b.path, rtol=1e-9, atol=1e-13)
    x, y = iris
    smooth = partial(losses.cross_entropy_with_logits_and_grad, label_smoothing=0.1, reduction="none")
    a = le.fit_softmax(x, y, steps=20, learning_rate=0.5, loss=smooth)
    b = le.fit_softmax(x, 0.9 * np.eye(3)[y] + 0.1 / 3, steps=20, learning_rate=0.5)
    np.testing.assert_allclose(a.path, b.path, rtol=1e-9, atol=1e-13)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("cross_entropy_with_logits", {"label_smoothing": 0.2}),
        ("multiclass_focal_loss_with_logits", {"gamma": 1.5}),
        ("forward_corrected_with_logits", {"transition": flip_matrix(0.3, 3)}),
        ("binary_cross_entropy_with_logits", {"pos_weight": 2.0}),
        ("focal_loss_with_logits", {"gamma": 2.0}),
        ("squared_error_with_logits", {}),
    ],
)
def test_trainable_losses_go_downhill_by_their_own_gradient(cancer, iris, name, options):
    """One small step lowers the objective by rate times the squared length of the gradient, to first order."""
    loss = le.trainable(getattr(losses, name), getattr(losses, name + "_grad"), **options)
    several = name.startswith(("cross", "multi", "forward"))
    (x, y), fit = (iris, le.fit_softmax) if several else (cancer, le.fit_logistic)
    start = [np.full((4, 3), 0.1) * [1, 2, -1], np.zeros(3)] if several else [np.array([0.3, -0.2, 0.1]), 0.5]
    walk = fit(x, y, steps=2, learning_rate=1e-6, start=start, loss=loss)
    gradient = (walk.path[0] - walk.path[1]) / 1e-6
    assert walk.losses[0] - walk.losses[1] == pytest.approx(1e-6 * gradient @ gradient, rel=1e-4)


def test_forward_correction_finds_what_flipped_labels_hide():
    """The plain model learns the mixed-up frequencies; the corrected one comes back to the clean ones."""
    y = np.repeat([0, 1, 2], [2000, 3000, 5000])
    noisy, t = flip_labels(y, 0.3, 3, 0), flip_matrix(0.3, 3)
    nothing = np.zeros((len(y), 1))
    forward = le.trainable(
        losses.forward_corrected_with_logits, losses.forward_corrected_with_logits_grad, transition=t
    )
    options = {"steps": 400, "learning_rate": 1.0, "optimiser": "momentum", "keep_every": 0}
    seen = np.bincount(noisy) / len(y)
    plain = le.fit_softmax(nothing, noisy, **options).predict_proba(nothing[:1])[0]
    clean = le.fit_softmax(nothing, noisy, loss=forward, **options).predict_proba(nothing[:1])[0]
    np.testing.assert_allclose(plain, seen, atol=1e-8)
    np.testing.assert_allclose(clean @ t, seen, atol=1e-8)
    np.testing.assert_allclose(clean, [0.2, 0.3, 0.5], atol=0.03)


def test_a_loss_of_the_readers_own(iris):
    """Squared error on softmax probabilities, with its gradient: the targets arrive as they were given."""
    x, y = iris

    def brier(z, y):
        p = softmax(z)
        d = p - np.eye(3)[y]
        return (d**2).sum(axis=1), 2 * p * (d - (d * p).sum(axis=1, keepdims=True))

    fit = le.fit_softmax(x, y, steps=200, learning_rate=1.0, loss=brier)
    assert fit.losses[0] == pytest.approx(2 / 3, rel=1e-12)
    assert (np.diff(fit.losses) < 0).all()


# ------------------------------------------------------------------------------- steps done by hand


def test_one_logistic_step_by_hand():
    """x = 2, y = 1 from zero: ŷ = ½, so w and b move by rate · (½·2, ½)."""
    fit = le.fit_logistic([[2.0]], [1], steps=2, learning_rate=0.1)
    np.testing.assert_allclose(fit.path[:2], [[0, 0], [0.1, 0.05]], rtol=1e-15)
    p = 1 / (1 + np.exp(-(0.1 * 2 + 0.05)))
    np.testing.assert_allclose(fit.path[2], [0.1 + 0.1 * (1 - p) * 2, 0.05 + 0.1 * (1 - p)], rtol=1e-14)
    np.testing.assert_allclose(fit.losses, [np.log(2), -np.log(p)], rtol=1e-14)


def test_momentum_by_hand():
    """Gradient 1, 1, 1 with decay ½: velocities 1, 1.5, 1.75."""
    slope = lambda parameters, rows: (parameters[0], [np.ones(())])  # noqa: E731
    half = partial(le.momentum_direction, decay=0.5)
    walk = le.descend(slope, [0.0], steps=3, learning_rate=1.0, optimiser=half)
    np.testing.assert_array_equal(walk.path.ravel(), [0, -1, -2.5, -4.25])
    walk = le.descend(slope, [0.0], steps=3, learning_rate=1.0, optimiser="momentum")
    np.testing.assert_allclose(walk.path.ravel(), [0, -1, -2.9, -5.61], rtol=1e-14)


def test_adam_by_hand():
    """Gradients 1 then 3: m = .1, .39; v = .001, .009999; corrected by 1 − βᵗ."""
    gradients = iter([1.0, 3.0])
    walk = le.descend(
        lambda parameters, rows: (0.0, [np.array(next(gradients))]), [0.0], steps=2, learning_rate=0.1, optimiser="adam"
    )
    first = -0.1 * 1 / (1 + 1e-8)
    second = first - 0.1 * (0.39 / 0.19) / (np.sqrt(0.009999 / 0.001999) + 1e-8)
    np.testing.assert_allclose(walk.path.ravel(), [0, first, second], rtol=1e-12)


def test_adam_leaves_a_parameter_without_gradient_alone():
    flat = lambda parameters, rows: (0.0, [np.zeros(2)])  # noqa: E731
    walk = le.descend(flat, [[1.0, 2.0]], steps=3, learning_rate=0.1, optimiser="adam")
    np.testing.assert_array_equal(walk.parameters[0], [1, 2])


# ------------------------------------------------------------------------------- start and dropout


@pytest.mark.parametrize(("activation", "variance"), [("tanh", 1 / 400), ("relu", 2 / 400)])
def test_start_has_the_stated_variance(activation, variance):
    w1, b1, w2, b2 = le.mlp_start([400, 400, 400], seed=0, activation=activation, scale=3.0)
    assert w1.var() == pytest.approx(9 * variance, rel=0.02)
    assert w2.var() == pytest.approx(9 / 400, rel=0.02)
    assert not b1.any()
    assert not b2.any()


def test_dropout_keeps_the_mean_and_stays_out_of_predictions(iris):
    x, y = iris
    start = le.mlp_start([4, 200, 3], seed=0)
    clean = le.fit_mlp(x, y, hidden=(200,), steps=1, learning_rate=1e-12, start=start)
    losses = [le.fit_mlp(x, y, hidden=(200,), steps=1, learning_rate=1e-12, start=start, dropout=0.5, seed=s).losses[0]
              for s in range(3)]  # fmt: skip
    assert len(set(losses)) == 3
    assert np.mean(losses) == pytest.approx(clean.losses[0], rel=0.2)
    dropped = le.fit_mlp(x, y, hidden=(200,), steps=1, learning_rate=1e-12, start=start, dropout=0.5)
    np.testing.assert_array_equal(dropped.predict_proba(x), dropped.predict_proba(x))
    np.testing.assert_allclose(dropped.predict_proba(x), clean.predict_proba(x), rtol=1e-9)
