"""Every chapter is whole: its parts stand, its figures are described, its promised numbers come out of its code."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

CHAPTERS = sorted(Path(__file__).parents[2].glob("chapters/ch*.ipynb"))

#: Chapter → what its cells must print, from code, to the digits shown.
FIGURES = {
    1: "0.693147 2.302585 4.605170 6.907755 0.105361 0.083382 0.051293 0.673345",
    2: "0.441405 0.636812 0.325083 0.468996 0.116322 0.167817 0.223144 1.203973 1.108663 0.356675 0.051293 1.098612 "
    "1.078810 0.713350",
    3: "0.441405 0.325083 0.116322 0.153664 0.693147 2.302479 2.302585 1.086038 0.5108 0.2362",
    4: "4.428 4.149 0.163 0.116 3.910 3.488 3.899",
    5: "1.428571",
    6: "0.356675 1.203973 4.605170 0.010050 0.090031 0.244728 0.665241 0.015876 0.117310 0.866813 0.186324 0.307196 "
    "0.506480 0.743668 0.313262 1.461150 5.909472 0.268941 0.731059",
    7: "34.538776",
    9: "0.2560 0.8000 4.539787e-05 9.078749e-05 0.999955 0.9951 0.25 0.6225 0.9074",
    10: "0.700 0.356675",
}


def number(path: Path) -> int:
    return int(path.name[2:4])


def is_draft(path: Path) -> bool:
    """Return whether a chapter says that it is one: its size is not looked at then."""
    return bool(json.loads(path.read_text(encoding="utf-8"))["metadata"].get("ce_draft"))


def cells(path: Path, kind: str) -> list[dict]:
    return [c for c in json.loads(path.read_text(encoding="utf-8"))["cells"] if c["cell_type"] == kind]


def source(cell: dict) -> str:
    return "".join(cell["source"])


def printed(path: Path) -> str:
    outputs = [o for c in cells(path, "code") for o in c["outputs"]]
    texts = [o.get("text") or o.get("data", {}).get("text/plain", "") for o in outputs]
    return "\n".join("".join(t) for t in texts)


@pytest.fixture(params=CHAPTERS, ids=lambda p: p.stem)
def chapter(request: pytest.FixtureRequest) -> Path:
    return request.param


def test_a_live_figure_stands_in_the_first_screen(chapter: Path) -> None:
    shown = [c for c in cells(chapter, "code") if not source(c).startswith("ce.predict(")]
    assert any("ce.live." in source(c) for c in shown[:2])  # a run may stand before it, and a prediction


def test_it_opens_with_goals_and_closes_with_takeaways_and_sources(chapter: Path) -> None:
    text = "\n".join(source(c) for c in cells(chapter, "markdown"))
    for needed in (":class: tip goals", "After this chapter you can", "**Time:**", ":class: takeaways", "{cite:"):
        assert needed in text, f"{chapter.name} lacks {needed!r}"


def test_it_is_a_chapter_and_not_notes(chapter: Path) -> None:
    if is_draft(chapter):
        pytest.skip("a draft")
    words = sum(len(source(c).split()) for c in cells(chapter, "markdown"))
    assert 1800 <= words <= 5500, f"{chapter.name} has {words} words of prose"


def test_it_has_exercises_with_solutions_and_quick_questions(chapter: Path) -> None:
    code = cells(chapter, "code")
    solutions = [c for c in code if "hide-cell" in c["metadata"].get("tags", []) and "ce.check(" in source(c)]
    names = {m[1] for c in code for m in re.finditer(r'ce\.check\(\s*"([\w-]+)"', source(c))}
    solved = {m[1] for c in solutions for m in re.finditer(r'ce\.check\(\s*"([\w-]+)"', source(c))}
    assert len(names) >= 4 or is_draft(chapter)
    assert solved == names, f"without a folded solution: {names - solved}"
    for c in solutions:
        shown = "".join("".join(o.get("text", "")) for o in c["outputs"])
        assert "✓" in shown, f"a solution in {chapter.name} does not pass: {shown}"
        assert "✗" not in shown
        assert c["metadata"]["jupyter"] == {"source_hidden": True, "outputs_hidden": True}, "JupyterLab shows it"
    assert sum("ce.quiz(" in source(c) for c in code) >= 3 or is_draft(chapter)


def test_still_figures_say_what_is_seen(chapter: Path) -> None:
    for c in cells(chapter, "code"):
        if "ce.show(" in source(c):
            alt = c["metadata"].get("mystnb", {}).get("image", {}).get("alt", "")
            assert len(alt) > 60, f"{chapter.name}: {source(c)[:60]!r} has alternative text {alt!r}"


def test_printed_lines_fit_the_page(chapter: Path) -> None:
    wide = [line for line in printed(chapter).splitlines() if len(line) > 80]
    assert not wide, f"{chapter.name} prints lines of more than 80 columns: {wide[:3]}"


def test_lines_of_code_end_where_their_box_does(chapter: Path) -> None:
    wide = []
    for c in cells(chapter, "markdown"):
        depth, code = 0, False
        for line in source(c).splitlines():
            code ^= line.lstrip().startswith("```")
            if not code and (colons := re.match(r":{3,}(\{?)", line)):
                depth += 1 if colons[1] else -1
            elif code and len(line) > (72 if depth else 80):
                wide.append(line)
    assert not wide, f"{chapter.name}: a box shows 72 signs of a line, the column 80"


def test_nothing_printed_is_a_warning_or_a_path(chapter: Path) -> None:
    for c in cells(chapter, "code"):
        for o in c["outputs"]:
            assert o.get("name") != "stderr", f"{chapter.name} writes to stderr: {o}"
    assert "/site-packages/" not in printed(chapter)


@pytest.mark.parametrize("n", FIGURES)
def test_the_promised_figures_are_printed(n: int) -> None:
    path = next(p for p in CHAPTERS if number(p) == n)
    text = printed(path)
    missing = [f for f in FIGURES[n].split() if f not in text]
    assert not missing, f"{path.name} does not print {missing}"
