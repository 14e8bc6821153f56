# ruff: noqa: E501 (the scripts that run in the page)
"""A page with one live figure, and a window on what it computes and how long it takes."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ce_helpers import live
from ce_helpers.live.bundle import STYLE_SHEET

STYLE = STYLE_SHEET.read_text(encoding="utf-8")

#: A window on what a figure computes, and on the time that it takes; the code of the page is the site's own.
WINDOW = """
  for (const [name, make] of Object.entries(figures)) figures[name] = () => {
    const figure = make(), { compute } = figure;
    const { drag, picks, lights } = runtime.wired(figure);
    window.seen = { gids: Object.keys(drag), picks: Object.keys(picks), lights, state: null };
    figure.compute = (state) => {
      if (window.fail) throw new Error("made to fail");
      window.seen.state = { ...state };
      return compute(state);
    };
    return figure;
  };
  runtime.boot(figures);"""
FRAMES = "const raf = requestAnimationFrame; window.spent = 0; requestAnimationFrame = (f) => raf((t) => { const s = performance.now(); f(t); spent += performance.now() - s; });"


@cache
def template_markup(name: str) -> str:
    """Return the markup of the figure in its first state."""
    return live.by_name(name)(uid="live-1").html


def write_page(folder: Path, name: str, before: str = "") -> str:
    """Write a page with one figure, whose script `before` runs first, and return where it is, as a file."""
    path = folder / f"{name}{'-' + str(abs(hash(before))) if before else ''}.html"
    script = live.site_script([name], WINDOW).text
    path.write_text(
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{name}</title><link rel='icon' href='data:,'><style>body {{ margin: 8px }} {STYLE}</style>"
        f'{template_markup(name)}<p><a href="#end">somewhere for Tab to go on to</a></p>'
        f"<script>{before}</script><script>{script}</script></html>",
        encoding="utf-8",
    )
    return path.as_uri()
