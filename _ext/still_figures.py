"""Still figures stand in the page as SVG elements, not as images: their lines and text then follow the colour mode."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from ce_helpers.figures import GROUND, as_css_colours, fewer_elements, prefix_ids, styles_for_attributes


class InlineFigures(SphinxPostTransform):
    """Replace every SVG that a notebook made by its text; its alternative text becomes its label.

    It comes after myst-nb has chosen among an output's forms (priority 4) and before images are collected (10), so that
    none is copied that no page shows.
    """

    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        """Look at every image of the page."""
        if self.app.builder.format != "html":
            return
        for count, image in enumerate(list(self.document.findall(nodes.image)), start=1):
            path = Path(self.app.srcdir) / str(image["uri"]).lstrip("/")
            if path.suffix == ".svg" and "jupyter_execute" in path.parts and path.is_file():
                text = _labelled(path.read_text(encoding="utf-8"), image.get("alt", ""), f"still-{count}")
                image.replace_self(nodes.raw("", text, format="html"))


def _labelled(svg: str, alt: str, prefix: str) -> str:
    """Return the SVG with ids of its own, the book's colours as variables, and `alt` as its label."""
    svg = styles_for_attributes(svg[svg.index("<svg") :].replace(GROUND, ""))
    svg = shorter_paths(fewer_elements(svg))
    svg = prefix_ids(as_css_colours(svg), prefix)
    start = f'<svg class="still" role="img" aria-label="{html.escape(alt)}" '
    return re.sub(r"<svg ", lambda _: start, svg, count=1)


def shorter_paths(svg: str) -> str:
    """Return the drawing with its paths in steps of tenths of a pixel, each from the point before: half the letters.

    matplotlib writes places, in hundredths. A step ends at the place rounded, so that no errors add up.
    """
    return re.sub(r'(?<= d=")[MLCQz\d. -]+(?=")', lambda path: _in_steps(path[0]), svg)


def _in_steps(path: str) -> str:
    made, before = "", ""
    start = here = (0, 0)
    for command, written in re.findall(r"([MLCQz])([^MLCQz]*)", path):
        if command == "z":
            made, before, here = f"{made}z", "z", start
            continue
        places = [round(float(number) * 10) for number in written.split()]
        steps = [place - here[i % 2] for i, place in enumerate(places)]
        here = (places[-2], places[-1])
        if command == "M":
            letter, steps, start = "M", places, here
        elif command == "L" and 0 in steps:
            letter, steps = ("h", steps[:1]) if steps[1] == 0 else ("v", steps[1:])
        else:
            letter = command.lower()
        told = [re.sub(r"^(-?)0\.", r"\1.", f"{step / 10:g}") for step in steps]
        made += (letter if letter != before else " ") + " ".join(told)
        before = letter
    return made.replace(" -", "-")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the step."""
    app.add_post_transform(InlineFigures)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
