"""A reference shows what it points to: on hover and on focus, without a request; it stays under the pointer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

pytestmark = pytest.mark.browser

CHAPTER = "chapters/ch06_softmax.html"
#: One reference of each kind: how it is found, and what its preview holds.
KINDS = {
    "equation": ("a.reference.internal[href^='#eq']", ".katex"),
    "equation of another page": ("a.reference.internal[href*='.html#equation']", ".katex"),
    "figure": ("a.reference.internal[href^='#fig-']", "text=Figure 6."),
    "term": ("a.reference.internal[href*='#term-']", "p"),
    "source": ("a.reference.internal[href*='bibliography.html#']", ".citation"),
}


@pytest.fixture
def page(chromium: Any, site_url: str) -> Iterator[Any]:
    """A chapter, settled, with what it asks for from then on."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(f"{site_url}/{CHAPTER}")
    page.locator("html[data-settled]").wait_for(state="attached")
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    yield page
    context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_a_reference_shows_what_it_points_to(page: Any, site_url: str, kind: str) -> None:
    selector, holds = KINDS[kind]
    if kind == "equation of another page":
        page.goto(f"{site_url}/chapters/frameworks.html")
        page.locator("html[data-settled]").wait_for(state="attached")
        page.asked.clear()
    link = page.locator(f".bd-article {selector} >> visible=true").first
    link.scroll_into_view_if_needed()
    link.hover()
    preview = page.get_by_role("tooltip")
    preview.wait_for()
    assert preview.locator(holds).first.is_visible()
    assert link.get_attribute("aria-describedby") == "preview"
    assert page.asked == []
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((e) => e.id)")
    assert len(set(ids)) == len(ids)


def test_a_preview_stays_under_the_pointer_and_goes_by_escape(page: Any) -> None:
    link = page.locator(".bd-article a.reference.internal[href*='#term-'] >> visible=true").first
    link.scroll_into_view_if_needed()
    link.hover()
    preview = page.get_by_role("tooltip")
    preview.wait_for()
    place = preview.bounding_box()
    # in one step: on a busy machine the pointer would stay between the two for longer than the preview waits
    page.mouse.move(place["x"] + 20, place["y"] + place["height"] / 2)
    page.wait_for_timeout(600)  # longer than it waits before it goes
    assert preview.is_visible()
    page.keyboard.press("Escape")
    preview.wait_for(state="hidden")


def test_a_preview_comes_with_the_keyboard_s_focus(page: Any) -> None:
    link = page.locator(".bd-article a.reference.internal[href*='#term-'] >> visible=true").first
    page.keyboard.press("Tab")
    link.focus()
    page.get_by_role("tooltip").wait_for()
    page.keyboard.press("Shift+Tab")
    page.get_by_role("tooltip").wait_for(state="hidden")
