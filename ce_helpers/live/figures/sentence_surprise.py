"""A sentence that the reader types, and what each of its letters costs a small network that predicts the next one."""

from __future__ import annotations

import math

import numpy as np
import traitlets
from matplotlib.figure import Figure

from ...activations import log_softmax
from ...figures import colours, figure
from ...learning import LETTERS, bengio_scores, letter_codes, letter_net, letter_table, letter_windows
from ...learning.letter_models import BACK
from ..controls import Action, Data, Line, Slider
from ..figure import LiveFigure, Values
from ..parts import column

MOST, ROW, BEST, TALL = 44, 22, 8, 13.0
UNIFORM = math.log2(len(LETTERS))


class SentenceSurprise(LiveFigure):
    """Type a sentence: each letter has a bar, its surprise in bits; below stands what is expected next."""

    text = Line("the data set has a zebra", letters=LETTERS, most=MOST, label="Your sentence", colour="hand")
    temperature = Slider(1.0, 0.1, 4.0, step=0.05, label="Temperature", colour="model")
    net = Data()
    drawn = Data(0)

    actions = {"write": Action("Let it write a letter"), "clear": Action("Clear")}
    presets = {
        "English": {"text": "each image is one of ten classes", "temperature": 1.0},
        "Repeated": {"text": "banana banana banana banana", "temperature": 1.0},
        "Shuffled": {"text": "sah rb ezdatat ehe tsa a", "temperature": 1.0},
        "The zebra, cold": {"text": "the data set has a zebra", "temperature": 0.5},
    }
    key = "mean <b>{mean:.3f} bits</b> a letter, perplexity <b>{perplexity:.2f}</b>"
    readouts = (
        "<p>{n:.0f} letters: sum <strong>{total:.2f} bits</strong>, mean <strong>{mean:.4f} bits</strong> a letter"
        "<br>(a uniform guess: log₂ 27 = {uniform:.3f} bits)</p>"
        "<p>Perplexity 2<sup>mean</sup> = <strong>{perplexity:.3f}</strong></p>"
        '<p>Costliest: <strong class="hand">{costliest}</strong>, {most:.2f} bits</p>'
        '<p class="model">Next it expects <strong>{next}</strong>, with probability {p_next:.3f}</p>'
    )
    says = (
        "The letters cost {mean:.3f} bits on the mean, perplexity {perplexity:.2f}; the costliest is {costliest}. "
        "Next it expects {next}."
    )
    alt = (
        "A line of {n:.0f} letters in two rows. Each has a bar for the network's surprise in bits; letters that cost "
        "more than a uniform guess are coloured and carry the number. The costliest is {costliest}, {most:.2f} bits. "
        "Below, the eight letters expected next, first {next}. Mean {mean:.3f} bits a letter."
    )
    caption = (
        "Type, and see what each letter costs. A network of 5,107 weights, trained on 24,337 letters of data-set "
        "descriptions and carried by this page, looks six letters back. Dotted: a uniform guess. What costs more is "
        "coloured and numbered. An underscore is a space; other signs are dropped. The temperature divides the scores."
    )
    layout_hint = "below"
    foremost = "text"

    @traitlets.default("net")
    def _net(self) -> dict[str, list[int]]:
        return letter_table()

    def _surprises(self) -> tuple[list[float], list[float]]:
        """Return what each letter costs, in bits, and the probabilities of the letter that comes next."""
        codes = letter_codes(f"{self.text} ")  # the space stands for the letter to come, and is not looked at
        windows = letter_windows(codes, BACK)
        log_q = log_softmax(bengio_scores(letter_net(), windows) / self.temperature)
        bits = -log_q[np.arange(len(codes)), codes] / math.log(2)
        return [float(b) for b in bits[:-1]], [float(q) for q in np.exp(log_q[-1])]

    def values(self) -> Values:
        """Return sum, mean and perplexity of the surprises, and the letter expected next."""
        bits, q = self._surprises()
        n, first = len(bits), _likeliest(q)[0]
        mean = sum(bits) / n if n else 0.0
        top = bits.index(max(bits)) if n else -1
        return {
            "n": float(n),
            "total": sum(bits),
            "mean": mean,
            "perplexity": 2**mean,
            "uniform": UNIFORM,
            "costliest": _told(self.text[top]) if n else "none yet",
            "most": bits[top] if n else 0.0,
            "next": _told(LETTERS[first]),
            "p_next": q[first],
        }

    def draw(self) -> Figure:
        """Draw the line in two rows under the bars of surprise, and the letters expected next below."""
        bits, q = self._surprises()
        fig, axes = figure(460, 330, 3, 1)
        for row, ax in enumerate(axes[:2]):
            ax.set_gid(f"row{row}")
            ax.axhline(UNIFORM, ls=":", lw=1.5, color=colours.ink)
            for i in range(row * ROW, (row + 1) * ROW):
                x, on = i - row * ROW, i < len(bits)
                height = min(bits[i], TALL) if on else 0.0
                dear = on and bits[i] > UNIFORM
                letter = self.text[i].replace(" ", "_") if on else "·"
                column(ax, f"bar-{i}", x, height, width=0.8)
                kept = {"ha": "center", "va": "top", "size": 17}
                ax.text(x, -0.5, " " if dear else letter, gid=f"cheap-{i}", **kept)
                ax.text(x, -0.5, letter if dear else " ", gid=f"dear-{i}", color=colours.hand, weight="bold", **kept)
                number = {"ha": "center", "size": 13.5, "color": colours.hand, "gid": f"cost-{i}"}
                ax.text(x, height + 0.4, f"{math.floor(bits[i] + 0.5)}" if dear else " ", **number)
            ax.set(xlim=(-0.7, ROW - 0.3), ylim=(-5, TALL + 3.5), xticks=[], yticks=[0, 5, 10])
            ax.set_ylabel("bits", size=14)
            ax.spines["bottom"].set_visible(False)
        ax = axes[2]
        ax.set_gid("list")
        for k, c in enumerate(_likeliest(q)):
            column(ax, f"p-{k}", k, q[c], width=0.8)
            ax.text(k, -0.07, LETTERS[c].replace(" ", "_"), ha="center", va="top", size=17, gid=f"best-{k}")
            ax.text(k, q[c] + 0.05, f"{q[c]:.2f}", ha="center", size=13.5, gid=f"chance-{k}")
        ax.text(BEST - 0.5, 1.42, "expected next", ha="right", va="top", size=14, color=colours.model)
        ax.set(xlim=(-0.7, BEST - 0.3), ylim=(-0.55, 1.45), xticks=[], yticks=[0, 0.5, 1])
        ax.set_ylabel("probability", size=14)
        ax.spines["bottom"].set_visible(False)
        for ax in axes:
            ax.grid(False)
            ax.tick_params(labelsize=14)  # on a telephone the figure is shown at three quarters
        return fig


def _likeliest(q: list[float]) -> list[int]:
    """Return the likeliest letters; of letters alike, the first in the alphabet."""
    return sorted(range(len(q)), key=lambda c: -q[c])[:BEST]


def _told(letter: str) -> str:
    return "the space" if letter == " " else letter
