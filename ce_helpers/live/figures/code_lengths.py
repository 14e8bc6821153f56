"""A text under its own code and under another: every letter as wide as it is frequent, as high as its code word."""

from __future__ import annotations

from typing import Any

import numpy as np
import traitlets
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from ...coding import expected_length, huffman_lengths, letter_counts, letter_frequencies
from ...data import description_names, description_text
from ...figures import colours, figure
from ...information import cross_entropy, entropy, kl_divergence, surprise
from ..controls import Choice, Data, Slider, Toggle
from ..figure import LiveFigure, Values
from ..parts import bar

LETTERS = "abcdefghijklmnopqrstuvwxyz"
NAMES = {"file": "the file", "english": "English table", "french": "French table", "uniform": "all alike"}
TOP = 15.4
NARROW = 0.03  # a letter with a smaller share of the text is too narrow to carry its name


class CodeLengths(LiveFigure):
    """Choose the text and what its code was made for; area is bits a letter, and the excess area is KL."""

    text = Choice("file", NAMES, label="The text is (P)", colour="truth")
    code = Choice("french", NAMES, label="The code was built for (Q)", colour="model")
    whole = Toggle(True, label="whole bits (Huffman's code)")
    letter = Slider(8, 1, 26, step=1, label="Letter, 1 = a to 26 = z", colour="hand")
    tables = Data({})
    lengths = Data({})

    presets = {
        "First file": {"text": "file", "code": "file", "whole": True},
        "Second file": {"text": "file", "code": "french", "whole": True},
        "Second, with fractions of bits": {"text": "file", "code": "french", "whole": False},
        "French in the first file’s code": {"text": "french", "code": "file", "whole": True},
        "All letters alike": {"text": "file", "code": "uniform", "whole": True},
    }
    readouts = (
        "<table><thead><tr><th>mean over the text</th><th>bits a letter</th></tr></thead><tbody>"
        '<tr><th class="truth">H(P), inevitable</th><td>{floor:.4f}</td></tr>'
        '<tr><th class="model">+ KL(P‖Q), avoidable</th><td>{gap:.4f}</td></tr>'
        "<tr><th>= H(P, Q)</th><td>{cross:.4f}</td></tr>"
        "<tr><th>+ what whole bits add</th><td>{rounding:.4f}</td></tr>"
        "<tr><th>= length of the coded text</th><td><strong>{mean:.4f}</strong></td></tr></tbody></table>"
        '<p><span class="hand">Letter {name}</span>: share of the text {share:.2%}, expected by the code {belief:.2%}.'
        "<br>{kind}: {length:.2f} bits; in the text’s own ideal code {own:.2f}.</p>"
    )
    key = "mean <b>{mean:.3f} bits</b> a letter"
    says = "{mean:.3f} bits a letter, of which {gap:.3f} for the wrong code. Letter {name} costs {length:.2f} bits."
    alt = (
        "Twenty-six bars side by side, most frequent letter of the text first; width is the letter's share of the "
        "text, height the length of its code word. Their area is {mean:.3f} bits a letter. A staircase shows the "
        "lengths of the text's own ideal code, with area {floor:.3f}. Letter {name} is marked: "
        "{length:.2f} bits against {own:.2f}."
    )
    caption = (
        "What a text costs under a code. Each bar is a letter: its width is how often the text has it, its height how "
        "long the code makes it, so that the area of all bars is the mean length. The staircase is the text’s own "
        "ideal code, −log₂ p. “The file” is the text of both files above; the tables were counted in other texts. Drag "
        "across the bars to pick a letter."
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

    def _lengths(self) -> np.ndarray:
        ideal = surprise(self.tables[self.code], base=2)
        return np.asarray(self.lengths[self.code], float) if self.whole else np.asarray(ideal)

    def values(self) -> Values:
        """Return the mean length and its parts, and what there is to say about the letter."""
        p, q, at = self.tables[self.text], self.tables[self.code], round(self.letter) - 1
        mean, cross = expected_length(p, self._lengths()), float(cross_entropy(p, q, base=2))
        return {
            "floor": float(entropy(p, base=2)),
            "gap": float(kl_divergence(p, q, base=2)),
            "cross": cross,
            "rounding": mean - cross if self.whole else 0.0,
            "mean": mean if self.whole else cross,
            "name": LETTERS[at],
            "kind": "Its word" if self.whole else "Its ideal length",
            "share": p[at],
            "belief": q[at],
            "length": float(self._lengths()[at]),
            "own": float(surprise(p[at], base=2)),
        }

    def draw(self) -> Figure:
        """Draw the bars in order of the letters' share, the staircase over them, and the mean as a line."""
        p, lengths, v = np.array(self.tables[self.text]), self._lengths(), self.values()
        fig, ax = figure(460, 350)
        order = np.argsort(-p, kind="stable")
        right = np.cumsum(p[order])
        for rank, (k, x) in enumerate(zip(order, right, strict=True)):
            bar(ax, f"bar-{rank}", x - p[k], x, 0, lengths[k], lw=0.8)
            ax.text(x - p[k] / 2, 0.25, LETTERS[k] if p[k] > NARROW else " ", ha="center", gid=f"name-{rank}")
        rank = int(np.flatnonzero(order == round(self.letter) - 1)[0])
        k, x = order[rank], right[rank]
        # the name of a narrow bar stands above its neighbours too
        near = order[max(0, rank - 3) : rank + 4] if p[k] < NARROW else [k]
        above = max(max(lengths[near]), *-np.log2(p[near])) + 0.2
        bold: dict[str, Any] = {"weight": "bold", "color": colours.hand, "ha": "center"}
        bar(ax, "picked", x - p[k], x, 0, lengths[k], "hand", lw=2.5, zorder=3)
        ax.text(x - p[k] / 2, above, LETTERS[k], gid="picked-name", **bold)
        corners = np.repeat(-np.log2(p[order]), 2), np.repeat(np.r_[0, right], 2)[1:-1]
        ax.add_line(Line2D(corners[1], corners[0], ls=(0, (4, 1.5)), lw=2, color=colours.truth, gid="own", zorder=4))
        ax.plot([0, 1], [v["mean"]] * 2, ":", lw=2, color=colours.ink, gid="mean", zorder=5)
        ax.text(1.01, v["mean"], f"{v['mean']:.2f}", va="center", gid="mean-name")
        ax.text(0.015, 14.4, "bars: word length in the code", color=colours.model)
        ax.text(0.015, 13.45, "– –  in the text’s own ideal code", color=colours.truth)
        ax.text(0.015, 12.5, "···  mean over the text")
        ax.set(xlim=(0, 1.12), xticks=[0, 0.25, 0.5, 0.75, 1], xlabel="share of the text")
        ax.set(ylim=(0, TOP), yticks=range(0, 13, 2), ylabel="bits")
        return fig
