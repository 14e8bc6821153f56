"""Drafts: a notebook with ``"ce_draft": true`` in its metadata is built, and says at its top that it is one."""

from __future__ import annotations

import json
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

SAID = "This chapter is a draft: parts of it are missing or will change."


def mark(app: Sphinx, doctree: nodes.document) -> None:
    """Put the mark below the title of a draft."""
    path = Path(app.env.doc2path(app.env.docname))
    if path.suffix != ".ipynb" or not json.loads(path.read_text(encoding="utf-8"))["metadata"].get("ce_draft"):
        return
    title = next(iter(doctree.findall(nodes.title)), None)
    if title is not None:
        note = nodes.admonition("", nodes.title("", "Draft"), nodes.paragraph("", SAID), classes=["warning", "draft"])
        title.parent.insert(title.parent.index(title) + 1, note)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the step."""
    app.connect("doctree-read", mark, priority=450)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
