"""Chapter 15, When training goes wrong: the solutions, as they stand in the notebook."""

import numpy as np


def masked_mean(losses, real):
    losses, real = np.asarray(losses), np.asarray(real, dtype=bool)
    return losses[real].sum() / real.sum()


def expected_first_loss(z):
    z = np.asarray(z, dtype=float)
    top = z.max(axis=1, keepdims=True)
    lse = top[:, 0] + np.log(np.exp(z - top).sum(axis=1))
    return (lse - z.mean(axis=1)).mean()


def step(W, b, x, y, rate):
    z = x @ W + b
    p = np.exp(z - z.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    p[np.arange(len(y)), y] -= 1  # p − y, one row for each example
    push = p / len(y)
    return W - rate * x.T @ push, b - rate * push.sum(axis=0)


def stop_at(validation, patience):
    best = 0
    for i, loss in enumerate(validation):
        if loss < validation[best]:
            best = i
        elif i - best >= patience:
            break
    return best
