"""Chapter 15, When training goes wrong: the solutions, as they stand in the notebook."""

import numpy as np


def masked_mean(losses, real):
    losses, real = np.asarray(losses), np.asarray(real, dtype=bool)
    return losses[real].sum() / real.sum()
