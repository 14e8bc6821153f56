"""Every loss of the book, beside its gradient.

Losses on scores take PyTorch's names and order: ``loss(logits, target, *, ..., reduction="mean")``. Each ``<loss>`` has
a ``<loss>_grad`` with the same arguments, which returns the gradient of the reduced loss in the first argument.
Nothing is clipped, and bad input raises ``ValueError``. Each file knows one kind:

- `binary`: one yes-or-no question per score (cross-entropy, squared error, hinge, focal)
- `categorical`: one answer out of K classes (cross-entropy, multi-class hinge, focal)
- `noise`: cross-entropy when labels are flipped at known rates
- `divergences`: Kullback–Leibler and Jensen–Shannon on scores, distillation
- `ranking`: InfoNCE, ListNet, preferences (DPO)
- `likelihoods`: Bernoulli, categorical, Gaussian, Laplace, Poisson
"""

from . import binary, categorical, divergences, likelihoods, noise, ranking
from .binary import *  # noqa: F403
from .categorical import *  # noqa: F403
from .divergences import *  # noqa: F403
from .likelihoods import *  # noqa: F403
from .noise import *  # noqa: F403
from .ranking import *  # noqa: F403

__all__ = [
    name for module in (binary, categorical, divergences, likelihoods, noise, ranking) for name in module.__all__
]
