"""The plane of a variational autoencoder's codes: walk on it, and see what the decoder makes of the place."""

from __future__ import annotations

from typing import Any

import numpy as np
import traitlets
from matplotlib.figure import Figure

from ...activations import sigmoid
from ...figures import colours, figure
from ...learning import generative_table, latent_kl
from ...losses import binary_cross_entropy_with_logits
from ..controls import Action, Choice, Data, Slider
from ..figure import LiveFigure, Values
from ..parts import bar, handle
from ..printed import told

TURN = np.linspace(0, 2 * np.pi, 41)


class LatentPlane(LiveFigure):
    """Walk on the plane of the codes; the decoder draws what it expects there, and a real digit is priced by it."""

    model = Choice(
        "mean", {"mean": "mean over pixels + KL", "sum": "sum over pixels + KL"}, label="Trained on", colour="model"
    )
    digit = Choice("3", {str(k): str(k) for k in range(10)}, label="A real, held-out digit", colour="truth")
    z1 = Slider(1.2, -3, 3, step=0.01, label="z₁", colour="hand")
    z2 = Slider(0.6, -3, 3, step=0.01, label="z₂", colour="hand")
    nets = Data()

    actions = {"home": Action("Go to this digit’s code")}
    presets = {
        "The sum: a 3": {"model": "sum", "digit": "3", "z1": 0.97, "z2": -0.4},
        "Between 0 and 1": {"model": "sum", "digit": "0", "z1": 0.7, "z2": 0.55},
        "The sum: far outside": {"model": "sum", "digit": "3", "z1": 3, "z2": 3},
        "The mean: far outside": {"model": "mean", "digit": "3", "z1": 3, "z2": 3},
    }
    key = "{rebuilt:.1f} + KL {kl:.1f} = <b>{total:.1f} nats</b>"
    readouts = (
        "<p>−ln p(x | z) of the real {digit} at your z, summed over 64 pixels: <strong>{rebuilt:.2f} nats</strong><br>"
        "KL of its code (μ = ({m1:.2f}, {m2:.2f}), σ = ({s1:.2f}, {s2:.2f})): <strong>{kl:.2f} nats</strong><br>"
        "together <strong>{total:.2f} nats</strong>, {bits:.3f} bits a pixel</p>"
        "<p>1/2 for every pixel would cost {half:.1f} nats, 1 bit a pixel.</p>"
    )
    says = "At your z the real {digit} costs {rebuilt:.1f} nats, and its code {kl:.1f}: together {total:.1f}."
    alt = (
        "Left: the plane of the codes with 100 held-out digits as numerals, an ellipse for the code of the real "
        "{digit}, and a point, yours. Right: 8 by 8 squares whose areas are the decoder’s probabilities at that point, "
        "and outlines where the real {digit} has ink. It costs {rebuilt:.1f} nats there, its code {kl:.1f}."
    )
    caption = (
        "Left: codes of 100 held-out digits; drag the point. The ellipse is the code of one real digit (μ ± 2σ), the "
        "dotted circles are one and two spreads of the prior. Right: what the decoder, computed in this page, expects "
        "at your point (area = probability), and the real digit as outlines. Two trainings, alike but for one word of "
        "the loss."
    )
    hint = "drag the point, then switch the loss"
    layout_hint = "below"

    @traitlets.default("nets")
    def _nets(self) -> dict[str, Any]:
        nets: dict[str, Any] = generative_table()["vae"]
        return nets

    def _code(self) -> np.ndarray:
        code: np.ndarray = np.array(self.nets[self.model]["codes"][int(self.digit)]) / 100
        return code

    def _picture(self) -> np.ndarray:
        return np.array([int(c) for c in self.nets["pictures"][int(self.digit)]], float)

    def _logits(self) -> np.ndarray:
        w1, b1, w2, b2 = (np.array(w) / 20 for w in self.nets[self.model]["weights"])
        h = np.tanh(np.array([self.z1, self.z2]) @ w1.reshape(2, -1) + b1)
        logits: np.ndarray = h @ w2.reshape(len(b1), -1) + b2
        return logits

    def values(self) -> Values:
        """Return the two parts of the bound at this point, and the probabilities of the pixels."""
        logits, x, code = self._logits(), self._picture(), self._code()
        rebuilt = float(binary_cross_entropy_with_logits(logits, x, reduction="sum"))
        kl = float(latent_kl(code[:2], 2 * np.log(code[2:])))
        return {
            "rebuilt": rebuilt,
            "kl": kl,
            "total": rebuilt + kl,
            "bits": (rebuilt + kl) / 64 / float(np.log(2)),
            "half": 64 * float(np.log(2)),
            **dict(zip(("m1", "m2", "s1", "s2"), map(float, code), strict=True)),
            **{f"p{i}": float(p) for i, p in enumerate(sigmoid(logits))},
        }

    def draw(self) -> Figure:
        """Draw the plane on the left, the expected picture on the right."""
        values, net = self.numbers(), self.nets[self.model]
        fig, (left, right) = figure(460, 272, columns=2, width_ratios=[1.12, 1])
        for r in (1, 2):
            left.plot(r * np.cos(TURN), r * np.sin(TURN), ":", lw=1, color=colours.quiet)
        labels, cloud = np.array(self.nets["labels"]), np.array(net["cloud"]) / 100
        for k in range(10):
            x, y = cloud[labels == k].T
            left.plot(x, y, ls="", marker=f"${k}$", ms=7.5, mew=0.3, color=colours.quiet, gid=f"class-{k}")
        m1, m2, s1, s2 = self._code()
        left.plot(m1 + 2 * s1 * np.cos(TURN), m2 + 2 * s2 * np.sin(TURN), "-", lw=2, color=colours.truth, gid="code")
        handle(left, "place", self.z1, self.z2)
        left.set(xlim=(-3.2, 3.2), ylim=(-3.2, 3.2), xticks=[-2, 0, 2], yticks=[-2, 0, 2], xlabel="z₁", ylabel="z₂")
        left.grid(False)
        for i, ink in enumerate(self._picture()):
            row, column = divmod(i, 8)
            half = np.sqrt(values[f"p{i}"]) / 2
            bar(right, f"cell-{i}", column - half, column + half, row - half, row + half, lw=0, fc=colours.model)
            half = 0.46 * ink
            bar(right, f"real-{i}", column - half, column + half, row - half, row + half, "truth", fc="none", lw=1.6)
        right.set(xlim=(-0.6, 7.6), ylim=(7.6, -0.6), xticks=[], yticks=[])
        right.set_title(f"{told(values['total'], '.1f')} nats", gid="sum", loc="center")
        right.spines[["top", "right"]].set_visible(True)
        right.grid(False)
        return fig
