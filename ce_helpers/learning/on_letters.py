"""The experiment of Chapter 17: four models of letters, five seeds, and less and more text to learn from.

All runs together take some minutes, so that their results are kept beside this file, in ``on_letters.json``, and the
weights of one network in ``ce_helpers/data/letter_net.json``. ``python -m ce_helpers.learning.on_letters`` makes both
anew; a test makes a short run anew and compares.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..losses import cross_entropy_with_logits
from ..validate import generator, number, whole
from .checks import choice
from .descent import descend
from .letter_models import (
    BACK,
    HIDDEN,
    WIDTH,
    attention_scores,
    bengio_scores,
    letter_codes,
    letter_texts,
    letter_windows,
)
from .parts import differentiated, embedding, normal_start, scores_cross_entropy

__all__ = ["recorded_on_letters", "train_on_letters"]

Floats = NDArray[np.floating[Any]]
#: Letters in a stretch that the attention head learns from; width of its vectors, questions and hidden layer.
STRETCH, BROAD, ASKED, INNER = 24, 32, 16, 64
_NET = [(27, WIDTH), (BACK * WIDTH, HIDDEN), (HIDDEN,), (HIDDEN, 27), (27,)]
_HEAD = [(27, BROAD), (STRETCH, BROAD), (BROAD, ASKED), (BROAD, ASKED), (BROAD, BROAD), (BROAD, INNER), (INNER,)]
#: Model → shapes of its parameters, and letters that it sees before and after the one it is asked for.
_MODELS: dict[str, tuple[list[tuple[int, ...]], tuple[int, int]]] = {
    "pairs": ([(27, 27)], (1, 0)),
    "network": (_NET, (BACK, 0)),
    "masked": (_NET, (BACK // 2, BACK // 2)),
    "attention": ([*_HEAD, (INNER, 27), (27,)], (STRETCH, 0)),
}
#: Model → weight of its penalty, the best of 0.0001, 0.0003, 0.001 and 0.003 on the validation text, seed 0.
_L2 = {"pairs": 0.0, "network": 1e-3, "masked": 1e-3, "attention": 3e-4}


def _scores(model: str, parameters: Sequence[Floats], windows: Any) -> Any:
    if model == "pairs":
        return embedding(parameters[0], windows[:, 0])
    return (attention_scores if model == "attention" else bengio_scores)(parameters, windows)


def _bits(model: str, parameters: Sequence[Floats], text: str) -> float:
    """Return the mean surprise at each letter of a text, in bits."""
    codes = letter_codes(text)
    windows = letter_windows(codes, *_MODELS[model][1])
    parts = [_scores(model, parameters, windows[i : i + 500]) for i in range(0, len(codes), 500)]
    z = np.concatenate([p[:, -1] if p.ndim == 3 else p for p in parts])
    return float(cross_entropy_with_logits(z, codes) / np.log(2))


def train_on_letters(
    model: str = "network", *, seed: int = 0, share: float = 1.0, steps: int = 2000
) -> tuple[list[Floats], dict[str, float]]:
    """Train one model of letters, and return it with what it costs on three texts.

    Adam in batches of 256 letters (for the attention head 32 stretches of 24) at the rate 0.01, then a third as many
    steps at 0.001. Half the sum of squared parameters times 0.001 (attention head: 0.0003; table of pairs: 0) is added
    to the loss. These weights were chosen among four, all other settings in about ten trials by hand, by the second
    text of `letter_texts`.

    Parameters
    ----------
    model : {"pairs", "network", "masked", "attention"}
        A table of scores for each pair of letters; Bengio's network on six letters before; the same on three before
        and three after; one attention head on up to 24 letters.
    seed : int
        Decides the start and the batches.
    share : float
        Of the training text, from its beginning: above 0 to 1.
    steps : int
        At the higher rate.

    Returns
    -------
    parameters : list of arrays
    bits : dict
        ``train``, ``validation``, ``test``: mean surprise in bits a letter.

    Raises
    ------
    ValueError
        For an unknown model, a share that is none, or steps below 3.

    Examples
    --------
    >>> parameters, bits = train_on_letters("pairs", steps=30)
    >>> parameters[0].shape, 3.5 < bits["test"] < 4.8
    ((27, 27), True)
    """
    choice("model", model, tuple(_MODELS))
    number("share", share, 0.01, 1)
    whole("steps", steps, 3)
    train, validation, test = letter_texts()
    train = train[: round(share * len(train))]
    codes, (shapes, sides) = letter_codes(train), _MODELS[model]
    start_rng, batch_rng = generator(seed).spawn(2)
    x, y = letter_windows(codes, *sides), codes
    if model == "attention":  # every stretch of text, and at each place of it the letter that follows
        stretches = np.lib.stride_tricks.sliding_window_view(codes, STRETCH + 1)
        x, y = stretches[:, :-1], stretches[:, 1:]

    def loss(parameters: Sequence[Floats], rows: Any) -> Any:
        fit = scores_cross_entropy(_scores(model, parameters, x[rows]), y[rows])
        return fit + _L2[model] / 2 * sum((p**2).sum() for p in parameters) if _L2[model] else fit

    objective = differentiated(loss)
    parameters = _start(model, shapes, start_rng)
    for part, rate in ((steps, 0.01), (steps // 3, 0.001)):
        parameters = list(
            descend(
                objective,
                parameters,
                steps=part,
                learning_rate=rate,
                n_examples=len(x),
                batch_size=32 if model == "attention" else 256,
                optimiser="adam",
                seed=batch_rng,
                keep_every=0,
            ).parameters
        )
    texts = {"train": train, "validation": validation, "test": test}
    return parameters, {name: _bits(model, parameters, text) for name, text in texts.items()}


def _start(model: str, shapes: Sequence[tuple[int, ...]], rng: np.random.Generator) -> list[Floats]:
    """Return a start whose first predictions are nearly uniform: embeddings of size ½, last weights a tenth."""
    parameters = normal_start(shapes, seed=rng)
    if model == "pairs":
        return [0 * parameters[0]]
    for table in parameters[: 2 if model == "attention" else 1]:
        table *= 0.5 * np.sqrt(len(table))
    parameters[-2] *= 0.1
    return parameters


@cache
def recorded_on_letters() -> dict[str, Any]:
    """Return what `train_on_letters` found, 2,000 steps, seeds 0 to 4.

    Returns
    -------
    dict
        model → share of the text → one row a seed: bits a letter on training, validation and test text.

    Examples
    --------
    >>> runs = recorded_on_letters()
    >>> [(model, *runs[model]) for model in ("network", "attention")], len(runs["network"]["1"])
    ([('network', '0.25', '0.5', '1'), ('attention', '1')], 5)
    """
    text = files("ce_helpers.learning").joinpath("on_letters.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def record(seeds: int = 5, steps: int = 2000) -> tuple[dict[str, Any], dict[str, list[int]]]:
    """Train everything, and return what is stored: the bits, and the rounded weights of the first network."""
    runs: dict[str, Any] = {}
    net: dict[str, list[int]] = {}
    for model in _MODELS:
        runs[model] = {}
        for share in (0.25, 0.5, 1) if model == "network" else (1,):
            rows = []
            for seed in range(seeds):
                parameters, bits = train_on_letters(model, seed=seed, share=share, steps=steps)
                rows.append([round(x, 4) for x in bits.values()])
                if (model, share, seed) == ("network", 1, 0):
                    whole_numbers = [np.floor(100 * p + 0.5).astype(int).ravel().tolist() for p in parameters]
                    net = dict(zip(("table", "w", "b", "v", "c"), whole_numbers, strict=True))
            runs[model][f"{share:g}"] = rows
            print(model, share, rows, flush=True)
    return runs, net


if __name__ == "__main__":
    runs, net = record()
    here = Path(__file__)
    for path, found in ((here.with_suffix(".json"), runs), (here.parents[1] / "data" / "letter_net.json", net)):
        lines = ",\n".join(f'"{name}": {json.dumps(value, separators=(",", ":"))}' for name, value in found.items())
        path.write_text(f"{{{lines}}}\n", encoding="utf-8")
        print(f"{path.name}: {path.stat().st_size} bytes")
