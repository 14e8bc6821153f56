"""Pack the built site as an e-book, _build/cross-entropy.epub (EPUB 3).

    .venv/bin/python tools/paper_epub.py [file]

The archive is written here and not by EbookLib, which reads each page as HTML and writes it again: it spells SVG's
``viewBox`` and ``clipPath`` in small letters, and no drawing is left.
"""

from __future__ import annotations

import html
import sys
import time
import uuid
import zipfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that this file may be run and imported alike

from tools import paper_parts as parts

TARGET = parts.ROOT / "_build" / "cross-entropy.epub"
SHEET = Path(__file__).with_name("paper_epub.css")

PAGE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en">
<head><title>{title}</title><link rel="stylesheet" type="text/css" href="book.css"/></head>
<body{of}>{body}</body>
</html>
"""
CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
<rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
PACKAGE = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
{metadata}
</metadata>
<manifest>
{manifest}
</manifest>
<spine>
{spine}
</spine>
</package>
"""
#: What the book has for those who hear it, or read it in another way; the terms are those of schema.org.
ACCESS = {
    "accessMode": ["textual", "visual"],
    "accessModeSufficient": ["textual,visual", "textual"],
    "accessibilityFeature": ["alternativeText", "MathML", "readingOrder", "structuralNavigation", "tableOfContents"],
    "accessibilityHazard": ["none"],
    "accessibilitySummary": [
        "Every drawing has a description, every formula is MathML, and headings are nested. The live figures of the "
        "site stand still."
    ],
}


def book(target: Path = TARGET, site: Path = parts.SITE) -> Path:
    """Pack the site's pages into `target` and return it."""
    with parts.browser() as browser:
        pack(target, site, browser)
    return target


def pack(target: Path, site: Path, browser: Any) -> None:
    """Read the site's pages in the browser and write the archive."""
    page = browser.new_page(viewport={"width": 1600, "height": 2560})
    page.set_content(cover_drawn())
    picture = page.screenshot(type="png")
    parts.read(page, site, ebook=True)
    chapters = page.evaluate("(groups) => paper.files(groups)", parts.groups())
    page.close()
    target.parent.mkdir(parents=True, exist_ok=True)
    write(target, chapters, picture)


def write(target: Path, chapters: list[dict[str, Any]], picture: bytes) -> None:
    """Write the archive: the type first and not packed, as the format wants it."""
    stamp = time.gmtime(max(parts.changed(), 315532800))  # a ZIP archive knows no time before 1980
    cover = (
        '<section epub:type="cover"><img src="cover.png" alt="Cover: Cross-Entropy, and a falling curve"/></section>'
    )
    files: dict[str, str | bytes] = {
        "META-INF/container.xml": CONTAINER,
        "book/package.opf": package(chapters, time.strftime("%Y-%m-%dT%H:%M:%SZ", stamp)),
        "book/nav.xhtml": PAGE.format(title="Contents", of="", body=navigation(chapters)),
        "book/cover.xhtml": PAGE.format(title=parts.TITLE, of=' class="cover"', body=cover),
        "book/cover.png": picture,
        "book/book.css": SHEET.read_text(encoding="utf-8") + colour_rules(),
        "book/edition.xhtml": PAGE.format(title="This edition", of="", body=edition()),
    }
    for chapter in chapters:
        # a word of CSS, which the SVG of e-books knows as a style alone
        body = chapter["xhtml"].replace('image-rendering="pixelated"', 'style="image-rendering: pixelated"')
        text = PAGE.format(title=html.escape(chapter["title"]), of="", body=body)
        files[f"book/{chapter['id']}.xhtml"] = text
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype", stamp[:6]), "application/epub+zip", zipfile.ZIP_STORED)
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, stamp[:6])
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED, 9)


def package(chapters: list[dict[str, Any]], modified: str) -> str:
    """Return the package document: what the book is, its files, and their order."""
    text = html.escape
    identifier = uuid.uuid5(uuid.NAMESPACE_URL, parts.home())
    metadata = [
        f'<dc:identifier id="id">urn:uuid:{identifier}</dc:identifier>',
        f"<dc:title>{text(parts.TITLE)}: {text(parts.SUBTITLE[0].lower() + parts.SUBTITLE[1:])}</dc:title>",
        "<dc:language>en</dc:language>",
        f"<dc:creator>{text(parts.author())}</dc:creator>",
        f"<dc:description>{text(parts.DESCRIPTION)}</dc:description>",
        f"<dc:source>{parts.home()}</dc:source>",
        "<dc:rights>Text and figures CC BY 4.0, code BSD-3-Clause</dc:rights>",
        f"<dc:date>{modified[:10]}</dc:date>",
        f'<meta property="dcterms:modified">{modified}</meta>',
        *(f'<meta property="schema:{name}">{text(one)}</meta>' for name, told in ACCESS.items() for one in told),
    ]
    manifest = [
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
        '<item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/>',
        '<item id="edition" href="edition.xhtml" media-type="application/xhtml+xml"/>',
        '<item id="cover-image" href="cover.png" media-type="image/png" properties="cover-image"/>',
        '<item id="sheet" href="book.css" media-type="text/css"/>',
    ]
    for chapter in chapters:
        has = f' properties="{" ".join(chapter["properties"])}"' if chapter["properties"] else ""
        place = f'href="{chapter["id"]}.xhtml" media-type="application/xhtml+xml"'
        manifest.append(f'<item id="{chapter["id"]}" {place}{has}/>')
    order = ["cover", "edition", "nav", *(chapter["id"] for chapter in chapters)]
    spine = [f'<itemref idref="{name}"/>' for name in order]
    return PACKAGE.format(metadata="\n".join(metadata), manifest="\n".join(manifest), spine="\n".join(spine))


def navigation(chapters: list[dict[str, Any]]) -> str:
    """Return the table of contents, in three levels, and the landmarks."""
    groups: list[tuple[str, list[str]]] = []
    for chapter in chapters:
        if chapter["group"]:
            groups.append((chapter["group"], []))
        file = f"{chapter['id']}.xhtml"
        below = "".join(
            f'<li><a href="{file}#{section["id"]}">{html.escape(section["title"])}</a></li>'
            for section in chapter["sections"]
        )
        below = f"<ol>{below}</ol>" if below else ""
        groups[-1][1].append(f'<li><a href="{file}">{html.escape(chapter["title"])}</a>{below}</li>')
    listed = "".join(f"<li><span>{html.escape(name)}</span><ol>{''.join(of)}</ol></li>" for name, of in groups)
    return (
        f'<nav epub:type="toc" role="doc-toc" aria-label="Contents"><h1>Contents</h1><ol>{listed}</ol></nav>'
        '<nav epub:type="landmarks" aria-label="Landmarks" hidden="hidden"><ol>'
        '<li><a epub:type="cover" href="cover.xhtml">Cover</a></li>'
        '<li><a epub:type="toc" href="nav.xhtml">Contents</a></li>'
        f'<li><a epub:type="bodymatter" href="{chapters[0]["id"]}.xhtml">Start</a></li></ol></nav>'
    )


def edition() -> str:
    """Return the page that says what this edition is."""
    return f"<section><h1>This edition</h1>{parts.ABOUT_EDITION.replace('<br>', '<br/>')}</section>"


def colour_rules() -> str:
    """Return the rules for the words that carry a colour of the book."""
    colours = parts.colours()
    return "".join(f".{name} {{ color: {colours[name]}; }}\n" for name in ("truth", "model", "hand", "third"))


def cover_drawn() -> str:
    """Return the page whose picture is the cover."""
    curve = (parts.ROOT / "_static" / "parts" / "surprise.svg").read_text(encoding="utf-8")
    return f"""<!DOCTYPE html><html lang="en"><style>
body {{ box-sizing: border-box; height: 100vh; margin: 0; padding: 420px 150px 170px;
  display: flex; flex-direction: column; background: #fefefe; color: #1b2026;
  font-family: system-ui, "Liberation Sans", sans-serif; }}
h1 {{ margin: 0 0 40px; font-size: 158px; line-height: 1; letter-spacing: -0.02em; }}
p {{ margin: 0; font-size: 72px; line-height: 1.3; color: #565e67; text-wrap: balance; }}
svg {{ width: 1300px; margin-top: 200px; }} .foot {{ margin-top: auto; font-size: 52px; }}</style>
<h1>{html.escape(parts.TITLE)}</h1><p>{html.escape(parts.SUBTITLE)}</p>{curve}
<p class="foot">{html.escape(parts.author())}</p></html>"""


if __name__ == "__main__":
    try:
        made = book(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)
    except RuntimeError as error:
        sys.exit(f"make epub: {error}")
    parts.offer(made)
    print(f"{made}: {made.stat().st_size / 1e6:.1f} MB")
