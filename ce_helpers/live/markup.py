"""A live figure as HTML: one markup, for the page of the built site and for the widget in JupyterLab."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, Any

from matplotlib import rcParams
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from ..figures import as_css_colours, fewer_elements, pinned, pixel_map, prefix_ids, svg_text
from .controls import LAB
from .printed import PLACE, told

if TYPE_CHECKING:
    from .figure import LiveFigure

__all__ = ["drawing", "filled", "markup", "placeholder"]


def markup(figure: LiveFigure, uid: str) -> str:
    """Return the whole figure as HTML at its present state; `uid` must be its own on the page."""
    known = figure.known()
    svg, maps, (width, height) = drawing(figure, uid)
    label = html.escape(filled(figure.alt, known, plain=True))
    svg = re.sub(r"<svg ", f'<svg role="img" aria-label="{label}" ', svg, count=1)
    state = figure.state()
    controls = {n: c.markup(n, getattr(figure, n), uid) for n, c in figure.controls().items()}
    first = controls.pop(figure.foremost) if figure.foremost else "".join(controls.values())
    if figure.actions:
        first += f'<div class="live-buttons">{"".join(a.markup(n) for n, a in figure.actions.items())}</div>'
    later = "".join(controls.values()) if figure.foremost else ""
    presets = "".join(
        f'<button type="button" {_data("set", change)} aria-pressed="{_is_at(state, change)}" {LAB}>{text}</button>'
        for text, change in figure.presets.items()
    )
    widest = figure.widest()
    key = f'<div class="live-key">{_with_room(figure.key, known, widest)}</div>' if figure.key else ""
    hint = f'<div class="live-hint" aria-hidden="true">{figure.hint}</div>' if figure.hint else ""
    return (
        f'<figure class="live live-{figure.layout_hint}" id="{uid}" data-live="{_dashed(figure)}" '
        f"{_data('state', state)} {_data('shown-at', figure.shown_at)} {_data('needs', figure.needs)} "
        f"data-alt='{html.escape(figure.alt, quote=True)}' data-says='{html.escape(figure.says, quote=True)}'>"
        f'<div class="live-body"><div class="live-plot" style="aspect-ratio: {width:g} / {height:g}" '
        f"{_data('axes', maps)}>{svg}</div>{key}{hint}"
        + (f'<fieldset class="live-presets" disabled aria-label="Worked cases">{presets}</fieldset>' if presets else "")
        + f'<fieldset class="live-tools" disabled aria-label="This figure">{_TOOLS}</fieldset>'
        f'<div class="live-side"><fieldset class="live-controls" disabled>{first}</fieldset>'
        f'<div class="live-readouts">{_with_room(figure.readouts, known, widest)}</div>'
        + (f'<fieldset class="live-controls" disabled>{later}</fieldset>' if later else "")
        + '</div></div><p class="live-says" role="status"></p>'
        f"<figcaption>{figure.below()}</figcaption></figure>"
    )


def placeholder(figure: LiveFigure) -> str:
    """Return what stands for the figure in a page until the site expands it by `markup`."""
    return f'<figure class="live" data-live="{_dashed(figure)}" {_data("state", figure.state())}></figure>'


def drawing(figure: LiveFigure, uid: str) -> tuple[str, dict[str, Any], tuple[float, float]]:
    """Return the figure's drawing as SVG, the map from data to pixels of each of its axes, and its size in pixels."""
    with pinned():
        fig = figure.draw()
        for ax in fig.axes:  # on a telephone the type is larger beside the drawing: the ticks must not reach the labels
            ax.yaxis.labelpad += 6
            ax.xaxis.labelpad += 3
            ax.tick_params(axis="x", pad=rcParams["xtick.major.pad"] + 2)
        for part in fig.findobj(lambda artist: artist.get_gid() is not None and not isinstance(artist, Axes)):
            part.set_in_layout(False)  # the page moves no axes either, where a label grows
        axes = _name_axes(fig)
        svg = prefix_ids(as_css_colours(fewer_elements(svg_text(fig))), uid)
        maps = {name: pixel_map(ax) | {"texts": _anchors(ax)} for name, ax in axes.items()}
    for gid in figure.hidden():
        svg = svg.replace(f'id="{uid}-{gid}"', f'id="{uid}-{gid}" style="display: none"')
    svg = re.sub(r' width="[\d.]+" height="[\d.]+"', "", svg, count=1)
    svg = re.sub(r"font-size: ([\d.]+px)", r"font-size: max(var(--ce-least, 11px), \1)", svg)
    return svg, maps, (fig.bbox.width, fig.bbox.height)


def filled(template: str, known: dict[str, Any], *, plain: bool = False) -> str:
    """Return `template` with its places filled: by text where it is `plain`, else by outputs that can change."""

    def put(match: re.Match[str]) -> str:
        name, form = match["name"], match["form"] or ""
        value = known[name]
        text = told(value, form)
        if plain:
            return text
        number = repr(float(value)).replace("inf", "Infinity") if isinstance(value, int | float) else ""
        exact = f' data-value="{number}"' if number else ""
        return f'<output name="{name}" data-form="{form}"{exact} aria-live="off">{html.escape(text)}</output>'

    return PLACE.sub(put, template)


_TOOLS = (
    f'<button type="button" data-reset aria-disabled="true" {LAB}>Reset</button>'
    f'<button type="button" data-link {LAB}>Copy link to this state</button>'
)


def _with_room(template: str, known: dict[str, Any], widest: dict[tuple[str, str], str]) -> str:
    """Return the filled template with an unseen twin of its longest texts behind it: its height never changes."""
    room = PLACE.sub(lambda place: html.escape(widest[place["name"], place["form"] or ""]), template)
    return f'<div>{filled(template, known)}</div><div class="live-room" aria-hidden="true">{room}</div>'


def _is_at(state: dict[str, Any], change: dict[str, Any]) -> str:
    """Return whether the state is what a preset sets, as an attribute says it."""
    return "true" if all(state[name] == value for name, value in change.items()) else "false"


def _dashed(figure: LiveFigure) -> str:
    return figure.name().replace("_", "-")


def _data(name: str, value: Any) -> str:
    """Return an attribute that holds JSON."""
    text = json.dumps(value, separators=(",", ":"), default=float)
    return f"data-{name}='{html.escape(text, quote=True)}'"


def _name_axes(fig: Figure) -> dict[str, Axes]:
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
