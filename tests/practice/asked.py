"""One question or prediction on a page of its own, in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ce_helpers.practice import Prediction, mark_script, quiz_script, quiz_style
from ce_helpers.practice.index import of_the_book

ASKED = [question for _, question in of_the_book("QUESTIONS")]
VERDICT = "document.querySelector('.quiz').dataset.verdict ?? ''"
SAID = "document.querySelector('.quiz-says').textContent"
RECORD = "JSON.parse(localStorage.getItem('ce:record'))"


def uid(question: Any) -> str:
    """Return the id with which the book shows it."""
    return f"{'predict' if isinstance(question, Prediction) else 'quiz'}-{question.name}"


def page_of(*questions: Any, after: str = "", scripts: bool = True) -> str:
    """Return a page with these questions, and `after` behind them."""
    asked = "".join(question.markup(uid(question)) for question in questions)
    script = f"<script>{mark_script()}</script><script>{quiz_script()}</script>" if scripts else ""
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><title>q</title><link rel=icon href='data:,'>"
        f"<style>{quiz_style()}</style><main>{asked}{after}</main>{script}</html>"
    )


def written(folder: Path, text: str, name: str = "page") -> str:
    """Write a page and return its address."""
    path = folder / f"{name}.html"
    path.write_text(text, encoding="utf-8")
    return path.as_uri()
