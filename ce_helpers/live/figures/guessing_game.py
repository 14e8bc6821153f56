"""Shannon's guessing game: a hidden line of English, the reader's guesses beside a counting model's predictions."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from typing import Any

import traitlets
from matplotlib.figure import Figure

from ...coding import static_model
from ...data import description_names, description_text
from ...figures import colours, figure
from ...information import entropy
from ..controls import Action, Choice, Data, Slider, Toggle
from ..figure import Change, LiveFigure, Values
from ..parts import column, handle
from ..printed import told as printed

ALPHABET = " abcdefghijklmnopqrstuvwxyz"
LETTERS = ALPHABET.replace(" ", "_")
HELD_OUT = "olivetti_faces"
LINE = "all the images were taken against a dark homogeneous background"
ALPHA = Fraction(1, 8)
LENGTH, ROW, BEST, TALL = 63, 21, 6, 13.0


def _letters(text: str) -> str:
    return re.sub("[^a-z]+", " ", text.lower())


@cache
def predictions() -> dict[str, Any]:
    """Return, for each order, what a model that never saw the held-out description predicts, letter by letter.

    `best` holds the six likeliest letters of every place, one string for all, and `p_best` their probabilities; `p` and
    `rank` are those of the letter that follows. A space is written as an underscore.
    """
    whole = _letters(description_text(HELD_OUT))
    others = " ".join(_letters(description_text(name)) for name in description_names() if name != HELD_OUT)
    models = [static_model(others, order, ALPHA, ALPHABET) for order in range(4)]
    start = whole.index(LINE)
    orders: list[dict[str, Any]] = []
    for model in models:
        table: dict[str, Any] = {"best": "", "p_best": [], "p": [], "rank": []}
        for at, letter in enumerate(LINE):
            q = model.probabilities(whole[start + at - 3 : start + at])  # no order looks further back
            order = sorted(q, key=lambda c: -q[c])  # stable: of letters alike, the first in the alphabet
            table["best"] += b"".join(order[:BEST]).decode().replace(" ", "_")
            table["p_best"] += [round(q[c], 3) for c in order[:BEST]]
            table["p"].append(float(f"{q[letter.encode()]:.7g}"))
            table["rank"].append(1 + order.index(letter.encode()))
        orders.append(table)
    return {"line": LINE.replace(" ", "_"), "orders": orders}


def bounds(ranks: Sequence[int]) -> tuple[float, float]:
    """Return Shannon's lower and upper estimate, in bits a letter, from how many guesses each letter took."""
    if not ranks:
        return 0.0, 0.0
    q = [n / len(ranks) for n in sorted(Counter(ranks).values(), reverse=True)]
    lower = sum(i * (a - b) * math.log2(i) for i, (a, b) in enumerate(zip(q, [*q[1:], 0.0], strict=True), start=1))
    return lower, float(entropy(q, base=2))


def _between(lower: float, upper: float) -> str:
    return f"{printed(lower, '.2f')} to {printed(upper, '.2f')}"


def told(letter: str) -> str:
    """Return the name of a letter."""
    return "space" if letter == "_" else letter


class GuessingGame(LiveFigure):
    """Guess the next letter, again and again; the model says how surprised it is by each."""

    shown = Slider(9, 1, LENGTH, step=1, label="Letters shown", play=True)
    order = Choice(
        "3",
        {str(k): str(k) for k in range(4)},
        label="The model looks at this many letters back",
        colour="model",
    )
    peek = Toggle(False, label="show what the model expects next")
    tries = Data()
    tried = Data("")
    game = Data()

    actions = {
        **{told(c): Action(told(c)) for c in [*LETTERS[1:], "_"]},
        "reveal": Action("Show it"),
        "again": Action("Start again"),
    }
    presets = {
        "The whole line, order 0": {"shown": LENGTH, "order": "0"},
        "order 1": {"shown": LENGTH, "order": "1"},
        "order 2": {"shown": LENGTH, "order": "2"},
        "order 3": {"shown": LENGTH, "order": "3"},
    }
    readouts = (
        '<p class="hand"><strong>{feedback}</strong></p>'
        '<table><thead><tr><th></th><th class="model">model</th><th class="hand">you</th></tr></thead><tbody>'
        "<tr><th>letters</th><td>{shown:.0f}</td><td>{solved:.0f}</td></tr>"
        "<tr><th>right at the first guess</th><td>{first_model:.0f}</td><td>{first:.0f}</td></tr>"
        "<tr><th>guesses, mean a letter</th><td>{guesses_model:.2f}</td><td>{guesses}</td></tr>"
        "<tr><th>bits a letter, estimated from the guesses</th><td>{bounds_model}</td><td>{bounds}</td></tr>"
        "</tbody></table>"
        '<p class="model">surprise of the model: <strong>mean {mean:.4f} bits</strong> a letter, '
        "sum {total:.2f} bits</p>"
    )
    key = "surprise of the model: mean <b>{mean:.3f} bits</b>"
    says = "{feedback}. The model’s mean surprise is {mean:.3f} bits a letter; {yours}."
    alt = (
        "A line of 63 letters in three rows, {shown:.0f} of them shown, each with a bar for the model's surprise in "
        "bits and, where the reader guessed, the number of guesses. Below, the six letters that the model held "
        "likeliest. "
        "{feedback}. The model's mean surprise is {mean:.3f} bits a letter."
    )
    caption = (
        "Shannon’s guessing game. Type the letter you expect (the space bar for a space), or press its button, until "
        "you have it, or "
        "have it shown. Bars: the surprise of a model that counted letters in thirteen other texts. Numbers above "
        "them: how many guesses you took. An underscore is a space; digits and punctuation were left out. The last "
        "section of the chapter says how bits are estimated from guesses alone; from few letters they come out too low "
        "as a rule."
    )
    layout_hint = "below"
    foremost = "shown"

    @traitlets.default("game")
    def _game(self) -> dict[str, Any]:
        return predictions()

    @traitlets.default("tries")
    def _tries(self) -> list[int]:
        return [0] * LENGTH

    def adjust(self, changed: str) -> Change:
        """Forget the guesses of a letter that is left."""
        return {"tried": ""} if changed == "shown" else {}

    def _model(self) -> dict[str, Any]:
        table: dict[str, Any] = self.game["orders"][int(self.order)]
        return table

    def _feedback(self) -> str:
        n, line = round(self.shown), self.game["line"]
        if self.tried and n < LENGTH:
            return f"Not {', not '.join(told(c) for c in self.tried)}"
        rank = self._model()["rank"][n - 1]
        model = f"{told(line[n - 1])}, number {rank} on the model’s list"
        if self.tries[n - 1]:
            return f"Right at guess {self.tries[n - 1]}: {model}"
        return f"The last letter was {model}"

    def values(self) -> Values:
        """Return the model's surprise so far, and what the guesses of both say about it."""
        n, model = round(self.shown), self._model()
        bits, ranks = [-math.log2(p) for p in model["p"][:n]], model["rank"][:n]
        mine = [t for t in self.tries[:n] if t]
        average = sum(mine) / len(mine) if mine else 0.0
        (lower_model, upper_model), (lower, upper) = bounds(ranks), bounds(mine)
        return {
            "feedback": self._feedback(),
            "mean": sum(bits) / n,
            "total": sum(bits),
            "first_model": float(ranks.count(1)),
            "guesses_model": sum(ranks) / n,
            "bounds_model": _between(lower_model, upper_model),
            "solved": float(len(mine)),
            "first": float(mine.count(1)),
            "guesses": printed(average, ".2f") if mine else "–",
            "yours": f"you took {printed(average, '.2f')} guesses on average" if mine else "you have not guessed yet",
            "bounds": _between(lower, upper) if mine else "–",
        }

    def draw(self) -> Figure:
        """Draw the line in three rows under the bars of surprise, and the model's list below."""
        n, model, line = round(self.shown), self._model(), self.game["line"]
        fig, axes = figure(460, 370, 4, 1)
        for row, ax in enumerate(axes[:3]):
            ax.set_gid(f"row{row}")
            for i in range(row * ROW, min(LENGTH, (row + 1) * ROW)):
                x, on = i - row * ROW, i < n
                height = -math.log2(model["p"][i]) if on else 0
                column(ax, f"bar-{i}", x, height, width=0.8)
                letter = line[i] if on else "?" if i == n else "·"
                ax.text(x, -0.6, letter, ha="center", va="top", size=18, gid=f"letter-{i}")
                count = f"{self.tries[i]}" if on and self.tries[i] else " "
                ax.text(x, height + 0.4, count, ha="center", size=13.5, color=colours.hand, gid=f"count-{i}")
            ax.set(xlim=(-0.7, ROW - 0.3), ylim=(-4, TALL), xticks=[], yticks=[0, 5, 10])
            ax.set_ylabel("bits", size=14)
            ax.spines["bottom"].set_visible(False)
        ax = axes[3]
        ax.set_gid("list")
        place, picked = _place(n, self.peek), _picked(model, n, self.peek)
        for k in range(BEST):
            p = model["p_best"][place * BEST + k]
            column(ax, f"p-{k}", k, p, width=0.8)
            letter = told(model["best"][place * BEST + k])
            ax.text(k, -0.05, letter, ha="center", va="top", size=18, gid=f"best-{k}")
            ax.text(k, p + 0.04, f"{p:.3f}", ha="center", size=13.5, gid=f"chance-{k}")
        handle(ax, "picked", max(picked, 0), -0.53, "^", ms=8, zorder=2)
        heading = {"ha": "right", "va": "top", "size": 14, "color": colours.model, "gid": "heading"}
        ax.text(BEST - 0.5, 1.4, _heading(line, n, self.peek, int(self.order)), **heading)
        ax.set(xlim=(-0.7, BEST - 0.3), ylim=(-0.6, 1.45), xticks=[], yticks=[0, 0.5, 1])
        ax.set_ylabel("probability", size=14)
        ax.spines["bottom"].set_visible(False)
        for ax in axes:
            ax.tick_params(labelsize=14)  # on a telephone the figure is shown at three quarters
        return fig

    def hidden(self) -> list[str]:
        """Mark the letter that came, if it is one of the six."""
        return [] if _picked(self._model(), round(self.shown), self.peek) >= 0 else ["picked"]


def _place(n: int, peek: bool) -> int:
    return min(n, LENGTH - 1) if peek else n - 1


def _picked(model: dict[str, Any], n: int, peek: bool) -> int:
    """Return which of the six bars is the letter that came, or −1: none of them, or it is still hidden."""
    rank = int(model["rank"][_place(n, peek)])
    return rank - 1 if rank <= BEST and _place(n, peek) < n else -1


def _heading(line: str, n: int, peek: bool, order: int) -> str:
    """Say which letter the list is for, and after what it was made: as much as the model looks back."""
    place = _place(n, peek)
    after = f"after “{line[max(0, place - order) : place]}”" if order else "whatever came before"
    return f"model’s first six for the {'letter at “?”' if place == n else 'last letter shown'}, {after}"
