"""The base of every live figure: an anywidget whose front end does its own arithmetic.

A figure is a subclass of `LiveFigure` in a file of its own, with a module of the same name beside it (``surprise.py``,
``surprise.mjs``). The class says what the reader can set (`controls`), draws the still axes with matplotlib
(``parts.py`` has the usual parts), and computes the readouts in Python; the module computes the same readouts in the
browser and moves the parts that carry a ``gid``. One markup (`markup`) serves JupyterLab, where the widget puts it on
the page, and the built site, where it is on the page already; and one runtime (``js/``) makes it move.
"""

from __future__ import annotations

import random
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, ClassVar

import anywidget
import traitlets
from matplotlib.figure import Figure

from .bundle import FIGURES, RUNTIME, STYLE_SHEET, Script, bundle, variable
from .controls import Action, Choice, Data, Line, Slider, Toggle
from .markup import filled, markup, placeholder
from .picture import picture
from .printed import PLACE, told

__all__ = ["LIVE_MIME", "Change", "LiveFigure", "Values", "file_name", "names", "site_script", "widget_module"]

#: In a saved notebook, what the site makes the figure from; others do not know this type, and show the picture.
LIVE_MIME = "application/vnd.cross-entropy.live"
#: What a figure prints: numbers, and words where a readout is one.
Values = Mapping[str, float | str]
#: What a preset sets, or a rule changes: traits and their values.
Change = dict[str, Any]

# figure → place in its sentences → the longest text that it took, looked for once and not for every copy
_widest: dict[str, dict[tuple[str, str], str]] = {}


class LiveFigure(anywidget.AnyWidget):
    """A figure that moves under the reader's hand, on a kernel and without one.

    A subclass sets the class attributes below, one control or more, and defines `values` and `draw`.
    """

    #: What the figure shows, one or two sentences of HTML, printed below it.
    caption: ClassVar[str]
    #: What is seen, for those who do not see it; ``{name:.2f}`` stands for a value or a trait.
    alt: ClassVar[str]
    #: HTML with ``{name:.4f}`` wherever a number stands that moves.
    readouts: ClassVar[str]
    #: The one sentence that is spoken after each change, with the same placeholders.
    says: ClassVar[str]
    #: What invites the first drag, below the plot; empty where nothing on the plot can be dragged.
    hint: ClassVar[str] = ""
    #: Worked cases: label of the button → traits it sets.
    presets: ClassVar[dict[str, Change]] = {}
    #: Parts that are there at one setting only: gid → the traits' values at which it is shown.
    shown_at: ClassVar[dict[str, Change]] = {}
    #: Buttons whose effect the module defines; they stand below the controls.
    actions: ClassVar[dict[str, Action]] = {}
    #: The control that stands first, its buttons and the readouts before all others; empty where none is that much.
    foremost: ClassVar[str] = ""
    #: ``"beside"`` puts the controls to the right of the plot where there is room, ``"below"`` under it.
    layout_hint: ClassVar[str] = "beside"

    #: The number that the figure is about, in a line beside the plot, with the placeholders of `readouts`.
    key: ClassVar[str] = ""
    #: Controls that do something at one setting only: trait → the other traits' values at which it does.
    needs: ClassVar[dict[str, Change]] = {}

    _adjusting = False
    _trying = False
    _markup = traitlets.Unicode().tag(sync=True)
    _css = STYLE_SHEET

    def __init__(self, *, uid: str | None = None, **state: Any) -> None:
        unknown = sorted(set(state) - set(self.class_traits()))
        if unknown:
            raise ValueError(f"{type(self).__name__} has no {', '.join(unknown)}; it has {', '.join(self.controls())}")
        self._esm = widget_module(self.name())
        super().__init__(**state)
        self._markup = self.markup(uid or f"ce-{self.model_id}")
        self.observe(self._adjust, names=list(self.controls()))

    # -- what a subclass writes --

    def values(self) -> Values:
        """Return every readout at the present state, computed by `ce_helpers`."""
        raise NotImplementedError

    def draw(self) -> Figure:
        """Return the figure at the present state; the parts that move carry a ``gid``."""
        raise NotImplementedError

    def hidden(self) -> list[str]:
        """Return the gids of the parts that are not shown at the present state: by default what `shown_at` says.

        Where the rule is more than that, the module has the same (``hidden``).
        """
        return [gid for gid, at in self.shown_at.items() if any(getattr(self, n) != value for n, value in at.items())]

    def adjust(self, changed: str) -> Change:
        """Return what else must change once `changed` has, as when probabilities must sum to 1; nothing by default."""
        return {}

    def below(self) -> str:
        """Return the caption at the present state: by default `caption`, whatever the state."""
        return self.caption

    # -- what all share --

    def numbers(self) -> dict[str, float]:
        """Return those of the values that are numbers."""
        return {name: float(value) for name, value in self.values().items() if not isinstance(value, str)}

    @classmethod
    def name(cls) -> str:
        """Return the figure's name in file names and markup: ``KLBothWays`` is ``kl_both_ways``."""
        return file_name(cls.__name__)

    @classmethod
    def controls(cls) -> dict[str, Any]:
        """Return the reader's controls by trait name, in the order of their definition."""
        traits = cls.class_traits()
        order = [name for base in reversed(cls.__mro__) for name in vars(base)]
        kinds = (Slider, Toggle, Choice, Line)
        return {n: traits[n] for n in dict.fromkeys(order) if isinstance(traits.get(n), kinds)}

    def state(self) -> dict[str, Any]:
        """Return all that the figure needs to be drawn again: its controls and its data."""
        data = [n for n, trait in type(self).class_traits().items() if isinstance(trait, Data)]
        return {n: getattr(self, n) for n in [*self.controls(), *data]}

    def known(self) -> dict[str, Any]:
        """Return all that can be printed of the figure: its state and its values."""
        return {**self.state(), **self.values()}

    @property
    def html(self) -> str:
        """Return the markup as it was made at the start, for a page without a kernel."""
        return str(self._markup)

    @contextmanager
    def trying(self, change: Change) -> Iterator[None]:
        """Be in another state for a while and tell nobody: neither kernel nor page hears of it."""
        before = self.state()
        self._trying = True
        try:
            for name, value in change.items():
                setattr(self, name, value)
                for other, adjusted in self.adjust(name).items():
                    setattr(self, other, adjusted)
            yield
        finally:
            for name, value in before.items():
                setattr(self, name, value)
            self._trying = False

    def notify_change(self, change: Any) -> None:
        """Tell of a change, but for one that is only tried."""
        if not self._trying:
            super().notify_change(change)

    def widest(self) -> dict[tuple[str, str], str]:
        """Return the longest text of each place in `readouts` and `key`, over the states where it is looked for."""
        places = {(place["name"], place["form"] or "") for place in PLACE.finditer(self.readouts + self.key)}
        if self.name() not in _widest:
            _widest[self.name()] = dict.fromkeys(places, "")
            chance = random.Random(self.name())
            ends = [{name: end} for name, control in self.controls().items() for end in control.ends()]
            # a verdict may have a word for the very middle
            middle = {n: c.held((c.low + c.high) / 2) for n, c in self.controls().items() if isinstance(c, Slider)}
            ends += [{**middle, **end} for end in ends] + [{name: value} for name, value in middle.items()]
            anywhere = [{n: c.any_value(chance) for n, c in self.controls().items()} for _ in range(40)]
            for change in [*self.presets.values(), *ends, *anywhere]:
                with self.trying(change):
                    self._note_texts(places)
        self._note_texts(places)
        return _widest[self.name()]

    def _note_texts(self, places: set[tuple[str, str]]) -> None:
        known, longest = self.known(), _widest[self.name()]
        for place in places:
            longest[place] = max(longest[place], told(known[place[0]], place[1]), key=len)

    def markup(self, uid: str) -> str:
        """Return the whole figure as HTML at the present state; `uid` must be its own on the page."""
        return markup(self, uid)

    def placeholder(self) -> str:
        """Return what stands for the figure in a page until the site expands it by `markup`."""
        return placeholder(self)

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the widget and, for a saved notebook, a picture of it, and for the site what it is made from."""
        data, metadata = super()._repr_mimebundle_(**kwargs) or ({}, {})
        png, (width, height) = picture(self)
        alt = filled(self.alt, self.known(), plain=True)
        data |= {
            "text/plain": f"{type(self).__name__}()",
            "image/png": b64encode(png).decode(),
            LIVE_MIME: placeholder(self),
        }
        return data, {**metadata, "image/png": {"width": width, "height": height, "alt": alt}}

    def __repr__(self) -> str:
        """Name the controls' values, and no memory address."""
        return f"{type(self).__name__}({', '.join(f'{n}={getattr(self, n)!r}' for n in self.controls())})"

    def _adjust(self, change: Any) -> None:
        if self._adjusting:  # what is set here has its own change announced, and must not be answered in turn
            return
        self._adjusting = True
        try:
            with self.hold_sync():
                for name, value in self.adjust(change["name"]).items():
                    setattr(self, name, value)
        finally:
            self._adjusting = False


def file_name(class_name: str) -> str:
    """Return what a figure's files are called: those of ``KLBothWays`` are ``kl_both_ways.py`` and ``.mjs``."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", class_name).lower()


def names() -> list[str]:
    """Return the names of all figures, as ``["kl_both_ways", …]``: one for each pair of files in ``figures/``."""
    return sorted({path.stem for path in FIGURES.iterdir() if path.suffix in (".py", ".mjs")} - {"__init__"})


# --- the scripts -------------------------------------------------------------------------------------------------


def widget_module(name: str) -> str:
    """Return the ECMAScript module of one figure for JupyterLab: runtime, figure and ``render`` in one text."""
    module = FIGURES / f"{name}.mjs"
    last = (
        f"const {{ render, offered }} = {variable(RUNTIME)}, figure = {variable(module)}.default(offered);\n"
        "export default { render: (host) => render(figure, host) };"
    )
    return bundle([RUNTIME, module], last, wrapped=False).with_map()


def site_script(wanted: Iterable[str] | None = None, last: str = "runtime.boot(figures);") -> Script:
    """Return the one classic script that brings live figures of a built page to life, from http and from file.

    Parameters
    ----------
    wanted
        Names of the figures; all of them unless said otherwise.
    last
        What is done with ``runtime``, and with ``figures``, an object of functions that make a figure each.
    """
    paths = {name: FIGURES / f"{name}.mjs" for name in (names() if wanted is None else wanted)}
    made = ", ".join(
        f'"{name.replace("_", "-")}": () => {variable(path)}.default(runtime.offered)' for name, path in paths.items()
    )
    return bundle(
        [RUNTIME, *paths.values()], f"const runtime = {variable(RUNTIME)};\nconst figures = {{ {made} }};\n{last}"
    )
