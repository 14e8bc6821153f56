"""Every live figure there is, held to one contract: its markup, and its numbers in Python and in JavaScript.

Nothing here names a figure: the tests find them as the site does, so a new figure is tested by being there.
"""

from __future__ import annotations

import html
import io
import json
import math
import random
import re
from fractions import Fraction
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest
import traitlets
from live_node import Node
from live_states import differences, figures, put, shorter, states, template
from PIL import Image

from ce_helpers import live
from ce_helpers.live.controls import Line, Slider
from ce_helpers.live.figure import LIVE_MIME
from ce_helpers.live.picture import picture
from ce_helpers.live.printed import PLACE, told

# --- markup ------------------------------------------------------------------------------------------------------


@figures
def test_markup_keeps_the_contract(name: str) -> None:
    figure = template(name)
    markup = live.by_name(name)(uid="live-1").html
    assert re.match(rf'<figure class="live [^"]*" id="live-1" data-live="{name.replace("_", "-")}"', markup)
    assert "<figcaption>" in markup
    assert len(figure.caption) > 40
    # what is pale on white is dark on black: a caption that says so is wrong in one of the two colour modes
    assert not re.search(r"\b(pale|dark|light|bright)(er)?\b", f"{figure.caption} {figure.alt} {figure.says}", re.I)
    label = re.search(r'<svg role="img" aria-label="([^"]+)"', markup)
    assert label
    assert len(label[1]) > 40
    assert "{" not in label[1]
    assert "<output " in markup
    assert 'data-value="' in markup
    assert markup.count("aspect-ratio:") == 1
    identities = re.findall(r'\bid="([^"]+)"', markup)
    assert len(identities) == len(set(identities)), "two elements share an id"
    assert all(identity.startswith("live-1") for identity in identities)
    for control in figure.controls():
        assert re.search(rf'\b(name|data-name)="{control}"', markup), f"no control for {control}"
    for field in re.findall(r"<(?:input|select|button)[^>]*>", markup):
        assert 'data-lm-suppress-shortcuts="true"' in field
    for identity in re.findall(r'<input type="range" id="([^"]+)"', markup):
        assert f'<label for="{identity}">' in markup
    assert set(re.findall(r'<output name="(\w+)"', markup)) <= set(figure.values()) | set(figure.state())


@figures
def test_state_in_the_page_makes_the_same_figure(name: str) -> None:
    kind, chance = live.by_name(name), random.Random(name)
    figure = kind(uid="live-1")
    for _ in range(2):
        for trait, control in kind.controls().items():
            setattr(figure, trait, control.any_value(chance))
        markup = figure.markup("live-1")
        state = json.loads(html.unescape(re.search(r"data-state='([^']*)'", markup)[1]))  # type: ignore[index]
        again = kind(uid="live-1", **state)
        assert again.html == markup
        assert again.state() == figure.state()
        assert json.loads(html.unescape(re.search(r"data-state='([^']*)'", again.placeholder())[1])) == state  # type: ignore[index]


@figures
def test_states_outside_the_range_are_refused(name: str) -> None:
    kind = live.by_name(name)
    for trait, control in kind.controls().items():
        bad: list[Any] = ["No such!"]
        if isinstance(control, Slider):
            bad = [2 * abs(control.most) + 1, -2 * abs(control.least) - 1, math.nan, "many"]
        if isinstance(control, Line):
            bad.append("a" * (control.most + 1))
        if isinstance(control, Slider) and control.step >= 1 and control.scale == "linear":
            bad.append(control.low + 0.5)
        for value in bad:
            with pytest.raises(traitlets.TraitError, match=trait):
                kind(**{trait: value})
    with pytest.raises((traitlets.TraitError, TypeError, ValueError)):
        kind(no_such_control=1)


@pytest.mark.parametrize("number", [np.float32(0.25), np.float64(0.25), np.int64(1), Fraction(1, 4)])
def test_numbers_of_other_kinds_are_taken_as_floats(number: Any) -> None:
    figure = template("surprise")
    figure.p = number
    assert type(figure.p) is float
    assert figure.p == number
    with pytest.raises(traitlets.TraitError, match="p"):
        figure.p = True


def test_a_forecast_of_zero_stays_a_probability() -> None:
    for share in range(101):
        figure = template("forecaster")
        put(figure, {"a": 0.75, "b": 0.25, "c": 0.0})
        figure.a = share / 100
        assert figure.c >= 0
        assert abs(figure.a + figure.b + figure.c - 1) < 1e-12


def test_the_readers_own_settings_move_nothing_and_come_back() -> None:
    plain = live.Surprise(uid="live-1").html
    odd = {"savefig.bbox": "tight", "font.size": 20, "axes.grid": False, "lines.linewidth": 9, "axes.xmargin": 0.3}
    odd |= {"figure.dpi": 200, "xtick.direction": "in", "path.simplify": False, "text.usetex": False}
    with mpl.rc_context(odd):
        before = dict(mpl.rcParams)
        assert live.Surprise(uid="live-1").html == plain
        assert dict(mpl.rcParams) == before


@figures
def test_text_forms_name_no_address(name: str) -> None:
    figure = template(name)
    data, _ = figure._repr_mimebundle_()
    assert " at 0x" not in repr(figure) + data[LIVE_MIME] + data["text/plain"]


@figures
def test_the_picture_shows_the_figure_without_its_hidden_parts(name: str) -> None:
    png, (width, height) = picture(template(name))
    image = Image.open(io.BytesIO(png))
    assert image.mode == "P"
    assert width / height == pytest.approx(image.width / image.height, rel=0.02)
    assert len(png) < 30_000


# --- the numbers, in Node ----------------------------------------------------------------------------------------


@figures
def test_javascript_computes_what_python_computes(name: str, node: Node) -> None:
    reached, _ = states(name)
    figure = template(name)
    ours = []
    for state in reached:
        put(figure, state)
        ours.append(dict(figure.values()))
    theirs = node(name, "return given.map((state) => figure.compute(state));", reached)
    wrong = [f"{shorter(s)}: {d}" for s, a, b in zip(reached, ours, theirs, strict=True) for d in differences(a, b)]
    assert not wrong, f"{len(wrong)} readouts differ; the first: " + "\n".join(wrong[:5])
    assert len(reached) >= 1000


@figures
def test_javascript_adjusts_as_python_does(name: str, node: Node) -> None:
    _, moves = states(name, 200)
    code = "return given.map(([state, changed]) => ({ ...state, ...figure.adjust?.(state, changed) }));"
    theirs = node(name, code, [move[:2] for move in moves])
    wrong = [
        f"{m[1]} of {shorter(m[0])}: {d}" for m, t in zip(moves, theirs, strict=True) for d in differences(m[2], t)
    ]
    assert not wrong, f"{len(wrong)} adjustments differ; the first: " + "\n".join(wrong[:5])


@figures
def test_javascript_hides_what_python_hides(name: str, node: Node) -> None:
    figure = live.by_name(name)(uid="live-1")
    start = figure.state()
    stood = [start, *({**start, **preset} for preset in figure.presets.values()), *states(name, 200)[0]]
    ours = []
    for state in stood:
        put(figure, state)
        ours.append(sorted(figure.hidden()))
    code = "return given[1].map((state) => runtime.hidden(figure, given[0], state).sort());"
    theirs = node(name, code, [figure.shown_at, stood])
    wrong = [
        f"{shorter(s)}: Python hides {a}, JavaScript {b}" for s, a, b in zip(stood, ours, theirs, strict=True) if a != b
    ]
    assert not wrong, f"{len(wrong)} states differ; the first: {wrong[0]}"
    parts = set(re.findall(r'id="live-1-([^"]+)"', figure.markup("live-1")))
    assert {gid for hidden in ours for gid in hidden} | set(figure.shown_at) <= parts, "what is hidden is not drawn"


@figures
def test_a_figure_prints_its_numbers_alike(name: str, node: Node) -> None:
    kind = live.by_name(name)
    check_printing(node, {form or "" for _, form in PLACE.findall(kind.readouts + kind.says + kind.alt)}, 40)


def test_numbers_are_printed_alike(node: Node) -> None:
    check_printing(node, {"", ".0f", ".1f", ".2f", ".4f", ".6f", ".1g", ".3g", ".6g", ".0%", ".1%"}, 500)
    given = [[math.nan, ".2f"], [math.inf, ".2f"], [-math.inf, ""], ["cat", ""]]
    odd = node(
        "", "return [[NaN, '.2f'], [Infinity, '.2f'], [-Infinity, ''], ['cat', '']].map((pair) => told(...pair));"
    )
    assert odd == ["NaN", "∞", "−∞", "cat"]
    assert [told(*pair) for pair in given] == odd


#: Zeros, halves, carries, and the ends of where numbers are written without a power of ten.
ODD_NUMBERS = [0.0, -0.0, 1.0, -1.0, 10.0, 100.0, 999.5, 0.9999, 0.00001, 1e-4, 9.9999e-5, 123456.7, 1e6, 1e15, 1 / 3,
               -2 / 3, 0.5, 1.5, 2.5, 0.125, 0.375, 0.0625, -0.125, 1.0005, 0.15, 0.25, 0.35, 1e-300]  # fmt: skip


def check_printing(node: Node, forms: set[str], count: int) -> None:
    """Hold JavaScript's printing to Python's, over odd numbers and `count` of each of two kinds by chance."""
    chance = random.Random(7)
    numbers = [*ODD_NUMBERS, *(chance.choice([-1, 1]) * 10 ** chance.uniform(-9, 7) for _ in range(count))]
    numbers += [round(chance.uniform(0, 2), 3) for _ in range(count)]
    pairs = [(x, form) for x in numbers for form in sorted(forms)]
    theirs = node("", "return given.map((pair) => told(...pair));", pairs)
    both = [(f"{x!r}:{form}", told(x, form), text) for (x, form), text in zip(pairs, theirs, strict=True)]
    wrong = [f"{what} Python {ours}, JavaScript {text}" for what, ours, text in both if ours != text]
    assert not wrong, f"{len(wrong)} differ: " + "; ".join(wrong[:20])


def test_failures_show_the_beginning_of_a_figures_data() -> None:
    points = [[i / 7, i / 3] for i in range(5000)]
    said = shorter({"p": 0.25, "points": points})
    assert said.startswith("{'p': 0.25, 'points': [[0.0, 0.0], ")
    (told_apart,) = differences({"points": points}, {"points": [*points[:-1], [1.0, 2.0]]})
    assert max(len(said), len(told_apart)) < 500
