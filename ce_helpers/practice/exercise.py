"""Check a reader's answer to an exercise, and name the mistake in it.

An `Exercise` holds the right function, the inputs to try it on, and the wrong functions that people write, each with
the sentence that says what it does wrong. An answer that behaves like one of these gets its sentence; any other wrong
answer gets the first input where it fails. Mistakes that can befall every formula (sign, unit, mean for sum, arguments
swapped) are derived from the right function, so a chapter lists only its own.
"""

from __future__ import annotations

import inspect
import textwrap
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from .comparing import equal, is_numeric
from .index import find
from .running import Function, Outcome, is_stub, quiet, run, unfinished
from .telling import hint, hint_error, last_line, show
from .usual import Change, changed_by, is_family, usual

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
    unit: str | None = "nats"

    def examine(self, answer: Any) -> Result:
        """Return what there is to say about `answer`."""
        if answer is None or answer is ... or is_stub(answer):
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

    def arguments(self) -> list[tuple[Any, ...]]:
        """Return the arguments of every case, the same ones each time."""
        cases = self.cases
        if callable(cases):
            cases = list(cases(np.random.default_rng(zlib.crc32(self.name.encode()))))
        return [case if isinstance(case, tuple) else (case,) for case in cases]

    def wrong_answers(self) -> dict[str, list[Any]]:
        """Return sentence → wrong answers: the exercise's own mistakes, and the usual ones that differ from them."""
        cases = self.arguments() if callable(self.reference) else [()]
        right = self._outcomes(self.reference, cases)
        found: dict[str, list[Any]] = {}
        seen = [right]
        for own, sentence, wrong, made in self._mistakes(right, cases):
            telling = any(m.error is None and not self._agrees(m, r) for m, r in zip(made, right, strict=True))
            if own or (telling and not any(self._alike(made, other) for other in seen)):
                found.setdefault(sentence, []).append(wrong)
                seen.append(made)
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
        got = [Outcome(answer)]
        sentence = self._name_mistake(got, [Outcome(self.reference)], [()])
        detail = f"got {show(answer)}"
        if sentence:
            return self._wrong(f"{sentence}\n    ({detail})")
        why = hint(answer, self.reference)
        return self._wrong(f"{detail}, which is not it.{' ' + why if why else ''}")

    def _examine_function(self, answer: Function) -> Result:
        cases = self.arguments()
        expected = self._outcomes(self.reference, cases)
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
        failing = [i for i, (g, e) in enumerate(zip(got, expected, strict=True)) if not self._agrees(g, e)]
        if not failing:
            return self._right(f"right on all {len(cases)} inputs.")
        sentence = self._name_mistake(got, expected, cases)
        raised = next((i for i in failing if got[i].error is not None), None)
        if sentence:
            shown = next((i for i in failing if got[i].error is None), failing[0])
            extra = "" if raised is None else f"\n    {self._fault(cases[raised], got[raised], expected[raised])}"
            return self._wrong(f"{sentence}\n    {self._fault(cases[shown], got[shown], expected[shown])}{extra}")
        first = failing[0]
        good = len(cases) - len(failing)
        told = self._fault(cases[first], got[first], expected[first])
        why = hint_error(got[first].error) if got[first].error else hint(got[first].value, expected[first].value)
        why = why or self._pattern(got, expected)
        score = f" ({good} of {len(cases)} inputs are right.)" if good else ""
        return self._wrong(f"{told}{score}" + (f"\n    {why}" if why else ""))

    # -- mistakes --

    def _mistakes(
        self, right: list[Outcome], cases: list[tuple[Any, ...]]
    ) -> Iterator[tuple[bool, str, Any, list[Outcome]]]:
        """Yield (is it the exercise's own, sentence, wrong answer, what it gives), the exercise's own first."""
        for sentence, wrong in self.mistakes.items():
            for variant in wrong if is_family(wrong) else (wrong,):
                yield True, sentence, variant, self._outcomes(variant, cases)
        if self.checker is not None or not all(r.error is not None or is_numeric(r.value) for r in right):
            return
        if any(r.error is None and np.asarray(r.value).dtype.kind == "b" for r in right):
            return
        for sentence, change in usual(self.unit, callable(self.reference)):
            yield (
                False,
                sentence,
                self._followed_by(change),
                [changed_by(change, *pair) for pair in zip(right, cases, strict=True)],
            )
        names = list(inspect.signature(self.reference).parameters) if callable(self.reference) else []
        if len(names) >= 2 and all(len(args) >= 2 for args in cases):

            def swapped(a: Any, b: Any, *rest: Any) -> Any:
                return self.reference(b, a, *rest)

            yield False, f"{names[0]} and {names[1]} are swapped.", swapped, self._outcomes(swapped, cases)

    def _followed_by(self, change: Change) -> Any:
        """Return the reference with `change` applied to its result: a function, or a value where one is asked for."""
        if not callable(self.reference):
            return change(np.asarray(self.reference, float), ())
        return lambda *args: change(np.asarray(self.reference(*args), float), args)

    def _name_mistake(self, got: list[Outcome], expected: list[Outcome], cases: list[tuple[Any, ...]]) -> str | None:
        """Return the sentence of the mistake that gives what the answer gives, or None."""
        nearly = None
        for _, sentence, _, made in self._mistakes(expected, cases):
            both = [(g, e, w) for g, e, w in zip(got, expected, made, strict=True) if g.error is None]
            alike = [w.error is None and self._same(g.value, w.value) for g, _, w in both]
            telling = [w.error is None and not self._agrees(w, e) for _, e, w in both]
            # one input alone names nothing, unless the mistake fails on the others as the answer does
            enough = len(both) > 1 or all(w.error for g, w in zip(got, made, strict=True) if g.error)
            if any(telling) and all(alike) and enough:
                return sentence
            # the same mistake with another slip beside it: it must show in most inputs, not in an edge case alone
            if (
                nearly is None
                and 2 * sum(telling) > len(both) > 2
                and all(alike[i] for i, t in enumerate(telling) if t)
            ):
                nearly = sentence
        return nearly

    def _pattern(self, got: list[Outcome], expected: list[Outcome]) -> str:
        """Say what all the differences have in common, if they do."""
        pairs = [
            (np.asarray(g.value, float), np.asarray(e.value, float))
            for g, e in zip(got, expected, strict=True)
            if g.error is None and e.error is None and is_numeric(g.value) and is_numeric(e.value)
        ]
        pairs = [(a, b) for a, b in pairs if a.shape == b.shape]
        if any(np.asarray(e.value).dtype.kind == "b" for e in expected if e.error is None):
            return ""  # a yes or a no is not close to the other
        a = np.concatenate([x.ravel() for x, _ in pairs] or [np.array([])])
        b = np.concatenate([x.ravel() for _, x in pairs] or [np.array([])])
        use = np.isfinite(a) & np.isfinite(b) & (b != 0)
        if len(pairs) < len(got) or use.sum() < 3:
            return ""
        ratio = a[use] / b[use]
        if np.ptp(ratio) < 1e-6 * abs(ratio[0]) and abs(ratio[0] - 1) > 1e-6:
            return f"Every result is {show(float(ratio[0]))} times what is expected: a constant factor is off."
        if np.all(np.abs(ratio - 1) < 0.01):
            return "The results are close but not equal: is something rounded, clipped, or an epsilon added?"
        return ""

    # -- comparing and telling --

    def _outcomes(self, function: Any, cases: list[tuple[Any, ...]]) -> list[Outcome]:
        return [run(function, args) if callable(function) else Outcome(function) for args in cases]

    def _same(self, a: Any, b: Any) -> bool:
        if self.compare is not None:
            try:
                return bool(self.compare(a, b))
            except Exception:
                return False
        usual = 1e-9 if callable(self.reference) else 1e-3
        return equal(a, b, usual if self.tolerance is None else self.tolerance)

    def _agrees(self, got: Outcome, expected: Outcome) -> bool:
        if got.error is not None or expected.error is not None:
            return isinstance(got.error, ValueError) and expected.error is not None
        return self._same(got.value, expected.value)

    def _alike(self, one: list[Outcome], other: list[Outcome]) -> bool:
        return all(self._agrees(a, b) for a, b in zip(one, other, strict=True))

    def _told(self, args: tuple[Any, ...]) -> str:
        names = list(inspect.signature(self.reference).parameters)
        named = [*names, *(f"argument {i + 1}" for i in range(len(names), len(args)))]
        return ", ".join(f"{name} = {show(value)}" for name, value in zip(named, args, strict=False))

    def _fault(self, args: tuple[Any, ...], got: Outcome, expected: Outcome) -> str:
        wanted = "a ValueError" if expected.error is not None else show(expected.value)
        told = self._told(args)
        if got.error is not None:
            return f"For {told} it raised {last_line(got.error)}; expected {wanted}."
        alike = " They differ in digits that are not shown." if show(got.value) == wanted else ""
        return f"For {told} it gives {show(got.value)}; expected {wanted}.{alike}"

    def _open(self) -> Result:
        return Result("open", f"Not attempted yet: {self.task.rstrip('.')}.")

    def _right(self, text: str) -> Result:
        return Result("right", f"✓ {self.name}: {text}")

    def _wrong(self, text: str) -> Result:
        return Result("wrong", f"✗ {self.name}: {text}")


@dataclass(frozen=True)
class Result:
    """What a check found: ``"right"``, ``"wrong"`` or ``"open"`` (not attempted), and the sentences that say so."""

    status: Literal["right", "wrong", "open"]
    message: str

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
    for line in result(name, answer).message.splitlines():
        indent = " " * (len(line) - len(line.lstrip()))
        print(textwrap.fill(line.strip(), 80, initial_indent=indent, subsequent_indent=indent or "    "))
