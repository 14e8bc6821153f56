"""Questions, predictions and what is kept of them, on their main paths in Chromium and in Firefox."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from asked import RECORD, SAID, VERDICT, page_of, written
from pages import FRAME

import ce_helpers as ce
from ce_helpers.live.bundle import STYLE_SHEET
from ce_helpers.practice import NumberQuestion, Option, Prediction, Question

pytestmark = pytest.mark.browser
STYLE = f"<meta name=viewport content='width=device-width'><style>{STYLE_SHEET.read_text(encoding='utf-8')}"
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
WAY = Question(
    name="way",
    text="Which way does it go?",
    options=[Option("Up", False, "Up would need a push."), Option("Down", True, "It falls.")],
    in_order=True,
)
SIZE = NumberQuestion(
    name="size", text="How large is it?", answer=lambda: 2.0, unit="nats", tolerance=0.01, feedback="Two."
)
GUESS = Prediction(name="guess", text=WAY.text, options=WAY.options, in_order=True)


def plot(scale: str = "linear", low: float = 0.0) -> Any:
    """Return an empty plot, of which the mark's axis goes from `low` to 1."""
    fig, ax = ce.figure(360, 220)
    ax.set(xlim=(low, 1), ylim=(low, 1), xscale=scale, yscale=scale, xlabel="q")
    return fig


MARK = Prediction(
    name="place",
    text="Where is it least?",
    plot=plot,
    alt="An empty plot with an axis from 0 to 1.",
    answer=0.3,
    tolerance=0.05,
    feedback="There the slope is zero.",
    too_low="That is below it.",
    too_high="That is above it.",
)
GUARDED = '<div class="after" data-after="{}"><p>The secret.</p></div>'
SEEN = "document.body.innerText.includes('secret')"
AT = "document.querySelector('.quiz-slide output').textContent"


@pytest.fixture
def opened(new_page: Callable[..., Any], tmp_path: Path) -> Callable[..., Any]:
    """Return a function that opens a page with one question, and no record."""

    def start(question: Any, **options: Any) -> Any:
        text = page_of(question, after=GUARDED.format(question.name)).replace("<style>", STYLE, 1)
        address = written(tmp_path, text, question.name)
        page = new_page(address, **options)
        page.js("localStorage.clear()")  # pages from the file system may share one storage
        page.open(address)
        return page

    return start


def click(page: Any, selector: str, number: int = 0) -> None:
    """Click in the middle of an element, as a pointer does."""
    page.js(f"document.querySelectorAll({selector!r})[{number}].scrollIntoView({{ block: 'center' }})")
    x, y = page.js(
        f"(({{ left, top, width, height }}) => [left + width / 2, top + height / 2])"
        f"(document.querySelectorAll({selector!r})[{number}].getBoundingClientRect())"
    )
    page.drag([(x, y), (x, y)])


def place(page: Any, x: float, y: float) -> tuple[float, float]:
    """Return where a point of the plot's axes is seen; both go from 0 to 1."""
    found = page.js(
        "((svg, axis) => { const m = svg.getScreenCTM(), { x, y, width, height } = axis.getBBox(); return "
        "[m.e, m.f, m.a, x, y, width, height]; })(document.querySelector('.quiz-plot svg'), "
        "document.querySelector('.quiz-at-hand path'))"
    )
    left, top, scale, _, upper, _, height = found
    axis = json.loads(page.js("document.querySelector('.quiz-plot').dataset.axis"))
    return left + scale * (axis["start"] + axis["slope"] * x), top + scale * (upper + height * (1 - y))


def test_a_question_is_answered_by_pointer_and_kept(opened: Callable[..., Any]) -> None:
    page = opened(WAY)
    click(page, ".quiz-option", 0)
    assert page.js(VERDICT) == "", "how sure the reader is, is asked first"
    click(page, ".quiz-sure button[value='0.8']")
    assert page.js(SAID) == "✗ Not right. Up would need a push."
    click(page, ".quiz-option", 1)
    assert page.js(SAID) == "✓ Right. It falls."
    entry = page.js(RECORD)["entries"]["question:way"]
    assert (entry["right"], entry["chosen"], entry["confidence"]) == (False, "Up", 0.8), "the first answer counts"


def test_the_arrow_keys_choose_and_enter_answers(opened: Callable[..., Any]) -> None:
    page = opened(WAY)
    page.js("document.querySelector('.quiz input').focus()")
    page.press("ArrowDown")
    assert page.js(SAID) == "Press Enter to check this answer."
    page.press("Enter")
    assert page.js(VERDICT) == "right"


def test_a_number_is_typed(opened: Callable[..., Any]) -> None:
    page = opened(SIZE)
    click(page, ".quiz input")
    for key in "ln2/":
        page.press(key)
    page.press("Enter")
    assert page.js(SAID).startswith("Type a number")
    page.press("2")
    page.press("Enter")
    assert page.js(SAID) == "✗ Not right. That is too small."
    assert page.js(RECORD)["entries"]["question:size"]["chosen"] == "ln2/2"


def test_a_prediction_opens_what_it_guards_and_is_remembered(opened: Callable[..., Any]) -> None:
    page = opened(GUESS)
    page.js("document.querySelector('.quiz input').focus()")
    page.press(" ")
    page.press("ArrowDown")
    assert page.js(SEEN) is False
    page.press("Enter")
    assert page.js(SEEN) is True
    assert page.js(SAID) == "✓ Right. It falls."
    page.open(page.js("location.href"))
    assert page.js(SEEN) is True
    assert page.js("document.querySelector('.quiz input').matches(':disabled')") is True


@pytest.mark.parametrize("touch", [False, True], ids=["mouse", "touch"])
def test_a_mark_is_dragged_to_its_place(opened: Callable[..., Any], touch: bool) -> None:
    page = opened(MARK)
    assert page.js("document.querySelector('.quiz-check').disabled") is True
    page.drag([place(page, 0.8, 0.5), place(page, 0.7, 0.5), place(page, 0.5, 0.6)], touch=touch)
    assert page.js(AT) == "0.5"
    assert page.js(SEEN) is False, "a mark can still be moved"
    click(page, ".quiz-sure button[value='0.7']")
    assert page.js(SEEN) is True
    assert page.js(SAID) == (
        "✗ Too high. Your mark is at 0.5. That is above it. The answer: 0.3. There the slope is zero."
    )
    entry = page.js(RECORD)["entries"]["prediction:place"]
    assert (entry["right"], entry["chosen"], entry["confidence"]) == (False, "0.5", 0.7)
    page.open(page.js("location.href"))
    assert (page.js(SEEN), page.js(AT)) == (True, "0.5")
    page.drag([place(page, 0.2, 0.5), place(page, 0.1, 0.5)])
    assert page.js(AT) == "0.5", "the first guess counts"


def test_a_mark_is_set_by_keyboard_alone(opened: Callable[..., Any]) -> None:
    page = opened(MARK)
    page.press("Tab")
    assert page.js("document.activeElement.type") == "range"
    page.press("Home")
    for _ in range(14):
        page.press("ArrowRight")
    assert page.js(AT) == "0.28"
    assert page.js("document.activeElement.getAttribute('aria-valuetext')") == "0.28"
    page.press("Tab")
    page.press("Enter")
    assert page.js(SEEN) is True
    assert page.js(SAID) == "✓ Near. Your mark is at 0.28. There the slope is zero."


@pytest.mark.parametrize(
    ("given", "key", "at"),
    [
        ({"plot": lambda: plot("log", 0.001)}, "Home", "0.001"),
        ({"plot": lambda: plot("log", 0.001)}, "End", "1"),
        ({"axis": "y"}, "Home", "0"),
    ],
)
def test_other_axes(opened: Callable[..., Any], given: dict[str, Any], key: str, at: str) -> None:
    page = opened(replace(MARK, **given))
    page.js("document.querySelector('.quiz-slide input').focus()")
    page.press(key)
    assert page.js(AT) == at
    across = page.js("(({ width, height }) => width > height)(document.querySelector('.quiz-at-hand path').getBBox())")
    assert across is ("axis" in given), "the mark stands across its axis"
    left, top = page.js(
        "(({ left, top }) => [left, top])(document.querySelector('.quiz-plot').getBoundingClientRect())"
    )
    if "axis" in given:
        page.drag([(left + 120, top + 50), (left + 120, top)])
        assert page.js(AT) == "1", "beyond the end it stays at the end"


def test_a_mark_looks_and_sounds_right(opened: Callable[..., Any]) -> None:
    page = opened(MARK, viewport={"width": 320, "height": 700})
    for stage in ("before", "after"):
        assert page.js("document.documentElement.scrollWidth <= innerWidth")
        sizes = page.js(
            "(() => { const svg = document.querySelector('.quiz-plot svg'), k = svg.getScreenCTM().a;"
            "return [...svg.querySelectorAll('text')].map((t) => parseFloat(getComputedStyle(t).fontSize) * k); })()"
        )
        assert min(sizes) >= 10.9, stage
        page.js(f"(() => {{ {AXE.read_text(encoding='utf-8')} }})()" if stage == "before" else "0")
        found = page.js("axe.run('.quiz').then((r) => r.violations.map((v) => [v.id, v.nodes[0].html]))")
        assert found == []
        page.js("document.querySelector('.quiz-slide input').focus()")
        page.press("End")
        page.press("Tab")
        page.press("Enter")
        page.js(FRAME)
    assert page.js("document.querySelector('.quiz-at-truth').dataset.set") == "1"
