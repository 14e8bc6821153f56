"""Live figures in the built site: their markup and their style sheet (`slim_pages` writes each page its script).

A saved notebook holds for each figure a picture, which other programs show, and a placeholder with its state; here that
becomes the figure itself, and the directive ``{live}`` puts one on a page that is not a notebook.
"""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from still_figures import shorter_paths

from ce_helpers import live
from ce_helpers.live.figure import LIVE_MIME
from ce_helpers.practice import mark_script, quiz_script, quiz_style

_PLACEHOLDER = re.compile(r"""<figure class="live" data-live="(?P<name>[\w-]+)" data-state='(?P<state>[^']*)'>""")


class Live(SphinxDirective):
    """``{live} name``, with the state to start from as JSON in the option ``state``."""

    required_arguments = 1
    option_spec: ClassVar[dict[str, Any]] = {"state": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """Stand in as a notebook's output does; `expand` does the rest."""
        figure = live.by_name(self.arguments[0])(**json.loads(self.options.get("state", "{}")))
        return [nodes.raw("", figure.placeholder(), format="html")]


def choose_live(app: Sphinx, docname: str, source: list[str]) -> None:
    """Let a notebook's figures be their placeholders, in HTML, in place of their pictures."""
    if LIVE_MIME not in source[0] or not app.env.doc2path(docname).endswith(".ipynb"):
        return
    notebook = json.loads(source[0])
    for output in (output for cell in notebook["cells"] for output in cell.get("outputs", [])):
        if placeholder := output.get("data", {}).pop(LIVE_MIME, None):
            output["data"] = {"text/html": placeholder}
    source[0] = json.dumps(notebook)


def expand(app: Sphinx, doctree: nodes.document) -> None:
    """Replace every placeholder by the figure in its state."""
    count = 0
    for node in doctree.findall(nodes.raw):
        found = _PLACEHOLDER.match(node.astext())
        if found:
            count += 1
            state: dict[str, Any] = json.loads(html.unescape(found["state"]))
            figure = live.by_name(found["name"])(uid=f"live-{count}", **state)
            text = shorter_paths(figure.html)
            node.children = [nodes.Text(text)]
            node.rawsource = text
            app.env.note_dependency(str(Path(live.__file__).parent / "figures" / f"{figure.name()}.py"))


def write_assets(app: Sphinx) -> None:
    """Write the script and the sheet at the start, so that Sphinx puts their hashes into the pages' links."""
    target = Path(app.srcdir) / "_build" / "generated"
    target.mkdir(parents=True, exist_ok=True)
    sheet = (Path(live.__file__).parent / "live.css").read_text(encoding="utf-8") + quiz_style()
    for name, text in (("mark.js", mark_script()), ("practice.js", quiz_script()), ("live.css", sheet)):
        if not (target / name).exists() or (target / name).read_text(encoding="utf-8") != text:
            (target / name).write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive and the steps."""
    app.add_directive("live", Live)
    app.connect("builder-inited", write_assets, priority=100)
    app.connect("source-read", choose_live)
    app.connect("doctree-read", expand, priority=300)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
