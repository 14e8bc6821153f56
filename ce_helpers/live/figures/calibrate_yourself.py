"""The reader's own record of confidence as a reliability diagram, with its loss taken apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Self

import numpy as np
import traitlets
from matplotlib.figure import Figure

from ...activations import logit, sigmoid, softplus
from ...calibration import binomial_band
from ...figures import colours, figure
from ...information import entropy, kl_divergence
from ..controls import Action, Choice, Data, Slider
from ..figure import LiveFigure, Values
from ..parts import bar, triangle
from ..printed import told

LEVELS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.99)
#: [answers, right ones] at each level: an invented reader, as sure as people are found to be.
EXAMPLE = ((8, 4), (10, 6), (10, 6), (14, 10), (16, 11), (12, 9))


class CalibrateYourself(LiveFigure):
    """What you said and how often it was so; one number, T, stretches or shrinks all your confidence."""

    t = Slider(1.0, 0.5, 4.0, step=0.005, scale="log", digits=3, label="Your temperature T", colour="hand")
    said = Choice("3", {str(i): f"{c:.0%}" for i, c in enumerate(LEVELS)}, label="I was this sure", colour="hand")
    tally = Data()
    source = Data("an invented reader")

    actions = {
        "so": Action("and it was so"),
        "not_so": Action("and it was not"),
        "mine": Action("Show my record in this book"),
    }
    readouts = (
        "<p><strong>{source}</strong>, answers: {n:.0f}<br>{counts}</p>"
        "<table><tbody><tr><th>uncertainty</th><td>{uncertainty:.4f}</td></tr>"
        "<tr><th>− resolution</th><td>{resolution:.4f}</td></tr>"
        "<tr><th>+ reliability</th><td>{reliability:.4f}</td></tr>"
        "<tr><th>= loss, mean, nats</th><td><strong>{loss:.4f}</strong></td></tr></tbody></table>"
        "<p>50% each time: {guess:.4f} nats<br>outside the band: {outside}</p>"
    )
    key = "loss <b>{loss:.3f} nats</b>, of it {reliability:.3f} for the wrong levels"
    says = "{source}: loss {loss:.3f} nats at T = {t:.3g}, reliability {reliability:.3f}; outside the band: {outside}."
    alt = (
        "Above, a reliability diagram of {source}: share of right answers against confidence at six levels from 50% "
        "to 99%, each with a band; outside the band: {outside}. Below, a bar, the loss of {loss:.3f} nats, made of a "
        "floor and of a hatched part, {reliability:.3f}, for confidence that does not mean what it says."
    )
    caption = (
        "Your own confidence, measured. It opens with an invented reader; put in answers of your own by the two "
        "buttons, or take those that this book has recorded on your device. Drag the triangle to where your 99% "
        "belongs: all levels move with it, by one temperature. Below: the loss, hatched the part that no knowledge but "
        "other numbers would save."
    )
    hint = "drag the triangle"

    @traitlets.default("tally")
    def _tally(self) -> list[list[int]]:
        return [list(pair) for pair in EXAMPLE]

    @classmethod
    def of(cls, answers: Any) -> Self:
        """Return the figure of a list of (confidence, right), of ``ce.record()``, or of a record's file read as JSON.

        Raises
        ------
        ValueError
            If a confidence is not from 0.5 to below 1.

        Examples
        --------
        >>> CalibrateYourself.of([(0.8, True), (0.8, False), (0.99, True)]).values()["n"]
        3.0
        """
        tally = [[0, 0] for _ in LEVELS]
        for c, right in _pairs(answers):
            if not 0.5 <= c < 1:
                raise ValueError(
                    f"the confidence {c!r} is out of range; it must be from 0.5 to below 1, as 0.8 for 80%"
                )
            nearest = int(np.argmin(np.abs(np.array(LEVELS) - c)))
            tally[nearest][0] += 1
            tally[nearest][1] += bool(right)
        return cls(tally=tally, source="your record")

    def _levels(self) -> list[tuple[int, float, float, float, float, float]]:
        """Return, of every level with answers: its number, what it says at T, share right, n, and its band."""
        q = sigmoid(logit(np.array(LEVELS)) / self.t)
        used = [(i, float(q[i]), n, right) for i, (n, right) in enumerate(self.tally) if n]
        return [(i, p, right / n, n, *binomial_band(n, p)) for i, p, n, right in used]

    def values(self) -> Values:
        """Return the loss and its parts, in nats, and the levels that chance does not explain."""
        z = logit(np.array(LEVELS)) / self.t
        n, right = (np.array(column, float) for column in zip(*self.tally, strict=True))
        some, total = n > 0, max(n.sum(), 1)
        seen, q, share = right[some] / n[some], np.asarray(sigmoid(z))[some], float(right.sum() / total)
        weight, pairs = n[some] / total, [(y, 1 - y) for y in seen]
        out = [f"{LEVELS[i]:.0%}" for i, _, y, _, low, high in self._levels() if not low <= y <= high]
        counts = " · ".join(f"{LEVELS[i]:.0%}: {r} of {m}" for i, (m, r) in enumerate(self.tally) if m)
        return {
            "n": float(n.sum()),
            "loss": float((right * softplus(-z) + (n - right) * softplus(z)).sum() / total),
            "uncertainty": float(entropy((share, 1 - share))),
            "resolution": sum(w * kl_divergence(y, (share, 1 - share)) for w, y in zip(weight, pairs, strict=True)),
            "reliability": sum(w * kl_divergence(y, (p, 1 - p)) for w, y, p in zip(weight, pairs, q, strict=True)),
            "guess": float(np.log(2)),
            "outside": ", ".join(out) or "none",
            "counts": counts or "no answers yet",
            "source": self.source,
        }

    def draw(self) -> Figure:
        """Draw the diagram above, the loss as a bar below."""
        v, levels = self.numbers(), {level[0]: level for level in self._levels()}
        fig, (top, bottom) = figure(460, 430, rows=2, height_ratios=[4, 1])
        top.plot([0.5, 1], [0.5, 1], ":", color=colours.truth)
        top.text(0.515, 0.93, "dotted: right as often as you say", color=colours.truth)
        for i in range(len(LEVELS)):
            _, p, y, _, low, high = levels.get(i, (i, 0.5, 0, 0, 0, 0))
            top.plot([p, p], [low, high], "-", lw=8, color=colours.pale, solid_capstyle="butt", gid=f"band-{i}")
            top.plot([p], [y], "o", ms=9, color=colours.hand, gid=f"level-{i}", clip_on=False)
        triangle(top, "means", float(sigmoid(logit(0.99) / self.t)), "hand")
        top.set(xlim=(0.48, 1), ylim=(0, 1), xlabel="confidence", ylabel="share right")
        floor = v["loss"] - v["reliability"]
        bar(bottom, "floor", 0, floor, 0.2, 0.8)
        bar(bottom, "reliability", floor, v["loss"], 0.2, 0.8, hatch="///")
        bottom.plot([np.log(2)] * 2, [0, 1], "--", color=colours.quiet)
        bottom.text(np.log(2) + 0.012, 1.06, "50% each time", color=colours.quiet, ha="center", size=11)
        bottom.text(0.02, 0.5, f"{told(v['loss'], '.3f')} nats", va="center", gid="total")
        bottom.set(xlim=(0, 1.4), ylim=(0, 1.3), yticks=[], xlabel="mean loss, nats")
        return fig

    def hidden(self) -> list[str]:
        """Leave out the levels at which there are no answers."""
        return [f"{part}-{i}" for i, (n, _) in enumerate(self.tally) if not n for part in ("band", "level")]


def _pairs(answers: Any) -> Iterable[tuple[float, bool]]:
    entries = getattr(answers, "entries", answers.get("entries") if isinstance(answers, Mapping) else None)
    if entries is None:
        return [(float(c), bool(right)) for c, right in answers]
    return [(float(e["confidence"]), e["right"]) for e in entries.values() if "confidence" in e]
