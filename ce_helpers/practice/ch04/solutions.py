"""Chapter 4, Codes: the solutions, as they stand in the notebook."""

import numpy as np


def kraft(lengths):
    return sum(2.0**-n for n in lengths)


def prefix_free(words):
    for i, first in enumerate(words):
        for j, other in enumerate(words):
            if i != j and other.startswith(first):
                return False
    return True


def lengths(p):
    return np.ceil(-np.log2(p)).astype(int)


def excess(p, q):
    p, q = np.asarray(p), np.asarray(q)
    comes = p[p > 0]  # 0 · log 0 counts as 0, and NumPy makes it NaN
    return p @ np.ceil(-np.log2(q)) + comes @ np.log2(comes)


def canonical(lengths):
    words, number, last = [""] * len(lengths), 0, 0
    for i in sorted(range(len(lengths)), key=lambda i: lengths[i]):
        n = int(lengths[i])
        number <<= n - last  # append zeros
        if number >= 2**n:  # x_k = number / 2^n has left [0, 1)
            raise ValueError(f"{lengths} break Kraft's inequality")
        words[i] = format(number, f"0{n}b")
        number, last = number + 1, n
    return words


def questions(p):
    nodes, total = sorted(p), 0.0
    for _ in range(len(p) - 1):  # each join leaves one node fewer
        joined = nodes[0] + nodes[1]  # the last question tells these two apart
        total += joined  # and is asked this often
        nodes = sorted([*nodes[2:], joined])
    return total
