"""Drawings, code and formulas in fewer elements are the same drawings, code and formulas."""

from __future__ import annotations

import html
import io
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib.image import imread
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer
from pygments.styles import get_style_by_name
from pygments.token import STANDARD_TYPES

from ce_helpers import figures, live

CODE = '''import numpy as np

def loss(p, *, base=None):  # a comment
    """Say \\n what it is."""
    x = -np.log(p) if base is None else 1.5 * f"{p:.3f} & {base!r}" + b"raw"
    return [True, None, lambda q: q > 2][0]
'''


@pytest.fixture
def light_markup(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(Path(__file__).parents[2] / "_ext")
    import light_markup

    return light_markup


def coloured(markup: str, style: str) -> list[tuple[str, str | None]]:
    """Return every character of a highlighted block with its colour."""
    names = {name: token for token, name in STANDARD_TYPES.items()}
    plain = get_style_by_name(style).style_for_token(names["n"])["color"]
    found = []
    for name, inside, outside in re.findall(r'<span class="(\w+)">([^<]*)</span>|([^<]+)', markup):
        own = name and name != "o"  # operators have the colour of the block
        colour = get_style_by_name(style).style_for_token(names[name])["color"] if own else plain
        found += [(c, None if c.isspace() else colour) for c in html.unescape(inside or outside)]
    return found


def test_code_keeps_its_text_and_its_colours(light_markup: Any) -> None:
    before = highlight(CODE, PythonLexer(), HtmlFormatter()).replace("<span></span>", "")
    after = light_markup.fewer_elements(before, {})
    assert after.count("<span") < before.count("<span") / 2
    inside = [re.search(r"<pre>(.*)</pre>", text, flags=re.S)[1] for text in (before, after)]
    for style in light_markup.STYLES.values():
        assert coloured(inside[0], style) == coloured(inside[1], style)


def test_the_prompts_that_are_not_copied_stay_marked(light_markup: Any) -> None:
    prompt = '<pre><span class="gp">&gt;&gt;&gt; </span><span class="n">x</span></pre>'
    assert light_markup.fewer_elements(prompt, {}) == '<pre><span class="gp">&gt;&gt;&gt; </span>x</pre>'


def test_formulas_keep_their_mathml_and_lose_their_source(light_markup: Any) -> None:
    math = (
        '<math xmlns="m"><semantics>{}<annotation encoding="application/x-tex">x &lt; y</annotation></semantics></math>'
    )
    for given, kept in (
        ("<mrow><mi>x</mi><mo>&lt;</mo><mi>y</mi></mrow>", "<mi>x</mi><mo>&lt;</mo><mi>y</mi>"),
        ("<mtable><mtr><mtd><mrow><mi>x</mi></mrow></mtd></mtr></mtable>",) * 2,
        ("<mrow><mrow><mi>x</mi></mrow><mo>!</mo></mrow>", "<mrow><mi>x</mi></mrow><mo>!</mo>"),
    ):
        assert light_markup.fewer_elements(math.format(given), {}) == f'<math xmlns="m">{kept}</math>'


def test_paths_in_steps_lead_where_they_led(light_markup: Any) -> None:
    from still_figures import shorter_paths

    given = '<path d="M 3 0.55 L 3.31 0.55 L 3.31 9.96 z M 1 1 C 0.5 1 -2.04 3 2 2 " id="d M 1" />'
    assert shorter_paths(given) == '<path d="M3 .6h.3v9.4zM1 1c-.5 0-3 2 1 1" id="d M 1" />'
    points = np.round(np.cumsum(np.random.default_rng(3).uniform(0.21, 1.5, size=(500, 2)), axis=0), 2)
    (made,) = re.findall('"(.*)"', shorter_paths(f'<path d="M {" L ".join(f"{x} {y}" for x, y in points)}" />'))
    steps = np.array(re.findall(r"-?\d*\.?\d+", made), float).reshape(-1, 2)
    assert made.count("l") == 1
    assert np.allclose(np.cumsum(steps, axis=0), points, rtol=0, atol=0.0501)


@pytest.mark.browser
@pytest.mark.parametrize("name", ["code_lengths", "gradient_comparison", "loss_landscape"])
def test_a_lighter_drawing_looks_the_same(name: str, chromium: Any) -> None:
    before = figures.svg_text(live.by_name(name)(uid="live-1").draw())
    after = figures.fewer_elements(before)
    assert len(re.findall(r"<\w", after)) < 0.75 * len(re.findall(r"<\w", before))
    assert not re.search(r'<style|<g>|id="[\w.]+_\d+"', after)
    gids = set(re.findall(r'id="([\w-]+)"', before)) - set(re.findall(r'id="([\w.]+_\d+)"', before))
    assert gids <= set(re.findall(r'id="([\w-]+)"', after))
    page, shots = chromium.new_page(viewport={"width": 520, "height": 520}), []
    for svg in (before, after):
        page.set_content(f"<body style='margin: 0; background: white'>{svg}")
        shots.append(imread(io.BytesIO(page.screenshot())))
    page.close()
    assert np.array_equal(shots[0], shots[1])
