"""Precision: one loss, written naively and stably, in three floating-point formats, and where each breaks."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from matplotlib.figure import Figure

from ...figures import colours, figure
from ..controls import Choice, Slider
from ..figure import LiveFigure, Values
from ..parts import beyond, handle
from ..printed import told as printed

#: Smallest loss that is drawn, largest gap, and where the marks of 0, NaN and ∞ stand.
LEAST, LARGEST, ZERO, UNDEFINED, ENDLESS = 1e-50, 1000.0, 1e-48, 1e5, 2e3
GRID = [10 ** (i / 80) for i in range(241)]
LN2_HIGH, LN2_LOW = 0.6931471803691238, 1.9082149292705877e-10
FORMATS: dict[str, Callable[[float], float]] = {
    "half": lambda x: float(np.float16(x)),
    "single": lambda x: float(np.float32(x)),
    "double": float,
}


def exp(x: float) -> float:
    """Return e^x by the steps that the module takes, so that both agree to the last bit, and with them every rounding.

    The exponentials of two mathematics libraries may differ in their last digit, and next to 1 the naive loss makes
    of that digit all there is.
    """
    k = math.floor(x / math.log(2) + 0.5)
    r, total = (x - k * LN2_HIGH) - k * LN2_LOW, 1.0
    for i in range(17, 0, -1):
        total = 1 + r * total / i
    return float(total * 2.0 ** (k // 2) * 2.0 ** (k - k // 2))


def losses(gap: float, kind: str) -> dict[str, float]:
    """Return the losses of scores (gap, 0) when the first class is true (`right`) and when the second is (`wrong`).

    Every operation is computed in double precision and its result rounded to the format.
    """
    with np.errstate(over="ignore", under="ignore"):
        to = FORMATS[kind]
        g = to(gap)
        large, small = to(exp(g)), to(exp(-g))
        total, rest = to(large + 1), to(1 + small)
        p = math.nan if math.isinf(large) else to(large / total)
        q = 0.0 if math.isinf(large) else to(1 / total)
        late, tail = to(math.log(rest)), to(math.log1p(small))
        return {
            "naive_right": to(-math.log(p)) + 0.0,
            "naive_wrong": to(-math.log(q)) if q else math.inf,
            "shifted_right": late,
            "shifted_wrong": to(g + late),
            "stable_right": tail,
            "stable_wrong": to(g + tail),
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


class Precision(LiveFigure):
    """Widen the gap between two scores and see the naive loss break, early or late as the format allows."""

    gap = Slider(5.0, 1.0, 740.0, step=0.01, scale="log", digits=3, label="gap between the two scores")
    format = Choice("single", {"half": "float16", "single": "float32", "double": "float64"}, label="format")

    presets = {
        "float16 at 12": {"gap": 12.0, "format": "half"},
        "float32 at 18": {"gap": 18.0, "format": "single"},
        "float32 at 90": {"gap": 90.0, "format": "single"},
        "float64 at 38": {"gap": 38.0, "format": "double"},
        "float64 at 710": {"gap": 710.0, "format": "double"},
    }
    readouts = (
        "<table><thead><tr><th>loss of one example, nats</th><th>when right</th><th>when wrong</th></tr></thead><tbody>"
        "<tr><th>naive: −ln softmax</th><td>{naive_right:.5g}</td><td>{naive_wrong:.6g}</td></tr>"
        "<tr><th>maximum subtracted, ln</th><td>{shifted_right:.5g}</td><td>{shifted_wrong:.6g}</td></tr>"
        "<tr><th>maximum subtracted, log1p</th><td><strong>{stable_right:.5g}</strong></td>"
        "<td><strong>{stable_wrong:.6g}</strong></td></tr>"
        "<tr><th>true value, of the gap as rounded</th><td>{true_right:.5g}</td><td>{true_wrong:.6g}</td></tr>"
        "</tbody></table>"
        "<p>when right: {fate_right}, {hope_right}<br>when wrong: {fate_wrong}, {hope_wrong}</p>"
    )
    key = "right: {fate_right}; wrong: {fate_wrong}"
    says = "Gap {gap:.3g}. When right: {fate_right}, {hope_right}. When wrong: {fate_wrong}, {hope_wrong}."
    alt = (
        "Two plots of loss against the gap, both axes logarithmic: the sure answer is wrong on the left and right on "
        "the right. The stable form follows the true curve; the naive one is infinite, zero or not a number beyond a "
        "certain gap. At gap {gap:.3g} when right: {fate_right}, {hope_right}; when wrong: {fate_wrong}, {hope_wrong}."
    )
    caption = (
        "Two classes with scores (gap, 0). Wrong: the second is the true one; right: the first. Dashed, the naive loss "
        "as far as it is a positive number; a cross marks where it becomes 0, NaN or ∞ for good. Solid, the stable "
        "form. Each operation is computed in double precision and its result rounded to the chosen format."
    )
    hint = "drag the dots sideways"
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
        """Draw both losses over the gap, and mark where the naive one breaks."""
        fig, (wrong, right) = figure(440, 310, columns=2)
        rows = [losses(g, self.format) for g in GRID]
        now = losses(self.gap, self.format)
        for ax, side in ((wrong, "wrong"), (right, "right")):
            for name, style, colour in (("stable", "-", colours.third), ("naive", "--", colours.model)):
                curve = [(g, r[f"{name}_{side}"]) for g, r in zip(GRID, rows, strict=True)]
                x, y = zip(*[point for point in curve if 0 < point[1] < math.inf], strict=True)
                ax.plot(x, y, style, color=colour, lw=3 if name == "stable" else 2.2, gid=f"{name}-{side}")
            stands = now[f"stable_{side}"]
            handle(ax, f"point-{side}", self.gap, max(stands, LEAST), ms=12)
            if side == "right":
                pinned = {"ha": "right", "size": 12.5}
                beyond(ax, "beyond", 1120, 1e-7, stands < LEAST, f"↓ {printed(stands, '.2g')}", **pinned)
            for mark, text, level, holds in MARKS[side]:
                naive = [r[f"naive_{side}"] for r in rows]
                last = max(i for i, loss in enumerate(naive) if 0 < loss < math.inf)
                g = next(g for g, loss in zip(GRID[last:], naive[last:], strict=True) if holds(loss))
                handle(ax, mark, g, level, "X", ms=9, color=colours.model, zorder=4)
                ax.text(g, level, text, ha="right", va="center", color=colours.model, gid=f"{mark}-text")
            ax.set(xscale="log", yscale="log", xlim=(0.9, 1150), xlabel="gap", title=f"when {side}")
            ax.set_xticks([1, 10, 100, 1000], ["1", "10", "100", "1000"])
            ax.minorticks_off()
        wrong.set(ylim=(0.7, 2e4), ylabel="loss, nats")
        wrong.set_yticks([1, 10, 100, 1000], ["1", "10", "100", "1000"])
        right.set(ylim=(LEAST / 10, 1e9))
        right.set_yticks([1, 1e-10, 1e-20, 1e-30, 1e-40], ["1", "10⁻¹⁰", "10⁻²⁰", "10⁻³⁰", "10⁻⁴⁰"])
        wrong.text(1.1, 9e3, "solid: stable", color=colours.third)
        wrong.text(1.1, 4.2e3, "dashed: naive", color=colours.model)
        return fig


MARKS: dict[str, list[tuple[str, str, float, Callable[[float], bool]]]] = {
    "wrong": [("endless", "∞\u00a0\u00a0", ENDLESS, math.isinf)],
    "right": [
        ("zero", "0\u00a0\u00a0", ZERO, lambda loss: loss == 0),
        ("undefined", "NaN\u00a0\u00a0", UNDEFINED, math.isnan),
    ],
}
