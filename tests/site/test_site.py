"""The built site as a reader meets it: weight, requests, accessibility, links, and what happens without scripts.

Every page is loaded once per width, and all that can be asked of one load, in light and in dark, is asked of it there
(`measured`); each test then looks at one property on all pages, so that a failure names the property and the pages.
"""

from __future__ import annotations

import asyncio
import functools
import gzip
import re
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from tools import browsers
from tools.build import build

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parent.parent
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
WIDTHS = (1280, 390)
TEXT = {".html", ".css", ".js", ".svg", ".json", ".xml", ".txt", ".ipynb"}
VOID = {"br", "hr", "img", "input", "link", "meta", "source", "wbr"}
MOST_BYTES, MOST_REQUESTS, MOST_LIVE = 250_000, 30, 30_000

#: (page, colour mode, width) → what was noted
Measured = dict[tuple[str, str, int], dict[str, Any]]

#: Runs before the page: sums up the layout shifts that no input caused.
WATCH_SHIFTS = """
window.__shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.__shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""

RUN_AXE = """async (rules) => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"], ...(rules && { runOnly: rules }) });
  return violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(" ")).join(" | ")}`);
}"""

#: The rules whose verdict a change of colours alone can change.
COLOUR_RULES = '["color-contrast", "link-in-text-block"]'

#: Parts of the chapter that the first paint leaves for later.
LEFT_OUT = """
[...document.querySelectorAll(".bd-article > section > section, .bd-article > section > section > *")]
  .filter((e) => getComputedStyle(e).contentVisibility !== "visible").map((e) => e.id || e.localName)
"""

#: The page's scripts come after its first paint, the last of them brings `ClipboardJS`; its sections are laid out in
#: the frames that follow.
SETTLED = f"""(async () => {{
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  const figures = () => document.querySelector("figure.live:not([data-ready])");
  const left = () => {LEFT_OUT.strip()};
  for (const start = Date.now(); typeof ClipboardJS === "undefined" || figures() || left().length; await pause(20))
    if (Date.now() - start > 30000) throw `after 30 s: figures ${{figures()?.id}}, left ${{left()}}`;
  await document.fonts.ready;
  await new Promise((done) => requestAnimationFrame(done));
  await pause(60);
}})()"""

#: Punctuation that starts a line of its own, the formula before it being left on the line above.
STRANDED = r"""
[...document.querySelectorAll("p .math, li .math, td .math")].flatMap((formula) => {
  const after = formula.nextSibling, last = [...formula.querySelectorAll(".base")].at(-1);
  if (after?.nodeType !== Node.TEXT_NODE || !/^[.,:;?!)]/.test(after.data) || !last?.checkVisibility()) return [];
  const range = document.createRange();
  range.setStart(after, 0);
  range.setEnd(after, 1);
  const below = range.getBoundingClientRect().top >= last.getBoundingClientRect().bottom;
  return below ? [`${last.textContent}${after.data.slice(0, 20)}`] : [];
})
"""

#: Text in drawings that is shown smaller than eight pixels; an exponent may be.
TINY_TEXT = """
[...document.querySelectorAll(":is(figure.live svg, svg.still) text:not(:has(tspan))")]
  .filter((e) => e.textContent.trim() && e.checkVisibility({ visibilityProperty: true }))
  .map((e) => {
    const { a, b } = e.getScreenCTM();
    return [parseFloat(getComputedStyle(e).fontSize) * Math.hypot(a, b), e.textContent];
  })
  .filter(([size]) => size < 8)
"""

#: Fonts that the page asked for only when its text was laid out.
LATE_FONTS = """
performance.getEntriesByType("resource")
  .filter((e) => e.name.endsWith(".woff2") && e.initiatorType !== "link").map((e) => e.name.split("/").pop())
"""

#: Controls that are seen; live figures whose drawing or caption is not.
SHOWN_CONTROLS = """
[...document.querySelectorAll("button, input, select, textarea")]
  .filter((e) => e.checkVisibility({ visibilityProperty: true }) && e.getBoundingClientRect().height)
  .map((e) => e.outerHTML.slice(0, 120))
"""
HIDDEN_FIGURES = """
[...document.querySelectorAll("figure.live")]
  .filter((f) => ["svg", "figcaption"].map((part) => f.querySelector(part)).some((e) =>
    !e.checkVisibility({ visibilityProperty: true }) || e.getBoundingClientRect().height < 10))
  .map((f) => f.id)
"""

#: Every text of a drawing whose contrast with what is painted behind it is below 4.5.
SVG_CONTRAST = r"""
() => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    brush.clearRect(0, 0, 1, 1);
    brush.fillStyle = colour;
    brush.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = brush.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => ((v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ground = (element) => {
    const layers = [];
    for (let e = element; e; e = e.parentElement) layers.push(rgba(getComputedStyle(e).backgroundColor));
    return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255, 1]);
  };
  const behind = (text, svg) => {
    // shapes drawn before the text whose box holds the text's middle
    const box = text.getBoundingClientRect(), x = box.x + box.width / 2, y = box.y + box.height / 2;
    let paint = ground(svg);
    for (const shape of svg.querySelectorAll("path, rect, circle, polygon")) {
      if (!(shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING)) continue;
      const style = getComputedStyle(shape), b = shape.getBoundingClientRect();
      if (style.fill === "none" || style.fill.startsWith("url") || shape.closest("defs, clipPath")) continue;
      if (x < b.left || x > b.right || y < b.top || y > b.bottom) continue;
      if (shape.closest('[style*="display: none"]') || style.visibility === "hidden") continue;
      const p = new DOMPoint(x, y).matrixTransform(shape.getScreenCTM().inverse());
      if (!shape.isPointInFill(p)) continue;
      const fill = rgba(style.fill);
      fill[3] *= Number(style.fillOpacity) * Number(style.opacity);
      paint = over(fill, paint);
    }
    return paint;
  };
  const poor = [];
  for (const svg of document.querySelectorAll("main svg[role=img]"))
    for (const text of svg.querySelectorAll("text")) {
      const style = getComputedStyle(text);
      if (!text.textContent.trim() || style.display === "none" || !text.getClientRects().length) continue;
      const ink = rgba(style.fill);
      ink[3] *= Number(style.fillOpacity) * Number(style.opacity);
      const paint = behind(text, svg), a = light(over(ink, paint)), b = light(paint);
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      if (ratio < 4.5) poor.push(`${text.textContent.trim()}: ${ratio.toFixed(2)}`);
    }
  return poor;
}
"""


# --- pages as text -------------------------------------------------------------------------------------------------


class Page(HTMLParser):
    """What the tests ask about a page's markup."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.meta: dict[str, list[str]] = {}
        self.pictures: list[tuple[str, str | None]] = []
        self.title = ""
        self._in_title = False
        self._open: list[tuple[str, bool]] = []  # the elements around, and whether each is hidden from screen readers
        self.text = path.read_text(encoding="utf-8")
        self.feed(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag not in VOID:
            self._open.append((tag, attributes.get("aria-hidden") == "true"))
        if attributes.get("id"):
            self.ids.append(str(attributes["id"]))
        for name in ("href", "src"):
            if attributes.get(name) and tag not in ("use", "link"):
                self.links.append(str(attributes[name]))
        if tag == "link" and attributes.get("rel") != "canonical":
            self.links.append(str(attributes["href"]))
        if tag == "meta" and "name" in attributes:
            self.meta.setdefault(str(attributes["name"]), []).append(attributes.get("content") or "")
        if tag == "img":
            self.pictures.append((str(attributes.get("src")), attributes.get("alt")))
        if tag == "svg" and not any(hidden for _, hidden in self._open):
            self.pictures.append(("svg", attributes.get("aria-label")))
        self._in_title = tag == "title"

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False
        for i in range(len(self._open) - 1, -1, -1):
            if self._open[i][0] == tag:
                del self._open[i:]
                break


def _names(site_dir: Path) -> list[str]:
    found = sorted(p.relative_to(site_dir).as_posix() for p in site_dir.rglob("*.html") if "_static" not in p.parts)
    assert "index.html" in found
    return found


@pytest.fixture(scope="module")
def pages(site_dir: Path) -> dict[str, Page]:
    """Every page of the site, parsed."""
    return {name: Page(site_dir / name) for name in _names(site_dir)}


def test_titles_are_unique(pages: dict[str, Page]) -> None:
    titles = [page.title.strip() for page in pages.values()]
    assert all(titles)
    assert len(set(titles)) == len(titles), sorted(titles)


def test_every_page_has_one_sensible_description(pages: dict[str, Page]) -> None:
    poor = {}
    for name, page in pages.items():
        told = page.meta.get("description", [])
        if len(told) != 1 or not 50 <= len(told[0]) <= 160 or re.search(r"[\\$`{}]|\*\*", told[0]):
            poor[name] = told
    assert not poor
    told = [page.meta["description"][0] for page in pages.values()]
    assert len(set(told)) == len(told)


def test_no_id_occurs_twice(pages: dict[str, Page]) -> None:
    twice = {name: sorted({i for i in page.ids if page.ids.count(i) > 1}) for name, page in pages.items()}
    assert not {name: ids for name, ids in twice.items() if ids}


def test_every_internal_link_and_anchor_resolves(pages: dict[str, Page], site_dir: Path) -> None:
    broken = []
    for name, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = unquote(urlsplit(urljoin(name, parts.path)).path) if parts.path else name
            if not (site_dir / target).is_file():
                broken.append(f"{name}: {link}")
            elif parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].ids:
                broken.append(f"{name}: {link} (no such anchor)")
    assert not broken


def test_mathematics_is_rendered(pages: dict[str, Page]) -> None:
    assert any('class="katex"' in page.text for page in pages.values())
    wrong = [name for name, page in pages.items() if "katex-error" in page.text or "math-error" in page.text]
    assert not wrong


def test_every_picture_says_what_it_shows(pages: dict[str, Page]) -> None:
    poor = []
    for name, page in pages.items():
        for source, alt in page.pictures:
            decoration = source.endswith("favicon.svg") and alt == ""
            told = (alt or "").strip()
            if not decoration and (len(told) < 15 or re.search(r"\.(svg|png|jpe?g)$|^_images|[0-9a-f]{16}", told)):
                poor.append(f"{name}: {source} {alt!r}")
    assert not poor


def test_still_figures_stand_in_the_page(pages: dict[str, Page]) -> None:
    as_files = [name for name, page in pages.items() for source, _ in page.pictures if "_images/" in source]
    assert not as_files, "matplotlib figures that came out as <img>"


def test_no_widget_state_and_no_third_party_script(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        for word in ("application/vnd.jupyter.widget", "thebe", "fontawesome.js", "require.min.js", "cdn.", "unpkg"):
            assert word not in page.text, f"{name} holds {word}"


def test_a_second_build_writes_no_page_anew(site_dir: Path) -> None:
    written = {path: path.stat().st_mtime_ns for path in site_dir.rglob("*") if path.is_file()}
    build(quiet=True)
    assert {path: path.stat().st_mtime_ns for path in site_dir.rglob("*") if path.is_file()} == written


def test_the_live_script_is_light(site_dir: Path) -> None:
    assert len(gzip.compress((site_dir / "_static" / "live.js").read_bytes(), 6)) <= MOST_LIVE


def test_search_engines_find_their_way(pages: dict[str, Page], site_dir: Path) -> None:
    robots = (site_dir / "robots.txt").read_text()
    assert re.search(r"^Sitemap: https://\S+/sitemap\.xml$", robots, flags=re.M)
    sitemap = (site_dir / "sitemap.xml").read_text()
    assert sitemap.count("<loc>") == len(pages) - 1
    for name, page in pages.items():
        if name == "search.html":
            assert page.meta["robots"] == ["noindex"]
        else:
            assert f"/{name}</loc>" in sitemap
            assert re.search(rf'<link rel="canonical" href="https://[^"]+/{re.escape(name)}"', page.text)


# --- pages in a browser --------------------------------------------------------------------------------------------


@functools.cache
def _packed(path: Path) -> int:
    body = path.read_bytes()
    return len(gzip.compress(body, 6)) if path.suffix in TEXT else len(body)


async def _visit(browser: Any, address: str, width: int) -> dict[str, dict[str, Any]]:
    """Load a page for the first time, in light mode, and turn it dark; note all there is to note about both."""
    context = await browser.new_context(color_scheme="light", viewport={"width": width, "height": 870})
    await context.add_init_script(WATCH_SHIFTS)
    page = await context.new_page()
    requests: list[str] = []
    console: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: message.type in ("error", "warning") and console.append(message.text))
    page.on("pageerror", lambda error: console.append(str(error)))
    await page.goto(address, wait_until="load")
    await page.evaluate(SETTLED)
    notes: dict[str, dict[str, Any]] = {"light": {"requests": requests, "console": console}, "dark": {}}
    notes["light"]["shift"] = await page.evaluate("window.__shift")
    notes["light"]["overflow"] = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
    notes["light"]["tiny text"] = await page.evaluate(TINY_TEXT)
    notes["light"]["stranded"] = await page.evaluate(STRANDED)
    notes["light"]["late fonts"] = await page.evaluate(LATE_FONTS)
    await page.add_style_tag(content="*, ::before, ::after { transition: none !important; }")
    await page.evaluate(AXE.read_text(encoding="utf-8"))
    for scheme, rules in (("light", "null"), ("dark", COLOUR_RULES)):
        await page.emulate_media(color_scheme=scheme)
        await page.evaluate(SETTLED)
        notes[scheme]["theme"] = await page.evaluate("document.documentElement.dataset.theme")
        notes[scheme]["poor text"] = await page.evaluate(SVG_CONTRAST)
        notes[scheme]["axe"] = await page.evaluate(f"({RUN_AXE})({rules})")
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
        return pool.submit(lambda: asyncio.run(_measure(site_url, _names(site_dir)))).result()


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


def test_fonts_are_fetched_ahead(measured: Measured) -> None:
    assert not _where(measured, lambda note: note.get("late fonts"))


def test_the_first_paint_lays_out_what_is_seen_an_anchor_and_a_printer_all(chromium: Any, site_url: str) -> None:
    address = f"{site_url.rstrip('/')}/chapters/ch03_decomposition.html"
    context = chromium.new_context(viewport={"width": 390, "height": 800})
    # as the parser left the page: what the script at its end does comes a frame later
    context.add_init_script(f"addEventListener('DOMContentLoaded', () => {{ window.__left = {LEFT_OUT.strip()} }})")
    page = context.new_page()
    page.goto(address)
    assert len(page.evaluate("window.__left")) > 20
    anchor = page.evaluate("[...document.querySelectorAll('.bd-article > section > section')].at(-2).id")
    page.goto("about:blank")
    page.goto(f"{address}#{anchor}", wait_until="commit")
    page.wait_for_function("typeof ClipboardJS !== 'undefined'")
    assert page.evaluate("window.__left") == []
    assert page.evaluate(f"Math.abs(document.getElementById('{anchor}').getBoundingClientRect().top)") < 100
    page.emulate_media(media="print")
    page.goto("about:blank")
    page.goto(address, wait_until="commit")
    page.wait_for_function("window.__left")
    assert page.evaluate("window.__left") == []
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
        paths = [site_dir / unquote(urlsplit(url).path).lstrip("/") for url in urls if url.startswith("http")]
        weight = sum(_packed(path) for path in paths if path.is_file())
        if weight > MOST_BYTES or len(urls) > MOST_REQUESTS or len(set(code)) < len(code):
            heavy[key] = (weight, len(urls))
    assert not heavy, "gzipped bytes and requests of a first visit"


def _with_figures(site_dir: Path) -> list[str]:
    found = [n for n in _names(site_dir) if 'data-live="' in (site_dir / n).read_text(encoding="utf-8")]
    assert found, "no page has a live figure"
    return found


def test_pages_work_from_the_file_system(chromium: Any, site_dir: Path) -> None:
    context = chromium.new_context()
    page, troubles = context.new_page(), []
    page.on("pageerror", lambda e: troubles.append(str(e)))
    page.on("requestfailed", lambda r: r.url.endswith((".js", ".css", ".woff2")) and troubles.append(r.url))
    for name in _with_figures(site_dir):
        page.goto((site_dir / name).as_uri(), wait_until="load")
        page.evaluate(SETTLED)  # or the next page would cut off what is fetched
    context.close()
    assert not troubles


def test_without_scripts_the_still_figure_is_there_and_no_dead_control(
    chromium: Any, site_dir: Path, site_url: str
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    for name in _with_figures(site_dir):
        page.goto(f"{site_url.rstrip('/')}/{name}")
        assert page.evaluate(HIDDEN_FIGURES) == [], name
        dead = page.evaluate(SHOWN_CONTROLS)
        assert not dead, f"{name}: shown, and does nothing without JavaScript"
    context.close()


def _open(page: Any, address: str) -> None:
    """Go to the page, and wait until its scripts have run."""
    page.goto(address)
    page.wait_for_function("typeof ClipboardJS !== 'undefined'")


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
    page.wait_for_function("document.activeElement.classList.contains('primary-toggle')")
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


def test_search_finds_a_word(chromium: Any, site_url: str) -> None:
    context = chromium.new_context()
    page, troubles = context.new_page(), []
    page.on("pageerror", lambda e: troubles.append(str(e)))
    _open(page, f"{site_url.rstrip('/')}/index.html")
    page.locator("button.search-button__button:visible").first.click()
    page.keyboard.type("surprise")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=surprise")
    first = page.locator("#search-results ul.search li a").first
    first.wait_for()
    first.click()
    page.wait_for_load_state("load")
    assert "search.html" not in page.url
    assert not troubles
    context.close()


def test_the_colour_mode_can_be_chosen_and_is_kept(chromium: Any, site_url: str) -> None:
    context = chromium.new_context(color_scheme="light")
    page = context.new_page()
    _open(page, f"{site_url.rstrip('/')}/index.html")
    button = page.get_by_role("button", name="Colour mode")
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


def test_what_is_folded_opens_by_keyboard(chromium: Any, site_url: str, pages: dict[str, Page]) -> None:
    folded = [name for name, page in pages.items() if "<summary" in page.text]
    if not folded:
        pytest.skip("no page folds anything")
    page = chromium.new_page()
    for name in folded[:3]:
        page.goto(f"{site_url.rstrip('/')}/{name}")
        summary = page.locator("main summary").first
        summary.focus()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.parentElement.open"), name
    page.close()
