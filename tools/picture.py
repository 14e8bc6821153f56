"""Take two pictures, as PNGs of few colours: a page for README.md, and the front page as sites show it that link here.

.venv/bin/python tools/picture.py [page.html]
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

import browsers
from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "readme-page.png"
SOCIAL = ROOT / "_static" / "social.png"  # named by every page as og:image
LIMIT = 150_000


def picture(page_name: str) -> int:
    """Write the pictures and return the larger size in bytes."""
    page_path = ROOT / "_build" / "html" / page_name
    if not page_path.is_file():
        raise SystemExit(f"{page_path} is not there; run `make book` first")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browsers.chromium(), args=browsers.CHROMIUM_FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 860}, color_scheme="light")
        page.goto(page_path.as_uri())
        figure = page.locator("figure.live[data-ready]").first
        figure.wait_for()
        figure.evaluate("(figure) => figure.scrollIntoView({ block: 'center', behavior: 'instant' })")
        page.wait_for_timeout(500)
        shot = page.screenshot()
        front = browser.new_page(viewport={"width": 1200, "height": 630}, color_scheme="light")
        front.goto((ROOT / "_build" / "html" / "index.html").as_uri())
        front.locator("figure.live[data-ready]").first.wait_for()
        social = front.screenshot()
        browser.close()
    for target, taken in ((TARGET, shot), (SOCIAL, social)):
        image = Image.open(io.BytesIO(taken)).convert("RGB").quantize(256, dither=Image.Dither.NONE)
        target.parent.mkdir(exist_ok=True)
        image.save(target, optimize=True)
    return max(TARGET.stat().st_size, SOCIAL.stat().st_size)


if __name__ == "__main__":
    size = picture(sys.argv[1] if len(sys.argv) > 1 else "chapters/ch01_surprise.html")
    if size > LIMIT:
        raise SystemExit(f"a picture has {size} bytes, more than {LIMIT}")
    print(f"{TARGET.relative_to(ROOT)}, {SOCIAL.relative_to(ROOT)}: at most {size} bytes each")
