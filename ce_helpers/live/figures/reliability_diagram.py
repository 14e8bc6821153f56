"""A reliability diagram of a real network under temperature, and the two numbers that are read off it."""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import Any

import numpy as np
import traitlets
from matplotlib.figure import Figure

from ...activations import softmax
from ...calibration import binomial_band, expected_calibration_error, reliability_curve
from ...data import load
from ...figures import colours, figure
from ...learning import fit_mlp
from ...losses import cross_entropy_with_logits
from ..controls import Choice, Data, Slider
from ..figure import LiveFigure, Values
from ..parts import handle, rounded
from ..printed import told

MOST = 25
#: Signs that neither HTML nor JSON writes as several, from # to }.
SIGNS = "".join(sign for sign in map(chr, range(35, 126)) if sign not in "&'<>\\")
TEMPERATURES = np.round(10 ** np.linspace(-0.6, 0.9, 31), 4)


@cache
def overconfident(seed: int = 0) -> tuple[Any, Any]:
    """Return scores, to a tenth, and labels of the test digits, by a network trained on 300 digits."""
    data = load("digits", seed=seed, standardise=False)
    few = np.random.default_rng(seed).permutation(len(data.y_train))[:300]
    how: dict[str, Any] = {"hidden": (64, 64), "activation": "relu", "optimiser": "adam", "steps": 300}
    net = fit_mlp(data.x_train[few] / 16, data.y_train[few], learning_rate=0.01, seed=seed, **how)
    return rounded(net.logits(data.x_test / 16), 1), data.y_test


@cache
def _falling() -> tuple[Any, Any]:
    """Return the steps from each digit's highest score down, in tenths, and where its label is: softmax asks no more.

    Digits that begin alike stand together: no result depends on their order, and the page is lighter.
    """
    z, y = overconfident()
    tenths = rounded(10 * z, 0).astype(int)
    order = (-tenths).argsort(axis=1, kind="stable")
    steps = -np.diff(np.take_along_axis(tenths, order, axis=1))
    alike = np.lexsort(steps.T[::-1])
    return steps[alike], (order == np.asarray(y)[:, None]).argmax(axis=1)[alike]


class ReliabilityDiagram(LiveFigure):
    """Turn the temperature, and watch what a network says beside what comes true."""

    t = Slider(1.0, 0.26, 7.5, step=0.005, scale="log", digits=3, label="Temperature T", colour="hand")
    bins = Slider(10, 2, MOST, step=1, digits=0, label="Bins")
    edges = Choice("uniform", {"uniform": "equal width", "quantile": "equal mass"}, label="Bins of")
    digits = Data()

    presets = {
        "As trained": {"t": 1.0, "bins": 10.0, "edges": "uniform"},
        "25 bins": {"t": 1.0, "bins": 25.0, "edges": "uniform"},
        "2 bins": {"t": 1.0, "bins": 2.0, "edges": "uniform"},
        "10 bins of equal mass": {"t": 1.0, "bins": 10.0, "edges": "quantile"},
    }
    readouts = (
        "<table><tbody><tr><th>says, on average</th><td>{says_mean:.1%}</td></tr>"
        "<tr><th>is right</th><td>{right:.1%}</td></tr>"
        "<tr><th>ECE, of these bins</th><td><strong>{ece:.4f}</strong></td></tr>"
        "<tr><th>loss, mean</th><td><strong>{nll:.4f} nats</strong></td></tr></tbody></table>"
        "<p>outside the band: {outside:.0f} of {filled:.0f} bins<br>uniform guess: {uniform:.4f} nats</p>"
    )
    key = "ECE {ece:.3f}, loss <b>{nll:.3f} nats</b>"
    says = "Temperature {t:.3g}: says {says_mean:.1%}, is right {right:.1%}; loss {nll:.3f} nats, ECE {ece:.3f}."
    alt = (
        "Above, a reliability diagram with {filled:.0f} bins that are not empty: share of right calls against mean "
        "confidence, each with the band that chance explains; {outside:.0f} lie outside. On average the network says "
        "{says_mean:.1%} and is right in {right:.1%}. Below, the mean loss against the temperature, a bowl, with a "
        "point at T = {t:.3g} and {nll:.3f} nats."
    )
    caption = (
        "A network trained on 300 digits, and 539 others. Above: what it says against what comes true, bin by bin; a "
        "grey bar is where a calibrated model’s point falls in nine cases of ten. Below: the mean loss, in nats, with "
        "all scores divided by T."
    )
    hint = "drag the point on the lower curve"

    @traitlets.default("digits")
    def _digits(self) -> dict[str, Any]:
        """Return all first steps, then all second ones, each as the sign of its number, where ~ adds their number."""
        steps, places = _falling()
        signs = ["~" * more + SIGNS[rest] for more, rest in zip(*divmod(steps.T.ravel(), len(SIGNS)), strict=True)]
        return {"steps": "".join(signs), "places": places.tolist()}

    @cached_property
    def _places(self) -> Any:
        """Return where each digit's label stands among its falling scores."""
        return np.array(self.digits["places"])

    @cached_property
    def _gaps(self) -> Any:
        """Return how far each score lies below the highest of its digit, in rising order."""
        each = re.findall(r"(~*)([^~])", self.digits["steps"])
        steps = np.array([len(SIGNS) * len(more) + SIGNS.index(rest) for more, rest in each])
        return np.pad(steps.reshape(-1, len(self._places)).T, ((0, 0), (1, 0))).cumsum(axis=1)

    def _loss(self, t: float) -> float:
        return float(cross_entropy_with_logits(self._gaps / (-10 * t), self._places))

    def _calls(self) -> tuple[Any, Any]:
        """Return whether each call is right, and its confidence, to nine digits: a last bit moves no digit's bin."""
        right = self._places == 0
        return right.astype(int), rounded(softmax(self._gaps / (-10 * self.t)).max(axis=1), 9)

    def _binning(self) -> dict[str, Any]:
        return {"n_bins": int(self.bins + 0.5), "strategy": self.edges}

    def _bands(self) -> Any:
        """Return mean confidence, share right, and the band of every bin that is not empty, shape (bins, 4)."""
        curve = reliability_curve(*self._calls(), **self._binning())
        said, seen, n = curve.mean_forecast, curve.frequency, curve.counts
        return np.array([(q, y, *binomial_band(int(m), float(q))) for q, y, m in zip(said, seen, n, strict=True)])

    def values(self) -> Values:
        """Return what is said, what comes true, and both measures of the difference."""
        right, confidence = self._calls()
        said, seen, low, high = self._bands().T
        return {
            "says_mean": float(confidence.mean()),
            "right": float(right.mean()),
            "ece": float(expected_calibration_error(right, confidence, **self._binning())),
            "nll": self._loss(self.t),
            "outside": float(((seen < low) | (seen > high)).sum()),
            "filled": float(said.size),
            "uniform": float(np.log(10)),
        }

    def draw(self) -> Figure:
        """Draw the diagram above, the loss against the temperature below."""
        nll, bands = self._loss(self.t), self._bands()
        fig, (top, bottom) = figure(460, 500, rows=2, height_ratios=[2, 1])
        top.plot([0, 1], [0, 1], ":", color=colours.truth)
        for i in range(MOST):
            said, _, low, high = bands[min(i, len(bands) - 1)]
            top.plot([said, said], [low, high], "-", lw=7, color=colours.pale, solid_capstyle="butt", gid=f"band-{i}")
        at = bands[np.minimum(np.arange(MOST), len(bands) - 1)]
        top.plot(at[:, 0], at[:, 1], "-", lw=1.5, color=colours.model, gid="line")
        top.plot(at[:, 0], at[:, 1], "o", ms=6, color=colours.model, gid="points", clip_on=False)
        top.text(0.02, 0.44, "as often as it says", color=colours.truth)
        top.text(0.03, 0.9, f"ECE {told(self.values()['ece'], '.3f')}", size=14, gid="ece", color=colours.model)
        top.set(xlim=(0, 1), ylim=(0, 1), xlabel="confidence, mean of the bin", ylabel="share right")
        losses = [self._loss(float(t)) for t in TEMPERATURES]
        bottom.plot(TEMPERATURES, losses, "-", color=colours.model)
        bottom.text(1, 1.0, f"loss {told(nll, '.3f')} nats", size=14, ha="center", gid="loss", color=colours.model)
        handle(bottom, "point", self.t, nll)
        bottom.set(xscale="log", xlim=(0.25, 8), ylim=(0, 1.2), xlabel="temperature T", ylabel="loss, nats")
        bottom.set_xticks([0.25, 0.5, 1, 2, 4, 8], ["¼", "½", "1", "2", "4", "8"])
        bottom.set_yticks([0, 0.5, 1], ["0", "0.5", "1"])
        bottom.minorticks_off()
        return fig
