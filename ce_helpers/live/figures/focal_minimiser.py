"""What focal loss makes of p: the loss and its slope for one example, and the report that is cheapest on average."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from ...activations import logit
from ...calibration import undo_focal
from ...figures import colours, figure
from ...losses import focal_loss_with_logits, focal_loss_with_logits_grad
from ..controls import Slider
from ..figure import LiveFigure, Values
from ..parts import DENSE, beyond, handle

GRID = DENSE[1:-1]
TOP = 2.5


class FocalMinimiser(LiveFigure):
    """Set γ and the model's answer q; read off one example's loss and push, and the p that q stands for."""

    q = Slider(0.7, 0.01, 0.99, step=0.01, label="Model says q", colour="hand")
    gamma = Slider(2.0, 0.0, 5.0, step=0.1, label="Focus γ", colour="model")

    presets = {
        "γ = 2, q = 0.7": {"gamma": 2.0, "q": 0.7},
        "γ = 5": {"gamma": 5.0, "q": 0.7},
        "Cross-entropy: γ = 0": {"gamma": 0.0, "q": 0.7},
        "Right and confident": {"gamma": 2.0, "q": 0.95},
        "Wrong and confident": {"gamma": 2.0, "q": 0.05},
    }
    readouts = (
        "<table><thead><tr><th>one example, y = 1</th><th>cross-entropy</th><th>focal</th></tr></thead><tbody>"
        "<tr><th>loss, nats</th><td>{plain:.4f}</td><td>{loss:.4f}</td></tr>"
        "<tr><th>slope in the score</th><td>{plain_slope:.4f}</td><td>{slope:.4f}</td></tr></tbody></table>"
        "<p>(1 − {q:.2f})<sup>{gamma:.1f}</sup> · (−ln {q:.2f}) = {factor:.4f} · {plain:.4f} = {loss:.4f} nats</p>"
        "<p>A well-trained model that says {q:.2f} means <strong>p = {p:.4f}</strong>.</p>"
    )
    key = "says {q:.2f}, means <b>p = {p:.3f}</b>"
    says = "γ = {gamma:.1f}, q = {q:.2f}: loss {loss:.4f} nats, slope {slope:.4f}; it stands for p = {p:.4f}."
    alt = (
        "Two drawings. On the left, the loss of one positive example against q: cross-entropy, dashed, and focal loss "
        "with γ = {gamma:.1f}, solid, below it; at q = {q:.2f} they are {plain:.3f} and {loss:.3f} nats. On the right, "
        "the report q that is cheapest on average against the true p: cross-entropy's is the dashed diagonal, focal "
        "loss's a solid S that is nearer to one half; the point says {q:.2f} where p is {p:.3f}."
    )
    caption = (
        "Left: one example with <i>y</i> = 1; focal loss (solid) turns cross-entropy (dashed) down where the model is "
        "already right. Right: many examples of the same true <i>p</i>; the report that costs least on average is not "
        "<i>p</i>. Drag a point to change <i>q</i>; the other follows."
    )
    hint = "drag a point"

    def values(self) -> Values:
        """Return both losses of one example with their slopes in the score, and the probability behind q."""
        z = float(logit(self.q))
        return {
            "plain": -float(np.log(self.q)),
            "plain_slope": self.q - 1,
            "factor": (1 - self.q) ** self.gamma,
            "loss": float(focal_loss_with_logits(z, 1, gamma=self.gamma)),
            "slope": float(focal_loss_with_logits_grad(z, 1, gamma=self.gamma)),
            "p": float(undo_focal(self.q, self.gamma)),
        }

    def draw(self) -> Figure:
        """Draw the loss of one example, and the map from the truth to the cheapest report."""
        v = self.numbers()
        fig, (one, many) = figure(460, 290, columns=2)
        loss = focal_loss_with_logits(logit(GRID), np.ones(GRID.size), gamma=self.gamma, reduction="none")
        one.plot(GRID, -np.log(GRID), "--", lw=1.6, color=colours.quiet)
        one.plot(GRID, loss, "-", color=colours.model, gid="loss")
        one.text(0.97, 2.2, "cross-entropy – –", ha="right", size=12, color=colours.quiet)
        one.text(0.97, 1.95, "focal —", ha="right", size=12, color=colours.model)
        out = v["loss"] > TOP
        beyond(one, "beyond", 0.5, 1.6, out, f"↑ {v['loss']:.2f}", size=12)
        handle(one, "loss-point", self.q, min(v["loss"], TOP))
        one.set(xlim=(0, 1), ylim=(0, TOP), xlabel="model says q", ylabel="loss if y = 1, nats")
        many.plot([0, 1], [0, 1], "--", lw=1.6, color=colours.quiet)
        many.plot(undo_focal(GRID, self.gamma), GRID, "-", color=colours.model, gid="map")
        many.plot([v["p"], v["p"]], [0, self.q], ":", lw=1.8, color=colours.truth, gid="drop")
        many.text(0.05, 0.93, f"p = {v['p']:.3f}", color=colours.truth, gid="behind")
        handle(many, "map-point", v["p"], self.q)
        many.set(xlim=(0, 1), ylim=(0, 1), xlabel="true probability p", ylabel="cheapest q on average")
        for ax in (one, many):
            ax.set_xticks([0, 0.5, 1])
        return fig
