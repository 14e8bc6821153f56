"""Two densities and the best discriminator between them; step by step the generator follows one of its two losses."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure

from ...activations import sigmoid
from ...figures import colours, figure
from ..controls import Choice, Slider
from ..figure import LiveFigure, Values
from ..parts import handle, rounded

STEPS, RATE = 60, 0.05
HILLS = {"one": ((1.0, 0.0),), "two": ((0.5, -2.5), (0.5, 2.5))}  # shares and middles; their spread is 0.5
SPREAD = 0.5
LEAST, MOST = 0.25, 4.0  # of the generator's spread
XS = -12 + 0.04 * np.arange(601)
NOISE = -4 + 0.1 * np.arange(81)
WEIGHT = np.exp(-NOISE * NOISE / 2) / np.exp(-NOISE * NOISE / 2).sum()
DRAWN = slice(145, 456)  # from −6.2 to 6.2


def bell(x: np.ndarray, middle: float, spread: float) -> np.ndarray:
    """Return a normal density."""
    u = (x - middle) / spread
    density: np.ndarray = np.exp(-u * u / 2) / (spread * np.sqrt(2 * np.pi))
    return density


def truth(x: np.ndarray, hills: str) -> np.ndarray:
    """Return the density of the data."""
    density: np.ndarray = np.sum([share * bell(x, middle, SPREAD) for share, middle in HILLS[hills]], axis=0)
    return density


def score(x: np.ndarray, hills: str, middle: float, spread: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the best discriminator's score ln p/q, and its slope in x."""
    parts = [np.log(share) - ((x - m) / SPREAD) ** 2 / 2 - np.log(SPREAD) for share, m in HILLS[hills]]
    top = np.max(parts, axis=0)
    weights = [np.exp(part - top) for part in parts]
    total = np.sum(weights, axis=0)
    slope = np.sum([w * (m - x) / SPREAD**2 for w, (_, m) in zip(weights, HILLS[hills], strict=True)], axis=0) / total
    u = (x - middle) / spread
    return top + np.log(total) + u * u / 2 + np.log(spread), slope + u / spread


def pull(hills: str, loss: str, middle: float, spread: float) -> tuple[float, float]:
    """Return the gradient of the generator's loss in the middle and in ln spread, the discriminator held fixed."""
    s, slope = score(middle + spread * NOISE, hills, middle, spread)
    push = WEIGHT * slope * (-sigmoid(s) if loss == "minimax" else -sigmoid(-s))
    return float(push.sum()), float((push * NOISE).sum() * spread)


@lru_cache(maxsize=8)
def walk(hills: str, loss: str, middle: float, spread: float) -> list[tuple[float, float]]:
    """Return middle and spread of the generator after 0, 1, …, 60 steps."""
    path = [(middle, spread)]
    for _ in range(STEPS):
        g_middle, g_spread = pull(hills, loss, middle, spread)
        middle = float(rounded(np.clip(middle - RATE * g_middle, -5, 5), 9))  # in both languages alike
        spread = float(rounded(np.clip(spread * np.exp(-RATE * g_spread), LEAST, MOST), 9))
        path.append((middle, spread))
    return path


class GeneratorAndCritic(LiveFigure):
    """Start a generator somewhere, and let it follow the best discriminator, step by step."""

    start = Slider(3.2, -4, 4, step=0.05, label="The generator starts at", colour="hand")
    width = Slider(0.5, 0.3, 2, step=0.05, label="with spread", colour="hand")
    k = Slider(20, 0, STEPS, step=1, label="steps of the generator", play=True)
    loss = Choice(
        "minimax", {"minimax": "ln(1 − D), minimax", "other": "−ln D, non-saturating"}, label="Its loss", colour="model"
    )
    hills = Choice("one", {"one": "one hill", "two": "two hills"}, label="The data", colour="truth")

    presets = {
        "Far away, ln(1 − D)": {"start": 3.2, "width": 0.5, "k": 20, "loss": "minimax", "hills": "one"},
        "Far away, −ln D": {"start": 3.2, "width": 0.5, "k": 20, "loss": "other", "hills": "one"},
        "They have met": {"start": 0, "width": 0.5, "k": 0, "loss": "minimax", "hills": "one"},
        "Two hills, −ln D": {"start": 0.3, "width": 0.6, "k": 60, "loss": "other", "hills": "two"},
        "Two hills, ln(1 − D)": {"start": 0.3, "width": 0.6, "k": 60, "loss": "minimax", "hills": "two"},
    }
    key = "D’s loss <b>{value:.3f}</b> = 1.386 − 2·{js:.3f} nats"
    readouts = (
        "<p>The best discriminator loses 2 ln 2 − 2·JS = 1.386294 − 2·{js:.4f} = <strong>{value:.4f} nats</strong>: "
        "its cross-entropies on real and on made points, added.</p>"
        "<p>After {k:.0f} steps the generator is at {middle:.3f}, spread {spread:.3f}.<br>Slope of its loss in the "
        "middle: ln(1 − D) {minimax:.4f}, −ln D {other:.4f}</p>"
    )
    says = (
        "After {k:.0f} steps: generator at {middle:.2f}, spread {spread:.2f}; the discriminator loses {value:.3f} nats."
    )
    alt = (
        "Above: the density of the data and that of the generator, a bell at {middle:.2f} with spread {spread:.2f}. "
        "Below: the best discriminator, the probability that a point is real, between 0 and 1, with a dotted line at "
        "one half. It loses {value:.3f} nats of at most 1.386."
    )
    caption = (
        "Above: the data’s density (striped) and the generator’s (plain); drag the triangle to choose its start. "
        "Below: the best discriminator, <i>D</i> = <i>p</i>/(<i>p</i> + <i>q</i>). In each step the generator "
        "follows one of its two losses (rate 0.05), then <i>D</i> becomes the best again."
    )
    hint = "drag the triangle, then play the steps"

    def values(self) -> Values:
        """Return the divergence, the discriminator's loss, and the slopes of both generator losses."""
        middle, spread = walk(self.hills, self.loss, self.start, self.width)[int(self.k)]
        s, _ = score(XS, self.hills, middle, spread)
        p, q = truth(XS, self.hills), bell(XS, middle, spread)
        value = 0.04 * float((p * np.logaddexp(0, -s) + q * np.logaddexp(0, s)).sum())
        return {
            "middle": middle,
            "spread": spread,
            "value": float(rounded(value, 9)),
            "js": float(rounded(np.log(2) - value / 2, 9)),
            "minimax": float(rounded(pull(self.hills, "minimax", middle, spread)[0], 9)),
            "other": float(rounded(pull(self.hills, "other", middle, spread)[0], 9)),
        }

    def draw(self) -> Figure:
        """Draw the two densities above, the discriminator below."""
        v = self.numbers()
        middle, spread = float(v["middle"]), float(v["spread"])
        fig, (top, low) = figure(460, 344, rows=2, sharex=True, height_ratios=[1.5, 1])
        x, p = XS[DRAWN], truth(XS[DRAWN], self.hills)
        look = {"fc": colours.truth_pale, "ec": colours.truth, "hatch": "//", "lw": 1.5}
        top.fill(np.r_[x[0], x, x[-1]], np.r_[0, p, 0], gid="truth", **look)
        top.plot(x, np.minimum(1.6, bell(x, middle, spread)), "-", color=colours.model, lw=2.6, gid="made")
        handle(top, "begin", self.start, 0, "^", ms=13)
        top.text(-6, 0.86, "data p", color=colours.truth, size=13)
        top.text(-6, 0.74, "generator q", color=colours.model, size=13)
        low.axhline(0.5, ls=":", color=colours.quiet, lw=1.4)
        low.plot(x, sigmoid(score(x, self.hills, middle, spread)[0]), "--", color=colours.third, lw=2.4, gid="critic")
        low.text(-6, 0.56, "½", color=colours.quiet, size=13)
        top.set(xlim=(-6.2, 6.2), ylim=(0, 1), ylabel="density", yticks=[0, 0.5, 1])
        low.set(ylim=(-0.03, 1.03), yticks=[0, 1], ylabel="D(x)", xlabel="x")
        return fig
