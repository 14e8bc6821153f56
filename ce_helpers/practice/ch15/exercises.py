"""Chapter 15, When training goes wrong: exercises."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...activations import logsumexp, softmax
from ..exercise import Exercise
from ..matching import matching
from . import solutions

__all__ = ["EXERCISES"]


def _masked_mean(losses: Any, real: Any) -> Any:
    losses, real = np.asarray(losses), np.asarray(real, dtype=bool)
    return float(losses[real].mean())


def _sentences(rng: np.random.Generator) -> list[Any]:
    """Return losses of words, one row a sentence, and which of them are real; the rest is padding."""
    plain = [
        (np.array([[2.0, 3.0, 1.0], [4.0, 0.1, 0.1]]), np.array([[1, 1, 1], [1, 0, 0]])),
        (np.array([[1.0, 2.0]]), np.array([[1, 1]])),
    ]
    more = []
    for n, longest in ((3, 4), (5, 7), (8, 3), (2, 9)):
        lengths = rng.integers(1, longest + 1, n)
        more.append((rng.uniform(0.05, 4, (n, longest)), (np.arange(longest) < lengths[:, None]).astype(int)))
    words = np.array([[1, 0], [1, 1]])
    anything = [np.array([[1.0, strange], [2.0, 3.0]]) for strange in (np.nan, np.inf, -1e300)]  # where padding is
    broken = np.array([[1.0, 0.5], [np.nan, 3.0]])  # a real word has NaN, and that must be seen
    return [*plain, *more, *((losses, words) for losses in (*anything, broken))]


def _first(z: Any) -> Any:
    return float((logsumexp(z) - np.mean(z, axis=1)).mean())


def _scores(rng: np.random.Generator) -> list[Any]:
    plain = [np.array([[0.0, 0.0]]), np.array([[2.0, 0.0, 1.0], [0.0, 0.0, 0.0]])]
    more = [s * rng.standard_normal((n, k)) + 1 for s, n, k in ((1, 4, 10), (3, 5, 10), (10, 6, 4), (0.1, 3, 5))]
    return [*plain, *more, np.array([[1000.0, 0.0], [0.0, -900.0]])]


def _naive_first(z: Any) -> Any:
    with np.errstate(all="ignore"):
        return float((np.log(np.exp(z).sum(axis=1)) - z.mean(axis=1)).mean())


def _step(W: Any, b: Any, x: Any, y: Any, rate: float) -> Any:
    push = (softmax(x @ W + b) - np.eye(len(b))[y]) / len(y)
    return W - rate * x.T @ push, b - rate * push.sum(axis=0)


def _steps(rng: np.random.Generator) -> list[Any]:
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


def _wrong_step(
    sign: float = 1, share: Any = len, twice: bool = False, bias: Any = None, shift: int = 0, y_too: bool = True
) -> Any:
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


def _overflowing_step(W: Any, b: Any, x: Any, y: Any, rate: float) -> Any:
    with np.errstate(all="ignore"):
        p = np.exp(x @ W + b)
        p = p / p.sum(axis=1, keepdims=True)
    push = (p - np.eye(len(b))[y]) / len(y)
    return W - rate * x.T @ push, b - rate * push.sum(axis=0)


def _half_repaired(exp: bool = False, label: bool = False, mean: bool = False) -> Any:
    """Return the step of the task with some of its three faults repaired."""

    def step(W: Any, b: Any, x: Any, y: Any, rate: float) -> Any:
        z = x @ W + b
        with np.errstate(all="ignore"):
            p = np.exp(z - z.max(axis=1, keepdims=True)) if exp else np.exp(z)
            p /= p.sum(axis=1, keepdims=True)
            p[np.arange(len(y)), y if label else y - 1] -= 1
            return W - rate * x.T @ p / (len(y) if mean else 1), b - rate * p.mean(axis=0)

    return step


def _clipped_step(most: float) -> Any:
    return lambda W, b, x, y, rate: _from_scores(np.clip(x @ W + b, -most, most), W, b, x, y, rate)


def _from_scores(z: Any, W: Any, b: Any, x: Any, y: Any, rate: float) -> Any:
    with np.errstate(all="ignore"):
        p = np.exp(z)
        p = p / p.sum(axis=1, keepdims=True)
    push = (p - np.eye(len(b))[y]) / len(y)
    return W - rate * x.T @ push, b - rate * push.sum(axis=0)


def _stop(validation: Any, patience: int) -> int:
    best = 0
    for i, loss in enumerate(validation):
        best = i if loss < validation[best] else best
        if i - best >= patience:
            break
    return best


def _histories(rng: np.random.Generator) -> list[Any]:
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


def _last_looked_at(validation: Any, patience: int) -> int:
    best = 0
    for i, loss in enumerate(validation):
        if loss < validation[best]:
            best = i
        elif i - best >= patience:
            return i
    return len(validation) - 1


def _rises_in_a_row(validation: Any, patience: int) -> int:
    best, rises = 0, 0
    for i in range(1, len(validation)):
        rises = rises + 1 if validation[i] >= validation[i - 1] else 0
        best = i if validation[i] < validation[best] else best
        if rises >= patience:
            break
    return best


def _with_delta(delta: float) -> Any:
    def stop(validation: Any, patience: int) -> int:
        best = 0
        for i, loss in enumerate(validation):
            if loss < validation[best] - delta:
                best = i
            elif i - best >= patience:
                break
        return best

    return stop


def _impatient(by: int) -> Any:
    return lambda validation, patience: _stop(validation, patience + by)


EXERCISES = [
    Exercise(
        name="first-numbers-by-hand",
        task="give the list of the three numbers, in nats",
        reference=[32 * np.log(4), np.log1p(3 / np.e), 1.75 * np.log(2)],
        mistakes={
            "the first is the mean, ln 4; this program sums over the batch of 32.": [
                np.log(4),
                np.log1p(3 / np.e),
                1.75 * np.log(2),
            ],
            "the second is the floor for two classes, ln(1 + 1/e); here three wrong classes each add 1/e.": [
                32 * np.log(4),
                np.log1p(1 / np.e),
                1.75 * np.log(2),
            ],
            "the second is ln(1 + 4/e): only the three wrong classes add 1/e.": [
                32 * np.log(4),
                np.log1p(4 / np.e),
                1.75 * np.log(2),
            ],
            "the second is 0, the floor of a right program; probabilities as scores lie at most 1 apart.": [
                32 * np.log(4),
                0.0,
                1.75 * np.log(2),
            ],
            "the third is the uniform guess; the bias still learns the shares, so it stops at their entropy.": [
                32 * np.log(4),
                np.log1p(3 / np.e),
                np.log(4),
            ],
            "the third is in bits; multiply by ln 2.": [32 * np.log(4), np.log1p(3 / np.e), 1.75],
            "the first is ln 32; it is 32 times what an example costs, ln 4.": [
                np.log(32),
                np.log1p(3 / np.e),
                1.75 * np.log(2),
            ],
            "the first is 32 times 4; an example costs ln 4.": [128.0, np.log1p(3 / np.e), 1.75 * np.log(2)],
            "the second has e for 1/e: ln(1 + 3/e), since the right class has the larger score.": [
                32 * np.log(4),
                np.log1p(3 * np.e),
                1.75 * np.log(2),
            ],
            "the second is the floor for ten classes; here there are four.": [
                32 * np.log(4),
                np.log1p(9 / np.e),
                1.75 * np.log(2),
            ],
            "the first is in bits; a natural logarithm is asked for.": [64.0, np.log1p(3 / np.e), 1.75 * np.log(2)],
        },
    ),
    Exercise(
        name="expected-first-loss",
        task="write expected_first_loss(z), the mean over the rows of the loss expected when every class is as likely",
        reference=_first,
        solution=solutions.expected_first_loss,
        cases=_scores,
        mistakes={
            "this is ln K, right only if the scores of a row are all alike.": (lambda z: float(np.log(np.shape(z)[1]))),
            "exp overflows at a score of 1000: subtract the row's largest score first.": _naive_first,
            "the score of the true class is missing: on average it is the mean of the row.": (
                lambda z: float(logsumexp(z).mean())
            ),
            "the true class is taken to be class 0; every class is as likely, so take the mean of the row.": (
                lambda z: float((logsumexp(z) - np.asarray(z)[:, 0]).mean())
            ),
            "the true class is taken to be the one with the largest score.": (
                lambda z: float((logsumexp(z) - np.max(z, axis=1)).mean())
            ),
            "this is the entropy of the model's own probabilities: the label is not drawn from the model.": (
                lambda z: float((logsumexp(z) - (softmax(z) * z).sum(axis=1)).mean())
            ),
            "one number for each row is returned; take their mean.": lambda z: logsumexp(z) - np.mean(z, axis=1),
            "the rows are summed; take their mean.": lambda z: float((logsumexp(z) - np.mean(z, axis=1)).sum()),
            "this is the ceiling ln K + s²/2, not the mean for these scores.": (
                lambda z: float(np.log(np.shape(z)[1]) + np.var(z) / 2)
            ),
            "the sum runs down the columns; each row is an example.": (
                lambda z: float((logsumexp(z, axis=0) - np.mean(z, axis=0)).mean())
            ),
        },
    ),
    matching(
        "five-sick-logs",
        "name the fault of each log",
        {
            "A": "padding counted",
            "B": "dead units",
            "C": "leak",
            "D": "sum for mean",
            "E": "rate too high",
        },
        {
            "A": "the loss over all places is far below that of the words, and 1.4 = 0.5 · 2.8 when half is padding",
            "B": "it stands to three digits at the entropy of the labels' shares, and two seeds agree",
            "C": "it lies below what anybody can reach who knows how the labels were drawn",
            "D": "177.4 is 128 times ln 4, before any step was made",
            "E": "the first loss is right, so nothing was wrong before the first step, and it jumps afterwards",
        },
    ),
    Exercise(
        name="repaired-step",
        task="repair step(W, b, x, y, rate), one step of descent on the mean cross-entropy",
        reference=_step,
        solution=solutions.step,
        cases=_steps,
        mistakes={
            "the gradient is summed over the batch; the loss is a mean, so divide by the number of examples.": (
                _wrong_step(share=lambda y: 1)
            ),
            "exp overflows for large scores: subtract the row's largest score first.": (
                _overflowing_step,
                _half_repaired(label=True, mean=True),
            ),
            "this is the step as it stood: look at exp of a large score, at the class from whose probability 1 is "
            "taken, and at what the gradient of W is divided by.": _half_repaired(),
            "exp is safe now; two faults are left: the class from whose probability 1 is taken, and what the gradient "
            "of W is divided by.": _half_repaired(exp=True),
            "the class is right now; two faults are left: exp of a large score, and what the gradient of W is divided "
            "by.": _half_repaired(label=True),
            "the mean is right now; two faults are left: exp of a large score, and the class from whose probability 1 "
            "is taken.": _half_repaired(mean=True),
            "b has the gradient of the mean and W that of the sum: divide the gradient of W by the number of examples "
            "too.": _half_repaired(exp=True, label=True),
            "the scores are clipped, which makes large ones equal: subtract the row's largest score instead.": (
                _clipped_step(30),
                _clipped_step(500),
                _clipped_step(700),
            ),
            "the largest score of the whole batch is subtracted; take that of each row, or small rows become 0/0.": (
                lambda W, b, x, y, rate: _from_scores(x @ W + b - (x @ W + b).max(), W, b, x, y, rate)
            ),
            "the maximum is taken down the examples; take it along the classes of each row.": (
                lambda W, b, x, y, rate: _from_scores(x @ W + b - (x @ W + b).max(axis=0), W, b, x, y, rate)
            ),
            "the step goes uphill: a descent subtracts the gradient.": _wrong_step(sign=-1),
            "softmax is applied twice: the gradient of the mean cross-entropy in the scores is p − y.": (
                _wrong_step(twice=True)
            ),
            "the labels start at 0; one was subtracted from them.": _wrong_step(shift=-1),
            "the labels start at 0; one was added to them.": _wrong_step(shift=1),
            "the bias moves by the mean of rows that are divided already: sum them.": (
                _wrong_step(bias=lambda push: push.mean(axis=0))
            ),
            "the bias stays where it is; its gradient is the sum of the rows of (p − y)/n.": (
                _wrong_step(bias=lambda push: 0 * push.sum(axis=0))
            ),
            "the labels do not enter: the gradient is p − y, and not p.": _wrong_step(y_too=False),
            "divide by the number of examples, not by that of the entries of a batch of scores.": (
                lambda W, b, x, y, rate: _wrong_step(share=lambda y: len(y) * len(b))(W, b, x, y, rate)
            ),
        },
    ),
    Exercise(
        name="stop-at",
        task="write stop_at(validation, patience), the index of the checkpoint to keep",
        reference=_stop,
        solution=solutions.stop_at,
        cases=_histories,
        unit=None,
        mistakes={
            "this looks at the whole history: a training that stops does not see what would have come.": (
                lambda validation, patience: int(np.argmin(validation))
            ),
            "this is where the training ends; keep the checkpoint of the smallest loss before it.": _last_looked_at,
            "patience counts entries since the best one, not rises in a row.": _rises_in_a_row,
            "the losses are rounded, or a small fall is not counted: smaller is smaller, however little.": (
                lambda validation, patience: _stop(np.round(validation, 2), patience),
                lambda validation, patience: _stop(np.round(validation, 3), patience),
                lambda validation, patience: _stop(np.round(validation, 4), patience),
                _with_delta(1e-3),
                _with_delta(1e-4),
                _with_delta(1e-6),
            ),
            "it waits one entry too many.": _impatient(1),
            "it waits one entry too few.": lambda validation, patience: _stop(validation, patience - 1),
            "of two equal losses keep the earlier: equal is not smaller.": (
                lambda validation, patience: next(
                    i
                    for i in reversed(range(len(validation)))
                    if validation[i] == validation[_stop(validation, patience)]
                )
            ),
            "this is the smallest loss; its index is asked for.": (
                lambda validation, patience: validation[_stop(validation, patience)],
                lambda validation, patience: min(validation),
            ),
            "it counts from 1; indices start at 0.": lambda validation, patience: _stop(validation, patience) + 1,
            "this is the largest loss; the smallest is wanted.": (
                lambda validation, patience: int(np.argmax(validation))
            ),
        },
    ),
    matching(
        "what-to-try-next",
        "choose what to do next in each case",
        {
            "A": "more examples or L2",
            "B": "a larger model or more steps",
            "C": "print both label ranges",
            "D": "calibrate on held-out data",
        },
        {
            "A": "training is far below validation: what is learnt does not carry over",
            "B": "both losses are equal and high: what is learnt carries over, and there is too little of it",
            "C": "0.3% right of ten classes is far worse than chance; no lack of learning does that",
            "D": "the calls are as good as they were and only the loss rises: the probabilities have grown too bold",
        },
    ),
    Exercise(
        name="masked-mean",
        task="write masked_mean(losses, real), the mean loss over the words for which real is 1",
        reference=_masked_mean,
        solution=solutions.masked_mean,
        cases=_sentences,
        mistakes={
            "padding counts in the denominator: divide by the number of real words.": (
                lambda losses, real: np.where(real == 1, losses, 0).mean(),
                lambda losses, real: np.where(real == 1, losses, 0).sum() / np.size(losses),
                lambda losses, real: (losses * real).mean(),
            ),
            "the losses of padding are in the numerator: choose the real words before the sum.": (
                lambda losses, real: losses.sum() / real.sum(),
                lambda losses, real: np.nansum(losses) / real.sum(),
            ),
            "padding is not left out at all.": (
                lambda losses, real: losses.mean(),
                lambda losses, real: np.nanmean(losses),
            ),
            "a NaN at a real word is hidden: take the mean of the real words as they are.": (
                lambda losses, real: np.nansum(losses * real) / real.sum(),
                lambda losses, real: (np.nan_to_num(losses) * real).sum() / real.sum(),
                lambda losses, real: np.nanmean(np.where(real == 1, losses, np.nan)),
                lambda losses, real: np.nansum(np.where(real == 1, losses, 0)) / real.sum(),
            ),
            "0 times NaN is NaN: choose the real words first, and multiply nothing.": (
                lambda losses, real: (losses * real).sum() / real.sum()
            ),
            "this is the mean of the sentences' means: words of short sentences count more than others.": (
                lambda losses, real: np.mean(np.where(real == 1, losses, 0).sum(axis=1) / real.sum(axis=1))
            ),
            "the losses are summed; divide by the number of real words.": (
                lambda losses, real: losses[real == 1].sum()
            ),
            "this divides by the number of sentences; divide by the number of real words.": (
                lambda losses, real: losses[real == 1].sum() / len(losses)
            ),
            "this is the mean over the padding; the real words are those with a 1.": (
                lambda losses, real: losses[real == 0].mean()
            ),
        },
    ),
]
