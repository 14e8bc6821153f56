"""From scores to probabilities: sigmoid, softmax and their logarithms, each beside its derivative.

Every function keeps float32 and float64 (half precision is computed and returned in float32, all else in float64),
works where the textbook formula overflows or loses its digits, and refuses NaN. A score of −∞ is a mask: the class has
probability 0. Chapter 6 introduces these functions, Chapter 7 shows what goes wrong in the naive forms, and Chapter 8
derives the derivatives.

- `one_score`: sigmoid, softplus, log-odds
- `many_scores`: softmax, log-softmax, log-sum-exp
- `exponentials`: what they are made of
"""

from . import many_scores, one_score
from .many_scores import *  # noqa: F403
from .one_score import *  # noqa: F403

__all__ = [name for module in (one_score, many_scores) for name in module.__all__]
