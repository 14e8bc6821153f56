"""The package is light: a chapter's first line takes no longer than it must, and brings in nothing that is not used."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

import ce_helpers

HEAVY = (
    "sklearn",
    "scipy",
    "matplotlib",
    "anywidget",
    "ipywidgets",
    "IPython",
    "traitlets",
    "tqdm",
    "pandas",
    "autograd",
)


def in_new_python(code: str) -> str:
    """Return what `code` prints in a Python of its own."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_import_brings_in_numpy_alone() -> None:
    loaded = in_new_python(f"import sys, ce_helpers; print([m for m in {HEAVY!r} if m in sys.modules])")
    assert loaded == "[]"


@pytest.mark.parametrize("home", ["cannot be made", "cannot be written"])
def test_a_home_that_cannot_be_written_is_nobody_s_concern(tmp_path: Path, home: str) -> None:
    # a file stands where the folder would; and since a test may run as root, who may write anywhere, access is refused
    (tmp_path / "file").touch()
    place = tmp_path / "file" / "home" if home == "cannot be made" else tmp_path
    refuse = "import os; os.access = lambda *_: False; " if home == "cannot be written" else ""
    kept = {k: v for k, v in os.environ.items() if k not in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "MPLCONFIGDIR")}
    code = f"{refuse}import ce_helpers as ce; ce.figure()"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**kept, "HOME": str(place), "USERPROFILE": str(place)},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.timing
def test_import_takes_at_most_three_tenths_of_a_second(capsys: pytest.CaptureFixture[str]) -> None:
    # the processor's time, which is the clock's where nothing else runs
    code = "import time; t = time.process_time(); import ce_helpers; print(time.process_time() - t)"
    seconds = min(float(in_new_python(code)) for _ in range(5))
    with capsys.disabled():
        print(f"\nimport ce_helpers: {seconds:.3f} s", end="")
    assert seconds <= 0.3


def test_every_public_name_is_there() -> None:
    assert "cross_entropy" in dir(ce_helpers)
    for name in dir(ce_helpers):
        getattr(ce_helpers, name)
    with pytest.raises(AttributeError, match="no_such_thing"):
        _ = ce_helpers.no_such_thing


def test_version_and_types_are_stated() -> None:
    assert version("ce_helpers") == ce_helpers.__version__
    assert (Path(ce_helpers.__file__).parent / "py.typed").is_file()
