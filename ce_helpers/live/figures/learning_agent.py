"""An agent in a small world: episode by episode, what it did is made likelier or less likely by what came of it."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ...activations import softmax
from ...figures import colours, figure
from ...learning.grid_world import MOVES, GridWorld
from ..controls import Choice, Slider, Toggle
from ..figure import LiveFigure, Values
from ..parts import rounded

EPISODES = 80
WORLD = GridWorld()
ARM = 0.42
RATES = {"0.3": "0.3", "1": "1", "3": "3"}


def _chances(count: int) -> list[float]:
    """Return numbers in (0, 1) that both languages make alike: Park and Miller's generator."""
    x, found = 18, []
    for _ in range(count):
        x = x * 16807 % 2147483647
        found.append(x / 2147483647)
    return found


CHANCES = _chances(EPISODES * WORLD.horizon)


@cache
def history(rate: float, baseline: bool) -> list[dict[str, Any]]:
    """Return what there is to see after 0, 1, …, 80 episodes."""
    z, v = np.zeros((16, 4)), np.zeros(16)
    seen: list[dict[str, Any]] = [{"policy": softmax(z), "path": [WORLD.start], "push": {}, "loss": 0.0, "back": 0.0}]
    for k in range(EPISODES):
        policy, s, steps = softmax(z), WORLD.start, []
        for t in range(WORLD.horizon):
            u = CHANCES[k * WORLD.horizon + t]
            a = next((i for i in range(3) if u <= policy[s, : i + 1].sum()), 3)
            steps.append((s, a, float(WORLD.reward[s, a])))
            if WORLD.ends[s, a]:
                s = int(WORLD.next[s, a])
                break
            s = int(WORLD.next[s, a])
        back, returns = 0.0, list[float]()
        for _, _, reward in reversed(steps):
            back += reward
            returns.insert(0, back)
        push, g, loss = dict[int, float](), np.zeros((16, 4)), 0.0
        worth = [go - (v[at] if baseline else 0.0) for (at, _, _), go in zip(steps, returns, strict=True)]
        for (at, a, _), weight in zip(steps, worth, strict=True):
            g[at] += weight * (policy[at] - np.eye(4)[a])
            loss += weight * np.log1p(sum(np.exp(z[at, i] - z[at, a]) for i in range(4) if i != a))  # −ln π(a)
            push[at] = push.get(at, 0.0) + weight
        z = rounded(z - rate * g, 9)  # in both languages, or their last digits would drift apart
        for at in dict.fromkeys(step[0] for step in steps):
            gone = [go - v[at] for (there, _, _), go in zip(steps, returns, strict=True) if there == at]
            v[at] = rounded(v[at] + 0.3 * sum(gone) / len(gone), 9)
        path = [step[0] for step in steps] + [s]
        seen.append({"policy": softmax(z), "path": path, "push": push, "loss": float(loss), "back": back})
    for moment in seen:
        moment["value"] = WORLD.value(np.log(moment["policy"]))
    return seen


def _centre(s: int) -> tuple[float, float]:
    return s % 4 + 0.5, 3.5 - s // 4


class LearningAgent(LiveFigure):
    """Play episodes; the last one's path and its weighted pushes are drawn, and the policy as arrows."""

    k = Slider(40, 0, EPISODES, step=1, label="episodes played", colour="hand", play=True)
    rate = Choice("1", RATES, label="learning rate")
    baseline = Toggle(True, label="subtract a baseline, the average return from each square")

    presets = {
        "Before the first": {"k": 0, "rate": "1", "baseline": True},
        "After one episode": {"k": 1, "rate": "1", "baseline": True},
        "40 episodes": {"k": 40, "rate": "1", "baseline": True},
        "40, no baseline": {"k": 40, "rate": "1", "baseline": False},
        "80, none, slower": {"k": 80, "rate": "0.3", "baseline": False},
    }
    readouts = (
        "<p>last episode: {steps:.0f} steps, return {back:.2f}, “loss” −Σ A ln π(a) = {loss:.3f} (a sum over its steps)"
        "</p><p>expected return of the policy now: <strong>{value:.3f}</strong><br>at random {random:.3f}, at best "
        "{best:.2f}</p>"
    )
    key = "after {k:.0f}: expected return <b>{value:.3f}</b>"
    says = "After {k:.0f} episodes: last return {back:.2f}, expected return {value:.3f}; the best is {best:.2f}."
    alt = (
        "A grid of four by four squares: the start below left, the goal above right, two pits. In each square four "
        "arms, as long as the probability of going that way. A line shows the last episode, with plus or minus where "
        "its action is pushed up or down. Beside it the expected return after each episode, now {value:.2f}."
    )
    caption = (
        "An agent that learns from its own episodes. Arms: the policy. Line: the last episode; + and − say whether "
        "what "
        "it did in a square is made likelier or less likely. Right: the expected return so far, between a random walk "
        "and the best. Without a baseline this agent learns at rate 1 to walk into a wall: no pit, and no goal."
    )

    def _moments(self) -> list[dict[str, Any]]:
        return history(float(self.rate), self.baseline)

    def values(self) -> Values:
        """Return what the last episode brought, and what the policy is worth."""
        moments, k = self._moments(), int(self.k)
        now = moments[k]
        return {
            "steps": float(len(now["path"]) - 1),
            "back": now["back"],
            "loss": now["loss"],
            "value": now["value"],
            "random": moments[0]["value"],
            "best": WORLD.best(),
        }

    def draw(self) -> Figure:
        """Draw the world with the policy and the last episode, and the trace of the expected return."""
        moments, k = self._moments(), int(self.k)
        now = moments[k]
        fig, (world, trace) = figure(460, 300, columns=2, width_ratios=[2, 1])
        for s, (word, colour) in {12: ("start", "ink"), 3: ("goal", "truth"), 7: ("pit", "model"),
                                  9: ("pit", "model")}.items():  # fmt: skip
            x, y = _centre(s)
            shade = getattr(colours, f"{colour}_pale", "none")
            world.add_patch(Rectangle((x - 0.5, y - 0.5), 1, 1, fc=shade, ec="none"))
            world.text(x, y - 0.46, word, ha="center", va="bottom", size=11, color=colours.ink)
        for line in range(5):
            world.plot([0, 4], [line, line], lw=0.8, color=colours.quiet)
            world.plot([line, line], [0, 4], lw=0.8, color=colours.quiet)
        for s in _OPEN:
            x, y = _centre(s)
            for a, (down, right) in enumerate(MOVES):
                arm = ARM * now["policy"][s, a]
                world.plot([x, x + right * arm], [y, y - down * arm], lw=3, color=colours.third, gid=f"arm-{s}-{a}",
                           solid_capstyle="butt")  # fmt: skip
            world.text(x + 0.4, y + 0.2, _sign(now["push"].get(s)), ha="center", size=14, weight="bold",
                       color=colours.hand, gid=f"push-{s}")  # fmt: skip
        world.plot(*zip(*map(_centre, now["path"]), strict=True), "-", lw=1.4, color=colours.hand, gid="path")
        world.set(xlim=(0, 4), ylim=(0, 4), xticks=[], yticks=[], aspect="equal")
        for level, word in ((WORLD.best(), "best"), (moments[0]["value"], "random")):
            trace.axhline(level, ls=":", lw=1.5, color=colours.quiet)
            trace.text(EPISODES, level + 0.03, word, ha="right", size=12, color=colours.quiet)
        trace.plot(range(k + 1), [m["value"] for m in moments[: k + 1]], "-", color=colours.third, gid="trace")
        trace.plot([k], [now["value"]], "o", ms=9, color=colours.hand, gid="point", clip_on=False, zorder=5)
        trace.set(xlim=(0, EPISODES), ylim=(-1.5, 1), xlabel="episodes", xticks=[0, 40, 80])
        trace.set_title("expected return", size=12)
        return fig


_OPEN = [s for s in range(16) if s not in (WORLD.goal, *WORLD.pits)]


def _sign(push: float | None) -> str:
    return " " if push is None else "+" if push > 0 else "−"
