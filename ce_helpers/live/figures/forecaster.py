"""The forecaster: three probabilities that always sum to 1, and the loss that the curve −ln q makes of one of them."""

from __future__ import annotations

import math

import numpy as np
from matplotlib.figure import Figure

from ...figures import colours, figure
from ...information import cross_entropy, surprise
from ..controls import Choice, Slider
from ..figure import Change, LiveFigure, Values
from ..parts import column, handle, named
from ..printed import told

NAMES = ("sunny", "cloudy", "rainy")
UNIFORM = math.log(3)
FAR = 4.0  # of the axis of losses: a point beyond it is pinned there
GRID = np.geomspace(math.exp(-4.3), 1, 120)


class Forecaster(LiveFigure):
    """Raise one bar and the others give way; one of them is carried over to the curve −ln q, and that is the loss."""

    a = Slider(0.1, 0.0, 1.0, step=0.01, label="sunny", colour="model")
    b = Slider(0.6, 0.0, 1.0, step=0.01, label="cloudy", colour="model")
    c = Slider(0.3, 0.0, 1.0, step=0.01, label="rainy", colour="model")
    happened = Choice("a", dict(zip("abc", NAMES, strict=True)), label="What came")

    presets = {
        "Forecast 80/15/5": {"a": 0.8, "b": 0.15, "c": 0.05, "happened": "a"},
        "Forecast 30/50/20": {"a": 0.3, "b": 0.5, "c": 0.2, "happened": "a"},
        "Uniform guess": {"a": 1 / 3, "b": 1 / 3, "c": 1 / 3, "happened": "a"},
        "Certain, and wrong": {"a": 0.0, "b": 0.0, "c": 1.0, "happened": "a"},
    }
    shown_at = {f"{n}-struck": {"happened": n} for n in "abc"}
    readouts = (
        "<p>{outcome} came. Loss of this one forecast: −ln {q:.4g} = <strong>{nats:.4f} nats</strong> = {bits:.4f} "
        "bits</p><table><thead><tr><th>had it been</th><th>loss, nats</th></tr></thead><tbody>"
        "<tr><th>sunny</th><td>{if_a:.4f}</td></tr><tr><th>cloudy</th><td>{if_b:.4f}</td></tr>"
        "<tr><th>rainy</th><td>{if_c:.4f}</td></tr></tbody></table>"
        "<p>uniform guess, whatever comes: ln 3 = {uniform:.4f} nats</p>"
    )
    key = "loss −ln {q:.3g} = <b>{nats:.3f} nats</b>"
    says = "{outcome} came, forecast at {q:.4g}: the loss is {nats:.3f} nats. A uniform guess pays {uniform:.3f}."
    alt = (
        "Left: three bars, the forecast, sunny {a:.2f}, cloudy {b:.2f}, rainy {c:.2f}; that of what came, {outcome}, "
        "is striped. From its top a line leads to the right onto the curve minus ln q, where a thick bar is as long as "
        "the loss, {nats:.3f} nats. The uniform guess is marked at {uniform:.3f} nats."
    )
    caption = (
        "A forecast, and what it costs. Drag the top of a bar: the others give way, for the three always sum to 1. "
        "Click a name to say what came. The loss looks at that bar alone (striped): the curve −ln <i>q</i> turns its "
        "height into the length of the thick line. Open circles: what the other two would have cost."
    )
    hint = "drag a bar's top"

    def adjust(self, changed: str) -> Change:
        """Scale the two others so that all three sum to 1."""
        if changed not in "abc" or abs(self.a + self.b + self.c - 1) < 1e-12:
            return {}
        one, two = (n for n in "abc" if n != changed)
        rest, others = 1 - getattr(self, changed), getattr(self, one) + getattr(self, two)
        first = min(rest, rest * getattr(self, one) / others) if others > 0 else rest / 2  # by an ulp it may be more
        return {one: first, two: rest - first}

    def values(self) -> Values:
        """Return the loss of what came, and of each outcome had it come."""
        q, happened = (self.a, self.b, self.c), "abc".index(self.happened)
        one_hot = [float(n == self.happened) for n in "abc"]
        return {
            "q": q[happened],
            "nats": float(cross_entropy(one_hot, q)),
            "bits": float(cross_entropy(one_hot, q, base=2)),
            "uniform": float(cross_entropy(one_hot, [1 / 3] * 3)),
            "outcome": NAMES[happened],
            **named("if", surprise(q).tolist()),
        }

    def draw(self) -> Figure:
        """Draw the bars on the left; on the right, at the same heights, the curve that turns a height into a loss."""
        v = self.numbers()
        q, nats, happened = v["q"], v["nats"], "abc".index(self.happened)
        fig, (left, right) = figure(460, 340, columns=2, sharey=True, width_ratios=[1.08, 1.1])
        left.axhline(1 / 3, ls=":", lw=1.5, color=colours.quiet)
        right.plot([0, UNIFORM, UNIFORM], [1 / 3, 1 / 3, 0], ":", lw=1.5, color=colours.quiet)
        for high, text in ((0.45, "uniform guess:"), (0.36, f"ln 3 = {UNIFORM:.3f}")):
            right.text(1.33, high, text, size=12, color=colours.quiet)
        right.plot(-np.log(GRID), GRID, "-", color=colours.model)
        right.text(2.7, 0.13, "−ln q", color=colours.model)
        for i, n in enumerate("abc"):
            height = getattr(self, n)
            column(left, f"{n}-bar", i, height)
            column(left, f"{n}-struck", i, height, "hand", hatch="//")
            handle(right, f"{n}-cost", min(v[f"if_{n}"], FAR), height, ms=8, mfc=colours.ground, color=colours.model)
            handle(left, f"{n}-top", i, height, ms=12)
            high = max(height + 0.05, 0.36 if height > 0.23 else 0)  # not on the dotted line
            left.text(i, high, _short(height), ha="center", gid=f"{n}-value")
            left.text(i, -0.03, NAMES[i], ha="center", va="top", size=12, gid=f"{n}-name", clip_on=False)
        left.plot([happened, 2.5], [q, q], "-", lw=1.2, color=colours.hand, gid="lead")
        right.plot([0, min(nats, FAR)], [q, q], "-", lw=5, color=colours.hand, gid="loss", solid_capstyle="butt")
        handle(right, "point", min(nats, FAR), q, ms=11)
        said = {"ha": "right", "color": colours.hand, "size": 15}
        right.text(4.2, 0.9, f"−ln {_short(q)}", gid="formula", **said)
        right.text(4.2, 0.8, _told(nats), gid="number", weight="bold", **said)
        left.set(xlim=(-0.5, 2.5), ylim=(0, 1.12), xticks=[], xlabel=" ")
        left.set_ylabel("probability q", labelpad=9)
        right.set(xlim=(0, 4.25), xticks=range(5), xlabel="loss, nats")
        right.tick_params(left=False)
        return fig


def _short(q: float) -> str:
    return told(q, ".2g" if q < 0.01 else ".2f")


def _told(nats: float) -> str:
    return f"= {told(nats, '.3f')} nats" + (" →" if nats > FAR else "")
