"""Exercises that say what is wrong, and quick questions.

``ce.check("surprise", surprise)`` runs a reader's function against the book's; ``ce.quiz("bits-or-nats")`` shows a
question, ``ce.predict("name")`` a prediction to commit to. All are looked up by name in one folder per chapter
(``ch01``, …): ``exercises.py`` has a list ``EXERCISES`` of `Exercise`, ``questions.py`` a list ``QUESTIONS`` of
`Question`, `NumberQuestion` and `Prediction`.
"""

from __future__ import annotations

from .exercise import Exercise, Result, check, result
from .predict import Prediction, predict
from .quiz import NumberQuestion, Option, Question, quiz
from .record import record
from .scripts import mark_script, quiz_script, quiz_style, record_script
from .usual import epsilons

__all__ = [
    "Exercise",
    "NumberQuestion",
    "Option",
    "Prediction",
    "Question",
    "Result",
    "check",
    "epsilons",
    "mark_script",
    "predict",
    "quiz",
    "quiz_script",
    "quiz_style",
    "record",
    "record_script",
    "result",
]
