"""How long a reader waits for Python in the page, and that the page does not wait with it; `make timing` runs these."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from answers import Answer

pytestmark = [pytest.mark.browser, pytest.mark.timing]

PAGE, NAME = "chapters/ch02_cross_entropy.html", "cross-entropy"
FIRST, LATER, GAP = 6000, 60, 150  # ms
RIGHT = "def cross_entropy(p, q):\n    return -sum(a * np.log(b) for a, b in zip(p, q) if a > 0)"
LOOP = f"import time\nend = time.time() + 2\nwhile time.time() < end: pass\n{RIGHT}"

#: The milliseconds from a click on Check to what came of it, its state, and the longest time between two frames.
TIMED = """async ([name, code]) => {
  const root = document.querySelector(`[data-answer="${name}"]`);
  root.querySelector("textarea").value = code;
  let last = performance.now(), gap = 0, over = false;
  const frame = (now) => { gap = Math.max(gap, now - last); last = now; if (!over) requestAnimationFrame(frame); };
  await new Promise(requestAnimationFrame);
  last = performance.now();
  requestAnimationFrame(frame);
  const done = new Promise((resolve) => new MutationObserver((_, observer) => {
    if (["loading", "running"].includes(root.dataset.state)) return;
    observer.disconnect();
    resolve(performance.now());
  }).observe(root, { attributes: true, attributeFilter: ["data-state"] }));
  const start = performance.now();
  root.querySelector("button[name=check]").click();
  const spent = await done - start;
  await new Promise(requestAnimationFrame);
  over = true;
  return [spent, root.dataset.state, gap];
}"""


@pytest.fixture
def fresh(chromium: Any, site_with_python: Path, site_url: str) -> Iterator[Callable[[], Any]]:
    """Return a function that opens the page with an empty cache."""
    contexts = []

    def open_() -> Any:
        contexts.append(chromium.new_context())
        page = contexts[-1].new_page()
        page.goto(f"{site_url}/{PAGE}")
        Answer(page, NAME).area.wait_for(state="attached")
        page.locator("html[data-settled]").wait_for(state="attached")
        return page

    yield open_
    for context in contexts:
        context.close()


def test_the_first_check_and_later_ones_are_fast_and_the_page_stays_awake(
    fresh: Callable[[], Any], capsys: pytest.CaptureFixture[str]
) -> None:
    best = (float("inf"),) * 3
    for _ in range(3):  # another program may take the processor for a while
        page = fresh()
        first, state, gap = page.evaluate(TIMED, [NAME, RIGHT])
        assert state == "right"
        later = statistics.median(page.evaluate(TIMED, [NAME, RIGHT])[0] for _ in range(15))
        best = tuple(map(min, best, (first, later, gap)))
        if best[0] <= FIRST and best[1] <= LATER and best[2] <= GAP:
            break
    with capsys.disabled():
        told = f"first check {best[0]:.0f} ms, later ones {best[1]:.0f} ms (median)"
        print(f"\nPython in the page: {told}; longest frame while it loads {best[2]:.0f} ms", end="")
    assert best[0] <= FIRST, "first check, ms"
    assert best[1] <= LATER, "later checks, median, ms"
    assert best[2] <= GAP, "time between two frames while Python loads, ms"


def test_a_loop_holds_no_frame_up(fresh: Callable[[], Any], capsys: pytest.CaptureFixture[str]) -> None:
    page, best = fresh(), float("inf")
    answer = Answer(page, NAME)
    assert answer.check(RIGHT)[0] == "right"
    for _ in range(3):
        spent, state, gap = page.evaluate(TIMED, [NAME, LOOP])
        assert state == "right"
        assert spent >= 2000
        best = min(best, gap)
        if best <= GAP:
            break
    with capsys.disabled():
        print(f"\nPython in the page: longest frame while a loop runs {best:.0f} ms", end="")
    assert best <= GAP, "time between two frames, ms"
