"""Chapter 12, Calibration: the solutions, as they stand in the notebook."""

import numpy as np


def ece(confidence, right, edges):
    total = 0.0
    for b in range(len(edges) - 1):
        here = (confidence > edges[b]) & (confidence <= edges[b + 1])
        if here.any():
            gap = abs(right[here].mean() - confidence[here].mean())
            total += here.mean() * gap
    return total


def best_temperature(logits, labels):
    z = logits - logits.max(axis=1, keepdims=True)  # exp cannot overflow
    low, high = 0.01, 100.0  # of beta = 1/T
    for _ in range(60):
        beta = np.sqrt(low * high)
        p = np.exp(beta * z)
        p /= p.sum(axis=1, keepdims=True)
        slope = ((p * z).sum(axis=1) - z[np.arange(len(z)), labels]).mean()
        low, high = (beta, high) if slope < 0 else (low, beta)
    return 1 / beta


def forecasts_needed(said, true):
    # |said − true| = 2·√(true·(1 − true)/n), solved for n
    return 4 * true * (1 - true) / (said - true) ** 2


def old_threshold(cost_alarm, cost_miss, old, new):
    odds = cost_alarm / cost_miss  # from which on to treat, in the new place
    odds = odds * old / (1 - old) * (1 - new) / new  # as the old model says it
    return odds / (1 + odds)
