"""What the book has to contain, row by row (`docs/coverage.csv`): each stands in its section, computed or moving."""

import csv
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROWS = list(csv.DictReader((ROOT / "docs" / "coverage.csv").read_text(encoding="utf-8").splitlines()))
#: Ideas, systems built, what goes beyond: every number from 1 to the last.
LAST = {"A": 40, "B": 19, "D": 14}


def cells(place):
    """Return the cells of a chapter, or of a reference page (as one cell of text)."""
    if not place.isdigit():
        path = next(path for path in (ROOT / "chapters").glob(f"{place}.*"))
        text = path.read_text(encoding="utf-8")
        return json.loads(text)["cells"] if path.suffix == ".ipynb" else [{"cell_type": "markdown", "source": [text]}]
    (path,) = (ROOT / "chapters").glob(f"ch{int(place):02d}_*.ipynb")
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


def section(place, heading):
    """Return the cells below a heading, as far as the next one of its level or above."""
    found, level = [], 0
    for cell in cells(place):
        text = "".join(cell["source"])
        for line in text.splitlines() if cell["cell_type"] == "markdown" else ():
            marks, _, title = line.partition(" ")
            if re.fullmatch("#+", marks):
                level = len(marks) if title == heading else 0 if len(marks) <= level else level
        if level:
            found.append(cell)
    return found


def printed(found):
    """Return what cells print, and the text of their live figures."""
    outputs = [output for cell in found for output in cell.get("outputs", [])]
    texts = [output.get("text", []) for output in outputs]
    texts += [text for output in outputs for kind, text in output.get("data", {}).items() if kind.startswith("text/")]
    return "\n".join("".join(text) for text in texts)


def has(thing, found):
    """Tell whether cells show a printed figure, a live figure (live:…), a call (code:…) or words (text:…)."""
    kind, _, name = thing.rpartition(":")
    sources = {k: "\n".join("".join(c["source"]) for c in found if c["cell_type"] == k) for k in ("code", "markdown")}
    if kind == "live":
        return f"ce.live.{name}(" in sources["code"]
    if kind in ("code", "text"):
        return name in sources["code" if kind == "code" else "markdown"]
    return thing in printed(found)


def test_every_row_has_its_place():
    wanted = {f"{kind}{i:02d}" for kind, last in LAST.items() for i in range(1, last + 1)}
    assert {row["row"] for row in ROWS} == wanted


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['row']}-{row['chapter']}")
def test_a_row_is_where_the_table_says(row):
    found = section(row["chapter"], row["section"])
    assert found, f"{row['chapter']} has no section {row['section']!r}"
    assert row["shows"].split(), "name a printed figure, or live:…, code:…, text:…"
    assert [thing for thing in row["shows"].split() if not has(thing, found)] == []
