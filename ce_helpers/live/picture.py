"""A live figure as a picture: what a saved notebook shows where nothing runs.

Nbconvert, GitHub and an editor's preview show an ``image/png`` as it is. Of HTML they take away what could run, and any
drawing with it; of SVG their cleaners take away the styles, which leaves black shapes.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from matplotlib import font_manager
from PIL import Image, ImageDraw, ImageFont

from ..figures import colours, pinned

if TYPE_CHECKING:
    from .figure import LiveFigure

__all__ = ["picture"]

#: Pixels of the picture for each pixel of the page, and how many colours are enough for lines and text.
SCALE, SHADES = 1.6, 48
#: What stands below the drawing, and its height in pixels of the page.
FOOT, ROOM = "A live figure: run the cell, and it moves.", 26


def picture(figure: LiveFigure) -> tuple[bytes, tuple[int, int]]:
    """Return the figure at its present state as a PNG of few colours, and the size at which it is shown."""
    with pinned():
        fig = figure.draw()
        hidden = set(figure.hidden())
        for part in fig.findobj(lambda artist: artist.get_gid() in hidden):
            part.set_visible(False)
        drawn = io.BytesIO()
        fig.savefig(drawn, format="png", dpi=72 * SCALE, facecolor=colours.ground, metadata={"Software": None})
        letters = font_manager.findfont("DejaVu Sans")
    plot = Image.open(drawn).convert("RGB")
    whole = Image.new("RGB", (plot.width, plot.height + round(ROOM * SCALE)), colours.ground)
    whole.paste(plot)
    place, font = (8 * SCALE, plot.height + 4 * SCALE), ImageFont.truetype(letters, round(12 * SCALE))
    ImageDraw.Draw(whole).text(place, FOOT, fill=colours.quiet, font=font)
    small = io.BytesIO()
    whole.quantize(SHADES, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    return small.getvalue(), (round(fig.bbox.width), round(fig.bbox.height) + ROOM)
