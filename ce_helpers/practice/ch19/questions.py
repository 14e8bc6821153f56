"""Chapter 19, Generative models: predictions and quick questions."""

from __future__ import annotations

from ..quiz import Option, Question

__all__ = ["QUESTIONS"]

QUESTIONS = [
    Question(
        name="two-bounds-compared",
        text="Model A's exact loss on held-out digits is 0.41 bits a pixel. Model B's bound, from above, is 0.40. "
        "Which describes the digits better?",
        options=[
            Option("B", True, "Its loss is at most 0.40, whatever it is exactly, and that is below A's."),
            Option(
                "A, since its number is exact",
                False,
                "Exactness makes a number known, not small. B's loss is at most 0.40.",
            ),
            Option(
                "That cannot be said of a bound and an exact number",
                False,
                "It can in this direction: the bound lies above the loss of B. If A's number were the lower, nothing "
                "could be said.",
            ),
        ],
    ),
]
