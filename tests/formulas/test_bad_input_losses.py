"""Every loss refuses bad input with a sentence that quotes the value and names the remedy, and repairs nothing."""

import numpy as np
import pytest

from ce_helpers import losses as L

NAN, INF = float("nan"), float("inf")
Z, Y = [[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]], [0, 2]
FLIPS = [[0.6, 0.4], [0.4, 0.6]]

BINARY = [
    L.binary_cross_entropy_with_logits,
    L.squared_error_with_logits,
    L.hinge_loss,
    L.focal_loss_with_logits,
]
CLASSES = [L.cross_entropy_with_logits, L.multiclass_hinge_loss, L.multiclass_focal_loss_with_logits]
SOFT = [L.kl_loss_with_logits, L.js_loss_with_logits]


def both(losses):
    """The losses and their gradients: what one refuses, the other refuses."""
    return [*losses, *(getattr(L, loss.__name__ + "_grad") for loss in losses)]


def test_every_loss_has_its_gradient():
    losses = {n for n in L.__all__ if not n.endswith(("_grad", "_hessian"))}
    others = {"gaussian_nll_sigma_grad", "laplace_nll_scale_grad"}  # in another argument than the first
    gradients = {n for n in L.__all__ if n.endswith("_grad") and "_and_" not in n} - others
    assert losses == {n.removesuffix("_grad") for n in gradients}


@pytest.mark.parametrize("f", both(BINARY))
@pytest.mark.parametrize(
    ("logits", "target", "told"),
    [
        ([0.0, NAN], [0, 1], r"logits\[1\] is NaN"),
        ([0.0, 1.0], [0, 1, 1], r"shapes differ: logits \(2,\), target \(3,\)"),
        ([[0.0], [1.0]], [0, 1], r"shapes differ: logits \(2, 1\), target \(2,\)"),
        ([0.0, 1.0], [0, 2], r"2"),
        ([0.0, 1.0], [-1, 1], r"-1"),
        ([0.0, 1.0], [NAN, 1], r"nan|NaN"),
        ([], [], r"logits is empty"),
        ("yes", 1, r"logits must hold real numbers"),
    ],
)
def test_binary_losses_on_scores(f, logits, target, told):
    with pytest.raises(ValueError, match=told):
        f(logits, target)


@pytest.mark.parametrize("f", both(CLASSES))
@pytest.mark.parametrize(
    ("logits", "target", "told"),
    [
        (Z, [0, 3], r"target\[1\] = 3 is no class index; with 3 classes they run from 0 to 2"),
        (Z, [0, -1], r"target\[1\] = -1 is no class index"),
        (Z, [0.0, 2.0], r"whole-number class indices, got dtype float64; convert with .astype\(int\)"),
        (Z, [0, 1, 2], r"shapes do not fit"),
        (Z, [], r"target is empty"),
        ([[0.0, NAN, 1.0], [0.0, 1.0, 2.0]], Y, r"logits\[0, 1\] is NaN"),
        ([[0.0, INF, 1.0], [0.0, 1.0, 2.0]], Y, r"logits\[0, 1\] is \+∞"),
        ([[-INF, -INF, -INF], [0.0, 1.0, 2.0]], Y, r"mask every class of 1 row"),
        (np.empty((0, 3)), Y, r"logits is empty"),
        (1.0, 0, r"single score; pass one score per class"),
    ],
)
def test_class_losses_on_scores(f, logits, target, told):
    with pytest.raises(ValueError, match=told):
        f(logits, target)


@pytest.mark.parametrize("f", both([L.cross_entropy_with_logits, *SOFT]))
@pytest.mark.parametrize(
    ("target", "told"),
    [
        ([[0.5, 0.5, 0.5], [0.0, 0.0, 1.0]], r"target\[0\] sums to 1.5 along axis -1, not to 1; divide"),
        ([[1.5, -0.5, 0.0], [0.0, 0.0, 1.0]], r"target\[0, 0\] = 1.5 is not a probability"),
        ([[NAN, 0.5, 0.5], [0.0, 0.0, 1.0]], r"target\[0, 0\] is NaN"),
        ([[0.5, 0.5], [0.5, 0.5]], r"shapes do not fit"),
    ],
)
def test_distributions_as_targets(f, target, told):
    with pytest.raises(ValueError, match=told):
        f(Z, target)


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda f: f(Z, Y, weight=[1.0, 2.0]), r"weight of shape \(2,\) does not broadcast to \(3,\)"),
        (lambda f: f(Z, Y, weight=[1.0, -2.0, 1.0]), r"weight holds -2; weights are finite and not negative"),
        (lambda f: f(Z, Y, weight=[1.0, INF, 1.0]), r"weight holds inf"),
        (lambda f: f(Z, Y, weight=[0.0, 1.0, 0.0]), r"nothing to average: all 2 targets are ignored or have weight 0"),
        (lambda f: f(Z, [7, 7], ignore_index=7), r"nothing to average.*ignore_index = 7.*reduction='sum'"),
        (lambda f: f(Z, [7, 0], ignore_index=-100), r"target\[0\] = 7 is no class index"),
        (lambda f: f(Z, Y, label_smoothing=1.5), r"label_smoothing = 1.5 must be .* at least 0 and at most 1"),
        (lambda f: f(Z, Y, label_smoothing=-0.1), r"label_smoothing = -0.1"),
        (lambda f: f(Z, Y, label_smoothing=NAN), r"label_smoothing = nan"),
        (lambda f: f(Z, Y, reduction="average"), r"reduction = 'average' is unknown; use 'mean', 'sum' or 'none'"),
        (lambda f: f(Z, Y, axis=5), r"axis"),
    ],
)
@pytest.mark.parametrize("f", [*both([L.cross_entropy_with_logits]), L.cross_entropy_with_logits_and_grad])
def test_options_of_cross_entropy(f, call, told):
    with pytest.raises(ValueError, match=told):
        call(f)


P_AND_Y = both([L.binary_cross_entropy, L.bernoulli_nll])
PROBS_AND_TARGET = both([L.categorical_cross_entropy, L.categorical_nll])


@pytest.mark.parametrize(
    ("f", "args", "told"),
    [
        *((f, ([0.5, 1.2], [0, 1]), r"p\[1\] = 1.2 is not a probability.*sigmoid") for f in P_AND_Y),
        *((f, ([0.5, NAN], [0, 1]), r"p\[1\] is NaN") for f in P_AND_Y),
        *((f, ([0.5, 0.5], [0, 2]), r"y\[1\] = 2(.0)? is not a probability") for f in P_AND_Y),
        *((f, ([0.5, 0.5], [1]), r"shapes differ: p \(2,\), y \(1,\)") for f in P_AND_Y),
        *((f, ([], []), r"p is empty") for f in P_AND_Y),
        *((f, ([0.5], [0.5]), r"0.5, no outcome.*binary_cross_entropy") for f in both([L.bernoulli_nll])),
        *((f, ([0.8, 0.1], 0), r"probs sums to 0.9") for f in PROBS_AND_TARGET),
        *((f, ([1.2, -0.2], 0), r"probs\[0\] = 1.2 is not a probability") for f in PROBS_AND_TARGET),
        *((f, ([0.8, 0.2], 2), r"target = 2 is no class index") for f in PROBS_AND_TARGET),
        *((f, ([0.8, 0.2], -1), r"target = -1 is no class index") for f in PROBS_AND_TARGET),
        *((f, ([[0.8, 0.2]], [0, 1]), r"shapes") for f in PROBS_AND_TARGET),
        *((f, (0.8, 0), r"probs = 0.8 is a single number") for f in PROBS_AND_TARGET),
    ],
)
def test_losses_on_probabilities(f, args, told):
    with pytest.raises(ValueError, match=told):
        f(*args)


@pytest.mark.parametrize(
    ("name", "args", "options", "told"),
    [
        ("binary_cross_entropy_with_logits", ([0.0, 1.0], [0, 1]), {"pos_weight": -3.0}, r"pos_weight holds -3"),
        ("binary_cross_entropy_with_logits", ([0.0, 1.0], [0, 1]), {"weight": [1, 2, 3]}, r"weight of shape \(3,\)"),
        ("binary_cross_entropy_with_logits", (0.0, 1), {"reduction": "avg"}, r"reduction = 'avg' is unknown"),
        ("binary_cross_entropy", (0.5, 1), {"weight": NAN}, r"weight is NaN"),
        ("hinge_loss", ([1.0, 2.0], [-1, 1]), {}, r"target holds -1; .*: turn .*\(y\+1\)/2"),
        ("focal_loss_with_logits", (0.0, 1), {"gamma": -1}, r"gamma = -1"),
        ("focal_loss_with_logits", (0.0, 1), {"alpha": 1.5}, r"alpha = 1.5 must be .* at least 0 and at most 1"),
        ("multiclass_focal_loss_with_logits", ([0.0, 1.0], 1), {"gamma": NAN}, r"gamma = nan"),
        ("multiclass_hinge_loss", ([[1.0]], [0]), {}, r"one class, and one class is always right"),
        ("forward_corrected_with_logits", ([0.0, 1.0], 1, np.eye(3)), {}, r"transition has shape \(3, 3\); 2 classes"),
        ("forward_corrected_with_logits", ([0.0, 1.0], 1, [[1.0, 1.0], [0.0, 1.0]]), {}, r"transition\[0\] sums to 2"),
        ("backward_corrected_with_logits", ([0.0, 1.0], 1, [[0.5, 0.5]] * 2), {}, r"singular.*use the forward"),
        ("backward_corrected_with_logits", ([0.0, 1.0], 2, FLIPS), {}, r"target = 2 is no class index"),
        ("distillation_loss", ([0.0, 1.0], [0.0, 1.0]), {"temperature": 0.0}, r"temperature = 0.0"),
        (
            "distillation_loss",
            ([0.0, 1.0], [0.0, 1.0, 2.0]),
            {},
            r"shapes differ: logits \(2,\), teacher_logits \(3,\)",
        ),
        ("info_nce_loss", (np.zeros((3, 2)),), {}, r"similarity has shape \(3, 2\); N queries need"),
        ("info_nce_loss", ([[1.0]],), {}, r"similarity has shape \(1, 1\), and a single candidate is always right"),
        ("listnet_loss", ([[1.0]], [[2.0]]), {}, r"scores of shape \(1, 1\) are of one item a list"),
        ("categorical_nll", ([[1.0], [1.0]], [0, 0]), {}, r"probs of shape \(2, 1\) have one class"),
        ("categorical_nll", ([[0.2, 0.8]], [[0.2, 0.8]]), {}, r"this loss takes one class index per row"),
        ("info_nce_loss", (np.zeros((2, 2)),), {"temperature": -1.0}, r"temperature = -1.0 must be a positive number"),
        ("info_nce_loss", ([[NAN, 0.0], [0.0, 0.0]],), {}, r"similarity\[0, 0\] is NaN"),
        ("listnet_loss", ([0.0, 1.0], [0.0, 1.0, 2.0]), {}, r"shapes differ: scores \(2,\), relevance \(3,\)"),
        ("listnet_loss", ([0.0, 1.0], [0.0, NAN]), {}, r"relevance\[1\] is NaN"),
        ("dpo_loss", (-1.0, -2.0, -1.0, -2.0), {"beta": 0}, r"beta = 0 must be a positive number"),
        ("dpo_loss", (-1.0, -INF, -1.0, -2.0), {}, r"rejected holds -inf; log-probabilities must be finite"),
        ("dpo_loss", ([-1.0], [-2.0, -1.0], [-1.0], [-2.0]), {}, r"shapes differ"),
        ("gaussian_nll", (0.0, 1.0), {"sigma": 0.0}, r"sigma = 0 must be a finite number above 0"),
        ("gaussian_nll", ([0.0, 1.0], [1.0]), {}, r"shapes differ"),
        ("laplace_nll", (0.0, 1.0), {"scale": -2.0}, r"scale = -2"),
        ("poisson_nll", (0.0, -1), {}, r"target holds -1; counts are whole numbers"),
        ("poisson_nll", (0.0, 1.5), {}, r"target holds 1.5; counts are whole numbers"),
        ("poisson_nll", (INF, 1), {}, r"log_rate holds inf"),
    ],
)
def test_options_of_the_others(name, args, options, told):
    for f in (getattr(L, name), getattr(L, name + "_grad")):
        with pytest.raises(ValueError, match=told):
            f(*args, **options)


def test_whole_number_scores_are_converted_and_not_refused():
    assert L.cross_entropy_with_logits([1, 2, 3], 2).dtype == np.float64
    assert L.binary_cross_entropy_with_logits(np.array([1, 2]), np.array([True, False])).dtype == np.float64
