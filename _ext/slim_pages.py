"""Light pages: one style sheet and three scripts, made from the theme's many; a title and a description for each page.

The theme's page loads two dozen files and 2.4 MB, of which the book uses a small part. Here the pages are given the
names of what they need (`describe`), and once all pages are written the sheets are joined, cut down to the selectors
that some page can match, and the icon font to the glyphs that are left (`write_assets`). All of it is derived anew
from the installed theme on each build, so that a second build gives the same files.
"""

from __future__ import annotations

import hashlib
import html
import re
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from docutils import nodes
from formula_fonts import fonts_for, signs_of, write_font
from light_markup import fewer_elements
from minified import minified
from myst_nb.sphinx_ import NbMetadataCollector
from numbers_for_readers import numbered_title
from page_parts import (
    ICONS,
    MADE_BY_SCRIPTS,
    NOWHERE,
    OTHER_SCRIPTS,
    OWN,
    SCRIPTS,
    SHEETS,
    SPEAKING,
    UNUSED,
    scripts_for,
)
from previews import with_previews
from purged_sheet import purged, without_unused_keyframes, without_unused_variables
from search_index import search_index
from short_addresses import SHORT
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ExtensionError

from ce_helpers.live import site_script

#: The scripts that bring the live figures of a page to life, and their source maps.
LIVE = re.compile(r"live\.[\w-]+\.js(\.map)?")
ABOUT = {
    "404": "No page of the book on cross-entropy loss has this address; its chapters and its search are a step away.",
    "search": "Search the text of the book on cross-entropy loss: chapters, exercises, glossary and notation.",
    "genindex": "The alphabetical index of the book on cross-entropy loss, with a link to each place in the text.",
}


# --- what each page is told ---------------------------------------------------------------------------------------


def forget_files(_app: Sphinx, config: Config) -> None:
    """Drop the list of sheets and scripts that Jupyter Book found.

    No page names them; and since some are made by the build itself, the next build would find others than this one,
    and write all pages anew.
    """
    config.html_css_files, config.html_js_files = [], []


def forget_widgets(app: Sphinx, doctree: nodes.document) -> None:
    """Keep the state of ipywidgets out of the page: the live figures carry their own."""
    files = NbMetadataCollector.get_js_files(app.env, app.env.docname)
    for key in [key for key in files if key.startswith("ipywidgets_")]:
        del files[key]


def search_ourselves(app: Sphinx) -> None:
    """Leave out Sphinx's search and its index."""
    app.builder.search = False  # type: ignore[attr-defined]


def search_page(_app: Sphinx) -> list[tuple[str, dict[str, Any], str]]:
    """Return the two pages that no source stands for."""
    return [("search", {}, "search.html"), ("404", {"title": "No such page"}, "404.html")]


def describe(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Tell the template the page's title, description, scripts and fonts."""
    book = re.sub(r"<[^>]+>", "", str(context.get("docstitle", "")))
    title = html.unescape(re.sub(r"<[^>]+>", "", str(context.get("title", "")))).strip()
    for key, place in (("prev", 1), ("next", 2)):
        docname = (app.builder.relations.get(pagename) or [None, None, None])[place]  # type: ignore[attr-defined]
        if docname and context.get(key):
            start = docname == app.config.root_doc
            context[key]["title"] = "Front page" if start else numbered_title(app, docname, context[key]["title"])
    home = pagename == context.get("root_doc", context.get("master_doc"))
    context["page_citation"] = title if pagename.startswith("chapters/ch") else ""
    context["base_path"] = urlsplit(app.config.html_baseurl).path or "/"
    context["social_picture"] = f"{app.config.html_baseurl}_static/social.png"
    context["author"] = app.config.author
    context["page_title_text"] = html.escape(book if home else f"{title} · {book}", quote=True)
    body = context.get("body", "")
    if body:
        body = context["body"] = _mended(fewer_elements(body, app.config.html_theme_options))
    fonts = ["icons.woff2", *(f"fonts/KaTeX_{name}.woff2" for name in fonts_for(body))]
    extra = re.findall(r"<meta\b[^>]*>", str(context.get("metatags", "")))
    context["metatags"] = "\n".join(tag for tag in extra if not re.search(r'name="(viewport|description)"', tag))
    context["page_about"] = ABOUT.get(pagename) or _description(doctree)
    scripts = [live_script(pagename) if name == "live.js" else name for name in scripts_for(body)]
    context["page_scripts"] = [context["pathto"](f"_static/{name}", 1) for name in scripts]
    context["page_fonts"] = " ".join(context["pathto"](f"_static/{name}", 1) for name in fonts)


def _mended(body: str) -> str:
    """Return the article without Thebe's scripts, without names that contradict what is seen, without old roles."""
    body = re.sub(r"<script(?![^>]*\bsrc=)[^>]*>.*?</script>", "", body, flags=re.S)
    body = re.sub(r"<th([^>]*)>\s*(?:<p></p>\s*)?</th>", r"<td\1></td>", body)  # a header that is empty heads nothing
    body = body.replace('<summary aria-label="Toggle hidden content">', "<summary>")
    body = re.sub(r"<(pre|code)(?=[ >])", r'<\1 translate="no"', body)
    return body.replace('role="doc-biblioentry"', 'role="listitem"')


def _description(doctree: nodes.document | None) -> str:
    """Return the description in the page's metadata (``html_meta``), or else the first paragraph's beginning."""
    if doctree is None:
        return ""
    for meta in doctree.findall(nodes.meta):
        if meta.get("name") == "description":
            return str(meta["content"])
    for paragraph in doctree.findall(nodes.paragraph):
        if isinstance(paragraph.parent, nodes.section) and not any(paragraph.findall(nodes.math)):
            text = " ".join(paragraph.astext().split())
            if len(text) >= 50:
                return text if len(text) <= 160 else text[:157].rsplit(" ", 1)[0].rstrip(",;:") + " …"
    return ""


# --- the two files -------------------------------------------------------------------------------------------------


def write_assets(app: Sphinx, exception: Exception | None) -> None:
    """Write ``site.css``, the scripts, the icon font, the site map and ``robots.txt``; remove what they replace."""
    if exception or app.builder.name != "html":
        return
    out = Path(app.outdir)
    static = out / "_static"
    parts = _gather(app, static)
    words = Path(app.srcdir) / "chapters" / "synonyms.txt"
    found = sorted(path for path in out.rglob("*.html") if not {static, out / SHORT} & {*path.parents})
    pages = {path.relative_to(out).as_posix(): path.read_text(encoding="utf-8") for path in found}
    for name, page in with_previews(pages).items():
        _write(out / name, page)
        pages[name] = page
    live = site_script().text
    mark, stamp = _fingerprint({**pages, "live": live}, parts, words), parts / "made-from.txt"
    if not (stamp.is_file() and stamp.read_text() == mark and (static / "site.css").is_file()):
        scripts = {
            name: "".join(f"{read_part(parts, part).strip()}\n;\n" for part in script.parts)
            for name, script in {**SCRIPTS, **OTHER_SCRIPTS}.items()
            if script.parts
        }
        spoken = "\n".join([*scripts.values(), live, *(read_part(parts, name) for name in SPEAKING), MADE_BY_SCRIPTS])
        sheet = purged("\n".join(_with_paths(parts, name) for name in SHEETS), list(pages.values()), spoken, NOWHERE)
        everything_else = spoken + "".join(pages.values())
        sheet = without_unused_keyframes(without_unused_variables(sheet, everything_else), everything_else)
        sheet = sheet.replace("katex/fonts/", "fonts/")
        signs = signs_of(pages.values())
        sheet = re.sub(
            r"@font-face\{[^}]*\bKaTeX_([\w-]+)\.woff2[^}]*\}\n?", lambda m: m[0] if signs.get(m[1]) else "", sheet
        )
        for old in static.glob("live.*"):
            old.unlink()
        for name, text in minified({"site.css": sheet, **scripts, **_live_scripts(pages)}, Path(app.srcdir)).items():
            _write(static / name, text)
        _write(static / "search-index.js", search_index(pages, words))
        write_font(parts / ICONS, static / "icons.woff2", {c for c in sheet if "\ue000" <= c <= "\uf8ff"})
        for name in (name for name, written in signs.items() if written):
            font = f"KaTeX_{name}.woff2"
            write_font(parts / "katex" / "fonts" / font, static / "fonts" / font, signs[name])
        stamp.write_text(mark)
    for pattern in UNUSED:
        for path in {path for path in static.glob(pattern) if not LIVE.fullmatch(path.name)}:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    base = app.config.html_baseurl
    _write(out / "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n")
    rows = "".join(f"<url><loc>{base}{name}</loc></url>\n" for name in pages if name not in ("search.html", "404.html"))
    start = '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    _write(out / "sitemap.xml", f"{start}{rows}</urlset>\n")


def live_script(pagename: str) -> str:
    """Return the name of the script with a page's own live figures; `start.js` knows it by what is before the dot."""
    return f"live.{pagename.rpartition('/')[2]}.js"


def _live_scripts(pages: dict[str, str]) -> dict[str, str]:
    """Return for each page with live figures its script, which carries its map."""
    found = {}
    for name, page in pages.items():
        if figures := sorted(set(re.findall(r'<figure[^>]* data-live="([\w-]+)"', page))):
            script = site_script([figure.replace("-", "_") for figure in figures])
            found[live_script(name.removesuffix(".html"))] = script.with_map(texts=True)
    return found


def _fingerprint(pages: dict[str, str], parts: Path, words: Path) -> str:
    """Return a hash of all that the two files are made from, this module included."""
    told = hashlib.sha256(words.read_bytes())
    for module in sorted(Path(__file__).parent.glob("*.py")):
        told.update(module.read_bytes())
    for name, text in pages.items():
        told.update(f"{name}\0{text}\0".encode())
    for path in sorted(p for p in parts.rglob("*") if p.is_file() and p.name != "made-from.txt"):
        told.update(path.relative_to(parts).as_posix().encode() + path.read_bytes())
    return told.hexdigest()


def _gather(app: Sphinx, static: Path) -> Path:
    """Return a folder with all sheets and scripts: the theme's as Sphinx last wrote them, the book's as they are now.

    Sphinx writes the theme's files only when some page has changed, and then they are taken out of the site; so they
    are kept beside the doctrees.
    """
    parts = Path(app.doctreedir) / "slim_pages"
    for name in {*SHEETS, *(part for script in SCRIPTS.values() for part in script.parts), ICONS} - {*OWN}:
        if found := list(static.glob(name)):
            for old in parts.glob(name):
                old.unlink()
        for path in found:
            _copy(path, parts / path.relative_to(static))
    for name in OWN:
        for old in parts.glob(name):
            old.unlink()
        for folder in app.config.html_static_path:
            for path in (Path(app.srcdir) / folder).glob(name):
                _copy(path, parts / path.relative_to(Path(app.srcdir) / folder))
    return parts


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def read_part(static: Path, name: str) -> str:
    """Return a file's text without the pointer to its source map."""
    found = sorted(static.glob(name))
    if not found:
        raise ExtensionError(f"page_parts: no file of the theme or the book is called {name}")
    text = "\n".join(path.read_text(encoding="utf-8") for path in found)
    return re.sub(r"(//# sourceMappingURL=\S+|/\*# sourceMappingURL=\S+ \*/)", "", text)


def _with_paths(static: Path, name: str) -> str:
    """Return a sheet's text with its relative addresses seen from ``_static``."""
    folder = name.rpartition("/")[0]
    text = read_part(static, name)
    return re.sub(r"url\((?!data:|['\"]|#)([^)]+)\)", rf"url({folder}/\1)", text) if folder else text


def _write(path: Path, text: str) -> None:
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Speak last for each page, and write the files once all pages are there."""
    app.connect("config-inited", forget_files)
    app.connect("builder-inited", search_ourselves)
    app.connect("html-collect-pages", search_page)
    app.connect("doctree-read", forget_widgets, priority=900)
    app.connect("html-page-context", describe, priority=900)
    app.connect("build-finished", write_assets, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
