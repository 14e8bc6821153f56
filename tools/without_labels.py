"""Train what the live figures of Chapter 20 carry and write it: ``python tools/without_labels.py``.

Two networks that say how a picture was turned, one of digits and one of patches of photographs, with some pictures to
turn; and the scores of a teacher and of a student. They stand in ``ce_helpers/data/without_labels.json`` as whole
numbers. Training takes some seconds. On another machine the last digits of a sum may differ, and so do the weights;
their loss does not, beyond what another seed changes.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

import ce_helpers as ce
from ce_helpers.learning.turns import FAINT

PATH = Path(ce.__file__).parent / "data" / "without_labels.json"


def scaled(pictures: Any) -> Any:
    """Return pictures as rows of mean 0, divided by their spread."""
    x = np.reshape(pictures, (len(pictures), -1))
    x = x - x.mean(axis=1, keepdims=True)
    return x / (x.std(axis=1, keepdims=True) + FAINT)


def trained(pictures: Any, *, steps: int = 800, hidden: int = 32, seed: int = 0) -> ce.Fit:
    """Return a network that says how the pictures were turned, all its scores 0 at the start."""
    start = ce.mlp_start([64, hidden, 4], seed=seed, activation="relu")
    start[2] = 0 * start[2]
    x, turn = ce.turned(pictures)
    return ce.fit_mlp(
        scaled(x),
        turn,
        hidden=(hidden,),
        activation="relu",
        start=start,
        steps=steps,
        learning_rate=0.003,
        optimiser="adam",
        batch_size=128,
        l2=1e-3,
        seed=seed,
    )


def hundredths(x: Any) -> list[int]:
    """Return numbers, row by row, as whole hundredths."""
    numbers: list[int] = np.floor(100 * np.asarray(x) + 0.5).astype(int).ravel().tolist()
    return numbers


def losses(fit: ce.Fit, pictures: Any) -> Any:
    """Return the loss of each picture, averaged over its four turns."""
    x, turn = ce.turned(pictures)
    each = ce.cross_entropy_with_logits(fit.logits(scaled(x)), turn, reduction="none")
    return each.reshape(4, -1).mean(axis=0)


def chosen(digits: Any, photographs: Any) -> dict[str, tuple[str, Any]]:
    """Return the pictures that are offered, each by a rule, and the network that reads it."""
    (net, x, y), (eye, patches, photograph) = digits, photographs
    loss, faint = losses(net, x), patches.reshape(len(patches), -1).std(axis=1)
    seen = losses(eye, patches)
    seven, zero = np.flatnonzero(y == 7), np.flatnonzero(y == 0)
    clear = np.where((photograph == 0) & (faint > 0.15), seen, np.inf)
    return {
        "seven": ("digits", x[seven[np.argsort(loss[seven])[len(seven) // 2]]]),
        "zero": ("digits", x[zero[np.abs(loss[zero] - np.log(2)).argmin()]]),
        "roof": ("patches", patches[clear.argmin()]),
        "flower": ("patches", patches[np.where(photograph == 1, seen, -np.inf).argmax()]),
        "sky": ("patches", patches[np.where(photograph == 0, faint, np.inf).argmin()]),
    }


def scores(data: Any, *, steps: int = 400) -> dict[str, dict[str, list[int]]]:
    """Return the scores that a teacher and a student with 100 labels give to three new digits."""
    how: dict[str, Any] = {"optimiser": "adam", "learning_rate": 0.01, "seed": 0}
    x, y = data.x_train / 16, data.y_train
    teacher = ce.fit_mlp(x, y, hidden=(64,), steps=steps, batch_size=128, l2=1e-4, **how)
    few = np.concatenate([np.flatnonzero(y == c)[:10] for c in range(10)])
    student = ce.fit_mlp(x[few], y[few], hidden=(16,), steps=steps, **how)
    v, z = teacher.logits(data.x_test / 16), student.logits(data.x_test / 16)
    p = ce.softmax(v)
    right = p[np.arange(len(p)), data.y_test]
    rows = {"clear": right.argmax(), "doubtful": np.abs(right - 0.6).argmin(), "wrong": right.argmin()}
    return {
        name: {"teacher": hundredths(v[i]), "student": hundredths(z[i]), "digit": int(data.y_test[i])}
        for name, i in rows.items()
    }


def main() -> None:
    """Train, choose, write, and say how good the rounded networks are."""
    data = ce.load("digits", seed=0, standardise=False)
    patches, _ = ce.load_patches(1500, seed=0)
    new, photograph = ce.load_patches(600, part="test", seed=1)
    net = trained(data.x_train.reshape(-1, 8, 8) / 16)
    eye = trained(patches)
    table: dict[str, Any] = {
        name: dict(zip(("w1", "b1", "w2", "b2"), map(hundredths, fit.parameters), strict=True))
        for name, fit in (("digits", net), ("patches", eye))
    }
    offered = chosen((net, data.x_test.reshape(-1, 8, 8) / 16, data.y_test), (eye, new, photograph))
    table["pictures"] = {
        name: {"net": of, "ink": np.floor(255 * x + 0.5).astype(int).ravel().tolist()}
        for name, (of, x) in offered.items()
    }
    table["scores"] = scores(data)
    PATH.write_text(json.dumps(table, separators=(",", ":")) + "\n", encoding="utf-8")
    for name, x in (("digits", data.x_test.reshape(-1, 8, 8) / 16), ("patches", new)):
        turns, turn = ce.turned(x)
        z = ce.turn_scores(name, turns)
        right = (z.argmax(axis=1) == turn).mean()
        print(f"{name}: loss {ce.cross_entropy_with_logits(z, turn):.4f} nats, {right:.1%} right")


if __name__ == "__main__":
    main()
