"""Chapter 5, Compression is prediction: the solutions, as they stand in the notebook."""

from fractions import Fraction

import numpy as np

import ce_helpers as ce


def tokens_perplexity(q):
    return np.exp(-np.mean(np.log(q)))  # natural logarithm, natural exponential


def bits_per_byte(nats, tokens, size):
    return nats * tokens / np.log(2) / size  # total nats, total bits, a byte


def next_probability(history, symbol, alphabet, alpha):
    total = len(history) + alpha * len(alphabet)
    return (history.count(symbol) + alpha) / total


def enough_bits(q):
    return np.ceil(-np.log2(q).sum()) + 1  # a product would underflow to 0


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


def block_bits(p, k):
    block = np.array([1.0])
    for _ in range(k):  # independent symbols: probabilities multiply
        block = np.outer(block, [p, 1 - p]).ravel()
    return np.sum(block * ce.huffman_lengths(block)) / k
