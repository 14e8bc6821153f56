"""What `make new-figure` and `make new-exercise` lay keeps the contract, as it is, in a copy of the book."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.new import new_exercise, new_figure

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the package and its tests."""
    folder = tmp_path_factory.mktemp("book")
    for name in ("ce_helpers", "tests", "tools"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def run(folder: Path, *arguments: str) -> str:
    """Run tests in the copy and return what they say."""
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-rA", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout[-4000:]
    return done.stdout


def test_a_new_figure_keeps_the_contract(copy: Path) -> None:
    assert [path.name for path in new_figure("my_try", copy)] == ["my_try.py", "my_try.mjs"]
    said = run(copy, "tests/live/test_live.py", "-k", "my_try")
    assert "test_javascript_computes_what_python_computes[my_try]" in said
    with pytest.raises(ValueError, match=r"my_try\.py is there already"):
        new_figure("my_try", copy)


def test_a_new_exercise_keeps_the_contract(copy: Path) -> None:
    (path,) = new_exercise("ch05", "my-try", copy)
    assert 'name="my-try"' in path.read_text(encoding="utf-8")
    code = "import ce_helpers as ce; ce.check('my-try', lambda p: p); ce.check('my-try', lambda p: p / (1 - p))"
    done = subprocess.run([sys.executable, "-c", code], cwd=copy, capture_output=True, text=True, encoding="utf-8")
    assert "this is the probability itself" in done.stdout, done.stdout + done.stderr
    assert "✓" in done.stdout
    with pytest.raises(ValueError, match="has an exercise of that name"):
        new_exercise("ch05", "my-try", copy)


@pytest.mark.parametrize("name", ["MyFigure", "my-figure", "", "2much"])
def test_a_name_that_cannot_be_is_refused(name: str, copy: Path) -> None:
    with pytest.raises(ValueError, match="NAME="):
        new_figure(name, copy)


def test_a_figure_of_the_wrong_name_is_told_by_its_file_and_fails_alone(copy: Path) -> None:
    (path, _) = new_figure("misnamed", copy)
    path.write_text(path.read_text(encoding="utf-8").replace("class Misnamed(", "class Other("), encoding="utf-8")
    code = (
        "from ce_helpers import live; live.Surprise\ntry: live.by_name('misnamed')\nexcept TypeError as e: print(e)\n"
        "try: live.Other\nexcept AttributeError as e: print(e)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=copy, capture_output=True, text=True, encoding="utf-8")
    path.unlink()
    assert "figures/misnamed.py must define a LiveFigure" in done.stdout, done.stdout + done.stderr
    assert "Other (which belongs into other.py)" in done.stdout
    assert "there is no live figure 'Other'" in done.stdout
