"""A prior that pulls: the posterior's peak lies between the data's and the prior's."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from ...figures import colours, figure
from ...losses import bernoulli_nll
from ..controls import Slider
from ..figure import Change, LiveFigure, Values
from ..parts import triangle
from ..printed import told

GRID = np.linspace(0.005, 0.995, 160)


def _curve(ones: float, zeros: float) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return p^ones·(1 − p)^zeros over the grid, its maximum scaled to 1."""
    log = ones * np.log(GRID) + zeros * np.log(1 - GRID)
    return np.asarray(np.exp(log - log.max()))


class PriorPull(LiveFigure):
    """A coin seen k times of n, and a prior worth m imaginary tosses of which a share c were heads."""

    n = Slider(5, 1, 60, step=1, digits=0, label="Tosses n")
    k = Slider(5, 0, 60, step=1, digits=0, label="Heads among them, k", colour="truth")
    m = Slider(10, 0, 60, step=1, digits=0, label="Imaginary tosses m: the prior's strength")
    c = Slider(0.5, 0.05, 0.95, step=0.05, digits=2, label="Share of heads among those", colour="third")

    presets = {
        "Five heads of five": {"n": 5, "k": 5, "m": 10, "c": 0.5},
        "No prior": {"n": 5, "k": 5, "m": 0, "c": 0.5},
        "Sixty heads of sixty": {"n": 60, "k": 60, "m": 10, "c": 0.5},
    }
    readouts = (
        "<table><tbody>"
        '<tr><th class="truth">data alone (– –)</th><td>{share:.4f}</td></tr>'
        '<tr><th class="third">prior alone (···)</th><td>{alone}</td></tr>'
        '<tr><th class="model">posterior mode (—)</th><td><strong>{mode:.4f}</strong></td></tr></tbody></table>'
        "<p>the data weigh n/(n + m) = {weight:.4f}</p>"
        "<p>at the mode: loss of the tosses {loss:.4f} nats (a sum), penalty {penalty:.4f} (up to a constant)</p>"
    )
    key = "posterior mode <b>{mode:.4f}</b>"
    says = "Data alone {share:.4f}, prior alone {alone}, posterior mode {mode:.4f}."
    alt = (
        "Three curves over p, each scaled to height 1: the likelihood, dashed, with its peak at {share:.2f}; the "
        "prior, dotted, {prior_shape}; the posterior, solid, with its peak at {mode:.4f}."
    )
    caption = (
        "Maximum a posteriori for a coin. Drag the triangles under the peaks. The prior acts as <i>m</i> tosses that "
        "never took place; with few real tosses the estimate stays near the prior's peak, and with many it moves to "
        "that of the data."
    )
    hint = "drag a triangle"

    def counts(self) -> tuple[float, float, float, float]:
        """Return ones and zeros among the tosses, then among the imaginary ones."""
        prior_ones = self.m * self.c
        return self.k, self.n - self.k, prior_ones, self.m - prior_ones

    def adjust(self, changed: str) -> Change:
        """Keep k ≤ n, whichever of them was moved."""
        if self.k <= self.n:
            return {}
        return {"n": self.k} if changed == "k" else {"k": self.n}

    def values(self) -> Values:
        """Return the posterior's mode, the weight of the data, and the two parts of the loss at the mode."""
        ones, zeros, prior_ones, prior_zeros = self.counts()
        mode = (ones + prior_ones) / (self.n + self.m)
        heads, tails = (float(bernoulli_nll(mode, y)) if w else 0.0 for y, w in ((1, mode), (0, 1 - mode)))
        return {
            "share": self.k / self.n,
            "mode": mode,
            "alone": f"{self.c:.4f}" if self.m else "flat",
            "prior_shape": f"with its peak at {told(self.c, '.2f')}" if self.m else "flat",
            "weight": self.n / (self.n + self.m),
            "loss": ones * heads + zeros * tails,
            "penalty": prior_ones * heads + prior_zeros * tails,
        }

    def draw(self) -> Figure:
        """Draw the three curves and the handles under their peaks."""
        ones, zeros, prior_ones, prior_zeros = self.counts()
        mode = (ones + prior_ones) / (self.n + self.m)
        fig, ax = figure(460, 320)
        ax.plot(GRID, _curve(ones, zeros), "--", color=colours.truth, gid="data-curve")
        ax.plot(GRID, _curve(prior_ones, prior_zeros), ":", color=colours.third, gid="prior-curve")
        ax.plot(GRID, _curve(ones + prior_ones, zeros + prior_zeros), color=colours.model, gid="posterior-curve")
        triangle(ax, "data-mark", self.k / self.n, "truth")
        triangle(ax, "prior-mark", self.c, "third")
        ax.plot([mode] * 2, [0, 1], lw=1.2, color=colours.model, gid="mode-line")
        for gid, text, at, high, colour in (
            ("mode-name", f"— posterior {told(mode, '.3f')}", mode, 1.04, colours.model),
            ("prior-name", "··· prior", self.c, 1.16, colours.third),
            ("data-name", "– – data", self.k / self.n, 1.28, colours.truth),
        ):
            ax.text(min(max(at, 0.18), 0.82), high, text, ha="center", color=colour, gid=gid)
        ax.set(xlim=(0, 1), xlabel="p, probability of heads", ylim=(0, 1.38), yticks=[0, 0.5, 1])
        ax.set_ylabel("relative height")
        return fig
