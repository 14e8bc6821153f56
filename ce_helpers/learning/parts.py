"""Parts of models that are differentiated by `autograd`: embedding, dense layer, one attention head, the loss.

Chapter 8 writes a backward pass by hand. Here only the way forward is written, in NumPy's words, and the package
`autograd` follows every operation back (Maclaurin, Duvenaud and Adams 2015). A model is a function of its list of
parameters; `differentiated` makes of its loss what `descend` wants:

    fit = descend(differentiated(loss), start, steps=500, learning_rate=0.01, optimiser="adam")

`autograd` is imported when a part is first used. Without it (in the page's Python) the parts run forward all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..extras import extra
from ..validate import as_labels, generator, whole
from .checks import several
from .descent import Objective

__all__ = ["causal_attention", "dense", "differentiated", "embedding", "normal_start", "scores_cross_entropy"]

Floats = NDArray[np.floating[Any]]
Tokens = NDArray[np.integer[Any]]
Seed = int | np.random.Generator


def differentiated(loss: Callable[[Sequence[Floats], Any], Any]) -> Objective:
    """Return a function that computes the loss and its gradients, as `descend` wants it.

    Parameters
    ----------
    loss : function
        Called with the list of parameters and the rows of the batch; returns one number. It is written with the parts
        of this module, with operators, and with functions from ``autograd.numpy``; nothing in it is changed in place.

    Returns
    -------
    function
        (parameters, rows) → (loss, list of its gradients, one for each parameter).

    Raises
    ------
    ModuleNotFoundError
        If `autograd` is not installed.
    ValueError
        If `loss` is not a function.

    References
    ----------
    Maclaurin, D., D. Duvenaud, M. Johnson and R. P. Adams, *Autograd: Reverse-mode differentiation of native Python*
    (2015), https://github.com/HIPS/autograd.

    Examples
    --------
    >>> from ce_helpers.learning import descend
    >>> bowl = differentiated(lambda parameters, rows: (parameters[0] - 3.0) ** 2)
    >>> bowl([np.array(1.0)], None)
    (4.0, [array(-4.)])
    >>> print(descend(bowl, [1.0], steps=60, learning_rate=0.25).parameters[0].round(6))
    3.0
    """
    if not callable(loss):
        raise ValueError(f"loss = {loss!r:.60} is no function; write one of (parameters, rows) that returns a number")
    with extra("learn", "gradients need"):
        from autograd import value_and_grad
    follow = value_and_grad(loss)

    def loss_and_gradient(parameters: Sequence[Floats], rows: Any) -> tuple[float, list[Floats]]:
        value, gradients = follow(list(parameters), rows)
        return float(value), gradients

    return loss_and_gradient


def normal_start(shapes: Sequence[Sequence[int]], *, seed: Seed = 0) -> list[Floats]:
    """Return random parameters: matrices normal with variance 1/(number of rows), vectors 0.

    A matrix maps its rows to its columns, so that the signal keeps its size; see `mlp_start`. An embedding is looked
    up, not summed: make it ``normal_start([(k, d)])[0] * k**0.5`` for entries of standard deviation 1.

    Parameters
    ----------
    shapes : sequence of shapes
        One for each parameter, such as ``[(27, 8), (8,)]``.
    seed : int or numpy Generator
        Decides the numbers.

    Returns
    -------
    list of arrays

    Raises
    ------
    ValueError
        If a shape has not one or two positive whole numbers.

    Examples
    --------
    >>> w, b = normal_start([(4, 3), (3,)])
    >>> print(w.shape, b)
    (4, 3) [0. 0. 0.]
    """
    rng, parameters = generator(seed), []
    for i, shape in enumerate(several("shapes", shapes, "such as [(27, 8), (8,)]")):
        sizes = [whole(f"shapes[{i}]", size, 1) for size in several(f"shapes[{i}]", shape, "such as (27, 8)")]
        if len(sizes) not in (1, 2):
            raise ValueError(f"shapes[{i}] = {tuple(sizes)} is no matrix and no vector; give one or two sizes")
        matrix = len(sizes) == 2
        parameters.append(rng.standard_normal(sizes) / np.sqrt(sizes[0]) if matrix else np.zeros(sizes))
    return parameters


def embedding(table: Floats, tokens: Tokens) -> Floats:
    """Return the row of each token: a dense layer on one-hot vectors, without the multiplications by 0.

    Parameters
    ----------
    table : array, shape (K, d)
        One vector for each of K tokens.
    tokens : array of int, any shape
        0 to K − 1.

    Returns
    -------
    array, shape (*tokens.shape, d)

    Raises
    ------
    ValueError
        If `table` is no matrix, or a token is none of 0 to K − 1.

    Examples
    --------
    >>> print(embedding(np.array([[1.0, 2.0], [3.0, 4.0]]), [1, 0, 1]))
    [[3. 4.]
     [1. 2.]
     [3. 4.]]
    """
    _matrix("table", table)
    return table[as_labels("tokens", tokens, table.shape[0])]


def dense(x: Floats, w: Floats, b: Floats | float = 0.0) -> Floats:
    """Return x·W + b, for the last axis of `x`.

    Parameters
    ----------
    x : array, shape (..., d)
        Inputs.
    w : array, shape (d, k)
        Weights.
    b : array, shape (k,)
        Biases; none unless given.

    Returns
    -------
    array, shape (..., k)

    Raises
    ------
    ValueError
        If `x` has not the features that `w` takes, or `w` is no matrix.

    Examples
    --------
    >>> print(dense(np.array([[1.0, 2.0]]), np.array([[1.0], [10.0]]), np.array([0.5])))
    [[21.5]]
    """
    _matrix("w", w)
    if np.ndim(x) == 0 or x.shape[-1] != w.shape[0]:
        raise ValueError(f"x has shape {np.shape(x)}, w {w.shape}; the last axis of x must have length {w.shape[0]}")
    return x @ w + b


def causal_attention(x: Floats, query: Floats, key: Floats, value: Floats) -> Floats:
    r"""Return what one attention head makes of a sequence; no position sees a later one.

    .. math:: a_{ts} = \text{softmax}_{s \le t}\left(\frac{q_t \cdot k_s}{\sqrt{m}}\right), \quad
              \text{out}_t = \sum_{s \le t} a_{ts} v_s

    Parameters
    ----------
    x : array, shape (..., T, d)
        Sequences of T vectors. A head does not know the order of what it sees: add a vector for each position.
    query, key : arrays, shape (d, m)
        Make a question q and a label k of each vector.
    value : array, shape (d, v)
        Makes what is passed on.

    Returns
    -------
    array, shape (..., T, v)

    Raises
    ------
    ValueError
        If the shapes do not fit.

    References
    ----------
    Vaswani, A., et al., *Attention is all you need*, NeurIPS (2017), section 3.2.1.

    Examples
    --------
    With all questions 0 every position takes the mean of what it has seen:

    >>> x = np.array([[1.0], [3.0], [8.0]])
    >>> print(causal_attention(x, np.zeros((1, 1)), np.zeros((1, 1)), np.ones((1, 1))).ravel())
    [1. 2. 4.]
    """
    anp = _numpy()
    q, k, v = dense(x, query), dense(x, key), dense(x, value)
    if np.ndim(x) < 2 or q.shape != k.shape:
        raise ValueError(
            f"x {np.shape(x)}, query {query.shape} and key {key.shape} do not fit; give (..., T, d), (d, m) and (d, m)"
        )
    scores = q @ anp.swapaxes(k, -1, -2) / q.shape[-1] ** 0.5
    later = np.triu(np.full(scores.shape[-2:], -np.inf), 1)
    weights = anp.exp(scores + later - anp.max(scores + later, axis=-1, keepdims=True))
    seen: Floats = weights / anp.sum(weights, axis=-1, keepdims=True) @ v
    return seen


def scores_cross_entropy(z: Floats, y: Tokens, ignore_index: int | None = None) -> Any:
    """Return the mean of −ln softmax(z)_y, in nats; its gradient in z is (ŷ − y)/n.

    The loss of `cross_entropy_with_logits`, written so that it can be differentiated.

    Parameters
    ----------
    z : array, shape (..., K)
        Scores.
    y : array of int, shape (...)
        The true class of each row of scores.
    ignore_index : int, optional
        Rows with this in `y` do not count: padding.

    Returns
    -------
    float
        Mean over the n rows that count.

    Raises
    ------
    ValueError
        If the shapes do not fit, a class is none of 0 to K − 1, or no row counts.

    Examples
    --------
    >>> print(round(scores_cross_entropy(np.zeros((2, 3, 4)), [[0, 1, -100], [3, -100, -100]], -100), 6))  # ln 4
    1.386294
    """
    anp = _numpy()
    classes = as_labels("y", y, np.shape(z)[-1] if np.ndim(z) else 0, ignore_index).ravel()
    if z.shape[:-1] != np.shape(y):
        raise ValueError(f"z has shape {z.shape}, y {np.shape(y)}; give y of shape {z.shape[:-1]}, one class a row")
    rows = np.arange(classes.size) if ignore_index is None else np.flatnonzero(classes != ignore_index)
    if rows.size == 0:
        raise ValueError(f"every y is {ignore_index}, which does not count; leave out sequences without a token")
    flat = anp.reshape(z, (-1, z.shape[-1]))
    if len(rows) < classes.size:
        flat = flat[rows]
    top = anp.max(flat, axis=1)
    log_total = top + anp.log(anp.sum(anp.exp(flat - top[:, None]), axis=1))
    return anp.mean(log_total - flat[np.arange(len(rows)), classes[rows]])


def _numpy() -> Any:
    """Return `autograd.numpy`, whose operations can be followed back, or plain NumPy where there is no autograd."""
    try:
        import autograd.numpy as anp
    except ModuleNotFoundError:
        return np
    return anp


def _matrix(name: str, a: Any) -> None:
    if np.ndim(a) != 2:
        raise ValueError(f"{name} has shape {np.shape(a)}; give a matrix, shape (rows, columns)")
