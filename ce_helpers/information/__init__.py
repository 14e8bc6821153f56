"""Surprise, entropy, cross-entropy, divergence: the quantities of Chapters 1 to 5, one function each.

Every function of distributions is called ``f(p, q, *, base=None, axis=-1)``: the truth P first, then the model Q;
nats unless `base` says otherwise (2 for bits, 10 for bans); the outcomes run along `axis`. One of the two may be a
single distribution of shape ``(K,)`` and is then set against every distribution in the other.

Three conventions hold throughout. 0·ln 0 = 0, the limit of x ln x. An outcome with q = 0 and p > 0 costs ∞, as it
should: no epsilon is added, and nothing is renormalised (but an entry that rounding has put above 1 is read as 1). And
float32 goes in, float32 comes out; half precision (float16, bfloat16) is computed and returned in float32.

- `distributions`: surprise, entropy, cross-entropy, the divergences, perplexity
- `joint`: joint and conditional entropy, mutual information
- `units`: odds, counts, nats and bits
- `terms`: what is summed, outcome by outcome
"""

from . import distributions, joint, units
from .distributions import *  # noqa: F403
from .joint import *  # noqa: F403
from .units import *  # noqa: F403

__all__ = [name for module in (distributions, joint, units) for name in module.__all__]
