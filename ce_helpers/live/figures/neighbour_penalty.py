"""One protein whose states are predicted under eight strengths of the penalty between neighbours."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import traitlets
from matplotlib.figure import Figure

from ...figures import colours, figure
from ...information import js_divergence
from ...learning import fragments, recorded_on_structures
from ..controls import Data, Slider
from ..figure import LiveFigure, Values

LAMBDAS = (0, 1, 2, 4, 8, 16, 32, 64)
HIGHEST = 5.0


class NeighbourPenalty(LiveFigure):
    """Set the strength of the penalty: the predicted states fall into fewer fragments, right or wrong."""

    strength = Slider(0, 0, 7, step=1, label="Strength of the penalty, step 0 to 7", colour="hand", play=True)
    protein = Data()

    presets = {
        "No penalty": {"strength": 0.0},
        "λ = 8": {"strength": 4.0},
        "λ = 64": {"strength": 7.0},
    }
    key = "λ = <b>{lam:.0f}</b>: <b>{fragments:.0f} fragments</b>, loss {loss:.3f} nats"
    readouts = (
        "<p>λ = {lam:.0f}</p>"
        '<p>Fragments: <span class="model">predicted <strong>{fragments:.0f}</strong></span>, '
        '<span class="truth">true {true:.0f}</span></p>'
        "<p>Loss at the truth: mean <strong>{loss:.4f} nats</strong> a residue</p>"
        "<p>Right: <strong>{right:.0f}</strong> of {n:.0f} residues</p>"
        "<p>Divergence between neighbours: mean {divergence:.4f} nats</p>"
    )
    says = (
        "At λ = {lam:.0f} the prediction has {fragments:.0f} fragments, the truth {true:.0f}. Mean loss {loss:.3f} "
        "nats; {right:.0f} of {n:.0f} residues right."
    )
    alt = (
        "Above, two stepped lines along sixty residues, on three levels: helix, strand, coil. The true one has "
        "{true:.0f} fragments, the predicted one {fragments:.0f} at λ = {lam:.0f}. Below, the surprise at the truth of "
        "each residue; mean {loss:.3f} nats."
    )
    caption = (
        "One synthetic protein that was not learnt from. Eight networks were trained on 20 others, each with another "
        "weight λ of the Jensen–Shannon divergence between neighbours. Dashed: the true states; solid: the likeliest "
        "predicted ones. Below: what each true state costs. Dotted: a uniform guess, ln 3."
    )

    @traitlets.default("protein")
    def _protein(self) -> dict[str, Any]:
        shown: dict[str, Any] = recorded_on_structures()["shown"]
        return {"truth": shown["truth"], "chances": [shown["chances"][str(lam)] for lam in LAMBDAS]}

    def _chances(self) -> np.ndarray:
        """Return the predicted probabilities, shape (T, 3); what was rounded to 0 counts as a tenth of a thousandth."""
        q = np.maximum(np.array(self.protein["chances"][round(self.strength)]).reshape(-1, 3), 0.1)
        return np.asarray(q / q.sum(axis=1, keepdims=True))

    def values(self) -> Values:
        """Return fragments, loss and accuracy of the prediction at this strength."""
        q, truth = self._chances(), np.array(self.protein["truth"])
        likeliest = q.argmax(axis=1)
        return {
            "lam": float(LAMBDAS[round(self.strength)]),
            "fragments": float(fragments(likeliest)),
            "true": float(fragments(truth)),
            "loss": float(-np.log(q[np.arange(len(truth)), truth]).mean()),
            "right": float((likeliest == truth).sum()),
            "n": float(len(truth)),
            "divergence": float(np.mean(js_divergence(q[:-1], q[1:]))),
        }

    def draw(self) -> Figure:
        """Draw the states on three levels, and the surprise at the truth below."""
        q, truth = self._chances(), np.array(self.protein["truth"])
        fig, (above, below) = figure(320, 290, 2, 1, height_ratios=[1.2, 1])
        x, y = np.array(_steps(truth, -0.07)).T
        above.plot(x, y, "--", lw=2, color=colours.truth)
        x, y = np.array(_steps(q.argmax(axis=1), 0.07)).T
        above.plot(x, y, lw=2, color=colours.model, gid="predicted")
        above.set(xlim=(0, len(truth)), ylim=(2.5, -0.5), yticks=[0, 1, 2], xticks=[0, 20, 40, 60])
        above.set_yticklabels(["helix", "strand", "coil"])
        above.set_ylabel(" ", size=14)  # room for the words, which a page may write wider
        below.axhline(math.log(3), ls=":", lw=1.5, color=colours.ink)
        x, y = np.array(_skyline(-np.log(q[np.arange(len(truth)), truth]))).T
        below.fill(x, y, fc=colours.model_pale, ec=colours.model, lw=1, gid="surprise")
        below.set(xlim=(0, len(truth)), ylim=(0, HIGHEST), xticks=[0, 20, 40, 60], xlabel="residue")
        below.set_ylabel("nats")
        return fig


def _steps(states: Any, shift: float) -> list[tuple[float, float]]:
    """Return the corners of a stepped line, a step a residue, moved a little down."""
    return [(i + side, float(state) + shift) for i, state in enumerate(states) for side in (0, 1)]


def _skyline(bits: Any) -> list[tuple[float, float]]:
    """Return the outline of columns that stand side by side; none is higher than the axes."""
    tops = [(float(i + side), min(float(b), HIGHEST)) for i, b in enumerate(bits) for side in (0, 1)]
    return [(0.0, 0.0), *tops, (float(len(bits)), 0.0)]
