"""The lattice: counted states against known numbers, and mean field as a bound whose gap is a divergence."""

from itertools import product

import numpy as np
import pytest

import ce_helpers as ce


def energy(spins):
    return -sum((spins * np.roll(spins, 1, axis=k)).sum() for k in (0, 1))


def test_three_by_three_agrees_with_a_count_by_hand():
    found: dict[tuple[int, int], int] = {}
    for bits in product((-1, 1), repeat=9):
        spins = np.array(bits).reshape(3, 3)
        pair = int(energy(spins)), int(spins.sum())
        found[pair] = found.get(pair, 0) + 1
    energies, magnets, counts = ce.ising_levels(3)
    assert {(int(e), int(m)): int(c) for e, m, c in zip(energies, magnets, counts, strict=True)} == found


def test_four_by_four_is_symmetric_and_complete():
    energies, magnets, counts = ce.ising_levels()
    assert counts.sum() == 2**16
    assert (counts * magnets).sum() == 0
    assert (counts * energies).sum() == 0
    assert set(np.unique(energies)) <= set(range(-32, 33, 4))


@pytest.mark.parametrize("temperature", [0.8, 2.0, 4.0, 9.0])
@pytest.mark.parametrize("m", [-0.9, 0.0, 0.4, 1.0])
def test_the_gap_of_mean_field_is_a_divergence(temperature, m):
    states = np.array(list(product((-1, 1), repeat=9)))
    log_p = np.array([-energy(s.reshape(3, 3)) / temperature for s in states])
    log_p -= ce.logsumexp(log_p)
    q = np.where(states == 1, (1 + m) / 2, (1 - m) / 2).prod(axis=1)
    gap = float(ce.mean_field_free_energy(m, temperature, 3)) + ce.ising_log_z(temperature, 3)
    assert gap == pytest.approx(float(ce.kl_divergence(q, np.exp(log_p))), rel=1e-9)
