"""Check a reader's answer to an exercise, and name the mistake in it.

An `Exercise` holds the right function, the inputs to try it on, and the wrong functions that people write, each with
the sentence that says what it does wrong. An answer that behaves like one of these gets its sentence; any other wrong
answer gets the first input where it fails. Mistakes that can befall every formula (sign, unit, mean for sum, arguments
swapped) are derived from the right function, so a chapter lists only its own.
"""

from __future__ import annotations

import inspect
import re
import sys
import textwrap
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any, Literal

import numpy as np

from .comparing import equal, has_nan
from .index import find
from .naming import Suspect, Trial
from .running import Function, Outcome, is_stub, names_used, quiet, run, unfinished
from .telling import hint, hint_error, last_line, show, show_apart, without_dust

__all__ = ["Exercise", "Result", "check", "result"]

Cases = Sequence[Any] | Callable[[np.random.Generator], Iterable[Any]]


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """One exercise: what is asked, what is right, and what usually goes wrong.

    Parameters
    ----------
    name : str
        By which ``ce.check`` knows it; unique in the whole book.
    task : str
        One sentence, with a verb: "write surprise(p), the surprise −ln p in nats".
    reference : function or value
        The right function; or, if no function is asked for, the right number, array or dictionary.
    cases : list of tuples, or function of a generator
        Arguments to try, the plainest first since the first failure is what is shown; a single argument that is not
        a tuple needs none. Given a function, it is called with a seeded generator.
    mistakes : dict
        Sentence that completes "✗ name: …" → the function (or tuple of functions) that makes this mistake; for an
        exercise that asks for a value, the wrong value.
    tolerance : float, optional
        Relative; 1e-9 for functions and 1e-3 for values, which readers round.
    compare : function, optional
        ``compare(answer, expected) -> bool`` in place of the usual comparison.
    checker : function, optional
        ``checker(answer) -> str | None`` for answers that are not unique ("find any triangle that fails"): the
        sentence that says what is wrong, or None. `reference` is then one right answer, and `cases` is not used.
    forbidden : (pattern, sentence), optional
        Names, as a regular expression, that a right answer has no use for ("without a logarithm"), and what is said.
    manner : function, optional
        ``manner(answer) -> str | None``, asked of a function that is right everywhere, where the way counts too ("with
        at most so many scores at a time"): the sentence that says what is wrong with the way, or None.
    solution : function, optional
        The right function as the notebook has it, in whose lines the slips are made that live in a program; the
        reference where left out.
    unit : {"nats", "bits", "bans"}, optional
        What the result is measured in; None for results that are no information, whose unit cannot be mistaken.

    Examples
    --------
    >>> half = Exercise(name="half", task="write half(x)", reference=lambda x: x / 2, cases=[3.0, 5.0], unit=None)
    >>> print(half.examine(lambda x: -x / 2))
    ✗ half: the sign is the wrong way round.
        For x = 3 it gives −1.5; expected 1.5.
    """

    name: str
    task: str
    reference: Any
    cases: Cases = ()
    mistakes: dict[str, Any] = field(default_factory=dict)
    tolerance: float | None = None
    compare: Callable[[Any, Any], bool] | None = None
    checker: Callable[[Any], str | None] | None = None
    forbidden: tuple[str, str] | None = None
    manner: Callable[[Function], str | None] | None = None
    solution: Function | None = None
    unit: str | None = "nats"

    def examine(self, answer: Any) -> Result:
        """Return what there is to say about `answer`."""
        if answer is None or answer is ... or is_stub(answer) or _all_dots(answer):
            return self._open()
        if callable(self.reference) and not callable(answer):
            wanted = f'pass the function itself, without parentheses: ce.check("{self.name}", my_function)'
            return self._wrong(f"{show(answer)} is no function; {wanted}.")
        if callable(answer) and not callable(self.reference):
            return self._wrong("a value is asked for and this is a function; pass what it returns.")
        if self.checker is not None:
            return self._examine_by_checker(answer)
        if not callable(self.reference):
            return self._examine_value(answer)
        return self._examine_function(answer)

    def arguments(self, seed: int = 0) -> list[tuple[Any, ...]]:
        """Return the arguments of every case, the same ones each time; another `seed` draws others at random."""
        cases = self.cases
        if callable(cases):
            cases = list(cases(np.random.default_rng(zlib.crc32(self.name.encode()) + seed)))
        return [tuple(map(_native, case)) if isinstance(case, tuple) else (_native(case),) for case in cases]

    def wrong_answers(self) -> dict[str, list[Any]]:
        """Return sentence → wrong answers: the exercise's own mistakes, and the usual ones that differ from them."""
        trial = self.trial
        found: dict[str, list[Any]] = {}
        seen = [trial.right]
        for suspect in trial.suspects() if self.checker is None else ():
            made = [suspect.outcome(i) for i in range(len(trial.cases))]
            pairs = list(zip(made, trial.right, strict=True))
            lost = any(m.error is not None or has_nan(m.value) for m in made)
            agrees = (trial.agrees(m, r) for m, r in pairs)
            telling = not (lost or trial.says_little(suspect) or all(agrees))
            alike = (all(map(trial.agrees, made, other)) for other in seen)
            if suspect.own or (telling and not any(alike)):
                found.setdefault(suspect.sentence, []).append(suspect.answer)
                seen.append(made)
        if self.checker is not None:
            found = {sentence: [wrong] for sentence, wrong in self.mistakes.items()}
        return found

    # -- the three kinds of answer --

    def _examine_by_checker(self, answer: Any) -> Result:
        for sentence, wrong in self.mistakes.items():
            if not callable(wrong) and self._same(answer, wrong):
                return self._wrong(sentence)
        assert self.checker is not None
        with quiet():
            try:
                found = self.checker(answer)
            except NotImplementedError:
                return self._open()
            except Exception as error:
                return self._open() if "ellipsis" in str(error) else self._wrong(f"it raised {last_line(error)}.")
        return self._wrong(found) if found else self._right("right.")

    def _examine_value(self, answer: Any) -> Result:
        if self._same(answer, self.reference):
            return self._right("right.")
        suspect = self.trial.name([Outcome(answer)])
        detail = f"got {show(answer)}"
        if suspect:
            return self._wrong(f"{suspect.sentence}\n    ({detail})", suspect.answer)
        why = hint(answer, self.reference)
        return self._wrong(f"{detail}, which is not it.{' ' + why if why else ''}")

    def _examine_function(self, answer: Function) -> Result:
        trial = self.trial
        cases, expected = trial.cases, trial.right
        got: list[Outcome] = []
        for args in cases:
            got.append(run(answer, args))
            if unfinished(got[-1]):
                return self._open()
        if all(g.error is None and g.value is None for g in got) and expected[0].value is not None:
            if got[0].printed:
                return self._wrong(
                    f"it prints {got[0].printed.strip()[:60]!r} and returns nothing; write return in place of print."
                )
            return self._wrong("it returns nothing; end the function with return and the result.")
        for args, outcome in zip(cases, got, strict=True):
            if outcome.changed is not None:
                x = list(inspect.signature(self.reference).parameters)[outcome.changed]
                copier = "np.array" if isinstance(args[outcome.changed], np.ndarray) else "copy.deepcopy"
                where = self._told(args)
                return self._wrong(f"it changes its input ({where}) in place; work on a copy, {x} = {copier}({x}).")
        failing = [i for i, (g, e) in enumerate(zip(got, expected, strict=True)) if not trial.agrees(g, e)]
        if not failing and self.forbidden and any(re.fullmatch(self.forbidden[0], n) for n in names_used(answer)):
            return self._wrong(self.forbidden[1])
        if not failing:
            for args, right in zip(self._anew, self._right_anew, strict=True):
                if not trial.agrees(outcome := run(answer, args), right):  # right by luck so far
                    return self._wrong(
                        f"{self._fault(args, outcome, right)} (All {len(cases)} other inputs are right.)"
                    )
            with quiet():
                way = self.manner(answer) if self.manner else None
            return self._wrong(way) if way else self._right(f"right on all {len(cases)} inputs.")
        if all(_in_single(got[i].value, expected[i].value) for i in failing):
            told = self._fault(cases[failing[0]], got[failing[0]], expected[failing[0]])
            return self._wrong(
                f"this is right to the seven digits of float32; float64 is asked for: leave the dtype out.\n    {told}"
            )
        suspect = trial.name(got)
        if suspect and suspect.answer is not answer:
            alike = map(partial(self._alike, answer, suspect), self._anew, self._right_anew)
            suspect = suspect if all(alike) else None  # what it looked like was a matter of the inputs
        raised = next((i for i in failing if got[i].error is not None), None)
        if suspect:
            shown = next((i for i in failing if got[i].error is None), failing[0])
            extra = "" if raised is None else f"\n    {self._fault(cases[raised], got[raised], expected[raised])}"
            told = self._fault(cases[shown], got[shown], expected[shown])
            return self._wrong(f"{suspect.sentence}\n    {told}{extra}", suspect.answer)
        first = failing[0]
        good = len(cases) - len(failing)
        told = self._fault(cases[first], got[first], expected[first])
        why = hint_error(got[first].error) if got[first].error else hint(got[first].value, expected[first].value)
        if not why and (perhaps := trial.perhaps(got)):
            why = f"Many mistakes give one number for all inputs; one of them: {perhaps.sentence}"
        score = f" ({good} of {len(cases)} inputs are right.)" if good else ""
        return self._wrong(f"{told}{score}" + (f"\n    {why}" if why else ""))

    # -- comparing and telling --

    @cached_property
    def trial(self) -> Trial:
        """The cases, with what is right for each."""
        return Trial(
            reference=self.reference,
            solution=self.solution or (self.reference if callable(self.reference) else None),
            mistakes=self.mistakes,
            unit=self.unit,
            cases=self.arguments() if callable(self.reference) else [()],
            same=self._same,
        )

    @cached_property
    def _anew(self) -> list[tuple[Any, ...]]:
        """Inputs drawn once more: they are not counted, and settle what the first ones left to chance."""
        first = [repr(args) for args in self.arguments()] if callable(self.cases) else []
        drawn = [self.arguments(seed) for seed in (1, 2, 3)] if first else []
        return [args for some in drawn for args, told in zip(some, first, strict=True) if repr(args) != told]

    @cached_property
    def _right_anew(self) -> list[Outcome]:
        """What the reference gives for each of these."""
        return [run(self.reference, args) for args in self._anew]

    def _alike(self, answer: Function, suspect: Suspect, args: tuple[Any, ...], right: Outcome) -> bool:
        one, two = run(answer, args), run(suspect.answer, args)
        # an exercise's own mistake may have another slip beside it, where it is right itself
        excused = suspect.own and self.trial.agrees(two, right)
        return one.error is not None or excused or self.trial.agrees(one, two)

    def _same(self, a: Any, b: Any) -> bool:
        if self.compare is not None:
            try:
                return bool(self.compare(a, b))
            except Exception:
                return False
        usual = 1e-9 if callable(self.reference) else 1e-3
        return equal(a, b, usual if self.tolerance is None else self.tolerance)

    def _told(self, args: tuple[Any, ...]) -> str:
        names = list(inspect.signature(self.reference).parameters)
        named = [*names, *(f"argument {i + 1}" for i in range(len(names), len(args)))]
        return ", ".join(f"{name} = {show(value)}" for name, value in zip(named, args, strict=False))

    def _fault(self, args: tuple[Any, ...], got: Outcome, expected: Outcome) -> str:
        wanted = "a ValueError" if expected.error is not None else show(self._plainly(expected.value))
        given = show(self._plainly(got.value))
        if given == wanted and got.error is None:
            given, wanted = show_apart(got.value, expected.value)
        told = self._told(args)
        if got.error is not None:
            return f"For {told} it raised {last_line(got.error)}; expected {wanted}."
        return f"For {told} it gives {given}; expected {wanted}."

    def _plainly(self, value: Any) -> Any:
        """Return the value without dust, where the comparison does not see it: 4e-18 and 0 may be worlds apart."""
        plain = without_dust(value)
        return plain if plain is value or self._same(plain, value) else value

    def _open(self) -> Result:
        return Result("open", f"Not attempted yet: {self.task.rstrip('.')}.")

    def _right(self, text: str) -> Result:
        return Result("right", f"✓ {self.name}: {text}")

    def _wrong(self, text: str, like: Any = None) -> Result:
        return Result("wrong", f"✗ {self.name}: {text}", like)


def _native(value: Any) -> Any:
    """Return an array of whole numbers as one of the machine's own, which has 32 bits where Python runs in a page."""
    is_whole = isinstance(value, np.ndarray) and value.dtype == np.int64
    return value.astype(np.intp) if is_whole else value


def _in_single(got: Any, expected: Any) -> bool:
    """Tell whether the numbers are float32, and right as such."""
    dtypes = {np.asarray(x).dtype for x in (got if isinstance(got, list | tuple) else [got])}
    return dtypes == {np.dtype(np.float32)} and equal(got, expected, 1e-5)


@dataclass(frozen=True)
class Result:
    """What a check found: ``"right"``, ``"wrong"`` or ``"open"`` (not attempted), and the sentences that say so."""

    status: Literal["right", "wrong", "open"]
    message: str
    like: Any = field(default=None, compare=False)  #: the known wrong answer that behaves so, if there is one

    def __str__(self) -> str:
        """Return the message."""
        return self.message


def result(name: str, answer: Any) -> Result:
    """Return what `check` would print.

    Parameters
    ----------
    name : str
        Name of the exercise.
    answer : function or value
        The reader's answer.

    Returns
    -------
    Result
        Status and message.

    Raises
    ------
    ValueError
        If there is no such exercise.

    Examples
    --------
    >>> result("surprise", lambda p: -np.log(p)).status
    'right'
    """
    exercise: Exercise = find(name, "EXERCISES")
    return exercise.examine(answer)


def _all_dots(answer: Any) -> bool:
    """Tell whether an answer is a list of dots, or a dictionary of dots, as the stub has it."""
    parts = answer.values() if isinstance(answer, dict) else answer
    return isinstance(answer, dict | list | tuple) and len(answer) > 0 and all(part is ... for part in parts)


def check(name: str, answer: Any) -> None:
    """Check your answer to the exercise `name`, and print what is right or wrong about it.

    Parameters
    ----------
    name : str
        Name of the exercise.
    answer : function or value
        Your function itself (``surprise``, not ``surprise(0.5)``), or your number where a number is asked for.

    Raises
    ------
    ValueError
        If there is no such exercise; the names most like it are listed.

    Examples
    --------
    >>> check("surprise", lambda p: -np.log2(p))
    ✗ surprise: this is in bits; nats are asked for, so take the natural logarithm,
        np.log.
        For p = 0.5 it gives 1; expected 0.693147.
    """
    found = result(name, answer)
    if "IPython" in sys.modules and found.status in ("right", "wrong"):  # a notebook, perhaps with a person before it
        from .record import in_a_solution, note_outcome  # late: the page's Python has no need of it

        note_outcome("exercise", name, found.status == "right")
        if in_a_solution():
            print("The check of the solution, not of your answer:")
    for line in found.message.splitlines():
        indent = " " * (len(line) - len(line.lstrip()))
        print(textwrap.fill(line.strip(), 80, initial_indent=indent, subsequent_indent=indent or "    "))
