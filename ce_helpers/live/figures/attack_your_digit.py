"""The reader draws a digit; the page moves its grey values uphill in the loss of the network that reads it."""

from __future__ import annotations

from typing import Any

import numpy as np
import traitlets
from matplotlib.figure import Figure

from ...activations import softmax
from ...figures import colours, figure
from ...learning import attacked, digit_net, digit_table, input_gradient
from ...losses import cross_entropy_with_logits
from ..controls import Action, Choice, Data, Slider
from ..figure import LiveFigure, Values
from ..pad import EMPTY, FULL, SIDE, pad
from ..parts import column, handle
from ..printed import told
from .draw_a_digit import CLEAR


def random_signs() -> str:
    """Return 64 random signs, as a text of + and −."""
    return "".join("-+"[s] for s in np.random.default_rng(21).integers(0, 2, SIDE * SIDE))


class AttackYourDigit(LiveFigure):
    """Draw a digit, choose how far each grey value may go, and see the loss climb."""

    meant = Choice("3", {str(k): str(k) for k in range(10)}, label="The digit you mean", colour="truth")
    way = Choice(
        "up",
        {"up": "signs of the gradient", "ten": "ten small steps", "random": "random signs"},
        label="How each grey moves",
    )
    size = Slider(0.15, 0.0, 0.4, step=0.01, label="Size ε, of the grey scale", colour="hand")
    pen = Choice("draw", {"draw": "draws", "rub": "rubs out"}, label="The pen")
    row = Slider(4, 1, 8, step=1, label="Row of the pen", colour="hand")
    column = Slider(4, 1, 8, step=1, label="Column of the pen", colour="hand")
    ink = Data()
    net = Data()
    signs = Data()

    actions = {"press": Action("Press the pen here"), "clear": Action("Clear")}
    presets = {
        "A real 3": {"ink": CLEAR, "meant": "3", "way": "up", "size": 0.15},
        "Random signs": {"way": "random", "size": 0.15},
        "Nothing drawn": {"ink": EMPTY, "meant": "8", "way": "up", "size": 0.15},
    }
    key = "loss {clean:.3f} → <b>{loss:.3f} nats</b>"
    readouts = (
        "<table><thead><tr><th>the digit meant, {meant}</th><th>probability</th><th>loss, nats</th></tr></thead><tbody>"
        '<tr><th class="truth">as drawn</th><td>{q_clean:.4f}</td><td>{clean:.3f}</td></tr>'
        '<tr><th class="hand">attacked</th><td>{q:.4f}</td><td><strong>{loss:.3f}</strong></td></tr></tbody></table>'
        "<p>The network now says <strong>{first}</strong>, with probability {most:.3f}. Along the slope, ε‖g‖₁ = "
        "{size:.2f} · {norm:.3g} = {line:.3g} nats more were to be expected.</p>"
    )
    says = "The loss of the {meant} goes from {clean:.3f} to {loss:.3f} nats; the network says {first}."
    alt = (
        "Top left: a drawing on a pad of 8 by 8 cells. Top right: the same after each grey value has moved by up to "
        "{size:.2f}. Below: for each digit two columns, the probability before and after. The network says {first}, "
        "with {most:.3f}; the digit meant, {meant}, went from {q_clean:.3f} to {q:.3f}."
    )
    caption = (
        "Draw on the left pad, and say which digit you mean. The right pad is what the network gets: every grey value "
        "moved by ε, up or down, and kept between 0 and 1. The page computes the gradient through its 3,610 "
        "weights. Below: its ten probabilities before (blue) and after (orange, hatched). By keyboard, move the pen "
        "and press it."
    )
    hint = "draw on the left pad"
    layout_hint = "below"

    @traitlets.default("ink")
    def _ink(self) -> list[int]:
        return CLEAR

    @traitlets.default("net")
    def _net(self) -> dict[str, list[int]]:
        return digit_table()

    @traitlets.default("signs")
    def _signs(self) -> str:
        return random_signs()

    def seen(self) -> np.ndarray:
        """Return the grey values, 0 to 1, that the network is given."""
        x, y = np.array([self.ink]) / FULL, [int(self.meant)]
        if self.way == "random":
            signs = np.array([1.0 if s == "+" else -1.0 for s in self.signs])
            moved = np.clip(x + self.size * signs, 0, 1)
        else:
            moved = attacked(digit_net().parameters, x, y, self.size, steps=10 if self.way == "ten" else 1)
        grey: np.ndarray = moved[0]
        return grey

    def values(self) -> Values:
        """Return the loss before and after, and what the slope promised."""
        net, meant = digit_net(), int(self.meant)
        x = np.array([self.ink]) / FULL
        before, after = net.logits(np.stack([x[0], self.seen()]))
        q, p = softmax(after), softmax(before)
        norm = float(np.abs(input_gradient(net.parameters, x, [meant])).sum())
        return {
            **{f"p{k}": float(p[k]) for k in range(10)},
            **{f"q{k}": float(q[k]) for k in range(10)},
            "first": str(int(after.argmax())),
            "most": float(q.max()),
            "q_clean": float(p[meant]),
            "q": float(q[meant]),
            "clean": float(cross_entropy_with_logits(before, meant)),
            "loss": float(cross_entropy_with_logits(after, meant)),
            "norm": norm,
            "line": self.size * norm,
        }

    def draw(self) -> Figure:
        """Draw both pads above, the ten probabilities below."""
        v, meant = self.numbers(), int(self.meant)
        fig, axes = figure(460, 430, rows=2, columns=2, height_ratios=[1.35, 1])
        (left, right), low = axes[0], axes[1, 0]
        for ax in axes[1]:
            ax.remove()
        low = fig.add_subplot(axes[0, 0].get_gridspec()[1, :])
        pad(left, self.ink)
        handle(left, "pen", self.column - 1, self.row - 1, "s", ms=21, mfc="none", mew=1.5)
        pad(right, [float(g) for g in self.seen() * FULL], "model", "seen")
        left.set_title("drawn", fontsize=13.5)
        right.set_title("given to the network", fontsize=13.5)
        for k in range(10):
            column(low, f"before-{k}", k - 0.2, v[f"p{k}"], "truth", width=0.4)
            column(low, f"after-{k}", k + 0.2, v[f"q{k}"], "model", width=0.4, hatch="//")
        handle(low, "meant", meant, -0.04, "^", ms=9, color=colours.truth)
        low.text(4.5, 1.13, _climb(v), ha="center", va="center", color=colours.hand, gid="climb")
        low.set(xlim=(-0.6, 9.6), ylim=(-0.09, 1.27), xticks=range(10), yticks=[0, 0.5, 1], ylabel="probability")
        low.grid(False, axis="x")
        return fig


def _climb(v: dict[str, Any]) -> str:
    return f"loss {told(v['clean'], '.3f')} → {told(v['loss'], '.3f')} nats"
