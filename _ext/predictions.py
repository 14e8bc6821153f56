"""What a committed prediction guards: ``:::{after} name`` around text, and the cells with the tag ``after-name``.

Both become ``<div data-after="name">``, which the script of the questions shuts and opens. A cell's tag guards what the
cell shows; ``all-after-name`` guards its code with it, and so does ``after-name`` where the code is folded or hidden.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

logger = logging.getLogger(__name__)

_TAG = re.compile(r"tag_(all-)?after-([\w-]+)")
_ASKED = re.compile(r'data-predict="([\w-]+)"')


class guarded(nodes.General, nodes.Element):
    """What opens after the prediction called by the attribute ``name``."""


class After(SphinxDirective):
    """``{after} name``: text that opens when the prediction has been made."""

    required_arguments = 1
    has_content = True
    option_spec: ClassVar[dict[str, Any]] = {}

    def run(self) -> list[nodes.Node]:
        """Parse the content into one node."""
        node = guarded("", name=self.arguments[0])
        self.set_source_info(node)
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]


class GuardedCells(SphinxPostTransform):
    """Put a guard around the outputs, or the whole, of the cells that are tagged so."""

    default_priority = 880  # after myst-nb has chosen what a cell shows and what it folds

    def run(self, **kwargs: Any) -> None:
        """Look at every cell."""
        for cell in list(self.document.findall(nodes.container)):
            tag = next((m for c in cell.get("classes", []) if (m := _TAG.fullmatch(c))), None)
            if "cell" not in cell.get("classes", []) or tag is None:
                continue
            shows = [part for part in cell.findall(nodes.container) if "cell_output" in part.get("classes", [])]
            code = any("cell_input" in part.get("classes", []) for part in cell.findall(nodes.container))
            open_ = code and "tag_hide-input" not in cell["classes"]  # or "Show the code" would stand there alone
            for part in shows if open_ and shows and not tag[1] else [cell]:
                guard = guarded("", name=tag[2])
                part.parent.replace(part, guard)
                guard.append(part)


def check(app: Sphinx, doctree: nodes.document) -> None:
    """Warn of a guard that no prediction before it opens: its content would stay shut for good."""
    asked: set[str] = set()
    for node in doctree.findall():
        names: list[str] = []
        if isinstance(node, nodes.raw):
            asked.update(_ASKED.findall(node.astext()))
        elif isinstance(node, guarded):
            names = [node["name"]]
        elif isinstance(node, nodes.container):
            names = [m[2] for c in node.get("classes", []) if (m := _TAG.fullmatch(c))]
        for name in names:
            if name not in asked:
                logger.warning(
                    "nothing on this page opens what waits for the prediction %r; ask it above, by ce.predict(%r) in a "
                    "cell of its own, and run the notebook",
                    name,
                    name,
                    location=node if node.source else app.env.docname,
                )


def _enter(translator: Any, node: guarded) -> None:
    translator.body.append(f'<div class="after" data-after="{node["name"]}">')


def _leave(translator: Any, node: guarded) -> None:
    translator.body.append("</div>\n")


def _pass(translator: Any, node: guarded) -> None:
    pass


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive and the two steps."""
    passing = (_pass, _pass)
    app.add_node(guarded, html=(_enter, _leave), latex=passing, text=passing, man=passing, texinfo=passing)
    app.add_directive("after", After)
    app.add_post_transform(GuardedCells)
    app.connect("doctree-read", check, priority=950)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
