"""A lattice of spins and the best independent spins beside it: an upper bound, and the gap that is a divergence."""

from __future__ import annotations

import math

import numpy as np
import traitlets
from matplotlib.figure import Figure

from ...figures import colours, figure
from ...learning import ising_levels, ising_log_z, mean_field_free_energy
from ..controls import Data, Slider
from ..figure import LiveFigure, Values
from ..parts import column, handle
from ..printed import told

SPINS = 16
MS = np.linspace(-1, 1, 81)
UP = range(SPINS + 1)
HIGH = 15.0  # of the axis of F + ln Z


class MeanField(LiveFigure):
    """Choose the mean of independent spins: how far their free energy lies above the exact one is a divergence."""

    m = Slider(0.3, -0.99, 0.99, step=0.01, label="Mean m of a spin", colour="hand")
    temperature = Slider(2.0, 0.8, 8.0, step=0.1, label="Temperature T")
    levels = Data()

    presets = {
        "T = 2": {"temperature": 2.0, "m": 0.3},
        "Hot": {"temperature": 6.0, "m": 0.3},
        "Cold, undecided": {"temperature": 1.5, "m": 0.0},
    }
    readouts = (
        "<table><thead><tr><th>T = {temperature:.1f}, m = {m:.2f}</th><th>nats</th></tr></thead><tbody>"
        '<tr><th class="hand">F = 𝔼[E]/T − H(q)</th><td>{free:.3f}</td></tr>'
        '<tr><th class="truth">exact, −ln Z</th><td>{exact:.3f}</td></tr>'
        "<tr><th>gap, KL(q‖p)</th><td><strong>{gap:.3f}</strong></td></tr>"
        "<tr><th>the other way, KL(p‖q)</th><td>{other:.3f}</td></tr></tbody></table>"
        "<p>𝔼[E]/T = {energy:.3f}, H(q) = {entropy:.3f} nats. tanh(4m/T) = {next:.3f}: where this is m, the curve is "
        "level.</p>"
    )
    key = "gap KL(q‖p) = <b>{gap:.3f} nats</b>"
    says = (
        "At temperature {temperature:.1f} independent spins of mean {m:.2f} have a free energy of {free:.3f}, which is "
        "{gap:.3f} nats above the exact one; the divergence the other way is {other:.3f}."
    )
    alt = (
        "Top: the gap of independent spins to the exact free energy against their mean m, at T = {temperature:.1f}, "
        "and the point at m = {m:.2f}, {gap:.3f} nats above the floor at 0. Below: columns of the probability of each "
        "number of spins that point up, exact and of the independent spins."
    )
    caption = (
        "Sixteen spins on a lattice, whose 65,536 states are all counted. Above: drag the point, the mean of "
        "independent spins q; its height over the floor −ln Z is KL(q‖p). Below: how many of the 16 point up; blue: "
        "the exact p, orange: q. Then move the temperature."
    )
    hint = "drag the point to the lowest place"

    @traitlets.default("levels")
    def _levels(self) -> list[list[int]]:
        return [part.tolist() for part in ising_levels(4)]

    def exact(self) -> np.ndarray:
        """Return the probability of each number of spins up."""
        energies, magnets, counts = (np.array(part) for part in self.levels)
        p = counts * np.exp(-energies / self.temperature - ising_log_z(self.temperature))
        return np.bincount((magnets + SPINS) // 2, weights=p, minlength=SPINS + 1)

    def values(self) -> Values:
        """Return the free energy and its parts, the exact one, and both divergences."""
        t, m = self.temperature, self.m
        log_z = ising_log_z(t)
        free = float(mean_field_free_energy(m, t))
        energies, magnets, counts = (np.array(part) for part in self.levels)
        p = counts * np.exp(-energies / t - log_z)
        cross = -float(
            p @ ((SPINS + magnets) / 2 * math.log((1 + m) / 2) + (SPINS - magnets) / 2 * math.log((1 - m) / 2))
        )
        energy = -2 * SPINS * m * m / t
        return {
            "free": free,
            "exact": -log_z,
            "gap": free + log_z,
            "other": cross - float(p @ energies / t + log_z),
            "energy": energy,
            "entropy": energy - free,
            "next": math.tanh(4 * m / t),
            "height": min(free + log_z, HIGH),
        }

    def draw(self) -> Figure:
        """Draw the gap against m above, both distributions of the spins up below."""
        v = self.numbers()
        fig, (top, low) = figure(460, 400, rows=2, height_ratios=[1.25, 1])
        gaps = np.asarray(mean_field_free_energy(MS, self.temperature)) - v["exact"]
        top.plot(MS, np.minimum(gaps, 2 * HIGH), "-", color=colours.model, gid="curve")
        top.axhline(0, ls="-", lw=2.2, color=colours.truth)
        top.text(-0.98, -1.4, "floor: exact −ln Z", va="center", color=colours.truth)
        top.plot([self.m] * 2, [0, v["height"]], ":", color=colours.hand, gid="gap")
        handle(top, "point", self.m, v["height"])
        value = f"KL {told(v['gap'], '.3f')}"
        top.text(_aside(self.m), -1.4, value, ha="center", va="center", color=colours.hand, gid="value")
        top.set(xlim=(-1, 1), ylim=(-2.7, HIGH), xlabel="mean m of a spin", ylabel="F + ln Z, nats")
        top.set(xticks=[-1, -0.5, 0, 0.5, 1], yticks=[0, 5, 10, 15])
        p = self.exact()
        up = (1 + self.m) / 2
        for k in UP:
            column(low, f"exact-{k}", k - 0.2, float(p[k]), "truth", width=0.4)
            column(low, f"mean-{k}", k + 0.2, _binomial(k, up), "model", width=0.4, hatch="//")
        low.set(xlim=(-0.6, SPINS + 0.6), ylim=(0, 0.55), xticks=[0, 4, 8, 12, 16])
        low.set_yticks([0, 0.25, 0.5], ["0", "¼", "½"])
        low.set(xlabel="spins up, of 16", ylabel="probability")
        low.grid(False, axis="x")
        return fig


def _binomial(k: int, up: float) -> float:
    return math.comb(SPINS, k) * up**k * (1 - up) ** (SPINS - k)


def _aside(m: float) -> float:
    """Return where the value stands under the point, and beside the name of the floor."""
    return min(max(m, 0.0), 0.8)
