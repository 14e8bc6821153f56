"""The forecaster: three probabilities that always sum to 1, and the surprise of what then happens."""

from __future__ import annotations

from matplotlib.figure import Figure

from ...figures import colours, figure
from ...information import cross_entropy, surprise
from ..controls import Choice, Slider
from ..figure import Change, LiveFigure, Values
from ..parts import column, handle, named
from ..printed import told

NAMES = {"weather": ("sunny", "cloudy", "rainy"), "picture": ("cat", "dog", "bird")}


class Forecaster(LiveFigure):
    """Raise one bar and the others give way; the loss is the surprise of the outcome, whichever it is."""

    a = Slider(0.8, 0.0, 1.0, step=0.01, label="sunny · cat")
    b = Slider(0.15, 0.0, 1.0, step=0.01, label="cloudy · dog")
    c = Slider(0.05, 0.0, 1.0, step=0.01, label="rainy · bird")
    happened = Choice("a", {"a": "the first", "b": "the second", "c": "the third"}, label="What happens")
    story = Choice("weather", {"weather": "weather", "picture": "picture"}, label="What is forecast")

    presets = {
        "Forecast 80/15/5": {"a": 0.8, "b": 0.15, "c": 0.05, "story": "weather", "happened": "a"},
        "Forecast 30/50/20": {"a": 0.3, "b": 0.5, "c": 0.2, "story": "weather", "happened": "a"},
        "Classifier, untrained": {"a": 0.33, "b": 0.42, "c": 0.25, "story": "picture", "happened": "a"},
        "Halfway": {"a": 0.7, "b": 0.2, "c": 0.1, "story": "picture", "happened": "a"},
        "Trained": {"a": 0.95, "b": 0.03, "c": 0.02, "story": "picture", "happened": "a"},
        "Barely right": {"a": 0.34, "b": 0.33, "c": 0.33, "story": "picture", "happened": "a"},
        "Narrowly wrong": {"a": 0.49, "b": 0.51, "c": 0.0, "story": "picture", "happened": "a"},
    }
    shown_at = {f"{n}-struck": {"happened": n} for n in "abc"}
    readouts = (
        "<p>{outcome}: −ln {q:.4g} = <strong>{nats:.4f} nats</strong> = {bits:.4f} bits</p>"
        "<table><thead><tr><th>had it been</th><th>loss, nats</th></tr></thead><tbody>"
        "<tr><th>{name_a}</th><td>{if_a:.4f}</td></tr><tr><th>{name_b}</th><td>{if_b:.4f}</td></tr>"
        "<tr><th>{name_c}</th><td>{if_c:.4f}</td></tr></tbody></table>"
        "<p>uniform guess, whatever happens: {uniform:.4f} nats</p>"
    )
    key = "loss <b>{nats:.3f} nats</b>"
    says = "{outcome} happens, forecast at {q:.4g}: the loss is {nats:.3f} nats."
    alt = (
        "Three bars, the forecast: {name_a} {a:.2f}, {name_b} {b:.2f}, {name_c} {c:.2f}. The bar of what happens, "
        "{outcome}, is marked; its loss is {nats:.3f} nats."
    )
    caption = (
        "A forecast, and what it costs. Drag the top of a bar: the others give way, and the three always sum to 1. "
        "The loss looks at one bar alone, that of the outcome (striped)."
    )
    hint = "drag a bar's top"

    def adjust(self, changed: str) -> Change:
        """Scale the two others so that all three sum to 1."""
        if changed not in "abc" or abs(self.a + self.b + self.c - 1) < 1e-12:
            return {}
        one, two = (n for n in "abc" if n != changed)
        rest, others = 1 - getattr(self, changed), getattr(self, one) + getattr(self, two)
        first = min(rest, rest * getattr(self, one) / others) if others > 0 else rest / 2  # by an ulp it may be more
        return {one: first, two: rest - first}

    def values(self) -> Values:
        """Return the loss of the outcome, and of each outcome had it happened."""
        q, names = (self.a, self.b, self.c), NAMES[self.story]
        happened = "abc".index(self.happened)
        one_hot = [float(n == self.happened) for n in "abc"]
        return {
            "q": q[happened],
            "nats": float(cross_entropy(one_hot, q)),
            "bits": float(cross_entropy(one_hot, q, base=2)),
            "uniform": float(cross_entropy(one_hot, [1 / 3] * 3)),
            "outcome": names[happened],
            **named("if", surprise(q).tolist()),
            **named("name", names),
        }

    def draw(self) -> Figure:
        """Draw the three bars, the outcome's striped, and their values, none of them on the dotted line."""
        fig, ax = figure(460, 350)
        for i, n in enumerate("abc"):
            q = getattr(self, n)
            column(ax, f"{n}-bar", i, q)
            column(ax, f"{n}-struck", i, q, "hand", hatch="//")
            handle(ax, f"{n}-top", i, q, ms=12)
            high, text = max(q + 0.055, 0.35 if q > 0.23 else 0), told(q, ".2g" if q < 0.01 else ".2f")
            ax.text(i, high, text, ha="center", gid=f"{n}-value")
            ax.text(i, -0.085, NAMES[self.story][i], ha="center", gid=f"{n}-name", clip_on=False)
        ax.axhline(1 / 3, ls=":", lw=1.5, color=colours.quiet)
        ax.text(2.53, 1 / 3, "uniform", va="center", size=11, color=colours.quiet)
        ax.set(xlim=(-0.5, 2.5), ylim=(0, 1.12), xlabel=" ", ylabel="forecast probability", xticks=[])
        return fig
