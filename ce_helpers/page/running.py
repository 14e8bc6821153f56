"""Run a reader's code as a notebook would: after the earlier statements that it needs, in a namespace of its own.

The worker of a built page calls `run`; the build asks `needed` which code can be run there at all.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import functools
import io
import linecache
import re
import symtable
import time
import traceback
import warnings
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

import ce_helpers as ce

__all__ = ["LONGEST", "Printed", "needed", "run"]

#: Characters of a reader's own printing that are shown; the verdict of a check always is.
LONGEST = 20_000
#: Seconds between two portions of what is printed.
PAUSE = 0.1
#: The reader's own code, as tracebacks name it.
ANSWER, CHECK, EARLIER = "your code", "the check", "an earlier cell"
#: Methods that leave their object as it was; any other may change it, and so is taken to bind its name anew.
HARMLESS = {
    "all", "any", "argmax", "argmin", "argsort", "astype", "copy", "count", "cumsum", "dot", "endswith", "format",
    "get", "index", "items", "join", "keys", "lower", "max", "mean", "min", "prod", "replace", "reshape", "round",
    "split", "startswith", "std", "strip", "sum", "tobytes", "tolist", "transpose", "upper", "values", "var",
}  # fmt: skip
#: What sets something for all that comes after it.
_SETS = re.compile(r"(?:np\.(?:seterr|set_printoptions)|warnings\.\w+)\(")


# --- which earlier statements are needed -----------------------------------------------------------------------------


def needed(source: str, earlier: Iterable[str]) -> list[str]:
    r"""Return the statements of earlier cells that `source` needs, in their order.

    A statement is needed where it binds or may change a name that is taken later and not bound there first. Single
    statements are looked at and not cells, since a cell that draws would bring what is not there in a page.

    Parameters
    ----------
    source : str
        The code that is to run.
    earlier : iterable of str
        The code of the cells before it, from the first to the last.

    Examples
    --------
    >>> needed("print(total)", ["a, b = 1, 2\nc = 3", "total = a + b\nprint(c)"])
    ['a, b = 1, 2', 'total = a + b']
    >>> needed("print(seen)", ["seen = []\nfor i in range(3):\n    seen.append(i)"])
    ['seen = []', 'for i in range(3):\n    seen.append(i)']
    >>> needed("print(1 / 3)", ["np.set_printoptions(precision=3)"])  # what is set for all later cells
    ['np.set_printoptions(precision=3)']
    """
    try:
        binds, takes = _names(source)
    except SyntaxError:
        return []
    statements = [part for text in earlier for part in _statements(text)]
    names = [_names(part) for part in statements]
    chosen = {i for i, part in enumerate(statements) if _SETS.match(part)}
    todo = [(name, len(statements)) for name in _first_taken(source, binds, takes)]
    while todo:
        name, before = todo.pop()
        at = next((i for i in reversed(range(before)) if name in names[i][0]), None)
        if at is None:
            continue
        if at not in chosen:
            chosen.add(at)
            todo += [(other, at) for other in names[at][1]]
        elif name in names[at][1]:
            todo.append((name, at))
    return [statements[i] for i in sorted(chosen)]


def _first_taken(source: str, binds: set[str], takes: set[str]) -> set[str]:
    """Return the names that `source` takes before a statement of its own binds them."""
    bound: set[str] = set()
    taken: set[str] = set()
    for part in _statements(source):
        new, asked = _names(part)
        taken |= asked - bound
        bound |= {name for name in new if name not in asked}
    return taken & takes


def _statements(source: str) -> Iterator[str]:
    """Yield the statements of a cell as they are written; nothing if it is no Python."""
    lines = source.splitlines(keepends=True)
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return
    for node in body:
        first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])
        yield "".join(lines[first - 1 : node.end_lineno]).rstrip("\n")


@functools.lru_cache(maxsize=2000)
def _names(source: str) -> tuple[set[str], set[str]]:
    """Return the names that the code binds or may change, and those that it takes."""
    top = symtable.symtable(source, "cell", "exec")
    binds = {s.get_name() for s in top.get_symbols() if s.is_assigned() or s.is_imported() or s.is_namespace()}
    takes: set[str] = set()
    scopes = [top]
    while scopes:
        scope = scopes.pop()
        scopes += scope.get_children()
        takes |= {s.get_name() for s in scope.get_symbols() if s.is_referenced() and (scope is top or s.is_global())}
    changes = _changed(ast.parse(source)) & takes
    return binds | changes, takes - {"np", "ce"} - (set(dir(builtins)) - binds)


def _changed(tree: ast.AST) -> set[str]:
    """Return the names whose objects the code may change in place: x[0] = 1, x.append(1), a generator."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.ctx, ast.Store | ast.Del):
            found.add(_root(node))
        elif isinstance(node, ast.AugAssign):
            found.add(_root(node.target))
        elif isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute) and node.func.attr not in HARMLESS:
                found.add(_root(node.func))
            given = [*node.args, *(k.value for k in node.keywords)]
            found |= {a.id for a in given if isinstance(a, ast.Name) and a.id.endswith("rng")}
    return found


def _root(node: ast.AST) -> str:
    """Return the name that an expression such as ``x.a[0]`` starts from; "" if it starts from none."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


# --- running ---------------------------------------------------------------------------------------------------------


class Printed(io.TextIOBase):
    r"""A stream that hands on what is printed, in portions, and cuts what is too long to be read.

    Examples
    --------
    >>> portions = []
    >>> stream = Printed(portions.append, longest=5)
    >>> _ = stream.write("1234567")
    >>> stream.end()
    >>> "".join(portions)
    '12345\n… 2 characters more are not shown.\n'
    """

    def __init__(self, write: Callable[[str], Any], longest: int = LONGEST) -> None:
        self._hand_on, self._left, self._more = write, longest, 0
        self._waiting, self._sent, self._last = "", time.monotonic(), "\n"

    def write(self, text: str) -> int:
        """Take `text`, or of it what still fits."""
        kept = text[: self._left]
        self._left -= len(kept)
        self._more += len(text) - len(kept)
        self.say(kept)
        return len(text)

    def say(self, text: str) -> None:
        """Take `text` whole, however much was printed before."""
        self._waiting += text
        if time.monotonic() - self._sent > PAUSE:
            self.hand_on()

    def end(self) -> None:
        """Say what was cut, and hand on the rest."""
        if self._more:
            gap = "" if (self._last + self._waiting).endswith("\n") else "\n"
            self._waiting += f"{gap}… {self._more:,} characters more are not shown.\n"
            self._more = 0
        self.hand_on()

    def hand_on(self) -> None:
        """Hand on what waits."""
        if self._waiting:
            self._last = self._waiting[-1]
            self._hand_on(self._waiting)
        self._waiting, self._sent = "", time.monotonic()


def run(source: str, check: str = "", earlier: Iterable[str] = (), write: Callable[[str], Any] = print) -> str:
    """Run a reader's code and then its check, as the cells of a notebook; return what came of it.

    Parameters
    ----------
    source, check : str
        The reader's code, and the cell with the call of ``ce.check``, or "".
    earlier : iterable of str
        The code of all cells before it, of which the statements run that are needed.
    write : function
        Takes what is printed, in portions.

    Returns
    -------
    str
        ``"right"`` or ``"wrong"`` as the check said, ``"error"`` if the code raised one, ``"stopped"`` if it was
        interrupted, ``"idle"`` otherwise: not attempted, or no check was asked for.

    Examples
    --------
    >>> told = []
    >>> run("def surprise(p): return -np.log(p)", 'ce.check("surprise", surprise)', write=told.append)
    'right'
    >>> run("1 / 0", write=told.append)
    'error'
    >>> told[-1].splitlines()[-1]
    'ZeroDivisionError: division by zero'
    """
    printed = Printed(write)
    verdicts: list[str] = []
    missing: list[str] = []
    names = {"__name__": "__main__", "np": np, "ce": ce}
    state = ""
    before = dict(vars(builtins))
    try:
        with _as_before(), contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            try:
                with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                    for statement in needed(source + "\n" + check, earlier):
                        try:
                            _execute(statement, EARLIER, names)
                        except Exception as error:  # it draws, say: a name that is missed in the end is told below
                            missing.append(str(getattr(error, "name", None) or ""))
                _execute(source, ANSWER, names)
                if check:
                    with _overheard(printed, verdicts):
                        _execute(check, CHECK, names)
            except KeyboardInterrupt:
                state = "stopped"
            except BaseException as error:  # a SystemExit too ends the cell and not the worker
                state = "error"
                printed.end()
                printed.say(_told(error, next(filter(None, missing), "")))
    finally:
        vars(builtins).update(before)
        printed.end()
    if state:
        return state
    if any(v.startswith("✗") for v in verdicts):
        return "wrong"
    return "right" if verdicts and all(v.startswith("✓") for v in verdicts) else "idle"


@contextlib.contextmanager
def _as_before() -> Iterator[None]:
    """Give back what code may set for all that comes after it."""
    with np.errstate(), np.printoptions(), warnings.catch_warnings():
        yield


@contextlib.contextmanager
def _overheard(printed: Printed, verdicts: list[str]) -> Iterator[None]:
    """Keep what ``ce.check`` says, and show it whole, however much the reader's own code has printed."""
    plain = ce.check

    @functools.wraps(plain)
    def check(name: str, answer: Any) -> None:
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            plain(name, answer)
        verdicts.append(said.getvalue())
        printed.end()
        printed.say(said.getvalue())

    ce.check = check
    try:
        yield
    finally:
        ce.check = plain


def _execute(source: str, filename: str, names: dict[str, Any]) -> None:
    """Run `source` and show the value of its last line, as a notebook does."""
    linecache.cache[filename] = (len(source), None, source.splitlines(True), filename)
    tree = ast.parse(source, filename)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, filename, "exec"), names)
    if isinstance(last, ast.Expr):
        value = eval(compile(ast.Expression(last.value), filename, "eval"), names)
        if value is not None and not source.rstrip().endswith(";"):
            print(repr(value))


# --- errors ----------------------------------------------------------------------------------------------------------


def _told(error: BaseException, missing: str) -> str:
    """Return the traceback as far as it is the reader's code, and advice where the page is the cause."""
    own = [f for f in traceback.extract_tb(error.__traceback__) if f.filename in (ANSWER, CHECK, EARLIER)]
    if isinstance(error, SyntaxError):
        own = []  # the error itself shows the line
    if len(own) > 12:  # a function that calls itself
        own = [*own[:3], *own[-3:]]
    head = ["Traceback (most recent call last):\n", *traceback.format_list(own)] if own else []
    advice = _advice(error, missing)
    return "".join([*head, *traceback.format_exception_only(error)]) + (f"{advice}\n" if advice else "")


def _advice(error: BaseException, missing: str) -> str:
    if isinstance(error, NameError) and missing:
        package = "matplotlib" if missing.startswith("ce_helpers") else missing.partition(".")[0]
        return f"A cell before this one needs {package}, which is not in the page: run the notebook in JupyterLab."
    if isinstance(error, ModuleNotFoundError) and error.name:
        ours = error.name.startswith("ce_helpers")
        what = "This draws or asks, which" if ours else f"This needs {error.name.partition('.')[0]}, which"
        return f"{what} is not in the page: here are NumPy and Python's own library. Run it in JupyterLab."
    if isinstance(error, EOFError | OSError) and "input" in "".join(traceback.format_tb(error.__traceback__)[-2:]):
        return "input() cannot ask anything here; write the value into the code."
    if isinstance(error, MemoryError):
        return "The page has less memory than a notebook; try it with a smaller array."
    if isinstance(error, TypeError) and re.search(r"Cannot cast array data .*'int64'.* to .*'int32'", str(error)):
        return "In the page NumPy's own integers have 32 bits; write x.astype(np.intp) for x here."
    return ""


# --- integers of 32 bits ---------------------------------------------------------------------------------------------


def _fits(function: Callable[..., Any], which: int) -> Callable[..., Any]:
    """Let `function` take counts of 64 bits, as it does elsewhere: in the page an index of NumPy has 32."""

    @functools.wraps(function)
    def fitted(*args: Any, **options: Any) -> Any:
        given = list(args)
        if len(given) > which and np.asarray(given[which]).dtype == np.int64:
            given[which] = np.asarray(given[which]).astype(np.intp)
        return function(*given, **options)

    return fitted


if np.dtype(np.intp).itemsize == 4:
    np.bincount, np.repeat = _fits(np.bincount, 0), _fits(np.repeat, 1)
