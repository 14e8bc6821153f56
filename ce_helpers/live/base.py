"""The base of every live figure: an anywidget whose front end does its own arithmetic.

A figure is a subclass of `LiveFigure` in a file of its own, with a module of the same name beside it (``surprise.py``,
``surprise.mjs``). The class says what the reader can set (`Slider`, `Toggle`, `Choice`, `Action`), draws the still axes
with matplotlib (``parts.py`` has the usual parts), and computes the readouts in Python; the module computes the same
readouts in the browser and moves the parts that carry a ``gid``. One markup, made here, serves JupyterLab (where the
widget puts it on the page) and the built site (where it is on the page already), and one runtime makes it move.
"""

from __future__ import annotations

import html
import json
import math
import numbers
import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import anywidget
import traitlets
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from ..figures import as_css_colours, fewer_elements, pixel_map, prefix_ids, svg_text

__all__ = ["Action", "Change", "Choice", "Data", "LiveFigure", "Slider", "Toggle", "Values", "told"]

#: What a figure prints: numbers, and words where a readout is one.
Values = Mapping[str, float | str]
#: What a preset sets, or a rule changes: traits and their values.
Change = dict[str, Any]

HERE = Path(__file__).parent
FIGURES = HERE / "figures"


# --- what a reader can set: a traitlet each, with what its control needs -----------------------------------------


class Slider(traitlets.Float):  # type: ignore[type-arg]
    """A number between `low` and `high`, set by a range input and by a number field beside it.

    Parameters
    ----------
    default, low, high, step
        Start, ends and step of the range input, in the trait's own unit.
    label
        What the control is called, with the unit if there is one.
    scale
        ``"log"`` makes the range input run over log₁₀ of the trait; `step` is then in powers of ten.
    digits
        Decimals of the number field (significant digits with ``scale="log"``).
    colour
        Whose it is: ``"truth"``, ``"model"``, ``"hand"`` or ``"third"``; the label takes that colour.
    play
        Adds a button that runs the slider to its end, one step a frame.
    """

    def __init__(
        self,
        default: float,
        low: float,
        high: float,
        *,
        step: float,
        label: str,
        scale: str = "linear",
        digits: int | None = None,
        colour: str = "",
        play: bool = False,
    ) -> None:
        self.low, self.high, self.step, self.scale, self.play = low, high, step, scale, play
        self.label, self.colour = label, colour
        self.digits = max(0, -math.floor(math.log10(step) + 1e-9)) if digits is None else digits
        super().__init__(default)
        self.tag(sync=True)

    def validate(self, obj: Any, value: Any) -> float:
        """Refuse what lies outside the range, or between whole numbers, quoting both."""
        if isinstance(value, bool) or not isinstance(value, numbers.Real):
            self.error(obj, value)
        number: float = super().validate(obj, float(value))
        if not self.low <= number <= self.high:
            raise traitlets.TraitError(f"{self.name} = {value!r} is out of range: {self.low:g} to {self.high:g}")
        if self.scale == "linear" and self.step >= 1 and number % 1:
            raise traitlets.TraitError(
                f"{self.name} = {value!r} is no whole number; {self.low:g} to {self.high:g} are taken"
            )
        return number

    def ends(self) -> list[float]:
        """Return the values at both ends of the range."""
        return [self.low, self.high]

    def markup(self, name: str, value: float, uid: str) -> str:
        """Return the labelled range input with its number field."""
        at = math.log10 if self.scale == "log" else float
        low, high, here = at(self.low), at(self.high), at(value)
        number = f"{value:.{self.digits}g}" if self.scale == "log" else f"{value:.{self.digits}f}"
        play = f'<button type="button" class="live-play" data-play="{name}" {_LAB}>Play</button>' if self.play else ""
        return (
            f'<div class="live-slider live-{self.scale}"><label for="{uid}-set-{name}">{_ink(self)}</label>'
            f'<input type="range" id="{uid}-set-{name}" name="{name}" min="{low:.12g}" max="{high:.12g}" '
            f'step="{self.step:.12g}" value="{here:.12g}" data-scale="{self.scale}" data-digits="{self.digits}" {_LAB}>'
            f'<input type="number" data-for="{name}" min="{self.low:.12g}" max="{self.high:.12g}" step="any" '
            f'value="{number}" aria-label="{html.escape(self.label)}, typed" {_LAB}>{play}</div>'
        )


class Toggle(traitlets.Bool):  # type: ignore[type-arg]
    """A switch: a checkbox."""

    def __init__(self, default: bool, *, label: str) -> None:
        self.label = label
        super().__init__(default)
        self.tag(sync=True)

    def ends(self) -> list[bool]:
        """Return both states."""
        return [False, True]

    def markup(self, name: str, value: bool, uid: str) -> str:
        """Return the labelled checkbox."""
        checked = " checked" if value else ""
        return f'<label class="live-toggle"><input type="checkbox" name="{name}"{checked} {_LAB}> {self.label}</label>'


class Choice(traitlets.Enum):  # type: ignore[type-arg]
    """One of a few options: radio buttons, or a select where there are more than four.

    `options` maps the trait's value (a string) to what the reader sees; `colour` is the label's, as of a `Slider`.
    """

    def __init__(self, default: str, options: dict[str, str], *, label: str, colour: str = "") -> None:
        self.label, self.options, self.colour = label, options, colour
        super().__init__(list(options), default)
        self.tag(sync=True)

    def ends(self) -> list[str]:
        """Return every option."""
        return list(self.options)

    def markup(self, name: str, value: str, uid: str) -> str:
        """Return a fieldset of radio buttons, or a labelled select."""
        if len(self.options) > 4:
            rows = "".join(
                f'<option value="{key}"{" selected" if key == value else ""}>{text}</option>'
                for key, text in self.options.items()
            )
            return (
                f'<div class="live-select"><label for="{uid}-set-{name}">{_ink(self)}</label>'
                f'<select id="{uid}-set-{name}" name="{name}" {_LAB}>{rows}</select></div>'
            )
        rows = "".join(
            f'<label><input type="radio" name="{uid}-set-{name}" data-name="{name}" value="{key}"'
            f"{' checked' if key == value else ''} {_LAB}> {text}</label>"
            for key, text in self.options.items()
        )
        return f'<fieldset class="live-choice"><legend>{_ink(self)}</legend>{rows}</fieldset>'


class Data(traitlets.Any):
    """What a figure is given and the reader does not set: a list or dictionary that JSON can hold."""

    def __init__(self, default: Any = None) -> None:
        super().__init__(default)
        self.tag(sync=True)


class Action:
    """A button whose effect on the state is written in the module (``actions``), as step, draw anew, reset."""

    def __init__(self, label: str) -> None:
        self.label = label

    def markup(self, name: str) -> str:
        """Return the button."""
        return f'<button type="button" name="{name}" data-action="{name}" {_LAB}>{self.label}</button>'


def _ink(control: Slider | Choice) -> str:
    """Return the control's label in its colour."""
    return f'<span class="{control.colour}">{control.label}</span>' if control.colour else control.label


#: JupyterLab takes the arrow keys for itself unless each input says that it wants them.
_LAB = 'data-lm-suppress-shortcuts="true"'


# --- the figure --------------------------------------------------------------------------------------------------


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

    _adjusting = False
    _markup = traitlets.Unicode().tag(sync=True)
    _css = HERE / "live.css"

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

    # -- what all share --

    def numbers(self) -> dict[str, float]:
        """Return those of the values that are numbers."""
        return {name: float(value) for name, value in self.values().items() if not isinstance(value, str)}

    @classmethod
    def name(cls) -> str:
        """Return the figure's name in file names and markup: ``KLBothWays`` is ``kl_both_ways``."""
        return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", cls.__name__).lower()

    @classmethod
    def controls(cls) -> dict[str, Any]:
        """Return the reader's controls by trait name, in the order of their definition."""
        traits = cls.class_traits()
        order = [name for base in reversed(cls.__mro__) for name in vars(base)]
        kinds = (Slider, Toggle, Choice)
        return {n: traits[n] for n in dict.fromkeys(order) if isinstance(traits.get(n), kinds)}

    def state(self) -> dict[str, Any]:
        """Return all that the figure needs to be drawn again: its controls and its data."""
        data = [n for n, trait in type(self).class_traits().items() if isinstance(trait, Data)]
        return {n: getattr(self, n) for n in [*self.controls(), *data]}

    def markup(self, uid: str) -> str:
        """Return the whole figure as HTML at the present state; `uid` must be its own on the page."""
        fig = self.draw()
        axes_names = _name_axes(fig)
        svg = prefix_ids(as_css_colours(fewer_elements(svg_text(fig))), uid)
        maps = {name: pixel_map(ax) | {"texts": _anchors(ax)} for name, ax in axes_names.items()}
        width, height = fig.bbox.width, fig.bbox.height
        label = html.escape(self._fill(self.alt, plain=True))
        svg = re.sub(r"<svg ", f'<svg role="img" aria-label="{label}" ', svg, count=1)
        for gid in self.hidden():
            svg = svg.replace(f'id="{uid}-{gid}"', f'id="{uid}-{gid}" style="display: none"')
        svg = re.sub(r' width="[\d.]+" height="[\d.]+"', "", svg, count=1)
        controls = {n: c.markup(n, getattr(self, n), uid) for n, c in self.controls().items()}
        first = controls.pop(self.foremost) if self.foremost else "".join(controls.values())
        if self.actions:
            first += f'<div class="live-buttons">{"".join(a.markup(n) for n, a in self.actions.items())}</div>'
        later = "".join(controls.values()) if self.foremost else ""
        presets = "".join(
            f"<button type=\"button\" data-set='{html.escape(json.dumps(change))}' {_LAB}>{text}</button>"
            for text, change in self.presets.items()
        )
        hint = f'<div class="live-hint" aria-hidden="true">{self.hint}</div>' if self.hint else ""
        return (
            f'<figure class="live live-{self.layout_hint}" id="{uid}" data-live="{self.name().replace("_", "-")}" '
            f"data-state='{html.escape(_json(self.state()), quote=True)}' "
            f"data-shown-at='{html.escape(_json(self.shown_at), quote=True)}' "
            f"data-alt='{html.escape(self.alt, quote=True)}' data-says='{html.escape(self.says, quote=True)}'>"
            f'<div class="live-body"><div class="live-plot" style="aspect-ratio: {width:g} / {height:g}" '
            f"data-axes='{html.escape(_json(maps), quote=True)}'>{svg}</div>{hint}"
            + (
                f'<fieldset class="live-presets" disabled aria-label="Worked cases">{presets}</fieldset>'
                if presets
                else ""
            )
            + f'<div class="live-side"><fieldset class="live-controls" disabled>{first}</fieldset>'
            f'<div class="live-readouts">{self._fill(self.readouts)}</div>'
            + (f'<fieldset class="live-controls" disabled>{later}</fieldset>' if later else "")
            + '</div></div><p class="live-says" role="status"></p>'
            f"<figcaption>{self.caption}</figcaption></figure>"
        )

    @property
    def html(self) -> str:
        """Return the markup as it was made at the start, for a page without a kernel."""
        return str(self._markup)

    def placeholder(self) -> str:
        """Return the few lines that stand for the figure in a saved notebook; the site expands them by `markup`."""
        return (
            f'<figure class="live" data-live="{self.name().replace("_", "-")}" '
            f"data-state='{html.escape(_json(self.state()), quote=True)}'>"
            f"<p>{html.escape(self._fill(self.alt, plain=True))}</p><p><em>Run the cell to make the figure "
            f"move.</em></p><figcaption>{self.caption}</figcaption></figure>"
        )

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = super()._repr_mimebundle_(**kwargs) or ({}, {})
        return {**data, "text/plain": f"{type(self).__name__}()", "text/html": self.placeholder()}, metadata

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

    def _fill(self, template: str, *, plain: bool = False) -> str:
        known = {**self.state(), **self.values()}

        def put(match: re.Match[str]) -> str:
            name, form = match["name"], match["form"] or ""
            value = known[name]
            text = told(value, form)
            if plain:
                return text
            number = repr(float(value)).replace("inf", "Infinity") if isinstance(value, int | float) else ""
            exact = f' data-value="{number}"' if number else ""
            return f'<output name="{name}" data-form="{form}"{exact} aria-live="off">{html.escape(text)}</output>'

        return _PLACE.sub(put, template)


_PLACE = re.compile(r"\{(?P<name>\w+)(?::(?P<form>[^}]*))?\}")


def told(value: Any, form: str) -> str:
    """Return `value` as it is printed: ``.4f`` and ``.3g`` as in Python, ∞ and − as a typographer sets them."""
    if isinstance(value, str):
        return value
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    text = _half_up(float(value), form or ".6g")
    if float(text.rstrip("%")) == 0:
        text = text.removeprefix("-")
    head, _, power = text.partition("e")
    tail = "·10" + str(int(power)).translate(_SUPERSCRIPT) if power else ""
    return head.replace("-", "−") + tail


def _half_up(value: float, form: str) -> str:
    """Format as Python does, but with exact ties away from zero, as JavaScript's ``toFixed`` rounds them."""
    digits, kind = int(form[1:-1]), form[-1]
    if kind == "g":
        exact = Context(prec=digits or 1, rounding=ROUND_HALF_UP).create_decimal(Decimal(value))
        return format(float(exact), form)
    scaled = Decimal(100 * value if kind == "%" else value)
    text = format(scaled.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP, Context(prec=400)), "f")
    return f"{text}%" if kind == "%" else text


_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def _json(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), default=float)


def _name_axes(fig: Figure) -> dict[str, Any]:
    """Give every axes a gid, since the module finds a part's axes by the group that it stands in."""
    names = {}
    for i, ax in enumerate(fig.axes):
        ax.set_gid(ax.get_gid() or f"axes{i}")
        names[str(ax.get_gid())] = ax
    return names


def _anchors(ax: Axes) -> dict[str, list[float]]:
    """Return where each moving text is anchored, in pixels, so that its offset from the data is kept when it moves."""
    height = ax.figure.bbox.height
    found = {}
    for text in (t for t in ax.findobj(Text) if isinstance(t, Text) and t.get_gid() is not None):
        x, y = text.get_transform().transform(text.get_position())
        found[str(text.get_gid())] = [round(float(x), 4), round(float(height - y), 4)]
    return found


# --- the scripts -------------------------------------------------------------------------------------------------


@cache
def _as_function(path: Path) -> str:
    """Return a module as a function of the runtime that returns its one default export."""
    text = path.read_text(encoding="utf-8")
    if re.search(r"^\s*import\b", text, flags=re.M) or len(re.findall(r"^\s*export\b", text, flags=re.M)) != 1:
        raise ValueError(f"{path.name} must import nothing and export one default: it is bundled without a bundler")
    return "(() => {\n" + re.sub(r"^export default", "return", text, flags=re.M) + "\n})()"


def widget_module(name: str) -> str:
    """Return the ECMAScript module of one figure for JupyterLab: runtime, figure and ``render`` in one text."""
    runtime, module = _as_function(HERE / "js" / "runtime.mjs"), _as_function(FIGURES / f"{name}.mjs")
    return (
        f"const runtime = {runtime};\nconst figure = {module}(runtime);\n"
        "export default { render: ({ model, el }) => runtime.render(figure, { model, el }) };\n"
    )


def site_script() -> str:
    """Return the one classic script that brings every live figure of a built page to life, from http and from file."""
    names = sorted(p.stem for p in FIGURES.glob("*.mjs"))
    figures = ",\n".join(
        f'"{name.replace("_", "-")}": () => {_as_function(FIGURES / f"{name}.mjs")}(runtime)' for name in names
    )
    return (
        f"(() => {{\nconst runtime = {_as_function(HERE / 'js' / 'runtime.mjs')};\n"
        f"const figures = {{\n{figures}\n}};\nruntime.boot(figures);\n}})();\n"
    )
