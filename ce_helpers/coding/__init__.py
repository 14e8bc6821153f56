"""Codes: from a distribution to code words, and from a model's predictions to the bits on the wire.

Everything here is measured in **bits**. Three kinds of code stand side by side: Shannon's rounded-up lengths, Huffman's
optimal code words, and the arithmetic coder, which spends a fraction of a bit where a fraction is due and so lets
−Σ log₂ q be measured on a real file.

- `words`: code words and their lengths
- `models`: what predicts the next byte
- `predictors`: any function that predicts, as such a model
- `arithmetic`: the coder that turns predictions into bits
- `letters`: the letters of a text
"""

from . import arithmetic, letters, models, predictors, words
from .arithmetic import *  # noqa: F403
from .letters import *  # noqa: F403
from .models import *  # noqa: F403
from .predictors import *  # noqa: F403
from .words import *  # noqa: F403

__all__ = [name for module in (words, models, predictors, arithmetic, letters) for name in module.__all__]
