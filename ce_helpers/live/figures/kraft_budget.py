"""Kraft's budget: five words share the width 1, a word of ℓ bits takes 2^−ℓ of it, and a short one leaves little."""

from __future__ import annotations

from matplotlib.figure import Figure

from ...figures import colours, figure
from ..controls import Slider
from ..figure import LiveFigure, Values
from ..parts import bar, handle
from ..printed import told

LETTERS = "abcde"
#: How often the five symbols come, as in the chapter's example of Huffman's code.
SHARES = (0.30, 0.24, 0.20, 0.16, 0.10)


def _length(letter: str, start: int) -> Slider:
    least = 1 if letter == "a" else 2
    return Slider(start, least, 5, step=1, label=f"Bits of {letter}’s word, {least} to 5", colour="hand")


class KraftBudget(LiveFigure):
    """Pull a word longer and it grows narrower; what is over the line cannot be had."""

    a = _length("a", 1)
    b = _length("b", 2)
    c = _length("c", 2)
    d = _length("d", 3)
    e = _length("e", 3)

    presets = {
        "Too short": {"a": 1, "b": 2, "c": 2, "d": 3, "e": 3},
        "Room to spare": {"a": 2, "b": 3, "c": 3, "d": 3, "e": 4},
        "One short word": {"a": 1, "b": 3, "c": 3, "d": 3, "e": 3},
    }
    readouts = (
        "<table><thead><tr><th>symbol</th><th>comes</th><th>bits</th><th>word</th></tr></thead><tbody>"
        + "".join(
            f"<tr><th>{letter}</th><td>{share:.2f}</td><td>{{bits_{letter}:.0f}}</td><td>{{word_{letter}}}</td></tr>"
            for letter, share in zip(LETTERS, SHARES, strict=True)
        )
        + "</tbody></table><p>Kraft sum {total:.4f}: {verdict}.<br>"
        "Mean length, weighted by how often each comes: {mean}.</p>"
    )
    key = "Kraft sum <b>{total:.3f}</b>, mean: <b>{mean}</b>"
    says = "Kraft sum {total:.3f}: {verdict}. Mean length: {mean}."
    alt = (
        "Five columns hang side by side from a line, as deep as their words are long and half as wide for each bit "
        "more. Together they are {total:.3f} wide; the budget ends at 1: {verdict}. Mean length: {mean}."
    )
    caption = (
        "Five words on one budget. Each column hangs as deep as its word has bits, and is 2 to the power −ℓ wide. Drag "
        "a point down to make a word longer, up to make it shorter: at least 1 bit for a, 2 bits for the others. What "
        "lies beyond the line at 1 cannot be had. Find the least mean length that can."
    )
    hint = "drag a point up or down"
    layout_hint = "below"

    def _laid(self) -> list[tuple[str, int, float]]:
        """Return letter, length and left edge of each word, shorter words first."""
        out, left = [], 0.0
        for letter in sorted(LETTERS, key=lambda letter: int(getattr(self, letter) + 0.5)):
            bits = int(getattr(self, letter) + 0.5)
            out.append((letter, bits, left))
            left += 2.0**-bits
        return out

    def values(self) -> Values:
        """Return the Kraft sum, the mean length, and each symbol's word if there is room for it."""
        laid = self._laid()
        total = sum(2.0**-bits for _, bits, _ in laid)
        mean = sum(SHARES[LETTERS.index(letter)] * bits for letter, bits, _ in laid)
        out: dict[str, float | str] = {
            "total": total,
            "mean": f"{told(mean, '.2f')} bits" if total <= 1 else "no such code",
            "verdict": "overdrawn" if total > 1 else "spent" if total == 1 else f"{told(1 - total, '.4f')} left",
        }
        for letter, bits, left in laid:
            out[f"bits_{letter}"] = float(bits)
            out[f"word_{letter}"] = format(int(left * 2**bits), f"0{bits}b") if left + 2.0**-bits <= 1 else "no room"
        return dict(out)

    def draw(self) -> Figure:
        """Draw the columns from the line down, with a point at the end of each."""
        v = self.values()
        fig, ax = figure(460, 320)
        ax.axvspan(1, 1.56, color=colours.pale, lw=0, zorder=0)
        ax.axvline(1, color=colours.truth, lw=2)
        for letter, bits, left in self._laid():
            right = left + 2.0**-bits
            bar(ax, f"bar-{letter}", left, right, -bits, 0)
            ax.text((left + right) / 2, 0.12, letter, ha="center", gid=f"name-{letter}")
            handle(ax, f"end-{letter}", (left + right) / 2, -bits, ms=10)
        ax.text(1.03, -4.3, "beyond\nthe budget", color=colours.truth)
        verdict = f"Kraft sum {told(v['total'], '.3f')}: {v['verdict']}"
        ax.text(0.01, -5.65, verdict, gid="verdict")
        ax.set(xlim=(0, 1.56), ylim=(-5.9, 0.6), xlabel="share of the budget", ylabel="bits")
        ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "1/4", "1/2", "3/4", "1"])
        ax.set_yticks(range(-5, 1), ["5", "4", "3", "2", "1", "0"])
        return fig
