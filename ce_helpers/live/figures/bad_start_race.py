"""One score that starts sure and wrong, and three losses that carry it home, or do not."""

from __future__ import annotations

import math
from functools import lru_cache

from matplotlib.figure import Figure

from ...activations import sigmoid
from ...figures import colours, figure
from ..controls import Slider
from ..figure import LiveFigure, Values
from ..parts import LOSS_LOOKS, handle

LONGEST = 12_600  # where the axis of the steps ends
#: The steps at which the traces are drawn: 1 to LONGEST, equally spaced on a logarithmic axis.
SHOWN = sorted({round(10 ** (math.log10(LONGEST) * i / 160)) for i in range(161)})


def push(name: str, z: float) -> float:
    """Return minus the gradient in z of one loss, with y = 1; in plain floats, since it is called very often."""
    small = math.exp(-abs(z))
    right, wrong = (1 / (1 + small), small / (1 + small)) if z >= 0 else (small / (1 + small), 1 / (1 + small))
    return {"squared": 2 * wrong * wrong * right, "cross": wrong, "hinge": 1.0 if z < 1 else 0.0}[name]


@lru_cache(maxsize=12)
def _started(name: str, z: float, rate: float) -> list[float]:
    """Return the list that `run` lengthens."""
    return [z]


def run(name: str, z: float, rate: float, steps: int) -> list[float]:
    """Return the scores before the first step and after each of `steps` steps; some more, if more were asked before."""
    path = _started(name, z, rate)
    while len(path) <= steps:
        path.append(path[-1] + rate * push(name, path[-1]))
    return path


class BadStartRace(LiveFigure):
    """Start the score sure and wrong, and watch gradient descent on three losses."""

    z0 = Slider(-10.0, -10.0, 0.0, step=0.1, label="Start z₀", colour="hand")
    rate = Slider(1.0, 0.1, 10.0, step=0.05, scale="log", digits=2, label="Learning rate")
    t = Slider(20, 1, LONGEST, step=0.02, scale="log", digits=3, play=True, label="Steps t")

    presets = {
        "Fair start: z₀ = 0": {"z0": 0.0, "rate": 1.0, "t": 20},
        "Wrong: z₀ = −3": {"z0": -3.0, "rate": 1.0, "t": 20},
        "Sure and wrong: z₀ = −10": {"z0": -10.0, "rate": 1.0, "t": 20},
        "… ten times the rate": {"z0": -10.0, "rate": 10.0, "t": 20},
    }
    readouts = (
        "<p>The truth is y = 1; the race starts at ŷ = σ({z0:.1f}) = <strong>{start:.3g}</strong>.</p>"
        "<table><thead><tr><th></th><th>ŷ after {steps:.0f} steps</th><th>ŷ ≥ ½ since step</th></tr></thead><tbody>"
        "<tr><th>squared error</th><td>{squared:.4g}</td><td>{squared_half}</td></tr>"
        "<tr><th>cross-entropy</th><td>{cross:.4g}</td><td>{cross_half}</td></tr>"
        "<tr><th>hinge</th><td>{hinge:.4g}</td><td>{hinge_half}</td></tr></tbody></table>"
    )
    key = "step {steps:.0f}: ŷ = <b>{cross:.3f}</b> by cross-entropy, {squared:.3f} by squared error"
    says = "Steps: {steps:.0f}. Squared error has reached {squared:.2g}, cross-entropy {cross:.2g}, hinge {hinge:.2g}."
    alt = (
        "Prediction against steps of gradient descent on a logarithmic axis, three traces from score {z0:.1f} up to "
        "step {steps:.0f}. There squared error stands at {squared:.2g}, cross-entropy at {cross:.2g}, hinge at "
        "{hinge:.2g}."
    )
    caption = (
        "A race from a bad start: one score, true answer 1, gradient descent on three losses with the same learning "
        "rate. Press play, or drag a point along the steps, whose axis is logarithmic."
    )
    hint = "drag a point"

    def values(self) -> Values:
        """Return the three predictions after t steps, and when each is first at least one half."""
        steps = int(self.t + 0.5)
        found: dict[str, float | str] = {"start": float(sigmoid(self.z0)), "steps": float(steps)}
        for name in LOSS_LOOKS:
            path = run(name, self.z0, self.rate, steps)
            found[name] = float(sigmoid(path[steps]))
            found[f"{name}_half"] = next((str(k) for k in range(steps + 1) if path[k] >= 0), "not yet")
        return found

    def draw(self) -> Figure:
        """Draw the first t steps of each trace, with a point at their end."""
        fig, ax = figure(460, 340)
        ax.axhline(0.5, color=colours.quiet, lw=1)
        v, steps = self.numbers(), int(self.t + 0.5)
        for name, (label, colour, dash, mark) in LOSS_LOOKS.items():
            path = run(name, self.z0, self.rate, steps)
            done = [k for k in SHOWN if k <= steps] + [steps]
            trace = [float(sigmoid(path[k])) for k in done]
            ax.plot(done, trace, dash, lw=2.8, color=colour, gid=f"{name}-trace")
            handle(ax, f"{name}-point", steps, v[name], mark, ms=10, color=colour)
            ax.plot([], [], dash, marker=mark, lw=2.4, color=colour, label=label)
        below = {"loc": "upper center", "bbox_to_anchor": (0.46, -0.2), "ncols": 3}
        ax.legend(handlelength=1.7, columnspacing=3.6, handletextpad=0.4, fontsize=11, **below)
        ax.set(xscale="log", xlim=(1, LONGEST), ylim=(0, 1), xlabel="steps t (logarithmic)", ylabel="prediction ŷ")
        ax.set_xticks([1, 10, 100, 1000, 10_000], ["1", "10", "100", "1000", "10 000"])
        ax.minorticks_off()
        return fig
