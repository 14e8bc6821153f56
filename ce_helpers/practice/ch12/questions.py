"""Chapter 12, Calibration: predictions and quick questions."""

from __future__ import annotations

from ..predict import Prediction
from ..quiz import Option

__all__ = ["QUESTIONS"]

QUESTIONS = [
    Prediction(
        name="t-on-training",
        text="Somebody is thrifty and fits T on the 300 digits that the network was trained on, of which it gets every "
        "one right. What comes out?",
        options=[
            Option(
                "T falls towards 0",
                True,
                "Where every call is right, the loss falls as long as the calls grow bolder; no T is small enough.",
            ),
            Option(
                "about the T of the held-out digits",
                False,
                "It would, if the network were as often wrong on what it has seen. There it is never wrong.",
            ),
            Option(
                "about 1",
                False,
                "Training did stop at T = 1, but it had not arrived: its loss was still falling. T goes on with it.",
            ),
            Option(
                "T grows without bound",
                False,
                "Then every digit would get 1/10, and the loss ln 10. That is the other end.",
            ),
        ],
    ),
]
