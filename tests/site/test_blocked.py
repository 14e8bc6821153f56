"""What is taken from a page: storage, scripts, functions that older browsers lack, time to settle."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import probes
import pytest
from pages import until

pytestmark = pytest.mark.browser

CHAPTER = "chapters/ch08_gradients.html"
READY = "document.documentElement.dataset.settled"

#: Functions that came to browsers after Chrome 111, Firefox 113 or Safari 16.4 (README.md names these).
NEWER = {
    "Element.prototype": ["checkVisibility", "setHTMLUnsafe", "getHTML", "moveBefore"],
    "HTMLElement.prototype": ["showPopover", "hidePopover", "togglePopover"],
    "Array.prototype": ["toSorted", "toReversed", "toSpliced", "with"],
    "Array": ["fromAsync"],
    "Object": ["groupBy"],
    "Map": ["groupBy"],
    "Set.prototype": ["union", "intersection", "difference", "isSubsetOf"],
    "Iterator.prototype": ["map", "filter", "toArray", "take"],
    "Promise": ["withResolvers", "try"],
    "URL": ["canParse", "parse"],
    "String.prototype": ["isWellFormed", "toWellFormed"],
    "Document.prototype": ["startViewTransition"],
    "AbortSignal": ["any"],
    "RegExp": ["escape"],
}


def _works(page: Any) -> None:
    """Try the colours, the search and a figure."""
    until(page, READY)
    until(page, "!document.querySelector('figure.live:not([data-ready])')")
    theme = page.evaluate("document.documentElement.dataset.theme")
    page.locator(".theme-switch-button").click()
    assert page.evaluate("document.documentElement.dataset.theme") != theme
    page.keyboard.press("Control+k")
    page.keyboard.type("gradient")
    page.locator("#pst-search-dialog .found a").first.wait_for()
    page.keyboard.press("Escape")


def test_older_browsers_are_served(chromium: Any, site_url: str) -> None:
    context = chromium.new_context()
    for owner, names in NEWER.items():
        for name in names:
            context.add_init_script(f"try {{ delete {owner}.{name} }} catch {{}}")
    page, troubles = context.new_page(), []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto(f"{site_url}/{CHAPTER}")
    assert page.evaluate("!Element.prototype.checkVisibility")
    _works(page)
    assert not troubles
    context.close()


def test_the_oldest_browsers_are_named() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    assert "Chrome and Edge 111, Firefox 113, Safari 16.4" in " ".join(readme.split())


def test_a_frame_without_storage_works(
    chromium: Any, site_url: str, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    frame = f'<iframe src="{site_url}/{CHAPTER}" sandbox="allow-scripts" style="width: 1200px; height: 900px"></iframe>'
    (tmp_path / "platform.html").write_text(f"<!doctype html><title>A course</title>{frame}")
    context = chromium.new_context(viewport={"width": 1300, "height": 1000}, bypass_csp=True)
    page, troubles = context.new_page(), []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto((tmp_path / "platform.html").as_uri())
    inside = page.frames[1]
    until(inside, READY)
    theme = inside.evaluate("document.documentElement.dataset.theme")
    inside.locator(".theme-switch-button").click()
    assert inside.evaluate("document.documentElement.dataset.theme") != theme
    inside.locator(".search-button__button").first.click()
    inside.locator("#pst-search-dialog input").fill("gradient")
    inside.locator("#pst-search-dialog .found a").first.wait_for()
    assert not troubles
    context.close()


@pytest.mark.parametrize("blocked", ["**/*.js", "**/live.*.js", "**/practice.js"])
def test_a_control_whose_script_is_blocked_is_not_shown(chromium: Any, site_url: str, blocked: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.route(blocked, lambda route: route.abort())
    page.goto(f"{site_url}/{CHAPTER}")
    if blocked != "**/*.js":
        until(page, READY)
    shown = page.evaluate(probes.SHOWN_CONTROLS)
    kinds = {"**/*.js": ("",), "**/live.*.js": ("live-",), "**/practice.js": ("quiz",)}[blocked]
    assert not [control for control in shown if any(kind in control for kind in kinds) and 'name="q"' not in control]
    assert page.get_by_text("Scripts do not run here").is_visible() == (blocked == "**/*.js")
    # what waits for a prediction opens by itself, ten seconds later, where the script that asks for it does not come
    until(page, f"({probes.HIDDEN_FIGURES}).length === 0", seconds=20)
    context.close()


@pytest.mark.parametrize("how", ["contents", "hash", "keyboard"])
def test_a_place_is_reached_while_the_page_settles(chromium: Any, site_url: str, how: str) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    # as long as the page's own frames would take on a slow machine: the first part unfolds, and no other
    context.add_init_script("""(() => {
      const real = requestAnimationFrame;
      let frames = 0;
      const late = () => document.documentElement.dataset.unfolding && ++frames > 2;
      window.requestAnimationFrame = (step) => (late() ? 0 : real(step));
    })()""")
    page = context.new_page()
    page.goto(f"{site_url}/{CHAPTER}", wait_until="domcontentloaded")
    entry = page.locator("#pst-page-toc-nav a").nth(6)
    place = entry.get_attribute("href").removeprefix("#")
    assert page.evaluate("document.documentElement.dataset.unfolding") == "1"
    if how == "contents":
        entry.click()
    elif how == "hash":
        page.evaluate("(place) => { location.hash = place }", place)
    else:
        entry.focus()
        page.keyboard.press("Enter")
    until(page, "!document.documentElement.dataset.unfolding")
    until(
        page,
        "(place) => Math.abs(document.getElementById(place).querySelector('h2').getBoundingClientRect().top - 72) < 60",
        arg=place,
    )
    assert page.evaluate(probes.LEFT_OUT) == []
    context.close()


def test_a_formula_is_copied_once(chromium: Any, site_url: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{site_url}/{CHAPTER}")
    until(page, READY)
    copied = page.evaluate("""(() => {
      const paragraphs = [...document.querySelectorAll(".bd-article section > p")];
      const paragraph = paragraphs.find((p) => p.querySelector(".katex"));
      getSelection().selectAllChildren(paragraph);
      const clipboardData = new DataTransfer();
      const event = new ClipboardEvent("copy", { clipboardData, cancelable: true });
      document.dispatchEvent(event);
      const formulas = [...paragraph.querySelectorAll("[data-tex]")].map((f) => f.dataset.tex);
      return [event.clipboardData.getData("text/plain"), formulas, event.defaultPrevented];
    })()""")
    text, formulas, ours = copied
    assert ours
    assert formulas
    for formula in formulas:
        assert formula in text
    assert "\n" not in text.strip()
    assert page.evaluate("[...document.querySelectorAll('.katex, pre')].every((e) => e.closest('[translate=no]'))")
    context.close()


def test_no_test_waits_by_what_the_policy_forbids() -> None:
    forbidden = "wait_for_" + "function("
    tests = Path(__file__).parents[1].rglob("*.py")
    assert [path.name for path in tests if forbidden in path.read_text(encoding="utf-8")] == []
