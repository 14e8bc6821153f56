"""What `make new-chapter` lays: the cells of the notebook, in the order of the book's chapters, and its questions."""

from __future__ import annotations

from typing import Any

FOLDED = {
    "tags": ["hide-cell"],
    "mystnb": {"code_prompt_show": "Show the solution", "code_prompt_hide": "Hide the solution"},
}
QUESTIONS = '''"""Chapter CHAPTER: quick questions and predictions."""

from __future__ import annotations

from ..predict import Prediction
from ..quiz import Option, Question

QUESTIONS = [
    Prediction(
        name="NAME-guess",
        text="Which of the two costs more?",
        options=[
            Option("The first", False, "Say what whoever chooses this was thinking."),
            Option("The second", True, "Say why."),
        ],
    ),
    Question(
        name="NAME-question",
        text="What does a forecast of 1/2 cost, in bits?",
        options=[
            Option("1", True, "−log₂ 1/2 = 1."),
            Option("1/2", False, "That is the probability itself."),
            Option("ln 2", False, "That is the same in nats."),
        ],
    ),
]
'''


def chapter_cells(title: str, name: str, chapter: str) -> list[tuple[str, dict[str, Any]]]:
    """Return source and metadata of each cell, to be changed; what is not there, CONTRIBUTING describes."""
    hidden = {"tags": ["remove-input"]}
    after = {"tags": [f"after-{name}-guess"]}
    function = f"{name}-odds".replace("-", "_")
    check = f'ce.check("{name}-odds", {function})'
    stub = f"def {function}(p): ..."
    solution = f"def {function}(p):\n    return p / (1 - p)\n\n\n{check}"
    return [
        (f"# {title}\n\nBegin with a symptom: something that breaks or puzzles in a real run, with its number.", {}),
        ("import ce_helpers as ce\n\nce.live.Surprise()", {}),
        (
            ":::{admonition} After this chapter you can\n:class: tip goals\n- say what you can do now.\n\n"
            "**You need:** Chapter 1.\n\n**Time:** 20 minutes; exercises 20.\n:::",
            {},
        ),
        ("## The first idea\n\nWhat happens, in words, then a worked number, then the derivation.", {}),
        (f'ce.predict("{name}-guess")', hidden),
        ("ce.surprise([0.5, 0.25])", after),
        (f":::{{after}} {name}-guess\nWhat the guess should have been, and why.\n:::", {}),
        (f'ce.quiz("{name}-question")', hidden),
        (
            "## In your training run\n\n:::{admonition} In your training run\n:class: training\n"
            "The words that people search for, the line in PyTorch, when the advice misleads.\n:::",
            {},
        ),
        ("## Exercises\n\n### 1. The odds (warm-up)\n\nWrite the odds of a probability.", {}),
        (stub, {}),
        (check, {}),
        (solution, FOLDED),
        (":::{admonition} Takeaways\n:class: takeaways\n- One line, with its scope.\n:::", {}),
        ("## Where to go next\n\nSources: {cite:t}`shannon1948`.", {}),
    ]
