"""The reader's code in the page: what comes of right, wrong, endless and faulty answers, and of things missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from answers import WATCH, Answer

pytestmark = pytest.mark.browser

PAGE = "chapters/ch02_cross_entropy.html"
NAME = "cross-entropy"
RIGHT = """def cross_entropy(p, q):
    p, q = np.asarray(p), np.asarray(q)
    happens = p > 0
    return -(p[happens] * np.log(q[happens])).sum()"""


@pytest.fixture
def opened(chromium: Any, site_with_python: Path, site_url: str) -> Iterator[Callable[..., Any]]:
    """Return a function that opens a page of the book in a browser of its own, with what a test wants beforehand."""
    contexts = []

    def open_(path: str = PAGE, *, url: str = site_url, script: str = "", before: Any = None, **options: Any) -> Any:
        context = chromium.new_context(**options)
        contexts.append(context)
        context.add_init_script(WATCH + script)
        page = context.new_page()
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        if before:
            before(page)
        page.goto(f"{url}/{path}")
        page.locator("[data-answer] textarea").first.wait_for(state="attached")
        return page

    yield open_
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def shared(chromium: Any, site_with_python: Path, site_url: str) -> Iterator[Any]:
    """Return one page with Python running, for the tests that leave it as it was."""
    context = chromium.new_context()
    context.add_init_script(WATCH)
    page = context.new_page()
    page.goto(f"{site_url}/{PAGE}")
    answer = Answer(page, NAME)
    answer.area.wait_for(state="attached")
    assert answer.check()[0] == "idle"
    yield page
    context.close()


def test_a_stub_is_not_attempted_yet_and_a_right_answer_is_right(shared: Any) -> None:
    answer = Answer(shared, NAME)
    state, text = answer.check("def cross_entropy(p, q): ...")
    assert state == "idle"
    assert text.startswith("Not attempted yet: write cross_entropy(p, q)")
    assert answer.check(RIGHT) == ("right", "✓ cross-entropy: right on all 15 inputs.")
    state, text = answer.check("def cross_entropy(p, q):\n    return -(p * np.log2(q)).sum()")
    assert state == "wrong"
    assert text.startswith("✗ cross-entropy: ")
    last = shared.evaluate("window.announced.at(-1)")
    assert last == {"kind": "exercise", "name": NAME, "right": False, "state": "wrong"}


def test_an_error_shows_the_readers_own_line(shared: Any) -> None:
    answer = Answer(shared, NAME)
    state, text = answer.check("def cross_entropy(p, q):\n    return p / zero\ncross_entropy(1, 2)")
    assert state == "error"
    assert '  File "your code", line 2, in cross_entropy\n    return p / zero\n' in text
    assert text.endswith("NameError: name 'zero' is not defined")
    state, text = answer.check("def cross_entropy(p, q)\n    return 1")
    assert state == "error"
    assert text.startswith('  File "your code", line 1\n    def cross_entropy(p, q)\n')
    assert text.endswith("^\nSyntaxError: expected ':'")
    assert answer.check("def f(x): return f(x)\nf(1)")[1].splitlines()[-1].startswith("RecursionError")
    state, text = answer.check("raise SystemExit")
    assert (state, text.splitlines()[-1]) == ("error", "SystemExit")


def test_what_is_not_in_the_page_is_named_with_a_remedy(shared: Any) -> None:
    answer = Answer(shared, NAME)
    state, text = answer.check("import scipy.special")
    assert state == "error"
    assert "This needs scipy, which is not in the page: here are NumPy and Python's own library." in text
    assert "This draws or asks, which is not in the page" in answer.check("ce.figure()")[1]
    assert "write the value into the code" in answer.check("input('p?')")[1]


def test_a_huge_output_is_cut_and_said_to_be(shared: Any) -> None:
    answer = Answer(shared, NAME)
    state, text = answer.check(f"{RIGHT}\nfor i in range(100_000):\n    print(i)")
    assert state == "right"
    assert text.startswith("0\n1\n2\n")
    assert text.endswith("568,890 characters more are not shown.\n✓ cross-entropy: right on all 15 inputs.")
    assert len(text) < 20_200


def test_what_is_printed_is_seen_while_it_runs_and_a_loop_can_be_stopped(shared: Any) -> None:
    answer, other = Answer(shared, NAME), Answer(shared, "batch-loss")
    looping = "import time\nprint('begun', flush=True)\nwhile True:\n    time.sleep(0.05)\n    print('on')"
    answer.start(looping)
    answer.out.filter(has_text="begun").wait_for()
    assert answer.state == "running"
    other.start()
    assert "Waiting: other code on this page is still running." in other.text
    answer.button("stop").click()
    assert answer.wait() == "stopped"
    assert answer.text == "Stopped. Your code is as you wrote it."
    assert answer.area.input_value() == looping
    assert other.wait() == "idle", "the next in the line runs in a new worker"
    assert other.text.startswith("Not attempted yet")
    assert not answer.button("stop").is_visible()


def test_a_loop_without_end_is_stopped_by_itself(shared: Any) -> None:
    answer = Answer(shared, "pooled-mean")
    answer.root.evaluate("(root) => { root.dataset.seconds = 1; }")
    assert answer.root.get_attribute("data-seconds") == "1"
    state, text = answer.check("while True: pass")
    assert state == "stopped"
    assert text.endswith("is there a loop that never ends? Your code is as you wrote it.")


def test_what_waits_can_be_taken_back(shared: Any) -> None:
    answer, other = Answer(shared, NAME), Answer(shared, "batch-loss")
    answer.start("while True: pass")
    other.start()
    other.button("stop").click()
    assert other.wait() == "stopped"
    assert answer.state in ("loading", "running")
    answer.button("stop").click()
    assert answer.wait() == "stopped"
    assert answer.check(RIGHT)[0] == "right"


def test_a_lost_worker_is_replaced(shared: Any) -> None:
    answer = Answer(shared, NAME)
    assert answer.check(RIGHT)[0] == "right"
    shared.evaluate("window.workers.at(-1).terminate()")
    assert answer.check(RIGHT) == ("right", "✓ cross-entropy: right on all 15 inputs.")


def test_checks_go_on_without_a_network(shared: Any) -> None:
    answer = Answer(shared, NAME)
    assert answer.check(RIGHT)[0] == "right"
    shared.context.set_offline(True)
    try:
        assert answer.check(RIGHT)[0] == "right"
    finally:
        shared.context.set_offline(False)


def test_one_answer_does_not_reach_into_another(shared: Any) -> None:
    answer = Answer(shared, NAME)
    answer.check(f"{RIGHT}\nnp.set_printoptions(precision=2)\nnp.seterr(all='raise')\nprint = len = None\nleft = 1")
    state, text = answer.check(f"print(np.array([1 / 3]), len([1]))\n{RIGHT}")
    assert (state, text.splitlines()[0]) == ("right", "[0.33333333] 1")
    assert "NameError" in answer.check("left")[1]


def test_the_keyboard_alone_writes_checks_and_goes_on(shared: Any) -> None:
    answer = Answer(shared, NAME)
    answer.area.fill("")
    answer.area.focus()
    keys = shared.keyboard
    for part in ("def cross_entropy(p, q):", "p, q = np.asarray(p), np.asarray(q)", "yes = p > 0"):
        keys.type(part)
        keys.press("Enter")
    keys.type("return -(p[yes] * np.log(q[yes])).sum()")
    assert answer.area.input_value().splitlines()[1:3] == ["    p, q = np.asarray(p), np.asarray(q)", "    yes = p > 0"]
    keys.press("Control+Enter")
    assert answer.wait() == "right"
    keys.press("Enter")
    keys.press("Backspace")
    assert answer.area.input_value().endswith("\n"), "one press takes a whole indent back"
    keys.press("Tab")
    assert answer.area.input_value().endswith("\n    ")
    keys.press("Escape")
    keys.press("Tab")
    assert shared.evaluate("document.activeElement.name") == "check"
    keys.press("Tab")
    assert shared.evaluate("document.activeElement.name") == "reset"
    keys.press("Shift+Tab")
    keys.press("Shift+Tab")
    assert shared.evaluate("document.activeElement.localName") == "textarea"


def test_start_over_gives_the_stub_and_can_be_taken_back(shared: Any) -> None:
    answer = Answer(shared, NAME)
    answer.check(RIGHT)
    answer.button("reset").click()
    assert answer.area.input_value() == "def cross_entropy(p, q): ..."
    assert (answer.state, answer.text) == ("idle", "")
    answer.button("reset").click()
    assert answer.area.input_value() == RIGHT


def test_names_and_states_are_there_for_those_who_do_not_see(shared: Any) -> None:
    answer = Answer(shared, NAME)
    assert shared.get_by_role("textbox", name="Your answer to “cross-entropy”, in Python").count() == 1
    assert answer.root.get_by_role("status").count() == 1
    answer.check(RIGHT)
    assert answer.out.get_attribute("aria-busy") == "false"
    assert answer.area.evaluate("(area) => parseFloat(getComputedStyle(area).fontSize)") >= 16


# --- what is asked for, what is kept, what is missing ----------------------------------------------------------------


def test_python_is_asked_for_by_the_reader_alone_and_from_this_site_alone(
    opened: Callable[..., Any], site_url: str
) -> None:
    asked: list[str] = []
    page = opened(before=lambda page: page.context.on("request", lambda request: asked.append(request.url)))
    page.locator(f'[data-answer="{NAME}"] textarea').press("End")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "/python/" in url] == [f"{site_url}/_static/python/page.js"]
    assert Answer(page, NAME).check(RIGHT)[0] == "right"
    assert any(url.endswith("/pyodide.asm.wasm.gz") for url in asked)
    assert [url for url in asked if not url.startswith((f"{site_url}/", "data:", f"blob:{site_url}/"))] == []
    assert page.errors == []


def test_an_answer_is_kept_on_the_device(opened: Callable[..., Any]) -> None:
    page = opened()
    answer = Answer(page, NAME)
    answer.area.fill(RIGHT)
    assert page.evaluate(f"localStorage.getItem('ce:answer:{NAME}')") == RIGHT
    page.reload()
    answer.area.wait_for(state="attached")
    assert answer.area.input_value() == RIGHT
    answer.button("reset").click()
    assert page.evaluate(f"localStorage.getItem('ce:answer:{NAME}')") is None


def test_without_storage_it_works_and_says_what_is_not_kept(opened: Callable[..., Any]) -> None:
    blocked = (
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"
    )
    page = opened(script=blocked)
    answer = Answer(page, NAME)
    answer.area.fill(RIGHT)
    assert "your code is gone when you leave" in str(answer.root.text_content())
    assert answer.check()[0] == "right"


@pytest.mark.parametrize(
    ("file", "how", "told"),
    [
        ("*.whl", "missing", "is not on this site, or could not be fetched"),
        ("*.whl", "altered", "is not the file that this page was built with"),
        ("ce_helpers.zip", "altered", "ce_helpers.zip is not on this site, or could not"),
        ("pyodide.asm.wasm.gz", "refused", "pyodide.asm.wasm.gz is not on this site, or could not"),
        ("python.js", "refused", "python.js is not on this site, or the connection is gone"),
        ("worker.js", "missing", "the site did not send worker.js"),
    ],
)
def test_what_is_missing_or_altered_is_said_and_can_be_tried_again(
    file: str, how: str, told: str, opened: Callable[..., Any]
) -> None:
    page = opened()

    def answer_request(route: Any) -> None:
        if how == "refused":
            route.abort()
        elif how == "missing":
            route.fulfill(status=404, body="not here")
        else:
            route.fulfill(body=b"something else")

    page.context.route(f"**/_static/python/{file}", answer_request)
    answer = Answer(page, NAME)
    state, text = answer.check(RIGHT)
    assert state == "error"
    assert text.startswith("Python could not be loaded: ")
    assert told in text
    assert answer.area.input_value() == RIGHT
    page.context.unroute(f"**/_static/python/{file}")
    assert answer.check()[0] == "right"


def test_without_scripts_the_stub_stands_with_what_else_to_do(chromium: Any, site_dir: Path, site_url: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_url}/{PAGE}")
    root = page.locator(f'[data-answer="{NAME}"]')
    assert "def cross_entropy(p, q): ..." in root.inner_text()
    assert "run the notebook in JupyterLab" in root.inner_text()
    assert "Not attempted yet" not in root.inner_text()
    for link in root.locator("a").all():
        assert (site_dir / "chapters" / str(link.get_attribute("href"))).resolve().is_file()
    context.close()
