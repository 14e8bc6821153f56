"""Inevitable and avoidable: H(P, Q) = H(P) + KL(P‖Q) as a curve over Q with a floor, and as a stacked bar."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from ...figures import colours, figure
from ...information import cross_entropy, entropy, kl_divergence
from ..controls import Slider
from ..figure import LiveFigure, Values
from ..parts import DENSE, bar, beyond, handle, triangle, with_bits
from ..printed import told

TOP = 1.26  # a point above it is pinned there


class Decomposition(LiveFigure):
    """Move Q and only the upper part moves; move P and the floor itself rises and falls."""

    p = Slider(0.9, 0.0, 1.0, step=0.01, label="P(heads), the coin", colour="truth")
    q = Slider(0.7, 0.0, 1.0, step=0.01, label="Q(heads), the model", colour="model")

    presets = {
        "Worked coin": {"p": 0.9, "q": 0.7},
        "Fair coin, fair model": {"p": 0.5, "q": 0.5},
        "Double-headed coin": {"p": 1.0, "q": 0.7},
    }
    readouts = (
        "<table><thead><tr><th></th><th>nats</th><th>bits</th></tr></thead><tbody>"
        '<tr><th class="truth">H(P), inevitable</th><td>{floor:.4f}</td><td>{floor_bits:.4f}</td></tr>'
        '<tr><th class="model">+ KL(P‖Q), avoidable</th><td>{gap:.4f}</td><td>{gap_bits:.4f}</td></tr>'
        "<tr><th>= H(P, Q)</th><td><strong>{total:.4f}</strong></td><td>{total_bits:.4f}</td></tr></tbody></table>"
    )
    key = "{floor:.3f} + {gap:.3f} = <b>{total:.3f} nats</b>"
    says = "Entropy {floor:.3f} plus divergence {gap:.3f} is cross-entropy {total:.3f} nats."
    alt = (
        "Left: cross-entropy as a curve over Q, touching its floor, the entropy {floor:.3f} nats, at Q = {p:.2f}; the "
        "marked point stands at Q = {q:.2f}, {total:.3f} nats. Right: a bar of two parts, {floor:.3f} nats of entropy "
        "below and {gap:.3f} nats of divergence above."
    )
    caption = (
        "Cross-entropy of a coin, taken apart. Drag the point to move the model Q, and the triangle to move the coin "
        "P. The floor H(P) does not feel Q; what lies above it (striped) is KL(P‖Q), zero only where Q = P."
    )
    hint = "drag point or triangle"
    layout_hint = "below"

    def values(self) -> Values:
        """Return the three terms, in nats and in bits."""
        p, q = (self.p, 1 - self.p), (self.q, 1 - self.q)
        return with_bits({"floor": entropy(p), "gap": kl_divergence(p, q), "total": cross_entropy(p, q)})

    def draw(self) -> Figure:
        """Draw the curve with its floor on the left, the stacked bar on the right."""
        v = self.numbers()
        fig, (left, right) = figure(440, 290, columns=2, width_ratios=[2.9, 1])
        curve = cross_entropy([self.p, 1 - self.p], np.stack([DENSE, 1 - DENSE], axis=1))
        left.plot(DENSE, curve, color=colours.model, gid="curve")
        left.plot([0, 1], [v["floor"]] * 2, "--", color=colours.truth, gid="floor")
        top = min(v["total"], 99)  # it may be ∞
        left.plot([self.q] * 2, [v["floor"], top], "-", lw=5, color=colours.model_pale, gid="gap", zorder=1)
        triangle(left, "p-mark", self.p, "truth")
        handle(left, "q-mark", self.q, min(v["total"], TOP))
        out = v["total"] > TOP
        beyond(left, "beyond", 0.5, TOP, out, f"{told(v['total'], '.2f')} nats ↑")
        left.set(xlim=(0, 1), ylim=(0, 1.3), xlabel="Q(heads)", ylabel="nats a toss")
        side = 1 if self.p > 0.5 else -1
        low = v["floor"] + (0.02 if v["floor"] < 0.13 else -0.08)  # under the line, where there is room and no curve
        left.text(0.5 - 0.32 * side, low, "floor H(P)", ha="center", color=colours.truth, gid="floor-name")
        at, high = 0.375 + 0.25 * self.p, np.log(2) + 0.15 - 0.2 * abs(self.p - 0.5)
        left.text(at, high, "H(P, Q)", ha="center", color=colours.model, gid="curve-name")
        bar(right, "bar-floor", -0.35, 0.35, 0, v["floor"], "truth")
        bar(right, "bar-gap", -0.35, 0.35, v["floor"], top, hatch="//")
        for name, text, colour in (("floor", "H(P)", colours.truth), ("gap", "KL ↑" if out else "KL", colours.model)):
            shown = v["gap"] > 0.06 if name == "gap" else v["floor"] > 0.06
            at = v["floor"] / 2 if name == "floor" else TOP if out else v["floor"] + v["gap"] / 2
            right.text(0.42, at, text if shown else " ", va="center", color=colour, gid=f"name-{name}")
        right.set(xlim=(-0.45, 1.25), ylim=(0, 1.3), xticks=[], yticklabels=[], xlabel="stacked")
        return fig
