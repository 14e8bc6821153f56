"""The records of a class in one table: ``python -m ce_helpers.course FOLDER``.

Students export their record (the page *Your record*, or the file that ``ce.record()`` names) and hand it in; the folder
holds one file for each of them, and the file's name is theirs. What is printed: for each student the exercises passed,
the questions and predictions right at the first answer, and the mean loss of the forecasts; for each chapter how many
of the class have passed how much; and the reliability of all the class's forecasts together.

A record is what its owner's device says, and can be edited by its owner: it is for teaching, not for marks. What is
marked runs in an assignment (``make course``).
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from .practice.index import chapters, entries
from .practice.record import is_record
from .practice.scores import ForecastScores, forecast_scores

__all__ = ["Student", "read_records", "reliability", "scores_of", "summary", "table"]

#: A record that is larger is none: the whole book's, answered, is a fiftieth of it.
MOST_BYTES = 5_000_000


class Student(NamedTuple):
    """One record: the file's name without its ending, and what is in it."""

    name: str
    entries: dict[str, dict[str, Any]]

    def passed(self, names: Sequence[str]) -> int:
        """Return how many of the exercises have been passed."""
        return sum("passed" in self.entries.get(f"exercise:{name}", {}) for name in names)

    def first(self, kind: str) -> tuple[int, int]:
        """Return how many were right at the first answer, and how many were answered."""
        found = [entry["right"] for key, entry in self.entries.items() if key.startswith(f"{kind}:")]
        return sum(found), len(found)


def read_records(folder: Path | str) -> tuple[list[Student], list[str]]:
    """Read every ``.json`` file of a folder and of the folders in it.

    Parameters
    ----------
    folder : path
        Where the records are.

    Returns
    -------
    students : list of Student
        In the order of their names.
    refused : list of str
        For each file that is no record, its name and what is wrong with it.

    Raises
    ------
    ValueError
        If there is no such folder, or no ``.json`` file in it.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> entry = {"at": 0, "right": True, "confidence": 0.8}
    >>> told = {"format": "cross-entropy-record", "version": 1, "entries": {"question:odds": entry}}
    >>> _ = (folder / "ada.json").write_text(json.dumps(told))
    >>> _ = (folder / "ben.json").write_text("[]")
    >>> students, refused = read_records(folder)
    >>> [s.name for s in students], refused
    (['ada'], ['ben.json: no record of this book, version 1'])
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise ValueError(f"{str(folder)!r} is no folder; name the one that holds the students' records")
    files = sorted(path for path in folder.rglob("*.json") if path.is_file())
    if not files:
        raise ValueError(f"{str(folder)!r} holds no .json file; a record is exported from the page Your record")
    students, refused = [], []
    for path in files:
        name = _plain(path.relative_to(folder).as_posix())
        try:
            if path.stat().st_size > MOST_BYTES:
                raise ValueError(f"{path.stat().st_size} bytes, more than a record can have")
            found = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError) as error:
            refused.append(f"{name}: cannot be read ({_plain(str(error)) or type(error).__name__})")
            continue
        if is_record(found):
            students.append(Student(name.removesuffix(".json"), found["entries"]))
        else:
            refused.append(f"{name}: no record of this book, version 1")
    return students, refused


def scores_of(students: Sequence[Student]) -> ForecastScores | None:
    """Return the scores of all forecasts together; None where no answer carries a confidence."""
    sure = [entry for student in students for entry in student.entries.values() if "confidence" in entry]
    return forecast_scores([e["confidence"] for e in sure], [e["right"] for e in sure]) if sure else None


def table(students: Sequence[Student], wanted: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Return a row for each student: counts, and the mean loss of the forecasts in nats (None without forecasts).

    Parameters
    ----------
    students : sequence of Student
        As `read_records` returns them.
    wanted : sequence of str
        Chapters whose exercises count, such as ``["ch01"]``; all where none is named.
    """
    names = [exercise.name for chapter in _chosen(wanted) for exercise in entries(chapter, "EXERCISES")]
    rows = []
    for student in students:
        scores = scores_of([student])
        (right, asked), (guessed, guesses) = student.first("question"), student.first("prediction")
        rows.append(
            {
                "student": student.name,
                "exercises passed": student.passed(names),
                "of": len(names),
                "questions right": right,
                "questions asked": asked,
                "predictions right": guessed,
                "predictions made": guesses,
                "forecasts": scores.n if scores else 0,
                "mean loss": scores.loss if scores else None,
            }
        )
    return rows


def summary(students: Sequence[Student], wanted: Sequence[str] = ()) -> str:
    """Return the table of the class and the table of its chapters, as text."""
    widest = max([7, *(len(student.name) for student in students)])
    lines = [f"{'student':{widest}}  exercises   questions  predictions  forecasts  mean loss"]
    for row in table(students, wanted):
        loss = "–" if row["mean loss"] is None else f"{row['mean loss']:.3f}"
        lines.append(
            f"{row['student']:{widest}}  {row['exercises passed']:4} of {row['of']:3}"
            f"  {row['questions right']:3} of {row['questions asked']:3}"
            f"   {row['predictions right']:3} of {row['predictions made']:3}"
            f"  {row['forecasts']:9}  {loss:>9}"
        )
    lines += ["", "chapter  exercises  passed by a student: mean, least, most"]
    for chapter in _chosen(wanted):
        names = [exercise.name for exercise in entries(chapter, "EXERCISES")]
        passed = [student.passed(names) for student in students]
        mean = sum(passed) / max(1, len(passed))
        lines.append(
            f"{chapter:7}  {len(names):9}  {mean:26.1f}  {min(passed, default=0):5}  {max(passed, default=0):4}"
        )
    return "\n".join(lines)


def reliability(students: Sequence[Student]) -> str:
    """Return the class's reliability diagram as text: a line for each level of confidence that somebody named.

    The band is where the share of right answers falls nine times in ten, if the level is exactly right and the answers
    are independent; two answers of one person, or to one question, are not quite.

    Examples
    --------
    >>> entry = {"at": 0, "right": True, "confidence": 0.8}
    >>> print(reliability([Student("ada", {f"question:{i}": entry for i in range(9)})]).splitlines()[2])
      80%        9      100%    56% to 100%                        ==========|=======*
    """
    scores = scores_of(students)
    if scores is None:
        return "no answer was given with a confidence"
    lines = [
        f"{scores.n} forecasts: mean loss {scores.loss:.3f} nats; saying 50% each time costs {scores.guess:.3f}, and "
        f"the floor is {scores.floor:.3f}",
        "  said  answers     right  band                      share of right answers, 0 to 100%",
    ]
    for level in scores.levels:
        marks = [" "] * 41
        for i in range(round(40 * level.low), round(40 * level.high) + 1):
            marks[i] = "="
        marks[round(40 * level.confidence)] = "|"
        marks[round(40 * level.right / level.n)] = "*"
        band = f"{level.low:.0%} to {level.high:.0%}"
        lines.append(
            f"  {level.confidence:.0%}  {level.n:7}  {level.right / level.n:8.0%}  {band:>13}  {''.join(marks)}"
        )
    return "\n".join([*lines, "| what was said   * what was reached   = the band"])


def _chosen(wanted: Sequence[str]) -> list[str]:
    there = chapters()
    unknown = [chapter for chapter in wanted if chapter not in there]
    if unknown:
        raise ValueError(f"{unknown[0]!r} is no chapter with exercises; there are {', '.join(there)}")
    return [chapter for chapter in there if not wanted or chapter in wanted]


def _plain(text: str) -> str:
    """Return a name that comes from outside without what a terminal takes for a command."""
    return "".join(c if c.isprintable() else "?" for c in text)[:200]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables; return 1 where a file was refused, so that nobody is lost in silence."""
    parser = argparse.ArgumentParser(prog="python -m ce_helpers.course", description=__doc__.split("\n\n")[0])
    parser.add_argument("folder", type=Path, help="where the exported records are, one file a student")
    parser.add_argument(
        "--chapters", nargs="+", default=[], metavar="chNN", help="count these chapters' exercises only"
    )
    parser.add_argument("--csv", type=Path, help="write the first table into this file as well")
    options = parser.parse_args(arguments)
    try:
        students, refused = read_records(options.folder)
        print(summary(students, options.chapters), "", reliability(students), sep="\n")
    except ValueError as error:
        parser.error(str(error))
    if options.csv and students:
        with options.csv.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(table(students)[0]))
            writer.writeheader()
            writer.writerows(
                {k: f"'{v}" if isinstance(v, str) and v[:1] in "=+-@" else v for k, v in row.items()}  # no formulas
                for row in table(students, options.chapters)
            )
    for line in refused:
        print(f"not counted: {line}", file=sys.stderr)
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
