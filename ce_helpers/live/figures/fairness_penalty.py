"""A penalty on what a model's predictions tell about two groups: what it closes, what it leaves open, what it costs."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

import numpy as np
import traitlets
from matplotlib.figure import Figure

from ...activations import logit
from ...data import load_mortgages
from ...figures import colours, figure
from ...information import kl_divergence
from ..controls import Choice, Data, Slider
from ..figure import LiveFigure, Values
from ..parts import handle
from ..printed import told

ROUNDS, MOST = 400, 20
RATES = np.linspace(0, MOST, 41)
ROWS = ("all", "granted", "refused")
Table = tuple[tuple[int, ...], ...]
NAMES = {"all": "all applicants", "granted": "granted in the record", "refused": "refused in the record"}


@cache
def mortgage_counts() -> dict[str, list[list[int]]]:
    """Return how many applicants of each group had each of six credit histories, and how many were refused."""
    data = load_mortgages(test_size=0, standardise=False)
    history, group = data.x_train[:, 3].astype(int) - 1, data.x_train[:, -1].astype(int)
    both = np.zeros((2, 6, 2), dtype=int)
    np.add.at(both[0], (history, group), 1)
    np.add.at(both[1], (history, group), data.y_train)
    return {"people": both[0].tolist(), "refused": both[1].tolist()}


def penalised(people: np.ndarray, refused: np.ndarray, rate: float, sees: bool) -> tuple[Any, float, float, float]:
    """Return the probabilities that minimise cross-entropy plus λ·I, that cross-entropy, its price, and I.

    Where the gradient is 0, p = share − λ·p(1 − p)·t, with t the mean over the people of a cell of the difference of
    two log-odds, those of their group's mean and of everybody's. Given t it is a quadratic equation; t is found by
    going round. Without a penalty p is the share, so that the price is a mean divergence from the shares.
    """
    share = refused / people if sees else np.repeat((refused.sum(1) / people.sum(1))[:, None], 2, axis=1)
    of_groups, pull = people / people.sum(1, keepdims=True), np.zeros(2)
    for _ in range(ROUNDS):
        t = np.tile(pull, (len(people), 1)) if sees else np.repeat((of_groups @ pull)[:, None], 2, axis=1)
        b = 1 + rate * t
        p = 2 * share / (b + np.sqrt(b * b - 4 * rate * t * share))
        means = (people * p).sum(0) / people.sum(0)
        mean = (people * p).sum() / people.sum()
        pull = pull + (logit(means) - logit(mean) - pull) / (1 + 0.6 * rate)
    loss = -(refused * np.log(p) + (people - refused) * np.log(1 - p)).sum() / people.sum()
    weights = people / people.sum()
    price = (weights * kl_divergence(_coins(share), _coins(p))).sum()
    tells = weights.sum(0) @ kl_divergence(_coins(means), _coins(mean))
    return p, float(loss), float(price), float(tells)


@lru_cache(512)
def _solved(people: Table, refused: Table, rate: float, sees: bool) -> tuple[Any, float, float, float]:
    """Return it once: it takes hundreds of rounds, and the curve asks for every step of the slider."""
    return penalised(np.array(people, dtype=float), np.array(refused, dtype=float), rate, sees)


def _coins(p: Any) -> Any:
    return np.stack([p, 1 - p], axis=-1)


class FairnessPenalty(LiveFigure):
    """Move the penalty λ: one difference between the groups closes, two stay, and the loss rises."""

    rate = Slider(0, 0, MOST, step=0.5, label="Penalty λ", colour="hand")
    sees = Choice("no", {"no": "credit history", "yes": "credit history and group"}, label="The model’s inputs")
    counts = Data()

    presets = {
        "Group left out": {"rate": 0.0, "sees": "no"},
        "Group as an input": {"rate": 0.0, "sees": "yes"},
        "A strong penalty": {"rate": 20.0, "sees": "no"},
    }
    readouts = (
        "<table><thead><tr><th>mean probability of refusal</th><th>white ○</th><th>Black △</th></tr></thead><tbody>"
        "<tr><th>all</th><td>{all_0:.3f}</td><td>{all_1:.3f}</td></tr>"
        "<tr><th>granted in the record</th><td>{granted_0:.3f}</td><td>{granted_1:.3f}</td></tr>"
        "<tr><th>refused in the record</th><td>{refused_0:.3f}</td><td>{refused_1:.3f}</td></tr>"
        '<tr><th class="truth">share refused</th><td>{record_0:.3f}</td><td>{record_1:.3f}</td></tr></tbody></table>'
        "<p>A yes or no drawn from the model tells {tells:.4f} nats about the group. "
        "Cross-entropy {loss:.4f} nats: <strong>{price:.4f}</strong> more than with λ = 0.</p>"
    )
    key = "{gap:.1f} points apart, price <b>{price:.4f} nats</b>"
    says = (
        "With λ = {rate:.1f} the means of the groups are {gap:.1f} points apart, and the loss is {price:.4f} nats "
        "higher than with 0."
    )
    alt = (
        "Left: three rows, each with a circle for white and a triangle for Black applicants on an axis of the mean "
        "probability of refusal. All: {all_0:.2f} and {all_1:.2f}, with ticks at the recorded shares {record_0:.2f} "
        "and {record_1:.2f}. Those granted: {granted_0:.2f} and {granted_1:.2f}; those refused: {refused_0:.2f} and "
        "{refused_1:.2f}. Right: a curve of the price against λ, rising from 0, and the point at λ = {rate:.1f}: "
        "{price:.4f} nats."
    )
    caption = (
        "2,380 mortgage applications, Boston 1990. The model gives each of six credit histories a probability of "
        "refusal, and is not told the group. Left: its mean for white ○ and Black △ applicants, for all of them and "
        "for those whom the record counts as granted and as refused; blue: the shares in the record. Right: drag the "
        "point. λ charges for what the predictions tell about the group; the curve is what that does to the "
        "cross-entropy."
    )
    hint = "drag the point to the right"
    layout_hint = "below"

    @traitlets.default("counts")
    def _counts(self) -> dict[str, list[list[int]]]:
        return mortgage_counts()

    def solved(self, rate: float) -> tuple[Any, float, float, float]:
        """Return what `penalised` gives for this figure's counts."""
        people, refused = (tuple(map(tuple, self.counts[name])) for name in ("people", "refused"))
        return _solved(people, refused, rate, self.sees == "yes")

    def values(self) -> Values:
        """Return the means of both groups, the loss, and its rise."""
        people, refused = (np.array(self.counts[name], dtype=float) for name in ("people", "refused"))
        p, loss, price, tells = self.solved(self.rate)
        found: dict[str, float] = {}
        for row, many in zip(ROWS, (people, people - refused, refused), strict=True):
            means = (many * p).sum(0) / many.sum(0)
            found |= {f"{row}_{g}": float(means[g]) for g in (0, 1)}
        record = refused.sum(0) / people.sum(0)
        return {
            **found,
            "record_0": float(record[0]),
            "record_1": float(record[1]),
            "gap": 100 * (found["all_1"] - found["all_0"]),
            "tells": tells,
            "loss": loss,
            "price": price,
            "thousandths": 1000 * price,
        }

    def draw(self) -> Figure:
        """Draw the rows of means on the left, the price against λ on the right."""
        v = self.numbers()
        fig, (left, right) = figure(460, 300, columns=2, width_ratios=[1.35, 1])
        for g in (0, 1):
            x = v[f"record_{g}"]
            left.plot([x, x], [0.15, -0.32], "-", lw=2, color=colours.truth)
        for i, row in enumerate(ROWS):
            a, b = v[f"{row}_0"], v[f"{row}_1"]
            left.plot([a, b], [i, i], "-", lw=2.5, color=colours.model_pale, gid=f"span-{row}")
            handle(left, f"white-{row}", a, i, "o", ms=10, mfc=colours.ground, mew=2, color=colours.model)
            handle(left, f"black-{row}", b, i, "^", ms=10, color=colours.model)
            left.text(0.012, i + 0.3, NAMES[row], va="center", color=colours.ink)
            left.text(0.535, i - 0.1, _apart(a, b), ha="right", va="bottom", color=colours.quiet, gid=f"gap-{row}")
        left.text(v["record_0"], -0.42, "record", ha="center", va="bottom", color=colours.truth)
        left.text(v["record_1"], -0.42, "record", ha="center", va="bottom", color=colours.truth)
        left.set(xlim=(0, 0.54), ylim=(2.5, -0.85), yticks=[], xticks=[0, 0.2, 0.4])
        left.set_xlabel("mean p of refusal")
        prices = [1000 * self.solved(rate)[2] for rate in RATES]
        right.plot(RATES, prices, "-", color=colours.model, gid="curve")
        handle(right, "point", self.rate, v["thousandths"])
        right.text(10, 17.6, _priced(v["price"]), ha="center", va="center", color=colours.hand, gid="price")
        right.set(
            xlim=(0, MOST),
            ylim=(0, 19),
            xlabel="λ",
            ylabel="price, nats/1000",
            xticks=[0, 10, 20],
            yticks=[0, 5, 10, 15],
        )
        return fig


def _apart(a: float, b: float) -> str:
    return f"{told(100 * (b - a), '.1f')} points"


def _priced(price: float) -> str:
    return f"{told(price, '.4f')} nats"
