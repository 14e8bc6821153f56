"""What the learners refuse, and why: classes with gaps, columns of targets, settings out of range."""

from functools import partial

import numpy as np
import pytest

from ce_helpers import learning as le

# ------------------------------------------------------------------------------- bad input

X, Y = [[0.0], [1.0], [2.0]], [0, 1, 1]
OK = {"steps": 1, "learning_rate": 0.1}


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: le.fit_logistic([0.0, 1.0, 2.0], Y, **OK), r"x has shape \(3,\).*x\[:, None\]"),
        (lambda: le.fit_logistic(X, [0, 1], **OK), r"y has shape \(2,\)"),
        (lambda: le.fit_logistic(X, [0, 1, 2], **OK), r"y\[2\] = 2(.0)? is not a probability"),
        (lambda: le.fit_logistic([[np.nan], [1], [2]], Y, **OK), r"x\[0, 0\] is NaN"),
        (lambda: le.fit_logistic([[np.inf], [1], [2]], Y, **OK), "infinite"),
        (lambda: le.fit_logistic(X, Y, steps=0, learning_rate=0.1), "steps = 0"),
        (lambda: le.fit_logistic(X, Y, steps=2.5, learning_rate=0.1), "steps = 2.5"),
        (lambda: le.fit_logistic(X, Y, steps=1, learning_rate=0), "learning_rate = 0"),
        (lambda: le.fit_logistic(X, Y, steps=1, learning_rate="fast"), "learning_rate = 'fast'"),
        (lambda: le.fit_logistic(X, Y, l2=-1, **OK), "l2 = -1"),
        (lambda: le.fit_logistic(X, Y, batch_size=4, **OK), "batch_size = 4 exceeds the 3 examples"),
        (lambda: le.fit_logistic(X, Y, batch_size=0, **OK), "batch_size = 0"),
        (lambda: le.fit_logistic(X, Y, optimiser="adagrad", **OK), "optimiser = 'adagrad'.*'adam'"),
        (lambda: le.fit_logistic(X, Y, seed=-1, **OK, batch_size=1), "seed = -1"),
        (lambda: le.fit_logistic(X, Y, seed=None, **OK, batch_size=1), "seed = None"),
        (lambda: le.fit_logistic(X, Y, start=[[0.0, 0.0], 0.0], **OK), "start has shapes"),
        (lambda: le.fit_logistic(X, Y, sample_weight=[1, 0, 1], **OK), "sample_weight holds 0"),
        (lambda: le.fit_logistic(X, Y, sample_weight=[1, 1], **OK), "shapes differ"),
        (lambda: le.fit_softmax(X, [0, -1, 1], **OK), "-1"),
        (lambda: le.fit_softmax(X, [0, 1, 3], n_classes=3, **OK), r"y\[2\] = 3"),
        (lambda: le.fit_softmax(X, [0.0, 1.0, 1.0], **OK), "whole-number"),
        (lambda: le.fit_softmax(X, [[0.5, 0.4]] * 3, **OK), "sums to 0.9"),
        (lambda: le.fit_softmax(X, np.eye(3), n_classes=4, **OK), "3 columns"),
        (lambda: le.fit_softmax(X, [], **OK), "empty"),
        (lambda: le.fit_mlp(X, Y, activation="gelu", **OK), "activation = 'gelu'"),
        (lambda: le.fit_mlp(X, Y, output="probit", **OK), "output = 'probit'"),
        (lambda: le.fit_mlp(X, Y, dropout=1.0, **OK), "dropout = 1.0"),
        (lambda: le.fit_mlp(X, Y, hidden=(0,), **OK), r"sizes\[1\] = 0"),
        (lambda: le.fit_mlp(X, 3.0, output="identity", **OK), r"y has shape \(\)"),
        (lambda: le.fit_mlp(X, [0, 1, 2], output="sigmoid", **OK), "is not a probability"),
        (lambda: le.mlp_start([3]), "at least the inputs and the outputs"),
        (lambda: le.mlp_start([3, 2], scale=-1), "scale = -1"),
        (lambda: le.fit_softmax(X, Y, **OK).predict([[1.0, 2.0]]), r"takes \(n, 1\)"),
        (lambda: le.descend(lambda p, r: (0.0, [np.zeros(2)]), [0.0], **OK), "gradients have shapes"),
        (lambda: le.descend(lambda p, r: (0.0, []), [0.0], **OK), "gradients have shapes"),
        (lambda: le.descend(lambda p, r: (0.0, [0.0]), [0.0], keep_every=-1, **OK), "keep_every = -1"),
        (lambda: le.descend(lambda p, r: (0.0, [0.0]), [0.0], batch_size=2, **OK), "n_examples"),
    ],
)
def test_bad_input_is_refused_with_its_value(call, message):
    with pytest.raises(ValueError, match=message):
        call()


# --- silent traps ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("found", [0.5, None, (0.5,), [0.5, [np.zeros(1)], 3]])
def test_an_objective_that_returns_no_pair_is_refused(found):
    with pytest.raises(ValueError, match="return two things"):
        le.descend(lambda p, rows: found, [[0.0]], steps=1, learning_rate=1.0)


X4 = np.array([[-1.0], [0.0], [1.0], [2.0]])
LEARNERS = {
    "softmax": partial(le.fit_softmax, steps=1, learning_rate=1.0),
    "mlp": partial(le.fit_mlp, steps=1, learning_rate=1.0),
}
TRAPS = {
    "from one": ([1, 2, 3, 1], "holds no 0.*numpy.unique"),
    "a gap": ([0, 2, 2, 3], "holds no 1.*n_classes"),
    "huge": ([0, 1, 10**12, 0], "runs from 0 to 1000000000000"),
    "one class": ([0, 0, 0, 0], "holds no 1"),
    "negative": ([-1, 1, -1, 1], "runs from -1"),
    "names": (["a", "b", "a", "b"], "'a'.*numpy.unique"),
    "floats": ([0.0, 1.0, 0.0, 1.0], "dtype float64"),
    "a column": ([[0], [1], [2], [1]], r"y\[:, 0\]"),
    "nothing": ([], "empty"),
}


@pytest.mark.parametrize("learner", LEARNERS)
@pytest.mark.parametrize("trap", TRAPS)
def test_classes_are_the_indices_from_zero_without_a_gap_or_refused(learner, trap):
    y, told = TRAPS[trap]
    with pytest.raises(ValueError, match=told):
        LEARNERS[learner](X4, y)


@pytest.mark.parametrize("learner", LEARNERS)
def test_the_first_loss_of_three_classes_is_that_of_three_unless_more_are_announced(learner):
    names, y = np.unique(["b", "c", "d", "b"], return_inverse=True)
    fit = LEARNERS[learner](X4, y)
    assert fit.bias.shape == names.shape
    assert LEARNERS[learner](X4, [0, 2, 2, 0], n_classes=4).bias.shape == (4,)
    with pytest.raises(ValueError, match="n_classes = 1"):
        LEARNERS[learner](X4, [0, 0, 0, 0], n_classes=1)


@pytest.mark.parametrize("output", ["sigmoid", "identity"])
def test_a_column_of_targets_is_refused_before_predictions_are_compared_with_it(output):
    y = [[0.0], [1.0], [0.0], [1.0]]
    with pytest.raises(ValueError, match=r"y\[:, 0\]"):
        le.fit_mlp(X4, y, steps=1, learning_rate=1.0, output=output)
    with pytest.raises(ValueError, match=r"y\[:, 0\]"):
        le.fit_logistic(X4, y, steps=1, learning_rate=1.0)


@pytest.mark.parametrize("y", [[-1, 1, -1, 1], [-1.0, 1.0, 1.0, 1.0]])
def test_signs_are_told_how_to_become_targets(y):
    with pytest.raises(ValueError, match=r"\(y \+ 1\) / 2"):
        le.fit_logistic(X4, y, steps=1, learning_rate=1.0)
    with pytest.raises(ValueError, match=r"\(y \+ 1\) / 2"):
        le.fit_mlp(X4, y, steps=1, learning_rate=1.0, output="sigmoid")


def test_booleans_are_targets_of_the_logistic_model():
    whole, boolean = [0, 1, 0, 1], [False, True, False, True]
    fits = [le.fit_logistic(X4, y, steps=5, learning_rate=1.0) for y in (whole, boolean)]
    assert (fits[0].weights == fits[1].weights).all()


@pytest.mark.parametrize("loss", [np.array([1.0]), np.ones((1, 1)), np.ones(3)])
def test_a_loss_that_is_no_single_number_is_refused_by_its_shape(loss):
    with pytest.raises(ValueError, match=r"loss has shape \(.*loss.mean"):
        le.descend(lambda p, rows: (loss, [np.zeros(1)]), [[0.0]], steps=1, learning_rate=1.0)
