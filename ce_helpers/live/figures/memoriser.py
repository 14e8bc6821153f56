"""The memoriser: a table cut ever finer learns its sample by heart, and its training loss sinks below the floor."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from ...figures import colours, figure
from ...information import cross_entropy, entropy, surprise
from ..controls import Data, Slider
from ..figure import LiveFigure, Values
from ..parts import handle

#: Where the population's averages are taken: the middles of 1024 equal parts, of which every cell holds a whole number.
GRID = (np.arange(1024) + 0.5) / 1024
#: Imaginary sightings of each outcome in each cell, so that no outcome is called impossible.
ALPHA = 0.1


def _truth(x: Any) -> Any:
    return 0.5 + 0.4 * np.sin(2 * np.pi * x)


def _sample(seed: int) -> list[list[float]]:
    rng = np.random.default_rng(seed)
    x = rng.random(80).round(4)
    y = (rng.random(80) < _truth(x)).astype(int)
    return [x.tolist(), y.tolist()]


class Memoriser(LiveFigure):
    """Cut x into 1, 2, 4, … 128 cells; the model of each cell is the frequency in the sample."""

    depth = Slider(0, 0, 7, step=1, label="Fineness: 2ᵈ cells, d")
    sample = Slider(1, 1, 2, step=1, label="Sample, one of two")
    samples = Data([_sample(seed) for seed in (1, 2)])

    presets = {"One cell": {"depth": 0}, "4 cells": {"depth": 2}, "128 cells": {"depth": 7}}
    readouts = (
        "<table><thead><tr><th>cells: {cells:.0f}</th><th>mean, nats</th></tr></thead><tbody>"
        '<tr><th class="hand">sample – –</th><td>{train:.4f}</td></tr>'
        '<tr><th class="model">population —</th><td>{population:.4f}</td></tr>'
        '<tr><th class="truth">floor H(Y|X) ·····</th><td>{floor:.4f}</td></tr></tbody></table>'
        "<p>The sample's loss is {sign}.</p>"
    )
    key = "sample <b>{train:.3f}</b>, population <b>{population:.3f}</b> nats"
    says = "Cells {cells:.0f}: sample {train:.3f} nats, population {population:.3f}; the floor is {floor:.3f}."
    alt = (
        "Above: the true probability of heads as a wave over x, the model as steps (cells: {cells:.0f}), and 80 tosses "
        "as ticks at the top and bottom. Below: against the number of cells, the loss on the sample falls and crosses "
        "the floor {floor:.3f}, the loss in the population stays above it. At the marked place they are {train:.3f} "
        "and {population:.3f} nats."
    )
    caption = (
        "A coin whose bias depends on x, 80 tosses of it (ticks: heads above, tails below), and a model that counts "
        "within cells of x. Drag the point to the right: the table grows finer and learns the sample by heart. Its "
        "loss on the sample sinks through the floor. Its loss in the population, computable as the truth is known, "
        "never does."
    )
    hint = "drag the point"

    def _table(self, depth: int) -> tuple[np.ndarray[Any, Any], float, float]:
        """Return the model's probability of heads in each cell, and its loss on the sample and in the population."""
        cells = 2**depth
        x, y = (np.array(column) for column in self.samples[int(self.sample + 0.5) - 1])
        at = (x * cells).astype(int)
        heads, tosses = np.bincount(at, y, cells), np.bincount(at, minlength=cells)
        model = (heads + ALPHA) / (tosses + 2 * ALPHA)
        q, truth = model[(GRID * cells).astype(int)], _truth(GRID)
        train = surprise(np.where(y == 1, model[at], 1 - model[at]))
        population = cross_entropy(np.stack([truth, 1 - truth], 1), np.stack([q, 1 - q], 1))
        return model, float(train.mean()), float(population.mean())

    def values(self) -> Values:
        """Return the two losses, the floor, and on which side of it the first lies."""
        depth = int(self.depth + 0.5)
        _, train, population = self._table(depth)
        floor = float(entropy(np.stack([_truth(GRID), 1 - _truth(GRID)], 1)).mean())
        sign = "below the floor" if train < floor else "above the floor"
        return {"cells": 2.0**depth, "train": train, "population": population, "floor": floor, "sign": sign}

    def draw(self) -> Figure:
        """Draw the truth and the model above, the losses against the number of cells below."""
        v, depth = self.numbers(), int(self.depth + 0.5)
        x, y = (np.array(column) for column in self.samples[int(self.sample + 0.5) - 1])
        model, cells = self._table(depth)[0], 2**depth
        fig, (top, bottom) = figure(460, 460, rows=2, height_ratios=[1, 1.2])
        edges = np.repeat(np.arange(cells + 1) / cells, 2)[1:-1]
        top.plot(GRID[::32], _truth(GRID[::32]), ":", color=colours.truth)
        top.plot(edges, np.repeat(model, 2), color=colours.model, gid="model")
        top.plot(x, np.where(y == 1, 1.1, -0.1), "|", ms=9, mew=1.2, color=colours.hand, gid="tosses")
        top.set(xlim=(0, 1), ylim=(-0.2, 1.2), xlabel="x", ylabel="P(heads)", yticks=[0, 0.5, 1])
        seen = np.minimum(range(8), depth)  # the trace ends where the reader stands
        losses = np.array([self._table(int(d))[1:] for d in seen])
        bottom.plot(seen, losses[:, 0], "--", color=colours.hand, gid="train-curve")
        bottom.plot(seen, losses[:, 1], "-", color=colours.model, gid="population-curve")
        bottom.plot([0, 7], [v["floor"]] * 2, ":", color=colours.truth)
        handle(bottom, "train-point", depth, v["train"], clip_on=True)
        handle(bottom, "population-point", depth, v["population"], ms=8, color=colours.model, zorder=4, clip_on=True)
        bottom.text(7.1, v["floor"] + 0.015, "floor H(Y|X)", ha="right", va="bottom", color=colours.truth)
        under = -0.14 if v["train"] > 0.25 else 0.09
        names = (
            ("train", "sample", min(max(depth, 0.7), 6.4), under, colours.hand),
            # to the right of its point, where no trace has come yet, as long as there is room
            ("population", "population", *((depth + 0.9, 0.03) if depth < 6 else (6.4, 0.07)), colours.model),
        )
        for name, loss, at, beside, colour in names:
            bottom.text(at, v[name] + beside, loss, ha="center", color=colour, gid=f"{name}-name")
        bottom.set(xlim=(-0.2, 7.2), ylim=(0, 1.15), xlabel="number of cells", ylabel="mean loss, nats")
        bottom.set_xticks(range(8), [str(2**d) for d in range(8)])
        return fig
