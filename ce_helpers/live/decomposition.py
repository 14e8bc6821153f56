"""Inevitable and avoidable: H(P, Q) = H(P) + KL(P‖Q) as a curve over Q with a floor, and as a stacked bar."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure

from ..figures import colours, figure
from ..information import cross_entropy, entropy, kl_divergence
from .base import LiveFigure, Slider


class Decomposition(LiveFigure):
    """Move Q and only the upper part moves; move P and the floor itself rises and falls."""

    p = Slider(0.9, 0.0, 1.0, step=0.01, label='<span class="truth">P(heads), the coin</span>')
    q = Slider(0.7, 0.01, 0.99, step=0.01, label='<span class="model">Q(heads), the model</span>')

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
    says = "Entropy {floor:.3f} plus divergence {gap:.3f} is cross-entropy {total:.3f} nats."
    alt = (
        "Left: cross-entropy as a curve over Q, touching its floor, the entropy {floor:.3f} nats, at Q = {p:.2f}; the marked point "
        "stands at Q = {q:.2f}, {total:.3f} nats. Right: a bar of two parts, {floor:.3f} nats of entropy below and {gap:.3f} nats "
        "of divergence above."
    )
    caption = (
        "Cross-entropy of a coin, taken apart. Drag the point to move the model Q, and the triangle to move the coin P. The floor H(P) "
        "does not feel Q; what lies above it is KL(P‖Q), zero only where Q = P."
    )
    hint = "drag point or triangle"
    layout_hint = "below"

    def values(self) -> Mapping[str, float | str]:
        """Return the three terms, in nats and in bits."""
        p, q = (self.p, 1 - self.p), (self.q, 1 - self.q)
        terms = {"floor": entropy(p), "gap": kl_divergence(p, q), "total": cross_entropy(p, q)}
        bits = {"floor": entropy(p, base=2), "gap": kl_divergence(p, q, base=2), "total": cross_entropy(p, q, base=2)}
        return {k: float(x) for k, x in terms.items()} | {f"{k}_bits": float(x) for k, x in bits.items()}

    def draw(self) -> Figure:
        """Draw the curve with its floor on the left, the stacked bar on the right."""
        v = {k: float(x) for k, x in self.values().items()}
        fig, (left, right) = figure(640, 320, columns=2, width_ratios=[3.4, 1])
        grid = np.linspace(0.001, 0.999, 200)
        curve = cross_entropy([self.p, 1 - self.p], np.stack([grid, 1 - grid], axis=1))
        left.plot(grid, curve, color=colours.model, gid="curve")
        left.plot([0, 1], [v["floor"]] * 2, "--", color=colours.truth, gid="floor")
        left.text(0.99, v["floor"], "floor H(P)", ha="right", va="bottom", color=colours.truth, gid="floor-name")
        left.plot([self.q] * 2, [v["floor"], v["total"]], "-", lw=5, color=colours.model_pale, gid="gap", zorder=1)
        left.plot([self.p], [0], "^", ms=13, color=colours.truth, gid="p-mark", clip_on=False, zorder=5)
        left.plot([self.q], [v["total"]], "o", ms=13, color=colours.hand, gid="q-mark", zorder=5)
        left.set(xlim=(0, 1), ylim=(0, 2.6), xlabel="Q(heads)", ylabel="nats a toss")
        at = 0.25 if self.p > 0.5 else 0.75
        high = float(cross_entropy([self.p, 1 - self.p], [at, 1 - at])) + 0.12
        left.text(
            at + (0.09 if self.p > 0.5 else -0.09),
            high - 0.06,
            "H(P, Q)",
            ha="center",
            color=colours.model,
            gid="curve-name",
        )
        right.bar(0, v["floor"], 0.7, color=colours.truth_pale, edgecolor=colours.truth)[0].set_gid("bar-floor")
        right.bar(0, v["gap"], 0.7, v["floor"], color=colours.model_pale, edgecolor=colours.model, hatch="//")[
            0
        ].set_gid("bar-gap")
        right.text(0.42, v["floor"] / 2, "H(P)", va="center", color=colours.truth, gid="name-floor")
        right.text(0.42, v["floor"] + v["gap"] / 2, "KL", va="center", color=colours.model, gid="name-gap")
        right.set(xlim=(-0.45, 1.1), ylim=(0, 2.6), xticks=[], xlabel="the same, stacked")
        return fig
