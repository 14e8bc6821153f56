"""Check a reader's answer to an exercise, and name the mistake in it.

An `Exercise` holds the right function, the inputs to try it on, and the wrong functions that people write, each with
the sentence that says what it does wrong. An answer that behaves like one of these gets its sentence; any other wrong
answer gets the first input where it fails. Mistakes that can befall every formula (sign, unit, mean for sum, arguments
swapped) are derived from the right function, so a chapter lists only its own.
"""

from __future__ import annotations

import contextlib
import copy
import dis
import inspect
import io
import math
import re
import textwrap
import traceback
import types
import warnings
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from .index import find

__all__ = ["Exercise", "Result", "check", "epsilons", "result"]

Function = Callable[..., Any]
Change = Callable[[Any, tuple[Any, ...]], Any]
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
        if answer is None or answer is ... or _is_stub(answer):
            return self._open()
        if callable(self.reference) and not callable(answer):
            wanted = f'pass the function itself, without parentheses: ce.check("{self.name}", my_function)'
            return self._wrong(f"{_show(answer)} is no function; {wanted}.")
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
        with _quiet():
            try:
                found = self.checker(answer)
            except NotImplementedError:
                return self._open()
            except Exception as error:
                return self._open() if "ellipsis" in str(error) else self._wrong(f"it raised {_last_line(error)}.")
        return self._wrong(found) if found else self._right("right.")

    def _examine_value(self, answer: Any) -> Result:
        if self._same(answer, self.reference):
            return self._right("right.")
        got = [_Outcome(answer)]
        sentence = self._name_mistake(got, [_Outcome(self.reference)], [()])
        detail = f"got {_show(answer)}"
        if sentence:
            return self._wrong(f"{sentence}\n    ({detail})")
        hint = _hint(answer, self.reference)
        return self._wrong(f"{detail}, which is not it.{' ' + hint if hint else ''}")

    def _examine_function(self, answer: Function) -> Result:
        cases = self.arguments()
        expected = self._outcomes(self.reference, cases)
        got: list[_Outcome] = []
        for args in cases:
            got.append(_run(answer, args))
            if _unfinished(got[-1]):
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
        hint = _hint_error(got[first].error) if got[first].error else _hint(got[first].value, expected[first].value)
        hint = hint or self._pattern(got, expected)
        score = f" ({good} of {len(cases)} inputs are right.)" if good else ""
        return self._wrong(f"{told}{score}" + (f"\n    {hint}" if hint else ""))

    # -- mistakes --

    def _mistakes(
        self, right: list[_Outcome], cases: list[tuple[Any, ...]]
    ) -> Iterator[tuple[bool, str, Any, list[_Outcome]]]:
        """Yield (is it the exercise's own, sentence, wrong answer, what it gives), the exercise's own first."""
        for sentence, wrong in self.mistakes.items():
            for variant in wrong if _is_family(wrong) else (wrong,):
                yield True, sentence, variant, self._outcomes(variant, cases)
        if self.checker is not None or not all(r.error is not None or _is_numeric(r.value) for r in right):
            return
        if any(r.error is None and np.asarray(r.value).dtype.kind == "b" for r in right):
            return
        for sentence, change in _usual(self.unit, callable(self.reference)):
            yield (
                False,
                sentence,
                self._followed_by(change),
                [_changed(change, *pair) for pair in zip(right, cases, strict=True)],
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

    def _name_mistake(self, got: list[_Outcome], expected: list[_Outcome], cases: list[tuple[Any, ...]]) -> str | None:
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

    def _pattern(self, got: list[_Outcome], expected: list[_Outcome]) -> str:
        """Say what all the differences have in common, if they do."""
        pairs = [
            (np.asarray(g.value, float), np.asarray(e.value, float))
            for g, e in zip(got, expected, strict=True)
            if g.error is None and e.error is None and _is_numeric(g.value) and _is_numeric(e.value)
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
            return f"Every result is {_show(float(ratio[0]))} times what is expected: a constant factor is off."
        if np.all(np.abs(ratio - 1) < 0.01):
            return "The results are close but not equal: is something rounded, clipped, or an epsilon added?"
        return ""

    # -- comparing and telling --

    def _outcomes(self, function: Any, cases: list[tuple[Any, ...]]) -> list[_Outcome]:
        return [_run(function, args) if callable(function) else _Outcome(function) for args in cases]

    def _same(self, a: Any, b: Any) -> bool:
        if self.compare is not None:
            try:
                return bool(self.compare(a, b))
            except Exception:
                return False
        usual = 1e-9 if callable(self.reference) else 1e-3
        return _equal(a, b, usual if self.tolerance is None else self.tolerance)

    def _agrees(self, got: _Outcome, expected: _Outcome) -> bool:
        if got.error is not None or expected.error is not None:
            return isinstance(got.error, ValueError) and expected.error is not None
        return self._same(got.value, expected.value)

    def _alike(self, one: list[_Outcome], other: list[_Outcome]) -> bool:
        return all(self._agrees(a, b) for a, b in zip(one, other, strict=True))

    def _told(self, args: tuple[Any, ...]) -> str:
        names = list(inspect.signature(self.reference).parameters)
        named = [*names, *(f"argument {i + 1}" for i in range(len(names), len(args)))]
        return ", ".join(f"{name} = {_show(value)}" for name, value in zip(named, args, strict=False))

    def _fault(self, args: tuple[Any, ...], got: _Outcome, expected: _Outcome) -> str:
        wanted = "a ValueError" if expected.error is not None else _show(expected.value)
        told = self._told(args)
        if got.error is not None:
            return f"For {told} it raised {_last_line(got.error)}; expected {wanted}."
        alike = " They differ in digits that are not shown." if _show(got.value) == wanted else ""
        return f"For {told} it gives {_show(got.value)}; expected {wanted}.{alike}"

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


def epsilons(make: Callable[[float], Function], *, least: float = 0.0) -> tuple[Function, ...]:
    """Return ``make(ε)`` for the values of ε that people add inside a logarithm, to be given as one mistake.

    With `least`, smaller values are left out: those that change the result by less than the exercise's tolerance.

    Examples
    --------
    >>> len(epsilons(lambda eps: lambda p: -np.log(p + eps)))
    8
    """
    return tuple(make(eps) for eps in (1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-16, 1e-6) if eps >= least)


# --- running ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Outcome:
    value: Any = None
    error: Exception | None = None
    printed: str = ""
    changed: int | None = None  #: which argument was changed in place


@contextlib.contextmanager
def _quiet() -> Iterator[io.StringIO]:
    """Keep what the function prints, and NumPy's warnings, out of the notebook."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield printed


def _run(function: Function, args: tuple[Any, ...]) -> _Outcome:
    given = copy.deepcopy(args)
    with _quiet() as printed:
        try:
            value = function(*given)
        except Exception as error:
            return _Outcome(error=error, printed=printed.getvalue())
    pairs = enumerate(zip(given, args, strict=True))
    changed = next((i for i, (a, b) in pairs if _comparable(a) and not _equal(a, b, 0.0)), None)
    return _Outcome(value, printed=printed.getvalue(), changed=changed)


def _comparable(a: Any) -> bool:
    return isinstance(a, np.ndarray | list | dict)


def _is_stub(answer: Any) -> bool:
    """Tell whether the function has no body but a docstring, ``pass`` or ``...``; without running it."""
    if not isinstance(answer, types.FunctionType):
        return False
    code = answer.__code__
    idle = {"RESUME", "NOP", "CACHE", "LOAD_CONST", "POP_TOP", "RETURN_VALUE", "RETURN_CONST"}
    if not all(step.opname in idle for step in dis.get_instructions(code)):
        return False
    return all(c is None or c is ... or (i == 0 and c == answer.__doc__) for i, c in enumerate(code.co_consts))


def _unfinished(outcome: _Outcome) -> bool:
    """Tell whether an ellipsis still stands for a part of the answer."""
    if isinstance(outcome.error, NotImplementedError):
        return True
    if isinstance(outcome.error, TypeError) and "ellipsis" in str(outcome.error).lower():
        return True
    value = outcome.value
    return value is ... or (isinstance(value, tuple | list) and any(part is ... for part in value))


# --- comparing ----------------------------------------------------------------------------------------------------


def _is_numeric(value: Any) -> bool:
    """Tell whether the value is a number or an array (or list) of numbers of one shape."""
    if value is None or isinstance(value, str | dict | bytes):
        return False
    try:
        return np.asarray(value).dtype.kind in "biuf"
    except (ValueError, TypeError):
        return False


def _equal(a: Any, b: Any, tolerance: float) -> bool:
    if a is None or b is None:
        return a is b
    if isinstance(b, str) or isinstance(a, str):
        return isinstance(a, str) and isinstance(b, str) and a.strip() == b.strip()
    if isinstance(b, dict):
        return isinstance(a, dict) and a.keys() == b.keys() and all(_equal(a[k], b[k], tolerance) for k in b)
    if _is_numeric(a) and _is_numeric(b):
        x, y = np.asarray(a, float), np.asarray(b, float)
        if x.shape != y.shape:
            return False
        with np.errstate(all="ignore"):
            return bool(np.all(np.isclose(x, y, rtol=tolerance, atol=tolerance * 1e-3, equal_nan=True)))
    if isinstance(a, np.ndarray) and isinstance(b, np.ndarray):
        return np.array_equal(a, b)  # of text, say
    if isinstance(b, list | tuple):
        same_length = isinstance(a, list | tuple | np.ndarray) and len(a) == len(b)
        return same_length and all(_equal(x, y, tolerance) for x, y in zip(a, b, strict=True))
    try:
        return bool(a == b)
    except (ValueError, TypeError):
        return False


# --- the mistakes that every formula invites ------------------------------------------------------------------------

# unit → how many nats it is, the logarithm that gives it, and the base of that
_UNITS = {
    "nats": (1.0, "natural logarithm, np.log", "e"),
    "bits": (math.log(2), "logarithm to base 2, np.log2", "2"),
    "bans": (math.log(10), "logarithm to base 10, np.log10", "10"),
}


def _usual(unit: str | None, of_function: bool) -> Iterator[tuple[str, Change]]:
    """Yield sentence and the change that the mistake makes to the right result (given the arguments too)."""
    yield "the sign is the wrong way round.", lambda r, args: -r
    if unit is not None:
        nats, logarithm, base = _UNITS[unit]
        for other, (other_nats, _, _) in _UNITS.items():
            if other != unit:
                by = nats / other_nats
                yield f"this is in {other}; {unit} are asked for, so take the {logarithm}.", _times(by)
                yield f"this is in {other}, and its sign is the wrong way round; {unit} are asked for.", _times(-by)
        yield (
            f"this is {base} to the minus what is asked for: the logarithm is missing.",
            lambda r, args: np.exp(-r * nats),
        )
        yield (
            f"this is {base} to the power of what is asked for: an exponential too many.",
            (lambda r, args: np.exp(r * nats)),
        )
    else:
        yield "this is 1 minus what is asked for: the complement.", lambda r, args: 1 - r
        yield "this is the logarithm of what is asked for.", lambda r, args: np.log(r)
    if of_function:
        yield (
            "this is n times what is asked for, with n the number of entries: a sum stands where a mean belongs.",
            lambda r, args: r * _entries(r, args),
        )
        yield (
            "this is what is asked for divided by n, the number of entries: a mean stands where a sum belongs.",
            lambda r, args: r / _entries(r, args),
        )
        yield "the result is cut to whole numbers: // or int() stands where / belongs.", lambda r, args: np.floor(r)
        yield "rows and columns of the result are exchanged.", lambda r, args: r.T


def _times(by: float) -> Change:
    return lambda r, args: r * by


def _changed(change: Change, right: _Outcome, args: tuple[Any, ...]) -> _Outcome:
    if right.error is not None:
        return right
    with np.errstate(all="ignore"):
        return _Outcome(change(np.asarray(right.value, float), args))


def _entries(r: Any, args: tuple[Any, ...]) -> float:
    """Return how many entries went into each entry of `r`."""
    sizes = [np.size(a) for a in args if _is_numeric(a) and np.ndim(a) > np.ndim(r)]
    return sizes[0] / max(1, np.size(r)) if sizes else 1.0


def _is_family(wrong: Any) -> bool:
    return isinstance(wrong, tuple) and len(wrong) > 0 and all(callable(w) for w in wrong)


# --- telling --------------------------------------------------------------------------------------------------------


def _show(value: Any) -> str:
    """Return a value as a reader would write it, with six significant digits."""
    if isinstance(value, str):
        return repr(value)
    if isinstance(value, bool | np.bool_):
        return str(bool(value))
    if isinstance(value, int | np.integer):
        return str(value).replace("-", "−")
    if isinstance(value, float | np.floating):
        return _number(float(value))
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k!r}: {_show(v)}" for k, v in value.items()) + "}"
    if isinstance(value, np.ndarray) and value.ndim == 0:
        return _show(value.item())
    if isinstance(value, np.ndarray | list | tuple):
        items = [_show(v) for v in list(value)[:8]]
        if len(value) > 8:
            items.append(f"… ({len(value)} in all)")
        left, right = "()" if isinstance(value, tuple) else "[]"
        return left + ", ".join(items) + right
    if callable(value):
        return f"the function {getattr(value, '__name__', type(value).__name__)}"
    return re.sub(r" at 0x[0-9a-f]+", "", repr(value))[:80]


def _number(x: float) -> str:
    if math.isnan(x):
        return "NaN"
    if math.isinf(x):
        return "∞" if x > 0 else "−∞"
    text = f"{x:.6g}"
    return "0" if float(text) == 0 else text.replace("-", "−") if "e" not in text else text


def _last_line(error: Exception) -> str:
    """Return the last line of the traceback."""
    text = "".join(traceback.format_exception_only(error)).strip().splitlines()[-1]
    return re.sub(r" at 0x[0-9a-f]+", "", text).rstrip(".")


def _hint_error(error: Exception | None) -> str:
    text = str(error)
    if re.search(r"math domain error|expected a positive input", text):
        return "math.log refuses 0. Where p is 0, np.log(p) is −∞, as is meant; a product of many that became 0 is not."
    if isinstance(error, ZeroDivisionError):
        return "Python refuses to divide by 0; −np.log(p) is ∞ at p = 0, and so needs no 1/p."
    if re.search(r"only (length-1|size-1|0-dimensional) arrays|must be real number, not (list|ndarray)", text):
        return "The functions of math take one number; those of NumPy (np.log, np.exp) take arrays too."
    if re.search(r"matmul: Input operand", text):
        return "In A @ B the rows of A must be as long as the columns of B; is a transpose, .T, missing?"
    if re.search(r"could not be broadcast", text):
        return "The shapes do not fit. A sum or a maximum over a row stands beside the row again with keepdims=True."
    if re.search(r"truth value of an array", text):
        return "An if or max() on an array is ambiguous; np.where and np.maximum choose entry by entry."
    if re.search(r"bad operand type for unary -: 'list'|can't multiply sequence|unsupported operand.*'list'", text):
        return "The input may be a list; np.asarray(x) turns it into an array."
    if re.search(r"positional argument", text):
        return "Keep the parameters as the exercise names them, in that order."
    return ""


def _hint(got: Any, expected: Any) -> str:
    """Say in what way the two differ, where it is more than the number."""
    if got is None:
        return "It returns nothing here; does every branch end with return?"
    if _is_numeric(expected) and isinstance(got, str):
        wanted = "True or False" if isinstance(expected, bool | np.bool_) else "A number"
        return f"{wanted} is expected and this is text."
    if isinstance(expected, dict) and isinstance(got, dict):
        missing, extra = [k for k in expected if k not in got], [k for k in got if k not in expected]
        if missing or extra:
            return f"Keys missing: {missing}; keys too many: {extra}."
        wrong = [k for k in expected if not _equal(got[k], expected[k], 1e-3)]
        return f"Look again at {', '.join(map(repr, wrong))}." if wrong else ""
    if not (_is_numeric(got) and _is_numeric(expected)):
        return "" if type(got) is type(expected) else f"It is of type {type(got).__name__}."
    a, b = np.asarray(got, float), np.asarray(expected, float)
    if a.shape != b.shape:
        return f"{_shape(b)} is expected and this is {_shape(a)[0].lower()}{_shape(a)[1:]}."
    nan = np.isnan(a) & ~np.isnan(b)
    if nan.any():
        return "NaN comes from 0·∞, ∞ − ∞, 0/0 or the logarithm of a negative number; treat that case by itself."
    capped = np.isposinf(b) & np.isfinite(a)
    if capped.any():
        return "The answer there is infinite; an epsilon or a clip hides that, or the outcome was left out."
    overflowed = np.isinf(a) & np.isfinite(b)
    if overflowed.any():
        return "Something overflows, or a logarithm of 0 is taken, though the answer is finite."
    return ""


def _shape(a: np.ndarray[Any, Any]) -> str:
    return "A single number" if a.ndim == 0 else f"An array of shape {a.shape}"
