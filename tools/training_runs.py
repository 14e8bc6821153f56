"""Write the training runs that the figure "Name the disease" shows: `.venv/bin/python tools/training_runs.py`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from ce_helpers.learning import TRAINING_FAULTS, training_run  # noqa: E402

HERE = ROOT / "ce_helpers" / "live" / "training_runs.json"
#: What is drawn at most, and at least: the axis of the losses is logarithmic and ends there.
LEAST, MOST = 0.002, 800.0


def curves(fault: str, seed: int, steps: int = 200) -> list[list[float]]:
    """Return training loss, validation loss and accuracy, each 26 numbers of three digits; ∞ and NaN are at the top."""
    run = training_run(fault, seed=seed, steps=steps, every=8)

    def shown(values: Any, low: float, high: float) -> list[float]:
        held = [float(f"{min(max(v, low), high):.3g}") if v == v else high for v in values.tolist()]
        return held + held[-1:] * (26 - len(held))  # a run that overflowed stays where it was

    return [shown(run.train, LEAST, MOST), shown(run.validation, LEAST, MOST), shown(run.accuracy, 0, 1)]


def main() -> None:
    """Write two runs of each fault, of seeds 0 and 1."""
    runs = {fault: [curves(fault, seed) for seed in (0, 1)] for fault in TRAINING_FAULTS}
    lines = ",\n".join(f'"{fault}": {json.dumps(both, separators=(",", ":"))}' for fault, both in runs.items())
    HERE.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
