"""Calibration: do events that were given 70 % happen 70 % of the time, and how to mend it when they do not.

Bins are closed on the right: bin b holds the forecasts with e_b < p ≤ e_{b+1}, and the first bin holds p = e_0 too.
This is the choice of scikit-learn and of Guo et al. (2017). Metrics take ``(y_true, y_proba)``; the fits take
``(logits, target)``, as losses do.

- `bins`, `reliability`: the reliability diagram, and the numbers drawn from it
- `bands`: how far the points of a calibrated forecaster stray from the diagonal by chance
- `scaling`: temperature and Platt scaling
- `isotonic`: calibration by any rising function
- `shift`: other shares of the classes than in training, and losses that ask for something else than p
"""

from . import bands, bins, isotonic, reliability, scaling, shift
from .bands import *  # noqa: F403
from .bins import *  # noqa: F403
from .isotonic import *  # noqa: F403
from .reliability import *  # noqa: F403
from .scaling import *  # noqa: F403
from .shift import *  # noqa: F403

__all__ = [name for module in (bands, bins, reliability, scaling, isotonic, shift) for name in module.__all__]
