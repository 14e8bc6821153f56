"""A teacher's scores at a temperature, and how hard they push a student, with T² and without."""

from __future__ import annotations

import numpy as np
import traitlets
from matplotlib.figure import Figure

from ...activations import softmax
from ...figures import colours, figure
from ...information import kl_divergence
from ...learning import without_labels_table
from ..controls import Choice, Data, Slider
from ..figure import LiveFigure, Values
from ..parts import column, handle
from ..printed import told

WARMTHS = np.logspace(0, 2, 41)


def push(z: np.ndarray, v: np.ndarray, temperature: float) -> float:
    """Return how long the gradient of KL at the student's scores is, without T²."""
    g = (softmax(z / temperature) - softmax(v / temperature)) / temperature
    return float(np.sqrt((g * g).sum()))


class TeacherTemperature(LiveFigure):
    """Warm the teacher: its small probabilities appear, and without T² its push dies away."""

    t = Slider(4.0, 1.0, 100.0, step=0.02, scale="log", digits=3, label="Temperature T", colour="hand")
    picture = Choice(
        "doubtful",
        {"clear": "a clear 7", "doubtful": "a doubtful 9", "wrong": "an 8 it takes for a 1"},
        label="What the teacher sees",
    )
    scores = Data()

    presets = {
        "T = 1": {"t": 1.0},
        "T = 4": {"t": 4.0},
        "T = 20": {"t": 20.0},
        "T = 100": {"t": 100.0},
    }
    key = "push <b>{plain:.3g}</b>, times T² <b>{scaled:.3f}</b>"
    readouts = (
        "<table><thead><tr><th>push on the ten scores, its length</th><th></th></tr></thead><tbody>"
        '<tr><th class="third">gradient of KL alone</th><td>{plain:.6f}</td></tr>'
        '<tr><th class="model">times T² = {square:.1f}</th><td><strong>{scaled:.4f}</strong></td></tr>'
        "<tr><th>matching logits (T → ∞)</th><td>{limit:.4f}</td></tr></tbody></table>"
        "<p>The teacher’s likeliest digit: {first}, with {most:.3f}; the second, {second}, has {next:.3g}.<br>"
        "KL = {kl:.5f} nats, T²·KL = {loss:.4f}</p>"
    )
    says = "At T = {t:.3g} the push is {plain:.3g}, with T² {scaled:.3f}; the teacher gives {first} {most:.3f}."
    alt = (
        "Left: ten columns, a teacher's probabilities of the digits at temperature {t:.3g}; the highest, of {first}, "
        "is {most:.3f}. Dots: a student's. Right: the length of the gradient against T, both axes logarithmic. Without "
        "T² it falls steadily, to {plain:.3g} at this T. With T² it levels off at the dotted limit, {limit:.3f}; here "
        "it is {scaled:.3f}."
    )
    caption = (
        "Left: a teacher’s probabilities of ten digits (columns) and a student’s (dots), both at temperature T; the "
        "scores are those of two trained networks. Right: how hard the student is pushed. Drag the point: without T² "
        "the push falls a hundredfold for each tenfold of T."
    )
    hint = "drag the point"
    layout_hint = "below"

    @traitlets.default("scores")
    def _scores(self) -> dict[str, dict[str, object]]:
        found: dict[str, dict[str, object]] = without_labels_table()["scores"]
        return found

    def both(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the student's and the teacher's scores of the picture."""
        row = self.scores[self.picture]
        return np.array(row["student"]) / 100, np.array(row["teacher"]) / 100

    def values(self) -> Values:
        """Return the push, its limit, and what the teacher says."""
        z, v = self.both()
        p, q = softmax(v / self.t), softmax(z / self.t)
        order = np.argsort(-v)
        plain, apart = push(z, v, self.t), ((z - z.mean()) - (v - v.mean())) / len(z)
        kl = float(kl_divergence(p, q))
        return {
            "plain": plain,
            "square": self.t**2,
            "scaled": self.t**2 * plain,
            "limit": float(np.sqrt((apart * apart).sum())),
            "first": str(order[0]),
            "second": str(order[1]),
            "most": float(p[order[0]]),
            "next": float(p[order[1]]),
            "kl": kl,
            "loss": self.t**2 * kl,
        }

    def draw(self) -> Figure:
        """Draw the probabilities on the left, the push against T on the right."""
        n = self.numbers()
        z, v = self.both()
        p, q = softmax(v / self.t), softmax(z / self.t)
        fig, (left, right) = figure(440, 290, columns=2, width_ratios=[1.1, 1])
        for k in range(10):
            column(left, f"teacher-{k}", k, p[k], "truth")
        left.plot(range(10), q, "o", ms=6, color=colours.model, gid="student")
        left.set(xlim=(-0.6, 9.6), ylim=(0, 1.04), xticks=range(10), yticks=[0, 0.5, 1], xlabel="digit")
        left.set_title("probability at T")
        right.set(xscale="log", yscale="log")
        plain = np.array([push(z, v, t) for t in WARMTHS])
        right.plot(WARMTHS, plain, "--", color=colours.third, gid="plain")
        right.plot(WARMTHS, plain * WARMTHS**2, color=colours.model, gid="scaled")
        right.plot([1, 100], [n["limit"]] * 2, ":", color=colours.quiet, gid="limit")
        handle(right, "square", self.t, n["scaled"], "s", ms=8, color=colours.model)
        handle(right, "point", self.t, n["plain"])
        right.text(90, 6.2, "with T²", ha="right", va="bottom", color=colours.model)
        right.text(90, 0.012, "without T²", ha="right", va="bottom", color=colours.third)
        right.text(1.15, 0.0003, f"T = {told(self.t, '.3g')}", color=colours.hand, gid="t-name")
        right.set(xlim=(1, 100), ylim=(1e-4, 40), xticks=[1, 10, 100], xticklabels=["1", "10", "100"])
        right.set_yticks([0.01, 1], ["0.01", "1"])
        right.minorticks_off()
        right.set(xlabel="temperature T", title="length of the push")
        return fig
