"""One page at a time: menus, colours, paper, folded boxes, and every way to a place in the text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from page_text import page_names
from pages import until

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"


def _open(page: Any, address: str) -> None:
    """Go to the page, and wait until its scripts have run."""
    page.goto(address)
    page.locator("html[data-settled]").wait_for(state="attached")


def test_the_phone_menus_open_by_keyboard(chromium: Any, site_url: str) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    _open(page, f"{site_url.rstrip('/')}/index.html")
    button = page.get_by_role("button", name="Chapters")
    button.focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("navigation", name="Chapters").is_visible()
    page.evaluate("Promise.all(document.getAnimations().map((a) => a.finished))")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate("axe.run().then((r) => r.violations.map((v) => v.id))") == []
    page.keyboard.press("Escape")
    page.get_by_role("navigation", name="Chapters").wait_for(state="hidden")
    until(page, "document.activeElement.classList.contains('primary-toggle')")
    context.close()


def test_paper_is_light_and_has_the_title(chromium: Any, site_url: str) -> None:
    context = chromium.new_context(color_scheme="dark")
    page = context.new_page()
    _open(page, f"{site_url.rstrip('/')}/chapters/notation.html")
    theme = "document.documentElement.dataset.theme"
    assert page.evaluate(theme) == "dark"
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(theme) == "light"
    page.emulate_media(media="print")
    assert page.locator("h1").first.is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(theme) == "dark"
    context.close()


def test_the_colour_mode_can_be_chosen_and_is_kept(chromium: Any, site_url: str) -> None:
    context = chromium.new_context(color_scheme="light")
    page = context.new_page()
    _open(page, f"{site_url.rstrip('/')}/index.html")
    button = page.locator(".theme-switch-button")
    seen = []
    for _ in range(3):
        button.click()
        seen.append(page.evaluate("[document.documentElement.dataset.mode, document.documentElement.dataset.theme]"))
    assert sorted(mode for mode, _ in seen) == ["auto", "dark", "light"]
    while page.evaluate("document.documentElement.dataset.mode") != "dark":
        button.click()
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    context.close()


def test_what_is_folded_opens_by_keyboard(chromium: Any, site_url: str, site_dir: Path) -> None:
    folded = [name for name in page_names(site_dir) if "<summary" in (site_dir / name).read_text(encoding="utf-8")]
    assert folded
    page = chromium.new_page()
    for name in folded[:3]:
        page.goto(f"{site_url.rstrip('/')}/{name}")
        summary = page.locator("main summary").first
        summary.focus()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.parentElement.open"), name
    page.close()
