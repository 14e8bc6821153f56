"""The losses: the book's numbers, and every gradient against differences."""

import math

import numpy as np
import pytest

from ce_helpers import losses as L
from ce_helpers.activations import logit, sigmoid, softmax

CE, CE_GRAD = L.cross_entropy_with_logits, L.cross_entropy_with_logits_grad
BCE, BCE_GRAD = L.binary_cross_entropy_with_logits, L.binary_cross_entropy_with_logits_grad


def near(figure, digits=6):
    """The figure as printed: right to half a unit of its last digit."""
    return pytest.approx(figure, abs=0.5 * 10.0**-digits)


# --- the book's numbers ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("p", "loss"),
    [(1, 0), (0.5, 0.693147), (0.1, 2.302585), (0.01, 4.605170), (0.001, 6.907755), (0.9, 0.105361), (0.92, 0.083382)],
)
def test_rows_a02_and_a03(p, loss):
    assert L.binary_cross_entropy(p, 1) == near(loss)
    assert L.binary_cross_entropy(1 - p, 0) == near(loss)


def test_rows_a10_and_a16_to_a20():
    assert L.categorical_cross_entropy([0.8, 0.2], [1, 0]) == near(0.223144)
    assert L.binary_cross_entropy([0.7, 0.7], [1, 0], reduction="none") == near(np.array([0.356675, 1.203973]))
    assert L.binary_cross_entropy([0.7, 0.01, 0.99], [1, 1, 1], reduction="none") == near(
        np.array([0.356675, 4.605170, 0.010050])
    )
    assert L.binary_cross_entropy_grad([0.7, 0.7], [1, 0], reduction="none") == pytest.approx([-1 / 0.7, 1 / 0.3])
    for p in np.linspace(0.01, 0.99, 99):  # A20: the two curves are one
        assert L.binary_cross_entropy(p, 1) == pytest.approx(L.categorical_cross_entropy([p, 1 - p], 0), rel=1e-14)


def test_rows_a25_to_a27():
    z = logit([0.8, 0.3])
    assert BCE_GRAD(z, [1, 0], reduction="none") == pytest.approx([-0.2, 0.3])
    assert BCE_GRAD(z, sigmoid(z), reduction="none") == pytest.approx([0, 0], abs=1e-16)
    row = np.array([1.0, 2.0, 3.0])
    assert CE_GRAD(row, 1) == pytest.approx(softmax(row) - [0, 1, 0])


def test_rows_a28_and_a29_without_a_half():
    z = logit(0.2)
    assert L.squared_error_with_logits_grad(z, 1) == near(-0.2560, 4)
    assert BCE_GRAD(z, 1) == near(-0.8000, 4)
    assert -L.squared_error_with_logits_grad(-10.0, 1) == near(9.078749e-5, 11)
    assert -BCE_GRAD(-10.0, 1) == near(0.999955)
    right = logit(0.99)  # on right answers, too, squared error is the gentler of the two
    assert -L.squared_error_with_logits_grad(right, 1) == near(1.98e-4, 6)
    assert -BCE_GRAD(right, 1) == near(0.01)


def test_rows_a30_and_a31_convexity_and_margins():
    f = L.squared_error_with_logits
    ends, middle = (f(-6.0, 1) + f(0.0, 1)) / 2, f(-3.0, 1)
    assert [f(-6.0, 1), f(0.0, 1), ends, middle] == [near(0.9951, 4), 0.25, near(0.6225, 4), near(0.9074, 4)]
    assert middle > ends
    assert (BCE(-6.0, 1) + BCE(0.0, 1)) / 2 > BCE(-3.0, 1)
    assert L.hinge_loss(1.5, 1) == 0 < BCE(1.5, 1)


def test_row_a36_weighted_cross_entropy():
    p, y, beta = np.array([0.7, 0.2, 0.4]), np.array([1, 0, 0.3]), 5.0
    by_hand = -(beta * y * np.log(p) + (1 - y) * np.log(1 - p))
    assert L.binary_cross_entropy(p, y, pos_weight=beta, reduction="none") == pytest.approx(by_hand)
    assert BCE(logit(p), y, pos_weight=beta, reduction="none") == pytest.approx(by_hand)
    rate = 0.1  # the minimiser under β is βπ/(βπ + 1 − π)
    best = beta * rate / (beta * rate + 1 - rate)
    assert BCE_GRAD(logit(best), rate, pos_weight=beta) == pytest.approx(0, abs=1e-16)


def test_row_a37_and_the_floors_of_smoothing():
    assert L.binary_cross_entropy(0.9, 0.9) == near(0.325083)
    for classes, floor in ((1000, 1.014848), (10, 0.500288)):
        best = np.full(classes, 0.1 / classes)
        best[0] += 0.9
        assert CE(np.log(best), 0, label_smoothing=0.1) == near(floor)
        assert CE_GRAD(np.log(best), 0, label_smoothing=0.1) == pytest.approx(0, abs=1e-15)


def test_each_tenfold_drop_costs_the_same():
    loss = L.binary_cross_entropy([0.5, 0.05, 0.005], [1, 1, 1], reduction="none")
    assert np.diff(loss) == near(2.302585)


def test_right_can_cost_more_than_wrong():
    assert L.categorical_cross_entropy([0.34, 0.33, 0.33], 0) == near(1.078810)
    assert L.categorical_cross_entropy([0.49, 0.51, 0.0], 0) == near(0.713350)


def test_softmax_before_the_loss_is_a_bug():
    assert CE(softmax([0.0, 0, 0, 800]), 3) == near(0.743668)
    for classes, floor in ((2, 0.313262), (10, 1.461150), (1000, 5.909472)):
        assert CE(np.eye(classes)[0], 0) == near(floor)


def test_the_gradient_an_epsilon_would_kill():
    assert BCE_GRAD(-40.0, 1) == pytest.approx(-1)
    assert BCE(-40.0, 1) == pytest.approx(40)


def test_the_first_loss_is_ln_k_for_small_logits_only():
    rng = np.random.default_rng(0)
    assert CE(np.zeros((1, 10)), [3]) == pytest.approx(math.log(10))
    for deviation, loss in ((1, 2.74), (3, 5.10), (10, 15.40)):
        assert CE(deviation * rng.normal(size=(50_000, 10)), np.zeros(50_000, int)) == pytest.approx(loss, rel=0.02)


def test_batchmean_and_mean_of_kl():
    z, t = np.log([[0.7, 0.3]]), [[0.9, 0.1]]
    assert L.kl_loss_with_logits(z, t) == near(0.116322)
    assert L.kl_loss_with_logits(z, t) / 2 == near(0.058161)  # PyTorch's default divides by the number of entries


def test_dpo_starts_at_ln_2_and_info_nce_at_ln_n():
    assert L.dpo_loss([-3.0, -9.0], [-5.0, -1.0], [-3.0, -9.0], [-5.0, -1.0]) == near(0.693147)
    assert L.info_nce_loss(np.zeros((512, 512))) == pytest.approx(math.log(512))


def test_equilibrium_of_a_discriminator():
    assert BCE(0.0, 1) + BCE(0.0, 0) == near(1.386294)


# --- every gradient against differences -----------------------------------------------------------------------------

RNG = np.random.default_rng(7)
Z1, Z2 = RNG.normal(scale=2, size=6), RNG.normal(scale=2, size=(4, 5))
SOFT, HARD = RNG.uniform(size=6), np.array([0, 1, 1, 0, 1, 0])
INDEX, ROWS = np.array([0, 4, 2, 2]), RNG.dirichlet(np.ones(5), size=4)
PROBS, W5 = RNG.dirichlet(np.ones(5), size=4), RNG.uniform(0.5, 2, size=5)
W4, W6 = np.array([0.5, 2.0, 0.0, 1.5]), np.array([0.5, 2.0, 0.0, 1.5, 1.0, 3.0])
HARD_OPTIONS = {"weight": W5, "sample_weight": W4, "ignore_index": 4}
ALL_OPTIONS = HARD_OPTIONS | {"label_smoothing": 0.2}
FLIPS = 0.7 * np.eye(5) + 0.3 / 5
TEACHER = RNG.normal(size=(4, 5))

GRADIENTS = {
    "binary_cross_entropy": (L.binary_cross_entropy, RNG.uniform(0.2, 0.8, size=6), (SOFT,), {"pos_weight": 3.0}),
    "bce_with_logits": (BCE, Z1, (SOFT,), {}),
    "bce_with_logits weighted": (BCE, Z1, (HARD,), {"weight": SOFT + 1, "pos_weight": 4.0}),
    "bce_with_logits rows": (BCE, Z1, (SOFT,), {"sample_weight": W6, "label_smoothing": 0.1, "pos_weight": 2.0}),
    "bce_with_logits table": (BCE, Z1.reshape(3, 2), (SOFT.reshape(3, 2),), {"sample_weight": W6[:3]}),
    "squared_error": (L.squared_error_with_logits, Z1, (SOFT,), {}),
    "squared_error weighted": (L.squared_error_with_logits, Z1, (HARD,), {"sample_weight": W6, "label_smoothing": 0.1}),
    "hinge": (L.hinge_loss, Z1, (HARD,), {}),
    "hinge weighted": (L.hinge_loss, Z1, (HARD,), {"sample_weight": W6}),
    "squared_hinge": (L.squared_hinge_loss, Z1, (HARD,), {}),
    "squared_hinge weighted": (L.squared_hinge_loss, Z1, (HARD,), {"sample_weight": W6}),
    "focal": (L.focal_loss_with_logits, Z1, (SOFT,), {"gamma": 1.5}),
    "focal weighted": (L.focal_loss_with_logits, Z1, (HARD,), {"sample_weight": W6, "label_smoothing": 0.2}),
    "focal alpha": (L.focal_loss_with_logits, Z1, (HARD,), {"gamma": 2.0, "alpha": 0.25}),
    "cross_entropy indices": (CE, Z2, (INDEX,), {}),
    "cross_entropy distributions": (CE, Z2, (ROWS,), {}),
    "cross_entropy smoothed": (CE, Z2, (INDEX,), {"label_smoothing": 0.2}),
    "cross_entropy weighted": (CE, Z2, (INDEX,), {"weight": W5, "ignore_index": 4}),
    "cross_entropy all at once": (CE, Z2, (INDEX,), {"weight": W5, "ignore_index": 4, "label_smoothing": 0.1}),
    "cross_entropy soft, weighted": (CE, Z2, (ROWS,), {"weight": W5, "label_smoothing": 0.1}),
    "cross_entropy axis": (CE, Z2.T, (INDEX,), {"axis": 0}),
    "cross_entropy rows": (CE, Z2, (ROWS,), {"sample_weight": W4, "weight": W5, "label_smoothing": 0.1}),
    "multiclass_hinge": (L.multiclass_hinge_loss, Z2, (INDEX,), {}),
    "multiclass_hinge all": (L.multiclass_hinge_loss, Z2, (INDEX,), HARD_OPTIONS),
    "multiclass_focal": (L.multiclass_focal_loss_with_logits, Z2, (INDEX,), {"gamma": 1.5}),
    "multiclass_focal soft": (L.multiclass_focal_loss_with_logits, Z2, (ROWS,), {"gamma": 2.5, "alpha": W5}),
    "multiclass_focal all": (L.multiclass_focal_loss_with_logits, Z2, (INDEX,), ALL_OPTIONS | {"alpha": W5[::-1]}),
    "absolute_error": (L.absolute_error_with_logits, Z2, (INDEX,), {}),
    "absolute_error soft": (L.absolute_error_with_logits, Z2, (ROWS,), {"sample_weight": W4}),
    "absolute_error all": (L.absolute_error_with_logits, Z2, (INDEX,), ALL_OPTIONS),
    "gce": (L.generalised_cross_entropy_with_logits, Z2, (INDEX,), {}),
    "gce 0": (L.generalised_cross_entropy_with_logits, Z2, (ROWS,), {"q": 0}),
    "gce soft": (L.generalised_cross_entropy_with_logits, Z2, (ROWS,), {"q": 0.3, "weight": W5, "sample_weight": W4}),
    "gce all": (L.generalised_cross_entropy_with_logits, Z2, (INDEX,), ALL_OPTIONS),
    "forward": (L.forward_corrected_with_logits, Z2, (INDEX, FLIPS), {}),
    "forward rows": (L.forward_corrected_with_logits, Z2, (INDEX, FLIPS), {"sample_weight": W4, "ignore_index": 4}),
    "backward": (L.backward_corrected_with_logits, Z2, (INDEX, FLIPS), {}),
    "backward rows": (L.backward_corrected_with_logits, Z2, (INDEX, FLIPS), {"sample_weight": W4, "ignore_index": 4}),
    "kl": (L.kl_loss_with_logits, Z2, (ROWS,), {}),
    "kl rows": (L.kl_loss_with_logits, Z2, (ROWS,), {"sample_weight": W4, "label_smoothing": 0.1}),
    "kl all": (L.kl_loss_with_logits, Z2, (INDEX,), ALL_OPTIONS),
    "js": (L.js_loss_with_logits, Z2, (ROWS,), {}),
    "js rows": (L.js_loss_with_logits, Z2, (ROWS,), {"sample_weight": W4, "label_smoothing": 0.1}),
    "js all": (L.js_loss_with_logits, Z2, (INDEX,), ALL_OPTIONS),
    "distillation": (L.distillation_loss, Z2, (TEACHER,), {"temperature": 3.0}),
    "info_nce": (L.info_nce_loss, Z2, (), {"temperature": 0.5}),
    "info_nce symmetric": (L.info_nce_loss, Z2[:, :4], (), {"temperature": 0.5, "symmetric": True}),
    "listnet": (L.listnet_loss, Z2, (TEACHER,), {}),
    "gaussian": (L.gaussian_nll, Z1, (SOFT,), {"sigma": 1.7}),
    "laplace": (L.laplace_nll, Z1, (SOFT,), {"scale": 0.6}),
    "poisson": (L.poisson_nll, Z1, (np.arange(6),), {}),
    "bernoulli": (L.bernoulli_nll, RNG.uniform(0.2, 0.8, size=6), (HARD,), {}),
}


def differences(f, x, h=1e-3):
    """Fourth-order central differences of a number in every entry of x."""
    grad = np.empty_like(x)
    for i in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[i] = h
        grad[i] = (8 * (f(x + step) - f(x - step)) - (f(x + 2 * step) - f(x - 2 * step))) / (12 * h)
    return grad


@pytest.mark.parametrize("reduction", ["mean", "sum"])
@pytest.mark.parametrize("name", GRADIENTS)
def test_gradients_are_central_differences(name, reduction):
    loss, x, args, options = GRADIENTS[name]
    options = options | {"reduction": reduction}
    given_grad = getattr(L, loss.__name__ + "_grad")(x, *args, **options)
    there = differences(lambda v: loss(v, *args, **options), x, 1e-4 if "bern" in name or "binary" in name else 1e-3)
    assert np.linalg.norm(given_grad - there) <= 1e-9 * np.linalg.norm(there)


@pytest.mark.parametrize("name", GRADIENTS)
def test_reductions_belong_together(name):
    loss, x, args, options = GRADIENTS[name]
    each, total, mean = (loss(x, *args, **options, reduction=r) for r in ("none", "sum", "mean"))
    assert each.sum() == pytest.approx(total, rel=1e-14)
    if not {"weight", "sample_weight", "ignore_index"} & set(options) or name == "bce_with_logits weighted":
        assert each.mean() == pytest.approx(mean, rel=1e-14)
    grad = getattr(L, loss.__name__ + "_grad")
    each, total, mean = (grad(x, *args, **options, reduction=r) for r in ("none", "sum", "mean"))
    if "symmetric" not in name:  # where each loss reads one row
        assert np.array_equal(each, total)
    ratio = total[mean != 0] / mean[mean != 0]
    assert ratio == pytest.approx(ratio.flat[0])


@pytest.mark.parametrize("name", [n for n in GRADIENTS if "bernoulli" not in n and "binary" not in n])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_dtype_is_kept(name, dtype):
    loss, x, args, options = GRADIENTS[name]
    grad = getattr(L, loss.__name__ + "_grad")(x.astype(dtype), *args, **options)
    assert (grad.dtype, grad.shape) == (dtype, x.shape)
    assert grad == pytest.approx(getattr(L, loss.__name__ + "_grad")(x, *args, **options), rel=2e-4, abs=2e-6)
    for reduction in ("mean", "sum", "none"):
        assert loss(x.astype(dtype), *args, **options, reduction=reduction).dtype == dtype


@pytest.mark.parametrize("name", GRADIENTS)
def test_inputs_are_left_as_they_were(name):
    loss, x, args, options = GRADIENTS[name]
    before = [np.copy(a) for a in (x, *args)]
    loss(x, *args, **options)
    getattr(L, loss.__name__ + "_grad")(x, *args, **options)
    assert all(np.array_equal(a, b) for a, b in zip((x, *args), before, strict=True))


def test_gradient_of_dpo_is_a_central_difference():
    w, rest = np.array([-3.0, -4.0]), (np.array([-5.0, -3.5]), np.array([-3.2, -4.4]), np.array([-4.1, -3.0]))
    chosen, rejected = L.dpo_loss_grad(w, *rest, beta=0.5)
    assert chosen == pytest.approx(differences(lambda v: L.dpo_loss(v, *rest, beta=0.5), w), rel=1e-9)
    there = differences(lambda v: L.dpo_loss(w, v, *rest[1:], beta=0.5), rest[0])
    assert rejected == pytest.approx(there, rel=1e-9)


def test_gradient_of_categorical_cross_entropy_in_the_probabilities():
    assert L.categorical_cross_entropy_grad(PROBS, ROWS) == pytest.approx(-ROWS / PROBS / 4)
    one_hot = np.eye(5)[INDEX]
    assert np.array_equal(L.categorical_cross_entropy_grad(PROBS, INDEX), -one_hot / PROBS / 4)
    assert np.array_equal(L.categorical_nll_grad(PROBS, INDEX), L.categorical_cross_entropy_grad(PROBS, INDEX))


def test_gradients_by_complex_step():
    h = 1e-30
    for k, unit in enumerate(np.eye(5)):
        z = Z2 + 1j * h * unit
        plain = np.log(np.exp(z).sum(-1)) - z[np.arange(4), INDEX]
        assert CE_GRAD(Z2, INDEX, reduction="none")[:, k] == pytest.approx(plain.imag / h, rel=1e-13)
    z = Z1 + 1j * h
    plain = SOFT * np.log(1 + np.exp(-z)) + (1 - SOFT) * np.log(1 + np.exp(z))
    assert BCE_GRAD(Z1, SOFT, reduction="none") == pytest.approx(plain.imag / h, rel=1e-12)


def test_hessians_are_differences_of_the_gradients():
    hessian = L.cross_entropy_with_logits_hessian(Z2)
    for k, unit in enumerate(np.eye(5)):
        there = (
            CE_GRAD(Z2 + 1e-5 * unit, INDEX, reduction="sum") - CE_GRAD(Z2 - 1e-5 * unit, INDEX, reduction="sum")
        ) / 2e-5
        assert hessian[..., k] == pytest.approx(there, rel=1e-7, abs=1e-10)
    p = softmax(Z2[0])
    assert hessian[0] == pytest.approx(np.diag(p) - np.outer(p, p))
    options = {"weight": SOFT + 1, "pos_weight": 4.0, "reduction": "sum"}
    there = (BCE_GRAD(Z1 + 1e-5, SOFT, **options) - BCE_GRAD(Z1 - 1e-5, SOFT, **options)) / 2e-5
    assert L.binary_cross_entropy_with_logits_hessian(Z1, SOFT, **options) == pytest.approx(there, rel=1e-8)
    assert L.binary_cross_entropy_with_logits_hessian(0.0, 1) == 0.25


def test_loss_and_gradient_in_one_call_are_those_of_two():
    for target in (INDEX, ROWS):
        both = L.cross_entropy_with_logits_and_grad(Z2, target)
        assert both[0] == CE(Z2, target)
        assert np.array_equal(both[1], CE_GRAD(Z2, target))
    both = L.binary_cross_entropy_with_logits_and_grad(Z1, SOFT, pos_weight=2.0)
    assert both[0] == BCE(Z1, SOFT, pos_weight=2.0)
    assert np.array_equal(both[1], BCE_GRAD(Z1, SOFT, pos_weight=2.0))
