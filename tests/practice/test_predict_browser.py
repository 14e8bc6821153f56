"""A prediction in a browser: nothing it guards can be had before the guess, and the answer speaks to the guess."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from asked import RECORD, page_of, written
from pages import FRAME

import ce_helpers as ce
from ce_helpers.practice import Option, Prediction

pytestmark = pytest.mark.browser
WAY = Prediction(
    name="way",
    text="Which way does it go?",
    options=[Option("Up", False, "Up would need a push."), Option("Down", True, "It falls.")],
    in_order=True,
)
SIZE = Prediction(
    name="size",
    text="How large is it?",
    answer=lambda: 2.0,
    unit="nats",
    tolerance=0.01,
    feedback="Two, by the first formula.",
    wrong={"half": (1.0, "That is one of the two terms.")},
)
GUARDED = '<div class="after" data-after="{}"><p>The secret: <a href="#top">it falls</a>.</p></div>'
SEEN = "[...document.querySelectorAll('[data-after]')].map((box) => box.innerText.includes('secret'))"


@pytest.fixture
def tab(chromium: Any) -> Iterator[Any]:
    """Return a new page with a storage of its own."""
    context = chromium.new_context(viewport={"width": 900, "height": 700})
    yield context.new_page()
    context.close()


def opened(tab: Any, folder: Path, prediction: Prediction) -> None:
    tab.goto(written(folder, page_of(prediction, after=GUARDED.format(prediction.name))))
    tab.wait_for_selector("[data-ready]")


def test_nothing_guarded_can_be_had_before_the_guess(tab: Any, tmp_path: Path) -> None:
    opened(tab, tmp_path, WAY)
    box = tab.locator("[data-after]")
    assert box.evaluate("box => box.inert") is True
    assert box.get_attribute("data-open") is None
    assert tab.evaluate(SEEN) == [False]
    assert "secret" not in tab.locator("body").aria_snapshot()
    assert tab.evaluate("window.find('secret')") is False, "the browser's own search finds it"
    tab.keyboard.press("Control+a")
    assert "secret" not in tab.evaluate("getSelection().toString()")
    tab.locator("input").first.focus()
    for _ in range(12):
        tab.keyboard.press("Tab")
        assert tab.evaluate("document.activeElement.closest('[data-after]')") is None
    assert "Up would need" not in tab.locator("body").inner_text(), "what is said to the guesses stands open"
    assert tab.evaluate("window.find('Up would need')") is False


def test_a_guess_opens_it_for_good_and_is_spoken_to(tab: Any, tmp_path: Path) -> None:
    opened(tab, tmp_path, WAY)
    tab.get_by_label("Up").check()
    assert tab.evaluate(SEEN) == [False], "a choice is no guess yet: it can still be changed"
    tab.get_by_role("button", name="80%").click()
    assert tab.evaluate(SEEN) == [True]
    said = tab.locator(".quiz-says").inner_text()
    assert said == "✗ Not right. Up would need a push. The answer: Down. It falls."
    entry = tab.evaluate(RECORD)["entries"]["prediction:way"]
    assert (entry["right"], entry["chosen"], entry["confidence"]) == (False, "Up", 0.8)
    tab.reload()
    tab.wait_for_selector("[data-ready]")
    assert tab.evaluate(SEEN) == [True]
    assert tab.locator(".quiz-says").inner_text() == said
    assert tab.get_by_label("Down").is_disabled(), "the first guess counts"


def test_it_can_be_made_by_keyboard_alone(tab: Any, tmp_path: Path) -> None:
    opened(tab, tmp_path, WAY)
    tab.keyboard.press("Tab")
    tab.keyboard.press("Space")
    tab.keyboard.press("ArrowDown")
    assert tab.evaluate(SEEN) == [False]
    assert "Press Enter to commit" in tab.locator(".quiz-says").inner_text()
    tab.keyboard.press("Enter")
    assert tab.evaluate(SEEN) == [True]
    assert tab.locator(".quiz-says").inner_text() == "✓ Right. It falls."


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2", "✓ Right. Two, by the first formula."),
        ("1", "✗ Not right. That is one of the two terms. The answer: 2 nats. Two, by the first formula."),
        ("2/ln 2", "were those bits, where nats are asked?"),
        ("5", "That is too large."),
    ],
)
def test_a_number_is_a_guess_too(tab: Any, tmp_path: Path, typed: str, said: str) -> None:
    opened(tab, tmp_path, SIZE)
    field = tab.get_by_label("Your answer")
    field.fill("much")
    field.press("Enter")
    assert tab.evaluate(SEEN) == [False]
    field.fill(typed)
    tab.get_by_role("button", name="Commit", exact=True).click()
    assert said in tab.locator(".quiz-says").inner_text()
    assert tab.evaluate(SEEN) == [True]
    tab.reload()
    tab.wait_for_selector("[data-ready]")
    assert said in tab.locator(".quiz-says").inner_text()
    # a browser tells, some time after a reload, that it has restored what was typed
    tab.evaluate("document.querySelector('.quiz input').dispatchEvent(new Event('input', { bubbles: true }))")
    assert said in tab.locator(".quiz-says").inner_text()


def test_a_look_without_a_guess_leaves_no_mark(tab: Any, tmp_path: Path) -> None:
    opened(tab, tmp_path, WAY)
    tab.get_by_text("Show without guessing").click()
    tab.wait_for_selector("[data-after][data-open='1']")
    assert "leaves no mark" in tab.locator(".quiz-says").inner_text()
    assert tab.get_by_label("Down").is_disabled()
    assert tab.evaluate(RECORD) is None
    tab.reload()
    tab.wait_for_selector("[data-ready]")
    assert tab.evaluate(SEEN) == [False]


def test_everything_is_shown_without_scripts_in_print_and_when_they_fail(chromium: Any, tmp_path: Path) -> None:
    address = written(tmp_path, page_of(WAY, after=GUARDED.format("way")))
    without = chromium.new_context(java_script_enabled=False)
    page = without.new_page()
    page.goto(address)
    assert page.get_by_text("The secret").is_visible()
    without.close()
    context = chromium.new_context()
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("[data-ready]")
    assert not page.get_by_text("The secret").is_visible()
    page.emulate_media(media="print")
    assert page.get_by_text("The secret").is_visible()
    page.emulate_media(media="screen")
    page.goto(written(tmp_path, page_of(WAY, after=GUARDED.format("way"), scripts=False), "lost"))
    assert not page.get_by_text("The secret").is_visible(), "a script that is late would show it in passing"
    page.evaluate("document.getAnimations().forEach((animation) => animation.finish())")
    assert page.get_by_text("The secret").is_visible(), "a script that never comes would shut it for good"
    context.close()


def test_blocked_storage_shuts_nothing_for_good(tab: Any, tmp_path: Path) -> None:
    tab.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no'); } })")
    opened(tab, tmp_path, WAY)
    tab.get_by_label("Down").check()
    tab.get_by_role("button", name="Just commit").click()
    assert tab.evaluate(SEEN) == [True]


def test_the_built_chapter_holds_back_what_its_prediction_asks(tab: Any, site_url: str) -> None:
    tab.goto(f"{site_url}/chapters/ch02_cross_entropy.html")
    tab.wait_for_selector("[data-predict][data-ready]", state="attached")
    name = "certain-neighbour"
    boxes = tab.locator(f"[data-after='{name}']")
    assert boxes.count() >= 2
    assert "Same neighbour, same calls" not in tab.locator("main").inner_text()
    shown = (
        "[...document.querySelectorAll('[data-locked] *')].filter((e) => e.checkVisibility()).map((e) => e.outerHTML)"
    )
    assert tab.evaluate(shown) == [], "a formula or a figure asks for a display of its own"
    asked = tab.locator(f"[data-predict='{name}']")
    asked.locator("input").first.check()
    asked.get_by_role("button", name="Just commit").click()
    tab.evaluate(FRAME)
    text = tab.locator("main").inner_text()
    assert "Same neighbour, same calls" in text
    assert "infinite loss in" in text
    assert tab.locator(f"[data-after='{name}']:not([data-open='1'])").count() == 0
    assert tab.locator("[data-after]:not([data-open='1'])").count() > 0, "the other predictions stay shut"


def test_a_prediction_says_what_it_lacks() -> None:
    with pytest.raises(ValueError, match="either options or an answer"):
        Prediction(name="none", text="?")
    with pytest.raises(ValueError, match="2 correct options"):
        Prediction(name="two", text="?", options=[Option("a", True, "."), Option("b", True, ".")])
    with pytest.raises(ValueError, match="tolerance above 0 and a feedback"):
        Prediction(name="bare", text="?", answer=1.0)
    with pytest.raises(ValueError, match="an alt, a too_low and a too_high"):
        Prediction(name="blank", text="?", answer=1.0, tolerance=0.1, feedback="One.", plot=lambda: ce.figure()[0])
