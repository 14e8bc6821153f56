"""A full stop stays on the line of the formula before it: browsers would break the line between the two."""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

LONGEST = 48  # characters of TeX; a longer formula must be free to break within itself

ENDS = (".", ",", ";")  # marks that TeX sets in a formula as the text would


class FormulasWithTheirPunctuation(SphinxPostTransform):
    """Put a short inline formula and the punctuation that follows it into one box that does not break."""

    default_priority = 700

    def run(self, **kwargs: Any) -> None:
        """Look at every inline formula with text after it."""
        if self.app.builder.format != "html":
            return
        for formula in list(self.document.findall(nodes.math)):
            after = formula.next_node(descend=False, siblings=True)
            if not isinstance(after, nodes.Text):
                continue
            if len(formula.astext()) > LONGEST:  # which takes the mark in, as is done in print
                if after[:1] in ENDS:
                    place = formula.parent.index(formula)
                    formula.children = [nodes.Text(formula.astext().rstrip() + after[0])]
                    formula.parent[place + 1] = nodes.Text(after[1:])
                continue
            if marks := re.match(r"[.,:;?!)\]’”–—-]+", after):
                place = formula.parent.index(formula)
                box = nodes.inline("", "", formula.deepcopy(), nodes.Text(marks[0]), classes=["together"])
                formula.parent[place : place + 2] = [box, nodes.Text(after[marks.end() :])]


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the step."""
    app.add_post_transform(FormulasWithTheirPunctuation)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
