"""KaTeX's fonts, each cut down to the signs that some formula of the book writes in it."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

#: KaTeX's fonts, each with the classes of what is written in it. A font that the sheet alone asks for is asked for when
#: the text is laid out, and then comes before all else; so the pages name theirs.
FORMULA_FONTS = {
    "Main-Regular": r"\bkatex-html\b",
    "Main-Bold": r"\b(?:mathbf|textbf)\b",
    "Main-Italic": r"\b(?:mathit|textit)\b",
    "Math-Italic": r"\bmathnormal\b",
    "Math-BoldItalic": r"\bboldsymbol\b",
    "AMS-Regular": r"\b(?:amsrm|mathbb|textbb)\b",
    "Caligraphic-Regular": r"\bmathcal\b",
    "Fraktur-Regular": r"\b(?:mathfrak|textfrak)\b",
    "Script-Regular": r"\b(?:mathscr|textscr)\b",
    "SansSerif-Regular": r"\b(?:mathsf|textsf)\b",
    "SansSerif-Bold": r"\b(?:mathboldsf|textboldsf)\b",
    "SansSerif-Italic": r"\b(?:mathitsf|textitsf)\b",
    "Typewriter-Regular": r"\b(?:mathtt|texttt)\b",
    "Size1-Regular": r"\bsmall-op\b|\bdelimsizing size1\b",
    "Size2-Regular": r"\blarge-op\b|\bdelimsizing size2\b",
    "Size3-Regular": r"\bdelimsizing size3\b",
    "Size4-Regular": r"\bdelimsizing (?:size4|mult)\b",
}
_PIECE = re.compile(r'<(?P<close>/?)\w+(?:[^>]*?\bclass="(?P<names>[^"]*)")?[^>]*?(?P<empty>/?)>|(?P<text>[^<]+)')


def fonts_for(body: str) -> list[str]:
    """Return the names of the fonts that the formulas of this article use."""
    return [name for name, used in FORMULA_FONTS.items() if re.search(rf'class="[^"]*(?:{used})', body)]


def signs_of(pages: Iterable[str]) -> dict[str, set[str]]:
    """Return for each font the signs that formulas write in it: those within an element of its classes."""
    found: dict[str, set[str]] = defaultdict(set)
    for page in pages:
        for start in re.finditer(r'<span class="katex-html"', page):
            within: list[str] = []
            for piece in _PIECE.finditer(page, start.start()):
                if piece["text"]:
                    found[" ".join(within)].update(html.unescape(piece["text"]))
                elif piece["close"]:
                    within.pop()
                elif not piece["empty"]:
                    within.append(piece["names"] or "")
                if not within:
                    break
    return {
        name: set().union(*(signs for classes, signs in found.items() if re.search(used, classes)))
        for name, used in FORMULA_FONTS.items()
    }


def write_font(source: Path, target: Path, signs: set[str]) -> None:
    """Write the font with the glyphs of `signs` alone, and without hints: no screen of today asks for them."""
    target.parent.mkdir(exist_ok=True)
    options = subset.Options(flavor="woff2", layout_features=[], notdef_outline=False, name_IDs=[1, 2], hinting=False)
    font = TTFont(source, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join(sorted(signs)))
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(target)
