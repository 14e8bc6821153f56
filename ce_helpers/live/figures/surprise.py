"""Surprise of one event: the curve −ln p, with p on a linear or a logarithmic axis."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from ...figures import colours, figure
from ...information import surprise
from ..controls import Action, Slider, Toggle
from ..figure import LiveFigure, Values
from ..parts import beyond, handle
from ..printed import told

LOWEST = 1e-8
TOP, LOG_TOP = 6.85, 18.4  # of the two axes: a point above is pinned there
STEP = float(np.log(2))  # by which the surprise rises when p is halved


class Surprise(LiveFigure):
    """Drag the point along −ln p; on the logarithmic axis the curve is a straight line."""

    p = Slider(0.5, LOWEST, 1.0, step=0.01, scale="log", digits=5, typed=(0.0, 1.0), label="Probability p, log scale")
    log_axis = Toggle(False, label="logarithmic axis for p")
    stairs = Toggle(False, label="a stair for each halving")

    actions = {"halve": Action("halve p")}

    presets = {
        "Sunrise": {"p": 0.99999, "log_axis": False},
        "Coin": {"p": 0.5, "log_axis": False},
        "Die": {"p": 1 / 6, "log_axis": False},
        "Lottery": {"p": 1 / 13_983_816, "log_axis": True},
    }
    shown_at = {
        "linear": {"log_axis": False},
        "log": {"log_axis": True},
        **{gid: {"stairs": True} for gid in ("linear-stairs", "log-stairs", "rise-1", "rise-2")},
    }
    readouts = "<p>−ln {p:.6g} = <strong>{nats:.6f} nats</strong><br>−log₂ {p:.6g} = {bits:.6f} bits</p>"
    key = "−ln {p:.5g} = <b>{nats:.5f} nats</b>"
    says = "An event of probability {p:.6g} carries {nats:.6f} nats, {bits:.6f} bits, of surprise."
    alt = (
        "The curve of surprise, minus ln p, falls from high on the left to 0 at p = 1. "
        "The marked point stands at p = {p:.6g}, {nats:.6f} nats."
    )
    caption = (
        "The surprise −ln <i>p</i> of one event. Drag the point, as far as <i>p</i> = 0. On the linear axis the curve "
        "climbs without end; with a logarithmic axis it is a straight line."
    )
    caption_of_stairs = (
        "The same curve, with a stair for each halving of <i>p</i>. All stairs are equally high, ln 2 = 0.693 nats. "
        "On a logarithmic axis equal ratios, of halvings or any other, are equally wide as well, and so the curve is a "
        "straight line."
    )
    hint = "drag the point"

    def below(self) -> str:
        """Return the caption: with stairs it says what they show."""
        return self.caption_of_stairs if self.stairs else self.caption

    def values(self) -> Values:
        """Return the surprise in nats and in bits."""
        return {"nats": float(surprise(self.p)), "bits": float(surprise(self.p, base=2))}

    def draw(self) -> Figure:
        """Draw both axes in one place; the module shows one of them."""
        fig, linear = figure(460, 320)
        logarithmic = fig.add_subplot(linear.get_subplotspec())
        nats = float(surprise(self.p))
        for ax, name, grid in (
            (linear, "linear", np.geomspace(LOWEST, 1, 400)),
            (logarithmic, "log", np.array([LOWEST, 1])),
        ):
            ax.set_gid(name)
            ax.plot(grid, -np.log(grid), color=colours.model)
            left, top = (0, TOP) if name == "linear" else (LOWEST, LOG_TOP)
            x, y = max(left, self.p), min(nats, top)
            corner = np.arange(2 * int(top / STEP) + 1)  # every second corner is on the curve
            ax.plot(
                0.5 ** ((corner + 1) // 2), corner // 2 * STEP, "-", color=colours.quiet, lw=1.5, gid=f"{name}-stairs"
            )
            ax.plot([left, x], [y, y], ":", lw=1.5, color=colours.hand, gid=f"{name}-level")
            handle(ax, f"{name}-point", x, y)
            ax.set_ylabel("surprise, nats")
        linear.set(xlim=(0, 1.02), ylim=(0, 7), xlabel="probability p")
        linear.annotate("to ∞ as p → 0", (0.012, 6.2), xytext=(14, -6), textcoords="offset points", color=colours.quiet)
        for k in (1, 2):  # to the left of the first risers, where nothing else is drawn
            at = {"ha": "right", "va": "center", "size": 12, "color": colours.quiet}
            linear.text(0.5**k - 0.008, (k - 0.5) * STEP, "+0.693", gid=f"rise-{k}", **at)
        beyond(linear, "beyond", 0.17, TOP, nats > TOP, f"{told(nats, '.2f')} nats ↑")
        logarithmic.set(xscale="log", xlim=(LOWEST, 1.6), ylim=(0, 19), xlabel="probability p (logarithmic)")
        logarithmic.set_xticks([1e-8, 1e-6, 1e-4, 1e-2, 1], ["10⁻⁸", "10⁻⁶", "10⁻⁴", "0.01", "1"])
        for ax in (linear, logarithmic):  # low enough that the point at 0 nats covers no label
            ax.tick_params(axis="x", pad=8)
        logarithmic.minorticks_off()
        beyond(logarithmic, "below", 4e-7, LOG_TOP, nats > LOG_TOP + 0.1, f"← {told(nats, '.2f')} nats ↑")
        return fig
