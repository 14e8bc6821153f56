"""The record in JupyterLab: only what a person did, in a file that nothing can break."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import ce_helpers as ce
from ce_helpers.practice.record import first_answer, hush, is_quiet, note_outcome, record_path


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CE_RECORD", str(tmp_path))
    return tmp_path


def cell(monkeypatch: pytest.MonkeyPatch, metadata: dict[str, Any]) -> None:
    """Let the next calls come from a notebook's cell with this metadata."""
    shell = SimpleNamespace(get_parent=lambda: {"metadata": metadata})
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))


def test_a_check_counts_if_a_person_ran_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for metadata in ({}, {"cellId": "a", "tags": ["hide-cell"]}):
        cell(monkeypatch, metadata)
        ce.check("surprise", ce.surprise)
        assert ce.record().entries == {}
    cell(monkeypatch, {"cellId": "a"})
    ce.check("surprise", lambda p: p)
    ce.check("surprise", ce.surprise)
    entry = ce.record().entries["exercise:surprise"]
    assert entry["right"] is False, "the first answer counts"
    assert entry["passed"] >= entry["at"]
    assert "1 of " in repr(ce.record())
    assert str(record_path()) in repr(ce.record())


def test_an_attempt_that_was_none_leaves_no_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    cell(monkeypatch, {"cellId": "a"})
    ce.check("surprise", ...)
    assert ce.record().entries == {}


def test_a_widget_notes_the_first_answer() -> None:
    quiz = ce.quiz("twice-as-surprising")
    assert quiz._first is None
    quiz.outcome = {"kind": "question", "name": "twice-as-surprising", "right": False, "chosen": "1", "confidence": 0.8}
    note_outcome("question", "twice-as-surprising", True, confidence=0.9, cell=False)
    first = first_answer("question", "twice-as-surprising")
    assert first is not None
    assert (first["right"], first["confidence"], first["chosen"]) == (False, 0.8, "1")
    assert ce.quiz("twice-as-surprising")._first == first
    scores = ce.record().scores
    assert scores is not None
    assert f"{scores.loss:.3f} nats over 1" in repr(ce.record())


def test_the_question_how_sure_one_is_can_be_switched_off_for_good() -> None:
    assert not is_quiet()
    ce.quiz("twice-as-surprising")._quiet = True
    assert is_quiet()
    assert ce.quiz("bits-or-nats")._quiet
    hush(False)
    assert not is_quiet()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"format": "other"}',
        '{"format": "cross-entropy-record", "version": 1, "entries": {"exercise:a": 3}}',
    ],
)
def test_a_broken_file_is_put_aside(own_folder: Path, text: str) -> None:
    record_path().write_text(text, encoding="utf-8")
    assert ce.record().entries == {}
    assert [path.read_text(encoding="utf-8") for path in own_folder.glob("*unreadable*")] == [text]
    note_outcome("exercise", "surprise", True, cell=False)
    assert json.loads(record_path().read_text(encoding="utf-8"))["version"] == 1


def test_a_folder_that_cannot_be_written_is_no_error(monkeypatch: pytest.MonkeyPatch, own_folder: Path) -> None:
    (own_folder / "file").write_text("")
    monkeypatch.setenv("CE_RECORD", str(own_folder / "file"))
    note_outcome("exercise", "surprise", True, cell=False)
    assert ce.record().entries == {}


@pytest.mark.parametrize(
    ("system", "part"), [("win32", "Roaming"), ("darwin", "Application Support"), ("linux", "share")]
)
def test_each_system_has_its_place(monkeypatch: pytest.MonkeyPatch, system: str, part: str) -> None:
    monkeypatch.delenv("CE_RECORD")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.delenv("APPDATA", raising=False)
    monkeypatch.setattr(sys, "platform", system)
    assert part in record_path().parts
