"""Binary cross-entropy of p beside categorical cross-entropy of (1 − p, p): the same number from two formulas."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from ...figures import colours, figure
from ...losses import binary_cross_entropy, categorical_cross_entropy
from ..controls import Choice, Slider
from ..figure import LiveFigure, Values
from ..parts import column, handle
from ..printed import told


class BceBesideCce(LiveFigure):
    """One prediction read twice: as a number p, and as a distribution over two classes."""

    p = Slider(0.7, 0.01, 0.99, step=0.01, label="Prediction p = P(yes)", colour="model", play=True)
    y = Choice("1", {"1": "yes, y = 1", "0": "no, y = 0"}, label="True answer", colour="truth")

    presets = {
        "p = 0.01": {"p": 0.01, "y": "1"},
        "p = 0.70": {"p": 0.7, "y": "1"},
        "p = 0.99": {"p": 0.99, "y": "1"},
        "0.70, and no": {"p": 0.7, "y": "0"},
    }
    shown_at = {f"{part}-{y}": {"y": y} for part in ("curve", "true") for y in "01"}
    readouts = (
        "<p><strong>Binary</strong>, of the number p:<br>−[y ln p + (1 − y) ln(1 − p)]<br>"
        "= −[{yes}·ln {p:.2f} + {no}·ln {rest:.2f}] = <strong>{bce:.6f} nats</strong></p>"
        "<p><strong>Categorical</strong>, of the distribution (no, yes):<br>−(y₀ ln p₀ + y₁ ln p₁)<br>"
        "= −({no}·ln {rest:.2f} + {yes}·ln {p:.2f}) = <strong>{cce:.6f} nats</strong></p>"
        "<p>slope in the score: p − y = <strong>{slope_1:.2f}</strong><br>slopes in the two scores: "
        "{slope_0:.2f} at no, <strong>{slope_1:.2f}</strong> at yes</p>"
    )
    key = "binary <b>{bce:.4f}</b> = categorical <b>{cce:.4f}</b> nats"
    says = "p = {p:.2f}: binary {bce:.6f} nats, categorical {cce:.6f} nats."
    alt = (
        "Left: the branch of binary cross-entropy for y = {yes}, with the point at p = {p:.2f}, {bce:.3f} nats. "
        "Right: two bars, no {rest:.2f} and yes {p:.2f}; the bar of the true answer is striped, and its surprise is "
        "{cce:.3f} nats."
    )
    caption = (
        "One prediction, two formulas. Drag the point on the left, or a bar’s top on the right. The left panel "
        "treats the prediction as one number, the right as a distribution over two classes whose target (the "
        "diamonds) is 1 at the true answer, the striped bar, and 0 at the other. The loss is the same, and so is its "
        "slope in the score, prediction minus truth (green: its size, "
        "drawn from the prediction to the open target); with two outputs there is one for each, of opposite sign."
    )
    hint = "drag point or bar"
    layout_hint = "below"

    def values(self) -> Values:
        """Return both losses and the numbers that stand in their formulas."""
        y, rest = int(self.y), 1 - self.p
        return {
            "yes": str(y),
            "no": str(1 - y),
            "rest": rest,
            "slope_0": rest - (1 - y),
            "slope_1": self.p - y,
            "bce": float(binary_cross_entropy(self.p, y)),
            "cce": float(categorical_cross_entropy([rest, self.p], [1 - y, y])),
        }

    def draw(self) -> Figure:
        """Draw the curve with its point on the left, the two bars on the right."""
        loss = self.numbers()["bce"]
        fig, (left, right) = figure(440, 300, columns=2, width_ratios=[1.35, 1])
        grid = np.linspace(0.005, 0.995, 300)
        for y in (0, 1):
            curve = binary_cross_entropy(grid, np.full(300, float(y)), reduction="none")
            left.plot(grid, curve, "-", color=colours.model, gid=f"curve-{y}")
        left.plot([self.p, self.p], [0, loss], ":", lw=1.5, color=colours.hand, gid="drop")
        handle(left, "point", self.p, loss)
        left.text(0.5, 4.95, f"{loss:.4f} nats", ha="center", color=colours.hand, gid="bce-name")
        target = {"ms": 9, "color": colours.third, "mfc": colours.ground, "zorder": 4}
        left.plot([self.p, int(self.y)], [0, 0], "-", lw=5, color=colours.third, gid="pull", clip_on=False)
        handle(left, "target", int(self.y), 0, "D", **target)
        left.text(
            0.5, 4.3, f"p − y = {_signed(self.p - int(self.y))}", ha="center", color=colours.third, gid="pull-name"
        )
        left.set(xlim=(0, 1), ylim=(0, 5.4), xlabel="prediction p", ylabel="loss, nats", title="binary")
        for y, q in ((0, 1 - self.p), (1, self.p)):
            column(right, f"plain-{y}", y, q)
            column(right, f"true-{y}", y, q, "truth", hatch="//")
            t = int(y == int(self.y))
            right.plot([y + 0.2] * 2, [q, t], "-", lw=5, color=colours.third, gid=f"pull-{y}")
            handle(right, f"target-{y}", y + 0.2, t, "D", **target)
            handle(right, f"top-{y}", y, q, ms=11)
            right.text(y - 0.08, q + 0.06, f"{q:.2f}", ha="center", gid=f"value-{y}")
            right.text(y, 1.17, _signed(q - t), ha="center", color=colours.third, gid=f"pull-name-{y}")
        right.set(xlim=(-0.5, 1.5), ylim=(0, 1.28), xticks=[0, 1], xlabel="class", ylabel="probability")
        right.set(xticklabels=["no", "yes"], title="categorical")
        return fig


def _signed(slope: float) -> str:
    return ("+" if slope > 0 else "") + told(slope, ".2f")
