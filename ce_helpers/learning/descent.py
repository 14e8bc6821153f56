"""The descent: the one loop through which everything in the book learns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..extras import extra
from ..validate import as_floats, generator, positive, whole
from .checks import choice, several
from .optimisers import OPTIMISERS, Memory, Optimiser

__all__ = ["Descent", "descend", "minibatches"]

Floats = NDArray[np.floating[Any]]
Seed = int | np.random.Generator
Objective = Callable[[Sequence[Floats], Any], tuple[float, Sequence[Floats]]]


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
    with extra("learn", "training needs"):
        from threadpoolctl import threadpool_limits
        from tqdm import trange

    steps, keep_every = whole("steps", steps, 1), whole("keep_every", keep_every, 0)
    positive("learning_rate", learning_rate)
    direction = _optimiser(optimiser)
    if batch_size is not None and n_examples is None:
        raise ValueError(f"batch_size = {batch_size!r} needs to know the number of examples; pass n_examples as well")
    batches = None if batch_size is None or n_examples is None else minibatches(n_examples, batch_size, seed)
    parameters = [as_floats(f"start[{i}]", p).copy() for i, p in enumerate(several("start", start, "such as [w, b]"))]
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
            loss, gradients = _pair(loss_and_gradient(parameters, slice(None) if batches is None else next(batches)))
            if t == 0:
                _check_objective(loss, parameters, gradients)
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


def _flat(parameters: Sequence[Floats]) -> Floats:
    return np.concatenate([p.ravel() for p in parameters])


def _pair(found: Any) -> tuple[Any, Sequence[Floats]]:
    if not isinstance(found, tuple) or len(found) != 2:
        raise ValueError(
            f"loss_and_gradient returned {found!r:.60}; return two things, the loss and the list of its gradients"
        )
    return found


def _check_objective(loss: Any, parameters: Sequence[Floats], gradients: Sequence[Floats]) -> None:
    if np.ndim(loss) > 0:
        raise ValueError(f"the loss has shape {np.shape(loss)}; return one number, such as loss.mean()")
    p, g = [np.shape(a) for a in parameters], [np.shape(a) for a in gradients]
    if p != g:
        raise ValueError(f"gradients have shapes {g}, parameters {p}; return one gradient of its shape for each")


def _optimiser(optimiser: str | Optimiser) -> Optimiser:
    if callable(optimiser):
        return optimiser
    return OPTIMISERS[choice("optimiser", optimiser, tuple(OPTIMISERS))]
