"""What the tests of `information` draw: distributions, tables, and the functions that take them."""

import math

import numpy as np
from hypothesis import assume
from hypothesis import strategies as st

import ce_helpers.information as ce

PAIRS = [ce.cross_entropy, ce.kl_divergence, ce.js_divergence, ce.js_distance, ce.perplexity, ce.total_variation]
SINGLES = [ce.entropy, ce.perplexity]
TABLES = [ce.joint_entropy, ce.conditional_entropy, ce.mutual_information]


def some(*shape, seed=0):
    return normalised(np.random.default_rng(seed).exponential(size=shape))


def normalised(weights):
    weights = np.asarray(weights, float)
    return weights / weights.sum(axis=-1, keepdims=True)


def weights(n, smallest=0.0):
    """Draw n weights over many orders of magnitude, exact zeros among them unless `smallest` forbids it."""
    one = st.floats(-30, 0).map(math.exp)
    return st.lists(one if smallest else st.one_of(st.just(0.0), one), min_size=n, max_size=n)


@st.composite
def distributions(draw, count=1, positive=False):
    """Draw `count` distributions over the same 2 to 8 outcomes."""
    n = draw(st.integers(2, 8))
    found = []
    for _ in range(count):
        w = draw(weights(n, smallest=positive))
        assume(sum(w) > 0)
        found.append(normalised(w))
    return found[0] if count == 1 else found


@st.composite
def tables(draw):
    """Draw a joint distribution of X (rows) and Y (columns)."""
    rows, columns = draw(st.integers(2, 4)), draw(st.integers(2, 4))
    w = draw(weights(rows * columns))
    assume(sum(w) > 0)
    return normalised(w).reshape(rows, columns)
