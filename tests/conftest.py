"""What the tests share: the built site, a server for it, and the browsers."""

from __future__ import annotations

import os
import re
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import mpmath
import pytest
from hypothesis import HealthCheck, settings
from pages import ChromiumPage, Firefox, FirefoxPage
from xdist.scheduler import LoadScopeScheduling

from ce_helpers import live
from tools import browsers
from tools.build import build
from tools.serve import make_server

# a busy machine must not fail a correct property
settings.register_profile("book", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("book")


#: The files that take longest, which start first, so that no process works alone at the end. The first opens the
#: site, which has to be built; the second can be run meanwhile.
LONGEST = (
    "test_pages_in_a_browser",
    "test_mutants",
    "test_page_python_book",
    "test_paper",
    "test_states_of_a_page",
    "test_page_python",
    "test_new",
    "test_lab",
    "test_live_browser",
)


def _rank(path: Path) -> int:
    return LONGEST.index(path.stem) if path.stem in LONGEST else len(LONGEST)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put first what takes longest."""
    items.sort(key=lambda item: _rank(item.path))


class FilesAndFigures(LoadScopeScheduling):  # type: ignore[misc]
    """Hand out the tests file by file, in their order; some by the live figure or the page that they look at."""

    def _split_scope(self, nodeid: str) -> str:
        file, _, test = nodeid.partition("::")
        if "/test_page_python_book" in file:
            return f"{file} {test.partition('[')[2] or test}"
        named = {*re.findall(r"\w+", test.partition("[")[2])} & {*live.names()} if "/test_live" in file else set()
        return f"live figure {named.pop()}" if named else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """Return the order in which processes get their tests."""
    config.option.loadscopereorder = False  # not the files with most tests first
    return FilesAndFigures(config, log)


@pytest.fixture
def fifty_digits() -> Iterator[None]:
    """Let mpmath judge with fifty digits, and let no warning reach the reader."""
    with warnings.catch_warnings(), mpmath.workdps(50):
        warnings.simplefilter("error")
        yield


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold a lock that all test processes of this run share."""
    until = time.monotonic() + 300
    while True:
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL))
            break
        except FileExistsError:
            if time.monotonic() > until:
                raise TimeoutError(f"another test process held {path} for five minutes") from None
            time.sleep(0.2)
    try:
        yield
    finally:
        path.unlink()


@pytest.fixture(scope="session")
def site_dir(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return the built site: the command of `make book`, run once for all test processes."""
    shared = tmp_path_factory.getbasetemp()
    if worker_id != "master":
        shared = shared.parent
    done = shared / "site-built.txt"
    with _locked(shared / "site.lock"):
        if not done.exists():
            try:
                done.write_text(str(build(quiet=True)))
            except RuntimeError as error:
                done.write_text(f"!{error}")
    told = done.read_text()
    if told.startswith("!"):
        pytest.fail(told[1:], pytrace=False)
    return Path(told)


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Return a function that serves a folder at an address of this machine, without a closing slash."""
    servers = []

    def start(folder: Path) -> str:
        server = make_server(folder)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def site_url(site_dir: Path, serve: Callable[[Path], str]) -> str:
    """Return the address of the built site, without a closing slash."""
    return serve(site_dir)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Any]:
    """Return Playwright, started once for each test process."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def chromium(playwright: Any) -> Iterator[Any]:
    """Return a headless Chromium or Chrome, driven by Playwright."""
    try:
        path = browsers.chromium()
    except RuntimeError as error:
        pytest.fail(str(error), pytrace=False)
    browser = playwright.chromium.launch(executable_path=path, args=browsers.CHROMIUM_FLAGS)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def firefox() -> Iterator[Firefox]:
    """Return a headless Firefox; without one, skip and say so, unless CE_REQUIRE_FIREFOX is set."""
    program = browsers.firefox()
    if program is None:
        missing = "no Firefox was found, so nothing was tested in it; install one, or set CE_FIREFOX to its path"
        if os.environ.get("CE_REQUIRE_FIREFOX"):
            pytest.fail(missing, pytrace=False)
        pytest.skip(missing)
    started = Firefox(program)
    yield started
    started.close()


@pytest.fixture(params=["chromium", "firefox"])
def new_page(request: pytest.FixtureRequest) -> Iterator[Callable[..., Any]]:
    """Return a function that opens a page, in one browser and then in the other."""
    browser = request.getfixturevalue(request.param)
    kind = ChromiumPage if request.param == "chromium" else FirefoxPage
    opened = []

    def start(url: str, **options: Any) -> Any:
        page = kind(browser, **options)
        opened.append(page)
        page.open(url)
        return page

    yield start
    for page in opened:
        page.close()
