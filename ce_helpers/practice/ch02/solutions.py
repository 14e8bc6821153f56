"""Chapter 2, Cross-entropy: the solutions, as they stand in the notebook."""

import numpy as np


def cross_entropy(p, q):
    p, q = np.asarray(p), np.asarray(q)
    happens = p > 0  # leave out what never happens: 0 · ∞ would be NaN
    with np.errstate(divide="ignore"):
        return -(p[happens] * np.log(q[happens])).sum()


def batch_loss(probs, labels):
    rows = np.arange(len(labels))
    with np.errstate(divide="ignore"):
        return -np.log(np.asarray(probs)[rows, labels]).mean()


def pooled_mean(means, sizes):
    return np.average(means, weights=sizes)  # each example counts once


def share_learnt(loss, labels):
    shares = np.unique(labels, return_counts=True)[1] / len(labels)
    return 1 - loss / -(shares * np.log(shares)).sum()
