"""Train the small generative networks of Chapter 19's figures anew: ``python tools/generative_nets.py``.

Their weights stand in ``ce_helpers/data/generative_nets.json`` as whole twentieths; the rounding costs them some
thousandths of their loss. Training takes a minute at most.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

import ce_helpers as ce

PATH = Path(ce.__file__).parent / "data" / "generative_nets.json"


def twentieths(parameters: Any) -> list[list[int]]:
    """Return the parameters, row by row, as whole twentieths."""
    return [np.floor(20 * p + 0.5).astype(int).ravel().tolist() for p in parameters]


def digits() -> tuple[Any, Any, Any, Any]:
    """Return training pictures, held-out pictures as zeros and ones, and their labels."""
    data = ce.load("digits", seed=0, standardise=False)
    return (data.x_train >= 8) * 1, (data.x_test >= 8) * 1, data.y_train, data.y_test


def chosen(model: ce.VAE, x: Any, y: Any) -> Any:
    """Return of each of the ten digits the held-out picture whose bound is in the middle."""
    cost = model.bound(x, samples=20)
    rows = [np.flatnonzero(y == k) for k in range(10)]
    return np.array([r[np.argsort(cost[r])[len(r) // 2]] for r in rows])


def vaes(steps: int = 8000, hidden: int = 24) -> dict[str, Any]:
    """Return both decoders, and where they put ten held-out digits and a cloud of a hundred."""
    train, test, _, y = digits()
    told: dict[str, Any] = {"hidden": hidden}
    for name, beta in (("sum", 1.0), ("mean", 64.0)):
        model = ce.fit_vae(train, beta=beta, hidden=hidden, steps=steps)
        if name == "sum":
            rows = chosen(model, test, y)
            told["pictures"] = ["".join(map(str, test[r])) for r in rows]
            cloud = np.concatenate([np.flatnonzero(y == k)[:10] for k in range(10)])
            told["labels"] = y[cloud].tolist()
        told[name] = {"weights": twentieths(model.decoder)}
        for group, which in (("codes", rows), ("cloud", cloud)):
            mean, log_variance = model.encode(test[which])
            table = np.hstack([mean, np.exp(log_variance / 2)]) if group == "codes" else mean
            told[name][group] = np.round(100 * table).astype(int).tolist()
    return told


def unmasker(pictures: list[str], hidden: int = 32, steps: int = 20_000) -> dict[str, Any]:
    """Return the weights of a masked diffusion model, and the pictures that it is tried on."""
    train, test, _, _ = digits()
    model = ce.fit_unmasker(train, hidden=hidden, steps=steps)
    bits = model.costs(test, orders=2).mean() / 64 / np.log(2)
    print(f"masked diffusion: {bits:.4f} bits a pixel, before rounding")
    return {"hidden": hidden, "weights": twentieths(model.parameters), "pictures": pictures}


def main() -> None:
    """Train, write, and say how large it is."""
    codes = vaes()
    nets = {"vae": codes, "unmasker": unmasker(codes["pictures"])}
    PATH.write_text(json.dumps(nets, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{PATH.name}: {PATH.stat().st_size} bytes")


if __name__ == "__main__":
    main()
