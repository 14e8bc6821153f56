"""Boxes that fold, by keyboard too and without a script: hints, solutions, "Deeper: …", "How this was run"."""

from __future__ import annotations

import html
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

#: Classes of an admonition, any of which folds it.
FOLDED = {"dropdown", "deeper"}


class CellsInBoxes(SphinxPostTransform):
    """Move a cell with the tag ``in-box`` into the box that stands before it: a printout folds with its text."""

    default_priority = 300  # before predictions put guards around cells, and before boxes fold

    def run(self, **kwargs: Any) -> None:
        """Move each such cell to the end of the box; one without a box stays where it is, with a warning."""
        for cell in list(self.document.findall(nodes.container)):
            if "tag_in-box" not in cell.get("classes", []):
                continue
            place = cell.parent.index(cell)
            box = cell.parent[place - 1] if place else None
            if not isinstance(box, nodes.Admonition):
                logging.getLogger(__name__).warning("a cell with the tag in-box follows no box", location=cell)
                continue
            cell.parent.remove(cell)
            box += cell


class FoldedBoxes(SphinxPostTransform):
    """Make an admonition of class ``dropdown`` or ``deeper`` a ``<details>``."""

    default_priority = 900

    def run(self, **kwargs: Any) -> None:
        """Put the tags around the admonition's own title and children."""
        if self.app.builder.format != "html":
            return
        for box in list(self.document.findall(nodes.Admonition)):
            classes = box.get("classes", [])
            if not FOLDED & {*classes} or not box.children:
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


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the step."""
    app.add_post_transform(CellsInBoxes)
    app.add_post_transform(FoldedBoxes)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
