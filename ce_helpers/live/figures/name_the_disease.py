"""Name the disease: ten real training runs with a fault each; commit to a diagnosis, and see its curve beside them."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import traitlets
from matplotlib.figure import Figure

from ...figures import colours, figure
from ..controls import Choice, Data, Slider
from ..figure import LiveFigure, Values

RUNS = Path(__file__).parents[1] / "training_runs.json"
STEPS = [8 * i for i in range(26)]

#: fault → what the reader can choose, the sign by which it is known, and the test that proves it.
FAULTS = {
    "none": (
        "nothing is wrong",
        "a start near ln 10, both losses down together, then a small gap",
        "The test: no number contradicts. A gap of a tenth of a nat between the two is what 1258 digits leave.",
    ),
    "wide start": (
        "start too wide",
        "a first loss far above ln 10 that falls within a few steps",
        "The test: the first loss, before any step, is 22 and not 2.3. The scores start with a wide spread.",
    ),
    "rate too low": (
        "learning rate too low",
        "both losses together, falling slowly and still falling at the end",
        "The test: ten times the rate, and the same 200 steps reach ten times as far.",
    ),
    "rate too high": (
        "learning rate too high",
        "a loss that jumps up between falls",
        "The test: a third of the rate, and the jumps are gone.",
    ),
    "sum for mean": (
        "sum in place of the mean",
        "a first loss of about 64 times ln 10, then an explosion",
        "The test: divide the first loss by the batch size, 172/64 = 2.7. The gradient is 64 times too large as well.",
    ),
    "unscaled inputs": (
        "inputs not scaled",
        "a burst at the start, then both losses flat at the shares of the classes",
        "The test: the share of hidden units that answer 0 to every example. The burst has switched them off.",
    ),
    "softmax twice": (
        "softmax applied twice",
        "a fair accuracy beside a loss that sinks slowly towards 1.46 and will not pass it",
        "The test: give the loss perfect scores, 50 for the right class. It answers 1.46, and should answer 0.",
    ),
    "shuffled labels": (
        "labels do not belong to the inputs",
        "a validation loss that never falls below ln 10, accuracy of a guess, and slow learning by heart",
        "The test: look at ten examples with their labels. Validation stays at a guess while training falls.",
    ),
    "one-based labels": (
        "labels of training and validation numbered differently",
        "training as in health, validation worse than a guess from the start, and accuracy near 0",
        "The test: the smallest and the largest label of both sets: 1 and 10 in one, 0 and 9 in the other.",
    ),
    "too few examples": (
        "overfitting, too few examples",
        "training towards 0, validation that stops at once, far above it",
        "The test: twice the examples, and the gap shrinks. Here are 64.",
    ),
    "leaked label": (
        "the label leaked into the inputs",
        "both losses towards 0 and every validation example right",
        "The test: drop one input at a time. Accuracy falls where the leaked one goes; and 100% was never plausible.",
    ),
}
ORDER = {
    "A": "one-based labels",
    "B": "softmax twice",
    "C": "wide start",
    "D": "too few examples",
    "E": "unscaled inputs",
    "F": "none",
    "G": "shuffled labels",
    "H": "rate too high",
    "I": "sum for mean",
    "J": "rate too low",
    "K": "leaked label",
}


class NameTheDisease(LiveFigure):
    """Choose a run, commit to a diagnosis, and see what a run with that fault looks like."""

    run = Choice("A", {letter: f"run {letter}" for letter in ORDER}, label="Run")
    diagnosis = Choice(
        "open",
        {"open": "look first, then choose", **{fault: words[0] for fault, words in FAULTS.items()}},
        label="Your diagnosis",
        colour="hand",
    )
    seen = Slider(200, 0, 200, step=8, label="Steps seen")
    runs = Data()
    faults = Data({fault: list(words) for fault, words in FAULTS.items()})
    order = Data(ORDER)

    readouts = (
        "<p>after {seen:.0f} steps: training <strong>{train}</strong>, validation <strong>{validation}</strong> nats, "
        "right {right:.1%}</p><p>{verdict}</p><p>{reason}</p>"
    )
    key = "step {seen:.0f}: validation <b>{validation} nats</b>, right {right:.1%}"
    says = "Run {run}: training {train}, validation {validation} nats, right {right:.1%}. {verdict} {reason}"
    alt = (
        "Training loss (solid) and validation loss (dashed) of run {run} against the steps, on a logarithmic axis with "
        "the uniform guess ln 10 marked; below, the share of right answers. After {seen:.0f} steps training stands at "
        "{train} and validation at {validation} nats, with {right:.1%} right. {verdict}"
    )
    caption = (
        "Eleven runs of one network on the same digits: ten have one fault each, one has none. Choose a run, commit to "
        "a diagnosis; another run, trained with the fault that you named, is then drawn in plum beside it. How few "
        "steps do you need?"
    )

    layout_hint = "below"

    @traitlets.default("runs")
    def _runs(self) -> Any:
        return json.loads(RUNS.read_text(encoding="utf-8"))

    def values(self) -> Values:
        """Return the last entries of the log, the verdict, and the sign or the test."""
        train, validation, right = (column[int(self.seen / 8 + 0.5)] for column in self.runs[self.order[self.run]][0])
        said = {"train": _told(train), "validation": _told(validation), "right": right}
        if self.diagnosis == "open":
            return {**said, "verdict": "Which fault does this run have?", "reason": "Choose one from the list."}
        label, sign, test = self.faults[self.diagnosis]
        if self.diagnosis == self.order[self.run]:
            return {**said, "verdict": f"Yes: {label}. Its sign: {sign}.", "reason": test}
        return {
            **said,
            "verdict": f"No. The sign of “{label}”: {sign}.",
            "reason": "The plum run has that fault. Where does this run differ?",
        }

    def adjust(self, changed: str) -> dict[str, Any]:
        """Return that the diagnosis is open again, once another run is chosen."""
        return {"diagnosis": "open"} if changed == "run" else {}

    def hidden(self) -> list[str]:
        """Return the plum run's parts while no diagnosis is made."""
        return ["plum-train", "plum-validation", "plum-right"] if self.diagnosis == "open" else []

    def draw(self) -> Figure:
        """Draw the losses above, the accuracy below."""
        fig, (top, bottom) = figure(460, 420, rows=2, height_ratios=[2, 1], sharex=True)
        mine = self.runs[self.order[self.run]][0]
        shown = [min(i, int(self.seen / 8 + 0.5)) for i in range(26)]  # the trace ends where the reader stands
        steps = [STEPS[i] for i in shown]
        other = self.runs["none" if self.diagnosis == "open" else self.diagnosis][1]
        top.axhline(math.log(10), ls=":", lw=1.5, color=colours.ink)
        top.text(198, 2.5, "uniform guess, ln 10", ha="right", va="bottom", fontsize=11.5)
        for ax, at, name, dash in ((top, 0, "train", "-"), (top, 1, "validation", "--"), (bottom, 2, "right", "-")):
            ax.plot(steps, [other[at][i] for i in shown], dash, lw=1.8, color=colours.hand, gid=f"plum-{name}")
            ax.plot(steps, [mine[at][i] for i in shown], dash, color=colours.model, gid=name)
        top.plot([], [], "-", color=colours.model, label="training")
        top.plot([], [], "--", color=colours.model, label="validation")
        top.legend(loc="upper right", ncols=2, fontsize=11.5, handlelength=2.4, bbox_to_anchor=(1, 1.16))
        top.set(yscale="log", ylim=(0.002, 800), xlim=(0, 200), ylabel="loss, nats")
        top.set_yticks([0.01, 0.1, 1, 10, 100], ["0.01", "0.1", "1", "10", "100"])
        top.minorticks_off()
        bottom.axhline(0.1, ls=":", lw=1.5, color=colours.ink)
        bottom.set(ylim=(-0.04, 1.04), xlabel="steps", ylabel="share right", yticks=[0, 0.5, 1])
        return fig


def _told(loss: float) -> str:
    """Return a loss of the log in words: what left the axis is beyond it."""
    return "above 800" if loss >= 800 else f"{loss:.3g}"
