"""What several live figures share in Python: parts that they draw, and what they prepare of their numbers.

Each part carries the gid by which the figure's module moves it, and takes its coordinates in the order in which the
module gives them to ``view.move``, ``view.bar`` and ``view.column``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from ..data import load
from ..figures import colours

__all__ = ["DENSE", "bar", "column", "handle", "rounded", "tumours", "with_bits"]

#: Places on [0, 1], dense at both ends, where surprise is steep, and neither 0 nor 1.
DENSE = np.clip(np.sin(np.linspace(0, np.pi / 2, 201)) ** 2, 1e-12, 1 - 1e-12)


# --- parts that move -------------------------------------------------------------------------------------------


def handle(ax: Axes, gid: str, x: float, y: float, marker: str = "o", **look: Any) -> None:
    """Draw one marker: in the reader's colour, above the other parts, and whole at the edge of the axes.

    Examples
    --------
    >>> from ce_helpers.figures import figure
    >>> fig, ax = figure()
    >>> handle(ax, "point", 0.7, 0.36, ms=12)
    >>> ax.lines[0].get_gid(), ax.lines[0].get_markersize()
    ('point', 12.0)
    """
    ax.plot([x], [y], marker, gid=gid, **{"ms": 13, "color": colours.hand, "zorder": 5, "clip_on": False, **look})


def bar(ax: Axes, gid: str, x0: float, x1: float, y0: float, y1: float, colour: str = "model", **look: Any) -> None:
    """Draw a rectangle between two corners, pale with an edge in one of the book's colours."""
    fill = {"fc": getattr(colours, f"{colour}_pale"), "ec": getattr(colours, colour)}
    ax.add_patch(Rectangle((x0, y0), x1 - x0, y1 - y0, gid=gid, **{**fill, **look}))


def column(
    ax: Axes, gid: str, x: float, height: float, colour: str = "model", width: float = 0.62, **look: Any
) -> None:
    """Draw a bar that stands on 0, its middle at `x`."""
    bar(ax, gid, x - width / 2, x + width / 2, 0, height, colour, **look)


# --- numbers ---------------------------------------------------------------------------------------------------


def with_bits(nats: Mapping[str, Any]) -> dict[str, float]:
    """Return readouts in nats, and the same in bits under names that end in ``_bits``.

    Examples
    --------
    >>> with_bits({"floor": np.log(2)})["floor_bits"]
    1.0
    """
    bits = {f"{name}_bits": float(x / np.log(2)) for name, x in nats.items()}
    return {name: float(x) for name, x in nats.items()} | bits


def rounded(x: Any, digits: int) -> Any:
    """Round halves up, as the page does: a last digit that differs from one machine to the next is not carried on.

    Examples
    --------
    >>> float(rounded(0.125, 2))
    0.13
    """
    return np.floor(np.asarray(x) * 10.0**digits + 0.5) / 10.0**digits


def tumours(*features: str, each: int, seed: int) -> tuple[Any, Any]:
    """Return a few tumours, `each` of either kind: features standardised over all 569, and 1 where malignant."""
    data = load("breast_cancer", features=features, positive="malignant", test_size=0)
    rng = np.random.default_rng(seed)
    rows = np.concatenate([rng.choice(np.flatnonzero(data.y_train == k), each, replace=False) for k in (0, 1)])
    return data.x_train[rows], data.y_train[rows]
