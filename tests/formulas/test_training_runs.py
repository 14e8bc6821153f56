"""Training runs with one fault: each shows its sign, and what the figure draws comes from them."""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path

import numpy as np
import pytest

import ce_helpers as ce

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from training_runs import HERE, curves  # noqa: E402


def test_softmax_twice_has_the_gradient_of_its_loss() -> None:
    rng = np.random.default_rng(0)
    z, y, h = rng.standard_normal((4, 5)), np.array([0, 3, 4, 1]), 1e-6
    _, gradient = ce.softmax_twice(z, y)
    for k in range(5):
        step = h * np.eye(5)[k]
        slope = (ce.softmax_twice(z + step, y)[0] - ce.softmax_twice(z - step, y)[0]) / (2 * h)
        assert np.allclose(gradient[:, k], slope, atol=1e-9)


def test_the_first_loss_tells_a_sum_and_a_wide_start() -> None:
    first = {fault: ce.training_run(fault, steps=1, every=1).train[0] for fault in ce.TRAINING_FAULTS}
    assert math.isclose(first["sum for mean"], 64 * first["none"], rel_tol=1e-12)
    assert first["none"] < 1.3 * math.log(10) < first["wide start"]


def test_raw_pixels_end_at_the_class_shares() -> None:
    run = ce.training_run("unscaled inputs")
    assert abs(run.validation[-1] - math.log(10)) < 0.02


def test_an_unknown_fault_is_named() -> None:
    with pytest.raises(ValueError, match="'gremlins' is unknown"):
        ce.training_run("gremlins")


@pytest.mark.parametrize("fault", ["none", "one-based labels", "leaked label"])
def test_the_stored_runs_are_what_the_program_makes(fault: str) -> None:
    stored = json.loads(HERE.read_text(encoding="utf-8"))
    assert list(stored) == list(ce.TRAINING_FAULTS)
    made = curves(fault, 0, steps=40)
    for mine, kept in zip(made, stored[fault][0], strict=True):
        assert np.allclose(mine[:6], kept[:6], rtol=0.02)
