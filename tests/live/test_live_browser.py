# ruff: noqa: E501 (the scripts that run in the page)
"""Every live figure in the browsers: keyboard, pointer and finger, and what it prints."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest
from live_states import figures, put, same, template
from pages import DRAWN, FRAME, ChromiumPage

from ce_helpers import live
from ce_helpers.live.controls import Choice, Line, Slider, Toggle
from ce_helpers.live.printed import told

#: Done when the slider that plays has moved, or after half a minute.
RUNS = """
(async () => {
  const slider = document.querySelector("input[name=NAME]");
  for (const start = Date.now(); Number(slider.value) <= Number(slider.min) && Date.now() - start < 30000; )
    await new Promise((done) => requestAnimationFrame(done));
})()"""


def check_readouts(page: Any, name: str) -> dict[str, Any]:
    """Hold every printed number to what Python computes at the page's state; return that state."""
    shown = "[...document.querySelectorAll('figure.live output')].map((o) => [o.name, o.dataset.form, o.dataset.value ?? null, o.textContent])"
    state, shown = page.js(f"{DRAWN}.then(() => [seen.state, {shown}])")
    figure = template(name)
    put(figure, state)
    known = figure.state() | dict(figure.values())
    for output, form, exact, text in shown:
        value = known[output]
        assert text == told(value, form) or (abs(value) != math.inf and _tie(value, form, text)), (
            state,
            output,
            text,
        )
        if not isinstance(value, str):
            assert same(value, float(exact)), (state, output, value, exact)
    return dict(state)


def _tie(value: Any, form: str, text: str) -> bool:
    """Return whether two printings differ by a last digit that the 1e-12 between two languages may tip over."""
    return not isinstance(value, str) and text in (
        told(value * (1 + 1e-12), form),
        told(value * (1 - 1e-12), form),
    )


def noisy(page: Any) -> list[str]:
    """Return what the page said on the console."""
    page.js(FRAME)
    return list(page.messages)


@figures
@pytest.mark.browser
def test_the_keyboard_alone_does_everything(
    name: str, address: Callable[..., str], new_page: Callable[..., Any]
) -> None:
    page = new_page(address(name))
    assert page.js("document.querySelector('figure.live').dataset.ready") == "1"
    check_readouts(page, name)
    figure = template(name)
    reached = set()
    where = """(() => { const a = document.activeElement; return a.closest?.('figure.live')
        ? [a.tagName, a.type ?? '', a.name || a.dataset.for || '', a.dataset.name ?? '', a.textContent, a.value ?? '', a.max ?? ''] : null })()"""
    for _ in range(80):
        page.press("Tab")
        focus = page.js(where)
        if focus is None:
            if reached:
                break
            continue
        tag, kind, control, radio, text, value, high = focus
        key = (tag, kind, radio or control or text)
        if key in reached:
            break
        reached.add(key)
        before = page.js("seen.state")
        if kind == "range":
            page.press("ArrowLeft" if float(value) >= float(high) else "ArrowRight")
        elif kind == "checkbox":
            page.press(" ")
        elif kind == "radio" or tag == "SELECT":
            page.press(
                "ArrowUp"
                if (radio or control) and value == figure.controls()[radio or control].ends()[-1]
                else "ArrowDown"
            )
        elif tag == "BUTTON":
            page.press("Enter")
            # and pause; if it has come to its end meanwhile, this starts it anew
            while page.js("document.activeElement.textContent") == "Pause":
                page.press("Enter")
        after = check_readouts(page, name)
        if kind in ("range", "checkbox", "radio") or tag == "SELECT":
            assert after[radio or control] != before[radio or control], f"{key} did not move {before}"
        if kind == "range" and (lights := page.js(f"[seen.lights['{control}'] ?? []].flat()")):
            lit = [page.js(f"document.getElementById('live-1-{g}').classList.contains('live-lit')") for g in lights]
            assert all(lit)
        if kind == "range":
            slider = template(name).controls()[control]
            spoken = page.js("document.activeElement.getAttribute('aria-valuetext')")
            assert spoken == told(after[control], f".{slider.digits}{'g' if slider.scale == 'log' else 'f'}")
    wanted = {("INPUT", "range", n) for n, c in figure.controls().items() if isinstance(c, Slider)}
    wanted |= {("INPUT", "number", n) for _, _, n in wanted}
    wanted |= {("INPUT", "checkbox", n) for n, c in figure.controls().items() if isinstance(c, Toggle)}
    wanted |= {("INPUT", "text", n) for n, c in figure.controls().items() if isinstance(c, Line)}
    for trait, choice in figure.controls().items():
        if isinstance(choice, Choice):
            wanted.add(("SELECT", "select-one", trait) if len(choice.options) > 4 else ("INPUT", "radio", trait))
    missed = wanted - reached
    assert not missed, f"Tab does not come to {missed}"
    assert sum(kind == "BUTTON" for kind, _, _ in reached) >= len(figure.presets) + len(figure.actions)
    assert not noisy(page)


@pytest.mark.browser
def test_a_typed_line_keeps_the_letters_that_it_takes(
    address: Callable[..., str], new_page: Callable[..., Any]
) -> None:
    page = new_page(address("sentence_surprise"))
    page.js("(() => { const f = document.querySelector('[name=text]'); f.focus(); f.select(); })()")
    for letter in "A4b c!":
        page.press(letter)
    assert check_readouts(page, "sentence_surprise")["text"] == "ab c"
    assert page.js("document.querySelector('[name=text]').value") == "ab c"
    assert not noisy(page)


@figures
@pytest.mark.browser
def test_a_number_typed_outside_the_range_is_clamped_and_said(
    name: str, address: Callable[..., str], new_page: Callable[..., Any]
) -> None:
    page = new_page(address(name))
    for trait, control in template(name).controls().items():
        if not isinstance(control, Slider):
            continue
        far = max(7, control.most)
        for typed, kept in ((control.most + far, control.most), (control.least - far, control.least)):
            page.js(
                f"(() => {{ const f = document.querySelector('[data-for=\"{trait}\"]'); f.focus(); f.select(); }})()"
            )
            for letter in f"{typed:g}":
                page.press(letter)
            page.press("Tab")
            state = check_readouts(page, name)
            assert state[trait] == kept
            assert math.isclose(
                float(page.js(f"document.querySelector('[data-for=\"{trait}\"]').value")), kept, rel_tol=1e-9
            )
        said = "document.querySelector('.live-shown')?.textContent ?? ''"
        assert "This runs from" in page.js(said)
        inside = control.held(control.low + 0.37 * (control.high - control.low))
        page.js(f"(() => {{ const f = document.querySelector('[data-for=\"{trait}\"]'); f.focus(); f.select(); }})()")
        for letter in f"{inside:.12g}":
            page.press(letter)
        page.press("Tab")
        assert math.isclose(check_readouts(page, name)[trait], inside, rel_tol=1e-9, abs_tol=1e-12)
    assert not noisy(page)


FIELD = """(async (name, events) => {
  const field = document.querySelector(`[data-for=${name}]`), said = document.querySelector(".live-says");
  field.focus();
  for (const [event, value] of events)
    if (event === "key") field.dispatchEvent(new KeyboardEvent("keydown", { key: value, cancelable: true }));
    else {
      field.value = value;
      field.dispatchEvent(new Event(event));
    }
  const told = said.textContent;
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return [field.value, told, seen.state[name]];
})"""


@pytest.mark.browser
def test_a_number_field_steps_rounds_and_recovers(address: Callable[..., str], new_page: Callable[..., Any]) -> None:
    page = new_page(address("surprise"))
    up = page.js(f"{FIELD}('p', [['key', 'ArrowUp']])")
    assert 0.5 < up[2] < 0.55, "one step of the slider, not one of the field"
    assert float(up[0]) == pytest.approx(up[2])
    down = page.js(f"{FIELD}('p', [['key', 'ArrowDown'], ['key', 'ArrowDown']])")
    assert 0.45 < down[2] < 0.5
    emptied = page.js(f"{FIELD}('p', [['input', ''], ['change', '']])")
    assert emptied[0] == down[0]
    assert "This runs" not in emptied[1]
    page = new_page(address("likelihood"))
    rounded = page.js(f"{FIELD}('n', [['input', '2.5'], ['change', '2.5']])")
    assert rounded == ["3", "This runs from 1 to 50 in whole numbers; it is now 3.", 3]
    assert not noisy(page)


@pytest.mark.browser
def test_a_letter_of_the_keyboard_is_a_guess(address: Callable[..., str], new_page: Callable[..., Any]) -> None:
    page = new_page(address("guessing_game"))
    page.js("document.querySelector('[data-action=q]').focus()")
    for letter in "zm":
        page.press(letter)
    after = check_readouts(page, "guessing_game")
    assert (after["tries"][9], after["shown"], after["tried"]) == (2, 10, ""), "the second guess, m, is right"
    page.js("document.querySelector('[data-for=shown]').focus()")
    page.press("a")
    assert check_readouts(page, "guessing_game") == after, "a letter in a number field is no guess"
    assert not noisy(page)


@pytest.mark.browser
def test_the_space_bar_types_a_space_after_a_click_and_presses_what_tab_has_reached(
    address: Callable[..., str], new_page: Callable[..., Any]
) -> None:
    page = new_page(address("guessing_game"))
    page.js("document.querySelector('[data-action=m]').scrollIntoView({block: 'center'})")
    box = page.js("document.querySelector('[data-action=m]').getBoundingClientRect().toJSON()")
    page.drag([(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)])
    for key in ("a", "g", "e", "s", " "):
        page.press(key)
    after = check_readouts(page, "guessing_game")
    assert (after["shown"], after["tried"], after["tries"][14]) == (15, "", 1), "the space after “images” was typed"
    page.press("Tab")
    page.press(" ")
    assert check_readouts(page, "guessing_game")["tried"] == "n", "the button after m was reached by Tab, and pressed"
    assert not noisy(page)


@pytest.mark.browser
def test_what_is_said_of_a_number_goes_with_the_next_move(
    address: Callable[..., str], new_page: Callable[..., Any]
) -> None:
    page = new_page(address("surprise"))
    told = page.js(f"{FIELD}('p', [['change', '7']])")[1]
    assert told == "This runs from 0 to 1; it is now 1."
    page.js("document.querySelectorAll('[data-set]')[2].click()")
    page.js("new Promise((done) => setTimeout(() => done(1), 1200))")
    assert "This runs" not in page.js("document.querySelector('.live-says').textContent")


@pytest.mark.browser
@pytest.mark.parametrize("name", ["arithmetic_interval", "code_lengths"])
def test_a_finger_sweeps_over_what_is_picked(name: str, address: Callable[..., str], chromium: Any) -> None:
    page = ChromiumPage(chromium, viewport={"width": 390, "height": 500})
    page.open(address(name))
    page.js("window.scrollTo(0, 0)")
    before = page.js("document.querySelector('.live-readouts').textContent")
    page.drag([(190, 200 - 10 * i) for i in range(12)], touch=True)
    page.js("new Promise((done) => setTimeout(() => done(1), 300))")
    assert page.js("scrollY") > 30
    assert page.js("document.querySelector('.live-readouts').textContent") == before


@pytest.mark.browser
def test_what_is_said_of_a_number_outlasts_a_slow_frame(
    address: Callable[..., str], new_page: Callable[..., Any]
) -> None:
    """The sentence of the move before falls due while the frame of this one is still to come."""
    page = new_page(
        address(
            "expected_score",
            before="const raf = requestAnimationFrame; let late = 0;"
            "requestAnimationFrame = (f) => late ? setTimeout(f, late) : raf(f);",
        )
    )
    out_of_range = (
        "(() => { const f = document.querySelector('[data-for=\"q\"]'); f.value = %s;"
        " f.dispatchEvent(new Event('change')); return document.querySelector('.live-says').textContent; })()"
    )
    assert "it is now" in page.js(out_of_range % "'7'")
    page.js(f"{FRAME}.then(() => {{ late = 900; }})")
    told = page.js(out_of_range % "'-7'")
    assert "This runs from" in told
    page.js("new Promise((done) => setTimeout(() => done(1), 1700))")
    assert page.js("document.querySelector('.live-shown')?.textContent") == told


@figures
@pytest.mark.browser
@pytest.mark.parametrize("touch", [False, True], ids=["mouse", "touch"])
def test_what_can_be_dragged_moves(
    name: str, touch: bool, address: Callable[..., str], new_page: Callable[..., Any]
) -> None:
    size = {"width": 390, "height": 844} if touch else {"width": 1000, "height": 900}
    page = new_page(address(name), viewport=size)
    assert page.js("document.documentElement.scrollWidth") <= size["width"], "the page is wider than the window"
    gids, picks = page.js("seen.gids"), page.js("seen.picks")
    if template(name).hint:
        assert gids, "the hint invites a drag, and nothing can be dragged"
    ways = ["0", *(f"document.querySelectorAll('figure.live [data-set], figure.live [type=checkbox], figure.live [type=radio]')[{i}]?.click()"
                   for i in range(16))]  # fmt: skip
    for gid in gids:
        middle = f"""(() => {{ const part = document.getElementById('live-1-{gid}');
            if (part.closest('[style*="display: none"]')) return null;
            const b = part.getBoundingClientRect(); return b.width + b.height ? [b.x + b.width / 2, b.y + b.height / 2] : null }})()"""
        moved = False
        for way in ways:
            page.js(f"(() => {{ window.scrollTo(0, 0); {way} }})()")
            page.js(FRAME)
            # what jumps from point to point needs the longer ways
            for dx, dy in ((35, 0), (-35, 0), (0, 35), (0, -35), (120, 0), (-120, 0), (0, 120), (0, -120)):
                at = page.js(middle)
                if at is None:
                    break
                before = page.js("seen.state")
                x, y = at
                to = min(max(x + dx, 1), size["width"] - 2), min(max(y + dy, 1), size["height"] - 2)  # in the window
                way_there = [at] if touch and gid in picks else [at, ((x + to[0]) / 2, (y + to[1]) / 2), to]
                page.drag(way_there, touch=touch)
                moved = moved or check_readouts(page, name) != before
                if moved:
                    break
            if moved:
                break
        assert moved, f"dragging {gid} changes nothing"
    assert not noisy(page)


@figures
@pytest.mark.browser
def test_presets_actions_and_play(name: str, address: Callable[..., str], new_page: Callable[..., Any]) -> None:
    page = new_page(address(name))
    kind = live.by_name(name)
    for i, (label, change) in enumerate(kind.presets.items()):
        page.js(f"document.querySelectorAll('figure.live [data-set]')[{i}].click()")
        state = check_readouts(page, name)
        assert {n: state[n] for n in change} == change, f"{label!r} does not set what it says"
    for action in kind.actions:
        for _ in range(3 if len(kind.actions) < 9 else 1):  # a button for each letter
            page.js(f"document.querySelector('figure.live [data-action={action}]').click()")
            state = check_readouts(page, name)
    if kind.actions:
        kind(**state)  # a figure can be begun there
    for trait, control in kind.controls().items():
        if isinstance(control, Slider) and control.play:
            button = f"document.querySelector('[data-play={trait}]')"
            page.js(
                f"(() => {{ const i = document.querySelector('input[name={trait}]'); i.value = i.min; i.dispatchEvent(new Event('input')); }})()"
            )
            page.js(f"{button}.click()")
            page.js(RUNS.replace("NAME", trait))
            page.js(f"{button}.textContent === 'Pause' && {button}.click()")
            assert check_readouts(page, name)[trait] > control.low
    assert not noisy(page)


@figures
@pytest.mark.browser
def test_less_motion_is_respected(name: str, address: Callable[..., str], chromium: Any) -> None:
    page = ChromiumPage(chromium, reduced_motion="reduce")
    page.open(address(name))
    for trait, control in template(name).controls().items():
        if isinstance(control, Slider) and control.play:
            ends = [control.high, control.low]  # Play begins anew at the end
            if check_readouts(page, name)[trait] == control.high:
                ends.reverse()
            for end in ends:
                page.js(f"document.querySelector('[data-play={trait}]').click()")
                assert check_readouts(page, name)[trait] == end
    moving = page.js(
        "[...document.querySelectorAll('figure.live *')].filter(e => { const s = getComputedStyle(e); "
        "return parseFloat(s.animationDuration) > 0 || parseFloat(s.transitionDuration) > 0 }).map(e => e.outerHTML.slice(0, 80))"
    )
    page.close()
    assert not moving


@figures
@pytest.mark.browser
def test_a_figure_whose_script_fails_stays_a_still_figure(
    name: str, address: Callable[..., str], new_page: Callable[..., Any]
) -> None:
    page = new_page(address(name, before="window.fail = true"))
    shown = page.js("""(() => { const r = document.querySelector('figure.live'), see = (s) => r.querySelector(s).getBoundingClientRect().height;
        return [r.classList.contains('live-failed'), r.dataset.ready ?? null, see('svg'), see('figcaption'), see('.live-readouts'), see('fieldset')] })()""")
    failed, ready, svg, caption, readouts, controls = shown
    assert failed
    assert ready is None
    assert min(svg, caption, readouts) > 10
    assert controls == 0, "controls that do nothing are still shown"
    assert len([m for m in noisy(page) if "made to fail" in m]) == 1


@figures
@pytest.mark.browser
def test_without_javascript_the_figure_stands_still(name: str, address: Callable[..., str], chromium: Any) -> None:
    page = ChromiumPage(chromium, java_script_enabled=False)
    page.open(address(name))
    for part in ("svg", "figcaption", ".live-readouts"):
        assert page.page.locator(f"figure.live {part}").first.bounding_box()["height"] > 10
    assert not page.page.locator("figure.live fieldset").first.is_visible()
    page.close()
