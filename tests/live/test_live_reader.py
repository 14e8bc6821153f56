# ruff: noqa: E501 (the scripts that run in the page)
"""What readers want of every live figure: it stays where it is, says where it stands, goes back, and can be sent on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from live_states import figures, template
from pages import FRAME, ChromiumPage, until

from ce_helpers import live
from ce_helpers.live.bundle import STYLE_SHEET

pytestmark = pytest.mark.browser

#: The same page at another part of its address: as a reader who follows a link, with the page loaded anew.
FRESH = "document.querySelector('figure.live').dataset.ready === '1'"


@pytest.fixture
def page_of(tmp_path: Path, chromium: Any) -> Callable[..., ChromiumPage]:
    """Return a function that opens a page with one figure, as the site would show it."""

    def start(name: str, hash: str = "", width: int = 1280, height: int = 900) -> ChromiumPage:
        path = tmp_path / f"{name}.html"
        path.write_text(
            '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
            f"<title>{name}</title><link rel='icon' href='data:,'><style>body {{ margin: 8px auto; max-width: 780px }}"
            f"{STYLE_SHEET.read_text(encoding='utf-8')}</style>{template(name).html}"
            f"<script>{live.site_script([name]).text}</script></html>",
            encoding="utf-8",
        )
        page = ChromiumPage(chromium, viewport={"width": width, "height": height})
        page.open("about:blank")
        page.open(path.as_uri() + hash)
        until(page.page, FRESH)
        return page

    return start


#: Sets the first slider, or where there is none the first list, to one of its ends.
TO_END = """((end) => {
  const i = document.querySelector("figure.live input[type=range]") ?? document.querySelector("figure.live select");
  if (i.matches("select")) i.selectedIndex = end === "max" ? i.length - 1 : 0;
  else i.value = i[end];
  i.dispatchEvent(new Event(i.matches("select") ? "change" : "input"));
})"""
#: Every preset, and every slider at five places of its range, each followed by a measure of where things stand.
STANDS = """(async () => {
  const root = document.querySelector("figure.live"), frame = () => new Promise(requestAnimationFrame);
  const stand = () => [root, ...root.querySelectorAll(".live-key, fieldset, .live-readouts, figcaption")].map((e) => {
    const box = e.getBoundingClientRect(); return `${e.className || e.tagName}: ${box.top.toFixed(1)} to ${box.bottom.toFixed(1)}`; }).join("; ");
  const first = stand(), moved = [];
  const look = async (what) => { await frame(); const now = stand(); if (now !== first) moved.push(`${what}: ${first} became ${now}`); };
  for (const button of root.querySelectorAll("[data-set]")) { button.click(); await look(button.textContent); }
  for (const input of root.querySelectorAll("input[type=range]"))
    for (const share of [0, 0.2, 0.5, 0.8, 1]) {
      input.value = Number(input.min) + share * (input.max - input.min);
      input.dispatchEvent(new Event("input"));
      await look(`${input.name} at ${input.value}`);
    }
  return moved;
})()"""


@figures
@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_moves_under_the_readers_hand(name: str, width: int, page_of: Callable[..., ChromiumPage]) -> None:
    moved = page_of(name, width=width).js(STANDS)
    assert not moved, f"{len(moved)} moves shift the page; the first: {moved[0]}"


@figures
@pytest.mark.parametrize("width", [1280, 700, 390, 320])
def test_drawing_and_fields_are_legible(name: str, width: int, page_of: Callable[..., ChromiumPage]) -> None:
    least, field, wide = page_of(name, width=width).js("""(() => {
      const svg = document.querySelector(".live-plot svg"), scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
      const size = (e) => parseFloat(getComputedStyle(e).fontSize);
      return [Math.min(...[...svg.querySelectorAll("text")].map((t) => scale * Math.max(...[t, ...t.querySelectorAll("*")].filter((e) => !e.children.length).map(size)))),
        Math.min(99, ...[...document.querySelectorAll("figure.live input[type=number], figure.live select")].map(size)),
        document.documentElement.scrollWidth]; })()""")
    assert least >= 10.99, "type in the drawing, px"
    assert field >= 16, "type in number fields, px"
    assert wide <= width, "the page scrolls sideways"


@figures
def test_plot_and_key_number_share_a_telephone(name: str, page_of: Callable[..., ChromiumPage]) -> None:
    assert template(name).key, f"{name} names no key number"
    high = page_of(name, width=390, height=664).js(
        "document.querySelector('.live-key').getBoundingClientRect().bottom - document.querySelector('.live-plot').getBoundingClientRect().top"
    )
    assert high <= 664 - 120, "plot and key number, px, on a screen of which the bar of the page takes some"


PRESSED = "[...document.querySelectorAll('[data-set]')].map((b) => b.getAttribute('aria-pressed'))"
STATE = "JSON.stringify([...document.querySelectorAll('figure.live output')].map((o) => o.textContent))"
RESET = "document.querySelector('[data-reset]')"


@figures
def test_presets_show_where_the_figure_stands_and_reset_goes_back(
    name: str, page_of: Callable[..., ChromiumPage]
) -> None:
    page, kind = page_of(name), live.by_name(name)
    start, at_first = page.js(STATE), page.js(PRESSED)
    assert page.js(f"{RESET}.getAttribute('aria-disabled')") == "true"
    for i in range(len(kind.presets)):
        page.js(f"document.querySelectorAll('[data-set]')[{i}].click()")
        page.js(FRAME)
        assert page.js(PRESSED)[i] == "true"
    for end in ("max", "min"):  # one of them is not where it started
        page.js(f"{TO_END}('{end}')")
        page.js(FRAME)
        if page.js(f"{RESET}.getAttribute('aria-disabled')") == "false":
            break
    assert page.js(f"{RESET}.getAttribute('aria-disabled')") == "false"
    page.js(f"{RESET}.click()")
    page.js(FRAME)
    assert (page.js(STATE), page.js(PRESSED)) == (start, at_first)
    assert page.js(f"{RESET}.getAttribute('aria-disabled')") == "true"
    assert not page.messages


@figures
def test_a_link_leads_to_the_state_that_it_was_made_in(name: str, page_of: Callable[..., ChromiumPage]) -> None:
    page, kind = page_of(name), live.by_name(name)
    if kind.presets:
        page.js(f"document.querySelectorAll('[data-set]')[{len(kind.presets) - 1}].click()")
    for action in kind.actions:
        page.js(f"document.querySelector('[data-action={action}]').click()")
    page.js(FRAME)
    page.js("document.querySelector('[data-link]').click()")
    wanted, address = page.js(STATE), page.js("location.hash")
    assert address.startswith("#fig=")
    again = page_of(name, address)
    again.js(FRAME)
    assert again.js(STATE) == wanted
    assert not again.messages


@figures
def test_a_link_that_cannot_be_is_ignored(name: str, page_of: Callable[..., ChromiumPage]) -> None:
    dashed, kind = name.replace("_", "-"), live.by_name(name)
    start = page_of(name).js(STATE)
    bad = ["__proto__=1", "constructor=1", "no=1", "=", "%E0%A4%A"]
    for trait in [*kind.controls(), *kind(uid="live-1").state()]:
        bad += [
            f"{trait}={value}" for value in ("1e999", "null", "{}", "[1]", '"<img src=x onerror=alert(1)>"', "x" * 3000)
        ]
    page = page_of(name)
    taken = page.page.evaluate(
        f"""async (hashes) => {{
          const state = () => JSON.stringify({STATE}), start = state(), taken = [];
          for (const hash of hashes) {{
            const heard = new Promise((done) => addEventListener("hashchange", () => setTimeout(done), {{ once: true }}));
            location.hash = hash;
            await heard;
            if (state() !== start) taken.push(hash.slice(0, 60));
          }}
          await {FRAME};
          return state() === start ? taken : [...taken, "in a later frame"];
        }}""",
        [f"#fig={dashed}&{part}" for part in bad],
    )
    assert taken == []
    assert page.js(STATE) == start
    assert not page.messages


def test_a_state_that_a_figure_cannot_take_is_not_taken(page_of: Callable[..., ChromiumPage]) -> None:
    for name, part in (
        ("forecaster", "a=0.9&b=0.9&c=0.9"),
        ("likelihood", "n=5&k=20"),
        ("arithmetic_interval", "word=%22zzz%22"),
    ):
        page = page_of(name)
        start = page.js(STATE)
        page.js(f"(() => {{ location.hash = '#fig={name.replace('_', '-')}&{part}'; }})()")
        page.js(FRAME)
        assert page.js(STATE) == start, name


@figures
def test_a_page_saved_after_a_move_agrees_with_itself(
    name: str, page_of: Callable[..., ChromiumPage], tmp_path: Path
) -> None:
    page, kind = page_of(name), live.by_name(name)
    moves = [f"document.querySelectorAll('[data-set]')[{i}].click()" for i in range(len(kind.presets))]
    moves.append(f"{TO_END}('min')")
    drawing = "document.querySelector('.live-plot').innerHTML.replace(/ aria-label=\"[^\"]*\"/, '')"
    controls = "JSON.stringify([...document.querySelectorAll('figure.live :is(input, select)')].map((i) => i.type === 'checkbox' || i.type === 'radio' ? i.checked : i.value))"
    for move in moves[-2:]:
        page.js(move)
        page.js(FRAME)
    stands = page.js(STATE), page.js(controls)
    (tmp_path / "saved.html").write_text(
        "<!doctype html>" + page.js("document.documentElement.outerHTML"), encoding="utf-8"
    )
    page.open((tmp_path / "saved.html").as_uri())
    until(page.page, FRESH)
    assert (page.js(STATE), page.js(controls)) == stands
    # and it goes on from there: every part stands where a page that was never saved has it
    fresh = page_of(name)
    for move in moves[-2:]:
        fresh.js(move)
        fresh.js(FRAME)
    fresh.js(moves[-1])
    fresh.js(FRAME)
    wanted = fresh.js(drawing)
    page.open((tmp_path / "saved.html").as_uri())
    until(page.page, FRESH)
    page.js(moves[-1])
    page.js(FRAME)
    assert page.js(drawing) == wanted
