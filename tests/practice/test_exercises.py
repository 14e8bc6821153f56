"""Every exercise names what is wrong with a wrong answer."""

import re
from collections import Counter
from functools import cache

import numpy as np
import pytest

from ce_helpers.practice import result
from ce_helpers.practice.index import of_the_book

EXERCISES = [e for _, e in of_the_book("EXERCISES")]
FUNCTIONS = [e for e in EXERCISES if callable(e.reference)]
every_exercise = pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.name)
every_function = pytest.mark.parametrize("exercise", FUNCTIONS, ids=lambda e: e.name)


@cache
def wrong_answers(name):
    """Return what an exercise lists; the answers are run for it, and several tests ask."""
    return next(e for e in EXERCISES if e.name == name).wrong_answers()


# --- the exercises of the book -----------------------------------------------------------------------------------


def test_names_are_unique():
    counts = Counter(exercise.name for exercise in EXERCISES)
    assert [name for name, n in counts.items() if n > 1] == []


@every_exercise
def test_right_answer_passes(exercise):
    found = result(exercise.name, exercise.reference)
    assert (found.status, found.message[0]) == ("right", "✓"), found


@every_exercise
def test_unattempted_is_calm(exercise):
    def docstring_alone(*args):
        """Write me."""

    def ellipsis(*args): ...

    def ellipsis_returned(*args):
        return ...

    def not_implemented(*args):
        raise NotImplementedError("your turn")

    def half_written(*args):
        total = ...
        return total / 2

    stubs = [docstring_alone, ellipsis]
    if callable(exercise.reference) and exercise.checker is None:
        stubs += [ellipsis_returned, not_implemented, half_written]
    for stub in [None, ..., *stubs]:
        assert str(result(exercise.name, stub)) == f"Not attempted yet: {exercise.task.rstrip('.')}."


@every_exercise
def test_each_mistake_is_named(exercise):
    wrong = wrong_answers(exercise.name)
    if exercise.checker is None:
        assert len(wrong) >= 4, f"{exercise.name} can name {len(wrong)} mistakes only"
    for sentence, answers in wrong.items():
        for answer in answers:
            found = exercise.examine(answer)
            assert found.status == "wrong", f"{sentence!r} is accepted"
            if exercise.checker is None or not callable(answer):
                assert found.message.startswith(f"✗ {exercise.name}: {sentence}"), found.message


@every_function
def test_own_mistakes_are_all_wrong(exercise):
    assert exercise.mistakes or exercise.checker, f"{exercise.name} has no mistakes of its own"
    assert exercise.mistakes.keys() <= wrong_answers(exercise.name).keys()


@every_function
def test_raising_is_reported(exercise):
    def raising(*args):
        raise KeyError("a peculiar key")

    found = exercise.examine(raising)
    assert found.status == "wrong"
    assert "KeyError: 'a peculiar key'" in found.message


@every_function
def test_mutating_is_reported(exercise):
    cases = exercise.arguments()
    if not any(isinstance(a, np.ndarray) and a.size for args in cases for a in args):
        pytest.skip("takes no arrays")

    def mutating(*args):
        value = exercise.reference(*args)
        for a in args:
            if isinstance(a, np.ndarray):
                a += 1
        return value

    found = exercise.examine(mutating)
    assert found.status == "wrong"
    assert "changes its input" in found.message


@every_function
def test_cases_are_the_same_each_time(exercise):
    first, second = (re.sub(r" at 0x\w+", "", repr(exercise.arguments())) for _ in range(2))
    assert first == second


def test_task_is_one_sentence():
    for exercise in EXERCISES:
        assert not re.search(r"[.!?]\s", exercise.task), exercise.name
