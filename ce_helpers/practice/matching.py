"""An exercise of diagnosis: which cause belongs to which log, told clue by clue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .exercise import Exercise

__all__ = ["matching"]


def _in_form(given: Any, known: Iterable[str]) -> Any:
    """Return the letter or word as the exercise writes it, whatever its capitals and the spaces around it."""
    if not isinstance(given, str):
        return given
    return next((word for word in known if word.casefold() == given.strip().casefold()), given)


def matching(
    name: str, task: str, right: Mapping[str, str], clues: Mapping[str, str], besides: Sequence[str] = ()
) -> Exercise:
    """Return the exercise of giving each letter its word; no word is used twice.

    Parameters
    ----------
    name, task : str
        As in `Exercise`.
    right : mapping
        Letter → word: ``{"A": "sum", "B": "bits"}``.
    clues : mapping
        Letter → what to look at, told where that letter has the wrong word: "31.4 is 53 times 0.593". Or word → what
        would be seen if that word were right, told of the word that was given.
    besides : sequence of str
        Words that are offered too and fit no letter, so that the last letter is not found by what is left over.

    Raises
    ------
    ValueError
        If a letter (or a word) has no clue, or two letters have one word.

    Examples
    --------
    >>> two = matching(
    ...     "two-logs",
    ...     "name both slips",
    ...     {"A": "sum", "B": "bits"},
    ...     {"A": "it grows with the data", "B": "it is 1.44 times too large"},
    ... )
    >>> print(two.examine({"A": "bits", "B": "sum"}))
    ✗ two-logs: A is not "bits": it grows with the data. (0 of 2 are right.)
    >>> print(two.examine({"sum": "A", "bits": "B"}))
    ✗ two-logs: it is turned round: the letters A, B come first, each with its word.
    >>> print(two.examine({"a": "Sum", "b": " bits"}))
    ✓ two-logs: right.
    >>> print(two.examine(["sum", "bits"]))
    ✓ two-logs: right.
    """
    offered = [*right.values(), *besides]
    by_word = set(offered) == set(clues)
    if not (by_word or set(right) == set(clues)) or len(set(offered)) < len(offered):
        raise ValueError(f"exercise {name!r}: every letter needs a word of its own and a clue, got {dict(right)!r}")

    def told(answer: Any) -> str | None:
        words = ", ".join(f'"{word}"' for word in sorted(offered))
        if isinstance(answer, list | tuple) and len(answer) == len(right):
            answer = dict(zip(right, answer, strict=True))
        if not isinstance(answer, Mapping):
            return f"a dictionary is asked for, with the letters {', '.join(right)} and a word for each."
        answer = {_in_form(letter, right): _in_form(word, offered) for letter, word in answer.items()}
        if any(_in_form(key, offered) in offered for key in answer):
            return f"it is turned round: the letters {', '.join(right)} come first, each with its word."
        if all(answer.get(letter, ...) is ... for letter in right):
            raise NotImplementedError
        for letter in right:
            word = answer.get(letter, ...)
            if word is ...:
                return f"{letter} is still open; choose one of {words}."
            if word not in offered:
                return f"{letter} has {word!r:.40}, which is none of the words: {words}."
        wrong = [letter for letter in right if answer[letter] != right[letter]]
        if not wrong:
            return None
        good = len(right) - len(wrong)
        score = f"({good} of {len(right)} {'is' if good == 1 else 'are'} right.)"
        letter, word = wrong[0], answer[wrong[0]]
        return f'{letter} is not "{word}": {clues[word if by_word else letter]}. {score}'

    letters = list(right)
    mistakes = {}
    for one, other in zip(letters, letters[1:] + letters[:1], strict=True):
        exchanged = {**right, one: right[other], other: right[one]}
        mistakes[str(told(exchanged))] = exchanged
    for word in besides:
        taken = {**right, letters[0]: word}
        mistakes[str(told(taken))] = taken
    return Exercise(name=name, task=task, reference=dict(right), checker=told, mistakes=mistakes, unit=None)
