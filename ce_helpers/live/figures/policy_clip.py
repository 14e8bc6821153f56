"""PPO's clip: what one action's surrogate is worth as the policy moves away from the one that acted."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from ...figures import colours, figure
from ...losses import clipped_policy_loss
from ..controls import Choice, Slider
from ..figure import LiveFigure, Values
from ..parts import handle

FAR = 2.0


class PolicyClip(LiveFigure):
    """Drag the ratio; beyond the clip nothing more is gained, on the way back everything is lost."""

    r = Slider(1.0, 0.0, FAR, step=0.01, label="ratio r = π(a) ÷ π_old(a)", colour="hand")
    sign = Choice(
        "praise", {"praise": "A = +1: better than expected", "blame": "A = −1: worse"}, label="The action was"
    )
    epsilon = Slider(0.2, 0.05, 0.5, step=0.05, label="clip ε")

    presets = {
        "At the start: r = 1": {"r": 1.0, "sign": "praise", "epsilon": 0.2},
        "Praised, and taken up": {"r": 1.6, "sign": "praise", "epsilon": 0.2},
        "Blamed, and dropped": {"r": 0.3, "sign": "blame", "epsilon": 0.2},
        "Blamed, yet likelier": {"r": 1.6, "sign": "blame", "epsilon": 0.2},
    }
    readouts = (
        "<p>without the clip: r·A = {plain:.2f}<br>clipped: min({plain:.2f}, {held:.2f}) = <strong>{value:.2f}</strong>"
        "</p><p>slope in r: {slope:.0f} ({push})</p>"
        "<p>as a loss of this one action: {loss:.2f}; as a logarithm, −A·ln r = {log:.3f} (no lower bound)</p>"
    )
    key = "r = {r:.2f}: worth <b>{value:.2f}</b>, {push}"
    says = "Ratio {r:.2f}: the clipped surrogate is {value:.2f}, without the clip {plain:.2f}; {push}."
    alt = (
        "What an action is worth against the ratio of its probabilities, from 0 to 2. A dashed straight line is the "
        "surrogate without a clip; the solid one bends to the horizontal at the clip. The point stands at {r:.2f}, "
        "worth {value:.2f}: {push}."
    )
    caption = (
        "One action, clipped. Solid: what PPO maximises; dashed: the same without the clip. Drag the point. "
        "Where the line is level the policy is pushed no further; where it slopes, it is."
    )
    hint = "drag the point"

    def _advantage(self) -> float:
        return 1.0 if self.sign == "praise" else -1.0

    def _worth(self, r: float) -> float:
        with np.errstate(divide="ignore"):
            logits = [0.0, float(np.log(r)) if r > 0 else -np.inf]
            # two actions, the second at odds r: its probability r/(1 + r) against an old one of 1/(1 + r) is r
            return -float(clipped_policy_loss(logits, 1, self._advantage(), -np.log1p(r), clip=self.epsilon))

    def values(self) -> Values:
        """Return the surrogate with and without the clip, and its slope."""
        a, low, high = self._advantage(), 1 - self.epsilon, 1 + self.epsilon
        free = self.r < high if a > 0 else self.r > low
        with np.errstate(divide="ignore"):
            log = -a * float(np.log(self.r))
        return {
            "plain": self.r * a,
            "held": min(high, max(low, self.r)) * a,
            "value": self._worth(self.r),
            "loss": -self._worth(self.r),
            "slope": a if free else 0.0,
            "log": log,
            "push": ("pushed up" if a > 0 else "pushed down") if free else "no push",
        }

    def draw(self) -> Figure:
        """Draw the surrogate, and the same without a clip."""
        a, value = self._advantage(), self._worth(self.r)
        bend = 1 + self.epsilon * a
        fig, ax = figure(460, 320)
        ax.axhline(0, lw=1, color=colours.quiet)
        ax.axvline(1, ls=":", lw=1.5, color=colours.quiet)
        ax.plot([0, FAR], [0, FAR * a], "--", lw=1.6, color=colours.quiet, gid="plain")
        corners = [(0, 0), (bend, bend), (FAR, bend)] if a > 0 else [(0, -bend), (bend, -bend), (FAR, -FAR)]
        ax.plot(*zip(*corners, strict=True), "-", color=colours.model, gid="clipped")
        ax.plot([bend, bend], [0, bend * a], ":", lw=1.5, color=colours.third, gid="edge")
        ax.text(bend, 0.12 if a < 0 else -0.3, f"{bend:.2f}", ha="center", color=colours.third, gid="edge-name")
        ax.text(1.0, 2.12, "r = 1", ha="center", va="bottom", size=12, color=colours.quiet, clip_on=False)
        handle(ax, "point", self.r, value)
        ax.set(xlim=(0, FAR), ylim=(-2.1, 2.45), xlabel="ratio r = π(a) ÷ π_old(a)", ylabel="min(r·A, clip(r)·A)")
        ax.set_yticks([-2, -1, 0, 1, 2])
        return fig
