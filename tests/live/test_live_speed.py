# ruff: noqa: E501 (the scripts that run in the page)
"""How fast a live figure moves, and that its first move makes nothing jump."""

from __future__ import annotations

import io
import math
import statistics
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from live_pages import FRAMES, STYLE
from live_states import figures
from matplotlib.image import imread
from pages import ChromiumPage

from ce_helpers import live

MOVES = """(async () => {
  const channel = new MessageChannel(), frames = [], handlers = [];
  const painted = () => new Promise((done) => requestAnimationFrame(() => { channel.port1.onmessage = done; channel.port2.postMessage(0); }));
  const inputs = [...document.querySelectorAll('figure.live input[type=range]')];
  if (!inputs.length) return null;
  for (let i = 0; i < 200; i++) {
    const input = inputs[i % inputs.length], low = Number(input.min), high = Number(input.max);
    input.value = low + (high - low) * ((i * 0.618034) % 1);
    window.spent = 0;
    const start = performance.now();
    input.dispatchEvent(new Event('input', { bubbles: true }));
    const handled = performance.now() - start;
    await painted();
    frames.push(performance.now() - start);
    handlers.push(handled + window.spent);
  }
  return [frames, handlers];
})()"""


@figures
@pytest.mark.browser
@pytest.mark.timing
def test_two_hundred_moves_are_fast(
    name: str, address: Callable[..., str], chromium: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    best = (math.inf, math.inf)
    for _ in range(3):  # another program may take the processor for a while; the figure is as fast as its best round
        page = ChromiumPage(chromium)
        page.open(address(name, before=FRAMES))
        measured = page.js(MOVES)
        page.close()
        if measured is None:
            pytest.skip("no slider")
        frame, handler = (statistics.quantiles(times, n=20)[18] for times in measured)
        best = (min(best[0], frame), min(best[1], handler))
        if best[0] <= 20 and best[1] <= 2:
            break
    with capsys.disabled():
        print(f"\n{name}: input to next frame p95 {best[0]:.1f} ms, own handler p95 {best[1]:.2f} ms", end="")
    assert best[0] <= 20, "input to next frame, p95, ms"
    assert best[1] <= 2, "own handler, p95, ms"


@figures
@pytest.mark.browser
def test_the_module_draws_what_python_drew(name: str, chromium: Any) -> None:
    """A built page shows Python's drawing until the first move, so that the move must not make anything jump."""
    markup, shots = live.by_name(name)(uid="live-1").html, []
    for drawn in ("true", "false"):
        boot = live.site_script([name], f"runtime.boot(figures, {drawn});").text
        page = ChromiumPage(chromium, viewport={"width": 760, "height": 900}).page
        page.set_content(
            f"<style>{STYLE} :is(.live-hint, .live-tools) {{ display: none !important }}</style><body>{markup}<script>{boot}</script>"
        )
        page.wait_for_selector("figure[data-ready]")
        shots.append(imread(io.BytesIO(page.screenshot()))[:, :, :3])
    moved = np.abs(shots[0] - shots[1]).max(axis=2) > 0.25
    assert moved.sum() <= 12, f"{moved.sum()} pixels change when the module draws the state that Python drew"
