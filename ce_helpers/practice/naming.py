"""Find the wrong function that behaves as a wrong answer does: its sentence is what is said of the answer."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np

from .comparing import has_nan, is_numeric
from .running import Function, Outcome, run
from .telling import show
from .usual import changed_by, is_family, of_arguments, of_arguments_too, of_results
from .variants import variants

__all__ = ["Suspect", "Trial"]


@dataclass(frozen=True)
class Suspect:
    """A wrong answer that is known, the sentence that says what is wrong with it, and what it gives for each case."""

    sentence: str
    answer: Any
    outcome: Callable[[int], Outcome]
    own: bool = False


@dataclass(frozen=True, kw_only=True)
class Trial:
    """The cases of one exercise with what is right for each, and how results are compared."""

    reference: Any
    solution: Function | None
    mistakes: dict[str, Any]
    unit: str | None
    cases: list[tuple[Any, ...]]
    same: Callable[[Any, Any], bool]

    @cached_property
    def right(self) -> list[Outcome]:
        """What the reference gives for each case."""
        return [self._outcome(self.reference, args) for args in self.cases]

    @cached_property
    def names(self) -> list[str]:
        """The names of the arguments."""
        return list(inspect.signature(self.reference).parameters) if callable(self.reference) else []

    def agrees(self, got: Outcome, expected: Outcome) -> bool:
        """Tell whether the outcome is the expected one; an expected error is a ``ValueError``."""
        if got.error is not None or expected.error is not None:
            return isinstance(got.error, ValueError) and expected.error is not None
        return self.same(got.value, expected.value)

    @cached_property
    def known(self) -> list[Suspect]:
        """All wrong answers that are known, the likeliest first."""
        return list(self.suspects())

    @cached_property
    def derived(self) -> list[Suspect]:
        """The slips that live in the program, made in the solution's."""
        # the slip is made in the solution, whose lines the answer need not have
        made = variants(self.solution) if self.solution else ()
        found = [self._suspect(f"this comes out when {told}", wrong) for told, wrong in made]
        if callable(self.reference):
            found += [self._with(*slip) for slip in of_arguments_too(self.names, self.cases)]
        return found

    def suspects(self) -> Iterator[Suspect]:
        """Yield the exercise's own mistakes, and then those that befall every formula, in results and in arguments."""
        for sentence, wrong in self.mistakes.items():
            for variant in wrong if is_family(wrong) else (wrong,):
                yield self._suspect(sentence, variant, own=True)
        if not all(r.error is not None or is_numeric(r.value) for r in self.right):
            return
        yes_or_no = any(r.error is None and np.asarray(r.value).dtype.kind == "b" for r in self.right)
        if not yes_or_no:
            right = [r.value for r in self.right if r.error is None]
            for sentence, change in of_results(self.unit, right, callable(self.reference)):
                yield self._after(sentence, change)
        if callable(self.reference):
            yield from (self._with(*slip) for slip in of_arguments(self.names, self.cases))

    def name(self, got: list[Outcome]) -> Suspect | None:
        """Return the wrong answer that gives, for every case, what was got; or None."""
        nearly = None
        for suspect in self.known:
            if self._is(suspect, got) and not self.says_little(suspect):
                return suspect
            if nearly is None and suspect.own and self._is_nearly(suspect, got):
                nearly = suspect
        found = (s for s in self.derived if self._is(s, got) and not self.says_little(s))
        return next(found, None) or nearly or self._pattern(got)

    def perhaps(self, got: list[Outcome]) -> Suspect | None:
        """Return the first that gives what was got among those that say little, or None."""
        found = (s for s in (*self.known, *self.derived) if self._is(s, got) and self.says_little(s))
        return next(found, None)

    def says_little(self, suspect: Suspect) -> bool:
        """Tell whether many other mistakes give the same: a usual slip that gives one number for all inputs, 0 say."""
        return not suspect.own and self._is_constant(suspect)

    def _is_constant(self, suspect: Suspect) -> bool:
        made = [suspect.outcome(i) for i in range(len(self.cases))]
        given = {x for m in made if m.error is None and is_numeric(m.value) for x in np.ravel(m.value).tolist()}
        return len(self.cases) > 2 and len(given) == 1

    def _is(self, suspect: Suspect, got: list[Outcome]) -> bool:
        """Tell whether the suspect gives the same wherever the answer gives anything; it stops at the first "no"."""
        telling = compared = 0
        for i, one in enumerate(got):
            if one.error is None:
                made = suspect.outcome(i)
                if made.error is not None or not self.same(one.value, made.value):
                    return False
                # that both give NaN says little: many roads lead there
                lost = not suspect.own and has_nan(made.value)
                compared += not lost
                telling += not lost and not self.agrees(made, self.right[i])
        # a few inputs alone name nothing, unless the mistake fails on the others as the answer does
        enough = compared > max(2, len(got) // 2) or all(
            suspect.outcome(i).error for i, one in enumerate(got) if one.error
        )
        return telling > 0 and enough

    def _is_nearly(self, suspect: Suspect, got: list[Outcome]) -> bool:
        """Tell whether the suspect gives the same wherever it is wrong, in most cases: there is a second slip."""
        telling = compared = 0
        for i, one in enumerate(got):
            made = suspect.outcome(i) if one.error is None else None
            if made is None:
                continue
            compared += 1
            if made.error is None and not has_nan(made.value) and not self.agrees(made, self.right[i]):
                telling += 1
                if not self.same(one.value, made.value):
                    return False
        return 2 * telling > compared > 2 and not self._is_constant(suspect)

    def _pattern(self, got: list[Outcome]) -> Suspect | None:
        """Say what all the differences have in common, if they do."""
        if any(g.error is not None or e.error is not None for g, e in zip(got, self.right, strict=True)):
            return None
        if not all(is_numeric(x.value) for x in (*got, *self.right)):
            return None
        pairs = [(np.asarray(g.value), np.asarray(e.value)) for g, e in zip(got, self.right, strict=True)]
        if any(a.shape != b.shape or b.dtype.kind == "b" for a, b in pairs):
            return None  # a yes or a no is not close to the other
        a = np.concatenate([np.asarray(x, float).ravel() for x, _ in pairs])
        b = np.concatenate([np.asarray(x, float).ravel() for _, x in pairs])
        with np.errstate(all="ignore"):
            finite = np.isfinite(b)
            if finite.sum() < 3 or not np.array_equal(a[~finite], b[~finite], equal_nan=True):
                return None
            a, b = a[finite], b[finite]
            use = b != 0
            if use.sum() < 3 or not np.all(np.isfinite(a)):
                return None
            ratio, difference = a[use] / b[use], a - b
        if np.all(a[~use] == 0) and np.ptp(ratio) < 1e-7 * abs(ratio[0]) and abs(ratio[0] - 1) > 1e-5:
            by = float(np.median(ratio))
            told = f"Every result is {show(by)} times what is expected: a constant factor is off."
            return self._after(told, lambda r, args: r * by)
        if np.ptp(difference) < 1e-6 * abs(difference[0]) and abs(difference[0]) > 1e-6 * np.max(np.abs(b)):
            more = float(np.median(difference))
            word = "too large" if more > 0 else "too small"
            told = f"Every result is {show(abs(more))} {word}: a constant is off."
            return self._after(told, lambda r, args: r + more)
        return None

    def _with(self, sentence: str, other: Any) -> Suspect:
        """Return the solution, which does not judge its arguments, with others."""
        function = self.solution or self.reference
        return self._suspect(sentence, lambda *args: function(*other(*args)))

    def _suspect(self, sentence: str, wrong: Any, own: bool = False) -> Suspect:
        return Suspect(sentence, wrong, cache(lambda i: self._outcome(wrong, self.cases[i])), own)

    def _after(self, sentence: str, change: Any) -> Suspect:
        made = cache(lambda i: changed_by(change, self.right[i], self.cases[i]))
        return Suspect(sentence, self._followed_by(change), made)

    def _outcome(self, answer: Any, args: tuple[Any, ...]) -> Outcome:
        return run(answer, args) if callable(answer) else Outcome(answer)

    def _followed_by(self, change: Any) -> Any:
        """Return the reference with `change` applied to its result: a function, or a value where one is asked for."""
        if not callable(self.reference):
            with np.errstate(all="ignore"):  # the logarithm of an answer that is 0, say
                return change(np.asarray(self.reference, float), ())
        return lambda *args: change(np.asarray(self.reference(*args), float), args)
