"""Let a program that has gone wrong come to an end: powers, shifts and loops of a slip may have none."""

from __future__ import annotations

import ast
import copy
from typing import Any

__all__ = ["NAMES", "bounded"]

_MOST_BITS = 100_000
_MOST_ROUNDS = 100_000


def _shift(a: Any, by: Any) -> Any:
    if isinstance(by, int) and by > _MOST_BITS:
        raise OverflowError(f"a shift by {by:.0e} bits")
    return a << by


def _power(a: Any, exponent: Any) -> Any:
    if isinstance(a, int) and isinstance(exponent, int) and a.bit_length() * exponent > _MOST_BITS:
        raise OverflowError("a power of more than a hundred thousand bits")
    return a**exponent


def _range(*ends: int) -> range:
    found = range(*ends)
    if max(abs(found.start), abs(found.stop)) > 1e9 or len(found) > _MOST_ROUNDS:
        raise OverflowError(f"a loop of {len(found)} rounds")
    return found


class _Rounds:
    """Counts the rounds of all the loops of one call."""

    def __init__(self) -> None:
        self.left = _MOST_ROUNDS

    def __call__(self, going_on: Any) -> Any:
        self.left -= 1
        if self.left < 0:
            raise OverflowError(f"a loop of more than {_MOST_ROUNDS} rounds")
        return going_on


#: What the program that `bounded` returns must find among its globals.
NAMES = {"_ce_shift": _shift, "_ce_power": _power, "_ce_rounds": _Rounds, "range": _range}


class _Bound(ast.NodeTransformer):
    _OPERATORS = {ast.LShift: "_ce_shift", ast.Pow: "_ce_power"}  # noqa: RUF012

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        name = self._OPERATORS.get(type(node.op))
        return node if name is None else _call(name, node.left, node.right)

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.stmt:
        self.generic_visit(node)
        name = self._OPERATORS.get(type(node.op))
        if name is None or not isinstance(node.target, ast.Name):
            return node
        return ast.Assign([node.target], _call(name, ast.Name(node.target.id, ast.Load()), node.value))

    def visit_While(self, node: ast.While) -> ast.stmt:
        self.generic_visit(node)
        return ast.While(_call("_ce_left", node.test), node.body, node.orelse)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.stmt:
        self.generic_visit(node)
        node.body.insert(0, ast.Assign([ast.Name("_ce_left", ast.Store())], _call("_ce_rounds")))
        return node


def bounded(tree: ast.Module) -> ast.Module:
    """Return the program with an end to its powers, shifts and loops; it finds `NAMES` among its globals.

    Where the end is reached an ``OverflowError`` is raised.

    Examples
    --------
    >>> space = dict(NAMES)
    >>> exec(compile(bounded(ast.parse("def f(n): return 1 << n")), "f", "exec"), space)
    >>> space["f"](3)
    8
    >>> space["f"](10**26)
    Traceback (most recent call last):
    OverflowError: a shift by 1e+26 bits
    """
    endless = ast.While | ast.LShift | ast.Pow
    if not any(isinstance(node, endless) for node in ast.walk(tree)):
        return tree
    made: ast.Module = _Bound().visit(copy.deepcopy(tree))
    return ast.fix_missing_locations(made)


def _call(name: str, *arguments: ast.expr) -> ast.Call:
    return ast.Call(ast.Name(name, ast.Load()), list(arguments), [])
