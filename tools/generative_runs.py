"""Run the experiment of Chapter 19 with ten seeds and store it: ``python tools/generative_runs.py`` (some minutes)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import ce_helpers as ce
from ce_helpers.learning import generation

PATH = Path(generation.__file__).with_suffix(".json")


def rounded(run: dict[str, Any]) -> dict[str, Any]:
    """Return a run with four decimals."""
    return {name: [None if v is None else round(v, 4) for v in values] for name, values in run.items()}


def main(seeds: int = 10) -> None:
    """Train, and write."""
    runs = [rounded(ce.generation_run(seed)) for seed in range(seeds)]
    rows = ",\n".join(json.dumps(run) for run in runs)
    PATH.write_text(f"[{rows}]\n", encoding="utf-8")
    print(f"{PATH.name}: {PATH.stat().st_size} bytes")


if __name__ == "__main__":
    main()
