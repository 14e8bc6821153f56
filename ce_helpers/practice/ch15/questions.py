"""Chapter 15, When training goes wrong: predictions and quick questions."""

from __future__ import annotations

import math

from ..predict import Prediction

__all__ = ["QUESTIONS"]


QUESTIONS = [
    Prediction(
        name="first-loss-of-wide-scores",
        text="Ten classes, and a network whose untrained scores are random: mean 0, spread (standard deviation) 3. "
        "What is its mean loss before the first step, in nats?",
        answer=5.08,
        unit="nats",
        tolerance=0.08,
        feedback="More than twice ln 10: the wide scores make confident bets, and nine of ten are on a wrong class.",
        wrong={
            "uniform": (
                math.log(10),
                "That holds for scores that are all alike. Random scores are bets, most of them on a wrong class, and "
                "a confident wrong bet costs more than a lucky one saves.",
            ),
            "spread": (
                3.0,
                "That is the spread of the scores. The loss adds what the largest of ten wrong ones takes.",
            ),
            "bound": (
                math.log(10) + 4.5,
                "That is ln 10 + 3²/2, a ceiling that the next section proves; the mean stays below it.",
            ),
        },
    ),
]
