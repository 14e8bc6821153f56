"""The cost that a report is expected to have under a belief, for four scoring rules."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from ...figures import colours, figure
from ...scoring import expected_score
from ..controls import Choice, Slider
from ..figure import LiveFigure, Values
from ..parts import DENSE, beyond, both_losses, expected_loss, handle, price, triangle
from ..printed import told

TOP = 1.25


class ExpectedScore(LiveFigure):
    """Drag the report along the curve of expected cost; honesty is cheapest under a proper rule, and only there."""

    p = Slider(0.9, 0.0, 1.0, step=0.01, label="Belief p, what you think", colour="truth")
    q = Slider(0.6, 0.0, 1.0, step=0.01, label="Report q, what you say", colour="hand")
    rule = Choice(
        "log",
        {"log": "log, −ln", "brier": "Brier, (y − q)²", "spherical": "spherical", "absolute": "absolute, |y − q|"},
        label="Rule by which you pay",
    )

    presets = {
        "Round, absolute": {"p": 0.6, "q": 1.0, "rule": "absolute"},
        "Honest": {"p": 0.9, "q": 0.9, "rule": "log"},
        "Timid": {"p": 0.9, "q": 0.6, "rule": "log"},
        "Boastful": {"p": 0.9, "q": 1.0, "rule": "log"},
        "Boastful, Brier": {"p": 0.9, "q": 1.0, "rule": "brier"},
    }
    readouts = (
        "<p>you pay, in {unit},<br>if it happens: {if_yes:.4f}<br>if it does not: {if_no:.4f}</p>"
        "<p>expected cost<br>say {q:.2f}: <strong>{report:.4f} {unit}</strong><br>say {p:.2f}: {honest:.4f} {unit}</p>"
        "<p>price of dishonesty<br><strong>{price:.4f} {unit}</strong></p><p>cheapest report ◆ {cheapest}</p>"
    )
    key = "price of dishonesty <b>{price:.4f} {unit}</b>"
    says = (
        "Believing {p:.2f} and saying {q:.2f} is expected to cost {report:.3f} {unit}; honesty {honest:.3f}; "
        "the cheapest report is {cheapest}."
    )
    alt = (
        "Expected cost, in {unit}, against the report q, rule: {rule}. A dashed line marks the belief {p:.2f}, where "
        "the cost is {honest:.3f}. The marked report {q:.2f} costs {report:.3f}. The cheapest report is {cheapest}."
    )
    caption = (
        "What you must expect to pay for a report <i>q</i> if you believe <i>p</i>. Drag the point along the curve or "
        "the triangle, and change the rule. Dotted: the cost of honesty. The thick line between it and the point is "
        "the price of saying something else than you think. The diamond is the cheapest report."
    )
    hint = "drag the point or the triangle"

    def values(self) -> Values:
        """Return the cost of the report under both outcomes and on average, that of honesty, the best report."""
        p, q = self.p, self.q
        scale = 2 if self.rule in ("brier", "absolute") else 1
        yes, no = both_losses(self.rule, q)
        best = float(p if self.rule != "absolute" or p == 0.5 else p > 0.5)
        return {
            "if_yes": float(yes) + 0.0,
            "if_no": float(no) + 0.0,
            "report": float(expected_score((p, 1 - p), (q, 1 - q), self.rule)) / scale,
            "honest": float(expected_score((p, 1 - p), (p, 1 - p), self.rule)) / scale,
            "price": price(self.rule, p, q),
            "best": best,
            "cheapest": "any, all cost the same" if self.rule == "absolute" and p == 0.5 else told(best, ".2f"),
            "unit": "nats" if self.rule == "log" else "points",
        }

    def draw(self) -> Figure:
        """Draw the curve over the report, cut off at the top of the axes."""
        v = self.numbers()
        report, honest, best = (min(v[k], TOP) for k in ("report", "honest", "best"))
        fig, ax = figure(460, 340)
        ax.plot(DENSE, np.minimum(expected_loss(self.rule, self.p, DENSE), 99), color=colours.model, gid="curve")
        ax.plot([self.p, self.p], [0, 1.02], "--", lw=1.5, color=colours.truth, gid="belief")
        ax.plot([0, 1], [honest, honest], ":", lw=1.5, color=colours.truth, gid="level")
        ax.plot([self.q, self.q], [honest, report], "-", lw=4, color=colours.hand, clip_on=False, gid="price")
        least = expected_loss(self.rule, self.p, best)
        handle(ax, "best", best, least, "D", ms=9, color=colours.third, zorder=4)
        triangle(ax, "belief-mark", self.p, "truth")
        handle(ax, "point", self.q, report, ms=12, zorder=6)
        x = min(max(self.p, 0.07), 0.93)
        ax.text(x, 1.08, "belief", ha="center", va="center", color=colours.truth, gid="belief-name")
        # how far it goes on above the axes stands on the side of the point where the curve is not
        aside = min(0.93, self.q + 0.1 * (1 if self.q < 0.18 or 0.5 <= self.q <= 0.82 else -1))
        beyond(ax, "beyond", aside, 1.19, v["report"] > TOP, f"↑ {told(v['report'], '.2f')}")
        ax.set(xlim=(0, 1), ylim=(0, TOP), xlabel="report q", ylabel="expected cost")
        return fig
