"""The reader draws a digit; a small network says what it sees, and what the digit that was meant costs it."""

from __future__ import annotations

import numpy as np
import traitlets
from matplotlib.figure import Figure

from ...activations import softmax
from ...figures import colours, figure
from ...learning import digit_table
from ...losses import cross_entropy_with_logits
from ..controls import Action, Choice, Data, Slider
from ..figure import LiveFigure, Values
from ..pad import EMPTY, digit_scores, pad
from ..parts import bar, handle
from ..printed import told

# fmt: off
CLEAR = [0, 6, 16, 16, 15, 7, 0, 0, 0, 2, 11, 12, 16, 16, 5, 0, 0, 0, 0, 0, 14, 15, 2, 0, 0, 0, 0, 1, 16, 11, 0, 0,
         0, 0, 0, 0, 14, 14, 0, 0, 0, 0, 0, 0, 5, 16, 9, 0, 0, 0, 3, 7, 12, 16, 7, 0, 0, 3, 16, 16, 15, 11, 1, 0]
DEAREST = [0, 0, 4, 12, 13, 1, 0, 0, 0, 0, 4, 16, 16, 5, 0, 0, 0, 0, 9, 16, 10, 0, 0, 0, 0, 8, 16, 16, 11, 4, 0, 0,
           0, 0, 4, 8, 16, 16, 7, 0, 0, 0, 0, 0, 2, 14, 14, 0, 0, 0, 0, 4, 15, 16, 11, 0, 0, 0, 5, 16, 14, 8, 0, 0]
# fmt: on


class DrawADigit(LiveFigure):
    """Draw a digit and say which one you mean: ten probabilities, and one loss."""

    meant = Choice("8", {str(k): str(k) for k in range(10)}, label="The digit you mean", colour="truth")
    pen = Choice("draw", {"draw": "draws", "rub": "rubs out"}, label="The pen")
    row = Slider(4, 1, 8, step=1, label="Row of the pen", colour="hand")
    column = Slider(4, 1, 8, step=1, label="Column of the pen", colour="hand")
    ink = Data()
    net = Data()

    actions = {"press": Action("Press the pen here"), "clear": Action("Clear")}
    presets = {
        "Nothing": {"ink": EMPTY, "meant": "8"},
        "All ink": {"ink": [16] * 64, "meant": "8"},
        "A real 3": {"ink": CLEAR, "meant": "3"},
        "The costliest of 539": {"ink": DEAREST, "meant": "3"},
    }
    key = "loss −ln {q:.3g} = <b>{loss:.3f} nats</b>"
    readouts = (
        "<p>The network says <strong>{first}</strong>, with probability <strong>{most:.3f}</strong>.</p>"
        "<p>You mean {meant}, which it gave {q:.3g}:<br>loss −ln {q:.3g} = <strong>{loss:.3f} nats</strong><br>"
        "(a uniform guess: ln 10 = {uniform:.3f} nats)</p>"
    )
    says = "The network says {first}, with probability {most:.3f}. The digit meant, {meant}, costs {loss:.3f} nats."
    alt = (
        "Left: a pad of 8 by 8 cells with {cells:.0f} of them inked. Right: ten bars, the probabilities that a network "
        "gives to the digits 0 to 9; the longest is that of {first}, {most:.3f}. A triangle marks the digit meant, "
        "{meant}; its loss is {loss:.3f} nats."
    )
    caption = (
        "Draw a digit on the pad, and say which one you mean. A network of 3,610 weights, trained on real handwriting "
        "and carried by this page, answers with ten probabilities. Dotted: a tenth for each. Drawing is possible by "
        "keyboard as well: move the pen by row and column, and press it."
    )
    hint = "draw a digit"
    layout_hint = "below"

    @traitlets.default("ink")
    def _ink(self) -> list[int]:
        return EMPTY

    @traitlets.default("net")
    def _net(self) -> dict[str, list[int]]:
        return digit_table()

    def values(self) -> Values:
        """Return what the network says, and the loss of the digit meant."""
        z, meant = digit_scores(self.ink), int(self.meant)
        q = softmax(z)
        return {
            **{f"q{k}": float(q[k]) for k in range(10)},
            "first": str(int(z.argmax())),
            "most": float(q.max()),
            "q": float(q[meant]),
            "loss": float(cross_entropy_with_logits(z, meant)),
            "uniform": float(np.log(10)),
            "cells": float(sum(grey > 0 for grey in self.ink)),
        }

    def draw(self) -> Figure:
        """Draw the pad on the left, the ten probabilities on the right."""
        values, meant = self.numbers(), int(self.meant)
        fig, (left, right) = figure(460, 262, columns=2, width_ratios=[1.05, 1])
        pad(left, self.ink)
        handle(left, "pen", self.column - 1, self.row - 1, "s", ms=22, mfc="none", mew=1.5)
        right.axvline(0.1, ls=":", lw=1.5, color=colours.ink)
        for k in range(10):
            q = values[f"q{k}"]
            bar(right, f"bar-{k}", 0, q, k - 0.36, k + 0.36)
            right.text(
                max(q, 0.11) + 0.03, k, _label(q, k == meant, values["loss"]), va="center", size=12.5, gid=f"value-{k}"
            )
        handle(right, "meant", -0.2, meant, ">", ms=9, color=colours.truth)
        right.set(xlim=(-0.01, 1.5), ylim=(9.6, -0.6), xticks=[0, 0.5, 1], yticks=range(10), xlabel="probability")
        right.grid(False)
        right.tick_params(axis="y", length=0)
        return fig


def _label(q: float, meant: bool, loss: float) -> str:
    """Return what stands at the end of a bar: its probability where there is something to see, the loss if meant."""
    if meant:
        return f"{told(loss, '.2f')} nats"
    return told(q, ".2f") if q >= 0.005 else " "
