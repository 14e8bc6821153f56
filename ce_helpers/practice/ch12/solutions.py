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


def temperature_slope(beta, logits, labels):
    e = np.exp(beta * (logits - logits.max(axis=1, keepdims=True)))
    p = e / e.sum(axis=1, keepdims=True)
    expected = (p * logits).sum(axis=1)
    return (expected - logits[np.arange(len(labels)), labels]).mean()


def forecasts_needed(said, true):
    return 4 * true * (1 - true) / (said - true) ** 2


def old_threshold(cost_alarm, cost_miss, old, new):
    odds = cost_alarm / cost_miss  # where acting pays, in the new population
    odds = odds * old / (1 - old) * (1 - new) / new  # what the old model calls it
    return odds / (1 + odds)
