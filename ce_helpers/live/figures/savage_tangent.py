"""Savage's construction: the tangent to the curve of honest cost is what a report pays, and the gap is its price."""

from __future__ import annotations

from matplotlib.figure import Figure

from ...figures import colours, figure
from ..controls import Choice, Slider
from ..figure import LiveFigure, Values
from ..parts import DENSE, beyond, both_losses, expected_loss, handle, price, triangle

TOP = 1.25


def _beneath(p: float, no: float, yes: float) -> tuple[float, float]:
    """Return the place for the height of an end above the axes: beneath the tangent, and beside the gap."""
    inwards = 0.09 if abs((p if no > yes else 1 - p) - 0.09) >= 0.085 else (p if no > yes else 1 - p) + 0.1
    x, far = (inwards, inwards + 0.07) if no > yes else (1 - inwards, 1 - inwards - 0.07)
    return x, min(1.17, no + (yes - no) * far - 0.09)


class SavageTangent(LiveFigure):
    """A tangent touches the curve at the report; its ends are the two losses, its height at the belief the cost."""

    p = Slider(0.8, 0.0, 1.0, step=0.01, label="Belief p", colour="truth")
    q = Slider(0.4, 0.01, 0.99, step=0.01, label="Report q, the point of contact", colour="hand")
    rule = Choice(
        "log",
        {"log": "log", "brier": "Brier", "spherical": "spherical"},
        label="Arch: the cost of honesty under the rule",
    )

    presets = {
        "Two views": {"p": 0.8, "q": 0.4, "rule": "log"},
        "Honest": {"p": 0.8, "q": 0.8, "rule": "log"},
        "Wrong side": {"p": 0.1, "q": 0.7, "rule": "log"},
        "The same, Brier": {"p": 0.1, "q": 0.7, "rule": "brier"},
    }
    readouts = (
        "<p>the tangent's ends, in {unit}<br>it happens: {if_yes:.4f}<br>it does not: {if_no:.4f}</p>"
        "<p>expected, above the belief<br>tangent: {report:.4f}<br>arch: {honest:.4f}</p>"
        "<p>gap, the price<br><strong>{price:.4f} {unit}</strong></p>"
    )
    key = "gap, the price: <b>{price:.4f} {unit}</b>"
    says = "At belief {p:.2f} the tangent of report {q:.2f} is {price:.3f} {unit} above the curve."
    alt = (
        "An arch over beliefs from 0 to 1, the expected cost of honest reports, rule {rule}. Its tangent at the report "
        "{q:.2f} runs from {if_no:.3f} at the left edge to {if_yes:.3f} at the right. Above the belief {p:.2f} the "
        "tangent is {price:.3f} {unit} higher than the arch."
    )
    caption = (
        "Blue: what an honest forecaster with belief <i>p</i> must expect to pay. Dashed: the tangent at the report "
        "<i>q</i>. Its two ends are what that report pays if the event fails or happens; over your belief it stands at "
        "what you must expect to pay. (What goes on above the axes has an arrow; ↑ tells the height of that end.) "
        "Drag the point or the triangle: the gap closes only where they meet."
    )
    hint = "drag the point or the triangle"

    def values(self) -> Values:
        """Return the ends of the tangent, tangent and curve over the belief, and the gap."""
        yes, no = both_losses(self.rule, self.q)
        return {
            "if_yes": float(yes),
            "if_no": float(no),
            "report": expected_loss(self.rule, self.p, self.q),
            "honest": expected_loss(self.rule, self.p, self.p),
            "price": price(self.rule, self.p, self.q),
            "unit": "nats" if self.rule == "log" else "points",
        }

    def draw(self) -> Figure:
        """Draw the arch, its tangent, and the gap over the belief."""
        v = self.numbers()
        fig, ax = figure(460, 340)
        ax.plot(DENSE, [expected_loss(self.rule, x, x) for x in DENSE], "-", color=colours.truth, gid="arch")
        ax.plot([0, 1], [v["if_no"], v["if_yes"]], "--", color=colours.model, gid="tangent")
        ax.plot([self.p] * 2, [0, v["honest"]], ":", lw=1.5, color=colours.truth, gid="belief")
        ax.plot([self.p] * 2, [v["honest"], v["report"]], "-", lw=4, color=colours.hand, gid="gap")
        for x, name in ((0, "no"), (1, "yes")):
            handle(ax, f"end-{name}", x, min(v[f"if_{name}"], TOP), "s", ms=9, color=colours.model, zorder=2)
        # an end above the axes: how high it really is, beneath the square that stands in for it
        high = max(v["if_no"], v["if_yes"])
        beyond(ax, "beyond", *_beneath(self.p, v["if_no"], v["if_yes"]), high > TOP, f"↑ {high:.2f}",
               color=colours.model)  # fmt: skip
        above = 1.215 if v["report"] > TOP else -1  # out of sight
        ax.plot([self.p], [above], "^", ms=11, color=colours.hand, gid="gap-beyond")
        triangle(ax, "belief-mark", self.p, "truth")
        handle(ax, "point", self.q, expected_loss(self.rule, self.q, self.q), ms=12, zorder=6)
        ax.set(xlim=(0, 1), ylim=(0, TOP), xlabel="belief (and report)", ylabel="expected cost")
        return fig
