"""Precision: one loss, written naively and stably, in four floating-point formats, and the gaps where each is lost."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ...figures import colours, figure
from ..controls import Choice, Slider
from ..figure import LiveFigure, Values
from ..parts import bar, handle
from ..printed import told as printed

#: Where the axis of gaps ends and zones are looked for, and at how many places.
END, PLACES = 4000.0, 1800
LN2_HIGH, LN2_LOW = 0.6931471803691238, 1.9082149292705877e-10


def _brain(x: float) -> float:
    """Return the nearest bfloat16: 8 binary digits, ties to even, the powers of two of float32."""
    if x == 0 or not math.isfinite(x):
        return x
    spacing = 2.0 ** (max(-126, math.frexp(x)[1] - 1) - 7)
    y = round(x / spacing) * spacing
    return y if abs(y) <= (2 - 2.0**-7) * 2.0**127 else math.copysign(math.inf, y)


FORMATS: dict[str, Callable[[float], float]] = {
    "half": lambda x: float(np.float16(x)),
    "brain": _brain,
    "single": lambda x: float(np.float32(x)),
    "double": float,
}


def exp(x: float) -> float:
    """Return e^x by the steps that the module takes, so that both agree to the last bit, and with them every rounding.

    The exponentials of two mathematics libraries may differ in their last digit, and next to 1 the naive loss makes
    of that digit all there is.
    """
    if x > 1000:  # beyond every format
        return math.inf
    k = math.floor(x / math.log(2) + 0.5)
    r, total = (x - k * LN2_HIGH) - k * LN2_LOW, 1.0
    for i in range(17, 0, -1):
        total = 1 + r * total / i
    return float(total * 2.0 ** (k // 2) * 2.0 ** (k - k // 2))


def losses(gap: float, kind: str) -> dict[str, float]:
    """Return the losses of scores (gap/2, −gap/2) when the first class is true (`right`) and the second (`wrong`).

    Every operation is computed in double precision and its result rounded to the format.
    """
    with np.errstate(over="ignore", under="ignore"):
        to = FORMATS[kind]
        z = to(gap / 2)
        g = 2 * z
        large, small = to(exp(z)), to(exp(-z))
        total, shifted = to(large + small), to(exp(-g))
        p = math.nan if math.isinf(large) else to(large / total)
        q = to(small / total)
        late, tail = to(math.log(to(1 + shifted))), to(math.log1p(shifted))
        return {
            "naive_right": to(-math.log(p)) + 0.0,
            "naive_wrong": to(-math.log(q)) if q else math.inf,
            "shifted_right": late,
            "shifted_wrong": to(to(g) + late),
            "stable_right": tail,
            "stable_wrong": to(to(g) + tail),
            "true_right": math.log1p(exp(-g)),
            "true_wrong": g + math.log1p(exp(-g)),
        }


def fate(loss: float, true: float, name: str) -> str:
    """Say in a word or two what has become of a loss."""
    if math.isnan(loss):
        return "NaN"
    if math.isinf(loss):
        return "∞"
    if loss == 0:
        return "exactly 0"
    return f"{name} within 1%" if abs(loss - true) <= 0.01 * true else "digits lost"


@cache
def _walked(kind: str) -> list[tuple[float, dict[str, float]]]:
    """Return gaps from 1 to the end of the axis, each with its losses."""
    return [(gap, losses(gap, kind)) for gap in (END ** (i / PLACES) for i in range(PLACES + 1))]


@cache
def zones(kind: str, side: str, name: str) -> list[tuple[str, float, float]]:
    """Return what becomes of a loss over the gap, as (fate, from, to): the first fates, then each one that is for good.

    Between "within 1%" for the last time and the first fate that lasts, digits come and go: that is one zone.
    """
    gaps = [gap for gap, _ in _walked(kind)]
    found = [fate(v[f"{name}_{side}"], v[f"true_{side}"], name) for _, v in _walked(kind)]
    changes: list[tuple[str, float, float]] = []
    lost = next((i for i, what in enumerate(found) if "1%" not in what), len(found))
    dead = next((i for i, what in enumerate(found) if i >= lost and set(found[i:]).isdisjoint(LIVING)), len(found))
    marks = [("fine", 0), ("digits lost", lost)]
    marks += [(found[i], i) for i in range(dead, len(found)) if i == dead or found[i] != found[i - 1]]
    starts = [_edge(kind, side, name, gaps[i - 1], gaps[i]) if 0 < i < len(gaps) else [*gaps, END][i] for _, i in marks]
    for (what, i), start, end in zip(marks, starts, [*starts[1:], END], strict=True):
        if i < len(gaps) and end > start:
            changes.append((what, start, end))
    return changes


def _edge(kind: str, side: str, name: str, before: float, after: float) -> float:
    """Return the gap between these two from which on the loss has the fate that it has at the second."""

    def fated(gap: float) -> str:
        found = losses(gap, kind)
        return fate(found[f"{name}_{side}"], found[f"true_{side}"], name)

    what = fated(after)
    for _ in range(12):
        middle = (before + after) / 2
        before, after = (before, middle) if fated(middle) == what else (middle, after)
    return after


NAMES = {"half": "float16", "brain": "bfloat16", "single": "float32", "double": "float64"}
LIVING = {"naive within 1%", "stable within 1%", "digits lost"}


class Precision(LiveFigure):
    """Widen the gap between two scores and see the naive loss break, early or late as the format allows."""

    gap = Slider(5.0, 1.0, 4000.0, step=0.01, scale="log", digits=3, label="gap between the two scores")
    format = Choice("single", dict(NAMES), label="format")

    presets = {
        "float16 at 18": {"gap": 18.0, "format": "half"},
        "bfloat16 at 6": {"gap": 6.0, "format": "brain"},
        "float32 at 18": {"gap": 18.0, "format": "single"},
        "float32 at 105": {"gap": 105.0, "format": "single"},
        "float32 at 180": {"gap": 180.0, "format": "single"},
        "float64 at 38": {"gap": 38.0, "format": "double"},
    }
    readouts = (
        "<table><thead><tr><th>loss of one example, nats</th><th>when right</th><th>when wrong</th></tr></thead><tbody>"
        "<tr><th>naive: −ln softmax</th><td>{naive_right:.5g}</td><td>{naive_wrong:.6g}</td></tr>"
        "<tr><th>maximum subtracted, ln</th><td>{shifted_right:.5g}</td><td>{shifted_wrong:.6g}</td></tr>"
        "<tr><th>maximum subtracted, log1p</th><td><strong>{stable_right:.5g}</strong></td>"
        "<td><strong>{stable_wrong:.6g}</strong></td></tr>"
        "<tr><th>true value, of the scores as rounded</th><td>{true_right:.5g}</td><td>{true_wrong:.6g}</td></tr>"
        "</tbody></table>"
        "<p>when right: {fate_right}, {hope_right}<br>when wrong: {fate_wrong}, {hope_wrong}</p>"
    )
    key = "right: {fate_right}; wrong: {fate_wrong}"
    says = "Gap {gap:.3g}. When right: {fate_right}, {hope_right}. When wrong: {fate_wrong}, {hope_wrong}."
    alt = (
        "Two groups of four strips over the gap between two scores on a logarithmic axis, one strip each for float16, "
        "bfloat16, float32 and float64. When wrong, the naive loss is infinite from a gap of 17, 93, 104 and 745 on. "
        "When right, it first loses its digits, then is exactly 0, and from 22, 178, 177 and 1420 on not a number. "
        "The stable form goes on under the bold zones. "
        "At gap {gap:.3g} when right: {fate_right}, {hope_right}; when wrong: {fate_wrong}, {hope_wrong}."
    )
    caption = (
        "What becomes of a loss. Two classes with scores (gap/2, −gap/2); wrong: the second is the true one, right: "
        "the first. Muted: the naive loss is right to 1%. Striped: its digits are lost (in bfloat16, with 8 binary "
        "digits, at once). Bold, with a word: it is ∞, 0 or NaN, whatever the truth. The green line under each strip "
        "is the stable form; it ends where the format cannot hold the loss to 1%. Each operation is computed in "
        "double precision and its result rounded to the format."
    )
    hint = "drag a dot sideways, or to another strip"
    layout_hint = "below"

    def values(self) -> Values:
        """Return the four versions of both losses, and what has become of the naive and the stable one."""
        v = losses(self.gap, self.format)
        told: dict[str, float | str] = {**v}
        for side in ("right", "wrong"):
            for word, name in (("fate", "naive"), ("hope", "stable")):
                loss = fate(v[f"{name}_{side}"], v[f"true_{side}"], name)
                told[f"{word}_{side}"] = loss if loss.startswith(name) else f"{name} {loss}"
        return told

    def draw(self) -> Figure:
        """Draw a strip for each format and side, with its zones; mark the gap, and the strip of the format."""
        v = self.values()
        fig, axes = figure(460, 470, rows=2, sharex=True)
        for ax, side in zip(axes, ("wrong", "right"), strict=True):
            for row, kind in enumerate(FORMATS):
                self._strip(ax, row, kind, side)
            here = list(FORMATS).index(self.format)
            bar(ax, f"frame-{side}", 1, END, here + LOW, here + HIGH, "hand", fc="none", lw=2.5, clip_on=False)
            ax.plot([self.gap, self.gap], [-0.5, 3.5], "-", lw=1.5, color=colours.hand, gid=f"gap-{side}")
            handle(ax, f"point-{side}", self.gap, here + MIDDLE, ms=12)
            line = {"va": "bottom", "size": 13}
            ax.text(1, -0.72, f"{side}:", **line)
            ax.text(APART, -0.72, _now(v, "naive", side), ha="right", color=colours.model, gid=f"naive-{side}", **line)
            stable = f"{_now(v, 'stable', side)} nats"
            ax.text(END, -0.72, stable, ha="right", color=colours.third, gid=f"stable-{side}", **line)
            ax.set(xscale="log", xlim=(1, END), ylim=(3.5, -1.25), ylabel=" ")
            ax.set_yticks(range(4), list(NAMES.values()), size=11.5)
            ax.set_xticks([1, 10, 100, 1000], ["1", "10", "100", "1000"])
            ax.tick_params(labelbottom=True)
            ax.minorticks_off()
            ax.grid(visible=False)
            ax.spines["left"].set_visible(False)
            ax.tick_params(left=False)
        axes[1].set_xlabel("gap between the two scores")
        return fig

    def _strip(self, ax: Axes, row: int, kind: str, side: str) -> None:
        """Draw one strip: what the naive loss is over the gap, and under it how far the stable one goes."""
        for what, start, end in zones(kind, side, "naive"):
            look = LOOKS["dead"] if what not in LOOKS else LOOKS[what]
            bar(ax, f"{kind}-{side}-{what.split()[-1]}", start, end, row + LOW, row + HIGH, **look)
            if what not in LOOKS:
                middle = math.sqrt(start * end)
                text = what.removeprefix("exactly ")
                if end > 6 * start:  # there is room for where it begins
                    text += f" from {start:.{0 if start > 100 else 1}f}"
                ax.text(
                    middle, row + MIDDLE + 0.01, text, ha="center", va="center", color=colours.ground, weight="bold"
                )
        good = [end for what, _, end in zones(kind, side, "stable") if what == "fine"]
        ax.plot([1, good[0]], [row + 0.4] * 2, "-", lw=3.5, color=colours.third, solid_capstyle="butt")


#: Where the naive loss ends and the stable one begins, in the line of numbers above the strips.
APART = END**0.47
#: A strip's upper and lower edge and its middle, from the row's number (the axis points down).
LOW, HIGH, MIDDLE = -0.42, 0.28, -0.07
LOOKS: dict[str, dict[str, Any]] = {
    "fine": {"ec": "none"},
    "digits lost": {"hatch": "////", "fc": colours.ground},
    "dead": {"fc": colours.model, "ec": colours.ground, "lw": 1.5},
}


def _now(v: Values, name: str, side: str) -> str:
    """Return one loss of one side, as it stands in the drawing."""
    return f"{name} {printed(v[f'{name}_{side}'], '.3g')}"
