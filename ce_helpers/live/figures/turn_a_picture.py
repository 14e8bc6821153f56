"""Turn a small picture; a network says by how much it was turned, and pays for it."""

from __future__ import annotations

import numpy as np
import traitlets
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ...activations import softmax
from ...data import turned
from ...figures import colours, figure
from ...learning import turn_scores, without_labels_table
from ...losses import cross_entropy_with_logits
from ..controls import Choice, Data, Slider
from ..figure import LiveFigure, Values
from ..pad import pad
from ..parts import bar, handle
from ..printed import told

FULL, PAD = 255, 16  # of a cell's ink: as stored, and as the pad takes it
DEGREES = ("0°", "90°", "180°", "270°")
UP = ((3.5, -1.2), (-1.2, 3.5), (3.5, 8.2), (8.2, 3.5))  # where the side is that was up


class TurnAPicture(LiveFigure):
    """Drag the side that was up: four probabilities, and the loss of the turn that it has."""

    picture = Choice(
        "roof",
        {
            "roof": "sky above a roof (photograph)",
            "sky": "plain sky (photograph)",
            "flower": "a petal (photograph)",
            "seven": "a 7 (digit)",
            "zero": "a 0 (digit)",
        },
        label="The picture",
    )
    turn = Slider(0, 0, 3, step=1, label="Quarter turns, against the clock", colour="hand")
    nets = Data()
    pictures = Data()

    presets = {
        "Roof, upright": {"picture": "roof", "turn": 0},
        "Roof, on its head": {"picture": "roof", "turn": 2},
        "A petal": {"picture": "flower", "turn": 0},
        "A 0": {"picture": "zero", "turn": 0},
        "Plain sky": {"picture": "sky", "turn": 0},
    }
    key = "loss −ln {q:.3g} = <b>{loss:.3f} nats</b>"
    readouts = (
        "<p>Turned by {degrees}, which the network gave {q:.3g}:<br>"
        "loss −ln {q:.3g} = <strong>{loss:.3f} nats</strong></p>"
        "<p>Mean over the four turns: <strong>{mean:.3f}</strong><br>(a uniform guess: ln 4 = {uniform:.3f} nats)</p>"
    )
    says = "Turned by {degrees}: probability {q:.3f}, loss {loss:.3f} nats; mean over the four turns {mean:.3f}."
    alt = (
        "Left: a picture of 8 by 8 cells, turned by {degrees}. Right: four bars, the probabilities that a network "
        "gives to the four turns: {q0:.3f}, {q1:.3f}, {q2:.3f} and {q3:.3f}. A triangle marks the turn that it has; "
        "its loss is {loss:.3f} nats."
    )
    caption = (
        "Drag the dot, which marks the side that was up. Two networks of 2,212 weights, one trained on digits and one "
        "on patches of two photographs, say how it was turned; none of these pictures was among those they learnt "
        "from. Dotted: a quarter for each turn."
    )
    hint = "drag the dot round the picture"
    layout_hint = "below"

    @traitlets.default("nets")
    def _nets(self) -> dict[str, dict[str, list[int]]]:
        return {name: without_labels_table()[name] for name in ("digits", "patches")}

    @traitlets.default("pictures")
    def _pictures(self) -> dict[str, dict[str, object]]:
        found: dict[str, dict[str, object]] = without_labels_table()["pictures"]
        return found

    def ink(self) -> np.ndarray:
        """Return the chosen picture as it lies, turned: shape (8, 8), ink from 0 to 1."""
        upright = np.array(self.pictures[self.picture]["ink"]).reshape(8, 8) / FULL
        return np.rot90(upright, int(self.turn))

    def values(self) -> Values:
        """Return the four probabilities and the loss, here and over all turns."""
        turn, upright = int(self.turn), np.array(self.pictures[self.picture]["ink"]).reshape(1, 8, 8) / FULL
        turns, label = turned(upright)
        z = turn_scores(self.pictures[self.picture]["net"], turns)
        q = softmax(z[turn])
        losses = cross_entropy_with_logits(z, label, reduction="none")
        return {
            **{f"q{k}": float(q[k]) for k in range(4)},
            "degrees": DEGREES[turn],
            "q": float(q[turn]),
            "loss": float(losses[turn]),
            "mean": float(losses.mean()),
            "uniform": float(np.log(4)),
        }

    def draw(self) -> Figure:
        """Draw the picture on the left, the four probabilities on the right."""
        values, turn = self.numbers(), int(self.turn)
        fig, (left, right) = figure(460, 250, columns=2, width_ratios=[1, 1.05])
        pad(left, [PAD * float(x) for x in self.ink().ravel()])
        left.add_patch(Rectangle((-0.5, -0.5), 8, 8, fill=False, ec=colours.quiet))
        left.set(xlim=(-1.9, 8.9), ylim=(8.9, -1.9), aspect="equal")
        left.spines[:].set_visible(False)
        handle(left, "up", *UP[turn], ms=12)
        right.axvline(0.25, ls=":", lw=1.5, color=colours.quiet)
        for k in range(4):
            q = values[f"q{k}"]
            bar(right, f"bar-{k}", 0, q, k - 0.32, k + 0.32)
            right.text(max(q, 0.26) + 0.03, k, told(q, ".2f"), va="center", size=13, gid=f"value-{k}")
        handle(right, "turn", -0.05, turn, ">", ms=9, color=colours.truth)
        right.set(xlim=(-0.1, 1.3), ylim=(3.6, -0.6), xticks=[0, 0.5, 1], yticks=range(4), yticklabels=DEGREES)
        right.set_xlabel("probability of the turn")
        right.grid(False)
        right.tick_params(axis="y", length=0)
        return fig
