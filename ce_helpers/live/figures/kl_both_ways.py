"""KL(P‖Q), KL(Q‖P) and Jensen–Shannon side by side, over the model Q of a coin."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from ...figures import colours, figure
from ...information import js_divergence, kl_divergence
from ..controls import Slider
from ..figure import LiveFigure, Values
from ..parts import DENSE, beyond, handle, triangle, with_bits
from ..printed import told

TOP = 2.6


class KLBothWays(LiveFigure):
    """Three curves that meet at Q = P; two run off to infinity, one stays below ln 2."""

    p = Slider(0.9, 0.0, 1.0, step=0.01, label="P(heads), the coin", colour="truth")
    q = Slider(0.7, 0.0, 1.0, step=0.01, label="Q(heads), the model", colour="model")

    presets = {
        "Worked coin": {"p": 0.9, "q": 0.7},
        "Sure coin, doubtful model": {"p": 1.0, "q": 0.5},
        "Doubtful coin, sure model": {"p": 0.5, "q": 1.0},
        "Opposites": {"p": 0.0, "q": 1.0},
    }
    readouts = (
        "<table><thead><tr><th></th><th>nats</th><th>bits</th></tr></thead><tbody>"
        '<tr><th class="model">KL(P‖Q) —</th><td>{forward:.4f}</td><td>{forward_bits:.4f}</td></tr>'
        '<tr><th class="third">KL(Q‖P) – –</th><td>{reverse:.4f}</td><td>{reverse_bits:.4f}</td></tr>'
        '<tr><th class="truth">JS(P, Q) –·</th><td>{js:.4f}</td><td>{js_bits:.4f}</td></tr>'
        "<tr><th>√JS</th><td>{root:.4f}</td><td></td></tr></tbody></table>"
    )
    key = "KL(P‖Q) = <b>{forward:.3f}</b>, KL(Q‖P) = <b>{reverse:.3f}</b> nats"
    says = "KL(P‖Q) {forward:.3f}, KL of Q from P {reverse:.3f}, Jensen–Shannon {js:.3f} nats."
    alt = (
        "Three curves over Q that touch zero at Q = {p:.2f}. At the marked Q = {q:.2f} the divergence KL(P‖Q) is "
        "{forward:.3f} nats, KL(Q‖P) {reverse:.3f} and Jensen–Shannon {js:.3f}, which stays under the line ln 2."
    )
    caption = (
        "Two divergences and their bounded relative. Drag the line to move Q, the triangle to move P. Swap the two and "
        "the first two numbers swap; they differ almost everywhere. Either can be infinite; Jensen–Shannon (JS, "
        "explained below) never exceeds ln 2."
    )
    hint = "drag the line or the triangle"

    def values(self) -> Values:
        """Return the three divergences in nats and bits, and the root of the last."""
        p, q = (self.p, 1 - self.p), (self.q, 1 - self.q)
        js = js_divergence(p, q)
        terms = {"forward": kl_divergence(p, q), "reverse": kl_divergence(q, p), "js": js}
        return with_bits(terms) | {"root": float(js) ** 0.5}

    def draw(self) -> Figure:
        """Draw the three curves over Q, cut off at the top of the axes."""
        v = self.numbers()
        fig, ax = figure(460, 340)
        truth, models = np.array([self.p, 1 - self.p]), np.stack([DENSE, 1 - DENSE], axis=1)
        side, aside = 1 if self.p > 0.5 else -1, 0.73 if self.q <= 0.5 else 0.27
        crowded = abs(self.p - 0.5) < 0.225  # the curves lie too close for names beside them: a column of names instead
        curves = (
            ("forward", kl_divergence(truth, models), "-", colours.model, "KL(P‖Q)", "—", -0.12),
            ("reverse", kl_divergence(models, truth), "--", colours.third, "KL(Q‖P)", "– –", 0.13),
            ("js", js_divergence(truth, models), "-.", colours.truth, "JS", "–·", 0.06),
        )
        for row, (gid, curve, dash, colour, name, stroke, shift) in enumerate(curves):
            ax.plot(DENSE, np.minimum(curve, 99), dash, color=colour, gid=f"{gid}-curve")
            # of two points that are pinned, the second hangs a little lower, so that both are seen
            height = TOP - 0.16 if gid == "reverse" and min(v["forward"], v[gid]) > TOP else min(v[gid], TOP)
            handle(ax, f"{gid}-point", self.q, height, ms=8, color=colour, zorder=2)
            # the name stands beside its curve at the first of these places where the curve is well inside the axes
            places = 0.5 - side * np.array([0.2, 0.1, 0, -0.1, -0.2, -0.3, -0.4])
            inside = [x for x in places if np.interp(x, DENSE, curve) < 1.9]
            x = inside[0] if inside else 0.5
            # none is: P never shows one side, and KL(Q‖P) is ∞ for every other Q
            text, y = (name, float(np.interp(x, DENSE, curve))) if inside else (f"{name} = ∞ unless Q = P", 1.83)
            shift = shift if inside else 0
            if crowded:
                text, x, y, shift = f"{name}  {stroke}", 0.5, 1.75 - 0.22 * row, 0
            ax.text(x + side * shift, y + 0.02, text, color=colour, ha="center", gid=f"{gid}-name")
            if gid != "js":  # which never leaves the axes
                text = f"{name} = {told(v[gid], '.2f')} ↑"
                beyond(ax, f"{gid}-beyond", aside, TOP * (0.95 - 0.09 * row), v[gid] > TOP, text, color=colour)
        ax.plot([self.q, self.q], [0, TOP], lw=3, color=colours.hand_pale, gid="q-line", zorder=1)
        triangle(ax, "p-mark", self.p, "truth")
        ax.axhline(np.log(2), ls=":", lw=1.5, color=colours.quiet)
        ax.set(xlim=(0, 1), ylim=(0, 1.02 * TOP), xlabel="Q(heads)", ylabel="nats")  # pinned points stay whole
        ax.set_yticks([0, np.log(2), 1, 1.5, 2, 2.5], ["0", "ln 2", "1", "1.5", "2", "2.5"])
        return fig
