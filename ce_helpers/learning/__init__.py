"""Training by gradient descent: logistic and softmax regression, and small networks with a hand-written backward pass.

Everything that learns in the book goes through `descend`, a loop of a dozen lines. A model only has to say what its
loss is and what the gradient of that loss is; the two are always computed side by side. Chapter 8 derives them.

The objective is the (weighted) mean loss of the examples, in nats, plus ``l2 / 2`` times the sum of the squared
weights; biases are not penalised. The loss is cross-entropy unless another is given, see `trainable`.

- `optimisers`: from a gradient to a direction
- `descent`: the loop
- `linear`: logistic and softmax regression
- `layers`, `network`: a network forward and backward, and its training
- `fitted`: the model that training leaves behind
- `objectives`: the losses that are trained on
- `parts`: of models that `autograd` differentiates
- `on_flips`: an experiment of Chapter 14, whose results are stored
- `letter_models`, `on_letters`, `on_structures`: models of letters, and the experiments of Chapter 17
- `diseases`: runs with one fault each
- `trained`, `turns`: networks that are trained already
- `grid_world`: where a policy learns from its own episodes
- `vae`, `pixels`, `adversarial`: models that generate; `generation`: an experiment with them, whose results are stored
- `fairness`: what predictions tell about a group, and a penalty on it
- `attacks`: inputs moved uphill in their loss
- `ising`: a lattice of spins, counted exactly and by mean field
"""

from . import (
    adversarial,
    attacks,
    descent,
    diseases,
    fairness,
    fitted,
    generation,
    grid_world,
    ising,
    layers,
    letter_models,
    linear,
    network,
    objectives,
    on_flips,
    on_letters,
    on_structures,
    optimisers,
    parts,
    pixels,
    trained,
    turns,
    vae,
)
from .adversarial import *  # noqa: F403
from .attacks import *  # noqa: F403
from .descent import *  # noqa: F403
from .diseases import *  # noqa: F403
from .fairness import *  # noqa: F403
from .fitted import *  # noqa: F403
from .generation import *  # noqa: F403
from .grid_world import *  # noqa: F403
from .ising import *  # noqa: F403
from .layers import *  # noqa: F403
from .letter_models import *  # noqa: F403
from .linear import *  # noqa: F403
from .network import *  # noqa: F403
from .objectives import *  # noqa: F403
from .on_flips import *  # noqa: F403
from .on_letters import *  # noqa: F403
from .on_structures import *  # noqa: F403
from .optimisers import *  # noqa: F403
from .parts import *  # noqa: F403
from .pixels import *  # noqa: F403
from .trained import *  # noqa: F403
from .turns import *  # noqa: F403
from .vae import *  # noqa: F403

_MODULES = (
    optimisers,
    descent,
    fitted,
    linear,
    layers,
    network,
    objectives,
    parts,
    letter_models,
    on_flips,
    on_letters,
    on_structures,
    diseases,
    trained,
    turns,
    grid_world,
    vae,
    adversarial,
    attacks,
    fairness,
    generation,
    ising,
    pixels,
)
__all__ = [name for module in _MODULES for name in module.__all__]
