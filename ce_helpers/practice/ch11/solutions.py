"""Chapter 11, Why the logarithm: the solutions, as they stand in the notebook."""

import numpy as np

import ce_helpers as ce


def brier(y, q):
    q = np.asarray(q)
    happened = np.eye(q.shape[1])[y]  # a row of zeros with a one for each y
    return ((q - happened) ** 2).sum(axis=1).mean()


def best_report(p, a):
    # p (1-q)^(a-1) = (1-p) q^(a-1), so the odds of q are the odds of p
    # to the power 1/(a-1); a = 2 is honest, a → 1 rounds to 0 or 1.
    # As logits, since a large power of the odds overflows.
    power = 1 / (a - 1)
    return ce.sigmoid(power * np.log(p / (1 - p)))


def murphy(y, q):
    y, q = np.asarray(y), np.asarray(q)
    overall, reliability, resolution = y.mean(), 0.0, 0.0
    for value in np.unique(q):
        there = q == value
        seen = y[there].mean()
        reliability += there.mean() * (value - seen) ** 2
        resolution += there.mean() * (seen - overall) ** 2
    return reliability, resolution, overall * (1 - overall)


def paired_interval(a, b):
    # What is hard for one is mostly hard for the other; in the differences
    # that is gone. If both ends are above 0, more than luck speaks against a.
    d = np.asarray(a) - np.asarray(b)
    error = d.std(ddof=1) / np.sqrt(len(d))
    return d.mean() - 1.96 * error, d.mean() + 1.96 * error


def best_order(demand, too_few, too_many):
    # One loaf more saves too_few on the share of days with a larger demand and
    # costs too_many on the others. So the order is the demand that a share
    # too_few/(too_few + too_many) of the days does not exceed: a quantile.
    demand = np.sort(demand)
    too_short = np.maximum(demand - demand[:, None], 0)  # rows are the orders
    too_long = np.maximum(demand[:, None] - demand, 0)
    cost = (too_few * too_short + too_many * too_long).mean(axis=1)
    return demand[cost.argmin()]
