"""A prediction made by a mark on the axis of a plot: by pointer, by the arrow keys, or by the slider below it."""

from __future__ import annotations

import html
import json
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from .markup import LAB, Number, shown_number, value_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["MarkQuestion"]

#: The least number of steps from one end of the axis to the other.
STEPS = 50


@dataclass(frozen=True, kw_only=True)
class MarkQuestion:
    """A question whose answer is a place on an axis of a plot.

    Parameters
    ----------
    name, text, answer, unit, tolerance, feedback, digits
        As in `NumberQuestion`.
    plot : function
        Draws the figure, begun with ``ce.figure(360, 240)`` since a telephone has no more; the mark is set on the first
        of its axes, from limit to limit.
    alt : str
        What is seen in it.
    axis : {"x", "y"}
        Which axis is marked.
    too_low, too_high : str
        What is said to a mark further off than the tolerance.
    """

    name: str
    text: str
    answer: Number
    unit: str
    tolerance: float
    feedback: str
    digits: int
    plot: Callable[[], Figure]
    alt: str
    axis: Literal["x", "y"]
    too_low: str
    too_high: str
    kind: ClassVar[str] = "mark"

    @property
    def value(self) -> float:
        """The right place."""
        return value_of(self.answer)

    def accepts(self, place: float) -> bool:
        """Return whether a mark at `place` is near enough."""
        return abs(place - self.value) <= self.tolerance

    def controls(self, uid: str, button: str) -> str:
        """Return the plot, the slider below it, and the button that hands the mark in."""
        svg, (scale, start, slope), limits = self._drawn(uid)
        low, high = sorted(math.log10(x) if scale == "log" else x for x in limits)
        shown = f' <span class="quiz-unit">{self.unit}</span>' if self.unit else ""
        told = html.escape(json.dumps({"axis": self.axis, "scale": scale, "start": start, "slope": slope}), quote=True)
        return (
            f"<style>{_sheet()}</style><div class=\"quiz-plot\" data-axis='{told}'>{svg}</div>"
            f'<label class="quiz-slide"><span>Your mark</span> <input type="range" min="{low:g}" max="{high:g}" '
            f'step="{_step(high - low):g}" value="{(low + high) / 2:g}" {LAB}> '
            f'<output aria-live="off">not set</output></label>{shown} '
            f'<span class="quiz-mark"></span> <button type="button" class="quiz-check" disabled {LAB}>{button}</button>'
        )

    def told(self) -> str:
        """Return what is said to a mark that is near, too low and too high, in this order."""
        value = shown_number(self.value, self.digits, self.unit)
        rows = [(1, "Near", value, self.feedback), (0, "Too low", "", self.too_low), (0, "Too high", "", self.too_high)]
        return "".join(
            f'<li data-right="{right}" data-value="{self.value:.12g}"><b>{verdict}:</b> {shown}<br>'
            f'<span class="quiz-feedback">{said}</span></li>'
            for right, verdict, shown, said in rows
        )

    def attributes(self) -> str:
        """Return what the script must know besides."""
        return f' data-tolerance="{self.tolerance!r}"'

    def _drawn(self, uid: str) -> tuple[str, list[Any], tuple[float, float]]:
        """Return the plot with its two marks, how the axis goes from values to pixels, and its limits."""
        from ..figures import (  # late: matplotlib
            as_css_colours,
            fewer_elements,
            pinned,
            pixel_map,
            prefix_ids,
            svg_text,
        )

        with pinned():
            fig = self.plot()
            svg = prefix_ids(as_css_colours(fewer_elements(svg_text(fig))), uid)
            found = pixel_map(fig.axes[0])
            limits = getattr(fig.axes[0], f"get_{self.axis}lim")()
        marks = "".join(_mark(kind, self.axis, found["box"]) for kind in ("truth", "hand"))
        svg = re.sub(r' width="[\d.]+" height="[\d.]+"', "", svg, count=1).replace("</svg>", f"{marks}</svg>")
        svg = re.sub(r"font-size: ([\d.]+px)", r"font-size: max(var(--ce-least, 11px), \1)", svg)
        svg = svg.replace("<svg ", f'<svg role="img" aria-label="{html.escape(self.alt)}" ', 1)
        return svg, found[self.axis], limits


@cache
def _sheet() -> str:
    """Return the style sheet, a rule a line, without its comments."""
    text = Path(__file__).with_name("mark.css").read_text(encoding="utf-8")
    return re.sub(r"/\*.*?\*/|\n", "", text, flags=re.S)


def _step(length: float) -> float:
    """Return the largest of 1, 2, 5, 10, … that goes into the axis at least fifty times."""
    power = 10.0 ** math.floor(math.log10(length / STEPS))
    return max(step for step in (power, 2 * power, 5 * power) if step <= length / STEPS * (1 + 1e-9))


def _mark(kind: str, axis: str, box: dict[str, float]) -> str:
    """Return a line across the axes, at 0, with a handle where it meets the axis: a dot for the hand, else a square."""
    x, y, right, bottom = box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"]
    line, end = (f"M0 {y:g}V{bottom:g}", (0, bottom)) if axis == "x" else (f"M{x:g} 0H{right:g}", (x, 0))
    handle = f'<circle cx="{end[0]:g}" cy="{end[1]:g}" r="8"/>'
    if kind == "truth":
        handle = f'<rect x="{end[0] - 6:g}" y="{end[1] - 6:g}" width="12" height="12"/>'
    return f'<g class="quiz-at quiz-at-{kind}"><path d="{line}"/>{handle}</g>'
