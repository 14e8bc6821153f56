"""A pad of 8 × 8 cells to draw a digit on: the parts of it that live figures share, the same as in js/digits.mjs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from ..figures import colours
from ..learning import digit_net
from .parts import bar

__all__ = ["EMPTY", "FULL", "SIDE", "digit_scores", "pad"]

SIDE, FULL = 8, 16

#: Nothing drawn.
EMPTY = [0] * (SIDE * SIDE)


def digit_scores(ink: Sequence[int]) -> np.ndarray:
    """Return the ten scores that the small network (`digit_net`) gives to grey values from 0 to 16.

    Examples
    --------
    >>> digit_scores(EMPTY).shape
    (10,)
    """
    scores: np.ndarray = digit_net().logits(np.array([ink]) / FULL)[0]
    return scores


def pad(ax: Axes, ink: Sequence[float], colour: str = "hand", name: str = "") -> None:
    """Draw the pad, its axes called ``pad``: every cell a square (``cell-0``, row by row) whose area is its grey value.

    A second one on the same drawing has a `name`: its axes are called that, and its cells ``name-0`` and so on.

    Examples
    --------
    >>> from ce_helpers.figures import figure
    >>> fig, ax = figure()
    >>> pad(ax, [16] * 64)
    >>> len(ax.patches), ax.get_gid()
    (64, 'pad')
    """
    ax.set_gid(name or "pad")
    for i, grey in enumerate(ink):
        y, x = divmod(i, SIDE)
        half = np.sqrt(grey / FULL) / 2
        bar(
            ax,
            f"{name or 'cell'}-{i}",
            x - half,
            x + half,
            y - half,
            y + half,
            colour,
            lw=0,
            fc=getattr(colours, colour),
        )
    ax.set(xlim=(-0.5, SIDE - 0.5), ylim=(SIDE - 0.5, -0.5), xticks=[], yticks=[])
    ax.spines[["top", "right"]].set_visible(True)
    ax.grid(False)
