"""axe on what a reader's own doing brings onto a page: answers in each state, predictions locked, asked and opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import probes
import pytest
from answers import Answer
from pages import until

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
PAGE, NAME = "chapters/ch02_cross_entropy.html", "cross-entropy"
STILL = "*, ::before, ::after { transition: none !important; }"
#: One option, or a number, is chosen in every prediction of a page, and waits to be committed to.
CHOOSE = """() => { for (const root of document.querySelectorAll("[data-predict]")) {
  const input = root.querySelector("input");
  if (input.type === "radio") { input.click(); continue; }
  input.value = "1";
  input.dispatchEvent(new Event("input", { bubbles: true }));
} }"""
COMMIT = """() => { for (const root of document.querySelectorAll("[data-predict]"))
  [...root.querySelectorAll("button")].find((b) => b.textContent === "80%").click(); }"""


@pytest.fixture(params=[1280, 390], scope="module")
def page(request: pytest.FixtureRequest, chromium: Any, site_url: str) -> Iterator[Any]:
    """Return a chapter at one width, with axe in it."""
    context = chromium.new_context(viewport={"width": request.param, "height": 800}, color_scheme="light")
    page = context.new_page()
    page.goto(f"{site_url}/{PAGE}")
    page.evaluate(probes.SETTLED)
    page.add_style_tag(content=STILL)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    yield page
    context.close()


@pytest.fixture
def found(page: Any) -> Callable[[str], list[str]]:
    """Return a function that says what axe finds in a part of the page, in light and in dark, and what is too wide."""

    def look(part: str) -> list[str]:
        faults = []
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            until(page, "(scheme) => document.documentElement.dataset.theme === scheme", arg=scheme)
            violations, passed = page.evaluate(f"({probes.RUN_AXE_ON})({part!r})")
            assert "color-contrast" in passed, f"axe saw no text in {part}"
            faults += [f"{scheme}: {violation}" for violation in violations]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults.append("wider than the screen")
        return faults

    return look


def test_an_answer_in_each_of_its_states(page: Any, found: Callable[[str], list[str]], site_with_python: Path) -> None:
    answer, part = Answer(page, NAME), f'[data-answer="{NAME}"]'
    assert found(part) == [], "as it is first seen"
    states = {
        "idle": "def cross_entropy(p, q): ...",
        "right": "def cross_entropy(p, q):\n    return -sum(a * np.log(b) for a, b in zip(p, q) if a > 0)",
        "wrong": "def cross_entropy(p, q):\n    return -(p * np.log2(q)).sum()",
        "error": "def cross_entropy(p, q)\n    return 1",
    }
    for state, code in states.items():
        assert answer.check(code)[0] == state
        assert found(part) == [], state
    answer.start("while True: pass")
    until(page, f"document.querySelector('{part}').dataset.state === 'running'")
    assert found(part) == [], "running"
    answer.button("stop").click()
    assert answer.wait() == "stopped"
    assert found(part) == [], "stopped"


def test_predictions_locked_asked_and_opened(page: Any, found: Callable[[str], list[str]]) -> None:
    guarded = page.locator("[data-after]")
    count = guarded.count()
    assert count > 3
    assert page.locator("[data-after][data-locked]").count() == count
    assert found("article") == [], "locked"
    page.evaluate(CHOOSE)
    assert found("article") == [], "a choice waits"
    page.evaluate(COMMIT)
    assert page.locator("[data-after][data-open='1']").count() == count
    page.evaluate(probes.SETTLED)
    assert found("article") == [], "opened"


def test_eighty_columns_fit_and_on_a_telephone_lines_are_joined(page: Any, site_with_python: Path) -> None:
    answer = Answer(page, NAME)
    state, text = answer.check("def cross_entropy(p, q):\n    return -(p * np.log2(q)).sum()")
    assert state == "wrong"
    assert "\n    " in text, "ce.check turns a line at 80 columns, and the text says so at any width"
    shown = answer.out.inner_text()
    if page.viewport_size["width"] < 700:
        assert "\n    " not in shown
    else:
        assert shown == text
        assert answer.check(f"print({'x' * 80!r})")[1].startswith("x" * 80 + "\n")
        line = answer.out.evaluate("(out) => parseFloat(getComputedStyle(out).lineHeight)")
        height = answer.out.evaluate(
            "(out) => { const range = document.createRange(); range.setStart(out.firstChild, 0);"
            " range.setEnd(out.firstChild, 80); return range.getBoundingClientRect().height; }"
        )
        assert height < 1.5 * line, "eighty columns are turned once more"
