"""What comes from outside, an address or what is stored, is text to the page: it runs nothing and adds nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

pytestmark = pytest.mark.browser

MARKUP = "\"'><img src=x onerror=\"window.taken=1\"><script>window.taken=1</script><svg onload='window.taken=1'>"
#: What the markup would have left in the page.
TRACES = """() => [window.taken ?? null, document.querySelectorAll("img[src='x'], [onerror], [onload]").length,
  [...document.querySelectorAll("a[href]")].filter((a) => a.protocol === "javascript:").length]"""
UNTOUCHED = [None, 0, 0]
CHAPTER, RECORD = "chapters/ch01_surprise.html", "chapters/your_record.html"


@pytest.fixture
def tab(chromium: Any) -> Iterator[Any]:
    """Return a page of a browser with a storage of its own."""
    context = chromium.new_context(viewport={"width": 1200, "height": 900})
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    yield page
    context.close()


@pytest.mark.parametrize(
    "address",
    [
        f"{CHAPTER}#{quote(MARKUP)}",
        f"{CHAPTER}#%",
        f"{CHAPTER}#fig=surprise&p={quote(json.dumps(MARKUP))}",
        f"{CHAPTER}#fig=surprise&__proto__=%7B%22taken%22:1%7D",
        f"{CHAPTER}#fig={quote(MARKUP)}&p=0.5",
        f"{CHAPTER}#fig=surprise&p={'9' * 5000}",
        f"search.html?q={quote(MARKUP)}",
        f"search.html?q={'a' * 5000}",
        "search.html?q=%",
        f"{RECORD}?q={quote(MARKUP)}#{quote(MARKUP)}",
    ],
)
def test_an_address_can_do_nothing(tab: Any, site_dir: Path, address: str) -> None:
    page = address.split("?")[0].split("#")[0]
    tab.goto((site_dir / page).as_uri() + address[len(page) :], wait_until="load")
    if page == "search.html":
        tab.locator(".found-status:not(:empty), .found li").first.wait_for(state="attached")
    else:
        tab.wait_for_selector("figure.live[data-ready], [data-record][data-ready]", state="attached")
    assert tab.evaluate(TRACES) == UNTOUCHED
    assert tab.errors == []
    assert tab.evaluate("({}).taken") is None


@pytest.mark.parametrize(
    "stored",
    [
        MARKUP,
        json.dumps({"format": "cross-entropy-record", "version": 1, "entries": {MARKUP: {"at": 1, "right": True}}}),
        json.dumps({"format": "cross-entropy-record", "version": 1, "entries": {},
                    "last": {"at": 1, "page": "javascript:alert(1)", "title": MARKUP, "place": MARKUP}}),
        json.dumps({"format": "cross-entropy-record", "version": 1, "entries": {
            "question:bits-or-nats": {"at": 1, "right": True, "chosen": MARKUP, "confidence": 0.9},
            "prediction:ten-heads": {"at": 1, "right": False, "chosen": MARKUP}}}),
        '{"format":"cross-entropy-record","version":1,"entries":{"__proto__":{"at":1,"right":true}}}',
        "[" * 100_000,
    ],
    ids=["markup", "a name", "a place", "an answer", "a prototype", "depth"],
)  # fmt: skip
def test_a_stored_record_can_do_nothing(tab: Any, site_url: str, stored: str) -> None:
    tab.goto(f"{site_url}/404.html")
    tab.evaluate("(text) => localStorage.setItem('ce:record', text)", stored)
    for page, ready in ((RECORD, "[data-record][data-ready]"), (CHAPTER, ".quiz[data-ready]")):
        tab.goto(f"{site_url}/{page}")
        tab.wait_for_selector(ready, state="attached")
        assert tab.evaluate(TRACES) == UNTOUCHED
        assert tab.evaluate("({}).right") is None
    assert tab.errors == []


def test_stored_code_and_settings_are_text(tab: Any, site_url: str) -> None:
    tab.goto(f"{site_url}/404.html")
    tab.evaluate(
        """(text) => {
          localStorage.setItem("mode", text);
          localStorage.setItem("ce:answer:surprise", `</textarea>${text}`);
        }""",
        MARKUP,
    )
    tab.goto(f"{site_url}/{CHAPTER}")
    area = tab.locator("[data-answer] textarea").first
    area.wait_for()
    assert area.input_value() == f"</textarea>{MARKUP}"
    assert tab.evaluate(TRACES) == UNTOUCHED
    assert tab.evaluate("document.documentElement.dataset.mode") in ("auto", "light", "dark")
    assert tab.errors == []
