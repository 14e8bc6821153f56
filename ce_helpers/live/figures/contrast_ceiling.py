"""How much a contrastive loss can say: three ceilings, from the batch, from the temperature and from the world."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from ...figures import colours, figure
from ..controls import Slider
from ..figure import LiveFigure, Values
from ..parts import handle
from ..printed import told

TOP = 7.2
BATCHES = [*range(2, 17), *[2 ** (k / 2) for k in range(9, 21)]]


def least_loss(n: int, things: float, temperature: float) -> float:
    """Return the mean loss of a model that tells all things apart: Σ_k P(k)·ln(1 + k + (n − 1 − k)·e^−1/T).

    k of the n − 1 others show the same thing, by chance, with probability 1/things each; they score as high as the
    match does, 1/T above the rest.
    """
    k = np.arange(n)
    share = 1 / things
    chances = np.cumprod([(1 - share) ** (n - 1), *((n - k[1:]) / k[1:] * (share / (1 - share)))])
    rest = k + (n - 1 - k) * np.exp(-1 / temperature)
    return float((chances * np.log1p(rest)).sum())


class ContrastCeiling(LiveFigure):
    """Drag the batch size: the loss rises with ln N, and what it tells stays under three ceilings."""

    n = Slider(512, 2, 1024, step=1, label="Batch size N", colour="hand")
    things = Slider(100, 4, 1000, step=1, label="Different things in the world M", colour="truth")
    t = Slider(0.1, 0.05, 5.0, step=0.01, scale="log", digits=3, label="Temperature T")

    presets = {
        "Small batch": {"n": 8, "things": 100, "t": 0.1},
        "Large batch": {"n": 512, "things": 100, "t": 0.1},
        "Too warm": {"n": 512, "things": 100, "t": 0.5},
        "A small world": {"n": 512, "things": 8, "t": 0.1},
    }
    key = "loss <b>{loss:.3f}</b>, ln N − loss <b>{bound:.3f}</b> nats"
    readouts = (
        "<table><thead><tr><th></th><th>nats</th></tr></thead><tbody>"
        '<tr><th class="hand">mean loss at N = {n:.0f}</th><td><strong>{loss:.4f}</strong></td></tr>'
        '<tr><th class="model">ln N − loss</th><td><strong>{bound:.4f}</strong></td></tr>'
        "<tr><th>batch: ln N</th><td>{uniform:.4f}</td></tr>"
        "<tr><th>temperature: 1/T</th><td>{cold:.4f}</td></tr>"
        '<tr><th class="truth">world: ln M</th><td>{world:.4f}</td></tr></tbody></table>'
        "<p>Lowest ceiling here: <strong>{lowest}</strong>.</p>"
    )
    says = "At N = {n:.0f} the loss is {loss:.3f} nats, ln N − loss is {bound:.3f}. Lowest ceiling: {lowest}."
    alt = (
        "Nats against the batch size, on a logarithmic axis. The dashed line is ln N. A solid curve, ln N − loss, "
        "follows it and bends off below the lowest of two level lines, the world's ln M = {world:.2f} and the "
        "temperature's 1/T = {cold:.2f}. At N = {n:.0f} the curve is at {bound:.3f}; from there up to the dashed line "
        "it is the loss, {loss:.3f}."
    )
    caption = (
        "A model that tells M things apart, each in two views, and the cross-entropy of finding a view’s partner among "
        "N. Drag the point. The loss is what is missing from the point up to ln N; what the views tell of each other, "
        "ln N − loss, stays under ln N, under ln M and under 1/T."
    )
    hint = "drag the point"

    def values(self) -> Values:
        """Return the loss, what it leaves of ln N, and the three ceilings."""
        n = int(self.n)
        loss = least_loss(n, self.things, self.t)
        ceilings = {"batch": float(np.log(n)), "temperature": 1 / self.t, "world": float(np.log(self.things))}
        return {
            "loss": loss,
            "bound": float(np.log(n)) - loss,
            "uniform": ceilings["batch"],
            "cold": ceilings["temperature"],
            "world": ceilings["world"],
            "lowest": min(ceilings, key=lambda name: ceilings[name]),
        }

    def curve(self) -> NDArray[np.floating]:
        """Return the points of the curve: batch size, ln N − loss."""
        sizes = [int(n + 0.5) for n in BATCHES]
        return np.array([[n, np.log(n) - least_loss(n, self.things, self.t)] for n in sizes])

    def draw(self) -> Figure:
        """Draw the three ceilings, the curve under them, and the loss above the reader's point."""
        v = self.numbers()
        fig, ax = figure(460, 340)
        ax.set_xscale("log")
        ax.plot([2, 1024], np.log([2, 1024]), "--", color=colours.quiet, gid="uniform")
        ax.plot([2, 1024], [v["world"]] * 2, ":", color=colours.truth, gid="world")
        text = f"world: ln M = {told(v['world'], '.2f')}"
        ax.text(2.15, v["world"] + 0.1, text, color=colours.truth, gid="world-name")
        cold = min(v["cold"], TOP)
        ax.plot([2, 1024], [cold] * 2, "-.", color=colours.third, gid="cold")
        text = f"temperature: 1/T = {told(v['cold'], '.2f')}" + (" ↑" if v["cold"] > TOP else "")
        ax.text(24, cold + 0.1, text, color=colours.third, gid="cold-name")
        ax.plot(*self.curve().T, color=colours.model, gid="curve")
        ax.plot([self.n] * 2, [v["bound"], v["uniform"]], "-", color=colours.hand, lw=3, gid="loss")
        handle(ax, "point", self.n, v["bound"])
        text = f"loss {told(v['loss'], '.2f')}"
        ax.text(
            min(max(self.n, 4), 500),
            v["bound"] - 0.45,
            text,
            ha="center",
            va="top",
            color=colours.hand,
            gid="loss-name",
        )
        ticks = [2, 8, 32, 128, 512]
        ax.set(xlim=(2, 1024), ylim=(0, TOP + 0.6), xticks=ticks, xticklabels=[str(n) for n in ticks])
        ax.minorticks_off()
        ax.set(xlabel="batch size N (logarithmic)", ylabel="nats")
        ax.set_title("solid: ln N − loss, under the dashed ln N", size=13)
        return fig
