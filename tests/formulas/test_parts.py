"""The parts that autograd differentiates: against finite differences, ŷ − y by hand, and sums written out."""

import subprocess
import sys

import numpy as np
import pytest

from ce_helpers import learning as le
from ce_helpers import losses
from ce_helpers.activations import softmax

RNG = np.random.default_rng(0)
TOKENS = np.array([[0, 2, 1], [3, 3, 0]])
Y = np.array([[1, 0, 2], [2, -100, 1]])


def of_embedding(parameters, rows):
    return le.scores_cross_entropy(le.embedding(parameters[0], TOKENS), Y, -100)


def of_dense(parameters, rows):
    w, b, x = parameters
    return le.scores_cross_entropy(le.dense(x, w, b), Y, -100)


def of_attention(parameters, rows):
    return le.scores_cross_entropy(le.causal_attention(*parameters), Y, -100)


PARTS = {
    of_embedding: [(4, 3)],
    of_dense: [(5, 3), (3,), (2, 3, 5)],
    of_attention: [(2, 3, 5), (5, 4), (5, 4), (5, 3)],
}


@pytest.mark.parametrize("loss", PARTS, ids=lambda loss: loss.__name__)
def test_gradients_are_those_of_central_differences(loss):
    parameters = [RNG.standard_normal(shape) for shape in PARTS[loss]]
    value, gradients = le.differentiated(loss)(parameters, None)
    assert value == pytest.approx(loss(parameters, None), abs=1e-15)
    for p, g in zip(parameters, gradients, strict=True):
        assert g.shape == p.shape
        for entry in np.ndindex(p.shape):
            was, side = p[entry], []
            for step in (1e-5, -1e-5):
                p[entry] = was + step
                side.append(loss(parameters, None))
            p[entry] = was
            assert g[entry] == pytest.approx((side[0] - side[1]) / 2e-5, abs=1e-9)


def test_gradient_at_the_scores_is_prediction_minus_truth():
    z = 3 * RNG.standard_normal((6, 4))
    y = np.array([0, 3, 1, 1, 2, 0])
    value, (gradient,) = le.differentiated(lambda parameters, rows: le.scores_cross_entropy(parameters[0], y))([z], 0)
    np.testing.assert_allclose(gradient, (softmax(z) - np.eye(4)[y]) / 6, atol=1e-15)
    assert value == pytest.approx(losses.cross_entropy_with_logits(z, y), rel=1e-14)


def test_what_is_ignored_has_no_gradient_and_no_share_in_the_mean():
    z = RNG.standard_normal((2, 3, 4))
    y = np.array([[0, 1, -1], [3, -1, -1]])
    value, (gradient,) = le.differentiated(lambda p, rows: le.scores_cross_entropy(p[0], y, -1))([z], 0)
    assert value == pytest.approx(losses.cross_entropy_with_logits(z, y, ignore_index=-1), rel=1e-14)
    assert not gradient[y == -1].any()
    assert gradient[y != -1].all()


def test_large_scores_do_not_overflow():
    z = np.array([[1e4, 0.0], [-1e4, 0.0]])
    value, (gradient,) = le.differentiated(lambda p, rows: le.scores_cross_entropy(p[0], [1, 1]))([z], 0)
    assert (value, gradient.tolist()) == (5000.0, [[0.5, -0.5], [0.0, 0.0]])


def test_attention_is_the_weighted_mean_of_the_past_written_out():
    x, query, key, value = (RNG.standard_normal(shape) for shape in [(4, 5), (5, 2), (5, 2), (5, 3)])
    out = le.causal_attention(x, query, key, value)
    for t in range(4):
        q = x[t] @ query
        a = softmax(np.array([q @ (x[s] @ key) / 2**0.5 for s in range(t + 1)]))
        np.testing.assert_allclose(out[t], sum(a[s] * (x[s] @ value) for s in range(t + 1)), atol=1e-14)


def test_attention_does_not_see_the_future():
    x = RNG.standard_normal((6, 5))
    weights = [RNG.standard_normal((5, 5)) for _ in range(3)]
    changed = x.copy()
    changed[4:] = 100.0
    same = le.causal_attention(x, *weights) == le.causal_attention(changed, *weights)
    assert same[:4].all()
    assert not same[4:].all()


def test_a_bigram_of_scores_learns_the_frequencies_of_pairs():
    text = np.array([0, 1, 0, 1, 0, 2, 0, 1, 1, 0])
    x, y = text[:-1], text[1:]
    loss = le.differentiated(lambda p, rows: le.scores_cross_entropy(le.embedding(p[0], x[rows]), y[rows]))
    fit = le.descend(loss, [np.zeros((3, 3))], steps=2000, learning_rate=0.05, optimiser="adam")
    assert fit.losses[0] == pytest.approx(np.log(3))
    np.testing.assert_allclose(softmax(fit.parameters[0])[0], [0, 3 / 4, 1 / 4], atol=1e-2)


def test_batches_reach_the_loss():
    loss = le.differentiated(lambda p, rows: ((p[0][rows] - 1.0) ** 2).sum() / len(rows))
    fit = le.descend(loss, [np.zeros(6)], steps=200, learning_rate=0.2, n_examples=6, batch_size=2)
    np.testing.assert_allclose(fit.parameters[0], 1, atol=1e-3)


def test_the_start_keeps_the_size_of_the_signal():
    w, b = le.normal_start([(400, 300), (300,)], seed=1)
    assert (RNG.standard_normal((50, 400)) @ w).std() == pytest.approx(1, rel=0.05)
    assert not b.any()
    np.testing.assert_array_equal(w, le.normal_start([(400, 300)], seed=1)[0])


def test_without_autograd_the_parts_run_forward_and_gradients_say_what_is_missing():
    code = """
import sys
sys.modules["autograd"] = None
import numpy as np
from ce_helpers import learning as le
x = np.ones((2, 3))
print(le.scores_cross_entropy(le.causal_attention(x, x.T, x.T, x.T), [0, 1]).round(4))
try:
    le.differentiated(lambda p, rows: 0.0)
except ModuleNotFoundError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [
        "0.6931",
        'gradients need the package autograd, which is not installed: pip install "ce_helpers[learn]"',
    ]


Z, W = np.zeros((2, 3)), np.zeros((3, 4))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: le.differentiated(3), "loss = 3 is no function"),
        (lambda: le.normal_start([(2, 3, 4)]), r"shapes\[0\] = \(2, 3, 4\) is no matrix and no vector"),
        (lambda: le.normal_start([(2, 0)]), r"shapes\[0\] = 0"),
        (lambda: le.normal_start([5]), r"shapes\[0\] = 5 is no sequence"),
        (lambda: le.normal_start(5), "shapes = 5 is no sequence"),
        (lambda: le.embedding(W[0], [0]), r"table has shape \(4,\)"),
        (lambda: le.embedding(W, [0, 3]), r"tokens\[1\] = 3 is no class index"),
        (lambda: le.embedding(W, [-1]), r"tokens\[0\] = -1"),
        (lambda: le.embedding(W, [0.5]), "tokens must hold whole-number"),
        (lambda: le.dense(Z, W.T), r"x has shape \(2, 3\), w \(4, 3\).*length 4"),
        (lambda: le.dense(Z, W[0]), r"w has shape \(4,\)"),
        (lambda: le.dense(np.array(1.0), W), r"x has shape \(\)"),
        (lambda: le.causal_attention(Z, W, W[:, :2], W), r"query \(3, 4\) and key \(3, 2\) do not fit"),
        (lambda: le.causal_attention(Z[0], W, W, W), r"x \(3,\)"),
        (lambda: le.scores_cross_entropy(Z, [0, 3]), r"y\[1\] = 3 is no class index"),
        (lambda: le.scores_cross_entropy(Z, [0]), r"z has shape \(2, 3\), y \(1,\)"),
        (lambda: le.scores_cross_entropy(Z, [-1, -1], -1), "every y is -1"),
    ],
)
def test_bad_input_is_refused_with_its_value(call, message):
    with pytest.raises(ValueError, match=message):
        call()
