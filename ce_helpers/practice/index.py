"""Find an exercise or a question of the book by its name, importing the chapter that has it and no other."""

from __future__ import annotations

from contextlib import suppress
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import Any

__all__ = ["chapters", "entries", "find", "of_the_book"]

HERE = Path(__file__).parent


def chapters() -> list[str]:
    """Return the names of the folders with exercises and questions, as ``["ch01", …]``."""
    return sorted(path.name for path in HERE.glob("ch[0-9][0-9]"))


def entries(chapter: str, kind: str) -> list[Any]:
    """Return the list `kind`, ``"EXERCISES"`` or ``"QUESTIONS"``, of one chapter; empty if it has none.

    Raises
    ------
    ImportError
        If the file cannot be read; it names the file, and what is wrong.
    """
    file = _file(chapter, kind)
    if not file.is_file():
        return []
    try:
        return list(getattr(import_module(f"{__package__}.{chapter}.{file.stem}"), kind))
    except Exception as error:  # whatever an author's slip comes to
        raise ImportError(f"{chapter}/{file.name} cannot be read: {type(error).__name__}: {error}") from error


def of_the_book(kind: str) -> list[tuple[str, Any]]:
    """Return chapter and entry of all lists `kind` that can be read: a broken file is no harm to the others."""
    found: list[tuple[str, Any]] = []
    for chapter in chapters():
        with suppress(ImportError):
            found += [(chapter, entry) for entry in entries(chapter, kind)]
    return found


def find(name: str, kind: str) -> Any:
    """Return the entry of that name, or raise ``ValueError`` with the names most like it."""
    for chapter in chapters():
        # a look at the text spares the import of the chapters that do not have it
        file = _file(chapter, kind)
        if file.is_file() and f'"{name}"' in file.read_text(encoding="utf-8"):
            for entry in entries(chapter, kind):
                if entry.name == name:
                    return entry
    names = [entry.name for _, entry in of_the_book(kind)]
    close = get_close_matches(str(name), names, n=3, cutoff=0.5) or names
    what = "exercise" if kind == "EXERCISES" else "question"
    raise ValueError(f"there is no {what} {name!r}; did you mean {' or '.join(map(repr, close))}?")


def _file(chapter: str, kind: str) -> Path:
    return HERE / chapter / f"{kind.lower()}.py"
