"""Scoring rules: what a probability forecast is charged once the truth is known.

Every score here is a **loss: smaller is better** (the literature also writes scores to be maximised; turn the sign).
Metrics take ``(y_true, y_proba)`` and return the mean over the samples. A rule is *proper* if nobody can lower the
loss they expect by reporting something else than they believe, *strictly proper* if every other report raises it. The
logarithmic, Brier and spherical rules are strictly proper; the zero-one rule is only proper; the absolute and linear
rules are not proper, and are here to be found out.

- `rules`: the loss of a report under each outcome, and the test of honesty
- `metrics`: the mean loss of forecasts
- `decomposition`: a mean score taken apart
- `comparison`: whether one forecaster beats another by more than chance
"""

from . import comparison, decomposition, metrics, rules
from .comparison import *  # noqa: F403
from .decomposition import *  # noqa: F403
from .metrics import *  # noqa: F403
from .rules import *  # noqa: F403

__all__ = [name for module in (rules, metrics, decomposition, comparison) for name in module.__all__]
