"""Binary cross-entropy over the probability and over the score, with a tangent in both: one explodes, one does not."""

from __future__ import annotations

import math

import numpy as np
from matplotlib.figure import Figure

from ... import losses
from ...activations import sigmoid
from ...figures import colours, figure
from ..controls import Choice, Slider
from ..figure import LiveFigure, Values
from ..parts import handle

SURE = 0.9  # from here on a prediction is called confident
TALL, HALF = 8.8, 0.17  # height of both plots in nats; half a tangent's length, as a share of the plot
WIDTHS = {"p": 1.0, "z": 17.0}  # of the two plots, in the units of their axes
SIDES = {"1": ("left", 0.06, -6.0), "0": ("right", 0.94, 6.0)}  # beside the high end of each curve


def tangent(x: float, y: float, slope: float, width: float) -> tuple[list[float], list[float]]:
    """Return the ends of a piece of tangent that looks equally long at every slope."""
    dx = HALF * width / math.hypot(1, slope * width / TALL)
    return [x - dx, x + dx], [y - slope * dx, y + slope * dx]


class BinaryLoss(LiveFigure):
    """Drag the score: the same loss over two axes, and how steep it is on each."""

    z = Slider(4.0, -8.0, 8.0, step=0.1, label="Score z", colour="model")
    y = Choice("0", {"1": "yes, y = 1", "0": "no, y = 0"}, label="True answer", colour="truth")

    presets = {
        "Undecided": {"z": 0.0, "y": "0"},
        "Confident, right": {"z": -4.0, "y": "0"},
        "Confident, wrong": {"z": 4.0, "y": "0"},
        "More confident, wrong": {"z": 8.0, "y": "0"},
        "Not confident, right": {"z": 0.8, "y": "1"},
    }
    shown_at = {f"solid-{axis}{y}": {"y": y} for axis in WIDTHS for y in SIDES}
    readouts = (
        "<p>p = σ(z) = {p:.6f}; loss of this one prediction:<br>"
        "−ln({inside}) = −ln {q:.6f} = <strong>{loss:.6f} nats</strong></p>"
        "<p>verdict: <strong>{verdict}</strong></p>"
        "<table><thead><tr><th>slope of the loss</th><th>nats per unit</th></tr></thead><tbody>"
        "<tr><th>in p: dL/dp</th><td>{slope_p:.4f}</td></tr>"
        "<tr><th>in the score z: dL/dz = p − y</th><td>{slope_z:.6f}</td></tr></tbody></table>"
        "<p>To lower the loss, <strong>{advice}</strong>.</p>"
    )
    key = "loss {loss:.3f} nats, slope in z <b>{slope_z:.4f}</b>"
    says = (
        "Score {z:.1f}, prediction {p:.4f}, truth {y}: {loss:.3f} nats, {verdict}. The slope in p is {slope_p:.1f}, in "
        "the score {slope_z:.4f}: {advice}."
    )
    alt = (
        "The loss of one prediction, twice. Left, over p: it climbs to infinity at the wrong end. Right, over the "
        "score z: it bends into a straight line. The true answer is {y}. The point stands at z = {z:.1f}, p = {p:.4f}, "
        "{loss:.3f} nats; its tangent has the slope {slope_p:.1f} on the left and {slope_z:.4f} on the right."
    )
    caption = (
        "Binary cross-entropy of one prediction, over the probability and over the score. Drag the point on the right; "
        "the same prediction is marked on the left. The solid curve is that of the true answer, the dashed one that of "
        "the other, and the thick line is the tangent."
    )
    hint = "drag the point"
    layout_hint = "below"

    def values(self) -> Values:
        """Return the loss, its slopes in the probability and in the score, and what they mean in words."""
        y, p = int(self.y), float(sigmoid(self.z))
        q = float(sigmoid(self.z if y else -self.z))
        verdict = ("right" if q > 0.5 else "wrong") + (" and confident" if max(q, 1 - q) >= SURE else ", not confident")
        return {
            "p": p,
            "inside": "p" if y else "1 − p",
            "q": q,
            "loss": float(losses.binary_cross_entropy_with_logits(self.z, y)),
            "slope_p": (-1 if y else 1) / q,
            "slope_z": float(losses.binary_cross_entropy_with_logits_grad(self.z, y)),
            "verdict": "undecided" if self.z == 0 else verdict,
            "advice": "raise the score" if y else "lower the score",
        }

    def draw(self) -> Figure:
        """Draw both branches dashed on both axes, and over them both solid, of which one is shown."""
        v = self.numbers()
        fig, both = figure(440, 300, columns=2, sharey=True)
        scores = np.linspace(-8.5, 8.5, 171)
        for (axis, width), ax in zip(WIDTHS.items(), both, strict=True):
            grid = sigmoid(np.linspace(-9.5, 9.5, 300)) if axis == "p" else scores
            for y, (side, *places) in SIDES.items():
                told = losses.binary_cross_entropy if axis == "p" else losses.binary_cross_entropy_with_logits
                curve = told(grid, np.full(len(grid), float(y)), reduction="none")
                ax.plot(grid, curve, "--", lw=1.6, color=colours.quiet)
                ax.plot(grid, curve, "-", lw=2.6, color=colours.model, gid=f"solid-{axis}{y}")
                ax.text(places[axis == "z"], 8.0, f"y = {y}", ha=side, color=colours.ink, gid=f"name-{axis}{y}")
            x, slope = (v["p"], v["slope_p"]) if axis == "p" else (self.z, v["slope_z"])
            ax.plot(*tangent(x, v["loss"], slope, width), "-", lw=4, color=colours.truth, gid=f"tangent-{axis}")
            digits = 1 if axis == "p" else 4
            slope_told = f"slope {slope:.{digits}f}".replace("-", "−")
            ax.text(0.5 if axis == "p" else 0, 9.2, slope_told, ha="center", gid=f"slope-{axis}", color=colours.truth)
        left, right = both
        left.plot([v["p"]], [v["loss"]], "o", ms=9, color=colours.hand, gid="mark", zorder=5, clip_on=False)
        handle(right, "point", self.z, v["loss"])
        left.set(
            xlim=(0, 1),
            ylim=(-0.5, 10.3),
            xticks=[0, 0.5, 1],
            xticklabels=["0", "0.5", "1"],
            xlabel="prediction p",
            ylabel="loss, nats",
        )
        right.set(xlim=(-8.5, 8.5), xticks=[-6, -3, 0, 3, 6], xlabel="score z")
        return fig
