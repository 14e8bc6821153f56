"""Run a reader's function safely: on copies, quietly, with what it raises, prints and changes kept."""

from __future__ import annotations

import contextlib
import copy
import dis
import io
import types
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from .comparing import equal

__all__ = ["Function", "Outcome", "is_stub", "names_used", "quiet", "run", "unfinished"]

Function = Callable[..., Any]


@dataclass(frozen=True)
class Outcome:
    """What a function did with one set of arguments: its value or its error, what it printed, what it changed."""

    value: Any = None
    error: Exception | None = None
    printed: str = ""
    changed: int | None = None  #: which argument was changed in place


@contextlib.contextmanager
def quiet() -> Iterator[io.StringIO]:
    """Keep what the function prints, and NumPy's warnings, out of the notebook."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield printed


def run(function: Function, args: tuple[Any, ...]) -> Outcome:
    """Call the function on a copy of the arguments and return what came of it."""
    given = copy.deepcopy(args)
    with quiet() as printed:
        try:
            value = function(*given)
        except Exception as error:
            return Outcome(error=error, printed=printed.getvalue())
    pairs = enumerate(zip(given, args, strict=True))
    changed = next((i for i, (a, b) in pairs if _comparable(a) and not equal(a, b, 0.0)), None)
    return Outcome(value, printed=printed.getvalue(), changed=changed)


def _comparable(a: Any) -> bool:
    return isinstance(a, np.ndarray | list | dict)


def is_stub(answer: Any) -> bool:
    """Tell whether the function has no body but a docstring, ``pass`` or ``...``; without running it."""
    if not isinstance(answer, types.FunctionType):
        return False
    code = answer.__code__
    idle = {"RESUME", "NOP", "CACHE", "LOAD_CONST", "POP_TOP", "RETURN_VALUE", "RETURN_CONST"}
    if not all(step.opname in idle for step in dis.get_instructions(code)):
        return False
    return all(c is None or c is ... or (i == 0 and c == answer.__doc__) for i, c in enumerate(code.co_consts))


def names_used(function: Any) -> set[str]:
    """Return the names that the function uses, and those used by the reader's own functions that it calls."""
    found: set[str] = set()
    waiting: list[Any] = [function]
    while waiting:
        code = waiting.pop()
        space = getattr(code, "__globals__", {})
        code = getattr(code, "__code__", code)
        if not isinstance(code, types.CodeType):
            continue
        new = set(code.co_names) - found
        found |= new
        waiting += [space[name] for name in new if isinstance(space.get(name), types.FunctionType)]
        waiting += [types.FunctionType(c, space) for c in code.co_consts if isinstance(c, types.CodeType)
                    and not c.co_freevars]  # fmt: skip
    return found


def unfinished(outcome: Outcome) -> bool:
    """Tell whether an ellipsis still stands for a part of the answer."""
    if isinstance(outcome.error, NotImplementedError):
        return True
    if isinstance(outcome.error, TypeError) and "ellipsis" in str(outcome.error).lower():
        return True
    value = outcome.value
    return value is ... or (isinstance(value, tuple | list) and any(part is ... for part in value))
