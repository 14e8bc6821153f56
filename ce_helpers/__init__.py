"""The formulas, live figures and exercise checks of the textbook *Cross-Entropy*.

``import ce_helpers as ce`` gives a chapter everything by one name. The formula modules need numpy alone and are
imported at once; whatever needs matplotlib or widgets is imported when it is first asked for.
"""

from importlib import import_module as _import_module
from logging import getLogger as _get_logger
from typing import Any as _Any

from .activations import *  # noqa: F403
from .calibration import *  # noqa: F403
from .coding import *  # noqa: F403
from .data import *  # noqa: F403
from .information import *  # noqa: F403
from .learning import *  # noqa: F403
from .losses import *  # noqa: F403
from .scoring import *  # noqa: F403

__version__ = "0.1.0"

# where the home cannot be written, matplotlib says so on import, to readers who can do nothing about it; and without a
# place for its cache it looks for fonts anew each time, which it tells where that is slow
_HOUSEKEEPING = (
    "mkdir -p failed",
    "%s is not a writable directory",
    "Matplotlib created a temporary cache directory",
    "Matplotlib is building the font cache",
)
for _name in ("matplotlib", "matplotlib.font_manager"):
    _get_logger(_name).addFilter(lambda record: not str(record.msg).startswith(_HOUSEKEEPING))

# name → module that is imported when the name is first used
_LATER = {
    "figure": "figures",
    "show": "figures",
    "colours": "figures",
    "check": "practice",
    "quiz": "practice",
    "predict": "practice",
    "record": "practice",
    "live": "live",
}


def __getattr__(name: str) -> _Any:
    if name not in _LATER:
        raise AttributeError(f"ce_helpers has no {name!r}; dir(ce_helpers) lists what there is")
    module = _import_module(f"{__name__}.{_LATER[name]}")
    value = module if _LATER[name] == name else getattr(module, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(set(globals()) | set(_LATER))
