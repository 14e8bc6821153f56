"""The package is light: a chapter's first line takes no longer than it must, and brings in nothing that is not used."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

import ce_helpers

HEAVY = ("sklearn", "scipy", "matplotlib", "anywidget", "ipywidgets", "IPython", "traitlets", "tqdm", "pandas")


def in_new_python(code: str) -> str:
    """Return what `code` prints in a Python of its own."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_import_brings_in_numpy_alone() -> None:
    loaded = in_new_python(f"import sys, ce_helpers; print([m for m in {HEAVY!r} if m in sys.modules])")
    assert loaded == "[]"


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
