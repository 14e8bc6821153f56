"""ListNet: four items, how relevant each is, and the scores that put them in order; the loss looks at all of them."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from matplotlib.figure import Figure

from ...activations import softmax
from ...figures import colours, figure
from ...information import entropy
from ...losses import listnet_loss
from ..controls import Slider
from ..figure import LiveFigure, Values
from ..parts import column, handle

RELEVANCE = (3.0, 2.0, 1.0, 0.0)
NAMES = ("A", "B", "C", "D")
TRUTH = softmax(np.array(RELEVANCE))
GAIN = 2.0 ** np.array(RELEVANCE) - 1
DISCOUNT = 1 / np.log2(np.arange(2, 6))
WIDE = 0.34


class ListNet(LiveFigure):
    """Drag an item's score up or down; the list reorders, and the loss compares who comes first."""

    a = Slider(0.5, -4.0, 4.0, step=0.1, label="score of A (relevance 3)", colour="hand")
    b = Slider(1.5, -4.0, 4.0, step=0.1, label="score of B (relevance 2)", colour="hand")
    c = Slider(0.0, -4.0, 4.0, step=0.1, label="score of C (relevance 1)", colour="hand")
    d = Slider(0.0, -4.0, 4.0, step=0.1, label="score of D (relevance 0)", colour="hand")

    presets = {
        "A and B exchanged": {"a": 0.5, "b": 1.5, "c": 0.0, "d": 0.0},
        "All alike": {"a": 0.0, "b": 0.0, "c": 0.0, "d": 0.0},
        "Right order, far apart": {"a": 4.0, "b": 1.0, "c": -2.0, "d": -4.0},
        "Scores = relevance": {"a": 3.0, "b": 2.0, "c": 1.0, "d": 0.0},
    }
    readouts = (
        "<p>order: <strong>{order}</strong>, NDCG {ndcg:.4f}</p>"
        "<p>ListNet −Σ P ln Q = <strong>{loss:.4f} nats</strong>, one list; floor H(P) = {floor:.4f}, excess "
        "{excess:.4f}"
        "</p><table><thead><tr><th>comes first</th><th>P, relevance</th><th>Q, score</th><th>push Q − "
        "P</th></tr></thead>"
        "<tbody><tr><th>A</th><td>{p_a:.3f}</td><td>{q_a:.3f}</td><td>{push_a:.3f}</td></tr>"
        "<tr><th>B</th><td>{p_b:.3f}</td><td>{q_b:.3f}</td><td>{push_b:.3f}</td></tr>"
        "<tr><th>C</th><td>{p_c:.3f}</td><td>{q_c:.3f}</td><td>{push_c:.3f}</td></tr>"
        "<tr><th>D</th><td>{p_d:.3f}</td><td>{q_d:.3f}</td><td>{push_d:.3f}</td></tr></tbody></table>"
    )
    key = "order {order}: <b>{loss:.3f} nats</b>, NDCG {ndcg:.3f}"
    says = "Order {order}: ListNet {loss:.3f} nats, {excess:.3f} above its floor; NDCG {ndcg:.3f}."
    alt = (
        "Four items A to D with the probability of coming first, by relevance (striped) and by score: "
        "{p_a:.2f} and {q_a:.2f}, {p_b:.2f} and {q_b:.2f}, {p_c:.2f} and {q_c:.2f}, {p_d:.2f} and {q_d:.2f}. Below, "
        "the "
        "scores as points; the order is {order} and the loss {loss:.3f} nats."
    )
    caption = (
        "A list of four. Below: drag the scores. Above: who comes first, by relevance (<i>P</i>, striped) and by score "
        "(<i>Q</i>, plain). NDCG sees only the order (of items with equal scores, "
        "the mean over their orders); the cross-entropy of <i>P</i> and <i>Q</i> also sees how far apart the scores "
        "are."
    )
    hint = "drag a score"

    def _scores(self) -> list[float]:
        return [self.a, self.b, self.c, self.d]

    def values(self) -> Values:
        """Return the loss, its floor, the order, its NDCG, and the push on each score."""
        scores = self._scores()
        q, loss = softmax(scores), float(listnet_loss(scores, RELEVANCE))
        order = sorted(range(4), key=lambda k: -scores[k])
        words = [NAMES[order[0]]]
        for one, other in pairwise(order):
            words += ["=" if scores[one] == scores[other] else "", NAMES[other]]
        # items of equal score stand in any of their orders: each has the mean gain of its group
        gain = [GAIN[[k for k in range(4) if scores[k] == scores[i]]].mean() for i in order]
        floor = float(entropy(TRUTH))
        columns = zip("abcd", TRUTH, q, strict=True)
        return {
            "loss": loss,
            "floor": floor,
            "excess": loss - floor,
            "order": " ".join(filter(None, words)),
            "ndcg": float((np.array(gain) * DISCOUNT).sum() / (GAIN * DISCOUNT).sum()),
            **{f"{name}_{n}": float(x) for n, p, s in columns for name, x in (("p", p), ("q", s), ("push", s - p))},
        }

    def draw(self) -> Figure:
        """Draw both distributions above, the scores below."""
        fig, (top, low) = figure(460, 380, rows=2, sharex=True, height_ratios=[1.25, 1])
        q = softmax(self._scores())
        for k, n in enumerate("abcd"):
            column(top, f"p-{n}", k - WIDE / 2, TRUTH[k], "truth", width=WIDE, hatch="//")
            column(top, f"q-{n}", k + WIDE / 2, q[k], "model", width=WIDE)
            low.plot([k, k], [0, self._scores()[k]], "-", lw=1.5, color=colours.hand, gid=f"stem-{n}")
            handle(low, f"{n}-score", k, self._scores()[k], ms=12)
        top.text(3.45, 0.86, "P striped, Q plain", ha="right", size=12, color=colours.quiet)
        low.axhline(0, lw=1, color=colours.quiet)
        top.set(ylim=(0, 1), ylabel="comes first")
        low.set(xlim=(-0.55, 3.55), ylim=(-4.4, 4.4), xticks=range(4), ylabel="score")
        low.set_xticklabels([f"{n}, {r:.0f}" for n, r in zip(NAMES, RELEVANCE, strict=True)])
        low.set_xlabel("item, and its relevance")
        return fig
