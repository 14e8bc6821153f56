"""Chapter 3, Inevitable and avoidable: the solutions, as they stand in the notebook."""

import numpy as np


def kl(p, q):
    can_come = p > 0  # the other outcomes add nothing, whatever q says of them
    # −ln 0 is ∞, as it should be; p/q would be ∞ at q = 1e-310 as well
    with np.errstate(divide="ignore"):
        ratio = np.log(p[can_come]) - np.log(q[can_come])
    return (p[can_come] * ratio).sum()


def is_infinite(p, q):
    # can anything come that the model has ruled out?
    return bool(np.any((p > 0) & (q == 0)))


def conditional_entropy(pxy):
    px = np.broadcast_to(pxy.sum(axis=1, keepdims=True), pxy.shape)
    can_come = pxy > 0
    joint, given = pxy[can_come], (pxy / np.where(px > 0, px, 1))[can_come]
    return -(joint * np.log(given)).sum()  # −Σ p(x, y) ln p(y|x)


def avoidable(targets, probs):
    comes = targets > 0  # the other entries add nothing, whatever probs says
    with np.errstate(divide="ignore"):
        paid = -np.log(np.where(comes, probs, 1))
    inevitable = -np.log(np.where(comes, targets, 1))
    return (targets * (paid - inevitable)).sum(axis=1).mean()
