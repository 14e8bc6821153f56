"""Exercises that say what is wrong, and quick questions.

``ce.check("surprise", surprise)`` runs a reader's function against the book's; ``ce.quiz("bits-or-nats")`` shows a
question. Both are looked up by name in one folder per chapter (``ch01``, …): ``exercises.py`` has a list
``EXERCISES`` of `Exercise`, ``questions.py`` a list ``QUESTIONS`` of `Question` and `NumberQuestion`.
"""

from __future__ import annotations

from .exercise import Exercise, Result, check, result
from .quiz import NumberQuestion, Option, Question, quiz, quiz_script, quiz_style
from .usual import epsilons

__all__ = [
    "Exercise",
    "NumberQuestion",
    "Option",
    "Question",
    "Result",
    "check",
    "epsilons",
    "quiz",
    "quiz_script",
    "quiz_style",
    "result",
]
