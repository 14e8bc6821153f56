"""What does my loss mean: one number of a log, put between uniform guess, class shares, label noise and 0."""

from __future__ import annotations

import math
from typing import Any

from matplotlib.figure import Figure

from ...figures import colours, figure
from ...information import entropy
from ..controls import Choice, Slider
from ..figure import LiveFigure, Values
from ..parts import beyond, handle
from ..printed import told

#: Where the ruler begins and ends, in units of ln K.
START, END = -0.2, 1.6
LANDMARKS = {"uniform": ("uniform guess", 4), "shares": ("class shares", 3), "twice": ("softmax twice", 2)}


class WhatDoesMyLossMean(LiveFigure):
    """Type a loss and how it was computed; read where it lies and what that may mean."""

    loss = Slider(2.303, 0.0, 40.0, step=0.001, label="Loss, as printed", colour="hand", typed=(-1e15, 1e15))
    k = Slider(10, 2, 50_000, step=0.01, scale="log", digits=5, label="Classes K", typed=(2, 1e6))
    common = Slider(0.1, 0.0, 0.999, step=0.001, label="Share of the commonest class")
    flips = Slider(0.0, 0.0, 0.45, step=0.005, label="Share of wrong labels", colour="truth")
    unit = Choice("nats", {"nats": "nats (natural logarithm)", "bits": "bits"}, label="Unit")
    batch = Slider(
        1, 1, 4096, step=0.01, scale="log", digits=4, label="Summed over so many examples (a mean: 1)", typed=(1, 1e9)
    )

    presets = {
        "Stuck at 0.693": {"loss": 0.693, "k": 2.0, "common": 0.5, "flips": 0.0, "unit": "nats", "batch": 1.0},
        "0.05, and 1% are ill": {
            "loss": 0.05,
            "k": 2.0,
            "common": 0.99,
            "flips": 0.0,
            "unit": "nats",
            "batch": 1.0,
        },
        "Stuck at 1.47": {"loss": 1.47, "k": 10.0, "common": 0.1, "flips": 0.0, "unit": "nats", "batch": 1.0},
        "First loss 294.7": {"loss": 294.7, "k": 10.0, "common": 0.1, "flips": 0.0, "unit": "nats", "batch": 1.0},
        "Negative": {"loss": -0.62, "k": 10.0, "common": 0.1, "flips": 0.0, "unit": "nats", "batch": 1.0},
        "Below the noise": {"loss": 0.2, "k": 2.0, "common": 0.5, "flips": 0.1, "unit": "nats", "batch": 1.0},
        "A language model, 3.2": {
            "loss": 3.2,
            "k": 50_000.0,
            "common": 0.05,
            "flips": 0.0,
            "unit": "nats",
            "batch": 1.0,
        },
    }
    readouts = (
        "<p><strong>{nats:.4f} nats</strong> an example = {bits:.4f} bits<br>perplexity exp(loss) = {perplexity:.4g}"
        "<br>geometric mean of the true class's probability = {probability:.4g}</p>"
        "<p>uniform guess ln K = {uniform:.4f}, class shares {shares:.4f}, label noise {floor:.4f}</p>"
        "<p>{verdict}</p>"
    )
    key = "<b>{nats:.3f} nats</b>, perplexity {perplexity:.4g}"
    says = "{nats:.4f} nats, perplexity {perplexity:.4g}. {verdict}"
    alt = (
        "A ruler of losses from 0 to beyond the uniform guess, {uniform:.3f} nats, with marks at the entropy of the "
        "class shares, {shares:.3f}, and of label noise, {floor:.3f}. The loss, {nats:.3f} nats, is the plum point. "
        "{verdict}"
    )
    caption = (
        "What a loss means depends on the number of classes, their shares, the unit, and on whether it is a mean or a "
        "sum. Drag the point or type what your log says, any number. The share of the commonest class cannot be "
        "below 1/<i>K</i>; the other classes are taken as equally common, and wrong labels as equally likely to be any "
        "other class."
    )
    hint = "drag the point"
    layout_hint = "below"

    def values(self) -> Values:
        """Return the loss in nats an example, the landmarks, and what its place may mean."""
        nats = self.loss * (math.log(2) if self.unit == "bits" else 1) / _whole(self.batch)
        k = _whole(self.k)
        uniform, top = math.log(k), max(self.common, 1 / k)
        rest = math.log(k - 1)
        shares = float(entropy([top, 1 - top])) + (1 - top) * rest
        flips = min(self.flips, 1 - 1 / k)
        floor = float(entropy([flips, 1 - flips])) + flips * rest
        marks = {"uniform": uniform, "shares": shares, "floor": floor, "twice": math.log1p((k - 1) / math.e)}
        return {
            "nats": nats,
            "bits": nats / math.log(2),
            "perplexity": (math.exp(nats) if nats < 709.78 else math.inf) if nats >= 0 else "none",
            "probability": math.exp(-nats) if nats >= 0 else "none",
            **marks,
            "verdict": _verdict(nats, **marks),
        }

    def draw(self) -> Figure:
        """Draw the ruler, its landmarks, and the point."""
        v = self.numbers()
        fig, ax = figure(460, 300)
        ax.axhline(0, color=colours.ink, lw=1.5)
        for gid, (label, height) in {**LANDMARKS, "floor": ("label noise", 1)}.items():
            at = v[gid] / v["uniform"]
            colour = colours.truth if gid == "floor" else colours.quiet if gid == "twice" else colours.ink
            ax.plot([at, at], [0, height], ":" if gid == "twice" else "-", lw=1.5, color=colour, gid=gid)
            text = f"{label}, {told(v[gid], '.3f')}"
            x = max(at - 0.01, 0.5)
            ax.text(x, height + 0.1, text, ha="right", va="bottom", color=colour, fontsize=12, gid=f"{gid}-name")
        at = v["nats"] / v["uniform"]
        held = min(max(at, START), END)
        ax.plot([0, held], [0, 0], lw=5, color=colours.hand, gid="length", solid_capstyle="butt")
        handle(ax, "point", held, 0)
        number = told(v["nats"], ".3g")
        text = f"{number} nats →" if at > END else f"← {number} nats"
        beyond(ax, "beyond", 1.3 if at > END else 0.16, 0.45, at > END or at < START, text)
        ax.text(0, -0.75, "0: certain, and right", va="center", fontsize=11.5, color=colours.quiet)
        ax.set(xlim=(START - 0.03, END + 0.03), ylim=(-1.1, 5), yticks=[], xlabel="loss, in units of ln K")
        ax.spines["left"].set_visible(False)
        return fig


def _whole(x: float) -> int:
    return math.floor(x + 0.5)


def _verdict(nats: float, uniform: float, shares: float, floor: float, twice: float) -> str:
    """Return what lies near, the most telling first."""
    near: Any = lambda mark: abs(nats - mark) <= 0.02 * mark  # noqa: E731
    if nats < 0:
        return (
            "Below 0: no cross-entropy of probabilities is negative. A density's may be, for a density can exceed 1. "
            "Else: targets outside 0 to 1 (pixels up to 255, labels 1 and 2), a loss of log-probabilities that was "
            "given probabilities, or a weight with a sign, as an advantage is."
        )
    if nats > 8 * uniform:
        return (
            f"{told(nats / uniform, '.3g')} times a uniform guess: a new model is there if the loss is a sum over "
            "about so many examples (set the last control). A mean so large: a learning rate far too high, scores "
            "far too wide, or confident mistakes."
        )
    if nats > 1.02 * uniform:
        return (
            "Worse than a uniform guess. In the first steps: scores too wide. Later: learning rate too high, labels "
            "numbered differently, a sum taken for a mean, or confident mistakes on new data."
        )
    if near(uniform) and not (near(shares) and shares < 0.98 * uniform):
        return (
            "At the uniform guess: right for an untrained model. Later: dead units, a learning rate too low, or labels "
            "that do not belong to the inputs."
        )
    if near(shares):
        return "At the class shares: the model knows how common each class is, and has not looked at an example."
    if near(twice):
        return (
            "At the floor of a program that applies softmax twice; most stop a little above it. Give the loss perfect "
            "scores: it must say 0."
        )
    if nats < 0.98 * floor:
        return "Below label noise: on training examples learnt by heart, on new ones a leak or easier examples."
    if nats > shares:
        return "Between the class shares and the uniform guess: a constant forecast would do better."
    if nats < 0.002:
        return "Next to 0: learnt by heart, or the label is among the inputs. Look at new examples."
    learnt = (shares - nats) / (shares - floor) if shares > floor else 1.0
    return f"Of what looking at the inputs can gain at most, {told(100 * learnt, '.0f')}% is gained."
