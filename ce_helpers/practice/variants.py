"""Wrong programs that differ from a right one by one slip, each with the sentence that says which.

The slips are made in the syntax tree of the exercise's solution: a term, a factor or a bracket dropped, a sign or a
comparison turned, a name, an index or an axis taken for another, a line left out. Whoever makes one of them in a
program of another form gets the same results, and so the same sentence.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterator
from typing import Any

from .bounded import NAMES, bounded
from .running import Function
from .slips import SIGNS, Words, slips, superfluous

__all__ = ["variants"]


def variants(function: Function) -> Iterator[tuple[str, Function]]:
    """Yield (what is wrong, the wrong function) for every slip that can be made in the function's source.

    Examples
    --------
    Nothing comes of a function whose source is not at hand:

    >>> list(variants(len))
    []
    """
    tree = _tree(function)
    if tree is None:
        return
    body = tree.body[0]
    assert isinstance(body, ast.FunctionDef)
    words = Words([a.arg for a in body.args.args], _names(tree))
    for holder, key, node, up in list(_places(body)):
        if isinstance(node, ast.expr):
            for sentence, other in slips(node, up, words):
                yield from _made(function, tree, holder, key, other, sentence)
    for block, i, sentence, lines in list(_lines(body, words)):
        kept = block[i]
        block[i : i + 1] = lines
        made = _compiled(function, tree)
        block[i : i + len(lines)] = [kept]
        if made is not None:
            yield sentence, made
    for holder, key, node, _ in list(_places(body)):
        if isinstance(node, ast.expr):
            for sentence, other in superfluous(node, words):
                yield from _made(function, tree, holder, key, other, sentence)


def _tree(function: Function) -> ast.Module | None:
    """Return the syntax tree of a function that stands as a statement of its own, or None."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, TypeError, SyntaxError):
        return None
    return tree if isinstance(tree.body[0], ast.FunctionDef) else None


def _names(tree: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


def _compiled(function: Function, tree: ast.Module) -> Function | None:
    """Return the function that the changed tree defines, among the same names as the original."""
    space = dict(function.__globals__) | NAMES
    if function.__closure__:
        cells = zip(function.__code__.co_freevars, function.__closure__, strict=True)
        space.update((name, cell.cell_contents) for name, cell in cells)
    try:
        exec(compile(bounded(ast.fix_missing_locations(tree)), f"<a variant of {function.__name__}>", "exec"), space)
    except (SyntaxError, ValueError, TypeError):
        return None
    found: Function = space[function.__name__]
    return found


def _made(
    function: Function, tree: ast.Module, holder: Any, key: Any, other: ast.expr, sentence: str
) -> Iterator[tuple[str, Function]]:
    kept = _get(holder, key)
    _put(holder, key, other)
    made = _compiled(function, tree)
    _put(holder, key, kept)
    if made is not None:
        yield sentence, made


def _get(holder: Any, key: Any) -> Any:
    return holder[key] if isinstance(holder, list) else getattr(holder, key)


def _put(holder: Any, key: Any, value: Any) -> None:
    if isinstance(holder, list):
        holder[key] = value
    else:
        setattr(holder, key, value)


def _places(node: ast.AST, up: ast.AST | None = None) -> Iterator[tuple[Any, Any, ast.AST, ast.AST | None]]:
    """Yield every node below with the list or object that holds it, the key there, and its parent."""
    for name, value in ast.iter_fields(node):
        if name in ("args", "decorator_list", "returns", "ctx", "op") and isinstance(node, ast.FunctionDef):
            continue
        for holder, key, child in (
            [(value, i, v) for i, v in enumerate(value)] if isinstance(value, list) else [(node, name, value)]
        ):
            # no other width for a format, nor another number of bits for a shift: such a number may have no end
            if isinstance(child, ast.AST) and not isinstance(child, ast.JoinedStr):
                if isinstance(getattr(node, "op", None), ast.LShift) and name in ("right", "value"):
                    continue
                yield holder, key, child, node
                yield from _places(child, node)


# --- slips in the lines -------------------------------------------------------------------------------------------


def _lines(function: ast.FunctionDef, words: Words) -> Iterator[tuple[list[ast.stmt], int, str, list[ast.stmt]]]:
    """Yield (block, place, what is wrong, what stands there instead)."""
    for node in ast.walk(function):
        for name in ("body", "orelse"):
            block = getattr(node, name, None)
            if not isinstance(block, list):
                continue
            for i, line in enumerate(block):
                yield from ((block, i, told, lines) for told, lines in _line_slips(line, block, i, words))


def _line_slips(line: ast.stmt, block: list[ast.stmt], i: int, words: Words) -> Iterator[tuple[str, list[ast.stmt]]]:
    nothing: list[ast.stmt] = [ast.Pass()]
    if isinstance(line, ast.If):
        yield words.of("case", line.test, "is not treated by itself."), nothing
        yield "what stands under the if is done in every case.", line.body
        turned = ast.If(ast.UnaryOp(ast.Not(), line.test), line.body, line.orelse)
        yield words.of("condition", line.test, "is turned round."), [turned]
    elif isinstance(line, ast.Break):
        yield "the search goes on after it has found: leave the loop with break.", nothing
    elif isinstance(line, ast.AugAssign):
        yield "a step is missing: one of the sums or products is not carried on.", nothing
        plain: ast.expr = line.target
        yield (
            "= stands where the old value should be carried on: only the last round counts.",
            [ast.Assign([plain], line.value)],
        )
        for op, sign in SIGNS.items():
            if op is not type(line.op) and op in (ast.Add, ast.Sub, ast.Mult, ast.Div):
                yield f"{sign}= stands where another step belongs.", [ast.AugAssign(line.target, op(), line.value)]
    elif isinstance(line, ast.Assign | ast.Expr):
        yield "a step is missing.", nothing
    elif isinstance(line, ast.For) and i + 1 < len(block) and isinstance(block[i + 1], ast.Return):
        for place in _inner_ends(line):
            place.append(block[i + 1])
            kept = ast.parse(ast.unparse(ast.fix_missing_locations(line))).body
            place.pop()
            yield "return stands inside the loop: it ends in its first round.", kept
    elif isinstance(line, ast.With):
        yield "a step is missing.", line.body


def _inner_ends(loop: ast.For) -> list[list[ast.stmt]]:
    """Return the blocks at whose end a return may have slipped: the loop's own and those of the loops in it."""
    return [loop.body, *(inner.body for inner in ast.walk(loop) if isinstance(inner, ast.For) and inner is not loop)]
