"""A cell with the tag ``in-box`` folds with the box above it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

nodes = pytest.importorskip("docutils.nodes")


@pytest.fixture
def moved(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Return the function that makes a page of these parts, and moves its cells."""
    pytest.importorskip("sphinx")
    monkeypatch.syspath_prepend(Path(__file__).parents[2] / "_ext")
    from docutils.utils import new_document
    from folded_boxes import CellsInBoxes

    def page(*parts: Any) -> Any:
        document = new_document("page")
        document += list(parts)
        CellsInBoxes(document).run()
        return document

    return page


def _box() -> Any:
    return nodes.admonition("", nodes.title(text="Deeper"), classes=["deeper"])


def _cell(*tags: str) -> Any:
    return nodes.container("", nodes.literal_block(text="printed"), classes=["cell", *tags])


def test_a_cell_moves_into_the_box_above_it(moved):
    box, inside, other = _box(), _cell("tag_hide-input", "tag_in-box"), _cell()
    assert moved(box, inside, other).children == [box, other]
    assert box.children[-1] is inside


def test_two_cells_keep_their_order_and_one_without_a_box_stays(moved):
    box, first, second = _box(), _cell("tag_in-box"), _cell("tag_in-box")
    text, stray = nodes.paragraph(), _cell("tag_in-box")
    assert moved(box, first, second, text, stray).children == [box, text, stray]
    assert box.children[1:] == [first, second]
