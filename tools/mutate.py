"""Write wrong programs from the exercises' solutions and tell what the checks say of each: `make mutants`.

    python tools/mutate.py [NAME …] [--each 40] [--show vague]

A mutant is the solution with one change in its syntax tree, drawn with a fixed seed from more kinds of change than the
checks know slips (`ce_helpers/practice/variants.py`): any operator for any other, any name in scope for any other, any
piece wrapped in any function, scaled, shifted, lines deleted or doubled, arguments sorted, reversed or rounded. One
that gives what the solution gives on inputs drawn anew is no mistake; one that raises on every input needs no check; of
those that give the same results only the first is kept. Of the rest each is

- named: the check says what is wrong, and the wrong function that it took it for gives the same on inputs drawn anew,
- vague: only an input is shown with what is given and what is expected,
- misled: the check names a mistake, but on inputs drawn anew the answer does not behave like it,
- accepted: the check finds nothing wrong.
"""

from __future__ import annotations

import argparse
import ast
import copy
import inspect
import random
import resource
import signal
import sys
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from ce_helpers.practice.exercise import Exercise
from ce_helpers.practice.index import chapters, entries
from ce_helpers.practice.running import Outcome, run

SEEDS = range(1, 6)  # of the inputs drawn anew
KINDS = ("named", "vague", "misled", "accepted")
OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow)
COMPARISONS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq)
FUNCTIONS = ("log", "log2", "log10", "log1p", "exp", "expm1", "sqrt", "square", "abs", "floor", "ceil", "round", "sum",
             "mean", "max", "min", "prod", "median", "cumsum", "sign", "maximum", "minimum", "argmax", "argmin", "any",
             "all")  # fmt: skip
WRAPPERS = ("-({})", "({}) + 1", "({}) - 1", "2 * ({})", "({}) / 2", "({}) ** 2", "1 - ({})", "1 / ({})", "np.abs({})",
            "np.sqrt({})", "np.log({})", "np.exp({})", "np.sum({})", "np.mean({})", "np.round({})", "({}) + 1e-9",
            "({}) + 1e-12", "np.clip({}, 1e-7, None)", "np.maximum({}, 1e-15)")  # fmt: skip
ENTRIES = ("np.sort({})", "{}[::-1]", "np.round({}, 2)", "2 * {}", "{} + 1", "{}[:-1]", "np.abs({})", "{} - 1")


def mutants(function: Callable[..., Any]) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yield (the changed source, the function it defines), in random order, the same each time."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    seen = {ast.unparse(tree)}
    changes = list(_changes(tree))
    for change in random.Random(function.__name__).sample(changes, len(changes)):
        source = ast.unparse(ast.fix_missing_locations(change()))
        if source in seen:
            continue
        seen.add(source)
        space = dict(function.__globals__)
        exec(compile(source, "<mutant>", "exec"), space)
        yield source, guarded(space[function.__name__])


def _changes(tree: ast.Module) -> Iterator[Callable[[], ast.Module]]:
    """Yield every change, as a function that returns the tree with it."""
    body = tree.body[0]
    assert isinstance(body, ast.FunctionDef)
    parameters = [a.arg for a in body.args.args]
    scope = sorted({n.id for n in ast.walk(body) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
                   | set(parameters))  # fmt: skip
    whole_numbers = any(isinstance(n, ast.LShift) or n == "b" for n in ast.walk(body))  # a power of those has no end
    for i, node in enumerate(ast.walk(body)):
        if isinstance(node, ast.expr):
            for replace in _expressions(node, scope, whole_numbers):
                yield partial(_replaced, tree, i, replace)
        for name in ("body", "orelse"):
            block = getattr(node, name, None)
            for j in range(len(block)) if isinstance(block, list) else ():
                for lines in _statements(block[j], block[j + 1 :], body):
                    yield partial(_with_lines, tree, i, name, j, lines)
    for p in parameters:
        for wrap in ENTRIES:
            yield partial(_begun_with, tree, f"{p} = {wrap.format(p)}")
    for p in parameters:
        for q in parameters:
            if p < q:
                yield partial(_begun_with, tree, f"{p}, {q} = {q}, {p}")


def _place(twin: ast.Module, i: int) -> ast.AST:
    return next(islice(ast.walk(twin.body[0]), i, None))


def _with_lines(tree: ast.Module, i: int, name: str, j: int, lines: list[ast.stmt]) -> ast.Module:
    twin = copy.deepcopy(tree)
    getattr(_place(twin, i), name)[j : j + 1] = lines
    return twin


def _begun_with(tree: ast.Module, line: str) -> ast.Module:
    twin = copy.deepcopy(tree)
    twin.body[0].body.insert(0, *ast.parse(line).body)  # type: ignore[attr-defined]
    return twin


def _replaced(tree: ast.Module, i: int, replace: ast.expr) -> ast.Module:
    twin = copy.deepcopy(tree)
    place = _place(twin, i)
    for parent in ast.walk(twin):
        for name, value in ast.iter_fields(parent):
            if value is place:
                setattr(parent, name, replace)
            elif isinstance(value, list):
                value[:] = [replace if v is place else v for v in value]
    return twin


def _expressions(node: ast.expr, scope: list[str], whole_numbers: bool) -> Iterator[ast.expr]:
    if not isinstance(getattr(node, "ctx", ast.Load()), ast.Load) or isinstance(node, ast.Slice):
        return
    if isinstance(node, ast.BinOp) and isinstance(node.op, OPERATORS):
        for op in OPERATORS:
            if not isinstance(node.op, op) and not (whole_numbers and op is ast.Pow):
                yield ast.BinOp(node.left, op(), node.right)
        yield node.left
        yield node.right
        yield ast.BinOp(node.right, node.op, node.left)
    elif isinstance(node, ast.UnaryOp):
        yield node.operand
    elif isinstance(node, ast.Compare):
        for i in range(len(node.ops)):
            for other in COMPARISONS:
                yield ast.Compare(node.left, [*node.ops[:i], other(), *node.ops[i + 1 :]], node.comparators)
    elif isinstance(node, ast.BoolOp):
        yield from node.values
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
        for value in (node.value + 1, node.value - 1, 0, 1, -node.value, 2 * node.value, node.value / 2):
            yield ast.Constant(value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node, ast.Name):
        for name in scope:
            yield ast.Name(name, ast.Load())
    elif isinstance(node, ast.Call):
        yield from node.args
        for i in range(len(node.keywords)):
            yield ast.Call(node.func, node.args, node.keywords[:i] + node.keywords[i + 1 :])
            for axis in (0, 1, -1) if node.keywords[i].arg == "axis" else ():
                changed = [*node.keywords[:i], ast.keyword("axis", ast.Constant(axis)), *node.keywords[i + 1 :]]
                yield ast.Call(node.func, node.args, changed)
        if len(node.args) > 1:
            yield ast.Call(node.func, node.args[::-1], node.keywords)
        if isinstance(node.func, ast.Attribute) and node.func.attr in FUNCTIONS:
            for other_name in FUNCTIONS:
                yield ast.Call(ast.Attribute(node.func.value, other_name, ast.Load()), node.args, node.keywords)
    elif isinstance(node, ast.Subscript):
        yield node.value
        if not isinstance(node.slice, ast.Slice | ast.Tuple):
            for step in (1, -1):
                yield ast.Subscript(node.value, ast.BinOp(node.slice, ast.Add(), ast.Constant(step)), ast.Load())
    if isinstance(node, ast.BinOp | ast.Call | ast.Name | ast.Subscript):
        text = ast.unparse(node)
        if text not in ("np", "ce", "range", "math") and "range(" not in text:
            for wrap in WRAPPERS:
                yield ast.parse(wrap.format(text), mode="eval").body


def _statements(line: ast.stmt, after: list[ast.stmt], body: ast.FunctionDef) -> Iterator[list[ast.stmt]]:
    if isinstance(line, ast.Return | ast.FunctionDef):
        return
    yield [ast.Pass()]
    yield [line, line]
    if isinstance(line, ast.If):
        yield line.body
        yield [ast.If(ast.UnaryOp(ast.Not(), line.test), line.body, line.orelse)]
    if isinstance(line, ast.AugAssign):
        yield [ast.Assign([line.target], line.value)]
        for op in (ast.Add, ast.Sub, ast.Mult):
            yield [ast.AugAssign(line.target, op(), line.value)]
    if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
        yield [line, ast.Return(ast.Name(line.targets[0].id, ast.Load()))]
    if isinstance(line, ast.For):
        last = body.body[-1]
        yield [ast.For(line.target, line.iter, [*line.body, last], line.orelse)]
        sliced = ast.parse(f"list({ast.unparse(line.iter)})[1:]", mode="eval").body
        yield [ast.For(line.target, sliced, line.body, line.orelse)]


# --- what the checks say ------------------------------------------------------------------------------------------


def guarded(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function, which raises after a third of a second: a mutant may count to 2^70."""

    def stopped(*args: Any) -> Any:
        signal.setitimer(signal.ITIMER_REAL, 0.3)
        try:
            return function(*args)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)

    return stopped


def _too_long(*_: Any) -> None:
    raise TimeoutError("it takes too long")


def outcomes(function: Any, cases: list[tuple[Any, ...]]) -> list[Outcome]:
    """Return what the function gives for each of the cases, as far as it comes to an end."""
    found: list[Outcome] = []
    for args in cases:
        found.append(run(function, args))
        if isinstance(found[-1].error, TimeoutError | MemoryError):
            break
    return found


def judged(exercise: Exercise, each: int) -> Iterator[tuple[str, str, str]]:
    """Yield (kind, source, message) for `each` mutants of an exercise."""
    assert exercise.solution is not None
    trial = exercise.trial
    anew = [args for seed in SEEDS for args in exercise.arguments(seed)]
    right, seen, count = outcomes(exercise.reference, anew), [], 0
    for source, mutant in mutants(exercise.solution):
        made = outcomes(mutant, anew)
        if len(made) < len(anew) or isinstance(made[-1].error, TimeoutError | MemoryError):
            continue
        if (
            all(m.error for m in made)
            or any(isinstance(m.error, TimeoutError | MemoryError) for m in made)
            or all(map(trial.agrees, made, right))
        ):
            continue
        if any(_alike(trial, made, other) for other in seen):
            continue
        seen.append(made)
        found = exercise.examine(mutant)
        if found.status == "open":
            continue
        if found.status == "right":
            kind = "accepted"
        elif found.like is None:
            kind = "vague"
        else:
            same = _alike(trial, made, outcomes(found.like, anew), where_both=True)
            kind = "named" if same else "misled"
        yield kind, source, found.message
        count += 1
        if count == each:
            return


def _alike(trial: Any, one: list[Outcome], other: list[Outcome], where_both: bool = False) -> bool:
    for a, b in zip(one, other, strict=True):
        if a.error is None and b.error is None:
            if not trial.same(a.value, b.value):
                return False
        elif not where_both and (a.error is None or b.error is None):
            return False
    return True


def exercises() -> list[Exercise]:
    """Return the exercises that can be mutated: those with a solution that is compared with a reference."""
    found = [e for chapter in chapters() for e in entries(chapter, "EXERCISES")]
    return [e for e in found if e.solution is not None and e.checker is None]


def main() -> None:
    """Print the table, and with --show the mutants of one kind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="exercises; all where none is named")
    parser.add_argument("--each", type=int, default=40, help="mutants an exercise")
    parser.add_argument("--show", choices=KINDS, nargs="*", default=["misled", "accepted"], help="kinds to print whole")
    options = parser.parse_args()
    signal.signal(signal.SIGALRM, _too_long)
    resource.setrlimit(resource.RLIMIT_AS, (5 * 2**28, 5 * 2**28))  # a whole number that fills more takes its time
    total: Counter[str] = Counter()
    print(f"{'exercise':26}" + "".join(f"{kind:>10}" for kind in KINDS))
    for exercise in exercises():
        if options.names and exercise.name not in options.names:
            continue
        counts: Counter[str] = Counter()
        for kind, source, message in judged(exercise, options.each):
            counts[kind] += 1
            if kind in options.show:
                print(f"--- {kind}\n{source}\n{message}\n")
        total += counts
        print(f"{exercise.name:26}" + "".join(f"{counts[kind]:10}" for kind in KINDS), flush=True)
    whole = max(1, total.total())
    print(f"{'in all':26}" + "".join(f"{total[kind]:10}" for kind in KINDS))
    print(f"{'':26}" + "".join(f"{100 * total[kind] / whole:9.1f}%" for kind in KINDS))


if __name__ == "__main__":
    main()
