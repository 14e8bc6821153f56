"""Chapter 5, Compression is prediction: the solutions, as they stand in the notebook."""

from fractions import Fraction

import numpy as np


def tokens_perplexity(q):
    return np.exp(-np.mean(np.log(q)))  # natural logarithm, natural exponential


def bits_per_byte(nats, tokens, size):
    return nats * tokens / np.log(2) / size  # total nats, total bits, a byte


def context_probability(history, symbol, alphabet, alpha, order):
    context = history[len(history) - order :]  # history[-0:] would be all of it
    followers = [history[i] for i in range(order, len(history)) if history[i - order : i] == context]
    total = len(followers) + alpha * len(alphabet)
    return (followers.count(symbol) + alpha) / total


def decode(x, n, p):
    text = ""
    for _ in range(n):
        start = Fraction(0)
        for letter, width in p.items():
            if start <= x < start + width:
                text += letter
                x = (x - start) / width  # stretch its piece to the whole line
                break
            start += width
    return text


def guess_bounds(ranks):
    r = np.bincount(ranks)[1:] / len(ranks)  # the share of each number of guesses
    r = np.sort(r[r > 0])[::-1]
    i = np.arange(1, len(r) + 1)
    lower = np.sum(i * (r - np.append(r[1:], 0)) * np.log2(i))
    return lower, -np.sum(r * np.log2(r))


def other_tokens(perplexity, tokens, others):
    return perplexity ** (tokens / others)  # surprises add and are shared anew
