"""The API pages: docstrings as they stand, with a link wherever one names the chapter that derives the formula."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx


def link_chapters(app: Sphinx, what: str, name: str, obj: Any, options: Any, lines: list[str]) -> None:
    """Turn "Chapter 3" into a link where that chapter exists, and let |x| stand for what it is."""
    pages = {int(p.name[2:4]): p.stem for p in Path(app.srcdir, "chapters").glob("ch[0-9][0-9]_*.ipynb")}

    def link(match: re.Match[str]) -> str:
        page = pages.get(int(match[1]))
        return f":doc:`{match[0]} </chapters/{page}>`" if page else match[0]

    formula = -1  # how far the directive is indented in whose formula the line stands; none: -1
    for i, line in enumerate(lines):
        indent = len(line) - len(line.lstrip())
        if formula >= 0 and line.strip() and indent <= formula:
            formula = -1
        if line.lstrip().startswith(".. math::"):
            formula = indent
        if formula < 0 and not line.lstrip().startswith((">>>", "...")):
            # |y − ŷ| is an absolute value, not one of reStructuredText's substitutions; in TeX, \| is ‖
            bars = re.sub(r"\|", r"\\|", line)
            lines[i] = re.sub(r"\bChapter (\d+)\b", link, bars)


def setup(app: Sphinx) -> dict[str, bool]:
    """Read the docstrings with autodoc and napoleon, types as written in the text."""
    app.setup_extension("sphinx.ext.autodoc")
    app.setup_extension("sphinx.ext.napoleon")
    app.config.autodoc_typehints = "none"
    app.config.napoleon_use_rtype = False
    app.config.napoleon_use_ivar = True
    app.config.add_module_names = False
    app.config.nitpick_ignore_regex = [("py:.*", ".*")]  # types in docstrings are words: "array_like, shape (n, K)"
    app.connect("autodoc-process-docstring", link_chapters)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
