"""Chapter 15: inputs and wrong programs for the exercises on a step of descent and on stopping."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...activations import softmax


def step(W: Any, b: Any, x: Any, y: Any, rate: float) -> Any:
    """Return W and b after one right step on the mean cross-entropy."""
    push = (softmax(x @ W + b) - np.eye(len(b))[y]) / len(y)
    return W - rate * x.T @ push, b - rate * push.sum(axis=0)


def steps(rng: np.random.Generator) -> list[Any]:
    """Return inputs of the step, some of them with scores that overflow or underflow."""
    cases = []
    for n, d, k in ((1, 2, 3), (4, 3, 2), (6, 2, 4), (9, 5, 3)):
        W, b, x = rng.standard_normal((d, k)), rng.standard_normal(k), rng.standard_normal((n, d))
        cases.append((W, b, x, rng.integers(0, k, n), float(rng.uniform(0.1, 1))))
    W, b, x, y, rate = cases[1]
    level = W + 400  # every class alike: a row's scores lie near each other and far from those of other rows
    return [
        *cases,
        (W, b, 1000 * x, y, rate),
        *((W, b + shift, x, y, rate) for shift in (600, 1000, -1000)),
        (level, b, x, y, rate),
    ]


def wrong_step(
    sign: float = 1, share: Any = len, twice: bool = False, bias: Any = None, shift: int = 0, y_too: bool = True
) -> Any:
    """Return a step with the slips that are asked for."""

    def wrong(W: Any, b: Any, x: Any, y: Any, rate: float) -> Any:
        p = softmax(x @ W + b)
        target = np.eye(len(b))[(np.asarray(y) + shift) % len(b)]
        push = (p - target if y_too else p) / share(y)
        if twice:
            q = softmax(p)
            g = (q - target) / share(y)
            push = p * (g - (g * p).sum(axis=1, keepdims=True))
        move = push.sum(axis=0) if bias is None else bias(push)
        return W - sign * rate * x.T @ push, b - sign * rate * move

    return wrong


def overflowing_step(W: Any, b: Any, x: Any, y: Any, rate: float) -> Any:
    """Make the step with exp of the scores as they are."""
    with np.errstate(all="ignore"):
        p = np.exp(x @ W + b)
        p = p / p.sum(axis=1, keepdims=True)
    push = (p - np.eye(len(b))[y]) / len(y)
    return W - rate * x.T @ push, b - rate * push.sum(axis=0)


def half_repaired(exp: bool = False, label: bool = False, mean: bool = False) -> Any:
    """Return the step of the task with some of its three faults repaired."""

    def step(W: Any, b: Any, x: Any, y: Any, rate: float) -> Any:
        z = x @ W + b
        with np.errstate(all="ignore"):
            p = np.exp(z - z.max(axis=1, keepdims=True)) if exp else np.exp(z)
            p /= p.sum(axis=1, keepdims=True)
            p[np.arange(len(y)), y if label else y - 1] -= 1
            return W - rate * x.T @ p / (len(y) if mean else 1), b - rate * p.mean(axis=0)

    return step


def clipped_step(most: float) -> Any:
    """Return the step whose scores are held between −most and most."""
    return lambda W, b, x, y, rate: from_scores(np.clip(x @ W + b, -most, most), W, b, x, y, rate)


def padded_sum(more: float) -> Any:
    """Return the step that adds a small number to the sum of the exponentials."""

    def step(W: Any, b: Any, x: Any, y: Any, rate: float) -> Any:
        z = x @ W + b
        e = np.exp(z - z.max(axis=1, keepdims=True))
        push = (e / (e.sum(axis=1, keepdims=True) + more) - np.eye(len(b))[y]) / len(y)
        return W - rate * x.T @ push, b - rate * push.sum(axis=0)

    return step


def from_scores(z: Any, W: Any, b: Any, x: Any, y: Any, rate: float) -> Any:
    """Make the step from scores that were changed."""
    with np.errstate(all="ignore"):
        p = np.exp(z)
        p = p / p.sum(axis=1, keepdims=True)
    push = (p - np.eye(len(b))[y]) / len(y)
    return W - rate * x.T @ push, b - rate * push.sum(axis=0)


def stop(validation: Any, patience: int) -> int:
    """Return the epoch to keep, as is right."""
    best = 0
    for i, loss in enumerate(validation):
        best = i if loss < validation[best] else best
        if i - best >= patience:
            break
    return best


def histories(rng: np.random.Generator) -> list[Any]:
    """Return validation losses, with a patience for each."""
    plain = [
        ([1.0, 0.8, 0.7, 0.75, 0.8, 0.9], 2),
        ([1.0, 0.9, 0.95, 0.96, 0.5, 0.6], 2),  # the best comes too late
        ([1.0, 0.9, 0.95, 0.96, 0.5, 0.6], 3),
        ([0.5, 0.6], 5),
        ([0.9, 0.7, 0.7, 0.8], 1),
        ([0.9, 0.7, 0.7 - 1e-5, 0.8, 0.8], 2),  # smaller is smaller, however little
        ([0.9, 0.7, 0.7 - 1e-12, 0.7 - 2e-12, 0.8, 0.8, 0.1], 2),
    ]
    falls = np.linspace(4, 0.5, 30)  # with ups and downs: the best comes late, and is above 1 for long
    draws = [((falls + rng.normal(0, 0.4, 30)).tolist(), p) for p in (1, 2, 3, 4, 6, 8)]
    return [*plain, *((rng.uniform(0.4, 1, 15).tolist(), int(p)) for p in (1, 2, 3, 4, 6)), *draws]


def last_looked_at(validation: Any, patience: int) -> int:
    """Return the epoch at which the training ends."""
    best = 0
    for i, loss in enumerate(validation):
        if loss < validation[best]:
            best = i
        elif i - best >= patience:
            return i
    return len(validation) - 1


def rises_in_a_row(validation: Any, patience: int) -> int:
    """Count rises one after another, and keep the best."""
    best, rises = 0, 0
    for i in range(1, len(validation)):
        rises = rises + 1 if validation[i] >= validation[i - 1] else 0
        best = i if validation[i] < validation[best] else best
        if rises >= patience:
            break
    return best


def since_last_fall(validation: Any, patience: int) -> int:
    """Keep the last fall before as many rises."""
    best = waited = 0
    for i in range(1, len(validation)):
        best, waited = (i, 0) if validation[i] < validation[i - 1] else (best, waited + 1)
        if waited >= patience:
            break
    return best


def never_set_back(validation: Any, patience: int) -> int:
    """Count all epochs that were no best one."""
    best = waited = 0
    for i in range(1, len(validation)):
        if validation[i] < validation[best]:
            best = i
        else:
            waited += 1
        if waited >= patience:
            break
    return best


def best_from(start: float) -> Any:
    """Return the rule that begins with a best loss of its own."""

    def stop(validation: Any, patience: int) -> int:
        least, best = start, 0
        for i, loss in enumerate(validation):
            if loss < least:
                least, best = loss, i
            elif i - best >= patience:
                break
        return best

    return stop


def where_it_stops(validation: Any, patience: int) -> int:
    """Return where it stops, and the best one if it does not."""
    best = 0
    for i, loss in enumerate(validation):
        if loss < validation[best]:
            best = i
        elif i - best >= patience:
            return i
    return best


def or_nothing(validation: Any, patience: int) -> int | None:
    """Return nothing if it never stops."""
    best = 0
    for i, loss in enumerate(validation):
        best = i if loss < validation[best] else best
        if i - best >= patience:
            return best
    return None


def with_delta(delta: float) -> Any:
    """Return the rule that counts a fall only if it is larger than delta."""

    def stop(validation: Any, patience: int) -> int:
        best = 0
        for i, loss in enumerate(validation):
            if loss < validation[best] - delta:
                best = i
            elif i - best >= patience:
                break
        return best

    return stop


def impatient(by: int) -> Any:
    """Return the rule with another patience."""
    return lambda validation, patience: stop(validation, patience + by)
