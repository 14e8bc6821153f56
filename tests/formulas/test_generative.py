"""Models that generate: their gradients, that their probabilities sum to 1, and that bounds bound."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

import numpy as np
import pytest

import ce_helpers as ce
from ce_helpers.learning.vae import vae_loss

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import generative_nets  # noqa: E402
import generative_runs  # noqa: E402

X = np.repeat([[0, 0, 1, 1], [1, 1, 0, 1], [1, 0, 0, 0]], [30, 20, 10], axis=0)
ALL = np.array(list(itertools.product((0, 1), repeat=4)))


def test_the_cost_of_a_code_is_the_divergence_from_the_prior() -> None:
    z, mean, spread = np.linspace(-12, 12, 200_001), 0.7, 0.4
    q = np.exp(-(((z - mean) / spread) ** 2) / 2) / (spread * np.sqrt(2 * np.pi))
    log_ratio = -(((z - mean) / spread) ** 2) / 2 - np.log(spread) + z**2 / 2
    assert ce.latent_kl([mean], [2 * np.log(spread)]) == pytest.approx((q * log_ratio).sum() * (z[1] - z[0]), rel=1e-9)


def test_the_gradient_of_the_autoencoder_is_the_slope_of_its_loss() -> None:
    start = [*ce.mlp_start([4, 3, 4], seed=0), *ce.mlp_start([2, 3, 4], seed=1)]
    x, h = X[::7].astype(float), 1e-6
    _, gradients = vae_loss(start, x, 0.7, np.random.default_rng(3))
    for which, gradient in enumerate(gradients):
        for place in np.ndindex(gradient.shape):
            slopes = []
            for sign in (1, -1):
                moved = [p.copy() for p in start]
                moved[which][place] += sign * h
                slopes.append(vae_loss(moved, x, 0.7, np.random.default_rng(3))[0])
            assert gradient[place] == pytest.approx((slopes[0] - slopes[1]) / (2 * h), abs=1e-8)


def test_the_importance_weighted_bound_falls_to_the_exact_cost() -> None:
    model = ce.fit_vae(X, latent=1, hidden=4, steps=300, learning_rate=0.02, batch_size=20)
    z = np.linspace(-8, 8, 4001)[:, None]
    logits, prior = model.decode(z), np.exp(-(z[:, 0] ** 2) / 2) / np.sqrt(2 * np.pi)
    chance = np.exp(ALL @ logits.T - np.logaddexp(0, logits).sum(axis=1)) @ prior * (z[1, 0] - z[0, 0])
    assert chance.sum() == pytest.approx(1, abs=1e-6)
    bounds = [model.bound(np.repeat(ALL, 50, axis=0), samples=k).reshape(16, 50).mean(1) for k in (1, 10, 1000)]
    assert (bounds[0] > -np.log(chance) - 0.05).all()
    assert (bounds[0].mean(), bounds[1].mean()) > (bounds[1].mean(), bounds[2].mean())
    np.testing.assert_allclose(bounds[2], -np.log(chance), atol=0.02)
    rebuilt, kl = model.parts(ALL, seed=5)
    np.testing.assert_allclose(rebuilt + kl, model.bound(ALL, seed=5), atol=4)  # one draw of the same bound


def test_a_weight_of_64_collapses_the_code() -> None:
    x = (ce.load("digits", standardise=False).x_train >= 8) * 1
    _, kl = ce.fit_vae(x, beta=64, hidden=8, steps=600).parts(x)
    assert kl.mean() < 0.01


def test_the_chain_gives_probabilities_and_draws_by_them() -> None:
    model = ce.fit_pixel_chain(X, l2=0.01, steps=100)
    chance = np.exp(-model.costs(ALL))
    assert chance.sum() == pytest.approx(1)
    drawn = model.sample(40_000, seed=1) @ (8, 4, 2, 1)
    np.testing.assert_allclose(np.bincount(drawn, minlength=16) / 40_000, chance, atol=0.01)
    assert np.tril(model.weights).sum() == 0


def test_unmasking_in_any_order_gives_probabilities_and_the_loss_is_their_mean() -> None:
    model = ce.fit_unmasker(X, hidden=5, steps=200, learning_rate=0.02, batch_size=20)
    costs = []
    for order in itertools.permutations(range(4)):
        place = np.argsort(order)
        cost = np.zeros(16)
        for i, pixel in enumerate(order):
            z = model.logits(ALL, np.broadcast_to(place >= i, ALL.shape))[:, pixel]
            cost += np.logaddexp(0, z) - ALL[:, pixel] * z
        assert np.exp(-cost).sum() == pytest.approx(1)
        costs.append(cost)
    mean = np.mean(costs, axis=0)
    seen = model.costs(ALL, orders=4000, seed=2)
    np.testing.assert_allclose(seen.mean(0), mean, atol=5 * seen.std() / 60)
    # and the loss that is trained on, d/m times the cross-entropy of m hidden pixels, has the same mean
    rng, rows = np.random.default_rng(0), np.repeat(ALL, 4000, axis=0)
    m = rng.integers(1, 5, len(rows))[:, None]
    hidden = rng.random(rows.shape).argsort(1).argsort(1) < m
    z = model.logits(rows, hidden)
    loss = (hidden * (4 / m) * (np.logaddexp(0, z) - rows * z)).sum(1).reshape(16, 4000).mean(1)
    np.testing.assert_allclose(loss, mean, rtol=0.1, atol=0.05)


def test_unmasked_draws_come_as_often_as_their_mixture_says() -> None:
    model = ce.fit_unmasker(X, hidden=5, steps=200, learning_rate=0.02, batch_size=20)
    costs = model.costs(ALL, orders=2000, seed=3)
    chance = np.exp(-costs).mean(0)
    drawn = model.sample(20_000, seed=4) @ (8, 4, 2, 1)
    np.testing.assert_allclose(np.bincount(drawn, minlength=16) / 20_000, chance, atol=0.015)


@pytest.mark.parametrize("loss", ["minimax", "non-saturating"])
def test_a_generator_finds_one_hill(loss: str) -> None:
    x = 2 + 0.5 * np.random.default_rng(0).standard_normal((500, 1))
    gan = ce.fit_gan(x, loss=loss, hidden=8, steps=600)
    assert abs(gan.sample(1000).mean() - 2) < 0.6
    assert gan.logits(x).shape == (500,)


def test_a_generator_with_sigmoids_stays_between_0_and_1() -> None:
    made = ce.fit_gan(X, hidden=4, steps=20, output="sigmoid", generator_steps=2).sample(50)
    assert ((made > 0) & (made < 1)).all()


def test_the_cost_of_a_fingerprint_is_the_sum_over_its_groups() -> None:
    data = ce.make_fingerprints(20_000, 1)
    x, y = data.x_train, data.y_train
    costs = ce.fingerprint_costs(x)
    # what no model can pass, a model that knows too little cannot reach
    share = x.mean(axis=0)
    alone = -(x * np.log(share) + (1 - x) * np.log(1 - share)).sum(1)
    assert costs.mean() + 5 < alone.mean()
    groups = y @ (1 << np.arange(4))
    empty = x[groups == 0]
    assert np.abs(empty.mean(axis=0) - 0.05).max() < 0.03
    # bits 26 and 27 together: from the rule by enumeration, and counted
    from ce_helpers.data.structured import _bit_chances

    weight, chances = _bit_chances()
    assert weight.sum() == pytest.approx(1)
    assert (x[:, 26] * x[:, 27]).mean() == pytest.approx(weight @ (chances[:, 26] * chances[:, 27]), abs=0.01)
    one = -np.log(weight @ np.prod(np.where(x[0] == 1, chances, 1 - chances), axis=1))
    assert costs[0] == pytest.approx(one)


def test_the_stored_experiment_is_what_its_program_finds() -> None:
    kept, made = ce.recorded_generation(), generative_runs.record(seeds=1, effort=0.003)
    stored, small = kept["runs"], made["runs"][0]
    assert list(made) == list(kept)
    assert all(list(made[part]) == list(kept[part]) for part in ("made", "ring", "points"))
    assert [len(runs) for runs in kept["ring"].values()] == [10, 10, 10]
    assert {len(row) for rows in kept["made"].values() for row in rows} == {64}
    assert [list(run) for run in stored] == [list(small)] * 10
    for name in ("uniform", "independent"):
        assert small[name][0] == pytest.approx(stored[0][name][0], abs=1e-4)
    for name, values in small.items():
        assert [v is None for v in values] == [v is None for v in stored[0][name]]
    data = ce.load("digits", seed=0, standardise=False)
    chain = ce.fit_pixel_chain((data.x_train >= 8) * 1, l2=0.002)
    bits = chain.costs((data.x_test >= 8) * 1).mean() / 64 / np.log(2)
    assert bits == pytest.approx(stored[0]["chain"][0], abs=1e-3)


def test_the_stored_networks_have_the_form_that_their_program_writes() -> None:
    stored = ce.generative_table()
    made = generative_nets.vaes(steps=20)
    assert list(made) == list(stored["vae"])
    for name in ("sum", "mean"):
        assert [len(w) for w in made[name]["weights"]] == [len(w) for w in stored["vae"][name]["weights"]]
    net = generative_nets.unmasker(stored["vae"]["pictures"], steps=20)
    assert [len(w) for w in net["weights"]] == [len(w) for w in stored["unmasker"]["weights"]]
    assert net["pictures"] == stored["unmasker"]["pictures"]
    means = np.array(stored["vae"]["mean"]["codes"])
    assert np.abs(means[:, :2]).max() <= 5  # hundredths: its codes tell nothing
    assert np.ptp(np.array(stored["vae"]["sum"]["codes"])[:, 0]) > 100


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: ce.latent_kl([[0.0]], [[0.0, 1.0]]), "mean"),
        (lambda: ce.fit_vae(X * 0.5), "x holds 0.5"),
        (lambda: ce.fit_vae(X[0]), r"x has shape \(4,\)"),
        (lambda: ce.fit_vae(X, latent=0), "latent = 0"),
        (lambda: ce.fit_vae(X, beta=-1), "beta = -1"),
        (lambda: ce.fit_vae(X, learning_rate=0), "learning_rate = 0"),
        (lambda: ce.fit_vae(X, hidden=2, steps=1, batch_size=9).bound(X, samples=0), "samples = 0"),
        (lambda: ce.fit_vae(X, hidden=2, steps=1, batch_size=9).sample(0), "n = 0"),
        (lambda: ce.fit_pixel_chain(X + 1), "x holds 2"),
        (lambda: ce.fit_pixel_chain(X, l2=-0.1), "l2 = -0.1"),
        (lambda: ce.fit_unmasker(X, hidden=0), "hidden = 0"),
        (lambda: ce.fit_unmasker(X / 3), "x holds 0.333333"),
        (lambda: ce.fit_gan(X, loss="hinge"), "loss = 'hinge'"),
        (lambda: ce.fit_gan(X, output="tanh"), "output = 'tanh'"),
        (lambda: ce.fit_gan(X, generator_steps=0), "generator_steps = 0"),
        (lambda: ce.fit_gan(X[0]), r"x has shape \(4,\)"),
        (lambda: ce.generation_run(effort=0), "effort = 0"),
        (lambda: ce.ring_run(steps=0), "steps = 0"),
        (lambda: ce.fingerprint_costs(X), r"x has shape \(60, 4\)"),
        (lambda: ce.fingerprint_costs(np.full((1, 48), 2.0)), "x holds 2"),
    ],
)
def test_what_cannot_be_is_refused(call, told) -> None:
    with pytest.raises(ValueError, match=told):
        call()
