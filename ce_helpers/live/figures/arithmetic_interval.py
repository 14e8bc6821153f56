"""Arithmetic coding by hand: the interval that narrows letter by letter, and the shortest binary address inside it."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

from matplotlib.figure import Figure
from matplotlib.patches import Polygon

from ...coding import huffman_lengths, interval_steps, shannon_lengths, shortest_binary
from ...figures import colours, figure
from ..controls import Action, Choice, Data, Slider
from ..figure import LiveFigure, Values
from ..parts import bar

LETTERS = "abn"
MOST = 6
#: Weights of a, b, n: probabilities are these over their sum, exact fractions, as in the coder.
TABLES = {"banana": [3, 1, 2], "even": [1, 1, 1], "halves": [2, 1, 1], "sure": [18, 1, 1]}
NAMES = {"banana": "½, ⅙, ⅓", "halves": "½, ¼, ¼", "even": "⅓ each", "sure": "0.9, 0.05, 0.05"}
#: Of every row: its top; it is 0.5 high, and what follows is 1 below it.
TOPS = [float(MOST - row) for row in range(MOST + 1)]


class ArithmeticInterval(LiveFigure):
    """Each row is the interval so far, stretched to full width; pick a letter and it becomes the next row."""

    model = Choice("banana", NAMES, label="Probabilities of a, b, n", colour="model")
    coded = Slider(MOST, 0, MOST, step=1, label="Letters coded", colour="hand", play=True)
    word = Data("nanana")
    tables = Data(TABLES)

    actions = {f"put_{c}": Action(c) for c in LETTERS} | {"cut": Action("take one back")}
    presets = {
        "nanana": {"word": "nanana", "coded": 6, "model": "banana"},
        "banana": {"word": "banana", "coded": 6, "model": "banana"},
        "Expected": {"word": "aaaaaa", "coded": 6, "model": "sure"},
        "Unexpected": {"word": "nbnbnb", "coded": 6, "model": "sure"},
        "Whole bits": {"word": "abanab", "coded": 6, "model": "halves"},
    }
    readouts = (
        '<p><span class="hand">Coded: <strong>{text}</strong></span></p>'
        "<p>width of the interval<br>= product of probabilities<br>= {exact}{width:.4g}</p>"
        "<table><thead><tr><th>sum over the letters</th><th>bits</th></tr></thead><tbody>"
        "<tr><th>−log₂ width, ideal</th><td>{ideal:.4f}</td></tr>"
        "<tr><th>shortest address inside</th><td><strong>{bits:.0f}</strong></td></tr>"
        "<tr><th>Huffman’s word for each letter</th><td>{huffman:.0f}</td></tr>"
        "<tr><th>Shannon’s, −log₂ p rounded up</th><td>{rounded:.0f}</td></tr></tbody></table>"
        "<p>its address, the digits after “0.”: <strong>{name}</strong></p>"
    )
    key = "<b>{text}</b>: ideal {ideal:.2f} bits, shortest address <b>{bits:.0f}</b>"
    says = "{text}: width {fraction}, ideal {ideal:.3f} bits, shortest address {bits:.0f} bits."
    alt = (
        "Bars one below the other, each divided among the letters a, b and n; the letter picked in one bar is "
        "stretched to the full width of the next. Coded: {text}. The interval runs from {low:.6f} to {high:.6f}; its "
        "width is {fraction}, which is {ideal:.3f} bits. A hatched piece under the last bar is the widest binary "
        "interval that fits inside, with {bits:.0f} bits."
    )
    caption = (
        "The interval narrows letter by letter. Every bar is the one letter picked above it, stretched to full width "
        "and divided again in the same proportions. The numbers are its ends, rounded; +6.3e−6 is an end so far above "
        "the other. The hatched piece below the last bar is the widest binary interval that fits, and its digits are "
        "the code. Click a letter in any bar, or use the buttons."
    )
    hint = "click a letter"

    def _steps(self) -> tuple[str, list[Fraction], list[tuple[Fraction, Fraction]]]:
        """Return what is coded, the probabilities, and the interval before the first and after each letter."""
        table = self.tables[self.model]
        p = [Fraction(w, sum(table)) for w in table]
        text = self.word[: round(self.coded)]
        steps = interval_steps(text, dict(zip(LETTERS, p, strict=True)))
        return text, p, [(Fraction(0), Fraction(1)), *((s.low, s.high) for s in steps)]

    def values(self) -> Values:
        """Return the interval, its ideal number of bits, and the shortest binary address inside it."""
        text, p, intervals = self._steps()
        low, high = intervals[-1]
        code = shortest_binary(low, high)
        weights = [float(x) for x in p]
        huffman, shannon = (
            float(sum(int(lengths[LETTERS.index(c)]) for c in text))
            for lengths in (huffman_lengths(self.tables[self.model]), shannon_lengths(weights))
        )
        return {
            "text": text or "nothing yet",
            "low": float(low),
            "high": float(high),
            "width": float(high - low),
            "fraction": str(high - low),
            "exact": f"{high - low} = " if text else "",  # a whole 1 need not be said twice
            "ideal": math.log2(1 / (high - low)),
            "name": code or "none needed",
            "bits": float(len(code)),
            "huffman": huffman,
            "rounded": shannon,
        }

    def hidden(self) -> list[str]:
        """Show as many rows as there are intervals."""
        n = len(self._steps()[0])
        parts = ["low", "high", *(f"{part}-{c}" for part in ("seg", "name") for c in LETTERS)]
        later = [f"{part}-{row}" for row in range(n + 1, MOST + 1) for part in parts]
        return later + [f"{part}-{row}" for row in range(n, MOST) for part in ("zoom", "picked")]

    def draw(self) -> Figure:
        """Draw all rows; those after the last letter are hidden."""
        text, p, intervals = self._steps()
        fig, ax = figure(400, 430)
        edges = [0.0, float(p[0]), float(p[0] + p[1]), 1.0]
        for row, top in enumerate(TOPS):
            at = LETTERS.index(text[row]) if row < len(text) else 0
            low, high = intervals[min(row, len(intervals) - 1)]
            if row < MOST:
                corners = [(edges[at], top - 0.5), (edges[at + 1], top - 0.5), (1, top - 1), (0, top - 1)]
                ax.add_patch(Polygon(corners, fc=colours.hand_pale, alpha=0.5, lw=0, gid=f"zoom-{row}"))
            for k, c in enumerate(LETTERS):
                x0, x1 = edges[k : k + 2]
                bar(ax, f"seg-{c}-{row}", x0, x1, top - 0.5, top)
                look = {"ha": "center", "va": "center", "size": 14, "zorder": 4}
                ax.text((x0 + x1) / 2, top - 0.25, c, gid=f"name-{c}-{row}", **look)
            if row < MOST:
                framed = {"fc": "none", "lw": 3, "zorder": 3}
                bar(ax, f"picked-{row}", edges[at], edges[at + 1], top - 0.5, top, "hand", **framed)
            start, end = _ends(float(low), float(high), float(high - low))
            ax.text(-0.02, top - 0.25, start, ha="right", va="center", size=13.5, gid=f"low-{row}")
            ax.text(1.02, top - 0.25, end, ha="left", va="center", size=13.5, gid=f"high-{row}")
        (a, b), y = _inside(*intervals[-1]), TOPS[len(text)]
        bar(ax, "code", a, b, y - 0.64, y - 0.5, "third", hatch="////", lw=1.5, zorder=5)
        ax.set(xlim=(-0.28, 1.28), ylim=(-0.75, MOST + 0.4))
        ax.axis("off")
        return fig


def _ends(low: float, high: float, width: float) -> tuple[str, str]:
    """Return the ends as they are printed; the second by its distance where five decimals show no difference."""
    start, end = f"{low:.5f}", f"{high:.5f}"
    return start, end if end != start else "+" + f"{width:.1e}".replace("e-0", "e−")


def _inside(low: Fraction, high: Fraction) -> tuple[float, float]:
    """Return where the binary interval of the shortest address lies, as shares of [low, high)."""
    code = shortest_binary(low, high)
    start = Fraction(int(code or "0", 2), 2 ** len(code))
    ends: Any = (start - low) / (high - low), (start + Fraction(1, 2 ** len(code)) - low) / (high - low)
    return float(ends[0]), float(ends[1])
