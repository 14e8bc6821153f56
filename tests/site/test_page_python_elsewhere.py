"""The reader's code in a page from the file system, in Firefox, and on a site that was built without Python."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from answers import Answer
from pages import Firefox, FirefoxPage

from tools import wheels

pytestmark = pytest.mark.browser

PAGE, NAME = "chapters/ch02_cross_entropy.html", "cross-entropy"
ROOT = f"document.querySelector('[data-answer=\"{NAME}\"]')"
#: Presses the button and waits, as long as it may take, for what comes of it.
CHECK = f"""(async () => {{
  const root = {ROOT}, pause = () => new Promise((done) => setTimeout(done, 50));
  while (!root.querySelector("textarea")) await pause();
  root.querySelector("textarea").value = CODE;
  root.querySelector("button[name=check]").click();
  while (["loading", "running"].includes(root.dataset.state)) await pause();
  return [root.dataset.state, root.querySelector("output").textContent];
}})()"""
RIGHT = """def cross_entropy(p, q):
    p, q = np.asarray(p), np.asarray(q)
    return -(p[p > 0] * np.log(q[p > 0])).sum()"""
TOLD = ["right", "✓ cross-entropy: right on all 15 inputs."]


def test_a_page_from_the_file_system_runs_python(chromium: Any, site_with_python: Path) -> None:
    page = chromium.new_page()
    page.goto((site_with_python / PAGE).as_uri())
    answer = Answer(page, NAME)
    assert list(answer.check(RIGHT)) == TOLD
    page.close()


def test_firefox_runs_python_from_a_site_and_from_the_file_system(
    firefox: Firefox, site_with_python: Path, site_url: str
) -> None:
    page = FirefoxPage(firefox)
    for address in (f"{site_url}/{PAGE}", (site_with_python / PAGE).as_uri()):
        page.open(address)
        assert page.js(CHECK.replace("CODE", json.dumps(RIGHT))) == TOLD
    page.close()


# --- fetching NumPy ------------------------------------------------------------------------------------------------


def place(monkeypatch: pytest.MonkeyPatch, folder: Path, digest: str) -> None:
    """Let the wheel be `x.whl`, the cache be in `folder`, and nothing be on the network."""

    def refused(*_: Any) -> bytes:
        raise OSError("no network")

    monkeypatch.setattr(wheels, "wanted", lambda: ("0", "x.whl", digest))
    monkeypatch.setattr(wheels, "cache", lambda: folder / "cache")
    monkeypatch.setattr(wheels, "_from_pyodide", refused)
    monkeypatch.setattr(wheels, "_from_pypi", refused)
    monkeypatch.delenv("CE_PYODIDE_WHEELS", raising=False)


DIGEST = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"  # of the letter x


def test_the_digest_alone_decides(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place(monkeypatch, tmp_path, DIGEST)
    (tmp_path / "given").mkdir()
    monkeypatch.setenv("CE_PYODIDE_WHEELS", str(tmp_path / "given"))
    (tmp_path / "given" / "x.whl").write_text("altered")
    assert wheels.fetch(tmp_path / "a") is None
    assert "is not the wheel that Pyodide's lock file names" in capsys.readouterr().out
    (tmp_path / "given" / "x.whl").write_text("x")
    found = wheels.fetch(tmp_path / "a")
    assert found is not None
    assert found.read_text() == "x"
    assert capsys.readouterr().out == ""


def test_without_a_network_the_build_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place(monkeypatch, tmp_path, DIGEST)
    assert wheels.fetch(tmp_path / "a") is None
    told = capsys.readouterr().out
    assert told.count("\n") == 1
    assert told.startswith("Python in the pages is left out: x.whl could not be fetched (no network; no network).")
    assert "CE_PYODIDE_WHEELS" in told


def test_what_was_fetched_once_is_asked_for_no_more(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    place(monkeypatch, tmp_path, DIGEST)
    asked = []
    monkeypatch.setattr(wheels, "_from_pyodide", lambda *_: asked.append(1) or b"x")
    assert wheels.fetch(tmp_path / "one", quiet=True) is not None
    assert wheels.fetch(tmp_path / "another clone", quiet=True) is not None
    assert len(asked) == 1
