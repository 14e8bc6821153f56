"""The reader's record in JupyterLab: one small file in the user's folder, which the page *Your record* reads too.

The first answer to each exercise, question and prediction is kept, and when an exercise was first passed. Only what a
person does in a notebook counts: not what a program runs, and not the cells with the folded solutions.
"""

from __future__ import annotations

import json
import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from .index import chapters, entries
from .scores import ForecastScores, forecast_scores

__all__ = ["Record", "in_a_solution", "note_outcome", "record", "record_path"]

FORMAT, VERSION = "cross-entropy-record", 1
NAME = "ce_record.json"


class Record:
    """What is recorded; printed, it says so in a few lines."""

    def __init__(self, entries: dict[str, dict[str, Any]], path: Path) -> None:
        self.entries, self.path = entries, path

    @property
    def scores(self) -> ForecastScores | None:
        """The scores of all answers given with a confidence; None where there is none."""
        sure = [entry for entry in self.entries.values() if "confidence" in entry]
        return forecast_scores([e["confidence"] for e in sure], [e["right"] for e in sure]) if sure else None

    def __repr__(self) -> str:
        """Say what is done, how good the forecasts were, and where the file is."""
        whole = {kind: sum(len(entries(c, kind)) for c in chapters()) for kind in ("EXERCISES", "QUESTIONS")}
        passed = sum("passed" in e for name, e in self.entries.items() if name.startswith("exercise:"))
        answers = [e for name, e in self.entries.items() if not name.startswith(("exercise:", "chapter:"))]
        lines = [
            f"{passed} of {whole['EXERCISES']} exercises passed; "
            f"{sum(e['right'] for e in answers)} of {len(answers)} questions and predictions right at the first answer",
        ]
        if scores := self.scores:
            lines.append(
                f"mean loss of your forecasts {scores.loss:.3f} nats over {scores.n} "
                f"(saying 50% each time: {scores.guess:.3f}; floor: {scores.floor:.3f})"
            )
        lines += [f"kept in {self.path}", "The page Your record of the book imports this file."]
        return "\n".join(lines)


def record() -> Record:
    """Return what is recorded of your work in notebooks; the page *Your record* imports the same file.

    Returns
    -------
    Record
        Printed, it says what is done and where the file is; ``record().scores`` scores your forecasts.

    Examples
    --------
    >>> "exercises passed" in repr(record())
    True
    """
    return Record(_load()["entries"], record_path())


def record_path() -> Path:
    """Return the file's path: in the folder named by ``CE_RECORD``, or where the system keeps its users' data."""
    if chosen := os.environ.get("CE_RECORD"):
        return Path(chosen) / NAME
    home = Path.home()
    if sys.platform == "win32":
        base = Path(os.environ.get("APPDATA", home / "AppData" / "Roaming"))
    elif sys.platform == "darwin":
        base = home / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    return base / "cross-entropy" / NAME


def note_outcome(
    kind: str, name: str, right: bool, *, confidence: float | None = None, chosen: str | None = None, cell: bool = True
) -> None:
    """Note an outcome in the file, if a person is at work; a file that cannot be written is no error.

    Parameters
    ----------
    kind, name : str
        ``"exercise"``, ``"question"`` or ``"prediction"``, and its name.
    right : bool
        Whether the answer was right.
    confidence : float, optional
        How sure the reader was, from 0.5 to below 1.
    chosen : str, optional
        What was answered.
    cell : bool
        Whether a cell was run for it, which then must be a person's own; a widget's answer comes without one.
    """
    if cell and not _by_a_person():
        return
    at = round(time.time() * 1000)
    found = _load()
    first: dict[str, Any] = {"at": at, "right": right}
    if confidence is not None:
        first["confidence"] = confidence
    if chosen is not None:
        first["chosen"] = chosen[:200]
    entry = found["entries"].setdefault(f"{kind}:{name}", first)
    if right:
        entry.setdefault("passed", at)
    _write(found)


def first_answer(kind: str, name: str) -> dict[str, Any] | None:
    """Return what was answered first, or None."""
    entry = _load()["entries"].get(f"{kind}:{name}")
    return dict(entry) if entry else None


def is_quiet() -> bool:
    """Return whether the reader asked not to be asked how sure they are."""
    return bool(_load().get("quiet", False))


def hush(on: bool) -> None:
    """Keep what the reader asked for."""
    found = _load()
    found["quiet"] = on
    _write(found)


def _write(found: dict[str, Any]) -> None:
    path = record_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}")
        part.write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")
        part.replace(path)  # at once, so that a kernel that dies leaves no half a file
    except OSError:
        return  # a home that cannot be written to keeps no record, and the exercise goes on


def in_a_solution() -> bool:
    """Say whether the cell that runs is one with a folded solution, as JupyterLab tells."""
    return "hide-cell" in (_told_of_the_cell().get("tags") or [])


def _by_a_person() -> bool:
    """Say whether a front end asked for this cell, as a person's own: programs send no cell's id."""
    return "cellId" in _told_of_the_cell() and not in_a_solution()


def _told_of_the_cell() -> dict[str, Any]:
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    parent: Any = getattr(shell, "get_parent", dict)() or {}
    told = parent.get("metadata", {}) if isinstance(parent, dict) else {}
    return dict(told)


def _load() -> dict[str, Any]:
    """Return the file's content, or an empty record; what cannot be read is put aside, not overwritten."""
    empty: dict[str, Any] = {"format": FORMAT, "version": VERSION, "entries": {}}
    path = record_path()
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return empty
    except (OSError, ValueError):
        found = None
    if is_record(found):
        return dict(found)
    with suppress(OSError):
        path.replace(path.with_suffix(".unreadable.json"))
    return empty


def is_record(found: Any) -> bool:
    """Tell whether a file's content is a record of this version, its entries as `note_outcome` makes them."""
    if not isinstance(found, dict) or found.get("format") != FORMAT or found.get("version") != VERSION:
        return False
    kept = found.get("entries")
    return isinstance(kept, dict) and all(
        isinstance(e, dict)
        and isinstance(e.get("right"), bool)
        and isinstance(e.get("at"), int | float)
        and ("confidence" not in e or (isinstance(e["confidence"], int | float) and 0.5 <= e["confidence"] < 1))
        for e in kept.values()
    )
