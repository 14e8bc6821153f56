"""Every loss of the book, beside its gradient.

Losses on scores take PyTorch's names and order: ``loss(logits, target, *, ..., reduction="mean")``. Each ``<loss>`` has
a ``<loss>_grad`` with the same arguments, which returns the gradient of the reduced loss in the first argument
(`dpo_loss_grad` returns two, for the two arguments that learn). The result has the dtype of the scores, float32 or
float64; half precision is computed in, and returned as, float32. Nothing is clipped, and bad input raises
``ValueError``; what has weight 0 or is ignored is not looked at. Each file knows one kind:

- `binary`: cross-entropy of one yes-or-no question per score
- `categorical`: cross-entropy of one answer out of K classes
- `margins`: hinge, squared hinge, multi-class hinge
- `focal`: focal loss, for two classes and for K
- `bounded`: squared and absolute error through softmax or sigmoid, generalised cross-entropy
- `noise`: cross-entropy when labels are flipped at known rates
- `divergences`: Kullback–Leibler and Jensen–Shannon on scores, distillation
- `ranking`: InfoNCE, ListNet, preferences (DPO)
- `policy`: policy gradient and its clipped form
- `likelihoods`: Bernoulli, categorical, Gaussian, Laplace; `counts`: Poisson

All losses over classes go through `classes`, all on yes-or-no questions through `entries`.
"""

from . import binary, bounded, categorical, counts, divergences, focal, likelihoods, margins, noise, policy, ranking
from .binary import *  # noqa: F403
from .bounded import *  # noqa: F403
from .categorical import *  # noqa: F403
from .counts import *  # noqa: F403
from .divergences import *  # noqa: F403
from .focal import *  # noqa: F403
from .likelihoods import *  # noqa: F403
from .margins import *  # noqa: F403
from .noise import *  # noqa: F403
from .policy import *  # noqa: F403
from .ranking import *  # noqa: F403

_MODULES = (binary, categorical, margins, focal, bounded, noise, divergences, ranking, policy, likelihoods, counts)
__all__ = [name for module in _MODULES for name in module.__all__]
