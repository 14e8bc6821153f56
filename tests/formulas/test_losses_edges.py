"""The losses at the edges: huge and tiny scores, masks, weights of 0, options of other types; 50 digits judge."""

import mpmath as mp
import numpy as np
import pytest

from ce_helpers import losses as L

INF = float("inf")
DTYPES = [np.float32, np.float64]
FLIPS = [[0.6, 0.4], [0.4, 0.6]]
ROUND = np.full((3, 3), 0.1) + 0.7 * np.eye(3)


pytestmark = pytest.mark.usefixtures("fifty_digits")


def exact(values):
    return [mp.mpf(float(x)) for x in values]


def softmax(z, temperature=1):
    z = exact(z)
    e = [mp.exp((x - max(z)) / mp.mpf(float(temperature))) for x in z]
    return [x / mp.fsum(e) for x in e]


def kl(t, p):
    return mp.fsum(mp.mpf(a) * mp.log(mp.mpf(a) / b) for a, b in zip(t, p, strict=True) if a > 0)


def close(got, true, rel):
    got, true = np.ravel(got), true if isinstance(true, list) else [true]
    return len(got) == len(true) and all(abs(float(g) - t) <= rel * abs(t) for g, t in zip(got, true, strict=True))


# --- divergences ----------------------------------------------------------------------------------------------------


def test_a_teacher_keeps_its_fractions_when_the_students_scores_are_whole_numbers():
    z, v = [1, 2, 3], [1.9, 2.0, 3.9]
    true = 4 * kl(softmax(v, 2), softmax(z, 2))
    assert close(L.distillation_loss(z, v), true, 1e-15)
    assert L.distillation_loss(z, v) == L.distillation_loss(np.float64(z), v)
    assert (L.distillation_loss_grad(z, v) == L.distillation_loss_grad(np.float64(z), v)).all()


@pytest.mark.parametrize(
    ("dtype", "teacher", "temperature"),
    [
        (np.float32, [0, -190], 2.0),
        (np.float32, [0, -90], 1.0),
        (np.float64, [0, -720], 1.0),
        (np.float64, [0, -744], 1.0),
        (np.float64, [0, -2000], 1.0),
        (np.float64, [0, -1500, 3], 2.0),
    ],
)
def test_a_sure_teacher_costs_a_flat_student_a_finite_number_of_nats(dtype, teacher, temperature):
    z = np.zeros(len(teacher), dtype)
    loss = L.distillation_loss(z, np.array(teacher, dtype), temperature=temperature)
    assert loss.dtype == dtype
    assert close(loss, temperature**2 * kl(softmax(teacher, temperature), softmax(z)), 4 * np.finfo(dtype).eps)


@pytest.mark.parametrize("tiny", [1e-9, 1e-20, 1e-300, 1e-310, 5e-324])
def test_kl_with_a_tiny_target_is_finite_and_keeps_its_digits(tiny):
    t = [1.0, tiny]
    true = kl(exact(t), softmax([0, 0])) - mp.fsum(exact(t)) + 1  # as summed: the target is not quite a distribution
    assert close(L.kl_loss_with_logits([0.0, 0.0], t), true, 4e-16)


def test_kl_of_unlike_distributions_is_right_to_the_last_digits():
    rng = np.random.default_rng(5)
    for scale in (0.1, 1, 5, 30):
        z, v = rng.normal(scale=scale, size=(2, 7))
        true = kl(softmax(v), softmax(z))
        assert close(L.distillation_loss(z, v, temperature=1.0), true, 2e-15)


def test_infinite_temperatures_keep_the_size_of_loss_and_gradient():
    """As T grows, T²·KL tends to half the variance of v − z over the classes, the gradient to (z − v)/K, centred."""
    z, v = [0.0, 0.0], [1.0, -1.0]
    for temperature in (1e3, 1e8, 1e17, 1e100):
        p, t = softmax(z, temperature), softmax(v, temperature)
        assert close(L.distillation_loss_grad(z, v, temperature=temperature), [-0.5, 0.5], 1e-5)
        if temperature < 1e17:  # 50 digits suffice
            true = [mp.mpf(temperature) * (a - b) for a, b in zip(p, t, strict=True)]
            assert close(L.distillation_loss_grad(z, v, temperature=temperature), true, 1e-15)
            assert close(L.distillation_loss(z, v, temperature=temperature), mp.mpf(temperature) ** 2 * kl(t, p), 1e-15)
        assert close(L.distillation_loss(z, v, temperature=temperature), 0.5, 1e-5)


def test_distillation_of_masked_classes():
    z, v = [0.5, 0.0, -INF], [0.0, 0.1, -INF]
    assert L.distillation_loss(z, v) == L.distillation_loss(z[:2], v[:2])
    assert (L.distillation_loss_grad(z, v) == [*L.distillation_loss_grad(z[:2], v[:2]), 0]).all()
    assert L.distillation_loss(z, [0.0, 0.1, 0.2]) == INF
    rows = L.distillation_loss([z, z], [v, [0.0, 90.0, -INF]], reduction="none")
    assert rows[0] == L.distillation_loss(z, v)
    assert close(rows[1], 4 * kl(softmax([0, 90], 2), softmax([0.5, 0], 2)), 1e-15)


@pytest.mark.parametrize(
    "grad",
    [
        lambda: L.kl_loss_with_logits_grad([40.0, 0.0], [1.0, 0.0]),
        lambda: L.distillation_loss_grad([40.0, 0.0], [100.0, 0.0], temperature=1.0),
        lambda: L.forward_corrected_with_logits_grad([40.0, 0.0], 0, np.eye(2)),
        lambda: L.backward_corrected_with_logits_grad([40.0, 0.0], 0, np.eye(2)),
    ],
)
def test_a_sure_and_right_row_keeps_its_small_gradient(grad):
    p = 1 / (1 + mp.exp(mp.mpf(40)))
    assert close(grad(), [-p, p], 1e-15)


def test_kl_gradient_is_that_of_cross_entropy():
    rng = np.random.default_rng(6)
    z, t = rng.normal(scale=4, size=(9, 5)), rng.dirichlet(np.ones(5), size=9)
    np.testing.assert_allclose(
        L.kl_loss_with_logits_grad(z, t), L.cross_entropy_with_logits_grad(z, t), rtol=1e-12, atol=1e-17
    )


@pytest.mark.parametrize("f", [L.js_loss_with_logits, L.js_loss_with_logits_grad, L.kl_loss_with_logits])
def test_targets_in_float32_do_for_scores_in_float64(f):
    t = np.float32([0.3, 0.3, 0.4])  # they sum to 1.00000003
    got = f([1.0, 2.0, 3.0], t)
    assert got.dtype == np.float64
    np.testing.assert_allclose(got, f([1.0, 2.0, 3.0], [0.3, 0.3, 0.4]), rtol=1e-6)


def test_js_loss_never_exceeds_ln_2():
    for dtype in DTYPES:
        loss = L.js_loss_with_logits(dtype([800.0, 0.0]), dtype([0.0, 1.0]))
        assert loss == dtype(np.log(2))
        assert loss.dtype == dtype


def js_gradient(z, y):
    p, y = softmax(z), exact(y)
    g = [mp.log(2 * a / (a + b)) for a, b in zip(p, y, strict=True)]
    return [a * mp.fsum(b * (h - k) for b, k in zip(p, g, strict=True)) / 2 for a, h in zip(p, g, strict=True)]


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize(
    ("z", "y"),
    [
        ([0, 20], [0.5, 0.5]),
        ([0, 37], [0.5, 0.5]),
        ([0, 40], [0.5, 0.5]),
        ([40, 0], [0.5, 0.5]),
        ([0, 80], [0.25, 0.75]),
        ([0, 40, 1], [0, 0.25, 0.75]),
        ([0, 40, 1], [1, 0, 0]),
        ([3, 40, 1, 39], [0.25, 0.25, 0.25, 0.25]),
        ([0, 1, 2], [0.125, 0.5, 0.375]),
        ([0, 30, 0], [0, 1, 0]),
    ],
)
def test_the_gradient_of_js_keeps_its_digits_where_the_model_is_confident(dtype, z, y):
    got = L.js_loss_with_logits_grad(dtype(z), dtype(y))
    assert got.dtype == dtype
    assert close(got, js_gradient(z, y), 60 * float(np.finfo(dtype).eps))


def test_the_gradient_of_js_far_out_is_finite_and_fades():
    for dtype, gap in ((np.float32, 200), (np.float64, 800), (np.float64, 1e308)):
        for y in ([0.5, 0.5], [1, 0], [0, 1]):
            assert (L.js_loss_with_logits_grad(dtype([0, gap]), dtype(y)) == 0).all()
    many = np.tile([0.0, 40.0], (5000, 1))  # a large array goes the same way
    assert close(
        L.js_loss_with_logits_grad(many, [[0.5, 0.5]] * 5000, reduction="none")[-1],
        js_gradient([0, 40], [0.5] * 2),
        1e-14,
    )
    assert L.js_loss_with_logits_grad([0.0, 0.0, -INF], [0.5, 0.25, 0.25])[2] == 0


# --- Poisson --------------------------------------------------------------------------------------------------------


def poisson(z, y):
    z, y = mp.mpf(float(z)), mp.mpf(float(y))
    return mp.exp(z) - y * z + mp.loggamma(y + 1)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("y", [0, 1, 2, 3, 10, 15, 16, 17, 30, 100, 999, 1000, 10**6, 10**9, 10**12, 10**15])
def test_poisson_keeps_its_digits_for_every_count(dtype, y):
    y = dtype(y)
    near = dtype(np.log(max(float(y), 1)))
    for off in (-3, -0.6, -0.01, -1e-6, 0, 1e-6, 0.01, 0.4, 0.6, 3):
        z = dtype(near + off)
        got = L.poisson_nll(z, y)
        assert got.dtype == dtype
        true, eps = poisson(z, y), float(np.finfo(dtype).eps)
        slope = abs(mp.exp(mp.mpf(float(z))) - float(y))
        owed = (64 if y < 16 else 8) * eps * true + slope * eps * abs(float(z)) / 8  # z itself is rounded by more
        assert abs(float(got) - true) <= owed, off


@pytest.mark.parametrize(("dtype", "y"), [(np.float32, 1e6), (np.float64, 1e12), (np.float64, 1e15)])
def test_poisson_at_its_minimum(dtype, y):
    z = dtype(np.log(y))
    assert close(L.poisson_nll(z, dtype(y)), poisson(z, y), 4 * np.finfo(dtype).eps)


def test_poisson_far_out():
    assert L.poisson_nll(0.0, 1e307) == INF  # 7e309 nats
    assert close(L.poisson_nll(0.0, 1e300), poisson(0, 1e300), 1e-15)
    assert (L.poisson_nll([1000.0, 1e308], [1, 3], reduction="none") == INF).all()
    assert L.poisson_nll_grad(1000.0, 1) == INF
    assert L.poisson_nll(np.float32(100), np.float32(1)) == INF
    assert (L.poisson_nll([-1e300, 3.0], [0, 0], reduction="none") == [0, np.exp(3.0)]).all()


# --- noise ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("dtype", "offset"), [(np.float32, 1e4), (np.float32, 1e9), (np.float64, 1e17)])
def test_noise_rates_are_not_lost_under_a_common_offset(dtype, offset):
    z = np.full(2, offset, dtype)
    grad = L.forward_corrected_with_logits_grad(z, 0, FLIPS)
    assert grad.dtype == dtype
    np.testing.assert_allclose(grad, [-0.1, 0.1], rtol=4 * np.finfo(dtype).eps)


def test_a_label_that_no_open_class_can_have_produced():
    with pytest.raises(ValueError, match=r"no open class can have produced the label 1 of 1 row.*unmask a class"):
        L.forward_corrected_with_logits_grad([[0.0, -INF], [0.0, 0.0]], [1, 1], np.eye(2))
    assert L.forward_corrected_with_logits([0.0, -INF], 1, np.eye(2)) == INF


@pytest.mark.parametrize("f", [L.backward_corrected_with_logits, L.backward_corrected_with_logits_grad])
def test_infinities_of_both_signs_are_refused(f):
    with pytest.raises(ValueError, match=r"∞ − ∞ has no value \(label 1\); leave these classes open"):
        f([0.0, -INF, -INF], 1, ROUND)
    f([0.0, -INF, -INF], 0, ROUND)  # both enter with a minus
    f([0.0, 0.0, -INF], 1, ROUND)


@pytest.mark.parametrize(("dtype", "large"), [(np.float32, 3e38), (np.float64, 1e308)])
def test_two_losses_too_large_for_the_format_may_differ_by_one_that_fits(dtype, large):
    z = np.array([0, large, -large], dtype)
    inverse = mp.matrix(ROUND) ** -1
    true = inverse[0, 0] * mp.mpf(float(z[1])) + inverse[0, 2] * 2 * mp.mpf(float(z[1]))
    loss = L.backward_corrected_with_logits(z, 0, ROUND)
    assert loss.dtype == dtype
    assert close(loss, true, 4 * float(np.finfo(dtype).eps))
    grad = L.backward_corrected_with_logits_grad(z, 0, ROUND)
    assert close(grad, [-inverse[0, 0], 1 - inverse[0, 1], -inverse[0, 2]], 4 * float(np.finfo(dtype).eps))


# --- categorical ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("dtype", "large"), [(np.float32, 1e8), (np.float64, 1e17), (np.float64, 1e308)])
def test_a_margin_of_1_is_not_lost_between_large_scores(dtype, large):
    z = np.array([large, large], dtype)
    assert L.multiclass_hinge_loss(z, 0) == 1
    assert (L.multiclass_hinge_loss_grad(z, 0) == [-1, 1]).all()
    assert L.multiclass_hinge_loss(np.array([1e308, -1e308, 0]), 1) == INF
    assert L.multiclass_hinge_loss(np.array([-INF, 0]), 1) == 0


OPTIONS = [
    (L.cross_entropy_with_logits, ([0.0, 1.0, 2.0], 1), "label_smoothing", 0.1),
    (L.cross_entropy_with_logits_grad, ([0.0, 1.0, 2.0], 1), "label_smoothing", 0.1),
    (L.multiclass_focal_loss_with_logits, ([0.0, 1.0, 2.0], 1), "gamma", 2),
    (L.multiclass_focal_loss_with_logits_grad, ([0.0, 1.0, 2.0], 1), "gamma", 2),
    (L.focal_loss_with_logits, ([0.0, 1.0], [1, 0]), "gamma", 2),
    (L.focal_loss_with_logits_grad, ([0.0, 1.0], [1, 0]), "gamma", 2),
    (L.focal_loss_with_logits, ([0.0, 1.0], [1, 0]), "alpha", 0.25),
    (L.focal_loss_with_logits_grad, ([0.0, 1.0], [1, 0]), "alpha", 0.25),
    (L.distillation_loss, ([0.0, 1.0], [2.0, 0.0]), "temperature", 2),
    (L.distillation_loss_grad, ([0.0, 1.0], [2.0, 0.0]), "temperature", 2),
    (L.info_nce_loss, (np.eye(2),), "temperature", 2),
    (L.info_nce_loss_grad, (np.eye(2),), "temperature", 2),
    (L.dpo_loss, ([1.0], [2.0], [3.0], [4.0]), "beta", 0.5),
    (L.dpo_loss_grad, ([1.0], [2.0], [3.0], [4.0]), "beta", 0.5),
]


@pytest.mark.parametrize(("f", "args", "name", "value"), OPTIONS)
def test_an_option_that_is_a_numpy_number_leaves_float32_alone(f, args, name, value):
    args = [np.float32(a) if np.asarray(a).dtype.kind == "f" else a for a in args]
    plain = f(*args, **{name: value})
    for option in (np.float64(value), np.float32(value), np.array(value)):
        got = f(*args, **{name: option})
        assert np.asarray(got).dtype == np.float32
        np.testing.assert_allclose(got, plain, rtol=1e-6)


@pytest.mark.parametrize(
    "value", ["x", "2", [0.5], [0.5, 0.5], 1j, pytest.param(10**400, id="10**400"), float("nan"), None]
)
@pytest.mark.parametrize(("f", "args", "name", "_"), OPTIONS)
def test_an_option_that_is_no_number_is_refused_by_its_name(f, args, name, _, value):
    if name == "alpha" and value is None:
        return  # no weights
    with pytest.raises(ValueError, match=rf"^{name} = .* must be a (finite number|positive number, and finite)"):
        f(*args, **{name: value})


CE = [L.cross_entropy_with_logits, L.cross_entropy_with_logits_grad, L.cross_entropy_with_logits_and_grad]


@pytest.mark.parametrize("f", CE)
def test_ignore_index_is_a_whole_number_and_belongs_to_indices(f):
    for odd in ("a", 1.0, True):
        with pytest.raises(ValueError, match=rf"ignore_index = {odd!r} must be a whole number"):
            f([[0.0, 1.0]], [1], ignore_index=odd)
    with pytest.raises(ValueError, match=r"ignore_index = 0 needs class indices"):
        f([[0.0, 1.0]], [[0.5, 0.5]], ignore_index=0)
    f([[0.0, 1.0], [0.0, 1.0]], [1, -100], ignore_index=np.int64(-100))


# --- binary ---------------------------------------------------------------------------------------------------------


def test_weight_0_times_an_infinite_loss_is_0():
    loss, grad = L.binary_cross_entropy, L.binary_cross_entropy_grad
    assert loss([0.0, 0.5], [1, 1], weight=[0, 1]) == pytest.approx(np.log(2) / 2)
    assert loss([1.0, 0.5], [0, 1], weight=[0, 1]) == pytest.approx(np.log(2) / 2)
    assert loss([0.0, 0.5], [1, 0], pos_weight=0) == pytest.approx(np.log(2) / 2)
    assert (grad([0.0, 0.5], [1, 1], weight=[0, 1]) == [0, -1]).all()
    assert (grad([1.0, 0.5], [0, 1], weight=[0, 1]) == [0, -1]).all()
    assert (grad([0.0, 0.5], [1, 0], pos_weight=0) == [0, 1]).all()
    assert loss([0.0, 0.5], [1, 1], weight=[1, 0]) == INF
    assert loss([0.0, 0.5], [1, 1], weight=np.float32(0)) == 0


# --- likelihoods ----------------------------------------------------------------------------------------------------

LOCATED = [
    (L.gaussian_nll, "mean", "sigma"),
    (L.gaussian_nll_grad, "mean", "sigma"),
    (L.laplace_nll, "location", "scale"),
    (L.laplace_nll_grad, "location", "scale"),
]


@pytest.mark.parametrize(("f", "where", "scale"), LOCATED)
def test_a_scale_does_not_enlarge_the_sample(f, where, scale):
    for mu, s in ((0.0, [1, 2, 3]), ([0.0, 1.0], [1, 2, 3]), ([0.0, 1.0], [[1.0], [2.0]])):
        with pytest.raises(ValueError, match=rf"{scale} of shape .* does not broadcast to .*; one value per entry"):
            f(mu, mu, **{scale: s})
    assert np.shape(f([0.0, 1.0], [1.0, 3.0], reduction="none", **{scale: [1.0, 2.0]})) == (2,)


@pytest.mark.parametrize(("f", "where", "scale"), LOCATED)
def test_infinite_locations_and_observations_are_refused(f, where, scale):
    with pytest.raises(ValueError, match=rf"{where} holds inf; a density needs finite values"):
        f([0.0, INF], [0.0, INF])
    with pytest.raises(ValueError, match=r"target holds -inf; a density needs finite values"):
        f([0.0, 1.0], [0.0, -INF])


# --- ranking --------------------------------------------------------------------------------------------------------


def test_info_nce_divides_by_the_temperature_without_losing_the_gap():
    s = [[1e10 + 1, 1e10]]
    gap = 1 / mp.mpf(0.07)
    assert close(L.info_nce_loss(s, temperature=0.07), mp.log1p(mp.exp(-gap)), 1e-14)
    pull = 1 / (1 + mp.exp(gap)) / mp.mpf(0.07)
    assert close(L.info_nce_loss_grad(s, temperature=0.07), [-pull, pull], 1e-14)


def preference(w, l, rw, rl, beta=0.1):  # noqa: E741
    w, l, rw, rl = (mp.mpf(float(x)) for x in (w, l, rw, rl))  # noqa: E741
    return mp.mpf(float(beta)) * ((w - rw) - (l - rl))


@pytest.mark.parametrize("dtype", DTYPES)
def test_preferences_keep_their_digits_whichever_answers_are_alike(dtype):
    rng = np.random.default_rng(8)
    near = 8000 * rng.uniform(size=50)
    cases = [(-8200.03, -0.11, -8200, -0.1)]  # float32: 0.69416136631973
    cases += [
        (-a, -b, -a + c, -b - d) for a, b, c, d in zip(near, near[::-1] / 1e4, *rng.normal(size=(2, 50)), strict=True)
    ]
    cases += [
        (-a, -a - c, -b, -b + d) for a, b, c, d in zip(near, near[::-1] / 1e4, *rng.normal(size=(2, 50)), strict=True)
    ]
    beta = dtype(0.125)
    for case in cases:
        args = [dtype(x) for x in case]
        h = preference(*args, beta)
        pull = beta * 1 / (1 + mp.exp(h))
        eps = float(np.finfo(dtype).eps)
        assert close(L.dpo_loss(*args, beta=float(beta)), mp.log1p(mp.exp(-h)), 4 * eps)
        for got, true in zip(L.dpo_loss_grad(*args, beta=float(beta)), (-pull, pull), strict=True):
            assert close(got, true, 4 * eps)
    assert close(L.dpo_loss(*np.float32(cases[0])), mp.mpf("0.69416136631973"), 2e-7)
