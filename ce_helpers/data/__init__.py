"""Data for the chapters: the real sets that come with scikit-learn, and synthetic ones made here.

Real sets need no download. Synthetic sets are drawn from a rule that is written down in the docstring of its
generator, so that most of them also carry the true probabilities, which no real set can tell. None of their numbers
is a measurement: the names of the features only say what the rule has been modelled on.

- `real`: scikit-learn's sets and their descriptions; `mortgages`: what lenders decided
- `synthetic`: rows with one label each; `structured`: images, sequences, several labels
- `patches`: small pictures cut from two photographs, and pictures turned
- `label_noise`: what is done to labels
- `tables`: small tables of facts
"""

from . import dataset, label_noise, mortgages, patches, real, structured, synthetic, tables
from .dataset import *  # noqa: F403
from .label_noise import *  # noqa: F403
from .mortgages import *  # noqa: F403
from .patches import *  # noqa: F403
from .real import *  # noqa: F403
from .structured import *  # noqa: F403
from .synthetic import *  # noqa: F403
from .tables import *  # noqa: F403

_MODULES = (dataset, real, mortgages, patches, label_noise, synthetic, structured, tables)
__all__ = [name for module in _MODULES for name in module.__all__]
