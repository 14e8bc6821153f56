"""What the commands lay for a new figure, exercise or chapter keeps the contract, as it is, in a copy of the book."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.new import new_chapter, new_exercise, new_figure

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


def test_a_new_chapter_runs_and_keeps_the_contract_but_for_its_size(copy: Path) -> None:
    shutil.copytree(ROOT / "chapters", copy / "chapters", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    shutil.copy(ROOT / "_toc.yml", copy)
    laid = [path.relative_to(copy).as_posix() for path in new_chapter("98", "my_try", copy)]
    practice = "ce_helpers/practice/ch98"
    assert laid == ["chapters/ch98_my_try.ipynb", f"{practice}/exercises.py", f"{practice}/questions.py", "_toc.yml"]
    listed = re.findall(r"chapters/(ch\d\d)", (copy / "_toc.yml").read_text(encoding="utf-8"))
    assert listed == sorted(listed)
    assert listed[-1] == "ch98"
    done = subprocess.run(
        [sys.executable, "tools/notebooks.py", "ch98"],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    said = run(copy, "tests/notebooks/test_chapters.py", "-k", "ch98")
    assert "test_it_opens_with_goals_and_closes_with_takeaways_and_sources[ch98_my_try]" in said
    assert "SKIPPED [1] tests/notebooks/test_chapters.py" in said
    run(copy, "tests/practice/test_files.py", "tests/practice/test_quiz.py", "-k", "ch98 or my-try")
    with pytest.raises(ValueError, match=r"N='98': there is chapters/ch98_my_try\.ipynb already"):
        new_chapter("98", "other", copy)
    with pytest.raises(ValueError, match="NAME='My'"):
        new_chapter("99", "My", copy)


def test_no_timing_is_run_unless_it_is_asked_for(copy: Path) -> None:
    found = run(copy, "tests/live", "-k", "surprise", "--collect-only")
    assert "test_javascript_computes_what_python_computes[surprise]" in found
    assert "two_hundred_moves" not in found
    assert "two_hundred_moves" in run(copy, "tests/live", "-k", "surprise", "-m", "timing", "--collect-only")


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
