"""The coin's cross-entropy as an area: P gives the widths, the model's surprise the heights."""

from __future__ import annotations

from matplotlib.figure import Figure

from ...figures import colours, figure
from ...information import cross_entropy, entropy, surprise
from ..controls import Slider
from ..figure import LiveFigure, Values
from ..parts import bar, beyond, handle, triangle
from ..printed import told

TOP = 2.6  # where the axis must stop: a top above it is pinned there, and its height is said


class CoinCrossEntropy(LiveFigure):
    """Two rectangles, one an outcome: as wide as it is frequent, as tall as it surprises the model."""

    p = Slider(0.9, 0.0, 1.0, step=0.01, label="P(heads), the coin", colour="truth")
    q = Slider(0.7, 0.01, 0.99, step=0.01, label="Q(heads), the model", colour="model")

    presets = {
        "Worked coin": {"p": 0.9, "q": 0.7},
        "Model is right": {"p": 0.9, "q": 0.9},
        "Confident model, fair coin": {"p": 0.5, "q": 0.95},
        "Model has it backwards": {"p": 0.9, "q": 0.1},
    }
    readouts = (
        "<table><thead><tr><th></th><th>width P</th><th>height −ln Q</th><th>area</th></tr></thead><tbody>"
        "<tr><th>heads</th><td>{p:.2f}</td><td>{height_heads:.4f}</td><td>{heads:.4f}</td></tr>"
        "<tr><th>tails</th><td>{p_tails:.2f}</td><td>{height_tails:.4f}</td><td>{tails:.4f}</td></tr></tbody></table>"
        "<p>H(P, Q) = {heads:.4f} + {tails:.4f} = <strong>{nats:.4f} nats</strong> = {bits:.4f} bits a toss, on "
        "average</p>"
        "<p>H(P), were Q equal to P: {floor:.4f} nats</p>"
    )
    key = "H(P, Q) = <b>{nats:.3f} nats</b>"
    says = (
        "P heads {p:.2f}, Q heads {q:.2f}: cross-entropy {nats:.3f} nats, {bits:.3f} bits; "
        "its least would be {floor:.3f} nats."
    )
    alt = (
        "Two rectangles side by side. Heads is {p:.2f} wide and {height_heads:.2f} nats tall, tails {p_tails:.2f} "
        "wide and {height_tails:.2f} tall. A dashed line at {nats:.3f} nats marks their total area, the "
        "cross-entropy; a dotted line at {floor:.3f} nats the entropy of the coin."
    )
    caption = (
        "Cross-entropy of a coin as an area. Drag the border between the rectangles to change the coin P, and their "
        "tops to change the model Q. The widths add up to 1, so the total area is also the mean height (dashed). "
        "Dotted: what a model that knew the coin would pay."
    )
    hint = "drag a border or a top"

    def values(self) -> Values:
        """Return both rectangles, their sum in nats and bits, and the entropy of the coin."""
        truth, model = (self.p, 1 - self.p), (self.q, 1 - self.q)
        heights = surprise(model)
        return {
            "p_tails": truth[1],
            "height_heads": float(heights[0]),
            "height_tails": float(heights[1]),
            "heads": float(truth[0] * heights[0]),
            "tails": float(truth[1] * heights[1]),
            "nats": float(cross_entropy(truth, model)),
            "bits": float(cross_entropy(truth, model, base=2)),
            "floor": float(entropy(truth)),
        }

    def draw(self) -> Figure:
        """Draw the rectangles over the unit interval."""
        v = self.numbers()
        fig, ax = figure(460, 330)
        bar(ax, "heads", 0, self.p, 0, v["height_heads"])
        bar(ax, "tails", self.p, 1, 0, v["height_tails"], hatch="//")
        ax.plot([0, 1], [v["nats"]] * 2, "--", color=colours.hand, gid="mean")
        ax.plot([0, 1], [v["floor"]] * 2, ":", color=colours.truth, gid="floor")
        triangle(ax, "border", self.p, "truth")
        label = {"size": 12, "ha": "center", "va": "center", "color": colours.ink}
        for side, middle, there in (("heads", self.p / 2, self.p > 0), ("tails", (1 + self.p) / 2, self.p < 1)):
            high = v[f"height_{side}"]
            handle(ax, f"top-{side}", middle, min(high, TOP), ms=12)
            ax.text(middle, -0.36, side if there else " ", gid=f"name-{side}", **label)
            out = min(max(middle, 0.1), 0.9)
            beyond(ax, f"beyond-{side}", out, TOP + 0.2, there and high > TOP, f"↑ {told(high, '.2f')}")
        ax.text(0.03, 2.3, f"– – H(P, Q) = {told(v['nats'], '.3f')} nats, mean", color=colours.hand, gid="name-mean")
        ax.text(0.03, 2.05, f"··· H(P) = {told(v['floor'], '.3f')}, the least", color=colours.truth, gid="name-floor")
        ax.set(xlim=(0, 1), ylim=(0, TOP + 0.1), ylabel="surprise −ln Q, nats")
        ax.set_title(" ")  # room for what goes on above
        ax.set_xlabel("probability in the world, P", labelpad=18)
        ax.set_xticks([0, 0.2, 0.4, 0.6, 0.8, 1.0])
        ax.grid(visible=False)
        return fig
