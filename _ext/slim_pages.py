"""Light pages: one style sheet and three scripts, made from the theme's many; a title and a description for each page.

The theme's page loads two dozen files and 2.4 MB, of which the book uses a small part. Here the pages are given the
names of what they need (`describe`), and once all pages are written the sheets are joined, cut down to the selectors
that some page can match, and the icon font to the glyphs that are left (`write_assets`). All of it is derived anew
from the installed theme on each build, so that a second build gives the same files.
"""

from __future__ import annotations

import hashlib
import html
import itertools
import re
import shutil
from pathlib import Path
from typing import Any

import tinycss2
from docutils import nodes
from fontTools import subset
from fontTools.ttLib import TTFont
from light_markup import fewer_elements
from myst_nb.sphinx_ import NbMetadataCollector
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ExtensionError
from sphinx.transforms.post_transforms import SphinxPostTransform

#: In the order in which the theme loads them; those of the book last.
SHEETS = [
    "basic.css",
    "styles/pydata-sphinx-theme.css",
    "pygments.css",
    "styles/sphinx-book-theme.css",
    "copybutton.css",
    "mystnb.*.css",
    "sphinx-design.min.css",
    "katex/katex.min.css",
    "live.css",
    "page.css",
    "book.css",
]
#: Each file's parts, the files in the order in which they run.
SCRIPTS = {
    "site.js": ["documentation_options.js", "doctools.js", "sphinx_highlight.js", "book.js"],
    "theme.js": ["scripts/sphinx-book-theme.js", "scripts/pydata-sphinx-theme.js"],
    "copy.js": ["clipboard.min.js", "copybutton.js"],
}
#: How the theme's script begins to look, at once and after every change of the page, which box scrolls: it lays the
#: page out anew for each box. `book.js` does the same for all boxes at a time.
TAB_STOPS = re.compile(
    r'window\.addEventListener\("resize",\w+\),new MutationObserver\(\w+\)'
    r'\.observe\(document\.getElementById\("main-content"\),\{subtree:!0,childList:!0\}\),\w+\(\)'
)
#: How it takes the focus off the buttons that open a menu, so that the menu, closed again, cannot give it back.
BLURRED_BUTTONS = re.compile(
    r'\[".theme-switch-button",".search-button",".primary-toggle",".secondary-toggle"\]\.forEach'
    r"\(\(?\w+=>\{const \w+=document\.querySelector\(\w+\);\w+&&\w+\.addEventListener"
    r'\("click",\(?\(\)=>\{\w+\.blur\(\)\}\)?,!0\)\}\)?\)'
)
SEARCH_SCRIPTS = ["_static/searchtools.js", "_static/language_data.js", "searchindex.js"]
ICONS = "vendor/fontawesome/webfonts/fa-solid-900.woff2"
#: What the book itself has, in the folders of `html_static_path`.
OWN = ["live.css", "live.js", "live.js.map", "page.css", "page.js", "book.css", "book.js", "katex/katex.min.css"]
#: What the theme brings and no page asks for, once the files above are made.
UNUSED = [
    "vendor", "scripts", "styles", "images", "locales", "webpack-macros.html", "sbt-webpack-macros.html", "*.map",
    "clipboard.min.js", "copybutton*.js", "copybutton.css", "togglebutton.*", "sphinx-thebe.*", "design-tabs.js",
    "sphinx-design.min.css", "mystnb.*.css", "pygments.css", "basic.css", "live.css", "book.css", "katex-math.css",
    "katex/katex.min.css", "doctools.js", "sphinx_highlight.js", "documentation_options.js", "underscore*.js",
    "jquery*.js", "_sphinx_javascript_frameworks_compat.js", "katex_autorenderer.js", "file.png", "minus.png",
    "plus.png", "*-solid.svg", "copy-button.svg", "page.css", "page.js",
]  # fmt: skip
#: Classes that scripts build from parts, and so stand in none of them as a word.
MADE_BY_SCRIPTS = {"pst-sidebar-hidden", "pst-squeeze", "live-lit", "live-shown", "live-failed"}
#: Words of these scripts are taken for class names that may appear.
SPEAKING_SCRIPTS = ["copybutton.js", "sphinx_highlight.js", "searchtools.js", "live.js", "page.js", "book.js",
                    "scripts/sphinx-book-theme.js", "scripts/pydata-sphinx-theme.js"]  # fmt: skip
#: KaTeX's fonts, each with what stands in the formulas that use it. A font that the sheet alone asks for is asked for
#: when the text is laid out, and then comes before all else.
FORMULA_FONTS = {
    "Main-Regular": r'class="katex"',
    "Math-Italic": r"\bmathnormal\b",
    "Main-Bold": r"\bmathbf\b",
    "AMS-Regular": r"\b(?:amsrm|mathbb)\b",
    "Caligraphic-Regular": r"\bmathcal\b",
    "SansSerif-Regular": r"\b(?:mathsf|textsf)\b",
    "Typewriter-Regular": r"\btexttt\b",
    "Size1-Regular": r"\bsmall-op\b|\bdelimsizing size1\b",
    "Size2-Regular": r"\blarge-op\b|\bdelimsizing size2\b",
    "Size3-Regular": r"\bdelimsizing size3\b",
    "Size4-Regular": r"\bdelimsizing (?:size4|mult)\b",
}

ABOUT = {
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


def describe(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Tell the template the page's title, description, scripts and fonts."""
    book = re.sub(r"<[^>]+>", "", str(context.get("docstitle", "")))
    title = html.unescape(re.sub(r"<[^>]+>", "", str(context.get("title", "")))).strip()
    home = pagename == context.get("root_doc", context.get("master_doc"))
    context["page_title_text"] = html.escape(book if home else f"{title} · {book}", quote=True)
    fonts = ["_static/icons.woff2"]
    if "body" in context:
        context["body"] = fewer_elements(_mended(context["body"]), app.config.html_theme_options)
        names = [name for name, used in FORMULA_FONTS.items() if re.search(used, context["body"])]
        fonts += [f"_static/katex/fonts/KaTeX_{name}.woff2" for name in names]
    extra = re.findall(r"<meta\b[^>]*>", str(context.get("metatags", "")))
    context["metatags"] = "\n".join(tag for tag in extra if not re.search(r'name="(viewport|description)"', tag))
    context["page_about"] = ABOUT.get(pagename) or _description(doctree)
    theme = [f"_static/{name}" for name in SCRIPTS]
    scripts = [*theme, *SEARCH_SCRIPTS] if pagename == "search" else ["_static/live.js", *theme]
    context["page_scripts"] = [context["pathto"](name, 1) for name in scripts]
    context["page_ahead"] = [("font", context["pathto"](name, 1)) for name in fonts]
    context["page_ahead"] += [("script", name) for name in context["page_scripts"]]


def _mended(body: str) -> str:
    """Return the article without Thebe's settings, without names that contradict what is seen, without old roles."""
    body = re.sub(r'<script type="text/x-thebe-config">.*?</script>', "", body, flags=re.S)
    body = re.sub(r"<th([^>]*)>\s*(?:<p></p>\s*)?</th>", r"<td\1></td>", body)  # a header that is empty heads nothing
    body = body.replace('<summary aria-label="Toggle hidden content">', "<summary>")
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


class FoldedBoxes(SphinxPostTransform):
    """Make an admonition of class ``dropdown`` a ``<details>``: it folds, by keyboard too, without a script."""

    default_priority = 900

    def run(self, **kwargs: Any) -> None:
        """Put the tags around the admonition's own title and children."""
        if self.app.builder.format != "html":
            return
        for box in list(self.document.findall(nodes.Admonition)):
            classes = box.get("classes", [])
            if "dropdown" not in classes or not box.children:
                continue
            names = html.escape(" ".join(["admonition", *(c for c in classes if not c.startswith("toggle"))]))
            ids = "".join(f'<span id="{html.escape(i)}"></span>' for i in box.get("ids", []))
            title, rest = box.children[0], box.children[1:]
            shown = " open" if "toggle-shown" in classes else ""
            start = f'{ids}<details class="{names}"{shown}><summary class="admonition-title">'
            place = box.parent.index(box)
            box.parent[place : place + 1] = [  # not replace_self: that would hand the classes to the first of them
                nodes.raw("", start, format="html"),
                *title.children,
                nodes.raw("", '</summary><div class="admonition-body">', format="html"),
                *rest,
                nodes.raw("", "</div></details>", format="html"),
            ]


# --- the two files -------------------------------------------------------------------------------------------------


def write_assets(app: Sphinx, exception: Exception | None) -> None:
    """Write ``site.css``, the scripts, the icon font, the site map and ``robots.txt``; remove what they replace."""
    if exception or app.builder.name != "html":
        return
    out = Path(app.outdir)
    static = out / "_static"
    parts = _gather(app, static)
    found = sorted(path for path in out.rglob("*.html") if static not in path.parents)
    pages = {path.relative_to(out).as_posix(): path.read_text(encoding="utf-8") for path in found}
    mark, stamp = _fingerprint(pages, parts), parts / "made-from.txt"
    if not (stamp.is_file() and stamp.read_text() == mark and (static / "site.css").is_file()):
        spoken = "".join(read_part(parts, name) for name in SPEAKING_SCRIPTS)
        sheet = _purged("\n".join(_with_paths(parts, name) for name in SHEETS), list(pages.values()), spoken)
        sheet = _unused_variables(sheet, spoken + "".join(pages.values()))
        _write(static / "site.css", sheet)
        for script, names in SCRIPTS.items():
            text = "".join(f"{read_part(parts, name).strip()}\n;\n" for name in names)
            if script == "theme.js":
                for name, part in (("TAB_STOPS", TAB_STOPS), ("BLURRED_BUTTONS", BLURRED_BUTTONS)):
                    text, found = part.subn("void 0", text)
                    if found != 1:
                        raise ExtensionError(f"slim_pages.{name} no longer fits the theme's script; see what it is for")
            _write(static / script, text)
        _write_icons(parts / ICONS, static / "icons.woff2", {ord(c) for c in sheet if "\ue000" <= c <= "\uf8ff"})
        stamp.write_text(mark)
    _write(static / "live.js", (parts / "live.js").read_text(encoding="utf-8"))
    for pattern in UNUSED:
        for path in static.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    _write(static / "live.js.map", (parts / "live.js.map").read_text(encoding="utf-8"))
    (static / "book.js").unlink(missing_ok=True)
    base = app.config.html_baseurl
    _write(out / "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n")
    rows = "".join(f"<url><loc>{base}{name}</loc></url>\n" for name in pages if name != "search.html")
    start = '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    _write(out / "sitemap.xml", f"{start}{rows}</urlset>\n")


def _fingerprint(pages: dict[str, str], parts: Path) -> str:
    """Return a hash of all that the two files are made from, this module included."""
    told = hashlib.sha256(Path(__file__).read_bytes())
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
    for name in {*SHEETS, *itertools.chain(*SCRIPTS.values()), *SPEAKING_SCRIPTS, ICONS}:
        if found := list(static.glob(name)):
            for old in parts.glob(name):
                old.unlink()
        for path in found:
            _copy(path, parts / path.relative_to(static))
    for folder in app.config.html_static_path:
        for name in OWN:
            if (Path(app.srcdir) / folder / name).is_file():
                _copy(Path(app.srcdir) / folder / name, parts / name)
    return parts


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def read_part(static: Path, name: str) -> str:
    """Return a file's text without the pointer to its source map."""
    found = sorted(static.glob(name))
    if not found:
        raise ExtensionError(f"slim_pages: no file of the theme or the book is called {name}")
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


def _write_icons(source: Path, target: Path, glyphs: set[int]) -> None:
    options = subset.Options(flavor="woff2", layout_features=[], notdef_outline=False, name_IDs=[1, 2])
    font = TTFont(source, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=glyphs)
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(target)


# --- the purge -----------------------------------------------------------------------------------------------------


def _purged(sheet: str, pages: list[str], spoken: str) -> str:
    """Return `sheet` without comments and without the rules that no element of `pages` could match."""
    words = set(re.findall(r"[A-Za-z][\w-]*", spoken)) | MADE_BY_SCRIPTS
    used: dict[str, set[str]] = {"class": set(words), "id": set(words), "tag": {"html", "body", "mark", "kbd"}}
    for page in pages:
        for value in set(re.findall(r'\bclass="([^"]*)"', page)):
            used["class"].update(html.unescape(value).split())
        used["id"].update(re.findall(r'\bid="([^"]*)"', page))
        used["tag"].update(tag.lower() for tag in re.findall(r"<([A-Za-z][\w-]*)", page + spoken))
    return "".join(_rules(tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True), used))


def _rules(rules: list[Any], used: dict[str, set[str]]) -> list[str]:
    kept = []
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [s for s in _split(rule.prelude) if _may_match(s, used)]
            if selectors:
                prelude = ",".join(tinycss2.serialize(s).strip() for s in selectors)
                kept.append(f"{prelude}{{{_tidy(rule.content)}}}\n")
        elif rule.type == "at-rule":
            name, prelude = rule.lower_at_keyword, tinycss2.serialize(rule.prelude)
            if rule.content is None:
                if name != "charset":
                    kept.append(f"@{name}{prelude};\n")
            elif name in ("media", "supports", "container", "layer"):
                inner = "".join(_rules(tinycss2.parse_rule_list(rule.content, True, True), used))
                if inner:
                    kept.append(f"@{name}{prelude}{{{inner}}}\n")
            elif name == "font-face":
                kept.append(_font_face(tinycss2.serialize(rule.content)))
            else:
                kept.append(f"@{name}{prelude}{{{_tidy(rule.content)}}}\n")
    return kept


def _font_face(content: str) -> str:
    """Return the rule with the subset in the place of the theme's solid icons, and nothing for its other icons."""
    if "fontawesome" not in content:
        return f"@font-face{{{' '.join(content.split())}}}\n"
    if "fa-solid-900" not in content:
        return ""
    content = re.sub(r"src:[^;]*", "src:url(icons.woff2) format('woff2')", " ".join(content.split()))
    return f"@font-face{{{content}}}\n"


def _split(prelude: list[Any]) -> list[list[Any]]:
    """Split a selector list at its commas."""
    selectors: list[list[Any]] = [[]]
    for token in prelude:
        if token == ",":
            selectors.append([])
        else:
            selectors[-1].append(token)
    return selectors


def _may_match(selector: list[Any], used: dict[str, set[str]]) -> bool:
    """Say whether every class, id and tag of the selector occurs; ``:not(…)`` and the like are taken to match."""
    before = None
    for token in selector:
        if token.type == "ident":
            if before == ".":
                if token.value not in used["class"]:
                    return False
            elif before != ":" and token.lower_value not in used["tag"]:
                return False
        elif token.type == "hash":
            if token.value not in used["id"]:
                return False
        elif token.type == "function" and token.lower_name in ("is", "where"):  # noqa: SIM102 (one line a kind)
            if not any(_may_match(inner, used) for inner in _split(token.arguments)):
                return False
        before = token.value if token.type == "literal" else None
    return True


def _tidy(content: list[Any]) -> str:
    """Return declarations with single spaces, and none before or after."""
    text = tinycss2.serialize([token for token in content if token.type != "comment"])
    text = re.sub(r"\s*\n\s*", " ", text)
    return re.sub(r"\s*;\s*", ";", text).strip().rstrip(";")


def _unused_variables(sheet: str, other: str) -> str:
    """Drop the custom properties that nothing refers to, until none is left, and then the rules that are empty."""
    definition = re.compile(r"(?<=[{;])(--[\w-]+)\s*:(?:[^;{}\"']|\"[^\"]*\"|'[^']*')*(?:;|(?=\}))")
    spoken = set(re.findall(r"--[\w-]+", other))

    while True:
        asked = spoken | set(re.findall(r"var\(\s*(--[\w-]+)", sheet))
        shorter = definition.sub(lambda m, asked=asked: m[0] if m[1] in asked else "", sheet)  # type: ignore[misc]
        if shorter == sheet:
            return re.sub(r"[^{}\n]+\{\}\n?", "", sheet)
        sheet = shorter


def setup(app: Sphinx) -> dict[str, bool]:
    """Speak last for each page, and write the files once all pages are there."""
    app.connect("config-inited", forget_files)
    app.connect("doctree-read", forget_widgets, priority=900)
    app.connect("html-page-context", describe, priority=900)
    app.connect("build-finished", write_assets, priority=900)
    app.add_post_transform(FoldedBoxes)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
