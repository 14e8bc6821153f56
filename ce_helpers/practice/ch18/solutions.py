"""Chapter 18, Ranking and reinforcement: the solutions, as they stand in the notebook."""

import numpy as np


def returns_to_go(rewards):
    return np.cumsum(np.asarray(rewards)[::-1])[::-1]


def clipped(r, A, eps):
    r, A = np.asarray(r), np.asarray(A)
    return np.minimum(r * A, np.clip(r, 1 - eps, 1 + eps) * A)


def ranknet(scores, relevance):
    s, r = np.asarray(scores, float), np.asarray(relevance)
    better = r[:, None] > r[None, :]
    margins = (s[:, None] - s[None, :])[better]
    return np.logaddexp(0, -margins).mean() if margins.size else 0.0


def off_policy(actions, returns, p, q):
    ratio = np.asarray(p)[actions] / np.asarray(q)[actions]
    return (ratio * np.asarray(returns)).mean()
