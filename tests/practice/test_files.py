"""Every file of exercises and questions can be read; one that cannot names itself, and the others do not suffer."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ce_helpers.practice.index import chapters, entries

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("kind", ["EXERCISES", "QUESTIONS"])
@pytest.mark.parametrize("chapter", chapters())
def test_it_can_be_read(chapter: str, kind: str) -> None:
    entries(chapter, kind)


@pytest.mark.parametrize(
    ("slip", "told"),
    [
        ("EXERCISES = [", "SyntaxError"),
        ("EXERCISES = [Exercise(name='x')]", "NameError"),
        ("EXERCICES = []", "AttributeError"),
        ("from ..exercise import Exercise\nEXERCISES = [Exercise(name='x')]", "TypeError"),
    ],
)
def test_a_broken_file_names_itself_and_fails_alone(slip: str, told: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "ce_helpers", tmp_path / "ce_helpers", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "ce_helpers" / "practice" / "ch04" / "exercises.py").write_text(slip, encoding="utf-8")
    code = """if True:
        import ce_helpers as ce
        from ce_helpers.practice.index import entries, of_the_book
        ce.check("surprise", ce.surprise)
        try: ce.check("no-such-exercise", 1)
        except ValueError as error: print(error)
        try: entries("ch04", "EXERCISES")
        except ImportError as error: print(error)
        print(*sorted({chapter for chapter, _ in of_the_book("EXERCISES")}))"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False
    )
    right, *_, unknown, broken, read = done.stdout.splitlines()
    assert right.startswith("✓ surprise")
    assert unknown.startswith("there is no exercise 'no-such-exercise'")
    assert broken.startswith(f"ch04/exercises.py cannot be read: {told}: ")
    assert read.split() == [chapter for chapter in chapters() if chapter != "ch04"]
