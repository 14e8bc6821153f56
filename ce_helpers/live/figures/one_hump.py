"""One hump for two: the normal model that is least in KL(P‖Q), and the one that is least in KL(Q‖P)."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from ...activations import sigmoid
from ...figures import colours, figure
from ..controls import Slider
from ..figure import LiveFigure, Values
from ..parts import handle, rounded
from ..printed import told

#: The width (standard deviation) of each of the two humps of the truth.
WIDTH = 0.8
#: The height of a normal density at its centre, times its width.
TOP = 1 / math.sqrt(2 * math.pi)
#: Places and weights by which means under a normal are taken, in its widths.
NODES = np.arange(-48, 49) / 8
WEIGHTS = np.exp(-(NODES**2) / 2) / np.exp(-(NODES**2) / 2).sum()
#: Where the truth's own entropy is summed, and where densities are drawn.
PLACES = np.arange(-90, 91) / 10
DRAWN = PLACES[20:-20:2]
#: Where a bell is drawn, in its widths from its centre.
SHAPE = np.arange(-20, 21) / 6


class OneHump(LiveFigure):
    """Drag the humps of the truth; two models with one hump each follow, each best by its own measure."""

    a = Slider(-3.0, -5.0, 5.0, step=0.1, label="Centre of one hump", colour="truth")
    b = Slider(3.0, -5.0, 5.0, step=0.1, label="Centre of the other hump", colour="truth")
    w = Slider(0.6, 0.05, 0.95, step=0.01, label="Probability of the first", colour="truth")

    presets = {
        "Two humps apart": {"a": -3.0, "b": 3.0, "w": 0.6},
        "The other is larger": {"a": -3.0, "b": 3.0, "w": 0.4},
        "A small hump far away": {"a": -1.0, "b": 5.0, "w": 0.95},
        "Close together": {"a": -1.0, "b": 1.0, "w": 0.6},
        "Before the jump": {"a": -2.0, "b": 2.0, "w": 0.6},
    }
    readouts = (
        "<table><thead><tr><th>least</th><th>centre</th><th>width</th><th>KL(P‖Q)</th><th>KL(Q‖P)</th></tr>"
        "</thead><tbody>"
        '<tr><th class="model">KL(P‖Q) —</th><td>{wide_centre:.2f}</td><td>{wide_width:.2f}</td>'
        "<td><strong>{wide_forward:.3f}</strong></td><td>{wide_reverse:.3f}</td></tr>"
        '<tr><th class="third">KL(Q‖P) – –</th><td>{narrow_centre:.2f}</td><td>{narrow_width:.2f}</td>'
        "<td>{narrow_forward:.3f}</td><td><strong>{narrow_reverse:.3f}</strong></td></tr></tbody></table>"
        "<p>Nats. The truth has the mean {wide_centre:.2f} and the standard deviation {wide_width:.2f}.</p>"
    )
    key = "KL(P‖Q) <b>{wide_forward:.3f}</b>, KL(Q‖P) <b>{narrow_reverse:.3f}</b> nats"
    says = (
        "Least KL(P‖Q): centre {wide_centre:.2f}, width {wide_width:.2f}. "
        "Least KL(Q‖P): centre {narrow_centre:.2f}, width {narrow_width:.2f}."
    )
    alt = (
        "A truth with two humps, at {a:.1f} and {b:.1f}, shaded. A solid curve, the normal model with the least "
        "KL(P‖Q), has the centre {wide_centre:.2f} and the width {wide_width:.2f}. A dashed curve, the one with the "
        "least KL(Q‖P), has the centre {narrow_centre:.2f} and the width {narrow_width:.2f}."
    )
    caption = (
        "A truth with two humps (shaded), and the best model with one. Drag a hump sideways to move it, up or down to "
        "give it more or less of the probability. The solid model has the least KL(P‖Q), and with it the mean and the "
        "width of the whole truth. The dashed one has the least KL(Q‖P)."
    )
    hint = "drag either hump"
    layout_hint = "below"

    def _log_truth(self, x: Any) -> tuple[Any, Any]:
        """Return ln P(x), and the first hump's part in it."""
        log_odds = math.log(self.w / (1 - self.w)) + ((x - self.b) ** 2 - (x - self.a) ** 2) / (2 * WIDTH**2)
        first = math.log(self.w * TOP / WIDTH) - (x - self.a) ** 2 / (2 * WIDTH**2)
        return first + np.logaddexp(0, -log_odds), sigmoid(log_odds)

    def _reverse(self, centre: float, width: float) -> float:
        """Return KL(Q‖P) for the normal model Q."""
        log_truth, _ = self._log_truth(centre + width * NODES)
        return float(math.log(TOP / width) - 0.5 - WEIGHTS @ log_truth)

    def _settled(self, centre: float, width: float) -> tuple[float, float]:
        """Go down in KL(Q‖P) from here: at rest the mean slope of ln P is 0, its mean curvature −1/width²."""
        precision = width**-2
        for _ in range(60):
            x = centre + NODES / math.sqrt(precision)
            _, part = self._log_truth(x)
            slope = float(WEIGHTS @ (part * self.a + (1 - part) * self.b - x)) / WIDTH**2
            bend = WIDTH**-2 - float(WEIGHTS @ (part * (1 - part))) * (self.a - self.b) ** 2 / WIDTH**4
            precision = max((precision + bend) / 2, 0.02)
            centre += 0.5 * slope / precision
        return centre, precision**-0.5

    def values(self) -> Values:
        """Return both models, each with its two divergences from the truth."""
        mean = self.w * self.a + (1 - self.w) * self.b
        variance = WIDTH**2 + self.w * (1 - self.w) * (self.a - self.b) ** 2
        density, _ = self._log_truth(PLACES)
        entropy = -float(np.exp(density) @ density) * 0.1
        best, least = (0.0, 1.0), math.inf
        for start in ((self.a, WIDTH), (self.b, WIDTH), (mean, math.sqrt(variance))):
            model = self._settled(*start)
            if self._reverse(*model) < least - 1e-9:  # of two that are as good the first stands
                best, least = model, self._reverse(*model)
        out: dict[str, float] = {}
        for name, (centre, width) in {"wide": (mean, math.sqrt(variance)), "narrow": best}.items():
            cost = (variance + (mean - centre) ** 2) / (2 * width**2) - math.log(TOP / width)
            out |= {f"{name}_centre": centre, f"{name}_width": width}
            out |= {f"{name}_forward": cost - entropy, f"{name}_reverse": self._reverse(centre, width)}
        return {name: float(rounded(x, 9)) for name, x in out.items()}  # of equal humps it is 0, whatever is left

    def draw(self) -> Figure:
        """Draw the truth as an area, the two models as curves, and their numbers above."""
        v = self.numbers()
        fig, ax = figure(460, 310)
        truth = np.exp(self._log_truth(DRAWN)[0])
        edge = {"fc": colours.truth_pale, "ec": colours.truth, "lw": 1.2}
        ax.fill([-7, *DRAWN, 7], [0, *truth, 0], gid="truth", **edge)
        looks = (("wide", "-", colours.model, "— KL(P‖Q)", 0.71), ("narrow", "--", colours.third, "– – KL(Q‖P)", 0.63))
        for name, dash, colour, measure, y in looks:
            centre, width = v[f"{name}_centre"], v[f"{name}_width"]
            ax.plot(
                centre + width * SHAPE, TOP / width * np.exp(-(SHAPE**2) / 2), dash, color=colour, gid=f"{name}-curve"
            )
            least = v["wide_forward"] if name == "wide" else v["narrow_reverse"]
            text = f"{measure} {told(least, '.3f')} nats: centre {told(centre, '.2f')}, width {told(width, '.2f')}"
            ax.text(-6.8, y, text, color=colour, va="center", gid=f"{name}-name")
        handle(ax, "left", self.a, self.w * TOP / WIDTH)
        handle(ax, "right", self.b, (1 - self.w) * TOP / WIDTH, marker="s", ms=12)
        ax.set(xlim=(-7, 7), ylim=(0, 0.77), xlabel="outcome", ylabel="density", yticks=[0, 0.2, 0.4])
        return fig
