"""Find an exercise or a question of the book by its name, importing the chapter that has it and no other."""

from __future__ import annotations

from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import Any

__all__ = ["chapters", "entries", "find"]

HERE = Path(__file__).parent


def chapters() -> list[str]:
    """Return the names of the folders with exercises and questions, as ``["ch01", …]``."""
    return sorted(path.name for path in HERE.glob("ch[0-9][0-9]"))


def entries(chapter: str, kind: str) -> list[Any]:
    """Return the list `kind`, ``"EXERCISES"`` or ``"QUESTIONS"``, of one chapter; empty if it has none."""
    if not _file(chapter, kind).is_file():
        return []
    return list(getattr(import_module(f"{__package__}.{chapter}.{kind.lower()}"), kind))


def find(name: str, kind: str) -> Any:
    """Return the entry of that name, or raise ``ValueError`` with the names most like it."""
    for chapter in chapters():
        # a look at the text spares the import of the chapters that do not have it
        file = _file(chapter, kind)
        if file.is_file() and f'"{name}"' in file.read_text(encoding="utf-8"):
            for entry in entries(chapter, kind):
                if entry.name == name:
                    return entry
    names = [entry.name for chapter in chapters() for entry in entries(chapter, kind)]
    close = get_close_matches(str(name), names, n=3, cutoff=0.5) or names
    what = "exercise" if kind == "EXERCISES" else "question"
    raise ValueError(f"there is no {what} {name!r}; did you mean {' or '.join(map(repr, close))}?")


def _file(chapter: str, kind: str) -> Path:
    return HERE / chapter / f"{kind.lower()}.py"
