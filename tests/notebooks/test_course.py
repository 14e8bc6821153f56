"""The classroom: what `make course` writes, and what `python -m ce_helpers.course` says of a folder of records."""

import ast
import json
import re
from pathlib import Path

import nbformat
import pytest

from ce_helpers import course as records
from ce_helpers.practice.index import entries
from tools import course

ROOT = Path(__file__).parents[2]
CHAPTERS = sorted((ROOT / "chapters").glob("ch[0-9][0-9]_*.ipynb"))


def code(notebook):
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_an_assignment_has_every_exercise_and_no_solution(chapter):
    assignment, instructor = course.notebook(chapter, solved=False), course.notebook(chapter, solved=True)
    nbformat.validate(assignment)
    nbformat.validate(instructor)
    names = {exercise.name for exercise in entries(chapter.stem[:4], "EXERCISES")}
    marks = {c.metadata.nbgrader.grade_id for c in assignment.cells if c.metadata.get("nbgrader", {}).get("grade")}
    assert marks == {f"{name}-mark" for name in names}
    whole = "\n".join(code(assignment))
    tasks = list(course.tasks(nbformat.read(chapter, as_version=4).cells))
    assert {task.name for task in tasks} == names
    for task in tasks:
        assert task.solution in "\n".join(code(instructor))
        lines = {line.strip() for line in task.solution.splitlines() if len(line.strip()) > 25}
        told = lines & {line.strip() for line in whole.splitlines()} - {line.strip() for line in task.stub.splitlines()}
        assert not told, f"the assignment has lines of the solution of {task.name}"
    for cell in assignment.cells:
        if cell.cell_type == "markdown":
            assert not re.search(r"\{(numref|ref|term|cite|eq)", cell.source)


def test_solutions_are_marked_right_and_stubs_are_not():
    chapter = CHAPTERS[0]
    solved = {}
    for source in code(course.notebook(chapter, solved=True)):
        exec(source, solved)
    empty, refused = {}, 0
    for source in code(course.notebook(chapter, solved=False)):
        if "assert found" not in source:
            exec(source, empty)
            continue
        refused += 1
        with pytest.raises(AssertionError, match="Not attempted yet"):
            exec(source, empty)
    assert refused == len(entries("ch01", "EXERCISES"))


def test_both_notebooks_of_a_chapter_are_written(tmp_path):
    written = course.write(tmp_path, ["ch04"])
    assert [path.parent.name for path in written] == ["assignments", "instructor"]
    for path in written:
        for source in code(nbformat.read(path, as_version=4)):
            ast.parse(source)
    with pytest.raises(ValueError, match="'ch99' is no chapter"):
        course.write(tmp_path, ["ch99"])


@pytest.fixture
def folder(tmp_path):
    told = {"format": "cross-entropy-record", "version": 1}
    passed = {"at": 1, "right": True, "passed": 1}
    sure = {"at": 2, "right": True, "confidence": 0.9}
    unsure = {"at": 3, "right": False, "confidence": 0.6, "chosen": "b"}
    files = {
        "ada.json": {"entries": {"exercise:surprise": passed, "question:no-six": sure, "prediction:x": unsure}},
        "week 1/ben.json": {"entries": {"exercise:units": passed | {"right": False}, "exercise:nonsense": passed}},
        "new.json": {"version": 2, "entries": {}},
    }
    for name, more in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(json.dumps(told | more), encoding="utf-8")
    (tmp_path / "half.json").write_text('{"format": "cross-', encoding="utf-8")
    return tmp_path


def test_a_class_in_one_table(folder, capsys):
    assert records.main([str(folder), "--chapters", "ch01", "--csv", str(folder / "class.csv")]) == 1
    out, err = capsys.readouterr()
    of = len(entries("ch01", "EXERCISES"))
    ada, ben = (next(line for line in out.splitlines() if line.startswith(name)) for name in ("ada", "week 1/ben"))
    assert ada.split() == ["ada", "1", "of", str(of), "1", "of", "1", "0", "of", "1", "2", "0.511"]
    assert ben.split()[2:5] == ["1", "of", str(of)]
    assert "2 forecasts: mean loss 0.511 nats" in out
    assert "ch02" not in out
    assert [line.split(":")[1].strip() for line in err.splitlines()] == ["half.json", "new.json"]
    assert (folder / "class.csv").read_text(encoding="utf-8").count("\n") == 3


ENTRY = '{"format": "cross-entropy-record", "version": 1, "entries": {"question:a": {"at": 1, "right": %s}}}'


@pytest.mark.parametrize(
    "hostile",
    [
        "[" * 100_000,
        ENTRY % '"<script>"',
        ENTRY % 'true, "confidence": NaN',
        ENTRY % 'true, "confidence": 1e999',
        '{"format": "cross-entropy-record", "version": 1, "entries": [1]}',
    ],
)
def test_a_hostile_file_is_named_and_left_out(hostile, tmp_path):
    (tmp_path / "a\x1b[2Jb.json").write_text(hostile, encoding="utf-8")
    students, refused = records.read_records(tmp_path)
    assert not students
    assert refused[0].startswith("a?[2Jb.json: ")


def test_a_spreadsheet_takes_no_name_for_a_formula(folder):
    (folder / "ada.json").rename(folder / "=1+1.json")
    records.main([str(folder), "--csv", str(folder / "class.csv")])
    assert "'=1+1" in (folder / "class.csv").read_text(encoding="utf-8")


def test_what_is_no_folder_is_said(tmp_path):
    with pytest.raises(ValueError, match="is no folder"):
        records.read_records(tmp_path / "none")
    with pytest.raises(ValueError, match=r"holds no \.json file"):
        records.read_records(tmp_path)
    with pytest.raises(ValueError, match="'ch99' is no chapter"):
        records.summary([], ["ch99"])
