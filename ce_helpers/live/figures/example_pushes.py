"""Where each example would move the weights of a logistic regression, and the step that their mean makes."""

from __future__ import annotations

from typing import Any

import numpy as np
import traitlets
from matplotlib.figure import Figure

from ...activations import sigmoid
from ...figures import colours, figure
from ...losses import binary_cross_entropy_with_logits, binary_cross_entropy_with_logits_grad
from ..controls import Action, Choice, Data, Slider
from ..figure import LiveFigure, Values
from ..parts import handle, rounded, tumours
from ..printed import told

#: Arrows of examples are drawn at half their length, the arrow of the weights at a third.
PUSH, WEIGHT = 0.5, 1 / 3
#: How far along the boundary, from its point next to the origin, the square sits by which it is dragged.
ALONG = 1.9


def arrow(x: float, y: float, dx: float, dy: float) -> np.ndarray[Any, Any]:
    """Return an arrow as one line: shaft, barb, tip, barb."""
    tip, barb = np.array([x + dx, y + dy]), min(0.12, 0.4 * float(np.hypot(dx, dy)))
    angle = np.arctan2(dy, dx) + np.array([2.6, -2.6])
    left, right = tip + barb * np.stack([np.cos(angle), np.sin(angle)], 1)
    return np.array([[x, y], tip, left, tip, right])


class ExamplePushes(LiveFigure):
    """Step by step down the loss: each example moves the weights against its gradient, (ŷ − y)x."""

    w1 = Slider(0.0, -10, 10, step=0.05, label="w₁ (radius)")
    w2 = Slider(0.0, -10, 10, step=0.05, label="w₂ (texture)")
    b = Slider(0.0, -10, 10, step=0.05, label="Bias b")
    eta = Slider(1.0, 0.1, 10, step=0.05, scale="log", digits=2, label="Learning rate η")
    example = Slider(12, 1, 16, step=1, label="Example in the ring")
    program = Choice("A", {"A": "A", "B": "B"}, label="Program")
    points = Data()
    steps = Data(0)

    presets = {
        "All zero": {"w1": 0.0, "w2": 0.0, "b": 0.0, "steps": 0},
        "Wrong way round": {"w1": -3.0, "w2": 0.5, "b": 0.0, "steps": 0},
        "Too confident": {"w1": 8.0, "w2": 4.0, "b": 0.0, "steps": 0},
    }
    actions = {"one": Action("Step once"), "ten": Action("Step 10 times")}
    readouts = (
        "<p>steps taken: {steps}<br>gradient, mean:<br>in w {g1:.4f}, {g2:.4f}<br>in b {gb:.4f}</p>"
        '<p class="hand">in the ring: x = ({x1:.2f}, {x2:.2f})<br>ŷ = {p:.4f}, y = {y:.0f}<br>'
        "gradient in the score <strong>{push:.4g}</strong></p>"
    )
    key = "loss, mean: <b>{loss:.4f} nats</b>"
    says = "Steps: {steps}; the mean loss is {loss:.3f} nats. In the ring the gradient is {push:.3f}."
    alt = (
        "Sixteen tumours on a plane of radius and texture, malignant as filled crosses, benign as open circles, with "
        "the model's boundary line. From each an arrow shows where it would move the weights: malignant ones away from "
        "the origin, benign ones towards it. The mean loss is {loss:.3f} nats; for the ringed one the gradient in the "
        "score is {push:.3f}."
    )
    caption = (
        "Logistic regression on sixteen real tumours (standardised). The arrow at each example is the step that it "
        "asks of the weights, against the gradient that the program has for it, at half length. It is "
        "short where the prediction is near the truth, and near the origin, where <i>x</i> is short. The thick arrow "
        "from the origin is <i>w</i>, at a third; the thin one at its tip is the next step. Drag the tip of <i>w</i>, "
        "the square on the boundary (once there is one), or the ring."
    )
    hint = "drag w or the ring"

    @traitlets.default("points")
    def _points(self) -> list[list[float]]:
        x, y = tumours("mean radius", "mean texture", each=8, seed=4)
        return [[*place, int(kind)] for place, kind in zip(x.round(2).tolist(), y, strict=True)]

    def _pushes(self) -> tuple[Any, Any, Any, Any]:
        """Return examples, labels, scores, and the gradient in each of them as the chosen program has it."""
        table = np.array(self.points)
        x, y = table[:, :2], table[:, 2]
        z = self.w1 * x[:, 0] + self.w2 * x[:, 1] + self.b
        push = binary_cross_entropy_with_logits_grad(z, y, reduction="none")
        return x, y, z, push * sigmoid(z) * sigmoid(-z) if self.program == "B" else push

    def values(self) -> Values:
        """Return the mean loss, the mean gradient, and the gradient in the score of the example in the ring."""
        x, y, z, push = self._pushes()
        i = int(self.example + 0.5) - 1
        g1, g2, gb = rounded([*(push[:, None] * x).mean(axis=0), push.mean()], 6).tolist()
        return {
            "loss": float(binary_cross_entropy_with_logits(z, y)),
            **{"g1": g1, "g2": g2, "gb": gb},
            **{"x1": float(x[i, 0]), "x2": float(x[i, 1]), "y": float(y[i])},
            **{"p": float(sigmoid(z[i])), "push": float(push[i])},
        }

    def hidden(self) -> list[str]:
        """Without weights there is no boundary."""
        return ["boundary", "border", "border-name"] if self.w1 == self.w2 == 0 else []

    def draw(self) -> Figure:
        """Draw the examples, their arrows, the boundary, the weights and the next step."""
        x, y, _, push = self._pushes()
        fig, ax = figure(460, 410)
        ax.plot([0], [0], "+", ms=9, mew=1, color=colours.quiet)
        w = np.array([self.w1, self.w2])
        size = max(float(w @ w), 1e-300)
        foot, along = -self.b * w / size, np.array([-w[1], w[0]]) / np.sqrt(size)
        ax.plot(*np.stack([foot - 9 * along, foot + 9 * along], 1), "--", color=colours.model, gid="boundary")
        for i, (place, force) in enumerate(zip(x, push, strict=True)):
            ax.plot(*arrow(*place, *(-PUSH * force * place)).T, "-", lw=1.6, color=colours.model, gid=f"push-{i}")
        ax.plot(*x[y == 0].T, "o", ms=8, mfc=colours.ground, mew=1.6, color=colours.truth, label="benign, y = 0")
        ax.plot(*x[y == 1].T, "P", ms=9, color=colours.truth, label="malignant, y = 1")
        step = -self.eta * np.append(push @ x / len(x), push.mean())[:2]
        tip, next_tip = WEIGHT * w, WEIGHT * (w + step)
        ax.plot(*arrow(0, 0, *tip).T, "-", lw=3.4, color=colours.model, gid="weights")
        ax.plot(*arrow(*tip, *(next_tip - tip)).T, "-", lw=1.8, color=colours.ink, gid="step")
        chosen = int(self.example + 0.5) - 1
        ring, border = x[chosen], foot + ALONG * along
        handle(ax, "tip", tip[0], tip[1], ms=11)
        handle(ax, "border", border[0], border[1], "s", ms=10, clip_on=True)
        handle(ax, "ring", ring[0], ring[1], ms=19, mew=2.2, mfc="none", zorder=2)
        near = {"va": "center", "clip_on": True}
        ax.text(tip[0] - 0.12, tip[1] - 0.2, "w", ha="right", color=colours.hand, gid="tip-name", weight="bold", **near)
        ax.text(border[0] + 0.18, border[1], "ŷ = ½", color=colours.model, gid="border-name", **near)
        said = {"ha": "right", "va": "center"}
        ax.text(3.45, 2.95, f"mean loss {told(self.numbers()['loss'], '.4f')} nats", gid="loss", **said)
        ax.text(3.45, 2.6, _in_ring(push[chosen]), color=colours.hand, gid="ring-name", **said)
        ax.set(xlim=(-2.9, 3.5), ylim=(-2.0, 3.2), xlabel="mean radius, standardised", ylabel="mean texture")
        ax.legend(
            loc="lower left", bbox_to_anchor=(-0.02, 1), ncols=2, columnspacing=2.5, handletextpad=0.2, borderpad=0
        )
        return fig


def _in_ring(push: float) -> str:
    """Return the gradient of the example in the ring, with its sign, as it stands in the drawing."""
    return f"in the ring: {'+' if push > 0 else ''}{told(push, '.2g')}"
