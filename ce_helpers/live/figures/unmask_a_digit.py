"""A digit that is unmasked pixel by pixel: what the model expects of the hidden ones, what the seen ones have cost."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import traitlets
from matplotlib.figure import Figure

from ...activations import sigmoid, softplus
from ...figures import colours, figure
from ...learning import generative_table
from ..controls import Choice, Data, Slider
from ..figure import LiveFigure, Values
from ..parts import bar, handle
from ..printed import told

PIXELS = 64
ORDERS = {"scattered": "scattered", "rows": "row by row", "surest": "surest pixel first"}


def _chances(count: int, seed: int) -> list[float]:
    """Return numbers in (0, 1) that both languages make alike: Park and Miller's generator."""
    x, found = seed, []
    for _ in range(count):
        x = x * 16807 % 2147483647
        found.append(x / 2147483647)
    return found


SCATTERED = [i for _, i in sorted(zip(_chances(PIXELS, 19), range(PIXELS), strict=True))]
DRAWS = {str(seed): _chances(PIXELS, 1000 + 7 * seed) for seed in range(1, 4)}


@lru_cache(maxsize=1)
def _network() -> list[np.ndarray]:
    w1, b1, w2, b2 = (np.array(w) / 20 for w in generative_table()["unmasker"]["weights"])
    return [w1.reshape(PIXELS, -1), b1, w2.reshape(-1, PIXELS), b2]


@lru_cache(maxsize=32)
def history(shown: str, order: str) -> list[dict[str, Any]]:
    """Return what there is to see with 0, 1, …, 64 pixels unmasked."""
    w1, b1, w2, b2 = _network()
    table = generative_table()["unmasker"]["pictures"]
    picture = [int(c) for c in table[int(shown[1:])]] if shown[0] == "d" else [-1] * PIXELS
    seen, cost = np.zeros(PIXELS), 0.0
    moments: list[dict[str, Any]] = []
    for k in range(PIXELS + 1):
        z = np.tanh(seen @ w1 + b1) @ w2 + b2
        moments.append({"z": z, "seen": seen.copy(), "cost": cost})
        hidden = [i for i in range(PIXELS) if seen[i] == 0]
        if not hidden:
            break
        at = {"rows": k, "scattered": SCATTERED[k], "surest": max(hidden, key=lambda i: abs(z[i]))}[order]
        if shown[0] == "m":
            picture[at] = int(DRAWS[shown[1:]][k] < sigmoid(z[at]))
        cost += float(softplus(-z[at] if picture[at] else z[at]))
        seen[at] = 1.0 if picture[at] else -1.0
    return moments


class UnmaskADigit(LiveFigure):
    """Unmask a picture pixel by pixel; hidden pixels show what the model expects, seen ones have been paid for."""

    shown = Choice(
        "d3",
        {**{f"d{k}": f"a real {k}" for k in range(10)}, **{f"m{k}": f"made by the model, {k}" for k in range(1, 4)}},
        label="Picture",
        colour="truth",
    )
    order = Choice("scattered", ORDERS, label="Order", colour="hand")
    k = Slider(12, 0, PIXELS, step=1, label="pixels unmasked", colour="hand", play=True)
    net = Data()

    presets = {
        "Nothing seen": {"k": 0},
        "12 scattered": {"shown": "d3", "order": "scattered", "k": 12},
        "Row by row, half": {"shown": "d3", "order": "rows", "k": 32},
        "All, surest first": {"shown": "d3", "order": "surest", "k": 64},
        "The model’s own": {"shown": "m1", "order": "scattered", "k": 64},
    }
    key = "{k:.0f} pixels: <b>{bits:.1f} bits</b> so far"
    readouts = (
        "<p>{k:.0f} pixels cost <strong>{bits:.2f} bits</strong> so far, the sum of −log₂ of what each was given when "
        "its turn came.</p>"
        "<table><thead><tr><th>order</th><th>all 64 pixels</th><th>a pixel</th></tr></thead><tbody>"
        "<tr><th>scattered</th><td>{scattered:.2f} bits</td><td>{each_scattered:.3f}</td></tr>"
        "<tr><th>row by row</th><td>{rows:.2f} bits</td><td>{each_rows:.3f}</td></tr>"
        "<tr><th>surest first</th><td>{surest:.2f} bits</td><td>{each_surest:.3f}</td></tr></tbody></table>"
    )
    says = "{k:.0f} pixels unmasked: {bits:.1f} bits so far."
    alt = (
        "Left: 8 by 8 cells. Unmasked pixels are blue, large with ink and a dot without; hidden ones are orange "
        "squares whose areas are the model’s probabilities of ink. Right: the bits paid so far against the pixels "
        "unmasked, {bits:.1f} bits at {k:.0f}, under a dotted line of one bit a pixel."
    )
    caption = (
        "Unmask a digit: blue is seen (small: no ink), orange is hidden, with the model’s probability of ink as area. "
        "Right: bits paid so far; the dotted line is a guess of ½ for each. The network of 4,192 weights, which the "
        "page carries, was trained to fill in any hidden pixels from any seen ones."
    )
    hint = "play, then change the order"
    layout_hint = "below"

    @traitlets.default("net")
    def _net(self) -> dict[str, Any]:
        net: dict[str, Any] = generative_table()["unmasker"]
        return net

    def values(self) -> Values:
        """Return the cost so far, and the cost of the whole picture in each order."""
        now = history(self.shown, self.order)[int(self.k)]
        bits = {name: history(self.shown, name)[-1]["cost"] / float(np.log(2)) for name in ORDERS}
        return {
            "bits": now["cost"] / float(np.log(2)),
            **bits,
            **{f"each_{name}": b / PIXELS for name, b in bits.items()},
            **{f"p{i}": float(p) for i, p in enumerate(sigmoid(now["z"]))},
        }

    def draw(self) -> Figure:
        """Draw the picture on the left, the bits paid on the right."""
        v, k = self.numbers(), int(self.k)
        moments = history(self.shown, self.order)
        fig, (left, right) = figure(460, 272, columns=2, width_ratios=[1.1, 1])
        for i, seen in enumerate(moments[k]["seen"]):
            row, column = divmod(i, 8)
            for gid, half, colour in (
                ("hidden", np.sqrt(float(v[f"p{i}"])) / 2 if seen == 0 else 0.0, "model"),
                ("seen", {1.0: 0.47, 0.0: 0.0, -1.0: 0.1}[float(seen)], "truth"),
            ):
                edge = {"lw": 0, "fc": getattr(colours, colour)}
                bar(left, f"{gid}-{i}", column - half, column + half, row - half, row + half, colour, **edge)
        left.set(xlim=(-0.6, 7.6), ylim=(7.6, -0.6), xticks=[], yticks=[])
        left.spines[["top", "right"]].set_visible(True)
        left.grid(False)
        right.plot([0, 64], [0, 64], ":", lw=1.4, color=colours.quiet)
        paid = [moment["cost"] / np.log(2) for moment in moments[: k + 1]]
        right.plot(range(k + 1), paid, "-", color=colours.hand, lw=2.4, gid="paid")
        handle(right, "now", k, v["bits"], ms=11)
        right.text(3, 57, f"{told(float(v['bits']), '.1f')} bits", color=colours.hand, size=14, gid="told")
        right.set(xlim=(0, 65), ylim=(0, 65), xticks=[0, 32, 64], yticks=[0, 32, 64])
        right.set(xlabel="pixels unmasked", ylabel="bits so far")
        return fig
