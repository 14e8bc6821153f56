"""The second experiment of Chapter 17: helix, strand and coil along a chain, and a penalty between neighbours.

Its results are kept beside this file, in ``on_structures.json``; ``python -m ce_helpers.learning.on_structures`` makes
them anew.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..activations import softmax
from ..data import make_structures
from ..losses import cross_entropy_with_logits
from ..validate import generator, whole
from .checks import not_negative
from .descent import descend
from .parts import _numpy, dense, differentiated, embedding, normal_start, scores_cross_entropy

__all__ = ["fragments", "neighbour_divergence", "recorded_on_structures", "train_on_structures"]

Floats = NDArray[np.floating[Any]]
#: Residues looked at on either side, numbers a residue becomes, hidden units, and what stands beyond the ends.
SIDE, WIDTH, HIDDEN, OUTSIDE = 3, 4, 16, 20
#: The weights of the penalty that were tried, and of the squared parameters instead.
LAMBDAS, L2S = (0, 1, 2, 4, 8, 16, 32, 64), (0.003, 0.01, 0.03, 0.1)
#: The test sequence of seed 0 that the figure shows.
SHOWN = 3


def neighbour_divergence(z: Floats) -> Any:
    r"""Return the mean Jensen–Shannon divergence between the predictions for neighbours, in nats.

    .. math:: \frac{1}{T - 1} \sum_t \text{JS}(\hat y_t, \hat y_{t+1})

    Parameters
    ----------
    z : array, shape (..., T, K)
        Scores along sequences, T at least 2. `autograd` can differentiate what is returned.

    Returns
    -------
    float
        From 0 (all neighbours alike) to ln 2.

    Raises
    ------
    ValueError
        If there are no neighbours.

    Examples
    --------
    >>> float(neighbour_divergence(np.array([[0.0, 40.0], [40.0, 0.0]]))).__round__(6)  # ln 2
    0.693147
    """
    if np.ndim(z) < 2 or z.shape[-2] < 2:
        raise ValueError(f"z has shape {np.shape(z)}; give (..., T, K) with two neighbours or more, T ≥ 2")
    anp = _numpy()
    shifted = z - anp.max(z, axis=-1, keepdims=True)
    log_q = shifted - anp.log(anp.sum(anp.exp(shifted), axis=-1, keepdims=True))
    a, b = log_q[..., :-1, :], log_q[..., 1:, :]
    middle = anp.logaddexp(a, b) - np.log(2)
    return anp.mean(anp.sum(anp.exp(a) * (a - middle) + anp.exp(b) * (b - middle), axis=-1)) / 2


def fragments(states: ArrayLike) -> Any:
    """Return of how many unbroken stretches each sequence of states consists.

    Parameters
    ----------
    states : array, shape (..., T)
        One state a place.

    Returns
    -------
    array, shape (...)

    Raises
    ------
    ValueError
        If there is no place.

    Examples
    --------
    >>> print(fragments([[0, 0, 1, 1, 1], [0, 1, 0, 2, 2]]))
    [2 4]
    """
    a = np.asarray(states)
    if a.ndim == 0 or a.size == 0:
        raise ValueError(f"states has shape {a.shape}; give one state a place, at least one")
    return 1 + (a[..., 1:] != a[..., :-1]).sum(axis=-1)


def _windows(x: NDArray[Any]) -> NDArray[np.intp]:
    padded = np.pad(x, ((0, 0), (SIDE, SIDE)), constant_values=OUTSIDE)
    return np.lib.stride_tricks.sliding_window_view(padded, 2 * SIDE + 1, axis=1)


def _scores(parameters: Sequence[Floats], windows: Any) -> Any:
    anp = _numpy()
    table, w, b, v, c = parameters
    seen = embedding(table, windows)
    return dense(anp.tanh(dense(anp.reshape(seen, (*windows.shape[:2], -1)), w, b)), v, c)


def train_on_structures(
    penalty: float = 0.0, *, seed: int = 0, n: int = 20, l2: float = 0.0, steps: int = 300
) -> tuple[Floats, dict[str, float]]:
    """Train a small network to name the state of each residue, with a penalty between neighbours.

    The loss is cross-entropy a residue plus `penalty` times `neighbour_divergence` plus l2/2 times the sum of squared
    parameters. The network sees seven residues (embedding of 4, 16 hidden tanh units); Adam at 0.01, batches of 20
    sequences. Data: `make_structures`, 50 test sequences.

    Parameters
    ----------
    penalty, l2 : float
        0 or more.
    seed : int
        Decides data, start and batches.
    n : int
        Training sequences of 60 residues, 20 or more.
    steps : int

    Returns
    -------
    z : array, shape (50, 60, 3)
        Scores of the test sequences.
    found : dict
        On the test sequences: ``loss`` (cross-entropy alone, nats a residue), ``accuracy``, ``fragments`` of a
        sequence of likeliest states, and ``divergence`` between neighbours.

    Raises
    ------
    ValueError
        If an argument is out of its range.

    Examples
    --------
    >>> z, found = train_on_structures(4.0, steps=5)
    >>> z.shape, list(found)
    ((50, 60, 3), ['loss', 'accuracy', 'fragments', 'divergence'])
    """
    penalty, l2 = not_negative("penalty", penalty), not_negative("l2", l2)
    data = make_structures(whole("n", n, 20), seed=seed)
    x, y = _windows(data.x_train), data.y_train
    start_rng, batch_rng = generator(seed).spawn(2)
    sizes = [(OUTSIDE + 1, WIDTH), ((2 * SIDE + 1) * WIDTH, HIDDEN), (HIDDEN,), (HIDDEN, 3), (3,)]
    start = normal_start(sizes, seed=start_rng)
    start[0] *= 0.5 * np.sqrt(OUTSIDE + 1)

    def loss(parameters: Sequence[Floats], rows: Any) -> Any:
        z = _scores(parameters, x[rows])
        squares = sum((p**2).sum() for p in parameters)
        return scores_cross_entropy(z, y[rows]) + penalty * neighbour_divergence(z) + l2 / 2 * squares

    walk = descend(
        differentiated(loss),
        start,
        steps=steps,
        learning_rate=0.01,
        n_examples=n,
        batch_size=20,
        optimiser="adam",
        seed=batch_rng,
        keep_every=0,
    )
    z = _scores(walk.parameters, _windows(data.x_test))
    likeliest = z.argmax(axis=-1)
    found = {
        "loss": float(cross_entropy_with_logits(z, data.y_test)),
        "accuracy": float((likeliest == data.y_test).mean()),
        "fragments": float(fragments(likeliest).mean()),
        "divergence": float(neighbour_divergence(z)),
    }
    return z, found


@cache
def recorded_on_structures() -> dict[str, Any]:
    """Return what `train_on_structures` found with seeds 0 to 4.

    Returns
    -------
    dict
        ``penalty``: number of training sequences → λ → one row a seed of loss, accuracy, fragments and divergence;
        ``l2``: the same for weights of the squared parameters, 20 sequences, λ = 0; ``shown``: of one test sequence
        the ``truth``, and for each λ the ``chances`` of the states, in thousandths.

    Examples
    --------
    >>> runs = recorded_on_structures()["penalty"]
    >>> list(runs), list(runs["20"])
    (['20', '100'], ['0', '1', '2', '4', '8', '16', '32', '64'])
    """
    text = files("ce_helpers.learning").joinpath("on_structures.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def record(seeds: int = 5) -> dict[str, Any]:
    """Train everything, and return what is stored."""

    def rows(**options: Any) -> list[list[float]]:
        found = [train_on_structures(seed=seed, **options)[1] for seed in range(seeds)]
        return [[round(x, 4) for x in run.values()] for run in found]

    penalty = {str(n): {str(lam): rows(penalty=lam, n=n) for lam in LAMBDAS} for n in (20, 100)}
    chances = {}
    for lam in LAMBDAS:
        q = softmax(train_on_structures(lam)[0][SHOWN])
        chances[str(lam)] = np.floor(1000 * q + 0.5).astype(int).ravel().tolist()
    truth = make_structures(20).y_test[SHOWN].tolist()
    return {
        "penalty": penalty,
        "l2": {f"{weight:g}": rows(l2=weight) for weight in L2S},
        "shown": {"truth": truth, "chances": chances},
    }


if __name__ == "__main__":
    target = Path(__file__).with_suffix(".json")
    lines = ",\n".join(f'"{name}": {json.dumps(value, separators=(",", ":"))}' for name, value in record().items())
    target.write_text(f"{{{lines}}}\n", encoding="utf-8")
    print(f"{target.name}: {target.stat().st_size} bytes")
