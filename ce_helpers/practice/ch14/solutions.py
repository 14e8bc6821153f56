"""Chapter 14, Soft and noisy labels: the solutions, as they stand in the notebook."""

import numpy as np


def floor(eps, K):
    t = np.full(K, eps / K)
    t[0] += 1 - eps
    t = t[t > 0]  # a target of 0 costs nothing
    return -(t * np.log(t)).sum()


def unsmooth(q, eps):
    return (q - eps / len(q)) / (1 - eps)


def forward_loss(p, label, T):
    return -np.log(p @ T[:, label])


def backward_losses(p, T):
    return np.linalg.inv(T) @ -np.log(p)


def flip_rate(level, K):
    low, high = 0.0, 1 - 1 / K  # between them the floor rises from 0 to ln K
    for _ in range(60):
        rho = (low + high) / 2
        value = -(1 - rho) * np.log(1 - rho) - rho * np.log(rho / (K - 1))
        low, high = (rho, high) if value < level else (low, rho)
    return rho


def left_out(votes, K):
    counts = (votes[:, :, None] == np.arange(K)).sum(1)
    losses = []
    for j in range(votes.shape[1]):
        others = counts - np.eye(K)[votes[:, j]]
        q = (others + 1) / (votes.shape[1] - 1 + K)
        losses.append(-np.log(q[np.arange(len(q)), votes[:, j]]))
    return np.mean(losses)
