"""What a page's references point to on other pages, put into the page itself, for `previews.js` to show.

Equations, captions of figures, terms of the glossary and sources; each as a ``<template>``, which no browser draws,
without anchors and links of its own.
"""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote, urljoin

from formula_fonts import fonts_for

_BLOCK = re.compile(r"<!-- previews -->.*?<!-- end of previews -->\n", re.S)
_REFERENCE = re.compile(r'<a class="reference internal" href="([^"#]+\.html#[^"]+)"')


def with_previews(pages: dict[str, str]) -> dict[str, str]:
    """Return the pages, each with what its references to other pages show; a page that has it stays as it is."""
    plain = {address: _BLOCK.sub("", page) for address, page in pages.items()}
    found: dict[tuple[str, str], str] = {}
    return {address: _with_own(address, page, plain, found) for address, page in plain.items()}


def _with_own(address: str, page: str, pages: dict[str, str], found: dict[tuple[str, str], str]) -> str:
    parts = []
    for href in dict.fromkeys(_REFERENCE.findall(page)):
        path, _, anchor = href.partition("#")
        target = posixpath.normpath(urljoin(address, path))
        if target in pages and (target, anchor) not in found:
            found[target, anchor] = preview(pages[target], unquote(anchor))
        if text := found.get((target, anchor)):
            parts.append(f'<template data-of="{href}">{text}</template>\n')
    if not parts:
        return page
    page = _with_fonts(page, "".join(parts))
    block = f"<!-- previews -->\n{''.join(parts)}<!-- end of previews -->\n"
    return page.replace("  </body>", block + "  </body>", 1)


def _with_fonts(page: str, shown: str) -> str:
    """Return the page with the fonts of what it may show among those that it fetches: none is asked for on hover."""
    listed = re.search(r' data-fonts="([^"]*)"', page)
    if not listed:
        return page
    fonts = listed[1].split(" ")
    folder = fonts[0].rpartition("/")[0]
    fonts += [f"{folder}/fonts/KaTeX_{name}.woff2" for name in fonts_for(shown)]
    return page.replace(listed[0], f' data-fonts="{" ".join(dict.fromkeys(fonts))}"', 1)


def preview(page: str, anchor: str) -> str:
    """Return what is shown of the place `anchor`, or nothing where a reference says enough by itself."""
    start = re.search(rf'<(\w+)[^>]*\bid="{re.escape(anchor)}"[^>]*>', page)
    if not start:
        return ""
    tag, opening = start[1], start[0]
    if tag == "dt":
        place = page.find("<dd", start.end())
        text = _element(page, place, "dd") if place >= 0 and anchor.startswith("term-") else ""
    elif tag == "figure" or "numbered-figure" in opening:
        place = page.find("<figcaption", start.end())
        text = _element(page, place, "figcaption")
    elif tag == "div" and re.search(r'class="[^"]*\b(?:math|citation)\b', opening):
        text = _element(page, start.start(), "div")
    else:
        return ""
    text = re.sub(r'<a class="headerlink".*?</a>|<span class="(?:eqno|backrefs)">.*?</span>', "", text, flags=re.S)
    text = re.sub(r"</?a\b[^>]*>", "", text)
    text = re.sub(r"^<(dd|figcaption)\b[^>]*>|</(dd|figcaption)>$", "", text)
    return re.sub(r' (?:id|data-tex)="[^"]*"', "", text).strip()


def _element(page: str, start: int, tag: str) -> str:
    """Return the element of this tag that begins at `start`."""
    depth = 0
    for match in re.finditer(rf"<(/?){tag}\b[^>]*>", page[start:]):
        depth += -1 if match[1] else 1
        if depth == 0:
            return page[start : start + match.end()]
    return ""
