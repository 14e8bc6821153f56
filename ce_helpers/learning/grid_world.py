"""A world of sixteen squares in which an agent learns from its own episodes; small enough that its value is exact."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..activations import softmax
from ..validate import as_logits, generator, whole

__all__ = ["Episodes", "GridWorld"]

Floats = NDArray[np.floating[Any]]
MOVES = ((-1, 0), (0, 1), (1, 0), (0, -1))  # up, right, down, left


@dataclass(frozen=True)
class Episodes:
    """What happened in n episodes of at most T steps; arrays of shape (n, T)."""

    states: NDArray[np.intp]
    actions: NDArray[np.intp]
    rewards: Floats
    alive: NDArray[np.bool_]  #: which steps were taken: after the end of an episode nothing counts

    def returns(self) -> Floats:
        """Return for each step the sum of the rewards from it on ("return to go")."""
        return np.flip(np.flip(self.rewards, 1).cumsum(1), 1)


@dataclass(frozen=True)
class GridWorld:
    """Four rows of four squares: a start below left, a goal above right (+1), two pits (−1), and 0.04 for each step.

    The policy is a table of logits, shape (16, 4): for each square, scores of up, right, down and left. An episode ends
    at the goal, in a pit, or after `horizon` steps. Synthetic.

    Examples
    --------
    >>> world = GridWorld()
    >>> print(round(float(world.value(np.zeros((16, 4)))), 4), round(world.best(), 2))
    -1.274 0.76
    """

    size: int = 4
    start: int = 12
    goal: int = 3
    pits: tuple[int, ...] = (7, 9)
    step_reward: float = -0.04
    horizon: int = 30
    next: NDArray[np.intp] = field(init=False, repr=False)
    reward: Floats = field(init=False, repr=False)
    ends: NDArray[np.bool_] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        squares, last = self.size**2, self.size - 1
        follows = np.empty((squares, 4), np.intp)
        for s in range(squares):
            for a, (down, right) in enumerate(MOVES):
                row, column = min(last, max(0, s // self.size + down)), min(last, max(0, s % self.size + right))
                follows[s, a] = row * self.size + column
        at_goal, in_pit = follows == self.goal, np.isin(follows, self.pits)
        object.__setattr__(self, "next", follows)
        object.__setattr__(self, "reward", self.step_reward + at_goal * 1.0 - in_pit * 1.0)
        object.__setattr__(self, "ends", at_goal | in_pit)

    def play(self, logits: ArrayLike, n: int, seed: int | np.random.Generator = 0) -> Episodes:
        """Return `n` episodes under the policy softmax(logits).

        Parameters
        ----------
        logits : array_like, shape (16, 4)
            The policy.
        n : int
            Number of episodes.
        seed : int or numpy Generator
            Decides the draw.

        Raises
        ------
        ValueError
            If the table has another shape, a score is NaN or +∞, or `n` is below 1.
        """
        policy, rng, n = self._policy(logits), generator(seed), whole("n", n, 1)
        states, actions = np.empty((2, n, self.horizon), np.intp)
        rewards, alive = np.zeros((n, self.horizon)), np.zeros((n, self.horizon), bool)
        s, going = np.full(n, self.start), np.ones(n, bool)
        for t in range(self.horizon):
            a = np.minimum(3, (rng.random((n, 1)) > policy[s].cumsum(1)).sum(1))
            states[:, t], actions[:, t], alive[:, t] = s, a, going
            rewards[going, t] = self.reward[s, a][going]
            going = going & ~self.ends[s, a]
            s = np.where(going, self.next[s, a], s)
        return Episodes(states, actions, rewards, alive)

    def value(self, logits: ArrayLike) -> float:
        """Return the expected return of the policy from the start, computed exactly, backwards from the horizon."""
        policy, v = self._policy(logits), np.zeros(self.size**2)
        for _ in range(self.horizon):
            v = (policy * (self.reward + np.where(self.ends, 0, v[self.next]))).sum(1)
        return float(v[self.start])

    def best(self) -> float:
        """Return the largest expected return that any policy has."""
        v = np.zeros(self.size**2)
        for _ in range(self.horizon):
            v = (self.reward + np.where(self.ends, 0, v[self.next])).max(1)
        return float(v[self.start])

    def _policy(self, logits: ArrayLike) -> Floats:
        z = as_logits("logits", logits)
        if z.shape != (self.size**2, 4):
            raise ValueError(
                f"logits of shape {z.shape} are no policy here; give one row of 4 scores per square, (16, 4)"
            )
        return softmax(z)
