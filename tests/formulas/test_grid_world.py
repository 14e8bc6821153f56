"""The grid world: episodes end where they should, and the exact value is what many episodes give on average."""

import numpy as np
import pytest

from ce_helpers import GridWorld

WORLD = GridWorld()


def test_the_exact_value_is_the_mean_of_many_episodes():
    logits = np.random.default_rng(0).normal(size=(16, 4))
    returns = WORLD.play(logits, 40_000, seed=1).returns()[:, 0]
    assert abs(returns.mean() - WORLD.value(logits)) < 4 * returns.std() / 200


def test_the_best_value_is_that_of_the_shortest_way():
    # three moves up and three to the right, each 0.04, and the goal
    assert WORLD.best() == pytest.approx(1 - 6 * 0.04)
    way = np.full((16, 4), -np.inf)
    way[:, 0] = 0  # up …
    for s in (0, 1, 2):
        way[s] = [-np.inf, 0, -np.inf, -np.inf]  # … then right
    assert WORLD.value(way) == pytest.approx(WORLD.best())


def test_nothing_counts_after_the_end():
    seen = WORLD.play(np.zeros((16, 4)), 200, seed=2)
    assert (seen.rewards[~seen.alive] == 0).all()
    ended = WORLD.ends[seen.states, seen.actions] & seen.alive
    assert (ended.sum(1) <= 1).all()
    assert not (seen.alive[:, 1:] & ended.cumsum(1)[:, :-1].astype(bool)).any()


def test_returns_are_what_is_still_to_come():
    seen = WORLD.play(np.zeros((16, 4)), 5, seed=3)
    for rewards, returns in zip(seen.rewards, seen.returns(), strict=True):
        assert returns == pytest.approx([rewards[t:].sum() for t in range(WORLD.horizon)])


def test_a_table_of_another_shape_is_refused():
    with pytest.raises(ValueError, match=r"logits of shape \(4, 4\)"):
        WORLD.value(np.zeros((4, 4)))
