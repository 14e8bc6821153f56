"""The mean loss of a logistic regression as a landscape over its two weights, and the path of gradient descent."""

from __future__ import annotations

from typing import Any

import numpy as np
import traitlets
from matplotlib.figure import Figure

from ...activations import sigmoid
from ...figures import colours, figure
from ...losses import binary_cross_entropy_with_logits
from ..controls import Data, Slider
from ..figure import LiveFigure, Values
from ..parts import handle, rounded, tumours

MOST = 40
#: Losses nearer to the least than this are drawn here.
FLOOR = 1e-6
#: A step counts as uphill from here on; below it the weights, kept to nine decimals, cannot tell.
RISE = 1e-9


class LossLandscape(LiveFigure):
    """Gradient descent from any start, at any learning rate, computed as you drag."""

    start1 = Slider(2.8, -2.8, 3.2, step=0.05, label="Start, w₁")
    start2 = Slider(1.0, -1.4, 2.8, step=0.05, label="Start, w₂")
    eta = Slider(11.0, 0.1, 30, step=0.01, scale="log", digits=3, label="Learning rate η")
    steps = Slider(40, 0, MOST, step=1, label="Steps", play=True)
    points = Data()

    presets = {
        "η = 3": {"eta": 3.0, "steps": 40.0},
        "η = 11": {"eta": 11.0, "steps": 40.0},
        "η = 11.5": {"eta": 11.5, "steps": 40.0},
        "η = 20": {"eta": 20.0, "steps": 40.0},
    }
    readouts = (
        "<p>after {steps:.0f} steps: w = ({w1:.3f}, {w2:.3f})<br>loss, mean: {loss:.4f} nats<br>"
        "least possible: {least:.4f} nats<br>above the least: <strong>{excess:.2g} nats</strong><br>"
        "length of the gradient: {norm:.4f}</p>"
        "<p>steps that led uphill: {uphill:.0f}</p>"
    )
    key = "above the least loss: <b>{excess:.2g} nats</b>"
    says = "Steps: {steps:.0f}, learning rate {eta:.3g}: {excess:.2g} nats above the least, uphill {uphill:.0f} times."
    alt = (
        "Contour lines of the mean loss over two weights, ovals in a valley that runs from upper left to lower right, "
        "the lowest point marked by a cross. The path of gradient descent runs from the plum point; below, how far "
        "its loss is above the least, step by step. After {steps:.0f} steps it is {loss:.3f} nats, {excess:.2g} above."
    )
    caption = (
        "Mean loss of a logistic regression on forty real tumours, over the weights of two correlated features "
        "(mean and worst texture; the bias is held at 0). Drag the start. Every step leaves at right angles to the "
        "contour that it stands on. Below, on a logarithmic axis: how far the loss is above the least, drawn from "
        "10⁻⁶ upwards; dotted, the 0.001 nats of the text."
    )
    hint = "drag the start"

    @traitlets.default("points")
    def _points(self) -> list[list[float]]:
        x, y = tumours("mean texture", "worst texture", each=20, seed=2)
        x = (x - x.mean(axis=0)) / x.std(axis=0)  # standardised anew: the forty are not all 569
        return [[*place, int(kind)] for place, kind in zip(x.round(3).tolist(), y, strict=True)]

    def _loss(self, w: Any) -> Any:
        """Return the mean loss at weights of shape (…, 2)."""
        x, y = np.array(self.points)[:, :2], np.array(self.points)[:, 2]
        z = np.asarray(w) @ x.T
        return binary_cross_entropy_with_logits(z, np.broadcast_to(y, z.shape), reduction="none").mean(axis=-1)

    def _gradient(self, w: Any) -> Any:
        x, y = np.array(self.points)[:, :2], np.array(self.points)[:, 2]
        return (sigmoid(x @ w) - y) @ x / len(x)

    def _path(self) -> Any:
        """Return the weights from the start on, each kept to nine decimals, so that a last bit of exp never grows."""
        path = [np.array([self.start1, self.start2])]
        for _ in range(int(self.steps + 0.5)):
            path.append(rounded(path[-1] - self.eta * self._gradient(path[-1]), 9))
        return np.array(path)

    def _best(self) -> Any:
        """Return the weights at the bottom, by Newton's method."""
        x, w = np.array(self.points)[:, :2], np.zeros(2)
        for _ in range(30):
            p = sigmoid(x @ w)
            w = w - np.linalg.solve((x.T * (p * (1 - p))) @ x / len(x), self._gradient(w))
        return w

    def values(self) -> Values:
        """Return where the path ends, the loss and the gradient there, and how often it went uphill."""
        path = self._path()
        losses, least = self._loss(path), rounded(self._loss(self._best()), 9)
        return {
            "w1": float(path[-1, 0]),
            "w2": float(path[-1, 1]),
            "loss": float(losses[-1]),
            "least": float(least),
            "excess": max(0.0, float(rounded(losses[-1] - least, 9))),
            "norm": float(rounded(np.hypot(*self._gradient(path[-1])), 6)),
            "uphill": float((np.diff(losses) > RISE).sum()),
        }

    def draw(self) -> Figure:
        """Draw the contours with the path above, and the losses along the path below."""
        path, best = self._path(), self._best()
        losses, least = self._loss(path), float(self._loss(best))
        fig, (top, bottom) = figure(460, 470, rows=2, height_ratios=[2.6, 1])
        w1, w2 = np.linspace(-3, 3.4, 25), np.linspace(-1.6, 3, 19)
        surface = self._loss(np.stack(np.meshgrid(w1, w2), -1))
        levels = least + np.array([0.02, 0.1, 0.4, 1.1, 2.4])
        top.contour(w1, w2, surface, levels, colors=colours.quiet, linewidths=0.9)
        top.plot([best[0]], [best[1]], "X", ms=10, color=colours.truth)
        top.plot(*path.T, "-", lw=1.4, color=colours.model, gid="path")
        kept = path[np.minimum(np.arange(MOST + 1), len(path) - 1)]
        top.plot(*kept.T, "o", ms=4.5, color=colours.model, gid="stops")
        handle(top, "start", self.start1, self.start2, clip_on=True)
        top.set(xlim=(-3, 3.4), ylim=(-1.6, 3), xlabel="w₁, weight of mean texture", ylabel="w₂, of worst texture")
        top.set_aspect("equal")
        top.grid(visible=False)
        bottom.plot([0, MOST], [0.001] * 2, ":", color=colours.truth)
        above = np.maximum(losses - rounded(least, 9), FLOOR)
        bottom.plot(range(len(path)), above, "-", color=colours.model, gid="losses")
        handle(bottom, "last", len(path) - 1, above[-1], ms=8, color=colours.model, clip_on=True)
        bottom.set(yscale="log", xlim=(-1, MOST + 1), ylim=(4e-7, 60), xlabel="step", ylabel="nats")
        bottom.text(MOST, 8, "above the least loss", ha="right")
        bottom.set_yticks([1e-6, 1e-4, 1e-2, 1], ["10⁻⁶", "10⁻⁴", "0.01", "1"])
        bottom.minorticks_off()
        return fig
