"""Four scores read by sigmoids and by softmax, and what each reading charges for the homes that a protein has."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from ...activations import sigmoid, softmax
from ...figures import colours, figure
from ...losses import binary_cross_entropy_with_logits
from ..controls import Slider, Toggle
from ..figure import LiveFigure, Values
from ..parts import column, handle
from ..printed import told

HOMES = ("nucleus", "cytosol", "membrane", "mitoch.")


def _score(default: float, home: str) -> Slider:
    return Slider(default, -5, 5, step=0.05, label=f"Score, {home}", colour="model")


class Compartments(LiveFigure):
    """Set four scores and say where the protein lives; the same scores are charged in two ways."""

    z0 = _score(2.0, HOMES[0])
    z1 = _score(-1.0, HOMES[1])
    z2 = _score(1.0, HOMES[2])
    z3 = _score(-2.0, HOMES[3])
    y0 = Toggle(True, label="lives in the nucleus")
    y1 = Toggle(False, label="in the cytosol")
    y2 = Toggle(False, label="in the membrane")
    y3 = Toggle(False, label="in the mitochondrion")

    presets = {
        "One home": {"y0": True, "y1": False, "y2": False, "y3": False},
        "Two homes": {"y0": True, "y1": False, "y2": True, "y3": False},
        "None": {"y0": False, "y1": False, "y2": False, "y3": False},
        "All scores 0": {"z0": 0.0, "z1": 0.0, "z2": 0.0, "z3": 0.0},
    }
    shown_at = {f"{side}-home{k}": {f"y{k}": True} for side in ("left", "right") for k in range(4)}
    readouts = (
        "<p>four <strong>sigmoids</strong>, the sum of four losses:<br>"
        "{each} = <strong>{sigmoids:.4f} nats</strong></p>"
        "<p><strong>softmax</strong>: {told} = <strong>{softmax:.4f} nats</strong></p>"
        "<p>P(exactly one), by the sigmoids: {one:.4f}; −ln of it: <strong>{price:.4f} nats</strong><br>{split}</p>"
    )
    key = "sigmoids <b>{sigmoids:.3f}</b>, softmax <b>{softmax:.3f} nats</b>"
    says = "Homes: {homes:.0f}. Four sigmoids cost {sigmoids:.3f} nats, softmax {softmax:.3f}. {split}"
    alt = (
        "Two panels of four bars for the same four scores. Left, sigmoids, which sum to {total:.2f}; right, softmax, "
        "which sums to 1. The homes that the protein has are striped. The sigmoids cost {sigmoids:.3f} nats, softmax "
        "{softmax:.3f}."
    )
    caption = (
        "The same four scores, read twice. Drag a bar’s top on the left; tick where the protein lives (striped). The "
        "loss is that of the whole row of yes and no. Softmax says that there is exactly one home: to any other row "
        "it gives probability 0."
    )
    hint = "drag a bar’s top on the left"
    layout_hint = "below"

    def _scores(self) -> np.ndarray:
        return np.array([self.z0, self.z1, self.z2, self.z3])

    def _homes(self) -> np.ndarray:
        return np.array([self.y0, self.y1, self.y2, self.y3])

    def values(self) -> Values:
        """Return both losses, and the part of the difference that is the price of not knowing that it is one."""
        z, y = self._scores(), self._homes()
        s, q = sigmoid(z), softmax(z)
        losses = binary_cross_entropy_with_logits(z, y.astype(float), reduction="none")
        one = float(np.exp(np.log(np.exp(z).sum()) - np.logaddexp(0, z).sum()))
        single = y.sum() == 1
        c = int(y.argmax())
        return {
            **{f"s{k}": float(s[k]) for k in range(4)},
            **{f"q{k}": float(q[k]) for k in range(4)},
            "each": " + ".join(told(float(x), ".3f") for x in losses),
            "sigmoids": float(losses.sum()),
            "softmax": float(np.log1p(np.exp(np.delete(z, c) - z[c]).sum())) if single else float("inf"),
            "told": f"−ln {told(float(q[c]), '.4f')}" if single else "−ln 0",
            "one": one,
            "price": float(-np.log(one)),
            "split": "The two differ by just this." if single else "Softmax cannot say this row.",
            "total": float(s.sum()),
            "homes": float(y.sum()),
        }

    def draw(self) -> Figure:
        """Draw the two readings side by side."""
        values = self.numbers()
        fig, axes = figure(460, 300, columns=2, sharey=True)
        losses = {"left": values["sigmoids"], "right": values["softmax"]}
        for ax, side, letter in zip(axes, ("left", "right"), "sq", strict=True):
            for k in range(4):
                p = values[f"{letter}{k}"]
                column(ax, f"{side}-bar{k}", k, p)
                column(ax, f"{side}-home{k}", k, p, "truth", hatch="//")
                ax.text(k, p + 0.06, told(p, ".2f"), ha="center", size=12.5, gid=f"{side}-value{k}")
            ax.text(1.5, 1.27, f"{told(losses[side], '.3f')} nats", ha="center", color=colours.hand, gid=f"{side}-loss")
            ax.set(xlim=(-0.6, 3.6), ylim=(0, 1.4), xticks=range(4), yticks=[0, 0.5, 1])
            ax.set_xticklabels(HOMES, rotation=30, ha="right", rotation_mode="anchor")
        for k in range(4):
            handle(axes[0], f"top{k}", k, values[f"s{k}"], ms=11)
        axes[0].set(title="four sigmoids", ylabel="probability")
        axes[1].set_title("softmax")
        return fig
