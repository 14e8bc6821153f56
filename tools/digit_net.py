"""Train the small network of the digits anew and write its rounded weights: ``python tools/digit_net.py``.

The weights stand in ``ce_helpers/data/digit_net.json`` as whole hundredths; `ce.digit_net` reads them. Training takes a
few seconds. On another machine the last digits of a sum may differ, and so, after thousands of steps, do the weights;
their loss does not, beyond what another seed changes.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

import ce_helpers as ce

PATH = Path(ce.__file__).parent / "data" / "digit_net.json"


def shifted(x: Any) -> Any:
    """Return every picture five times: as it is, and moved by one pixel to each side, what leaves the frame cut off."""
    padded = np.pad(x.reshape(-1, 8, 8), ((0, 0), (1, 1), (1, 1)))
    moves = ((1, 1), (1, 0), (1, 2), (0, 1), (2, 1))
    return np.concatenate([padded[:, i : i + 8, j : j + 8] for i, j in moves]).reshape(-1, 64)


def trained(steps: int = 4000, hidden: int = 48, seed: int = 0) -> ce.Fit:
    """Return the network: shifted training digits, Adam in batches of 128, the last fifth of the steps at a tenth."""
    data = ce.load("digits", seed=0, standardise=False)
    x, y = shifted(data.x_train / 16), np.tile(data.y_train, 5)
    fit = None
    for part, rate in ((steps, 0.01), (steps // 4, 0.001)):
        fit = ce.fit_mlp(
            x,
            y,
            hidden=(hidden,),
            steps=part,
            learning_rate=rate,
            optimiser="adam",
            batch_size=128,
            l2=1e-4,
            seed=seed,
            start=fit.parameters if fit else None,
        )
    assert fit is not None
    return fit


def hundredths(fit: ce.Fit) -> list[list[int]]:
    """Return the parameters, row by row, as whole hundredths."""
    return [np.floor(100 * p + 0.5).astype(int).ravel().tolist() for p in fit.parameters]


def main() -> None:
    """Train, write, and say how good the rounded weights are."""
    table = dict(zip(("w1", "b1", "w2", "b2"), hundredths(trained()), strict=True))
    rows = ",\n".join(f'"{name}": {json.dumps(numbers, separators=(",", ":"))}' for name, numbers in table.items())
    PATH.write_text(f"{{{rows}}}\n", encoding="utf-8")
    data, net = ce.load("digits", seed=0, standardise=False), ce.digit_net()
    q = net.predict_proba(data.x_test / 16)
    loss, right = ce.categorical_cross_entropy(q, data.y_test), (q.argmax(axis=1) == data.y_test).mean()
    print(f"{PATH.name}: test loss {loss:.4f} nats, {right:.1%} right")


if __name__ == "__main__":
    main()
