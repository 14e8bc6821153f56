"""Training by gradient descent: logistic and softmax regression, and small networks with a hand-written backward pass.

Everything that learns in the book goes through `descend`, a loop of a dozen lines. A model only has to say what its
loss is and what the gradient of that loss is; the two are always computed side by side. Chapter 8 derives them.

The objective is the (weighted) mean loss of the examples, in nats, plus ``l2 / 2`` times the sum of the squared
weights; biases are not penalised. The loss is cross-entropy unless another is given, see `trainable`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .activations import sigmoid, softmax
from .losses import binary_cross_entropy_with_logits_and_grad, cross_entropy_with_logits_and_grad
from .validate import (
    as_distribution,
    as_floats,
    as_labels,
    as_probabilities,
    generator,
    number,
    plain,
    positive,
    same_shape,
    whole,
)

__all__ = [
    "Descent",
    "Fit",
    "adam_direction",
    "descend",
    "fit_logistic",
    "fit_mlp",
    "fit_softmax",
    "minibatches",
    "mlp_backward",
    "mlp_forward",
    "mlp_start",
    "momentum_direction",
    "sgd_direction",
    "trainable",
]

Floats = NDArray[np.floating[Any]]
Seed = int | np.random.Generator
Targets = NDArray[Any]
Loss = Callable[..., tuple[Floats, Floats]]
Objective = Callable[[Sequence[Floats], Any], tuple[float, Sequence[Floats]]]
Memory = tuple[Any, Any]
Optimiser = Callable[[Floats, Memory, int], tuple[Floats, Memory]]

# (scores, targets) → loss and gradient of every example
_BINARY: Loss = partial(binary_cross_entropy_with_logits_and_grad, reduction="none")
_CATEGORICAL: Loss = partial(cross_entropy_with_logits_and_grad, reduction="none")


# ------------------------------------------------------------------------------- directions


def sgd_direction(gradient: Floats, memory: Memory, t: int) -> tuple[Floats, Memory]:
    """Return the gradient itself: plain gradient descent remembers nothing.

    Parameters
    ----------
    gradient : array
        Gradient of the objective in one parameter array.
    memory : tuple
        What the optimiser remembers of earlier steps; (0, 0) before the first.
    t : int
        Number of the step, from 1.

    Returns
    -------
    direction : array
        The parameter moves by −(learning rate) · direction.
    memory : tuple
        To be handed to the next step.

    Examples
    --------
    >>> sgd_direction(np.array([2.0]), (0, 0), 1)[0]
    array([2.])
    """
    return gradient, memory


def momentum_direction(gradient: Floats, memory: Memory, t: int, *, decay: float = 0.9) -> tuple[Floats, Memory]:
    r"""Return the velocity v ← decay·v + gradient: a ball that rolls on (Polyak 1964).

    For another decay than 0.9 pass ``functools.partial(momentum_direction, decay=0.5)`` as the optimiser.

    Parameters
    ----------
    gradient : array
        Gradient of the objective in one parameter array.
    memory : tuple
        (velocity, 0); (0, 0) before the first step.
    t : int
        Number of the step, from 1.
    decay : float
        What is left of the velocity after a step, 0 (plain gradient descent) to below 1.

    Returns
    -------
    direction : array
        The parameter moves by −(learning rate) · direction.
    memory : tuple
        The new velocity and 0, to be handed to the next step.

    Raises
    ------
    ValueError
        If the shape of the gradient does not fit what is remembered.

    Examples
    --------
    >>> first, memory = momentum_direction(np.array([2.0]), (0, 0), 1)
    >>> second, memory = momentum_direction(np.array([2.0]), memory, 2)
    >>> print(first, second)
    [2.] [3.8]
    """
    velocity = decay * memory[0] + gradient
    return velocity, (velocity, 0)


def adam_direction(
    gradient: Floats,
    memory: Memory,
    t: int,
    *,
    decay: float = 0.9,
    square_decay: float = 0.999,
    epsilon: float = 1e-8,
) -> tuple[Floats, Memory]:
    r"""Return Adam's direction: a running mean of gradients over the root of a running mean of their squares.

    .. math:: m \leftarrow \beta_1 m + (1 - \beta_1) g, \quad v \leftarrow \beta_2 v + (1 - \beta_2) g^2

    .. math:: \text{direction} = \frac{m / (1 - \beta_1^t)}{\sqrt{v / (1 - \beta_2^t)} + \epsilon}

    Epsilon belongs to the published method (Kingma & Ba 2015, Algorithm 1); it keeps a parameter whose gradient is
    exactly zero where it is.

    Parameters
    ----------
    gradient : array
        Gradient of the objective in one parameter array.
    memory : tuple
        (m, v); (0, 0) before the first step.
    t : int
        Number of the step, from 1.
    decay, square_decay : float
        β₁ and β₂, from 0 to below 1: what is left of the running means after a step.
    epsilon : float
        Added to the root.

    Returns
    -------
    direction : array
        The parameter moves by −(learning rate) · direction.
    memory : tuple
        The new m and v, to be handed to the next step.

    Raises
    ------
    ValueError
        If the shape of the gradient does not fit what is remembered.

    Examples
    --------
    The first step has the size of the learning rate, whatever the size of the gradient:

    >>> print(adam_direction(np.array([2.0, -0.001]), (0, 0), 1)[0].round(4))
    [ 1. -1.]
    """
    mean = decay * memory[0] + (1 - decay) * gradient
    square = square_decay * memory[1] + (1 - square_decay) * gradient**2
    direction = mean / (1 - decay**t) / (np.sqrt(square / (1 - square_decay**t)) + epsilon)
    return direction, (mean, square)


_OPTIMISERS: dict[str, Optimiser] = {
    "sgd": sgd_direction,
    "momentum": momentum_direction,
    "adam": adam_direction,
}


# ------------------------------------------------------------------------------- the descent


def minibatches(n: int, batch_size: int, seed: Seed = 0) -> Iterator[NDArray[np.intp]]:
    """Yield batches of row numbers without end; every epoch is a new shuffle in which each row comes exactly once.

    The last batch of an epoch is smaller if `batch_size` does not divide `n`.

    Parameters
    ----------
    n : int
        Number of examples.
    batch_size : int
        Examples in a batch, 1 to `n`.
    seed : int or numpy Generator
        Decides the shuffles.

    Returns
    -------
    iterator of arrays of int
        Row numbers of one batch after another, without end.

    Raises
    ------
    ValueError
        If `batch_size` is not a whole number from 1 to `n`.

    Examples
    --------
    >>> batches = minibatches(5, 2, seed=0)
    >>> [len(next(batches)) for _ in range(3)]
    [2, 2, 1]
    """
    n = whole("n", n, 1)
    if whole("batch_size", batch_size, 1) > n:
        raise ValueError(
            f"batch_size = {batch_size} exceeds the {n} examples; use at most {n}, or None for all at once"
        )
    return _shuffles(n, batch_size, generator(seed))


def _shuffles(n: int, batch_size: int, rng: np.random.Generator) -> Iterator[NDArray[np.intp]]:
    while True:
        order = rng.permutation(n)
        for first in range(0, n, batch_size):
            yield order[first : first + batch_size]


@dataclass(frozen=True, eq=False)
class Descent:
    """What a descent leaves behind.

    Attributes
    ----------
    parameters : tuple of arrays
        The parameters after the last step.
    losses : array, shape (steps,)
        The objective before each step, on the batch of that step, in nats. If it stops being finite the descent ends
        there, and the last entry says so.
    path : array, shape (kept, number of parameters)
        The parameters along the way, flattened in their order, before the steps listed in `kept`.
    kept : array of int
        0, keep_every, 2·keep_every, …, and last the number of steps taken.
    """

    parameters: tuple[Floats, ...]
    losses: Floats
    path: Floats
    kept: NDArray[np.intp]

    @property
    def diverged(self) -> bool:
        """Whether the objective or the parameters became infinite or undefined."""
        return not (np.isfinite(self.losses[-1]) and np.isfinite(self.path[-1]).all())


def descend(
    loss_and_gradient: Objective,
    start: Sequence[ArrayLike],
    *,
    steps: int,
    learning_rate: float,
    n_examples: int | None = None,
    batch_size: int | None = None,
    optimiser: str | Optimiser = "sgd",
    seed: Seed = 0,
    keep_every: int = 1,
) -> Descent:
    r"""Walk downhill: parameter ← parameter − learning rate · direction, `steps` times.

    A bar on the error stream shows the progress of a run that takes longer than two seconds; the environment variable
    ``TQDM_DISABLE=1`` switches it off.

    Parameters
    ----------
    loss_and_gradient : function
        Called with the list of parameters and the rows of the batch (``slice(None)`` without batches); returns the
        objective and the list of its gradients, one for each parameter.
    start : sequence of arrays
        Parameters to start from; they are copied.
    steps : int
        Number of updates.
    learning_rate : float
        Length of a step relative to the direction.
    n_examples, batch_size : int, optional
        Shuffled batches of `batch_size` out of `n_examples`; without them every step sees everything.
    optimiser : {"sgd", "momentum", "adam"} or function
        How gradients become directions, see `sgd_direction`.
    seed : int or numpy Generator
        Decides the batches.
    keep_every : int
        Keep the parameters of every so many steps in the path; 0 keeps the start and the end only.

    Returns
    -------
    Descent

    Raises
    ------
    ValueError
        If a setting is out of its range, or a gradient has not its parameter's shape.

    Examples
    --------
    >>> bowl = lambda parameters, rows: (parameters[0] ** 2, [2 * parameters[0]])
    >>> print(descend(bowl, [1.0], steps=3, learning_rate=0.25).path.ravel())
    [1.    0.5   0.25  0.125]
    """
    from threadpoolctl import threadpool_limits
    from tqdm import trange

    steps, keep_every = whole("steps", steps, 1), whole("keep_every", keep_every, 0)
    positive("learning_rate", learning_rate)
    direction = _optimiser(optimiser)
    if batch_size is not None and n_examples is None:
        raise ValueError(f"batch_size = {batch_size!r} needs to know the number of examples; pass n_examples as well")
    batches = None if batch_size is None or n_examples is None else minibatches(n_examples, batch_size, seed)
    parameters = [as_floats(f"start[{i}]", p).copy() for i, p in enumerate(_several("start", start, "such as [w, b]"))]
    if not parameters:
        raise ValueError(f"start = {start!r} holds no parameter; give at least one array")
    memories: list[Memory] = [(0, 0)] * len(parameters)
    losses, path, kept = [], [], []

    # One thread: for matrices this small a second one only costs time (on a busy machine twenty-fold), and it makes
    # the last digits depend on the machine. No warnings: a run that diverges ends by itself, below.
    with threadpool_limits(1, user_api="blas"), np.errstate(over="ignore", invalid="ignore"):
        for t in trange(steps, desc="training", delay=2, leave=False):
            if t == 0 or (keep_every and t % keep_every == 0):
                path.append(_flat(parameters))
                kept.append(t)
            loss, gradients = loss_and_gradient(parameters, slice(None) if batches is None else next(batches))
            if t == 0:
                _same_shapes(parameters, gradients)
            losses.append(float(loss))
            if not np.isfinite(losses[-1]):
                break
            for i, gradient in enumerate(gradients):
                move, memories[i] = direction(gradient, memories[i], t + 1)
                parameters[i] = parameters[i] - learning_rate * move

    taken = len(losses) - (not np.isfinite(losses[-1]))
    if kept[-1] != taken:
        path.append(_flat(parameters))
        kept.append(taken)
    return Descent(tuple(parameters), np.array(losses), np.array(path), np.array(kept, dtype=np.intp))


# ------------------------------------------------------------------------------- fitted models


@dataclass(frozen=True, eq=False)
class Fit(Descent):
    """A trained model: a `Descent` that can predict.

    Attributes
    ----------
    parameters, losses, path, kept, diverged
        As in `Descent`. The parameters are (weights, bias) of a linear model, and (W₁, b₁, W₂, b₂, …) of a network.
    output : {"sigmoid", "softmax", "identity"}
        What turns scores into predictions.
    activation : {"tanh", "relu"}
        Of the hidden layers, if there are any.
    """

    output: str = "softmax"
    activation: str = "tanh"

    @property
    def weights(self) -> Floats:
        """Weights of the last layer: shape (features,) for logistic, (features, K) for softmax regression."""
        return self.parameters[-2]

    @property
    def bias(self) -> Floats:
        """Bias of the last layer: a number for logistic, shape (K,) for softmax regression."""
        return self.parameters[-1]

    def logits(self, x: ArrayLike) -> Floats:
        """Return the scores of the examples `x`, shape (n, features): shape (n,) with one output, else (n, K)."""
        z, _ = mlp_forward(self.parameters, as_floats("x", x), self.activation)
        return z[:, 0] if self.output != "softmax" and z.shape[1:] == (1,) else z

    def predict_proba(self, x: ArrayLike) -> Floats:
        """Return σ(z), the probability of class 1, or softmax(z), one row of probabilities an example.

        With ``output="identity"`` the scores are returned as they are: they are means, not probabilities.
        """
        z = self.logits(x)
        if self.output == "identity":
            return z
        return sigmoid(z) if self.output == "sigmoid" else softmax(z)

    def predict(self, x: ArrayLike) -> NDArray[Any]:
        """Return the likeliest class of each example (for sigmoids: 1 where the probability is at least ½)."""
        p = self.predict_proba(x)
        if self.output == "identity":
            return p
        return (p >= 0.5).astype(np.intp) if self.output == "sigmoid" else p.argmax(axis=-1)

    def at(self, i: int) -> Fit:
        """Return the model as it was at entry `i` of the path, before step ``kept[i]``.

        A curve of validation losses, and early stopping, can so be had after the run:

        >>> from ce_helpers.losses import cross_entropy_with_logits
        >>> x, y = np.array([[-1.0], [0.0], [1.0]]), np.array([0, 1, 1])
        >>> fit = fit_softmax(x, y, steps=40, learning_rate=1.0, keep_every=10)
        >>> curve = [cross_entropy_with_logits(fit.at(i).logits(x), y) for i in range(len(fit.kept))]
        >>> print(np.round(curve, 3), fit.kept[np.argmin(curve)])
        [0.693 0.157 0.098 0.072 0.056] 40
        """
        if not -len(self.path) <= i < len(self.path):
            raise ValueError(f"i = {i} is outside the path, which keeps {len(self.path)} points; see fit.kept")
        ends = np.cumsum([p.size for p in self.parameters])[:-1]
        parts = np.split(self.path[i], ends)
        return replace(self, parameters=tuple(q.reshape(p.shape) for p, q in zip(self.parameters, parts, strict=True)))


def fit_logistic(
    x: ArrayLike,
    y: ArrayLike,
    *,
    steps: int,
    learning_rate: float,
    l2: float = 0.0,
    batch_size: int | None = None,
    optimiser: str | Optimiser = "sgd",
    seed: Seed = 0,
    start: Sequence[ArrayLike] | None = None,
    sample_weight: ArrayLike | None = None,
    loss: Loss | None = None,
    keep_every: int = 1,
) -> Fit:
    r"""Fit ŷ = σ(x·w + b) by gradient descent.

    .. math:: \frac1n \sum_i \ell(x_i \cdot w + b,\, y_i) + \frac{\lambda}{2} \lVert w \rVert^2

    .. math:: \text{gradient} = \frac1n \sum_i (\hat y_i - y_i)\, x_i + \lambda w

    Parameters
    ----------
    x : array, shape (n, features)
        Examples.
    y : array, shape (n,) or (n, K)
        Targets in [0, 1]. With K columns there are K independent sigmoids, and their losses are added.
    steps, learning_rate, batch_size, optimiser, seed, keep_every
        As in `descend`; without `batch_size` every step sees all examples.
    l2 : float
        Weight λ of the penalty. scikit-learn's ``C`` is 1 / (λn).
    start : (weights, bias), optional
        Where to start; zeros otherwise, so that the first loss is ln 2.
    sample_weight : array, shape (n,), optional
        Importance of each example; the loss is the weighted mean Σwℓ / Σw of each batch.
    loss : function
        ``loss(z, y)`` → (values, gradients) of every example, not averaged (`trainable` makes one); the binary
        cross-entropy unless given.
    keep_every : int
        As in `descend`. The columns of the path are the weights and then the bias.

    Returns
    -------
    Fit

    Raises
    ------
    ValueError
        For shapes that do not match, targets outside [0, 1], or settings out of their range.

    References
    ----------
    Chapter 8 derives the gradient; C. M. Bishop, *Pattern Recognition and Machine Learning* (2006), section 4.3.

    Examples
    --------
    >>> x, y = np.array([[-2.0], [-1.0], [1.0], [2.0]]), np.array([0, 1, 0, 1])
    >>> fit = fit_logistic(x, y, steps=200, learning_rate=0.5)
    >>> p = fit.predict_proba(x)
    >>> print(np.allclose(x.T @ p, x.T @ y), fit.losses[0].round(6))
    True 0.693147

    Another loss in its place, here the squared error of the probability:

    >>> def squared(z, y):
    ...     p = 1 / (1 + np.exp(-z))
    ...     return (p - y) ** 2, 2 * (p - y) * p * (1 - p)
    >>> print(fit_logistic(x, y, steps=200, learning_rate=0.5, loss=squared).losses[0])
    0.25
    """
    x, y = _examples(x, as_probabilities("y", y))
    objective = _linear(x, y, _importance(sample_weight, len(x)), loss or _BINARY, _not_negative("l2", l2))
    begin = _start(start, [(x.shape[1], *y.shape[1:]), y.shape[1:]])
    walk = descend(
        objective,
        begin,
        steps=steps,
        learning_rate=learning_rate,
        n_examples=len(x),
        batch_size=batch_size,
        optimiser=optimiser,
        seed=seed,
        keep_every=keep_every,
    )
    return Fit(walk.parameters, walk.losses, walk.path, walk.kept, output="sigmoid")


def fit_softmax(
    x: ArrayLike,
    y: ArrayLike,
    *,
    steps: int,
    learning_rate: float,
    l2: float = 0.0,
    batch_size: int | None = None,
    optimiser: str | Optimiser = "sgd",
    seed: Seed = 0,
    start: Sequence[ArrayLike] | None = None,
    sample_weight: ArrayLike | None = None,
    loss: Loss | None = None,
    keep_every: int = 1,
    n_classes: int | None = None,
) -> Fit:
    r"""Fit ŷ = softmax(x·W + b) by gradient descent.

    .. math:: \frac1n \sum_i \ell(x_i W + b,\, y_i) + \frac{\lambda}{2} \lVert W \rVert^2

    .. math:: \text{gradient} = \frac1n \sum_i x_i^{\mathsf T} (\hat y_i - y_i) + \lambda W

    Parameters
    ----------
    x : array, shape (n, features)
        Examples.
    y : array, shape (n,) of class indices, or (n, K) of probabilities
        Targets; rows of probabilities must sum to 1.
    steps, learning_rate, l2, batch_size, optimiser, seed, start, sample_weight, keep_every
        As in `fit_logistic`; the weights have shape (features, K). From zeros the first loss is ln K.
    loss : function
        ``loss(z, y)`` → (values of shape (n,), gradients of shape (n, K)), not averaged (`trainable` makes
        one); the cross-entropy unless given. The targets reach it as they were given, as indices or as rows.
    n_classes : int, optional
        Number of classes K; otherwise the largest index plus one.

    Returns
    -------
    Fit

    Raises
    ------
    ValueError
        For shapes that do not match, labels or probabilities that are none, or settings out of their range.

    References
    ----------
    Chapter 8 derives the gradient; C. M. Bishop, *Pattern Recognition and Machine Learning* (2006), section 4.3.4.

    Examples
    --------
    >>> x, y = np.array([[-1.0], [0.0], [1.0], [2.0]]), np.array([0, 1, 2, 2])
    >>> fit = fit_softmax(x, y, steps=300, learning_rate=1.0)
    >>> print(fit.losses[0].round(6), fit.predict(x))
    1.098612 [0 1 2 2]
    """
    classes, k = _classes(y, n_classes)
    x, y = _examples(x, classes)
    objective = _linear(x, y, _importance(sample_weight, len(x)), loss or _CATEGORICAL, _not_negative("l2", l2))
    begin = _start(start, [(x.shape[1], k), (k,)])
    walk = descend(
        objective,
        begin,
        steps=steps,
        learning_rate=learning_rate,
        n_examples=len(x),
        batch_size=batch_size,
        optimiser=optimiser,
        seed=seed,
        keep_every=keep_every,
    )
    return Fit(walk.parameters, walk.losses, walk.path, walk.kept, output="softmax")


def _linear(x: Floats, y: Targets, importance: Floats, loss: Loss, l2: float) -> Objective:
    """Return the objective of a model whose scores are x·w + b."""

    def loss_and_gradient(parameters: Sequence[Floats], rows: Any) -> tuple[float, list[Floats]]:
        w, b = parameters
        share = importance[rows] / importance[rows].sum()  # 1/n each, unless weights are given
        values, push = _each(loss, x[rows] @ w + b, y[rows])  # push is ŷ − y under cross-entropy
        push = (push.T * share).T
        objective = (share @ values).sum() + l2 / 2 * (w * w).sum()
        return objective, [x[rows].T @ push + l2 * w, push.sum(axis=0)]

    return loss_and_gradient


# ------------------------------------------------------------------------------- networks


def mlp_start(sizes: Sequence[int], *, seed: Seed = 0, activation: str = "tanh", scale: float = 1.0) -> list[Floats]:
    """Return random parameters [W₁, b₁, W₂, b₂, …] of a network with layers of the given sizes.

    Weights are normal with variance scale²/fan-in (tanh) or 2·scale²/fan-in (into relu units), where fan-in is the
    number of inputs of the layer, so that with scale 1 the signal keeps its size from layer to layer (LeCun et al.
    1998; He et al. 2015). Biases are zero.

    Parameters
    ----------
    sizes : sequence of int
        Inputs, hidden layers, outputs.
    seed : int or numpy Generator
        Decides the weights.
    activation : {"tanh", "relu"}
        Of the hidden layers.
    scale : float
        Factor on all weights; Chapter 15 shows what 10 does to the first loss.

    Returns
    -------
    list of arrays
        Weights of shape (fan-in, fan-out) and biases of shape (fan-out,), in turn.

    Raises
    ------
    ValueError
        If there are fewer than two sizes, a size is not positive, the activation is unknown, or the scale negative.

    Examples
    --------
    >>> [p.shape for p in mlp_start([4, 8, 3])]
    [(4, 8), (8,), (8, 3), (3,)]
    """
    sizes = _several("sizes", sizes, "such as [4, 3]")
    if len(sizes) < 2:
        raise ValueError(f"sizes = {sizes!r} needs at least the inputs and the outputs, such as [4, 3]")
    counts = [whole(f"sizes[{i}]", size, 1) for i, size in enumerate(sizes)]
    _choice("activation", activation, ("tanh", "relu"))
    _not_negative("scale", scale)
    rng, parameters = generator(seed), []
    for layer, (fan_in, fan_out) in enumerate(pairwise(counts), start=2):
        gain = 2.0 if activation == "relu" and layer < len(counts) else 1.0
        parameters.append(scale * np.sqrt(gain / fan_in) * rng.standard_normal((fan_in, fan_out)))
        parameters.append(np.zeros(fan_out))
    return parameters


def mlp_forward(
    parameters: Sequence[Floats], x: Floats, activation: str = "tanh", masks: Sequence[Floats] = ()
) -> tuple[Floats, list[tuple[Floats, Floats | float]]]:
    """Run a network forward, and remember what the way back will need.

    Parameters
    ----------
    parameters : sequence of arrays
        W₁, b₁, W₂, b₂, …; each layer computes input·W + b, and all but the last apply the activation.
    x : array, shape (n, inputs)
        Examples.
    activation : {"tanh", "relu"}
        Of the hidden layers.
    masks : sequence of arrays, optional
        Factors on the outputs of the hidden layers, one array for each layer: dropout.

    Returns
    -------
    z : array, shape (n, outputs)
        Scores.
    memory : list
        For each layer its input and the slope of the activation that made this input.

    Raises
    ------
    ValueError
        If the number of features is not what the first layer takes, or the activation is unknown.

    Examples
    --------
    >>> z, memory = mlp_forward([np.eye(2), np.zeros(2), np.ones((2, 1)), np.zeros(1)], np.array([[1.0, -3.0]]), "relu")
    >>> print(z, memory[1][0], memory[1][1])
    [[1.]] [[1. 0.]] [[1. 0.]]
    """
    _choice("activation", activation, ("tanh", "relu"))
    x = plain("x", x)
    if x.ndim != 2 or x.shape[1] != parameters[0].shape[0]:
        raise ValueError(
            f"x has shape {x.shape}, but the model takes (n, {parameters[0].shape[0]}): one row an example"
        )
    memory: list[tuple[Floats, Floats | float]] = [(x, 1.0)]
    for layer in range(len(parameters) // 2 - 1):
        s = memory[-1][0] @ parameters[2 * layer] + parameters[2 * layer + 1]
        h = np.tanh(s) if activation == "tanh" else np.where(s > 0, s, 0.0)
        slope = 1 - h * h if activation == "tanh" else (s > 0) * 1.0
        mask = masks[layer] if len(masks) else 1.0
        memory.append((h * mask, slope * mask))
    return memory[-1][0] @ parameters[-2] + parameters[-1], memory


def mlp_backward(
    parameters: Sequence[Floats], memory: Sequence[tuple[Floats, Floats | float]], push: Floats
) -> tuple[list[Floats], Floats]:
    r"""Send the gradient in the scores back through the network.

    With h the input of a layer and δ the gradient in its result, the gradients are hᵀδ in the weights and Σδ in the
    bias, and the layer below receives δWᵀ times the slope of its activation.

    Parameters
    ----------
    parameters, memory
        What `mlp_forward` took and returned.
    push : array, shape (n, outputs)
        Gradient of the objective in the scores; softmax(z) − y over n, for the mean cross-entropy.

    Returns
    -------
    gradients : list of arrays
        In the order and shapes of `parameters`.
    gradient_x : array, shape (n, inputs)
        Gradient in the examples themselves (adversarial examples, generators).

    Raises
    ------
    ValueError
        If `push` has not the shape of the scores.

    References
    ----------
    Rumelhart, D. E., G. E. Hinton and R. J. Williams, *Learning representations by back-propagating errors*, Nature
    323 (1986); Chapter 8.

    Examples
    --------
    >>> parameters = [np.array([[2.0]]), np.array([0.0])]
    >>> z, memory = mlp_forward(parameters, np.array([[3.0]]))
    >>> mlp_backward(parameters, memory, np.array([[1.0]]))
    ([array([[3.]]), array([1.])], array([[2.]]))
    """
    push = plain("push", push)
    outputs = (len(memory[0][0]), *parameters[-1].shape)
    if push.shape != outputs:
        raise ValueError(f"push has shape {push.shape}, the scores {outputs}; give the gradient in every score")
    gradients: list[Floats] = []
    for layer in reversed(range(len(memory))):
        h, slope = memory[layer]
        gradients = [h.T @ push, push.sum(axis=0), *gradients]
        push = push @ parameters[2 * layer].T * slope
    return gradients, push


def fit_mlp(
    x: ArrayLike,
    y: ArrayLike,
    *,
    hidden: Sequence[int] = (32,),
    steps: int,
    learning_rate: float,
    activation: Literal["tanh", "relu"] = "tanh",
    output: Literal["softmax", "sigmoid", "identity"] = "softmax",
    l2: float = 0.0,
    dropout: float = 0.0,
    scale: float = 1.0,
    batch_size: int | None = None,
    optimiser: str | Optimiser = "sgd",
    seed: Seed = 0,
    start: Sequence[ArrayLike] | None = None,
    sample_weight: ArrayLike | None = None,
    loss: Loss | None = None,
    keep_every: int = 0,
    n_classes: int | None = None,
) -> Fit:
    """Fit a small fully connected network by gradient descent.

    Parameters
    ----------
    x : array, shape (n, features)
        Examples.
    y : array
        As in `fit_softmax`; for ``output="sigmoid"`` as in `fit_logistic`; for ``output="identity"`` any numbers of
        shape (n,) or (n, K).
    hidden : sequence of int
        Units of the hidden layers; ``()`` gives the linear model.
    activation : {"tanh", "relu"}
        Of the hidden layers.
    output : {"softmax", "sigmoid", "identity"}
        What the scores mean; decides the loss (cross-entropy, binary cross-entropy, half the squared error).
    dropout : float
        Probability with which a hidden unit is silenced in a training step; the others are scaled up by
        1/(1 − dropout), so that predictions need no change (Srivastava et al. 2014).
    scale : float
        Of the random start, see `mlp_start`.
    steps, learning_rate, l2, batch_size, optimiser, sample_weight, loss, n_classes
        As in `fit_softmax`.
    seed : int or numpy Generator
        Decides the start, the batches and the dropout, each by a stream of its own.
    start : sequence of arrays, optional
        Parameters W₁, b₁, W₂, b₂, … to start from, instead of random ones.
    keep_every : int
        As in `descend`; 0 here, because a path of all weights may be large. Give 10, say, to stop early afterwards.

    Returns
    -------
    Fit

    Raises
    ------
    ValueError
        For shapes that do not match, targets that are none, or settings out of their range.

    Examples
    --------
    No straight line separates these classes; four hidden units do:

    >>> x, y = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0, 1, 1, 0])
    >>> fit = fit_mlp(x, y, hidden=(4,), steps=500, learning_rate=0.1, optimiser="adam")
    >>> print(fit.predict(x), fit.losses[-1] < 0.05)
    [0 1 1 0] True
    """
    _choice("output", output, ("softmax", "sigmoid", "identity"))
    hidden = _several("hidden", hidden, "such as (32,), or () for none")
    rate = _not_negative("dropout", dropout)
    if rate >= 1:
        raise ValueError(f"dropout = {dropout!r} silences everything; use a probability from 0 to below 1")
    if output == "softmax":
        classes, k = _classes(y, n_classes)
        x, t = _examples(x, classes)
    else:
        x, t = _examples(x, as_probabilities("y", y) if output == "sigmoid" else as_floats("y", y))
        t = t.reshape(len(t), -1)
        k = t.shape[1]
    example_loss = loss or {"softmax": _CATEGORICAL, "sigmoid": _BINARY, "identity": _half_square}[output]
    importance, l2 = _importance(sample_weight, len(x)), _not_negative("l2", l2)
    start_rng, batch_rng, dropout_rng = generator(seed).spawn(3)
    begin = mlp_start([x.shape[1], *hidden, k], seed=start_rng, activation=activation, scale=scale)

    def loss_and_gradient(parameters: Sequence[Floats], rows: Any) -> tuple[float, list[Floats]]:
        share = importance[rows] / importance[rows].sum()
        masks = [(dropout_rng.random((len(share), units)) >= rate) / (1 - rate) for units in hidden] if rate else []
        z, memory = mlp_forward(parameters, x[rows], activation, masks)
        values, push = _each(example_loss, z, t[rows])
        gradients, _ = mlp_backward(parameters, memory, push * share[:, None])
        penalty = sum((w * w).sum() for w in parameters[::2])
        gradients[::2] = [g + l2 * w for g, w in zip(gradients[::2], parameters[::2], strict=True)]
        return (share @ values).sum() + l2 / 2 * penalty, gradients

    walk = descend(
        loss_and_gradient,
        _start(start, [p.shape for p in begin]) if start is not None else begin,
        steps=steps,
        learning_rate=learning_rate,
        n_examples=len(x),
        batch_size=batch_size,
        optimiser=optimiser,
        seed=batch_rng,
        keep_every=keep_every,
    )
    return Fit(walk.parameters, walk.losses, walk.path, walk.kept, output=output, activation=activation)


# ------------------------------------------------------------------------------- losses


def trainable(loss: Callable[..., Any], grad: Callable[..., Any], **options: Any) -> Loss:
    """Join a loss of the book and its gradient into what the ``loss`` argument of the learners wants.

    Parameters
    ----------
    loss, grad : functions
        Called as ``loss(z, y, reduction="none", **options)``; every loss on scores in `ce_helpers.losses` has a
        ``<loss>_grad`` beside it.
    **options
        What both are to be told besides: ``gamma``, ``label_smoothing``, ``pos_weight``, ``transition``, …

    Returns
    -------
    function
        (scores, targets) → (losses, gradients) of every example, not averaged.

    Raises
    ------
    ValueError
        When the function is called, what the loss refuses.

    Examples
    --------
    >>> from ce_helpers.losses import focal_loss_with_logits, focal_loss_with_logits_grad
    >>> focal = trainable(focal_loss_with_logits, focal_loss_with_logits_grad, gamma=2.0)
    >>> fit = fit_logistic([[0.0], [1.0]], [0, 1], steps=10, learning_rate=1.0, loss=focal)
    >>> print(fit.losses[0].round(6))  # a quarter of ln 2
    0.173287
    """

    def loss_and_gradient(z: Floats, y: Targets) -> tuple[Floats, Floats]:
        return loss(z, y, reduction="none", **options), grad(z, y, reduction="none", **options)

    return loss_and_gradient


# ------------------------------------------------------------------------------- arithmetic and checks


def _each(loss: Loss, z: Floats, y: Targets) -> tuple[Floats, Floats]:
    """Return loss and gradient of every example; NaN once scores have overflowed, which ends the descent."""
    if not np.isfinite(z).all():
        return np.full(len(z), np.nan), np.full_like(z, np.nan)
    return loss(z, y)


def _half_square(z: Floats, y: Targets) -> tuple[Floats, Floats]:
    """Return ½(z − y)² and its gradient: the Gaussian's negative log-likelihood, up to a constant."""
    return (z - y) ** 2 / 2, z - y


def _flat(parameters: Sequence[Floats]) -> Floats:
    return np.concatenate([p.ravel() for p in parameters])


def _examples(x: ArrayLike, y: Targets) -> tuple[Floats, Targets]:
    a = as_floats("x", x)
    if a.ndim != 2:
        raise ValueError(f"x has shape {a.shape}; give (n, features), a single feature as x[:, None]")
    if not np.isfinite(a).all():
        raise ValueError("x holds infinite values; remove or replace them before training")
    if y.ndim not in (1, 2) or len(y) != len(a):
        raise ValueError(f"y has shape {y.shape}, x {a.shape}; give one target (or one row of targets) an example")
    return a, y


def _classes(y: ArrayLike, n_classes: int | None) -> tuple[Targets, int]:
    """Return checked class indices or rows of probabilities, and the number of classes."""
    a = plain("y", y)
    if a.ndim == 2:
        p = as_distribution("y", a)
        if n_classes not in (None, p.shape[1]):
            raise ValueError(f"n_classes = {n_classes}, but y has {p.shape[1]} columns; leave n_classes out")
        return p, p.shape[1]
    if n_classes is None:
        n_classes = max(int(a.max()) + 1, 1) if a.size and np.issubdtype(a.dtype, np.integer) else 1
    k = whole("n_classes", n_classes, 1)
    return as_labels("y", a, k), k


def _importance(sample_weight: ArrayLike | None, n: int) -> Floats:
    if sample_weight is None:
        return np.ones(n)
    w = as_floats("sample_weight", sample_weight)
    same_shape(sample_weight=w, examples=np.empty(n))
    if (w <= 0).any() or not np.isfinite(w).all():
        bad = w[(w <= 0) | ~np.isfinite(w)][0]
        raise ValueError(f"sample_weight holds {bad:g}; weights are positive and finite (leave an example out instead)")
    return w


def _start(start: Sequence[ArrayLike] | None, shapes: Sequence[tuple[int, ...]]) -> list[Floats]:
    if start is None:
        return [np.zeros(shape) for shape in shapes]
    given = [as_floats(f"start[{i}]", p) for i, p in enumerate(_several("start", start, "such as [w, b]"))]
    if [p.shape for p in given] != list(shapes):
        raise ValueError(f"start has shapes {[p.shape for p in given]}; this model needs {list(shapes)}")
    return given


def _same_shapes(parameters: Sequence[Floats], gradients: Sequence[Floats]) -> None:
    p, g = [np.shape(a) for a in parameters], [np.shape(a) for a in gradients]
    if p != g:
        raise ValueError(f"gradients have shapes {g}, parameters {p}; return one gradient of its shape for each")


def _optimiser(optimiser: str | Optimiser) -> Optimiser:
    if callable(optimiser):
        return optimiser
    return _OPTIMISERS[_choice("optimiser", optimiser, tuple(_OPTIMISERS))]


def _choice(name: str, value: str, known: Sequence[str]) -> str:
    if value not in known:
        raise ValueError(f"{name} = {value!r} is unknown; use one of {', '.join(map(repr, known))}")
    return value


def _several(name: str, value: Any, example: str) -> Any:
    """Return `value` if it is a sequence."""
    row = value.ndim > 0 if isinstance(value, np.ndarray) else isinstance(value, Sequence)
    if row and not isinstance(value, str | bytes):
        return value
    raise ValueError(f"{name} = {value!r:.60} is no sequence; give a list or tuple {example}")


def _not_negative(name: str, value: Any) -> float:
    return number(name, value, 0, np.inf)
