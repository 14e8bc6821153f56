"""A pytest plugin for `make nbval`: the time of each notebook, and a word where one takes over ten seconds.

`make timing` sets CE_NOTEBOOK_SECONDS: then a slower notebook is a failure. On a busy machine it is none, see Makefile.
"""

from __future__ import annotations

import os
from collections import Counter

import pytest

STRICT = "CE_NOTEBOOK_SECONDS" in os.environ
LIMIT = float(os.environ.get("CE_NOTEBOOK_SECONDS", "10"))
seconds: Counter[str] = Counter()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Count every phase of every cell; the first one starts the kernel."""
    seconds[report.nodeid.split("::")[0]] += report.duration


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run that is to be strict, and in which all cells passed, but too slowly."""
    if not STRICT or hasattr(session.config, "workerinput"):
        return
    if session.exitstatus == pytest.ExitCode.OK and max(seconds.values(), default=0) > LIMIT:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the times, slowest first."""
    for notebook, taken in seconds.most_common():
        verdict = f"  — slower than the {LIMIT:g} s that a notebook may take" if taken > LIMIT else ""
        terminalreporter.write_line(f"{taken:6.1f} s  {notebook}{verdict}", red=bool(verdict))
