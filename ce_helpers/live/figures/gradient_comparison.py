"""How hard squared error, cross-entropy and hinge push the same wrong score."""

from __future__ import annotations

import math

import numpy as np
from matplotlib.figure import Figure

from ... import losses
from ...activations import sigmoid
from ...figures import colours, figure
from ..controls import Choice, Slider, Toggle
from ..figure import LiveFigure, Values
from ..parts import LOSS_LOOKS, handle

WIDEST = 12.0  # the score runs from −WIDEST to WIDEST
LOSSES = {
    "squared": (losses.squared_error_with_logits, losses.squared_error_with_logits_grad),
    "cross": (losses.binary_cross_entropy_with_logits, losses.binary_cross_entropy_with_logits_grad),
    "hinge": (losses.hinge_loss, losses.hinge_loss_grad),
}
#: Where the name of a curve stands, for y = 1: in ŷ, and in z.
NAMES = {
    "p": {"squared": (0.36, 0.34), "cross": (0.60, 0.60), "hinge": (0.36, 1.04)},
    "z": {"squared": (-5.2, 0.21), "cross": (-6.8, 0.88), "hinge": (-6, 1.04)},
}


class GradientComparison(LiveFigure):
    """Drag a prediction; three losses say how strongly they want its score to change."""

    z = Slider(math.log(0.25), -WIDEST, WIDEST, step=0.01, label="Score z", colour="model")
    y = Choice("1", {"1": "yes, y = 1", "0": "no, y = 0"}, label="True answer", colour="truth")
    scores = Toggle(False, label="score z on the axis instead of ŷ")

    presets = {
        "ŷ = 0.2": {"z": math.log(0.25), "y": "1", "scores": False},
        "Undecided": {"z": 0.0, "y": "1", "scores": False},
        "Nearly right": {"z": math.log(99), "y": "1", "scores": False},
        "Saturated: z = −10": {"z": -10.0, "y": "1", "scores": True},
    }
    shown_at = {"by-p": {"scores": False}, "by-z": {"scores": True}} | {
        f"{ax}-{name}-{part}{y}": {"y": y} for ax in "pz" for name in LOSSES for part in ("curve", "name") for y in "01"
    }
    readouts = (
        "<p>prediction ŷ = σ({z:.3f}) = <strong>{p:.6g}</strong></p>"
        "<table><thead><tr><th></th><th>loss</th><th>|dL/dz|</th></tr></thead><tbody>"
        "<tr><th>squared error</th><td>{squared:.4f}</td><td>{squared_push:.4g}</td></tr>"
        "<tr><th>cross-entropy, nats</th><td>{cross:.4f}</td><td>{cross_push:.4g}</td></tr>"
        "<tr><th>hinge</th><td>{hinge:.4f}</td><td>{hinge_push:.4g}</td></tr></tbody></table>"
        "<p>Cross-entropy pushes <strong>{ratio:.4g}</strong> times as hard as squared error.</p>"
    )
    key = "pushes: {squared_push:.3g} squared error, <b>{cross_push:.3g}</b> cross-entropy"
    says = (
        "Prediction {p:.3g}, truth {y}: squared error pushes with {squared_push:.3g}, cross-entropy with "
        "{cross_push:.3g}, hinge with {hinge_push:.3g}."
    )
    alt = (
        "Size of the gradient in the score for three losses, true answer {y}. Cross-entropy falls from 1 where the "
        "prediction is wrong to 0 where it is right; squared error is a low hump, 0 at both ends; hinge is 1 up to its "
        "margin and 0 beyond. At prediction {p:.3g} they are {cross_push:.3g}, {squared_push:.3g} and {hinge_push:.3g}."
    )
    caption = (
        "How hard each loss pushes the score of one prediction. Drag a point. Squared error (dashed, squares) vanishes "
        "at <em>both</em> ends, also where the prediction is as wrong as can be; cross-entropy (solid) vanishes only "
        "where it is right; hinge (dotted, triangles) pushes with force 1 until its margin is reached, then not at all."
    )
    hint = "drag a point"

    def values(self) -> Values:
        """Return the three losses of the prediction, and the sizes of their gradients in the score."""
        found = {"p": float(sigmoid(self.z))}
        for name, (loss, grad) in LOSSES.items():
            found[name] = float(loss(self.z, int(self.y)))
            found[f"{name}_push"] = abs(float(grad(self.z, int(self.y))))
        return {**found, "ratio": found["cross_push"] / found["squared_push"]}

    def draw(self) -> Figure:
        """Draw both axes in one place with the curves of both answers; one of each is shown."""
        v = self.numbers()
        fig, by_p = figure(460, 330)
        by_z = fig.add_subplot(by_p.get_subplotspec())
        edge = 1 - 1e-9  # a point just inside hinge's margin, on either side, makes its edge upright
        s = np.sort([*np.linspace(-WIDEST, WIDEST, 241), -edge, edge])
        for ax, gid, grid, mirror in ((by_p, "p", sigmoid(s), 1), (by_z, "z", s, 0)):
            ax.set_gid(f"by-{gid}")
            here = v["p"] if gid == "p" else self.z
            ax.plot([here, here], [0, 1.14], ":", lw=1.5, color=colours.hand, gid=f"{gid}-level")
            for name, (_, grad) in LOSSES.items():
                text, colour, dash, mark = LOSS_LOOKS[name]
                x, height = NAMES[gid][name]
                for y, at in ((1, x), (0, mirror - x)):
                    curve = np.abs(grad(s, np.full(s.size, y), reduction="none"))
                    ax.plot(grid, curve, dash, lw=2.6, color=colour, gid=f"{gid}-{name}-curve{y}")
                    ax.text(at, height, text, ha="center", color=colours.ink, gid=f"{gid}-{name}-name{y}")
                size, face, layer = (13, colours.hand, 5) if name == "cross" else (9, colour, 6)
                handle(ax, f"{gid}-{name}-point", here, v[f"{name}_push"], mark, ms=size, color=face, zorder=layer)
            ax.set(ylim=(0, 1.14), ylabel="size of the gradient in z")
        by_p.set(xlim=(0, 1), xlabel="prediction ŷ")
        by_z.set(xlim=(-WIDEST, WIDEST), xlabel="score z")
        return fig
