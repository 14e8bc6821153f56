"""KaTeX's drawing of a formula in half its elements, each sign at the place where KaTeX puts it.

KaTeX draws for browsers of every age: an index is a table of eight to eleven elements, a hat one of ten, a space an
element, and every sign has one, most of which no rule of its sheet knows. What a browser of today needs less for is
written with less (`book.css` has the rules of `raised` and `accented`); the rest stays as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

DRAWN = '<span class="katex-html" aria-hidden="true">'
_PIECE = re.compile(
    r'<span(?: class="(?P<names>[^"]*)")?(?: style="(?P<style>[^"]*)")?(?P<more>[^>]*)>|(?P<end></span>)'
    r"|(?P<whole><svg.*?</svg>|[^<]+)",
    re.S,
)
#: The kinds of a sign, for which KaTeX's sheet has no rule.
KINDS = {"mord", "mopen", "mclose", "mrel", "mbin", "mpunct", "mop", "minner", "mtight", "text", "textrm"}
#: The sheet counts the generations below these.
COUNTED = {"vlist", "mfrac", "rlap", "thinbox", "vbox", "sqrt"}
#: What KaTeX makes smaller, and by how much: an index, and the index of an index.
SMALLER = 0.7
SIZES = {"sizing reset-size6 size3": SMALLER, "sizing reset-size3 size1": 0.5 / 0.7}
#: How far a line of KaTeX_Main reaches above and below its base line, in em, at KaTeX's line height of 1.2: the font's
#: 0.903 and 0.272 with half the leading, a little less for safety.
LINE = (0.91, 0.28)


@dataclass
class Span:
    """An element, whose children are elements and texts."""

    names: str = ""
    style: str = ""
    more: str = ""
    children: list[Span | str] = field(default_factory=list)

    def __str__(self) -> str:
        names = f' class="{self.names}"' if self.names else ""
        style = f' style="{self.style}"' if self.style else ""
        return f"<span{names}{style}{self.more}>{''.join(map(str, self.children))}</span>"


def lighter_formulas(body: str) -> str:
    """Return the page's text with each formula drawn in fewer elements."""
    parts, done = [], 0
    while (start := body.find(DRAWN, done)) >= 0:
        depth, end = 0, start
        for piece in re.compile(r"<(/?)span\b[^>]*>").finditer(body, start):
            depth += -1 if piece[1] else 1
            if not depth:
                end = piece.end()
                break
        parts += [body[done:start], _lighter(body[start:end])]
        done = end
    return "".join([*parts, body[done:]])


@cache
def _lighter(drawn: str) -> str:
    return str(_simplified(_read(drawn), counted=0))


def _read(drawn: str) -> Span:
    """Return the tree of what KaTeX wrote."""
    top = Span()
    within = [top]
    for piece in _PIECE.finditer(drawn):
        if piece["end"]:
            within.pop()
        elif piece["whole"]:
            within[-1].children.append(piece["whole"])
        else:
            names = " ".join(name for name in (piece["names"] or "").split() if name not in KINDS)
            child = Span(names, piece["style"] or "", piece["more"])
            within[-1].children.append(child)
            within.append(child)
    [root] = top.children
    assert isinstance(root, Span)
    return root


def _simplified(span: Span, counted: int) -> Span:
    """Return the element with all below it simplified; for `counted` generations each child must stay an element."""
    if raised := _raised(span):
        span = raised
    elif accented := _accented(span):
        span = accented
    counted = 2 if COUNTED & {*span.names.split()} else max(0, counted - 1)
    children: list[Span | str] = []
    for child in span.children:
        if _low_strut(child) and len(span.children) > 1:
            continue
        made = child if isinstance(child, str) else _simplified(child, counted)
        if isinstance(made, Span) and not counted and made.style == made.names == "" and not made.more:
            children += made.children
        else:
            children.append(made)
    span.children = _joined(_spaced(children) if not counted else children)
    return span


def _lengths(style: str) -> dict[str, float]:
    """Return a style's lengths in em; nothing where it says anything else."""
    found = re.findall(r"([\w-]+):(-?[\d.]+)em(?:;|$)", style)
    return {name: float(value) for name, value in found} if len(found) == style.count(":") else {}


def _only(span: Span, *names: str) -> Span | None:
    """Return what is found by going down through only children of these names."""
    for name in names:
        if not span.children or not isinstance(span.children[0], Span) or span.children[0].names.split()[:1] != [name]:
            return None
        span = span.children[0]
    return span


def _low_strut(child: Span | str) -> bool:
    """Say whether this holds a line open that is as high and as deep without it."""
    if isinstance(child, str) or child.names != "strut":
        return False
    lengths = _lengths(child.style)
    depth = -lengths.get("vertical-align", 0.0)
    return depth <= LINE[1] and lengths["height"] - depth <= LINE[0]


def _tables(span: Span) -> bool:
    return "vlist" in span.names or any(isinstance(child, Span) and _tables(child) for child in span.children)


def _raised(span: Span) -> Span | None:
    """Return an index or an exponent alone, which stands in a table of one row, as a piece of text that is raised."""
    rows = _only(span, "vlist-t", "vlist-r", "vlist") if span.names == "msupsub" else None
    if rows is None or len(rows.children) != 1:
        return None
    [row] = rows.children
    assert isinstance(row, Span)
    place = _lengths(row.style)
    strut, *signs = row.children
    if not place or len(signs) != 1 or not isinstance(strut, Span) or not isinstance(signs[0], Span):
        return None
    size = SIZES.get(signs[0].names)
    if size is None or signs[0].style or _tables(signs[0]):
        return None
    up = -place.pop("top") - _lengths(strut.style)["height"]
    lengths = {"vertical-align": up, **{name: value for name, value in place.items() if value}}
    style = ";".join(f"{name}:{value / size:.4g}em" for name, value in lengths.items())
    names, children = "raised" if size == SMALLER else f"raised {signs[0].names}", signs[0].children
    while len(children) == 1 and isinstance(children[0], Span) and not children[0].style + children[0].more:
        names, children = f"{names} {children[0].names}".strip(), children[0].children  # one letter, most often
    return Span(names, style, children=children)


def _accented(span: Span) -> Span | None:
    """Return a sign and its hat, which KaTeX puts in a table, as two that share one place."""
    rows = _only(span, "vlist-t", "vlist-r", "vlist") if span.names == "accent" else None
    if rows is None or len(rows.children) != 2:
        return None
    places = []
    for row in rows.children:
        assert isinstance(row, Span)
        strut, sign = row.children
        if not isinstance(strut, Span) or not isinstance(sign, Span) or _tables(sign):
            return None
        if _lengths(row.style).get("top", 0) + _lengths(strut.style)["height"]:
            return None
        places.append(sign)
    return Span("accent accented", children=[*places])  # the sheet knows what stands in an accent


def _spaced(children: list[Span | str]) -> list[Span | str]:
    """Return the children with the spaces around a sign as its margins."""
    left = list(children)
    made: list[Span | str] = []
    while left:
        before = _space(made[-1]) if made else 0.0
        sign, after = left.pop(0), _space(left[0]) if left else 0.0
        if after and not _space(sign) and (before or isinstance(sign, Span)) and _plain(sign):
            left.pop(0)
            if before:
                made.pop()
            style = f"margin:0 {after:g}em 0 {before:g}em" if before else f"margin-right:{after:g}em"
            if before == after:
                style = f"margin:0 {after:g}em"
            names, inside = ("", [sign]) if isinstance(sign, str) else (sign.names, sign.children)
            sign = Span(names, style, children=inside)
        made.append(sign)
    return made


def _space(child: Span | str) -> float:
    """Return how wide a space is, in em; 0 for what is none."""
    if isinstance(child, str) or child.children:
        return 0.0
    if child.names == "nulldelimiter":  # the sides of a fraction
        return 0.12
    if child.names != "mspace":
        return 0.0
    return _lengths(child.style).get("margin-right", 0.0)


def _plain(child: Span | str) -> bool:
    return isinstance(child, str) or (child.names in ("mathnormal", "mfrac") and not child.style)


def _joined(children: list[Span | str]) -> list[Span | str]:
    """Return the children with neighbours of one look joined, where no space is between them."""
    made: list[Span | str] = []
    for child in children:
        before = made[-1] if made else None
        if isinstance(child, str) and isinstance(before, str):
            made[-1] = before + child
        elif (
            isinstance(child, Span)
            and isinstance(before, Span)
            and child.names == before.names == "mathnormal"
            and not child.style
            and not before.style
        ):
            before.children += child.children
        else:
            made.append(child)
    return made
