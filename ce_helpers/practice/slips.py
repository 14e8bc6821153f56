"""The slips that one can make in an expression, each as a sentence and the expression that stands there instead."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import reduce

__all__ = ["EPSILONS", "SIGNS", "Slip", "Words", "slips", "superfluous"]

#: What people add inside a logarithm or below a fraction line.
EPSILONS = (1e-12, 1e-8, 1e-10, 1e-9, 1e-15, 1e-7, 1e-6, 1e-16, 1e-5, 1e-4, 1e-3, 1e-20, 1e-300)

Slip = tuple[str, ast.expr]

SIGNS: dict[type[ast.operator], str] = {
    ast.Add: "+", ast.Sub: "−", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Pow: "**",
    ast.BitAnd: "&", ast.BitOr: "|",
}  # fmt: skip
_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
}  # fmt: skip
_ELEMENTWISE = ("log", "log2", "log10", "log1p", "exp", "exp2", "expm1", "sqrt", "square", "abs", "sign", "tanh")
_ROUNDING = ("ceil", "floor", "round", "trunc")
_REDUCTIONS = ("sum", "mean", "max", "min", "prod", "median", "std", "var")
_TWO_BY_TWO = ("maximum", "minimum", "outer", "dot", "add", "subtract", "multiply", "divide", "logaddexp")
_KIN = (_ELEMENTWISE, _ROUNDING, _REDUCTIONS, _TWO_BY_TWO, ("argmax", "argmin"), ("any", "all"), ("zeros", "ones"),
        ("startswith", "endswith"), ("sigmoid", "softmax"))  # fmt: skip
_METHODS = ("sum", "mean", "max", "min", "prod", "std", "var", "argmax", "argmin", "any", "all", "startswith",
            "endswith")  # fmt: skip


class Words:
    """Quote a piece of the solution where it says something to one who has not seen the solution."""

    def __init__(self, parameters: list[str], local: set[str]) -> None:
        self.parameters, self.local = parameters, local

    def __call__(self, node: ast.AST) -> str:
        """Return the piece, or nothing where it is long or names what only the solution names."""
        names = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
        text = ast.unparse(node)
        return "" if names & (self.local - set(self.parameters)) or len(text) > 32 else text

    def of(self, what: str, node: ast.AST, rest: str) -> str:
        """Return "the factor p is missing", or "a factor is missing" where the factor cannot be quoted."""
        quoted = self(node)
        return f"the {what} {quoted} {rest}" if quoted else f"{'an' if what[0] in 'aeiou' else 'a'} {what} {rest}"

    def where(self, node: ast.AST | None) -> str:
        """Return ", in p + q", or nothing."""
        quoted = self(node) if isinstance(node, ast.expr) else ""
        return f", in {quoted}" if quoted else ""


def slips(node: ast.expr, up: ast.AST | None, words: Words) -> Iterator[Slip]:
    """Yield what can go wrong with this node of the tree; `up` is the node it stands in."""
    if isinstance(node, ast.BinOp):
        yield from _in_sums(node, up, words)
        yield from _in_products(node, up, words)
        yield from _in_operators(node, words)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.Not):
        yield words.of("minus before" if isinstance(node.op, ast.USub) else "not before", node.operand,
                       "is missing.") if words(node.operand) else "a minus is missing.", node.operand  # fmt: skip
        if isinstance(node.op, ast.USub) and isinstance(node.operand, ast.BinOp):
            first = _terms(node.operand)
            if len(first) > 1:
                opened = [(-first[0][0], first[0][1]), *first[1:]]
                yield words.of("bracket after the minus, around", node.operand, "is missing."), _sum(opened)
    elif isinstance(node, ast.Call):
        yield from _in_calls(node, words)
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        yield from _in_names(node, up, words)
    elif isinstance(node, ast.Constant):
        yield from _in_constants(node, up, words)
    elif isinstance(node, ast.Compare) and len(node.ops) == 1:
        for other, sign in _COMPARISONS.items():
            if not isinstance(node.ops[0], other) and type(node.ops[0]) in _COMPARISONS:
                told = f"{sign} stands where {_COMPARISONS[type(node.ops[0])]} belongs{words.where(node)}."
                yield told, ast.Compare(node.left, [other()], node.comparators)
    elif isinstance(node, ast.Compare):
        for i, old in enumerate(node.ops):
            for one, two in ((ast.Lt, ast.LtE), (ast.LtE, ast.Lt)):
                if isinstance(old, one):
                    ops: list[ast.cmpop] = [*node.ops[:i], two(), *node.ops[i + 1 :]]
                    told = f"{_COMPARISONS[two]} stands where {_COMPARISONS[one]} belongs."
                    yield told, ast.Compare(node.left, ops, node.comparators)
            side = [node.left, *node.comparators]
            ends = f"the {'lower' if i == 0 else 'upper'} end is not looked at: one comparison is missing."
            kept = side[1:] if i == 0 else side[:-1]
            yield ends, ast.Compare(kept[0], node.ops[1:] if i == 0 else node.ops[:-1], kept[1:])
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            rest = [v for v in node.values if v is not value]
            told = words.of("condition", value, "is missing.")
            yield told, rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
        turned = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        which = ("or", "and") if isinstance(node.op, ast.And) else ("and", "or")
        yield f"{which[0]} stands where {which[1]} belongs.", ast.BoolOp(turned, node.values)
    elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
        yield from _in_subscripts(node, words)
    elif isinstance(node, ast.IfExp):
        yield "the two branches are exchanged.", ast.IfExp(node.test, node.orelse, node.body)
        for branch in (node.body, node.orelse):
            yield "one of two cases is missing: the same is done in both.", branch
    elif isinstance(node, ast.Tuple | ast.List) and isinstance(node.ctx, ast.Load) and 2 <= len(node.elts) <= 4:
        for i in range(len(node.elts)):
            for j in range(i):
                elts = list(node.elts)
                elts[i], elts[j] = elts[j], elts[i]
                yield f"entries {j + 1} and {i + 1} stand in each other's place.", type(node)(elts, node.ctx)
                elts = list(node.elts)
                elts[i] = elts[j]
                yield f"entry {i + 1} repeats entry {j + 1}.", type(node)(elts, node.ctx)


def superfluous(node: ast.expr, words: Words) -> Iterator[Slip]:
    """Yield the node with one operation too many."""
    if not isinstance(node, ast.BinOp | ast.Call | ast.Name | ast.Subscript | ast.Attribute):
        return
    if not isinstance(node.ctx if isinstance(node, ast.Name | ast.Subscript | ast.Attribute) else ast.Load(), ast.Load):
        return
    quoted = words(node) or "one part of it"
    if quoted in ("np", "ce", "math") or (
        quoted.startswith(("range(", "np.", "ce.")) and not isinstance(node, ast.Call)
    ):
        return
    for pattern, told in _TOO_MANY.items():
        made = ast.parse(pattern, mode="eval").body
        for parent in ast.walk(made):
            for name, value in ast.iter_fields(parent):
                if isinstance(value, ast.Name) and value.id == "x":
                    setattr(parent, name, node)
                elif isinstance(value, list):
                    value[:] = [node if isinstance(v, ast.Name) and v.id == "x" else v for v in value]
        yield told.replace("{}", quoted), made


# a pattern, and what is said of x
_TOO_MANY = {
    "-x": "{} has the wrong sign.",
    "2 * x": "{} is doubled.",
    "x / 2": "{} is halved.",
    "x + 1": "1 is added to {}.",
    "x - 1": "1 is subtracted from {}.",
    "1 - x": "1 minus {} stands where {} belongs.",
    "1 / x": "1 over {} stands where {} belongs.",
    "x ** 2": "{} is squared.",
    "np.sqrt(x)": "the square root of {} is taken.",
    "np.abs(x)": "the absolute value of {} is taken.",
    "np.log(x)": "the logarithm of {} is taken.",
    "np.exp(x)": "the exponential of {} is taken.",
    "np.sum(x)": "{} is summed, and each entry is meant.",
    "np.mean(x)": "{} is averaged, and each entry is meant.",
    "np.max(x)": "of {} only the largest entry is taken.",
    "np.round(x)": "{} is rounded.",
}


def _terms(node: ast.expr, sign: int = 1) -> list[tuple[int, ast.expr]]:
    """Return the terms of a sum with their signs."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
        right = sign if isinstance(node.op, ast.Add) else -sign
        return [*_terms(node.left, sign), *_terms(node.right, right)]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return [(-s, t) for s, t in _terms(node.operand, sign)]
    return [(sign, node)]


def _sum(terms: list[tuple[int, ast.expr]]) -> ast.expr:
    def joined(left: ast.expr, term: tuple[int, ast.expr]) -> ast.expr:
        return ast.BinOp(left, ast.Add() if term[0] > 0 else ast.Sub(), term[1])

    sign, first = terms[0]
    return reduce(joined, terms[1:], first if sign > 0 else ast.UnaryOp(ast.USub(), first))


def _factors(node: ast.expr, power: int = 1) -> list[tuple[int, ast.expr]]:
    """Return the factors of a product or quotient, with 1 above and −1 below the line."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult | ast.Div):
        right = power if isinstance(node.op, ast.Mult) else -power
        return [*_factors(node.left, power), *_factors(node.right, right)]
    return [(power, node)]


def _product(factors: list[tuple[int, ast.expr]]) -> ast.expr:
    def joined(left: ast.expr, factor: tuple[int, ast.expr]) -> ast.expr:
        return ast.BinOp(left, ast.Mult() if factor[0] > 0 else ast.Div(), factor[1])

    above = [f for f in factors if f[0] > 0] or [(1, ast.Constant(1))]
    below = [f for f in factors if f[0] < 0]
    return reduce(joined, [*above[1:], *below], above[0][1])


def _is(node: ast.AST | None, *ops: type[ast.operator]) -> bool:
    return isinstance(node, ast.BinOp) and isinstance(node.op, ops)


def _in_sums(node: ast.BinOp, up: ast.AST | None, words: Words) -> Iterator[Slip]:
    if not _is(node, ast.Add, ast.Sub) or _is(up, ast.Add, ast.Sub):
        return
    terms = _terms(node)
    if len(terms) == 2 and terms[0][0] > 0 > terms[1][0]:
        one, two = terms[0][1], terms[1][1]
        yield words.of("difference", node, "is the wrong way round."), _sum([(1, two), (-1, one)])
        if isinstance(one, ast.Constant) and one.value == 1:
            quoted = words(two)
            yield (f"{quoted} stands where 1 − {quoted} belongs." if quoted
                   else "something stands where 1 minus it belongs."), two  # fmt: skip
    for i, (sign, term) in enumerate(terms):
        yield words.of("term", term, "is missing."), _sum([*terms[:i], *terms[i + 1 :]])
        yield words.of("term", term, "has the wrong sign."), _sum([*terms[:i], (-sign, term), *terms[i + 1 :]])


def _in_products(node: ast.BinOp, up: ast.AST | None, words: Words) -> Iterator[Slip]:
    if not _is(node, ast.Mult, ast.Div) or _is(up, ast.Mult, ast.Div):
        return
    factors = _factors(node)
    powers = [power for power, _ in factors]
    if powers == [1, -1]:
        yield words.of("quotient", node, "is upside down."), _product([(-p, f) for p, f in factors])
    for i, (power, factor) in enumerate(factors):
        before, after = factors[:i], factors[i + 1 :]
        if power > 0:
            yield words.of("factor", factor, "is missing."), _product([*before, *after])
            yield (
                words.of("factor", factor, "divides here; it should multiply."),
                _product([*before, (-1, factor), *after]),
            )
        else:
            yield (
                words.of("division by", factor, "is missing.").replace("a division by is", "a division is"),
                _product([*before, *after]),
            )
            quoted = words(factor)
            yield (
                f"it is multiplied by {quoted or 'something'} and not divided.",
                _product([*before, (1, factor), *after]),
            )
        if power < 0 and powers.count(-1) > 1:  # a / (b c), written a / b * c
            told = "a bracket is missing below the line: a / b * c divides by b alone and multiplies by c."
            yield told, _product([*before, (1, factor), *after])
        terms = _terms(factor)
        if len(terms) > 1:  # c (a + b), written c a + b, or a + b c
            told = words.of("bracket around", factor, "is missing.").replace("a bracket around is", "a bracket is")
            for j in {0, len(terms) - 1}:
                inner = _product([*before, (power, terms[j][1]), *after])
                yield told, _sum([*terms[:j], (terms[j][0], inner), *terms[j + 1 :]])
        if power < 0:
            for eps in EPSILONS:
                told = "a small number is added below the fraction line, which needs none."
                yield told, _product([*before, (-1, ast.BinOp(factor, ast.Add(), ast.Constant(eps))), *after])


def _in_operators(node: ast.BinOp, words: Words) -> Iterator[Slip]:
    old = type(node.op)
    if old is ast.Pow:
        yield words.of("power", node, "is missing."), node.left
        yield "base and exponent are exchanged.", ast.BinOp(node.right, ast.Pow(), node.left)
    if old is ast.MatMult:
        yield "* multiplies entry by entry; @ adds the products up.", ast.BinOp(node.left, ast.Mult(), node.right)
        yield "the two factors of @ are exchanged.", ast.BinOp(node.right, ast.MatMult(), node.left)
        return
    if old in (ast.BitAnd, ast.BitOr):
        for value in (node.left, node.right):
            other = node.right if value is node.left else node.left
            yield words.of("condition", value, "is missing."), other
    for other_op, sign in SIGNS.items():
        if other_op is not old and old in SIGNS and (other_op in (ast.BitAnd, ast.BitOr)) == (
            old in (ast.BitAnd, ast.BitOr)
        ):  # fmt: skip
            told = f"{sign} stands where {SIGNS[old]} belongs{words.where(node)}."
            yield told, ast.BinOp(node.left, other_op(), node.right)


def _callee(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _is_method(node: ast.Call) -> bool:
    """Tell ``x.sum()`` from ``np.sum(x)``."""
    return isinstance(node.func, ast.Attribute) and not (
        isinstance(node.func.value, ast.Name) and node.func.value.id in ("np", "ce", "math")
    )


def _numpy(name: str, *args: ast.expr) -> ast.Call:
    return ast.Call(ast.Attribute(ast.Name("np", ast.Load()), name, ast.Load()), list(args), [])


def _in_calls(node: ast.Call, words: Words) -> Iterator[Slip]:
    name = _callee(node)
    inner = node.func.value if _is_method(node) and isinstance(node.func, ast.Attribute) else None
    subject = inner if inner is not None else node.args[0] if node.args else None
    if subject is None:
        return
    if name == "log":
        for eps in EPSILONS:
            told = "an epsilon stands inside the logarithm."
            yield told, ast.Call(node.func, [ast.BinOp(subject, ast.Add(), ast.Constant(eps))], [])
            yield told, ast.Call(node.func, [_numpy("maximum", subject, ast.Constant(eps))], [])
            clipped = _numpy("clip", subject, ast.Constant(eps), ast.Constant(1 - eps))
            yield "a clip stands inside the logarithm.", ast.Call(node.func, [clipped], [])
    if inner is None and name in _TWO_BY_TWO:
        for kept in node.args:
            yield f"{name} is missing: this is {words(kept) or 'one of its two arguments'} alone.", kept
    for kin in _KIN:
        for other in kin if name in kin else ():
            if other != name:
                yield f"{other} stands where {name} belongs{words.where(node)}.", _renamed(node, other, subject)
    if name in (*_ELEMENTWISE, *_ROUNDING, *_REDUCTIONS, "sigmoid", "softmax", "delete", "cumsum", "sorted"):
        yield f"{name} is missing{words.where(node)}.", subject
    if inner is None and len(node.args) == 2 and not node.keywords:
        told = f"the two arguments of {name} are exchanged."
        yield told, ast.Call(node.func, [node.args[1], node.args[0]], [])
    if name == "where" and len(node.args) == 3:
        test, one, two = node.args
        yield "the two branches of np.where are exchanged.", ast.Call(node.func, [test, two, one], [])
        for kept in (one, two):
            yield f"only one of two cases is treated: {words(kept) or 'one branch'} stands everywhere.", kept
    if name == "len":
        yield "it is divided by, or counts, all entries; rows are meant.", _numpy("size", subject)
    if name == "range" and len(node.args) == 1:
        one = ast.Constant(1)
        fewer = ast.BinOp(subject, ast.Sub(), one)
        yield "the loop runs once too seldom.", ast.Call(node.func, [fewer], [])
        yield "the loop runs once too seldom: it starts at 1.", ast.Call(node.func, [one, subject], [])
        yield "the loop runs once too often.", ast.Call(node.func, [ast.BinOp(subject, ast.Add(), one)], [])
    for i, keyword in enumerate(node.keywords):
        rest = [k for k in node.keywords if k is not keyword]
        yield _about_keyword(keyword.arg, name), ast.Call(node.func, node.args, rest)
        if keyword.arg == "axis":
            for axis in (0, 1, -1):
                changed = list(node.keywords)
                changed[i] = ast.keyword("axis", ast.Constant(axis))
                told = f"axis={axis} stands where axis={ast.unparse(keyword.value)} belongs, in {name}."
                yield told, ast.Call(node.func, node.args, changed)
            no_axis = [k for k in rest if k.arg != "keepdims"]
            yield (
                f"the {name} runs over all entries at once, whatever their row.",
                ast.Call(node.func, node.args, no_axis),
            )


def _about_keyword(keyword: str | None, name: str) -> str:
    if keyword == "axis":
        return f"the {name} runs over all entries at once, whatever their row."
    return f"{keyword}=… is missing in {name}."


def _renamed(node: ast.Call, other: str, subject: ast.expr) -> ast.expr:
    if _is_method(node) and other in _METHODS and isinstance(node.func, ast.Attribute):
        return ast.Call(ast.Attribute(node.func.value, other, ast.Load()), node.args, node.keywords)
    if _is_method(node):
        return ast.Call(_numpy(other).func, [subject, *node.args], node.keywords)
    module = node.func.value if isinstance(node.func, ast.Attribute) else ast.Name("np", ast.Load())
    return ast.Call(ast.Attribute(module, other, ast.Load()), node.args, node.keywords)


def _in_names(node: ast.Name, up: ast.AST | None, words: Words) -> Iterator[Slip]:
    if node.id in words.parameters:
        for other in words.parameters:
            if other != node.id:
                yield f"{other} stands where {node.id} belongs{words.where(up)}.", ast.Name(other, ast.Load())
        complement = ast.BinOp(ast.Constant(1), ast.Sub(), node)
        yield f"1 − {node.id} stands where {node.id} belongs{words.where(up)}.", complement
    elif node.id in words.local:
        for name in words.parameters:
            yield f"{name} itself stands where something made of it belongs.", ast.Name(name, ast.Load())
        for name in sorted(words.local - {node.id}):
            yield "one quantity stands where another belongs.", ast.Name(name, ast.Load())


def _in_constants(node: ast.Constant, up: ast.AST | None, words: Words) -> Iterator[Slip]:
    value = node.value
    if isinstance(value, bool):
        yield f"{not value} stands where {value} belongs.", ast.Constant(not value)
    elif isinstance(value, int | float):
        for other in (value + 1, value - 1, -value, 2 * value, value / 2, 1, 2):
            if other != value:
                told = f"{other:g} stands where {value:g} belongs{words.where(up)}.".replace("-", "−")
                yield told, ast.Constant(int(other) if isinstance(value, int) and other == int(other) else other)


def _in_subscripts(node: ast.Subscript, words: Words) -> Iterator[Slip]:
    index = node.slice
    yield words.of("index of", node, "is missing.").replace("a index of is", "an index is"), node.value
    if isinstance(index, ast.Slice):
        for name in ("lower", "upper"):
            bound = getattr(index, name)
            if bound is None:
                continue
            for told, other in (
                ("is missing", None),
                ("is one too small", ast.BinOp(bound, ast.Sub(), ast.Constant(1))),
                ("is one too large", ast.BinOp(bound, ast.Add(), ast.Constant(1))),
            ):
                changed = ast.Slice(index.lower, index.upper, index.step)
                setattr(changed, name, other)
                yield f"the {name} end of the slice {told}.", ast.Subscript(node.value, changed, ast.Load())
    elif isinstance(index, ast.Tuple):
        for i, part in enumerate(index.elts):
            if not isinstance(part, ast.Slice):
                whole: list[ast.expr] = [*index.elts[:i], ast.Slice(), *index.elts[i + 1 :]]
                yield (
                    f"the index takes all of axis {i}, and not one entry for each of the other.",
                    ast.Subscript(node.value, ast.Tuple(whole, ast.Load()), ast.Load()),
                )
    elif not isinstance(index, ast.Compare):
        for told, op in (("small", ast.Sub()), ("large", ast.Add())):
            shifted = ast.BinOp(index, op, ast.Constant(1))
            yield f"an index is one too {told}.", ast.Subscript(node.value, shifted, ast.Load())
