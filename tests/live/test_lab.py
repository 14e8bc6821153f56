"""In JupyterLab a live figure is a true ipywidget: the reader's hand moves Python's trait, and Python the figure."""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from pages import ChromiumPage, until

pytestmark = pytest.mark.browser

SOURCES = [
    "import ce_helpers as ce\nfigure = ce.live.Surprise()\nfigure",
    "print('p is', round(figure.p, 9))",
    "figure.p = 0.125\nprint('set')",
    "figure",
    "question = ce.quiz('twice-as-surprising')\nquestion",
    "print(question.answered)",
    "ce.check('surprise', lambda p: p)",
    "ce.check('cross-entropy', ce.cross_entropy)",
    "mark = ce.predict('how-bold')\nmark",
    "print(mark.answered)",
]
SOLUTION = 7  # the cell that the site folds
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def lab_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for the notebook and all that JupyterLab writes."""
    return tmp_path_factory.mktemp("lab")


@pytest.fixture(scope="module")
def lab(lab_folder: Path) -> Iterator[str]:
    """Start JupyterLab on a small notebook and return the notebook's address."""
    folder = lab_folder
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in SOURCES])
    notebook.cells[SOLUTION].metadata["tags"] = ["hide-cell"]
    notebook.metadata["kernelspec"] = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    (folder / "work").mkdir()
    nbformat.write(notebook, folder / "work" / "small.ipynb")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    token = secrets.token_hex(16)
    own = {f"JUPYTER_{kind}_DIR": str(folder / kind.lower()) for kind in ("CONFIG", "DATA", "RUNTIME")}
    own |= {
        "CE_RECORD": str(folder / "record"),
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
    }
    flags = [
        "--no-browser",
        f"--config={ROOT / 'tools' / 'lab_config.py'}",
        "--ip=127.0.0.1",
        f"--port={port}",
        f"--IdentityProvider.token={token}",
    ]
    flags += [f"--ServerApp.root_dir={folder / 'work'}", "--LabApp.news_url=", "--LabApp.check_for_updates_class="
              "jupyterlab.NeverCheckForUpdate", "--ServerApp.port_retries=0"]  # fmt: skip
    flags += ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    log = (folder / "lab.log").open("w+")
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", *flags], env={**os.environ, **own}, stdout=log, stderr=log, cwd=folder
    )
    try:
        address = f"http://127.0.0.1:{port}"
        until = time.monotonic() + 180
        while True:
            try:
                urllib.request.urlopen(f"{address}/api/status?token={token}", timeout=5).close()
                break
            except OSError:
                if server.poll() is not None or time.monotonic() > until:
                    pytest.fail(f"JupyterLab did not start: {(folder / 'lab.log').read_text()[-3000:]}")
                time.sleep(0.3)
        yield f"{address}/lab/tree/small.ipynb?token={token}"
    finally:
        server.terminate()
        try:
            server.wait(15)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        log.close()


@pytest.fixture(scope="module")
def page(lab: str, chromium: Any) -> Iterator[Any]:
    """Return Lab's page with the whole notebook run."""
    opened = ChromiumPage(chromium, viewport={"width": 1400, "height": 1100})
    page = opened.page
    page.set_default_timeout(120_000)
    page.goto(lab)
    page.locator(".jp-Notebook .jp-Cell").first.wait_for()
    page.get_by_text("Python 3 (ipykernel) | Idle").or_(page.locator('[data-status="idle"]')).first.wait_for()
    ready, asked = page.locator("figure.live[data-ready='1']"), page.locator(".jp-Dialog .jp-mod-accept")
    until, again, pause = time.monotonic() + 300, 0.0, 20
    last = page.locator(".jp-Cell").nth(2).get_by_text("set", exact=True).last
    while not (ready.count() and last.count()) and time.monotonic() < until:
        if asked.count():  # Lab asks for the kernel, once for each cell, where its session is not quite ready yet
            asked.first.click()
        elif not ready.count() and time.monotonic() > again:
            page.get_by_role("menuitem", name="Run", exact=True).click()
            page.get_by_text("Run All Cells", exact=True).click()
            again, pause = time.monotonic() + pause, 2 * pause  # a slow kernel must come to an end first
        page.wait_for_timeout(500)
    ready.first.wait_for()
    last.wait_for()
    page.locator("figure.live[data-ready='1']").nth(1).wait_for()
    page.locator(".quiz[data-ready='1']").nth(1).wait_for()
    yield page
    opened.close()


def run_cell(page: Any, number: int) -> str:
    """Run one cell once more and return what it prints."""
    cell = page.locator(".jp-Notebook .jp-Cell").nth(number)
    prompt = cell.locator(".jp-InputPrompt")
    before = prompt.inner_text()
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    until(
        page,
        "([n, before]) => { const t = document.querySelectorAll('.jp-Notebook .jp-Cell')[n]"
        ".querySelector('.jp-InputPrompt').innerText; return t !== before && /\\d/.test(t); }",
        arg=[number, before],
    )
    return str(cell.locator(".jp-OutputArea-output").first.inner_text()).strip()


def test_python_sets_the_figure(page: Any) -> None:
    run_cell(page, 2)
    until(page, "Math.abs(document.querySelector('figure.live output[name=nats]').dataset.value - Math.log(8)) < 1e-12")
    assert page.locator("figure.live input[type=number]").first.input_value() == "0.125"


def test_the_reader_sets_python(page: Any) -> None:
    page.locator("figure.live input[type=number]").first.fill("0.4")
    page.keyboard.press("Tab")
    until(page, "document.querySelector('figure.live output[name=nats]').dataset.value < 0.92")
    assert run_cell(page, 1) == "p is 0.4"
    slider = page.locator("figure.live input[type=range]").first
    slider.focus()
    page.keyboard.press("Home")
    until(page, "document.querySelector('figure.live output[name=nats]').dataset.value > 18")
    assert run_cell(page, 1) == "p is 1e-08"


def test_arrow_keys_on_a_slider_stay_there(page: Any) -> None:
    slider = page.locator("figure.live input[type=range]").first
    slider.focus()
    page.keyboard.press("End")
    until(page, "document.querySelector('figure.live output[name=nats]').dataset.value < 1e-9")
    cells = "[...document.querySelectorAll('.jp-Notebook .jp-Cell')]"
    active = f"{cells}.findIndex((cell) => cell.classList.contains('jp-mod-active'))"
    chosen = page.evaluate(active)
    for key in ("ArrowLeft", "ArrowDown", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
    until(page, "document.querySelector('figure.live output[name=nats]').dataset.value > 1e-9")
    page.wait_for_timeout(200)
    assert page.evaluate(active) == chosen
    assert page.evaluate("document.activeElement.type") == "range"
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(200)
    assert page.evaluate(active) == chosen


def test_two_views_of_one_figure_have_names_of_their_own(page: Any) -> None:
    ids = page.evaluate("[...document.querySelectorAll('figure.live, figure.live [id]')].map((e) => e.id)")
    assert len(page.locator("figure.live").all()) == 2
    assert len(ids) == len(set(ids))
    page.locator("figure.live input[type=number]").nth(1).fill("0.3")
    until(page, "document.querySelector('figure.live output[name=nats]').dataset.value - 1.203972804 < 1e-9")


def test_python_knows_what_was_answered(page: Any) -> None:
    assert run_cell(page, 5) == ""
    right = page.evaluate(
        "[...document.querySelectorAll('.quiz .quiz-answers li')].findIndex((e) => e.dataset.right === '1')"
    )
    page.locator(".quiz input[type=radio]").nth(right).click()
    page.get_by_role("button", name="90%").click()
    page.locator(".quiz[data-verdict='right']").wait_for()
    assert run_cell(page, 5) == "right"


def test_the_record_keeps_what_a_person_did_and_no_solution(page: Any, lab_folder: Path) -> None:
    kept = json.loads((lab_folder / "record" / "ce_record.json").read_text(encoding="utf-8"))
    assert {*kept["entries"]} == {"exercise:surprise", "question:twice-as-surprising"}
    assert kept["entries"]["exercise:surprise"]["right"] is False
    answer = kept["entries"]["question:twice-as-surprising"]
    assert (answer["right"], answer["confidence"]) == (True, 0.9)


def test_a_solution_s_check_says_whose_it_is(page: Any) -> None:
    said = [page.locator(".jp-Cell").nth(n).locator(".jp-OutputArea").inner_text() for n in (6, SOLUTION)]
    assert said[0].startswith("✗ surprise")
    assert said[1].startswith("The check of the solution, not of your answer:\n✓ cross-entropy")


def test_a_mark_is_set_on_a_plot_by_keyboard(page: Any) -> None:
    slider = page.locator(".quiz.predict input[type=range]")
    assert page.locator(".quiz.predict .quiz-plot svg, .quiz.predict svg").first.bounding_box()["height"] > 100
    slider.focus()
    page.keyboard.press("End")
    assert page.locator(".quiz.predict .quiz-slide output").inner_text().strip() != ""
    page.get_by_role("button", name="90%").last.click()
    page.locator(".quiz.predict[data-verdict]").wait_for()
    assert run_cell(page, 9) in ("right", "wrong")


def test_a_saved_notebook_says_how_to_get_its_figures_back(page: Any, lab_folder: Path) -> None:
    page.keyboard.press("Control+s")
    until, text = time.monotonic() + 60, ""
    while "image/png" not in text and time.monotonic() < until:
        page.wait_for_timeout(300)
        text = (lab_folder / "work" / "small.ipynb").read_text(encoding="utf-8")
    assert "image/png" in text, "the picture says at its foot how to get the figure back"
    assert "widget-view" not in text
