"""Softmax: three scores, set and cooled as the reader likes, and the distribution they stand for."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from ...activations import softmax
from ...figures import colours, figure
from ...losses import cross_entropy_with_logits
from ..controls import Slider
from ..figure import LiveFigure, Values
from ..parts import column, handle, named

KEYS = "abc"


class SoftmaxTemperature(LiveFigure):
    """Drag the scores; the temperature says how much their differences count."""

    a = Slider(1.0, -4.0, 4.0, step=0.1, label="score of A")
    b = Slider(2.0, -4.0, 4.0, step=0.1, label="score of B")
    c = Slider(3.0, -4.0, 4.0, step=0.1, label="score of C")
    t = Slider(1.0, 0.1, 10.0, step=0.01, scale="log", digits=3, label="temperature T")

    presets = {
        "(1, 2, 3)": {"a": 1.0, "b": 2.0, "c": 3.0, "t": 1.0},
        "colder, T = 0.5": {"a": 1.0, "b": 2.0, "c": 3.0, "t": 0.5},
        "hotter, T = 2": {"a": 1.0, "b": 2.0, "c": 3.0, "t": 2.0},
        "a tie": {"a": 1.0, "b": 3.0, "c": 3.0, "t": 1.0},
    }
    readouts = (
        "<table><thead><tr><th></th><th>(score − largest) ÷ T</th><th>probability</th>"
        "<th>costs, nats</th></tr></thead><tbody>"
        "<tr><th>A</th><td>{s_a:.3f}</td><td><strong>{p_a:.6f}</strong></td><td>{cost_a:.6f}</td></tr>"
        "<tr><th>B</th><td>{s_b:.3f}</td><td><strong>{p_b:.6f}</strong></td><td>{cost_b:.6f}</td></tr>"
        "<tr><th>C</th><td>{s_c:.3f}</td><td><strong>{p_c:.6f}</strong></td><td>{cost_c:.6f}</td></tr></tbody></table>"
        "<p>entropy {entropy:.4f} nats (three equal chances: {most:.4f})</p>"
    )
    key = "A {p_a:.3f}, B {p_b:.3f}, C <b>{p_c:.3f}</b>, which costs {cost_c:.3f} nats"
    says = "At T = {t:.3g}: A {p_a:.3f}, B {p_b:.3f}, C {p_c:.3f}; entropy {entropy:.3f} nats."
    alt = (
        "Left: three bars, the scores {z_a:.1f}, {z_b:.1f} and {z_c:.1f}. Right: three bars, their softmax "
        "at temperature {t:.3g}: {p_a:.3f}, {p_b:.3f} and {p_c:.3f}."
    )
    caption = (
        "From scores to probabilities. Drag the tops of the bars on the left. A low temperature sharpens the "
        "distribution on the right, a high one flattens it. The dotted line is the share of each of three equals; "
        "a class costs −ln of its probability."
    )
    hint = "drag a score"
    layout_hint = "below"

    def values(self) -> Values:
        """Return scores, scaled gaps, probabilities, and the entropy in a form that keeps its digits near 0."""
        z = np.array([self.a, self.b, self.c])
        s, p = (z - z.max()) / self.t, softmax(z, temperature=self.t)
        rest = {"entropy": float(cross_entropy_with_logits(s, p)), "most": float(np.log(3))}
        costs = np.log1p(np.delete(np.exp(s), s.argmax()).sum()) - s  # −ln p, exact also near 0
        found = named("z", z.tolist()) | named("s", s.tolist()) | named("p", p.tolist())
        return found | named("cost", costs.tolist()) | rest

    def draw(self) -> Figure:
        """Draw the scores on the left, the probabilities on the right."""
        v = self.numbers()
        fig, (left, right) = figure(440, 300, columns=2)
        for i, k in enumerate(KEYS):
            z, p = v[f"z_{k}"], v[f"p_{k}"]
            column(left, f"score-{k}", i, z, fc=colours.pale, ec=colours.quiet)
            handle(left, f"top-{k}", i, z, ms=12)
            column(right, f"bar-{k}", i, p, hatch="//")
            high = 0.35 if 0.23 < p < 0.32 else p + 0.03  # not on the dotted line
            right.text(i, high, f"{p:.3f}", ha="center", gid=f"value-{k}")
        left.axhline(0, color=colours.quiet, lw=1)
        left.set(ylim=(-4.6, 4.6), yticks=range(-4, 5, 2), ylabel="score", title="scores z")
        right.axhline(1 / 3, ls=":", lw=1.5, color=colours.quiet)
        right.set(ylim=(0, 1.12), title="softmax(z / T)")
        for ax in (left, right):
            ax.set(xlim=(-0.5, 2.5), xticks=range(3), xticklabels=list("ABC"))
        return fig
