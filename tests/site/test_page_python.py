"""The reader's code in the page: what comes of right, wrong, endless and faulty answers, and of things missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from answers import WATCH, Answer

pytestmark = pytest.mark.browser

PAGE = "chapters/ch02_cross_entropy.html"
NAME = "cross-entropy"
RIGHT = """def cross_entropy(p, q):
    p, q = np.asarray(p), np.asarray(q)
    happens = p > 0
    return -(p[happens] * np.log(q[happens])).sum()"""


@pytest.fixture
def opened(chromium: Any, site_with_python: Path, site_url: str) -> Iterator[Callable[..., Any]]:
    """Return a function that opens a page of the book in a browser of its own, with what a test wants beforehand."""
    contexts = []

    def open_(path: str = PAGE, *, url: str = site_url, script: str = "", before: Any = None, **options: Any) -> Any:
        context = chromium.new_context(**options)
        contexts.append(context)
        context.add_init_script(WATCH + script)
        page = context.new_page()
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        if before:
            before(page)
        page.goto(f"{url}/{path}")
        page.locator("[data-answer] textarea").first.wait_for(state="attached")
        return page

    yield open_
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def shared(chromium: Any, site_with_python: Path, site_url: str) -> Iterator[Any]:
    """Return one page with Python running, for the tests that leave it as it was."""
    context = chromium.new_context()
    context.add_init_script(WATCH)
    page = context.new_page()
    page.goto(f"{site_url}/{PAGE}")
    answer = Answer(page, NAME)
    answer.area.wait_for(state="attached")
    assert answer.check()[0] == "idle"
    yield page
    context.close()


def test_a_stub_is_not_attempted_yet_and_a_right_answer_is_right(shared: Any) -> None:
    answer = Answer(shared, NAME)
    state, text = answer.check("def cross_entropy(p, q): ...")
    assert state == "idle"
    assert text.startswith("Not attempted yet: write cross_entropy(p, q)")
    assert answer.check(RIGHT) == ("right", "✓ cross-entropy: right on all 15 inputs.")
    state, text = answer.check("def cross_entropy(p, q):\n    return -(p * np.log2(q)).sum()")
    assert state == "wrong"
    assert text.startswith("✗ cross-entropy: ")
    last = shared.evaluate("window.announced.at(-1)")
    assert last == {"kind": "exercise", "name": NAME, "right": False, "state": "wrong"}
