"""Print the built site as one book, _build/cross-entropy.pdf.

    .venv/bin/python tools/paper.py [file]

Chromium prints it: it sets formulas, drawings and code as on the site, and its file carries tags, an outline, links
and fonts. It prints twice, since where a heading stands is known only afterwards; the second time the contents and the
references to the end of the book have their page numbers. Where these moved something, once more.
"""

from __future__ import annotations

import base64
import html
import io
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pikepdf

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that this file may be run and imported alike

from tools import paper_parts as parts
from tools.serve import make_server

TARGET = parts.ROOT / "_build" / "cross-entropy.pdf"
SHEET = Path(__file__).with_name("paper.css")
#: With this begins what is told of a formula; `paper_parts.js` writes it.
FORMULA = "formula: "
SKELETON = """<!DOCTYPE html>
<html lang="en" data-theme="light" data-scripts="book live practice record"><head><meta charset="utf-8">
<title>{title}</title><link rel="stylesheet" href="_static/site.css"></head><body></body></html>"""


def book(target: Path = TARGET, site: Path = parts.SITE) -> Path:
    """Print the site's pages into `target` and return it."""
    with parts.browser() as browser:
        page = browser.new_page()
        with lay_out(page, site):
            data = print_twice(page)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    return target


@contextmanager
def lay_out(page: Any, site: Path = parts.SITE) -> Iterator[None]:
    """Have the whole book in `page`, with room for page numbers, and the site's sheet and fonts served to it."""
    server = make_server(site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/paper.html"
    try:
        page.route(url, lambda route: route.fulfill(content_type="text/html", body=SKELETON.format(title=parts.TITLE)))
        page.goto(url)
        parts.read(page, site, ebook=False)
        chapters = page.evaluate("(groups) => paper.lay(groups)", parts.groups())
        page.evaluate("([sheet, front]) => paper.dress(sheet, front)", [sheet(chapters), front()])
        page.evaluate("() => Promise.all([...document.fonts].map((font) => font.load())).then(() => null)")
        yield
    finally:
        server.shutdown()
        server.server_close()


def print_twice(page: Any) -> bytes:
    """Return the file of what is laid out in `page`, with the page numbers in their places."""
    hide = "(how) => { document.documentElement.style.visibility = how }"
    page.evaluate(hide, "hidden")  # what is only measured need not be drawn
    places = pages_of(printed(page, tagged=False))
    page.evaluate(hide, "")
    for _ in range(3):
        lost = page.evaluate("(places) => paper.number(places)", places)
        if lost:
            raise RuntimeError(f"the print has no place for {', '.join(lost[:10])}")
        data = printed(page, tagged=True)
        measured, places = places, pages_of(data)
        if places == measured:
            return with_metadata(data)
    moved = [name for name, number in places.items() if measured.get(name) != number]
    raise RuntimeError(f"the page numbers, once written, move {', '.join(moved[:10])}; give them more room")


def sheet(chapters: list[dict[str, str]]) -> str:
    """Return the style sheet, with a running head for each chapter."""
    rules = [SHEET.read_text(encoding="utf-8")]
    for chapter in chapters:
        head = chapter["title"].replace("\\", "\\\\").replace('"', '\\"')
        font = 'font: 9pt system-ui, "Liberation Sans", sans-serif; color: #565e67;'
        rules.append(f"#{chapter['id']} {{ page: {chapter['id']}; }}")
        rules.append(f'@page {chapter["id"]} {{ @top-center {{ content: "{head}"; {font} }} }}')
    return "\n".join(rules)


def front() -> str:
    """Return the cover, and the page that says what this edition is."""
    year = time.strftime("%B %Y", time.gmtime(parts.changed()))
    home = parts.home()
    place = home.removeprefix("https://").rstrip("/")
    curve = (parts.ROOT / "_static" / "parts" / "surprise.svg").read_text(encoding="utf-8")
    text = html.escape
    return f"""
<header class="cover"><p class="cover-title">{text(parts.TITLE)}</p><p class="cover-subtitle">{text(parts.SUBTITLE)}</p>
<div aria-hidden="true">{curve}</div>
<p class="cover-foot">{text(parts.author())}<br>Version {text(parts.VERSION)}, {year}<br>{text(place)}</p></header>
<section class="edition bd-article"><h1 class="part">This edition</h1>
{parts.ABOUT_EDITION}</section>"""


def printed(page: Any, *, tagged: bool) -> bytes:
    """Return what Chromium makes of the page; without tags and outline in half the time."""
    # asked for by its protocol, since Playwright's own call gives up after half a minute
    session = page.context.new_cdp_session(page)
    options = {"preferCSSPageSize": True, "printBackground": True, "transferMode": "ReturnAsStream"}
    options |= {"generateTaggedPDF": tagged, "generateDocumentOutline": tagged}
    stream = session.send("Page.printToPDF", options)["stream"]
    pieces = []
    while True:
        piece = session.send("IO.read", {"handle": stream, "size": 1 << 22})
        pieces.append(
            base64.b64decode(piece["data"]) if piece.get("base64Encoded") else piece["data"].encode("latin-1")
        )
        if piece["eof"]:
            break
    session.send("IO.close", {"handle": stream})
    session.detach()
    return b"".join(pieces)


def pages_of(data: bytes) -> dict[str, int]:
    """Return for each place that a link of the file leads to the number of its page, the first being 1."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        numbers = {page.objgen: i for i, page in enumerate(pdf.pages, start=1)}
        places = pdf.Root.get("/Dests", {})
        return {name.removeprefix("/"): numbers[place[0].objgen] for name, place in places.items()}


def with_metadata(data: bytes) -> bytes:
    """Return the file with what it says of itself, at a third of its size."""
    kept = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        with pdf.open_metadata() as told:
            told["dc:title"] = f"{parts.TITLE}: {parts.SUBTITLE[0].lower()}{parts.SUBTITLE[1:]}"
            told["dc:creator"] = [parts.author()]
            told["dc:description"] = parts.DESCRIPTION
            told["dc:language"] = ["en"]
            told["dc:rights"] = "Text CC BY 4.0, code BSD-3-Clause"
            told["dc:identifier"] = f"{parts.home()}#{parts.VERSION}"
        for element in pdf.objects:
            if isinstance(element, pikepdf.Dictionary) and str(element.get("/Alt", "")).startswith(FORMULA):
                element.S, element.Alt = pikepdf.Name.Formula, str(element.Alt).removeprefix(FORMULA)
        pdf.Root.PageMode = pikepdf.Name.UseOutlines
        pdf.save(kept, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return kept.getvalue()


if __name__ == "__main__":
    started = time.perf_counter()
    try:
        made = book(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)
    except RuntimeError as error:
        sys.exit(f"make pdf: {error}")
    parts.offer(made)
    with pikepdf.open(made) as pdf:
        pages = len(pdf.pages)
    print(f"{made}: {pages} pages, {made.stat().st_size / 1e6:.1f} MB, {time.perf_counter() - started:.0f} s")
