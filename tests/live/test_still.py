"""Still figures beside the reader's own: settings of matplotlib come back, and no warning of it reaches a reader."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import matplotlib as mpl
import pytest

import ce_helpers as ce

ROOT = Path(__file__).resolve().parents[2]


def test_the_readers_settings_come_back_when_a_figure_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    ce.show(ce.figure()[0])  # ends what another test or an example of a docstring began and never showed
    with mpl.rc_context({"font.size": 20, "axes.grid": False, "lines.linewidth": 9}):
        before = dict(mpl.rcParams)
        for _ in range(2):
            fig, ax = ce.figure()
            assert mpl.rcParams["axes.grid"] is True
            assert ce.live.Surprise(uid="live-1").html, "a live figure that is drawn meanwhile changes nothing"
            (line,) = ax.plot([0, 1], [1, 0])
            assert line.get_linewidth() < 5
            ce.show(fig)
            assert dict(mpl.rcParams) == before
        ce.figure()
        fig, _ = ce.figure()
        ce.show(fig)
        assert dict(mpl.rcParams) == before, "a figure was begun and never shown"


def test_where_the_home_cannot_be_written_nothing_is_said_about_it() -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "MPL"))}
    home = {"HOME": os.devnull, "USERPROFILE": os.devnull}
    code = "import ce_helpers as ce; fig, ax = ce.figure(); ax.plot([0, 1]); ce.live.Surprise(); print('drawn')"
    done = subprocess.run(
        [sys.executable, "-c", code], env=kept | home, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("drawn\n", "")
