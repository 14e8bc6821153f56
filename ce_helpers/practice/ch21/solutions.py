"""Chapter 21, Fairness, physics, attacks: the solutions, as they stand in the notebook."""

import numpy as np


def told(p, group):
    p, group = np.asarray(p, float), np.asarray(group)

    def coin(m):
        return -sum(x * np.log(x) for x in (m, 1 - m) if x > 0)

    apart = sum((group == a).mean() * coin(p[group == a].mean()) for a in (0, 1))
    return coin(p.mean()) - apart


def free_energy(q, energies, T):
    q, E = np.asarray(q, float), np.asarray(energies, float)
    some = q > 0
    return q @ E / T + q[some] @ np.log(q[some])


def worst_loss(w, b, x, y, eps):
    w, x = np.asarray(w, float), np.asarray(x, float)
    margin = y * (w @ x + b) - eps * np.abs(w).sum()
    return np.logaddexp(0, -margin)


def best_step(g, eps):
    g = np.asarray(g, float)
    step = np.zeros_like(g)
    j = np.abs(g).argmax()  # everything into the steepest entry
    step[j] = eps * np.sign(g[j])
    return step
