"""What a page is made of besides its text: the sheets and scripts, what each is joined from, and which page gets which.

A part is a file of the theme, of an extension, or of the book (`OWN`, from the folders of `html_static_path`). A script
goes only to the pages whose article holds its marker; whoever adds one adds a line to `SCRIPTS`, and its classes are
kept in the sheet where they stand in the script as words.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Script(NamedTuple):
    """The files that a script is joined from, in their order, and a pattern of the pages that get it."""

    parts: tuple[str, ...]
    where: str = ""


#: Scripts of pages, in the order in which they run.
SCRIPTS = {
    "book.js": Script(("js/menus.js", "js/boxes.js", "js/copy.js", "js/previews.js", "js/find.js")),
    "live.js": Script((), r'data-live="'),  # each page has one with its own figures: `live.ch01_surprise.js`
    "mark.js": Script(("mark.js",), r'data-kind="mark"'),
    "practice.js": Script(("practice.js",)),  # on each page: it ticks in the list of chapters what is done
    "record.js": Script(("record.js",), r"\bdata-record\b"),
}
#: Scripts that stand in the page's head, or that another script asks for.
OTHER_SCRIPTS = {
    "start.js": Script(("js/start.js",)),
    "search.js": Script(("js/search.js",)),
}
#: Written by the extension that brings it, and given to pages there; its words too are names that may appear.
SPEAKING = ["page.js"]
#: One sheet for all pages: the parts in the order in which the theme loads them; those of the book last.
SHEETS = [
    "basic.css",
    "styles/pydata-sphinx-theme.css",
    "pygments.css",
    "styles/sphinx-book-theme.css",
    "mystnb.*.css",
    "sphinx-design.min.css",
    "katex/katex.min.css",
    "live.css",
    "page.css",
    "book.css",
]
#: What the theme has rules for and no page of the book has, though other rules know the names: a selector that begins
#: with one of these goes. A test asks every page for them.
NOWHERE = (
    *("ul.search", "table.docutils", "table.align-default", "table.citation", "table.field-list", "code.descname"),
    *(".sig.c", "img.math", "pre code", "kbd kbd", "[list]", ".first", ".lead", ".figure", "div.figure", ".row"),
    *(".tooltip", ".top-0", ".border", ".rounded", ".visible", "nav.bd-links ul ul", ".navbar-brand p", "blockquote a"),
    *("nav.bd-links li>a.reference.external", "ul.navbar-nav ul", "ul.navbar-nav li", ".navbar-nav .nav-link.show"),
    *(".toctree-wrapper p", ".toctree-wrapper>ul", ".toctree-wrapper li", ".toctree-wrapper .toctree-l1", "figure>a"),
    *(".col", ".admonition.error", "div.admonition.error", ".page-toc .onthispage"),
    *(".bd-search-container ul", ".bd-search .search-button__kbd-shortcut", "figure figcaption table"),
    *(".bd-header-article .btn svg", ".bd-header-article div.dropdown", "dl>dt>a:has(.viewcode-link)"),
)
ICONS = "vendor/fontawesome/webfonts/fa-solid-900.woff2"
#: What the book itself has, in the folders of `html_static_path`.
OWN = [
    *("live.css", "mark.js", "practice.js", "record.js", "page.css", "page.js", "book.css", "js/*.js"),
    *("katex/katex.min.css", "katex/fonts/*.woff2"),
]
#: What the theme brings and no page asks for, once the files above are made.
UNUSED = [
    "vendor", "scripts", "styles", "images", "locales", "js", "webpack-macros.html", "sbt-webpack-macros.html", "*.map",
    "clipboard.min.js", "copybutton*.js", "copybutton.css", "togglebutton.*", "sphinx-thebe.*", "design-tabs.js",
    "sphinx-design.min.css", "mystnb.*.css", "pygments.css", "basic.css", "live.css", "book.css", "katex-math.css",
    "katex", "doctools.js", "sphinx_highlight.js", "documentation_options.js", "underscore*.js",
    "jquery*.js", "_sphinx_javascript_frameworks_compat.js", "katex_autorenderer.js", "file.png", "minus.png",
    "plus.png", "*-solid.svg", "copy-button.svg", "searchtools.js", "language_data.js", "page.css",
    "page.js",
]  # fmt: skip
#: Classes that scripts build from parts, and so stand in none of them as a word.
MADE_BY_SCRIPTS = "pst-sidebar-hidden live-lit live-shown live-failed"


def scripts_for(body: str) -> list[str]:
    """Return the names of the scripts that a page with this article gets."""
    return [name for name, script in SCRIPTS.items() if re.search(script.where, body)]
