"""What a reader can set in a live figure: a traitlet each, with the markup of its control."""

from __future__ import annotations

import html
import math
import numbers
import random
from typing import Any

import traitlets

__all__ = ["LAB", "Action", "Choice", "Data", "Line", "Slider", "Toggle"]

#: JupyterLab takes the arrow keys for itself unless each input says that it wants them.
LAB = 'data-lm-suppress-shortcuts="true"'


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
    typed
        Least and largest number that may be typed, where that is more than the range input runs over.
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
        typed: tuple[float, float] | None = None,
        play: bool = False,
    ) -> None:
        self.low, self.high, self.step, self.scale, self.play = low, high, step, scale, play
        self.label, self.colour = label, colour
        self.least, self.most = typed or (low, high)
        self.digits = max(0, -math.floor(math.log10(step) + 1e-9)) if digits is None else digits
        super().__init__(default)
        self.tag(sync=True)

    def validate(self, obj: Any, value: Any) -> float:
        """Refuse what lies outside the range, or between whole numbers, quoting both."""
        if isinstance(value, bool) or not isinstance(value, numbers.Real):
            self.error(obj, value)
        number: float = super().validate(obj, float(value))
        if not self.least <= number <= self.most:
            raise traitlets.TraitError(f"{self.name} = {value!r} is out of range: {self.least:g} to {self.most:g}")
        if self.scale == "linear" and self.step >= 1 and number % 1:
            raise traitlets.TraitError(
                f"{self.name} = {value!r} is no whole number; {self.least:g} to {self.most:g} are taken"
            )
        return number

    def ends(self) -> list[float]:
        """Return the values at both ends of the range, and of what may be typed."""
        return [self.low, self.high, *{self.least, self.most}.difference((self.low, self.high))]

    def held(self, value: float) -> float:
        """Return `value` as the page lets the control hold it: inside the range and on a step."""
        value = min(self.most, max(self.least, value))
        if self.scale == "log":
            value = float(f"{value:.{self.digits - 1}e}")
        else:
            steps = math.floor((value - self.low) / self.step + 0.5)
            value = round(self.low + steps * self.step, self.digits + 2)
        return min(self.most, max(self.least, value))

    def any_value(self, chance: random.Random) -> float:
        """Return something that the reader can set it to."""
        if self.scale == "log":
            return self.held(10 ** chance.uniform(math.log10(self.low), math.log10(self.high)))
        return self.held(chance.uniform(self.low, self.high))

    def markup(self, name: str, value: float, uid: str) -> str:
        """Return the labelled range input with its number field."""
        at = math.log10 if self.scale == "log" else float
        low, high, here = at(self.low), at(self.high), at(max(value, self.low) if self.scale == "log" else value)
        number = f"{value:.{self.digits}g}" if self.scale == "log" else f"{value:.{self.digits}f}"
        play = f'<button type="button" class="live-play" data-play="{name}" {LAB}>Play</button>' if self.play else ""
        return (
            f'<div class="live-slider live-{self.scale}"><label for="{uid}-set-{name}">{_ink(self)}</label>'
            f'<input type="range" id="{uid}-set-{name}" name="{name}" min="{low:.12g}" max="{high:.12g}" '
            f'step="{self.step:.12g}" value="{here:.12g}" data-scale="{self.scale}" data-digits="{self.digits}" {LAB}>'
            f'<input type="number" data-for="{name}" min="{self.least:.16g}" max="{self.most:.16g}" step="any" '
            f'value="{number}" aria-label="{html.escape(self.label)}, typed" {LAB}>{play}</div>'
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

    def any_value(self, chance: random.Random) -> bool:
        """Return one of them."""
        return chance.choice(self.ends())

    def markup(self, name: str, value: bool, uid: str) -> str:
        """Return the labelled checkbox."""
        checked = " checked" if value else ""
        return f'<label class="live-toggle"><input type="checkbox" name="{name}"{checked} {LAB}> {self.label}</label>'


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

    def any_value(self, chance: random.Random) -> str:
        """Return one of them."""
        return chance.choice(self.ends())

    def markup(self, name: str, value: str, uid: str) -> str:
        """Return a fieldset of radio buttons, or a labelled select."""
        if len(self.options) > 4:
            rows = "".join(
                f'<option value="{key}"{" selected" if key == value else ""}>{text}</option>'
                for key, text in self.options.items()
            )
            return (
                f'<div class="live-select"><label for="{uid}-set-{name}">{_ink(self)}</label>'
                f'<select id="{uid}-set-{name}" name="{name}" {LAB}>{rows}</select></div>'
            )
        rows = "".join(
            f'<label><input type="radio" name="{uid}-set-{name}" data-name="{name}" value="{key}"'
            f"{' checked' if key == value else ''} {LAB}> {text}</label>"
            for key, text in self.options.items()
        )
        return f'<fieldset class="live-choice"><legend>{_ink(self)}</legend>{rows}</fieldset>'


class Line(traitlets.Unicode):  # type: ignore[type-arg]
    """A line of text that the reader types: some `letters`, at most so many of them; the page drops all others.

    Capitals become small on the page.
    """

    def __init__(self, default: str, *, letters: str, most: int, label: str, colour: str = "") -> None:
        self.letters, self.most, self.label, self.colour = letters, most, label, colour
        super().__init__(default)
        self.tag(sync=True)

    def validate(self, obj: Any, value: Any) -> str:
        """Refuse what is too long, or holds another letter, quoting it."""
        text = str(super().validate(obj, value))
        strange = next((c for c in text if c not in self.letters), None)
        if strange is not None:
            raise traitlets.TraitError(f"{self.name} holds {strange!r}; the letters taken are {self.letters!r}")
        if len(text) > self.most:
            raise traitlets.TraitError(f"{self.name} has {len(text)} letters; at most {self.most} are taken")
        return text

    def ends(self) -> list[str]:
        """Return no text, and as much as there may be."""
        return ["", (self.letters * self.most)[: self.most]]

    def any_value(self, chance: random.Random) -> str:
        """Return something that the reader can set it to."""
        return "".join(chance.choices(self.letters, k=chance.randint(0, self.most)))

    def markup(self, name: str, value: str, uid: str) -> str:
        """Return the labelled text field."""
        return (
            f'<div class="live-line"><label for="{uid}-set-{name}">{_ink(self)}</label>'
            f'<input type="text" id="{uid}-set-{name}" name="{name}" value="{html.escape(value)}" '
            f'maxlength="{self.most}" data-letters="{html.escape(self.letters)}" autocomplete="off" '
            f'autocapitalize="none" spellcheck="false" {LAB}></div>'
        )


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
        return f'<button type="button" name="{name}" data-action="{name}" {LAB}>{self.label}</button>'


def _ink(control: Slider | Choice | Line) -> str:
    """Return the control's label in its colour."""
    return f'<span class="{control.colour}">{control.label}</span>' if control.colour else control.label
