"""What the page on the frameworks says of them is so: agreement, argument order, reductions and traps.

SciPy and scikit-learn are always there; PyTorch, Optax and Keras are tested where they are installed.
"""

from __future__ import annotations

from inspect import signature

import numpy as np
import pytest
from scipy import special
from scipy.spatial.distance import jensenshannon
from scipy.stats import entropy
from sklearn import metrics

import ce_helpers as ce

RNG = np.random.default_rng(0)
LOGITS = RNG.normal(0, 3, (20, 5))
TARGET = RNG.integers(0, 5, 20)
SOFT = ce.softmax(RNG.normal(size=(20, 5)))
WEIGHT = np.array([0.5, 1.0, 2.0, 0.1, 3.0])
SCORES, LABELS = RNG.normal(0, 3, 30), RNG.integers(0, 2, 30)
P, Q = [0.9, 0.1], [0.7, 0.3]


def close(ours: object, theirs: object, rtol: float = 1e-12) -> None:
    np.testing.assert_allclose(np.asarray(ours, float), np.asarray(theirs, float), rtol=rtol, atol=1e-14)


# --- SciPy and scikit-learn ---------------------------------------------------------------------------------------


def test_scipy_entropy_is_entropy_with_one_argument_and_kl_with_two() -> None:
    close(ce.entropy(P), entropy(P))
    close(ce.kl_divergence(P, Q), entropy(P, Q))


def test_scipy_normalises_silently_where_ours_refuses() -> None:
    close(entropy([1, 1], [3, 1]), ce.kl_divergence([0.5, 0.5], [0.75, 0.25]))
    with pytest.raises(ValueError, match="sums to 2"):
        ce.entropy([1.0, 1.0])


def test_scipy_jensenshannon_is_the_root() -> None:
    close(jensenshannon(P, Q), ce.js_distance(P, Q), rtol=1e-10)
    close(jensenshannon(P, Q) ** 2, ce.js_divergence(P, Q), rtol=1e-10)


def test_scipy_kl_div_has_two_further_terms_and_rel_entr_does_not() -> None:
    p, q = np.array(P), np.array(Q)
    close(special.rel_entr(p, q).sum(), ce.kl_divergence(P, Q))
    close(special.kl_div(p, q) - special.rel_entr(p, q), q - p)


def test_scipy_axis_is_the_first_for_entropy_and_all_for_softmax() -> None:
    table = np.array([[0.5, 0.5], [0.2, 0.8]])
    close(entropy(table.T), ce.entropy(table))
    assert special.softmax(table).sum() == pytest.approx(1)
    assert ce.softmax(table).sum() == pytest.approx(2)


def test_sklearn_log_loss_takes_probabilities_and_clips_them() -> None:
    close(metrics.log_loss(TARGET, ce.softmax(LOGITS)), ce.cross_entropy_with_logits(LOGITS, TARGET))
    impossible = metrics.log_loss([0], [[0.0, 1.0]], labels=[0, 1])
    assert impossible == pytest.approx(-np.log(np.finfo(float).eps))
    assert ce.categorical_cross_entropy([[0.0, 1.0]], [0]) == np.inf
    single = metrics.log_loss([0], np.array([[0.0, 1.0]], dtype=np.float32), labels=[0, 1])
    assert single == pytest.approx(-np.log(np.finfo(np.float32).eps))


def test_sklearn_hinge_of_several_classes_counts_the_largest_rival_alone() -> None:
    close(ce.multiclass_hinge_loss(LOGITS, TARGET), metrics.hinge_loss(TARGET, LOGITS, labels=range(5)))


def test_sklearn_hinge_takes_scores_and_its_brier_score_is_halved_for_two_columns() -> None:
    close(ce.hinge_loss(SCORES, LABELS), metrics.hinge_loss(LABELS, SCORES))
    p = ce.sigmoid(SCORES)
    both = np.stack([1 - p, p], axis=1)
    close(ce.brier_score(LABELS, both) / 2, metrics.brier_score_loss(LABELS, both))
    close(ce.brier_score(LABELS, both) / 2, metrics.brier_score_loss(LABELS, p))


def test_sklearn_normalize_is_mean_or_sum_and_sample_weight_divides_by_the_weights() -> None:
    p, w = ce.softmax(LOGITS), RNG.uniform(size=20)
    assert [f for f in (metrics.hinge_loss, metrics.brier_score_loss) if "normalize" in signature(f).parameters] == []
    each = ce.cross_entropy_with_logits(LOGITS, TARGET, reduction="none")
    close(metrics.log_loss(TARGET, p, normalize=False), each.sum())
    close(metrics.log_loss(TARGET, p, sample_weight=w), (w * each).sum() / w.sum())


# --- PyTorch --------------------------------------------------------------------------------------------------------


@pytest.fixture
def torch():
    return pytest.importorskip("torch", reason="PyTorch is not installed: its agreement is not checked")


def test_torch_cross_entropy_agrees(torch) -> None:
    f = torch.nn.functional.cross_entropy
    z, y = torch.tensor(LOGITS), torch.tensor(TARGET)
    close(ce.cross_entropy_with_logits(LOGITS, TARGET), f(z, y))
    close(ce.cross_entropy_with_logits(LOGITS, SOFT), f(z, torch.tensor(SOFT)))
    close(ce.cross_entropy_with_logits(LOGITS, TARGET, label_smoothing=0.1), f(z, y, label_smoothing=0.1))
    close(ce.cross_entropy_with_logits(LOGITS, TARGET, weight=WEIGHT), f(z, y, weight=torch.tensor(WEIGHT)))
    masked = np.where(np.arange(20) < 5, -100, TARGET)
    close(ce.cross_entropy_with_logits(LOGITS, masked, ignore_index=-100), f(z, torch.tensor(masked)))


def test_torch_nll_loss_takes_logarithms_and_categorical_has_the_entropy(torch) -> None:
    p = ce.softmax(LOGITS)
    close(
        ce.categorical_cross_entropy(p, TARGET),
        torch.nn.functional.nll_loss(torch.tensor(p).log(), torch.tensor(TARGET)),
    )
    close(ce.entropy(P), torch.distributions.Categorical(torch.tensor(P, dtype=torch.float64)).entropy())


def test_torch_weighted_mean_divides_by_weights_for_indices_and_by_n_for_probabilities(torch) -> None:
    f, w = torch.nn.functional.cross_entropy, torch.tensor(WEIGHT)
    index = f(torch.tensor(LOGITS), torch.tensor(TARGET), weight=w)
    one_hot = f(torch.tensor(LOGITS), torch.tensor(np.eye(5)[TARGET]), weight=w)
    close(one_hot, float(index) * WEIGHT[TARGET].sum() / 20)


def test_torch_all_ignored_is_nan_where_ours_raises(torch) -> None:
    ignored = np.full(20, -100)
    z = torch.tensor(LOGITS, requires_grad=True)
    loss = torch.nn.functional.cross_entropy(z, torch.tensor(ignored))
    loss.backward()
    assert torch.isnan(loss)
    assert not z.grad.any()  # and so no weight changes
    with pytest.raises(ValueError, match="ignore"):
        ce.cross_entropy_with_logits(LOGITS, ignored, ignore_index=-100)


def test_torch_binary_agrees_and_clamps_at_a_hundred(torch) -> None:
    F = torch.nn.functional
    close(
        ce.binary_cross_entropy_with_logits(SCORES, LABELS, pos_weight=3.0),
        F.binary_cross_entropy_with_logits(
            torch.tensor(SCORES), torch.tensor(LABELS, dtype=torch.float64), pos_weight=torch.tensor(3.0)
        ),
    )
    one, zero = torch.ones(1, dtype=torch.float64), torch.zeros(1, dtype=torch.float64)
    assert float(F.binary_cross_entropy(zero, one)) == 100
    assert ce.binary_cross_entropy(0.0, 1) == np.inf


def test_torch_kl_div_takes_log_q_first_and_its_mean_is_not_the_batch_mean(torch) -> None:
    p, log_q = torch.tensor([P], dtype=torch.float64), torch.tensor([Q], dtype=torch.float64).log()
    f = torch.nn.functional.kl_div
    close(f(log_q, p, reduction="batchmean"), ce.kl_divergence(P, Q))
    close(f(log_q, p, reduction="mean"), ce.kl_divergence(P, Q) / 2)


def test_torch_gaussian_and_poisson_lack_their_constants_and_take_variance_and_log_rate(torch) -> None:
    F, y = torch.nn.functional, np.array([0.5, -1.0, 2.0])
    mean, variance = np.array([0.0, 0.5, 1.0]), np.full(3, 4.0)
    half = F.gaussian_nll_loss(torch.tensor(mean), torch.tensor(y), torch.tensor(variance))
    full = F.gaussian_nll_loss(torch.tensor(mean), torch.tensor(y), torch.tensor(variance), full=True)
    close(ce.gaussian_nll(mean, y, sigma=2.0), full)
    close(ce.gaussian_nll(mean, y, sigma=2.0) - np.log(2 * np.pi) / 2, half)
    z, counts = np.array([0.1, 1.0, -0.3]), np.array([0.0, 3.0, 5.0])
    without = F.poisson_nll_loss(torch.tensor(z), torch.tensor(counts))
    close(ce.poisson_nll(z, counts) - np.log([1, 6, 120]).mean(), without)
    stirling = F.poisson_nll_loss(torch.tensor(z), torch.tensor(counts), full=True)
    close(ce.poisson_nll(z, counts), stirling, rtol=0.02)
    assert abs(float(stirling) - float(ce.poisson_nll(z, counts))) > 1e-3


# --- Optax and Keras ------------------------------------------------------------------------------------------------


def test_optax_agrees_and_does_not_reduce() -> None:
    optax = pytest.importorskip("optax", reason="Optax is not installed: its agreement is not checked")
    each = optax.losses.softmax_cross_entropy_with_integer_labels(LOGITS, TARGET)
    assert each.shape == (20,)
    close(ce.cross_entropy_with_logits(LOGITS, TARGET, reduction="none"), each, rtol=1e-4)
    close(
        ce.binary_cross_entropy_with_logits(SCORES, LABELS, reduction="none"),
        optax.losses.sigmoid_binary_cross_entropy(SCORES, LABELS.astype(float)),
        rtol=1e-3,
    )
    close(ce.kl_divergence(P, Q), optax.losses.kl_divergence(np.log(Q), np.array(P)), rtol=1e-5)
    soft = optax.losses.softmax_cross_entropy(LOGITS, SOFT)
    close(ce.cross_entropy_with_logits(LOGITS, SOFT, reduction="none"), soft, rtol=1e-4)
    assert optax.losses.sigmoid_binary_cross_entropy(LOGITS, SOFT).shape == LOGITS.shape  # one a logit, not an example
    rivals = optax.losses.multiclass_hinge_loss(LOGITS, TARGET)
    np.testing.assert_allclose(
        ce.multiclass_hinge_loss(LOGITS, TARGET, reduction="none"), np.asarray(rivals), rtol=1e-5, atol=1e-6
    )


def test_optax_hinge_wants_signs_and_takes_zero_in_silence() -> None:
    optax = pytest.importorskip("optax", reason="Optax is not installed: its agreement is not checked")
    signed = optax.losses.hinge_loss(SCORES, 2.0 * LABELS - 1)
    close(ce.hinge_loss(SCORES, LABELS, reduction="none"), signed, rtol=1e-5)
    assert np.all(np.asarray(optax.losses.hinge_loss(SCORES, LABELS.astype(float)))[LABELS == 0] == 1)


def test_keras_takes_the_truth_first_and_probabilities_unless_told() -> None:
    keras = pytest.importorskip("keras", reason="Keras is not installed: its agreement is not checked")
    z = LOGITS.astype(np.float32)
    logits = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    close(ce.cross_entropy_with_logits(LOGITS, TARGET), logits(TARGET, z), rtol=1e-5)
    smooth = keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.1)
    one_hot = np.eye(5, dtype=np.float32)[TARGET]
    close(ce.cross_entropy_with_logits(LOGITS, TARGET, label_smoothing=0.1), smooth(one_hot, z), rtol=1e-5)
    impossible = keras.losses.BinaryCrossentropy()(np.array([[1.0]]), np.array([[0.0]]))
    assert float(impossible) == pytest.approx(-np.log(1e-7), rel=1e-3)  # clipped at its epsilon
    p = ce.softmax(LOGITS)
    close(ce.categorical_cross_entropy(p, TARGET), keras.losses.SparseCategoricalCrossentropy()(TARGET, p), rtol=1e-5)
    close(ce.categorical_cross_entropy(p, SOFT), keras.losses.CategoricalCrossentropy()(SOFT, p), rtol=1e-5)
    close(ce.kl_divergence(P, Q), keras.losses.KLDivergence()(np.array([P]), np.array([Q])), rtol=1e-5)
    for labels in (LABELS, 2 * LABELS - 1):
        close(ce.hinge_loss(SCORES, LABELS), keras.losses.Hinge()(labels[None, :], SCORES[None, :]), rtol=1e-5)
    rate, counts = np.array([[0.5, 2.0, 4.0]]), np.array([[0.0, 3.0, 5.0]])
    without = ce.poisson_nll(np.log(rate), counts) - np.log([1, 6, 120]).mean()
    close(without, keras.losses.Poisson()(counts, rate), rtol=1e-5)
    hinge = keras.losses.CategoricalHinge()
    close(ce.multiclass_hinge_loss(LOGITS, TARGET), hinge(one_hot, z - z.min()), rtol=1e-5)
    low = np.array([[0.25, -5.0, -5.0]])  # far ahead of its rivals, but not of the 0 that Keras puts among them
    assert ce.multiclass_hinge_loss(low, [0]) == 0
    assert float(hinge(np.array([[1.0, 0.0, 0.0]]), low)) == pytest.approx(0.75)
    for kind, truth in (
        (keras.losses.CategoricalCrossentropy, SOFT),
        (keras.losses.SparseCategoricalCrossentropy, TARGET),
    ):
        close(kind()(truth, 7 * p), kind()(truth, p), rtol=1e-5)  # divided by the sum before anything else
    nothing = keras.losses.SparseCategoricalCrossentropy(ignore_class=-1)(np.full(20, -1), p)
    assert float(nothing) == 0
    in_silence = keras.losses.CategoricalCrossentropy()(one_hot, z)  # scores where probabilities are meant
    assert np.isfinite(float(in_silence))
