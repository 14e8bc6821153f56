"""Chapter 13, Rare classes: the weighted and the focal loss, and what people write instead."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ...activations import sigmoid, softplus
from ...losses import binary_cross_entropy_with_logits, focal_loss_with_logits, focal_loss_with_logits_grad

__all__ = ["FOCAL", "WEIGHTED", "slope", "slope_cases", "weighted", "weighted_cases"]


def weighted(z: Any, y: Any, beta: float) -> float:
    """Return the weighted loss."""
    return float(_terms(z, y, beta).mean())


def _terms(z: Any, y: Any, yes: float, no: float = 1.0) -> Any:
    z, y = np.asarray(z, float), np.asarray(y)
    return np.where(y == 1, yes * np.asarray(softplus(-z)), no * np.asarray(softplus(z)))


def _naive_weighted(z: Any, y: Any, beta: float) -> Any:
    with np.errstate(all="ignore"):
        q = 1 / (1 + np.exp(-np.asarray(z, float)))
        return np.mean(-(beta * y * np.log(q) + (1 - y) * np.log(1 - q)))


def _clipped_weighted(eps: float) -> Any:
    def wrong(z: Any, y: Any, beta: float) -> Any:
        q = np.clip(np.asarray(sigmoid(np.asarray(z, float))), eps, 1 - eps)
        return np.mean(-(beta * y * np.log(q) + (1 - y) * np.log(1 - q)))

    return wrong


def weighted_cases(rng: np.random.Generator) -> list[Any]:
    """Return scores, outcomes and weights."""
    plain = [
        (np.array([0.0, 0.0]), np.array([1, 0]), 9.0),
        (np.array([2.0, -1.0, 0.5, -3.0]), np.array([1, 0, 0, 1]), 4.0),
    ]
    more = [(rng.normal(0, 3, n), rng.integers(0, 2, n), float(rng.uniform(0.2, 50))) for n in (3, 5, 8, 12)]
    return [*plain, *more, (np.array([800.0, -800.0, -800.0, 800.0]), np.array([1, 0, 1, 0]), 3.0)]


def _overflowing(z: Any, y: Any, beta: float) -> Any:
    z, y = np.asarray(z, float), np.asarray(y)
    with np.errstate(all="ignore"):
        return np.where(y == 1, beta * np.log(1 + np.exp(-z)), np.log(1 + np.exp(z))).mean()


def slope(z: float, gamma: float) -> float:
    """Return the slope of the focal loss."""
    return float(focal_loss_with_logits_grad(z, 1, gamma=gamma))


def slope_cases(rng: np.random.Generator) -> list[Any]:
    """Return scores and exponents."""
    plain = [(0.0, 2.0), (0.0, 0.0), (2.0, 1.0), (-3.0, 2.0), (-30.0, 2.0)]
    return [*plain, *((float(rng.normal(0, 2)), float(rng.uniform(0.2, 5))) for _ in range(10))]


def _with_q(f: Any) -> Any:
    return lambda z, gamma: f(float(sigmoid(z)), gamma)


WEIGHTED: dict[str, Any] = {
    "the weight stands on the examples with y = 0; β multiplies those with y = 1.": (
        lambda z, y, beta: _terms(z, y, 1.0, beta).mean()
    ),
    "both branches are weighted; β multiplies the examples with y = 1 alone.": (
        lambda z, y, beta: _terms(z, y, beta, beta).mean()
    ),
    "no weight has entered: this is plain binary cross-entropy.": (
        lambda z, y, beta: binary_cross_entropy_with_logits(z, y)
    ),
    "the sum is divided by the sum of the weights; pos_weight divides by the number of examples.": (
        lambda z, y, beta: _terms(z, y, beta).sum() / np.where(np.asarray(y) == 1, beta, 1.0).sum()
    ),
    "one loss per example is returned; one number is asked for, their mean.": (lambda z, y, beta: _terms(z, y, beta)),
    "the losses are summed; divide by the number of examples.": lambda z, y, beta: _terms(z, y, beta).sum(),
    "q = σ(z) rounds to 0 or 1 at ±800, and the logarithm breaks; compute ln(1 + e^(−z)) from the score.": (
        _naive_weighted,
        _clipped_weighted(1e-7),
        _clipped_weighted(1e-12),
        _clipped_weighted(1e-15),
    ),
    "the examples with y = 0 are left out; they cost −ln(1 − q).": (
        lambda z, y, beta: np.mean(np.asarray(y) * beta * np.asarray(softplus(-np.asarray(z, float))))
    ),
    "ln β is added to the score instead; that is what the weight makes of a trained model, not its loss.": (
        lambda z, y, beta: binary_cross_entropy_with_logits(np.asarray(z, float) + math.log(beta), y)
    ),
    "β stands inside the logarithm; it multiplies the loss.": (
        lambda z, y, beta: np.mean(_terms(z, y, 1.0) - np.asarray(y) * math.log(beta))
    ),
    "z has the wrong sign: −ln q is ln(1 + e^(−z)), and −ln(1 − q) is ln(1 + e^z).": (
        lambda z, y, beta: _terms(-np.asarray(z, float), y, beta).mean()
    ),
    "both outcomes are charged −ln q; where y = 0 it is −ln(1 − q).": (
        lambda z, y, beta: (np.asarray(softplus(-np.asarray(z, float))) * np.where(np.asarray(y) == 1, beta, 1)).mean()
    ),
    "both outcomes are charged −ln(1 − q); where y = 1 it is −ln q.": (
        lambda z, y, beta: (np.asarray(softplus(np.asarray(z, float))) * np.where(np.asarray(y) == 1, beta, 1)).mean()
    ),
    "exp overflows at ±800; ln(1 + e^z) is np.logaddexp(0, z).": _overflowing,
    "β multiplies the score; it multiplies the loss.": (
        lambda z, y, beta: _terms(np.where(np.asarray(y) == 1, beta, 1) * np.asarray(z, float), y, 1.0).mean(),
        lambda z, y, beta: _terms(beta * np.asarray(z, float), y, 1.0).mean(),
    ),
    "the positives are divided by β; their loss is multiplied.": lambda z, y, beta: _terms(z, y, 1 / beta).mean(),
    "the logarithm of β multiplies; β itself does.": lambda z, y, beta: _terms(z, y, math.log(beta)).mean(),
    "the sum is divided by the number of positives; pos_weight divides by the number of examples.": (
        lambda z, y, beta: _terms(z, y, beta).sum() / max(1, int(np.sum(y)))
    ),
    "the weights are made to sum to 1 there; the others keep the weight 1.": (
        lambda z, y, beta: _terms(z, y, beta / (1 + beta), 1 / (1 + beta)).mean()
    ),
    "the weights are 1 + β; the loss of a positive counts β times.": (lambda z, y, beta: _terms(z, y, 1 + beta).mean()),
    "the weights are β and 1 − β; the others keep the weight 1.": (
        lambda z, y, beta: _terms(z, y, beta, 1 - beta).mean()
    ),
}

FOCAL: dict[str, Any] = {
    "(1 − q)^γ was treated as a constant; it depends on z as well.": _with_q(lambda q, g: -((1 - q) ** (g + 1))),
    "the second term has the wrong sign: ln q is negative, so −γ q ln q makes the push larger.": _with_q(
        lambda q, g: -((1 - q) ** g) * (1 - q + g * q * math.log(q))
    ),
    "this is cross-entropy's slope, q − 1.": _with_q(lambda q, g: q - 1),
    "γ is missing before q ln q; it comes down from the exponent.": _with_q(
        lambda q, g: -((1 - q) ** g) * (1 - q - (q * math.log(q) if g else 0))
    ),
    "this is the slope in q; in z the chain rule multiplies it by q(1 − q).": _with_q(
        lambda q, g: -((1 - q) ** g) * (1 - q - g * q * math.log(q)) / (q * (1 - q))
    ),
    "this is the loss, not its slope.": lambda z, g: focal_loss_with_logits(z, 1, gamma=g),
    "ln(1 − q) stands for ln q: the loss has the logarithm of what was given to the truth, q.": _with_q(
        lambda q, g: -((1 - q) ** g) * (1 - q - (g * q * math.log1p(-q) if g else 0))
    ),
    "1 − q stands for q before ln q: the slope of (1 − q)^γ brings down γ and the chain rule q(1 − q).": _with_q(
        lambda q, g: -((1 - q) ** g) * (1 - q - g * (1 - q) * math.log(q))
    ),
    "the first term is 1 − q, the slope of −ln q in z; q stands there.": _with_q(
        lambda q, g: -((1 - q) ** g) * (q - g * q * math.log(q))
    ),
    "(1 − q)^γ multiplies both terms: a bracket is missing.": _with_q(
        lambda q, g: -((1 - q) ** g) * (1 - q) - g * q * math.log(q)
    ),
    "only the slope of (1 − q)^γ is left; −ln q has one as well.": _with_q(
        lambda q, g: -g * (1 - q) ** (g - 1) * q * (1 - q) if g else 0.0
    ),
    "the chain rule's q(1 − q) is in the formula already; here it stands twice.": _with_q(
        lambda q, g: -((1 - q) ** g) * (1 - q - g * q * math.log(q)) * q * (1 - q)
    ),
    "γ multiplies 1 − q; it is an exponent.": _with_q(lambda q, g: -g * (1 - q) * (1 - q - g * q * math.log(q))),
    "a difference over a small step is not exact; use the formula.": (
        lambda z, g: (focal_loss_with_logits(z + 1e-6, 1, gamma=g) - focal_loss_with_logits(z, 1, gamma=g)) / 1e-6
    ),
    "the factor q before ln q is missing.": _with_q(lambda q, g: -((1 - q) ** g) * (1 - q - g * math.log(q))),
    "the first term has lost its 1 − q.": _with_q(lambda q, g: -((1 - q) ** g) * (1 - g * q * math.log(q))),
    "the exponent of 1 − q is γ here: one factor too many came down.": _with_q(
        lambda q, g: -((1 - q) ** (g - 1)) * (1 - q - g * q * math.log(q)) if g else q - 1
    ),
    "this is the slope for y = 0, where q and 1 − q change places.": (
        lambda z, g: focal_loss_with_logits_grad(z, 0, gamma=g)
    ),
    "the factor is q^γ; the loss fades where the model is right, so it is (1 − q)^γ.": _with_q(
        lambda q, g: -(q**g) * (1 - q - g * q * math.log(q))
    ),
    "z is used as a probability: q = σ(z) is.": (
        lambda z, g: -((1 - z) ** g) * (1 - z - g * z * math.log(z)) if 0 < z < 1 else 0.0
    ),
    "only the part of the factor's slope is left; the logarithm has a slope of its own, q − 1.": _with_q(
        lambda q, g: ((1 - q) ** g) * g * q * math.log(q)
    ),
}
