"""A network on digits of which 40% are labelled wrongly: rows with right and with wrong labels, apart, in time."""

from __future__ import annotations

import numpy as np
import traitlets
from matplotlib.figure import Figure

from ...data import flip_matrix
from ...figures import colours, figure
from ...information import entropy
from ...learning import recorded_on_flips
from ..controls import Choice, Data, Slider
from ..figure import LiveFigure, Values
from ..parts import handle
from ..printed import told

FLOOR = float(entropy(flip_matrix(0.4, 10)[0]))
LOSSES = {
    "plain": "cross-entropy",
    "forward": "forward-corrected",
    "generalised": "generalised (q = 0.7)",
    "absolute": "absolute error",
}
TOP = 5.4
LEAST = 0.5  # where the axis of accuracies begins


class CleanAndFlippedRows(LiveFigure):
    """Move along the training: what is learnt first, and when the wrong labels are learnt by heart."""

    loss = Choice("plain", LOSSES, label="Trained on", colour="model")
    step = Slider(300, 0, 600, step=10, label="Step", colour="hand", play=True)
    traces = Data()

    presets = {
        "Best time to stop": {"loss": "plain", "step": 50},
        "To the end": {"loss": "plain", "step": 600},
        "Forward, to the end": {"loss": "forward", "step": 600},
        "Absolute error, to the end": {"loss": "absolute", "step": 600},
    }
    readouts = (
        "<table><thead><tr><th>step {step:.0f}: mean −ln q of the given label</th><th>nats</th></tr></thead><tbody>"
        '<tr><th class="truth">rows labelled rightly —</th><td>{right:.3f}</td></tr>'
        '<tr><th class="model">rows labelled wrongly – –</th><td>{flipped:.3f}</td></tr>'
        '<tr><th class="hand">all rows</th><td>{all_rows:.3f}</td></tr>'
        "<tr><th>floor of 40% flips ·····</th><td>{floor:.3f}</td></tr></tbody></table>"
        "<p>All rows together lie {sign} the floor. Of the clean test images {test:.1%} are right; the best step of "
        "this run was {best_step:.0f}, with {best:.1%}.</p>"
    )
    key = "all rows <b>{all_rows:.3f} nats</b>, test accuracy <b>{test:.1%}</b>"
    says = "Step {step:.0f}: all rows {all_rows:.2f} nats, {sign} the floor; test accuracy {test:.1%}."
    alt = (
        "Above: mean surprise at the given labels against training steps. Rows labelled rightly fall early; rows "
        "labelled wrongly first rise, and later fall where the network learns them by heart. At step {step:.0f} they "
        "stand at {right:.2f} and {flipped:.2f} nats, all rows at {all_rows:.2f}, {sign} the floor of {floor:.2f}. "
        "Below: accuracy on clean test images, {test:.1%} at this step and {best:.1%} at the best."
    )
    caption = (
        "A network that trains on digits of which 40% are labelled wrongly (a real run, seed 0 of the table below). "
        "Drag the point along the steps. Only we know which rows are which; the trainer sees the plum curve alone."
    )
    hint = "drag the point along the steps"

    @traitlets.default("traces")
    def _recorded(self) -> dict[str, dict[str, list[float]]]:
        return {name: recorded_on_flips()["traces"][name] for name in LOSSES}

    def _curves(self) -> tuple[np.ndarray, ...]:
        """Return right, wrong and all rows, and the test accuracy."""
        run = self.traces[self.loss]
        right, flipped, test = (np.array(run[name]) for name in ("right", "flipped", "test"))
        return right, flipped, run["share"] * flipped + (1 - run["share"]) * right, test

    def values(self) -> Values:
        """Return what the run had come to at this step."""
        right, flipped, all_rows, test = self._curves()
        at, best = int(self.step / 10 + 0.5), int(np.argmax(test))
        return {
            "right": float(right[at]),
            "flipped": float(flipped[at]),
            "all_rows": float(all_rows[at]),
            "test": float(test[at]),
            "best": float(test[best]),
            "best_step": 10.0 * best,
            "floor": FLOOR,
            "sign": "below" if all_rows[at] < FLOOR else "above",
        }

    def draw(self) -> Figure:
        """Draw the losses of both kinds of rows above, the accuracy below."""
        v, steps = self.numbers(), 10 * np.arange(61)
        right, flipped, all_rows, test = self._curves()
        fig, (top, bottom) = figure(460, 470, rows=2, height_ratios=[1.5, 1])
        for name, curve, look, colour in (
            ("right", right, "-", colours.truth),
            ("flipped", flipped, "--", colours.model),
            ("all", all_rows, "-.", colours.hand),
        ):
            top.plot(steps, curve, look, color=colour, gid=f"{name}-curve")
        top.plot([0, 600], [FLOOR] * 2, ":", color=colours.quiet)
        top.text(596, FLOOR + 0.1, f"floor {told(FLOOR, '.2f')}", ha="right", va="bottom", color=colours.quiet)
        high = flipped[30] + 0.55
        text = "labelled wrongly" + (" ↑" if high > TOP - 0.25 else "")
        top.text(300, min(high, TOP - 0.25), text, ha="center", va="center", color=colours.model, gid="flipped-name")
        top.text(300, 0.17, "labelled rightly", ha="center", va="center", color=colours.truth)
        top.text(235, all_rows[23] - 0.27, "all rows", ha="center", va="center", color=colours.hand, gid="all-name")
        handle(top, "point", self.step, v["all_rows"])
        top.set(xlim=(0, 600), ylim=(0, TOP), ylabel="mean −ln q, nats")
        bottom.plot(steps, test, color=colours.ink, gid="test-curve")
        handle(bottom, "test-point", self.step, max(v["test"], LEAST), ms=9)
        handle(bottom, "best", v["best_step"], v["best"], "D", ms=7, color=colours.third)
        name = f"best {told(v['best'], '.3f')}"
        bottom.text(v["best_step"] + 14, 0.985, name, va="center", color=colours.third, gid="best-name")
        at = min(max(self.step, 40), 560)
        below = max(v["test"], LEAST + 0.1) - 0.06
        bottom.text(at, below, told(v["test"], ".3f"), ha="center", va="center", color=colours.hand, gid="now")
        bottom.set(xlim=(0, 600), ylim=(LEAST, 1), xlabel="step", ylabel="test accuracy")
        return fig
