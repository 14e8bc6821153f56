"""The book's English: British spelling, and none of the idioms at which a reading once stopped."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

#: What stopped readers, most of them not born to English, and what says the same.
IDIOMS = {
    r"too dear\b|dear(er|est|ly)\b|is dear\b": "costly, costs more",
    r"loud(er|est)\b": "more extreme, more confident",
    r"told right": "told correctly",
    r"deaf\b": "does not see",
    r"surely wrong": "confident and wrong",
    r"in silence": "without a warning",
    r"in its stead": "instead of it",
    r"does its duty": "works as it should",
    r"of no account": "does not matter",
    r"letter for letter": "exactly",
    r"(is|are|was|were) a mouthful": "long",
    r"with manners": "say what is meant",
    r"comes? free": "costs nothing",
    r"\ba freak\b": "an exception",
    r"shows? the bill|foots? the bill": "shows the cost",
    r"part(s|ed)? ways": "differ",
    r"binds nobody": "need not be followed",
    r"think twice": "check",
    r"shrugs?\b": "says 50%",
    r"hedg(e|es|ed|ing)\b": "vague, careful",
    r"takes? for granted": "assumes",
    r"the accused": "what is judged",
    r"in the wild": "outside",
    r"(counts?|given|it) for nothing": "not at all, free of charge",
    r"\bmany an? [a-z]+": "many",
    r"holds? to be absurd": "calls impossible",
    r"fly(ing)? off\b": "leaves",
    r"sings? the same": "agrees",
    r"rule of thumb": "rough rule",
    r"on the fly": "as it goes",
    r"under the hood": "inside",
    r"in a nutshell": "in short",
    r"boils? down": "is in the end",
    r"low-hanging|silver bullet|no free lunch|the devil is|rings? a bell|bear(s)? in mind": "plain words",
    r"that it can come to this": "how can it be",
}

#: American forms in prose; code has the names that libraries gave.
AMERICAN = (
    r"\b(colors?|colored|behaviors?|favors?|favorable|neighbors?|labeled|labeling|modeled|modeling|traveled|"
    r"centers?|centered|meters?|fibers?|analyz\w+|optimiz\w+|normaliz\w+|maximiz\w+|minimiz\w+|regulariz\w+|"
    r"generaliz\w+|initializ\w+|summariz\w+|recogniz\w+|penaliz\w+|factoriz\w+|randomiz\w+|tokeniz\w+|"
    r"discretiz\w+|marginaliz\w+|memoriz\w+|gray|learned|spelled|defense|offense|artifacts?|programme\b)\b"
)


def _prose(markdown: str) -> str:
    """Return the text without code, formulas, roles, addresses, what people search for, and matplotlib's places."""
    markdown = re.sub(
        r"^(\*\*What people search for|\| \*\*|:::\{after\}).*$|(upper|lower) center", " ", markdown, flags=re.M
    )
    for what in (r"```.*?```", r"\$\$.*?\$\$", r"`[^`]*`", r"\$[^$]*\$", r"\]\([^)]*\)", r"<[^>]*>", r"^---\n.*?^---"):
        markdown = re.sub(what, " ", markdown, flags=re.M | re.S)
    return markdown


def _texts() -> list[tuple[str, str]]:
    """Return (where, text) of everything that a reader reads: pages, and the sentences of exercises and figures."""
    found = []
    for path in sorted((ROOT / "chapters").iterdir()):
        if path.suffix == ".md":
            found.append((path.name, path.read_text(encoding="utf-8")))
        elif path.suffix == ".ipynb":
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
            found.append((path.name, "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")))
    for folder in ("practice", "live/figures"):
        for path in sorted((ROOT / "ce_helpers" / folder).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            strings = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
            found.append((str(path.relative_to(ROOT)), "\n".join(s for s in strings if " " in s)))
    return found


TEXTS = [pytest.param(text, id=where) for where, text in _texts()]


@pytest.mark.parametrize("text", TEXTS)
def test_no_idiom_stops_a_reader(text: str) -> None:
    prose = _prose(text)
    found = {m[0]: plain for idiom, plain in IDIOMS.items() for m in re.finditer(idiom, prose, flags=re.I)}
    assert not found, "say it in plain words"


@pytest.mark.parametrize("text", TEXTS)
def test_the_spelling_is_british(text: str) -> None:
    assert sorted({m[0] for m in re.finditer(AMERICAN, _prose(text), flags=re.I)}) == []
