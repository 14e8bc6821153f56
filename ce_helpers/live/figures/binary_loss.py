"""The two branches of binary cross-entropy, what a prediction costs, and which way the loss pushes it."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from ... import losses
from ...activations import logit
from ...figures import colours, figure
from ..controls import Choice, Slider
from ..figure import LiveFigure, Values
from ..parts import handle

SURE = 0.9  # from here on a prediction is called sure
LONGEST = 0.35  # length of the arrow, in units of the p-axis, where |p − y| = 1
NAMES = {"1": ("y = 1:  −ln p", 0.02, 5.5, "left"), "0": ("y = 0:  −ln(1 − p)", 0.98, 5.5, "right")}


class BinaryLoss(LiveFigure):
    """Drag the prediction along the branch of the true answer; the arrow says where the loss wants it to go."""

    p = Slider(0.7, 0.001, 0.999, step=0.001, label="Prediction p = P(yes)", colour="model")
    y = Choice("1", {"1": "yes, y = 1", "0": "no, y = 0"}, label="True answer", colour="truth")

    presets = {
        "0.70, and yes": {"p": 0.7, "y": "1"},
        "0.70, and no": {"p": 0.7, "y": "0"},
        "Undecided": {"p": 0.5, "y": "1"},
        "Sure and right": {"p": 0.99, "y": "1"},
        "Sure and wrong": {"p": 0.99, "y": "0"},
    }
    shown_at = {f"{part}-{y}": {"y": y} for part in ("solid", "head") for y in NAMES}
    readouts = (
        "<p>loss of this one prediction:<br>−ln({inside}) = −ln {q:.3f} = <strong>{loss:.6f} nats</strong></p>"
        "<p>verdict: <strong>{verdict}</strong></p>"
        "<table><thead><tr><th>slope of the loss</th><th>nats per unit</th></tr></thead><tbody>"
        "<tr><th>in p: dL/dp</th><td>{slope_p:.4f}</td></tr>"
        "<tr><th>in the score z: dL/dz = p − y</th><td>{slope_z:.4f}</td></tr></tbody></table>"
        "<p>To lower the loss, <strong>{advice}</strong> (here z = {z:.3f}).</p>"
    )
    key = "loss <b>{loss:.3f} nats</b>"
    says = (
        "Prediction {p:.3f}, truth {y}: {loss:.3f} nats, {verdict}. The slope in the score is {slope_z:.3f}: {advice}."
    )
    alt = (
        "Two curves over the prediction p: minus ln p falls to 0 at p = 1, minus ln of 1 minus p rises from 0 at p "
        "= 0. The true answer is {y}, its branch is solid, the other dashed. The point stands at p = {p:.3f}, "
        "{loss:.3f} nats; an arrow of length proportional to {push:.3f} shows the way down."
    )
    caption = (
        "Binary cross-entropy of one prediction. Drag the point; the true answer chooses which of the two branches "
        "counts (solid). The arrow points where the loss falls, and its length is the size of the slope in the score, "
        "|<i>p</i> − <i>y</i>|."
    )
    hint = "drag the point"

    def values(self) -> Values:
        """Return the loss, its slopes in the probability and in the score, and what they mean in words."""
        y, sure = int(self.y), max(self.p, 1 - self.p) >= SURE
        q = self.p if y else 1 - self.p
        z = float(logit(self.p))
        verdict = ("right" if q > 0.5 else "wrong") + (" and sure" if sure else ", but unsure")
        return {
            "inside": "p" if y else "1 − p",
            "q": q,
            "z": z,
            "loss": float(losses.binary_cross_entropy(self.p, y)),
            "slope_p": float(losses.binary_cross_entropy_grad(self.p, y)),
            "slope_z": float(losses.binary_cross_entropy_with_logits_grad(z, y)),
            "push": 1 - q,
            "verdict": "undecided" if q == 0.5 else verdict,
            "advice": "raise the score" if y else "lower the score",
        }

    def draw(self) -> Figure:
        """Draw both branches dashed, and over them both solid, of which one is shown."""
        loss, p = self.numbers()["loss"], self.p
        tip = p + LONGEST * (int(self.y) - p)
        fig, ax = figure(400, 330)
        grid = np.linspace(0.0005, 0.9995, 500)
        for y, (name, x, height, side) in NAMES.items():
            curve = losses.binary_cross_entropy(grid, np.full(500, float(y)), reduction="none")
            ax.plot(grid, curve, "--", lw=1.6, color=colours.quiet)
            ax.plot(grid, curve, "-", lw=2.6, color=colours.model, gid=f"solid-{y}")
            ax.text(x, height, name, ha=side, color=colours.ink, gid=f"name-{y}")
            handle(ax, f"head-{y}", tip, loss, ">" if y == "1" else "<", ms=10, color=colours.truth, zorder=4)
        ax.plot([p, tip], [loss, loss], "-", lw=3, color=colours.truth, gid="arrow", solid_capstyle="butt", zorder=3)
        ax.plot([p, p], [0, loss], ":", lw=1.5, color=colours.hand, gid="drop")
        handle(ax, "point", p, loss)
        ax.text(0.5, 6.75, "↑ both to ∞", ha="center", color=colours.quiet)
        ax.set(xlim=(0, 1), ylim=(0, 7.2), xlabel="prediction p", ylabel="loss, nats")
        return fig
