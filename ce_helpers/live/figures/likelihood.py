"""Likelihood, log-likelihood and loss: three curves of one sample, one above the other."""

from __future__ import annotations

import math

import numpy as np
from matplotlib.figure import Figure

from ...figures import colours, figure
from ...losses import bernoulli_nll
from ..controls import Slider
from ..figure import Change, LiveFigure, Values
from ..parts import beyond, handle
from ..printed import told

LOW, TOP = -4, 2.5  # of the middle axes and of the lowest: a point beyond them is pinned there
#: closer near 0 and 1, where the logarithm is steep
GRID = np.sin(np.linspace(0.012, math.pi / 2 - 0.012, 66)) ** 2


class Likelihood(LiveFigure):
    """One prediction p for n tosses: the product, its logarithm, and minus the mean of the logarithms."""

    p = Slider(0.4, 0.01, 0.99, step=0.01, label="Prediction p", colour="model")
    n = Slider(10, 1, 50, step=1, digits=0, label="Tosses n")
    k = Slider(7, 0, 50, step=1, digits=0, label="Ones among them, k")

    presets = {
        "7 of 10": {"n": 10, "k": 7},
        "35 of 50": {"n": 50, "k": 35},
        "One point, y = 1": {"n": 1, "k": 1},
        "One point, y = 0": {"n": 1, "k": 0},
    }
    readouts = (
        "<table><tbody>"
        "<tr><th>likelihood, p<sup>k</sup>(1&nbsp;−&nbsp;p)<sup>n−k</sup></th><td>{likelihood:.4g}</td></tr>"
        "<tr><th>its logarithm, nats in all</th><td>{log_likelihood:.6f}</td></tr>"
        "<tr><th>that of the best p, nats in all</th><td>{best_log:.6f}</td></tr>"
        "<tr><th>loss: minus the mean, nats</th><td><strong>{loss:.6f}</strong></td></tr></tbody></table>"
        "<p>best p = k/n = {best:.4f}, with loss {least:.4f} nats</p>"
    )
    key = "loss, mean: <b>{loss:.4f} nats</b>"
    says = (
        "Likelihood {likelihood:.3g}, its logarithm {log_likelihood:.3f}, that of the best {best_log:.3f}; mean loss "
        "{loss:.3f} nats; best p {best:.2f}."
    )
    alt = (
        "Three curves over p, stacked: the likelihood (tosses {n:.0f}, ones {k:.0f}), its logarithm, and the "
        "mean loss. All three have their best point at p = {best:.2f}; the marked point is at p = {p:.2f}, loss "
        "{loss:.3f} nats."
    )
    caption = (
        "One sample, three curves. The upper two are relative to the best p: the likelihood divided by its largest "
        "value, and the logarithm of that (the bar, half a nat down, is one standard error to each side; where k is 0 "
        "or n it is what lies within half a nat). The lowest is minus the mean of the logarithms, binary cross-entropy."
        " All three have their best point at the same p. Drag a point."
    )
    hint = "drag a point"

    def adjust(self, changed: str) -> Change:
        """Keep k ≤ n, whichever of them was moved."""
        if self.k <= self.n:
            return {}
        return {"n": self.k} if changed == "k" else {"k": self.n}

    def values(self) -> Values:
        """Return the product, the sum, the mean, and the best that any p can do."""
        tosses = np.arange(self.n) < self.k
        total = float(bernoulli_nll(np.full(tosses.size, self.p), tosses, reduction="sum"))
        best = self.k / self.n
        least = float(bernoulli_nll(np.full(tosses.size, best), tosses))
        return {
            "likelihood": self.p**self.k * (1 - self.p) ** (self.n - self.k),
            "log_likelihood": -total,
            "loss": total / self.n,
            "best": best,
            "best_log": 0.0 - self.n * least,
            "least": least,
        }

    def draw(self) -> Figure:
        """Draw the three curves with the sample's best p as a dotted line."""
        v = self.numbers()
        loss = -(self.k * np.log(GRID) + (self.n - self.k) * np.log(1 - GRID)) / self.n
        above = self.n * (v["least"] - loss)
        here = self.n * (v["least"] - v["loss"])
        fig, axes = figure(460, 470, rows=3, sharex=True)
        for ax, gid, curve, y, label, limits in (
            (axes[0], "product", np.exp(above), math.exp(here), "likelihood ÷ best", (0, 1.1)),
            (axes[1], "sum", above, max(here, LOW), "ln of that", (LOW, 0.6)),
            (axes[2], "loss", loss, min(v["loss"], TOP), "mean loss, nats", (0, TOP)),
        ):
            ax.plot(GRID, curve, color=colours.model, gid=f"{gid}-curve")
            ax.plot([v["best"]] * 2, limits, ":", lw=1.8, color=colours.truth, gid=f"{gid}-best")
            handle(ax, f"{gid}-point", self.p, y, ms=11)
            ax.set(ylabel=label, ylim=limits, xlim=(0, 1))
        error, reach = math.sqrt(v["best"] * (1 - v["best"]) / self.n), math.exp(-0.5 / self.n)
        half = [v["best"] - error, v["best"] + error] if error else [[0, 1 - reach], [reach, 1]][self.k > 0]
        axes[1].plot(half, [-0.5, -0.5], "-", lw=3, color=colours.third, gid="half")
        aside = min(max(self.p, 0.1), 0.9)
        beyond(axes[1], "beyond", aside, -0.6, here < LOW, f"{told(here, '.2f')} ↓")
        more = " ↑" if v["loss"] > TOP else ""
        middle = {"ha": "center", "va": "top", "color": colours.hand}
        axes[2].text(0.5, 2.35, f"{told(v['loss'], '.4f')} nats{more}", gid="loss-name", **middle)
        axes[2].set_xlabel("prediction p")
        return fig
