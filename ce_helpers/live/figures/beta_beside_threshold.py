"""A weight β moves every probability; a lower threshold moves none. Both call the same compounds."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from ...activations import logit, sigmoid
from ...calibration import pos_weight_minimiser
from ...figures import colours, figure
from ..controls import Slider
from ..figure import LiveFigure, Values
from ..parts import handle
from ..printed import told

MIDDLE, SPREAD = -5.6565, 1.5  # of the log-odds of a screen in which one compound in a hundred binds
COMPOUNDS = 10_000
Z = (np.arange(1000) - 499.5) / 100
SHARE = np.exp(-Z * Z / 2) / np.exp(-Z * Z / 2).sum()
SCORE = MIDDLE + SPREAD * Z
LEFT, RIGHT = -8.0, 3.0
TICKS = (0.001, 0.01, 0.1, 0.5, 0.9)


def _told(plain: float, weighted: float) -> str:
    return f"of 100 binders: plain finds {told(plain, '.0f')}, weighted {told(weighted, '.0f')}"


class BetaBesideThreshold(LiveFigure):
    """Ten thousand compounds by their log-odds, what two perfect models say of them, and two thresholds."""

    t = Slider(0.5, 0.001, 0.9, step=0.01, scale="log", digits=3, label="Threshold t, plain model", colour="model")
    beta = Slider(99.0, 1.0, 999.0, step=0.01, scale="log", digits=3, label="Weight β of a binder", colour="third")

    presets = {
        "As in the log": {"t": 0.5, "beta": 99.0},
        "A milder weight": {"t": 0.5, "beta": 20.0},
        "No weight": {"t": 0.5, "beta": 1.0},
        "Threshold 1/50": {"t": 0.02, "beta": 99.0},
    }
    readouts = (
        "<table><thead><tr><th>of 100 binders, 9,900 others</th><th>found</th><th>false alarms</th></tr></thead><tbody>"
        '<tr><th class="model">plain, above {t:.3f} (—)</th><td>{found:.0f}</td><td>{alarms:.0f}</td></tr>'
        '<tr><th class="third">weighted, above 0.5 (– –)</th><td>{found_weighted:.0f}</td>'
        "<td>{alarms_weighted:.0f}</td></tr></tbody></table>"
        "<p>A compound at the plain model’s threshold binds with probability {t:.3f}. The weighted model says of it "
        "βp/(βp + 1 − p) = {up:.3f}/({up:.3f} + {down:.3f}) = <strong>{says_weighted:.3f}</strong>.</p>"
        "<p>mean of what is said: plain {mean_plain:.3f}, weighted {mean_weighted:.3f}</p>"
    )
    key = "found of 100: plain <b>{found:.0f}</b>, weighted {found_weighted:.0f}"
    says = (
        "Plain model, threshold {t:.3f}: {found:.0f} of 100 found, {alarms:.0f} false alarms. Weight {beta:.3g}, "
        "threshold one half: {found_weighted:.0f} found, {alarms_weighted:.0f} false alarms."
    )
    alt = (
        "Two rising curves over the true probability p on a log-odds axis. The solid one, the plain model, says p "
        "itself; the dashed one, the weighted model, is the same curve moved to the left by ln of {beta:.3g}. Below, "
        "a hump of all compounds left of p = 0.01 and a smaller hump of binders around 0.03. The plain threshold "
        "stands at {t:.3f}: {found:.0f} of 100 binders lie to the right of it; {found_weighted:.0f} lie to the right "
        "of the weighted model’s."
    )
    caption = (
        "A screen in which 100 of 10,000 compounds bind (synthetic, and both models perfectly trained, so the counts "
        "are expected ones). Right of a threshold, a compound is called a binder. Drag the dot: the threshold "
        "<i>t</i> of the plain model. Drag the square: the weight β of the other one, whose threshold is ½. Grey: all "
        "compounds; blue, hatched: the binders, drawn larger."
    )
    hint = "drag the dot along its curve"

    def values(self) -> Values:
        """Return the counts right of both thresholds, and what the weighted model says."""
        p = np.asarray(sigmoid(SCORE))
        plain, weighted = np.greater(SCORE, float(logit(self.t))), np.greater(SCORE, -np.log(self.beta))
        binders, others = COMPOUNDS * SHARE * p, COMPOUNDS * SHARE * (1 - p)
        return {
            "found": float(binders[plain].sum()),
            "alarms": float(others[plain].sum()),
            "found_weighted": float(binders[weighted].sum()),
            "alarms_weighted": float(others[weighted].sum()),
            "up": self.beta * self.t,
            "down": 1 - self.t,
            "says_weighted": float(pos_weight_minimiser(self.t, self.beta)),
            "mean_plain": float((SHARE * p).sum()),
            "mean_weighted": float((SHARE * np.asarray(sigmoid(SCORE + np.log(self.beta)))).sum()),
            "cut": float(logit(self.t)),
            "moved": -float(np.log(self.beta)),
        }

    def draw(self) -> Figure:
        """Draw the compounds, both models over the log-odds, and their thresholds."""
        v = self.numbers()
        fig, ax = figure(460, 330)
        grid = np.linspace(LEFT, RIGHT, 221)
        heap = np.exp(-(((grid - MIDDLE) / SPREAD) ** 2) / 2)
        binders = heap * np.asarray(sigmoid(grid))
        ax.fill_between(grid, 0.3 * heap, color=colours.pale, lw=0)
        ax.fill_between(
            grid, 0.3 * binders / binders.max(), fc=colours.truth_pale, ec=colours.truth, lw=1, hatch="//", alpha=0.7
        )
        ax.axhline(0.5, ls=":", lw=1.3, color=colours.quiet)
        ax.plot(grid, sigmoid(grid), "-", color=colours.model)
        ax.plot(grid, sigmoid(grid + np.log(self.beta)), "--", color=colours.third, gid="weighted")
        for gid, x, height, look in (
            ("line-plain", v["cut"], self.t, colours.model),
            ("line-weighted", v["moved"], 0.5, colours.third),
        ):
            ax.plot([x, x], [0, height], ":", lw=1.8, color=look, gid=gid)
        handle(ax, "square", v["moved"], 0.5, "s", ms=11, color=colours.third)
        handle(ax, "point", v["cut"], self.t)
        ax.text(2.9, 0.72, "plain", ha="right", color=colours.model)
        beside = max(v["moved"] - 0.3, LEFT + 2.4)  # left of the curve, but inside the axes
        ax.text(beside, 0.62, "weighted", ha="right", color=colours.third, gid="name-weighted")
        ax.text(-6.9, 0.31, "all", ha="right", color=colours.quiet)
        ax.text(LEFT + 0.1, 1.08, _told(v["found"], v["found_weighted"]), color=colours.ink, gid="count")
        ax.set(xlim=(LEFT, RIGHT), ylim=(0, 1.16), xlabel="true probability p (log-odds scale)")
        ax.set_ylabel("what the model says")
        ax.set_xticks([float(logit(p)) for p in TICKS], [f"{p:g}" for p in TICKS])
        ax.set_yticks([0, 0.5, 1], ["0", "½", "1"])
        return fig
