"""Chapter 15, When training goes wrong: exercises."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...activations import logsumexp, softmax
from ..by_hand import Part, by_hand
from ..exercise import Exercise
from ..matching import matching
from . import solutions, wrong

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
    certain = np.array([[0.0, 0.5], [0.2, 0.0]])  # a word that costs nothing is a word
    return [*plain, *more, *((losses, words) for losses in (*anything, broken, certain))]


def _first(z: Any) -> Any:
    return float((logsumexp(z) - np.mean(z, axis=1)).mean())


def _scores(rng: np.random.Generator) -> list[Any]:
    plain = [np.array([[0.0, 0.0]]), np.array([[2.0, 0.0, 1.0], [0.0, 0.0, 0.0]])]
    more = [s * rng.standard_normal((n, k)) + 1 for s, n, k in ((1, 4, 10), (3, 5, 10), (10, 6, 4), (0.1, 3, 5))]
    return [*plain, *more, np.array([[1000.0, 0.0], [0.0, -900.0]]), np.array([[-1000.0, -1001.0], [-2.0, -3.0]])]


def _quiet(function: Any) -> Any:
    def called(*args: Any) -> Any:
        with np.errstate(all="ignore"):
            return function(*args)

    return called


def _naive_first(z: Any) -> Any:
    with np.errstate(all="ignore"):
        return float((np.log(np.exp(z).sum(axis=1)) - z.mean(axis=1)).mean())


EXERCISES = [
    by_hand(
        "first-numbers-by-hand",
        "give the list of the three numbers, in nats",
        [
            Part(
                "(a)",
                32 * np.log(4),
                "a new network spreads its probability evenly over four classes; 32 losses are added",
                {
                    "this is the mean, ln 4; the program sums over the batch of 32": np.log(4),
                    "this is ln 32; the batch multiplies what one example costs, ln 4": np.log(32),
                    "this is ln(32 · 4); the batch multiplies the logarithm, and does not stand in it": np.log(128),
                    "this is 32 times 4; an example costs ln 4": 128.0,
                    "this is in bits; a natural logarithm is asked for": 64.0,
                    "this is 32 times the entropy of the shares; a new network does not know them": 56 * np.log(2),
                    "32 and 4 are exchanged: the batch has 32 examples of 4 classes": 4 * np.log(32),
                    "this is for ten classes; here there are four": 32 * np.log(10),
                },
            ),
            Part(
                "(b)",
                np.log1p(3 / np.e),
                "the loss takes the probabilities 1, 0, 0, 0 for scores: −ln of softmax(1, 0, 0, 0) at the first",
                {
                    "this is the floor for two classes; here three wrong classes each add 1/e": np.log1p(1 / np.e),
                    "this is ln(1 + 4/e): only the three wrong classes add 1/e": np.log1p(4 / np.e),
                    "this is the floor of a right program, 0; probabilities as scores lie at most 1 apart": 0.0,
                    "e and 1/e are exchanged, since the right class has the larger score: ln(1 + 3/e)": np.log1p(
                        3 * np.e
                    ),
                    "this is the floor for ten classes; here there are four": np.log1p(9 / np.e),
                    "this is the probability e/(e + 3); the loss is −ln of it": np.e / (np.e + 3),
                    "this is ln(e + 3), the logarithm of the sum; the score of the right class, 1, is still "
                    "to be taken off": np.log(np.e + 3),
                    "this is in bits; multiply by ln 2": np.log2(1 + 3 / np.e),
                    "this is the uniform guess; perfect probabilities as scores do a little better": np.log(4),
                },
            ),
            Part(
                "(c)",
                1.75 * np.log(2),
                "biases alone learn how common each class is, and then pay the entropy of the shares",
                {
                    "this is the uniform guess; the biases still learn the shares, and pay their entropy": np.log(4),
                    "this is in bits; multiply by ln 2": 1.75,
                    "this is 0; without the inputs nobody can tell the classes apart": 0.0,
                    "this is −ln of the largest share; the others are paid for as well": np.log(2),
                    "this counts only one of the two classes of share 1/8": 1.375 * np.log(2),
                    "this is the mean of −ln of the shares with equal weights; weigh each by its share": 2.25
                    * np.log(2),
                },
            ),
        ],
        whole={"these are bits; natural logarithms are asked for.": [64.0, np.log2(1 + 3 / np.e), 1.75]},
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
                lambda z: float(logsumexp(z).mean()),
                _quiet(lambda z: np.log(np.exp(z).sum(axis=1)).mean()),
            ),
            "this is the logarithm of the number of examples; the classes are the columns.": lambda z: np.log(len(z)),
            "the loss of every class is added up; each is as likely, so take their mean.": (
                lambda z: (np.shape(z)[1] * logsumexp(z) - np.sum(z, axis=1)).mean()
            ),
            "the probabilities are clipped, or a small number is added: work from the scores.": (
                lambda z: -np.log(np.maximum(softmax(z), 1e-15)).mean(),
                lambda z: -np.log(np.maximum(softmax(z), 1e-12)).mean(),
                lambda z: -np.log(softmax(z) + 1e-12).mean(),
                lambda z: -np.log(softmax(z) + 1e-9).mean(),
            ),
            "the scores are clipped: subtract the row's largest score instead.": (
                lambda z: (logsumexp(np.clip(z, -50, 50)) - np.clip(z, -50, 50).mean(axis=1)).mean(),
                lambda z: (logsumexp(np.clip(z, -500, 500)) - np.clip(z, -500, 500).mean(axis=1)).mean(),
                lambda z: (logsumexp(np.clip(z, -700, 700)) - np.clip(z, -700, 700).mean(axis=1)).mean(),
            ),
            "the probabilities are averaged over the examples before the logarithm; average the losses.": (
                _quiet(lambda z: -np.log(softmax(z).mean(axis=0)).mean())
            ),
            "the largest score of all is subtracted as if it were the true class's; take the mean of each row.": (
                lambda z: logsumexp(z).mean() - np.max(z)
            ),
            "this is an estimate from the spread of the scores, or its ceiling; the scores themselves are at hand.": (
                lambda z: np.log(np.shape(z)[1]) + np.var(z, axis=1).mean() / 2,
                lambda z: np.log(np.shape(z)[1]) + np.var(z) / 2,
                lambda z: 1.54 * np.std(z),
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
        reference=wrong.step,
        solution=solutions.step,
        cases=wrong.steps,
        mistakes={
            "the gradient is summed over the batch; the loss is a mean, so divide by the number of examples.": (
                wrong.wrong_step(share=lambda y: 1)
            ),
            "exp overflows for large scores: subtract the row's largest score first.": (
                wrong.overflowing_step,
                wrong.half_repaired(label=True, mean=True),
            ),
            "this is the step as it stood: look at exp of a large score, at the class from whose probability 1 is "
            "taken, and at what the gradient of W is divided by.": wrong.half_repaired(),
            "exp is safe now; two faults are left: the class from whose probability 1 is taken, and what the gradient "
            "of W is divided by.": wrong.half_repaired(exp=True),
            "the class is right now; two faults are left: exp of a large score, and what the gradient of W is divided "
            "by.": wrong.half_repaired(label=True),
            "the mean is right now; two faults are left: exp of a large score, and the class from whose probability 1 "
            "is taken.": wrong.half_repaired(mean=True),
            "b has the gradient of the mean and W that of the sum: divide the gradient of W by the number of examples "
            "too.": wrong.half_repaired(exp=True, label=True),
            "the scores are clipped, which makes large ones equal: subtract the row's largest score instead.": (
                wrong.clipped_step(30),
                wrong.clipped_step(500),
                wrong.clipped_step(700),
            ),
            "the largest score of the whole batch is subtracted; take that of each row, or small rows become 0/0.": (
                lambda W, b, x, y, rate: wrong.from_scores(x @ W + b - (x @ W + b).max(), W, b, x, y, rate)
            ),
            "the maximum is taken down the examples; take it along the classes of each row.": (
                lambda W, b, x, y, rate: wrong.from_scores(x @ W + b - (x @ W + b).max(axis=0), W, b, x, y, rate)
            ),
            "the step goes uphill: a descent subtracts the gradient.": wrong.wrong_step(sign=-1),
            "softmax is applied twice: the gradient of the mean cross-entropy in the scores is p − y.": (
                wrong.wrong_step(twice=True)
            ),
            "the labels start at 0; one was subtracted from them.": wrong.wrong_step(shift=-1),
            "the labels start at 0; one was added to them.": wrong.wrong_step(shift=1),
            "the bias moves by the mean of rows that are divided already: sum them.": (
                wrong.wrong_step(bias=lambda push: push.mean(axis=0))
            ),
            "W has the gradient of the mean and b that of the sum: divide that of b by the number of examples too.": (
                wrong.wrong_step(bias=lambda push: len(push) * push.sum(axis=0))
            ),
            "a small number is added to the sum of the exponentials; the largest of them is 1, and it needs none.": (
                wrong.padded_sum(1e-9),
                wrong.padded_sum(1e-8),
                wrong.padded_sum(1e-7),
                wrong.padded_sum(1e-6),
            ),
            "only W is returned; b is asked for as well.": lambda W, b, x, y, rate: wrong.step(W, b, x, y, rate)[0],
            "the bias stays where it is; its gradient is the sum of the rows of (p − y)/n.": (
                wrong.wrong_step(bias=lambda push: 0 * push.sum(axis=0))
            ),
            "the labels do not enter: the gradient is p − y, and not p.": wrong.wrong_step(y_too=False),
            "divide by the number of examples, not by that of the entries of a batch of scores.": (
                lambda W, b, x, y, rate: wrong.wrong_step(share=lambda y: len(y) * len(b))(W, b, x, y, rate)
            ),
        },
    ),
    Exercise(
        name="stop-at",
        task="write stop_at(validation, patience), the index of the checkpoint to keep",
        reference=wrong.stop,
        solution=solutions.stop_at,
        cases=wrong.histories,
        unit=None,
        mistakes={
            "this looks at the whole history: a training that stops does not see what would have come.": (
                lambda validation, patience: int(np.argmin(validation))
            ),
            "this is where the training ends; keep the epoch of the smallest loss before it.": wrong.last_looked_at,
            "patience counts entries since the best one, not rises in a row.": (
                wrong.rises_in_a_row,
                wrong.since_last_fall,
            ),
            "what has been waited is not set back to 0 when a smaller loss comes.": wrong.never_set_back,
            "every loss is compared with a first best of 1; losses may lie above that: begin with the first entry.": (
                wrong.best_from(1.0)
            ),
            "patience is no place in the list; it counts entries since the best one so far.": (
                lambda validation, patience: int(np.argmin(validation[:patience])),
                lambda validation, patience: int(np.argmin(validation[: patience + 1])),
            ),
            "patience is taken from the index, or added to it; the index of the best one is asked for.": (
                lambda validation, patience: wrong.stop(validation, patience) - patience,
                lambda validation, patience: wrong.stop(validation, patience) + patience,
            ),
            "this is where the training ends, if it ends early; keep the epoch of the smallest loss before it.": (
                wrong.where_it_stops
            ),
            "if the losses end before the patience does, nothing is returned: keep the best then.": wrong.or_nothing,
            "the losses are rounded, or a small fall is not counted: smaller is smaller, however little.": (
                lambda validation, patience: wrong.stop(np.round(validation, 2), patience),
                lambda validation, patience: wrong.stop(np.round(validation, 3), patience),
                lambda validation, patience: wrong.stop(np.round(validation, 4), patience),
                wrong.with_delta(1e-3),
                wrong.with_delta(1e-4),
                wrong.with_delta(1e-6),
            ),
            "it waits one entry too many.": wrong.impatient(1),
            "it waits one entry too few.": lambda validation, patience: wrong.stop(validation, patience - 1),
            "of two equal losses keep the earlier: equal is not smaller.": (
                lambda validation, patience: next(
                    i
                    for i in reversed(range(len(validation)))
                    if validation[i] == validation[wrong.stop(validation, patience)]
                )
            ),
            "this is the smallest loss; its index is asked for.": (
                lambda validation, patience: validation[wrong.stop(validation, patience)],
                lambda validation, patience: min(validation),
            ),
            "it counts from 1; indices start at 0.": lambda validation, patience: wrong.stop(validation, patience) + 1,
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
            "words that cost 0 are left out; they are real.": (
                lambda losses, real: np.where(real == 1, losses, 0).sum() / (np.where(real == 1, losses, 0) != 0).sum()
            ),
            "NaN and ∞ are left out, and padding with an ordinary number is not.": (
                lambda losses, real: np.ma.masked_invalid(losses).mean()
            ),
            "one mean for each sentence is returned; one for all the real words is asked for.": (
                lambda losses, real: np.where(real == 1, losses, 0).sum(axis=1) / real.sum(axis=1)
            ),
            "the losses of the real words are returned as they are; take their mean.": (
                lambda losses, real: losses[real == 1]
            ),
            "this divides by the length of the longest sentence; divide by the number of real words.": (
                lambda losses, real: losses[real == 1].sum() / real.shape[1]
            ),
            "this is the median; a mean is asked for.": lambda losses, real: np.median(losses[real == 1]),
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
