"""Numbers for the reader: chapters, sections, equations, figures and exercises are counted by chapter, all alike."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def chapters(site_dir: Path) -> dict[int, str]:
    """The chapters' pages by number."""
    found = {int(path.name[2:4]): path.read_text(encoding="utf-8") for path in site_dir.glob("chapters/ch*.html")}
    assert found
    return found


def _article(page: str) -> str:
    start = page.index('<article class="bd-article')
    return page[start : page.index("</article>", start)]


def test_a_chapter_has_its_number_in_heading_title_sidebar_and_neighbours(chapters: dict[int, str]) -> None:
    for number, page in chapters.items():
        heading = re.search(r'<h1><span class="section-number">(\d+) </span>([^<]*)', page)
        assert heading, number
        assert int(heading[1]) == number
        assert re.search(rf"<title>{number} {re.escape(heading[2])} · ", page)
        for other, neighbour in chapters.items():
            assert re.search(rf">\s*{number} {re.escape(heading[2])}\s*</a>", neighbour), (number, other)
        for other in (number - 1, number + 1):
            if other in chapters:
                assert re.search(rf'prev-next-title">{number} [^<\d]', chapters[other]), (number, other)
    assert 'prev-next-title">Front page' in chapters[1]


@pytest.mark.parametrize("kind", ["figure", "equation", "exercise"])
def test_things_are_counted_by_chapter_without_a_gap(chapters: dict[int, str], kind: str) -> None:
    pattern = {
        "figure": r'caption-number">Figure (\d+)\.(\d+) <',
        "equation": r'class="eqno">\((\d+)\.(\d+)\)',
        "exercise": r"<h3[^>]*>Exercise (\d+)\.(\d+)\. ",
    }[kind]
    for number, page in chapters.items():
        found = [(int(a), int(b)) for a, b in re.findall(pattern, _article(page))]
        assert found == [(number, i + 1) for i in range(len(found))], number
        assert found or kind == "equation", number


def test_every_live_figure_and_exercise_has_an_anchor(chapters: dict[int, str]) -> None:
    for number, page in chapters.items():
        figures = len(re.findall(r'<figure class="live', page))
        anchors = re.findall(rf'<div class="numbered-figure" id="(fig-ch{number:02}-[\w-]+)"', page)
        assert len(anchors) == figures
        assert all(f'href="#{anchor}"' in page for anchor in anchors)
        for exercise in re.findall(r"<h3[^>]*>Exercise \d+\.(\d+)\.", page):
            assert f'id="exercise-{number}-{exercise}"' in page


def test_no_text_refers_to_an_equation_by_a_number_of_the_whole_book(chapters: dict[int, str]) -> None:
    for page in chapters.values():
        assert not re.findall(r'<a class="reference internal"[^>]*>\(\d+\)</a>', _article(page))
