"""The stored experiment of Chapter 14: what was stored is what its program finds."""

import numpy as np
import pytest

from ce_helpers import learning as le
from ce_helpers.learning import on_flips

STORED = le.recorded_on_flips()


def test_ten_seeds_of_every_loss_by_both_optimisers_are_stored():
    assert set(STORED["runs"]) == {"adam", "sgd"}
    for runs in STORED["runs"].values():
        assert list(runs) == ["plain", "forward", "backward", "generalised", "absolute", "clean"]
        for rows in runs.values():
            table = np.array(rows)
            assert table.shape == (10, 4)
            assert (table[:, 2] >= table[:, :2].max(axis=1)).all()  # the best step is the best


def test_a_run_made_anew_is_the_stored_one():
    again, stored = le.train_on_flips("plain", seed=0), STORED["traces"]["plain"]
    for name in ("right", "flipped", "test"):
        np.testing.assert_allclose(again[name], stored[name], atol=0.03)
    assert again["share"] == pytest.approx(stored["share"], abs=1e-4)
    summary, row = np.array(on_flips.summary(again)), np.array(STORED["runs"]["adam"]["plain"][0])
    np.testing.assert_allclose(np.delete(summary, 1), np.delete(row, 1), atol=0.03)  # which step is chosen may differ


def test_the_program_writes_the_stored_form():
    small = on_flips.record(seeds=1, steps=20)
    assert {k: list(v) for k, v in small["runs"].items()} == {k: list(v) for k, v in STORED["runs"].items()}
    assert {k: set(v) for k, v in small["traces"].items()} == {k: set(v) for k, v in STORED["traces"].items()}


def test_clean_labels_have_no_flipped_rows():
    run = le.train_on_flips("clean", steps=10)
    assert run["share"] == 0
    assert run["flipped"] == [0.0, 0.0]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"loss": "hinge"}, "loss = 'hinge'"),
        ({"optimiser": "lion"}, "optimiser = 'lion'"),
        ({"steps": 15}, "steps = 15"),
    ],
)
def test_what_cannot_be_is_refused(change, told):
    with pytest.raises(ValueError, match=told):
        le.train_on_flips(**change)
