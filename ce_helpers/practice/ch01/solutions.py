"""Chapter 1, Surprise: the solutions, as they stand in the notebook."""

import numpy as np


def surprise(p):
    with np.errstate(divide="ignore"):  # log 0 is −∞, as we want: no warning
        return -np.log(np.asarray(p))


def units(value, from_, to):
    # how many nats there are in one of each
    nats = {"nats": 1.0, "bits": np.log(2), "bans": np.log(10)}
    return value * nats[from_] / nats[to]


def joint_surprise(p):
    # a sum of logarithms: the product itself would underflow for long lists
    with np.errstate(divide="ignore"):  # log 0 is −∞, as we want: no warning
        return -np.log(np.asarray(p)).sum()


def laplace(counts):
    counts = np.asarray(counts)
    return (counts + 1) / (counts.sum() + counts.size)


def weight_of_evidence(p_a, p_b):
    # the difference of two surprises; a quotient could overflow
    return np.log2(p_a) - np.log2(p_b)


def at_least_one(p, n):
    none = n * np.log1p(-p)  # ln (1 − p)^n: nobody fails
    # 1 − e^none, also for a tiny n·p. (Were e^none tiny instead,
    # -np.log1p(-np.exp(none)) would keep the digits.)
    return -np.log(-np.expm1(none))
