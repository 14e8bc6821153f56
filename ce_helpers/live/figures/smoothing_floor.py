"""The floor that smoothing and flips put under a loss: a valley where plain cross-entropy falls for ever."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from ...figures import colours, figure
from ...information import cross_entropy
from ..controls import Slider
from ..figure import LiveFigure, Values
from ..parts import beyond, handle
from ..printed import told

TOP = 2.5  # of the axis of losses
GAPS = np.linspace(-1, 12, 131)


def mean_loss(gap: float, target: float, classes: float) -> float:
    """Return what a lead of `gap` over all other scores costs on average: ln(1 + (K − 1)·e^−gap) + (1 − t)·gap."""
    return float(np.log1p((classes - 1) * np.exp(-gap)) + (1 - target) * gap)


class SmoothingFloor(LiveFigure):
    """Smooth the targets or flip the labels, and look for the lead of the right score that costs least."""

    gap = Slider(7.0, -1.0, 12.0, step=0.1, label="Lead of the right score", colour="hand")
    epsilon = Slider(0.2, 0.0, 0.5, step=0.01, label="Smoothing ε (PyTorch’s)")
    flips = Slider(0.0, 0.0, 0.5, step=0.01, label="Share of flipped labels ρ", colour="truth")
    classes = Slider(2, 2, 100, step=1, label="Classes K")

    presets = {
        "Targets 0.9 and 0.1": {"epsilon": 0.2, "flips": 0.0, "classes": 2, "gap": 7.0},
        "10% flipped": {"epsilon": 0.0, "flips": 0.1, "classes": 2, "gap": 7.0},
        "ε = 0.1, ten classes": {"epsilon": 0.1, "flips": 0.0, "classes": 10, "gap": 7.0},
        "Plain": {"epsilon": 0.0, "flips": 0.0, "classes": 2, "gap": 7.0},
    }
    readouts = (
        "<table><thead><tr><th>mean over the labels</th><th>nats</th></tr></thead><tbody>"
        '<tr><th class="hand">at a lead of {gap:.1f}</th><td>{loss:.4f}</td></tr>'
        '<tr><th class="truth">floor</th><td>{floor:.4f}</td></tr>'
        "<tr><th>uniform guess, ln {classes:.0f}</th><td>{uniform:.4f}</td></tr></tbody></table>"
        "<p>The right class is the target with weight <strong>{target:.4f}</strong>, and that is the best probability "
        "for it. The best lead is {best_gap}; yours means a probability of {p:.4f}.</p>"
    )
    key = "loss <b>{loss:.4f}</b>, floor <b>{floor:.4f}</b> nats"
    says = "At a lead of {gap:.1f} the loss is {loss:.4f} nats; the floor is {floor:.4f}, at a lead of {best_gap}."
    alt = (
        "Mean loss against the lead of the right score over the others. A dashed curve, the loss on unsmoothed right "
        "labels, falls towards 0. The solid curve, the loss on the given targets, falls to the floor of {floor:.4f} "
        "nats at a lead of {best_gap} and rises again to the right of it. The marked point, at a lead of {gap:.1f}, "
        "costs {loss:.4f}."
    )
    caption = (
        "One example, and a model that gives the right class a score higher than all others by some lead. Drag the "
        "point. On hard and right labels (dashed) a longer lead always costs less; on smoothed or flipped ones (solid) "
        "there is a best lead, and under it a floor."
    )
    hint = "drag the point to the lowest place"

    def values(self) -> Values:
        """Return the loss at the lead, the least loss, and where it is reached."""
        k = self.classes
        target = (1 - self.epsilon) * (1 - self.flips) + self.epsilon / k
        others = (1 - target) / (k - 1)
        mix = np.array([target, *[others] * (int(k + 0.5) - 1)])
        return {
            "target": target,
            "floor": float(cross_entropy(mix, mix)),
            "best_gap": told(float(np.log(target / others)), ".2f") if others > 1e-12 else "∞",
            "loss": mean_loss(self.gap, target, k),
            "p": float(1 / (1 + (k - 1) * np.exp(-self.gap))),
            "uniform": float(np.log(k)),
        }

    def draw(self) -> Figure:
        """Draw both losses against the lead, the floor and the reader's point."""
        v = self.numbers()
        fig, ax = figure(460, 340)
        for gid, target, look in (("plain", 1.0, "--"), ("curve", v["target"], "-")):
            ys = [mean_loss(g, target, self.classes) for g in GAPS]
            colour = colours.quiet if gid == "plain" else colours.model
            ax.plot(GAPS, ys, look, color=colour, gid=gid)
        ax.plot([-1, 12], [v["floor"]] * 2, ":", color=colours.truth, gid="floor")
        text = f"floor {told(v['floor'], '.3f')}" + (" ↑" if v["floor"] > TOP else "")
        ax.text(
            11.9,
            min(max(v["floor"] - 0.05, 0.62), TOP),
            text,
            ha="right",
            va="top",
            color=colours.truth,
            gid="floor-name",
        )
        ax.plot([0], [min(v["uniform"], TOP)], "s", color=colours.quiet, ms=8, gid="uniform")
        text = f"uniform guess {told(v['uniform'], '.2f')}" + (" ↑" if v["uniform"] > TOP else "")
        ax.text(0.35, min(v["uniform"], TOP) - 0.02, text, va="center", color=colours.quiet, gid="uniform-name")
        handle(ax, "point", self.gap, min(v["loss"], TOP))
        at = min(max(self.gap, 0.4), 10.8)
        out = v["loss"] > TOP
        beyond(ax, "point-name", at, min(v["loss"], TOP) + 0.2, True, told(v["loss"], ".3f") + (" ↑" if out else ""))
        ax.set(xlim=(-1, 12), ylim=(0, 2.8), xlabel="lead of the right score (logit gap)", ylabel="mean loss, nats")
        return fig
