"""The built site as a reader meets it: weight, requests, accessibility, and what happens without scripts.

Every page is loaded once per width, and all that can be asked of one load, in light and in dark, is asked of it there
(`measured`); each test then looks at one property on all pages, so that a failure names the property and the pages.
"""

from __future__ import annotations

import asyncio
import functools
import gzip
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import unquote, urlsplit

import probes
import pytest
from page_text import page_names
from pages import until

from tools import browsers

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
WIDTHS = (1280, 390)
TEXT = {".html", ".css", ".js", ".svg", ".json", ".xml", ".txt", ".ipynb"}
MOST_BYTES, MOST_REQUESTS = 127_000, 20
#: Some chapters carry a model that the page computes with (5: letters after three letters; 19: three networks), some
#: more formulas and figures than others (3, 6 and 8): each may weigh what it weighs, and no more.
MOST_OF_PAGE = {
    "chapters/ch03_decomposition.html": 130_900,
    "chapters/ch05_compression.html": 131_000,
    "chapters/ch06_softmax.html": 130_800,
    "chapters/ch08_gradients.html": 128_600,
    "chapters/ch19_generative_models.html": 136_600,
}

#: The page with the most kinds of formulas.
FORMULAS = "chapters/notation.html"

#: (page, colour mode, width) → what was noted
Measured = dict[tuple[str, str, int], dict[str, Any]]


@functools.cache
def page_parts() -> ModuleType:
    """Return what the build knows of a page's sheets and scripts."""
    sys.path.insert(0, str(ROOT / "_ext"))
    try:
        return import_module("page_parts")
    finally:
        sys.path.pop(0)


@functools.cache
def _packed(path: Path) -> int:
    body = path.read_bytes()
    return len(gzip.compress(body, 6)) if path.suffix in TEXT else len(body)


async def _visit(browser: Any, address: str, width: int) -> dict[str, dict[str, Any]]:
    """Load a page for the first time, in light mode, and turn it dark; note all there is to note about both."""
    context = await browser.new_context(color_scheme="light", viewport={"width": width, "height": 870})
    await context.add_init_script(probes.WATCH_SHIFTS)
    page = await context.new_page()
    requests: list[str] = []
    console: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: message.type in ("error", "warning") and console.append(message.text))
    page.on("pageerror", lambda error: console.append(str(error)))
    await page.goto(address, wait_until="load")
    await page.evaluate(probes.SETTLED)
    notes: dict[str, dict[str, Any]] = {"light": {"requests": requests, "console": console}, "dark": {}}
    notes["light"]["shift"] = await page.evaluate("window.__shift")
    notes["light"]["overflow"] = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
    notes["light"]["tiny text"] = await page.evaluate(probes.TINY_TEXT)
    notes["light"]["stranded"] = await page.evaluate(probes.STRANDED)
    notes["light"]["has"] = await page.evaluate(probes.FOUND, list(page_parts().NOWHERE))
    notes["light"]["late fonts"] = await page.evaluate(probes.LATE_FONTS)
    await page.add_style_tag(content="*, ::before, ::after { transition: none !important; }")
    await page.evaluate(AXE.read_text(encoding="utf-8"))
    # a change of width leaves the colours as they are
    phone = width < 600
    for scheme, rules in (("light", probes.ALL_BUT_COLOURS if phone else "{}"), ("dark", probes.ONLY_COLOURS)):
        await page.emulate_media(color_scheme=scheme)
        await page.evaluate(probes.SETTLED)
        notes[scheme]["theme"] = await page.evaluate("document.documentElement.dataset.theme")
        notes[scheme]["poor text"] = await page.evaluate(probes.SVG_CONTRAST)
        # on one page axe sees how formulas are drawn; it is alike on all, in its text's colour (test_pages.py)
        if phone or scheme == "dark" or not address.endswith(FORMULAS):
            await page.evaluate(probes.EMPTY_FORMULAS)
        run = f"({probes.RUN_AXE})({rules})"
        notes[scheme]["axe"] = [] if phone and scheme == "dark" else await page.evaluate(run)
    await context.close()
    return notes


async def _measure(site_url: str, names: list[str]) -> Measured:
    from playwright.async_api import async_playwright

    found: Measured = {}
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=browsers.chromium(), args=browsers.CHROMIUM_FLAGS)
        left = [(name, width) for name in names for width in WIDTHS]

        async def work() -> None:
            while left:
                name, width = left.pop()
                for scheme, note in (await _visit(browser, f"{site_url.rstrip('/')}/{name}", width)).items():
                    found[name, scheme, width] = note

        await asyncio.gather(work(), work())
        await browser.close()
    return found


@pytest.fixture(scope="module")
def measured(site_url: str, site_dir: Path) -> Measured:
    """What `_visit` notes about every page at both widths, two pages at a time (in a thread: the loop is taken)."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(_measure(site_url, page_names(site_dir)))).result()


def _where(measured: Measured, wrong: Any) -> dict[str, Any]:
    return {" ".join(map(str, key)): told for key, note in measured.items() if (told := wrong(note))}


def test_axe_finds_nothing(measured: Measured) -> None:
    assert not _where(measured, lambda note: note["axe"])


def test_text_in_drawings_has_contrast(measured: Measured) -> None:
    assert not _where(measured, lambda note: note["poor text"])


def test_text_in_drawings_is_large_enough(measured: Measured) -> None:
    assert not _where(measured, lambda note: note.get("tiny text"))


def test_no_request_leaves_the_origin(measured: Measured, site_url: str) -> None:
    own = (site_url.rstrip("/") + "/", "data:", "blob:")
    assert not _where(measured, lambda note: [url for url in note.get("requests", []) if not url.startswith(own)])


def test_the_console_is_silent(measured: Measured) -> None:
    assert not _where(measured, lambda note: note.get("console"))


def test_no_full_stop_starts_a_line(measured: Measured) -> None:
    stranded = {where: notes["stranded"] for where, notes in measured.items() if notes.get("stranded")}
    assert not stranded


def test_nothing_shifts(measured: Measured) -> None:
    assert not _where(measured, lambda note: round(note["shift"], 4) if note.get("shift", 0) > 0.02 else 0)


def test_no_page_has_what_the_sheet_leaves_out(measured: Measured) -> None:
    assert not _where(measured, lambda note: note.get("has"))


def test_fonts_are_fetched_ahead(measured: Measured) -> None:
    assert not _where(measured, lambda note: note.get("late fonts"))


def test_the_first_paint_lays_out_what_is_seen_an_anchor_and_a_printer_all(chromium: Any, site_url: str) -> None:
    address = f"{site_url.rstrip('/')}/chapters/ch03_decomposition.html"
    context = chromium.new_context(viewport={"width": 390, "height": 800}, bypass_csp=True)
    # as the first frame has it: the sheet has come, and what the script does after that frame is not yet done
    note = f"requestAnimationFrame(() => {{ window.__left = {probes.LEFT_OUT.strip()} }})"
    context.add_init_script(f"addEventListener('DOMContentLoaded', () => {note})")
    page = context.new_page()
    page.goto(address)
    until(page, "window.__left")
    assert len(page.evaluate("window.__left")) > 20
    anchor = page.evaluate("[...document.querySelectorAll('.bd-article > section > section')].at(-2).id")
    page.goto("about:blank")
    page.goto(f"{address}#{anchor}", wait_until="commit")
    page.locator("html[data-settled]").wait_for(state="attached")
    assert page.evaluate("window.__left") == []
    assert page.evaluate(f"Math.abs(document.getElementById('{anchor}').getBoundingClientRect().top)") < 100
    page.emulate_media(media="print")
    page.goto("about:blank")
    page.goto(address, wait_until="commit")
    until(page, "window.__left")
    assert page.evaluate("window.__left") == []
    context.close()


@pytest.mark.parametrize("from_files", [False, True], ids=["http", "file"])
@pytest.mark.parametrize("width", [1280, 390])
def test_a_return_moves_nothing(chromium: Any, site_dir: Path, site_url: str, width: int, from_files: bool) -> None:
    base = site_dir.as_uri() if from_files else site_url.rstrip("/")
    context = chromium.new_context(viewport={"width": width, "height": 740})
    context.add_init_script(probes.WATCH_SHIFTS)
    page = context.new_page()
    for name, predictions in (("ch07_numerics", ()), ("ch02_cross_entropy", ("heads-or-tails-area", "how-bold"))):
        page.goto(f"{base}/chapters/{name}.html")
        page.locator("html[data-settled]").wait_for(state="attached")
        entries = {f"prediction:{p}": {"at": 1, "right": False, "chosen": "tails"} for p in predictions}
        record = {"format": "cross-entropy-record", "version": 1, "entries": entries}
        page.evaluate("(record) => localStorage.setItem('ce:record', JSON.stringify(record))", record)
        for hash_ in ["", *(f"#predict-{p}" for p in predictions)]:
            page.goto("about:blank")
            page.goto(f"{base}/chapters/{name}.html{hash_}")
            page.locator("html[data-settled]:not([data-waiting])").wait_for(state="attached")
            page.wait_for_timeout(200)
            assert page.evaluate("window.__shift") < 0.005, (name, hash_)
            if hash_:
                top = page.evaluate(f"document.querySelector('{hash_}').getBoundingClientRect().top")
                assert 0 <= top < 200, "the place that the address names"
    context.close()


def test_no_page_is_wider_than_the_screen(measured: Measured) -> None:
    assert not _where(measured, lambda note: max(0, note.get("overflow", 0)))


def test_the_system_s_colours_are_followed(measured: Measured) -> None:
    assert all(note["theme"] == scheme for (_, scheme, _), note in measured.items())


def test_a_first_visit_is_light(measured: Measured, site_dir: Path) -> None:
    heavy = {}
    for key, note in measured.items():
        urls = note.get("requests", [])
        code = [url for url in urls if url.endswith((".js", ".css"))]
        # a font that is fetched ahead and then asked for again, on a busy machine, comes from the browser's cache
        urls = sorted(set(urls))
        paths = [site_dir / unquote(urlsplit(url).path).lstrip("/") for url in urls if url.startswith("http")]
        weight = sum(_packed(path) for path in paths if path.is_file())
        if weight > MOST_OF_PAGE.get(key[0], MOST_BYTES) or len(urls) > MOST_REQUESTS or len(set(code)) < len(code):
            heavy[key] = (weight, len(urls))
    assert not heavy, "gzipped bytes and requests of a first visit"


def _with_figures(site_dir: Path) -> list[str]:
    found = [n for n in page_names(site_dir) if 'data-live="' in (site_dir / n).read_text(encoding="utf-8")]
    assert found, "no page has a live figure"
    return found


def test_pages_work_from_the_file_system(chromium: Any, site_dir: Path) -> None:
    context = chromium.new_context()
    page, troubles = context.new_page(), []
    page.on("pageerror", lambda e: troubles.append(str(e)))
    page.on("requestfailed", lambda r: r.url.endswith((".js", ".css", ".woff2")) and troubles.append(r.url))
    for name in _with_figures(site_dir):
        page.goto((site_dir / name).as_uri(), wait_until="load")
        page.evaluate(probes.SETTLED)  # or the next page would cut off what is fetched
    context.close()
    assert not troubles


def test_without_scripts_the_still_figure_is_there_and_no_dead_control(
    chromium: Any, site_dir: Path, site_url: str
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    for name in _with_figures(site_dir):
        page.goto(f"{site_url.rstrip('/')}/{name}")
        assert page.evaluate(probes.HIDDEN_FIGURES) == [], name
        dead = page.evaluate(probes.SHOWN_CONTROLS)
        assert not dead, f"{name}: shown, and does nothing without JavaScript"
    context.close()


def test_on_paper_all_is_open_and_the_first_sheet_is_not_blank(chromium: Any, site_url: str) -> None:
    page = chromium.new_page(viewport={"width": 720, "height": 1000})  # about what A4 has between its margins
    page.goto(f"{site_url.rstrip('/')}/chapters/ch03_decomposition.html")
    page.locator("html[data-settled]").wait_for(state="attached")
    folded = page.locator(".bd-article details:not([open])")
    assert folded.count() > 5
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert folded.count() == 0
    tops = "(shown) => [...document.querySelectorAll(shown)].map((e) => e.getBoundingClientRect().top + scrollY)"
    assert page.evaluate(tops, "h1")[0] < 150
    # a figure that the first sheet cannot hold goes to the second: what stands before it must fill the first
    assert page.evaluate(probes.WHITE_OF_THE_FIRST_SHEET) < 250
    assert page.locator(".live fieldset:visible").count() == 0
    assert page.locator(".bd-article :is(button, .quiz-answers summary, .cell summary):visible").count() == 0
    running = "document.getAnimations().filter((a) => a.effect.target.closest('details')).length"
    assert page.evaluate(running) == 0, "paper gets the first moment of an unfolding, in which nothing is seen"
    solution = page.locator(".cell details.hide", has_text="# Solution of Exercise 1").first
    assert solution.locator("pre").first.is_visible()
    answers = page.locator(".quiz .quiz-answers li:visible")
    assert answers.count() == page.locator(".quiz").count(), "each question with its right answer"
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert folded.count() > 5
    page.close()
