"""The pad on which digits are drawn: what a stroke leaves, in the page's own code."""

from __future__ import annotations

import numpy as np
from live_node import Node

STROKE = (
    "const { stroked } = runtime.offered; return given.map(([ink, a, b, rub]) => stroked(ink, "
    "{ x: a[0], y: a[1] }, { x: b[0], y: b[1] }, rub));"
)
NOTHING, FULL = [0] * 64, [16] * 64


def test_a_touch_fills_its_cell_and_tints_the_neighbours(node: Node) -> None:
    (ink,) = np.array(node("", STROKE, [[NOTHING, [3, 5], [3, 5], False]]))
    picture = ink.reshape(8, 8)
    assert picture[5, 3] == 16
    assert [picture[4, 3], picture[6, 3], picture[5, 2], picture[5, 4]] == [4] * 4
    assert picture.sum() == 16 + 4 * 4


def test_a_fast_stroke_leaves_no_gap(node: Node) -> None:
    slanted, straight = np.array(node("", STROKE, [[NOTHING, [0, 0], [7, 7], False], [NOTHING, [2, 0], [2, 7], False]]))
    assert (np.diag(slanted.reshape(8, 8)) == 16).all()
    assert (straight.reshape(8, 8)[:, 2] == 16).all()
    assert (straight.reshape(8, 8)[:, [1, 3]] == 4).all()


def test_ink_is_added_and_never_taken_away_but_by_the_rubber(node: Node) -> None:
    again, rubbed = np.array(node("", STROKE, [[FULL, [3, 5], [4, 5], False], [FULL, [3, 5], [3, 5], True]]))
    assert (again == 16).all()
    assert rubbed.reshape(8, 8)[5, 3] == 0
    assert rubbed.sum() == 64 * 16 - 16 - 4 * 4
