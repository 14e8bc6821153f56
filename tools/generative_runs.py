"""Run the experiment of Chapter 19 with ten seeds and store it: ``python tools/generative_runs.py`` (some minutes)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

import ce_helpers as ce
from ce_helpers.learning import generation

PATH = Path(generation.__file__).with_suffix(".json")


def rounded(run: dict[str, Any]) -> dict[str, Any]:
    """Return a run with four decimals."""
    return {name: [None if v is None else round(v, 4) for v in values] for name, values in run.items()}


#: Steps of the discriminator, and of the generator for each; in the last case the generator makes 800, as in the first.
RINGS = {"1 for 1": (800, 1), "5 for 1": (800, 5), "5 for 1, a fifth of the steps": (160, 5)}


def rings(seeds: int = 10, effort: float = 1.0) -> dict[str, Any]:
    """Return how many hills were found, and some of the points of seed 0."""
    found: dict[str, Any] = {"ring": {}, "points": {}}
    for name, (steps, each) in RINGS.items():
        runs = [ce.ring_run(k, steps=max(1, round(steps * effort)), generator_steps=each) for k in range(seeds)]
        found["ring"][name] = [told for _, told in runs]
        found["points"][name] = np.round(runs[0][0][:300], 2).tolist()
    return found


def record(seeds: int = 10, effort: float = 1.0) -> dict[str, Any]:
    """Train with every seed, and return what is stored."""
    made: dict[str, Any] = {}
    runs = [rounded(ce.generation_run(k, effort=effort, pictures=made if k == 0 else None)) for k in range(seeds)]
    pictures = {name: ["".join(map(str, row)) for row in x[:8]] for name, x in made.items()}
    return {"runs": runs, "made": pictures, **rings(seeds, effort)}


def main() -> None:
    """Train, and write."""
    parts = [f'"{name}": {json.dumps(value, separators=(",", ":"))}' for name, value in record().items()]
    PATH.write_text("{" + ",\n".join(parts) + "}\n", encoding="utf-8")
    print(f"{PATH.name}: {PATH.stat().st_size} bytes")


if __name__ == "__main__":
    main()
