"""A short address for each figure, as the book on paper prints it: ``/f/ch01-surprise`` leads to the figure.

A static host knows no redirects, so that each is a page of three lines in a folder of its own, which no page links to.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from sphinx.application import Sphinx

SHORT = "f"
_PAGE = """<!DOCTYPE html>
<html lang="en"><meta charset="utf-8"><title>{title}</title><meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={to}"><link rel="canonical" href="{to}"><a href="{to}">{title}</a></html>
"""


def short_name(figure: str) -> str:
    """Return what stands behind ``/f/`` for the figure of the id ``fig-ch01-surprise``."""
    return figure.removeprefix("fig-")


def write_addresses(app: Sphinx, exception: Exception | None) -> None:
    """Write a page for each numbered figure, and remove those of figures that are gone."""
    if exception or app.builder.name != "html":
        return
    folder = Path(app.outdir) / SHORT
    kept = set()
    for docname, name in sorted(set(app.env.domains["std"].anonlabels.values())):
        if not name.startswith("fig-"):
            continue
        kept.add(short_name(name))
        page = folder / short_name(name) / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        to = f"../../{app.builder.get_target_uri(docname)}#{name}"
        text = _PAGE.format(title="A figure of Cross-Entropy", to=to)
        if not page.is_file() or page.read_text(encoding="utf-8") != text:
            page.write_text(text, encoding="utf-8")
    for old in folder.glob("*"):
        if old.name not in kept:
            shutil.rmtree(old)


def setup(app: Sphinx) -> dict[str, bool]:
    """Write them when all pages are there."""
    app.connect("build-finished", write_addresses, priority=950)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
