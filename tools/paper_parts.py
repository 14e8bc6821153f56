"""The built site as the parts of one book: what `paper.py` prints and `paper_epub.py` packs.

The pages are read and changed by `paper_parts.js` in a browser, which knows HTML, SVG and MathML as the readers of the
site's pages do; no script of the pages runs.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that this file may be run and imported alike

import ce_helpers
from tools import browsers

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "_build" / "html"
SCRIPT = Path(__file__).with_name("paper_parts.js")

#: What both files say of the book.
TITLE = "Cross-Entropy"
SUBTITLE = "An interactive textbook on the loss that models learn from"
VERSION = ce_helpers.__version__
DESCRIPTION = (
    "What cross-entropy means, why it is built on a logarithm, where its gradient comes from, and what goes wrong in "
    "practice; with exercises and their solutions. The live figures of the site stand still here."
)
#: For the reader, on a page of its own.
ABOUT_EDITION = """
<p>This is the whole text of <a href="https://cross-entropy-book.github.io/">cross-entropy-book.github.io</a>: its
chapters, reference pages, equations and figures have the numbers that they have there.</p>
<p>What moves on the site stands still here. Each live figure is shown as it opens, and the address below it leads to
the one that moves. A prediction is followed by its answer at once: cover what follows with your hand, and decide.</p>
<p>The answers to the quick questions and the solutions of the exercises stand at the end, under <em>Solutions</em>, and
the code that is folded on the site under <em>Listings</em>. To have your own solution checked, open the chapter on the
site, or its notebook in JupyterLab.</p>
<p>Text and figures may be used under CC BY 4.0, the code under the BSD 3-Clause licence.</p>
"""


def config() -> dict[str, Any]:
    """Return the book's settings."""
    read: dict[str, Any] = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    return read


def home() -> str:
    """Return the address of the site, with a closing slash."""
    return str(config()["sphinx"]["config"]["html_baseurl"])


def author() -> str:
    """Return who the book is by."""
    return str(config()["author"])


def changed() -> float:
    """Return when the book was last changed, in seconds: what ``SOURCE_DATE_EPOCH`` says, or the last commit."""
    if said := os.environ.get("SOURCE_DATE_EPOCH"):
        return float(said)
    log = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True)
    return float(log.stdout) if log.returncode == 0 and log.stdout.strip() else time.time()


def groups() -> list[dict[str, Any]]:
    """Return the groups of the table of contents, each with its caption and the names of its pages."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    found = [{"caption": "Before you begin", "pages": [toc["root"]]}]
    for part in toc["parts"]:
        found.append({"caption": part["caption"], "pages": [Path(c["file"]).name for c in part["chapters"]]})
    return found


def paths() -> dict[str, str]:
    """Return for each page its place in the site, in the order of the book."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    files = [toc["root"], *(chapter["file"] for part in toc["parts"] for chapter in part["chapters"])]
    return {Path(file).name: f"{file}.html" for file in files}


def colours() -> dict[str, str]:
    """Return the book's colours by name, those of its light mode."""
    text = (ROOT / "ce_helpers" / "live" / "live.css").read_text(encoding="utf-8")
    light = text[text.index(":root {") : text.index("}")]
    return dict(re.findall(r"--ce-([\w-]+): (#\w+)", light))


def offer(file: Path) -> None:
    """Lay the file beside the site's pages, and name it at the foot of each, where the site has been built.

    The site is what the file is made from, and so it cannot know it before.
    """
    if not (SITE / "index.html").is_file():
        return
    shutil.copy(file, SITE / file.name)
    kinds = [("PDF", "cross-entropy.pdf"), ("EPUB", "cross-entropy.epub")]
    there = [(kind, name, (SITE / name).stat().st_size / 1e6) for kind, name in kinds if (SITE / name).is_file()]
    for path in ["404.html", "search.html", *paths().values()]:
        page = SITE / path
        up = "../" * path.count("/")
        links = " or ".join(f'<a href="{up}{name}">{kind}</a> ({size:.1f} MB)' for kind, name, size in there)
        text = re.sub(r'\n?  <p class="book-files">.*?</p>', "", page.read_text(encoding="utf-8"))
        line = f'\n  <p class="book-files">The whole book as {links}.</p>'
        page.write_text(text.replace('<footer class="book-footer">', f'<footer class="book-footer">{line}'), "utf-8")


@contextmanager
def browser() -> Iterator[Any]:
    """Start a headless Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=browsers.chromium(), args=browsers.CHROMIUM_FLAGS)
        yield started
        started.close()


def read(page: Any, site: Path, *, ebook: bool) -> list[dict[str, str]]:
    """Read the built pages into `page`, where ``paper`` of the script knows them; return their names and titles."""
    missing = [path for path in paths().values() if not (site / path).is_file()]
    if missing:
        raise RuntimeError(f"{site} lacks {', '.join(missing)}; run `make book` first")
    page.evaluate(SCRIPT.read_text(encoding="utf-8"))
    options = {"home": home(), "ebook": ebook, "pages": list(paths()), "colours": colours()}
    page.evaluate("(options) => paper.start(options)", options)
    return [
        page.evaluate(
            "(one) => paper.take(one)", {"name": name, "path": path, "html": (site / path).read_text("utf-8")}
        )
        for name, path in paths().items()
    ]
