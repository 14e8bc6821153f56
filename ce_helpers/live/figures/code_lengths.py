"""A text under its own code and under another: how long each word is, and what each letter adds."""

from __future__ import annotations

from typing import Any

import numpy as np
import traitlets
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from ...coding import expected_length, huffman_lengths, letter_counts, letter_frequencies
from ...data import description_names, description_text
from ...figures import colours, figure
from ...information import surprise
from ..controls import Choice, Data, Toggle
from ..figure import LiveFigure, Values
from ..parts import bar, beyond, column

LETTERS = "abcdefghijklmnopqrstuvwxyz"
NAMES = {"file": "the file", "english": "English table", "french": "French table", "uniform": "all alike"}
TOP = 13.6
NARROW = 0.033  # a letter with a smaller share of the text is too narrow to carry its name
NAMED = 0.04  # unless it adds as much as this: then its name stands over its bar
MOST = 0.3  # a column of the lower panel ends here


class CodeLengths(LiveFigure):
    """Choose the text and what its code was made for; the columns add up to the difference from the text's own code."""

    text = Choice("file", NAMES, label="The text is (P)", colour="truth")
    code = Choice("french", NAMES, label="The code was built for (Q)", colour="model")
    whole = Toggle(True, label="whole bits (Huffman's code)")
    letter = Choice("t", dict(zip(LETTERS, LETTERS, strict=True)), label="Letter", colour="hand")
    tables = Data({})
    lengths = Data({})

    presets = {
        "First file": {"text": "file", "code": "file", "whole": True},
        "Second file": {"text": "file", "code": "french", "whole": True},
        "Second, with fractions of bits": {"text": "file", "code": "french", "whole": False},
    }
    readouts = (
        "<table><thead><tr><th>mean over the text</th><th>bits a letter</th></tr></thead><tbody>"
        '<tr><th class="model">in the code for Q</th><td><strong>{mean:.4f}</strong></td></tr>'
        '<tr><th class="truth">in the text’s own code</th><td>{least:.4f}</td></tr>'
        "<tr><th>difference</th><td>{extra:.4f}</td></tr></tbody></table>"
        '<p><span class="hand">Letter {letter}</span> adds its share of the text times its extra bits:<br>'
        "{share:.4f} · ({length:.2f} − {own:.2f}) = {adds:.4f} bits a letter.</p>"
        "<p>{kind}</p>"
    )
    key = "mean <b>{mean:.3f} bits</b> a letter, <b>{extra:.3f}</b> above its own code"
    says = (
        "{mean:.3f} bits a letter, {least:.3f} in the text’s own code. Letter {letter} has {length:.2f} bits and adds "
        "{adds:.3f} bits a letter."
    )
    alt = (
        "Above, twenty-six bars side by side, most frequent letter of the text first; width is the letter's share of "
        "the text, height the length of its code word. Their area is {mean:.3f} bits a letter. A staircase shows the "
        "lengths in the text's own code, with area {least:.3f}. Below, a column for each letter from a to z: share "
        "times extra bits, {extra:.3f} in all. Letter {letter} is marked: {length:.2f} bits against {own:.2f}."
    )
    caption = (
        "What a text costs under a code. Above, each bar is a letter: its width is how often the text has it, its "
        "height how long the code makes it, so that the area of all bars is the mean length. The dashed staircase is "
        "the text’s own code. Below: what each letter adds to the mean, or saves. “The file” is the text of the two "
        "files; the tables were counted in other texts."
    )
    hint = "drag across the bars"
    layout_hint = "below"

    @traitlets.default("tables")
    def _tables(self) -> dict[str, list[float]]:
        counts = letter_counts("".join(description_text(name) for name in description_names()))
        total = sum(counts.values())
        return {
            "file": [n / total for n in counts.values()],
            "english": list(letter_frequencies("english").values()),
            "french": list(letter_frequencies("french").values()),
            "uniform": [1 / 26] * 26,
        }

    @traitlets.default("lengths")
    def _whole(self) -> dict[str, list[int]]:
        return {name: [int(n) for n in huffman_lengths(p)] for name, p in self.tables.items()}

    def _lengths(self, made_for: str) -> np.ndarray:
        ideal = surprise(self.tables[made_for], base=2)
        return np.asarray(self.lengths[made_for], float) if self.whole else np.asarray(ideal)

    def _adds(self) -> np.ndarray:
        adds: np.ndarray = np.asarray(self.tables[self.text]) * (self._lengths(self.code) - self._lengths(self.text))
        return adds

    def values(self) -> Values:
        """Return the mean length in both codes, and what there is to say about the letter."""
        p, at = self.tables[self.text], LETTERS.index(self.letter)
        lengths, own = self._lengths(self.code), self._lengths(self.text)
        mean, least = expected_length(p, lengths), expected_length(p, own)
        return {
            "mean": mean,
            "least": least,
            "extra": mean - least,
            "kind": "Both codes are Huffman’s, in whole bits."
            if self.whole
            else "Lengths −log₂ q and −log₂ p: H(P, Q) − H(P) = KL(P‖Q).",
            "share": p[at],
            "length": float(lengths[at]),
            "own": float(own[at]),
            "adds": float(self._adds()[at]),
        }

    def draw(self) -> Figure:
        """Draw the bars in order of the letters' share, both codes over them, and what each letter adds below."""
        p, lengths, own = np.array(self.tables[self.text]), self._lengths(self.code), self._lengths(self.text)
        v, adds = self.values(), self._adds()
        fig, (ax, low) = figure(460, 400, 2, height_ratios=[2.5, 1])
        order = np.argsort(-p, kind="stable")
        right, at = np.cumsum(p[order]), LETTERS.index(self.letter)

        def over_bar(rank: int, reach: int) -> float:
            """Return the height at which a name stands above the bar and its neighbours."""
            near = order[max(0, rank - reach) : rank + reach + 1]
            return float(max(*lengths[near], *own[near], v["mean"])) + 0.25

        for rank, (k, x) in enumerate(zip(order, right, strict=True)):
            bar(ax, f"bar-{rank}", x - p[k], x, 0, lengths[k], lw=0.8)
            over = p[k] <= NARROW and adds[k] > NAMED and k != at
            y = over_bar(rank, 1) if over else 0.25
            ax.text(x - p[k] / 2, y, LETTERS[k] if over or p[k] > NARROW else " ", ha="center", gid=f"name-{rank}")
        rank = int(np.flatnonzero(order == at)[0])
        x = right[rank]
        above = over_bar(rank, 3 if p[at] < NARROW else 0)
        bold: dict[str, Any] = {"weight": "bold", "color": colours.hand, "ha": "center"}
        bar(ax, "picked", x - p[at], x, 0, lengths[at], "hand", lw=2.5, zorder=3)
        ax.text(x - p[at] / 2, above, self.letter, gid="picked-name", **bold)
        corners = np.repeat(own[order], 2), np.repeat(np.r_[0, right], 2)[1:-1]
        ax.add_line(Line2D(corners[1], corners[0], ls=(0, (4, 1.5)), lw=2, color=colours.truth, gid="own", zorder=4))
        ax.plot([0, 1], [v["mean"]] * 2, ":", lw=2, color=colours.ink, gid="mean", zorder=5)
        ax.text(1.01, v["mean"], f"{v['mean']:.2f}", va="center", gid="mean-name")
        ax.text(0.01, 12.5, "bars: this code", color=colours.model)
        ax.text(0.4, 12.5, "– –  own code", color=colours.truth)
        ax.text(0.72, 12.5, "···  mean")
        ax.set(xlim=(0, 1.12), xticks=[0, 0.25, 0.5, 0.75, 1], xlabel="share of the text")
        ax.set(ylim=(0, TOP), yticks=range(0, 13, 2), ylabel="bits of the word")
        for k, height in enumerate(adds):
            column(low, f"adds-{k}", k, min(height, MOST), lw=0.8)
        column(low, "adds-picked", at, min(adds[at], MOST), "hand", lw=2.5, zorder=3)
        top = int(np.argmax(adds))
        beyond(low, "adds-beyond", top + 2.4, 0.24, adds[top] > MOST, f"{adds[top]:.2f} ↑", color=colours.model)
        low.axhline(0, color=colours.ink, lw=1)
        low.set(xlim=(-0.7, 25.7), ylim=(-0.15, MOST), yticks=[-0.1, 0, 0.1, 0.2], ylabel="adds, bits\na letter")
        low.set_xticks(range(26), list(LETTERS))
        low.grid(False, axis="x")
        return fig
