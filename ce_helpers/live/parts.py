"""What several live figures share in Python: parts that they draw, and what they prepare of their numbers.

Each part carries the gid by which the figure's module moves it, and takes its coordinates in the order in which the
module gives them to ``view.move``, ``view.bar`` and ``view.column``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from ..data import load
from ..figures import colours
from ..information import kl_divergence
from ..scoring import score_outcomes

__all__ = [
    "DENSE",
    "LOSS_LOOKS",
    "bar",
    "beyond",
    "both_losses",
    "column",
    "expected_loss",
    "handle",
    "named",
    "price",
    "rounded",
    "triangle",
    "tumours",
    "with_bits",
]

#: Places on [0, 1], dense at both ends, where surprise is steep, and neither 0 nor 1.
DENSE = np.clip(np.sin(np.linspace(0, np.pi / 2, 201)) ** 2, 1e-12, 1 - 1e-12)

#: How three losses of a score are told apart wherever they stand side by side: name, colour, dash and marker.
LOSS_LOOKS = {
    "squared": ("squared error", colours.third, "--", "s"),
    "cross": ("cross-entropy", colours.model, "-", "o"),
    "hinge": ("hinge", colours.truth, ":", "^"),
}


# --- parts that move ---------------------------------------------------------------------------------------------


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


def triangle(ax: Axes, gid: str, x: float, colour: str) -> None:
    """Draw a marker that stands on the horizontal axis, and set the tick labels low enough that it covers none."""
    handle(ax, gid, x, 0, "^", color=getattr(colours, colour))
    ax.tick_params(axis="x", pad=7)


def beyond(ax: Axes, gid: str, x: float, y: float, out: bool, text: str, **look: Any) -> None:
    """Say the value of a marker that is pinned at the edge of the axes, while it lies `out` of them; else nothing."""
    ax.text(x, y, text if out else " ", gid=gid, **{"ha": "center", "va": "center", "color": colours.hand, **look})


def bar(ax: Axes, gid: str, x0: float, x1: float, y0: float, y1: float, colour: str = "model", **look: Any) -> None:
    """Draw a rectangle between two corners, pale with an edge in one of the book's colours."""
    fill = {"fc": getattr(colours, f"{colour}_pale"), "ec": getattr(colours, colour)}
    ax.add_patch(Rectangle((x0, y0), x1 - x0, y1 - y0, gid=gid, **{**fill, **look}))


def column(
    ax: Axes, gid: str, x: float, height: float, colour: str = "model", width: float = 0.62, **look: Any
) -> None:
    """Draw a bar that stands on 0, its middle at `x`."""
    bar(ax, gid, x - width / 2, x + width / 2, 0, height, colour, **look)


# --- numbers -----------------------------------------------------------------------------------------------------


def with_bits(nats: Mapping[str, Any]) -> dict[str, float]:
    """Return readouts in nats, and the same in bits under names that end in ``_bits``.

    Examples
    --------
    >>> with_bits({"floor": np.log(2)})["floor_bits"]
    1.0
    """
    bits = {f"{name}_bits": float(x / np.log(2)) for name, x in nats.items()}
    return {name: float(x) for name, x in nats.items()} | bits


def named(prefix: str, xs: Iterable[Any]) -> dict[str, Any]:
    """Return readouts of three outcomes a, b and c under names of their own.

    Examples
    --------
    >>> named("p", [0.2, 0.3, 0.5])
    {'p_a': 0.2, 'p_b': 0.3, 'p_c': 0.5}
    """
    return {f"{prefix}_{letter}": x for letter, x in zip("abc", xs, strict=True)}


def rounded(x: Any, digits: int) -> Any:
    """Round halves up, as the page does: a last digit that differs from one machine to the next is not carried on.

    Examples
    --------
    >>> float(rounded(0.125, 2))
    0.13
    """
    return np.floor(np.asarray(x) * 10.0**digits + 0.5) / 10.0**digits


@cache
def tumours(*features: str, each: int, seed: int) -> tuple[Any, Any]:
    """Return a few tumours, `each` of either kind: features standardised over all 569, and 1 where malignant."""
    data = load("breast_cancer", features=features, positive="malignant", test_size=0)
    rng = np.random.default_rng(seed)
    rows = np.concatenate([rng.choice(np.flatnonzero(data.y_train == k), each, replace=False) for k in (0, 1)])
    return data.x_train[rows], data.y_train[rows]


# --- the rules by which a report is paid: the same as `rules` in js/formulas.mjs ------------------------------------


def both_losses(rule: str, q: Any) -> Any:
    """Return what the report q costs if the event happens and if it does not, shape (..., 2)."""
    both = np.stack([np.asarray(q, float), 1 - np.asarray(q, float)], axis=-1)
    # of the event alone: (y − q)² and |y − q|, half of what two columns are charged
    return score_outcomes(both, rule) / (2 if rule in ("brier", "absolute") else 1)


def expected_loss(rule: str, p: float, q: Any) -> Any:
    """Return what the report q is expected to cost a belief p; what is believed impossible costs nothing.

    Examples
    --------
    >>> float(expected_loss("log", 1.0, 1.0)), float(expected_loss("brier", 0.5, 0.5))
    (0.0, 0.25)
    """
    yes, no = np.moveaxis(both_losses(rule, q), -1, 0)
    return (p * yes if p > 0 else 0.0) + ((1 - p) * no if p < 1 else 0.0)


def price(rule: str, p: float, q: float) -> float:
    """Return expected loss of the report q less that of the honest report p, in forms where nothing cancels."""
    if rule == "log":
        return float(kl_divergence((p, 1 - p), (q, 1 - q)))
    if rule == "brier":
        return (p - q) ** 2
    if rule == "absolute":
        return (q - p) * (1 - 2 * p)
    norm_p, norm_q = (float(np.sqrt(x * x + (1 - x) * (1 - x))) for x in (p, q))
    cosine = (p * q + (1 - p) * (1 - q)) / (norm_p * norm_q)
    return (p - q) ** 2 / (norm_p * norm_q * norm_q) / (1 + cosine)  # ‖p‖(1 − cos), by 1 − cos² = sin²
