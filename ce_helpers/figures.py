"""The book's style for figures drawn by matplotlib, and their export as SVG.

One fixed colour each for the truth P, the model Q and what the reader owns, through the whole book. The hexadecimal
values stand in the notebooks' SVG; the site and the live figures replace each by a CSS variable (`as_css_colours`),
so that lines and text follow the light and the dark theme.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import matplotlib as mpl
import numpy as np
from cycler import cycler
from matplotlib.axes import Axes
from matplotlib.figure import Figure

__all__ = ["colours", "figure", "show", "svg_text"]

#: Blue is the truth, orange the model, plum the reader's own: told apart by colour-blind eyes, never by colour alone.
colours = SimpleNamespace(
    truth="#0b63a5",
    model="#b24a00",
    hand="#9a1277",
    third="#0a7355",
    ink="#24292f",
    quiet="#5b636c",
    pale="#d5dae0",
    truth_pale="#a9cdea",
    model_pale="#f3c9a5",
    hand_pale="#ecc4e0",
    third_pale="#a8dccb",
    ground="#fefefe",
)

_STYLE: Any = {
    "figure.dpi": 72,
    "figure.facecolor": "none",
    "savefig.facecolor": "none",
    "axes.facecolor": "none",
    "axes.edgecolor": colours.quiet,
    "axes.labelcolor": colours.ink,
    "axes.titlecolor": colours.ink,
    "axes.titlesize": 14,
    "axes.titlelocation": "left",
    "axes.labelsize": 13.5,
    "axes.linewidth": 1,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.formatter.use_mathtext": False,
    "axes.prop_cycle": cycler(
        color=[colours.truth, colours.model, colours.hand, colours.third], linestyle=["-", "--", "-.", ":"]
    ),
    "grid.color": colours.pale,
    "grid.linewidth": 0.7,
    "font.size": 13.5,
    "font.family": "DejaVu Sans",
    "text.color": colours.ink,
    "xtick.color": colours.quiet,
    "ytick.color": colours.quiet,
    "xtick.labelcolor": colours.ink,
    "ytick.labelcolor": colours.ink,
    "xtick.labelsize": 12.5,
    "ytick.labelsize": 12.5,
    "lines.linewidth": 2.2,
    "lines.markersize": 7,
    "legend.frameon": False,
    "patch.linewidth": 1,
    "hatch.linewidth": 0.8,
    "svg.fonttype": "none",
    "svg.hashsalt": "cross-entropy",
}


#: How many `pinned` are entered; and what brings the reader's settings back when a figure that was begun is shown.
_now = SimpleNamespace(pinned=0, readers=ExitStack(), begun=False)


@contextmanager
def pinned() -> Iterator[None]:
    """Draw by the book's settings alone, whatever the reader's own are; those come back at the end.

    Examples
    --------
    >>> with mpl.rc_context({"savefig.bbox": "tight"}):
    ...     with pinned():
    ...         inside = mpl.rcParams["savefig.bbox"]
    ...     inside, mpl.rcParams["savefig.bbox"]
    (None, 'tight')
    """
    own = {name: value for name, value in mpl.rcParamsDefault.items() if not name.startswith(_OF_THE_HOST)}
    with mpl.rc_context():
        mpl.rcParams.update({**own, **_STYLE})
        _now.pinned += 1
        try:
            yield
        finally:
            _now.pinned -= 1


#: Settings of the program that draws, and not of what is drawn.
_OF_THE_HOST = ("backend", "interactive", "toolbar", "timezone", "webagg", "tk.", "keymap", "macosx", "datapath")

#: The ground that a drawing has in a notebook, and on no page, where its colours follow the page's.
GROUND = f'<rect width="100%" height="100%" fill="{colours.ground}"/>'


def figure(
    width: float = 460, height: float = 300, rows: int = 1, columns: int = 1, **subplots: Any
) -> tuple[Figure, Any]:
    """Return a figure in the book's style and its axes, sizes in CSS pixels.

    What is drawn after this call is drawn in the book's style; `show` brings the reader's own settings back.

    Parameters
    ----------
    width, height
        Size in pixels; 460 by 300 keeps the text legible when a phone shrinks it.
    rows, columns, **subplots
        As in `matplotlib.figure.Figure.subplots`: one axes comes back alone, several as an array.

    Examples
    --------
    >>> fig, ax = figure(300, 200)
    >>> ax.get_xscale()
    'linear'
    """
    if not (_now.pinned or _now.begun):
        _now.readers.enter_context(mpl.rc_context())
        _now.begun = True
    mpl.rcParams.update(_STYLE)  # stays: what is drawn on the figure after this call takes its size and font from here
    fig = Figure(figsize=(width / 72, height / 72), layout="constrained")
    return fig, fig.subplots(rows, columns, **subplots)


def show(fig: Figure) -> None:
    """Display `fig` as SVG below the cell, on a ground of its own, since JupyterLab may be dark.

    matplotlib's settings are then again what they were before `figure`.
    The alternative text is in the cell's metadata (``mystnb.image.alt``).
    """
    from IPython.display import SVG, display

    text = attributes_for_styles(fewer_elements(svg_text(fig)))
    _now.readers.close()
    _now.begun = False
    display(SVG(text.replace(">", f">{GROUND}", 1)))  # type: ignore[no-untyped-call]


def svg_text(fig: Figure) -> str:
    """Return `fig` as SVG that is the same on every run: no date, fixed ids, text left as text."""
    buffer = io.StringIO()
    with pinned():  # ids that do not change from run to run
        fig.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    text = buffer.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"\s*<metadata>.*?</metadata>", "", text, flags=re.S)
    text = re.sub(r"(<svg[^>]*) width=\"([\d.]+)pt\" height=\"([\d.]+)pt\"", r'\1 width="\2" height="\3"', text)
    text = text.replace("'DejaVu Sans'", "system-ui, sans-serif")
    text = re.sub(r"(?<=[\d\"]) ?\n(?=[LMCQz\"])", " ", text)
    # a hundredth of a pixel is enough, and half the size
    return re.sub(r'(?<= )(d|x|y)="[^"]*"', lambda m: re.sub(r"\d+\.\d{3,}", _rounded, m[0]), text)


def _rounded(number: re.Match[str]) -> str:
    return f"{float(number[0]):.2f}".rstrip("0").rstrip(".")


def attributes_for_styles(svg: str) -> str:
    """Write each style as attributes, which GitHub and nbviewer keep; without its style a shape is black.

    Of a property that stands twice, as a fallback and what is meant, the last is kept, as a browser does.

    Examples
    --------
    >>> attributes_for_styles('<path style="fill: none; stroke-width: 2"/>')
    '<path fill="none" stroke-width="2"/>'
    >>> attributes_for_styles('<image style="image-rendering:crisp-edges;image-rendering:pixelated"/>')
    '<image image-rendering="pixelated"/>'
    """

    def written(style: re.Match[str]) -> str:
        pairs = dict(part.strip().split(":", 1) for part in style[1].split(";") if part.strip())
        return "".join(f' {name.strip()}="{value.strip()}"' for name, value in pairs.items())

    return re.sub(r' style="([^"]*)"', written, svg)


def styles_for_attributes(svg: str) -> str:
    """Turn `attributes_for_styles` back, since a style can have a variable for a colour and an attribute cannot.

    Examples
    --------
    >>> styles_for_attributes('<path d="M 0 0" fill="none" stroke-width="2"/>')
    '<path d="M 0 0" style="fill: none; stroke-width: 2"/>'
    """
    names = "fill|stroke|(?:fill|stroke)-[a-z]+|font-(?:size|weight|family)|text-anchor"
    pair = re.compile(rf' ({names})="([^"]*)"')

    def written(tag: re.Match[str]) -> str:
        style = "; ".join(f"{name}: {value}" for name, value in pair.findall(tag[0]))
        return re.sub(r"/?>$", rf' style="{style}"\g<0>', pair.sub("", tag[0])) if style else tag[0]

    return re.sub(r"<(?!svg)[a-z][^>]*>", written, svg)


def as_css_colours(svg: str) -> str:
    """Replace the style's colours by CSS variables with the colour itself as the fallback."""
    for name, value in vars(colours).items():
        svg = svg.replace(value, f"var(--ce-{name.replace('_', '-')}, {value})")
    return svg


_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
#: The names that matplotlib gives its artists; a figure's own gids have no underscore and number at their end.
_COUNTED = re.compile(r"[A-Za-z0-9.]+_\d+")
_INHERITED = {"font-family": "system-ui, sans-serif", "stroke-linejoin": "round", "stroke-linecap": "butt"}
ElementTree.register_namespace("", _SVG)


def fewer_elements(svg: str) -> str:
    """Return the same drawing in about half as many elements: a browser lays out a page in less time.

    What goes: groups that only group, ids that matplotlib counts and nothing refers to, the invisible ground of figure
    and axes, rotations by 0, and white space between elements. The font of every text, and the joins and caps of lines
    (a style sheet for the whole page, if left where matplotlib puts it), are named once, by the drawing.
    """
    root = ElementTree.fromstring(svg)
    referred = set(re.findall(r'(?:url\(|href=")#([^)"]+)', svg))
    for element in root.iter():
        if _COUNTED.fullmatch(element.get("id", "")) and element.get("id") not in referred:
            del element.attrib["id"]
        if element.get("transform", "").startswith("rotate(-0 "):
            del element.attrib["transform"]
        if f"{{{_XLINK}}}href" in element.attrib:
            element.set("href", element.attrib.pop(f"{{{_XLINK}}}href"))
        if "style" in element.attrib:
            element.set("style", element.attrib["style"].replace("font-family: system-ui, sans-serif; ", ""))
    for name, value in _INHERITED.items():
        root.set(name, value)
    _unwrap(root)
    return ElementTree.tostring(root, encoding="unicode")


def _unwrap(parent: ElementTree.Element) -> None:
    """Put the children of bare groups in their place, and leave out what draws nothing."""
    kept: list[ElementTree.Element] = []
    for child in parent:
        _unwrap(child)
        kind, bare = child.tag.removeprefix(f"{{{_SVG}}}"), "id" not in child.attrib
        if kind == "g" and not child.attrib:
            kept.extend(child)
        elif kind == "style" or (kind == "path" and bare and child.get("style") == "fill: none"):
            continue
        elif kind != "defs" or len(child):
            kept.append(child)
    parent[:] = kept
    if not (parent.text or "").strip():
        parent.text = None
    for child in parent:
        child.tail = None


def prefix_ids(svg: str, prefix: str) -> str:
    """Give every id, and every reference to one, a prefix of its own, so that many figures can share a page."""
    svg = re.sub(r'\bid="', f'id="{prefix}-', svg)
    return re.sub(r'(url\(|href=")#', rf"\1#{prefix}-", svg)


def pixel_map(ax: Axes) -> dict[str, Any]:
    """Return how `ax` places data in its SVG, and its box in pixels.

    Per axis ``[scale, a, b]`` with pixel = a + b·T(value); T is log₁₀ on a logarithmic axis and else the identity.
    """
    fig = ax.figure
    height = fig.bbox.height

    def affine(axis: str) -> list[Any]:
        scale = getattr(ax, f"get_{axis}scale")()
        low, high = getattr(ax, f"get_{axis}lim")()
        box = ax.get_window_extent()
        t0, t1 = np.log10([low, high]) if scale == "log" else (low, high)
        p0, p1 = (box.x0, box.x1) if axis == "x" else (height - box.y0, height - box.y1)
        slope = (p1 - p0) / (t1 - t0)
        return [scale, round(float(p0 - slope * t0), 6), round(float(slope), 6)]

    box = ax.get_window_extent()
    corner = {"x": box.x0, "y": height - box.y1, "width": box.width, "height": box.height}
    return {"x": affine("x"), "y": affine("y"), "box": {k: round(float(v), 3) for k, v in corner.items()}}
